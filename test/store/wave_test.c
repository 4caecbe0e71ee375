/* Follow-ups over the years: planned, answered, seen by whom, and counted when. */
#include "fixture.h"

#include "account_ent.h"
#include "actor_ent.h"
#include "case/case.h"
#include "commitment_ent.h"
#include "finance_ent.h"
#include "place_ent.h"
#include "wave/wave_page.h"

#include <math.h>

enum { COORDINATOR, OWNER, OTHER, HEADQUARTERS, PEOPLE };
static const unsigned ROLES[PEOPLE] = {ROLE_COORDINATOR, ROLE_OWNER, ROLE_COORDINATOR, ROLE_HQ};

typedef struct House {
    Fixture *f;
    Id       people[PEOPLE], town, text[CONSENT_PURPOSE_N];
} House;

static void become(House *h, int who) {
    fixture_become(h->f, h->people[who], ROLES[who], who == HEADQUARTERS ? VIS_UNIT : VIS_MEMBERS);
    h->f->ctx.who.roles_everywhere = who == HEADQUARTERS ? ROLE_HQ : 0;
}

static void a_house(House *h, Fixture *f) {
    static const char *const MAILS[PEOPLE] = {"a@demo.invalid", "b@demo.invalid", "c@demo.invalid", "d@demo.invalid"};
    *h = (House){.f = f};
    Place *town = ent_new(&f->ctx, &place_entity);
    town->name.v[LANG_HE] = LIT("ירוחם");
    town->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(f, &place_entity, town), OK);
    h->town = town->head.id;
    for (int i = 0; i < PEOPLE; i++) {
        Account *a = ent_new(&f->ctx, &account_entity);
        a->name = a->email = str_of(MAILS[i]);
        a->head.visibility = VIS_MEMBERS;
        assert_int_equal(fixture_save(f, &account_entity, a), OK);
        h->people[i] = a->head.id;
        if (i == COORDINATOR || i == OTHER) fixture_reach(f, a->head.id, h->town, VIS_UNIT);
    }
    for (int p = CONSENT_PURPOSE_ACCOMPANY; p < CONSENT_PURPOSE_N; p++) {
        ConsentText *w = ent_new(&f->ctx, &consent_text_entity);
        w->purpose = p;
        w->words.v[LANG_HE] = LIT("מסכימים");
        w->from_on = 20200101;
        assert_int_equal(fixture_save(f, &consent_text_entity, w), OK);
        h->text[p] = w->head.id;
    }
}

static Consent *a_consent(House *h, Id of_case, int purpose, Day signed_on) {
    Consent *v = ent_new(&h->f->ctx, &consent_entity);
    v->of_case = of_case;
    v->purpose = purpose;
    v->words = h->text[purpose];
    v->way = CONSENT_WAY_SCREEN;
    v->signed_by = LIT("רותם");
    v->signed_on = signed_on;
    assert_int_equal(fixture_save(h->f, &consent_entity, v), OK);
    return v;
}

/* A business that is accompanied since a day. */
static Id a_case(House *h, const char *name, Day since) {
    Actor *b = ent_new(&h->f->ctx, &actor_entity);
    fixture_system(h->f);
    b->name.v[LANG_HE] = str_of(name);
    b->kind = ACTOR_KIND_BUSINESS;
    b->head.unit = h->town;
    assert_int_equal(fixture_save(h->f, &actor_entity, b), OK);
    become(h, COORDINATOR);
    Case *k = ent_new(&h->f->ctx, &case_entity);
    k->client = b->head.id;
    assert_int_equal(fixture_save(h->f, &case_entity, k), OK);
    CaseMember *m = ent_new(&h->f->ctx, &case_member_entity);
    m->of_case = k->head.id;
    m->account = h->people[OWNER];
    m->role = CASE_ROLE_OWNER;
    assert_int_equal(fixture_save(h->f, &case_member_entity, m), OK);
    a_consent(h, k->head.id, CONSENT_PURPOSE_ACCOMPANY, since);
    return k->head.id;
}

static Wave *waves(House *h, Id of_case, size_t want) {
    Wave *v;
    size_t n;
    assert_int_equal(waves_of(&h->f->ctx, of_case, &v, &n), OK);
    assert_int_equal(n, want);
    return v;
}

typedef struct Call {
    Wave      *w;
    WaveMoney *m;
    Id         id;
} Call;
static Fault run_answer(Ctx *c, void *arg) { return wave_answer(c, ((Call *)arg)->w, ((Call *)arg)->m); }
static Fault run_missed(Ctx *c, void *arg) { return wave_missed(c, ((Call *)arg)->id, ((Call *)arg)->w); }
static Fault run_plan(Ctx *c, void *arg) { return wave_plan(c, arg); }

static Fault answer(House *h, Wave *w, WaveMoney *m) {
    if (!m) {
        m = ent_new(&h->f->ctx, &wave_money_entity);
        assert_int_equal(wave_money_of(&h->f->ctx, w, m), OK);
    }
    return fixture_write(h->f, run_answer, &(Call){.w = w, .m = m});
}

static void test_five_follow_ups_are_planned_once(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id of_case = a_case(&h, "א", 20260228);
    Wave *w = waves(&h, of_case, WAVES_N);
    Case *k = ent_new(&f->ctx, &case_entity);
    const Day due[WAVES_N] = {20260228, 20260828, 20270228, 20280228, 20310228};
    for (int i = 0; i < WAVES_N; i++) {
        assert_int_equal(w[i].due_on, due[i]);
        assert_int_equal(w[i].state, WAVE_STATE_PLANNED);
        assert_int_equal(w[i].opened_year, 2026);
    }
    assert_int_equal(ent_load(&f->ctx, &case_entity, of_case, k), OK);
    assert_int_equal(fixture_write(f, run_plan, k), OK);
    Wave *again = waves(&h, of_case, WAVES_N);
    for (int i = 0; i < WAVES_N; i++) assert_int_equal(again[i].head.version, w[i].head.version);
    /* The beginning is past its time: the task is for half a year, and it is the coordinator's. */
    Commitment *t = ent_new(&f->ctx, &commitment_entity);
    assert_int_equal(again[0].task, 0);
    assert_int_equal(ent_load(&f->ctx, &commitment_entity, again[1].task, t), OK);
    assert_int_equal(t->owner, h.people[COORDINATOR]);
    assert_int_equal(t->due_on, 20260821);
    assert_int_equal(t->head.team, of_case);
}

static void test_they_stay_due_when_the_case_is_closed(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id of_case = a_case(&h, "א", 20260601);
    Case *k = ent_new(&f->ctx, &case_entity);
    assert_int_equal(ent_load(&f->ctx, &case_entity, of_case, k), OK);
    k->stage = CASE_STAGE_CLOSED;
    k->why_closed = CASE_END_SHUT;
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    Wave *w = waves(&h, of_case, WAVES_N);
    w[0].life = BUSINESS_LIFE_CLOSED;
    assert_int_equal(answer(&h, &w[0], NULL), INVALID); /* since when */
    assert_string_equal(f->ctx.complaints.v[0].field, "life_on");
    w[0].life_on = 20260531;
    assert_int_equal(answer(&h, &w[0], NULL), OK);
    Wave *later = waves(&h, of_case, WAVES_N);
    assert_int_not_equal(later[1].task, 0);
    assert_int_equal(answer(&h, &later[2], NULL), INVALID); /* that of the year after: not yet */
    assert_int_equal(f->ctx.complaints.v[0].key, T_WAVE_EARLY);
    f->ctx.reader.today = 20261201;
    assert_int_equal(fixture_write(f, run_missed, &(Call){.id = later[1].head.id, .w = later}), OK);
    assert_int_not_equal(waves(&h, of_case, WAVES_N)[2].task, 0);
}

static void test_the_owner_tells_money_and_the_team_alone_sees_it(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id of_case = a_case(&h, "א", 20260601);
    become(&h, OWNER);
    Wave *w = waves(&h, of_case, WAVES_N);
    WaveMoney *m = ent_new(&f->ctx, &wave_money_entity), *v;
    size_t n;
    assert_int_equal(wave_money_of(&f->ctx, w, m), OK);
    w->life = BUSINESS_LIFE_WORKING;
    m->turnover = 30000000;
    m->turnover_range = TURNOVER_RANGE_TO_300K;
    assert_int_equal(answer(&h, w, m), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "turnover");
    m->turnover_range = 0;
    assert_int_equal(answer(&h, w, m), OK);
    assert_int_equal(m->money_proof, PROOF_LEVEL_SAID);
    for (int who = 0; who < PEOPLE; who++) {
        become(&h, who);
        assert_int_equal(wave_moneys_of(&f->ctx, of_case, &v, &n), OK);
        assert_int_equal(n, who == COORDINATOR ? 1 : 0);
        assert_int_equal(waves_of(&f->ctx, of_case, &w, &n), OK);
        assert_int_equal(n, who == COORDINATOR || who == OWNER ? WAVES_N : 0);
    }
    become(&h, OWNER);
    w = waves(&h, of_case, WAVES_N);
    WaveMoney *again = ent_new(&f->ctx, &wave_money_entity);
    assert_int_equal(wave_money_of(&f->ctx, w, again), OK);
    assert_int_equal(again->head.id, m->head.id);
    again->turnover = 31000000;
    assert_int_equal(answer(&h, w, again), OK);
    become(&h, COORDINATOR);
    assert_int_equal(wave_moneys_of(&f->ctx, of_case, &v, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v->turnover, 31000000);
}

static void test_an_answer_adds_up_and_a_signature_has_its_day(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id of_case = a_case(&h, "א", 20260601);
    Wave *w = waves(&h, of_case, WAVES_N);
    assert_int_equal(answer(&h, w, NULL), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "life");
    w->life = BUSINESS_LIFE_WORKING;
    w->jobs = 2.5;
    w->jobs_local = 3;
    assert_int_equal(answer(&h, w, NULL), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "jobs_local");
    w->jobs_local = 0;
    w->jobs_women = 2;
    w->jobs_men = 1;
    assert_int_equal(answer(&h, w, NULL), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "jobs_men");
    w->jobs_men = 0.5;
    w->signed_name = LIT("רותם אבוטבול");
    assert_int_equal(answer(&h, w, NULL), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "part");
    w->part = WAVE_PART_MUCH;
    assert_int_equal(answer(&h, w, NULL), OK);
    assert_int_equal(w->signed_on, f->ctx.reader.today);
    assert_int_equal(w->proof, PROOF_LEVEL_SAID);
    Wave *back = waves(&h, of_case, WAVES_N);
    assert_true(back->jobs_local < 0.001 && !isnan(back->jobs_local)); /* nobody from here is not "not known" */
}

/* Counted are those who agree on that day, at headquarters without seeing any of the cases. */
static void test_sums_count_who_agrees_today(void **state) {
    FIXTURE(f, state);
    House h;
    Consent *agreed[3];
    ResultRow *rows;
    size_t n;
    a_house(&h, f);
    for (int i = 0; i < 3; i++) {
        static const char *const NAMES[] = {"א", "ב", "ג"};
        Id of_case = a_case(&h, NAMES[i], 20251201);
        Wave *w = waves(&h, of_case, WAVES_N);
        agreed[i] = i < 2 ? a_consent(&h, of_case, CONSENT_PURPOSE_RESULTS, 20251201) : NULL;
        w[0].life = w[1].life = BUSINESS_LIFE_WORKING;
        w[0].jobs = 1;
        w[0].answered_on = 20251205;
        w[1].jobs = 1.5 + i;
        w[1].level = i == 0 ? OWN_LEVEL_SURE : 0;
        assert_int_equal(answer(&h, &w[0], NULL), OK);
        assert_int_equal(answer(&h, &w[1], NULL), OK);
    }
    become(&h, HEADQUARTERS);
    assert_int_equal(results_rows(&f->ctx, WAVE_AT_HALF_YEAR, NULL, 0, &rows, &n), OK);
    assert_int_equal(n, 2);
    assert_true(rows[0].answered && rows[0].unit == h.town && rows[0].year == 2025);
    assert_true(rows[0].jobs > 1.49f && rows[0].jobs_base > 0.99f && isnan(rows[0].turnover));
    assert_int_equal(rows[0].level + rows[1].level, OWN_LEVEL_SURE);
    Id elsewhere = h.people[0];
    assert_int_equal(results_rows(&f->ctx, WAVE_AT_HALF_YEAR, &elsewhere, 1, &rows, &n), OK);
    assert_int_equal(n, 0);
    become(&h, OWNER);
    agreed[0]->withdrawn_at = f->ctx.reader.now;
    assert_int_equal(fixture_save(f, &consent_entity, agreed[0]), OK);
    become(&h, HEADQUARTERS);
    assert_int_equal(results_rows(&f->ctx, WAVE_AT_HALF_YEAR, NULL, 0, &rows, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(results_rows(&f->ctx, WAVE_AT_YEAR, NULL, 0, &rows, &n), OK);
    assert_int_equal(n, 0); /* not due yet */
}

static int64_t by_unit(const ResultRow *row) { return row->unit; }

static void test_figures_are_made_of_known_answers(void **state) {
    (void)state;
    enum { N = 14 };
    ResultRow rows[N];
    ResultTable t;
    Arena a;
    arena_init(&a, 8 << 20);
    for (int i = 0; i < N; i++) {
        rows[i] = (ResultRow){.unit = i < 8 ? 1 : 2, .answered = i != 13, .jobs = NAN, .jobs_base = NAN, .local = NAN,
                              .local_base = NAN, .turnover = NAN, .turnover_base = NAN, .income = NAN,
                              .income_base = NAN,
                              .life = i == 0 ? BUSINESS_LIFE_CLOSED : BUSINESS_LIFE_WORKING};
        if (i < 8) rows[i].jobs = 2, rows[i].jobs_base = i == 7 ? NAN : 1;
        if (i < 8) rows[i].turnover = (float)(100 + 10 * i), rows[i].turnover_base = 100;
    }
    results_table(&a, rows, N, by_unit, &t);
    assert_int_equal(t.n, 2);
    const ResultGroup *one = &t.groups[0], *two = &t.groups[1];
    assert_int_equal(one->f[FIG_DUE].n, 8);
    assert_int_equal(two->f[FIG_DUE].n, 6);
    assert_int_equal(two->f[FIG_ANSWERED].n, 5);
    assert_true(one->f[FIG_ALIVE].value > 87.4 && one->f[FIG_ALIVE].value < 87.6);
    assert_int_equal(one->f[FIG_JOBS].n, 7);
    assert_true(one->f[FIG_JOBS].value > 13.9 && one->f[FIG_JOBS].base < 7.1);
    assert_true(one->f[FIG_TURNOVER].value > 34.9 && one->f[FIG_TURNOVER].value < 35.1);
    assert_false(two->f[FIG_TURNOVER].known);
    assert_true(t.total.f[FIG_ANSWERED].shown && one->f[FIG_ANSWERED].shown && two->f[FIG_ANSWERED].shown);
    rows[12].answered = false;                    /* now four answer in the second place: both are hidden */
    results_table(&a, rows, N, by_unit, &t);
    assert_false(t.groups[0].f[FIG_ANSWERED].shown);
    assert_false(t.groups[1].f[FIG_ANSWERED].shown);
    assert_true(t.total.f[FIG_ANSWERED].shown);
    arena_release(&a);
}

static int own_level(const ResultRow *r) { return r->level ? r->level : -1; }

/* What owners say of themselves is split as every other answer: who has not said is no group, and few are not told. */
static void test_own_levels_are_split_and_few_are_hidden(void **state) {
    (void)state;
    enum { N = 20 };
    ResultRow rows[N] = {0};
    int64_t   n[OWN_LEVEL_N];
    bool      hidden[OWN_LEVEL_N];
    for (int i = 0; i < N; i++) {
        rows[i].answered = i != 0;
        rows[i].level = i < 8 ? OWN_LEVEL_STEADY : i < 15 ? OWN_LEVEL_SURE : i < 17 ? OWN_LEVEL_TEACHING : 0;
    }
    assert_true(results_split(rows, N, own_level, own_level_choices.n, n, hidden));
    assert_int_equal(n[0], 0);
    assert_int_equal(n[OWN_LEVEL_STEADY], 7);
    assert_int_equal(n[OWN_LEVEL_SURE], 7);
    assert_true(hidden[OWN_LEVEL_TEACHING]);
    assert_true(hidden[OWN_LEVEL_STEADY] || hidden[OWN_LEVEL_SURE]);
}

static Fault run_confirm(Ctx *c, void *arg) { return wave_confirm(c, ((Call *)arg)->id, ((Call *)arg)->w); }

static void test_what_an_owner_told_alone_is_confirmed_by_the_team(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id of_case = a_case(&h, "א", f->ctx.reader.today);
    become(&h, OWNER);
    Wave *w = waves(&h, of_case, WAVES_N);
    Call  call = {.id = w[0].head.id, .w = ent_new(&f->ctx, &wave_entity)};
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_confirm, &call), OVER);
    become(&h, OWNER);
    w[0].life = BUSINESS_LIFE_WORKING;
    w[0].by_owner = 1;
    assert_int_equal(answer(&h, &w[0], NULL), OK);
    assert_int_equal(fixture_write(f, run_confirm, &call), NOT_ALLOWED);
    become(&h, OTHER);
    assert_int_equal(fixture_write(f, run_confirm, &call), NOT_FOUND);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_confirm, &call), OK);
    assert_int_equal(call.w->confirmed_by, h.people[COORDINATOR]);
    assert_int_equal(fixture_write(f, run_confirm, &call), OVER);
    Wave *again = ent_new(&f->ctx, &wave_entity);
    assert_int_equal(ent_load(&f->ctx, &wave_entity, w[0].head.id, again), OK);
    again->by_owner = 0;                          /* the team wrote it anew: there is nothing to confirm */
    assert_int_equal(fixture_save(f, &wave_entity, again), OK);
    assert_int_equal(again->confirmed_on, 0);
    assert_int_equal(again->confirmed_by, 0);
}

static void test_what_was_told_last_is_known_to_the_team_alone(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id of_case = a_case(&h, "א", f->ctx.reader.today);
    Wave *w = waves(&h, of_case, WAVES_N);
    WaveMoney *m = ent_new(&f->ctx, &wave_money_entity);
    CaseFact v = {.of_case = of_case, .turnover_low = NUMBER_NONE, .turnover_high = NUMBER_NONE, .jobs = NAN};
    CaseFact none = v;
    w[0].life = BUSINESS_LIFE_WORKING;
    w[0].jobs = 2.5;
    assert_int_equal(wave_money_of(&f->ctx, &w[0], m), OK);
    m->turnover_range = TURNOVER_RANGE_TO_300K;
    assert_int_equal(answer(&h, &w[0], m), OK);
    assert_int_equal(wave_facts(&f->ctx, &v, 1), OK);
    assert_true(v.turnover_low == 120000 && v.turnover_high == 300000 && v.jobs > 2.4);
    become(&h, OWNER);
    v = none;
    assert_int_equal(wave_facts(&f->ctx, &v, 1), OK);
    assert_true(v.turnover_low == NUMBER_NONE && v.jobs > 2.4);
    become(&h, OTHER);
    v = none;
    assert_int_equal(wave_facts(&f->ctx, &v, 1), OK);
    assert_true(v.turnover_low == NUMBER_NONE && isnan(v.jobs));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_what_was_told_last_is_known_to_the_team_alone),
        FIXTURE_BOTH(test_what_an_owner_told_alone_is_confirmed_by_the_team),
        FIXTURE_BOTH(test_five_follow_ups_are_planned_once),
        FIXTURE_BOTH(test_they_stay_due_when_the_case_is_closed),
        FIXTURE_BOTH(test_the_owner_tells_money_and_the_team_alone_sees_it),
        FIXTURE_BOTH(test_an_answer_adds_up_and_a_signature_has_its_day),
        FIXTURE_BOTH(test_sums_count_who_agrees_today),
        cmocka_unit_test(test_own_levels_are_split_and_few_are_hidden),
        cmocka_unit_test(test_figures_are_made_of_known_answers),
    };
    wave_module.start(NULL);                      /* it waits for cases that begin */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
