/* spend_match_test.c - payees against actors, and against asking each actor in turn. */
#include "spend/spend_match.h"

#include "base/rand.h"
#include "find/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static Arena memory;

#define TXT(s) {s, sizeof s - 1}

static const SpendActor ACTORS[] = {
    {.id = 1, .names = {[LANG_EN] = TXT("Cherwell Packaging Ltd"), [LANG_HE] = TXT("אריזות צ'רוול בע\"מ")}},
    {.id = 2, .names = {[LANG_EN] = TXT("Infomill")}, .registration = TXT("51-443721-6")},
    {.id = 3, .names = {[LANG_HE] = TXT("מאפיית אבו כשכש")}},
    {.id = 4, .names = {[LANG_EN] = TXT("North Star Limited")}},
    {.id = 5, .names = {[LANG_EN] = TXT("North Star Ltd")}},
    {.id = 6, .names = {[LANG_EN] = TXT("Ellen Havard")}},
};
enum { ACTORS_N = sizeof ACTORS / sizeof *ACTORS };

static SpendWords *words;
static SpendIndex *make(void) {
    arena_init(&memory, 64 << 20);
    words = spend_words(&memory);
    return spend_index(&memory, words, ACTORS, ACTORS_N);
}

static void expect(const SpendIndex *x, const char *name, const char *number, SpendHow how, SpendWhy why, Id id) {
    SpendBearer b = spend_name(&memory, words, str_of(name)).bearer;
    SpendMatch  m = spend_match(x, &memory, str_of(name), str_of(number), b);
    if (m.how != how || m.why != why) fail_msg("%s: how %d why %d", name, m.how, m.why);
    if (how) assert_int_equal(ACTORS[m.actor].id, id);
}

static void test_who_a_payee_is(void **state) {
    (void)state;
    SpendIndex *x = make();
    expect(x, "Some name", "514437216", SPEND_CERTAIN, SPEND_BY_NUMBER, 2);
    expect(x, "CHERWELL PACKAGING LTD", "", SPEND_CERTAIN, SPEND_BY_NAME, 1);
    expect(x, "Cherwell Packaging Limited", "", SPEND_LIKELY, SPEND_BY_KEY, 1);
    expect(x, "infomill", "", SPEND_LIKELY, SPEND_BY_NAME, 2);
    expect(x, "מאפיית אבו כשכש בע\"מ", "", SPEND_LIKELY, SPEND_BY_KEY, 3);
    expect(x, "North Star", "", SPEND_LIKELY, SPEND_BY_KEY, 4);
    expect(x, "ELLEN HAVARD", "", SPEND_LIKELY, SPEND_BY_NAME, 6);
    expect(x, "Redacted personal data", "", SPEND_NONE_LIKE, SPEND_BY_NOTHING, 0);
    expect(x, "", "", SPEND_NONE_LIKE, SPEND_BY_NOTHING, 0);
    expect(x, "Nobody we know", "12", SPEND_NONE_LIKE, SPEND_BY_NOTHING, 0);
    SpendMatch two = spend_match(x, &memory, LIT("North Star"), (Str){0}, SPEND_BODY);
    assert_int_equal(two.others, 1);
    arena_release(&memory);
}

/* Names of a few syllables, so that many are equal; asked of all actors in turn. */
static void test_names_like_asking_all(void **state) {
    (void)state;
    static const char *const PARTS[] = {"Nor", "Sud", "Bak", "Mil"}, *const FORMS[] = {"", " Ltd", " Limited"};
    enum { N = 200, ASKED = 400 };
    for (uint64_t seed = 1; seed <= 10; seed++) {
        Rng         rng;
        SpendActor *v;
        arena_init(&memory, 64 << 20);
        rng_seed(&rng, seed);
        words = spend_words(&memory);
        v = ARENA_ARRAY(&memory, SpendActor, N);
        for (int i = 0; i < N; i++) {
            Str name = arena_printf(&memory, "%s%s %s%d%s", PARTS[rng_below(&rng, 4)], PARTS[rng_below(&rng, 4)],
                                    PARTS[rng_below(&rng, 4)], (int)rng_below(&rng, 3), FORMS[rng_below(&rng, 3)]);
            v[i] = (SpendActor){.id = i + 1, .names = {name}};
        }
        SpendIndex *x = spend_index(&memory, words, v, N);
        for (int k = 0; k < ASKED; k++) {
            Str name = arena_printf(&memory, "%s%s %s%d%s", PARTS[rng_below(&rng, 4)], PARTS[rng_below(&rng, 4)],
                                    PARTS[rng_below(&rng, 4)], (int)rng_below(&rng, 3), FORMS[rng_below(&rng, 3)]);
            Str  whole = spend_name(&memory, words, name).whole, key = spend_name(&memory, words, name).key;
            int  wholes = 0, keys = 0, first = -1;
            for (int i = 0; i < N; i++) wholes += str_eq(fold_text(&memory, v[i].names[0]), whole);
            for (int i = 0; i < N; i++) keys += str_eq(spend_name(&memory, words, v[i].names[0]).key, key);
            for (int i = N - 1; i >= 0; i--) {
                bool is = wholes ? str_eq(fold_text(&memory, v[i].names[0]), whole)
                                 : str_eq(spend_name(&memory, words, v[i].names[0]).key, key);
                if (is) first = i;
            }
            SpendMatch m = spend_match(x, &memory, name, (Str){0}, SPEND_BODY);
            if (wholes) {
                assert_int_equal(m.how, wholes == 1 ? SPEND_CERTAIN : SPEND_LIKELY);
                assert_int_equal(m.why, SPEND_BY_NAME);
            } else if (keys) {
                assert_int_equal(m.why, SPEND_BY_KEY);
            }
            if (first >= 0 && (int)m.actor != first) fail_msg("seed %d: %.*s", (int)seed, STR_ARG(name));
        }
        arena_release(&memory);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_a_payee_is),
        cmocka_unit_test(test_names_like_asking_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
