/* ctx.h - everything one request (or one job step, or one test) needs, passed along instead of globals. */
#ifndef RAKAZ_DB_CTX_H
#define RAKAZ_DB_CTX_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/id.h"
#include "lang/lang.h"

typedef struct Db     Db;                         /* one connection (db_engine.h) */
typedef struct Region Region;                     /* one database and its writer (region.h) */

/* Roles. An account holds them through dated grants, each on one place of the working tree or on all. */
typedef enum Role {
    ROLE_ADMIN       = 1 << 0,
    ROLE_HQ          = 1 << 1,
    ROLE_COORDINATOR = 1 << 2,
    ROLE_CONSULTANT  = 1 << 3,
    ROLE_TRUSTEE     = 1 << 4,
    ROLE_OWNER       = 1 << 5,
    ROLE_COUNCIL     = 1 << 6,                    /* member of a council or committee */
    ROLE_RESIDENT    = 1 << 7,
    ROLE_FUNDER      = 1 << 8,
    ROLE_ANYONE      = 1 << 9,                    /* not signed in */
} Role;
enum {
    ROLES_STAFF  = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR | ROLE_CONSULTANT,
    ROLES_MEMBER = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER | ROLE_COUNCIL | ROLE_RESIDENT | ROLE_FUNDER,
    ROLES_ALL    = ROLES_MEMBER | ROLE_ANYONE,
};

/* How widely a row is shown. Higher is narrower. */
typedef enum Visibility {
    VIS_PUBLIC  = 0,
    VIS_MEMBERS = 1,                              /* anybody signed in to the organisation */
    VIS_UNIT    = 2,                              /* staff and trustees of the unit that holds it; headquarters */
    VIS_TEAM    = 3,                              /* the people named in `teams` for the record */
    VIS_PRIVATE = 4,                              /* the writer alone */
} Visibility;

/* Who asks. Made from the session (or token) at the start of a request; account 0 is a visitor. */
typedef struct Who {
    Id       account;
    Id       org;                                 /* the organisation; rows of others do not exist for this reader */
    Id       person;                              /* the actor this account speaks for, or 0 */
    unsigned roles;                               /* all roles held today, anywhere */
    unsigned roles_everywhere;                    /* those of them that are not bound to a place */
    int      floor;                               /* the Visibility this reader has on every place of the org */
    bool     system;                              /* jobs, command line, tests: sees the org's all but private */
    unsigned scopes;                              /* what a token is limited to; ~0u for a session */
    unsigned nouns;                               /* kinds of record that a token is limited to; 0: all */
} Who;

/* What a fault is about, for the sentence shown: filled by fail(). */
typedef struct FaultNote {
    Fault       code;
    const char *about;                            /* "place", "period": name of the thing, or NULL */
    int64_t     id;
    Str         text;                             /* lives in the arena */
} FaultNote;

/* One mistake in a form: a field's name, the sentence, and an argument for it. */
typedef struct Complaint {
    const char *field;
    TextKey     key;
    int64_t     n;                                /* for {n} */
    Str         text;                             /* for {text} */
} Complaint;

typedef struct Complaints {
    Complaint *v;
    size_t     n, cap;
} Complaints;

/* What this reader was told in this reading, so that several parts of one page ask the database once: who is in a team,
** what was agreed to. `of` names the question. */
enum { KNOWN_MAX = 16 };
typedef struct Known {
    const void *of;
    Id          id, org, account;
    int64_t     n;
    const void *rows;                             /* in the arena; NULL: the answer is n alone */
    Lang        lang;
    int         floor;
    bool        system;
} Known;

typedef struct NamesKnown NamesKnown;             /* names that this reader was told in this reading (ent_store.c) */
typedef struct ListAhead ListAhead;               /* lists that are asked for all at once (ent/list.h) */

typedef struct Ctx {
    Arena       *arena;
    Region      *region;
    Db          *db;                              /* reader's or writer's connection; NULL outside of one */
    bool         writing;                         /* on the writer thread, inside a savepoint */
    uint64_t     version;                         /* region_version before the read began: it sees that or newer */
    Reader       reader;
    Who          who;
    FaultNote    fault;
    Complaints   complaints;
    Id           act;                             /* the act that changes made now belong to (ent.h); 0: none yet */
    TextKey      act_kind;                        /* what act_begin said, until the first change writes the act */
    Str          act_summary;
    Known        known[KNOWN_MAX];
    unsigned     n_known;                         /* kept since the reading began; the oldest make room */
    const Arena *known_arena;                     /* what the reading began with, */
    unsigned     known_turn;                      /* and its turn: rows lie nowhere else */
    Id           around;                          /* the record of the page (ent_around); 0: of none */
    const void  *around_of;                       /* its entity, */
    const bool  *around_any;                      /* and by number of the reference: does anything point at it so */
    NamesKnown  *names;                           /* NULL: none yet */
    ListAhead   *ahead;                           /* NULL: each list is asked for by itself */
    unsigned     queries;                         /* statements run so far, for budgets in tests */
    const char  *module;                          /* whose code runs, for the check that only x_store names table x */
} Ctx;

/* Records what a fault is about and returns it: return fail(c, FROZEN, "place", id). The name stands in
** parentheses because cmocka, in tests, has a macro of that name. */
Fault (fail)(Ctx *c, Fault code, const char *about, int64_t id);
Fault fail_text(Ctx *c, Fault code, const char *about, Str text);

/* Adds a mistake. The call that finds any returns INVALID at its end. */
void complain(Ctx *c, const char *field, TextKey key);
void complain_n(Ctx *c, const char *field, TextKey key, int64_t n);
void complain_text(Ctx *c, const char *field, TextKey key, Str text);

/* The first mistake in a field; NULL: none. Its sentence as plain text, in the arena. */
const Complaint *complaint_of(const Ctx *c, const char *field);
Str              complaint_str(const Ctx *c, const Complaint *one);

/* Forgets everything known: a reading begins. */
void known_begin(Ctx *c);
/* false: not asked in this reading yet, or something is being written, where an answer may change. */
bool known_find(const Ctx *c, const void *of, Id id, Known *ret_known);
/* Keeps n and, in the arena, rows. */
void known_keep(Ctx *c, const void *of, Id id, int64_t n, const void *rows);

/* OK, or INVALID when there are complaints. */
Fault complaints_fault(Ctx *c) MUST;

/* The program's own eyes, in the name of whoever asks: every record, every field. To read what a rule wants known. */
Who who_program(const Ctx *c);

/* Runs something with the rights of the program, in the name of whoever asks: what it changes is theirs. */
Fault run_as_system(Ctx *c, Fault (*run)(Ctx *c, void *arg), void *arg) MUST;

#endif
