/* ent_feed.c - the change log for programs: what changed since, and what the reader did.
**
** The log is read in its own order (seq). An entry is told when the reader may see its record now; the fields that are
** not for this reader are left out of it. The number to go on from counts the entries looked at, told or not. */
#include "ent/ent_inner.h"

#include "base/check.h"

enum { Q_SINCE, Q_ACTS, FEED_Q_N };
static const Query Q[FEED_Q_N] = {
    [Q_SINCE] = {.sql = "SELECT seq, act, account, entity, record, kind, before, after, at FROM changes "
                        "WHERE seq > :since AND org = :s_org ORDER BY seq LIMIT :limit",
                 .in = "since:int limit:int",
                 .out = "seq:int act:id account:id entity:text record:id kind:int before:text after:text at:int"},
    [Q_ACTS] = {.sql = "SELECT id, kind, summary, at, undone_by, undoes FROM acts "
                       "WHERE account = :s_account AND org = :s_org ORDER BY id DESC LIMIT :limit",
                .in = "limit:int", .out = "id:id kind:text summary:text at:int undone_by:id undoes:id"},
};

const Query *const FEED_QUERIES = Q;
const int          FEED_QUERIES_N = FEED_Q_N;

static Fault entries_load(Ctx *c, int64_t since, size_t limit, Change *v, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    size_t n = 0;
    TRY(db_rows(c, &Q[Q_SINCE], VALS(v_int(since), v_int((int64_t)limit)), &r));
    while (n < limit && rows_next(&r)) {
        v[n++] = (Change){.id = rows_int(&r, 0), .act = rows_id(&r, 1), .account = rows_id(&r, 2),
                          .entity = entity_named(rows_text(&r, 3)), .record = rows_id(&r, 4),
                          .kind = (int)rows_int(&r, 5), .before = rows_copy(&r, 6), .after = rows_copy(&r, 7),
                          .at = rows_int(&r, 8)};
    }
    *ret_n = n;
    return rows_fault(&r);
}

/* Marks the entries of one entity whose records the reader may see. */
static Fault mark_seen(Ctx *c, const Entity *e, const Change *v, size_t n, bool *seen) {
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].entity == e) ids[m++] = v[i].record;
    }
    if (!m) return OK;
    bool *may = ARENA_ARRAY(c->arena, bool, m);
    IdMap map = idmap_make(c->arena, ids, m);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ent_sql(e)->seen, VALS(v_ids(ids, m)), &r));
    while (rows_next(&r)) may[idmap_find(&map, rows_id(&r, 0))] = true;
    TRY(rows_fault(&r));
    for (size_t i = 0; i < n; i++) {
        if (v[i].entity == e) seen[i] = may[idmap_find(&map, v[i].record)];
    }
    return OK;
}

Fault changes_since(Ctx *c, const Entity *const *of, size_t n_of, ChangePage *p) {
    CHECK(p->limit > 0 && p->limit <= CHANGES_PAGE_MAX);
    Change *all = ARENA_ARRAY(c->arena, Change, p->limit);
    bool   *seen = ARENA_ARRAY(c->arena, bool, p->limit);
    size_t  n;
    TRY(entries_load(c, p->since, p->limit, all, &n));
    for (size_t i = 0; i < n_of; i++) TRY(mark_seen(c, of[i], all, n, seen));
    p->v = ARENA_ARRAY(c->arena, Change, n + 1);
    p->n = 0;
    p->next = n ? all[n - 1].id : p->since;
    p->more = n == p->limit;
    for (size_t i = 0; i < n; i++) {
        if (!seen[i]) continue;
        p->v[p->n] = all[i];
        p->v[p->n].before = change_for_reader(c, all[i].entity, all[i].before);
        p->v[p->n].after = change_for_reader(c, all[i].entity, all[i].after);
        p->n++;
    }
    return OK;
}

Fault act_list(Ctx *c, size_t limit, ActRow **ret_v, size_t *ret_n) {
    ActRow *v = ARENA_ARRAY(c->arena, ActRow, limit + 1);
    size_t  n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &Q[Q_ACTS], VALS(v_int((int64_t)limit)), &r));
    while (n < limit && rows_next(&r)) {
        v[n++] = (ActRow){.id = rows_id(&r, 0), .kind = tr_key(rows_text(&r, 1)), .summary = rows_copy(&r, 2),
                          .at = rows_int(&r, 3), .undone_by = rows_id(&r, 4), .undoes = rows_id(&r, 5)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}
