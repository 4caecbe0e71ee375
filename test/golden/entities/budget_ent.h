/* Written by entc from src/budget/budget.ent. Do not edit. */
#ifndef RAKAZ_BUDGET_ENT_H
#define RAKAZ_BUDGET_ENT_H

#include "ent/ent.h"

enum {
    BUDGET_KIND_INFRASTRUCTURE = 1,
    BUDGET_KIND_IMMEDIATE,
    BUDGET_KIND_N
};
extern const Choices budget_kind_choices;

typedef struct Fund {
    Head     head;
    Str      name;
    Id       source;                            /* ref actor */
    Str      track;
    Str      agreement;
    Id       place;                             /* ref place */
    Day      from_on;
    Day      until_on;
    int64_t  total;
    int      multi_year;
    Str      uses;
    Id       funding;                           /* ref funding_source */
    int      is_demo;
} Fund;

/* Index into fund_entity.fields. */
enum {
    FUND_F_NAME,
    FUND_F_SOURCE,
    FUND_F_TRACK,
    FUND_F_AGREEMENT,
    FUND_F_PLACE,
    FUND_F_FROM_ON,
    FUND_F_UNTIL_ON,
    FUND_F_TOTAL,
    FUND_F_MULTI_YEAR,
    FUND_F_USES,
    FUND_F_FUNDING,
    FUND_F_IS_DEMO,
    FUND_F_N
};
extern const Entity fund_entity;

typedef struct BudgetLine {
    Head     head;
    Id       fund;                              /* ref fund */
    int64_t  year;
    Str      purpose;
    int      kind;                              /* enum budget_kind */
    int64_t  planned;
    Id       initiative;                        /* ref initiative */
} BudgetLine;

/* Index into budget_line_entity.fields. */
enum {
    BUDGET_LINE_F_FUND,
    BUDGET_LINE_F_YEAR,
    BUDGET_LINE_F_PURPOSE,
    BUDGET_LINE_F_KIND,
    BUDGET_LINE_F_PLANNED,
    BUDGET_LINE_F_INITIATIVE,
    BUDGET_LINE_F_N
};
extern const Entity budget_line_entity;

typedef struct Spending {
    Head     head;
    Id       line;                              /* ref budget_line */
    Day      on_day;
    int64_t  amount;
    Str      note;
    Str      document;
    Id       corrects;                          /* ref spending */
    Id       fund;                              /* ref fund */
    int64_t  year;
    int      is_demo;
} Spending;

/* Index into spending_entity.fields. */
enum {
    SPENDING_F_LINE,
    SPENDING_F_ON_DAY,
    SPENDING_F_AMOUNT,
    SPENDING_F_NOTE,
    SPENDING_F_DOCUMENT,
    SPENDING_F_CORRECTS,
    SPENDING_F_FUND,
    SPENDING_F_YEAR,
    SPENDING_F_IS_DEMO,
    SPENDING_F_N
};
extern const Entity spending_entity;

#endif
