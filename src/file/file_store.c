/* file_store.c - the bytes of files, once for each digest, in parts; and the files of notes. */
#include "file/file_store.h"

#include "base/check.h"
#include "db/region.h"

#include <sodium.h>

enum { DIGEST_BYTES = 32, SWEEP_MAX = 20, ROWS_MAX = 500 };
static const Stamp DAY_MS = 24LL * 3600 * 1000;

enum { Q_BEGIN, Q_HAS, Q_PART_ADD, Q_PARTS, Q_KEEP, Q_LEFT, Q_LEFT_PARTS, Q_LEFT_DROP, Q_OF_POSTS, Q_ALL,
       Q_DIGESTS, Q_UNUSED };

const Query FILE_QUERIES[FILE_Q_N] = {
    [Q_BEGIN] = {.sql = "INSERT INTO file_sums (digest, size, parts, at, kept) VALUES (:digest, :size, :parts, :at, 0)"
                        " ON CONFLICT (digest) DO UPDATE SET at = excluded.at",
                 .in = "digest:text size:int parts:int at:int"},
    [Q_HAS] = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM file_bytes WHERE digest = :digest",
               .in = "digest:text", .out = "n:int"},
    [Q_PART_ADD] = {.sql = "INSERT INTO file_bytes (digest, part, bytes) VALUES (:digest, :part, :bytes)"
                           " ON CONFLICT (digest, part) DO NOTHING",
                    .in = "digest:text part:int bytes:blob"},
    [Q_PARTS] = {.sql = "SELECT bytes FROM file_bytes WHERE digest = :digest AND part = :part",
                 .in = "digest:text part:int", .out = "bytes:blob"},
    [Q_KEEP] = {.sql = "UPDATE file_sums SET kept = 1 WHERE digest = :digest AND parts = :parts",
                .in = "digest:text parts:int"},
    [Q_LEFT] = {.sql = "SELECT digest FROM file_sums WHERE kept = 0 AND at < :before ORDER BY at LIMIT 20",
                .in = "before:int", .out = "digest:text"},
    [Q_LEFT_PARTS] = {.sql = "DELETE FROM file_bytes WHERE digest = :digest", .in = "digest:text"},
    [Q_LEFT_DROP] = {.sql = "DELETE FROM file_sums WHERE digest = :digest AND kept = 0", .in = "digest:text"},
    [Q_OF_POSTS] = {.sql = "SELECT x.id, x.post, x.name, x.size, x.type FROM files x WHERE x.org = :org"
                           " AND x.post {in:posts} AND x.archived_at IS NULL AND {scope:x} ORDER BY x.id LIMIT 500",
                    .in = "org:id posts:ids", .out = "id:id post:id name:text size:int type:text"},
    [Q_DIGESTS] = {.sql = "SELECT DISTINCT f.digest FROM files f WHERE f.id {in:ids} {unscoped:to be erased}",
                   .in = "ids:ids", .out = "digest:text"},
    [Q_UNUSED] = {.sql = "UPDATE file_sums SET kept = 0 WHERE digest = :digest AND NOT EXISTS (SELECT 1 FROM files f"
                         " WHERE f.digest = :digest AND NOT f.id {in:ids} {unscoped:of all organisations})",
                  .in = "digest:text ids:ids", .scan = "rarely, and one file at a time"},
    [Q_ALL] = {.sql = "SELECT digest, size, parts FROM file_sums WHERE digest > :after ORDER BY digest LIMIT 100",
               .in = "after:text", .out = "digest:text size:int parts:int"},
};

const Check FILE_CHECKS[FILE_CHECKS_N] = {
    {"files without their bytes",
     {.sql = "SELECT 1 FROM files f WHERE NOT EXISTS"
             " (SELECT 1 FROM file_sums s WHERE s.digest = f.digest AND s.kept = 1)"
             " {unscoped:of all organisations} LIMIT 1",
      .out = "yes:int", .scan = "all files are looked at"}},
    {"bytes without their sum",
     {.sql = "SELECT 1 FROM file_bytes b WHERE NOT EXISTS"
             " (SELECT 1 FROM file_sums s WHERE s.digest = b.digest) LIMIT 1",
      .out = "yes:int", .scan = "all files are looked at"}},
};

/* ---- taking in ------------------------------------------------------------------------------------------------ */

static int64_t parts_of(int64_t size) { return (size + FILE_PART_BYTES - 1) / FILE_PART_BYTES; }

/* One write of files_store. */
typedef struct Storing {
    const FileTaken *f;
    int64_t          part;
    Str              bytes;
    bool             there;                       /* all of it was stored before */
} Storing;

/* What was stored and never taken up goes with the next file that comes. */
static Fault sweep(Ctx *c) {
    Str left[SWEEP_MAX];
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &FILE_QUERIES[Q_LEFT], VALS(v_int(c->reader.now - DAY_MS)), &r));
        while (n < SWEEP_MAX && rows_next(&r)) left[n++] = rows_copy(&r, 0);
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) {
        TRY(db_run(c, &FILE_QUERIES[Q_LEFT_PARTS], VALS(v_text(left[i]))));
        TRY(db_run(c, &FILE_QUERIES[Q_LEFT_DROP], VALS(v_text(left[i]))));
    }
    return OK;
}

static Fault store_begin(Ctx *c, void *arg) {
    Storing *s = arg;
    int64_t parts = parts_of(s->f->pieces.size), n = 0;
    TRY(sweep(c));
    TRY(db_run(c, &FILE_QUERIES[Q_BEGIN], VALS(v_text(s->f->digest), v_int(s->f->pieces.size), v_int(parts),
                                               v_int(c->reader.now))));
    TRY(db_int(c, &FILE_QUERIES[Q_HAS], VALS(v_text(s->f->digest)), &n));
    s->there = n == parts;
    return OK;
}

static Fault store_part(Ctx *c, void *arg) {
    Storing *s = arg;
    return db_run(c, &FILE_QUERIES[Q_PART_ADD], VALS(v_text(s->f->digest), v_int(s->part), v_blob(s->bytes)));
}

/* Copies the next bytes of the pieces; *at is the piece, *in the place within it. */
static size_t fill(const FilePieces *p, size_t *at, size_t *in, char *out) {
    size_t n = 0;
    while (*at < p->n && n < FILE_PART_BYTES) {
        Str rest = str_sub(p->v[*at], *in, FILE_PART_BYTES - n);
        memcpy(out + n, rest.p, rest.n);
        n += rest.n;
        *in += rest.n;
        if (*in == p->v[*at].n) (*at)++, *in = 0;
    }
    return n;
}

static Fault store_one(Ctx *c, const FileTaken *f, char *room) {
    Storing s = {.f = f};
    size_t at = 0, in = 0, n;
    TRY(region_write(c->region, c, store_begin, &s));
    if (s.there) return OK;
    for (s.part = 0; (n = fill(&f->pieces, &at, &in, room)) > 0; s.part++) {
        s.bytes = (Str){room, n};
        TRY(region_write(c->region, c, store_part, &s));
    }
    return OK;
}

Fault files_store(Ctx *c, const FilesTaken *f) {
    char *room = f->n ? arena_alloc(c->arena, FILE_PART_BYTES) : NULL;
    for (size_t i = 0; i < f->n; i++) TRY(store_one(c, &f->v[i], room));
    return OK;
}

Fault files_attach(Ctx *c, const FilesTaken *f, Id post, Id about) {
    for (size_t i = 0; i < f->n; i++) {
        const FileTaken *t = &f->v[i];
        int64_t n = 0, parts = parts_of(t->pieces.size);
        TRY(db_int(c, &FILE_QUERIES[Q_HAS], VALS(v_text(t->digest)), &n));
        if (n != parts) return fail(c, BROKEN, "file", 0);
        TRY(db_run(c, &FILE_QUERIES[Q_KEEP], VALS(v_text(t->digest), v_int(parts))));
        File *rec = ent_new(c, &file_entity);
        rec->post = post;
        rec->about = about;
        rec->name = t->name;
        rec->type = str_of(file_kind(t->type)->type);
        rec->size = t->pieces.size;
        rec->digest = t->digest;
        TRY(ent_save(c, &file_entity, rec));
    }
    return OK;
}

/* ---- erasing --------------------------------------------------------------------------------------------------- */

Fault files_bytes_drop(Ctx *c, const Id *files, size_t n) {
    enum { DIGESTS_MAX = 5000 };
    Str   *v = ARENA_ARRAY(c->arena, Str, DIGESTS_MAX);
    size_t k = 0;
    if (!n) return OK;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &FILE_QUERIES[Q_DIGESTS], VALS(v_ids(files, n)), &r));
        while (k < DIGESTS_MAX && rows_next(&r)) v[k++] = rows_copy(&r, 0);
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < k; i++) {
        int64_t unused;
        TRY(db_changed(c, &FILE_QUERIES[Q_UNUSED], VALS(v_text(v[i]), v_ids(files, n)), &unused));
        if (!unused) continue;
        TRY(db_run(c, &FILE_QUERIES[Q_LEFT_PARTS], VALS(v_text(v[i]))));
        TRY(db_run(c, &FILE_QUERIES[Q_LEFT_DROP], VALS(v_text(v[i]))));
    }
    return OK;
}

/* ---- handing out ---------------------------------------------------------------------------------------------- */

Fault file_parts(Ctx *c, Str digest, FileEach take, void *arg) {
    for (int64_t part = 0;; part++) {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &FILE_QUERIES[Q_PARTS], VALS(v_text(digest), v_int(part)), &r));
        if (!rows_next(&r)) {
            TRY(rows_fault(&r));
            return part ? OK : NOT_FOUND;
        }
        TRY(take(rows_blob(&r, 0), arg));
    }
}

Fault files_of_posts(Ctx *c, const Id *posts, size_t n, FileRow **ret_v, size_t *ret_n) {
    FileRow *v = ARENA_ARRAY(c->arena, FileRow, ROWS_MAX);
    size_t k = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &FILE_QUERIES[Q_OF_POSTS], VALS(v_id(c->who.org), v_ids(posts, n)), &r));
    for (; k < ROWS_MAX && rows_next(&r); k++) {
        v[k] = (FileRow){.id = rows_id(&r, 0), .post = rows_id(&r, 1), .name = rows_copy(&r, 2),
                         .size = rows_int(&r, 3),
                         .icon = file_kind(file_type_named(rows_text(&r, 4)))->icon};
    }
    TRY(rows_fault(&r));
    *ret_v = v;
    *ret_n = k;
    return OK;
}

/* ---- are they what they were ---------------------------------------------------------------------------------- */

typedef struct Summing {
    crypto_generichash_state h;
    int64_t size, parts;
} Summing;

static Fault sum_part(Str part, void *arg) {
    Summing *s = arg;
    crypto_generichash_update(&s->h, (const unsigned char *)part.p, part.n);
    s->size += (int64_t)part.n;
    s->parts++;
    return OK;
}

typedef struct Summed {
    Str     digest;
    int64_t size, parts;
} Summed;

static Fault verify_one(Ctx *c, const Summed *f, Buf *report, int *problems) {
    unsigned char digest[DIGEST_BYTES];
    char hex[2 * DIGEST_BYTES + 1];
    Summing s = {.size = 0};
    crypto_generichash_init(&s.h, NULL, 0, DIGEST_BYTES);
    Fault fault = file_parts(c, f->digest, sum_part, &s);
    if (fault != NOT_FOUND) TRY(fault);
    crypto_generichash_final(&s.h, digest, DIGEST_BYTES);
    sodium_bin2hex(hex, sizeof hex, digest, DIGEST_BYTES);
    if (str_eq(f->digest, str_of(hex)) && s.size == f->size && s.parts == f->parts) return OK;
    buf_printf(report, "file %.*s: its bytes are not what they were\n", STR_ARG(f->digest));
    (*problems)++;
    return OK;
}

Fault files_verify(Ctx *c, Buf *report, int *ret_problems) {
    enum { AT_ONCE = 100 };
    Summed v[AT_ONCE];
    Str after = LIT("0");
    size_t n;
    *ret_problems = 0;
    do {
        n = 0;
        {
            AUTO(rows_end) Rows r = {0};
            TRY(db_rows(c, &FILE_QUERIES[Q_ALL], VALS(v_text(after)), &r));
            while (n < AT_ONCE && rows_next(&r)) {
                v[n++] = (Summed){rows_copy(&r, 0), rows_int(&r, 1), rows_int(&r, 2)};
            }
            TRY(rows_fault(&r));
        }
        for (size_t i = 0; i < n; i++) TRY(verify_one(c, &v[i], report, ret_problems));
        if (n) after = v[n - 1].digest;
    } while (n == AT_ONCE);
    return OK;
}
