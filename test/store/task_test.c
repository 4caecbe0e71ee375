/* Tasks: whose they are, how many and how late, and what moving them by a month means. */
#include "fixture.h"

#include "actor/actor.h"
#include "commitment/commitment.h"

enum { DANA = 501, SAMI = 502 };

static Commitment *a_task(Fixture *f, const char *text, Id owner, Day due) {
    Commitment *t = ent_new(&f->ctx, &commitment_entity);
    t->text = str_of(text);
    t->kind = COMMITMENT_KIND_TASK;
    t->state = COMMITMENT_STATE_OPEN;
    t->owner = owner;
    t->due_on = due;
    return t;
}

/* The owners are accounts, and a reference must lead to one. */
static void two_people(Fixture *f) {
    char sql[300];
    const Id ids[] = {DANA, SAMI};
    for (int i = 0; i < 2; i++) {
        snprintf(sql, sizeof sql, "INSERT INTO accounts (id, org, visibility, version, created_at, changed_at, name,"
                                  " email) VALUES (%lld, 101, 1, 1, 1, 1, 'p%d', 'p%d@example.org')",
                 (long long)ids[i], i, i);
        assert_int_equal(fixture_script(f, sql), OK);
        snprintf(sql, sizeof sql, "INSERT INTO labels (owner, lang, entity, text, sort)"
                                  " VALUES (%lld, 'en', 'account', 'Person %d', %s)", (long long)ids[i], i,
                 f->pg ? "'\\x01'" : "x'01'");
        assert_int_equal(fixture_script(f, sql), OK);
    }
}

static void test_a_day_of_years_ago_is_asked_about(void **state) {
    FIXTURE(f, state);
    two_people(f);
    f->ctx.who.system = false;
    Commitment *t = a_task(f, "slip", DANA, 20010531);
    assert_int_equal(fixture_save(f, &commitment_entity, t), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_COMMITMENT_LONG_PAST);
    t->state = COMMITMENT_STATE_DONE; /* what was done then may be written down */
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
}

static void test_all_open_tasks_are_counted_and_the_urgent_come_first(void **state) {
    FIXTURE(f, state);
    TaskList list;
    TaskCount n;
    two_people(f);
    for (int i = 0; i < 14; i++) assert_int_equal(fixture_save(f, &commitment_entity, a_task(f, "later", DANA, 0)), OK);
    assert_int_equal(fixture_save(f, &commitment_entity, a_task(f, "late", DANA, 20260531)), OK);
    assert_int_equal(fixture_save(f, &commitment_entity, a_task(f, "of another", SAMI, 20260501)), OK);
    Commitment *done = a_task(f, "done", DANA, 20260501);
    done->state = COMMITMENT_STATE_DONE;
    assert_int_equal(fixture_save(f, &commitment_entity, done), OK);
    fixture_become(f, DANA, ROLE_HQ, VIS_TEAM);
    assert_int_equal(commitment_mine(&f->ctx, 12, &list), OK);
    assert_int_equal(list.rows_n, 12);
    assert_true(list.rows[0].late && str_eq(list.rows[0].text, LIT("late")));
    assert_int_equal(list.rows[0].owner.n, 0);
    assert_int_equal(commitment_count(&f->ctx, &n), OK);
    assert_int_equal(n.open, 15);
    assert_int_equal(n.late, 1);
}

/* How many the list of tasks with this address shows. */
static int64_t listed_count(Fixture *f, const char *address) {
    Request  rq = {.method = GET, .path = LIT("/tasks")};
    ListSpec spec;
    int64_t  n;
    assert_true(params_parse(&f->arena, str_of(address), 8, &rq.args));
    assert_int_equal(view_query(&f->ctx, &rq, &COMMITMENT_SHEET, &spec), OK);
    assert_int_equal(list_count(&f->ctx, &spec, &n), OK);
    return n;
}

static void test_what_is_due_in_a_month_or_has_no_day_waits_and_the_rest_is_for_later(void **state) {
    FIXTURE(f, state);
    TaskList  list;
    TaskCount n;
    Day       today = f->ctx.reader.today;
    two_people(f);
    const Day due[] = {0, day_plus(today, -3), today, day_plus(today, 30), day_plus(today, 31), 20290101};
    for (size_t i = 0; i < sizeof due / sizeof *due; i++) {
        assert_int_equal(fixture_save(f, &commitment_entity, a_task(f, "mine", DANA, due[i])), OK);
    }
    assert_int_equal(fixture_save(f, &commitment_entity, a_task(f, "of another", SAMI, 20290101)), OK);
    fixture_become(f, DANA, ROLE_HQ, VIS_TEAM);
    assert_int_equal(commitment_mine(&f->ctx, 12, &list), OK);
    assert_int_equal(list.rows_n, 4);
    assert_int_equal(list.rows[2].due_on, day_plus(today, 30));
    assert_int_equal(list.rows[3].due_on, 0);
    assert_int_equal(commitment_count(&f->ctx, &n), OK);
    assert_true(n.open == 4 && n.late == 1 && n.later == 2);
    assert_int_equal(listed_count(f, COMMITMENT_MY_SOON), n.open);
    assert_int_equal(listed_count(f, COMMITMENT_MY_LATER), n.later);
    assert_int_equal(listed_count(f, "mine=1"), n.open + n.later);
}

static void test_a_task_about_somebody_stands_on_their_record_with_its_owner(void **state) {
    FIXTURE(f, state);
    TaskList list;
    two_people(f);
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->kind = ACTOR_KIND_BUSINESS;
    a->name.v[LANG_EN] = LIT("Bakery");
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    Commitment *t = a_task(f, "call back", SAMI, 20260601);
    t->about = a->head.id;
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
    fixture_become(f, DANA, ROLE_HQ, VIS_TEAM);
    assert_int_equal(commitment_about(&f->ctx, a->head.id, 5, &list), OK);
    assert_int_equal(list.rows_n, 1);
    assert_true(list.rows[0].today && !list.rows[0].late);
    assert_true(str_eq(list.rows[0].owner, LIT("Person 1")));
    assert_int_equal(commitment_mine(&f->ctx, 5, &list), OK);
    assert_int_equal(list.rows_n, 0);
}

static int64_t mails_waiting(Fixture *f) {
    static const Query WAITING = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM mails WHERE sent_at IS NULL",
                                  .out = "n:int"};
    int64_t n;
    assert_int_equal(db_int(&f->ctx, &WAITING, NO_VALS, &n), OK);
    return n;
}

static void test_the_owner_is_told_and_what_is_no_longer_true_is_taken_back(void **state) {
    FIXTURE(f, state);
    two_people(f);
    const char *site = "INSERT INTO region_facts (name, value) VALUES ('site', 'https://example.org')";
    assert_int_equal(fixture_script(f, site), OK);
    fixture_become(f, DANA, ROLE_HQ, VIS_TEAM);
    f->ctx.who.roles_everywhere = ROLE_HQ;
    Commitment *own = a_task(f, "mine", DANA, 0), *t = a_task(f, "given", SAMI, 20260606);
    assert_int_equal(fixture_save(f, &commitment_entity, own), OK);
    assert_int_equal(mails_waiting(f), 0);
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
    assert_int_equal(mails_waiting(f), 2);        /* at once, and in the morning of the day */
    t->due_on = 20260610;
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
    assert_int_equal(mails_waiting(f), 1);        /* the day alone is new */
    t->state = COMMITMENT_STATE_DONE;
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
    assert_int_equal(mails_waiting(f), 0);
}

static void test_a_month_is_the_same_date_of_the_next_one(void **state) {
    (void)state;
    assert_int_equal(commitment_in(20260601, 0), 20260601);
    assert_int_equal(commitment_in(20260630, 1), 20260701);
    assert_int_equal(commitment_in(20261230, 7), 20270106);
    assert_int_equal(commitment_in(20260131, 30), 20260228);
    assert_int_equal(commitment_in(20261215, 30), 20270115);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_day_of_years_ago_is_asked_about),
        FIXTURE_BOTH(test_all_open_tasks_are_counted_and_the_urgent_come_first),
        FIXTURE_BOTH(test_what_is_due_in_a_month_or_has_no_day_waits_and_the_rest_is_for_later),
        FIXTURE_BOTH(test_a_task_about_somebody_stands_on_their_record_with_its_owner),
        FIXTURE_BOTH(test_the_owner_is_told_and_what_is_no_longer_true_is_taken_back),
        cmocka_unit_test(test_a_month_is_the_same_date_of_the_next_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
