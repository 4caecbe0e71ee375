/* session_store.h - what the files and templates of this folder share. */
#ifndef RAKAZ_SESSION_SESSION_STORE_H
#define RAKAZ_SESSION_SESSION_STORE_H

#include "case/case.h"
#include "commitment/commitment.h"
#include "session/session.h"

enum { SESSION_Q_N = 15 };
extern const Query SESSION_QUERIES[SESSION_Q_N];

/* ---- session_store.c ---------------------------------------------------------------------------------------- */

/* Is the reader in the team of a case: more than the owner sees? */
Fault session_in_team(Ctx *c, Id of_case, bool *ret_yes) MUST;

/* What was said inside, if the reader may see it; head.id 0: nothing. */
Fault session_inside_of(Ctx *c, Id session, SessionInside *ret_v) MUST;

/* A session as people write it: one act. */
typedef struct SessionLog {
    CaseSession *session;
    Str          inside;                          /* empty: nothing */
    Commitment  *step;                            /* NULL: none */
    int64_t      minutes[WORK_KIND_N];            /* NUMBER_NONE or 0: none */
    Id           funding;
} SessionLog;
Fault session_log(Ctx *c, SessionLog *log) MUST;

/* ---- hours ---------------------------------------------------------------------------------------------------- */

typedef struct WorkRow {
    Id      id, of_case, funding, corrects;
    Day     on_day;
    int     kind, purpose;
    int64_t minutes;
    bool    corrected;                            /* another entry corrects this one */
} WorkRow;

/* Hours of somebody in a month, by day. The caller has seen to it that the reader may: their own, or as who
** coordinates the person. */
enum { WORK_ROWS_MAX = 2000 };
Fault work_of_month(Ctx *c, Id account, Day month, WorkRow *ret_v, size_t max, size_t *ret_n) MUST;

/* When the month was closed; 0: it is open. */
Fault month_closed(Ctx *c, Id account, Day month, Stamp *ret_at) MUST;
Fault month_close(Ctx *c, Day month) MUST;        /* the reader's own; in one act */

/* How many sessions of a case the reader sees, and how many of them were held (ret_held may be NULL). */
Fault session_counts(Ctx *c, Id of_case, int64_t *ret_all, int64_t *ret_held) MUST;

/* Minutes in a case by kind, for its team. */
Fault work_of_case(Ctx *c, Id of_case, int64_t ret_minutes[WORK_KIND_N]) MUST;

/* Minutes in a case from a day (0: from the beginning) to a day, both included. The caller has seen to it that the
** reader may. */
Fault work_of_case_between(Ctx *c, Id of_case, Day from, Day until, int64_t *ret_minutes) MUST;

/* Minutes of some accounts in a month: all of them, and those in cases. */
typedef struct WorkSum {
    int64_t all, cases;
} WorkSum;
Fault work_of_people(Ctx *c, const Id *accounts, size_t n, Day month, WorkSum *ret_v) MUST;

/* Minutes that a funding source has paid for so far. */
Fault work_of_funding(Ctx *c, Id funding, int64_t *ret_minutes) MUST;

/* Funding sources that pay on a day. */
typedef struct FundingRow {
    Id  id;
    Str name;
} FundingRow;
Fault funding_on(Ctx *c, Day on, FundingRow *ret_v, size_t max, size_t *ret_n) MUST;

#endif
