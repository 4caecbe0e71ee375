#include "sheet/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <zip.h>

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

static void add(zip_t *z, const char *name, Str text) {
    assert_true(zip_file_add(z, name, zip_source_buffer(z, text.p, text.n, 0), 0) >= 0);
}

static Str pack(const char *manifest, const char *content) {
    zip_error_t   e;
    zip_source_t *src = zip_source_buffer_create(NULL, 0, 0, &e);
    zip_source_keep(src);
    zip_t *z = zip_open_from_source(src, ZIP_CREATE | ZIP_TRUNCATE, &e);
    assert_non_null(z);
    add(z, "mimetype", LIT("application/vnd.oasis.opendocument.spreadsheet"));
    add(z, "META-INF/manifest.xml", str_of(manifest));
    add(z, "content.xml", str_of(content));
    assert_int_equal(zip_close(z), 0);
    zip_stat_t st;
    zip_source_stat(src, &st);
    char *p = arena_alloc(&arena, st.size);
    zip_source_open(src);
    assert_int_equal(zip_source_read(src, p, st.size), (zip_int64_t)st.size);
    zip_source_close(src);
    zip_source_free(src);
    return (Str){p, st.size};
}

#define CELL(attributes, text) "<table:table-cell " attributes "><text:p>" text "</text:p></table:table-cell>"
static const char CONTENT[] =
    "<office:document-content><office:body><office:spreadsheet>"
    "<table:table table:name='Empty'><table:table-row table:number-rows-repeated='1048576'>"
    "<table:table-cell table:number-columns-repeated='1024'/></table:table-row></table:table>"
    "<table:table table:name='Data'><table:table-row>" CELL("office:value-type='string'", "name")
        CELL("office:value-type='string'", "a<text:s text:c='2'/>b") "</table:table-row>"
    "<table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='9'/>"
    "</table:table-row><table:table-row table:number-rows-repeated='2'>"
    CELL("office:value-type='float' office:value='1E3'", "1,000")
    CELL("office:value-type='date' office:date-value='2026-11-23T00:00:00'", "23.11.26")
    CELL("office:value-type='time' office:time-value='PT07H30M00S'", "7:30")
    CELL("office:value-type='boolean' office:boolean-value='true'", "TRUE")
    "<table:table-cell office:value-type='string' table:number-columns-repeated='2'><office:annotation><text:p>no"
    "</text:p></office:annotation><text:p>x</text:p><text:p>y</text:p></table:table-cell></table:table-row>"
    "<table:table-row table:visibility='collapse'>"
    CELL("table:number-columns-spanned='3' office:value-type='string'", "z")
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";

static void expect_row(Sheet *s, uint64_t number, const char *want) {
    SheetRow row;
    Buf      b;
    assert_int_equal(sheet_next(s, &row), OK);
    assert_int_equal(row.row, number);
    buf_init(&b, 1 << 16);
    for (uint32_t i = 0; i < row.n; i++) {
        if (i > 0) buf_byte(&b, '|');
        buf_add(&b, row.cells[i].s);
    }
    if (!str_eq(buf_str(&b), str_of(want))) fail_msg("row %llu: %.*s", (unsigned long long)number, (int)b.n, b.p);
    buf_release(&b);
}

static void test_typed_repeated_and_hidden_cells_are_read(void **state) {
    (void)state;
    SheetSource  src = {.fd = -1, .mem = pack("<m/>", CONTENT)};
    SheetOptions o = {0};
    SheetProblem why = {0};
    Sheet       *s;
    SheetRow     row;
    assert_int_equal(sheet_open(&arena, &src, &o, &s, &why), OK);
    assert_int_equal(sheet_info(s)->format, SHEET_ODS);
    assert_int_equal(sheet_info(s)->table, 1);
    assert_int_equal(sheet_info(s)->tables[1].rows, 7);
    assert_int_equal(sheet_info(s)->tables[1].columns, 6);
    expect_row(s, 1, "name|a  b");
    expect_row(s, 5, "1000|2026-11-23|07:30|1|x\ny|x\ny");
    expect_row(s, 6, "1000|2026-11-23|07:30|1|x\ny|x\ny");
    assert_int_equal(sheet_next(s, &row), OK);
    assert_true(row.row == 7 && (row.flags & ROW_HIDDEN) && row.cells[0].span == 3);
    assert_int_equal(sheet_next(s, &row), OK);
    assert_int_equal(row.row, 0);
    sheet_close(s);
}

static void test_a_locked_workbook_is_refused(void **state) {
    (void)state;
    SheetSource  src = {.fd = -1, .mem = pack("<m><encryption-data/></m>", CONTENT)};
    SheetOptions o = {0};
    SheetProblem why = {0};
    Sheet       *s;
    assert_int_equal(sheet_open(&arena, &src, &o, &s, &why), BAD_TYPE);
    assert_string_equal(why.key, "sheet.refused_locked");
}

static void test_a_cell_repeated_for_ever_is_refused(void **state) {
    (void)state;
    SheetSource src = {.fd = -1,
                       .mem = pack("<m/>", "<d><table:table table:name='A'><table:table-row>" CELL(
                                               "table:number-columns-repeated='16000' office:value-type='string'",
                                               "x") "</table:table-row></table:table></d>")};
    SheetOptions o = {0};
    SheetProblem why = {0};
    Sheet       *s;
    assert_int_equal(sheet_open(&arena, &src, &o, &s, &why), TOO_LARGE);
    assert_string_equal(why.key, "sheet.too_many_columns");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_typed_repeated_and_hidden_cells_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_locked_workbook_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_cell_repeated_for_ever_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
