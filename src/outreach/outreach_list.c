/* outreach_list.c - gathers whom to speak to, through the lists that the reader sees. */
#include "outreach/outreach_page.h"

#include "listing_ent.h"
#include "place/place.h"

#include <math.h>

enum { DATES_MAX = 5000, DEADLINES_MAX = 20, FITS_MAX = 40 };

/* Businesses that work, as the address narrows them. */
static Fault working(Ctx *c, const Request *rq, ListSpec *ret_s) {
    static const int LIVES[] = {LIFE_STATE_ACTIVE, LIFE_STATE_PAUSED};
    ListSpec s = {.entity = &actor_entity, .limit = OUTREACH_MAX};
    s.filters[s.n_filters++] = (ListFilter){.field = &actor_entity.fields[ACTOR_F_KIND], .op = LIST_EQ,
                                            .val = v_int(ACTOR_KIND_BUSINESS)};
    for (size_t i = 0; i < sizeof LIVES / sizeof *LIVES; i++) {
        s.filters[s.n_filters++] = (ListFilter){.field = &actor_entity.fields[ACTOR_F_LIFE], .op = LIST_EQ,
                                                .val = v_int(LIVES[i])};
    }
    TRY(place_local_extra(c, rq, &s));
    *ret_s = s;
    return OK;
}

Fault outreach_share(Ctx *c, const Request *rq, OutreachCounts *ret_n) {
    ListSpec s;
    Stamp year_ago = stamp_of(day_plus(c->reader.today, -365), 0, 0, c->reader.zone);
    TRY(working(c, rq, &s));
    TRY(list_count(c, &s, &ret_n->all));
    s.filters[s.n_filters++] = (ListFilter){.field = &actor_entity.fields[ACTOR_F_HEARD_AT], .op = LIST_GE,
                                            .val = v_int(year_ago)};
    return list_count(c, &s, &ret_n->spoken);
}

typedef struct Gather {
    Due   *v;
    size_t n, max;
} Gather;

static void add(Gather *g, Id actor, Id cause, DueReason reason, Day on) {
    if (g->n < g->max) g->v[g->n++] = (Due){.actor = actor, .cause = cause, .reason = reason, .on = on};
}

static Day heard_on(const Ctx *c, const Actor *a) { return a->heard_at ? stamp_day(a->heard_at, c->reader.zone) : 0; }

/* Those who were never spoken to, and not since long: the longest silent first. */
static Fault add_quiet(Ctx *c, const Request *rq, Gather *g) {
    ListSpec s;
    void  *rows;
    size_t n;
    TRY(working(c, rq, &s));
    s.extras[s.n_extras++] = actor_quiet(c);
    s.sort = &actor_entity.fields[ACTOR_F_HEARD_AT];
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        const Actor *a = (const Actor *)rows + i;
        add(g, a->head.id, 0, DUE_QUIET, heard_on(c, a));
    }
    return OK;
}

/* Opened this year, or in the last months of the year before. */
static Fault add_new(Ctx *c, const Request *rq, Gather *g) {
    enum { FIRST_MONTHS = 3 };
    ListSpec s;
    void  *rows;
    size_t n;
    int year = day_year(c->reader.today) - (day_month(c->reader.today) <= FIRST_MONTHS);
    TRY(working(c, rq, &s));
    s.filters[s.n_filters++] = (ListFilter){.field = &actor_entity.fields[ACTOR_F_FOUNDED_YEAR], .op = LIST_GE,
                                            .val = v_int(year)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        const Actor *a = (const Actor *)rows + i;
        if (!due_met(c->reader.today, DUE_NEW_DAYS, heard_on(c, a))) add(g, a->head.id, 0, DUE_NEW, heard_on(c, a));
    }
    return OK;
}

/* ---- dates ------------------------------------------------------------------------------------------------------- */

typedef struct Dates {
    Due  v[OUTREACH_MAX];
    size_t n;
} Dates;

static Fault take_date(Ctx *c, const void *rec, void *arg) {
    const ActorDate *d = rec;
    Dates           *v = arg;
    Day on = due_day(d->on_day, d->yearly == 1, c->reader.today);
    if (on && v->n < OUTREACH_MAX) v->v[v->n++] = (Due){d->actor, d->head.id, DUE_DATE, on};
    return OK;
}

/* Of the businesses of some ids those that work here and were not spoken to since the date began to show. */
static Fault add_met(Ctx *c, const Request *rq, const Due *v, size_t n, int ahead, Gather *g) {
    ListSpec s;
    void  *rows;
    size_t got;
    Id    *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    if (!n) return OK;
    for (size_t i = 0; i < n; i++) ids[i] = v[i].actor;
    TRY(working(c, rq, &s));
    s.ids = ids;
    s.n_ids = n;
    s.ids_only = true;
    TRY(list_run(c, &s, false, &rows, &got, NULL));
    for (size_t i = 0; i < got; i++) {
        const Actor *a = (const Actor *)rows + i;
        for (size_t k = 0; k < n; k++) {
            if (v[k].actor != a->head.id || due_met(v[k].on, ahead, heard_on(c, a))) continue;
            add(g, a->head.id, v[k].cause, v[k].reason, v[k].on);
        }
    }
    return OK;
}

static Fault add_dates(Ctx *c, const Request *rq, Gather *g) {
    static const int FIELDS[] = {ACTOR_DATE_F_ACTOR, ACTOR_DATE_F_ON_DAY, ACTOR_DATE_F_YEARLY, -1};
    ListSpec s = {.entity = &actor_date_entity, .limit = 1};
    Dates *v = ARENA_NEW(c->arena, Dates);
    TRY(list_some(c, &s, FIELDS, DATES_MAX, take_date, v));
    return add_met(c, rq, v->v, v->n, DUE_AHEAD_DAYS, g);
}

/* Businesses of the field of an opportunity, in its place where it names one. */
static Fault add_fitting(Ctx *c, const Request *rq, const Listing *l, Gather *g) {
    Due      v[FITS_MAX];
    Param    args[1] = {{LIT("local"), l->place ? id_str(c->arena, l->place) : (Str){0}}};
    Request  there = {.args = {.v = args, .n = 1}};
    ListSpec s;
    void  *rows;
    size_t n, k = 0;
    if (!l->category) return OK;
    TRY(working(c, l->place ? &there : rq, &s));
    s.limit = FITS_MAX;
    s.filters[s.n_filters++] = (ListFilter){.field = &actor_entity.fields[ACTOR_F_CATEGORY], .op = LIST_EQ,
                                            .val = v_id(l->category)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        Id actor = ((const Actor *)rows)[i].head.id;
        if (actor != l->holder) v[k++] = (Due){actor, l->head.id, DUE_DEADLINE, l->deadline_on};
    }
    return add_met(c, rq, v, k, DUE_DEADLINE_DAYS, g);
}

/* Opportunities that close soon. */
static Fault add_deadlines(Ctx *c, const Request *rq, Gather *g) {
    ListSpec s = {.entity = &listing_entity, .sort = &listing_entity.fields[LISTING_F_DEADLINE_ON],
                  .limit = DEADLINES_MAX};
    const Field *f = listing_entity.fields;
    Day   today = c->reader.today;
    void *rows;
    size_t n;
    s.filters[s.n_filters++] = (ListFilter){&f[LISTING_F_KIND], LIST_EQ, v_int(LISTING_KIND_OPPORTUNITY), {0}, NULL, 0};
    s.filters[s.n_filters++] = (ListFilter){&f[LISTING_F_STATE], LIST_EQ, v_int(LISTING_STATE_OPEN), {0}, NULL, 0};
    s.filters[s.n_filters++] = (ListFilter){&f[LISTING_F_DEADLINE_ON], LIST_GE, v_int(today), {0}, NULL, 0};
    s.filters[s.n_filters++] = (ListFilter){&f[LISTING_F_DEADLINE_ON], LIST_LE,
                                            v_int(day_plus(today, DUE_DEADLINE_DAYS)), {0}, NULL, 0};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) TRY(add_fitting(c, rq, (const Listing *)rows + i, g));
    return OK;
}

Fault outreach_due(Ctx *c, const Request *rq, Due *ret_v, size_t max, size_t *ret_n) {
    Gather g = {.v = ret_v, .max = max};
    TRY(add_dates(c, rq, &g));
    TRY(add_deadlines(c, rq, &g));
    TRY(add_new(c, rq, &g));
    TRY(add_quiet(c, rq, &g));
    *ret_n = due_sort(g.v, g.n);
    return OK;
}
