/* id.h - names of records.
**
** An Id is 63 bits: 42 bits of milliseconds since 2020-01-01 and 21 random ones. Time-ordered, made without
** coordination. The makers of one process never give the same one twice: within one millisecond, and after
** the clock was set back, ids continue behind the last one given. 0 means none.
** Outside (links, JSON, files) it is 13 characters of Crockford's base 32, lower case: sorts the same way and
** survives JavaScript, which an integer of this size does not. */
#ifndef RAKAZ_BASE_ID_H
#define RAKAZ_BASE_ID_H

#include "base/buf.h"
#include "base/day.h"

typedef int64_t Id;

enum { ID_CHARS = 13 };

/* A new Id for the moment `now`. Safe from several threads. */
Id id_new(Stamp now);

Stamp id_stamp(Id id);                            /* when it was made */
void  buf_id(Buf *b, Id id);                      /* 13 characters; nothing for 0 */
void  id_print(char out[ID_CHARS + 1], Id id);
Str   id_str(Arena *a, Id id);                    /* the same in an arena */

/* Exactly 13 characters; upper case, i/l as 1 and o as 0 are accepted. false: not an Id. */
bool id_parse(Str s, Id *ret_id);

/* For qsort and bsearch, over ids or over structs that begin with one. */
int id_order(const void *a, const void *b);

/* Sorts and leaves each id once; how many are left. */
size_t ids_sort(Id *v, size_t n);

/* Is the id among these, which stand in order? */
bool ids_hold(const Id *sorted, size_t n, Id id);

/* Where it stands among these, which stand in order; n: it does not. */
size_t ids_index(const Id *sorted, size_t n, Id id);

#endif
