/* score.h - what answers say about an area, and what feedback may say at all. Reckoning alone: no database, no page.
**
** Unknown is never zero: a question that was not asked, whose answer is not known, or that does not concern the
** business, is left out, and the number answered stands beside every score. Too few answers give no score. */
#ifndef RAKAZ_SURVEY_SCORE_H
#define RAKAZ_SURVEY_SCORE_H

#include "survey_ent.h"

enum { SCORE_OPTIONS_MAX = 5, SCORE_SCALE_USUAL = 4, SCORE_NONE = -1, SCORE_WORDS = 4, FEEDBACK_LEAST = 5 };

/* How one question counts. */
typedef struct ScoreItem {
    bool    counts;
    int     options;                              /* answers to choose from: of yes and no two; 0: none */
    int64_t points[SCORE_OPTIONS_MAX];
} ScoreItem;

/* `options`: how many have words of their own; `given`: points as set, NUMBER_NONE where not. A scale without words has
** the usual steps; steps count from 0 upwards, yes counts 1 and no 0; a choice counts only where points are set. */
ScoreItem score_item(int kind, int options, const int64_t given[SCORE_OPTIONS_MAX]);

typedef enum ScoreState { SCORE_OPEN, SCORE_UNKNOWN, SCORE_OTHERS, SCORE_ANSWERED } ScoreState;

/* The sum of an area, or of several. asked: questions that count and concern the business. */
typedef struct Score {
    int64_t gained, possible;
    int     answered, asked;
} Score;

/* Adds one question; the order of adding does not matter. `option` is from 1, for SCORE_ANSWERED. */
void score_add(Score *s, const ScoreItem *item, ScoreState state, int option);

/* At least half of what was asked is answered. */
bool score_enough(const Score *s);

/* Points gained of those possible, 0 to 100; SCORE_NONE: not enough is known. */
int score_percent(const Score *s);

/* Which of SCORE_WORDS words a percentage is told in, 0 the least. */
int score_word(int percent);

/* ---- feedback ---------------------------------------------------------------------------------------------------- */

/* How many of `n` answers may be told, the oldest first: none below FEEDBACK_LEAST, then in steps of so many, so that
** no sum differs from the one before it by a single answer. */
size_t feedback_told(size_t n);

typedef struct FeedbackSum {
    size_t  answers, told;                        /* that there are, that are in the sums */
    int64_t of[SCORE_OPTIONS_MAX];                /* how many chose which; all 0 when nothing may be told */
} FeedbackSum;

/* Sums up chosen options (from 1; others are no answer), in the order in which they came. */
FeedbackSum feedback_sum(const int *options, size_t n);

#endif
