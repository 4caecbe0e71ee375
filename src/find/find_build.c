#include "find/find_build.h"

#include "find/find_mem.h"

Builder *builder_open(void) { return mem_new(1, sizeof(Builder)); }

void builder_free(Builder *b) {
    if (!b) return;
    words_release(&b->words);
    free(b->drafts);
    free(b->words_of);
    free(b->by_id);
    free(b);
}

void builder_byte(Builder *b, uint8_t x) {
    b->words_of = mem_grow(b->words_of, &b->words_of_cap, b->words_of_n + 1, 1);
    b->words_of[b->words_of_n++] = x;
}

void builder_number(Builder *b, uint32_t x) {
    for (; x >= 0x80; x >>= 7) builder_byte(b, (uint8_t)(x | 0x80));
    builder_byte(b, (uint8_t)x);
}

/* ---- Records by id. */

static size_t id_slot(const Builder *b, Id id) {
    size_t i = (size_t)(((uint64_t)id * 0x9E3779B97F4A7C15u) >> 32) & (b->by_id_n - 1);
    while (b->by_id[i] != 0 && b->drafts[b->by_id[i] - 1].id != id) i = (i + 1) & (b->by_id_n - 1);
    return i;
}

static void ids_grow(Builder *b) {
    free(b->by_id);
    b->by_id_n = b->by_id_n ? b->by_id_n * 2 : 16;
    b->by_id = mem_new(b->by_id_n, sizeof *b->by_id);
    /* Rising, so that the newest draft of an id stays. */
    for (uint32_t i = 0; i < b->n; i++) b->by_id[id_slot(b, b->drafts[i].id)] = i + 1;
}

void builder_drop(Builder *b, Id id) {
    if (b->by_id_n == 0) return;
    uint32_t at = b->by_id[id_slot(b, id)];
    if (at != 0) b->drafts[at - 1].dropped = true;
}

uint32_t builder_count(const Builder *b) { return b->n; }

Id builder_id(const Builder *b, uint32_t i) {
    CHECK(i < b->n);
    return b->drafts[i].dropped ? 0 : b->drafts[i].id;
}

void builder_draft(Builder *b, const Draft *d) {
    CHECK(b->n < UINT32_MAX - 1);
    builder_drop(b, d->id);
    b->drafts = mem_grow(b->drafts, &b->cap, (size_t)b->n + 1, sizeof *b->drafts);
    b->drafts[b->n++] = *d;
    if ((size_t)b->n * 2 > b->by_id_n) ids_grow(b);
    else b->by_id[id_slot(b, d->id)] = b->n;
}

/* ---- Words of a record. */

typedef struct Entry {
    uint32_t word, start, n;
    bool     pair;
} Entry;

typedef struct Entries {
    Entry    p[2 * FIND_WORDS_MAX];
    uint32_t n, n_words;
} Entries;

static void add_pair(Builder *b, Entries *e, const FoldWord *first, const FoldWord *second) {
    uint8_t p[2 * FOLD_LETTERS_MAX];
    size_t  n = (size_t)first->n + second->n;
    memcpy(p, first->p, first->n);
    memcpy(p + first->n, second->p, second->n);
    if (n > FOLD_LETTERS_MAX) return;
    uint32_t word = words_add(&b->words, p, n);
    e->p[e->n++] = (Entry){word, first->start, second->end - first->start, true};
}

static void take_words(Builder *b, const FindField *f, Entries *e) {
    FoldWalk w = {.s = str_sub(f->text, 0, FIND_TEXT_MAX)};
    FoldWord before = {0}, word;
    while (e->n_words < FIND_WORDS_MAX && fold_next(&w, &word)) {
        uint32_t number = words_add(&b->words, word.p, word.n);
        e->p[e->n++] = (Entry){number, word.start, word.end - word.start, false};
        if (word.glued && e->n_words > 0 && f->part != FIND_NOTE) add_pair(b, e, &before, &word);
        e->n_words++;
        before = word;
    }
}

static void take_phone(Builder *b, const FindField *f, Entries *e) {
    char    digits[FOLD_PHONE_MAX];
    Str     text = str_trim(str_sub(f->text, 0, FIND_TEXT_MAX));
    size_t  n = fold_phone(text, digits);
    uint8_t p[1 + FOLD_PHONE_MAX] = {PHONE_MARK};
    if (n == 0) return;
    memcpy(p + 1, digits, n);
    uint32_t start = (uint32_t)(text.p - f->text.p);
    e->p[0] = (Entry){words_add(&b->words, p, n + 1), start, (uint32_t)text.n, false};
    e->n = e->n_words = 1;
}

static void put_field(Builder *b, const FindField *f, Entries *e) {
    CHECK(f->part < FIND_PART_N);
    e->n = e->n_words = 0;
    if (f->part == FIND_PHONE) take_phone(b, f, e);
    else take_words(b, f, e);
    builder_byte(b, (uint8_t)f->part);
    builder_number(b, e->n);
    builder_number(b, e->n_words);
    uint32_t last = 0;
    for (uint32_t i = 0; i < e->n; i++) {
        const Entry *x = &e->p[i];
        builder_number(b, x->word);
        builder_number(b, (x->pair ? last - x->start : x->start - last) << 1 | x->pair);
        builder_number(b, x->n);
        if (!x->pair) last = x->start;
    }
}

void builder_put(Builder *b, const FindDoc *d) {
    CHECK(d->id != 0 && d->kind < 64);
    Draft    draft = {d->id, d->org, d->gate, b->words_of_n, d->weight, d->kind, false};
    size_t   n = d->n_fields < FIND_FIELDS_MAX ? d->n_fields : FIND_FIELDS_MAX;
    Entries *e = malloc(sizeof *e);
    CHECK(e);
    builder_number(b, (uint32_t)n);
    for (size_t i = 0; i < n; i++) put_field(b, &d->fields[i], e);
    free(e);
    builder_draft(b, &draft);
}

/* Copies the words of a record, each number translated by `to` (number + 1, 0: not met yet). */
static void copy_words(Builder *b, const Segment *s, uint32_t doc, uint32_t *to) {
    Walk     w = segment_walk(s, doc);
    uint32_t n = walk_number(&w);
    builder_number(b, n);
    for (uint32_t i = 0; i < n; i++) {
        WalkField f = walk_field(&w);
        builder_byte(b, (uint8_t)f.part);
        builder_number(b, f.n_entries);
        builder_number(b, f.n_words);
        for (uint32_t k = 0; k < f.n_entries; k++) {
            uint32_t word = walk_number(&w);
            if (to[word] == 0) {
                to[word] = words_add(&b->words, s->text + s->text_at[word], segment_text_n(s, word)) + 1;
            }
            builder_number(b, to[word] - 1);
            builder_number(b, walk_number(&w));
            builder_number(b, walk_number(&w));
        }
    }
}

void builder_merge(Builder *b, const Segment *s, const uint64_t *dead) {
    uint32_t *to = mem_new(s->n_words, sizeof *to);
    for (uint32_t i = 0; i < s->n_docs; i++) {
        if (dead && dead[i / 64] >> (i % 64) & 1) continue;
        const Gate *g = &s->gates[s->gate_of[i]];
        Draft       d = {s->ids[i], g->org, g->gate, b->words_of_n, s->weights[i], s->kinds[i], false};
        copy_words(b, s, i, to);
        builder_draft(b, &d);
    }
    free(to);
}

/* ---- From drafts to a segment: the record side. */

static int by_rank(const void *a, const void *b) {
    const Draft *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static uint32_t keep_live(Builder *b) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        if (!b->drafts[i].dropped) b->drafts[n++] = b->drafts[i];
    }
    return b->n = n;
}

static void copy_numbers(Builder *out, Walk *w, const uint32_t *rank) {
    uint32_t n = walk_number(w);
    builder_number(out, n);
    for (uint32_t i = 0; i < n; i++) {
        WalkField f = walk_field(w);
        builder_byte(out, (uint8_t)f.part);
        builder_number(out, f.n_entries);
        builder_number(out, f.n_words);
        for (uint32_t k = 0; k < f.n_entries; k++) {
            builder_number(out, rank[walk_number(w)]);
            builder_number(out, walk_number(w));
            builder_number(out, walk_number(w));
        }
    }
}

/* Numbers the words in byte order: the text of the segment, and from old to new numbers. */
static uint32_t *take_text(Segment *s, const Words *w) {
    uint32_t *order = words_sorted(w), *rank = mem_new(w->n, sizeof *rank);
    s->n_words = w->n;
    s->text_at = mem_new((size_t)w->n + 1, sizeof *s->text_at);
    s->text = mem_new(w->n ? w->at[w->n] : 0, 1);
    for (uint32_t i = 0; i < w->n; i++) {
        size_t n = words_n(w, order[i]);
        memcpy(s->text + s->text_at[i], words_p(w, order[i]), n);
        s->text_at[i + 1] = s->text_at[i] + (uint32_t)n;
        rank[order[i]] = i;
    }
    free(order);
    return rank;
}

typedef struct Gates {
    uint32_t *slots;
    size_t    n_slots, cap;
} Gates;

static uint32_t gate_number(Segment *s, Gates *g, const Draft *d) {
    size_t i = (size_t)((((uint64_t)d->org ^ d->gate * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u) >> 32);
    for (i &= g->n_slots - 1; g->slots[i] != 0; i = (i + 1) & (g->n_slots - 1)) {
        const Gate *x = &s->gates[g->slots[i] - 1];
        if (x->org == d->org && x->gate == d->gate) return g->slots[i] - 1;
    }
    s->gates = mem_grow(s->gates, &g->cap, (size_t)s->n_gates + 1, sizeof *s->gates);
    s->gates[s->n_gates] = (Gate){d->org, d->gate};
    g->slots[i] = ++s->n_gates;
    return s->n_gates - 1;
}

static size_t power_above(size_t n) {
    size_t p = 4;
    while (p < n) p *= 2;
    return p;
}

static void take_records(Segment *s, const Builder *b) {
    Gates g = {.n_slots = power_above((size_t)b->n * 2)};
    g.slots = mem_new(g.n_slots, sizeof *g.slots);
    s->n_docs = b->n;
    s->ids = mem_new(b->n, sizeof *s->ids);
    s->weights = mem_new(b->n, sizeof *s->weights);
    s->kinds = mem_new(b->n, sizeof *s->kinds);
    s->gate_of = mem_new(b->n, sizeof *s->gate_of);
    s->by_id_mask = (uint32_t)power_above((size_t)b->n + (size_t)b->n / 2 + 1) - 1;
    s->by_id = mem_new((size_t)s->by_id_mask + 1, sizeof *s->by_id);
    for (uint32_t i = 0; i < b->n; i++) {
        const Draft *d = &b->drafts[i];
        s->ids[i] = d->id;
        s->weights[i] = d->weight;
        s->kinds[i] = d->kind;
        s->gate_of[i] = gate_number(s, &g, d);
        uint32_t at = (uint32_t)(((uint64_t)d->id * 0x9E3779B97F4A7C15u) >> 32) & s->by_id_mask;
        while (s->by_id[at] != 0) at = (at + 1) & s->by_id_mask;
        s->by_id[at] = i + 1;
    }
    s->gates = mem_fit(s->gates, s->n_gates, sizeof *s->gates);
    free(g.slots);
}

static void take_words_of(Segment *s, const Builder *b, const uint32_t *rank) {
    Builder out = {0};
    s->words_at = mem_new((size_t)b->n + 1, sizeof *s->words_at);
    for (uint32_t i = 0; i < b->n; i++) {
        Walk w = {.p = b->words_of + b->drafts[i].at};
        copy_numbers(&out, &w, rank);
        CHECK(out.words_of_n < UINT32_MAX);
        s->words_at[i + 1] = (uint32_t)out.words_of_n;
    }
    s->words_of = mem_fit(out.words_of, out.words_of_n, 1);
}

Segment *builder_finish(Builder *b) {
    if (keep_live(b) == 0) {
        builder_free(b);
        return NULL;
    }
    qsort(b->drafts, b->n, sizeof *b->drafts, by_rank);
    Segment *s = mem_new(1, sizeof *s);
    atomic_init(&s->refs, 1);
    uint32_t *rank = take_text(s, &b->words);
    take_records(s, b);
    take_words_of(s, b, rank);
    free(rank);
    builder_free(b);
    segment_index(s);
    return s;
}
