/* html.c - tables of web pages, which many systems save as ".xls".
**
** The page is kept whole. It is gone through once to count its tables; the one with the most cells is read unless
** another was chosen. A table inside a cell is part of the cell's text. Spanned cells stand in their first place. */
#include "sheet/html_scan.h"
#include "sheet/rowbuild.h"

enum { HTML_TABLES_MAX = 256, HTML_NESTING_MAX = 32 };

typedef struct HtmlTable {
    size_t   start;                               /* behind its tag */
    uint32_t rows, cells, widest;
} HtmlTable;

typedef struct HtmlFile {
    HtmlScan   scan;
    Str        text;
    HtmlTable *tables;
    uint32_t   n_tables;
    RowBuild   row;
    Buf        value;
    uint32_t  *covered;                           /* rows that a cell above still covers, by column */
    uint32_t   column, span, depth;
    uint64_t   number;
    bool       in_row, in_cell, ended;
    Str        hidden_name;                       /* element that is not shown; text in it is not read */
    uint32_t   hidden_depth;
} HtmlFile;

static bool named(const HtmlToken *t, const char *name) {
    return str_eq_nocase(t->name, str_of(name));
}

static bool is_cell(const HtmlToken *t) {
    return named(t, "td") || named(t, "th");
}

static void count_tables(HtmlFile *f) {
    uint32_t  open[HTML_NESTING_MAX], depth = 0, in_row[HTML_NESTING_MAX] = {0};
    HtmlToken t;
    f->scan = (HtmlScan){.s = f->text};
    while (html_next(&f->scan, &t)) {
        if (!t.tag) continue;
        HtmlTable *now = depth > 0 ? &f->tables[open[depth - 1]] : NULL;
        if (named(&t, "table") && !t.closing) {
            if (f->n_tables == HTML_TABLES_MAX || depth == HTML_NESTING_MAX) return;
            f->tables[f->n_tables].start = f->scan.i;
            in_row[depth] = 0;
            open[depth++] = f->n_tables++;
        } else if (named(&t, "table") && depth > 0) {
            depth--;
        } else if (now != NULL && !t.closing && named(&t, "tr")) {
            now->rows++;
            in_row[depth - 1] = 0;
        } else if (now != NULL && !t.closing && is_cell(&t)) {
            now->cells++;
            if (++in_row[depth - 1] > now->widest) now->widest = in_row[depth - 1];
        }
    }
}

static uint32_t span_of(const HtmlToken *t, const char *name) {
    int64_t n;
    return str_int(str_trim(html_attribute(t->attributes, name)), &n) && n > 1 && n <= 65535 ? (uint32_t)n : 1;
}

static Fault end_cell(Sheet *s, HtmlFile *f) {
    if (!f->in_cell) return OK;
    f->in_cell = false;
    SheetCell like = {.kind = CELL_TEXT, .span = (uint16_t)f->span};
    Str       v = str_trim(buf_str(&f->value));
    if (f->span > 1 && v.n > 0) {
        like.flags = CELL_MERGED;
        sheet__remark(s, REMARK_MERGED, f->number + 1, f->column + 1);
    }
    if (!buf_ok(&f->value))
        return sheet__fail(s, TOO_LARGE, "sheet.cell_too_long", f->number + 1, f->column + 1,
                           s->o.limits.cell_bytes_max);
    TRY(rowbuild_put(s, &f->row, f->column, v, like));
    f->column += f->span;
    return OK;
}

/* The next place no cell from above covers; then this cell's own cover. */
static void start_cell(Sheet *s, HtmlFile *f, const HtmlToken *t) {
    uint32_t max = s->o.limits.columns_max, rows = span_of(t, "rowspan");
    while (f->column < max && f->covered[f->column] > 0) f->column++;
    f->span = span_of(t, "colspan");
    for (uint32_t i = 0; i < f->span && f->column + i < max; i++) f->covered[f->column + i] = rows;
    buf_clear(&f->value);
    f->in_cell = true;
}

static void start_row(HtmlFile *f) {
    rowbuild_start(&f->row, f->number + 1, 0);
    f->column = 0;
    f->in_row = true;
}

static Fault end_row(Sheet *s, HtmlFile *f) {
    TRY(end_cell(s, f));
    for (uint32_t i = 0; i < s->o.limits.columns_max; i++)
        if (f->covered[i] > 0) f->covered[i]--;
    f->in_row = false;
    f->number++;
    return OK;
}

/* Text inside something that is not shown is left out: pages hide sort keys and hints in cells. */
static bool hidden(HtmlFile *f, const HtmlToken *t) {
    if (f->hidden_depth > 0) {
        if (t->tag && str_eq_nocase(t->name, f->hidden_name)) f->hidden_depth += t->closing ? -1u : 1u;
        return true;
    }
    if (!t->tag || t->closing || is_cell(t) || named(t, "tr") || named(t, "table") || named(t, "br")) return false;
    Str style = html_attribute(t->attributes, "style");
    if (str_find(style, LIT("display:none")) < 0 && str_find(style, LIT("display: none")) < 0) return false;
    f->hidden_name = t->name;
    f->hidden_depth = 1;
    return true;
}

static void inner_tag(HtmlFile *f, const HtmlToken *t) {
    bool line = named(t, "br") || named(t, "p") || named(t, "div") || named(t, "tr") || named(t, "li");
    bool gap = line || is_cell(t);
    if (!f->in_cell || !gap || f->value.n == 0 || f->value.p[f->value.n - 1] == '\n') return;
    if (f->value.p[f->value.n - 1] == ' ') f->value.n--;
    buf_byte(&f->value, line ? '\n' : ' ');
}

/* One token of the table; *ret_row true when a row is complete. */
static Fault take(Sheet *s, HtmlFile *f, const HtmlToken *t, bool *ret_row) {
    if (hidden(f, t)) return OK;
    if (!t->tag) {
        if (f->in_cell) html_text(&f->value, t->text);
        return OK;
    }
    if (named(t, "table")) {
        if (!t->closing) f->depth++;
        else if (f->depth-- == 0) f->ended = true;
        if (!f->ended) return OK;
        *ret_row = f->in_row;
        return f->in_row ? end_row(s, f) : OK;
    }
    if (f->depth > 0 || (!named(t, "tr") && !is_cell(t))) {
        inner_tag(f, t);
        return OK;
    }
    if (is_cell(t)) {
        TRY(end_cell(s, f));
        if (t->closing) return OK;
        if (!f->in_row) start_row(f);
        start_cell(s, f, t);
        return OK;
    }
    bool was = f->in_row;
    if (was) TRY(end_row(s, f));
    *ret_row = was;
    if (!t->closing && !was) start_row(f);
    else if (!t->closing) f->scan.i = (size_t)(t->name.p - f->scan.s.p) - 1;
    return OK;
}

static Fault html_row(Sheet *s, SheetRow *ret_row) {
    HtmlFile *f = s->state;
    HtmlToken t;
    bool      row = false;
    while (!row && !f->ended) {
        if (!html_next(&f->scan, &t)) {
            f->ended = true;
            row = f->in_row;
            if (row) TRY(end_row(s, f));
            break;
        }
        TRY(take(s, f, &t, &row));
    }
    if (row) *ret_row = rowbuild_row(&f->row);
    return OK;
}

static Fault html_open(Sheet *s) {
    HtmlFile *f = s->state = ARENA_NEW(&s->own, HtmlFile);
    rowbuild_init(&f->row, s);
    buf_init(&f->value, (size_t)s->o.limits.cell_bytes_max + 64);
    f->tables = ARENA_ARRAY(&s->own, HtmlTable, HTML_TABLES_MAX);
    f->covered = ARENA_ARRAY(&s->own, uint32_t, s->o.limits.columns_max);
    TRY(sheet__read_whole(s, &f->text));
    count_tables(f);
    if (f->n_tables == 0) return sheet__fail(s, BAD_FILE, "sheet.no_table", 0, 0, 0);
    if (s->o.table > 0 && (uint32_t)s->o.table > f->n_tables)
        return sheet__fail(s, BAD_FILE, "sheet.no_such_sheet", 0, 0, 0);
    uint32_t    chosen = 0;
    SheetTable *t = ARENA_ARRAY(&s->own, SheetTable, f->n_tables);
    for (uint32_t i = 0; i < f->n_tables; i++) {
        t[i] = (SheetTable){.rows = f->tables[i].rows, .columns = f->tables[i].widest};
        if (f->tables[i].cells > f->tables[chosen].cells) chosen = i;
    }
    if (s->o.table > 0) chosen = (uint32_t)s->o.table - 1;
    s->info.tables = t;
    s->info.n_tables = f->n_tables;
    s->info.table = chosen;
    f->scan = (HtmlScan){.s = f->text, .i = f->tables[chosen].start};
    return OK;
}

static int html_permille(const Sheet *s) {
    const HtmlFile *f = s->state;
    return f->text.n == 0 ? 1000 : (int)(f->scan.i * 1000 / f->text.n);
}

static void html_close(Sheet *s) {
    HtmlFile *f = s->state;
    rowbuild_release(&f->row);
    buf_release(&f->value);
}

const SheetReader SHEET_READER_HTML = {html_open, html_row, html_permille, html_close};
