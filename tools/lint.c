/* lint.c - keeps the rules of the house, where a program can see them.
**
**   lint ROOT     looks at every file of the tree that is made by hand; ends with 1 if it finds anything
**
** Rules of all files: a length, no line that waits for later, nothing of the place where it was written. Of
*C:
** lint_c.c. Of style sheets: logical sides only. Of texts: no shouting. test/golden holds a case of each. */
#include "lint.h"

#include <ctype.h>
#include <fts.h>
#include <unistd.h>

/* Folders that are not made by hand, or that hold bad examples on purpose. */
static const char *const SKIPPED[] = {".git", "node_modules", "run", "golden", "corpus", NULL};
static const char *const CODE[] = {".c",    ".h",   ".def", ".css", ".js",  ".mjs",
                                   ".html", ".ent", ".po",  ".sh",  ".sql", NULL};
static const char *const PLAIN[] = {".md", ".txt", ".json", ".build", ".service", ".conf", NULL};

/* Files whose lines may be as long as what they say: texts in three languages, rules of style, statements. */
static const char *const WIDE[] = {".ent", ".po", ".sql", ".css", ".js", ".mjs", ".def", NULL};

/* Written in two halves, so that this file does not find itself. */
static const char *const LATER[] = {"TO"
                                    "DO",
                                    "FIX"
                                    "ME",
                                    "XX"
                                    "X",
                                    NULL};
static const char *const PLACES[] = {"/wo"
                                     "rk/",
                                     "/tmp/"
                                     "wt",
                                     "../sh"
                                     "ared",
                                     "registry."
                                     "npmjs",
                                     NULL};

static const char *ending(const char *path, const char *const *list) {
    for (; *list; list++) {
        if (ends(path, *list)) return *list;
    }
    return NULL;
}

int line_of(const SourceFile *f, size_t at) {
    int line = 1;
    for (const char *p = memchr(f->text, '\n', at); p;
         p = memchr(p + 1, '\n', at - (size_t)(p + 1 - f->text)))
        line++;
    return line;
}

uint32_t next_char(const char *p, size_t *ret_size) {
    const unsigned char *u = (const unsigned char *)p;
    *ret_size = u[0] < 0x80 ? 1 : u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
    uint32_t c = *ret_size == 1 ? u[0] : u[0] & (0x7Fu >> *ret_size);
    for (size_t i = 1; i < *ret_size; i++) c = c << 6 | (u[i] & 0x3F);
    return c;
}

bool is_local_letter(uint32_t c) {
    return (c >= 0x0591 && c <= 0x05F4) || (c >= 0x0600 && c <= 0x06FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC);
}

/* ---- rules of all files ------------------------------------------------------------------------------ */

static bool is_word_at(const char *line, const char *at, size_t n) {
    return (at == line || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[n]);
}

static void check_line(const SourceFile *f, const char *line, int number, bool code) {
    size_t columns = 0, n = strlen(line);
    for (size_t i = 0, size; i < n; i += size, columns++) next_char(line + i, &size);
    bool long_allowed = !code || ending(f->path, WIDE);
    if (columns > COLUMNS_MAX && !long_allowed)
        mistake(f->path, number, "%zu columns; at most %d", columns, COLUMNS_MAX);
    if (code && n && (line[n - 1] == ' ' || line[n - 1] == '\t'))
        mistake(f->path, number, "white space at the end");
    for (const char *const *word = LATER; code && *word; word++) {
        const char *at = strstr(line, *word);
        if (at && is_word_at(line, at, strlen(*word)))
            mistake(f->path, number, "%s: do it, or leave it out", *word);
    }
    for (const char *const *place = PLACES; *place; place++) {
        if (strstr(line, *place)) mistake(f->path, number, "%s is not there for others", *place);
    }
}

/* "left" and "right" as words of a rule; the logical side exists for each. A line may say why it must be
 * physical. */
static void check_css_line(const SourceFile *f, const char *line, int number) {
    static const char *const SIDES[] = {"left", "right", NULL};
    bool without_logical = strstr(line, "background-position") || strstr(line, "[dir=");
    if (without_logical || strstr(line, "/* physical: ")) return;
    for (const char *const *side = SIDES; *side; side++) {
        for (const char *at = strstr(line, *side); at; at = strstr(at + 1, *side)) {
            char after = at[strlen(*side)], before = at == line ? ' ' : at[-1];
            bool part = isalnum((unsigned char)after) || after == '_' || isalnum((unsigned char)before);
            if (!part && before != '.' && before != '/' && !(before == '-' && after == '.'))
                mistake(f->path, number, "'%s' is a physical side; use inline-start or inline-end", *side);
        }
    }
}

/* Sentences for people: no exclamation marks, no pictures. */
static void check_text_line(const SourceFile *f, const char *line, int number) {
    if (*line == '#') return;
    for (size_t i = 0, size; line[i]; i += size) {
        uint32_t c = next_char(line + i, &size);
        if (c == '!') mistake(f->path, number, "an exclamation mark");
        if (c >= 0x1F000 || (c >= 0x2600 && c <= 0x27BF)) mistake(f->path, number, "a picture in a text");
    }
}

static void check_html_line(const SourceFile *f, const char *line, int number) {
    for (size_t i = 0, size; line[i]; i += size) {
        if (!is_local_letter(next_char(line + i, &size))) continue;
        mistake(f->path, number, "a Hebrew or Arabic text in a page; it belongs in lang/*/*.po");
        return;
    }
}

static void check_file(const Tree *t, const char *path) {
    SourceFile f = {.path = path};
    f.text = file_read(path, &f.n);
    bool code = ending(path, CODE) || starts(path, "tools/") || ends(path, "Makefile");
    text_check(path, f.text, f.n);
    const char *slash = starts(path, "src/") ? strchr(path + 4, '/') : NULL;
    if (slash) snprintf(f.folder, sizeof f.folder, "%.*s", (int)(slash - path - 4), path + 4);
    f.test = ends(path, "_test.c") || starts(path, "test/");
    Lines lines = {.next = tool_copy(f.text, f.n)};
    for (char *line; lines_next(&lines, &line);) {
        check_line(&f, line, lines.number, code);
        if (ends(path, ".css")) check_css_line(&f, line, lines.number);
        if (starts(path, "lang/") || ends(path, ".ent")) check_text_line(&f, line, lines.number);
        if (ends(path, ".html") && starts(path, "src/")) check_html_line(&f, line, lines.number);
    }
    bool bounded = ending(path, (const char *const[]){".c", ".h", ".css", ".js", ".mjs", ".html", NULL});
    if (bounded && lines.number > FILE_LINES_MAX)
        mistake(path, lines.number, "a file of %d lines; at most %d", lines.number, FILE_LINES_MAX);
    if (ends(path, ".c") || ends(path, ".h")) lint_c(t, &f);
}

/* ---- the tree ---------------------------------------------------------------------------------------- */

static int compare_paths(const FTSENT **a, const FTSENT **b) {
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_made_by_hand(const FTSENT *e) {
    const char *path = e->fts_path + 2; /* behind "./" */
    if (starts(path, "tools/") && !strchr(e->fts_name, '.')) return true;
    return ending(path, CODE) || ending(path, PLAIN) || same(e->fts_name, "Makefile");
}

static void find_files(Tree *t) {
    char root[] = ".";
    FTS *fts = fts_open((char *const[]){root, NULL}, FTS_PHYSICAL | FTS_NOCHDIR, compare_paths);
    for (FTSENT *e = fts ? fts_read(fts) : NULL; e; e = fts_read(fts)) {
        bool skipped =
            is_in(e->fts_name, SKIPPED) || starts(e->fts_name, "build") || same(e->fts_path, "./data");
        if (e->fts_info == FTS_D && e->fts_level > 0 && (skipped && !ends(e->fts_name, ".mjs")))
            fts_set(fts, e, FTS_SKIP);
        if (e->fts_info != FTS_F || !is_made_by_hand(e) || same(e->fts_name, "package-lock.json")) continue;
        *PUSH(t->paths, t->n_paths) = tool_copy(e->fts_path + 2, strlen(e->fts_path + 2));
    }
    if (fts) fts_close(fts);
}

static void read_layers(Tree *t) {
    if (access("docs/layers.txt", R_OK) != 0) return;
    size_t n;
    Lines lines = {.next = file_read("docs/layers.txt", &n)};
    for (char *line; lines_next(&lines, &line);) {
        char *folder = next_word(&line);
        if (!*folder || *folder == '#') continue;
        Layer *layer = PUSH(t->layers, t->n_layers);
        *layer = (Layer){.folder = folder};
        for (char *word = next_word(&line); *word; word = next_word(&line)) {
            *PUSH(layer->allowed, layer->n_allowed) = word;
        }
    }
}

/* Whose the tables are: "entity NAME TABLE" in src/<folder>/x.ent. */
static void read_owners(Tree *t, const char *path) {
    size_t n;
    const char *slash = starts(path, "src/") ? strchr(path + 4, '/') : NULL;
    if (!slash || !ends(path, ".ent")) return;
    char *folder = tool_copy(path + 4, (size_t)(slash - path - 4));
    *PUSH(t->headers, t->n_headers) = (Owned){tool_printf("%s_ent.h", base_name(path, ".ent")), folder};
    Lines lines = {.next = file_read(path, &n)};
    for (char *line; lines_next(&lines, &line);) {
        if (!same(next_word(&line), "entity")) continue;
        next_word(&line);
        *PUSH(t->tables, t->n_tables) = (Owned){next_word(&line), folder};
    }
}

int main(int argc, char **argv) {
    if (argc != 2 || chdir(argv[1]) != 0) {
        fprintf(stderr, "usage: lint ROOT\n");
        return 2;
    }
    Tree t = {0};
    find_files(&t);
    read_layers(&t);
    for (size_t i = 0; i < t.n_paths; i++) read_owners(&t, t.paths[i]);
    for (size_t i = 0; i < t.n_paths; i++) check_file(&t, t.paths[i]);
    if (!mistakes()) printf("ok 1 - %zu files keep the rules\n", t.n_paths);
    return mistakes() > 0;
}
