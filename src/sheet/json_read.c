/* json_read.c - walking over JSON. */
#include "sheet/json_read.h"

#include "base/utf8.h"

void json_space(Json *j) {
    while (j->i < j->s.n) {
        char c = j->s.p[j->i];
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
        j->i++;
    }
}

char json_peek(Json *j) {
    json_space(j);
    return j->i < j->s.n ? j->s.p[j->i] : '\0';
}

static bool skip_string(Json *j) {
    if (json_peek(j) != '"') return false;
    for (j->i++; j->i < j->s.n; j->i++) {
        uint8_t c = (uint8_t)j->s.p[j->i];
        if (c == '"') {
            j->i++;
            return true;
        }
        if (c == '\\') j->i++;
        else if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') return false;
    }
    return false;
}

static size_t skip_digits(Json *j) {
    size_t from = j->i;
    while (j->i < j->s.n && j->s.p[j->i] >= '0' && j->s.p[j->i] <= '9') j->i++;
    return j->i - from;
}

static bool at(const Json *j, char c) {
    return j->i < j->s.n && j->s.p[j->i] == c;
}

static bool skip_number(Json *j) {
    if (at(j, '-')) j->i++;
    if (skip_digits(j) == 0) return false;
    if (at(j, '.')) {
        j->i++;
        if (skip_digits(j) == 0) return false;
    }
    if (at(j, 'e') || at(j, 'E')) {
        j->i++;
        if (at(j, '+') || at(j, '-')) j->i++;
        if (skip_digits(j) == 0) return false;
    }
    return true;
}

static bool skip_scalar(Json *j) {
    static const char *const WORDS[] = {"true", "false", "null"};
    if (at(j, '"')) return skip_string(j);
    for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++) {
        Str w = str_of(WORDS[k]);
        if (!str_starts(str_sub(j->s, j->i, w.n), w)) continue;
        j->i += w.n;
        return true;
    }
    return skip_number(j);
}

bool json_enter(Json *j, char open) {
    if (json_peek(j) != open) return false;
    j->i++;
    return true;
}

/* Between elements: a comma, or the closing bracket. */
static bool next_item(Json *j, bool first, char close, bool *ret_more) {
    char c = json_peek(j);
    if (c == close) {
        j->i++;
        *ret_more = false;
        return true;
    }
    if (!first) {
        if (c != ',') return false;
        j->i++;
        if (json_peek(j) == close) return false;
    }
    *ret_more = true;
    return json_peek(j) != '\0';
}

bool json_element(Json *j, bool first, bool *ret_more) {
    return next_item(j, first, ']', ret_more);
}

bool json_member(Json *j, bool first, bool *ret_more, Str *ret_key) {
    if (!next_item(j, first, '}', ret_more)) return false;
    if (!*ret_more) return true;
    json_space(j);
    size_t from = j->i;
    if (!skip_string(j)) return false;
    *ret_key = json_unquote(str_sub(j->s, from, j->i - from));
    if (json_peek(j) != ':') return false;
    j->i++;
    json_space(j);
    return true;
}

/* Brackets that are open stand as bits, so that depth costs no stack. */
bool json_skip(Json *j, Str *ret_span) {
    uint64_t objects = 0;
    int      depth = 0;
    bool     first = true, more;
    Str      key;
    json_space(j);
    size_t from = j->i;
    for (;;) {
        if (depth > 0 || !first) {
            bool object = depth > 0 && (objects & 1);
            if (depth == 0) break;
            if (object ? !json_member(j, first, &more, &key) : !json_element(j, first, &more)) return false;
            if (!more) {
                objects >>= 1;
                depth--;
                first = false;
                continue;
            }
        }
        char c = json_peek(j);
        first = c == '{' || c == '[';
        if (!first) {
            if (!skip_scalar(j)) return false;
            continue;
        }
        if (depth == JSON_DEPTH_MAX) return false;
        objects = objects << 1 | (c == '{');
        depth++;
        j->i++;
    }
    *ret_span = str_sub(j->s, from, j->i - from);
    return true;
}

Str json_unquote(Str span) {
    return span.n >= 2 && span.p[0] == '"' ? str_sub(span, 1, span.n - 2) : span;
}

static bool hex4(Str s, size_t i, uint32_t *ret_c) {
    uint32_t c = 0;
    if (i + 4 > s.n) return false;
    for (size_t k = 0; k < 4; k++) {
        char h = s.p[i + k];
        int  d = h >= '0' && h <= '9' ? h - '0' : (h | 32) >= 'a' && (h | 32) <= 'f' ? (h | 32) - 'a' + 10 : -1;
        if (d < 0) return false;
        c = c << 4 | (uint32_t)d;
    }
    *ret_c = c;
    return true;
}

/* Behind "\u" at i: the character, with the second half of a pair. Returns how many bytes it took. */
static size_t decode_u(Str s, size_t i, uint32_t *ret_c) {
    uint32_t c, low;
    *ret_c = 0xFFFD;
    if (!hex4(s, i, &c)) return 0;
    if (c < 0xD800 || c > 0xDFFF) {
        *ret_c = c == 0 ? 0xFFFD : c;
        return 4;
    }
    bool pair = c < 0xDC00 && i + 10 <= s.n && s.p[i + 4] == '\\' && s.p[i + 5] == 'u' && hex4(s, i + 6, &low) &&
                low >= 0xDC00 && low <= 0xDFFF;
    if (!pair) return 4;
    *ret_c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    return 10;
}

void json_decode(Str s, Buf *out) {
    for (size_t i = 0; i < s.n;) {
        size_t run = i;
        while (run < s.n && s.p[run] != '\\') run++;
        buf_add(out, str_sub(s, i, run - i));
        i = run;
        if (i + 1 >= s.n) return;
        char      c = s.p[i + 1];
        ptrdiff_t plain = str_find_byte(LIT("nrtbf"), c);
        i += 2;
        if (c == 'u') {
            uint32_t u;
            i += decode_u(s, i, &u);
            buf_utf8(out, u);
        } else if (plain >= 0) {
            buf_byte(out, "\n\r\t  "[plain]);
        } else {
            buf_byte(out, c);
        }
    }
}

bool json_find(Str object, Str key, Str *ret_value) {
    Json j = {.s = object};
    bool more, first = true;
    Str  k, v;
    if (!json_enter(&j, '{')) return false;
    while (json_member(&j, first, &more, &k) && more) {
        first = false;
        if (!json_skip(&j, &v)) return false;
        if (!str_eq(k, key)) continue;
        *ret_value = v;
        return true;
    }
    return false;
}

void json_compact(Str s, Buf *out) {
    bool quoted = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (quoted && c == '\\' && i + 1 < s.n) {
            buf_byte(out, c);
            c = s.p[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
            continue;
        }
        buf_byte(out, c);
    }
}
