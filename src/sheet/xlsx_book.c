/* xlsx_book.c - the parts of a workbook that are not its cells: names of sheets, relations, styles, strings. */
#include "sheet/xlsx.h"

#include "base/utf8.h"

/* --- relations: which id stands for which part --- */

typedef struct Rels {
    Xlsx       *x;
    Arena      *a;
    const char *base;                             /* folder of the part the relations belong to, with its slash */
    bool        root;
} Rels;

/* "worksheets/sheet1.xml" beside xl/workbook.xml is xl/worksheets/sheet1.xml; "/xl/..." counts from the top. */
static const char *resolve(Arena *a, const char *base, Str target) {
    if (target.n > 0 && target.p[0] == '/') return arena_z(a, str_sub(target, 1, target.n));
    Str dir = str_of(base);
    while (str_starts(target, LIT("../")) && dir.n > 0) {
        target = str_sub(target, 3, target.n);
        dir.n--;
        while (dir.n > 0 && dir.p[dir.n - 1] != '/') dir.n--;
    }
    return arena_z(a, arena_printf(a, "%.*s%.*s", STR_ARG(dir), STR_ARG(target)));
}

static void rel_start(Xml *xml, const char *name, const char **atts) {
    Rels *r = xml->user;
    Xlsx *x = r->x;
    if (strcmp(name, "Relationship") != 0) return;
    Str type = xml_att(atts, "Type"), target = xml_att(atts, "Target"), id = xml_att(atts, "Id");
    if (str_eq_nocase(xml_att(atts, "TargetMode"), LIT("External"))) return;
    const char *part = resolve(r->a, r->base, target);
    if (r->root) {
        if (str_ends(type, LIT("/officeDocument"))) x->book = part;
        return;
    }
    if (str_ends(type, LIT("/sharedStrings"))) x->strings_part = part;
    if (str_ends(type, LIT("/styles"))) x->styles_part = part;
    if (str_ends(type, LIT("/vbaProject"))) sheet__remark(xml->s, REMARK_MACROS, 0, 0);
    if (!str_ends(type, LIT("/worksheet"))) return;
    for (uint32_t i = 0; i < x->n_sheets; i++)
        if (str_eq(x->sheets[i].rel, id)) x->sheets[i].part = part;
}

static void nothing_end(Xml *x, const char *name) {
    (void)x;
    (void)name;
}

static const XmlHandlers REL_HANDLERS = {rel_start, nothing_end, NULL};

/* xl/workbook.xml has its relations in xl/_rels/workbook.xml.rels. */
static Fault read_rels(Sheet *s, Xlsx *x, const char *part) {
    const char *slash = strrchr(part, '/');
    Str         dir = {part, slash ? (size_t)(slash - part) + 1 : 0};
    const char *base = arena_z(&s->own, dir);
    Rels        r = {.x = x, .a = &s->own, .base = base, .root = part[0] == '\0'};
    Str         name = arena_printf(&s->own, "%s_rels/%s.rels", base, part + dir.n);
    return xml_read_part(s, x->z, arena_z(&s->own, name), &REL_HANDLERS, &r);
}

/* --- workbook.xml: names of the sheets --- */

static void book_start(Xml *xml, const char *name, const char **atts) {
    Xlsx *x = xml->user;
    if (strcmp(name, "workbookPr") == 0) {
        Str v = xml_att(atts, "date1904");
        x->since_1904 = str_eq(v, LIT("1")) || str_eq(v, LIT("true"));
        return;
    }
    if (strcmp(name, "sheet") != 0 || x->n_sheets == XLSX_SHEETS_MAX) return;
    Arena *a = &xml->s->own;
    Str    state = xml_att(atts, "state");
    x->sheets[x->n_sheets++] = (XlsxSheet){
        .name = utf8_clean_line(a, xml_att(atts, "name")),
        .rel = arena_copy(a, xml_att(atts, "id")),
        .hidden = str_eq(state, LIT("hidden")) || str_eq(state, LIT("veryHidden")),
    };
}

static const XmlHandlers BOOK_HANDLERS = {book_start, nothing_end, NULL};

/* --- styles.xml: which cell styles show dates --- */

typedef struct Styles {
    Xlsx *x;
    struct {
        uint32_t   id;
        NumberKind kind;
    } own[1024];
    uint32_t n_own;
    bool     in_cell_xfs;
} Styles;

NumberKind xlsx_format_kind(Str code) {
    bool date = false, time = false, month = false, quoted = false;
    for (size_t i = 0; i < code.n; i++) {
        char c = code.p[i];
        if (c == '"') {
            quoted = !quoted;
            continue;
        }
        if (quoted) continue;
        if (c == '\\' || c == '_' || c == '*') {
            i++;
            continue;
        }
        if (c == ';') break;
        if (c == '[') {
            size_t end = i + 1;
            while (end < code.n && code.p[end] != ']') end++;
            Str inner = str_sub(code, i + 1, end - i - 1);
            bool elapsed = inner.n > 0 && inner.n <= 2 && str_find_byte(LIT("hHmMsS"), inner.p[0]) >= 0;
            time = time || elapsed;
            i = end;
            continue;
        }
        char lower = (char)(c | 32);
        if (str_starts(str_sub(code, i, code.n), LIT("General"))) {
            i += 6;
            continue;
        }
        date = date || lower == 'y' || lower == 'd';
        time = time || lower == 'h' || lower == 's';
        month = month || lower == 'm';
    }
    if (month && !time) date = true;
    return date && time ? NUMBER_DATE_TIME : date ? NUMBER_DATE : time ? NUMBER_TIME : NUMBER_PLAIN;
}

/* The formats that have numbers instead of codes: ECMA-376 part 1, 18.8.30, with those of East Asia. */
static NumberKind builtin_kind(uint32_t id) {
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) return NUMBER_DATE;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return NUMBER_TIME;
    return id == 22 ? NUMBER_DATE_TIME : NUMBER_PLAIN;
}

static uint32_t att_number(const char **atts, const char *name) {
    int64_t n;
    return str_int(xml_att(atts, name), &n) && n >= 0 && n <= UINT32_MAX ? (uint32_t)n : 0;
}

static void styles_start(Xml *xml, const char *name, const char **atts) {
    Styles *t = xml->user;
    Xlsx   *x = t->x;
    if (strcmp(name, "numFmt") == 0 && t->n_own < sizeof t->own / sizeof *t->own) {
        t->own[t->n_own].id = att_number(atts, "numFmtId");
        t->own[t->n_own++].kind = xlsx_format_kind(xml_att(atts, "formatCode"));
    }
    if (strcmp(name, "cellXfs") == 0) t->in_cell_xfs = true;
    if (strcmp(name, "xf") != 0 || !t->in_cell_xfs || x->n_styles == XLSX_STYLES_MAX) return;
    uint32_t   id = att_number(atts, "numFmtId");
    NumberKind kind = builtin_kind(id);
    for (uint32_t i = 0; i < t->n_own; i++)
        if (t->own[i].id == id) kind = t->own[i].kind;
    x->styles[x->n_styles++] = (uint8_t)kind;
}

static void styles_end(Xml *xml, const char *name) {
    Styles *t = xml->user;
    if (strcmp(name, "cellXfs") == 0) t->in_cell_xfs = false;
}

static const XmlHandlers STYLES_HANDLERS = {styles_start, styles_end, NULL};

Fault xlsx_read_book(Sheet *s, Xlsx *x) {
    x->sheets = ARENA_ARRAY(&s->own, XlsxSheet, XLSX_SHEETS_MAX);
    x->styles = ARENA_ARRAY(&s->own, uint8_t, XLSX_STYLES_MAX);
    x->book = "xl/workbook.xml";
    TRY(read_rels(s, x, ""));
    TRY(xml_read_part(s, x->z, x->book, &BOOK_HANDLERS, x));
    TRY(read_rels(s, x, x->book));
    if (zipfile_has(x->z, "xl/vbaProject.bin") && s->remarks[REMARK_MACROS].n == 0)
        sheet__remark(s, REMARK_MACROS, 0, 0);
    if (x->styles_part == NULL) return OK;
    Styles *t = ARENA_NEW(&s->own, Styles);
    t->x = x;
    return xml_read_part(s, x->z, x->styles_part, &STYLES_HANDLERS, t);
}

/* --- sharedStrings.xml --- */

static void strings_start(Xml *xml, const char *name, const char **atts) {
    Xlsx *x = xml->user;
    (void)atts;
    if (strcmp(name, "si") == 0) buf_clear(&x->value);
    if (strcmp(name, "rPh") == 0) x->in_phonetic = true;
    if (strcmp(name, "t") == 0) x->in_value = !x->in_phonetic;
}

static void strings_end(Xml *xml, const char *name) {
    Xlsx *x = xml->user;
    if (strcmp(name, "rPh") == 0) x->in_phonetic = false;
    if (strcmp(name, "t") == 0) x->in_value = false;
    if (strcmp(name, "si") != 0) return;
    xlsx_unescape(&x->value);
    Fault f = strings_add(xml->s, &x->strings, buf_str(&x->value));
    if (f != OK) xml_fail(xml, f);
}

static void strings_text(Xml *xml, Str t) {
    Xlsx *x = xml->user;
    if (!x->in_value) return;
    buf_add(&x->value, t);
    if (buf_ok(&x->value)) return;
    size_t max = xml->s->o.limits.cell_bytes_max;
    xml_fail(xml, sheet__fail(xml->s, TOO_LARGE, "sheet.cell_too_long", 0, 0, max));
}

static const XmlHandlers STRINGS_HANDLERS = {strings_start, strings_end, strings_text};

Fault xlsx_read_strings(Sheet *s, Xlsx *x) {
    if (x->strings_part == NULL) return OK;
    TRY(xml_read_part(s, x->z, x->strings_part, &STRINGS_HANDLERS, x));
    x->in_value = x->in_phonetic = false;
    return OK;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
    return -1;
}

void xlsx_unescape(Buf *b) {
    if (str_find(buf_str(b), LIT("_x")) < 0) return;
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        uint32_t c = 0;
        bool     code = i + 7 <= b->n && b->p[i] == '_' && b->p[i + 1] == 'x' && b->p[i + 6] == '_';
        for (size_t k = 2; k < 6 && code; k++) {
            int d = hex_digit(b->p[i + k]);
            code = d >= 0;
            c = c * 16 + (uint32_t)d;
        }
        if (!code) {
            b->p[n++] = b->p[i];
            continue;
        }
        i += 6;
        bool keep = c == '\t' || c == '\n' || (c >= 0x20 && (c < 0xD800 || c > 0xDFFF));
        if (keep) n += utf8_put(b->p + n, c);
    }
    b->n = n;
}
