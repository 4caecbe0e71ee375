/* mine_business.c - for which businesses an owner speaks: by their cases, and by their ties. */
#include "mine/mine.h"

#include "account/account.h"
#include "actor/actor.h"
#include "tie/tie.h"

static void add(Id *v, size_t max, size_t *n, Id one) {
    for (size_t i = 0; i < *n; i++) {
        if (v[i] == one) return;
    }
    if (one && *n < max) v[(*n)++] = one;
}

static Fault by_ties(Ctx *c, Id person, Id *v, size_t max, size_t *n) {
    Id     stood[MINE_BUSINESSES_MAX];
    size_t found;
    Actor *a = ent_new(c, &actor_entity);
    Fault  f = ent_load_as_program(c, &actor_entity, person, a);
    if (f != NOT_FOUND) TRY(f);
    if (f == OK && a->kind == ACTOR_KIND_BUSINESS) add(v, max, n, person);
    TRY(tie_stood_for(c, person, stood, MINE_BUSINESSES_MAX, &found));
    for (size_t i = 0; i < found; i++) add(v, max, n, stood[i]);
    return OK;
}

Fault mine_businesses(Ctx *c, Id *ret_v, size_t max, size_t *ret_n) {
    const Case *cases;
    size_t      n;
    Account    *me = ent_new(c, &account_entity);
    *ret_n = 0;
    if (!c->who.account || !(c->who.roles & ROLE_OWNER)) return OK;
    TRY(mine_cases(c, &cases, &n));
    for (size_t i = 0; i < n; i++) add(ret_v, max, ret_n, cases[i].client);
    TRY(account_own(c, me));
    return me->person ? by_ties(c, me->person, ret_v, max, ret_n) : OK;
}
