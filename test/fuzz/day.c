/* day.c - a date that was read is a real one, and written down it is read the same. */
#include "base/check.h"
#include "base/day.h"
#include "lang/hebrew.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    Day d = 0, back = 0;
    if (!day_parse((Str){(const char *)data, n}, &d)) return 0;
    CHECK(day_valid(d) && day_from_number(day_number(d)) == d);
    Buf b;
    buf_init(&b, 100);
    buf_day_iso(&b, d);
    CHECK(day_parse(buf_str(&b), &back) && back == d);
    HebrewDay h = hebrew_of(d);
    CHECK(hebrew_day(h.year, h.month, h.date) == d);
    buf_release(&b);
    return 0;
}
