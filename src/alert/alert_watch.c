/* alert_watch.c - the thread that looks for everybody: a moment after something has changed, and at most a twentieth of
** the time. */
#include "alert/alert_page.h"

#include "base/check.h"
#include "base/clock.h"
#include "db/facts.h"
#include "db/wake.h"
#include "seek/seek.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct Watch {
    Wake        wake;                             /* first */
    atomic_bool any;                              /* there may be alerts */
    atomic_bool fresh;                            /* one was written since the look began */
} Watch;

static Reader reader_now(Region *r) {
    Reader reader = {.lang = local_of(r)->lang, .now = clock_stamp()};
    local_reader(local_of(r), &reader);
    reader.today = stamp_day(reader.now, reader.zone);
    return reader;
}

/* What could not be looked at is looked at in a moment. */
static void watch(Wake *wake) {
    enum { GATHER_MS = 3000, REST = 20, REST_MAX_MS = 10 * 60 * 1000, UNREADY_MS = 300 };
    Watch  *w = (Watch *)(void *)wake;
    Region *r = wake->region;
    int64_t wait = 0;                             /* the first look is at once */
    while (wake_wait(wake, -1)) {
        /* Changes gather, and the rest of the machine has its turn. */
        if (!wake_rest(wake, wait < REST_MAX_MS ? wait : REST_MAX_MS)) break;
        if (!seek_state(r).ready) {               /* nor read beside it: a second connection would cost its memory */
            wait = UNREADY_MS;
            continue;
        }
        wake_take(wake);
        int64_t begun = clock_ms();
        Reader  reader = reader_now(r);
        AlertPass pass = {0};
        atomic_store(&w->fresh, false);
        Fault f = alerts_look(r, &reader, &pass);
        atomic_store(&w->any, f != OK || pass.n > 0);
        if (atomic_load(&w->fresh)) atomic_store(&w->any, true);
        if (f != OK || pass.later) wake_tell(wake);
        int64_t took = clock_ms() - begun;
        wait = REST * took > GATHER_MS ? REST * took : GATHER_MS;
    }
}

static void heard(void *region, const Changed *v, size_t n);
static const WakeKind WATCH = {watch, heard};

static Watch *watch_of(Region *r) { return (Watch *)(void *)wake_of(r, &WATCH); }

/* A ChangedFn: on the writer's thread. What was found, mails and sessions change nothing of what fits. */
static void heard(void *region, const Changed *v, size_t n) {
    static const char *const NOTHING[] = {"alert_hits", "mails", "sessions", "acts", "changes"};
    Watch *w = watch_of(region);
    bool   news = false;
    for (size_t i = 0; i < n && !news; i++) {
        news = true;
        if (w && (!v[i].table || strcmp(v[i].table, "alerts") == 0)) {
            atomic_store(&w->fresh, true);
            atomic_store(&w->any, true);
        }
        for (size_t k = 0; v[i].table && k < sizeof NOTHING / sizeof *NOTHING; k++) {
            news = news && strcmp(v[i].table, NOTHING[k]) != 0;
        }
    }
    if (news && w) wake_tell(&w->wake);
}

void alert_watch_start(Region *r) {
    Watch *w = calloc(1, sizeof *w);
    CHECK(w);
    w->wake.news = true;
    wake_start(r, &WATCH, &w->wake);
}

void alert_watch_stop(Region *r) { free(wake_stop(r, &WATCH)); }

bool alert_any(Region *r) {
    Watch *w = r ? watch_of(r) : NULL;
    return w && atomic_load(&w->any);
}
