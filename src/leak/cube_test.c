/* Tests of sums over overlapping places: each against adding the facts one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rand.h"
#include "leak/cube.h"

enum { TRIES = 400, CELLS = 40, PLACES = 25, FACTS = 300, INDICATORS = 5, PERIODS = 40, ARENA = 16 << 20 };

/* A random shape; some cells stand twice in a place, some in none, some places are empty. */
typedef struct Shape {
    CubeShape shape;
    uint32_t  first[PLACES + 1], cell[PLACES * CELLS * 2];
    CubeFact  facts[FACTS * 2];
    size_t    n;
} Shape;

static void invent(Rng *r, Shape *s) {
    s->shape = (CubeShape){1 + (uint32_t)rng_below(r, INDICATORS), 1 + (uint32_t)rng_below(r, PERIODS),
                           1 + (uint32_t)rng_below(r, CELLS), (uint32_t)rng_below(r, PLACES + 1), s->first, s->cell};
    uint32_t k = 0;
    for (uint32_t p = 0; p < s->shape.places; p++) {
        s->first[p] = k;
        uint64_t like = rng_below(r, 4);
        for (uint32_t c = 0; c < s->shape.cells; c++) {
            /* Whole blocks of cells as well, so that tiles are shared. */
            bool in = like == 0 ? rng_below(r, 2) : like == 1 ? c / 8 == p % 5 : like == 2 ? c % 3 == p % 3 : false;
            if (in) s->cell[k++] = c;
            if (in && !rng_below(r, 8)) s->cell[k++] = c;
        }
    }
    s->first[s->shape.places] = k;
    s->n = rng_below(r, FACTS + 1);
    for (size_t i = 0; i < FACTS * 2; i++) {
        s->facts[i] = (CubeFact){(uint32_t)rng_below(r, s->shape.indicators), (uint32_t)rng_below(r, s->shape.periods),
                                 (uint32_t)rng_below(r, s->shape.cells), (int64_t)rng_below(r, 2000001) - 1000000};
    }
}

static int64_t plain(const Shape *s, size_t n, uint32_t place, uint32_t indicator, uint32_t period) {
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        const CubeFact *f = &s->facts[i];
        bool in = false;
        for (uint32_t k = s->first[place]; k < s->first[place + 1]; k++) in = in || s->cell[k] == f->cell;
        if (in && f->indicator == indicator && f->period == period) sum += f->value;
    }
    return sum;
}

static void compare(const Cube *c, const Shape *s, size_t n, uint64_t seed) {
    static int64_t row[INDICATORS * PERIODS];
    for (uint32_t p = 0; p < c->places; p++) {
        cube_place(c, p, row);
        for (uint32_t i = 0; i < c->indicators; i++) {
            for (uint32_t t = 0; t < c->periods; t++) {
                int64_t is = plain(s, n, p, i, t);
                if (cube_at(c, p, i, t) != is || row[i * c->periods + t] != is) {
                    fail_msg("seed %llu place %u indicator %u period %u", (unsigned long long)seed, p, i, t);
                }
            }
        }
    }
}

static void test_as_one_by_one(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, ARENA);
    for (uint64_t seed = 1; seed <= TRIES; seed++) {
        Rng r;
        static Shape s;
        Cube c;
        rng_seed(&r, seed);
        invent(&r, &s);
        assert_true(cube_make(&a, &s.shape, &c));
        assert_true(cube_load(&c, s.facts, s.n));
        cube_sum(&c);
        if (seed % 10 == 0) compare(&c, &s, s.n, seed);
        size_t n = s.n + rng_below(&r, 20);       /* each is seen at once */
        for (size_t i = s.n; i < n; i++) assert_true(cube_add(&c, &s.facts[i]));
        compare(&c, &s, n, seed);
        arena_reset(&a);
    }
    arena_release(&a);
}

/* Two cells share a tile exactly when the same places hold both. */
static void test_tiles(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, ARENA);
    for (uint64_t seed = 1; seed <= TRIES; seed++) {
        Rng r;
        static Shape s;
        Cube c;
        uint64_t of[CELLS] = {0};
        rng_seed(&r, seed);
        invent(&r, &s);
        assert_true(cube_make(&a, &s.shape, &c));
        for (uint32_t p = 0; p < c.places; p++) {
            for (uint32_t k = s.first[p]; k < s.first[p + 1]; k++) of[s.cell[k]] |= UINT64_C(1) << p;
        }
        for (uint32_t i = 0; i < c.cells; i++) {
            for (uint32_t j = 0; j < i; j++) {
                if ((of[i] == of[j]) != (c.tile_of[i] == c.tile_of[j])) fail_msg("seed %llu", (unsigned long long)seed);
            }
        }
        arena_reset(&a);
    }
    arena_release(&a);
}

static void test_what_is_refused(void **state) {
    (void)state;
    Arena a;
    Cube c;
    arena_init(&a, ARENA);
    const uint32_t first[] = {0, 1}, cell[] = {0}, outside[] = {2};
    CubeShape shape = {1, 1, 2, 1, first, outside};
    assert_false(cube_make(&a, &shape, &c));
    shape.cell = cell;
    assert_true(cube_make(&a, &shape, &c));
    assert_false(cube_add(&c, &(CubeFact){1, 0, 0, 1}));
    assert_false(cube_add(&c, &(CubeFact){0, 1, 0, 1}));
    assert_false(cube_add(&c, &(CubeFact){0, 0, 2, 1}));
    assert_false(cube_add(&c, &(CubeFact){0, 0, 0, INT64_MIN}));
    assert_true(cube_add(&c, &(CubeFact){0, 0, 0, INT64_MAX - 5}));
    assert_true(cube_add(&c, &(CubeFact){0, 0, 0, -5}));
    assert_false(cube_add(&c, &(CubeFact){0, 0, 0, 1}));     /* beyond what is sure */
    cube_sum(&c);
    assert_true(cube_at(&c, 0, 0, 0) == INT64_MAX - 10);
    arena_release(&a);
}

static void test_nothing(void **state) {
    (void)state;
    Arena a;
    Cube c;
    CubeShape none = {0};
    arena_init(&a, ARENA);
    assert_true(cube_make(&a, &none, &c));
    assert_true(cube_load(&c, NULL, 0));
    cube_sum(&c);
    assert_int_equal(c.tiles, 0);
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_one_by_one), cmocka_unit_test(test_tiles), cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
