/* keep.h - how long things are kept, and what is erased: at an owner's request, or when its time is over.
**
** An owner asks on their own page. The team sees that it was asked; an administrator of the region sees how much of
** what there is, none of it, and carries it out. Gone are the words: of the cases of the business, of the business and
** its owner, in rows, texts, labels, files, mails, imports and the change log (ent/erase.h). What is counted stays
** without a name, so that sums of past years stay what they were. What a law wants kept stays as long as the region's
** settings say, and nobody sees it. */
#ifndef RAKAZ_KEEP_KEEP_H
#define RAKAZ_KEEP_KEEP_H

#include "case/case.h"
#include "ent/erase.h"

extern const Module keep_module;

/* Those up to KEEP_OPENINGS have a rule of years in the settings; consents and money may be kept by law. */
typedef enum KeepKind {
    KEEP_NOTES = 1, KEEP_SESSIONS, KEEP_FINANCE, KEEP_ANSWERS, KEEP_FILES, KEEP_OPENINGS, KEEP_CONSENTS, KEEP_PLAN,
    KEEP_PERSON, KEEP_N
} KeepKind;
TextKey keep_kind_label(int kind);

/* ---- rules: keep.c ------------------------------------------------------------------------------------------- */

/* What a noun belongs to, and how it is emptied. */
typedef struct KeepRule {
    int      kind;
    EraseHow how;
} KeepRule;
KeepRule keep_rule(const Entity *e);

/* The last day on which something may be kept that was closed on a day: so many years later, the day before. */
Day keep_until(Day closed_on, int64_t years);

/* ---- requests: keep_store.c ---------------------------------------------------------------------------------- */

typedef struct Erasure {
    Id    id, client, of_case, account;
    Stamp asked_at, taken_back_at, done_at;
    Id    done_by;
    Str   told;                                   /* "1:12 3:4": kind and records */
} Erasure;

/* The owner of a case asks; the administrators are told by mail, where mails go out. Asking twice changes nothing. */
Fault keep_ask(Ctx *c, const Case *k, Str site) MUST;
Fault keep_take_back(Ctx *c, Id client) MUST;     /* NOT_FOUND: nothing waits */

/* The one that waits for a business; ret_e->id is 0 when none does. Whoever asks has seen a case of it. */
Fault keep_asked(Ctx *c, Id client, Erasure *ret_e) MUST;

/* For administrators: one, and all, those that wait first. */
Fault keep_request(Ctx *c, Id id, Erasure *ret_e) MUST;
Fault keep_requests(Ctx *c, Erasure **ret_v, size_t *ret_n) MUST;

/* ---- what there is, and erasing it: keep_erase.c ------------------------------------------------------------- */

typedef struct KeepCount {
    int64_t n;
    Day     held_until;                           /* by law; 0: not */
} KeepCount;
Fault keep_counts(Ctx *c, Id client, KeepCount ret_v[KEEP_N]) MUST;

/* The name as it has to be typed. Whoever may see the request. */
Fault keep_name(Ctx *c, Id client, Str *ret_name) MUST;

/* Carries it out. INVALID with a complaint on "name" when what was typed is not the name. It cannot be undone. */
Fault keep_erase(Ctx *c, const Erasure *e, Str typed) MUST;

/* ---- what was kept as long as it may: keep_due.c ------------------------------------------------------------- */

typedef struct KeepDue {
    int     kind;
    int64_t years;                                /* NUMBER_NONE: no rule */
    int64_t cases, records;                       /* whose time is over */
} KeepDue;
Fault keep_due(Ctx *c, KeepDue ret_v[KEEP_N]) MUST;

/* Erases one kind of at most KEEP_RUN_CASES cases; tells how many were left. */
enum { KEEP_RUN_CASES = 50 };
Fault keep_run(Ctx *c, int kind, KeepDue *ret_left) MUST;

typedef struct KeepRun {
    int     kind;
    Day     on;
    Str     who;
    int64_t cases, records;
} KeepRun;
Fault keep_runs(Ctx *c, KeepRun **ret_v, size_t *ret_n) MUST;

#endif
