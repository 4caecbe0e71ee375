/* work.h - what the pages of hours share. */
#ifndef RAKAZ_SESSION_WORK_H
#define RAKAZ_SESSION_WORK_H

#include "session/session_page.h"

/* Whose month a page is about. */
typedef struct HoursAsked {
    Id       account;
    Day      month;                               /* its first day */
    Account *person;
    Stamp    closed_at;                           /* filled when the rows are read */
    bool     own;
} HoursAsked;

/* From the address or the form: month=2026-11, account=ID. NOT_ALLOWED for others' months. */
Fault hours_asked(Ctx *c, const Request *rq, HoursAsked *ret_v) MUST;

/* "/hours?month=2026-11", with the account when it is not the reader's own. */
Str hours_address(Ctx *c, const HoursAsked *a, Day month, const char *path);

HourRow hours_row(Ctx *c, const HoursAsked *a, const WorkRow *w, const RefNames *names);

Fault get_hours(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_hours(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_hours_remove(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_hours_correct(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_hours_correct(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_hours_close(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_hours_csv(Ctx *c, const Request *rq, Reply *rp) MUST;

#endif
