/* csv_sniff.c - encoding and separator of delimited text, from a sample. */
#include "sheet/csv.h"

#include "base/check.h"

enum { SAMPLE_BYTES = 256 << 10, SNIFF_ROWS = 300, WIDTHS_MAX = 256 };

/* The first part of a file may be plain ASCII although names in another script follow. Finds the first byte
** above ASCII and samples from the line it stands on. */
static Fault sample_high(Sheet *s, Buf *sample) {
    Buf piece;
    buf_init(&piece, SAMPLE_BYTES + 64);
    for (uint64_t at = SAMPLE_BYTES; at < s->info.bytes; at += SAMPLE_BYTES) {
        buf_clear(&piece);
        Fault f = sheet__read(&s->src, at, SAMPLE_BYTES, &piece);
        if (f != OK || piece.n == 0) {
            buf_release(&piece);
            return f;
        }
        size_t i = 0;
        for (uint64_t w; i + 8 <= piece.n; i += 8) {
            memcpy(&w, piece.p + i, 8);
            if (w & 0x8080808080808080u) break;
        }
        while (i < piece.n && (uint8_t)piece.p[i] < 0x80) i++;
        if (i == piece.n) continue;
        while (i > 0 && piece.p[i - 1] != '\n') i--;
        buf_clear(sample);
        f = sheet__read(&s->src, at + i, SAMPLE_BYTES, sample);
        buf_release(&piece);
        return f;
    }
    buf_release(&piece);
    return OK;
}

static bool all_ascii(Str s) {
    for (size_t i = 0; i < s.n; i++)
        if ((uint8_t)s.p[i] >= 0x80) return false;
    return true;
}

/* How evenly `sep` cuts the sample: 0 = not at all. *ret_width is the usual number of columns. */
static int try_separator(Csv *c, char sep, uint32_t *ret_width) {
    uint32_t count[WIDTHS_MAX] = {0}, rows = 0, first = 0, quoted_end = 0;
    c->sep = sep;
    c->line_only = 0;
    for (size_t at = 0; at < c->text.n && rows < SNIFF_ROWS;) {
        CsvRow  r;
        CsvStep step = csv_parse(c, at, &r);
        if (step != CSV_ROW) {
            if (c->line_only == c->text.n) break;
            c->line_only = c->text.n;
            continue;
        }
        at = r.end;
        bool blank = r.n == 1 && str_trim(c->cells[0].s).n == 0;
        if (blank) continue;
        rows++;
        quoted_end += (r.flags & (ROW_OPEN_QUOTE | ROW_ODD_QUOTE)) != 0;
        count[r.n < WIDTHS_MAX ? r.n : WIDTHS_MAX - 1]++;
        if (rows == 1) first = r.n;
    }
    uint32_t width = 0;
    for (uint32_t w = 2; w < WIDTHS_MAX; w++)
        if (count[w] > 0 && (width == 0 || count[w] > count[width])) width = w;
    *ret_width = width;
    if (rows == 0 || width == 0) return 0;
    /* Rows of another width count against it, one-cell rows (titles, notes) only half. */
    uint32_t same = count[width], off = rows - same - count[1];
    int score = (int)(1000 * same / (rows + off)) - (int)(200 * quoted_end / rows);
    if (first == width) score += 60;
    return score > 0 ? score : 1;
}

size_t csv_sep_line(Str s, char *ret_sep) {
    if (s.n < 6 || !str_eq_nocase(str_sub(s, 0, 4), LIT("sep=")) || (s.p[5] != '\n' && s.p[5] != '\r')) return 0;
    *ret_sep = s.p[4];
    return s.p[5] == '\r' && s.n > 6 && s.p[6] == '\n' ? 7 : 6;
}

static void sniff_separator(Sheet *s, Csv *c) {
    char named = s->o.separator;
    if (csv_sep_line(buf_str(&c->text), &named) > 0 && s->o.separator != 0) named = s->o.separator;
    /* In order of preference: where two cut equally well, the one less common in prose is meant. */
    static const char SEPARATORS[] = "\t;|,";
    if (named != 0) {
        c->sep = named;
        try_separator(c, c->sep, &c->expect);
        return;
    }
    char     best = ',';
    uint32_t best_width = 1;
    int      best_score = 0;
    for (const char *p = SEPARATORS; *p != '\0'; p++) {
        uint32_t width;
        int      score = try_separator(c, *p, &width);
        if (score <= best_score) continue;
        best = *p;
        best_score = score;
        best_width = width;
    }
    c->sep = best;
    c->expect = best_width;
}

static void decode_sample(Csv *c, Str sample, bool whole) {
    Decoder d;
    decoder_init(&d, c->dec.charset);
    decoder_feed(&d, sample, whole, &c->text);
    CHECK(buf_ok(&c->text));
    if (whole) return;
    /* The last line is cut: leave it out when there are others. */
    size_t n = c->text.n;
    while (n > 0 && c->text.p[n - 1] != '\n' && c->text.p[n - 1] != '\r') n--;
    if (n > 0) c->text.n = n;
}

Fault csv_sniff(Sheet *s, Csv *c) {
    Buf head, sample;
    int bom = 0;
    buf_init(&head, SAMPLE_BYTES + 64);
    buf_init(&sample, SAMPLE_BYTES + 64);
    Fault f = sheet__read(&s->src, 0, SAMPLE_BYTES, &head);
    if (f == OK) f = sheet__read(&s->src, 0, SAMPLE_BYTES, &sample);
    bool whole = head.n < SAMPLE_BYTES;
    if (f == OK && !whole && all_ascii(buf_str(&head)) && !memchr(head.p, '\0', head.n)) f = sample_high(s, &sample);
    if (f == OK) {
        sheet__set_charset(s, buf_str(&sample), whole, &bom);
        decoder_init(&c->dec, s->info.charset);
        c->raw_at = (uint64_t)bom;
        c->raw_end = true;
        decode_sample(c, str_sub(buf_str(&head), (size_t)bom, head.n), whole);
        sniff_separator(s, c);
        buf_clear(&c->text);
        c->raw_end = false;
        c->line_only = 0;
    }
    buf_release(&head);
    buf_release(&sample);
    return f;
}
