/* ink_table.c - tables on pages (ink_table.h). */
#include "export/ink_table.h"

#include "base/check.h"
#include "base/utf8.h"

enum { PAD_X = 5, PAD_Y = 3, CELL_LINES = 8, WIDTH_MIN = 34, WIDTH_WISH_MAX = 230, CELL_CHARS = 700 };

void ink_table_begin(InkTable *t, Ink *k, const InkColumn *columns, size_t n) {
    CHECK(n > 0 && n <= INK_COLUMNS_MAX);
    *t = (InkTable){.k = k, .n = n};
    memcpy(t->columns, columns, n * sizeof *columns);
    arena_init(&t->own, 16 << 20);
    t->sample = ARENA_ARRAY(&t->own, Str, INK_SAMPLE_ROWS * n);
}

/* ---- widths ----------------------------------------------------------------------------------------------------- */

static double wish(InkTable *t, size_t col) {
    double most = ink_width(t->k, t->columns[col].head, INK_STRONG);
    for (size_t i = 0; i < t->sampled; i++) {
        double w = ink_width(t->k, utf8_head(t->sample[i * t->n + col], 60), INK_WORDS);
        if (w > most) most = w;
    }
    most += 2 * PAD_X + 1;
    return most < WIDTH_MIN ? WIDTH_MIN : most > WIDTH_WISH_MAX ? WIDTH_WISH_MAX : most;
}

/* Columns that want less than a fair share get what they want; the others share what is left. What is over goes to all
** in proportion. */
static void widths_find(InkTable *t) {
    double all = ink_right(t->k) - ink_left(t->k), wishes[INK_COLUMNS_MAX], left = all, used = 0;
    bool   given[INK_COLUMNS_MAX] = {false};
    size_t open = t->n;
    for (size_t i = 0; i < t->n; i++) wishes[i] = wish(t, i);
    for (bool changed = true; changed && open;) {
        changed = false;
        double fair = left / (double)open;
        for (size_t i = 0; i < t->n; i++) {
            if (given[i] || wishes[i] > fair) continue;
            given[i] = changed = true;
            t->columns[i].width = wishes[i];
            left -= wishes[i];
            open--;
        }
    }
    for (size_t i = 0; i < t->n; i++) {
        if (!given[i]) t->columns[i].width = left / (double)open;
        used += t->columns[i].width;
    }
    for (size_t i = 0; i < t->n; i++) t->columns[i].width *= all / used;
}

/* ---- rows ------------------------------------------------------------------------------------------------------- */

/* The box of a column: the first one stands where the reader begins. */
static void box_of(const InkTable *t, size_t col, double *ret_x0, double *ret_x1) {
    double before = 0;
    for (size_t i = 0; i < col; i++) before += t->columns[i].width;
    bool   rtl = ink_rtl(t->k);
    double start = rtl ? ink_right(t->k) - before : ink_left(t->k) + before;
    *ret_x0 = (rtl ? start - t->columns[col].width : start) + PAD_X;
    *ret_x1 = (rtl ? start : start + t->columns[col].width) - PAD_X;
}

/* Lays the texts out, makes room for them and draws. `drawn` stands on the page that the row ends up on. */
static void row_put(InkTable *t, const Str *cells, InkStyle style, bool may_break) {
    InkText texts[INK_COLUMNS_MAX];
    double  height = 0, x0, x1;
    for (size_t i = 0; i < t->n; i++) {
        texts[i] = ink_text(t->k, utf8_head(cells[i], CELL_CHARS), style, t->columns[i].width - 2 * PAD_X, CELL_LINES);
        texts[i].end = t->columns[i].end;
        if (texts[i].height > height) height = texts[i].height;
    }
    height += 2 * PAD_Y;
    if (may_break) ink_need(t->k, height);
    double y = ink_y(t->k);
    if (style == INK_STRONG) ink_box(t->k, INK_BAND, ink_left(t->k), ink_right(t->k), y, height);
    for (size_t i = 0; i < t->n; i++) {
        box_of(t, i, &x0, &x1);
        ink_text_draw(t->k, &texts[i], x0, x1, y + PAD_Y);
        ink_text_free(&texts[i]);
    }
    ink_skip(t->k, height);
    ink_box(t->k, INK_LINE, ink_left(t->k), ink_right(t->k), ink_y(t->k), 0.4);
}

static void heads_put(Ink *k, void *arg) {
    InkTable *t = arg;
    Str       heads[INK_COLUMNS_MAX];
    (void)k;
    for (size_t i = 0; i < t->n; i++) heads[i] = t->columns[i].head;
    row_put(t, heads, INK_STRONG, false);
}

static void sample_draw(InkTable *t) {
    widths_find(t);
    t->drawing = true;
    ink_need(t->k, 60);                           /* never a head alone at the foot of a page */
    heads_put(t->k, t);
    ink_heads(t->k, heads_put, t);
    for (size_t i = 0; i < t->sampled; i++) row_put(t, t->sample + i * t->n, INK_WORDS, true);
    t->sampled = 0;
}

void ink_table_row(InkTable *t, const Str *cells) {
    if (t->drawing) {
        row_put(t, cells, INK_WORDS, true);
        return;
    }
    for (size_t i = 0; i < t->n; i++) {
        t->sample[t->sampled * t->n + i] = arena_copy(&t->own, utf8_head(cells[i], CELL_CHARS));
    }
    if (++t->sampled == INK_SAMPLE_ROWS) sample_draw(t);
}

void ink_table_end(InkTable *t) {
    if (!t->drawing && t->sampled) sample_draw(t);
    ink_table_drop(t);
}

void ink_table_drop(InkTable *t) {
    ink_heads(t->k, NULL, NULL);
    arena_release(&t->own);
}
