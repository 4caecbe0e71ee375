/* network_offer.c - who could play a role: a proposal from the region, each said in one sentence made of facts. */
#include "network/network_page.h"

#include "actor/actor.h"
#include "listing/listing.h"
#include "tie/tie.h"

/* What is known of all who could be asked. */
typedef struct Pool {
    PoolRow     *v;
    size_t       n;
    NetOffer    *order;
    HolderOffer *offers;
    size_t       offers_n;
} Pool;

static const PoolRow *row_of(const Pool *p, Id id) {
    for (size_t i = 0; i < p->n; i++) {
        if (p->v[i].id == id) return &p->v[i];
    }
    return NULL;
}

static Str offer_of(const Pool *p, Id holder) {
    for (size_t i = 0; i < p->offers_n; i++) {
        if (p->offers[i].holder == holder) return p->offers[i].title;
    }
    return (Str){0};
}

/* ---- among whom -------------------------------------------------------------------------------------------------- */

/* The groups in which the ready set looks for them. */
static Fault seeks_of(Ctx *c, const WantedTie *w, int64_t *ret_seeks) {
    TieTemplate *t = ent_new(c, &tie_template_entity);
    *ret_seeks = 0;
    if (!w->template) return OK;
    Fault f = ent_load(c, &tie_template_entity, w->template, t);
    if (f == OK) *ret_seeks = t->seeks;
    return f == NOT_FOUND ? OK : f;
}

static NetworkPassFn passing;

void network_on_offer(NetworkPassFn fn) { passing = fn; }

/* Has this role already, is asked for another tie of it, or was let go for it. */
static bool is_passed(const Network *net, const WantedTie *w, const Id *rest, size_t rest_n, Id id) {
    if (bsearch(&id, rest, rest_n, sizeof *rest, id_order)) return true;
    for (size_t i = 0; i < net->has_n; i++) {
        if (net->has[i].other == id && net->has[i].role == w->role) return true;
    }
    for (size_t i = 0; i < net->rows_n; i++) {
        const WantedTie *x = &net->rows[i];
        if (x->candidate == id && x->role == w->role) return true;
    }
    return id == net->client;
}

static Fault pool_load(Ctx *c, const Network *net, const WantedTie *w, Pool *ret_p) {
    CategoryRow *g;
    size_t       g_n, kinds_n = 0, categories_n = 0, found;
    int64_t      seeks;
    TRY(seeks_of(c, w, &seeks));
    TRY(category_rows(c, &g, &g_n));
    NetPool pool = net_pool(w->role, seeks, net->trade);
    Id  kinds[ACTOR_KIND_N], *categories = ARENA_ARRAY(c->arena, Id, g_n + 1);
    for (int k = 1; k < ACTOR_KIND_N; k++) {
        if (pool.kinds >> (k - 1) & 1) kinds[kinds_n++] = k;
    }
    for (size_t i = 0; i < g_n; i++) {
        NetActor a = {ACTOR_KIND_BUSINESS, g[i].trade, g[i].code};
        if (net_fits(&(NetPool){.trades = pool.trades, .codes = pool.codes}, &a)) categories[categories_n++] = g[i].id;
    }
    ActorPool ask = {.kinds = kinds, .n_kinds = kinds_n, .categories = categories, .n_categories = categories_n,
                     .self = net->client, .here = net->here};
    PoolRow *all = ARENA_ARRAY(c->arena, PoolRow, NETWORK_POOL_MAX);
    TRY(actor_pool(c, &ask, all, NETWORK_POOL_MAX, &found));
    Id    *rest = ARENA_ARRAY(c->arena, Id, NETWORK_POOL_MAX + 1);
    size_t rest_n = 0;
    if (passing) TRY(passing(c, net->client, rest, NETWORK_POOL_MAX, &rest_n));
    rest_n = ids_sort(rest, rest_n);
    ret_p->v = all;
    ret_p->order = ARENA_ARRAY(c->arena, NetOffer, found + 1);
    for (size_t i = 0; i < found; i++) {
        const CategoryRow *row = all[i].category ? bsearch(&all[i].category, g, g_n, sizeof *g, id_order) : NULL;
        NetActor a = {all[i].kind, row ? row->trade : 0, row ? row->code : (Str){0}};
        if (!net_fits(&pool, &a) || is_passed(net, w, rest, rest_n, all[i].id)) continue;
        all[ret_p->n] = all[i];
        ret_p->order[ret_p->n++] = (NetOffer){
            .actor = all[i].id, .field = !(pool.kinds >> (a.kind - 1) & 1) || !pool.trades,
            .languages = !all[i].languages || !net->languages ? -1
                             : __builtin_popcountll((unsigned long long)(all[i].languages & net->languages))};
    }
    return OK;
}

/* ---- what is known of them --------------------------------------------------------------------------------------- */

static bool is_acquaintance(int kind) { return kind != TIE_KIND_FAMILY && kind != TIE_KIND_INTEREST_IN; }

static NetOffer *offer_in(Pool *p, Id id) {
    for (size_t i = 0; i < p->n; i++) {
        if (p->order[i].actor == id) return &p->order[i];
    }
    return NULL;
}

/* Somebody with whom both have a tie that the reader sees. */
static Fault shared_load(Ctx *c, const Network *net, Pool *p) {
    enum { ENDS_MAX = 2000 };
    TieEnds *ends = ARENA_ARRAY(c->arena, TieEnds, ENDS_MAX);
    Id      *known = ARENA_ARRAY(c->arena, Id, NETWORK_TIES_MAX);
    size_t   n, known_n = 0;
    TRY(tie_real_of(c, &net->client, 1, ends, NETWORK_TIES_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        if (is_acquaintance(ends[i].kind)) known[known_n++] = ends[i].from == net->client ? ends[i].to : ends[i].from;
    }
    known_n = ids_sort(known, known_n);
    if (!known_n) return OK;
    TRY(tie_real_of(c, known, known_n, ends, ENDS_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        if (!is_acquaintance(ends[i].kind)) continue;
        for (int side = 0; side < 2; side++) {
            Id between = side ? ends[i].from : ends[i].to, other = side ? ends[i].to : ends[i].from;
            NetOffer *o = bsearch(&between, known, known_n, sizeof *known, id_order) ? offer_in(p, other) : NULL;
            if (o && !o->shared) o->shared = between;
        }
    }
    return OK;
}

static Fault facts_load(Ctx *c, const Network *net, Pool *p) {
    Id      *ids = ARENA_ARRAY(c->arena, Id, p->n + 1);
    NetNear *near = ARENA_ARRAY(c->arena, NetNear, p->n + 1);
    for (size_t i = 0; i < p->n; i++) ids[i] = p->v[i].locality;
    TRY(network_near(c, net->here, ids, p->n, near));
    for (size_t i = 0; i < p->n; i++) p->order[i].near = near[i];
    for (size_t i = 0; i < p->n; i++) ids[i] = p->v[i].id;
    p->offers = ARENA_ARRAY(c->arena, HolderOffer, p->n + 1);
    TRY(listing_offers(c, ids, p->n, p->offers, p->n, &p->offers_n));
    for (size_t i = 0; i < p->n; i++) p->order[i].offers = offer_of(p, p->v[i].id).n > 0;
    return shared_load(c, net, p);
}

/* ---- the sentence ------------------------------------------------------------------------------------------------ */

/* One sentence for each thing that can be known together: where they are, what they offer, who knows both. */
static const TextKey SENTENCES[4][4] = {
    [NET_UNKNOWN] = {T_NETWORK_WHY_UNKNOWN, T_NETWORK_WHY_UNKNOWN_OFFER, T_NETWORK_WHY_UNKNOWN_SHARED,
                     T_NETWORK_WHY_UNKNOWN_BOTH},
    [NET_ELSEWHERE] = {T_NETWORK_WHY_ELSEWHERE, T_NETWORK_WHY_ELSEWHERE_OFFER, T_NETWORK_WHY_ELSEWHERE_SHARED,
                       T_NETWORK_WHY_ELSEWHERE_BOTH},
    [NET_AROUND] = {T_NETWORK_WHY_AROUND, T_NETWORK_WHY_AROUND_OFFER, T_NETWORK_WHY_AROUND_SHARED,
                    T_NETWORK_WHY_AROUND_BOTH},
    [NET_HERE] = {T_NETWORK_WHY_HERE, T_NETWORK_WHY_HERE_OFFER, T_NETWORK_WHY_HERE_SHARED, T_NETWORK_WHY_HERE_BOTH},
};

static Html sentence_of(Ctx *c, const NetOffer *o, Str what, Str place, Str offer, Str shared) {
    Buf b;
    buf_init(&b, 4000);
    TrArg args[] = {TR_ARG("what", what), TR_ARG("place", place), TR_ARG("offer", offer), TR_ARG("who", shared)};
    NetNear near = place.n ? o->near : NET_UNKNOWN;
    tr_html(&b, &c->reader, SENTENCES[near][(offer.n ? 1 : 0) + (shared.n ? 2 : 0)], args, sizeof args / sizeof *args);
    return html_keep(c->arena, &b);
}

/* The warm way to each. Whoever has a tie with the business already needs none. */
static Fault ways_load(Ctx *c, const Network *net, NetCandidate *v, size_t n) {
    WeaveWay *ways = ARENA_ARRAY(c->arena, WeaveWay, n + 1);
    Id       *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].id;
    TRY(weave_ways(c, net->client, ids, n, ways));
    for (size_t i = 0; i < n; i++) {
        if (ways[i].steps_n < 2) continue;
        v[i].way = ways[i].steps;
        v[i].way_n = ways[i].steps_n;
    }
    return OK;
}

Fault network_offers(Ctx *c, const Network *net, const WantedTie *w, NetCandidate **ret_v, size_t *ret_n) {
    enum { LABELS = 4 };
    Pool p = {0};
    TRY(pool_load(c, net, w, &p));
    TRY(facts_load(c, net, &p));
    net_rank(p.order, p.n, NETWORK_OFFERS_SHOWN);
    size_t n = p.n < NETWORK_OFFERS_SHOWN ? p.n : NETWORK_OFFERS_SHOWN;
    Id  *ids = ARENA_ARRAY(c->arena, Id, LABELS * n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, LABELS * n + 1);
    NetCandidate *v = ARENA_ARRAY(c->arena, NetCandidate, n + 1);
    for (size_t i = 0; i < n; i++) {
        const PoolRow *row = row_of(&p, p.order[i].actor);
        ids[LABELS * i] = row->id;
        ids[LABELS * i + 1] = row->category;
        ids[LABELS * i + 2] = row->locality;
        ids[LABELS * i + 3] = p.order[i].shared;
    }
    TRY(ent_labels(c, ids, LABELS * n, names));
    for (size_t i = 0; i < n; i++) {
        const PoolRow *row = row_of(&p, p.order[i].actor);
        const Str     *name = &names[LABELS * i];
        Str what = name[1].n ? name[1] : tr(c->reader.lang, choice_label(&actor_kind_choices, row->kind));
        v[i] = (NetCandidate){
            .id = row->id, .name = name[0], .href = view_record_path(c, &actor_entity, row->id),
            .why = sentence_of(c, &p.order[i], what, name[2], offer_of(&p, row->id), name[3])};
    }
    TRY(ways_load(c, net, v, n));
    *ret_v = v;
    *ret_n = n;
    return OK;
}
