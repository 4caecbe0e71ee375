/* today.h - the first page: what waits for the reader today, and whom nobody has spoken to for long. */
#ifndef RAKAZ_TODAY_TODAY_H
#define RAKAZ_TODAY_TODAY_H

#include "actor/actor.h"
#include "case/case.h"
#include "commitment/commitment.h"
#include "page/shell.h"
#include "today/today_part.h"

extern const Module today_module;

typedef struct QuietRow {
    Id  id;
    Str name, href, phone;
    Day heard_on;                                 /* 0: nobody ever spoke to them */
} QuietRow;

/* A request that waits, or was left halfway. */
typedef struct CameRow {
    Id      id;
    Str     name, href, phone;
    TextKey kind;
    Day     day;                                  /* the answer is due; or it was left */
    bool    late;
} CameRow;

typedef struct DeadlineRow {
    Str     name, href;
    TextKey kind;
    Day     deadline_on;
    bool    soon;                                 /* within a week */
} DeadlineRow;

/* One of the first things to do in a new region. */
typedef struct FirstStep {
    Str     href;
    TextKey name, what;
    bool    done;
} FirstStep;

typedef struct TodayView {
    Str          name;
    TaskList     tasks;
    QuietRow    *quiet;
    size_t       quiet_n;
    CameRow     *waiting, *half;
    size_t       waiting_n, half_n;
    DeadlineRow *deadlines;
    size_t       deadlines_n;
    CaseDesk     cases;
    FirstStep   *steps;
    size_t       steps_n;
    Str          deadlines_href, old_href, proposed_href;
    int64_t      quiet_all, stale_all, waiting_all, half_all, deadlines_all, old_all, proposed_all;
    int64_t      open_n, late_n, more_n, later_n; /* more_n: tasks that wait beyond those shown */
    bool         staff, evening, may_log, facts; /* facts: some want confirming */
    Html         local, parts, dates;             /* the switch of what is local; cards of other modules */
} TodayView;

PAGE_FN(today, TodayView)

#endif
