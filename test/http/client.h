/* client.h - an HTTP client that sends exactly the bytes it is told to. */
#ifndef RAKAZ_TEST_CLIENT_H
#define RAKAZ_TEST_CLIENT_H

#include "base/buf.h"

typedef struct Client {
    int fd;
    Buf in;                                       /* received, not yet taken */
} Client;

typedef struct Answer {
    int  status;                                  /* 0: the line was closed before an answer */
    Buf  head, body;
    bool closed;                                  /* the server closed behind it */
} Answer;

void client_open(Client *c, int port);
void client_close(Client *c);
void client_send(Client *c, Str bytes);           /* a closed line is no failure */
/* Reads one answer; `no_body`: to HEAD. */
void client_read(Client *c, Answer *a, bool no_body);
/* Has the server closed, or does it within ms? */
bool client_closed(Client *c, int ms);

void answer_release(Answer *a);
/* The value of a header (any case), or the empty Str. */
Str  answer_header(const Answer *a, const char *name);

/* One request on a line of its own. */
Answer request(int port, Str bytes);

#endif
