/* lint.h - what the parts of lint share. */
#ifndef RAKAZ_TOOLS_LINT_H
#define RAKAZ_TOOLS_LINT_H

#include "tool.h"

enum { COLUMNS_MAX = 120, FUNCTION_LINES_MAX = 70, FILE_LINES_MAX = 800, PARAMETERS_MAX = 6 };

/* What a line of docs/layers.txt allows: files of `folder` may include those of `allowed`. */
typedef struct Layer {
    char *folder;
    char **allowed;
    size_t n_allowed;
} Layer;

/* Who owns a table and the generated header of an entity file: the folder that holds the .ent file. */
typedef struct Owned {
    char *name; /* table, or "place_ent.h" */
    char *folder;
} Owned;

typedef struct Tree {
    char **paths; /* relative to the root */
    size_t n_paths;
    Layer *layers;
    size_t n_layers;
    Owned *tables, *headers;
    size_t n_tables, n_headers;
} Tree;

typedef struct SourceFile {
    const char *path;
    const char *text;
    size_t n;
    char folder[64]; /* "place" for src/place/x.c; "" outside of src's folders */
    bool test;       /* tests may include and write what they like */
} SourceFile;

/* Rules of C files: comments, functions, layers, tables, letters. */
void lint_c(const Tree *t, const SourceFile *f);

/* The line number of a byte. */
int line_of(const SourceFile *f, size_t at);

/* The Unicode character at p and its bytes; text is known to be UTF-8. */
uint32_t next_char(const char *p, size_t *ret_size);

/* Hebrew or Arabic. */
bool is_local_letter(uint32_t c);

#endif
