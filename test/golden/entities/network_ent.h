/* Written by entc from src/network/network.ent. Do not edit. */
#ifndef RAKAZ_NETWORK_ENT_H
#define RAKAZ_NETWORK_ENT_H

#include "ent/ent.h"

enum {
    TIE_ROLE_SUPPLIER = 1,
    TIE_ROLE_CUSTOMER,
    TIE_ROLE_ANCHOR_BUYER,
    TIE_ROLE_DISTRIBUTOR,
    TIE_ROLE_MENTOR,
    TIE_ROLE_PEER,
    TIE_ROLE_BANK,
    TIE_ROLE_ACCOUNTANT,
    TIE_ROLE_AUTHORITY,
    TIE_ROLE_FORUM,
    TIE_ROLE_COMMUNITY,
    TIE_ROLE_MARKETING,
    TIE_ROLE_ADVISER,
    TIE_ROLE_OTHER,
    TIE_ROLE_N
};
extern const Choices tie_role_choices;

enum {
    WANTED_STATE_WANTED = 1,
    WANTED_STATE_CHOSEN,
    WANTED_STATE_ASKED,
    WANTED_STATE_ACTIVE,
    WANTED_STATE_LET_GO,
    WANTED_STATE_N
};
extern const Choices wanted_state_choices;

typedef struct TieTemplate {
    Head     head;
    Tri      why;
    int      role;                              /* enum tie_role */
    int      trade;                             /* enum trade_group */
    int      from_stage;                        /* enum case_stage */
    int64_t  seeks;                             /* set trade_group */
    int64_t  how_many;
    int64_t  position;
    Str      ready;
} TieTemplate;

/* Index into tie_template_entity.fields. */
enum {
    TIE_TEMPLATE_F_WHY,
    TIE_TEMPLATE_F_ROLE,
    TIE_TEMPLATE_F_TRADE,
    TIE_TEMPLATE_F_FROM_STAGE,
    TIE_TEMPLATE_F_SEEKS,
    TIE_TEMPLATE_F_HOW_MANY,
    TIE_TEMPLATE_F_POSITION,
    TIE_TEMPLATE_F_READY,
    TIE_TEMPLATE_F_N
};
extern const Entity tie_template_entity;

typedef struct WantedTie {
    Head     head;
    Id       of_case;                           /* ref case */
    Str      why;
    int      role;                              /* enum tie_role */
    Id       responsible;                       /* ref account */
    Day      due_on;
    Id       candidate;                         /* ref actor */
    int      state;                             /* enum wanted_state */
    Id       template;                          /* ref tie_template */
    Id       tie;                               /* ref tie */
    int      trade;                             /* enum trade_group */
    Day      wanted_on;
    Day      chosen_on;
    Day      asked_on;
    Day      active_on;
    Day      let_go_on;
    Str      reason;
    int      is_demo;
} WantedTie;

/* Index into wanted_tie_entity.fields. */
enum {
    WANTED_TIE_F_OF_CASE,
    WANTED_TIE_F_WHY,
    WANTED_TIE_F_ROLE,
    WANTED_TIE_F_RESPONSIBLE,
    WANTED_TIE_F_DUE_ON,
    WANTED_TIE_F_CANDIDATE,
    WANTED_TIE_F_STATE,
    WANTED_TIE_F_TEMPLATE,
    WANTED_TIE_F_TIE,
    WANTED_TIE_F_TRADE,
    WANTED_TIE_F_WANTED_ON,
    WANTED_TIE_F_CHOSEN_ON,
    WANTED_TIE_F_ASKED_ON,
    WANTED_TIE_F_ACTIVE_ON,
    WANTED_TIE_F_LET_GO_ON,
    WANTED_TIE_F_REASON,
    WANTED_TIE_F_IS_DEMO,
    WANTED_TIE_F_N
};
extern const Entity wanted_tie_entity;

#endif
