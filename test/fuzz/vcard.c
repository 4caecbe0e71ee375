/* vcard.c - contact cards. */
#include "sheet/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    Buf text;
    buf_init(&text, n + 64);
    buf_lit(&text, "BEGIN:VCARD\n");
    buf_add(&text, (Str){(const char *)data, n});
    SheetSource  src = {.fd = -1, .mem = buf_str(&text)};
    SheetOptions o = {.limits = {.cell_bytes_max = 4096}};
    SheetProblem why = {0};
    Sheet       *s;
    Arena        a;
    arena_init(&a, 64 << 20);
    if (sheet_open(&a, &src, &o, &s, &why) == OK) {
        SheetRow row;
        while (sheet_next(s, &row) == OK && row.row != 0) continue;
        sheet_close(s);
    }
    arena_release(&a);
    buf_release(&text);
    return 0;
}
