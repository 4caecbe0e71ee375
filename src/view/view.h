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

enum { VIEW_PAGE_ROWS = 50, VIEW_BULK_MAX = 20000 };

/* How one noun is listed. Field lists are indexes into entity->fields and end with -1. */
typedef struct Sheet Sheet;
struct Sheet {
    const Entity *entity;
    const char   *path;                           /* "/actors"; records are at path/ID */
    Nav           nav;
    TextKey       title;                          /* "{n} businesses and people" */
    TextKey       empty, first_step;              /* what will be here; label of the first step */
    TextKey       add;                            /* label of the button that makes a new one */
    const int    *columns;                        /* at first sight; the name is always there */
    const int    *filters;                        /* offered above the list */
    const int    *bulk;                           /* may be set for many at once */
    const int    *form;                           /* fields of the form, in order; NULL: all that may be changed */
    bool          on_map, vcard;                  /* has positions; can be taken as cards */

    /* The module's own conditions ("local", "quiet"), their chips and their part of the filter form; may be NULL. */
    Fault (*extras)(Ctx *c, const Request *rq, ListSpec *s);
    void  (*extras_html)(Buf *b, const Page *pg, const ListSpec *s);

    /* Ids that match words, best first; NULL: the name contains them. */
    Fault (*search)(Ctx *c, const Entity *e, Str words, const Id **ret_ids, size_t *ret_n);

    /* What stands under the name in a row: made from rec alone, a query here would run for every row. */
    void  (*under)(Buf *b, const Page *pg, const void *rec);

    /* Checks and fill-ins of a form beside the entity's own check; may be NULL. */
    Fault (*before_save)(Ctx *c, const Request *rq, void *rec);
    Fault (*after_save)(Ctx *c, const Request *rq, const void *rec);
};

/* GET path: the list, with filters, columns, views, selection, pages. */
Fault view_list(Ctx *c, const Request *rq, Reply *rp, const Sheet *s) MUST;

/* The query of an address as the list reads it: for map, files and bulk changes of the same rows. `args` may be the
** list's own address or that of another drawing of it. */
Fault view_query(Ctx *c, const Request *rq, const Sheet *s, ListSpec *ret_spec) MUST;

/* GET path/new, GET path/ID/edit: the form. POST path, POST path/ID: saving; shows the form again with complaints, or,
** when somebody else saved first, both texts side by side. `id` 0: a new one. */
Fault view_form(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, Id id) MUST;
Fault view_save(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, Id id) MUST;

/* POST path/bulk: sets a field, or archives, for the chosen rows (`id`) or all that match (`all`=1 and the address in
** `q`); more than a page is shown first and needs `sure`=1. One act, one undo. */
Fault view_bulk(Ctx *c, const Request *rq, Reply *rp, const Sheet *s) MUST;

/* POST path/ID/archive and .../unarchive. */
Fault view_archive(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, Id id, bool back) MUST;

/* Known fields of a record as a definition list; `skip` ends with -1, may be NULL. */
void view_facts(Ctx *c, Buf *b, const Sheet *s, const void *rec, const int *skip);

/* Sheets are registered by their modules' start, so that files, API and map find the list of a noun. */
void         view_register(const Sheet *s);
const Sheet *view_sheet(Str entity);              /* NULL: this noun has no list */

/* A record's page in the product: "/actors/ID"; empty when its noun has none. */
Str view_record_path(Ctx *c, const Entity *e, Id id);

#endif
