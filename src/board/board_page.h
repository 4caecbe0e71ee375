/* board_page.h - what the files and the template of this folder share. */
#ifndef RAKAZ_BOARD_BOARD_PAGE_H
#define RAKAZ_BOARD_BOARD_PAGE_H

#include "board/board.h"
#include "weave/weave_page.h"

/* A study of the place. */
typedef struct BoardStudy {
    Str     name, href, value, lowest, highest, r1, r2, r3;
    TextKey form;
    int64_t year, coverage, others;
    int     r2_part, r3_part;                     /* of a hundred of round 1, as far as it is known */
    bool    any, some, one, exact, open, demo;    /* some: anything could be reckoned; open: still being asked */
    bool    few;                                  /* its payees are too few to tell of them */
} BoardStudy;

typedef struct BoardLeak {
    Str     name, leaves;
    int64_t part;                                 /* of a hundred of the largest */
} BoardLeak;
typedef struct BoardCould {
    Str category, might, maker, maker_href;
} BoardCould;

typedef struct BoardBuyer {
    Str     name, href, share;                    /* share: local, of all that was paid */
    Day     from, until;
    int64_t unknown;                              /* of a hundred it is not known */
    bool    summed;                               /* else it has too many rows for this page */
} BoardBuyer;

typedef struct BoardAim {
    Str     text, href, measure;
    TextKey state;
    int64_t horizon;
    bool    reached, dropped;
} BoardAim;
typedef struct BoardLine {
    TextKey   name;
    Str       all;
    BoardAim *aims;
    size_t    aims_n;
    int64_t   more;
} BoardLine;

typedef struct BoardTown {
    Str     name, href, network;
    int64_t businesses, alone, across;
    Str     ties;                                 /* per business, "4.8" */
    bool    tied;
} BoardTown;

enum { BOARD_LINES = 3 };
typedef struct BoardView {
    const Net  *net;
    Str         words, place, place_href, leaks, studies, buyers_href, network, alone_href;
    BoardStudy  study;
    BoardLeak  *leaks_of;
    size_t      leaks_of_n;
    BoardCould *could;
    size_t      could_n;
    Str         leaves, stays;
    int64_t     year, stays_part, across;
    Str         ties, broker, broker_href;
    BoardBuyer *buyers;
    size_t      buyers_n;
    BoardLine   lines[BOARD_LINES];
    size_t      lines_n;
    BoardTown  *towns;
    size_t      towns_n;
    bool        known, leaks_any, leaks_hidden, share_known, net_any, may_aim, more_towns;
} BoardView;
PAGE_FN(board, BoardView)

/* What stays of round 1 in rounds 2 and 3, and what leaves, as one drawing; the numbers stand beside it. */
void board_flow(Buf *b, const Page *pg, const BoardStudy *s);
void board_network(Buf *b, const Page *pg, const BoardView *v);

/* Everything of the page, by a definition; a place without one has only its name. */
Fault board_fill(Ctx *c, const PlaceLocal *l, Net *net, BoardView *v) MUST;

/* board_money.c: the cards about money. */
Fault board_study(Ctx *c, const Request *asked, BoardView *v) MUST;
Fault board_leaks(Ctx *c, const PlaceLocal *l, BoardView *v) MUST;
Fault board_buyers(Ctx *c, const PlaceLocal *l, BoardView *v) MUST;

#endif
