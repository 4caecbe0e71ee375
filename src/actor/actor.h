/* actor.h - businesses, people, organisations, public bodies, corporations, and the fields they work in.
**
** One actor, many roles: what somebody is to others is a tie (tie/), where they belong is a belonging (place/). An
** address is optional: a village without recognition is a place like any other. */
#ifndef RAKAZ_ACTOR_ACTOR_H
#define RAKAZ_ACTOR_ACTOR_H

#include "actor_ent.h"
#include "view/view.h"

extern const Module actor_module;
extern const Sheet  ACTOR_SHEET;
extern const Sheet  CATEGORY_SHEET;

enum {
    ACTOR_MONTH_DAYS = 30,                        /* the months of the region's settings (quiet_months), in days */
    ACTOR_STALE_DAYS = 180,                       /* details confirmed longer ago want a look */
};

/* An Israeli company or identity number: nine digits (leading zeros added) with the right check digit; other countries'
** numbers are taken as they are. `home` is the region's country code. The text returned is what is stored. */
bool actor_registration_ok(Str number, Str home);

/* The entity's own hooks (actor.ent): what must hold, and the places that the actor is a member of. */
Fault actor_check(Ctx *c, const void *before, void *after);
Fault actor_after(Ctx *c, const void *before, const void *after);

/* The icon and colour class of a trade ("bread", "clay"); of the kind where there is no trade. */
const char *trade_icon(int trade, int kind);
const char *trade_colour(int trade, int kind);

/* The trade groups of categories, kept in memory by category and renewed when categories change: lists and maps ask
** for every row. 0 when the category is unknown. */
int actor_trade(Ctx *c, Id category);

/* Remembers that somebody spoke with the actor at `at`; earlier moments than the known one change nothing. Called by
** post/ inside its write. */
Fault actor_heard(Ctx *c, Id actor, Stamp at) MUST;

/* What the pages of some actors say of their being alive, by their ids, rising: for sums without names alone. */
typedef struct ActorLife {
    Id  id, category;
    int life, ended_year;                         /* LIFE_STATE_...; 0: not known */
    Day confirmed_on;
} ActorLife;
Fault actor_lives(Ctx *c, const Id *ids, size_t n, ActorLife *ret_v, size_t *ret_n) MUST;

/* Conditions of lists of actors, `quiet=1` and `stale=1` in their address: nobody spoke to them for the region's
** months, counted for those never spoken to from when they are known; their details were confirmed once,
** ACTOR_STALE_DAYS ago or earlier. */
ListExtra actor_quiet(const Ctx *c);
Day       actor_quiet_since(const Ctx *c);        /* spoken to before this day: too long ago */
ListExtra actor_stale(const Ctx *c);

/* Live actors that may be the same as `a` by registration number, phone or name in the same place, and, where the
** search has read the region, by a name that sounds the same in any script; best first. Used by the form ("there is one
** like this") and by import. Only those the reader may see. */
typedef struct Likely {
    Id      id;
    Str     name;
    TextKey why;
} Likely;
Fault actor_likely(Ctx *c, const Actor *a, Likely *ret_v, size_t max, size_t *ret_n) MUST;

/* Live actors of some kinds or fields, for proposals: those of one town first. Closed ones and those who moved away are
** not among them. */
typedef struct ActorPool {
    const Id *kinds, *categories;
    size_t    n_kinds, n_categories;
    Id        self, here;                         /* who is not asked for; the town */
} ActorPool;
typedef struct PoolRow {
    Id      id, category, locality;
    int     kind;
    int64_t languages;
} PoolRow;
Fault actor_pool(Ctx *c, const ActorPool *p, PoolRow *ret_v, size_t max, size_t *ret_n) MUST;

/* Those who agreed to be shown as a way to others, as far as the reader sees them, rising by id; at most `max`. */
Fault actor_leading(Ctx *c, Id *ret_v, size_t max, size_t *ret_n) MUST;

/* All fields with their group and code, rising by id. */
typedef struct CategoryRow {
    Id  id;
    int trade;
    Str code;
} CategoryRow;
Fault category_rows(Ctx *c, CategoryRow **ret_v, size_t *ret_n) MUST;

/* Categories from a region pack's categories.tsv: makes what is missing by code. On the writer, as the system. */
Fault category_load(Ctx *c, Str tsv, int64_t *ret_made) MUST;

/* The category of a code ("shop/bakery"); NOT_FOUND. */
Fault category_by_code(Ctx *c, Str code, Id *ret_id) MUST;

#endif
