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
    if (v->n == v->cap) {
        size_t     cap = v->cap ? 2 * v->cap : 8;
        Complaint *more = ARENA_ARRAY(c->arena, Complaint, cap);
        if (v->n) memcpy(more, v->v, v->n * sizeof *more);
        v->v = more;
        v->cap = cap;
    }
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
