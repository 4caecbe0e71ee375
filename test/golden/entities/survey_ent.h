/* Written by entc from src/survey/survey.ent. Do not edit. */
#ifndef RAKAZ_SURVEY_ENT_H
#define RAKAZ_SURVEY_ENT_H

#include "ent/ent.h"

enum {
    SURVEY_KIND_DIAGNOSIS = 1,
    SURVEY_KIND_EXIT_CHECK,
    SURVEY_KIND_FEEDBACK,
    SURVEY_KIND_OTHER,
    SURVEY_KIND_N
};
extern const Choices survey_kind_choices;

enum {
    SURVEY_LINE_ECONOMIC = 1,
    SURVEY_LINE_SOCIAL,
    SURVEY_LINE_ENVIRONMENTAL,
    SURVEY_LINE_N
};
extern const Choices survey_line_choices;

enum {
    CONSULTANT_AREA_PRODUCT = 1,
    CONSULTANT_AREA_MARKETING,
    CONSULTANT_AREA_MONEY,
    CONSULTANT_AREA_LAW,
    CONSULTANT_AREA_DIGITAL,
    CONSULTANT_AREA_PEOPLE,
    CONSULTANT_AREA_OPERATIONS,
    CONSULTANT_AREA_ENVIRONMENT,
    CONSULTANT_AREA_COMMUNITY,
    CONSULTANT_AREA_N
};
extern const Choices consultant_area_choices;

enum {
    SURVEY_STATE_DRAFT = 1,
    SURVEY_STATE_PUBLISHED,
    SURVEY_STATE_N
};
extern const Choices survey_state_choices;

enum {
    ITEM_KIND_SCALE = 1,
    ITEM_KIND_YES_NO,
    ITEM_KIND_CHOICE,
    ITEM_KIND_NUMBER,
    ITEM_KIND_TEXT,
    ITEM_KIND_N
};
extern const Choices item_kind_choices;

typedef struct Survey {
    Head     head;
    Tri      name;
    int      kind;                              /* enum survey_kind */
    Tri      about;
    Str      ready;
} Survey;

/* Index into survey_entity.fields. */
enum {
    SURVEY_F_NAME,
    SURVEY_F_KIND,
    SURVEY_F_ABOUT,
    SURVEY_F_READY,
    SURVEY_F_N
};
extern const Entity survey_entity;

typedef struct SurveyVersion {
    Head     head;
    Id       of_survey;                         /* ref survey */
    Tri      name;
    int64_t  number;
    int      state;                             /* enum survey_state */
    Stamp    published_at;
} SurveyVersion;

/* Index into survey_version_entity.fields. */
enum {
    SURVEY_VERSION_F_OF_SURVEY,
    SURVEY_VERSION_F_NAME,
    SURVEY_VERSION_F_NUMBER,
    SURVEY_VERSION_F_STATE,
    SURVEY_VERSION_F_PUBLISHED_AT,
    SURVEY_VERSION_F_N
};
extern const Entity survey_version_entity;

typedef struct SurveyArea {
    Head     head;
    Id       of_version;                        /* ref survey_version */
    Tri      name;
    Tri      about;
    int      line;                              /* enum survey_line */
    int64_t  advice;                            /* set consultant_area */
    int64_t  ord;
    Id       origin;                            /* ref survey_area */
} SurveyArea;

/* Index into survey_area_entity.fields. */
enum {
    SURVEY_AREA_F_OF_VERSION,
    SURVEY_AREA_F_NAME,
    SURVEY_AREA_F_ABOUT,
    SURVEY_AREA_F_LINE,
    SURVEY_AREA_F_ADVICE,
    SURVEY_AREA_F_ORD,
    SURVEY_AREA_F_ORIGIN,
    SURVEY_AREA_F_N
};
extern const Entity survey_area_entity;

typedef struct SurveyItem {
    Head     head;
    Id       of_area;                           /* ref survey_area */
    Id       of_version;                        /* ref survey_version */
    Tri      text;
    int      kind;                              /* enum item_kind */
    Tri      hint;
    int      no_apply;
    Tri      option1;
    Tri      option2;
    Tri      option3;
    Tri      option4;
    Tri      option5;
    int64_t  points1;
    int64_t  points2;
    int64_t  points3;
    int64_t  points4;
    int64_t  points5;
    int64_t  ord;
    Id       origin;                            /* ref survey_item */
    int64_t  options;
} SurveyItem;

/* Index into survey_item_entity.fields. */
enum {
    SURVEY_ITEM_F_OF_AREA,
    SURVEY_ITEM_F_OF_VERSION,
    SURVEY_ITEM_F_TEXT,
    SURVEY_ITEM_F_KIND,
    SURVEY_ITEM_F_HINT,
    SURVEY_ITEM_F_NO_APPLY,
    SURVEY_ITEM_F_OPTION1,
    SURVEY_ITEM_F_OPTION2,
    SURVEY_ITEM_F_OPTION3,
    SURVEY_ITEM_F_OPTION4,
    SURVEY_ITEM_F_OPTION5,
    SURVEY_ITEM_F_POINTS1,
    SURVEY_ITEM_F_POINTS2,
    SURVEY_ITEM_F_POINTS3,
    SURVEY_ITEM_F_POINTS4,
    SURVEY_ITEM_F_POINTS5,
    SURVEY_ITEM_F_ORD,
    SURVEY_ITEM_F_ORIGIN,
    SURVEY_ITEM_F_OPTIONS,
    SURVEY_ITEM_F_N
};
extern const Entity survey_item_entity;

#endif
