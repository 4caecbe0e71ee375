/* told_page.h - what told_store.c and its pages share. */
#ifndef RAKAZ_SURVEY_TOLD_PAGE_H
#define RAKAZ_SURVEY_TOLD_PAGE_H

#include "survey/answer_page.h"
#include "survey/told.h"

enum { TOLD_Q_N = 3 };
extern const Query TOLD_QUERIES[TOLD_Q_N];

/* "/told-rounds/ID". */
Str told_path(Ctx *c, Id told);

/* One answer in it, in place of `there` (0: new). */
Fault told_keep(Ctx *c, const ToldRound *t, Id item, Id there, const Given *g) MUST;

typedef struct ToldView {
    SheetView        sheet;
    const ToldRound *t;
    Str              region, back;
    bool             asked, shown, owner, may_take_back, few; /* few: nothing is known well enough for a picture */
} ToldView;
PAGE_FN(told_sheet, ToldView)

typedef struct ToldShow {
    Str  whose, path, name, words, errors_title;
    Html errors;
    bool own, has_notes;                          /* own: the owner sent it; their words are shown as they are */
} ToldShow;
PAGE_FN(told_show, ToldShow)

typedef struct ToldRow {
    Str     href, name;
    int64_t answered, of;
    Day     on;
    bool    shown, begun;
} ToldRow;
typedef struct ToldMine {
    ToldRow *rows;
    size_t   rows_n;
} ToldMine;
PAGE_FN(told_mine_ask, ToldMine)
PAGE_FN(told_mine, ToldMine)

#endif
