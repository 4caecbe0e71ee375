/* ctx.c - faults with what they are about, and complaints by field. */
#include "db/ctx.h"

#include "base/check.h"

#include <string.h>

/* A form with more mistakes than this is not a form: the rest is not collected. */
enum { COMPLAINTS_MAX = 500 };

Fault fail(Ctx *c, Fault code, const char *about, int64_t id) {
    CHECK(code != OK && code < FAULT_N);
    c->fault = (FaultNote){.code = code, .about = about, .id = id};
    return code;
}

Fault fail_text(Ctx *c, Fault code, const char *about, Str text) {
    CHECK(code != OK && code < FAULT_N);
    c->fault = (FaultNote){.code = code, .about = about, .text = arena_copy(c->arena, text)};
    return code;
}

static void add(Ctx *c, Complaint one) {
    Complaints *v = &c->complaints;
    CHECK(one.field != NULL);
    if (v->n == COMPLAINTS_MAX) return;
    ARENA_ROOM(c->arena, v->v, v->n, 1, &v->cap);
    v->v[v->n++] = one;
}

void complain(Ctx *c, const char *field, TextKey key) {
    add(c, (Complaint){.field = field, .key = key});
}

void complain_n(Ctx *c, const char *field, TextKey key, int64_t n) {
    add(c, (Complaint){.field = field, .key = key, .n = n});
}

void complain_text(Ctx *c, const char *field, TextKey key, Str text) {
    add(c, (Complaint){.field = field, .key = key, .text = arena_copy(c->arena, text)});
}

const Complaint *complaint_of(const Ctx *c, const char *field) {
    for (size_t i = 0; i < c->complaints.n; i++) {
        if (strcmp(c->complaints.v[i].field, field) == 0) return &c->complaints.v[i];
    }
    return NULL;
}

Str complaint_str(const Ctx *c, const Complaint *one) {
    const TrArg args[] = {TR_N("n", one->n), TR_ARG("text", one->text)};
    return tr_str(c->arena, &c->reader, one->key, args, 2);
}

Fault complaints_fault(Ctx *c) {
    if (c->complaints.n == 0) return OK;
    return fail(c, INVALID, c->complaints.v[0].field, 0);
}

/* ---- known ------------------------------------------------------------------------------------------------------ */

static bool arena_holds(const Ctx *c) { return c->arena == c->known_arena && c->arena->turn == c->known_turn; }

static Known known_of(const Ctx *c, const void *of, Id id) {
    return (Known){.of = of, .id = id, .org = c->who.org, .account = c->who.account, .lang = c->reader.lang,
                   .floor = c->who.floor, .system = c->who.system};
}

static bool is_same(const Known *a, const Known *b) {
    return a->of == b->of && a->id == b->id && a->org == b->org && a->account == b->account && a->lang == b->lang
           && a->floor == b->floor && a->system == b->system;
}

void known_begin(Ctx *c) {
    c->n_known = 0;
    c->known_arena = c->arena;
    c->known_turn = c->arena->turn;
    c->around = 0;
    c->ahead = NULL;
    c->names = NULL;
}

bool known_find(const Ctx *c, const void *of, Id id, Known *ret_known) {
    Known    want = known_of(c, of, id);
    unsigned n = c->n_known < KNOWN_MAX ? c->n_known : KNOWN_MAX;
    if (c->writing) return false;
    for (unsigned i = 0; i < n; i++) {
        if (!is_same(&c->known[i], &want)) continue;
        *ret_known = c->known[i];
        return !c->known[i].rows || arena_holds(c);
    }
    return false;
}

void known_keep(Ctx *c, const void *of, Id id, int64_t n, const void *rows) {
    if (c->writing || (rows && !arena_holds(c))) return;
    Known k = known_of(c, of, id);
    k.n = n;
    k.rows = rows;
    c->known[c->n_known++ % KNOWN_MAX] = k;
}

Who who_program(const Ctx *c) {
    return (Who){.account = c->who.account, .org = c->who.org, .roles = ROLE_HQ, .floor = VIS_TEAM, .system = true,
                 .scopes = ~0u};
}

Fault run_as_system(Ctx *c, Fault (*run)(Ctx *c, void *arg), void *arg) {
    const Who kept = c->who;
    c->who.system = true;
    Fault f = run(c, arg);
    c->who = kept;
    return f;
}
