/* import_same_test.c - who is the same: each judgement, and that none is lost or invented among very many. */
#include "import/import_same.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

static Arena arena;

static SameFacts facts(const char *name, const char *phone, const char *street) {
    return (SameFacts){.names = {[LANG_EN] = same_hash(&arena, str_of(name))}, .phones = {same_digits(str_of(phone))},
                       .street = same_hash(&arena, str_of(street))};
}

static bool yes(void *arg, Id id) {
    *(Id *)arg = id;
    return true;
}

static bool no(void *arg, Id id) {
    (void)arg, (void)id;
    return false;
}

static void finds(const SameIndex *x, SameFacts f, SameHow how, Id id, uint32_t row) {
    Same s = same_find(x, &f, NULL, NULL);
    assert_int_equal(s.how, how);
    assert_int_equal(s.id, id);
    assert_int_equal(s.row, row);
}

static void test_a_name_with_one_thing_more_is_sure(void **state) {
    (void)state;
    SameIndex *x = same_open();
    SameFacts known = facts("Blue Bakery", "050-1234567", "Main 1"), f = known;
    known.number = same_digits(LIT("515807303"));
    same_add(x, &known, 42, 0);
    finds(x, f, SAME_SURE, 42, 0);
    finds(x, facts("blue  bakery", "", "main 1"), SAME_SURE, 42, 0);
    finds(x, facts("Blue Bakery", "0501234567", ""), SAME_SURE, 42, 0);
    f = facts("Another", "", "");
    f.number = known.number;
    finds(x, f, SAME_NUMBER, 42, 0);
    finds(x, facts("Another", "0501234567", ""), SAME_PHONE, 42, 0);
    finds(x, facts("Blue Bakery", "", "Elsewhere 9"), SAME_STREET, 42, 0);
    finds(x, facts("Another", "", "Main 1"), SAME_NONE, 0, 0);
    f = known;
    f.number = same_digits(LIT("516179157"));
    finds(x, f, SAME_NONE, 0, 0);
    same_free(&x);
}

static void test_a_second_phone_and_the_sound_of_a_name_are_found(void **state) {
    (void)state;
    SameIndex *x = same_open();
    SameFacts known = facts("Abu Rabia", "0501234567", "");
    Id asked = 0;
    known.phones[1] = same_digits(LIT("0861234567"));
    known.sounds[LANG_EN] = 77;
    same_add(x, &known, 42, 0);
    finds(x, facts("Another", "0861234567", ""), SAME_PHONE, 42, 0);
    SameFacts f = {.names = {[LANG_HE] = 5}, .sounds = {[LANG_HE] = 77}};
    assert_int_equal(same_find(x, &f, NULL, NULL).how, SAME_NONE);
    assert_int_equal(same_find(x, &f, no, NULL).how, SAME_NONE);
    assert_int_equal(same_find(x, &f, yes, &asked).how, SAME_SOUND);
    assert_int_equal(asked, 42);
    f.sounds[LANG_HE] = 78;
    assert_int_equal(same_find(x, &f, yes, &asked).how, SAME_NONE);
    same_free(&x);
}

static void test_rows_of_a_file_are_one_only_when_something_says_so(void **state) {
    (void)state;
    SameIndex *x = same_open();
    SameFacts first = facts("Club", "0861234567", "Main 1");
    same_add(x, &first, 0, 7);
    finds(x, facts("Club", "0861234567", ""), SAME_SURE, 0, 7);
    finds(x, facts("Club", "", "Other 2"), SAME_NONE, 0, 0);
    finds(x, facts("Another", "0861234567", ""), SAME_NONE, 0, 0);
    same_free(&x);
}

static void test_what_was_taken_is_not_taken_twice(void **state) {
    (void)state;
    SameIndex *x = same_open();
    for (int i = 1; i <= 100; i++) {
        char phone[20];
        snprintf(phone, sizeof phone, "05012345%02d", i);
        SameFacts f = facts("Shop", phone, "");
        same_add(x, &f, i, 0);
    }
    SameFacts ninth = facts("Shop", "0501234509", ""), last = facts("Shop", "05012345100", "");
    Same found = same_find(x, &ninth, NULL, NULL), other = same_find(x, &last, NULL, NULL);
    assert_int_equal(found.id, 9);
    assert_int_equal(other.id, 100);
    assert_true(same_take(x, &other));
    assert_true(same_take(x, &found));
    assert_false(same_take(x, &other));
    assert_false(same_take(x, &found));
    same_free(&x);
}

/* A phone that everybody has says nothing, and does not hide who else tells himself apart. */
static void test_a_key_that_many_share_does_not_hide_them(void **state) {
    (void)state;
    SameIndex *x = same_open();
    for (int i = 1; i <= 1000; i++) {
        char street[20];
        snprintf(street, sizeof street, "Main %d", i);
        SameFacts f = facts("Club", "0861234567", street);
        f.place = 3;
        same_add(x, &f, i, 0);
    }
    SameFacts f = facts("Club", "", "Main 777");
    finds(x, f, SAME_SURE, 777, 0);
    same_free(&x);
}

static void test_none_is_lost_among_very_many(void **state) {
    (void)state;
    enum { MANY = 120000 };
    SameIndex *x = same_open();
    for (uint32_t i = 1; i <= MANY; i++) {
        SameFacts f = {.names = {i, i + 10 * MANY, i + 20 * MANY}, .number = i, .phones = {i, i % 3 ? 0 : i + MANY}};
        same_add(x, &f, i, i % 2 ? 0 : i);
    }
    for (uint32_t i = 1; i <= MANY; i++) {
        finds(x, (SameFacts){.names = {0, i + 10 * MANY}, .number = i}, SAME_SURE, i % 2 ? i : 0, i % 2 ? 0 : i);
        bool second = i % 3 == 0 && i % 2;
        finds(x, (SameFacts){.phones = {i + MANY}}, second ? SAME_PHONE : SAME_NONE, second ? i : 0, 0);
        finds(x, (SameFacts){.names = {i + 30 * MANY}, .number = i + MANY, .phones = {i + 3 * MANY}}, SAME_NONE, 0, 0);
    }
    same_free(&x);
}

static int setup(void **state) {
    (void)state;
    arena_init(&arena, 64 << 20);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_name_with_one_thing_more_is_sure),
        cmocka_unit_test(test_a_second_phone_and_the_sound_of_a_name_are_found),
        cmocka_unit_test(test_rows_of_a_file_are_one_only_when_something_says_so),
        cmocka_unit_test(test_what_was_taken_is_not_taken_twice),
        cmocka_unit_test(test_a_key_that_many_share_does_not_hide_them),
        cmocka_unit_test(test_none_is_lost_among_very_many),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
