/* alert_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_ALERT_ALERT_PAGE_H
#define RAKAZ_ALERT_ALERT_PAGE_H

#include "alert/alert.h"
#include "listing_ent.h"
#include "matching/matching.h"
#include "mine/mine.h"
#include "today/today_part.h"

/* ---- the store: alert_store.c ------------------------------------------------------------------------------------ */

enum { ALERT_Q_N = 7 };
extern const Query ALERT_QUERIES[ALERT_Q_N];

/* States of what was found. */
enum { HIT_FRESH = 1, HIT_SEEN, HIT_KNOWN, HIT_GONE };

typedef struct AlertHit {
    Id   alert, listing, actor;                   /* listing 0: the actor itself */
    int  kind;                                    /* what `listing` is: MatchKind */
    int  state;
    bool ask;                                     /* its quantity is not known */
    Day  found_on;
} AlertHit;
enum { ALERT_HITS_MAX = 20000 };                  /* of one alert; beyond that nothing more is found */

/* All live alerts, whoever's: which, whose, of which organisation. */
typedef struct AlertOf {
    Id alert, account, org;
} AlertOf;
Fault alerts_all(Ctx *c, AlertOf **ret_v, size_t *ret_n) MUST;

/* What was ever written down for an alert, by listing and actor. */
Fault alert_hits(Ctx *c, Id alert, AlertHit **ret_v, size_t *ret_n) MUST;

/* Of the reader's own alerts, newest first: what was not looked at yet, or also what was. `alert` 0: of all. */
Fault alert_hits_own(Ctx *c, Id alert, bool seen_too, AlertHit *ret_v, size_t max, size_t *ret_n) MUST;

/* The reader's own alerts in which something is new: a condition of their list. */
ListExtra alert_new(void);

/* What one look has found out about an alert. */
typedef struct AlertLook {
    Id        alert;
    int64_t   version;                            /* of the alert that was looked for */
    AlertHit *put, *gone;
    size_t    put_n, gone_n;
    bool      tell, later;                        /* something is fresh; nothing could be said now */
} AlertLook;
/* Writes it down, and queues the mail that its owner wishes. On the writer. */
Fault alert_write(Ctx *c, void *look) MUST;

/* Marks as looked at: one thing, all of an alert (listing and actor 0), or all of the reader's (alert 0). */
Fault alert_saw(Ctx *c, const AlertHit *which) MUST;

/* May somebody be written to who is no colleague: whoever said no, or withdrew it, is not. */
Fault alert_may_write(Ctx *c, const Alert *a, unsigned roles, bool *ret_yes) MUST;

/* ---- finding: alert_look.c --------------------------------------------------------------------------------------- */

/* With the reader's eyes; `ready` false: nothing can be said now. */
typedef struct AlertFinds {
    AlertHit *v;
    size_t    n;
    bool      ready;
} AlertFinds;
Fault alert_find(Ctx *c, const Alert *a, AlertFinds *ret_f) MUST;

/* The definition that it keeps, as an address says it (place.h): of the place what is in force, or one version. */
Str alert_local(Ctx *c, const Alert *a);

/* ---- the thread: alert_watch.c ----------------------------------------------------------------------------------- */

void alert_watch_start(Region *r);
void alert_watch_stop(Region *r);

/* Whether there may be any alert at all: where nobody wished one, no page asks. */
bool alert_any(Region *r);

/* ---- pages ------------------------------------------------------------------------------------------------------- */

typedef struct HitRow {
    Str  name, href, about, about_href;           /* who, and what of theirs; about empty: they themselves */
    Str  of, of_href, seen;                       /* what it was found for; where it is said that it was looked at */
    Id   listing, actor;
    Day  found_on;
    bool ask, fresh;
} HitRow;
typedef struct WayChoice {
    Str     value;
    TextKey name;
    bool    chosen;
} WayChoice;
typedef struct AlertView {
    HitRow    *rows;
    size_t     rows_n;
    WayChoice *ways;
    size_t     ways_n;
    Str        path, back, href, local;           /* local: the definition in words */
    TextKey    way;
    bool       on, more, no_mail, fresh, whose;   /* whose: of an offer */
} AlertView;
PAGE_FN(alert_part, AlertView)
PAGE_FN(alert_today, AlertView)
PAGE_FN(alert_mine, AlertView)
PAGE_FN(alert_found, AlertView)
PAGE_FN(alert_row, HitRow)

#endif
