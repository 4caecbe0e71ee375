/* find_index.h - the index itself, for the files of this folder.
**
** What readers see is a State: a list of segments, each with the records of it that have died since. A commit
** makes a new State beside the old one; readers hold the one they began with. */
#ifndef RAKAZ_FIND_FIND_INDEX_H
#define RAKAZ_FIND_FIND_INDEX_H

#include "find/find_seg.h"

#include <pthread.h>

typedef struct Dead {
    atomic_int refs;
    uint32_t   n;
    uint64_t   bits[];          /* by record */
} Dead;

typedef struct Part {
    Segment *s;
    Dead    *dead;              /* NULL: all are alive */
} Part;

typedef struct State {
    atomic_int refs;
    uint64_t   n_docs;
    size_t     n;
    Part       parts[];
} State;

struct FindIndex {
    pthread_mutex_t state_lock;         /* guards `state`, for as long as it takes to count a reference */
    State          *state;
    pthread_mutex_t write_lock;         /* one commit or the two ends of a tidying */
    bool            tidying;            /* parts [tidy_from, tidy_from + tidy_n) are being merged */
    size_t          tidy_from, tidy_n;
    Builder        *draft;              /* put, not committed */
    Id             *removed;
    size_t          n_removed, removed_cap;
    pthread_mutex_t arena_lock;
    Arena           arenas[4];          /* idle memory for queries */
    size_t          n_arenas;
};

State   *state_take(FindIndex *x);
void     state_drop(State *st);
uint32_t part_live(const Part *p);      /* records */
Arena   *scratch_take(FindIndex *x);
void     scratch_give(FindIndex *x, Arena *a);

#endif
