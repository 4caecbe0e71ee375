/* ent_inner.h - what the files of ent/ share among themselves. Others include ent.h, list.h and form.h. */
#ifndef RAKAZ_ENT_ENT_INNER_H
#define RAKAZ_ENT_ENT_INNER_H

#include "ent/ent.h"

struct json_t;                                    /* jansson.h */

/* How a value lies in the struct and in its column. */
typedef enum Storage {
    STORE_STR,                                    /* Str; empty is NULL */
    STORE_NUMBER,                                 /* int64_t; NUMBER_NONE is NULL */
    STORE_WIDE,                                   /* int64_t; 0 is NULL */
    STORE_INT,                                    /* int32_t; 0 is NULL */
    STORE_BOOL,                                   /* int; -1 is NULL */
    STORE_REAL,                                   /* double; NAN is NULL */
    STORE_TEXTS,                                  /* Tri; no column, rows of `texts` */
} Storage;

/* One row a type: everything that differs between types and is not behaviour of forms. */
typedef struct Type {
    const char *name;
    Storage     storage;
    const char *sqlite, *pg;                      /* column types; NULL without a column */
    const char *in;                               /* type word of Query.in and .out */
    const char *json;                             /* JSON Schema: "string", "integer", ... */
    const char *format;                           /* JSON Schema format, or NULL */
    bool      (*read)(Ctx *c, const Field *f, void *at, Str text);
    void      (*print)(Buf *b, const Field *f, const void *at);
    void      (*show)(Ctx *c, Buf *b, const Field *f, const void *at);
} Type;

extern const Type TYPES[FIELD_TYPES];

/* A value on its way to and from its column. `tri` fields have none. */
Val  value_bind(const Field *f, const void *rec);
void value_take(const Rows *r, int col, const Field *f, void *rec);

/* Compact JSON with the members in their order: equal texts for equal values. false: not JSON. */
bool json_canonical(Arena *a, Str text, Str *ret_json);

const Choice *choice_named(const Ctx *c, const Choices *choices, Str text);

/* The record of `to` called `text` (an id or a name in any language) that the reader may see: OK, NOT_FOUND, or
** DUPLICATE when several are called so. */
Fault ref_named(Ctx *c, const Entity *to, Str text, Id *ret_id) MUST;

/* ---- SQL of one entity, made once a process from its table ---------------------------------------------------- */

enum { HEAD_COLUMNS = 12, CHILD_SQL_MAX = 12, FIELDS_MAX = 120 };

/* Rows that follow a record's visibility: its children and theirs. */
typedef struct ChildSql {
    const Entity *e;
    Query         follow;                         /* unit, team, visibility, id of the top record: gives ids */
} ChildSql;

/* A field of another entity that points at this one. */
typedef struct RefSql {
    const Entity *e;
    const Field  *f;
    Query         move;                           /* winner, loser, changed_at, changed_by: gives ids */
    Query         back;                           /* loser, winner, id */
} RefSql;

/* Rows that stand in the team of a record because they hang on it: directly, or on what does. */
typedef struct TeamSql {
    const Entity *e;
    Query         move;                           /* to, of (the record that lives on), was: gives ids */
    Query         back;                           /* to, was, id: gives ids */
} TeamSql;

typedef struct EntSql {
    const Entity *e;
    Str           columns;                        /* "x.id, x.org, ..., x.name, ..." */
    Str           out;                            /* the same as Query.out */
    Query         load;                           /* id: within the reader's scope */
    Query         load_texts;                     /* the same with its texts, a row for each; of those that have some */
    Query         load_head;                      /* id: head columns within scope */
    Query         seen;                           /* ids: those of them within scope */
    Query         names;                          /* ids: id and name of those within scope; of those with a name */
    Query         feed, feed_these;               /* after, limit; ids */
    Query         insert, update;
    Query         archive;                        /* archived_at, changed_at, changed_by, id, org, version */
    Query         merge;                          /* merged_into, changed_at, changed_by, id, org, version */
    Query         around;                         /* id: the numbers of the references that point at it */
    const Field **around_by;                      /* by that number */
    int           n_around;
    Query        *taken;                          /* by field: another live record with this value */
    ChildSql      children[CHILD_SQL_MAX];
    int           n_children;
    RefSql       *refs;
    int           n_refs;
    TeamSql      *teams;                          /* of an entity whose records have a team of their own */
    int           n_teams;
    bool          has_texts;
} EntSql;

/* Fixed statements of each file, for ent_queries. */
extern const Query *const CHECK_QUERIES, *const STORE_QUERIES, *const ACT_QUERIES, *const UNDO_QUERIES;
extern const Query *const FEED_QUERIES, *const IMAGE_QUERIES, *const ERASE_QUERIES;
extern const int          CHECK_QUERIES_N, STORE_QUERIES_N, ACT_QUERIES_N, UNDO_QUERIES_N, FEED_QUERIES_N;
extern const int          IMAGE_QUERIES_N, ERASE_QUERIES_N;

/* Made for all ENTITIES at the first call; later calls only look it up. */
const EntSql *ent_sql(const Entity *e);

/* Names of records of any of these nouns: ids gives id and name; `of` is a constant array. */
const Query *ent_names_query(const Entity *const *of, size_t n);

/* Takes the columns of `columns` from a row, starting at col. */
void ent_take(const Rows *r, int col, const Entity *e, void *rec);
void ent_take_head(const Rows *r, int col, Head *h);

/* Open addressing over the ids of an array; of equal ids the first is found, -1 if none. */
typedef struct IdMap {
    size_t   *slot;                               /* index + 1 */
    size_t    mask;
    const Id *ids;
} IdMap;
IdMap     idmap_make(Arena *a, const Id *ids, size_t n);
ptrdiff_t idmap_find(const IdMap *m, Id id);

/* ---- the store's inside --------------------------------------------------------------------------------------- */

/* Fills the Tri fields of n records (an array of e->size structs). */
Fault texts_load(Ctx *c, const Entity *e, void *recs, size_t n) MUST;

/* The record with all its fields, those for staff too, if the reader may see the record. */
Fault ent_load_whole(Ctx *c, const Entity *e, Id id, void *ret_rec) MUST;

/* Fields for staff alone become unknown for other readers. */
void  ent_hide(const Ctx *c, const Entity *e, void *rec);
bool  reader_is_staff(const Ctx *c);

/* Complains about what is not right in the fields that differ from `before` (NULL: in all) and about missing ones;
** references to merged records are set to the record that lives on. */
void check_period(Ctx *c, const Entity *e, const void *rec);
void check_changed_fields(Ctx *c, const Entity *e, const void *before, void *rec);

/* Gives unit, team and visibility of a record to what hangs on it. */
Fault children_follow(Ctx *c, const Entity *e, const Head *h) MUST;

int64_t field_length_max(const Field *f);
bool    field_writable(const Ctx *c, const Field *f);

/* What a form shows for the stored value; empty for texts in several languages. */
Str form_shown(Ctx *c, const Field *f, const void *rec);

extern const char *const VISIBILITY_NAMES[VIS_PRIVATE + 1]; /* "public", ... */
bool visibility_named(Str name, int *ret_visibility);

/* ---- the change log ------------------------------------------------------------------------------------------- */

typedef struct ChangeNote {
    const Entity *e;
    const Head   *head;                           /* after the change */
    ChangeKind    kind;
    Str           before, after;                  /* JSON objects; empty: none */
} ChangeNote;

/* Writes one entry of the log, with the act if it is the first, and tells the region's listeners. */
Fault change_write(Ctx *c, const ChangeNote *note) MUST;

/* The JSON object of a change without the fields that this reader may not see. */
Str change_for_reader(Ctx *c, const Entity *e, Str json);

/* Writes the act of this request unless it is written; `undoes`: the act that it takes back, or 0. */
Fault act_write(Ctx *c, Id undoes) MUST;

/* JSON objects of the fields (and unit, team, visibility) that differ; before NULL: the known ones of after. Secret
** fields are left out. Returns how many fields differ, secret ones counted. */
int   change_diff(Ctx *c, const Entity *e, const void *before, const void *after, Str *ret_before, Str *ret_after);

/* unit, team or visibility by its name; false: it is none of these. */
bool  head_json_read(Ctx *c, Head *h, Str name, const struct json_t *json);

/* One value as JSON, null when unknown; and back. False when the JSON is not a value of the field (a complaint says
** so). */
void  value_json(Buf *b, const Field *f, const void *rec);
bool  value_json_read(Ctx *c, const Field *f, void *rec, struct json_t *json);

/* A second arena for one portion of long work: begin, portion, next, end. Faults' texts survive. */
typedef struct Portion {
    Ctx   *c;
    Arena *outer;
    Arena  own;
} Portion;
void portion_begin(Portion *p, Ctx *c);
void portion_next(Portion *p);
void portion_end(Portion *p);

#endif
