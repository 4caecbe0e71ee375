/* outreach_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_OUTREACH_OUTREACH_PAGE_H
#define RAKAZ_OUTREACH_OUTREACH_PAGE_H

#include "actor/actor.h"
#include "outreach/due.h"
#include "outreach/outreach.h"

enum { OUTREACH_SHOWN = 60, OUTREACH_MAX = 400 };

/* Whom to speak to, of those in the list that the address asks for (what is local), in order: outreach_list.c. */
typedef struct OutreachCounts {
    int64_t all, spoken;                          /* businesses that work; those spoken to within a year */
    ListSpec all_spec;
} OutreachCounts;
Fault outreach_due(Ctx *c, const Request *rq, Due *ret_v, size_t max, size_t *ret_n) MUST;
Fault outreach_share(Ctx *c, const Request *rq, OutreachCounts *ret_n) MUST;

/* What stands beside a date or listing: its words. */
typedef struct OutreachRow {
    Id      id;
    Str     name, href, phone, town, what, what_href;
    TextKey reason;
    Day     on, heard_on, task_on;                /* task_on: an open task about them is due */
    bool    dated, soon, task, called;
} OutreachRow;
typedef struct OutreachTab {
    Str     href;
    TextKey name;
    int64_t n;
    bool    current;
} OutreachTab;
typedef struct OutreachView {
    OutreachTab  tabs[DUE_REASONS + 1];
    size_t       tabs_n;
    OutreachRow *rows;
    size_t       rows_n;
    Str          back, spoken_href, all_href, share;
    int64_t      spoken, all, months;
    bool         more, may_log, may_task;
} OutreachView;
PAGE_FN(outreach, OutreachView)

/* On the page of an actor. */
typedef struct DateRow {
    Str     href, note;
    TextKey kind;
    Day     on;
    bool    yearly, near_by;
} DateRow;
typedef struct DatesPart {
    DateRow *rows;
    size_t   rows_n;
    Id       actor;
    bool     may_write;
} DatesPart;
PAGE_FN(dates_part, DatesPart)

typedef struct MetRow {
    Str href, how_met, matters, by;
    Day on;
} MetRow;
typedef struct MetPart {
    MetRow *rows;
    size_t  rows_n;
    Id      actor;
    bool    may_write;
} MetPart;
PAGE_FN(met_part, MetPart)

#endif
