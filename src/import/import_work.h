/* import_work.h - the inside of a pass: import_pass.c and import_decide.c. */
#ifndef RAKAZ_IMPORT_IMPORT_WORK_H
#define RAKAZ_IMPORT_IMPORT_WORK_H

#include "db/region.h"
#include "import/import_inner.h"

#include <semaphore.h>

typedef struct TownMade {
    Id  id;
    Str name;
} TownMade;

/* Rows that are written together. While one is being written the next is drafted. */
typedef struct Chunk {
    Arena     arena;
    Draft    *todo;
    LeftEntry *left;
    TownMade *towns;
    size_t    n, n_left, n_towns;
    uint64_t  last_row;
    Import    sofar;                              /* the counts before it was written */
    size_t    drafted_left;                       /* of `left`; what follows the writer refused */
    int64_t   made, changed;                      /* by the writer */
} Chunk;

typedef struct Work {
    Pass       *p;
    Ctx         read, write;                      /* copies: the writer has one while the other drafts */
    Arena       memory, row;                      /* of the pass; of the row that is being saved */
    ImportMaps *maps;
    SameIndex  *index;
    Chunk       chunk[2], *writing;               /* writing: on its way, NULL when none is */
    Job         job;
    sem_t       done;
    Fault       result;
    size_t      twin_at, chunk_rows;
    bool        end;
} Work;

/* Decides about a draft and puts it into the chunk, or tells why not. Within a read transaction of w->read. */
Fault import_decide(Work *w, Chunk *k, Draft *d) MUST;

/* Into the report; and into the chunk, for the file to repair. Not on the writer's thread. */
void import_leave_told(Work *w, uint64_t row, ImportLeft why, Str text);
void import_leave(Work *w, Chunk *k, uint64_t row, ImportLeft why, Str text);

#endif
