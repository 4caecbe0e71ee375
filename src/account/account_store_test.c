/* account_store_test.c - accounts in the database: who is signed in, what they see and may do where and when. */
#include "store/fixture.h"

#include "account/account.h"
#include "db/facts.h"
#include "db/scope.h"
#include "place_ent.h"
#include "actor_ent.h"

static const Stamp DAY_MS = 24LL * 3600 * 1000;

/* ---- what the tests make --------------------------------------------------------------------------------------- */

typedef struct Making {
    Account *a;
    int      role;
    Id       place;
} Making;

static Fault run_make(Ctx *c, void *arg) {
    Making *m = arg;
    return account_make(c, m->a, m->role, m->place);
}

static Account *person(Fixture *f, const char *email, int role, Id place) {
    Account *a = ent_new(&f->ctx, &account_entity);
    Making m = {a, role, place};
    Who kept = f->ctx.who;
    Id org = f->org;
    fixture_system(f);
    a->name = a->email = str_of(email);
    Fault fault = fixture_write(f, run_make, &m);
    if (fault != OK) fail_msg("%s: %s", email, fault_name(fault));
    f->ctx.who = kept;
    f->org = org;
    return a;
}

static Id place(Fixture *f, const char *name, Id parent) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->name.v[LANG_EN] = str_of(name);
    p->kind = PLACE_KIND_LOCALITY;
    p->parent = parent;
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    return p->head.id;
}

typedef struct Signing {
    const Account *a;
    Str            cookie;
} Signing;

static Fault run_begin(Ctx *c, void *arg) {
    Signing *s = arg;
    return session_begin(c, s->a, WAY_PASSWORD, LIT("Firefox, Linux"), &s->cookie);
}

static Str signed_in(Fixture *f, const Account *a) {
    Signing s = {.a = a};
    assert_int_equal(fixture_write(f, run_begin, &s), OK);
    return s.cookie;
}

/* From now on f->ctx is this person. */
static void become(Fixture *f, const Account *a) {
    Login l;
    fixture_system(f);
    Str cookie = signed_in(f, a);
    assert_int_equal(session_login(&f->ctx, cookie, &l), OK);
    f->ctx.who = l.who;
}

static Fault give(Fixture *f, const Account *a, int role, Id where, Day from, Day until) {
    Grant *g = ent_new(&f->ctx, &grant_entity);
    g->account = a->head.id;
    g->role = role;
    g->place = where;
    g->from_on = from;
    g->until_on = until;
    return fixture_save(f, &grant_entity, g);
}

static Login login_of(Fixture *f, const Account *a) {
    Login l;
    fixture_system(f);
    Str cookie = signed_in(f, a);
    assert_int_equal(session_login(&f->ctx, cookie, &l), OK);
    return l;
}

static int level_at(Fixture *f, Id where) {
    const Reach *v;
    size_t n;
    assert_int_equal(scope_reach(&f->ctx, &v, &n), OK);
    for (size_t i = 0; i < n; i++) {
        if (v[i].place == where) return v[i].level;
    }
    return -1;
}

static void next_days(Fixture *f, int days) {
    f->ctx.reader.now += days * DAY_MS;
    f->ctx.reader.today = day_plus(f->ctx.reader.today, days);
}

/* ---- sessions --------------------------------------------------------------------------------------------------- */

static void test_a_session_tells_who_asks_and_how_they_want_to_be_spoken_to(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_HQ, 0);
    Login l;
    a->lang = LIT("ar");
    a->address = ADDRESS_FORM_F;
    a->second_calendar = 1;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    Str cookie = signed_in(f, a);
    assert_int_equal(session_login(&f->ctx, cookie, &l), OK);
    assert_int_equal(l.who.account, a->head.id);
    assert_int_equal(l.who.org, f->org);
    assert_int_equal(l.who.roles, ROLE_HQ);
    assert_int_equal(l.who.roles_everywhere, ROLE_HQ);
    assert_int_equal(l.who.floor, VIS_UNIT);
    assert_true(l.has_lang && l.lang == LANG_AR && l.address == ADDRESS_F && l.second_calendar);
    assert_int_equal(session_login(&f->ctx, LIT("someting else"), &l), NOT_SIGNED_IN);
    assert_int_equal(session_login(&f->ctx, (Str){0}, &l), NOT_SIGNED_IN);
}

static void test_a_session_ends_after_its_days(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_HQ, 0);
    Login l;
    Str cookie = signed_in(f, a);
    f->ctx.reader.now += SESSION_DAYS * DAY_MS - 1;
    Ctx later = f->ctx;
    later.reader.now += 1;
    assert_int_equal(session_login(&later, cookie, &l), NOT_SIGNED_IN);
}

static Fault run_nothing(Ctx *c, void *arg) {
    (void)c, (void)arg;
    return OK;
}

static void test_a_visit_makes_the_session_last(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_HQ, 0);
    Login l;
    Str cookie = signed_in(f, a);
    f->ctx.reader.now += 20 * DAY_MS;
    assert_int_equal(session_login(&f->ctx, cookie, &l), OK);
    assert_int_equal(fixture_write(f, run_nothing, NULL), OK);     /* the visit is noted behind */
    f->ctx.reader.now += 20 * DAY_MS;
    assert_int_equal(session_login(&f->ctx, cookie, &l), OK);
    assert_int_equal(fixture_write(f, run_nothing, NULL), OK);
}

static void test_a_stopped_account_loses_its_sessions_at_once(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_CONSULTANT, 0), *back;
    Login l;
    size_t n;
    Str cookie = signed_in(f, a);
    a->blocked = 1;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    assert_int_equal(session_login(&f->ctx, cookie, &l), NOT_SIGNED_IN);
    assert_int_equal(accounts_by_email(&f->ctx, LIT("noa@example.org"), &back, &n), OK);
    assert_int_equal(n, 0);
    a->blocked = 0;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    assert_int_equal(session_login(&f->ctx, cookie, &l), OK);
    assert_int_equal(fixture_archive(f, &account_entity, a->head.id), OK);
    assert_int_equal(session_login(&f->ctx, cookie, &l), NOT_SIGNED_IN);
}

static Fault run_end_others(Ctx *c, void *arg) { return session_end_others(c, c->who.account, *(Id *)arg); }
static Fault run_end(Ctx *c, void *arg) { return session_end(c, *(Id *)arg); }

static void test_signing_out_elsewhere_keeps_this_session(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_HQ, 0), *other = person(f, "b@example.org", GRANT_ROLE_HQ, 0);
    Str here = signed_in(f, a), there = signed_in(f, a), theirs = signed_in(f, other);
    Login l;
    SessionRow *v, row;
    size_t n;
    assert_int_equal(session_login(&f->ctx, here, &l), OK);
    f->ctx.who = l.who;
    assert_int_equal(session_list(&f->ctx, here, &v, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(v[0].here + v[1].here, 1);
    assert_int_equal(session_here(&f->ctx, theirs, &row), NOT_FOUND);
    assert_int_equal(fixture_write(f, run_end_others, &l.session), OK);
    assert_int_equal(session_login(&f->ctx, there, &l), NOT_SIGNED_IN);
    assert_int_equal(session_login(&f->ctx, here, &l), OK);
    assert_int_equal(session_login(&f->ctx, theirs, &l), OK);
    assert_int_equal(fixture_write(f, run_end, &l.session), OK);   /* of somebody else: nothing happens */
    assert_int_equal(session_login(&f->ctx, theirs, &l), OK);
}

static void test_what_stands_in_the_cookie_is_not_stored(void **state) {
    FIXTURE(f, state);
    static const Query FIND = {.sql = "SELECT count(*) FROM sessions WHERE hash = :text OR agent = :text",
                               .in = "text:text", .out = "n:int", .scan = "a test"};
    int64_t n;
    Str cookie = signed_in(f, person(f, "noa@example.org", GRANT_ROLE_HQ, 0));
    assert_int_equal(db_int(&f->ctx, &FIND, VALS(v_text(cookie)), &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(db_int(&f->ctx, &FIND, VALS(v_text(key_hash(&f->ctx, cookie))), &n), OK);
    assert_int_equal(n, 1);
}

/* ---- roles and dates -------------------------------------------------------------------------------------------- */

static void test_roles_hold_between_their_dates(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_RESIDENT, 0);
    Day today = f->ctx.reader.today;
    assert_int_equal(give(f, a, GRANT_ROLE_HQ, 0, day_plus(today, 1), 0), OK);
    assert_int_equal(give(f, a, GRANT_ROLE_CONSULTANT, 0, 0, day_plus(today, -1)), OK);
    assert_int_equal(give(f, a, GRANT_ROLE_FUNDER, 0, today, today), OK);
    assert_int_equal(give(f, a, GRANT_ROLE_OWNER, 0, today, day_plus(today, -1)), INVALID);
    Login l = login_of(f, a);
    assert_int_equal(l.who.roles, ROLE_RESIDENT | ROLE_FUNDER);
    assert_int_equal(l.who.floor, VIS_MEMBERS);
    next_days(f, 1);
    l = login_of(f, a);
    assert_int_equal(l.who.roles, ROLE_RESIDENT | ROLE_HQ);
    assert_int_equal(l.who.floor, VIS_UNIT);
}

static void test_who_has_no_role_is_a_visitor_with_a_name(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_CONSULTANT, 0);
    GrantRow *v;
    size_t n;
    assert_int_equal(grant_list(&f->ctx, a->head.id, &v, &n), OK);
    assert_int_equal(fixture_archive(f, &grant_entity, v[0].id), OK);
    Login l = login_of(f, a);
    assert_int_equal(l.who.roles, 0);
    assert_int_equal(l.who.floor, VIS_PUBLIC);
}

static Fault run_grant_end(Ctx *c, void *arg) { return grant_end(c, *(Id *)arg); }

static void test_an_ended_role_stays_in_the_history_and_a_fresh_one_is_taken_back(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_CONSULTANT, 0);
    GrantRow *v;
    size_t n;
    next_days(f, 3);
    assert_int_equal(give(f, a, GRANT_ROLE_FUNDER, 0, 0, 0), OK);
    assert_int_equal(grant_list(&f->ctx, a->head.id, &v, &n), OK);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < 2; i++) assert_int_equal(fixture_write(f, run_grant_end, &v[i].id), OK);
    assert_int_equal(grant_list(&f->ctx, a->head.id, &v, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v[0].role, GRANT_ROLE_CONSULTANT);
    assert_true(v[0].over);
    assert_int_equal(login_of(f, a).who.roles, 0);
}

/* ---- reach ------------------------------------------------------------------------------------------------------ */

static void test_a_role_on_a_place_reaches_all_below_it(void **state) {
    FIXTURE(f, state);
    Id region = place(f, "Region", 0), town = place(f, "Town", region), quarter = place(f, "Quarter", town);
    Id elsewhere = place(f, "Elsewhere", region);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_COORDINATOR, town);
    become(f, a);
    assert_int_equal(f->ctx.who.floor, VIS_MEMBERS);
    assert_int_equal(f->ctx.who.roles_everywhere, 0);
    assert_int_equal(level_at(f, town), VIS_UNIT);
    assert_int_equal(level_at(f, quarter), VIS_UNIT);
    assert_int_equal(level_at(f, region), -1);
    assert_int_equal(level_at(f, elsewhere), -1);
    assert_int_equal(level_at(f, 0), VIS_UNIT);   /* what belongs to no place belongs to all staff */
    Account *trustee = person(f, "t@example.org", GRANT_ROLE_TRUSTEE, town);
    become(f, trustee);
    assert_int_equal(level_at(f, quarter), VIS_UNIT);
    assert_int_equal(level_at(f, 0), -1);
    Account *owner = person(f, "o@example.org", GRANT_ROLE_OWNER, town);
    become(f, owner);
    assert_int_equal(level_at(f, town), -1);
}

static void test_reach_follows_a_place_that_moves_and_one_that_is_new(void **state) {
    FIXTURE(f, state);
    Id north = place(f, "North", 0), south = place(f, "South", 0), town = place(f, "Town", north);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_COORDINATOR, north);
    Account *b = person(f, "b@example.org", GRANT_ROLE_CONSULTANT, south);
    Id quarter = place(f, "Quarter", town);
    become(f, a);
    assert_int_equal(level_at(f, quarter), VIS_UNIT);
    become(f, b);
    assert_int_equal(level_at(f, quarter), -1);
    fixture_system(f);
    Place *p = ent_new(&f->ctx, &place_entity);
    assert_int_equal(ent_load(&f->ctx, &place_entity, town, p), OK);
    p->parent = south;
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    become(f, a);
    assert_int_equal(level_at(f, town), -1);
    assert_int_equal(level_at(f, quarter), -1);
    become(f, b);
    assert_int_equal(level_at(f, town), VIS_UNIT);
    assert_int_equal(level_at(f, quarter), VIS_UNIT);
}

static void test_a_coordinator_renews_reach_that_she_does_not_see_herself(void **state) {
    FIXTURE(f, state);
    Id north = place(f, "North", 0), south = place(f, "South", 0);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_COORDINATOR, north);
    Account *b = person(f, "b@example.org", GRANT_ROLE_OWNER, north);
    assert_int_equal(give(f, b, GRANT_ROLE_TRUSTEE, south, 0, 0), OK);
    become(f, a);
    assert_int_equal(give(f, b, GRANT_ROLE_TRUSTEE, north, 0, 0), OK);
    become(f, b);
    assert_int_equal(level_at(f, north), VIS_UNIT);
    assert_int_equal(level_at(f, south), VIS_UNIT);
}

/* To read on one place as a trustee and to write on another as a coordinator does not mean to write on both. */
static void test_rights_of_two_roles_do_not_mix(void **state) {
    FIXTURE(f, state);
    Id north = place(f, "North", 0), south = place(f, "South", 0);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_COORDINATOR, north);
    assert_int_equal(give(f, a, GRANT_ROLE_TRUSTEE, south, 0, 0), OK);
    become(f, a);
    Head in_north = {.id = 1, .org = f->org, .unit = north, .visibility = VIS_UNIT, .version = 1};
    Head in_south = {.id = 2, .org = f->org, .unit = south, .visibility = VIS_UNIT, .version = 1};
    assert_true(ent_may_write(&f->ctx, &place_entity, &in_north));
    assert_false(ent_may_write(&f->ctx, &place_entity, &in_south));
    assert_int_equal(level_at(f, south), VIS_UNIT);
    Account *everywhere = person(f, "e@example.org", GRANT_ROLE_COORDINATOR, 0);
    become(f, everywhere);
    assert_true(ent_may_write(&f->ctx, &place_entity, &in_south));
}

/* ---- who may give and manage ------------------------------------------------------------------------------------ */

static void test_coordinators_give_roles_only_where_they_coordinate(void **state) {
    FIXTURE(f, state);
    Id north = place(f, "North", 0), south = place(f, "South", 0), town = place(f, "Town", north);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_COORDINATOR, north);
    Account *b = person(f, "b@example.org", GRANT_ROLE_RESIDENT, town);
    become(f, a);
    assert_int_equal(give(f, b, GRANT_ROLE_CONSULTANT, town, 0, 0), OK);
    assert_int_equal(give(f, b, GRANT_ROLE_CONSULTANT, south, 0, 0), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "place");
    assert_int_equal(give(f, b, GRANT_ROLE_CONSULTANT, 0, 0, 0), INVALID);
    assert_int_equal(give(f, b, GRANT_ROLE_COORDINATOR, town, 0, 0), NOT_ALLOWED);
    assert_int_equal(give(f, b, GRANT_ROLE_HQ, 0, 0, 0), NOT_ALLOWED);
    assert_int_equal(give(f, b, GRANT_ROLE_ADMIN, 0, 0, 0), NOT_ALLOWED);
    assert_int_equal(give(f, a, GRANT_ROLE_HQ, 0, 0, 0), NOT_ALLOWED);
}

static void test_headquarters_do_not_touch_administrators(void **state) {
    FIXTURE(f, state);
    Account *admin = person(f, "admin@example.org", GRANT_ROLE_ADMIN, 0);
    Account *hq = person(f, "hq@example.org", GRANT_ROLE_HQ, 0);
    Account *b = person(f, "b@example.org", GRANT_ROLE_RESIDENT, 0);
    GrantRow *v;
    size_t n;
    become(f, hq);
    assert_int_equal(give(f, b, GRANT_ROLE_HQ, 0, 0, 0), OK);
    assert_int_equal(give(f, b, GRANT_ROLE_ADMIN, 0, 0, 0), NOT_ALLOWED);
    assert_int_equal(grant_list(&f->ctx, admin->head.id, &v, &n), OK);
    assert_int_equal(fixture_write(f, run_grant_end, &v[0].id), NOT_ALLOWED);
    admin->email = LIT("hq+mine@example.org");
    assert_int_equal(fixture_save(f, &account_entity, admin), NOT_ALLOWED);
    admin->email = LIT("admin@example.org");
    admin->blocked = 1;
    assert_int_equal(fixture_save(f, &account_entity, admin), NOT_ALLOWED);
    assert_int_equal(ent_load(&f->ctx, &account_entity, b->head.id, b), OK);
    b->email = LIT("b2@example.org");
    assert_int_equal(fixture_save(f, &account_entity, b), OK);
}

static void test_coordinators_do_not_take_over_accounts_above_them(void **state) {
    FIXTURE(f, state);
    Id north = place(f, "North", 0);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_COORDINATOR, north);
    Account *admin = person(f, "admin@example.org", GRANT_ROLE_ADMIN, 0);
    Account *peer = person(f, "peer@example.org", GRANT_ROLE_COORDINATOR, north);
    Account *mine = person(f, "mine@example.org", GRANT_ROLE_OWNER, north);
    Account *all[] = {admin, peer};
    become(f, a);
    for (size_t i = 0; i < 2; i++) {
        all[i]->email = LIT("noa+x@example.org");
        assert_int_equal(fixture_save(f, &account_entity, all[i]), NOT_ALLOWED);
        assert_int_equal(fixture_archive(f, &account_entity, all[i]->head.id), NOT_ALLOWED);
    }
    mine->email = LIT("new@example.org");
    assert_int_equal(fixture_save(f, &account_entity, mine), OK);
}

static void test_nobody_changes_the_secrets_of_others(void **state) {
    FIXTURE(f, state);
    Account *admin = person(f, "admin@example.org", GRANT_ROLE_ADMIN, 0);
    Account *b = person(f, "b@example.org", GRANT_ROLE_RESIDENT, 0);
    become(f, admin);
    b->password = LIT("$argon2id$mine");
    assert_int_equal(fixture_save(f, &account_entity, b), NOT_ALLOWED);
    b->password = (Str){0};
    b->totp_on = 0;
    assert_int_equal(fixture_save(f, &account_entity, b), NOT_ALLOWED);
}

static void test_the_last_administrator_stays(void **state) {
    FIXTURE(f, state);
    Account *admin = person(f, "admin@example.org", GRANT_ROLE_ADMIN, 0);
    Account *other = person(f, "other@example.org", GRANT_ROLE_ADMIN, 0);
    GrantRow *mine, *theirs;
    size_t n;
    become(f, admin);
    assert_int_equal(grant_list(&f->ctx, admin->head.id, &mine, &n), OK);
    assert_int_equal(grant_list(&f->ctx, other->head.id, &theirs, &n), OK);
    assert_int_equal(fixture_write(f, run_grant_end, &mine[0].id), INVALID);
    assert_string_equal(TEXT_NAMES[f->ctx.complaints.v[0].key], "account.fix_last_admin");
    admin->blocked = 1;
    assert_int_equal(fixture_save(f, &account_entity, admin), INVALID);
    assert_int_equal(fixture_archive(f, &account_entity, admin->head.id), IN_USE);
    assert_int_equal(fixture_write(f, run_grant_end, &theirs[0].id), OK);
    fixture_system(f);                            /* the command line does not take the last one either */
    assert_int_equal(fixture_write(f, run_grant_end, &mine[0].id), INVALID);
}

static void test_administrators_and_headquarters_are_held_everywhere(void **state) {
    FIXTURE(f, state);
    Id north = place(f, "North", 0);
    Account *b = person(f, "b@example.org", GRANT_ROLE_RESIDENT, 0);
    assert_int_equal(give(f, b, GRANT_ROLE_ADMIN, north, 0, 0), INVALID);
    assert_int_equal(give(f, b, GRANT_ROLE_HQ, north, 0, 0), INVALID);
    assert_int_equal(give(f, b, GRANT_ROLE_COORDINATOR, north, 0, 0), OK);
}

static void test_an_address_is_taken_once_in_an_organisation(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "Noa@Example.org", GRANT_ROLE_HQ, 0), *b = ent_new(&f->ctx, &account_entity);
    Account *found;
    size_t n;
    assert_true(str_eq(a->email, LIT("noa@example.org")));
    b->name = LIT("Second");
    b->email = LIT(" NOA@example.ORG");
    assert_int_equal(fixture_save(f, &account_entity, b), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "email");
    assert_int_equal(accounts_by_email(&f->ctx, LIT("NOA@EXAMPLE.ORG "), &found, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(fixture_archive(f, &account_entity, a->head.id), OK);
    assert_int_equal(fixture_save(f, &account_entity, b), OK);
}

/* ---- two organisations ------------------------------------------------------------------------------------------ */

static void test_two_organisations_never_see_each_other(void **state) {
    FIXTURE(f, state);
    Account *here = person(f, "both@example.org", GRANT_ROLE_ADMIN, 0), *back = ent_new(&f->ctx, &account_entity);
    GrantRow *v;
    RoleOf *roles;
    size_t n;
    f->org = FIXTURE_OTHER_ORG;
    Account *there = person(f, "both@example.org", GRANT_ROLE_ADMIN, 0);
    f->org = FIXTURE_ORG;
    f->ctx.who.org = FIXTURE_ORG;
    Account *found;
    assert_int_equal(accounts_by_email(&f->ctx, LIT("both@example.org"), &found, &n), OK);
    assert_int_equal(n, 2);
    become(f, here);
    assert_int_equal(ent_load(&f->ctx, &account_entity, there->head.id, back), NOT_FOUND);
    assert_int_equal(grant_list(&f->ctx, there->head.id, &v, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(grant_roles(&f->ctx, (Id[]){here->head.id, there->head.id}, 2, &roles, &n), OK);
    assert_int_equal(n, 1);
    there->name = LIT("Changed");
    assert_int_equal(fixture_save(f, &account_entity, there), NOT_FOUND);
    assert_int_equal(give(f, there, GRANT_ROLE_ADMIN, 0, 0, 0), INVALID);
}

/* ---- invitations ------------------------------------------------------------------------------------------------ */

typedef struct Inviting {
    Invite  *v;
    Account *a;
    Str      key;
} Inviting;

static Fault run_invite(Ctx *c, void *arg) {
    Inviting *i = arg;
    return invite_make(c, i->v, &i->key);
}
static Fault run_accept(Ctx *c, void *arg) {
    Inviting *i = arg;
    return invite_accept(c, i->key, i->a);
}

static Inviting invited(Fixture *f, const char *email, int role, Id where) {
    Inviting i = {.v = ent_new(&f->ctx, &invite_entity), .a = ent_new(&f->ctx, &account_entity)};
    i.v->name = i.a->name = LIT("Lina");
    i.v->email = str_of(email);
    i.v->role = role;
    i.v->place = where;
    return i;
}

static void visitor(Fixture *f) { f->ctx.who = (Who){.org = f->org, .roles = ROLE_ANYONE, .floor = VIS_PUBLIC}; }

static void test_an_invitation_is_accepted_once(void **state) {
    FIXTURE(f, state);
    Id north = place(f, "North", 0);
    Inviting i = invited(f, "Lina@example.org", GRANT_ROLE_COORDINATOR, north);
    Invite seen = {0};
    i.v->until_on = day_plus(f->ctx.reader.today, 30);
    assert_int_equal(fixture_write(f, run_invite, &i), OK);
    visitor(f);
    assert_int_equal(invite_open(&f->ctx, i.key, &seen), OK);
    assert_int_equal(invite_open(&f->ctx, LIT("AAAAAAAAAAAAAAAAAAAAAA"), &seen), EXPIRED);
    assert_int_equal(fixture_write(f, run_accept, &i), OK);
    Login l = login_of(f, i.a);
    assert_int_equal(l.who.roles, ROLE_COORDINATOR);
    visitor(f);
    i.a = ent_new(&f->ctx, &account_entity);
    i.a->name = LIT("Again");
    assert_int_equal(fixture_write(f, run_accept, &i), EXPIRED);
    assert_int_equal(invite_open(&f->ctx, i.key, &seen), EXPIRED);
}

static void test_an_invitation_ends_with_time_or_when_it_is_taken_back(void **state) {
    FIXTURE(f, state);
    Inviting i = invited(f, "lina@example.org", GRANT_ROLE_OWNER, 0);
    Inviting k = invited(f, "k@example.org", GRANT_ROLE_OWNER, 0);
    Invite seen = {0};
    assert_int_equal(fixture_write(f, run_invite, &i), OK);
    assert_int_equal(fixture_write(f, run_invite, &k), OK);
    assert_int_equal(fixture_archive(f, &invite_entity, k.v->head.id), OK);
    assert_int_equal(invite_open(&f->ctx, k.key, &seen), EXPIRED);
    assert_int_equal(invite_open(&f->ctx, i.key, &seen), OK);
    next_days(f, INVITE_DAYS);
    assert_int_equal(invite_open(&f->ctx, i.key, &seen), EXPIRED);
    assert_int_equal(fixture_write(f, run_accept, &i), EXPIRED);
}

static void test_one_invites_to_what_one_may_give(void **state) {
    FIXTURE(f, state);
    Id north = place(f, "North", 0), south = place(f, "South", 0);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_COORDINATOR, north);
    Inviting good = invited(f, "lina@example.org", GRANT_ROLE_OWNER, north);
    Inviting far = invited(f, "far@example.org", GRANT_ROLE_OWNER, south);
    Inviting high = invited(f, "high@example.org", GRANT_ROLE_ADMIN, 0);
    Inviting known = invited(f, "NOA@example.org", GRANT_ROLE_OWNER, north);
    become(f, a);
    assert_int_equal(fixture_write(f, run_invite, &good), OK);
    assert_int_equal(fixture_write(f, run_invite, &far), INVALID);
    assert_int_equal(fixture_write(f, run_invite, &high), NOT_ALLOWED);
    assert_int_equal(fixture_write(f, run_invite, &known), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "email");
}

/* ---- links, tries, codes ---------------------------------------------------------------------------------------- */

typedef struct Linking {
    Id          account;
    LinkPurpose purpose;
    Str         key;
} Linking;

static Fault run_link(Ctx *c, void *arg) {
    Linking *l = arg;
    return link_make(c, l->account, l->purpose, &l->key);
}
static Fault run_use(Ctx *c, void *arg) { return link_use(c, *(Str *)arg); }

static void test_a_link_works_once_for_its_purpose_and_its_time(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_HQ, 0), back = {0};
    Linking l = {.account = a->head.id, .purpose = LINK_MAIL}, late = l;
    LinkPurpose purpose;
    assert_int_equal(fixture_write(f, run_link, &l), OK);
    assert_int_equal(fixture_write(f, run_link, &late), OK);
    assert_int_equal(link_find(&f->ctx, l.key, 1u << LINK_STEP_PASSWORD, &purpose, &back), EXPIRED);
    assert_int_equal(link_find(&f->ctx, l.key, 1u << LINK_MAIL | 1u << LINK_HAND, &purpose, &back), OK);
    assert_int_equal(back.head.id, a->head.id);
    assert_int_equal(fixture_write(f, run_use, &l.key), OK);
    assert_int_equal(fixture_write(f, run_use, &l.key), EXPIRED);
    assert_int_equal(link_find(&f->ctx, l.key, 1u << LINK_MAIL, &purpose, &back), EXPIRED);
    a->blocked = 1;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    assert_int_equal(link_find(&f->ctx, late.key, 1u << LINK_MAIL, &purpose, &back), EXPIRED);
    a->blocked = 0;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    assert_int_equal(link_find(&f->ctx, late.key, 1u << LINK_MAIL, &purpose, &back), OK);
    f->ctx.reader.now += MAIL_LINK_MINUTES * 60 * 1000;
    assert_int_equal(link_find(&f->ctx, late.key, 1u << LINK_MAIL, &purpose, &back), EXPIRED);
    assert_int_equal(fixture_write(f, run_use, &late.key), EXPIRED);
}

static Fault run_try(Ctx *c, void *arg) { return try_count(c, "password", LIT("noa"), 15, arg); }
static Fault run_forget(Ctx *c, void *arg) {
    (void)arg;
    return try_forget(c, "password", LIT("noa"));
}

static void test_tries_are_counted_and_forgotten(void **state) {
    FIXTURE(f, state);
    int64_t n;
    for (int i = 1; i <= 12; i++) {
        assert_int_equal(fixture_write(f, run_try, &n), OK);
        assert_int_equal(n, i);
    }
    f->ctx.reader.now += 15 * 60 * 1000;          /* since the first */
    assert_int_equal(fixture_write(f, run_try, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(fixture_write(f, run_try, &n), OK);
    assert_int_equal(fixture_write(f, run_forget, NULL), OK);
    assert_int_equal(fixture_write(f, run_try, &n), OK);
    assert_int_equal(n, 1);
}

typedef struct Coding {
    Account *a;
    Str      code;
    bool     fits;
} Coding;
static Fault run_code(Ctx *c, void *arg) {
    Coding *k = arg;
    return code_use(c, k->a, k->code, &k->fits);
}

static void test_a_code_is_taken_once_even_by_two_at_a_time(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_HQ, 0);
    a->totp_secret = LIT("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    a->totp_on = 1;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    f->ctx.reader.now = 1111111111000 - 60 * 1000;
    Coding k = {a, LIT("050471"), false}, wrong = {a, LIT("000000"), true};
    assert_int_equal(fixture_write(f, run_code, &wrong), OK);
    assert_false(wrong.fits);
    f->ctx.reader.now = 1111111111000 - 60 * 1000;
    assert_int_equal(fixture_write(f, run_code, &k), OK);
    assert_true(k.fits);
    f->ctx.reader.now = 1111111111000 - 60 * 1000;
    assert_int_equal(fixture_write(f, run_code, &k), OK);          /* k.a still says that no code was used */
    assert_false(k.fits);
}

/* ---- keys for programs ------------------------------------------------------------------------------------------ */

typedef struct Keying {
    Token *t;
    Str    key;
} Keying;
static Fault run_token(Ctx *c, void *arg) {
    Keying *k = arg;
    return token_make(c, k->t, &k->key);
}

static void test_a_key_speaks_for_its_owner_within_its_scopes(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_HQ, 0), *b = person(f, "b@example.org", GRANT_ROLE_ADMIN, 0);
    Token *mine, back = {0};
    size_t n;
    Login l;
    become(f, a);
    Keying k = {.t = ent_new(&f->ctx, &token_entity)};
    k.t->name = LIT("Sheet");
    k.t->scopes = 1 << (TOKEN_SCOPE_READ - 1);
    k.t->until_on = day_plus(f->ctx.reader.today, 2);
    assert_int_equal(fixture_write(f, run_token, &k), OK);
    assert_int_equal(token_login(&f->ctx, k.key, &l), OK);
    assert_int_equal(l.who.account, a->head.id);
    assert_int_equal(l.who.roles, ROLE_HQ);
    assert_int_equal(l.who.scopes, 1);
    assert_int_equal(token_login(&f->ctx, LIT("nothing"), &l), BAD_TOKEN);
    assert_int_equal(token_list(&f->ctx, &mine, &n), OK);
    assert_int_equal(n, 1);
    become(f, b);
    assert_int_equal(ent_load(&f->ctx, &token_entity, k.t->head.id, &back), NOT_FOUND);
    become(f, a);
    next_days(f, 3);
    assert_int_equal(token_login(&f->ctx, k.key, &l), BAD_TOKEN);
    assert_int_equal(fixture_write(f, run_nothing, NULL), OK);
}

static void test_an_ended_key_is_over(void **state) {
    FIXTURE(f, state);
    Account *a = person(f, "noa@example.org", GRANT_ROLE_RESIDENT, 0);
    Login l;
    become(f, a);
    Keying k = {.t = ent_new(&f->ctx, &token_entity)}, past = {.t = ent_new(&f->ctx, &token_entity)};
    k.t->name = past.t->name = LIT("Sheet");
    k.t->scopes = past.t->scopes = 1;
    past.t->until_on = day_plus(f->ctx.reader.today, -1);
    assert_int_equal(fixture_write(f, run_token, &past), INVALID);
    assert_int_equal(fixture_write(f, run_token, &k), OK);
    assert_int_equal(fixture_archive(f, &token_entity, k.t->head.id), OK);
    assert_int_equal(token_login(&f->ctx, k.key, &l), BAD_TOKEN);
}

/* ---- secrets stay secret ---------------------------------------------------------------------------------------- */

static void test_the_log_of_changes_holds_no_secrets(void **state) {
    FIXTURE(f, state);
    static const Query FIND = {.sql = "SELECT count(*) FROM changes WHERE before LIKE :part OR after LIKE :part",
                               .in = "part:text", .out = "n:int", .scan = "a test"};
    Account *a = person(f, "noa@example.org", GRANT_ROLE_HQ, 0);
    int64_t n;
    a->password = LIT("$argon2id$needle");
    a->totp_secret = LIT("NEEDLE");
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    assert_int_equal(db_int(&f->ctx, &FIND, VALS(v_text(LIT("%eedle%"))), &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(db_int(&f->ctx, &FIND, VALS(v_text(LIT("%NEEDLE%"))), &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(db_int(&f->ctx, &FIND, VALS(v_text(LIT("%noa@example.org%"))), &n), OK);
    assert_true(n > 0);
}

static Fault run_found(Ctx *c, void *arg) {
    Account *a = ent_new(c, &account_entity);
    Id org, account;
    a->name = a->email = LIT("admin@third.org");
    Fault f = account_found(c, LIT("third"), a, &org, &account);
    *(Id *)arg = org;
    return f;
}

static void test_an_organisation_begins_with_its_administrator(void **state) {
    FIXTURE(f, state);
    Id org = 0;
    Account *found;
    size_t n;
    assert_int_equal(fixture_write(f, run_found, &org), OK);
    assert_int_equal(accounts_by_email(&f->ctx, LIT("admin@third.org"), &found, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(found[0].head.org, org);
    Signing s = {.a = &found[0]};
    Login l;
    assert_int_equal(fixture_write(f, run_begin, &s), OK);
    assert_int_equal(session_login(&f->ctx, s.cookie, &l), OK);
    assert_int_equal(l.who.roles_everywhere, ROLE_ADMIN);
    assert_int_equal(l.who.org, org);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_session_tells_who_asks_and_how_they_want_to_be_spoken_to),
        FIXTURE_BOTH(test_a_session_ends_after_its_days),
        FIXTURE_BOTH(test_a_visit_makes_the_session_last),
        FIXTURE_BOTH(test_a_stopped_account_loses_its_sessions_at_once),
        FIXTURE_BOTH(test_signing_out_elsewhere_keeps_this_session),
        FIXTURE_BOTH(test_what_stands_in_the_cookie_is_not_stored),
        FIXTURE_BOTH(test_roles_hold_between_their_dates),
        FIXTURE_BOTH(test_who_has_no_role_is_a_visitor_with_a_name),
        FIXTURE_BOTH(test_an_ended_role_stays_in_the_history_and_a_fresh_one_is_taken_back),
        FIXTURE_BOTH(test_a_role_on_a_place_reaches_all_below_it),
        FIXTURE_BOTH(test_reach_follows_a_place_that_moves_and_one_that_is_new),
        FIXTURE_BOTH(test_a_coordinator_renews_reach_that_she_does_not_see_herself),
        FIXTURE_BOTH(test_rights_of_two_roles_do_not_mix),
        FIXTURE_BOTH(test_coordinators_give_roles_only_where_they_coordinate),
        FIXTURE_BOTH(test_headquarters_do_not_touch_administrators),
        FIXTURE_BOTH(test_coordinators_do_not_take_over_accounts_above_them),
        FIXTURE_BOTH(test_nobody_changes_the_secrets_of_others),
        FIXTURE_BOTH(test_the_last_administrator_stays),
        FIXTURE_BOTH(test_administrators_and_headquarters_are_held_everywhere),
        FIXTURE_BOTH(test_an_address_is_taken_once_in_an_organisation),
        FIXTURE_BOTH(test_two_organisations_never_see_each_other),
        FIXTURE_BOTH(test_an_invitation_is_accepted_once),
        FIXTURE_BOTH(test_an_invitation_ends_with_time_or_when_it_is_taken_back),
        FIXTURE_BOTH(test_one_invites_to_what_one_may_give),
        FIXTURE_BOTH(test_a_link_works_once_for_its_purpose_and_its_time),
        FIXTURE_BOTH(test_tries_are_counted_and_forgotten),
        FIXTURE_BOTH(test_a_code_is_taken_once_even_by_two_at_a_time),
        FIXTURE_BOTH(test_a_key_speaks_for_its_owner_within_its_scopes),
        FIXTURE_BOTH(test_an_ended_key_is_over),
        FIXTURE_BOTH(test_the_log_of_changes_holds_no_secrets),
        FIXTURE_BOTH(test_an_organisation_begins_with_its_administrator),
    };
    return cmocka_run_group_tests_name("account_store", tests, NULL, NULL);
}
