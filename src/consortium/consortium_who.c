/* consortium_who.c - who could have what a part still lacks: whom the matching finds for the need that is answered,
** then those of the part's field, the town's own first; who holds a missing certificate before others. Each is said in
** one sentence of facts. */
#include "consortium/consortium_page.h"

#include "actor/actor.h"
#include "ent/list.h"
#include "listing_ent.h"
#include "matching/matching.h"

enum { POOL_MAX = 12, SHOWN_MAX = 5 };

typedef struct Could {
    PoolRow row;
    Str     offer;
    int64_t holds;                                /* of the certificates that are missing */
    bool    matched;                              /* found for the need, in the order of the matching */
} Could;

/* Neither the buyer nor who takes part already. */
static bool is_there(const Joint *j, Id actor) {
    bool there = actor == j->k->buyer || actor == j->k->body;
    for (size_t i = 0; i < j->members_n; i++) {
        there = there || (j->members[i].actor == actor && j->members[i].says != CONSORTIUM_SAYS_LEFT);
    }
    return there;
}

static bool is_among(const Could *v, size_t n, Id actor) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].row.id == actor) return true;
    }
    return false;
}

/* Where the one part is all of a need that is answered, the matching ranks who could meet it. */
static Fault matched(Ctx *c, const Joint *j, Could *v, size_t *n) {
    MatchFinds f;
    if (!j->k->listing || j->parts_n != 1) return OK;
    TRY(matching_who(c, j->k->listing, POOL_MAX, &f));
    for (size_t i = 0; i < f.n && *n < POOL_MAX; i++) {
        Id actor = f.v[i].actor;
        bool fresh = actor && !is_there(j, actor) && !is_among(v, *n, actor);
        if (fresh) v[(*n)++] = (Could){.row.id = actor, .matched = true};
    }
    return OK;
}

/* Those of the part's field. */
static Fault of_field(Ctx *c, const Joint *j, const ConsortiumPart *p, Could *v, size_t *n) {
    PoolRow pool[POOL_MAX];
    size_t  found;
    if (!p->category) return OK;
    ActorPool ask = {.categories = &p->category, .n_categories = 1, .self = j->k->buyer, .here = j->k->place};
    TRY(actor_pool(c, &ask, pool, POOL_MAX, &found));
    for (size_t i = 0; i < found && *n < POOL_MAX; i++) {
        bool known = is_there(j, pool[i].id) || is_among(v, *n, pool[i].id);
        if (!known) v[(*n)++] = (Could){.row = pool[i]};
    }
    return OK;
}

/* What they offer, as far as the reader sees it. */
static Fault offers_of(Ctx *c, Could *v, size_t n, int64_t missing) {
    ListSpec s = {.entity = &listing_entity, .limit = POOL_MAX * 2};
    void    *rows;
    size_t   found;
    const Field *f = listing_entity.fields;
    if (!n) return OK;
    s.filters[s.n_filters++] = (ListFilter){.field = &f[LISTING_F_KIND], .op = LIST_EQ,
                                            .val = v_int(LISTING_KIND_OFFER)};
    s.filters[s.n_filters++] = (ListFilter){.field = &f[LISTING_F_STATE], .op = LIST_EQ,
                                            .val = v_int(LISTING_STATE_OPEN)};
    for (size_t i = 0; i < n; i++) {
        s.filters[s.n_filters++] = (ListFilter){.field = &f[LISTING_F_HOLDER], .op = LIST_EQ,
                                                .val = v_id(v[i].row.id)};
    }
    TRY(list_run(c, &s, false, &rows, &found, NULL));
    for (size_t i = 0; i < found; i++) {
        const Listing *l = (const Listing *)rows + i;
        for (size_t k = 0; k < n; k++) {
            if (v[k].row.id != l->holder) continue;
            int64_t holds = l->certificates & missing;
            if (!v[k].offer.n || holds) v[k].offer = tri_best(&l->title, c->reader.lang, NULL);
            v[k].holds |= holds;
        }
    }
    return OK;
}

static int points(const Could *v) { return (v->holds ? 4 : 0) + (v->matched ? 2 : 0) + (v->offer.n ? 1 : 0); }

/* Best first; of equal ones as they came. */
static void rank(Could *v, size_t n) {
    for (size_t i = 1; i < n; i++) {
        Could  one = v[i];
        size_t k = i;
        for (; k > 0 && points(&v[k - 1]) < points(&one); k--) v[k] = v[k - 1];
        v[k] = one;
    }
}

static Html why(Ctx *c, const Could *v, Str place) {
    Buf b;
    Str holds = v->holds ? consortium_set(c, &certificate_choices, v->holds) : (Str){0};
    buf_init(&b, 4000);
    TextKey key = holds.n ? T_CONSORTIUM_WHO_HOLDS : v->offer.n ? T_CONSORTIUM_WHO_OFFERS
                  : place.n ? T_CONSORTIUM_WHO_FIELD : T_CONSORTIUM_WHO_FIELD_ONLY;
    TrArg args[] = {TR_ARG("offer", v->offer), TR_ARG("what", holds), TR_ARG("place", place)};
    tr_html(&b, &c->reader, key, args, sizeof args / sizeof *args);
    return html_keep(c->arena, &b);
}

Fault consortium_who(Ctx *c, const Joint *j, const ConsortiumPart *p, LackPart *to) {
    Could  v[POOL_MAX];
    Id     ids[2 * POOL_MAX];
    Str    names[2 * POOL_MAX];
    size_t n = 0;
    if (!j->may_write || consortium_is_settled(j->k)) return OK;   /* nobody joins what is agreed */
    TRY(matched(c, j, v, &n));
    TRY(of_field(c, j, p, v, &n));
    TRY(offers_of(c, v, n, to->certificates));
    rank(v, n);
    if (n > SHOWN_MAX) n = SHOWN_MAX;
    for (size_t i = 0; i < n; i++) {
        ids[2 * i] = v[i].row.id;
        ids[2 * i + 1] = v[i].row.locality;
    }
    if (n) TRY(ent_labels(c, ids, 2 * n, names));
    to->who = ARENA_ARRAY(c->arena, Candidate, n + 1);
    Str id = id_str(c->arena, j->k->head.id), part = id_str(c->arena, p->head.id);
    for (size_t i = 0; i < n; i++) {
        if (!names[2 * i].n) continue;
        to->who[to->who_n++] = (Candidate){
            .name = names[2 * i], .href = view_record_path(c, &actor_entity, v[i].row.id),
            .why = why(c, &v[i], names[2 * i + 1]),
            .add = arena_printf(c->arena, "/consortium-members/new?consortium=%.*s&part=%.*s&role=member&actor=%.*s"
                                "&back=/consortia/%.*s", STR_ARG(id), STR_ARG(part),
                                STR_ARG(id_str(c->arena, v[i].row.id)), STR_ARG(id))};
    }
    if (!p->category) return OK;
    to->more = arena_printf(c->arena, "/actors?category=%.*s", STR_ARG(id_str(c->arena, p->category)));
    return OK;
}
