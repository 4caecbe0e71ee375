/* ods.c - sheets of OpenDocument workbooks (OASIS OpenDocument 1.2, chapters 9 and 19), row by row.
**
** All sheets stand in one part, so it is walked through once to find the first with rows, and again to read it.
** Cells and rows say how often they are repeated: empty ones up to the end of the world, which are passed over. */
#include "sheet/xml.h"

#include "base/utf8.h"
#include "sheet/rowbuild.h"

enum { ODS_SHEETS_MAX = 512 };

typedef struct OdsSheet {
    Str      name;
    uint64_t rows;
    uint32_t columns;
} OdsSheet;

typedef struct Ods {
    struct zip *z;
    Xml         xml;
    RowBuild    row;
    OdsSheet   *sheets;
    uint32_t    n_sheets, chosen;
    uint64_t    inflates;
    bool        walking;                          /* the first time through: count, read nothing */
    uint32_t    at_sheet, depth;                  /* number of the sheet at hand, from 1; tables around us */
    int         skip;                             /* inside comments, shapes, deleted cells */
    uint64_t    row_number;
    uint32_t    row_repeat, repeat_left, column, cell_repeat, cell_span;
    bool        row_hidden, in_cell, filled, row_ready;
    int         paragraphs, in_text;
    char        type;                             /* first letters of the value type: f c p d t b s; 0 none */
    Buf         attribute, value;
    SheetCell   like;
} Ods;

static uint32_t repeat_of(const char **atts, const char *name) {
    int64_t n;
    return str_int(xml_att(atts, name), &n) && n > 0 && n < 1 << 24 ? (uint32_t)n : 1;
}

static bool named(const char *a, const char *b) {
    return strcmp(a, b) == 0;
}

static bool passed_over(const char *name) {
    return named(name, "annotation") || named(name, "shapes") || named(name, "tracked-changes") ||
           named(name, "forms") || named(name, "ruby-text");
}

static void start_table(Xml *xml, Ods *o, const char **atts) {
    if (o->depth++ > 0) return;
    o->at_sheet++;
    o->row_number = 0;
    if (!o->walking || o->n_sheets == ODS_SHEETS_MAX) return;
    o->sheets[o->n_sheets++].name = utf8_clean_line(&xml->s->own, xml_att(atts, "name"));
}

static void start_row(Ods *o, const char **atts) {
    Str visible = xml_att(atts, "visibility");
    o->row_repeat = repeat_of(atts, "number-rows-repeated");
    o->row_hidden = str_eq(visible, LIT("collapse")) || str_eq(visible, LIT("filter"));
    o->column = 0;
    rowbuild_start(&o->row, o->row_number + 1, o->row_hidden ? ROW_HIDDEN : 0);
}

static void start_cell(Ods *o, const char **atts) {
    static const char *const VALUES[] = {"value", "date-value", "time-value", "boolean-value", "string-value"};
    Str                      type = xml_att(atts, "value-type");
    o->in_cell = true;
    o->paragraphs = 0;
    o->type = type.n > 0 ? type.p[0] : 0;
    o->cell_repeat = repeat_of(atts, "number-columns-repeated");
    o->cell_span = repeat_of(atts, "number-columns-spanned");
    o->like = (SheetCell){.kind = CELL_TEXT};
    if (xml_att(atts, "formula").n > 0) o->like.flags |= CELL_FORMULA;
    buf_clear(&o->value);
    buf_clear(&o->attribute);
    for (size_t i = 0; i < sizeof VALUES / sizeof *VALUES && o->attribute.n == 0; i++)
        buf_add(&o->attribute, xml_att(atts, VALUES[i]));
}

static void ods_start(Xml *xml, const char *name, const char **atts) {
    Ods *o = xml->user;
    if (o->skip > 0 || passed_over(name)) {
        o->skip++;
        return;
    }
    if (named(name, "table")) start_table(xml, o, atts);
    if (o->depth != 1 || (!o->walking && o->at_sheet != o->chosen + 1)) return;
    if (named(name, "table-row")) start_row(o, atts);
    else if (named(name, "table-cell") || named(name, "covered-table-cell")) start_cell(o, atts);
    else if (named(name, "p") && o->in_cell && o->in_text++ == 0 && o->paragraphs++ > 0) buf_byte(&o->value, '\n');
    else if (named(name, "line-break") && o->in_text > 0) buf_byte(&o->value, '\n');
    else if (named(name, "tab") && o->in_text > 0) buf_byte(&o->value, ' ');
    else if (named(name, "s") && o->in_text > 0)
        for (uint32_t n = repeat_of(atts, "c"), i = 0; i < n && i < 256; i++) buf_byte(&o->value, ' ');
}

/* "PT07H30M00S"; durations of days and more stay as they are. */
static void put_time(Ods *o, Str v) {
    int  part[3] = {0, 0, 0}, at = 0;
    bool ok = str_starts(v, LIT("PT"));
    for (size_t i = 2; i < v.n && ok; i++) {
        char c = v.p[i];
        if (c >= '0' && c <= '9' && part[at] < 1000) part[at] = part[at] * 10 + (c - '0');
        else if ((c == 'H' && at == 0) || (c == 'M' && at == 1)) at++;
        else break;
    }
    ok = ok && part[0] < 24 && part[1] < 60 && part[2] < 60;
    if (!ok) return;
    buf_clear(&o->value);
    buf_printf(&o->value, "%02d:%02d", part[0], part[1]);
    if (part[2] > 0) buf_printf(&o->value, ":%02d", part[2]);
    o->like.kind = CELL_TIME;
}

static void put_typed(Sheet *s, Ods *o) {
    Str    v = buf_str(&o->attribute);
    double x;
    if (v.n == 0) return;
    if ((o->type == 'f' || o->type == 'c' || o->type == 'p') && str_real(v, &x)) {
        buf_clear(&o->value);
        rowbuild_number(s, &o->value, x, o->row_number + 1, o->column + 1);
        o->like.kind = CELL_NUMBER;
    } else if (o->type == 'd') {
        buf_clear(&o->value);
        rowbuild_iso(&o->value, v);
        o->like.kind = CELL_DATE;
    } else if (o->type == 't') {
        put_time(o, v);
    } else if (o->type == 'b') {
        buf_clear(&o->value);
        buf_add(&o->value, str_eq(v, LIT("true")) ? LIT("1") : LIT("0"));
        o->like.kind = CELL_YESNO;
    } else if (o->type == 's' && o->paragraphs == 0) {
        buf_add(&o->value, v);
    }
}

static void end_cell(Xml *xml, Ods *o) {
    Sheet *s = xml->s;
    o->in_cell = false;
    o->in_text = 0;
    put_typed(s, o);
    if (!buf_ok(&o->value) || !buf_ok(&o->attribute)) {
        xml_fail(xml, sheet__fail(s, TOO_LARGE, "sheet.cell_too_long", o->row_number + 1, o->column + 1,
                                  s->o.limits.cell_bytes_max));
        return;
    }
    bool filled = o->value.n > 0;
    if (!filled) o->like.flags = 0;
    if (filled && o->cell_span > 1) {
        o->like.flags |= CELL_MERGED;
        o->like.span = (uint16_t)(o->cell_span > UINT16_MAX ? UINT16_MAX : o->cell_span);
        if (!o->walking) sheet__remark(s, REMARK_MERGED, o->row_number + 1, o->column + 1);
    }
    for (uint32_t i = 0; i < o->cell_repeat && filled; i++) {
        Fault f = rowbuild_put(s, &o->row, o->column + i, buf_str(&o->value), o->like);
        if (f == OK) continue;
        xml_fail(xml, f);
        return;
    }
    o->column += o->cell_repeat;
}

static void end_row(Xml *xml, Ods *o) {
    uint64_t before = o->row_number;
    o->row_number += o->row_repeat;
    if (o->row.n == 0) return;
    if (o->walking) {
        OdsSheet *t = &o->sheets[o->n_sheets - 1];
        t->rows = o->row_number;
        if (o->row.n > t->columns) t->columns = o->row.n;
        return;
    }
    if (o->row_hidden) sheet__remark(xml->s, REMARK_HIDDEN_ROWS, before + 1, 0);
    o->repeat_left = o->row_repeat;
    o->row_ready = true;
    xml_pause(xml);
}

static void ods_end(Xml *xml, const char *name) {
    Ods *o = xml->user;
    if (o->skip > 0) {
        o->skip--;
        return;
    }
    bool ours = o->depth == 1 && (o->walking ? o->n_sheets > 0 : o->at_sheet == o->chosen + 1);
    if (named(name, "table") && o->depth > 0) o->depth--;
    if (!ours) return;
    if (named(name, "table-cell") || named(name, "covered-table-cell")) end_cell(xml, o);
    else if (named(name, "p") && o->in_text > 0) o->in_text--;
    else if (named(name, "table-row")) end_row(xml, o);
}

static void ods_text(Xml *xml, Str t) {
    Ods *o = xml->user;
    if (o->in_text > 0 && o->skip == 0 && o->depth == 1) buf_add(&o->value, t);
}

static const XmlHandlers ODS_HANDLERS = {ods_start, ods_end, ods_text};

static Fault choose_table(Sheet *s, Ods *o) {
    if (o->n_sheets == 0) return sheet__fail(s, BAD_FILE, "sheet.no_sheets", 0, 0, 0);
    if (s->o.table > 0 && (uint32_t)s->o.table > o->n_sheets)
        return sheet__fail(s, BAD_FILE, "sheet.no_such_sheet", 0, 0, 0);
    uint32_t others = 0;
    o->chosen = UINT32_MAX;
    for (uint32_t i = 0; i < o->n_sheets && o->chosen == UINT32_MAX; i++)
        if (o->sheets[i].rows > 0) o->chosen = i;
    if (o->chosen == UINT32_MAX) o->chosen = 0;
    if (s->o.table > 0) o->chosen = (uint32_t)s->o.table - 1;
    SheetTable *t = ARENA_ARRAY(&s->own, SheetTable, o->n_sheets);
    for (uint32_t i = 0; i < o->n_sheets; i++) {
        t[i] = (SheetTable){.name = o->sheets[i].name, .rows = (uint32_t)o->sheets[i].rows,
                            .columns = o->sheets[i].columns};
        others += i != o->chosen && o->sheets[i].rows > 0;
    }
    if (others > 0) {
        sheet__remark(s, REMARK_OTHER_TABLES, 0, 0);
        s->remarks[REMARK_OTHER_TABLES].n = others;
    }
    s->info.tables = t;
    s->info.n_tables = o->n_sheets;
    s->info.table = o->chosen;
    return OK;
}

static Fault ods_open(Sheet *s) {
    Ods *o = s->state = ARENA_NEW(&s->own, Ods);
    rowbuild_init(&o->row, s);
    buf_init(&o->value, (size_t)s->o.limits.cell_bytes_max + 64);
    buf_init(&o->attribute, (size_t)s->o.limits.cell_bytes_max + 64);
    o->sheets = ARENA_ARRAY(&s->own, OdsSheet, ODS_SHEETS_MAX);
    o->z = zipfile_open(&s->src);
    if (o->z == NULL) return sheet__fail(s, BAD_FILE, "sheet.damaged", 0, 0, 0);
    o->walking = true;
    TRY(xml_read_part(s, o->z, "content.xml", &ODS_HANDLERS, o));
    o->walking = false;
    o->at_sheet = o->depth = 0;
    o->skip = 0;
    TRY(choose_table(s, o));
    o->inflates = zippart_size(o->z, "content.xml");
    return xml_open(&o->xml, s, o->z, "content.xml", &ODS_HANDLERS, o)
               ? OK
               : sheet__fail(s, BAD_FILE, "sheet.damaged", 0, 0, 0);
}

static Fault ods_next(Sheet *s, SheetRow *ret_row) {
    Ods *o = s->state;
    if (o->repeat_left == 0) {
        o->row_ready = false;
        while (!o->row_ready && !o->xml.ended) TRY(xml_step(&o->xml));
        if (!o->row_ready) return OK;
    } else {
        o->row.row++;
    }
    o->repeat_left--;
    *ret_row = rowbuild_row(&o->row);
    return OK;
}

static int ods_permille(const Sheet *s) {
    const Ods *o = s->state;
    uint64_t   done = o->inflates == 0 ? 0 : o->xml.fed * 1000 / o->inflates;
    return done > 999 ? 999 : (int)done;
}

static void ods_close(Sheet *s) {
    Ods *o = s->state;
    xml_close(&o->xml);
    rowbuild_release(&o->row);
    buf_release(&o->value);
    buf_release(&o->attribute);
    zipfile_close(o->z);
}

const SheetReader SHEET_READER_ODS = {ods_open, ods_next, ods_permille, ods_close};
