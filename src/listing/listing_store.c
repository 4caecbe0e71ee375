/* listing_store.c - listings of one holder, and their rules at the write. */
#include "listing/listing_page.h"

enum { Q_OF };

const Query LISTING_QUERIES[LISTING_Q_N] = {
    [Q_OF] = {.sql = "SELECT x.id, l_x.text, x.kind, x.state, x.confirm_on FROM listings x {label:x}"
                     " WHERE x.org = :org AND x.holder = :holder AND x.archived_at IS NULL AND x.state <> :withdrawn"
                     " AND {scope:x} ORDER BY x.kind, x.id LIMIT 100",
              .in = "org:id holder:id withdrawn:int",
              .out = "id:id text:text kind:int state:int confirm_on:int"},
};

Fault listing_check(Ctx *c, const void *before, void *after) {
    Listing *v = after;
    (void)before;
    bool open_ended = !v->until_on && !v->deadline_on && !v->confirm_on;
    if (open_ended) v->confirm_on = day_plus(c->reader.today, LISTING_CONFIRM_DAYS);
    if (v->place && !v->head.unit) v->head.unit = v->place;
    return complaints_fault(c);
}

Fault listing_of(Ctx *c, Id holder, ListingRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &LISTING_QUERIES[Q_OF], VALS(v_id(c->who.org), v_id(holder), v_int(LISTING_STATE_WITHDRAWN)), &r));
    for (; n < max && rows_next(&r); n++) {
        ret_v[n] = (ListingRow){.id = rows_id(&r, 0), .title = rows_copy(&r, 1), .kind = (int)rows_int(&r, 2),
                                .state = (int)rows_int(&r, 3), .confirm_on = (Day)rows_int(&r, 4)};
    }
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}
