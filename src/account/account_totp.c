/* account_totp.c - the second step of signing in: time-based codes (RFC 6238) with HMAC (RFC 2104) over SHA-1 (FIPS
** 180-4, 6.1). The sums are our own because every library that has them would be linked for these lines alone;
** authenticators agree on SHA-1, whose weakness against collisions does not touch HMAC. */
#include "account/account.h"

#include "base/check.h"
#include "base/rand.h"
#include "base/utf8.h"

#include <sodium.h>

/* ---- SHA-1 --------------------------------------------------------------------------------------------------- */

enum { BLOCK_BYTES = 64, DIGEST_BYTES = 20, MESSAGE_MAX = 119 };

static uint32_t roll(uint32_t x, int n) { return x << n | x >> (32 - n); }

static void sha1_block(uint32_t h[5], const unsigned char *p) {
    uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int t = 0; t < 16; t++) {
        w[t] = (uint32_t)p[4 * t] << 24 | (uint32_t)p[4 * t + 1] << 16 | (uint32_t)p[4 * t + 2] << 8 | p[4 * t + 3];
    }
    for (int t = 16; t < 80; t++) w[t] = roll(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    for (int t = 0; t < 80; t++) {
        uint32_t f = t < 20 ? (b & c) | (~b & d) : t < 40 || t >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
        uint32_t k = t < 20 ? 0x5A827999 : t < 40 ? 0x6ED9EBA1 : t < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
        uint32_t next = roll(a, 5) + f + e + k + w[t];
        e = d;
        d = c;
        c = roll(b, 30);
        b = a;
        a = next;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
}

static void sha1(const unsigned char *p, size_t n, unsigned char out[DIGEST_BYTES]) {
    uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    unsigned char padded[2 * BLOCK_BYTES] = {0};
    CHECK(n <= MESSAGE_MAX);
    memcpy(padded, p, n);
    padded[n] = 0x80;
    size_t whole = n < BLOCK_BYTES - 8 ? BLOCK_BYTES : 2 * BLOCK_BYTES;
    padded[whole - 2] = (unsigned char)(n * 8 >> 8);
    padded[whole - 1] = (unsigned char)(n * 8);
    for (size_t at = 0; at < whole; at += BLOCK_BYTES) sha1_block(h, padded + at);
    for (int i = 0; i < DIGEST_BYTES; i++) out[i] = (unsigned char)(h[i / 4] >> (24 - 8 * (i % 4)));
}

/* The key is as long as a digest, the message at most half a block. */
static void hmac(const unsigned char key[DIGEST_BYTES], const unsigned char *message, size_t n,
                 unsigned char out[DIGEST_BYTES]) {
    unsigned char text[BLOCK_BYTES + BLOCK_BYTES / 2], inner[DIGEST_BYTES];
    CHECK(n <= BLOCK_BYTES / 2);
    for (int i = 0; i < BLOCK_BYTES; i++) text[i] = (unsigned char)(0x36 ^ (i < DIGEST_BYTES ? key[i] : 0));
    memcpy(text + BLOCK_BYTES, message, n);
    sha1(text, BLOCK_BYTES + n, inner);
    for (int i = 0; i < BLOCK_BYTES; i++) text[i] = (unsigned char)(0x5C ^ (i < DIGEST_BYTES ? key[i] : 0));
    memcpy(text + BLOCK_BYTES, inner, sizeof inner);
    sha1(text, BLOCK_BYTES + sizeof inner, out);
    sodium_memzero(text, sizeof text);
}

/* ---- codes --------------------------------------------------------------------------------------------------- */

static const char BASE32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
enum { TOTP_SECONDS = 30, TOTP_DIGITS = 6, TOTP_CHARS = DIGEST_BYTES * 8 / 5 };

Str totp_secret(Ctx *c) {
    unsigned char raw[DIGEST_BYTES];
    char out[TOTP_CHARS];
    secret_bytes(raw, sizeof raw);
    for (size_t i = 0; i < sizeof out; i++) {
        size_t bit = i * 5;
        unsigned two = (unsigned)raw[bit / 8] << 8 | (bit / 8 + 1 < sizeof raw ? raw[bit / 8 + 1] : 0);
        out[i] = BASE32[two >> (11 - bit % 8) & 31];
    }
    return arena_copy(c->arena, (Str){out, sizeof out});
}

static bool secret_decode(Str secret, unsigned char raw[DIGEST_BYTES]) {
    if (secret.n != TOTP_CHARS) return false;
    memset(raw, 0, DIGEST_BYTES);
    for (size_t i = 0; i < secret.n; i++) {
        const char *at = memchr(BASE32, secret.p[i], sizeof BASE32 - 1);
        if (!at) return false;
        unsigned bit = (unsigned)i * 5, two = (unsigned)(at - BASE32) << (11 - bit % 8);
        raw[bit / 8] |= (unsigned char)(two >> 8);
        if (bit / 8 + 1 < DIGEST_BYTES) raw[bit / 8 + 1] |= (unsigned char)two;
    }
    return true;
}

/* RFC 4226, 5.3: the last four bits say where the 31 bits stand that make the code. */
static int64_t hotp(const unsigned char raw[DIGEST_BYTES], int64_t step) {
    unsigned char message[8], mac[DIGEST_BYTES];
    for (int i = 0; i < 8; i++) message[i] = (unsigned char)(step >> (56 - 8 * i));
    hmac(raw, message, sizeof message, mac);
    unsigned at = mac[DIGEST_BYTES - 1] & 15;
    uint32_t bits = (uint32_t)(mac[at] & 127) << 24 | (uint32_t)mac[at + 1] << 16 | (uint32_t)mac[at + 2] << 8 |
                    mac[at + 3];
    return bits % 1000000;
}

/* Six digits, as people type them: with blanks between them, in any digits of theirs. -1: not a code. */
static int64_t code_read(Str code) {
    int64_t value = 0;
    int n = 0;
    for (size_t i = 0; i < code.n;) {
        uint32_t ch = utf8_digit(utf8_next(code, &i));
        if (ch == ' ' || ch == '-') continue;
        if (ch < '0' || ch > '9' || ++n > TOTP_DIGITS) return -1;
        value = value * 10 + (ch - '0');
    }
    return n == TOTP_DIGITS ? value : -1;
}

int64_t totp_step(Str secret, Str code, Stamp now, int64_t last) {
    unsigned char raw[DIGEST_BYTES];
    int64_t typed = code_read(code), found = 0;
    if (typed < 0 || !secret_decode(secret, raw)) return 0;
    int64_t step = now / 1000 / TOTP_SECONDS;
    for (int64_t s = step - 1; s <= step + 1; s++) {
        if (s > last && hotp(raw, s) == typed && !found) found = s;
    }
    sodium_memzero(raw, sizeof raw);
    return found;
}

Str totp_address(Ctx *c, Str secret, Str email) {
    Buf b;
    buf_init(&b, 2048);
    buf_lit(&b, "otpauth://totp/rakaz:");
    put_urlpart(&b, email);
    buf_printf(&b, "?secret=%.*s&issuer=rakaz", STR_ARG(secret));
    return buf_keep(c->arena, &b);
}
