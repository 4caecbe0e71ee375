/* What is known of a place: chapters and their days, leadership that knows of itself, and sums that are those of the
** lists behind them. */
#include "cases.h"

#include "dossier/dossier_page.h"
#include "post_ent.h"

static PlaceChapter *a_chapter(House *h, int kind, const char *text) {
    PlaceChapter *v = ent_new(&h->f->ctx, &place_chapter_entity);
    v->place = h->town;
    v->kind = kind;
    v->text.v[LANG_EN] = str_of(text);
    return v;
}

static void test_a_changed_text_is_of_the_day_of_its_change(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, CONSULTANT);
    Day           today = f->ctx.reader.today;
    PlaceChapter *v = a_chapter(&h, CHAPTER_KIND_PEOPLE, "Everybody knows everybody");
    v->written_on = year_before(today);
    assert_int_equal(fixture_save(f, &place_chapter_entity, v), OK);
    assert_int_equal(v->written_by, h.people[CONSULTANT]);
    assert_int_equal(v->head.unit, h.town);
    assert_false(chapter_old(v, today));
    assert_true(chapter_old(v, day_plus(today, 1)));
    /* Another source is not another text. */
    become(&h, COORDINATOR);
    v->source = LIT("A walk");
    assert_int_equal(fixture_save(f, &place_chapter_entity, v), OK);
    assert_int_equal(v->written_on, year_before(today));
    assert_int_equal(v->written_by, h.people[CONSULTANT]);
    v->text.v[LANG_EN] = LIT("Many came lately");
    assert_int_equal(fixture_save(f, &place_chapter_entity, v), OK);
    assert_int_equal(v->written_on, today);
    assert_int_equal(v->written_by, h.people[COORDINATOR]);
    v->written_on = day_plus(today, 1);
    assert_int_equal(fixture_save(f, &place_chapter_entity, v), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "written_on");
    sees(&h, &place_chapter_entity, v->head.id, "xx.xx");
}

static Fault run_confirm(Ctx *c, void *arg) {
    PlaceChapter *v = arg;
    return chapter_confirm(c, v->head.id, v);
}

static void test_what_was_looked_at_is_a_year_younger(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, COORDINATOR);
    Day           today = f->ctx.reader.today;
    PlaceChapter *v = a_chapter(&h, CHAPTER_KIND_CALENDAR, "Fridays are full");
    v->written_on = 20240101;
    assert_int_equal(fixture_save(f, &place_chapter_entity, v), OK);
    assert_true(chapter_old(v, today));
    int64_t  n;
    ListSpec s = {.entity = &place_chapter_entity, .extras = {chapter_to_look_at(&f->ctx)}, .n_extras = 1};
    assert_int_equal(list_count(&f->ctx, &s, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(fixture_write(f, run_confirm, v), OK);
    assert_int_equal(v->looked_on, today);
    assert_int_equal(v->looked_by, h.people[COORDINATOR]);
    assert_int_equal(v->written_on, 20240101);
    assert_false(chapter_old(v, today));
    assert_int_equal(list_count(&f->ctx, &s, &n), OK);
    assert_int_equal(n, 0);
}

static void test_a_chapter_stands_once_in_a_place(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, COORDINATOR);
    PlaceChapter *one = a_chapter(&h, CHAPTER_KIND_NATURE, "A crater");
    assert_int_equal(fixture_save(f, &place_chapter_entity, one), OK);
    assert_int_equal(fixture_save(f, &place_chapter_entity, a_chapter(&h, CHAPTER_KIND_NATURE, "A lake")), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "kind");
    assert_int_equal(fixture_archive(f, &place_chapter_entity, one->head.id), OK);
    assert_int_equal(fixture_save(f, &place_chapter_entity, a_chapter(&h, CHAPTER_KIND_NATURE, "A lake")), OK);
    /* Who works in another town writes nothing about this one. */
    fixture_become(f, 7001, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_int_not_equal(fixture_save(f, &place_chapter_entity, a_chapter(&h, CHAPTER_KIND_FACTS, "Much")), OK);
}

static PlaceLeader *a_leader(House *h, int standing, Id actor) {
    PlaceLeader *v = ent_new(&h->f->ctx, &place_leader_entity);
    v->place = h->town;
    v->role.v[LANG_EN] = LIT("Brings the traders together");
    v->field = LEADER_FIELD_ECONOMY;
    v->standing = standing;
    v->actor = actor;
    return v;
}

static void test_who_holds_no_office_stands_there_only_when_they_know(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, CONSULTANT);
    PlaceLeader *v = a_leader(&h, LEADER_STANDING_INFORMAL, h.client);
    assert_int_equal(fixture_save(f, &place_leader_entity, v), INVALID);
    assert_non_null(complaint_of(&f->ctx, "knows_on"));
    assert_non_null(complaint_of(&f->ctx, "knows_how"));
    v->knows_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &place_leader_entity, v), INVALID);
    assert_null(complaint_of(&f->ctx, "knows_on"));
    v->knows_how = LIT("In a talk");
    v->actor = 0;
    assert_int_equal(fixture_save(f, &place_leader_entity, v), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "actor");
    v->actor = h.client;
    assert_int_equal(fixture_save(f, &place_leader_entity, v), OK);
    /* The mark does not go away either. */
    v->knows_on = 0;
    assert_int_equal(fixture_save(f, &place_leader_entity, v), INVALID);
    /* An office is public. */
    assert_int_equal(fixture_save(f, &place_leader_entity, a_leader(&h, LEADER_STANDING_FORMAL, 0)), OK);
}

/* ---- coverage ---------------------------------------------------------------------------------------------------- */

static Id an_actor(House *h, int kind, Id category, Day heard) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    a->name.v[LANG_EN] = LIT("Somebody");
    a->kind = kind;
    a->category = category;
    a->locality = a->head.unit = h->town;
    if (heard) a->heard_at = stamp_of(heard, 12, 0, h->f->ctx.reader.zone);
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static Id a_category(House *h, const char *code, int trade) {
    Category *v = ent_new(&h->f->ctx, &category_entity);
    v->name.v[LANG_EN] = v->code = str_of(code);
    v->trade = trade;
    assert_int_equal(fixture_save(h->f, &category_entity, v), OK);
    return v->head.id;
}

static void is_counted(House *h, Str href, int64_t n) {
    int64_t there;
    if (!href.n) return;
    assert_int_equal(actors_counted(&h->f->ctx, str_sub(href, strlen("/actors?"), href.n), &there), OK);
    if (there != n) fail_msg("%.*s has %lld, told are %lld", STR_ARG(href), (long long)there, (long long)n);
}

static void a_note(House *h, Id about, Day on) {
    Post *p = ent_new(&h->f->ctx, &post_entity);
    p->kind = POST_KIND_CALL;
    p->about = about;
    p->text = LIT("They are well");
    p->happened_at = stamp_of(on, 12, 0, h->f->ctx.reader.zone);
    p->head.unit = h->town;
    assert_int_equal(fixture_save(h->f, &post_entity, p), OK);
}

static void test_the_sums_are_those_of_the_lists(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Day today = f->ctx.reader.today, edge = year_before(today);
    Id  bakery = a_category(&h, "bakery", TRADE_GROUP_FOOD), cafe = a_category(&h, "cafe", TRADE_GROUP_FOOD);
    Id  pottery = a_category(&h, "pottery", TRADE_GROUP_CRAFT);
    an_actor(&h, ACTOR_KIND_BUSINESS, bakery, day_plus(today, -3));
    an_actor(&h, ACTOR_KIND_BUSINESS, cafe, edge);
    an_actor(&h, ACTOR_KIND_BUSINESS, cafe, day_plus(edge, -1));
    Id never = an_actor(&h, ACTOR_KIND_BUSINESS, pottery, 0);
    an_actor(&h, ACTOR_KIND_BUSINESS, 0, 0);
    an_actor(&h, ACTOR_KIND_ORGANISATION, 0, 20200101);
    become(&h, COORDINATOR);
    Coverage v = {0};
    assert_int_equal(coverage_of(&f->ctx, h.town, &v), OK);
    assert_int_equal(v.total.all, 6);
    assert_int_equal(v.total.year, 2);
    assert_int_equal(v.total.before, 2);
    assert_int_equal(v.total.never, 2);
    Spoken kinds = {0};
    for (size_t i = 0; i < v.rows_n; i++) {
        const CoverageRow *r = &v.rows[i];
        assert_int_equal(r->n.all, r->n.year + r->n.before + r->n.never);
        assert_true(r->href.n > 0);
        is_counted(&h, r->href, r->n.all);
        is_counted(&h, r->year_href, r->n.year);
        is_counted(&h, r->before_href, r->n.before);
        is_counted(&h, r->never_href, r->n.never);
        if (!r->inner) kinds.all += r->n.all;
    }
    assert_int_equal(kinds.all, v.total.all);
    assert_int_equal(v.talks, 0);
    /* Two of the unit spoke with one of them: it was never, and is of the last year now. */
    a_note(&h, never, day_plus(today, -2));
    become(&h, OTHER_COORDINATOR);
    a_note(&h, never, day_plus(today, -1));
    v = (Coverage){0};
    assert_int_equal(coverage_of(&f->ctx, h.town, &v), OK);
    assert_int_equal(v.total.never, 1);
    assert_int_equal(v.total.year, 3);
    assert_int_equal(v.talks, 2);
    assert_true(str_eq(v.writers, LIT("2")));
}

static void test_leaders_are_counted_once_each(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, COORDINATOR);
    Id spoken = an_actor(&h, ACTOR_KIND_PERSON, 0, f->ctx.reader.today);
    Id not_yet = an_actor(&h, ACTOR_KIND_PERSON, 0, 0);
    PlaceLeader *over = a_leader(&h, LEADER_STANDING_FORMAL, not_yet);
    over->until_on = day_plus(f->ctx.reader.today, -1);
    assert_int_equal(fixture_save(f, &place_leader_entity, a_leader(&h, LEADER_STANDING_FORMAL, spoken)), OK);
    assert_int_equal(fixture_save(f, &place_leader_entity, a_leader(&h, LEADER_STANDING_FORMAL, not_yet)), OK);
    assert_int_equal(fixture_save(f, &place_leader_entity, a_leader(&h, LEADER_STANDING_FORMAL, 0)), OK);
    assert_int_equal(fixture_save(f, &place_leader_entity, over), OK);
    Coverage v = {0};
    assert_int_equal(coverage_of(&f->ctx, h.town, &v), OK);
    assert_int_equal(v.leaders_n, 3);
    assert_int_equal(v.leaders.year, 1);
    assert_int_equal(v.leaders.never, 1);
    assert_int_equal(v.unlinked, 1);
    /* The list behind "never" has just that one. */
    Request  rq = {.method = GET};
    ListSpec s = {.entity = &place_leader_entity};
    int64_t  n;
    assert_true(params_parse(&f->arena, LIT("now=1&never=1"), 4, &rq.args));
    assert_int_equal(leader_extras(&f->ctx, &rq, &s), OK);
    assert_int_equal(list_count(&f->ctx, &s, &n), OK);
    assert_int_equal(n, 1);
}

static void test_months(void **state) {
    (void)state;
    assert_int_equal(months_between(20260131, 20260228), 0);
    assert_int_equal(months_between(20260131, 20260301), 1);
    assert_int_equal(months_between(20250601, 20260601), 12);
    assert_int_equal(months_between(20260601, 20250601), 0);
    assert_int_equal(year_before(20280229), 20270228);
    assert_int_equal(year_before(20260601), 20250601);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_changed_text_is_of_the_day_of_its_change),
        FIXTURE_BOTH(test_what_was_looked_at_is_a_year_younger),
        FIXTURE_BOTH(test_a_chapter_stands_once_in_a_place),
        FIXTURE_BOTH(test_who_holds_no_office_stands_there_only_when_they_know),
        FIXTURE_BOTH(test_the_sums_are_those_of_the_lists),
        FIXTURE_BOTH(test_leaders_are_counted_once_each),
        cmocka_unit_test(test_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
