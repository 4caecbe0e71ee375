/* matching_store.c - the rules of a refusal at the write. */
#include "matching/matching_page.h"

#include "actor_ent.h"
#include "coming_ent.h"
#include "consultant_ent.h"
#include "facility_ent.h"
#include "pledge_ent.h"

static const Entity *const NOUNS[MATCHING_KINDS] = {
    [MATCHING_ACTOR] = &actor_entity,           [MATCHING_LISTING] = &listing_entity,
    [MATCHING_CONSULTANT] = &consultant_entity, [MATCHING_PLEDGE] = &pledge_entity,
    [MATCHING_FACILITY] = &facility_entity,     [MATCHING_COMING] = &coming_purchase_entity,
    [MATCHING_QUOTE] = &quote_request_entity,
};

const EntSet MATCHING_NOUNS = {NOUNS, MATCHING_KINDS};

const Entity *matching_noun(int kind) { return NOUNS[kind > 0 && kind < MATCHING_KINDS ? kind : MATCHING_ACTOR]; }

static ListFilter equal(int field, Id id) {
    return (ListFilter){.field = &refusal_entity.fields[field], .op = LIST_EQ, .val = v_id(id)};
}

/* Whoever reads it or not: somebody is passed over once. */
static Fault twice(Ctx *c, const Refusal *r, bool *ret_yes) {
    ListSpec  s = {.entity = &refusal_entity, .limit = 1, .n_filters = 2};
    const Who kept = c->who;
    int64_t   n;
    s.filters[0] = equal(REFUSAL_F_NEED, r->need);
    s.filters[1] = equal(REFUSAL_F_ACTOR, r->actor);
    c->who = who_program(c);
    Fault f = list_count(c, &s, &n);
    c->who = kept;
    *ret_yes = f == OK && n > 0;
    return f;
}

Fault refusal_check(Ctx *c, const void *before, void *after) {
    Refusal *r = after;
    Listing *l = ent_new(c, &listing_entity);
    bool     again = false;
    Fault    f = r->need ? ent_load(c, &listing_entity, r->need, l) : NOT_FOUND;
    if (f == OK) {
        bool need = l->kind == LISTING_KIND_NEED || l->kind == LISTING_KIND_OPPORTUNITY;
        if (!need) complain(c, "need", T_MATCHING_NO_NEED);
        if (!r->head.unit) r->head.unit = l->head.unit;
        if (!before && r->actor) TRY(twice(c, r, &again));
        if (again) complain(c, "actor", T_MATCHING_TWICE);
    } else if (f != NOT_FOUND) {                  /* the check of the reference complains */
        return f;
    }
    return complaints_fault(c);
}
