/* db_pg_listen.c - connecting to PostgreSQL, and hearing of other processes' commits.
**
** The listener has a connection and a thread of its own, because the writer's may be busy for as long as a group
** takes. While its connection is lost it tries again every second, and what was missed is told as "anything". */
#include "base/check.h"
#include "base/rand.h"
#include "db/db_pg.h"
#include "db/writer.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { RETRY_MS = 1000, TABLE_NAMES_MAX = 400, HEARD_MAX = 1000 };

/* ---- connecting ------------------------------------------------------------------------------------------ */

static Fault told(PGconn *pg, PGresult *res, char *message) {
    const char *state = res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL;
    Fault       f = state ? db_fault_of_state(state) : DB_LOST;
    snprintf(message, DB_MESSAGE_MAX, "%s", res && state ? PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY)
                                                         : PQerrorMessage(pg));
    return f;
}

static Fault exec(PGconn *pg, const char *sql, char *message) {
    PGresult *res = PQexec(pg, sql);
    bool      good = PQresultStatus(res) == PGRES_COMMAND_OK || PQresultStatus(res) == PGRES_TUPLES_OK;
    Fault     f = good ? OK : told(pg, res, message);
    PQclear(res);
    return f;
}

static Fault schema_there(PGconn *pg, const DbAddress *a, bool create, char *message) {
    char sql[160];
    if (create) {
        snprintf(sql, sizeof sql, "CREATE SCHEMA IF NOT EXISTS \"%s\"", a->schema);
        return exec(pg, sql, message);
    }
    snprintf(sql, sizeof sql, "SELECT 1 FROM pg_namespace WHERE nspname = '%s'", a->schema);
    PGresult *res = PQexec(pg, sql);
    Fault     f = PQresultStatus(res) != PGRES_TUPLES_OK ? told(pg, res, message) : OK;
    if (f == OK && PQntuples(res) == 0) {
        snprintf(message, DB_MESSAGE_MAX, "there is no schema %s", a->schema);
        f = NOT_FOUND;
    }
    PQclear(res);
    return f;
}

static Fault settings(PGconn *pg, const DbAddress *a, bool create, bool writer, char *message) {
    char sql[600];
    const char *encoding = PQparameterStatus(pg, "server_encoding");
    if (!encoding || strcmp(encoding, "UTF8") != 0) {
        snprintf(message, DB_MESSAGE_MAX, "the database's encoding must be UTF8");
        return DB_BROKEN;
    }
    TRY(exec(pg, "SET client_min_messages = warning", message));
    TRY(schema_there(pg, a, create, message));
    snprintf(sql, sizeof sql,
             "SET search_path = \"%s\"; SET synchronous_commit = on; SET jit = off; SET lock_timeout = '20s';"
             "SET standard_conforming_strings = on; SET statement_timeout = '%s';"
             "SET idle_in_transaction_session_timeout = '5min'",
             a->schema, writer ? "0" : "60s");
    TRY(exec(pg, sql, message));
    if (PQenterPipelineMode(pg)) return OK;
    return told(pg, NULL, message);
}

/* libpq would write what the server says beside its answers to standard error; faults tell what matters. */
static void unheard(void *arg, const char *message) {
    (void)arg, (void)message;
}

Fault pg_connect(const DbAddress *a, bool create, bool writer, PGconn **ret_pg, char *message) {
    static const char *const NAMES[] = {"dbname", "connect_timeout", "fallback_application_name",
                                        "client_encoding", "tcp_user_timeout", NULL};
    const char *values[] = {a->where, "5", "rakaz", "UTF8", "15000", NULL};
    PGconn *pg = PQconnectdbParams(NAMES, values, 1);
    if (pg) PQsetNoticeProcessor(pg, unheard, NULL);
    Fault   f = PQstatus(pg) == CONNECTION_OK ? settings(pg, a, create, writer, message) : told(pg, NULL, message);
    if (f != OK) {
        PQfinish(pg);
        return f;
    }
    *ret_pg = pg;
    return OK;
}

void pg_channel(const DbAddress *a, char out[80]) {
    snprintf(out, 80, "rakaz_%s", a->schema);
}

/* ---- listening ------------------------------------------------------------------------------------------- */

struct Listener {
    Region   *region;
    PGconn   *pg;                                 /* NULL while it is lost */
    pthread_t thread;
    int       stop;                               /* eventfd */
    char     *table[TABLE_NAMES_MAX];             /* names of tables, for as long as the listener */
    int       n_tables;
};

static Fault listen_connect(Listener *l) {
    char channel[80], sql[120], message[DB_MESSAGE_MAX];
    TRY(pg_connect(&l->region->options.address, false, false, &l->pg, message));
    pg_channel(&l->region->options.address, channel);
    snprintf(sql, sizeof sql, "LISTEN \"%s\"", channel);
    Fault f = PQexitPipelineMode(l->pg) ? exec(l->pg, sql, message) : DB_LOST;
    if (f == OK) return OK;
    PQfinish(l->pg);
    l->pg = NULL;
    return f;
}

/* NULL when there are too many. */
static const char *table_named(Listener *l, Str name) {
    for (int i = 0; i < l->n_tables; i++) {
        if (str_eq(str_of(l->table[i]), name)) return l->table[i];
    }
    if (l->n_tables == TABLE_NAMES_MAX) return NULL;
    char *copy = strndup(name.p, name.n);
    CHECK(copy != NULL);
    return l->table[l->n_tables++] = copy;
}

/* "who;table:id,table:id" or "who;*" (pg_announce). What cannot be read means "anything". */
static void hear(Listener *l, Str said) {
    Changed v[HEARD_MAX];
    size_t  n = 0;
    Str     who, one;
    if (str_split(&said, ';', &who) && str_eq(who, str_of(l->region->name))) return;
    while (str_split(&said, ',', &one)) {
        ptrdiff_t colon = str_find_byte(one, ':');
        int64_t   id;
        bool good = colon > 0 && n < HEARD_MAX && str_int(str_sub(one, (size_t)colon + 1, one.n), &id);
        const char *table = good ? table_named(l, str_sub(one, 0, (size_t)colon)) : NULL;
        if (!table) {
            n = 0;
            break;
        }
        v[n++] = (Changed){table, id};
    }
    writer_heard(&l->region->writer, v, n);
}

static void hear_all(Listener *l) {
    if (!PQconsumeInput(l->pg) || PQstatus(l->pg) == CONNECTION_BAD) {
        PQfinish(l->pg);
        l->pg = NULL;
        atomic_fetch_add(&l->region->writer.lost, 1);
        return;
    }
    for (PGnotify *said = PQnotifies(l->pg); said; said = PQnotifies(l->pg)) {
        hear(l, str_of(said->extra));
        PQfreemem(said);
    }
}

static void *listen_loop(void *arg) {
    Listener *l = arg;
    for (;;) {
        struct pollfd fd[2] = {{.fd = l->stop, .events = POLLIN},
                               {.fd = l->pg ? PQsocket(l->pg) : -1, .events = POLLIN}};
        int n = poll(fd, 2, l->pg ? -1 : RETRY_MS);
        CHECK(n >= 0 || errno == EINTR);
        if (fd[0].revents) return NULL;
        if (l->pg && fd[1].revents) hear_all(l);
        else if (!l->pg && n == 0 && listen_connect(l) == OK) writer_heard(&l->region->writer, NULL, 0);
    }
}

Fault listener_start(Region *r, Listener **ret_l) {
    Listener *l = calloc(1, sizeof *l);
    CHECK(l != NULL);
    l->region = r;
    l->stop = eventfd(0, EFD_CLOEXEC);
    CHECK(l->stop >= 0);
    Fault f = listen_connect(l);
    if (f == OK && pthread_create(&l->thread, NULL, listen_loop, l) != 0) f = BUSY;
    if (f != OK) {
        PQfinish(l->pg);
        close(l->stop);
        free(l);
        return f;
    }
    *ret_l = l;
    return OK;
}

void listener_stop(Listener *l) {
    if (!l) return;
    uint64_t one = 1;
    CHECK(write(l->stop, &one, sizeof one) == (ssize_t)sizeof one);
    pthread_join(l->thread, NULL);
}

void listener_free(Listener *l) {
    if (!l) return;
    PQfinish(l->pg);
    close(l->stop);
    for (int i = 0; i < l->n_tables; i++) free(l->table[i]);
    free(l);
}
