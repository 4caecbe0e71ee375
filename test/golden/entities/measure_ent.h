/* Written by entc from src/measure/measure.ent. Do not edit. */
#ifndef RAKAZ_MEASURE_ENT_H
#define RAKAZ_MEASURE_ENT_H

#include "ent/ent.h"

enum {
    BENCHMARK_WHAT_SURVIVAL_1 = 1,
    BENCHMARK_WHAT_SURVIVAL_3,
    BENCHMARK_WHAT_SURVIVAL_5,
    BENCHMARK_WHAT_TURNOVER,
    BENCHMARK_WHAT_INCOME,
    BENCHMARK_WHAT_LOCAL_JOBS,
    BENCHMARK_WHAT_N
};
extern const Choices benchmark_what_choices;

typedef struct Benchmark {
    Head     head;
    Str      scope;
    int      what;                              /* enum benchmark_what */
    Id       place;                             /* ref place */
    int64_t  year;
    double   value;
    Str      source;
    Str      link;
    Str      note;
    int      is_demo;
} Benchmark;

/* Index into benchmark_entity.fields. */
enum {
    BENCHMARK_F_SCOPE,
    BENCHMARK_F_WHAT,
    BENCHMARK_F_PLACE,
    BENCHMARK_F_YEAR,
    BENCHMARK_F_VALUE,
    BENCHMARK_F_SOURCE,
    BENCHMARK_F_LINK,
    BENCHMARK_F_NOTE,
    BENCHMARK_F_IS_DEMO,
    BENCHMARK_F_N
};
extern const Entity benchmark_entity;

#endif
