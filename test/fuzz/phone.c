/* phone.c - a phone number that was read is E.164, and shown and read again the same; so is money. */
#include "base/check.h"
#include "base/utf8.h"
#include "lang/show.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_phone(Str typed, Buf *b) {
    Reader r = {.lang = LANG_AR, .phone_home = "972"};
    char   e164[20], back[20];
    bool   repaired;
    if (!phone_parse(typed, "972", e164, &repaired)) return;
    size_t digits = strspn(e164 + 1, "0123456789");
    CHECK(e164[0] == '+' && e164[1] != '0' && e164[1 + digits] == 0 && digits >= 8 && digits <= 15);
    buf_clear(b);
    plain_phone(b, &r, str_of(e164));
    CHECK(phone_parse(buf_str(b), "972", back, &repaired) && !repaired && strcmp(back, e164) == 0);
}

static void check_money(Str typed, Buf *b) {
    Reader  r = {.lang = LANG_HE};
    int64_t minor, back;
    if (!money_parse(typed, &minor)) return;
    Arena a;
    arena_init(&a, 1 << 16);
    buf_clear(b);
    plain_money(b, &r, minor, "ILS");
    CHECK(money_parse(utf8_clean_line(&a, buf_str(b)), &back) && back == minor);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    Buf b;
    buf_init(&b, 1000);
    check_phone((Str){(const char *)data, n}, &b);
    check_money((Str){(const char *)data, n}, &b);
    buf_release(&b);
    return 0;
}
