/* agreement_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_AGREEMENT_AGREEMENT_PAGE_H
#define RAKAZ_AGREEMENT_AGREEMENT_PAGE_H

#include "account/account_page.h"
#include "agreement/agreement.h"
#include "today/today_part.h"

enum { AGREEMENT_Q_N = 3, PROMISES_MAX = 100, AGREEMENTS_SHOWN = 40, AGREEMENT_SOON_DAYS = 30 };
extern const Query AGREEMENT_QUERIES[AGREEMENT_Q_N];

/* ---- conditions of lists: agreement_store.c --------------------------------------------------------------------- */

ListExtra agreement_due(const Ctx *c);            /* signed, and its review is near or over */
ListExtra agreement_late(const Ctx *c);           /* an undertaking in it is late */
ListExtra undertaking_waits(const Ctx *c);        /* open, and waits for the reader */
ListExtra undertaking_soon(const Ctx *c);         /* by a day that is near or over */
ListExtra unit_without(const Ctx *c);             /* of places: no signed agreement with the authority */

/* ---- what one side promises ------------------------------------------------------------------------------------ */

typedef struct PromiseRow {
    Str     text, href, owner, evidence, reason;
    TextKey state;
    Str     tint;
    Day     by_on, kept_on;
    bool    open, late;
    Str     kept_href, alter_href;                /* empty: not for this reader */
    Str     about, about_href;                    /* the agreement, where rows of several stand together */
} PromiseRow;
typedef struct Promises {
    PromiseRow *rows;
    size_t      rows_n;
    TextKey     head;                             /* T_NONE: `of` says whose */
    Str         of;
    Str         nothing;                          /* why there are none; empty: not said */
    Str         add;                              /* address; empty: not for this reader */
} Promises;
PAGE_FN(promises, Promises)

/* Both sides of an agreement, at most PROMISES_MAX undertakings each. */
typedef struct BothSides {
    Promises ours, theirs;
} BothSides;
Fault both_sides(Ctx *c, const Agreement *a, BothSides *ret_v) MUST;
PAGE_FN(both_sides, BothSides)

PromiseRow promise_row(Ctx *c, const Undertaking *u, const Agreement *a);

/* May the reader mark this undertaking, or add to it? a: its agreement. */
bool undertaking_may_mark(const Ctx *c, const Agreement *a, const Undertaking *u);
bool agreement_may_change(Ctx *c, const Agreement *a);

/* The noun's own limit (ent/right.h). */
bool agreement_right(Ctx *c, const Head *head);

/* ---- cards on other records: agreement_cards.c ----------------------------------------------------------------- */

typedef struct AgreementRow {
    Str     title, href, other, owner;
    TextKey kind, state;
    Str     tint;
    Day     signed_on, review_on;
    bool    due, open;                            /* open: it is not over */
    int64_t kept, waits, late;                    /* undertakings of both sides */
    BothSides sides;                              /* where they are shown */
} AgreementRow;
typedef struct AgreementCard {
    AgreementRow *rows;
    size_t        rows_n;
    TextKey       empty, add_what;
    Str           add, more;                      /* addresses; empty: not for this reader */
    bool          sides;                          /* with each promise */
} AgreementCard;
PAGE_FN(agreement_card, AgreementCard)

extern const RecordPart AGREEMENT_ACTOR_PART, AGREEMENT_PLACE_PART, AGREEMENT_PARTNERS_PART, AGREEMENT_PERSON_PART;
Fault agreement_rows(Ctx *c, const ListSpec *s, bool sides, AgreementRow **ret_v, size_t *ret_n) MUST;

/* ---- on the first page: agreement_today.c ---------------------------------------------------------------------- */

typedef struct AgreementsToday {
    PromiseRow *promises;
    size_t      promises_n;
    int64_t     bare;                             /* units without an agreement with their authority */
} AgreementsToday;
PAGE_FN(agreements_today, AgreementsToday)
extern const TodayPart AGREEMENT_TODAY;
Fault agreement_dates(Ctx *c, TodayDates *into) MUST;

/* ---- pages: agreement_page.c ----------------------------------------------------------------------------------- */

typedef struct AgreementHead {
    const Agreement *a;
    TextKey kind, state;
    Str     tint, place, place_href, other, other_href, owner, paper_href;
    bool    due, over, demo, secret;
} AgreementHead;
PAGE_FN(agreement_head, AgreementHead)

typedef struct AgreementActs {
    Str  path;
    bool sign, review, end, talk;                 /* talk: the review is the yearly talk of two people */
} AgreementActs;
PAGE_FN(agreement_acts, AgreementActs)

typedef struct AgreementWay {
    const Agreement *a;
    bool talk;
} AgreementWay;
PAGE_FN(agreement_way, AgreementWay)

typedef struct AgreementStepView {
    Str     path, name, action;
    TextKey title, what, label, hint;             /* of the one text that is asked */
    Str     field, text;
    bool    optional, review;
    Str     held_on, next_on, today;
} AgreementStepView;
PAGE_FN(agreement_step, AgreementStepView)

typedef struct AgreementSignView {
    Str  path, name, action, signed_by, signed_on, review_on, today, no_ours, no_theirs;
    bool ask_ours, ask_theirs, paper;             /* a side that promises nothing is asked why */
} AgreementSignView;
PAGE_FN(agreement_sign, AgreementSignView)

typedef struct UnitRow {
    Str name, href, add, under_way;
} UnitRow;
typedef struct UnitsView {
    UnitRow *rows;
    size_t   rows_n;
    int64_t  total, with;
} UnitsView;
PAGE_FN(agreement_units, UnitsView)
PAGE_FN(agreement_beside, UnitsView)

void agreement_line(Buf *b, const Page *pg, const char *field);
void agreement_line_of(Buf *b, const Page *pg, Str field);

/* agreement_steps.c */
Fault get_agreement_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_agreement_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_agreement_sign(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_agreement_sign(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_undertaking_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_undertaking_step(Ctx *c, const Request *rq, Reply *rp) MUST;

#endif
