/* match.h - who could answer a need, and whose need an offer meets: ranked over a region that is held in memory.
**
** Pure: no database, no clock, no text. The caller numbers categories and places, hands over what is offered and what
** is needed, and keeps both current by putting a changed record again. Scores are whole numbers and equal scores stand
** in the order of their ids, so that every machine, and SQL over the same numbers, comes to the same list.
**
** The score of an offer for a need is a sum; each part is told with the hit, since it becomes a sentence:
**   field      depth_points[d] of the region; d: how deep the lowest category above both lies
**   near       MATCH_NEAR_POINTS for each thousandth of how near the best place of the offer is to that of the need
**   words      MATCH_WORD_POINTS for each word of the need that the offer has too, at most MATCH_WORDS_PAID of them
**   free       MATCH_FREE_POINTS for each percent of free capacity; nothing when it is not known
**   ties       MATCH_TIE_POINTS when the two know each other, MATCH_SHARED_POINTS when somebody knows both
**   language, days      their points when they have one in common
**   certificates        their points when the offer has all that the need asks for
**   refused    taken off: this pair was refused before
** Not an answer at all: an offer without free capacity, one of the needing actor itself, one whose field has no points
** (but see by_words), and, unless `anywhere`, one that is not near. What is not known speaks against nothing.
**
** The method is that of ranked retrieval with upper bounds (Turtle and Flood 1995; Broder et al. 2003, WAND): offers
** lie in their categories as rows of 40 bytes, categories are numbered so that whatever is below one is a range, the
** nearest fields are gone through first, and a row is looked at closely only when its upper bound could enter the list.
** Words are bounded by a signature of 128 bits (Bloom 1970).
**
** Memory is malloc's, for as long as the image lives; out of memory stops the program. Not for several threads at once:
** asking uses marks inside. Whoever shares an image locks it. */
#ifndef RAKAZ_MATCH_MATCH_H
#define RAKAZ_MATCH_MATCH_H

#include "base/arena.h"
#include "base/id.h"

enum {
    MATCH_NEAR_POINTS = 3,
    MATCH_WORD_POINTS = 500, MATCH_WORDS_PAID = 4,
    MATCH_FREE_POINTS = 10,
    MATCH_TIE_POINTS = 1000, MATCH_SHARED_POINTS = 667,
    MATCH_LANG_POINTS = 300, MATCH_DAYS_POINTS = 300, MATCH_CERT_POINTS = 600,
    MATCH_DEPTHS = 8,                             /* levels of the tree of categories, at most */
    MATCH_PLACES_MAX = UINT16_MAX,                /* places of a region */
    MATCH_NEED_WORDS_MAX = 16,                    /* words of a need that count */
    MATCH_HITS_MAX = 200,                         /* asked for at once */
    MATCH_FREE_UNKNOWN = -1,
};

/* ---- the region ------------------------------------------------------------------------------------------------- */

/* A place that is near another, in thousandths: 1000 is the same. */
typedef struct MatchNear {
    uint16_t place, of_1000;                      /* 1 .. 1000 */
} MatchNear;

/* Copied by match_open. Categories and places are numbered from 1; 0 is "not known". */
typedef struct MatchRegion {
    const uint32_t *above;                        /* [categories + 1]; the category above one, 0: none; what is below
                                                  ** one follows it at once: match_preorder numbers so */
    size_t          categories;
    const MatchNear *near;                        /* those near place p: near[near_from[p]] .. near[near_from[p+1] - 1],
                                                  ** itself among them; as near as p is to q is q to p */
    const uint32_t *near_from;                    /* [places + 2]; near_from[0] == near_from[1] == 0 */
    size_t          places;
    int             depth_points[MATCH_DEPTHS + 1];   /* rising; [0] is 0 */
    bool            anywhere;                     /* what is not near answers too, without points for it */
    bool            by_words;                     /* a word in common answers too, whatever the field */
} MatchRegion;

/* Numbers a tree so that everything below a category follows it: above[i] is the place in the arrays of the one above
** i, or `n`: none; ret_number[i] becomes the number, 1 .. n, and ret_above[number] the number above (0: none; it has
** n + 1 places). Siblings keep their order. What stands in a circle, or below one, has nothing above it. What it needs
** meanwhile comes from `a`. */
void match_preorder(Arena *a, const size_t *above, size_t n, uint32_t *ret_number, uint32_t *ret_above);

typedef struct Match Match;
Match *match_open(const MatchRegion *r);
void   match_close(Match *x);                     /* NULL: nothing */

/* ---- records ---------------------------------------------------------------------------------------------------- */

/* What language, certificate and weekday a bit stands for is the caller's: 8, 12 and 12 of them. */
typedef struct MatchBits {
    uint8_t  langs;
    uint16_t certs, days;                         /* the lower 12 bits */
} MatchBits;

/* Somebody or something that could answer. All arrays are copied; order and doubles do not matter. */
typedef struct MatchOffer {
    Id              id, actor;                    /* whose it is; may be the same id */
    uint64_t        tag;                          /* the caller's own: asked back by MatchMay */
    const uint32_t *categories;                   /* numbers; none: not known */
    size_t          n_categories;
    const uint16_t *places;                       /* where it serves; none: not known */
    size_t          n_places;
    const uint32_t *words;                        /* numbers or hashes; 0 is no word */
    size_t          n_words;
    MatchBits       has;
    int             free;                         /* percent of its capacity, 0 .. 100; MATCH_FREE_UNKNOWN */
} MatchOffer;

/* A pair that was refused: how many points are taken off the offers of an actor. */
typedef struct MatchRefusal {
    Id      actor;
    int32_t points;                               /* 0 or more */
} MatchRefusal;

typedef struct MatchNeed {
    Id              id, actor;                    /* whose it is; 0: nobody's */
    uint64_t        tag;
    uint32_t        category;
    uint16_t        place;
    const uint32_t *words;                        /* the first MATCH_NEED_WORDS_MAX different ones count */
    size_t          n_words;
    MatchBits       asks;
    const MatchRefusal *refused;
    size_t          n_refused;
} MatchNeed;

/* Puts a record, in the place of one of the same id. */
void match_put_offer(Match *x, const MatchOffer *o);
void match_put_need(Match *x, const MatchNeed *n);

/* Puts other refusals in the place of a need's; false: the need is not there. */
bool match_put_refusals(Match *x, Id need, const MatchRefusal *v, size_t n);

/* false: it was not there. */
bool match_remove_offer(Match *x, Id id);
bool match_remove_need(Match *x, Id id);

/* A tie that leads from one actor to another; one that holds both ways is put both ways. Put twice it must be removed
** twice, with the same tag. */
void match_put_tie(Match *x, Id from, Id to, uint32_t tag);
void match_remove_tie(Match *x, Id from, Id to, uint32_t tag);   /* nothing when there is none */

size_t match_offers(const Match *x);              /* how many there are */
size_t match_needs(const Match *x);
size_t match_bytes(const Match *x);               /* memory held */

/* ---- asking ----------------------------------------------------------------------------------------------------- */

/* Why: the parts of the score, and what they come from. */
typedef struct MatchWhy {
    int32_t  field, refused;                      /* points */
    uint8_t  depth;                               /* of the lowest category above both; 0: by words alone */
    uint8_t  words;                               /* of the need that the offer has, also those that are not paid */
    uint8_t  tie;                                 /* 1: they know each other, 2: somebody knows both; 0: not known */
    int16_t  near;                                /* thousandths; 0: not near, or not known */
    int16_t  free;                                /* percent; MATCH_FREE_UNKNOWN */
    MatchBits shared;                             /* languages and days in common; certificates asked for that it has */
    bool     placed;                              /* of both it is known where they are */
    bool     apart;                               /* of both the languages are known, and none is in common */
    bool     certified;                           /* it has all that the need asks for, and something is asked for */
    Id       through;                             /* tie 2: somebody who knows both, the one with the lowest id */
} MatchWhy;

typedef struct MatchHit {
    Id       id, actor;                           /* the offer and whose it is; asked by an offer: the need */
    int32_t  score;
    MatchWhy why;
} MatchHit;

/* Whether the reader may be shown what carries this tag: of offers and needs only those that would enter the list are
** asked about. A tie that may not be shown counts for nothing, so that no order tells of it. */
typedef bool (*MatchMay)(void *reader, uint64_t tag);

typedef struct MatchAsk {
    Id       id;                                  /* of the need, or of the offer */
    size_t   limit;                               /* 1 .. MATCH_HITS_MAX */
    MatchMay may;                                 /* NULL: everything may be shown */
    void    *reader;
} MatchAsk;

/* The best offers for a need, and the needs that an offer meets best; how many there are, best first. 0 when the id is
** not there. */
size_t match_who(Match *x, const MatchAsk *q, MatchHit *ret_v);
size_t match_whose(Match *x, const MatchAsk *q, MatchHit *ret_v);

/* One pair, whatever its score; false: it is no answer at all, or one of the two is not there. */
bool match_pair(Match *x, Id need, Id offer, MatchHit *ret_hit);

/* ---- local first, but never only local -------------------------------------------------------------------------- */

/* Chooses `shown` of n ranked hits: for every MATCH_OTHER_EVERY of them one place is kept for those of which `other` is
** true (from elsewhere, of another community or language), when there are such among the n. The order stays that of
** the ranking, but for those brought up, who stand last. Reorders v and `other` alike; how many are shown. A step by
** itself, after ranking, so that a ranking can be compared with another program's. */
enum { MATCH_OTHER_EVERY = 5 };
size_t match_mix(MatchHit *v, bool *other, size_t n, size_t shown);

/* ---- kept lists: match_board.c ---------------------------------------------------------------------------------- */

/* The best MATCH_SHOWN offers of every need, kept while records change. A changed offer touches only the needs of its
** fields, and of those only the ones whose last place it can take, or had; a few places more than are shown are kept so
** that one that leaves seldom makes its list anew. What may not be shown is left out by whoever draws it. */
enum { MATCH_SHOWN = 20, MATCH_KEPT = 28 };
typedef struct MatchBoard MatchBoard;
MatchBoard *match_board(Match *x);                /* ranks every need; `x` must live longer */
void        match_board_close(MatchBoard *b);

/* Instead of the functions without board: they change the image and then the lists. */
void match_board_offer(MatchBoard *b, const MatchOffer *o);
void match_board_need(MatchBoard *b, const MatchNeed *n);
bool match_board_remove_offer(MatchBoard *b, Id id);
bool match_board_remove_need(MatchBoard *b, Id id);

/* A tie as in match_put_tie; not `there`: it is no more. */
typedef struct MatchTie {
    Id       from, to;
    uint32_t tag;
    bool     there;
} MatchTie;
void match_board_tie(MatchBoard *b, const MatchTie *t);

/* The kept list of a need: MATCH_SHOWN, or all when there are fewer. */
size_t match_board_list(MatchBoard *b, Id need, MatchHit *ret_v);

#endif
