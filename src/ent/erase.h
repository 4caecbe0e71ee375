/* erase.h - the one way in which what was written is really gone (ent_erase.c): for a request to erase, and for what
** has been kept as long as it may. It cannot be taken back. */
#ifndef RAKAZ_ENT_ERASE_H
#define RAKAZ_ENT_ERASE_H

#include "ent/ent.h"

/* Some records of one noun. */
typedef struct EntIds {
    const Entity *e;
    Id           *v;
    size_t        n, cap;
} EntIds;
void ent_ids_add(Ctx *c, EntIds *s, Id id);

/* Adds to `sets` (one for each of ENTITIES) the records that point at one of these by a reference that `take` allows,
** whoever may see them, archived and merged ones too. Each once, rising. */
typedef bool (*EntTake)(const Entity *e, const Field *f);
Fault ent_hanging(Ctx *c, const Entity *to, const Id *ids, size_t n, EntIds *sets, EntTake take) MUST;

/* What a column of an entity says in the rows whose column `by` is one of `of`, and (if named) whose column `only` is a
** number; each value once, rising, whoever may see the rows. Columns of the head too. */
typedef struct EntColumn {
    const Entity *e;
    const char   *want, *by, *only;
    int64_t       is;
} EntColumn;
Fault ent_column(Ctx *c, const EntColumn *w, const EntIds *of, EntIds *out) MUST;

/* WORDS: what people wrote, numbers to reach them and positions; what is counted stays (days, choices, amounts). AWAY:
** the same, and the record leaves the lists. ROW: all of it. On the writer; the caller has decided that it is right. */
typedef enum EraseHow { ERASE_WORDS, ERASE_AWAY, ERASE_ROW } EraseHow;
Fault ent_erase(Ctx *c, const EntIds *s, EraseHow how) MUST;

/* What stands about actors where no reference leads to it: whoever keeps such a thing adds itself at its module's
** start. Called before anything is emptied, with the actors; adds to `gone` the records that it erased. */
typedef Fault (*EraseAlso)(Ctx *c, const EntIds *actors, EntIds *gone);
void  erase_also_add(EraseAlso also);
Fault erase_also(Ctx *c, const EntIds *actors, EntIds *gone) MUST;

/* Gives an emptied record a name that says so. */
Fault ent_name_erased(Ctx *c, const Entity *e, Id id, TextKey name) MUST;

/* Empties all entries of the change log about these records, and seals it with an entry about record `on`. */
typedef struct Sealed {
    int64_t seal;                                 /* the number of that entry, which `changes.erased` names */
    int64_t entries;                              /* emptied */
} Sealed;
Fault ent_erase_log(Ctx *c, const Entity *e, Id on, const Id *ids, size_t n, Sealed *ret_s) MUST;

/* The sum over emptied entries, each put upon the sum before it, as it stands in the seal: for whoever proves the
** chain. */
typedef struct Erased {
    uint8_t sum[32];
    int64_t n, seal;
    bool    sealed;
} Erased;
void erased_add(Erased *s, int64_t seq, Str hash);
Str  erased_told(Arena *a, const Erased *s);

#endif
