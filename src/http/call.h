/* call.h - inside the server: one request on its way through. */
#ifndef RAKAZ_HTTP_CALL_H
#define RAKAZ_HTTP_CALL_H

#include "db/facts.h"
#include "http/gate.h"
#include "http/identity.h"
#include "http/metrics.h"
#include "http/multipart.h"
#include "http/once.h"
#include "http/pagecache.h"
#include "http/route.h"
#include "http/server.h"
#include "http/slow.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

enum {
    CALL_ARENA_BYTES = 16 * 1024 * 1024,
    CALL_REPLY_BYTES = 32 * 1024 * 1024,          /* larger answers are files */
    CALL_KEEP_BYTES = 256 * 1024,                 /* of a buffer, from one request to the next */
    CALLS_KEPT = 256,
    BODY_BYTES = 64 * 1024,                       /* a route that says nothing */
    RAW_BYTES_MAX = 8 * 1024 * 1024,              /* of a raw body in memory */
    DRAIN_BYTES_VISITOR = 1024 * 1024,            /* of a refused body, read so that the refusal arrives */
    DRAIN_BYTES_MEMBER = 256 * 1024 * 1024,
    PACKERS_MAX = 8,
};

typedef enum CallState { CALL_NEW, CALL_BODY, CALL_WAITING, CALL_RESUMED, CALL_ANSWERED } CallState;
typedef enum BodyKind { BODY_NONE, BODY_FORM, BODY_MULTIPART, BODY_RAW, BODY_SPOOL, BODY_DROP } BodyKind;

/* A connection; made and ended by the library's callbacks. */
typedef struct Conn {
    int           fd;
    char          address[46];                    /* of the peer, as text; "" for a unix socket */
    bool          proxy;                          /* the peer is the trusted proxy */
    _Atomic int64_t deadline_ms;                  /* monotonic; 0: none. Past it the clock thread cuts the line */
    struct Conn  *next, *prev;
} Conn;

struct Call {
    Request rq;
    Reply   rp;
    Ctx     c;
    Arena   arena;
    Buf     body;                                 /* the answer's */
    Buf     packed;                               /* the answer's, gzipped */
    Buf     in;                                   /* the request's body, when it is kept whole */

    Server                *server;
    struct MHD_Connection *conn;
    Conn                  *peer;
    _Atomic CallState      state;
    Fault                  fault;
    bool                   close;                 /* this answer is the connection's last */
    int                    retry_s;               /* Retry-After */

    Str                    uri;                   /* copied before the library changed it */
    const char            *uri_at;                /* where it stood */
    Str                    raw_path;
    GateHeader            *headers;
    size_t                 n_headers;
    int64_t                length;                /* of the body, announced */
    int64_t                got;
    bool                   head;                  /* HEAD: as GET without a body */
    const Route *const    *routes;                /* for Allow */
    int                    route_index;

    Login                  login;
    bool                   bearer;
    Str                    secret;                /* what CSRF tokens hang on: session's or visitor's cookie */
    bool                   lang_asked;            /* a visitor's address named the language; the browser keeps it */
    bool                   new_visitor;           /* secret was made now; its cookie goes out with the answer */
    Str                    csrf_given, op_given;
    bool                   said_taken;

    BodyKind               body_kind;
    Multipart              multipart;
    Spool                  spool;
    size_t                 body_max;

    Once                   once;
    Str                    cache_key;
    uint64_t               version;               /* the region's, before a read */
    Job                    job;
    SlowWork               slow;

    int64_t                started_us;
    const char            *coding;                /* Content-Encoding of the answer, or NULL */
    bool                   lasting;               /* the address changes with the content */
    int                    status;                /* as answered */
    int64_t                bytes;
    Call                  *next;                  /* in the pool */
};

struct Server {
    Region                    *region;
    ServerOptions              o;
    Str                        public_url;
    bool                       tls;               /* behind TLS: cookies Secure, HSTS */
    Router                    *router;
    Logins                    *logins;
    Limiter                   *limiter;
    PageCache                 *pages;
    Log                       *log;
    Metrics                   *metrics;
    Slow                      *slow, *jobs;
    _Atomic(const Identity *)  identity;
    struct MHD_Daemon         *daemon;
    int                        port;
    uint64_t                   salt, caller_salt;

    atomic_bool                draining, stopping;
    atomic_int                 active, suspended;
    _Atomic uint64_t           numbers;
    _Atomic int64_t            day_of_minute;     /* minute << 32 | Day */
    _Atomic(const Local *)     day_local;         /* whose day it is */

    pthread_mutex_t            lock;              /* pool, connections, packers */
    Call                      *pool;
    int                        pool_n;
    Conn                      *conns;
    struct libdeflate_compressor *packers[PACKERS_MAX];
    int                        n_packers;
    pthread_t                  clock;
    bool                       clock_started;
    atomic_bool                clock_stop;
};


/* The server of this region, or NULL. */
Server *server_of(const Region *r);

/* ---- call.c: from the head to the handler ------------------------------------------------------------------ */

Call           *call_begin(Server *s, struct MHD_Connection *conn, const char *uri);
void            call_end(Call *k);                /* logs, counts, gives back */
void            call_free(Call *k);
enum MHD_Result call_head(Call *k, const char *method, const char *version);
enum MHD_Result call_run(Call *k);

/* ---- body.c: the request's body ---------------------------------------------------------------------------- */

/* Decides by Content-Type how the body is read; TOO_LARGE, BAD_TYPE. */
Fault body_begin(Call *k) MUST;
void  body_take(Call *k, Str data);               /* a fault stays in k->fault, what follows is dropped */
Fault body_end(Call *k) MUST;
void  body_release(Call *k);

/* ---- who.c: identity, language ----------------------------------------------------------------------------- */

Fault call_identify(Call *k) MUST;
void  call_reader(Call *k);
/* The value of a cookie by its plain name; the empty Str if there is none. */
Str   call_cookie(const Call *k, const char *name);
/* "__Host-session" behind TLS, else "session". */
const char *cookie_name(Call *k, const char *plain);

/* ---- answer.c: from the handler's reply to the wire --------------------------------------------------------- */

enum MHD_Result call_answer(Call *k);
/* Before anything else was understood: a bare status, and the connection closes. */
enum MHD_Result call_refuse(Call *k, int status);
/* Answers from the page cache or with 304 if it can; false: the handler has to run. */
bool            call_from_cache(Call *k, enum MHD_Result *ret_r);
/* The `op` of the forms on a page that is kept: the same each time this reader is given this page of this version. */
Str             call_page_op(Call *k);
/* Fills k->rp with the page or problem of a fault. */
void            call_fault(Call *k, Fault f);

/* ---- problem.c: refusals for programs ----------------------------------------------------------------------- */

/* The JSON object of a fault, with c's note and complaints; `number` is the request's. */
void            problem_print(Buf *b, const Ctx *c, Fault f, uint64_t number);
/* The same for a status of the gate, before anything else is known. */
void            problem_of_gate(Buf *b, Lang l, int status);

/* The answer of an embedded file, if the path is one. */
bool            call_asset(Call *k, enum MHD_Result *ret_r);
/* Sends k->rp with this body, which outlives the call and is in k->coding; 304 if the browser has it. */
enum MHD_Result call_send(Call *k, Str body);
/* Is the coding ("gzip") in Accept-Encoding, with a quality other than 0? */
bool            call_accepts(const Call *k, const char *coding);

#endif
