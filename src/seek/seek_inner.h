/* seek_inner.h - what the files of this folder share. */
#ifndef RAKAZ_SEEK_SEEK_INNER_H
#define RAKAZ_SEEK_SEEK_INNER_H

#include "db/region.h"
#include "seek/seek.h"

#include <pthread.h>
#include <stdatomic.h>

/* ---- gates: what {scope} asks of a row, by number ------------------------------------------------------------- */

typedef struct Gate {
    Id  org, unit, team, owner;                   /* those that matter at this visibility; else 0 */
    int visibility;
} Gate;

/* Gates never move: a query reads the gates of its records while new ones are added. A number reaches queries through
** find_commit, whose lock makes the gate behind it visible too. */
enum { GATE_CHUNK = 4096, GATE_CHUNKS_MAX = 16384 };
typedef struct Gates {
    Gate    *chunk[GATE_CHUNKS_MAX];
    uint32_t n;
    uint32_t *slots;                              /* open hash table of number + 1; the feeding thread's own */
    size_t   n_slots;
} Gates;

/* with_team: a row of a unit has a team besides, so that it stands behind a gate of its own. */
uint64_t gate_of(Gates *g, const Head *h, bool with_team);
void     gates_free(Gates *g);

/* Who asks, with everything that decides. gate_may is FindQuery.may. */
typedef SeekEyes GateReader;
Fault gate_reader(Ctx *c, const Gates *g, GateReader *ret_reader) MUST;
bool  gate_may(void *reader, Id org, uint64_t gate);

/* ---- guests: seek_guest.c ------------------------------------------------------------------------------------- */

/* All take an array of SEEK_GUESTS_MAX images, NULL for guests that the region has not. */
typedef struct GuestImage GuestImage;
void  guests_follow(int searches);                /* so many more, or less, feed the guests that there are */
bool  guests_want(const Entity *e);               /* a noun that is not searched */
Fault guests_begin(Ctx *c, GuestImage **images) MUST; /* after a fault too those that are there are broken off */
void  guests_put(GuestImage *const *images, const Entity *e, const void *rec, uint64_t gate);
void  guests_drop(GuestImage *const *images, const Entity *e, Id id);
void  guests_show(Region *r, GuestImage *const *images);   /* a whole build: they belong to the region from now on */
void  guests_break(GuestImage *const *images);             /* a build that broke off */
void  guests_end(Region *r);                               /* the search stops: nothing is shown any more */

/* ---- names that references bring along ------------------------------------------------------------------------ */

typedef struct RefText {
    Id    id, org;
    char *text;                                   /* names in all languages, a line each; NULL: none that are public */
} RefText;

typedef struct RefTexts {
    RefText *slots;
    size_t   n, n_slots;
} RefTexts;

void ref_texts_free(RefTexts *t);

/* ---- the image ------------------------------------------------------------------------------------------------ */

enum { KINDS_MAX = 256, SEARCHED_MAX = 64, PENDING_MAX = 400000 };   /* a query names kinds as bits of 64 */

/* Nouns that are searched, and behind them those that only guests want. */
typedef struct Kinds {
    const Entity *v[KINDS_MAX];
    int           n, searched;
} Kinds;
Kinds kinds_all(void);
int   kind_of(const Kinds *k, const Entity *e);   /* -1: not read at all */
int   kind_searched(const Kinds *k, const Entity *e); /* -1: not searched */

/* Counted, so that a query goes on in the image it began with while another takes its place. */
typedef struct Image {
    atomic_int refs;
    FindIndex *index;
} Image;

typedef struct Touch {
    int kind;
    Id  id;
} Touch;

typedef struct Seek {
    Region *region;
    Kinds   kinds;
    Gates   gates;

    pthread_mutex_t lock;                         /* guards what follows */
    pthread_cond_t  wake, settled;
    Image          *image;                        /* NULL: not ready */
    Touch          *pending;
    size_t          n_pending, cap_pending;
    bool            unknown;                      /* others have changed something: look into the log */
    bool            rebuild;                      /* too much has changed */
    bool            working, broken, stopping;
    int             hurry;                        /* somebody waits: no rest between two portions of work */
    uint64_t        heard, shown;                 /* versions of the region: told of, to be found */
    bool            tidy;

    atomic_uint_fast64_t fed;                     /* records read by the build under way */
    int64_t   seq;                                /* entry of the change log up to which all is known */
    RefTexts  refs;                               /* the feeding thread's own */
    GuestImage *guests[SEEK_GUESTS_MAX];          /* what they show, the feeding thread's own */
    pthread_t feeder, tidier;
} Seek;

Seek  *seek_of(Region *r);
Image *image_take(Seek *s);                       /* NULL: not ready */
void   image_drop(Image *m);
bool   seek_ending(Seek *s);

/* ---- feeding: seek_feed.c ------------------------------------------------------------------------------------- */

/* A Ctx for reading on the feeding thread. */
typedef struct Feed {
    Seek      *s;
    FindIndex *index;
    GuestImage **guests;
    Arena      arena;
    Ctx        c;
} Feed;

/* Reads all into a new index. STOPPING when asked to end. */
Fault feed_all(Seek *s, FindIndex **ret_index) MUST;

/* Brings the records of `v` (sorted here) up to date in the index, with what hangs on them; not yet committed. */
Fault feed_touched(Seek *s, FindIndex *index, Touch *v, size_t n) MUST;

/* Adds what the change log knows since Seek.seq to *v; TOO_LARGE: building anew is less work. */
Fault feed_log(Seek *s, Touch **v, size_t *n, size_t *cap) MUST;

void touch_add(Touch **v, size_t *n, size_t *cap, Touch one);

/* The texts of a record in their order, which index and hits must share. */
size_t texts_of(const Entity *e, const void *rec, SeekText out[SEEK_TEXTS_MAX]);

#endif
