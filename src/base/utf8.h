/* utf8.h - reading and writing UTF-8, strictly. */
#ifndef RAKAZ_BASE_UTF8_H
#define RAKAZ_BASE_UTF8_H

#include "base/arena.h"
#include "base/buf.h"

enum { UTF8_BAD = 0xFFFFFFFF };

/* Reads one character at *i (which must be < s.n) and moves *i behind it. For bytes that are not UTF-8
** returns UTF8_BAD and moves one byte. Overlong forms, surrogates and > U+10FFFF are bad. */
uint32_t utf8_next(Str s, size_t *i);

bool   utf8_valid(Str s);
size_t utf8_length(Str s);                        /* characters; bad bytes count one each */
size_t utf8_put(char out[4], uint32_t c);         /* bytes written, 1..4 */
void   buf_utf8(Buf *b, uint32_t c);

/* The longest head of at most n characters. */
Str utf8_head(Str s, size_t n);

/* What a stored one-line text may hold: bad bytes become U+FFFD, control characters, line ends and bidi
** embeddings, overrides and isolates (U+202A-E, U+2066-9) are dropped, runs of white space become one space,
** ends are trimmed. */
Str utf8_clean_line(Arena *a, Str s);

/* The same for text of several lines: keeps \n (CR LF and CR become \n) and U+200E/F. */
Str utf8_clean_text(Arena *a, Str s);

#endif
