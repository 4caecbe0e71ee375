/* import_books.c - a file of spending is read to its end before anything is decided: a row below zero takes back one
** that stood before it, payments are added up, and the file's own sums are held against its rows. Then what stands
** comes out row by row, as with any other file. */
#include "import/import_pass.h"

#include "base/utf8.h"

enum { ROWS_MAX = 50000, MEMORY_MAX = 512 << 20 };

struct ImportBooks {
    Arena       a;
    Draft      *rows;
    OutlayRow  *settled;                          /* of each row; those left out before have the key 0 */
    size_t      n, cap, next;
    OutlaySums  sums;
};

void import_books_free(Work *w) {
    if (w->books) arena_release(&w->books->a);
    w->books = NULL;
}

static DateOrder order_of(const Pass *p) {
    for (uint32_t i = 0; i < p->plan->n_columns && i < p->file->head.columns; i++) {
        if (p->plan->columns[i] == GUESS_DATE) return p->file->guess[i].order;
    }
    return ORDER_UNKNOWN;
}

static Draft *room(ImportBooks *b) {
    ARENA_ROOM(&b->a, b->rows, b->n, 1, &b->cap);
    return &b->rows[b->n];
}

/* The first cells, so that a person knows the row again. */
static Str row_text(Arena *a, const SheetRow *row) {
    Str s = {0};
    int shown = 0;
    for (uint32_t i = 0; i < row->n && shown < 3; i++) {
        Str cell = str_trim(row->cells[i].s);
        if (!cell.n) continue;
        s = shown++ ? arena_printf(a, "%.*s · %.*s", STR_ARG(s), STR_ARG(cell)) : arena_copy(a, cell);
    }
    return s;
}

/* Texts of cells that are taken whole live as long as the row: the draft has copies. */
static void keep_texts(Arena *a, Draft *d) {
    Outlay *o = d->rec;
    Str *const ALL[] = {&o->what, &o->seller_words, &d->town, &d->number, &d->unknown[WORD_OF_BUYER],
                        &d->unknown[WORD_OF_SELLER], &d->unknown[WORD_OF_CATEGORY]};
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++) *ALL[i] = arena_copy(a, *ALL[i]);
}

/* A row of data becomes a draft; a row of sums is held against what stands above it. */
static void gather_row(Work *w, const SheetRow *row, RowRole role) {
    Pass        *p = w->p;
    ImportBooks *b = w->books;
    Draft       *d = room(b);
    *d = (Draft){.row = row->row, .rec = ent_new(&w->read, p->plan->target->entity)};
    Take t = {.c = &w->read, .plan = p->plan, .maps = w->maps, .head = &p->file->head, .draft = d,
              .order = order_of(p)};
    if (role == ROLE_DATA || role == ROLE_TOTAL) (void)import_draft(&t, row);
    ((Outlay *)d->rec)->source = utf8_head(p->file->src.name, 200);
    d->why_text = row_text(&b->a, row);
    keep_texts(&b->a, d);
    if (role == ROLE_DATA && d->amount) outlay_sum_row(&b->sums, d->low, d->high);
    if (role == ROLE_TOTAL && d->amount) outlay_sum_total(&b->sums, d->low, d->high);
    if (role != ROLE_DATA) {
        *d = (Draft){.row = row->row, .rec = d->rec, .why_text = d->why_text, .why = import_left_role(role)};
    }
    b->n++;
}

static Fault gather(Work *w) {
    Pass *p = w->p;
    for (;;) {
        SheetRow row;
        TRY(sheet_next(p->file->sheet, &row));
        if (!row.row) return OK;
        p->report->read = (int64_t)row.row;
        RowRole role = row_role(&p->file->head, &row);
        if (row.row < p->file->head.data_row || role == ROLE_BLANK || role == ROLE_ABOVE) continue;
        if (w->books->n == ROWS_MAX) {
            p->file->problem = (SheetProblem){.key = "sheet.too_many_rows", .row = row.row, .limit = ROWS_MAX};
            return fail(&w->read, TOO_LARGE, "import", 0);
        }
        p->report->rows++;
        gather_row(w, &row, role);
    }
}

/* Rows that stay out for another reason take no part. */
static void settle(ImportBooks *b) {
    OutlayRow *v = ARENA_ARRAY(&b->a, OutlayRow, b->n + 1);
    size_t    *at = ARENA_ARRAY(&b->a, size_t, b->n + 1), m = 0;
    b->settled = ARENA_ARRAY(&b->a, OutlayRow, b->n + 1);
    for (size_t i = 0; i < b->n; i++) {
        const Draft  *d = &b->rows[i];
        const Outlay *o = d->rec;
        b->settled[i] = (OutlayRow){.low = d->low, .high = d->high, .into = i};
        if (d->why != LEFT_NONE) continue;
        uint64_t key = import_outlay_key(&b->a, o, !d->payment);
        at[m] = i;
        v[m++] = (OutlayRow){.same = key | 1, .group = (key ^ (uint64_t)o->year * UINT64_C(0xA0761D6478BD642F)) | 1,
                             .number = d->number.n ? (uint64_t)outlay_number(d->number, 3) : 0, .day = d->day,
                             .low = d->low, .high = d->high, .payment = d->payment};
    }
    outlay_settle(&b->a, v, m);
    for (size_t i = 0; i < m; i++) {
        b->settled[at[i]] = v[i];
        b->settled[at[i]].into = at[v[i].into];
    }
}

Fault import_books_read(Work *w) {
    w->books = ARENA_NEW(&w->memory, ImportBooks);
    arena_init(&w->books->a, MEMORY_MAX);
    Arena *outer = w->read.arena;
    w->read.arena = &w->books->a;
    Fault f = gather(w);
    if (f == OK) settle(w->books);
    w->read.arena = outer;
    MoneyTold *m = &w->p->report->money;
    m->totals = w->books->sums.totals;
    m->agree = w->books->sums.agree;
    m->said = w->books->sums.said;
    return f;
}

/* ---- what comes out ---------------------------------------------------------------------------------------------- */

static ImportLeft why_of(OutlayState s) {
    switch (s) {
    case OUTLAY_TAKEN_BACK: return LEFT_REVERSED;
    case OUTLAY_BELOW: return LEFT_NEGATIVE;
    case OUTLAY_TWICE: return LEFT_TWICE;
    case OUTLAY_STANDS: case OUTLAY_ADDED: break;
    }
    return LEFT_NONE;
}

static void count_money(MoneyTold *m, bool left, int64_t low, int64_t high) {
    *(left ? &m->left_low : &m->taken_low) += low;
    *(left ? &m->left_high : &m->taken_high) += high;
}

/* One row. What it was added to has been before it, and took its amount along. */
static Fault row_out(Work *w, Chunk *k, size_t i) {
    ImportBooks *b = w->books;
    MoneyTold   *m = &w->p->report->money;
    Draft       *d = &b->rows[i];
    OutlayRow   *s = &b->settled[i];
    if (d->why == LEFT_NONE) d->why = why_of(s->state);
    if (s->state == OUTLAY_ADDED) {
        bool out = b->rows[s->into].why != LEFT_NONE;
        m->taken += !out;
        m->added += !out;
        m->left += out;
        if (out) import_leave(w, k, d->row, b->rows[s->into].why, d->why_text);
        return OK;
    }
    if (d->why == LEFT_NONE) {
        Outlay *o = d->rec;
        o->low = s->low;
        o->high = s->high != s->low ? s->high : NUMBER_NONE;
    }
    size_t before = k->n_left;
    TRY(import_decide(w, k, d));
    bool left = k->n_left > before, out = d->why != LEFT_NONE;
    if (left && !out) d->why = k->left[k->n_left - 1].why;
    if (!d->amount) return OK;
    m->taken += !left;
    m->left += left;
    count_money(m, left, out ? d->low : s->low, out ? d->high : s->high);
    return OK;
}

Fault import_books_rows(Work *w, Chunk *k) {
    ImportBooks *b = w->books;
    for (size_t i = 0; i < IMPORT_CHUNK_ROWS && b->next < b->n; i++) {
        k->last_row = b->rows[b->next].row;
        TRY(row_out(w, k, b->next++));
    }
    w->end = b->next == b->n;
    return OK;
}

void import_books_refused(Work *w, uint64_t row) {
    ImportBooks *b = w->books;
    MoneyTold   *m = &w->p->report->money;
    for (size_t i = 0; b && i < b->next; i++) {
        if (b->rows[i].row != row || b->rows[i].why != LEFT_NONE) continue;
        const OutlayRow *s = &b->settled[i];
        m->taken--;
        m->left++;
        m->taken_low -= s->low;
        m->taken_high -= s->high;
        m->left_low += s->low;
        m->left_high += s->high;
    }
}
