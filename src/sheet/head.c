/* head.c - finds the table in a sheet.
**
** Every row near the top is judged as a header: is it filled as wide as the table, is it text, does it say
** nothing twice, does it use words that headers use, does what stands below it differ in kind, does it not
** itself look like data. The best row wins if it is good enough; a table may have no header. */
#include "sheet/head.h"

#include "base/check.h"
#include "base/utf8.h"
#include "sheet/words.h"

enum { PREVIEW_CELL_MAX = 4096, BELOW_ROWS = 12, JUDGED_COLUMNS = 64 };

Fault sheet_preview(Arena *a, Sheet *s, size_t n, SheetPreview *ret_p) {
    SheetPreview p = {.rows = ARENA_ARRAY(a, SheetRow, n > 0 ? n : 1)};
    while (p.n < n) {
        SheetRow row;
        TRY(sheet_next(s, &row));
        if (row.row == 0) {
            p.complete = true;
            break;
        }
        SheetCell *cells = ARENA_ARRAY(a, SheetCell, row.n > 0 ? row.n : 1);
        for (uint32_t i = 0; i < row.n; i++) {
            cells[i] = row.cells[i];
            Str t = str_sub(cells[i].s, 0, PREVIEW_CELL_MAX);
            while (t.n > 0 && t.n < cells[i].s.n && ((uint8_t)cells[i].s.p[t.n] & 0xC0) == 0x80) t.n--;
            cells[i].s = arena_copy(a, t);
        }
        row.cells = cells;
        p.rows[p.n++] = row;
    }
    *ret_p = p;
    return OK;
}

static bool cell_blank(const SheetRow *r, uint32_t i) {
    return i >= r->n || str_trim(r->cells[i].s).n == 0;
}

/* Text as opposed to a number or a date. A year or a letter code as a header is text enough for its neighbours. */
static bool cell_textual(const SheetCell *c) {
    CellNumber n;
    CellDate   d;
    Str        s = str_trim(c->s);
    if (c->kind == CELL_NUMBER || c->kind == CELL_DATE || c->kind == CELL_TIME) return false;
    return s.n > 0 && !cell_number(s, 0, &n) && !cell_date(s, ORDER_UNKNOWN, false, &d);
}

/* Years in rising order, three or more and hardly another number: they head columns, they are not data. */
static bool years_row(const SheetRow *r) {
    uint32_t years = 0, numbers = 0;
    int64_t  before = 1899, y;
    for (uint32_t i = 0; i < r->n && i < JUDGED_COLUMNS; i++) {
        if (cell_blank(r, i) || cell_textual(&r->cells[i])) continue;
        numbers++;
        if (!str_int(str_trim(r->cells[i].s), &y) || y <= before || y > 2100) continue;
        before = y;
        years++;
    }
    return years >= 3 && numbers - years <= years / 4;
}

/* Mail, link or phone: what a header never is. */
static bool cell_contact(Str s) {
    s = str_trim(s);
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) digits += s.p[i] >= '0' && s.p[i] <= '9';
    if (str_find_byte(s, '@') > 0 && str_find_byte(s, '.') > 0 && str_find_byte(s, ' ') < 0) return true;
    if (str_starts(s, LIT("http://")) || str_starts(s, LIT("https://")) || str_starts(s, LIT("www."))) return true;
    return digits >= 9 && s.n <= 16 && (s.p[0] == '0' || s.p[0] == '+');
}

static uint32_t count_filled(const SheetRow *r) {
    uint32_t k = 0;
    for (uint32_t i = 0; i < r->n; i++) k += !cell_blank(r, i);
    return k;
}

/* Width of the table: the widest that at least a tenth of the rows from `from` on reach. */
static uint32_t table_width(const SheetPreview *p, size_t from) {
    size_t   rows = 0;
    uint32_t most = 0;
    for (size_t i = from; i < p->n; i++) {
        rows += !(p->rows[i].flags & ROW_BLANK);
        if (p->rows[i].n > most) most = p->rows[i].n;
    }
    for (uint32_t w = most; w > 0; w--) {
        size_t reach = 0;
        for (size_t i = from; i < p->n; i++) reach += p->rows[i].n >= w;
        if (reach * 10 >= rows) return w;
    }
    return most;
}

typedef struct Below {
    uint32_t rows;
    uint32_t differs;                             /* columns where the header is text and the rows are not */
    uint32_t recurs;                              /* header texts that stand in their column again */
} Below;

/* The header once more, as on every printed page. */
static bool same_row(const SheetRow *a, const SheetRow *b) {
    if (a->n != b->n) return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!str_eq(str_trim(a->cells[i].s), str_trim(b->cells[i].s))) return false;
    return true;
}

static Below look_below(const SheetPreview *p, size_t at, bool years) {
    Below           b = {0};
    const SheetRow *h = &p->rows[at];
    for (size_t i = at + 1; i < p->n && b.rows < BELOW_ROWS; i++) b.rows += !(p->rows[i].flags & ROW_BLANK);
    for (uint32_t c = 0; c < h->n && c < JUDGED_COLUMNS; c++) {
        if (cell_blank(h, c)) continue;
        uint32_t seen = 0, other = 0, same = 0;
        size_t   end = p->n < at + 1 + BELOW_ROWS ? p->n : at + 1 + BELOW_ROWS;
        for (size_t i = at + 1; i < end; i++) {
            const SheetRow *r = &p->rows[i];
            if (cell_blank(r, c) || same_row(h, r)) continue;
            seen++;
            other += !cell_textual(&r->cells[c]) || cell_contact(r->cells[c].s);
            same += str_eq(str_trim(r->cells[c].s), str_trim(h->cells[c].s));
        }
        bool text = cell_textual(&h->cells[c]) && !cell_contact(h->cells[c].s);
        b.differs += seen > 0 && other * 3 >= seen * 2 && (years || text);
        b.recurs += same > 0;
    }
    return b;
}

typedef struct Marks {
    uint32_t filled, text, unique, known, contact, lengthy, letter;
} Marks;

static Marks mark_row(const SheetRow *r) {
    Marks m = {0};
    for (uint32_t i = 0; i < r->n && i < JUDGED_COLUMNS; i++) {
        if (cell_blank(r, i)) continue;
        Str s = str_trim(r->cells[i].s);
        m.filled++;
        m.text += cell_textual(&r->cells[i]);
        m.contact += cell_contact(s);
        m.lengthy += s.n > 120;
        m.letter += utf8_length(s) <= 3 && !(s.p[0] >= '0' && s.p[0] <= '9');
        int percent;
        m.known += guess_name(s, &percent) != GUESS_NOTHING && percent >= 60;
        bool again = false;
        for (uint32_t k = 0; k < i && !again; k++) again = !cell_blank(r, k) && str_eq(s, str_trim(r->cells[k].s));
        m.unique += !again;
    }
    return m;
}

/* 0..100 and more; what each part is worth was set on files of many kinds, not on one. */
static int header_score(const SheetPreview *p, size_t at, uint32_t width) {
    const SheetRow *r = &p->rows[at];
    if (r->flags & ROW_BLANK) return 0;
    Marks m = mark_row(r);
    bool  years = years_row(r);
    Below b = look_below(p, at, years);
    if (years) m.text = m.filled;
    if (m.filled == 0 || b.rows == 0) return 0;
    if (width > 1 && m.filled == 1) return 0;
    int filled = (int)m.filled;
    if (width > JUDGED_COLUMNS) width = JUDGED_COLUMNS;
    int score = 30 * filled / (int)(width > m.filled ? width : m.filled);
    score += 25 * (int)m.text / filled;
    score += 12 * (int)m.unique / filled;
    score += (m.known > 4 ? 4 : (int)m.known) * 8;
    score += 30 * (int)b.differs / filled;
    score -= 40 * (int)b.recurs / filled;
    score -= 30 * (int)m.lengthy / filled;
    /* A row of A, B, C numbers the columns above or below their names. */
    if (m.letter * 5 > m.filled * 4 && m.known == 0) score -= 12;
    if (m.contact > 0 && m.known < 2) score -= 30;
    if (m.text * 2 < m.filled) score -= 20;
    if (r->flags & ROW_HEADER) score += 200;
    return score - (int)(at > 40 ? 20 : at / 2);
}

static Str one_line(Arena *a, Str s) {
    return utf8_clean_line(a, s);
}

/* The row above groups the columns: some texts, each over several columns. */
static const SheetRow *group_row(const SheetPreview *p, size_t at) {
    if (at == 0) return NULL;
    const SheetRow *g = &p->rows[at - 1], *h = &p->rows[at];
    uint32_t        filled = count_filled(g);
    bool            merged = false;
    for (uint32_t i = 0; i < g->n; i++) {
        if (cell_blank(g, i)) continue;
        if (!cell_textual(&g->cells[i])) return NULL;
        merged = merged || g->cells[i].span > 1;
    }
    if (g->flags & ROW_BLANK || filled < 2 || filled >= count_filled(h)) return NULL;
    return merged || filled * 2 >= count_filled(h) / 2 ? g : NULL;
}

static void name_columns(Arena *a, const SheetPreview *p, SheetHead *h) {
    const SheetRow *r = &p->rows[h->index], *g = group_row(p, h->index);
    Str             group = {0};
    uint32_t        group_left = 0;
    for (uint32_t i = 0; i < h->columns; i++) {
        h->names[i] = i < r->n ? one_line(a, r->cells[i].s) : (Str){0};
        if (g == NULL) continue;
        if (!cell_blank(g, i)) {
            group = one_line(a, g->cells[i].s);
            group_left = g->cells[i].span > 1 ? g->cells[i].span : UINT32_MAX;
        }
        if (group_left > 0 && group.n > 0 && !str_eq(group, h->names[i]))
            h->names[i] = h->names[i].n == 0 ? (cell_blank(g, i) ? (Str){0} : group)
                                             : arena_printf(a, "%.*s %.*s", STR_ARG(group), STR_ARG(h->names[i]));
        if (group_left != UINT32_MAX && group_left > 0) group_left--;
    }
}

static void take_title(Arena *a, const SheetPreview *p, SheetHead *h) {
    size_t end = h->index;
    if (h->found && group_row(p, h->index) != NULL) end--;
    for (size_t i = 0; i < end && h->title.n < 400; i++) {
        for (uint32_t c = 0; c < p->rows[i].n; c++) {
            if (cell_blank(&p->rows[i], c)) continue;
            Str s = one_line(a, p->rows[i].cells[c].s);
            h->title = h->title.n == 0 ? s : arena_printf(a, "%.*s - %.*s", STR_ARG(h->title), STR_ARG(s));
        }
    }
    h->title = utf8_head(h->title, 300);
}

void head_choose(Arena *a, const SheetPreview *p, ptrdiff_t index, SheetHead *ret_head) {
    CHECK(index < (ptrdiff_t)p->n);
    SheetHead h = {.found = index >= 0, .index = index >= 0 ? (size_t)index : 0, .percent = 100};
    h.columns = table_width(p, h.found ? h.index + 1 : 0);
    if (h.found && p->rows[h.index].n > h.columns) h.columns = p->rows[h.index].n;
    h.names = ARENA_ARRAY(a, Str, h.columns > 0 ? h.columns : 1);
    if (h.found) {
        h.row = p->rows[h.index].row;
        h.data_row = h.row + 1;
        name_columns(a, p, &h);
        take_title(a, p, &h);
    } else {
        size_t i = 0;
        while (i < p->n && p->rows[i].flags & ROW_BLANK) i++;
        h.data_row = i < p->n ? p->rows[i].row : 1;
    }
    *ret_head = h;
}

void head_find(Arena *a, const SheetPreview *p, SheetHead *ret_head) {
    size_t   end = p->n < HEAD_ROWS_MAX ? p->n : HEAD_ROWS_MAX;
    uint32_t width = table_width(p, 0);
    int      best = 0, second = 0;
    size_t   at = 0;
    for (size_t i = 0; i < end; i++) {
        int score = header_score(p, i, width);
        if (score > best) {
            second = best;
            best = score;
            at = i;
        } else if (score > second) {
            second = score;
        }
    }
    bool found = best >= 55;
    head_choose(a, p, found ? (ptrdiff_t)at : -1, ret_head);
    int percent = 50 + (best - 55) / 2 + (best - second) / 2;
    if (!found) percent = 90 - best / 2;
    ret_head->percent = percent > 99 ? 99 : percent < 20 ? 20 : percent;
}

/* A word for a sum among the first cells, and beside it nothing but numbers. */
static bool is_total(const SheetRow *row) {
    uint32_t seen = 0, numbers = 0;
    bool     total = false, whole = false;
    for (uint32_t i = 0; i < row->n; i++) {
        if (cell_blank(row, i)) continue;
        Folded f;
        Str    s = str_trim(row->cells[i].s);
        bool   w = false;
        if (!total && seen < 3 && words_total(word_fold(s, &f), &w)) {
            total = true;
            whole = w;
            continue;
        }
        seen++;
        CellNumber n;
        bool sign = s.n == 1 && (s.p[0] == '0' || s.p[0] == '-');
        if (!sign && (s.p[0] == '0' || !cell_number(s, 0, &n))) return false;
        numbers++;
    }
    return total && (whole || numbers > 0);
}

static bool is_repeat(const SheetHead *h, const SheetRow *row) {
    uint32_t same = 0, filled = 0;
    for (uint32_t i = 0; i < row->n && i < h->columns; i++) {
        if (cell_blank(row, i)) continue;
        Str s = str_trim(row->cells[i].s);
        filled++;
        same += str_eq_nocase(s, h->names[i]) || str_ends(h->names[i], s);
        if (filled == 3 && same == 0) return false;
    }
    return filled >= 2 && same * 5 >= filled * 4;
}

static bool is_section(const SheetHead *h, const SheetRow *row) {
    if (h->columns < 3 || count_filled(row) != 1) return false;
    uint32_t i = 0;
    while (cell_blank(row, i)) i++;
    Folded           f;
    const SheetCell *c = &row->cells[i];
    if (!cell_textual(c)) return false;
    if (c->span * 2u > h->columns || c->s.n > 160 || str_trim(c->s).p[0] == '*') return true;
    return words_footnote(word_fold(c->s, &f));
}

RowRole row_role(const SheetHead *h, const SheetRow *row) {
    if (row->row < h->data_row) return ROLE_ABOVE;
    if (row->flags & ROW_BLANK) return ROLE_BLANK;
    if (is_total(row)) return ROLE_TOTAL;
    if (h->found && is_repeat(h, row)) return ROLE_REPEAT;
    return is_section(h, row) ? ROLE_SECTION : ROLE_DATA;
}

const char *row_role_key(RowRole r) {
    static const char *const KEYS[ROLE_N] = {
        [ROLE_DATA] = "sheet.role_data",     [ROLE_ABOVE] = "sheet.role_above",
        [ROLE_BLANK] = "sheet.role_blank",   [ROLE_TOTAL] = "sheet.role_total",
        [ROLE_REPEAT] = "sheet.role_repeat", [ROLE_SECTION] = "sheet.role_section",
    };
    CHECK(r >= 0 && r < ROLE_N);
    return KEYS[r];
}
