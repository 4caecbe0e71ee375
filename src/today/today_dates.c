/* today_dates.c - gathers the days that come near from the modules that have some. */
#include "today/today_dates.h"

#include "base/check.h"

enum { SOURCES_MAX = 16, NEAR_DAYS = 14 };

static TodayDatesFn sources[SOURCES_MAX];         /* filled at the start, read-only from then on */
static int          n_sources;

void today_register_dates(TodayDatesFn fn) {
    for (int i = 0; i < n_sources; i++) {
        if (sources[i] == fn) return;
    }
    CHECK(n_sources < SOURCES_MAX);
    sources[n_sources++] = fn;
}

void today_date(TodayDates *into, const TodayDate *row) {
    if (into->rows_n == DATES_ROOM) return;
    size_t at = into->rows_n++;                   /* those of one day stay as they came */
    for (; at > 0 && into->rows[at - 1].it.due > row->due; at--) into->rows[at] = into->rows[at - 1];
    into->rows[at] = (DateRow){.it = *row};
}

Fault today_dates_draw(Buf *b, const Page *pg) {
    Day        today = pg->c->reader.today;
    TodayDates v = {.rows = ARENA_ARRAY(pg->c->arena, DateRow, DATES_ROOM)};
    for (int i = 0; i < n_sources; i++) TRY(sources[i](pg->c, &v));
    for (size_t i = 0; i < v.rows_n; i++) {
        Day due = v.rows[i].it.due;
        v.rows[i].late = due && due < today;
        v.rows[i].near_by = due <= day_plus(today, NEAR_DAYS);
    }
    if (v.rows_n > DATES_SHOWN + 1) {             /* one alone is not worth a line that opens */
        v.more = v.rows + DATES_SHOWN;
        v.more_n = v.rows_n - DATES_SHOWN;
        v.rows_n = DATES_SHOWN;
    }
    if (v.rows_n) today_dates_html(b, pg, &v);
    return OK;
}
