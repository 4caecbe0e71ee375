/* What a file is, what of it is kept, what it is called. The files are made here, byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "file/file_type.h"

static Str whole(Arena *a, const FilePieces *p) {
    Buf b;
    buf_init(&b, 1 << 20);
    for (size_t i = 0; i < p->n; i++) buf_add(&b, p->v[i]);
    Str s = arena_copy(a, buf_str(&b));
    buf_release(&b);
    assert_int_equal((int64_t)s.n, p->size);
    return s;
}

static bool holds(Str s, const char *what) { return str_find(s, str_of(what)) >= 0; }

static void low(Buf *b, uint32_t n, int bytes) {
    for (int i = 0; i < bytes; i++) buf_byte(b, (char)(n >> (8 * i)));
}

/* Head, an Exif segment with a place and an orientation, colour profile, comment, one scan, end, and a tail. */
static void a_jpeg(Buf *b, unsigned orientation) {
    buf_init(b, 1 << 16);
    buf_lit(b, "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0");
    buf_lit(b, "\xFF\xE1\0\x30" "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0");
    low(b, orientation, 4);
    buf_lit(b, "\0\0\0\0" "GPS 31.2 34.8");
    buf_byte(b, 0);
    buf_lit(b, "\xFF\xE2\0\x12ICC_PROFILE\0\1\1ab");
    buf_lit(b, "\xFF\xFE\0\x0B" "by Dana\0\0");
    buf_lit(b, "\xFF\xDB\0\4qq\xFF\xC0\0\4ff\xFF\xDA\0\4ss");
    buf_lit(b, "scan\xFF\0scan\xFF\xD0scan\xFF\xD9");
    buf_lit(b, "<script>alert(1)</script>PK\x03\x04");
}

static void test_a_photo_keeps_its_picture_and_loses_where_it_was_taken(void **state) {
    (void)state;
    Arena a;
    Buf b;
    FilePieces p;
    arena_init(&a, 1 << 22);
    a_jpeg(&b, 6);
    assert_int_equal(file_type(buf_str(&b), LIT("x.exe")), FILE_JPEG);
    assert_true(file_clean(&a, FILE_JPEG, buf_str(&b), &p));
    Str s = whole(&a, &p);
    assert_true(holds(s, "JFIF") && holds(s, "ICC_PROFILE") && holds(s, "scan"));
    assert_false(holds(s, "GPS") || holds(s, "Dana") || holds(s, "script") || holds(s, "PK"));
    assert_true(str_ends(s, LIT("scan\xFF\xD9")));
    ptrdiff_t at = str_find(s, LIT("Exif"));
    assert_true(at > 0 && s.p[at + 25] == 6);     /* which side is up is all that Exif still says */
    assert_int_equal((unsigned char)s.p[at + 32], 0xFF);
    /* Cleaning what is clean changes nothing. */
    FilePieces again;
    assert_true(file_clean(&a, FILE_JPEG, s, &again));
    assert_true(str_eq(whole(&a, &again), s));
    buf_release(&b);
    arena_release(&a);
}

static void test_a_photo_cut_off_anywhere_is_refused(void **state) {
    (void)state;
    Arena a;
    Buf b;
    arena_init(&a, 1 << 28);
    a_jpeg(&b, 1);
    size_t end = (size_t)str_find(buf_str(&b), LIT("\xFF\xD9")) + 2;
    for (size_t n = 0; n < end; n++) {
        FilePieces p;
        if (file_clean(&a, FILE_JPEG, str_sub(buf_str(&b), 0, n), &p)) fail_msg("kept at %zu of %zu", n, end);
    }
    buf_release(&b);
    arena_release(&a);
}

static void chunk(Buf *b, const char *type, Str data) {
    for (int i = 3; i >= 0; i--) buf_byte(b, (char)(data.n >> (8 * i)));
    buf_add(b, str_of(type));
    buf_add(b, data);
    buf_lit(b, "crc!");
}

static void test_a_png_keeps_what_draws(void **state) {
    (void)state;
    Arena a;
    Buf b;
    FilePieces p;
    arena_init(&a, 1 << 22);
    buf_init(&b, 1 << 16);
    buf_lit(&b, "\x89PNG\r\n\x1A\n");
    chunk(&b, "IHDR", LIT("0123456789abc"));
    chunk(&b, "tEXt", LIT("Author\0Dana"));
    chunk(&b, "eXIf", LIT("II*\0GPS"));
    chunk(&b, "iTXt", LIT("<svg onload=1>"));
    chunk(&b, "pHYs", LIT("123456789"));
    chunk(&b, "IDAT", LIT("pixels"));
    chunk(&b, "IDAT", LIT("more"));
    chunk(&b, "IEND", LIT(""));
    buf_lit(&b, "MZ behind the end");
    assert_int_equal(file_type(buf_str(&b), LIT("")), FILE_PNG);
    assert_true(file_clean(&a, FILE_PNG, buf_str(&b), &p));
    Str s = whole(&a, &p);
    assert_true(holds(s, "IHDR") && holds(s, "pixels") && holds(s, "pHYs") && holds(s, "IEND"));
    assert_false(holds(s, "Dana") || holds(s, "GPS") || holds(s, "svg") || holds(s, "MZ"));
    buf_release(&b);
    arena_release(&a);
}

static void test_gif_and_webp_lose_what_is_said_about_them(void **state) {
    (void)state;
    Arena a;
    Buf b;
    FilePieces p;
    arena_init(&a, 1 << 22);
    buf_init(&b, 1 << 16);
    buf_lit(&b, "GIF89a\1\0\1\0\x80\0\0" "rgbrgb" "!\xFE\4Dana\0" "!\xFF\x0BNETSCAPE2.0\3\1\0\0\0");
    buf_lit(&b, "!\xFF\x0BXMP DataXMP\4GPS!\0" ",\0\0\0\0\1\0\1\0\0\2\2pq\0;" "*/alert(1)");
    assert_true(file_clean(&a, file_type(buf_str(&b), LIT("")), buf_str(&b), &p));
    Str s = whole(&a, &p);
    assert_true(holds(s, "NETSCAPE") && holds(s, "pq") && str_ends(s, LIT(";")));
    assert_false(holds(s, "Dana") || holds(s, "GPS") || holds(s, "alert"));
    buf_clear(&b);
    buf_lit(&b, "RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\x0C\0\0\0\0\0\0\0\0\0VP8 \4\0\0\0data");
    buf_lit(&b, "EXIF\4\0\0\0GPS!XMP \4\0\0\0Dana");
    b.p[4] = (char)(b.n - 8);
    buf_lit(&b, "behind");
    assert_int_equal(file_type(buf_str(&b), LIT("")), FILE_WEBP);
    assert_true(file_clean(&a, FILE_WEBP, buf_str(&b), &p));
    s = whole(&a, &p);
    assert_true(holds(s, "data") && (size_t)(unsigned char)s.p[4] == s.n - 8 && s.p[20] == 0);
    assert_false(holds(s, "GPS") || holds(s, "Dana") || holds(s, "behind"));
    buf_release(&b);
    arena_release(&a);
}

/* A zip of empty entries with these names; the first one's content is `first`. */
static void a_zip(Buf *b, const char *const *names, size_t n, const char *first) {
    size_t first_n = strlen(first);
    buf_init(b, 1 << 16);
    for (size_t i = 0; i < n; i++) {
        buf_lit(b, "PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        low(b, (uint32_t)(i ? 0 : first_n), 4);
        low(b, (uint32_t)(i ? 0 : first_n), 4);
        low(b, (uint32_t)strlen(names[i]), 4);
        buf_add(b, str_of(names[i]));
        if (!i) buf_add(b, str_of(first));
    }
    size_t at = b->n;
    for (size_t i = 0; i < n; i++) {
        buf_lit(b, "PK\x01\x02");
        for (int k = 0; k < 24; k++) buf_byte(b, 0);
        low(b, (uint32_t)strlen(names[i]), 2);
        for (int k = 0; k < 16; k++) buf_byte(b, 0);
        buf_add(b, str_of(names[i]));
    }
    size_t size = b->n - at;
    buf_lit(b, "PK\x05\x06\0\0\0\0");
    low(b, (uint32_t)n, 2);
    low(b, (uint32_t)n, 2);
    low(b, (uint32_t)size, 4);
    low(b, (uint32_t)at, 4);
    buf_lit(b, "\0\0");
}

static void test_office_files_are_told_by_what_is_in_them(void **state) {
    (void)state;
    const char *const docx[] = {"[Content_Types].xml", "word/document.xml", "_rels/.rels"};
    const char *const macro[] = {"[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"};
    const char *const jar[] = {"META-INF/MANIFEST.MF", "Main.class", "x/y/z/padding-padding-padding"};
    const char *const ods[] = {"mimetype", "content.xml", "META-INF/manifest.xml"};
    Buf b;
    a_zip(&b, docx, 3, "");
    assert_int_equal(file_type(buf_str(&b), LIT("a.zip")), FILE_DOCX);
    buf_lit(&b, "behind");
    assert_int_equal(file_type(buf_str(&b), LIT("a.docx")), FILE_NONE);
    buf_release(&b);
    a_zip(&b, macro, 3, "");
    assert_int_equal(file_type(buf_str(&b), LIT("a.docx")), FILE_NONE);
    buf_release(&b);
    a_zip(&b, jar, 3, "");
    assert_int_equal(file_type(buf_str(&b), LIT("a.docx")), FILE_NONE);
    buf_release(&b);
    a_zip(&b, ods, 3, "application/vnd.oasis.opendocument.spreadsheet");
    assert_int_equal(file_type(buf_str(&b), LIT("")), FILE_ODS);
    buf_release(&b);
}

static void test_what_runs_or_draws_a_page_is_not_taken(void **state) {
    (void)state;
    static const char *const NOT[] = {
        "<html><body>hi", "  \n<SCRIPT>x</SCRIPT>", "<?xml version=\"1.0\"?><svg xmlns=\"x\"/>",
        "notes\n<svg onload=1>",
        "#!/bin/sh\nrm -rf /", "@ECHO off\r\n", "MZ\x90\x03 program", "\x7F" "ELF\x02\x01\x01", "\xCA\xFE\xBA\xBE\x01",
        "%!PS-Adobe\n\x04", "Rar!\x1A\x07", "\x1F\x8B\x08 packed", "BM bitmap\x01", "\xFF\xFE\x3C", "{\\rtf\x01",
    };
    for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++) {
        FileType t = file_type(str_of(NOT[i]), LIT("letter.pdf"));
        if (t != FILE_NONE) fail_msg("'%s' is taken as %s", NOT[i], file_kind(t)->type);
    }
    Str heic = LIT("\0\0\0\x18" "ftypheic\0\0\0\0mif1heic....hdlr\0\0\0\0\0\0\0\0pict");
    assert_int_equal(file_type(heic, LIT("x.jpg")), FILE_NONE);
    Str film = LIT("\0\0\0\x18" "ftypmp42....hdlr\0\0\0\0\0\0\0\0vide....hdlr\0\0\0\0\0\0\0\0soun");
    assert_int_equal(file_type(film, LIT("x.m4a")), FILE_NONE);
}

static void test_text_is_text_in_any_alphabet(void **state) {
    (void)state;
    assert_int_equal(file_type(LIT("שלום, 3 < 5\n"), LIT("a.txt")), FILE_TEXT);
    assert_int_equal(file_type(LIT("\xF9\xEC\xE5\xED\r\n"), LIT("a.txt")), FILE_TEXT);
    assert_int_equal(file_type(LIT("\xEF\xBB\xBF" "a,b\n1,2\n"), LIT("LIST.CSV")), FILE_CSV);
    assert_int_equal(file_type(LIT("BEGIN:VCARD\r\nEND:VCARD"), LIT("x")), FILE_VCARD);
    assert_int_equal(file_type(LIT("a\0b"), LIT("a.txt")), FILE_NONE);
}

static void test_a_recording_loses_its_place(void **state) {
    (void)state;
    Arena a;
    FilePieces p;
    arena_init(&a, 1 << 22);
    Str s = LIT("\0\0\0\x18" "ftypM4A ....hdlr\0\0\0\0\0\0\0\0soun\0\0\0\x14\xA9xyz\0\x08\0\0+31+034/tail");
    assert_int_equal(file_type(s, LIT("")), FILE_M4A);
    assert_true(file_clean(&a, FILE_M4A, s, &p));
    Str out = whole(&a, &p);
    assert_int_equal(out.n, s.n);
    assert_false(holds(out, "+31"));
    assert_true(holds(out, "free") && holds(out, "tail"));
    arena_release(&a);
}

static void test_a_pdf_ends_at_its_end(void **state) {
    (void)state;
    Arena a;
    FilePieces p;
    arena_init(&a, 1 << 22);
    assert_true(file_clean(&a, FILE_PDF, LIT("%PDF-1.7\nbody\n%%EOF\nmore\n%%EOF\r\nPK\x03\x04 hidden"), &p));
    assert_true(str_eq(whole(&a, &p), LIT("%PDF-1.7\nbody\n%%EOF\nmore\n%%EOF\r\n")));
    assert_false(file_clean(&a, FILE_PDF, LIT("%PDF-1.7\nbody"), &p));
    arena_release(&a);
}

static void test_names_say_what_the_file_is(void **state) {
    (void)state;
    static const struct {
        const char *name;
        FileType    type;
        const char *stored;
    } T[] = {
        {"photo.jpg", FILE_JPEG, "photo.jpg"},       {"photo.JPEG", FILE_JPEG, "photo.jpeg"},
        {"invoice.pdf.exe", FILE_PDF, "invoice.pdf.pdf"}, {"../../etc/passwd", FILE_TEXT, "_.._etc_passwd.txt"},
        {"...", FILE_PNG, "file.png"},               {"", FILE_GIF, "file.gif"},
        {"a\xE2\x80\xAEgpj.exe", FILE_JPEG, "agpj.jpg"}, {"CV: Dana?.docx", FILE_DOCX, "CV_ Dana_.docx"},
        {"הצעה 3.5.pdf", FILE_PDF, "הצעה 3.5.pdf"},   {"line\nbreak.csv", FILE_CSV, "line break.csv"},
    };
    Arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        Str s = file_name(&a, str_of(T[i].name), T[i].type);
        if (!str_eq(s, str_of(T[i].stored))) fail_msg("'%s' became '%.*s'", T[i].name, STR_ARG(s));
    }
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_photo_keeps_its_picture_and_loses_where_it_was_taken),
        cmocka_unit_test(test_a_photo_cut_off_anywhere_is_refused),
        cmocka_unit_test(test_a_png_keeps_what_draws),
        cmocka_unit_test(test_gif_and_webp_lose_what_is_said_about_them),
        cmocka_unit_test(test_office_files_are_told_by_what_is_in_them),
        cmocka_unit_test(test_what_runs_or_draws_a_page_is_not_taken),
        cmocka_unit_test(test_text_is_text_in_any_alphabet),
        cmocka_unit_test(test_a_recording_loses_its_place),
        cmocka_unit_test(test_a_pdf_ends_at_its_end),
        cmocka_unit_test(test_names_say_what_the_file_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
