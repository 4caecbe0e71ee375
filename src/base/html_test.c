/* html_test.c - escaping by place. */
#include "base/html.h"

#include "base/rand.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <jansson.h>
#include <cmocka.h>

static void put_is(void (*put)(Buf *, Str), Str in, const char *want) {
    Buf b;
    buf_init(&b, 1 << 16);
    put(&b, in);
    if (!str_eq(buf_str(&b), str_of(want))) fail_msg("%.*s became %.*s", STR_ARG(in), STR_ARG(buf_str(&b)));
    buf_release(&b);
}

static void test_put_text_escapes_markup_only(void **state) {
    (void)state;
    put_is(put_text, LIT("a<b>&\"c' שלום"), "a&lt;b&gt;&amp;\"c' שלום");
    put_is(put_text, LIT("<<"), "&lt;&lt;");
    put_is(put_text, LIT(""), "");
}

static void test_put_attr_escapes_quotes_too(void **state) {
    (void)state;
    put_is(put_attr, LIT("<\"'&>"), "&lt;&quot;&#39;&amp;&gt;");
    put_is(put_attr, LIT("ג'לג'וליה"), "ג&#39;לג&#39;וליה");
}

static void test_put_link_lets_only_safe_links_through(void **state) {
    (void)state;
    static const char *const good[] = {"/",
                                       "/places/0abc",
                                       "https://rakaz.example/",
                                       "HTTPS://rakaz.example/",
                                       "mailto:a@b.example",
                                       "tel:+972525550142",
                                       "#top",
                                       "?page=2",
                                       "/a?b=//c"};
    static const char *const bad[] = {
        "",       "//evil.example",  "http://a.example", "javascript:alert(1)", "data:text/html,x",
        " /a",    "/\\evil.example", "/\t/evil.example", "java\nscript:x",      "\x01javascript:x",
        "places", "https:/a",        "JaVaScRiPt:x",     "\\\\evil.example",    "/a\x7F"};
    for (size_t k = 0; k < sizeof good / sizeof good[0]; k++) put_is(put_link, str_of(good[k]), good[k]);
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) put_is(put_link, str_of(bad[k]), "#");
    put_is(put_link, LIT("/a?b=1&c=\"2\""), "/a?b=1&amp;c=&quot;2&quot;");
    put_is(put_link, (Str){"/a\0b", 4}, "#");
}

static void test_put_urlpart_encodes_everything_but_unreserved(void **state) {
    (void)state;
    put_is(put_urlpart, LIT("aZ09-._~"), "aZ09-._~");
    put_is(put_urlpart, LIT("a b/c?d&e=f+#%"), "a%20b%2Fc%3Fd%26e%3Df%2B%23%25");
    put_is(put_urlpart, LIT("ש"), "%D7%A9");
}

static void test_put_json_is_safe_inside_a_script(void **state) {
    (void)state;
    put_is(put_json, LIT("a\"\\\n\r\t\x01"), "\"a\\\"\\\\\\n\\r\\t\\u0001\"");
    put_is(put_json, LIT("</script>&"), "\"\\u003c/script\\u003e\\u0026\"");
    put_is(put_json, LIT("שלום\xE2\x80\xA8\xE2\x80\xA9"), "\"שלום\\u2028\\u2029\"");
    put_is(put_json, LIT("a\xFFz"), "\"a\\ufffdz\"");
    put_is(put_json, LIT(""), "\"\"");
}

static void test_put_json_comes_back_from_a_reader(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 11);
    for (int round = 0; round < 2000; round++) {
        char   raw[200];
        size_t n = 0;
        for (int k = 0; k < 40; k++) {
            uint32_t c = (uint32_t)rng_below(&r, rng_below(&r, 2) ? 0x80 : 0x11000);
            if (c >= 0xD800 && c <= 0xDFFF) c = '"';
            n += utf8_put(raw + n, c);
        }
        Buf b;
        buf_init(&b, 1 << 16);
        put_json(&b, (Str){raw, n});
        json_t *j = json_loadb(b.p, b.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        assert_non_null(j);
        assert_true(str_eq((Str){json_string_value(j), json_string_length(j)}, (Str){raw, n}));
        json_decref(j);
        buf_release(&b);
    }
}

static void test_put_text_and_attr_leave_no_way_out(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 12);
    for (int round = 0; round < 5000; round++) {
        char raw[40];
        for (size_t k = 0; k < sizeof raw; k++) raw[k] = "<>&\"'ab/= \n\x80"[rng_below(&r, 12)];
        Buf b;
        buf_init(&b, 1 << 16);
        put_attr(&b, (Str){raw, sizeof raw});
        for (size_t i = 0; i < b.n; i++) assert_null(strchr("<>\"'", b.p[i]));
        buf_clear(&b);
        put_text(&b, (Str){raw, sizeof raw});
        assert_int_equal(str_find_byte(buf_str(&b), '<'), -1);
        assert_int_equal(str_find_byte(buf_str(&b), '>'), -1);
        buf_release(&b);
    }
}

static void test_put_html_is_untouched(void **state) {
    (void)state;
    Buf b;
    buf_init(&b, 100);
    put_html(&b, (Html){LIT("<b>x</b>")});
    assert_true(str_eq(buf_str(&b), LIT("<b>x</b>")));
    buf_release(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_put_text_escapes_markup_only),
        cmocka_unit_test(test_put_attr_escapes_quotes_too),
        cmocka_unit_test(test_put_link_lets_only_safe_links_through),
        cmocka_unit_test(test_put_urlpart_encodes_everything_but_unreserved),
        cmocka_unit_test(test_put_json_is_safe_inside_a_script),
        cmocka_unit_test(test_put_json_comes_back_from_a_reader),
        cmocka_unit_test(test_put_text_and_attr_leave_no_way_out),
        cmocka_unit_test(test_put_html_is_untouched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
