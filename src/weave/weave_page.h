/* weave_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_WEAVE_WEAVE_PAGE_H
#define RAKAZ_WEAVE_WEAVE_PAGE_H

#include "place/place.h"
#include "tie/tie.h"
#include "weave/reckon.h"
#include "weave/weave.h"

/* ---- what the reader sees: weave_load.c -------------------------------------------------------------------------- */

enum { WEAVE_YEARS = 8, WEAVE_ROWS_MAX = 500 };

/* A year of the network: ties that began and that ended in it; no list where there are none. */
typedef struct WeaveYear {
    int     year;
    int64_t began, ended;
    Str     began_href, ended_href;
    bool    now;
} WeaveYear;

/* The network of an address: what was asked for, and everything that it leads to. */
typedef struct Net {
    Weave      w;
    PlaceLocal local;
    Str        value, more;                       /* of `local` in an address; "&kind=..." behind it, or nothing */
    int        kind;                              /* of this kind alone; 0: of all */
    int64_t    kinds[TIE_KIND_N];                 /* how many there are of each, whatever is shown */
    int64_t    ties, unseen;                      /* real ones, as the list counts them; of them to somebody unseen */
    WeaveYear  years[WEAVE_YEARS];                /* the last one first, back to the first in which anything was */
    size_t     years_n;
    int64_t    undated;                           /* of all real ones: when they began is not known */
    bool       cut;                               /* there are more than are read */
} Net;

Fault net_load(Ctx *c, const Request *rq, Net *ret_n) MUST;

/* The same by the database alone: what the image is held against. */
Fault net_load_stored(Ctx *c, const Request *rq, Net *ret_n) MUST;

/* A real tie, or one that is over, as it was read. */
typedef struct NetTie {
    Id      id, from, to;
    int     kind, state;
    int64_t strength;
    Day     from_on, until_on, used_on;
} NetTie;

/* Ties and actors of an address, before they are joined. */
typedef struct NetRead {
    NetTie     *ties;
    WeaveActor *actors;
    size_t      ties_n, actors_n;
    Net        *net;
    bool        local;                            /* whom is being read now belong */
} NetRead;

enum { NET_TIES_MAX = 50000, NET_ACTORS_MAX = 50000 };
void net_take_tie(NetRead *r, const NetTie *t);

/* ---- the image: weave_image.c ------------------------------------------------------------------------------------ */

/* Reads from memory what the reader sees; `ret_done` false: it is not up to date, or there is too much of it. */
Fault net_image_read(Ctx *c, NetRead *r, bool *ret_done) MUST;

void weave_image_start(Region *r);
void weave_image_stop(Region *r);

/* "/network?local=...&kind=...&show=WHAT", in the arena; `more` may be empty. */
Str net_path(Ctx *c, const Net *n, const char *show, Str more);

/* ---- the drawing: weave_draw.c ----------------------------------------------------------------------------------- */

void weave_svg(Buf *b, const Page *pg, const Net *n);

/* ---- pages: weave_page.c ----------------------------------------------------------------------------------------- */

typedef struct WeaveRow {
    Str     name, href, place, step;
    Str     share;                                /* of all pairs, "12%"; empty: less than one percent, or none */
    TextKey what;
    int64_t ties, lost, quiet, untold;
    bool    less;                                 /* less than one percent */
} WeaveRow;

typedef struct WeaveShare {
    Str     place, href, names;
    TextKey trade;
    int64_t size, place_n, place_known, trade_n, trade_known;
} WeaveShare;

typedef struct WeaveJoin {
    TextKey name;
    Str     href;
    int64_t across, same, untold;
} WeaveJoin;

typedef struct WeaveKind {
    Str     href;
    TextKey name;
    int64_t n;
    bool    on;
} WeaveKind;

typedef struct WeaveView {
    const Net  *net;
    WeaveKind  *kinds;                            /* all, and those that there are */
    size_t      kinds_n;
    Str         words, ties_href, all_href, alone_href, brokers_href, still_href, undated_href, graphml, csv;
    int64_t     actors, groups_n_all, still_n_all, alone_n, off;
    WeaveRow   *brokers, *still;
    size_t      brokers_n, still_n;
    WeaveShare *groups;
    size_t      groups_n;
    WeaveJoin   joins[WEAVE_SIDES];
    size_t      joins_n;
    WeaveYear  *years;
    size_t      years_n;
    bool        none, may_take, may_step, more_still, more_brokers, more_groups, drawn_part;
} WeaveView;
PAGE_FN(weave, WeaveView)
void weave_drawn_here(Buf *b, const Page *pg, const WeaveView *v);

/* Somebody of the network, or a tie, as a list behind a number. */
typedef struct WeaveTied {
    Str     one, one_href, other, other_href, href;
    TextKey kind;
} WeaveTied;
typedef struct WeaveList {
    Str        words, back;
    TextKey    what;
    WeaveRow  *rows;
    WeaveTied *ties;
    size_t     rows_n, ties_n;
    int64_t    total;
    bool       cut, may_step;
} WeaveList;
PAGE_FN(weave_list, WeaveList)

typedef struct WeaveCard {
    Str href;
} WeaveCard;
PAGE_FN(weave_card, WeaveCard)
PAGE_FN(weave_row, WeaveRow)

/* ---- the warm way between any two: way_page.c -------------------------------------------------------------------- */

enum { WAYS_SHOWN = 3 };
typedef struct WayLine {
    WeaveStep *steps;
    size_t     steps_n;
} WayLine;
typedef struct WayView {
    Html    fields, errors;
    WayLine ways[WAYS_SHOWN];
    size_t  ways_n;
    bool    asked;                                /* both are chosen: the ways, or that there is none */
} WayView;
PAGE_FN(weave_way, WayView)
Fault get_weave_way(Ctx *c, const Request *rq, Reply *rp);

/* ---- files: weave_take.c ----------------------------------------------------------------------------------------- */

Fault get_weave_graphml(Ctx *c, const Request *rq, Reply *rp);
Fault get_weave_csv(Ctx *c, const Request *rq, Reply *rp);

#endif
