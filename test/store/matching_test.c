/* Who could answer a need and whose need an offer meets: as things stand now, with the eyes of whoever asks. */
#include "cases.h"

#include "listing_ent.h"
#include "matching/matching_page.h"
#include "seek/seek.h"
#include "tie_ent.h"

typedef struct Market {
    House h;
    Id    other_town, baker, printer;             /* a town apart; two fields of different groups */
} Market;

static Id saved(Fixture *f, const Entity *e, void *rec) {
    Fault fault = fixture_save(f, e, rec);
    if (fault != OK) {
        const Complaints *cs = &f->ctx.complaints;
        fail_msg("%s: %s %s", e->name, fault_name(fault), cs->n ? cs->v[0].field : "");
    }
    return ((Head *)rec)->id;
}

static Id a_town(Fixture *f, const char *name, Id parent) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_LOCALITY;
    p->name.v[LANG_EN] = str_of(name);
    p->parent = parent;
    return saved(f, &place_entity, p);
}

static Id a_field(Fixture *f, const char *code, int trade) {
    Category *g = ent_new(&f->ctx, &category_entity);
    g->name.v[LANG_EN] = g->code = str_of(code);
    g->trade = trade;
    return saved(f, &category_entity, g);
}

static Id a_business(Market *m, const char *name, Id category, Id town) {
    Actor *a = ent_new(&m->h.f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = ACTOR_KIND_BUSINESS;
    a->category = category;
    a->locality = a->head.unit = town;
    return saved(m->h.f, &actor_entity, a);
}

static Listing *a_listing(Market *m, int kind, const char *title, Id holder, Id category) {
    Listing *l = ent_new(&m->h.f->ctx, &listing_entity);
    l->title.v[LANG_EN] = str_of(title);
    l->kind = kind;
    l->state = LISTING_STATE_OPEN;
    l->holder = holder;
    l->category = category;
    l->place = m->h.town;
    saved(m->h.f, &listing_entity, l);
    return l;
}

static void market(Market *m, Fixture *f) {
    *m = (Market){.h = {.f = f}};
    a_house(&m->h, f);
    m->other_town = a_town(f, "Elsewhere", 0);
    m->baker = a_field(f, "shop/bakery", TRADE_GROUP_FOOD);
    m->printer = a_field(f, "craft/printer", TRADE_GROUP_CRAFT);
    matching_image_start(f->region);
    seek_start(f->region);
}

static void market_end(Market *m) {
    fixture_unread(m->h.f);
    seek_stop(m->h.f->region);
    matching_image_stop(m->h.f->region);
}

/* Where the region itself has changed the first one who asks has it read anew: asked until that is over. */
static MatchFinds ask(Market *m, int who, Id listing, bool need) {
    Fixture   *f = m->h.f;
    MatchFinds out;
    fixture_unread(f);
    assert_true(seek_wait(f->region));
    fixture_read(f);
    for (int i = 0; i < 600 && matching_image_stale(f->region); i++) {
        nanosleep(&(struct timespec){.tv_nsec = 50 * 1000 * 1000}, NULL);
        assert_int_equal(matching_who(&f->ctx, listing, 20, &out), OK);
    }
    assert_false(matching_image_stale(f->region));
    become(&m->h, who);
    assert_int_equal(need ? matching_who(&f->ctx, listing, 20, &out) : matching_whose(&f->ctx, listing, 20, &out), OK);
    assert_true(out.ready);
    fixture_system(f);
    return out;
}

static const MatchFound *of_actor(const MatchFinds *v, Id actor) {
    for (size_t i = 0; i < v->n; i++) {
        if (v->v[i].actor == actor) return &v->v[i];
    }
    return NULL;
}

/* ---- what is an answer ------------------------------------------------------------------------------------------- */

static void test_the_very_field_answers_and_the_near_one_first(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id far = a_business(&m, "Bakery elsewhere", m.baker, m.other_town);
    Id near = a_business(&m, "Bakery here", m.baker, m.h.town);
    Id printer = a_business(&m, "Print", m.printer, m.h.town);
    Id needer = a_business(&m, "Cafe", 0, m.h.town);
    Listing   *need = a_listing(&m, LISTING_KIND_NEED, "Bread every morning", needer, m.baker);
    MatchFinds v = ask(&m, HEADQUARTERS, need->head.id, true);
    assert_int_equal(v.n, 2);
    assert_true(v.v[0].actor == near && v.v[0].why.near == 1000);
    assert_true(v.v[1].actor == far && v.v[1].why.near == 0 && v.v[1].why.placed && v.v[1].other);
    assert_null(of_actor(&v, printer));
    assert_null(of_actor(&v, needer));
    market_end(&m);
}

static void test_what_is_offered_stands_for_whoever_offers_it(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id baker = a_business(&m, "Bakery", m.baker, m.h.town), needer = a_business(&m, "Cafe", 0, m.h.town);
    Listing   *need = a_listing(&m, LISTING_KIND_NEED, "Bread every morning", needer, m.baker);
    Listing   *offer = a_listing(&m, LISTING_KIND_OFFER, "Bread by night", baker, m.baker);
    MatchFinds v = ask(&m, COORDINATOR, need->head.id, true);
    assert_int_equal(v.n, 1);
    assert_true(v.v[0].listing == offer->head.id && v.v[0].actor == baker);
    v = ask(&m, COORDINATOR, offer->head.id, false);
    assert_int_equal(v.n, 1);
    assert_true(v.v[0].listing == need->head.id && v.v[0].actor == needer);
    offer->state = LISTING_STATE_WITHDRAWN;       /* then the bakery itself is the answer */
    saved(f, &listing_entity, offer);
    v = ask(&m, COORDINATOR, need->head.id, true);
    assert_true(v.n == 1 && !v.v[0].listing && v.v[0].actor == baker);
    need->state = LISTING_STATE_MET;
    saved(f, &listing_entity, need);
    assert_int_equal(ask(&m, COORDINATOR, need->head.id, true).n, 0);
    market_end(&m);
}

static void test_words_answer_where_no_field_is_known(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id one = a_business(&m, "Studio", 0, m.h.town), needer = a_business(&m, "Shop", 0, m.h.town);
    Listing *need = a_listing(&m, LISTING_KIND_NEED, "Product photos for a shop", needer, 0);
    a_listing(&m, LISTING_KIND_OFFER, "Photos of your product, half a day", one, 0);
    a_listing(&m, LISTING_KIND_OFFER, "A shop window", a_business(&m, "Glass", 0, m.h.town), 0);
    MatchFinds v = ask(&m, COORDINATOR, need->head.id, true);
    assert_true(v.n == 1 && v.v[0].actor == one && v.v[0].why.words == 2);   /* one word alone says nothing */
    market_end(&m);
}

static void test_who_closed_and_what_is_over_is_no_answer(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id       gone = a_business(&m, "Closed bakery", m.baker, m.h.town), needer = a_business(&m, "Cafe", 0, m.h.town);
    Listing *need = a_listing(&m, LISTING_KIND_NEED, "Bread", needer, m.baker);
    assert_int_equal(ask(&m, COORDINATOR, need->head.id, true).n, 1);
    Actor *a = ent_new(&f->ctx, &actor_entity);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, gone, a), OK);
    a->life = LIFE_STATE_CLOSED;
    saved(f, &actor_entity, a);
    assert_int_equal(ask(&m, COORDINATOR, need->head.id, true).n, 0);
    Listing *l = a_listing(&m, LISTING_KIND_OFFER, "Bread", a_business(&m, "Shop", 0, m.h.town), m.baker);
    assert_int_equal(ask(&m, COORDINATOR, need->head.id, true).n, 1);
    l->until_on = day_plus(f->ctx.reader.today, -1);
    saved(f, &listing_entity, l);
    assert_int_equal(ask(&m, COORDINATOR, need->head.id, true).n, 0);
    market_end(&m);
}

/* ---- whose eyes -------------------------------------------------------------------------------------------------- */

static void test_only_what_the_reader_may_see_is_ranked(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id hidden = a_business(&m, "Bakery elsewhere", m.baker, m.other_town);
    Id needer = a_business(&m, "Cafe", 0, m.h.town);
    Listing *need = a_listing(&m, LISTING_KIND_NEED, "Bread", needer, m.baker);
    assert_int_equal(ask(&m, COORDINATOR, need->head.id, true).n, 0);
    MatchFinds v = ask(&m, HEADQUARTERS, need->head.id, true);
    assert_true(v.n == 1 && v.v[0].actor == hidden);
    market_end(&m);
}

static void a_tie(Market *m, Id from, Id to, Id unit) {
    Tie *t = ent_new(&m->h.f->ctx, &tie_entity);
    t->kind = TIE_KIND_SUPPLIES;
    t->state = TIE_STATE_ACTIVE;
    t->from_actor = from;
    t->to_actor = to;
    t->head.unit = unit;
    saved(m->h.f, &tie_entity, t);
}

/* A tie of another town neither tells who knows both nor moves anybody up. */
static void test_a_tie_that_the_reader_may_not_see_counts_for_nothing(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id baker = a_business(&m, "Bakery", m.baker, m.h.town), needer = a_business(&m, "Cafe", 0, m.h.town);
    Id between = a_business(&m, "Mill", 0, m.h.town);
    Listing *need = a_listing(&m, LISTING_KIND_NEED, "Bread", needer, m.baker);
    a_tie(&m, between, baker, m.other_town);
    a_tie(&m, between, needer, m.h.town);
    MatchFinds v = ask(&m, COORDINATOR, need->head.id, true), w = ask(&m, HEADQUARTERS, need->head.id, true);
    assert_true(v.n == 1 && v.v[0].actor == baker && !v.v[0].why.tie && !v.v[0].why.through);
    assert_true(w.n == 1 && w.v[0].why.tie == 2 && w.v[0].why.through == between);
    assert_int_equal(w.v[0].score - v.v[0].score, MATCH_SHARED_POINTS);
    market_end(&m);
}

/* ---- refusals ---------------------------------------------------------------------------------------------------- */

static Refusal *refuse(Market *m, Id need, Id actor) {
    Refusal *r = ent_new(&m->h.f->ctx, &refusal_entity);
    r->need = need;
    r->actor = actor;
    r->reason = REFUSE_REASON_FAR;
    return r;
}

static void test_who_was_passed_over_is_not_shown_again_and_lower_elsewhere(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id needer = a_business(&m, "Cafe", 0, m.h.town);
    Id one = a_business(&m, "Bakery one", m.baker, m.h.town), two = a_business(&m, "Bakery two", m.baker, m.h.town);
    Listing *need = a_listing(&m, LISTING_KIND_NEED, "Bread", needer, m.baker);
    Listing *next = a_listing(&m, LISTING_KIND_NEED, "Cake", needer, m.baker);
    Listing *others = a_listing(&m, LISTING_KIND_NEED, "Rolls", a_business(&m, "Hotel", 0, m.h.town), m.baker);
    assert_true(ask(&m, COORDINATOR, need->head.id, true).v[0].actor == one);
    Refusal *r = refuse(&m, need->head.id, one);
    become(&m.h, COORDINATOR);
    saved(f, &refusal_entity, r);
    assert_int_equal(r->head.unit, m.h.town);
    MatchFinds v = ask(&m, COORDINATOR, need->head.id, true);
    assert_true(v.n == 1 && v.v[0].actor == two);
    v = ask(&m, COORDINATOR, next->head.id, true);
    assert_true(v.n == 2 && v.v[0].actor == two && v.v[1].actor == one);
    assert_true(ask(&m, COORDINATOR, others->head.id, true).v[0].actor == one);
    assert_int_equal(fixture_save(f, &refusal_entity, refuse(&m, need->head.id, one)), INVALID);   /* twice */
    assert_int_equal(fixture_archive(f, &refusal_entity, r->head.id), OK);
    assert_true(ask(&m, COORDINATOR, need->head.id, true).v[0].actor == one);
    market_end(&m);
}

static void test_nobody_is_passed_over_for_an_offer(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id baker = a_business(&m, "Bakery", m.baker, m.h.town);
    Listing *offer = a_listing(&m, LISTING_KIND_OFFER, "Bread", baker, m.baker);
    assert_int_equal(fixture_save(f, &refusal_entity, refuse(&m, offer->head.id, m.h.client)), INVALID);
    market_end(&m);
}

/* ---- the region itself changes ----------------------------------------------------------------------------------- */

static void test_a_new_field_and_a_place_that_moves_are_followed(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id council = a_town(f, "Council", a_town(f, "Region", 0)), there = a_town(f, "There", 0);
    Id needer = a_business(&m, "Cafe", 0, m.h.town);
    Id florist = a_field(f, "shop/florist", TRADE_GROUP_TRADE), one = a_business(&m, "Flowers", florist, there);
    Listing   *need = a_listing(&m, LISTING_KIND_NEED, "Flowers each week", needer, florist);
    MatchFinds v = ask(&m, HEADQUARTERS, need->head.id, true);
    assert_true(v.n == 1 && v.v[0].actor == one && v.v[0].why.near == 0);
    Id towns[] = {m.h.town, there};
    for (size_t i = 0; i < 2; i++) {
        Place *p = ent_new(&f->ctx, &place_entity);
        assert_int_equal(ent_load(&f->ctx, &place_entity, towns[i], p), OK);
        p->parent = council;
        saved(f, &place_entity, p);
    }
    v = ask(&m, HEADQUARTERS, need->head.id, true);
    assert_true(v.n == 1 && v.v[0].why.near == MATCHING_NEAR_BESIDE);
    market_end(&m);
}

static void test_without_an_image_nothing_is_said(void **state) {
    FIXTURE(f, state);
    MatchFinds v;
    assert_int_equal(matching_who(&f->ctx, 1, 5, &v), OK);
    assert_true(!v.ready && !v.n);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_the_very_field_answers_and_the_near_one_first),
        FIXTURE_BOTH(test_what_is_offered_stands_for_whoever_offers_it),
        FIXTURE_BOTH(test_words_answer_where_no_field_is_known),
        FIXTURE_BOTH(test_who_closed_and_what_is_over_is_no_answer),
        FIXTURE_BOTH(test_only_what_the_reader_may_see_is_ranked),
        FIXTURE_BOTH(test_a_tie_that_the_reader_may_not_see_counts_for_nothing),
        FIXTURE_BOTH(test_who_was_passed_over_is_not_shown_again_and_lower_elsewhere),
        FIXTURE_BOTH(test_nobody_is_passed_over_for_an_offer),
        FIXTURE_BOTH(test_a_new_field_and_a_place_that_moves_are_followed),
        FIXTURE_BOTH(test_without_an_image_nothing_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
