/* import_same.h - who is there already: what tells records apart, held in memory as hashes, so that a row costs no
** query. 44 bytes and some seven bytes for each name, phone and number: a million records need some 80 MB. */
#ifndef RAKAZ_IMPORT_SAME_H
#define RAKAZ_IMPORT_SAME_H

#include "base/arena.h"
#include "base/id.h"
#include "lang/lang.h"

/* Hashes of folded texts; 0: not known. `sound` only proposes. */
typedef struct SameFacts {
    uint32_t names[LANG_N], sounds[LANG_N], phones[2];
    uint32_t place, street, number;
    uint32_t key, spot;                           /* of the other system; where, within some hundred metres */
    bool     person;                              /* people share names more often than businesses do */
} SameFacts;

typedef enum SameHow {
    SAME_NONE,
    SAME_SURE,                                    /* the same record: nobody has to be asked */
    SAME_NUMBER,                                  /* from here on proposals: number alone, ... */
    SAME_PHONE,
    SAME_STREET,                                  /* the name, elsewhere in the same town */
    SAME_NAME,                                    /* the name, with another phone */
    SAME_SOUND,                                   /* the name sounds alike, perhaps in another script */
    SAME_HOW_N
} SameHow;

/* Who: a record of the database, or an earlier row of the file. */
typedef struct Same {
    SameHow  how;
    Id       id;                                  /* of a record of the database */
    uint32_t row;                                 /* of the file; 0: it stood in the database before */
    uint32_t entry;                               /* for same_take */
} Same;

typedef struct SameIndex SameIndex;
SameIndex *same_open(void);
void       same_free(SameIndex **x);              /* for AUTO */

/* The hash of a text that is the same for its spellings; never 0 for a text with words. */
uint32_t same_hash(Arena *a, Str s);

/* The hash of a phone or number: its digits without zeros in front. */
uint32_t same_digits(Str s);

/* `row` 0: a record of the database, whose names are compared by sound too. */
void same_add(SameIndex *x, const SameFacts *f, Id id, uint32_t row);

/* The best that is there; `sounds` decides about those that may sound alike (NULL: they are left out). */
typedef bool (*SameSounds)(void *arg, Id id);
Same same_find(const SameIndex *x, const SameFacts *f, SameSounds sounds, void *arg);

/* A row changes what was found. false: a row before it does. */
bool same_take(SameIndex *x, const Same *found);

#endif
