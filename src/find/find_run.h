/* find_run.h - running one plan over one segment, for the files of this folder. */
#ifndef RAKAZ_FIND_FIND_RUN_H
#define RAKAZ_FIND_FIND_RUN_H

#include "find/find_asked.h"

/* The points of a class in a part, 0 for a pair that cannot be. */
extern const uint16_t FIND_POINTS[FIND_CLASS_N][FIND_PART_N];

/* A segment as one query sees it. */
typedef struct View {
    const Segment  *s;
    const uint64_t *dead;       /* bits of records, or NULL */
    uint8_t        *may;        /* by gate: 0 not asked yet, 1 yes, 2 no */
} View;

typedef struct Found {
    const Plan *plan;
    uint32_t    view, doc, points;
    Id          id;
    uint16_t    weight;
    uint8_t     group, cls;
} Found;

/* The best `limit` records so far, best first. */
typedef struct Best {
    const FindQuery *q;
    Arena           *a;
    View            *views;
    size_t           n_views;
    Found           *p;
    size_t           n, limit;
    size_t           before;    /* those from earlier groups stay where they are */
    uint8_t          group;
    uint64_t         n_scored;
} Best;

/* Whether the query may show a record of a view: alive, of the right kind, permitted. */
bool best_may(Best *b, uint32_t view, uint32_t doc);

/* Whether a record with these points could still come in. */
bool best_takes(const Best *b, uint32_t points, uint16_t weight, Id id);

/* Puts a record in its place, unless it stands there already with as many points. */
void best_add(Best *b, const Found *f);

/* Adds what a plan finds in a view. */
void run_plan(Best *b, const Plan *p, uint32_t view);

#endif
