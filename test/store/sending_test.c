/* Passing on: nobody who said no is told, nobody too often, nothing past its last day, nothing twice; who sees it; a
** link answers in one tap until consent is withdrawn; whoever is interested is reminded once. */
#include "cases.h"

#include "db/facts.h"
#include "ent/list.h"
#include "listing/listing.h"
#include "sending/sending_page.h"
#include "tie_ent.h"

typedef struct Setting {
    House h;
    Id    mill, call;                             /* a business with mail and phone; an opportunity of its place */
} Setting;

static Fault site_run(Ctx *c, void *arg) {
    (void)arg;
    return fact_set(c, "site", LIT("https://negev.example"));
}

static Id a_business(House *h, const char *name, const char *phone, const char *email) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    fixture_system(h->f);
    a->name.v[LANG_HE] = str_of(name);
    a->kind = ACTOR_KIND_BUSINESS;
    a->phone = str_of(phone);
    a->email = str_of(email);
    a->locality = h->town;
    a->head.unit = h->town;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static Id a_call(House *h, Day deadline) {
    Listing *l = ent_new(&h->f->ctx, &listing_entity);
    fixture_system(h->f);
    l->title.v[LANG_HE] = LIT("קול קורא");
    l->kind = LISTING_KIND_OPPORTUNITY;
    l->state = LISTING_STATE_OPEN;
    l->place = h->town;
    l->deadline_on = deadline;
    assert_int_equal(fixture_save(h->f, &listing_entity, l), OK);
    return l->head.id;
}

static void setting(Setting *s, Fixture *f) {
    a_house(&s->h, f);
    assert_int_equal(fixture_write(f, site_run, NULL), OK);
    s->mill = a_business(&s->h, "mill", "+972500000001", "mill@demo.invalid");
    s->call = a_call(&s->h, day_plus(f->ctx.reader.today, 30));
    become(&s->h, COORDINATOR);
}

/* What a business says, in place of what it said before. */
static void says(House *h, Id actor, int way, int64_t not_kinds) {
    Interest *v = ent_new(&h->f->ctx, &interest_entity);
    become(h, COORDINATOR);
    assert_int_equal(interest_of(&h->f->ctx, actor, v), OK);
    v->actor = actor;
    v->way = way;
    v->not_kinds = not_kinds;
    assert_int_equal(fixture_save(h->f, &interest_entity, v), OK);
}

static Notice *tell(House *h, Id actor, Id call, Fault expected) {
    Notice *n = ent_new(&h->f->ctx, &notice_entity);
    become(h, COORDINATOR);
    n->actor = actor;
    n->listing = call;
    assert_int_equal(fixture_save(h->f, &notice_entity, n), expected);
    return n;
}

typedef struct Answering {
    Str     key;
    int     state;
    Notice *n;
} Answering;
static Fault answer_run(Ctx *c, void *arg) {
    Answering *a = arg;
    return notice_answer(c, a->key, a->state, LIT("too far"), a->n);
}
static Fault answer(House *h, Notice *n, int state) {
    Answering a = {n->key, state, n};
    h->f->ctx.who = (Who){.org = FIXTURE_ORG, .floor = VIS_PUBLIC, .scopes = ~0u};
    return fixture_write(h->f, answer_run, &a);
}

typedef struct Moving {
    Id  id;
    int state;
} Moving;
static Fault move_run(Ctx *c, void *arg) {
    Moving *m = arg;
    return notice_move(c, m->id, m->state, (Str){0}, ent_new(c, &notice_entity));
}

/* Mails that wait about a notice, and when the last of them goes. */
static int64_t mails(Fixture *f, Id about, Stamp *ret_at) {
    static const Query MAILS = {.sql = "SELECT CAST(count(*) AS BIGINT), max(next_at) FROM mails WHERE about = :about"
                                       " AND sent_at IS NULL",
                                .in = "about:id", .out = "n:int at:int"};
    AUTO(rows_end) Rows r = {0};
    assert_int_equal(db_rows(&f->ctx, &MAILS, VALS(v_id(about)), &r), OK);
    assert_true(rows_next(&r));
    int64_t n = rows_int(&r, 0);
    if (ret_at) *ret_at = rows_int(&r, 1);
    return n;
}

static void test_no_is_no_and_not_asked_is_by_phone(void **state) {
    FIXTURE(f, state);
    Setting s;
    setting(&s, f);
    House *h = &s.h;
    Notice *n = tell(h, s.mill, s.call, OK);      /* nobody asked them: somebody calls, no mail goes */
    assert_int_equal(n->state, NOTICE_STATE_TO_TELL);
    assert_int_equal(n->told_on, 0);
    assert_int_equal(mails(f, n->head.id, NULL), 0);
    Id oven = a_business(h, "oven", "+972500000002", "oven@demo.invalid");
    says(h, oven, HEAR_WAY_MAIL, 0);
    n = tell(h, oven, s.call, OK);
    assert_int_equal(n->state, NOTICE_STATE_TOLD);
    assert_int_equal(mails(f, n->head.id, NULL), 1);
    says(h, oven, HEAR_WAY_NONE, 0);              /* what waits is taken back, the link is closed */
    assert_int_equal(mails(f, n->head.id, NULL), 0);
    assert_int_equal(answer(h, n, NOTICE_STATE_INTERESTED), EXPIRED);
    (void)tell(h, oven, a_call(h, 0), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "actor");
    says(h, oven, HEAR_WAY_MAIL, 1 << (HEAR_KIND_OPPORTUNITY - 1));
    (void)tell(h, oven, a_call(h, 0), INVALID);
    Id silent = a_business(h, "silent", "", "silent@demo.invalid");
    (void)tell(h, silent, s.call, INVALID);       /* no mail without a yes, and there is no phone */
}

static Fault withdraw(House *h, Consent *v) {
    become(h, OWNER);
    v->withdrawn_at = h->f->ctx.reader.now;
    return fixture_save(h->f, &consent_entity, v);
}

static void test_what_is_withdrawn_in_a_case_holds_everywhere(void **state) {
    FIXTURE(f, state);
    Setting s;
    setting(&s, f);
    House *h = &s.h;
    Actor *a = ent_new(&f->ctx, &actor_entity);
    case_on_consent(sending_on_consent);          /* as the module does at its start */
    fixture_system(f);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, h->client, a), OK);
    a->email = LIT("bread@demo.invalid");
    a->phone = LIT("+972500000003");
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    Case *k = a_case(h);
    assert_int_equal(add_member(h, k, OWNER, CASE_ROLE_OWNER), OK);
    Consent *v = a_consent(h, k, CONSENT_PURPOSE_CONTACT);
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    says(h, h->client, HEAR_WAY_MAIL, 0);
    Notice *n = tell(h, h->client, s.call, OK);
    assert_int_equal(mails(f, n->head.id, NULL), 1);
    assert_int_equal(withdraw(h, v), OK);
    assert_int_equal(mails(f, n->head.id, NULL), 0);
    assert_int_equal(answer(h, n, NOTICE_STATE_INTERESTED), EXPIRED);
    Interest *said = ent_new(&f->ctx, &interest_entity);
    assert_int_equal(interest_of(&f->ctx, h->client, said), OK);
    assert_int_equal(said->way, HEAR_WAY_NONE);
    (void)tell(h, h->client, a_call(h, 0), INVALID);
    /* Even where no profile says so. */
    become(h, COORDINATOR);
    assert_int_equal(fixture_archive(f, &interest_entity, said->head.id), OK);
    (void)tell(h, h->client, a_call(h, 0), INVALID);
}

static void test_three_in_thirty_days_and_no_more(void **state) {
    FIXTURE(f, state);
    Setting s;
    setting(&s, f);
    House *h = &s.h;
    (void)tell(h, s.mill, s.call, OK);
    (void)tell(h, s.mill, s.call, INVALID);       /* the same thing is told once */
    (void)tell(h, s.mill, a_call(h, 0), OK);
    Notice *third = tell(h, s.mill, a_call(h, 0), OK);
    Id fourth = a_call(h, 0);
    (void)tell(h, s.mill, fourth, INVALID);
    assert_int_equal(fixture_archive(f, &notice_entity, third->head.id), OK);
    (void)tell(h, s.mill, fourth, OK);            /* what was taken back does not count */
    Id fifth = a_call(h, 0);
    (void)tell(h, s.mill, fifth, INVALID);
    f->ctx.reader.today = day_plus(f->ctx.reader.today, NOTICES_DAYS);
    (void)tell(h, s.mill, fifth, OK);
}

static int64_t live_n(Fixture *f) {
    ListSpec s = {.entity = &listing_entity, .limit = 1};
    int64_t  n;
    s.extras[s.n_extras++] = listing_live(&f->ctx);
    assert_int_equal(list_count(&f->ctx, &s, &n), OK);
    return n;
}

static void test_nothing_lives_past_its_last_day(void **state) {
    FIXTURE(f, state);
    Setting s;
    Item   *items;
    size_t  n;
    setting(&s, f);
    House *h = &s.h;
    says(h, s.mill, HEAR_WAY_MAIL, 0);
    Notice *told = tell(h, s.mill, s.call, OK);
    Day last = day_plus(f->ctx.reader.today, 30);
    f->ctx.reader.today = last;
    assert_int_equal(items_live(&f->ctx, 0, &items, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(live_n(f), 1);
    assert_int_equal(answer(h, told, NOTICE_STATE_OPENED), OK);
    f->ctx.reader.today = day_plus(last, 1);
    become(h, COORDINATOR);
    assert_int_equal(items_live(&f->ctx, 0, &items, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(live_n(f), 0);
    assert_int_equal(answer(h, told, NOTICE_STATE_INTERESTED), EXPIRED);
    Id oven = a_business(h, "oven", "+972500000002", "");
    (void)tell(h, oven, s.call, INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "listing");
}

static void test_whoever_is_interested_is_reminded_once(void **state) {
    FIXTURE(f, state);
    Setting s;
    Stamp   at;
    setting(&s, f);
    House *h = &s.h;
    Day today = f->ctx.reader.today;
    says(h, s.mill, HEAR_WAY_MAIL, 0);
    Notice *n = tell(h, s.mill, s.call, OK);
    assert_int_equal(answer(h, n, NOTICE_STATE_INTERESTED), OK);
    assert_int_equal(n->opened_on, today);        /* who answers by the link has opened it */
    assert_int_equal(mails(f, n->head.id, &at), 1);
    assert_int_equal(stamp_day(at, f->ctx.reader.zone), day_plus(today, 30 - REMIND_DAYS));
    assert_int_equal(answer(h, n, NOTICE_STATE_INTERESTED), OK);
    assert_int_equal(mails(f, n->head.id, NULL), 1);
    assert_int_equal(answer(h, n, NOTICE_STATE_APPLIED), OK);
    assert_int_equal(mails(f, n->head.id, NULL), 0);
    /* A no is kept with its reason and reminds nobody. */
    Id oven = a_business(h, "oven", "+972500000002", "oven@demo.invalid");
    says(h, oven, HEAR_WAY_MAIL, 0);
    n = tell(h, oven, s.call, OK);
    assert_int_equal(answer(h, n, NOTICE_STATE_INTERESTED), OK);
    assert_int_equal(answer(h, n, NOTICE_STATE_DECLINED), OK);
    assert_true(str_eq(n->reason, LIT("too far")));
    assert_int_equal(mails(f, n->head.id, NULL), 0);
}

static void moves(House *h, Id call, Day deadline, int state) {
    Listing *l = ent_new(&h->f->ctx, &listing_entity);
    fixture_system(h->f);
    assert_int_equal(ent_load(&h->f->ctx, &listing_entity, call, l), OK);
    l->deadline_on = deadline;
    l->state = state;
    assert_int_equal(fixture_save(h->f, &listing_entity, l), OK);
}

static void test_the_reminder_follows_the_last_day(void **state) {
    FIXTURE(f, state);
    Setting s;
    Stamp   at;
    setting(&s, f);
    House *h = &s.h;
    Day today = f->ctx.reader.today;
    listing_on_change(sending_on_listing);        /* as the module does at its start */
    says(h, s.mill, HEAR_WAY_MAIL, 0);
    Notice *n = tell(h, s.mill, s.call, OK);
    assert_int_equal(answer(h, n, NOTICE_STATE_INTERESTED), OK);
    moves(h, s.call, day_plus(today, 60), LISTING_STATE_OPEN);
    assert_int_equal(mails(f, n->head.id, &at), 1);
    assert_int_equal(stamp_day(at, f->ctx.reader.zone), day_plus(today, 60 - REMIND_DAYS));
    moves(h, s.call, day_plus(today, 60), LISTING_STATE_WITHDRAWN);
    assert_int_equal(mails(f, n->head.id, NULL), 0);
    moves(h, s.call, day_plus(today, 60), LISTING_STATE_OPEN);
    assert_int_equal(mails(f, n->head.id, NULL), 1);
    says(h, s.mill, HEAR_WAY_NONE, 0);
    moves(h, s.call, day_plus(today, 40), LISTING_STATE_OPEN);
    assert_int_equal(mails(f, n->head.id, NULL), 0);
}

/* An owner's businesses are those of their cases and those that the person of their account owns today. */
static void test_an_owner_speaks_for_their_own(void **state) {
    FIXTURE(f, state);
    Setting s;
    Id      own[5];
    size_t  n;
    setting(&s, f);
    House   *h = &s.h;
    Account *a = ent_new(&f->ctx, &account_entity);
    Actor   *person = ent_new(&f->ctx, &actor_entity);
    Tie     *t = ent_new(&f->ctx, &tie_entity);
    become(h, OWNER);
    assert_int_equal(mine_businesses(&f->ctx, own, 5, &n), OK);
    assert_int_equal(n, 0);
    fixture_system(f);
    person->name.v[LANG_HE] = LIT("רותם");
    person->kind = ACTOR_KIND_PERSON;
    person->head.unit = h->town;
    assert_int_equal(fixture_save(f, &actor_entity, person), OK);
    t->from_actor = person->head.id;
    t->to_actor = s.mill;
    t->kind = TIE_KIND_OWNS;
    t->state = TIE_STATE_ACTIVE;
    assert_int_equal(fixture_save(f, &tie_entity, t), OK);
    assert_int_equal(ent_load(&f->ctx, &account_entity, h->people[OWNER], a), OK);
    a->person = person->head.id;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    become(h, OWNER);
    assert_int_equal(mine_businesses(&f->ctx, own, 5, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(own[0], s.mill);
    fixture_system(f);
    t->state = TIE_STATE_ENDED;
    assert_int_equal(fixture_save(f, &tie_entity, t), OK);
    become(h, OWNER);
    assert_int_equal(mine_businesses(&f->ctx, own, 5, &n), OK);
    assert_int_equal(n, 0);
}

static void test_a_unit_sees_its_notices_and_an_owner_their_own(void **state) {
    FIXTURE(f, state);
    Setting s;
    Id      ids[5];
    size_t  n;
    setting(&s, f);
    House *h = &s.h;
    Notice *one = tell(h, s.mill, s.call, OK);
    sees(h, &notice_entity, one->head.id, "xx.xx");
    Interest *v = ent_new(&f->ctx, &interest_entity);
    says(h, s.mill, HEAR_WAY_MAIL, 0);
    assert_int_equal(interest_of(&f->ctx, s.mill, v), OK);
    sees(h, &interest_entity, v->head.id, "xx.xx");
    /* A no that somebody keeps to themselves holds all the same. */
    Pool pool;
    fixture_system(f);
    v->way = HEAR_WAY_NONE;
    v->head.visibility = VIS_PRIVATE;
    assert_int_equal(fixture_save(f, &interest_entity, v), OK);
    become(h, OTHER_COORDINATOR);
    assert_int_equal(pool_load(&f->ctx, &pool), OK);
    for (size_t i = 0; i < pool.n; i++) assert_true(pool.v[i].id != s.mill || pool.v[i].way == HEAR_WAY_NONE);
    /* A coordinator of elsewhere sees neither, finds the business in no pool, and moves nothing. */
    fixture_become(f, 9001, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_int_equal(ent_load(&f->ctx, &notice_entity, one->head.id, one), NOT_FOUND);
    assert_int_equal(pool_load(&f->ctx, &pool), OK);
    assert_int_equal(pool.n, 0);
    assert_int_equal(fixture_write(f, move_run, &(Moving){one->head.id, NOTICE_STATE_TOLD}), NOT_FOUND);
    become(h, OWNER);
    assert_int_equal(fixture_write(f, move_run, &(Moving){one->head.id, NOTICE_STATE_TOLD}), NOT_FOUND);
    assert_int_equal(notices_of_actor(&f->ctx, s.mill, ids, 5, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(notices_of_actor(&f->ctx, h->client, ids, 5, &n), OK);
    assert_int_equal(n, 0);
}

static int64_t listed(Fixture *f, int field, ListOp op, Val val, Id call) {
    ListSpec s = {.entity = &notice_entity, .limit = 1, .n_filters = 2};
    int64_t  n;
    s.filters[0] = (ListFilter){.field = &notice_entity.fields[NOTICE_F_LISTING], .op = LIST_EQ, .val = v_id(call)};
    s.filters[1] = (ListFilter){.field = &notice_entity.fields[field], .op = op, .val = val};
    assert_int_equal(list_count(&f->ctx, &s, &n), OK);
    return n;
}

typedef struct SendAll {
    Id   call, actors[3];
    Sent sent;
} SendAll;
static Fault send_run(Ctx *c, void *arg) {
    SendAll *a = arg;
    Item     item;
    TRY(item_load(c, a->call, &item));
    return notices_send(c, &item, a->actors, 3, &a->sent);
}

static void test_each_count_is_that_of_its_list(void **state) {
    FIXTURE(f, state);
    Setting      s;
    NoticeCounts n;
    Pool         pool;
    Given       *given;
    size_t       given_n;
    Item         item;
    setting(&s, f);
    House *h = &s.h;
    SendAll all = {.call = s.call, .actors = {s.mill, a_business(h, "oven", "+972500000002", "o@demo.invalid"),
                                              a_business(h, "cart", "+972500000004", "")}};
    (void)a_business(h, "late", "+972500000005", "");
    says(h, s.mill, HEAR_WAY_MAIL, 0);
    says(h, all.actors[1], HEAR_WAY_MAIL, 0);
    become(h, COORDINATOR);
    assert_int_equal(fixture_write(f, send_run, &all), OK);
    assert_int_equal(all.sent.mails, 2);
    assert_int_equal(all.sent.phones, 1);
    assert_int_equal(notices_given(&f->ctx, s.call, &given, &given_n), OK);
    assert_int_equal(given_n, 3);
    assert_int_equal(item_load(&f->ctx, s.call, &item), OK);
    assert_int_equal(pool_load(&f->ctx, &pool), OK);
    Reached r = pool_reach(&pool, &item.fit, given, given_n, f->ctx.reader.today);
    assert_int_equal(r.fits, 1);                  /* the late one; the client has neither phone nor mail nor a place */
    assert_int_equal(r.told, 2);
    Id cart = 0;
    for (size_t i = 0; i < given_n; i++) cart = given[i].actor == all.actors[2] ? given[i].id : cart;
    assert_int_equal(fixture_write(f, move_run, &(Moving){cart, NOTICE_STATE_INTERESTED}), OK);
    assert_int_equal(notice_counts(&f->ctx, s.call, &n), OK);
    assert_int_equal(n.to_tell, listed(f, NOTICE_F_STATE, LIST_EQ, v_int(NOTICE_STATE_TO_TELL), s.call));
    assert_int_equal(n.told, listed(f, NOTICE_F_TOLD_ON, LIST_KNOWN, v_null(), s.call));
    assert_int_equal(n.told, 3);
    assert_int_equal(n.opened, 0);
    assert_int_equal(n.interested, listed(f, NOTICE_F_INTERESTED_ON, LIST_KNOWN, v_null(), s.call));
    assert_int_equal(n.interested, 1);
    assert_int_equal(n.applied, listed(f, NOTICE_F_APPLIED_ON, LIST_KNOWN, v_null(), s.call));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_no_is_no_and_not_asked_is_by_phone),
        FIXTURE_BOTH(test_what_is_withdrawn_in_a_case_holds_everywhere),
        FIXTURE_BOTH(test_three_in_thirty_days_and_no_more),
        FIXTURE_BOTH(test_nothing_lives_past_its_last_day),
        FIXTURE_BOTH(test_whoever_is_interested_is_reminded_once),
        FIXTURE_BOTH(test_the_reminder_follows_the_last_day),
        FIXTURE_BOTH(test_an_owner_speaks_for_their_own),
        FIXTURE_BOTH(test_a_unit_sees_its_notices_and_an_owner_their_own),
        FIXTURE_BOTH(test_each_count_is_that_of_its_list),
    };
    return cmocka_run_group_tests_name("sending", tests, NULL, NULL);
}
