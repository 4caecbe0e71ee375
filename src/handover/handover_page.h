/* handover_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_HANDOVER_HANDOVER_PAGE_H
#define RAKAZ_HANDOVER_HANDOVER_PAGE_H

#include "account/account_page.h"
#include "handover/handover.h"
#include "today/today_part.h"

enum { HANDOVER_Q_N = 1, SEATS_HELD_MAX = 400, RECEIVERS_SHOWN = 300 };
extern const Query HANDOVER_QUERIES[HANDOVER_Q_N];

typedef struct HandOption {
    Str  value, name;
    bool chosen;
} HandOption;
typedef struct HandRow {
    TextKey     name;
    Str         field, href;                      /* href: the list with just these, where the reader has one */
    int64_t     n;
    HandOption *options;
    size_t      options_n;
} HandRow;
typedef struct HandAllView {
    Str         name, path, action, note;
    HandRow    *rows;
    size_t      rows_n;
    HandOption *options;                          /* one for all */
    size_t      options_n;
    int64_t     all;
    bool        own, left;
} HandAllView;
PAGE_FN(hand_everything, HandAllView)
void hand_line(Buf *b, const Page *pg, Str field);

/* Those who have left and still hold something open, for whoever is in charge of their unit. */
typedef struct LeftRow {
    Str     name, href;
    int64_t n;
} LeftRow;
typedef struct LeftToday {
    LeftRow *rows;
    size_t   rows_n;
} LeftToday;
PAGE_FN(left_today, LeftToday)
extern const TodayPart LEFT_TODAY;

#endif
