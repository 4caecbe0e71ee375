/* The budget: what lies where, who reads it, what its sums are made of, and rows pasted from a sheet. */
#include "cases.h"

#include "budget/budget.h"
#include "ent/list.h"
#include "session/session_page.h"

typedef struct Purse {
    House       h;
    Fund       *fund;
    BudgetLine *line;
} Purse;

static BudgetLine *a_line(House *h, const Fund *of, int year, const char *purpose, int64_t planned) {
    BudgetLine *l = ent_new(&h->f->ctx, &budget_line_entity);
    l->fund = of->head.id;
    l->year = year;
    l->purpose = str_of(purpose);
    l->kind = BUDGET_KIND_IMMEDIATE;
    l->planned = planned;
    return l;
}

/* Roles as their grants keep them: the sources' teams are made of them. */
static void roles_kept(House *h) {
    char sql[300];
    for (int i = 0; i < PEOPLE; i++) {
        snprintf(sql, sizeof sql, "UPDATE reach SET role = %u WHERE account = %lld", ROLES[i], (long long)h->people[i]);
        assert_int_equal(fixture_script(h->f, sql), OK);
    }
    snprintf(sql, sizeof sql, "INSERT INTO grants (id, org, visibility, version, created_at, changed_at, account, role)"
                              " VALUES (7000, 101, 1, 1, 1, 1, %lld, %d)", (long long)h->people[HEADQUARTERS],
             GRANT_ROLE_HQ);
    assert_int_equal(fixture_script(h->f, sql), OK);
}

static Fault run_reach(Ctx *c, void *arg) {
    (void)arg;
    return funds_follow_reach(c);
}

static void a_purse(Purse *p, Fixture *f) {
    a_house(&p->h, f);
    roles_kept(&p->h);
    become(&p->h, COORDINATOR);
    p->fund = ent_new(&f->ctx, &fund_entity);
    p->fund->name = LIT("Regional fund");
    p->fund->place = p->h.town;
    p->fund->from_on = 20250301;
    p->fund->until_on = 20271231;
    assert_int_equal(fixture_save(f, &fund_entity, p->fund), OK);
    p->line = a_line(&p->h, p->fund, 2026, "Courses", 500000);
    assert_int_equal(fixture_save(f, &budget_line_entity, p->line), OK);
}

static Spending *a_spending(Purse *p, Day on, int64_t amount) {
    Spending *s = ent_new(&p->h.f->ctx, &spending_entity);
    s->line = p->line->head.id;
    s->on_day = on;
    s->amount = amount;
    s->note = LIT("Hall");
    return s;
}

static Fault saves(Purse *p, Spending *s) { return fixture_save(p->h.f, &spending_entity, s); }

static void refuses(Purse *p, Spending *s, const char *field) {
    assert_int_equal(saves(p, s), INVALID);
    assert_string_equal(p->h.f->ctx.complaints.v[0].field, field);
}

static void test_headquarters_and_who_coordinates_read_it(void **state) {
    FIXTURE(f, state);
    Purse p;
    a_purse(&p, f);
    Spending *s = a_spending(&p, 20260401, 100);
    assert_int_equal(saves(&p, s), OK);
    assert_int_equal(p.fund->head.unit, p.h.town);
    assert_int_equal(s->head.unit, p.h.town);
    sees(&p.h, &fund_entity, p.fund->head.id, "x  xx");
    sees(&p.h, &budget_line_entity, p.line->head.id, "x  xx");
    sees(&p.h, &spending_entity, s->head.id, "x  xx");
    /* Whoever is made something else sees nothing of it any more, and another instead. */
    char sql[200];
    fixture_system(f);
    snprintf(sql, sizeof sql, "UPDATE reach SET role = %u WHERE account = %lld", ROLE_CONSULTANT,
             (long long)p.h.people[OTHER_COORDINATOR]);
    assert_int_equal(fixture_script(f, sql), OK);
    snprintf(sql, sizeof sql, "UPDATE reach SET role = %u WHERE account = %lld", ROLE_COORDINATOR,
             (long long)p.h.people[CONSULTANT]);
    assert_int_equal(fixture_script(f, sql), OK);
    assert_int_equal(fixture_write(f, run_reach, NULL), OK);
    sees(&p.h, &spending_entity, s->head.id, "xx  x");
    /* Another town's coordinator does not. */
    fixture_become(f, 5001, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_int_equal(ent_load(&f->ctx, &fund_entity, p.fund->head.id, ent_new(&f->ctx, &fund_entity)), NOT_FOUND);
}

static void test_years_and_days_are_the_sources_own(void **state) {
    FIXTURE(f, state);
    Purse p;
    a_purse(&p, f);
    assert_int_equal(fixture_save(f, &budget_line_entity, a_line(&p.h, p.fund, 2024, "Early", 1)), INVALID);
    assert_int_equal(fixture_save(f, &budget_line_entity, a_line(&p.h, p.fund, 2028, "Late", 1)), INVALID);
    refuses(&p, a_spending(&p, 20250401, 100), "on_day");
    refuses(&p, a_spending(&p, 20260602, 100), "on_day");
    BudgetLine *first = a_line(&p.h, p.fund, 2025, "Courses", NUMBER_NONE);
    assert_int_equal(fixture_save(f, &budget_line_entity, first), OK);
    Spending *s = a_spending(&p, 20250228, 100);
    s->line = first->head.id;
    refuses(&p, s, "on_day");
    s->on_day = 20250301;
    assert_int_equal(saves(&p, s), OK);
    /* What was spent keeps its year, and neither line nor source goes away beneath it. */
    first->year = 2026;
    assert_int_equal(fixture_save(f, &budget_line_entity, first), INVALID);
    assert_int_equal(fixture_archive(f, &budget_line_entity, first->head.id), IN_USE);
    assert_int_equal(fixture_archive(f, &fund_entity, p.fund->head.id), IN_USE);
    p.fund->from_on = 20250302;
    assert_int_equal(fixture_save(f, &fund_entity, p.fund), INVALID);
    p.fund->from_on = 20250301;
    p.fund->until_on = 20251231;
    assert_int_equal(fixture_save(f, &fund_entity, p.fund), INVALID);
}

static void test_only_a_correction_is_below_zero(void **state) {
    FIXTURE(f, state);
    Purse p;
    a_purse(&p, f);
    refuses(&p, a_spending(&p, 20260401, 0), "amount");
    refuses(&p, a_spending(&p, 20260401, -5), "amount");
    Spending *s = a_spending(&p, 20260401, 1000), *back = a_spending(&p, 20260402, -300);
    assert_int_equal(saves(&p, s), OK);
    back->corrects = s->head.id;
    assert_int_equal(saves(&p, back), OK);
    /* Of another source it is none. */
    Fund *other = ent_new(&f->ctx, &fund_entity);
    other->name = LIT("Council");
    other->place = p.h.town;
    other->from_on = 20260101;
    other->until_on = 20261231;
    assert_int_equal(fixture_save(f, &fund_entity, other), OK);
    BudgetLine *line = a_line(&p.h, other, 2026, "Events", 100);
    assert_int_equal(fixture_save(f, &budget_line_entity, line), OK);
    Spending *wrong = a_spending(&p, 20260402, -300);
    wrong->line = line->head.id;
    wrong->corrects = s->head.id;
    refuses(&p, wrong, "corrects");
}

static int64_t listed_sum(Purse *p, const char *query) {
    Ctx     *c = &p->h.f->ctx;
    Params   args;
    ListSpec s;
    void    *rows;
    size_t   n;
    int64_t  sum = 0;
    assert_true(params_parse(c->arena, str_of(query), 8, &args));
    assert_int_equal(list_parse(c, &spending_entity, &args, &s), OK);
    s.limit = LIST_PAGE_MAX;
    assert_int_equal(list_run(c, &s, false, &rows, &n, NULL), OK);
    for (size_t i = 0; i < n; i++) sum += ((const Spending *)rows)[i].amount;
    return sum;
}

static void test_each_total_is_the_list_it_opens(void **state) {
    FIXTURE(f, state);
    Purse       p;
    LedgerLine *v;
    BudgetLine *lines;
    size_t      n;
    a_purse(&p, f);
    BudgetLine *more = a_line(&p.h, p.fund, 2026, "Market", NUMBER_NONE);
    assert_int_equal(fixture_save(f, &budget_line_entity, more), OK);
    for (int i = 1; i <= 9; i++) {
        Spending *s = a_spending(&p, 20260100 + i, 100 * i + 33);
        s->line = i % 2 ? p.line->head.id : more->head.id;
        assert_int_equal(saves(&p, s), OK);
        if (i == 9) assert_int_equal(fixture_archive(f, &spending_entity, s->head.id), OK);
    }
    assert_int_equal(ledger_read(&f->ctx, &p.fund->head.id, 1, &v, &lines, &n), OK);
    assert_int_equal(n, 2);
    LedgerSum all = ledger_sum(v, n, (LedgerPick){.fund = p.fund->head.id, .year = 2026});
    char query[100], id[ID_CHARS + 1];
    id_print(id, p.fund->head.id);
    snprintf(query, sizeof query, "fund=%s&year=2026", id);
    assert_int_equal(all.spent, 3600 + 8 * 33);
    assert_int_equal(listed_sum(&p, query), all.spent);
    for (size_t i = 0; i < n; i++) {
        id_print(id, v[i].id);
        snprintf(query, sizeof query, "line=%s", id);
        assert_int_equal(listed_sum(&p, query), v[i].spent);
    }
    assert_int_equal(all.unknown, 1);
    assert_true(ledger_planned(&all) == NUMBER_NONE);
}

typedef struct Pasting {
    Id     fund;
    Str    text;
    Pasted n;
} Pasting;
static Fault run_paste(Ctx *c, void *arg) {
    Pasting *p = arg;
    return spendings_paste(c, p->fund, p->text, &p->n);
}

static void test_pasted_rows_are_kept_all_or_none_and_once(void **state) {
    FIXTURE(f, state);
    Purse p;
    a_purse(&p, f);
    Pasting t = {.fund = p.fund->head.id};
    t.text = LIT("2026-04-01;1,250.50;courses;Hall;1042\n2026-04-02;12;Nothing;x;");
    assert_int_equal(fixture_write(f, run_paste, &t), INVALID);
    assert_int_equal(listed_sum(&p, ""), 0);
    t.text = LIT("Day;Amount;Line;What for;Document\n2026-04-01;1,250.50;courses;Hall;1042\n02/04/2026\t80\tCourses\n");
    assert_int_equal(fixture_write(f, run_paste, &t), OK);
    assert_int_equal(t.n.made, 2);
    assert_int_equal(listed_sum(&p, ""), 125050 + 8000);
    assert_int_equal(fixture_write(f, run_paste, &t), OK);
    assert_int_equal(t.n.made, 0);
    assert_int_equal(t.n.known, 2);
    t.text = LIT("2026-04-03;-5;Courses;Hall;7");
    assert_int_equal(fixture_write(f, run_paste, &t), INVALID);
    t.text = LIT("2026-12-03;5;Courses;Ahead;7");
    assert_int_equal(fixture_write(f, run_paste, &t), INVALID);
    assert_int_equal(listed_sum(&p, ""), 125050 + 8000);
}

/* ---- paid hours of a case ---------------------------------------------------------------------------------------- */

static void test_paid_hours_that_end_are_told_and_close_nothing(void **state) {
    FIXTURE(f, state);
    House  h;
    Case  *v;
    size_t n;
    a_house(&h, f);
    Case *k = a_case(&h);
    k->paid_until = day_plus(f->ctx.reader.today, PAID_SOON_DAYS + 1);
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    assert_int_equal(paid_ending(&f->ctx, 5, &v, &n), OK);
    assert_int_equal(n, 0);
    f->ctx.reader.today = day_plus(f->ctx.reader.today, 1);
    assert_int_equal(paid_ending(&f->ctx, 5, &v, &n), OK);
    assert_int_equal(n, 1);
    become(&h, OTHER_COORDINATOR);
    assert_int_equal(paid_ending(&f->ctx, 5, &v, &n), OK);
    assert_int_equal(n, 0);
    become(&h, COORDINATOR);
    f->ctx.reader.today = day_plus(k->paid_until, 1);
    assert_int_equal(paid_ending(&f->ctx, 5, &v, &n), OK);
    assert_int_equal(n, 0);
    int stage = k->stage;
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, k), OK);
    assert_int_equal(k->stage, stage);
    k->next_on = day_plus(f->ctx.reader.today, 90);
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    assert_int_equal(k->stage, stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_headquarters_and_who_coordinates_read_it),
        FIXTURE_BOTH(test_years_and_days_are_the_sources_own),
        FIXTURE_BOTH(test_only_a_correction_is_below_zero),
        FIXTURE_BOTH(test_each_total_is_the_list_it_opens),
        FIXTURE_BOTH(test_pasted_rows_are_kept_all_or_none_and_once),
        FIXTURE_BOTH(test_paid_hours_that_end_are_told_and_close_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
