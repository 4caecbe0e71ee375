/* Written by entc from src/spend/spend.ent. Do not edit. */
#ifndef RAKAZ_SPEND_ENT_H
#define RAKAZ_SPEND_ENT_H

#include "ent/ent.h"

enum {
    PAYMENT_STATE_DRAFT = 1,
    PAYMENT_STATE_IN_USE,
    PAYMENT_STATE_N
};
extern const Choices payment_state_choices;

enum {
    PAYMENT_VAT_UNSAID = 1,
    PAYMENT_VAT_IN,
    PAYMENT_VAT_OUT,
    PAYMENT_VAT_N
};
extern const Choices payment_vat_choices;

enum {
    PAYEE_VERDICT_SAME = 1,
    PAYEE_VERDICT_OTHER,
    PAYEE_VERDICT_BODY,
    PAYEE_VERDICT_N
};
extern const Choices payee_verdict_choices;

enum {
    SPEND_MOVE_MAY = 1,
    SPEND_MOVE_CANNOT,
    SPEND_MOVE_N
};
extern const Choices spend_move_choices;

typedef struct PaymentFile {
    Head     head;
    Id       buyer;                             /* ref actor */
    Str      name;
    int      state;                             /* enum payment_state */
    int      vat;                               /* enum payment_vat */
    int      published;
    Day      dated_as;
    int      count_twins;
    int      keep_signs;
    Str      columns;
    Str      headings;
    Str      currency;
    Day      from_on;
    Day      until_on;
    int64_t  rows_n;
    int64_t  kept;
    int64_t  coming_n;
    Str      digest;
    int      is_demo;
} PaymentFile;

/* Index into payment_file_entity.fields. */
enum {
    PAYMENT_FILE_F_BUYER,
    PAYMENT_FILE_F_NAME,
    PAYMENT_FILE_F_STATE,
    PAYMENT_FILE_F_VAT,
    PAYMENT_FILE_F_PUBLISHED,
    PAYMENT_FILE_F_DATED_AS,
    PAYMENT_FILE_F_COUNT_TWINS,
    PAYMENT_FILE_F_KEEP_SIGNS,
    PAYMENT_FILE_F_COLUMNS,
    PAYMENT_FILE_F_HEADINGS,
    PAYMENT_FILE_F_CURRENCY,
    PAYMENT_FILE_F_FROM_ON,
    PAYMENT_FILE_F_UNTIL_ON,
    PAYMENT_FILE_F_ROWS_N,
    PAYMENT_FILE_F_KEPT,
    PAYMENT_FILE_F_COMING_N,
    PAYMENT_FILE_F_DIGEST,
    PAYMENT_FILE_F_IS_DEMO,
    PAYMENT_FILE_F_N
};
extern const Entity payment_file_entity;

typedef struct PayeeMatch {
    Head     head;
    Id       buyer;                             /* ref actor */
    Str      name;
    int64_t  key;
    Str      number;
    Id       actor;                             /* ref actor */
    int      verdict;                           /* enum payee_verdict */
} PayeeMatch;

/* Index into payee_match_entity.fields. */
enum {
    PAYEE_MATCH_F_BUYER,
    PAYEE_MATCH_F_NAME,
    PAYEE_MATCH_F_KEY,
    PAYEE_MATCH_F_NUMBER,
    PAYEE_MATCH_F_ACTOR,
    PAYEE_MATCH_F_VERDICT,
    PAYEE_MATCH_F_N
};
extern const Entity payee_match_entity;

typedef struct SpendMark {
    Head     head;
    Str      name;
    int64_t  key;
    int      move;                              /* enum spend_move */
} SpendMark;

/* Index into spend_mark_entity.fields. */
enum {
    SPEND_MARK_F_NAME,
    SPEND_MARK_F_KEY,
    SPEND_MARK_F_MOVE,
    SPEND_MARK_F_N
};
extern const Entity spend_mark_entity;

#endif
