/* find_seg.h - the pieces an index is made of, for the files of this folder.
**
** A Segment never changes once made. Its records stand in the order in which equals are shown (weight
** falling, id rising), so that the first of a list of records are the best of it. Its words stand in byte
** order, so that all words with one head are a range of numbers; telephone numbers are words that begin with
** PHONE_MARK and come first. For each word there is a list of records, cut into lanes by where the word
** stands; for each record the list of its words with their places in the text, to score, mark and merge. */
#ifndef RAKAZ_FIND_FIND_SEG_H
#define RAKAZ_FIND_FIND_SEG_H

#include "find/find.h"
#include "find/fold.h"

#include <stdatomic.h>

/* Where a word stands. SOLE: the name is this word and nothing else. */
typedef enum Lane {
    LANE_NAME_SOLE,
    LANE_NAME,
    LANE_ALIAS_SOLE,
    LANE_ALIAS,
    LANE_PLACE,
    LANE_PHONE,
    LANE_NOTE,
    LANE_N
} Lane;

enum { PHONE_MARK = 1, FIND_WHOLE_POINTS = 8 };

typedef struct Range {
    uint32_t lo, hi;            /* words [lo, hi) */
} Range;

typedef struct Gate {
    Id       org;
    uint64_t gate;
} Gate;

typedef struct Segment {
    atomic_int refs;
    uint32_t   n_docs, n_words, n_phones, n_gates, n_cuts, n_sounds;
    size_t     bytes;

    /* records */
    Id       *ids;
    uint16_t *weights;
    uint8_t  *kinds;
    uint32_t *gate_of;          /* number in gates */
    Gate     *gates;
    uint32_t *by_id;            /* open hash table of record + 1; its size is by_id_mask + 1 */
    uint32_t  by_id_mask;
    uint32_t *words_at;         /* n_docs + 1 places in words_of */
    uint8_t  *words_of;         /* see Walk */

    /* words */
    uint32_t *text_at;          /* n_words + 1 places in text */
    uint8_t  *text;
    uint32_t *signs;            /* bit b: a letter with b = byte % 32 occurs */
    uint32_t *posts_at;         /* n_words + 1 places in posts */
    uint8_t  *lanes;            /* bit l: lane l is not empty */
    uint32_t *posts;            /* lengths of all lanes but the last, then the lanes */

    /* other ways to a word */
    uint32_t *phones_back;      /* the n_phones telephone numbers ordered from their last digit */
    uint32_t *cut_words;        /* words with prefix letters, ordered by what remains without them */
    uint8_t  *cuts;             /* how many letters to cut off */
    Sound    *sounds;           /* codes, rising, and whose they are */
    uint32_t *sound_words;
} Segment;

/* ---- The words of a record, as bytes: number of fields; for each the part, the number of entries, the
** number of words, and the entries. An entry is a word or two glued ones written as one (`pair`). */
typedef struct Walk {
    const uint8_t *p;
    uint32_t       start;
} Walk;

typedef struct WalkField {
    FindPart part;
    uint32_t n_entries, n_words;
} WalkField;

typedef struct WalkEntry {
    uint32_t word, start, n;
    bool     pair;
} WalkEntry;

static inline uint32_t walk_number(Walk *w) {
    uint32_t x = *w->p++;
    if (x < 0x80) return x;
    x &= 0x7F;
    for (unsigned shift = 7;; shift += 7) {
        uint32_t b = *w->p++;
        x |= (b & 0x7F) << shift;
        if (b < 0x80) return x;
    }
}

static inline WalkField walk_field(Walk *w) {
    WalkField f = {.part = *w->p++};
    f.n_entries = walk_number(w);
    f.n_words = walk_number(w);
    w->start = 0;
    return f;
}

static inline WalkEntry walk_entry(Walk *w) {
    WalkEntry e = {.word = walk_number(w)};
    uint32_t  step = walk_number(w);
    e.pair = step & 1;
    e.start = e.pair ? w->start - (step >> 1) : w->start + (step >> 1);
    if (!e.pair) w->start = e.start;
    e.n = walk_number(w);
    return e;
}

static inline Walk segment_walk(const Segment *s, uint32_t doc) {
    return (Walk){.p = s->words_of + s->words_at[doc]};
}

/* A whole name: one word, or one pair. */
static inline bool entry_is_sole(const WalkField *f, const WalkEntry *e) {
    return f->n_words == 1u + e->pair;
}

Lane lane_of(const WalkField *f, const WalkEntry *e);

/* ---- Making segments. */
typedef struct Builder Builder;

Builder *builder_open(void);
void     builder_free(Builder *b);
void     builder_put(Builder *b, const FindDoc *d);

/* Takes over the records of a segment that are not dead (bits, may be NULL). */
void builder_merge(Builder *b, const Segment *s, const uint64_t *dead);

/* A later record with the id of an earlier one replaces it; this only takes it out. */
void     builder_drop(Builder *b, Id id);
uint32_t builder_count(const Builder *b);               /* records, dropped ones included */
Id       builder_id(const Builder *b, uint32_t i);      /* of record i; 0 when dropped */

/* NULL when nothing is in it. The builder is used up. */
Segment *builder_finish(Builder *b);

void segment_keep(Segment *s);
void segment_drop(Segment *s);

/* ---- Reading segments. */
uint32_t segment_doc(const Segment *s, Id id);          /* UINT32_MAX: not there */

static inline uint32_t segment_text_n(const Segment *s, uint32_t word) {
    return s->text_at[word + 1] - s->text_at[word];
}

/* The words that are, or with `head` begin with, p. */
Range segment_words(const Segment *s, const uint8_t *p, size_t n, bool head);

/* The same among words without prefix letters and among backward telephone numbers (digits as given, not yet
** turned round): positions in cut_words and phones_back. */
Range segment_cuts(const Segment *s, const uint8_t *p, size_t n, bool head);
Range segment_phones_back(const Segment *s, const uint8_t *digits, size_t n);

/* The first position in `sounds` that is not below `code`. */
uint32_t segment_sound(const Segment *s, Sound code, uint32_t lo, uint32_t hi);

/* The records of a word in one lane. */
typedef struct Posts {
    const uint32_t *p;
    uint32_t        n;
} Posts;

static inline Posts segment_posts(const Segment *s, uint32_t word, Lane lane) {
    unsigned lanes = s->lanes[word];
    if (!(lanes >> lane & 1)) return (Posts){NULL, 0};
    const uint32_t *head = s->posts + s->posts_at[word], *end = s->posts + s->posts_at[word + 1];
    unsigned        n_heads = (unsigned)__builtin_popcount(lanes) - 1;
    unsigned        before = (unsigned)__builtin_popcount(lanes & ((1u << lane) - 1));
    const uint32_t *p = head + n_heads;
    for (unsigned i = 0; i < before; i++) p += head[i];
    return (Posts){p, before < n_heads ? head[before] : (uint32_t)(end - p)};
}

#endif
