/* initiative.h - planned work of a unit toward a goal: what it builds on, who leads it and takes part, its steps, and
** how it is looked at again over years. Steps are commitments; reviews belong to the unit and live on after closing. */
#ifndef RAKAZ_INITIATIVE_INITIATIVE_H
#define RAKAZ_INITIATIVE_INITIATIVE_H

#include "initiative_ent.h"
#include "view/view.h"

extern const Module initiative_module;
extern const Sheet  INITIATIVE_SHEET;
extern const Sheet  PARTNER_SHEET;
extern const Sheet  REVIEW_SHEET;

/* The entities' own hooks. One that runs has somebody who accepted to lead it, a first day, and what it builds on or
** why it is new; closing says what was learned and who runs what lives on. */
Fault initiative_check(Ctx *c, const void *before, void *after);
/* With its start come its reviews, after 6, 12, 24 and 60 months; those that nobody moved or did move with the
** start. */
Fault initiative_after(Ctx *c, const void *before, const void *after);
Fault initiative_base_check(Ctx *c, const void *before, void *after);
Fault initiative_partner_check(Ctx *c, const void *before, void *after);
/* What was found comes with how it is known and what is not known. */
Fault initiative_review_check(Ctx *c, const void *before, void *after);

/* Past its last day and running: told, unless it is ripening still. */
bool initiative_late(const Initiative *v, Day today);

/* Whoever was asked accepts to lead it. On the writer. */
Fault initiative_accept(Ctx *c, Id id) MUST;

/* It starts, or goes on after it was closed. INVALID with complaints. On the writer. */
Fault initiative_start(Ctx *c, Initiative *v) MUST;

typedef struct InitiativeEnd {
    Str learned, what;
    int lives_on;                                 /* EMBED_STAGE_... */
} InitiativeEnd;
Fault initiative_close(Ctx *c, Id id, const InitiativeEnd *end, Initiative *ret_v) MUST;

/* One thing more that it builds on: "initiative", "response", "body" or "meeting", and which. */
Fault initiative_build_on(Ctx *c, Id initiative, Str kind, Id record) MUST;

/* Children of an initiative that the reader sees: bases, partners, reviews (by their day), steps. */
Fault initiative_rows(Ctx *c, const Entity *e, Id initiative, void **ret_rows, size_t *ret_n) MUST;

/* Reviews that are due within so many days of places where the reader may write, the longest due first. */
enum { REVIEW_SOON_DAYS = 14 };
Fault reviews_due(Ctx *c, size_t max, InitiativeReview **ret_v, size_t *ret_n) MUST;

/* How many steps of initiatives were taken on in a year, and how many of them outside the unit. Each is the length of
** the list behind its address. place 0: wherever the reader sees. */
typedef struct StepShare {
    int     year;
    int64_t all, outside;
    Str     all_href, outside_href;
} StepShare;
Fault initiative_share(Ctx *c, int year, Id place, StepShare *ret_v) MUST;

#endif
