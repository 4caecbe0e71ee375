/* tally_inner.h - what the files of this folder share. */
#ifndef RAKAZ_TALLY_TALLY_INNER_H
#define RAKAZ_TALLY_TALLY_INNER_H

#include "tally/tally.h"

/* Whatever is reckoned here may need more than a request has; it is given back at once. */
enum { TALLY_ARENA_BYTES = 256 << 20 };

/* ---- the image: tally_image.c ------------------------------------------------------------------------------------ */

void tally_image_start(Region *r);
void tally_image_stop(Region *r);

/* Sums of what this reader sees, in the arena of c. `ret_done` false: the image is not up to date. */
Fault tally_image_sum(Ctx *c, const TallyGround *g, TallySums *ret_s, bool *ret_done) MUST;

/* ---- kept between requests: tally_keep.c ------------------------------------------------------------------------- */

/* Both are bounded: few readers and a few megabytes; who was asked for last stays. */
enum { TALLY_KEPT_MAX = 8, TALLY_KEPT_BYTES = 3 << 20, TALLY_GROUND_BYTES = 6 << 20 };

void tally_keep_start(Region *r);
void tally_keep_stop(Region *r);

/* Sums of this reader as the region is now. */
bool tally_known(Ctx *c, TallySums *ret_s);
void tally_keep(Ctx *c, const TallySums *s);

/* The ground of an organisation, the same for every reader; given back by ground_drop. */
typedef struct Ground Ground;
Fault              ground_take(Ctx *c, Ground **ret_g) MUST;
void               ground_drop(Ground *g);
const TallyGround *ground_of(const Ground *g);

/* ---- reading: tally_read.c --------------------------------------------------------------------------------------- */

/* The same as tally_read from the database alone, by lists that the reader sees: the image is held against it. */
Fault tally_read_stored(Ctx *c, TallySums *ret_s) MUST;

#endif
