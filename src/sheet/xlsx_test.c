#include "sheet/sheet.h"
#include "sheet/xlsx.h"

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

typedef struct Part {
    const char *name;
    Str         text;
} Part;

/* An archive of the parts, in the arena. */
static Str pack(const Part *parts, size_t n) {
    zip_error_t   e;
    zip_source_t *src = zip_source_buffer_create(NULL, 0, 0, &e);
    zip_source_keep(src);
    zip_t *z = zip_open_from_source(src, ZIP_CREATE | ZIP_TRUNCATE, &e);
    assert_non_null(z);
    for (size_t i = 0; i < n; i++)
        assert_true(zip_file_add(z, parts[i].name, zip_source_buffer(z, parts[i].text.p, parts[i].text.n, 0), 0) >= 0);
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

#define BOOK_RELS                                                                                                      \
    "<Relationships>"                                                                                                  \
    "<Relationship Id='r1' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/>"                                 \
    "<Relationship Id='r2' Type='http://x/worksheet' Target='/xl/worksheets/sheet2.xml'/>"                             \
    "<Relationship Id='r3' Type='http://x/sharedStrings' Target='sharedStrings.xml'/>"                                 \
    "<Relationship Id='r4' Type='http://x/styles' Target='styles.xml'/></Relationships>"
#define BOOK "<workbook><sheets><sheet name='One' r:id='r1'/></sheets></workbook>"
#define STYLES                                                                                                         \
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='[$-1010000]d/m/yyyy;@'/>"                                 \
    "<numFmt numFmtId='165' formatCode='[Red]0.00'/></numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"        \
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='20'/>"        \
    "<xf numFmtId='22'/></cellXfs></styleSheet>"
#define STRINGS                                                                                                        \
    "<sst><si><t>plain</t></si><si><r><t>ri</t></r><r><t xml:space='preserve'>ch </t></r>"                             \
    "<rPh><t>no</t></rPh></si><si><t>a_x000D_\nb_x0041_</t></si></sst>"

static Str book_with(const char *book, const char *sheet1, const char *sheet2) {
    Part parts[] = {{"xl/workbook.xml", str_of(book)},
                    {"xl/_rels/workbook.xml.rels", LIT(BOOK_RELS)},
                    {"xl/styles.xml", LIT(STYLES)},
                    {"xl/sharedStrings.xml", LIT(STRINGS)},
                    {"xl/worksheets/sheet1.xml", str_of(sheet1)},
                    {"xl/worksheets/sheet2.xml", str_of(sheet2)}};
    return pack(parts, sheet2[0] ? 6 : 5);
}

static Sheet *open_mem(Str file, const SheetOptions *o) {
    SheetSource         src = {.fd = -1, .mem = file};
    static SheetProblem why;
    Sheet              *s = NULL;
    Fault               f = sheet_open(&arena, &src, o, &s, &why);
    if (f != OK) fail_msg("%s %s", fault_name(f), why.key);
    return s;
}

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

static const SheetOptions DEFAULTS;

static void test_cells_of_every_type_are_text_as_a_person_sees_it(void **state) {
    (void)state;
    Sheet *s = open_mem(book_with(BOOK,
                                  "<worksheet><dimension ref='A1:F4'/><sheetData>"
                                  "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
                                  "<c r='D1' t='inlineStr'><is><t>in</t></is></c><c t='s'><v>2</v></c></row>"
                                  "<row r='3'><c r='A3'><v>100000</v></c><c r='B3'><v>1E5</v></c>"
                                  "<c r='C3'><v>0.30000000000000004</v></c><c r='D3' t='b'><v>1</v></c>"
                                  "<c r='E3' t='e'><v>#N/A</v></c><c r='F3' t='str'><f>A1</f><v>x</v></c></row>"
                                  "<row><c><v>501234567</v></c><c><f>1+1</f></c><c><v>1.5E-7</v></c></row>"
                                  "</sheetData></worksheet>",
                                  ""),
                        &DEFAULTS);
    expect_row(s, 1, "plain|rich ||in|a\nbA");
    expect_row(s, 3, "100000|100000|0.3|1|#N/A|x");
    expect_row(s, 4, "501234567||0.00000015");
    SheetRow row;
    assert_int_equal(sheet_next(s, &row), OK);
    assert_int_equal(row.row, 0);
    size_t        n;
    const Remark *r = sheet_remarks(s, &n);
    assert_int_equal(n, 2);
    assert_int_equal(r[0].kind, REMARK_UNCOMPUTED);
    assert_int_equal(r[1].kind, REMARK_CELL_ERROR);
    sheet_close(s);
}

static void test_dates_are_told_by_their_style(void **state) {
    (void)state;
    Sheet *s = open_mem(book_with(BOOK,
                                  "<worksheet><sheetData><row r='1'><c s='1'><v>44927</v></c>"
                                  "<c s='2'><v>44927.3125</v></c><c s='3'><v>44927</v></c><c s='4'><v>0.3125</v></c>"
                                  "<c s='5'><v>44927.5</v></c><c t='d'><v>2026-11-23T00:00:00</v></c></row>"
                                  "</sheetData></worksheet>",
                                  ""),
                        &DEFAULTS);
    SheetRow row;
    expect_row(s, 1, "2023-01-01|2023-01-01T07:30|44927|07:30|2023-01-01T12:00|2026-11-23");
    assert_int_equal(sheet_next(s, &row), OK);
    sheet_close(s);
    assert_int_equal(xlsx_format_kind(LIT("General")), NUMBER_PLAIN);
    assert_int_equal(xlsx_format_kind(LIT("0.00E+00")), NUMBER_PLAIN);
    assert_int_equal(xlsx_format_kind(LIT("#,##0 \"days\"")), NUMBER_PLAIN);
    assert_int_equal(xlsx_format_kind(LIT("mmm-yy")), NUMBER_DATE);
    assert_int_equal(xlsx_format_kind(LIT("[h]:mm")), NUMBER_TIME);
    assert_int_equal(xlsx_format_kind(LIT("dd\\.mm\\.yyyy hh:mm")), NUMBER_DATE_TIME);
}

static void test_merged_and_hidden_are_told(void **state) {
    (void)state;
    static const char MERGED[] = "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>top</t></is></c>"
                                 "</row><row r='2' hidden='1'><c r='A2'><v>1</v></c></row></sheetData>"
                                 "<mergeCells><mergeCell ref='A1:C1'/></mergeCells></worksheet>";
    Sheet   *s = open_mem(book_with(BOOK, MERGED, ""), &DEFAULTS);
    SheetRow row;
    assert_int_equal(sheet_next(s, &row), OK);
    assert_true(row.cells[0].flags & CELL_MERGED);
    assert_int_equal(row.cells[0].span, 3);
    assert_int_equal(sheet_next(s, &row), OK);
    assert_true(row.flags & ROW_HIDDEN);
    sheet_close(s);
}

static const char *const TWO = "<workbook><sheets><sheet name='One' r:id='r1'/><sheet name='Two' state='hidden' "
                               "r:id='r2'/></sheets></workbook>";
static const char *const EMPTY_SHEET = "<worksheet><sheetData></sheetData></worksheet>";
static const char *const ONE_CELL = "<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>";

static void test_the_first_sheet_with_rows_is_read_unless_chosen(void **state) {
    (void)state;
    Sheet *s = open_mem(book_with("<workbook><sheets><sheet name='One' r:id='r1'/><sheet name='Two' r:id='r2'/>"
                                  "</sheets></workbook>",
                                  EMPTY_SHEET, ONE_CELL),
                        &DEFAULTS);
    assert_int_equal(sheet_info(s)->n_tables, 2);
    assert_int_equal(sheet_info(s)->table, 1);
    assert_true(str_eq(sheet_info(s)->tables[1].name, LIT("Two")));
    expect_row(s, 1, "7");
    sheet_close(s);
    s = open_mem(book_with(TWO, ONE_CELL, ONE_CELL), &(SheetOptions){.table = 2});
    assert_true(sheet_info(s)->tables[1].hidden);
    assert_int_equal(sheet_info(s)->table, 1);
    sheet_close(s);
    s = open_mem(book_with(TWO, ONE_CELL, ONE_CELL), &DEFAULTS);
    size_t n;
    assert_int_equal(sheet_remarks(s, &n)[0].kind, REMARK_HIDDEN_TABLE);
    sheet_close(s);
}

static void expect_refused(Str file, SheetOptions o, Fault fault, const char *key) {
    SheetSource  src = {.fd = -1, .mem = file};
    SheetProblem why = {0};
    Sheet       *s = NULL;
    Fault        f = sheet_open(&arena, &src, &o, &s, &why);
    SheetRow     row;
    if (f == OK) {
        while ((f = sheet_next(s, &row)) == OK && row.row != 0) continue;
        sheet_close(s);
    }
    if (f != fault || strcmp(why.key, key) != 0) fail_msg("%s %s", fault_name(f), why.key ? why.key : "");
}

static void test_attacks_are_refused(void **state) {
    (void)state;
    expect_refused(book_with(BOOK, "<!DOCTYPE x [<!ENTITY e 'boom'>]><worksheet>&e;</worksheet>", ""), DEFAULTS,
                   BAD_FILE, "sheet.unsafe_xml");
    expect_refused(book_with(BOOK, "<worksheet><sheetData><row><c><v>7</v>", ""), DEFAULTS, BAD_FILE, "sheet.damaged");
    expect_refused(book_with(BOOK, ONE_CELL, ""), (SheetOptions){.table = 9}, BAD_FILE, "sheet.no_such_sheet");
    expect_refused(book_with("<workbook/>", ONE_CELL, ""), DEFAULTS, BAD_FILE, "sheet.no_sheets");
    static const char WIDE[] = "<worksheet><sheetData><row><c r='ZZ1'><v>1</v></c></row></sheetData></worksheet>";
    expect_refused(book_with(BOOK, WIDE, ""),
                   (SheetOptions){.limits.columns_max = 100}, TOO_LARGE, "sheet.too_many_columns");
    expect_refused(book_with(BOOK, ONE_CELL, ""), (SheetOptions){.limits.shared_strings_max = 2}, TOO_LARGE,
                   "sheet.too_many_strings");
    Buf deep;
    buf_init(&deep, 1 << 20);
    for (int i = 0; i < 1000; i++) buf_lit(&deep, "<a>");
    buf_byte(&deep, '\0');
    expect_refused(book_with(BOOK, deep.p, ""), DEFAULTS, BAD_FILE, "sheet.damaged");
    buf_release(&deep);
}

static void test_a_zip_bomb_is_refused(void **state) {
    (void)state;
    size_t n = 64 << 20;
    char  *big = malloc(n + 1);
    assert_non_null(big);
    memset(big, ' ', n);
    big[n] = '\0';
    static const char HEAD[] = "<worksheet><sheetData><row><c><v>7</v></c>";
    memcpy(big, HEAD, sizeof HEAD - 1);
    Str file = book_with(BOOK, big, "");
    free(big);
    expect_refused(file, DEFAULTS, TOO_LARGE, "sheet.zip_bomb");
    expect_refused(file, (SheetOptions){.limits.inflated_bytes_max = 1 << 20}, TOO_LARGE, "sheet.inflates_too_much");
}

static void test_many_shared_strings_spill_and_come_back(void **state) {
    (void)state;
    Sheet  *s = open_mem(book_with(BOOK, ONE_CELL, ""), &DEFAULTS);
    Strings t;
    Buf     b;
    strings_init(&t, &s->o.limits);
    buf_init(&b, 1 << 12);
    for (int i = 0; i < 400000; i++) {
        buf_clear(&b);
        buf_printf(&b, "string number %d with some text behind it so that it has a length of its own, %d", i, i * 7);
        assert_int_equal(strings_add(s, &t, buf_str(&b)), OK);
    }
    assert_true(t.fd >= 0);
    for (int k = 0; k < 400000; k += 997) {
        int i = k % 2 ? k : 399999 - k;
        buf_clear(&b);
        buf_printf(&b, "string number %d with some text behind it so that it has a length of its own, %d", i, i * 7);
        assert_true(str_eq(strings_get(&t, (uint64_t)i), buf_str(&b)));
    }
    assert_int_equal(strings_get(&t, 400000).n, 0);
    buf_release(&b);
    strings_release(&t);
    sheet_close(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cells_of_every_type_are_text_as_a_person_sees_it, setup, teardown),
        cmocka_unit_test_setup_teardown(test_dates_are_told_by_their_style, setup, teardown),
        cmocka_unit_test_setup_teardown(test_merged_and_hidden_are_told, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_first_sheet_with_rows_is_read_unless_chosen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_attacks_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_zip_bomb_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many_shared_strings_spill_and_come_back, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
