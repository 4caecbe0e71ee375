/* fit.h - does a tool fit a business: its open needs, where its diagnosis was weak, its trade and size. Pure. */
#ifndef RAKAZ_TOOL_FIT_H
#define RAKAZ_TOOL_FIT_H

#include "tool_ent.h"

/* What is known of a business; sets as in the fields of the same name, 0 where nothing is known. */
typedef struct ToolAsk {
    int64_t needs, areas;
    int     trade, size;
} ToolAsk;

/* Why a tool is proposed. points 0: it is not. */
typedef struct ToolFit {
    int64_t needs, areas;                         /* of those asked, what it answers */
    bool    trade, size;                          /* it names them */
    int     points;
} ToolFit;

/* A tool is proposed for a need or a weak area, never for trade or size alone; one that names other trades or sizes, or
** that is retired, is not. What is not known of the business speaks against nothing. */
ToolFit tool_fit(const Tool *t, const ToolAsk *ask);

/* ---- the days of the stages ---- */

/* Fills the day of the stage that it stands at (`on`) where it is not known; days of later stages fall away, but
** letting go keeps what was before. Sets when it is asked again: a year after it began or was confirmed. */
void tool_days(ToolUse *u, Day on);

/* Are the known days in the order of the stages, and none after `today`? The field that is wrong; NULL: none. */
const char *tool_days_wrong(const ToolUse *u, Day today);

/* Was it in use a year after it was begun: 1 yes, 0 no, -1 not known (or not a year ago). */
int tool_after_year(const ToolUse *u, Day today);

#endif
