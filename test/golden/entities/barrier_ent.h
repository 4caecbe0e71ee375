/* Written by entc from src/barrier/barrier.ent. Do not edit. */
#ifndef RAKAZ_BARRIER_ENT_H
#define RAKAZ_BARRIER_ENT_H

#include "ent/ent.h"

enum {
    BARRIER_KIND_LICENCE = 1,
    BARRIER_KIND_TAX,
    BARRIER_KIND_PLANNING,
    BARRIER_KIND_TENDER,
    BARRIER_KIND_PAYMENT,
    BARRIER_KIND_INFORMATION,
    BARRIER_KIND_OTHER,
    BARRIER_KIND_N
};
extern const Choices barrier_kind_choices;

enum {
    BARRIER_STATE_REPORTED = 1,
    BARRIER_STATE_TAKEN,
    BARRIER_STATE_ANSWERED,
    BARRIER_STATE_REMOVED,
    BARRIER_STATE_STAYS,
    BARRIER_STATE_N
};
extern const Choices barrier_state_choices;

typedef struct Barrier {
    Head     head;
    Str      title;
    int      kind;                              /* enum barrier_kind */
    Str      what;
    Id       place;                             /* ref place */
    Id       authority;                         /* ref actor */
    Str      office;
    int      state;                             /* enum barrier_state */
    Id       trustee;                           /* ref account */
    Day      reported_on;
    Day      taken_on;
    Day      answered_on;
    Day      removed_on;
    Str      answer;
    Str      answer_from;
    Str      reason;
    Str      source;
    int      is_demo;
} Barrier;

/* Index into barrier_entity.fields. */
enum {
    BARRIER_F_TITLE,
    BARRIER_F_KIND,
    BARRIER_F_WHAT,
    BARRIER_F_PLACE,
    BARRIER_F_AUTHORITY,
    BARRIER_F_OFFICE,
    BARRIER_F_STATE,
    BARRIER_F_TRUSTEE,
    BARRIER_F_REPORTED_ON,
    BARRIER_F_TAKEN_ON,
    BARRIER_F_ANSWERED_ON,
    BARRIER_F_REMOVED_ON,
    BARRIER_F_ANSWER,
    BARRIER_F_ANSWER_FROM,
    BARRIER_F_REASON,
    BARRIER_F_SOURCE,
    BARRIER_F_IS_DEMO,
    BARRIER_F_N
};
extern const Entity barrier_entity;

typedef struct BarrierCase {
    Head     head;
    Id       of_case;                           /* ref case */
    Id       barrier;                           /* ref barrier */
    Str      note;
} BarrierCase;

/* Index into barrier_case_entity.fields. */
enum {
    BARRIER_CASE_F_OF_CASE,
    BARRIER_CASE_F_BARRIER,
    BARRIER_CASE_F_NOTE,
    BARRIER_CASE_F_N
};
extern const Entity barrier_case_entity;

#endif
