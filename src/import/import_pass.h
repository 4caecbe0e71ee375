/* import_pass.h - the inside of a pass: import_pass.c, import_decide.c and import_write.c. */
#ifndef RAKAZ_IMPORT_IMPORT_PASS_H
#define RAKAZ_IMPORT_IMPORT_PASS_H

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

typedef struct ImportBooks ImportBooks;           /* the rows of a file of spending: import_books.c */

typedef struct Work {
    Pass       *p;
    Ctx         read, write;                      /* copies: the writer has one while the other drafts */
    Arena       memory, row;                      /* of the pass; of the row that is being saved */
    ImportMaps *maps;
    ImportBooks *books;                           /* NULL: of another file, or not read yet */
    SameIndex  *index;
    Chunk       chunk[2], *writing;               /* writing: handed to the writer last; NULL: its job is to end */
    Job         job;
    sem_t       turn, handed;                     /* a chunk is written or the job over; a chunk for an open job */
    bool        job_open, job_over, turn_due;     /* turn_due: the chunk handed last is not settled */
    Fault       result;                           /* of the job that is over */
    Import      sofar;                            /* the counts behind the last chunk written */
    int64_t     made, changed;                    /* by the open job: they count when it is committed */
    size_t      twin_at;
    bool        end;
} Work;

/* Decides about a draft and puts it into the chunk, or tells why not. Within a read transaction of w->read. */
Fault import_decide(Work *w, Chunk *k, Draft *d) MUST;

/* A file of spending: all of it is read and settled, then it comes out chunk by chunk. import_books_refused: the writer
** refused this row. Within a read transaction of w->read, but for the last two. */
Fault import_books_read(Work *w) MUST;
Fault import_books_rows(Work *w, Chunk *k) MUST;
void  import_books_refused(Work *w, uint64_t row);
void  import_books_free(Work *w);
ImportLeft import_left_role(RowRole role);        /* why a row that is none of data is left alone */

/* Between drafting and writing: the beginning and the end; gives a drafted chunk to the writer and does not wait; waits
** until it is written; waits until all is committed. Faults of the writer are in the Ctx of the pass. */
void  import_write_open(Work *w);
void  import_write_close(Work *w);
Fault import_hand(Work *w, Chunk *k) MUST;
Fault import_settle(Work *w) MUST;
Fault import_commit(Work *w) MUST;

/* Into the report; and into the chunk, for the file to repair. Not on the writer's thread. */
void import_leave_told(Work *w, uint64_t row, ImportLeft why, Str text);
void import_leave(Work *w, Chunk *k, uint64_t row, ImportLeft why, Str text);

#endif
