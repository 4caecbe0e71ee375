/* Written by entc from src/case/case.ent. Do not edit. */
#ifndef RAKAZ_CASE_ENT_H
#define RAKAZ_CASE_ENT_H

#include "ent/ent.h"

enum {
    CASE_KIND_BUSINESS = 1,
    CASE_KIND_VENTURE,
    CASE_KIND_INITIATIVE,
    CASE_KIND_N
};
extern const Choices case_kind_choices;

enum {
    CASE_STAGE_PRE_CLIENT = 1,
    CASE_STAGE_DIAGNOSIS,
    CASE_STAGE_PLAN,
    CASE_STAGE_DOING,
    CASE_STAGE_FOLLOW_UP,
    CASE_STAGE_CLOSED,
    CASE_STAGE_N
};
extern const Choices case_stage_choices;

enum {
    CASE_END_INDEPENDENT = 1,
    CASE_END_OWN_WISH,
    CASE_END_NO_CONTACT,
    CASE_END_MOVED,
    CASE_END_SHUT,
    CASE_END_ELSEWHERE,
    CASE_END_WITHDRAWN,
    CASE_END_N
};
extern const Choices case_end_choices;

enum {
    CASE_LANG_HE = 1,
    CASE_LANG_AR,
    CASE_LANG_EN,
    CASE_LANG_N
};
extern const Choices case_lang_choices;

enum {
    CASE_ROLE_LEAD = 1,
    CASE_ROLE_HELPER,
    CASE_ROLE_COORDINATOR,
    CASE_ROLE_MENTOR,
    CASE_ROLE_COACH,
    CASE_ROLE_TRUSTEE,
    CASE_ROLE_OWNER,
    CASE_ROLE_N
};
extern const Choices case_role_choices;

enum {
    CONSENT_PURPOSE_ACCOMPANY = 1,
    CONSENT_PURPOSE_COUNCIL,
    CONSENT_PURPOSE_AID,
    CONSENT_PURPOSE_CONTACT,
    CONSENT_PURPOSE_RESULTS,
    CONSENT_PURPOSE_N
};
extern const Choices consent_purpose_choices;

enum {
    CONSENT_WAY_SCREEN = 1,
    CONSENT_WAY_PAPER,
    CONSENT_WAY_SPOKEN,
    CONSENT_WAY_N
};
extern const Choices consent_way_choices;

enum {
    GOAL_LINE_ECONOMIC = 1,
    GOAL_LINE_SOCIAL,
    GOAL_LINE_ENVIRONMENTAL,
    GOAL_LINE_N
};
extern const Choices goal_line_choices;

enum {
    GOAL_STATE_OPEN = 1,
    GOAL_STATE_REACHED,
    GOAL_STATE_CHANGED,
    GOAL_STATE_LET_GO,
    GOAL_STATE_N
};
extern const Choices goal_state_choices;

typedef struct Case {
    Head     head;
    Tri      title;
    Id       client;                            /* ref actor */
    int      kind;                              /* enum case_kind */
    int      stage;                             /* enum case_stage */
    Id       contact;                           /* ref actor */
    Str      wish;
    int      lang;                              /* enum case_lang */
    Day      asked_on;
    Day      answer_by;
    Stamp    answered_at;
    Day      opened_on;
    Str      funding;
    int64_t  minutes_promised;
    Day      paid_until;
    Stamp    heard_at;
    Day      discussed_on;
    Day      next_on;
    Stamp    agreed_at;
    Stamp    plan_asked_at;
    Str      why_economic;
    Str      why_social;
    Str      why_environmental;
    Day      closed_on;
    int      why_closed;                        /* enum case_end */
    Str      close_words;
    Id       intake;                            /* ref intake */
    Id       owner_account;                     /* ref account */
    Id       owner_invite;                      /* ref invite */
    int      is_demo;
} Case;

/* Index into case_entity.fields. */
enum {
    CASE_F_TITLE,
    CASE_F_CLIENT,
    CASE_F_KIND,
    CASE_F_STAGE,
    CASE_F_CONTACT,
    CASE_F_WISH,
    CASE_F_LANG,
    CASE_F_ASKED_ON,
    CASE_F_ANSWER_BY,
    CASE_F_ANSWERED_AT,
    CASE_F_OPENED_ON,
    CASE_F_FUNDING,
    CASE_F_MINUTES_PROMISED,
    CASE_F_PAID_UNTIL,
    CASE_F_HEARD_AT,
    CASE_F_DISCUSSED_ON,
    CASE_F_NEXT_ON,
    CASE_F_AGREED_AT,
    CASE_F_PLAN_ASKED_AT,
    CASE_F_WHY_ECONOMIC,
    CASE_F_WHY_SOCIAL,
    CASE_F_WHY_ENVIRONMENTAL,
    CASE_F_CLOSED_ON,
    CASE_F_WHY_CLOSED,
    CASE_F_CLOSE_WORDS,
    CASE_F_INTAKE,
    CASE_F_OWNER_ACCOUNT,
    CASE_F_OWNER_INVITE,
    CASE_F_IS_DEMO,
    CASE_F_N
};
extern const Entity case_entity;

typedef struct CaseMember {
    Head     head;
    Id       of_case;                           /* ref case */
    Id       account;                           /* ref account */
    int      role;                              /* enum case_role */
    Day      from_on;
    Day      until_on;
    int64_t  promised_minutes;
    Str      handover;
} CaseMember;

/* Index into case_member_entity.fields. */
enum {
    CASE_MEMBER_F_OF_CASE,
    CASE_MEMBER_F_ACCOUNT,
    CASE_MEMBER_F_ROLE,
    CASE_MEMBER_F_FROM_ON,
    CASE_MEMBER_F_UNTIL_ON,
    CASE_MEMBER_F_PROMISED_MINUTES,
    CASE_MEMBER_F_HANDOVER,
    CASE_MEMBER_F_N
};
extern const Entity case_member_entity;

typedef struct ConsentText {
    Head     head;
    int      purpose;                           /* enum consent_purpose */
    int64_t  number;
    Tri      words;
    Day      from_on;
    int64_t  months;
} ConsentText;

/* Index into consent_text_entity.fields. */
enum {
    CONSENT_TEXT_F_PURPOSE,
    CONSENT_TEXT_F_NUMBER,
    CONSENT_TEXT_F_WORDS,
    CONSENT_TEXT_F_FROM_ON,
    CONSENT_TEXT_F_MONTHS,
    CONSENT_TEXT_F_N
};
extern const Entity consent_text_entity;

typedef struct Consent {
    Head     head;
    Id       of_case;                           /* ref case */
    int      purpose;                           /* enum consent_purpose */
    Id       words;                             /* ref consent_text */
    int      way;                               /* enum consent_way */
    Str      signed_by;
    Day      signed_on;
    Id       paper;                             /* ref post */
    Day      until_on;
    Day      limited_until;
    Stamp    withdrawn_at;
    Id       withdrawn_by;                      /* ref account */
    Str      withdrawn_why;
} Consent;

/* Index into consent_entity.fields. */
enum {
    CONSENT_F_OF_CASE,
    CONSENT_F_PURPOSE,
    CONSENT_F_WORDS,
    CONSENT_F_WAY,
    CONSENT_F_SIGNED_BY,
    CONSENT_F_SIGNED_ON,
    CONSENT_F_PAPER,
    CONSENT_F_UNTIL_ON,
    CONSENT_F_LIMITED_UNTIL,
    CONSENT_F_WITHDRAWN_AT,
    CONSENT_F_WITHDRAWN_BY,
    CONSENT_F_WITHDRAWN_WHY,
    CONSENT_F_N
};
extern const Entity consent_entity;

typedef struct Vision {
    Head     head;
    Id       of_case;                           /* ref case */
    int64_t  number;
    Str      text;
    int64_t  horizon;
    Str      product;
    Str      people;
    Str      money;
    Str      place;
    Str      community;
    Str      nature;
    Str      lang;
    Day      told_on;
    Day      read_on;
} Vision;

/* Index into vision_entity.fields. */
enum {
    VISION_F_OF_CASE,
    VISION_F_NUMBER,
    VISION_F_TEXT,
    VISION_F_HORIZON,
    VISION_F_PRODUCT,
    VISION_F_PEOPLE,
    VISION_F_MONEY,
    VISION_F_PLACE,
    VISION_F_COMMUNITY,
    VISION_F_NATURE,
    VISION_F_LANG,
    VISION_F_TOLD_ON,
    VISION_F_READ_ON,
    VISION_F_N
};
extern const Entity vision_entity;

typedef struct Goal {
    Head     head;
    Id       of_case;                           /* ref case */
    Str      text;
    int      line;                              /* enum goal_line */
    Str      measure;
    Id       aim;                               /* ref aim */
    Day      target_on;
    Day      ripens_on;
    Str      early_signs;
    int      state;                             /* enum goal_state */
    Str      evidence;
    Str      reason;
} Goal;

/* Index into goal_entity.fields. */
enum {
    GOAL_F_OF_CASE,
    GOAL_F_TEXT,
    GOAL_F_LINE,
    GOAL_F_MEASURE,
    GOAL_F_AIM,
    GOAL_F_TARGET_ON,
    GOAL_F_RIPENS_ON,
    GOAL_F_EARLY_SIGNS,
    GOAL_F_STATE,
    GOAL_F_EVIDENCE,
    GOAL_F_REASON,
    GOAL_F_N
};
extern const Entity goal_entity;

#endif
