/* gate.h - which requests are let in at all.
**
** libmicrohttpd reads requests leniently; two readers that disagree about where a request ends are how requests
** are smuggled. Before a byte of the body is taken, everything that could be read in two ways is refused and the
** connection closed. The head is judged as it lies in the receive buffer, where the library has only put NULs
** over line ends, colons and blanks: this shows bare line feeds, folded lines and NULs in values as well. */
#ifndef RAKAZ_HTTP_GATE_H
#define RAKAZ_HTTP_GATE_H

#include "base/str.h"

enum {
    GATE_HEADERS_MAX = 64,
    GATE_HEAD_BYTES_MAX = 16 * 1024,
    GATE_VALUE_BYTES_MAX = 8 * 1024,
    GATE_URI_BYTES_MAX = 8000,
    GATE_POOL_BYTES = 32 * 1024,                  /* of the library for one connection; the head lies inside */
};

typedef struct GateHeader {
    Str name, value;
} GateHeader;

typedef struct Gate {
    Str               method, uri, version;
    const GateHeader *v;
    size_t            n;
    size_t            bytes;                      /* of the whole head, as received */
} Gate;

/* 0: come in, with the announced length of the body (0: none). Else the status to answer before closing: 400, 411
** (bodies come with a length, never chunked), 414, 417, 431, 501, 505. */
int gate_check(const Gate *g, int64_t *ret_length);

/* Do method, URI (at `uri_at`; `uri` itself may be a copy), version and headers stand behind one another as CR LF
** lines? The texts must lie where they were received. */
bool gate_in_place(const Gate *g, const char *uri_at);

/* The value of a header, by name in any case; the empty Str if it is not there. */
Str gate_header(const GateHeader *v, size_t n, const char *name);

#endif
