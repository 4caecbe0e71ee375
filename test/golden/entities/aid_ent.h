/* Written by entc from src/referral/aid.ent. Do not edit. */
#ifndef RAKAZ_AID_ENT_H
#define RAKAZ_AID_ENT_H

#include "ent/ent.h"

enum {
    AID_KIND_ADVICE = 1,
    AID_KIND_LOAN,
    AID_KIND_GRANT,
    AID_KIND_GUARANTEE,
    AID_KIND_TRAINING,
    AID_KIND_SPACE,
    AID_KIND_OTHER,
    AID_KIND_N
};
extern const Choices aid_kind_choices;

enum {
    AID_STATE_OPEN = 1,
    AID_STATE_PAUSED,
    AID_STATE_ENDED,
    AID_STATE_N
};
extern const Choices aid_state_choices;

typedef struct AidTrack {
    Head     head;
    Tri      name;
    Id       body;                              /* ref actor */
    int      kind;                              /* enum aid_kind */
    int      state;                             /* enum aid_state */
    Day      closes_on;
    Tri      fits;
    Tri      criteria;
    Tri      documents;
    Id       place;                             /* ref place */
    int64_t  years_min;
    int64_t  years_max;
    int64_t  trades;                            /* set trade_group */
    int64_t  turnover_max;
    int64_t  jobs_max;
    int64_t  amount_min;
    int64_t  amount_max;
    Str      currency;
    Day      opens_on;
    Str      url;
    Tri      terms;
    Str      source;
    Day      confirmed_on;
    int      is_demo;
} AidTrack;

/* Index into aid_track_entity.fields. */
enum {
    AID_TRACK_F_NAME,
    AID_TRACK_F_BODY,
    AID_TRACK_F_KIND,
    AID_TRACK_F_STATE,
    AID_TRACK_F_CLOSES_ON,
    AID_TRACK_F_FITS,
    AID_TRACK_F_CRITERIA,
    AID_TRACK_F_DOCUMENTS,
    AID_TRACK_F_PLACE,
    AID_TRACK_F_YEARS_MIN,
    AID_TRACK_F_YEARS_MAX,
    AID_TRACK_F_TRADES,
    AID_TRACK_F_TURNOVER_MAX,
    AID_TRACK_F_JOBS_MAX,
    AID_TRACK_F_AMOUNT_MIN,
    AID_TRACK_F_AMOUNT_MAX,
    AID_TRACK_F_CURRENCY,
    AID_TRACK_F_OPENS_ON,
    AID_TRACK_F_URL,
    AID_TRACK_F_TERMS,
    AID_TRACK_F_SOURCE,
    AID_TRACK_F_CONFIRMED_ON,
    AID_TRACK_F_IS_DEMO,
    AID_TRACK_F_N
};
extern const Entity aid_track_entity;

#endif
