/* post_page.h - what this folder's files and templates share. */
#ifndef RAKAZ_POST_POST_PAGE_H
#define RAKAZ_POST_POST_PAGE_H

#include "post/post.h"

enum { POST_Q_N = 1, POST_ROUTES_N = VIEW_ROUTES_EACH };
extern const Query POST_QUERIES[POST_Q_N];
extern const Route POST_ROUTES[POST_ROUTES_N];

typedef struct PostRow {
    Id      id, author_id;
    int     kind, visibility;
    Stamp   happened_at;
    Day     day;
    Str     text, author, href, icon, colour;
    TextKey kind_label, visibility_label;
} PostRow;

typedef struct PostPart {
    PostRow *rows;
    size_t   rows_n;
    Id       about;
    bool     may_write;
} PostPart;

/* Notes about an actor, newest first. */
Fault post_of(Ctx *c, Id about, PostRow *ret_v, size_t max, size_t *ret_n) MUST;

PAGE_FN(post_part, PostPart)

#endif
