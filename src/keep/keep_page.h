/* keep_page.h - the pages of requests to erase, and of what has been kept as long as it may. */
#ifndef RAKAZ_KEEP_KEEP_PAGE_H
#define RAKAZ_KEEP_KEEP_PAGE_H

#include "keep/keep.h"

typedef struct AskedRow {
    Str  href, name;
    Day  asked_on, done_on;
    bool done;
} AskedRow;
typedef struct AskedView {
    AskedRow *rows, *done;
    size_t    rows_n, done_n;
} AskedView;
PAGE_FN(erasures, AskedView)

typedef struct EraseRow {
    TextKey name;
    int64_t n;
    Day     held_until;
} EraseRow;
typedef struct EraseView {
    Str       name, action, paper, case_href, typed, org;
    Day       asked_on, done_on;
    EraseRow *gone, *held;
    size_t    gone_n, held_n;
    int64_t   backup_days;                        /* 0: nobody has said */
    bool      may, done;
    Html      errors;
} EraseView;
PAGE_FN(erasure, EraseView)
PAGE_FN(erasure_paper, EraseView)
PAGE_FN(erasure_banner, EraseView)

typedef struct DueRow {
    TextKey name;
    Str     value;
    int64_t years, cases;                         /* years 0: no rule */
    bool    due;
} DueRow;
typedef struct RunRow {
    TextKey name;
    Day     on;
    Str     who;
    int64_t cases, records;
} RunRow;
typedef struct DueView {
    DueRow *rows;
    size_t  rows_n;
    RunRow *runs;
    size_t  runs_n;
    bool    any_rule, any_due;
} DueView;
PAGE_FN(retention, DueView)

#endif
