/* zipfile.c - libzip behind bounds. */
#include "sheet/zipfile.h"

#include <unistd.h>
#include <zip.h>

enum { DIRECTORY_TAIL = 66 << 10, RATIO_FROM = 16 << 20 };

static uint64_t little(const char *p, int n) {
    uint64_t x = 0;
    for (int i = n - 1; i >= 0; i--) x = x << 8 | (uint8_t)p[i];
    return x;
}

/* libzip keeps the whole directory in memory, so the number of entries is looked at first: in the end record, or
** in its 64-bit twin where the small one is full. APPNOTE.TXT 4.3.14 to 4.3.16. */
static uint64_t count_entries(const SheetSource *src) {
    uint64_t size, n = UINT64_MAX;
    if (sheet__size(src, &size) != OK) return n;
    uint64_t from = size > DIRECTORY_TAIL ? size - DIRECTORY_TAIL : 0;
    Buf      tail, big;
    buf_init(&tail, DIRECTORY_TAIL + 64);
    buf_init(&big, 256);
    if (sheet__read(src, from, DIRECTORY_TAIL, &tail) == OK) {
        for (size_t i = tail.n >= 22 ? tail.n - 21 : 0; i-- > 0;) {
            const char *p = tail.p + i;
            if (memcmp(p, "PK\x05\x06", 4) != 0) continue;
            n = little(p + 10, 2);
            if (n == 0xFFFF) n = UINT64_MAX;
            if (n != UINT64_MAX || i < 20 || memcmp(p - 20, "PK\x06\x07", 4) != 0) break;
            if (sheet__read(src, little(p - 12, 8), 56, &big) == OK && big.n == 56) n = little(big.p + 32, 8);
            break;
        }
    }
    buf_release(&tail);
    buf_release(&big);
    return n;
}

struct zip *zipfile_open(const SheetSource *src) {
    int err = 0;
    if (count_entries(src) > ZIP_ENTRIES_MAX) return NULL;
    if (src->fd >= 0) {
        int fd = dup(src->fd);
        if (fd < 0) return NULL;
        lseek(fd, 0, SEEK_SET);
        zip_t *z = zip_fdopen(fd, 0, &err);
        if (z == NULL) close(fd);
        return z;
    }
    zip_error_t   ze;
    zip_source_t *zs = zip_source_buffer_create(src->mem.p, src->mem.n, 0, &ze);
    if (zs == NULL) return NULL;
    zip_t *z = zip_open_from_source(zs, ZIP_RDONLY, &ze);
    if (z == NULL) zip_source_free(zs);
    return z;
}

void zipfile_close(struct zip *z) {
    if (z != NULL) zip_discard(z);
}

bool zipfile_has(struct zip *z, const char *name) {
    return zip_name_locate(z, name, ZIP_FL_NOCASE) >= 0;
}

uint64_t zippart_size(struct zip *z, const char *name) {
    zip_stat_t st;
    if (zip_stat(z, name, ZIP_FL_NOCASE, &st) != 0 || !(st.valid & ZIP_STAT_SIZE)) return 0;
    return st.size;
}

bool zippart_open(struct zip *z, const char *name, ZipPart *ret_part) {
    zip_stat_t  st;
    zip_int64_t i = zip_name_locate(z, name, ZIP_FL_NOCASE);
    if (i < 0 || zip_stat_index(z, (zip_uint64_t)i, 0, &st) != 0) return false;
    bool locked = st.valid & ZIP_STAT_ENCRYPTION_METHOD && st.encryption_method != ZIP_EM_NONE;
    if (!(st.valid & ZIP_STAT_COMP_SIZE) || locked) return false;
    ZipPart part = {.file = zip_fopen_index(z, (zip_uint64_t)i, 0), .packed = st.comp_size};
    if (part.file == NULL) return false;
    *ret_part = part;
    return true;
}

void zippart_close(ZipPart *part) {
    if (part->file != NULL) zip_fclose(part->file);
    part->file = NULL;
}

Fault zippart_read(Sheet *s, ZipPart *part, char *p, size_t n, size_t *ret_n) {
    const SheetLimits *l = &s->o.limits;
    zip_int64_t        got = zip_fread(part->file, p, n);
    if (got < 0) return sheet__fail(s, BAD_FILE, "sheet.damaged", 0, 0, 0);
    part->inflated += (uint64_t)got;
    if (part->inflated > l->inflated_bytes_max)
        return sheet__fail(s, TOO_LARGE, "sheet.inflates_too_much", 0, 0, l->inflated_bytes_max);
    if (part->inflated > RATIO_FROM && part->inflated / l->inflate_ratio_max > part->packed)
        return sheet__fail(s, TOO_LARGE, "sheet.zip_bomb", 0, 0, l->inflate_ratio_max);
    *ret_n = (size_t)got;
    return OK;
}

Str zipfile_peek(struct zip *z, const char *name, char *p, size_t n) {
    ZipPart part;
    if (!zippart_open(z, name, &part)) return (Str){0};
    zip_int64_t got = zip_fread(part.file, p, n);
    zippart_close(&part);
    return (Str){p, got > 0 ? (size_t)got : 0};
}
