/* list_count.h - totals of lists, kept in memory until the region changes. */
#ifndef RAKAZ_ENT_LIST_COUNT_H
#define RAKAZ_ENT_LIST_COUNT_H

#include "ent/ent.h"

enum { COUNT_KEY_BYTES = 16 };

/* What a total depends on besides the state of the region: the statement, its values, who asks and on which day. */
void count_key(const Ctx *c, Str sql, const Val *v, size_t n, unsigned char ret_key[COUNT_KEY_BYTES]);

/* Is the total known for the state that this reader sees (or a newer one)? Never inside a write. */
bool count_known(const Ctx *c, const unsigned char key[COUNT_KEY_BYTES], int64_t *ret_n);
void count_keep(const Ctx *c, const unsigned char key[COUNT_KEY_BYTES], int64_t n);

#endif
