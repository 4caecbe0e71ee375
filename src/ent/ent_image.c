/* ent_image.c - records for images in memory: all of a noun in portions, those that changed, and what the change log
** knows that nobody has told. */
#include "ent/ent_inner.h"

#include "base/check.h"

enum { Q_SINCE, Q_LAST, Q_RECENT, IMAGE_Q_N };
static const Query Q[IMAGE_Q_N] = {
    [Q_SINCE] = {.sql = "SELECT seq, entity, org, record, kind FROM changes WHERE seq > :seq ORDER BY seq LIMIT :limit",
                 .in = "seq:int limit:int", .out = "seq:int entity:text org:id record:id kind:int"},
    [Q_LAST] = {.sql = "SELECT seq FROM changes ORDER BY seq DESC LIMIT 1", .out = "seq:int",
                .scan = "walks the primary key from its end and stops at the first row"},
    [Q_RECENT] = {.sql = "SELECT g.seq, g.entity, g.org, g.record, g.kind FROM changes g WHERE g.act IN (SELECT a.id"
                         " FROM acts a WHERE a.account = :s_account AND a.org = :s_org ORDER BY a.id DESC LIMIT 60)"
                         " ORDER BY g.seq DESC LIMIT :limit",
                  .in = "limit:int", .out = "seq:int entity:text org:id record:id kind:int"},
};

const Query *const IMAGE_QUERIES = Q;
const int          IMAGE_QUERIES_N = IMAGE_Q_N;

/* What a feeding statement gives, up to max records. */
static Fault take(Ctx *c, const Entity *e, Rows *r, size_t max, void **ret_rows, size_t *ret_n) {
    char  *v = arena_alloc(c->arena, arena_product(max + 1, e->size));
    size_t n = 0;
    while (n < max && rows_next(r)) ent_take(r, 0, e, v + n++ * e->size);
    *ret_rows = v;
    *ret_n = n;
    return rows_fault(r);
}

Fault ent_feed(Ctx *c, const Entity *e, Id after, size_t limit, void **ret_rows, size_t *ret_n) {
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ent_sql(e)->feed, VALS(v_int(after), v_int((int64_t)limit)), &r));
        TRY(take(c, e, &r, limit, ret_rows, ret_n));
    }
    return texts_load(c, e, *ret_rows, *ret_n);
}

Fault ent_feed_these(Ctx *c, const Entity *e, const Id *ids, size_t n, void **ret_rows, size_t *ret_n) {
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ent_sql(e)->feed_these, VALS(v_ids(ids, n)), &r));
        TRY(take(c, e, &r, n, ret_rows, ret_n));
    }
    return texts_load(c, e, *ret_rows, *ret_n);
}

Fault ent_pointing(Ctx *c, const Pointing *p, Id after, Id *ret_v, size_t max, size_t *ret_n) {
    Str sql = arena_printf(c->arena,
                           "SELECT x.id FROM %s x WHERE x.org = :org AND x.%s = :to AND x.id > :after"
                           " AND x.archived_at IS NULL AND x.merged_into IS NULL ORDER BY x.id LIMIT :limit"
                           " {unscoped:the image decides who sees what}",
                           p->entity->table, p->field->name);
    Query q = db_made(c, sql, LIT("org:id to:id after:id limit:int"), LIT("id:id"));
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &q, VALS(v_int(p->org), v_int(p->to), v_int(after), v_int((int64_t)max)), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = rows_id(&r, 0);
    *ret_n = n;
    return rows_fault(&r);
}

Fault ent_count_all(Ctx *c, const Entity *e, int64_t *ret_n) {
    Str sql = arena_printf(c->arena, "SELECT CAST(count(*) AS BIGINT) FROM %s x WHERE x.org = :org"
                                     " AND x.merged_into IS NULL {unscoped:how many, no more}", e->table);
    Query q = db_made(c, sql, LIT("org:id"), LIT("n:int"));
    q.scan = "all of a noun are counted";
    return db_int(c, &q, VALS(v_id(c->who.org)), ret_n);
}

static Touched touched(const Rows *r) {
    return (Touched){rows_int(r, 0), entity_named(rows_text(r, 1)), rows_id(r, 2), rows_id(r, 3), (int)rows_int(r, 4)};
}

Fault act_since(Ctx *c, int64_t seq, Touched *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &Q[Q_SINCE], VALS(v_int(seq), v_int((int64_t)max)), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = touched(&r);
    *ret_n = n;
    return rows_fault(&r);
}

Fault act_last(Ctx *c, int64_t *ret_seq) {
    Fault f = db_int(c, &Q[Q_LAST], NO_VALS, ret_seq);
    if (f != NOT_FOUND) return f;
    *ret_seq = 0;
    return OK;
}

Fault act_recent(Ctx *c, Touched *ret_v, size_t max, size_t *ret_n) {
    enum { READ_MAX = 200 };
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &Q[Q_RECENT], VALS(v_int(READ_MAX)), &r));
    while (n < max && rows_next(&r)) {
        Touched t = touched(&r);
        bool    known = t.entity == NULL;
        for (size_t i = 0; i < n && !known; i++) known = ret_v[i].record == t.record;
        if (!known) ret_v[n++] = t;
    }
    *ret_n = n;
    return rows_fault(&r);
}
