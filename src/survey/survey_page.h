/* survey_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_SURVEY_SURVEY_PAGE_H
#define RAKAZ_SURVEY_SURVEY_PAGE_H

#include "survey/survey.h"

enum { SURVEY_Q_N = 5, VERSIONS_SHOWN = 50 };
extern const Query SURVEY_QUERIES[SURVEY_Q_N];

enum { SURVEY_WRITERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR };

/* ---- survey_store.c --------------------------------------------------------------------------------------- */

typedef struct VersionLine {
    Id      id;
    int64_t number;
    Stamp   since;
    Day     since_on;
    bool    draft, used;
    Str     href;
} VersionLine;

/* Versions of a set, the newest first. */
Fault survey_version_rows(Ctx *c, Id survey, VersionLine *ret_v, size_t max, size_t *ret_n) MUST;

/* ---- a set: survey_page.c --------------------------------------------------------------------------------- */

/* One question as words: what is asked, how it is answered, what its answers are. */
typedef struct ItemLine {
    Id      id;
    Str     text, lang, path, anchor, options;
    Str     missing;                              /* names of the languages that it has no words in */
    TextKey kind;
    int64_t number;
    bool    first, last, no_apply;
} ItemLine;

typedef struct AreaLine {
    Id        id;
    Str       name, lang, about, path, anchor, add, missing;
    TextKey   line;
    ItemLine *items;
    size_t    items_n;
    bool      first, last;
} AreaLine;

/* The areas of a version as they are shown and edited; `missing` counts texts by language, over all of them. */
typedef struct SurveyLines {
    AreaLine *areas;
    size_t    areas_n;
    int64_t   missing[LANG_N];
} SurveyLines;
SurveyLines survey_lines(Ctx *c, const SurveyWhole *w);

typedef struct SurveyCard {
    const Survey *s;
    Str           path;
    TextKey       kind;
    Id            used, draft;
    int64_t       number;                         /* of the version in use */
    Day           since;
    AreaLine     *areas;
    size_t        areas_n;
    VersionLine  *versions;
    size_t        versions_n;
    bool          may_write, may_copy, archived;
} SurveyCard;
PAGE_FN(survey_head, SurveyCard)
PAGE_FN(survey_acts, SurveyCard)
PAGE_FN(survey_questions, SurveyCard)
PAGE_FN(survey_versions, SurveyCard)

typedef struct SurveyNone {
    bool may_write;
} SurveyNone;
PAGE_FN(survey_none, SurveyNone)

Str survey_path(Ctx *c, Id survey);

/* ---- changing its draft: survey_edit.c -------------------------------------------------------------------- */

typedef struct Missing {
    Str     name;
    int64_t n;
} Missing;

typedef struct DraftView {
    Str       name, path, add;
    int64_t   number, items_n;
    AreaLine *areas;
    size_t    areas_n;
    Missing  *missing;
    size_t    missing_n;
    bool      first;                              /* nothing is in use yet */
} DraftView;
PAGE_FN(survey_draft, DraftView)

extern const Sheet AREA_SHEET, ITEM_SHEET;

Fault get_survey_draft(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_survey_draft(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_survey_copy(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_survey_publish(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_area_form(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_area(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_area(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_area_move(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_item_form(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_item(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_item(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_item_move(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_surveys_from_here(Ctx *c, const Request *rq, Reply *rp) MUST;

#endif
