/* spend_owned.c - of what went to local payees, how much to locally owned ones: ties of ownership and where the owners
** are, by the program's eyes. Sums alone leave this file. */
#include "spend/spend.h"

#include "actor/actor.h"
#include "place/place.h"
#include "tie/tie.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Ties {
    OwnerTie *v;
    size_t    n, cap;
    Day       today;
} Ties;

static Fault tie_keep(Ctx *c, const void *rec, void *arg) {
    const Tie *t = rec;
    Ties      *to = arg;
    if ((t->until_on && t->until_on < to->today) || (t->from_on && t->from_on > to->today)) return OK;
    ARENA_ROOM(c->arena, to->v, to->n, 1, &to->cap);
    bool known = !isnan(t->share);
    to->v[to->n++] = (OwnerTie){t->to_actor, t->from_actor, known ? (int32_t)lround(t->share * OWNER_WHOLE / 100) : -1};
    return OK;
}

/* Living ties of ownership. */
static Fault ties_load(Ctx *c, Ties *to) {
    static const int FIELDS[] = {TIE_F_FROM_ACTOR, TIE_F_TO_ACTOR, TIE_F_SHARE, TIE_F_FROM_ON, TIE_F_UNTIL_ON, -1};
    enum { TIES_MAX = 200000 };
    const Field *f = tie_entity.fields;
    ListSpec s = {.entity = &tie_entity, .n_filters = 2};
    s.filters[0] = (ListFilter){.field = &f[TIE_F_KIND], .op = LIST_EQ, .val = v_int(TIE_KIND_OWNS)};
    s.filters[1] = (ListFilter){.field = &f[TIE_F_STATE], .op = LIST_EQ, .val = v_int(TIE_STATE_ACTIVE)};
    *to = (Ties){.today = c->reader.today};
    TRY(list_some(c, &s, FIELDS, TIES_MAX, tie_keep, to));
    owner_sort(to->v, to->n);
    return OK;
}

/* The version of the place that is in force today; 0: none. */
static Fault version_now(Ctx *c, Id place, Id *ret_version) {
    PlaceSpan spans[SPEND_VERSIONS_MAX];
    size_t    n;
    *ret_version = 0;
    TRY(place_spans(c, place, spans, SPEND_VERSIONS_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        bool in = (!spans[i].from || spans[i].from <= c->reader.today) &&
                  (!spans[i].until || spans[i].until >= c->reader.today);
        if (in) *ret_version = spans[i].version;
    }
    return OK;
}

typedef struct Standing {
    Id      *ids;
    uint8_t *where;
    size_t   n;
} Standing;

static Fault stands_each(Ctx *c, const void *rec, void *arg) {
    const Actor *a = rec;
    Standing    *s = arg;
    (void)c;
    const Id *at = bsearch(&a->head.id, s->ids, s->n, sizeof *s->ids, id_order);
    if (at && (a->locality || a->lat == a->lat)) s->where[at - s->ids] = SPEND_NOT_LOCAL;
    return OK;
}

/* Where all owners are, by the place as it is today. */
static Fault stands_load(Ctx *c, const Ties *t, Id place, Standing *s) {
    static const int FIELDS[] = {ACTOR_F_LOCALITY, ACTOR_F_LAT, -1};
    Id     version, *in = ARENA_ARRAY(c->arena, Id, t->n + 1);
    size_t n = 0;
    *s = (Standing){.ids = ARENA_ARRAY(c->arena, Id, t->n + 1), .where = arena_alloc(c->arena, t->n + 1)};
    for (size_t i = 0; i < t->n; i++) s->ids[s->n++] = t->v[i].owner;
    s->n = s->n ? ids_sort(s->ids, s->n) : 0;
    if (!s->n) return OK;
    ListSpec all = {.entity = &actor_entity, .ids = s->ids, .n_ids = s->n, .ids_only = true};
    TRY(list_some(c, &all, FIELDS, s->n, stands_each, s));
    TRY(version_now(c, place, &version));
    if (version) TRY(place_members_among(c, version, s->ids, s->n, in, &n));
    for (size_t i = 0; i < s->n; i++) {
        if (ids_hold(in, n, s->ids[i])) s->where[i] = SPEND_LOCAL;
    }
    return OK;
}

static Fault owned_sum(Ctx *c, const SpendAll *a, SpendOwned *to) {
    Ties     t;
    Standing s;
    TRY(ties_load(c, &t));
    TRY(stands_load(c, &t, a->places[0].place, &s));
    OwnerWorld w = {t.v, t.n, s.ids, s.where, s.n};
    for (size_t i = 0; i < a->groups_n; i++) {
        const SpendGroup *g = &a->groups[i];
        int64_t sum[SPEND_LOCAL_N];
        if (!g->local.rows) continue;
        OwnerParts p = owner_parts(&w, g->actor);
        owner_share(&p, g->local.sum, sum);
        for (int l = 0; l < SPEND_LOCAL_N; l++) {
            to->sum[l] += sum[l];
            to->of[l] += sum[l] != 0;
        }
        to->payees++;
        to->known += p.owned;
        to->circular += p.circular;
    }
    return OK;
}

Fault spend_owned(Ctx *c, const SpendAll *a, SpendOwned *ret_o) {
    Who was = c->who;
    *ret_o = (SpendOwned){0};
    if (!a->places_n || !a->local[0][SPEND_LOCAL].rows) return OK;
    c->who = who_program(c);
    Fault f = owned_sum(c, a, ret_o);
    c->who = was;
    return f;
}
