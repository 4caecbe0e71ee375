/* Agendas: who sees an item about a business, what a withdrawn consent hides, when a council is whole, and minutes of
** two writers. */
#include "fixture.h"

#include "account_ent.h"
#include "actor_ent.h"
#include "commitment/commitment.h"
#include "council/council_store.h"
#include "place_ent.h"

enum { COORDINATOR, LEAD, OWNER, TRUSTEE, ENTREPRENEUR, STRANGER, PEOPLE };
static const unsigned ROLES[PEOPLE] = {ROLE_COORDINATOR, ROLE_CONSULTANT, ROLE_OWNER, ROLE_TRUSTEE, ROLE_COUNCIL,
                                       ROLE_COORDINATOR | ROLE_HQ};

typedef struct House {
    Fixture *f;
    Id       people[PEOPLE], town, client, of_case, body, consents[CONSENT_PURPOSE_N];
    Meeting *meeting;
} House;

static void become(House *h, int who) {
    fixture_become(h->f, h->people[who], ROLES[who], who == STRANGER ? VIS_UNIT : VIS_MEMBERS);
}

static void sign(House *h, int purpose) {
    Ctx *c = &h->f->ctx;
    ConsentText *w = ent_new(c, &consent_text_entity);
    fixture_system(h->f);
    w->purpose = purpose;
    w->words.v[LANG_EN] = LIT("We agree");
    w->from_on = 20200101;
    assert_int_equal(fixture_save(h->f, &consent_text_entity, w), OK);
    become(h, COORDINATOR);
    Consent *v = ent_new(c, &consent_entity);
    v->of_case = h->of_case;
    v->purpose = purpose;
    v->words = w->head.id;
    v->way = CONSENT_WAY_SCREEN;
    v->signed_by = LIT("Rotem");
    v->signed_on = c->reader.today;
    assert_int_equal(fixture_save(h->f, &consent_entity, v), OK);
    h->consents[purpose] = v->head.id;
}

static void a_member(House *h, int who, int role) {
    CaseMember *m = ent_new(&h->f->ctx, &case_member_entity);
    m->of_case = h->of_case;
    m->account = h->people[who];
    m->role = role;
    assert_int_equal(fixture_save(h->f, &case_member_entity, m), OK);
}

static void a_seat(House *h, int who, int kind) {
    Seat *s = ent_new(&h->f->ctx, &seat_entity);
    s->body = h->body;
    s->kind = kind;
    s->account = h->people[who];
    assert_int_equal(fixture_save(h->f, &seat_entity, s), OK);
}

static void a_town(House *h) {
    static const char *const NAMES[PEOPLE] = {"coordinator", "lead", "owner", "trustee", "entrepreneur", "stranger"};
    Fixture *f = h->f;
    Place   *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_LOCALITY;
    p->name.v[LANG_EN] = LIT("Yeroham");
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    h->town = p->head.id;
    for (int i = 0; i < PEOPLE; i++) {
        Account *a = ent_new(&f->ctx, &account_entity);
        a->name = str_of(NAMES[i]);
        a->email = arena_printf(&f->arena, "%s@example.invalid", NAMES[i]);
        a->head.visibility = VIS_MEMBERS;
        assert_int_equal(fixture_save(f, &account_entity, a), OK);
        h->people[i] = a->head.id;
        if (i != OWNER && i != ENTREPRENEUR) fixture_reach(f, a->head.id, h->town, VIS_UNIT);
    }
    Actor *b = ent_new(&f->ctx, &actor_entity);
    b->name.v[LANG_EN] = LIT("Desert Bread");
    b->kind = ACTOR_KIND_BUSINESS;
    b->head.unit = h->town;
    assert_int_equal(fixture_save(f, &actor_entity, b), OK);
    h->client = b->head.id;
}

static void a_house(House *h, Fixture *f) {
    *h = (House){.f = f};
    case_on_consent(council_on_consent);
    case_on_people(rooms_of_case);
    a_town(h);
    become(h, COORDINATOR);
    Case *k = ent_new(&f->ctx, &case_entity);
    k->client = h->client;
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    h->of_case = k->head.id;
    a_member(h, LEAD, CASE_ROLE_LEAD);
    a_member(h, OWNER, CASE_ROLE_OWNER);
    sign(h, CONSENT_PURPOSE_ACCOMPANY);
    Body *b = ent_new(&f->ctx, &body_entity);
    b->name.v[LANG_EN] = LIT("Council of Yeroham");
    b->kind = BODY_KIND_COUNCIL;
    b->place = h->town;
    b->state = BODY_STATE_ACTIVE;
    assert_int_equal(fixture_save(f, &body_entity, b), OK);
    h->body = b->head.id;                         /* the coordinator sits there by opening it */
    a_seat(h, TRUSTEE, SEAT_KIND_TRUSTEE);
    a_seat(h, ENTREPRENEUR, SEAT_KIND_ENTREPRENEUR);
    h->meeting = ent_new(&f->ctx, &meeting_entity);
    h->meeting->body = h->body;
    h->meeting->starts_at = f->ctx.reader.now;
    assert_int_equal(fixture_save(f, &meeting_entity, h->meeting), OK);
}

static AgendaItem *an_item(House *h) {
    AgendaItem *it = ent_new(&h->f->ctx, &agenda_item_entity);
    it->body = h->body;
    it->meeting = h->meeting->head.id;
    it->of_case = h->of_case;
    it->share = LIT("Sourdough for the town");
    return it;
}

static Fault loads(House *h, int who, const Entity *e, Id id, void *rec) {
    become(h, who);
    return ent_load(&h->f->ctx, e, id, rec ? rec : ent_new(&h->f->ctx, e));
}

static void seen_by(House *h, const Entity *e, Id id, const char *who) {
    for (int i = 0; i < PEOPLE; i++) {
        Fault f = loads(h, i, e, id, NULL);
        if ((f == OK) != (who[i] == 'x')) fail_msg("%s: person %d gets %s", e->name, i, fault_name(f));
    }
}

static void test_a_business_comes_on_an_agenda_only_when_it_agrees(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    AgendaItem *it = an_item(&h);
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "of_case");
    sign(&h, CONSENT_PURPOSE_COUNCIL);
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    assert_string_equal(arena_z(&f->arena, it->topic), "Desert Bread");
    assert_int_equal(it->state, ITEM_STATE_PLANNED);
    seen_by(&h, &agenda_item_entity, it->head.id, "xxxxx-");
    seen_by(&h, &meeting_entity, h.meeting->head.id, "x--xx-");
    seen_by(&h, &case_entity, h.of_case, "xxx---");
}

static void test_a_withdrawn_consent_hides_the_item_again(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    sign(&h, CONSENT_PURPOSE_COUNCIL);
    AgendaItem *it = an_item(&h);
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    Consent *v = ent_new(&f->ctx, &consent_entity);
    assert_int_equal(loads(&h, OWNER, &consent_entity, h.consents[CONSENT_PURPOSE_COUNCIL], v), OK);
    v->withdrawn_at = f->ctx.reader.now;
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    /* The coordinator and the lead consultant see it as people of the case. */
    seen_by(&h, &agenda_item_entity, it->head.id, "xxx---");
    become(&h, COORDINATOR);
    AgendaItem *again = an_item(&h);
    assert_int_equal(fixture_save(f, &agenda_item_entity, again), INVALID);
    sign(&h, CONSENT_PURPOSE_COUNCIL);
    seen_by(&h, &agenda_item_entity, it->head.id, "xxxxx-");
    assert_int_equal(loads(&h, OWNER, &consent_entity, h.consents[CONSENT_PURPOSE_ACCOMPANY], v), OK);
    v->withdrawn_at = f->ctx.reader.now;
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    seen_by(&h, &agenda_item_entity, it->head.id, "--x---");
}

static void test_whoever_leaves_the_case_or_the_seat_sees_it_no_more(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    sign(&h, CONSENT_PURPOSE_COUNCIL);
    AgendaItem *it = an_item(&h);
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    CasePerson *people;
    Seat       *seats;
    size_t      n;
    assert_int_equal(case_people(&f->ctx, h.of_case, false, &people, &n), OK);
    for (size_t i = 0; i < n; i++) {
        CaseMember *m = ent_new(&f->ctx, &case_member_entity);
        if (people[i].role != CASE_ROLE_LEAD) continue;
        assert_int_equal(ent_load(&f->ctx, &case_member_entity, people[i].member, m), OK);
        m->from_on = day_plus(f->ctx.reader.today, -9);
        m->until_on = day_plus(f->ctx.reader.today, -1);
        assert_int_equal(fixture_save(f, &case_member_entity, m), OK);
    }
    assert_int_equal(seats_of(&f->ctx, h.body, &seats, &n), OK);
    for (size_t i = 0; i < n; i++) {
        if (seats[i].kind != SEAT_KIND_TRUSTEE) continue;
        assert_int_equal(fixture_archive(f, &seat_entity, seats[i].head.id), OK);
    }
    seen_by(&h, &agenda_item_entity, it->head.id, "x-x-x-");
}

static Fault run_fill(Ctx *c, void *arg) { return presence_fill(c, arg); }

static void came(House *h, int who, int how) {
    Attendance *v;
    size_t      n;
    become(h, COORDINATOR);
    assert_int_equal(presence_of(&h->f->ctx, h->meeting->head.id, &v, &n), OK);
    for (size_t i = 0; i < n; i++) {
        if (v[i].account != h->people[who]) continue;
        v[i].came = how;
        assert_int_equal(fixture_save(h->f, &attendance_entity, &v[i]), OK);
        return;
    }
    fail_msg("person %d is not written down", who);
}

static void test_an_item_wants_the_whole_council_or_a_reason(void **state) {
    FIXTURE(f, state);
    House    h;
    unsigned missing;
    a_house(&h, f);
    sign(&h, CONSENT_PURPOSE_COUNCIL);
    AgendaItem *it = an_item(&h);
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    assert_int_equal(fixture_write(f, run_fill, h.meeting), OK);
    assert_int_equal(item_missing(&f->ctx, it, &missing), OK);
    assert_int_equal(missing, 0);                 /* all are expected, the lead consultant as a guest */
    came(&h, COORDINATOR, ATTENDED_CAME);
    came(&h, ENTREPRENEUR, ATTENDED_CAME);
    came(&h, LEAD, ATTENDED_CAME);
    came(&h, TRUSTEE, ATTENDED_EXCUSED);
    become(&h, ENTREPRENEUR);                     /* whoever sits there may write */
    it->decision = LIT("A second oven");
    it->state = ITEM_STATE_DISCUSSED;
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "incomplete_why");
    it->incomplete_why = LIT("The trustee wrote what the authority says");
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    assert_int_equal(it->missing, NEED_TRUSTEE);
    came(&h, TRUSTEE, ATTENDED_CAME);
    assert_int_equal(item_missing(&f->ctx, it, &missing), OK);
    assert_int_equal(missing, 0);
    /* Whoever has an interest in it leaves and is missed. */
    Attendance *v;
    Recusal    *r = ent_new(&f->ctx, &recusal_entity);
    size_t      n;
    assert_int_equal(presence_of(&f->ctx, h.meeting->head.id, &v, &n), OK);
    for (size_t i = 0; i < n; i++) {
        if (v[i].account == h.people[ENTREPRENEUR]) r->attendance = v[i].head.id;
    }
    r->agenda_item = it->head.id;
    assert_int_equal(fixture_save(f, &recusal_entity, r), OK);
    assert_int_equal(item_missing(&f->ctx, it, &missing), OK);
    assert_int_equal(missing, NEED_ENTREPRENEUR);
}

static void test_two_who_write_the_same_item_lose_nothing(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    AgendaItem *mine = ent_new(&f->ctx, &agenda_item_entity), *theirs = ent_new(&f->ctx, &agenda_item_entity);
    mine->body = h.body;
    mine->meeting = h.meeting->head.id;
    mine->topic = LIT("The market");
    become(&h, COORDINATOR);
    assert_int_equal(fixture_save(f, &agenda_item_entity, mine), OK);
    assert_int_equal(loads(&h, TRUSTEE, &agenda_item_entity, mine->head.id, theirs), OK);
    theirs->discussion = LIT("said one");
    assert_int_equal(fixture_save(f, &agenda_item_entity, theirs), OK);
    become(&h, COORDINATOR);
    mine->discussion = LIT("said the other");
    assert_int_equal(fixture_save(f, &agenda_item_entity, mine), STALE);
}

typedef struct Asking {
    Id  of_case, item;
    Str text;
} Asking;
static Fault run_ask(Ctx *c, void *arg) {
    Asking *a = arg;
    return council_ask(c, a->of_case, a->text, LIT("What you may see"), &a->item);
}

static void test_a_business_asks_for_a_meeting_itself(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Asking a = {.of_case = h.of_case, .text = LIT("How do we grow?")};
    become(&h, OWNER);
    assert_int_equal(fixture_write(f, run_ask, &a), INVALID);
    sign(&h, CONSENT_PURPOSE_COUNCIL);
    become(&h, OWNER);
    assert_int_equal(fixture_write(f, run_ask, &a), OK);
    AgendaItem *it = ent_new(&f->ctx, &agenda_item_entity), *v;
    size_t      n;
    assert_int_equal(loads(&h, OWNER, &agenda_item_entity, a.item, it), OK);
    assert_int_equal(it->state, ITEM_STATE_ASKED);
    assert_int_equal(it->body, h.body);
    it->decision = LIT("We decide for ourselves");
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), NOT_ALLOWED);
    become(&h, TRUSTEE);
    assert_int_equal(items_asked(&f->ctx, h.body, &v, &n), OK);
    assert_int_equal(n, 1);
    v[0].meeting = h.meeting->head.id;
    assert_int_equal(fixture_save(f, &agenda_item_entity, &v[0]), OK);
    assert_int_equal(v[0].state, ITEM_STATE_PLANNED);
    /* A stranger to both asks for nothing. */
    become(&h, STRANGER);
    assert_int_equal(fixture_write(f, run_ask, &a), NOT_FOUND);
}

static Fault run_following(Ctx *c, void *arg) { return ent_save_following(c, &commitment_entity, arg); }

static void test_promises_are_seen_by_those_who_see_the_item(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    sign(&h, CONSENT_PURPOSE_COUNCIL);
    AgendaItem *it = an_item(&h);
    assert_int_equal(fixture_save(f, &agenda_item_entity, it), OK);
    become(&h, ENTREPRENEUR);
    Commitment *t = ent_new(&f->ctx, &commitment_entity);
    t->text = LIT("Opens a door at the shop");
    t->kind = COMMITMENT_KIND_PROMISE;
    t->state = COMMITMENT_STATE_OPEN;
    t->owner = h.people[ENTREPRENEUR];
    t->agenda_item = it->head.id;
    t->of_case = h.of_case;
    assert_int_equal(fixture_write(f, run_following, t), OK);
    seen_by(&h, &commitment_entity, t->head.id, "xxxxx-");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_business_comes_on_an_agenda_only_when_it_agrees),
        FIXTURE_BOTH(test_a_withdrawn_consent_hides_the_item_again),
        FIXTURE_BOTH(test_whoever_leaves_the_case_or_the_seat_sees_it_no_more),
        FIXTURE_BOTH(test_an_item_wants_the_whole_council_or_a_reason),
        FIXTURE_BOTH(test_two_who_write_the_same_item_lose_nothing),
        FIXTURE_BOTH(test_a_business_asks_for_a_meeting_itself),
        FIXTURE_BOTH(test_promises_are_seen_by_those_who_see_the_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
