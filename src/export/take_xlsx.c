/* take_xlsx.c - lists as a workbook: typed cells, a sheet that runs from the right for readers who do, and a second
** sheet that says what the first one is. Rows go to disk as they come; text is never a formula. */
#include "export/take.h"

#include "base/check.h"
#include "base/utf8.h"

#include <xlsxwriter.h>

enum { SHEET_NAME_CHARS = 31, CELL_CHARS_MAX = 32767, WIDTH_MIN = 9, WIDTH_MAX = 48 };

/* ---- any workbook ------------------------------------------------------------------------------------------------ */

Fault take_book_open(Ctx *c, const char *folder, bool by_rows, int *ret_fd, lxw_workbook **ret_book) {
    lxw_workbook_options o = {.constant_memory = by_rows, .tmpdir = (char *)(uintptr_t)folder};
    TRY(take_temp(folder, ret_fd));
    /* The library wants a name: the nameless file has one under /proc. */
    *ret_book = workbook_new_opt(arena_printf(c->arena, "/proc/self/fd/%d", *ret_fd).p, &o);
    CHECK(*ret_book != NULL);
    return OK;
}

lxw_worksheet *take_book_sheet(const Ctx *c, lxw_workbook *book, const char *name) {
    lxw_worksheet *w = workbook_add_worksheet(book, name);
    if (w && str_eq(str_of(lang_dir(c->reader.lang)), LIT("rtl"))) worksheet_right_to_left(w);
    return w;
}

Fault take_book_told(Ctx *c, int error) {
    lxw_error e = (lxw_error)error;
    if (e == LXW_NO_ERROR) return OK;
    bool room = e == LXW_ERROR_CREATING_TMPFILE || e == LXW_ERROR_CREATING_XLSX_FILE || e == LXW_ERROR_ZIP_FILE_ADD ||
                e == LXW_ERROR_ZIP_FILE_OPERATION;
    return fail_text(c, room ? DISK_FULL : BROKEN, "file", str_of(lxw_strerror(e)));
}

/* ---- a list ------------------------------------------------------------------------------------------------------ */

typedef struct Book {
    lxw_workbook  *book;
    lxw_worksheet *rows;
    lxw_format    *head, *words, *code, *day, *moment, *money, *label;
    int            width[TAKE_COLUMNS_MAX];
    bool           cut;                           /* a text was longer than a cell may hold */
} Book;

/* Without what XML does not allow: control bytes. NUL-terminated. */
static const char *cell_text(Take *t, Str s) {
    Book  *k = t->own;
    size_t n = s.n > CELL_CHARS_MAX ? utf8_head(s, CELL_CHARS_MAX).n : s.n, m = 0;
    k->cut |= n < s.n;
    char *p = arena_alloc(t->c->arena, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool plain = (unsigned char)s.p[i] >= 0x20 || s.p[i] == '\n' || s.p[i] == '\t';
        if (plain) p[m++] = s.p[i];
    }
    return p;
}

/* Names of sheets are short and without some signs. */
static const char *sheet_name(Take *t, Str s) {
    Str   cut = utf8_head(s, SHEET_NAME_CHARS);
    char *p = arena_alloc(t->c->arena, cut.n + 1);
    for (size_t i = 0; i < cut.n; i++) p[i] = strchr("[]:*?/\\'", cut.p[i]) ? ' ' : cut.p[i];
    return p;
}

static lxw_format *format_new(Book *k, const char *number) {
    lxw_format *f = workbook_add_format(k->book);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (number) format_set_num_format(f, number);
    return f;
}

static void formats_make(Book *k) {
    k->words = format_new(k, NULL);
    k->code = format_new(k, "@");
    format_set_reading_order(k->code, 1);         /* from the left: phones and addresses keep their order */
    k->day = format_new(k, "dd/mm/yyyy");
    k->moment = format_new(k, "dd/mm/yyyy hh:mm");
    k->money = format_new(k, "#,##0.00");
    k->label = format_new(k, NULL);
    format_set_bold(k->label);
    k->head = format_new(k, NULL);
    format_set_bold(k->head);
    format_set_text_wrap(k->head);
    format_set_bg_color(k->head, 0xF1E9DC);
    format_set_bottom(k->head, LXW_BORDER_THIN);
}

static lxw_worksheet *sheet_new(Take *t, Str name) {
    return take_book_sheet(t->c, ((Book *)t->own)->book, sheet_name(t, name));
}

static int width_of(Str s) {
    size_t n = utf8_length(str_sub(s, 0, 4 * WIDTH_MAX));
    return n < WIDTH_MAX ? (int)n : WIDTH_MAX;
}

static void properties(Take *t) {
    Book              *k = t->own;
    lxw_doc_properties p = {.title = (char *)(uintptr_t)cell_text(t, t->file_name),
                            .author = (char *)(uintptr_t)cell_text(t, t->region),
                            .created = (time_t)(t->c->reader.now / 1000)};
    workbook_set_properties(k->book, &p);
}

static Fault xlsx_begin(Take *t) {
    Book *k = t->own = ARENA_NEW(t->c->arena, Book);
    TRY(take_book_open(t->c, t->folder, true, &t->fd, &k->book));
    formats_make(k);
    properties(t);
    k->rows = sheet_new(t, tr(t->c->reader.lang, t->sheet->entity->many));
    if (!k->rows) {
        lxw_workbook_free(k->book);
        return fail(t->c, DISK_FULL, "file", 0);
    }
    worksheet_freeze_panes(k->rows, 1, 1);
    worksheet_ignore_errors(k->rows, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    for (size_t i = 0; i < t->columns_n; i++) {
        k->width[i] = width_of(t->columns[i].label);
        const char *label = cell_text(t, t->columns[i].label);
        TRY(take_book_told(t->c, worksheet_write_string(k->rows, 0, (lxw_col_t)i, label, k->head)));
    }
    return OK;
}

static lxw_error write_cell(Take *t, lxw_row_t row, lxw_col_t col, const TakeCell *cell) {
    Book        *k = t->own;
    lxw_datetime at = {.year = day_valid(cell->at.d) ? day_year(cell->at.d) : 0, .month = day_month(cell->at.d),
                       .day = day_date(cell->at.d), .hour = cell->at.hour, .min = cell->at.minute};
    /* A workbook's calendar begins in 1900. */
    bool dated = at.year >= 1900;
    switch (cell->kind) {
    case TAKE_NOTHING: return LXW_NO_ERROR;
    case TAKE_NUMBER: return worksheet_write_number(k->rows, row, col, cell->number, k->words);
    case TAKE_MONEY: return worksheet_write_number(k->rows, row, col, cell->number, k->money);
    case TAKE_DAY:
        if (dated) return worksheet_write_datetime(k->rows, row, col, &at, k->day);
        break;
    case TAKE_MOMENT:
        if (dated) return worksheet_write_datetime(k->rows, row, col, &at, k->moment);
        break;
    default: break;
    }
    lxw_format *f = cell->kind == TAKE_CODE ? k->code : k->words;
    return worksheet_write_string(k->rows, row, col, cell_text(t, cell->text), f);
}

static Fault xlsx_row(Take *t, const void *rec, const TakeCell *cells) {
    Book *k = t->own;
    (void)rec;
    for (size_t i = 0; i < t->columns_n; i++) {
        int width = cells[i].kind == TAKE_MOMENT ? 16 : width_of(cells[i].text);
        if (width > k->width[i]) k->width[i] = width;
        TRY(take_book_told(t->c, write_cell(t, (lxw_row_t)t->rows + 1, (lxw_col_t)i, &cells[i])));
    }
    return OK;
}

static Fault about_sheet(Take *t, bool more) {
    Book          *k = t->own;
    TakeAbout      v[TAKE_ABOUT_MAX];
    size_t         n = take_about(t, more, v);
    lxw_worksheet *w = sheet_new(t, tr(t->c->reader.lang, T_EXPORT_ABOUT));
    if (!w) return fail(t->c, DISK_FULL, "file", 0);
    worksheet_set_column(w, 0, 0, 24, NULL);
    worksheet_set_column(w, 1, 1, 70, NULL);
    format_set_text_wrap(k->words);
    for (size_t i = 0; i < n; i++) {
        const char *label = cell_text(t, tr(t->c->reader.lang, v[i].label));
        TRY(take_book_told(t->c, worksheet_write_string(w, (lxw_row_t)i, 0, label, k->label)));
        TRY(take_book_told(t->c, worksheet_write_string(w, (lxw_row_t)i, 1, cell_text(t, v[i].text), k->words)));
    }
    const char *cut = cell_text(t, tr(t->c->reader.lang, T_EXPORT_CELL_CUT));
    return k->cut ? take_book_told(t->c, worksheet_write_string(w, (lxw_row_t)n, 1, cut, k->words)) : OK;
}

static void xlsx_drop(Take *t) { lxw_workbook_free(((Book *)t->own)->book); }

static Fault xlsx_end(Take *t, bool more) {
    Book *k = t->own;
    for (size_t i = 0; i < t->columns_n; i++) {
        int width = k->width[i] + 2 < WIDTH_MIN ? WIDTH_MIN : k->width[i] + 2;
        worksheet_set_column(k->rows, (lxw_col_t)i, (lxw_col_t)i, width > WIDTH_MAX ? WIDTH_MAX : width, NULL);
    }
    if (t->columns_n) worksheet_autofilter(k->rows, 0, 0, (lxw_row_t)t->rows, (lxw_col_t)(t->columns_n - 1));
    worksheet_repeat_rows(k->rows, 0, 0);
    worksheet_set_landscape(k->rows);
    worksheet_fit_to_pages(k->rows, 1, 0);
    Fault f = about_sheet(t, more);
    if (f != OK) {
        xlsx_drop(t);
        return f;
    }
    return take_book_told(t->c, workbook_close(k->book));
}

const TakeFormat TAKE_XLSX = {
    .file = {"xlsx", T_EXPORT_AS_XLSX, take_fits_all, false, NULL},
    .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    .rows_max = TAKE_ROWS_MAX, .begin = xlsx_begin, .row = xlsx_row, .end = xlsx_end, .drop = xlsx_drop,
};
