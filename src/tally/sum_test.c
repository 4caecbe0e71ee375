/* Tests of the sums of places: facts that come, change and go in any order, places that overlap as they like, readers
** who see some of them; every number against counting record by record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "actor/actor.h"
#include "base/rand.h"
#include "listing/listing.h"
#include "measure/count.h"
#include "tally/sum.h"
#include "tie/tie.h"

enum { TRIES = 150, ACTORS = 24, TIES = 60, LISTINGS = 40, PLACES = 9, PARTS = 14, CHANGES = 200, NOW = 2026, GATES = 5,
       ARENA = 64 << 20 };
enum { ACTOR_IDS = 1000, TIE_IDS = 2000, LISTING_IDS = 3000, PLACE_IDS = 4000, VERSION_IDS = 5000 };

/* The records as they are, with who belongs where. */
typedef struct World {
    Actor    actors[ACTORS];
    Tie      ties[TIES];
    Listing  listings[LISTINGS];
    bool     has_actor[ACTORS], has_tie[TIES], has_listing[LISTINGS];
    uint64_t gate_actor[ACTORS], gate_tie[TIES], gate_listing[LISTINGS];
    bool     member[PLACES][ACTORS], holds[PLACES][PARTS];
    uint64_t eyes;                                /* a bit for each gate that is seen */
} World;

static int one_of(Rng *r, int n) { return (int)rng_below(r, (uint64_t)n); }
static int64_t some_year(Rng *r) { return one_of(r, 4) ? NOW - one_of(r, 14) : NUMBER_NONE; }

/* ---- changes ----------------------------------------------------------------------------------------------------- */

static void change_actor(Rng *r, World *w, TallyFacts *f, int i) {
    Actor *a = &w->actors[i];
    w->has_actor[i] = one_of(r, 5) != 0;
    if (!w->has_actor[i]) {
        facts_drop(f, &actor_entity, ACTOR_IDS + i);
        return;
    }
    *a = (Actor){.head.id = ACTOR_IDS + i, .kind = one_of(r, 3) ? ACTOR_KIND_BUSINESS : ACTOR_KIND_PERSON,
                 .life = one_of(r, LIFE_STATE_N), .founded_year = some_year(r), .ended_year = some_year(r)};
    w->gate_actor[i] = rng_below(r, GATES);
    facts_put(f, &actor_entity, a, w->gate_actor[i]);
}

static void change_tie(Rng *r, World *w, TallyFacts *f, int i) {
    Tie *t = &w->ties[i];
    w->has_tie[i] = one_of(r, 6) != 0;
    if (!w->has_tie[i]) {
        facts_drop(f, &tie_entity, TIE_IDS + i);
        return;
    }
    *t = (Tie){.head.id = TIE_IDS + i, .from_actor = ACTOR_IDS + one_of(r, ACTORS),
               .to_actor = ACTOR_IDS + one_of(r, ACTORS), .state = 1 + one_of(r, TIE_STATE_N - 1)};
    w->gate_tie[i] = rng_below(r, GATES);
    facts_put(f, &tie_entity, t, w->gate_tie[i]);
}

static void change_listing(Rng *r, World *w, TallyFacts *f, int i) {
    Listing *l = &w->listings[i];
    w->has_listing[i] = one_of(r, 6) != 0;
    if (!w->has_listing[i]) {
        facts_drop(f, &listing_entity, LISTING_IDS + i);
        return;
    }
    *l = (Listing){.head.id = LISTING_IDS + i, .kind = 1 + one_of(r, LISTING_KIND_N - 1),
                   .state = 1 + one_of(r, LISTING_STATE_N - 1), .met_on = 0};
    if (one_of(r, 3)) l->holder = ACTOR_IDS + one_of(r, ACTORS);
    if (one_of(r, 2)) l->place = PLACE_IDS + one_of(r, PARTS);
    if (one_of(r, 2)) l->head.unit = PLACE_IDS + one_of(r, PARTS);
    if (one_of(r, 3)) l->met_on = (Day)((NOW - one_of(r, 14)) * 10000 + 615);
    w->gate_listing[i] = rng_below(r, GATES);
    facts_put(f, &listing_entity, l, w->gate_listing[i]);
}

static void change(Rng *r, World *w, TallyFacts *f) {
    switch (one_of(r, 3)) {
        case 0: change_actor(r, w, f, one_of(r, ACTORS)); break;
        case 1: change_tie(r, w, f, one_of(r, TIES)); break;
        default: change_listing(r, w, f, one_of(r, LISTINGS)); break;
    }
}

/* Places 0 .. PLACES have a definition; further ones are only parts of others. */
static void lay_out(Rng *r, Arena *a, World *w, PlaceForce *ret_f) {
    *ret_f = (PlaceForce){.v = ARENA_ARRAY(a, PlaceInForce, PLACES), .n = PLACES,
                          .members = ARENA_ARRAY(a, PlaceHas, PLACES * ACTORS),
                          .below = ARENA_ARRAY(a, PlaceHas, PLACES * PARTS)};
    for (int p = 0; p < PLACES; p++) {
        /* Versions come in another order than places. */
        ret_f->v[p] = (PlaceInForce){PLACE_IDS + p, VERSION_IDS + PLACES - p, 1 + p};
        for (int i = 0; i < ACTORS; i++) {
            w->member[p][i] = one_of(r, 3) == 0;
            if (w->member[p][i]) ret_f->members[ret_f->members_n++] = (PlaceHas){ret_f->v[p].version, ACTOR_IDS + i};
        }
        for (int i = 0; i < PARTS; i++) {
            w->holds[p][i] = i == p || one_of(r, 4) == 0;
            if (w->holds[p][i]) ret_f->below[ret_f->below_n++] = (PlaceHas){PLACE_IDS + p, PLACE_IDS + i};
        }
    }
}

/* ---- one by one -------------------------------------------------------------------------------------------------- */

static bool eyes_see(void *eyes, uint64_t gate) { return *(uint64_t *)eyes >> gate & 1; }

static bool seen_actor(const World *w, Id id) {
    int i = (int)(id - ACTOR_IDS);
    return w->has_actor[i] && (w->eyes >> w->gate_actor[i] & 1);
}

static int degree(const World *w, int i) {
    int n = 0;
    for (int k = 0; k < ACTORS; k++) {
        bool tied = false;
        for (int t = 0; t < TIES; t++) {
            const Tie *v = &w->ties[t];
            bool real = v->state == TIE_STATE_ACTIVE || v->state == TIE_STATE_DORMANT;
            if (!w->has_tie[t] || !real || !(w->eyes >> w->gate_tie[t] & 1)) continue;
            bool one = v->from_actor == ACTOR_IDS + i && v->to_actor == ACTOR_IDS + k;
            bool other = v->to_actor == ACTOR_IDS + i && v->from_actor == ACTOR_IDS + k;
            tied = tied || one || other;
        }
        n += k != i && tied && seen_actor(w, ACTOR_IDS + k);
    }
    return n;
}

static void count_businesses(const World *w, int p, int32_t n[TALLY_N][TALLY_YEARS]) {
    for (int i = 0; i < ACTORS; i++) {
        const Actor *a = &w->actors[i];
        if (!seen_actor(w, ACTOR_IDS + i) || !w->member[p][i] || a->kind != ACTOR_KIND_BUSINESS) continue;
        Life l = {a->founded_year == NUMBER_NONE ? 0 : (int)a->founded_year,
                  a->ended_year == NUMBER_NONE ? 0 : (int)a->ended_year,
                  a->life == LIFE_STATE_CLOSED || a->life == LIFE_STATE_MOVED, a->life == LIFE_STATE_PLANNED};
        for (int y = 0; y < TALLY_YEARS; y++) {
            int year = NOW - TALLY_YEARS + 1 + y;
            n[TALLY_WORK][y] += count_is(&l, COUNT_WORK, year, NOW);
            n[TALLY_OPENED][y] += count_is(&l, COUNT_OPENED, year, NOW);
            n[TALLY_CLOSED][y] += count_is(&l, COUNT_CLOSED, year, NOW);
        }
        n[TALLY_BUSINESSES][TALLY_YEARS - 1]++;
        n[TALLY_ALONE][TALLY_YEARS - 1] += degree(w, i) == 0;
        n[TALLY_TIES][TALLY_YEARS - 1] += degree(w, i);
    }
}

static void count_listings(const World *w, int p, int32_t n[TALLY_N][TALLY_YEARS]) {
    for (int i = 0; i < LISTINGS; i++) {
        const Listing *l = &w->listings[i];
        Id             at = l->place ? l->place : l->head.unit;
        if (!w->has_listing[i] || !(w->eyes >> w->gate_listing[i] & 1)) continue;
        if (l->holder ? !w->member[p][l->holder - ACTOR_IDS] : !at || !w->holds[p][at - PLACE_IDS]) continue;
        bool open = l->state == LISTING_STATE_OPEN;
        n[TALLY_NEEDS][TALLY_YEARS - 1] += open && l->kind == LISTING_KIND_NEED;
        n[TALLY_OFFERS][TALLY_YEARS - 1] += open && l->kind == LISTING_KIND_OFFER;
        int ago = l->met_on ? NOW - day_year(l->met_on) : TALLY_YEARS;
        bool met = l->kind == LISTING_KIND_NEED && l->state == LISTING_STATE_MET;
        if (met && ago < TALLY_YEARS) n[TALLY_MET][TALLY_YEARS - 1 - ago]++;
    }
}

static void same(const World *w, const TallySums *s) {
    assert_int_equal(s->n, PLACES);
    for (int p = 0; p < PLACES; p++) {
        int32_t n[TALLY_N][TALLY_YEARS] = {{0}};
        count_businesses(w, p, n);
        count_listings(w, p, n);
        assert_int_equal(s->v[p].place, PLACE_IDS + p);
        assert_int_equal(s->v[p].number, 1 + p);
        assert_memory_equal(s->v[p].n, n, sizeof n);
    }
}

static void test_every_number_is_what_counting_one_by_one_gives(void **state) {
    Rng   r;
    Arena a;
    int64_t counted = 0;
    (void)state;
    rng_seed(&r, 11);
    arena_init(&a, ARENA);
    for (int t = 0; t < TRIES; t++) {
        World      *w = ARENA_NEW(&a, World);
        TallyFacts  f = {0};
        PlaceForce  force;
        TallyGround g;
        TallySums   s;
        TallyLook   look = {eyes_see, &w->eyes, NOW};
        lay_out(&r, &a, w, &force);
        tally_ground(&a, &force, &g);
        for (int k = 0; k < CHANGES; k++) {
            change(&r, w, &f);
            if (k % 40) continue;
            w->eyes = rng_below(&r, 1u << GATES);
            tally_sum(&a, &f, &g, &look, &s);
            same(w, &s);
            for (size_t p = 0; p < s.n; p++) counted += s.v[p].n[TALLY_TIES][TALLY_YEARS - 1];
        }
        facts_free(&f);
        arena_reset(&a);
    }
    assert_true(counted > 1000);                  /* else nothing was there to be counted */
    arena_release(&a);
}

static void test_nothing_is_counted_where_nothing_is(void **state) {
    Arena       a;
    TallyFacts  f = {0};
    PlaceForce  force = {0};
    TallyGround g;
    TallySums   s;
    (void)state;
    arena_init(&a, ARENA);
    tally_ground(&a, &force, &g);
    tally_sum(&a, &f, &g, &(TallyLook){.year = NOW}, &s);
    assert_int_equal(s.n, 0);
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_number_is_what_counting_one_by_one_gives),
        cmocka_unit_test(test_nothing_is_counted_where_nothing_is),
    };
    return cmocka_run_group_tests_name("sum", tests, NULL, NULL);
}
