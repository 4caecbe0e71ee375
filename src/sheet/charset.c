/* charset.c - encodings: names and decoding. Finding out stands in charset_guess.c. */
#include "sheet/charset.h"

#include "base/check.h"
#include "base/utf8.h"
#include "sheet/charset_table.h"

static const char *const CHARSET_NAMES[CHARSET_N] = {
    [CHARSET_AUTO] = "auto",
    [CHARSET_UTF8] = "UTF-8",
    [CHARSET_UTF16LE] = "UTF-16LE",
    [CHARSET_UTF16BE] = "UTF-16BE",
    [CHARSET_WINDOWS_1255] = "windows-1255",
    [CHARSET_ISO_8859_8] = "ISO-8859-8",
    [CHARSET_CP862] = "CP862",
    [CHARSET_WINDOWS_1256] = "windows-1256",
    [CHARSET_ISO_8859_6] = "ISO-8859-6",
    [CHARSET_WINDOWS_1252] = "windows-1252",
};

static const struct {
    const char *name;
    Charset     charset;
} CHARSET_ALIASES[] = {
    {"utf8", CHARSET_UTF8},
    {"ascii", CHARSET_UTF8},
    {"us-ascii", CHARSET_UTF8},
    {"utf-16", CHARSET_UTF16LE},
    {"utf16", CHARSET_UTF16LE},
    {"cp1255", CHARSET_WINDOWS_1255},
    {"hebrew", CHARSET_WINDOWS_1255},
    {"iso-8859-8-i", CHARSET_WINDOWS_1255},
    {"iso8859-8", CHARSET_ISO_8859_8},
    {"visual", CHARSET_ISO_8859_8},
    {"dos-862", CHARSET_CP862},
    {"ibm862", CHARSET_CP862},
    {"cp1256", CHARSET_WINDOWS_1256},
    {"arabic", CHARSET_WINDOWS_1256},
    {"iso8859-6", CHARSET_ISO_8859_6},
    {"cp1252", CHARSET_WINDOWS_1252},
    {"latin1", CHARSET_WINDOWS_1252},
    {"iso-8859-1", CHARSET_WINDOWS_1252},
    {"iso8859-1", CHARSET_WINDOWS_1252},
    {"iso-8859-15", CHARSET_WINDOWS_1252},
};

const char *charset_name(Charset c) {
    CHECK(c >= 0 && c < CHARSET_N);
    return CHARSET_NAMES[c];
}

bool charset_parse(Str name, Charset *ret_c) {
    name = str_trim(name);
    for (int c = CHARSET_UTF8; c < CHARSET_N; c++) {
        if (!str_eq_nocase(name, str_of(CHARSET_NAMES[c]))) continue;
        *ret_c = (Charset)c;
        return true;
    }
    for (size_t i = 0; i < sizeof CHARSET_ALIASES / sizeof *CHARSET_ALIASES; i++) {
        if (!str_eq_nocase(name, str_of(CHARSET_ALIASES[i].name))) continue;
        *ret_c = CHARSET_ALIASES[i].charset;
        return true;
    }
    return false;
}

void decoder_init(Decoder *d, Charset c) {
    CHECK(c > CHARSET_AUTO && c < CHARSET_N);
    *d = (Decoder){.charset = c};
}

size_t decoder_grows(Charset c, size_t n) {
    /* One byte becomes at most three; so do a UTF-8 byte that is bad and a UTF-16 unit. Four more bytes may
    ** wait from the piece before. */
    (void)c;
    return 3 * n + 12;
}

/* How many bytes at p, up to n, are below 0x80. */
static size_t ascii_run(const uint8_t *p, size_t n) {
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t w;
        memcpy(&w, p + i, 8);
        if (w & 0x8080808080808080u) break;
    }
    while (i < n && p[i] < 0x80) i++;
    return i;
}

static char *put_bad(Decoder *d, char *q) {
    d->bad++;
    memcpy(q, "\xEF\xBF\xBD", 3);
    return q + 3;
}

static char *put_char(char *q, uint32_t c) {
    char   u[4];
    size_t n = utf8_put(u, c);
    memcpy(q, u, n);
    return q + n;
}

static char *decode_single(Decoder *d, const uint8_t *p, size_t n, char *q) {
    const uint16_t *high = CHARSET_HIGH[d->charset];
    for (size_t i = 0; i < n;) {
        size_t run = ascii_run(p + i, n - i);
        memcpy(q, p + i, run);
        q += run;
        i += run;
        for (; i < n && p[i] >= 0x80; i++) {
            uint16_t c = high[p[i] - 0x80];
            if (c == 0) {
                q = put_bad(d, q);
            } else if (c < 0x800) {
                q[0] = (char)(0xC0 | c >> 6);
                q[1] = (char)(0x80 | (c & 0x3F));
                q += 2;
            } else {
                q = put_char(q, c);
            }
        }
    }
    return q;
}

/* Bytes a UTF-8 sequence with this first byte has; 0: cannot start one. */
static size_t utf8_need(uint8_t b) {
    if (b < 0x80) return 1;
    if (b >= 0xC2 && b <= 0xDF) return 2;
    if (b >= 0xE0 && b <= 0xEF) return 3;
    if (b >= 0xF0 && b <= 0xF4) return 4;
    return 0;
}

/* True when the n bytes at p are the beginning of a character that could still become valid. */
static bool utf8_unfinished(const uint8_t *p, size_t n) {
    size_t need = utf8_need(p[0]);
    if (need <= n) return false;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xC0) != 0x80) return false;
    return true;
}

/* Decodes all of p but an unfinished character at the end, which goes to the tail. */
static char *decode_utf8(Decoder *d, const uint8_t *p, size_t n, bool last, char *q) {
    Str all = {(const char *)p, n};
    for (size_t i = 0; i < n;) {
        size_t run = ascii_run(p + i, n - i);
        memcpy(q, p + i, run);
        q += run;
        i += run;
        while (i < n && p[i] >= 0x80) {
            if (p[i] >= 0xC2 && p[i] <= 0xDF && i + 1 < n && (p[i + 1] & 0xC0) == 0x80) {
                memcpy(q, p + i, 2);
                q += 2;
                i += 2;
                continue;
            }
            if (!last && n - i < 4 && utf8_unfinished(p + i, n - i)) {
                d->tail_n = (uint8_t)(n - i);
                memcpy(d->tail, p + i, n - i);
                return q;
            }
            size_t   from = i;
            uint32_t c = utf8_next(all, &i);
            if (c == UTF8_BAD) {
                q = put_bad(d, q);
            } else {
                memcpy(q, p + from, i - from);
                q += i - from;
            }
        }
    }
    return q;
}

static char *decode_utf16(Decoder *d, const uint8_t *p, size_t n, bool last, char *q) {
    int    hi = d->charset == CHARSET_UTF16LE ? 1 : 0;
    size_t i = 0;
    for (; i + 2 <= n; i += 2) {
        uint32_t u = (uint32_t)(p[i + (size_t)hi] << 8 | p[i + 1 - (size_t)hi]);
        bool     low = u >= 0xDC00 && u <= 0xDFFF;
        if (d->high && low) {
            q = put_char(q, 0x10000u + (((uint32_t)d->high - 0xD800u) << 10) + (u - 0xDC00u));
            d->high = 0;
            continue;
        }
        if (d->high) q = put_bad(d, q);
        d->high = 0;
        if (u >= 0xD800 && u <= 0xDBFF) {
            d->high = (uint16_t)u;
        } else if (low) {
            q = put_bad(d, q);
        } else {
            q = put_char(q, u);
        }
    }
    if (i < n && !last) {
        d->tail[0] = p[i];
        d->tail_n = 1;
    } else if (i < n) {
        q = put_bad(d, q);
    }
    if (last && d->high) {
        q = put_bad(d, q);
        d->high = 0;
    }
    return q;
}

static char *decode_piece(Decoder *d, const uint8_t *p, size_t n, bool last, char *q) {
    if (d->charset == CHARSET_UTF8) return decode_utf8(d, p, n, last, q);
    if (d->charset == CHARSET_UTF16LE || d->charset == CHARSET_UTF16BE) return decode_utf16(d, p, n, last, q);
    return decode_single(d, p, n, q);
}

void decoder_feed(Decoder *d, Str in, bool last, Buf *out) {
    char *start = buf_room(out, decoder_grows(d->charset, in.n));
    if (start == NULL) return;
    char          *q = start;
    const uint8_t *p = (const uint8_t *)in.p;
    size_t         n = in.n;
    /* A character cut by the end of the last piece is completed byte by byte. */
    while (d->tail_n > 0 && n > 0) {
        uint8_t joined[5];
        size_t  k = d->tail_n;
        memcpy(joined, d->tail, k);
        joined[k++] = *p++;
        n--;
        d->tail_n = 0;
        q = decode_piece(d, joined, k, last && n == 0, q);
    }
    if (d->tail_n > 0 && last) {
        uint8_t joined[4];
        size_t  k = d->tail_n;
        memcpy(joined, d->tail, k);
        d->tail_n = 0;
        q = decode_piece(d, joined, k, true, q);
    } else {
        q = decode_piece(d, p, n, last, q);
    }
    buf_grown(out, (size_t)(q - start));
}
