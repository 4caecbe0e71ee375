/* post_page.h - what this folder's files and templates share. */
#ifndef RAKAZ_POST_POST_PAGE_H
#define RAKAZ_POST_POST_PAGE_H

#include "post/post.h"

enum { POST_Q_N = 5, POST_ROUTES_N = VIEW_ROUTES_EACH + 2, POST_PAGE_ROWS = 20 };
extern const Query POST_QUERIES[POST_Q_N];
extern const Route POST_ROUTES[POST_ROUTES_N];

/* ---- the timeline --------------------------------------------------------------------------------------------- */

typedef struct MentionRow {
    Id  id, post, actor;
    Str name;                                     /* as written; empty: beside the text */
    Str label, href;                              /* empty: the reader may not know them */
} MentionRow;

typedef struct PostRow {
    Id      id, about;
    int     kind, visibility;
    Stamp   happened_at, changed_at;
    Day     day, changed_on;
    Str     text, author, href, icon, colour;
    Str     about_name, about_href;               /* told where it is not the page's own */
    bool    edited;
    TextKey kind_label, visibility_label;
    Html    body;                                 /* the text, with links */
    MentionRow *beside;                           /* named, but not in the text */
    size_t      beside_n;
    TaskRow    *steps;
    size_t      steps_n;
    FileRow    *files;
    size_t      files_n;
} PostRow;

typedef struct PostDay {
    Day      day;
    PostRow *rows;
    size_t   rows_n;
} PostDay;

typedef struct PostFilter {
    Str     href;
    TextKey name;
    bool    current;
} PostFilter;

typedef struct NoteKind {
    Str     value, icon;
    TextKey label;
    bool    chosen;
} NoteKind;

typedef struct NoteIn {                           /* "tomorrow" for the next step */
    Str     value;                                /* days */
    TextKey label;
    bool    chosen;
} NoteIn;

typedef struct NoteWho {                          /* colleagues, for the picker of who does the next step */
    MentionRow *rows;
    size_t      rows_n;
} NoteWho;

/* The form of a note, on a page of its own or within a record. */
typedef struct NoteForm {
    const Params *typed;                          /* the form as sent, when it is shown again; else NULL */
    Html      errors, visibility;
    NoteKind *kinds;
    size_t    kinds_n;
    Id        about;
    Str       about_id, about_name;               /* of the field */
    Str       of_case;                            /* id of the case whose team alone sees the note; empty: none */
    Str       text, when, minutes, names;
    Str       step_text, step_due, step_owner, step_owner_name;
    NoteIn   *ins;
    size_t    ins_n;
    MentionRow *mentions;                         /* chosen already */
    size_t      mentions_n;
    int64_t   file_mb;                            /* of one file at most */
    bool      within, step_open, more_open, files_lost; /* files_lost: they came with a form that is shown again */
} NoteForm;

typedef struct PostPart {
    PostDay    *days;
    size_t      days_n;
    PostFilter *filters;
    size_t      filters_n;
    NoteForm    form;
    Str         older, newest;                    /* addresses; empty: there is nothing there */
    Stamp       heard_at;
    Day         heard_on;
    bool        may_write, filtered, listed;      /* listed: there are notes, or there would be without the filter */
} PostPart;

typedef struct PostCut {                          /* which part of a timeline */
    Id    of_case;                                /* of a case, not of an actor; 0 */
    int   kind;                                   /* 0: all */
    Stamp older_at;                               /* before this moment, and before this note of it; 0: from the end */
    Id    older_id;
} PostCut;

/* Notes about an actor or naming them, newest first. */
Fault post_of(Ctx *c, Id actor, const PostCut *cut, PostRow *ret_v, size_t max, size_t *ret_n) MUST;

/* Who is named in some notes; label and href are not filled in. */
Fault post_mentions(Ctx *c, const Id *posts, size_t n, MentionRow **ret_v, size_t *ret_n) MUST;

/* What the one who wrote a note is called: no secret within an organisation. Empty: nobody, it was imported. */
Fault post_author(Ctx *c, Id account, Str *ret_name) MUST;

/* Icon, links, names, next steps: all that rows need to be drawn. `on` is the record whose page it is, 0: none. */
Fault post_rows_fill(Ctx *c, PostRow *v, size_t n, Id on) MUST;

/* A form for a note about `about` (0: nobody yet), from the address or, shown again, from what was typed. `within`: on
** the page of an actor or of a case, where whom it is about and who sees it are settled; NULL: on a page of its own. */
Fault note_form_fill(Ctx *c, const Request *rq, const PostOn *within, NoteForm *ret_form) MUST;

/* The complaint about one field, where it stands in the form. */
void note_wrong(Buf *b, const Page *pg, const char *field);

PAGE_FN(post_part, PostPart)
PAGE_FN(post_entry, PostRow)
PAGE_FN(note_form, NoteForm)
PAGE_FN(note_new, NoteForm)
PAGE_FN(note_who, NoteWho)

extern const RecordPart POST_TIMELINE;

#endif
