/* initiative_open.c - before an initiative is opened: what exists already in the same place and theme, and can be built
** on. */
#include "initiative/initiative_page.h"

#include "actor_ent.h"
#include "council_ent.h"
#include "place/place.h"
#include "response_ent.h"

enum { ABOVE_MAX = 6, EACH_MAX = 40, BASES_MAX = 20, MEETING_DAYS = 180, PLACES_MAX = 200 };

/* ---- what exists ------------------------------------------------------------------------------------------------ */

typedef struct Found {
    Ctx                   *c;
    const InitiativeTheme *t;
    ExistingRow           *v;
    size_t                 n;
    Id                     places[ABOVE_MAX];
    int                    n_places;
} Found;

static Fault of_places(const Found *f, const Entity *e, const char *field, void **ret_rows, size_t *ret_n) {
    Ctx     *c = f->c;
    Param    v[ABOVE_MAX];
    ListSpec s;
    *ret_n = 0;
    if (!(c->who.roles & e->readers) && !c->who.system) return OK;
    for (int i = 0; i < f->n_places; i++) v[i] = (Param){str_of(field), id_str(c->arena, f->places[i])};
    TRY(list_parse(c, e, &(Params){v, (size_t)f->n_places}, &s));
    s.limit = EACH_MAX;
    return list_run(c, &s, false, ret_rows, ret_n, NULL);
}

static ExistingRow *add(Found *f, const Entity *e, const void *rec) {
    Id id = ((const Head *)rec)->id;
    ExistingRow *row = &f->v[f->n++];
    *row = (ExistingRow){.id = id, .name = view_name(f->c, e, rec), .href = view_record_path(f->c, e, id),
                         .value = arena_printf(f->c->arena, "%s.%.*s", e->name, STR_ARG(id_str(f->c->arena, id))),
                         .kind = e->one};
    return row;
}

/* The same need or the same group; unknown is not the same. */
static bool same_theme(const InitiativeTheme *t, int need, int trade) {
    return (t->need && need == t->need) || (t->trade && trade == t->trade);
}

static Fault add_initiatives(Found *f) {
    void  *rows;
    size_t n;
    TRY(of_places(f, &initiative_entity, "place", &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const Initiative *v = &((const Initiative *)rows)[i];
        ExistingRow *row = add(f, &initiative_entity, v);
        row->state = choice_label(&initiative_state_choices, v->state);
        row->theme = same_theme(f->t, v->need, v->trade);
        row->learned = v->learned;
    }
    return OK;
}

static Fault add_responses(Found *f) {
    void  *rows;
    size_t n;
    TRY(of_places(f, &response_entity, "place", &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const Response *v = &((const Response *)rows)[i];
        ExistingRow *row = add(f, &response_entity, v);
        row->state = choice_label(&response_state_choices, v->state);
        row->theme = same_theme(f->t, v->need, v->trade);
    }
    return OK;
}

static Fault add_bodies(Found *f) {
    void  *rows;
    size_t n;
    TRY(of_places(f, &body_entity, "place", &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const Body *v = &((const Body *)rows)[i];
        if (v->state == BODY_STATE_ENDED) continue;
        add(f, &body_entity, v)->state = choice_label(&body_kind_choices, v->kind);
    }
    return OK;
}

/* Meetings of half a year back, and those to come. */
static Fault add_meetings(Found *f) {
    void  *rows;
    size_t n;
    TRY(of_places(f, &meeting_entity, "unit", &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const Meeting *v = &((const Meeting *)rows)[i];
        Day on = stamp_day(v->starts_at, f->c->reader.zone);
        if (v->state == MEETING_STATE_CANCELLED || on < day_plus(f->c->reader.today, -MEETING_DAYS)) continue;
        ExistingRow *row = add(f, &meeting_entity, v);
        row->state = choice_label(&meeting_state_choices, v->state);
        row->day = on;
    }
    return OK;
}

Fault initiative_existing(Ctx *c, const InitiativeTheme *t, ExistingRow **ret_v, size_t *ret_n) {
    Found f = {.c = c, .t = t, .v = ARENA_ARRAY(c->arena, ExistingRow, 4 * EACH_MAX + 1)};
    size_t n_places;
    TRY(place_above(c, t->place, f.places, ABOVE_MAX, &n_places));
    f.n_places = (int)n_places;
    if (f.n_places) {
        TRY(add_initiatives(&f));
        TRY(add_responses(&f));
        TRY(add_bodies(&f));
        TRY(add_meetings(&f));
    }
    ExistingRow *v = ARENA_ARRAY(c->arena, ExistingRow, f.n + 1);
    size_t n = 0;
    for (int other = 0; other < 2; other++) {
        for (size_t i = 0; i < f.n; i++) {
            if (f.v[i].theme == !other) v[n++] = f.v[i];
        }
    }
    *ret_v = v;
    *ret_n = n;
    return OK;
}

/* ---- the look --------------------------------------------------------------------------------------------------- */

Fault initiative_places(Ctx *c, Id chosen, PickOption **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &place_entity, .limit = PLACES_MAX, .n_filters = 1};
    void    *rows;
    size_t   n, k = 0;
    bool     met = false;
    s.filters[0] = (ListFilter){.field = &place_entity.fields[PLACE_F_IS_UNIT], .op = LIST_EQ, .val = v_int(1)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    PickOption *v = ARENA_ARRAY(c->arena, PickOption, n + 2);
    for (size_t i = 0; i < n; i++) {
        const Place *p = &((const Place *)rows)[i];
        met = met || p->head.id == chosen;
        v[k++] = (PickOption){id_str(c->arena, p->head.id), view_name(c, &place_entity, p), p->head.id == chosen};
    }
    if (chosen && !met) {
        Str name;
        TRY(ent_labels(c, &chosen, 1, &name));
        if (name.n) v[k++] = (PickOption){id_str(c->arena, chosen), name, true};
    }
    *ret_v = v;
    *ret_n = k;
    return OK;
}

static size_t choices_fill(Ctx *c, const Choices *of, int chosen, PickOption *v) {
    for (int i = 0; i < of->n; i++) {
        v[i] = (PickOption){str_of(of->v[i].name), tr(c->reader.lang, of->v[i].label), of->v[i].value == chosen};
    }
    return (size_t)of->n;
}

/* "response.ID": what kind of record, and which; false: neither. */
static bool base_read(Str value, Str *ret_kind, Id *ret_id) {
    int dot = str_find_byte(value, '.');
    if (dot < 0) return false;
    *ret_kind = str_sub(value, 0, (size_t)dot);
    return id_parse(str_sub(value, (size_t)dot + 1, value.n), ret_id);
}

/* The bases of a link or a form, by their names. */
static Fault bases_fill(Ctx *c, const Params *from, PickOption **ret_v, size_t *ret_n) {
    PickOption *v = ARENA_ARRAY(c->arena, PickOption, BASES_MAX);
    Id     ids[BASES_MAX];
    Str    names[BASES_MAX], kind;
    size_t n = 0;
    for (size_t i = 0; i < from->n && n < BASES_MAX; i++) {
        if (!str_eq(from->v[i].name, LIT("base")) || !base_read(from->v[i].value, &kind, &ids[n])) continue;
        v[n++].value = from->v[i].value;
    }
    TRY(ent_labels(c, ids, n, names));
    for (size_t i = 0; i < n; i++) v[i].name = names[i];
    *ret_v = v;
    *ret_n = n;
    return OK;
}

static Fault get_look(Ctx *c, const Request *rq, Reply *rp) {
    InitiativeTheme t = {0};
    InitiativeLook  v = {.need = params_get(&rq->args, "need"), .trade = params_get(&rq->args, "trade"),
                         .needs = ARENA_ARRAY(c->arena, PickOption, NEED_KIND_N),
                         .trades = ARENA_ARRAY(c->arena, PickOption, TRADE_GROUP_N)};
    if (!id_parse(params_get(&rq->args, "place"), &t.place)) t.place = 0;
    t.need = choice_value(&need_kind_choices, v.need);
    t.trade = choice_value(&trade_group_choices, v.trade);
    TRY(initiative_places(c, t.place, &v.places, &v.places_n));
    if (t.place) v.place = id_str(c->arena, t.place);
    v.needs_n = choices_fill(c, &need_kind_choices, t.need, v.needs);
    v.trades_n = choices_fill(c, &trade_group_choices, t.trade, v.trades);
    TRY(bases_fill(c, &rq->args, &v.bases, &v.bases_n));
    TRY(initiative_existing(c, &t, &v.rows, &v.rows_n));
    for (size_t i = 0; i < v.rows_n; i++) {
        for (size_t k = 0; k < v.bases_n; k++) {
            bool same = str_eq(v.rows[i].value, v.bases[k].value);
            v.rows[i].chosen = v.rows[i].chosen || same;
            v.bases[k].chosen = v.bases[k].chosen || same;
        }
    }
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, T_INITIATIVE_LOOK));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/initiatives"), tr(c->reader.lang, T_ENT_INITIATIVE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, initiative_look_page, &v);
}

/* GET /initiatives/new: what exists is seen first, then the form. */
Fault get_initiative_open(Ctx *c, const Request *rq, Reply *rp) {
    if (!ent_may_write(c, &initiative_entity, NULL)) return fail(c, NOT_ALLOWED, "initiative", 0);
    bool seen = params_has(&rq->args, "seen") && params_get(&rq->args, "place").n;
    return seen ? view_form(c, rq, rp, &INITIATIVE_SHEET, 0) : get_look(c, rq, rp);
}

Fault initiative_form_top(Buf *b, const Page *pg, const void *rec) {
    InitiativeTop v = {0};
    if (((const Head *)rec)->version) return OK;
    const Params *from = pg->rq->method == POST ? &pg->rq->form : &pg->rq->args;
    TRY(bases_fill(pg->c, from, &v.bases, &v.bases_n));
    if (v.bases_n) initiative_top_html(b, pg, &v);
    return OK;
}

Fault initiative_take_bases(Ctx *c, const Request *rq, Id initiative) {
    size_t taken = 0;
    for (size_t i = 0; i < rq->form.n && taken < BASES_MAX; i++) {
        Str kind;
        Id  id;
        if (!str_eq(rq->form.v[i].name, LIT("base")) || !base_read(rq->form.v[i].value, &kind, &id)) continue;
        TRY(initiative_build_on(c, initiative, kind, id));
        taken++;
    }
    return OK;
}
