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

/* "column=value" of every filled cell, a line a card. */
static void expect_cards(const char *text, const char *want) {
    SheetSource  src = {.fd = -1, .mem = str_of(text)};
    SheetOptions o = {0};
    SheetProblem why = {0};
    Sheet       *s;
    SheetRow     row;
    Str          names[64];
    Buf          b;
    buf_init(&b, 1 << 16);
    assert_int_equal(sheet_open(&arena, &src, &o, &s, &why), OK);
    assert_int_equal(sheet_info(s)->format, SHEET_VCARD);
    assert_int_equal(sheet_next(s, &row), OK);
    assert_true(row.flags & ROW_HEADER);
    for (uint32_t i = 0; i < row.n; i++) names[i] = arena_copy(&arena, row.cells[i].s);
    while (sheet_next(s, &row) == OK && row.row != 0) {
        for (uint32_t i = 0; i < row.n; i++)
            if (row.cells[i].s.n > 0) buf_printf(&b, "%.*s=%.*s;", STR_ARG(names[i]), STR_ARG(row.cells[i].s));
        buf_byte(&b, '\n');
    }
    if (!str_eq(buf_str(&b), str_of(want))) fail_msg("%.*s\nnot %s", (int)b.n, b.p, want);
    sheet_close(s);
    buf_release(&b);
}

static void test_cards_of_version_three_are_read(void **state) {
    (void)state;
    expect_cards("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dana Demo\r\nN:Demo;Dana;;;\r\nORG:Demo Ltd;Sales\r\n"
                 "item1.TEL;TYPE=CELL:050-5550101\r\nTEL;TYPE=WORK,VOICE:08-5550102\r\n"
                 "EMAIL:dana@\r\n example.org\r\nADR:;;Oak 1;Arad;;80700;\r\nNOTE:one\\, two\\nthree\r\n"
                 "GEO:31.2;34.8\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB\r\nEND:VCARD\r\n",
                 "name=Dana Demo;first name=Dana;last name=Demo;organisation=Demo Ltd;department=Sales;"
                 "mobile=050-5550101;phone=08-5550102;email=dana@example.org;address=Oak 1;locality=Arad;"
                 "postcode=80700;note=one, two\nthree;latitude=31.2;longitude=34.8;\n");
}

static void test_old_cards_with_quoted_printable_are_read(void **state) {
    (void)state;
    expect_cards("BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D7=93=D7=92;=D7=9E=\n=D7=94\n"
                 "TEL;HOME:03-5550103\nTEL;HOME:03-5550103\n"
                 "ORG;CHARSET=windows-1255;ENCODING=QUOTED-PRINTABLE:=F9=EC=E5=ED\nEND:VCARD\n",
                 "name=\u05de\u05d4 \u05d3\u05d2;first name=\u05de\u05d4;last name=\u05d3\u05d2;"
                 "organisation=\u05e9\u05dc\u05d5\u05dd;phone=03-5550103;\n");
}

static void test_new_cards_with_links_are_read(void **state) {
    (void)state;
    expect_cards("BEGIN:VCARD\nVERSION:4.0\nFN:A\nTEL;VALUE=uri;TYPE=\"voice,cell\":tel:+972-50-5550104;ext=5\n"
                 "EMAIL:mailto:a@example.org\nGEO:geo:31.5,34.5\nBDAY:19800203\nEND:VCARD\n",
                 "name=A;mobile=+972-50-5550104;email=a@example.org;birthday=19800203;latitude=31.5;longitude=34.5;\n");
}

static void test_many_phones_find_a_place(void **state) {
    (void)state;
    expect_cards("BEGIN:VCARD\nFN:A\nTEL:1\nTEL:2\nTEL:3\nTEL:4\nTEL;FAX:5\nEND:VCARD\n",
                 "name=A;phone=1;phone 2=2;phone 3=3, 4;fax=5;\n");
}

static void test_broken_and_nested_cards_do_not_hide_the_next(void **state) {
    (void)state;
    expect_cards("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nrubbish\nBEGIN:VCARD\nFN:C\nAGENT:\nBEGIN:VCARD\n"
                 "FN:no\nEND:VCARD\nTEL:1\nEND:VCARD\nBEGIN:VCARD\nN:D",
                 "name=A;\nname=B;\nname=C;phone=1;\nname=D;last name=D;\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cards_of_version_three_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_old_cards_with_quoted_printable_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_new_cards_with_links_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many_phones_find_a_place, setup, teardown),
        cmocka_unit_test_setup_teardown(test_broken_and_nested_cards_do_not_hide_the_next, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
