/* council_towns.c - towns and their councils: which have none that works, which did not meet this quarter, and when
** each met last; and bodies with seats that have gone quiet. */
#include "council/council_page.h"

#include "db/scope.h"
#include "place_ent.h"

#include <stdlib.h>

enum { TOWNS_MAX = 300 };

Day quarter_start(Day today) { return day_of(day_year(today), (day_month(today) - 1) / 3 * 3 + 1, 1); }

/* ---- towns ------------------------------------------------------------------------------------------------------- */

static bool sees_all(const Ctx *c) {
    return (c->who.roles & c->who.roles_everywhere & (ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR)) != 0;
}

bool council_sees_towns(const Ctx *c) { return sees_all(c) || (c->who.roles & ROLE_COORDINATOR); }

/* The councils that work, and the places above towns as far as they were asked for. */
typedef struct Above {
    const Body *councils;
    size_t      n;
    Id          place[TOWNS_MAX], parent[TOWNS_MAX];
    size_t      places;
} Above;

static Fault councils_load(Ctx *c, Above *a) {
    const Field *f = body_entity.fields;
    ListSpec s = {.entity = &body_entity, .limit = LIST_PAGE_MAX, .n_filters = 2};
    void    *rows;
    s.filters[0] = (ListFilter){.field = &f[BODY_F_KIND], .op = LIST_EQ, .val = v_int(BODY_KIND_COUNCIL)};
    s.filters[1] = (ListFilter){.field = &f[BODY_F_STATE], .op = LIST_EQ, .val = v_int(BODY_STATE_ACTIVE)};
    TRY(list_run(c, &s, false, &rows, &a->n, NULL));
    a->councils = rows;
    return OK;
}

static Fault parent_of(Ctx *c, Above *a, Id place, Id *ret_parent) {
    Place *p = ent_new(c, &place_entity);
    for (size_t i = 0; i < a->places; i++) {
        if (a->place[i] != place) continue;
        *ret_parent = a->parent[i];
        return OK;
    }
    Fault f = ent_load(c, &place_entity, place, p);
    if (f != OK && f != NOT_FOUND) return f;
    *ret_parent = f == OK ? p->parent : 0;
    if (a->places < TOWNS_MAX) {
        a->place[a->places] = place;
        a->parent[a->places++] = *ret_parent;
    }
    return OK;
}

/* The council of a town, or of the nearest place above it, as for the items of its businesses (council_of). */
static Fault council_above(Ctx *c, Above *a, const Place *town, const Body **ret_b) {
    enum { HOPS_MAX = 16 };
    Id place = town->head.id, next = town->parent;
    *ret_b = NULL;
    for (int hop = 0; place && hop < HOPS_MAX; hop++) {
        for (size_t i = 0; i < a->n && !*ret_b; i++) {
            if (a->councils[i].place == place) *ret_b = &a->councils[i];
        }
        if (*ret_b) return OK;
        place = next;
        if (place) TRY(parent_of(c, a, place, &next));
    }
    return OK;
}

/* All towns of the working tree; of a coordinator their own. */
static Fault towns_load(Ctx *c, const Place **ret_v, size_t *ret_n) {
    const Reach *own = NULL;
    size_t       own_n = 0;
    ListSpec s = {.entity = &place_entity, .limit = TOWNS_MAX, .n_filters = 1};
    void    *rows;
    s.filters[0] = (ListFilter){.field = &place_entity.fields[PLACE_F_KIND], .op = LIST_EQ,
                                .val = v_int(PLACE_KIND_LOCALITY)};
    if (!sees_all(c)) {
        TRY(scope_reach(c, &own, &own_n));
        Id *ids = ARENA_ARRAY(c->arena, Id, own_n + 1);
        for (size_t i = 0; i < own_n; i++) {
            if (own[i].place && own[i].level >= VIS_UNIT) ids[s.n_ids++] = own[i].place;
        }
        s.ids = ids;
        s.ids_only = true;
    }
    *ret_n = 0;
    if (!s.ids_only || s.n_ids) TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = *ret_n ? rows : NULL;
    return OK;
}

static Fault town_row(Ctx *c, Above *a, const Place *town, TownRow *row) {
    const Body *b;
    TRY(council_above(c, a, town, &b));
    *row = (TownRow){.name = tri_best(&town->name, c->reader.lang, NULL), .none = b == NULL};
    if (!b) return OK;
    row->council = tri_best(&b->name, c->reader.lang, NULL);
    row->href = view_record_path(c, &body_entity, b->head.id);
    row->met_on = b->met_on;
    row->next_on = b->next_on;
    row->quiet = !b->met_on || b->met_on < quarter_start(c->reader.today);
    return OK;
}

/* Those without a council first, then those that did not meet, then all others. */
static int by_want(const void *a, const void *b) {
    const TownRow *x = a, *y = b;
    int p = x->none ? 0 : x->quiet ? 1 : 2, q = y->none ? 0 : y->quiet ? 1 : 2;
    if (p != q) return p - q;
    return x->met_on < y->met_on ? -1 : x->met_on > y->met_on;
}

Fault council_towns(Ctx *c, Towns *ret_v) {
    const Place *towns;
    size_t       n;
    Towns        v = {0};
    Above       *above = ARENA_NEW(c->arena, Above);
    TRY(towns_load(c, &towns, &n));
    TRY(councils_load(c, above));
    v.rows = ARENA_ARRAY(c->arena, TownRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        TownRow *row = &v.rows[v.rows_n++];
        TRY(town_row(c, above, &towns[i], row));
        v.none_n += row->none;
        v.quiet_n += row->quiet;
    }
    if (n) qsort(v.rows, n, sizeof *v.rows, by_want);
    *ret_v = v;
    return OK;
}

Fault get_council_towns(Ctx *c, const Request *rq, Reply *rp) {
    Towns v;
    if (!council_sees_towns(c)) return fail(c, NOT_ALLOWED, "body", 0);
    TRY(council_towns(c, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_COUNCIL_TOWNS));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/bodies"), tr(c->reader.lang, T_ENT_BODY_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, council_towns_page, &v);
}

/* Beside the list of bodies. */
void bodies_beside(Buf *b, const Page *pg) {
    static const Towns NOTHING = {0};
    if (council_sees_towns(pg->c)) council_towns_link_html(b, pg, &NOTHING);
}

/* On the first page of who coordinates: only what lacks. */
static Fault towns_today_draw(Buf *b, const Page *pg) {
    enum { SHOWN = 4 };
    Towns v;
    if (!(pg->c->who.roles & ROLE_COORDINATOR)) return OK;
    TRY(council_towns(pg->c, &v));
    size_t lack = (size_t)(v.none_n + v.quiet_n);
    if (!lack) return OK;
    v.rows_n = lack < SHOWN ? lack : SHOWN;
    council_towns_today_html(b, pg, &v);
    return OK;
}

const TodayPart COUNCIL_TOWNS_TODAY = {.order = 40, .draw = towns_today_draw};

/* ---- seats that have gone quiet --------------------------------------------------------------------------------- */

static Fault quiet_names(Ctx *c, Id body, QuietSeats *v) {
    Seat  *seats = NULL;
    size_t n, n_met;
    Day    met[LAST_MEETINGS];
    TRY(seats_of(c, body, &seats, &n));
    TRY(met_days(c, body, met, &n_met));
    v->rows = ARENA_ARRAY(c->arena, QuietSeat, n + 1);
    for (size_t i = 0; i < n; i++) {
        int64_t missed = missed_of(&seats[i], met, n_met);
        if (seat_quiet(seats[i].until_on, missed, c->reader.today) != SEAT_QUIET) continue;
        v->rows[v->rows_n++] = (QuietSeat){.name = seats[i].name, .missed = missed, .last_on = seats[i].attended_on};
    }
    return OK;
}

/* When a meeting is called: who is to be called beforehand. */
Fault meeting_form_top(Buf *b, const Page *pg, const void *rec) {
    const Meeting *m = rec;
    QuietSeats     v = {0};
    if (m->head.version || !m->body) return OK;
    TRY(quiet_names(pg->c, m->body, &v));
    if (v.rows_n) council_quiet_html(b, pg, &v);
    return OK;
}

/* Of every body its last meetings, and how many of its seats are quiet: two statements for a list of any length. */
typedef struct BodyQuiet {
    Id      body;
    Day     met[LAST_MEETINGS];
    size_t  met_n;
    int64_t quiet;
} BodyQuiet;
typedef struct AllQuiet {
    BodyQuiet v[TOWNS_MAX];
    size_t    n;
} AllQuiet;

static BodyQuiet *quiet_of(AllQuiet *a, Id body) {
    for (size_t i = a->n; i-- > 0;) {
        if (a->v[i].body == body) return &a->v[i];
    }
    return NULL;
}

static Fault met_read(Ctx *c, AllQuiet *a) {
    enum { SEEN_DAYS = 730 };
    Stamp since = stamp_of(day_plus(c->reader.today, -SEEN_DAYS), 0, 0, c->reader.zone);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &COUNCIL_QUERIES[Q_COUNCIL_ALL_MET],
                VALS(v_id(c->who.org), v_int(MEETING_STATE_HELD), v_int(since)), &r));
    while (rows_next(&r)) {
        BodyQuiet *b = quiet_of(a, rows_id(&r, 0));
        if (!b && a->n == TOWNS_MAX) continue;
        if (!b) {
            b = &a->v[a->n++];
            *b = (BodyQuiet){.body = rows_id(&r, 0)};
        }
        if (b->met_n < LAST_MEETINGS) b->met[b->met_n++] = stamp_day(rows_int(&r, 1), c->reader.zone);
    }
    return rows_fault(&r);
}

static Fault seats_read(Ctx *c, AllQuiet *a) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &COUNCIL_QUERIES[Q_COUNCIL_ALL_SEATS], VALS(v_id(c->who.org)), &r));
    while (rows_next(&r)) {
        BodyQuiet *b = quiet_of(a, rows_id(&r, 0));
        Seat s = {.kind = (int)rows_int(&r, 1), .from_on = (Day)rows_int(&r, 2), .until_on = (Day)rows_int(&r, 3),
                  .attended_on = (Day)rows_int(&r, 4)};
        if (!b) continue;
        b->quiet += seat_quiet(s.until_on, missed_of(&s, b->met, b->met_n), c->reader.today) == SEAT_QUIET;
    }
    return rows_fault(&r);
}

static Fault all_quiet(Ctx *c, const AllQuiet **ret_a) {
    const Query *q = &COUNCIL_QUERIES[Q_COUNCIL_ALL_MET];
    Known k;
    if (known_find(c, q, 0, &k)) {
        *ret_a = k.rows;
        return OK;
    }
    AllQuiet *a = ARENA_NEW(c->arena, AllQuiet);
    TRY(met_read(c, a));
    TRY(seats_read(c, a));
    known_keep(c, q, 0, (int64_t)a->n, a);
    *ret_a = a;
    return OK;
}

/* In the list of bodies, for staff: how many seats. */
void body_row_quiet(Buf *b, const Page *pg, const void *rec) {
    const Body     *body = rec;
    const AllQuiet *a;
    if (body->state == BODY_STATE_ENDED || !(pg->c->who.roles & ROLES_STAFF) || all_quiet(pg->c, &a) != OK) return;
    for (size_t i = 0; i < a->n; i++) {
        if (a->v[i].body != body->head.id || !a->v[i].quiet) continue;
        buf_lit(b, "<span class=\"tag warn\">");
        tr_html(b, pg->r, T_COUNCIL_QUIET_SEATS, (TrArg[]){TR_N("n", a->v[i].quiet)}, 1);
        buf_lit(b, "</span>");
    }
}
