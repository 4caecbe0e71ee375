/* zone.h - time zones, read from the zone files of the system (RFC 8536).
**
** A zone is read once, at its first use, and then kept for the life of the process. A process that will lose
** sight of the file system calls zone_load for every zone it needs before. Nothing depends on TZ. */
#ifndef RAKAZ_BASE_ZONE_H
#define RAKAZ_BASE_ZONE_H

#include "base/day.h"

typedef struct Zone Zone;

/* Reads the zone of this IANA name if it is not there yet. false: no such zone, a file that is not right, or
** more than 32 names asked for by this process; the name then means UTC. Safe from several threads. */
bool zone_load(const char *name);

/* The zone in the bytes of a zone file, or NULL if they are not one. The caller frees it with zone_free. */
Zone *zone_read(const unsigned char *p, size_t n);
void  zone_free(Zone *z);

/* Seconds to add to UTC at the moment `utc_s` (seconds since 1970-01-01); 0 for NULL. */
int32_t zone_offset_s(const Zone *z, int64_t utc_s);

#endif
