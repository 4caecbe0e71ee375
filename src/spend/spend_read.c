/* spend_read.c - rows of a sheet into a book of payments. */
#include "spend/spend_read.h"

#include "base/utf8.h"
#include "sheet/words.h"

enum { LOOKED_AT = 300, HEAD_ROWS = 40, TEXT_CHARS = 200, TOTAL_CELLS = 6 };

typedef struct Reader {
    Arena           *a;
    const SpendPlan *plan;
    SpendBook       *book;
    SpendFile       *file;
    Sheet           *sheet;
    int              amount;                      /* column that is summed */
    bool             add_vat;                     /* and the tax beside it */
} Reader;

static Str cell(const SheetRow *r, int column) {
    return column >= 0 && (uint32_t)column < r->n ? r->cells[column].s : (Str){0};
}

static Str text_of(const Reader *rd, const SheetRow *r, SpendColumn k) {
    Str s = cell(r, rd->file->columns.at[k]);
    if (!s.n) return s;
    s = spend_trim(rd->a, s);
    return s.n > TEXT_CHARS ? utf8_head(s, TEXT_CHARS) : s;
}

/* ---- what the file looks like ------------------------------------------------------------------------------------ */

static void see_styles(Reader *rd, const SheetPreview *p) {
    NumberStyle numbers = {0};
    DateStyle   dates = {0};
    for (size_t i = 0; i < p->n; i++) {
        if (p->rows[i].row < rd->file->head.data_row) continue;
        Str amount = str_trim(cell(&p->rows[i], rd->amount));
        Str day = str_trim(cell(&p->rows[i], rd->file->columns.at[SPEND_DATE]));
        if (amount.n) number_style_see(&numbers, amount);
        if (day.n) date_style_see(&dates, day);
    }
    rd->file->mark = number_style_mark(&numbers);
    rd->file->order = date_style_order(&dates);
}

static SpendVat vat_of(const SpendColumns *c) {
    if (c->at[SPEND_GROSS] >= 0) return SPEND_VAT_IN;
    if (c->at[SPEND_AMOUNT] >= 0 || c->at[SPEND_NET] < 0) return SPEND_VAT_UNSAID;
    return c->at[SPEND_VAT] >= 0 ? SPEND_VAT_IN : SPEND_VAT_OUT;
}

static Fault look(Reader *rd) {
    SheetPreview p;
    SpendFile   *f = rd->file;
    TRY(sheet_preview(rd->a, rd->sheet, LOOKED_AT, &p));
    SheetPreview top = {p.rows, p.n < HEAD_ROWS ? p.n : HEAD_ROWS, p.complete && p.n < HEAD_ROWS};
    head_find(rd->a, &top, &f->head);
    if (rd->plan->chosen) f->columns = rd->plan->columns;
    else spend_columns(f->head.names, f->head.columns, &f->columns);
    rd->amount = spend_amount_column(&f->columns);
    rd->add_vat = rd->amount >= 0 && rd->amount == f->columns.at[SPEND_NET] && f->columns.at[SPEND_VAT] >= 0;
    f->vat = vat_of(&f->columns);
    f->suffices = spend_columns_suffice(&f->columns);
    see_styles(rd, &p);
    return OK;
}

/* ---- rows ------------------------------------------------------------------------------------------------------- */

/* With the tax beside it where the file has it apart; tax that is no number makes the row unreadable. */
static SpendAmount amount_of(const Reader *rd, const SheetRow *r, int64_t *ret, char code[SPEND_CODE_MAX + 1]) {
    char        other[SPEND_CODE_MAX + 1];
    int64_t     tax;
    SpendAmount is = spend_amount(cell(r, rd->amount), rd->file->mark, ret, code);
    if (is != SPEND_IS_AMOUNT || !rd->add_vat) return is;
    is = spend_amount(cell(r, rd->file->columns.at[SPEND_VAT]), rd->file->mark, &tax, other);
    if (is == SPEND_IS_EMPTY) return SPEND_IS_AMOUNT;
    *ret += tax;
    if (is == SPEND_IS_AMOUNT && (*ret > SPEND_AMOUNT_MAX || *ret < -SPEND_AMOUNT_MAX)) return SPEND_IS_TOO_LARGE;
    return is;
}

/* A row that names nobody, has neither number nor date, and says a word for a sum or nothing at all but figures. */
static bool is_sum(const SheetRow *r) {
    bool text = false;
    for (uint32_t i = 0, seen = 0; i < r->n && seen < TOTAL_CELLS; i++) {
        Folded     f;
        CellNumber n;
        bool       whole;
        Str        s = str_trim(r->cells[i].s);
        if (!s.n) continue;
        seen++;
        if (words_total(word_fold(s, &f), &whole)) return true;
        text = text || !cell_number(s, 0, &n);
    }
    return !text;
}

static bool is_total(const Reader *rd, const SheetRow *r, const SpendRow *to, bool dated) {
    if (to->number.n || to->supplier_id.n || to->registration.n || dated) return false;
    if (!to->payee.n) return is_sum(r);
    Folded f;
    bool   whole;
    if (!words_total(word_fold(to->payee, &f), &whole)) return false;
    /* "Total Gas Ltd" is a company: where others have a date or a number, a row without them is a sum. */
    const int *at = rd->file->columns.at;
    if (whole || at[SPEND_DATE] >= 0 || at[SPEND_NUMBER] >= 0 || at[SPEND_SUPPLIER_ID] >= 0) return true;
    return spend_name(rd->a, rd->book->words, to->payee).bearer == SPEND_MAYBE;
}

/* The heading once more, as on every printed page. */
static bool is_heading(const Reader *rd, const SheetRow *r) {
    uint32_t at = (uint32_t)rd->amount;
    if (!rd->file->head.found || at >= rd->file->head.columns) return false;
    return str_eq_nocase(str_trim(cell(r, rd->amount)), rd->file->head.names[at]);
}

static void currency_of(const Reader *rd, const SheetRow *r, SpendRow *to) {
    Str s = str_trim(cell(r, rd->file->columns.at[SPEND_CURRENCY]));
    if (!s.n) return;
    /* A code as it stands; a sign or word as it would stand beside a number. */
    bool code = s.n == SPEND_CODE_MAX;
    for (size_t i = 0; i < s.n && code; i++) code = s.p[i] >= 'A' && s.p[i] <= 'Z';
    CellNumber n = {0};
    if (code) memcpy(to->currency, s.p, SPEND_CODE_MAX);
    else if (cell_number(arena_printf(rd->a, "1 %.*s", STR_ARG(s)), 0, &n)) memcpy(to->currency, n.currency, 4);
    if (str_eq(str_of(to->currency), LIT("NIS"))) memcpy(to->currency, "ILS", sizeof "ILS");
}

static void take_row(Reader *rd, const SheetRow *r) {
    SpendBook *b = rd->book;
    SpendRow   to = {.row = (uint32_t)r->row};
    int        supplier = rd->file->columns.at[SPEND_SUPPLIER];
    SpendAmount is = amount_of(rd, r, &to.amount, to.currency);
    to.payee = text_of(rd, r, SPEND_SUPPLIER);
    to.supplier_id = text_of(rd, r, SPEND_SUPPLIER_ID);
    to.registration = text_of(rd, r, SPEND_REGISTRATION);
    spend_book_soon(b, to.payee, to.supplier_id, to.registration);
    to.number = text_of(rd, r, SPEND_NUMBER);
    if (is != SPEND_IS_AMOUNT && is_heading(rd, r)) {
        b->repeats++;
        return;
    }
    if (is == SPEND_IS_EMPTY && !to.payee.n && !to.supplier_id.n) {
        b->notes++;
        return;
    }
    SpendDate date = spend_date(cell(r, rd->file->columns.at[SPEND_DATE]), rd->file->order, rd->plan->today, &to.day);
    if (is == SPEND_IS_AMOUNT && is_total(rd, r, &to, date != SPEND_DATE_NONE)) {
        spend_book_total(b, to.row, to.amount);
        return;
    }
    to.unreadable = is != SPEND_IS_AMOUNT;
    to.category = text_of(rd, r, SPEND_CATEGORY);
    to.unit = text_of(rd, r, SPEND_UNIT);
    currency_of(rd, r, &to);
    b->dates[date]++;
    b->padded += to.payee.n != cell(r, supplier).n;
    spend_book_add(b, &to);
}

static Fault take_rows(Reader *rd) {
    SheetRow row;
    for (;;) {
        TRY(sheet_next(rd->sheet, &row));
        if (!row.row) return OK;
        rd->file->rows = row.row;
        if (row.row < rd->file->head.data_row) continue;
        if (row.flags & ROW_BLANK) rd->book->blank++;
        else take_row(rd, &row);
    }
}

/* ---- a file ------------------------------------------------------------------------------------------------------ */

static Fault open_and(Reader *rd, const SheetSource *src, Fault (*act)(Reader *rd)) {
    SheetOptions o = {.table = rd->plan->table};
    TRY(sheet_open(rd->a, src, &o, &rd->sheet, &rd->file->problem));
    Fault f = act(rd);
    sheet_close(rd->sheet);
    return f;
}

Fault spend_read(Arena *a, const SheetSource *src, const SpendPlan *plan, SpendBook *ret_book, SpendFile *ret_file) {
    Reader rd = {.a = a, .plan = plan, .book = ret_book, .file = ret_file};
    *ret_file = (SpendFile){0};
    spend_book_init(ret_book, a);
    TRY(open_and(&rd, src, look));
    if (!ret_file->suffices) return OK;
    TRY(open_and(&rd, src, take_rows));
    spend_settle(ret_book, &plan->settle);
    return OK;
}
