/* case_answers.c - how long the first answer took, by unit and month: of each month the units beside their sum, where
** small ones are hidden. No unit has a sum over the months, so that what one month hides is not told by another. */
#include "base/cells.h"
#include "case/answer_time.h"
#include "case/case_page.h"
#include "db/facts.h"
#include "lang/show.h"

enum { MONTHS = 6, UNITS_MAX = 400, ASKINGS_MAX = 100000 };

typedef struct Group {
    Id      unit;
    Asking *v;
    size_t  n;
} Group;

typedef struct Table {
    Asking *v;                                    /* all, by unit */
    size_t  n;
    Group   of[UNITS_MAX];
    size_t  units;
} Table;

static bool told(const LoadUnits *u, Id unit) {
    for (size_t i = 0; i < u->n; i++) {
        if (u->v[i] == unit) return true;
    }
    return u->all;
}

static Fault read_all(Ctx *c, const LoadUnits *units, Day since, Table *t) {
    Stamp moment = stamp_of(since, 0, 0, c->reader.zone);
    size_t cap = 0;
    Id unit_of = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_ANSWERS], VALS(v_id(c->who.org), v_int(since), v_int(moment)), &r));
    while (t->n < ASKINGS_MAX && rows_next(&r)) {
        Id unit = rows_id(&r, 0);
        if (!told(units, unit)) continue;
        ARENA_ROOM(c->arena, t->v, t->n, 1, &cap);
        if (!t->units || unit != unit_of) {
            if (t->units == UNITS_MAX) break;
            t->of[t->units++].unit = unit_of = unit;
        }
        Day asked = (Day)rows_int(&r, 1);
        t->v[t->n++] = (Asking){
            .asked_on = asked ? asked : stamp_day(rows_int(&r, 2), c->reader.zone), .due_on = (Day)rows_int(&r, 4),
            .answered_on = rows_null(&r, 3) ? 0 : stamp_day(rows_int(&r, 3), c->reader.zone)};
        t->of[t->units - 1].n++;
    }
    size_t at = 0;
    for (size_t i = 0; i < t->units; i++) {
        t->of[i].v = t->v + at;
        at += t->of[i].n;
    }
    return rows_fault(&r);
}

/* Those of one month, into `room`. */
static size_t of_month(const Asking *v, size_t n, int back, Day today, Asking *room) {
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (months_back(v[i].asked_on, today) == back) room[k++] = v[i];
    }
    return k;
}

static AnswerCell cell_of(Ctx *c, const AnswerTime *t, bool hidden) {
    AnswerCell cell = {.hidden = hidden};
    if (hidden || !t->n) return cell;
    cell.share = arena_printf(c->arena, "\xE2\x81\xA6%lld%%\xE2\x81\xA9",
                              (long long)((200 * t->in_time + t->n) / (2 * t->n)));
    if (t->answered) {
        Buf b;
        buf_init(&b, 100);
        plain_real(&b, &c->reader, t->median, t->median == (double)(int64_t)t->median ? 0 : 1);
        cell.median = buf_keep(c->arena, &b);
    }
    cell.n = t->n;
    return cell;
}

/* One month: its units, and their sum, which is hidden when it would tell a unit. Returns how many are in it. */
static int64_t month_of(Ctx *c, const Table *t, int back, AnswersView *v) {
    Asking     *room = ARENA_ARRAY(c->arena, Asking, t->n + 1);
    double     *days = ARENA_ARRAY(c->arena, double, t->n + 1);
    AnswerTime *of = ARENA_ARRAY(c->arena, AnswerTime, t->units + 1);
    int64_t    *n = ARENA_ARRAY(c->arena, int64_t, t->units + 1);
    bool       *hidden = ARENA_ARRAY(c->arena, bool, t->units + 1);
    Day today = c->reader.today;
    for (size_t i = 0; i < t->units; i++) {
        size_t k = of_month(t->of[i].v, t->of[i].n, back, today, room);
        of[i] = answer_time(room, k, today, days);
        n[i] = of[i].n;
    }
    bool shown = cells_hide(n, t->units, hidden);
    size_t k = of_month(t->v, t->n, back, today, room);
    AnswerTime all = answer_time(room, k, today, days);
    for (size_t i = 0; i < t->units; i++) v->rows[i].cells[v->months_n] = cell_of(c, &of[i], hidden[i]);
    v->rows[t->units].cells[v->months_n] = cell_of(c, &all, !shown);
    v->months_n++;
    return all.n;
}

/* All months together: not when what the months shown leave over would tell one that is hidden. */
static void all_of(Ctx *c, const Table *t, const int64_t *n, AnswersView *v) {
    double *days = ARENA_ARRAY(c->arena, double, t->n + 1);
    AnswerTime all = answer_time(v->some ? t->v : NULL, v->some ? t->n : 0, c->reader.today, days);
    AnswerCell *months = v->rows[t->units].cells;
    int64_t left = 0, hidden = 0;
    for (int i = 0; i < MONTHS; i++) {
        if (!months[i].hidden) continue;
        hidden++;
        left += n[i];
        for (size_t k = 0; k < t->units; k++) left -= v->rows[k].cells[i].n;   /* those that are shown all the same */
    }
    bool tells = hidden == 1 || (hidden > 1 && left < CELL_LEAST + 2);
    v->all = cell_of(c, &all, tells || all.n < CELL_LEAST);
}

Fault case_answers(Ctx *c, const LoadUnits *units, AnswersView *ret_v) {
    Table *t = ARENA_NEW(c->arena, Table);
    Day    today = c->reader.today, first = day_of(day_year(today), day_month(today), 1);
    *ret_v = (AnswersView){.days = local_of(c->region)->answer_days,
                           .months = ARENA_ARRAY(c->arena, AnswerMonth, MONTHS)};
    Day since = first, months[MONTHS];
    int64_t n[MONTHS];
    for (int i = 0; i < MONTHS; i++) {
        months[i] = since;
        if (i + 1 < MONTHS) since = day_plus(since, -1), since = day_of(day_year(since), day_month(since), 1);
    }
    TRY(read_all(c, units, since, t));
    Id  *ids = ARENA_ARRAY(c->arena, Id, t->units + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, t->units + 1);
    for (size_t i = 0; i < t->units; i++) ids[i] = t->of[i].unit;
    TRY(ent_labels(c, ids, t->units, names));
    ret_v->rows = ARENA_ARRAY(c->arena, AnswerRow, t->units + 1);
    ret_v->rows_n = t->units + 1;
    for (size_t i = 0; i <= t->units; i++) {
        ret_v->rows[i] = (AnswerRow){.name = i < t->units ? names[i] : (Str){0}, .all = i == t->units,
                                     .cells = ARENA_ARRAY(c->arena, AnswerCell, MONTHS), .cells_n = MONTHS};
    }
    for (int i = 0; i < MONTHS; i++) {
        Buf b;
        buf_init(&b, 200);
        show_month(&b, &c->reader, day_year(months[i]), day_month(months[i]));
        ret_v->months[i].name = html_keep(c->arena, &b);
        n[i] = month_of(c, t, i, ret_v);
        ret_v->some = ret_v->some || n[i] > 0;
    }
    all_of(c, t, n, ret_v);
    for (size_t i = 0; i <= t->units; i++) {
        for (int k = 0; k < MONTHS; k++) ret_v->rows[i].cells[k].month = ret_v->months[k].name;
    }
    return OK;
}
