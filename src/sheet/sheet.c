/* sheet.c - what all formats have in common: opening, limits, blank rows, repairs, remarks. */
#include "sheet/sheet.h"

#include "base/check.h"
#include "sheet/sheet_impl.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *name, *key, *refusal;
} FORMATS[SHEET_FORMAT_N] = {
#define FORMAT(id, name, key, refusal) [id] = {name, key, refusal},
#include "sheet/format.def"
#undef FORMAT
};

static const char *const REMARK_KEYS[REMARK_N] = {
#define REMARK(name, key) [name] = key,
#include "sheet/remark.def"
#undef REMARK
};

static const SheetReader *const READERS[SHEET_FORMAT_N] = {
    [SHEET_TEXT] = &SHEET_READER_TEXT,
    [SHEET_XLSX] = &SHEET_READER_XLSX,
    [SHEET_ODS] = &SHEET_READER_ODS,
    [SHEET_HTML] = &SHEET_READER_HTML,
    [SHEET_VCARD] = &SHEET_READER_VCARD,
    [SHEET_GEOJSON] = &SHEET_READER_JSON,
    [SHEET_JSON] = &SHEET_READER_JSON,
};

const char *sheet_format_name(SheetFormat f) {
    CHECK(f >= 0 && f < SHEET_FORMAT_N);
    return FORMATS[f].name;
}

const char *sheet_format_key(SheetFormat f) {
    CHECK(f >= 0 && f < SHEET_FORMAT_N);
    return FORMATS[f].key;
}

Fault sheet__fail(Sheet *s, Fault f, const char *key, uint64_t row, uint32_t column, uint64_t limit) {
    CHECK(f != OK);
    *s->why = (SheetProblem){.key = key, .row = row, .column = column, .limit = limit};
    s->failed = true;
    return f;
}

Fault sheet__fail_what(Sheet *s, Fault f, const char *key, Str what) {
    sheet__fail(s, f, key, 0, 0, 0);
    size_t n = what.n < sizeof s->why->what ? what.n : sizeof s->why->what - 1;
    while (n > 0 && n < what.n && ((uint8_t)what.p[n] & 0xC0) == 0x80) n--;
    if (n > 0) memcpy(s->why->what, what.p, n);
    return f;
}

void sheet__remark(Sheet *s, RemarkKind kind, uint64_t row, uint32_t column) {
    Remark *r = &s->remarks[kind];
    if (r->n++ > 0) return;
    r->kind = kind;
    r->key = REMARK_KEYS[kind];
    r->row = row;
    r->column = column;
}

void sheet__remark_what(Sheet *s, RemarkKind kind, Str what) {
    sheet__remark(s, kind, 0, 0);
    if (s->remarks[kind].n == 1) s->remarks[kind].what = arena_copy(&s->own, what);
}

Fault sheet__size(const SheetSource *src, uint64_t *ret_bytes) {
    if (src->fd < 0) {
        *ret_bytes = src->mem.n;
        return OK;
    }
    struct stat st;
    if (fstat(src->fd, &st) != 0 || !S_ISREG(st.st_mode)) return BAD_FILE;
    *ret_bytes = (uint64_t)st.st_size;
    return OK;
}

Fault sheet__read(const SheetSource *src, uint64_t at, size_t n, Buf *out) {
    if (src->fd < 0) {
        buf_add(out, at < src->mem.n ? str_sub(src->mem, (size_t)at, n) : (Str){0});
        return buf_ok(out) ? OK : TOO_LARGE;
    }
    char *p = buf_room(out, n);
    if (p == NULL) return TOO_LARGE;
    size_t got = 0;
    while (got < n) {
        ssize_t k = pread(src->fd, p + got, n - got, (off_t)(at + got));
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return BAD_FILE;
        if (k == 0) break;
        got += (size_t)k;
    }
    buf_grown(out, got);
    return OK;
}

void sheet__set_charset(Sheet *s, Str sample, bool whole, int *ret_bom_bytes) {
    CharsetGuess g = charset_guess(sample, whole);
    bool         chosen = s->o.charset != CHARSET_AUTO;
    *ret_bom_bytes = g.bom_bytes;
    s->info.charset = chosen ? s->o.charset : g.charset;
    s->info.charset_percent = chosen ? 100 : g.percent;
    if (chosen && s->o.charset != g.charset) return;
    if (!chosen && g.percent < 70)
        sheet__remark_what(s, REMARK_UNSURE_CHARSET, str_of(charset_name(g.charset)));
    if (g.mojibake != CHARSET_AUTO) {
        bool mend = g.mojibake_sure && !s->o.keep_mojibake;
        sheet__remark_what(s, mend ? REMARK_MOJIBAKE_FIXED : REMARK_MOJIBAKE, str_of(charset_name(g.mojibake)));
        if (mend) s->mojibake = g.mojibake;
    }
    if (g.visual) {
        sheet__remark(s, s->o.keep_visual ? REMARK_VISUAL : REMARK_VISUAL_FIXED, 0, 0);
        s->visual = !s->o.keep_visual;
    }
}

Fault sheet__read_whole(Sheet *s, Str *ret_text) {
    if (s->info.bytes > s->o.limits.whole_bytes_max)
        return sheet__fail(s, TOO_LARGE, "sheet.file_too_large", 0, 0, s->o.limits.whole_bytes_max);
    Buf raw, text;
    buf_init(&raw, (size_t)s->info.bytes + 1);
    Fault f = sheet__read(&s->src, 0, (size_t)s->info.bytes, &raw);
    if (f != OK) {
        buf_release(&raw);
        return sheet__fail(s, f, "sheet.unreadable", 0, 0, 0);
    }
    int bom = 0;
    sheet__set_charset(s, str_sub(buf_str(&raw), 0, 1 << 18), raw.n <= 1 << 18, &bom);
    Str in = str_sub(buf_str(&raw), (size_t)bom, raw.n);
    buf_init(&text, decoder_grows(s->info.charset, in.n) + 16);
    Decoder d;
    decoder_init(&d, s->info.charset);
    decoder_feed(&d, in, true, &text);
    if (d.bad > 0) sheet__remark(s, REMARK_BAD_BYTES, 0, 0);
    *ret_text = arena_copy(&s->own, buf_str(&text));
    buf_release(&raw);
    buf_release(&text);
    return OK;
}

static void fill_limits(SheetLimits *l) {
    if (l->file_bytes_max == 0) l->file_bytes_max = 1ull << 30;
    if (l->rows_max == 0) l->rows_max = 5000000;
    if (l->columns_max == 0) l->columns_max = 1024;
    if (l->cell_bytes_max == 0) l->cell_bytes_max = 64 << 10;
    if (l->row_bytes_max == 0) l->row_bytes_max = 1 << 20;
    if (l->inflated_bytes_max == 0) l->inflated_bytes_max = 2ull << 30;
    if (l->inflate_ratio_max == 0) l->inflate_ratio_max = 400;
    if (l->shared_bytes_max == 0) l->shared_bytes_max = 512ull << 20;
    if (l->shared_strings_max == 0) l->shared_strings_max = 8000000;
    if (l->whole_bytes_max == 0) l->whole_bytes_max = 64ull << 20;
}

static Fault open_reader(Sheet *s) {
    static const SheetTable ONE = {0};
    if (sheet__size(&s->src, &s->info.bytes) != OK)
        return sheet__fail(s, BAD_FILE, "sheet.unreadable", 0, 0, 0);
    if (s->info.bytes > s->o.limits.file_bytes_max)
        return sheet__fail(s, TOO_LARGE, "sheet.file_too_large", 0, 0, s->o.limits.file_bytes_max);
    if (sheet_detect(&s->src, &s->info.format) != OK)
        return sheet__fail(s, BAD_FILE, "sheet.unreadable", 0, 0, 0);
    s->info.tables = &ONE;
    s->info.n_tables = 1;
    s->reader = READERS[s->info.format];
    if (s->reader == NULL)
        return sheet__fail_what(s, BAD_TYPE, FORMATS[s->info.format].refusal,
                                str_of(sheet_format_name(s->info.format)));
    return s->reader->open(s);
}

Fault sheet_open(Arena *a, const SheetSource *src, const SheetOptions *o, Sheet **ret_sheet, SheetProblem *why) {
    Sheet *s = ARENA_NEW(a, Sheet);
    s->src = *src;
    s->o = *o;
    s->why = why;
    fill_limits(&s->o.limits);
    const SheetLimits *l = &s->o.limits;
    arena_init(&s->own, 2 * (size_t)l->whole_bytes_max + (64 << 20));
    buf_init(&s->mended, 8 * (size_t)l->row_bytes_max + (1 << 16));
    Fault f = open_reader(s);
    if (f != OK) {
        CHECK(why->key != NULL);
        sheet_close(s);
        return f;
    }
    *ret_sheet = s;
    return OK;
}

static bool blank(Str s) {
    return str_trim(s).n == 0;
}

static bool has_high(Str s) {
    for (size_t i = 0; i < s.n; i++)
        if ((uint8_t)s.p[i] >= 0x80) return true;
    return false;
}

static bool has_hebrew(Str s) {
    for (size_t i = 0; i + 1 < s.n; i++)
        if ((uint8_t)s.p[i] == 0xD7) return true;
    return false;
}

/* Texts that were decoded twice or stand in visual order are written anew into s->mended. Positions are turned
** into pointers at the end, because the buffer may move while it grows. */
static void mend_row(Sheet *s, SheetCell *cells, uint32_t n) {
    buf_clear(&s->mended);
    for (int pass = 0; pass < 2; pass++) {
        size_t at = 0;
        for (uint32_t i = 0; i < n; i++) {
            Str *t = &cells[i].s;
            if (pass == 0 && !has_high(*t)) continue;
            size_t before = s->mended.n;
            if (pass == 1) {
                if (t->p != NULL || t->n == 0) continue;
                t->p = s->mended.p + at;
                at += t->n;
                continue;
            }
            bool done = s->mojibake != CHARSET_AUTO && mojibake_undo(*t, s->mojibake, &s->mended);
            if (!done && s->visual && has_hebrew(*t)) {
                visual_undo(*t, &s->mended);
                done = true;
            }
            if (done && buf_ok(&s->mended) && s->mended.n > before) *t = (Str){NULL, s->mended.n - before};
        }
    }
}

static void look_for_loss(Sheet *s, SheetCell *cells, const SheetRow *row) {
    for (uint32_t i = 0; i < row->n; i++) {
        Str t = cells[i].s;
        if (t.n == 0) continue;
        if (!memchr(t.p, '?', t.n) && !memchr(t.p, 0xEF, t.n)) continue;
        if (!text_lost(t)) continue;
        cells[i].flags |= CELL_LOST;
        sheet__remark(s, REMARK_LOST_TEXT, row->row, i + 1);
    }
}

Fault sheet_next(Sheet *s, SheetRow *ret_row) {
    CHECK(!s->failed);
    *ret_row = (SheetRow){0};
    if (s->ended) return OK;
    SheetRow row = {0};
    TRY(s->reader->next(s, &row));
    if (row.row == 0) {
        s->ended = true;
        return OK;
    }
    if (++s->rows > s->o.limits.rows_max)
        return sheet__fail(s, TOO_LARGE, "sheet.too_many_rows", row.row, 0, s->o.limits.rows_max);
    SheetCell *cells = (SheetCell *)row.cells;
    while (row.n > 0 && cells[row.n - 1].s.n == 0 && !(cells[row.n - 1].flags & CELL_UNCOMPUTED)) row.n--;
    bool all_blank = true;
    for (uint32_t i = 0; i < row.n && all_blank; i++) all_blank = blank(cells[i].s);
    if (all_blank) row.flags |= ROW_BLANK;
    if (s->mojibake != CHARSET_AUTO || s->visual) mend_row(s, cells, row.n);
    look_for_loss(s, cells, &row);
    *ret_row = row;
    return OK;
}

int sheet_permille(const Sheet *s) {
    return s->ended ? 1000 : s->reader->permille(s);
}

const SheetInfo *sheet_info(const Sheet *s) {
    return &s->info;
}

const Remark *sheet_remarks(const Sheet *s, size_t *ret_n) {
    Sheet *own = (Sheet *)s;
    size_t n = 0;
    for (int k = 0; k < REMARK_N; k++)
        if (s->remarks[k].n > 0) own->told[n++] = s->remarks[k];
    *ret_n = n;
    return s->told;
}

void sheet_close(Sheet *s) {
    if (s == NULL) return;
    if (s->reader != NULL && s->state != NULL) s->reader->close(s);
    buf_release(&s->mended);
    arena_release(&s->own);
    s->reader = NULL;
}
