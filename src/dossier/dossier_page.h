/* dossier_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_DOSSIER_DOSSIER_PAGE_H
#define RAKAZ_DOSSIER_DOSSIER_PAGE_H

#include "dossier/dossier.h"
#include "place_ent.h"
#include "today/today_part.h"

enum { DOSSIER_Q_N = 1, DOSSIER_LEADERS_MAX = 200 };
extern const Query DOSSIER_QUERIES[DOSSIER_Q_N];

/* ---- one place: dossier_place.c ---------------------------------------------------------------------------------- */

/* A number of the registry beside the words. */
typedef struct DossierCount {
    TextKey label;
    int64_t n;
    Str     href;
    Html    words;                                /* instead of a number */
} DossierCount;

typedef struct DossierLeader {
    Str     role, name, href, edit_href;
    TextKey field;
    Day     knows_on;
    bool    informal, over, may_write;
} DossierLeader;

typedef struct DossierChapter {
    TextKey        name;
    Str            anchor, text, source, by, looked_by;
    Str            edit_href, history_href, add_href, confirm_path;
    Day            written_on, looked_on;
    int64_t        months;                        /* since it was written */
    bool           known, old, may_write, is_leaders;
    DossierCount  *counts;
    size_t         counts_n;
    DossierLeader *leaders;
    size_t         leaders_n;
    Str            leader_href;                   /* to add one */
} DossierChapter;

typedef struct DossierLang {
    Str  href, name;
    bool chosen;
} DossierLang;

typedef struct Dossier {
    Id              place;
    Str             name, path, place_href, print_href, coverage_href, all_href, org;
    DossierChapter *chapters;
    size_t          chapters_n;
    int64_t         known, all, old;
    DossierLang    *langs;
    size_t          langs_n;
    Day             today;
    bool            may_write, demo;
} Dossier;
PAGE_FN(dossier, Dossier)
PAGE_FN(dossier_print, Dossier)
PAGE_FN(dossier_part, Dossier)

Fault get_dossier(Ctx *c, const Request *rq, Reply *rp);
Fault get_dossier_print(Ctx *c, const Request *rq, Reply *rp);
Fault post_chapter_confirm(Ctx *c, const Request *rq, Reply *rp);
extern const RecordPart DOSSIER_PART;

/* "/places/ID/dossier". */
Str dossier_path(Ctx *c, Id place);

/* The chapters of a place, with their texts or without, each at its kind; NULL where there is none. */
Fault dossier_chapters(Ctx *c, Id place, bool texts, const PlaceChapter *ret_v[CHAPTER_KIND_N]) MUST;

/* The live roles of leadership of a place. */
Fault dossier_leaders(Ctx *c, Id place, const PlaceLeader **ret_v, size_t *ret_n) MUST;

/* ---- with whom somebody has spoken: dossier_coverage.c ----------------------------------------------------------- */

/* How many there are, and of those how many were spoken to in the last year, longer ago, and never: the three add up
** to the first. */
typedef struct Spoken {
    int64_t all, year, before, never;
} Spoken;

typedef struct CoverageRow {
    TextKey name;
    Spoken  n;
    Str     href, year_href, before_href, never_href;
    bool    inner;                                /* part of the row above it */
} CoverageRow;

typedef struct Coverage {
    Str          name, back, leaders_href, leaders_never_href;
    CoverageRow *rows;
    size_t       rows_n;
    Spoken       total, leaders;
    int64_t      leaders_n, unlinked;             /* roles; those without a contact */
    int64_t      talks;                           /* written down in the last year, */
    Str          writers;                         /* by how many of the unit */
    Day          since;
} Coverage;
PAGE_FN(coverage, Coverage)

Fault coverage_of(Ctx *c, Id place, Coverage *ret_v) MUST;
Fault get_coverage(Ctx *c, const Request *rq, Reply *rp);

/* How many actors of this address there are: the count of the list behind the link. */
Fault actors_counted(Ctx *c, Str query, int64_t *ret_n) MUST;

/* The roles of a place whose people were spoken to so: the list's own condition. */
Fault leader_extras(Ctx *c, const Request *rq, ListSpec *s);

/* ---- all places: dossier_all.c ----------------------------------------------------------------------------------- */

typedef struct AllCell {
    TextKey name;
    bool    known, old;
} AllCell;

typedef struct AllRow {
    Str      name, href;
    AllCell *cells;
    size_t   cells_n;
    int64_t  known, old;
    bool     whole, unit;
} AllRow;

typedef struct AllPlaces {
    AllRow *rows;
    size_t  rows_n;
    int64_t whole, begun, all, chapters;
    bool    units;                                /* only those with a local unit are shown */
} AllPlaces;
PAGE_FN(dossier_all, AllPlaces)

Fault get_dossiers(Ctx *c, const Request *rq, Reply *rp);

/* Chapters older than a year. */
ListExtra chapter_to_look_at(const Ctx *c);

/* ---- on the first page: dossier_today.c -------------------------------------------------------------------------- */

Fault dossier_dates(Ctx *c, TodayDates *into) MUST;

#endif
