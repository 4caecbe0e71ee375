/* spend_pack.h - a book as bytes for the database, in pieces: the first holds names and sums, each other one the
** rows of a chunk, some 18 bytes a row. Numbers are varints of seven bits, low ones first; below zero zigzag. Pure. */
#ifndef RAKAZ_SPEND_SPEND_PACK_H
#define RAKAZ_SPEND_SPEND_PACK_H

#include "base/buf.h"
#include "spend/spend_book.h"
#include "spend/spend_match.h"

/* Names of payees, categories and departments, currencies, totals, counts. */
void spend_pack_head(const SpendBook *b, Buf *to);
void spend_pack_rows(const SpendChunk *k, Buf *to);

/* Into an empty book whose arena is given; texts point into `s`, which must live as long. false: not what was
** packed. */
bool spend_unpack_head(Arena *a, Str s, SpendBook *ret_book);

/* Into a chunk that is used again and again, zeroed at first; its text is the book's arena's. false: not what was
** packed for this book. */
bool spend_unpack_rows(const SpendBook *b, Str s, SpendChunk *k);

/* Who a payee may be, as it was matched. */
typedef struct SpendLink {
    uint32_t payee, others;
    Id       actor;
    SpendHow how;
    SpendWhy why;
} SpendLink;

void spend_pack_links(const SpendLink *v, uint32_t n, Buf *to);

/* Into the arena; false: not what was packed for a book of so many payees. */
bool spend_unpack_links(Arena *a, Str s, uint32_t payees, SpendLink **ret_v, uint32_t *ret_n);

#endif
