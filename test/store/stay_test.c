/* What leaks: sums by category and by what local means, who sees which of them, what was started held against the leak,
** and LM3 studies. */
#include "cases.h"

#include "finance_ent.h"
#include "introduction/introduction.h"
#include "stay/stay_page.h"
#include "tie_ent.h"

typedef struct Region3 {                          /* a region with the town of the house and another one */
    Id region, other, bread, print;
} Region3;

static Id a_category(House *h, const char *code, const char *name) {
    Category *v = ent_new(&h->f->ctx, &category_entity);
    v->code = str_of(code);
    v->name.v[LANG_HE] = str_of(name);
    assert_int_equal(fixture_save(h->f, &category_entity, v), OK);
    return v->head.id;
}

static Id a_place(House *h, const char *name, Id parent) {
    Place *p = ent_new(&h->f->ctx, &place_entity);
    p->name.v[LANG_HE] = str_of(name);
    p->kind = parent ? PLACE_KIND_LOCALITY : PLACE_KIND_REGION;
    p->parent = parent;
    assert_int_equal(fixture_save(h->f, &place_entity, p), OK);
    return p->head.id;
}

static Region3 a_region(House *h) {
    Region3 r;
    fixture_system(h->f);
    r.bread = a_category(h, "shop/bakery", "מאפייה");
    r.print = a_category(h, "shop/copyshop", "דפוס");
    r.region = a_place(h, "הנגב", 0);
    r.other = a_place(h, "באר שבע", r.region);
    Place *town = ent_new(&h->f->ctx, &place_entity);
    assert_int_equal(ent_load(&h->f->ctx, &place_entity, h->town, town), OK);
    town->parent = r.region;
    assert_int_equal(fixture_save(h->f, &place_entity, town), OK);
    for (int i = 0; i < PEOPLE; i++) {            /* who reaches what follows the tree anew */
        if (i != OWNER && i != HEADQUARTERS) fixture_reach(h->f, h->people[i], h->town, VIS_UNIT);
    }
    fixture_system(h->f);
    Actor *b = ent_new(&h->f->ctx, &actor_entity);
    assert_int_equal(ent_load(&h->f->ctx, &actor_entity, h->client, b), OK);
    b->locality = h->town;
    b->category = r.bread;
    assert_int_equal(fixture_save(h->f, &actor_entity, b), OK);
    return r;
}

static Outlay *an_outlay(House *h, const Region3 *r, int64_t shekels) {
    Outlay *o = ent_new(&h->f->ctx, &outlay_entity);
    o->what = LIT("לחם");
    o->category = r->bread;
    o->place = h->town;
    o->kind = SPENDER_KIND_HOUSEHOLD;
    o->low = shekels * 100;
    o->per = OUTLAY_PER_YEAR;
    o->year = day_year(h->f->ctx.reader.today);
    o->bought = OUTLAY_WHERE_AWAY;
    return o;
}

static StaySum sum_for(House *h, int who, Id version) {
    StaySum s;
    become(h, who);
    assert_int_equal(stay_sum(&h->f->ctx, h->town, day_year(h->f->ctx.reader.today), version, &s), OK);
    return s;
}

static void test_what_stays_depends_on_what_local_means(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Region3 r = a_region(&h);
    become(&h, COORDINATOR);
    Outlay *here = an_outlay(&h, &r, 1000), *near = an_outlay(&h, &r, 2000), *far = an_outlay(&h, &r, 4000);
    Outlay *nobody_knows = an_outlay(&h, &r, 8000), *monthly = an_outlay(&h, &r, 100);
    here->seller = h.client;                      /* where it is follows from the seller */
    here->bought = OUTLAY_WHERE_UNKNOWN;
    near->bought = OUTLAY_WHERE_PLACE;
    near->bought_in = r.other;
    nobody_knows->bought = OUTLAY_WHERE_UNKNOWN;
    monthly->per = OUTLAY_PER_MONTH;
    monthly->high = 15000;
    Outlay *const ALL[] = {here, near, far, nobody_knows, monthly};
    for (int i = 0; i < 5; i++) assert_int_equal(fixture_save(f, &outlay_entity, ALL[i]), OK);
    assert_int_equal(here->bought, OUTLAY_WHERE_PLACE);
    assert_int_equal(here->bought_in, h.town);
    StaySum s = sum_for(&h, COORDINATOR, 0);
    assert_int_equal(s.defs_n, 2);                /* the town, and the region */
    LeakRow row = stay_row(&s, r.bread);
    assert_int_equal(row.stays.low, 1000 * 100);
    assert_int_equal(row.leaves.low, (2000 + 4000 + 1200) * 100);
    assert_int_equal(row.leaves.high, (2000 + 4000 + 1800) * 100);
    assert_int_equal(row.unknown.low, 8000 * 100);
    assert_int_equal(row.spent.high, (1000 + 2000 + 4000 + 8000 + 1800) * 100);
    s = sum_for(&h, COORDINATOR, s.defs[1].version);
    assert_int_equal(s.def, 1);
    assert_int_equal(stay_row(&s, r.bread).stays.low, 3000 * 100);
    assert_int_equal(stay_row(&s, r.print).facts, 0);
    /* The baker here could make it. */
    StayPlugs p;
    s = sum_for(&h, COORDINATOR, 0);
    assert_int_equal(stay_plugs(&f->ctx, &s, &p), OK);
    assert_int_equal(p.n, 1);
    assert_int_equal(p.v[0].bests, 1);
    assert_int_equal(p.makers[p.v[0].best[0]].id, h.client);
    assert_true(p.v[0].reasons & LEAK_SPARE_ASK);
}

static void test_bad_spending_is_refused(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Region3 r = a_region(&h);
    become(&h, COORDINATOR);
    Outlay *o = an_outlay(&h, &r, 100);
    o->high = 5000;                               /* below the lower end */
    assert_int_equal(fixture_save(f, &outlay_entity, o), INVALID);
    o = an_outlay(&h, &r, 100);
    o->bought = OUTLAY_WHERE_PLACE;               /* which? */
    assert_int_equal(fixture_save(f, &outlay_entity, o), INVALID);
    o = an_outlay(&h, &r, 100);
    o->spender = o->seller = h.client;
    assert_int_equal(fixture_save(f, &outlay_entity, o), INVALID);
    o = an_outlay(&h, &r, -5);
    assert_int_equal(fixture_save(f, &outlay_entity, o), INVALID);
    o = an_outlay(&h, &r, 500000000000);          /* more a year than sums can hold: no page of the place would open */
    assert_int_equal(fixture_save(f, &outlay_entity, o), OK);
    o->per = OUTLAY_PER_MONTH;
    assert_int_equal(fixture_save(f, &outlay_entity, o), INVALID);
}

static void test_what_is_told_in_a_case_is_its_teams(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Region3 r = a_region(&h);
    Case *k = a_case(&h);
    become(&h, COORDINATOR);
    Outlay *o = an_outlay(&h, &r, 3000);
    o->of_case = k->head.id;
    o->spender = h.client;
    assert_int_equal(fixture_save(f, &outlay_entity, o), OK);
    sees(&h, &outlay_entity, o->head.id, "x....");
    StaySum mine = sum_for(&h, COORDINATOR, 0), other = sum_for(&h, OTHER_COORDINATOR, 0);
    assert_int_equal(stay_row(&mine, r.bread).leaves.low, 3000 * 100);
    assert_int_equal(stay_row(&other, r.bread).facts, 0);      /* one alone, and not agreed to be counted */
}

/* A step is read by all who work there: what leaked on its first day is told of no single case. */
static void test_a_step_tells_nothing_of_a_case(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Region3 r = a_region(&h);
    Case *k = a_case(&h);
    become(&h, COORDINATOR);
    for (int i = 0; i < 2; i++) {
        Outlay *o = an_outlay(&h, &r, i ? 3000 : 500);
        if (i) o->of_case = k->head.id;
        o->spender = h.client;
        assert_int_equal(fixture_save(f, &outlay_entity, o), OK);
    }
    Plug *p = ent_new(&f->ctx, &plug_entity);
    p->title = LIT("לחם מכאן");
    p->place = h.town;
    p->category = r.bread;
    p->way = PLUG_WAY_MEET;
    assert_int_equal(fixture_save(f, &plug_entity, p), OK);
    sees(&h, &plug_entity, p->head.id, "xx.xx");
    assert_int_equal(p->left_low, 500 * 100);
    StaySum        s = sum_for(&h, COORDINATOR, p->meant);
    const StaySum *kept;
    LeakStarted    l;
    assert_int_equal(stay_row(&s, r.bread).leaves.low, 3500 * 100);
    assert_int_equal(stay_sum_kept(&f->ctx, &s, &kept), OK);
    assert_int_equal(stay_row(kept, r.bread).leaves.low, 500 * 100);
    assert_int_equal(stay_started(&f->ctx, p, kept, &l), OK);
    assert_int_equal(l.change, T_STAY_NO_CHANGE);
}

static void test_headquarters_see_sums_of_five(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Region3 r = a_region(&h);
    become(&h, COORDINATOR);
    for (int i = 0; i < 4; i++) {
        Outlay *o = an_outlay(&h, &r, 1240);
        o->sheet = 100 + i;
        assert_int_equal(fixture_save(f, &outlay_entity, o), OK);
    }
    Outlay *twice = an_outlay(&h, &r, 1240);
    twice->sheet = 100;
    assert_int_equal(fixture_save(f, &outlay_entity, twice), OK);
    StaySum s = sum_for(&h, HEADQUARTERS, 0);
    assert_int_equal(stay_row(&s, r.bread).facts, 0);          /* four who spend */
    assert_true(s.hidden);
    become(&h, COORDINATOR);
    Outlay *fifth = an_outlay(&h, &r, 1240);
    fifth->sheet = 104;
    assert_int_equal(fixture_save(f, &outlay_entity, fifth), OK);
    s = sum_for(&h, HEADQUARTERS, 0);
    assert_int_equal(stay_row(&s, r.bread).leaves.low, 7000 * 100);    /* 7,440, in thousands */
    assert_int_equal(s.others, 5);
    s = sum_for(&h, COORDINATOR, 0);
    assert_int_equal(stay_row(&s, r.bread).leaves.low, 7440 * 100);
    assert_int_equal(s.others, 0);
}

/* Five who spend are told of; what tells one of them apart is not: by the next definition, or of the town beside. */
static void test_headquarters_take_no_sum_from_another(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Region3 r = a_region(&h);
    become(&h, COORDINATOR);
    for (int i = 0; i < 6; i++) {                 /* five of them in the town, one elsewhere in the region */
        Outlay *o = an_outlay(&h, &r, 2000);
        o->sheet = 100 + i;
        o->bought = OUTLAY_WHERE_PLACE;
        o->bought_in = i < 5 ? h.town : r.other;
        assert_int_equal(fixture_save(f, &outlay_entity, o), OK);
    }
    StaySum s = sum_for(&h, HEADQUARTERS, 0);
    assert_int_equal(s.defs_n, 2);
    assert_int_equal(stay_row(&s, r.bread).facts, 0);          /* by the town: five stay, one leaves */
    assert_true(s.hidden);
    s = sum_for(&h, HEADQUARTERS, s.defs[1].version);
    assert_int_equal(stay_row(&s, r.bread).stays.low, 12000 * 100);    /* by the region all six stay */
    fixture_system(f);
    Outlay *beside = an_outlay(&h, &r, 2000);     /* one alone in the town beside: the region less this town */
    beside->place = r.other;
    beside->bought = OUTLAY_WHERE_PLACE;
    beside->bought_in = r.other;
    assert_int_equal(fixture_save(f, &outlay_entity, beside), OK);
    s = sum_for(&h, HEADQUARTERS, s.defs[1].version);
    assert_int_equal(stay_row(&s, r.bread).facts, 0);
}

static void test_a_step_is_held_against_what_leaked(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Region3 r = a_region(&h);
    become(&h, COORDINATOR);
    Outlay *o = an_outlay(&h, &r, 9000);
    assert_int_equal(fixture_save(f, &outlay_entity, o), OK);
    Plug *p = ent_new(&f->ctx, &plug_entity);
    p->title = LIT("לחם מכאן");
    p->place = h.town;
    p->category = r.bread;
    p->way = PLUG_WAY_MEET;
    p->maker = h.client;
    assert_int_equal(fixture_save(f, &plug_entity, p), OK);
    assert_int_equal(p->left_low, 9000 * 100);
    assert_int_equal(p->started_on, f->ctx.reader.today);
    LeakStarted l;
    StaySum s = sum_for(&h, COORDINATOR, p->meant);
    assert_int_equal(stay_started(&f->ctx, p, &s, &l), OK);
    assert_int_equal(l.change, T_STAY_NO_CHANGE);
    o->seller = h.client;                         /* now bought here */
    o->bought = OUTLAY_WHERE_PLACE;
    become(&h, COORDINATOR);
    assert_int_equal(fixture_save(f, &outlay_entity, o), OK);
    s = sum_for(&h, COORDINATOR, p->meant);
    assert_int_equal(stay_started(&f->ctx, p, &s, &l), OK);
    assert_int_equal(l.change, T_STAY_LESS_LEAVES);
    assert_true(l.to.n > 0);
}

typedef struct Sent {
    Request rq;
    Reply   rp;
    Fault (*post)(Ctx *c, const Request *rq, Reply *rp);
} Sent;

static Fault run_post(Ctx *c, void *arg) {
    Sent *s = arg;
    return s->post(c, &s->rq, &s->rp);
}

static Fault send(Fixture *f, Sent *s, const char *form) {
    Buf body;
    buf_init(&body, 1 << 20);
    assert_true(params_parse(&f->arena, str_of(form), 32, &s->rq.form));
    s->rq.method = POST;
    s->rp = (Reply){.body = &body};
    Fault fault = fixture_write(f, run_post, s);
    buf_release(&body);
    return fault;
}

static Id a_buyer(House *h) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    fixture_system(h->f);
    a->name.v[LANG_HE] = LIT("מתנ״ס");
    a->kind = ACTOR_KIND_ORGANISATION;
    a->locality = h->town;
    a->head.unit = h->town;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

/* A step, and who was introduced for it. */
typedef struct Followed {
    Region3       r;
    Id            buyer;
    Plug         *p;
    Introduction *v;
} Followed;

static void followed(House *h, Followed *w) {
    w->buyer = a_buyer(h);
    become(h, COORDINATOR);
    Outlay *o = an_outlay(h, &w->r, 9000);
    o->spender = w->buyer;
    assert_int_equal(fixture_save(h->f, &outlay_entity, o), OK);
    w->p = ent_new(&h->f->ctx, &plug_entity);
    w->p->title = LIT("לחם מכאן");
    w->p->place = h->town;
    w->p->category = w->r.bread;
    w->p->way = PLUG_WAY_MEET;
    w->p->maker = h->client;
    assert_int_equal(fixture_save(h->f, &plug_entity, w->p), OK);
    w->v = ent_new(&h->f->ctx, &introduction_entity);
    w->v->about = LIT("לחם לגנים");
    w->v->one = h->client;
    w->v->other = w->buyer;
    w->v->why_one = w->v->why_other = LIT("קרוב");
    w->v->plug = w->p->head.id;
    assert_int_equal(fixture_save(h->f, &introduction_entity, w->v), OK);
}

static void agreed(House *h, Followed *w, int64_t value) {
    become(h, COORDINATOR);
    w->v->one_says = w->v->other_says = INTRO_ANSWER_YES;
    assert_int_equal(fixture_save(h->f, &introduction_entity, w->v), OK);
    IntroOutcome *t = ent_new(&h->f->ctx, &intro_outcome_entity);
    t->introduction = w->v->head.id;
    t->met = INTRO_MET_MET;
    t->came = INTRO_CAME_ONE_SELLS;
    t->value = value;
    t->proof = PROOF_LEVEL_DOCUMENT;
    assert_int_equal(fixture_save(h->f, &intro_outcome_entity, t), OK);
    assert_int_equal(ent_load(&h->f->ctx, &introduction_entity, w->v->head.id, w->v), OK);
    assert_true(w->v->tie != 0);
}

static Fault bought(House *h, const Followed *w, const char *more) {
    Sent s = {.post = post_plug_bought, .rq = {.ids = {w->p->head.id}, .path = LIT("/plugs/x/bought")}};
    Str  form = arena_printf(&h->f->arena, "introduction=%.*s%s", STR_ARG(id_str(&h->f->arena, w->v->head.id)), more);
    become(h, COORDINATOR);
    return send(h->f, &s, arena_z(&h->f->arena, form));
}

/* From what leaves the place to a contract that brings a part of it back. */
static void test_one_leak_is_followed_to_its_end(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Followed w = {.r = a_region(&h)};
    followed(&h, &w);
    StaySum   s = sum_for(&h, COORDINATOR, w.p->meant);
    StayBuyer b[4];
    assert_int_equal(stay_buyers(&s, w.r.bread, b, 4), 1);
    assert_int_equal(b[0].id, w.buyer);
    assert_int_equal(b[0].leaves, 9000 * 100);
    assert_int_equal(bought(&h, &w, "&amount=6000&instead=1"), OVER);     /* nobody sells anything yet */
    agreed(&h, &w, 6000 * 100);
    Tie *t = ent_new(&f->ctx, &tie_entity);
    assert_int_equal(ent_load(&f->ctx, &tie_entity, w.v->tie, t), OK);
    assert_int_equal(t->yearly, 6000 * 100);
    assert_int_equal(t->certainty, TIE_CERTAINTY_PAPERS);
    assert_int_equal(bought(&h, &w, "&amount=6000&instead=1"), OK);
    s = sum_for(&h, COORDINATOR, w.p->meant);
    LeakRow row;
    assert_int_equal(stay_bought(&f->ctx, &s, w.buyer, w.r.bread, &row), OK);
    assert_int_equal(row.stays.low, 6000 * 100);
    assert_int_equal(row.leaves.high, 3000 * 100);
    assert_int_equal(stay_row(&s, w.r.bread).spent.low, 9000 * 100);      /* as much as before, and elsewhere */
    assert_int_equal(bought(&h, &w, "&amount=6000&instead=1"), OVER);     /* once a year */
    LeakStarted l;
    assert_int_equal(stay_started(&f->ctx, w.p, &s, &l), OK);
    assert_int_equal(l.change, T_STAY_LESS_LEAVES);
}

/* What is noted beside what was bought outside leaves that as it is; all of it instead leaves nothing of it. */
static void test_a_contract_beside_or_instead(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Followed w = {.r = a_region(&h)};
    followed(&h, &w);
    agreed(&h, &w, NUMBER_NONE);
    assert_int_equal(bought(&h, &w, "&amount=1200"), OK);
    StaySum s = sum_for(&h, COORDINATOR, w.p->meant);
    assert_int_equal(stay_row(&s, w.r.bread).leaves.low, 9000 * 100);
    assert_int_equal(stay_row(&s, w.r.bread).stays.low, 1200 * 100);
    Followed again = {.r = w.r};
    followed(&h, &again);
    agreed(&h, &again, NUMBER_NONE);
    assert_int_equal(bought(&h, &again, "&amount=20000&instead=1"), OK);
    s = sum_for(&h, COORDINATOR, w.p->meant);
    assert_int_equal(stay_row(&s, w.r.bread).leaves.low, 9000 * 100);     /* of the first buyer alone */
    assert_int_equal(stay_row(&s, w.r.bread).stays.low, 21200 * 100);
}

/* What came of it in an accompaniment stays with those of the case: who meets whom, its worth, what is bought. */
static void test_what_came_of_it_in_a_case_is_its_teams(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Followed w = {.r = a_region(&h)};
    Case *k = a_case(&h);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    followed(&h, &w);
    assert_int_equal(w.v->of_case, k->head.id);
    sees(&h, &introduction_entity, w.v->head.id, "x....");
    agreed(&h, &w, 6000 * 100);
    Tie *t = ent_new(&f->ctx, &tie_entity);
    assert_int_equal(ent_load(&f->ctx, &tie_entity, w.v->tie, t), OK);
    assert_int_equal(t->yearly, NUMBER_NONE);
    assert_int_equal(bought(&h, &w, "&amount=6000&instead=1"), OK);
    StaySum s = sum_for(&h, OTHER_COORDINATOR, w.p->meant);
    assert_int_equal(stay_row(&s, w.r.bread).stays.low, 0);
    s = sum_for(&h, COORDINATOR, w.p->meant);
    assert_int_equal(stay_row(&s, w.r.bread).stays.low, 6000 * 100);
}

/* What leaks is not written down as nothing where nothing is known. */
static void test_a_step_against_what_is_not_known(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Region3 r = a_region(&h);
    become(&h, COORDINATOR);
    Outlay *o = an_outlay(&h, &r, 500);
    o->bought = OUTLAY_WHERE_UNKNOWN;
    assert_int_equal(fixture_save(f, &outlay_entity, o), OK);
    Plug *p = ent_new(&f->ctx, &plug_entity);
    p->title = LIT("לחם מכאן");
    p->place = h.town;
    p->category = r.bread;
    p->way = PLUG_WAY_OFFER;
    assert_int_equal(fixture_save(f, &plug_entity, p), OK);
    assert_int_equal(p->left_low, NUMBER_NONE);
}

/* A sheet of the link has no name, and its rows are of one who spends; one without an answer keeps nothing. */
static void test_a_sheet_by_the_link(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Region3 r = a_region(&h);
    fixture_system(f);
    Door *d = ent_new(&f->ctx, &door_entity);
    d->name = LIT("מועדון הוותיקים");
    d->kind = DOOR_KIND_SPEND;
    d->place = h.town;
    assert_int_equal(fixture_save(f, &door_entity, d), INVALID);    /* until when? */
    d->until_on = day_plus(f->ctx.reader.today, 30);
    assert_int_equal(fixture_save(f, &door_entity, d), OK);
    Sent s = {.post = post_spend_ask, .rq = {.words = {arena_copy(&f->arena, d->code)}, .path = LIT("/spend/x")}};
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(send(f, &s, "kind=household&a0=&a1="), OK);
    StaySum sum = sum_for(&h, COORDINATOR, 0);
    assert_int_equal(sum.facts, 0);
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(send(f, &s, "kind=household&a0=3&w0=1&a1=4&w1=3"), OK);
    sum = sum_for(&h, COORDINATOR, 0);
    LeakRow bread = stay_row(&sum, r.bread), print = stay_row(&sum, r.print);
    assert_int_equal(bread.stays.low, 200 * 100 * 12);
    assert_int_equal(bread.stays.high, 500 * 100 * 12);
    assert_int_equal(print.leaves.high, 1000 * 100 * 12);
    assert_int_equal(sum.rows[sum.n].spenders, 1);
    s.rq.words[0] = LIT("nothere");
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(send(f, &s, "kind=household&a0=3"), NOT_FOUND);
}

static Fault leave_out(House *h, int who, Id place, const char *form) {
    Sent s = {.post = post_sheet, .rq = {.ids = {place}, .path = LIT("/places/x/leaks/sheets")}};
    become(h, who);
    return send(h->f, &s, form);
}

/* A sheet that is nonsense counts no longer, and again when it is taken back. */
static void test_a_sheet_is_left_out(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Region3   r = a_region(&h);
    SheetFact v[8];
    SheetAsk  ask = {.place = h.town, .before = INT64_MAX};
    size_t    n;
    for (int i = 0; i < 3; i++) {
        become(&h, COORDINATOR);
        Outlay *o = an_outlay(&h, &r, 1000);
        o->sheet = i < 2 ? 700 : 800;
        o->way = OUTLAY_WAY_LINK;
        assert_int_equal(fixture_save(f, &outlay_entity, o), OK);
    }
    become(&h, COORDINATOR);
    assert_int_equal(stay_sheet_rows(&f->ctx, &ask, v, 8, &n), OK);
    assert_int_equal(n, 3);
    int64_t older;
    assert_int_equal(stay_sheets_older(&f->ctx, h.town, INT64_MAX, &older), OK);
    assert_int_equal(older, 2);
    assert_int_equal(leave_out(&h, COORDINATOR, h.town, "sheet=700&why=a+joke"), OK);
    StaySum s = sum_for(&h, COORDINATOR, 0);
    assert_int_equal(stay_row(&s, r.bread).leaves.low, 1000 * 100);
    assert_int_equal(leave_out(&h, COORDINATOR, h.town, "sheet=700&why=again"), OVER);
    assert_int_equal(leave_out(&h, COORDINATOR, h.town, "sheet=900&why=none"), NOT_FOUND);
    assert_int_equal(leave_out(&h, COORDINATOR, r.other, "sheet=700&why=elsewhere"), NOT_FOUND);
    ask.sheet = 700;
    become(&h, COORDINATOR);
    assert_int_equal(stay_sheet_rows(&f->ctx, &ask, v, 8, &n), OK);
    assert_true(n == 2 && v[0].out && str_eq(v[0].why, LIT("a joke")));
    assert_int_equal(leave_out(&h, COORDINATOR, h.town, "sheet=700&back=1"), OK);
    s = sum_for(&h, COORDINATOR, 0);
    assert_int_equal(stay_row(&s, r.bread).leaves.low, 3000 * 100);
    assert_int_equal(leave_out(&h, COORDINATOR, h.town, "sheet=700&back=1"), OVER);
}

/* Filled in together with the owner: the team's alone. */
static void test_a_sheet_in_a_case(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Region3 r = a_region(&h);
    Case *k = a_case(&h);
    become(&h, COORDINATOR);
    Sent s = {.post = post_spend_sheet, .rq = {.ids = {h.town}, .path = LIT("/places/x/leaks/sheet")}};
    Str  args = arena_printf(&f->arena, "of_case=%.*s&spender=%.*s", STR_ARG(id_str(&f->arena, k->head.id)),
                             STR_ARG(id_str(&f->arena, h.client)));
    assert_true(params_parse(&f->arena, args, 8, &s.rq.args));
    assert_int_equal(send(f, &s, "kind=business&a0=3&w0=2"), OK);
    StaySum mine = sum_for(&h, COORDINATOR, 0), other = sum_for(&h, OTHER_COORDINATOR, 0);
    assert_int_equal(stay_row(&mine, r.bread).leaves.low, 200 * 100 * 12);
    assert_int_equal(stay_row(&other, r.bread).facts, 0);
    become(&h, OTHER_COORDINATOR);                /* does not see the case */
    assert_int_equal(send(f, &s, "kind=business&a0=3&w0=2"), NOT_FOUND);
}

static Fault a_payee(House *h, Id study, int64_t paid, int sits, int64_t spent, int64_t here) {
    Lm3Payee *p = ent_new(&h->f->ctx, &lm3_payee_entity);
    p->study = study;
    p->name = LIT("ספק");
    p->class = LM3_CLASS_SUPPLIER;
    p->paid = paid;
    p->sits = sits;
    p->spent = spent;
    p->spent_here = here;
    return fixture_save(h->f, &lm3_payee_entity, p);
}

static void test_lm3_from_its_payees(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    a_region(&h);
    become(&h, COORDINATOR);
    Lm3Study *s = ent_new(&f->ctx, &lm3_study_entity);
    s->name = LIT("תקציב ההסעדה");
    s->place = h.town;
    s->source = LIT("העירייה");
    s->amount = 10000;
    s->year = 2026;
    s->form = LM3_FORM_STRICT;
    assert_int_equal(fixture_save(f, &lm3_study_entity, s), OK);
    assert_true(s->meant && s->head.unit == h.town);
    assert_int_equal(a_payee(&h, s->head.id, 6000, LM3_SITS_HERE, 200, 100), OK);
    assert_int_equal(a_payee(&h, s->head.id, 4000, LM3_SITS_OUTSIDE, NUMBER_NONE, NUMBER_NONE), OK);
    assert_int_equal(a_payee(&h, s->head.id, 1, LM3_SITS_HERE, 100, 200), INVALID);
    assert_int_equal(a_payee(&h, s->head.id, 1, LM3_SITS_HERE, NUMBER_NONE, 200), INVALID);
    assert_int_equal(a_payee(&h, s->head.id, 1, LM3_SITS_HERE, 100, NUMBER_NONE), INVALID);
    Lm3       l;
    Lm3Flaw   flaw;
    Lm3Payee *v;
    size_t    n;
    become(&h, COORDINATOR);
    assert_int_equal(lm3_of(&f->ctx, s, &l, &flaw, &v, &n), OK);
    assert_int_equal(flaw, LM3_FINE);
    assert_int_equal(n, 2);
    assert_true(l.exact);
    assert_int_equal(l.value, 10000 + 6000 + 3000);
    assert_int_equal(a_payee(&h, s->head.id, 1, LM3_SITS_HERE, NUMBER_NONE, NUMBER_NONE), OK);
    assert_int_equal(lm3_of(&f->ctx, s, &l, &flaw, &v, &n), OK);
    assert_int_equal(flaw, LM3_TOO_MUCH);         /* more than came in */
    sees(&h, &lm3_study_entity, s->head.id, "xx.xx");
}

/* Who may not read the payees is told the sums of a finished study, of five or more in each part. */
static void test_lm3_of_very_many_payees(void **state) {
    enum { MANY = 520 };
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    a_region(&h);
    become(&h, COORDINATOR);
    Lm3Study *s = ent_new(&f->ctx, &lm3_study_entity);
    s->name = LIT("מכרז");
    s->place = h.town;
    s->source = LIT("x");
    s->amount = MANY * 100;
    s->year = 2026;
    s->form = LM3_FORM_ALL;
    assert_int_equal(fixture_save(f, &lm3_study_entity, s), OK);
    for (int i = 0; i < MANY; i++) {
        Lm3Payee *p = ent_new(&f->ctx, &lm3_payee_entity);
        p->study = s->head.id;
        p->name = LIT("ספק");
        p->class = LM3_CLASS_SUPPLIER;
        p->paid = 100;
        p->sits = LM3_SITS_HERE;
        assert_int_equal(fixture_save(f, &lm3_payee_entity, p), OK);
    }
    Lm3       l;
    Lm3Flaw   flaw;
    Lm3Payee *v;
    size_t    n;
    assert_int_equal(lm3_of(&f->ctx, s, &l, &flaw, &v, &n), OK);
    assert_int_equal(n, MANY);
    assert_int_equal(l.r2, MANY * 100);
    assert_true(str_eq(v[MANY - 1].name, LIT("ספק")));
}

static void test_lm3_is_told_to_headquarters_of_five(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    a_region(&h);
    become(&h, COORDINATOR);
    Lm3Study *s = ent_new(&f->ctx, &lm3_study_entity);
    s->name = LIT("תקציב ההסעדה");
    s->place = h.town;
    s->source = LIT("העירייה");
    s->amount = 10000 * 100;
    s->year = 2026;
    s->form = LM3_FORM_STRICT;
    assert_int_equal(fixture_save(f, &lm3_study_entity, s), OK);
    for (int i = 0; i < 4; i++) assert_int_equal(a_payee(&h, s->head.id, 1000 * 100, LM3_SITS_HERE, 200, 100), OK);
    s->state = LM3_STATE_TOLD;
    assert_int_equal(fixture_save(f, &lm3_study_entity, s), OK);
    Lm3       l;
    Lm3Flaw   flaw;
    Lm3Payee *v;
    size_t    n;
    become(&h, HEADQUARTERS);
    assert_int_equal(lm3_of(&f->ctx, s, &l, &flaw, &v, &n), OK);
    assert_true(!n && !v && !l.r2 && !l.payees);
    become(&h, COORDINATOR);
    assert_int_equal(a_payee(&h, s->head.id, 1000 * 100, LM3_SITS_HERE, 200, 100), OK);
    become(&h, HEADQUARTERS);
    assert_int_equal(lm3_of(&f->ctx, s, &l, &flaw, &v, &n), OK);
    assert_true(!n && !v);
    assert_int_equal(l.r2, 5000 * 100);
    become(&h, COORDINATOR);
    s->state = LM3_STATE_ASKING;                  /* what still changes would tell of each answer */
    assert_int_equal(fixture_save(f, &lm3_study_entity, s), OK);
    become(&h, HEADQUARTERS);
    assert_int_equal(lm3_of(&f->ctx, s, &l, &flaw, &v, &n), OK);
    assert_int_equal(l.r2, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_what_stays_depends_on_what_local_means),
        FIXTURE_BOTH(test_bad_spending_is_refused),
        FIXTURE_BOTH(test_what_is_told_in_a_case_is_its_teams),
        FIXTURE_BOTH(test_a_step_tells_nothing_of_a_case),
        FIXTURE_BOTH(test_headquarters_see_sums_of_five),
        FIXTURE_BOTH(test_headquarters_take_no_sum_from_another),
        FIXTURE_BOTH(test_a_step_is_held_against_what_leaked),
        FIXTURE_BOTH(test_one_leak_is_followed_to_its_end),
        FIXTURE_BOTH(test_a_contract_beside_or_instead),
        FIXTURE_BOTH(test_what_came_of_it_in_a_case_is_its_teams),
        FIXTURE_BOTH(test_a_step_against_what_is_not_known),
        FIXTURE_BOTH(test_a_sheet_by_the_link),
        FIXTURE_BOTH(test_a_sheet_is_left_out),
        FIXTURE_BOTH(test_a_sheet_in_a_case),
        FIXTURE_BOTH(test_lm3_from_its_payees),
        FIXTURE_BOTH(test_lm3_of_very_many_payees),
        FIXTURE_BOTH(test_lm3_is_told_to_headquarters_of_five),
    };
    return cmocka_run_group_tests_name("stay", tests, NULL, NULL);
}
