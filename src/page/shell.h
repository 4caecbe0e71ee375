/* shell.h - what the templates of the frame show; filled by page.c. */
#ifndef RAKAZ_PAGE_SHELL_H
#define RAKAZ_PAGE_SHELL_H

#include "page/page.h"

/* One place of the product: in the rail, in the bottom bar, under "more". */
typedef struct NavLink {
    Str     href, key;                            /* key: "gt", the two letters that go there */
    TextKey name;
    Html    icon;
    bool    current;
} NavLink;

typedef struct LangLink {
    Str  code, name, shortly;                     /* "he", "עברית", "עב" */
    bool current;
} LangLink;

typedef struct Shell {
    Str       lang, dir, font;                    /* font: address of the face to load first */
    Str       home;
    bool      signed_in, notes;                   /* notes: may write one */
    Id        user;
    NavLink  *nav;                                /* rail */
    size_t    nav_n;
    NavLink  *bar;                                /* bottom bar, before and after the + */
    size_t    bar_n;
    NavLink  *bar2;
    size_t    bar2_n;
    Crumb    *crumbs;                             /* but the last, which is `here` */
    size_t    crumbs_n;
    Str       here;
    LangLink *langs;
    size_t    langs_n;
    Str       n_mark;                             /* "{n}": the script puts the number in */
    Str       here_path;                          /* to come back to after the language was changed */
    PageFn    fn;
    const void *view;
} Shell;

PAGE_FN(layout, Shell)
PAGE_FN(guest_layout, Shell)
PAGE_FN(head_part, Shell)
PAGE_FN(lang_part, Shell)
PAGE_FN(outbox_part, Shell)
PAGE_FN(toast, Page)

typedef struct PageLink {
    int64_t number;
    Str     href;
    bool    current, gap;                         /* gap: "…" before it */
} PageLink;

typedef struct Pager {
    int64_t   from, to, total;
    PageLink *pages;
    size_t    pages_n;
    Str       before, after;                      /* addresses; empty at the ends */
} Pager;

PAGE_FN(pager, Pager)

typedef struct EmptyView {
    TextKey what, first_step;
    Str     href;
} EmptyView;

PAGE_FN(empty_state, EmptyView)

typedef struct FaultView {
    TextKey what;
    TextKey step;                                 /* what one can do; T_NONE: nothing to add */
    Str     about;                                /* text that came with it, or empty */
    Str     number;                               /* to quote, or empty */
    bool    sign_in;
} FaultView;

PAGE_FN(fault_page, FaultView)

/* What does not fit into the bars: page_more.c. */
enum { MORE_COLUMNS = 3 };
typedef struct MoreGroup {
    TextKey  title;
    NavLink *links;
    size_t   links_n;
} MoreGroup;
typedef struct MoreColumn {
    MoreGroup *groups;
    size_t     groups_n;
} MoreColumn;
typedef struct MoreView {
    MoreColumn *columns;
    size_t      columns_n;
    bool        signed_in;
} MoreView;

PAGE_FN(more, MoreView)
Fault get_more(Ctx *c, const Request *rq, Reply *rp) MUST;

typedef struct HelpPart {
    TextKey head, text;
} HelpPart;

typedef struct HelpLink {
    Str     href;
    TextKey name;
} HelpLink;

typedef struct HelpView {
    TextKey         title;
    const HelpPart *parts;
    size_t          parts_n;
    Str             own, own_lang, own_dir;       /* what the region itself says, and its language; may be empty */
    Str             who, phone, phone_href, email, mail_href; /* whom to ask; may be empty */
    bool            asked;                        /* any of these */
    HelpLink       *links;                        /* the other pages of help */
    size_t          links_n;
    bool            keys;
} HelpView;

PAGE_FN(help_page, HelpView)

typedef struct OfflineView {
    bool signed_in;
} OfflineView;

PAGE_FN(offline_page, OfflineView)

/* Draws the content inside a frame. */
void shell_content(Buf *b, const Page *pg, const Shell *s);
void shell_said(Buf *b, const Page *pg);           /* the toast */
void shell_said_text(Buf *b, const Page *pg);
void shell_switch(Buf *b, const Page *pg);
void shell_langs(Buf *b, const Page *pg);          /* the language switch */
void shell_complaints(Buf *b, const Page *pg);     /* mistakes in a form whose page was not drawn again */

Html page_icon_html(Arena *a, const char *name);   /* for views */

/* One of our own drawings: "brand", "dunes", "horizon". */
void shell_art(Buf *b, const char *art, const char *class_name);


/* GET /more, /help and below, /offline. Belongs in MODULES. */
extern const Module PAGE_MODULE;

#endif
