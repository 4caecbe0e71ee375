/* map_page.h - what the templates of this folder show. */
#ifndef RAKAZ_MAP_MAP_PAGE_H
#define RAKAZ_MAP_MAP_PAGE_H

#include "map/map_inner.h"

typedef struct MapItem {
    Id          id;
    Str         name, href, show_href, town, tone;
    MapLook     look;
    bool        near, chosen, placed;
} MapItem;

typedef struct MapList {
    MapItem *items;
    size_t   items_n;
    int64_t  total, more;                         /* in the view; of those not shown here */
    int64_t  nowhere;                             /* without a location, in the whole query */
    bool     in_box, of_nowhere, over;
    Str      nowhere_href, all_href, list_href;   /* all_href: back from those without a location */
} MapList;

typedef struct MapCard {
    MapItem     item;
    Str         street, hours, phone, phone_href;
    bool        demo;
} MapCard;

typedef struct MapNoun {
    Str     href;
    TextKey name;
    bool    current;
} MapNoun;

typedef struct MapLegend {
    MapLook look;
    int64_t n;
} MapLegend;

typedef struct MapPage {
    ViewTools   tools;
    Html        local;                            /* the switch of what is local */
    MapList     list;
    MapCard    *card;                             /* of the chosen one; NULL */
    MapNoun    *nouns;
    size_t      nouns_n;
    MapLegend  *legend;
    size_t      legend_n;
    Str        *credits;
    size_t      credits_n;
    Html        drawing;
    Str         bounds, base, points, outlines, card_path, list_path, chosen;
    Str         n_mark;                           /* "{n}": the script puts the number in */
    Str         tiles, tiles_credit, tiles_zoom;
    bool        any_near, has_outlines;
} MapPage;

typedef struct MapPartView {
    Html drawing;
    Str  href, edit_href;
    bool known, near, may_write;
} MapPartView;

/* The pin of a category as it stands on the map, and the hollow one of an approximate position. */
void map_legend_mark(Buf *b, MapLook look);
void map_near_mark(Buf *b);

/* The operator's tiles, where there are any, and the right to load them. map_tiles.c */
Fault map_tiles(Ctx *c, Reply *rp, MapPage *v) MUST;
int   map_tiles_cli(int argc, char **argv);

typedef struct MapPick {
    Str bounds;
} MapPick;

PAGE_FN(map_pick, MapPick)
PAGE_FN(map_page, MapPage)
PAGE_FN(map_list, MapList)
PAGE_FN(map_card, MapCard)
PAGE_FN(map_part, MapPartView)

#endif
