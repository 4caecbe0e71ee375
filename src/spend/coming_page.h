/* coming_page.h - what the files and templates of coming purchases share. */
#ifndef RAKAZ_SPEND_COMING_PAGE_H
#define RAKAZ_SPEND_COMING_PAGE_H

#include "actor/actor.h"
#include "lang/show.h"
#include "spend/coming.h"

enum { COMING_Q_N = 4 };
extern const Query COMING_QUERIES[COMING_Q_N];

/* The live quotes of a request, as the reader sees them. */
Fault quotes_of(Ctx *c, Id request, Quote **ret_v, size_t *ret_n) MUST;

/* Puts a supplier among those whom a request for what will be bought is going to ask: the request that is written now,
** or a new one. Nothing is sent by it. On the writer. */
Fault coming_ask(Ctx *c, Id purchase, Id supplier, Str why, QuoteRequest *ret_q) MUST;

/* Lower and upper end of a range of amounts, in hundredths of the region's money; below zero: open. In words: "up to
** 10,000 ₪". */
void coming_range(int about, int64_t *ret_least, int64_t *ret_most);
Str  coming_range_words(Arena *a, const Reader *r, int about);

/* Asks the suppliers that stand on the request; decides it, with the reason, once the time for answers is over. Both
** on the writer. */
Fault quote_ask(Ctx *c, QuoteRequest *v) MUST;
Fault quote_close(Ctx *c, QuoteRequest *v, Id chosen, Str why) MUST;

/* ---- what is published: coming_store.c --------------------------------------------------------------------------- */

/* Published processes behind `after`, rising by id: purchases, and requests that are a process of their own. */
typedef struct ComingOpen {
    Id   id;
    bool request;
} ComingOpen;
Fault coming_published(Ctx *c, Id after, ComingOpen *ret_v, size_t max, size_t *ret_n) MUST;

/* The first published request of a purchase; 0: none. */
Fault coming_first_request(Ctx *c, Id purchase, Id *ret_id) MUST;

/* "prefix-id": how the world knows a process of ours. */
Fault coming_ocid(Ctx *c, Id id, Str *ret_ocid) MUST;

Fault get_ocds_releases(Ctx *c, const Request *rq, Reply *rp);
Fault get_ocds_records(Ctx *c, const Request *rq, Reply *rp);

typedef struct QuoteRow {
    Str     supplier, supplier_href, href, why, words, id;
    TextKey answer;
    int64_t price;
    bool    offers, declines, chosen, has_price;
    Day     answered_on;
} QuoteRow;
typedef struct QuoteView {
    const QuoteRequest *v;
    Str             path, buyer, buyer_href;
    QuoteRow       *rows;
    size_t          rows_n;
    const char     *currency;
    TextKey         state;
    Day             earliest;
    Str             add_href;
    bool            draft, asked, closed, may_write, over, demo;
} QuoteView;
PAGE_FN(quote_head, QuoteView)
PAGE_FN(quote_rows, QuoteView)

typedef struct ComingView {
    const ComingPurchase *v;
    Str     buyer, buyer_href, category, request_href, about;
    bool    may_write, demo, open;
    Str    *lots;
    size_t  lots_n;
} ComingView;
PAGE_FN(coming_head, ComingView)
PAGE_FN(coming_lots, ComingView)

#endif
