/* str.c - borrowed text. */
#include "base/str.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { REAL_CHARS_MAX = 64 };

Str str_of(const char *z) {
    return z ? (Str){z, strlen(z)} : (Str){0};
}

bool str_eq(Str a, Str b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int str_cmp(Str a, Str b) {
    size_t n = a.n < b.n ? a.n : b.n;
    int    c = n ? memcmp(a.p, b.p, n) : 0;
    if (c) return c;
    return (a.n > b.n) - (a.n < b.n);
}

static unsigned char lower(char c) {
    unsigned char u = (unsigned char)c;
    return u >= 'A' && u <= 'Z' ? (unsigned char)(u + 32) : u;
}

bool str_eq_nocase(Str a, Str b) {
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++) {
        if (lower(a.p[i]) != lower(b.p[i])) return false;
    }
    return true;
}

bool str_starts(Str s, Str head) {
    return s.n >= head.n && (head.n == 0 || memcmp(s.p, head.p, head.n) == 0);
}

bool str_ends(Str s, Str tail) {
    return s.n >= tail.n && (tail.n == 0 || memcmp(s.p + s.n - tail.n, tail.p, tail.n) == 0);
}

ptrdiff_t str_find(Str s, Str what) {
    if (what.n == 0) return 0;
    if (s.n < what.n) return -1;
    const char *at = memmem(s.p, s.n, what.p, what.n);
    return at ? at - s.p : -1;
}

ptrdiff_t str_find_byte(Str s, char c) {
    const char *at = s.n ? memchr(s.p, (unsigned char)c, s.n) : NULL;
    return at ? at - s.p : -1;
}

Str str_sub(Str s, size_t from, size_t n) {
    if (from >= s.n) return (Str){s.n ? s.p + s.n : s.p, 0};
    size_t left = s.n - from;
    return (Str){s.p + from, n < left ? n : left};
}

/* How many bytes of blank stand at p[0], 0 if none. */
static size_t blank_at(Str s) {
    if (s.n == 0) return 0;
    if (s.p[0] == ' ' || (s.p[0] >= '\t' && s.p[0] <= '\r')) return 1;
    if (str_starts(s, LIT("\xC2\xA0"))) return 2;
    if (str_starts(s, LIT("\xE2\x80\x8E")) || str_starts(s, LIT("\xE2\x80\x8F"))) return 3;
    return 0;
}

static size_t blank_before(Str s) {
    for (size_t n = 1; n <= 3 && n <= s.n; n++) {
        if (blank_at((Str){s.p + s.n - n, n}) == n) return n;
    }
    return 0;
}

Str str_trim(Str s) {
    for (size_t n; (n = blank_at(s)) > 0;) s = (Str){s.p + n, s.n - n};
    for (size_t n; (n = blank_before(s)) > 0;) s.n -= n;
    return s;
}

bool str_split(Str *rest, char sep, Str *ret_part) {
    if (rest->n == 0) return false;
    ptrdiff_t at = str_find_byte(*rest, sep);
    if (at < 0) {
        *ret_part = *rest;
        *rest = (Str){rest->p + rest->n, 0};
        return true;
    }
    *ret_part = (Str){rest->p, (size_t)at};
    *rest = (Str){rest->p + at + 1, rest->n - (size_t)at - 1};
    return true;
}

Str str_cell(Str head, Str line, const char *name) {
    Str h, v;
    while (str_split(&head, '\t', &h)) {
        if (!str_split(&line, '\t', &v)) return (Str){0};
        if (str_eq(h, str_of(name))) return v;
    }
    return (Str){0};
}

bool str_int(Str s, int64_t *ret_n) {
    size_t i = 0;
    bool   minus = false;
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) {
        minus = s.p[0] == '-';
        i = 1;
    }
    if (i == s.n) return false;
    /* Counted downwards, because the lowest number has no positive twin. */
    int64_t n = 0;
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        if (__builtin_mul_overflow(n, 10, &n) || __builtin_sub_overflow(n, s.p[i] - '0', &n)) return false;
    }
    if (!minus) {
        if (n == INT64_MIN) return false;
        n = -n;
    }
    *ret_n = n;
    return true;
}

static size_t digits_at(Str s, size_t i) {
    size_t from = i;
    while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') i++;
    return i - from;
}

/* [+-] digits [. digits] [e [+-] digits], with a digit before or behind the point. */
static bool real_shape(Str s) {
    size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+');
    size_t whole = digits_at(s, i), part = 0;
    i += whole;
    if (i < s.n && s.p[i] == '.') {
        part = digits_at(s, ++i);
        i += part;
    }
    if (whole + part == 0) return false;
    if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
        i++;
        if (i < s.n && (s.p[i] == '-' || s.p[i] == '+')) i++;
        size_t power = digits_at(s, i);
        if (power == 0) return false;
        i += power;
    }
    return i == s.n;
}

bool str_real(Str s, double *ret_x) {
    char z[REAL_CHARS_MAX + 1];
    if (s.n > REAL_CHARS_MAX || !real_shape(s)) return false;
    memcpy(z, s.p, s.n);
    z[s.n] = 0;
    /* The C locale is a constant of the C library: this neither allocates nor fails. */
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    double   x = strtod_l(z, NULL, c);
    freelocale(c);
    if (!isfinite(x)) return false;
    *ret_x = x;
    return true;
}

static uint64_t mix(uint64_t a, uint64_t b) {
    unsigned __int128 x = (unsigned __int128)a * b;
    return (uint64_t)x ^ (uint64_t)(x >> 64);
}

/* Multiply and fold eight bytes at a time, after the idea of wyhash (public domain). */
uint64_t str_hash(Str s) {
    const uint64_t k = 0x9E3779B97F4A7C15u;
    uint64_t       h = k ^ s.n;
    size_t         i = 0;
    for (; i + 8 <= s.n; i += 8) {
        uint64_t w;
        memcpy(&w, s.p + i, 8);
        h = mix(h ^ w, 0xD6E8FEB86659FD93u);
    }
    uint64_t tail = 0;
    if (i < s.n) memcpy(&tail, s.p + i, s.n - i);
    return mix(mix(h ^ tail, 0xA0761D6478BD642Fu) ^ k, 0xE7037ED1A0B428DBu);
}
