/* backup.c - a region's backup file, and a region made from it (archive.h). */
#include "base/check.h"
#include "db/archive.h"
#include "db/check_sql.h"
#include "db/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BACKUP_PAGES_STEP = 2048, COPY_BYTES = 1 << 18 };

static Fault os_fault(Arena *a, const char *what, Str *ret_why) {
    int error = errno;
    *ret_why = arena_printf(a, "%s: %s", what, strerror(error));
    return error == ENOENT ? NOT_FOUND : error == ENOSPC || error == EDQUOT ? DISK_FULL : DB_LOST;
}

/* ---- making sure ----------------------------------------------------------------------------------------- */

static Fault verify_inside(Ctx *c, RegionDigest *ret_d, Str *ret_why) {
    Buf report;
    int problems = 0;
    buf_init(&report, 1 << 16);
    Fault f = check_storage(c, &report, &problems);
    if (f == OK && problems > 0) {
        *ret_why = arena_copy(c->arena, buf_str(&report));
        f = DB_BROKEN;
    }
    buf_release(&report);
    return f == OK ? region_digest(c, ret_d) : f;
}

Fault region_verify(Str path, Arena *a, RegionDigest *ret_d, Str *ret_why) {
    char      message[DB_MESSAGE_MAX] = "";
    DbOptions o = {.address = {.dialect = DB_SQLITE}, .frozen = true};
    Ctx       c = {.arena = a};
    if (path.n == 0 || path.n >= sizeof o.address.where) return NOT_FOUND;
    memcpy(o.address.where, path.p, path.n);
    Fault f = db_open(&o, &c.db, message);
    if (f != OK) {
        *ret_why = arena_copy(a, str_of(message));
        return f;
    }
    f = c.db->engine->read_begin(c.db);
    if (f == OK) f = verify_inside(&c, ret_d, ret_why);
    if (f != OK && ret_why->n == 0) *ret_why = arena_copy(a, str_of(c.db->message));
    c.db->engine->read_end(c.db);
    db_close(c.db);
    return f == OK || f == NOT_FOUND ? f : f == BUSY ? BUSY : DB_BROKEN;
}

/* ---- files ----------------------------------------------------------------------------------------------- */

static void part_remove(Arena *a, Str part) {
    static const char *const TAILS[] = {"", "-wal", "-shm", "-journal"};
    for (int i = 0; i < 4; i++) unlink(arena_printf(a, "%.*s%s", STR_ARG(part), TAILS[i]).p);
}

static Fault sync_path(Arena *a, const char *path, int flags, Str *ret_why) {
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0) return os_fault(a, path, ret_why);
    Fault f = fsync(fd) == 0 ? OK : os_fault(a, path, ret_why);
    close(fd);
    return f;
}

/* Gives the file its name, for good: also when the power fails right after. */
static Fault part_finish(Arena *a, Str part, Str path, Str *ret_why) {
    TRY(sync_path(a, part.p, O_RDONLY, ret_why));
    const char *to = arena_z(a, path);
    if (link(part.p, to) != 0) {
        if (errno != EEXIST) return os_fault(a, to, ret_why);
        *ret_why = arena_printf(a, "%s is there already", to);
        return DUPLICATE;
    }
    return sync_path(a, dirname((char *)(uintptr_t)arena_z(a, path)), O_RDONLY | O_DIRECTORY, ret_why);
}

/* ---- SQLite's own copy, page by page --------------------------------------------------------------------- */

static Fault pages_copy(sqlite3 *from, const char *path, Arena *a, Str *ret_why) {
    sqlite3 *to = NULL;
    int      code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    sqlite3_backup *b = code == SQLITE_OK ? sqlite3_backup_init(to, "main", from, "main") : NULL;
    if (b) {
        do {
            code = sqlite3_backup_step(b, BACKUP_PAGES_STEP);
        } while (code == SQLITE_OK);
        sqlite3_backup_finish(b);
        /* One file, without a WAL beside it. */
        if (code == SQLITE_DONE) code = sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
    }
    bool  done = b && code == SQLITE_OK;
    Fault f = done ? OK : db_fault_of_code(sqlite3_extended_errcode(to), sqlite3_system_errno(to));
    if (!done) *ret_why = arena_copy(a, str_of(sqlite3_errmsg(to)));
    sqlite3_close(to);
    return done || f != OK ? f : DB_BROKEN;
}

static Fault file_new(Arena *a, const char *path, Str *ret_why) {
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return os_fault(a, path, ret_why);
    close(fd);
    return OK;
}

/* From one moment: the digest is read first, which opens the read transaction that the pages are then copied in. */
static Fault backup_sqlite(Region *r, Str part, Arena *a, RegionDigest *ret_d, Str *ret_why) {
    Ctx c = {.arena = a};
    TRY(file_new(a, part.p, ret_why));
    TRY(region_read_begin(r, &c));
    Fault f = region_digest(&c, ret_d);
    if (f == OK) f = pages_copy(db_sqlite_handle(c.db), part.p, a, ret_why);
    else *ret_why = c.fault.text;
    region_read_end(r, &c);
    return f;
}

static Fault backup_pg(Region *r, Str part, Arena *a, RegionDigest *ret_d, Str *ret_why) {
    RegionOptions o = {.address = arena_printf(a, "sqlite:%.*s", STR_ARG(part)), .create = true, .readers = 1};
    Region       *to = NULL;
    TRY(region_open(&o, a, &to, ret_why));
    Fault f = region_copy(r, to, a, ret_d, ret_why);
    region_close(to);
    TRY(f);
    sqlite3 *file = NULL;
    int      code = sqlite3_open_v2(part.p, &file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) code = sqlite3_exec(file, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
    sqlite3_close(file);
    return code == SQLITE_OK ? OK : DB_BROKEN;
}

Fault region_backup(Region *r, Str path, Arena *a, RegionDigest *ret_d, Str *ret_why) {
    RegionDigest made = {0}, read = {0};
    Str          part = arena_printf(a, "%.*s.part", STR_ARG(path));
    *ret_why = (Str){0};
    if (access(arena_z(a, path), F_OK) == 0) {
        *ret_why = arena_printf(a, "%.*s is there already", STR_ARG(path));
        return DUPLICATE;
    }
    part_remove(a, part);
    Fault f = region_dialect(r) == DB_PG ? backup_pg(r, part, a, &made, ret_why)
                                         : backup_sqlite(r, part, a, &made, ret_why);
    if (f == OK) f = region_verify(part, a, &read, ret_why);
    if (f == OK && memcmp(made.digest, read.digest, DIGEST_BYTES) != 0) {
        *ret_why = LIT("what was written is not what was read");
        f = DB_BROKEN;
    }
    if (f == OK) f = part_finish(a, part, path, ret_why);
    part_remove(a, part);
    if (f == OK) *ret_d = made;
    return f;
}

/* ---- the way back ---------------------------------------------------------------------------------------- */

static Fault file_copy(Arena *a, Str from, Str to, Str *ret_why) {
    const char *source = arena_z(a, from);
    char       *bytes = arena_alloc(a, COPY_BYTES);
    int in = open(source, O_RDONLY | O_CLOEXEC);
    if (in < 0) return os_fault(a, source, ret_why);
    int     out = open(to.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool    good = out >= 0;
    ssize_t n = 1;
    while (good && (n = read(in, bytes, COPY_BYTES)) > 0) good = write(out, bytes, (size_t)n) == n;
    good = good && n == 0 && fsync(out) == 0;
    Fault f = good ? OK : os_fault(a, to.p, ret_why);
    if (out >= 0) close(out);
    close(in);
    return f;
}

static Fault region_digest_of(Region *r, Arena *a, RegionDigest *ret_d) {
    Ctx c = {.arena = a};
    TRY(region_read_begin(r, &c));
    Fault f = region_digest(&c, ret_d);
    region_read_end(r, &c);
    return f;
}

/* Opening brings the copy to our schema. */
static Fault restore_sqlite(Str part, const DbAddress *to, Arena *a, RegionDigest *ret_d, Str *ret_why) {
    RegionOptions o = {.address = arena_printf(a, "sqlite:%.*s", STR_ARG(part)), .readers = 1};
    Region       *r = NULL;
    TRY(region_open(&o, a, &r, ret_why));
    Fault f = region_digest_of(r, a, ret_d);
    region_close(r);
    TRY(f);
    return part_finish(a, part, str_of(to->where), ret_why);
}

static Fault restore_pg(Str part, const RegionOptions *to, Arena *a, RegionDigest *ret_d, Str *ret_why) {
    RegionOptions from = {.address = arena_printf(a, "sqlite:%.*s", STR_ARG(part)), .readers = 1}, there = *to;
    Region       *r = NULL, *target = NULL;
    there.create = true;
    TRY(region_open(&from, a, &r, ret_why));
    Fault f = region_open(&there, a, &target, ret_why);
    if (f == OK) f = region_copy(r, target, a, ret_d, ret_why);
    region_close(target);
    region_close(r);
    return f;
}

Fault region_restore(Str path, const RegionOptions *to, Arena *a, RegionDigest *ret_d, Str *ret_why) {
    DbAddress address;
    *ret_why = (Str){0};
    if (!region_address(to->address, &address)) {
        *ret_why = LIT("not the address of a region");
        return NOT_FOUND;
    }
    bool pg = address.dialect == DB_PG;
    if (!pg && access(address.where, F_OK) == 0) {
        *ret_why = arena_printf(a, "%s is there already", address.where);
        return DUPLICATE;
    }
    RegionDigest before, copied = {0};
    TRY(region_verify(path, a, &before, ret_why));
    Str part = pg ? arena_printf(a, "%.*s.restore", STR_ARG(path)) : arena_printf(a, "%s.part", address.where);
    part_remove(a, part);
    Fault f = file_copy(a, path, part, ret_why);
    if (f == OK) f = region_verify(part, a, &copied, ret_why);
    if (f == OK && memcmp(before.digest, copied.digest, DIGEST_BYTES) != 0) f = DB_BROKEN;
    if (f == OK) f = pg ? restore_pg(part, to, a, ret_d, ret_why) : restore_sqlite(part, &address, a, ret_d, ret_why);
    part_remove(a, part);
    return f;
}
