/* ent.h - what an entity is. entc makes the tables from src/<folder>/<folder>.ent (docs/entities.md); behaviour is
** ordinary C that walks them: one loop over fields, over a table of types. */
#ifndef RAKAZ_ENT_ENT_H
#define RAKAZ_ENT_ENT_H

#include "db/db.h"

typedef enum FieldType {
    F_TEXT,                                       /* Str, one line */
    F_LINES,                                      /* Str, several lines */
    F_TRI,                                        /* Tri: text in several languages, kept in `texts`; one line, or
                                                  ** several where more than TRI_LINE_MAX characters may stand */
    F_INT,                                        /* int64_t, NUMBER_NONE unknown */
    F_MONEY,                                      /* int64_t, smallest unit, NUMBER_NONE unknown */
    F_REAL,                                       /* double, NAN unknown */
    F_BOOL,                                       /* int: 0 no, 1 yes, -1 unknown */
    F_DAY,                                        /* Day, 0 unknown */
    F_STAMP,                                      /* Stamp, 0 unknown */
    F_ENUM,                                       /* int, 0 unknown, choices from 1 */
    F_SET,                                        /* int64_t, bit (choice-1) set; 0 none */
    F_REF,                                        /* Id of another entity, 0 none */
    F_PHONE,                                      /* Str, E.164 */
    F_EMAIL,                                      /* Str, lower case domain */
    F_URL,                                        /* Str, https:// or http:// */
    F_JSON,                                       /* Str, JSON text made by us */
    FIELD_TYPES
} FieldType;

enum {
    FIELD_REQUIRED = 1,
    FIELD_UNIQUE   = 2,                           /* within the organisation, among rows that are not archived */
    FIELD_SEARCH   = 4,                           /* found by it; a ref by the name of what it points at */
    FIELD_STAFF    = 8,                           /* shown to and changed by staff only */
    FIELD_HIDDEN   = 16,                          /* not in forms; set by code */
    FIELD_SECRET   = 32,                          /* never leaves the server: not in JSON, CSV, history, logs */
    FIELD_FIXED    = 64,                          /* set at creation, not changed later */
    FIELD_LIST     = 128,                         /* a column of the list at first sight */
    FIELD_STAYS    = 256,                         /* a reference that stays with a merged record */
    FIELD_ALIAS    = 512,                         /* with FIELD_SEARCH: as good as the name (a spelling, a code) */
};

/* State of a text in one language. */
typedef enum TextState { TEXT_NONE, TEXT_WRITTEN, TEXT_TRANSLATED, TEXT_MACHINE, TEXT_CHECK } TextState;

typedef struct Tri {
    Str     v[LANG_N];
    uint8_t state[LANG_N];                        /* TextState */
} Tri;

enum { TRI_LINE_MAX = 200 };

typedef struct Choice {
    int         value;                            /* 1.. */
    const char *name;                             /* "locality": stored in JSON and CSV */
    TextKey     label;
} Choice;

typedef struct Choices {
    const char   *name;                           /* "place_kind" */
    const Choice *v;
    int           n;
} Choices;

typedef struct Entity Entity;

typedef struct Field {
    const char    *name;
    FieldType      type;
    uint32_t       offset;                        /* in the entity's struct */
    int64_t        min, max;                      /* characters, or the number's range; 0,0 none */
    unsigned       flags;
    const Choices *choices;                       /* F_ENUM, F_SET */
    const Entity  *to;                            /* F_REF */
    TextKey        label;
    TextKey        hint;                          /* T_NONE: none */
} Field;

/* The head of every entity's struct: what all records have. Filled by the store, read by all. */
typedef struct Head {
    Id      id;
    Id      org;
    Id      unit;                                 /* place of the working tree that holds it; 0: the organisation */
    Id      team;                                 /* record whose team sees it at VIS_TEAM; 0: its own */
    int     visibility;                           /* enum Visibility */
    int64_t version;                              /* 1, 2, ...; the ETag */
    Stamp   created_at, changed_at;
    Id      created_by, changed_by;               /* accounts */
    Stamp   archived_at;                          /* 0: live */
    Id      merged_into;                          /* 0: not merged */
} Head;

/* Hooks that an entity names in its file. before is NULL for a new record. */
typedef Fault (*EntCheck)(Ctx *c, const void *before, void *after);        /* complaints, refusals, fill-ins */
typedef Fault (*EntAfter)(Ctx *c, const void *before, const void *after);  /* what hangs on it, same write */

struct Entity {
    const char   *name;                           /* "place": links, JSON, history */
    const char   *table;                          /* "places" */
    TextKey       one, many;
    size_t        size;                           /* of the struct, which starts with Head */
    const Field  *fields;                         /* without the head */
    int           n_fields;
    int           label;                          /* index of the field that names a record; -1: none */
    const Entity *parent;                         /* child entities: visibility and unit follow this record... */
    int           parent_field;                   /* ...which this field points at; -1 */
    const char *const *indexes;                   /* "kind, valid_from"; NULL-terminated */
    const char *const *checks;                    /* SQL CHECK texts; NULL-terminated */
    unsigned      readers, writers;               /* Role masks */
    int           visibility;                     /* of a new record */
    EntCheck      check;                          /* NULL: none */
    EntAfter      after;
};

/* The choice of a value; NULL: none. Its label, T_NONE then. The value of an exact name ("locality"), 0 then. */
const Choice *choice_of(const Choices *choices, int value);
TextKey       choice_label(const Choices *choices, int value);
int           choice_value(const Choices *choices, Str name);

/* The choice in words for people, as plain text: its label, or what the module that owns the choices makes of it, where
** its words depend on the region (amounts in its money). Registered at the module's start. Empty: no such choice. */
Str choice_words(Arena *a, const Reader *r, const Choices *choices, int value);
typedef Str (*ChoiceWordsFn)(Arena *a, const Reader *r, int value);
void choices_in_words(const Choices *of, ChoiceWordsFn fn);

/* All entities, made by entc. */
extern const Entity *const ENTITIES[];
extern const int           ENTITIES_N;

const Entity *entity_named(Str name);             /* NULL if there is none */
const Field  *field_named(const Entity *e, Str name);
static inline bool        tri_is_long(const Field *f) { return f->max > TRI_LINE_MAX; }
static inline void       *field_at(const Field *f, void *rec) { return (char *)rec + f->offset; }
static inline const void *field_in(const Field *f, const void *rec) { return (const char *)rec + f->offset; }

/* ---- one value: ent_value.c ----------------------------------------------------------------------------- */

/* Makes rec an empty record: all fields unknown, the entity's visibility. Every record begins so, because unknown is
** not 0 for numbers: ent_new gives one in the arena. */
void  ent_clear(const Entity *e, void *rec);
void *ent_new(Ctx *c, const Entity *e);

/* Unknown: empty, NONE, 0, NAN, -1. */
bool  value_known(const Field *f, const void *rec);
void  value_clear(const Field *f, void *rec);
bool  value_eq(const Field *f, const void *a, const void *b);
void  value_copy(const Field *f, void *to, const void *from);

/* For machines: stable, reads back to the same. Tri: one language at a time (`l`), else ignored.
** value_read returns false and complains in c when the text is not a value of the field. */
void  value_print(Buf *b, const Field *f, const void *rec, Lang l);
bool  value_read(Ctx *c, const Field *f, void *rec, Lang l, Str text);

/* For people, as markup: language, isolates, label of a choice, name of the record a ref points at. */
void  value_show(Ctx *c, Buf *b, const Field *f, const void *rec);

/* The text of a Tri for this reader: own language, else by fallback; ret_l (may be NULL) tells which. Empty: none. */
Str   tri_best(const Tri *t, Lang want, Lang *ret_l);

/* "Staff of this place and headquarters", for a Visibility. */
TextKey visibility_label(int visibility);

/* May this reader see the field outside the program? */
bool field_readable(const Ctx *c, const Field *f);

/* Length, range, required, choice, reference within reach: complains by field name. References to merged records are
** set to the record that lives on. */
void  ent_check_fields(Ctx *c, const Entity *e, void *rec);

/* ---- the store: ent_store.c ----------------------------------------------------------------------------- */

/* Loads by id if the reader may see it (archived ones too): NOT_FOUND otherwise. Refs of merged records are
** followed by ent_resolve. `ret_rec` is a zeroed struct of the entity's size; texts live in the arena. */
Fault ent_load(Ctx *c, const Entity *e, Id id, void *ret_rec) MUST;

/* The same whoever asks, with every field: the program itself wants to know. */
Fault ent_load_as_program(Ctx *c, const Entity *e, Id id, void *ret_rec) MUST;

/* The head alone, of a record that the reader may see: where something that belongs to it shall stand. NOT_FOUND. */
Fault ent_load_head(Ctx *c, const Entity *e, Id id, Head *ret_head) MUST;

/* Creates (head.id == 0: an id is made) or replaces. Runs, in one write: field checks, the entity's check, right to
** write (where the record stands after that), head.version against the stored one (STALE), insert or update, texts,
** labels, children's visibility, change log, listeners, the entity's after. A new record whose place nobody has named,
** and that would stand where its writer may not write, stands on the first place of theirs. On return the head is what
** is stored now. */
Fault ent_save(Ctx *c, const Entity *e, void *rec) MUST;

/* The same as the program, in the name of whoever caused it: what follows from an act on records that are not theirs to
** change. The caller has decided that it follows. */
Fault ent_save_following(Ctx *c, const Entity *e, void *rec) MUST;

/* Archive and its undo. NOT a delete: it leaves lists and keeps its history. IN_USE if a rule forbids. */
Fault ent_archive(Ctx *c, const Entity *e, Id id) MUST;
Fault ent_unarchive(Ctx *c, const Entity *e, Id id) MUST;

/* May the reader write this record (role, reach, and what its noun asks beside: right.h; NULL: create one at all)? */
bool  ent_may_write(Ctx *c, const Entity *e, const Head *head);

/* Names of records in the reader's language, for refs in lists: one query for all. Missing or invisible ones are
** empty. `ret_v` has n Strs in the arena. */
Fault ent_labels(Ctx *c, const Id *ids, size_t n, Str *ret_v) MUST;

/* The same for ids that are all of one noun: one statement. 0 has no name. */
Fault ent_names(Ctx *c, const Entity *e, const Id *ids, size_t n, Str *ret_v) MUST;

/* The same for ids that are each of one of a few nouns, all of which have a label: one statement. `v` is a constant
** array that lives as long as the program. */
typedef struct EntSet {
    const Entity *const *v;
    size_t               n;
} EntSet;
Fault ent_names_among(Ctx *c, const EntSet *of, const Id *ids, size_t n, Str *ret_v) MUST;

/* The names of what many rows point at, by one query. ref_names sorts `ids`, where 0 and doubles may stand, and keeps
** pointing into them; ref_name is empty for what the reader may not see. */
typedef struct RefNames {
    Id    *ids;
    Str   *names;
    size_t n;
} RefNames;
Fault ref_names(Ctx *c, Id *ids, size_t n, RefNames *ret_names) MUST;
Str   ref_name(const RefNames *r, Id id);

/* For the page of a record on which many nouns have a card: asks once which references lead to it, from whatever noun.
** From then on, in this reading, a list of those that point there by a reference that nothing uses is empty without a
** statement; who asks by a statement of their own asks ent_around_none first. It is told to nobody: what is there is
** read within the reader's scope as ever. */
Fault ent_around(Ctx *c, const Entity *e, Id id) MUST;
bool  ent_around_none(const Ctx *c, const Field *f, Id id);

/* Follows merged_into to the record that lives on. */
Fault ent_resolve(Ctx *c, const Entity *e, Id id, Id *ret_id) MUST;

/* ---- acts, history, undo, merge: ent_act.c ---------------------------------------------------------------- */

/* All changes of one request form an act: "noa changed three businesses". The first change of a request begins
** one by itself with the key of its kind; act_begin names it beforehand. */
Fault act_begin(Ctx *c, TextKey kind, Str summary) MUST;

typedef struct Change {
    Id    id, act, record, account;
    Stamp at;
    const Entity *entity;
    int   kind;                                   /* enum ChangeKind */
    Str   before, after;                          /* JSON objects of the fields that differ */
} Change;
typedef enum ChangeKind {
    CHANGE_CREATE = 1, CHANGE_UPDATE, CHANGE_ARCHIVE, CHANGE_UNARCHIVE, CHANGE_MERGE, CHANGE_UNMERGE,
    CHANGE_ERASE                                  /* what was written about others is gone: erase.h */
} ChangeKind;

/* Newest first. Secret fields never stand in it. */
Fault ent_history(Ctx *c, const Entity *e, Id record, size_t limit, Change **ret_v, size_t *ret_n) MUST;

/* The fields of a record as they stood at a moment, from what was written since; `ret_was` is a cleared record. A field
** that the reader may not see stands as it does now. */
Fault ent_as_of(Ctx *c, const Entity *e, const void *now, Stamp at, void *ret_was) MUST;

/* The log of the organisation in its order, for a program that keeps up: the next `limit` entries behind `since`, of
** which those are told whose record is one of the entities given and may be seen by the reader now. `next` is where to
** go on; `more`: there may be more at once. */
enum { CHANGES_PAGE_MAX = 500 };
typedef struct ChangePage {
    int64_t since;
    size_t  limit;
    Change *v;
    size_t  n;
    int64_t next;
    bool    more;
} ChangePage;
Fault changes_since(Ctx *c, const Entity *const *of, size_t n_of, ChangePage *p) MUST;

/* What the reader did lately, newest first. */
typedef struct ActRow {
    Id      id;
    TextKey kind;                                 /* T_NONE: of a kind that is no more */
    Str     summary;
    Stamp   at;
    Id      undone_by, undoes;                    /* acts, or 0 */
} ActRow;
Fault act_list(Ctx *c, size_t limit, ActRow **ret_v, size_t *ret_n) MUST;

/* Takes back all changes of an act, if none of its records changed since and the act is the reader's own (or an
** import of their organisation's, within 30 days): TOO_LATE otherwise, saying which record. The undo is an act. */
Fault act_undo(Ctx *c, Id act) MUST;

/* Told inside the write when an act was taken back, after its records: what it has set going beside them, mails that
** wait, is taken back too. Registered at a module's start. */
typedef Fault (*ActUndoneFn)(Ctx *c, Id act);
void act_on_undo(ActUndoneFn fn);

/* Makes `loser` the same record as `winner`: empty fields are filled, children and references move (remembered, so
** that un-merge can bring them back), loser.merged_into = winner. */
Fault ent_merge(Ctx *c, const Entity *e, Id winner, Id loser) MUST;
Fault ent_unmerge(Ctx *c, const Entity *e, Id loser) MUST;

/* Walks the hash chain of the change log: OK, or DB_BROKEN with the first wrong entry in the fault note. Entries that
** were emptied by an erasure are proved by its seal. */
Fault act_verify_chain(Ctx *c, int64_t *ret_entries) MUST;

/* ---- for images in memory (search): ent_image.c ------------------------------------------------------------- */

/* Live records of all organisations, with all fields and texts, whoever may see them: for an image that decides by
** itself who is shown what (seek.h). The next `limit` above the id `after`, by id; or those of the ids that live. */
Fault ent_feed(Ctx *c, const Entity *e, Id after, size_t limit, void **ret_rows, size_t *ret_n) MUST;
Fault ent_feed_these(Ctx *c, const Entity *e, const Id *ids, size_t n, void **ret_rows, size_t *ret_n) MUST;

/* Live records of an organisation whose reference `f` points at `id`: the next `max` ids above `after`. */
typedef struct Pointing {
    const Entity *entity;
    const Field  *field;
    Id            org, to;
} Pointing;
Fault ent_pointing(Ctx *c, const Pointing *p, Id after, Id *ret_v, size_t max, size_t *ret_n) MUST;

/* How many records of a noun the organisation has, whoever may see them: an archive tells what it leaves out. */
Fault ent_count_all(Ctx *c, const Entity *e, int64_t *ret_n) MUST;

/* What the change log says behind entry `seq`, the next `max` entries; entries of nouns that are no more have no
** entity. act_last: the number of the last entry, 0 when the log is empty. */
typedef struct Touched {
    int64_t       seq;
    const Entity *entity;
    Id            org, record;
    int           kind;                           /* enum ChangeKind */
} Touched;
Fault act_since(Ctx *c, int64_t seq, Touched *ret_v, size_t max, size_t *ret_n) MUST;
Fault act_last(Ctx *c, int64_t *ret_seq) MUST;

/* The records that the reader changed last, newest first, each once; archived and invisible ones may be among them. */
Fault act_recent(Ctx *c, Touched *ret_v, size_t max, size_t *ret_n) MUST;

/* ---- SQL from tables: ent_sql.c ---------------------------------------------------------------------------- */

void ent_create_sql(Buf *b, const Entity *e, Dialect d); /* CREATE TABLE and its indexes */

/* Makes the statements of all ENTITIES; called by itself at the first use, or at start to have it done. */
void ent_init(void);

/* Every statement that ent/ runs but those of lists, for the check that prepares all on both engines. */
const Query *const *ent_queries(size_t *ret_n);

#endif
