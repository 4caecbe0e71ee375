/* Written by entc from src/post/post.ent. Do not edit. */
#ifndef RAKAZ_POST_ENT_H
#define RAKAZ_POST_ENT_H

#include "ent/ent.h"

enum {
    POST_KIND_NOTE = 1,
    POST_KIND_CALL,
    POST_KIND_VISIT,
    POST_KIND_MEETING,
    POST_KIND_MESSAGE,
    POST_KIND_N
};
extern const Choices post_kind_choices;

typedef struct Post {
    Head     head;
    int      kind;                              /* enum post_kind */
    Id       about;                             /* ref actor */
    Str      text;
    Stamp    happened_at;
    int64_t  minutes;
    Str      lang;
    Id       of_case;                           /* ref case */
    Id       corrects;                          /* ref post */
    int      is_demo;
} Post;

/* Index into post_entity.fields. */
enum {
    POST_F_KIND,
    POST_F_ABOUT,
    POST_F_TEXT,
    POST_F_HAPPENED_AT,
    POST_F_MINUTES,
    POST_F_LANG,
    POST_F_OF_CASE,
    POST_F_CORRECTS,
    POST_F_IS_DEMO,
    POST_F_N
};
extern const Entity post_entity;

typedef struct Mention {
    Head     head;
    Id       post;                              /* ref post */
    Id       actor;                             /* ref actor */
    Str      name;
} Mention;

/* Index into mention_entity.fields. */
enum {
    MENTION_F_POST,
    MENTION_F_ACTOR,
    MENTION_F_NAME,
    MENTION_F_N
};
extern const Entity mention_entity;

#endif
