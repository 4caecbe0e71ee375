/* weave_draw.c - the network as a drawing: a dot for each, the larger the more ties, a line for each tie. Full is who
** belongs by the definition, a ring who does not, dashed whose ties have gone quiet. Each leads to its page; the table
** that stands beside it says the same. */
#include "weave/weave_page.h"

#include "actor/actor.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { DRAWN_MAX = 60, NAMED = 20, WIDTH = 420, HEIGHT = 370, EDGE = 26, GAP = 26, NAME_CHARS = 14 };
enum { LETTER = 7, LINE = 14 };                     /* of a name, roughly: whether two lie on each other */

static int size_of(const Weave *w, uint32_t v) {
    uint32_t degree = graph_degree(&w->g, v);
    return 4 + (degree > 6 ? 6 : (int)degree);
}

static const char *class_of(const Weave *w, uint32_t v) {
    if (weave_is_still(w, v)) return "wanted";
    return w->actors[v].local ? "active" : "outside";
}

static void put_line(Buf *b, const Weave *w, const WeaveTie *t, const GraphPlace *one, const GraphPlace *other) {
    bool quiet = weave_use(t, w->today) == WEAVE_QUIET, out = !w->actors[t->from].local || !w->actors[t->to].local;
    buf_printf(b, "<line class=\"net-line%s\" stroke-opacity=\".45\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
               quiet ? " wanted" : out ? " outside" : "", one->x, one->y, other->x, other->y);
}

static void put_dot(Buf *b, const Page *pg, const Weave *w, uint32_t v, const GraphPlace *at) {
    const WeaveActor *one = &w->actors[v];
    buf_printf(b, "<a href=\"%.*s\"><g class=\"net-dot %s\"><circle cx=\"%d\" cy=\"%d\" r=\"%d\"><title>",
               STR_ARG(view_record_path(pg->c, &actor_entity, one->id)), class_of(w, v), at->x, at->y, size_of(w, v));
    put_text(b, one->name);
    buf_lit(b, "</title></circle></g></a>");
}

/* A name as it lies on paper. */
typedef struct Label {
    int x, y, half;                               /* its middle, and half of its width */
} Label;

static Label label_of(const Weave *w, uint32_t v, const GraphPlace *at) {
    size_t letters = utf8_length(w->actors[v].name);
    int    half = (letters > NAME_CHARS ? NAME_CHARS + 1 : (int)letters) * LETTER / 2;
    int    x = at->x < half ? half : at->x > WIDTH - half ? WIDTH - half : at->x;
    return (Label){x, at->y + size_of(w, v) + 13, half};
}

static bool lies_on(const Label *a, const Label *b) {
    return abs(a->x - b->x) < a->half + b->half && abs(a->y - b->y) < LINE;
}

/* Does a name cover somebody else's dot? */
static bool covers(const Label *l, const GraphPlace *place, uint32_t n, uint32_t own) {
    for (uint32_t i = 0; i < n; i++) {
        if (i != own && abs(place[i].x - l->x) < l->half + 4 && abs(place[i].y - (l->y - 4)) < 9) return true;
    }
    return false;
}

/* Names where there is room for them: first of those with most ties. */
static void put_names(Buf *b, const Weave *w, const uint32_t *drawn, const GraphPlace *place, uint32_t n) {
    Label    laid[NAMED];
    uint32_t k = 0;
    for (uint32_t i = 0; i < n && k < NAMED; i++) {
        Str   name = w->actors[drawn[i]].name;
        Label l = label_of(w, drawn[i], &place[i]);
        bool  free = i < 3 || !covers(&l, place, n, i);
        for (uint32_t j = 0; j < k && free; j++) free = !lies_on(&l, &laid[j]);
        if (!free) continue;
        laid[k++] = l;
        buf_printf(b, "<text class=\"net-name\" x=\"%d\" y=\"%d\">", l.x, l.y);
        put_text(b, utf8_head(name, NAME_CHARS));
        if (utf8_length(name) > NAME_CHARS) buf_lit(b, "\xE2\x80\xA6");
        buf_lit(b, "</text>");
    }
}

/* Ties between those who are drawn. */
static GraphEdge *edges_of(Arena *a, const Weave *w, const uint32_t *at, size_t *ret_n) {
    GraphEdge *v = ARENA_ARRAY(a, GraphEdge, w->ties_n + 1);
    size_t     n = 0;
    for (size_t i = 0; i < w->ties_n; i++) {
        uint32_t from = at[w->ties[i].from], to = at[w->ties[i].to];
        if (from && to) v[n++] = (GraphEdge){from - 1, to - 1, 1};
    }
    *ret_n = n;
    return v;
}

void weave_svg(Buf *b, const Page *pg, const Net *net) {
    Arena       *a = pg->c->arena;
    const Weave *w = &net->w;
    uint32_t     drawn[DRAWN_MAX], n = weave_drawn(a, w, DRAWN_MAX, drawn), *at = ARENA_ARRAY(a, uint32_t, w->n + 1);
    GraphPlace   place[DRAWN_MAX];
    size_t       edges_n;
    Graph        g;
    for (uint32_t i = 0; i < n; i++) at[drawn[i]] = i + 1;
    GraphEdge *edges = edges_of(a, w, at, &edges_n);
    graph_build(a, n, edges, edges_n, &g);
    graph_draw(a, &g, &(GraphBox){WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE, GAP}, place);
    for (uint32_t i = 0; i < n; i++) place[i] = (GraphPlace){place[i].x + EDGE, place[i].y + EDGE - 6};
    buf_printf(b, "<svg class=\"net-svg\" viewBox=\"0 0 %d %d\" role=\"group\" aria-label=\"", WIDTH, HEIGHT);
    tr_attr(b, pg->r, T_WEAVE_DRAWN, (TrArg[]){TR_N("n", n)}, 1);
    buf_lit(b, "\">");
    for (size_t i = 0; i < w->ties_n; i++) {
        uint32_t from = at[w->ties[i].from], to = at[w->ties[i].to];
        if (from && to) put_line(b, w, &w->ties[i], &place[from - 1], &place[to - 1]);
    }
    for (uint32_t i = n; i-- > 0;) put_dot(b, pg, w, drawn[i], &place[i]);
    put_names(b, w, drawn, place, n);
    buf_lit(b, "</svg>");
}
