/* scope.h - who may see which rows, in one place.
**
** Every entity table carries org, unit, team, visibility, created_by, archived_at, merged_into. `{scope:x}` in a
** query becomes one condition over them (x is the table's alias) with parameters filled from ctx->who:
**
**   same organisation, and one of
**     visibility <= the reader's floor                                   (who.floor, what holds on every place)
**     visibility <= unit and the reader has a grant reaching the unit    (table reach: account, place, level, dates)
**     visibility =  unit or team and the reader is in the record's team  (table teams: record, account, dates)
**     visibility >= team and the reader wrote it, but for a record that stands in the team of another: there only
**                   membership counts, so that whoever left the team sees nothing any more
**
** A row of a unit may have a team of its own, of people from elsewhere who work with it: whoever accompanies a business
** of another town sees its details.
**
** A visitor has account 0, floor public, and sees only what its organisation has published. A row without unit
** belongs to the organisation as a whole; its unit level is place 0 in `reach`. Archived and merged rows are not
** excluded by scope (history must open them); lists say `x.archived_at IS NULL`.
** check-sql refuses a statement that reads a scoped table without its mark, unless the query's module is `ops`
** or the statement selects by keys that a scoped statement has given (marked {unscoped:why}). */
#ifndef RAKAZ_DB_SCOPE_H
#define RAKAZ_DB_SCOPE_H

#include "db/db.h"

/* Appends the condition for alias `x` to SQL under construction; the parameters are :s_org, :s_floor, :s_account,
** :s_today, which the database layer fills by itself. */
void scope_condition(Buf *sql, Str x);

/* The same decision in C, for images in memory (search): does `who` see a row with these marks?
** `reach_level` is the reader's level on the row's unit, `in_team` whether the reader is in its team (asked for at the
** levels unit and team, where a row without `team` is its own); `created_by` is 0
** for a row at VIS_TEAM that names a team. */
bool scope_sees(const Who *who, Id org, int visibility, Id created_by, int reach_level, bool in_team);

/* The Visibility that `who` has on every place: the floor, and for the system all but private. */
int scope_floor(const Who *who);

/* The reader's reach as a sorted array of (place, level), of today, in the arena. One
** statement: who asks for it twice in a request keeps it. */
typedef struct Reach {
    Id  place;
    int level;
} Reach;
Fault scope_reach(Ctx *c, const Reach **ret_v, size_t *ret_n) MUST;

/* The records in whose team the reader is today, rising, in the arena. */
Fault scope_teams(Ctx *c, const Id **ret_v, size_t *ret_n) MUST;

/* Both by one statement. */
typedef struct ScopeEyes {
    const Reach *reach;
    const Id    *teams;
    size_t       n_reach, n_teams;
} ScopeEyes;
Fault scope_eyes(Ctx *c, ScopeEyes *ret_e) MUST;

/* The team of a record, kept by whoever keeps the list of its people: emptied, and filled anew. The two days may be 0.
** On the writer. */
Fault scope_team_clear(Ctx *c, Id record) MUST;
Fault scope_team_put(Ctx *c, Id record, Id account, Day from_on, Day until_on) MUST;

/* Adds the team of one record to that of another, with its dates. On the writer. */
Fault scope_team_copy(Ctx *c, Id from, Id to) MUST;

/* Those of these records (rising) that have a team of their own, whoever is in it, rising, in the arena. */
Fault scope_with_team(Ctx *c, const Id *records, size_t n, const Id **ret_v, size_t *ret_n) MUST;

/* Is this account in the team of a record today? */
Fault scope_has(Ctx *c, Id record, Id account, bool *ret_yes) MUST;

/* The statements of this file, for the SQL check. */
extern const Query *const SCOPE_QUERIES;
extern const int          SCOPE_QUERIES_N;

#endif
