/* referral.h - whom a business was referred to, and the money that was asked for it. The team of the case alone sees
** either; what is handed over leaves it only while the owner agrees that aid bodies are asked. */
#ifndef RAKAZ_REFERRAL_REFERRAL_H
#define RAKAZ_REFERRAL_REFERRAL_H

#include "finance_ent.h"
#include "referral/aid.h"
#include "referral_ent.h"

extern const Module referral_module;
extern const Module finance_module;
extern const Sheet  REFERRAL_SHEET;
extern const Sheet  FINANCE_SHEET;

/* The entities' own checks: where they stand, what sending and answering need, which stage follows on which. */
Fault referral_check(Ctx *c, const void *before, void *after);
Fault finance_check(Ctx *c, const void *before, void *after);
Fault finance_document_check(Ctx *c, const void *before, void *after);

/* Sends a referral: what is shared is fixed from then on, and a follow-up waits for the sender. INVALID with complaints
** (no words, nobody to send it to, no consent); STALE: it was sent before. On the writer. */
Fault referral_send(Ctx *c, Id id, Referral *ret_v) MUST;

/* Writes down an answer (REFERRAL_ANSWER_...); declining wants the reason. STALE: it was not sent. On the writer. */
Fault referral_answer(Ctx *c, Id id, int answer, Str reason, Referral *ret_v) MUST;

/* Moves a request on. What a stage needs (an amount and its day, a reason, a proof) stands in `v` already, which was
** loaded for it. INVALID with complaints. On the writer. */
Fault finance_move(Ctx *c, int stage, FinanceRequest *v) MUST;

/* Fills the checklist from the track's documents and conditions: those that are not in it yet. On the writer. */
Fault finance_fill(Ctx *c, const FinanceRequest *v, size_t *ret_added) MUST;

/* What was asked for, by case, rising, whoever may see it: for sums without names. */
typedef struct FinanceGiven {
    Id      of_case;
    int64_t requests, received;
} FinanceGiven;
Fault finance_given(Ctx *c, FinanceGiven **ret_v, size_t *ret_n) MUST;

#endif
