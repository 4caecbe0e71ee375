/* weave_load.c - ties and actors, read through the lists that the reader sees. */
#include "weave/weave_page.h"

#include "actor/actor.h"
#include "base/check.h"

void net_take_tie(NetRead *r, const NetTie *t) {
    if (t->state < TIE_STATE_ACTIVE) return;      /* wished for, or proposed */
    r->net->kinds[t->kind] += t->state != TIE_STATE_ENDED;
    if (!r->net->kind || r->net->kind == t->kind) r->ties[r->ties_n++] = *t;
}

static Fault take_tie(Ctx *c, const void *rec, void *arg) {
    const Tie *t = rec;
    (void)c;
    net_take_tie(arg, &(NetTie){t->head.id, t->from_actor, t->to_actor, t->kind, t->state,
                                t->strength == NUMBER_NONE ? 0 : t->strength, t->from_on, t->until_on, t->used_on});
    return OK;
}
_Static_assert(TIE_STATE_ACTIVE < TIE_STATE_DORMANT && TIE_STATE_DORMANT < TIE_STATE_ENDED, "states are compared");

static Fault take_actor(Ctx *c, const void *rec, void *arg) {
    const Actor *a = rec;
    NetRead     *r = arg;
    r->actors[r->actors_n++] = (WeaveActor){
        .id = a->head.id, .place = a->locality, .kind = a->kind, .trade = actor_trade(c, a->category),
        .local = r->local, .name = arena_copy(c->arena, tri_best(&a->name, c->reader.lang, NULL))};
    return OK;
}

/* The list of ties by the definition, whatever their kind and state. */
static Fault ties_read(Ctx *c, const Request *rq, Net *net, NetRead *r) {
    static const int FIELDS[] = {TIE_F_FROM_ACTOR, TIE_F_TO_ACTOR,  TIE_F_KIND,    TIE_F_STATE,
                                 TIE_F_STRENGTH,   TIE_F_FROM_ON,   TIE_F_UNTIL_ON, TIE_F_USED_ON, -1};
    ListSpec s;
    int64_t  n;
    TRY(view_query(c, rq, &TIE_SHEET, &s));
    TRY(list_count(c, &s, &n));
    net->cut = n > NET_TIES_MAX;
    if (n > NET_TIES_MAX) n = NET_TIES_MAX;
    r->ties = ARENA_ARRAY(c->arena, NetTie, (size_t)n + 1);
    return n ? list_some(c, &s, FIELDS, (size_t)n, take_tie, r) : OK;
}

/* Everybody of the definition, and whoever else has one of these ties. */
static Fault actors_read(Ctx *c, const Request *rq, Net *net, NetRead *r) {
    static const int FIELDS[] = {ACTOR_F_KIND, ACTOR_F_CATEGORY, ACTOR_F_LOCALITY, -1};
    ListSpec here = {.entity = &actor_entity, .limit = 1}, there = here;
    Id      *ids = ARENA_ARRAY(c->arena, Id, 2 * r->ties_n + 1), *known;
    int64_t  n;
    size_t   others = 0;
    TRY(place_local_extra(c, rq, &here));
    TRY(list_count(c, &here, &n));
    net->cut = net->cut || n > NET_ACTORS_MAX;
    if (n > NET_ACTORS_MAX) n = NET_ACTORS_MAX;
    r->actors = ARENA_ARRAY(c->arena, WeaveActor, (size_t)n + 2 * r->ties_n + 1);
    r->local = true;
    if (n) TRY(list_some(c, &here, FIELDS, (size_t)n, take_actor, r));
    if (!net->local.version && !net->cut) return OK;   /* everywhere: nobody else is there to be seen */
    known = ARENA_ARRAY(c->arena, Id, r->actors_n + 1);
    for (size_t i = 0; i < r->actors_n; i++) known[i] = r->actors[i].id;
    for (size_t i = 0; i < r->ties_n; i++) {
        if (!ids_hold(known, r->actors_n, r->ties[i].from)) ids[others++] = r->ties[i].from;
        if (!ids_hold(known, r->actors_n, r->ties[i].to)) ids[others++] = r->ties[i].to;
    }
    others = ids_sort(ids, others);
    if (!others) return OK;
    there.ids = ids;
    there.n_ids = others;
    there.ids_only = true;
    r->local = false;
    return list_some(c, &there, FIELDS, others, take_actor, r);
}

static int actor_order(const void *a, const void *b) {
    const WeaveActor *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static const WeaveActor *actor_of(const Weave *w, Id id) {
    return w->n ? bsearch(&(WeaveActor){.id = id}, w->actors, w->n, sizeof *w->actors, actor_order) : NULL;
}

/* ---- growth ------------------------------------------------------------------------------------------------------ */

static Str year_href(Ctx *c, const Net *net, const char *field, int year, const char *states) {
    return arena_printf(c->arena, "/ties?local=%.*s%.*s&%s.ge=%d-01-01&%s.le=%d-12-31%s", STR_ARG(net->value),
                        STR_ARG(net->more), field, year, field, year, states);
}

static void grow(Ctx *c, Net *net, const NetRead *r) {
    int now = day_year(c->reader.today);
    for (int i = 0; i < WEAVE_YEARS; i++) {
        WeaveYear *y = &net->years[i];
        *y = (WeaveYear){.year = now - i, .now = i == 0};
        for (size_t k = 0; k < r->ties_n; k++) {
            const NetTie *t = &r->ties[k];
            y->began += t->from_on && day_year(t->from_on) == y->year;
            y->ended += t->state == TIE_STATE_ENDED && t->until_on && day_year(t->until_on) == y->year;
        }
        if (y->began) y->began_href = year_href(c, net, "from_on", y->year, "&state=active&state=dormant&state=ended");
        if (y->ended) y->ended_href = year_href(c, net, "until_on", y->year, "&state=ended");
        if (y->began || y->ended || !i) net->years_n = (size_t)i + 1;
    }
    for (size_t k = 0; k < r->ties_n; k++) net->undated += r->ties[k].state != TIE_STATE_ENDED && !r->ties[k].from_on;
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

/* A tie to somebody whom the reader may not see is counted, and leads nowhere. */
static void join(Ctx *c, Net *net, const NetRead *r) {
    Weave *w = &net->w;
    w->ties = ARENA_ARRAY(c->arena, WeaveTie, r->ties_n + 1);
    for (size_t i = 0; i < r->ties_n; i++) {
        const NetTie *t = &r->ties[i];
        if (t->state == TIE_STATE_ENDED) continue;
        const WeaveActor *from = actor_of(w, t->from), *to = actor_of(w, t->to);
        net->ties++;
        net->unseen += !from || !to;
        if (!from || !to) continue;
        w->ties[w->ties_n++] = (WeaveTie){
            .id = t->id, .from = (uint32_t)(from - w->actors), .to = (uint32_t)(to - w->actors), .kind = t->kind,
            .dormant = t->state == TIE_STATE_DORMANT, .strength = t->strength, .from_on = t->from_on,
            .used_on = t->used_on};
    }
}

static Fault load(Ctx *c, const Request *rq, bool image, Net *ret_n) {
    NetRead r = {.net = ret_n};
    Param   args[1];
    Request asked = {.args = {.v = args, .n = 1}};
    bool    done = false;
    *ret_n = (Net){.w = {.today = c->reader.today},
                   .kind = choice_value(&tie_kind_choices, params_get(&rq->args, "kind"))};
    TRY(place_local(c, rq, &ret_n->local));
    ret_n->value = ret_n->local.version ? ret_n->local.value : LIT("all");
    args[0] = (Param){LIT("local"), ret_n->value};
    if (ret_n->kind) {
        ret_n->more = arena_printf(c->arena, "&kind=%s", choice_of(&tie_kind_choices, ret_n->kind)->name);
    }
    if (image) TRY(net_image_read(c, &r, &done));
    if (!done) {
        TRY(ties_read(c, &asked, ret_n, &r));
        TRY(actors_read(c, &asked, ret_n, &r));
    }
    ret_n->w.actors = r.actors;
    ret_n->w.n = (uint32_t)r.actors_n;
    qsort(r.actors, r.actors_n, sizeof *r.actors, actor_order);
    join(c, ret_n, &r);
    grow(c, ret_n, &r);
    weave_reckon(c->arena, &ret_n->w);
    return OK;
}

Fault net_load(Ctx *c, const Request *rq, Net *ret_n) { return load(c, rq, true, ret_n); }
Fault net_load_stored(Ctx *c, const Request *rq, Net *ret_n) { return load(c, rq, false, ret_n); }

Str net_path(Ctx *c, const Net *n, const char *show, Str more) {
    return arena_printf(c->arena, "/network?local=%.*s%.*s&show=%s%.*s", STR_ARG(n->value), STR_ARG(n->more), show,
                        STR_ARG(more));
}
