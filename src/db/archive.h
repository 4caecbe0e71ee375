/* archive.h - a region as a whole: its digest, its copy into another database, its backup and the way back.
**
** A backup is one SQLite file, whichever engine the region lives on, so that restoring it is opening it, and one
** format is tested. It is made while the region works, from one moment, and counts as made only when it has been
** opened again, found sound and has the digest of that moment. */
#ifndef RAKAZ_DB_ARCHIVE_H
#define RAKAZ_DB_ARCHIVE_H

#include "db/region.h"

enum { DIGEST_BYTES = 32 };

typedef struct TableDigest {
    Str     table;
    int64_t rows;
    uint8_t digest[DIGEST_BYTES];
} TableDigest;

/* Digests (BLAKE2b) of all tables but the schema's history, by name, in this read transaction. Rows are taken in the
** order of their keys and columns by name: the same contents give the same digest on both engines. */
Fault region_digests(Ctx *c, TableDigest **ret_v, size_t *ret_n) MUST;

typedef struct RegionDigest {
    uint8_t digest[DIGEST_BYTES];                 /* of the tables' digests */
    int64_t rows;
} RegionDigest;
Fault region_digest(Ctx *c, RegionDigest *ret_d) MUST;

/* Copies all rows of `from` into `to`, whose schema must be the same and which must be new, in one transaction, and
** proves by digest that they are equal. `a` holds the message of a failure, a sentence in English for the operator.
** IN_USE: `to` holds records; STALE: other tables or columns; DB_BROKEN: the digests differ. */
Fault region_copy(Region *from, Region *to, Arena *a, RegionDigest *ret_d, Str *ret_why) MUST;

/* Writes a backup of `r` to a file that does not exist yet (DUPLICATE), and verifies it. Until then it is called
** PATH.part. DISK_FULL, DB_LOST, DB_BROKEN. */
Fault region_backup(Region *r, Str path, Arena *a, RegionDigest *ret_d, Str *ret_why) MUST;

/* Opens a backup without changing it: integrity, references, digest. NOT_FOUND, DB_BROKEN. */
Fault region_verify(Str path, Arena *a, RegionDigest *ret_d, Str *ret_why) MUST;

/* Makes a new region at `to->address` from a backup, brings it to our schema and proves it equal to what the backup,
** brought to our schema, holds. The backup is not changed. IN_USE, DUPLICATE: there is something at that address. */
Fault region_restore(Str path, const RegionOptions *to, Arena *a, RegionDigest *ret_d, Str *ret_why) MUST;

#endif
