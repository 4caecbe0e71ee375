/* stamp.c - a moment that was read is written down and read again the same, and has a local time that leads
** back to it or to the first coming of the same hour. */
#include "base/check.h"
#include "base/day.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_zone(Stamp t, const char *zone) {
    LocalTime l = stamp_local(t, zone);
    if (l.d == 0) return;
    LocalTime again = stamp_local(stamp_of(l.d, l.hour, l.minute, zone), zone);
    CHECK(again.d == 0 || (again.d == l.d && again.hour == l.hour && again.minute == l.minute));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    Stamp t = 0, back = 0;
    if (!stamp_parse((Str){(const char *)data, n}, &t) || t == 0) return 0;
    Buf b;
    buf_init(&b, 100);
    buf_stamp_iso(&b, t);
    CHECK(stamp_parse(buf_str(&b), &back) && back == t);
    buf_release(&b);
    check_zone(t, "Asia/Jerusalem");
    check_zone(t, "America/New_York");
    check_zone(t, "UTC");
    return 0;
}
