/* once.h - a write that is sent twice happens once.
**
** A form carries a fresh `op`, an API call an Idempotency-Key; the first answer is kept for 7 days under the key and
** the account and given again. The same key with another request is REUSED_KEY. Answers that set cookies (a session)
** are not kept: such a request runs again.
**
** A page that is kept (http.h, `cached`) is given many times, and its forms carry the same `op` each time, one that
** begins with ONCE_PAGE and is another one after every write. Several forms of it may be sent, so there the key is the
** `op` together with the request: the same form from the same state of the region happens once, any other is another
** one. */
#ifndef RAKAZ_HTTP_ONCE_H
#define RAKAZ_HTTP_ONCE_H

#include "http/http.h"

enum { ONCE_KEY_BYTES_MAX = 100, ONCE_ANSWER_BYTES_MAX = 512 * 1024, ONCE_DIGEST_BYTES = 32 };

#define ONCE_PAGE "p."

typedef struct Once {
    Str           key;                            /* empty: no key was sent */
    unsigned char digest[ONCE_DIGEST_BYTES];      /* of method, path, fields, files, body and (visitors) cookie */
} Once;

/* Reads the key and digests the request; needs the whole body. `secret` is the visitor's cookie; a key made here lies
** in the arena. BAD_REQUEST for a key that is too long or not printable. */
Fault once_read(Arena *a, const Request *rq, Str secret, Once *ret_once) MUST;

/* In a write: fills rp with the kept answer (*ret_again), or finds that the key is free. REUSED_KEY; BUSY when the
** first is still at work: a claim that was never ended, which is void after 10 minutes. */
Fault once_find(Ctx *c, const Once *o, Reply *rp, bool *ret_again) MUST;

/* For a request that is one write: at its end, keeps key and answer (if it is one to keep). */
Fault once_keep(Ctx *c, const Once *o, const Reply *rp) MUST;

/* For a request of several writes: claims the free key in the first, */
Fault once_claim(Ctx *c, const Once *o) MUST;

/* and keeps the answer in the last; rp == NULL: gives the claim back. */
Fault once_end(Ctx *c, const Once *o, const Reply *rp) MUST;

/* Forgets all answers that were kept before: they may name what was erased. On the writer. */
Fault once_forget(Ctx *c) MUST;

enum { Q_ONCE_FIND, Q_ONCE_ADD, Q_ONCE_KEEP, Q_ONCE_DROP, Q_ONCE_EXPIRE, Q_ONCE_FORGET, ONCE_Q_N };
extern const Query ONCE_QUERIES[ONCE_Q_N];

#endif
