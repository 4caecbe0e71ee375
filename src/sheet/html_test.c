#include "sheet/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static Arena arena;

static int setup(void **state) {
    (void)state;
    arena_init(&arena, 64 << 20);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static void expect_table(const char *page, int table, const char *want) {
    SheetSource  src = {.fd = -1, .mem = str_of(page)};
    SheetOptions o = {.table = table};
    SheetProblem why = {0};
    Sheet       *s;
    SheetRow     row;
    Buf          b;
    buf_init(&b, 1 << 16);
    Fault f = sheet_open(&arena, &src, &o, &s, &why);
    if (f != OK) fail_msg("%s", why.key);
    assert_int_equal(sheet_info(s)->format, SHEET_HTML);
    while ((f = sheet_next(s, &row)) == OK && row.row != 0) {
        for (uint32_t i = 0; i < row.n; i++) {
            if (i > 0) buf_byte(&b, '|');
            buf_add(&b, row.cells[i].s);
        }
        buf_byte(&b, '/');
    }
    assert_int_equal(f, OK);
    if (!str_eq(buf_str(&b), str_of(want))) fail_msg("%.*s\nnot %s", (int)b.n, b.p, want);
    sheet_close(s);
    buf_release(&b);
}

static void test_rows_and_cells_are_read_with_or_without_end_tags(void **state) {
    (void)state;
    expect_table("<html><body><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", 0,
                 "a|b/1|2/");
    expect_table("<TABLE border=1><TR><TD>a<TD>b<TR><TD>1<TD>2</TABLE>", 0, "a|b/1|2/");
    expect_table("<table><thead><tr><td>a</thead><tbody><tr><td>1</td></tr></tbody>", 0, "a/1/");
}

static void test_spans_keep_columns_in_their_place(void **state) {
    (void)state;
    expect_table("<table><tr><td rowspan=2>a<td colspan=2>b<td>c</tr><tr><td>d<td>e<td>f</tr><tr><td>g</table>", 0,
                 "a|b||c/|d|e|f/g/");
    expect_table("<table><tr><td colspan=''>a<td colspan='x'>b<td colspan=>c</table>", 0, "a|b|c/");
}

static void test_texts_are_decoded_and_hidden_ones_left_out(void **state) {
    (void)state;
    expect_table("<table><tr><td> a&nbsp;&amp;\n  b &#1488;&#x5d1; &bogus; </td><td>x<br>y<p>z</p></td>"
                 "<td><span style=\"display:none\">key<span>in</span></span>shown<script>no()</script><!-- no --></td>"
                 "</table>",
                 0, "a & b \u05d0\u05d1 &bogus;|x\ny\nz|shown/");
    expect_table("<table><tr><td title='a>b'>1</td><td>1 < 2</td></table>", 0, "1|1 < 2/");
}

static void test_the_largest_table_is_read_and_inner_ones_are_text(void **state) {
    (void)state;
    static const char PAGE[] = "<table><tr><td>menu</td></tr></table><table><tr><td>a<td>b</tr><tr><td>1<td>"
                               "<table><tr><td>in<td>ner</table></tr></table>";
    expect_table(PAGE, 0, "a|b/1|in ner/");
    expect_table(PAGE, 1, "menu/");
    expect_table(PAGE, 3, "in|ner/");
}

static void test_a_page_without_a_table_is_refused(void **state) {
    (void)state;
    SheetSource  src = {.fd = -1, .mem = LIT("<html><body>hello</body></html>")};
    SheetOptions o = {0};
    SheetProblem why = {0};
    Sheet       *s;
    assert_int_equal(sheet_open(&arena, &src, &o, &s, &why), BAD_FILE);
    assert_string_equal(why.key, "sheet.no_table");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rows_and_cells_are_read_with_or_without_end_tags, setup, teardown),
        cmocka_unit_test_setup_teardown(test_spans_keep_columns_in_their_place, setup, teardown),
        cmocka_unit_test_setup_teardown(test_texts_are_decoded_and_hidden_ones_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_largest_table_is_read_and_inner_ones_are_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_page_without_a_table_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
