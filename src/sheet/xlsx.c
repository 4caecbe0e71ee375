/* xlsx.c - cells of an XLSX sheet, row by row.
**
** The part of the sheet is inflated and parsed in pieces; the parser pauses at the end of each row. Merged
** ranges stand behind the cells in the file, so a sheet that is not large is walked through once before. */
#include "sheet/xlsx.h"

#include "base/check.h"
#include "sheet/value.h"

enum { WALK_BYTES_MAX = 16 << 20, PEEK_BYTES = 256 << 10 };

bool xlsx_parse_ref(Str ref, uint32_t *ret_column, uint32_t *ret_row) {
    uint32_t column = 0, row = 0;
    size_t   i = 0;
    for (; i < ref.n && i < 4 && (ref.p[i] | 32) >= 'a' && (ref.p[i] | 32) <= 'z'; i++)
        column = column * 26 + (uint32_t)((ref.p[i] | 32) - 'a' + 1);
    if (column == 0) return false;
    for (; i < ref.n; i++) {
        if (ref.p[i] < '0' || ref.p[i] > '9' || row > 99999999) return false;
        row = row * 10 + (uint32_t)(ref.p[i] - '0');
    }
    *ret_column = column - 1;
    *ret_row = row;
    return true;
}

/* "A1:K20": both corners; one cell alone is both. */
static bool parse_range(Str ref, uint32_t c[2], uint32_t r[2]) {
    ptrdiff_t colon = str_find_byte(ref, ':');
    Str       a = colon < 0 ? ref : str_sub(ref, 0, (size_t)colon);
    Str       b = colon < 0 ? ref : str_sub(ref, (size_t)colon + 1, ref.n);
    return xlsx_parse_ref(a, &c[0], &r[0]) && xlsx_parse_ref(b, &c[1], &r[1]) && c[0] <= c[1] && r[0] <= r[1];
}

/* --- a first look at a sheet: its size, whether it holds anything, merged ranges --- */

typedef struct Walk {
    Xlsx      *x;
    XlsxSheet *sheet;
    bool       whole;                             /* to the end, for the merged ranges */
    bool       in_cell;
} Walk;

static void walk_start(Xml *xml, const char *name, const char **atts) {
    Walk    *w = xml->user;
    uint32_t c[2], r[2];
    if (strcmp(name, "dimension") == 0 && parse_range(xml_att(atts, "ref"), c, r) && r[1] > 0) {
        w->sheet->rows = r[1];
        w->sheet->columns = c[1] + 1;
    }
    if (strcmp(name, "c") == 0) w->in_cell = true;
    if (w->in_cell && (strcmp(name, "v") == 0 || strcmp(name, "is") == 0)) w->sheet->filled = true;
    if (w->sheet->filled && !w->whole) xml_pause(xml);
    Xlsx *x = w->x;
    if (strcmp(name, "mergeCell") != 0 || !w->whole || x->n_merges == XLSX_MERGES_MAX) return;
    if (!parse_range(xml_att(atts, "ref"), c, r) || (c[0] == c[1] && r[0] == r[1])) return;
    x->merges[x->n_merges++] = (XlsxMerge){.row = r[0], .column = c[0], .span = c[1] - c[0] + 1};
}

static void walk_end(Xml *xml, const char *name) {
    Walk *w = xml->user;
    if (strcmp(name, "c") == 0) w->in_cell = false;
}

static const XmlHandlers WALK_HANDLERS = {walk_start, walk_end, NULL};

/* A sheet that does not open or is broken counts as empty here; reading it tells why. */
static void peek(Sheet *s, Xlsx *x, XlsxSheet *sheet) {
    Walk w = {.x = x, .sheet = sheet};
    Xml  xml;
    if (sheet->part == NULL || !xml_open(&xml, s, x->z, sheet->part, &WALK_HANDLERS, &w)) return;
    SheetProblem kept = *s->why;
    while (!xml.paused && !xml.ended && xml.fed < PEEK_BYTES && xml_step(&xml) == OK) continue;
    if (xml.fed >= PEEK_BYTES) sheet->filled = true;
    *s->why = kept;
    s->failed = false;
    xml_close(&xml);
}

static int merge_order(const void *a, const void *b) {
    const XlsxMerge *x = a, *y = b;
    if (x->row != y->row) return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

static Fault walk(Sheet *s, Xlsx *x, XlsxSheet *sheet) {
    x->merges = ARENA_ARRAY(&s->own, XlsxMerge, XLSX_MERGES_MAX);
    Walk w = {.x = x, .sheet = sheet, .whole = true};
    TRY(xml_read_part(s, x->z, sheet->part, &WALK_HANDLERS, &w));
    qsort(x->merges, x->n_merges, sizeof *x->merges, merge_order);
    if (x->n_merges > 0) sheet__remark(s, REMARK_MERGED, x->merges[0].row, x->merges[0].column + 1);
    return OK;
}

/* --- cells --- */

/* The range whose first cell is this one; rows and columns only rise. */
static const XlsxMerge *merge_of(Xlsx *x, uint64_t row, uint32_t column) {
    while (x->merge_at < x->n_merges) {
        const XlsxMerge *m = &x->merges[x->merge_at];
        if (m->row > row || (m->row == row && m->column > column)) return NULL;
        x->merge_at++;
        if (m->row == row && m->column == column) return m;
    }
    return NULL;
}

static void put_time(Buf *b, int seconds) {
    buf_printf(b, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
    if (seconds % 60 != 0) buf_printf(b, ":%02d", seconds % 60);
}

/* A number as its style shows it: a date, a time or plain digits. */
static CellKind put_number(Sheet *s, Xlsx *x, Str v, Buf *out) {
    double     d;
    Day        day;
    int        seconds;
    NumberKind kind = x->style < x->n_styles ? x->styles[x->style] : NUMBER_PLAIN;
    if (!str_real(str_trim(v), &d)) {
        buf_add(out, v);
        return CELL_TEXT;
    }
    if (kind == NUMBER_TIME && d >= 0 && d < 1) {
        put_time(out, (int)(d * 86400 + 0.5) % 86400);
        return CELL_TIME;
    }
    bool dated = kind == NUMBER_DATE || kind == NUMBER_DATE_TIME;
    if (dated && day_of_serial(d, x->since_1904, &day, &seconds)) {
        buf_day_iso(out, day);
        if (seconds >= 60) buf_printf(out, "T%02d:%02d", seconds / 3600, seconds / 60 % 60);
        return CELL_DATE;
    }
    rowbuild_number(s, out, d, x->row.row, x->column + 1);
    return CELL_NUMBER;
}

static CellKind put_value(Sheet *s, Xlsx *x, Buf *out) {
    Str     v = buf_str(&x->value);
    int64_t i;
    switch (x->type) {
    case 's':
        if (str_int(v, &i) && i >= 0) buf_add(out, strings_get(&x->strings, (uint64_t)i));
        return CELL_TEXT;
    case 'b':
        buf_add(out, str_eq(v, LIT("1")) || str_eq(v, LIT("true")) ? LIT("1") : LIT("0"));
        return CELL_YESNO;
    case 'e':
        sheet__remark(s, REMARK_CELL_ERROR, x->row.row, x->column + 1);
        buf_add(out, v);
        return CELL_ERROR;
    case 'd':
        rowbuild_iso(out, v);
        return CELL_DATE;
    case 'S':
    case 'i':
        xlsx_unescape(&x->value);
        buf_add(out, buf_str(&x->value));
        return CELL_TEXT;
    default:
        return v.n == 0 ? CELL_TEXT : put_number(s, x, v, out);
    }
}

static Fault end_cell(Sheet *s, Xlsx *x) {
    SheetCell like = {.kind = CELL_TEXT, .span = 1};
    buf_clear(&x->scratch);
    if (x->has_value) like.kind = (uint8_t)put_value(s, x, &x->scratch);
    if (x->formula) like.flags |= CELL_FORMULA;
    if (x->formula && !x->has_value) {
        like.flags |= CELL_UNCOMPUTED;
        sheet__remark(s, REMARK_UNCOMPUTED, x->row.row, x->column + 1);
    }
    const XlsxMerge *m = merge_of(x, x->row.row, x->column);
    if (m != NULL && x->scratch.n > 0) {
        like.flags |= CELL_MERGED;
        like.span = m->span > UINT16_MAX ? UINT16_MAX : (uint16_t)m->span;
    }
    if (x->scratch.n == 0) like.flags &= CELL_UNCOMPUTED;
    if (!buf_ok(&x->scratch) || !buf_ok(&x->value))
        return sheet__fail(s, TOO_LARGE, "sheet.cell_too_long", x->row.row, x->column + 1,
                           s->o.limits.cell_bytes_max);
    Fault f = rowbuild_put(s, &x->row, x->column, buf_str(&x->scratch), like);
    x->column++;
    return f;
}

static void start_cell(Xlsx *x, const char **atts) {
    uint32_t column, row;
    int64_t  style;
    Str      t = xml_att(atts, "t");
    if (xlsx_parse_ref(xml_att(atts, "r"), &column, &row)) x->column = column;
    x->style = str_int(xml_att(atts, "s"), &style) && style >= 0 && style < XLSX_STYLES_MAX ? (uint32_t)style : 0;
    x->type = t.n == 0 || str_eq(t, LIT("n")) ? 0 : str_eq(t, LIT("str")) ? 'S' : t.p[0];
    x->formula = x->has_value = x->in_value = x->in_inline = x->in_phonetic = false;
    buf_clear(&x->value);
}

static void start_row(Xml *xml, Xlsx *x, const char **atts) {
    int64_t  number;
    uint32_t flags = 0;
    Str      hidden = xml_att(atts, "hidden");
    uint64_t row = x->row_before + 1;
    if (str_int(xml_att(atts, "r"), &number) && number > (int64_t)x->row_before && number <= 1 << 28)
        row = (uint64_t)number;
    if (str_eq(hidden, LIT("1")) || str_eq(hidden, LIT("true"))) {
        flags = ROW_HIDDEN;
        sheet__remark(xml->s, REMARK_HIDDEN_ROWS, row, 0);
    }
    x->row_before = row;
    x->column = 0;
    rowbuild_start(&x->row, row, flags);
}

static void cell_start(Xml *xml, const char *name, const char **atts) {
    Xlsx *x = xml->user;
    if (strcmp(name, "c") == 0) start_cell(x, atts);
    else if (strcmp(name, "v") == 0) x->in_value = x->has_value = true;
    else if (strcmp(name, "row") == 0) start_row(xml, x, atts);
    else if (strcmp(name, "f") == 0) x->formula = true;
    else if (strcmp(name, "is") == 0) x->in_inline = x->has_value = true;
    else if (strcmp(name, "rPh") == 0) x->in_phonetic = true;
    else if (strcmp(name, "t") == 0 && x->in_inline) x->in_value = !x->in_phonetic;
}

static void cell_end(Xml *xml, const char *name) {
    Xlsx *x = xml->user;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) x->in_value = false;
    else if (strcmp(name, "rPh") == 0) x->in_phonetic = false;
    else if (strcmp(name, "is") == 0) x->in_inline = false;
    else if (strcmp(name, "c") == 0) {
        Fault f = end_cell(xml->s, x);
        if (f != OK) xml_fail(xml, f);
    } else if (strcmp(name, "row") == 0) {
        x->row_ready = true;
        xml_pause(xml);
    }
}

static void cell_text(Xml *xml, Str t) {
    Xlsx *x = xml->user;
    if (x->in_value) buf_add(&x->value, t);
}

static const XmlHandlers CELL_HANDLERS = {cell_start, cell_end, cell_text};

/* --- the reader --- */

static Fault choose_table(Sheet *s, Xlsx *x, uint32_t *ret_i) {
    if (x->n_sheets == 0) return sheet__fail(s, BAD_FILE, "sheet.no_sheets", 0, 0, 0);
    uint32_t chosen = UINT32_MAX, others = 0;
    for (uint32_t i = 0; i < x->n_sheets; i++) {
        peek(s, x, &x->sheets[i]);
        if (chosen == UINT32_MAX && x->sheets[i].filled && !x->sheets[i].hidden) chosen = i;
    }
    if (s->o.table > 0) {
        if ((uint32_t)s->o.table > x->n_sheets) return sheet__fail(s, BAD_FILE, "sheet.no_such_sheet", 0, 0, 0);
        chosen = (uint32_t)s->o.table - 1;
    }
    if (chosen == UINT32_MAX) chosen = 0;
    for (uint32_t i = 0; i < x->n_sheets; i++) {
        const XlsxSheet *t = &x->sheets[i];
        if (i == chosen || !t->filled) continue;
        if (t->hidden) sheet__remark_what(s, REMARK_HIDDEN_TABLE, t->name);
        else others++;
    }
    if (others > 0) {
        sheet__remark(s, REMARK_OTHER_TABLES, 0, 0);
        s->remarks[REMARK_OTHER_TABLES].n = others;
    }
    *ret_i = chosen;
    return OK;
}

static void tell_tables(Sheet *s, const Xlsx *x, uint32_t chosen) {
    SheetTable *t = ARENA_ARRAY(&s->own, SheetTable, x->n_sheets);
    for (uint32_t i = 0; i < x->n_sheets; i++) {
        const XlsxSheet *from = &x->sheets[i];
        t[i] = (SheetTable){.name = from->name, .hidden = from->hidden, .rows = from->rows, .columns = from->columns};
    }
    s->info.tables = t;
    s->info.n_tables = x->n_sheets;
    s->info.table = chosen;
}

static Fault xlsx_open(Sheet *s) {
    Xlsx *x = s->state = ARENA_NEW(&s->own, Xlsx);
    strings_init(&x->strings, &s->o.limits);
    rowbuild_init(&x->row, s);
    buf_init(&x->value, 6 * (size_t)s->o.limits.cell_bytes_max + 64);
    buf_init(&x->scratch, 6 * (size_t)s->o.limits.cell_bytes_max + 64);
    x->z = zipfile_open(&s->src);
    if (x->z == NULL) return sheet__fail(s, BAD_FILE, "sheet.damaged", 0, 0, 0);
    TRY(xlsx_read_book(s, x));
    uint32_t chosen = 0;
    TRY(choose_table(s, x, &chosen));
    tell_tables(s, x, chosen);
    XlsxSheet *sheet = &x->sheets[chosen];
    if (sheet->part == NULL) return sheet__fail(s, BAD_FILE, "sheet.damaged", 0, 0, 0);
    TRY(xlsx_read_strings(s, x));
    if (!xml_open(&x->xml, s, x->z, sheet->part, &CELL_HANDLERS, x))
        return sheet__fail(s, BAD_FILE, "sheet.damaged", 0, 0, 0);
    x->inflates = zippart_size(x->z, sheet->part);
    return x->inflates <= WALK_BYTES_MAX ? walk(s, x, sheet) : OK;
}

static Fault xlsx_next(Sheet *s, SheetRow *ret_row) {
    Xlsx *x = s->state;
    x->row_ready = false;
    while (!x->row_ready && !x->xml.ended) TRY(xml_step(&x->xml));
    if (x->row_ready) *ret_row = rowbuild_row(&x->row);
    return OK;
}

static int xlsx_permille(const Sheet *s) {
    const Xlsx *x = s->state;
    uint64_t    done = x->inflates == 0 ? 0 : x->xml.fed * 1000 / x->inflates;
    return done > 999 ? 999 : (int)done;
}

static void xlsx_close(Sheet *s) {
    Xlsx *x = s->state;
    xml_close(&x->xml);
    strings_release(&x->strings);
    rowbuild_release(&x->row);
    buf_release(&x->value);
    buf_release(&x->scratch);
    zipfile_close(x->z);
}

const SheetReader SHEET_READER_XLSX = {xlsx_open, xlsx_next, xlsx_permille, xlsx_close};
