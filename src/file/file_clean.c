/* file_clean.c - what of a file is kept: pictures without their maker's notes, and nothing behind their end. */
#include "file/file_type.h"

#include <string.h>

/* Reads along the bytes; what lies outside reads as 0 and is caught by the bounds of each step. */
typedef struct Cut {
    Arena      *a;
    Str         s;
    size_t      at;
    FilePieces *out;
    bool        bad;
} Cut;

static unsigned byte_at(Str s, size_t i) { return i < s.n ? (unsigned char)s.p[i] : 0; }
static uint32_t high16(Str s, size_t i) { return byte_at(s, i) << 8 | byte_at(s, i + 1); }
static uint32_t high32(Str s, size_t i) { return high16(s, i) << 16 | high16(s, i + 2); }
static uint32_t low32(Str s, size_t i) {
    return byte_at(s, i) | byte_at(s, i + 1) << 8 | byte_at(s, i + 2) << 16 | (uint32_t)byte_at(s, i + 3) << 24;
}

/* One more piece; what follows on the last one makes it longer. */
static void keep(Cut *c, Str piece) {
    FilePieces *o = c->out;
    if (!piece.n || c->bad) return;
    o->size += (int64_t)piece.n;
    Str *last = o->n ? &o->v[o->n - 1] : NULL;
    if (last && last->p + last->n == piece.p) {
        last->n += piece.n;
        return;
    }
    if (o->n == FILE_PIECES_MAX) c->bad = true;
    else o->v[o->n++] = piece;
}

/* The next n bytes, kept or left out. */
static void step(Cut *c, size_t n, bool kept) {
    if (n > c->s.n - c->at) {
        c->bad = true;
        return;
    }
    if (kept) keep(c, str_sub(c->s, c->at, n));
    c->at += n;
}

/* ---- JPEG ----------------------------------------------------------------------------------------------------- */

/* The orientation in an Exif segment: a TIFF header, then tag 0x0112 of its first directory. 0: it does not say. */
static unsigned exif_orientation(Str s) {
    enum { ENTRIES_MAX = 200, ENTRY_BYTES = 12, ORIENTATION = 0x0112 };
    Str  t = str_sub(s, 6, s.n);
    bool low = str_starts(t, LIT("II"));
    if (!str_starts(s, LIT("Exif\0\0")) || (!low && !str_starts(t, LIT("MM")))) return 0;
    size_t at = low ? low32(t, 4) : high32(t, 4);
    if (at >= t.n) return 0;
    size_t n = low ? low32(t, at) & 0xFFFF : high16(t, at);
    for (size_t i = 0; i < n && i < ENTRIES_MAX; i++) {
        size_t e = at + 2 + i * ENTRY_BYTES;
        if (e + ENTRY_BYTES > t.n) return 0;
        if ((low ? low32(t, e) & 0xFFFF : high16(t, e)) != ORIENTATION) continue;
        unsigned value = low ? low32(t, e + 8) & 0xFFFF : high16(t, e + 8);
        return value <= 8 ? value : 0;
    }
    return 0;
}

/* An Exif segment that says which side is up and nothing else. */
static void exif_made(Cut *c, unsigned orientation) {
    static const char EXIF[] = "\xFF\xE1\0\x22" "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0?\0\0\0\0\0\0";
    char *p = arena_alloc(c->a, sizeof EXIF - 1);
    memcpy(p, EXIF, sizeof EXIF - 1);
    p[29] = (char)orientation;
    keep(c, (Str){p, sizeof EXIF - 1});
}

static bool jpeg_keeps(unsigned marker, Str content) {
    if (marker == 0xFE) return false;             /* a comment */
    if (marker < 0xE0 || marker > 0xEF) return true;
    if (marker == 0xE0) return str_starts(content, LIT("JFIF\0"));
    if (marker == 0xE2) return str_starts(content, LIT("ICC_PROFILE\0"));
    return marker == 0xEE && str_starts(content, LIT("Adobe"));
}

/* Behind a scan's head: entropy-coded bytes up to the next marker that is neither a stuffed 0 nor a restart. */
static void jpeg_scan(Cut *c) {
    size_t i = c->at;
    while (i + 1 < c->s.n) {
        const char *ff = memchr(c->s.p + i, 0xFF, c->s.n - 1 - i);
        if (!ff) break;
        i = (size_t)(ff - c->s.p);
        unsigned next = byte_at(c->s, i + 1);
        if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
            step(c, i - c->at, true);
            return;
        }
        i += next == 0xFF ? 1 : 2;
    }
    c->bad = true;
}

static void jpeg_clean(Cut *c) {
    unsigned marker = 0, turned = 0, scans = 0;
    step(c, 2, true);
    while (!c->bad && marker != 0xD9) {
        while (byte_at(c->s, c->at) == 0xFF && byte_at(c->s, c->at + 1) == 0xFF) step(c, 1, false);
        marker = byte_at(c->s, c->at + 1);
        if (byte_at(c->s, c->at) != 0xFF || marker < 0xC0) c->bad = true;
        if (marker == 0xD9) {
            step(c, 2, true);
            break;
        }
        size_t n = 2 + high16(c->s, c->at + 2);
        Str    content = str_sub(c->s, c->at + 4, n > 4 ? n - 4 : 0);
        if (n < 4) c->bad = true;
        if (marker == 0xE1 && !turned) {
            turned = exif_orientation(content);
            if (turned > 1) exif_made(c, turned);
        }
        step(c, n, jpeg_keeps(marker, content));
        if (marker == 0xDA && !c->bad) jpeg_scan(c), scans++;
    }
    if (!scans) c->bad = true;
}

/* ---- PNG, GIF, WebP ------------------------------------------------------------------------------------------- */

static bool png_keeps(Str type) {
    static const char DRAWS[] = "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD hIST sPLT acTL fcTL fdAT ";
    char word[6] = {0};
    if (type.n < 4 || memchr(type.p, ' ', 4) || memchr(type.p, 0, 4)) return false;
    memcpy(word, type.p, 4);
    word[4] = ' ';
    return strstr(DRAWS, word) != NULL;
}

static void png_clean(Cut *c) {
    bool ended = false, first = true, data = false;
    step(c, 8, true);
    while (!c->bad && !ended) {
        uint32_t n = high32(c->s, c->at);
        Str      type = str_sub(c->s, c->at + 4, 4);
        if (first && !str_eq(type, LIT("IHDR"))) c->bad = true;
        if (n > INT32_MAX) c->bad = true;
        step(c, (size_t)n + 12, png_keeps(type));
        data = data || str_eq(type, LIT("IDAT"));
        ended = str_eq(type, LIT("IEND"));
        first = false;
    }
    if (!data) c->bad = true;
}

/* Sub-blocks: a length, so many bytes, until the length 0. */
static void gif_blocks(Cut *c, bool kept) {
    unsigned n = 1;
    while (!c->bad && n) {
        n = byte_at(c->s, c->at);
        if (c->at >= c->s.n) c->bad = true;
        step(c, (size_t)n + 1, kept);
    }
}

static size_t gif_colours(unsigned flags) { return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0; }

static void gif_clean(Cut *c) {
    bool pictures = false;
    step(c, 13, true);
    if (!c->bad) step(c, gif_colours(byte_at(c->s, 10)), true);
    while (!c->bad) {
        unsigned kind = byte_at(c->s, c->at), label = byte_at(c->s, c->at + 1);
        if (kind == 0x3B) {
            step(c, 1, true);
            break;
        }
        if (kind == 0x2C) {
            size_t colours = gif_colours(byte_at(c->s, c->at + 9));
            step(c, 10 + colours + 1, true);
            gif_blocks(c, true);
            pictures = true;
        } else if (kind == 0x21) {
            Str  name = str_sub(c->s, c->at + 3, 11);
            bool loop = label == 0xFF && (str_eq(name, LIT("NETSCAPE2.0")) || str_eq(name, LIT("ANIMEXTS1.0")));
            bool kept = label == 0xF9 || loop;
            step(c, 2, kept);
            gif_blocks(c, kept);
        } else {
            c->bad = true;
        }
    }
    if (!pictures) c->bad = true;
}

static void put_low32(char *p, uint32_t n) {
    for (int i = 0; i < 4; i++) p[i] = (char)(n >> (8 * i));
}

/* RIFF chunks within the length that the file says; the length is written anew. */
static void webp_clean(Cut *c) {
    char  *head = arena_alloc(c->a, 12);
    size_t end = (size_t)low32(c->s, 4) + 8;
    bool   picture = false;
    if (end > c->s.n || end < 20) c->bad = true;
    keep(c, (Str){head, 12});
    for (c->at = 12; !c->bad && c->at < end;) {
        Str    type = str_sub(c->s, c->at, 4);
        size_t n = low32(c->s, c->at + 4), whole = 8 + n + (n & 1);
        if (whole > end - c->at) {
            c->bad = true;
        } else if (str_eq(type, LIT("VP8X")) && n >= 10) {
            char *x = arena_alloc(c->a, whole);
            memcpy(x, c->s.p + c->at, whole);
            x[8] = (char)(x[8] & ~0x0C);          /* there is neither Exif nor XMP any more */
            keep(c, (Str){x, whole});
            step(c, whole, false);
        } else {
            picture = picture || str_starts(type, LIT("VP8")) || str_eq(type, LIT("ANMF"));
            step(c, whole, !str_eq(type, LIT("EXIF")) && !str_eq(type, LIT("XMP ")));
        }
    }
    if (!picture) c->bad = true;
    memcpy(head, "RIFF....WEBP", 12);
    put_low32(head + 4, (uint32_t)(c->out->size - 8));
}

/* ---- the others ----------------------------------------------------------------------------------------------- */

/* Up to the line of the last "%%EOF". */
static void pdf_clean(Cut *c) {
    for (size_t i = c->s.n; i >= 5; i--) {
        if (!str_eq(str_sub(c->s, i - 5, 5), LIT("%%EOF"))) continue;
        size_t end = i;
        while (end < c->s.n && end < i + 2 && strchr("\r\n", c->s.p[end])) end++;
        step(c, end, true);
        return;
    }
    c->bad = true;
}

/* What a box "(c)xyz" holds: the length of a text, its language, and a point as ISO 6709 writes it. */
static bool is_point(Str s) {
    if (s.n < 5 || high16(s, 0) != s.n - 4) return false;
    for (size_t i = 4; i < s.n; i++) {
        if (!memchr("+-.0123456789/", s.p[i], 14)) return false;
    }
    return true;
}

/* The place of a recording stands in a box "(c)xyz": its bytes are blanked and its name says that it is free. */
static void m4a_clean(Cut *c) {
    while (!c->bad) {
        Str       rest = str_sub(c->s, c->at, c->s.n);
        ptrdiff_t at = str_find(rest, LIT("\xA9xyz"));
        uint32_t  n = at >= 4 ? high32(rest, (size_t)at - 4) : 0;
        if (at < 0) break;
        bool box = n >= 8 && n <= 1024 && n - 4 <= rest.n - (size_t)at;
        if (!box || !is_point(str_sub(rest, (size_t)at + 4, n - 8))) {
            step(c, (size_t)at + 4, true);
            continue;
        }
        char *blank = arena_alloc(c->a, n - 4);
        memcpy(blank, "free", 4);
        step(c, (size_t)at, true);
        keep(c, (Str){blank, n - 4});
        step(c, n - 4, false);
    }
    step(c, c->s.n - c->at, true);
}

bool file_clean(Arena *a, FileType t, Str bytes, FilePieces *ret_pieces) {
    *ret_pieces = (FilePieces){.v = ARENA_ARRAY(a, Str, FILE_PIECES_MAX)};
    Cut c = {.a = a, .s = bytes, .out = ret_pieces};
    switch (t) {
    case FILE_NONE: return false;
    case FILE_JPEG: jpeg_clean(&c); break;
    case FILE_PNG: png_clean(&c); break;
    case FILE_GIF: gif_clean(&c); break;
    case FILE_WEBP: webp_clean(&c); break;
    case FILE_PDF: pdf_clean(&c); break;
    case FILE_M4A: m4a_clean(&c); break;
    default: step(&c, bytes.n, true); break;
    }
    return !c.bad && ret_pieces->size > 0;
}
