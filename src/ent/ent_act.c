/* ent_act.c - the change log: acts, entries, the chain of hashes, reading it back.
**
** An entry is written in the transaction of the change itself. Its hash is BLAKE2b over the hash before it and its
** own content, so that nobody can change or remove one unseen; seq counts the entries of a region without a gap. The
** entries of one import are written one by one too: each costs one insert, for the end of the chain stands in memory
** (region_chain). */
#include "ent/ent_inner.h"

#include "base/check.h"
#include "db/batch.h"
#include "db/region.h"
#include "ent/erase.h"

#include <jansson.h>
#include <sodium.h>

enum { HASH_BYTES = sizeof ((Chain *)0)->hash, SALT_BYTES = 16 };

enum { Q_ACT_ADD, Q_CHANGE_ADD, Q_HISTORY, Q_CHAIN, ACT_Q_N };
static const Query Q[ACT_Q_N] = {
    [Q_ACT_ADD] = {.sql = "INSERT INTO acts (id, org, account, kind, summary, at, undoes) "
                          "VALUES (:id, :org, :account, :kind, :summary, :at, :undoes)",
                   .in = "id:id org:id account:id kind:text summary:text at:int undoes:id"},
    [Q_CHANGE_ADD] = {.sql = "INSERT INTO changes (seq, act, org, account, entity, record, kind, before, after, "
                             "at, prev, hash, salt) VALUES (:seq, :act, :org, :account, :entity, :record, "
                             ":kind, :before, :after, :at, :prev, :hash, :salt)",
                      .in = "seq:int act:id org:id account:id entity:text record:id kind:int before:text "
                            "after:text at:int prev:blob hash:blob salt:blob"},
    [Q_HISTORY] = {.sql = "SELECT seq, act, account, at, kind, before, after FROM changes "
                          "WHERE record = :record AND org = :s_org ORDER BY seq DESC LIMIT :limit",
                   .in = "record:id limit:int",
                   .out = "seq:int act:id account:id at:int kind:int before:text after:text"},
    [Q_CHAIN] = {.sql = "SELECT seq, act, org, account, entity, record, kind, before, after, at, prev, hash, "
                        "salt, erased FROM changes ORDER BY seq",
                 .out = "seq:int act:id org:id account:id entity:text record:id kind:int before:text after:text "
                        "at:int prev:blob hash:blob salt:blob erased:int",
                 .scan = "the whole chain is proved", .many = true},
};

const Query *const ACT_QUERIES = Q;
const int          ACT_QUERIES_N = ACT_Q_N;

/* ---- writing -------------------------------------------------------------------------------------------------- */

Fault act_begin(Ctx *c, TextKey kind, Str summary) {
    c->act = 0;
    c->act_kind = kind;
    c->act_summary = arena_copy(c->arena, summary);
    return OK;
}

Fault act_write(Ctx *c, Id undoes) {
    CHECK(c->writing);
    if (c->act) return OK;
    Id id = id_new(c->reader.now);
    TextKey kind = c->act_kind == T_NONE ? T_ACT_CHANGE : c->act_kind;
    TRY(db_put(c, &Q[Q_ACT_ADD], VALS(v_int(id), v_id(c->who.org), v_id(c->who.account),
                                      v_text(str_of(TEXT_NAMES[kind])), v_text(c->act_summary),
                                      v_int(c->reader.now), v_id(undoes))));
    c->act = id;
    return OK;
}

/* The content of an entry, as it is hashed. */
typedef struct Entry {
    int64_t seq, act, org, account, record, kind, at;
    Str     entity, before, after;
    Str     salt;                                 /* chance, so that nobody guesses an erased content from its hash */
} Entry;

static void hash_number(crypto_generichash_state *h, int64_t n) {
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (uint8_t)((uint64_t)n >> (8 * i));
    crypto_generichash_update(h, bytes, sizeof bytes);
}

static void hash_text(crypto_generichash_state *h, Str s) {
    hash_number(h, (int64_t)s.n);
    if (s.n) crypto_generichash_update(h, (const uint8_t *)s.p, s.n);
}

/* Numbers as 8 bytes, least significant first; texts behind their length: no two entries look alike. */
static void hash_entry(uint8_t out[HASH_BYTES], const uint8_t prev[HASH_BYTES], const Entry *e) {
    crypto_generichash_state h;
    crypto_generichash_init(&h, NULL, 0, HASH_BYTES);
    crypto_generichash_update(&h, prev, HASH_BYTES);
    const int64_t numbers[] = {e->seq, e->act, e->org, e->account, e->record, e->kind, e->at};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) hash_number(&h, numbers[i]);
    hash_text(&h, e->entity);
    hash_text(&h, e->before);
    hash_text(&h, e->after);
    if (e->salt.n) hash_text(&h, e->salt);        /* entries of earlier versions have none */
    crypto_generichash_final(&h, out, HASH_BYTES);
}

Fault change_write(Ctx *c, const ChangeNote *note) {
    Chain *chain;
    uint8_t hash[HASH_BYTES], salt[SALT_BYTES];
    randombytes_buf(salt, sizeof salt);
    TRY(act_write(c, 0));
    TRY(region_chain(c, &chain));
    Entry e = {.seq = chain->seq + 1, .act = c->act, .org = note->head->org, .account = c->who.account,
               .record = note->head->id, .kind = note->kind, .at = c->reader.now,
               .entity = str_of(note->e->name), .before = note->before, .after = note->after,
               .salt = {(const char *)salt, sizeof salt}};
    hash_entry(hash, chain->hash, &e);
    TRY(db_put(c, &Q[Q_CHANGE_ADD],
               VALS(v_int(e.seq), v_int(e.act), v_id(e.org), v_id(e.account), v_text(e.entity), v_int(e.record),
                    v_int(e.kind), v_text(e.before), v_text(e.after), v_int(e.at),
                    v_blob((Str){(const char *)chain->hash, HASH_BYTES}),
                    v_blob((Str){(const char *)hash, HASH_BYTES}), v_blob(e.salt))));
    chain->seq = e.seq;
    memcpy(chain->hash, hash, HASH_BYTES);
    region_changed(c, note->e->table, note->head->id);
    return OK;
}

/* ---- reading -------------------------------------------------------------------------------------------------- */

/* The erasures met so far: of each the sum over what it has emptied, until its own entry comes. */
typedef struct Seals {
    Erased *v;
    size_t  n, cap;
} Seals;

static Erased *seal_of(Ctx *c, Seals *s, int64_t seal) {
    for (size_t i = s->n; i > 0; i--) {
        if (s->v[i - 1].seal == seal) return &s->v[i - 1];
    }
    ARENA_ROOM(c->arena, s->v, s->n, 1, &s->cap);
    s->v[s->n] = (Erased){.seal = seal};
    return &s->v[s->n++];
}

/* Does the entry say what it should? One that was emptied has nothing to prove itself by: its seal proves it. */
static bool entry_whole(Ctx *c, const Entry *e, const uint8_t prev[HASH_BYTES], Str is, int64_t erased, Seals *s) {
    uint8_t hash[HASH_BYTES];
    if (erased) {
        Erased *sum = seal_of(c, s, erased);
        bool    empty = !e->before.n && !e->after.n && !e->salt.n;
        erased_add(sum, e->seq, is);
        return empty && erased > e->seq && e->kind != CHANGE_ERASE;
    }
    hash_entry(hash, prev, e);
    if (memcmp(is.p, hash, HASH_BYTES) != 0) return false;
    if (e->kind != CHANGE_ERASE) return true;
    Erased *sum = seal_of(c, s, e->seq);
    sum->sealed = true;
    return str_eq(erased_told(c->arena, sum), e->after);
}

Fault act_verify_chain(Ctx *c, int64_t *ret_entries) {
    uint8_t prev[HASH_BYTES] = {0};
    int64_t seq = 0;
    Seals   seals = {0};
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &Q[Q_CHAIN], NO_VALS, &r));
    while (rows_next(&r)) {
        Entry e = {.seq = rows_int(&r, 0), .act = rows_id(&r, 1), .org = rows_id(&r, 2),
                   .account = rows_id(&r, 3), .entity = rows_text(&r, 4), .record = rows_id(&r, 5),
                   .kind = rows_int(&r, 6), .before = rows_text(&r, 7), .after = rows_text(&r, 8),
                   .at = rows_int(&r, 9), .salt = rows_blob(&r, 12)};
        Str was = rows_blob(&r, 10), is = rows_blob(&r, 11);
        bool whole = e.seq == seq + 1 && was.n == HASH_BYTES && is.n == HASH_BYTES &&
                     memcmp(was.p, prev, HASH_BYTES) == 0;
        if (!whole || !entry_whole(c, &e, prev, is, rows_int(&r, 13), &seals)) {
            return fail(c, DB_BROKEN, "changes", seq + 1);
        }
        seq = e.seq;
        memcpy(prev, is.p, HASH_BYTES);
    }
    TRY(rows_fault(&r));
    for (size_t i = 0; i < seals.n; i++) {
        if (!seals.v[i].sealed) return fail(c, DB_BROKEN, "changes", seals.v[i].seal);
    }
    *ret_entries = seq;
    return OK;
}

Str change_for_reader(Ctx *c, const Entity *e, Str json) {
    json_t *root = json.n && !reader_is_staff(c) ? json_loadb(json.p, json.n, 0, NULL) : NULL;
    if (!root) return json;
    for (int i = 0; i < e->n_fields; i++) {
        if (!field_readable(c, &e->fields[i])) json_object_del(root, e->fields[i].name);
    }
    char *text = json_dumps(root, JSON_COMPACT);
    CHECK(text);
    Str s = arena_copy(c->arena, str_of(text));
    free(text);
    json_decref(root);
    return s;
}

Fault ent_history(Ctx *c, const Entity *e, Id record, size_t limit, Change **ret_v, size_t *ret_n) {
    Head head;
    TRY(ent_load_head(c, e, record, &head));
    Change *v = ARENA_ARRAY(c->arena, Change, limit);
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &Q[Q_HISTORY], VALS(v_int(record), v_int((int64_t)limit)), &r));
        while (n < limit && rows_next(&r)) {
            v[n++] = (Change){.id = rows_int(&r, 0), .act = rows_id(&r, 1), .record = record,
                              .account = rows_id(&r, 2), .at = rows_int(&r, 3), .entity = e,
                              .kind = (int)rows_int(&r, 4), .before = rows_copy(&r, 5), .after = rows_copy(&r, 6)};
        }
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) {
        v[i].before = change_for_reader(c, e, v[i].before);
        v[i].after = change_for_reader(c, e, v[i].after);
    }
    *ret_v = v;
    *ret_n = n;
    return OK;
}

/* ---- portions ------------------------------------------------------------------------------------------------- */

enum { PORTION_BYTES_MAX = 64 << 20 };

void portion_begin(Portion *p, Ctx *c) {
    p->c = c;
    p->outer = c->arena;
    arena_init(&p->own, PORTION_BYTES_MAX);
    c->arena = &p->own;
}

/* What a fault is about and the complaints belong to the caller: they move to its arena. */
static void portion_keep(Portion *p) {
    Ctx *c = p->c;
    c->fault.text = arena_copy(p->outer, c->fault.text);
    Complaints old = c->complaints;
    c->complaints = (Complaints){0};
    if (!old.n) return;
    c->complaints = (Complaints){ARENA_ARRAY(p->outer, Complaint, old.n), old.n, old.n};
    for (size_t i = 0; i < old.n; i++) {
        c->complaints.v[i] = old.v[i];
        c->complaints.v[i].text = arena_copy(p->outer, old.v[i].text);
        c->complaints.v[i].field = arena_z(p->outer, str_of(old.v[i].field));
    }
}

void portion_next(Portion *p) {
    portion_keep(p);
    arena_reset(&p->own);
}

void portion_end(Portion *p) {
    if (!p->c) return;
    portion_keep(p);
    p->c->arena = p->outer;
    arena_release(&p->own);
    p->c = NULL;
}
