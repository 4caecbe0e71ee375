/* inner.h - shared inside lang/ only. */
#ifndef RAKAZ_LANG_INNER_H
#define RAKAZ_LANG_INNER_H

#include "lang/lang.h"

/* Enough for the longest number with its commas and the three bytes of a minus sign. */
enum { LANG__NUMBER_BYTES = 32 };

/* Digits in groups of three with U+2212 for a minus, written into `room`. */
Str lang__number(char room[LANG__NUMBER_BYTES], int64_t n);

/* Cuts the next words and the {name} behind them off a sentence; no name behind the last words. */
bool lang__piece(Str *rest, Str *ret_words, Str *ret_name);

/* How a value is written: in a page or as plain text. */
typedef enum Dress { DRESS_PAGE, DRESS_PLAIN } Dress;
typedef enum Dir { DIR_LTR, DIR_RTL, DIR_AUTO } Dir;

Dir  lang__dir(Lang l);

/* s in its isolate. */
void lang__isolate(Buf *b, Dress dress, Dir dir, Str s);
void lang__open(Buf *b, Dress dress, Dir dir);
void lang__close(Buf *b, Dress dress);

/* The dash for what is not known, with the reader's words for it if there is a reader. */
void lang__unknown(Buf *b, Dress dress, const Reader *r);

/* A part of a pattern such as "{date}.{month}.{year}". */
typedef struct Part {
    Str name, text;
} Part;

/* The pattern with its parts, as bare text. What does not fit into `b` is cut. */
void lang__fill(Buf *b, Lang l, TextKey key, const Part *parts, size_t n);

/* A Buf over memory of the caller, for short texts; not to be released. */
#define LANG__SMALL(name, bytes)                                                                         \
    char name##_room[bytes];                                                                             \
    Buf  name = {.p = name##_room, .cap = (bytes), .max = (bytes)}

#endif
