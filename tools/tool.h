/* tool.h - what the generators share: reading files, telling mistakes by file and line, writing a file only
*when
** it changes (so that nothing is compiled anew without need).
**
** A generator lives for milliseconds: memory is never given back, and every mistake is told before it ends.
 */
#ifndef RAKAZ_TOOLS_TOOL_H
#define RAKAZ_TOOLS_TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Zeroed memory; ends the program when there is none. */
void *tool_alloc(size_t n);

/* A copy of n bytes with a NUL behind. */
char *tool_copy(const char *p, size_t n);
char *tool_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Makes room for one more in an array of `size`-byte things that holds n of them. */
void *tool_grow(void *v, size_t n, size_t size);

#define PUSH(v, n) ((v) = tool_grow((v), (n), sizeof *(v)), &(v)[(n)++])

/* The whole file with a NUL behind; ends the program if it cannot be read. */
char *file_read(const char *path, size_t *ret_n);

/* The path without the "../" with which the build folder reaches the sources. */
const char *path_shown(const char *path);

/* Writes "path:line: ..." to standard error and counts it. */
void mistake(const char *path, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
int mistakes(void);

/* Ends the program unless the file is UTF-8 without NULs and without bidi embeddings and overrides
*(U+202A-E),
** which make a line look different from what it says; tells the line. */
void text_check(const char *path, const char *text, size_t n);

/* Lines of a text, cut in place. */
typedef struct Lines {
    char *next;
    int number;
} Lines;
bool lines_next(Lines *l, char **ret_line);

/* Cuts white space off both ends, in place. */
char *trim(char *s);

/* Cuts the next word off *s and returns it; "" at the end. */
char *next_word(char **s);

bool starts(const char *s, const char *head);
bool ends(const char *s, const char *tail);
bool same(const char *a, const char *b);
bool is_in(const char *word, const char *const *list);

/* [a-z][a-z0-9_]*, without "__" and not ending in "_". */
bool is_name(const char *s);

/* "place_kind" -> "PLACE_KIND"; dots become _, @ becomes __. */
char *upper_name(const char *s);

/* "place_kind" -> "PlaceKind". */
char *type_name(const char *s);

/* The last part of a path, without the ending `tail`. */
char *base_name(const char *path, const char *tail);

/* A number that stands for a set of names of arguments, n left out: poc tells what a sentence takes, pagec what a page
** gives, and the compiler compares. Even; sorts the names. */
unsigned names_hash(char **names, int n);

/* Text under construction. */
typedef struct Out {
    char *p;
    size_t n, cap;
} Out;
void out_add(Out *o, const char *p, size_t n);
void out_printf(Out *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A C string literal with its quotes. */
void out_literal(Out *o, const char *p, size_t n);

/* Writes the file unless it holds just that already. */
void out_save(const Out *o, const char *path);

#endif
