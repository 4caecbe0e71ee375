/* tally_take.c - places side by side as a file: CSV, and a workbook with numbers in its cells. */
#include "tally/tally_page.h"

#include "base/check.h"
#include "db/region.h"
#include "ent/form.h"
#include "export/take.h"

#include <unistd.h>
#include <xlsxwriter.h>

/* ---- what a line holds ------------------------------------------------------------------------------------------- */

typedef struct TakenCell {
    Str    text;                                  /* empty: the number */
    double number;
} TakenCell;
enum { TAKEN_MAX = SIDE_N + 6 };

/* The heads; the year before stands beside what is counted of a year. */
static size_t heads_of(Ctx *c, const SideAsk *a, Str *v) {
    size_t n = 0;
    v[n++] = tr(c->reader.lang, T_ENT_PLACE);
    v[n++] = tr(c->reader.lang, T_ENT_PLACE_KIND);
    v[n++] = tr(c->reader.lang, T_ENT_PLACE_VERSION_NUMBER);
    for (int k = SIDE_WORK; k < SIDE_N; k++) {
        bool of_year = k <= SIDE_MET, flows = k == SIDE_OPENED || k == SIDE_CLOSED || k == SIDE_MET;
        Str  name = tr(c->reader.lang, SIDE_NAMES[k]);
        if (flows) v[n++] = arena_printf(c->arena, "%.*s, %d", STR_ARG(name), a->year - 1);
        v[n++] = of_year ? arena_printf(c->arena, "%.*s, %d", STR_ARG(name), a->year) : name;
    }
    return n;
}

static void cells_of(Ctx *c, const SideAsk *a, const SideLine *l, TakenCell *v) {
    size_t n = 0;
    v[n++] = (TakenCell){.text = l->name};
    v[n++] = (TakenCell){.text = l->kind ? tr(c->reader.lang, choice_label(&place_kind_choices, l->kind)) : LIT("-")};
    v[n++] = (TakenCell){.number = (double)l->row->number};
    for (int k = SIDE_WORK; k < SIDE_N; k++) {
        bool   flows = k == SIDE_OPENED || k == SIDE_CLOSED || k == SIDE_MET;
        double number = (double)side_number(l, a, (SideColumn)k, 0);
        if (flows) v[n++] = (TakenCell){.number = (double)side_number(l, a, (SideColumn)k, 1)};
        v[n++] = (TakenCell){.number = k == SIDE_TIES ? number / 1000 : number};
    }
}

/* ---- CSV --------------------------------------------------------------------------------------------------------- */

static void csv_number(Ctx *c, Buf *b, double n) {
    bool whole = n == (double)(int64_t)n;
    csv_cell(b, false, whole ? arena_printf(c->arena, "%lld", (long long)n) : arena_printf(c->arena, "%.3f", n), false);
}

Fault get_tally_csv(Ctx *c, const Request *rq, Reply *rp) {
    SideAsk   a;
    SideLines lines;
    Str       heads[TAKEN_MAX];
    TakenCell cells[TAKEN_MAX];
    Buf      *b = rp->body;
    TRY(side_read(c, rq, &a, &lines));
    size_t n = heads_of(c, &a, heads);
    CHECK(n <= TAKEN_MAX);
    buf_lit(b, "\xEF\xBB\xBF");
    for (size_t i = 0; i < n; i++) csv_cell(b, i == 0, heads[i], true);
    buf_lit(b, "\r\n");
    for (size_t i = 0; i < lines.n; i++) {
        cells_of(c, &a, &lines.v[i], cells);
        for (size_t k = 0; k < n; k++) {
            if (cells[k].text.n) csv_cell(b, k == 0, cells[k].text, true);
            else csv_number(c, b, cells[k].number);
        }
        buf_lit(b, "\r\n");
    }
    rp->type = "text/csv; charset=utf-8";
    rp->file_name = LIT("places.csv");
    return OK;
}

/* ---- a workbook -------------------------------------------------------------------------------------------------- */

static lxw_error sheet_fill(Ctx *c, const SideAsk *a, const SideLines *lines, lxw_workbook *book, lxw_worksheet *w) {
    Str         heads[TAKEN_MAX];
    TakenCell   cells[TAKEN_MAX];
    size_t      n = heads_of(c, a, heads);
    lxw_error   e = LXW_NO_ERROR;
    lxw_format *head = workbook_add_format(book), *mean = workbook_add_format(book);
    format_set_bold(head);
    format_set_text_wrap(head);
    format_set_bottom(head, LXW_BORDER_THIN);
    format_set_num_format(mean, "0.0");
    worksheet_freeze_panes(w, 1, 1);
    worksheet_set_column(w, 0, 1, 24, NULL);
    worksheet_set_column(w, 2, (lxw_col_t)n - 1, 12, NULL);
    for (size_t k = 0; k < n && !e; k++) {
        e = worksheet_write_string(w, 0, (lxw_col_t)k, arena_z(c->arena, heads[k]), head);
    }
    for (size_t i = 0; i < lines->n && !e; i++) {
        cells_of(c, a, &lines->v[i], cells);
        for (size_t k = 0; k < n && !e; k++) {
            lxw_row_t row = (lxw_row_t)i + 1;
            lxw_col_t col = (lxw_col_t)k;
            e = cells[k].text.n ? worksheet_write_string(w, row, col, arena_z(c->arena, cells[k].text), NULL)
                                : worksheet_write_number(w, row, col, cells[k].number, k + 1 == n ? mean : NULL);
        }
    }
    worksheet_autofilter(w, 0, 0, (lxw_row_t)lines->n, (lxw_col_t)n - 1);
    worksheet_repeat_rows(w, 0, 0);
    worksheet_set_landscape(w);
    worksheet_fit_to_pages(w, 1, 0);
    return e;
}

Fault get_tally_xlsx(Ctx *c, const Request *rq, Reply *rp) {
    SideAsk       a;
    SideLines     lines;
    lxw_workbook *book;
    int           fd;
    TRY(region_read_begin(c->region, c));
    Fault f = side_read(c, rq, &a, &lines);
    region_read_end(c->region, c);
    TRY(f);
    TRY(take_book_open(c, request_temp(rq), false, &fd, &book));
    lxw_worksheet *w = take_book_sheet(c, book, NULL);
    lxw_error      e = w ? sheet_fill(c, &a, &lines, book, w) : LXW_ERROR_CREATING_TMPFILE;
    if (e == LXW_NO_ERROR) e = workbook_close(book);
    else lxw_workbook_free(book);
    f = take_book_told(c, e);
    if (f != OK) {
        (void)close(fd);
        return f;
    }
    rp->fd = fd;
    rp->type = TAKE_XLSX.type;
    rp->file_name = LIT("places.xlsx");
    return OK;
}
