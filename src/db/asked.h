/* asked.h - what was asked in this reading and what came back, so that a page of many parts asks the database once.
**
** Between region_read_begin and region_read_end every statement sees the same moment. The same statement with the same
** values therefore gives the same rows, and the values are all of them: the caller's, and those that the database layer
** fills in by itself (who asks, their floor, the day, the language). So an answer is told again only to the same reader
** with the same rights. A writer's connection, where a change may lie between two questions, keeps nothing.
**
** Kept are small answers of few statements; a long job goes on asking once the room is full. The memory is the
** connection's own and is empty when a reading begins. */
#ifndef RAKAZ_DB_ASKED_H
#define RAKAZ_DB_ASKED_H

#include "db/engine.h"

typedef struct Answer Answer;

void asked_begin(Db *d);
void asked_end(Db *d);
void asked_free(Db *d);

/* The answer to a statement with all its values; `first`: its first row is enough. NULL: not asked yet. */
const Answer *asked_find(const Db *d, const Stmt *s, const Val *all, bool first);

/* A place for the answer that is about to be read; NULL: it is not kept. asked_row takes the row that r stands on and
** gives the place, or NULL once the answer has become too long. */
Answer *asked_new(Db *d, const Stmt *s, const Val *all);
Answer *asked_row(Answer *a, const Rows *r);

/* The rows were read: to their end (`whole`), or the first of them. */
void asked_keep(Db *d, Answer *a, bool whole);

/* Rows that tell an answer again. */
void asked_rows(const Answer *a, Rows *ret_rows);

#endif
