/* Written by entc from src/response/response.ent. Do not edit. */
#ifndef RAKAZ_RESPONSE_ENT_H
#define RAKAZ_RESPONSE_ENT_H

#include "ent/ent.h"

enum {
    NEED_KIND_MONEY = 1,
    NEED_KIND_MARKET,
    NEED_KIND_SKILLS,
    NEED_KIND_LICENCE,
    NEED_KIND_SPACE,
    NEED_KIND_SUPPLY,
    NEED_KIND_DIGITAL,
    NEED_KIND_PEOPLE,
    NEED_KIND_NETWORK,
    NEED_KIND_AUTHORITY,
    NEED_KIND_OTHER,
    NEED_KIND_N
};
extern const Choices need_kind_choices;

enum {
    NEED_STATE_OPEN = 1,
    NEED_STATE_MET,
    NEED_STATE_LET_GO,
    NEED_STATE_N
};
extern const Choices need_state_choices;

enum {
    RESPONSE_KIND_COURSE = 1,
    RESPONSE_KIND_GROUP_BUY,
    RESPONSE_KIND_MARKETING,
    RESPONSE_KIND_POLICY,
    RESPONSE_KIND_SERVICE,
    RESPONSE_KIND_MEETING,
    RESPONSE_KIND_OTHER,
    RESPONSE_KIND_N
};
extern const Choices response_kind_choices;

enum {
    RESPONSE_STATE_IDEA = 1,
    RESPONSE_STATE_WAY,
    RESPONSE_STATE_WORKING,
    RESPONSE_STATE_ENDED,
    RESPONSE_STATE_N
};
extern const Choices response_state_choices;

typedef struct CaseNeed {
    Head     head;
    Id       of_case;                           /* ref case */
    int      kind;                              /* enum need_kind */
    Str      text;
    int      state;                             /* enum need_state */
    Str      met_by;
    Day      met_on;
    int      trade;                             /* enum trade_group */
    int      is_demo;
} CaseNeed;

/* Index into case_need_entity.fields. */
enum {
    CASE_NEED_F_OF_CASE,
    CASE_NEED_F_KIND,
    CASE_NEED_F_TEXT,
    CASE_NEED_F_STATE,
    CASE_NEED_F_MET_BY,
    CASE_NEED_F_MET_ON,
    CASE_NEED_F_TRADE,
    CASE_NEED_F_IS_DEMO,
    CASE_NEED_F_N
};
extern const Entity case_need_entity;

typedef struct Response {
    Head     head;
    Tri      title;
    int      kind;                              /* enum response_kind */
    int      need;                              /* enum need_kind */
    int      trade;                             /* enum trade_group */
    Id       place;                             /* ref place */
    Str      what;
    Id       owner;                             /* ref account */
    Day      due_on;
    int      state;                             /* enum response_state */
    Str      result;
    int      is_demo;
} Response;

/* Index into response_entity.fields. */
enum {
    RESPONSE_F_TITLE,
    RESPONSE_F_KIND,
    RESPONSE_F_NEED,
    RESPONSE_F_TRADE,
    RESPONSE_F_PLACE,
    RESPONSE_F_WHAT,
    RESPONSE_F_OWNER,
    RESPONSE_F_DUE_ON,
    RESPONSE_F_STATE,
    RESPONSE_F_RESULT,
    RESPONSE_F_IS_DEMO,
    RESPONSE_F_N
};
extern const Entity response_entity;

typedef struct ResponseCase {
    Head     head;
    Id       response;                          /* ref response */
    Id       of_case;                           /* ref case */
    Id       need;                              /* ref case_need */
} ResponseCase;

/* Index into response_case_entity.fields. */
enum {
    RESPONSE_CASE_F_RESPONSE,
    RESPONSE_CASE_F_OF_CASE,
    RESPONSE_CASE_F_NEED,
    RESPONSE_CASE_F_N
};
extern const Entity response_case_entity;

#endif
