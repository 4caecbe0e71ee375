/* chain.h - value chains: stages from what goes in to what is sold, who of a place does each, which of them supply the
** next, and where nobody does. A chain without a place is ready for any to use; a stage without anybody becomes an
** opportunity on the map. Who does a stage is known to somebody; from fields of work it is only proposed. */
#ifndef RAKAZ_CHAIN_CHAIN_H
#define RAKAZ_CHAIN_CHAIN_H

#include "chain_ent.h"
#include "view/view.h"

extern const Module chain_module;

enum { CHAIN_STAGES_MAX = 20, CHAIN_ACTORS_MAX = 400 };

/* The entities' own checks: a stage stands at the end unless it says where; nobody stands in a stage twice. */
Fault chain_check(Ctx *c, const void *before, void *after);
Fault chain_stage_check(Ctx *c, const void *before, void *after);
Fault stage_actor_check(Ctx *c, const void *before, void *after);

/* Puts the ready chains that come with the program (data/chains.tsv) into the organisation: what is there already stays
** as it is. How many were made. */
Fault chain_take_ready(Ctx *c, int64_t *ret_made) MUST;

/* The stages of a chain in their order, with all texts, in the arena. */
Fault chain_stages(Ctx *c, Id chain, ChainStage **ret_v, size_t *ret_n) MUST;

/* Makes a chain of a place from another one, stages and all, without those who do them. INVALID: no place. */
Fault chain_use(Ctx *c, Id from, Id place, Id *ret_chain) MUST;

/* Opens an opportunity for a stage: a listing in the place of its chain, in its field. OVER: one is open already. */
Fault chain_open(Ctx *c, Id stage, Id *ret_listing) MUST;

#endif
