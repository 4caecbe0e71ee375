/* budget_test.c - how many statements each family of pages may run. The numbers stand in one table; they hold for few
** rows and are the same for ten times as many. A page that needs more says why in the change that raises its number. */
#include "cases.h"

#include "barrier_ent.h"
#include "commitment_ent.h"
#include "council_ent.h"
#include "finance_ent.h"
#include "http/http.h"
#include "http/route.h"
#include "listing_ent.h"
#include "post_ent.h"
#include "referral_ent.h"
#include "response_ent.h"
#include "seek/seek.h"
#include "session_ent.h"

enum { FEW = 3, MANY = 30, PAGE_BYTES = 8 << 20 };

typedef struct Budget {
    const char *path;                             /* {case}, {client}, {note}, ...: the first of each */
    int         who;
    unsigned    statements;                       /* at most */
} Budget;

static const Budget BUDGETS[] = {
    {"/", COORDINATOR, 21},
    {"/", HEADQUARTERS, 11},
    {"/actors", COORDINATOR, 6},
    {"/actors?q=a&sort=-name", COORDINATOR, 8},
    {"/actors/{client}", COORDINATOR, 16},
    {"/actors/{client}", HEADQUARTERS, 12},
    {"/actors/{client}/edit", COORDINATOR, 12},
    {"/actors/new", COORDINATOR, 6},
    {"/listings", COORDINATOR, 8},
    {"/listings/{need}", COORDINATOR, 14},
    {"/matches", COORDINATOR, 9},
    {"/places", COORDINATOR, 3},
    {"/places/{town}", COORDINATOR, 14},
    {"/places/{town}/leaks", COORDINATOR, 7},
    {"/network?local=all", COORDINATOR, 4},
    {"/counts?of=all", COORDINATOR, 5},
    {"/notes", COORDINATOR, 7},
    {"/notes/new", COORDINATOR, 1},
    {"/notes/{note}", COORDINATOR, 7},
    {"/tasks?mine=1", COORDINATOR, 9},
    {"/cases", COORDINATOR, 2},
    {"/cases?open=1", OTHER_COORDINATOR, 2},
    {"/cases/new", COORDINATOR, 1},
    {"/cases/{case}", COORDINATOR, 42},
    {"/cases/{case}", CONSULTANT, 37},
    {"/cases/{case}/edit", COORDINATOR, 3},
    {"/cases/{case}/consents/new", COORDINATOR, 5},
    {"/cases/{case}/sessions/new", COORDINATOR, 6},
    {"/case-sessions", COORDINATOR, 5},
    {"/caseload", HEADQUARTERS, 4},
    {"/caseload", COORDINATOR, 5},
    {"/needs", HEADQUARTERS, 3},
    {"/mine", OWNER, 23},
    {"/hours", COORDINATOR, 5},
    {"/people", HEADQUARTERS, 3},
    {"/consultants", COORDINATOR, 2},
    {"/barriers", COORDINATOR, 8},
    {"/meetings", COORDINATOR, 3},
    {"/meetings/{meeting}", COORDINATOR, 13},
    {"/meetings/{meeting}/build", COORDINATOR, 14},
    {"/meetings/{meeting}/room", COORDINATOR, 12},
    {"/meetings/{meeting}/print", COORDINATOR, 13},
    {"/waves", COORDINATOR, 5},
    {"/referrals", COORDINATOR, 9},
    {"/intakes", COORDINATOR, 5},
};
enum { BUDGETS_N = sizeof BUDGETS / sizeof *BUDGETS };

/* ---- rows ------------------------------------------------------------------------------------------------------ */

typedef struct Town {
    House   h;
    Case   *k;
    Goal   *goal;
    Id      note, body, meeting, need;
    Router *router;
    int     n;                                    /* rows of each kind so far */
} Town;

static void put(Town *t, const Entity *e, void *rec) {
    Fault f = fixture_save(t->h.f, e, rec);
    const Complaints *cs = &t->h.f->ctx.complaints;
    if (f != OK) fail_msg("%s: %s %s", e->name, fault_name(f), cs->n ? cs->v[0].field : "");
}

#define NEW(e) ent_new(&t->h.f->ctx, &e)

static Str words(Town *t, const char *of) { return arena_printf(&t->h.f->arena, "%s %d", of, t->n); }

/* It answers the needs of the others by two words. */
static void an_offer(Town *t, Id holder) {
    Listing *l = NEW(listing_entity);
    l->title.v[LANG_EN] = words(t, "Needed and offered");
    l->kind = LISTING_KIND_OFFER;
    l->state = LISTING_STATE_OPEN;
    l->holder = holder;
    put(t, &listing_entity, l);
}

static Actor *a_business(Town *t) {
    Actor *a = NEW(actor_entity);
    a->name.v[LANG_EN] = words(t, "Business");
    a->kind = ACTOR_KIND_BUSINESS;
    a->head.unit = t->h.town;
    put(t, &actor_entity, a);
    Listing *l = NEW(listing_entity);
    l->title.v[LANG_EN] = words(t, "Needed, not offered");
    l->kind = LISTING_KIND_NEED;
    l->state = LISTING_STATE_OPEN;
    l->holder = a->head.id;
    l->place = t->h.town;
    l->deadline_on = day_plus(t->h.f->ctx.reader.today, 10);
    put(t, &listing_entity, l);
    if (!t->need) t->need = l->head.id;
    if (t->n % 3 == 1) an_offer(t, a->head.id);
    return a;
}

static void note_and_step(Town *t, Id about, Id of_case) {
    Post *p = NEW(post_entity);
    p->kind = POST_KIND_CALL;
    p->about = about;
    p->of_case = of_case;
    p->text = words(t, "What was said");
    p->happened_at = t->h.f->ctx.reader.now - t->n * 1000;
    put(t, &post_entity, p);
    if (!t->note) t->note = p->head.id;
    Commitment *s = NEW(commitment_entity);
    s->about = of_case ? 0 : about;
    s->of_case = of_case;
    s->goal = of_case ? t->goal->head.id : 0;
    s->text = words(t, "Step");
    s->kind = of_case ? COMMITMENT_KIND_STEP : COMMITMENT_KIND_TASK;
    s->owner = t->h.people[t->n % 2 ? COORDINATOR : CONSULTANT];
    s->state = COMMITMENT_STATE_OPEN;
    put(t, &commitment_entity, s);
}

static void a_session(Town *t) {
    CaseSession *s = NEW(case_session_entity);
    s->of_case = t->k->head.id;
    s->happened_at = t->h.f->ctx.reader.now - t->n * 1000;
    s->way = SESSION_WAY_MET;
    s->state = SESSION_STATE_HELD;
    s->host = t->h.people[CONSULTANT];
    s->said = words(t, "Said");
    put(t, &case_session_entity, s);
}

static Case *another_case(Town *t, Id client) {
    Case *k = NEW(case_entity);
    k->client = client;
    k->next_on = t->h.f->ctx.reader.today;
    put(t, &case_entity, k);
    assert_int_equal(add_member(&t->h, k, CONSULTANT, CASE_ROLE_LEAD), OK);
    put(t, &consent_entity, a_consent(&t->h, k, CONSENT_PURPOSE_ACCOMPANY));
    return k;
}

static Goal *a_goal(Town *t) {
    Goal *g = NEW(goal_entity);
    g->of_case = t->k->head.id;
    g->text = words(t, "Goal");
    g->line = 1 + t->n % 3;
    put(t, &goal_entity, g);
    return g;
}

static void a_need(Town *t, Id of_case) {
    CaseNeed *n = NEW(case_need_entity);
    n->of_case = of_case;
    n->kind = 1 + t->n % (NEED_KIND_N - 1);
    n->text = words(t, "Need");
    put(t, &case_need_entity, n);
}

static void a_barrier(Town *t) {
    Barrier *b = NEW(barrier_entity);
    b->title = words(t, "A permit that does not come");
    b->kind = 1;
    b->place = t->h.town;
    put(t, &barrier_entity, b);
    BarrierCase *link = NEW(barrier_case_entity);
    link->barrier = b->head.id;
    link->of_case = t->k->head.id;
    put(t, &barrier_case_entity, link);
}

static void asked_elsewhere(Town *t) {
    Referral *r = NEW(referral_entity);
    r->of_case = t->k->head.id;
    r->asked = words(t, "Advice");
    r->body = t->h.client;
    put(t, &referral_entity, r);
    FinanceRequest *q = NEW(finance_request_entity);
    q->of_case = t->k->head.id;
    q->purpose = words(t, "An oven");
    q->body = t->h.client;
    put(t, &finance_request_entity, q);
}

static void a_meeting(Town *t) {
    Body *b = NEW(body_entity);
    b->name.v[LANG_EN] = LIT("Council of the town");
    b->kind = BODY_KIND_COUNCIL;
    b->place = t->h.town;
    b->state = BODY_STATE_ACTIVE;
    put(t, &body_entity, b);
    t->body = b->head.id;
    Meeting *m = NEW(meeting_entity);
    m->body = t->body;
    m->starts_at = t->h.f->ctx.reader.now + 24 * 3600 * 1000;
    put(t, &meeting_entity, m);
    t->meeting = m->head.id;
}

static void an_agenda_item(Town *t) {
    AgendaItem *it = NEW(agenda_item_entity);
    it->body = t->body;
    it->meeting = t->meeting;
    it->topic = words(t, "Topic");
    put(t, &agenda_item_entity, it);
    Commitment *s = NEW(commitment_entity);
    s->agenda_item = it->head.id;
    s->text = words(t, "Promise");
    s->kind = COMMITMENT_KIND_PROMISE;
    s->owner = t->h.people[COORDINATOR];
    s->state = COMMITMENT_STATE_OPEN;
    put(t, &commitment_entity, s);
}

/* One row more of each kind, in the first case and beside it. */
static void grow(Town *t, int until) {
    for (; t->n < until; t->n++) {
        become(&t->h, COORDINATOR);
        Actor *a = a_business(t);
        note_and_step(t, a->head.id, 0);
        Case *k = another_case(t, a->head.id);
        a_need(t, k->head.id);
        (void)a_goal(t);
        note_and_step(t, t->h.client, t->k->head.id);
        a_session(t);
        a_need(t, t->k->head.id);
        a_barrier(t);
        asked_elsewhere(t);
        an_agenda_item(t);
    }
}

static void the_town(Town *t, Fixture *f) {
    *t = (Town){.router = router_new(MODULES, MODULES_N)};
    a_house(&t->h, f);
    for (int i = 0; i < MODULES_N; i++) {
        if (MODULES[i]->start) MODULES[i]->start(f->region);
    }
    t->k = a_case(&t->h);
    assert_int_equal(add_member(&t->h, t->k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(&t->h, t->k, OWNER, CASE_ROLE_OWNER), OK);
    for (int p = CONSENT_PURPOSE_ACCOMPANY; p < CONSENT_PURPOSE_N; p++) {
        put(t, &consent_entity, a_consent(&t->h, t->k, p));
    }
    t->goal = a_goal(t);
    a_meeting(t);
    grow(t, FEW);
}

static void town_end(Town *t) {
    fixture_unread(t->h.f);
    for (int i = MODULES_N - 1; i >= 0; i--) {
        if (MODULES[i]->stop) MODULES[i]->stop(t->h.f->region);
    }
    router_free(t->router);
}

/* ---- pages ----------------------------------------------------------------------------------------------------- */

static Str path_of(Town *t, const char *path) {
    const struct {
        const char *word;
        Id          id;
    } NAMES[] = {{"{case}", t->k->head.id}, {"{client}", t->h.client}, {"{note}", t->note}, {"{town}", t->h.town},
                 {"{meeting}", t->meeting}, {"{need}", t->need}};
    Arena *a = &t->h.f->arena;
    Str    s = str_of(path);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        ptrdiff_t at = str_find(s, str_of(NAMES[i].word));
        if (at < 0) continue;
        Str head = str_sub(s, 0, (size_t)at), tail = str_sub(s, (size_t)at + strlen(NAMES[i].word), s.n);
        Str id = id_str(a, NAMES[i].id);
        s = arena_printf(a, "%.*s%.*s%.*s", STR_ARG(head), STR_ARG(id), STR_ARG(tail));
    }
    return s;
}

/* The page behind an address for this person, and how many statements it runs. */
static unsigned drawn(Town *t, const char *address, int who, Buf *ret_body) {
    Fixture  *f = t->h.f;
    Str       uri = path_of(t, address), path = uri;
    ptrdiff_t q = str_find_byte(uri, '?');
    Request   rq = {.method = GET};
    Matched   m;
    if (q >= 0) path = str_sub(uri, 0, (size_t)q), rq.query = str_sub(uri, (size_t)q + 1, uri.n);
    assert_true(params_parse(&f->arena, rq.query, 32, &rq.args));
    if (router_match(t->router, &f->arena, GET, path, &m) != OK) fail_msg("no page %s", address);
    rq.route = m.route;
    rq.path = m.path;
    memcpy(rq.ids, m.ids, sizeof rq.ids);
    memcpy(rq.words, m.words, sizeof rq.words);
    assert_int_equal(m.route->kind, ROUTE_READ);
    fixture_unread(f);                            /* a page is a reading of its own: it knows nothing of others */
    assert_true(seek_wait(f->region));            /* and images in memory are up to date */
    fixture_read(f);
    become(&t->h, who);
    assert_true(m.route->who & f->ctx.who.roles);
    buf_init(ret_body, PAGE_BYTES);
    f->ctx.complaints.n = 0;
    Reply    rp = {.body = ret_body};
    unsigned before = f->ctx.queries;
    Fault    fault = m.route->handler(&f->ctx, &rq, &rp);
    if (fault != OK || rp.status || ret_body->n < 500) fail_msg("%s: %s, %d", address, fault_name(fault), rp.status);
    return f->ctx.queries - before;
}

static unsigned statements(Town *t, const char *address, int who) {
    Buf      body;
    unsigned n = drawn(t, address, who, &body);
    buf_release(&body);
    return n;
}

/* How often a piece of text stands in the page. */
static unsigned times(Town *t, const char *address, const char *piece) {
    Buf      body;
    unsigned n = 0;
    (void)drawn(t, address, COORDINATOR, &body);
    Str rest = {body.p, body.n};
    for (ptrdiff_t at; (at = str_find(rest, str_of(piece))) >= 0; n++) rest = str_sub(rest, (size_t)at + 1, rest.n);
    buf_release(&body);
    return n;
}

/* A list that has a second page counts its total, and one that has only one page need not: that is no growth. */
enum { TOTAL = 1 };
static bool holds(const Budget *b, unsigned few, unsigned many) { return many <= b->statements && many <= few + TOTAL; }

static void test_a_statement_more_and_one_for_each_row_are_found(void **state) {
    static const Budget TEN = {"/", COORDINATOR, 10}, LOOSE = {"/", COORDINATOR, 99};
    (void)state;
    assert_true(holds(&TEN, 10, 10) && holds(&TEN, 9, 10));
    assert_false(holds(&TEN, 11, 11));
    assert_false(holds(&LOOSE, 10, 10 + MANY - FEW));
}

static void test_each_page_keeps_to_its_number_however_many_rows_there_are(void **state) {
    FIXTURE(f, state);
    Town     t;
    unsigned few[BUDGETS_N], wrong = 0;
    the_town(&t, f);
    for (int i = 0; i < BUDGETS_N; i++) few[i] = statements(&t, BUDGETS[i].path, BUDGETS[i].who);
    grow(&t, MANY);
    for (int i = 0; i < BUDGETS_N; i++) {
        const Budget *b = &BUDGETS[i];
        unsigned many = statements(&t, b->path, b->who);
        if (holds(b, few[i], many)) continue;
        printf("# %s for person %d: %u statements, with ten times the rows %u; it may run %u\n", b->path, b->who,
               few[i], many, b->statements);
        wrong++;
    }
    town_end(&t);
    assert_int_equal(wrong, 0);
}

static void test_a_plan_of_many_steps_is_short_until_the_whole_is_asked_for(void **state) {
    static const char STEP[] = "class=\"task";
    enum { OPEN_SHOWN = 20 };
    FIXTURE(f, state);
    Town t;
    the_town(&t, f);
    unsigned few = times(&t, "/cases/{case}", STEP);
    assert_true(few >= FEW);
    assert_int_equal(times(&t, "/cases/{case}", "?plan=all"), 0);
    grow(&t, MANY);
    assert_int_equal(times(&t, "/cases/{case}", STEP), few - FEW + OPEN_SHOWN);
    assert_int_equal(times(&t, "/cases/{case}", "?plan=all"), 1);
    assert_int_equal(times(&t, "/cases/{case}?plan=all", STEP), few - FEW + MANY);
    town_end(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_statement_more_and_one_for_each_row_are_found),
        FIXTURE_BOTH(test_each_page_keeps_to_its_number_however_many_rows_there_are),
        FIXTURE_BOTH(test_a_plan_of_many_steps_is_short_until_the_whole_is_asked_for),
    };
    return cmocka_run_group_tests_name("budget", tests, NULL, NULL);
}
