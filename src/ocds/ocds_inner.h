/* ocds_inner.h - what the files of the reader share. */
#ifndef RAKAZ_OCDS_OCDS_INNER_H
#define RAKAZ_OCDS_OCDS_INNER_H

#include "ocds/ocds.h"
#include "sheet/json_read.h"

typedef struct OcdsSpan {
    Str      ocid, span;
    Stamp    date;
    uint32_t seq;
} OcdsSpan;

/* A party of a process, by the id that the rest of the release names it with. */
typedef struct OcdsNamed {
    uint32_t  process, seq;
    OcdsParty party;
} OcdsNamed;

typedef struct OcdsReader {
    Arena        *a;
    Ocds         *o;
    SheetProblem *why;
    OcdsSpan     *spans;
    uint32_t      n;
    size_t        cap;
    uint32_t      process;                        /* being read */
    Day           date;                           /* of the release being read */
    size_t        rows_cap, parties_cap;
    OcdsNamed    *parties;
    uint32_t      parties_n;
    OcdsRow       spare;                          /* what is beyond OCDS_ROWS_MAX goes here */
    bool          full;
} OcdsReader;

/* Members of an object by name: the first `n` of `names` are read, those behind them are known and carry nothing that
** is needed here; every other one is told. */
typedef void (*OcdsTake)(OcdsReader *rd, void *to, int which, Str value);
typedef struct OcdsWords {
    const char *path, *names;
    int         n;
    OcdsTake    take;
} OcdsWords;
void ocds_members(OcdsReader *rd, Str span, const OcdsWords *w, void *to);

typedef void (*OcdsEach)(OcdsReader *rd, void *to, uint32_t i, Str value);
void ocds_elements(OcdsReader *rd, Str span, const char *path, OcdsEach each, void *to);

void ocds_note(OcdsReader *rd, const char *path, Str key);

/* Names that say how a text is kept and nothing of the purchase; reading nothing. */
bool ocds_quiet(Str key);
void ocds_nothing(OcdsReader *rd, void *to, int which, Str value);

Str  ocds_text(OcdsReader *rd, Str span);
Day  ocds_day(OcdsReader *rd, Str span);
bool ocds_amount(Str number, int64_t *ret_hundredths);

/* One release into its process and rows; then rows of one thing put together, names found, and which of them count. */
void ocds_release(OcdsReader *rd, Str span);
void ocds_rows(OcdsReader *rd);

#endif
