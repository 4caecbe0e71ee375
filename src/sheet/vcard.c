/* vcard.c - contact cards as rows: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), and what programs make of them.
**
** Columns are fixed, so that a file is read once: several phones, mails and addresses have a column each, and what
** is more than that is joined to the last. Pictures and keys are left out. */
#include "sheet/rowbuild.h"
#include "base/utf8.h"

/* The columns, their headers in words that guess.h knows. */
typedef enum CardColumn {
#define CARD(id, header) id,
#include "sheet/card.def"
#undef CARD
    CARD_N
} CardColumn;

static const char *const HEADERS[CARD_N] = {
#define CARD(id, header) [id] = header,
#include "sheet/card.def"
#undef CARD
};

typedef struct Cards {
    Str      text;
    size_t   at;
    uint64_t line, card_line, number;
    RowBuild row;
    Buf      joined;                              /* a logical line */
    Buf      value;
    Buf      cells[CARD_N];

} Cards;

/* --- lines --- */

/* One line of the file without its end. */
static bool raw_line(Cards *c, Str *ret_line) {
    if (c->at >= c->text.n) return false;
    size_t end = c->at;
    while (end < c->text.n && c->text.p[end] != '\n' && c->text.p[end] != '\r') end++;
    *ret_line = str_sub(c->text, c->at, end - c->at);
    if (end + 1 < c->text.n && c->text.p[end] == '\r' && c->text.p[end + 1] == '\n') end++;
    c->at = end + 1;
    c->line++;
    return true;
}

static bool folded_next(const Cards *c) {
    return c->at < c->text.n && (c->text.p[c->at] == ' ' || c->text.p[c->at] == '\t');
}

static bool holds_nocase(Str s, const char *z) {
    Str w = str_of(z);
    for (size_t i = 0; i + w.n <= s.n; i++)
        if (str_eq_nocase(str_sub(s, i, w.n), w)) return true;
    return false;
}

/* The part in front of the value: name and parameters. */
static size_t head_length(Str line) {
    bool quoted = false;
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '"') quoted = !quoted;
        if (line.p[i] == ':' && !quoted) return i;
    }
    ptrdiff_t colon = str_find_byte(line, ':');
    return colon < 0 ? line.n : (size_t)colon;
}

static bool is_quoted_printable(Str line) {
    return holds_nocase(str_sub(line, 0, head_length(line)), "QUOTED-PRINTABLE");
}

/* A logical line: continuation lines begin with white space; quoted-printable ones follow a "=" at the end. */
static bool logical_line(Cards *c, Str *ret_line) {
    Str line;
    if (!raw_line(c, &line)) return false;
    buf_clear(&c->joined);
    buf_add(&c->joined, line);
    bool soft = is_quoted_printable(line);
    while (soft && c->joined.n > 0 && c->joined.p[c->joined.n - 1] == '=' && raw_line(c, &line)) {
        c->joined.n--;
        buf_add(&c->joined, line);
    }
    while (folded_next(c) && raw_line(c, &line)) buf_add(&c->joined, str_sub(line, 1, line.n));
    *ret_line = buf_str(&c->joined);
    return true;
}

/* --- values --- */

static int hex(char h) {
    if (h >= '0' && h <= '9') return h - '0';
    if ((h | 32) >= 'a' && (h | 32) <= 'f') return (h | 32) - 'a' + 10;
    return -1;
}

/* The text of a quoted-printable value in the encoding its parameters name. */
static void decode_qp(Cards *c, Str head, Str in) {
    Buf bytes;
    buf_init(&bytes, in.n + 1);
    for (size_t i = 0; i < in.n; i++) {
        int hi = in.p[i] == '=' && i + 2 < in.n ? hex(in.p[i + 1]) : -1, lo = hi < 0 ? -1 : hex(in.p[i + 2]);
        if (lo >= 0) {
            buf_byte(&bytes, (char)(hi << 4 | lo));
            i += 2;
        } else {
            buf_byte(&bytes, in.p[i]);
        }
    }
    Charset   charset = utf8_valid(buf_str(&bytes)) ? CHARSET_UTF8 : CHARSET_WINDOWS_1252;
    ptrdiff_t at = str_find(head, LIT("CHARSET="));
    if (at < 0) at = str_find(head, LIT("charset="));
    if (at >= 0) {
        Str rest = str_sub(head, (size_t)at + 8, head.n), name = {0};
        str_split(&rest, ';', &name);
        charset_parse(name, &charset);
    } else if (charset != CHARSET_UTF8) {
        charset = charset_guess(buf_str(&bytes), true).charset;
    }
    Decoder d;
    decoder_init(&d, charset);
    decoder_feed(&d, buf_str(&bytes), true, &c->value);
    buf_release(&bytes);
}

/* Backslashes in front of marks are taken off; \n is a line end. */
static void add_unescaped(Buf *out, Str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\' || i + 1 == s.n) {
            buf_byte(out, s.p[i]);
            continue;
        }
        i++;
        buf_byte(out, s.p[i] == 'n' || s.p[i] == 'N' ? '\n' : s.p[i]);
    }
}

/* The next component of a structured value, up to an unescaped mark. */
static bool component(Str *rest, char mark, Str *ret_part) {
    if (rest->p == NULL) return false;
    size_t i = 0;
    while (i < rest->n && rest->p[i] != mark) i += rest->p[i] == '\\' ? 2 : 1;
    if (i > rest->n) i = rest->n;
    *ret_part = str_sub(*rest, 0, i);
    *rest = i < rest->n ? str_sub(*rest, i + 1, rest->n) : (Str){0};
    return true;
}

/* --- cells --- */

/* Into the first empty of `n` columns, or behind the text of the last. */
static void put_first_free(Cards *c, int from, int n, Str s) {
    s = str_trim(s);
    if (s.n == 0) return;
    for (int i = 0; i < n; i++) {
        Buf *b = &c->cells[from + i];
        if (str_eq(buf_str(b), s)) return;
        if (b->n > 0 && i < n - 1) continue;
        if (b->n > 0) buf_lit(b, ", ");
        buf_add(b, s);
        return;
    }
}

static void put_text(Cards *c, CardColumn at, Str s) {
    Buf *b = &c->cells[at];
    s = str_trim(s);
    if (s.n == 0) return;
    if (b->n > 0) buf_add(b, at == CARD_NOTE ? LIT("\n") : LIT(", "));
    add_unescaped(b, s);
}

static void put_name(Cards *c, Str v) {
    Str family, given;
    if (c->cells[CARD_LAST].n > 0 || c->cells[CARD_FIRST].n > 0) return;
    if (component(&v, ';', &family)) put_text(c, CARD_LAST, family);
    if (component(&v, ';', &given)) put_text(c, CARD_FIRST, given);
}

/* Post office box; extended; street; locality; region; postcode; country. */
static void put_address(Cards *c, Str v) {
    static const int PLACE[7] = {0, 0, 0, 1, 2, 3, 4};
    int              at = c->cells[CARD_STREET].n + c->cells[CARD_LOCALITY].n > 0 ? CARD_STREET2 : CARD_STREET;
    Str              part;
    for (int i = 0; i < 7 && component(&v, ';', &part); i++) put_text(c, (CardColumn)(at + PLACE[i]), part);
}

static void put_phone(Cards *c, Str head, Str v) {
    if (v.n >= 4 && str_eq_nocase(str_sub(v, 0, 4), LIT("tel:"))) {
        Str rest = str_sub(v, 4, v.n);
        component(&rest, ';', &v);
    }
    if (holds_nocase(head, "FAX")) put_first_free(c, CARD_FAX, 1, v);
    else if (holds_nocase(head, "CELL")) put_first_free(c, CARD_MOBILE, 2, v);
    else put_first_free(c, CARD_PHONE, 3, v);
}

/* "31.2;34.8", "geo:31.2,34.8": latitude first. */
static void put_geo(Cards *c, Str v) {
    Str lat = {0};
    if (str_starts(v, LIT("geo:"))) v = str_sub(v, 4, v.n);
    char mark = str_find_byte(v, ';') >= 0 && str_find_byte(v, ',') < 0 ? ';' : ',';
    if (!component(&v, mark, &lat) || v.n == 0 || c->cells[CARD_LAT].n > 0) return;
    Str lon = {0};
    component(&v, ';', &lon);
    put_text(c, CARD_LAT, lat);
    put_text(c, CARD_LON, lon);
}

static void put_org(Cards *c, Str v) {
    Str part;
    if (component(&v, ';', &part)) put_text(c, CARD_ORG, part);
    while (component(&v, ';', &part)) put_text(c, CARD_UNIT, part);
}

typedef enum Take {
    TAKE_TEXT,
    TAKE_ONCE,
    TAKE_NAME,
    TAKE_ORG,
    TAKE_TEL,
    TAKE_EMAIL,
    TAKE_ADR,
    TAKE_URL,
    TAKE_GEO
} Take;

static const struct {
    const char *name;
    Take        take;
    CardColumn  column;
} PROPERTIES[] = {
    {"FN", TAKE_ONCE, CARD_NAME},       {"N", TAKE_NAME, CARD_LAST},      {"ORG", TAKE_ORG, CARD_ORG},
    {"TITLE", TAKE_TEXT, CARD_TITLE},   {"ROLE", TAKE_TEXT, CARD_TITLE},  {"TEL", TAKE_TEL, CARD_PHONE},
    {"EMAIL", TAKE_EMAIL, CARD_EMAIL},  {"ADR", TAKE_ADR, CARD_STREET},   {"URL", TAKE_URL, CARD_URL},
    {"NOTE", TAKE_TEXT, CARD_NOTE},     {"BDAY", TAKE_ONCE, CARD_BIRTH},  {"GEO", TAKE_GEO, CARD_LAT},
    {"CATEGORIES", TAKE_TEXT, CARD_KIND}, {"UID", TAKE_ONCE, CARD_UID},   {"LANG", TAKE_ONCE, CARD_LANG},
};

static void take_property(Cards *c, size_t i, Str head, Str v) {
    CardColumn at = PROPERTIES[i].column;
    switch (PROPERTIES[i].take) {
    case TAKE_NAME: put_name(c, v); break;
    case TAKE_ORG: put_org(c, v); break;
    case TAKE_TEL: put_phone(c, head, v); break;
    case TAKE_EMAIL:
        if (v.n > 7 && str_eq_nocase(str_sub(v, 0, 7), LIT("mailto:"))) v = str_sub(v, 7, v.n);
        put_first_free(c, at, 3, v);
        break;
    case TAKE_ADR: put_address(c, v); break;
    case TAKE_URL: put_first_free(c, at, 1, v); break;
    case TAKE_GEO: put_geo(c, v); break;
    case TAKE_ONCE:
        if (c->cells[at].n == 0) put_text(c, at, v);
        break;
    case TAKE_TEXT: put_text(c, at, v); break;
    }
}

static bool is_picture(Str name, Str head) {
    static const char *const NAMES[] = {"PHOTO", "LOGO", "SOUND", "KEY"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (str_eq_nocase(name, str_of(NAMES[i]))) return true;
    return holds_nocase(head, "ENCODING=B") || holds_nocase(head, ";BASE64");
}

/* One property line: [group.]NAME[;parameters]:value */
static void property(Sheet *s, Cards *c, Str line) {
    size_t n = head_length(line);
    if (n == line.n) return;
    Str       head = str_sub(line, 0, n), value = str_sub(line, n + 1, line.n), name = head;
    ptrdiff_t semicolon = str_find_byte(name, ';');
    if (semicolon >= 0) name = str_sub(name, 0, (size_t)semicolon);
    ptrdiff_t dot = str_find_byte(name, '.');
    if (dot >= 0) name = str_sub(name, (size_t)dot + 1, name.n);
    if (is_picture(name, head)) {
        sheet__remark(s, REMARK_PHOTO, c->number + 1, 0);
        return;
    }
    for (size_t i = 0; i < sizeof PROPERTIES / sizeof *PROPERTIES; i++) {
        if (!str_eq_nocase(name, str_of(PROPERTIES[i].name))) continue;
        buf_clear(&c->value);
        if (is_quoted_printable(head)) decode_qp(c, head, value);
        else buf_add(&c->value, value);
        take_property(c, i, head, buf_str(&c->value));
        return;
    }
}

/* --- cards --- */

static bool is_mark(Str line, const char *what) {
    return str_eq_nocase(str_trim(line), str_of(what));
}

/* Collects one card; *ret_found false when there is none left. A card inside a card (an AGENT) is passed over; one
** that begins before the other ended means the end was forgotten. */
static void collect(Sheet *s, Cards *c, bool *ret_found) {
    Str  line;
    bool inside = false, agent = false;
    int  nested = 0;
    *ret_found = false;
    for (int i = 0; i < CARD_N; i++) buf_clear(&c->cells[i]);
    for (;;) {
        size_t   before = c->at;
        uint64_t line_before = c->line;
        if (!logical_line(c, &line)) break;
        if (is_mark(line, "BEGIN:VCARD")) {
            if (inside && !agent && nested == 0) {
                sheet__remark(s, REMARK_BAD_CARD, c->card_line, 0);
                c->at = before;
                c->line = line_before;
                *ret_found = true;
                return;
            }
            if (inside) nested++;
            else c->card_line = c->line;
            inside = true;
            agent = false;
        } else if (is_mark(line, "END:VCARD")) {
            if (!inside) continue;
            if (nested-- > 0) continue;
            *ret_found = true;
            return;
        } else if (inside && nested == 0) {
            agent = line.n >= 6 && str_eq_nocase(str_sub(line, 0, 5), LIT("AGENT"));
            property(s, c, line);
        }
    }
    if (!inside) return;
    sheet__remark(s, REMARK_BAD_CARD, c->card_line, 0);
    *ret_found = true;
}

/* A card without a whole name gets one from its parts. */
static void complete_name(Cards *c) {
    Buf *name = &c->cells[CARD_NAME];
    if (name->n > 0) return;
    buf_add(name, buf_str(&c->cells[CARD_FIRST]));
    if (name->n > 0 && c->cells[CARD_LAST].n > 0) buf_byte(name, ' ');
    buf_add(name, buf_str(&c->cells[CARD_LAST]));
    if (name->n == 0) buf_add(name, buf_str(&c->cells[CARD_ORG]));
}

static Fault cards_next(Sheet *s, SheetRow *ret_row) {
    Cards    *c = s->state;
    SheetCell like = {.kind = CELL_TEXT};
    if (c->number == 0) {
        rowbuild_start(&c->row, ++c->number, ROW_HEADER);
        for (uint32_t i = 0; i < CARD_N; i++) TRY(rowbuild_put(s, &c->row, i, str_of(HEADERS[i]), like));
        *ret_row = rowbuild_row(&c->row);
        return OK;
    }
    bool found;
    collect(s, c, &found);
    if (!found) return OK;
    complete_name(c);
    rowbuild_start(&c->row, ++c->number, 0);
    for (uint32_t i = 0; i < CARD_N; i++) {
        if (!buf_ok(&c->cells[i]))
            return sheet__fail(s, TOO_LARGE, "sheet.cell_too_long", c->number, i + 1, s->o.limits.cell_bytes_max);
        TRY(rowbuild_put(s, &c->row, i, buf_str(&c->cells[i]), like));
    }
    *ret_row = rowbuild_row(&c->row);
    ret_row->line = c->card_line;
    return OK;
}

static Fault cards_open(Sheet *s) {
    Cards *c = s->state = ARENA_NEW(&s->own, Cards);
    rowbuild_init(&c->row, s);
    buf_init(&c->joined, (size_t)s->o.limits.whole_bytes_max + 64);
    buf_init(&c->value, 3 * (size_t)s->o.limits.whole_bytes_max + 64);
    for (int i = 0; i < CARD_N; i++) buf_init(&c->cells[i], s->o.limits.cell_bytes_max);
    return sheet__read_whole(s, &c->text);
}

static int cards_permille(const Sheet *s) {
    const Cards *c = s->state;
    return c->text.n == 0 ? 1000 : (int)((c->at > c->text.n ? c->text.n : c->at) * 1000 / c->text.n);
}

static void cards_close(Sheet *s) {
    Cards *c = s->state;
    rowbuild_release(&c->row);
    buf_release(&c->joined);
    buf_release(&c->value);
    for (int i = 0; i < CARD_N; i++) buf_release(&c->cells[i]);
}

const SheetReader SHEET_READER_VCARD = {cards_open, cards_next, cards_permille, cards_close};
