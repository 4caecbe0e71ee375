/* show.c - numbers, names and codes as people read them, and what the other show files share. */
#include "lang/show.h"

#include "base/check.h"
#include "base/utf8.h"
#include "lang/inner.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DECIMALS_MAX = 9 };

/* ---- isolates ---- */

Dir lang__dir(Lang l) {
    return lang_dir(l)[0] == 'r' ? DIR_RTL : DIR_LTR;
}

void lang__open(Buf *b, Dress dress, Dir dir) {
    static const char *const tags[] = {"<bdi dir=\"ltr\">", "<bdi dir=\"rtl\">", "<bdi>"};
    static const char *const marks[] = {"\u2066", "\u2067", "\u2068"};
    buf_add(b, str_of(dress == DRESS_PAGE ? tags[dir] : marks[dir]));
}

void lang__close(Buf *b, Dress dress) {
    buf_add(b, dress == DRESS_PAGE ? LIT("</bdi>") : LIT("\u2069"));
}

void lang__isolate(Buf *b, Dress dress, Dir dir, Str s) {
    lang__open(b, dress, dir);
    if (dress == DRESS_PAGE) put_text(b, s);
    else buf_add(b, s);
    lang__close(b, dress);
}

void lang__unknown(Buf *b, Dress dress, const Reader *r) {
    if (dress == DRESS_PLAIN || !r) {
        buf_lit(b, "–");
        return;
    }
    buf_lit(b, "<span class=\"unknown\"><span aria-hidden=\"true\">–</span><span class=\"vh\">");
    put_text(b, tr(r->lang, T_SHOW_UNKNOWN));
    buf_lit(b, "</span></span>");
}

void lang__fill(Buf *b, Lang l, TextKey key, const Part *parts, size_t n) {
    Str text = tr(l, key), words, name;
    while (lang__piece(&text, &words, &name)) {
        buf_add(b, words);
        for (size_t k = 0; k < n && name.n; k++) {
            if (str_eq(parts[k].name, name)) buf_add(b, parts[k].text);
        }
    }
}

/* ---- names and codes ---- */

void show_name(Buf *b, Str s) {
    if (s.n == 0) lang__unknown(b, DRESS_PAGE, NULL);
    else lang__isolate(b, DRESS_PAGE, DIR_AUTO, s);
}

void show_code(Buf *b, Str s) {
    if (s.n == 0) lang__unknown(b, DRESS_PAGE, NULL);
    else lang__isolate(b, DRESS_PAGE, DIR_LTR, s);
}

void plain_name(Buf *b, Str s) {
    if (s.n == 0) lang__unknown(b, DRESS_PLAIN, NULL);
    else lang__isolate(b, DRESS_PLAIN, DIR_AUTO, s);
}

void plain_code(Buf *b, Str s) {
    if (s.n == 0) lang__unknown(b, DRESS_PLAIN, NULL);
    else lang__isolate(b, DRESS_PLAIN, DIR_LTR, s);
}

/* ---- numbers ---- */

/* Commas between groups of three of the digits at the head of s; the rest follows as it is. */
static void put_grouped(Buf *b, Str s) {
    size_t whole = 0;
    while (whole < s.n && s.p[whole] >= '0' && s.p[whole] <= '9') whole++;
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0) buf_byte(b, ',');
        buf_byte(b, s.p[i]);
    }
    buf_add(b, str_sub(s, whole, s.n));
}

Str lang__number(char room[LANG__NUMBER_BYTES], int64_t n) {
    Buf b = {.p = room, .cap = LANG__NUMBER_BYTES, .max = LANG__NUMBER_BYTES};
    LANG__SMALL(digits, 24);
    buf_int(&digits, n);
    Str s = buf_str(&digits);
    if (n < 0) {
        buf_lit(&b, "−");
        s = str_sub(s, 1, s.n);
    }
    put_grouped(&b, s);
    CHECK(buf_ok(&b));
    return buf_str(&b);
}

static void put_number(Buf *b, Dress dress, const Reader *r, int64_t n) {
    char room[LANG__NUMBER_BYTES];
    if (n == NUMBER_NONE) lang__unknown(b, dress, r);
    else lang__isolate(b, dress, DIR_LTR, lang__number(room, n));
}

void show_number(Buf *b, const Reader *r, int64_t n) {
    put_number(b, DRESS_PAGE, r, n);
}

void plain_number(Buf *b, const Reader *r, int64_t n) {
    put_number(b, DRESS_PLAIN, r, n);
}

static void put_real(Buf *b, Dress dress, const Reader *r, double x, int decimals) {
    CHECK(decimals >= 0 && decimals <= DECIMALS_MAX);
    char digits[340];
    int  n = isfinite(x) ? snprintf(digits, sizeof digits, "%.*f", decimals, fabs(x)) : -1;
    if (n < 0) {
        lang__unknown(b, dress, r);
        return;
    }
    Str s = {digits, (size_t)n};
    /* What rounds to nothing has no sign. */
    bool something = strspn(digits, "0.") < s.n;
    lang__open(b, dress, DIR_LTR);
    if (x < 0 && something) buf_lit(b, "−");
    put_grouped(b, s);
    lang__close(b, dress);
}

void show_real(Buf *b, const Reader *r, double x, int decimals) {
    put_real(b, DRESS_PAGE, r, x, decimals);
}

void plain_real(Buf *b, const Reader *r, double x, int decimals) {
    put_real(b, DRESS_PLAIN, r, x, decimals);
}

void show_percent(Buf *b, const Reader *r, int64_t percent) {
    if (percent == NUMBER_NONE) {
        lang__unknown(b, DRESS_PAGE, r);
        return;
    }
    char room[LANG__NUMBER_BYTES];
    lang__open(b, DRESS_PAGE, DIR_LTR);
    buf_add(b, lang__number(room, percent));
    buf_byte(b, '%');
    lang__close(b, DRESS_PAGE);
}

void show_size(Buf *b, const Reader *r, int64_t bytes) {
    static const struct {
        TextKey key;
        int64_t unit;
    } units[] = {{T_SHOW_SIZE_B, 1},
                 {T_SHOW_SIZE_KB, 1000},
                 {T_SHOW_SIZE_MB, 1000000},
                 {T_SHOW_SIZE_GB, 1000000000}};
    if (bytes < 0) {
        lang__unknown(b, DRESS_PAGE, r);
        return;
    }
    size_t k = 0;
    while (k < 3 && bytes >= units[k + 1].unit - units[k + 1].unit / 2000) k++;
    int64_t tenths = (bytes + units[k].unit / 20) / (units[k].unit / 10 ? units[k].unit / 10 : 1);
    LANG__SMALL(number, LANG__NUMBER_BYTES);
    /* One decimal below ten: 1.4 MB, 14 MB. */
    if (k > 0 && tenths < 100 && tenths % 10) {
        buf_printf(&number, "%d.%d", (int)tenths / 10, (int)tenths % 10);
    } else {
        char room[LANG__NUMBER_BYTES];
        buf_add(&number, lang__number(room, (bytes + units[k].unit / 2) / units[k].unit));
    }
    LANG__SMALL(text, 128);
    lang__fill(&text, r->lang, units[k].key, &(Part){LIT("n"), buf_str(&number)}, 1);
    lang__isolate(b, DRESS_PAGE, lang__dir(r->lang), buf_str(&text));
}
