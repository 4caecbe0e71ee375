/* Written by entc from src/spend/coming.ent. Do not edit. */
#ifndef RAKAZ_COMING_ENT_H
#define RAKAZ_COMING_ENT_H

#include "ent/ent.h"

enum {
    AMOUNT_RANGE_UNDER_10 = 1,
    AMOUNT_RANGE_UNDER_50,
    AMOUNT_RANGE_UNDER_200,
    AMOUNT_RANGE_UNDER_1M,
    AMOUNT_RANGE_OVER_1M,
    AMOUNT_RANGE_N
};
extern const Choices amount_range_choices;

enum {
    QUOTE_STATE_DRAFT = 1,
    QUOTE_STATE_ASKED,
    QUOTE_STATE_CLOSED,
    QUOTE_STATE_N
};
extern const Choices quote_state_choices;

enum {
    QUOTE_ANSWER_WAITING = 1,
    QUOTE_ANSWER_OFFERS,
    QUOTE_ANSWER_DECLINES,
    QUOTE_ANSWER_N
};
extern const Choices quote_answer_choices;

typedef struct ComingPurchase {
    Head     head;
    Str      what;
    Id       buyer;                             /* ref actor */
    Id       category;                          /* ref category */
    int      about;                             /* enum amount_range */
    Day      from_on;
    Day      until_on;
    Str      lots;
    Str      needs;
    int64_t  certificates;                      /* set certificate */
    int      published;
    Str      ocid;
    int      is_demo;
} ComingPurchase;

/* Index into coming_purchase_entity.fields. */
enum {
    COMING_PURCHASE_F_WHAT,
    COMING_PURCHASE_F_BUYER,
    COMING_PURCHASE_F_CATEGORY,
    COMING_PURCHASE_F_ABOUT,
    COMING_PURCHASE_F_FROM_ON,
    COMING_PURCHASE_F_UNTIL_ON,
    COMING_PURCHASE_F_LOTS,
    COMING_PURCHASE_F_NEEDS,
    COMING_PURCHASE_F_CERTIFICATES,
    COMING_PURCHASE_F_PUBLISHED,
    COMING_PURCHASE_F_OCID,
    COMING_PURCHASE_F_IS_DEMO,
    COMING_PURCHASE_F_N
};
extern const Entity coming_purchase_entity;

typedef struct QuoteRequest {
    Head     head;
    Str      what;
    Id       buyer;                             /* ref actor */
    Id       purchase;                          /* ref coming_purchase */
    Str      words;
    Id       category;                          /* ref category */
    int64_t  certificates;                      /* set certificate */
    int      about;                             /* enum amount_range */
    int      state;                             /* enum quote_state */
    Day      asked_on;
    Day      answer_by;
    Str      chosen_why;
    int      published;
    int      is_demo;
} QuoteRequest;

/* Index into quote_request_entity.fields. */
enum {
    QUOTE_REQUEST_F_WHAT,
    QUOTE_REQUEST_F_BUYER,
    QUOTE_REQUEST_F_PURCHASE,
    QUOTE_REQUEST_F_WORDS,
    QUOTE_REQUEST_F_CATEGORY,
    QUOTE_REQUEST_F_CERTIFICATES,
    QUOTE_REQUEST_F_ABOUT,
    QUOTE_REQUEST_F_STATE,
    QUOTE_REQUEST_F_ASKED_ON,
    QUOTE_REQUEST_F_ANSWER_BY,
    QUOTE_REQUEST_F_CHOSEN_WHY,
    QUOTE_REQUEST_F_PUBLISHED,
    QUOTE_REQUEST_F_IS_DEMO,
    QUOTE_REQUEST_F_N
};
extern const Entity quote_request_entity;

typedef struct Quote {
    Head     head;
    Id       of_request;                        /* ref quote_request */
    Id       supplier;                          /* ref actor */
    Str      why_asked;
    int      answer;                            /* enum quote_answer */
    int64_t  price;
    Day      answered_on;
    Str      words;
    int      chosen;
} Quote;

/* Index into quote_entity.fields. */
enum {
    QUOTE_F_OF_REQUEST,
    QUOTE_F_SUPPLIER,
    QUOTE_F_WHY_ASKED,
    QUOTE_F_ANSWER,
    QUOTE_F_PRICE,
    QUOTE_F_ANSWERED_ON,
    QUOTE_F_WORDS,
    QUOTE_F_CHOSEN,
    QUOTE_F_N
};
extern const Entity quote_entity;

#endif
