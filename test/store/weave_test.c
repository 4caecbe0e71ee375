/* The network of a region: it holds what its reader sees and nothing else, its numbers are those of the lists behind
** them, and nobody is a way to somebody else who has not agreed. */
#include "cases.h"

#include "actor/actor.h"
#include "base/rand.h"
#include "place/place_store.h"
#include "seek/seek.h"
#include "tie/tie.h"
#include "weave/weave_page.h"

enum { TODAY = 20260601 };

static Id a_town(House *h, const char *name) {
    Place *p = ent_new(&h->f->ctx, &place_entity);
    fixture_system(h->f);
    p->name.v[LANG_EN] = str_of(name);
    p->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(h->f, &place_entity, p), OK);
    return p->head.id;
}

/* agreed: since when they may be shown as a way to others. */
static Id somebody(House *h, const char *name, int kind, Id town, Day agreed) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    fixture_system(h->f);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = kind;
    a->locality = a->head.unit = town;
    a->introduces_on = agreed;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static Id a_tie(House *h, Id from, int kind, Id to, Day from_on) {
    Tie *t = ent_new(&h->f->ctx, &tie_entity);
    fixture_system(h->f);
    t->from_actor = from;
    t->to_actor = to;
    t->kind = kind;
    t->state = TIE_STATE_ACTIVE;
    t->from_on = from_on;
    if (kind == TIE_KIND_PARTNER) t->head.visibility = VIS_MEMBERS;   /* told to everybody who works here */
    assert_int_equal(fixture_save(h->f, &tie_entity, t), OK);
    return t->head.id;
}

static Net net_of(House *h, int who, Str local) {
    Param   args[1] = {{LIT("local"), local}};
    Request rq = {.args = {.v = args, .n = 1}};
    Net     net;
    become(h, who);
    assert_int_equal(net_load(&h->f->ctx, &rq, &net), OK);
    return net;
}

/* What the list of ties behind the number has. */
static int64_t listed(House *h, Str local) {
    Param   args[3] = {{LIT("local"), local}, {LIT("state"), LIT("active")}, {LIT("state"), LIT("dormant")}};
    Request rq = {.args = {.v = args, .n = 3}};
    ListSpec s;
    int64_t  n;
    assert_int_equal(view_query(&h->f->ctx, &rq, &TIE_SHEET, &s), OK);
    assert_int_equal(list_count(&h->f->ctx, &s, &n), OK);
    return n;
}

static bool holds(const Net *net, Id id) {
    for (uint32_t v = 0; v < net->w.n; v++) {
        if (net->w.actors[v].id == id) return true;
    }
    return false;
}

static void test_a_network_holds_what_its_reader_sees(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id other = a_town(&h, "Elsewhere"), mill = somebody(&h, "Mill", ACTOR_KIND_BUSINESS, h.town, 0);
    Id shop = somebody(&h, "Shop", ACTOR_KIND_BUSINESS, h.town, 0);
    Id far = somebody(&h, "Far", ACTOR_KIND_BUSINESS, other, 0);
    Id away = somebody(&h, "Away", ACTOR_KIND_PERSON, other, 0);
    (void)a_tie(&h, mill, TIE_KIND_SUPPLIES, shop, 20250301);
    (void)a_tie(&h, mill, TIE_KIND_SUPPLIES, h.client, 0);
    (void)a_tie(&h, shop, TIE_KIND_PARTNER, far, 20250401);
    (void)a_tie(&h, far, TIE_KIND_KNOWS, away, 0);   /* of the other town alone */
    Net net = net_of(&h, COORDINATOR, LIT("all"));
    assert_int_equal(net.ties, 3);
    assert_int_equal(net.ties, listed(&h, LIT("all")));
    assert_int_equal(net.unseen, 1);
    assert_int_equal(net.w.ties_n, 2);
    assert_false(holds(&net, far));
    assert_false(holds(&net, away));
    assert_int_equal(net.undated, 1);
    assert_int_equal(net.years[1].year, 2025);
    assert_int_equal(net.years[1].began, 2);
    assert_int_equal(net.kinds[TIE_KIND_SUPPLIES], 2);
    assert_int_equal(net.kinds[TIE_KIND_PARTNER], 1);
    net = net_of(&h, HEADQUARTERS, LIT("all"));
    assert_int_equal(net.ties, 4);
    assert_int_equal(net.ties, listed(&h, LIT("all")));
    assert_int_equal(net.unseen, 0);
    assert_true(holds(&net, away));
}

/* Of one town: ties with an end there, as the list has them; whoever has the other end is drawn, and is not of here. */
static void test_a_network_follows_the_definition_of_local(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id other = a_town(&h, "Elsewhere"), mill = somebody(&h, "Mill", ACTOR_KIND_BUSINESS, h.town, 0);
    Id lone = somebody(&h, "Lone", ACTOR_KIND_BUSINESS, h.town, 0);
    Id far = somebody(&h, "Far", ACTOR_KIND_BUSINESS, other, 0);
    Id near = somebody(&h, "Farther", ACTOR_KIND_BUSINESS, other, 0);
    (void)a_tie(&h, mill, TIE_KIND_SUPPLIES, far, 0);
    (void)a_tie(&h, far, TIE_KIND_SUPPLIES, near, 0);
    Str here = id_str(f->ctx.arena, h.town);
    Net net = net_of(&h, HEADQUARTERS, here);
    assert_int_equal(net.ties, 1);
    assert_int_equal(net.ties, listed(&h, here));
    assert_true(holds(&net, far) && holds(&net, lone) && !holds(&net, near));
    assert_int_equal(net.w.alone_n, 1);
    assert_int_equal(net.w.actors[net.w.alone[0]].id, lone);
    for (uint32_t v = 0; v < net.w.n; v++) assert_int_equal(net.w.actors[v].local, net.w.actors[v].id != far);
}

static size_t steps(House *h, int who, Id from, Id to) {
    WeaveWay way;
    become(h, who);
    assert_int_equal(weave_ways(&h->f->ctx, from, &to, 1, &way), OK);
    return way.steps_n;
}

static void agree(House *h, Id who, Day day) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    fixture_system(h->f);
    assert_int_equal(ent_load(&h->f->ctx, &actor_entity, who, a), OK);
    a->introduces_on = day;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
}

static void test_a_way_leads_through_those_who_agreed(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id noa = somebody(&h, "Noa", ACTOR_KIND_PERSON, h.town, 20260101);
    Id yusuf = somebody(&h, "Yusuf", ACTOR_KIND_PERSON, h.town, 0);
    Id mill = somebody(&h, "Mill", ACTOR_KIND_BUSINESS, h.town, 0);
    (void)a_tie(&h, noa, TIE_KIND_OWNS, h.client, 0);
    (void)a_tie(&h, noa, TIE_KIND_KNOWS, yusuf, 0);
    (void)a_tie(&h, mill, TIE_KIND_SUPPLIES, yusuf, 0);
    assert_int_equal(steps(&h, COORDINATOR, h.client, mill), 0);
    agree(&h, yusuf, TODAY);
    assert_int_equal(steps(&h, COORDINATOR, h.client, mill), 3);
    agree(&h, yusuf, TODAY + 1);                  /* a day to come is no consent yet */
    assert_int_equal(steps(&h, COORDINATOR, h.client, mill), 0);
    agree(&h, yusuf, TODAY);
    agree(&h, noa, 0);                            /* taken back */
    assert_int_equal(steps(&h, COORDINATOR, h.client, mill), 0);
    (void)a_tie(&h, mill, TIE_KIND_SUPPLIES, h.client, 0);
    assert_int_equal(steps(&h, COORDINATOR, h.client, mill), 1);
}

/* Neither over a tie that the reader may not see, nor through somebody whom they may not see. */
static void test_a_way_is_the_readers_own(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id other = a_town(&h, "Elsewhere"), noa = somebody(&h, "Noa", ACTOR_KIND_PERSON, h.town, 20260101);
    Id away = somebody(&h, "Away", ACTOR_KIND_PERSON, other, 20260101);
    Id mill = somebody(&h, "Mill", ACTOR_KIND_BUSINESS, h.town, 0);
    Id shop = somebody(&h, "Shop", ACTOR_KIND_BUSINESS, h.town, 0);
    (void)a_tie(&h, noa, TIE_KIND_OWNS, h.client, 0);
    Id hidden = a_tie(&h, noa, TIE_KIND_KNOWS, mill, 0);
    (void)a_tie(&h, away, TIE_KIND_KNOWS, h.client, 0);
    (void)a_tie(&h, away, TIE_KIND_KNOWS, shop, 0);
    assert_int_equal(steps(&h, COORDINATOR, h.client, mill), 2);
    assert_int_equal(steps(&h, COORDINATOR, h.client, shop), 0);
    assert_int_equal(steps(&h, HEADQUARTERS, h.client, shop), 2);
    Tie *t = ent_new(&f->ctx, &tie_entity);
    fixture_system(f);
    assert_int_equal(ent_load(&f->ctx, &tie_entity, hidden, t), OK);
    t->head.visibility = VIS_TEAM;                /* of a case that is not theirs */
    t->head.team = 4711;
    assert_int_equal(fixture_save(f, &tie_entity, t), OK);
    assert_int_equal(steps(&h, COORDINATOR, h.client, mill), 0);
    Net net = net_of(&h, COORDINATOR, LIT("all"));
    for (size_t i = 0; i < net.w.ties_n; i++) assert_true(net.w.ties[i].id != hidden);
}

/* What the page of the way between two answers. */
static bool says(House *h, int who, Id from, Id to, const char *words) {
    Str     one = id_str(&h->f->arena, from), other = id_str(&h->f->arena, to);
    Param   args[] = {{LIT("from_actor"), one}, {LIT("to_actor"), other}};
    Request rq = {.args = {.v = args, .n = 2}, .path = LIT("/network/way")};
    Buf     body;
    buf_init(&body, 1 << 20);
    Reply   rp = {.body = &body};
    become(h, who);
    assert_int_equal(get_weave_way(&h->f->ctx, &rq, &rp), OK);
    bool there = str_find(buf_str(&body), str_of(words)) >= 0;
    buf_release(&body);
    return there;
}

static void test_the_way_between_any_two_is_asked_on_a_page(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id noa = somebody(&h, "Noa", ACTOR_KIND_PERSON, h.town, 20260101);
    Id mill = somebody(&h, "Mill", ACTOR_KIND_BUSINESS, h.town, 0);
    (void)a_tie(&h, noa, TIE_KIND_OWNS, h.client, 0);
    (void)a_tie(&h, noa, TIE_KIND_KNOWS, mill, 0);
    assert_true(says(&h, COORDINATOR, h.client, mill, "<ol><li>"));
    Id     dan = somebody(&h, "Dan", ACTOR_KIND_PERSON, h.town, 20260101);
    size_t n;
    (void)a_tie(&h, dan, TIE_KIND_KNOWS, h.client, 0);
    (void)a_tie(&h, dan, TIE_KIND_KNOWS, mill, 0);
    WeaveWay ways[3];
    become(&h, COORDINATOR);
    assert_int_equal(weave_apart(&f->ctx, h.client, mill, ways, 3, &n), OK);
    assert_int_equal(n, 2);                       /* by the one or by the other */
    agree(&h, dan, 0);
    agree(&h, noa, 0);
    assert_false(says(&h, COORDINATOR, h.client, mill, "<ol><li>"));
    assert_true(says(&h, COORDINATOR, h.client, mill, "id=\"way\""));
    assert_false(says(&h, COORDINATOR, mill, mill, "id=\"way\""));
}

/* Both databases, and every order in which ties were written, come to the same. */
static void test_a_network_is_the_same_twice(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id who[12];
    for (int i = 0; i < 12; i++) {
        char name[16];
        snprintf(name, sizeof name, "B%d", i);
        who[i] = somebody(&h, name, ACTOR_KIND_BUSINESS, h.town, 0);
    }
    for (int i = 0; i < 12; i++) {
        for (int j = 0; j < i; j++) {
            if (i / 4 == j / 4 || (i == 4 && j == 3)) (void)a_tie(&h, who[i], TIE_KIND_PARTNER, who[j], 0);
        }
    }
    Net net = net_of(&h, COORDINATOR, LIT("all"));
    assert_int_equal(net.w.groups_n, 3);
    assert_int_equal(net.w.brokers_n, 2);
    assert_int_equal(net.w.cross[WEAVE_GROUP][WEAVE_ACROSS], 1);
    for (uint32_t i = 0; i < 2; i++) {
        Id broker = net.w.actors[net.w.brokers[i]].id;
        assert_true(broker == who[3] || broker == who[4]);
    }
}

/* ---- the image held against the database ------------------------------------------------------------------------- */

static int tie_order(const void *a, const void *b) {
    const WeaveTie *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static void same_nets(const Net *a, const Net *b) {
    assert_int_equal(a->ties, b->ties);
    assert_int_equal(a->unseen, b->unseen);
    assert_int_equal(a->undated, b->undated);
    assert_memory_equal(a->kinds, b->kinds, sizeof a->kinds);
    assert_int_equal(a->years_n, b->years_n);
    for (size_t i = 0; i < a->years_n; i++) {
        assert_int_equal(a->years[i].began, b->years[i].began);
        assert_int_equal(a->years[i].ended, b->years[i].ended);
    }
    assert_int_equal(a->w.n, b->w.n);
    for (uint32_t v = 0; v < a->w.n; v++) {
        const WeaveActor *x = &a->w.actors[v], *y = &b->w.actors[v];
        assert_true(x->id == y->id && x->place == y->place && x->kind == y->kind && x->trade == y->trade);
        assert_true(x->local == y->local && str_eq(x->name, y->name));
    }
    assert_int_equal(a->w.ties_n, b->w.ties_n);
    qsort(a->w.ties, a->w.ties_n, sizeof *a->w.ties, tie_order);
    qsort(b->w.ties, b->w.ties_n, sizeof *b->w.ties, tie_order);
    for (size_t i = 0; i < a->w.ties_n; i++) {
        const WeaveTie *x = &a->w.ties[i], *y = &b->w.ties[i];
        assert_true(x->id == y->id && x->from == y->from && x->to == y->to && x->kind == y->kind);
        assert_true(x->dormant == y->dormant && x->strength == y->strength && x->from_on == y->from_on);
        assert_true(x->used_on == y->used_on);
    }
}

/* Whoever asks, by whichever definition and kind. Returns how many ties all of them saw together. */
static int64_t holds_for_everybody(House *h) {
    Fixture *f = h->f;
    int64_t  seen = 0;
    fixture_unread(f);
    assert_true(seek_wait(f->region));
    fixture_read(f);
    Str town = id_str(&f->arena, h->town);
    for (int i = 0; i < PEOPLE * 4; i++) {
        int     who = i / 4, way = i % 4;
        Param   args[2] = {{LIT("local"), way & 1 ? town : LIT("all")}, {LIT("kind"), LIT("supplies")}};
        Request rq = {.args = {.v = args, .n = way & 2 ? 2 : 1}};
        Net     image = {0}, stored;
        NetRead r = {.net = &image};
        bool    done;
        if (who == OWNER) continue;               /* has no such page */
        become(h, who);
        assert_int_equal(net_image_read(&f->ctx, &r, &done), OK);
        assert_true(done);                        /* else both would come from the database */
        assert_int_equal(net_load(&f->ctx, &rq, &image), OK);
        assert_int_equal(net_load_stored(&f->ctx, &rq, &stored), OK);
        same_nets(&image, &stored);
        seen += image.ties;
    }
    fixture_system(f);
    return seen;
}

/* A tie of chance; the same twice is refused, and left out. */
static void any_tie(House *h, Rng *chance, const Id *v, int n, Id other_town) {
    Tie *t = ent_new(&h->f->ctx, &tie_entity);
    fixture_system(h->f);
    t->from_actor = v[rng_below(chance, (uint64_t)n)];
    t->to_actor = v[rng_below(chance, (uint64_t)n)];
    t->kind = 1 + (int)rng_below(chance, TIE_KIND_N - 1);
    t->state = 1 + (int)rng_below(chance, TIE_STATE_N - 1);
    t->from_on = rng_below(chance, 2) ? 20250101 : 0;
    if (t->state == TIE_STATE_ENDED) t->until_on = 20260201;
    t->head.visibility = rng_below(chance, 2) ? VIS_MEMBERS : VIS_UNIT;
    t->head.unit = rng_below(chance, 2) ? h->town : other_town;
    if (t->from_actor != t->to_actor) (void)!fixture_save(h->f, &tie_entity, t);
}

static void test_the_image_says_what_the_database_says(void **state) {
    enum { ACTORS = 12, TIES = 60 };
    FIXTURE(f, state);
    House h;
    Rng   chance;
    Id    v[ACTORS];
    rng_seed(&chance, 7);
    a_house(&h, f);
    weave_image_start(f->region);
    seek_start(f->region);
    Id other = a_town(&h, "Elsewhere");
    for (int i = 0; i < ACTORS; i++) {
        int kind = i % 3 ? ACTOR_KIND_BUSINESS : ACTOR_KIND_PERSON;
        v[i] = somebody(&h, i % 2 ? "One" : "Other", kind, i % 4 ? h.town : other, 0);
    }
    for (int i = 0; i < TIES; i++) any_tie(&h, &chance, v, ACTORS, other);
    assert_true(holds_for_everybody(&h) > TIES / 4);
    /* Somebody goes, and somebody moves and is the other unit's; then more ties. */
    Actor *moved = ent_new(&f->ctx, &actor_entity);
    fixture_system(f);
    assert_int_equal(fixture_archive(f, &actor_entity, v[1]), OK);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, v[5], moved), OK);
    moved->locality = moved->head.unit = other;
    moved->head.visibility = VIS_UNIT;
    assert_int_equal(fixture_save(f, &actor_entity, moved), OK);
    (void)holds_for_everybody(&h);
    for (int i = 0; i < TIES / 4; i++) any_tie(&h, &chance, v + 2, ACTORS - 2, other);
    (void)holds_for_everybody(&h);
    fixture_unread(f);
    seek_stop(f->region);
    weave_image_stop(f->region);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_network_holds_what_its_reader_sees),
        FIXTURE_BOTH(test_a_network_follows_the_definition_of_local),
        FIXTURE_BOTH(test_a_way_leads_through_those_who_agreed),
        FIXTURE_BOTH(test_the_way_between_any_two_is_asked_on_a_page),
        FIXTURE_BOTH(test_a_way_is_the_readers_own),
        FIXTURE_BOTH(test_a_network_is_the_same_twice),
        FIXTURE_BOTH(test_the_image_says_what_the_database_says),
    };
    view_register_local(&PLACE_LOCAL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
