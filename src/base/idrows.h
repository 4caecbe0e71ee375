/* idrows.h - rows of one size in one piece of memory, rising by the Id with which each begins. The piece is the
** caller's: from malloc or NULL, to be freed. */
#ifndef RAKAZ_BASE_IDROWS_H
#define RAKAZ_BASE_IDROWS_H

#include "base/id.h"

#include <stdbool.h>
#include <stddef.h>

/* Where the row with this id stands, or would stand: 0 .. n. */
size_t idrows_at(const void *v, size_t n, size_t size, Id id);

/* Whether it stands there. */
bool idrows_is(const void *v, size_t n, size_t size, size_t at, Id id);

/* Makes room for one more at `at`; what stands there is for the caller to write. Returns the piece, which may have
** moved. */
void *idrows_room(void *v, size_t *n, size_t *cap, size_t size, size_t at);

/* Takes the row at `at` away. */
void idrows_drop(void *v, size_t *n, size_t size, size_t at);

#endif
