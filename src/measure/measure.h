/* measure.h - what is counted of a place and its businesses, and what others have counted, to set beside it. */
#ifndef RAKAZ_MEASURE_MEASURE_H
#define RAKAZ_MEASURE_MEASURE_H

#include "measure_ent.h"
#include "view/view.h"

extern const Module measure_module;
extern const Sheet  BENCHMARK_SHEET;

/* The entity's own check: a survival lies between none and all; no year to come. */
Fault benchmark_check(Ctx *c, const void *before, void *after);

/* What others have counted of the same, the newest years first. */
enum { BENCHMARKS_MAX = 3 };
typedef struct BenchmarkLine {
    Str     scope, value, source, href, link, by;
    int64_t year;
    bool    demo;
} BenchmarkLine;
typedef struct BenchmarkBeside {
    BenchmarkLine rows[BENCHMARKS_MAX];
    size_t        rows_n;
    Str           add;                            /* where to enter one; empty: the reader does not */
} BenchmarkBeside;
Fault benchmark_beside(Ctx *c, int what, BenchmarkBeside *ret_v) MUST;
PAGE_FN(benchmark_beside, BenchmarkBeside)

#endif
