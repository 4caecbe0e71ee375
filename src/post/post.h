/* post.h - what happened and what was said, in words: calls, visits, meetings, messages, notes. */
#ifndef RAKAZ_POST_POST_H
#define RAKAZ_POST_POST_H

#include "post_ent.h"
#include "view/view.h"

extern const Module post_module;
extern const Sheet  POST_SHEET;

/* The entity's hooks: a note without a moment is of now, none is of the future; whoever it is about was heard from. */
Fault post_check(Ctx *c, const void *before, void *after);
Fault post_after(Ctx *c, const void *before, const void *after);

#endif
