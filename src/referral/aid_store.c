/* aid_store.c - tracks of one body, and their rules at the write. */
#include "referral/referral_page.h"

#include "db/facts.h"

enum { Q_OF };

const Query AID_QUERIES[AID_Q_N] = {
    [Q_OF] = {.sql = "SELECT x.id, l_x.text, x.kind, x.state, x.opens_on, x.closes_on FROM aid_tracks x {label:x}"
                     " WHERE x.org = :org AND x.body = :body AND x.archived_at IS NULL AND {scope:x}"
                     " ORDER BY x.state, CASE WHEN x.closes_on < :today THEN 1 ELSE 0 END, x.id LIMIT :max",
              .in = "org:id body:id today:int max:int",
              .out = "id:id name:text kind:int state:int opens_on:int closes_on:int"},
};

Fault aid_check(Ctx *c, const void *before, void *after) {
    AidTrack *t = after;
    (void)before;
    if (!t->currency.n) t->currency = str_of(reader_currency(&c->reader));
    if (!currency_code_ok(t->currency)) complain(c, "currency", T_AID_FIX_CURRENCY);
    if (t->opens_on && t->closes_on && t->closes_on < t->opens_on) complain(c, "closes_on", T_AID_FIX_ORDER);
    bool both = t->amount_min != NUMBER_NONE && t->amount_max != NUMBER_NONE;
    if (both && t->amount_max < t->amount_min) complain(c, "amount_max", T_AID_FIX_AMOUNTS);
    both = t->years_min != NUMBER_NONE && t->years_max != NUMBER_NONE;
    if (both && t->years_max < t->years_min) complain(c, "years_max", T_AID_FIX_YEARS);
    if (t->confirmed_on > c->reader.today) complain(c, "confirmed_on", T_AID_FIX_FUTURE);
    if (t->place && !t->head.unit) t->head.unit = t->place;
    return complaints_fault(c);
}

enum { WAITERS_MAX = 4 };
static AidFn on_change[WAITERS_MAX];              /* filled at the start, read-only from then on */
static int   n_on_change;

void aid_on_change(AidFn fn) {
    for (int i = 0; i < n_on_change; i++) {
        if (on_change[i] == fn) return;
    }
    if (n_on_change < WAITERS_MAX) on_change[n_on_change++] = fn;
}

Fault aid_after(Ctx *c, const void *before, const void *after) {
    for (int i = 0; before && i < n_on_change; i++) TRY(on_change[i](c, before, after));
    return OK;
}

Fault aid_of(Ctx *c, Id body, size_t max, AidRow **ret_v, size_t *ret_n) {
    size_t  n = 0;
    AidRow *v = ARENA_ARRAY(c->arena, AidRow, max + 1);
    *ret_v = v;
    *ret_n = 0;
    if (ent_around_none(c, &aid_track_entity.fields[AID_TRACK_F_BODY], body)) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &AID_QUERIES[Q_OF],
                VALS(v_id(c->who.org), v_id(body), v_int(c->reader.today), v_int((int64_t)max)), &r));
    for (; n < max && rows_next(&r); n++) {
        AidTrack t = {.state = (int)rows_int(&r, 3), .opens_on = (Day)rows_int(&r, 4),
                      .closes_on = (Day)rows_int(&r, 5)};
        v[n] = (AidRow){.id = rows_id(&r, 0), .name = rows_copy(&r, 1), .closes_on = t.closes_on,
                        .kind = choice_label(&aid_kind_choices, (int)rows_int(&r, 2))};
        aid_told(&t, c->reader.today, &v[n].standing, &v[n].tone);
    }
    TRY(rows_fault(&r));
    *ret_v = v;
    *ret_n = n;
    return OK;
}
