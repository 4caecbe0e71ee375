/* Written by entc from src/introduction/introduction.ent. Do not edit. */
#ifndef RAKAZ_INTRODUCTION_ENT_H
#define RAKAZ_INTRODUCTION_ENT_H

#include "ent/ent.h"

enum {
    INTRO_STATE_ASKED = 1,
    INTRO_STATE_ONE_AGREED,
    INTRO_STATE_BOTH_AGREED,
    INTRO_STATE_DECLINED,
    INTRO_STATE_LAPSED,
    INTRO_STATE_N
};
extern const Choices intro_state_choices;

enum {
    INTRO_ANSWER_YES = 1,
    INTRO_ANSWER_NO,
    INTRO_ANSWER_N
};
extern const Choices intro_answer_choices;

enum {
    INTRO_WAY_LINK = 1,
    INTRO_WAY_PAGE,
    INTRO_WAY_PHONE,
    INTRO_WAY_N
};
extern const Choices intro_way_choices;

enum {
    CONTACT_KIND_PHONE = 1,
    CONTACT_KIND_EMAIL,
    CONTACT_KIND_N
};
extern const Choices contact_kind_choices;

enum {
    INTRO_LANG_HE = 1,
    INTRO_LANG_AR,
    INTRO_LANG_EN,
    INTRO_LANG_N
};
extern const Choices intro_lang_choices;

enum {
    INTRO_MET_MET = 1,
    INTRO_MET_NOT_YET,
    INTRO_MET_NO,
    INTRO_MET_N
};
extern const Choices intro_met_choices;

enum {
    INTRO_CAME_TALKS = 1,
    INTRO_CAME_ONE_SELLS,
    INTRO_CAME_OTHER_SELLS,
    INTRO_CAME_TOGETHER,
    INTRO_CAME_NOTHING,
    INTRO_CAME_N
};
extern const Choices intro_came_choices;

typedef struct Introduction {
    Head     head;
    Id       of_case;                           /* ref case */
    Str      about;
    Id       one;                               /* ref actor */
    Str      why_one;
    int      lang_one;                          /* enum intro_lang */
    Id       other;                             /* ref actor */
    Str      why_other;
    int      lang_other;                        /* enum intro_lang */
    int      state;                             /* enum intro_state */
    Id       asked_by;                          /* ref account */
    Day      asked_on;
    Day      lapses_on;
    int      one_says;                          /* enum intro_answer */
    Day      one_on;
    int      one_how;                           /* enum intro_way */
    int64_t  one_gives;                         /* set contact_kind */
    int      other_says;                        /* enum intro_answer */
    Day      other_on;
    int      other_how;                         /* enum intro_way */
    int64_t  other_gives;                       /* set contact_kind */
    Str      reason;
    Day      agreed_on;
    Day      next_on;
    Id       wanted;                            /* ref wanted_tie */
    Id       item;                              /* ref agenda_item */
    Id       plug;                              /* ref plug */
    Id       tie;                               /* ref tie */
    Str      key_one;
    Str      key_other;
    int      is_demo;
} Introduction;

/* Index into introduction_entity.fields. */
enum {
    INTRODUCTION_F_OF_CASE,
    INTRODUCTION_F_ABOUT,
    INTRODUCTION_F_ONE,
    INTRODUCTION_F_WHY_ONE,
    INTRODUCTION_F_LANG_ONE,
    INTRODUCTION_F_OTHER,
    INTRODUCTION_F_WHY_OTHER,
    INTRODUCTION_F_LANG_OTHER,
    INTRODUCTION_F_STATE,
    INTRODUCTION_F_ASKED_BY,
    INTRODUCTION_F_ASKED_ON,
    INTRODUCTION_F_LAPSES_ON,
    INTRODUCTION_F_ONE_SAYS,
    INTRODUCTION_F_ONE_ON,
    INTRODUCTION_F_ONE_HOW,
    INTRODUCTION_F_ONE_GIVES,
    INTRODUCTION_F_OTHER_SAYS,
    INTRODUCTION_F_OTHER_ON,
    INTRODUCTION_F_OTHER_HOW,
    INTRODUCTION_F_OTHER_GIVES,
    INTRODUCTION_F_REASON,
    INTRODUCTION_F_AGREED_ON,
    INTRODUCTION_F_NEXT_ON,
    INTRODUCTION_F_WANTED,
    INTRODUCTION_F_ITEM,
    INTRODUCTION_F_PLUG,
    INTRODUCTION_F_TIE,
    INTRODUCTION_F_KEY_ONE,
    INTRODUCTION_F_KEY_OTHER,
    INTRODUCTION_F_IS_DEMO,
    INTRODUCTION_F_N
};
extern const Entity introduction_entity;

typedef struct IntroOutcome {
    Head     head;
    Id       introduction;                      /* ref introduction */
    int64_t  number;
    int      met;                               /* enum intro_met */
    int      came;                              /* enum intro_came */
    int64_t  value;
    int      proof;                             /* enum proof_level */
    Str      words;
    Day      told_on;
} IntroOutcome;

/* Index into intro_outcome_entity.fields. */
enum {
    INTRO_OUTCOME_F_INTRODUCTION,
    INTRO_OUTCOME_F_NUMBER,
    INTRO_OUTCOME_F_MET,
    INTRO_OUTCOME_F_CAME,
    INTRO_OUTCOME_F_VALUE,
    INTRO_OUTCOME_F_PROOF,
    INTRO_OUTCOME_F_WORDS,
    INTRO_OUTCOME_F_TOLD_ON,
    INTRO_OUTCOME_F_N
};
extern const Entity intro_outcome_entity;

#endif
