/* file.c - whatever the bytes are: what is kept is of the same type, cleaning twice is cleaning once, and names are
** names. */
#include "base/buf.h"
#include "base/check.h"
#include "base/utf8.h"
#include "file/file_type.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static Str whole(Arena *a, const FilePieces *p) {
    Buf b;
    buf_init(&b, 1 << 24);
    for (size_t i = 0; i < p->n; i++) buf_add(&b, p->v[i]);
    CHECK(buf_ok(&b) && (int64_t)b.n == p->size);
    Str s = arena_copy(a, buf_str(&b));
    buf_release(&b);
    return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    Arena a;
    Str s = {(const char *)data, n};
    FilePieces first, second;
    arena_init(&a, 64 << 20);
    FileType t = file_type(s, LIT("list.csv"));
    Str name = file_name(&a, str_sub(s, 0, 300), t);
    CHECK(utf8_valid(name) && str_find_byte(name, '/') < 0 && name.n > 4);
    if (t != FILE_NONE && file_clean(&a, t, s, &first)) {
        Str once = whole(&a, &first);
        CHECK(file_type(once, LIT("list.csv")) == t);
        CHECK(file_clean(&a, t, once, &second));
        CHECK(str_eq(whole(&a, &second), once));
    }
    arena_release(&a);
    return 0;
}
