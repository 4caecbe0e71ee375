/* pledge_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_PLEDGE_PLEDGE_PAGE_H
#define RAKAZ_PLEDGE_PLEDGE_PAGE_H

#include "account/account_page.h"
#include "pledge/pledge.h"
#include "today/today_part.h"

enum { PLEDGE_Q_N = 3, PLEDGE_SOON_DAYS = 30, PLEDGES_OF_ACTOR_MAX = 200, PLEDGE_READERS = ROLES_STAFF | ROLE_TRUSTEE };
extern const Query PLEDGE_QUERIES[PLEDGE_Q_N];

/* ---- conditions and statements: pledge_store.c ------------------------------------------------------------------ */

ListExtra pledge_mine(const Ctx *c);              /* open, and followed by the reader */
ListExtra pledge_due(const Ctx *c);               /* open, by a day within PLEDGE_SOON_DAYS or over */
ListExtra pledge_late(const Ctx *c);              /* open, and its day is over */
ListExtra pledge_of_year(Ctx *c, int year);       /* pledged in this year */
ListExtra given_of_year(Ctx *c, int year);
ListExtra given_of_circle(int circle);
ListExtra given_of_unit(int unit);

/* The pledges of one body that the reader sees, with what was given of each, by circle and day: one statement, none
** where nothing can be in it. Rows in the arena. */
typedef struct OfActor {
    Id         id;
    Str        what;
    PledgeLine line;
    int64_t    given_money, given_quantity;       /* NUMBER_NONE: nothing is known to be given */
    Day        published_on;
} OfActor;
Fault pledges_of_actor(Ctx *c, Id actor, OfActor **ret_v, size_t *ret_n) MUST;

/* What was pledged in a year, and what was given in it by circle and unit; of what the reader sees. */
typedef struct GivenSum {
    int     circle, unit;
    int64_t n, money_n, money, quantity_n, quantity, used, thanked, reported, confirmed;
} GivenSum;
Fault pledges_of_year(Ctx *c, int year, PledgeLine **ret_v, size_t *ret_n) MUST;
Fault given_in_year(Ctx *c, int year, GivenSum **ret_v, size_t *ret_n) MUST;

/* ---- words of amounts: pledge_words.c --------------------------------------------------------------------------- */

/* "20,000 ₪", "20 to 30 hours"; empty where the amount is not known. Plain text in the arena. */
Str pledge_money(Ctx *c, int64_t least, int64_t most);
Str pledge_number(Ctx *c, int unit, int64_t least, int64_t most);

/* How a pledge stands: the words and the tint of its tag. */
typedef struct StandTag {
    TextKey name;
    Str     tint;
    bool    late;
} StandTag;
StandTag pledge_tag(int state, Day by_on, Day today);

/* ---- on the page of a body: pledge_card.c ----------------------------------------------------------------------- */

typedef struct PledgeRow {
    Str      what, href, money, number, given;    /* given: of it so far, in words; empty: nothing known */
    Day      by_on;
    int      part;                                /* per cent given; -1: not known */
    StandTag stand;
    bool     open, shown;
} PledgeRow;
typedef struct CircleRow {
    TextKey    name;
    const char *icon;
    PledgeRow *rows;
    size_t     rows_n;
    Str        add;                               /* address; empty: not for this reader */
} CircleRow;
typedef struct CirclesCard {
    CircleRow *circles;
    size_t     circles_n, empty_n;
    Str        all;
} CirclesCard;
PAGE_FN(pledge_circles, CirclesCard)
extern const RecordPart PLEDGE_ACTOR_PART;
void circle_icon(Buf *b, const char *name);

/* ---- the record: pledge_record.c -------------------------------------------------------------------------------- */

typedef struct PledgeHead {
    const Pledge *p;
    TextKey  circle, method;
    StandTag stand;
    Str      actor, actor_href, place, place_href, owner, receiver, money, number, contact, witness;
    bool     demo;
} PledgeHead;
PAGE_FN(pledge_head, PledgeHead)

typedef struct PledgeActs {
    Str  path;
    bool open, may_show, may_hide, lives;
} PledgeActs;
PAGE_FN(pledge_acts, PledgeActs)

typedef struct GivenRow {
    Str  what, href, money, number, used, evidence, witness, paper_href, confirm;
    Day  on_day, thanked_on, reported_on, confirmed_on;
    bool asked;                                   /* a witness is named and has not confirmed */
} GivenRow;
typedef struct GivenPart {
    GivenRow *rows;
    size_t    rows_n;
    Str       add, money, number;                 /* the sums so far; empty: nothing known */
    int       part;
    bool      staff;
} GivenPart;
PAGE_FN(pledge_given, GivenPart)

typedef struct HireRow {
    Str     href, local_in, which;
    TextKey people, hired, stayed;                /* T_NONE: not known */
    Day     from_on, until_on, known_on;          /* known_on: when a year will have passed; 0: it has */
} HireRow;
typedef struct HirePart {
    HireRow *rows;
    size_t   rows_n;
    Str      add;
} HirePart;
PAGE_FN(pledge_hires, HirePart)

Fault pledge_head_draw(Buf *b, const Page *pg, const void *rec) MUST;
Fault pledge_acts_draw(Buf *b, const Page *pg, const void *rec) MUST;
extern const RecordPart PLEDGE_GIVEN_PART, PLEDGE_HIRES_PART;

/* ---- steps: pledge_steps.c -------------------------------------------------------------------------------------- */

typedef struct PledgeStepView {
    Str     path, name, action, on, today, text;
    TextKey title, hint;
    Html    fields;                               /* who witnesses */
    bool    keep;
} PledgeStepView;
PAGE_FN(pledge_step, PledgeStepView)

Fault get_pledge_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_pledge_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_pledge_show(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_given_confirm(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_given_paper(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_given_paper(Ctx *c, const Request *rq, Reply *rp) MUST;

typedef struct PaperView {
    Str path, name, action;
} PaperView;
PAGE_FN(pledge_paper, PaperView)
PAGE_FN(given_acts, PaperView)

/* ---- sums: pledge_sums.c ---------------------------------------------------------------------------------------- */

typedef struct SumCell {
    TextKey label;
    Str     href;
    int64_t n;
} SumCell;
typedef struct SumWords {
    Str text, href;
} SumWords;
typedef struct SumRow {
    TextKey   name;
    SumCell   cells[6], *counts;
    size_t    counts_n;
    SumWords *pledged, *given;
    size_t    pledged_n, given_n;
    int64_t   unsaid;
    bool      empty;
} SumRow;
typedef struct YearChoice {
    int  year;
    Str  href;
    bool chosen;
} YearChoice;
typedef struct PledgeSums {
    YearChoice *years;
    SumRow     *rows;
    SumCell    *way;                              /* given, used, thanked, reported, confirmed */
    size_t      years_n, rows_n, way_n;
    int         year;
} PledgeSums;
PAGE_FN(pledge_sums, PledgeSums)
PAGE_FN(pledge_beside, PledgeSums)
Fault get_pledge_sums(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- on the first page: pledge_today.c -------------------------------------------------------------------------- */

Fault pledge_dates(Ctx *c, TodayDates *into) MUST;

#endif
