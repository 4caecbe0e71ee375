/* actor_store.c - all SQL of actors and categories beyond what every noun has. */
#include "actor/actor_store.h"

#include "base/check.h"
#include "base/utf8.h"
#include "db/region.h"
#include "lang/collate.h"
#include "seek/seek.h"

#include <pthread.h>

enum {
    Q_HEARD, Q_BY_NUMBER, Q_BY_PHONE, Q_BY_NAME, Q_TWINS, Q_CODE, Q_TRADES, Q_POOL, Q_CATEGORIES, Q_LIVES, Q_LEADING,
};

const Query ACTOR_QUERIES[ACTOR_Q_N] = {
    [Q_HEARD] = {.sql = "UPDATE actors SET heard_at = :at WHERE id = :id AND (heard_at IS NULL OR heard_at < :at)"
                        " {unscoped:the note about them was written by somebody who sees them}",
                 .in = "id:id at:int"},
    [Q_BY_NUMBER] = {.sql = "SELECT x.id FROM actors x WHERE x.org = :org AND x.registration_no = :number"
                            " AND x.id <> :self AND x.archived_at IS NULL AND x.merged_into IS NULL AND {scope:x}"
                            " ORDER BY x.id LIMIT 5",
                     .in = "org:id number:text self:int", .out = "id:id"},
    [Q_BY_PHONE] = {.sql = "SELECT x.id FROM actors x WHERE x.org = :org AND x.phone = :phone AND x.id <> :self"
                           " AND x.kind = :kind AND x.archived_at IS NULL AND x.merged_into IS NULL AND {scope:x}"
                           " ORDER BY x.id LIMIT 5",
                    .in = "org:id phone:text self:int kind:int", .out = "id:id"},
    [Q_BY_NAME] = {.sql = "SELECT DISTINCT x.id FROM labels l JOIN actors x ON x.id = l.owner WHERE l.entity = 'actor'"
                          " AND l.lang = :lang AND l.sort = :sort AND x.org = :org AND x.id <> :self"
                          " AND (x.locality = :locality OR :locality = 0 OR x.locality IS NULL)"
                          " AND x.archived_at IS NULL AND x.merged_into IS NULL AND {scope:x} ORDER BY x.id LIMIT 5",
                   .in = "lang:text sort:blob org:id self:int locality:int", .out = "id:id"},
    [Q_TWINS] = {.sql = "SELECT x.id FROM actors x WHERE x.id {in:ids}"
                        " AND (x.locality = :locality OR :locality = 0 OR x.locality IS NULL)"
                        " AND x.archived_at IS NULL AND x.merged_into IS NULL AND {scope:x} ORDER BY x.id LIMIT 8",
                 .in = "ids:ids locality:int", .out = "id:id"},
    [Q_CODE] = {.sql = "SELECT g.id FROM categories g WHERE g.org = :org AND g.code = :code AND g.archived_at IS NULL"
                       " AND {scope:g}",
                .in = "org:id code:text", .out = "id:id"},
    [Q_TRADES] = {.sql = "SELECT g.id, g.trade FROM categories g WHERE g.trade IS NOT NULL"
                         " {unscoped:the image holds numbers only} ORDER BY g.id",
                  .in = "", .out = "id:id trade:int", .scan = "all are wanted, once after a change"},
    [Q_POOL] = {.sql = "SELECT x.id, x.category, x.locality, x.kind, x.languages FROM actors x WHERE x.org = :org"
                       " AND (x.kind {in:kinds} OR x.category {in:categories}) AND x.id <> :self"
                       " AND x.archived_at IS NULL AND x.merged_into IS NULL"
                       " AND (x.life IS NULL OR x.life NOT IN (:moved, :closed)) AND {scope:x}"
                       " ORDER BY CASE WHEN x.locality = :here THEN 0 ELSE 1 END, x.id LIMIT :max",
                .in = "org:id kinds:ids categories:ids self:int moved:int closed:int here:int max:int",
                .out = "id:id category:id locality:id kind:int languages:int"},
    [Q_CATEGORIES] = {.sql = "SELECT g.id, g.trade, g.code FROM categories g WHERE g.org = :org"
                             " AND g.archived_at IS NULL AND {scope:g} ORDER BY g.id LIMIT 4000",
                      .in = "org:id", .out = "id:id trade:int code:text"},
    [Q_LIVES] = {.sql = "SELECT x.id, x.life, x.ended_year, x.confirmed_on, x.category FROM actors x"
                        " WHERE x.org = :org AND x.id {in:ids} {unscoped:sums} ORDER BY x.id",
                 .in = "org:id ids:ids", .out = "id:id life:int ended_year:int confirmed_on:int category:id",
                 .many = true},
    [Q_LEADING] = {.sql = "SELECT x.id FROM actors x WHERE x.org = :org AND x.introduces_on <= :today"
                          " AND x.archived_at IS NULL AND x.merged_into IS NULL AND {scope:x} ORDER BY x.id LIMIT :max",
                   .in = "org:id today:int max:int", .out = "id:id"},
};

Fault actor_leading(Ctx *c, Id *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACTOR_QUERIES[Q_LEADING], VALS(v_id(c->who.org), v_int(c->reader.today), v_int((int64_t)max)), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = rows_id(&r, 0);
    *ret_n = n;
    return rows_fault(&r);
}

Fault actor_lives(Ctx *c, const Id *ids, size_t n, ActorLife *ret_v, size_t *ret_n) {
    size_t k = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACTOR_QUERIES[Q_LIVES], VALS(v_id(c->who.org), v_ids(ids, n)), &r));
    while (k < n && rows_next(&r)) {
        ret_v[k++] = (ActorLife){.id = rows_id(&r, 0), .life = (int)rows_int(&r, 1), .ended_year = (int)rows_int(&r, 2),
                                 .confirmed_on = (Day)rows_int(&r, 3), .category = rows_id(&r, 4)};
    }
    *ret_n = k;
    return rows_fault(&r);
}

Fault actor_heard(Ctx *c, Id actor, Stamp at) {
    CHECK(c->writing && at > 0);
    region_changed(c, "actors", actor);
    return db_run(c, &ACTOR_QUERIES[Q_HEARD], VALS(v_id(actor), v_int(at)));
}

/* ---- who may be the same ----------------------------------------------------------------------- */

typedef struct Finding {
    Likely *v;
    size_t  n, max;
} Finding;

static Fault take(Ctx *c, Finding *f, const Query *q, const Val *vals, size_t n_vals, TextKey why) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q, vals, n_vals, &r));
    while (f->n < f->max && rows_next(&r)) {
        Id     id = rows_id(&r, 0);
        size_t seen = 0;
        while (seen < f->n && f->v[seen].id != id) seen++;
        if (seen == f->n) f->v[f->n++] = (Likely){.id = id, .why = why};
    }
    return rows_fault(&r);
}

/* A name that sounds the same in another script or spelling, in the same town or where a town is not known. */
static Fault take_twins(Ctx *c, const Actor *a, Finding *f) {
    enum { TWINS_MAX = 8 };
    Id     ids[TWINS_MAX];
    size_t n;
    SeekTwins t = {.entity = &actor_entity, .names = a->name.v, .n_names = LANG_N, .self = a->head.id};
    TRY(seek_twins(c, &t, ids, TWINS_MAX, &n));
    if (!n) return OK;
    return take(c, f, &ACTOR_QUERIES[Q_TWINS], VALS(v_ids(ids, n), v_int(a->locality)), T_ACTOR_SAME_SOUND);
}

static Fault take_by_names(Ctx *c, const Actor *a, Finding *f) {
    for (int l = 0; l < LANG_N; l++) {
        if (!a->name.v[l].n) continue;
        Str sort = collate_key(c->arena, (Lang)l, a->name.v[l]);
        TRY(take(c, f, &ACTOR_QUERIES[Q_BY_NAME],
                 VALS(v_text(str_of(lang_code((Lang)l))), v_blob(sort), v_id(c->who.org), v_int(a->head.id),
                      v_int(a->locality)),
                 T_ACTOR_SAME_NAME));
    }
    return OK;
}

Fault actor_likely(Ctx *c, const Actor *a, Likely *ret_v, size_t max, size_t *ret_n) {
    Finding f = {.v = ret_v, .max = max};
    Val org = v_id(c->who.org), self = v_int(a->head.id);
    if (a->registration_no.n) {
        TRY(take(c, &f, &ACTOR_QUERIES[Q_BY_NUMBER], VALS(org, v_text(a->registration_no), self), T_ACTOR_SAME_NUMBER));
    }
    if (a->phone.n) {
        TRY(take(c, &f, &ACTOR_QUERIES[Q_BY_PHONE], VALS(org, v_text(a->phone), self, v_int(a->kind)),
                 T_ACTOR_SAME_PHONE));
    }
    TRY(take_by_names(c, a, &f));
    if (f.n < f.max) TRY(take_twins(c, a, &f));
    Id  *ids = ARENA_ARRAY(c->arena, Id, f.n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, f.n + 1);
    for (size_t i = 0; i < f.n; i++) ids[i] = ret_v[i].id;
    TRY(ent_labels(c, ids, f.n, names));
    for (size_t i = 0; i < f.n; i++) ret_v[i].name = names[i];
    *ret_n = f.n;
    return OK;
}

/* ---- categories ----------------------------------------------------------------------- */

Fault category_by_code(Ctx *c, Str code, Id *ret_id) {
    return db_int(c, &ACTOR_QUERIES[Q_CODE], VALS(v_id(c->who.org), v_text(code)), ret_id);
}

static Fault load_line(Ctx *c, Str head, Str line, int64_t *made) {
    Str code = str_cell(head, line, "code");
    Id  id;
    if (!code.n) return OK;
    Fault f = category_by_code(c, code, &id);
    if (f != NOT_FOUND) return f;
    Category *g = ent_new(c, &category_entity);
    g->code = code;
    g->trade = choice_value(&trade_group_choices, str_cell(head, line, "trade"));
    for (int l = 0; l < LANG_N; l++) {
        g->name.v[l] = str_cell(head, line, lang_code((Lang)l));
        if (g->name.v[l].n) g->name.state[l] = TEXT_WRITTEN;
    }
    g->words = utf8_lines(c->arena, str_cell(head, line, "words"), '|', 1900);
    TRY(ent_save(c, &category_entity, g));
    (*made)++;
    return OK;
}

Fault category_load(Ctx *c, Str tsv, int64_t *ret_made) {
    Str head, line;
    int64_t made = 0;
    if (!str_split(&tsv, '\n', &head)) return fail(c, BAD_FILE, "categories", 0);
    while (str_split(&tsv, '\n', &line)) TRY(load_line(c, head, line, &made));
    *ret_made = made;
    return OK;
}

/* ---- the image of trades ----------------------------------------------------------------------- */

/* Category -> trade, sorted by id. One for the process: a process serves one region. Readers hold the lock only while
** they look something up. */
typedef struct Trades {
    pthread_mutex_t lock;
    Id             *ids;
    uint8_t        *trades;
    size_t          n;
    bool            fresh;
} Trades;
static Trades trades = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void trades_changed(void *arg, const Changed *v, size_t n) {
    (void)arg;
    for (size_t i = 0; i < n; i++) {
        if (v[i].table && !str_eq(str_of(v[i].table), LIT("categories"))) continue;
        pthread_mutex_lock(&trades.lock);
        trades.fresh = false;
        pthread_mutex_unlock(&trades.lock);
        return;
    }
}

void trades_start(Region *r) {
    trades.fresh = false;
    region_on_change(r, trades_changed, NULL);
}

static Fault trades_read(Ctx *c) {
    enum { CATEGORIES_MAX = 50000 };
    size_t n = 0, cap = 1024;
    Id      *ids = malloc(cap * sizeof *ids);
    uint8_t *of = malloc(cap);
    AUTO(rows_end) Rows r = {0};
    Fault f = db_rows(c, &ACTOR_QUERIES[Q_TRADES], NO_VALS, &r);
    CHECK(ids && of);
    while (f == OK && n < CATEGORIES_MAX && rows_next(&r)) {
        if (n == cap) {
            cap *= 2;
            ids = realloc(ids, cap * sizeof *ids);
            of = realloc(of, cap);
            CHECK(ids && of);
        }
        ids[n] = rows_id(&r, 0);
        of[n++] = (uint8_t)rows_int(&r, 1);
    }
    free(trades.ids);
    free(trades.trades);
    trades.ids = ids;
    trades.trades = of;
    trades.n = n;
    trades.fresh = true;
    return f;
}

int actor_trade(Ctx *c, Id category) {
    int trade = 0;
    if (!category) return 0;
    pthread_mutex_lock(&trades.lock);
    if (!trades.fresh && trades_read(c) != OK) trades.fresh = false;
    size_t low = 0, high = trades.n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (trades.ids[mid] < category) low = mid + 1;
        else high = mid;
    }
    if (low < trades.n && trades.ids[low] == category) trade = trades.trades[low];
    pthread_mutex_unlock(&trades.lock);
    return trade >= 0 && trade < TRADE_GROUP_N ? trade : 0;
}

/* ---- for proposals ---------------------------------------------------------------------------------------------- */

Fault actor_pool(Ctx *c, const ActorPool *p, PoolRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACTOR_QUERIES[Q_POOL],
                VALS(v_id(c->who.org), v_ids(p->kinds, p->n_kinds), v_ids(p->categories, p->n_categories),
                     v_int(p->self), v_int(LIFE_STATE_MOVED), v_int(LIFE_STATE_CLOSED), v_int(p->here),
                     v_int((int64_t)max)), &r));
    for (; n < max && rows_next(&r); n++) {
        ret_v[n] = (PoolRow){.id = rows_id(&r, 0), .category = rows_id(&r, 1), .locality = rows_id(&r, 2),
                             .kind = (int)rows_int(&r, 3), .languages = rows_int(&r, 4)};
    }
    *ret_n = n;
    return rows_fault(&r);
}

Fault category_rows(Ctx *c, CategoryRow **ret_v, size_t *ret_n) {
    enum { CATEGORIES_MAX = 4000 };
    CategoryRow *v = ARENA_ARRAY(c->arena, CategoryRow, CATEGORIES_MAX);
    size_t       n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACTOR_QUERIES[Q_CATEGORIES], VALS(v_id(c->who.org)), &r));
    for (; n < CATEGORIES_MAX && rows_next(&r); n++) {
        v[n] = (CategoryRow){rows_id(&r, 0), (int)rows_int(&r, 1), rows_copy(&r, 2)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}
