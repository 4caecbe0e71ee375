/* file_type.c - what a file is, by its content. */
#include "file/file_type.h"

#include "base/utf8.h"

#include <string.h>

enum { NAME_CHARS_MAX = 120, ZIP_END_BYTES = 22, ZIP_HEAD_BYTES = 46, ZIP_ENTRIES_MAX = 20000, COMMENT_MAX = 65535 };

#define OPEN_XML "application/vnd.openxmlformats-officedocument."

static const FileKind KINDS[FILE_TYPES] = {
    [FILE_NONE] = {"application/octet-stream", ".bin", "", "file-text"},
    [FILE_JPEG] = {"image/jpeg", ".jpg", ".jpeg .jpe .jfif ", "camera"},
    [FILE_PNG] = {"image/png", ".png", "", "camera"},
    [FILE_GIF] = {"image/gif", ".gif", "", "camera"},
    [FILE_WEBP] = {"image/webp", ".webp", "", "camera"},
    [FILE_PDF] = {"application/pdf", ".pdf", "", "file-text"},
    [FILE_DOCX] = {OPEN_XML "wordprocessingml.document", ".docx", "", "file-text"},
    [FILE_XLSX] = {OPEN_XML "spreadsheetml.sheet", ".xlsx", "", "file-spreadsheet"},
    [FILE_PPTX] = {OPEN_XML "presentationml.presentation", ".pptx", "", "file-text"},
    [FILE_ODT] = {"application/vnd.oasis.opendocument.text", ".odt", "", "file-text"},
    [FILE_ODS] = {"application/vnd.oasis.opendocument.spreadsheet", ".ods", "", "file-spreadsheet"},
    [FILE_ODP] = {"application/vnd.oasis.opendocument.presentation", ".odp", "", "file-text"},
    [FILE_DOC] = {"application/msword", ".doc", "", "file-text"},
    [FILE_XLS] = {"application/vnd.ms-excel", ".xls", "", "file-spreadsheet"},
    [FILE_PPT] = {"application/vnd.ms-powerpoint", ".ppt", "", "file-text"},
    [FILE_MP3] = {"audio/mpeg", ".mp3", "", "microphone"},
    [FILE_M4A] = {"audio/mp4", ".m4a", ".mp4 .3gp ", "microphone"},
    [FILE_OGG] = {"audio/ogg", ".ogg", ".oga .opus ", "microphone"},
    [FILE_WAV] = {"audio/wav", ".wav", "", "microphone"},
    [FILE_AMR] = {"audio/amr", ".amr", "", "microphone"},
    [FILE_VCARD] = {"text/vcard; charset=utf-8", ".vcf", "", "user"},
    [FILE_CSV] = {"text/csv", ".csv", ".tsv ", "file-spreadsheet"},
    [FILE_TEXT] = {"text/plain", ".txt", ".md .ics .log ", "file-text"},
};

const FileKind *file_kind(FileType t) { return &KINDS[t]; }

FileType file_type_named(Str type) {
    for (int i = FILE_JPEG; i < FILE_TYPES; i++) {
        if (str_eq(type, str_of(KINDS[i].type))) return (FileType)i;
    }
    return FILE_NONE;
}

/* ---- numbers in bytes ----------------------------------------------------------------------------------------- */

static unsigned byte_at(Str s, size_t i) { return i < s.n ? (unsigned char)s.p[i] : 0; }
static uint32_t low16(Str s, size_t i) { return byte_at(s, i) | byte_at(s, i + 1) << 8; }
static uint32_t low32(Str s, size_t i) { return low16(s, i) | low16(s, i + 2) << 16; }

/* Is there a directory entry (MS-CFB 2.6.1) of this name: 128 bytes, UTF-16, its length behind it? */
static bool has_stream(Str s, const char *name) {
    enum { ENTRY_BYTES = 128, HEAD_BYTES = 512 };
    char   wide[64] = {0};
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++) wide[2 * i] = name[i];
    for (size_t i = HEAD_BYTES; i + ENTRY_BYTES <= s.n; i += ENTRY_BYTES) {
        if (low16(s, i + 64) == 2 * (n + 1) && memcmp(s.p + i, wide, 2 * n) == 0) return true;
    }
    return false;
}

/* ---- text ----------------------------------------------------------------------------------------------------- */

/* Markup that a browser might run, whatever it is called. */
static bool is_markup(Str s) {
    static const char *const TAGS[] = {"<html", "<script", "<svg", "<!doctype", "<iframe", "<body", "<head", "<object",
                                       "<embed", "<meta", "<?php", "<?xml", "<img", "<a href"};
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '<') continue;
        for (size_t k = 0; k < sizeof TAGS / sizeof *TAGS; k++) {
            if (str_eq_nocase(str_sub(s, i, strlen(TAGS[k])), str_of(TAGS[k]))) return true;
        }
    }
    return false;
}

static bool is_script(Str s) {
    return str_starts(s, LIT("#!")) || str_eq_nocase(str_sub(s, 0, 5), LIT("@echo"));
}

/* Text of any single-byte encoding or UTF-8 has no control characters but those that lay out lines. */
static bool is_text(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == 0x7F || (c < 0x20 && !strchr("\t\n\r\f", c)) || c == 0) return false;
    }
    return s.n > 0 && !is_markup(s) && !is_script(s);
}

static bool ends_like(Str name, const char *ending) {
    size_t n = strlen(ending);
    return name.n >= n && str_eq_nocase(str_sub(name, name.n - n, n), str_of(ending));
}

static FileType text_type(Str s, Str name) {
    Str bare = str_starts(s, LIT("\xEF\xBB\xBF")) ? str_sub(s, 3, s.n) : s;
    if (str_starts(s, LIT("\xFF\xFE")) || str_starts(s, LIT("\xFE\xFF"))) return FILE_NONE; /* UTF-16 */
    if (!is_text(bare)) return FILE_NONE;
    if (str_eq_nocase(str_sub(bare, 0, 11), LIT("BEGIN:VCARD")) && utf8_valid(bare)) return FILE_VCARD;
    return ends_like(name, ".csv") || ends_like(name, ".tsv") ? FILE_CSV : FILE_TEXT;
}

/* ---- office --------------------------------------------------------------------------------------------------- */

typedef struct ZipSeen {
    bool types, word, xl, ppt, active;
} ZipSeen;

static void zip_entry(Str name, ZipSeen *z) {
    static const char *const ACTIVE[] = {"vbaProject.bin", ".exe", ".dll", ".class", ".js", ".vbs", ".jar", ".bat",
                                         ".cmd", ".com", ".scr", ".ps1", ".html", ".htm", ".svg", ".so", ".dex"};
    z->types = z->types || str_eq(name, LIT("[Content_Types].xml"));
    z->word = z->word || str_starts(name, LIT("word/"));
    z->xl = z->xl || str_starts(name, LIT("xl/"));
    z->ppt = z->ppt || str_starts(name, LIT("ppt/"));
    for (size_t i = 0; i < sizeof ACTIVE / sizeof *ACTIVE; i++) z->active = z->active || ends_like(name, ACTIVE[i]);
}

/* The central directory (APPNOTE.TXT 4.3): its end stands exactly at the file's, its entries fill what it says. */
static bool zip_read(Str s, ZipSeen *z) {
    size_t least = s.n > ZIP_END_BYTES + COMMENT_MAX ? s.n - ZIP_END_BYTES - COMMENT_MAX : 0, end = s.n;
    for (size_t i = s.n - ZIP_END_BYTES; end == s.n && i > least; i--) {
        if (low32(s, i) == 0x06054B50 && i + ZIP_END_BYTES + low16(s, i + 20) == s.n) end = i;
    }
    if (end == s.n) return false;
    size_t entries = low16(s, end + 10), at = low32(s, end + 16);
    if (entries == 0 || entries > ZIP_ENTRIES_MAX || at + low32(s, end + 12) != end) return false;
    for (size_t i = 0; i < entries; i++) {
        if (at + ZIP_HEAD_BYTES > end || low32(s, at) != 0x02014B50) return false;
        size_t name = low16(s, at + 28), more = low16(s, at + 30) + low16(s, at + 32);
        zip_entry(str_sub(s, at + ZIP_HEAD_BYTES, name), z);
        at += ZIP_HEAD_BYTES + name + more;
    }
    return at == end;
}

static FileType zip_type(Str s) {
    ZipSeen z = {0};
    if (s.n < 100 || !zip_read(s, &z) || z.active) return FILE_NONE;
    if (z.types) return z.word ? FILE_DOCX : z.xl ? FILE_XLSX : z.ppt ? FILE_PPTX : FILE_NONE;
    /* OpenDocument: the first entry is "mimetype", stored as it is. */
    if (!str_eq(str_sub(s, 30, 8), LIT("mimetype")) || low16(s, 8) != 0) return FILE_NONE;
    Str said = str_sub(s, 38 + low16(s, 28), low32(s, 18));
    for (int t = FILE_ODT; t <= FILE_ODP; t++) {
        if (str_eq(said, str_of(KINDS[t].type))) return (FileType)t;
    }
    return FILE_NONE;
}

/* Compound files (MS-CFB) are told apart by the names of their streams; those with macros are not taken. Installers are
** compound files too and have none of these streams. */
static FileType compound_type(Str s) {
    if (has_stream(s, "_VBA_PROJECT") || has_stream(s, "_VBA_PROJECT_CUR")) return FILE_NONE;
    if (has_stream(s, "WordDocument")) return FILE_DOC;
    if (has_stream(s, "Workbook") || has_stream(s, "Book")) return FILE_XLS;
    return has_stream(s, "PowerPoint Document") ? FILE_PPT : FILE_NONE;
}

/* ---- sound ---------------------------------------------------------------------------------------------------- */

/* MPEG-4 (ISO 14496-12) with tracks of sound and no others: recordings of phones. */
static FileType mp4_type(Str s) {
    bool sound = false, other = false;
    for (ptrdiff_t at = str_find(s, LIT("hdlr")); at >= 0; at = str_find(s, LIT("hdlr"))) {
        s = str_sub(s, (size_t)at + 4, s.n);
        Str handler = str_sub(s, 8, 4);
        sound = sound || str_eq(handler, LIT("soun"));
        other = other || str_eq(handler, LIT("vide")) || str_eq(handler, LIT("pict"));
    }
    return sound && !other ? FILE_M4A : FILE_NONE;
}

/* A frame's head (ISO 11172-3): sync, version and layer, rates that exist. */
static bool is_mp3(Str s) {
    if (str_starts(s, LIT("ID3"))) return true;
    unsigned b = byte_at(s, 1), r = byte_at(s, 2);
    return byte_at(s, 0) == 0xFF && (b & 0xE0) == 0xE0 && (b & 0x06) == 0x02 && (b & 0x18) != 0x08 &&
           (r & 0xF0) != 0xF0 && (r & 0x0C) != 0x0C;
}

FileType file_type(Str s, Str name) {
    if (str_starts(s, LIT("\xFF\xD8\xFF"))) return FILE_JPEG;
    if (str_starts(s, LIT("\x89PNG\r\n\x1A\n"))) return FILE_PNG;
    if (str_starts(s, LIT("GIF87a")) || str_starts(s, LIT("GIF89a"))) return FILE_GIF;
    if (str_starts(s, LIT("RIFF")) && str_eq(str_sub(s, 8, 4), LIT("WEBP"))) return FILE_WEBP;
    if (str_starts(s, LIT("RIFF")) && str_eq(str_sub(s, 8, 4), LIT("WAVE"))) return FILE_WAV;
    if (str_starts(s, LIT("%PDF-"))) return FILE_PDF;
    if (str_starts(s, LIT("PK\x03\x04"))) return zip_type(s);
    if (str_starts(s, LIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))) return compound_type(s);
    if (str_starts(s, LIT("OggS"))) return FILE_OGG;
    if (str_starts(s, LIT("#!AMR\n")) || str_starts(s, LIT("#!AMR-WB\n"))) return FILE_AMR;
    if (str_eq(str_sub(s, 4, 4), LIT("ftyp"))) return mp4_type(s);
    if (is_mp3(s)) return FILE_MP3;
    return text_type(s, name);
}

/* ---- names ---------------------------------------------------------------------------------------------------- */

/* Without its last ending, when that looks like one: a dot and up to five letters or digits. */
static Str without_ending(Str s) {
    for (size_t i = 1; i <= 6 && i < s.n; i++) {
        char c = s.p[s.n - i];
        if (c == '.') return i > 1 ? str_sub(s, 0, s.n - i) : s;
        bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
        if (!plain) return s;
    }
    return s;
}

/* The ending it comes with, if the type may have that one. */
static Str ending_of(Str name, FileType t) {
    Str rest = str_of(KINDS[t].endings), one;
    while (str_split(&rest, ' ', &one)) {
        if (one.n && name.n > one.n && str_eq_nocase(str_sub(name, name.n - one.n, one.n), one)) return one;
    }
    return str_of(KINDS[t].ending);
}

Str file_name(Arena *a, Str name, FileType t) {
    Str  line = utf8_clean_line(a, name), ending = ending_of(line, t);
    char *p = arena_alloc(a, line.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++) {
        bool taken = strchr("/\\:*?\"<>|", line.p[i]) != NULL;
        if (n || (line.p[i] != '.' && line.p[i] != ' ')) p[n++] = taken ? '_' : line.p[i];
    }
    Str bare = utf8_head(str_trim(without_ending((Str){p, n})), NAME_CHARS_MAX - 6);
    while (bare.n && strchr(". ", bare.p[bare.n - 1])) bare.n--;
    if (!bare.n) bare = LIT("file");
    return arena_printf(a, "%.*s%.*s", STR_ARG(bare), STR_ARG(ending));
}
