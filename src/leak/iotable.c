/* iotable.c - reading a pasted table. */
#include "leak/iotable.h"

#include <string.h>

/* ---- cells ------------------------------------------------------------------------------------------------------- */

static char parter(Str first) {
    static const char MARKS[] = {'\t', ';', ','};
    for (size_t i = 0; i < sizeof MARKS; i++) {
        if (first.n && memchr(first.p, MARKS[i], first.n)) return MARKS[i];
    }
    return '\t';
}

/* The next line that is not empty, without its end. */
static bool next_line(Str *rest, Str *ret_line, size_t *row) {
    while (rest->n) {
        const char *end = memchr(rest->p, '\n', rest->n);
        size_t      n = end ? (size_t)(end - rest->p) : rest->n;
        *ret_line = (Str){rest->p, n};                /* a tab at its start parts an empty cell */
        if (n && ret_line->p[n - 1] == '\r') ret_line->n--;
        n += end != NULL;
        *rest = (Str){rest->p + n, rest->n - n};
        (*row)++;
        if (str_trim(*ret_line).n) return true;
    }
    return false;
}

/* Cuts the next cell off a line; false at its end. Quotes around a cell are taken away. */
static bool next_cell(const char **at, const char *end, char mark, Str *ret_cell) {
    if (*at > end) return false;
    const char *stop = *at < end ? memchr(*at, mark, (size_t)(end - *at)) : NULL;
    if (!stop) stop = end;
    Str s = str_trim((Str){*at, (size_t)(stop - *at)});
    if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"') s = str_trim((Str){s.p + 1, s.n - 2});
    *ret_cell = s;
    *at = stop + 1;
    return true;
}

/* Digits, one point, and what may stand between thousands. */
static bool number(Str s, char mark, double *ret_v) {
    double v = 0, unit = 1;
    int    digits = 0;
    bool   point = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c >= '0' && c <= '9') {
            if (++digits > IO_DIGITS_MAX) return false;
            v = v * 10 + (c - '0');
            if (point) unit *= 10;
        } else if (c == '.' && !point) {
            point = true;
        } else if (!(c == ' ' && !point) && !(c == ',' && mark != ',' && !point)) {
            return false;
        }
    }
    *ret_v = v / unit;
    return digits > 0;
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static IoFlaw read_names(Arena *a, Str line, char mark, IoTable *t) {
    const char *at = line.p, *end = line.p + line.n;
    Str cell;
    t->names = ARENA_ARRAY(a, Str, IO_BRANCHES_MAX);
    (void)next_cell(&at, end, mark, &cell);
    while (next_cell(&at, end, mark, &cell)) {
        if (t->n == IO_BRANCHES_MAX) return IO_BIG;
        t->names[t->n++] = cell;
    }
    return t->n ? IO_FINE : IO_BIG;
}

static IoFlaw read_numbers(IoTable *t, Str line, char mark, double *to) {
    const char *at = line.p, *end = line.p + line.n;
    Str cell;
    t->col = 1;
    (void)next_cell(&at, end, mark, &cell);
    for (uint32_t i = 0; i < t->n; i++) {
        t->col++;
        if (!next_cell(&at, end, mark, &cell)) return IO_WIDTH;
        if (!number(cell, mark, &to[i])) return IO_NUMBER;
    }
    return next_cell(&at, end, mark, &cell) ? IO_WIDTH : IO_FINE;
}

IoFlaw io_read(Arena *a, Str text, IoTable *ret_t) {
    IoTable t = {0};
    Str     line;
    IoFlaw  flaw = IO_BIG;
    if (next_line(&text, &line, &t.row)) {
        char mark = parter(line);
        flaw = read_names(a, line, mark, &t);
        t.flows = ARENA_ARRAY(a, double, (size_t)t.n * t.n + 1);
        t.output = ARENA_ARRAY(a, double, (size_t)t.n + 1);
        for (uint32_t i = 0; i <= t.n && flaw == IO_FINE; i++) {
            bool more = next_line(&text, &line, &t.row);
            flaw = more ? read_numbers(&t, line, mark, i < t.n ? t.flows + (size_t)i * t.n : t.output) : IO_SHORT;
        }
        if (flaw == IO_FINE && next_line(&text, &line, &t.row)) flaw = IO_SHORT;
    }
    *ret_t = t;
    return flaw;
}

IoFlaw io_flow(Arena *a, IoTable *t, FlowTable *ret_f) {
    FlowEntry *v = ARENA_ARRAY(a, FlowEntry, (size_t)t->n * t->n + 1);
    for (uint32_t col = 0; col < t->n; col++) {
        double sum = 0;
        t->col = col + 1;
        for (uint32_t row = 0; row < t->n; row++) {
            double flow = t->flows[(size_t)row * t->n + col];
            if (t->output[col] <= 0 || flow > t->output[col]) return IO_OUTPUT;
            double part = flow / t->output[col];
            sum += part;
            v[(size_t)row * t->n + col] = (FlowEntry){row, col, part};
        }
        if (sum >= 1 - 1e-9) return IO_CLOSED;
    }
    return flow_make(a, t->n, v, (size_t)t->n * t->n, ret_f) == FLOW_FINE ? IO_FINE : IO_CLOSED;
}
