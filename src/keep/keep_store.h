/* keep_store.h - what the files of this folder share. */
#ifndef RAKAZ_KEEP_KEEP_STORE_H
#define RAKAZ_KEEP_KEEP_STORE_H

#include "keep/keep.h"

enum {
    Q_KEEP_ASK, Q_KEEP_BACK, Q_KEEP_ASKED, Q_KEEP_ONE, Q_KEEP_ALL, Q_KEEP_DONE, Q_KEEP_RUN_ADD, Q_KEEP_RUN_OF,
    Q_KEEP_HELD, Q_KEEP_HELD_DONE, Q_KEEP_RUNS, KEEP_Q_N,
};
extern const Query KEEP_QUERIES[KEEP_Q_N];

Fault keep_done(Ctx *c, Id erasure, Str told) MUST;

/* What of a case was erased (due_on 0), or is held until a day. */
typedef struct KeepNote {
    Id      of_case;
    int     kind;
    Day     due_on;
    int64_t records;
} KeepNote;
Fault keep_note(Ctx *c, const KeepNote *n) MUST;

/* Cases of which this kind was erased, or is held by law longer than today; and those whose holding is over. */
Fault keep_cases_done(Ctx *c, int kind, EntIds *ret_v) MUST;
Fault keep_cases_released(Ctx *c, int kind, EntIds *ret_v) MUST;
Fault keep_released(Ctx *c, Id of_case, int kind) MUST;

/* ---- gathering: keep_erase.c --------------------------------------------------------------------------------- */

typedef struct Gather {
    EntIds *sets;                                 /* one for each of ENTITIES */
    EntIds  posts, files;                         /* papers that consents and records of money stand on */
    Id     *cases;
    size_t  cases_n;
} Gather;
EntIds *gather_set(Gather *g, const Entity *e);
Fault   gather_case(Ctx *c, Id of_case, Gather *ret_g) MUST;
Fault   gather_erase_kind(Ctx *c, Gather *g, int kind, EntIds *gone, int64_t *ret_records) MUST;
/* Takes the papers of a noun (consent, finance_document) out of the sets; erases those that were taken out. */
Fault   gather_papers(Ctx *c, Gather *g, const char *noun) MUST;
Fault   gather_erase_papers(Ctx *c, Gather *g, EntIds *gone, int64_t *ret_records) MUST;
Fault   keep_years(Ctx *c, int kind, bool law, int64_t *ret_years) MUST;

#endif
