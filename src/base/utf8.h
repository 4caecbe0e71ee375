/* utf8.h - reading and writing UTF-8, strictly. */
#ifndef RAKAZ_BASE_UTF8_H
#define RAKAZ_BASE_UTF8_H

#include "base/arena.h"
#include "base/buf.h"

#define UTF8_BAD UINT32_MAX

/* Reads one character at *i (which must be < s.n) and moves *i behind it. For bytes that are not UTF-8
** returns UTF8_BAD and moves one byte. Overlong forms, surrogates and > U+10FFFF are bad. */
uint32_t utf8_next(Str s, size_t *i);

bool   utf8_valid(Str s);
size_t utf8_length(Str s);                        /* characters; bad bytes count one each */
size_t utf8_put(char out[4], uint32_t c);         /* bytes written, 1..4 */
void   buf_utf8(Buf *b, uint32_t c);

/* The longest head of at most n characters. */
Str utf8_head(Str s, size_t n);

/* Arabic-Indic and Persian digits become '0'..'9'; every other character stays. For what people type. */
uint32_t utf8_digit(uint32_t c);

/* "a|b" as lines of their own, cut to n characters; in the arena. */
Str utf8_lines(Arena *a, Str words, char sep, size_t n);

/* What a stored one-line text may hold: bad bytes become U+FFFD; control characters, bidi marks, embeddings,
** overrides and isolates (U+200E/F, U+061C, U+202A-E, U+2066-F) and invisible joints (U+200B, U+2060, U+FEFF)
** are dropped; runs of white space, tabs and line ends become one space; ends are trimmed. */
Str utf8_clean_line(Arena *a, Str s);

/* The same for text of several lines: keeps \n (CR LF, CR and the Unicode line ends become \n; spaces beside
** one are dropped) and the marks U+200E/F and U+061C. */
Str utf8_clean_text(Arena *a, Str s);

#endif
