/* today.h - the first page: what waits for the reader today, and whom nobody has spoken to for long. */
#ifndef RAKAZ_TODAY_TODAY_H
#define RAKAZ_TODAY_TODAY_H

#include "actor/actor.h"
#include "commitment/commitment.h"
#include "page/shell.h"

extern const Module today_module;

typedef struct QuietRow {
    Id  id;
    Str name, href, phone;
    Day heard_on;
} QuietRow;

typedef struct TodayView {
    Str       name;
    TaskList  tasks;
    QuietRow *quiet;
    size_t    quiet_n;
    int64_t   quiet_all, stale_all, open_n, late_n, more_n; /* more_n: open tasks beyond those shown */
    bool      staff, evening;
} TodayView;

PAGE_FN(today, TodayView)

#endif
