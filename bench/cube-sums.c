/* cube-sums.c - our side of cube.mjs: invents facts and overlapping places, sums them, and writes both down.
**
** cube-sums FOLDER FACTS: makes place_cell.csv, fact.csv and sums.csv in FOLDER; the last line is one JSON object with
** milliseconds. Places are discs, large and small, in a square of cells, each with a few cells from elsewhere: towns,
** regions, and communities that live apart. */
#include "base/check.h"
#include "base/rand.h"
#include "leak/cube.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SIDE = 45, CELLS = SIDE * SIDE, PLACES = 2000, INDICATORS = 20, PERIODS = 24, ELSEWHERE = 5, TIMES = 5,
       RADIUS_MAX = 8, ADDED = 1000 };

typedef struct Input {
    uint32_t  first[PLACES + 1], *cell;
    CubeFact *facts;
    size_t    n;
} Input;

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void invent_places(Rng *r, Arena *a, Input *in) {
    static uint32_t seen[CELLS];
    uint32_t n = 0;
    in->cell = ARENA_ARRAY(a, uint32_t, (size_t)PLACES * CELLS);
    for (uint32_t p = 0; p < PLACES; p++) {
        int row = (int)rng_below(r, SIDE), col = (int)rng_below(r, SIDE), radius = 1 + (int)rng_below(r, RADIUS_MAX);
        in->first[p] = n;
        for (int y = row - radius; y <= row + radius; y++) {
            for (int x = col - radius; x <= col + radius; x++) {
                bool in_disc = (y - row) * (y - row) + (x - col) * (x - col) <= radius * radius;
                if (!in_disc || y < 0 || x < 0 || y >= SIDE || x >= SIDE) continue;
                in->cell[n++] = (uint32_t)(y * SIDE + x);
                seen[y * SIDE + x] = p + 1;
            }
        }
        for (int k = 0; k < ELSEWHERE; k++) {
            uint32_t c = (uint32_t)rng_below(r, CELLS);
            if (seen[c] == p + 1) continue;
            seen[c] = p + 1;
            in->cell[n++] = c;
        }
    }
    in->first[PLACES] = n;
}

static FILE *opened(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    if (!f) {
        perror(path);
        exit(1);
    }
    return f;
}

static void write_input(const char *folder, const Input *in) {
    FILE *f = opened(folder, "place_cell.csv");
    fprintf(f, "place,cell\n");
    for (uint32_t p = 0; p < PLACES; p++) {
        for (uint32_t i = in->first[p]; i < in->first[p + 1]; i++) fprintf(f, "%u,%u\n", p, in->cell[i]);
    }
    fclose(f);
    f = opened(folder, "fact.csv");
    fprintf(f, "indicator,period,cell,value\n");
    for (size_t i = 0; i < in->n; i++) {
        const CubeFact *t = &in->facts[i];
        fprintf(f, "%u,%u,%u,%lld\n", t->indicator, t->period, t->cell, (long long)t->value);
    }
    fclose(f);
}

static void write_sums(const char *folder, const Cube *c) {
    FILE *f = opened(folder, "sums.csv");
    fprintf(f, "place,indicator,period,s\n");
    for (uint32_t p = 0; p < PLACES; p++) {
        for (uint32_t i = 0; i < INDICATORS; i++) {
            for (uint32_t t = 0; t < PERIODS; t++) {
                fprintf(f, "%u,%u,%u,%lld\n", p, i, t, (long long)cube_at(c, p, i, t));
            }
        }
    }
    fclose(f);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double middle_ms(double *v, size_t n) {
    qsort(v, n, sizeof *v, by_size);
    return v[n / 2] * 1e3;
}

/* Makes the cube anew each time: from places and facts as they come to all sums. */
static void time_whole(Arena *a, const Input *in, Cube *c, double *ret_make, double *ret_load, double *ret_sum) {
    CubeShape shape = {INDICATORS, PERIODS, CELLS, PLACES, in->first, in->cell};
    double    make[TIMES], load[TIMES], sum[TIMES];
    for (int k = 0; k < TIMES; k++) {
        arena_reset(a);
        double t0 = seconds();
        CHECK(cube_make(a, &shape, c));
        double t1 = seconds();
        CHECK(cube_load(c, in->facts, in->n));
        double t2 = seconds();
        cube_sum(c);
        make[k] = t1 - t0;
        load[k] = t2 - t1;
        sum[k] = seconds() - t2;
    }
    *ret_make = middle_ms(make, TIMES);
    *ret_load = middle_ms(load, TIMES);
    *ret_sum = middle_ms(sum, TIMES);
}

int main(int argc, char **argv) {
    int64_t n = 0;
    if (argc != 3 || !str_int(str_of(argv[2]), &n) || n < 1 || n > 100000000) return 2;
    Arena keep, a;
    Rng   r;
    Cube  c;
    static Input in;
    arena_init(&keep, (size_t)n * 32 + ((size_t)64 << 20));
    arena_init(&a, (size_t)256 << 20);
    rng_seed(&r, 1);
    invent_places(&r, &keep, &in);
    in.facts = ARENA_ARRAY(&keep, CubeFact, (size_t)n);
    in.n = (size_t)n;
    for (size_t i = 0; i < in.n; i++) {
        in.facts[i] = (CubeFact){(uint32_t)rng_below(&r, INDICATORS), (uint32_t)rng_below(&r, PERIODS),
                                 (uint32_t)rng_below(&r, CELLS), (int64_t)rng_below(&r, 10000000)};
    }
    write_input(argv[1], &in);
    double make, load, sum, one[PLACES], add[ADDED];
    time_whole(&a, &in, &c, &make, &load, &sum);
    write_sums(argv[1], &c);
    static int64_t row[INDICATORS * PERIODS];
    for (uint32_t p = 0; p < PLACES; p++) {
        double start = seconds();
        cube_place(&c, p, row);
        one[p] = seconds() - start;
    }
    for (int k = 0; k < ADDED; k++) {
        CubeFact f = {0, (uint32_t)rng_below(&r, PERIODS), (uint32_t)rng_below(&r, CELLS), 100};
        double   start = seconds();
        CHECK(cube_add(&c, &f));
        add[k] = seconds() - start;
    }
    printf("{\"pairs\": %u, \"tiles\": %u, \"make\": %.3f, \"load\": %.3f, \"sum\": %.3f, \"one\": %.5f,"
           " \"add\": %.5f}\n",
           in.first[PLACES], c.tiles, make, load, sum, middle_ms(one, PLACES), middle_ms(add, ADDED));
    arena_release(&a);
    arena_release(&keep);
    return 0;
}
