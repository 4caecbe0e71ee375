/* Titles of barriers: the same thing in other words' order and spelling, and different things. */
#include "barrier/alike.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void test_the_same_words_are_alike(void **state) {
    (void)state;
    assert_true(titles_alike(LIT("Business licence for a bakery is late"), LIT("licence for business late")));
    assert_true(titles_alike(LIT("רישיון עסק מתעכב"), LIT("מתעכב רישיון עסק כבר שנה")));
    assert_true(titles_alike(LIT("Tax on the yard"), LIT("TAX ON THE YARD")));
}

static void test_other_words_are_not(void **state) {
    (void)state;
    assert_false(titles_alike(LIT("Business licence is late"), LIT("Tender asks for a turnover of a million")));
    assert_false(titles_alike(LIT(""), LIT("licence")));
    assert_false(titles_alike(LIT("a of"), LIT("a of")));
}

static void test_it_does_not_matter_who_is_first(void **state) {
    (void)state;
    static const char *const T[] = {"licence licence", "licence late", "yard tax late licence", "", "رخصة عمل",
                                    "רישיון"};
    for (size_t i = 0; i < 6; i++) {
        for (size_t k = 0; k < 6; k++) {
            assert_int_equal(titles_alike(str_of(T[i]), str_of(T[k])), titles_alike(str_of(T[k]), str_of(T[i])));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_words_are_alike),
        cmocka_unit_test(test_other_words_are_not),
        cmocka_unit_test(test_it_does_not_matter_who_is_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
