/* Rows put in, written over and taken away in any order stand as a plain array would have them. */
#include "base/idrows.h"

#include "base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct Row {
    Id  id;
    int said;
} Row;

static void test_rows_stand_by_their_ids_whatever_comes(void **state) {
    enum { IDS = 40, TURNS = 4000 };
    int    plain[IDS] = {0};                      /* by id; 0: not there */
    Row   *v = NULL;
    size_t n = 0, cap = 0;
    Rng    chance;
    (void)state;
    rng_seed(&chance, 11);
    for (int turn = 1; turn <= TURNS; turn++) {
        Id     id = (Id)rng_below(&chance, IDS);
        size_t at = idrows_at(v, n, sizeof *v, id);
        bool   there = idrows_is(v, n, sizeof *v, at, id);
        assert_int_equal(there, plain[id] != 0);
        if (rng_below(&chance, 3)) {
            if (!there) v = idrows_room(v, &n, &cap, sizeof *v, at);
            v[at] = (Row){id, plain[id] = turn};
        } else if (there) {
            idrows_drop(v, &n, sizeof *v, at);
            plain[id] = 0;
        }
        size_t k = 0;
        for (int i = 0; i < IDS; i++) {
            if (!plain[i]) continue;
            assert_true(k < n && v[k].id == i && v[k].said == plain[i]);
            k++;
        }
        assert_int_equal(k, n);
    }
    free(v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_stand_by_their_ids_whatever_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
