/* ent_random.h - random records of any entity, for tests: what is legal and nasty for each type of field. */
#ifndef RAKAZ_ENT_ENT_RANDOM_H
#define RAKAZ_ENT_ENT_RANDOM_H

#include "base/rand.h"
#include "base/utf8.h"
#include "ent/ent_inner.h"

/* Ids that references may point at, by entity. */
typedef struct RandomIds {
    const Entity *e;
    const Id     *v;
    size_t        n;
} RandomIds;

typedef struct Random {
    Rng              rng;
    Arena           *arena;
    const RandomIds *ids;
    size_t           n_ids;
    bool             full;                        /* every field known */
} Random;

/* Hebrew with niqqud, Arabic with harakat, Latin, digits, 4-byte characters, joiners; signs of HTML, CSV and JSON. */
static const uint32_t RANDOM_CHARS[] = {
    0x5D0, 0x5E9, 0x5DD, 0x5B8, 0x5BC, 0x627, 0x628, 0x64E, 0x6CC, 0x640, 'a', 'Z', 0xE9, 0xDF, '0', '7',
    0x1F30D, 0x1D11E, 0x20BB7, 0x200D, '<', '>', '&', '"', '\'', ',', ';', '\\', '%', '_', '{', '}', '=', '-', '.',
    '/', '+', '@', 0x5F4, 0x60C, 0x20AA, 0xFFFD, ' ', ' ',
};

static inline Str random_text(Random *r, const Field *f, bool lines) {
    int64_t max = field_length_max(f), min = f->min > 0 ? f->min : 1;
    if (max > 40) max = rng_below(&r->rng, 10) ? 40 : max;
    if (max > 400) max = 400;
    if (max < min) max = min;
    int64_t n = min + (int64_t)rng_below(&r->rng, (uint64_t)(max - min) + 1);
    Buf b;
    buf_init(&b, 1 << 20);
    for (int64_t i = 0; i < n; i++) {
        size_t count = sizeof RANDOM_CHARS / sizeof *RANDOM_CHARS;
        uint32_t c = RANDOM_CHARS[rng_below(&r->rng, count)];
        bool edge = i == 0 || i == n - 1 || (b.n && b.p[b.n - 1] == ' ');
        if (c == ' ' && edge) c = 0x5D0;
        if (lines && !edge && !rng_below(&r->rng, 12)) c = '\n';
        if (lines && i > 0 && b.p[b.n - 1] == '\n' && (c == '\n' || c == ' ')) c = 'x';
        if (!lines && c == '\n') c = 'y';
        buf_utf8(&b, c);
    }
    Str s = buf_str(&b), clean = lines ? utf8_clean_text(r->arena, s) : utf8_clean_line(r->arena, s);
    buf_release(&b);
    return (int64_t)utf8_length(clean) >= min ? clean : random_text(r, f, lines);
}

static inline int64_t random_number(Random *r, const Field *f) {
    if (f->min || f->max) return f->min + (int64_t)rng_below(&r->rng, (uint64_t)(f->max - f->min) + 1);
    int64_t n = (int64_t)(rng_next(&r->rng) >> (1 + rng_below(&r->rng, 62)));
    if (f->type == F_MONEY) n %= 1000000000000;
    return rng_below(&r->rng, 2) ? n : -n;
}

static inline double random_real(Random *r, const Field *f) {
    double part = (double)(rng_next(&r->rng) >> 11) / 9007199254740992.0;
    if (f->min || f->max) return (double)f->min + part * (double)(f->max - f->min);
    static const double FORMS[] = {0, 0.1, -1.0 / 3, 1e300, 5e-324, 123456789.125, -2.5};
    size_t i = rng_below(&r->rng, 2 * sizeof FORMS / sizeof *FORMS);
    return i < sizeof FORMS / sizeof *FORMS ? FORMS[i] : part * 1e6;
}

static inline Id random_ref(Random *r, const Field *f) {
    for (size_t i = 0; i < r->n_ids; i++) {
        if (r->ids[i].e == f->to && r->ids[i].n) return r->ids[i].v[rng_below(&r->rng, r->ids[i].n)];
    }
    return 0;
}

static inline void random_tri(Random *r, const Field *f, Tri *t) {
    for (Lang l = 0; l < LANG_N; l++) {
        if (!r->full && !rng_below(&r->rng, 3)) continue;
        t->v[l] = random_text(r, f, tri_is_long(f));
        t->state[l] = (uint8_t)(TEXT_WRITTEN + rng_below(&r->rng, 4));
    }
    if (t->v[LANG_HE].n) return;
    t->v[LANG_HE] = random_text(r, f, tri_is_long(f));
    t->state[LANG_HE] = TEXT_WRITTEN;
}

static inline void random_str(Random *r, const Field *f, Str *s) {
    unsigned n = (unsigned)rng_below(&r->rng, 10000000);
    switch (f->type) {
    case F_TEXT: *s = random_text(r, f, false); break;
    case F_LINES: *s = random_text(r, f, true); break;
    case F_PHONE: *s = arena_printf(r->arena, "+97252%07u", n); break;
    case F_EMAIL: *s = arena_printf(r->arena, "User.%u+x@example-%u.org", n, n % 7); break;
    case F_URL: *s = arena_printf(r->arena, "https://example.org/%u?a=%u&b='c'#d", n, n % 9); break;
    default: *s = arena_printf(r->arena, "{\"n\":%u,\"s\":\"\\\"\u05E9\\\\\",\"v\":[1,null,true,-0.5]}", n);
    }
}

static inline void random_value(Random *r, const Field *f, void *rec) {
    void *at = field_at(f, rec);
    value_clear(f, rec);
    if (!r->full && !(f->flags & FIELD_REQUIRED) && !rng_below(&r->rng, 4)) return;
    switch (f->type) {
    case F_TRI: random_tri(r, f, at); break;
    case F_INT:
    case F_MONEY: *(int64_t *)at = random_number(r, f); break;
    case F_REAL: *(double *)at = random_real(r, f); break;
    case F_BOOL: *(int *)at = (int)rng_below(&r->rng, 2); break;
    case F_DAY: *(Day *)at = day_from_number((int32_t)rng_below(&r->rng, 40000) - 10000); break;
    case F_STAMP: *(Stamp *)at = 1 + (Stamp)rng_below(&r->rng, 4000000000000); break;
    case F_ENUM: *(int *)at = f->choices->v[rng_below(&r->rng, (uint64_t)f->choices->n)].value; break;
    case F_SET:
        for (int i = 0; i < f->choices->n; i++) {
            bool in = rng_below(&r->rng, 2) || r->full;
            *(int64_t *)at |= in ? (int64_t)1 << (f->choices->v[i].value - 1) : 0;
        }
        break;
    case F_REF: *(Id *)at = random_ref(r, f); break;
    default: random_str(r, f, at);
    }
}

static inline void random_record(Random *r, const Entity *e, void *rec) {
    ent_clear(e, rec);
    for (int i = 0; i < e->n_fields; i++) random_value(r, &e->fields[i], rec);
    ((Head *)rec)->visibility = (int)rng_below(&r->rng, VIS_UNIT + 1);
}

#endif
