/* ent_erase.c - records whose words are really gone: out of the row, its texts, its label, and out of the change log.
**
** The chain of the log stays provable. An entry that was erased has lost its content and its salt, and keeps its hash,
** on which the next one stands. What was erased is itself an entry: it carries a sum over the numbers and hashes of all
** that it has emptied, so that nobody can empty others unseen. From a hash nobody guesses the words back: the salt that
** went into it is gone. */
#include "ent/erase.h"

#include "base/check.h"
#include "db/region.h"
#include "ent/ent_inner.h"
#include "lang/collate.h"

#include <sodium.h>

enum { SQL_TEXT_MAX = 16 << 10 };

enum { Q_TEXTS, Q_LABELS, Q_TEXT_ADD, Q_LABEL_ADD, Q_EMPTY, Q_EMPTIED, Q_SUMMARIES, ERASE_Q_N };
static const Query Q[ERASE_Q_N] = {
    [Q_TEXTS] = {.sql = "DELETE FROM texts WHERE owner {in:ids}", .in = "ids:ids"},
    [Q_LABELS] = {.sql = "DELETE FROM labels WHERE owner {in:ids}", .in = "ids:ids"},
    [Q_TEXT_ADD] = {.sql = "INSERT INTO texts (owner, field, lang, text, state) "
                           "VALUES (:owner, :field, :lang, :text, 1)",
                    .in = "owner:id field:text lang:text text:text"},
    [Q_LABEL_ADD] = {.sql = "INSERT INTO labels (owner, lang, entity, text, sort) "
                            "VALUES (:owner, :lang, :entity, :text, :sort)",
                     .in = "owner:id lang:text entity:text text:text sort:blob"},
    [Q_EMPTY] = {.sql = "UPDATE changes SET before = NULL, after = NULL, salt = NULL, erased = :seal "
                        "WHERE record {in:ids} AND kind <> 7 AND erased IS NULL",
                 .in = "seal:int ids:ids"},
    [Q_EMPTIED] = {.sql = "SELECT seq, hash FROM changes WHERE erased = :seal ORDER BY seq", .in = "seal:int",
                   .out = "seq:int hash:blob", .many = true},
    [Q_SUMMARIES] = {.sql = "UPDATE acts SET summary = NULL WHERE id IN (SELECT act FROM changes "
                            "WHERE erased = :seal)",
                     .in = "seal:int"},
};
_Static_assert(CHANGE_ERASE == 7, "the statements above name this kind by number");

const Query *const ERASE_QUERIES = Q;
const int          ERASE_QUERIES_N = ERASE_Q_N;

/* ---- what hangs on what -------------------------------------------------------------------------------------- */

void ent_ids_add(Ctx *c, EntIds *s, Id id) {
    ARENA_ROOM(c->arena, s->v, s->n, 1, &s->cap);
    s->v[s->n++] = id;
}

static Fault pointing(Ctx *c, const Entity *e, const Field *f, const Id *ids, size_t n, EntIds *out) {
    Str   sql = arena_printf(c->arena, "SELECT x.id FROM %s x WHERE x.org = :s_org AND x.%s {in:ids} ORDER BY x.id",
                             e->table, f->name);
    Query q = db_made(c, sql, LIT("ids:ids"), LIT("id:id"));
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &q, VALS(v_ids(ids, n)), &r));
    while (rows_next(&r)) ent_ids_add(c, out, rows_id(&r, 0));
    return rows_fault(&r);
}

Fault ent_hanging(Ctx *c, const Entity *to, const Id *ids, size_t n, EntIds *sets, EntTake take) {
    if (!n) return OK;
    for (int i = 0; i < ENTITIES_N; i++) {
        const Entity *e = ENTITIES[i];
        for (int k = 0; k < e->n_fields; k++) {
            const Field *f = &e->fields[k];
            if (f->type != F_REF || f->to != to || !take(e, f)) continue;
            sets[i].e = e;
            TRY(pointing(c, e, f, ids, n, &sets[i]));
        }
        if (sets[i].n) sets[i].n = ids_sort(sets[i].v, sets[i].n);
    }
    return OK;
}

Fault ent_column(Ctx *c, const EntColumn *w, const EntIds *of, EntIds *out) {
    Str only = w->only ? arena_printf(c->arena, " AND x.%s = %lld", w->only, (long long)w->is) : (Str){0};
    Str sql = arena_printf(c->arena, "SELECT DISTINCT x.%s FROM %s x WHERE x.%s {in:ids} AND x.%s IS NOT NULL%.*s"
                           " ORDER BY x.%s", w->want, w->e->table, w->by, w->want, STR_ARG(only), w->want);
    Query q = db_made(c, sql, LIT("ids:ids"), LIT("value:id"));
    AUTO(rows_end) Rows r = {0};
    if (!of->n) return OK;
    TRY(db_rows(c, &q, VALS(v_ids(of->v, of->n)), &r));
    while (rows_next(&r)) ent_ids_add(c, out, rows_id(&r, 0));
    return rows_fault(&r);
}

/* ---- rows ---------------------------------------------------------------------------------------------------- */

static bool has_words(const Field *f) {
    switch (f->type) {
        case F_TEXT: case F_LINES: case F_PHONE: case F_EMAIL: case F_URL: case F_JSON: case F_REAL: return true;
        default: return false;
    }
}

static Fault rows_told(Ctx *c, const Entity *e, const Id *ids, size_t n) {
    for (size_t i = 0; i < n; i++) region_changed(c, e->table, ids[i]);
    return OK;
}

static Fault rows_empty(Ctx *c, const Entity *e, const Id *ids, size_t n, bool away) {
    Buf b;
    buf_init(&b, SQL_TEXT_MAX);
    buf_printf(&b, "UPDATE %s SET version = version + 1, changed_at = :at", e->table);
    if (away) buf_lit(&b, ", archived_at = coalesce(archived_at, :at)");
    for (int i = 0; i < e->n_fields; i++) {
        if (has_words(&e->fields[i])) buf_printf(&b, ", %s = NULL", e->fields[i].name);
    }
    buf_lit(&b, " WHERE org = :s_org AND id {in:ids}");
    CHECK(buf_ok(&b));
    Query q = db_made(c, buf_keep(c->arena, &b), LIT("at:int ids:ids"), (Str){0});
    return db_run(c, &q, VALS(v_int(c->reader.now), v_ids(ids, n)));
}

static Fault rows_drop(Ctx *c, const Entity *e, const Id *ids, size_t n) {
    Query q = db_made(c, arena_printf(c->arena, "DELETE FROM %s WHERE org = :s_org AND id {in:ids}", e->table),
                      LIT("ids:ids"), (Str){0});
    return db_run(c, &q, VALS(v_ids(ids, n)));
}

Fault ent_erase(Ctx *c, const EntIds *s, EraseHow how) {
    CHECK(c->writing);
    if (!s->n) return OK;
    TRY(db_run(c, &Q[Q_TEXTS], VALS(v_ids(s->v, s->n))));
    TRY(db_run(c, &Q[Q_LABELS], VALS(v_ids(s->v, s->n))));
    if (how == ERASE_ROW) TRY(rows_drop(c, s->e, s->v, s->n));
    else TRY(rows_empty(c, s->e, s->v, s->n, how == ERASE_AWAY));
    return rows_told(c, s->e, s->v, s->n);
}

/* A name for who has none any more, so that a page that still speaks of the record says why. */
Fault ent_name_erased(Ctx *c, const Entity *e, Id id, TextKey name) {
    const Field *f = &e->fields[e->label];
    for (Lang l = 0; l < LANG_N; l++) {
        Str text = tr(l, name), code = str_of(lang_code(l)), sort = collate_key(c->arena, l, text);
        if (f->type == F_TRI) {
            TRY(db_run(c, &Q[Q_TEXT_ADD], VALS(v_id(id), v_text(str_of(f->name)), v_text(code), v_text(text))));
        }
        TRY(db_run(c, &Q[Q_LABEL_ADD],
                   VALS(v_id(id), v_text(code), v_text(str_of(e->name)), v_text(text), v_blob(sort))));
    }
    if (f->type == F_TRI) return OK;
    Str   sql = arena_printf(c->arena, "UPDATE %s SET %s = :name WHERE org = :s_org AND id = :id", e->table, f->name);
    Query q = db_made(c, sql, LIT("name:text id:id"), (Str){0});
    return db_run(c, &q, VALS(v_text(tr(c->reader.lang, name)), v_id(id)));
}

/* ---- the log ------------------------------------------------------------------------------------------------- */

void erased_add(Erased *s, int64_t seq, Str hash) {
    crypto_generichash_state h;
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (uint8_t)((uint64_t)seq >> (8 * i));
    crypto_generichash_init(&h, NULL, 0, sizeof s->sum);
    crypto_generichash_update(&h, s->sum, sizeof s->sum);
    crypto_generichash_update(&h, bytes, sizeof bytes);
    crypto_generichash_update(&h, (const uint8_t *)hash.p, hash.n);
    crypto_generichash_final(&h, s->sum, sizeof s->sum);
    s->n++;
}

Str erased_told(Arena *a, const Erased *s) {
    char hex[2 * sizeof s->sum + 1];
    sodium_bin2hex(hex, sizeof hex, s->sum, sizeof s->sum);
    return arena_printf(a, "{\"erased\":%lld,\"sum\":\"%s\"}", (long long)s->n, hex);
}

Fault ent_erase_log(Ctx *c, const Entity *e, Id on, const Id *ids, size_t n, Sealed *ret_s) {
    Head   head = {.id = on, .org = c->who.org};
    Chain *chain;
    Erased sum = {0};
    CHECK(c->writing);
    TRY(act_write(c, 0));
    TRY(region_chain(c, &chain));
    int64_t seal = chain->seq + 1;
    TRY(db_run(c, &Q[Q_EMPTY], VALS(v_int(seal), v_ids(ids, n))));
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &Q[Q_EMPTIED], VALS(v_int(seal)), &r));
        while (rows_next(&r)) erased_add(&sum, rows_int(&r, 0), rows_blob(&r, 1));
        TRY(rows_fault(&r));
    }
    *ret_s = (Sealed){seal, sum.n};
    TRY(db_run(c, &Q[Q_SUMMARIES], VALS(v_int(seal))));
    TRY(change_write(c, &(ChangeNote){.e = e, .head = &head, .kind = CHANGE_ERASE,
                                      .after = erased_told(c->arena, &sum)}));
    CHECK(chain->seq == seal);
    return OK;
}

/* ---- what no reference leads to ---------------------------------------------------------------------------------- */

enum { ALSO_MAX = 8 };
static EraseAlso also_v[ALSO_MAX];
static int       also_n;

void erase_also_add(EraseAlso also) {
    for (int i = 0; i < also_n; i++) {
        if (also_v[i] == also) return;            /* another region has started before */
    }
    CHECK(also_n < ALSO_MAX);
    also_v[also_n++] = also;
}

Fault erase_also(Ctx *c, const EntIds *actors, EntIds *gone) {
    for (int i = 0; i < also_n; i++) TRY(also_v[i](c, actors, gone));
    return OK;
}
