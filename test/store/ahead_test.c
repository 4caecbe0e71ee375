/* ahead_test.c - what spares statements on a page changes nothing of what it says: lists that are asked for at once,
** what is known to point at a record, names that were told already, given records in one statement. */
#include "cases.h"

#include "commitment_ent.h"
#include "ent/list.h"
#include "listing_ent.h"
#include "response_ent.h"

enum { MANY = 7 };

static Id a_listing(House *h, int kind, int state, Id place) {
    Listing *l = ent_new(&h->f->ctx, &listing_entity);
    l->title.v[LANG_EN] = LIT("Something");
    l->kind = kind;
    l->state = state;
    l->holder = h->client;
    l->place = place;
    assert_int_equal(fixture_save(h->f, &listing_entity, l), OK);
    return l->head.id;
}

static Id a_step(House *h, const Case *k, int state) {
    Commitment *s = ent_new(&h->f->ctx, &commitment_entity);
    s->of_case = k->head.id;
    s->text = LIT("Step");
    s->kind = COMMITMENT_KIND_STEP;
    s->owner = h->people[COORDINATOR];
    s->state = state;
    assert_int_equal(fixture_save(h->f, &commitment_entity, s), OK);
    return s->head.id;
}

static ListSpec spec_of(const Entity *e) { return (ListSpec){.entity = e, .limit = 50}; }

static void where(ListSpec *s, const char *field, ListOp op, Val v) {
    s->filters[s->n_filters++] = (ListFilter){.field = field_named(s->entity, str_of(field)), .op = op, .val = v};
}

typedef struct Asked {
    ListSpec spec;
    bool     count;                               /* its total alone */
} Asked;

/* Some lists of a town with a case, some of them empty, with the same names for other values. */
static size_t lists_of(House *h, const Case *k, const Id *ids, size_t n_ids, Asked *v) {
    size_t n = 0;
    for (int state = 1; state < LISTING_STATE_N; state++) {
        ListSpec s = spec_of(&listing_entity);
        where(&s, "state", LIST_EQ, v_int(state));
        s.extras[s.n_extras++] = (ListExtra){.name = "than", .val = v_int(state * 1000), .text = LIT("1"),
                                             .sql = "(x.kind < :than AND ':than' <> '')"};
        v[n++] = (Asked){s, state % 2};
    }
    ListSpec actors = spec_of(&actor_entity), steps = spec_of(&commitment_entity), given = spec_of(&commitment_entity);
    where(&actors, "kind", LIST_EQ, v_int(ACTOR_KIND_BUSINESS));
    where(&steps, "of_case", LIST_EQ, v_id(k->head.id));
    where(&steps, "state", LIST_EQ, v_int(COMMITMENT_STATE_OPEN));
    steps.limit = 3;
    given.ids_only = true;
    given.ids = ids;
    given.n_ids = n_ids;
    ListSpec none = spec_of(&actor_entity), place = spec_of(&listing_entity);
    where(&none, "phone", LIST_HAS, v_text(LIT("%+972%")));
    where(&place, "place", LIST_EQ, v_id(h->town));
    place.sort = field_named(&listing_entity, LIT("deadline_on"));
    v[n++] = (Asked){actors, false};
    v[n++] = (Asked){steps, false};
    v[n++] = (Asked){steps, true};
    v[n++] = (Asked){given, false};
    v[n++] = (Asked){none, false};
    v[n++] = (Asked){place, true};
    return n;
}

typedef struct Told {
    Id      ids[50];
    size_t  n;
    int64_t total;
} Told;

static void tell(Ctx *c, const Asked *a, Told *t) {
    void *rows;
    memset(t, 0, sizeof *t);
    if (a->count) {
        assert_int_equal(list_count(c, &a->spec, &t->total), OK);
        return;
    }
    assert_int_equal(list_run(c, &a->spec, false, &rows, &t->n, &t->total), OK);
    for (size_t i = 0; i < t->n; i++) t->ids[i] = ((const Head *)((const char *)rows + i * a->spec.entity->size))->id;
}

static void again(Fixture *f) {
    fixture_unread(f);
    fixture_read(f);
}

static void a_town_with_a_case(House *h, Fixture *f, Case **ret_k, Id ids[MANY]) {
    a_house(h, f);
    *ret_k = a_case(h);
    assert_int_equal(add_member(h, *ret_k, CONSULTANT, CASE_ROLE_LEAD), OK);
    for (int i = 0; i < MANY; i++) ids[i] = a_step(h, *ret_k, i % 3 ? COMMITMENT_STATE_OPEN : COMMITMENT_STATE_DONE);
    a_listing(h, LISTING_KIND_NEED, LISTING_STATE_OPEN, h->town);
    a_listing(h, LISTING_KIND_OFFER, LISTING_STATE_OPEN, 0);
}

static void test_lists_asked_for_at_once_say_what_each_says_alone(void **state) {
    FIXTURE(f, state);
    House h;
    Case *k;
    Id    ids[MANY];
    Asked v[24];
    Told  alone[24], together[24];
    a_town_with_a_case(&h, f, &k, ids);
    size_t n = lists_of(&h, k, ids, MANY, v);
    for (int who = 0; who < PEOPLE; who++) {
        again(f);
        become(&h, who);
        for (size_t i = 0; i < n; i++) tell(&f->ctx, &v[i], &alone[i]);
        again(f);
        unsigned before = f->ctx.queries;
        lists_gather(&f->ctx);
        for (size_t i = 0; i < n; i++) {
            tell(&f->ctx, &v[i], &together[i]);
            assert_int_equal(together[i].n + (size_t)together[i].total, 0);
        }
        assert_int_equal(f->ctx.queries, before);
        assert_int_equal(lists_ask(&f->ctx), OK);
        assert_int_equal(f->ctx.queries, before + 1);
        size_t read = 0;
        for (size_t i = 0; i < n; i++) {
            tell(&f->ctx, &v[i], &together[i]);
            assert_memory_equal(&together[i], &alone[i], sizeof alone[i]);
            read += !v[i].count && alone[i].n > 0;
        }
        assert_true(f->ctx.queries - before <= 1 + read);
        lists_forget(&f->ctx);
        tell(&f->ctx, &v[0], &together[0]);
        assert_memory_equal(&together[0], &alone[0], sizeof alone[0]);
    }
}

static void test_a_list_that_was_not_asked_for_is_read(void **state) {
    FIXTURE(f, state);
    House h;
    Case *k;
    Id    ids[MANY];
    Told  t;
    a_town_with_a_case(&h, f, &k, ids);
    become(&h, COORDINATOR);
    Asked one = {spec_of(&actor_entity), false}, other = one;
    where(&one.spec, "kind", LIST_EQ, v_int(ACTOR_KIND_PUBLIC_BODY));
    where(&other.spec, "kind", LIST_EQ, v_int(ACTOR_KIND_BUSINESS));
    lists_gather(&f->ctx);
    tell(&f->ctx, &one, &t);
    assert_int_equal(lists_ask(&f->ctx), OK);
    tell(&f->ctx, &one, &t);
    assert_int_equal(t.n, 0);
    tell(&f->ctx, &other, &t);
    assert_true(t.n == 1 && t.total == 1 && t.ids[0] == h.client);
    again(f);                                     /* the next reading knows nothing of it */
    tell(&f->ctx, &other, &t);
    assert_int_equal(t.n, 1);
}

static void test_what_nothing_points_at_is_empty_without_a_statement(void **state) {
    FIXTURE(f, state);
    House h;
    Case *k;
    Id    ids[MANY];
    Told  t;
    Asked steps = {spec_of(&commitment_entity), false}, needs = {spec_of(&case_need_entity), false};
    a_town_with_a_case(&h, f, &k, ids);
    where(&steps.spec, "of_case", LIST_EQ, v_id(k->head.id));
    where(&needs.spec, "of_case", LIST_EQ, v_id(k->head.id));
    for (int who = 0; who < PEOPLE; who++) {
        again(f);
        become(&h, who);
        Told alone;
        tell(&f->ctx, &steps, &alone);
        again(f);
        assert_int_equal(ent_around(&f->ctx, &case_entity, k->head.id), OK);
        unsigned before = f->ctx.queries;
        tell(&f->ctx, &needs, &t);
        assert_int_equal(t.n, 0);
        assert_int_equal(f->ctx.queries, before);
        tell(&f->ctx, &steps, &t);
        assert_memory_equal(&t, &alone, sizeof t);   /* what is there is still seen by its readers alone */
        assert_true((who == COORDINATOR || who == CONSULTANT) == (t.n > 0));
    }
    const Field *of = field_named(&case_need_entity, LIT("of_case"));
    assert_true(ent_around_none(&f->ctx, of, k->head.id));
    assert_false(ent_around_none(&f->ctx, of, k->head.id + 1));
    assert_false(ent_around_none(&f->ctx, field_named(&commitment_entity, LIT("of_case")), k->head.id));
    assert_false(ent_around_none(&f->ctx, field_named(&commitment_entity, LIT("about")), k->head.id));
    again(f);
    assert_false(ent_around_none(&f->ctx, of, k->head.id));
}

static void test_put_away_is_still_there(void **state) {
    FIXTURE(f, state);
    House h;
    Case *k;
    Id    ids[MANY];
    Told  t;
    Asked put_away = {spec_of(&case_need_entity), false};
    a_town_with_a_case(&h, f, &k, ids);
    become(&h, COORDINATOR);
    CaseNeed *need = ent_new(&f->ctx, &case_need_entity);
    need->of_case = k->head.id;
    need->kind = 1;
    need->text = LIT("Need");
    assert_int_equal(fixture_save(f, &case_need_entity, need), OK);
    assert_int_equal(fixture_archive(f, &case_need_entity, need->head.id), OK);
    where(&put_away.spec, "of_case", LIST_EQ, v_id(k->head.id));
    put_away.spec.archived = true;
    assert_int_equal(ent_around(&f->ctx, &case_entity, k->head.id), OK);
    tell(&f->ctx, &put_away, &t);
    assert_int_equal(t.n, 1);
}

static void test_names_are_the_same_by_every_way(void **state) {
    FIXTURE(f, state);
    House h;
    Case *k;
    Id    steps[MANY];
    a_town_with_a_case(&h, f, &k, steps);
    const Id ids[] = {k->head.id, h.client, 0, h.town, h.people[COORDINATOR], h.people[OWNER], 12345, h.client};
    enum { N = sizeof ids / sizeof *ids };
    for (int who = 0; who < PEOPLE; who++) {
        Str all[N], one[N], more[N];
        again(f);
        become(&h, who);
        assert_int_equal(ent_labels(&f->ctx, ids, N, all), OK);
        unsigned before = f->ctx.queries;
        assert_int_equal(ent_labels(&f->ctx, ids, N, more), OK);
        assert_int_equal(f->ctx.queries, before);
        for (size_t i = 0; i < N; i++) assert_true(str_eq(all[i], more[i]));
        again(f);
        for (size_t i = 0; i < N; i++) {
            const Entity *e = i == 0 ? &case_entity : i == 3 ? &place_entity : i == 4 || i == 5 ? &account_entity
                                                                                                  : &actor_entity;
            assert_int_equal(ent_names(&f->ctx, e, &ids[i], 1, &one[i]), OK);
            assert_true(str_eq(one[i], all[i]));
        }
        assert_int_equal(ent_labels(&f->ctx, ids, N, more), OK);
        for (size_t i = 0; i < N; i++) assert_true(str_eq(all[i], more[i]));
        bool of_case = who == COORDINATOR || who == CONSULTANT;
        assert_true((all[0].n > 0) == of_case);
        assert_int_equal(all[2].n + all[6].n, 0);
        assert_true(str_eq(all[1], all[7]) && (all[1].n > 0 || !of_case));
        /* Somebody else in the same reading is not told what this one was told. */
        fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
        assert_int_equal(ent_labels(&f->ctx, ids, N, more), OK);
        assert_int_equal(more[0].n + more[4].n + more[5].n, 0);
    }
}

static void test_given_records_stand_in_the_order_given(void **state) {
    FIXTURE(f, state);
    House h;
    Case *k;
    Id    ids[MANY];
    void *rows;
    size_t  n;
    int64_t total;
    a_town_with_a_case(&h, f, &k, ids);
    become(&h, CONSULTANT);
    const Id given[] = {ids[4], ids[0], 77, ids[6], ids[4], ids[1]};
    const size_t kept[] = {4, 6, 1};              /* open ones, each once, in that order */
    ListSpec s = spec_of(&commitment_entity);
    s.ids_only = true;
    s.ids = given;
    s.n_ids = sizeof given / sizeof *given;
    for (int once = 0; once < 2; once++) {
        s.n_filters = 0;
        if (once) where(&s, "state", LIST_EQ, v_int(COMMITMENT_STATE_OPEN));
        unsigned before = f->ctx.queries;
        assert_int_equal(list_run(&f->ctx, &s, true, &rows, &n, &total), OK);
        assert_int_equal(f->ctx.queries, before + 1);
        assert_int_equal(n, once ? 2 : 4);
        assert_int_equal(total, n);
        const Commitment *v = rows;
        if (!once) assert_true(v[0].head.id == ids[4] && v[1].head.id == ids[0] && v[2].head.id == ids[6]);
        else assert_true(v[0].head.id == ids[kept[0]] && v[1].head.id == ids[kept[2]]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_lists_asked_for_at_once_say_what_each_says_alone),
        FIXTURE_BOTH(test_a_list_that_was_not_asked_for_is_read),
        FIXTURE_BOTH(test_what_nothing_points_at_is_empty_without_a_statement),
        FIXTURE_BOTH(test_put_away_is_still_there),
        FIXTURE_BOTH(test_names_are_the_same_by_every_way),
        FIXTURE_BOTH(test_given_records_stand_in_the_order_given),
    };
    return cmocka_run_group_tests_name("ahead", tests, NULL, NULL);
}
