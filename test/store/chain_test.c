/* chain_test.c - a ready chain becomes one of a place, who does which stage and what leads on, where nobody does, and
** the opportunity that this becomes; who may read and write it. */
#include "cases.h"

#include "chain/chain_page.h"
#include "ent/list.h"
#include "listing_ent.h"
#include "tie_ent.h"

static Actor *a_business(House *h, Str name, Id place) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    a->name.v[LANG_EN] = name;
    a->kind = ACTOR_KIND_BUSINESS;
    a->locality = place;
    a->head.unit = h->town;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a;
}

static Id a_place(House *h, Str name) {
    Place *p = ent_new(&h->f->ctx, &place_entity);
    p->name.v[LANG_EN] = name;
    p->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(h->f, &place_entity, p), OK);
    return p->head.id;
}

static Id ready_chain(House *h) {
    ListSpec s = {.entity = &value_chain_entity, .limit = LIST_PAGE_MAX};
    void    *rows;
    size_t   n;
    fixture_read(h->f);
    assert_int_equal(list_run(&h->f->ctx, &s, false, &rows, &n, NULL), OK);
    for (size_t i = 0; i < n; i++) {
        const ValueChain *k = &((const ValueChain *)rows)[i];
        if (str_eq(k->ready, LIT("bread"))) return k->head.id;
    }
    fail_msg("no chain of bread came with the program");
    return 0;
}

typedef struct Use {
    Id      from, place, made, stage;
    int64_t n;
} Use;

static Fault take_now(Ctx *c, void *arg) { return chain_take_ready(c, &((Use *)arg)->n); }
static Fault use_now(Ctx *c, void *arg) {
    Use *u = arg;
    return chain_use(c, u->from, u->place, &u->made);
}
static Fault open_now(Ctx *c, void *arg) {
    Use *u = arg;
    return chain_open(c, u->stage, &u->made);
}

/* A chain of bread in the town. */
static Id a_chain(House *h) {
    Use u = {.place = h->town};
    fixture_system(h->f);
    assert_int_equal(fixture_write(h->f, take_now, &u), OK);
    assert_true(u.n > 3);
    become(h, COORDINATOR);
    u.from = ready_chain(h);
    assert_int_equal(fixture_write(h->f, use_now, &u), OK);
    return u.made;
}

static void look(House *h, Id chain, ChainView *ret_v) {
    ValueChain *k = ent_new(&h->f->ctx, &value_chain_entity);
    fixture_unread(h->f);
    fixture_read(h->f);
    assert_int_equal(ent_load(&h->f->ctx, &value_chain_entity, chain, k), OK);
    assert_int_equal(chain_load(&h->f->ctx, k, ret_v), OK);
}

static Fault stands(House *h, Id stage, Id actor) {
    StageActor *m = ent_new(&h->f->ctx, &stage_actor_entity);
    m->stage = stage;
    m->actor = actor;
    return fixture_save(h->f, &stage_actor_entity, m);
}

static void test_a_ready_chain_comes_once_and_becomes_one_of_a_place(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id        chain = a_chain(&h);
    Use       again = {.n = 0};
    ChainView v;
    fixture_system(f);
    assert_int_equal(fixture_write(f, take_now, &again), OK);
    assert_int_equal(again.n, 0);
    become(&h, COORDINATOR);
    look(&h, chain, &v);
    assert_int_equal(v.stages_n, 5);
    assert_int_equal(v.empty, 5);
    assert_false(v.ready);
    again.from = chain;                           /* no place is chosen */
    assert_int_equal(fixture_write(f, use_now, &again), INVALID);
}

static void test_who_does_a_stage_is_of_the_place_or_not_or_not_known(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id        chain = a_chain(&h);
    ChainView v;
    Actor    *here = a_business(&h, LIT("Baker"), h.town), *nowhere = a_business(&h, LIT("Somebody"), 0);
    fixture_system(f);
    Id other = a_place(&h, LIT("Elsewhere"));
    become(&h, COORDINATOR);
    Actor *away = a_business(&h, LIT("Far baker"), other);
    look(&h, chain, &v);
    Id stage = v.stages[2].id;
    assert_int_equal(stands(&h, stage, here->head.id), OK);
    assert_int_equal(stands(&h, stage, away->head.id), OK);
    assert_int_equal(stands(&h, stage, nowhere->head.id), OK);
    assert_int_equal(stands(&h, stage, here->head.id), INVALID);
    look(&h, chain, &v);
    assert_int_equal(v.stages[2].actors_n, 3);
    assert_int_equal(v.stages[2].local, 1);
    assert_int_equal(v.stages[2].outside, 1);
    assert_int_equal(v.stages[2].unplaced, 1);
    assert_int_equal(v.empty, 4);
}

static void test_a_tie_from_stage_to_stage_counts_and_one_the_other_way_does_not(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id        chain = a_chain(&h);
    ChainView v;
    Actor    *mill = a_business(&h, LIT("Mill"), h.town), *baker = a_business(&h, LIT("Baker"), h.town);
    look(&h, chain, &v);
    assert_int_equal(stands(&h, v.stages[1].id, mill->head.id), OK);
    assert_int_equal(stands(&h, v.stages[2].id, baker->head.id), OK);
    look(&h, chain, &v);
    assert_true(v.stages[1].unlinked);
    Tie *t = ent_new(&f->ctx, &tie_entity);
    t->from_actor = baker->head.id;
    t->to_actor = mill->head.id;
    t->kind = TIE_KIND_SUPPLIES;
    t->state = TIE_STATE_ACTIVE;
    assert_int_equal(fixture_save(f, &tie_entity, t), OK);
    look(&h, chain, &v);
    assert_int_equal(v.ties_n, 0);
    Tie *on = ent_new(&f->ctx, &tie_entity);
    on->from_actor = mill->head.id;
    on->to_actor = baker->head.id;
    on->kind = TIE_KIND_SUPPLIES;
    on->state = TIE_STATE_ACTIVE;
    assert_int_equal(fixture_save(f, &tie_entity, on), OK);
    look(&h, chain, &v);
    assert_int_equal(v.ties_n, 1);
    assert_int_equal(v.unknown_worth, 1);
    assert_int_equal(v.worth, 0);
    assert_false(v.stages[1].unlinked);
    on->yearly = 120000;
    assert_int_equal(fixture_save(f, &tie_entity, on), OK);
    look(&h, chain, &v);
    assert_int_equal(v.worth, 120000);
    assert_int_equal(v.unknown_worth, 0);
}

static void test_an_empty_stage_becomes_one_opportunity(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id        chain = a_chain(&h);
    ChainView v;
    Listing  *l = ent_new(&f->ctx, &listing_entity);
    look(&h, chain, &v);
    Use u = {.stage = v.stages[1].id};
    assert_int_equal(fixture_write(f, open_now, &u), OK);
    assert_int_equal(ent_load(&f->ctx, &listing_entity, u.made, l), OK);
    assert_int_equal(l->kind, LISTING_KIND_OPPORTUNITY);
    assert_int_equal(l->place, h.town);
    assert_int_equal(fixture_write(f, open_now, &u), OVER);
    look(&h, chain, &v);
    assert_int_equal(v.stages[1].listing, l->head.id);
    l->state = LISTING_STATE_WITHDRAWN;
    assert_int_equal(fixture_save(f, &listing_entity, l), OK);
    assert_int_equal(fixture_write(f, open_now, &u), OK);
}

static void test_a_consultant_reads_it_and_an_owner_may_not_change_it(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id        chain = a_chain(&h);
    ChainView v;
    become(&h, OWNER);
    look(&h, chain, &v);
    assert_false(v.may_write);
    ChainStage *s = ent_new(&f->ctx, &chain_stage_entity);
    s->chain = chain;
    s->name.v[LANG_EN] = LIT("Theirs");
    assert_int_equal(fixture_save(f, &chain_stage_entity, s), NOT_ALLOWED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_ready_chain_comes_once_and_becomes_one_of_a_place),
        FIXTURE_BOTH(test_who_does_a_stage_is_of_the_place_or_not_or_not_known),
        FIXTURE_BOTH(test_a_tie_from_stage_to_stage_counts_and_one_the_other_way_does_not),
        FIXTURE_BOTH(test_an_empty_stage_becomes_one_opportunity),
        FIXTURE_BOTH(test_a_consultant_reads_it_and_an_owner_may_not_change_it),
    };
    return cmocka_run_group_tests_name("chain", tests, NULL, NULL);
}
