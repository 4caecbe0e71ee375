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

/* What is being asked: a set, and what was answered so far; where answers are kept, and how. */
typedef struct Asking Asking;
struct Asking {
    SurveyWhole   w;
    Id            holder;                         /* the record that answers belong to; 0: nobody answers */
    const Given  *given;
    size_t        n_given;
    size_t        at;                             /* which area */
    AnswerSheet  *sheet;                          /* of the team's pages */
    const Entity *entity;                         /* of answers */
    Fault       (*keep)(Ctx *c, const Asking *a, Id item, Id there, const Given *g);
};

AskArea asking_area(Ctx *c, const Request *rq, const Asking *a, size_t at);

/* How far each area is, as links: path, then `ask`, then the number. */
void    asking_steps(Ctx *c, const Asking *a, Str path, const char *ask, AskArea *v);

/* Which area an address means, from 1; outside: the nearest. */
size_t  asking_at(const SurveyWhole *w, Str word);

/* Keeps what the form says of an area: everything is looked at before anything is kept. */
Fault   asking_keep(Ctx *c, const Request *rq, const Asking *a) MUST;

/* The next area, the one before, or home when one stops. */
Str     asking_next(Ctx *c, const Request *rq, const Asking *a, Str home, bool *ret_stop);

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
    Str        told_href;                         /* what the owner has of it; empty: nothing */
    Day        shown_on;
    bool       may_show, may_ask, waits_owner;    /* waits_owner: they are asked and have not sent it */
} SheetView;
PAGE_FN(answer_sheet, SheetView)

/* The areas of a version with what `holder` answered, each with its score. */
Fault sheet_areas(Ctx *c, const SurveyWhole *w, Id holder, const Given *given, size_t n, SheetView *v) MUST;

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
