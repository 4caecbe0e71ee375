/* Written by entc from src/stay/stay.ent. Do not edit. */
#ifndef RAKAZ_STAY_ENT_H
#define RAKAZ_STAY_ENT_H

#include "ent/ent.h"

enum {
    SPENDER_KIND_BUSINESS = 1,
    SPENDER_KIND_HOUSEHOLD,
    SPENDER_KIND_N
};
extern const Choices spender_kind_choices;

enum {
    OUTLAY_WHERE_PLACE = 1,
    OUTLAY_WHERE_AWAY,
    OUTLAY_WHERE_UNKNOWN,
    OUTLAY_WHERE_N
};
extern const Choices outlay_where_choices;

enum {
    OUTLAY_PER_MONTH = 1,
    OUTLAY_PER_YEAR,
    OUTLAY_PER_N
};
extern const Choices outlay_per_choices;

enum {
    OUTLAY_WAY_SESSION = 1,
    OUTLAY_WAY_LINK,
    OUTLAY_WAY_BOOKS,
    OUTLAY_WAY_TOLD,
    OUTLAY_WAY_FILE,
    OUTLAY_WAY_N
};
extern const Choices outlay_way_choices;

enum {
    OUTLAY_SURE_EXACT = 1,
    OUTLAY_SURE_NEAR,
    OUTLAY_SURE_GUESS,
    OUTLAY_SURE_N
};
extern const Choices outlay_sure_choices;

enum {
    PLUG_WAY_OFFER = 1,
    PLUG_WAY_RESPONSE,
    PLUG_WAY_MEET,
    PLUG_WAY_N
};
extern const Choices plug_way_choices;

typedef struct Outlay {
    Head     head;
    Str      what;
    Id       category;                          /* ref category */
    Id       place;                             /* ref place */
    int      kind;                              /* enum spender_kind */
    Id       spender;                           /* ref actor */
    int64_t  low;
    int64_t  high;
    int      per;                               /* enum outlay_per */
    int64_t  year;
    int      bought;                            /* enum outlay_where */
    Id       bought_in;                         /* ref place */
    Id       seller;                            /* ref actor */
    Str      seller_words;
    int      way;                               /* enum outlay_way */
    int      sure;                              /* enum outlay_sure */
    Id       of_case;                           /* ref case */
    int64_t  sheet;
    Id       door;                              /* ref door */
    Str      left_out;
    Id       plug;                              /* ref plug */
    Str      source;
    int      is_demo;
} Outlay;

/* Index into outlay_entity.fields. */
enum {
    OUTLAY_F_WHAT,
    OUTLAY_F_CATEGORY,
    OUTLAY_F_PLACE,
    OUTLAY_F_KIND,
    OUTLAY_F_SPENDER,
    OUTLAY_F_LOW,
    OUTLAY_F_HIGH,
    OUTLAY_F_PER,
    OUTLAY_F_YEAR,
    OUTLAY_F_BOUGHT,
    OUTLAY_F_BOUGHT_IN,
    OUTLAY_F_SELLER,
    OUTLAY_F_SELLER_WORDS,
    OUTLAY_F_WAY,
    OUTLAY_F_SURE,
    OUTLAY_F_OF_CASE,
    OUTLAY_F_SHEET,
    OUTLAY_F_DOOR,
    OUTLAY_F_LEFT_OUT,
    OUTLAY_F_PLUG,
    OUTLAY_F_SOURCE,
    OUTLAY_F_IS_DEMO,
    OUTLAY_F_N
};
extern const Entity outlay_entity;

typedef struct Spare {
    Head     head;
    Id       actor;                             /* ref actor */
    Id       category;                          /* ref category */
    int64_t  free;
    Day      told_on;
    int      is_demo;
} Spare;

/* Index into spare_entity.fields. */
enum {
    SPARE_F_ACTOR,
    SPARE_F_CATEGORY,
    SPARE_F_FREE,
    SPARE_F_TOLD_ON,
    SPARE_F_IS_DEMO,
    SPARE_F_N
};
extern const Entity spare_entity;

typedef struct Plug {
    Head     head;
    Str      title;
    Id       place;                             /* ref place */
    Id       category;                          /* ref category */
    int      way;                               /* enum plug_way */
    Id       listing;                           /* ref listing */
    Id       response;                          /* ref response */
    Id       maker;                             /* ref actor */
    Day      started_on;
    Id       meant;                             /* ref place_version */
    int64_t  year;
    int64_t  left_low;
    int64_t  left_high;
    Str      came;
    int      is_demo;
} Plug;

/* Index into plug_entity.fields. */
enum {
    PLUG_F_TITLE,
    PLUG_F_PLACE,
    PLUG_F_CATEGORY,
    PLUG_F_WAY,
    PLUG_F_LISTING,
    PLUG_F_RESPONSE,
    PLUG_F_MAKER,
    PLUG_F_STARTED_ON,
    PLUG_F_MEANT,
    PLUG_F_YEAR,
    PLUG_F_LEFT_LOW,
    PLUG_F_LEFT_HIGH,
    PLUG_F_CAME,
    PLUG_F_IS_DEMO,
    PLUG_F_N
};
extern const Entity plug_entity;

#endif
