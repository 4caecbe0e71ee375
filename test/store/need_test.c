/* Needs in sums: a number counts the records that its link opens, and a case with two needs is one case. */
#include "cases.h"

#include "response/response_page.h"

static Case *a_case_of(House *h, const char *name) {
    Actor *b = ent_new(&h->f->ctx, &actor_entity);
    Case  *k = ent_new(&h->f->ctx, &case_entity);
    become(h, COORDINATOR);
    b->name.v[LANG_HE] = str_of(name);
    b->kind = ACTOR_KIND_BUSINESS;
    b->head.unit = h->town;
    assert_int_equal(fixture_save(h->f, &actor_entity, b), OK);
    k->client = b->head.id;
    assert_int_equal(fixture_save(h->f, &case_entity, k), OK);
    return k;
}

static CaseNeed *a_need(House *h, const Case *k, int kind, int trade) {
    CaseNeed *n = ent_new(&h->f->ctx, &case_need_entity);
    n->of_case = k->head.id;
    n->kind = kind;
    n->text = LIT("a stall on the square");
    assert_int_equal(fixture_save(h->f, &case_need_entity, n), OK);
    if (!trade) return n;
    n->trade = trade;
    assert_int_equal(fixture_save(h->f, &case_need_entity, n), OK);
    return n;
}

/* How many rows the list opens, as the page's link asks for them. */
static int64_t listed(House *h, const NeedCell *cell, bool by_trade) {
    Ctx     *c = &h->f->ctx;
    ListSpec s = {.entity = &case_need_entity, .limit = 50};
    const Field *f = case_need_entity.fields;
    void    *rows;
    size_t   n;
    s.filters[s.n_filters++] = (ListFilter){.field = &f[CASE_NEED_F_STATE], .op = LIST_EQ,
                                            .val = v_int(NEED_STATE_OPEN)};
    s.filters[s.n_filters++] = (ListFilter){.field = &f[CASE_NEED_F_KIND], .op = LIST_EQ, .val = v_int(cell->kind)};
    if (by_trade) {
        s.filters[s.n_filters++] = (ListFilter){.field = &f[CASE_NEED_F_TRADE],
                                                .op = cell->trade ? LIST_EQ : LIST_UNKNOWN, .val = v_int(cell->trade)};
    }
    assert_int_equal(list_run(c, &s, true, &rows, &n, NULL), OK);
    return (int64_t)n;
}

static void test_a_number_counts_what_its_link_opens(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h), *other = a_case_of(&h, "הנגרייה");
    NeedCell *kinds, *cells;
    size_t    kinds_n, n;
    a_need(&h, k, NEED_KIND_MARKET, 0);
    a_need(&h, k, NEED_KIND_MARKET, TRADE_GROUP_FOOD);
    a_need(&h, other, NEED_KIND_MARKET, TRADE_GROUP_FOOD);
    CaseNeed *let_go = a_need(&h, k, NEED_KIND_MARKET, 0);
    let_go->state = NEED_STATE_LET_GO;
    assert_int_equal(fixture_save(f, &case_need_entity, let_go), OK);
    become(&h, COORDINATOR);
    assert_int_equal(need_kinds(&f->ctx, false, 0, &kinds, &kinds_n), OK);
    assert_int_equal(kinds_n, 1);
    assert_int_equal(kinds[0].needs, 3);
    assert_int_equal(kinds[0].cases, 2);
    assert_int_equal(kinds[0].needs, listed(&h, &kinds[0], false));
    assert_int_equal(need_cells(&f->ctx, false, 0, &cells, &n), OK);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++) assert_int_equal(cells[i].needs, listed(&h, &cells[i], true));
    assert_int_equal(need_kinds(&f->ctx, false, h.client, &kinds, &kinds_n), OK);
    assert_int_equal(kinds_n, 0);
}

static void test_whoever_is_not_of_a_case_counts_none_of_it(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case     *k = a_case(&h);
    NeedCell *v;
    size_t    n;
    a_need(&h, k, NEED_KIND_MARKET, 0);
    become(&h, OTHER_COORDINATOR);
    assert_int_equal(need_kinds(&f->ctx, false, 0, &v, &n), OK);
    assert_int_equal(n, 0);
    become(&h, HEADQUARTERS);
    assert_int_equal(need_kinds(&f->ctx, true, 0, &v, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v[0].cases, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_number_counts_what_its_link_opens),
        FIXTURE_BOTH(test_whoever_is_not_of_a_case_counts_none_of_it),
    };
    return cmocka_run_group_tests_name("needs", tests, NULL, NULL);
}
