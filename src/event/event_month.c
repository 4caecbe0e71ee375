/* event_month.c - a month of events and feasts: a table on a desk, a list of its days on a phone. */
#include "event/event_page.h"

#include <string.h>

enum { ROWS_A_DAY = 24 };

/* "2026-12"; the month of today for anything else. */
static Day month_of(const Ctx *c, Str ym) {
    int64_t year, month;
    Day     today = c->reader.today, first = 0;
    if (ym.n == strlen("2026-12") && str_int(str_sub(ym, 0, 4), &year) && str_int(str_sub(ym, 5, 2), &month)) {
        first = day_of((int)year, (int)month, 1);
    }
    bool good = first && day_valid(first) && day_year(first) > 1900 && day_year(first) < 2200;
    return good ? first : day_of(day_year(today), day_month(today), 1);
}

static Day month_plus(Day first, int n) {
    int month = day_year(first) * 12 + day_month(first) - 1 + n;
    return day_of(month / 12, month % 12 + 1, 1);
}

static Str ym_of(Ctx *c, Day first) {
    return arena_printf(c->arena, "%04d-%02d", day_year(first), day_month(first));
}

typedef struct Asked {
    Id  place;
    int kind;
    Day first;
} Asked;

static Str href_of(Ctx *c, const Asked *a, Day first) {
    const Choice *kind = choice_of(&event_kind_choices, a->kind);
    Str           id = a->place ? id_str(c->arena, a->place) : (Str){0};
    return arena_printf(c->arena, "/events/month?ym=%.*s%s%.*s%s%s", STR_ARG(ym_of(c, first)), id.n ? "&place=" : "",
                        STR_ARG(id), kind ? "&kind=" : "", kind ? kind->name : "");
}

/* By the hour; what is of the whole day stands first. */
static void add_row(MonthDay *md, EventRow row) {
    size_t at = md->rows_n++;
    for (; at > 0 && str_cmp(md->rows[at - 1].at, row.at) > 0; at--) md->rows[at] = md->rows[at - 1];
    md->rows[at] = row;
}

/* A feast of several days is told on a phone on the first of them, and on the first of the month. */
static bool begins(const Asked *a, Day d, const MonthDay *md) {
    Feast  before[FEASTS_A_DAY];
    size_t n = d == a->first ? 0 : feasts_on(day_plus(d, -1), before);
    for (size_t i = 0; i < md->feasts_n; i++) {
        bool was = false;
        for (size_t k = 0; k < n; k++) was = was || before[k].name == md->feasts[i].name;
        if (!was) return true;
    }
    return false;
}

static void fill_day(Ctx *c, const Asked *a, const Event *ev, size_t n, Day d, MonthDay *md) {
    Feast found[FEASTS_A_DAY];
    *md = (MonthDay){.day = d, .date = day_date(d), .other = day_month(d) != day_month(a->first),
                     .today = d == c->reader.today, .ends_week = day_weekday(d) == 6,
                     .feasts = ARENA_ARRAY(c->arena, FeastRow, FEASTS_A_DAY),
                     .rows = ARENA_ARRAY(c->arena, EventRow, ROWS_A_DAY)};
    size_t feasts = a->kind && a->kind != EVENT_KIND_FEAST ? 0 : feasts_on(d, found);
    for (size_t i = 0; i < feasts; i++) md->feasts[md->feasts_n++] = (FeastRow){found[i].name, found[i].about};
    for (size_t i = 0; i < n && md->rows_n < ROWS_A_DAY; i++) {
        if (event_on(&ev[i], d)) add_row(md, event_row(c, &ev[i], d));
    }
    md->any = !md->other && (begins(a, d, md) || md->rows_n);
}

static Fault fill_days(Ctx *c, const Asked *a, EventMonth *v) {
    Day          from = day_plus(a->first, -day_weekday(a->first)), last = day_plus(month_plus(a->first, 1), -1);
    Day          until = day_plus(last, 6 - day_weekday(last));
    const Event *ev;
    size_t       n;
    TRY(events_between(c, &(EventCut){.from = from, .until = until, .place = a->place, .kind = a->kind}, &ev, &n));
    v->days = ARENA_ARRAY(c->arena, MonthDay, MONTH_DAYS);
    for (Day d = from; d <= until && v->days_n < MONTH_DAYS; d = day_plus(d, 1)) {
        MonthDay *md = &v->days[v->days_n++];
        fill_day(c, a, ev, n, d, md);
        v->some = v->some || md->any;
    }
    return OK;
}

/* Places with a local unit, and the one that is chosen. */
static Fault fill_choices(Ctx *c, const Asked *a, EventMonth *v) {
    enum { PLACES_MAX = 200 };
    void    *at;
    size_t   n;
    ListSpec s = {.entity = &place_entity, .limit = PLACES_MAX};
    s.extras[s.n_extras++] = (ListExtra){.name = "chosen", .val = v_id(a->place),
                                         .sql = "(x.is_unit = 1 OR x.id = :chosen)"};
    TRY(list_run(c, &s, false, &at, &n, NULL));
    v->places = ARENA_ARRAY(c->arena, MonthChoice, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Place *p = (const Place *)at + i;
        MonthChoice  one = {.value = id_str(c->arena, p->head.id), .chosen = p->head.id == a->place,
                            .name = tri_best(&p->name, c->reader.lang, NULL)};
        if (one.chosen) v->place_name = one.name;
        v->places[v->places_n++] = one;
    }
    v->kinds = ARENA_ARRAY(c->arena, MonthChoice, EVENT_KIND_N);
    for (int i = 1; i < EVENT_KIND_N; i++) {
        const Choice *k = choice_of(&event_kind_choices, i);
        v->kinds[v->kinds_n++] = (MonthChoice){.value = str_of(k->name), .label = k->label, .chosen = i == a->kind};
    }
    return OK;
}

static Html month_name(Ctx *c, Day first) {
    Buf b;
    buf_init(&b, 1 << 10);
    show_month(&b, &c->reader, day_year(first), day_month(first));
    return html_keep(c->arena, &b);
}

Fault get_event_month(Ctx *c, const Request *rq, Reply *rp) {
    Asked a = {.kind = choice_value(&event_kind_choices, params_get(&rq->args, "kind")),
               .first = month_of(c, params_get(&rq->args, "ym"))};
    EventMonth v = {.name = month_name(c, a.first), .ym = ym_of(c, a.first)};
    if (!id_parse(params_get(&rq->args, "place"), &a.place)) a.place = 0;
    TRY(fill_choices(c, &a, &v));
    TRY(fill_days(c, &a, &v));
    Str place = a.place ? id_str(c->arena, a.place) : (Str){0};
    v.before_href = href_of(c, &a, month_plus(a.first, -1));
    v.after_href = href_of(c, &a, month_plus(a.first, 1));
    v.list_href = arena_printf(c->arena, "/events%s%.*s", place.n ? "?place=" : "", STR_ARG(place));
    v.add_href = arena_printf(c->arena, "/events/new%s%.*s", place.n ? "?place=" : "", STR_ARG(place));
    v.may_write = ent_may_write(c, &event_entity, NULL);
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_EVENT_TITLE));
    return page_send(&pg, rp, event_month_page, &v);
}
