/* barrier_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_BARRIER_BARRIER_PAGE_H
#define RAKAZ_BARRIER_BARRIER_PAGE_H

#include "barrier/barrier.h"
#include "case/case.h"
#include "today/today_part.h"

enum { BARRIER_Q_N = 6, BARRIER_LIKELY_MAX = 5, LINKS_MAX = 100 };
extern const Query BARRIER_QUERIES[BARRIER_Q_N];

/* ---- barrier_store.c --------------------------------------------------------------------------------------- */

/* Open barriers of the same authority (or, without one, of the same place) whose titles speak of the same. */
typedef struct BarrierLikeRow {
    Id  id;
    Str title, href;
    Day reported_on;
} BarrierLikeRow;
Fault barrier_likely(Ctx *c, const Barrier *b, BarrierLikeRow *ret_v, size_t *ret_n) MUST;

/* Barriers of a case, or cases of a barrier, as far as the reader sees them. */
typedef struct BarrierLink {
    Id  id, barrier, of_case;
    Str note;
} BarrierLink;
Fault barrier_links(Ctx *c, Id barrier, Id of_case, BarrierLink **ret_v, size_t *ret_n) MUST;

/* ---- on the first page of a trustee: barrier_today.c ------------------------------------------------------------ */

typedef struct BarrierTodayRow {
    Str     title, href;
    TextKey state;
    int64_t days;
    bool    fresh;                                /* nobody has taken it on */
} BarrierTodayRow;
typedef struct BarrierToday {
    BarrierTodayRow *rows;
    size_t           rows_n;
    bool             all;                         /* there are more than these */
} BarrierToday;
PAGE_FN(barrier_today, BarrierToday)
extern const TodayPart BARRIER_TODAY;

/* What waits for the reader: what they have taken on and is not over, and what nobody has taken on. */
ListExtra barrier_waiting(const Ctx *c);

/* ---- on cases: barrier_case.c -------------------------------------------------------------------------------- */

typedef struct CaseBarrier {
    Id      link;
    Str     title, href, note, trustee, tint;
    TextKey state;
    int64_t days;
    bool    open;
} CaseBarrier;

typedef struct BarrierOption {
    Id  id;
    Str title;
} BarrierOption;

typedef struct CaseBarriers {
    CaseBarrier   *rows;
    size_t         rows_n;
    BarrierOption *others;                        /* open ones that it may be linked to */
    size_t         others_n;
    Id             of_case, place;
    Str            path;
    bool           may_write;
} CaseBarriers;
PAGE_FN(case_barriers, CaseBarriers)

typedef struct LinkedCase {
    Str name, href, note;
} LinkedCase;
typedef struct BarrierCases {
    int64_t     n;
    LinkedCase *rows;
    size_t      rows_n;
} BarrierCases;
PAGE_FN(barrier_cases, BarrierCases)

extern const RecordPart CASE_BARRIERS_PART, BARRIER_CASES_PART;
Fault post_case_barrier(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_link_remove(Ctx *c, const Request *rq, Reply *rp) MUST;

/* The case that a new barrier is reported for; 0: none. */
Id   barrier_for(const Request *rq);
bool barrier_may_link(const Ctx *c);

/* ---- barrier_page.c ---------------------------------------------------------------------------------------- */

typedef struct BarrierHead {
    const Barrier *b;
    TextKey        kind, state;
    Str            place, authority, authority_href, trustee, tint;
    int64_t        days;
    bool           open, demo;
} BarrierHead;
PAGE_FN(barrier_head, BarrierHead)

typedef struct BarrierActs {
    Str  path;
    bool may_write, may_take, may_answer, open;
} BarrierActs;
PAGE_FN(barrier_acts, BarrierActs)

typedef struct BarrierWay {
    const Barrier *b;
    TextKey        end;                           /* "Removed", "Stays"; T_NONE: not ended */
} BarrierWay;
PAGE_FN(barrier_way, BarrierWay)

typedef struct BarrierLike {
    BarrierLikeRow *rows;
    size_t          rows_n;
    Str             for_case;                     /* the case that it is reported for */
    bool            odd;                          /* what stands as the authority is a business or a person */
} BarrierLike;
PAGE_FN(barrier_like, BarrierLike)

typedef struct BarrierStepView {
    const Barrier *b;
    Str            path, action, answer, answer_from, reason;
    TextKey        title, what;
    bool           answers;
} BarrierStepView;
PAGE_FN(barrier_step, BarrierStepView)

void barrier_errors(Buf *b, const Page *pg);
void barrier_line(Buf *b, const Page *pg, const char *field);

#endif
