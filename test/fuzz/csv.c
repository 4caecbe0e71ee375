/* csv.c - any bytes through detection, the row readers, header finding and guessing. */
#include "sheet/guess.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    SheetSource  src = {.fd = -1, .mem = {(const char *)data, n}};
    SheetOptions o = {.limits = {.row_bytes_max = 4096, .cell_bytes_max = 1024, .columns_max = 64}};
    SheetProblem why = {0};
    Sheet       *s;
    Arena        a;
    arena_init(&a, 64 << 20);
    if (sheet_open(&a, &src, &o, &s, &why) == OK) {
        SheetPreview p;
        SheetHead    h;
        if (sheet_preview(&a, s, 300, &p) == OK) {
            head_find(&a, &p, &h);
            guess_columns(&a, &p, &h);
        }
        size_t remarks;
        sheet_remarks(s, &remarks);
        sheet_close(s);
    }
    arena_release(&a);
    return 0;
}
