/* measure_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_MEASURE_MEASURE_PAGE_H
#define RAKAZ_MEASURE_MEASURE_PAGE_H

#include "measure/count.h"
#include "measure/measure.h"
#include "place/place.h"

/* A business of a place as it is counted. */
typedef struct Counted {
    Id    id;
    Life  life;
    Owned owned;
} Counted;

/* Those of a definition that the reader may see, by their ids: members.c. */
Fault counted_of(Ctx *c, const PlaceLocal *l, Counted **ret_v, size_t *ret_n) MUST;

typedef struct CountCell {
    Str     href;                                 /* the list that has just these */
    int64_t n;
    TextKey label;
    bool    sum;                                  /* opened less closed: no list of its own */
    Str     text;
} CountCell;
enum { COUNT_CELLS = 5 };
typedef struct CountRow {
    int64_t   year;
    bool      now;
    CountCell cells[COUNT_CELLS];
    size_t    cells_n;
} CountRow;
typedef struct CountTab {
    Str     href;
    TextKey name;
    int64_t n;
    bool    current;
} CountTab;
typedef struct CountVersion {                     /* one definition of the place */
    Str       href, words;
    bool      current;
    CountCell cells[COUNT_CELLS];
    size_t    cells_n;
} CountVersion;
typedef struct CountView {
    Str           words, place_href, csv;
    CountTab      tabs[OWNED_FILTERS];
    size_t        tabs_n;
    CountRow     *rows;
    size_t        rows_n;
    CountCell     gaps[3];                        /* whose dates are not known; who is being planned */
    size_t        gaps_n;
    CountVersion *versions;
    size_t        versions_n;
    bool          known, many;                    /* known: the place has a definition */
} CountView;
PAGE_FN(count, CountView)
PAGE_FN(count_versions, CountView)

typedef struct CountedRow {
    Str     href, name, town;
    int64_t from, to;                             /* 0: not known */
    TextKey life, owned;
} CountedRow;
typedef struct CountedView {
    Str         words, back, here;                /* here: the address, without the page */
    TextKey     what, owned;
    int64_t     year, total, offset;
    CountedRow *rows;
    size_t      rows_n;
} CountedView;
PAGE_FN(counted, CountedView)

typedef struct CountCard {
    Str href;
} CountCard;
PAGE_FN(count_card, CountCard)

Fault get_count(Ctx *c, const Request *rq, Reply *rp);
Fault get_counted(Ctx *c, const Request *rq, Reply *rp);
Fault get_count_csv(Ctx *c, const Request *rq, Reply *rp);

#endif
