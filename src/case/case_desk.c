/* case_desk.c - cases on the desk: how many stand at which stage, who waits, whose review is due, with whom nobody has
** spoken lately; the most urgent by name. */
#include "case/case_page.h"

static CaseFigure figure(Ctx *c, int64_t n, TextKey name, const char *query) {
    return (CaseFigure){.n = n, .name = name, .href = arena_printf(c->arena, "/cases?%s", query)};
}

/* One pass over the cases that the reader sees. */
static Fault count(Ctx *c, CaseDesk *d) {
    int64_t stage[CASE_STAGE_N] = {0}, waiting = 0, review = 0, quiet = 0, unled = 0, undiscussed = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_DESK],
                VALS(v_id(c->who.org), v_int(CASE_STAGE_CLOSED), v_int(c->reader.today), v_int(case_quiet_since(c)),
                     v_int(CASE_ROLE_LEAD), v_int(case_month(c)),
                     v_int(stamp_of(case_month(c), 0, 0, c->reader.zone))), &r));
    while (rows_next(&r)) {
        int s = (int)rows_int(&r, 0);
        if (s > 0 && s < CASE_STAGE_N) stage[s] = rows_int(&r, 1);
        waiting += rows_int(&r, 2);
        review += rows_int(&r, 3);
        quiet += rows_int(&r, 4);
        unled += rows_int(&r, 5);
        undiscussed += rows_int(&r, 6);
    }
    TRY(rows_fault(&r));
    for (int s = CASE_STAGE_PRE_CLIENT; s < CASE_STAGE_CLOSED; s++) {
        Str query = arena_printf(c->arena, "stage=%s", choice_of(&case_stage_choices, s)->name);
        d->stages[d->stages_n++] = figure(c, stage[s], choice_label(&case_stage_choices, s), arena_z(c->arena, query));
        d->open += stage[s];
    }
    d->waits[d->waits_n++] = figure(c, waiting, T_CASE_TAB_WAITING, "waiting=1");
    if (c->who.roles & (ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR)) {
        d->waits[d->waits_n++] = figure(c, unled, T_CASE_TAB_UNLED, "unled=1");
        d->waits[d->waits_n++] = figure(c, undiscussed, T_CASE_TAB_UNDISCUSSED, "undiscussed=1");
    }
    d->waits[d->waits_n++] = figure(c, review, T_CASE_TAB_REVIEW, "review=1");
    d->waits[d->waits_n++] = figure(c, quiet, T_CASE_TAB_QUIET, "quiet=1");
    return OK;
}

/* Those who wait for an answer by its day, then those whose review is due. */
static Fault urgent(Ctx *c, CaseDesk *d) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_URGENT],
                VALS(v_id(c->who.org), v_int(CASE_STAGE_CLOSED), v_int(c->reader.today), v_int(CASE_DESK_ROWS)), &r));
    d->rows = ARENA_ARRAY(c->arena, CaseDeskRow, CASE_DESK_ROWS);
    while (d->rows_n < CASE_DESK_ROWS && rows_next(&r)) {
        Day answer = rows_null(&r, 3) ? (Day)rows_int(&r, 2) : 0, next = (Day)rows_int(&r, 4);
        d->rows[d->rows_n++] = (CaseDeskRow){
            .href = case_path(c, rows_id(&r, 0)), .name = rows_copy(&r, 5), .waits = answer != 0,
            .day = answer ? answer : next, .late = (answer ? answer : next) < c->reader.today,
            .stage = choice_label(&case_stage_choices, (int)rows_int(&r, 1))};
    }
    return rows_fault(&r);
}

/* What was told a whole number of years ago in a case that the reader leads, and was not read again since. */
static Fault futures(Ctx *c, CaseDesk *d) {
    enum { LOOKED_MAX = 200, SHOWN_MAX = 3, YEAR = 10000 };
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_FUTURES],
                VALS(v_id(c->who.org), v_int(c->reader.today - YEAR), v_id(c->who.account), v_int(CASE_ROLE_LEAD),
                     v_int(c->reader.today), v_int(LOOKED_MAX)), &r));
    d->futures = ARENA_ARRAY(c->arena, CaseDeskFuture, SHOWN_MAX);
    while (d->futures_n < SHOWN_MAX && rows_next(&r)) {
        int64_t years = vision_years((Day)rows_int(&r, 2), (Day)rows_int(&r, 3), c->reader.today);
        if (!years) continue;
        d->futures[d->futures_n++] = (CaseDeskFuture){.id = rows_id(&r, 0), .years = years, .text = rows_copy(&r, 4),
                                                      .href = case_path(c, rows_id(&r, 1)), .name = rows_copy(&r, 5)};
    }
    return rows_fault(&r);
}

Fault case_desk(Ctx *c, CaseDesk *ret_desk) {
    CaseDesk d = {.stages = ARENA_ARRAY(c->arena, CaseFigure, CASE_STAGE_N),
                  .waits = ARENA_ARRAY(c->arena, CaseFigure, 5)};
    if (c->who.roles & case_entity.readers) {
        TRY(count(c, &d));
        if (d.open) TRY(urgent(c, &d));
        if (d.open && c->who.account) TRY(futures(c, &d));
        d.load = case_sees_load(c);
    }
    *ret_desk = d;
    return OK;
}
