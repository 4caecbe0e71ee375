/* service_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_SERVICE_SERVICE_PAGE_H
#define RAKAZ_SERVICE_SERVICE_PAGE_H

#include "case/case.h"
#include "mine/mine.h"
#include "service/service.h"

enum { SERVICE_Q_N = 3, CHANCES_SHOWN = 4, CHANCES_MAX = 200 };
extern const Query SERVICE_QUERIES[SERVICE_Q_N];

/* ---- sums: service_store.c --------------------------------------------------------------------------------------- */

typedef enum Given { GIVEN_ADVICE, GIVEN_FINANCE, GIVEN_TRAINING, GIVEN_INFORMATION, GIVEN_CHANCES, GIVEN_N } Given;

/* One service in the cases that agreed to be counted. good: cases in which something came of it. */
typedef struct GivenSum {
    int64_t cases, times, minutes, good;
} GivenSum;
Fault service_sums(Ctx *c, int64_t *ret_cases, GivenSum ret_v[GIVEN_N]) MUST;

/* What of it may be told, of `all` cases. NUMBER_NONE: it may not. */
GivenSum service_tell(const GivenSum *s, int64_t all);

/* What was given in one case of a kind, as far as the reader sees it. */
typedef struct GivenCase {
    int64_t times, minutes, used, chances;
} GivenCase;
Fault service_of_case(Ctx *c, Id of_case, int kind, GivenCase *ret_v) MUST;

/* The opportunities that were passed on to a case, by their ids, rising. */
Fault service_told(Ctx *c, Id of_case, Id **ret_v, size_t *ret_n) MUST;

/* ---- on a case --------------------------------------------------------------------------------------------------- */

enum { SERVICE_TAGS_MAX = 4 };
typedef struct ServiceTag {
    TextKey label;
    Str     n, href;                              /* the records that the number counts; empty: none to open */
    bool    good;
} ServiceTag;
typedef struct ServiceRow {
    TextKey    name;
    ServiceTag tags[SERVICE_TAGS_MAX];
    size_t     tags_n;
} ServiceRow;
typedef struct ServiceLog {
    Str     what, href, by;
    TextKey kind, came;
    Day     on;
    bool    used;
} ServiceLog;
typedef struct ServiceChance {
    Id   id;
    Str  name, href, says;
} ServiceChance;
typedef struct ServiceOption {
    Id  id;
    Str name;
} ServiceOption;
typedef struct ServiceCase {
    ServiceRow    *rows;
    size_t         rows_n;
    ServiceLog    *log;
    size_t         log_n;
    ServiceChance *chances;
    size_t         chances_n;
    ServiceOption *responses;
    size_t         responses_n;
    Str            path, all, today;
    bool           may_write;
} ServiceCase;
PAGE_FN(service_case, ServiceCase)
PAGE_FN(service_mine, ServiceCase)

typedef struct ServiceSumCell {
    TextKey label;
    Str     text;                                 /* empty: not told */
    bool    none;                                 /* nothing to tell: it is not counted here */
} ServiceSumCell;
typedef struct ServiceSumRow {
    TextKey        name;
    ServiceSumCell cells[5];
    size_t         cells_n;
    bool           told;
} ServiceSumRow;
typedef struct ServiceSumView {
    ServiceSumRow *rows;
    size_t         rows_n;
    Day            day;
} ServiceSumView;
PAGE_FN(service_sums, ServiceSumView)

extern const RecordPart SERVICE_CASE_PART;
extern const MinePart   SERVICE_MINE;
Fault get_service_sums(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_service(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_chance(Ctx *c, const Request *rq, Reply *rp) MUST;

#endif
