/* Written by entc from src/chain/chain.ent. Do not edit. */
#ifndef RAKAZ_CHAIN_ENT_H
#define RAKAZ_CHAIN_ENT_H

#include "ent/ent.h"

typedef struct ValueChain {
    Head     head;
    Tri      name;
    Id       place;                             /* ref place */
    int      trade;                             /* enum trade_group */
    Str      about;
    Id       taken_from;                        /* ref value_chain */
    Str      ready;
    int      is_demo;
} ValueChain;

/* Index into value_chain_entity.fields. */
enum {
    VALUE_CHAIN_F_NAME,
    VALUE_CHAIN_F_PLACE,
    VALUE_CHAIN_F_TRADE,
    VALUE_CHAIN_F_ABOUT,
    VALUE_CHAIN_F_TAKEN_FROM,
    VALUE_CHAIN_F_READY,
    VALUE_CHAIN_F_IS_DEMO,
    VALUE_CHAIN_F_N
};
extern const Entity value_chain_entity;

typedef struct ChainStage {
    Head     head;
    Id       chain;                             /* ref value_chain */
    Tri      name;
    int64_t  position;
    Id       category;                          /* ref category */
    Id       listing;                           /* ref listing */
    int      is_demo;
} ChainStage;

/* Index into chain_stage_entity.fields. */
enum {
    CHAIN_STAGE_F_CHAIN,
    CHAIN_STAGE_F_NAME,
    CHAIN_STAGE_F_POSITION,
    CHAIN_STAGE_F_CATEGORY,
    CHAIN_STAGE_F_LISTING,
    CHAIN_STAGE_F_IS_DEMO,
    CHAIN_STAGE_F_N
};
extern const Entity chain_stage_entity;

typedef struct StageActor {
    Head     head;
    Id       stage;                             /* ref chain_stage */
    Id       actor;                             /* ref actor */
    Str      what;
    int      is_demo;
} StageActor;

/* Index into stage_actor_entity.fields. */
enum {
    STAGE_ACTOR_F_STAGE,
    STAGE_ACTOR_F_ACTOR,
    STAGE_ACTOR_F_WHAT,
    STAGE_ACTOR_F_IS_DEMO,
    STAGE_ACTOR_F_N
};
extern const Entity stage_actor_entity;

#endif
