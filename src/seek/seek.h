/* seek.h - the search of a region: find/ fed from its database, and asked by readers.
**
** seek_start begins to read all that is live into an image in memory, on a thread of its own; the server answers
** meanwhile, and who asks is told that the image is not complete yet. From then on every commit is followed, within
** milliseconds when it is quiet and in batches under load: changes made here, those that other processes on PostgreSQL
** tell, and those that another process wrote into the same file, which are read from the change log.
**
** Indexed are the fields with the flag `search` of every noun, whoever may read them. A record carries a gate, which
** says what {scope} would ask; the image passes over what the reader may not see. What it finds is then read again
** from the database within the reader's scope, so that a hit is never a record which ent_load would refuse, even when
** the image is a moment behind. A reference counts with the public names of what it points at only: nothing is found
** by a name that its finder may not read. */
#ifndef RAKAZ_SEEK_SEEK_H
#define RAKAZ_SEEK_SEEK_H

#include "db/scope.h"
#include "ent/ent.h"
#include "find/find.h"

void seek_start(Region *r);
void seek_stop(Region *r);

/* Blocks until all changes of which this process has heard are to be found: for tests and programs without a server.
** False when the image has not been started or the database cannot be read. */
bool seek_wait(Region *r);

/* The same for at most so many milliseconds: for a page that should show what was written a moment ago. Does not wait
** when nothing has changed. False: not up to date even now. */
bool seek_settle(Region *r, int64_t ms);

/* What the image holds. Zeros when it was not started. */
typedef struct SeekState {
    bool     ready;                               /* everything was read once */
    bool     current;                             /* and nothing has changed since */
    uint64_t n_docs;                              /* records in it; before it is ready, those read so far */
    size_t   bytes;
} SeekState;
SeekState seek_state(Region *r);

/* Whether records of this noun are in the image: it has a field to search by. */
bool seek_knows(const Entity *e);

typedef struct SeekAsk {
    Str                  text;
    const Entity *const *nouns;                   /* of these only, seek_knows; */
    size_t               n_nouns;                 /* 0: of all */
    bool                 whole, strict;           /* as in FindQuery */
    uint32_t             limit;                   /* 1 .. SEEK_LIMIT_MAX */
} SeekAsk;
enum { SEEK_LIMIT_MAX = 100 };

/* A text of a record by which it can be found. FindMark.field counts these. */
typedef struct SeekText {
    const Field *field;
    Lang         lang;                            /* of a Tri */
    FindPart     part;
    Str          text;                            /* empty for references: their names are in the labels */
} SeekText;
enum { SEEK_TEXTS_MAX = FIND_FIELDS_MAX };

typedef struct SeekHit {
    const Entity   *entity;
    const void     *rec;                          /* as this reader may see it, with all texts */
    FindHit         find;
    const SeekText *texts;
    size_t          n_texts;
} SeekHit;

typedef struct SeekAnswer {
    bool     ready, current;                      /* not ready: nothing was looked for */
    bool     full;                                /* there may be more */
    Str      meant;                               /* the text in another keyboard layout, when hits needed it */
    SeekHit *hits;                                /* best first */
    size_t   n_hits;
} SeekAnswer;

/* On a reader's connection: hits that the reader may see, in the arena. */
Fault seek(Ctx *c, const SeekAsk *ask, SeekAnswer *ret_answer) MUST;

/* For lists, which look at the rows themselves: ids of records of one noun whose name, other name or telephone matches,
** best first, without a mistake assumed unless nothing matches otherwise; at most FIND_LIMIT_MAX. Not scoped: the
** list's statement is. */
typedef struct SeekIds {
    Id    *v;                                     /* in the arena */
    size_t n;
    bool   current;                               /* as in SeekAnswer */
} SeekIds;
Fault seek_ids(Ctx *c, const Entity *e, Str text, SeekIds *ret_ids) MUST;

/* For duplicates: live records of one noun one of whose whole names sounds like one of these, in any script, but for
** `self`. Not scoped; the caller reads them within the reader's scope. */
typedef struct SeekTwins {
    const Entity *entity;
    const Str    *names;
    size_t        n_names;
    Id            self;
} SeekTwins;
Fault seek_twins(Ctx *c, const SeekTwins *t, Id *ret_ids, size_t max, size_t *ret_n) MUST;

/* ---- other images of the same records ---------------------------------------------------------------------------- */

/* Fed by the same thread with the same rows, all nouns that seek_knows and those of `also`, so that nothing is read
** twice. A build makes an image of its own; when it is whole it takes the place of the one that is shown, and changes
** go into it from then on. The images are held, locked and freed here: a guest says what is in one, and asks it. Its
** address is the key by which a region keeps what it shows, so it is a constant of the guest's file. */
typedef struct SeekGuest {
    /* A build begins, within a reading with the program's eyes; the image is handed to the others, and is never NULL.
    ** On a fault nothing is left behind. */
    Fault (*begin)(Ctx *c, void **ret_image);
    bool  (*wants)(const Entity *e);              /* whether rows of this noun change anything; NULL: all may */
    /* A row came or changed, or is not live any more. Nobody asks the image meanwhile. */
    void  (*put)(void *image, const Entity *e, const void *rec, uint64_t gate);
    void  (*drop)(void *image, const Entity *e, Id id);
    void  (*free)(void *image);                   /* broken off, replaced, or stopped: nobody else has it any more */
    const Entity *const *also;                    /* nouns not searched but wanted; ends with NULL; may be NULL */
} SeekGuest;
enum { SEEK_GUESTS_MAX = 4 };

/* A region's search feeds this guest too: at the start, before any seek_start; at most SEEK_GUESTS_MAX guests. */
void seek_guest_start(Region *r, const SeekGuest *g);

/* Frees what is shown. After seek_stop, when nobody asks any more. */
void seek_guest_stop(Region *r, const SeekGuest *g);

/* The image that is shown, for asking it: until seek_guest_leave it stays, and nothing is fed into it; so not for long,
** and without asking the database. NULL: none is ready (also when the guest was not started), and nothing to leave. */
void *seek_guest_look(Region *r, const SeekGuest *g);
void  seek_guest_leave(Region *r, const SeekGuest *g);

/* Whether an image is shown, and has been for so many times as long as it took to make. */
bool seek_guest_rested(Region *r, const SeekGuest *g, int64_t times);

/* Reads all anew: for a guest that cannot follow a change. */
void seek_again(Region *r);

/* Whether a reader may be shown what stands behind a gate, as {scope} decides it. */
typedef struct SeekEyes {
    const void  *gates;
    const Who   *who;
    const Reach *reach;
    const Id    *teams;
    size_t       n_reach, n_teams;
} SeekEyes;
Fault seek_eyes(Ctx *c, SeekEyes *ret_eyes) MUST; /* nothing is seen when the image was not started */
bool  seek_sees(void *eyes, uint64_t gate);

/* The piece [start, start+n) of `text` that a mark says; false if the text has changed since. */
bool seek_marked(const FindMark *m, Str text);

#endif
