/* flow_test.c - ways of people through the real server: signing in and out, the second step, invitations, refusals, and
** the public forms. */
#include "actor_ent.h"
#include "commitment_ent.h"
#include "db/facts.h"
#include "future/future.h"
#include "house.h"
#include "intake_ent.h"
#include "place_ent.h"
#include "tie_ent.h"

#define PASSWORD "correct horse 7 battery"
#define VISITOR "visitor-of-the-test"

static Answer visit(House *h, const char *path, const char *fields) {
    return house_post_as(h, path, "visitor=" VISITOR, csrf_make(&h->f->arena, LIT(VISITOR)), fields);
}

/* The value of a cookie that an answer sets; "" when it sets none. */
static const char *cookie_of(House *h, const Answer *a, const char *name) {
    Str rest = buf_str(&a->head), line, head = arena_printf(&h->f->arena, "%s=", name);
    while (str_split(&rest, '\n', &line)) {
        ptrdiff_t at = str_find(line, head);
        if (!str_starts(line, LIT("Set-Cookie:")) && !str_starts(line, LIT("set-cookie:"))) continue;
        if (at < 0) continue;
        Str value = str_sub(line, (size_t)at + head.n, line.n);
        ptrdiff_t end = str_find_byte(value, ';');
        return arena_z(&h->f->arena, str_sub(value, 0, end < 0 ? value.n : (size_t)end));
    }
    return "";
}

static const char *session_of(House *h, Answer a) {
    assert_int_equal(a.status, 303);
    const char *cookie = cookie_of(h, &a, "session");
    assert_true(*cookie);
    answer_release(&a);
    return cookie;
}

static void status_is(Answer a, int status) {
    if (a.status != status) fail_msg("%d, not %d: %.*s", a.status, status, STR_ARG(buf_str(&a.head)));
    answer_release(&a);
}

static bool signed_in(House *h, const char *cookie) { return house_status(h, "/me", cookie) == 200; }

static Answer sign_in(House *h, const char *email, const char *password) {
    return visit(h, "/sign-in", arena_printf(&h->f->arena, "email=%s&password=%s", email, password).p);
}

static Person noa(House *h) {
    Person p = {"Noa", "noa@fixture.example", PASSWORD, GRANT_ROLE_COORDINATOR, 0, 0, FIXTURE_ORG, ""};
    house_person(h, &p);
    return p;
}

/* ---- password --------------------------------------------------------------------------------------------- */

static void test_a_password_signs_in_and_out_and_out_everywhere(void **state) {
    HOUSE(h, state);
    Person p = noa(h);
    assert_int_equal(house_status(h, "/me", ""), 303);
    const char *one = session_of(h, sign_in(h, p.email, PASSWORD));
    const char *two = session_of(h, sign_in(h, "NOA@fixture.example", PASSWORD));
    assert_true(signed_in(h, one) && signed_in(h, two) && signed_in(h, p.cookie));
    status_is(house_post(h, "/me/sessions/end", one, ""), 303);
    assert_true(signed_in(h, one));
    assert_false(signed_in(h, two) || signed_in(h, p.cookie));
    status_is(house_post(h, "/sign-out", one, ""), 303);
    assert_false(signed_in(h, one));
}

static Fault set_mail(Ctx *c, void *arg) {
    (void)arg;
    TRY(fact_set(c, "mail_url", LIT("smtp://127.0.0.1:1")));
    TRY(fact_set(c, "mail_from", LIT("desk@fixture.example")));
    return fact_set(c, "site", LIT("https://desk.example"));
}

static Str last_mail(House *h, const char *to) {
    static const Query LAST = {.sql = "SELECT body FROM mails WHERE to_address = :to ORDER BY id DESC LIMIT 1",
                               .in = "to:text", .out = "body:text", .scan = "a test"};
    Str body;
    fixture_unread(h->f);
    fixture_read(h->f);
    Fault f = db_text(&h->f->ctx, &LAST, VALS(v_text(str_of(to))), &body);
    return f == OK ? body : (Str){0};
}

static void test_wrong_passwords_lock_and_a_link_by_mail_lifts_the_lock(void **state) {
    HOUSE(h, state);
    Person p = noa(h);
    assert_int_equal(fixture_write(h->f, set_mail, NULL), OK);
    for (int i = 0; i < 10; i++) status_is(sign_in(h, p.email, "wrong password 1"), 422);
    status_is(sign_in(h, p.email, PASSWORD), 429);
    status_is(sign_in(h, "nobody@fixture.example", PASSWORD), 422);
    status_is(visit(h, "/sign-in/mail", "email=noa@fixture.example"), 303);
    Str mail = last_mail(h, p.email);
    ptrdiff_t at = str_find(mail, LIT("/sign-in/link/"));
    assert_true(at > 0 && str_find(mail, LIT("https://desk.example/")) >= 0);
    Str link = str_trim(str_sub(mail, (size_t)at, mail.n));
    const char *path = arena_z(&h->f->arena, link);
    assert_int_equal(house_status(h, path, ""), 200);
    assert_int_equal(house_status(h, path, ""), 200); /* looking does not use it */
    status_is(sign_in(h, p.email, PASSWORD), 429);
    assert_true(signed_in(h, session_of(h, visit(h, path, ""))));
    assert_int_equal(house_status(h, path, ""), 410);
    assert_true(signed_in(h, session_of(h, sign_in(h, p.email, PASSWORD))));
    for (int i = 0; i < 10; i++) status_is(sign_in(h, p.email, "wrong password 1"), 422);
    status_is(sign_in(h, p.email, PASSWORD), 429);
}

/* ---- the second step -------------------------------------------------------------------------------------- */

typedef struct StepOn {
    Id  account;
    Str secret;
} StepOn;

static Fault step_on(Ctx *c, void *arg) {
    StepOn *s = arg;
    Account *a = ent_new(c, &account_entity);
    TRY(account_by_id(c, s->account, a));
    s->secret = totp_secret(c);
    a->totp_secret = s->secret;
    a->totp_on = 1;
    return account_save_own(c, a);
}

/* By another program than ours, as an authenticator is one. */
static void code_now(Str secret, char out[8]) {
    char command[900];
    snprintf(command, sizeof command,
             "node -e 'const c=require(\"crypto\");let b=\"\";for(const x of \"%.*s\")"
             "b+=(\"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567\".indexOf(x)).toString(2).padStart(5,\"0\");"
             "const k=Buffer.from(b.match(/.{8}/g).map(x=>parseInt(x,2)));"
             "const t=Buffer.alloc(8);t.writeBigUInt64BE(BigInt(Math.floor(Date.now()/30000)));"
             "const d=c.createHmac(\"sha1\",k).update(t).digest();const o=d[19]&15;"
             "console.log(String((d.readUInt32BE(o)&0x7fffffff)%%1000000).padStart(6,\"0\"))'", STR_ARG(secret));
    FILE *f = popen(command, "r");
    assert_non_null(f);
    assert_non_null(fgets(out, 8, f));
    out[6] = 0;
    assert_int_equal(pclose(f), 0);
}

static Answer step_with(House *h, const char *key, const char *code) {
    const char *cookies = arena_printf(&h->f->arena, "visitor=" VISITOR "; step=%s", key).p;
    return house_post_as(h, "/sign-in/step", cookies, csrf_make(&h->f->arena, LIT(VISITOR)),
                         arena_printf(&h->f->arena, "code=%s", code).p);
}

static void test_the_second_step_is_asked_and_each_code_works_once(void **state) {
    HOUSE(h, state);
    Person p = noa(h);
    StepOn s = {.account = p.account};
    char code[8];
    fixture_system(h->f);
    assert_int_equal(fixture_write(h->f, step_on, &s), OK);
    Answer a = sign_in(h, p.email, PASSWORD);
    assert_int_equal(a.status, 303);
    assert_string_equal(cookie_of(h, &a, "session"), "");
    const char *key = cookie_of(h, &a, "step");
    assert_true(*key);
    answer_release(&a);
    status_is(step_with(h, key, "000000x"), 422);
    status_is(step_with(h, "not-a-key", "000000"), 410);
    code_now(s.secret, code);
    assert_true(signed_in(h, session_of(h, step_with(h, key, code))));
    status_is(step_with(h, key, code), 410);
    Answer again = sign_in(h, p.email, PASSWORD);
    const char *second = cookie_of(h, &again, "step");
    answer_release(&again);
    status_is(step_with(h, second, code), 422);
}

/* ---- invitation ------------------------------------------------------------------------------------------- */

static Fault make_invite(Ctx *c, void *arg) {
    Invite *v = ent_new(c, &invite_entity);
    v->name = LIT("Sami");
    v->email = LIT("sami@fixture.example");
    v->role = GRANT_ROLE_CONSULTANT;
    return invite_make(c, v, arg);
}

static void test_an_invitation_is_walked_once_and_its_role_holds(void **state) {
    HOUSE(h, state);
    Str key;
    fixture_system(h->f);
    h->f->ctx.reader.now = house_clock();
    assert_int_equal(fixture_write(h->f, make_invite, &key), OK);
    const char *path = arena_printf(&h->f->arena, "/invite/%.*s", STR_ARG(key)).p;
    assert_int_equal(house_status(h, path, ""), 200);
    status_is(visit(h, path, "name=Sami&lang=ar&password=short"), 422);
    const char *cookie = session_of(h, visit(h, path, "name=Sami&lang=ar&address=m&password=" PASSWORD));
    assert_true(signed_in(h, cookie));
    assert_int_equal(house_status(h, "/intakes", cookie), 200);
    assert_int_equal(house_status(h, "/region/settings", cookie), 403);
    Answer me = house_get(h, "/me", cookie);
    assert_true(house_has(&me, "lang=\"ar\"") && house_has(&me, "dir=\"rtl\""));
    answer_release(&me);
    assert_int_equal(house_status(h, path, ""), 410);
    status_is(visit(h, path, "name=Thief&password=" PASSWORD), 410);
    assert_true(signed_in(h, session_of(h, sign_in(h, "sami@fixture.example", PASSWORD))));
}

/* ---- the end of a session, forged and refused requests ---------------------------------------------------- */

static void test_a_session_ends_by_itself(void **state) {
    HOUSE(h, state);
    Person p = noa(h);
    assert_int_equal(fixture_script(h->f, "UPDATE sessions SET ends_at = 1000"), OK);
    assert_false(signed_in(h, p.cookie));
    assert_true(signed_in(h, session_of(h, sign_in(h, p.email, PASSWORD))));
}

static Answer raw_post(House *h, const char *path, const char *cookie, const char *header) {
    Str csrf = csrf_make(&h->f->arena, str_of(cookie));
    Str body = arena_printf(&h->f->arena, "name=x&csrf=%.*s", STR_ARG(csrf));
    return request(h->port, arena_printf(&h->f->arena, "POST %s HTTP/1.1\r\nHost: a\r\nCookie: session=%s\r\n%s"
                                                       "Content-Type: application/x-www-form-urlencoded\r\n"
                                                       "Content-Length: %zu\r\n\r\n%.*s",
                                         path, cookie, header, body.n, STR_ARG(body)));
}

static void test_a_write_that_is_not_from_our_own_page_is_refused(void **state) {
    HOUSE(h, state);
    Person p = noa(h);
    const char *mine = arena_printf(&h->f->arena, "session=%s", p.cookie).p;
    status_is(house_post_as(h, "/me", mine, (Str){0}, "name=Forged"), 403);
    status_is(house_post_as(h, "/me", mine, LIT("AAAA"), "name=Forged"), 403);
    status_is(house_post_as(h, "/me", mine, csrf_make(&h->f->arena, LIT(VISITOR)), "name=Forged"), 403);
    status_is(raw_post(h, "/me", p.cookie, "Sec-Fetch-Site: cross-site\r\n"), 403);
    status_is(raw_post(h, "/me", p.cookie, "Origin: https://evil.example\r\n"), 403);
    Answer me = house_get(h, "/me", p.cookie);
    assert_false(house_has(&me, "Forged"));
    answer_release(&me);
    status_is(raw_post(h, "/me", p.cookie, "Sec-Fetch-Site: same-origin\r\n"), 303);
}

static void test_roles_are_refused_what_is_not_theirs(void **state) {
    HOUSE(h, state);
    static const struct {
        int         role;
        const char *read, *write;
    } ROWS[] = {
        {GRANT_ROLE_OWNER, "/intakes", "/intakes"},         {GRANT_ROLE_OWNER, "/people", "/people/invite"},
        {GRANT_ROLE_RESIDENT, "/tasks/new", "/actors"},     {GRANT_ROLE_RESIDENT, "/doors", "/doors"},
        {GRANT_ROLE_FUNDER, "/listings/new", "/listings"},  {GRANT_ROLE_FUNDER, "/region/settings", "/region/settings"},
        {GRANT_ROLE_COUNCIL, "/categories", "/categories"}, {GRANT_ROLE_TRUSTEE, "/doors/new", "/doors"},
        {GRANT_ROLE_CONSULTANT, "/doors/new", "/doors"},    {GRANT_ROLE_HQ, "/region/settings", "/region/settings"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char email[40];
        snprintf(email, sizeof email, "p%zu@fixture.example", i);
        Person p = {"Somebody", email, NULL, ROWS[i].role, 0, 0, FIXTURE_ORG, ""};
        house_person(h, &p);
        int status = house_status(h, ROWS[i].read, p.cookie);
        if (status != 403) fail_msg("role %d reads %s: %d", ROWS[i].role, ROWS[i].read, status);
        status_is(house_post(h, ROWS[i].write, p.cookie, "name=x"), 403);
        status_is(visit(h, ROWS[i].write, "name=x"), 401);
    }
}

/* ---- public forms ----------------------------------------------------------------------------------------- */

static Id make_place(House *h) {
    Place *p = ent_new(&h->f->ctx, &place_entity);
    p->name.v[LANG_EN] = LIT("Crater Town");
    p->name.state[LANG_EN] = TEXT_WRITTEN;
    p->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(h->f, &place_entity, p), OK);
    return p->head.id;
}

static Door *make_door(House *h, Id place, int kind) {
    Door *d = ent_new(&h->f->ctx, &door_entity);
    d->name = LIT("Notice board");
    d->kind = kind;
    d->place = place;
    fixture_system(h->f);
    assert_int_equal(fixture_save(h->f, &door_entity, d), OK);
    return d;
}

/* Where an answer leads, as text of the test's own. */
static const char *location_of(House *h, Answer a) {
    assert_int_equal(a.status, 303);
    const char *where = arena_z(&h->f->arena, answer_header(&a, "location"));
    answer_release(&a);
    return where;
}

static Intake *intake_now(House *h) {
    static const Query LAST = {.sql = "SELECT id FROM intakes ORDER BY id DESC LIMIT 1", .out = "id:id",
                               .scan = "a test"};
    Intake *v = ent_new(&h->f->ctx, &intake_entity);
    int64_t id;
    fixture_system(h->f);
    fixture_unread(h->f);
    fixture_read(h->f);
    assert_int_equal(db_int(&h->f->ctx, &LAST, NO_VALS, &id), OK);
    assert_int_equal(ent_load(&h->f->ctx, &intake_entity, id, v), OK);
    return v;
}

static void test_a_request_is_kept_from_its_first_answer_and_sent_once(void **state) {
    HOUSE(h, state);
    Id place = make_place(h);
    Person coordinator = {"Noa", "noa@fixture.example", NULL, GRANT_ROLE_COORDINATOR, place, 0, FIXTURE_ORG, ""};
    house_person(h, &coordinator);
    assert_int_equal(fixture_write(h->f, set_mail, NULL), OK);
    Door *d = make_door(h, place, DOOR_KIND_ASK);
    const char *ask = arena_printf(&h->f->arena, "/ask/%.*s", STR_ARG(d->code)).p;
    assert_int_equal(house_status(h, ask, ""), 200);
    status_is(visit(h, ask, "phone=12"), 422);
    status_is(visit(h, ask, "phone=052-555-0143&website=spam.example"), 200);
    const char *mine = location_of(h, visit(h, ask, "phone=052-555-0143&state=taken&reason=mine&place="));
    Intake *v = intake_now(h);
    assert_int_equal(v->state, INTAKE_STATE_BEGUN);
    assert_true(str_eq(v->phone, LIT("+972525550143")) && v->place == place && v->head.unit == place && !v->reason.n);
    assert_true(str_find(last_mail(h, coordinator.email), LIT("/intakes/")) > 0);
    status_is(visit(h, mine, "step=2&name=Rachel"), 303);
    Answer half = house_get(h, mine, "");
    assert_true(half.status == 200 && house_has(&half, "Question 3 of 5"));
    answer_release(&half);
    status_is(visit(h, mine, "step=9&business=Laundry"), 303);  /* no question is jumped over */
    status_is(visit(h, mine, "step=4"), 422);
    status_is(visit(h, mine, "step=4&wish=More+guests"), 303);
    assert_int_equal(intake_now(h)->state, INTAKE_STATE_BEGUN);
    status_is(visit(h, mine, "step=5"), 303);
    v = intake_now(h);
    assert_int_equal(v->state, INTAKE_STATE_SENT);
    assert_int_equal(v->answer_by, day_plus(stamp_day(v->sent_at, "Asia/Jerusalem"), ANSWER_DAYS));
    Answer thanks = house_get(h, mine, "");
    assert_true(house_has(&thanks, arena_z(&h->f->arena, v->reference)));
    assert_false(house_has(&thanks, "Rachel") || house_has(&thanks, "555-0143") || house_has(&thanks, "More guests"));
    answer_release(&thanks);
    status_is(visit(h, mine, "step=2&name=Changed"), 303);
    assert_true(str_eq(intake_now(h)->name, LIT("Rachel")));
    assert_int_equal(house_status(h, arena_printf(&h->f->arena, "%s/AAAAAAAAAAAAAAAAAAAAAA", ask).p, ""), 404);
}

static void test_a_link_switched_off_says_no_more_than_a_wrong_one(void **state) {
    HOUSE(h, state);
    Person hq = {"Dan", "dan@fixture.example", NULL, GRANT_ROLE_HQ, 0, 0, FIXTURE_ORG, ""};
    house_person(h, &hq);
    Door *d = make_door(h, 0, DOOR_KIND_PROPOSE);
    char id[ID_CHARS + 1];
    const char *path = arena_printf(&h->f->arena, "/propose/%.*s", STR_ARG(d->code)).p;
    id_print(id, d->head.id);
    assert_int_equal(house_status(h, path, ""), 200);
    assert_int_equal(house_status(h, arena_printf(&h->f->arena, "/ask/%.*s", STR_ARG(d->code)).p, ""), 404);
    status_is(house_post(h, arena_printf(&h->f->arena, "/doors/%s/shut", id).p, hq.cookie, ""), 303);
    assert_int_equal(house_status(h, path, ""), 404);
    status_is(visit(h, path, "about=asset&subject=Kitchen"), 404);
    assert_int_equal(house_status(h, "/propose/nothing", ""), 404);
}

static void test_one_caller_begins_only_so_many_requests_in_an_hour(void **state) {
    HOUSE(h, state);
    Door *d = make_door(h, 0, DOOR_KIND_PROPOSE);
    const char *path = arena_printf(&h->f->arena, "/propose/%.*s", STR_ARG(d->code)).p;
    for (int i = 0; i < 10; i++) status_is(visit(h, path, "about=asset&subject=Kitchen"), 303);
    status_is(visit(h, path, "about=asset&subject=Kitchen"), 429);
}

static void test_what_came_in_is_taken_in_as_one_act(void **state) {
    HOUSE(h, state);
    Person hq = {"Dan", "dan@fixture.example", NULL, GRANT_ROLE_HQ, 0, 0, FIXTURE_ORG, ""};
    house_person(h, &hq);
    Intake *v = ent_new(&h->f->ctx, &intake_entity);
    v->kind = DOOR_KIND_ASK;
    v->business = LIT("Desert Laundry");
    v->phone = LIT("+972525550143");
    v->wish = LIT("More guests");
    fixture_system(h->f);
    assert_int_equal(fixture_save(h->f, &intake_entity, v), OK);
    char id[ID_CHARS + 1];
    id_print(id, v->head.id);
    const char *path = arena_printf(&h->f->arena, "/intakes/%s/accept", id).p;
    status_is(house_post(h, path, hq.cookie, "who=nobody"), 422);
    const char *actor = location_of(h, house_post(h, path, hq.cookie, "who=business&step=Call+back&due_on=2027-01-15"));
    assert_true(str_starts(str_of(actor), LIT("/actors/")));
    Answer page = house_get(h, actor, hq.cookie);
    assert_true(house_has(&page, "Desert Laundry") && house_has(&page, "More guests") && house_has(&page, "Call back"));
    answer_release(&page);
    v = intake_now(h);
    assert_true(v->state == INTAKE_STATE_TAKEN && v->taken_by == hq.account && v->actor != 0);
    status_is(house_post(h, path, hq.cookie, "who=business"), 412);
    Answer gone = house_get(h, "/intakes?state=sent", hq.cookie);
    assert_false(house_has(&gone, "Desert Laundry"));
    answer_release(&gone);
}

/* ---- what residents want ------------------------------------------------------------------------------------ */

static int64_t of_wishes(House *h, const char *what) {
    Query   q = {.sql = what, .out = "n:int", .scan = "a test"};
    int64_t n;
    fixture_unread(h->f);
    fixture_read(h->f);
    assert_int_equal(db_int(&h->f->ctx, &q, NO_VALS, &n), OK);
    return n;
}

static const char ALL_WISHES[] = "SELECT CAST(count(*) AS BIGINT) FROM wishes";

static const char *wish_door(House *h, Id place) {
    Door *d = ent_new(&h->f->ctx, &door_entity);
    d->name = LIT("Notice board");
    d->kind = DOOR_KIND_WISH;
    d->place = place;
    d->until_on = day_plus(h->f->ctx.reader.today, 3000);
    fixture_system(h->f);
    assert_int_equal(fixture_save(h->f, &door_entity, d), OK);
    return arena_printf(&h->f->arena, "/wish/%.*s", STR_ARG(d->code)).p;
}

static void test_the_form_for_wishes_takes_what_is_sent_to_it_and_no_more(void **state) {
    HOUSE(h, state);
    Id    place = make_place(h);
    const char *path = wish_door(h, place);
    char  long_one[4200];
    assert_int_equal(house_status(h, path, ""), 200);
    assert_int_equal(house_status(h, "/wish/nothing", ""), 404);
    status_is(visit(h, path, ""), 422);
    status_is(visit(h, path, "words=++"), 422);
    memset(long_one, 'x', sizeof long_one);
    memcpy(long_one, "words=", 6);
    long_one[sizeof long_one - 1] = 0;
    status_is(visit(h, path, long_one), 422);
    status_is(visit(h, path, "words=A+market&describes=king"), 422);
    status_is(visit(h, path, "words=A+market&email=me%40demo.invalid"), 422);      /* an address without a yes */
    status_is(visit(h, path, "words=A+market&email=nonsense&hears=1"), 422);
    status_is(visit(h, path, "words=A+market&website=spam.example"), 303); /* a machine is thanked, and dropped */
    assert_int_equal(of_wishes(h, ALL_WISHES), 0);
    Answer again = visit(h, path, "words=%3Cscript%3Ealert(1)%3C%2Fscript%3E&describes=king");
    assert_true(again.status == 422 && house_has(&again, "&lt;script&gt;"));
    assert_false(house_has(&again, "<script>alert"));
    answer_release(&again);
    status_is(visit(h, path, "words=A+market&fit=1&coded=1&visibility=public&place=&way=paper"), 303);
    assert_int_equal(of_wishes(h, "SELECT CAST(count(*) AS BIGINT) FROM wishes WHERE coded = 0 AND way = 1"
                                  " AND visibility = 2 AND (fit IS NULL OR fit = 0)"), 1);
    int last = 303;
    for (int i = 0; i < 1000 && last == 303; i++) {
        Answer a = visit(h, path, "words=A+thousand+times");
        last = a.status;
        answer_release(&a);
    }
    assert_int_equal(last, 429);
    assert_true(of_wishes(h, ALL_WISHES) <= WISH_CALLER_HOUR_MAX);
}

static void test_a_public_page_shows_what_was_published_and_counts_one_vote_a_device(void **state) {
    HOUSE(h, state);
    Id     place = make_place(h);
    Person noa = {"Noa", "noa@fixture.example", NULL, GRANT_ROLE_COORDINATOR, place, 0, FIXTURE_ORG, ""};
    Theme *t = ent_new(&h->f->ctx, &theme_entity), *kept = ent_new(&h->f->ctx, &theme_entity);
    char   id[ID_CHARS + 1], theme[ID_CHARS + 1];
    house_person(h, &noa);
    (void)wish_door(h, place);
    t->place = kept->place = place;
    t->name.v[LANG_EN] = LIT("A market of ours");
    kept->name.v[LANG_EN] = LIT("Not for all yet");
    fixture_system(h->f);
    assert_int_equal(fixture_save(h->f, &theme_entity, t), OK);
    id_print(id, place);
    id_print(theme, t->head.id);
    const char *desk = arena_printf(&h->f->arena, "/places/%s/future", id).p;
    status_is(house_post(h, arena_printf(&h->f->arena, "%s/publish", desk).p, noa.cookie, "on=1"), 303);
    assert_int_equal(fixture_save(h->f, &theme_entity, kept), OK);
    WishPage *p = ent_new(&h->f->ctx, &wish_page_entity);
    fixture_system(h->f);
    assert_int_equal(wish_page_of(&h->f->ctx, place, p), OK);
    const char *path = arena_printf(&h->f->arena, "/future/%.*s", STR_ARG(p->code)).p;
    const char *vote = arena_printf(&h->f->arena, "%s/vote", path).p;
    const char *of = arena_printf(&h->f->arena, "theme=%s", theme).p;
    Answer page = house_get(h, path, "");
    assert_true(page.status == 200 && house_has(&page, "A market of ours"));
    assert_false(house_has(&page, "Not for all yet"));
    answer_release(&page);
    status_is(visit(h, vote, of), 200);           /* a device that keeps nothing does not count */
    Str csrf = csrf_make(&h->f->arena, LIT(VISITOR));
    for (int i = 0; i < 3; i++) {
        status_is(house_post_as(h, vote, "visitor=" VISITOR "; voice=AAAAAAAAAAAAAAAAAAAAAA", csrf, of), 303);
    }
    status_is(house_post_as(h, vote, "visitor=" VISITOR "; voice=AAAAAAAAAAAAAAAAAAAAAB", csrf, of), 303);
    assert_int_equal(of_wishes(h, "SELECT CAST(count(*) AS BIGINT) FROM theme_votes"), 2);
    id_print(theme, kept->head.id);
    status_is(house_post_as(h, vote, "visitor=" VISITOR "; voice=AAAAAAAAAAAAAAAAAAAAAA", csrf,
                            arena_printf(&h->f->arena, "theme=%s", theme).p), 404);
    status_is(house_post(h, arena_printf(&h->f->arena, "%s/publish", desk).p, noa.cookie, "on=0"), 303);
    assert_int_equal(house_status(h, path, ""), 404);
}

/* ---- the first page is kept -------------------------------------------------------------------------------------- */

static Id a_task(House *h, const Person *p, const char *text) {
    Commitment *t = ent_new(&h->f->ctx, &commitment_entity);
    t->text = str_of(text);
    t->kind = COMMITMENT_KIND_TASK;
    t->owner = p->account;
    t->state = COMMITMENT_STATE_OPEN;
    assert_int_equal(fixture_save(h->f, &commitment_entity, t), OK);
    return t->head.id;
}

/* The whole page; what it must show and what not. */
static Str first_page(House *h, const char *cookie, const char *shows, const char *hides) {
    Answer a = house_get(h, "/", cookie);
    assert_int_equal(a.status, 200);
    if (!house_has(&a, shows)) fail_msg("'%s' is missing", shows);
    if (house_has(&a, hides)) fail_msg("'%s' is there", hides);
    Str body = arena_copy(&h->f->arena, buf_str(&a.body));
    answer_release(&a);
    return body;
}

/* The `op` of the page's first form. */
static const char *op_of(House *h, Str page) {
    ptrdiff_t at = str_find(page, LIT("name=\"op\" value=\""));
    assert_true(at >= 0);
    Str rest = str_sub(page, (size_t)at + 17, page.n);
    return arena_z(&h->f->arena, str_sub(rest, 0, (size_t)str_find_byte(rest, '"')));
}

static int64_t notes_about(House *h, Id actor) {
    static const Query COUNT = {.sql = "SELECT count(*) FROM posts WHERE about = :actor", .in = "actor:id",
                                .out = "n:int", .scan = "a test"};
    int64_t n;
    fixture_unread(h->f);
    fixture_read(h->f);
    assert_int_equal(db_int(&h->f->ctx, &COUNT, VALS(v_id(actor)), &n), OK);
    return n;
}

/* Takes the region to another zone without a write. */
static void stand_at(House *h, const char *zone) {
    fixture_unread(h->f);
    local_forget(h->f->region);
    local_keep(h->f->region, zone, LANG_EN);
}

static void test_the_first_page_is_kept_for_its_reader_until_something_changes(void **state) {
    HOUSE(h, state);
    Person noa_ = noa(h), dina = {"Dina", "dina@fixture.example", NULL, GRANT_ROLE_COORDINATOR, 0, 0, FIXTURE_ORG, ""},
           far = {"Far", "far@others.example", NULL, GRANT_ROLE_COORDINATOR, 0, 0, FIXTURE_OTHER_ORG, ""};
    house_person(h, &dina);
    house_person(h, &far);
    (void)a_task(h, &noa_, "Call the bakery");
    Str one = first_page(h, noa_.cookie, "Call the bakery", "Ask the bank");
    assert_true(str_starts(str_of(op_of(h, one)), LIT("p.")));
    assert_true(str_eq(one, first_page(h, noa_.cookie, "Call the bakery", "Ask the bank")));
    (void)first_page(h, dina.cookie, "Dina", "Call the bakery");
    (void)first_page(h, far.cookie, "Far", "Call the bakery");
    (void)a_task(h, &noa_, "Ask the bank");
    Str two = first_page(h, noa_.cookie, "Ask the bank", "Far");
    assert_string_not_equal(op_of(h, one), op_of(h, two));
    (void)first_page(h, dina.cookie, "Dina", "Ask the bank");
    /* Somewhere the next day has begun already, and the one before is not over: nothing was written. */
    stand_at(h, "Pacific/Kiritimati");
    Str tomorrow = first_page(h, noa_.cookie, "Ask the bank", "Far");
    stand_at(h, "Pacific/Pago_Pago");
    Str yesterday = first_page(h, noa_.cookie, "Ask the bank", "Far");
    assert_false(str_eq(tomorrow, yesterday));
}

/* Both tabs show the same page. */
static void test_a_call_told_on_the_first_page_is_one_call(void **state) {
    HOUSE(h, state);
    Person p = noa(h);
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    a->name.v[LANG_EN] = LIT("Garage of the south");
    a->kind = ACTOR_KIND_BUSINESS;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    (void)a_task(h, &p, "Call the bakery");
    const char *op = op_of(h, first_page(h, p.cookie, "Call the bakery", "Far"));
    const char *path = arena_printf(&h->f->arena, "/today/%s/called", id_str(&h->f->arena, a->head.id).p).p;
    const char *fields = arena_printf(&h->f->arena, "op=%s", op).p;
    for (int i = 0; i < 3; i++) status_is(house_post(h, path, p.cookie, fields), 303);
    assert_int_equal(notes_about(h, a->head.id), 1);
    op = op_of(h, first_page(h, p.cookie, "Call the bakery", "Far"));
    fields = arena_printf(&h->f->arena, "op=%s", op).p;
    for (int i = 0; i < 3; i++) status_is(house_post(h, path, p.cookie, fields), 303);
    assert_int_equal(notes_about(h, a->head.id), 2);
}

/* ---- many at once -------------------------------------------------------------------------------------------- */

static int64_t number_of(House *h, const Query *q) {
    int64_t n;
    fixture_unread(h->f);
    fixture_read(h->f);
    assert_int_equal(db_int(&h->f->ctx, q, NO_VALS, &n), OK);
    return n;
}

static Fault make_actors(Ctx *c, void *arg) {
    for (int i = 0; i < *(int *)arg; i++) {
        Actor *a = ent_new(c, &actor_entity);
        a->name.v[LANG_EN] = arena_printf(c->arena, "Business %d", i);
        a->name.state[LANG_EN] = TEXT_WRITTEN;
        a->kind = ACTOR_KIND_BUSINESS;
        TRY(ent_save(c, &actor_entity, a));
    }
    return OK;
}

static void test_a_change_of_many_rows_in_portions_is_one_act_with_one_undo(void **state) {
    HOUSE(h, state);
    static const Query MICRO = {.sql = "SELECT count(*) FROM actors WHERE size = 2", .out = "n:int", .scan = "a test"};
    static const Query ACT = {.sql = "SELECT id FROM acts ORDER BY id DESC LIMIT 1", .out = "n:int", .scan = "a test"};
    int n = 530;
    char id[ID_CHARS + 1];
    Person hq = {"Dan", "dan@fixture.example", NULL, GRANT_ROLE_HQ, 0, 0, FIXTURE_ORG, ""};
    h->f->ctx.reader.now = house_clock() - 3600 * 1000;
    fixture_system(h->f);
    assert_int_equal(fixture_write(h->f, make_actors, &n), OK);
    house_person(h, &hq);
    const char *form = "all=1&q=&do=set&set.size=micro";
    status_is(house_post(h, "/actors/bulk", hq.cookie, form), 200); /* asks first */
    assert_int_equal(number_of(h, &MICRO), 0);
    status_is(house_post(h, "/actors/bulk", hq.cookie, arena_printf(&h->f->arena, "%s&sure=1", form).p), 303);
    assert_int_equal(number_of(h, &MICRO), n);
    id_print(id, number_of(h, &ACT));
    status_is(house_post(h, arena_printf(&h->f->arena, "/acts/%s/undo", id).p, hq.cookie, ""), 303);
    assert_int_equal(number_of(h, &MICRO), 0);
}

/* ---- ties ------------------------------------------------------------------------------------------------------- */

static Actor *make_named(House *h, const char *name) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->name.state[LANG_EN] = TEXT_WRITTEN;
    a->kind = ACTOR_KIND_BUSINESS;
    a->head.visibility = VIS_PUBLIC;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a;
}

static void make_tie(House *h, Id from, Id to, int kind) {
    Tie *t = ent_new(&h->f->ctx, &tie_entity);
    t->from_actor = from;
    t->to_actor = to;
    t->kind = kind;
    t->state = TIE_STATE_ACTIVE;
    t->head.visibility = VIS_MEMBERS;
    assert_int_equal(fixture_save(h->f, &tie_entity, t), OK);
}

static Str page_of(House *h, Id actor, const char *cookie) {
    char id[ID_CHARS + 1];
    id_print(id, actor);
    Answer a = house_get(h, arena_printf(&h->f->arena, "/actors/%s", id).p, cookie);
    assert_int_equal(a.status, 200);
    Str page = arena_copy(&h->f->arena, buf_str(&a.body));
    answer_release(&a);
    return page;
}

static void test_a_tie_is_told_from_both_ends_and_names_nobody_whom_the_reader_may_not_see(void **state) {
    HOUSE(h, state);
    Person owner = {"Yusuf", "yusuf@fixture.example", NULL, GRANT_ROLE_OWNER, 0, 0, FIXTURE_ORG, ""};
    house_person(h, &owner);
    fixture_system(h->f);
    Id mill = make_named(h, "Wadi Mill")->head.id, bakery = make_named(h, "Rim Bakery")->head.id;
    Actor *quiet = make_named(h, "Quiet Lender");
    make_tie(h, mill, bakery, TIE_KIND_SUPPLIES);
    make_tie(h, quiet->head.id, bakery, TIE_KIND_MENTORS);
    quiet->head.visibility = VIS_PRIVATE;
    assert_int_equal(fixture_save(h->f, &actor_entity, quiet), OK);
    Str  from = page_of(h, mill, owner.cookie), to = page_of(h, bakery, owner.cookie);
    char hidden[ID_CHARS + 1];
    id_print(hidden, quiet->head.id);
    assert_true(str_find(from, LIT("<p>Supplies</p>")) > 0);
    assert_true(str_find(to, LIT("<p>Supplies here</p>")) > 0);
    assert_true(str_find(to, LIT("Somebody you may not see")) > 0);
    assert_true(str_find(to, LIT("Quiet Lender")) < 0 && str_find(to, str_of(hidden)) < 0);
}

static void test_the_list_of_ties_calls_them_by_their_ends_and_leaves_out_those_of_strangers(void **state) {
    HOUSE(h, state);
    Person owner = {"Yusuf", "yusuf@fixture.example", NULL, GRANT_ROLE_OWNER, 0, 0, FIXTURE_ORG, ""};
    house_person(h, &owner);
    fixture_system(h->f);
    Actor *seen = make_named(h, "Rim Bakery"), *one = make_named(h, "First Stranger");
    Actor *two = make_named(h, "Second Stranger");
    make_tie(h, one->head.id, seen->head.id, TIE_KIND_SUPPLIES);
    make_tie(h, one->head.id, two->head.id, TIE_KIND_PARTNER);
    Actor *strangers[] = {one, two};
    for (int i = 0; i < 2; i++) {
        strangers[i]->head.visibility = VIS_PRIVATE;
        assert_int_equal(fixture_save(h->f, &actor_entity, strangers[i]), OK);
    }
    Answer a = house_get(h, "/ties", owner.cookie);
    assert_true(house_has(&a, "\u2068Not open to you\u2069 · Supplies · \u2068Rim Bakery\u2069"));
    assert_true(!house_has(&a, " · Partner of") && !house_has(&a, "Stranger"));
    answer_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_BOTH(test_a_password_signs_in_and_out_and_out_everywhere),
        HOUSE_BOTH(test_wrong_passwords_lock_and_a_link_by_mail_lifts_the_lock),
        HOUSE_BOTH(test_the_first_page_is_kept_for_its_reader_until_something_changes),
        HOUSE_BOTH(test_a_call_told_on_the_first_page_is_one_call),
        HOUSE_BOTH(test_the_second_step_is_asked_and_each_code_works_once),
        HOUSE_BOTH(test_an_invitation_is_walked_once_and_its_role_holds),
        HOUSE_BOTH(test_a_session_ends_by_itself),
        HOUSE_BOTH(test_a_write_that_is_not_from_our_own_page_is_refused),
        HOUSE_BOTH(test_roles_are_refused_what_is_not_theirs),
        HOUSE_BOTH(test_a_request_is_kept_from_its_first_answer_and_sent_once),
        HOUSE_BOTH(test_a_link_switched_off_says_no_more_than_a_wrong_one),
        HOUSE_BOTH(test_one_caller_begins_only_so_many_requests_in_an_hour),
        HOUSE_BOTH(test_what_came_in_is_taken_in_as_one_act),
        HOUSE_BOTH(test_the_form_for_wishes_takes_what_is_sent_to_it_and_no_more),
        HOUSE_BOTH(test_a_public_page_shows_what_was_published_and_counts_one_vote_a_device),
        HOUSE_BOTH(test_a_tie_is_told_from_both_ends_and_names_nobody_whom_the_reader_may_not_see),
        HOUSE_BOTH(test_the_list_of_ties_calls_them_by_their_ends_and_leaves_out_those_of_strangers),
        HOUSE_BOTH(test_a_change_of_many_rows_in_portions_is_one_act_with_one_undo),
    };
    return cmocka_run_group_tests_name("flow", tests, NULL, NULL);
}
