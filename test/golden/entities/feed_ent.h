/* Written by entc from src/feed/feed.ent. Do not edit. */
#ifndef RAKAZ_FEED_ENT_H
#define RAKAZ_FEED_ENT_H

#include "ent/ent.h"

typedef struct Feed {
    Head     head;
    Id       account;                           /* ref account */
    Str      hash;
} Feed;

/* Index into feed_entity.fields. */
enum {
    FEED_F_ACCOUNT,
    FEED_F_HASH,
    FEED_F_N
};
extern const Entity feed_entity;

#endif
