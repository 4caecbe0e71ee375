/* score.c - scores by area and sums of feedback. */
#include "survey/score.h"

#include "lang/show.h"

static bool any_given(const int64_t given[SCORE_OPTIONS_MAX], int options) {
    for (int i = 0; i < options; i++) {
        if (given[i] != NUMBER_NONE) return true;
    }
    return false;
}

ScoreItem score_item(int kind, int options, const int64_t given[SCORE_OPTIONS_MAX]) {
    ScoreItem item = {.options = options};
    if (kind == ITEM_KIND_SCALE && options < 2) item.options = SCORE_SCALE_USUAL;
    if (kind == ITEM_KIND_YES_NO) item.options = 2;
    if (kind == ITEM_KIND_NUMBER || kind == ITEM_KIND_TEXT) item.options = 0;
    bool set = any_given(given, item.options);
    item.counts = set || kind == ITEM_KIND_SCALE || kind == ITEM_KIND_YES_NO;
    for (int i = 0; item.counts && i < item.options; i++) {
        if (set) item.points[i] = given[i] == NUMBER_NONE ? 0 : given[i];
        else item.points[i] = kind == ITEM_KIND_YES_NO ? 1 - i : i;
    }
    return item;
}

static int64_t most_of(const ScoreItem *item) {
    int64_t most = 0;
    for (int i = 0; i < item->options; i++) {
        if (item->points[i] > most) most = item->points[i];
    }
    return most;
}

void score_add(Score *s, const ScoreItem *item, ScoreState state, int option) {
    int64_t most = most_of(item);
    if (!item->counts || !most || state == SCORE_OTHERS) return;
    s->asked++;
    if (state != SCORE_ANSWERED || option < 1 || option > item->options) return;
    s->answered++;
    s->possible += most;
    s->gained += item->points[option - 1];
}

bool score_enough(const Score *s) { return s->answered > 0 && 2 * s->answered >= s->asked; }

int score_percent(const Score *s) {
    if (!score_enough(s) || s->possible <= 0) return SCORE_NONE;
    return (int)((100 * s->gained + s->possible / 2) / s->possible);
}

int score_word(int percent) {
    int word = percent * SCORE_WORDS / 100;
    return word < 0 ? 0 : word >= SCORE_WORDS ? SCORE_WORDS - 1 : word;
}

size_t feedback_told(size_t n) { return n - n % FEEDBACK_LEAST; }

static bool is_answer(int option) { return option >= 1 && option <= SCORE_OPTIONS_MAX; }

FeedbackSum feedback_sum(const int *options, size_t n) {
    FeedbackSum sum = {.answers = 0};
    for (size_t i = 0; i < n; i++) sum.answers += is_answer(options[i]);
    size_t may = feedback_told(sum.answers);
    for (size_t i = 0; i < n && sum.told < may; i++) {
        if (!is_answer(options[i])) continue;
        sum.of[options[i] - 1]++;
        sum.told++;
    }
    return sum;
}
