/* case.h - the accompaniment of one business over years: who is in the room, what was agreed to, where it stands.
**
** docs/accompaniment.md says who sees what. A case has two keys in `teams`: its own id (the team) and head.team (the
** circle: the team and the owner). Whatever belongs to a case takes its place from case_hold in its own check. */
#ifndef RAKAZ_CASE_CASE_H
#define RAKAZ_CASE_CASE_H

#include "case_ent.h"
#include "view/view.h"

extern const Module case_module;
extern const Sheet  CASE_SHEET;
extern const Sheet  CASE_MEMBER_SHEET;
extern const Sheet  GOAL_SHEET;

enum { CASE_QUIET_DAYS = 60 };                    /* nobody spoke with them for so long: the quiet tab */

/* ---- the entities' own hooks (case.ent): case_store.c ---------------------------------------------------------- */

/* One open case of a business at a time; a stage beyond pre-client needs consent; closing needs a reason. */
Fault case_check(Ctx *c, const void *before, void *after);
/* Whoever opens a case is its first member. */
Fault case_after(Ctx *c, const void *before, const void *after);
/* One lead at a time, an owner who is not of the staff, dates that fit. */
Fault case_member_check(Ctx *c, const void *before, void *after);
Fault case_member_after(Ctx *c, const void *before, const void *after);
Fault consent_text_check(Ctx *c, const void *before, void *after);
Fault consent_check(Ctx *c, const void *before, void *after);
/* A consent to be accompanied opens the case; its withdrawal closes every door but the owner's. */
Fault consent_after(Ctx *c, const void *before, const void *after);
Fault vision_check(Ctx *c, const void *before, void *after);
Fault goal_check(Ctx *c, const void *before, void *after);
/* A plan that was agreed to and reads otherwise now: its owner is asked once. */
Fault goal_after(Ctx *c, const void *before, const void *after);

/* ---- for modules whose records belong to a case ---------------------------------------------------------------- */

/* For the check of such a record: its unit, visibility and team. inner: the team alone sees it, else the owner too.
** NOT_FOUND when the reader may not see the case. */
Fault case_hold(Ctx *c, Id of_case, bool inner, Head *head) MUST;

/* OK, or INVALID with a complaint on `field`, unless a consent for `purpose` (CONSENT_PURPOSE_...) holds today. */
Fault case_needs(Ctx *c, Id of_case, int purpose, const char *field) MUST;

/* Does one hold today: for pages. */
Fault case_consents(Ctx *c, Id of_case, int purpose, bool *ret_yes) MUST;
/* The same of several in one statement; ret_yes has n places. */
Fault case_consents_of(Ctx *c, const Id *cases, size_t n, int purpose, bool *ret_yes) MUST;

/* On which day each of some businesses withdrew that it is written to and called, in whatever case, without having
** signed it anew; 0: it did not. Whoever asks: it decides who is not written to, and tells no more. */
Fault case_withdrew_contact(Ctx *c, const Id *clients, size_t n, Day *ret_on) MUST;

/* How many goals of these cases (rising) serve a goal of a place or region, and in how many cases; those let go do not.
** Sums without names: whoever asks hides what is small. */
Fault case_goals_for(Ctx *c, Id aim, const Id *cases, size_t n, int64_t *ret_goals, int64_t *ret_cases) MUST;

/* The cases in which one holds today, by their ids, rising: for sums without names alone. */
Fault case_consenting(Ctx *c, int purpose, Id **ret_v, size_t *ret_n) MUST;

/* All cases that were ever opened, by their ids, rising: for sums without names alone. */
typedef struct CaseSpan {
    Id  of_case, unit, client;
    Day opened_on, shut_on;                       /* shut_on: closed because the business was */
} CaseSpan;
Fault case_spans(Ctx *c, CaseSpan **ret_v, size_t *ret_n) MUST;

/* The client's name in the reader's language (empty when the reader may not see the case), and the page. */
Fault case_name(Ctx *c, Id of_case, Str *ret_name) MUST;
Str   case_path(Ctx *c, Id of_case);

/* The people of a case today, or (past) all there ever were, by role. */
typedef struct CasePerson {
    Id  member, account;
    int role;
    Str name;
    Day from_on, until_on;
    int64_t promised_minutes;                     /* a month; NUMBER_NONE */
} CasePerson;
Fault case_people(Ctx *c, Id of_case, bool past, CasePerson **ret_v, size_t *ret_n) MUST;

/* What each of some accounts has promised in open cases today as lead, helper, mentor or coach: minutes a month, and in
** how many cases. Sums alone: whoever asks. */
typedef struct CaseLoad {
    int64_t minutes, cases;
} CaseLoad;
Fault case_loads(Ctx *c, const Id *accounts, size_t n, CaseLoad *ret_v) MUST;

/* The seats of an account in open cases today, the owner's not among them. Whoever asks: a hand-over moves them without
** reading. */
typedef struct CaseSeat {
    Id  member, of_case, client;
    int role;
} CaseSeat;
Fault case_seats(Ctx *c, Id account, CaseSeat *ret_v, size_t max, size_t *ret_n) MUST;

/* Asked inside the write before somebody gets a seat or changes it: may complain by field. `before` NULL: a new one. */
typedef Fault (*CaseMemberFn)(Ctx *c, const CaseMember *before, const CaseMember *after);
void case_on_member(CaseMemberFn fn);

/* Somebody spoke with them at `at`; earlier moments than the known one change nothing. The first time stops the clock
** of the answer. On the writer. */
Fault case_heard(Ctx *c, Id of_case, Stamp at) MUST;

/* The team or the council talked about it on that day; an earlier one changes nothing. On the writer. */
Fault case_discussed(Ctx *c, Id of_case, Day on) MUST;

/* Moves a case on; closing wants a reason. INVALID with complaints. On the writer. */
typedef struct CaseMove {
    int stage, why;                               /* CASE_STAGE_..., CASE_END_... */
    Str words;
} CaseMove;
Fault case_move(Ctx *c, Id of_case, const CaseMove *m, Case *ret_k) MUST;

/* The words in force for each purpose today; words[purpose].head.id is 0 where there are none. */
Fault consent_words_now(Ctx *c, ConsentText *ret_words) MUST;

/* The words of consent that a new region begins with, from data/consents.tsv. On the writer, as the system. */
Fault consent_load(Ctx *c, Str tsv) MUST;

/* Called inside the write when a case came to another stage or is accompanied since another day, or when one of its
** consents began or was withdrawn.
** Registered at a module's start; `before` of a consent is NULL when it is new. */
typedef Fault (*CaseStageFn)(Ctx *c, const Case *before, const Case *after);
typedef Fault (*CaseConsentFn)(Ctx *c, const Consent *before, const Consent *after);
void case_on_stage(CaseStageFn fn);
void case_on_consent(CaseConsentFn fn);

/* The same when who is in the team or the circle of a case may have changed. */
typedef Fault (*CasePeopleFn)(Ctx *c, Id of_case);
void case_on_people(CasePeopleFn fn);

/* Two cases of one business become one: asked before the records of `from` come to `into`, to make room for what may
** stand there only once. On the writer, as the program. */
typedef Fault (*CaseJoinFn)(Ctx *c, Id into, Id from);
void case_on_join(CaseJoinFn fn);

/* Something new stands on the owner's page: they are told so by mail, in their language and without a word of what it
** is - while they agree to be written to, unless they did it themselves, and once a day and case. On the writer. */
Fault case_tell_owner(Ctx *c, Id of_case) MUST;

/* Writes down that the reader opened something of this case: once an hour for each reader and case, a moment later, so
** that reading need not wait. */
void case_opened(Ctx *c, Id of_case);

/* Who opened these cases, dropped and counted; the cases that were closed on a day or before it: for erasing, by
** whoever may. */
Fault case_openings_drop(Ctx *c, const Id *cases, size_t n) MUST;
Fault case_openings_count(Ctx *c, const Id *cases, size_t n, int64_t *ret_n) MUST;
Fault case_closed_before(Ctx *c, Day day, Id *ret_v, size_t max, size_t *ret_n) MUST;

/* All live records of a noun that hang on this case by its field `of_case`, as far as the reader sees them, by their
** names (those without a name the newest first); at most LIST_PAGE_MAX. */
Fault case_records(Ctx *c, const Entity *e, Id of_case, void **ret_rows, size_t *ret_n) MUST;

/* The desired future as it was told last; ret_v->head.id is 0 when it was not told yet. */
Fault case_future(Ctx *c, Id of_case, Vision *ret_v) MUST;

/* ---- a plan that was changed since: case_since.c ----------------------------------------------------------------- */

typedef struct PlanChange {
    TextKey what, noun;                           /* added, dropped or changed; a goal or a step */
    Str     text, was, fields, reason, href;      /* was: how it was called; fields: what else reads otherwise */
} PlanChange;
typedef struct PlanSince {
    PlanChange *rows;
    size_t      rows_n;
    Day         agreed_on;
    Str         path;
    bool        may_agree;
} PlanSince;

/* What was added to the plan, dropped from it or changed in it since it was agreed to, as its owner sees it; nothing of
** a plan that was not agreed to. */
Fault case_plan_since(Ctx *c, const Case *k, PlanSince *ret_s) MUST;
PAGE_FN(case_since, PlanSince)

/* Has the plan what it takes to be agreed to: a goal or a reason on each line, and a future to lead to? */
Fault case_may_agree(Ctx *c, const Case *k, bool *ret_yes) MUST;

/* ---- on the desk: case_desk.c ------------------------------------------------------------------------------------ */

enum { CASE_DESK_ROWS = 6 };
typedef struct CaseFigure {
    int64_t n;
    TextKey name;
    Str     href;                                 /* the list that has just these */
} CaseFigure;
typedef struct CaseDeskRow {
    Str     href, name;
    TextKey stage;
    Day     day;                                  /* of the answer, or of the review */
    bool    waits, late;
} CaseDeskRow;
typedef struct CaseDeskFuture {
    Id      id;                                   /* of the telling */
    Str     href, name, text;
    int64_t years;
} CaseDeskFuture;
typedef struct CaseDesk {
    CaseFigure  *stages, *waits;
    size_t       stages_n, waits_n;
    CaseDeskRow *rows;
    size_t       rows_n;
    CaseDeskFuture *futures;                      /* told a whole number of years ago, in cases that the reader leads */
    size_t       futures_n;
    int64_t      open;
    bool         load;                            /* may see how many stand where */
} CaseDesk;
Fault case_desk(Ctx *c, CaseDesk *ret_desk) MUST;
PAGE_FN(case_desk, CaseDesk)

/* ---- pure rules: case.c ---------------------------------------------------------------------------------------- */

/* Does this consent hold on a day? From the day it was signed to its end; a withdrawn one not any more. */
bool consent_holds(const Consent *v, Day on);

/* The last day on which it holds, 0 when it has none: its own end, or the earlier one that came with a joining. */
Day consent_last(const Consent *v);

/* Until when a purpose holds in a case that two cases became: the earlier of both; what one of them was never asked
** about (CONSENT_NEVER) is as in the other. 0 has no end. */
enum { CONSENT_NEVER = -1 };
Day consent_narrow(Day one, Day other);

/* The language that a choice of case_lang stands for; `otherwise` where none was made. */
Lang case_language(int chosen, Lang otherwise);

/* Do two memberships share a day? 0 is open on its side. */
bool days_meet(Day from_a, Day until_a, Day from_b, Day until_b);

/* On the day that a telling of the future is so many years old it is read again: how many years, until that was done; 0
** when it need not be read. */
int64_t vision_years(Day told_on, Day read_on, Day today);

/* The last day of a consent signed on a day that holds for so many months: the day before the same date. */
Day consent_until(Day signed_on, int64_t months);

#endif
