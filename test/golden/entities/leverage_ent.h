/* Written by entc from src/listing/leverage.ent. Do not edit. */
#ifndef RAKAZ_LEVERAGE_ENT_H
#define RAKAZ_LEVERAGE_ENT_H

#include "ent/ent.h"

enum {
    LEVERAGE_SIDE_ASKS = 1,
    LEVERAGE_SIDE_GIVES,
    LEVERAGE_SIDE_N
};
extern const Choices leverage_side_choices;

enum {
    TAKER_STATE_WAITS = 1,
    TAKER_STATE_TAKES,
    TAKER_STATE_DECLINED,
    TAKER_STATE_N
};
extern const Choices taker_state_choices;

typedef struct Leverage {
    Head     head;
    Id       holder;                            /* ref actor */
    Id       place;                             /* ref place */
    Id       asks;                              /* ref listing */
    Id       gives;                             /* ref listing */
    Day      published_on;
    int      is_demo;
} Leverage;

/* Index into leverage_entity.fields. */
enum {
    LEVERAGE_F_HOLDER,
    LEVERAGE_F_PLACE,
    LEVERAGE_F_ASKS,
    LEVERAGE_F_GIVES,
    LEVERAGE_F_PUBLISHED_ON,
    LEVERAGE_F_IS_DEMO,
    LEVERAGE_F_N
};
extern const Entity leverage_entity;

typedef struct Taker {
    Head     head;
    Id       leverage;                          /* ref leverage */
    int      side;                              /* enum leverage_side */
    Id       actor;                             /* ref actor */
    Str      name;
    Str      contact;
    Str      words;
    int      state;                             /* enum taker_state */
    Day      from_on;
    Day      until_on;
    Str      came;
    int      is_demo;
} Taker;

/* Index into taker_entity.fields. */
enum {
    TAKER_F_LEVERAGE,
    TAKER_F_SIDE,
    TAKER_F_ACTOR,
    TAKER_F_NAME,
    TAKER_F_CONTACT,
    TAKER_F_WORDS,
    TAKER_F_STATE,
    TAKER_F_FROM_ON,
    TAKER_F_UNTIL_ON,
    TAKER_F_CAME,
    TAKER_F_IS_DEMO,
    TAKER_F_N
};
extern const Entity taker_entity;

#endif
