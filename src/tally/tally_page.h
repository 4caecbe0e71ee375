/* tally_page.h - what the page, its template and its files share. */
#ifndef RAKAZ_TALLY_TALLY_PAGE_H
#define RAKAZ_TALLY_TALLY_PAGE_H

#include "tally/tally_inner.h"

/* The columns: of a place, of the chosen year, and of today. */
typedef enum SideColumn {
    SIDE_NAME,
    SIDE_WORK, SIDE_OPENED, SIDE_CLOSED, SIDE_NET, SIDE_MET,
    SIDE_NEEDS, SIDE_OFFERS, SIDE_ALONE, SIDE_TIES,
    SIDE_N
} SideColumn;
extern const TextKey SIDE_NAMES[SIDE_N];

/* A place that the reader sees and that has a definition. */
typedef struct SideLine {
    Id              id;
    Str             name, order;                  /* order: how the name sorts */
    int             kind;
    bool            unit;
    const TallyRow *row;
} SideLine;

/* What an address asks. */
typedef enum SideOf { SIDE_UNITS, SIDE_ALL, SIDE_KIND } SideOf;
typedef struct SideAsk {
    Str        q;
    SideOf     of;
    int        kind, now, year, period;           /* period: of the year, in TallyRow */
    SideColumn sort;
    bool       descending, empty;                 /* empty: also places of which nothing is known */
    int64_t    offset;
} SideAsk;

typedef struct SideLines {
    SideLine *v;                                  /* asked for, in the order of the list */
    size_t    n;
    size_t    left_out;                           /* of which nothing is known */
    int64_t   units, all, kinds[PLACE_KIND_N];    /* how many there are of each, before one was chosen */
} SideLines;

/* Reads the address and all lines that it asks for. */
Fault side_read(Ctx *c, const Request *rq, SideAsk *ret_a, SideLines *ret_l) MUST;

/* A number of a line; of ties the neighbours of one business, in thousandths. `ago`: so many years before the year that
** is asked for, of the columns of a year. */
int64_t side_number(const SideLine *l, const SideAsk *a, SideColumn k, int ago);

/* The address of the same with another order, or as a file ("/counts", "/counts.csv"). */
Str side_path(Ctx *c, const SideAsk *a, const char *path, SideColumn sort, bool descending);

/* ---- the page ---------------------------------------------------------------------------------------------------- */

typedef struct SideHead {
    TextKey label;
    Str     href, sort;                           /* sort: aria-sort of the column that orders; else empty */
    bool    num;
} SideHead;
typedef struct SideCell {
    TextKey         label;
    Str             href, text;                   /* no href: the number is 0. text: instead of the number */
    int64_t         n, before;                    /* before: the year before */
    const SideLine *bars;                         /* drawn beside it; NULL: nothing */
    bool            told, zero;                   /* told: whether `before` is; zero: nothing to tell at all */
} SideCell;
typedef struct SideRow {
    Str      href, name;
    TextKey  kind;
    SideCell cells[SIDE_N];
    size_t   cells_n;
} SideRow;
typedef struct SideOption {
    Str     value;
    TextKey label;                                /* T_NONE: a year, `n` */
    int64_t n;
    bool    chosen;
} SideOption;
typedef struct SideView {
    const SideAsk *ask;
    Str            q, sort, here, csv, xlsx, more;
    SideHead       heads[SIDE_N];
    size_t         heads_n;
    SideRow       *rows;
    size_t         rows_n;
    SideOption     of[PLACE_KIND_N + 2], years[TALLY_YEARS];
    size_t         of_n, years_n;
    int64_t        year, before, total, left_out;
    bool           now, none, in_order, empty;    /* none: no place has a definition yet */
} SideView;
PAGE_FN(tally, SideView)

/* What opened less what closed in the years up to the one that is asked for, as a small drawing. */
void side_bars(Buf *b, const Page *pg, const SideLine *l, const SideAsk *a);

/* "4.8" */
Str side_mean(Ctx *c, int64_t thousandths);

/* ---- files: tally_take.c ----------------------------------------------------------------------------------------- */

Fault get_tally_csv(Ctx *c, const Request *rq, Reply *rp);
Fault get_tally_xlsx(Ctx *c, const Request *rq, Reply *rp);

#endif
