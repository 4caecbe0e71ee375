/* pagec.c - compiles a page, x.html, into the C function x_html (docs/pages.md).
**
**   pagec OUT.c FILE.html
**
** Values are escaped for the place where they stand; places that cannot be made safe are refused. Names are
*not
** looked up here: they become members of the view, so the C compiler refuses wrong ones, in the line of the
*page. */
#include "markup.h"

#include <ctype.h>
#include <strings.h>

enum { DEPTH_MAX = 12, WORDS_MAX = 16 };

/* An open {{#x}} or {{?x}}. */
typedef struct Block {
    char *name;
    int line, number; /* number: each block of a page has its own */
    bool loop, other; /* other: behind {{:}} */
    Markup at_start;
} Block;

/* A fixed id="..." and the blocks it stands in. */
typedef struct IdSeen {
    char *id;
    int line, depth;
    int numbers[DEPTH_MAX];
    bool others[DEPTH_MAX];
} IdSeen;

typedef struct PageFile {
    const char *path;
    int line;
    Out *out;
    Out literal; /* markup that waits to be written */
    int literal_line;
    bool line_start;
    Markup m;
    Block blocks[DEPTH_MAX];
    int depth, n_blocks, loops;
    IdSeen *ids;
    size_t n_ids;
    char *view, *header;
    int form_line,
        post_line; /* of the form that is open, and of its method="post" without {{csrf}}; 0: none */
} PageFile;

#define REFUSE(p, ...) mistake((p)->path, (p)->line, __VA_ARGS__)

/* ---- output ------------------------------------------------------------------------------------------ */

static void flush_literal(PageFile *p) {
    if (!p->literal.n) return;
    out_printf(p->out, "#line %d \"%s\"\n    buf_lit(b, ", p->literal_line, p->path);
    out_literal(p->out, p->literal.p, p->literal.n);
    out_printf(p->out, ");\n");
    p->literal.n = 0;
}

/* Begins a statement that belongs to the line of the page. */
static Out *statement(PageFile *p) {
    flush_literal(p);
    out_printf(p->out, "#line %d \"%s\"\n    ", p->line, p->path);
    return p->out;
}

/* Fixed ids are kept apart by the blocks they stand in: two branches of one {{?}} never show both. */
static void check_id(PageFile *p) {
    IdSeen now = {.id = tool_copy(p->m.value, strlen(p->m.value)), .line = p->line, .depth = p->depth};
    for (int i = 0; i < p->depth; i++) {
        now.numbers[i] = p->blocks[i].number;
        now.others[i] = p->blocks[i].other;
        if (p->blocks[i].loop)
            REFUSE(p, "id=\"%s\" would stand in the page once for each of %s", now.id, p->blocks[i].name);
    }
    for (size_t k = 0; k < p->n_ids; k++) {
        const IdSeen *old = &p->ids[k];
        bool apart = false;
        for (int i = 0; i < old->depth && i < now.depth && old->numbers[i] == now.numbers[i]; i++)
            apart = apart || old->others[i] != now.others[i];
        if (same(old->id, now.id) && !apart)
            REFUSE(p, "id=\"%s\" stands already in line %d", now.id, old->line);
    }
    *PUSH(p->ids, p->n_ids) = now;
}

static void attribute_ended(PageFile *p) {
    const Markup *m = &p->m;
    if (same(m->attr, "id") && !m->value_varies) check_id(p);
    if (same(m->tag, "form") && same(m->attr, "method") && strcasecmp(m->value, "post") == 0)
        p->post_line = p->line;
}

static void tag_ended(PageFile *p) {
    if (!same(p->m.tag, "form")) return;
    if (p->m.closing && p->post_line)
        mistake(p->path, p->post_line, "a form with method=\"post\" without {{csrf}}");
    p->form_line = p->m.closing ? 0 : p->line;
    if (p->m.closing) p->post_line = 0;
}

static void put_byte(PageFile *p, char c) {
    bool keep = markup_keeps_space(&p->m);
    bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!(space && p->line_start && !keep)) {
        if (!p->literal.n) p->literal_line = p->line;
        out_add(&p->literal, &c, 1);
        p->line_start = c == '\n';
    }
    MarkupEvent event = markup_step(&p->m, c);
    if (event == MARKUP_ATTR_END) attribute_ended(p);
    if (event == MARKUP_TAG_END) tag_ended(p);
    if (event == MARKUP_BARE) REFUSE(p, "put quotes round the value of %s=", p->m.attr);
    if (c == '\n') p->line++;
}

/* ---- names ------------------------------------------------------------------------------------------- */

/* The variable of a loop's row: row, row2, row3. */
static const char *row_name(int level) { return level == 1 ? "row" : tool_printf("row%d", level); }

static bool is_path(const char *s) {
    for (bool start = true; *s;) {
        if (start ? !isalpha((unsigned char)*s) && *s != '_' : !isalnum((unsigned char)*s) && *s != '_') {
            if (start) return false;
            if (*s == '.') s += 1;
            else if (starts(s, "->")) s += 2;
            else return false;
            start = true;
            if (!*s) return false;
            continue;
        }
        start = false;
        s++;
    }
    return true;
}

/* A name of the page as C: "x" -> "v->x" or "row->x", "../x" one level up, "pg.x" of the page, "." the row.
 */
static char *c_name(const PageFile *p, const char *s) {
    int level = p->loops;
    const char *name = s;
    while (starts(name, "../")) {
        name += 3;
        level--;
    }
    const char *holder = level > 0 ? row_name(level) : "v";
    if (level < 0) {
        REFUSE(p, "%s: there are only %d levels here", s, p->loops);
    } else if (same(name, ".")) {
        if (level == 0) REFUSE(p, "{{.}} is the row of a loop");
        return tool_printf("*%s", holder);
    } else if (!is_path(name)) {
        REFUSE(p, "'%s' is not a name", s);
    } else if (starts(name, "pg.")) {
        return tool_printf("pg->%s", name + 3);
    }
    return tool_printf("%s->%s", holder, name);
}

/* ---- values ------------------------------------------------------------------------------------------ */

/* What can be written of a value: {{word x}}. %s is the name in C; NULL: not in that kind of place. */
static const struct {
    const char *word, *text, *plain, *link;
} VALUES[] = {
    {"", "put_text(b, %s)", "put_attr(b, %s)", NULL},
    {"bdi", "show_name(b, %s)", NULL, NULL},
    {"code", "show_code(b, %s)", NULL, NULL},
    {"num", "show_number(b, pg->r, %s)", "plain_number(b, pg->r, %s)", NULL},
    {"int", "buf_int(b, %s)", "buf_int(b, %s)", "buf_int(b, %s)"},
    {"day", "show_day(b, pg->r, %s)", "plain_day(b, pg->r, %s)", NULL},
    {"near", "show_day_near(b, pg->r, %s)", NULL, NULL},
    {"longday", "show_day_long(b, pg->r, %s)", NULL, NULL},
    {"stamp", "show_stamp(b, pg->r, %s)", "plain_stamp(b, pg->r, %s)", NULL},
    {"time", "show_time(b, pg->r, %s)", NULL, NULL},
    {"phone", "show_phone(b, pg->r, %s)", NULL, NULL},
    {"percent", "show_percent(b, pg->r, %s)", NULL, NULL},
    {"size", "show_size(b, pg->r, %s)", NULL, NULL},
    {"id", "buf_id(b, %s)", "buf_id(b, %s)", "buf_id(b, %s)"},
    {"html", "put_html(b, %s)", NULL, NULL},
    {"tx", "tr_html(b, pg->r, %s, NULL, 0)", "tr_attr(b, pg->r, %s, NULL, 0)", NULL},
};

/* Something from data is about to be written: false, told, if nothing may stand here. */
static bool place_allows(PageFile *p, const char *what) {
    const char *refusal = markup_refusal(&p->m);
    if (refusal) REFUSE(p, "%s: {{%s}}", refusal, what);
    return !refusal;
}

static void value_written(PageFile *p) {
    p->m.value_begun = p->m.value_varies = true;
    p->line_start = false;
}

static void put_value(PageFile *p, const char *word, const char *name, const char *what) {
    if (!place_allows(p, what)) return;
    MarkupPlace place = markup_place(&p->m);
    size_t i = 0, n = sizeof VALUES / sizeof VALUES[0];
    while (i < n && !same(VALUES[i].word, word)) i++;
    if (i == n) {
        REFUSE(p, "'%s' is no word of a page", word);
        return;
    }
    const char *form = place == PLACE_TEXT   ? VALUES[i].text
                       : place == PLACE_LINK ? VALUES[i].link
                                             : VALUES[i].plain;
    if (!form && place == PLACE_LINK) REFUSE(p, "write {{url %s}} in a link", name);
    else if (!form) REFUSE(p, "{{%s}} writes markup, which cannot stand here; {{%s}} can", what, name);
    if (!form) return;
    const char *gap = strstr(form, "%s");
    out_printf(statement(p), "%.*s%s%s;\n", (int)(gap - form), form, c_name(p, name), gap + 2);
    value_written(p);
}

/* {{money amount currency}} */
static void put_money(PageFile *p, char **words, const char *what) {
    if (!place_allows(p, what)) return;
    MarkupPlace place = markup_place(&p->m);
    if (place == PLACE_LINK) REFUSE(p, "money is no link: {{%s}}", what);
    out_printf(statement(p), "%s(b, pg->r, %s, %s);\n", place == PLACE_TEXT ? "show_money" : "plain_money",
               c_name(p, words[1]), c_name(p, words[2]));
    value_written(p);
}

static void put_url(PageFile *p, const char *name, const char *what) {
    if (!place_allows(p, what)) return;
    if (markup_place(&p->m) != PLACE_LINK) {
        REFUSE(p, "{{%s}} stands in href, src, action or formaction", what);
        return;
    }
    out_printf(statement(p), "%s(b, %s);\n", p->m.value_begun ? "put_urlpart" : "put_link", c_name(p, name));
    value_written(p);
}

/* What {{t}} gives to its sentence. */
typedef struct Given {
    Out args; /* in C */
    char *names[WORDS_MAX];
    int n;
    bool counts;
} Given;

static Given read_arguments(PageFile *p, char **words, int n) {
    Given given = {0};
    for (int i = 2; i < n; i++) {
        char *equals = strchr(words[i], '=');
        if (equals) *equals = 0;
        if (!equals || !is_name(words[i])) {
            REFUSE(p, "'%s' is no argument: name=x or n=#count", words[i]);
            continue;
        }
        bool count = equals[1] == '#';
        out_printf(&given.args, "%s%s(\"%s\", %s)", given.n ? ", " : "", count ? "TR_N" : "TR_ARG", words[i],
                   c_name(p, equals + 1 + count));
        given.names[given.n++] = words[i];
        given.counts = given.counts || count;
    }
    return given;
}

/* {{t key name=x n=#count}}. The compiler compares what is given with what the sentence takes. */
static void put_sentence(PageFile *p, char **words, int n, const char *what) {
    if (!place_allows(p, what)) return;
    MarkupPlace place = markup_place(&p->m);
    if (place == PLACE_LINK) REFUSE(p, "a sentence is no link: {{%s}}", what);
    Given given = read_arguments(p, words, n);
    const char *key = upper_name(words[1]);
    const char *no_count = given.counts ? "" : tool_printf(" && !(T_ARGS_%s & 1)", key);
    out_printf(statement(p), "_Static_assert((T_ARGS_%s & ~1) == %u%s, \"it takes other arguments: %s\");\n",
               key, names_hash(given.names, given.n), no_count, words[1]);
    out_printf(statement(p), "%s(b, pg->r, T_%s, ", place == PLACE_TEXT ? "tr_html" : "tr_attr", key);
    if (given.n) out_printf(p->out, "(const TrArg[]){%s}, %d);\n", given.args.p, given.n);
    else out_printf(p->out, "NULL, 0);\n");
    value_written(p);
}

static void put_asset(PageFile *p, const char *name, const char *what) {
    if (!place_allows(p, what)) return;
    if (markup_place(&p->m) != PLACE_LINK || p->m.value_begun) REFUSE(p, "{{%s}} is a whole link", what);
    out_printf(statement(p), "buf_add(b, str_of(ASSETS[ASSET_%s].path));\n", upper_name(name));
    value_written(p);
}

static void put_icon(PageFile *p, const char *name, const char *what) {
    if (markup_place(&p->m) != PLACE_TEXT) REFUSE(p, "{{%s}} stands between tags", what);
    for (const char *s = name; *s; s++) {
        if (islower((unsigned char)*s) || isdigit((unsigned char)*s) || *s == '-') continue;
        REFUSE(p, "'%s' is no name of an icon", name);
        return;
    }
    out_printf(statement(p), "page_icon(b, \"%s\");\n", name);
    p->line_start = false;
}

static void put_csrf(PageFile *p) {
    if (markup_place(&p->m) != PLACE_TEXT || !p->form_line) REFUSE(p, "{{csrf}} stands in a form");
    p->post_line = 0;
    out_printf(
        statement(p),
        "buf_lit(b, \"<input type=\\\"hidden\\\" name=\\\"csrf\\\" value=\\\"\"); put_attr(b, pg->csrf);\n");
    out_printf(p->out, "    buf_lit(b, \"\\\"><input type=\\\"hidden\\\" name=\\\"op\\\" value=\\\"\"); "
                       "put_attr(b, pg->op);\n");
    out_printf(p->out, "    buf_lit(b, \"\\\">\");\n");
    p->line_start = false;
}

/* Any call that writes into b. */
static void put_call(PageFile *p, char *call) {
    if (markup_place(&p->m) != PLACE_TEXT) REFUSE(p, "{{do}} stands between tags");
    size_t n = strlen(call);
    if (!n || call[n - 1] != ')' || strpbrk(call, ";{}")) {
        REFUSE(p, "{{do}} is one call: f(b, pg, ...)");
        return;
    }
    out_printf(statement(p), "%s;\n", call);
    p->line_start = false;
}

/* ---- blocks ------------------------------------------------------------------------------------------ */

static void open_block(PageFile *p, char *name, bool loop) {
    if (p->depth == DEPTH_MAX) {
        REFUSE(p, "more than %d blocks inside one another", DEPTH_MAX);
        exit(1);
    }
    char *c = c_name(p, name);
    if (loop) {
        const char *row = row_name(p->loops + 1);
        out_printf(statement(p), "for (size_t i_%s = 0; i_%s < (size_t)%s_n; i_%s++) {\n", row, row, c, row);
        out_printf(p->out, "#line %d \"%s\"\n    const __typeof__(*%s) *%s = &%s[i_%s]; (void)%s;\n",
                   p->line, p->path, c, row, c, row, row);
        p->loops++;
    } else {
        out_printf(statement(p), "if (KNOWN(%s)) {\n", c);
    }
    p->n_blocks++;
    p->blocks[p->depth++] =
        (Block){.name = name, .line = p->line, .number = p->n_blocks, .loop = loop, .at_start = p->m};
}

static void check_place(PageFile *p, const Block *block) {
    if (!markup_same_place(&block->at_start, &p->m))
        REFUSE(p, "{{%s}} ends in another place of the markup than it began, in line %d", block->name,
               block->line);
}

static void other_branch(PageFile *p) {
    Block *block = p->depth ? &p->blocks[p->depth - 1] : NULL;
    if (!block || block->loop || block->other) {
        REFUSE(p, "{{:}} stands once between {{?x}} and {{/x}}");
        return;
    }
    check_place(p, block);
    block->other = true;
    Markup after = p->m;
    p->m = block->at_start;
    p->m.value_begun = after.value_begun; /* whether a link stands first is taken from the longer branch */
    out_printf(statement(p), "} else {\n");
}

static void close_block(PageFile *p, const char *name) {
    const Block *block = p->depth ? &p->blocks[p->depth - 1] : NULL;
    if (!block || !same(block->name, name)) {
        REFUSE(p, "{{/%s}} does not close what is open: %s", name, block ? block->name : "nothing is");
        return;
    }
    check_place(p, block);
    bool varies = p->m.state == M_VALUE;
    p->depth--;
    if (block->loop) p->loops--;
    out_printf(statement(p), "}\n");
    if (varies) p->m.value_begun = p->m.value_varies = true;
}

/* ---- directives -------------------------------------------------------------------------------------- */

static void read_view(PageFile *p, char **words, int n) {
    size_t k = n == 3 ? strlen(words[2]) : 0;
    if (p->view) REFUSE(p, "{{view}} stands once");
    else if (k < 5 || words[2][0] != '"' || !ends(words[2], ".h\""))
        REFUSE(p, "write {{view Type \"folder/file.h\"}}");
    else {
        p->view = words[1];
        p->header = tool_copy(words[2] + 1, k - 2);
    }
}

static void directive(PageFile *p, char *text) {
    char *s = trim(text), *what = tool_copy(s, strlen(s));
    if (*s == '!') return;
    if (*s == '#' || *s == '?') open_block(p, trim(s + 1), *s == '#');
    else if (*s == '/') close_block(p, trim(s + 1));
    else if (same(s, ":")) other_branch(p);
    else if (starts(s, "do ")) put_call(p, trim(s + 3));
    else {
        char *words[WORDS_MAX] = {0};
        int n = 0;
        while (n < WORDS_MAX && *(words[n] = next_word(&s))) n++;
        if (n == 0) REFUSE(p, "{{}} is empty");
        else if (same(words[0], "view")) read_view(p, words, n);
        else if (same(words[0], "t") && n > 1) put_sentence(p, words, n, what);
        else if (same(words[0], "csrf") && n == 1) put_csrf(p);
        else if (n == 1) put_value(p, "", words[0], what);
        else if (same(words[0], "money") && n == 3) put_money(p, words, what);
        else if (n > 2) REFUSE(p, "'%s' is one word too many", words[2]);
        else if (same(words[0], "url")) put_url(p, words[1], what);
        else if (same(words[0], "asset")) put_asset(p, words[1], what);
        else if (same(words[0], "icon")) put_icon(p, words[1], what);
        else put_value(p, words[0], words[1], what);
    }
}

static void read_page(PageFile *p, char *s) {
    while (*s) {
        if (!starts(s, "{{")) {
            put_byte(p, *s++);
            continue;
        }
        char *end = strstr(s, "}}");
        if (!end) {
            REFUSE(p, "{{ without }}");
            return;
        }
        *end = 0;
        int lines = 0;
        for (const char *c = s; *c; c++) lines += *c == '\n';
        directive(p, s + 2);
        p->line += lines;
        s = end + 2;
    }
    for (int i = 0; i < p->depth; i++)
        mistake(p->path, p->blocks[i].line, "{{%s}} is never closed", p->blocks[i].name);
    if (p->m.state != M_TEXT) REFUSE(p, "the page ends inside a tag");
    if (p->post_line) mistake(p->path, p->post_line, "a form with method=\"post\" without {{csrf}}");
    if (!p->view) mistake(p->path, 1, "a page begins with {{view Type \"folder/file.h\"}}");
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: pagec OUT.c FILE.html\n");
        return 2;
    }
    size_t n;
    char *text = file_read(argv[2], &n), *name = base_name(argv[2], ".html");
    text_check(argv[2], text, n);
    if (!is_name(name)) mistake(argv[2], 1, "'%s' is no name for a page", name);
    Out body = {0}, all = {0};
    PageFile p = {.path = argv[2], .line = 1, .out = &body, .line_start = true};
    read_page(&p, text);
    if (mistakes()) return 1;
    flush_literal(&p);
    out_printf(
        &all,
        "/* Written by pagec from %s. Do not edit. */\n#include \"%s\"\n#include \"page/compiled.h\"\n\n",
        path_shown(argv[2]), p.header);
    out_printf(
        &all,
        "#line 1 \"%s\"\nvoid %s_html(Buf *b, const Page *pg, const %s *v) {\n    (void)pg;\n    (void)v;\n",
        argv[2], name, p.view);
    out_add(&all, body.p ? body.p : "", body.n);
    out_printf(&all, "}\n");
    out_save(&all, argv[1]);
    return 0;
}
