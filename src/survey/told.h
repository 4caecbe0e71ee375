/* told.h - what the owner of a business sees of its rounds of questions, and answers alone.
**
** A round is the team's alone. What the owner has of it is a copy in the circle of the case, which the team makes: by
** asking them to fill it in by themselves, or by showing them what was answered, with a picture by area. What an owner
** fills in goes into the round when they send it. */
#ifndef RAKAZ_SURVEY_TOLD_H
#define RAKAZ_SURVEY_TOLD_H

#include "survey/answer.h"
#include "told_ent.h"

extern const Module told_module;

/* The entities' own checks: the team asks and shows, the owner answers what is asked of them. */
Fault told_round_check(Ctx *c, const void *before, void *after);
Fault told_answer_check(Ctx *c, const void *before, void *after);

/* What the owner has of a round; head.id 0: nothing. */
Fault told_of(Ctx *c, Id sheet, ToldRound *ret_t) MUST;

/* All answers that stand in it. */
Fault told_answers_of(Ctx *c, Id told, Given **ret_v, size_t *ret_n) MUST;

/* ---- on the writer ---- */

/* The team asks the owner to fill in a round that is under way. INVALID with complaints: it is not one for the owners
** to answer alone, or nobody of theirs has an account. STALE: they were asked already. */
Fault told_ask(Ctx *c, Id sheet, ToldRound *ret_t) MUST;

/* The team shows a finished round, with the words written beside the answers when `notes`. What the owner has sent by
** themselves stays as they sent it; else it is a copy of what stands in the round now, in place of one shown before.
** INVALID with complaints: it is not finished, or it is what the team alone knows. */
typedef struct Showing {
    Id   sheet;
    Str  words;
    bool notes;
} Showing;
Fault told_show(Ctx *c, const Showing *s, ToldRound *ret_t) MUST;

/* The team takes back what the owner has of a round. STALE: it was taken back already. */
Fault told_take_back(Ctx *c, Id told, ToldRound *ret_t) MUST;

/* The owner sends what they filled in: it goes into the round, which is finished. STALE: nothing is asked any more.
** INVALID: they answered nothing. */
Fault told_send(Ctx *c, Id told, ToldRound *ret_t) MUST;

#endif
