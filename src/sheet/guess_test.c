#include "lang/lang.h"
#include "sheet/guess.h"
#include "sheet/words.h"

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

typedef struct Table {
    SheetPreview p;
    SheetHead    h;
    ColumnGuess *g;
} Table;

static Table look(const SheetSource *src) {
    Table        t;
    SheetOptions o = {0};
    SheetProblem why = {0};
    Sheet       *s;
    assert_int_equal(sheet_open(&arena, src, &o, &s, &why), OK);
    assert_int_equal(sheet_preview(&arena, s, 200, &t.p), OK);
    sheet_close(s);
    head_find(&arena, &t.p, &t.h);
    t.g = guess_columns(&arena, &t.p, &t.h);
    return t;
}

static Table look_at(const char *text) {
    return look(&(SheetSource){.fd = -1, .mem = str_of(text)});
}

static Table look_at_file(const char *name) {
    char path[256];
    snprintf(path, sizeof path, "test/data/sheet/%s", name);
    SheetSource src = {.fd = open(path, O_RDONLY)};
    assert_true(src.fd >= 0);
    Table t = look(&src);
    close(src.fd);
    return t;
}

static void expect_kinds(const Table *t, const GuessKind *want, uint32_t n) {
    assert_int_equal(t->h.columns, n);
    for (uint32_t i = 0; i < n; i++)
        if (t->g[i].best[0].kind != want[i])
            fail_msg("column %u '%.*s': %s, not %s", i + 1, STR_ARG(t->g[i].name), guess_key(t->g[i].best[0].kind),
                     guess_key(want[i]));
}

static void test_words_stand_folded_in_their_lists(void **state) {
    (void)state;
    size_t i = 0;
    for (Str w; (w = words_each(i)).n > 0; i++) {
        Folded f;
        Str    folded = word_fold(w, &f);
        if (!str_eq(w, folded)) fail_msg("'%.*s' should stand as '%.*s'", STR_ARG(w), STR_ARG(folded));
    }
    assert_true(i > 300);
}

static void expect_sentence(const char *key) {
    if (tr_key(str_of(key)) == T_NONE) fail_msg("no sentence for %s", key);
}

static void test_everything_that_is_told_has_a_sentence(void **state) {
    (void)state;
#define REMARK(name, key) expect_sentence(key);
#include "sheet/remark.def"
#undef REMARK
#define FORMAT(id, name, key, refusal)                                                                                 \
    expect_sentence(key);                                                                                              \
    if (refusal[0]) expect_sentence(refusal);
#include "sheet/format.def"
#undef FORMAT
    for (int k = 0; k < GUESS_N; k++) expect_sentence(guess_key((GuessKind)k));
    for (int r = 0; r < ROLE_N; r++) expect_sentence(row_role_key((RowRole)r));
    for (int w = 0; w < WHY_N; w++) expect_sentence(guess_why_key((GuessWhy)w));
}

static void test_the_header_is_found_under_title_rows(void **state) {
    (void)state;
    Table t = look_at_file("he_report_cp1255.csv");
    assert_true(t.h.found);
    assert_int_equal(t.h.row, 4);
    assert_int_equal(t.h.data_row, 5);
    assert_int_equal(t.h.columns, 6);
    assert_true(t.h.title.n > 20);
    static const RowRole ROLES[] = {ROLE_ABOVE, ROLE_ABOVE, ROLE_ABOVE, ROLE_ABOVE, ROLE_DATA,  ROLE_DATA,
                                    ROLE_DATA,  ROLE_DATA,  ROLE_DATA,  ROLE_DATA,  ROLE_DATA,  ROLE_DATA,
                                    ROLE_TOTAL, ROLE_BLANK, ROLE_SECTION};
    assert_int_equal(t.p.n, sizeof ROLES / sizeof *ROLES);
    for (size_t i = 0; i < t.p.n; i++) assert_int_equal(row_role(&t.h, &t.p.rows[i]), ROLES[i]);
}

static void test_years_may_head_columns_and_a_table_may_have_no_header(void **state) {
    (void)state;
    Table t = look_at("Shops by year,,,\n,,,\nKind,2019,2020,2021\nBakery,12,14,13\nGarage,7,8,9\n");
    assert_true(t.h.found);
    assert_int_equal(t.h.row, 3);
    t = look_at("1,5,0\n2,0,7\n3,1,1\n4,2,9\n");
    assert_false(t.h.found);
    assert_int_equal(t.h.data_row, 1);
    t = look_at("Dana,050-5550101,dana@example.org\nYosef,050-5550102,yosef@example.org\n");
    assert_false(t.h.found);
    assert_int_equal(t.g[1].best[0].kind, GUESS_MOBILE);
    assert_int_equal(t.g[2].best[0].kind, GUESS_EMAIL);
}

static void test_repeated_headers_and_totals_are_no_data(void **state) {
    (void)state;
    Table t = look_at("name,town,sum\na,x,1\nb,y,2\nname,town,sum\nc,z,3\nTotal,,6\nTotal Fitness,q,7\n");
    static const RowRole ROLES[] = {ROLE_ABOVE, ROLE_DATA,  ROLE_DATA, ROLE_REPEAT,
                                    ROLE_DATA,  ROLE_TOTAL, ROLE_DATA};
    for (size_t i = 0; i < t.p.n; i++) assert_int_equal(row_role(&t.h, &t.p.rows[i]), ROLES[i]);
}

static void test_a_header_of_two_rows_is_joined(void **state) {
    (void)state;
    Table t = look_at("Name,Contact,,Address,\n,phone,mail,street,town\nA,050-5550101,a@example.org,Oak 1,Lod\n"
                      "B,050-5550102,b@example.org,Elm 2,Arad\n");
    assert_true(t.h.found);
    assert_int_equal(t.h.row, 2);
    assert_true(str_eq(t.h.names[0], LIT("Name")));
    assert_true(str_eq(t.h.names[4], LIT("Address town")));
}

static void test_hebrew_columns_are_guessed(void **state) {
    (void)state;
    static const GuessKind WANT[] = {GUESS_NAME,    GUESS_PERSON,   GUESS_PHONE,
                                     GUESS_ADDRESS, GUESS_LOCALITY, GUESS_REG_NUMBER};
    Table                  t = look_at_file("he_businesses_utf8.csv");
    expect_kinds(&t, WANT, 6);
    assert_int_equal(t.g[2].best[0].why, WHY_BOTH);
    assert_string_equal(t.g[0].lang, "he");
    t = look_at_file("he_visual_8859_8.csv");
    expect_kinds(&t, WANT, 6);
}

static void test_arabic_and_italian_columns_are_guessed(void **state) {
    (void)state;
    static const GuessKind ARABIC[] = {GUESS_NAME,    GUESS_PERSON,   GUESS_PHONE,
                                       GUESS_ADDRESS, GUESS_LOCALITY, GUESS_NOTES};
    Table                  t = look_at_file("ar_businesses_cp1256.csv");
    expect_kinds(&t, ARABIC, 6);
    assert_string_equal(t.g[0].lang, "ar");
    static const GuessKind ITALIAN[] = {GUESS_NAME, GUESS_ADDRESS, GUESS_LOCALITY, GUESS_PHONE, GUESS_MONEY};
    t = look_at_file("it_businesses_cp1252.csv");
    expect_kinds(&t, ITALIAN, 5);
    assert_int_equal(t.g[4].decimal_mark, ',');
}

static void test_x_and_y_are_a_grid_or_degrees_by_their_size(void **state) {
    (void)state;
    Table t = look_at("name,X,Y\na,181042,573055\nb,180808,573215\nc,178995,575821\n");
    static const GuessKind GRID[] = {GUESS_NAME, GUESS_ITM_E, GUESS_ITM_N};
    expect_kinds(&t, GRID, 3);
    t = look_at("name,X,Y\na,34.7913,31.2518\nb,34.8001,31.2600\nc,34.7812,31.2400\n");
    static const GuessKind DEGREES[] = {GUESS_NAME, GUESS_LON, GUESS_LAT};
    expect_kinds(&t, DEGREES, 3);
}

static void test_content_speaks_where_the_header_is_silent(void **state) {
    (void)state;
    Table t = look_at("c1,c2,c3,c4,c5\nLtd A,a@example.org,www.example.org,21/3/2020,514000009\n"
                      "Shop B,b@example.org,https://example.net,4/12/2021,515000008\n"
                      "Bakery C,c@example.org,www.example.com,30/1/2022,516000007\n");
    assert_int_equal(t.g[1].best[0].kind, GUESS_EMAIL);
    assert_int_equal(t.g[2].best[0].kind, GUESS_URL);
    assert_int_equal(t.g[3].best[0].kind, GUESS_DATE);
    assert_int_equal(t.g[3].order, ORDER_DMY);
    assert_int_equal(t.g[4].best[0].kind, GUESS_REG_NUMBER);
    assert_int_equal(t.g[1].best[0].why, WHY_CONTENT);
}

static void test_content_contradicts_a_header(void **state) {
    (void)state;
    Table t = look_at("name,email\na,050-5550101\nb,050-5550102\nc,050-5550103\nd,050-5550104\n");
    assert_int_equal(t.g[1].best[0].kind, GUESS_MOBILE);
}

static void test_a_code_of_something_is_not_the_thing(void **state) {
    (void)state;
    static const GuessKind WANT[] = {GUESS_CODE, GUESS_NAME, GUESS_LOCALITY};
    Table t = look_at("organisation_code,organisation_name,city\nRW1,South Hospital,Arad\nRW2,North Clinic,Omer\n"
                      "RW3,East Clinic,Hura\n");
    expect_kinds(&t, WANT, 3);
}

static void test_a_title_names_rows_that_have_no_other_name(void **state) {
    (void)state;
    Table t = look_at("title,phone\nMarket,08-6264470\nFair,08-6264471\nBazaar,08-6264472\n");
    assert_int_equal(t.g[0].best[0].kind, GUESS_NAME);
    t = look_at("title,full name\nmanager,Dana Levi\nmanager,Noa Cohen\nclerk,Ali Salem\n");
    assert_int_equal(t.g[0].best[0].kind, GUESS_ROLE);
}

static void test_only_one_column_is_the_name(void **state) {
    (void)state;
    Table t = look_at("name,status name,town,town name\nInn,open,Arad,a\nHut,shut,Omer,b\nPub,open,Hura,c\n");
    for (uint32_t i = 1; i < t.h.columns; i++) assert_int_not_equal(t.g[i].best[0].kind, GUESS_NAME);
}

static void test_a_header_that_says_kind_outweighs_values_that_look_like_one(void **state) {
    (void)state;
    Table t = look_at("שם המוסד,סוג המוסד,קהל יעד\nאשכול,מועדון,כללי\nמעגן,מועדון,דתי\nענוג,ספרייה,כללי\n"
                      "בזל,מועדון,כללי\nנווה,ספרייה,דתי\n");
    assert_int_equal(t.g[1].best[0].kind, GUESS_KIND);
    assert_int_not_equal(t.g[2].best[0].kind, GUESS_KIND);
    assert_true(t.g[0].institution && !t.g[1].institution);
    t = look_at("שם העסק,מוסד מפנה\nאשכול,מתנס\n");
    assert_false(t.g[0].institution);
}

static void test_degrees_anywhere_are_degrees(void **state) {
    (void)state;
    Table t = look_at("name,lon,lat\na,-110.9677,32.1563\nb,-110.9116,32.2581\nc,-111.0012,32.2717\n");
    static const GuessKind WANT[] = {GUESS_NAME, GUESS_LON, GUESS_LAT};
    expect_kinds(&t, WANT, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_words_stand_folded_in_their_lists, setup, teardown),
        cmocka_unit_test_setup_teardown(test_everything_that_is_told_has_a_sentence, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_header_is_found_under_title_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(test_years_may_head_columns_and_a_table_may_have_no_header, setup, teardown),
        cmocka_unit_test_setup_teardown(test_repeated_headers_and_totals_are_no_data, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_header_of_two_rows_is_joined, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hebrew_columns_are_guessed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_arabic_and_italian_columns_are_guessed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_x_and_y_are_a_grid_or_degrees_by_their_size, setup, teardown),
        cmocka_unit_test_setup_teardown(test_content_speaks_where_the_header_is_silent, setup, teardown),
        cmocka_unit_test_setup_teardown(test_content_contradicts_a_header, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_code_of_something_is_not_the_thing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_title_names_rows_that_have_no_other_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_only_one_column_is_the_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_header_that_says_kind_outweighs_values_that_look_like_one, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_degrees_anywhere_are_degrees, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
