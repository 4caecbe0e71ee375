/* commitment.h - somebody said they will: tasks, next steps, follow-ups. */
#ifndef RAKAZ_COMMITMENT_COMMITMENT_H
#define RAKAZ_COMMITMENT_COMMITMENT_H

#include "commitment_ent.h"
#include "view/view.h"

extern const Module commitment_module;
extern const Sheet  COMMITMENT_SHEET;

/* The entity's own check: one's own task when no owner is named, the moment it was done; it stands where the one it is
** about stands. */
Fault commitment_check(Ctx *c, const void *before, void *after);

/* Its owner is told by mail: at once when somebody else gave it to them, and in the morning of its day (the day before
** a Saturday); what waits to be sent is taken back when the task has changed, is done or gone. Nothing of the task
** stands in the mail. Without the region's fact `site` nobody is told. */
Fault commitment_after(Ctx *c, const void *before, const void *after);

/* A hand-over of many tasks tells its receiver once, by itself: on, none of them is told that one was given to them. */
void commitment_tell_once(bool on);

/* Asked before its owner is told by mail of what belongs to a case: whether they agreed to be written to. Registered at
** a module's start, by one. */
typedef Fault (*CommitmentMayTell)(Ctx *c, const Commitment *t, bool *ret_yes);
void commitment_ask_before_telling(CommitmentMayTell fn);

/* Told inside the write when something that belongs to a case is new or was changed. Registered at a module's start, by
** one. `before` NULL: a new one. */
typedef Fault (*CommitmentInCase)(Ctx *c, const Commitment *before, const Commitment *after);
void commitment_on_case(CommitmentInCase fn);

/* One task as a line of a list. */
typedef struct TaskRow {
    Id   id, about, owner_id;
    Str  text, name, href, name_href;             /* name: whom it is about, empty when the reader may not see them */
    Str  owner;                                   /* empty: the reader */
    Day  due_on;
    bool late, today, done;
} TaskRow;

typedef struct TaskList {
    TaskRow *rows;
    size_t   rows_n;
    Str      back;                                /* where the quick acts come back to */
    bool     may_write;
} TaskList;

/* What is due until this day, or has no day, waits for its owner; what is due after it is for later. The lists behind
** these addresses are /tasks with them. */
Day commitment_soon(const Ctx *c);
#define COMMITMENT_MY_SOON "mine=1&soon=1"
#define COMMITMENT_MY_LATER "mine=1&later=1"

/* The reader's own open tasks that wait, the most urgent first, those without a date last: at most `max` of them. */
Fault commitment_mine(Ctx *c, size_t max, TaskList *ret_list) MUST;

/* Open tasks about an actor, whoever has taken them on, in the same order. */
Fault commitment_about(Ctx *c, Id actor, size_t max, TaskList *ret_list) MUST;

/* Open tasks of somebody in a case: their ids. Whoever asks: a hand-over moves them without reading. */
Fault commitment_owned(Ctx *c, Id of_case, Id owner, Id *ret_v, size_t max, size_t *ret_n) MUST;

/* The next steps of some notes: rows_n tasks in any state, each with its note in `about`. */
Fault commitment_of_posts(Ctx *c, const Id *posts, size_t n, TaskList *ret_list) MUST;

/* What was promised about some items of an agenda: rows_n tasks in any state, each with its item in `about`. */
Fault commitment_of_items(Ctx *c, const Id *items, size_t n, TaskList *ret_list) MUST;

/* Open tasks of the reader that wait, those of them that are late, and those that are for later. */
typedef struct TaskCount {
    int64_t open, late, later;
} TaskCount;
Fault commitment_count(Ctx *c, TaskCount *ret_n) MUST;

/* The day "in so many days" from today, for a day, a week, a month: a month is the same date of the next one. */
Day commitment_in(Day today, int64_t days);

PAGE_FN(task_list, TaskList)

#endif
