/* place_force.c - all definitions in force at once, with whoever belongs to them. */
#include "place/place_store.h"

#include <stdlib.h>

/* ---- growing lists ----------------------------------------------------------------------------------------------- */

typedef struct Pairs {
    Arena    *a;
    PlaceHas *v;
    size_t    n, cap;
} Pairs;

static void pairs_add(Pairs *p, Id of, Id id) {
    ARENA_ROOM(p->a, p->v, p->n, 1, &p->cap);
    p->v[p->n++] = (PlaceHas){of, id};
}

/* Two ids a row. */
static Fault pairs_read(Ctx *c, int query, Pairs *ret_p) {
    *ret_p = (Pairs){.a = c->arena};
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &PLACE_QUERIES[query], NO_VALS, &r));
    while (rows_next(&r)) pairs_add(ret_p, rows_id(&r, 0), rows_id(&r, 1));
    return rows_fault(&r);
}

/* ---- definitions ------------------------------------------------------------------------------------------------- */

static Fault force_read(Ctx *c, PlaceForce *f) {
    size_t cap = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &PLACE_QUERIES[PLACE_Q_FORCE], NO_VALS, &r));
    while (rows_next(&r)) {
        PlaceInForce one = {rows_id(&r, 0), rows_id(&r, 1), rows_int(&r, 2)};
        if (f->n && f->v[f->n - 1].place == one.place) continue;   /* the latest stands first */
        ARENA_ROOM(c->arena, f->v, f->n, 1, &cap);
        f->v[f->n++] = one;
    }
    return rows_fault(&r);
}

/* ---- the tree ---------------------------------------------------------------------------------------------------- */

static const PlaceHas *node_of(const Pairs *tree, Id id) {
    return id && tree->n ? bsearch(&id, tree->v, tree->n, sizeof *tree->v, id_order) : NULL;
}

/* Each place stands below itself and whatever lies above it, so far as those have a definition. */
static void below_make(PlaceForce *f, const Pairs *tree, Pairs *below) {
    for (size_t i = 0; i < tree->n; i++) {
        const PlaceHas *at = &tree->v[i];
        for (int up = 0; at && up < 2 * PLACE_DEPTH_MAX; up++, at = node_of(tree, at->id)) {
            bool counts = f->n && bsearch(&at->of, f->v, f->n, sizeof *f->v, id_order);
            if (counts) pairs_add(below, at->of, tree->v[i].of);
        }
    }
}

Fault place_force(Ctx *c, PlaceForce *ret_f) {
    Pairs members, tree, below = {.a = c->arena};
    *ret_f = (PlaceForce){0};
    TRY(force_read(c, ret_f));
    TRY(pairs_read(c, PLACE_Q_FORCE_MEMBERS, &members));
    TRY(pairs_read(c, PLACE_Q_TREE, &tree));
    below_make(ret_f, &tree, &below);
    ret_f->members = members.v;
    ret_f->members_n = members.n;
    ret_f->below = below.v;
    ret_f->below_n = below.n;
    return OK;
}
