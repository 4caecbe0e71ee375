/* answer_page.h - what the pages of rounds and answers share. */
#ifndef RAKAZ_SURVEY_ANSWER_PAGE_H
#define RAKAZ_SURVEY_ANSWER_PAGE_H

#include "survey/answer.h"
#include "survey/survey_page.h"

enum { ANSWER_Q_N = 6, ANSWER_READERS = ROLES_STAFF | ROLE_TRUSTEE };
extern const Query ANSWER_QUERIES[ANSWER_Q_N];

ScoreState answer_score_state(int state);

/* ---- asking, an area a page: answer_ask.c ----------------------------------------------------------------- */

typedef struct AskOption {
    Str  value, label;
    bool chosen;
} AskOption;

typedef struct AskItem {
    Str        key, id;                           /* key: of the fields; id: of the fieldset */
    Str        text, lang, hint, err, note, typed, version;
    int64_t    number;
    AskOption *options;
    size_t     options_n;
    bool       amount, words, may_others, unknown, others, open;
} AskItem;

typedef struct AskStep {
    Str     href, name;
    int64_t number, answered, asked;
    bool    current;
} AskStep;

typedef struct AskArea {
    Str      name, lang, about, survey, whose, whose_href, action, back, next, home, opening;
    AskItem *items;
    size_t   items_n;
    AskStep *areas;
    size_t   areas_n;
    int64_t  step, steps;
    bool     preview, first, last, bad, draft;
} AskArea;
PAGE_FN(answer_ask, AskArea)

typedef struct PaperView {
    Str      name, about, whose, home;
    AskArea *areas;
    size_t   areas_n;
} PaperView;
PAGE_FN(answer_paper, PaperView)

Fault get_survey_preview(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_survey_paper(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_answer_ask(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_answer_ask(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- rounds: answer_page.c -------------------------------------------------------------------------------- */

/* A score as it is shown: a bar, words, and how much is known. */
typedef struct ScoreLine {
    Str     name, href;
    TextKey line, word;
    int64_t percent, answered, asked;
    bool    known, nothing;                       /* nothing: no question of it counts here */
} ScoreLine;
ScoreLine score_line(Ctx *c, const AreaScore *a);

typedef struct RoundLine {
    Id      id;
    Str     href, name;
    int64_t number;
    Day     on;
    TextKey way;
    int64_t percent;                              /* of the whole set, where it is known */
    bool    begun, shown, known;
} RoundLine;

typedef struct DiagnosisCard {
    RoundLine  last;                              /* of the diagnosis; id 0: none */
    ScoreLine *scores;
    size_t     scores_n;
    RoundLine *others;                            /* last rounds of the other sets */
    size_t     others_n;
    Str        compare, begin;                    /* addresses; empty: not offered */
    bool       consent, may_write;
} DiagnosisCard;
PAGE_FN(answer_card, DiagnosisCard)

typedef struct SheetAnswer {
    Str  text, lang, answer, note;
    bool open, soft;                              /* soft: not known, or not theirs */
} SheetAnswer;

typedef struct SheetArea {
    ScoreLine    score;
    Str          href;
    SheetAnswer *answers;
    size_t       answers_n;
} SheetArea;

typedef struct SheetView {
    RoundLine  round;
    Str        whose, whose_href, path, go_on, compare, paper;
    SheetArea *areas;
    size_t     areas_n;
    int64_t    answered, asked;
    bool       may_write;
} SheetView;
PAGE_FN(answer_sheet, SheetView)

typedef struct BeginSet {
    Id   id;
    Str  name;
    bool chosen;
} BeginSet;

typedef struct BeginView {
    Str       whose, whose_href;
    Id        of_case;
    BeginSet *sets;
    size_t    sets_n;
} BeginView;
PAGE_FN(answer_begin, BeginView)

void answer_field(Buf *b, const Page *pg, int field);
void answer_errors(Buf *b, const Page *pg);

Str answer_path(Ctx *c, Id sheet, const char *tail);

/* Every page of a round is drawn for this moment only, and its opening is written down. */
Fault answer_send(Page *pg, Reply *rp, PageFn fn, const void *view, Id of_case) MUST;

/* ---- side by side: answer_compare.c ----------------------------------------------------------------------- */

typedef struct CompareCell {
    Str     text, note, label;
    int64_t percent, answered, asked;
    TextKey word;
    bool    known, none;
} CompareCell;

typedef struct CompareRow {
    Str          name, lang;
    CompareCell *cells;
    size_t       cells_n;
    int64_t      change;
    bool         has_change, up, down, changed;
} CompareRow;

typedef struct CompareArea {
    Str         name;
    CompareRow *rows;
    size_t      rows_n;
} CompareArea;

typedef struct CompareView {
    Str          whose, whose_href, survey, csv, all_href, changed_href;
    Id           of_case, survey_id;
    RoundLine   *rounds;                          /* shown, the oldest first */
    size_t       rounds_n;
    RoundLine   *offered;                         /* all there are */
    size_t       offered_n;
    CompareRow  *scores;
    size_t       scores_n;
    CompareArea *areas;
    size_t       areas_n;
    int64_t      cols;                            /* of the table: the questions and each round */
    bool         all, choose;
} CompareView;
PAGE_FN(answer_compare, CompareView)

Fault get_answer_compare(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_answer_compare_csv(Ctx *c, const Request *rq, Reply *rp) MUST;

#endif
