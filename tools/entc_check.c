/* entc_check.c - what is wrong with a model that could be read. Each mistake would otherwise be found late:
*by a
** compiler in generated code, by a database at migration, or by a user who sees a label in a wrong language.
 */
#include "entc.h"

#include <ctype.h>

/* Words that C, SQLite or PostgreSQL keep for themselves: as names of columns, tables or struct members they
*break
** one of the three. Sources: C17 §6.4.1 and coming C23; SQLite's parser (words without fallback to a name);
** PostgreSQL 15 appendix C, column "reserved". */
static const char *const RESERVED[] = {
    "add",
    "all",
    "alter",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "auto",
    "autoincrement",
    "between",
    "binary",
    "bool",
    "both",
    "break",
    "case",
    "cast",
    "char",
    "check",
    "collate",
    "collation",
    "column",
    "commit",
    "concurrently",
    "const",
    "constraint",
    "continue",
    "create",
    "cross",
    "current_date",
    "current_role",
    "current_time",
    "current_timestamp",
    "current_user",
    "default",
    "deferrable",
    "delete",
    "desc",
    "distinct",
    "do",
    "double",
    "drop",
    "else",
    "end",
    "enum",
    "escape",
    "except",
    "exists",
    "extern",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "goto",
    "grant",
    "group",
    "having",
    "if",
    "ilike",
    "in",
    "index",
    "initially",
    "inline",
    "inner",
    "insert",
    "int",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "long",
    "natural",
    "not",
    "nothing",
    "notnull",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "over",
    "overlaps",
    "placing",
    "primary",
    "references",
    "register",
    "restrict",
    "return",
    "returning",
    "right",
    "rowid",
    "select",
    "session_user",
    "set",
    "short",
    "signed",
    "similar",
    "sizeof",
    "some",
    "static",
    "struct",
    "switch",
    "symmetric",
    "table",
    "tablesample",
    "then",
    "to",
    "trailing",
    "transaction",
    "true",
    "typedef",
    "typeof",
    "union",
    "unique",
    "unsigned",
    "update",
    "user",
    "using",
    "values",
    "variadic",
    "verbose",
    "void",
    "volatile",
    "when",
    "where",
    "while",
    "window",
    "with",
    NULL,
};

static void check_name(const char *path, int line, const char *name, const char *what) {
    if (!is_name(name))
        mistake(path, line, "'%s' is no name for %s: lower case letters, digits, _", name, what);
    else if (is_in(name, RESERVED)) mistake(path, line, "'%s' is a reserved word of C or SQL", name);
}

/* A label in each language; none may hold a brace, which would be an argument to the texts' compiler. */
static void check_label(const char *path, int line, const Label *label, const char *what) {
    for (int l = 0; l < LANG_COUNT; l++) {
        const char *text = label->text[l];
        if (!text || !*text) mistake(path, line, "%s has no label in %s", what, LANG_NAMES[l]);
        else if (strpbrk(text, "{}"))
            mistake(path, line, "%s has a brace in its label in %s", what, LANG_NAMES[l]);
    }
}

static void check_choices(const Model *m, const ChoicesDef *c) {
    check_name(c->path, c->line, c->name, "choices");
    if (model_choices(m, c->name) != c) mistake(c->path, c->line, "choices %s stand twice", c->name);
    if (c->n_items == 0) mistake(c->path, c->line, "choices %s are empty", c->name);
    for (size_t i = 0; i < c->n_items; i++) {
        const ChoiceDef *item = &c->items[i];
        if (!is_name(item->name) || same(item->name, "n"))
            mistake(c->path, item->line, "'%s' is no name for a choice", item->name);
        for (size_t k = 0; k < i; k++) {
            if (same(c->items[k].name, item->name))
                mistake(c->path, item->line, "%s stands twice", item->name);
        }
        check_label(c->path, item->line, &item->label, tool_printf("choice %s", item->name));
    }
}

static void check_flags(const EntityDef *e, const FieldDef *f) {
    const char *name = f->name, *type = f->type->word;
    if (f->flag[FLAG_UNIQUE] && !f->type->column)
        mistake(e->path, f->line, "%s: a %s cannot be unique", name, type);
    if (f->flag[FLAG_SEARCH] && !f->type->words)
        mistake(e->path, f->line, "%s: a %s cannot be searched", name, type);
    if (f->flag[FLAG_ALIAS] && !f->flag[FLAG_SEARCH])
        mistake(e->path, f->line, "%s: another name of a record is searched: 'search alias'", name);
    if (f->flag[FLAG_STAFF] && f->flag[FLAG_SEARCH])
        mistake(e->path, f->line, "%s is for staff: others would find by it what they may not read", name);
    if (f->flag[FLAG_LABEL] && !same(type, "tri") && !same(type, "text"))
        mistake(e->path, f->line, "%s: the label of a record is a tri or a text", name);
    if (f->flag[FLAG_SECRET] && (f->flag[FLAG_SEARCH] || f->flag[FLAG_LIST] || f->flag[FLAG_LABEL]))
        mistake(e->path, f->line, "%s is secret: it cannot be searched, listed or a label", name);
    if (f->type->bounds == BOUNDS_MUST && !f->bounded)
        mistake(e->path, f->line, "%s needs its length in characters, such as 0..120", name);
    if (f->bounded &&
        (f->type->bounds == BOUNDS_NONE || f->min > f->max || (f->min < 0 && same(f->type->c, "Str"))))
        mistake(e->path, f->line, "%s: %lld..%lld is no range for a %s", name, (long long)f->min,
                (long long)f->max, type);
}

static bool has_name(const EntityDef *e) {
    for (size_t i = 0; e && i < e->n_fields; i++) {
        if (e->fields[i].flag[FLAG_LABEL] && e->fields[i].flag[FLAG_SEARCH]) return true;
    }
    return false;
}

static void check_field(const Model *m, const EntityDef *e, const FieldDef *f) {
    check_name(e->path, f->line, f->name, "a field");
    if (is_in(f->name, HEAD_COLUMNS) || is_in(f->name, (const char *const[]){"head", "many", "n", NULL}))
        mistake(e->path, f->line, "'%s' is a name that every record has already", f->name);
    if (entity_field(e, f->name) != f) mistake(e->path, f->line, "field %s stands twice", f->name);
    if (f->type->takes == TAKES_ENTITY && !model_entity(m, f->arg))
        mistake(e->path, f->line, "%s refers to '%s', which is no entity", f->name, f->arg);
    if (f->type->takes == TAKES_CHOICES) {
        const ChoicesDef *c = model_choices(m, f->arg);
        if (!c) mistake(e->path, f->line, "%s chooses from '%s', which are no choices", f->name, f->arg);
        else if (same(f->type->word, "set") && c->n_items > CHOICES_MAX)
            mistake(e->path, f->line, "%s: a set holds at most %d choices", f->name, CHOICES_MAX);
    }
    check_flags(e, f);
    if (f->type->takes == TAKES_ENTITY && f->flag[FLAG_SEARCH] && !has_name(model_entity(m, f->arg)))
        mistake(e->path, f->line, "%s: '%s' has no name to search by", f->name, f->arg);
    check_label(e->path, f->line, &f->label, tool_printf("field %s", f->name));
    if (f->hint.text[0] || f->hint.text[1] || f->hint.text[2])
        check_label(e->path, f->line, &f->hint, tool_printf("the hint of field %s", f->name));
}

static bool is_column(const EntityDef *e, const char *name) {
    const FieldDef *f = entity_field(e, name);
    return is_in(name, HEAD_COLUMNS) || (f && f->type->column);
}

/* The lower-case words of an index or a rule are columns; words in capitals are SQL, quoted text is text. */
static void check_columns(const EntityDef *e, const TextLine *t, const char *what) {
    if (!*t->text) mistake(e->path, t->line, "an empty %s", what);
    for (const char *s = t->text; *s;) {
        if (*s == '\'') {
            const char *end = strchr(s + 1, '\'');
            s = end ? end + 1 : s + strlen(s);
        } else if (isalpha((unsigned char)*s) || *s == '_') {
            size_t n = 0;
            while (isalnum((unsigned char)s[n]) || s[n] == '_') n++;
            const char *word = tool_copy(s, n);
            s += n;
            if (islower((unsigned char)*word) && *s != '(' && !is_column(e, word))
                mistake(e->path, t->line, "%s on '%s', which is no column", what, word);
        } else {
            s++;
        }
    }
}

static void check_entity(const Model *m, const EntityDef *e) {
    if (!is_name(e->name)) mistake(e->path, e->line, "'%s' is no name for an entity", e->name);
    check_name(e->path, e->line, e->table, "a table");
    for (const EntityDef *other = m->entities; other < e; other++) {
        if (same(other->name, e->name)) mistake(e->path, e->line, "entity %s stands twice", e->name);
        if (same(other->table, e->table))
            mistake(e->path, e->line, "table %s belongs to %s", e->table, other->name);
    }
    check_label(e->path, e->line, &e->one, tool_printf("entity %s", e->name));
    check_label(e->path, e->line, &e->many, tool_printf("the plural of entity %s", e->name));
    if (!e->roles[0]) mistake(e->path, e->line, "entity %s does not say who may read it", e->name);
    if (!e->roles[1]) mistake(e->path, e->line, "entity %s does not say who may write it", e->name);
    if (e->n_fields == 0) mistake(e->path, e->line, "entity %s has no field", e->name);
    const FieldDef *child = e->child ? entity_field(e, e->child) : NULL;
    if (e->child && (!child || child->type->takes != TAKES_ENTITY))
        mistake(e->path, e->line, "child '%s' is no ref field of %s", e->child, e->name);
    for (size_t i = 0; i < e->n_indexes; i++) check_columns(e, &e->indexes[i], "an index");
    for (size_t i = 0; i < e->n_rules; i++) check_columns(e, &e->rules[i], "a rule");
    int labels = 0;
    for (size_t i = 0; i < e->n_fields; i++) {
        check_field(m, e, &e->fields[i]);
        labels += e->fields[i].flag[FLAG_LABEL];
        if (e->fields[i].flag[FLAG_LABEL] && labels == 2)
            mistake(e->path, e->fields[i].line, "%s is a second label of %s", e->fields[i].name, e->name);
    }
}

void model_check(const Model *m) {
    for (size_t i = 0; i < m->n_choices; i++) check_choices(m, &m->choices[i]);
    for (size_t i = 0; i < m->n_entities; i++) check_entity(m, &m->entities[i]);
}
