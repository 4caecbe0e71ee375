/* json_read.h - a strict JSON text walked in place, without building anything; for readers of files (this folder and
** ocds/).
**
** RFC 8259. A cursor moves over the text; every function returns false when the text is not JSON, and the cursor
** then stands near the mistake. Nesting is bounded by JSON_DEPTH_MAX. */
#ifndef RAKAZ_SHEET_JSON_READ_H
#define RAKAZ_SHEET_JSON_READ_H

#include "base/buf.h"

enum { JSON_DEPTH_MAX = 64 };

typedef struct Json {
    Str    s;
    size_t i;
} Json;

void json_space(Json *j);
char json_peek(Json *j);                          /* first character behind white space; 0 at the end */

/* Steps over one whole value; *ret_span is its text. */
bool json_skip(Json *j, Str *ret_span);

/* Begins an object or a list: steps over the bracket `open`. */
bool json_enter(Json *j, char open);

/* The next member or element. *ret_more is false at the closing bracket, which is stepped over. The key of a
** member is its text between the quotes, undecoded; behind it the cursor stands at the value. `first`: the first
** call behind json_enter. */
bool json_member(Json *j, bool first, bool *ret_more, Str *ret_key);
bool json_element(Json *j, bool first, bool *ret_more);

/* A string value (or key with its quotes taken off by json_member) decoded to UTF-8; lone surrogates become
** U+FFFD. `quoted` is without its quotes. */
void json_decode(Str quoted, Buf *out);

/* The text between the quotes of a string span. */
Str json_unquote(Str span);

/* The member `key` of an object span; false when it is not there. */
bool json_find(Str object, Str key, Str *ret_value);

/* The span without white space outside strings. */
void json_compact(Str span, Buf *out);

#endif
