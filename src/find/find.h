/* find.h - finding anything by a few typed letters, in any script.
**
** A FindIndex is a compact picture in memory of one region's names, phones, places and note words. It knows
** no database: somebody feeds it (find_put for each record at start and for each change afterwards), and it
** answers find_query from memory alone. The database stays the truth.
**
** A query is a few words; a record is found when every word matches somewhere in it, in any order. A word
** matches, best first: exactly; as the head of a word (the last word of the query only, as one types);
** without prefix letters; by sound, across scripts (in its own script a word is spelled, but for vowels that are
** written now one way and now another: sound_agrees in fold.h). When that does not fill the answer, also: with a small
** typing error, and two words written as one; and only when nothing was found, as typed in the wrong keyboard
** layout, and one word written as two.
** The points are in find_rank.def. Order: group, points, weight of the record, id: the same query on the same
** records always gives the same order.
**
** Threads: any number may query; find_put, find_remove, find_commit belong to one writer. A query sees the
** state of the last commit when it began. find_tidy may run on a thread of its own. */
#ifndef RAKAZ_FIND_FIND_H
#define RAKAZ_FIND_FIND_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/id.h"

typedef struct FindIndex FindIndex;

typedef enum FindPart { FIND_NAME, FIND_ALIAS, FIND_PLACE, FIND_PHONE, FIND_NOTE, FIND_PART_N } FindPart;

typedef enum FindClass {
    FIND_NOTHING,
    FIND_EXACT,
    FIND_HEAD,          /* the word begins with what was typed; for a phone: at least 3 digits */
    FIND_STEM,          /* equal but for prefix letters; for a phone: its last digits, at least 4 */
    FIND_STEM_HEAD,     /* begins so but for prefix letters */
    FIND_SOUND_NEAR,    /* sounds like it, with the same long vowels */
    FIND_SOUND,         /* sounds like it */
    FIND_SOUND_HEAD,    /* its beginning sounds like it */
    FIND_TYPO,          /* one error away, two from 8 letters */
    FIND_CLASS_N
} FindClass;

enum {
    FIND_FIELDS_MAX = 64,           /* of a record; what is beyond is not indexed */
    FIND_WORDS_MAX = 4096,          /* of a field */
    FIND_TEXT_MAX = 65535,          /* bytes of a field that are looked at */
    FIND_ASKED_MAX = 8,             /* words of a query; what is beyond is not looked at */
    FIND_ASKED_BYTES_MAX = 400,
    FIND_LIMIT_MAX = 200,
    FIND_MARKS_MAX = 24,
    FIND_DOCS_MAX = 50000000
};

typedef struct FindField {
    FindPart part;
    Str      text;
} FindField;

/* One record. `gate` is opaque: what the reader's `may` needs to decide (visibility level, owner, place …).
** Records with equal org and gate are asked about once in a query, so few different gates are fast. */
typedef struct FindDoc {
    Id               id;
    uint8_t          kind;          /* 0 .. 63: business, person, note, place … */
    uint16_t         weight;        /* recency or importance: orders what matches equally well */
    Id               org;
    uint64_t         gate;
    const FindField *fields;
    size_t           n_fields;
} FindDoc;

typedef struct FindQuery {
    Str      text;
    bool     whole;                 /* the last word is complete too; a space at its end says the same */
    bool     strict;                /* no typing errors, no layouts: for imports and exact pickers */
    uint64_t kinds;                 /* bit k: records of kind k; 0 means all */
    uint32_t limit;                 /* 1 .. FIND_LIMIT_MAX */
    bool   (*may)(void *reader, Id org, uint64_t gate);  /* NULL: everything */
    void    *reader;
} FindQuery;

/* Bytes [start, start + n) of field `field` (its position in the FindDoc): what to <mark>. */
typedef struct FindMark {
    uint16_t field, start, n;
    uint8_t  part, cls;
} FindMark;

typedef enum FindGroup {
    FIND_STRICT,        /* every word matches without a mistake assumed */
    FIND_BEGUN,         /* the last word is the beginning of one by sound; only when it stands nowhere as a whole */
    FIND_KEYS,          /* in another keyboard layout; FindStats.meant is the text */
    FIND_TOLERANT,      /* with a typing error */
    FIND_JOINED,        /* words written together or apart */
    FIND_KEYS_TOLERANT, /* another layout and a typing error */
    FIND_GROUP_N
} FindGroup;

typedef struct FindHit {
    Id        id;
    uint8_t   kind;
    uint8_t   group;                /* FindGroup */
    uint8_t   cls;                  /* FindClass of the word that matched worst */
    uint8_t   part;                 /* FindPart and position of the field that matched best */
    uint16_t  field;
    uint16_t  weight;
    uint32_t  points;               /* comparable inside a group only */
    FindMark *marks;                /* by field and start; in the arena */
    size_t    n_marks;
} FindHit;

typedef struct FindStats {
    Str      meant;                 /* the query as retyped, when a hit needed it; else empty */
    uint32_t n_words;               /* words of the query; 0: nothing to look for */
    uint32_t n_segments;
    uint64_t n_docs;                /* live records */
    uint64_t n_scored;              /* records looked at one by one */
    bool     full;                  /* the limit was reached, there may be more */
} FindStats;

FindIndex *find_open(void);
void       find_free(FindIndex *x);                     /* no query may be running; NULL is allowed */

/* Adds a record, or replaces the one with its id. Visible after find_commit. Copies what it needs.
** TOO_LARGE: there are FIND_DOCS_MAX already. */
MUST Fault find_put(FindIndex *x, const FindDoc *d);
void       find_remove(FindIndex *x, Id id);            /* an unknown id is no mistake */

/* Makes what was put and removed since the last commit visible, all at once. A record or a few: well under a
** millisecond. After feeding a whole region: call it once at the end, then find_tidy. */
void find_commit(FindIndex *x);

/* Merges the small pieces that commits leave, when there are enough of them; true if it did something. Safe
** beside the writer and readers, one at a time; meant for a background thread or an idle moment. Commits
** merge by themselves when this is never called, and then some commit takes longer. */
bool find_tidy(FindIndex *x);

uint64_t find_count(FindIndex *x);                      /* live records */
size_t   find_bytes(FindIndex *x);                      /* memory held */

/* Finds. Hits and everything in them are in the arena. ret_stats may be NULL. Never fails: a query without
** words finds nothing. */
void find_query(FindIndex *x, const FindQuery *q, Arena *a, FindHit **ret_hits, size_t *ret_n,
                FindStats *ret_stats);

#endif
