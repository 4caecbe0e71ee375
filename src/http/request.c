/* request.c - what handlers and pages ask of the request and put into the reply. */
#include "base/check.h"
#include "http/call.h"
#include "http/csrf.h"

#include <string.h>

enum { SAID_BYTES_MAX = 1200, SAID_S = 60 };

Str request_header(const Request *rq, const char *name) {
    return rq->call ? gate_header(rq->call->headers, rq->call->n_headers, name) : (Str){0};
}

Str request_cookie(const Request *rq, const char *name) {
    return rq->call ? call_cookie(rq->call, name) : (Str){0};
}

Str request_site(const Request *rq) {
    if (!rq->call) return LIT("http://localhost");
    Server *s = rq->call->server;
    if (s->public_url.n) return s->public_url;
    return arena_printf(&rq->call->arena, "http://%.*s", STR_ARG(request_header(rq, "host")));
}

const char *request_temp(const Request *rq) { return rq->call ? rq->call->server->o.temp_dir : "/tmp"; }

static void params_push(Arena *a, Params *p, Str name, Str value) {
    Param *v = ARENA_ARRAY(a, Param, p->n + 1);
    if (p->n) memcpy(v, p->v, p->n * sizeof *v);
    v[p->n] = (Param){name, value};
    *p = (Params){v, p->n + 1};
}

void reply_header(Ctx *c, Reply *rp, const char *name, Str value) {
    params_push(c->arena, &rp->headers, str_of(name), arena_copy(c->arena, value));
}

void reply_cookie(Ctx *c, Reply *rp, const char *name, Str value, int max_age_s) {
    bool tls = rp->call && rp->call->server->tls;
    Str  full = arena_printf(c->arena, "%s%s", tls ? "__Host-" : "", name);
    Str  age = max_age_s ? arena_printf(c->arena, "; Max-Age=%d", max_age_s < 0 ? 0 : max_age_s) : (Str){0};
    Str  whole = arena_printf(c->arena, "%.*s; Path=/; HttpOnly; SameSite=Lax%s%.*s", STR_ARG(value),
                              tls ? "; Secure" : "", STR_ARG(age));
    params_push(c->arena, &rp->cookies, full, whole);
}

/* ---- tokens of forms ---------------------------------------------------------------------------------------- */

Str csrf_token(Ctx *c, const Request *rq) {
    Call *k = rq->call;
    if (!k) return LIT("csrf");
    if (k->csrf_given.n) return k->csrf_given;
    if (!k->secret.n) {
        k->secret = secret_text(c->arena);
        k->new_visitor = true;
    }
    return k->csrf_given = csrf_make(c->arena, k->secret);
}

Str op_new(Ctx *c, const Request *rq) {
    Call *k = rq->call;
    if (!k) return LIT("op");
    if (!k->op_given.n) k->op_given = k->rq.route && k->rq.route->cached ? call_page_op(k) : secret_text(c->arena);
    return k->op_given;
}

/* ---- the sentence shown once -------------------------------------------------------------------------------- */

bool path_is_ours(Str s) {
    if (!str_starts(s, LIT("/")) || (s.n > 1 && (s.p[1] == '/' || s.p[1] == '\\'))) return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        if (ch <= 0x20 || ch >= 0x7F) return false;
    }
    return true;
}

typedef struct Said {
    TextKey      key;
    const TrArg *args;
    size_t       n_args;
} Said;

static void go(Ctx *c, Reply *rp, Str location, Id act, const Said *said) {
    Call *k = rp->call;
    rp->status = 303;
    rp->location = path_is_ours(location) ? arena_copy(c->arena, location) : LIT("/");
    if (said->key == T_NONE || !k || !k->secret.n) return;
    Buf b;
    buf_init(&b, SAID_BYTES_MAX);
    buf_id(&b, act);
    buf_byte(&b, '|');
    tr_html(&b, &c->reader, said->key, said->args, said->n_args);
    if (buf_ok(&b)) {
        reply_cookie(c, rp, COOKIE_SAID, sealed_make(c->arena, k->secret, buf_str(&b)), SAID_S);
    }
    buf_release(&b);
}

void reply_go(Ctx *c, Reply *rp, Str location, TextKey said, const TrArg *args, size_t n_args) {
    go(c, rp, location, c->act, &(Said){said, args, n_args});
}

void reply_go_final(Ctx *c, Reply *rp, Str location, TextKey said) {
    go(c, rp, location, 0, &(Said){.key = said});
}
Str said_take(Ctx *c, const Request *rq, Id *ret_act) {
    Call *k = rq->call;
    Str   text;
    *ret_act = 0;
    if (!k) return (Str){0};
    Str sealed = call_cookie(k, COOKIE_SAID);
    if (!sealed.n) return (Str){0};
    k->said_taken = true;
    reply_cookie(c, &k->rp, COOKIE_SAID, LIT(""), -1);
    if (!sealed_open(c->arena, k->secret, sealed, &text)) return (Str){0};
    ptrdiff_t bar = str_find_byte(text, '|');
    if (bar < 0) return (Str){0};
    Id act;
    if (id_parse(str_sub(text, 0, (size_t)bar), &act)) *ret_act = act;
    return str_sub(text, (size_t)bar + 1, text.n);
}
