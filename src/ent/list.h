/* list.h - one query, many drawings: list, table, map, file and API ask for records the same way.
**
** A ListSpec is made from the address (?q=…&kind=…&sort=-name&page=2), so that a view can be sent as a link.
** SQL is assembled from field tables only; what people typed are parameters. */
#ifndef RAKAZ_ENT_LIST_H
#define RAKAZ_ENT_LIST_H

#include "ent/ent.h"

typedef enum ListOp {
    LIST_EQ, LIST_NE, LIST_LT, LIST_LE, LIST_GT, LIST_GE, LIST_HAS, LIST_UNKNOWN, LIST_KNOWN, LIST_OPS
} ListOp;

typedef struct ListFilter {
    const Field *field;                           /* LIST_HAS on texts: contains, on sets: includes */
    ListOp       op;
    Val          val;
    Str          text;                            /* as it stood in the address */
    const Id    *or_ids;                          /* LIST_HAS: these match as well, a search has found them */
    size_t       n_or_ids;
} ListFilter;

enum { LIST_FILTERS_MAX = 24, LIST_PAGE_MAX = 500 };

/* A condition that is not one of a field: added by the module that owns it (place definition, quiet list, ...). */
typedef struct ListExtra {
    const char *name;                             /* "local": the argument in the address */
    const char *sql;                              /* "EXISTS (... m.actor = x.id AND m.version = :local)" */
    Val         val;                              /* for :name; v_null(): the condition is off */
    Str         text;                             /* as it stands in the address; empty: not shown there */
} ListExtra;

typedef struct ListSpec {
    const Entity *entity;
    ListFilter    filters[LIST_FILTERS_MAX];
    int           n_filters;
    ListExtra     extras[8];
    int           n_extras;
    const Id     *ids;                            /* only these (search result, selection), in this order if unsorted */
    size_t        n_ids;
    bool          ids_only;
    const Field  *sort;                           /* NULL: by label as the reader sorts; without a label newest first */
    bool          sort_changed;                   /* by changed_at instead */
    bool          descending;
    bool          passing;                        /* what a search has added may be a moment old */
    bool          archived;                       /* show archived ones instead of live ones */
    int64_t       offset, limit;
} ListSpec;

typedef struct Params Params;                     /* name=value pairs of an address or form (params.h) */

/* From an address. Unknown names are ignored (they may belong to the page); a known one with a bad value complains.
** field=value, field!=, field>=, field<=, field~= (has), field? (known), field! (unknown) - written as
** "kind", "kind.ne", "opened.ge", "opened.le", "name.has", "phone.known", "phone.unknown"; several of one: OR. */
Fault list_parse(Ctx *c, const Entity *e, const Params *args, ListSpec *ret_spec) MUST;

/* Does list_parse understand an argument of this name for this reader: a condition, sort, page, limit, archived? */
bool list_knows(const Ctx *c, const Entity *e, Str name);

/* Keeps only the rows of which one reference or the other, both to the same kind, leads to what the reader may see. */
void list_keep_seen(Ctx *c, ListSpec *s, const Field *one, const Field *other);

/* The address again, canonical order, without the page number if `without_page`. */
void list_address(Buf *b, const ListSpec *s, bool without_page);

/* Runs it. Rows of e->size in the arena. With `texts` all Tri fields are loaded; without, only the name that is best
** for the reader, standing in the place of the reader's language. Unknown values sort before known ones. `ret_total`
** (may be NULL) is the number that match. */
Fault list_run(Ctx *c, const ListSpec *s, bool texts, void **ret_rows, size_t *ret_n, int64_t *ret_total) MUST;

/* How many match, and nothing else. */
Fault list_count(Ctx *c, const ListSpec *s, int64_t *ret_total) MUST;

/* A page of many parts whose lists are mostly empty asks for all of them in one statement. Between lists_gather and
** lists_ask each list_run and list_count only says what it would read and finds nothing, while the parts are drawn
** into nowhere. lists_ask asks how many there are, or whether there is any where no total was wanted. Drawn again,
** until lists_forget, a list that is empty and a total that is known need no statement of their own. Not for parts
** that read much by other statements: those run in both drawings. Inside a write nothing is gathered. */
void  lists_gather(Ctx *c);
Fault lists_ask(Ctx *c) MUST;
void  lists_forget(Ctx *c);

/* Calls each for every match, without paging, ordered by id, in constant memory (files, bulk changes). What `each`
** puts into c->arena lives until it is called 256 times more. */
Fault list_each(Ctx *c, const ListSpec *s, bool texts, Fault (*each)(Ctx *c, const void *rec, void *arg),
                void *arg) MUST;

/* The matches in the order of the list, without paging, in portions of at most 256 rows (files, print): what is put
** into c->arena lives until `each` returns. Stops after `max` rows; the ids of the matches are held in memory, 8 bytes
** a row, all else is bounded. `ret_more` tells whether there would have been more. */
typedef Fault (*ListPortion)(Ctx *c, const void *rows, size_t n, void *arg);
Fault list_portions(Ctx *c, const ListSpec *s, size_t max, ListPortion each, void *arg, bool *ret_more) MUST;

/* A few fields of every match, ordered by id, in one pass: maps ask for thousands of rows. Of the record handed over
** only head.id, these fields (none of them a text in several languages; ends with -1) and the name that is best for
** the reader are filled; it holds until `each` returns. At most `max` rows. */
Fault list_some(Ctx *c, const ListSpec *s, const int *fields, size_t max,
                Fault (*each)(Ctx *c, const void *rec, void *arg), void *arg) MUST;

/* Totals of lists are kept in memory until the region changes: going through the pages of a list, or coming back to it,
** counts once. Between a region's start and stop; without them each list counts anew. */
void list_counts_start(Region *r);
void list_counts_stop(Region *r);

#endif
