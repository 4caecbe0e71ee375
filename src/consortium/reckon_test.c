/* What several give together: against a plain reference on random consortia; shares and splits that sum exactly; step
** prices and savings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "consortium/reckon.h"
#include "lang/show.h"

enum { TODAY = 20261130, MEMBERS = 9, ROUNDS = 4000, BITS = 3 };

static uint64_t seed;

static int64_t chance(int64_t n) {
    seed = seed * 6364136223846793005ull + 1442695040888963407ull;
    return (int64_t)((seed >> 33) % (uint64_t)n);
}

static int64_t maybe(int64_t n) { return chance(4) ? chance(n) : NUMBER_NONE; }

static JoinPart a_part(void) {
    JoinPart p = {.quantity = chance(5) ? 1 + chance(3000) : NUMBER_NONE, .rhythm = 1 + (int)chance(4),
                  .days = chance(3) ? chance(128) : 0, .to_place = (Id)chance(3), .km = maybe(60),
                  .each_holds = chance(1 << BITS), .one_holds = chance(1 << BITS), .insured = maybe(5000),
                  .insured_how = (int)chance(3), .on = TODAY};
    return p;
}

static JoinMember a_member(void) {
    JoinMember m = {.capacity = maybe(900), .days = chance(3) ? chance(128) : 0, .to_place = (Id)chance(3),
                    .km = maybe(80), .certificates = chance(1 << BITS), .insured = maybe(6000), .agreed = chance(2)};
    for (int bit = 0; bit < BITS; bit++) {
        if (chance(3)) m.until[bit] = chance(2) ? day_plus(TODAY, 30) : day_plus(TODAY, -1);
    }
    return m;
}

/* ---- the plain reference: each figure by a walk of its own ------------------------------------------------------- */

static int64_t plain_given(const JoinMember *v, int n, int day, bool by_day) {
    int64_t sum = 0;
    for (int i = 0; i < n; i++) {
        if (v[i].capacity == NUMBER_NONE) continue;
        if (!by_day || (v[i].days & ((int64_t)1 << day))) sum += v[i].capacity;
    }
    return sum;
}

static int64_t plain_missing(const JoinPart *p, const JoinMember *v, int n) {
    int64_t worst = 0;
    if (p->quantity == NUMBER_NONE) return NUMBER_NONE;
    bool by_day = p->rhythm == CONSORTIUM_RHYTHM_DAY && p->days;
    for (int d = 0; d < JOIN_DAYS; d++) {
        if (by_day && !(p->days & ((int64_t)1 << d))) continue;
        int64_t short_by = p->quantity - plain_given(v, n, d, by_day);
        if (short_by > worst) worst = short_by;
    }
    return worst;
}

/* Who is sure to hold it, and who perhaps. */
static void plain_holders(const JoinMember *v, int n, int bit, int *ret_sure, int *ret_maybe) {
    *ret_sure = *ret_maybe = 0;
    for (int i = 0; i < n; i++) {
        bool has = v[i].certificates & ((int64_t)1 << bit);
        if (has && !v[i].until[bit]) ++*ret_maybe;
        else if (has && v[i].until[bit] >= TODAY) ++*ret_sure;
    }
}

static void holds_certificates(const JoinPart *p, const JoinMember *v, int n, const JoinSum *s) {
    for (int bit = 0; bit < BITS; bit++) {
        int64_t one = (int64_t)1 << bit;
        int     sure, perhaps;
        plain_holders(v, n, bit, &sure, &perhaps);
        bool each = p->each_holds & one, any = p->one_holds & one;
        assert_int_equal(!!(s->each_missing & one), each && (sure + perhaps < n || !n));
        assert_int_equal(!!(s->each_unknown & one), each && n && sure + perhaps == n && perhaps);
        assert_int_equal(!!(s->one_missing & one), any && !sure && !perhaps);
        assert_int_equal(!!(s->one_unknown & one), any && !sure && perhaps);
    }
}

static void holds_insurance(const JoinPart *p, const JoinMember *v, int n, const JoinSum *s) {
    int     unknown = 0, enough = 0;
    for (int i = 0; i < n; i++) {
        unknown += v[i].insured == NUMBER_NONE;
        enough += v[i].insured != NUMBER_NONE && v[i].insured >= p->insured;
    }
    bool asked = p->insured != NUMBER_NONE, one = p->insured_how == INSURED_HOW_ONE;
    bool sure = !asked || (one ? enough > 0 : n && enough == n), never = asked && (one ? !enough && !unknown
                                                                                       : enough + unknown < n || !n);
    if (p->insured == 0) return;                  /* nothing is short of nothing */
    assert_int_equal(s->insured_missing > 0, never);
    if (sure) assert_int_equal(s->insured_unknown, 0);
    if (!sure && !never) assert_true(s->insured_unknown > 0);
}

static void test_sums_are_those_of_a_plain_walk(void **state) {
    (void)state;
    JoinMember v[MEMBERS];
    seed = 20261130;
    for (int round = 0; round < ROUNDS; round++) {
        int      n = (int)chance(MEMBERS + 1);
        JoinPart p = a_part();
        for (int i = 0; i < n; i++) v[i] = a_member();
        JoinSum s = join_sum(&p, v, (size_t)n);
        int64_t agreed = 0, unknown = 0;
        for (int i = 0; i < n; i++) {
            unknown += v[i].capacity == NUMBER_NONE;
            if (v[i].capacity != NUMBER_NONE && v[i].agreed) agreed += v[i].capacity;
        }
        assert_true(s.missing == plain_missing(&p, v, n));
        assert_true(s.given == plain_given(v, n, 0, false));
        assert_true(s.agreed == agreed);
        assert_int_equal(s.unknown, unknown);
        holds_certificates(&p, v, n, &s);
        holds_insurance(&p, v, n, &s);
    }
}

static void test_what_is_not_known_covers_nothing(void **state) {
    (void)state;
    JoinPart   p = {.quantity = 100, .rhythm = CONSORTIUM_RHYTHM_DAY, .days = 3, .km = NUMBER_NONE,
                    .insured = NUMBER_NONE, .on = TODAY};
    JoinMember m = {.capacity = 100, .days = 3, .km = NUMBER_NONE, .insured = NUMBER_NONE};
    assert_true(join_sum(&p, &m, 1).covered);
    m.days = 0;
    JoinSum s = join_sum(&p, &m, 1);
    assert_false(s.covered);
    assert_int_equal(s.days_unknown, 3);
    assert_int_equal(s.days_missing, 0);
    assert_int_equal(s.missing, 100);
    m.days = 1;
    s = join_sum(&p, &m, 1);
    assert_int_equal(s.days_missing, 2);
    assert_int_equal(s.day_missing[0], 0);
    assert_int_equal(s.day_missing[1], 100);
    m = (JoinMember){.capacity = NUMBER_NONE, .days = 3, .km = NUMBER_NONE, .insured = NUMBER_NONE};
    s = join_sum(&p, &m, 1);
    assert_int_equal(s.unknown, 1);
    assert_int_equal(s.missing, 100);
    assert_false(s.covered);
    p.quantity = NUMBER_NONE;
    assert_false(join_sum(&p, &m, 1).covered);
    assert_false(join_sum(&p, NULL, 0).covered);
}

static void test_reach_is_a_place_or_a_distance(void **state) {
    (void)state;
    JoinPart   p = {.quantity = 1, .to_place = 7, .km = 20, .insured = NUMBER_NONE};
    JoinMember m = {.capacity = 1, .km = NUMBER_NONE, .insured = NUMBER_NONE};
    assert_int_equal(join_reaches(&p, &m), JOIN_UNKNOWN);
    m.to_place = 7;
    assert_int_equal(join_reaches(&p, &m), JOIN_YES);
    m.to_place = 8;
    m.km = 19;
    assert_int_equal(join_reaches(&p, &m), JOIN_NO);
    assert_int_equal(join_sum(&p, &m, 1).far, 1);
    m.km = 20;
    assert_int_equal(join_reaches(&p, &m), JOIN_YES);
    p = (JoinPart){.quantity = 1, .km = NUMBER_NONE, .insured = NUMBER_NONE};
    assert_int_equal(join_reaches(&p, &m), JOIN_YES);
}

static void test_the_order_of_the_members_changes_nothing(void **state) {
    (void)state;
    JoinMember v[MEMBERS];
    seed = 5;
    for (int round = 0; round < ROUNDS / 10; round++) {
        JoinPart p = a_part();
        for (int i = 0; i < MEMBERS; i++) v[i] = a_member();
        JoinSum before = join_sum(&p, v, MEMBERS);
        for (int i = MEMBERS - 1; i > 0; i--) {
            int        k = (int)chance(i + 1);
            JoinMember one = v[i];
            v[i] = v[k];
            v[k] = one;
        }
        JoinSum after = join_sum(&p, v, MEMBERS);
        assert_memory_equal(&before, &after, sizeof before);
    }
}

/* ---- shares and splits ------------------------------------------------------------------------------------------- */

static void test_shares_are_whole_or_say_what_is_missing(void **state) {
    (void)state;
    assert_true(join_shares((const int64_t[]){3333, 3333, 3334}, 3).whole);
    assert_int_equal(join_shares((const int64_t[]){3333, 3333, 3333}, 3).missing, 1);
    assert_int_equal(join_shares((const int64_t[]){6000, 5000}, 2).over, 1000);
    JoinShares s = join_shares((const int64_t[]){10000, NUMBER_NONE}, 2);
    assert_false(s.whole);
    assert_int_equal(s.unknown, 1);
    assert_false(join_shares(NULL, 0).whole);
}

/* Each part is the exact one rounded down or up; those rounded up have the largest remainders, of equal ones the
** earlier. */
static void holds_split(int64_t total, const int64_t *w, const int64_t *got, int n) {
    int64_t all = 0, sum = 0;
    for (int i = 0; i < n; i++) all += w[i];
    for (int i = 0; i < n; i++) {
        int64_t down = total * w[i] / all;
        assert_true(got[i] == down || got[i] == down + 1);
        sum += got[i];
    }
    assert_true(sum == total);
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++) {
            bool up = got[i] > total * w[i] / all, not_up = got[k] == total * w[k] / all;
            int64_t a = total * w[i] % all, b = total * w[k] % all;
            if (up && not_up) assert_true(a > b || (a == b && i < k));
        }
    }
}

static void test_a_split_sums_exactly(void **state) {
    (void)state;
    int64_t w[MEMBERS], got[MEMBERS];
    seed = 77;
    for (int round = 0; round < ROUNDS; round++) {
        int     n = 1 + (int)chance(MEMBERS);
        int64_t total = chance(2) ? chance(200) : chance(100000000), all = 0;
        for (int i = 0; i < n; i++) all += w[i] = chance(3) ? chance(10000) : 3333;
        bool split = join_split(total, w, (size_t)n, got);
        assert_int_equal(split, all > 0);
        if (split) holds_split(total, w, got, n);
    }
    int64_t huge[] = {1000000000, 1000000000, 1}, parts[3];
    assert_true(join_split(INT64_MAX, huge, 3, parts));
    assert_true(parts[0] - (INT64_MAX - parts[1] - parts[2]) == 0);
    assert_false(join_split(100, (const int64_t[]){0, 0}, 2, parts));
}

/* ---- buying together --------------------------------------------------------------------------------------------- */

static void test_the_best_quote_and_what_each_saves(void **state) {
    (void)state;
    JoinQuote v[2] = {{{1, 100, 500}, {1000, 900, 700}, NUMBER_NONE},
                      {{200, NUMBER_NONE, NUMBER_NONE}, {650, NUMBER_NONE, NUMBER_NONE}, 30001}};
    assert_int_equal(join_price(&v[0], 99), 1000);
    assert_int_equal(join_price(&v[0], 100), 900);
    assert_true(join_price(&v[1], 199) == NUMBER_NONE);
    assert_int_equal(join_best(v, 2, 50), 0);
    assert_int_equal(join_best(v, 2, 300), 1);    /* 225,001 against 270,000 */
    assert_int_equal(join_best(v, 2, 600), 0);    /* 420,000 against 420,001 */
    assert_int_equal(join_best(v, 0, 600), -1);
    int64_t    wants[] = {100, 200, NUMBER_NONE, 33}, before[] = {1200, NUMBER_NONE, 900, 1100};
    JoinSaving got[4];
    JoinSavings s = join_savings(&v[1], wants, before, 4, got);
    assert_int_equal(s.quantity, 333);
    assert_int_equal(s.cost, 333 * 650 + 30001);
    assert_int_equal(got[0].after + got[1].after + got[3].after, s.cost);
    assert_int_equal(got[0].before, 120000);
    assert_int_equal(got[0].saved, got[0].before - got[0].after);
    assert_true(got[1].saved == NUMBER_NONE && got[1].before == NUMBER_NONE);
    assert_true(got[2].after == NUMBER_NONE);
    assert_int_equal(s.unknown, 1);
    assert_int_equal(s.saved, got[0].saved + got[3].saved);
    assert_int_equal(s.before - s.after, s.saved);
    s = join_savings(&v[1], (const int64_t[]){5, 5}, (const int64_t[]){1, 1}, 2, got);
    assert_true(s.cost == NUMBER_NONE && got[0].saved == NUMBER_NONE);
    int64_t many[] = {1000000000, 1000000000}, much[] = {6000000000, 6000000000};
    s = join_savings(&v[0], many, much, 2, got);  /* each is a number, both together are none */
    assert_true(got[0].before == 6000000000000000000 && got[1].before == NUMBER_NONE);
    assert_int_equal(s.unknown, 1);
}

static void test_a_month_is_promised_by_its_days(void **state) {
    (void)state;
    enum { SUNDAY = 1, FRIDAY = 32 };
    JoinPart   p = {.quantity = 10, .rhythm = CONSORTIUM_RHYTHM_DAY, .days = SUNDAY | FRIDAY};
    JoinMember m = {.capacity = 10, .days = SUNDAY | 2};
    assert_int_equal(join_promised(&p, &m, 2026, 11), 50);      /* five Sundays */
    assert_int_equal(join_promised(&p, &m, 2026, 12), 40);
    m.days = 0;
    assert_true(join_promised(&p, &m, 2026, 11) == NUMBER_NONE);
    p.rhythm = CONSORTIUM_RHYTHM_WEEK;
    assert_int_equal(join_promised(&p, &m, 2026, 11), 50);
    p.rhythm = CONSORTIUM_RHYTHM_MONTH;
    assert_int_equal(join_promised(&p, &m, 2026, 11), 10);
    p.rhythm = CONSORTIUM_RHYTHM_ONCE;
    assert_true(join_promised(&p, &m, 2026, 11) == NUMBER_NONE);
    p.by_on = 20261115;
    assert_int_equal(join_promised(&p, &m, 2026, 11), 10);
    assert_int_equal(join_promised(&p, &m, 2026, 12), 0);
    m.capacity = NUMBER_NONE;
    assert_true(join_promised(&p, &m, 2026, 11) == NUMBER_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums_are_those_of_a_plain_walk),
        cmocka_unit_test(test_what_is_not_known_covers_nothing),
        cmocka_unit_test(test_reach_is_a_place_or_a_distance),
        cmocka_unit_test(test_the_order_of_the_members_changes_nothing),
        cmocka_unit_test(test_shares_are_whole_or_say_what_is_missing),
        cmocka_unit_test(test_a_split_sums_exactly),
        cmocka_unit_test(test_the_best_quote_and_what_each_saves),
        cmocka_unit_test(test_a_month_is_promised_by_its_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
