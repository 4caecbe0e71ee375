/* csv.c - delimited text, after RFC 4180 and after what programs really write.
**
** The text is decoded piece by piece into a window that always holds at least one whole row. A quote opens a
** cell only at its start. Inside, a quote closes the cell when a separator or a line end follows, two are one,
** and any other is a letter: Hebrew abbreviations are full of them. A quote that is never closed, and one whose
** cell swallows the rows behind it, is read as a letter too, and said so; `line_only` remembers how far the text
** is known to have no honest closing quote, so that a hostile file costs no more than one look ahead. */
#include "sheet/csv.h"

#include "base/check.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { CELL_DIRTY = 128 };                        /* has doubled quotes or carriage returns to take out */

/* First separator, line feed or carriage return in [p, end). */
static const char *next_special(const char *p, const char *end, char sep) {
#ifdef __SSE2__
    const __m128i vs = _mm_set1_epi8(sep), vn = _mm_set1_epi8('\n'), vr = _mm_set1_epi8('\r');
    for (; p + 16 <= end; p += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
        __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(x, vs), _mm_or_si128(_mm_cmpeq_epi8(x, vn), _mm_cmpeq_epi8(x, vr)));
        int mask = _mm_movemask_epi8(hit);
        if (mask) return p + __builtin_ctz((unsigned)mask);
    }
#endif
    while (p < end && *p != sep && *p != '\n' && *p != '\r') p++;
    return p;
}

typedef enum Close { CLOSE_FOUND, CLOSE_MORE, CLOSE_NONE } Close;

typedef struct Quoted {
    const char *close, *after;                    /* the closing quote, and what follows behind spaces */
    bool        odd, dirty;
} Quoted;

/* Looks for the end of a quoted cell whose text starts at p. */
static Close find_close(const Csv *c, const char *p, const char *end, Quoted *q) {
    bool more = !c->raw_end;
    if (c->base + (uint64_t)(p - c->text.p) < c->line_only) {
        const char *eol = p;
        while (eol < end && *eol != '\n' && *eol != '\r') eol++;
        more = more && eol == end;
        end = eol;
    }
    for (;;) {
        p = p < end ? memchr(p, '"', (size_t)(end - p)) : NULL;
        if (p == NULL) return more ? CLOSE_MORE : CLOSE_NONE;
        const char *a = p + 1;
        if (a < end && *a == '"') {
            q->dirty = true;
            p += 2;
            continue;
        }
        while (a < end && *a == ' ' && c->sep != ' ') a++;
        if (a == end && more) return CLOSE_MORE;
        if (a == end || *a == c->sep || *a == '\n' || *a == '\r') {
            q->close = p;
            q->after = a;
            return CLOSE_FOUND;
        }
        q->odd = true;
        p++;
    }
}

static void push_cell(const Csv *c, CsvRow *r, Str s, uint8_t flags) {
    uint32_t i = r->n++;
    if (i >= c->cap) {
        if (s.n > 0 && r->wide == 0) r->wide = i + 1;
        return;
    }
    if (s.n > c->cell_max && r->fat == 0) r->fat = i + 1;
    c->cells[i] = (SheetCell){.s = s, .kind = CELL_TEXT, .flags = flags, .span = s.n > 0};
}

/* Behind the last cell of a row: false when more text is needed to see how the line ends. */
static bool take_line_end(const Csv *c, const char *p, const char *end, CsvRow *r) {
    size_t left = (size_t)(end - p);
    size_t n = 1;
    if (*p == '\r') {
        if (left < 3 && !c->raw_end) return false;
        if (left > 1 && p[1] == '\n') n = 2;
        else if (left > 2 && p[1] == '\r' && p[2] == '\n') n = 3;
    }
    r->end_kind = *p == '\n' ? CSV_LF : n > 1 ? CSV_CRLF : CSV_CR;
    r->end = (size_t)(p - c->text.p) + n;
    return true;
}

CsvStep csv_parse(const Csv *c, size_t from, CsvRow *r) {
    const char *p = c->text.p + from, *end = c->text.p + c->text.n;
    *r = (CsvRow){0};
    for (;;) {
        const char *q = p;
        while (q < end && *q == ' ' && c->sep != ' ') q++;
        Quoted     found = {0};
        Close      close = CLOSE_NONE;
        if (q < end && *q == '"') {
            close = find_close(c, q + 1, end, &found);
            if (close == CLOSE_MORE) {
                r->open = true;
                return CSV_MORE;
            }
            if (close == CLOSE_NONE) {
                bool line_only = c->base + (uint64_t)(q - c->text.p) < c->line_only;
                if (!line_only) return CSV_OPEN;
                r->flags |= ROW_OPEN_QUOTE;
            }
        }
        if (close == CLOSE_FOUND) {
            Str  s = {q + 1, (size_t)(found.close - q - 1)};
            bool cr = s.n > 0 && memchr(s.p, '\r', s.n) != NULL;
            bool lines = cr || (s.n > 0 && memchr(s.p, '\n', s.n) != NULL);
            if (found.odd) r->flags |= ROW_ODD_QUOTE;
            r->lines = r->lines || lines;
            r->swallowed = r->swallowed || (lines && found.odd);
            push_cell(c, r, s, (uint8_t)(CELL_QUOTED | (found.dirty || cr ? CELL_DIRTY : 0)));
            p = found.after;
        } else {
            const char *special = next_special(p, end, c->sep);
            if (special == end && !c->raw_end) return CSV_MORE;
            push_cell(c, r, (Str){p, (size_t)(special - p)}, 0);
            p = special;
        }
        if (p == end) {
            r->end = c->text.n;
            return CSV_ROW;
        }
        if (*p != c->sep) return take_line_end(c, p, end, r) ? CSV_ROW : CSV_MORE;
        p++;
    }
}

/* Doubled quotes become one, CR LF and CR become LF, in place: the text shrinks only. */
static void clean_cell(SheetCell *cell) {
    char  *w = (char *)cell->s.p;
    size_t n = 0;
    for (size_t i = 0; i < cell->s.n; i++) {
        char ch = cell->s.p[i];
        if (ch == '\r') {
            if (i + 1 < cell->s.n && cell->s.p[i + 1] == '\n') continue;
            ch = '\n';
        } else if (ch == '"' && i + 1 < cell->s.n && cell->s.p[i + 1] == '"') {
            i++;
        }
        w[n++] = ch;
    }
    cell->s.n = n;
    cell->flags &= (uint8_t)~CELL_DIRTY;
}

/* An apostrophe in front of what a spreadsheet would take for a formula was put there to guard it (ent/ent_csv.c does,
** others too). One is taken away, so that what had one gets it back. */
static void unguard_cell(SheetCell *cell) {
    size_t i = 0;
    while (i < cell->s.n && cell->s.p[i] == '\'') i++;
    if (i && i < cell->s.n && strchr("=+-@\t\r", cell->s.p[i])) cell->s = str_sub(cell->s, 1, cell->s.n);
}

static Fault unreadable(Sheet *s, Fault f) {
    return f == OK ? OK : sheet__fail(s, f, "sheet.unreadable", 0, 0, 0);
}

/* Makes room at the front of the window and decodes the next piece of the file behind it. */
static Fault refill(Sheet *s, Csv *c) {
    if (c->pos > 0) {
        memmove(c->text.p, c->text.p + c->pos, c->text.n - c->pos);
        c->text.n -= c->pos;
        c->base += c->pos;
        c->pos = 0;
    }
    buf_clear(&c->raw);
    TRY(unreadable(s, sheet__read(&s->src, c->raw_at, CSV_PIECE, &c->raw)));
    c->raw_at += c->raw.n;
    c->raw_end = c->raw.n < CSV_PIECE;
    size_t   before = c->text.n;
    uint64_t bad = c->dec.bad;
    decoder_feed(&c->dec, buf_str(&c->raw), c->raw_end, &c->text);
    CHECK(buf_ok(&c->text));
    c->bad_bytes = c->bad_bytes || c->dec.bad > bad;
    char *nul = c->text.n > before ? memchr(c->text.p + before, '\0', c->text.n - before) : NULL;
    if (nul == NULL) return OK;
    char *w = nul;
    for (char *p = nul; p < c->text.p + c->text.n; p++)
        if (*p != '\0') *w++ = *p;
    c->text.n = (size_t)(w - c->text.p);
    c->nuls = true;
    return OK;
}

/* One row into c->cells, whatever it takes. */
static Fault parse_row(Sheet *s, Csv *c, CsvRow *r) {
    for (;;) {
        CsvStep step = csv_parse(c, c->pos, r);
        bool    full = c->text.n - c->pos > s->o.limits.row_bytes_max;
        if (step == CSV_ROW) break;
        if (step == CSV_MORE && !full) {
            TRY(refill(s, c));
            continue;
        }
        if (step == CSV_MORE && !r->open)
            return sheet__fail(s, TOO_LARGE, r->n == 0 ? "sheet.cell_too_long" : "sheet.row_too_long", c->row + 1,
                               r->n == 0, r->n == 0 ? s->o.limits.cell_bytes_max : s->o.limits.row_bytes_max);
        uint64_t known = c->base + c->text.n;
        if (c->line_only >= known)
            return sheet__fail(s, TOO_LARGE, "sheet.row_too_long", c->row + 1, 0, s->o.limits.row_bytes_max);
        c->line_only = known;
    }
    if (!r->swallowed || r->n == c->expect) return OK;
    /* A stray quote may have swallowed rows. If the row has the usual width without it, it was one. */
    uint64_t was = c->line_only, upto = c->base + r->end;
    if (upto <= was) return OK;
    CsvRow again;
    c->line_only = upto;
    if (csv_parse(c, c->pos, &again) == CSV_ROW && again.n == c->expect) {
        *r = again;
        return OK;
    }
    c->line_only = was;
    return csv_parse(c, c->pos, r) == CSV_ROW ? OK : sheet__fail(s, BAD_FILE, "sheet.broken", c->row + 1, 0, 0);
}

static void remark_row(Sheet *s, Csv *c, const CsvRow *r, SheetRow *row) {
    if (r->flags & ROW_ODD_QUOTE) sheet__remark(s, REMARK_ODD_QUOTE, row->row, 0);
    if (r->flags & ROW_OPEN_QUOTE) sheet__remark(s, REMARK_OPEN_QUOTE, row->row, 0);
    if (c->expect > 1 && row->n > c->expect) sheet__remark(s, REMARK_RAGGED, row->row, 0);
    if (c->bad_bytes) {
        for (uint32_t i = 0; i < row->n; i++) {
            if (str_find(row->cells[i].s, LIT("\xEF\xBF\xBD")) < 0) continue;
            row->flags |= ROW_BAD_BYTES;
            sheet__remark(s, REMARK_BAD_BYTES, row->row, i + 1);
            break;
        }
    }
    if (c->nuls) {
        row->flags |= ROW_NUL;
        sheet__remark(s, REMARK_NUL, row->row, 0);
        c->nuls = false;
    }
    if (r->end_kind == CSV_NO_END) return;
    if (c->ends != CSV_NO_END && c->ends != r->end_kind) sheet__remark(s, REMARK_MIXED_ENDS, row->row, 0);
    c->ends = r->end_kind;
}

static uint64_t count_lines(Str s) {
    uint64_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == '\n' || (s.p[i] == '\r' && (i + 1 == s.n || s.p[i + 1] != '\n'));
    return n;
}

static Fault csv_next(Sheet *s, SheetRow *ret_row) {
    Csv *c = s->state;
    while (c->pos == c->text.n && !c->raw_end) TRY(refill(s, c));
    if (c->pos == c->text.n) return OK;
    CsvRow r;
    TRY(parse_row(s, c, &r));
    const SheetLimits *l = &s->o.limits;
    uint64_t number = ++c->row;
    if (r.wide > 0) return sheet__fail(s, TOO_LARGE, "sheet.too_many_columns", number, r.wide, l->columns_max);
    if (r.fat > 0) return sheet__fail(s, TOO_LARGE, "sheet.cell_too_long", number, r.fat, l->cell_bytes_max);
    SheetRow row = {.cells = c->cells, .n = r.n < c->cap ? r.n : c->cap, .flags = r.flags, .row = number,
                    .line = c->line};
    c->line += r.lines ? count_lines(str_sub(buf_str(&c->text), c->pos, r.end - c->pos)) : 1;
    for (uint32_t i = 0; i < row.n; i++) {
        if (c->cells[i].flags & CELL_DIRTY) clean_cell(&c->cells[i]);
        unguard_cell(&c->cells[i]);
    }
    while (row.n > 0 && row.cells[row.n - 1].s.n == 0) row.n--;
    c->pos = r.end;
    remark_row(s, c, &r, &row);
    *ret_row = row;
    return OK;
}

static int csv_permille(const Sheet *s) {
    const Csv *c = s->state;
    return s->info.bytes == 0 ? 1000 : (int)(c->raw_at * 1000 / s->info.bytes);
}

static void csv_close(Sheet *s) {
    Csv *c = s->state;
    buf_release(&c->raw);
    buf_release(&c->text);
}

static Fault csv_open(Sheet *s) {
    Csv *c = s->state = ARENA_NEW(&s->own, Csv);
    c->cap = s->o.limits.columns_max;
    c->cells = ARENA_ARRAY(&s->own, SheetCell, c->cap);
    c->cell_max = s->o.limits.cell_bytes_max;
    c->line = 1;
    buf_init(&c->raw, CSV_PIECE + 64);
    buf_init(&c->text, s->o.limits.row_bytes_max + 8 * (size_t)CSV_PIECE);
    TRY(unreadable(s, csv_sniff(s, c)));
    TRY(refill(s, c));
    char named;
    c->pos = csv_sep_line(buf_str(&c->text), &named);
    if (c->pos > 0) {
        c->row = 1;
        c->line = 2;
    }
    s->info.separator = c->sep;
    return OK;
}

const SheetReader SHEET_READER_TEXT = {csv_open, csv_next, csv_permille, csv_close};
