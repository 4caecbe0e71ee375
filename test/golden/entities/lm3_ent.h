/* Written by entc from src/stay/lm3.ent. Do not edit. */
#ifndef RAKAZ_LM3_ENT_H
#define RAKAZ_LM3_ENT_H

#include "ent/ent.h"

enum {
    LM3_FORM_STRICT = 1,
    LM3_FORM_ALL,
    LM3_FORM_N
};
extern const Choices lm3_form_choices;

enum {
    LM3_CLASS_STAFF = 1,
    LM3_CLASS_SUPPLIER,
    LM3_CLASS_OTHER,
    LM3_CLASS_N
};
extern const Choices lm3_class_choices;

enum {
    LM3_SITS_HERE = 1,
    LM3_SITS_OUTSIDE,
    LM3_SITS_N
};
extern const Choices lm3_sits_choices;

enum {
    LM3_STATE_ASKING = 1,
    LM3_STATE_TOLD,
    LM3_STATE_N
};
extern const Choices lm3_state_choices;

typedef struct Lm3Study {
    Head     head;
    Str      name;
    Id       place;                             /* ref place */
    Id       meant;                             /* ref place_version */
    Str      source;
    int64_t  amount;
    int64_t  year;
    int      form;                              /* enum lm3_form */
    int      state;                             /* enum lm3_state */
    Str      finding;
    int      is_demo;
} Lm3Study;

/* Index into lm3_study_entity.fields. */
enum {
    LM3_STUDY_F_NAME,
    LM3_STUDY_F_PLACE,
    LM3_STUDY_F_MEANT,
    LM3_STUDY_F_SOURCE,
    LM3_STUDY_F_AMOUNT,
    LM3_STUDY_F_YEAR,
    LM3_STUDY_F_FORM,
    LM3_STUDY_F_STATE,
    LM3_STUDY_F_FINDING,
    LM3_STUDY_F_IS_DEMO,
    LM3_STUDY_F_N
};
extern const Entity lm3_study_entity;

typedef struct Lm3Payee {
    Head     head;
    Id       study;                             /* ref lm3_study */
    Str      name;
    int      class;                             /* enum lm3_class */
    int64_t  paid;
    int      sits;                              /* enum lm3_sits */
    Day      asked_on;
    int64_t  spent;
    int64_t  spent_here;
    int      is_demo;
} Lm3Payee;

/* Index into lm3_payee_entity.fields. */
enum {
    LM3_PAYEE_F_STUDY,
    LM3_PAYEE_F_NAME,
    LM3_PAYEE_F_CLASS,
    LM3_PAYEE_F_PAID,
    LM3_PAYEE_F_SITS,
    LM3_PAYEE_F_ASKED_ON,
    LM3_PAYEE_F_SPENT,
    LM3_PAYEE_F_SPENT_HERE,
    LM3_PAYEE_F_IS_DEMO,
    LM3_PAYEE_F_N
};
extern const Entity lm3_payee_entity;

#endif
