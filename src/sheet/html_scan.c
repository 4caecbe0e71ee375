/* html_scan.c - tags and texts. */
#include "sheet/html_scan.h"

#include "base/utf8.h"

static const struct {
    const char *name;
    uint32_t    c;
} ENTITIES[] = {
#define ENTITY(name, c) {name, c},
#include "sheet/entity.def"
#undef ENTITY
};

static bool space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool letter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Where `what` begins at or behind i, without case; the end of the text when it does not. */
static size_t find_nocase(Str s, size_t i, Str what) {
    for (; i + what.n <= s.n; i++)
        if (s.p[i] == what.p[0] && str_eq_nocase(str_sub(s, i, what.n), what)) return i;
    return s.n;
}

/* The end of a tag: behind the '>' that stands outside quotes. A quote that never closes ends at the tag's. */
static size_t tag_end(Str s, size_t i) {
    size_t first = s.n;
    char   quote = 0;
    for (size_t k = i; k < s.n && k < i + 65536; k++) {
        char c = s.p[k];
        if (c == '>' && first == s.n) first = k;
        if (quote != 0) quote = c == quote ? 0 : quote;
        else if ((c == '"' || c == '\'') && k > i && (s.p[k - 1] == '=' || space(s.p[k - 1]))) quote = c;
        else if (c == '>') return k;
    }
    return first;
}

static void pass_raw(HtmlScan *h, Str name) {
    static const char *const RAW[][2] = {{"script", "</script"}, {"style", "</style"}, {"title", "</title"},
                                         {"textarea", "</textarea"}};
    for (size_t k = 0; k < sizeof RAW / sizeof *RAW; k++)
        if (str_eq_nocase(name, str_of(RAW[k][0]))) h->i = find_nocase(h->s, h->i, str_of(RAW[k][1]));
}

static bool take_tag(HtmlScan *h, HtmlToken *t) {
    size_t i = h->i + 1;
    bool   closing = i < h->s.n && h->s.p[i] == '/';
    i += closing;
    if (i >= h->s.n || !letter(h->s.p[i])) return false;
    size_t from = i;
    while (i < h->s.n && !space(h->s.p[i]) && h->s.p[i] != '>' && h->s.p[i] != '/') i++;
    size_t end = tag_end(h->s, i);
    *t = (HtmlToken){.tag = true, .closing = closing, .name = str_sub(h->s, from, i - from),
                     .attributes = str_sub(h->s, i, end - i)};
    h->i = end < h->s.n ? end + 1 : h->s.n;
    if (!closing) pass_raw(h, t->name);
    return true;
}

bool html_next(HtmlScan *h, HtmlToken *ret_t) {
    while (h->i < h->s.n) {
        size_t from = h->i;
        if (h->s.p[from] != '<') {
            const char *lt = memchr(h->s.p + from, '<', h->s.n - from);
            h->i = lt ? (size_t)(lt - h->s.p) : h->s.n;
            *ret_t = (HtmlToken){.text = str_sub(h->s, from, h->i - from)};
            return true;
        }
        if (str_starts(str_sub(h->s, from, 4), LIT("<!--"))) {
            ptrdiff_t end = str_find(str_sub(h->s, from + 4, h->s.n), LIT("-->"));
            h->i = end < 0 ? h->s.n : from + 4 + (size_t)end + 3;
        } else if (from + 1 < h->s.n && (h->s.p[from + 1] == '!' || h->s.p[from + 1] == '?')) {
            size_t end = tag_end(h->s, from + 1);
            h->i = end < h->s.n ? end + 1 : h->s.n;
        } else if (take_tag(h, ret_t)) {
            return true;
        } else {
            h->i++;
            *ret_t = (HtmlToken){.text = str_sub(h->s, from, 1)};
            return true;
        }
    }
    return false;
}

Str html_attribute(Str a, const char *name) {
    Str w = str_of(name);
    for (size_t i = 0; i + w.n < a.n; i++) {
        if (!str_eq_nocase(str_sub(a, i, w.n), w) || (i > 0 && !space(a.p[i - 1]))) continue;
        size_t k = i + w.n;
        while (k < a.n && space(a.p[k])) k++;
        if (k >= a.n || a.p[k] != '=') continue;
        for (k++; k < a.n && space(a.p[k]);) k++;
        if (k >= a.n) return (Str){0};
        char quote = a.p[k];
        if (quote != '"' && quote != '\'') {
            size_t from = k;
            while (k < a.n && !space(a.p[k])) k++;
            return str_sub(a, from, k - from);
        }
        ptrdiff_t end = str_find_byte(str_sub(a, k + 1, a.n), quote);
        return str_sub(a, k + 1, end < 0 ? a.n : (size_t)end);
    }
    return (Str){0};
}

/* "&amp;", "&#1488;", "&#x5d0;" at i: the character and the bytes it took; 0: not one of ours. */
static size_t take_entity(Str s, size_t i, uint32_t *ret_c) {
    size_t end = i + 1;
    while (end < s.n && end < i + 12 && s.p[end] != ';') end++;
    if (end >= s.n || s.p[end] != ';') return 0;
    Str inner = str_sub(s, i + 1, end - i - 1);
    if (inner.n > 1 && inner.p[0] == '#') {
        bool     hex = (inner.p[1] | 32) == 'x';
        uint32_t c = 0;
        for (size_t k = hex ? 2 : 1; k < inner.n; k++) {
            char h = inner.p[k];
            int  d = h >= '0' && h <= '9' ? h - '0' : hex && letter(h) && (h | 32) <= 'f' ? (h | 32) - 'a' + 10 : -1;
            if (d < 0 || c > 0x10FFFF) return 0;
            c = c * (hex ? 16 : 10) + (uint32_t)d;
        }
        bool good = c >= 0x20 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
        *ret_c = good ? c : ' ';
        return end + 1 - i;
    }
    for (size_t k = 0; k < sizeof ENTITIES / sizeof *ENTITIES; k++) {
        if (!str_eq(inner, str_of(ENTITIES[k].name))) continue;
        *ret_c = ENTITIES[k].c;
        return end + 1 - i;
    }
    return 0;
}

void html_text(Buf *out, Str s) {
    for (size_t i = 0; i < s.n;) {
        char     c = s.p[i];
        uint32_t decoded = 0;
        size_t   took = c == '&' ? take_entity(s, i, &decoded) : 0;
        if (took > 0) {
            i += took;
            buf_utf8(out, decoded == 0xA0 ? ' ' : decoded);
            continue;
        }
        i++;
        if (!space(c)) buf_byte(out, c);
        else if (out->n > 0 && !space(out->p[out->n - 1])) buf_byte(out, ' ');
    }
}
