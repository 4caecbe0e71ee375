/* commitment.h - somebody said they will: tasks, next steps, follow-ups. */
#ifndef RAKAZ_COMMITMENT_COMMITMENT_H
#define RAKAZ_COMMITMENT_COMMITMENT_H

#include "commitment_ent.h"
#include "view/view.h"

extern const Module commitment_module;
extern const Sheet  COMMITMENT_SHEET;

/* The entity's own check: one's own task when no owner is named, and the moment it was done. */
Fault commitment_check(Ctx *c, const void *before, void *after);

/* The reader's own open tasks, the most urgent first; those without a date last. */
typedef struct TaskRow {
    Id  id, about;
    Str text, name, href;
    Day due_on;
    bool late, today;
} TaskRow;
Fault commitment_mine(Ctx *c, TaskRow *ret_v, size_t max, size_t *ret_n) MUST;

#endif
