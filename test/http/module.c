/* module.c - a server with routes of every kind, for the tests over sockets. */
#include "module.h"

#include "base/check.h"
#include "http/identity.h"
#include "http/slow.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

enum { Q_ADD, Q_COUNT, Q_HOW_MANY, TEST_Q_N };
static const Query Q[TEST_Q_N] = {
    [Q_ADD] = {.sql = "INSERT INTO region_facts (name, value) VALUES (:name, :value)", .in = "name:text value:text",
               .out = ""},
    [Q_COUNT] = {.sql = "SELECT count(*) FROM region_facts WHERE value = :value", .in = "value:text", .out = "n:int",
                 .scan = "a test"},
    [Q_HOW_MANY] = {.sql = "SELECT count(*) FROM region_facts", .in = "", .out = "n:int", .scan = "a test"},
};

/* ---- handlers ----------------------------------------------------------------------------------------------- */

static Fault get_plain(Ctx *c, const Request *rq, Reply *rp) {
    (void)c, (void)rq;
    rp->type = "text/plain; charset=utf-8";
    buf_lit(rp->body, "plain\n");
    return OK;
}

/* 14 kB that depend on the number of facts. */
static Fault get_page(Ctx *c, const Request *rq, Reply *rp) {
    int64_t n;
    (void)rq;
    TRY(db_int(c, &Q[Q_HOW_MANY], NO_VALS, &n));
    buf_printf(rp->body, "<!doctype html><p>%s facts=%lld queries=%u</p>", lang_code(c->reader.lang), (long long)n,
               c->queries);
    for (int i = 0; i < 250; i++) buf_printf(rp->body, "<tr><td>שורה %d</td><td>سطر %d</td></tr>", i, i * 7);
    return OK;
}

static Fault get_form(Ctx *c, const Request *rq, Reply *rp) {
    Str csrf = csrf_token(c, rq), op = op_new(c, rq);
    buf_printf(rp->body, "<form csrf=%.*s op=%.*s>", STR_ARG(csrf), STR_ARG(op));
    return OK;
}

/* Kept for half a second. */
static Fault get_moment(Ctx *c, const Request *rq, Reply *rp) {
    (void)rq;
    rp->holds_until = c->reader.now + 500;
    buf_printf(rp->body, "made at %lld", (long long)c->reader.now);
    return OK;
}

/* Kept with its token: for one session. */
static Fault get_token_page(Ctx *c, const Request *rq, Reply *rp) {
    Str csrf = csrf_token(c, rq);
    buf_printf(rp->body, "<form csrf=%.*s> %lld", STR_ARG(csrf), (long long)c->who.account);
    return OK;
}

static Fault get_said(Ctx *c, const Request *rq, Reply *rp) {
    Id  act;
    Str said = said_take(c, rq, &act);
    buf_printf(rp->body, "said=[%.*s] act=%lld", STR_ARG(said), (long long)act);
    return OK;
}

static Fault post_note(Ctx *c, const Request *rq, Reply *rp) {
    char key[ID_CHARS + 1];
    Str  text = params_get(&rq->form, "text");
    CHECK(c->writing);
    if (!text.n) {
        complain(c, "text", T_FAULT_INVALID);
        buf_lit(rp->body, "<form>again</form>");
        return complaints_fault(c);
    }
    Id id = id_new(c->reader.now);
    id_print(key, id);
    TRY(db_run(c, &Q[Q_ADD], VALS(v_text(str_of(key)), v_text(text))));
    region_changed(c, "region_facts", id);
    if (str_eq(text, LIT("roll back"))) return fail(c, FROZEN, "place", 7);
    c->act = 12345;
    reply_go(c, rp, LIT("/said"), T_FAULT_INVALID, NULL, 0);
    return OK;
}

static Fault post_upload(Ctx *c, const Request *rq, Reply *rp) {
    (void)c;
    buf_printf(rp->body, "fields=%zu files=%zu", rq->form.n, rq->n_files);
    for (size_t i = 0; i < rq->n_files; i++) {
        const Upload *u = &rq->files[i];
        char          last[5] = "";
        if (u->fd >= 0) CHECK(pread(u->fd, last, 4, u->size - 4) == 4);
        buf_printf(rp->body, " [%.*s|%.*s|%lld|%s]", STR_ARG(u->field), STR_ARG(u->name), (long long)u->size, last);
    }
    return OK;
}

static Fault slow_add(Ctx *c, void *arg) {
    Reply rp = {0};
    return post_note(c, arg, &rp);
}

static Fault post_slow(Ctx *c, const Request *rq, Reply *rp) {
    CHECK(!c->writing && c->db == NULL);
    usleep(20000);
    TRY(region_write(c->region, c, slow_add, (void *)(uintptr_t)rq));
    buf_lit(rp->body, "slow");
    return OK;
}

static Fault get_private(Ctx *c, const Request *rq, Reply *rp) {
    (void)rq;
    buf_printf(rp->body, "account=%lld %s", (long long)c->who.account, lang_code(c->reader.lang));
    return OK;
}

static Fault get_thing(Ctx *c, const Request *rq, Reply *rp) {
    (void)c;
    rp->type = "application/json";
    rp->etag = LIT("7");
    buf_lit(rp->body, "{\"id\":\"");
    buf_id(rp->body, rq->ids[0]);
    buf_lit(rp->body, "\"}");
    return OK;
}

static Fault patch_thing(Ctx *c, const Request *rq, Reply *rp) {
    rp->type = "application/json";
    if (!str_eq(rq->if_match, LIT("7"))) return STALE;
    if (!rq->body.n) return BAD_REQUEST;
    complain(c, "name", T_FAULT_INVALID);
    return complaints_fault(c);
}

/* Fills the arena past its limit. */
static Fault get_huge(Ctx *c, const Request *rq, Reply *rp) {
    (void)rq, (void)rp;
    for (int i = 0; i < 20; i++) arena_alloc(c->arena, 1024 * 1024);
    return OK;
}

static Fault get_file(Ctx *c, const Request *rq, Reply *rp) {
    (void)c, (void)rq;
    rp->type = "text/csv; charset=utf-8";
    rp->file_name = LIT("עסקים \"2026\".csv");
    buf_lit(rp->body, "a,b\r\n");
    return OK;
}

static const Route ROUTES[] = {
    {.method = GET, .path = "/plain", .handler = get_plain, .kind = ROUTE_PLAIN, .who = ROLES_ALL},
    {.method = GET, .path = "/page", .handler = get_page, .kind = ROUTE_READ, .who = ROLES_ALL, .cached = true},
    {.method = GET, .path = "/fresh", .handler = get_page, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = GET, .path = "/form", .handler = get_form, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = GET, .path = "/kept", .handler = get_form, .kind = ROUTE_READ, .who = ROLES_ALL, .cached = true},
    {.method = GET, .path = "/moment", .handler = get_moment, .kind = ROUTE_READ, .who = ROLES_ALL, .cached = true},
    {.method = GET, .path = "/token", .handler = get_token_page, .kind = ROUTE_READ, .who = ROLES_ALL, .cached = true},
    {.method = GET, .path = "/said", .handler = get_said, .kind = ROUTE_READ, .who = ROLES_ALL, .cached = true},
    {.method = POST, .path = "/notes", .handler = post_note, .kind = ROUTE_WRITE, .who = ROLES_ALL},
    {.method = POST, .path = "/slow", .handler = post_slow, .kind = ROUTE_SLOW, .who = ROLES_ALL},
    {.method = POST, .path = "/upload", .handler = post_upload, .kind = ROUTE_SLOW, .who = ROLES_ALL,
     .body_max = 20 * 1024 * 1024},
    {.method = GET, .path = "/private", .handler = get_private, .kind = ROUTE_READ, .who = ROLE_HQ, .cached = true},
    {.method = GET, .path = "/huge", .handler = get_huge, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = GET, .path = "/file", .handler = get_file, .kind = ROUTE_PLAIN, .who = ROLES_ALL},
    {.method = GET, .path = "/api/v1/things/{id}", .handler = get_thing, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = PATCH, .path = "/api/v1/things/{id}", .handler = patch_thing, .kind = ROUTE_WRITE, .who = ROLE_HQ},
};

/* ---- identity ----------------------------------------------------------------------------------------------- */

static Fault test_session(Ctx *c, Str token, Login *ret_login) {
    (void)c;
    if (str_eq(token, LIT("noa"))) {
        *ret_login = (Login){.who = {.account = 1, .org = 1, .roles = ROLE_HQ, .scopes = ~0u}, .session = 11,
                             .has_lang = true, .lang = LANG_EN};
        return OK;
    }
    if (!str_eq(token, LIT("sami"))) return NOT_SIGNED_IN;
    *ret_login = (Login){.who = {.account = 2, .org = 1, .roles = ROLE_OWNER, .scopes = ~0u}, .session = 12,
                         .has_lang = true, .lang = LANG_AR};
    return OK;
}

static Fault test_token(Ctx *c, Str token, Login *ret_login) {
    return str_eq(token, LIT("key-of-noa")) ? test_session(c, LIT("noa"), ret_login) : BAD_TOKEN;
}

static Fault test_visitor(Ctx *c, Str host, Login *ret_login) {
    (void)c, (void)host;
    *ret_login = (Login){.who = {.org = 1, .scopes = ~0u}};
    return OK;
}

static const Identity IDENTITY = {
    .session = test_session, .token = test_token, .visitor = test_visitor, .sign_in = "/sign-in"};

static void test_start(Region *r) {
    identity_use(r, &IDENTITY);
}

const Module TEST_MODULE = {.name = "test", .queries = Q, .n_queries = TEST_Q_N, .routes = ROUTES,
                            .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = test_start};

/* ---- server ------------------------------------------------------------------------------------------------- */

static const Module *const TEST_MODULES[] = {&HTTP_MODULE, &TEST_MODULE};

void test_server_start(TestServer *t, void (*change)(ServerOptions *o)) {
    Arena a;
    Str   why = {0};
    arena_init(&a, 1 << 20);
    *t = (TestServer){.dir = "/tmp/rakaz-http-XXXXXX"};
    CHECK(mkdtemp(t->dir) != NULL);
    ServerOptions o = {.modules = TEST_MODULES, .n_modules = 2, .lang = LANG_HE, .threads = 2, .temp_dir = t->dir,
                       .log_level = LOG_OFF, .unlimited = true};
    if (change) change(&o);
    RegionOptions data = {.address = arena_printf(&a, "%s/r.db", t->dir), .create = true,
                          .readers = server_readers(&o)};
    CHECK(region_open(&data, &a, &t->region, &why) == OK);
    CHECK(server_listen(LIT("127.0.0.1:0"), &o.fd) == OK);
    CHECK(server_start(t->region, &o, &a, &t->server, &why) == OK);
    t->port = server_port(t->server);
    arena_release(&a);
}

void test_server_stop(TestServer *t) {
    if (t->server) server_stop(t->server);
    region_close(t->region);
    DIR *d = opendir(t->dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        if (e->d_name[0] != '.') unlinkat(dirfd(d), e->d_name, 0);
    }
    if (d) closedir(d);
    rmdir(t->dir);
}

int64_t test_notes(TestServer *t, const char *text) {
    Arena a;
    arena_init(&a, 1 << 20);
    Ctx     c = {.arena = &a, .region = t->region};
    int64_t n = -1;
    CHECK(region_read_begin(t->region, &c) == OK);
    CHECK(db_int(&c, &Q[Q_COUNT], VALS(v_text(str_of(text))), &n) == OK);
    region_read_end(t->region, &c);
    arena_release(&a);
    return n;
}
