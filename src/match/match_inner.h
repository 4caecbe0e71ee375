/* match_inner.h - what the files of this folder share: runs in pools, numbers of ids, and the image. */
#ifndef RAKAZ_MATCH_MATCH_INNER_H
#define RAKAZ_MATCH_MATCH_INNER_H

#include "match/match.h"

/* ---- runs: small arrays that grow, out of one block of memory ---------------------------------------------------- */

enum { POOL_CLASSES = 40 };

/* Things of one size, at least four bytes each. What a run gives back waits in the list of its class. */
typedef struct Pool {
    char    *v;
    size_t   size, used, cap;
    uint32_t given[POOL_CLASSES];                 /* the first run given back, + 1; 0: none */
} Pool;

typedef struct Run {
    uint32_t at, n, cap;
} Run;

void  pool_init(Pool *p, size_t size);
void  pool_free(Pool *p);
static inline void *run_of(const Pool *p, const Run *r) { return p->v + (size_t)r->at * p->size; }
void  run_add(Pool *p, Run *r, const void *one);
void  run_cut(Pool *p, Run *r, uint32_t i);       /* the last takes the place of number i */
void  run_set(Pool *p, Run *r, const void *v, size_t n);
void  run_drop(Pool *p, Run *r);

/* Room for one more in an array; what is new is zero. */
void *room_for(void *v, size_t n, size_t *cap, size_t size);

/* ---- numbers of ids ---------------------------------------------------------------------------------------------- */

/* Numbers from 1; one that was given back is given again. */
typedef struct Numbers {
    struct NumberSlot {
        Id       id;
        uint32_t number;                          /* 0: free */
    }        *slots;
    size_t    n_slots, n;
    uint32_t  next;                               /* the highest that was ever given */
    uint32_t *back;                               /* given back */
    size_t    n_back, cap_back;
} Numbers;

uint32_t number_of(const Numbers *m, Id id);      /* 0: none */
uint32_t number_give(Numbers *m, Id id);          /* its own, or a new one */
void     number_take(Numbers *m, Id id);
void     numbers_free(Numbers *m);
size_t   numbers_bytes(const Numbers *m);

/* ---- the image --------------------------------------------------------------------------------------------------- */

/* Which words somebody has, roughly: a bit for each. */
typedef struct Sign {
    uint64_t half[2];
} Sign;

/* What decides about an offer, beside its field: one for each of its categories and each four of its places. One that
** has no free capacity has none. */
typedef struct Row {
    Sign     sign;
    uint16_t place[4];                            /* 0: no further; all places + 1: not known */
    uint32_t offer, node, bits;
    int16_t  free_points;
} Row;
_Static_assert(sizeof(Row) == 40, "no gaps but the one at its end");
enum { FREE_UNKNOWN = 255 };

typedef struct Offer {
    Id       id;                                  /* 0: not there */
    uint64_t tag;
    Sign     sign;
    uint32_t node, bits;
    Run      words, categories, places;           /* rising, each once */
    uint8_t  free;
} Offer;

typedef struct Need {
    Id       id;                                  /* 0: not there */
    uint64_t tag;
    uint32_t node, category, bits;
    uint32_t seen;                                /* the turn that came by */
    uint16_t place, n_words;
    uint32_t words[MATCH_NEED_WORDS_MAX];
    Run      refused;                             /* of Refused */
} Need;

typedef struct Refused {
    uint32_t node;
    int32_t  points;
} Refused;

/* An actor, as far as ties lead there. */
typedef struct Node {
    Id       id;
    Run      out, in;                             /* Arc */
} Node;

typedef struct Arc {
    uint32_t node, tag;
} Arc;

/* Whose eyes rank; may NULL: everybody's. */
typedef struct Eyes {
    MatchMay may;
    void    *reader;
} Eyes;

struct Match {
    uint32_t  categories, places;
    uint32_t *above, *end;                        /* below category c is [c, end[c]) */
    uint8_t  *depth;
    MatchNear *near;
    uint32_t *near_from;
    int32_t   points[MATCH_DEPTHS + 1];
    bool      anywhere, by_words;

    Numbers   offer_numbers, need_numbers, node_numbers;
    Offer    *offers;                             /* by number; 0 stands empty */
    Need     *needs;
    Node     *nodes;
    size_t    cap_offers, cap_needs, cap_nodes;
    Run      *rows_at, *needs_at;                 /* by category */
    Pool      rows, values, refusals, arcs;       /* Row, uint32_t, Refused, Arc */

    int16_t  *near_now;                           /* [places + 2]: how near each is to what is asked; between two
                                                  ** questions all are near_none, but the last, of those not known, 0 */
    int16_t  *near_all;                           /* the same for what is asked anywhere: all 0 */
    int16_t   near_none;                          /* of what is not near: 0 where it answers too, else NEAR_NEVER */
    uint8_t  *tie_now;                            /* [cap_nodes]: 1 and 2 as in MatchWhy.tie; all 0 between */
    uint32_t  turn;
};

static inline uint32_t bits_of(MatchBits b) {
    return b.langs | (uint32_t)(b.certs & 0xFFF) << 8 | (uint32_t)(b.days & 0xFFF) << 20;
}
enum { LANG_BITS = 0xFF, CERT_BITS = 0xFFF00 };
#define DAY_BITS 0xFFF00000u

static inline int32_t free_points(uint8_t free) { return free == FREE_UNKNOWN ? 0 : free * MATCH_FREE_POINTS; }

/* The multiplier spreads numbers that follow each other (Knuth, vol. 3, 6.4). */
static inline Sign word_sign(uint32_t word) {
    uint32_t at = word * 0x9E3779B1u >> 25;
    Sign     s = {{0, 0}};
    s.half[at >> 6] = (uint64_t)1 << (at & 63);
    return s;
}
static inline Sign sign_or(Sign a, Sign b) { return (Sign){{a.half[0] | b.half[0], a.half[1] | b.half[1]}}; }
static inline Sign sign_and(Sign a, Sign b) { return (Sign){{a.half[0] & b.half[0], a.half[1] & b.half[1]}}; }
static inline bool sign_any(Sign s) { return (s.half[0] | s.half[1]) != 0; }
static inline int  sign_count(Sign s) { return __builtin_popcountll(s.half[0]) + __builtin_popcountll(s.half[1]); }

/* ---- asking: match_rank.c ---------------------------------------------------------------------------------------- */

/* The best so far, best first. */
typedef struct Best {
    size_t   n, limit;
    uint32_t number[MATCH_HITS_MAX];
    int32_t  score[MATCH_HITS_MAX];
    Id       id[MATCH_HITS_MAX];
} Best;

enum { SCORE_NONE = INT32_MIN, NEAR_NEVER = -20000 };

/* Ranks the offers for need number i. */
void rank_offers(Match *x, uint32_t i, const Eyes *e, Best *b);
extern const Eyes EYES_ALL;

/* Readies the image to score needs against one offer: how near, who knows whom. offer_done before anything else. */
void    offer_ready(Match *x, const Offer *o, const Eyes *e);
void    offer_done(Match *x, const Offer *o);
int32_t offer_score(Match *x, const Offer *o, const Need *n);   /* SCORE_NONE: no answer */

/* The same for one need and any offers, told in parts. */
void need_ready(Match *x, const Need *n, const Eyes *e);
void need_done(Match *x, const Need *n);
bool need_hit(Match *x, const Need *n, const Offer *o, const Eyes *e, MatchHit *ret_hit);

/* Calls for every need that the offer could answer by its fields, each once in a turn. */
typedef void (*NeedFn)(void *arg, uint32_t need);
void needs_around(Match *x, const Offer *o, NeedFn fn, void *arg);
void turn_next(Match *x);

#endif
