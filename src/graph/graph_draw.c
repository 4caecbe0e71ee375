/* graph_draw.c - places on paper, in fixed point: 65536 to one step of the graph. */
#include "graph/graph.h"

#include "base/check.h"
#include "base/rand.h"

enum { ONE = 65536, SEED = 1973, COOLING = 51000, PUSHES = 40 };   /* of the heat, 78 % stays in each round */

static int64_t root(int64_t x) {
    int64_t r = 0;
    for (int64_t bit = (int64_t)1 << 30; bit; bit >>= 1) {
        if ((r + bit) * (r + bit) <= x) r += bit;
    }
    return r;
}

/* Steps between each two; those that no way joins stand a little farther apart than the farthest that one joins. */
static uint16_t *steps_of(Arena *a, const Graph *g, uint16_t *ret_most) {
    uint32_t  n = g->n, *queue = ARENA_ARRAY(a, uint32_t, n + 1);
    uint16_t *steps = ARENA_ARRAY(a, uint16_t, (size_t)n * n + 1), most = 1;
    for (uint32_t s = 0; s < n; s++) {
        uint16_t *mine = steps + (size_t)s * n;
        uint32_t  end = 1;
        queue[0] = s;
        for (uint32_t done = 0; done < end; done++) {
            uint32_t v = queue[done];
            if (mine[v] > most) most = mine[v];
            for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
                uint32_t w = g->to[i];
                if (w == s || mine[w]) continue;
                mine[w] = (uint16_t)(mine[v] + 1);
                queue[end++] = w;
            }
        }
    }
    uint16_t apart = most < 3 ? most + 1 : most / 2 + 2;
    for (uint32_t s = 0; s < n; s++) {
        for (uint32_t v = 0; v < n; v++) {
            if (s != v && !steps[(size_t)s * n + v]) steps[(size_t)s * n + v] = apart;
        }
    }
    *ret_most = most > apart ? most : apart;
    return steps;
}

/* Moves both of a pair toward the distance they should have, by at most the whole of what is wrong. */
static void settle(GraphPlace *p, GraphPlace *q, int64_t steps, int64_t heat) {
    int64_t x = (int64_t)p->x - q->x, y = (int64_t)p->y - q->y, far = root(x * x + y * y), want = steps * ONE;
    int64_t share = heat / (steps * steps);
    if (share > ONE) share = ONE;
    if (!far) {
        x = far = 1;                              /* on one another: any side will do, the same each time */
    }
    int64_t by = (want - far) * share / (2 * ONE);
    p->x += (int32_t)(x * by / far);
    p->y += (int32_t)(y * by / far);
    q->x -= (int32_t)(x * by / far);
    q->y -= (int32_t)(y * by / far);
}

typedef struct Pair {
    uint16_t one, other;
} Pair;

static void anneal(Arena *a, uint32_t n, const uint16_t *steps, int64_t most, GraphPlace *v) {
    size_t pairs_n = (size_t)n * (n - 1) / 2, k = 0;
    Pair  *pairs = ARENA_ARRAY(a, Pair, pairs_n + 1);
    Rng    r;
    rng_seed(&r, SEED);
    for (uint16_t i = 0; i < n; i++) {
        for (uint16_t j = 0; j < i; j++) pairs[k++] = (Pair){i, j};
        v[i].x = (int32_t)rng_below(&r, (uint64_t)(most * ONE));
        v[i].y = (int32_t)rng_below(&r, (uint64_t)(most * ONE));
    }
    for (int64_t heat = most * most * ONE; heat > ONE / 30; heat = heat * COOLING / ONE) {
        for (size_t i = pairs_n; i > 1; i--) {
            size_t swap = rng_below(&r, i);
            Pair   p = pairs[swap];
            pairs[swap] = pairs[i - 1];
            pairs[i - 1] = p;
        }
        for (size_t i = 0; i < pairs_n; i++) {
            uint16_t one = pairs[i].one, other = pairs[i].other;
            settle(&v[one], &v[other], steps[(size_t)one * n + other], heat);
        }
    }
}

/* ---- into the box ------------------------------------------------------------------------------------------------ */

static int32_t within(int64_t at, int32_t most) { return (int32_t)(at < 0 ? 0 : at > most ? most : at); }

/* Each side of the drawing is stretched to that of the box. */
static void fit(const GraphBox *box, uint32_t n, GraphPlace *v) {
    GraphPlace low = v[0], high = v[0];
    for (uint32_t i = 1; i < n; i++) {
        if (v[i].x < low.x) low.x = v[i].x;
        if (v[i].y < low.y) low.y = v[i].y;
        if (v[i].x > high.x) high.x = v[i].x;
        if (v[i].y > high.y) high.y = v[i].y;
    }
    int64_t wide = (int64_t)high.x - low.x, far = (int64_t)high.y - low.y;
    for (uint32_t i = 0; i < n; i++) {
        v[i].x = wide ? (int32_t)(((int64_t)v[i].x - low.x) * box->wide / wide) : box->wide / 2;
        v[i].y = far ? (int32_t)(((int64_t)v[i].y - low.y) * box->high / far) : box->high / 2;
    }
}

/* Those who lie nearer than the gap give way to each other, a little at a time. */
static void push_apart(const GraphBox *box, uint32_t n, GraphPlace *v) {
    bool pushed = true;
    for (int turn = 0; turn < PUSHES && pushed; turn++) {
        pushed = false;
        for (uint32_t i = 0; i < n; i++) {
            for (uint32_t j = 0; j < i; j++) {
                int64_t x = (int64_t)v[i].x - v[j].x, y = (int64_t)v[i].y - v[j].y, far = root(x * x + y * y);
                if (far >= box->gap) continue;
                if (!far) {
                    x = (i + j) % 2;
                    y = !x;
                    far = 1;
                }
                int64_t by = (box->gap - far) / 2 + 1;
                v[i] = (GraphPlace){within(v[i].x + x * by / far, box->wide), within(v[i].y + y * by / far, box->high)};
                v[j] = (GraphPlace){within(v[j].x - x * by / far, box->wide), within(v[j].y - y * by / far, box->high)};
                pushed = true;
            }
        }
    }
}

void graph_draw(Arena *a, const Graph *g, const GraphBox *box, GraphPlace *ret_v) {
    uint16_t most;
    CHECK(!g->directed && g->n <= GRAPH_DRAWN_MAX && box->wide >= 0 && box->high >= 0);
    if (!g->n) return;
    const uint16_t *steps = steps_of(a, g, &most);
    anneal(a, g->n, steps, most, ret_v);
    fit(box, g->n, ret_v);
    push_apart(box, g->n, ret_v);
}
