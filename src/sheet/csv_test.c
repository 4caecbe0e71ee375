#include "sheet/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <unistd.h>

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

/* Rows as "cell|cell\n", so that a test reads like the file. */
static Fault read_rows(Str text, const SheetOptions *o, Buf *out, SheetProblem *why, uint32_t *ret_flags) {
    SheetSource src = {.fd = -1, .mem = text};
    Sheet      *s;
    Fault       f = sheet_open(&arena, &src, o, &s, why);
    *ret_flags = 0;
    if (f != OK) return f;
    for (SheetRow row; (f = sheet_next(s, &row)) == OK && row.row != 0;) {
        *ret_flags |= row.flags;
        for (uint32_t i = 0; i < row.n; i++) {
            if (i > 0) buf_byte(out, '|');
            buf_add(out, row.cells[i].s);
        }
        buf_lit(out, "/");
    }
    sheet_close(s);
    return f;
}

static uint32_t expect_rows_with(Str text, const SheetOptions *o, const char *want) {
    Buf          b;
    SheetProblem why = {0};
    uint32_t     flags;
    buf_init(&b, 1 << 20);
    Fault f = read_rows(text, o, &b, &why, &flags);
    if (f != OK) fail_msg("%.*s: %s %s", STR_ARG(text), fault_name(f), why.key);
    if (!str_eq(buf_str(&b), str_of(want))) fail_msg("%.*s\ngave %.*s\nnot  %s", STR_ARG(text), (int)b.n, b.p, want);
    buf_release(&b);
    return flags;
}

static uint32_t expect_rows(const char *text, const char *want) {
    SheetOptions o = {0};
    return expect_rows_with(str_of(text), &o, want);
}

static void test_rows_of_rfc_4180_are_read(void **state) {
    (void)state;
    expect_rows("a,b,c\r\n1,2,3\r\n", "a|b|c/1|2|3/");
    expect_rows("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", "a|b/x, y|say \"hi\"/");
    expect_rows("a,b\n\"two\r\nlines\",2\n", "a|b/two\nlines|2/");
    expect_rows("a,b\n1,2", "a|b/1|2/");
    expect_rows("a,b,c\n,,\n\n1,,3\n", "a|b|c///1||3/");
}

static void test_line_ends_of_all_machines_are_read(void **state) {
    (void)state;
    expect_rows("a,b\r1,2\r3,4\r", "a|b/1|2/3|4/");
    expect_rows("a,b\n1,2\r\n3,4\r5,6", "a|b/1|2/3|4/5|6/");
    expect_rows("a,b\r\r\n1,2\r\r\n", "a|b/1|2/");
}

static void test_separators_are_found_by_even_rows(void **state) {
    (void)state;
    expect_rows("a;b;c\n1,5;2,5;3\n4,5;5,5;6\n", "a|b|c/1,5|2,5|3/4,5|5,5|6/");
    expect_rows("a\tb, c\n1\t2, 3\n", "a|b, c/1|2, 3/");
    expect_rows("a|b\n1|2\n", "a|b/1|2/");
    expect_rows("sep=;\na,b;c\n1,2;3\n", "a,b|c/1,2|3/");
    expect_rows("Title; of the list\n\nname,phone,town\na,1,x\nb,2,y\nc,3,z\n",
                "Title; of the list//name|phone|town/a|1|x/b|2|y/c|3|z/");
}

static void test_quotes_inside_words_are_letters(void **state) {
    (void)state;
    expect_rows("name,town\nshop a\"b,x\n", "name|town/shop a\"b|x/");
    uint32_t flags = expect_rows("name,town\n\"shop a\"b\",x\n", "name|town/shop a\"b|x/");
    assert_true(flags & ROW_ODD_QUOTE);
    expect_rows("name,town\n \"quoted, cell\" ,x\n", "name|town/quoted, cell|x/");
}

static void test_a_quote_never_closed_costs_one_row_only(void **state) {
    (void)state;
    uint32_t flags = expect_rows("a,b\n\"x,1\ny,2\nz,3\n", "a|b/\"x|1/y|2/z|3/");
    assert_true(flags & ROW_OPEN_QUOTE);
    flags = expect_rows("a,b\n\"x,1\ny,2\nz \"w\" v,3\nu,4\n", "a|b/\"x|1/y|2/z \"w\" v|3/u|4/");
    assert_true(flags & ROW_OPEN_QUOTE);
}

static void test_an_unclosed_quote_in_every_row_stays_cheap(void **state) {
    (void)state;
    Buf b, out;
    buf_init(&b, 8 << 20);
    buf_init(&out, 64 << 20);
    for (int i = 0; i < 300000; i++) buf_lit(&b, "\"aa,1\n");
    SheetOptions o = {0};
    SheetProblem why = {0};
    uint32_t     flags;
    assert_int_equal(read_rows(buf_str(&b), &o, &out, &why, &flags), OK);
    buf_release(&b);
    buf_release(&out);
}

static void test_nul_bytes_are_dropped_and_told(void **state) {
    (void)state;
    SheetOptions o = {0};
    uint32_t     flags = expect_rows_with((Str){"name,town\na\0b,1\nlonger text here,2\nand another one,3\n", 52}, &o,
                                          "name|town/ab|1/longer text here|2/and another one|3/");
    assert_true(flags & ROW_NUL);
}

static Fault fault_of(Str text, SheetLimits l, SheetProblem *why) {
    SheetOptions o = {.limits = l};
    Buf          b;
    uint32_t     flags;
    buf_init(&b, 64 << 20);
    Fault f = read_rows(text, &o, &b, why, &flags);
    buf_release(&b);
    return f;
}

static void test_every_limit_refuses_with_its_place(void **state) {
    (void)state;
    SheetProblem why = {0};
    assert_int_equal(fault_of(LIT("a,b\n1,2\n1,2,3\n"), (SheetLimits){.columns_max = 2}, &why), TOO_LARGE);
    assert_string_equal(why.key, "sheet.too_many_columns");
    assert_int_equal(why.row, 3);
    assert_int_equal(why.column, 3);
    assert_int_equal(fault_of(LIT("a,b\n1,2\n1,2,,,\n"), (SheetLimits){.columns_max = 2}, &why), OK);
    assert_int_equal(fault_of(LIT("a,b\n1,22222222\n"), (SheetLimits){.cell_bytes_max = 4}, &why), TOO_LARGE);
    assert_string_equal(why.key, "sheet.cell_too_long");
    assert_int_equal(why.column, 2);
    assert_int_equal(fault_of(LIT("a,b\n1,2\n3,4\n"), (SheetLimits){.rows_max = 2}, &why), TOO_LARGE);
    assert_string_equal(why.key, "sheet.too_many_rows");
    assert_int_equal(fault_of(LIT("a,b\n1,2\n3,4\n"), (SheetLimits){.file_bytes_max = 5}, &why), TOO_LARGE);
    assert_string_equal(why.key, "sheet.file_too_large");
}

static void test_one_endless_cell_is_refused_in_bounded_memory(void **state) {
    (void)state;
    static char big[8 << 20];
    memset(big, 'x', sizeof big);
    memcpy(big, "a,b\n", 4);
    SheetProblem why = {0};
    assert_int_equal(fault_of((Str){big, sizeof big}, (SheetLimits){0}, &why), TOO_LARGE);
    assert_string_equal(why.key, "sheet.cell_too_long");
    assert_int_equal(why.row, 2);
    big[4] = '"';
    assert_int_equal(fault_of((Str){big, sizeof big}, (SheetLimits){0}, &why), TOO_LARGE);
    assert_int_equal(why.row, 2);
}

static void test_rows_know_their_line_in_the_file(void **state) {
    (void)state;
    SheetSource  src = {.fd = -1, .mem = LIT("a,b\n\"1\n2\n3\",x\ny,z\n")};
    SheetOptions o = {0};
    SheetProblem why = {0};
    Sheet       *s;
    SheetRow     row;
    assert_int_equal(sheet_open(&arena, &src, &o, &s, &why), OK);
    uint64_t lines[3];
    for (int i = 0; i < 3; i++) {
        assert_int_equal(sheet_next(s, &row), OK);
        assert_int_equal(row.row, i + 1);
        lines[i] = row.line;
    }
    assert_int_equal(lines[1], 2);
    assert_int_equal(lines[2], 5);
    assert_int_equal(sheet_next(s, &row), OK);
    assert_int_equal(row.row, 0);
    assert_int_equal(sheet_permille(s), 1000);
    sheet_close(s);
}

static void test_a_file_reads_the_same_as_memory(void **state) {
    (void)state;
    char path[] = "/tmp/sheet-csv-XXXXXX";
    int  fd = mkstemp(path);
    assert_true(fd >= 0);
    unlink(path);
    Buf b;
    buf_init(&b, 16 << 20);
    /* Names in Hebrew come only after the first 256 KiB, in windows-1255. */
    for (int i = 0; i < 40000; i++) buf_printf(&b, "%d,plain name,%d\r\n", i, i * 7);
    for (int i = 0; i < 40000; i++) buf_printf(&b, "%d,\xF9\xEC\xE5\xED \xF2\xE5\xEC\xED,%d\r\n", i, i * 7);
    assert_int_equal(write(fd, b.p, b.n), (ssize_t)b.n);
    SheetSource  from[2] = {{.fd = fd}, {.fd = -1, .mem = buf_str(&b)}};
    SheetOptions o = {0};
    SheetProblem why = {0};
    for (int k = 0; k < 2; k++) {
        Sheet   *s;
        SheetRow row;
        uint64_t rows = 0;
        assert_int_equal(sheet_open(&arena, &from[k], &o, &s, &why), OK);
        assert_int_equal(sheet_info(s)->charset, CHARSET_WINDOWS_1255);
        while (sheet_next(s, &row) == OK && row.row != 0) {
            rows++;
            assert_int_equal(row.n, 3);
            if (rows < 80000) continue;
            assert_true(str_eq(row.cells[1].s, LIT("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd")));
        }
        assert_int_equal(rows, 80000);
        sheet_close(s);
    }
    buf_release(&b);
    close(fd);
}

static void test_double_decoded_and_visual_files_come_out_clean(void **state) {
    (void)state;
    static const char *const NAMES[] = {"he_mojibake_cp1252.csv", "he_visual_8859_8.csv", "he_businesses_cp862.csv"};
    for (int k = 0; k < 3; k++) {
        char path[256];
        snprintf(path, sizeof path, "test/data/sheet/%s", NAMES[k]);
        SheetSource  src = {.fd = open(path, O_RDONLY)};
        SheetOptions o = {0};
        SheetProblem why = {0};
        Sheet       *s;
        SheetRow     row;
        assert_true(src.fd >= 0);
        assert_int_equal(sheet_open(&arena, &src, &o, &s, &why), OK);
        assert_int_equal(sheet_next(s, &row), OK);
        assert_true(str_eq(row.cells[0].s, LIT("\u05e9\u05dd \u05d4\u05e2\u05e1\u05e7")));
        sheet_close(s);
        close(src.fd);
    }
}

static void test_what_is_not_a_table_is_refused_with_a_sentence(void **state) {
    (void)state;
    static const struct {
        Str         bytes;
        Fault       fault;
        const char *key;
    } CASES[] = {
        {{"", 0}, BAD_TYPE, "sheet.refused_empty"},
        {{"\xEF\xBB\xBF \n", 5}, BAD_TYPE, "sheet.refused_empty"},
        {{"%PDF-1.7 ...", 12}, BAD_TYPE, "sheet.refused_document"},
        {{"\x89PNG\r\n\x1a\n", 8}, BAD_TYPE, "sheet.refused_document"},
        {{"\x09\x08\x10\x00\x00\x06", 6}, BAD_TYPE, "sheet.refused_xls"},
        {{"BEGIN:VCALENDAR\r\n", 17}, BAD_TYPE, "sheet.refused_calendar"},
        {{"<?xml version=\"1.0\"?><kml><Document/></kml>", 41}, BAD_TYPE, "sheet.refused_binary"},
        {{"BEGIN:VALARM\r\nTRIGGER:-PT30M\r\n", 31}, BAD_TYPE, "sheet.refused_calendar"},
        {{"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22}, BAD_TYPE, "sheet.refused_zip"},
        {{"\x01\x02\x03\x04\x05\x06\x07\x08\x10\x11\x12", 11}, BAD_TYPE, "sheet.refused_binary"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        SheetProblem why = {0};
        assert_int_equal(fault_of(CASES[i].bytes, (SheetLimits){0}, &why), CASES[i].fault);
        assert_string_equal(why.key, CASES[i].key);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rows_of_rfc_4180_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_line_ends_of_all_machines_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_separators_are_found_by_even_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(test_quotes_inside_words_are_letters, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_quote_never_closed_costs_one_row_only, setup, teardown),
        cmocka_unit_test_setup_teardown(test_an_unclosed_quote_in_every_row_stays_cheap, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nul_bytes_are_dropped_and_told, setup, teardown),
        cmocka_unit_test_setup_teardown(test_every_limit_refuses_with_its_place, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_endless_cell_is_refused_in_bounded_memory, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rows_know_their_line_in_the_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_file_reads_the_same_as_memory, setup, teardown),
        cmocka_unit_test_setup_teardown(test_double_decoded_and_visual_files_come_out_clean, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_not_a_table_is_refused_with_a_sentence, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
