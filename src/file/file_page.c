/* file_page.c - files come in with a note and go out as attachments. */
#include "file/file_store.h"

#include "db/facts.h"
#include "db/region.h"
#include "http/multipart.h"

#include <sodium.h>
#include <sys/mman.h>
#include <unistd.h>

enum { DIGEST_BYTES = 32 };

Fault file_limit(Ctx *c, int64_t *ret_mb) {
    Str said;
    int64_t mb;
    TRY(fact_get(c, "file_max_mb", &said));
    *ret_mb = str_int(said, &mb) && mb >= 1 && mb <= FILE_MB_MAX ? mb : FILE_MB;
    return OK;
}

/* ---- in ------------------------------------------------------------------------------------------------------- */

static Str digest_of(Ctx *c, const FilePieces *p) {
    crypto_generichash_state h;
    unsigned char digest[DIGEST_BYTES];
    char hex[2 * DIGEST_BYTES + 1];
    crypto_generichash_init(&h, NULL, 0, DIGEST_BYTES);
    for (size_t i = 0; i < p->n; i++) crypto_generichash_update(&h, (const unsigned char *)p->v[i].p, p->v[i].n);
    crypto_generichash_final(&h, digest, DIGEST_BYTES);
    sodium_bin2hex(hex, sizeof hex, digest, DIGEST_BYTES);
    return arena_copy(c->arena, str_of(hex));
}

/* The bytes of an upload: where they are in memory, or its file without a name, mapped. */
static Fault bytes_of(const Upload *u, FileTaken *f, Str *ret_bytes) {
    *ret_bytes = u->bytes;
    if (u->fd < 0 || u->size == 0) return OK;
    void *p = mmap(NULL, (size_t)u->size, PROT_READ, MAP_PRIVATE, u->fd, 0);
    if (p == MAP_FAILED) return BROKEN;
    f->map = p;
    f->map_n = (size_t)u->size;
    *ret_bytes = (Str){p, (size_t)u->size};
    return OK;
}

static Fault take(Ctx *c, const Upload *u, const char *field, int64_t mb, FileTaken *f) {
    Str bytes;
    if (u->size > mb * 1024 * 1024) {
        /* One argument holds the limit, the other the name. */
        complain_n(c, field, T_FILE_TOO_LARGE, mb);
        c->complaints.v[c->complaints.n - 1].text = u->name;
        return OK;
    }
    TRY(bytes_of(u, f, &bytes));
    f->type = bytes.n ? file_type(bytes, u->name) : FILE_NONE;
    if (!bytes.n) complain_text(c, field, T_FILE_EMPTY, u->name);
    else if (f->type == FILE_NONE) complain_text(c, field, T_FILE_NOT_TAKEN, u->name);
    else if (!file_clean(c->arena, f->type, bytes, &f->pieces)) complain_text(c, field, T_FILE_BROKEN, u->name);
    if (c->complaints.n) return OK;
    f->name = file_name(c->arena, u->name, f->type);
    f->digest = digest_of(c, &f->pieces);
    return OK;
}

Fault files_take(Ctx *c, const Request *rq, const char *field, int64_t mb, FilesTaken *ret_files) {
    *ret_files = (FilesTaken){.n = 0};
    for (size_t i = 0; i < rq->n_files; i++) {
        const Upload *u = &rq->files[i];
        if (!str_eq(u->field, str_of(field))) continue;
        if (ret_files->n == FILES_OF_NOTE_MAX) {
            complain_n(c, field, T_FILE_TOO_MANY, FILES_OF_NOTE_MAX);
            return OK;
        }
        TRY(take(c, u, field, mb, &ret_files->v[ret_files->n++]));
    }
    return OK;
}

void files_release(FilesTaken *f) {
    for (size_t i = 0; i < f->n; i++) {
        if (f->v[i].map) munmap(f->v[i].map, f->v[i].map_n);
        f->v[i].map = NULL;
    }
}

Fault files_write(Ctx *c, const Request *rq, const char *field, FilesTaken *files, Fault (*run)(Ctx *c, void *arg),
                  void *arg) {
    int64_t mb = FILE_MB;
    TRY(region_read_begin(c->region, c));
    Fault f = file_limit(c, &mb);
    region_read_end(c->region, c);
    if (f == OK) f = files_take(c, rq, field, mb, files);
    if (f == OK) f = complaints_fault(c);
    if (f == OK && files->n) f = files_store(c, files);
    if (f == OK) f = region_write(c->region, c, run, arg);
    files_release(files);
    return f;
}

Fault files_again(Ctx *c, const Request *rq, Reply *rp, Handler form) {
    TRY(region_read_begin(c->region, c));
    Fault f = form(c, rq, rp);
    region_read_end(c->region, c);
    return f;
}

/* ---- out ------------------------------------------------------------------------------------------------------ */

typedef struct Sending {
    Spool       spool;
    const char *dir;
} Sending;

static Fault send_part(Str part, void *arg) {
    Sending *s = arg;
    return spool_add(&s->spool, s->dir, part);
}

/* A long file goes to the disk and from there to the line, so that slow readers hold neither memory nor connection. */
static Fault send(Ctx *c, const Request *rq, Reply *rp, Str digest) {
    Sending s = {.dir = request_temp(rq)};
    Upload  u = {.fd = -1};
    spool_init(&s.spool);
    Fault f = file_parts(c, digest, send_part, &s);
    if (f == OK) f = spool_take(&s.spool, c->arena, &u);
    spool_release(&s.spool);
    TRY(f);
    if (u.fd >= 0) rp->fd = u.fd;
    else buf_add(rp->body, u.bytes);
    return OK;
}

static Fault file_send(Ctx *c, const Request *rq, Reply *rp) {
    File *f = ent_new(c, &file_entity);
    TRY(ent_load(c, &file_entity, rq->ids[0], f));
    if (f->head.archived_at) return fail(c, NOT_FOUND, "file", rq->ids[0]);
    rp->type = file_kind(file_type_named(f->type))->type;
    rp->file_name = f->name;
    rp->etag = str_sub(f->digest, 0, 32);
    return send(c, rq, rp, f->digest);
}

/* Never shown within a page of ours: an attachment, with its type as found, in a sandbox. */
Fault file_get(Ctx *c, const Request *rq, Reply *rp) {
    TRY(region_read_begin(c->region, c));
    Fault f = file_send(c, rq, rp);
    region_read_end(c->region, c);
    return f;
}

static const Route ROUTES[] = {{GET, "/files/{id}", file_get, ROUTE_SLOW, ROLES_MEMBER, 0, NULL, false}};

const Module file_module = {
    .name = "file", .queries = FILE_QUERIES, .n_queries = FILE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .checks = FILE_CHECKS, .n_checks = FILE_CHECKS_N,
    .verify = files_verify,
};
