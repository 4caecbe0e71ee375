/* network.h - the network that a business needs: what there is, what is looked for, who could be it. The ties that a
** case looks for are its circle's; what became real is a tie between two, as any other. */
#ifndef RAKAZ_NETWORK_NETWORK_H
#define RAKAZ_NETWORK_NETWORK_H

#include "case/case.h"
#include "network_ent.h"

extern const Module network_module;
extern const Sheet  TIE_TEMPLATE_SHEET, WANTED_TIE_SHEET;

/* The entities' own hooks (network.ent). Somebody chosen is not the business itself; whoever is in charge is of the
** case; letting go wants a reason; each state keeps the day on which it was reached. */
Fault tie_template_check(Ctx *c, const void *before, void *after);
Fault wanted_tie_check(Ctx *c, const void *before, void *after);

/* Puts the ready set that comes with the program (data/ties.tsv) into the organisation: what is there already stays as
** it is. On the writer. */
Fault tie_template_take_ready(Ctx *c, int64_t *ret_made) MUST;

/* A step of a needed tie. Active: the real tie between the two is made, or the one that there is taken. INVALID with
** complaints. On the writer. */
typedef struct WantedStep {
    int state;                                    /* WANTED_STATE_... */
    Id  candidate;                                /* of "chosen" */
    Str reason;                                   /* of "let go" */
} WantedStep;
Fault wanted_tie_step(Ctx *c, Id id, const WantedStep *s, WantedTie *ret_w) MUST;

/* Whom a business is not proposed to now, whatever they could be: asked before candidates are shown. Registered at a
** module's start. */
typedef Fault (*NetworkPassFn)(Ctx *c, Id actor, Id *ret_v, size_t max, size_t *ret_n);
void network_on_offer(NetworkPassFn fn);

/* The real tie of a role between a business and another: one that there is, made active, or a new one from today. */
Fault network_tie(Ctx *c, Id client, Id other, int role, Id *ret_tie) MUST;

#endif
