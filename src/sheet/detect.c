/* detect.c - which kind of file it is, by its first bytes. */
#include "sheet/sheet_impl.h"

enum { HEAD_BYTES = 64 << 10 };

static const struct {
    const char *magic;
    size_t      n;
    SheetFormat format;
} MAGIC[] = {
    {"%PDF", 4, SHEET_PDF},
    {"{\\rtf", 5, SHEET_DOC},
    {"\x89PNG", 4, SHEET_IMAGE},
    {"\xFF\xD8\xFF", 3, SHEET_IMAGE},
    {"GIF8", 4, SHEET_IMAGE},
    {"BM6", 3, SHEET_IMAGE},
    {"II*\0", 4, SHEET_IMAGE},
    {"MM\0*", 4, SHEET_IMAGE},
    {"RIFF", 4, SHEET_BINARY},
    {"\x1F\x8B", 2, SHEET_ZIP},
    {"7z\xBC\xAF\x27\x1C", 6, SHEET_ZIP},
    {"Rar!", 4, SHEET_ZIP},
    {"BZh", 3, SHEET_ZIP},
    {"\xFD" "7zXZ", 5, SHEET_ZIP},
    {"(\xB5\x2F\xFD", 4, SHEET_ZIP},
    {"\x09\x00\x04\x00", 4, SHEET_XLS},           /* worksheets of Excel 2, 3 and 4 without a container */
    {"\x09\x02\x06\x00", 4, SHEET_XLS},
    {"\x09\x04\x06\x00", 4, SHEET_XLS},
    {"\x09\x08\x08\x00", 4, SHEET_XLS},
    {"\x09\x08\x10\x00", 4, SHEET_XLS},
    {"SQLite format 3", 15, SHEET_BINARY},
    {"\x7F" "ELF", 4, SHEET_BINARY},
};

static bool holds_utf16(Str s, const char *z) {
    char   wide[64];
    size_t n = 0;
    for (; *z != '\0' && n + 2 <= sizeof wide; z++) {
        wide[n++] = *z;
        wide[n++] = '\0';
    }
    return str_find(s, (Str){wide, n}) >= 0;
}

/* A BIFF stream that is encrypted carries the record FILEPASS (0x2F) right behind its first one. */
static bool biff_locked(Str s) {
    ptrdiff_t at = str_find(s, (Str){"\x09\x08\x10\x00", 4});
    if (at < 0) at = str_find(s, (Str){"\x09\x08\x08\x00", 4});
    if (at < 0) return false;
    size_t i = (size_t)at;
    for (int records = 0; records < 6 && i + 4 <= s.n; records++) {
        const uint8_t *p = (const uint8_t *)s.p + i;
        if (p[0] == 0x2F && p[1] == 0) return true;
        i += 4 + (size_t)(p[2] | p[3] << 8);
    }
    return false;
}

/* The container of old Office files: its directory names the streams in it. */
static SheetFormat detect_ole(const SheetSource *src, Str head) {
    SheetFormat    f = SHEET_BINARY;
    const uint8_t *p = (const uint8_t *)head.p;
    if (head.n < 512) return f;
    uint64_t sector = (uint64_t)p[48] | (uint64_t)p[49] << 8 | (uint64_t)p[50] << 16 | (uint64_t)p[51] << 24;
    uint64_t size = p[30] == 12 ? 4096 : 512;
    Buf      dir;
    buf_init(&dir, 8192);
    if (sheet__read(src, (sector + 1) * size, 4096, &dir) == OK) {
        Str s = buf_str(&dir);
        if (holds_utf16(s, "EncryptedPackage")) f = SHEET_LOCKED;
        else if (holds_utf16(s, "WordDocument") || holds_utf16(s, "PowerPoint Document")) f = SHEET_DOC;
        else if (holds_utf16(s, "Workbook") || holds_utf16(s, "Book"))
            f = biff_locked(head) ? SHEET_LOCKED : SHEET_XLS;
    }
    buf_release(&dir);
    return f;
}

static Str skip_space(Str s) {
    size_t i = 0;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\r' || s.p[i] == '\n')) i++;
    return str_sub(s, i, s.n);
}

static bool starts_nocase(Str s, const char *z) {
    Str w = str_of(z);
    return s.n >= w.n && str_eq_nocase(str_sub(s, 0, w.n), w);
}

static bool holds_nocase(Str s, const char *z) {
    Str w = str_of(z);
    for (size_t i = 0; i + w.n <= s.n; i++)
        if ((s.p[i] | 0x20) == (z[0] | 0x20) && str_eq_nocase(str_sub(s, i, w.n), w)) return true;
    return false;
}

/* JSON that is a list or an object; GeoJSON by the names of its types. */
static bool detect_json(Str s, SheetFormat *ret_f) {
    Str inner = skip_space(str_sub(s, 1, s.n));
    if (s.p[0] == '{' && (inner.n == 0 || (inner.p[0] != '"' && inner.p[0] != '}'))) return false;
    if (s.p[0] == '[' && (inner.n == 0 || (inner.p[0] != '{' && inner.p[0] != '[' && inner.p[0] != ']')))
        return false;
    static const char *const TYPES[] = {"\"FeatureCollection\"", "\"Feature\"", "\"GeometryCollection\"",
                                        "\"Polygon\"", "\"MultiPolygon\"", "\"Point\"", "\"MultiPoint\"",
                                        "\"LineString\"", "\"MultiLineString\""};
    bool geo = false;
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES && s.p[0] == '{'; i++)
        geo = geo || str_find(s, str_of(TYPES[i])) >= 0;
    /* The type may stand behind megabytes of features. */
    geo = geo || (s.p[0] == '{' && (str_find(s, LIT("\"coordinates\"")) >= 0 || str_find(s, LIT("\"features\"")) >= 0));
    *ret_f = geo ? SHEET_GEOJSON : SHEET_JSON;
    return true;
}

static bool detect_markup(Str s, SheetFormat *ret_f) {
    Str head = str_sub(s, 0, 4096);
    if (holds_nocase(head, "urn:schemas-microsoft-com:office:spreadsheet") && !holds_nocase(head, "<html")) {
        *ret_f = SHEET_XLS;
        return true;
    }
    if (!holds_nocase(head, "<html") && !holds_nocase(head, "<table") && !holds_nocase(head, "<!doctype html") &&
        !holds_nocase(head, "<body")) {
        if (starts_nocase(s, "<?xml") || starts_nocase(s, "<kml") || starts_nocase(s, "<gpx")) *ret_f = SHEET_BINARY;
        return false;
    }
    *ret_f = SHEET_HTML;
    return true;
}

/* Control bytes that no text has; NUL bytes are forgiven when they are few. */
static bool looks_binary(Str s) {
    size_t odd = 0;
    for (size_t i = 0; i < s.n; i++) {
        uint8_t b = (uint8_t)s.p[i];
        odd += b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1A && b != 0x1B;
    }
    return odd > 0 && odd * 20 > s.n;
}

static SheetFormat detect_text(Str raw) {
    SheetFormat  f = SHEET_TEXT;
    CharsetGuess g = charset_guess(raw, raw.n < HEAD_BYTES);
    if (g.charset != CHARSET_UTF16LE && g.charset != CHARSET_UTF16BE && looks_binary(raw)) return SHEET_BINARY;
    Buf     text;
    Decoder d;
    buf_init(&text, decoder_grows(g.charset, raw.n) + 16);
    decoder_init(&d, g.charset);
    decoder_feed(&d, str_sub(raw, (size_t)g.bom_bytes, raw.n), true, &text);
    Str s = skip_space(buf_str(&text));
    if (s.n == 0) f = SHEET_EMPTY;
    else if (starts_nocase(s, "BEGIN:VCARD")) f = SHEET_VCARD;
    else if (starts_nocase(s, "BEGIN:")) f = SHEET_CALENDAR;       /* also an event or alarm without its calendar */
    else if (starts_nocase(s, "MIME-Version:")) f = SHEET_XLS;
    else if (s.p[0] == '{' || s.p[0] == '[') detect_json(s, &f);
    else if (s.p[0] == '<') detect_markup(s, &f);
    buf_release(&text);
    return f;
}

static SheetFormat detect_head(const SheetSource *src, Str head) {
    if (head.n == 0) return SHEET_EMPTY;
    if (str_starts(head, LIT("PK\x03\x04")) || str_starts(head, LIT("PK\x05\x06"))) return sheet__detect_zip(src);
    if (str_starts(head, LIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))) return detect_ole(src, head);
    for (size_t i = 0; i < sizeof MAGIC / sizeof *MAGIC; i++)
        if (str_starts(head, (Str){MAGIC[i].magic, MAGIC[i].n})) return MAGIC[i].format;
    return detect_text(head);
}

Fault sheet_detect(const SheetSource *src, SheetFormat *ret_format) {
    Buf head;
    buf_init(&head, HEAD_BYTES + 64);
    Fault f = sheet__read(src, 0, HEAD_BYTES, &head);
    if (f == OK) *ret_format = detect_head(src, buf_str(&head));
    buf_release(&head);
    return f;
}
