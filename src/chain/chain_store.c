/* chain_store.c - statements of chains, their rules at the write, the ready ones, what becomes of an empty stage. */
#include "chain/chain_page.h"

#include "base/embed.h"
#include "actor/actor.h"
#include "ent/list.h"
#include "listing/listing.h"

#include <string.h>

enum { Q_ACTORS, Q_STAGES_OF, Q_SUMS, Q_LAST, Q_READY };
_Static_assert(Q_READY + 1 == CHAIN_Q_N, "as many as the header says");

const Query CHAIN_QUERIES[CHAIN_Q_N] = {
    [Q_ACTORS] = {.sql = "SELECT m.id, m.stage, m.actor, m.what FROM stage_actors m JOIN chain_stages s"
                         " ON s.org = :org AND s.id = m.stage WHERE m.org = :org AND s.chain = :chain"
                         " AND m.archived_at IS NULL AND s.archived_at IS NULL AND {scope:m} AND {scope:s}"
                         " ORDER BY m.stage, m.id LIMIT :max",
                  .in = "org:id chain:id max:int", .out = "id:id stage:id actor:id what:text"},
    [Q_STAGES_OF] = {.sql = "SELECT m.stage, s.chain FROM stage_actors m JOIN chain_stages s ON s.org = :org"
                            " AND s.id = m.stage JOIN value_chains k ON k.org = :org AND k.id = s.chain"
                            " WHERE m.org = :org AND m.actor = :actor AND m.archived_at IS NULL"
                            " AND s.archived_at IS NULL AND k.archived_at IS NULL AND {scope:m} AND {scope:s}"
                            " AND {scope:k} ORDER BY m.id LIMIT :max",
                     .in = "org:id actor:id max:int", .out = "stage:id chain:id"},
    [Q_SUMS] = {.sql = "SELECT k.id, CAST(count(s.id) AS BIGINT), CAST(sum(CASE WHEN s.id IS NOT NULL AND NOT EXISTS"
                       " (SELECT 1 FROM stage_actors m WHERE m.org = :org AND m.stage = s.id"
                       " AND m.archived_at IS NULL AND {scope:m}) THEN 1 ELSE 0 END) AS BIGINT) FROM value_chains k"
                       " LEFT JOIN chain_stages s ON s.org = :org AND s.chain = k.id AND s.archived_at IS NULL"
                       " AND {scope:s} WHERE k.org = :org AND k.place = :place AND k.archived_at IS NULL"
                       " AND {scope:k} GROUP BY k.id ORDER BY k.id LIMIT :max",
                .in = "org:id place:id max:int", .out = "chain:id stages:int empty:int"},
    [Q_LAST] = {.sql = "SELECT CAST(coalesce(max(s.position), 0) AS BIGINT) FROM chain_stages s WHERE s.org = :org"
                       " AND s.chain = :chain AND s.archived_at IS NULL"
                       " {unscoped:where the next one stands, and no more}",
                .in = "org:id chain:id", .out = "position:int"},
    [Q_READY] = {.sql = "SELECT k.id FROM value_chains k WHERE k.org = :org AND k.ready = :ready"
                        " {unscoped:whether it is there, archived or not} LIMIT 1",
                 .in = "org:id ready:text", .out = "id:id"},
};

Fault chain_actors(Ctx *c, Id chain, StageOf *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CHAIN_QUERIES[Q_ACTORS], VALS(v_id(c->who.org), v_id(chain), v_int((int64_t)max)), &r));
    for (; rows_next(&r); n++) {
        ret_v[n] = (StageOf){rows_id(&r, 0), rows_id(&r, 1), rows_id(&r, 2), rows_copy(&r, 3)};
    }
    *ret_n = n;
    return rows_fault(&r);
}

Fault chain_stages_of(Ctx *c, Id actor, ActorStage *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    *ret_n = 0;
    if (ent_around_none(c, &stage_actor_entity.fields[STAGE_ACTOR_F_ACTOR], actor)) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CHAIN_QUERIES[Q_STAGES_OF], VALS(v_id(c->who.org), v_id(actor), v_int((int64_t)max)), &r));
    for (; rows_next(&r); n++) ret_v[n] = (ActorStage){rows_id(&r, 0), rows_id(&r, 1)};
    *ret_n = n;
    return rows_fault(&r);
}

Fault chain_sums(Ctx *c, Id place, ChainSum *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    *ret_n = 0;
    if (ent_around_none(c, &value_chain_entity.fields[VALUE_CHAIN_F_PLACE], place)) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CHAIN_QUERIES[Q_SUMS], VALS(v_id(c->who.org), v_id(place), v_int((int64_t)max)), &r));
    for (; rows_next(&r); n++) ret_v[n] = (ChainSum){rows_id(&r, 0), rows_int(&r, 1), rows_int(&r, 2)};
    *ret_n = n;
    return rows_fault(&r);
}

/* ---- at the write ------------------------------------------------------------------------------------------------ */

/* A chain stands where its place is. */
Fault chain_check(Ctx *c, const void *before, void *after) {
    ValueChain *k = after;
    (void)c;
    (void)before;
    k->head.unit = k->place;
    return OK;
}

enum { STEP = 10, POSITION_MAX = 1000 };

Fault chain_stage_check(Ctx *c, const void *before, void *after) {
    ChainStage *s = after;
    (void)before;
    if (s->position != NUMBER_NONE || !s->chain) return OK;
    TRY(db_int(c, &CHAIN_QUERIES[Q_LAST], VALS(v_id(c->who.org), v_id(s->chain)), &s->position));
    s->position = s->position + STEP > POSITION_MAX ? POSITION_MAX : s->position + STEP;
    return OK;
}

Fault stage_actor_check(Ctx *c, const void *before, void *after) {
    const StageActor *m = after;
    ListSpec s = {.entity = &stage_actor_entity, .limit = 2, .n_filters = 2};
    void    *rows;
    size_t   n;
    (void)before;
    if (!m->stage || !m->actor) return OK;
    s.filters[0] = (ListFilter){.field = &stage_actor_entity.fields[STAGE_ACTOR_F_STAGE], .op = LIST_EQ,
                                .val = v_id(m->stage)};
    s.filters[1] = (ListFilter){.field = &stage_actor_entity.fields[STAGE_ACTOR_F_ACTOR], .op = LIST_EQ,
                                .val = v_id(m->actor)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        if (((const StageActor *)rows)[i].head.id != m->head.id) complain(c, "actor", T_CHAIN_TWICE);
    }
    return complaints_fault(c);
}

/* ---- from one to another ----------------------------------------------------------------------------------------- */

Fault chain_stages(Ctx *c, Id chain, ChainStage **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &chain_stage_entity, .limit = CHAIN_STAGES_MAX, .n_filters = 1,
                  .sort = &chain_stage_entity.fields[CHAIN_STAGE_F_POSITION]};
    void    *rows;
    s.filters[0] = (ListFilter){.field = &chain_stage_entity.fields[CHAIN_STAGE_F_CHAIN], .op = LIST_EQ,
                                .val = v_id(chain)};
    TRY(list_run(c, &s, true, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

Fault chain_use(Ctx *c, Id from, Id place, Id *ret_chain) {
    ValueChain      *was = ent_new(c, &value_chain_entity), *k = ent_new(c, &value_chain_entity);
    ChainStage *v;
    size_t      n;
    if (!place) complain(c, "place", T_CHAIN_WANTS_PLACE);
    TRY(complaints_fault(c));
    TRY(ent_load(c, &value_chain_entity, from, was));
    TRY(chain_stages(c, from, &v, &n));
    k->name = was->name;
    k->trade = was->trade;
    k->about = was->about;
    k->place = place;
    k->taken_from = from;
    TRY(ent_save(c, &value_chain_entity, k));
    for (size_t i = 0; i < n; i++) {
        ChainStage *s = ent_new(c, &chain_stage_entity);
        s->chain = k->head.id;
        s->name = v[i].name;
        s->position = v[i].position;
        s->category = v[i].category;
        TRY(ent_save(c, &chain_stage_entity, s));
    }
    *ret_chain = k->head.id;
    return OK;
}

/* Of a stage: what it is called in each language in which both it and its chain are. */
static void title_of(Ctx *c, const ValueChain *k, const ChainStage *s, Tri *ret_title) {
    for (int l = 0; l < LANG_N; l++) {
        if (!s->name.v[l].n) continue;
        Str chain = k->name.v[l].n ? k->name.v[l] : tri_best(&k->name, (Lang)l, NULL);
        ret_title->v[l] = arena_printf(c->arena, "%.*s \u00b7 %.*s", STR_ARG(s->name.v[l]), STR_ARG(chain));
        ret_title->state[l] = s->name.state[l];
    }
}

Fault chain_open(Ctx *c, Id stage, Id *ret_listing) {
    enum { YEAR_DAYS = 365 };
    ChainStage *s = ent_new(c, &chain_stage_entity);
    ValueChain      *k = ent_new(c, &value_chain_entity);
    Listing    *l = ent_new(c, &listing_entity);
    TRY(ent_load(c, &chain_stage_entity, stage, s));
    TRY(ent_load(c, &value_chain_entity, s->chain, k));
    if (!k->place) return fail(c, OVER, "chain", k->head.id);
    if (s->listing) {
        Fault f = ent_load(c, &listing_entity, s->listing, l);
        if (f != OK && f != NOT_FOUND) return f;
        bool open = f == OK && !l->head.archived_at && l->state <= LISTING_STATE_OPEN;
        if (open) return fail(c, OVER, "listing", s->listing);
        l = ent_new(c, &listing_entity);
    }
    title_of(c, k, s, &l->title);
    l->kind = LISTING_KIND_OPPORTUNITY;
    l->state = LISTING_STATE_OPEN;
    l->place = k->place;
    l->category = s->category;
    l->confirm_on = day_plus(c->reader.today, YEAR_DAYS / 2);
    TRY(ent_save(c, &listing_entity, l));
    s->listing = l->head.id;
    *ret_listing = l->head.id;
    return ent_save(c, &chain_stage_entity, s);
}

/* ---- the ready ones ---------------------------------------------------------------------------------------------- */

EMBED(chains, "chains.tsv");

/* "he=...", "ar=...", "en=..." into a name. */
static Fault names_read(Ctx *c, Str rest, Tri *ret_name) {
    Str part;
    while (str_split(&rest, '\t', &part)) {
        Lang      l;
        ptrdiff_t is = str_find_byte(part, '=');
        bool      named = is > 0 && lang_parse(str_sub(part, 0, (size_t)is), &l);
        if (!named) return fail_text(c, BAD_FILE, "chain", part);
        ret_name->v[l] = str_sub(part, (size_t)is + 1, part.n);
        ret_name->state[l] = TEXT_WRITTEN;
    }
    return OK;
}

/* "chain KEY GROUP names": a new one, unless it is there; then ret_chain is 0 and its stages are passed over. */
static Fault take_chain(Ctx *c, Str rest, Id *ret_chain) {
    ValueChain *k = ent_new(c, &value_chain_entity);
    Str    trade;
    int64_t there;
    *ret_chain = 0;
    bool whole = str_split(&rest, '\t', &k->ready) && str_split(&rest, '\t', &trade);
    if (!whole) return fail_text(c, BAD_FILE, "chain", rest);
    Fault f = db_int(c, &CHAIN_QUERIES[Q_READY], VALS(v_id(c->who.org), v_text(k->ready)), &there);
    if (f != NOT_FOUND) return f;
    k->trade = choice_value(&trade_group_choices, trade);
    TRY(names_read(c, rest, &k->name));
    TRY(ent_save(c, &value_chain_entity, k));
    *ret_chain = k->head.id;
    return OK;
}

/* "stage CODE names" of the chain above it; a field that this region does not know is left open. */
static Fault take_stage(Ctx *c, Id chain, Str rest) {
    ChainStage *s = ent_new(c, &chain_stage_entity);
    Str code;
    if (!str_split(&rest, '\t', &code)) return fail_text(c, BAD_FILE, "chain", rest);
    Fault f = code.n ? category_by_code(c, code, &s->category) : OK;
    if (f != NOT_FOUND) TRY(f);
    s->chain = chain;
    TRY(names_read(c, rest, &s->name));
    return ent_save(c, &chain_stage_entity, s);
}

Fault chain_take_ready(Ctx *c, int64_t *ret_made) {
    Str text = {data_chains, (size_t)(data_chains_end - data_chains)}, line, word;
    Id  chain = 0;
    *ret_made = 0;
    while (str_split(&text, '\n', &line)) {
        if (!line.n || line.p[0] == '#') continue;
        if (!str_split(&line, '\t', &word)) return fail_text(c, BAD_FILE, "chain", line);
        if (str_eq(word, LIT("chain"))) {
            TRY(take_chain(c, line, &chain));
            *ret_made += chain != 0;
        } else if (chain) {
            TRY(take_stage(c, chain, line));
        }
    }
    return OK;
}
