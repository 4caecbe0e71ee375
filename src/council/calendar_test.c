/* One event as iCalendar: escapes, folds, moments. */
#include "council/calendar.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_event_is_written),
        cmocka_unit_test(test_long_names_are_folded_between_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
