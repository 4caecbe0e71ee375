/* route.c - from a path to its handler. */
#include "http/route.h"

#include "base/check.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { SEGMENTS_MAX = 12, PARTS_MAX = 4 };

typedef struct Node Node;
typedef struct Edge {
    Str   text;
    Node *to;
} Edge;

struct Node {
    Edge        *edges;                           /* sorted by text */
    int          n_edges;
    Node        *id, *word;
    const Route *routes[METHOD_N];
    int          index[METHOD_N];
    bool         used;                            /* some method has a route here */
};

struct Router {
    Node          root;
    const Route **all;
    int           n_all;
};

static const char *const METHOD_NAMES[METHOD_N] = {
    [GET] = "GET", [POST] = "POST", [PUT] = "PUT", [PATCH] = "PATCH", [DELETE] = "DELETE",
};

const char *method_name(Method m) {
    return METHOD_NAMES[m];
}

bool method_parse(Str s, Method *ret_m) {
    for (int m = 0; m < METHOD_N; m++) {
        if (str_eq(s, str_of(METHOD_NAMES[m]))) return *ret_m = (Method)m, true;
    }
    if (!str_eq(s, LIT("HEAD"))) return false;
    *ret_m = GET;
    return true;
}

/* ---- compiling ---------------------------------------------------------------------------------------------- */

static Node *node_new(void) {
    Node *n = calloc(1, sizeof *n);
    CHECK(n != NULL);
    return n;
}

/* Where `text` stands among the edges, or would stand. */
static int edge_place(const Node *n, Str text, bool *ret_found) {
    int low = 0, high = n->n_edges;
    *ret_found = false;
    while (low < high) {
        int mid = (low + high) / 2, order = str_cmp(n->edges[mid].text, text);
        if (order == 0) return *ret_found = true, mid;
        if (order < 0) low = mid + 1;
        else high = mid;
    }
    return low;
}

static Node *node_under(Node *n, Str segment) {
    if (str_eq(segment, LIT("{id}"))) return n->id ? n->id : (n->id = node_new());
    if (str_eq(segment, LIT("{word}"))) return n->word ? n->word : (n->word = node_new());
    CHECK(str_find_byte(segment, '{') < 0);
    bool found;
    int  at = edge_place(n, segment, &found);
    if (found) return n->edges[at].to;
    n->edges = realloc(n->edges, (size_t)(n->n_edges + 1) * sizeof *n->edges);
    CHECK(n->edges != NULL);
    memmove(n->edges + at + 1, n->edges + at, (size_t)(n->n_edges - at) * sizeof *n->edges);
    n->edges[at] = (Edge){segment, node_new()};
    n->n_edges++;
    return n->edges[at].to;
}

static void router_add(Router *r, const Route *route) {
    Str   rest = str_of(route->path), segment;
    Node *n = &r->root;
    int   depth = 0;
    CHECK(str_starts(rest, LIT("/")) && route->method < METHOD_N && route->handler != NULL);
    CHECK(!route->cached || route->kind == ROUTE_READ);
    rest = str_sub(rest, 1, rest.n);
    while (str_split(&rest, '/', &segment)) {
        CHECK(segment.n > 0 && ++depth <= SEGMENTS_MAX);
        n = node_under(n, segment);
    }
    CHECK(n->routes[route->method] == NULL);
    n->routes[route->method] = route;
    n->used = true;
    n->index[route->method] = r->n_all;
    r->all = realloc(r->all, (size_t)(r->n_all + 1) * sizeof *r->all);
    CHECK(r->all != NULL);
    r->all[r->n_all++] = route;
}

Router *router_new(const Module *const *modules, int n) {
    Router *r = calloc(1, sizeof *r);
    CHECK(r != NULL);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < modules[i]->n_routes; j++) router_add(r, &modules[i]->routes[j]);
    }
    return r;
}

static void node_release(Node *n) {
    for (int i = 0; i < n->n_edges; i++) {
        node_release(n->edges[i].to);
        free(n->edges[i].to);
    }
    free(n->edges);
    if (n->id) node_release(n->id);
    if (n->word) node_release(n->word);
    free(n->id);
    free(n->word);
}

void router_free(Router *r) {
    if (!r) return;
    node_release(&r->root);
    free(r->all);
    free(r);
}

int router_count(const Router *r) {
    return r->n_all;
}

const Route *router_route(const Router *r, int index) {
    return r->all[index];
}

/* ---- matching ----------------------------------------------------------------------------------------------- */

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool url_decode(Arena *a, Str s, Str *ret_s) {
    if (str_find_byte(s, '%') < 0) return *ret_s = s, true;
    char  *out = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++, n++) {
        out[n] = s.p[i];
        if (s.p[i] != '%') continue;
        if (s.n - i < 3 || hex_digit(s.p[i + 1]) < 0 || hex_digit(s.p[i + 2]) < 0) return false;
        out[n] = (char)(hex_digit(s.p[i + 1]) * 16 + hex_digit(s.p[i + 2]));
        i += 2;
    }
    *ret_s = (Str){out, n};
    return true;
}

/* A segment that could mean something else to a file system or to another server. */
static bool segment_shady(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 || c == 0x7F || c == '/' || c == '\\') return true;
    }
    return str_eq(s, LIT(".")) || str_eq(s, LIT("..")) || !utf8_valid(s);
}

typedef struct Walk {
    Str      segments[SEGMENTS_MAX];
    int      n;
    Matched *m;
} Walk;

static const Node *walk(Walk *w, const Node *n, int depth, int n_ids, int n_words) {
    if (depth == w->n) return n->used ? n : NULL;
    Str         s = w->segments[depth];
    const Node *found = NULL;
    bool        exact;
    int         at = edge_place(n, s, &exact);
    if (exact && (found = walk(w, n->edges[at].to, depth + 1, n_ids, n_words))) return found;
    Id id;
    if (n->id && n_ids < PARTS_MAX && id_parse(s, &id)) {
        w->m->ids[n_ids] = id;
        if ((found = walk(w, n->id, depth + 1, n_ids + 1, n_words))) return found;
        w->m->ids[n_ids] = 0;
    }
    if (n->word && n_words < PARTS_MAX) {
        w->m->words[n_words] = s;
        if ((found = walk(w, n->word, depth + 1, n_ids, n_words + 1))) return found;
        w->m->words[n_words] = (Str){0};
    }
    return NULL;
}

/* Cuts the path into decoded segments. */
static Fault path_cut(Arena *a, Str raw, Walk *w) {
    if (!str_starts(raw, LIT("/"))) return BAD_REQUEST;
    if (!url_decode(a, raw, &w->m->path)) return BAD_REQUEST;
    Str rest = str_sub(raw, 1, raw.n), part;
    bool too_deep = raw.n > 1 && raw.p[raw.n - 1] == '/';
    while (str_split(&rest, '/', &part)) {
        Str s;
        if (!url_decode(a, part, &s) || segment_shady(s)) return BAD_REQUEST;
        if (s.n == 0 || w->n == SEGMENTS_MAX) too_deep = true;
        else w->segments[w->n++] = s;
    }
    return too_deep ? NOT_FOUND : OK;
}

Fault router_match(const Router *r, Arena *a, Method m, Str raw, Matched *ret_m) {
    *ret_m = (Matched){.index = -1};
    Walk w = {.m = ret_m};
    TRY(path_cut(a, raw, &w));
    const Node *n = walk(&w, &r->root, 0, 0, 0);
    if (!n) return NOT_FOUND;
    ret_m->routes = n->routes;
    if (!n->routes[m]) return BAD_METHOD;
    ret_m->route = n->routes[m];
    ret_m->index = n->index[m];
    return OK;
}

Str routes_allow(Arena *a, const Route *const *routes) {
    Str list = LIT("OPTIONS");
    for (int m = METHOD_N - 1; m >= 0; m--) {
        if (routes[m]) list = arena_printf(a, "%s, %.*s",
                                    m == GET ? "GET, HEAD" : method_name(m), STR_ARG(list));
    }
    return list;
}
