/* members.c - the businesses of a place and their owners, read through the lists that the reader sees. */
#include "measure/measure_page.h"

#include "actor/actor.h"
#include "tie/tie.h"

#include <math.h>
#include <stdlib.h>

enum { MEMBERS_MAX = 200000 };

/* ---- who belongs ------------------------------------------------------------------------------------------------- */

typedef struct Members {
    Id      *all;                                 /* every member, by id: owners are asked of them */
    Counted *v;
    size_t   all_n, n;
} Members;

static int year_or_0(int64_t n) { return n == NUMBER_NONE ? 0 : (int)n; }

static Fault take_member(Ctx *c, const void *rec, void *arg) {
    const Actor *a = rec;
    Members     *m = arg;
    (void)c;
    m->all[m->all_n++] = a->head.id;
    if (a->kind != ACTOR_KIND_BUSINESS) return OK;
    m->v[m->n++] = (Counted){
        .id = a->head.id,
        .life = {.from = year_or_0(a->founded_year), .to = year_or_0(a->ended_year),
                 .over = a->life == LIFE_STATE_CLOSED || a->life == LIFE_STATE_MOVED,
                 .planned = a->life == LIFE_STATE_PLANNED}};
    return OK;
}

static Fault members_read(Ctx *c, const PlaceLocal *l, Members *m) {
    static const int FIELDS[] = {ACTOR_F_KIND, ACTOR_F_LIFE, ACTOR_F_FOUNDED_YEAR, ACTOR_F_ENDED_YEAR, -1};
    Param    args[1] = {{LIT("local"), l->value}};
    Request  rq = {.args = {.v = args, .n = 1}};
    ListSpec s = {.entity = &actor_entity, .limit = 1};
    int64_t  n;
    TRY(place_local_extra(c, &rq, &s));
    TRY(list_count(c, &s, &n));
    if (n > MEMBERS_MAX) n = MEMBERS_MAX;
    m->all = ARENA_ARRAY(c->arena, Id, (size_t)n + 1);
    m->v = ARENA_ARRAY(c->arena, Counted, (size_t)n + 1);
    return n ? list_some(c, &s, FIELDS, (size_t)n, take_member, m) : OK;
}

/* ---- whose they are ---------------------------------------------------------------------------------------------- */

typedef struct Owning {
    Id     what, owner;
    double share;
    bool   over;                                  /* of who owned it last, where nobody does now */
} Owning;
typedef struct Ownings {
    Owning *v;
    size_t  n;
} Ownings;

static Fault take_tie(Ctx *c, const void *rec, void *arg) {
    const Tie *t = rec;
    Ownings   *o = arg;
    (void)c;
    if (t->state == TIE_STATE_WANTED || t->state == TIE_STATE_PROPOSED) return OK;
    o->v[o->n++] = (Owning){t->to_actor, t->from_actor, t->share, t->state == TIE_STATE_ENDED};
    return OK;
}

static int owning_order(const void *a, const void *b) {
    const Owning *x = a, *y = b;
    if (x->what != y->what) return x->what < y->what ? -1 : 1;
    return (x->over > y->over) - (x->over < y->over);
}

static Fault ownings_read(Ctx *c, Ownings *o) {
    static const int FIELDS[] = {TIE_F_FROM_ACTOR, TIE_F_TO_ACTOR, TIE_F_STATE, TIE_F_SHARE, -1};
    ListSpec s = {.entity = &tie_entity, .limit = 1};
    int64_t  n;
    s.filters[s.n_filters++] = (ListFilter){.field = &tie_entity.fields[TIE_F_KIND], .op = LIST_EQ,
                                            .val = v_int(TIE_KIND_OWNS)};
    TRY(list_count(c, &s, &n));
    if (n > MEMBERS_MAX) n = MEMBERS_MAX;
    o->v = ARENA_ARRAY(c->arena, Owning, (size_t)n + 1);
    if (n) TRY(list_some(c, &s, FIELDS, (size_t)n, take_tie, o));
    qsort(o->v, o->n, sizeof *o->v, owning_order);
    return OK;
}

/* The owners of one business, of `o` from `at` on; whom the reader may not see might be from anywhere. */
static Owned owners(const Members *m, const Ownings *o, size_t at, const RefNames *names) {
    enum { OWNERS_MAX = 64 };
    OwnerShare v[OWNERS_MAX];
    size_t n = 0;
    for (size_t i = at; i < o->n && o->v[i].what == o->v[at].what && n < OWNERS_MAX; i++) {
        if (o->v[i].over != o->v[at].over) break;
        OwnerFrom from = ids_hold(m->all, m->all_n, o->v[i].owner) ? OWNER_HERE
                         : ref_name(names, o->v[i].owner).n   ? OWNER_AWAY
                                                              : OWNER_SOMEWHERE;
        v[n++] = (OwnerShare){o->v[i].share, from};
    }
    return owned_of(v, n);
}

static size_t first_of(const Ownings *o, Id what) {
    size_t lo = 0, hi = o->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (o->v[mid].what < what) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

Fault counted_of(Ctx *c, const PlaceLocal *l, Counted **ret_v, size_t *ret_n) {
    Members  m = {0};
    Ownings  o = {0};
    RefNames names;
    TRY(members_read(c, l, &m));
    TRY(ownings_read(c, &o));
    Id *ids = ARENA_ARRAY(c->arena, Id, o.n + 1);
    for (size_t i = 0; i < o.n; i++) ids[i] = o.v[i].owner;
    TRY(ref_names(c, ids, o.n, &names));
    for (size_t i = 0; i < m.n; i++) {
        size_t at = first_of(&o, m.v[i].id);
        bool   any = at < o.n && o.v[at].what == m.v[i].id;
        m.v[i].owned = any ? owners(&m, &o, at, &names) : OWNED_UNKNOWN;
    }
    *ret_v = m.v;
    *ret_n = m.n;
    return OK;
}
