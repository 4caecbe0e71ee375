/* poc.c - compiles the sentences of lang/<code>/<part>.po into constant tables (docs/texts.md).
**
**   poc OUT.h OUT.c FILE.po...      the tables; ent.<code>.po are the labels that entc has taken from *.ent
**   poc --start CODE FILE.po...     a file for a new language: every key, with the English sentence as a
*hint
**
** Everything a translator can get wrong is told here with file and line, because a wrong sentence is seen by
** users in a language the programmer may not read. */
#include "tool.h"

#include <ctype.h>

enum { FORMS_MAX = 6, LANGS_MAX = 64, PLACEHOLDERS_MAX = 16 };

typedef struct Entry {
    char *key;
    char *form[FORMS_MAX];
    int n_forms;
    bool plural;
    int lang;
    const char *path;
    int line;
} Entry;

typedef struct Texts {
    const char *langs[LANGS_MAX];
    int n_langs;
    Entry *entries; /* after sorting: by key, then language */
    size_t n_entries;
    char **keys; /* sorted, each once */
    size_t n_keys;
} Texts;

/* Whole-number plural classes by CLDR; a language that is not here has as many as its first plural text. */
static const struct {
    const char *lang;
    int n;
} PLURALS[] = {
    {"ar", 6}, {"he", 3}, {"en", 2}, {"fr", 2}, {"it", 2}, {"es", 2}, {"pt", 2}, {"de", 2},
    {"el", 2}, {"am", 2}, {"tr", 2}, {"ru", 3}, {"uk", 3}, {"pl", 3}, {"ja", 1}, {"zh", 1},
};

/* ---- reading ----------------------------------------------------------------------------------------- */

/* lang/he/today.po and build/ent.he.po both speak "he". */
static int lang_of(Texts *t, const char *path) {
    const char *file = strrchr(path, '/');
    char *code;
    const char *name = file ? file + 1 : path;
    if (starts(name, "ent.") && ends(name, ".po") && strlen(name) > strlen("ent..po")) {
        code = tool_copy(name + 4, strlen(name) - strlen("ent..po"));
    } else {
        const char *end = file ? file : path, *start = end;
        while (start > path && start[-1] != '/') start--;
        code = tool_copy(start, (size_t)(end - start));
    }
    for (int i = 0; i < t->n_langs; i++) {
        if (same(t->langs[i], code)) return i;
    }
    if (!is_name(code) || t->n_langs == LANGS_MAX) {
        mistake(path, 1, "'%s' is not the code of a language (lang/<code>/<part>.po)", code);
        return 0;
    }
    t->langs[t->n_langs] = code;
    return t->n_langs++;
}

/* part.name, more dots for labels, @f or @m at the end. */
static bool is_key(const char *key) {
    char *copy = tool_copy(key, strlen(key));
    char *at = strchr(copy, '@');
    if (at && !same(at, "@f") && !same(at, "@m")) return false;
    if (at) *at = 0;
    int parts = 0;
    for (char *part = copy; part; parts++) {
        char *dot = strchr(part, '.');
        if (dot) *dot++ = 0;
        if (parts == 0 && !is_name(part)) return false;
        if (!is_name(tool_printf("x%s", part))) return false;
        part = dot;
    }
    return parts >= 2;
}

/* Appends the quoted text at s to *text; false if it is not one. */
static bool read_quoted(char *s, Out *text) {
    if (*s++ != '"') return false;
    for (; *s && *s != '"'; s++) {
        char c = *s;
        if (c == '\\') {
            c = *++s;
            if (c == 'n') c = '\n';
            else if (c == 't') c = '\t';
            else if (c != '"' && c != '\\') return false;
        }
        out_add(text, &c, 1);
    }
    return *s == '"' && *trim(s + 1) == 0;
}

/* Where the reader of a file stands. */
typedef struct Reading {
    Texts *texts;
    const char *path;
    int lang;
    Entry entry; /* under construction; no key: none */
    Out text;
    enum { IN_NOTHING, IN_ID, IN_ID_PLURAL, IN_STR } in;
} Reading;

static void end_text(Reading *r, int line) {
    char *text = tool_copy(r->text.p ? r->text.p : "", r->text.n);
    r->text.n = 0;
    if (r->in == IN_ID) {
        r->entry.key = text;
        if (*text && !is_key(text)) mistake(r->path, r->entry.line, "'%s' is not a key (part.name)", text);
    } else if (r->in == IN_ID_PLURAL) {
        r->entry.plural = true;
        if (!same(text, r->entry.key))
            mistake(r->path, line, "msgid_plural repeats the key: %s", r->entry.key);
    } else if (r->in == IN_STR) {
        r->entry.form[r->entry.n_forms++] = text;
    }
    r->in = IN_NOTHING;
}

/* The three languages that the program is written in are whole. Another one may have gaps while people translate it:
** the reader is then shown the sentence in the next language of its fallback. What it is called stands in every one. */
static bool may_lack(const char *lang, const char *key) {
    bool whole = same(lang, "en") || same(lang, "he") || same(lang, "ar");
    return !whole && !same(key, "language.name") && !same(key, "language.dir");
}

static bool nothing_in(const Entry *e) {
    for (int i = 0; i < e->n_forms; i++) {
        if (*e->form[i]) return false;
    }
    return e->n_forms > 0;
}

static void end_entry(Reading *r, int line) {
    end_text(r, line);
    Entry e = r->entry;
    r->entry = (Entry){0};
    if (!e.key || !*e.key) return; /* the header of a po file has an empty key */
    if (e.n_forms == 0) mistake(r->path, e.line, "%s has no msgstr", e.key);
    if (may_lack(r->texts->langs[r->lang], e.key) && nothing_in(&e)) return; /* not translated yet */
    for (int i = 0; i < e.n_forms; i++) {
        if (*e.form[i]) continue;
        if (e.plural) mistake(r->path, e.line, "%s has an empty msgstr[%d]", e.key, i);
        else mistake(r->path, e.line, "%s has an empty msgstr", e.key);
    }
    e.lang = r->lang;
    e.path = r->path;
    *PUSH(r->texts->entries, r->texts->n_entries) = e;
}

/* "msgstr" or "msgstr[2]": the forms stand in order. */
static void begin_str(Reading *r, const char *word, int line) {
    int want = r->entry.n_forms, got = 0;
    if (!r->entry.key) mistake(r->path, line, "msgstr without msgid");
    else if (same(word, "msgstr") && r->entry.plural)
        mistake(r->path, line, "a plural text has msgstr[0], ...");
    else if (same(word, "msgstr") && want > 0) mistake(r->path, line, "a second msgstr");
    else if (!same(word, "msgstr") && !r->entry.plural)
        mistake(r->path, line, "%s without msgid_plural", word);
    else if (!same(word, "msgstr") &&
             (sscanf(word, "msgstr[%d]", &got) != 1 || got != want || got >= FORMS_MAX))
        mistake(r->path, line, "expected msgstr[%d], not %s", want, word);
    if (want == FORMS_MAX) r->entry.n_forms--;
    r->in = IN_STR;
}

static void read_line(Reading *r, char *line, int number) {
    char *s = trim(line);
    if (*s == '#' || !*s) return;
    if (*s != '"') {
        char *word = next_word(&s);
        if (same(word, "msgid")) {
            end_entry(r, number);
            r->entry.line = number;
            r->in = IN_ID;
        } else {
            end_text(r, number);
            if (same(word, "msgid_plural") && r->entry.key) r->in = IN_ID_PLURAL;
            else if (starts(word, "msgstr")) begin_str(r, word, number);
            else {
                mistake(r->path, number, "'%s' is not a word of a po file known here", word);
                return;
            }
        }
        s = trim(s);
    }
    if (!read_quoted(s, &r->text))
        mistake(r->path, number, "expected \"text\" with \\n \\t \\\" \\\\ as its only escapes");
}

static void read_po(Texts *t, const char *path) {
    size_t n;
    char *text = file_read(path, &n), *line;
    text_check(path, text, n);
    Reading r = {.texts = t, .path = path, .lang = lang_of(t, path)};
    Lines lines = {.next = text};
    while (lines_next(&lines, &line)) read_line(&r, line, lines.number);
    end_entry(&r, lines.number);
}

/* ---- order ------------------------------------------------------------------------------------------- */

/* en, he, ar first, then by code. */
static int lang_rank(const char *code) {
    return same(code, "en") ? 0 : same(code, "he") ? 1 : same(code, "ar") ? 2 : 3;
}

static int compare_langs(const void *a, const void *b) {
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    int d = lang_rank(x) - lang_rank(y);
    return d ? d : strcmp(x, y);
}

static int compare_entries(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    int d = strcmp(x->key, y->key);
    return d ? d : x->lang - y->lang;
}

static void sort_texts(Texts *t) {
    const char *before[LANGS_MAX];
    memcpy(before, t->langs, sizeof before);
    qsort(t->langs, (size_t)t->n_langs, sizeof t->langs[0], compare_langs);
    for (size_t i = 0; i < t->n_entries; i++) {
        int k = 0;
        while (t->langs[k] != before[t->entries[i].lang]) k++;
        t->entries[i].lang = k;
    }
    if (t->n_entries) qsort(t->entries, t->n_entries, sizeof(Entry), compare_entries);
    for (size_t i = 0; i < t->n_entries; i++) {
        if (i == 0 || !same(t->entries[i].key, t->entries[i - 1].key))
            *PUSH(t->keys, t->n_keys) = t->entries[i].key;
    }
}

/* The entry of a key in a language, NULL if it has none. */
static const Entry *find_entry(const Texts *t, const char *key, int lang) {
    const Entry want = {.key = (char *)(uintptr_t)key, .lang = lang};
    return t->n_entries ? bsearch(&want, t->entries, t->n_entries, sizeof(Entry), compare_entries) : NULL;
}

/* ---- checking ---------------------------------------------------------------------------------------- */

typedef struct Placeholders {
    char *v[PLACEHOLDERS_MAX];
    int n;
} Placeholders;

static bool has_placeholder(const Placeholders *p, const char *name) {
    for (int i = 0; i < p->n; i++) {
        if (same(p->v[i], name)) return true;
    }
    return false;
}

/* Adds the {names} of a sentence; false if a brace is not around one. */
static bool find_placeholders(const char *form, Placeholders *p) {
    for (const char *s = form; *s; s++) {
        if (*s == '}') return false;
        if (*s != '{') continue;
        const char *end = strchr(s, '}');
        char *name = end ? tool_copy(s + 1, (size_t)(end - s - 1)) : NULL;
        if (!name || !is_name(name) || p->n == PLACEHOLDERS_MAX) return false;
        if (!has_placeholder(p, name)) p->v[p->n++] = name;
        s = end;
    }
    return true;
}

static Placeholders entry_placeholders(const Entry *e) {
    Placeholders all = {0};
    for (int i = 0; i < e->n_forms; i++) find_placeholders(e->form[i], &all);
    return all;
}

/* Each form of a plural text has the arguments of all forms; only {n} may be left out. */
static void check_forms(const Entry *e, const Placeholders *all) {
    for (int i = 0; e->plural && i < e->n_forms; i++) {
        Placeholders one = {0};
        find_placeholders(e->form[i], &one);
        for (int k = 0; k < all->n; k++) {
            if (!same(all->v[k], "n") && !has_placeholder(&one, all->v[k]))
                mistake(e->path, e->line, "%s: msgstr[%d] lacks {%s}", e->key, i, all->v[k]);
        }
    }
}

static void compare_entry(const Texts *t, const Entry *first, const Entry *e) {
    Placeholders a = entry_placeholders(first), b = entry_placeholders(e);
    const char *lang = t->langs[e->lang], *lang1 = t->langs[first->lang];
    if (e->plural != first->plural)
        mistake(e->path, e->line, "%s is %splural in %s and %splural in %s", e->key, e->plural ? "" : "not ",
                lang, first->plural ? "" : "not ", lang1);
    for (int i = 0; i < a.n; i++) {
        if (!has_placeholder(&b, a.v[i]) && !(e->plural && same(a.v[i], "n")))
            mistake(e->path, e->line, "%s lacks {%s}, which %s has", e->key, a.v[i], lang1);
    }
    for (int i = 0; i < b.n; i++) {
        if (!has_placeholder(&a, b.v[i]) && !(e->plural && same(b.v[i], "n")))
            mistake(e->path, e->line, "%s has {%s}, which %s lacks", e->key, b.v[i], lang1);
    }
}

/* Plural classes of a language; 0: not known, nothing to compare with. */
static int plural_count(const Texts *t, int lang) {
    for (size_t i = 0; i < sizeof PLURALS / sizeof PLURALS[0]; i++) {
        if (same(PLURALS[i].lang, t->langs[lang])) return PLURALS[i].n;
    }
    for (size_t i = 0; i < t->n_entries; i++) {
        if (t->entries[i].lang == lang && t->entries[i].plural) return t->entries[i].n_forms;
    }
    return 0;
}

/* An address form needs its neutral sentence in the same language; a neutral one must be everywhere. */
static void check_presence(const Texts *t, const char *key) {
    const char *at = strchr(key, '@');
    const Entry *first = NULL;
    for (int l = 0; l < t->n_langs && !first; l++) first = find_entry(t, key, l);
    if (!first) return;
    for (int l = 0; l < t->n_langs; l++) {
        const Entry *e = find_entry(t, key, l);
        if (e && at && !find_entry(t, tool_copy(key, (size_t)(at - key)), l))
            mistake(e->path, e->line, "%s needs the neutral sentence too", key);
        if (!e && !at && !may_lack(t->langs[l], key))
            mistake(first->path, first->line, "%s is missing in %s", key, t->langs[l]);
    }
}

static void check_key(const Texts *t, const char *key) {
    const char *at = strchr(key, '@');
    const char *bare = at ? tool_copy(key, (size_t)(at - key)) : key;
    const Entry *first = NULL;
    for (int l = 0; l < t->n_langs && !first; l++) first = find_entry(t, bare, l);
    for (int l = 0; l < t->n_langs; l++) {
        const Entry *e = find_entry(t, key, l);
        if (!e) continue;
        Placeholders all = {0};
        for (int i = 0; i < e->n_forms; i++) {
            if (!find_placeholders(e->form[i], &all))
                mistake(e->path, e->line, "%s has a brace that is not around a {name}", key);
        }
        check_forms(e, &all);
        if (e->plural && e->n_forms != plural_count(t, l))
            mistake(e->path, e->line, "%s has %d plural forms, %s needs %d", key, e->n_forms, t->langs[l],
                    plural_count(t, l));
        if (first && e != first) compare_entry(t, first, e);
    }
}

static int compare_names(const void *a, const void *b) {
    return strcmp(upper_name(*(char *const *)a), upper_name(*(char *const *)b));
}

/* Two keys may not become one name in C: "a.b_c" and "a.b.c". */
static void check_names(const Texts *t) {
    char **keys = tool_alloc((t->n_keys + 1) * sizeof *keys);
    if (t->n_keys) memcpy(keys, t->keys, t->n_keys * sizeof *keys);
    qsort(keys, t->n_keys, sizeof *keys, compare_names);
    for (size_t i = 1; i < t->n_keys; i++) {
        const Entry *e = NULL;
        if (compare_names(&keys[i - 1], &keys[i]) != 0) continue;
        for (int l = 0; l < t->n_langs && !e; l++) e = find_entry(t, keys[i], l);
        mistake(e->path, e->line, "%s and %s would both be T_%s", keys[i - 1], keys[i], upper_name(keys[i]));
    }
}

static void check_texts(const Texts *t) {
    for (size_t i = 1; i < t->n_entries; i++) {
        const Entry *a = &t->entries[i - 1], *b = &t->entries[i];
        if (same(a->key, b->key) && a->lang == b->lang)
            mistake(b->path, b->line, "%s stands already in %s:%d", b->key, a->path, a->line);
    }
    check_names(t);
    for (size_t i = 0; i < t->n_keys; i++) check_presence(t, t->keys[i]);
    for (size_t i = 0; i < t->n_keys; i++) check_key(t, t->keys[i]);
    for (int l = 0; l < t->n_langs; l++) {
        const Entry *dir = find_entry(t, "language.dir", l);
        if (dir && !same(dir->form[0], "rtl") && !same(dir->form[0], "ltr"))
            mistake(dir->path, dir->line, "language.dir is rtl or ltr");
    }
}

/* ---- writing ----------------------------------------------------------------------------------------- */

/* What a page must give to the sentence: T_ARGS_X, odd if it chooses among plural forms. */
static void write_arguments(Out *o, const Texts *t) {
    out_printf(o, "/* The arguments of each sentence, as a number that compiled pages are held to; odd: it "
                  "counts. */\nenum {\n");
    for (size_t i = 0; i < t->n_keys; i++) {
        const Entry *e = NULL;
        for (int l = 0; l < t->n_langs && !e; l++) e = find_entry(t, t->keys[i], l);
        if (!e || strchr(e->key, '@')) continue;
        Placeholders p = entry_placeholders(e);
        out_printf(o, "    T_ARGS_%s = %u,\n", upper_name(e->key), names_hash(p.v, p.n) | e->plural);
    }
    out_printf(o, "    T_ARGS_NONE = 0\n};\n\n");
}

static void write_header(const Texts *t, const char *path) {
    Out o = {0};
    out_printf(
        &o, "/* Written by poc from lang/. Do not edit. */\n#ifndef RAKAZ_TEXTS_H\n#define RAKAZ_TEXTS_H\n\n"
            "#include <stdint.h>\n\nenum Lang {\n");
    for (int l = 0; l < t->n_langs; l++) out_printf(&o, "    LANG_%s,\n", upper_name(t->langs[l]));
    out_printf(&o, "    LANG_N\n};\n\nenum TextKey {\n    T_NONE,\n");
    for (size_t i = 0; i < t->n_keys; i++) out_printf(&o, "    T_%s,\n", upper_name(t->keys[i]));
    out_printf(&o, "    TEXT_N\n};\n\n");
    write_arguments(&o, t);
    out_printf(
        &o,
        "/* A sentence in one language: n forms in the order of the language's plural classes, 1 without\n"
        "** plural, 0 if the language has none (then T_NONE or an address form it does without). f and m\n"
        "** are the keys of its address forms, or T_NONE. */\n"
        "typedef struct TextForm {\n    const char  *form[6];\n    uint8_t      n;\n"
        "    enum TextKey f, m;\n} TextForm;\n\n"
        "extern const TextForm    TEXTS[LANG_N][TEXT_N];\n"
        "extern const char *const TEXT_NAMES[TEXT_N];      /* \"today.quiet\"; sorted bytewise */\n"
        "extern const char *const LANG_CODES[LANG_N];      /* \"he\" */\n\n#endif\n");
    out_save(&o, path);
}

static void write_entry(Out *o, const Texts *t, const char *key, int lang) {
    const Entry *e = find_entry(t, key, lang);
    if (!e) return;
    out_printf(o, "        [T_%s] = {.form = {", upper_name(key));
    for (int i = 0; i < e->n_forms; i++) {
        if (i) out_add(o, ", ", 2);
        out_literal(o, e->form[i], strlen(e->form[i]));
    }
    out_printf(o, "}, .n = %d", e->n_forms);
    for (const char *form = "fm"; *form; form++) {
        const char *address = tool_printf("%s@%c", key, *form);
        if (find_entry(t, address, lang)) out_printf(o, ", .%c = T_%s", *form, upper_name(address));
    }
    out_printf(o, "},\n");
}

static void write_tables(const Texts *t, const char *path) {
    Out o = {0};
    out_printf(&o, "/* Written by poc from lang/. Do not edit. */\n#include \"texts.h\"\n\n"
                   "const char *const LANG_CODES[LANG_N] = {\n");
    for (int l = 0; l < t->n_langs; l++)
        out_printf(&o, "    [LANG_%s] = \"%s\",\n", upper_name(t->langs[l]), t->langs[l]);
    out_printf(&o, "};\n\nconst char *const TEXT_NAMES[TEXT_N] = {\n    [T_NONE] = \"\",\n");
    for (size_t i = 0; i < t->n_keys; i++)
        out_printf(&o, "    [T_%s] = \"%s\",\n", upper_name(t->keys[i]), t->keys[i]);
    out_printf(&o, "};\n\nconst TextForm TEXTS[LANG_N][TEXT_N] = {\n");
    for (int l = 0; l < t->n_langs; l++) {
        out_printf(&o, "    [LANG_%s] = {\n", upper_name(t->langs[l]));
        for (size_t i = 0; i < t->n_keys; i++) write_entry(&o, t, t->keys[i], l);
        out_printf(&o, "    },\n");
    }
    out_printf(&o, "};\n");
    out_save(&o, path);
}

/* A file for translators: the English sentence stands above each key. */
static void write_start(const Texts *t, const char *code) {
    int forms = 2, en = -1;
    Out o = {0};
    for (size_t i = 0; i < sizeof PLURALS / sizeof PLURALS[0]; i++) {
        if (same(PLURALS[i].lang, code)) forms = PLURALS[i].n;
    }
    for (int l = 0; l < t->n_langs; l++) en = same(t->langs[l], "en") ? l : en;
    for (size_t i = 0; i < t->n_keys; i++) {
        const Entry *e = en < 0 ? NULL : find_entry(t, t->keys[i], en);
        if (!e || strchr(e->key, '@')) continue;
        for (int k = 0; k < e->n_forms; k++) {
            out_printf(&o, "#. ");
            out_literal(&o, e->form[k], strlen(e->form[k]));
            out_printf(&o, "\n");
        }
        out_printf(&o, "msgid \"%s\"\n", e->key);
        if (e->plural) out_printf(&o, "msgid_plural \"%s\"\n", e->key);
        for (int k = 0; e->plural && k < forms; k++) out_printf(&o, "msgstr[%d] \"\"\n", k);
        out_printf(&o, e->plural ? "\n" : "msgstr \"\"\n\n");
    }
    fwrite(o.p ? o.p : "", 1, o.n, stdout);
}

int main(int argc, char **argv) {
    bool start = argc > 2 && same(argv[1], "--start");
    if (argc < 3) {
        fprintf(stderr, "usage: poc OUT.h OUT.c FILE.po... | poc --start CODE FILE.po...\n");
        return 2;
    }
    Texts t = {.langs = {"en", "he", "ar"}, .n_langs = 3};
    for (int i = 3; i < argc; i++) read_po(&t, argv[i]);
    sort_texts(&t);
    if (start) {
        write_start(&t, argv[2]);
        return 0;
    }
    if (!mistakes()) check_texts(&t);
    if (mistakes()) return 1;
    write_header(&t, argv[1]);
    write_tables(&t, argv[2]);
    return 0;
}
