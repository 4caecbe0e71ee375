/* csrf.h - does a write come from our own page?
**
** The token is derived from the secret in the session's (or visitor's) cookie, so that it needs no storage, survives a
** restart and dies with the session. It is masked anew each time it is given out: a compressed page does not betray
** it by its length. */
#ifndef RAKAZ_HTTP_CSRF_H
#define RAKAZ_HTTP_CSRF_H

#include "base/arena.h"

enum { CSRF_CHARS = 43 };                         /* 32 bytes in base64url */

/* A fresh masking of the token of `cookie` (not empty). */
Str csrf_make(Arena *a, Str cookie);

bool csrf_check(Str token, Str cookie);

/* What the browser itself says of the sender: Sec-Fetch-Site, else Origin against our own host (the header Host and
** the public address). true: nothing speaks against it. Browsers of the last years send at least one of both. */
bool csrf_origin_ok(Str sec_fetch_site, Str origin, Str host, Str public_url);

/* "base64url(text).base64url(mac)" under a key from `cookie`, and back; for what a browser keeps for us a moment. */
Str  sealed_make(Arena *a, Str cookie, Str text);
bool sealed_open(Arena *a, Str cookie, Str sealed, Str *ret_text);

/* Bytes as base64url, in the arena. Hexadecimal would have a telephone number or an amount in it by chance. */
Str bytes_text(Arena *a, const unsigned char *p, size_t n);

/* 22 characters of chance, for cookies. */
Str secret_text(Arena *a);

#endif
