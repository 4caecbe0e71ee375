/* demo_sending.c - what invented businesses of the demo want to hear of, and what was passed on to them. */
#include "ops/demo.h"

#include "actor_ent.h"
#include "sending/sending_page.h"

/* "grant,loan" as a set. */
static int64_t set_of(const Choices *choices, Str words) {
    int64_t set = 0;
    Str     word;
    while (str_split(&words, ',', &word)) {
        int one = choice_value(choices, word);
        if (one) set |= (int64_t)1 << (one - 1);
    }
    return set;
}

Fault demo_hear(Ctx *c, Demoing *m, const DemoLine *l) {
    Interest *v = ent_new(c, &interest_entity);
    v->actor = demo_of(m, demo_get(l, "actor"));
    v->way = choice_value(&hear_way_choices, demo_get(l, "way"));
    v->kinds = set_of(&hear_kind_choices, demo_get(l, "kinds"));
    v->not_kinds = set_of(&hear_kind_choices, demo_get(l, "not"));
    v->trades = set_of(&trade_group_choices, demo_get(l, "trades"));
    v->speaks = choice_value(&case_lang_choices, demo_get(l, "lang"));
    v->words = demo_get(l, "words");
    v->is_demo = 1;
    TRY(ent_save(c, &interest_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

/* Some days ago, with the step that it has reached since. */
Fault demo_notice(Ctx *c, Demoing *m, const DemoLine *l) {
    Notice *n = ent_new(c, &notice_entity);
    int     state = choice_value(&notice_state_choices, demo_get(l, "state"));
    Day     on = demo_day(c, demo_number(l, "on", 0));
    n->actor = demo_of(m, demo_get(l, "actor"));
    n->listing = demo_of(m, demo_get(l, "listing"));
    n->track = demo_of(m, demo_get(l, "track"));
    n->sent_on = on;
    TRY(ent_save(c, &notice_entity, n));
    if (state && notice_step(n, state, on)) {
        if (state == NOTICE_STATE_DECLINED) n->reason = demo_get(l, "reason");
        TRY(ent_save(c, &notice_entity, n));
    }
    demo_keep(m, l->key, n->head.id);
    return OK;
}
