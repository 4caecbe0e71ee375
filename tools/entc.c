/* entc.c - turns entity files into structs and constant tables (docs/entities.md).
**
**   entc FOLDER FILE.ent...    writes FOLDER/<stem>_ent.h, <stem>_ent.c, entities.c and ent.<lang>.po
**
** It writes nouns only, never behaviour. This file reads; entc_check.c looks for mistakes; entc_write.c
*writes. */
#include "entc.h"

const char *const LANG_NAMES[LANG_COUNT] = {"en", "he", "ar"};

const char *const HEAD_COLUMNS[] = {
    "id",         "org",        "unit",       "team",        "visibility",  "version", "created_at",
    "changed_at", "created_by", "changed_by", "archived_at", "merged_into", NULL,
};

static const TypeDef TYPES[] = {
    /* word, enum FieldType, type in C, what it takes, bounds, has a column, can be searched */
    {"text",  "F_TEXT",  "Str",     TAKES_NOTHING, BOUNDS_MUST, true,  true},
    {"lines", "F_LINES", "Str",     TAKES_NOTHING, BOUNDS_MUST, true,  true},
    {"tri",   "F_TRI",   "Tri",     TAKES_NOTHING, BOUNDS_MUST, false, true},
    {"int",   "F_INT",   "int64_t", TAKES_NOTHING, BOUNDS_MAY,  true,  false},
    {"money", "F_MONEY", "int64_t", TAKES_NOTHING, BOUNDS_MAY,  true,  false},
    {"real",  "F_REAL",  "double",  TAKES_NOTHING, BOUNDS_MAY,  true,  false},
    {"bool",  "F_BOOL",  "int",     TAKES_NOTHING, BOUNDS_NONE, true,  false},
    {"day",   "F_DAY",   "Day",     TAKES_NOTHING, BOUNDS_NONE, true,  false},
    {"stamp", "F_STAMP", "Stamp",   TAKES_NOTHING, BOUNDS_NONE, true,  false},
    {"enum",  "F_ENUM",  "int",     TAKES_CHOICES, BOUNDS_NONE, true,  false},
    {"set",   "F_SET",   "int64_t", TAKES_CHOICES, BOUNDS_NONE, true,  false},
    {"ref",   "F_REF",   "Id",      TAKES_ENTITY,  BOUNDS_NONE, true,  true},
    {"phone", "F_PHONE", "Str",     TAKES_NOTHING, BOUNDS_NONE, true,  true},
    {"email", "F_EMAIL", "Str",     TAKES_NOTHING, BOUNDS_MAY,  true,  true},
    {"url",   "F_URL",   "Str",     TAKES_NOTHING, BOUNDS_MAY,  true,  true},
    {"json",  "F_JSON",  "Str",     TAKES_NOTHING, BOUNDS_MAY,  true,  false},
};

const FlagDef FLAGS[FLAG_N] = {
    [FLAG_REQUIRED] = {"required", "FIELD_REQUIRED"},
    [FLAG_UNIQUE] = {"unique", "FIELD_UNIQUE"},
    [FLAG_SEARCH] = {"search", "FIELD_SEARCH"},
    [FLAG_STAFF] = {"staff", "FIELD_STAFF"},
    [FLAG_HIDDEN] = {"hidden", "FIELD_HIDDEN"},
    [FLAG_SECRET] = {"secret", "FIELD_SECRET"},
    [FLAG_FIXED] = {"fixed", "FIELD_FIXED"},
    [FLAG_STAYS] = {"stays", "FIELD_STAYS"},
    [FLAG_LIST] = {"list", "FIELD_LIST"},
    [FLAG_ALIAS] = {"alias", "FIELD_ALIAS"},
    [FLAG_LABEL] = {"label", NULL}, /* stands in the entity, not in the field */
};

static const struct {
    const char *word, *mask;
} ROLES[] = {
    {"admin", "ROLE_ADMIN"},
    {"hq", "ROLE_HQ"},
    {"coordinator", "ROLE_COORDINATOR"},
    {"consultant", "ROLE_CONSULTANT"},
    {"trustee", "ROLE_TRUSTEE"},
    {"owner", "ROLE_OWNER"},
    {"council", "ROLE_COUNCIL"},
    {"resident", "ROLE_RESIDENT"},
    {"funder", "ROLE_FUNDER"},
    {"anyone", "ROLE_ANYONE"},
    {"staff", "ROLES_STAFF"},
    {"members", "ROLES_MEMBER"},
};

static const struct {
    const char *word, *id;
} VISIBILITIES[] = {
    {"public", "VIS_PUBLIC"}, {"members", "VIS_MEMBERS"}, {"unit", "VIS_UNIT"},
    {"team", "VIS_TEAM"},     {"private", "VIS_PRIVATE"},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* What an indented line belongs to. */
typedef struct Reader {
    Model *m;
    const char *path;
    int line;
    enum { IN_NOTHING, IN_CHOICES, IN_ENTITY, IN_FIELD } in;
} Reader;

static ChoicesDef *last_choices(const Reader *r) { return &r->m->choices[r->m->n_choices - 1]; }
static EntityDef *last_entity(const Reader *r) { return &r->m->entities[r->m->n_entities - 1]; }

/* "-3..120" */
static bool read_bounds(const char *word, int64_t *ret_min, int64_t *ret_max) {
    char *end;
    long long min = strtoll(word, &end, 10), max;
    if (end == word || !starts(end, "..")) return false;
    const char *second = end + 2;
    max = strtoll(second, &end, 10);
    if (end == second || *end) return false;
    *ret_min = min;
    *ret_max = max;
    return true;
}

static const TypeDef *read_type(const Reader *r, const char *word) {
    Out all = {0};
    for (size_t i = 0; i < COUNT(TYPES); i++) {
        if (same(TYPES[i].word, word)) return &TYPES[i];
        out_printf(&all, " %s", TYPES[i].word);
    }
    mistake(r->path, r->line, "'%s' is no type; there are%s", word, all.p);
    return &TYPES[0];
}

static void read_flag(const Reader *r, FieldDef *f, const char *word) {
    for (int i = 0; i < FLAG_N; i++) {
        if (!same(FLAGS[i].word, word)) continue;
        if (f->flag[i]) mistake(r->path, r->line, "'%s' stands twice", word);
        f->flag[i] = true;
        return;
    }
    if (f->type->takes != TAKES_NOTHING || f->bounded || !read_bounds(word, &f->min, &f->max))
        mistake(r->path, r->line, "'%s' is no word for a field of type %s", word, f->type->word);
    f->bounded = true;
}

static void read_field(Reader *r, char *s) {
    if (r->in != IN_ENTITY && r->in != IN_FIELD) {
        mistake(r->path, r->line, "a field without an entity above it");
        return;
    }
    EntityDef *e = last_entity(r);
    FieldDef *f = PUSH(e->fields, e->n_fields);
    *f = (FieldDef){.line = r->line};
    f->name = next_word(&s);
    f->type = read_type(r, next_word(&s));
    if (f->type->takes != TAKES_NOTHING) f->arg = next_word(&s);
    for (char *word = next_word(&s); *word; word = next_word(&s)) read_flag(r, f, word);
    r->in = IN_FIELD;
}

static void read_entity(Reader *r, char *s) {
    EntityDef *e = PUSH(r->m->entities, r->m->n_entities);
    *e = (EntityDef){.path = r->path, .line = r->line, .visibility = "VIS_UNIT"};
    e->name = next_word(&s);
    e->table = next_word(&s);
    char *word = next_word(&s);
    if (same(word, "child")) {
        e->child = next_word(&s);
        word = next_word(&s);
    }
    if (*word) mistake(r->path, r->line, "'%s' is not expected: entity NAME TABLE [child FIELD]", word);
    r->in = IN_ENTITY;
}

static void read_choices(Reader *r, char *s) {
    ChoicesDef *c = PUSH(r->m->choices, r->m->n_choices);
    *c = (ChoicesDef){.name = next_word(&s), .path = r->path, .line = r->line};
    if (*trim(s)) mistake(r->path, r->line, "'%s' is not expected: choices NAME", s);
    r->in = IN_CHOICES;
}

/* Splits at bars; returns how many parts there are, filling at most `max`. */
static int split_bars(char *s, char **ret_parts, int max) {
    int n = 0;
    for (char *part = s; part; n++) {
        char *bar = strchr(part, '|');
        if (bar) *bar++ = 0;
        if (n < max) ret_parts[n] = trim(part);
        part = bar;
    }
    return n;
}

/* "locality | Locality | ... | ..." */
static void read_choice(const Reader *r, char *s) {
    ChoicesDef *c = last_choices(r);
    char *parts[1 + LANG_COUNT] = {0};
    int n = split_bars(s, parts, 1 + LANG_COUNT);
    if (n != 1 + LANG_COUNT) mistake(r->path, r->line, "expected: name | English | Hebrew | Arabic");
    ChoiceDef *item = PUSH(c->items, c->n_items);
    *item = (ChoiceDef){.name = parts[0], .line = r->line};
    for (int l = 0; l < LANG_COUNT; l++) item->label.text[l] = parts[1 + l];
}

/* Roles as the C text of their mask. */
static char *read_roles(const Reader *r, char *s) {
    Out mask = {0};
    for (char *word = next_word(&s); *word; word = next_word(&s)) {
        size_t i = 0;
        while (i < COUNT(ROLES) && !same(ROLES[i].word, word)) i++;
        if (i == COUNT(ROLES)) mistake(r->path, r->line, "'%s' is no role", word);
        else out_printf(&mask, "%s%s", mask.n ? " | " : "", ROLES[i].mask);
    }
    return mask.n ? mask.p : tool_copy("0", 1);
}

static const char *read_visibility(const Reader *r, const char *word) {
    for (size_t i = 0; i < COUNT(VISIBILITIES); i++) {
        if (same(VISIBILITIES[i].word, word)) return VISIBILITIES[i].id;
    }
    mistake(r->path, r->line, "'%s' is no visibility: public members unit team private", word);
    return VISIBILITIES[0].id;
}

static void once(const Reader *r, const void *before, const char *what) {
    if (before) mistake(r->path, r->line, "%s stands already", what);
}

static int lang_number(const char *word) {
    for (int l = 0; l < LANG_COUNT; l++) {
        if (same(LANG_NAMES[l], word)) return l;
    }
    return -1;
}

static void read_entity_line(const Reader *r, char *word, char *s) {
    EntityDef *e = last_entity(r);
    int l = lang_number(word);
    if (l >= 0) {
        char *parts[2] = {0};
        if (split_bars(s, parts, 2) != 2) mistake(r->path, r->line, "expected: %s One | Many", word);
        once(r, e->one.text[l], word);
        e->one.text[l] = parts[0];
        e->many.text[l] = parts[1];
    } else if (same(word, "read") || same(word, "write")) {
        char **roles = &e->roles[same(word, "write")];
        once(r, *roles, word);
        *roles = read_roles(r, s);
    } else if (same(word, "check") || same(word, "after")) {
        char **hook = &e->hooks[same(word, "after")];
        once(r, *hook, word);
        *hook = trim(s);
        if (!is_name(*hook)) mistake(r->path, r->line, "'%s' is no name of a function", *hook);
    } else if (same(word, "visibility")) {
        e->visibility = read_visibility(r, trim(s));
    } else if (same(word, "index")) {
        *PUSH(e->indexes, e->n_indexes) = (TextLine){trim(s), r->line};
    } else if (same(word, "rule")) {
        *PUSH(e->rules, e->n_rules) = (TextLine){trim(s), r->line};
    } else {
        mistake(r->path, r->line, "'%s' is no word for an entity", word);
    }
}

static void read_field_line(const Reader *r, char *word, char *s) {
    EntityDef *e = last_entity(r);
    FieldDef *f = &e->fields[e->n_fields - 1];
    bool hint = starts(word, "hint.");
    int l = lang_number(hint ? word + strlen("hint.") : word);
    if (l < 0) {
        mistake(r->path, r->line, "'%s' is no word below a field: en he ar hint.en hint.he hint.ar", word);
        return;
    }
    char **text = hint ? &f->hint.text[l] : &f->label.text[l];
    once(r, *text, word);
    *text = trim(s);
}

static void read_line(Reader *r, char *line) {
    bool inner = *line == ' ' || *line == '\t';
    char *s = trim(line);
    if (!*s || *s == '#') return;
    if (inner && r->in == IN_CHOICES) {
        read_choice(r, s);
        return;
    }
    char *word = next_word(&s);
    if (inner && r->in == IN_ENTITY) read_entity_line(r, word, s);
    else if (inner && r->in == IN_FIELD) read_field_line(r, word, s);
    else if (inner) mistake(r->path, r->line, "an indented line that belongs to nothing");
    else if (same(word, "entity")) read_entity(r, s);
    else if (same(word, "choices")) read_choices(r, s);
    else if (same(word, "field")) read_field(r, s);
    else mistake(r->path, r->line, "'%s' is no word here: entity choices field", word);
}

void model_read(Model *m, const char *path) {
    size_t n;
    char *text = file_read(path, &n), *line;
    text_check(path, text, n);
    Reader r = {.m = m, .path = path};
    Lines lines = {.next = text};
    while (lines_next(&lines, &line)) {
        r.line = lines.number;
        read_line(&r, line);
    }
}

const EntityDef *model_entity(const Model *m, const char *name) {
    for (size_t i = 0; i < m->n_entities; i++) {
        if (same(m->entities[i].name, name)) return &m->entities[i];
    }
    return NULL;
}

const ChoicesDef *model_choices(const Model *m, const char *name) {
    for (size_t i = 0; i < m->n_choices; i++) {
        if (same(m->choices[i].name, name)) return &m->choices[i];
    }
    return NULL;
}

const FieldDef *entity_field(const EntityDef *e, const char *name) {
    for (size_t i = 0; i < e->n_fields; i++) {
        if (same(e->fields[i].name, name)) return &e->fields[i];
    }
    return NULL;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: entc FOLDER FILE.ent...\n");
        return 2;
    }
    Model m = {0};
    for (int i = 2; i < argc; i++) model_read(&m, argv[i]);
    if (!mistakes()) model_check(&m);
    if (mistakes()) return 1;
    for (int i = 2; i < argc; i++) model_write_file(&m, argv[i], argv[1]);
    model_write_all(&m, argv[1]);
    return 0;
}
