/* import_job.c - the steps of an import that pages and command line share. */
#include "import/import_inner.h"

#include "base/check.h"
#include "db/region.h"

#include <errno.h>
#include <sodium.h>
#include <unistd.h>

/* The bytes' fingerprint: the same file is known by it. */
Fault import_digest(Ctx *c, int fd, Str *ret_digest, int64_t *ret_size) {
    enum { PIECE = 1 << 16, DIGEST_BYTES = 32 };
    uint8_t out[DIGEST_BYTES];
    char    hex[2 * DIGEST_BYTES + 1];
    char   *piece = arena_alloc(c->arena, PIECE);
    int64_t size = 0;
    crypto_generichash_state h;
    crypto_generichash_init(&h, NULL, 0, sizeof out);
    for (;;) {
        ssize_t n = pread(fd, piece, PIECE, size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(c, BAD_FILE, "file", 0);
        if (n == 0) break;
        crypto_generichash_update(&h, (const uint8_t *)piece, (size_t)n);
        size += n;
    }
    crypto_generichash_final(&h, out, sizeof out);
    sodium_bin2hex(hex, sizeof hex, out, sizeof out);
    *ret_digest = arena_copy(c->arena, str_of(hex));
    *ret_size = size;
    return OK;
}

static Fault run_save(Ctx *c, void *arg) {
    Import *v = arg;
    /* The record of an import is no part of the act that it brings in. */
    Id act = c->act;
    c->act = 0;
    Fault f = ent_save(c, &import_entity, v);
    c->act = act;
    return f;
}

Fault import_save(Ctx *c, Import *v) {
    c->complaints = (Complaints){0};
    return region_write(c->region, c, run_save, v);
}

typedef struct Finish {
    Id                  id;
    int                 state;
    const ImportReport *report;
    const ImportPlan   *plan;
    Id                  act;
} Finish;

static Fault run_finish(Ctx *c, void *arg) {
    const Finish *f = arg;
    Import *v = ent_new(c, &import_entity);
    const ImportReport *r = f->report;
    TRY(ent_load(c, &import_entity, f->id, v));
    v->state = f->state;
    v->row_count = r->rows;
    v->created = r->made;
    v->updated = r->changed;
    v->skipped = r->known;
    v->broken = import_left_all(r);
    v->done_rows = r->read;
    if (f->act) v->act = f->act;
    bool over = f->state == IMPORT_STATE_DONE || f->state == IMPORT_STATE_FAILED;
    if (over) v->finished_at = c->reader.now;
    v->report = import_report_text(c, r);
    return run_save(c, v);
}

Fault import_finish(Ctx *c, Id id, int state, const ImportReport *r, Id act) {
    Finish f = {.id = id, .state = state, .report = r, .act = act};
    c->complaints = (Complaints){0};
    return region_write(c->region, c, run_finish, &f);
}

Str import_plan_text(Ctx *c, const ImportPlan *p) {
    Buf b;
    buf_init(&b, 1 << 18);
    import_plan_json(&b, p);
    Str s = buf_ok(&b) ? arena_copy(c->arena, buf_str(&b)) : (Str){0};
    buf_release(&b);
    return s;
}
