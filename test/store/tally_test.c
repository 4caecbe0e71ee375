/* Places side by side: the image says what the database says, every number is that of the list behind it, before and
** after writes, and nobody counts what they may not see. */
#include "cases.h"

#include "actor/actor.h"
#include "base/rand.h"
#include "listing/listing.h"
#include "measure/measure_page.h"
#include "place/place_store.h"
#include "seek/seek.h"
#include "tally/tally_page.h"
#include "tie/tie.h"
#include "weave/weave_page.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

enum { TODAY = 20260601, NOW = TALLY_YEARS - 1 };

static Id a_place(House *h, const char *name, int kind, Id parent) {
    Place *p = ent_new(&h->f->ctx, &place_entity);
    fixture_system(h->f);
    p->name.v[LANG_EN] = str_of(name);
    p->kind = kind;
    p->parent = parent;
    p->is_unit = kind == PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(h->f, &place_entity, p), OK);
    return p->head.id;
}

static Id a_business(House *h, Id town, int founded, int ended) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    fixture_system(h->f);
    a->name.v[LANG_EN] = LIT("Business");
    a->kind = ACTOR_KIND_BUSINESS;
    a->locality = a->head.unit = town;
    if (founded) a->founded_year = founded;
    if (ended) a->ended_year = ended;
    a->life = ended ? LIFE_STATE_CLOSED : LIFE_STATE_ACTIVE;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static Id a_tie(House *h, Id from, Id to, int visibility) {
    Tie *t = ent_new(&h->f->ctx, &tie_entity);
    fixture_system(h->f);
    t->from_actor = from;
    t->to_actor = to;
    t->kind = TIE_KIND_SUPPLIES;
    t->state = TIE_STATE_ACTIVE;
    t->head.visibility = visibility;
    assert_int_equal(fixture_save(h->f, &tie_entity, t), OK);
    return t->head.id;
}

static Id a_listing(House *h, int kind, Id holder, Id place, int visibility) {
    Listing *l = ent_new(&h->f->ctx, &listing_entity);
    fixture_system(h->f);
    l->title.v[LANG_EN] = LIT("Flour");
    l->kind = kind;
    l->state = LISTING_STATE_OPEN;
    l->holder = holder;
    l->place = place;
    l->head.visibility = visibility;
    assert_int_equal(fixture_save(h->f, &listing_entity, l), OK);
    return l->head.id;
}

static void meet(House *h, Id listing) {
    Listing *l = ent_new(&h->f->ctx, &listing_entity);
    fixture_system(h->f);
    assert_int_equal(ent_load(&h->f->ctx, &listing_entity, listing, l), OK);
    l->state = LISTING_STATE_MET;
    assert_int_equal(fixture_save(h->f, &listing_entity, l), OK);
}

static const TallyRow *row_of(const TallySums *s, Id place) {
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].place == place) return &s->v[i];
    }
    fail_msg("not a place that is counted");
    return NULL;
}

/* ---- the lists behind the numbers -------------------------------------------------------------------------------- */

static int64_t listed(House *h, Str local, const char *query) {
    Params   args;
    Request  rq = {0};
    ListSpec s;
    int64_t  n;
    Str      all = arena_printf(&h->f->arena, "%s&local=%.*s", query, STR_ARG(local));
    assert_true(params_parse(&h->f->arena, all, 20, &args));
    rq.args = args;
    assert_int_equal(view_query(&h->f->ctx, &rq, &LISTING_SHEET, &s), OK);
    assert_int_equal(h->f->ctx.complaints.n, 0);
    assert_int_equal(list_count(&h->f->ctx, &s, &n), OK);
    return n;
}

static void businesses_are_those_of_the_list(House *h, const PlaceLocal *l, const TallyRow *row) {
    Counted *v;
    size_t   n;
    assert_int_equal(counted_of(&h->f->ctx, l, &v, &n), OK);
    for (int y = 0; y < TALLY_YEARS; y++) {
        int year = 2026 - NOW + y, count[3] = {0};
        for (size_t i = 0; i < n; i++) {
            count[0] += count_is(&v[i].life, COUNT_WORK, year, 2026);
            count[1] += count_is(&v[i].life, COUNT_OPENED, year, 2026);
            count[2] += count_is(&v[i].life, COUNT_CLOSED, year, 2026);
        }
        assert_int_equal(row->n[TALLY_WORK][y], count[0]);
        assert_int_equal(row->n[TALLY_OPENED][y], count[1]);
        assert_int_equal(row->n[TALLY_CLOSED][y], count[2]);
    }
}

static void ties_are_those_of_the_network(House *h, Str local, const TallyRow *row) {
    Param    args[1] = {{LIT("local"), local}};
    Request  rq = {.args = {.v = args, .n = 1}};
    Net      net;
    uint32_t ties = 0, businesses = 0;
    assert_int_equal(net_load_stored(&h->f->ctx, &rq, &net), OK);
    for (uint32_t v = 0; v < net.w.n; v++) {
        if (!net.w.actors[v].local || net.w.actors[v].kind != ACTOR_KIND_BUSINESS) continue;
        businesses++;
        ties += graph_degree(&net.w.g, v);
    }
    assert_int_equal(row->n[TALLY_ALONE][NOW], net.w.alone_n);
    assert_int_equal(row->n[TALLY_TIES][NOW], ties);
    assert_int_equal(row->n[TALLY_BUSINESSES][NOW], businesses);
}

static void numbers_are_those_of_the_lists(House *h, const TallySums *s) {
    for (size_t i = 0; i < s->n; i++) {
        const TallyRow *row = &s->v[i];
        PlaceLocal l;
        Str local = arena_printf(&h->f->arena, "%.*s.%lld", STR_ARG(id_str(&h->f->arena, row->place)),
                                 (long long)row->number);
        assert_int_equal(place_local_read(&h->f->ctx, local, &l), OK);
        if (!l.version) continue;                 /* not for this reader */
        businesses_are_those_of_the_list(h, &l, row);
        ties_are_those_of_the_network(h, local, row);
        assert_int_equal(row->n[TALLY_NEEDS][NOW], listed(h, local, "kind=need&state=open"));
        assert_int_equal(row->n[TALLY_OFFERS][NOW], listed(h, local, "kind=offer&state=open"));
        assert_int_equal(row->n[TALLY_MET][NOW],
                         listed(h, local, "kind=need&state=met&met_on.ge=2026-01-01&met_on.le=2026-12-31"));
    }
}

/* For whoever has such a page: from the image, from the database, kept, and by the lists. Returns what was counted. */
static int64_t holds_for_everybody(House *h) {
    Fixture *f = h->f;
    int64_t  counted = 0;
    for (int who = 0; who < PEOPLE; who++) {
        TallySums kept, image, stored;
        Ground   *g;
        bool      done;
        if (who == OWNER) continue;
        fixture_unread(f);
        assert_true(seek_wait(f->region));
        fixture_read(f);
        become(h, who);
        assert_int_equal(ground_take(&f->ctx, &g), OK);
        assert_int_equal(tally_image_sum(&f->ctx, ground_of(g), &image, &done), OK);
        ground_drop(g);
        assert_true(done);                        /* else both would come from the database */
        assert_int_equal(tally_read_stored(&f->ctx, &stored), OK);
        assert_int_equal(image.n, stored.n);
        assert_memory_equal(image.v, stored.v, image.n * sizeof *image.v);
        for (int i = 0; i < 2; i++) {
            unsigned before = f->ctx.queries;
            assert_int_equal(tally_read(&f->ctx, &kept), OK);
            assert_memory_equal(kept.v, stored.v, stored.n * sizeof *stored.v);
            if (i) assert_int_equal(f->ctx.queries, before);
        }
        numbers_are_those_of_the_lists(h, &stored);
        for (size_t i = 0; i < stored.n; i++) counted += stored.v[i].n[TALLY_WORK][NOW];
    }
    fixture_system(f);
    return counted;
}

/* ---- tests ------------------------------------------------------------------------------------------------------- */

static void side_start(Fixture *f) {
    tally_module.start(f->region);
    seek_start(f->region);
}

static void side_stop(Fixture *f) {
    fixture_unread(f);
    seek_stop(f->region);
    tally_module.stop(f->region);
}

static void test_numbers_are_those_of_the_lists_before_and_after_writes(void **state) {
    enum { BUSINESSES = 14, TIES = 30 };
    FIXTURE(f, state);
    House h;
    Rng   r;
    Id    v[BUSINESSES], need = 0;
    rng_seed(&r, 5);
    a_house(&h, f);
    side_start(f);
    Id region = a_place(&h, "Region", PLACE_KIND_REGION, 0);
    Id other = a_place(&h, "Elsewhere", PLACE_KIND_LOCALITY, region), quarter = a_place(&h, "Quarter", 1, other);
    Id where[] = {h.town, other, quarter};
    for (int i = 0; i < BUSINESSES; i++) {
        int founded = i % 4 ? 2014 + i : 0;
        v[i] = a_business(&h, where[rng_below(&r, 3)], founded, i % 5 ? 0 : 2026 - i % 3);
        Id holder = i % 3 ? v[i] : 0, place = i % 2 ? where[rng_below(&r, 3)] : 0;
        need = a_listing(&h, i % 2 ? LISTING_KIND_NEED : LISTING_KIND_OFFER, holder, place,
                         i % 4 ? VIS_MEMBERS : VIS_UNIT);
    }
    for (int i = 0; i < TIES; i++) {
        Id one = v[rng_below(&r, BUSINESSES)], other_one = v[rng_below(&r, BUSINESSES - 3)];
        if (one != other_one) (void)a_tie(&h, one, other_one, i % 2 ? VIS_MEMBERS : VIS_UNIT);
    }
    assert_true(holds_for_everybody(&h) > BUSINESSES);
    meet(&h, need);
    (void)holds_for_everybody(&h);
    fixture_system(f);
    assert_int_equal(fixture_archive(f, &actor_entity, v[2]), OK);
    (void)holds_for_everybody(&h);
    Actor *moved = ent_new(&f->ctx, &actor_entity);
    fixture_system(f);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, v[3], moved), OK);
    moved->locality = h.town;
    assert_int_equal(fixture_save(f, &actor_entity, moved), OK);
    Place *up = ent_new(&f->ctx, &place_entity);
    assert_int_equal(ent_load(&f->ctx, &place_entity, h.town, up), OK);
    up->parent = region;                          /* from now on the region holds the town as well */
    assert_int_equal(fixture_save(f, &place_entity, up), OK);
    (void)holds_for_everybody(&h);
    side_stop(f);
}

static void test_nobody_counts_what_they_may_not_see(void **state) {
    FIXTURE(f, state);
    House     h;
    TallySums s;
    a_house(&h, f);
    Id region = a_place(&h, "Region", PLACE_KIND_REGION, 0);
    Id other = a_place(&h, "Elsewhere", PLACE_KIND_LOCALITY, region);
    Id shop = a_business(&h, other, 2026, 0), mill = a_business(&h, other, 2026, 0);
    (void)a_tie(&h, shop, mill, VIS_UNIT);
    (void)a_listing(&h, LISTING_KIND_NEED, shop, 0, VIS_UNIT);
    (void)a_listing(&h, LISTING_KIND_NEED, 0, other, VIS_MEMBERS);
    side_start(f);
    for (int image = 0; image < 2; image++) {
        if (image) assert_true(seek_wait(f->region));
        become(&h, HEADQUARTERS);
        assert_int_equal(image ? tally_read(&f->ctx, &s) : tally_read_stored(&f->ctx, &s), OK);
        assert_int_equal(row_of(&s, region)->n[TALLY_WORK][NOW], 2);
        assert_int_equal(row_of(&s, region)->n[TALLY_NEEDS][NOW], 2);
        assert_int_equal(row_of(&s, region)->n[TALLY_ALONE][NOW], 0);
        become(&h, COORDINATOR);                  /* of the other town */
        assert_int_equal(image ? tally_read(&f->ctx, &s) : tally_read_stored(&f->ctx, &s), OK);
        assert_int_equal(row_of(&s, region)->n[TALLY_WORK][NOW], 0);
        assert_int_equal(row_of(&s, region)->n[TALLY_NEEDS][NOW], 1);
        assert_int_equal(row_of(&s, other)->n[TALLY_TIES][NOW], 0);
    }
    side_stop(f);
}

static void test_a_need_knows_the_day_on_which_it_was_met(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id       need = a_listing(&h, LISTING_KIND_NEED, 0, h.town, VIS_MEMBERS);
    Listing *l = ent_new(&f->ctx, &listing_entity);
    meet(&h, need);
    assert_int_equal(ent_load(&f->ctx, &listing_entity, need, l), OK);
    assert_int_equal(l->met_on, TODAY);
    f->ctx.reader.today = 20260615;
    l->quantity = LIT("Ten sacks");
    assert_int_equal(fixture_save(f, &listing_entity, l), OK);
    assert_int_equal(l->met_on, TODAY);           /* what is written to it later changes nothing of that */
    l->state = LISTING_STATE_OPEN;
    assert_int_equal(fixture_save(f, &listing_entity, l), OK);
    assert_int_equal(l->met_on, 0);
}

/* A limit of this process on the length of files stands for the full disk. */
static void test_a_workbook_that_finds_no_room_says_so(void **state) {
    FIXTURE(f, state);
    House         h;
    struct rlimit was;
    Request       rq = {.method = GET};
    Reply         rp = {0};
    a_house(&h, f);
    (void)a_business(&h, h.town, 2014, 0);
    fixture_system(f);
    fixture_unread(f);
    assert_int_equal(get_tally_xlsx(&f->ctx, &rq, &rp), OK);
    assert_int_equal(close(rp.fd), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &(struct rlimit){512, was.rlim_max}), 0);
    Fault fault = get_tally_xlsx(&f->ctx, &rq, &rp);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(fault, DISK_FULL);
    fixture_read(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_numbers_are_those_of_the_lists_before_and_after_writes),
        FIXTURE_BOTH(test_nobody_counts_what_they_may_not_see),
        FIXTURE_BOTH(test_a_need_knows_the_day_on_which_it_was_met),
        FIXTURE_BOTH(test_a_workbook_that_finds_no_room_says_so),
    };
    view_register_local(&PLACE_LOCAL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
