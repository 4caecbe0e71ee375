/* gate.c - heads that are let in have one host, at most one length, no control characters and CR LF everywhere. The
** input is a head as received; it is cut up here as the library does it, leniently. */
#include "base/check.h"
#include "http/gate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

typedef struct Cut {
    char      *p;
    size_t     n, at;
    GateHeader v[GATE_HEADERS_MAX + 1];
    Gate       g;
} Cut;

/* One line, its end (CR LF or a bare LF) overwritten with NULs. false: there is none. */
static bool line_cut(Cut *c, Str *ret_line) {
    for (size_t i = c->at; i < c->n; i++) {
        bool crlf = c->p[i] == '\r' && i + 1 < c->n && c->p[i + 1] == '\n';
        if (!crlf && c->p[i] != '\n') continue;
        *ret_line = (Str){c->p + c->at, i - c->at};
        c->p[i] = 0;
        if (crlf) c->p[i + 1] = 0;
        c->at = i + (crlf ? 2 : 1);
        return true;
    }
    return false;
}

static bool request_line(Cut *c) {
    Str line;
    if (!line_cut(c, &line)) return false;
    ptrdiff_t first = str_find_byte(line, ' ');
    if (first < 0) return false;
    Str rest = str_sub(line, (size_t)first + 1, line.n);
    ptrdiff_t second = str_find_byte(rest, ' ');
    if (second < 0) return false;
    char *base = (char *)(uintptr_t)line.p;
    base[first] = 0;
    base[first + 1 + second] = 0;
    c->g.method = str_of(base);
    c->g.uri = str_of(rest.p);
    c->g.version = str_of(rest.p + second + 1);
    return true;
}

static bool headers(Cut *c) {
    Str line;
    while (line_cut(c, &line)) {
        if (line.n == 0) return true;
        ptrdiff_t colon = str_find_byte(line, ':');
        if (colon < 0 || c->g.n == GATE_HEADERS_MAX) return false;
        char *value = (char *)(uintptr_t)line.p + colon + 1;
        value[-1] = 0;
        while (*value == ' ' || *value == '\t') value++;
        c->v[c->g.n++] = (GateHeader){str_of(line.p), str_of(value)};
    }
    return false;
}

/* How often a header of this name is there. */
static int times(const Gate *g, const char *name) {
    int k = 0;
    for (size_t i = 0; i < g->n; i++) k += str_eq_nocase(g->v[i].name, str_of(name));
    return k;
}

static bool is_end(uint8_t c) {
    return c == 0 || c == '\r' || c == '\n';
}

/* Line ends are CR LF. NULs right before a line feed cannot be told from CR LF once the library has been over them;
** proxies refuse NULs. Returns where the run of line ends stops. */
static size_t ends_fine(const uint8_t *data, size_t from, size_t n) {
    size_t to = from;
    bool   nul = false;
    for (; to < n && is_end(data[to]); to++) nul |= data[to] == 0;
    CHECK(data[to - 1] == '\n');
    for (size_t i = from; i < to && !nul; i++) CHECK(data[i] == ((i - from) % 2 ? '\n' : '\r'));
    return to;
}

static void let_in(const uint8_t *data, const Cut *c, int64_t length) {
    CHECK(times(&c->g, "host") == 1 && times(&c->g, "content-length") <= 1 && !times(&c->g, "transfer-encoding"));
    CHECK(length >= 0 && (length == 0 || c->g.method.p[0] == 'P' || c->g.method.p[0] == 'D'));
    for (size_t i = 0; i < c->at;) {
        CHECK(is_end(data[i]) || data[i] >= 0x20 || data[i] == '\t');
        i = is_end(data[i]) ? ends_fine(data, i, c->at) : i + 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n == 0 || n > 10000) return 0;
    Cut     c = {.n = n};
    int64_t length = 0;
    c.p = calloc(1, n + 4);
    CHECK(c.p != NULL);
    for (size_t i = 0; i < n; i++) c.p[i] = (char)data[i];
    c.g.v = c.v;
    bool whole = request_line(&c) && headers(&c);
    c.g.bytes = c.at;
    if (whole && gate_check(&c.g, &length) == 0 && gate_in_place(&c.g, c.g.uri.p)) {
        let_in(data, &c, length);
    }
    free(c.p);
    return 0;
}
