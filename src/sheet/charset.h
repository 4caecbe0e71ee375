/* charset.h - which encoding a text is in, and turning it into UTF-8. */
#ifndef RAKAZ_SHEET_CHARSET_H
#define RAKAZ_SHEET_CHARSET_H

#include "base/buf.h"

typedef enum Charset {
    CHARSET_AUTO,
    CHARSET_UTF8,
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_WINDOWS_1255,                         /* Hebrew */
    CHARSET_ISO_8859_8,                           /* Hebrew, old; often in visual order */
    CHARSET_CP862,                                /* Hebrew, DOS */
    CHARSET_WINDOWS_1256,                         /* Arabic */
    CHARSET_ISO_8859_6,                           /* Arabic, old */
    CHARSET_WINDOWS_1252,                         /* Western Europe, and Latin-1 */
    CHARSET_N
} Charset;

/* "windows-1255". */
const char *charset_name(Charset c);

/* By the usual names, without case: "hebrew", "iso-8859-8-i", "cp1256", "latin1", ... */
bool charset_parse(Str name, Charset *ret_c);

typedef struct CharsetGuess {
    Charset charset;
    int     percent;                              /* how sure, 0..100; below 70 ask the person */
    int     bom_bytes;                            /* to skip at the start of the text */
    bool    visual;                               /* Hebrew written from left to right */
    bool    lost;                                 /* letters already lost to ? or U+FFFD */
    Charset mojibake;                             /* UTF-8 that was read as this one; CHARSET_AUTO: was not */
    bool    mojibake_sure;                        /* all of the sample turns back into clean text */
} CharsetGuess;

/* From a sample, 256 KiB being plenty. `whole`: the sample is the whole text (else its last character may be cut).
** Reasons in order: byte order mark, zero bytes (UTF-16), validity as UTF-8, letters and their frequencies.
** A text without bytes above 127 is UTF-8. */
CharsetGuess charset_guess(Str sample, bool whole);

/* Turns bytes into UTF-8 step by step. Nothing is kept between texts but an unfinished character. */
typedef struct Decoder {
    Charset  charset;
    uint8_t  tail[4];                             /* an unfinished character at the end of the last piece */
    uint8_t  tail_n;
    uint16_t high;                                /* the first half of a UTF-16 pair */
    uint64_t bad;                                 /* bytes that were not of the encoding, so far */
} Decoder;

void decoder_init(Decoder *d, Charset c);         /* c must not be CHARSET_AUTO */

/* Appends `in` as UTF-8. Bad bytes become U+FFFD and are counted. `last`: nothing follows. */
void decoder_feed(Decoder *d, Str in, bool last, Buf *out);

/* The most bytes that n bytes in this encoding can become. */
size_t decoder_grows(Charset c, size_t n);

/* Letters already lost: a ? between letters or in a run of at least three inside a word, or U+FFFD.
** A sentence that ends in ? or a link with ?a=b is not lost. */
bool text_lost(Str s);

/* Undoes UTF-8 that was read as `c`: false (and *out as it was) when the text does not turn back cleanly. */
bool mojibake_undo(Str s, Charset c, Buf *out);

/* Turns Hebrew in visual order round, numbers and Latin words keeping theirs. */
void visual_undo(Str s, Buf *out);

#endif
