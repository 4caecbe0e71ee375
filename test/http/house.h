/* house.h - the program's own server on a region of either engine, with two organisations and people in them. */
#ifndef RAKAZ_TEST_HOUSE_H
#define RAKAZ_TEST_HOUSE_H

#include "../store/fixture.h"
#include "account/account.h"
#include "client.h"
#include "http/csrf.h"
#include "http/server.h"
#include "page/page.h"
#include "view/view.h"

#include <time.h>

typedef struct House {
    Fixture *f;
    Server  *server;
    int      port;
} House;

static inline Stamp house_clock(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (Stamp)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static inline House *house_new(bool pg) {
    House *h = calloc(1, sizeof *h);
    Str    why = {0};
    CHECK(h);
    h->f = fixture_new(pg);
    h->f->ctx.reader.now = house_clock();
    h->f->ctx.reader.today = stamp_day(h->f->ctx.reader.now, h->f->ctx.reader.zone);
    ServerOptions o = {.modules = MODULES, .n_modules = MODULES_N, .lang = LANG_EN, .threads = 2, .log_level = LOG_OFF,
                       .unlimited = true, .fault_page = page_fault};
    CHECK(server_listen(LIT("127.0.0.1:0"), &o.fd) == OK);
    fixture_unread(h->f);
    if (server_start(h->f->region, &o, &h->f->arena, &h->server, &why) != OK) fail_msg("%.*s", STR_ARG(why));
    fixture_read(h->f);
    h->port = server_port(h->server);
    return h;
}

static inline void house_free(House *h) {
    fixture_unread(h->f);
    server_stop(h->server);
    fixture_free(h->f);
    free(h);
}

static inline int house_setup_lite(void **state) {
    *state = house_new(false);
    return 0;
}
static inline int house_setup_pg(void **state) {
    *state = getenv("RAKAZ_TEST_PG") ? house_new(true) : NULL;
    return 0;
}
static inline int house_teardown(void **state) {
    if (*state) house_free(*state);
    return 0;
}

#define HOUSE_BOTH(t) \
    {#t, t, house_setup_lite, house_teardown, NULL}, {#t "_on_pg", t, house_setup_pg, house_teardown, NULL}
#define HOUSE(h, state) \
    House *h = *(state); \
    if (!h) skip()

/* ---- people ---------------------------------------------------------------------------------------------------- */

typedef struct Person {
    const char *name, *email, *password;          /* password NULL: none */
    int         role;
    Id          place, account, org;
    char        cookie[64];                       /* of a session begun for them; the server's cookie `session` */
} Person;

static inline Fault house_person_run(Ctx *c, void *arg) {
    Person  *p = arg;
    Account *a = ent_new(c, &account_entity);
    Str      cookie;
    a->name = str_of(p->name);
    a->email = str_of(p->email);
    a->lang = LIT("en");
    a->head.unit = p->place;
    if (p->password) TRY(password_hash(c, str_of(p->password), &a->password));
    TRY(account_make(c, a, p->role, p->place));
    TRY(session_begin(c, a, WAY_PASSWORD, LIT("test"), &cookie));
    p->account = a->head.id;
    snprintf(p->cookie, sizeof p->cookie, "%.*s", STR_ARG(cookie));
    return OK;
}

/* Makes the account in p->org with its role, and signs it in behind the server's back. */
static inline void house_person(House *h, Person *p) {
    Id kept = h->f->org;
    h->f->org = p->org ? p->org : FIXTURE_ORG;
    fixture_system(h->f);
    assert_int_equal(fixture_write(h->f, house_person_run, p), OK);
    h->f->org = kept;
    fixture_system(h->f);
}

/* PostgreSQL is asked for one in so many of the ids that no noun owns, for others at each address: what refuses is the
** same code, and the store tests hold its statements to the same answers on both. */
enum { HOUSE_PG_SHARE = 3 };

/* The noun that a route with an id is about; NULL: any. */
static inline const Entity *house_noun(const Route *r) {
    if (r->api && r->api->entity) return entity_named(str_of(r->api->entity));
    for (int i = 0; i < ENTITIES_N; i++) {
        const Sheet *s = view_sheet(str_of(ENTITIES[i]->name));
        size_t n = s ? strlen(s->path) : 0;
        if (s && strncmp(r->path, s->path, n) == 0 && strncmp(r->path + n, "/{id}", 5) == 0) return ENTITIES[i];
    }
    return NULL;
}

/* ---- requests -------------------------------------------------------------------------------------------------- */

/* GET with a session's cookie ("" or NULL: a visitor). */
static inline Answer house_get(House *h, const char *path, const char *cookie) {
    Str line = cookie && *cookie ? arena_printf(&h->f->arena, "Cookie: session=%s\r\n", cookie) : (Str){0};
    return request(h->port, arena_printf(&h->f->arena, "GET %s HTTP/1.1\r\nHost: a\r\n%.*s\r\n", path,
                                         STR_ARG(line)));
}

/* POST of a form with whatever cookies; `csrf` is added when it is not NULL. */
static inline Answer house_post_as(House *h, const char *path, const char *cookies, Str csrf, const char *fields) {
    Str body = csrf.n ? arena_printf(&h->f->arena, "%s%scsrf=%.*s", fields, *fields ? "&" : "", STR_ARG(csrf))
                      : str_of(fields);
    return request(h->port, arena_printf(&h->f->arena,
                                         "POST %s HTTP/1.1\r\nHost: a\r\nCookie: %s\r\nContent-Length: %zu\r\n"
                                         "Content-Type: application/x-www-form-urlencoded\r\n\r\n%.*s",
                                         path, cookies, body.n, STR_ARG(body)));
}

static inline Answer house_post(House *h, const char *path, const char *cookie, const char *fields) {
    Str cookies = arena_printf(&h->f->arena, "session=%s", cookie);
    return house_post_as(h, path, cookies.p, csrf_make(&h->f->arena, str_of(cookie)), fields);
}

static inline bool house_has(const Answer *a, const char *text) {
    return str_find(buf_str(&a->body), str_of(text)) >= 0;
}

static inline int house_status(House *h, const char *path, const char *cookie) {
    Answer a = house_get(h, path, cookie);
    answer_release(&a);
    return a.status;
}

#endif
