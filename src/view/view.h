/* view.h - one query, many drawings. List pages, forms, changing many at once, saved views, history and undo are the
** same for every noun; a module says in a Sheet what its own list looks like, and keeps its routes and its rules.
**
** Everything that chooses rows stands in the address: a view can be sent as a link and saved under a name. */
#ifndef RAKAZ_VIEW_VIEW_H
#define RAKAZ_VIEW_VIEW_H

#include "ent/form.h"
#include "ent/list.h"
#include "page/page.h"
#include "view_ent.h"

extern const Module view_module;

enum { VIEW_PAGE_ROWS = 50, VIEW_BULK_MAX = 20000, VIEW_COLUMNS_MAX = 14, VIEW_CALLED_MAX = 4 };

/* A view of a list that is always there, beside the saved ones; "query" is what stands behind ? in the address. */
typedef struct SheetTab {
    const char *query;
    TextKey     name;
} SheetTab;

/* One more thing to do with the chosen rows: the bulk form is posted to `path` instead (view_chosen reads it). */
typedef struct SheetAct {
    const char *path;
    TextKey     name;
} SheetAct;

/* What is offered on the page of a record. */
typedef struct ViewLets {
    bool edit, archive;                           /* archive: and bringing it back */
} ViewLets;

/* How one noun is listed. Field lists are indexes into entity->fields and end with -1. */
typedef struct Sheet Sheet;
struct Sheet {
    const Entity *entity;
    const char   *path;                           /* "/actors"; records are at path/ID */
    Nav           nav;
    const char   *icon;                           /* of a record without a tile, in search; NULL: a sheet of paper */
    TextKey       title;                          /* "{n} businesses and people" */
    TextKey       empty, first_step;              /* what will be here; label of the first step */
    void  (*empty_more)(Buf *b, const Page *pg);  /* another way on from the empty list; may be NULL */
    void  (*beside)(Buf *b, const Page *pg);      /* ways to other pages, in the list's head; may be NULL */
    TextKey       add;                            /* label of the button that makes a new one */
    TextKey       named;                          /* "a new one called {name}": offered by the search; T_NONE: not */
    const int    *columns;                        /* at first sight; the name is always there */
    const int    *filters;                        /* offered above the list */
    const int    *bulk;                           /* may be set for many at once */
    const int    *told;                           /* fields that the record's head tells; may be NULL */
    const int    *called;                         /* a noun without names: two references and what stands between */
    const int    *first;                          /* asked first of a new one, the rest in a fold; NULL: no fold */
    const int    *form;                           /* fields of the form, in order; NULL: all that may be changed */

    /* The module's own conditions ("local", "quiet"), their chips and their part of the filter form; may be NULL. */
    Fault (*extras)(Ctx *c, const Request *rq, ListSpec *s);
    void  (*extras_html)(Buf *b, const Page *pg, const ListSpec *s);
    const char *const *extra_names;               /* the arguments that extras reads; ends with NULL; may be NULL */

    const SheetTab *tabs;                         /* ends with a query of NULL; may be NULL */

    const SheetAct *bulk_acts;                    /* ends with a path of NULL; may be NULL */

    /* What one can do with a row, as buttons of the form around the table (formaction=...); may be NULL. */
    void  (*row_acts)(Buf *b, const Page *pg, const void *rec);

    /* Many nouns have a card on its page: which of them have anything there is asked once, for all. */
    bool around;

    const char *map;                              /* "/map?of=actors": the same query as a map; may be NULL */

    /* The record's page: the tile beside its name; lines under the name; buttons at the end. Any may be NULL. */
    void  (*tile)(Buf *b, const Page *pg, const void *rec);
    Fault (*head)(Buf *b, const Page *pg, const void *rec);
    Fault (*actions)(Buf *b, const Page *pg, const void *rec);

    /* Rarer acts, as <li> of the menu behind the buttons; may be NULL. */
    Fault (*menu)(Buf *b, const Page *pg, const void *rec);

    /* Markup on top of the form's fields: "there is one like this already". May be NULL. */
    Fault (*form_top)(Buf *b, const Page *pg, const void *rec);

    /* What the form of a new one begins with, beside what a link brings; may be NULL. */
    Fault (*fresh)(Ctx *c, void *rec);

    /* What is not offered because the save would refuse it as things stand (what it belongs to is agreed, or over), of
    ** what this reader may write. May be NULL. */
    Fault (*lets)(Ctx *c, const void *rec, ViewLets *lets);

    /* Checks and fill-ins of a form beside the entity's own check; may be NULL. */
    Fault (*before_save)(Ctx *c, const Request *rq, void *rec);
};

/* GET path: the list, with filters, columns, views, selection, pages. */
Fault view_list(Ctx *c, const Request *rq, Reply *rp, const Sheet *s) MUST;

/* The query of an address as the list reads it: for map, files and bulk changes of the same rows. `args` may be the
** list's own address or that of another drawing of it. */
Fault view_query(Ctx *c, const Request *rq, const Sheet *s, ListSpec *ret_spec) MUST;

/* The same for programs: what cannot be read, or is no condition of this list, is complained about (INVALID). */
Fault view_query_strict(Ctx *c, const Request *rq, const Sheet *s, ListSpec *ret_spec) MUST;

/* The fields that the list of this address shows beside the name, as indexes into entity->fields. */
typedef struct ViewColumns {
    int v[VIEW_COLUMNS_MAX], n;
} ViewColumns;
ViewColumns view_columns(const Ctx *c, const Request *rq, const Sheet *s);

/* What chose the rows, in words and plain text, for the head of a file or a print: "Kind: business · Town: Rahat".
** Nothing when the list shows everything. */
void view_words(Ctx *c, Buf *b, const Request *rq, const Sheet *s, const ListSpec *spec);

/* What a record is called in the reader's language; one without a name of its own, by its kind. */
Str view_name(const Ctx *c, const Entity *e, const void *rec);

/* The same where one without a name of its own is known by its sheet's `called` ("Rotem · Owns · Desert Bread").
** For a row view_called takes the names of the references from `refs`, and lets first words stand for what is not
** called at all; for a page, where the words stand below, view_call asks for the names. Plain text with isolates, in
** the arena. */
Str   view_called(Ctx *c, const Sheet *s, const void *rec, const RefNames *refs);
Fault view_call(Ctx *c, const Sheet *s, const void *rec, Str *ret_name) MUST;

/* What stands above the rows of every drawing of a query: words, filters and what is applied; and the way to its other
** drawings. `path` is this drawing's own ("/map"); `fixed` are the arguments that its form of filters keeps. */
typedef struct ViewTools {
    Html tools, ways;
    Str  query;                                   /* what stands behind ? in the list's address */
    bool filtered;
} ViewTools;
Fault view_tools(Page *pg, const Sheet *s, const ListSpec *spec, Str path, Params fixed, ViewTools *ret_tools) MUST;

/* GET path/new, GET path/ID/edit: the form. POST path, POST path/ID: saving; shows the form again with complaints, or,
** when somebody else saved first, both texts side by side. `id` 0: a new one. */
Fault view_form(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, Id id) MUST;
Fault view_save(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, Id id) MUST;

/* POST path/bulk: sets a field, or archives, for the chosen rows (`id`) or all that match (`all`=1 and the address in
** `q`); more than a page is shown first and needs `sure`=1. Written in portions, so that others need not wait; one act,
** one undo, and nothing of it when a row refuses. On a slow thread, without a connection. */
Fault view_bulk(Ctx *c, const Request *rq, Reply *rp, const Sheet *s) MUST;

/* The rows that a bulk form chose, at most VIEW_BULK_MAX: `id`, or `all` and `q`. TOO_LARGE. */
Fault view_chosen(Ctx *c, const Request *rq, const Sheet *s, Id **ret_v, size_t *ret_n) MUST;

/* POST path/ID/archive and .../unarchive. */
Fault view_archive(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, Id id, bool back) MUST;

/* GET path/ID: head, facts, and the parts that modules have registered for this noun. */
Fault view_record(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, Id id) MUST;

/* A card on the page of a record, brought by another module ("ties", "notes", "places"). `draw` writes the card's
** content; one that writes nothing is left out. Lower `order` stands higher. Registered by the module's start. */
typedef struct RecordPart {
    const Entity *entity;
    const char   *anchor;                         /* "ties": #ties in the address */
    TextKey       title;
    bool          side;                           /* in the narrow column */
    int           order;
    Fault       (*draw)(Buf *b, const Page *pg, const void *rec);
} RecordPart;
void view_register_part(const RecordPart *p);

/* A piece of a form below one of its fields, brought by another module: a map to set the point on. */
typedef struct FormPart {
    const Entity *entity;
    int           below;                          /* index of the field */
    Fault       (*draw)(Buf *b, Page *pg, const void *rec);
} FormPart;
void view_register_form_part(const FormPart *p);

/* A way to take a list away as a file, brought by export/: /export/NOUN.ENDING with the query of the list. `fits` tells
** for which nouns. Registered by the module's start, in the order of the menu. */
typedef struct ViewFile {
    const char *ending;
    TextKey     name;
    bool      (*fits)(const Sheet *s);
    bool        record;                           /* one record can be taken so too: /export/NOUN/ID/ENDING */
    const char *more;                             /* added to the query; NULL: nothing */
} ViewFile;
enum { VIEW_TAKERS = ROLES_STAFF | ROLE_TRUSTEE };
void view_register_file(const ViewFile *f);

/* A record leaves whole, to a program or into a file: whoever writes such openings down is told, with the reader's own
** Ctx and where the record could be loaded. Registered by the module's start. */
typedef Fault (*ViewTakenFn)(Ctx *c, const Entity *e, const void *rec);
void  view_on_taken(ViewTakenFn fn);
Fault view_taken(Ctx *c, const Entity *e, const void *rec) MUST;

/* The definition of "local", one switch for every list, brought by place/ at its start. Which one holds stands in the
** address (local=..., local_not=...); without it, what this person chose last. */
typedef struct ViewLocal {
    bool  (*fits)(const Entity *e);               /* does it mean anything for this noun */
    Fault (*kept)(Ctx *c, Str *ret_value);        /* what this person chose last; empty: nothing */
    Fault (*narrow)(Ctx *c, const Request *rq, ListSpec *s);
    Fault (*words)(Ctx *c, const ListExtra *x, Str *ret_text);   /* plain text */
    Fault (*draw)(Ctx *c, const Request *rq, Page *pg);
} ViewLocal;
void view_register_local(const ViewLocal *l);

/* The request with what this person chose last written into its address, so that every link made from it says what is
** shown. For pages that draw the rows of a sheet; files and API take the address as it is. */
Fault view_local_request(Ctx *c, const Request *rq, const Sheet *s, Request *ret_rq) MUST;

/* Whether the lists of this noun follow it. */
bool view_local_fits(const Sheet *s);

/* The switch on a page that shows such rows. */
Fault view_local_draw(Page *pg, const Request *rq, const Sheet *s) MUST;

/* Known fields of a record as a definition list; `skip` ends with -1, may be NULL. */
void view_facts(Ctx *c, Buf *b, const Sheet *s, const void *rec, const int *skip);

/* The handlers of a noun's pages, and its rows in the module's table of routes:
**     VIEW_HANDLERS(actor, ACTOR_SHEET)
**     const Route ROUTES[] = {VIEW_ROUTES(actor, "/actors", ROLES_ALL, ROLES_STAFF), ...} */
enum { VIEW_ROUTES_EACH = 9 };
#define VIEW_HANDLERS(noun, SHEET)                                                                                   \
    static Fault get_##noun##_list(Ctx *c, const Request *rq, Reply *rp) { return view_list(c, rq, rp, &(SHEET)); }  \
    static Fault get_##noun(Ctx *c, const Request *rq, Reply *rp) {                                                  \
        return view_record(c, rq, rp, &(SHEET), rq->ids[0]);                                                         \
    }                                                                                                                \
    static Fault get_##noun##_form(Ctx *c, const Request *rq, Reply *rp) {                                           \
        return view_form(c, rq, rp, &(SHEET), rq->ids[0]);                                                           \
    }                                                                                                                \
    static Fault post_##noun(Ctx *c, const Request *rq, Reply *rp) {                                                 \
        return view_save(c, rq, rp, &(SHEET), rq->ids[0]);                                                           \
    }                                                                                                                \
    static Fault post_##noun##_bulk(Ctx *c, const Request *rq, Reply *rp) { return view_bulk(c, rq, rp, &(SHEET)); } \
    static Fault post_##noun##_archive(Ctx *c, const Request *rq, Reply *rp) {                                       \
        return view_archive(c, rq, rp, &(SHEET), rq->ids[0], false);                                                 \
    }                                                                                                                \
    static Fault post_##noun##_unarchive(Ctx *c, const Request *rq, Reply *rp) {                                     \
        return view_archive(c, rq, rp, &(SHEET), rq->ids[0], true);                                                  \
    }
#define VIEW_ROUTES(noun, path, readers, writers)                                                                    \
    {GET, path, get_##noun##_list, ROUTE_READ, readers, 0, NULL, true},                                              \
        {GET, path "/new", get_##noun##_form, ROUTE_READ, writers, 0, NULL, false},                                  \
        {POST, path, post_##noun, ROUTE_WRITE, writers, 1 << 20, NULL, false},                                       \
        {POST, path "/bulk", post_##noun##_bulk, ROUTE_SLOW, writers, 2 << 20, NULL, false},                        \
        {GET, path "/{id}", get_##noun, ROUTE_READ, readers, 0, NULL, true},                                         \
        {GET, path "/{id}/edit", get_##noun##_form, ROUTE_READ, writers, 0, NULL, false},                            \
        {POST, path "/{id}", post_##noun, ROUTE_WRITE, writers, 1 << 20, NULL, false},                               \
        {POST, path "/{id}/archive", post_##noun##_archive, ROUTE_WRITE, writers, 0, NULL, false},                   \
        {POST, path "/{id}/unarchive", post_##noun##_unarchive, ROUTE_WRITE, writers, 0, NULL, false}

/* Sheets are registered by their modules' start, so that files, API and map find the list of a noun. */
void         view_register(const Sheet *s);
const Sheet *view_sheet(Str entity);              /* NULL: this noun has no list */

/* A record's page in the product: "/actors/ID"; empty when its noun has none. */
Str view_record_path(Ctx *c, const Entity *e, Id id);

#endif
