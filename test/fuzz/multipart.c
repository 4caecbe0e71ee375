/* multipart.c - a form gives the same whatever the pieces it arrives in, and fields are UTF-8. The first byte is the
** size of the pieces. */
#include "base/check.h"
#include "base/utf8.h"
#include "http/multipart.h"

#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

typedef struct Form {
    Params  fields;
    Upload *files;
    size_t  n;
} Form;

static Fault form_read(Arena *a, Str s, size_t piece, Form *ret_form) {
    Multipart m;
    Fault     f = OK;
    multipart_init(&m, a, "/tmp", LIT("X"), 10000);
    while (f == OK && s.n) {
        f = multipart_feed(&m, str_sub(s, 0, piece));
        s = str_sub(s, piece, s.n);
    }
    if (f == OK) f = multipart_end(&m, &ret_form->fields, &ret_form->files, &ret_form->n);
    multipart_release(&m);
    return f;
}

static void forms_same(const Form *a, const Form *b) {
    CHECK(a->fields.n == b->fields.n && a->n == b->n);
    for (size_t i = 0; i < a->fields.n; i++) {
        CHECK(str_eq(a->fields.v[i].name, b->fields.v[i].name));
        CHECK(str_eq(a->fields.v[i].value, b->fields.v[i].value));
        CHECK(utf8_valid(a->fields.v[i].name) && utf8_valid(a->fields.v[i].value));
    }
    for (size_t i = 0; i < a->n; i++) {
        CHECK(str_eq(a->files[i].bytes, b->files[i].bytes) && a->files[i].size == b->files[i].size);
        CHECK(utf8_valid(a->files[i].name) && str_find_byte(a->files[i].name, '/') < 0);
    }
}

static void files_close(Form *f) {
    for (size_t i = 0; i < f->n; i++) {
        if (f->files[i].fd >= 0) close(f->files[i].fd);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n < 1 || n > 100000) return 0;
    Arena a;
    Form  whole = {0}, pieces = {0};
    Str   s = {(const char *)data + 1, n - 1};
    arena_init(&a, 64 << 20);
    Fault f = form_read(&a, s, n, &whole), g = form_read(&a, s, 1 + data[0] % 64, &pieces);
    CHECK(f == g);
    if (f == OK) forms_same(&whole, &pieces);
    files_close(&whole);
    files_close(&pieces);
    Str boundary;
    if (multipart_boundary(s, &boundary)) CHECK(boundary.n > 0 && boundary.n <= 70);
    arena_release(&a);
    return 0;
}
