/* case_load.c - how many cases stand where, for headquarters, and for a coordinator in the own units: sums by unit and
** stage without names, small cells hidden. No column has a total, so that what one row hides is not told by another. */
#include "base/cells.h"
#include "case/case_page.h"
#include "db/scope.h"

enum { UNITS_MAX = 400, STAGES = CASE_STAGE_CLOSED - 1 };

typedef struct Sums {
    Id      unit[UNITS_MAX];
    int64_t n[UNITS_MAX][STAGES];
    size_t  units;
    int64_t open, late, quiet;
} Sums;

/* Whoever holds such a role on no place in particular sees all units. */
static bool sees_all_units(const Ctx *c) {
    return (c->who.roles & c->who.roles_everywhere & (ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR)) != 0;
}

bool case_sees_load(const Ctx *c) { return sees_all_units(c) || (c->who.roles & ROLE_COORDINATOR); }

static bool reaches(const Reach *v, size_t n, Id unit) {
    for (size_t i = 0; unit && i < n; i++) {
        if (v[i].place == unit && v[i].level >= VIS_UNIT) return true;
    }
    return false;
}

static Fault sums_read(Ctx *c, Sums *s) {
    const Reach *own = NULL;
    size_t       own_n = 0;
    bool         all = sees_all_units(c);
    if (!all) TRY(scope_reach(c, &own, &own_n));
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_LOAD],
                VALS(v_id(c->who.org), v_int(CASE_STAGE_CLOSED), v_int(c->reader.today), v_int(case_quiet_since(c))),
                &r));
    while (rows_next(&r)) {
        Id      unit = rows_id(&r, 0);
        int64_t stage = rows_int(&r, 1), n = rows_int(&r, 2);
        if (!all && !reaches(own, own_n, unit)) continue;
        bool    next = !s->units || s->unit[s->units - 1] != unit;
        if (next && s->units == UNITS_MAX) break;
        if (next) s->unit[s->units++] = unit;
        if (stage >= 1 && stage <= STAGES) s->n[s->units - 1][stage - 1] = n;
        s->open += n;
        s->late += rows_int(&r, 3);
        s->quiet += rows_int(&r, 4);
    }
    return rows_fault(&r);
}

static LoadRow row_of(Ctx *c, const int64_t *n, Str name) {
    bool    hidden[STAGES];
    LoadRow row = {.name = name, .cells = ARENA_ARRAY(c->arena, LoadCell, STAGES), .cells_n = STAGES};
    bool    told = cells_hide(n, STAGES, hidden);
    row.hidden = !told && !cells_total_told(n, STAGES);
    for (int i = 0; i < STAGES; i++) {
        row.cells[i] = (LoadCell){.name = choice_label(&case_stage_choices, i + 1), .n = n[i],
                                  .hidden = hidden[i] || (!told && n[i] > 0)};
        row.all += n[i];
    }
    return row;
}

static void total(LoadView *v, TextKey name, int64_t n) {
    v->totals[v->totals_n++] = (LoadCell){.name = name, .n = n, .hidden = n > 0 && n < CELL_LEAST};
}

static void hide_row(LoadRow *row) {
    row->hidden = true;
    for (size_t i = 0; i < row->cells_n; i++) row->cells[i].hidden = row->cells[i].n > 0;
}

/* What all rows together leave over must not tell a row that is hidden. Whether the sum of all may be told. */
static bool hide_rows(Ctx *c, LoadView *v) {
    int64_t *n = ARENA_ARRAY(c->arena, int64_t, v->rows_n + 1);
    bool    *hidden = ARENA_ARRAY(c->arena, bool, v->rows_n + 1);
    size_t   k = 0;
    for (size_t i = 0; i < v->rows_n; i++) n[i] = v->rows[i].all;
    bool told = cells_hide(n, v->rows_n, hidden);
    for (size_t i = 0; i < v->rows_n; i++) {
        if (hidden[i]) hide_row(&v->rows[i]);
        k += v->rows[i].hidden;
        for (size_t s = 0; s < v->rows[i].cells_n; s++) v->some_hidden |= v->rows[i].cells[s].hidden;
    }
    return told && k != 1;
}

static Fault units_of(Ctx *c, LoadUnits *ret_u) {
    const Reach *own;
    size_t       n;
    *ret_u = (LoadUnits){.all = sees_all_units(c)};
    if (ret_u->all) return OK;
    TRY(scope_reach(c, &own, &n));
    ret_u->v = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (own[i].place && own[i].level >= VIS_UNIT) ret_u->v[ret_u->n++] = own[i].place;
    }
    return OK;
}

Fault case_load_view(Ctx *c, LoadView *ret_v) {
    Sums    *s = ARENA_NEW(c->arena, Sums);
    LoadView v = {.totals = ARENA_ARRAY(c->arena, LoadCell, 3)};
    TRY(sums_read(c, s));
    Str *names = ARENA_ARRAY(c->arena, Str, s->units + 1);
    if (s->units) TRY(ent_labels(c, s->unit, s->units, names));
    v.rows = ARENA_ARRAY(c->arena, LoadRow, s->units + 1);
    for (size_t i = 0; i < s->units; i++) {
        v.rows[v.rows_n] = row_of(c, s->n[i], names[i]);
        v.rows[v.rows_n++].unit = s->unit[i];
    }
    bool told = hide_rows(c, &v);
    total(&v, T_CASE_TAB_OPEN, s->open);
    v.totals[0].hidden = v.totals[0].hidden || !told;
    total(&v, T_CASE_LATE_ANSWERS, s->late);
    total(&v, T_CASE_TAB_QUIET, s->quiet);
    *ret_v = v;
    return OK;
}

Fault get_case_load(Ctx *c, const Request *rq, Reply *rp) {
    LoadView v;
    if (!case_sees_load(c)) return fail(c, NOT_ALLOWED, "case", 0);
    LoadUnits units;
    TRY(units_of(c, &units));
    TRY(case_load_view(c, &v));
    TRY(case_answers(c, &units, &v.answers));
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, T_CASE_LOAD));
    return page_send(&pg, rp, case_load_page, &v);
}
