/* commitment_store.h - what this folder's files share. */
#ifndef RAKAZ_COMMITMENT_COMMITMENT_STORE_H
#define RAKAZ_COMMITMENT_COMMITMENT_STORE_H

#include "commitment/commitment.h"

enum { COMMITMENT_Q_N = 6, COMMITMENT_ROUTES_N = VIEW_ROUTES_EACH + 3, TASK_ROWS_MAX = 50 };
extern const Query COMMITMENT_QUERIES[COMMITMENT_Q_N];
extern const Route COMMITMENT_ROUTES[COMMITMENT_ROUTES_N];

/* What waits and what is for later, of today's lists and of the list behind their links alike. */
#define COMMITMENT_SOON "(x.due_on IS NULL OR x.due_on <= :soon)"
#define COMMITMENT_LATER "(x.due_on > :later)"

PAGE_FN(task_acts, TaskRow)
PAGE_FN(task_actions, TaskRow)

#endif
