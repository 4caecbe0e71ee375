/* Whom to speak to; dates and acquaintances and who sees them; how long the first answer took. */
#include "cases.h"

#include "case/case_page.h"
#include "db/facts.h"
#include "listing_ent.h"
#include "outreach/outreach_page.h"

static Id business(House *h, const char *name, Day heard_on) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = ACTOR_KIND_BUSINESS;
    a->head.unit = h->town;
    if (heard_on) a->heard_at = stamp_of(heard_on, 12, 0, "Asia/Jerusalem");
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static const Due *line(const Due *v, size_t n, Id actor) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].actor == actor) return &v[i];
    }
    return NULL;
}

static Fault say(Ctx *c, void *arg) { return fact_set(c, "quiet_months", str_of(arg)); }

static Due    due[200];
static size_t due_n;
static void   read_due(Fixture *f) {
    Request rq = {0};
    assert_int_equal(outreach_due(&f->ctx, &rq, due, 200, &due_n), OK);
}

static void test_who_is_silent_longer_than_the_region_says(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    fixture_system(f);
    local_keep(f->region, "Asia/Jerusalem", LANG_EN);
    Id silent = business(&h, "Silent", 20260201), lately = business(&h, "Lately", 20260420);
    become(&h, COORDINATOR);
    read_due(f);
    assert_non_null(line(due, due_n, silent));
    assert_int_equal(line(due, due_n, silent)->reason, DUE_QUIET);
    assert_null(line(due, due_n, lately));
    assert_int_equal(fixture_write(f, say, (char[]){"1"}), OK);
    read_due(f);
    assert_non_null(line(due, due_n, lately));
    assert_true(line(due, due_n, silent) < line(due, due_n, lately)); /* the longest silent first */
    assert_int_equal(fixture_write(f, say, (char[]){"12"}), OK);
    read_due(f);
    assert_null(line(due, due_n, silent));
    local_forget(f->region);
}

static Id a_place(House *h, const char *name) {
    Place *p = ent_new(&h->f->ctx, &place_entity);
    fixture_system(h->f);
    p->name.v[LANG_EN] = str_of(name);
    p->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(h->f, &place_entity, p), OK);
    return p->head.id;
}

static void put_at(House *h, Listing *l, Id place) {
    fixture_system(h->f);
    l->place = place;
    assert_int_equal(fixture_save(h->f, &listing_entity, l), OK);
    become(h, COORDINATOR);
}

static void test_newly_opened_dates_and_deadlines(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    fixture_system(f);
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->name.v[LANG_EN] = LIT("New");
    a->kind = ACTOR_KIND_BUSINESS;
    a->head.unit = h.town;
    a->founded_year = 2026;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    Category *g = ent_new(&f->ctx, &category_entity);
    g->name.v[LANG_EN] = LIT("Bakery");
    g->code = LIT("shop/bakery");
    assert_int_equal(fixture_save(f, &category_entity, g), OK);
    Id dated = business(&h, "Dated", 20260301);
    Actor *baker = ent_new(&f->ctx, &actor_entity);
    baker->name.v[LANG_EN] = LIT("Baker");
    baker->kind = ACTOR_KIND_BUSINESS;
    baker->head.unit = h.town;
    baker->category = g->head.id;
    baker->heard_at = stamp_of(20260425, 12, 0, "Asia/Jerusalem");
    assert_int_equal(fixture_save(f, &actor_entity, baker), OK);
    Listing *l = ent_new(&f->ctx, &listing_entity);
    l->title.v[LANG_EN] = LIT("Bread for schools");
    l->kind = LISTING_KIND_OPPORTUNITY;
    l->state = LISTING_STATE_OPEN;
    l->category = g->head.id;
    l->deadline_on = 20260620;
    l->head.unit = h.town;
    assert_int_equal(fixture_save(f, &listing_entity, l), OK);
    become(&h, COORDINATOR);
    ActorDate *d = ent_new(&f->ctx, &actor_date_entity);
    d->actor = dated;
    d->kind = DATE_KIND_LICENCE;
    d->on_day = 20260701;
    assert_int_equal(fixture_save(f, &actor_date_entity, d), OK);
    assert_int_equal(d->head.unit, h.town);
    assert_int_equal(d->head.visibility, VIS_UNIT);
    read_due(f);
    assert_int_equal(line(due, due_n, a->head.id)->reason, DUE_NEW);
    assert_int_equal(line(due, due_n, dated)->reason, DUE_DATE);
    assert_int_equal(line(due, due_n, baker->head.id)->reason, DUE_DEADLINE);
    assert_int_equal(line(due, due_n, baker->head.id)->on, 20260620);
    /* An opportunity of another place is not theirs. */
    put_at(&h, l, a_place(&h, "Elsewhere"));
    read_due(f);
    assert_null(line(due, due_n, baker->head.id));
    put_at(&h, l, 0);
    read_due(f);
    assert_non_null(line(due, due_n, baker->head.id));
    /* A word with them settles it. */
    fixture_system(f);
    baker->heard_at = stamp_of(20260530, 12, 0, "Asia/Jerusalem");
    assert_int_equal(fixture_save(f, &actor_entity, baker), OK);
    become(&h, COORDINATOR);
    read_due(f);
    assert_null(line(due, due_n, baker->head.id));
    /* Whoever has closed is not called. */
    fixture_system(f);
    a->life = LIFE_STATE_CLOSED;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    become(&h, COORDINATOR);
    read_due(f);
    assert_null(line(due, due_n, a->head.id));
}

static void test_the_share_spoken_to_within_a_year(void **state) {
    FIXTURE(f, state);
    House h;
    OutreachCounts n = {0};
    Request rq = {0};
    a_house(&h, f);                               /* one business, never spoken to */
    fixture_system(f);
    (void)business(&h, "Lately", 20250701);
    (void)business(&h, "Long ago", 20250501);
    become(&h, COORDINATOR);
    assert_int_equal(outreach_share(&f->ctx, &rq, &n), OK);
    assert_int_equal(n.all, 3);
    assert_int_equal(n.spoken, 1);
}

/* Facts on people are seen where they are known, and say something. */
static void test_an_acquaintance_is_the_units_own(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    fixture_system(f);
    Place *other = ent_new(&f->ctx, &place_entity);
    other->name.v[LANG_EN] = LIT("Elsewhere");
    other->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(f, &place_entity, other), OK);
    become(&h, COORDINATOR);
    Acquaintance *m = ent_new(&f->ctx, &acquaintance_entity);
    m->about = h.client;
    assert_int_equal(fixture_save(f, &acquaintance_entity, m), INVALID);
    m->how_met = LIT("At the spring fair");
    m->head.visibility = VIS_PUBLIC;
    assert_int_equal(fixture_save(f, &acquaintance_entity, m), OK);
    assert_int_equal(m->head.visibility, VIS_UNIT);
    assert_int_equal(m->head.unit, h.town);
    sees(&h, &acquaintance_entity, m->head.id, "xx-xx");
    Account *far = ent_new(&f->ctx, &account_entity);
    fixture_system(f);
    far->name = far->email = LIT("far@demo.invalid");
    assert_int_equal(fixture_save(f, &account_entity, far), OK);
    fixture_reach(f, far->head.id, other->head.id, VIS_UNIT);
    fixture_become(f, far->head.id, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_int_equal(ent_load(&f->ctx, &acquaintance_entity, m->head.id, m), NOT_FOUND);
}

/* ---- the first answer -------------------------------------------------------------------------------------------- */

static void asked(House *h, int i, Day asked_on, Day answered_on) {
    char name[20];
    snprintf(name, sizeof name, "Asks %d", i);
    fixture_system(h->f);
    Id client = business(h, name, 0);
    become(h, COORDINATOR);
    Case *k = ent_new(&h->f->ctx, &case_entity);
    k->client = client;
    k->asked_on = asked_on;
    k->answer_by = day_plus(asked_on, 3);
    if (answered_on) k->answered_at = stamp_of(answered_on, 12, 0, "Asia/Jerusalem");
    assert_int_equal(fixture_save(h->f, &case_entity, k), OK);
}

static void test_answers_are_told_by_month_and_small_months_are_not(void **state) {
    FIXTURE(f, state);
    House h;
    AnswersView v;
    LoadUnits all = {.all = true}, none = {0};
    a_house(&h, f);
    for (int i = 0; i < 6; i++) asked(&h, i, 20260504, i < 4 ? 20260505 : i == 4 ? 20260514 : 0);
    for (int i = 6; i < 9; i++) asked(&h, i, 20260410, 20260411);
    become(&h, HEADQUARTERS);
    assert_int_equal(case_answers(&f->ctx, &all, &v), OK);
    assert_int_equal(v.rows_n, 2);                /* the town, and all together */
    const AnswerCell *may = &v.rows[0].cells[1], *april = &v.rows[0].cells[2];
    assert_false(may->hidden);
    assert_int_equal(may->n, 6);
    assert_true(str_find(may->share, LIT("67%")) >= 0);
    assert_true(str_find(may->median, LIT("1")) >= 0);
    assert_true(april->hidden);
    assert_true(v.rows[1].cells[2].hidden);       /* the sum of one town is that town */
    assert_int_equal(case_answers(&f->ctx, &none, &v), OK);
    assert_false(v.some);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_who_is_silent_longer_than_the_region_says),
        FIXTURE_BOTH(test_newly_opened_dates_and_deadlines),
        FIXTURE_BOTH(test_the_share_spoken_to_within_a_year),
        FIXTURE_BOTH(test_an_acquaintance_is_the_units_own),
        FIXTURE_BOTH(test_answers_are_told_by_month_and_small_months_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
