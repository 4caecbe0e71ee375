/* Written by entc from src/future/future.ent. Do not edit. */
#ifndef RAKAZ_FUTURE_ENT_H
#define RAKAZ_FUTURE_ENT_H

#include "ent/ent.h"

enum {
    WISH_WAY_FORM = 1,
    WISH_WAY_MEETING,
    WISH_WAY_PAPER,
    WISH_WAY_N
};
extern const Choices wish_way_choices;

enum {
    WISH_GROUP_YOUNG = 1,
    WISH_GROUP_PARENTS,
    WISH_GROUP_OLDER,
    WISH_GROUP_BUSINESS,
    WISH_GROUP_EMPLOYED,
    WISH_GROUP_SEEKING,
    WISH_GROUP_NEWCOMER,
    WISH_GROUP_ACCESS,
    WISH_GROUP_N
};
extern const Choices wish_group_choices;

typedef struct Wish {
    Head     head;
    Id       place;                             /* ref place */
    Str      words;
    int      describes;                         /* enum wish_group */
    int      way;                               /* enum wish_way */
    Str      lang;
    Day      told_on;
    int      fit;
    int      coded;
    Id       door;                              /* ref door */
    Str      email;
    int      hears;
    Stamp    heard_at;
    int      is_demo;
} Wish;

/* Index into wish_entity.fields. */
enum {
    WISH_F_PLACE,
    WISH_F_WORDS,
    WISH_F_DESCRIBES,
    WISH_F_WAY,
    WISH_F_LANG,
    WISH_F_TOLD_ON,
    WISH_F_FIT,
    WISH_F_CODED,
    WISH_F_DOOR,
    WISH_F_EMAIL,
    WISH_F_HEARS,
    WISH_F_HEARD_AT,
    WISH_F_IS_DEMO,
    WISH_F_N
};
extern const Entity wish_entity;

typedef struct Theme {
    Head     head;
    Tri      name;
    Id       place;                             /* ref place */
    Str      note;
    int      shown;
    int      is_demo;
} Theme;

/* Index into theme_entity.fields. */
enum {
    THEME_F_NAME,
    THEME_F_PLACE,
    THEME_F_NOTE,
    THEME_F_SHOWN,
    THEME_F_IS_DEMO,
    THEME_F_N
};
extern const Entity theme_entity;

typedef struct WishTheme {
    Head     head;
    Id       wish;                              /* ref wish */
    Id       theme;                             /* ref theme */
} WishTheme;

/* Index into wish_theme_entity.fields. */
enum {
    WISH_THEME_F_WISH,
    WISH_THEME_F_THEME,
    WISH_THEME_F_N
};
extern const Entity wish_theme_entity;

typedef struct HandCount {
    Head     head;
    Id       theme;                             /* ref theme */
    int64_t  hands;
    Day      held_on;
    Str      held_at;
} HandCount;

/* Index into hand_count_entity.fields. */
enum {
    HAND_COUNT_F_THEME,
    HAND_COUNT_F_HANDS,
    HAND_COUNT_F_HELD_ON,
    HAND_COUNT_F_HELD_AT,
    HAND_COUNT_F_N
};
extern const Entity hand_count_entity;

typedef struct WishPage {
    Head     head;
    Id       place;                             /* ref place */
    Str      code;
    Str      salt;
    int      shown;
    Stamp    shown_at;
} WishPage;

/* Index into wish_page_entity.fields. */
enum {
    WISH_PAGE_F_PLACE,
    WISH_PAGE_F_CODE,
    WISH_PAGE_F_SALT,
    WISH_PAGE_F_SHOWN,
    WISH_PAGE_F_SHOWN_AT,
    WISH_PAGE_F_N
};
extern const Entity wish_page_entity;

typedef struct Aim {
    Head     head;
    Tri      text;
    Id       place;                             /* ref place */
    int      line;                              /* enum goal_line */
    Tri      measure;
    int64_t  horizon;
    int      state;                             /* enum goal_state */
    Tri      reason;
    Id       owner;                             /* ref account */
    Day      taken_on;
    int      shown;
    int      is_demo;
} Aim;

/* Index into aim_entity.fields. */
enum {
    AIM_F_TEXT,
    AIM_F_PLACE,
    AIM_F_LINE,
    AIM_F_MEASURE,
    AIM_F_HORIZON,
    AIM_F_STATE,
    AIM_F_REASON,
    AIM_F_OWNER,
    AIM_F_TAKEN_ON,
    AIM_F_SHOWN,
    AIM_F_IS_DEMO,
    AIM_F_N
};
extern const Entity aim_entity;

typedef struct AimTheme {
    Head     head;
    Id       aim;                               /* ref aim */
    Id       theme;                             /* ref theme */
} AimTheme;

/* Index into aim_theme_entity.fields. */
enum {
    AIM_THEME_F_AIM,
    AIM_THEME_F_THEME,
    AIM_THEME_F_N
};
extern const Entity aim_theme_entity;

#endif
