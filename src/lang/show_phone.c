/* show_phone.c - telephone numbers, shown and read.
**
** Israel's numbers after the country code, by the numbering plan of the Ministry of Communications: 5x
** and 7x with seven digits (mobile, network), 2 3 4 8 9 with seven digits (regions), and 1 with nine
** (1-700, 1-800, 1-599). */
#include "lang/show.h"

#include "base/utf8.h"
#include "lang/inner.h"

#include <string.h>

enum { E164_DIGITS_MAX = 15, E164_DIGITS_MIN = 8, LINE_DIGITS = 7 };

#define ISRAEL LIT("972")

/* Digits of the area code of a number in Israel, without the leading 0; 0 if it is not one. */
static size_t israel_area(Str n) {
    char first = n.n ? n.p[0] : 0;
    if (n.n == 9 && (first == '5' || first == '7')) return 2;
    if (n.n == 8 && first && strchr("23489", first)) return 1;
    return 0;
}

static bool israel_service(Str n) {
    return n.n == 10 && n.p[0] == '1' && strchr("5789", n.p[1]);
}

static bool israel_valid(Str n) {
    return israel_area(n) > 0 || israel_service(n);
}

/* ---- reading ---- */

typedef struct Typed {
    char   digits[E164_DIGITS_MAX + 3];           /* with 00 or a leading 0 before the longest number */
    size_t n;
    bool   plus;
} Typed;

static bool separator(uint32_t c) {
    return c == ' ' || c == 0xA0 || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == '\t' ||
           (c >= 0x2000 && c <= 0x200F) || (c >= 0x2010 && c <= 0x2015) || c == 0x202F || c == 0x2212 ||
           c == 0x5BE || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static bool typed_read(Str s, Typed *ret_t) {
    Typed t = {0};
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_digit(utf8_next(s, &i));
        if (c == '+') {
            if (t.plus || t.n > 0) return false;
            t.plus = true;
        } else if (c >= '0' && c <= '9') {
            if (t.n == sizeof t.digits) return false;
            t.digits[t.n++] = (char)c;
        } else if (!separator(c)) {
            return false;
        }
    }
    *ret_t = t;
    return t.n > 0;
}

static bool e164_write(Str country, Str number, char ret_e164[20]) {
    size_t n = country.n + number.n;
    if (n < E164_DIGITS_MIN || n > E164_DIGITS_MAX) return false;
    ret_e164[0] = '+';
    if (country.n) memcpy(ret_e164 + 1, country.p, country.n);
    memcpy(ret_e164 + 1 + country.n, number.p, number.n);
    ret_e164[1 + n] = 0;
    return true;
}

/* Digits with their country code. "+972 (0)52-555-0142" is often printed: the 0 does not count. */
static bool international(Str digits, char ret_e164[20]) {
    if (digits.n == 0 || digits.p[0] == '0') return false;
    if (!str_starts(digits, ISRAEL)) return e164_write((Str){0}, digits, ret_e164);
    Str number = str_sub(digits, ISRAEL.n, digits.n);
    if (str_starts(number, LIT("0"))) number = str_sub(number, 1, number.n);
    return israel_valid(number) && e164_write(ISRAEL, number, ret_e164);
}

static bool parse_israel(Str digits, char ret_e164[20], bool *ret_repaired) {
    *ret_repaired = false;
    if (digits.p[0] == '0') {
        Str number = str_sub(digits, 1, digits.n);
        return israel_area(number) && e164_write(ISRAEL, number, ret_e164);
    }
    if (israel_service(digits)) return e164_write(ISRAEL, digits, ret_e164);
    *ret_repaired = true;
    if (israel_area(digits)) return e164_write(ISRAEL, digits, ret_e164);
    return str_starts(digits, ISRAEL) && international(digits, ret_e164);
}

/* Countries that dial no 0 before a number at home: what stands there is the whole number, and where it begins with a
** 0, as Italy's lines do, the 0 belongs to it (ITU-T Operational Bulletin, annex on dialling procedures). */
static bool dials_whole(Str home) {
    static const char *const codes[] = {"30", "34", "39", "45", "47", "48", "351", "352", "354", "356", "357", "370",
                                        "371", "372", "377", "378", "420"};
    for (size_t k = 0; k < sizeof codes / sizeof codes[0]; k++) {
        if (str_eq(home, str_of(codes[k]))) return true;
    }
    return false;
}

/* With the country code before it but without a + it would be longer than a number at home. */
static bool parse_whole(Str digits, Str home, char ret_e164[20], bool *ret_repaired) {
    enum { WHOLE_DIGITS_MAX = 11, WHOLE_DIGITS_MIN = 8 };
    *ret_repaired = str_starts(digits, home) && digits.n >= home.n + WHOLE_DIGITS_MIN + 1;
    if (*ret_repaired) return e164_write((Str){0}, digits, ret_e164);
    return digits.n >= WHOLE_DIGITS_MIN && digits.n <= WHOLE_DIGITS_MAX && e164_write(home, digits, ret_e164);
}

static bool parse_digits(const Typed *t, Str home, char ret_e164[20], bool *ret_repaired) {
    Str digits = {t->digits, t->n};
    *ret_repaired = false;
    if (t->plus) return international(digits, ret_e164);
    if (str_starts(digits, LIT("00"))) return international(str_sub(digits, 2, digits.n), ret_e164);
    if (str_eq(home, ISRAEL)) return parse_israel(digits, ret_e164, ret_repaired);
    if (dials_whole(home)) return parse_whole(digits, home, ret_e164, ret_repaired);
    if (home.n && digits.p[0] == '0') return e164_write(home, str_sub(digits, 1, digits.n), ret_e164);
    *ret_repaired = true;
    return home.n && str_starts(digits, home) && e164_write((Str){0}, digits, ret_e164);
}

bool phone_parse(Str typed, const char *home, char ret_e164[20], bool *ret_repaired) {
    Typed t;
    char  e164[20];
    bool  repaired;
    if (!typed_read(typed, &t) || !parse_digits(&t, str_of(home), e164, &repaired)) return false;
    memcpy(ret_e164, e164, strlen(e164) + 1);
    *ret_repaired = repaired;
    return true;
}

/* ---- showing ---- */

/* Length of the country code at the head of the digits (ITU-T E.164, list of assigned country codes). */
static size_t country_digits(Str digits) {
    static const char *const two[] = {
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
        "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
        "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    };
    if (digits.p[0] == '1' || digits.p[0] == '7') return 1;
    for (size_t k = 0; k < sizeof two / sizeof two[0]; k++) {
        if (str_starts(digits, str_of(two[k]))) return 2;
    }
    return 3;
}

/* Groups of three, the last of up to four; from eight to ten digits the last two groups are three and
** four. */
static void put_groups(Buf *b, Str n) {
    size_t first = n.n >= LINE_DIGITS + 1 && n.n <= LINE_DIGITS + 3 ? n.n - LINE_DIGITS : 3;
    for (size_t at = 0, size = first; at < n.n; at += size, size = 3) {
        if (at > 0) buf_byte(b, '-');
        if (n.n - at <= 4) size = n.n - at;
        buf_add(b, str_sub(n, at, size));
    }
}

static void put_national(Buf *b, Str n) {
    if (israel_service(n)) {
        buf_byte(b, '1');
        for (size_t at = 1; at < n.n; at += 3) {
            buf_byte(b, '-');
            buf_add(b, str_sub(n, at, 3));
        }
        return;
    }
    buf_byte(b, '0');
    put_groups(b, n);
}

static bool e164_valid(Str s) {
    if (s.n < E164_DIGITS_MIN + 1 || s.n > E164_DIGITS_MAX + 1 || s.p[0] != '+' || s.p[1] == '0')
        return false;
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    }
    return true;
}

static void put_phone(Buf *b, Dress dress, const Reader *r, Str e164) {
    if (e164.n == 0) {
        lang__unknown(b, dress, r);
        return;
    }
    if (!e164_valid(e164)) {
        lang__isolate(b, dress, DIR_LTR, e164);
        return;
    }
    Str    digits = str_sub(e164, 1, e164.n);
    size_t country = country_digits(digits);
    Str    code = str_sub(digits, 0, country), number = str_sub(digits, country, digits.n);
    bool   home = str_eq(str_of(reader_phone_home(r)), code), israel = str_eq(code, ISRAEL) && israel_valid(number);
    LANG__SMALL(text, 40);
    if (home && israel) {
        put_national(&text, number);
    } else if (home && dials_whole(code)) {
        put_groups(&text, number);
    } else {
        buf_byte(&text, '+');
        buf_add(&text, code);
        buf_byte(&text, ' ');
        put_groups(&text, number);
    }
    lang__isolate(b, dress, DIR_LTR, buf_str(&text));
}

void show_phone(Buf *b, const Reader *r, Str e164) {
    put_phone(b, DRESS_PAGE, r, e164);
}

void plain_phone(Buf *b, const Reader *r, Str e164) {
    put_phone(b, DRESS_PLAIN, r, e164);
}
