/* server.h - the HTTP server of one region: libmicrohttpd, event threads = cores, requests that wait are suspended.
**
** Life: server_listen (while the process may still open sockets) → sandbox → region_open → server_start, which
** starts the modules, then answers → server_stop → region_close. */
#ifndef RAKAZ_HTTP_SERVER_H
#define RAKAZ_HTTP_SERVER_H

#include "db/region.h"
#include "http/http.h"
#include "http/limit.h"
#include "http/log.h"

typedef struct Server Server;

/* Opens the listening socket of "127.0.0.1:8080", "[::1]:8080" or "unix:/run/rakaz/http.sock"; port 0 takes any.
** BAD_REQUEST for a text that is no address, IN_USE, NOT_ALLOWED, BROKEN. */
Fault server_listen(Str address, int *ret_fd) MUST;

/* The page of a fault (page_fault); rq is the request, c->db may be NULL. */
typedef void (*FaultPage)(Ctx *c, const Request *rq, Reply *rp, Fault f);

typedef struct ServerOptions {
    int                  fd;                      /* from server_listen; the server's from now on */
    const Module *const *modules;
    int                  n_modules;
    FaultPage            fault_page;              /* NULL: a plain page in the reader's language */
    const char          *public_url;              /* "https://negev.example" without / at the end; NULL: as asked */
    const char          *proxy_trusted;           /* address whose X-Forwarded-For is believed; NULL: none */
    const char          *zone;                    /* when the region does not say; NULL: Asia/Jerusalem */
    const char          *temp_dir;                /* of uploads; NULL: /tmp */
    Lang                 lang;                    /* likewise */
    int                  threads;                 /* event threads; 0: one a core */
    Rate                 rate_address, rate_account, rate_strict; /* burst 0: 300 and 3000, 300 and 1800, 20 and 20 */
    bool                 unlimited;               /* no rate limits: benchmarks */
    LogLevel             log_level;
    int                  drain_ms_max;            /* how long server_stop waits for slow clients; 0: 10 s */
} ServerOptions;

/* BROKEN with a sentence in ret_why. The options' texts must outlive the server. */
Fault server_start(Region *r, const ServerOptions *o, Arena *a, Server **ret_server, Str *ret_why) MUST;

int server_port(const Server *s);                 /* 0 for a unix socket */

/* How many reader connections the region must keep for a server with these options (RegionOptions.readers). */
int server_readers(const ServerOptions *o);

/* No new connections; what was begun is finished and answered, then the modules stop and the threads end. Close the
** region next: nothing may be written to it in between. */
void server_stop(Server *s);

/* The server's own routes: /healthz, /metrics, POST /lang. Belongs in MODULES. */
extern const Module HTTP_MODULE;

#endif
