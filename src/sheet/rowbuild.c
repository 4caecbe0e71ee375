/* rowbuild.c - rows of workbooks. */
#include "sheet/rowbuild.h"

#include <math.h>

void rowbuild_init(RowBuild *b, Sheet *s) {
    b->cap = s->o.limits.columns_max;
    b->cells = ARENA_ARRAY(&s->own, SheetCell, b->cap);
    b->starts = ARENA_ARRAY(&s->own, size_t, b->cap);
    buf_init(&b->text, s->o.limits.row_bytes_max);
}

void rowbuild_release(RowBuild *b) {
    buf_release(&b->text);
}

void rowbuild_start(RowBuild *b, uint64_t row, uint32_t flags) {
    buf_clear(&b->text);
    b->n = 0;
    b->row = row;
    b->flags = flags;
}

Fault rowbuild_put(Sheet *s, RowBuild *b, uint32_t at, Str text, SheetCell like) {
    const SheetLimits *l = &s->o.limits;
    if (text.n == 0 && like.flags == 0) return OK;
    if (at >= b->cap) return sheet__fail(s, TOO_LARGE, "sheet.too_many_columns", b->row, at + 1, l->columns_max);
    if (text.n > l->cell_bytes_max)
        return sheet__fail(s, TOO_LARGE, "sheet.cell_too_long", b->row, at + 1, l->cell_bytes_max);
    while (b->n < at) {
        b->starts[b->n] = 0;
        b->cells[b->n++] = (SheetCell){0};
    }
    like.s = (Str){NULL, text.n};
    if (like.span == 0) like.span = 1;
    b->cells[at] = like;
    b->starts[at] = b->text.n;
    if (b->n == at) b->n++;
    buf_add(&b->text, text);
    return buf_ok(&b->text) ? OK
                            : sheet__fail(s, TOO_LARGE, "sheet.row_too_long", b->row, at + 1, l->row_bytes_max);
}

SheetRow rowbuild_row(RowBuild *b) {
    for (uint32_t i = 0; i < b->n; i++) b->cells[i].s.p = b->cells[i].s.n > 0 ? b->text.p + b->starts[i] : NULL;
    return (SheetRow){.cells = b->cells, .n = b->n, .row = b->row, .flags = b->flags};
}

void rowbuild_iso(Buf *out, Str iso) {
    ptrdiff_t t = str_find_byte(iso, 'T');
    Str       time = t < 0 ? (Str){0} : str_sub(iso, (size_t)t + 1, 5);
    buf_add(out, t < 0 ? iso : str_sub(iso, 0, (size_t)t));
    if (time.n < 5 || str_eq(time, LIT("00:00"))) return;
    buf_byte(out, 'T');
    buf_add(out, time);
}

void rowbuild_number(Sheet *s, Buf *out, double x, uint64_t row, uint32_t column) {
    double size = fabs(x);
    if (size >= 1e15) {
        sheet__remark(s, REMARK_LONG_NUMBER, row, column);
        buf_printf(out, size < 1e30 ? "%.0f" : "%g", x);
        return;
    }
    if (x == floor(x)) {
        buf_int(out, (int64_t)x);
        return;
    }
    /* Digits behind the point that 15 significant ones leave; more than 20 nobody typed. */
    int whole = size >= 1 ? (int)floor(log10(size)) + 1 : 0;
    int places = size >= 1e-5 ? 15 - whole : 20;
    char   t[64];
    int    n = snprintf(t, sizeof t, "%.*f", places, x);
    while (n > 0 && t[n - 1] == '0') n--;
    if (n > 0 && t[n - 1] == '.') n--;
    buf_add(out, (Str){t, (size_t)n});
}
