/* who.c - who asks, and in which language. */
#include "base/check.h"
#include "http/call.h"
#include "http/csrf.h"

#include <string.h>

const char *cookie_name(Call *k, const char *plain) {
    return k->server->tls ? arena_printf(&k->arena, "__Host-%s", plain).p : plain;
}

Str call_cookie(const Call *k, const char *name) {
    Str rest = gate_header(k->headers, k->n_headers, "cookie"), part, want = str_of(name);
    while (str_split(&rest, ';', &part)) {
        part = str_trim(part);
        if (k->server->tls) {
            if (!str_starts(part, LIT("__Host-"))) continue;
            part = str_sub(part, 7, part.n);
        }
        if (str_starts(part, want) && part.n > want.n && part.p[want.n] == '=') {
            return str_sub(part, want.n + 1, part.n);
        }
    }
    return (Str){0};
}

/* Asks the module for a login, with a reader connection, and keeps the answer. */
static Fault login_ask(Call *k, enum LoginKind kind, Str token) {
    Server         *s = k->server;
    const Identity *identity = atomic_load(&s->identity);
    if (logins_find(s->logins, kind, token, &k->c.reader, &k->login)) return OK;
    uint64_t stamp = logins_stamp(s->logins);
    Login    login = {0};
    TRY(region_read_begin(s->region, &k->c));
    Fault f = kind == LOGIN_SESSION ? identity->session(&k->c, token, &login)
              : kind == LOGIN_TOKEN ? identity->token(&k->c, token, &login)
                                    : identity->visitor(&k->c, token, &login);
    region_read_end(s->region, &k->c);
    if (f != OK) return f;
    if (kind == LOGIN_VISITOR) {
        login.who.account = 0;
        login.who.roles = ROLE_ANYONE;
    }
    k->login = login;
    logins_keep(s->logins, kind, token, &k->c.reader, stamp, &login);
    return OK;
}

/* "Bearer TOKEN"; the empty Str for other schemes. */
static Str bearer_token(Str authorization) {
    if (!str_eq_nocase(str_sub(authorization, 0, 7), LIT("bearer "))) return (Str){0};
    return str_trim(str_sub(authorization, 7, authorization.n));
}

static Fault identify_visitor(Call *k) {
    const Identity *identity = atomic_load(&k->server->identity);
    k->login = (Login){.who = {.roles = ROLE_ANYONE, .scopes = ~0u}};
    if (!identity || !identity->visitor) return OK;
    return login_ask(k, LOGIN_VISITOR, gate_header(k->headers, k->n_headers, "host"));
}

Fault call_identify(Call *k) {
    const Identity *identity = atomic_load(&k->server->identity);
    Str authorization = gate_header(k->headers, k->n_headers, "authorization"), token;
    if (authorization.n && k->rq.api) {
        token = bearer_token(authorization);
        if (!token.n || token.n > 200 || !identity || !identity->token) return BAD_TOKEN;
        k->bearer = true;
        return login_ask(k, LOGIN_TOKEN, token);
    }
    token = call_cookie(k, COOKIE_SESSION);
    if (token.n && token.n <= 200 && identity && identity->session) {
        Fault f = login_ask(k, LOGIN_SESSION, token);
        if (f == OK) k->secret = token;
        if (f == OK || (f != NOT_SIGNED_IN && f != NOT_FOUND)) return f;
    }
    token = call_cookie(k, COOKIE_VISITOR);
    if (token.n <= 64) k->secret = token;
    return identify_visitor(k);
}

void call_reader(Call *k) {
    Reader *r = &k->c.reader;
    bool    visitor = k->login.who.account == 0;
    k->c.who = k->login.who;
    r->address = k->login.address;
    r->second_calendar = k->login.second_calendar;
    r->shortcuts_off = k->login.shortcuts_off;
    bool asked = k->rq.api || (visitor && k->rq.method == GET);
    if (asked && lang_parse(params_get(&k->rq.args, "lang"), &r->lang)) {
        k->lang_asked = !k->rq.api;
        return;
    }
    if (k->rq.api) {
        /* A program says with each request which language it wants; what its account reads comes after that. */
        Lang own = k->login.has_lang ? k->login.lang : k->server->o.lang;
        r->lang = lang_pick(gate_header(k->headers, k->n_headers, "accept-language"), own);
        return;
    }
    if (k->login.has_lang && !visitor) {
        r->lang = k->login.lang;
        return;
    }
    const Local *local = local_of(k->server->region);
    if (lang_parse(call_cookie(k, COOKIE_LANG), &r->lang) && (local->langs & 1u << r->lang)) return;
    Lang otherwise = k->login.has_lang ? k->login.lang : local->lang;
    r->lang = lang_pick(gate_header(k->headers, k->n_headers, "accept-language"), otherwise);
    if (!(local->langs & 1u << r->lang)) r->lang = otherwise;
}
