/* Written by entc from src/referral/finance.ent. Do not edit. */
#ifndef RAKAZ_FINANCE_ENT_H
#define RAKAZ_FINANCE_ENT_H

#include "ent/ent.h"

enum {
    PROOF_LEVEL_SAID = 1,
    PROOF_LEVEL_SIGNED,
    PROOF_LEVEL_DOCUMENT,
    PROOF_LEVEL_REGISTER,
    PROOF_LEVEL_N
};
extern const Choices proof_level_choices;

enum {
    FINANCE_STAGE_PREPARING = 1,
    FINANCE_STAGE_DOCUMENTS,
    FINANCE_STAGE_SENT,
    FINANCE_STAGE_MORE_ASKED,
    FINANCE_STAGE_APPROVED,
    FINANCE_STAGE_REFUSED,
    FINANCE_STAGE_RECEIVED,
    FINANCE_STAGE_REPAID,
    FINANCE_STAGE_WITHDRAWN,
    FINANCE_STAGE_N
};
extern const Choices finance_stage_choices;

enum {
    FINANCE_REFUSAL_NOT_FITTING = 1,
    FINANCE_REFUSAL_SECURITY,
    FINANCE_REFUSAL_RECORD,
    FINANCE_REFUSAL_DOCUMENTS,
    FINANCE_REFUSAL_PLAN,
    FINANCE_REFUSAL_NO_BUDGET,
    FINANCE_REFUSAL_TOO_LATE,
    FINANCE_REFUSAL_OTHER,
    FINANCE_REFUSAL_N
};
extern const Choices finance_refusal_choices;

enum {
    FINANCE_ITEM_DOCUMENT = 1,
    FINANCE_ITEM_CONDITION,
    FINANCE_ITEM_N
};
extern const Choices finance_item_choices;

enum {
    FINANCE_HAVE_NEEDED = 1,
    FINANCE_HAVE_HAVE,
    FINANCE_HAVE_SENT,
    FINANCE_HAVE_MISSING,
    FINANCE_HAVE_N
};
extern const Choices finance_have_choices;

typedef struct FinanceRequest {
    Head     head;
    Id       of_case;                           /* ref case */
    Str      purpose;
    Id       track;                             /* ref aid_track */
    Id       body;                              /* ref actor */
    int      stage;                             /* enum finance_stage */
    int64_t  asked;
    Day      asked_on;
    int64_t  approved;
    Day      approved_on;
    int64_t  received;
    Day      received_on;
    int      proof;                             /* enum proof_level */
    Day      repaid_on;
    Str      terms;
    int      refusal;                           /* enum finance_refusal */
    Str      reason;
    Id       task;                              /* ref commitment */
    int      is_demo;
} FinanceRequest;

/* Index into finance_request_entity.fields. */
enum {
    FINANCE_REQUEST_F_OF_CASE,
    FINANCE_REQUEST_F_PURPOSE,
    FINANCE_REQUEST_F_TRACK,
    FINANCE_REQUEST_F_BODY,
    FINANCE_REQUEST_F_STAGE,
    FINANCE_REQUEST_F_ASKED,
    FINANCE_REQUEST_F_ASKED_ON,
    FINANCE_REQUEST_F_APPROVED,
    FINANCE_REQUEST_F_APPROVED_ON,
    FINANCE_REQUEST_F_RECEIVED,
    FINANCE_REQUEST_F_RECEIVED_ON,
    FINANCE_REQUEST_F_PROOF,
    FINANCE_REQUEST_F_REPAID_ON,
    FINANCE_REQUEST_F_TERMS,
    FINANCE_REQUEST_F_REFUSAL,
    FINANCE_REQUEST_F_REASON,
    FINANCE_REQUEST_F_TASK,
    FINANCE_REQUEST_F_IS_DEMO,
    FINANCE_REQUEST_F_N
};
extern const Entity finance_request_entity;

typedef struct FinanceDocument {
    Head     head;
    Id       request;                           /* ref finance_request */
    int      kind;                              /* enum finance_item */
    Str      name;
    int      have;                              /* enum finance_have */
    Day      due_on;
    Id       paper;                             /* ref post */
} FinanceDocument;

/* Index into finance_document_entity.fields. */
enum {
    FINANCE_DOCUMENT_F_REQUEST,
    FINANCE_DOCUMENT_F_KIND,
    FINANCE_DOCUMENT_F_NAME,
    FINANCE_DOCUMENT_F_HAVE,
    FINANCE_DOCUMENT_F_DUE_ON,
    FINANCE_DOCUMENT_F_PAPER,
    FINANCE_DOCUMENT_F_N
};
extern const Entity finance_document_entity;

#endif
