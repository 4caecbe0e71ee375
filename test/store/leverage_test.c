/* Community-business leverage: a pair is two listings, each side is open, closed and counted by itself; it is public by
** an act alone; who takes part is the unit's and the business's, and whoever comes from the public waits. */
#include "cases.h"

#include "leverage/leverage_page.h"
#include "listing/leverage.h"

typedef struct Doing {
    LeverageNew n;
    Leverage   *v;
    Taker      *t;
    Id          id;
    int         side;
    bool        yes, speaks;
} Doing;

static Fault run_post(Ctx *c, void *arg) {
    Doing *d = arg;
    d->v = ent_new(c, &leverage_entity);
    return leverage_post(c, &d->n, d->speaks, d->v);
}
static Fault run_show(Ctx *c, void *arg) {
    const Doing *d = arg;
    return leverage_publish(c, d->id, d->yes, d->speaks);
}
static Fault run_close(Ctx *c, void *arg) {
    const Doing *d = arg;
    return leverage_close(c, d->id, d->side, d->yes, d->speaks);
}
static Fault run_add(Ctx *c, void *arg) {
    Doing *d = arg;
    return taker_add(c, d->t, d->speaks);
}
static Fault run_answer(Ctx *c, void *arg) {
    Doing *d = arg;
    return taker_answer(c, d->id, d->yes, d->t);
}
static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, *(const Id *)arg); }

static Doing a_post(const House *h) {
    Doing d = {.n = {.holder = h->client, .place = h->town}};
    d.n.asks.v[LANG_HE] = LIT("להזמין חלות לחג");
    d.n.gives.v[LANG_HE] = LIT("לחם למועדון הוותיקים");
    return d;
}

static Id a_pair(House *h) {
    Doing d = a_post(h);
    become(h, COORDINATOR);
    assert_int_equal(fixture_write(h->f, run_post, &d), OK);
    Id id = d.v->head.id;                         /* what the write made lives in its arena */
    return id;
}

static Fault takes_part(House *h, Id pair, int side, const char *name, int state) {
    Doing d = {.t = ent_new(&h->f->ctx, &taker_entity), .speaks = state == TAKER_STATE_WAITS};
    d.t->leverage = pair;
    d.t->side = side;
    d.t->name = str_of(name);
    d.t->state = state;
    Fault f = fixture_write(h->f, run_add, &d);
    return f;
}

static LeverageRow row_of(House *h, int who, Id pair) {
    LeverageRow row;
    become(h, who);
    assert_int_equal(leverage_row(&h->f->ctx, pair, &row), OK);
    return row;
}

static size_t empty_ones(House *h) {
    ListSpec s = {.entity = &leverage_entity, .limit = 10, .extras = {leverage_empty()}, .n_extras = 1};
    void    *rows;
    size_t   n;
    become(h, COORDINATOR);
    assert_int_equal(list_run(&h->f->ctx, &s, false, &rows, &n, NULL), OK);
    return n;
}

static void test_each_side_is_counted_and_closed_by_itself(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id pair = a_pair(&h);
    assert_int_equal(empty_ones(&h), 1);
    become(&h, COORDINATOR);
    assert_int_equal(takes_part(&h, pair, LEVERAGE_SIDE_ASKS, "The club", TAKER_STATE_TAKES), OK);
    become(&h, COORDINATOR);
    assert_int_equal(takes_part(&h, pair, LEVERAGE_SIDE_ASKS, "The school", TAKER_STATE_TAKES), OK);
    LeverageRow row = row_of(&h, COORDINATOR, pair);
    assert_int_equal(row.sides[LEVERAGE_SIDE_ASKS].takers, 2);
    assert_int_equal(row.sides[LEVERAGE_SIDE_GIVES].takers, 0);
    assert_int_equal(empty_ones(&h), 1);          /* nobody takes what the business gives */
    Doing d = {.id = pair, .side = LEVERAGE_SIDE_GIVES, .yes = false};
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_close, &d), OK);
    row = row_of(&h, COORDINATOR, pair);
    assert_false(row.sides[LEVERAGE_SIDE_GIVES].open);
    assert_true(row.sides[LEVERAGE_SIDE_ASKS].open);
    assert_int_equal(empty_ones(&h), 0);          /* what is closed waits for nobody */
    become(&h, COORDINATOR);
    assert_int_equal(takes_part(&h, pair, LEVERAGE_SIDE_GIVES, "Too late", TAKER_STATE_TAKES), INVALID);
    d.yes = true;
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_close, &d), OK);
    assert_int_equal(empty_ones(&h), 1);
}

static void test_it_is_public_by_an_act_alone(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id pair = a_pair(&h);
    Leverage *v = ent_new(&f->ctx, &leverage_entity);
    become(&h, COORDINATOR);
    assert_int_equal(ent_load(&f->ctx, &leverage_entity, pair, v), OK);
    v->head.visibility = VIS_PUBLIC;              /* no form shows it */
    assert_int_equal(fixture_save(f, &leverage_entity, v), OK);
    assert_int_equal(v->head.visibility, VIS_MEMBERS);
    LeverageRow row;
    size_t      n;
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(leverages_of(&f->ctx, 0, h.town, &row, 1, &n), OK);
    assert_int_equal(n, 0);
    Doing d = {.id = pair, .yes = true};
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_show, &d), OK);
    Id act = f->ctx.act;
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(leverages_of(&f->ctx, 0, h.town, &row, 1, &n), OK);
    assert_int_equal(n, 1);
    HolderName who;
    assert_int_equal(leverage_holders(&f->ctx, &row, 1, &who), OK);
    assert_true(who.name.n && !who.seen);         /* by whom it is, but not the page of the business */
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_undo, &act), OK);
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(leverages_of(&f->ctx, 0, h.town, &row, 1, &n), OK);
    assert_int_equal(n, 0);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_show, &d), OK);
    assert_int_equal(ent_load(&f->ctx, &leverage_entity, pair, v), OK);
    assert_true(v->published_on != 0);
    v->head.visibility = VIS_UNIT;                /* shown to fewer by a form: not published any more */
    assert_int_equal(fixture_save(f, &leverage_entity, v), OK);
    assert_int_equal(v->published_on, 0);
}

static void test_whoever_comes_from_the_public_waits_and_stays_unnamed(void **state) {
    FIXTURE(f, state);
    House   h;
    Taker  *t;
    size_t  n;
    int64_t all;
    a_house(&h, f);
    Id    pair = a_pair(&h);
    Doing d = {.id = pair, .yes = true};
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_show, &d), OK);
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(takes_part(&h, pair, LEVERAGE_SIDE_GIVES, "Adi", TAKER_STATE_WAITS), OK);
    assert_int_equal(row_of(&h, COORDINATOR, pair).sides[LEVERAGE_SIDE_GIVES].takers, 0);
    assert_int_equal(takers_waiting(&f->ctx, 5, &t, &n, &all), OK);
    assert_int_equal(n, 1);
    Id waiting = t[0].head.id;
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(ent_load(&f->ctx, &taker_entity, waiting, ent_new(&f->ctx, &taker_entity)), NOT_FOUND);
    become(&h, OWNER);                            /* an owner of something else sees how many, never who */
    assert_int_equal(ent_load(&f->ctx, &taker_entity, waiting, ent_new(&f->ctx, &taker_entity)), NOT_FOUND);
    become(&h, OWNER);
    assert_int_equal(takers_of(&f->ctx, pair, true, &t, &n), OK);
    assert_int_equal(n, 0);                       /* whoever speaks for the business hears of whom the unit accepted */
    d = (Doing){.id = waiting, .yes = true, .t = ent_new(&f->ctx, &taker_entity)};
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_answer, &d), OK);
    assert_int_equal(row_of(&h, OWNER, pair).sides[LEVERAGE_SIDE_GIVES].takers, 1);
    assert_int_equal(takers_of(&f->ctx, pair, true, &t, &n), OK);
    assert_int_equal(n, 1);
    assert_true(str_eq(t[0].name, LIT("Adi")));
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_answer, &d), OVER);      /* answered already */
}

static void test_the_owner_posts_their_own_and_nobody_elses(void **state) {
    FIXTURE(f, state);
    House h;
    bool  yes;
    a_house(&h, f);
    Case *k = a_case(&h);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    Doing d = a_post(&h);
    become(&h, OWNER);
    assert_int_equal(leverage_speaks(&f->ctx, h.client, &yes), OK);
    assert_true(yes);
    assert_int_equal(leverage_speaks(&f->ctx, h.town, &yes), OK);
    assert_false(yes);
    d.speaks = true;
    assert_int_equal(fixture_write(f, run_post, &d), OK);
    become(&h, CONSULTANT);
    assert_int_equal(leverage_speaks(&f->ctx, h.client, &yes), OK);
    assert_false(yes);
    d = a_post(&h);
    d.n.gives = (Tri){0};
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_post, &d), INVALID);      /* one direction alone is no pair */
    assert_string_equal(f->ctx.complaints.v[0].field, "gives");
    d = a_post(&h);
    d.n.place = 0;
    assert_int_equal(fixture_write(f, run_post, &d), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "place");
}

static void test_one_takes_part_once(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id     pair = a_pair(&h);
    Actor *club = ent_new(&f->ctx, &actor_entity);
    become(&h, COORDINATOR);
    club->name.v[LANG_HE] = LIT("מועדון");
    club->kind = ACTOR_KIND_ORGANISATION;
    club->head.unit = h.town;
    assert_int_equal(fixture_save(f, &actor_entity, club), OK);
    Doing d = {.t = ent_new(&f->ctx, &taker_entity)};
    d.t->leverage = pair;
    d.t->side = LEVERAGE_SIDE_GIVES;
    assert_int_equal(fixture_write(f, run_add, &d), INVALID);       /* nobody */
    assert_string_equal(f->ctx.complaints.v[0].field, "name");
    d.t->actor = h.client;
    assert_int_equal(fixture_write(f, run_add, &d), INVALID);       /* the business itself */
    d.t->actor = club->head.id;
    assert_int_equal(fixture_write(f, run_add, &d), OK);
    assert_int_equal(d.t->from_on, f->ctx.reader.today);
    Id act = f->ctx.act;
    d.t = ent_new(&f->ctx, &taker_entity);
    d.t->leverage = pair;
    d.t->side = LEVERAGE_SIDE_GIVES;
    d.t->actor = club->head.id;
    assert_int_equal(fixture_write(f, run_add, &d), INVALID);       /* twice */
    assert_string_equal(f->ctx.complaints.v[0].field, "actor");
    assert_int_equal(fixture_write(f, run_undo, &act), OK);
    assert_int_equal(row_of(&h, COORDINATOR, pair).sides[LEVERAGE_SIDE_GIVES].takers, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_each_side_is_counted_and_closed_by_itself),
        FIXTURE_BOTH(test_it_is_public_by_an_act_alone),
        FIXTURE_BOTH(test_whoever_comes_from_the_public_waits_and_stays_unnamed),
        FIXTURE_BOTH(test_the_owner_posts_their_own_and_nobody_elses),
        FIXTURE_BOTH(test_one_takes_part_once),
    };
    return cmocka_run_group_tests_name("leverage", tests, NULL, NULL);
}
