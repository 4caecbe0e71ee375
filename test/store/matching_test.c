/* Who could answer a need and whose need an offer meets: as things stand now, with the eyes of whoever asks. */
#include "cases.h"

#include "coming_ent.h"
#include "consultant_ent.h"
#include "facility_ent.h"
#include "introduction_ent.h"
#include "listing_ent.h"
#include "matching/matching_page.h"
#include "pledge_ent.h"
#include "seek/seek.h"
#include "stay_ent.h"
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

/* ---- other kinds of answers and needs ---------------------------------------------------------------------------- */

static const MatchFound *of_kind(const MatchFinds *v, int kind) {
    for (size_t i = 0; i < v->n; i++) {
        if (v->v[i].kind == kind) return &v->v[i];
    }
    return NULL;
}

static void test_who_accompanies_answers_as_long_as_they_take_cases(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Consultant *v = ent_new(&f->ctx, &consultant_entity);
    v->account = m.h.people[CONSULTANT];
    v->kind = CONSULTANT_KIND_MENTOR;
    v->fields = 1 << (TRADE_GROUP_FOOD - 1);
    v->about.v[LANG_EN] = LIT("Pricing for bakeries");
    v->head.unit = m.h.town;
    saved(f, &consultant_entity, v);
    Id         cafe = a_business(&m, "Cafe", 0, m.h.town);
    Listing   *need = a_listing(&m, LISTING_KIND_NEED, "Help with pricing", cafe, m.baker);
    MatchFinds all = ask(&m, COORDINATOR, need->head.id, true);
    const MatchFound *one = of_kind(&all, MATCHING_CONSULTANT);
    assert_true(one && one->listing == v->head.id && !one->actor && !one->room);
    all = ask(&m, OWNER, need->head.id, true);    /* staff alone read profiles */
    assert_null(of_kind(&all, MATCHING_CONSULTANT));
    v->capacity = 600;
    saved(f, &consultant_entity, v);
    all = ask(&m, COORDINATOR, need->head.id, true);
    assert_true(of_kind(&all, MATCHING_CONSULTANT)->room);
    v->state = CONSULTANT_STATE_PAUSED;
    saved(f, &consultant_entity, v);
    all = ask(&m, COORDINATOR, need->head.id, true);
    assert_null(of_kind(&all, MATCHING_CONSULTANT));
    market_end(&m);
}

static void test_a_pledge_answers_until_nothing_is_left_of_it(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Actor *mill = ent_new(&f->ctx, &actor_entity);
    mill->name.v[LANG_EN] = LIT("Salt Works");
    mill->kind = ACTOR_KIND_CORPORATION;
    mill->head.unit = m.h.town;
    saved(f, &actor_entity, mill);
    Pledge *p = ent_new(&f->ctx, &pledge_entity);
    p->what.v[LANG_EN] = LIT("Cold storage hours");
    p->actor = mill->head.id;
    p->circle = PLEDGE_CIRCLE_IN_KIND;
    p->place = m.h.town;
    p->quantity = 10;
    p->counted_in = PLEDGE_UNIT_HOURS;
    p->by_on = day_plus(f->ctx.reader.today, 60);
    become(&m.h, COORDINATOR);
    saved(f, &pledge_entity, p);
    fixture_system(f);
    Listing   *need = a_listing(&m, LISTING_KIND_NEED, "Cold storage at night", a_business(&m, "Cafe", 0, m.h.town), 0);
    MatchFinds v = ask(&m, COORDINATOR, need->head.id, true);
    const MatchFound *one = of_kind(&v, MATCHING_PLEDGE);
    assert_true(one && one->listing == p->head.id && one->actor == mill->head.id && one->why.near == 1000);
    v = ask(&m, OWNER, need->head.id, true);      /* the unit's until it is shown */
    assert_null(of_kind(&v, MATCHING_PLEDGE));
    for (int i = 0; i < 2; i++) {
        PledgeGiven *g = ent_new(&f->ctx, &pledge_given_entity);
        become(&m.h, COORDINATOR);
        g->pledge = p->head.id;
        g->what = LIT("Hours");
        g->on_day = f->ctx.reader.today;
        g->quantity = 5;
        g->witness = m.h.people[COORDINATOR];
        saved(f, &pledge_given_entity, g);
        fixture_system(f);
        v = ask(&m, COORDINATOR, need->head.id, true);
        assert_true((of_kind(&v, MATCHING_PLEDGE) != NULL) == (i == 0));
    }
    market_end(&m);
}

static void test_a_facility_answers_and_what_will_be_bought_is_a_need(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Facility *k = ent_new(&f->ctx, &facility_entity);
    k->name.v[LANG_EN] = LIT("Training kitchen with an oven");
    k->kind = FACILITY_KIND_KITCHEN;
    k->actor = a_business(&m, "College", 0, m.h.town);
    k->place = m.h.town;
    saved(f, &facility_entity, k);
    Id baker = a_business(&m, "Bakery", m.baker, m.h.town), council = a_business(&m, "Council", 0, m.h.town);
    Listing   *need = a_listing(&m, LISTING_KIND_NEED, "A kitchen with an oven", baker, 0);
    MatchFinds v = ask(&m, COORDINATOR, need->head.id, true);
    assert_true(of_kind(&v, MATCHING_FACILITY) && of_kind(&v, MATCHING_FACILITY)->listing == k->head.id);
    ComingPurchase *c = ent_new(&f->ctx, &coming_purchase_entity);
    c->what = LIT("Rolls for the schools");
    c->buyer = council;
    c->category = m.baker;
    saved(f, &coming_purchase_entity, c);
    Listing *offer = a_listing(&m, LISTING_KIND_OFFER, "Bread by night", baker, m.baker);
    v = ask(&m, COORDINATOR, offer->head.id, false);
    assert_true(of_kind(&v, MATCHING_COMING) && of_kind(&v, MATCHING_COMING)->actor == council);
    c->until_on = day_plus(f->ctx.reader.today, -1);
    c->from_on = c->until_on;
    saved(f, &coming_purchase_entity, c);
    v = ask(&m, COORDINATOR, offer->head.id, false);
    assert_null(of_kind(&v, MATCHING_COMING));
    market_end(&m);
}

/* ---- who could supply what is bought ----------------------------------------------------------------------------- */

static MatchFinds ask_supply(Market *m, const ComingPurchase *p, const PlaceLocal *l, Id but) {
    Fixture   *f = m->h.f;
    MatchFinds v;
    MatchThing thing = {.id = p->head.id, .holder = p->buyer, .kind = MATCHING_COMING, .need = true, .title = p->what};
    (void)ask(m, HEADQUARTERS, p->head.id, true);  /* the image is current */
    become(&m->h, HEADQUARTERS);
    MatchWant want = {.thing = &thing, .local = l, .but = &but, .but_n = but != 0, .max = 6};
    assert_int_equal(matching_for(&f->ctx, &want, &v), OK);
    fixture_system(f);
    return v;
}

static void test_suppliers_are_businesses_and_local_by_what_was_chosen(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id here = a_business(&m, "Bakery here", m.baker, m.h.town);
    Id far = a_business(&m, "Bakery elsewhere", m.baker, m.other_town);
    Id council = a_business(&m, "Council", 0, m.h.town);
    Listing *offer = a_listing(&m, LISTING_KIND_OFFER, "Rolls by night", here, m.baker);
    Facility *k = ent_new(&f->ctx, &facility_entity);
    k->name.v[LANG_EN] = LIT("Kitchen for rolls and schools");
    k->kind = FACILITY_KIND_KITCHEN;
    k->actor = a_business(&m, "College", 0, m.h.town);
    k->place = m.h.town;
    saved(f, &facility_entity, k);
    ComingPurchase *c = ent_new(&f->ctx, &coming_purchase_entity);
    c->what = LIT("Rolls for the schools");
    c->buyer = council;
    c->category = m.baker;
    saved(f, &coming_purchase_entity, c);
    PlaceLocal none = {0}, there;
    MatchFinds v = ask_supply(&m, c, &none, 0);
    assert_true(v.n == 2 && v.v[0].actor == here && v.v[0].listing == offer->head.id && v.v[1].actor == far);
    assert_true(v.v[1].why.near == 0 && !v.v[1].local && !of_kind(&v, MATCHING_FACILITY));
    assert_int_equal(ask_supply(&m, c, &none, here).n, 1);              /* who is asked already is not proposed */
    assert_int_equal(place_local_read(&f->ctx, id_str(f->ctx.arena, m.other_town), &there), OK);
    assert_true(there.version);
    v = ask_supply(&m, c, &there, 0);                                   /* the buyer may sit anywhere */
    assert_true(of_actor(&v, far)->local && of_actor(&v, far)->why.near == MATCHING_NEAR_WITHIN);
    assert_false(of_actor(&v, here)->local);
    Listing   *need = a_listing(&m, LISTING_KIND_NEED, "Bread", council, m.baker);
    MatchThing thing = matching_thing(&f->ctx, need);
    (void)ask(&m, COORDINATOR, need->head.id, true);
    assert_int_equal(matching_for(&f->ctx, &(MatchWant){.thing = &thing, .local = &there, .max = 5}, &v), OK);
    assert_false(of_actor(&v, far)->local);                             /* of a need both are to be local */
    thing.holder = far;
    assert_int_equal(matching_for(&f->ctx, &(MatchWant){.thing = &thing, .local = &there, .max = 5}, &v), OK);
    assert_true(of_actor(&v, far)->local);
    market_end(&m);
}

static Str supply_card(Market *m, const ComingPurchase *p) {
    Fixture *f = m->h.f;
    Request  rq = {.method = GET, .path = LIT("/coming-purchases")};
    Buf      b;
    (void)ask(m, COORDINATOR, p->head.id, true);   /* the image is current */
    become(&m->h, COORDINATOR);
    Page pg = page_new(&f->ctx, &rq, NAV_MORE, LIT("Purchase"));
    buf_init(&b, 1 << 18);
    assert_int_equal(MATCHING_PURCHASE.draw(&b, &pg, p), OK);
    fixture_system(f);
    return html_keep(&f->arena, &b).s;
}

/* Nobody new is not nobody: whom somebody has put on the request could supply it. */
static void test_who_is_asked_already_was_found(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    const Str nobody = tr(LANG_EN, T_MATCHING_NO_SUPPLIER), asked = tr(LANG_EN, T_MATCHING_ALL_ASKED);
    ComingPurchase *p = ent_new(&f->ctx, &coming_purchase_entity);
    p->what = LIT("Rolls for the schools");
    p->buyer = a_business(&m, "Council", 0, m.h.town);
    p->category = m.baker;
    p->head.unit = m.h.town;
    saved(f, &coming_purchase_entity, p);
    Str card = supply_card(&m, p);
    assert_true(str_find(card, nobody) >= 0 && str_find(card, asked) < 0);
    Quote        *q = ent_new(&f->ctx, &quote_entity);
    QuoteRequest *r = ent_new(&f->ctx, &quote_request_entity);
    q->supplier = a_business(&m, "Bakery here", m.baker, m.h.town);
    assert_true(str_find(supply_card(&m, p), LIT("Bakery here")) >= 0);
    r->what = p->what;
    r->buyer = p->buyer;
    r->purchase = p->head.id;
    r->answer_by = day_plus(f->ctx.reader.today, 20);
    q->of_request = saved(f, &quote_request_entity, r);
    q->why_asked = LIT("Works in this very field");
    saved(f, &quote_entity, q);
    card = supply_card(&m, p);
    assert_true(str_find(card, asked) >= 0 && str_find(card, nobody) < 0);
    assert_true(str_find(card, view_record_path(&f->ctx, &quote_request_entity, r->head.id)) >= 0);
    market_end(&m);
}

static void test_a_request_that_is_being_written_is_shown_to_nobody_it_could_ask(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id baker = a_business(&m, "Bakery", m.baker, m.h.town), council = a_business(&m, "Council", 0, m.h.town);
    Listing      *offer = a_listing(&m, LISTING_KIND_OFFER, "Bread by night", baker, m.baker);
    QuoteRequest *q = ent_new(&f->ctx, &quote_request_entity);
    q->what = LIT("Pastry for two events");
    q->buyer = council;
    q->category = m.baker;
    q->answer_by = day_plus(f->ctx.reader.today, 20);
    saved(f, &quote_request_entity, q);
    MatchFinds v = ask(&m, COORDINATOR, offer->head.id, false);
    assert_null(of_kind(&v, MATCHING_QUOTE));
    v = ask(&m, COORDINATOR, q->head.id, true);
    assert_non_null(of_actor(&v, baker));
    q->state = QUOTE_STATE_ASKED;
    saved(f, &quote_request_entity, q);
    v = ask(&m, COORDINATOR, offer->head.id, false);
    assert_non_null(of_kind(&v, MATCHING_QUOTE));
    market_end(&m);
}

/* ---- what stands beside a pair ----------------------------------------------------------------------------------- */

static void test_whom_somebody_introduces_already_is_not_shown(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id one = a_business(&m, "Bakery", m.baker, m.h.town), cafe = a_business(&m, "Cafe", 0, m.h.town);
    Id two = a_business(&m, "Other bakery", m.baker, m.h.town);
    Listing      *need = a_listing(&m, LISTING_KIND_NEED, "Bread", cafe, m.baker);
    Introduction *i = ent_new(&f->ctx, &introduction_entity);
    assert_int_equal(ask(&m, COORDINATOR, need->head.id, true).n, 2);
    become(&m.h, COORDINATOR);
    i->about = LIT("Bread");
    i->one = one;
    i->other = cafe;
    i->why_one = i->why_other = LIT("They bake at night");
    saved(f, &introduction_entity, i);
    fixture_system(f);
    MatchFinds v = ask(&m, COORDINATOR, need->head.id, true);
    assert_true(v.n == 1 && v.v[0].actor == two);
    f->ctx.reader.today = day_plus(f->ctx.reader.today, 60);   /* nobody answered, and it waits no more */
    v = ask(&m, COORDINATOR, need->head.id, true);
    assert_int_equal(v.n, 2);
    market_end(&m);
}

static void a_spare(Market *m, Id actor, Id field, int free, Spare *s) {
    s->actor = actor;
    s->category = field;
    s->free = free;
    saved(m->h.f, &spare_entity, s);
}

static void test_free_capacity_counts_where_it_is_known_to_the_reader(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id one = a_business(&m, "First bakery", m.baker, m.h.town), two = a_business(&m, "Second", m.baker, m.h.town);
    Listing *need = a_listing(&m, LISTING_KIND_NEED, "Bread", a_business(&m, "Cafe", 0, m.h.town), m.baker);
    Spare   *s = ent_new(&f->ctx, &spare_entity), *of_print = ent_new(&f->ctx, &spare_entity);
    MatchFinds v = ask(&m, COORDINATOR, need->head.id, true);
    assert_true(v.n == 2 && v.v[0].actor == one && v.v[0].why.free == MATCH_FREE_UNKNOWN);
    a_spare(&m, two, m.baker, 40, s);
    a_spare(&m, one, m.printer, 90, of_print);    /* of another field: says nothing here */
    v = ask(&m, COORDINATOR, need->head.id, true);
    assert_true(v.v[0].actor == two && v.v[0].why.free == 40 && v.v[1].why.free == MATCH_FREE_UNKNOWN);
    assert_int_equal(v.v[0].score - v.v[1].score, 40 * MATCH_FREE_POINTS);
    a_spare(&m, two, m.baker, 0, s);
    v = ask(&m, COORDINATOR, need->head.id, true);
    assert_true(v.n == 1 && v.v[0].actor == one); /* who is full is no answer */
    assert_int_equal(fixture_archive(f, &spare_entity, s->head.id), OK);
    v = ask(&m, COORDINATOR, need->head.id, true);
    assert_int_equal(v.n, 2);
    market_end(&m);
}

static Id in_street(Market *m, const char *name, const char *street, Id town) {
    Actor *a = ent_new(&m->h.f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = ACTOR_KIND_BUSINESS;
    a->category = m->baker;
    a->street = str_of(street);
    a->locality = a->head.unit = town;
    return saved(m->h.f, &actor_entity, a);
}

static void test_the_same_street_of_the_same_town(void **state) {
    FIXTURE(f, state);
    Market m;
    market(&m, f);
    Id same = in_street(&m, "Same", "HERZL 40", m.h.town), other = in_street(&m, "Other", "Bialik 12", m.h.town);
    Id apart = in_street(&m, "Apart", "Herzl St. 12", m.other_town);
    Id       cafe = in_street(&m, "Cafe", "12 Herzl Street", m.h.town);
    Listing *need = a_listing(&m, LISTING_KIND_NEED, "Bread", cafe, m.baker);
    MatchFinds v = ask(&m, HEADQUARTERS, need->head.id, true);
    assert_int_equal(v.n, 3);
    assert_true(of_actor(&v, same)->street && !of_actor(&v, other)->street && !of_actor(&v, apart)->street);
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
        FIXTURE_BOTH(test_who_accompanies_answers_as_long_as_they_take_cases),
        FIXTURE_BOTH(test_a_pledge_answers_until_nothing_is_left_of_it),
        FIXTURE_BOTH(test_a_facility_answers_and_what_will_be_bought_is_a_need),
        FIXTURE_BOTH(test_suppliers_are_businesses_and_local_by_what_was_chosen),
        FIXTURE_BOTH(test_who_is_asked_already_was_found),
        FIXTURE_BOTH(test_a_request_that_is_being_written_is_shown_to_nobody_it_could_ask),
        FIXTURE_BOTH(test_whom_somebody_introduces_already_is_not_shown),
        FIXTURE_BOTH(test_free_capacity_counts_where_it_is_known_to_the_reader),
        FIXTURE_BOTH(test_the_same_street_of_the_same_town),
        FIXTURE_BOTH(test_a_new_field_and_a_place_that_moves_are_followed),
        FIXTURE_BOTH(test_without_an_image_nothing_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
