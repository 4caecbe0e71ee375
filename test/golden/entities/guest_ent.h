/* Written by entc from src/spend/guest.ent. Do not edit. */
#ifndef RAKAZ_GUEST_ENT_H
#define RAKAZ_GUEST_ENT_H

#include "ent/ent.h"

enum {
    GUEST_STATE_INVITED = 1,
    GUEST_STATE_COMING,
    GUEST_STATE_SORRY,
    GUEST_STATE_CAME,
    GUEST_STATE_MISSED,
    GUEST_STATE_N
};
extern const Choices guest_state_choices;

typedef struct DayGuest {
    Head     head;
    Id       of_event;                          /* ref event */
    Id       actor;                             /* ref actor */
    Str      why;
    int      state;                             /* enum guest_state */
    Id       request;                           /* ref quote_request */
    Id       meeting;                           /* ref introduction */
    Day      contract_on;
    int64_t  contract;
    Str      words;
    int      is_demo;
} DayGuest;

/* Index into day_guest_entity.fields. */
enum {
    DAY_GUEST_F_OF_EVENT,
    DAY_GUEST_F_ACTOR,
    DAY_GUEST_F_WHY,
    DAY_GUEST_F_STATE,
    DAY_GUEST_F_REQUEST,
    DAY_GUEST_F_MEETING,
    DAY_GUEST_F_CONTRACT_ON,
    DAY_GUEST_F_CONTRACT,
    DAY_GUEST_F_WORDS,
    DAY_GUEST_F_IS_DEMO,
    DAY_GUEST_F_N
};
extern const Entity day_guest_entity;

#endif
