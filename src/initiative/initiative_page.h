/* initiative_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_INITIATIVE_INITIATIVE_PAGE_H
#define RAKAZ_INITIATIVE_INITIATIVE_PAGE_H

#include "initiative/initiative.h"
#include "today/today_part.h"

enum { INITIATIVE_Q_N = 2, SHARE_YEARS = 5 };
extern const Query INITIATIVE_QUERIES[INITIATIVE_Q_N];

Str initiative_path(Ctx *c, Id id);

/* ---- before one is opened: initiative_open.c -------------------------------------------------------------------- */

/* What exists in a place and above it: of the same theme first. */
typedef struct ExistingRow {
    Id      id;
    Str     name, href, value, learned;           /* value: "response.ID" */
    TextKey kind, state;
    Day     day;                                  /* of a meeting */
    bool    theme, chosen;
} ExistingRow;
typedef struct InitiativeTheme {
    Id  place;
    int need, trade;
} InitiativeTheme;
Fault initiative_existing(Ctx *c, const InitiativeTheme *t, ExistingRow **ret_v, size_t *ret_n) MUST;

typedef struct PickOption {
    Str  value, name;
    bool chosen;
} PickOption;
typedef struct InitiativeLook {
    PickOption  *places, *needs, *trades;
    size_t       places_n, needs_n, trades_n;
    ExistingRow *rows;
    size_t       rows_n;
    Str          place, need, trade;              /* as they stand in the address */
    PickOption  *bases;                           /* brought by a link */
    size_t       bases_n;
} InitiativeLook;
PAGE_FN(initiative_look, InitiativeLook)

typedef struct InitiativeTop {
    PickOption *bases;
    size_t      bases_n;
} InitiativeTop;
PAGE_FN(initiative_top, InitiativeTop)

Fault initiative_form_top(Buf *b, const Page *pg, const void *rec) MUST;
Fault get_initiative_open(Ctx *c, const Request *rq, Reply *rp) MUST;
/* The bases that a form brought become the new record's. */
Fault initiative_take_bases(Ctx *c, const Request *rq, Id initiative) MUST;

/* ---- the record: initiative_page.c ------------------------------------------------------------------------------ */

typedef struct InitiativeHead {
    const Initiative *v;
    TextKey           state, lives_on;
    Str               tint, place, place_href, lead, task_team, task_team_href;
    bool              late, ripening, demo, waits;
} InitiativeHead;
PAGE_FN(initiative_head, InitiativeHead)

typedef struct InitiativeActs {
    Str  path, id;
    bool asked, may_start, may_close, again;
} InitiativeActs;
PAGE_FN(initiative_acts, InitiativeActs)

typedef struct InitiativeWords {
    const Initiative *v;
    TextKey           lives_on;
    bool              closed;
} InitiativeWords;
PAGE_FN(initiative_words, InitiativeWords)

typedef struct BaseRow {
    Id      id;
    Str     name, href;
    TextKey kind;
} BaseRow;
typedef struct BasePart {
    BaseRow *rows;
    size_t   rows_n;
    Str      path, why_new;
    bool     may_write;
} BasePart;
PAGE_FN(initiative_bases, BasePart)

typedef struct PartnerRow {
    Str name, href, brings, edit_href;
    Day agreed_on;
} PartnerRow;
typedef struct PartnerPart {
    PartnerRow *rows;
    size_t      rows_n;
    Str         add;
} PartnerPart;
PAGE_FN(initiative_partners, PartnerPart)

typedef struct StartView {
    Str  path, name;
    Html fields, errors;
} StartView;
PAGE_FN(initiative_start, StartView)

typedef struct CloseView {
    const Initiative *v;
    Str               path, learned, what;
    PickOption       *stages;
    size_t            stages_n;
} CloseView;
PAGE_FN(initiative_close, CloseView)

/* On a place, and on a response that grew into one. */
typedef struct InitiativeRow {
    Str     name, href, lead, tint;
    TextKey state;
    Day     until_on;
    bool    late, ripening;
} InitiativeRow;
typedef struct InitiativeRows {
    InitiativeRow *rows;
    size_t         rows_n;
    Str            add, all;
    TextKey        add_label;
} InitiativeRows;
PAGE_FN(initiative_rows, InitiativeRows)

InitiativeRow initiative_row(Ctx *c, const Initiative *v);

/* ---- steps: initiative_steps.c ---------------------------------------------------------------------------------- */

typedef struct StepRow {
    Id   id;
    Str  text, href, owner, owner_href, enables, grown;
    Day  due_on;
    bool late, done, infra, outside, asked, waits, may_tick;
} StepRow;
typedef struct StepPart {
    StepRow *rows;
    size_t   rows_n;
    int64_t  taken, outside;
    Str      path;
    bool     may_write;
} StepPart;
PAGE_FN(initiative_steps, StepPart)

typedef struct StepForm {
    Str         path, action, name, enables;
    Html        fields, errors;
    PickOption *grounds;                          /* infrastructure that it may grow on */
    size_t      grounds_n;
    bool        infra, agreed;
} StepForm;
PAGE_FN(initiative_step_form, StepForm)

typedef struct ShareView {
    StepShare  *rows;
    size_t      rows_n;
    PickOption *places;
    size_t      places_n;
} ShareView;
PAGE_FN(initiative_share, ShareView)

extern const RecordPart STEPS_PART;
Fault get_step_form(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_step_accept(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_step_done(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_share(Ctx *c, const Request *rq, Reply *rp) MUST;

/* Places with a unit, and the one that is chosen whether it has one or not. */
Fault initiative_places(Ctx *c, Id chosen, PickOption **ret_v, size_t *ret_n) MUST;

/* ---- reviews: initiative_review.c ------------------------------------------------------------------------------- */

typedef struct ReviewRow {
    Id      id;
    Str     href, found, unknown_part, name;
    TextKey span, proof, runs_it;
    Day     due_on, done_on;
    bool    due, late, ripening;
} ReviewRow;
typedef struct ReviewSpan {
    TextKey    span;
    Str        measure;
    ReviewRow *rows;
    size_t     rows_n;
} ReviewSpan;
typedef struct ReviewPart {
    ReviewSpan spans[REVIEW_SPAN_N];
    ReviewSpan *rows;
    size_t     rows_n;
    Str        add, early_signs;
    bool       long_missing;
} ReviewPart;
PAGE_FN(initiative_reviews, ReviewPart)

extern const RecordPart REVIEWS_PART;
Fault initiative_dates(Ctx *c, TodayDates *into) MUST;

#endif
