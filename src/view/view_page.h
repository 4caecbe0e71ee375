/* view_page.h - what the templates of this folder show. */
#ifndef RAKAZ_VIEW_VIEW_PAGE_H
#define RAKAZ_VIEW_VIEW_PAGE_H

#include "view/view.h"

typedef struct ListHead {
    Str  label, href;                             /* href: sorts by it */
    Str  sort;                                    /* "ascending", "descending" or empty */
    bool num;
} ListHead;

typedef struct ListCell {
    Str  label;
    Html html;
    bool num;
} ListCell;

typedef struct ListRow {
    Id        id;
    Str       href, name;
    ListCell *cells;
    size_t    cells_n;
    const void *rec;
} ListRow;

typedef struct ListChip {                         /* an applied filter; href takes it off */
    Str  href;
    Html text;
} ListChip;

typedef struct ListTab {
    Str  href, name;
    bool current, shared;
} ListTab;

typedef struct ListOption {
    Str  value, label;
    bool chosen;
} ListOption;

typedef struct ListFilterBox {
    Str         name, label;
    ListOption *options;
    size_t      options_n;
} ListFilterBox;

typedef struct ListColumnBox {
    Str  name, label;
    bool chosen;
} ListColumnBox;

typedef struct BulkField {
    Str         name, label;
    ListOption *options;
    size_t      options_n;
} BulkField;

typedef struct ListFile {                         /* the same rows as a file */
    Str     href;
    TextKey name;
} ListFile;

typedef struct ListWay {                          /* another drawing of the same query */
    Str     href;
    TextKey name;
    const char *icon;
    bool    current;
} ListWay;

typedef struct ListView {
    const Sheet   *sheet;
    const ListSpec *spec;
    Str            path, query, q;                /* query: what stands behind ? in `here` */
    Str            plain;                         /* the query without what is local */
    Param          keep_local[2];                 /* local=..., local_not=... */
    size_t         keep_local_n;
    bool           narrowed;                      /* filtered, or not everything is local */
    int64_t        total;
    Str            new_href, bulk_href, clear_href, entity, here;
    ListFile      *files;
    size_t         files_n;
    ListTab       *tabs;
    size_t         tabs_n;
    ListChip      *chips;
    size_t         chips_n;
    ListFilterBox *filters;
    size_t         filters_n;
    ListWay       *ways;
    size_t         ways_n;
    Param         *fixed;                          /* what the form of filters leaves as it is, as hidden fields */
    size_t         fixed_n;
    Param         *keep;                           /* the address but its columns, as hidden fields */
    size_t         keep_n;
    ListColumnBox *columns;
    size_t         columns_n;
    ListHead       name_head;
    ListHead      *heads;
    size_t         heads_n;
    ListRow       *rows;
    size_t         rows_n;
    BulkField     *bulk;
    size_t         bulk_n;
    ListFile      *bulk_acts;
    size_t         bulk_acts_n;
    bool           may_write, filtered, archived, changed_view, acts;
} ListView;

typedef struct FormView {
    const Sheet  *sheet;
    const void   *rec;
    const Params *typed;
    Str           action, back;
    Str           home;                           /* to come back to when kept; empty: the record's page */
    Str           title, version;
    Html          fields, errors, versus, top;
    bool          stale, is_new;
} FormView;

typedef struct PartView {
    Str  anchor;
    Str  title;
    Html html;
} PartView;

typedef struct RecordView {
    const Sheet *sheet;
    const void  *rec;
    Id           id;
    Str          name, entity;
    Str         *others;                          /* its names in other languages */
    size_t       others_n;
    Html         tile, head, actions, menu, facts;
    Str          edit_href, archive_href, history_href;
    ListFile    *files;
    size_t       files_n;
    PartView    *main, *side, *waits;             /* waits: nothing stands in them yet */
    PartView    *jumps;                           /* to all of them, when there are many */
    size_t       main_n, side_n, waits_n, jumps_n;
    ViewLets     lets;
    bool         archived;
} RecordView;

typedef struct BulkView {
    const Sheet *sheet;
    Str          action, back;
    int64_t      count;
    Str          what, value;
    Param       *keep;                            /* the form again, as hidden fields */
    size_t       keep_n;
} BulkView;

typedef struct HistoryView {
    Str  back, name;
    Html entries;
} HistoryView;

typedef struct FindLink {
    Id   id;
    Str  name, href;
    Html title, facts, why, tile;                 /* title: the name, what was found marked in it */
} FindLink;

typedef struct FindPile {                         /* the hits of one noun */
    Str       title, more_href;                   /* more_href: the list that these words filter */
    FindLink *hits;
    size_t    hits_n;
} FindPile;

typedef struct FindChip {
    Str  href, label;
    bool on;
} FindChip;

typedef struct FindView {
    Str        q, kind;
    bool       part, pick;                        /* pick: chosen by id, not followed */
    bool       reading;                           /* the image is not complete yet: names that contain the words */
    int64_t    read;                              /* records read so far */
    bool       recent;                            /* nothing was asked: what the reader changed last */
    bool       more;                              /* there are more hits than shown */
    Str        meant, all_href;
    FindPile  *groups;
    size_t     groups_n;
    FindChip  *chips;
    size_t     chips_n;
    FindChip  *adds;                              /* "a new business with this name" */
    size_t     adds_n;
} FindView;

PAGE_FN(view_find, FindView)
PAGE_FN(view_find_part, FindView)
PAGE_FN(view_list, ListView)

/* What a sheet adds to its empty list. */
void view_beside(Buf *b, const Page *pg, const Sheet *s);
void view_empty_more(Buf *b, const Page *pg, const Sheet *s);
PAGE_FN(view_tools, ListView)
PAGE_FN(view_ways, ListView)
PAGE_FN(view_form, FormView)
PAGE_FN(view_record, RecordView)
PAGE_FN(waits, RecordView)
PAGE_FN(view_history, HistoryView)
PAGE_FN(view_bulk, BulkView)

/* ---- between the files of this folder ------------------------------------------------------------------------ */

enum { VIEW_Q_N = 2, VIEW_OWN_ROUTES_N = 5 };
extern const Query VIEW_QUERIES[VIEW_Q_N];

/* Saved views of a list that the reader may open, own ones first. view_store.c */
Fault view__saved(Ctx *c, Str list, View **ret_v, size_t *ret_n) MUST;

/* The conditions of an address and one more: the name contains the words. view_list.c */
Params view__with_words(Ctx *c, const Entity *e, const Params *args, Str words);

/* Where the form `rq` wants to come back to, if it is a path of ours. view_store.c */
Str view__back(const Request *rq, Str otherwise);

/* The registered definition of "local"; NULL in tests of view alone. view.c */
const ViewLocal *view__local(void);

/* The registered parts of a noun, in order. view.c */
size_t view__parts(const Entity *e, const RecordPart **ret_v, size_t max);

/* The i-th way to take a list away; NULL behind the last. view.c */
const ViewFile *view__file_at(int i);

/* Choices for a field as options: F_ENUM all, F_REF the records that occur. */
Fault view__options(Ctx *c, const Sheet *s, const Field *f, Str chosen, ListOption **ret_v, size_t *ret_n) MUST;

extern const Route VIEW_OWN_ROUTES[VIEW_OWN_ROUTES_N];

Fault post_view(Ctx *c, const Request *rq, Reply *rp);
Fault post_view_end(Ctx *c, const Request *rq, Reply *rp);
Fault post_undo(Ctx *c, const Request *rq, Reply *rp);
/* The piece below a field of a form; NULL: none. view.c */
/* In place of what a record points at and the reader may not see. */
void view__unseen(const Ctx *c, Buf *b);

const FormPart *view__form_part(const Entity *e, int field);

/* The i-th registered sheet; NULL behind the last. view.c */
const Sheet *view__sheet_at(int i);

Fault get_find(Ctx *c, const Request *rq, Reply *rp);
Fault get_history(Ctx *c, const Request *rq, Reply *rp);

#endif
