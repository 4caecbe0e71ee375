/* matching.h - who could answer a need, and whose need an offer meets: match/ fed with a region's listings and actors.
**
** The image is fed by the thread of the search (SeekGuest) with the rows that it reads anyway, so that it is as current
** as the search is. It ranks with the eyes of whoever asks: what a record's gate hides from them is not ranked, and a
** tie that they may not see counts for nothing. What is shown is then named by ent_labels, which asks the database.
**
** What is an answer: open offers, assets and resources; everybody but people and those who closed or moved away; who
** accompanies and takes cases; pledges of which something is left; facilities. What is a need: open needs and
** opportunities, coming purchases, requests for quotes. Whom the two are not introduced to now is not shown; capacity
** that is known to be free counts, and who has none is no answer. Near is said by the working tree of places: the same
** place; one within the other, or both within the same; and by the definition of local that the reader chose, where the
** pages ask for it (matching_for); nothing else is near, and answers too. Shown is what has the
** field itself in common, or MATCHING_WORDS words; of an actor itself these count in the group of the field alone. */
#ifndef RAKAZ_MATCHING_MATCHING_H
#define RAKAZ_MATCHING_MATCHING_H

#include "match/match.h"
#include "matching_ent.h"
#include "view/view.h"

extern const Module matching_module;
extern const Sheet  REFUSAL_SHEET;

/* The entity's own check: the need is one, nobody is passed over twice; it stands where the need stands. */
Fault refusal_check(Ctx *c, const void *before, void *after);

enum {
    MATCHING_RANKED = 120, MATCHING_WORDS = 2, MATCHING_NEAR_WITHIN = 600, MATCHING_NEAR_BESIDE = 400,
    MATCHING_NEAR_REGION = 300,
};

/* What kind of record answers, or needs. */
typedef enum MatchKind {
    MATCHING_ACTOR, MATCHING_LISTING, MATCHING_CONSULTANT, MATCHING_PLEDGE, MATCHING_FACILITY, MATCHING_COMING,
    MATCHING_QUOTE, MATCHING_KINDS
} MatchKind;
const Entity *matching_noun(int kind);
extern const EntSet MATCHING_NOUNS;               /* for ent_names_among */

/* One answer as the reader may see it, by ids alone. */
typedef struct MatchFound {
    Id       listing;                             /* the offer and its like, or the need; 0: the actor itself */
    int      kind;                                /* MatchKind */
    Id       actor;                               /* whose it is; 0: nobody's */
    MatchWhy why;
    int32_t  score;
    bool     other;                               /* not near, or known to share no language */
    bool     street;                              /* both are in the same street of the same town */
    bool     local;                               /* both are local by the definition that was chosen */
    bool     room;                                /* of who accompanies: hours are agreed; else it is not known */
} MatchFound;

typedef struct MatchFinds {
    MatchFound *v;                                /* in the arena, best first, `other` ones among them (match_mix) */
    size_t      n;
    bool        ready;                            /* false: the image is not there (yet) */
} MatchFinds;

/* For a need; the same the other way round for an offer. At most `max`. */
Fault matching_who(Ctx *c, Id need, size_t max, MatchFinds *ret_f) MUST;
Fault matching_whose(Ctx *c, Id offer, size_t max, MatchFinds *ret_f) MUST;

#endif
