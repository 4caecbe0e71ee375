/* html.c - the only maker of markup from data. */
#include "base/html.h"

#include "base/utf8.h"

#include <stdio.h>

/* Which bytes stop the fast scan, by place. IN_BYTES is JSON of bytes that are not UTF-8. */
enum { IN_TEXT = 1, IN_ATTR = 2, IN_JSON = 4, IN_LINK = 8, IN_BYTES = 16 };

static const unsigned char STOPS[256] = {
    [0x00 ... 0x1F] = IN_JSON | IN_LINK,
    [0x7F] = IN_LINK,
    ['\\'] = IN_JSON | IN_LINK,
    ['&'] = IN_TEXT | IN_ATTR | IN_JSON,
    ['<'] = IN_TEXT | IN_ATTR | IN_JSON,
    ['>'] = IN_TEXT | IN_ATTR | IN_JSON,
    ['"'] = IN_ATTR | IN_JSON,
    ['\''] = IN_ATTR,
    /* U+2028 and U+2029 begin with E2. */
    [0x80 ... 0xE1] = IN_BYTES,
    [0xE2] = IN_JSON | IN_BYTES,
    [0xE3 ... 0xFF] = IN_BYTES,
};

static size_t run_end(Str s, size_t i, int place) {
    while (i < s.n && !(STOPS[(unsigned char)s.p[i]] & place)) i++;
    return i;
}

static Str entity(char c) {
    switch (c) {
    case '&': return LIT("&amp;");
    case '<': return LIT("&lt;");
    case '>': return LIT("&gt;");
    case '"': return LIT("&quot;");
    default: return LIT("&#39;");
    }
}

static void put_escaped(Buf *b, Str s, int place) {
    size_t i = 0;
    while (i < s.n) {
        size_t end = run_end(s, i, place);
        buf_add(b, str_sub(s, i, end - i));
        if (end < s.n) buf_add(b, entity(s.p[end++]));
        i = end;
    }
}

void put_text(Buf *b, Str s) {
    put_escaped(b, s, IN_TEXT);
}

void put_attr(Buf *b, Str s) {
    put_escaped(b, s, IN_ATTR);
}

/* Browsers drop tabs and line ends inside a link and read \ as /, so that "/\host" leaves the site. */
static bool link_safe(Str s) {
    if (s.n == 0 || run_end(s, 0, IN_LINK) < s.n) return false;
    if (s.p[0] == '#' || s.p[0] == '?') return true;
    if (s.p[0] == '/') return s.n == 1 || s.p[1] != '/';
    return str_eq_nocase(str_sub(s, 0, 8), LIT("https://")) ||
           str_eq_nocase(str_sub(s, 0, 7), LIT("mailto:")) || str_eq_nocase(str_sub(s, 0, 4), LIT("tel:"));
}

void put_link(Buf *b, Str s) {
    if (link_safe(s)) put_attr(b, s);
    else buf_byte(b, '#');
}

static bool unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void put_urlpart(Buf *b, Str s) {
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (unreserved(s.p[i])) buf_byte(b, s.p[i]);
        else buf_add(b, (Str){(char[]){'%', hex[c >> 4], hex[c & 15]}, 3});
    }
}

void put_html(Buf *b, Html h) {
    buf_add(b, h.s);
}

/* Writes the character at *i as JSON wants it and moves *i behind it. */
static void put_json_char(Buf *b, Str s, size_t *i) {
    size_t   from = *i;
    uint32_t c = utf8_next(s, i);
    switch (c) {
    case '"': buf_lit(b, "\\\""); return;
    case '\\': buf_lit(b, "\\\\"); return;
    case '\n': buf_lit(b, "\\n"); return;
    case '\r': buf_lit(b, "\\r"); return;
    case '\t': buf_lit(b, "\\t"); return;
    case UTF8_BAD: buf_lit(b, "\\ufffd"); return;
    default: break;
    }
    /* The two line separators end a line in older JavaScript. */
    bool escape = c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;
    if (escape) buf_printf(b, "\\u%04x", (unsigned)c);
    else buf_add(b, str_sub(s, from, *i - from));
}

void put_json(Buf *b, Str s) {
    size_t i = 0;
    int    place = utf8_valid(s) ? IN_JSON : IN_JSON | IN_BYTES;
    buf_byte(b, '"');
    while (i < s.n) {
        size_t end = run_end(s, i, place);
        buf_add(b, str_sub(s, i, end - i));
        i = end;
        if (i < s.n) put_json_char(b, s, &i);
    }
    buf_byte(b, '"');
}

Html html_keep(Arena *a, Buf *b) {
    return (Html){buf_keep(a, b)};
}
