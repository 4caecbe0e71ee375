/* facility_week.c - the week of a facility, a line for each day: what is taken, and what is free to ask for. One list
** for a desk and for a phone. */
#include "pledge/facility_page.h"

enum { AHEAD_DAYS = 366, HOUR_MINUTES = 60 };

Str booking_tint(int state) {
    static const char *const TINTS[BOOKING_STATE_N] = {
        [BOOKING_STATE_ASKED] = "warn", [BOOKING_STATE_AGREED] = "ok", [BOOKING_STATE_REFUSED] = "bad",
        [BOOKING_STATE_USED] = "info",  [BOOKING_STATE_WITHDRAWN] = ""};
    return str_of(state > 0 && state < BOOKING_STATE_N ? TINTS[state] : "");
}

/* The Sunday of the week that the address asks for; else of today. */
static Day week_of(const Page *pg) {
    Day d = 0, today = pg->c->reader.today;
    if (!pg->rq || !day_parse(params_get(&pg->rq->args, "week"), &d)) d = today;
    if (d < day_plus(today, -AHEAD_DAYS) || d > day_plus(today, AHEAD_DAYS)) d = today;
    return day_plus(d, -day_weekday(d));
}

static Str ask_href(Ctx *c, const Facility *f, Day d, const Span *s) {
    Str id = id_str(c->arena, f->head.id), day = day_iso(c->arena, d);
    Str from = hours_time(c->arena, s->from), until = hours_time(c->arena, s->until);
    return arena_printf(c->arena, "/facilities/%.*s/ask?on_day=%.*s&from_time=%.*s&until_time=%.*s", STR_ARG(id),
                        STR_ARG(day), STR_ARG(from), STR_ARG(until));
}

static WeekSpan taken_row(Ctx *c, const Taken *t) {
    return (WeekSpan){.from = hours_time(c->arena, t->span.from), .until = hours_time(c->arena, t->span.until),
                      .purpose = t->purpose, .href = t->id ? view_record_path(c, &booking_entity, t->id) : (Str){0},
                      .state = choice_label(&booking_state_choices, t->state), .tint = booking_tint(t->state),
                      .agreed = t->state != BOOKING_STATE_ASKED};
}

/* What was only asked for leaves the hours free to ask for: one of the two will have them. */
static void fill_day(Ctx *c, const Facility *f, const Taken *t, size_t n, WeekDay *day) {
    Span   open, *busy = ARENA_ARRAY(c->arena, Span, n + 1), *left = ARENA_ARRAY(c->arena, Span, n + 2);
    size_t busy_n = 0;
    day->taken = ARENA_ARRAY(c->arena, WeekSpan, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (t[i].on_day != day->day) continue;
        day->taken[day->taken_n++] = taken_row(c, &t[i]);
        if (t[i].state != BOOKING_STATE_ASKED) busy[busy_n++] = t[i].span;
    }
    day->open = facility_open(f, day->day, &open);
    if (!day->open) return;
    day->from = hours_time(c->arena, open.from);
    day->until = hours_time(c->arena, open.until);
    if (day->over) return;
    size_t k = hours_free(open, busy, busy_n, left);
    day->free = ARENA_ARRAY(c->arena, WeekSpan, k + 1);
    for (size_t i = 0; i < k; i++) {
        day->free[day->free_n++] = (WeekSpan){.from = hours_time(c->arena, left[i].from),
                                              .until = hours_time(c->arena, left[i].until),
                                              .href = ask_href(c, f, day->day, &left[i])};
    }
}

static Str week_href(Ctx *c, const Facility *f, Day first) {
    return arena_printf(c->arena, "%.*s?week=%.*s#week", STR_ARG(view_record_path(c, &facility_entity, f->head.id)),
                        STR_ARG(day_iso(c->arena, first)));
}

static Fault week_draw(Buf *b, const Page *pg, const void *rec) {
    const Facility *f = rec;
    Ctx    *c = pg->c;
    Day     first = week_of(pg), today = c->reader.today;
    Taken  *t;
    size_t  n;
    int64_t minutes;
    FacilityWeek v = {.days = ARENA_ARRAY(c->arena, WeekDay, WEEK_DAYS), .year = day_year(today),
                      .before = week_href(c, f, day_plus(first, -WEEK_DAYS)),
                      .after = week_href(c, f, day_plus(first, WEEK_DAYS)),
                      .may_ask = (c->who.roles & (ROLES_STAFF | ROLE_OWNER)) && !f->head.archived_at};
    v.ask = arena_printf(c->arena, "%.*s/ask", STR_ARG(view_record_path(c, &facility_entity, f->head.id)));
    TRY(bookings_between(c, f->head.id, first, day_plus(first, WEEK_DAYS - 1), &t, &n));
    TRY(bookings_used(c, f->head.id, v.year, &v.used_n, &minutes));
    v.used_hours = (minutes + HOUR_MINUTES / 2) / HOUR_MINUTES;
    for (int i = 0; i < WEEK_DAYS; i++) {
        WeekDay *day = &v.days[v.days_n++];
        *day = (WeekDay){.day = day_plus(first, i)};
        day->today = day->day == today;
        day->over = day->day < today;
        fill_day(c, f, t, n, day);
    }
    facility_week_html(b, pg, &v);
    return OK;
}

const RecordPart FACILITY_WEEK_PART = {.entity = &facility_entity, .anchor = "week", .title = T_FACILITY_WEEK,
                                       .order = 1, .draw = week_draw};
