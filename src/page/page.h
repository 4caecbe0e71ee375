/* page.h - pages: compiled templates (docs/pages.md) inside the shell.
**
** A handler fills a struct (the view) and gives it with its compiled template to page_send, which draws head, rail
** and bars around it, or the part alone when the request asked for a fragment. */
#ifndef RAKAZ_PAGE_PAGE_H
#define RAKAZ_PAGE_PAGE_H

#include "base/html.h"
#include "ent/ent.h"
#include "http/http.h"
#include "lang/show.h"

typedef enum Nav {
    NAV_NONE, NAV_TODAY, NAV_ACTORS, NAV_CASES, NAV_MAP, NAV_LISTINGS, NAV_PLACES, NAV_MORE, NAV_N
} Nav;

/* One step of the way here: /actors "Businesses". */
typedef struct Crumb {
    Str href, text;
} Crumb;

/* What every template can reach. `pg` in compiled pages. */
typedef struct Page {
    Ctx           *c;
    const Request *rq;
    const Reader  *r;                             /* &c->reader */
    Str            csrf;                          /* token for forms of this session */
    Str            op;                            /* a fresh id for `op` */
    Str            title;                         /* plain text; the shell adds the product's name */
    Nav            nav;
    bool           bare;                          /* no rail and bars: sign-in, public forms, print */
    bool           map;                           /* has map.css, and map.js when a map comes near */
    bool           has_errors;                    /* the title begins with "Error: " */
    Crumb          crumbs[5];
    int            n_crumbs;
    Str            said;                          /* the toast from the last act, markup made by us */
    Id             said_act;                      /* its undo; 0: none */
    bool          *part_waits;                    /* where a part of a record says that nothing stands in it yet */
    Str            place_switch;                  /* markup of the "local means" switch, made by place/; may be empty */
} Page;

typedef void (*PageFn)(Buf *b, const Page *pg, const void *view);

/* Declares a compiled page and its untyped twin for page_send. */
#define PAGE_FN(name, View)                                                                                       \
    void name##_html(Buf *b, const Page *pg, const View *v);                                                      \
    static inline void name##_page(Buf *b, const Page *pg, const void *v) { name##_html(b, pg, v); }

/* A Page with the request's things filled in. */
Page page_new(Ctx *c, const Request *rq, Nav nav, Str title);

/* Draws it into rp->body. */
Fault page_send(Page *pg, Reply *rp, PageFn fn, const void *view) MUST;

/* The page for a fault: sentence, what to do, number to quote. Used by the server too. */
void page_fault(Ctx *c, const Request *rq, Reply *rp, Fault f);

/* Reused in many pages. */
void page_pager(Buf *b, const Page *pg, int64_t total, int64_t offset, int64_t limit, Str address);
void page_icon(Buf *b, const char *name);         /* <svg class="i" aria-hidden="true"><use href="…#i-name"/></svg> */
void page_icon_at(Buf *b, const char *name, double x, double y, int size);   /* in a drawing: corner, side */
void page_empty(Buf *b, const Page *pg, TextKey what, TextKey first_step, Str href);

/* Said by a part of a record in which nothing stands yet: it is drawn as one closed line among its like. */
static inline void page_part_waits(const Page *pg) {
    if (pg->part_waits) *pg->part_waits = true;
}

/* The hidden fields of a form, for markup that is not a compiled page. */
Html page_hidden(const Page *pg);

#endif
