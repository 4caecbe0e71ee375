/* take_pdf.c - lists as pages (PDF): title, what was chosen, the table with its heads on every page. */
#include "export/take.h"

#include "base/check.h"
#include "export/ink_table.h"
#include "lang/show.h"

enum { PDF_ROWS_MAX = 10000, UPRIGHT_COLUMNS_MAX = 5 };

typedef struct Pages {
    Ink     *k;
    InkTable table;
    size_t   n;                                   /* columns shown */
} Pages;

Str take_shown(Ctx *c, const TakeColumn *col, const TakeCell *cell, const void *rec) {
    const Field *f = col->f;
    const void  *at = field_in(f, rec);
    Buf          b;
    buf_init(&b, TAKE_CELL_BYTES);
    switch (cell->kind) {
    case TAKE_NOTHING:
        /* There is one, but this reader may not see who or what it is. */
        if (f->type == F_REF && value_known(f, rec)) buf_lit(&b, "\xE2\x80\x94");
        break;
    case TAKE_DAY: plain_day(&b, &c->reader, *(const Day *)at); break;
    case TAKE_MOMENT: plain_stamp(&b, &c->reader, *(const Stamp *)at); break;
    case TAKE_MONEY: plain_money(&b, &c->reader, *(const int64_t *)at, reader_currency(&c->reader)); break;
    case TAKE_CODE:
        if (f->type == F_PHONE) plain_phone(&b, &c->reader, *(const Str *)at);
        else plain_code(&b, cell->text);
        break;
    case TAKE_NUMBER:
        if (f->type == F_INT && !(f->min >= 1000 && f->max <= 9999)) {
            plain_number(&b, &c->reader, *(const int64_t *)at);
        } else {
            plain_code(&b, cell->text);
        }
        break;
    case TAKE_WORDS: plain_name(&b, cell->text); break;
    }
    return buf_keep(c->arena, &b);
}

bool take_is_number(const Field *f) { return f->type == F_INT || f->type == F_MONEY || f->type == F_REAL; }

/* "Region · who · when · local": one line under the title. */
static Str about_line(Take *t, const TakeAbout *v, size_t n) {
    Buf b;
    buf_init(&b, 1 << 14);
    for (size_t i = 0; i < n; i++) {
        if (i) buf_lit(&b, "   \xC2\xB7   ");
        buf_add(&b, tr(t->c->reader.lang, v[i].label));
        buf_lit(&b, ": ");
        plain_name(&b, v[i].text);
    }
    return buf_keep(t->c->arena, &b);
}

static void heading(Take *t, Ink *k) {
    TakeAbout v[TAKE_ABOUT_MAX];
    size_t    n = take_about(t, false, v);
    double    x0 = ink_left(k), x1 = ink_right(k);
    ink_paragraph(k, tr(t->c->reader.lang, t->sheet->entity->many), INK_TITLE, x0, x1);
    ink_skip(k, 2);
    if (t->words.n) ink_paragraph(k, t->words, INK_WORDS, x0, x1);
    /* What it is stands above; how many is known at the end. */
    ink_paragraph(k, about_line(t, v + 3, n - 3), INK_SMALL, x0, x1);
    ink_skip(k, 10);
}

static Fault pdf_begin(Take *t) {
    Ctx      *c = t->c;
    Pages    *p = t->own = ARENA_NEW(c->arena, Pages);
    InkColumn columns[INK_COLUMNS_MAX];
    Str       title = tr(c->reader.lang, t->sheet->entity->many);
    p->n = t->columns_n < INK_COLUMNS_MAX ? t->columns_n : INK_COLUMNS_MAX;
    TRY(take_temp(t->folder, &t->fd));
    Str region = t->region.n ? arena_printf(c->arena, " \xC2\xB7 %.*s", STR_ARG(t->region)) : (Str){0};
    InkOptions o = {.landscape = p->n > UPRIGHT_COLUMNS_MAX, .title = t->file_name,
                    .foot = arena_printf(c->arena, "%.*s%.*s", STR_ARG(title), STR_ARG(region))};
    TRY(ink_open(c, t->fd, &o, &p->k));
    heading(t, p->k);
    for (size_t i = 0; i < p->n; i++) {
        columns[i] = (InkColumn){.head = t->columns[i].label, .end = take_is_number(t->columns[i].f)};
    }
    ink_table_begin(&p->table, p->k, columns, p->n);
    return OK;
}

static Fault pdf_row(Take *t, const void *rec, const TakeCell *cells) {
    Pages *p = t->own;
    Str    texts[INK_COLUMNS_MAX];
    for (size_t i = 0; i < p->n; i++) texts[i] = take_shown(t->c, &t->columns[i], &cells[i], rec);
    ink_table_row(&p->table, texts);
    return OK;
}

static void pdf_drop(Take *t) {
    Pages *p = t->own;
    ink_table_drop(&p->table);
    ink_drop(p->k);
}

static Fault pdf_end(Take *t, bool more) {
    Pages  *p = t->own;
    TextKey count = more ? T_EXPORT_ROWS_CUT : T_EXPORT_ROWS;
    ink_table_end(&p->table);
    ink_skip(p->k, 6);
    Str rows = tr_str(t->c->arena, &t->c->reader, count, (TrArg[]){TR_N("n", t->rows)}, 1);
    ink_paragraph(p->k, rows, INK_STRONG, ink_left(p->k), ink_right(p->k));
    return ink_close(p->k);
}

const TakeFormat TAKE_PDF = {
    .file = {"pdf", T_EXPORT_AS_PDF, take_fits_all, true, NULL}, .type = "application/pdf", .rows_max = PDF_ROWS_MAX,
    .begin = pdf_begin, .row = pdf_row, .end = pdf_end, .drop = pdf_drop,
};
