/* Agreements of two sides: both are filled or say why, what was signed changes with a reason, who sees and marks. */
#include "cases.h"

#include "agreement/agreement.h"
#include "agreement/agreement_page.h"
#include "ent/list.h"

enum { TRUSTEE = 7001 };

static Agreement *an_agreement(House *h, int kind) {
    Agreement *a = ent_new(&h->f->ctx, &agreement_entity);
    a->title = LIT("With the council");
    a->kind = kind;
    a->place = h->town;
    if (kind == AGREEMENT_KIND_EXPECTATIONS) a->account = h->people[CONSULTANT];
    else a->actor = h->client;
    a->owner = h->people[COORDINATOR];
    become(h, COORDINATOR);
    assert_int_equal(fixture_save(h->f, &agreement_entity, a), OK);
    return a;
}

static Undertaking *a_promise(House *h, const Agreement *a, int side) {
    Undertaking *u = ent_new(&h->f->ctx, &undertaking_entity);
    u->agreement = a->head.id;
    u->side = side;
    u->text = LIT("A room on Mondays");
    u->by_on = day_plus(h->f->ctx.reader.today, 10);
    assert_int_equal(fixture_save(h->f, &undertaking_entity, u), OK);
    return u;
}

typedef struct Step {
    Id   id;
    Day  on, next;
    Str  words, no_ours, no_theirs;
    bool keeps;
} Step;

static Fault run_sign(Ctx *c, void *arg) {
    const Step *s = arg;
    AgreementSigning v = {.signed_on = s->on, .review_on = s->next, .no_ours = s->no_ours, .no_theirs = s->no_theirs};
    return agreement_sign(c, s->id, &v, ent_new(c, &agreement_entity));
}

static Fault run_review(Ctx *c, void *arg) {
    const Step *s = arg;
    return agreement_review(c, s->id, s->on, s->next, s->words, ent_new(c, &agreement_entity));
}

static Fault run_end(Ctx *c, void *arg) {
    const Step *s = arg;
    return agreement_end(c, s->id, s->words, ent_new(c, &agreement_entity));
}

static Fault run_mark(Ctx *c, void *arg) {
    const Step *s = arg;
    Undertaking *u = ent_new(c, &undertaking_entity);
    return s->keeps ? undertaking_keep(c, s->id, s->words, u) : undertaking_alter(c, s->id, s->words, u);
}

static Step sign_today(const House *h, const Agreement *a) {
    Day today = h->f->ctx.reader.today;
    return (Step){.id = a->head.id, .on = today, .next = day_plus(today, 180)};
}

static void complains(House *h, const char *field) {
    for (int i = 0; i < (int)h->f->ctx.complaints.n; i++) {
        if (!strcmp(h->f->ctx.complaints.v[i].field, field)) return;
    }
    fail_msg("nobody complained about %s", field);
}

static void test_both_sides_promise_or_it_says_why_not(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Agreement *a = an_agreement(&h, AGREEMENT_KIND_AUTHORITY);
    Step s = sign_today(&h, a);
    a_promise(&h, a, UNDERTAKING_SIDE_OURS);
    assert_int_equal(fixture_write(f, run_sign, &s), INVALID);
    complains(&h, "no_theirs");
    s.no_theirs = LIT("They will decide after the elections");
    assert_int_equal(fixture_write(f, run_sign, &s), OK);
    Agreement *b = an_agreement(&h, AGREEMENT_KIND_POINT);
    Step t = sign_today(&h, b);
    a_promise(&h, b, UNDERTAKING_SIDE_OURS);
    a_promise(&h, b, UNDERTAKING_SIDE_THEIRS);
    assert_int_equal(fixture_write(f, run_sign, &t), OK);
}

static void test_no_agreement_without_somebody_of_us_and_a_day(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Agreement *a = an_agreement(&h, AGREEMENT_KIND_STRATEGIC);
    Step s = sign_today(&h, a);
    s.no_ours = s.no_theirs = LIT("In talks");
    s.next = 0;
    assert_int_equal(fixture_write(f, run_sign, &s), INVALID);
    complains(&h, "review_on");
    s.next = day_plus(s.on, 30);
    s.on = day_plus(s.on, 1);
    assert_int_equal(fixture_write(f, run_sign, &s), INVALID);
    complains(&h, "signed_on");
    s.on = day_plus(s.on, -1);
    Agreement *back = ent_new(&f->ctx, &agreement_entity);
    assert_int_equal(ent_load(&f->ctx, &agreement_entity, a->head.id, back), OK);
    back->owner = 0;
    assert_int_equal(fixture_save(f, &agreement_entity, back), OK);
    assert_int_equal(fixture_write(f, run_sign, &s), INVALID);
    complains(&h, "owner");
}

static void test_what_was_signed_changes_with_a_reason_alone(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Agreement   *a = an_agreement(&h, AGREEMENT_KIND_AUTHORITY);
    Undertaking *u = a_promise(&h, a, UNDERTAKING_SIDE_THEIRS);
    Step s = sign_today(&h, a);
    s.no_ours = LIT("Nothing yet");
    u->by_on = day_plus(u->by_on, 5);
    assert_int_equal(fixture_save(f, &undertaking_entity, u), OK); /* while it is being agreed */
    assert_int_equal(fixture_write(f, run_sign, &s), OK);
    u->by_on = day_plus(u->by_on, 30);
    assert_int_equal(fixture_save(f, &undertaking_entity, u), INVALID);
    complains(&h, "reason");
    u->reason = LIT("The budget was put off");
    assert_int_equal(fixture_save(f, &undertaking_entity, u), OK);
    u->by_on = day_plus(u->by_on, 30);
    assert_int_equal(fixture_save(f, &undertaking_entity, u), INVALID); /* each time anew */
    assert_int_equal(ent_load(&f->ctx, &undertaking_entity, u->head.id, u), OK);
    assert_int_equal(fixture_archive(f, &undertaking_entity, u->head.id), INVALID);
    complains(&h, "side");
}

static void test_kept_wants_what_shows_it_and_late_follows_from_the_day(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Agreement   *a = an_agreement(&h, AGREEMENT_KIND_AUTHORITY);
    Undertaking *u = a_promise(&h, a, UNDERTAKING_SIDE_OURS);
    Step mark = {.id = u->head.id, .keeps = true}, alter = {.id = u->head.id};
    assert_false(undertaking_is_late(u, u->by_on));
    assert_true(undertaking_is_late(u, day_plus(u->by_on, 1)));
    assert_int_equal(fixture_write(f, run_mark, &mark), INVALID);
    complains(&h, "evidence");
    assert_int_equal(fixture_write(f, run_mark, &alter), INVALID);
    complains(&h, "reason");
    mark.words = LIT("The report of May");
    assert_int_equal(fixture_write(f, run_mark, &mark), OK);
    assert_int_equal(ent_load(&f->ctx, &undertaking_entity, u->head.id, u), OK);
    assert_int_equal(u->kept_on, f->ctx.reader.today);
    assert_false(undertaking_is_late(u, day_plus(u->by_on, 1)));
}

static void as_trustee(House *h) { fixture_become(h->f, TRUSTEE, ROLE_TRUSTEE, VIS_MEMBERS); }

static void test_a_trustee_marks_what_the_authority_promised_and_nothing_else(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    fixture_reach(f, TRUSTEE, h.town, VIS_UNIT);
    Agreement   *a = an_agreement(&h, AGREEMENT_KIND_AUTHORITY), *p = an_agreement(&h, AGREEMENT_KIND_POINT);
    Undertaking *theirs = a_promise(&h, a, UNDERTAKING_SIDE_THEIRS), *ours = a_promise(&h, a, UNDERTAKING_SIDE_OURS);
    Undertaking *partners = a_promise(&h, p, UNDERTAKING_SIDE_THEIRS);
    Step s = sign_today(&h, a);
    assert_int_equal(fixture_write(f, run_sign, &s), OK);
    as_trustee(&h);
    Step mark = {.id = ours->head.id, .keeps = true, .words = LIT("Yes")};
    assert_int_equal(fixture_write(f, run_mark, &mark), NOT_ALLOWED);
    mark.id = partners->head.id;
    assert_int_equal(fixture_write(f, run_mark, &mark), NOT_ALLOWED);
    theirs->text = LIT("Two rooms");
    theirs->reason = LIT("Better");
    assert_int_equal(fixture_save(f, &undertaking_entity, theirs), NOT_ALLOWED);
    mark.id = theirs->head.id;
    assert_int_equal(fixture_write(f, run_mark, &mark), OK);
    assert_int_equal(fixture_write(f, run_end, &(Step){.id = a->head.id, .words = LIT("No")}), NOT_ALLOWED);
}

static void test_expectations_are_seen_by_the_two_and_nobody_else(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    char sql[120];
    snprintf(sql, sizeof sql, "UPDATE reach SET role = %d WHERE account <> %lld", (int)ROLE_COORDINATOR,
             (long long)h.people[CONSULTANT]);
    assert_int_equal(fixture_script(f, sql), OK);
    Agreement   *a = an_agreement(&h, AGREEMENT_KIND_EXPECTATIONS);
    Undertaking *u = a_promise(&h, a, UNDERTAKING_SIDE_THEIRS);
    assert_int_equal(u->owner, h.people[CONSULTANT]);
    sees(&h, &agreement_entity, a->head.id, "xx-x-");
    sees(&h, &undertaking_entity, u->head.id, "xx-x-");
    become(&h, CONSULTANT);
    Step mark = {.id = u->head.id, .keeps = true, .words = LIT("Every Monday")};
    assert_int_equal(fixture_write(f, run_mark, &mark), OK);
    Agreement *other = an_agreement(&h, AGREEMENT_KIND_AUTHORITY);
    become(&h, CONSULTANT);
    assert_int_equal(fixture_save(f, &agreement_entity, other), NOT_ALLOWED);
    become(&h, HEADQUARTERS);
    Agreement *far = ent_new(&f->ctx, &agreement_entity);
    far->title = LIT("Of others");
    far->kind = AGREEMENT_KIND_EXPECTATIONS;
    far->place = h.town;
    far->account = h.people[CONSULTANT];
    assert_int_equal(fixture_save(f, &agreement_entity, far), INVALID);
    complains(&h, "kind");
}

static void test_whoever_may_not_write_an_agreement_is_offered_no_form(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    agreement_module.start(f->region);
    Agreement *a = an_agreement(&h, AGREEMENT_KIND_AUTHORITY), *two = an_agreement(&h, AGREEMENT_KIND_EXPECTATIONS);
    assert_true(ent_may_write(&f->ctx, &agreement_entity, &a->head));
    become(&h, CONSULTANT);
    assert_false(ent_may_write(&f->ctx, &agreement_entity, &a->head));
    assert_int_equal(fixture_save(f, &agreement_entity, a), NOT_ALLOWED);
    become(&h, CONSULTANT);
    assert_true(ent_may_write(&f->ctx, &agreement_entity, &two->head));
    two->purpose = LIT("How we work together");
    assert_int_equal(fixture_save(f, &agreement_entity, two), OK);
}

static void test_the_two_talk_at_least_once_a_year(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    char sql[120];
    snprintf(sql, sizeof sql, "UPDATE reach SET role = %d", (int)ROLE_COORDINATOR);
    assert_int_equal(fixture_script(f, sql), OK);
    Agreement *a = an_agreement(&h, AGREEMENT_KIND_EXPECTATIONS);
    a_promise(&h, a, UNDERTAKING_SIDE_OURS);
    a_promise(&h, a, UNDERTAKING_SIDE_THEIRS);
    Step s = sign_today(&h, a);
    s.next = day_plus(s.on, 400);
    assert_int_equal(fixture_write(f, run_sign, &s), INVALID);
    complains(&h, "review_on");
    s.next = day_plus(s.on, 360);
    assert_int_equal(fixture_write(f, run_sign, &s), OK);
    Step talk = {.id = a->head.id, .on = s.on, .next = s.on, .words = LIT("More calls, fewer mails")};
    assert_int_equal(fixture_write(f, run_review, &talk), INVALID);
    talk.next = day_plus(s.on, 365);
    assert_int_equal(fixture_write(f, run_review, &talk), OK);
}

static void test_headquarters_are_told_of_units_without_one(void **state) {
    FIXTURE(f, state);
    House h;
    int64_t n;
    a_house(&h, f);
    Place *p = ent_new(&f->ctx, &place_entity);
    assert_int_equal(ent_load(&f->ctx, &place_entity, h.town, p), OK);
    p->is_unit = 1;
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    ListSpec s = {.entity = &place_entity, .extras = {unit_without(&f->ctx)}, .n_extras = 1};
    assert_int_equal(list_count(&f->ctx, &s, &n), OK);
    assert_int_equal(n, 1);
    Agreement *a = an_agreement(&h, AGREEMENT_KIND_AUTHORITY);
    become(&h, HEADQUARTERS);
    assert_int_equal(list_count(&f->ctx, &s, &n), OK);
    assert_int_equal(n, 1);                       /* one that is being agreed is none */
    become(&h, COORDINATOR);
    a_promise(&h, a, UNDERTAKING_SIDE_OURS);
    a_promise(&h, a, UNDERTAKING_SIDE_THEIRS);
    Step sign = sign_today(&h, a);
    assert_int_equal(fixture_write(f, run_sign, &sign), OK);
    become(&h, HEADQUARTERS);
    assert_int_equal(list_count(&f->ctx, &s, &n), OK);
    assert_int_equal(n, 0);
}

/* What waits for somebody on their first page. */
static int64_t waits(House *h) {
    int64_t n;
    ListSpec s = {.entity = &undertaking_entity, .extras = {undertaking_waits(&h->f->ctx)}, .n_extras = 1};
    assert_int_equal(list_count(&h->f->ctx, &s, &n), OK);
    return n;
}

static void test_a_promise_waits_for_its_owner_once_it_was_signed(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    fixture_reach(f, TRUSTEE, h.town, VIS_UNIT);
    Agreement   *a = an_agreement(&h, AGREEMENT_KIND_AUTHORITY);
    Undertaking *u = a_promise(&h, a, UNDERTAKING_SIDE_OURS);
    a_promise(&h, a, UNDERTAKING_SIDE_THEIRS);
    u->owner = h.people[CONSULTANT];
    assert_int_equal(fixture_save(f, &undertaking_entity, u), OK);
    become(&h, CONSULTANT);
    assert_int_equal(waits(&h), 0);
    become(&h, COORDINATOR);
    Step sign = sign_today(&h, a);
    assert_int_equal(fixture_write(f, run_sign, &sign), OK);
    assert_int_equal(waits(&h), 0);               /* somebody else sees to ours, the trustee to theirs */
    become(&h, CONSULTANT);
    assert_int_equal(waits(&h), 1);
    as_trustee(&h);
    assert_int_equal(waits(&h), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_both_sides_promise_or_it_says_why_not),
        FIXTURE_BOTH(test_no_agreement_without_somebody_of_us_and_a_day),
        FIXTURE_BOTH(test_what_was_signed_changes_with_a_reason_alone),
        FIXTURE_BOTH(test_kept_wants_what_shows_it_and_late_follows_from_the_day),
        FIXTURE_BOTH(test_a_trustee_marks_what_the_authority_promised_and_nothing_else),
        FIXTURE_BOTH(test_expectations_are_seen_by_the_two_and_nobody_else),
        FIXTURE_BOTH(test_whoever_may_not_write_an_agreement_is_offered_no_form),
        FIXTURE_BOTH(test_the_two_talk_at_least_once_a_year),
        FIXTURE_BOTH(test_headquarters_are_told_of_units_without_one),
        FIXTURE_BOTH(test_a_promise_waits_for_its_owner_once_it_was_signed),
    };
    return cmocka_run_group_tests_name("agreement", tests, NULL, NULL);
}
