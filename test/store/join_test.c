/* join_test.c - two cases of one business become one: nothing is lost, and nobody sees more than before but those who
** were chosen. */
#include "cases.h"

#include "base/rand.h"
#include "case/case_store.h"
#include "commitment_ent.h"
#include "post_ent.h"

enum { SIDES = 2, EACH = 4, RECORDS = SIDES * EACH };

typedef struct Pair {
    House   h;
    Case   *k[SIDES];                             /* the one that stays, and the one that goes into it */
    bool    in[SIDES][PEOPLE], owner[PEOPLE];
    Id      record[RECORDS];
    const Entity *noun[RECORDS];
    bool    inner[RECORDS];
} Pair;

static Fault run_merge(Ctx *c, void *arg) {
    const Id *pair = arg;
    return ent_merge(c, &actor_entity, pair[0], pair[1]);
}

static void a_pair(Pair *p, Fixture *f) {
    a_house(&p->h, f);
    p->k[0] = a_case(&p->h);
    p->k[1] = ent_new(&f->ctx, &case_entity);
    Actor *twin = ent_new(&f->ctx, &actor_entity);
    twin->name.v[LANG_HE] = LIT("לחם המדבר");
    twin->kind = ACTOR_KIND_BUSINESS;
    twin->head.unit = p->h.town;
    assert_int_equal(fixture_save(f, &actor_entity, twin), OK);
    Id pair[2] = {p->h.client, twin->head.id};
    p->k[1]->client = twin->head.id;
    p->k[1]->wish = LIT("מבקשים עזרה");
    assert_int_equal(fixture_save(f, &case_entity, p->k[1]), OK);
    assert_int_equal(fixture_write(f, run_merge, pair), OK);
    assert_int_equal(ent_load(&f->ctx, &case_entity, p->k[1]->head.id, p->k[1]), OK);
    p->in[0][COORDINATOR] = p->in[1][COORDINATOR] = true;
}

static void seat(Pair *p, int side, int who, int role, Day from_on) {
    CaseMember *m = ent_new(&p->h.f->ctx, &case_member_entity);
    become(&p->h, COORDINATOR);
    m->of_case = p->k[side]->head.id;
    m->account = p->h.people[who];
    m->role = role;
    m->from_on = from_on;
    assert_int_equal(fixture_save(p->h.f, &case_member_entity, m), OK);
    p->in[side][who] = true;
    p->owner[who] = role == CASE_ROLE_OWNER;
}

static void keep_record(Pair *p, int at, const Entity *e, void *rec, bool inner) {
    assert_int_equal(fixture_save(p->h.f, e, rec), OK);
    p->record[at] = ((Head *)rec)->id;
    p->noun[at] = e;
    p->inner[at] = inner;
}

static void fill_side(Pair *p, int side) {
    Ctx *c = &p->h.f->ctx;
    Id   k = p->k[side]->head.id;
    become(&p->h, COORDINATOR);
    Post *post = ent_new(c, &post_entity);
    post->kind = POST_KIND_NOTE;
    post->of_case = k;
    post->text = LIT("נאמר בחדר");
    keep_record(p, side * EACH, &post_entity, post, true);
    Vision *v = ent_new(c, &vision_entity);
    v->of_case = k;
    v->text = LIT("לחם לכל הנגב");
    v->horizon = 2031;
    keep_record(p, side * EACH + 1, &vision_entity, v, false);
    Goal *g = ent_new(c, &goal_entity);
    g->of_case = k;
    g->text = LIT("שני תנורים");
    g->line = GOAL_LINE_ECONOMIC;
    keep_record(p, side * EACH + 2, &goal_entity, g, false);
    Mention *m = ent_new(c, &mention_entity);
    m->post = post->head.id;
    m->actor = p->h.client;
    keep_record(p, side * EACH + 3, &mention_entity, m, true);
}

static void what_is_seen(Pair *p, bool ret_seen[RECORDS][PEOPLE]) {
    for (int r = 0; r < RECORDS; r++) {
        for (int who = 0; who < PEOPLE; who++) ret_seen[r][who] = loads(&p->h, who, p->noun[r], p->record[r]) == OK;
    }
}

typedef struct Call {
    JoinPair   pair;
    JoinChoice ch;
    Id         into, from;
} Call;

static Fault run_join(Ctx *c, void *arg) {
    Call *call = arg;
    TRY(case_join_load(c, call->into, call->from, &call->pair));
    return case_join(c, &call->pair, &call->ch);
}

static Fault run_ask(Ctx *c, void *arg) { return case_join_ask(c, *(Id *)arg); }

static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, *(Id *)arg); }

static void count_leads(Pair *p, int expected) {
    CasePerson *v;
    size_t      n;
    int         leads = 0;
    become(&p->h, COORDINATOR);
    assert_int_equal(case_people(&p->h.f->ctx, p->k[0]->head.id, false, &v, &n), OK);
    for (size_t i = 0; i < n; i++) leads += v[i].role == CASE_ROLE_LEAD;
    assert_int_equal(leads, expected);
}

/* Random people in both cases; those who are not in both go on or not by chance. */
static void one_joining(Fixture *f, uint64_t seed) {
    Rng  g;
    Pair p = {0};
    Id   stay[PEOPLE];
    bool goes[PEOPLE] = {0}, before[RECORDS][PEOPLE], after[RECORDS][PEOPLE], again[RECORDS][PEOPLE];
    rng_seed(&g, seed);
    a_pair(&p, f);
    Day since = rng_below(&g, 2) ? 20240101 : 0;
    Call call = {.into = p.k[0]->head.id, .from = p.k[1]->head.id, .ch.stay = stay};
    for (int side = 0; side < SIDES; side++) {
        if (rng_below(&g, 3)) seat(&p, side, OWNER, CASE_ROLE_OWNER, since);
        if (rng_below(&g, 2)) seat(&p, side, HEADQUARTERS, CASE_ROLE_HELPER, since);
        if (rng_below(&g, 2)) seat(&p, side, side ? OTHER_COORDINATOR : CONSULTANT, CASE_ROLE_LEAD, since);
        fill_side(&p, side);
    }
    int led[SIDES] = {CONSULTANT, OTHER_COORDINATOR};
    int lead = p.in[0][led[0]] && (!p.in[1][led[1]] || rng_below(&g, 2)) ? led[0] : p.in[1][led[1]] ? led[1] : -1;
    for (int who = 0; who < PEOPLE; who++) {
        bool both = p.in[0][who] && p.in[1][who], one = p.in[0][who] != p.in[1][who];
        goes[who] = both || (one && (who == lead || rng_below(&g, 2)));
        if (one && goes[who]) stay[call.ch.stay_n++] = p.h.people[who];
    }
    call.ch.lead = lead >= 0 ? p.h.people[lead] : 0;
    what_is_seen(&p, before);
    become(&p.h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_join, &call), OK);
    Id act = f->ctx.act;
    what_is_seen(&p, after);
    for (int r = 0; r < RECORDS; r++) {
        for (int who = 0; who < PEOPLE; who++) {
            assert_int_equal(after[r][who], goes[who] && (!p.inner[r] || !p.owner[who]));
            bool chosen = goes[who] && !(p.in[0][who] && p.in[1][who]);
            assert_true(!after[r][who] || before[r][who] || chosen);
        }
    }
    count_leads(&p, lead >= 0);
    for (int who = 0; who < PEOPLE; who++) {      /* the old address leads those on who see the case, and nobody else */
        assert_int_equal(loads(&p.h, who, &case_entity, call.from), goes[who] ? OK : NOT_FOUND);
    }
    become(&p.h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_undo, &act), OK);
    what_is_seen(&p, again);
    assert_memory_equal(before, again, sizeof before);
}

static void test_nothing_is_lost_and_nobody_sees_more_but_those_chosen(void **state) {
    static uint64_t seed;
    FIXTURE(f, state);
    one_joining(f, ++seed);
}

static void test_what_both_hold_stands_in_one(void **state) {
    FIXTURE(f, state);
    Pair p = {0};
    Call call = {0};
    a_pair(&p, f);
    for (int side = 0; side < SIDES; side++) fill_side(&p, side);
    call.into = p.k[0]->head.id;
    call.from = p.k[1]->head.id;
    become(&p.h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_join, &call), OK);
    Case *k = ent_new(&f->ctx, &case_entity), *gone = ent_new(&f->ctx, &case_entity);
    assert_int_equal(ent_load(&f->ctx, &case_entity, call.into, k), OK);
    assert_true(str_eq(k->wish, LIT("מבקשים עזרה")));
    assert_int_equal(ent_load(&f->ctx, &case_entity, call.from, gone), OK);
    assert_int_equal(gone->head.merged_into, call.into);
    const Entity *const NOUNS[] = {&post_entity, &vision_entity, &goal_entity};
    for (size_t i = 0; i < sizeof NOUNS / sizeof *NOUNS; i++) {
        void  *rows;
        size_t n;
        assert_int_equal(case_records(&f->ctx, NOUNS[i], call.into, &rows, &n), OK);
        assert_int_equal(n, 2);
    }
    Day    went[2];
    size_t n;
    assert_int_equal(case_join_went(&f->ctx, call.into, went, 2, &n), OK);
    assert_int_equal(n, 1);
}

static void test_a_consent_never_becomes_wider(void **state) {
    FIXTURE(f, state);
    Pair p = {0};
    Call call = {0};
    bool yes;
    Day  last;
    a_pair(&p, f);
    Consent *aid = a_consent(&p.h, p.k[0], CONSENT_PURPOSE_AID);
    assert_int_equal(fixture_save(f, &consent_entity, aid), OK);
    Consent *gone = a_consent(&p.h, p.k[1], CONSENT_PURPOSE_AID);
    assert_int_equal(fixture_save(f, &consent_entity, gone), OK);
    gone->withdrawn_at = 1;
    assert_int_equal(fixture_save(f, &consent_entity, gone), OK);
    Consent *longer = a_consent(&p.h, p.k[0], CONSENT_PURPOSE_COUNCIL);
    assert_int_equal(fixture_save(f, &consent_entity, longer), OK);
    Consent *shorter = a_consent(&p.h, p.k[1], CONSENT_PURPOSE_COUNCIL);
    shorter->until_on = day_plus(f->ctx.reader.today, 30);
    assert_int_equal(fixture_save(f, &consent_entity, shorter), OK);
    Consent *alone = a_consent(&p.h, p.k[0], CONSENT_PURPOSE_CONTACT);
    assert_int_equal(fixture_save(f, &consent_entity, alone), OK);
    call.into = p.k[0]->head.id;
    call.from = p.k[1]->head.id;
    assert_int_equal(fixture_write(f, run_join, &call), OK);
    assert_int_equal(case_consents(&f->ctx, call.into, CONSENT_PURPOSE_AID, &yes), OK);
    assert_false(yes);
    assert_int_equal(case_join_consent(&f->ctx, call.into, CONSENT_PURPOSE_COUNCIL, &last), OK);
    assert_int_equal(last, shorter->until_on);
    assert_int_equal(case_consents(&f->ctx, call.into, CONSENT_PURPOSE_CONTACT, &yes), OK);
    assert_true(yes);
    Consent *back = ent_new(&f->ctx, &consent_entity);
    assert_int_equal(ent_load(&f->ctx, &consent_entity, longer->head.id, back), OK);
    assert_int_equal(back->until_on, longer->until_on);
    assert_int_equal(back->limited_until, shorter->until_on);
}

static void test_who_is_in_one_alone_learns_nothing_and_may_ask(void **state) {
    FIXTURE(f, state);
    Pair p = {0};
    a_pair(&p, f);
    seat(&p, 1, CONSULTANT, CASE_ROLE_LEAD, 0);
    Call call = {.into = p.k[1]->head.id, .from = p.k[0]->head.id};
    become(&p.h, CONSULTANT);
    assert_int_equal(fixture_write(f, run_join, &call), NOT_FOUND);
    call = (Call){.into = p.k[0]->head.id, .from = p.k[1]->head.id};
    assert_int_equal(fixture_write(f, run_join, &call), NOT_FOUND);
    seat(&p, 0, OTHER_COORDINATOR, CASE_ROLE_COORDINATOR, 0);
    become(&p.h, OTHER_COORDINATOR);
    assert_int_equal(fixture_write(f, run_ask, &p.k[0]->head.id), OK);
    void  *rows;
    size_t n;
    assert_int_equal(case_records(&f->ctx, &commitment_entity, p.k[1]->head.id, &rows, &n), OK);
    assert_int_equal(n, 0);
    become(&p.h, CONSULTANT);
    assert_int_equal(case_records(&f->ctx, &commitment_entity, p.k[1]->head.id, &rows, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(((Commitment *)rows)->owner, p.h.people[CONSULTANT]);
    become(&p.h, CONSULTANT);
    assert_int_equal(fixture_write(f, run_ask, &p.k[1]->head.id), STALE);
}

static void test_who_leads_is_chosen(void **state) {
    FIXTURE(f, state);
    Pair p = {0};
    Id   stay[2];
    a_pair(&p, f);
    seat(&p, 0, CONSULTANT, CASE_ROLE_LEAD, 20240101);
    seat(&p, 1, OTHER_COORDINATOR, CASE_ROLE_LEAD, 20240101);
    Call call = {.into = p.k[0]->head.id, .from = p.k[1]->head.id, .ch = {.stay = stay, .stay_n = 1}};
    stay[0] = p.h.people[CONSULTANT];
    stay[1] = p.h.people[OTHER_COORDINATOR];
    become(&p.h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_join, &call), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_CASE_JOIN_WHO_LEADS);
    call.ch.lead = p.h.people[OTHER_COORDINATOR];
    assert_int_equal(fixture_write(f, run_join, &call), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_CASE_JOIN_LEAD_STAYS);
    call.ch.stay_n = 2;
    assert_int_equal(fixture_write(f, run_join, &call), OK);
    count_leads(&p, 1);
    sees(&p.h, &post_entity, 0, "-----");
    sees(&p.h, &case_entity, call.into, "xx-x-");
    assert_int_equal(fixture_write(f, run_join, &call), NOT_FOUND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_nothing_is_lost_and_nobody_sees_more_but_those_chosen),
        FIXTURE_BOTH(test_nothing_is_lost_and_nobody_sees_more_but_those_chosen),
        FIXTURE_BOTH(test_nothing_is_lost_and_nobody_sees_more_but_those_chosen),
        FIXTURE_BOTH(test_nothing_is_lost_and_nobody_sees_more_but_those_chosen),
        FIXTURE_BOTH(test_nothing_is_lost_and_nobody_sees_more_but_those_chosen),
        FIXTURE_BOTH(test_nothing_is_lost_and_nobody_sees_more_but_those_chosen),
        FIXTURE_BOTH(test_what_both_hold_stands_in_one),
        FIXTURE_BOTH(test_a_consent_never_becomes_wider),
        FIXTURE_BOTH(test_who_is_in_one_alone_learns_nothing_and_may_ask),
        FIXTURE_BOTH(test_who_leads_is_chosen),
    };
    return cmocka_run_group_tests_name("join", tests, NULL, NULL);
}
