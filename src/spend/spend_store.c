/* spend_store.c - files of payments: rules at the write, and the pieces that their rows stand in. */
#include "spend/spend.h"

#include "actor/actor.h"
#include "base/check.h"
#include "db/region.h"

#include <stdlib.h>
#include <string.h>

enum { Q_PUT, Q_PIECES, Q_DROP, Q_SAME, Q_SAID, Q_MARKS, Q_BUYERS, Q_COUNTED, Q_FILES, Q_WORDS };
_Static_assert(Q_WORDS + 1 == SPEND_Q_N, "as many as the header says");

enum { PIECE_BYTES = 1 << 18, PIECES_BYTES_MAX = 64 << 20, ROOM_BYTES = 512 << 20 };

const Query SPEND_QUERIES[SPEND_Q_N] = {
    [Q_PUT] = {.sql = "INSERT INTO payment_pieces (file, kind, n, bytes) VALUES (:file, :kind, :n, :bytes)",
               .in = "file:id kind:int n:int bytes:blob"},
    [Q_PIECES] = {.sql = "SELECT p.bytes FROM payment_pieces p WHERE p.file = :file AND p.kind = :kind ORDER BY p.n",
                  .in = "file:id kind:int", .out = "bytes:blob", .many = true},
    [Q_DROP] = {.sql = "DELETE FROM payment_pieces WHERE file = :file AND kind = :kind", .in = "file:id kind:int"},
    [Q_SAME] = {.sql = "SELECT f.id FROM payment_files f WHERE f.org = :s_org AND f.buyer = :buyer"
                       " AND f.digest = :digest AND f.archived_at IS NULL AND {scope:f} ORDER BY f.id LIMIT 1",
                .in = "buyer:id digest:text", .out = "id:id"},
    [Q_SAID] = {.sql = "SELECT m.key, m.id, m.actor, m.verdict, m.number, m.name FROM payee_matches m"
                       " WHERE m.org = :s_org"
                       " AND m.buyer = :buyer AND m.archived_at IS NULL {unscoped:sums are the same for every reader}"
                       " ORDER BY m.key, m.id",
                .in = "buyer:id", .out = "key:int id:id actor:id verdict:int number:text name:text", .many = true},
    [Q_MARKS] = {.sql = "SELECT m.key, m.move FROM spend_marks m WHERE m.org = :s_org AND m.archived_at IS NULL"
                        " {unscoped:sums are the same for every reader} ORDER BY m.key, m.id",
                 .out = "key:int move:int", .many = true},
    [Q_BUYERS] = {.sql = "SELECT f.buyer, count(*), CAST(sum(f.rows_n) AS BIGINT), min(f.from_on), max(f.until_on)"
                         " FROM payment_files f WHERE f.org = :s_org AND f.state = :counted AND f.archived_at IS NULL"
                         " AND {scope:f} GROUP BY f.buyer ORDER BY f.buyer LIMIT :max",
                  .in = "counted:int max:int", .out = "buyer:id files:int rows:int from_on:int until_on:int"},
    [Q_COUNTED] = {.sql = "SELECT f.id FROM payment_files f WHERE f.org = :s_org AND f.buyer = :buyer"
                          " AND f.state = :counted AND f.archived_at IS NULL AND f.id <> :self"
                          " {unscoped:a payment counts once, whoever brings it} ORDER BY f.id",
                   .in = "buyer:id counted:int self:int", .out = "id:id"},
    [Q_FILES] = {.sql = "SELECT f.id FROM payment_files f WHERE f.org = :s_org {unscoped:erasing} ORDER BY f.id",
                 .out = "id:id", .many = true},
    [Q_WORDS] = {.sql = "SELECT m.id, m.actor, m.key FROM payee_matches m WHERE m.org = :s_org {unscoped:erasing}"
                        " ORDER BY m.id",
                 .out = "id:id actor:id key:int", .many = true},
};

/* ---- rules at the write ------------------------------------------------------------------------------------------ */

void spend_shown(const Ctx *c, bool to_all, Head *head) {
    if (c->who.system && !c->who.account && !to_all) return;
    head->visibility = to_all ? VIS_PUBLIC : VIS_UNIT;
    head->team = 0;
}

Fault spend_stands(Ctx *c, Id buyer, Head *head, bool *ret_open) {
    Head of;
    *ret_open = true;
    if (!buyer) return OK;
    Fault f = ent_load_head(c, &actor_entity, buyer, &of);
    if (f == OK) head->unit = of.unit;
    if (f == OK) *ret_open = of.visibility == VIS_PUBLIC;
    return f == NOT_FOUND ? OK : f;               /* the check of the reference complains */
}

Fault payment_file_check(Ctx *c, const void *before, void *after) {
    PaymentFile *v = after;
    bool open;
    (void)before;
    TRY(spend_stands(c, v->buyer, &v->head, &open));
    if (!v->state) v->state = PAYMENT_STATE_DRAFT;
    if (v->published == 1 && !open) complain(c, "published", T_SPEND_BUYER_HIDDEN);
    spend_shown(c, v->published == 1 && v->state == PAYMENT_STATE_IN_USE, &v->head);
    return complaints_fault(c);
}

Fault payee_match_check(Ctx *c, const void *before, void *after) {
    PayeeMatch *v = after;
    bool open;
    (void)before;
    TRY(spend_stands(c, v->buyer, &v->head, &open));
    if (v->verdict == PAYEE_VERDICT_SAME && !v->actor) complain(c, "actor", T_FORM_FIX_REQUIRED);
    if (v->verdict == PAYEE_VERDICT_BODY) v->actor = 0;
    return complaints_fault(c);
}

/* The key follows the words. */
Fault spend_mark_check(Ctx *c, const void *before, void *after) {
    SpendMark *v = after;
    (void)before;
    v->key = (int64_t)(spend_hash(v->name) >> 1);
    return complaints_fault(c);
}

/* ---- pieces ------------------------------------------------------------------------------------------------------ */

Fault spend_pieces(Ctx *c, Id file, SpendPiece kind, Str *ret_bytes) {
    Buf b;
    buf_init(&b, PIECES_BYTES_MAX);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SPEND_QUERIES[Q_PIECES], VALS(v_id(file), v_int(kind)), &r));
    while (rows_next(&r)) buf_add(&b, rows_blob(&r, 0));
    bool ok = buf_ok(&b);
    *ret_bytes = buf_keep(c->arena, &b);
    TRY(rows_fault(&r));
    return ok ? OK : fail(c, TOO_LARGE, "payment_file", file);
}

Fault spend_room(Ctx *c, SpendIn run, void *arg) {
    Arena own, *outer = c->arena;
    arena_init(&own, ROOM_BYTES);
    c->arena = &own;
    Fault f = region_read_begin(c->region, c);
    if (f == OK) {
        f = run(c, arg);
        region_read_end(c->region, c);
    }
    c->arena = outer;
    known_begin(c);                               /* what was known lay in the arena that goes */
    c->fault.text = arena_copy(c->arena, c->fault.text);
    arena_release(&own);
    return f;
}

Fault spend_head(Ctx *c, Id file, SpendBook *ret_b) {
    Str s;
    TRY(spend_pieces(c, file, SPEND_PIECE_HEAD, &s));
    return spend_unpack_head(c->arena, s, ret_b) ? OK : fail(c, DB_BROKEN, "payment_file", file);
}

typedef struct EachPiece {
    SpendEach each;
    void     *arg;
} EachPiece;

static Fault each_piece(Ctx *c, Id file, const SpendBook *b, SpendChunk *k, const EachPiece *to) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SPEND_QUERIES[Q_PIECES], VALS(v_id(file), v_int(SPEND_PIECE_ROWS)), &r));
    while (rows_next(&r)) {
        if (!spend_unpack_rows(b, rows_blob(&r, 0), k)) return fail(c, DB_BROKEN, "payment_file", file);
        TRY(to->each(c, b, k, to->arg));
    }
    return rows_fault(&r);
}

/* The chunk is large, and one is enough: it is no request's. */
Fault spend_each(Ctx *c, Id file, const SpendBook *b, SpendEach each, void *arg) {
    SpendChunk *k = calloc(1, sizeof *k);
    CHECK(k);
    k->text_cap = SPEND_CHUNK * SPEND_NUMBER_MAX;
    k->text = malloc(k->text_cap);
    CHECK(k->text);
    Fault f = each_piece(c, file, b, k, &(EachPiece){each, arg});
    free(k->text);
    free(k);
    return f;
}

/* A text in as many pieces as it needs. */
static Fault put_pieces(Ctx *c, Id file, SpendPiece kind, Str s) {
    for (int64_t n = 0; s.n; n++) {
        Str piece = str_sub(s, 0, PIECE_BYTES);
        TRY(db_run(c, &SPEND_QUERIES[Q_PUT], VALS(v_id(file), v_int(kind), v_int(n), v_blob(piece))));
        s = str_sub(s, piece.n, s.n);
    }
    return OK;
}

static Fault drop(Ctx *c, Id file, SpendPiece kind) {
    return db_run(c, &SPEND_QUERIES[Q_DROP], VALS(v_id(file), v_int(kind)));
}

static Fault put_rows(Ctx *c, Id file, const SpendBook *b, Buf *to) {
    int64_t n = 0;
    for (const SpendChunk *k = b->first; k; k = k->next) {
        buf_clear(to);
        spend_pack_rows(k, to);
        if (!buf_ok(to)) return fail(c, TOO_LARGE, "payment_file", file);
        TRY(db_run(c, &SPEND_QUERIES[Q_PUT], VALS(v_id(file), v_int(SPEND_PIECE_ROWS), v_int(n++),
                                                  v_blob(buf_str(to)))));
    }
    return OK;
}

static Fault put_all(Ctx *c, Id file, const SpendBrought *b, Buf *to) {
    TRY(drop(c, file, SPEND_PIECE_HEAD));
    TRY(drop(c, file, SPEND_PIECE_ROWS));
    TRY(drop(c, file, SPEND_PIECE_LINKS));
    spend_pack_head(&b->book, to);
    if (!buf_ok(to)) return fail(c, TOO_LARGE, "payment_file", file);
    TRY(put_pieces(c, file, SPEND_PIECE_HEAD, buf_str(to)));
    buf_clear(to);
    spend_pack_links(b->links, b->links_n, to);
    if (!buf_ok(to)) return fail(c, TOO_LARGE, "payment_file", file);
    TRY(put_pieces(c, file, SPEND_PIECE_LINKS, buf_str(to)));
    return put_rows(c, file, &b->book, to);
}

Fault spend_keep(Ctx *c, PaymentFile *v, const SpendBrought *b, Str raw) {
    Buf to;
    v->currency = arena_copy(c->arena, str_of(b->book.currencies[b->book.currency]));
    v->from_on = b->book.from;
    v->until_on = b->book.until;
    v->rows_n = (int64_t)b->book.rows;
    v->kept = b->book.tally.by[SPEND_KEPT].sum;
    if (b->ocds) v->coming_n = 0;
    for (uint32_t i = 0; b->ocds && i < b->ocds->processes_n; i++) {
        v->coming_n += spend_is_coming(&b->ocds->processes[i]);
    }
    TRY(ent_save(c, &payment_file_entity, v));
    buf_init(&to, PIECES_BYTES_MAX);
    Fault f = put_all(c, v->head.id, b, &to);
    buf_release(&to);
    if (f == OK && raw.n) f = drop(c, v->head.id, SPEND_PIECE_RAW);
    if (f == OK && raw.n) f = put_pieces(c, v->head.id, SPEND_PIECE_RAW, raw);
    return f;
}

/* ---- what other files and people have said ----------------------------------------------------------------------- */

typedef struct KnownRows {
    Arena   *a;
    int64_t *v;
    size_t   n, cap;
} KnownRows;

static Fault known_chunk(Ctx *c, const SpendBook *b, const SpendChunk *k, void *arg) {
    KnownRows *to = arg;
    (void)c;
    ARENA_ROOM(to->a, to->v, to->n, k->n, &to->cap);
    for (uint32_t i = 0; i < k->n; i++) {
        int64_t id = k->state[i] == SPEND_KEPT || k->state[i] == SPEND_REVERSED ? spend_identity(b, k, i) : 0;
        if (id) to->v[to->n++] = id;
    }
    return OK;
}

Fault spend_known(Ctx *c, Arena *a, Id buyer, Id self, int64_t **ret_v, size_t *ret_n) {
    enum { FILES_MAX = 400 };
    Id        files[FILES_MAX];
    size_t    n = 0;
    KnownRows to = {.a = a};
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &SPEND_QUERIES[Q_COUNTED], VALS(v_id(buyer), v_int(PAYMENT_STATE_IN_USE), v_int(self)), &r));
        while (n < FILES_MAX && rows_next(&r)) files[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) {
        SpendBook b;
        TRY(spend_head(c, files[i], &b));
        TRY(spend_each(c, files[i], &b, known_chunk, &to));
    }
    *ret_v = to.v;
    *ret_n = to.n ? ids_sort(to.v, to.n) : 0;
    return OK;
}

Fault spend_same_file(Ctx *c, Id buyer, Str digest, Id *ret_id) {
    Fault f = db_int(c, &SPEND_QUERIES[Q_SAME], VALS(v_id(buyer), v_text(digest)), ret_id);
    if (f == NOT_FOUND) *ret_id = 0;
    return f == NOT_FOUND ? OK : f;
}

Fault spend_said(Ctx *c, Id buyer, SpendSaid **ret_v, size_t *ret_n) {
    enum { SAID_MAX = 50000 };
    SpendSaid *v = NULL;
    size_t     n = 0, cap = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SPEND_QUERIES[Q_SAID], VALS(v_id(buyer)), &r));
    for (; n < SAID_MAX && rows_next(&r); n++) {
        ARENA_ROOM(c->arena, v, n, 1, &cap);
        v[n] = (SpendSaid){(uint64_t)rows_int(&r, 0), rows_id(&r, 1), rows_id(&r, 2), (int)rows_int(&r, 3),
                           arena_copy(c->arena, rows_text(&r, 4)), arena_copy(c->arena, rows_text(&r, 5))};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault spend_marks(Ctx *c, SpendMoved **ret_v, size_t *ret_n) {
    enum { MARKS_MAX = 5000 };
    SpendMoved *v = ARENA_ARRAY(c->arena, SpendMoved, MARKS_MAX);
    size_t      n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SPEND_QUERIES[Q_MARKS], NO_VALS, &r));
    for (; n < MARKS_MAX && rows_next(&r); n++) v[n] = (SpendMoved){(uint64_t)rows_int(&r, 0), (int)rows_int(&r, 1)};
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault spend_buyers(Ctx *c, SpendBuyer **ret_v, size_t *ret_n) {
    SpendBuyer *v = ARENA_ARRAY(c->arena, SpendBuyer, SPEND_BUYERS_MAX);
    size_t      n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SPEND_QUERIES[Q_BUYERS], VALS(v_int(PAYMENT_STATE_IN_USE), v_int(SPEND_BUYERS_MAX)), &r));
    for (; n < SPEND_BUYERS_MAX && rows_next(&r); n++) {
        v[n] = (SpendBuyer){rows_id(&r, 0), rows_int(&r, 1), rows_int(&r, 2), (Day)rows_int(&r, 3),
                            (Day)rows_int(&r, 4)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

/* ---- erasing ----------------------------------------------------------------------------------------------------- */

Fault spend_files(Ctx *c, Id **ret_v, size_t *ret_n) {
    Id    *v = NULL;
    size_t n = 0, cap = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SPEND_QUERIES[Q_FILES], NO_VALS, &r));
    for (; rows_next(&r); n++) {
        ARENA_ROOM(c->arena, v, n, 1, &cap);
        v[n] = rows_id(&r, 0);
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault spend_words_said(Ctx *c, SpendWord **ret_v, size_t *ret_n) {
    SpendWord *v = NULL;
    size_t     n = 0, cap = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SPEND_QUERIES[Q_WORDS], NO_VALS, &r));
    for (; rows_next(&r); n++) {
        ARENA_ROOM(c->arena, v, n, 1, &cap);
        v[n] = (SpendWord){rows_id(&r, 0), rows_id(&r, 1), (uint64_t)rows_int(&r, 2)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault spend_raw_drop(Ctx *c, Id file) { return drop(c, file, SPEND_PIECE_RAW); }

Fault spend_withhold(Ctx *c, Id file, const SpendBook *b, const SpendLink *links, uint32_t links_n) {
    Buf to;
    TRY(drop(c, file, SPEND_PIECE_RAW));
    TRY(drop(c, file, SPEND_PIECE_HEAD));
    TRY(drop(c, file, SPEND_PIECE_LINKS));
    buf_init(&to, PIECES_BYTES_MAX);
    spend_pack_head(b, &to);
    Fault f = buf_ok(&to) ? OK : fail(c, TOO_LARGE, "payment_file", file);
    if (f == OK) f = put_pieces(c, file, SPEND_PIECE_HEAD, buf_str(&to));
    buf_clear(&to);
    spend_pack_links(links, links_n, &to);
    if (f == OK) f = put_pieces(c, file, SPEND_PIECE_LINKS, buf_str(&to));
    buf_release(&to);
    return f;
}
