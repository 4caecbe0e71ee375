/* feedback_page.h - what feedback_store.c and its pages share. */
#ifndef RAKAZ_SESSION_FEEDBACK_PAGE_H
#define RAKAZ_SESSION_FEEDBACK_PAGE_H

#include "session/feedback.h"

enum { FEEDBACK_Q_N = 8, FEEDBACK_UNITS_MAX = 400 };
extern const Query FEEDBACK_QUERIES[FEEDBACK_Q_N];

/* The units of which something is told, rising. */
Fault feedback_units(Ctx *c, Id version, Id *ret_v, size_t max, size_t *ret_n) MUST;

#endif
