/* tool.c - see tool.h. */
#include "tool.h"

#include <ctype.h>
#include <stdarg.h>

static int mistake_count;

/* The generators end instead of giving memory back; that is no leak. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }

static _Noreturn void stop(const char *what, const char *about) {
    fprintf(stderr, "%s: %s\n", about, what);
    exit(1);
}

void *tool_alloc(size_t n) {
    void *p = calloc(1, n ? n : 1);
    if (!p) stop("out of memory", "tool");
    return p;
}

char *tool_copy(const char *p, size_t n) {
    char *copy = tool_alloc(n + 1);
    memcpy(copy, p, n);
    return copy;
}

char *tool_printf(const char *fmt, ...) {
    va_list ap;
    char *text = NULL;
    va_start(ap, fmt);
    if (vasprintf(&text, fmt, ap) < 0) stop("out of memory", "tool");
    va_end(ap);
    return text;
}

void *tool_grow(void *v, size_t n, size_t size) {
    if (n & (n - 1)) return v; /* room is made at powers of two */
    size_t cap = n ? n * 2 : 1;
    char *grown = realloc(v, cap * size);
    if (!grown) stop("out of memory", "tool");
    memset(grown + n * size, 0, (cap - n) * size);
    return grown;
}

char *file_read(const char *path, size_t *ret_n) {
    FILE *in = fopen(path, "rb");
    if (!in) stop("cannot be opened", path);
    Out o = {0};
    char part[65536];
    for (size_t n = fread(part, 1, sizeof part, in); n; n = fread(part, 1, sizeof part, in))
        out_add(&o, part, n);
    if (ferror(in)) stop("cannot be read", path);
    fclose(in);
    out_add(&o, "", 1);
    *ret_n = o.n - 1;
    return o.p;
}

const char *path_shown(const char *path) {
    while (starts(path, "../")) path += 3;
    return path;
}

void mistake(const char *path, int line, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    fprintf(stderr, "%s:%d: ", path_shown(path), line);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    mistake_count++;
}

int mistakes(void) { return mistake_count; }

/* Bytes of the UTF-8 character at p, 0 if there is none. */
static size_t utf8_size(const unsigned char *p, size_t n) {
    size_t size = p[0] < 0x80   ? 1
                  : p[0] < 0xC2 ? 0
                  : p[0] < 0xE0 ? 2
                  : p[0] < 0xF0 ? 3
                  : p[0] < 0xF5 ? 4
                                : 0;
    if (size == 0 || size > n) return 0;
    for (size_t i = 1; i < size; i++) {
        if ((p[i] & 0xC0) != 0x80) return 0;
    }
    bool overlong = (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xF0 && p[1] < 0x90);
    bool outside = (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF4 && p[1] > 0x8F);
    return overlong || outside ? 0 : size;
}

void text_check(const char *path, const char *text, size_t n) {
    int line = 1;
    const unsigned char *p = (const unsigned char *)text;
    for (size_t i = 0; i < n;) {
        size_t size = p[i] ? utf8_size(p + i, n - i) : 0;
        if (size == 0) mistake(path, line, "byte 0x%02x is not UTF-8", p[i]);
        if (size == 3 && p[i] == 0xE2 && p[i + 1] == 0x80 && p[i + 2] >= 0xAA && p[i + 2] <= 0xAE)
            mistake(path, line, "holds U+202%X, which reorders the text unseen", p[i + 2] - 0xA0u);
        if (p[i] == '\n') line++;
        if (size == 0) exit(1);
        i += size;
    }
}

bool lines_next(Lines *l, char **ret_line) {
    if (!l->next || !*l->next) return false;
    char *line = l->next, *end = strchr(line, '\n');
    l->next = end ? end + 1 : NULL;
    if (end) *end = 0;
    l->number++;
    *ret_line = line;
    return true;
}

char *trim(char *s) {
    while (isspace((unsigned char)*s)) s++;
    char *end = s + strlen(s);
    while (end > s && isspace((unsigned char)end[-1])) *--end = 0;
    return s;
}

char *next_word(char **s) {
    while (**s == ' ' || **s == '\t') (*s)++;
    char *word = *s;
    while (**s && **s != ' ' && **s != '\t') (*s)++;
    if (**s) *(*s)++ = 0;
    return word;
}

bool starts(const char *s, const char *head) { return strncmp(s, head, strlen(head)) == 0; }

bool ends(const char *s, const char *tail) {
    size_t n = strlen(s), k = strlen(tail);
    return n >= k && strcmp(s + n - k, tail) == 0;
}

bool same(const char *a, const char *b) { return strcmp(a, b) == 0; }

bool is_in(const char *word, const char *const *list) {
    for (; *list; list++) {
        if (same(word, *list)) return true;
    }
    return false;
}

bool is_name(const char *s) {
    if (!islower((unsigned char)*s)) return false;
    for (const char *p = s; *p; p++) {
        if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) && *p != '_') return false;
        if (*p == '_' && (p[1] == '_' || !p[1])) return false;
    }
    return true;
}

char *upper_name(const char *s) {
    char *name = tool_alloc(2 * strlen(s) + 1), *p = name;
    for (; *s; s++) {
        if (*s == '@') *p++ = '_';
        *p++ = (char)(isalnum((unsigned char)*s) ? toupper((unsigned char)*s) : '_');
    }
    return name;
}

char *type_name(const char *s) {
    char *name = tool_alloc(strlen(s) + 1), *p = name;
    bool up = true;
    for (; *s; s++) {
        if (*s != '_') *p++ = (char)(up ? toupper((unsigned char)*s) : *s);
        up = *s == '_';
    }
    return name;
}

char *base_name(const char *path, const char *tail) {
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    return tool_copy(name, strlen(name) - (ends(name, tail) ? strlen(tail) : 0));
}

static int compare_words(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

unsigned names_hash(char **names, int n) {
    uint32_t hash = 2166136261u; /* FNV-1a */
    if (n) qsort(names, (size_t)n, sizeof *names, compare_words);
    for (int i = 0; i < n; i++) {
        if (same(names[i], "n")) continue;
        for (const char *s = names[i]; *s; s++) hash = (hash ^ (uint8_t)*s) * 16777619u;
        hash = (hash ^ ',') * 16777619u;
    }
    return hash & 0x7FFFFFFEu;
}

void out_add(Out *o, const char *p, size_t n) {
    if (o->n + n + 1 > o->cap) {
        o->cap = (o->n + n + 1) * 2;
        char *grown = realloc(o->p, o->cap);
        if (!grown) stop("out of memory", "tool");
        o->p = grown;
    }
    if (n) memcpy(o->p + o->n, p, n);
    o->n += n;
    o->p[o->n] = 0;
}

void out_printf(Out *o, const char *fmt, ...) {
    va_list ap;
    char *text = NULL;
    va_start(ap, fmt);
    int n = vasprintf(&text, fmt, ap);
    va_end(ap);
    if (n < 0) stop("out of memory", "tool");
    out_add(o, text, (size_t)n);
    free(text);
}

void out_literal(Out *o, const char *p, size_t n) {
    out_add(o, "\"", 1);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '\n') out_add(o, "\\n", 2);
        else if (c == '"' || c == '\\') out_printf(o, "\\%c", c);
        else if (c == '?' && i + 1 < n && p[i + 1] == '?') out_add(o, "\\?", 2);
        else if (c < 32 || c == 127) out_printf(o, "\\%03o", c);
        else out_add(o, p + i, 1);
    }
    out_add(o, "\"", 1);
}

void out_save(const Out *o, const char *path) {
    FILE *old = fopen(path, "rb");
    if (old) {
        fclose(old);
        size_t n;
        const char *now = file_read(path, &n);
        if (n == o->n && (n == 0 || memcmp(now, o->p, n) == 0)) return;
    }
    FILE *out = fopen(path, "wb");
    if (!out || fwrite(o->p ? o->p : "", 1, o->n, out) != o->n || fclose(out) != 0)
        stop("cannot be written", path);
}
