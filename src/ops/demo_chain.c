/* demo_chain.c - a value chain of a town of the demo, and who does its stages. */
#include "ops/demo.h"

#include "chain/chain.h"
#include "ent/list.h"
#include "place/place.h"

/* The chain that came with the program under this key. */
static Fault ready_of(Ctx *c, Str key, Id *ret_id) {
    ListSpec s = {.entity = &value_chain_entity, .limit = LIST_PAGE_MAX};
    void    *rows;
    size_t   n;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        const ValueChain *k = &((const ValueChain *)rows)[i];
        if (!str_eq(k->ready, key)) continue;
        *ret_id = k->head.id;
        return OK;
    }
    return fail_text(c, BAD_FILE, "demo", key);
}

/* ready=: the key of a ready chain; place=: where it is looked at. */
Fault demo_chain(Ctx *c, Demoing *m, const DemoLine *l) {
    ValueChain *k = ent_new(c, &value_chain_entity);
    Id          from, place, made;
    TRY(ready_of(c, demo_get(l, "ready"), &from));
    TRY(place_by_code(c, demo_get(l, "place"), &place));
    TRY(chain_use(c, from, place, &made));
    TRY(ent_load(c, &value_chain_entity, made, k));
    k->is_demo = 1;
    demo_keep(m, l->key, made);
    return ent_save(c, &value_chain_entity, k);
}

/* of=: the chain; stage=: 1 is its first; who=: an actor of the demo. */
Fault demo_in_chain(Ctx *c, Demoing *m, const DemoLine *l) {
    StageActor *in = ent_new(c, &stage_actor_entity);
    ChainStage *rows;
    size_t n, at = (size_t)demo_number(l, "stage", 0);
    TRY(chain_stages(c, demo_of(m, demo_get(l, "of")), &rows, &n));
    if (!at || at > n) return fail_text(c, BAD_FILE, "demo", demo_get(l, "stage"));
    in->stage = rows[at - 1].head.id;
    in->actor = demo_of(m, demo_get(l, "who"));
    in->what = demo_get(l, "what");
    in->is_demo = 1;
    return ent_save(c, &stage_actor_entity, in);
}
