/* The network that a business needs: who sees what is looked for, the days of each state, the real tie that comes of
** it, what is missing against the ready set, and who is proposed. */
#include "cases.h"

#include "actor/actor.h"
#include "network/network_page.h"
#include "tie_ent.h"

static Id an_actor(House *h, const char *name, int kind, Id category, Id town) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    fixture_system(h->f);
    a->name.v[LANG_HE] = str_of(name);
    a->kind = kind;
    a->category = category;
    a->locality = town;
    a->head.unit = h->town;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static Id a_category(House *h, const char *code, int trade) {
    Category *g = ent_new(&h->f->ctx, &category_entity);
    fixture_system(h->f);
    g->name.v[LANG_HE] = str_of(code);
    g->code = str_of(code);
    g->trade = trade;
    assert_int_equal(fixture_save(h->f, &category_entity, g), OK);
    return g->head.id;
}

static WantedTie *a_wanted(House *h, const Case *k, int role) {
    WantedTie *w = ent_new(&h->f->ctx, &wanted_tie_entity);
    become(h, COORDINATOR);
    w->of_case = k->head.id;
    w->role = role;
    w->why = LIT("flour from near by");
    assert_int_equal(fixture_save(h->f, &wanted_tie_entity, w), OK);
    return w;
}

typedef struct Stepping {
    Id         id;
    WantedStep step;
    WantedTie *w;
} Stepping;

static Fault step_run(Ctx *c, void *arg) {
    Stepping *s = arg;
    return wanted_tie_step(c, s->id, &s->step, s->w);
}

static Fault step(House *h, WantedTie *w, WantedStep how) {
    h->f->ctx.complaints.n = 0;
    return fixture_write(h->f, step_run, &(Stepping){w->head.id, how, w});
}

static Case *a_room(House *h, Fixture *f) {
    a_house(h, f);
    Case *k = a_case(h);
    assert_int_equal(add_member(h, k, OWNER, CASE_ROLE_OWNER), OK);
    return k;
}

static void test_what_is_looked_for_is_its_circles(void **state) {
    FIXTURE(f, state);
    House h;
    Case *k = a_room(&h, f);
    WantedTie *w = a_wanted(&h, k, TIE_ROLE_SUPPLIER);
    assert_int_equal(w->state, WANTED_STATE_WANTED);
    assert_int_equal(w->wanted_on, f->ctx.reader.today);
    sees(&h, &wanted_tie_entity, w->head.id, "x.x..");
    /* Whoever is in charge is of the case. */
    become(&h, COORDINATOR);
    w->responsible = h.people[OTHER_COORDINATOR];
    assert_int_equal(fixture_save(f, &wanted_tie_entity, w), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "responsible");
    f->ctx.complaints.n = 0;
    w->responsible = h.people[OWNER];
    assert_int_equal(fixture_save(f, &wanted_tie_entity, w), OK);
}

static void test_each_state_keeps_its_day(void **state) {
    FIXTURE(f, state);
    House h;
    Case *k = a_room(&h, f);
    Id    mill = an_actor(&h, "mill", ACTOR_KIND_BUSINESS, 0, 0);
    WantedTie *w = a_wanted(&h, k, TIE_ROLE_SUPPLIER);
    Day   first = f->ctx.reader.today;
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_ASKED}), INVALID);
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_CHOSEN, .candidate = h.client}), INVALID);
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_CHOSEN, .candidate = mill}), OK);
    assert_int_equal(w->chosen_on, first);
    f->ctx.reader.today = day_plus(first, 3);
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_ASKED}), OK);
    assert_int_equal(w->chosen_on, first);
    assert_int_equal(w->asked_on, day_plus(first, 3));
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_LET_GO}), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "reason");
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_LET_GO, .reason = LIT("too dear")}), OK);
    assert_int_equal(w->let_go_on, day_plus(first, 3));
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_WANTED}), OK);
    assert_int_equal(w->let_go_on, 0);
    assert_int_equal(w->candidate, 0);
    assert_int_equal(w->wanted_on, first);
}

/* The tie that works stands with the ties of the two; one that was there is taken, and none is made twice. */
static void test_what_works_becomes_a_real_tie_once(void **state) {
    FIXTURE(f, state);
    House h;
    Case *k = a_room(&h, f);
    Id    mill = an_actor(&h, "mill", ACTOR_KIND_BUSINESS, 0, 0);
    Tie  *t = ent_new(&f->ctx, &tie_entity);
    WantedTie *w = a_wanted(&h, k, TIE_ROLE_SUPPLIER), *again = a_wanted(&h, k, TIE_ROLE_SUPPLIER);
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_CHOSEN, .candidate = mill}), OK);
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_ACTIVE}), OK);
    assert_true(w->tie != 0);
    assert_int_equal(w->active_on, f->ctx.reader.today);
    assert_int_equal(ent_load(&f->ctx, &tie_entity, w->tie, t), OK);
    assert_int_equal(t->from_actor, mill);
    assert_int_equal(t->to_actor, h.client);
    assert_int_equal(t->kind, TIE_KIND_SUPPLIES);
    assert_int_equal(t->state, TIE_STATE_ACTIVE);
    assert_int_equal(t->from_on, f->ctx.reader.today);
    /* It tells nobody of the case: neither words nor a source stand in it. */
    assert_int_equal(t->what.n + t->source.n, 0);
    assert_int_equal(step(&h, again, (WantedStep){.state = WANTED_STATE_CHOSEN, .candidate = mill}), OK);
    assert_int_equal(step(&h, again, (WantedStep){.state = WANTED_STATE_ACTIVE}), OK);
    assert_int_equal(again->tie, w->tie);
}

static Fault ready_run(Ctx *c, void *arg) { return tie_template_take_ready(c, arg); }

static const NetMissing *missing_of(const Network *net, int role) {
    for (size_t i = 0; i < net->missing_n; i++) {
        if (net->missing[i].role == role) return &net->missing[i];
    }
    return NULL;
}

static void test_the_ready_set_says_what_is_missing(void **state) {
    FIXTURE(f, state);
    House   h;
    Network net;
    int64_t made, again;
    Case   *k = a_room(&h, f);
    fixture_system(f);
    assert_int_equal(fixture_write(f, ready_run, &made), OK);
    assert_true(made > 20);
    assert_int_equal(fixture_write(f, ready_run, &again), OK);
    assert_int_equal(again, 0);
    become(&h, COORDINATOR);
    assert_int_equal(network_load(&f->ctx, k, &net), OK);
    const NetMissing *books = missing_of(&net, TIE_ROLE_ACCOUNTANT);
    assert_non_null(books);
    assert_null(missing_of(&net, TIE_ROLE_BANK));  /* not before there is a plan */
    assert_null(missing_of(&net, TIE_ROLE_DISTRIBUTOR)); /* the group is not known */
    Id template = books->id;
    WantedTie *w = a_wanted(&h, k, TIE_ROLE_ACCOUNTANT);
    assert_int_equal(network_load(&f->ctx, k, &net), OK);
    assert_non_null(missing_of(&net, TIE_ROLE_ACCOUNTANT));
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_LET_GO, .reason = LIT("not now")}), OK);
    WantedTie *from = ent_new(&f->ctx, &wanted_tie_entity);
    from->of_case = k->head.id;
    from->role = TIE_ROLE_ACCOUNTANT;
    from->why = LIT("books");
    from->template = template;
    assert_int_equal(fixture_save(f, &wanted_tie_entity, from), OK);
    assert_int_equal(network_load(&f->ctx, k, &net), OK);
    assert_null(missing_of(&net, TIE_ROLE_ACCOUNTANT));
    assert_int_equal(net.open_n, 1);
    assert_int_equal(net.closed_n, 1);
}

static bool is_offered(const NetCandidate *v, size_t n, Id id) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].id == id) return true;
    }
    return false;
}

static void test_whoever_fits_is_proposed_and_nobody_twice(void **state) {
    FIXTURE(f, state);
    House   h;
    Network net;
    NetCandidate *v;
    size_t  n;
    Case   *k = a_room(&h, f);
    Id      books = a_category(&h, "office/accountant", TRADE_GROUP_SERVICES);
    Id      bread = a_category(&h, "shop/bakery", TRADE_GROUP_FOOD);
    Id      near = an_actor(&h, "near", ACTOR_KIND_BUSINESS, books, h.town);
    Id      far = an_actor(&h, "far", ACTOR_KIND_BUSINESS, books, 0);
    Id      baker = an_actor(&h, "baker", ACTOR_KIND_BUSINESS, bread, h.town);
    Actor  *client = ent_new(&f->ctx, &actor_entity);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, h.client, client), OK);
    client->locality = h.town;
    assert_int_equal(fixture_save(f, &actor_entity, client), OK);
    WantedTie *w = a_wanted(&h, k, TIE_ROLE_ACCOUNTANT);
    assert_int_equal(network_load(&f->ctx, k, &net), OK);
    assert_int_equal(network_offers(&f->ctx, &net, w, &v, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(v[0].id, near);
    assert_int_equal(v[1].id, far);
    assert_true(v[0].why.s.n > 0);
    assert_false(is_offered(v, n, baker));
    assert_false(is_offered(v, n, h.client));
    /* Who was let go for it is not proposed for the same role again. */
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_CHOSEN, .candidate = near}), OK);
    assert_int_equal(step(&h, w, (WantedStep){.state = WANTED_STATE_LET_GO, .reason = LIT("no time")}), OK);
    WantedTie *next = a_wanted(&h, k, TIE_ROLE_ACCOUNTANT);
    assert_int_equal(network_load(&f->ctx, k, &net), OK);
    assert_int_equal(network_offers(&f->ctx, &net, next, &v, &n), OK);
    assert_false(is_offered(v, n, near));
    assert_true(is_offered(v, n, far));
}

static Fault consent_save(House *h, Case *k, int purpose) {
    become(h, COORDINATOR);
    return fixture_save(h->f, &consent_entity, a_consent(h, k, purpose));
}

/* Only who agrees that results are counted stands in the sums. */
static void test_sums_count_those_who_agree(void **state) {
    FIXTURE(f, state);
    House  h;
    WantedFigure *v;
    size_t n;
    Case  *k = a_room(&h, f);
    (void)a_wanted(&h, k, TIE_ROLE_SUPPLIER);
    become(&h, HEADQUARTERS);
    assert_int_equal(wanted_figures(&f->ctx, &v, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(consent_save(&h, k, CONSENT_PURPOSE_RESULTS), OK);
    become(&h, HEADQUARTERS);
    assert_int_equal(wanted_figures(&f->ctx, &v, &n), OK);
    assert_int_equal(n, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_what_is_looked_for_is_its_circles),
        FIXTURE_BOTH(test_each_state_keeps_its_day),
        FIXTURE_BOTH(test_what_works_becomes_a_real_tie_once),
        FIXTURE_BOTH(test_the_ready_set_says_what_is_missing),
        FIXTURE_BOTH(test_whoever_fits_is_proposed_and_nobody_twice),
        FIXTURE_BOTH(test_sums_count_those_who_agree),
    };
    return cmocka_run_group_tests_name("network", tests, NULL, NULL);
}
