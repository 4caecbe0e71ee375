/* xlsx.c - workbooks. The input is the parts, with a byte 1 between them, which are packed here: mutated archives
** would mostly fail their checksums. A first byte 'P' means an archive as it stands, an 'O' the content of an
** OpenDocument sheet. */
#include "sheet/sheet.h"

#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const char *const PARTS[] = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
                                    "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"};

static void add(zip_t *z, const char *name, Str text) {
    zip_int64_t at = zip_file_add(z, name, zip_source_buffer(z, text.p ? text.p : "", text.n, 0), 0);
    if (at >= 0) zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0);
}

static bool pack(Str in, Buf *out) {
    zip_error_t   e;
    zip_source_t *src = zip_source_buffer_create(NULL, 0, 0, &e);
    if (!src) return false;
    zip_source_keep(src);
    zip_t *z = zip_open_from_source(src, ZIP_CREATE | ZIP_TRUNCATE, &e);
    Str    part;
    if (z && in.n > 0 && in.p[0] == 'O') {
        add(z, "mimetype", LIT("application/vnd.oasis.opendocument.spreadsheet"));
        add(z, "content.xml", str_sub(in, 1, in.n));
    } else {
        for (size_t i = 0; z && i < 5 && str_split(&in, 1, &part); i++) add(z, PARTS[i], part);
    }
    bool       ok = z && zip_close(z) == 0;
    zip_stat_t st;
    if (ok && zip_source_stat(src, &st) == 0 && zip_source_open(src) == 0) {
        char *p = buf_room(out, st.size);
        if (p) buf_grown(out, (size_t)zip_source_read(src, p, st.size));
        zip_source_close(src);
    }
    zip_source_free(src);
    return ok && out->n > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    Str in = {(const char *)data, n};
    Buf b;
    buf_init(&b, n + (64 << 10));
    if (n > 0 && data[0] != 'P' && pack(in, &b)) in = buf_str(&b);
    SheetSource  src = {.fd = -1, .mem = in};
    SheetOptions o = {.limits = {.columns_max = 256, .cell_bytes_max = 2048, .row_bytes_max = 1 << 16}};
    SheetProblem why = {0};
    Sheet       *s;
    Arena        a;
    arena_init(&a, 64 << 20);
    if (sheet_open(&a, &src, &o, &s, &why) == OK) {
        SheetRow row;
        for (int i = 0; i < 2000 && sheet_next(s, &row) == OK && row.row != 0; i++) continue;
        sheet_close(s);
    }
    arena_release(&a);
    buf_release(&b);
    return 0;
}
