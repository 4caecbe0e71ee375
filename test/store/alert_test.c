/* Alerts: what is new and fits is told once, to whoever wished it, as they may see it; never who was passed over or
** asked not to be written to; by field, definition of a place and quantity; by mail as they wish. */
#include "cases.h"

#include "alert/alert_page.h"
#include "db/facts.h"
#include "matching/matching_page.h"
#include "place/place.h"
#include "seek/seek.h"
#include "sending/sending_page.h"

typedef struct Market {
    House h;
    Id    other_town, baker, cakes, printer, needer;
    Listing *need;
} Market;

static Id saved(Fixture *f, const Entity *e, void *rec) {
    Fault fault = fixture_save(f, e, rec);
    if (fault != OK) {
        const Complaints *cs = &f->ctx.complaints;
        fail_msg("%s: %s %s", e->name, fault_name(fault), cs->n ? cs->v[0].field : "");
    }
    return ((Head *)rec)->id;
}

static Id a_field(Fixture *f, const char *code) {
    Category *g = ent_new(&f->ctx, &category_entity);
    g->name.v[LANG_EN] = g->code = str_of(code);
    g->trade = TRADE_GROUP_FOOD;
    return saved(f, &category_entity, g);
}

static Id a_business(Market *m, const char *name, Id category, Id town) {
    Actor *a = ent_new(&m->h.f->ctx, &actor_entity);
    fixture_system(m->h.f);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = ACTOR_KIND_BUSINESS;
    a->category = category;
    a->locality = a->head.unit = town;
    return saved(m->h.f, &actor_entity, a);
}

static Listing *a_listing(Market *m, int kind, const char *title, Id holder, Id category) {
    Listing *l = ent_new(&m->h.f->ctx, &listing_entity);
    fixture_system(m->h.f);
    l->title.v[LANG_EN] = str_of(title);
    l->kind = kind;
    l->state = LISTING_STATE_OPEN;
    l->holder = holder;
    l->category = category;
    l->place = m->h.town;
    saved(m->h.f, &listing_entity, l);
    return l;
}

static void a_grant(Market *m, int who, int role, Id place) {
    Grant *g = ent_new(&m->h.f->ctx, &grant_entity);
    fixture_system(m->h.f);
    g->account = m->h.people[who];
    g->role = role;
    g->place = place;
    saved(m->h.f, &grant_entity, g);
}

static Fault site_run(Ctx *c, void *arg) {
    (void)arg;
    return fact_set(c, "site", LIT("https://negev.example"));
}

static void market(Market *m, Fixture *f) {
    *m = (Market){.h = {.f = f}};
    a_house(&m->h, f);
    assert_int_equal(fixture_script(f, "DELETE FROM reach"), OK);   /* grants say who reaches what */
    a_grant(m, COORDINATOR, GRANT_ROLE_COORDINATOR, m->h.town);
    a_grant(m, OTHER_COORDINATOR, GRANT_ROLE_COORDINATOR, m->h.town);
    a_grant(m, HEADQUARTERS, GRANT_ROLE_HQ, 0);
    a_grant(m, OWNER, GRANT_ROLE_OWNER, 0);
    Place *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_LOCALITY;
    p->name.v[LANG_EN] = LIT("Elsewhere");
    m->other_town = saved(f, &place_entity, p);
    m->baker = a_field(f, "shop/bakery");
    m->cakes = a_field(f, "shop/bakery/cakes");
    m->printer = a_field(f, "craft/printer");
    m->needer = a_business(m, "Cafe", 0, m->h.town);
    m->need = a_listing(m, LISTING_KIND_NEED, "Bread every morning", m->needer, m->baker);
    assert_int_equal(fixture_write(f, site_run, NULL), OK);
    matching_image_start(f->region);
    seek_start(f->region);
}

static void market_end(Market *m) {
    fixture_unread(m->h.f);
    seek_stop(m->h.f->region);
    matching_image_stop(m->h.f->region);
}

/* As the thread does, a minute later; where the region itself has changed it is read anew first. */
static void look(Market *m) {
    Fixture   *f = m->h.f;
    MatchFinds finds;
    AlertPass  pass;
    fixture_unread(f);
    assert_true(seek_wait(f->region));
    fixture_read(f);
    fixture_system(f);
    for (int i = 0; i < 600 && matching_image_stale(f->region); i++) {
        nanosleep(&(struct timespec){.tv_nsec = 50 * 1000 * 1000}, NULL);
        assert_int_equal(matching_who(&f->ctx, m->need->head.id, 20, &finds), OK);
    }
    fixture_unread(f);
    f->ctx.reader.now += 60 * 1000;
    assert_int_equal(alerts_look(f->region, &f->ctx.reader, &pass), OK);
    assert_false(pass.later);
    fixture_read(f);
}

static Alert *an_alert(Market *m, int who, Id listing, int way) {
    Alert *a = ent_new(&m->h.f->ctx, &alert_entity);
    become(&m->h, who);
    a->listing = listing;
    a->looks_for = ALERT_SIDE_OFFERS;
    a->way = way;
    saved(m->h.f, &alert_entity, a);
    return a;
}

static size_t fresh(Market *m, int who, AlertHit *ret_v) {
    size_t n;
    become(&m->h, who);
    assert_int_equal(alert_hits_own(&m->h.f->ctx, 0, false, ret_v, 20, &n), OK);
    return n;
}

static int64_t mails(Market *m, const Alert *a, Stamp *ret_at) {
    static const Query COUNT = {.sql = "SELECT CAST(count(*) AS BIGINT), CAST(coalesce(max(m.next_at), 0) AS BIGINT)"
                                       " FROM mails m WHERE m.about = :about AND m.sent_at IS NULL",
                                .in = "about:id", .out = "n:int at:int"};
    AUTO(rows_end) Rows r = {0};
    assert_int_equal(db_rows(&m->h.f->ctx, &COUNT, VALS(v_id(a->head.id)), &r), OK);
    assert_true(rows_next(&r));
    if (ret_at) *ret_at = rows_int(&r, 1);
    return rows_int(&r, 0);
}

static Fault saw_run(Ctx *c, void *arg) { return alert_saw(c, arg); }

/* ---- told once --------------------------------------------------------------------------------------------------- */

static void test_what_is_new_is_told_once_and_what_was_there_is_not(void **state) {
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    market(&m, f);
    Id old = a_business(&m, "Old bakery", m.baker, m.h.town);
    an_alert(&m, COORDINATOR, m.need->head.id, ALERT_WAY_PAGE);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 0);
    Id new = a_business(&m, "New bakery", m.baker, m.h.town);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 1);
    assert_true(v[0].actor == new && !v[0].listing);
    assert_int_equal(fresh(&m, OTHER_COORDINATOR, v), 0);
    assert_int_equal(fresh(&m, HEADQUARTERS, v), 0);
    become(&m.h, COORDINATOR);
    assert_int_equal(fixture_write(f, saw_run, &(AlertHit){.actor = new, .alert = v[0].alert}), OK);
    Id both[] = {old, new};
    for (size_t i = 0; i < 2; i++) {              /* each changes: one was there before, one was told */
        Actor *a = ent_new(&f->ctx, &actor_entity);
        fixture_system(f);
        assert_int_equal(ent_load(&f->ctx, &actor_entity, both[i], a), OK);
        a->about = LIT("Night-baked");
        saved(f, &actor_entity, a);
        look(&m);
        assert_int_equal(fresh(&m, COORDINATOR, v), 0);
    }
    Listing *l = a_listing(&m, LISTING_KIND_OFFER, "Bread by night", old, m.baker);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 1);
    assert_true(v[0].listing == l->head.id);
    market_end(&m);
}

static void test_who_was_passed_over_is_not_told(void **state) {
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    market(&m, f);
    an_alert(&m, COORDINATOR, m.need->head.id, ALERT_WAY_PAGE);
    look(&m);
    Id one = a_business(&m, "One", m.baker, m.h.town), two = a_business(&m, "Two", m.baker, m.h.town);
    for (int i = 0; i < 2; i++) {                 /* before it was told, and after */
        Refusal *r = ent_new(&f->ctx, &refusal_entity);
        become(&m.h, COORDINATOR);
        r->need = m.need->head.id;
        r->actor = i ? two : one;
        r->reason = REFUSE_REASON_FAR;
        saved(f, &refusal_entity, r);
        look(&m);
        assert_int_equal(fresh(&m, COORDINATOR, v), i ? 0 : 1);
        assert_true(i || v[0].actor == two);
    }
    market_end(&m);
}

static void says_no(Market *m, Id actor) {
    Interest *v = ent_new(&m->h.f->ctx, &interest_entity);
    become(&m->h, COORDINATOR);
    v->actor = actor;
    v->way = HEAR_WAY_NONE;
    saved(m->h.f, &interest_entity, v);
}

static void test_who_asked_not_to_be_written_to_is_neither_told_of_nor_written_to(void **state) {
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    market(&m, f);
    Actor *own = ent_new(&f->ctx, &actor_entity);
    Case  *k = a_case(&m.h);
    case_on_consent(sending_on_consent);          /* as the module does at its start */
    fixture_system(f);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, m.h.client, own), OK);
    own->head.visibility = VIS_MEMBERS;
    saved(f, &actor_entity, own);
    become(&m.h, COORDINATOR);
    assert_int_equal(add_member(&m.h, k, OWNER, CASE_ROLE_OWNER), OK);
    Consent *yes = a_consent(&m.h, k, CONSENT_PURPOSE_CONTACT);
    saved(f, &consent_entity, yes);
    Listing *need = a_listing(&m, LISTING_KIND_NEED, "Flour", m.h.client, m.printer);
    Alert   *a = an_alert(&m, OWNER, need->head.id, ALERT_WAY_NOW);
    look(&m);
    Id no = a_business(&m, "Says no", m.printer, m.h.town);
    says_no(&m, no);
    look(&m);
    assert_int_equal(fresh(&m, OWNER, v), 0);
    Listing *l = a_listing(&m, LISTING_KIND_OFFER, "Flour by the sack", a_business(&m, "Mill", m.printer, m.h.town),
                           m.printer);
    look(&m);
    assert_int_equal(fresh(&m, OWNER, v), 1);
    assert_true(v[0].listing == l->head.id);
    assert_int_equal(mails(&m, a, NULL), 1);
    assert_int_equal(fixture_write(f, saw_run, &v[0]), OK);
    assert_int_equal(mails(&m, a, NULL), 0);
    become(&m.h, OWNER);
    yes->withdrawn_at = f->ctx.reader.now;        /* from then on they find it on their page alone */
    saved(f, &consent_entity, yes);
    a_listing(&m, LISTING_KIND_OFFER, "Flour, organic", a_business(&m, "Mill two", m.printer, m.h.town), m.printer);
    look(&m);
    assert_int_equal(fresh(&m, OWNER, v), 1);
    assert_int_equal(mails(&m, a, NULL), 0);
    market_end(&m);
}

/* ---- whose eyes -------------------------------------------------------------------------------------------------- */

static void test_only_what_the_reader_may_see_is_told(void **state) {
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    market(&m, f);
    Alert *a = an_alert(&m, COORDINATOR, m.need->head.id, ALERT_WAY_NOW);
    an_alert(&m, HEADQUARTERS, m.need->head.id, ALERT_WAY_PAGE);
    look(&m);
    Id hidden = a_business(&m, "Bakery elsewhere", m.baker, m.other_town);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 0);
    assert_int_equal(mails(&m, a, NULL), 0);
    assert_int_equal(fresh(&m, HEADQUARTERS, v), 1);
    Actor *b = ent_new(&f->ctx, &actor_entity);
    fixture_system(f);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, hidden, b), OK);
    b->head.visibility = VIS_MEMBERS;             /* shown to all: then it is new to the coordinator too */
    saved(f, &actor_entity, b);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 1);
    assert_int_equal(mails(&m, a, NULL), 1);
    sees(&m.h, &alert_entity, a->head.id, "x----");
    market_end(&m);
}

/* ---- mails ------------------------------------------------------------------------------------------------------- */

static void test_one_mail_a_morning_for_all_or_at_once_or_none(void **state) {
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    Stamp    at;
    market(&m, f);
    Listing *next = a_listing(&m, LISTING_KIND_NEED, "Rolls", m.needer, m.baker);
    Alert   *one = an_alert(&m, COORDINATOR, m.need->head.id, ALERT_WAY_DAILY);
    Alert   *two = an_alert(&m, COORDINATOR, next->head.id, ALERT_WAY_DAILY);
    Alert   *now = an_alert(&m, OTHER_COORDINATOR, m.need->head.id, ALERT_WAY_NOW);
    Alert   *page = an_alert(&m, HEADQUARTERS, m.need->head.id, ALERT_WAY_PAGE);
    look(&m);
    a_business(&m, "Bakery", m.baker, m.h.town);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 2);
    assert_int_equal(mails(&m, one, &at) + mails(&m, two, NULL), 1);
    assert_true(mails(&m, one, &at) == 0 || at == stamp_of(20260602, 7, 0, "Asia/Jerusalem"));
    assert_int_equal(mails(&m, now, &at), 1);
    assert_true(at <= f->ctx.reader.now);
    assert_int_equal(mails(&m, page, NULL), 0);
    Alert *again = ent_new(&f->ctx, &alert_entity);            /* one for a listing */
    become(&m.h, COORDINATOR);
    again->listing = next->head.id;
    again->looks_for = ALERT_SIDE_OFFERS;
    again->way = ALERT_WAY_PAGE;
    assert_int_equal(fixture_save(f, &alert_entity, again), INVALID);
    Listing *third = a_listing(&m, LISTING_KIND_NEED, "Pitta", m.needer, m.baker);
    Alert   *soon = an_alert(&m, COORDINATOR, third->head.id, ALERT_WAY_NOW);
    look(&m);
    assert_int_equal(mails(&m, soon, NULL), 0);                /* what was there already */
    one->looks_for = ALERT_SIDE_ACTORS;           /* what is looked for is the listing's to say */
    one->place = m.h.town;
    become(&m.h, COORDINATOR);
    saved(f, &alert_entity, one);
    assert_true(one->looks_for == ALERT_SIDE_OFFERS && !one->place);
    a_business(&m, "Second bakery", m.baker, m.h.town);
    look(&m);
    assert_int_equal(mails(&m, soon, &at), 1);                 /* does not wait for the morning's */
    assert_true(at <= f->ctx.reader.now);
    assert_int_equal(mails(&m, one, NULL) + mails(&m, two, NULL), 1);   /* it waits already */
    one->way = two->way = ALERT_WAY_PAGE;
    become(&m.h, COORDINATOR);
    saved(f, &alert_entity, one);
    saved(f, &alert_entity, two);
    assert_int_equal(mails(&m, one, NULL) + mails(&m, two, NULL), 0);
    market_end(&m);
}

/* ---- what somebody looks out for --------------------------------------------------------------------------------- */

static Alert *looks_out(Market *m, int side, Id category, Id place) {
    Alert *a = ent_new(&m->h.f->ctx, &alert_entity);
    become(&m->h, COORDINATOR);
    a->looks_for = side;
    a->category = category;
    a->place = place;
    a->way = ALERT_WAY_PAGE;
    return a;
}

static void test_a_field_with_what_stands_below_it(void **state) {
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    market(&m, f);
    Id one = a_business(&m, "One", 0, m.h.town);
    a_listing(&m, LISTING_KIND_OFFER, "Before", one, m.baker);
    saved(f, &alert_entity, looks_out(&m, ALERT_SIDE_OFFERS, m.baker, 0));
    a_listing(&m, LISTING_KIND_OFFER, "Print", one, m.printer);
    a_listing(&m, LISTING_KIND_NEED, "Bread", one, m.baker);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 0);
    Listing *l = a_listing(&m, LISTING_KIND_OFFER, "Cakes", one, m.cakes);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 1);
    assert_true(v[0].listing == l->head.id);
    l->state = LISTING_STATE_WITHDRAWN;           /* gone before it was looked at */
    saved(f, &listing_entity, l);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 0);
    Alert *none = looks_out(&m, ALERT_SIDE_OFFERS, 0, 0);
    assert_int_equal(fixture_save(f, &alert_entity, none), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "category");
    market_end(&m);
}

/* A field that is no more holds nobody; the thread goes on to the alerts behind it. */
static void test_a_field_that_was_erased_stops_nothing(void **state) {
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    market(&m, f);
    Id one = a_business(&m, "One", 0, m.h.town);
    saved(f, &alert_entity, looks_out(&m, ALERT_SIDE_OFFERS, m.printer, 0));
    saved(f, &alert_entity, looks_out(&m, ALERT_SIDE_OFFERS, m.cakes, 0));
    look(&m);
    char sql[160];
    snprintf(sql, sizeof sql, "DELETE FROM categories WHERE id = %lld", (long long)m.printer);
    assert_int_equal(fixture_script(f, sql), OK);
    Listing *cakes = a_listing(&m, LISTING_KIND_OFFER, "Cakes", one, m.cakes);
    a_listing(&m, LISTING_KIND_OFFER, "Of no field", one, 0);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 1);
    assert_true(v[0].listing == cakes->head.id);
    market_end(&m);
}

/* An import changes very many records: what was found before them stays, and of all of them what fits is found. */
static void test_what_was_found_stays_however_much_changes(void **state) {
    enum { MANY = 620 };
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    market(&m, f);
    saved(f, &alert_entity, looks_out(&m, ALERT_SIDE_ACTORS, m.baker, 0));
    look(&m);
    Id first = a_business(&m, "First", m.baker, m.h.town);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 1);
    Id second = a_business(&m, "Second", m.cakes, m.h.town);
    for (int i = 0; i < MANY; i++) a_business(&m, "Printer", m.printer, m.h.town);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 2);
    assert_true((v[0].actor == first) != (v[0].actor == second));
    market_end(&m);
}

static void test_an_alert_keeps_one_version_or_follows_what_is_in_force(void **state) {
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    market(&m, f);
    fixture_system(f);
    Id sits = a_business(&m, "Sits there", 0, m.other_town), serves = a_business(&m, "Serves there", 0, m.h.town);
    PlaceVersion *old = ent_new(&f->ctx, &place_version_entity), *next = ent_new(&f->ctx, &place_version_entity);
    assert_int_equal(place_version_on(&f->ctx, m.other_town, f->ctx.reader.today, old), OK);
    old->valid_until = day_plus(f->ctx.reader.today, -1);
    saved(f, &place_version_entity, old);
    fixture_system(f);
    next->place = m.other_town;
    next->method = PLACE_METHOD_DECLARED;
    next->valid_from = f->ctx.reader.today;
    saved(f, &place_version_entity, next);
    Belonging *b = ent_new(&f->ctx, &belonging_entity);
    b->actor = serves;
    b->place = m.other_town;
    b->reason = BELONG_REASON_SERVES;
    saved(f, &belonging_entity, b);
    Alert *follows = looks_out(&m, ALERT_SIDE_OFFERS, m.baker, m.other_town);
    saved(f, &alert_entity, follows);
    assert_true(follows->holds == ALERT_VERSION_IN_FORCE && follows->of_number == NUMBER_NONE);
    Alert *keeps = looks_out(&m, ALERT_SIDE_OFFERS, m.baker, m.other_town);
    keeps->holds = ALERT_VERSION_THIS;
    keeps->of_number = 77;
    assert_int_equal(fixture_save(f, &alert_entity, keeps), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "of_number");
    keeps->of_number = NUMBER_NONE;
    saved(f, &alert_entity, keeps);
    assert_int_equal(keeps->of_number, next->number);               /* nothing was chosen: the one in force */
    keeps->of_number = old->number;
    saved(f, &alert_entity, keeps);
    Listing *one = a_listing(&m, LISTING_KIND_OFFER, "Of who sits", sits, m.baker);
    Listing *two = a_listing(&m, LISTING_KIND_OFFER, "Of who serves", serves, m.baker);
    look(&m);
    size_t n = fresh(&m, COORDINATOR, v), by_next = 0, by_old = 0;
    for (size_t i = 0; i < n; i++) {
        by_next += v[i].alert == follows->head.id;
        by_old += v[i].alert == keeps->head.id;
        assert_true(v[i].alert == follows->head.id || v[i].listing == one->head.id);
    }
    assert_int_equal(by_next, 2);                                   /* by the declared one both are local */
    assert_int_equal(by_old, 1);
    (void)two;
    market_end(&m);
}

static void test_a_place_by_its_definition_of_local(void **state) {
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    market(&m, f);
    PlaceVersion *d = ent_new(&f->ctx, &place_version_entity);
    fixture_system(f);
    assert_int_equal(place_version_on(&f->ctx, m.other_town, f->ctx.reader.today, d), OK);
    d->valid_until = day_plus(f->ctx.reader.today, -1);
    saved(f, &place_version_entity, d);
    Alert *a = looks_out(&m, ALERT_SIDE_OFFERS, m.baker, m.other_town);
    assert_int_equal(fixture_save(f, &alert_entity, a), INVALID);   /* none is in force */
    assert_string_equal(f->ctx.complaints.v[0].field, "place");
    PlaceVersion *next = ent_new(&f->ctx, &place_version_entity);
    fixture_system(f);
    next->place = m.other_town;
    next->method = PLACE_METHOD_DECLARED;
    next->valid_from = f->ctx.reader.today;
    saved(f, &place_version_entity, next);
    become(&m.h, COORDINATOR);
    saved(f, &alert_entity, a);
    Id here = a_business(&m, "Here", 0, m.h.town), serves = a_business(&m, "Serves both", 0, m.h.town);
    Belonging *b = ent_new(&f->ctx, &belonging_entity);
    b->actor = serves;
    b->place = m.other_town;
    b->reason = BELONG_REASON_SERVES;
    saved(f, &belonging_entity, b);
    a_listing(&m, LISTING_KIND_OFFER, "Of here", here, m.baker);
    Listing *l = a_listing(&m, LISTING_KIND_OFFER, "Of both", serves, m.baker);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 1);
    assert_true(v[0].listing == l->head.id);      /* it sits here, and declares that it serves there */
    Alert *tree = looks_out(&m, ALERT_SIDE_ACTORS, m.printer, m.h.town);
    tree->nearness = ALERT_NEAR_TREE;
    saved(f, &alert_entity, tree);
    Id print = a_business(&m, "Print", m.printer, m.h.town);
    a_business(&m, "Print elsewhere", m.printer, m.other_town);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 2);
    assert_true(v[0].actor == print || v[1].actor == print);
    market_end(&m);
}

static void test_a_quantity_and_one_in_words_is_not_known(void **state) {
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    market(&m, f);
    Id     one = a_business(&m, "One", 0, m.h.town);
    Alert *a = looks_out(&m, ALERT_SIDE_OFFERS, m.baker, 0);
    a->amount = 100;
    assert_int_equal(fixture_save(f, &alert_entity, a), INVALID);   /* a hundred of what? */
    a->counted_in = LISTING_UNIT_KG;
    saved(f, &alert_entity, a);
    Listing *few = a_listing(&m, LISTING_KIND_OFFER, "Few", one, m.baker);
    Listing *much = a_listing(&m, LISTING_KIND_OFFER, "Much", one, m.baker);
    Listing *words = a_listing(&m, LISTING_KIND_OFFER, "In words", one, m.baker);
    few->amount = 20;
    much->amount = 0.2;
    few->counted_in = LISTING_UNIT_KG;
    much->counted_in = LISTING_UNIT_TONS;
    words->quantity = LIT("120 kg a week");
    saved(f, &listing_entity, few);
    saved(f, &listing_entity, much);
    saved(f, &listing_entity, words);
    look(&m);
    assert_int_equal(fresh(&m, COORDINATOR, v), 2);
    for (size_t i = 0; i < 2; i++) {
        assert_true(v[i].listing == (v[i].ask ? words->head.id : much->head.id));
    }
    few->amount_most = 10;
    assert_int_equal(fixture_save(f, &listing_entity, few), INVALID);
    market_end(&m);
}

/* ---- whatever happens -------------------------------------------------------------------------------------------- */

/* Businesses come, change, close and are passed over at random: none is ever told twice, none that is not seen. */
static void test_nothing_is_told_twice_whatever_happens(void **state) {
    enum { BUSINESSES = 6, STEPS = 24 };
    FIXTURE(f, state);
    Market   m;
    AlertHit v[20];
    Id       all[BUSINESSES] = {0};
    int      told[BUSINESSES] = {0};
    uint32_t seed = 11;
    market(&m, f);
    an_alert(&m, COORDINATOR, m.need->head.id, ALERT_WAY_PAGE);
    look(&m);
    for (int i = 0; i < STEPS; i++) {
        seed = seed * 1664525u + 1013904223u;
        int  k = (int)(seed >> 20) % BUSINESSES, what = (int)(seed >> 26) % 3;
        bool away = k == BUSINESSES - 1;          /* nobody of this town sees that one */
        if (!all[k]) all[k] = a_business(&m, "Bakery", m.baker, away ? m.other_town : m.h.town);
        Actor *a = ent_new(&f->ctx, &actor_entity);
        fixture_system(f);
        assert_int_equal(ent_load(&f->ctx, &actor_entity, all[k], a), OK);
        a->life = what == 0 ? LIFE_STATE_CLOSED : LIFE_STATE_ACTIVE;
        a->about = what == 1 ? LIT("Bread") : LIT("Rolls");
        saved(f, &actor_entity, a);
        look(&m);
        size_t n = fresh(&m, COORDINATOR, v);
        for (size_t j = 0; j < n; j++) {
            for (int b = 0; b < BUSINESSES; b++) told[b] += all[b] == v[j].actor;
            assert_true(v[j].actor != all[BUSINESSES - 1] || !all[BUSINESSES - 1]);
        }
        assert_int_equal(fixture_write(f, saw_run, &(AlertHit){0}), OK);
    }
    for (int b = 0; b < BUSINESSES; b++) assert_true(told[b] <= 1);
    market_end(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_what_is_new_is_told_once_and_what_was_there_is_not),
        FIXTURE_BOTH(test_who_was_passed_over_is_not_told),
        FIXTURE_BOTH(test_who_asked_not_to_be_written_to_is_neither_told_of_nor_written_to),
        FIXTURE_BOTH(test_only_what_the_reader_may_see_is_told),
        FIXTURE_BOTH(test_one_mail_a_morning_for_all_or_at_once_or_none),
        FIXTURE_BOTH(test_a_field_with_what_stands_below_it),
        FIXTURE_BOTH(test_a_field_that_was_erased_stops_nothing),
        FIXTURE_BOTH(test_what_was_found_stays_however_much_changes),
        FIXTURE_BOTH(test_a_place_by_its_definition_of_local),
        FIXTURE_BOTH(test_an_alert_keeps_one_version_or_follows_what_is_in_force),
        FIXTURE_BOTH(test_a_quantity_and_one_in_words_is_not_known),
        FIXTURE_BOTH(test_nothing_is_told_twice_whatever_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
