/* chain_part.c - the cards of chains: on their own page, on that of a place, and on that of a business. */
#include "chain/chain_page.h"

#include "actor/actor.h"
#include "place_ent.h"
#include "tie/tie.h"

enum { SHOWN_MAX = 8, ACTOR_CHAINS_MAX = 6, LINKS_MAX = 12 };

/* ---- on the page of a chain -------------------------------------------------------------------------------------- */

/* All of it, asked for once and drawn as two cards. */
static Fault load_once(Ctx *c, const ValueChain *k, const ChainView **ret_v) {
    Known      known;
    ChainView *v = ARENA_NEW(c->arena, ChainView);
    if (known_find(c, load_once, k->head.id, &known)) {
        *ret_v = known.rows;
        return OK;
    }
    TRY(chain_load(c, k, v));
    known_keep(c, load_once, k->head.id, 1, v);
    *ret_v = v;
    return OK;
}

static Fault stages_draw(Buf *b, const Page *pg, const void *rec) {
    const ChainView *v;
    TRY(load_once(pg->c, rec, &v));
    chain_stages_html(b, pg, v);
    return OK;
}

const RecordPart CHAIN_STAGES = {.entity = &value_chain_entity, .anchor = "stages", .title = T_CHAIN_STAGES, .order = 1,
                                 .draw = stages_draw};

static Fault ties_draw(Buf *b, const Page *pg, const void *rec) {
    const ChainView *v;
    TRY(load_once(pg->c, rec, &v));
    if (v->ready) chain_ready_html(b, pg, v);
    else chain_ties_html(b, pg, v);
    return OK;
}

const RecordPart CHAIN_TIES = {.entity = &value_chain_entity, .anchor = "use", .title = T_CHAIN_TIES, .order = 2,
                               .draw = ties_draw};

/* ---- on the page of a place -------------------------------------------------------------------------------------- */

static Fault place_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx      *c = pg->c;
    Id        place = ((const Head *)rec)->id, ids[SHOWN_MAX + 1];
    ChainSum  sums[SHOWN_MAX + 1];
    Str       names[SHOWN_MAX + 1];
    ChainPart v = {.rows = ARENA_ARRAY(c->arena, ChainRow, SHOWN_MAX + 1)};
    size_t    n;
    if (!(c->who.roles & ROLES_MEMBER)) return OK;
    TRY(chain_sums(c, place, sums, SHOWN_MAX + 1, &n));
    for (size_t i = 0; i < n; i++) ids[i] = sums[i].chain;
    if (n) TRY(ent_names(c, &value_chain_entity, ids, n, names));
    for (size_t i = 0; i < n && v.rows_n < SHOWN_MAX; i++) {
        if (!names[i].n) continue;
        v.rows[v.rows_n++] = (ChainRow){.name = names[i], .href = view_record_path(c, &value_chain_entity, ids[i]),
                                        .stages = sums[i].stages, .empty = sums[i].empty};
    }
    v.more = n > SHOWN_MAX;
    v.place = id_str(c->arena, place);
    bool may = ent_may_write(c, &value_chain_entity, NULL);
    if (!v.rows_n && !may) return OK;
    if (!v.rows_n) page_part_waits(pg);
    chain_place_html(b, pg, &v);
    return OK;
}

const RecordPart CHAIN_PLACE = {.entity = &place_entity, .anchor = "chains", .title = T_ENT_VALUE_CHAIN_MANY,
                                .side = true, .order = 40, .draw = place_draw};

/* ---- on the page of a business ----------------------------------------------------------------------------------- */

static bool is_tied(const TieEnds *v, size_t n, Id from, Id to) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].kind == TIE_KIND_SUPPLIES && v[i].from == from && v[i].to == to) return true;
    }
    return false;
}

/* The business whose page it is, and its real ties. */
typedef struct Own {
    Id       id;
    TieEnds *ties;
    size_t   n;
} Own;

/* Who stands in the stage beside its own: those it deals with, and those it could. */
static void links_add(Ctx *c, const ChainStageView *s, const Own *own, bool sells, ActorChains *v) {
    ActorLink *to = sells ? v->sells : v->buys;
    size_t    *to_n = sells ? &v->sells_n : &v->buys_n;
    for (size_t i = 0; i < s->actors_n && *to_n < LINKS_MAX; i++) {
        const ChainActor *a = &s->actors[i];
        if (a->id == own->id) continue;
        Id   from = sells ? own->id : a->id, until = sells ? a->id : own->id;
        bool there = is_tied(own->ties, own->n, from, until);
        ActorLink l = {.stage = s->name, .name = a->name, .href = a->href, .there = there};
        if (!there && v->may_write) {
            l.tie = arena_printf(c->arena, "/ties/new?from_actor=%.*s&to_actor=%.*s&kind=supplies&state=proposed",
                                 STR_ARG(id_str(c->arena, from)), STR_ARG(id_str(c->arena, until)));
        }
        to[(*to_n)++] = l;
    }
}

static Fault chain_add(Ctx *c, const ActorStage *at, const Own *own, ActorChains *v) {
    ValueChain    *k = ent_new(c, &value_chain_entity);
    ChainView view;
    Fault     f = ent_load(c, &value_chain_entity, at->chain, k);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    TRY(chain_who(c, k, &view));
    for (size_t s = 0; s < view.stages_n; s++) {
        if (view.stages[s].id != at->stage) continue;
        v->rows[v->rows_n++] = (ChainRow){.name = tri_best(&k->name, c->reader.lang, NULL), .href = view.path,
                                          .stage = view.stages[s].name};
        if (s) links_add(c, &view.stages[s - 1], own, false, v);
        if (s + 1 < view.stages_n) links_add(c, &view.stages[s + 1], own, true, v);
    }
    return OK;
}

static Fault actor_draw(Buf *b, const Page *pg, const void *rec) {
    enum { TIES_MAX = 200 };
    Ctx        *c = pg->c;
    Own         own = {.id = ((const Head *)rec)->id};
    ActorStage  at[ACTOR_CHAINS_MAX];
    ActorChains v = {.may_write = ent_may_write(c, &tie_entity, NULL)};
    size_t      n;
    if (!(c->who.roles & ROLES_MEMBER)) return OK;
    TRY(chain_stages_of(c, own.id, at, ACTOR_CHAINS_MAX, &n));
    if (!n) return OK;
    own.ties = ARENA_ARRAY(c->arena, TieEnds, TIES_MAX);
    TRY(tie_real_of(c, &own.id, 1, own.ties, TIES_MAX, &own.n));
    v.rows = ARENA_ARRAY(c->arena, ChainRow, ACTOR_CHAINS_MAX);
    v.buys = ARENA_ARRAY(c->arena, ActorLink, LINKS_MAX);
    v.sells = ARENA_ARRAY(c->arena, ActorLink, LINKS_MAX);
    for (size_t i = 0; i < n; i++) TRY(chain_add(c, &at[i], &own, &v));
    if (v.rows_n) chain_actor_html(b, pg, &v);
    return OK;
}

const RecordPart CHAIN_ACTOR = {.entity = &actor_entity, .anchor = "chains", .title = T_CHAIN_IN, .side = true,
                                .order = 12, .draw = actor_draw};
