/* module.h - a server with routes of every kind, for the tests over sockets. */
#ifndef RAKAZ_TEST_MODULE_H
#define RAKAZ_TEST_MODULE_H

#include "http/server.h"

typedef struct TestServer {
    Region *region;
    Server *server;
    int     port;
    char    dir[64];
} TestServer;

/* `change` may be NULL; it alters the options before the start. */
void test_server_start(TestServer *t, void (*change)(ServerOptions *o));
void test_server_stop(TestServer *t);

/* How many notes with this text are stored. */
int64_t test_notes(TestServer *t, const char *text);

/* Its identity knows two sessions: "noa" (headquarters, English) and "sami" (owner, Arabic), and the token
** "key-of-noa". */
extern const Module TEST_MODULE;

#endif
