/* leave.h - records that a form does not propose: whoever has left is no choice any more, but where they stand. */
#ifndef RAKAZ_ENT_LEAVE_H
#define RAKAZ_ENT_LEAVE_H

#include "ent/ent.h"

/* Which of these are left out; ret_out has n places. Registered at a module's start, by one, for its own noun. */
typedef Fault (*FormLeaveFn)(Ctx *c, const Id *ids, size_t n, bool *ret_out);
void form_leave_out(const Entity *of, FormLeaveFn fn);

/* Are some of this noun left out at all; and which of these. */
bool  form_leaves(const Entity *of);
Fault form_left_out(Ctx *c, const Entity *of, const Id *ids, size_t n, bool *ret_out) MUST;

#endif
