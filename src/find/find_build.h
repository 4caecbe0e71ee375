/* find_build.h - what the two files that make segments share. */
#ifndef RAKAZ_FIND_FIND_BUILD_H
#define RAKAZ_FIND_FIND_BUILD_H

#include "find/find_seg.h"
#include "find/find_words.h"

typedef struct Draft {
    Id       id, org;
    uint64_t gate;
    size_t   at;                /* its words in Builder.words_of, with numbers of Builder.words */
    uint16_t weight;
    uint8_t  kind;
    bool     dropped;
} Draft;

struct Builder {
    Words     words;
    Draft    *drafts;
    uint32_t  n;
    size_t    cap;
    uint8_t  *words_of;
    size_t    words_of_n, words_of_cap;
    uint32_t *by_id;            /* open hash table of draft + 1: the newest of an id */
    size_t    by_id_n;
    uint32_t  n_ids;
};

void builder_number(Builder *b, uint32_t x);            /* appends to words_of */
void builder_byte(Builder *b, uint8_t x);
void builder_draft(Builder *b, const Draft *d);

/* Fills the word side of a segment whose record side is there. */
void segment_index(Segment *s);

#endif
