/* response_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_RESPONSE_RESPONSE_PAGE_H
#define RAKAZ_RESPONSE_RESPONSE_PAGE_H

#include "response/response.h"

enum { RESPONSE_Q_N = 8 };
extern const Query RESPONSE_QUERIES[RESPONSE_Q_N];

/* Open needs by kind and group: how many there are, and how many cases have them. `wide`: of the whole organisation,
** whoever may see them (sums for headquarters); else those that the reader sees. place 0: everywhere. */
typedef struct NeedCell {
    int     kind, trade;                          /* trade 0: not known */
    int64_t cases, needs;
} NeedCell;
Fault need_cells(Ctx *c, bool wide, Id place, NeedCell **ret_v, size_t *ret_n) MUST;

/* The same by kind alone: a case with needs of two groups is one case. */
Fault need_kinds(Ctx *c, bool wide, Id place, NeedCell **ret_v, size_t *ret_n) MUST;

/* The cases that caused a response: all there are, and the names of those that the reader may open. */
typedef struct CauseRow {
    Str name, href, need;
} CauseRow;
Fault response_causes(Ctx *c, Id response, CauseRow **ret_v, size_t *ret_n, int64_t *ret_all) MUST;

/* Responses that a case is linked to. */
typedef struct AnswerRow {
    Id      id;
    Str     name, href;
    int     state;
    TextKey state_label;
} AnswerRow;
Fault response_of_case(Ctx *c, Id of_case, AnswerRow **ret_v, size_t *ret_n) MUST;

/* ---- cards and pages ------------------------------------------------------------------------------------------- */

typedef struct NeedRow {
    Id      id;
    Str     text, href, met_by, back;
    TextKey kind, state;
    bool    open, may_write;
} NeedRow;
typedef struct NeedKind {
    Str     value;
    TextKey name;
} NeedKind;
typedef struct NeedPart {
    NeedRow   *rows;
    size_t     rows_n;
    NeedKind  *kinds;
    size_t     kinds_n;
    AnswerRow *answers;
    size_t     answers_n;
    Str        path;
    bool       may_write;
} NeedPart;
PAGE_FN(need_part, NeedPart)

typedef struct RollupCell {
    TextKey name;
    int64_t cases, needs;
    Str     href;                                 /* the list of just these needs; empty: sums without names */
    bool    hidden;
} RollupCell;
typedef struct RollupRow {
    TextKey     name;
    int64_t     cases, needs;
    Str         href, open_href;
    RollupCell *cells;
    size_t      cells_n;
    bool        hidden;
} RollupRow;
typedef struct RollupPlace {
    Str  value, name;
    bool chosen;
} RollupPlace;
typedef struct RollupView {
    RollupRow   *rows;
    size_t       rows_n;
    RollupPlace *places;
    size_t       places_n;
    Str          place_name;
    bool         wide, may_open, some_hidden;
} RollupView;
PAGE_FN(need_rollup, RollupView)

typedef struct CausePart {
    CauseRow *rows;
    size_t    rows_n;
    int64_t   all, others;
    bool      few;                                /* fewer than are told */
} CausePart;
PAGE_FN(response_causes, CausePart)

#endif
