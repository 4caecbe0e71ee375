/* Tests of which sums of spending are told: every small table of two towns and their region, by every definition, and
** all pairs of what is told there: no difference holds fewer than five. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/cells.h"
#include "leak/few.h"

/* Places: the region, and towns in it. Of each town: how many buy in the town itself, elsewhere in the region, and
** outside of it. */
enum { REGION, TOWN, OTHER, PLACES, TOWNS = PLACES - 1, RINGS = 3, ATOMS = TOWNS * RINGS, MOST = 7 };
enum { IN_TOWN, IN_REGION, AWAY };
static const uint32_t PARENT[PLACES] = {FEW_TOP, REGION, REGION};

/* What is told: of each atom whether it is in the sum. */
typedef struct Told {
    bool has[ATOMS];
} Told;

/* By the region; by the town, and the region. */
static const FewPage PAGES[] = {{REGION, {REGION}, 1}, {TOWN, {TOWN, REGION}, 2}, {OTHER, {OTHER, REGION}, 2}};
enum { PAGES_N = sizeof PAGES / sizeof *PAGES, TOLD_MAX = PAGES_N * 2 * 4 };

/* 1: inside, 2: outside, by definition d of a page. */
static int takes(const FewPage *p, unsigned d, uint32_t town, int ring) {
    bool by_region = p->definitions == 1 || d == 1;
    if (by_region) return ring == AWAY ? 2 : 1;
    return ring == IN_TOWN && town == p->place ? 1 : 2;
}

static size_t facts_of(const FewPage *p, const int *n, FewFact *v) {
    size_t at = 0;
    for (int i = 0; i < ATOMS; i++) {
        uint32_t town = TOWN + (uint32_t)(i / RINGS);
        for (int k = 0; k < n[i]; k++, at++) {
            v[at] = (FewFact){.place = town, .spender = (uint32_t)at};
            for (unsigned d = 0; d < p->definitions; d++) {
                if (takes(p, d, town, i % RINGS) == 1) v[at].inside |= UINT64_C(1) << d;
                else v[at].outside |= UINT64_C(1) << d;
            }
        }
    }
    return at;
}

/* Everything that the pages tell of one table: of each told definition all that is spent, that stays, that leaves. */
static size_t told_of(Arena *a, const int *n, Told *v) {
    static FewFact facts[ATOMS * MOST];
    const FewTree  t = {PARENT, PLACES};
    size_t         told = 0;
    for (size_t k = 0; k < PAGES_N; k++) {
        const FewPage *p = &PAGES[k];
        size_t   n_facts = facts_of(p, n, facts);
        uint64_t bits = few_told(a, &t, facts, n_facts, p);
        for (unsigned d = 0; d < p->definitions; d++) {
            if (!(bits >> d & 1)) continue;
            for (int part = 0; part < 3; part++) {
                Told *to = &v[told++];
                for (int i = 0; i < ATOMS; i++) {
                    uint32_t town = TOWN + (uint32_t)(i / RINGS);
                    bool ours = p->place == REGION || p->place == town;
                    to->has[i] = ours && (part == 0 || takes(p, d, town, i % RINGS) == part);
                }
            }
        }
    }
    return told;
}

/* How many are in the one and not in the others; -1: the others are not all in it, or not apart. */
static int left_over(const int *n, const Told *one, const Told *less, const Told *and_less) {
    int left = 0;
    for (int i = 0; i < ATOMS; i++) {
        int taken = (less && less->has[i]) + (and_less && and_less->has[i]);
        if (!n[i]) continue;
        if (taken > one->has[i]) return -1;
        left += one->has[i] && !taken ? n[i] : 0;
    }
    return left;
}

static void assert_large(const int *n, int left) {
    if (left <= 0 || left >= CELL_LEAST) return;
    fail_msg("%d stand alone in %d %d %d / %d %d %d", left, n[0], n[1], n[2], n[3], n[4], n[5]);
}

static void check(Arena *a, const int *n) {
    Told   v[TOLD_MAX] = {0};
    size_t told = told_of(a, n, v);
    for (size_t x = 0; x < told; x++) {
        assert_large(n, left_over(n, &v[x], NULL, NULL));
        for (size_t y = 0; y < told; y++) {
            assert_large(n, left_over(n, &v[x], &v[y], NULL));
            for (size_t z = 0; z < y; z++) assert_large(n, left_over(n, &v[x], &v[y], &v[z]));
        }
    }
}

static void test_no_difference_tells_of_fewer_than_five(void **state) {
    (void)state;
    Arena a;
    int   n[ATOMS] = {0};
    arena_init(&a, 16 << 20);
    for (;;) {
        int i = 0;
        check(&a, n);
        arena_reset(&a);
        while (i < ATOMS && ++n[i] > MOST) n[i++] = 0;
        if (i == ATOMS) break;
    }
    arena_release(&a);
}

static void test_what_many_spend_is_told(void **state) {
    (void)state;
    static FewFact v[100];
    const FewTree  t = {PARENT, PLACES};
    const int      many[ATOMS] = {5, 6, 7, 8, 9, 10}, lone[ATOMS] = {5, 6, 1, 8, 9, 10};
    Arena a;
    arena_init(&a, 1 << 20);
    size_t n = facts_of(&PAGES[1], many, v);
    assert_int_equal(few_told(&a, &t, v, n, &PAGES[1]), 3);
    n = facts_of(&PAGES[1], lone, v);             /* one alone buys outside of the region: */
    assert_int_equal(few_told(&a, &t, v, n, &PAGES[1]), 0);
    assert_int_equal(few_told(&a, &t, v, n, &PAGES[2]), 0);     /* nor may the rest say so */
    assert_int_equal(few_told(&a, &t, v, 0, &PAGES[1]), 3);
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_difference_tells_of_fewer_than_five),
        cmocka_unit_test(test_what_many_spend_is_told),
    };
    return cmocka_run_group_tests_name("few", tests, NULL, NULL);
}
