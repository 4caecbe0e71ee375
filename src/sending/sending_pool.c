/* sending_pool.c - the businesses of the reader's places, with what is known of each, gathered in a few statements. */
#include "sending/sending_page.h"

#include "actor/actor.h"
#include "db/facts.h"
#include "db/scope.h"
#include "place_ent.h"

#include <stdlib.h>

enum { UP_MAX = 8, PLACES_MAX = 20000 };

/* ---- places ------------------------------------------------------------------------------------------------------ */

typedef struct Step {
    Id place, parent;
} Step;
typedef struct Tree {
    Step  *v;
    size_t n;
} Tree;

static Fault take_place(Ctx *c, const void *rec, void *arg) {
    const Place *p = rec;
    Tree        *t = arg;
    (void)c;
    if (t->n < PLACES_MAX) t->v[t->n++] = (Step){p->head.id, p->parent};
    return OK;
}

static Fault tree_load(Ctx *c, Tree *ret_t) {
    static const int FIELDS[] = {PLACE_F_PARENT, -1};
    ListSpec s = {.entity = &place_entity, .limit = 1};
    *ret_t = (Tree){.v = ARENA_ARRAY(c->arena, Step, PLACES_MAX)};
    TRY(list_some(c, &s, FIELDS, PLACES_MAX, take_place, ret_t));
    if (ret_t->n) qsort(ret_t->v, ret_t->n, sizeof *ret_t->v, id_order);
    return OK;
}

static void up_of(Ctx *c, const Tree *t, Id town, FitBusiness *b) {
    Id    *up = ARENA_ARRAY(c->arena, Id, UP_MAX);
    size_t n = 0;
    for (Id at = town; at && n < UP_MAX;) {
        const Step *s = t->n ? bsearch(&at, t->v, t->n, sizeof *t->v, id_order) : NULL;
        up[n++] = at;
        at = s ? s->parent : 0;
    }
    b->up = up;
    b->up_n = n;
}

/* ---- businesses -------------------------------------------------------------------------------------------------- */

typedef struct Gather {
    Pool        *p;
    const Reach *reach;
    size_t       reach_n;
    bool         all, mails;
} Gather;

/* Of the places where the reader works; what is published elsewhere is for its own people to tell. */
static bool is_near(const Gather *g, Id unit) {
    const Reach *at = g->all || !g->reach_n ? NULL : bsearch(&unit, g->reach, g->reach_n, sizeof *g->reach, id_order);
    return g->all || (at && at->level >= VIS_UNIT);
}

static Fault take_business(Ctx *c, const void *rec, void *arg) {
    const Actor *a = rec;
    Gather      *g = arg;
    Pool        *p = g->p;
    bool gone = a->life == LIFE_STATE_CLOSED || a->life == LIFE_STATE_MOVED;
    if (gone || !is_near(g, a->head.unit)) return OK;
    p->more = p->n == SENDING_BUSINESSES_MAX;
    if (p->more) return OK;
    p->towns[p->n] = a->locality;
    p->v[p->n++] = (FitBusiness){.id = a->head.id, .category = a->category,
                                 .trade = a->category ? actor_trade(c, a->category) : 0, .founded = a->founded_year,
                                 .has_mail = a->email.n && g->mails, .has_phone = a->phone.n > 0};
    return OK;
}

static FitBusiness *of_pool(const Pool *p, Id actor) {
    return p->n ? bsearch(&actor, p->v, p->n, sizeof *p->v, id_order) : NULL;
}

/* The newer word counts where two profiles have come together. */
static Fault take_interest(Ctx *c, const void *rec, void *arg) {
    const Interest *v = rec;
    FitBusiness    *b = of_pool(arg, v->actor);
    (void)c;
    if (!b || (b->said_on && b->said_on > v->said_on)) return OK;
    b->way = v->way;
    b->kinds = v->kinds;
    b->not_kinds = v->not_kinds;
    b->trades = v->trades;
    b->said_on = v->said_on;
    return OK;
}

static Fault fill_said(Ctx *c, Pool *p) {
    static const int FIELDS[] = {INTEREST_F_ACTOR, INTEREST_F_WAY, INTEREST_F_KINDS, INTEREST_F_NOT_KINDS,
                                 INTEREST_F_TRADES, INTEREST_F_SAID_ON, -1};
    ListSpec s = {.entity = &interest_entity, .limit = 1};
    Lately  *lately;
    size_t   n;
    Id      *ids = ARENA_ARRAY(c->arena, Id, p->n + 1);
    Day     *withdrew = ARENA_ARRAY(c->arena, Day, p->n + 1);
    const Who kept = c->who;
    /* A no holds whoever may read it. */
    c->who = who_program(c);
    Fault f = list_some(c, &s, FIELDS, 2 * SENDING_BUSINESSES_MAX, take_interest, p);
    c->who = kept;
    TRY(f);
    TRY(notices_lately(c, &lately, &n));
    for (size_t i = 0; i < n; i++) {
        FitBusiness *b = of_pool(p, lately[i].actor);
        if (b) b->lately = lately[i].n;
    }
    for (size_t i = 0; i < p->n; i++) ids[i] = p->v[i].id;
    TRY(case_withdrew_contact(c, ids, p->n, withdrew));
    for (size_t i = 0; i < p->n; i++) p->v[i].withdrew_on = withdrew[i];
    return OK;
}

Fault pool_load(Ctx *c, Pool *ret_p) {
    Pool     p = {.v = ARENA_ARRAY(c->arena, FitBusiness, SENDING_BUSINESSES_MAX + 1),
                  .towns = ARENA_ARRAY(c->arena, Id, SENDING_BUSINESSES_MAX + 1)};
    Gather   g = {.p = &p, .all = scope_floor(&c->who) >= VIS_UNIT};
    ListSpec s = {.entity = &actor_entity, .limit = 1};
    Tree     t;
    Str      site;
    s.filters[s.n_filters++] = (ListFilter){.field = &actor_entity.fields[ACTOR_F_KIND], .op = LIST_EQ,
                                            .val = v_int(ACTOR_KIND_BUSINESS)};
    TRY(fact_get(c, "site", &site));
    g.mails = site.n > 0;
    if (!g.all) TRY(scope_reach(c, &g.reach, &g.reach_n));
    TRY(list_each(c, &s, false, take_business, &g));
    TRY(tree_load(c, &t));
    for (size_t i = 0; i < p.n; i++) up_of(c, &t, p.towns[i], &p.v[i]);
    TRY(fill_said(c, &p));
    *ret_p = p;
    return OK;
}

/* ---- how far an item reached ------------------------------------------------------------------------------------- */

Reached pool_reach(Pool *p, const FitItem *item, const Given *v, size_t n, Day today) {
    Reached r = {0};
    for (size_t i = 0; i < p->n; i++) p->v[i].told = false;
    for (size_t i = 0; i < n; i++) {
        FitBusiness *b = v[i].item == item->id ? of_pool(p, v[i].actor) : NULL;
        if (b) b->told = true;
        if (v[i].item == item->id && v[i].state == NOTICE_STATE_INTERESTED) r.waiting++;
        if (v[i].item == item->id && v[i].told_on) r.told++;
    }
    for (size_t i = 0; i < p->n; i++) {
        Fit f = fit_of(item, &p->v[i], today);
        if (f.fits && !p->v[i].told && !f.out) r.fits++;
    }
    return r;
}
