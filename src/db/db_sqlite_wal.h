/* db_sqlite_wal.h - the writer's way to SQLite's WAL. */
#ifndef RAKAZ_DB_DB_SQLITE_WAL_H
#define RAKAZ_DB_DB_SQLITE_WAL_H

/* The name of the VFS that a writer's connection opens its file with. Only for synchronous=FULL: a commit must be
** synced before anybody is told of it. Registered at the first call; safe from any thread. */
const char *wal_vfs(void);

#endif
