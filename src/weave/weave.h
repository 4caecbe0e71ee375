/* weave.h - the network of a region as its readers see it: reckoned anew from the ties that the reader sees, and
** from nothing else, so that a tie which somebody may not see is in no number, drawing or file of theirs. And the
** warm way from one to another, through those who agreed to be shown as one. */
#ifndef RAKAZ_WEAVE_WEAVE_H
#define RAKAZ_WEAVE_WEAVE_H

#include "view/view.h"

extern const Module weave_module;

/* A way from one to another: a sentence for each step, in the reader's language; nobody between them: none. */
enum { WEAVE_STEPS_MAX = 4 };
typedef struct WeaveStep {
    Html said;
} WeaveStep;
typedef struct WeaveWay {
    WeaveStep steps[WEAVE_STEPS_MAX];
    size_t    steps_n;                            /* 0: no way is known; 1: they know each other */
} WeaveWay;

/* The way from `from` to each of `to`: over ties that the reader sees, at most WEAVE_STEPS_MAX of them, and through
** nobody who has not agreed or whom the reader may not see. One statement when nobody agreed, else three. */
Fault weave_ways(Ctx *c, Id from, const Id *to, size_t n, WeaveWay *ret_v) MUST;

/* The nearest ways from one to another that share nobody between them, so that there is another one when somebody does
** not want to; the nearest first. */
Fault weave_apart(Ctx *c, Id from, Id to, WeaveWay *ret_v, size_t max, size_t *ret_n) MUST;

#endif
