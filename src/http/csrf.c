/* csrf.c - tokens against forged writes. */
#include "http/csrf.h"

#include "base/check.h"
#include "base/rand.h"

#include <sodium.h>
#include <string.h>

enum { MAC_BYTES = 16 };

static const int BASE64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

/* `use` keeps the keys for different purposes apart; at most 16 characters. */
static void mac(const char *use, Str cookie, Str text, unsigned char out[MAC_BYTES]) {
    crypto_generichash_state st;
    unsigned char            key[crypto_generichash_BYTES];
    crypto_generichash(key, sizeof key, (const unsigned char *)cookie.p, cookie.n, (const unsigned char *)use,
                       strlen(use));
    crypto_generichash_init(&st, key, sizeof key, MAC_BYTES);
    crypto_generichash_update(&st, (const unsigned char *)text.p, text.n);
    crypto_generichash_final(&st, out, MAC_BYTES);
    sodium_memzero(key, sizeof key);
}

Str bytes_text(Arena *a, const unsigned char *p, size_t n) {
    size_t room = sodium_base64_ENCODED_LEN(n, BASE64);
    char  *out = arena_alloc(a, room);
    sodium_bin2base64(out, room, p, n, BASE64);
    return (Str){out, room - 1};
}

static bool decode(Str s, unsigned char *out, size_t room, size_t *ret_n) {
    const char *end;
    if (sodium_base642bin(out, room, s.p, s.n, NULL, ret_n, &end, BASE64) != 0) return false;
    return end == s.p + s.n;
}

Str csrf_make(Arena *a, Str cookie) {
    unsigned char out[2 * MAC_BYTES], *mask = out, *masked = out + MAC_BYTES;
    CHECK(cookie.n > 0);
    mac("rakaz csrf token", cookie, LIT(""), masked);
    secret_bytes(mask, MAC_BYTES);
    for (int i = 0; i < MAC_BYTES; i++) masked[i] ^= mask[i];
    return bytes_text(a, out, sizeof out);
}

bool csrf_check(Str token, Str cookie) {
    unsigned char in[2 * MAC_BYTES], want[MAC_BYTES];
    size_t        n;
    if (token.n != CSRF_CHARS || cookie.n == 0 || !decode(token, in, sizeof in, &n) || n != sizeof in) return false;
    for (int i = 0; i < MAC_BYTES; i++) in[i] ^= in[MAC_BYTES + i];
    mac("rakaz csrf token", cookie, LIT(""), want);
    return sodium_memcmp(in, want, MAC_BYTES) == 0;
}

/* Without "http://" or "https://". */
static Str origin_host(Str origin) {
    if (str_starts(origin, LIT("https://"))) return str_sub(origin, 8, origin.n);
    if (str_starts(origin, LIT("http://"))) return str_sub(origin, 7, origin.n);
    return (Str){0};
}

bool csrf_origin_ok(Str sec_fetch_site, Str origin, Str host, Str public_url) {
    if (sec_fetch_site.n && !str_eq(sec_fetch_site, LIT("same-origin")) && !str_eq(sec_fetch_site, LIT("none"))) {
        return false;
    }
    if (origin.n == 0) return true;
    if (public_url.n && str_eq(origin, public_url)) return true;
    Str from = origin_host(origin);
    return from.n > 0 && str_eq_nocase(from, host);
}

Str sealed_make(Arena *a, Str cookie, Str text) {
    unsigned char tag[MAC_BYTES];
    mac("rakaz seal", cookie, text, tag);
    Str body = bytes_text(a, (const unsigned char *)text.p, text.n), end = bytes_text(a, tag, sizeof tag);
    return arena_printf(a, "%.*s.%.*s", STR_ARG(body), STR_ARG(end));
}

bool sealed_open(Arena *a, Str cookie, Str sealed, Str *ret_text) {
    unsigned char tag[MAC_BYTES], want[MAC_BYTES];
    size_t        n;
    ptrdiff_t     dot = str_find_byte(sealed, '.');
    if (dot < 0 || cookie.n == 0) return false;
    if (!decode(str_sub(sealed, (size_t)dot + 1, sealed.n), tag, sizeof tag, &n) || n != sizeof tag) return false;
    unsigned char *text = arena_alloc(a, (size_t)dot + 1);
    if (!decode(str_sub(sealed, 0, (size_t)dot), text, (size_t)dot, &n)) return false;
    mac("rakaz seal", cookie, (Str){(char *)text, n}, want);
    if (sodium_memcmp(tag, want, sizeof tag) != 0) return false;
    *ret_text = (Str){(char *)text, n};
    return true;
}

Str secret_text(Arena *a) {
    unsigned char b[MAC_BYTES];
    secret_bytes(b, sizeof b);
    return bytes_text(a, b, sizeof b);
}
