/* leverage_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_LEVERAGE_LEVERAGE_PAGE_H
#define RAKAZ_LEVERAGE_LEVERAGE_PAGE_H

#include "account/account_page.h"
#include "listing/leverage.h"
#include "mine/mine.h"
#include "place_ent.h"
#include "today/today_part.h"

extern const Sheet LEVERAGE_SHEET, TAKER_SHEET;

/* May the reader speak for a business (mine_businesses)? */
Fault leverage_speaks(Ctx *c, Id holder, bool *ret_yes) MUST;

/* The reader's own businesses. */
typedef struct OwnBusiness {
    Id  id;
    Str value, name;
    bool chosen;
} OwnBusiness;
Fault leverage_own(Ctx *c, OwnBusiness **ret_v, size_t *ret_n) MUST;

/* ---- rows: leverage_part.c --------------------------------------------------------------------------------------- */

typedef struct SideRow {
    TextKey name;
    Str     title;
    int64_t takers;
    bool    open, empty;                          /* empty: open, and nobody takes part */
} SideRow;

typedef struct PairRow {
    Str     href, holder, holder_href, place;
    bool    shown, of_place;
    SideRow sides[2];
    size_t  sides_n;
} PairRow;

typedef struct PairPart {
    PairRow *rows;
    size_t   rows_n;
    Str      add, all;
} PairPart;
PAGE_FN(leverage_row, PairRow)
PAGE_FN(leverage_part, PairPart)
PAGE_FN(leverage_mine, PairPart)
PAGE_FN(leverage_beside, PairRow)
extern const RecordPart LEVERAGE_OF_ACTOR, LEVERAGE_OF_PLACE, LEVERAGE_OF_LISTING;
extern const MinePart   LEVERAGE_MINE;

typedef struct WaitingRow {
    Str name, what, href, id;
    TextKey side;
} WaitingRow;
typedef struct WaitingView {
    WaitingRow *rows;
    size_t      rows_n;
    bool        more;
} WaitingView;
PAGE_FN(leverage_today, WaitingView)
extern const TodayPart LEVERAGE_TODAY;

/* ---- its page: leverage_page.c ----------------------------------------------------------------------------------- */

typedef struct TakerRow {
    Str     name, href, contact, words, came, came_href, id;
    Day     from_on, until_on;
    bool    waits, may_answer;
} TakerRow;

typedef struct SideView {
    Str       title, href, details, value, path, join, add;
    int64_t   told;                               /* how many, which everybody may know */
    TakerRow *takers;
    size_t    takers_n;
    bool      open, empty, may_close;
} SideView;

typedef struct SidesView {
    SideView *sides;
    size_t    sides_n;
} SidesView;
PAGE_FN(leverage_side, SideView)

typedef struct PairHead {
    Str  holder, holder_href, place, place_href;
    Day  published_on;
    bool demo;
} PairHead;
PAGE_FN(leverage_head, PairHead)

typedef struct PairActs {
    Str  path;
    bool may_show, may_hide, edits;
} PairActs;
PAGE_FN(leverage_acts, PairActs)

/* ---- posting and wording: leverage_form.c ------------------------------------------------------------------------ */

typedef struct PairForm {
    TextKey title;
    Str     action, back, mine, holder;           /* mine, holder: the business, where it is said already */
    Html    fields, asks, gives;
} PairForm;
PAGE_FN(leverage_form, PairForm)
Fault get_leverage_form(Ctx *c, const Request *rq, Reply *rp);
Fault post_leverage_form(Ctx *c, const Request *rq, Reply *rp);

/* ---- taking part: leverage_join.c -------------------------------------------------------------------------------- */

typedef struct JoinView {
    Str          action, back, holder, title, details;
    TextKey      side;
    Str          side_value;
    Html         fields;
    OwnBusiness *own;
    size_t       own_n;
    bool         named, waits;                    /* named: in the name of one of these */
} JoinView;
PAGE_FN(leverage_join, JoinView)
PAGE_FN(leverage_joined, JoinView)
Fault get_leverage_join(Ctx *c, const Request *rq, Reply *rp);
Fault post_leverage_join(Ctx *c, const Request *rq, Reply *rp);

typedef struct CameView {
    TextKey title;
    Str     action, back, who, what, side, archive; /* side: of a new one; archive: where it is taken out, or empty */
    Html    fields;
} CameView;
PAGE_FN(taker_came, CameView)
Fault get_taker_came(Ctx *c, const Request *rq, Reply *rp);
Fault post_taker_came(Ctx *c, const Request *rq, Reply *rp);
Fault post_taker_answer(Ctx *c, const Request *rq, Reply *rp);
Fault get_taker_add(Ctx *c, const Request *rq, Reply *rp);
Fault post_taker_add(Ctx *c, const Request *rq, Reply *rp);
Fault get_taker_where(Ctx *c, const Request *rq, Reply *rp);

Str leverage_path(Ctx *c, Id id);
int leverage_side_of(const Request *rq, bool form);

#endif
