/* spend_bring.c - reading a file for a buyer: what is known from other files, and who the payees are. */
#include "spend/spend.h"

#include "actor/actor.h"

#include <stdio.h>
#include <string.h>

enum { BROUGHT_BYTES = 1 << 30, ACTORS_MAX = 300000 };

typedef struct Actors {
    Arena      *a;
    SpendActor *v;
    size_t      n, cap;
} Actors;

static Fault actor_keep(Ctx *c, const void *rec, void *arg) {
    const Actor *from = rec;
    Actors      *to = arg;
    (void)c;
    if (to->n == ACTORS_MAX) return OK;
    if (to->n == to->cap) {
        SpendActor *v = ARENA_ARRAY(to->a, SpendActor, to->cap = 2 * to->cap + 1024);
        if (to->n) memcpy(v, to->v, to->n * sizeof *v);
        to->v = v;
    }
    SpendActor *one = &to->v[to->n++];
    one->id = from->head.id;
    one->registration = arena_copy(to->a, from->registration_no);
    for (int l = 0; l < LANG_N; l++) {
        if (from->name.v[l].n) one->names[l] = arena_copy(to->a, from->name.v[l]);
    }
    return OK;
}

/* Every payee against every live actor that the reader sees; the buyer pays itself now and then. */
static Fault link_payees(Ctx *c, SpendBrought *b) {
    Arena    own;
    Actors   actors = {.a = &b->arena};
    ListSpec all = {.entity = &actor_entity};
    TRY(list_each(c, &all, true, actor_keep, &actors));
    SpendIndex *x = spend_index(&b->arena, b->book.words, actors.v, actors.n);
    b->links = ARENA_ARRAY(&b->arena, SpendLink, b->book.payees_n + 1);
    arena_init(&own, 16 << 20);
    for (uint32_t i = 0; i < b->book.payees_n; i++) {
        const SpendPayee *p = &b->book.payees[i];
        SpendMatch m = spend_match(x, &own, p->name, p->registration, p->bearer);
        arena_reset(&own);
        if (m.how == SPEND_NONE_LIKE) continue;
        b->links[b->links_n++] = (SpendLink){i, m.others, actors.v[m.actor].id, m.how, m.why};
    }
    arena_release(&own);
    return OK;
}

Fault spend_bring(Ctx *c, Id buyer, Id self, const SheetSource *src, SpendPlan *plan, SpendBrought *ret_b) {
    int64_t *known;
    size_t   n;
    *ret_b = (SpendBrought){0};
    arena_init(&ret_b->arena, BROUGHT_BYTES);
    plan->today = c->reader.today;
    snprintf(plan->settle.currency, sizeof plan->settle.currency, "%.3s", reader_currency(&c->reader));
    TRY(spend_known(c, &ret_b->arena, buyer, self, &known, &n));
    plan->settle.known = known;
    plan->settle.known_n = n;
    TRY(spend_read(&ret_b->arena, src, plan, &ret_b->book, &ret_b->file));
    return ret_b->file.suffices ? link_payees(c, ret_b) : OK;
}
