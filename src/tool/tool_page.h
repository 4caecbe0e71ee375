/* tool_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_TOOL_TOOL_PAGE_H
#define RAKAZ_TOOL_TOOL_PAGE_H

#include "case/case.h"
#include "mine/mine.h"
#include "today/today_part.h"
#include "tool/fit.h"
#include "tool/tool.h"

enum { TOOL_Q_N = 4, TOOLS_MAX = 300, TOOLS_PROPOSED = 3, TOOL_SAYS_MAX = 5 };
extern const Query TOOL_QUERIES[TOOL_Q_N];

/* ---- sums: tool_store.c ------------------------------------------------------------------------------------------ */

/* One tool in the cases that agreed to be counted. */
typedef struct ToolSum {
    Id      tool;
    int64_t at[TOOL_STEP_N];                      /* how many stand at which stage */
    int64_t all, kept, not_kept;                  /* kept: in use after a year, of those that are known */
} ToolSum;
typedef struct ToolSums {
    ToolSum *v;
    size_t   n;
    int64_t  cases, with;                         /* that agreed; those of them with a tool tried or in use */
} ToolSums;
/* tool 0: of all. Whoever asks: what is told of it goes through tool_tell. */
Fault tool_sums(Ctx *c, Id tool, ToolSums *ret_s) MUST;

/* What of it may be told. NUMBER_NONE: it may not. */
typedef struct ToolTold {
    int64_t at[TOOL_STEP_N], all, kept, asked;    /* asked: of whom it is known */
} ToolTold;
ToolTold tool_tell(const ToolSum *s);

/* The share of cases with a tool, when it may be told. */
typedef struct ToolShare {
    int  percent;
    bool told;
} ToolShare;
ToolShare tool_share_told(const ToolSums *s);

/* All tools that the reader sees, with their texts. */
Fault tools_all(Ctx *c, const Tool **ret_v, size_t *ret_n) MUST;

/* ---- pages of the catalogue: tool_page.c ------------------------------------------------------------------------- */

typedef struct ToolNone {
    bool may_write;
} ToolNone;
PAGE_FN(tool_none, ToolNone)

typedef struct ToolStep {
    Str     text;
    int64_t number;
} ToolStep;
typedef struct ToolCard {
    Str       what_for, evidence;
    ToolStep *steps;
    size_t    steps_n;
} ToolCard;
PAGE_FN(tool_card, ToolCard)

typedef struct ToolVariantRow {
    Str     title, href, changed, why, result, place, path;
    TextKey state;
    Day     shared_on;
    bool    may_share;                            /* its result is known, and the reader writes it */
    bool    mine;
} ToolVariantRow;
typedef struct ToolVariants {
    ToolVariantRow *rows;
    size_t          rows_n;
    Str             add;                          /* empty: may not */
} ToolVariants;
PAGE_FN(tool_variants, ToolVariants)

/* A figure that may be told, or not. */
typedef struct ToolFigure {
    TextKey name;
    int64_t n;
    bool    told;
    Str     small;
} ToolFigure;
typedef struct ToolFigures {
    ToolFigure *rows;
    size_t      rows_n;
    bool        any, hidden;
} ToolFigures;
PAGE_FN(tool_figures, ToolFigures)

typedef struct ToolSumCell {
    TextKey label;
    Str     text;                                 /* empty: not told */
} ToolSumCell;
typedef struct ToolSumRow {
    Str         name, href;
    ToolSumCell cells[TOOL_STEP_N + 1];
    size_t      cells_n;
} ToolSumRow;
typedef struct ToolSumView {
    ToolSumRow *rows;
    size_t      rows_n;
    Str         share, share_of;                  /* empty: not told */
    Day         day;
} ToolSumView;
PAGE_FN(tool_sums, ToolSumView)

extern const RecordPart TOOL_CARD_PART, TOOL_VARIANTS_PART, TOOL_FIGURES_PART, TOOL_NOTES_PART, TOOL_CASE_PART;
Fault get_tool_sums(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_variant_share(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_variant_unshare(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- on a case: tool_case.c -------------------------------------------------------------------------------------- */

typedef struct ToolUseRow {
    Id      id;
    Str     name, href, what_for, path, reason, result, tint, next_name;
    TextKey step, next;                           /* next: the button's words; T_NONE: no further stage */
    Day     since, kept_on;
    bool    may_write, over;
} ToolUseRow;
typedef struct ToolSaying {
    Str text;
} ToolSaying;
typedef struct ToolProposal {
    Id          id;
    Str         name, href, what_for;
    ToolSaying *says;
    size_t      says_n;
    int         points;
    size_t      at;
} ToolProposal;
typedef struct ToolOption {
    Id   id;
    Str  name;
} ToolOption;
typedef struct ToolCase {
    ToolUseRow   *rows;
    size_t        rows_n;
    ToolProposal *proposed;
    size_t        proposed_n;
    ToolOption   *others;                         /* of the catalogue, not here yet */
    size_t        others_n;
    Str           path;
    bool          may_write;
} ToolCase;
PAGE_FN(tool_case, ToolCase)
PAGE_FN(tool_mine, ToolCase)

typedef struct ToolNotes {
    ToolStep *rows;
    size_t    rows_n;
    Str       path;
    bool      may_write;
} ToolNotes;
PAGE_FN(tool_notes, ToolNotes)

typedef struct ToolLetGo {
    Str name, path, action, reason, case_name;
} ToolLetGo;
PAGE_FN(tool_let_go, ToolLetGo)
PAGE_FN(tool_use_acts, ToolUseRow)

extern const MinePart TOOL_MINE;

/* A figure as text; empty: it may not be told. */
Str   tool_number(Ctx *c, int64_t n);
void  tool_errors(Buf *b, const Page *pg);
void  tool_line(Buf *b, const Page *pg, const char *field);
Fault tool_use_acts_draw(Buf *b, const Page *pg, const void *rec) MUST;
Fault post_case_tool(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_tool_move(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_tool_keep(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_tool_let_go(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_tool_note(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- asked again on the first page: tool_today.c ----------------------------------------------------------------- */

typedef struct ToolTodayRow {
    Id  id;
    Str name, business, href;
    Day since;
} ToolTodayRow;
typedef struct ToolToday {
    ToolTodayRow *rows;
    size_t        rows_n;
} ToolToday;
PAGE_FN(tool_today, ToolToday)

/* What the reader, who leads the case, is to ask again today; at most `max`. */
Fault tool_waiting(Ctx *c, ToolUse *ret_v, size_t max, size_t *ret_n) MUST;

extern const TodayPart TOOL_TODAY;

#endif
