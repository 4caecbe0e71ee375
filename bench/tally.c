/* tally.c - the page of places side by side, against asking place by place what it shows.
** A region is made here: 10,000 businesses in 180 towns under 20 regions, 6,000 needs and offers, 15,000 ties. Ours is
** the whole page (/counts?of=all) after a write, when nothing of it is kept: who belongs where is read, sums are made
** from the image, the page is drawn. The reference is what the same numbers cost by the statements behind their lists,
** a place after the other: who belongs to it with years and owners (as /places/ID/count reads them), and the totals of
** three lists of needs and offers; the network of each place, which it would need as well, is left out. Both are run in
** turn; the medians stand in the last line, and every number of ours is held against the reference.
** tally [businesses]: 10,000; size=full in the environment changes nothing. */
#include "actor/actor.h"
#include "base/check.h"
#include "base/rand.h"
#include "db/region.h"
#include "listing/listing.h"
#include "measure/measure_page.h"
#include "place/place_store.h"
#include "seek/seek.h"
#include "tally/tally_page.h"
#include "tie/tie.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { REGIONS = 20, TOWNS = 180, EACH_WRITE = 500, TURNS = 5, REFERENCE_TURNS = 3, ORG = 101, NOW = TALLY_YEARS - 1 };

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int rising(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double middle(double *v, size_t n) {
    qsort(v, n, sizeof *v, rising);
    return v[n / 2];
}

/* ---- the region -------------------------------------------------------------------------------------------------- */

typedef struct World {
    Region *region;
    Arena   arena, keep;
    Ctx     ctx;
    Rng     r;
    Id      towns[TOWNS], *actors;
    size_t  n;
} World;

static void write_of(World *w, Fault (*run)(Ctx *c, void *arg)) {
    w->ctx.reader.now += 60000;
    w->ctx.act = 0;
    arena_reset(&w->arena);
    Fault f = region_write(w->region, &w->ctx, run, w);
    if (f != OK) fprintf(stderr, "tally: %s\n", fault_name(f));
    CHECK(f == OK);
}

static Fault make_org(Ctx *c, void *arg) {
    (void)arg;
    return db_script(c, "INSERT INTO orgs (id, code, created_at) VALUES (101, 'bench', 1)");
}

static Fault make_places(Ctx *c, void *arg) {
    World *w = arg;
    Id     regions[REGIONS];
    for (int i = 0; i < REGIONS + TOWNS; i++) {
        Place *p = ent_new(c, &place_entity);
        p->name.v[LANG_EN] = arena_printf(c->arena, "Place %d", i);
        p->kind = i < REGIONS ? PLACE_KIND_REGION : PLACE_KIND_LOCALITY;
        if (i >= REGIONS) p->parent = regions[i % REGIONS];
        TRY(ent_save(c, &place_entity, p));
        if (i < REGIONS) regions[i] = p->head.id;
        else w->towns[i - REGIONS] = p->head.id;
    }
    return OK;
}

static Fault make_actors(Ctx *c, void *arg) {
    World *w = arg;
    for (int i = 0; i < EACH_WRITE; i++) {
        Actor *a = ent_new(c, &actor_entity);
        a->name.v[LANG_EN] = arena_printf(c->arena, "Business %zu", w->n);
        a->kind = ACTOR_KIND_BUSINESS;
        a->locality = a->head.unit = w->towns[rng_below(&w->r, TOWNS)];
        a->founded_year = 2005 + (int64_t)rng_below(&w->r, 22);
        a->life = rng_below(&w->r, 8) ? LIFE_STATE_ACTIVE : LIFE_STATE_CLOSED;
        if (a->life == LIFE_STATE_CLOSED) a->ended_year = 2026;
        TRY(ent_save(c, &actor_entity, a));
        w->actors[w->n++] = a->head.id;
    }
    return OK;
}

static Fault make_listings(Ctx *c, void *arg) {
    World *w = arg;
    for (int i = 0; i < EACH_WRITE; i++) {
        Listing *l = ent_new(c, &listing_entity);
        l->title.v[LANG_EN] = LIT("Flour");
        l->kind = rng_below(&w->r, 2) ? LISTING_KIND_NEED : LISTING_KIND_OFFER;
        l->state = rng_below(&w->r, 4) ? LISTING_STATE_OPEN : LISTING_STATE_MET;
        if (l->state == LISTING_STATE_MET) l->met_on = 20260301;
        if (rng_below(&w->r, 4)) l->holder = w->actors[rng_below(&w->r, w->n)];
        else l->place = w->towns[rng_below(&w->r, TOWNS)];
        TRY(ent_save(c, &listing_entity, l));
    }
    return OK;
}

static Fault make_ties(Ctx *c, void *arg) {
    World *w = arg;
    for (int i = 0; i < EACH_WRITE; i++) {
        Tie *t = ent_new(c, &tie_entity);
        t->from_actor = w->actors[rng_below(&w->r, w->n)];
        t->to_actor = w->actors[rng_below(&w->r, w->n)];
        t->kind = TIE_KIND_SUPPLIES;
        t->state = TIE_STATE_ACTIVE;
        if (t->from_actor == t->to_actor) continue;
        Fault f = ent_save(c, &tie_entity, t);
        c->complaints.n = 0;
        if (f != OK && f != INVALID) return f;    /* the same tie twice is refused */
    }
    return OK;
}

/* Something small is written, so that nothing kept holds any more. */
static Fault touch(Ctx *c, void *arg) {
    World *w = arg;
    Actor *a = ent_new(c, &actor_entity);
    TRY(ent_load(c, &actor_entity, w->actors[rng_below(&w->r, w->n)], a));
    a->hours = arena_printf(c->arena, "%llu", (unsigned long long)rng_next(&w->r));
    return ent_save(c, &actor_entity, a);
}

/* ---- the two sides ----------------------------------------------------------------------------------------------- */

static double time_page(World *w, size_t *ret_bytes) {
    Param   args[] = {{LIT("of"), LIT("all")}};
    Request rq = {.args = {.v = args, .n = 1}, .path = LIT("/counts"), .route = &tally_module.routes[0]};
    Buf     body;
    buf_init(&body, 8 << 20);
    Reply  rp = {.body = &body};
    arena_reset(&w->arena);
    CHECK(region_read_begin(w->region, &w->ctx) == OK);
    double start = seconds();
    CHECK(tally_module.routes[0].handler(&w->ctx, &rq, &rp) == OK);
    double took = seconds() - start;
    region_read_end(w->region, &w->ctx);
    *ret_bytes = body.n;
    buf_release(&body);
    return took;
}

static int64_t listed(Ctx *c, Str local, int kind, int state) {
    Param    args[] = {{LIT("local"), local}};
    Request  rq = {.args = {.v = args, .n = 1}};
    const Field *f = listing_entity.fields;
    ListSpec s = {.entity = &listing_entity, .limit = 1, .n_filters = 2};
    int64_t  n;
    s.filters[0] = (ListFilter){.field = &f[LISTING_F_KIND], .op = LIST_EQ, .val = v_int(kind)};
    s.filters[1] = (ListFilter){.field = &f[LISTING_F_STATE], .op = LIST_EQ, .val = v_int(state)};
    CHECK(place_local_extra(c, &rq, &s) == OK && list_count(c, &s, &n) == OK);
    return n;
}

static void ask_place(Ctx *c, const TallyRow *row) {
    PlaceLocal l;
    Counted   *v;
    size_t     n;
    int64_t    count[3] = {0};
    Str        id = id_str(c->arena, row->place);
    Str        local = arena_printf(c->arena, "%.*s.%lld", STR_ARG(id), (long long)row->number);
    CHECK(place_local_read(c, local, &l) == OK && counted_of(c, &l, &v, &n) == OK);
    for (size_t i = 0; i < n; i++) {
        count[0] += count_is(&v[i].life, COUNT_WORK, 2026, 2026);
        count[1] += count_is(&v[i].life, COUNT_OPENED, 2026, 2026);
        count[2] += count_is(&v[i].life, COUNT_CLOSED, 2026, 2026);
    }
    CHECK(count[0] == row->n[TALLY_WORK][NOW] && count[1] == row->n[TALLY_OPENED][NOW]);
    CHECK(count[2] == row->n[TALLY_CLOSED][NOW]);
    CHECK(listed(c, local, LISTING_KIND_NEED, LISTING_STATE_OPEN) == row->n[TALLY_NEEDS][NOW]);
    CHECK(listed(c, local, LISTING_KIND_OFFER, LISTING_STATE_OPEN) == row->n[TALLY_OFFERS][NOW]);
    CHECK(listed(c, local, LISTING_KIND_NEED, LISTING_STATE_MET) == row->n[TALLY_MET][NOW]);
}

static double time_places(World *w, const TallySums *s) {
    double took = 0;
    CHECK(region_read_begin(w->region, &w->ctx) == OK);
    for (size_t i = 0; i < s->n; i++) {
        arena_reset(&w->arena);
        double start = seconds();
        ask_place(&w->ctx, &s->v[i]);
        took += seconds() - start;
    }
    region_read_end(w->region, &w->ctx);
    return took;
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static void world_make(World *w, size_t actors, const char *file) {
    Str why = {0};
    arena_init(&w->arena, 256 << 20);
    arena_init(&w->keep, 256 << 20);
    rng_seed(&w->r, 3);
    w->actors = ARENA_ARRAY(&w->keep, Id, actors + EACH_WRITE);
    CHECK(region_open(&(RegionOptions){.address = str_of(file), .create = true, .readers = 4}, &w->keep, &w->region,
                      &why) == OK);
    w->ctx = (Ctx){.arena = &w->arena, .region = w->region,
                   .reader = {.lang = LANG_EN, .zone = "UTC", .today = 20260601}};
    w->ctx.reader.now = stamp_of(20260601, 9, 0, "UTC");
    w->ctx.who = (Who){.org = ORG, .roles = ROLE_HQ, .floor = VIS_TEAM, .system = true, .scopes = ~0u};
    write_of(w, make_org);
    write_of(w, make_places);
    while (w->n < actors) write_of(w, make_actors);
    for (size_t i = 0; i < actors * 6 / 10; i += EACH_WRITE) write_of(w, make_listings);
    for (size_t i = 0; i < actors * 3 / 2; i += EACH_WRITE) write_of(w, make_ties);
    view_register_local(&PLACE_LOCAL);
    tally_module.start(w->region);
    seek_start(w->region);
    CHECK(seek_wait(w->region));
}

int main(int argc, char **argv) {
    int64_t n = 10000;
    char    folder[200];
    if (argc > 1 && (!str_int(str_of(argv[1]), &n) || n < 1000 || n > 100000)) return 2;
    const char *base = getenv("BENCH_DIR") ? getenv("BENCH_DIR") : "/tmp";
    snprintf(folder, sizeof folder, "%s/rakaz-bench-XXXXXX", base);
    CHECK(mkdtemp(folder));
    World     w = {0};
    TallySums s;
    size_t    bytes;
    double    anew[TURNS], again[TURNS], places[REFERENCE_TURNS];
    char      file[220];
    snprintf(file, sizeof file, "%s/region.db", folder);
    world_make(&w, (size_t)n, file);
    for (int i = 0; i < TURNS; i++) {
        write_of(&w, touch);
        CHECK(seek_wait(w.region));
        anew[i] = time_page(&w, &bytes);
        again[i] = time_page(&w, &bytes);
    }
    Arena *outer = w.ctx.arena;
    CHECK(region_read_begin(w.region, &w.ctx) == OK);
    w.ctx.arena = &w.keep;
    CHECK(tally_read(&w.ctx, &s) == OK);
    w.ctx.arena = outer;
    region_read_end(w.region, &w.ctx);
    for (int i = 0; i < REFERENCE_TURNS; i++) {
        write_of(&w, touch);                      /* totals of lists are kept as well */
        places[i] = time_places(&w, &s);
    }
    double ours = middle(anew, TURNS) * 1e3, theirs = middle(places, REFERENCE_TURNS) * 1e3;
    printf("%zu places, %lld businesses; the page has %zu kB; asked for again by the same reader %.1f ms\n", s.n,
           (long long)n, bytes / 1000, middle(again, TURNS) * 1e3);
    printf("tally value=%.1fms reference=%.1fms ratio=%.1f bar=5 %s\n", ours, theirs, theirs / ours,
           theirs / ours >= 5 ? "holds" : "falls-short");
    seek_stop(w.region);
    tally_module.stop(w.region);
    region_close(w.region);
    int bad = system(arena_printf(&w.keep, "rm -rf '%s'", folder).p);
    arena_release(&w.arena);
    arena_release(&w.keep);
    return bad != 0;
}
