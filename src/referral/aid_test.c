/* Tests of when a track takes requests, and of the lines of a list that people typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "referral/aid.h"

static void test_a_last_day_that_is_over_closes_a_track(void **state) {
    (void)state;
    AidTrack t = {.state = AID_STATE_OPEN, .closes_on = 20260601};
    assert_int_equal(aid_standing(&t, 20260531), AID_TAKES);
    assert_int_equal(aid_standing(&t, 20260601), AID_TAKES);
    assert_int_equal(aid_standing(&t, 20260602), AID_OVER);
    t.state = AID_STATE_PAUSED;
    assert_int_equal(aid_standing(&t, 20260601), AID_PAUSED);
    assert_int_equal(aid_standing(&t, 20260602), AID_OVER);
    t = (AidTrack){.state = AID_STATE_OPEN, .opens_on = 20260701};
    assert_int_equal(aid_standing(&t, 20260630), AID_NOT_YET);
    assert_int_equal(aid_standing(&t, 20260701), AID_TAKES);
    t.state = AID_STATE_ENDED;
    assert_int_equal(aid_standing(&t, 20260701), AID_ENDED);
}

static void test_a_track_without_dates_takes_requests_every_day(void **state) {
    (void)state;
    AidTrack t = {.state = AID_STATE_OPEN};
    for (int32_t n = 0; n < 4000; n += 7) assert_int_equal(aid_standing(&t, day_from_number(20000 + n)), AID_TAKES);
}

static void check_line(Str *rest, const char *want) {
    Str line;
    assert_true(aid_line(rest, &line));
    assert_true(str_eq(line, str_of(want)));
}

static void test_lines_come_without_their_marks(void **state) {
    (void)state;
    Str rest = LIT("\n- Bank letter \r\n\n* Tax file\n"
                   "3. Lease\n12) Plan\n  \n\xE2\x80\xA2 Photo\n-\n2026 report\n-5 days");
    Str line;
    check_line(&rest, "Bank letter");
    check_line(&rest, "Tax file");
    check_line(&rest, "Lease");
    check_line(&rest, "Plan");
    check_line(&rest, "Photo");
    check_line(&rest, "-");
    check_line(&rest, "2026 report");
    check_line(&rest, "-5 days");
    assert_false(aid_line(&rest, &line));
    rest = (Str){0};
    assert_false(aid_line(&rest, &line));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_last_day_that_is_over_closes_a_track),
        cmocka_unit_test(test_a_track_without_dates_takes_requests_every_day),
        cmocka_unit_test(test_lines_come_without_their_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
