/* gate.c - which requests are let in at all. */
#include "http/gate.h"

#include <string.h>

static bool is_tchar(unsigned char c) {
    if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) return true;
    return c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL;
}

/* RFC 9110 5.1: a name is a token, so no blank before the colon. */
static bool name_ok(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (!is_tchar((unsigned char)s.p[i])) return false;
    }
    return s.n > 0 && s.n <= 64;
}

/* RFC 9110 5.5: visible characters, blanks and bytes above 0x7F. */
static bool value_ok(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c < 0x20 && c != '\t') || c == 0x7F) return false;
    }
    return s.n <= GATE_VALUE_BYTES_MAX;
}

static bool host_ok(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool          alnum = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        if (!alnum && (c == 0 || !strchr(".-:[]_", c))) return false;
    }
    return s.n > 0 && s.n <= 255;
}

static bool uri_ok(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= 0x20 || c >= 0x7F || c == '#' || c == '\\') return false;
    }
    return s.n > 0 && (s.p[0] == '/' || str_eq(s, LIT("*")));
}

/* Do two NULs stand at p, in the place of CR LF? */
static bool line_ended(const char *p) {
    return p[0] == 0 && p[1] == 0;
}

/* Does the value stand behind its name, a colon and blanks only? A folded line was moved elsewhere. */
static bool value_follows(const GateHeader *h) {
    const char *p = h->name.p + h->name.n + 1;
    if (h->value.p < p || h->value.p > p + GATE_HEAD_BYTES_MAX) return false;
    for (; p < h->value.p; p++) {
        if (*p != ' ' && *p != '\t') return false;
    }
    return true;
}

/* Every line must begin two bytes behind the end of the one before, and the head must end with one empty line: this
** leaves room for CR LF only (or for NUL LF, which looks the same once the library has been over it). */
bool gate_in_place(const Gate *g, const char *uri_at) {
    if (uri_at != g->method.p + g->method.n + 1) return false;
    if (g->version.p != uri_at + g->uri.n + 1) return false;
    const char *end = g->version.p + g->version.n;
    for (size_t i = 0; i < g->n; i++) {
        const GateHeader *h = &g->v[i];
        if (!line_ended(end) || h->name.p != end + 2 || !value_follows(h)) return false;
        end = h->value.p + h->value.n;
    }
    return end + 4 == g->method.p + g->bytes && line_ended(end) && line_ended(end + 2);
}

static bool method_known(Str m) {
    static const char *const KNOWN[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        if (str_eq(m, str_of(KNOWN[i]))) return true;
    }
    return false;
}

static bool method_has_body(Str m) {
    return str_starts(m, LIT("P")) || str_eq(m, LIT("DELETE"));
}

/* Digits only, at most 15: larger than any body we take, smaller than any integer. */
static bool length_parse(Str s, int64_t *ret_n) {
    int64_t n = 0;
    if (s.n == 0 || s.n > 15) return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        n = n * 10 + (s.p[i] - '0');
    }
    *ret_n = n;
    return true;
}

typedef struct Framing {
    int hosts, lengths, encodings, expects;
    Str host, length, expect;
} Framing;

/* Goes over the headers: sizes, characters, and the few that say where the body ends. */
static int headers_check(const Gate *g, Framing *f) {
    size_t bytes = 0;
    for (size_t i = 0; i < g->n; i++) {
        const GateHeader *h = &g->v[i];
        bytes += h->name.n + h->value.n + 4;
        if (bytes > GATE_HEAD_BYTES_MAX || h->value.n > GATE_VALUE_BYTES_MAX) return 431;
        if (!name_ok(h->name) || !value_ok(h->value)) return 400;
        if (str_eq_nocase(h->name, LIT("host"))) f->hosts++, f->host = str_trim(h->value);
        if (str_eq_nocase(h->name, LIT("content-length"))) f->lengths++, f->length = h->value;
        if (str_eq_nocase(h->name, LIT("transfer-encoding"))) f->encodings++;
        if (str_eq_nocase(h->name, LIT("expect"))) f->expects++, f->expect = h->value;
    }
    return 0;
}

int gate_check(const Gate *g, int64_t *ret_length) {
    Framing f = {0};
    int64_t length = 0;
    if (g->n > GATE_HEADERS_MAX) return 431;
    int status = headers_check(g, &f);
    if (status) return status;
    if (!method_known(g->method)) return 501;
    if (!str_eq(g->version, LIT("HTTP/1.1")) && !str_eq(g->version, LIT("HTTP/1.0"))) return 505;
    if (g->uri.n > GATE_URI_BYTES_MAX) return 414;
    if (!uri_ok(g->uri)) return 400;
    if (f.hosts != 1 || !host_ok(f.host)) return 400;
    if (f.lengths > 1 || (f.lengths && f.encodings)) return 400;
    if (f.encodings) return 411;
    if (f.lengths && !length_parse(f.length, &length)) return 400;
    if (length > 0 && !method_has_body(g->method)) return 400;
    if (f.expects && !str_eq_nocase(f.expect, LIT("100-continue"))) return 417;
    *ret_length = length;
    return 0;
}

Str gate_header(const GateHeader *v, size_t n, const char *name) {
    Str want = str_of(name);
    for (size_t i = 0; i < n; i++) {
        if (v[i].name.n == want.n && str_eq_nocase(v[i].name, want)) return v[i].value;
    }
    return (Str){0};
}
