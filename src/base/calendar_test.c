/* Events as iCalendar: escapes, folds, moments, whole days. */
#include "base/calendar.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void written(const CalendarEvent *e, Buf *b) {
    buf_init(b, 1 << 16);
    calendar_write(b, e);
    assert_true(buf_ok(b));
}

static bool has(const Buf *b, const char *what) { return str_find(buf_str(b), str_of(what)) >= 0; }

static void test_an_event_is_written(void **state) {
    (void)state;
    Buf b;
    CalendarEvent e = {.uid = LIT("x@rakaz"), .name = LIT("Council; of Yeroham, one"),
                       .where = LIT("Town hall\nroom 2"),
                       .link = LIT("https://negev.example/meetings/1"), .minutes = 90,
                       .starts_at = stamp_of(20270312, 14, 30, "UTC"), .made_at = stamp_of(20270301, 8, 0, "UTC"),
                       .sequence = 3};
    written(&e, &b);
    assert_true(has(&b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert_true(has(&b, "\r\nDTSTART:20270312T143000Z\r\nDTEND:20270312T160000Z\r\n"));
    assert_true(has(&b, "\r\nSUMMARY:Council\\; of Yeroham\\, one\r\n"));
    assert_true(has(&b, "\r\nLOCATION:Town hall\\nroom 2\r\n"));
    assert_true(has(&b, "\r\nSEQUENCE:3\r\n"));
    assert_true(has(&b, "\r\nSTATUS:CONFIRMED\r\n"));
    buf_release(&b);
    e.off = true;
    written(&e, &b);
    assert_true(has(&b, "\r\nSTATUS:CANCELLED\r\n"));
    buf_release(&b);
}

/* A line has at most 75 bytes, and no letter is cut. */
static void test_long_names_are_folded_between_letters(void **state) {
    (void)state;
    Buf b;
    CalendarEvent e = {.uid = LIT("x"), .minutes = 1,
                       .name = LIT("המועצה התומכת של ירוחם והסביבה, יחד עם כל מי שרוצים לבוא ולשמוע מה נעשה כאן השנה")};
    written(&e, &b);
    Str rest = buf_str(&b), one;
    while (str_split(&rest, '\n', &one)) {
        assert_true(one.n <= 76);                 /* with its CR */
        Str inside = str_starts(one, LIT(" ")) ? str_sub(one, 1, one.n) : one;
        assert_true(utf8_valid(inside));
    }
    buf_release(&b);
}

static void test_a_calendar_holds_whole_days_and_moments(void **state) {
    (void)state;
    Buf b;
    CalendarEvent day = {.uid = LIT("d@rakaz"), .name = LIT("A task"), .day = 20261231, .sequence = 1},
                  hour = {.uid = LIT("h@rakaz"), .name = LIT("A session"), .minutes = 60,
                          .starts_at = stamp_of(20261231, 9, 0, "Asia/Jerusalem")};
    buf_init(&b, 1 << 16);
    calendar_begin(&b, LIT("Negev, south"), "Asia/Jerusalem");
    calendar_event(&b, &day);
    calendar_event(&b, &hour);
    calendar_end(&b);
    assert_true(has(&b, "X-WR-CALNAME:Negev\\, south\r\nX-WR-TIMEZONE:Asia/Jerusalem\r\n"));
    assert_true(has(&b, "\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
    assert_true(has(&b, "\r\nDTSTART:20261231T070000Z\r\nDTEND:20261231T080000Z\r\n"));
    assert_true(str_ends(buf_str(&b), LIT("END:VEVENT\r\nEND:VCALENDAR\r\n")));
    buf_release(&b);
}

static void test_an_invitation_names_whom_it_is_for(void **state) {
    (void)state;
    Buf b;
    CalendarEvent e = {.uid = LIT("x@rakaz"), .name = LIT("Council"), .minutes = 60, .sequence = 2};
    buf_init(&b, 1 << 16);
    Str words = LIT("Yes or no: https://a.example/meetings/1");
    calendar_invite(&b, &e, LIT("desk@a.example"), LIT("noa@b.example"), words);
    assert_true(has(&b, "\r\nMETHOD:REQUEST\r\n") && has(&b, "\r\nORGANIZER:mailto:desk@a.example\r\n"));
    assert_true(has(&b, "RSVP=FALSE:mai"));
    assert_true(has(&b, "\r\nDESCRIPTION:Yes or no: https://a.example/meetings/1\r\n"));
    buf_clear(&b);
    e.off = true;
    calendar_invite(&b, &e, LIT("desk@a.example"), LIT("noa@b.example"), (Str){0});
    assert_true(has(&b, "\r\nMETHOD:CANCEL\r\n") && has(&b, "\r\nSTATUS:CANCELLED\r\n"));
    buf_release(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_event_is_written),
        cmocka_unit_test(test_long_names_are_folded_between_letters),
        cmocka_unit_test(test_a_calendar_holds_whole_days_and_moments),
        cmocka_unit_test(test_an_invitation_names_whom_it_is_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
