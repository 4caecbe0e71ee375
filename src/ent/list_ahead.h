/* list_ahead.h - lists that are asked for ahead, all in one statement (list.h: lists_gather). */
#ifndef RAKAZ_ENT_LIST_AHEAD_H
#define RAKAZ_ENT_LIST_AHEAD_H

#include "ent/list_count.h"

/* What chooses the rows of a list: "FROM ... WHERE ..." with its parameters and their values. */
typedef struct ListRows {
    Str        sql, in;
    const Val *v;
    size_t     n;
} ListRows;

/* In a gathering: notes the list (`counted`: its total is wanted) and says true; the list is as if it were empty. */
bool ahead_gathers(Ctx *c, const ListRows *r, bool counted);

/* Afterwards: was it asked for? *ret_n is its total, or where that was not wanted 1 for "some". */
bool ahead_known(const Ctx *c, const ListRows *r, bool *ret_counted, int64_t *ret_n);

#endif
