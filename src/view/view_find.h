/* view_find.h - what the search box and its page show, shared by view_find.c (asking) and view_hit.c (one hit). */
#ifndef RAKAZ_VIEW_VIEW_FIND_H
#define RAKAZ_VIEW_VIEW_FIND_H

#include "seek/seek.h"
#include "view/view_page.h"

/* The names of what the hits of an answer point at, read at once. */
Fault hit_names(Ctx *c, const SeekHit *hits, size_t n, RefNames *ret_names) MUST;

/* Name, what it is, and why it was found when the name does not say it. */
FindLink hit_link(const Page *pg, const SeekHit *h, const RefNames *names);

/* The same for a record that no search has found. */
FindLink plain_link(const Page *pg, const Entity *e, const void *rec, const RefNames *names);

#endif
