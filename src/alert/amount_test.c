/* amount_test.c - quantities against a range: examples, and a plain reference over thousands of invented ones. */
#include "alert/amount.h"
#include "listing_ent.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static AmountFit fit(Amount asked, Amount told) { return amount_fit(&asked, &told); }

static void test_a_quantity_in_the_range_fits_and_one_outside_does_not(void **state) {
    (void)state;
    Amount asked = {100, 200, LISTING_UNIT_KG};
    assert_int_equal(fit(asked, (Amount){150, NAN, LISTING_UNIT_KG}), AMOUNT_FITS);
    assert_int_equal(fit(asked, (Amount){50, 120, LISTING_UNIT_KG}), AMOUNT_FITS);
    assert_int_equal(fit(asked, (Amount){50, NAN, LISTING_UNIT_KG}), AMOUNT_NOT);
    assert_int_equal(fit(asked, (Amount){201, 500, LISTING_UNIT_KG}), AMOUNT_NOT);
    assert_int_equal(fit(asked, (Amount){0.15, NAN, LISTING_UNIT_TONS}), AMOUNT_FITS);
    assert_int_equal(fit(asked, (Amount){1, NAN, LISTING_UNIT_TONS}), AMOUNT_NOT);
}

static void test_what_is_not_known_is_to_be_asked_and_never_a_no(void **state) {
    (void)state;
    Amount asked = {100, NAN, LISTING_UNIT_KG}, nothing = {NAN, NAN, 0};
    assert_int_equal(fit(asked, nothing), AMOUNT_ASK);
    assert_int_equal(fit(asked, (Amount){NAN, NAN, LISTING_UNIT_KG}), AMOUNT_ASK);
    assert_int_equal(fit(asked, (Amount){500, NAN, 0}), AMOUNT_ASK);
    assert_int_equal(fit(asked, (Amount){500, NAN, LISTING_UNIT_HOURS}), AMOUNT_ASK);
    assert_int_equal(fit((Amount){NAN, 50, LISTING_UNIT_KG}, (Amount){NAN, 80, LISTING_UNIT_KG}), AMOUNT_ASK);
    assert_int_equal(fit(nothing, (Amount){5, NAN, LISTING_UNIT_KG}), AMOUNT_FITS);
    assert_int_equal(fit(nothing, nothing), AMOUNT_FITS);
}

/* Whole numbers in one unit: it fits when some number that was told is one that is looked for. */
static void test_it_agrees_with_counting(void **state) {
    enum { MOST = 12, TIMES = 20000 };
    uint32_t seed = 7;
    (void)state;
    for (int i = 0; i < TIMES; i++) {
        int v[4];
        for (int k = 0; k < 4; k++) v[k] = (int)((seed = seed * 1664525u + 1013904223u) >> 24) % MOST;
        int  a = v[0], b = v[0] + v[1], from = v[2], to = v[2] + v[3];
        bool any = false;
        for (int n = from; n <= to; n++) any = any || (n >= a && n <= b);
        Amount asked = {a, b, LISTING_UNIT_DAYS}, told = {from, to, LISTING_UNIT_DAYS};
        assert_int_equal(fit(asked, told), any ? AMOUNT_FITS : AMOUNT_NOT);
        asked.unit = 0;
        assert_int_equal(fit(asked, told), AMOUNT_ASK);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_quantity_in_the_range_fits_and_one_outside_does_not),
        cmocka_unit_test(test_what_is_not_known_is_to_be_asked_and_never_a_no),
        cmocka_unit_test(test_it_agrees_with_counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
