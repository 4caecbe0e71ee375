/* Written by entc from src/referral/referral.ent. Do not edit. */
#ifndef RAKAZ_REFERRAL_ENT_H
#define RAKAZ_REFERRAL_ENT_H

#include "ent/ent.h"

enum {
    REFERRAL_ANSWER_WAITING = 1,
    REFERRAL_ANSWER_ACCEPTED,
    REFERRAL_ANSWER_DECLINED,
    REFERRAL_ANSWER_NO_ANSWER,
    REFERRAL_ANSWER_RECALLED,
    REFERRAL_ANSWER_N
};
extern const Choices referral_answer_choices;

typedef struct Referral {
    Head     head;
    Id       of_case;                           /* ref case */
    Str      asked;
    Id       track;                             /* ref aid_track */
    Id       body;                              /* ref actor */
    Str      shared;
    Day      follow_up_on;
    Day      sent_on;
    Id       sent_by;                           /* ref account */
    int      answer;                            /* enum referral_answer */
    Day      answered_on;
    Str      reason;
    Id       task;                              /* ref commitment */
    int      is_demo;
} Referral;

/* Index into referral_entity.fields. */
enum {
    REFERRAL_F_OF_CASE,
    REFERRAL_F_ASKED,
    REFERRAL_F_TRACK,
    REFERRAL_F_BODY,
    REFERRAL_F_SHARED,
    REFERRAL_F_FOLLOW_UP_ON,
    REFERRAL_F_SENT_ON,
    REFERRAL_F_SENT_BY,
    REFERRAL_F_ANSWER,
    REFERRAL_F_ANSWERED_ON,
    REFERRAL_F_REASON,
    REFERRAL_F_TASK,
    REFERRAL_F_IS_DEMO,
    REFERRAL_F_N
};
extern const Entity referral_entity;

#endif
