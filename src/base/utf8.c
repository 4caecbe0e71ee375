/* utf8.c - reading and writing UTF-8, strictly (RFC 3629). */
#include "base/utf8.h"

#include "base/check.h"

#include <string.h>

/* How many bytes follow a first byte, and the lowest character that may be written so. */
static int follow_of(unsigned char c, uint32_t *ret_low) {
    if (c >= 0xC2 && c <= 0xDF) return *ret_low = 0x80, 1;
    if (c >= 0xE0 && c <= 0xEF) return *ret_low = 0x800, 2;
    if (c >= 0xF0 && c <= 0xF4) return *ret_low = 0x10000, 3;
    return 0;
}

uint32_t utf8_next(Str s, size_t *i) {
    CHECK(*i < s.n);
    size_t        at = *i;
    unsigned char first = (unsigned char)s.p[at];
    *i = at + 1;
    if (first < 0x80) return first;
    uint32_t low = 0;
    int      follow = follow_of(first, &low);
    if (follow == 0 || s.n - at <= (size_t)follow) return UTF8_BAD;
    uint32_t c = first & (0x3Fu >> follow);
    for (int k = 1; k <= follow; k++) {
        unsigned char next = (unsigned char)s.p[at + (size_t)k];
        if ((next & 0xC0) != 0x80) return UTF8_BAD;
        c = (c << 6) | (next & 0x3F);
    }
    if (c < low || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return UTF8_BAD;
    *i = at + 1 + (size_t)follow;
    return c;
}

/* The first place from i on that is not ASCII, eight bytes at a time. */
static size_t ascii_end(Str s, size_t i) {
    for (; i + 8 <= s.n; i += 8) {
        uint64_t w;
        memcpy(&w, s.p + i, 8);
        if (w & 0x8080808080808080u) break;
    }
    while (i < s.n && (unsigned char)s.p[i] < 0x80) i++;
    return i;
}

bool utf8_valid(Str s) {
    size_t i = ascii_end(s, 0);
    while (i < s.n) {
        if (utf8_next(s, &i) == UTF8_BAD) return false;
        if (i < s.n && (unsigned char)s.p[i] < 0x80) i = ascii_end(s, i);
    }
    return true;
}

size_t utf8_length(Str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; n++) utf8_next(s, &i);
    return n;
}

size_t utf8_put(char out[4], uint32_t c) {
    CHECK(c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF));
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

void buf_utf8(Buf *b, uint32_t c) {
    char out[4];
    buf_add(b, (Str){out, utf8_put(out, c)});
}

Str utf8_head(Str s, size_t n) {
    size_t i = 0;
    for (size_t k = 0; k < n && i < s.n; k++) utf8_next(s, &i);
    return (Str){s.p, i};
}

uint32_t utf8_digit(uint32_t c) {
    if (c >= 0x660 && c <= 0x669) return '0' + (c - 0x660);
    if (c >= 0x6F0 && c <= 0x6F9) return '0' + (c - 0x6F0);
    return c;
}

/* What a character is to the cleaning. */
typedef enum Class { CLASS_KEPT, CLASS_DROPPED, CLASS_SPACE, CLASS_LINE, CLASS_MARK } Class;

static Class class_of(uint32_t c) {
    if (c == ' ' || c == '\t') return CLASS_SPACE;
    if (c >= '\n' && c <= '\r') return CLASS_LINE;
    if (c < 0x20) return CLASS_DROPPED;
    if (c < 0x7F) return CLASS_KEPT;
    if (c == 0x85 || c == 0x2028 || c == 0x2029) return CLASS_LINE;
    if (c < 0xA0) return CLASS_DROPPED;
    if (c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000)
        return CLASS_SPACE;
    if (c == 0x200E || c == 0x200F || c == 0x61C) return CLASS_MARK;
    /* U+206A-F are deprecated; with U+200B, U+2060 and U+FEFF two names differ that look the same. */
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F)) return CLASS_DROPPED;
    if (c == 0x200B || c == 0x2060 || c == 0xFEFF) return CLASS_DROPPED;
    return CLASS_KEPT;
}

typedef struct Cleaner {
    char  *out;
    size_t n;
    bool   lines;                                 /* keep line ends and marks */
    bool   space;                                 /* a space is owed before the next character */
    size_t breaks;                                /* as many line ends are owed */
} Cleaner;

static void clean_owed(Cleaner *c) {
    /* Ends are trimmed: what is owed before the first character is forgotten. */
    if (c->n > 0 && c->breaks > 0) {
        memset(c->out + c->n, '\n', c->breaks);
        c->n += c->breaks;
    } else if (c->n > 0 && c->space) {
        c->out[c->n++] = ' ';
    }
    c->space = false;
    c->breaks = 0;
}

static void clean_char(Cleaner *c, uint32_t ch) {
    Class k = class_of(ch);
    if (k == CLASS_DROPPED || (k == CLASS_MARK && !c->lines)) return;
    if (k == CLASS_LINE && c->lines) {
        c->breaks++;
        return;
    }
    if (k == CLASS_SPACE || k == CLASS_LINE) {
        c->space = true;
        return;
    }
    clean_owed(c);
    c->n += utf8_put(c->out + c->n, ch);
}

/* What the cleaned text takes at most: a bad byte becomes three, nothing else grows. */
static size_t clean_bytes_max(Str s) {
    size_t n = s.n;
    for (size_t i = ascii_end(s, 0); i < s.n; i = ascii_end(s, i)) {
        if (utf8_next(s, &i) == UTF8_BAD) n += 2;
    }
    return n;
}

static Str clean(Arena *a, Str s, bool lines) {
    Cleaner c = {.out = arena_alloc(a, clean_bytes_max(s) + 1), .lines = lines};
    for (size_t i = 0; i < s.n;) {
        uint32_t ch = utf8_next(s, &i);
        if (ch == '\r' && i < s.n && s.p[i] == '\n') continue;
        /* The two noncharacters cannot stand in XML, and so not in a spreadsheet. */
        if (ch == UTF8_BAD || ch == 0xFFFE || ch == 0xFFFF) ch = 0xFFFD;
        clean_char(&c, ch);
    }
    Str out = {c.out, c.n};
    return str_trim(out).n ? out : (Str){c.out, 0};
}

Str utf8_clean_line(Arena *a, Str s) {
    return clean(a, s, false);
}

Str utf8_clean_text(Arena *a, Str s) {
    return clean(a, s, true);
}

Str utf8_lines(Arena *a, Str words, char sep, size_t n) {
    Str all = {0}, word;
    while (str_split(&words, sep, &word)) all = arena_printf(a, "%.*s%.*s\n", STR_ARG(all), STR_ARG(word));
    return utf8_head(all, n);
}
