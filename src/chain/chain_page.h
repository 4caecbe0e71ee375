/* chain_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_CHAIN_CHAIN_PAGE_H
#define RAKAZ_CHAIN_CHAIN_PAGE_H

#include "chain/chain.h"
#include "page/page.h"

enum { CHAIN_Q_N = 5 };
extern const Query CHAIN_QUERIES[CHAIN_Q_N];
extern const Sheet CHAIN_SHEET, CHAIN_STAGE_SHEET, STAGE_ACTOR_SHEET;

/* ---- chain_store.c ----------------------------------------------------------------------------------------------- */

/* Who stands in the stages of a chain, as far as the reader sees it; by stage. */
typedef struct StageOf {
    Id  id, stage, actor;
    Str what;
} StageOf;
Fault chain_actors(Ctx *c, Id chain, StageOf *ret_v, size_t max, size_t *ret_n) MUST;

/* The stages in which an actor stands. */
typedef struct ActorStage {
    Id stage, chain;
} ActorStage;
Fault chain_stages_of(Ctx *c, Id actor, ActorStage *ret_v, size_t max, size_t *ret_n) MUST;

/* The chains of a place with how many stages they have and in how many of them nobody stands. */
typedef struct ChainSum {
    Id      chain;
    int64_t stages, empty;
} ChainSum;
Fault chain_sums(Ctx *c, Id place, ChainSum *ret_v, size_t max, size_t *ret_n) MUST;

/* ---- a chain with all that is known of it: chain_load.c ---------------------------------------------------------- */

typedef struct ChainActor {
    Id      id;
    Str     name, href, what, row_href;           /* row_href: its line in the stage */
    TextKey where;
    Str     state;                                /* class of its shape: "active" of the place, "outside", "dormant" */
    bool    local, placed;                        /* placed: it is known where it is */
} ChainActor;

typedef struct ChainStageView {
    Id          id, category, listing;
    Str         name, href, add, open, opportunity, opportunity_href;
    ChainActor *actors, *could;                   /* could: of its field, and not in it */
    size_t      actors_n, could_n;
    int64_t     number, local, outside, unplaced, hidden, links;  /* links: real ties to the next stage */
    bool        empty, last, unlinked;            /* unlinked: both stages have somebody, and no tie leads on */
} ChainStageView;

typedef struct ChainTie {
    Str     from, to, from_href, to_href, what, href;
    TextKey certainty;
    int64_t yearly;                               /* NUMBER_NONE: not known */
    bool    priced;
} ChainTie;

typedef struct ChainView {
    const ValueChain    *chain;
    Str             path, words;                  /* words: by which definition "of the place" is meant */
    ChainStageView *stages;
    size_t          stages_n;
    ChainTie       *ties;
    size_t          ties_n;
    int64_t         empty, unknown_worth, worth;  /* of the ties: how many have no worth, and the sum of the others */
    const char     *currency;
    bool            may_write, ready;             /* ready: it has no place */
} ChainView;
Fault chain_load(Ctx *c, const ValueChain *k, ChainView *ret_v) MUST;

/* Only its stages and who does them: for the page of a business. */
Fault chain_who(Ctx *c, const ValueChain *k, ChainView *ret_v) MUST;

/* The same drawn: full where somebody of the place does it, a ring where only others do, dashed where nobody does. */
void chain_svg(Buf *b, const Page *pg, const ChainView *v);

PAGE_FN(chain_stages, ChainView)
PAGE_FN(chain_ties, ChainView)
PAGE_FN(chain_ready, ChainView)

/* ---- cards: chain_part.c ----------------------------------------------------------------------------------------- */

typedef struct ChainRow {
    Str     name, href, stage;
    int64_t stages, empty;
} ChainRow;
typedef struct ChainPart {
    ChainRow *rows;
    size_t    rows_n;
    Str       place;                              /* for a new one; empty: none is made here */
    bool      more;
} ChainPart;
PAGE_FN(chain_place, ChainPart)

typedef struct ActorLink {
    Str  stage, name, href, tie;                  /* tie: where one is made; empty: there is one */
    bool there;
} ActorLink;
typedef struct ActorChains {
    ActorLink *buys, *sells;                      /* from whom it could or does buy, to whom sell */
    size_t     buys_n, sells_n;
    ChainRow  *rows;
    size_t     rows_n;
    bool       may_write;
} ActorChains;
PAGE_FN(chain_actor, ActorChains)

extern const RecordPart CHAIN_STAGES, CHAIN_TIES, CHAIN_PLACE, CHAIN_ACTOR;

#endif
