/* show_money.c - money, shown and read. */
#include "lang/show.h"

#include "base/check.h"
#include "base/utf8.h"
#include "lang/inner.h"

#include <stdio.h>
#include <string.h>

enum { WHOLE_DIGITS_MAX = 12, CODE_BYTES_MAX = 8 };

typedef struct Currency {
    const char *code, *sign;                      /* sign "": shown by its code */
    int         decimals;                         /* ISO 4217 minor units */
} Currency;

static Currency currency_of(const char *code) {
    static const Currency known[] = {
        {"ILS", "₪", 2}, {"USD", "$", 2}, {"EUR", "€", 2}, {"GBP", "£", 2},
        {"JOD", "", 3},  {"KWD", "", 3},  {"BHD", "", 3},  {"TND", "", 3},
        {"IQD", "", 3},  {"OMR", "", 3},  {"LYD", "", 3},  {"JPY", "¥", 0},
    };
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
        if (strcmp(known[k].code, code) == 0) return known[k];
    }
    return (Currency){code, "", 2};
}

const char *currency_sign(const char *currency) {
    Currency c = currency_of(currency);
    return *c.sign ? c.sign : currency;
}

/* The number without its sign; the small part only where there is one. */
static void put_amount(Buf *b, int64_t minor, int decimals) {
    static const int64_t units[] = {1, 10, 100, 1000};
    char                 room[LANG__NUMBER_BYTES];
    int64_t              unit = units[decimals];
    /* The lowest number has no positive twin; it is the unknown one and does not come here. */
    int64_t size = minor < 0 ? -minor : minor;
    buf_add(b, lang__number(room, size / unit));
    if (size % unit) buf_printf(b, ".%0*d", decimals, (int)(size % unit));
}

/* The minus stands before the whole where the sign of the currency does (−₪4,250), and before the
** number, in an isolate of its own, in languages from right to left. */
static void put_money(Buf *b, Dress dress, const Reader *r, int64_t minor, const char *code) {
    if (minor == NUMBER_NONE) {
        lang__unknown(b, dress, r);
        return;
    }
    CHECK(code && code[0] && strlen(code) <= CODE_BYTES_MAX);
    Currency currency = currency_of(code);
    Dir      dir = lang__dir(r->lang);
    TextKey  key = currency.sign[0] ? T_SHOW_MONEY : T_SHOW_MONEY_CODE;
    LANG__SMALL(digits, 40);
    LANG__SMALL(amount, 128);
    put_amount(&digits, minor, currency.decimals);
    if (minor < 0 && dir == DIR_RTL) {
        lang__open(&amount, dress, DIR_LTR);
        buf_lit(&amount, "−");
        buf_add(&amount, buf_str(&digits));
        lang__close(&amount, dress);
    } else {
        buf_add(&amount, buf_str(&digits));
    }
    lang__open(b, dress, dir);
    if (minor < 0 && dir == DIR_LTR) buf_lit(b, "−");
    /* No part of it needs escaping: digits, a sign or letters of a code, and our own tags. */
    Part parts[] = {{LIT("amount"), buf_str(&amount)}, {LIT("sign"), str_of(currency.sign)},
                    {LIT("code"), str_of(currency.code)}};
    lang__fill(b, r->lang, key, parts, 3);
    lang__close(b, dress);
}

void show_money(Buf *b, const Reader *r, int64_t minor, const char *currency) {
    put_money(b, DRESS_PAGE, r, minor, currency);
}

void plain_money(Buf *b, const Reader *r, int64_t minor, const char *currency) {
    put_money(b, DRESS_PLAIN, r, minor, currency);
}

/* ---- reading ---- */

/* Takes `word` and blanks around it off the head or the end of *s. */
static bool strip_word(Str *s, Str word) {
    if (s->n > word.n && str_eq_nocase(str_sub(*s, 0, word.n), word)) {
        *s = str_trim(str_sub(*s, word.n, s->n));
        return true;
    }
    if (s->n > word.n && str_eq_nocase(str_sub(*s, s->n - word.n, word.n), word)) {
        *s = str_trim(str_sub(*s, 0, s->n - word.n));
        return true;
    }
    return false;
}

static void strip_currency(Str *s) {
    static const Str words[] = {LIT("₪"),    LIT("ש״ח"),  LIT("ש\"ח"), LIT("שח"), LIT("שקל"),
                                LIT("شيكل"), LIT("شيقل"), LIT("NIS"),  LIT("ILS")};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        if (strip_word(s, words[k])) return;
    }
}

static bool strip_minus(Str *s) {
    static const Str minus[] = {LIT("-"), LIT("−")};
    for (size_t k = 0; k < 2; k++) {
        if (!str_starts(*s, minus[k])) continue;
        *s = str_trim(str_sub(*s, minus[k].n, s->n));
        return true;
    }
    return false;
}

/* Writes the characters of s with western digits and nothing but digits, comma and point into out. */
static bool money_ascii(Str s, char *out, size_t max, size_t *ret_n) {
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_digit(utf8_next(s, &i));
        /* The Arabic decimal and thousands separators. */
        if (c == 0x66B) c = '.';
        if (c == 0x66C) c = ',';
        if (n == max || !((c >= '0' && c <= '9') || c == ',' || c == '.')) return false;
        out[n++] = (char)c;
    }
    *ret_n = n;
    return true;
}

/* "12,400" or "12400": with commas, every group but the first has three digits. */
static bool money_whole(Str s, int64_t *ret_n) {
    int64_t n = 0;
    size_t  digits = 0, group = 0;
    bool    grouped = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ',') {
            if (group == 0 || group > 3 || (grouped && group != 3)) return false;
            grouped = true;
            group = 0;
            continue;
        }
        if (s.p[i] == '.' || ++digits > WHOLE_DIGITS_MAX) return false;
        n = n * 10 + (s.p[i] - '0');
        group++;
    }
    if (digits == 0 || (grouped && group != 3)) return false;
    *ret_n = n;
    return true;
}

bool money_parse(Str typed, int64_t *ret_minor) {
    char    room[32];
    size_t  n;
    int64_t whole, part = 0;
    Str     s = str_trim(typed);
    bool    minus = strip_minus(&s);
    strip_currency(&s);
    if (!minus) minus = strip_minus(&s);
    if (!money_ascii(s, room, sizeof room, &n)) return false;
    s = (Str){room, n};
    ptrdiff_t point = str_find_byte(s, '.');
    Str       behind = point < 0 ? (Str){0} : str_sub(s, (size_t)point + 1, n);
    if (!money_whole(point < 0 ? s : str_sub(s, 0, (size_t)point), &whole)) return false;
    if (point >= 0 && (behind.n < 1 || behind.n > 2 || behind.p[0] == '-' || behind.p[0] == '+'))
        return false;
    if (point >= 0 && !str_int(behind, &part)) return false;
    if (behind.n == 1) part *= 10;
    *ret_minor = (minus ? -1 : 1) * (whole * 100 + part);
    return true;
}
