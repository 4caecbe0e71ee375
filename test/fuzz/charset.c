/* charset.c - any bytes in any encoding, cut anywhere. The first byte chooses the encoding, the second the cut. */
#include "sheet/charset.h"

#include "base/check.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n < 2) return 0;
    Charset c = (Charset)(1 + data[0] % (CHARSET_N - 1));
    Str     in = {(const char *)data + 2, n - 2};
    size_t  cut = in.n * data[1] / 256;
    Buf     whole, pieces;
    Decoder d;
    buf_init(&whole, decoder_grows(c, n) + 64);
    buf_init(&pieces, 2 * decoder_grows(c, n) + 64);
    decoder_init(&d, c);
    decoder_feed(&d, in, true, &whole);
    decoder_init(&d, c);
    decoder_feed(&d, str_sub(in, 0, cut), false, &pieces);
    decoder_feed(&d, str_sub(in, cut, in.n), true, &pieces);
    CHECK(buf_ok(&whole) && buf_ok(&pieces));
    CHECK(str_eq(buf_str(&whole), buf_str(&pieces)));
    CHECK(utf8_valid(buf_str(&whole)));
    CharsetGuess g = charset_guess(in, data[1] % 2 == 0);
    CHECK(g.percent >= 0 && g.percent <= 100);
    buf_clear(&pieces);
    if (mojibake_undo(buf_str(&whole), CHARSET_WINDOWS_1252, &pieces)) CHECK(utf8_valid(buf_str(&pieces)));
    buf_clear(&pieces);
    visual_undo(buf_str(&whole), &pieces);
    CHECK(pieces.n == whole.n && utf8_valid(buf_str(&pieces)));
    text_lost(in);
    buf_release(&whole);
    buf_release(&pieces);
    return 0;
}
