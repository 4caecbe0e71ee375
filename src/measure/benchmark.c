/* benchmark.c - what others have counted: its own pages, and a few lines beside a figure of ours. */
#include "measure/measure.h"

#include "lang/show.h"

#include <math.h>

Fault benchmark_check(Ctx *c, const void *before, void *after) {
    const Benchmark *v = after;
    (void)before;
    bool share = v->what != BENCHMARK_WHAT_TURNOVER && v->what != BENCHMARK_WHAT_INCOME;
    if (v->what && share && !isnan(v->value) && (v->value < 0 || v->value > 100)) {
        complain(c, "value", T_MEASURE_PERCENT);
    }
    if (v->year != NUMBER_NONE && v->year > day_year(c->reader.today)) complain(c, "year", T_MEASURE_FUTURE);
    return complaints_fault(c);
}

Fault benchmark_beside(Ctx *c, int what, BenchmarkBeside *ret_v) {
    ListSpec s = {.entity = &benchmark_entity, .sort = &benchmark_entity.fields[BENCHMARK_F_YEAR], .descending = true,
                  .limit = BENCHMARKS_MAX};
    void *at;
    size_t n;
    Id  who[BENCHMARKS_MAX];
    Str names[BENCHMARKS_MAX];
    *ret_v = (BenchmarkBeside){0};
    s.filters[s.n_filters++] = (ListFilter){.field = &benchmark_entity.fields[BENCHMARK_F_WHAT], .op = LIST_EQ,
                                            .val = v_int(what)};
    TRY(list_run(c, &s, false, &at, &n, NULL));
    const Benchmark *v = at;
    for (size_t i = 0; i < n; i++) who[i] = v[i].head.created_by;
    TRY(ent_labels(c, who, n, names));
    for (size_t i = 0; i < n; i++) {
        Buf b;
        buf_init(&b, 100);
        plain_real(&b, &c->reader, v[i].value, 1);
        ret_v->rows[ret_v->rows_n++] = (BenchmarkLine){
            .scope = v[i].scope, .year = v[i].year, .source = v[i].source, .link = v[i].link, .by = names[i],
            .href = view_record_path(c, &benchmark_entity, v[i].head.id), .demo = v[i].is_demo == 1,
            .value = arena_printf(c->arena, "\xE2\x81\xA6%.*s%%\xE2\x81\xA9", STR_ARG(buf_str(&b)))};
        buf_release(&b);
    }
    if (ent_may_write(c, &benchmark_entity, NULL)) {
        ret_v->add = arena_printf(c->arena, "/benchmarks/new?what=%s", choice_of(&benchmark_what_choices, what)->name);
    }
    return OK;
}

const Sheet BENCHMARK_SHEET = {
    .entity = &benchmark_entity,
    .path = "/benchmarks",
    .nav = NAV_MORE,
    .icon = "flag",
    .title = T_ENT_BENCHMARK_MANY,
    .empty = T_MEASURE_BENCHMARK_EMPTY,
    .first_step = T_MEASURE_BENCHMARK_ADD,
    .add = T_MEASURE_BENCHMARK_ADD,
    .columns = (const int[]){BENCHMARK_F_WHAT, BENCHMARK_F_YEAR, BENCHMARK_F_VALUE, BENCHMARK_F_SOURCE, -1},
    .filters = (const int[]){BENCHMARK_F_WHAT, -1},
    .bulk = (const int[]){-1},
};
