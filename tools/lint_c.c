/* lint_c.c - the rules of C files. Works on two views of the text: code with comments and literals blanked
*out, for
** its structure, and the literals alone, for SQL and letters. */
#include "lint.h"

#include <ctype.h>

/* A string or character literal, or several in a row, which C makes into one. */
typedef struct Literal {
    Out text;
    size_t at;
} Literal;

typedef struct Views {
    char *code; /* as long as the text; line ends stay */
    Literal *literals;
    size_t n_literals;
} Views;

/* Copies a literal's content that begins behind its quote at `i`; returns the place behind its end. */
static size_t take_literal(const SourceFile *f, size_t i, Out *text) {
    char quote = f->text[i++];
    while (i < f->n && f->text[i] != quote && f->text[i] != '\n') {
        size_t size = f->text[i] == '\\' && i + 1 < f->n ? 2 : 1;
        out_add(text, f->text + i, size);
        i += size;
    }
    return i < f->n ? i + 1 : i;
}

static size_t skip_comment(const SourceFile *f, size_t i) {
    if (f->text[i + 1] == '/') {
        mistake(f->path, line_of(f, i), "a // comment; write /* */");
        while (i < f->n && f->text[i] != '\n') i++;
        return i;
    }
    const char *end = strstr(f->text + i + 2, "*/");
    return end ? (size_t)(end - f->text) + 2 : f->n;
}

static Views make_views(const SourceFile *f) {
    Views v = {.code = tool_copy(f->text, f->n)};
    bool joined = false; /* nothing but white space stands between the last literal and here */
    for (size_t i = 0; i < f->n;) {
        size_t start = i;
        char c = f->text[i];
        if (c == '/' && (f->text[i + 1] == '/' || f->text[i + 1] == '*')) {
            i = skip_comment(f, i);
        } else if (c == '"' || c == '\'') {
            if (!joined || c == '\'') *PUSH(v.literals, v.n_literals) = (Literal){.at = i};
            i = take_literal(f, i, &v.literals[v.n_literals - 1].text);
            joined = c == '"';
        } else {
            if (!isspace((unsigned char)c)) joined = false;
            i++;
            continue;
        }
        for (size_t k = start; k < i; k++) {
            if (v.code[k] != '\n') v.code[k] = ' ';
        }
        if (f->text[start] != '/')
            v.code[start] = '0'; /* a literal is a value, so that "= {" and ") {" stay apart */
    }
    return v;
}

/* Blanks out directives with their continued lines, after the includes have been looked at. */
static void blank_directives(Views *v, size_t n) {
    bool line_start = true;
    for (size_t i = 0; i < n; i++) {
        char c = v->code[i];
        if (c == '#' && line_start) {
            for (; i < n && !(v->code[i] == '\n' && v->code[i - 1] != '\\'); i++) {
                if (v->code[i] != '\n')
                    v->code[i] = v->code[i + 1] == '\n' && v->code[i] == '\\' ? '\\' : ' ';
            }
            line_start = true;
        } else if (c == '\n') {
            line_start = true;
        } else if (!isspace((unsigned char)c)) {
            line_start = false;
        }
    }
}

/* ---- functions --------------------------------------------------------------------------------------- */

/* Follows braces and parentheses at the outermost level. */
typedef struct Structure {
    int braces, parens, commas;
    char last;      /* last visible character */
    int parameters; /* of the last list in parentheses */
    size_t body;    /* where the open function's body began; 0: no function is open */
} Structure;

static void end_function(const SourceFile *f, const Structure *s, size_t end) {
    int first = line_of(f, s->body), lines = line_of(f, end) - first + 1;
    if (lines > FUNCTION_LINES_MAX)
        mistake(f->path, first, "a function of %d lines; at most %d", lines, FUNCTION_LINES_MAX);
}

/* A callback of libmicrohttpd has the list of parameters that the library wants. */
static bool prescribed(const SourceFile *f, size_t body) {
    size_t from = body;
    while (from > 1 && !(f->text[from - 1] == '\n' && f->text[from - 2] == '\n')) from--;
    const char *found = strstr(f->text + from, "struct MHD_Connection *");
    return found != NULL && found < f->text + body;
}

static void step(const SourceFile *f, Structure *s, char c, size_t i) {
    if (c == '(' && s->parens++ == 0) s->commas = 0;
    if (c == ',' && s->parens == 1) s->commas++;
    if (c == ')' && s->parens > 0 && --s->parens == 0) s->parameters = s->commas + 1;
    if (c == '{' && s->braces++ == 0 && s->last == ')') {
        s->body = i;
        if (s->parameters > PARAMETERS_MAX && !prescribed(f, i))
            mistake(f->path, line_of(f, i), "%d parameters; at most %d, else a struct", s->parameters,
                    PARAMETERS_MAX);
    }
    if (c == '}' && s->braces > 0 && --s->braces == 0 && s->body) {
        end_function(f, s, i);
        s->body = 0;
    }
    if (!isspace((unsigned char)c)) s->last = c;
}

static void check_functions(const SourceFile *f, const Views *v) {
    Structure s = {0};
    for (size_t i = 0; i < f->n; i++) step(f, &s, v->code[i], i);
}

/* ---- layers ------------------------------------------------------------------------------------------ */

static const Layer *layer_of(const Tree *t, const char *folder) {
    for (size_t i = 0; i < t->n_layers; i++) {
        if (same(t->layers[i].folder, folder)) return &t->layers[i];
    }
    return NULL;
}

static const char *owner_of(const Owned *v, size_t n, const char *name) {
    for (size_t i = 0; i < n; i++) {
        if (same(v[i].name, name)) return v[i].folder;
    }
    return NULL;
}

static void check_include(const Tree *t, const SourceFile *f, const char *header, int line) {
    const char *slash = strchr(header, '/');
    const char *folder = slash ? tool_copy(header, (size_t)(slash - header))
                               : owner_of(t->headers, t->n_headers, header); /* NULL: generated for all */
    const Layer *layer = layer_of(t, f->folder);
    if (!folder || same(folder, f->folder)) return;
    for (size_t i = 0; i < layer->n_allowed; i++) {
        if (same(layer->allowed[i], folder)) return;
    }
    mistake(f->path, line, "%s may not include \"%s\" (docs/layers.txt)", f->folder, header);
}

static void check_layers(const Tree *t, const SourceFile *f) {
    if (!f->folder[0] || f->test) return;
    if (!layer_of(t, f->folder)) {
        mistake(f->path, 1, "the folder %s is not in docs/layers.txt", f->folder);
        return;
    }
    for (const char *s = strstr(f->text, "#include \""); s; s = strstr(s + 1, "#include \"")) {
        const char *name = s + strlen("#include \"");
        check_include(t, f, tool_copy(name, strcspn(name, "\"\n")), line_of(f, (size_t)(s - f->text)));
    }
}

/* ---- literals ---------------------------------------------------------------------------------------- */

/* FROM, JOIN, INTO or UPDATE, and then a table: only the stores of its owner may say that. */
static void check_sql(const Tree *t, const SourceFile *f, const Literal *l) {
    static const char *const KEYWORDS[] = {"FROM", "JOIN", "INTO", "UPDATE", NULL};
    bool expected = false;
    for (const char *s = l->text.p; s && *s;) {
        size_t n = 0;
        while (isalnum((unsigned char)s[n]) || s[n] == '_') n++;
        if (n == 0) {
            s += *s == '\\' && s[1] ? 2 : 1; /* \n is no letter */
            continue;
        }
        const char *word = tool_copy(s, n);
        const char *owner = expected ? owner_of(t->tables, t->n_tables, word) : NULL;
        if (owner && !(same(owner, f->folder) && ends(f->path, "_store.c")))
            mistake(f->path, line_of(f, l->at), "the table %s belongs to src/%s/*_store.c; call %s.h", word,
                    owner, owner);
        expected = is_in(word, KEYWORDS);
        s += n;
    }
}

/* Folders whose subject is scripts and words themselves. */
static const char *const SCRIPTS[] = {"lang", "find", "sheet", NULL};

static void check_letters(const SourceFile *f, const Literal *l) {
    for (size_t i = 0, size; i < l->text.n; i += size) {
        if (!is_local_letter(next_char(l->text.p + i, &size))) continue;
        mistake(f->path, line_of(f, l->at), "a Hebrew or Arabic text in code; it belongs in lang/*/*.po");
        return;
    }
}

void lint_c(const Tree *t, const SourceFile *f) {
    Views v = make_views(f);
    check_layers(t, f);
    blank_directives(&v, f->n);
    check_functions(f, &v);
    for (size_t i = 0; i < v.n_literals && !f->test; i++) {
        check_sql(t, f, &v.literals[i]);
        if (starts(f->path, "src/") && !is_in(f->folder, SCRIPTS)) check_letters(f, &v.literals[i]);
    }
}
