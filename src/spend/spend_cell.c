/* spend_cell.c - amounts and dates, the usual spellings first: a file may have a million of each. */
#include "spend/spend_cell.h"

#include <endian.h>
#include <string.h>

enum { PLAIN_DIGITS_MAX = 12, YEAR_FIRST = 1980 };

/* "-1234.5": what nearly every cell is. */
static bool amount_plain(Str s, int64_t *ret) {
    size_t  i = s.n && s.p[0] == '-' ? 1 : 0, first = i;
    int64_t x = 0;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++) {
        if (i - first == PLAIN_DIGITS_MAX) return false;
        x = 10 * x + (s.p[i] - '0');
    }
    if (i == first) return false;
    x *= 100;
    if (i < s.n) {
        if (s.p[i++] != '.' || i == s.n || s.n - i > 2) return false;
        for (int64_t worth = 10; i < s.n; i++, worth /= 10) {
            if (s.p[i] < '0' || s.p[i] > '9') return false;
            x += worth * (s.p[i] - '0');
        }
    }
    *ret = first ? -x : x;
    return true;
}

/* "CR", "credit", and the words for it, behind a number: money that came back. */
static bool take_credit(Str *s) {
    static const char *const WORDS[] = {"cr", "credit", "\u05D6\u05DB\u05D5\u05EA", "\u05D6\u05D9\u05DB\u05D5\u05D9",
                                        "\u062F\u0627\u0626\u0646"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        Str w = str_of(WORDS[i]);
        if (s->n <= w.n || !str_eq_nocase(str_sub(*s, s->n - w.n, w.n), w)) continue;
        *s = str_trim(str_sub(*s, 0, s->n - w.n));
        return true;
    }
    return false;
}

static int64_t to_hundredths(int64_t micro) {
    enum { PART = 10000 };
    int64_t whole = micro / PART, rest = micro % PART;
    if (rest >= PART / 2) return whole + 1;
    return rest <= -PART / 2 ? whole - 1 : whole;
}

SpendAmount spend_amount(Str s, char mark, int64_t *ret, char ret_currency[SPEND_CODE_MAX + 1]) {
    CellNumber n;
    ret_currency[0] = 0;
    *ret = 0;
    if (!amount_plain(s, ret)) {
        s = str_trim(s);
        if (!s.n || str_eq(s, LIT("-")) || str_eq(s, LIT("\u2013"))) return SPEND_IS_EMPTY;
        bool credit = take_credit(&s);
        if (!cell_number(s, mark, &n) || n.percent) return SPEND_IS_WORDS;
        if (!n.fits) return SPEND_IS_TOO_LARGE;
        *ret = to_hundredths(n.micro);
        if (credit && *ret > 0) *ret = -*ret;
        memcpy(ret_currency, n.currency, SPEND_CODE_MAX + 1);
    }
    if (*ret <= SPEND_AMOUNT_MAX && *ret >= -SPEND_AMOUNT_MAX) return SPEND_IS_AMOUNT;
    *ret = 0;
    return SPEND_IS_TOO_LARGE;
}

/* ---- dates ------------------------------------------------------------------------------------------------------ */

static int two(const char *p) {
    return p[0] >= '0' && p[0] <= '9' && p[1] >= '0' && p[1] <= '9' ? 10 * (p[0] - '0') + (p[1] - '0') : -1;
}

/* "dd/mm/yyyy" with any mark, when the column has the day first; 0: something else. */
static Day date_plain(Str s, DateOrder order) {
    if (s.n != 10 || order == ORDER_MDY || s.p[2] != s.p[5]) return 0;
    if (s.p[2] != '/' && s.p[2] != '.' && s.p[2] != '-') return 0;
    int date = two(s.p), month = two(s.p + 3), century = two(s.p + 6), year = two(s.p + 8);
    if (date < 0 || month < 0 || century < 0 || year < 0) return 0;
    return day_of(100 * century + year, month, date);
}

/* "00:00:00" and "07:30". */
static bool is_time(Str s) {
    size_t marks = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ':') marks++;
        else if ((s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '.') return false;
    }
    return marks == 1 || marks == 2;
}

SpendDate spend_date(Str s, DateOrder order, Day today, Day *ret_day) {
    CellDate d = {.d = date_plain(s, order)};
    *ret_day = 0;
    if (!d.d) {
        s = str_trim(s);
        if (!s.n || str_eq(s, LIT("-"))) return SPEND_DATE_NONE;
        if (is_time(s)) return SPEND_DATE_TIME;
        if (!cell_date(s, order, true, &d) || !d.d) return SPEND_DATE_WRONG;
    }
    if (day_year(d.d) < YEAR_FIRST) return SPEND_DATE_WRONG;
    if (d.d > today) return SPEND_DATE_LATER;
    *ret_day = d.d;
    return SPEND_DATE_OK;
}

/* ---- a hash that lasts ------------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t x) {
    x ^= x >> 32;
    x *= UINT64_C(0xD6E8FEB86659FD93);
    x ^= x >> 32;
    return x;
}

uint64_t spend_hash(Str s) {
    uint64_t h = UINT64_C(0x9E3779B97F4A7C15) ^ s.n;
    size_t   i = 0;
    for (; i + 8 <= s.n; i += 8) {
        uint64_t w;
        memcpy(&w, s.p + i, sizeof w);
        h = mix(h ^ le64toh(w)) * UINT64_C(0xA0761D6478BD642F);
    }
    uint64_t tail = 0;
    if (i < s.n) memcpy(&tail, s.p + i, s.n - i);
    return mix(mix(h ^ le64toh(tail)) * UINT64_C(0xE7037ED1A0B428DB));
}
