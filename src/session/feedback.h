/* feedback.h - what owners say of a session afterwards: a few ready questions, asked once, told as sums alone.
**
** No answer is kept as one. What is kept is how often each was chosen, by unit and question set: in a sum that waits,
** and in one that is told. The waiting sum goes into the other when answers of five different businesses are in it
** (feedback_told), so nothing told differs from what was told before by fewer than five. Of a person it is kept for
** which session they are done, answered or left out alike; that theirs is one of those that wait is forgotten when the
** five are told. No time, no case, nobody who held the session: it rates nobody. None of it is an entity, so it stands
** in no history, API, export or archive, and no act takes it back. */
#ifndef RAKAZ_SESSION_FEEDBACK_H
#define RAKAZ_SESSION_FEEDBACK_H

#include "case/case.h"
#include "session/session.h"
#include "survey/survey.h"

extern const Module feedback_module;

enum { FEEDBACK_ITEMS_MAX = 12, FEEDBACK_ASK_DAYS = 30 };

/* What is asked: those questions of the set in use that are answered by choosing. n is 0 where there is no set. */
typedef struct FeedbackSet {
    Id                id;                         /* of the version */
    Str               name, about;
    const SurveyItem *items[FEEDBACK_ITEMS_MAX];
    size_t            n;
} FeedbackSet;
Fault feedback_set(Ctx *c, FeedbackSet *ret_s) MUST;

/* The session that its owner, the reader, is asked about now: the last one held, not long ago, that they are not done
** with, unless an answer of theirs waits. ret_s->head.id 0: nothing is asked. */
Fault feedback_due(Ctx *c, const Case *k, Id version, CaseSession *ret_s) MUST;

/* The reader is done with a session of their case. `chosen`: an option for each question, from 1, 0 where it was left
** open; NULL: all of it was left out. STALE: they were done already, or an answer of theirs waits. On the writer. */
Fault feedback_give(Ctx *c, const Case *k, Id session, const FeedbackSet *s, const int *chosen) MUST;

/* How often each answer was chosen, as told; of[i][0] is how often a question was left open. n: how many answered. */
typedef struct FeedbackTold {
    int64_t n, of[FEEDBACK_ITEMS_MAX][SCORE_OPTIONS_MAX + 1];
} FeedbackTold;
/* `units` NULL: all. Sums alone: whoever asks. */
Fault feedback_sums(Ctx *c, const FeedbackSet *s, const Id *units, size_t n_units, FeedbackTold *ret_v) MUST;

/* ---- what the pages show ---------------------------------------------------------------------------------------- */

typedef struct FeedbackOption {
    Str     value, label;
    int64_t n, percent;
} FeedbackOption;

typedef struct FeedbackItem {
    Str             key, text, lang;
    int64_t         number, open, of;             /* open: it was left open so often; of: answered */
    FeedbackOption *options;
    size_t          options_n;
} FeedbackItem;

typedef struct FeedbackAsk {
    Str           path, about, session;
    Stamp         at;
    Day           day;
    TextKey       way;
    FeedbackItem *items;
    size_t        items_n;
    bool          bad;
} FeedbackAsk;
PAGE_FN(feedback_ask, FeedbackAsk)
PAGE_FN(feedback_mine, FeedbackAsk)

typedef struct FeedbackUnit {
    Str  href, name;
    bool current;
} FeedbackUnit;

typedef struct FeedbackView {
    FeedbackItem *items;
    size_t        items_n;
    FeedbackUnit *units;
    size_t        units_n;
    int64_t       n;
    bool          set;                            /* there is one in use */
} FeedbackView;
PAGE_FN(feedback_sums, FeedbackView)

#endif
