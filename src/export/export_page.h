/* export_page.h - what the templates of this folder show. */
#ifndef RAKAZ_EXPORT_EXPORT_PAGE_H
#define RAKAZ_EXPORT_EXPORT_PAGE_H

#include "export/take.h"

typedef struct PrintHead {
    Str  label;
    bool num;
} PrintHead;

typedef struct PrintView {
    TakeAbout *about;
    size_t     about_n;
    Str        words;                             /* what was chosen; empty: everything */
    PrintHead *heads;
    size_t     heads_n;
    Html       rows;
    Str        back;                              /* the list */
} PrintView;

/* The last time something was done. */
typedef struct LastTime {
    Stamp   at;                                   /* 0: never */
    int64_t size;
    bool    good;
    Str     told;
} LastTime;

typedef struct TakingRow {
    Stamp   at;
    Str     who, format;
    TextKey kind, noun;
    int64_t rows;
} TakingRow;

/* What the last archive left out. few: too few to be told apart. */
typedef struct LeftRow {
    TextKey noun;
    int64_t n;
    bool    few;
} LeftRow;

typedef struct RegionView {
    LastTime   archive, drill, check;
    bool       drilling, checking;
    LeftRow   *left;
    size_t     left_n;
    TakingRow *takings;
    size_t     takings_n;
} RegionView;

PAGE_FN(print_list, PrintView)
PAGE_FN(region, RegionView)

/* The command `rakaz archive`. */
int export_archive(int argc, char **argv);

/* region_page.c */
Fault get_region(Ctx *c, const Request *rq, Reply *rp);
Fault get_region_archive(Ctx *c, const Request *rq, Reply *rp);
Fault post_region_drill(Ctx *c, const Request *rq, Reply *rp);
Fault post_region_check(Ctx *c, const Request *rq, Reply *rp);
void  region_page_start(Region *r);
void  region_page_stop(Region *r);

#endif
