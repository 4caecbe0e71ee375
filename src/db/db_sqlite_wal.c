/* db_sqlite_wal.c - what SQLite writes to its WAL in small pieces goes to the file in large ones.
**
** A commit writes each page as two pieces, the frame's head and the page, each a system call. Here pieces that continue
** one another are held and written as one before anything else is done with the file: a sync, a read, a look at its
** size, a cut. Readers and callers are told of a commit after its sync, so nobody can miss what is held; a held write
** that fails makes the sync fail, and with it the commit. All other files are the default VFS's own. */
#include "db/db_sqlite_wal.h"

#include "base/check.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { HELD_BYTES = 120 << 10 };                 /* the default VFS writes less than 128 KB at once */

typedef struct WalFile {
    sqlite3_file  file;
    sqlite3_file *real;                           /* of the default VFS; its memory is behind this struct */
    char         *held;
    int           n;
    sqlite3_int64 at;                             /* where the first held byte belongs */
} WalFile;

static sqlite3_vfs wal, *plain;

static WalFile *wal_of(sqlite3_file *f) { return (WalFile *)f; }

static int put_down(WalFile *w) {
    int n = w->n;
    w->n = 0;
    return n ? w->real->pMethods->xWrite(w->real, w->held, n, w->at) : SQLITE_OK;
}

static int wal_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at) {
    WalFile *w = wal_of(f);
    int      code = SQLITE_OK;
    if (at != w->at + w->n || n > HELD_BYTES - w->n) code = put_down(w);
    if (code != SQLITE_OK) return code;
    if (n > HELD_BYTES) return w->real->pMethods->xWrite(w->real, p, n, at);
    if (!w->n) w->at = at;
    memcpy(w->held + w->n, p, (size_t)n);
    w->n += n;
    return SQLITE_OK;
}

static int wal_close(sqlite3_file *f) {
    WalFile *w = wal_of(f);
    int      written = put_down(w), closed = w->real->pMethods->xClose(w->real);
    free(w->held);
    return written != SQLITE_OK ? written : closed;
}

static int wal_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at) {
    WalFile *w = wal_of(f);
    int      code = put_down(w);
    return code != SQLITE_OK ? code : w->real->pMethods->xRead(w->real, p, n, at);
}

static int wal_truncate(sqlite3_file *f, sqlite3_int64 size) {
    WalFile *w = wal_of(f);
    int      code = put_down(w);
    return code != SQLITE_OK ? code : w->real->pMethods->xTruncate(w->real, size);
}

static int wal_sync(sqlite3_file *f, int flags) {
    WalFile *w = wal_of(f);
    int      code = put_down(w);
    return code != SQLITE_OK ? code : w->real->pMethods->xSync(w->real, flags);
}

static int wal_size(sqlite3_file *f, sqlite3_int64 *ret_size) {
    WalFile *w = wal_of(f);
    int      code = put_down(w);
    return code != SQLITE_OK ? code : w->real->pMethods->xFileSize(w->real, ret_size);
}

static int wal_control(sqlite3_file *f, int op, void *arg) {
    WalFile *w = wal_of(f);
    int      code = put_down(w);
    return code != SQLITE_OK ? code : w->real->pMethods->xFileControl(w->real, op, arg);
}

/* A WAL is never locked itself, but the table has no holes. */
static int wal_lock(sqlite3_file *f, int level) { return wal_of(f)->real->pMethods->xLock(wal_of(f)->real, level); }

static int wal_unlock(sqlite3_file *f, int level) { return wal_of(f)->real->pMethods->xUnlock(wal_of(f)->real, level); }

static int wal_reserved(sqlite3_file *f, int *ret_yes) {
    return wal_of(f)->real->pMethods->xCheckReservedLock(wal_of(f)->real, ret_yes);
}

static int wal_sector(sqlite3_file *f) { return wal_of(f)->real->pMethods->xSectorSize(wal_of(f)->real); }

static int wal_traits(sqlite3_file *f) { return wal_of(f)->real->pMethods->xDeviceCharacteristics(wal_of(f)->real); }

static const sqlite3_io_methods METHODS = {
    .iVersion = 1,
    .xClose = wal_close,
    .xRead = wal_read,
    .xWrite = wal_write,
    .xTruncate = wal_truncate,
    .xSync = wal_sync,
    .xFileSize = wal_size,
    .xLock = wal_lock,
    .xUnlock = wal_unlock,
    .xCheckReservedLock = wal_reserved,
    .xFileControl = wal_control,
    .xSectorSize = wal_sector,
    .xDeviceCharacteristics = wal_traits,
};

static int wal_open(sqlite3_vfs *v, sqlite3_filename name, sqlite3_file *f, int flags, int *ret_flags) {
    (void)v;
    if (!(flags & SQLITE_OPEN_WAL)) return plain->xOpen(plain, name, f, flags, ret_flags);
    WalFile *w = wal_of(f);
    *w = (WalFile){.real = (sqlite3_file *)(w + 1), .held = malloc(HELD_BYTES)};
    if (!w->held) return SQLITE_NOMEM;
    int code = plain->xOpen(plain, name, w->real, flags, ret_flags);
    if (code == SQLITE_OK) w->file.pMethods = &METHODS;
    else free(w->held);
    return code;
}

/* All but opening is the default's. */
static void wal_register(void) {
    plain = sqlite3_vfs_find(NULL);
    CHECK(plain != NULL);
    wal = *plain;
    wal.pNext = NULL;
    wal.zName = "rakaz-wal";
    wal.szOsFile = plain->szOsFile + (int)sizeof(WalFile);
    wal.xOpen = wal_open;
    CHECK(sqlite3_vfs_register(&wal, 0) == SQLITE_OK);
}

const char *wal_vfs(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    CHECK(pthread_once(&once, wal_register) == 0);
    return wal.zName;
}
