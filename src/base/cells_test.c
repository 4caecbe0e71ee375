/* Tests of which cells of a table of sums are shown: what is hidden cannot be found out from what is shown, not even by
** somebody who knows how hiding works. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/rand.h"
#include "base/cells.h"

enum { GROUPS_MAX = 30, TRIES = 50000, SMALL_GROUPS = 4, SMALL_MOST = 11 };

static void test_no_small_group_is_shown(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 1);
    for (int t = 0; t < TRIES; t++) {
        int64_t n[GROUPS_MAX], answers = 0;
        bool hidden[GROUPS_MAX];
        size_t groups = rng_below(&r, GROUPS_MAX + 1), out = 0;
        uint64_t most = 1 + rng_below(&r, 40);
        for (size_t i = 0; i < groups; i++) n[i] = (int64_t)rng_below(&r, most);
        bool total = cells_hide(n, groups, hidden);
        for (size_t i = 0; i < groups; i++) {
            if (!hidden[i]) assert_true(n[i] == 0 || n[i] >= CELL_LEAST);
            else assert_true(n[i] > 0);
            out += hidden[i];
            answers += hidden[i] ? n[i] : 0;
        }
        if (total && out) assert_true(out >= 2 && answers >= CELL_LEAST + 2);
    }
}

static void test_large_groups_alone_are_all_shown(void **state) {
    (void)state;
    int64_t n[] = {5, 0, 9, 400};
    bool hidden[4];
    assert_true(cells_hide(n, 4, hidden));
    for (int i = 0; i < 4; i++) assert_false(hidden[i]);
    assert_true(cells_hide(n, 0, hidden));
}

static void test_small_groups_take_the_next_large_one_along(void **state) {
    (void)state;
    int64_t n[] = {30, 2, 0, 7};
    bool hidden[4], want[] = {false, true, false, true};
    assert_true(cells_hide(n, 4, hidden));
    assert_memory_equal(hidden, want, sizeof want);
    int64_t alone[] = {0, 3};
    assert_false(cells_hide(alone, 2, hidden));
    assert_true(hidden[1]);
}

/* What a reader of the table sees: which groups are shown, their numbers, and the total if it is shown. apart: the
** total may be told where no group can. */
static size_t view_of(const int64_t *n, size_t groups, bool apart, int64_t *ret_view) {
    bool hidden[SMALL_GROUPS];
    int64_t sum = 0;
    bool total = cells_hide(n, groups, hidden), none = apart && !total;
    for (size_t i = 0; i < groups; i++) {
        ret_view[i] = hidden[i] || (none && n[i] > 0) ? -1 : n[i];
        sum += n[i];
    }
    if (none) total = cells_total_told(n, groups);
    ret_view[groups] = total ? sum : -1;
    return groups + 1;
}

static bool next_table(int64_t *n, size_t groups) {
    for (size_t i = 0; i < groups; i++) {
        if (++n[i] <= SMALL_MOST) return true;
        n[i] = 0;
    }
    return false;
}

/* Every small table against every other with the same view: each hidden number may be at least two. */
static void nobody_finds_out(bool apart) {
    Rng r;
    rng_seed(&r, 2);
    for (size_t groups = 1; groups <= SMALL_GROUPS; groups++) {
        for (int t = 0; t < 300; t++) {
            int64_t n[SMALL_GROUPS], other[SMALL_GROUPS] = {0}, seen[SMALL_GROUPS + 1], view[SMALL_GROUPS + 1];
            bool differs[SMALL_GROUPS] = {false};
            for (size_t i = 0; i < groups; i++) n[i] = (int64_t)rng_below(&r, 8);
            size_t width = view_of(n, groups, apart, seen);
            do {
                view_of(other, groups, apart, view);
                if (memcmp(view, seen, width * sizeof *view) != 0) continue;
                for (size_t i = 0; i < groups; i++) differs[i] = differs[i] || other[i] != n[i];
            } while (next_table(other, groups));
            for (size_t i = 0; i < groups; i++) assert_int_equal(differs[i], seen[i] == -1);
        }
    }
}

static void test_nobody_can_find_out_a_hidden_number(void **state) {
    (void)state;
    nobody_finds_out(false);
}

static void test_a_total_told_apart_gives_no_number_away(void **state) {
    (void)state;
    nobody_finds_out(true);
    int64_t each_one[] = {1, 1, 1, 1, 1}, two[] = {4, 3};
    assert_false(cells_total_told(each_one, 5));
    assert_true(cells_total_told(two, 2));
}

static void test_the_middle_of_numbers(void **state) {
    (void)state;
    double odd[] = {9, -2, 4}, even[] = {8, 1, 3, 2};
    assert_true(cells_median(odd, 3) > 3.999 && cells_median(odd, 3) < 4.001);
    assert_true(cells_median(even, 4) > 2.499 && cells_median(even, 4) < 2.501);
    assert_true(cells_median(odd, 1) < -1.999);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_small_group_is_shown),
        cmocka_unit_test(test_large_groups_alone_are_all_shown),
        cmocka_unit_test(test_small_groups_take_the_next_large_one_along),
        cmocka_unit_test(test_nobody_can_find_out_a_hidden_number),
        cmocka_unit_test(test_a_total_told_apart_gives_no_number_away),
        cmocka_unit_test(test_the_middle_of_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
