/* keep_store.c - requests to erase, and what was done of them. Neither holds a name or a word. */
#include "keep/keep_store.h"

#include "account/account.h"
#include "db/region.h"

#define REQUEST "e.id, e.client, e.of_case, e.account, e.asked_at, e.taken_back_at, e.done_at, e.done_by, e.told"
#define REQUEST_OUT "id:id client:id of_case:id account:id asked:int back:int done:int by:id told:text"

const Query KEEP_QUERIES[KEEP_Q_N] = {
    [Q_KEEP_ASK] = {.sql = "INSERT INTO erasures (id, org, client, of_case, account, asked_at)"
                           " VALUES (:id, :org, :client, :case, :account, :now)",
                    .in = "id:id org:id client:id case:id account:id now:int"},
    [Q_KEEP_BACK] = {.sql = "UPDATE erasures SET taken_back_at = :now WHERE client = :client AND org = :org"
                            " AND done_at IS NULL AND taken_back_at IS NULL",
                     .in = "now:int client:id org:id"},
    [Q_KEEP_ASKED] = {.sql = "SELECT " REQUEST " FROM erasures e WHERE e.client = :client AND e.org = :org"
                             " AND e.done_at IS NULL AND e.taken_back_at IS NULL ORDER BY e.id LIMIT 1",
                      .in = "client:id org:id", .out = REQUEST_OUT},
    [Q_KEEP_ONE] = {.sql = "SELECT " REQUEST " FROM erasures e WHERE e.id = :id AND e.org = :org", .in = "id:id org:id",
                    .out = REQUEST_OUT},
    [Q_KEEP_ALL] = {.sql = "SELECT " REQUEST " FROM erasures e WHERE e.org = :org AND e.taken_back_at IS NULL"
                           " ORDER BY CASE WHEN e.done_at IS NULL THEN 0 ELSE 1 END, e.asked_at DESC, e.id LIMIT 200",
                    .in = "org:id", .out = REQUEST_OUT},
    [Q_KEEP_DONE] = {.sql = "UPDATE erasures SET done_at = :now, done_by = :who, account = NULL, told = :told"
                            " WHERE id = :id AND done_at IS NULL",
                     .in = "now:int who:id told:text id:id"},
    [Q_KEEP_RUN_ADD] = {.sql = "INSERT INTO keep_runs (id, org, of_case, kind, due_on, done_at, account, records)"
                               " VALUES (:id, :org, :case, :kind, :due, :done, :who, :records)",
                        .in = "id:id org:id case:id kind:int due:id done:id who:id records:int"},
    [Q_KEEP_RUN_OF] = {.sql = "SELECT DISTINCT r.of_case FROM keep_runs r WHERE r.org = :org AND r.kind = :kind"
                              " AND (r.done_at IS NOT NULL OR r.due_on > :today) ORDER BY r.of_case",
                       .in = "org:id kind:int today:int", .out = "of_case:id", .scan = "as many as cases were erased",
                       .many = true},
    [Q_KEEP_HELD] = {.sql = "SELECT DISTINCT r.of_case FROM keep_runs r WHERE r.org = :org AND r.kind = :kind"
                            " AND r.done_at IS NULL AND r.due_on <= :today ORDER BY r.of_case",
                     .in = "org:id kind:int today:int", .out = "of_case:id", .scan = "as many as cases were erased",
                     .many = true},
    [Q_KEEP_HELD_DONE] = {.sql = "UPDATE keep_runs SET done_at = :now WHERE of_case = :case AND kind = :kind"
                                 " AND done_at IS NULL",
                          .in = "now:int case:id kind:int"},
    [Q_KEEP_RUNS] = {.sql = "SELECT r.kind, r.done_at, r.account, CAST(count(*) AS BIGINT),"
                            " CAST(sum(r.records) AS BIGINT) FROM keep_runs r WHERE r.org = :org"
                            " AND r.done_at IS NOT NULL GROUP BY r.kind, r.done_at, r.account"
                            " ORDER BY r.done_at DESC, r.kind LIMIT 30",
                     .in = "org:id", .out = "kind:int at:int who:id cases:int records:int",
                     .scan = "as many as cases were erased"},
};

static Erasure taken(const Rows *r) {
    return (Erasure){.id = rows_id(r, 0), .client = rows_id(r, 1), .of_case = rows_id(r, 2), .account = rows_id(r, 3),
                     .asked_at = rows_int(r, 4), .taken_back_at = rows_int(r, 5), .done_at = rows_int(r, 6),
                     .done_by = rows_id(r, 7), .told = rows_copy(r, 8)};
}

Fault keep_asked(Ctx *c, Id client, Erasure *ret_e) {
    *ret_e = (Erasure){0};
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &KEEP_QUERIES[Q_KEEP_ASKED], VALS(v_id(client), v_id(c->who.org)), &r));
    if (rows_next(&r)) *ret_e = taken(&r);
    return rows_fault(&r);
}

static Fault tell_admins(Ctx *c, Id erasure, Str site) {
    Account *v;
    size_t   n;
    if (!site.n) return OK;
    TRY(accounts_admins(c, &v, &n));
    for (size_t i = 0; i < n; i++) {
        Reader r = c->reader;
        (void)!lang_parse(v[i].lang, &r.lang);
        Mail m = {.org = c->who.org, .to = v[i].email, .reader = r, .about = erasure, .subject = T_KEEP_MAIL_ASKED,
                  .body = T_KEEP_MAIL_ASKED_TEXT};
        m.link = arena_printf(c->arena, "%.*s/erasures/%.*s", STR_ARG(site), STR_ARG(id_str(c->arena, erasure)));
        TRY(mail_queue(c, &m));
    }
    return OK;
}

Fault keep_ask(Ctx *c, const Case *k, Str site) {
    Erasure have;
    Id      id = id_new(c->reader.now);
    TRY(keep_asked(c, k->client, &have));
    if (have.id) return OK;
    region_changed(c, "erasures", id);
    TRY(db_run(c, &KEEP_QUERIES[Q_KEEP_ASK], VALS(v_id(id), v_id(c->who.org), v_id(k->client), v_id(k->head.id),
                                                  v_id(c->who.account), v_int(c->reader.now))));
    return tell_admins(c, id, site);
}

Fault keep_take_back(Ctx *c, Id client) {
    Erasure have;
    TRY(keep_asked(c, client, &have));
    if (!have.id) return fail(c, NOT_FOUND, "erasure", client);
    region_changed(c, "erasures", have.id);
    TRY(mail_forget(c, have.id));
    return db_run(c, &KEEP_QUERIES[Q_KEEP_BACK], VALS(v_int(c->reader.now), v_id(client), v_id(c->who.org)));
}

Fault keep_request(Ctx *c, Id id, Erasure *ret_e) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &KEEP_QUERIES[Q_KEEP_ONE], VALS(v_id(id), v_id(c->who.org)), &r));
    if (!rows_next(&r)) {
        TRY(rows_fault(&r));
        return fail(c, NOT_FOUND, "erasure", id);
    }
    *ret_e = taken(&r);
    return OK;
}

Fault keep_requests(Ctx *c, Erasure **ret_v, size_t *ret_n) {
    enum { REQUESTS_MAX = 200 };
    *ret_v = ARENA_ARRAY(c->arena, Erasure, REQUESTS_MAX);
    *ret_n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &KEEP_QUERIES[Q_KEEP_ALL], VALS(v_id(c->who.org)), &r));
    while (*ret_n < REQUESTS_MAX && rows_next(&r)) (*ret_v)[(*ret_n)++] = taken(&r);
    return rows_fault(&r);
}

Fault keep_done(Ctx *c, Id erasure, Str told) {
    int64_t n;
    region_changed(c, "erasures", erasure);
    TRY(db_changed(c, &KEEP_QUERIES[Q_KEEP_DONE],
                   VALS(v_int(c->reader.now), v_id(c->who.account), v_text(told), v_id(erasure)), &n));
    return n == 1 ? OK : fail(c, STALE, "erasure", erasure);
}

/* ---- what was erased, and what is held ----------------------------------------------------------------------- */

Fault keep_note(Ctx *c, const KeepNote *n) {
    return db_run(c, &KEEP_QUERIES[Q_KEEP_RUN_ADD],
                  VALS(v_id(id_new(c->reader.now)), v_id(c->who.org), v_id(n->of_case), v_int(n->kind), v_id(n->due_on),
                       v_id(n->due_on ? 0 : c->reader.now), v_id(c->who.account), v_int(n->records)));
}

static Fault cases_of(Ctx *c, int query, int kind, EntIds *out) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &KEEP_QUERIES[query], VALS(v_id(c->who.org), v_int(kind), v_int(c->reader.today)), &r));
    while (rows_next(&r)) ent_ids_add(c, out, rows_id(&r, 0));
    return rows_fault(&r);
}

Fault keep_cases_done(Ctx *c, int kind, EntIds *ret_v) { return cases_of(c, Q_KEEP_RUN_OF, kind, ret_v); }
Fault keep_cases_released(Ctx *c, int kind, EntIds *ret_v) { return cases_of(c, Q_KEEP_HELD, kind, ret_v); }

Fault keep_released(Ctx *c, Id of_case, int kind) {
    return db_run(c, &KEEP_QUERIES[Q_KEEP_HELD_DONE], VALS(v_int(c->reader.now), v_id(of_case), v_int(kind)));
}

Fault keep_runs(Ctx *c, KeepRun **ret_v, size_t *ret_n) {
    enum { RUNS_MAX = 30 };
    Id ids[RUNS_MAX];
    Str names[RUNS_MAX];
    *ret_v = ARENA_ARRAY(c->arena, KeepRun, RUNS_MAX);
    *ret_n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &KEEP_QUERIES[Q_KEEP_RUNS], VALS(v_id(c->who.org)), &r));
        while (*ret_n < RUNS_MAX && rows_next(&r)) {
            ids[*ret_n] = rows_id(&r, 2);
            (*ret_v)[(*ret_n)++] = (KeepRun){.kind = (int)rows_int(&r, 0), .cases = rows_int(&r, 3),
                                             .on = stamp_day(rows_int(&r, 1), c->reader.zone),
                                             .records = rows_int(&r, 4)};
        }
        TRY(rows_fault(&r));
    }
    TRY(ent_labels(c, ids, *ret_n, names));
    for (size_t i = 0; i < *ret_n; i++) (*ret_v)[i].who = names[i];
    return OK;
}
