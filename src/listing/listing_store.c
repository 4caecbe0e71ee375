/* listing_store.c - listings of one holder, and their rules at the write. */
#include "listing/listing_page.h"

enum { Q_OF, Q_OFFERS };

const Query LISTING_QUERIES[LISTING_Q_N] = {
    [Q_OF] = {.sql = "SELECT x.id, l_x.text, x.kind, x.state, x.confirm_on FROM listings x {label:x}"
                     " WHERE x.org = :org AND x.holder = :holder AND x.archived_at IS NULL AND x.state <> :withdrawn"
                     " AND {scope:x} ORDER BY x.kind, x.id LIMIT 100",
              .in = "org:id holder:id withdrawn:int",
              .out = "id:id text:text kind:int state:int confirm_on:int"},
    [Q_OFFERS] = {.sql = "SELECT x.holder, l_x.text FROM listings x {label:x} WHERE x.org = :org"
                         " AND x.holder {in:holders} AND x.kind {in:kinds} AND x.state = :open"
                         " AND (x.until_on IS NULL OR x.until_on >= :s_today) AND x.archived_at IS NULL AND {scope:x}"
                         " ORDER BY x.holder, x.kind, x.id LIMIT :max",
                  .in = "org:id holders:ids kinds:ids open:int max:int", .out = "holder:id text:text"},
};

Fault listing_check(Ctx *c, const void *before, void *after) {
    Listing *v = after;
    const Listing *was = before;
    bool met = v->state == LISTING_STATE_MET;
    if (!met) v->met_on = 0;
    else if (was && was->state != LISTING_STATE_MET) v->met_on = c->reader.today;
    bool open_ended = !v->until_on && !v->deadline_on && !v->confirm_on;
    if (open_ended) v->confirm_on = day_plus(c->reader.today, LISTING_CONFIRM_DAYS);
    if (v->place && !v->head.unit) v->head.unit = v->place;
    if (v->amount_most < v->amount) complain(c, "amount_most", T_LISTING_MOST_LESS);   /* NAN: not known, never less */
    return complaints_fault(c);
}

enum { WAITERS_MAX = 4 };
static ListingFn on_change[WAITERS_MAX];          /* filled at the start, read-only from then on */
static int       n_on_change;

void listing_on_change(ListingFn fn) {
    for (int i = 0; i < n_on_change; i++) {
        if (on_change[i] == fn) return;
    }
    if (n_on_change < WAITERS_MAX) on_change[n_on_change++] = fn;
}

Fault listing_after(Ctx *c, const void *before, const void *after) {
    for (int i = 0; before && i < n_on_change; i++) TRY(on_change[i](c, before, after));
    return OK;
}

Fault listing_of(Ctx *c, Id holder, ListingRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    *ret_n = 0;
    if (ent_around_none(c, &listing_entity.fields[LISTING_F_HOLDER], holder)) return OK;
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

Fault listing_offers(Ctx *c, const Id *holders, size_t n, HolderOffer *ret_v, size_t max, size_t *ret_n) {
    static const Id KINDS[] = {LISTING_KIND_OFFER, LISTING_KIND_ASSET, LISTING_KIND_RESOURCE};
    size_t found = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &LISTING_QUERIES[Q_OFFERS],
                VALS(v_id(c->who.org), v_ids(holders, n), v_ids(KINDS, sizeof KINDS / sizeof *KINDS),
                     v_int(LISTING_STATE_OPEN), v_int((int64_t)max)), &r));
    while (found < max && rows_next(&r)) {
        bool again = found && ret_v[found - 1].holder == rows_id(&r, 0);
        if (!again) ret_v[found++] = (HolderOffer){rows_id(&r, 0), rows_copy(&r, 1)};
    }
    *ret_n = found;
    return rows_fault(&r);
}
