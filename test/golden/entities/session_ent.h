/* Written by entc from src/session/session.ent. Do not edit. */
#ifndef RAKAZ_SESSION_ENT_H
#define RAKAZ_SESSION_ENT_H

#include "ent/ent.h"

enum {
    SESSION_WAY_MET = 1,
    SESSION_WAY_VISIT,
    SESSION_WAY_PHONE,
    SESSION_WAY_VIDEO,
    SESSION_WAY_N
};
extern const Choices session_way_choices;

enum {
    SESSION_STATE_PLANNED = 1,
    SESSION_STATE_HELD,
    SESSION_STATE_CANCELLED,
    SESSION_STATE_N
};
extern const Choices session_state_choices;

enum {
    WORK_KIND_CONTACT = 1,
    WORK_KIND_PREPARATION,
    WORK_KIND_TRAVEL,
    WORK_KIND_N
};
extern const Choices work_kind_choices;

enum {
    WORK_PURPOSE_CASE = 1,
    WORK_PURPOSE_NETWORK,
    WORK_PURPOSE_INFRASTRUCTURE,
    WORK_PURPOSE_PROJECT,
    WORK_PURPOSE_N
};
extern const Choices work_purpose_choices;

typedef struct CaseSession {
    Head     head;
    Id       of_case;                           /* ref case */
    Stamp    happened_at;
    int      way;                               /* enum session_way */
    int      state;                             /* enum session_state */
    Id       host;                              /* ref account */
    Str      said;
    Str      decided;
    Str      took_part;
    Str      place;
    int      lang;                              /* enum case_lang */
    int      is_demo;
} CaseSession;

/* Index into case_session_entity.fields. */
enum {
    CASE_SESSION_F_OF_CASE,
    CASE_SESSION_F_HAPPENED_AT,
    CASE_SESSION_F_WAY,
    CASE_SESSION_F_STATE,
    CASE_SESSION_F_HOST,
    CASE_SESSION_F_SAID,
    CASE_SESSION_F_DECIDED,
    CASE_SESSION_F_TOOK_PART,
    CASE_SESSION_F_PLACE,
    CASE_SESSION_F_LANG,
    CASE_SESSION_F_IS_DEMO,
    CASE_SESSION_F_N
};
extern const Entity case_session_entity;

typedef struct SessionInside {
    Head     head;
    Id       session;                           /* ref case_session */
    Str      text;
} SessionInside;

/* Index into session_inside_entity.fields. */
enum {
    SESSION_INSIDE_F_SESSION,
    SESSION_INSIDE_F_TEXT,
    SESSION_INSIDE_F_N
};
extern const Entity session_inside_entity;

typedef struct FundingSource {
    Head     head;
    Str      name;
    Str      code;
    Day      from_on;
    Day      until_on;
    int64_t  minutes;
    int      is_demo;
} FundingSource;

/* Index into funding_source_entity.fields. */
enum {
    FUNDING_SOURCE_F_NAME,
    FUNDING_SOURCE_F_CODE,
    FUNDING_SOURCE_F_FROM_ON,
    FUNDING_SOURCE_F_UNTIL_ON,
    FUNDING_SOURCE_F_MINUTES,
    FUNDING_SOURCE_F_IS_DEMO,
    FUNDING_SOURCE_F_N
};
extern const Entity funding_source_entity;

typedef struct WorkTime {
    Head     head;
    Id       account;                           /* ref account */
    Day      on_day;
    int64_t  minutes;
    int      kind;                              /* enum work_kind */
    int      purpose;                           /* enum work_purpose */
    Id       of_case;                           /* ref case */
    Id       funding;                           /* ref funding_source */
    Id       session;                           /* ref case_session */
    Id       corrects;                          /* ref work_time */
    int      is_demo;
} WorkTime;

/* Index into work_time_entity.fields. */
enum {
    WORK_TIME_F_ACCOUNT,
    WORK_TIME_F_ON_DAY,
    WORK_TIME_F_MINUTES,
    WORK_TIME_F_KIND,
    WORK_TIME_F_PURPOSE,
    WORK_TIME_F_OF_CASE,
    WORK_TIME_F_FUNDING,
    WORK_TIME_F_SESSION,
    WORK_TIME_F_CORRECTS,
    WORK_TIME_F_IS_DEMO,
    WORK_TIME_F_N
};
extern const Entity work_time_entity;

typedef struct MonthStatement {
    Head     head;
    Id       account;                           /* ref account */
    Day      month;
    Stamp    closed_at;
} MonthStatement;

/* Index into month_statement_entity.fields. */
enum {
    MONTH_STATEMENT_F_ACCOUNT,
    MONTH_STATEMENT_F_MONTH,
    MONTH_STATEMENT_F_CLOSED_AT,
    MONTH_STATEMENT_F_N
};
extern const Entity month_statement_entity;

#endif
