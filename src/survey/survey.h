/* survey.h - question sets in versions, what a business answered, scores by area, and rounds side by side.
**
** A set (Survey) has versions; a published version is frozen, and changing it makes the next draft as a copy. Areas and
** questions of a draft remember whom they were copied from (origin), so that answers to different versions of one
** question stand in one line. */
#ifndef RAKAZ_SURVEY_SURVEY_H
#define RAKAZ_SURVEY_SURVEY_H

#include "survey/score.h"
#include "view/view.h"

extern const Module survey_module;
extern const Sheet  SURVEY_SHEET;

enum { SURVEY_AREAS_MAX = 30, SURVEY_ITEMS_MAX = 300 };

/* The entities' own checks (survey.ent): what is in use is frozen, order and version, answers that fit their kind. */
Fault survey_check(Ctx *c, const void *before, void *after);
Fault survey_version_check(Ctx *c, const void *before, void *after);
Fault survey_area_check(Ctx *c, const void *before, void *after);
Fault survey_item_check(Ctx *c, const void *before, void *after);

/* Makes the ready sets of the program that the organisation does not have yet, published. On the writer. */
Fault survey_take_ready(Ctx *c, int64_t *ret_made) MUST;

/* A set by the name that it has under data/surveys ("diagnosis"); NOT_FOUND. */
Fault survey_by_ready(Ctx *c, Str ready, Id *ret_id) MUST;

/* The version in use, and the draft, of a set; 0: none. */
Fault survey_versions(Ctx *c, Id survey, Id *ret_used, Id *ret_draft) MUST;

/* A version with its areas and questions in their order. */
typedef struct AreaWhole {
    SurveyArea        *area;
    const SurveyItem **items;
    size_t             n_items;
} AreaWhole;
typedef struct SurveyWhole {
    Survey        *survey;
    SurveyVersion *version;
    AreaWhole     *areas;
    size_t         n_areas, n_items;
} SurveyWhole;
Fault survey_load(Ctx *c, Id version, SurveyWhole *ret_w) MUST;

/* How a question counts, and the words of its answers in the reader's language (from 0). */
ScoreItem survey_score_item(const SurveyItem *i);
Str       survey_option(const Ctx *c, const SurveyItem *i, int option);

/* What stays the same when a question is copied into the next version. */
static inline Id survey_item_key(const SurveyItem *i) { return i->origin ? i->origin : i->head.id; }
static inline Id survey_area_key(const SurveyArea *a) { return a->origin ? a->origin : a->head.id; }

/* ---- changing a set; on the writer. The pages call these. ---- */

/* The draft of a set: the one there is, or a new one, a copy of the version in use. */
Fault survey_draft(Ctx *c, Id survey, Id *ret_version) MUST;

/* A set of one's own with the same questions, as a draft: for whoever may not change the other. ret_s is a new one. */
Fault survey_copy(Ctx *c, Id survey, Survey *ret_s) MUST;

/* The draft becomes the version in use. INVALID with complaints: it has no question. NOT_FOUND: there is no draft. */
Fault survey_publish(Ctx *c, Id survey, SurveyVersion *ret_v) MUST;

/* Changes places with the neighbour before or behind it; at an end nothing happens. */
Fault survey_move_area(Ctx *c, Id area, int by, SurveyArea *ret_a) MUST;
Fault survey_move_item(Ctx *c, Id item, int by, SurveyItem *ret_i) MUST;

#endif
