/* http.h - what a handler sees: Request in, Reply out. The server behind it (server.h) can be replaced.
**
** A route has one of four kinds, and the kind says where its handler runs:
**   ROUTE_READ   on an event thread, with a reader connection inside one read transaction. Must not block.
**   ROUTE_WRITE  on the region's writer thread, inside a savepoint of a group commit; answered after the commit is on
**                disk. Whatever the handler returns other than OK rolls the savepoint back. Keep it short.
**   ROUTE_SLOW   on the small pool of slow threads, without a connection: opens its own (region_read_begin) and
**                writes through region_write. Password hashing, uploads, files, reports.
**   ROUTE_PLAIN  on an event thread without a connection: assets, health.
** Writes carry a CSRF token in the form field `csrf` (forms) or come with a token in Authorization (API); there is
** no switch to turn that off. A form field `op` (or header Idempotency-Key) makes a write happen once: the answer of
** the first is given again. */
#ifndef RAKAZ_HTTP_HTTP_H
#define RAKAZ_HTTP_HTTP_H

#include "ent/params.h"
#include "db/db.h"

typedef enum Method { GET, POST, PUT, PATCH, DELETE, METHOD_N } Method;
typedef enum RouteKind { ROUTE_READ, ROUTE_WRITE, ROUTE_SLOW, ROUTE_PLAIN } RouteKind;

/* An uploaded file: spooled to an unlinked temporary file once it is larger than 64 kB. */
typedef struct Upload {
    Str    field, name;                           /* name: as sent, cleaned; never used as a path */
    Str    claimed_type;                          /* as sent; believe only what you find */
    int64_t size;
    Str    bytes;                                 /* when small; else empty and fd >= 0 */
    int    fd;
} Upload;

typedef struct Route Route;
typedef struct Call  Call;                        /* the server's own side of a request (call.h) */

typedef struct Request {
    Call        *call;                            /* NULL in tests of handlers */
    uint64_t     number;                          /* to quote: stands in the log and on the page of a fault */
    const Route *route;
    Method       method;
    Str          path;                            /* decoded, starts with / */
    Str          query;                           /* raw, without ? */
    Params       args;                            /* from the query */
    Params       form;                            /* from the body (urlencoded or multipart) */
    Upload      *files;
    size_t       n_files;
    Str          body;                            /* JSON and other raw bodies */
    Id           ids[4];                          /* {id} parts of the path, in order */
    Str          words[4];                        /* {word} parts */
    Str          if_match, if_none_match;
    Str          address;                         /* of the caller; a proxy's word only if the proxy is trusted */
    bool         fragment;                        /* asked for by script: answer the part without the shell (?part=1) */
    bool         api;                             /* under /api/: faults become problem details */
} Request;

/* A header by its name (any case); the empty Str if it was not sent. */
Str request_header(const Request *rq, const char *name);

/* A cookie by its name; the empty Str if there is none. */
Str request_cookie(const Request *rq, const char *name);

typedef struct Reply {
    Call       *call;                             /* NULL in tests of handlers */
    int         status;                           /* 0: 200 */
    const char *type;                             /* NULL: text/html; charset=utf-8 */
    Buf        *body;                             /* made by the server; bounded */
    Str         location;                         /* with 303 */
    Str         etag;                             /* without quotes */
    Str         file_name;                        /* Content-Disposition: attachment, RFC 6266 with UTF-8 */
    int         fd;                               /* > 0: send this file instead of body; closed after */
    bool        shared;                           /* may be kept by caches for max_age_s; else private, no-store */
    int         max_age_s;
    bool        passing;                          /* true of this moment only: not kept, though the route is cached */
    Stamp       holds_until;                      /* of a cached route: from then on it is made anew; 0: no such time */
    Str         images_from;                      /* "https://tile.example": the page may show pictures from there */
    Params      cookies;                          /* name = whole value with attributes */
    Params      headers;
} Reply;

typedef Fault (*Handler)(Ctx *c, const Request *rq, Reply *rp);

/* What the API asks and its description needs beside method and path; pages leave it NULL. JSON Schema texts are
** written with ' for ". */
typedef struct ApiOp {
    const char *id;                               /* "listPlaces" */
    TextKey     summary;                          /* may name {noun}, the entity's plural */
    const char *entity;                           /* the noun it is about, or NULL */
    const char *body;                             /* "new", "whole", "part", "files", or a JSON Schema; NULL: none */
    const char *shape;                            /* "one", "list", "bytes", or a JSON Schema text of the answer */
    const char *args;                             /* query: "name:string q:text", required ones with !; NULL: none */
    unsigned    scope;                            /* what a token must be allowed */
    unsigned    nouns;                            /* kinds of record, one of which it must be allowed; 0: no matter */
} ApiOp;

struct Route {
    Method       method;
    const char  *path;                            /* "/places/{id}", "/export/{word}" */
    Handler      handler;
    RouteKind    kind;
    unsigned     who;                             /* Role mask; ROLE_ANYONE for visitors */
    size_t       body_max;                        /* bytes; 0: 64 kB */
    const ApiOp *api;
    bool         cached;                          /* READ only: answers are kept per reader until the region changes */
};

/* A path of ours: never "//host" or "/\host", which browsers take for another site, no control bytes. */
bool path_is_ours(Str s);

/* 303 to a place of ours, with a sentence shown there once (the toast); when c->act is set, with its undo.
** T_NONE says nothing. A location that is not a path of ours becomes "/". */
void reply_go(Ctx *c, Reply *rp, Str location, TextKey said, const TrArg *args, size_t n_args);

/* The same for what cannot be taken back: no undo is offered. */
void reply_go_final(Ctx *c, Reply *rp, Str location, TextKey said);

/* What reply_go left for this page, as markup, and its act; the empty Str if nothing. Taking it makes the answer
** personal to this moment: it is not kept, and the browser forgets the sentence. */
Str said_take(Ctx *c, const Request *rq, Id *ret_act);

/* Token for the field `csrf` of this session's forms, and the value for their field `op`: a fresh one, or on the page
** of a cached route one that stands for this page as the region is now (once.h). In tests of handlers (no server) both
** are fixed texts. */
Str csrf_token(Ctx *c, const Request *rq);
Str op_new(Ctx *c, const Request *rq);

/* A cookie for this site only: HttpOnly, SameSite=Lax, Secure behind TLS. max_age_s 0: until the browser closes;
** below 0: forget it. `name` is the plain name, request_cookie finds it by the same. */
void reply_cookie(Ctx *c, Reply *rp, const char *name, Str value, int max_age_s);

/* Adds a header; name is a literal. */
void reply_header(Ctx *c, Reply *rp, const char *name, Str value);

/* "https://negev.example": for links in mail and files. */
Str request_site(const Request *rq);

/* The folder where the server keeps files for a while; "/tmp" in tests of handlers. */
const char *request_temp(const Request *rq);

/* A module: what it brings, in one const descriptor; modules.c lists them all. */
typedef struct Check {
    const char *name;
    Query       query;                            /* must never find a row */
} Check;

typedef struct Command {
    const char *name;                             /* rakaz NAME */
    const char *usage;                            /* one line, English */
    int       (*run)(int argc, char **argv);
} Command;

typedef struct Module {
    const char   *name;
    const Query  *queries;
    int           n_queries;
    const Route  *routes;
    int           n_routes;
    const Check  *checks;
    int           n_checks;
    const Command *commands;
    int           n_commands;
    Fault       (*verify)(Ctx *c, Buf *report, int *ret_problems); /* what no query can check; may be NULL */
    void        (*start)(Region *r);              /* after the region is open: images, listeners; may be NULL */
    void        (*stop)(Region *r);
} Module;

extern const Module *const MODULES[];             /* modules.c */
extern const int           MODULES_N;

#endif
