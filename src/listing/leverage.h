/* leverage.h - what the community can do for a business and the business for the community: two listings bound
** together, and who takes part in each. Each side is open or closed by itself, and is counted by itself.
**
** Staff post one for a business of their town; whoever speaks for the business posts theirs. It is seen by members, and
** by everybody only while it is published by an act of its own. Who takes part is known to the unit and to whoever
** speaks for the business; everybody else sees how many. */
#ifndef RAKAZ_LISTING_LEVERAGE_H
#define RAKAZ_LISTING_LEVERAGE_H

#include "leverage_ent.h"
#include "ent/list.h"
#include "listing/listing.h"

enum { LEVERAGE_ROWS_MAX = 40, TAKERS_MAX = 200 };

/* The entities' own hooks (leverage.ent). */
Fault leverage_check(Ctx *c, const void *before, void *after);
Fault taker_check(Ctx *c, const void *before, void *after);

/* One side, without names. */
typedef struct LeverageSide {
    Id      listing;
    Str     title;
    bool    open;
    int64_t takers;                               /* how many take part or did */
} LeverageSide;
typedef struct LeverageRow {
    Id           id, holder, place;
    Day          published_on;
    LeverageSide sides[LEVERAGE_SIDE_N];          /* by leverage_side */
} LeverageRow;

/* Those of a business or of a place (0: any) that the reader sees, the newest first; one by its id. */
Fault leverages_of(Ctx *c, Id holder, Id place, LeverageRow *ret_v, size_t max, size_t *ret_n) MUST;
Fault leverage_row(Ctx *c, Id id, LeverageRow *ret_row) MUST;

/* What the businesses are called: whoever sees a pair reads by whom it was posted, also where the page of the business
** is not open to them. */
typedef struct HolderName {
    Str  name;
    bool seen;                                    /* its page is */
} HolderName;
Fault leverage_holders(Ctx *c, const LeverageRow *v, size_t n, HolderName *ret_v) MUST;

/* The pair of a business that a listing is one side of, as far as the reader sees it; NOT_FOUND. */
Fault leverage_of_listing(Ctx *c, Id holder, Id listing, Id *ret_id) MUST;

/* Condition of a list of pairs: a side is open, and nobody takes part in it. */
ListExtra leverage_empty(void);

/* Posts a pair: two listings, and what binds them, in one act. `speaks`: in the name of the business, by whoever may
** speak for it. INVALID, NOT_ALLOWED. On the writer, as what follows. */
typedef struct LeverageNew {
    Id  holder, place;
    Tri asks, gives;
    Str asks_more, gives_more;
} LeverageNew;
Fault leverage_post(Ctx *c, const LeverageNew *n, bool speaks, Leverage *ret_v) MUST;

/* Other words for both sides. */
Fault leverage_words(Ctx *c, Id id, const LeverageNew *n, bool speaks) MUST;

/* Shows it to everybody, with the name of the business, or to members alone again. */
Fault leverage_publish(Ctx *c, Id id, bool yes, bool speaks) MUST;

/* Closes one side or opens it again; the other stays as it is. */
Fault leverage_close(Ctx *c, Id id, int side, bool open, bool speaks) MUST;

/* Who takes part, in the order they came: both sides. For whoever `speaks`, whom the unit has accepted. */
Fault takers_of(Ctx *c, Id leverage, bool speaks, Taker **ret_v, size_t *ret_n) MUST;

/* Somebody takes part, or asks to. `follows`: by whoever may not write there, as the caller has decided. INVALID when
** the side is closed, or it is the business itself. */
Fault taker_add(Ctx *c, Taker *t, bool follows) MUST;

/* The unit says yes or no to whoever waits. */
Fault taker_answer(Ctx *c, Id id, bool yes, Taker *ret_t) MUST;

/* Since when, until when, what came of it: by the unit, or by whoever speaks for the business. */
Fault taker_tell(Ctx *c, Taker *t, bool speaks) MUST;

/* Who has asked to take part and waits for the reader's unit. */
Fault takers_waiting(Ctx *c, size_t max, Taker **ret_v, size_t *ret_n, int64_t *ret_all) MUST;

#endif
