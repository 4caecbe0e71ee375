/* take_csv.c - lists as delimited text and as JSON. */
#include "export/take.h"

#include "ent/form.h"

/* ---- CSV --------------------------------------------------------------------------------------------------------- */

/* A byte order mark first, so that spreadsheets read Hebrew and Arabic. */
static Fault csv_begin(Take *t) {
    buf_lit(&t->b, "\xEF\xBB\xBF");
    for (size_t i = 0; i < t->columns_n; i++) csv_cell(&t->b, i == 0, t->columns[i].label, true);
    buf_lit(&t->b, "\r\n");
    return OK;
}

static Fault csv_row(Take *t, const void *rec, const TakeCell *cells) {
    (void)rec;
    for (size_t i = 0; i < t->columns_n; i++) {
        csv_cell(&t->b, i == 0, cells[i].text, cells[i].kind == TAKE_WORDS || cells[i].kind == TAKE_CODE);
    }
    buf_lit(&t->b, "\r\n");
    return OK;
}

static Fault csv_end(Take *t, bool more) {
    (void)t;
    (void)more;
    return OK;
}

const TakeFormat TAKE_CSV = {
    .file = {"csv", T_EXPORT_AS_CSV, take_fits_all, false, NULL}, .type = "text/csv; charset=utf-8",
    .rows_max = TAKE_ROWS_MAX, .begin = csv_begin, .row = csv_row, .end = csv_end,
};

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

static Fault json_begin(Take *t) {
    buf_byte(&t->b, '[');
    return OK;
}

static Fault json_row(Take *t, const void *rec, const TakeCell *cells) {
    (void)cells;
    buf_add(&t->b, t->rows ? LIT(",\n") : LIT("\n"));
    ent_json(t->c, &t->b, t->sheet->entity, rec);
    return OK;
}

static Fault json_end(Take *t, bool more) {
    (void)more;
    buf_lit(&t->b, "\n]\n");
    return OK;
}

const TakeFormat TAKE_JSON = {
    .file = {"json", T_EXPORT_AS_JSON, take_fits_all, true, NULL}, .type = "application/json", .machine = true,
    .rows_max = TAKE_ROWS_MAX, .begin = json_begin, .row = json_row, .end = json_end,
};
