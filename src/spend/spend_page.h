/* spend_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_SPEND_SPEND_PAGE_H
#define RAKAZ_SPEND_SPEND_PAGE_H

#include "actor/actor.h"
#include "lang/show.h"
#include "place/place.h"
#include "spend/spend.h"

/* An amount that leads to the rows it is made of. */
typedef struct SpendCell {
    int64_t sum, rows, permille;
    Str     share, href;                          /* "12.3%"; empty: of nothing */
    TextKey label;
} SpendCell;

typedef struct SpendLine {
    Str        name, href, key;                   /* key: for forms */
    SpendCell *cells;
    size_t     cells_n;
    Str        who, who_href;                     /* the actor that a payee is */
    TextKey    tag;                               /* T_NONE: none */
    bool       may, cannot, rest, hidden;
} SpendLine;

typedef struct SpendPlaceField {
    Str     name, value, field, name_field, id;
    TextKey label;
} SpendPlaceField;

typedef struct SpendFileRow {
    Str     name, href, kept;
    Day     from, until;
    TextKey state;
    bool    counts, published, demo;
    int64_t rows;
} SpendFileRow;

typedef struct SpendStateRow {
    TextKey    name, what;
    int64_t    rows, sum;
    Str        href;
    bool       whole, has_sum;
} SpendStateRow;

typedef struct SpendTotalRow {
    int64_t row, says, ours;
    bool    fits;
} SpendTotalRow;

typedef struct SpendCurrency {
    Str  code, href;
    bool current;
} SpendCurrency;

typedef struct SpendAllView {
    Str              name, path, actor_href, upload_href, rows_href, csv_href, payees_href, coming_href, query;
    Str              asked, currency_query;       /* the currency that was asked for; empty: the main one */
    SpendCurrency   *currencies;                  /* none when there is one */
    size_t           currencies_n;
    SpendPlaceField *fields;
    size_t           fields_n;
    SpendLine       *defs, *kinds, *payees, *quarters, *sizes, *owned;
    size_t           defs_n, kinds_n, payees_n, quarters_n, sizes_n, owned_n;
    SpendFileRow    *files;
    size_t           files_n;
    SpendStateRow   *states;
    size_t           states_n;
    SpendCell        all, withheld, may, cannot, unmarked;
    Str              first_place, first, five, ten;
    int64_t          hhi, groups, likely, others_n, owned_payees, owned_known, owned_circular;
    Day              from, until;
    const char      *currency;
    bool             may_write, counted, staff, demo;
} SpendAllView;
PAGE_FN(spend_all, SpendAllView)

typedef struct SpendBuyerRow {
    Str     name, href;
    int64_t files, rows;
    Day     from, until;
} SpendBuyerRow;
typedef struct SpendBuyersView {
    SpendBuyerRow *rows;
    size_t         rows_n;
    Str            releases, records;
    bool           may_write, member;
} SpendBuyersView;
PAGE_FN(spend_buyers, SpendBuyersView)

typedef struct SpendShownRow {
    Day     day;
    Str     payee, payee_href, kind, number, unit, file, file_href;
    int64_t amount, row;
    const char *currency;
    TextKey local, state;
    Str     colour;
    bool    read;                                 /* its amount could be read */
} SpendShownRow;
typedef struct SpendRowsView {
    Str            name, path, words, csv_href, address;
    SpendShownRow *rows;
    size_t         rows_n;
    int64_t        total, offset, limit, sum;
    const char    *currency;
    bool           mixed;                         /* in other currencies: they add up to nothing */
} SpendRowsView;
PAGE_FN(spend_rows, SpendRowsView)

typedef struct SpendPayeeRow {
    Str     name, key, rows_href, actor, actor_href, add_href, why_text;
    Str     number, also, other;                  /* by the buyer's own number */
    Id      actor_id;
    TextKey why, tag;
    int64_t sum, rows, others;
    bool    likely, sure, none, person;
} SpendPayeeRow;
typedef struct SpendTab {
    Str     href;
    TextKey name;
    int64_t n;
    bool    current;
} SpendTab;
typedef struct SpendPayeesView {
    Str            name, path, back, address, currency_query;
    SpendPayeeRow *rows;
    size_t         rows_n;
    SpendTab      *tabs;
    size_t         tabs_n;
    int64_t        total, offset, limit;
    const char    *currency;
    bool           may_write;
} SpendPayeesView;
PAGE_FN(spend_payees, SpendPayeesView)

/* ---- a file ------------------------------------------------------------------------------------------------------ */

typedef struct SpendOption {
    Str  value, label;
    bool chosen;
} SpendOption;
typedef struct SpendNewView {
    Str          name, path, buyer;
    Html         refused;
    int64_t      max;
    Str          before_href;
} SpendNewView;
PAGE_FN(spend_new, SpendNewView)

typedef struct SpendFact {
    TextKey name, what;
    int64_t n;
} SpendFact;
typedef struct SpendColumnRow {
    TextKey      name;
    Str          field, heading;
    SpendOption *options;
    size_t       options_n;
} SpendColumnRow;
typedef struct SpendFileView {
    Str             path, buyer, buyer_href, purchases_href;
    const PaymentFile *v;
    SpendStateRow  *states;
    size_t          states_n;
    SpendTotalRow  *totals;
    size_t          totals_n;
    SpendFact      *facts;
    size_t          facts_n;
    SpendColumnRow *columns;
    size_t          columns_n;
    const char     *currency;
    TextKey         state, vat;
    bool            draft, may_write, may_read, turned, twins, signs, demo, vat_unsaid, package;
    Str             coming_href;
    int64_t         coming_n;
} SpendFileView;
PAGE_FN(spend_file_head, SpendFileView)
PAGE_FN(spend_file_acts, SpendFileView)
PAGE_FN(spend_file_sums, SpendFileView)
PAGE_FN(spend_file_facts, SpendFileView)
PAGE_FN(spend_file_columns, SpendFileView)
PAGE_FN(spend_file_package, SpendFileView)

/* A package of the Open Contracting Data Standard, before its coming purchases are taken. */
typedef struct SpendPackRow {
    Str     title, words, lots, buyer, buyer_href, ocid, there_href, value;
    Day     from, until;
    bool    other, named, there, chosen;          /* buyer: another one than the file's; there: taken already */
} SpendPackRow;
typedef struct SpendPackSum {
    TextKey    name;
    int64_t    n, sum;
    const char *currency;
} SpendPackSum;
typedef struct SpendPackNote {
    Str     path;
    int64_t n;
} SpendPackNote;
typedef struct SpendPackView {
    Str            name, path, buyer, publisher;
    SpendPackRow  *rows;
    size_t         rows_n;
    SpendPackSum  *sums;
    size_t         sums_n;
    SpendPackNote *notes;
    size_t         notes_n;
    int64_t        releases, processes, notes_more, others, others_rows, past, more;
    bool           unversioned, may_write, open;
} SpendPackView;
PAGE_FN(spend_package, SpendPackView)

typedef struct SpendCard {
    Str     href, upload_href, coming_href, days_href, plan_href;
    int64_t files;
    Day     from, until;
    bool    may_write;
} SpendCard;
PAGE_FN(spend_card, SpendCard)

/* ---- between the files of the pages ------------------------------------------------------------------------------ */

/* Draws a page on a slow thread, in a reading with room. What it shows lies in that room; the page itself, with what
** goes into the answer's head, is made in `outer`, the arena of the request: `draw` goes back to it when all is
** gathered. */
typedef Fault (*SpendDraw)(Ctx *c, const Request *rq, Reply *rp, Arena *outer);
Fault spend_drawn(Ctx *c, const Request *rq, Reply *rp, SpendDraw draw) MUST;

/* A page below a buyer's purchases; the name is the buyer's. */
Page spend_page(Ctx *c, const Request *rq, Id buyer, Str name, TextKey title);
Str  spend_path(Ctx *c, Id buyer, const char *below);

/* "&currency=MXN" where the address asks for one; else empty. */
Str spend_currency_query(Ctx *c, const Request *rq);

/* The payees of the buyer whose purchases stand at `path`, in a currency; tab -1: the first that holds anybody. */
Str spend_payees_path(Ctx *c, Str path, int tab, Str currency_query);

/* Up to three places from the address (local1, local2, local3, or names beside them); without any the buyer's own
** unit and those above it. The query that says so again, and the currency that was asked for. */
Fault spend_places(Ctx *c, const Request *rq, Id buyer, Id *ret_v, int *ret_n, Str *ret_query) MUST;

/* The buyer's name and head; NOT_FOUND. */
Fault spend_buyer(Ctx *c, Id buyer, Head *ret_head, Str *ret_name) MUST;

/* Whether this reader may bring files of a buyer. */
bool spend_may_bring(Ctx *c, const Head *buyer);

/* Sums by state of one book, with the way to the rows. */
size_t spend_state_rows(Ctx *c, const SpendTally *t, const SpendSum *foreign, Str rows_href, SpendStateRow *ret_v);

Fault get_purchases(Ctx *c, const Request *rq, Reply *rp);
Fault get_purchase_all(Ctx *c, const Request *rq, Reply *rp);
Fault get_purchase_rows(Ctx *c, const Request *rq, Reply *rp);
Fault get_purchase_csv(Ctx *c, const Request *rq, Reply *rp);
Fault get_purchase_payees(Ctx *c, const Request *rq, Reply *rp);
Fault post_purchase_payee(Ctx *c, const Request *rq, Reply *rp);
Fault post_purchase_mark(Ctx *c, const Request *rq, Reply *rp);
Fault get_purchase_new(Ctx *c, const Request *rq, Reply *rp);
Fault post_purchase_new(Ctx *c, const Request *rq, Reply *rp);
Fault post_file_read(Ctx *c, const Request *rq, Reply *rp);
Fault post_file_count(Ctx *c, const Request *rq, Reply *rp);
Fault get_file_package(Ctx *c, const Request *rq, Reply *rp);
Fault post_file_package(Ctx *c, const Request *rq, Reply *rp);

extern const RecordPart SPEND_FILE_PARTS[4];

#endif
