/* html.h - the only maker of markup from data.
**
** Escaping follows the place where a value stands. `Html` marks text that is markup already; only this file,
** page/ and compiled pages make it. */
#ifndef RAKAZ_BASE_HTML_H
#define RAKAZ_BASE_HTML_H

#include "base/arena.h"
#include "base/buf.h"

typedef struct Html {
    Str s;
} Html;

/* Between tags: & < > become entities. */
void put_text(Buf *b, Str s);

/* Inside a quoted attribute: & < > " ' become entities. */
void put_attr(Buf *b, Str s);

/* A whole link in href, src or action: only "/...", "https://...", "mailto:", "tel:", "#..." and "?...",
** without control characters and \; "//host" and everything else becomes "#". */
void put_link(Buf *b, Str s);

/* A part of a link: everything but unreserved characters is percent-encoded. */
void put_urlpart(Buf *b, Str s);

/* Markup made by us. Does not compile with a Str. */
void put_html(Buf *b, Html h);

/* What stands in b, kept in the arena as markup; b is released. For parts drawn before the page they belong to. */
Html html_keep(Arena *a, Buf *b);

/* JSON string with its quotes, safe inside a <script type="application/json"> too (< > & are \u-escaped). */
void put_json(Buf *b, Str s);

#endif
