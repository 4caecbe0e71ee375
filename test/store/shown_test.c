/* shown_test.c - what a council sees of a business and decides about it: the owner's choice holds for one meeting, an
** exit check ends in a way on, presence is written first; trustees hear of barriers, towns without a council are found,
** and what was not talked about this month. */
#include "cases.h"

#include "barrier/barrier.h"
#include "commitment/commitment.h"
#include "council/council_page.h"
#include "post_ent.h"

typedef struct Council {
    House    h;
    Case    *k;
    Body    *body;
    Meeting *meeting;
} Council;

static Meeting *a_meeting(Council *x) {
    Meeting *m = ent_new(&x->h.f->ctx, &meeting_entity);
    m->body = x->body->head.id;
    m->starts_at = x->h.f->ctx.reader.now;
    assert_int_equal(fixture_save(x->h.f, &meeting_entity, m), OK);
    return m;
}

static void a_council(Council *x, Fixture *f, int kind) {
    if (!x->h.f) a_house(&x->h, f);
    case_module.start(f->region);
    case_on_consent(council_on_consent);
    case_on_people(rooms_of_case);
    x->k = a_case(&x->h);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&x->h, x->k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&x->h, x->k, CONSENT_PURPOSE_COUNCIL)), OK);
    assert_int_equal(add_member(&x->h, x->k, OWNER, CASE_ROLE_OWNER), OK);
    x->body = ent_new(&f->ctx, &body_entity);
    x->body->name.v[LANG_HE] = LIT("המועצה");
    x->body->kind = kind;
    x->body->place = x->h.town;
    x->body->state = BODY_STATE_ACTIVE;
    assert_int_equal(fixture_save(f, &body_entity, x->body), OK);
    Seat *s = ent_new(&f->ctx, &seat_entity);
    s->body = x->body->head.id;
    s->kind = SEAT_KIND_TRUSTEE;
    s->account = x->h.people[OTHER_COORDINATOR];
    assert_int_equal(fixture_save(f, &seat_entity, s), OK);
    x->meeting = a_meeting(x);
}

static AgendaItem *an_item(Council *x, int kind, bool of_case) {
    AgendaItem *it = ent_new(&x->h.f->ctx, &agenda_item_entity);
    it->body = x->body->head.id;
    it->meeting = x->meeting->head.id;
    it->kind = kind;
    if (of_case) it->of_case = x->k->head.id;
    else it->topic = LIT("market");
    return it;
}

static bool complains(const Council *x, const char *field) { return complaint_of(&x->h.f->ctx, field) != NULL; }

static Fault run_fill(Ctx *c, void *arg) { return presence_fill(c, arg); }

/* Everybody who sits there came. */
static void all_came(Council *x) {
    Fixture    *f = x->h.f;
    Attendance *v = NULL;
    size_t      n;
    assert_int_equal(fixture_write(f, run_fill, x->meeting), OK);
    assert_int_equal(presence_of(&f->ctx, x->meeting->head.id, &v, &n), OK);
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++) {
        v[i].came = ATTENDED_CAME;
        assert_int_equal(fixture_save(f, &attendance_entity, &v[i]), OK);
    }
}

static void test_nothing_counts_as_discussed_before_somebody_wrote_who_came(void **state) {
    FIXTURE(f, state);
    Council x = {.k = NULL};
    a_council(&x, f, BODY_KIND_OPERATIONS);
    AgendaItem *it = an_item(&x, AGENDA_KIND_TOPIC, false);
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    it->state = ITEM_STATE_DISCUSSED;
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), INVALID);
    assert_true(complains(&x, "came"));
    all_came(&x);
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    assert_int_equal(it->missing, 0);             /* an operations team has not the four seats of a council */
}

static void test_an_exit_check_is_of_a_business_and_ends_in_a_way_on_with_why(void **state) {
    FIXTURE(f, state);
    Council x = {.k = NULL};
    a_council(&x, f, BODY_KIND_COUNCIL);
    assert_int_equal(fixture_save(f, &agenda_item_entity, an_item(&x, AGENDA_KIND_EXIT_CHECK, false)), INVALID);
    assert_true(complains(&x, "of_case"));
    AgendaItem *it = an_item(&x, AGENDA_KIND_EXIT_CHECK, true);
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    Shown v;
    become(&x.h, COORDINATOR);
    assert_int_equal(item_shown(&f->ctx, it, true, &v), OK);
    assert_true(v.hours_n == 1 && v.inner);       /* the team knows what help there was */
    assert_int_equal(item_shown(&f->ctx, it, false, &v), OK);
    assert_int_equal(v.hours_n, 0);               /* and shows it to nobody */
    become(&x.h, OTHER_COORDINATOR);
    assert_int_equal(item_shown(&f->ctx, it, true, &v), OK);
    assert_int_equal(v.hours_n, 0);
    become(&x.h, COORDINATOR);
    all_came(&x);
    it->state = ITEM_STATE_DISCUSSED;
    it->incomplete_why = LIT("few of us today");
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), INVALID);
    assert_true(complains(&x, "way_on") && complains(&x, "way_why"));
    it->way_on = EXIT_WAY_LIGHTER;
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), INVALID);
    assert_true(!complains(&x, "way_on") && complains(&x, "way_why"));
    it->way_why = LIT("the accounts are done alone");
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    Case *k = ent_new(&f->ctx, &case_entity);
    assert_int_equal(ent_load(&f->ctx, &case_entity, x.k->head.id, k), OK);
    assert_int_equal(k->discussed_on, f->ctx.reader.today);
}

static Fault run_choose(Ctx *c, void *arg) { return ent_save_following(c, &agenda_item_entity, arg); }

static void shown_to(Council *x, int who, Id item, size_t advice, bool future) {
    Ctx        *c = &x->h.f->ctx;
    AgendaItem *it = ent_new(c, &agenda_item_entity);
    Shown       v;
    become(&x->h, who);
    assert_int_equal(ent_load(c, &agenda_item_entity, item, it), OK);
    assert_int_equal(item_shown(c, it, true, &v), OK);
    assert_int_equal(v.advice_n, advice);
    assert_int_equal(v.future.n > 0, future);
    assert_false(c->who.system);
    become(&x->h, COORDINATOR);
}

static void test_a_council_sees_what_the_owner_chose_in_that_meeting_alone(void **state) {
    FIXTURE(f, state);
    Council x = {.k = NULL};
    a_council(&x, f, BODY_KIND_COUNCIL);
    Commitment *t = ent_new(&f->ctx, &commitment_entity), *inner = ent_new(&f->ctx, &commitment_entity);
    t->of_case = inner->of_case = x.k->head.id;
    t->kind = inner->kind = COMMITMENT_KIND_RECOMMENDATION;
    t->state = inner->state = COMMITMENT_STATE_OPEN;
    t->text = LIT("a price list");
    inner->text = LIT("for the team");
    inner->for_team = 1;
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
    assert_int_equal(fixture_save(f, &commitment_entity, inner), OK);
    Vision *told = ent_new(&f->ctx, &vision_entity);
    told->of_case = x.k->head.id;
    told->text = LIT("four people work here");
    told->horizon = 2040;
    assert_int_equal(fixture_save(f, &vision_entity, told), OK);
    AgendaItem *it = an_item(&x, AGENDA_KIND_REVIEW, true);
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    shown_to(&x, OTHER_COORDINATOR, it->head.id, 0, false);
    become(&x.h, OWNER);
    assert_int_equal(ent_load(&f->ctx, &agenda_item_entity, it->head.id, it), OK);
    it->shown = 1 << (ITEM_SHOW_RECOMMENDATIONS - 1);
    it->chose_at = f->ctx.reader.now;
    assert_int_equal(fixture_write(f, run_choose, it), OK);
    shown_to(&x, OTHER_COORDINATOR, it->head.id, 1, false);
    become(&x.h, COORDINATOR);
    assert_int_equal(ent_load(&f->ctx, &agenda_item_entity, it->head.id, it), OK);
    it->meeting = a_meeting(&x)->head.id;
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    assert_int_equal(it->shown, 0);
    assert_int_equal(it->chose_at, 0);
    shown_to(&x, OTHER_COORDINATOR, it->head.id, 0, false);
}

static int64_t mails(Fixture *f) {
    static const Query Q = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM mails WHERE sent_at IS NULL",
                            .out = "n:int"};
    int64_t n = 0;
    assert_int_equal(db_int(&f->ctx, &Q, NO_VALS, &n), OK);
    return n;
}

static void a_barrier(House *h) {
    Barrier *b = ent_new(&h->f->ctx, &barrier_entity);
    b->title = LIT("a permit");
    b->kind = BARRIER_KIND_LICENCE;
    b->place = h->town;
    assert_int_equal(fixture_save(h->f, &barrier_entity, b), OK);
}

static void test_a_trustee_hears_of_barriers_once_a_day(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    assert_int_equal(fixture_script(f, "INSERT INTO region_facts (name, value) VALUES ('site', 'https://example.org')"),
                     OK);
    Grant *g = ent_new(&f->ctx, &grant_entity);
    g->account = h.people[OTHER_COORDINATOR];
    g->role = GRANT_ROLE_TRUSTEE;
    g->place = h.town;
    assert_int_equal(fixture_save(f, &grant_entity, g), OK);
    int64_t before = mails(f);
    become(&h, COORDINATOR);
    for (int i = 0; i < 2; i++) {
        a_barrier(&h);
        assert_int_equal(mails(f), before + 1);
    }
    f->ctx.reader.now += 24LL * 3600 * 1000;
    f->ctx.reader.today = stamp_day(f->ctx.reader.now, f->ctx.reader.zone);
    a_barrier(&h);
    assert_int_equal(mails(f), before + 2);
}

static void test_a_town_is_told_until_its_council_met_this_quarter(void **state) {
    FIXTURE(f, state);
    Council x = {.k = NULL};
    Towns   v;
    a_house(&x.h, f);
    become(&x.h, HEADQUARTERS);
    assert_int_equal(council_towns(&f->ctx, &v), OK);
    assert_int_equal(v.none_n, 1);
    a_council(&x, f, BODY_KIND_COUNCIL);
    become(&x.h, COORDINATOR);
    assert_int_equal(council_towns(&f->ctx, &v), OK);
    assert_int_equal(v.none_n, 0);
    assert_int_equal(v.quiet_n, 1);
    x.meeting->state = MEETING_STATE_HELD;
    assert_int_equal(fixture_save(f, &meeting_entity, x.meeting), OK);
    assert_int_equal(council_towns(&f->ctx, &v), OK);
    assert_int_equal(v.quiet_n, 0);
    assert_int_equal(v.rows[0].met_on, f->ctx.reader.today);
}

static int64_t undiscussed(House *h) {
    CaseDesk d;
    become(h, COORDINATOR);
    assert_int_equal(case_desk(&h->f->ctx, &d), OK);
    for (size_t i = 0; i < d.waits_n; i++) {
        if (d.waits[i].name == T_CASE_TAB_UNDISCUSSED) return d.waits[i].n;
    }
    return -1;
}

static void test_a_case_waits_each_month_until_it_was_talked_about(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    case_module.start(f->region);
    Case *k = a_case(&h);
    assert_int_equal(undiscussed(&h), 0);         /* before consent there is nothing to discuss */
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    assert_int_equal(undiscussed(&h), 1);
    Post *p = ent_new(&f->ctx, &post_entity);
    p->kind = POST_KIND_NOTE;
    p->of_case = k->head.id;
    p->text = LIT("talked about");
    assert_int_equal(fixture_save(f, &post_entity, p), OK);
    assert_int_equal(undiscussed(&h), 0);
    f->ctx.reader.now += 32LL * 24 * 3600 * 1000;
    f->ctx.reader.today = stamp_day(f->ctx.reader.now, f->ctx.reader.zone);
    assert_int_equal(undiscussed(&h), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_nothing_counts_as_discussed_before_somebody_wrote_who_came),
        FIXTURE_BOTH(test_an_exit_check_is_of_a_business_and_ends_in_a_way_on_with_why),
        FIXTURE_BOTH(test_a_council_sees_what_the_owner_chose_in_that_meeting_alone),
        FIXTURE_BOTH(test_a_trustee_hears_of_barriers_once_a_day),
        FIXTURE_BOTH(test_a_town_is_told_until_its_council_met_this_quarter),
        FIXTURE_BOTH(test_a_case_waits_each_month_until_it_was_talked_about),
    };
    return cmocka_run_group_tests_name("shown", tests, NULL, NULL);
}
