/* once.c - a write that is sent twice happens once. */
#include "http/once.h"

#include "base/check.h"
#include "http/identity.h"

#include <sodium.h>
#include <string.h>

enum { CLAIM_MS_MAX = 10 * 60 * 1000, HEADERS_KEPT_MAX = 8, ANSWER_PARTS_MAX = 2 * HEADERS_KEPT_MAX + 8 };
static const int64_t KEEP_MS = 7LL * 24 * 3600 * 1000;

const Query ONCE_QUERIES[ONCE_Q_N] = {
    [Q_ONCE_FIND] = {.sql = "SELECT request_digest, status, answer, at FROM once "
                            "WHERE key = :key AND account = :account",
                     .in = "key:text account:int",
                     .out = "request_digest:blob status:int answer:blob at:int"},
    [Q_ONCE_ADD] = {.sql = "INSERT INTO once (key, account, request_digest, status, answer, at) "
                           "VALUES (:key, :account, :digest, :status, :answer, :at)",
                    .in = "key:text account:int digest:blob status:int answer:blob at:int",
                    .out = ""},
    [Q_ONCE_KEEP] = {.sql = "UPDATE once SET status = :status, answer = :answer "
                            "WHERE key = :key AND account = :account",
                     .in = "status:int answer:blob key:text account:int",
                     .out = ""},
    [Q_ONCE_DROP] = {.sql = "DELETE FROM once WHERE key = :key AND account = :account",
                     .in = "key:text account:int",
                     .out = ""},
    [Q_ONCE_FORGET] = {.sql = "DELETE FROM once WHERE at < :before AND answer IS NOT NULL", .in = "before:int",
                       .out = ""},
    [Q_ONCE_EXPIRE] = {.sql = "DELETE FROM once WHERE at < :before", .in = "before:int", .out = ""},
};

/* ---- digest ------------------------------------------------------------------------------------------------- */

static void digest_part(crypto_generichash_state *st, Str s) {
    uint64_t n = s.n;
    crypto_generichash_update(st, (const unsigned char *)&n, sizeof n);
    crypto_generichash_update(st, (const unsigned char *)s.p, s.n);
}

/* Fields but the CSRF token, which is masked anew on each page; files by field, name and size. */
static void digest_form(crypto_generichash_state *st, const Request *rq) {
    for (size_t i = 0; i < rq->form.n; i++) {
        if (str_eq(rq->form.v[i].name, LIT("csrf"))) continue;
        digest_part(st, rq->form.v[i].name);
        digest_part(st, rq->form.v[i].value);
    }
    for (size_t i = 0; i < rq->n_files; i++) {
        digest_part(st, rq->files[i].field);
        digest_part(st, rq->files[i].name);
        digest_part(st, rq->files[i].bytes);
        digest_part(st, (Str){(const char *)&rq->files[i].size, sizeof rq->files[i].size});
    }
}

static bool key_ok(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] <= 0x20 || s.p[i] >= 0x7F) return false;
    }
    return s.n > 0 && s.n <= ONCE_KEY_BYTES_MAX;
}

/* Of one form on a kept page. */
static Str page_key(Arena *a, const Once *o) {
    enum { BYTES = 16 };
    char text[2 * BYTES + 1];
    sodium_bin2hex(text, sizeof text, o->digest, BYTES);
    return arena_printf(a, "%.*s.%s", STR_ARG(str_sub(o->key, 0, ONCE_KEY_BYTES_MAX - sizeof text)), text);
}

Fault once_read(Arena *a, const Request *rq, Str secret, Once *ret_once) {
    *ret_once = (Once){.key = params_get(&rq->form, "op")};
    bool of_page = str_starts(ret_once->key, LIT(ONCE_PAGE));
    if (!ret_once->key.n) ret_once->key = request_header(rq, "idempotency-key");
    if (!ret_once->key.n) return OK;
    if (!key_ok(ret_once->key)) return BAD_REQUEST;
    crypto_generichash_state st;
    unsigned char            method = (unsigned char)rq->method;
    crypto_generichash_init(&st, NULL, 0, ONCE_DIGEST_BYTES);
    crypto_generichash_update(&st, &method, 1);
    digest_part(&st, rq->path);
    digest_part(&st, rq->query);
    digest_part(&st, secret);
    digest_form(&st, rq);
    digest_part(&st, rq->body);
    crypto_generichash_final(&st, ret_once->digest, ONCE_DIGEST_BYTES);
    if (of_page) ret_once->key = page_key(a, ret_once);
    return OK;
}

/* ---- answers ------------------------------------------------------------------------------------------------ */

static void answer_part(Buf *b, const char *name, Str value) {
    Param  one = {str_of(name), value};
    Params p = {&one, 1};
    if (!value.n) return;
    if (b->n) buf_byte(b, '&');
    params_print(b, &p);
}

static void answer_print(Buf *b, const Reply *rp) {
    answer_part(b, "type", str_of(rp->type));
    answer_part(b, "location", rp->location);
    answer_part(b, "etag", rp->etag);
    if (rp->cookies.n) answer_part(b, "said", rp->cookies.v[0].value);
    for (size_t i = 0; i < rp->headers.n; i++) {
        answer_part(b, "header", rp->headers.v[i].name);
        answer_part(b, "value", rp->headers.v[i].value);
    }
    answer_part(b, "body", buf_str(rp->body));
}

static Fault answer_read(Ctx *c, Str text, int status, Reply *rp) {
    Params p;
    if (!params_parse(c->arena, arena_copy(c->arena, text), ANSWER_PARTS_MAX, &p)) return BROKEN;
    rp->status = status;
    rp->location = params_get(&p, "location");
    rp->etag = params_get(&p, "etag");
    if (params_has(&p, "type")) rp->type = arena_z(c->arena, params_get(&p, "type"));
    buf_add(rp->body, params_get(&p, "body"));
    for (size_t i = 0; i + 1 < p.n; i++) {
        if (!str_eq(p.v[i].name, LIT("header"))) continue;
        reply_header(c, rp, arena_z(c->arena, p.v[i].value), p.v[i + 1].value);
    }
    if (params_has(&p, "said")) {
        rp->cookies = (Params){ARENA_NEW(c->arena, Param), 1};
        rp->cookies.v[0] = (Param){LIT(COOKIE_SAID), params_get(&p, "said")};
    }
    return OK;
}

/* Only the sentence shown once may go with a kept answer; one that says "Pragma: no-cache" is shown once itself. */
static bool answer_keeps(const Reply *rp) {
    bool said_only = rp->cookies.n == 0 || (rp->cookies.n == 1 && str_ends(rp->cookies.v[0].name, LIT(COOKIE_SAID)));
    for (size_t i = 0; i < rp->headers.n; i++) {
        if (str_eq_nocase(rp->headers.v[i].name, LIT("pragma")) || i == HEADERS_KEPT_MAX) return false;
    }
    return said_only && rp->fd <= 0 && rp->body->n <= ONCE_ANSWER_BYTES_MAX;
}

/* ---- the table ---------------------------------------------------------------------------------------------- */

Fault once_forget(Ctx *c) { return db_run(c, &ONCE_QUERIES[Q_ONCE_FORGET], VALS(v_int(c->reader.now + 1))); }

static Fault once_drop(Ctx *c, const Once *o) {
    return db_run(c, &ONCE_QUERIES[Q_ONCE_DROP], VALS(v_text(o->key), v_int(c->who.account)));
}

/* One row in 64 clears away what is too old. */
static Fault once_add(Ctx *c, const Once *o, int status, Val answer) {
    Str digest = {(const char *)o->digest, ONCE_DIGEST_BYTES};
    if (o->digest[0] % 64 == 0) {
        TRY(db_run(c, &ONCE_QUERIES[Q_ONCE_EXPIRE], VALS(v_int(c->reader.now - KEEP_MS))));
    }
    return db_run(c, &ONCE_QUERIES[Q_ONCE_ADD], VALS(v_text(o->key), v_int(c->who.account), v_blob(digest),
                                                     v_int(status), answer, v_int(c->reader.now)));
}

Fault once_find(Ctx *c, const Once *o, Reply *rp, bool *ret_again) {
    AUTO(rows_end) Rows r = {0};
    *ret_again = false;
    TRY(db_rows(c, &ONCE_QUERIES[Q_ONCE_FIND], VALS(v_text(o->key), v_int(c->who.account)), &r));
    bool found = rows_next(&r);
    TRY(rows_fault(&r));
    if (!found) return OK;
    int64_t age_ms = c->reader.now - rows_int(&r, 3), status = rows_int(&r, 1);
    if (age_ms > KEEP_MS || (status == 0 && age_ms > CLAIM_MS_MAX)) return once_drop(c, o);
    if (!str_eq(rows_blob(&r, 0), (Str){(const char *)o->digest, ONCE_DIGEST_BYTES})) return REUSED_KEY;
    if (status == 0) return BUSY;
    *ret_again = true;
    return answer_read(c, rows_blob(&r, 2), (int)status, rp);
}

Fault once_claim(Ctx *c, const Once *o) { return once_add(c, o, 0, v_null()); }

/* false: this answer is not one to keep. */
static bool answer_text(Ctx *c, const Reply *rp, Str *ret_text) {
    if (!rp || !answer_keeps(rp)) return false;
    Buf b;
    buf_init(&b, 4 * ONCE_ANSWER_BYTES_MAX);
    answer_print(&b, rp);
    bool fits = buf_ok(&b);
    if (fits) *ret_text = arena_copy(c->arena, buf_str(&b));
    buf_release(&b);
    return fits;
}

static int status_of(const Reply *rp) { return rp->status ? rp->status : 200; }

Fault once_keep(Ctx *c, const Once *o, const Reply *rp) {
    Str text;
    return answer_text(c, rp, &text) ? once_add(c, o, status_of(rp), v_blob(text)) : OK;
}

Fault once_end(Ctx *c, const Once *o, const Reply *rp) {
    Str text;
    if (!answer_text(c, rp, &text)) return once_drop(c, o);
    return db_run(c, &ONCE_QUERIES[Q_ONCE_KEEP],
                  VALS(v_int(status_of(rp)), v_blob(text), v_text(o->key), v_int(c->who.account)));
}
