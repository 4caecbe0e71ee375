/* stay_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_STAY_STAY_PAGE_H
#define RAKAZ_STAY_STAY_PAGE_H

#include "actor/actor.h"
#include "case/case.h"
#include "intake/intake_page.h"
#include "leak/leak.h"
#include "leak/lm3.h"
#include "place/place.h"
#include "stay/stay.h"

enum { STAY_Q_N = 10, STAY_DEFS_MAX = 6, STAY_FACTS_MAX = 20000 };
extern const Query STAY_QUERIES[STAY_Q_N];

/* ---- what is known of a place: stay_store.c ---------------------------------------------------------------------- */

/* One spending as it is summed. */
typedef struct StayFact {
    Id      id, category, spender, sheet, bought_in, seller, of_case, place;
    int64_t low, high;                            /* agorot a year */
    int     bought;                               /* OUTLAY_WHERE_... */
    bool    seen;                                 /* the reader may read it */
} StayFact;

/* Those of a place and of what lies below it, of one year, by id. `others`: also what the reader may not read, of cases
** those that agreed to be counted: for sums alone. `kept`: of cases nothing is the reader's own, as in what others will
** read. */
typedef struct StayWhose {
    bool others, kept;
} StayWhose;
Fault stay_facts(Ctx *c, Id place, int64_t year, StayWhose whose, StayFact **ret_v, size_t *ret_n) MUST;

/* A place and all below it in the working tree, rising. */
Fault stay_below(Ctx *c, Id place, const Id **ret_v, size_t *ret_n) MUST;

/* The same with the place above each. */
typedef struct StayTree {
    Id    *ids, *parents;
    size_t n;
} StayTree;
Fault stay_tree(Ctx *c, Id place, StayTree *ret_t) MUST;

/* Which of the sellers (rising) belong to a definition, as far as the reader sees them, rising. */
Fault stay_members(Ctx *c, const PlaceLocal *l, const Id *sellers, size_t n, const Id **ret_v, size_t *ret_n) MUST;

/* One answer of a sheet that came by a link to a place. Sheets are asked for by one number, or by their link (0: any),
** of rows before an id. */
typedef struct SheetAsk {
    Id      place, door;
    int64_t sheet, before;
} SheetAsk;
typedef struct SheetFact {
    Id      id, door, bought_in;
    int64_t sheet, low, high;                     /* agorot a year */
    Str     what, why;
    Stamp   on;
    int     kind, bought;
    bool    out;                                  /* left out of the sums */
} SheetFact;
Fault stay_sheet_rows(Ctx *c, const SheetAsk *a, SheetFact *v, size_t max, size_t *ret_n) MUST;

/* How many sheets of a place came before a row. */
Fault stay_sheets_older(Ctx *c, Id place, int64_t before, int64_t *ret_n) MUST;

/* What is known of the spare capacity of some makers. */
typedef struct StaySpare {
    Id  actor, category;
    int free;                                     /* of a hundred */
} StaySpare;
Fault stay_spares(Ctx *c, const Id *actors, size_t n, StaySpare *ret_v, size_t max, size_t *ret_n) MUST;

/* Places of which something is known, as far as the reader's right goes, those with most first. */
Fault stay_places(Ctx *c, Id *ret_places, int64_t *ret_counts, size_t max, size_t *ret_n) MUST;

/* ---- what leaks: stay_sum.c -------------------------------------------------------------------------------------- */

/* Everything about a place in one year by one of its definitions. */
typedef struct StaySum {
    Id          place, top;                       /* top: the widest place above it */
    int64_t     year;
    PlaceLocal  defs[STAY_DEFS_MAX];              /* what local may mean: the place, and those above it */
    size_t      defs_n, def;                      /* def: by which `rows` were summed */
    LeakRow     of_def[STAY_DEFS_MAX];            /* the total by each definition */
    Id         *categories;                       /* of rows, rising */
    Str        *names;
    LeakRow    *rows;                             /* one a category, then the total */
    uint32_t    n;
    uint32_t    others;                           /* who spend and are in the sums without being readable */
    StayTree   *tree;                             /* of the widest place, once it was asked for */
    uint64_t   *told;                             /* of each category: by which definitions the unread is told */
    bool        hidden;                           /* some sums are of too few, and left out */
    bool        kept;                             /* as it may be written down */
    StayFact   *fact;                             /* those that the reader may read first: `seen` of `facts`, */
    LeakFact   *leak;                             /* and how each was summed */
    size_t      facts, seen;
} StaySum;

/* `version`: by which definition; 0: the place's own. NOT_FOUND: the reader does not see the place. */
Fault stay_sum(Ctx *c, Id place, int64_t year, Id version, StaySum *ret_s) MUST;

/* The sum as it may be written down for others to read: itself where nothing that was told in a case is in it, else one
** in which that counts as for whoever is not of the case. */
Fault stay_sum_kept(Ctx *c, const StaySum *s, const StaySum **ret_s) MUST;

/* The row of a category; an empty one when nothing is known. */
LeakRow stay_row(const StaySum *s, Id category);

/* What somebody buys of a category by the definition of the sum, as far as the reader may read it. */
Fault stay_bought(Ctx *c, const StaySum *s, Id spender, Id category, LeakRow *ret_row) MUST;

/* Is fact i bought outside? */
bool stay_leaves(const StaySum *s, size_t i);

/* Those by name who buy a category outside, as far as the reader may read it, who buys most first. */
typedef struct StayBuyer {
    Id      id;
    int64_t leaves;                               /* the middle, agorot a year */
} StayBuyer;
size_t stay_buyers(const StaySum *s, Id category, StayBuyer *v, size_t max);

/* Is anything known of what leaks of it? */
bool stay_leak_known(const LeakRow *r);

/* What could be made here, with who could. */
typedef struct StayMaker {
    Id  id;
    Str name;
} StayMaker;
typedef struct StayPlugs {
    LeakPlug  *v;
    size_t     n;
    LeakMaker *makers;
    Str       *names;                             /* of the makers */
} StayPlugs;
Fault stay_plugs(Ctx *c, const StaySum *s, StayPlugs *ret_p) MUST;

/* "1,200 – 1,500" in the region's money, plain text. */
Str stay_money(Ctx *c, LeakRange r);

/* ---- the page: stay_page.c --------------------------------------------------------------------------------------- */

typedef struct LeakTab {
    Str     href, name;
    int64_t stays;                                /* of a hundred, by this definition, of what is known */
    bool    current, known;
} LeakTab;
typedef struct LeakLine {
    Str     category, href, spent, stays, leaves, unknown;     /* empty: nothing is told of it */
    int64_t share;                                /* of what is known leaves so much of a hundred */
    bool    known, some;                          /* some: of a part it is not known where it is bought */
} LeakLine;
/* In place of a sum of which nothing is told: it might be hidden in what is not known, or there is none. */
void leak_none(Buf *b, const Page *pg, bool not_known);

typedef struct LeakMakerLine {
    Str     name, href, free;                     /* free: of a hundred */
    TextKey skill;
    bool    spare_known;
} LeakMakerLine;
typedef struct LeakBuyerLine {
    Str name, href, leaves;
} LeakBuyerLine;
typedef struct LeakPlugLine {
    Str            category, category_id, leaves, might, maker_id, buyer_id;
    LeakMakerLine *makers;
    LeakBuyerLine *buyers;                        /* who buys it outside, by name */
    size_t         buyers_n;
    size_t         makers_n;
    int64_t        more;                          /* makers beyond those */
    bool           much, many, nobody, ask, started, first_maker;
} LeakPlugLine;
typedef struct LeakStarted {
    Str     title, href, then, now, to, to_href;
    TextKey way, change;
    Day     on;
    bool    demo;
} LeakStarted;
typedef struct LeakView {
    Str           words, place_href, path, add, bring, ask, sheet, sheets, studies, version;
    int64_t       year;
    LeakTab      *defs, *years;
    size_t        defs_n, years_n;
    LeakLine      total, *rows;
    size_t        rows_n;
    LeakPlugLine *plugs;
    size_t        plugs_n;
    LeakStarted  *started;
    size_t        started_n;
    int64_t       others;
    bool          known, any, hidden, may_write;
} LeakView;
PAGE_FN(leaks, LeakView)
PAGE_FN(leak_plugs, LeakView)

Fault get_leaks(Ctx *c, const Request *rq, Reply *rp);
Fault post_leak_plug(Ctx *c, const Request *rq, Reply *rp);

/* Places where something is known, for the page without a place. */
typedef struct LeakPlace {
    Str     name, href;
    int64_t facts;
} LeakPlace;
typedef struct LeakPlaces {
    LeakPlace *rows;
    size_t     rows_n;
    Str        add, bring;
} LeakPlaces;
PAGE_FN(leak_places, LeakPlaces)
Fault get_leak_places(Ctx *c, const Request *rq, Reply *rp);

typedef struct LeakCard {
    Str href, studies, add;
} LeakCard;
PAGE_FN(leak_card, LeakCard)

typedef struct OutlayLine {
    Str what, href, amount, where;
} OutlayLine;
typedef struct OutlayPart {
    OutlayLine *rows;
    size_t      rows_n;
    Str         add, sheet;
} OutlayPart;
PAGE_FN(outlay_part, OutlayPart)


/* The tag of what is invented, below the name of a record. */
Fault stay_head(Buf *b, const Page *pg, const void *rec, const Entity *e) MUST;

extern const RecordPart STAY_OF_PLACE, STAY_OF_CASE, STAY_OF_ACTOR, LM3_RESULT, LM3_PAYEES;
Fault stay_started(Ctx *c, const Plug *p, const StaySum *s, LeakStarted *ret_l) MUST;

/* The form of an introduction that comes of a step, with whom it is about. */
Str stay_introduce(Ctx *c, const Plug *p, Id buyer);

/* ---- what came of a step: plug_page.c ---------------------------------------------------------------------------- */

/* Two who were introduced for it. What is not told is empty, and its sums are left out. */
typedef struct PlugDealLine {
    Str     id, about, href, one, other, tint, worth, tie_href, tie, buyer, maker, noted_href, amount, error;
    Str     stays, leaves, paid;
    TextKey state, came;
    bool    trades, unknown, may_note;
} PlugDealLine;
typedef struct PlugView {
    LeakStarted   row;
    Str           leaks, add, path;
    PlugDealLine *deals;
    size_t        deals_n;
    Str           sign;
} PlugView;
PAGE_FN(plug_effect, PlugView)
PAGE_FN(plug_deals, PlugView)

extern const RecordPart PLUG_EFFECT, PLUG_DEALS;
Fault post_plug_bought(Ctx *c, const Request *rq, Reply *rp);

/* ---- what anybody may open: spend_public.c ----------------------------------------------------------------------- */

enum { SPEND_CALLER_HOUR_MAX = 30, SPEND_DOOR_DAY_MAX = 500 };   /* sheets by one address, and through one link */

typedef struct SpendChoice {
    Str  value, name;
    bool chosen;
} SpendChoice;
typedef struct AskRow {
    Str          name, amount_id, where_id;
    SpendChoice *amounts, *wheres;
    size_t       amounts_n, wheres_n;
} AskRow;
typedef struct SpendAsk {
    const AskView *w;
    Str            action;
    Day            until;
    AskRow      *rows;
    size_t         rows_n;
    bool           business, empty, open;         /* open: to anybody, else filled in by the staff */
} SpendAsk;
PAGE_FN(spend_ask, SpendAsk)
PAGE_FN(spend_thanks, SpendAsk)
Fault get_spend_ask(Ctx *c, const Request *rq, Reply *rp);
Fault post_spend_ask(Ctx *c, const Request *rq, Reply *rp);
Fault get_spend_sheet(Ctx *c, const Request *rq, Reply *rp);
Fault post_spend_sheet(Ctx *c, const Request *rq, Reply *rp);

/* ---- the sheets that came by a link: sheets_page.c ------------------------------------------------------------- */

typedef struct SheetAnswer {
    Str what, amount, where;
} SheetAnswer;
typedef struct SheetLine {
    Str          sheet, number, door, amount, why, error;
    TextKey      kind;
    Stamp        on;
    SheetAnswer *rows;
    size_t       rows_n;
    bool         out;
} SheetLine;
typedef struct SheetsView {
    Str        path, leaks, older;
    SheetLine *sheets;
    size_t     sheets_n;
    bool       may_write;
} SheetsView;
PAGE_FN(sheets, SheetsView)
Fault get_sheets(Ctx *c, const Request *rq, Reply *rp);
Fault post_sheet(Ctx *c, const Request *rq, Reply *rp);

/* ---- multipliers of a pasted table: multiplier_page.c ------------------------------------------------------------ */

typedef struct MultiplierRow {
    Str     name, value;
    int64_t kept;                                 /* of a hundred of its output is bought within the table */
} MultiplierRow;
typedef struct MultiplierView {
    Str            text, bound, flaw;             /* flaw: what is wrong, and where */
    MultiplierRow *rows;
    size_t         rows_n;
} MultiplierView;
PAGE_FN(multipliers, MultiplierView)
Fault get_multipliers(Ctx *c, const Request *rq, Reply *rp);
Fault post_multipliers(Ctx *c, const Request *rq, Reply *rp);

/* ---- LM3: lm3_page.c --------------------------------------------------------------------------------------------- */

typedef struct Lm3View {
    Str     value, lowest, highest, r1, r2, r3, untold, where_unknown, words, answers, payees;
    TextKey form;
    int64_t coverage;
    bool    one, exact, flaw_much, flaw_other, few;              /* few: not told to this reader */
} Lm3View;
PAGE_FN(lm3_result, Lm3View)
typedef struct Lm3Line {
    Str     name, href, paid;
    TextKey class, sits;
    int64_t share;
    Day     asked_on;
    bool    answered, counts;                     /* counts: its round 3 is asked for, by the form */
} Lm3Line;
typedef struct Lm3Payees {
    Lm3Line *rows;
    size_t   rows_n;
    Str      add, all;                            /* all: the list, where not all are shown */
} Lm3Payees;
PAGE_FN(lm3_payees, Lm3Payees)

/* A study reckoned from its payees as they stand. Who may not read these gets none of them, and of the numbers round 1
** alone unless all may be told. */
Fault lm3_of(Ctx *c, const Lm3Study *s, Lm3 *ret_l, Lm3Flaw *ret_flaw, Lm3Payee **ret_v, size_t *ret_n) MUST;

/* "1.78": of LM3_UNIT, with two digits; for the lower end `up` is 0, for the upper end LM3_UNIT / 100 - 1, so that
** nothing lies outside. */
Str lm3_number(Ctx *c, int v, int up);

/* An amount of a study; to who may not read its payees in thousands. */
Str lm3_money(Ctx *c, int64_t v);

#endif
