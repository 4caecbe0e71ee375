/* Scores by area, by example and by rule; and that no single answer of feedback is ever told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "lang/show.h"
#include "survey/score.h"

static const int64_t NOT_SET[SCORE_OPTIONS_MAX] = {NUMBER_NONE, NUMBER_NONE, NUMBER_NONE, NUMBER_NONE, NUMBER_NONE};

static void test_what_a_question_counts(void **state) {
    (void)state;
    ScoreItem usual = score_item(ITEM_KIND_SCALE, 0, NOT_SET);
    assert_int_equal(usual.options, 4);
    assert_int_equal(usual.points[0], 0);
    assert_int_equal(usual.points[3], 3);
    ScoreItem yes = score_item(ITEM_KIND_YES_NO, 0, NOT_SET);
    assert_int_equal(yes.options, 2);
    assert_int_equal(yes.points[0], 1);
    assert_int_equal(yes.points[1], 0);
    assert_false(score_item(ITEM_KIND_CHOICE, 3, NOT_SET).counts);
    assert_false(score_item(ITEM_KIND_NUMBER, 0, NOT_SET).counts);
    assert_false(score_item(ITEM_KIND_TEXT, 0, NOT_SET).counts);
    const int64_t given[SCORE_OPTIONS_MAX] = {0, 10, 5, NUMBER_NONE, NUMBER_NONE};
    ScoreItem choice = score_item(ITEM_KIND_CHOICE, 3, given);
    assert_true(choice.counts);
    assert_int_equal(choice.points[1], 10);
}

static void test_unknown_is_never_zero(void **state) {
    (void)state;
    ScoreItem item = score_item(ITEM_KIND_SCALE, 0, NOT_SET);
    Score s = {0};
    assert_int_equal(score_percent(&s), SCORE_NONE);
    score_add(&s, &item, SCORE_ANSWERED, 4);
    score_add(&s, &item, SCORE_UNKNOWN, 0);
    assert_int_equal(score_percent(&s), 100);
    assert_int_equal(s.answered, 1);
    assert_int_equal(s.asked, 2);
    score_add(&s, &item, SCORE_OPEN, 0);
    assert_int_equal(score_percent(&s), SCORE_NONE);
    score_add(&s, &item, SCORE_ANSWERED, 1);
    assert_int_equal(score_percent(&s), 50);
    score_add(&s, &item, SCORE_OTHERS, 0);
    assert_int_equal(s.asked, 4);
}

static void test_words(void **state) {
    (void)state;
    assert_int_equal(score_word(0), 0);
    assert_int_equal(score_word(24), 0);
    assert_int_equal(score_word(25), 1);
    assert_int_equal(score_word(75), 3);
    assert_int_equal(score_word(100), 3);
}

/* ---- rules ---------------------------------------------------------------------------------------------------- */

static uint64_t seed = 88172645463325252u;

static int chance(int n) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int)(seed % (uint64_t)n);
}

typedef struct Asked {
    ScoreItem  item;
    ScoreState state;
    int        option;
} Asked;

static Asked any_question(void) {
    Asked a;
    int64_t given[SCORE_OPTIONS_MAX];
    for (int i = 0; i < SCORE_OPTIONS_MAX; i++) given[i] = chance(2) ? NUMBER_NONE : chance(101);
    int kind = 1 + chance(ITEM_KIND_N - 1);
    bool words = kind == ITEM_KIND_SCALE || kind == ITEM_KIND_CHOICE;
    a.item = score_item(kind, words ? 2 + chance(SCORE_OPTIONS_MAX - 1) : 0, chance(2) ? given : NOT_SET);
    a.state = (ScoreState)chance(SCORE_ANSWERED + 1);
    a.option = a.item.options ? 1 + chance(a.item.options) : 0;
    return a;
}

static Score sum_of(const Asked *v, size_t n) {
    Score s = {0};
    for (size_t i = 0; i < n; i++) score_add(&s, &v[i].item, v[i].state, v[i].option);
    return s;
}

static void test_scores_keep_their_rules(void **state) {
    enum { ROUNDS = 20000, ITEMS_MAX = 12 };
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        Asked v[ITEMS_MAX], w[ITEMS_MAX];
        size_t n = (size_t)chance(ITEMS_MAX) + 1;
        for (size_t i = 0; i < n; i++) v[i] = any_question();
        Score s = sum_of(v, n);
        int percent = score_percent(&s);
        assert_true(percent == SCORE_NONE || (percent >= 0 && percent <= 100));
        assert_true(s.answered <= s.asked && s.asked <= (int)n && s.gained <= s.possible);

        memcpy(w, v, sizeof w);                   /* the order does not matter */
        for (size_t i = n; i > 1; i--) {
            size_t k = (size_t)chance((int)i);
            Asked kept = w[i - 1];
            w[i - 1] = w[k];
            w[k] = kept;
        }
        Score t = sum_of(w, n);
        assert_memory_equal(&s, &t, sizeof s);

        memcpy(w, v, sizeof w);                   /* a better answer never lowers a score */
        Asked *a = &w[chance((int)n)];
        int other = a->item.options ? 1 + chance(a->item.options) : 0;
        bool better = a->state == SCORE_ANSWERED && other && a->item.points[other - 1] >= a->item.points[a->option - 1];
        if (better) {
            a->option = other;
            t = sum_of(w, n);
            assert_true(score_percent(&t) >= percent);
        }

        memcpy(w, v, sizeof w);                   /* what does not concern the business changes nothing */
        for (size_t i = 0; i < n; i++) {
            if (w[i].state == SCORE_OTHERS) w[i].option = 0;
            if (w[i].state == SCORE_UNKNOWN) w[i].state = SCORE_OPEN;
        }
        t = sum_of(w, n);
        assert_memory_equal(&s, &t, sizeof s);
    }
}

static void test_feedback_is_told_in_fives(void **state) {
    (void)state;
    int options[64];
    FeedbackSum before = {0};
    for (size_t n = 0; n <= 64; n++) {
        FeedbackSum sum = feedback_sum(options, n);
        int64_t told = 0, moved = 0;
        for (int i = 0; i < SCORE_OPTIONS_MAX; i++) {
            told += sum.of[i];
            moved += sum.of[i] - before.of[i];
        }
        assert_int_equal(told, sum.told);
        assert_true(sum.told == 0 || sum.told >= FEEDBACK_LEAST);
        assert_true(moved == 0 || moved == FEEDBACK_LEAST);
        assert_true(sum.answers - sum.told < FEEDBACK_LEAST);
        before = sum;
        if (n < 64) options[n] = chance(SCORE_OPTIONS_MAX + 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_question_counts),   cmocka_unit_test(test_unknown_is_never_zero),
        cmocka_unit_test(test_words),                    cmocka_unit_test(test_scores_keep_their_rules),
        cmocka_unit_test(test_feedback_is_told_in_fives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
