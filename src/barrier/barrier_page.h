/* barrier_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_BARRIER_BARRIER_PAGE_H
#define RAKAZ_BARRIER_BARRIER_PAGE_H

#include "barrier/barrier.h"

enum { BARRIER_Q_N = 1, BARRIER_LIKELY_MAX = 5 };
extern const Query BARRIER_QUERIES[BARRIER_Q_N];

/* ---- barrier_store.c --------------------------------------------------------------------------------------- */

/* Open barriers of the same authority (or, without one, of the same place) whose titles speak of the same. */
typedef struct BarrierLikeRow {
    Id  id;
    Str title, href;
    Day reported_on;
} BarrierLikeRow;
Fault barrier_likely(Ctx *c, const Barrier *b, BarrierLikeRow *ret_v, size_t *ret_n) MUST;

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
    size_t   rows_n;
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
