/* Written by entc from src/sending/sending.ent. Do not edit. */
#ifndef RAKAZ_SENDING_ENT_H
#define RAKAZ_SENDING_ENT_H

#include "ent/ent.h"

enum {
    HEAR_KIND_OPPORTUNITY = 1,
    HEAR_KIND_RESOURCE,
    HEAR_KIND_ADVICE,
    HEAR_KIND_LOAN,
    HEAR_KIND_GRANT,
    HEAR_KIND_GUARANTEE,
    HEAR_KIND_TRAINING,
    HEAR_KIND_SPACE,
    HEAR_KIND_OTHER,
    HEAR_KIND_N
};
extern const Choices hear_kind_choices;

enum {
    HEAR_WAY_MAIL = 1,
    HEAR_WAY_PHONE,
    HEAR_WAY_NONE,
    HEAR_WAY_N
};
extern const Choices hear_way_choices;

enum {
    NOTICE_STATE_TO_TELL = 1,
    NOTICE_STATE_TOLD,
    NOTICE_STATE_OPENED,
    NOTICE_STATE_INTERESTED,
    NOTICE_STATE_DECLINED,
    NOTICE_STATE_APPLIED,
    NOTICE_STATE_RECEIVED,
    NOTICE_STATE_N
};
extern const Choices notice_state_choices;

typedef struct Interest {
    Head     head;
    Id       actor;                             /* ref actor */
    int      way;                               /* enum hear_way */
    int64_t  kinds;                             /* set hear_kind */
    int64_t  not_kinds;                         /* set hear_kind */
    int64_t  trades;                            /* set trade_group */
    int      speaks;                            /* enum case_lang */
    Str      words;
    Day      said_on;
    int      is_demo;
} Interest;

/* Index into interest_entity.fields. */
enum {
    INTEREST_F_ACTOR,
    INTEREST_F_WAY,
    INTEREST_F_KINDS,
    INTEREST_F_NOT_KINDS,
    INTEREST_F_TRADES,
    INTEREST_F_SPEAKS,
    INTEREST_F_WORDS,
    INTEREST_F_SAID_ON,
    INTEREST_F_IS_DEMO,
    INTEREST_F_N
};
extern const Entity interest_entity;

typedef struct Notice {
    Head     head;
    Id       actor;                             /* ref actor */
    Id       listing;                           /* ref listing */
    Id       track;                             /* ref aid_track */
    int      state;                             /* enum notice_state */
    int      way;                               /* enum hear_way */
    int      speaks;                            /* enum case_lang */
    Day      sent_on;
    Day      told_on;
    Id       told_by;                           /* ref account */
    Day      opened_on;
    Day      interested_on;
    Day      declined_on;
    Day      applied_on;
    Day      received_on;
    Str      reason;
    Str      key;
    int      is_demo;
} Notice;

/* Index into notice_entity.fields. */
enum {
    NOTICE_F_ACTOR,
    NOTICE_F_LISTING,
    NOTICE_F_TRACK,
    NOTICE_F_STATE,
    NOTICE_F_WAY,
    NOTICE_F_SPEAKS,
    NOTICE_F_SENT_ON,
    NOTICE_F_TOLD_ON,
    NOTICE_F_TOLD_BY,
    NOTICE_F_OPENED_ON,
    NOTICE_F_INTERESTED_ON,
    NOTICE_F_DECLINED_ON,
    NOTICE_F_APPLIED_ON,
    NOTICE_F_RECEIVED_ON,
    NOTICE_F_REASON,
    NOTICE_F_KEY,
    NOTICE_F_IS_DEMO,
    NOTICE_F_N
};
extern const Entity notice_entity;

#endif
