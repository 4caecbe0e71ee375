/* strings.c - shared strings, in memory or spilled. */
#include "sheet/strings.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

void strings_init(Strings *t, const SheetLimits *l) {
    *t = (Strings){.fd = -1};
    buf_init(&t->text, (size_t)l->shared_bytes_max + STRINGS_BLOCK);
    buf_init(&t->starts, ((size_t)l->shared_strings_max + 2) * sizeof(uint32_t));
    buf_init(&t->joined, (size_t)l->row_bytes_max + STRINGS_BLOCK);
    buf_add(&t->starts, (Str){"\0\0\0\0", 4});
}

void strings_release(Strings *t) {
    buf_release(&t->text);
    buf_release(&t->starts);
    buf_release(&t->joined);
    free(t->blocks);
    t->blocks = NULL;
    if (t->fd >= 0) close(t->fd);
    t->fd = -1;
}

/* Without a folder for temporary files everything stays in memory, up to the limit. */
static void start_spilling(Strings *t) {
    const char *dir = getenv("TMPDIR");
    t->fd = open(dir != NULL && dir[0] == '/' ? dir : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

static bool write_out(Strings *t) {
    size_t done = 0;
    while (done < t->text.n) {
        ssize_t k = pwrite(t->fd, t->text.p + done, t->text.n - done, (off_t)(t->written + done));
        if (k < 0 && errno == EINTR) continue;
        if (k <= 0) return false;
        done += (size_t)k;
    }
    t->written += done;
    buf_release(&t->text);
    return true;
}

Fault strings_add(Sheet *s, Strings *t, Str text) {
    const SheetLimits *l = &s->o.limits;
    if (t->n >= l->shared_strings_max)
        return sheet__fail(s, TOO_LARGE, "sheet.too_many_strings", 0, 0, l->shared_strings_max);
    t->bytes += text.n;
    if (t->bytes > l->shared_bytes_max || t->bytes > UINT32_MAX)
        return sheet__fail(s, TOO_LARGE, "sheet.strings_too_large", 0, 0, l->shared_bytes_max);
    if (t->fd < 0 && t->bytes > STRINGS_MEMORY && t->written == 0) start_spilling(t);
    buf_add(&t->text, text);
    uint32_t end = (uint32_t)t->bytes;
    buf_add(&t->starts, (Str){(const char *)&end, sizeof end});
    t->n++;
    if (t->fd >= 0 && t->text.n >= (t->written == 0 ? 0 : 1 << 20) && !write_out(t))
        return sheet__fail(s, DISK_FULL, "sheet.no_room", 0, 0, 0);
    return buf_ok(&t->text) && buf_ok(&t->starts)
               ? OK
               : sheet__fail(s, TOO_LARGE, "sheet.strings_too_large", 0, 0, l->shared_bytes_max);
}

/* The block of the file, from the cache or read into it; its last bytes may still be in t->text. */
static const char *block(Strings *t, uint64_t number) {
    if (t->blocks == NULL) t->blocks = malloc((size_t)STRINGS_BLOCK * STRINGS_BLOCKS);
    if (t->blocks == NULL) return NULL;
    size_t place = (size_t)(number % STRINGS_BLOCKS);
    char  *p = t->blocks + place * STRINGS_BLOCK;
    if (t->block_at[place] == number + 1) return p;
    t->block_at[place] = 0;
    memset(p, 0, STRINGS_BLOCK);
    if (pread(t->fd, p, STRINGS_BLOCK, (off_t)(number * STRINGS_BLOCK)) < 0) return NULL;
    t->block_at[place] = number + 1;
    return p;
}

Str strings_get(Strings *t, uint64_t i) {
    if (i >= t->n) return (Str){0};
    uint32_t from, to;
    memcpy(&from, t->starts.p + i * sizeof from, sizeof from);
    memcpy(&to, t->starts.p + (i + 1) * sizeof to, sizeof to);
    if (t->fd < 0) return str_sub(buf_str(&t->text), from, to - from);
    if (t->text.n > 0 && !write_out(t)) return (Str){0};
    buf_clear(&t->joined);
    for (uint64_t at = from; at < to;) {
        const char *p = block(t, at / STRINGS_BLOCK);
        size_t      off = (size_t)(at % STRINGS_BLOCK), n = STRINGS_BLOCK - off;
        if (p == NULL) return (Str){0};
        if (n > to - at) n = (size_t)(to - at);
        if (at == from && at + n == to) return (Str){p + off, n};
        buf_add(&t->joined, (Str){p + off, n});
        at += n;
    }
    return buf_str(&t->joined);
}
