/* Differences of two texts: nothing is lost, and what is the same is said to be. */
#include "future/diff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/rand.h"

/* The parts of two kinds, joined. */
static Str joined(Arena *a, const DiffPart *v, size_t n, DiffKind kind) {
    Buf b;
    buf_init(&b, 1 << 20);
    for (size_t i = 0; i < n; i++) {
        if (v[i].kind == DIFF_SAME || v[i].kind == kind) buf_add(&b, v[i].text);
    }
    return buf_keep(a, &b);
}

static void holds(Arena *a, Str old, Str fresh) {
    DiffPart *v;
    size_t    n;
    diff_words(a, old, fresh, &v, &n);
    assert_true(str_eq(joined(a, v, n, DIFF_OLD), old));
    assert_true(str_eq(joined(a, v, n, DIFF_NEW), fresh));
}

static void test_one_word_differs(void **state) {
    (void)state;
    Arena     a;
    DiffPart *v;
    size_t    n;
    arena_init(&a, 64 << 20);
    diff_words(&a, LIT("a market every week here"), LIT("a market every month here"), &v, &n);
    assert_int_equal(n, 4);
    assert_true(v[0].kind == DIFF_SAME && str_eq(v[0].text, LIT("a market every ")));
    assert_true(v[1].kind == DIFF_OLD && str_eq(v[1].text, LIT("week ")));
    assert_true(v[2].kind == DIFF_NEW && str_eq(v[2].text, LIT("month ")));
    assert_true(v[3].kind == DIFF_SAME && str_eq(v[3].text, LIT("here")));
    diff_words(&a, LIT("as it was"), LIT("as it was"), &v, &n);
    assert_true(n == 1 && v[0].kind == DIFF_SAME);
    diff_words(&a, LIT(""), LIT(""), &v, &n);
    assert_int_equal(n, 0);
    holds(&a, LIT(""), LIT("new"));
    holds(&a, LIT(" \n old"), LIT(""));
    arena_release(&a);
}

static void test_both_texts_come_back_whatever_they_are(void **state) {
    (void)state;
    static const char *const WORDS[] = {"a ", "b ", "c\n", " ", "שוק ", "سوق", ""};
    Rng rng;
    rng_seed(&rng, 20261130);
    for (int round = 0; round < 300; round++) {
        Arena a;
        Buf   one, other;
        arena_init(&a, 64 << 20);
        buf_init(&one, 1 << 16);
        buf_init(&other, 1 << 16);
        for (uint64_t i = rng_below(&rng, 40); i > 0; i--) buf_add(&one, str_of(WORDS[rng_below(&rng, 7)]));
        for (uint64_t i = rng_below(&rng, 40); i > 0; i--) buf_add(&other, str_of(WORDS[rng_below(&rng, 7)]));
        holds(&a, buf_keep(&a, &one), buf_keep(&a, &other));
        arena_release(&a);
    }
}

static void test_long_texts_are_not_compared(void **state) {
    (void)state;
    Arena     a;
    DiffPart *v;
    size_t    n;
    Buf       b;
    arena_init(&a, 64 << 20);
    buf_init(&b, 1 << 16);
    for (int i = 0; i < DIFF_WORDS_MAX + 5; i++) buf_lit(&b, "w ");
    Str text = buf_keep(&a, &b);
    diff_words(&a, text, LIT("short"), &v, &n);
    assert_int_equal(n, 2);
    holds(&a, text, LIT("short"));
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_word_differs),
        cmocka_unit_test(test_both_texts_come_back_whatever_they_are),
        cmocka_unit_test(test_long_texts_are_not_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
