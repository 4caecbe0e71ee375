/* matching_inner.h - the image: what is kept of a region, shared by the files that feed it and that ask. */
#ifndef RAKAZ_MATCHING_MATCHING_INNER_H
#define RAKAZ_MATCHING_MATCHING_INNER_H

#include "matching/matching_page.h"

#include "base/id.h"
#include "find/fold.h"

enum {
    WORDS_MAX = 200, WORD_LETTERS_MIN = 3,
    POINTS_REFUSED = 100000,                      /* this need: not shown any more */
    POINTS_REFUSED_ELSEWHERE = 1000,              /* another need of the same actor: lower */
};

/* Rows of a few kinds that the image must remember, rising by id. What a and b are:
**   a tie: its ends; a refusal: need and actor; an introduction: the two; spare capacity: whose, in which field;
**   what a step of a pledge gave: pledge, how much; a listing and its like: its holder, its field; of a pledge, how
**   much at most */
typedef struct Keep {
    Id       id, a, b;
    uint32_t gate;
    Day      until;                               /* the last day; of an introduction: until when the pair rests */
    uint8_t  kind;                                /* MatchKind */
    int8_t   free;                                /* percent, of spare capacity */
    bool     need, draft;                         /* draft: it asks, and is not shown to whom it could be an answer */
} Keep;
_Static_assert(sizeof(Keep) <= 40, "there are many of them");
typedef struct Keeps {
    Keep  *v;
    size_t n, cap;
} Keeps;

/* In which street of which town somebody is, as a hash. */
typedef struct Street {
    Id       actor;
    uint64_t hash;
    uint32_t gate;
} Street;
typedef struct Streets {
    Street *v;
    size_t  n, cap;
} Streets;

typedef struct CategoryOf {
    Id       id;
    uint64_t code;                                /* hash */
    uint32_t number, words, n_words;              /* words: the first of them in Held.words */
    int      trade;
} CategoryOf;

typedef struct PlaceOf {
    Id       id, parent;
    uint16_t number;
} PlaceOf;

/* What a build makes and changes go into. */
typedef struct Held {
    Match      *x;
    CategoryOf *categories;
    PlaceOf    *places;
    uint32_t   *words, *groups;                   /* of all categories; numbers of the groups, by trade_group */
    size_t      categories_n, places_n, words_n;
    Keeps       ties, refusals, records, pairs, spares, given;
    Streets     streets;
    bool        stale;                            /* a place or category is another: to be read anew */
} Held;

/* ---- remembered rows: matching_keep.c ---------------------------------------------------------------------------- */

const Keep *keep_find(const Keeps *k, Id id);
void        keep_put(Keeps *k, Keep one);
void        keep_drop(Keeps *k, Id id);

const Street *street_find(const Streets *s, Id actor);
void          street_put(Streets *s, Street one);  /* hash 0: none */

typedef struct WordList {
    uint32_t v[WORDS_MAX];
    size_t   n;
    bool     bare;                                /* of a need: without its prefixes, once */
} WordList;
void match_words(WordList *w, Str text);
void match_words_tri(WordList *w, const Tri *t);

/* "12 Herzl St." and "Herzl 40" of one town are the same; 0: it names none. */
uint64_t street_hash(Str street, Id town);
uint64_t match_text_hash(Str s);

/* ---- the region: matching_region.c ------------------------------------------------------------------------------- */

/* Reads categories and places, and opens the engine. */
Fault held_read_region(Ctx *c, Held *h) MUST;

CategoryOf    *category_of(const Held *h, Id id);
const PlaceOf *place_of(const Held *h, Id id);

/* A place that moved in the tree, a field that changed its group, a new one of either. */
bool held_is_another(const Held *h, const Entity *e, const void *rec);

/* ---- records: matching_feed.c ------------------------------------------------------------------------------------ */

void feed_put(Held *h, const Entity *e, const void *rec, uint64_t gate);
void feed_drop(Held *h, const Entity *e, Id id);

#endif
