/* keep_due.c - what was kept as long as it may: shown, and erased by a person, never by itself. */
#include "keep/keep_store.h"

#include "db/region.h"
#include "file_ent.h"
#include "import/import.h"
#include "post_ent.h"

enum { CASES_MAX = 20000 };

/* ---- whose time is over -------------------------------------------------------------------------------------- */

static Fault has_any(Ctx *c, int kind, const Entity *e, const EntIds *cases, EntIds *out) {
    EntIds posts = {0}, with = {0};
    if (field_named(e, LIT("of_case"))) {
        return ent_column(c, &(EntColumn){.e = e, .want = "of_case", .by = "of_case"}, cases, out);
    }
    if (kind != KEEP_FILES) return OK;
    TRY(ent_column(c, &(EntColumn){.e = &post_entity, .want = "id", .by = "of_case"}, cases, &posts));
    TRY(ent_column(c, &(EntColumn){.e = &file_entity, .want = "post", .by = "post"}, &posts, &with));
    return ent_column(c, &(EntColumn){.e = &post_entity, .want = "of_case", .by = "id"}, &with, out);
}

static void minus(EntIds *s, const EntIds *done) {
    size_t kept = 0;
    for (size_t i = 0; i < s->n; i++) {
        bool out = done->n && bsearch(&s->v[i], done->v, done->n, sizeof *done->v, id_order);
        if (!out) s->v[kept++] = s->v[i];
    }
    s->n = kept;
}

/* The closed cases whose time is over for this kind and that hold something of it. */
static Fault cases_due(Ctx *c, int kind, int64_t years, EntIds *out) {
    enum { MONTHS_OF_YEAR = 12 };
    EntIds  closed = {.v = ARENA_ARRAY(c->arena, Id, CASES_MAX), .cap = CASES_MAX}, done = {0};
    if (years != NUMBER_NONE) {
        /* Closed on this day or before: the last day on which it may be kept was yesterday. */
        Day before = day_plus(consent_until(c->reader.today, -MONTHS_OF_YEAR * years), 1);
        TRY(case_closed_before(c, before, closed.v, CASES_MAX, &closed.n));
        TRY(keep_cases_done(c, kind, &done));
        minus(&closed, &done);
    }
    if (kind == KEEP_OPENINGS) {
        for (size_t i = 0; i < closed.n; i++) {
            int64_t n;
            TRY(case_openings_count(c, &closed.v[i], 1, &n));
            if (n) ent_ids_add(c, out, closed.v[i]);
        }
    }
    for (int i = 0; i < ENTITIES_N && closed.n; i++) {
        if (keep_rule(ENTITIES[i]).kind == kind) TRY(has_any(c, kind, ENTITIES[i], &closed, out));
    }
    TRY(keep_cases_released(c, kind, out));
    if (out->n) out->n = ids_sort(out->v, out->n);
    return OK;
}

typedef struct Due {
    KeepDue *v;
    int      kind;
    KeepDue *left;
} Due;

static Fault due_run(Ctx *c, void *arg) {
    Due *d = arg;
    for (int kind = 1; kind <= KEEP_CONSENTS; kind++) {
        EntIds cases = {0};
        KeepDue *one = &d->v[kind];
        one->kind = kind;
        TRY(keep_years(c, kind, kind == KEEP_CONSENTS, &one->years));
        TRY(cases_due(c, kind, kind == KEEP_CONSENTS ? NUMBER_NONE : one->years, &cases));
        one->cases = (int64_t)cases.n;
    }
    return OK;
}

Fault keep_due(Ctx *c, KeepDue ret_v[KEEP_N]) {
    Due d = {.v = ret_v};
    memset(ret_v, 0, KEEP_N * sizeof *ret_v);
    return run_as_system(c, due_run, &d);
}

/* ---- erasing ------------------------------------------------------------------------------------------------- */

static Fault run_run(Ctx *c, void *arg) {
    Due    *d = arg;
    EntIds  cases = {0}, gone = {0};
    Sealed  sealed;
    int64_t years;
    TRY(keep_years(c, d->kind, d->kind == KEEP_CONSENTS, &years));
    TRY(cases_due(c, d->kind, d->kind == KEEP_CONSENTS ? NUMBER_NONE : years, &cases));
    d->left->kind = d->kind;
    size_t n = cases.n < KEEP_RUN_CASES ? cases.n : KEEP_RUN_CASES;
    for (size_t i = 0; i < n; i++) {
        Gather  g;
        int64_t records;
        TRY(gather_case(c, cases.v[i], &g));
        if (d->kind != KEEP_FINANCE) TRY(gather_papers(c, &g, "consent"));
        if (d->kind != KEEP_CONSENTS) TRY(gather_papers(c, &g, "finance_document"));
        TRY(gather_erase_kind(c, &g, d->kind, &gone, &records));
        bool papers = d->kind == KEEP_FINANCE || d->kind == KEEP_CONSENTS;
        if (papers) TRY(gather_erase_papers(c, &g, &gone, &records));
        TRY(keep_released(c, cases.v[i], d->kind));
        TRY(keep_note(c, &(KeepNote){cases.v[i], d->kind, 0, records}));
        d->left->records += records;
    }
    d->left->cases = (int64_t)(cases.n - n);
    if (!gone.n) return OK;
    TRY(ent_erase_log(c, &case_entity, cases.v[0], gone.v, gone.n, &sealed));
    TRY(import_forget_erased(c, sealed.seal));
    db_scrub(c);
    return OK;
}

Fault keep_run(Ctx *c, int kind, KeepDue *ret_left) {
    Due d = {.kind = kind, .left = ret_left};
    *ret_left = (KeepDue){0};
    if (kind < 1 || kind > KEEP_CONSENTS) return fail(c, BAD_REQUEST, "kind", kind);
    TRY(act_begin(c, T_ACT_ERASE, (Str){0}));
    region_changed(c, "keep_runs", kind);
    return run_as_system(c, run_run, &d);
}
