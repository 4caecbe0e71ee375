/* tool.h - community-business leverage: a catalogue of tools as data, what units change in them, and which of them are
** used with a business. A case sees which tools may fit its open needs; headquarters see sums. */
#ifndef RAKAZ_TOOL_TOOL_H
#define RAKAZ_TOOL_TOOL_H

#include "tool_ent.h"
#include "view/view.h"

extern const Module tool_module;
extern const Sheet  TOOL_SHEET;
extern const Sheet  TOOL_VARIANT_SHEET;
extern const Sheet  TOOL_USE_SHEET;

/* The entities' own checks: a tool is an idea first; a variant goes into the catalogue with its result; each stage in a
** case has its day, letting go its reason, and a tool is in a case once. */
Fault tool_check(Ctx *c, const void *before, void *after);
Fault tool_variant_check(Ctx *c, const void *before, void *after);
Fault tool_use_check(Ctx *c, const void *before, void *after);
Fault tool_note_check(Ctx *c, const void *before, void *after);

/* Makes the tools of data/tools.tsv that the organisation does not have yet. On the writer. */
Fault tool_take_ready(Ctx *c, int64_t *ret_made) MUST;

/* A tool by its name in data/tools.tsv; NOT_FOUND. */
Fault tool_by_ready(Ctx *c, Str ready, Id *ret_id) MUST;

/* Moves a tool in a case on (TOOL_STEP_...); `on` 0: today. INVALID with complaints. On the writer. */
typedef struct ToolMove {
    int step;
    Day on;
    Str reason, result;                           /* empty: as it was */
} ToolMove;
Fault tool_move(Ctx *c, Id use, const ToolMove *m, ToolUse *ret_u) MUST;

/* Asked again: it is in use still, and is asked about after another year. STALE: it is not in use. On the writer. */
Fault tool_keep(Ctx *c, Id use, ToolUse *ret_u) MUST;

/* A variant goes into the catalogue, or comes out of it. INVALID: nothing is known of its result. On the writer. */
Fault tool_share(Ctx *c, Id variant, bool share, ToolVariant *ret_v) MUST;

/* Two cases become one, in which a tool is once: what went further stays. On the writer. */
Fault tool_make_room(Ctx *c, Id into, Id from) MUST;

#endif
