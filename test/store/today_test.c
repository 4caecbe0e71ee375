/* What other modules show on the first page: sessions of mine, meetings where I sit, barriers for a trustee. */
#include "cases.h"

#include "barrier/barrier_page.h"
#include "council/council_page.h"
#include "session/session_page.h"

enum { CARD_BYTES = 1 << 18, HOUR_MS = 3600 * 1000 };

/* The card as this reader gets it, in the arena. */
static Str card(Fixture *f, const TodayPart *part) {
    Request rq = {.method = GET, .path = LIT("/")};
    Page    pg = page_new(&f->ctx, &rq, NAV_TODAY, LIT("Today"));
    Buf     b;
    buf_init(&b, CARD_BYTES);
    assert_int_equal(part->draw(&b, &pg), OK);
    return html_keep(&f->arena, &b).s;
}

static bool tells(Str html, const char *words) { return str_find(html, str_of(words)) >= 0; }

static Barrier *a_barrier(House *h, Id place, const char *title) {
    fixture_system(h->f);
    Barrier *b = ent_new(&h->f->ctx, &barrier_entity);
    b->title = str_of(title);
    b->kind = BARRIER_KIND_LICENCE;
    b->place = place;
    assert_int_equal(fixture_save(h->f, &barrier_entity, b), OK);
    return b;
}

static void take(House *h, Barrier *b, Id trustee) {
    fixture_system(h->f);
    b->trustee = trustee;
    b->state = BARRIER_STATE_TAKEN;
    assert_int_equal(fixture_save(h->f, &barrier_entity, b), OK);
}

static void test_a_trustee_sees_new_barriers_of_the_place_and_the_own_ones(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Place *other = ent_new(&f->ctx, &place_entity);
    other->name.v[LANG_EN] = LIT("Elsewhere");
    other->kind = PLACE_KIND_LOCALITY;
    fixture_system(f);
    assert_int_equal(fixture_save(f, &place_entity, other), OK);
    Id me = h.people[OTHER_COORDINATOR];
    (void)a_barrier(&h, h.town, "Brand new");
    (void)a_barrier(&h, other->head.id, "Far away");
    Barrier *own = a_barrier(&h, h.town, "In my hands"), *theirs = a_barrier(&h, h.town, "In other hands");
    take(&h, own, me);
    take(&h, theirs, h.people[COORDINATOR]);
    fixture_become(f, me, ROLE_TRUSTEE, VIS_MEMBERS);
    Str html = card(f, &BARRIER_TODAY);
    assert_true(tells(html, "Brand new") && tells(html, "In my hands"));
    assert_false(tells(html, "Far away") || tells(html, "In other hands"));
    become(&h, COORDINATOR);
    assert_int_equal(card(f, &BARRIER_TODAY).n, 0);
}

static void a_session(House *h, const Case *k, int way, Stamp at, const char *where) {
    CaseSession *s = ent_new(&h->f->ctx, &case_session_entity);
    s->of_case = k->head.id;
    s->happened_at = at;
    s->way = way;
    s->state = SESSION_STATE_PLANNED;
    s->host = h->people[CONSULTANT];
    s->place = str_of(where);
    assert_int_equal(fixture_save(h->f, &case_session_entity, s), OK);
}

static void test_whoever_holds_sessions_sees_those_to_write_down_and_the_next(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    k->asked_on = day_plus(f->ctx.reader.today, -2);
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    become(&h, CONSULTANT);
    assert_int_equal(card(f, &SESSION_TODAY).n, 0);
    a_session(&h, k, SESSION_WAY_VISIT, f->ctx.reader.now + 24 * HOUR_MS, "Tomorrow here");
    assert_false(tells(card(f, &SESSION_TODAY), "tag warn"));
    a_session(&h, k, SESSION_WAY_MET, f->ctx.reader.now - 24 * HOUR_MS, "Yesterday here");
    Str html = card(f, &SESSION_TODAY);
    ptrdiff_t late = str_find(html, LIT("Yesterday here")), next = str_find(html, LIT("Tomorrow here"));
    assert_true(late >= 0 && next > late && tells(html, "tag warn"));
    become(&h, COORDINATOR);                      /* in the case, but another holds them */
    assert_int_equal(card(f, &SESSION_TODAY).n, 0);
}

static void test_whoever_sits_there_sees_the_coming_meeting_and_is_asked_once_invited(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    fixture_system(f);
    Body *b = ent_new(&f->ctx, &body_entity);
    b->name.v[LANG_EN] = LIT("Council of the town");
    b->kind = BODY_KIND_COUNCIL;
    b->place = h.town;
    b->state = BODY_STATE_ACTIVE;
    assert_int_equal(fixture_save(f, &body_entity, b), OK);
    Seat *s = ent_new(&f->ctx, &seat_entity);
    s->body = b->head.id;
    s->kind = SEAT_KIND_TRUSTEE;
    s->account = h.people[CONSULTANT];
    assert_int_equal(fixture_save(f, &seat_entity, s), OK);
    Meeting *m = ent_new(&f->ctx, &meeting_entity);
    m->body = b->head.id;
    m->starts_at = f->ctx.reader.now + 48 * HOUR_MS;
    m->room = LIT("Room of the council");
    assert_int_equal(fixture_save(f, &meeting_entity, m), OK);
    become(&h, OTHER_COORDINATOR);
    assert_int_equal(card(f, &COUNCIL_TODAY).n, 0);
    become(&h, CONSULTANT);
    Str html = card(f, &COUNCIL_TODAY);
    assert_true(tells(html, "Room of the council"));
    assert_false(tells(html, "name=\"reply\""));
    fixture_system(f);
    Attendance *a = ent_new(&f->ctx, &attendance_entity);
    a->meeting = m->head.id;
    a->seat = s->head.id;
    a->account = s->account;
    a->reply = REPLY_YES;
    assert_int_equal(fixture_save(f, &attendance_entity, a), OK);
    become(&h, CONSULTANT);
    html = card(f, &COUNCIL_TODAY);
    assert_true(tells(html, "value=\"yes\" aria-pressed") && !tells(html, "value=\"no\" aria-pressed"));
    f->ctx.reader.today = day_plus(f->ctx.reader.today, 5);
    assert_int_equal(card(f, &COUNCIL_TODAY).n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_trustee_sees_new_barriers_of_the_place_and_the_own_ones),
        FIXTURE_BOTH(test_whoever_holds_sessions_sees_those_to_write_down_and_the_next),
        FIXTURE_BOTH(test_whoever_sits_there_sees_the_coming_meeting_and_is_asked_once_invited),
    };
    return cmocka_run_group_tests_name("today", tests, NULL, NULL);
}
