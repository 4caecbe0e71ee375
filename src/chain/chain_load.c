/* chain_load.c - a chain with all that is known of it: who does each stage, who of the place could, which ties lead
** from stage to stage. */
#include "chain/chain_page.h"

#include "actor/actor.h"
#include "base/check.h"
#include "ent/list.h"
#include "listing_ent.h"
#include "place/place.h"
#include "tie_ent.h"
#include "tie/tie.h"

enum { TIES_MAX = 400, POOL_MAX = 200, COULD_SHOWN = 4 };

/* ---- the stages -------------------------------------------------------------------------------------------------- */

static Fault stages_load(Ctx *c, const ValueChain *k, ChainView *v) {
    ChainStage *rows;
    size_t      n;
    TRY(chain_stages(c, k->head.id, &rows, &n));
    v->stages = ARENA_ARRAY(c->arena, ChainStageView, n + 1);
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = rows[i].listing;
    TRY(ent_names(c, &listing_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        const ChainStage *row = &rows[i];
        ChainStageView   *to = &v->stages[v->stages_n++];
        *to = (ChainStageView){.id = row->head.id, .category = row->category, .listing = row->listing,
                               .name = tri_best(&row->name, c->reader.lang, NULL), .number = (int64_t)i + 1,
                               .href = view_record_path(c, &chain_stage_entity, row->head.id), .last = i + 1 == n};
        if (names[i].n) {
            to->opportunity = names[i];
            to->opportunity_href = view_record_path(c, &listing_entity, row->listing);
        }
        if (!v->may_write) continue;
        to->add = arena_printf(c->arena, "/stage-actors/new?stage=%.*s&back=%.*s", STR_ARG(id_str(c->arena, to->id)),
                               STR_ARG(v->path));
        if (k->place && !names[i].n) {
            to->open = arena_printf(c->arena, "/chain-stages/%.*s/open", STR_ARG(id_str(c->arena, to->id)));
        }
    }
    return OK;
}

/* ---- who does them ----------------------------------------------------------------------------------------------- */

/* All actors that are shown, each once, with what the list tells of them. */
typedef struct People {
    const Actor *v;
    size_t       n;
    Id          *local;                           /* rising */
    size_t       local_n;
} People;

static const Actor *person_of(const People *p, Id id) {
    for (size_t i = 0; i < p->n; i++) {
        if (p->v[i].head.id == id) return &p->v[i];
    }
    return NULL;
}

/* `version`: of the place that is meant, in force today; 0: nobody is of it. */
static Fault people_load(Ctx *c, const Id *ids, size_t n, Id version, People *ret_p) {
    Id   *each = ARENA_ARRAY(c->arena, Id, n + 1);
    void *rows;
    *ret_p = (People){0};
    for (size_t i = 0; i < n; i++) each[i] = ids[i];
    n = ids_sort(each, n);
    if (!n) return OK;
    ListSpec s = {.entity = &actor_entity, .ids = each, .n_ids = n, .ids_only = true, .limit = (int64_t)n};
    TRY(list_run(c, &s, false, &rows, &ret_p->n, NULL));
    ret_p->v = rows;
    ret_p->local = ARENA_ARRAY(c->arena, Id, n + 1);
    return place_members_among(c, version, each, n, ret_p->local, &ret_p->local_n);
}

static ChainActor actor_row(Ctx *c, const People *p, const Actor *a) {
    ChainActor r = {.id = a->head.id, .name = tri_best(&a->name, c->reader.lang, NULL),
                    .href = view_record_path(c, &actor_entity, a->head.id),
                    .local = ids_hold(p->local, p->local_n, a->head.id), .placed = a->locality != 0};
    r.where = r.local ? T_CHAIN_HERE : r.placed ? T_CHAIN_ELSEWHERE : T_CHAIN_UNPLACED;
    r.state = r.local ? LIT("active") : r.placed ? LIT("outside") : LIT("dormant");
    return r;
}

static void stage_fill(Ctx *c, const People *p, const StageOf *v, size_t n, ChainStageView *s) {
    s->actors = ARENA_ARRAY(c->arena, ChainActor, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (v[i].stage != s->id) continue;
        const Actor *a = person_of(p, v[i].actor);
        if (!a) {                                 /* somebody whom this reader may not see: it is done all the same */
            s->hidden++;
            continue;
        }
        ChainActor r = actor_row(c, p, a);
        r.what = v[i].what;
        r.row_href = view_record_path(c, &stage_actor_entity, v[i].id);
        s->local += r.local;
        s->outside += !r.local && r.placed;
        s->unplaced += !r.local && !r.placed;
        s->actors[s->actors_n++] = r;
    }
    s->empty = !s->actors_n && !s->hidden;
}

/* ---- who could --------------------------------------------------------------------------------------------------- */

/* Businesses of the fields of all stages, asked for once. */
typedef struct Pool {
    PoolRow     *v;
    size_t       n;
    CategoryRow *categories;                      /* of the region, rising */
    size_t       categories_n;
} Pool;

static Str code_of(const Pool *p, Id category) {
    bool asks = category && p->categories_n;
    const CategoryRow *row =
        asks ? bsearch(&category, p->categories, p->categories_n, sizeof *p->categories, id_order) : NULL;
    return row ? row->code : (Str){0};
}

/* The field itself, or one below it ("craft/tailor" is below "craft"). */
static bool is_below(Str code, Str top) {
    return top.n && str_starts(code, top) && (code.n == top.n || code.p[top.n] == '/');
}

static Fault pool_load(Ctx *c, const ChainView *v, Pool *ret_p) {
    Id kind = ACTOR_KIND_BUSINESS, *ids;
    size_t n = 0;
    *ret_p = (Pool){0};
    if (v->ready) return OK;
    TRY(category_rows(c, &ret_p->categories, &ret_p->categories_n));
    ids = ARENA_ARRAY(c->arena, Id, ret_p->categories_n + 1);
    for (size_t i = 0; i < ret_p->categories_n; i++) {
        bool asked = false;
        for (size_t s = 0; s < v->stages_n && !asked; s++) {
            asked = is_below(ret_p->categories[i].code, code_of(ret_p, v->stages[s].category));
        }
        if (asked) ids[n++] = ret_p->categories[i].id;
    }
    if (!n) return OK;
    ActorPool ask = {.kinds = &kind, .categories = ids, .n_categories = n, .here = v->chain->place};
    ret_p->v = ARENA_ARRAY(c->arena, PoolRow, POOL_MAX);
    return actor_pool(c, &ask, ret_p->v, POOL_MAX, &ret_p->n);
}

static const ChainActor *in_stage(const ChainStageView *s, Id actor) {
    for (size_t i = 0; i < s->actors_n; i++) {
        if (s->actors[i].id == actor) return &s->actors[i];
    }
    return NULL;
}

/* Of those whose field it is and who are not in it: of the place first, then others. */
static void could_fill(Ctx *c, const Pool *pool, const People *p, ChainStageView *s) {
    Str top = code_of(pool, s->category);
    s->could = ARENA_ARRAY(c->arena, ChainActor, COULD_SHOWN);
    for (int near = 1; near >= 0; near--) {
        for (size_t i = 0; i < pool->n && s->could_n < COULD_SHOWN; i++) {
            Id id = pool->v[i].id;
            if (in_stage(s, id) || !is_below(code_of(pool, pool->v[i].category), top)) continue;
            const Actor *a = person_of(p, id);
            if (a && ids_hold(p->local, p->local_n, id) == (near == 1)) s->could[s->could_n++] = actor_row(c, p, a);
        }
    }
}

/* ---- which ties lead on ------------------------------------------------------------------------------------------ */

/* The ties that lead from a stage to the one behind it: their ids, between whom, and from which stage. */
typedef struct Lead {
    const ChainActor *from, *to;
    Id                tie;
} Lead;

static bool lead_of(ChainView *v, const TieEnds *t, Lead *ret_l) {
    for (size_t s = 0; t->kind == TIE_KIND_SUPPLIES && s + 1 < v->stages_n; s++) {
        *ret_l = (Lead){in_stage(&v->stages[s], t->from), in_stage(&v->stages[s + 1], t->to), t->id};
        if (!ret_l->from || !ret_l->to) continue;
        v->stages[s].links++;
        return true;
    }
    return false;
}

static void tie_fill(Ctx *c, const Tie *t, const Lead *l, ChainView *v) {
    bool priced = t->yearly != NUMBER_NONE;
    v->ties[v->ties_n++] = (ChainTie){.from = l->from->name, .to = l->to->name, .from_href = l->from->href,
                                      .to_href = l->to->href, .what = t->what, .priced = priced, .yearly = t->yearly,
                                      .href = view_record_path(c, &tie_entity, t->head.id),
                                      .certainty = choice_label(&tie_certainty_choices, t->certainty)};
    if (priced) v->worth += t->yearly;
    else v->unknown_worth++;
}

static Fault ties_load(Ctx *c, const Id *ids, size_t n, ChainView *v) {
    TieEnds *ties = ARENA_ARRAY(c->arena, TieEnds, TIES_MAX);
    Lead    *leads = ARENA_ARRAY(c->arena, Lead, TIES_MAX);
    Id      *of = ARENA_ARRAY(c->arena, Id, TIES_MAX);
    size_t   found = 0, leads_n = 0, rows_n = 0;
    void    *rows = NULL;
    if (n) TRY(tie_real_of(c, ids, n, ties, TIES_MAX, &found));
    for (size_t i = 0; i < found; i++) {
        if (!lead_of(v, &ties[i], &leads[leads_n])) continue;
        of[leads_n] = ties[i].id;
        leads_n++;
    }
    ListSpec s = {.entity = &tie_entity, .ids = of, .n_ids = leads_n, .ids_only = true, .limit = (int64_t)leads_n};
    if (leads_n) TRY(list_run(c, &s, false, &rows, &rows_n, NULL));
    v->ties = ARENA_ARRAY(c->arena, ChainTie, leads_n + 1);
    for (size_t i = 0; i < leads_n; i++) {
        for (size_t k = 0; k < rows_n; k++) {
            const Tie *t = &((const Tie *)rows)[k];
            if (t->head.id == leads[i].tie) tie_fill(c, t, &leads[i], v);
        }
    }
    for (size_t i = 0; i + 1 < v->stages_n; i++) {
        ChainStageView *at = &v->stages[i];
        at->unlinked = at->actors_n && v->stages[i + 1].actors_n && !at->links;
    }
    return OK;
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static Fault actors_of(Ctx *c, const ValueChain *k, StageOf **ret_v, size_t *ret_n) {
    *ret_v = ARENA_ARRAY(c->arena, StageOf, CHAIN_ACTORS_MAX);
    return chain_actors(c, k->head.id, *ret_v, CHAIN_ACTORS_MAX, ret_n);
}

Fault chain_load(Ctx *c, const ValueChain *k, ChainView *ret_v) {
    StageOf   *in;
    PlaceLocal local = {0};
    Pool       pool;
    size_t     n;
    People     p;
    *ret_v = (ChainView){.chain = k, .path = view_record_path(c, &value_chain_entity, k->head.id), .ready = !k->place,
                         .may_write = ent_may_write(c, &value_chain_entity, &k->head) && !k->head.archived_at,
                         .currency = reader_currency(&c->reader)};
    if (k->place) TRY(place_local_read(c, id_str(c->arena, k->place), &local));
    ret_v->words = local.version ? place_local_words(c, &local) : (Str){0};
    TRY(stages_load(c, k, ret_v));
    TRY(actors_of(c, k, &in, &n));
    TRY(pool_load(c, ret_v, &pool));
    Id *ids = ARENA_ARRAY(c->arena, Id, n + pool.n + 1);
    for (size_t i = 0; i < pool.n; i++) ids[i] = pool.v[i].id;
    for (size_t i = 0; i < n; i++) ids[pool.n + i] = in[i].actor;
    TRY(people_load(c, ids, pool.n + n, local.version, &p));
    for (size_t i = 0; i < ret_v->stages_n; i++) {
        stage_fill(c, &p, in, n, &ret_v->stages[i]);
        could_fill(c, &pool, &p, &ret_v->stages[i]);
        ret_v->empty += ret_v->stages[i].empty;
    }
    return ties_load(c, ids + pool.n, ids_sort(ids + pool.n, n), ret_v);
}

Fault chain_who(Ctx *c, const ValueChain *k, ChainView *ret_v) {
    StageOf *in;
    size_t   n;
    People   p;
    *ret_v = (ChainView){.chain = k, .path = view_record_path(c, &value_chain_entity, k->head.id), .ready = !k->place};
    TRY(stages_load(c, k, ret_v));
    TRY(actors_of(c, k, &in, &n));
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = in[i].actor;
    TRY(people_load(c, ids, n, 0, &p));
    for (size_t i = 0; i < ret_v->stages_n; i++) stage_fill(c, &p, in, n, &ret_v->stages[i]);
    return OK;
}
