/* tie_page.h - what this folder's files and templates share. */
#ifndef RAKAZ_TIE_TIE_PAGE_H
#define RAKAZ_TIE_TIE_PAGE_H

#include "tie/tie.h"

enum { TIE_Q_N = 5, TIE_ROUTES_N = VIEW_ROUTES_EACH };
extern const Query TIE_QUERIES[TIE_Q_N];
extern const Route TIE_ROUTES[TIE_ROUTES_N];

typedef struct TieRow {
    Id      id, other;
    int     kind, state;
    bool    out;                                  /* from the actor shown to the other */
    Str     what, name, path;
    Str     href;                                 /* empty for one whom the reader may not see */
    TextKey kind_label, state_label;
    Str     state_class;
} TieRow;

/* Ties of one sense: from whom they buy, to whom they sell, whom they could meet, and so on. */
typedef enum TieSense { TIE_BUYS, TIE_SELLS, TIE_MEETS, TIE_PEOPLE, TIE_TOGETHER, TIE_OVER, TIE_SENSES } TieSense;
typedef struct TieGroup {
    TextKey name;
    TieRow *rows;
    size_t  rows_n;
} TieGroup;
typedef struct TiePart {
    TieGroup groups[TIE_SENSES];
    size_t  groups_n;
    Id      actor;
    bool    may_write;
} TiePart;

/* Ties from or to an actor, real ones and wished ones. */
Fault tie_of(Ctx *c, Id actor, TieRow *ret_v, size_t max, size_t *ret_n) MUST;

PAGE_FN(tie_part, TiePart)

#endif
