/* seek_gate.c - who may be shown what, decided in memory as {scope} decides in SQL. Equal rows share a gate, so that a
** query asks once for all records of one unit. */
#include "seek/seek_inner.h"

#include "base/check.h"

#include <stdlib.h>

/* ---- adding ---------------------------------------------------------------------------------------------------- */

/* What does not decide at this visibility is left out, so that gates are few. */
static Gate gate_for(const Head *h, bool with_team) {
    Gate g = {.org = h->org, .visibility = h->visibility};
    if (h->visibility == VIS_MEMBERS || h->visibility == VIS_UNIT) g.unit = h->unit;
    bool teamed = h->visibility == VIS_TEAM || (h->visibility == VIS_UNIT && (h->team || with_team));
    if (teamed) g.team = h->team ? h->team : h->id;
    if (h->visibility == VIS_PRIVATE || (h->visibility == VIS_TEAM && !h->team)) g.owner = h->created_by;
    return g;
}

static Gate *gate_at(const Gates *g, uint64_t i) { return &g->chunk[i / GATE_CHUNK][i % GATE_CHUNK]; }
static Gate  gate_no(const void *g, uint64_t i) { return *gate_at(g, i); }

static bool same_gate(const Gate *a, const Gate *b) {
    return a->org == b->org && a->unit == b->unit && a->team == b->team && a->owner == b->owner &&
           a->visibility == b->visibility;
}

static size_t gate_slot(const Gates *g, const Gate *x) {
    uint64_t h = (uint64_t)x->org * 0x9E3779B97F4A7C15u;
    h = (h ^ (uint64_t)x->unit) * 0xBF58476D1CE4E5B9u;
    h = (h ^ (uint64_t)x->team) * 0x94D049BB133111EBu;
    h = (h ^ (uint64_t)x->owner) * 0x9E3779B97F4A7C15u + (uint64_t)x->visibility;
    size_t i = (size_t)((h ^ h >> 29) * 0xBF58476D1CE4E5B9u >> 20) & (g->n_slots - 1);
    while (g->slots[i] && !same_gate(gate_at(g, g->slots[i] - 1), x)) i = (i + 1) & (g->n_slots - 1);
    return i;
}

static void slots_grow(Gates *g) {
    free(g->slots);
    g->n_slots = g->n_slots ? 2 * g->n_slots : 64;
    g->slots = calloc(g->n_slots, sizeof *g->slots);
    CHECK(g->slots);
    for (uint32_t i = 0; i < g->n; i++) g->slots[gate_slot(g, gate_at(g, i))] = i + 1;
}

uint64_t gate_of(Gates *g, const Head *h, bool with_team) {
    Gate x = gate_for(h, with_team);
    if (g->n_slots) {
        uint32_t known = g->slots[gate_slot(g, &x)];
        if (known) return known - 1;
    }
    if ((size_t)g->n * 2 >= g->n_slots) slots_grow(g);
    CHECK(g->n < (uint32_t)GATE_CHUNK * GATE_CHUNKS_MAX);
    if (g->n % GATE_CHUNK == 0) {
        g->chunk[g->n / GATE_CHUNK] = calloc(GATE_CHUNK, sizeof(Gate));
        CHECK(g->chunk[g->n / GATE_CHUNK]);
    }
    *gate_at(g, g->n) = x;
    g->slots[gate_slot(g, &x)] = g->n + 1;
    return g->n++;
}

void gates_free(Gates *g) {
    for (size_t i = 0; i * GATE_CHUNK < g->n; i++) free(g->chunk[i]);
    free(g->slots);
}

/* ---- asking ---------------------------------------------------------------------------------------------------- */

Fault gate_reader(Ctx *c, const Gates *g, GateReader *ret_reader) {
    GateReader r = {.gates = g, .who = &c->who};
    ScopeEyes e = {0};
    if (c->who.account) TRY(scope_eyes(c, &e));
    r.reach = e.reach;
    r.n_reach = e.n_reach;
    r.teams = e.teams;
    r.n_teams = e.n_teams;
    *ret_reader = r;
    return OK;
}

static int level_on(const GateReader *r, Id unit) {
    size_t low = 0, high = r->n_reach;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (r->reach[mid].place < unit) low = mid + 1;
        else high = mid;
    }
    return low < r->n_reach && r->reach[low].place == unit ? r->reach[low].level : -1;
}

static bool in_team_of(const GateReader *r, Id record) { return ids_hold(r->teams, r->n_teams, record); }

bool seek_sees(void *eyes, uint64_t gate) {
    const SeekEyes *r = eyes;
    if (!r->gates) return false;
    Gate g = gate_no(r->gates, gate);
    return scope_sees(r->who, g.org, g.visibility, g.owner, level_on(r, g.unit), in_team_of(r, g.team));
}

bool gate_may(void *reader, Id org, uint64_t gate) {
    const GateReader *r = reader;
    CHECK(gate_no(r->gates, gate).org == org);
    return seek_sees(reader, gate);
}
