/* spend_number.c - which names under one number of a supplier are one payee. */
#include "spend/spend_number.h"

#include "find/fold.h"
#include "spend/spend_cell.h"

enum { WORDS_MAX = 24, NAMES_LOOKED_AT = 16 };

bool spend_is_number(Str number) {
    for (size_t i = 0; i < number.n; i++) {
        if (number.p[i] > '0' && number.p[i] <= '9') return true;
    }
    return false;
}

static int words_of(Str key, Str v[WORDS_MAX]) {
    int n = 0;
    while (n < WORDS_MAX && str_split(&key, ' ', &v[n])) n += v[n].n > 0;
    return n;
}

bool spend_alike(Arena *a, const SpendWords *w, Str one, Str other) {
    enum { SHARE = 2, OF = 3 };
    Str x[WORDS_MAX], y[WORDS_MAX];
    SpendName p = spend_name(a, w, one), q = spend_name(a, w, other);
    if (!p.key.n || !q.key.n) return false;
    if (str_eq(p.key, q.key) || fold_sounds_alike(p.key, q.key)) return true;
    int n = words_of(p.key, x), m = words_of(q.key, y), shared = 0, least = n < m ? n : m, most = n < m ? m : n;
    for (int i = 0; i < n; i++) {
        bool found = false;
        for (int k = 0; k < m && !found; k++) found = str_eq(x[i], y[k]) || fold_sounds_alike(x[i], y[k]);
        shared += found;
    }
    return shared > 0 && (shared >= least || shared * OF >= SHARE * most);
}

/* A number and the groups that stand under it. */
typedef struct Under {
    Str      number;
    uint64_t hash;
    uint32_t names[NAMES_LOOKED_AT];              /* indices of v, of groups that differ */
    int      n;
    bool     drifts, doubtful;
} Under;

static Under *under(Under *t, size_t slots, Str number) {
    uint64_t h = spend_hash(number);
    size_t   at = h & (slots - 1);
    while (t[at].number.n && (t[at].hash != h || !str_eq(t[at].number, number))) at = (at + 1) & (slots - 1);
    t[at].number = number;
    t[at].hash = h;
    return &t[at];
}

static uint32_t root_of(uint32_t *root, uint32_t g) {
    while (root[g] != g) g = root[g] = root[root[g]];
    return g;
}

/* The first of both stays. */
static void join(uint32_t *root, uint32_t a, uint32_t b) {
    a = root_of(root, a);
    b = root_of(root, b);
    if (a < b) root[b] = a;
    else root[a] = b;
}

static void put(Arena *own, const SpendWords *w, const SpendNumbered *v, uint32_t i, Under *u, SpendNumbers *to) {
    int same = -1;
    for (int k = 0; k < u->n; k++) {
        if (root_of(to->root, v[u->names[k]].group) == root_of(to->root, v[i].group)) return;
    }
    for (int k = 0; k < u->n && same < 0; k++) {
        if (spend_alike(own, w, v[u->names[k]].name, v[i].name)) same = k;
        arena_reset(own);
    }
    if (same >= 0) {
        join(to->root, v[u->names[same]].group, v[i].group);
        u->drifts = true;
    } else if (u->n) {
        to->other[v[i].group] = v[u->names[0]].name;
        if (!to->other[v[u->names[0]].group].n) to->other[v[u->names[0]].group] = v[i].name;
        u->doubtful = true;
    }
    if (u->n < NAMES_LOOKED_AT) u->names[u->n++] = i;
}

void spend_numbers(Arena *a, const SpendWords *w, const SpendNumbered *v, size_t n, size_t groups, SpendNumbers *ret) {
    size_t slots = 64;
    Arena  own;
    while (slots < 2 * n) slots *= 2;
    *ret = (SpendNumbers){.root = ARENA_ARRAY(a, uint32_t, groups + 1), .number = ARENA_ARRAY(a, Str, groups + 1),
                          .other = ARENA_ARRAY(a, Str, groups + 1)};
    for (size_t g = 0; g < groups; g++) ret->root[g] = (uint32_t)g;
    bool any = false;
    for (size_t i = 0; i < n && !any; i++) any = spend_is_number(v[i].number);
    if (!any) return;
    Under *t = ARENA_ARRAY(a, Under, slots);
    arena_init(&own, 16 << 20);
    for (size_t i = 0; i < n; i++) {
        if (v[i].bearer == SPEND_WITHHELD || v[i].bearer == SPEND_NAMELESS || !spend_is_number(v[i].number)) continue;
        if (!ret->number[v[i].group].n) ret->number[v[i].group] = v[i].number;
        put(&own, w, v, (uint32_t)i, under(t, slots, v[i].number), ret);
    }
    arena_release(&own);
    for (size_t i = 0; i < slots; i++) {
        ret->drifted += t[i].drifts;
        ret->doubtful += t[i].doubtful;
    }
    for (size_t g = 0; g < groups; g++) ret->root[g] = root_of(ret->root, (uint32_t)g);
}
