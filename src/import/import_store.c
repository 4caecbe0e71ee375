/* import_store.c - the files of imports, the rows they left alone, and how far they are. */
#include "import/import_inner.h"

#include "base/check.h"
#include "db/batch.h"
#include "db/region.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { Q_PIECE_ADD, Q_PIECES, Q_LEFT_ADD, Q_LEFT, Q_PROGRESS, Q_DIGEST, Q_FORGET, Q_FORGET_LEFT, Q_SINCE, Q_HAS_FILE,
       Q_UNDER_WAY, Q_ERASED };

const Query IMPORT_QUERIES[IMPORT_Q_N] = {
    [Q_PIECE_ADD] = {.sql = "INSERT INTO import_pieces (import, n, bytes) VALUES (:import, :n, :bytes)",
                     .in = "import:id n:int bytes:blob"},
    [Q_PIECES] = {.sql = "SELECT p.bytes FROM import_pieces p WHERE p.import = :import ORDER BY p.n",
                  .in = "import:id", .out = "bytes:blob", .many = true},
    [Q_LEFT_ADD] = {.sql = "INSERT INTO import_left (import, line, why) VALUES (:import, :line, :why)"
                           " ON CONFLICT (import, line) DO UPDATE SET why = excluded.why",
                    .in = "import:id line:int why:int"},
    [Q_LEFT] = {.sql = "SELECT l.line, l.why FROM import_left l WHERE l.import = :import AND l.line > :above"
                       " ORDER BY l.line LIMIT :limit",
                .in = "import:id above:int limit:int", .out = "line:int why:int"},
    [Q_PROGRESS] = {.sql = "UPDATE imports SET row_count = :rows, created = :made, updated = :changed,"
                           " skipped = :known, broken = :left, done_rows = :done, act = :act WHERE id = :id"
                           " {unscoped:how far one's own import is}",
                    .in = "id:id rows:int made:int changed:int known:int left:int done:int act:id"},
    [Q_DIGEST] = {.sql = "SELECT i.id FROM imports i WHERE i.org = :org AND i.digest = :digest AND i.state = :done"
                         " AND i.archived_at IS NULL AND {scope:i} AND NOT EXISTS (SELECT 1 FROM acts a"
                         " WHERE a.id = i.act AND a.undone_by IS NOT NULL) ORDER BY i.id DESC LIMIT 1",
                  .in = "org:id digest:text done:int", .out = "id:id"},
    [Q_FORGET] = {.sql = "DELETE FROM import_pieces WHERE NOT EXISTS (SELECT 1 FROM imports i"
                         " WHERE i.id = import_pieces.import AND i.created_at >= :before"
                         " {unscoped:all files are forgotten in time})",
                  .in = "before:int", .scan = "once with each new import"},
    [Q_ERASED] = {.sql = "DELETE FROM import_pieces WHERE import IN (SELECT i.id FROM imports i WHERE i.act IN"
                         " (SELECT h.act FROM changes h WHERE h.erased = :seal)"
                         " {unscoped:files that brought what was erased})",
                  .in = "seal:int", .scan = "imports are few"},
    [Q_FORGET_LEFT] = {.sql = "DELETE FROM import_left WHERE NOT EXISTS (SELECT 1 FROM imports i"
                              " WHERE i.id = import_left.import AND i.created_at >= :before"
                              " {unscoped:all files are forgotten in time})",
                       .in = "before:int", .scan = "once with each new import"},
    [Q_SINCE] = {.sql = "SELECT count(DISTINCT h.record) FROM changes h WHERE h.act = :act AND h.org = :org"
                        " AND EXISTS (SELECT 1 FROM changes n WHERE n.record = h.record AND n.seq > h.seq"
                        " AND n.act <> h.act)",
                 .in = "act:id org:id", .out = "n:int"},
    [Q_HAS_FILE] = {.sql = "SELECT 1 FROM import_pieces p WHERE p.import = :import AND p.n = 0",
                    .in = "import:id", .out = "yes:int"},
    [Q_UNDER_WAY] = {.sql = "SELECT i.id, i.org, i.state, i.done_rows FROM imports i WHERE i.state IN (:a, :b)"
                            " AND i.archived_at IS NULL {unscoped:of all organisations} ORDER BY i.id DESC LIMIT 50",
                     .in = "a:int b:int", .out = "id:id org:id state:int done:int", .many = true,
                     .scan = "once at the start"},
};

Fault import_piece_add(Ctx *c, Id import, int64_t n, Str bytes) {
    return db_run(c, &IMPORT_QUERIES[Q_PIECE_ADD], VALS(v_int(import), v_int(n), v_blob(bytes)));
}

static Fault write_all(Ctx *c, int fd, Str s) {
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return fail(c, errno == ENOSPC || errno == EDQUOT ? DISK_FULL : BROKEN, "file", 0);
        s = str_sub(s, (size_t)n, s.n);
    }
    return OK;
}

/* A file without a name where temporary files go; it ends with its descriptor. */
Fault import_temp(Ctx *c, int *ret_fd) {
    const char *dir = getenv("TMPDIR");
    *ret_fd = open(dir && dir[0] == '/' ? dir : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    return *ret_fd >= 0 ? OK : fail(c, errno == ENOSPC || errno == EDQUOT ? DISK_FULL : BROKEN, "file", 0);
}

static Fault pieces_write(Ctx *c, Id import, int fd) {
    int64_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &IMPORT_QUERIES[Q_PIECES], VALS(v_int(import)), &r));
    for (; rows_next(&r); n++) TRY(write_all(c, fd, rows_blob(&r, 0)));
    TRY(rows_fault(&r));
    return n ? OK : fail(c, EXPIRED, "import", import);
}

Fault import_file_load(Ctx *c, Id import, int *ret_fd) {
    int fd = -1;
    TRY(import_temp(c, &fd));
    Fault f = pieces_write(c, import, fd);
    if (f == OK) *ret_fd = fd;
    else close(fd);
    return f;
}

Fault import_has_file(Ctx *c, Id import, bool *ret_has) {
    int64_t yes;
    Fault f = db_int(c, &IMPORT_QUERIES[Q_HAS_FILE], VALS(v_id(import)), &yes);
    *ret_has = f == OK;
    return f == NOT_FOUND ? OK : f;
}

Fault import_left_add(Ctx *c, Id import, uint64_t row, ImportLeft why) {
    return db_put(c, &IMPORT_QUERIES[Q_LEFT_ADD], VALS(v_int(import), v_int((int64_t)row), v_int(why)));
}

Fault import_left_read(Ctx *c, Id import, uint64_t above, LeftEntry *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &IMPORT_QUERIES[Q_LEFT], VALS(v_int(import), v_int((int64_t)above), v_int((int64_t)max)), &r));
    while (n < max && rows_next(&r)) {
        int64_t why = rows_int(&r, 1);
        ret_v[n++] = (LeftEntry){(uint64_t)rows_int(&r, 0), why > 0 && why < LEFT_N ? (ImportLeft)why : LEFT_REFUSED};
    }
    *ret_n = n;
    return rows_fault(&r);
}

Fault import_progress(Ctx *c, const Import *v) {
    region_changed(c, "imports", v->head.id);
    return db_run(c, &IMPORT_QUERIES[Q_PROGRESS],
                  VALS(v_int(v->head.id), v_int(v->row_count), v_int(v->created), v_int(v->updated),
                       v_int(v->skipped), v_int(v->broken), v_int(v->done_rows), v_id(v->act)));
}

Fault import_by_digest(Ctx *c, Str digest, Id *ret_id) {
    Fault f = db_int(c, &IMPORT_QUERIES[Q_DIGEST],
                     VALS(v_id(c->who.org), v_text(digest), v_int(IMPORT_STATE_DONE)), ret_id);
    if (f == NOT_FOUND) *ret_id = 0;
    return f == NOT_FOUND ? OK : f;
}

Fault import_forget_old(Ctx *c) {
    Val before = v_int(c->reader.now - (int64_t)IMPORT_KEPT_DAYS * 24 * 3600 * 1000);
    TRY(db_run(c, &IMPORT_QUERIES[Q_FORGET], VALS(before)));
    return db_run(c, &IMPORT_QUERIES[Q_FORGET_LEFT], VALS(before));
}

Fault import_forget_erased(Ctx *c, int64_t seal) {
    return db_run(c, &IMPORT_QUERIES[Q_ERASED], VALS(v_int(seal)));
}

Fault import_changed_since(Ctx *c, Id act, int64_t *ret_n) {
    return db_int(c, &IMPORT_QUERIES[Q_SINCE], VALS(v_id(act), v_id(c->who.org)), ret_n);
}

Fault import_under_way(Ctx *c, ImportUnderWay ret_v[IMPORT_UNDER_WAY_MAX], size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    *ret_n = 0;
    TRY(db_rows(c, &IMPORT_QUERIES[Q_UNDER_WAY], VALS(v_int(IMPORT_STATE_MATCHED), v_int(IMPORT_STATE_RUNNING)),
                &r));
    while (*ret_n < IMPORT_UNDER_WAY_MAX && rows_next(&r)) {
        ret_v[(*ret_n)++] = (ImportUnderWay){rows_id(&r, 0), rows_id(&r, 1), (int)rows_int(&r, 2), rows_int(&r, 3)};
    }
    return rows_fault(&r);
}
