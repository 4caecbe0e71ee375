/* tally.h - places side by side: what is counted of all places at once, for whoever reads it. */
#ifndef RAKAZ_TALLY_TALLY_H
#define RAKAZ_TALLY_TALLY_H

#include "tally/sum.h"
#include "view/view.h"

extern const Module tally_module;

/* The numbers of every place that has a definition in force, made of what this reader sees. From memory where the image
** is up to date, else from the database, with the same result; kept for the same reader until the region changes. In
** the arena. The places themselves are not scoped: who shows them asks for them as the reader does. */
Fault tally_read(Ctx *c, TallySums *ret_s) MUST;

#endif
