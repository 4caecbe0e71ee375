/* tie_store.c - ties of one actor, and their rules at the write. */
#include "actor/actor.h"
#include "tie/tie_page.h"

#include <math.h>

enum { Q_OF, Q_NEAR, Q_REAL, Q_STANDS, Q_STOOD };

const Query TIE_QUERIES[TIE_Q_N] = {
    [Q_OF] = {.sql = "SELECT t.id, t.kind, t.state, t.what, t.from_actor, t.to_actor FROM ties t WHERE t.org = :org"
                     " AND (t.from_actor = :actor OR t.to_actor = :actor) AND t.archived_at IS NULL AND {scope:t}"
                     " ORDER BY t.state, t.id LIMIT 200",
              .in = "org:id actor:id",
              .out = "id:id kind:int state:int what:text from_actor:id to_actor:id"},
    [Q_NEAR] = {.sql = "SELECT t.kind, t.from_actor, t.to_actor FROM ties t WHERE t.org = :org"
                       " AND (t.from_actor = :actor OR t.to_actor = :actor) AND t.archived_at IS NULL"
                       " AND t.state {in:states} AND t.kind {in:kinds}"
                       " {unscoped:it keeps somebody out of a case, and tells no more} ORDER BY t.kind, t.id LIMIT 500",
                .in = "org:id actor:id states:ids kinds:ids",
                .out = "kind:int from_actor:id to_actor:id"},
    [Q_REAL] = {.sql = "SELECT t.id, t.from_actor, t.to_actor, t.kind, t.state, t.what, t.from_on FROM ties t"
                       " WHERE t.org = :org AND (t.from_actor {in:actors} OR t.to_actor {in:actors})"
                       " AND t.archived_at IS NULL AND t.state {in:states} AND {scope:t} ORDER BY t.id LIMIT :max",
                .in = "org:id actors:ids states:ids max:int",
                .out = "id:id from:id to:id kind:int state:int what:text from_on:int"},
    [Q_STANDS] = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM ties t WHERE t.org = :org AND t.from_actor = :person"
                         " AND t.to_actor = :actor AND t.archived_at IS NULL AND t.state = :active"
                         " AND t.kind {in:kinds} {unscoped:whether somebody speaks for a body, and no more}",
                  .in = "org:id person:id actor:id active:int kinds:ids", .out = "n:int"},
    [Q_STOOD] = {.sql = "SELECT DISTINCT t.to_actor FROM ties t WHERE t.org = :org AND t.from_actor = :person"
                        " AND t.archived_at IS NULL AND t.state = :active AND t.kind {in:kinds}"
                        " {unscoped:for whom somebody speaks, and no more} ORDER BY t.to_actor LIMIT :max",
                 .in = "org:id person:id active:int kinds:ids max:int", .out = "to_actor:id"},
};

/* A tie within one unit stands there; one between two units is everybody's who works here. */
static Fault stand(Ctx *c, Tie *t) {
    Id  units[2] = {0};
    Id  ends[2] = {t->from_actor, t->to_actor};
    for (int i = 0; i < 2 && !t->head.unit; i++) {
        Actor *a = ent_new(c, &actor_entity);
        Fault  f = ends[i] ? ent_load(c, &actor_entity, ends[i], a) : NOT_FOUND;
        if (f != OK && f != NOT_FOUND) return f;
        if (f == OK) units[i] = a->head.unit;
    }
    if (!t->head.unit && units[0] == units[1]) t->head.unit = units[0];
    return OK;
}

Fault tie_check(Ctx *c, const void *before, void *after) {
    Tie *t = after;
    (void)before;
    if (t->from_actor && t->from_actor == t->to_actor) complain(c, "to_actor", T_TIE_ITSELF);
    if (!isnan(t->share) && t->kind != TIE_KIND_OWNS) complain(c, "share", T_TIE_SHARE_OWNS);
    if (t->until_on && t->until_on < c->reader.today && t->state != TIE_STATE_ENDED) t->state = TIE_STATE_ENDED;
    TRY(stand(c, t));
    return complaints_fault(c);
}

Fault tie_of(Ctx *c, Id actor, TieRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    const Field *f = tie_entity.fields;
    *ret_n = 0;
    if (ent_around_none(c, &f[TIE_F_FROM_ACTOR], actor) && ent_around_none(c, &f[TIE_F_TO_ACTOR], actor)) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &TIE_QUERIES[Q_OF], VALS(v_id(c->who.org), v_id(actor)), &r));
    for (; n < max && rows_next(&r); n++) {
        Id   from = rows_id(&r, 4), to = rows_id(&r, 5);
        bool out = from == actor;
        ret_v[n] = (TieRow){.id = rows_id(&r, 0), .kind = (int)rows_int(&r, 1), .state = (int)rows_int(&r, 2),
                            .what = rows_copy(&r, 3), .other = out ? to : from, .out = out};
    }
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}

Fault tie_kinds_with(Ctx *c, Id actor, const Id *others, size_t n, int *ret_v) {
    static const Id STATES[] = {TIE_STATE_ACTIVE, TIE_STATE_DORMANT};
    static const Id KINDS[] = {TIE_KIND_OWNS, TIE_KIND_WORKS_AT, TIE_KIND_FAMILY, TIE_KIND_INTEREST_IN};
    AUTO(rows_end) Rows r = {0};
    for (size_t i = 0; i < n; i++) ret_v[i] = 0;
    TRY(db_rows(c, &TIE_QUERIES[Q_NEAR],
                VALS(v_id(c->who.org), v_id(actor), v_ids(STATES, sizeof STATES / sizeof *STATES),
                     v_ids(KINDS, sizeof KINDS / sizeof *KINDS)), &r));
    while (rows_next(&r)) {
        Id from = rows_id(&r, 1), other = from == actor ? rows_id(&r, 2) : from;
        for (size_t i = 0; i < n; i++) {
            if (others[i] == other && !ret_v[i]) ret_v[i] = (int)rows_int(&r, 0);
        }
    }
    return rows_fault(&r);
}

Fault tie_real_of(Ctx *c, const Id *actors, size_t n, TieEnds *ret_v, size_t max, size_t *ret_n) {
    static const Id STATES[] = {TIE_STATE_ACTIVE, TIE_STATE_DORMANT};
    size_t found = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &TIE_QUERIES[Q_REAL],
                VALS(v_id(c->who.org), v_ids(actors, n), v_ids(STATES, sizeof STATES / sizeof *STATES),
                     v_int((int64_t)max)), &r));
    for (; found < max && rows_next(&r); found++) {
        ret_v[found] = (TieEnds){.id = rows_id(&r, 0), .from = rows_id(&r, 1), .to = rows_id(&r, 2),
                                 .kind = (int)rows_int(&r, 3), .state = (int)rows_int(&r, 4),
                                 .what = rows_copy(&r, 5), .from_on = (Day)rows_int(&r, 6)};
    }
    *ret_n = found;
    return rows_fault(&r);
}

static const Id STANDING[] = {TIE_KIND_OWNS, TIE_KIND_LEADS, TIE_KIND_ROLE_IN};
enum { STANDING_N = sizeof STANDING / sizeof *STANDING };

Fault tie_stands_for(Ctx *c, Id person, Id actor, bool *ret_yes) {
    int64_t n;
    TRY(db_int(c, &TIE_QUERIES[Q_STANDS],
               VALS(v_id(c->who.org), v_id(person), v_id(actor), v_int(TIE_STATE_ACTIVE),
                    v_ids(STANDING, STANDING_N)), &n));
    *ret_yes = n > 0;
    return OK;
}

Fault tie_stood_for(Ctx *c, Id person, Id *ret_v, size_t max, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &TIE_QUERIES[Q_STOOD],
                VALS(v_id(c->who.org), v_id(person), v_int(TIE_STATE_ACTIVE), v_ids(STANDING, STANDING_N),
                     v_int((int64_t)max)), &r));
    size_t n = 0;
    while (rows_next(&r)) ret_v[n++] = rows_id(&r, 0);
    *ret_n = n;
    return rows_fault(&r);
}
