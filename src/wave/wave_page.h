/* wave_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_WAVE_WAVE_PAGE_H
#define RAKAZ_WAVE_WAVE_PAGE_H

#include "mine/mine.h"
#include "referral/aid.h"
#include "wave/plan.h"
#include "wave/wave.h"

enum { WAVE_Q_SUMS, WAVE_Q_COUNT, WAVE_Q_FACTS, WAVE_Q_TOLD, WAVE_Q_MONEY_SEEN, WAVE_Q_N };
extern const Query WAVE_QUERIES[WAVE_Q_N];

/* ---- reading: wave_store.c ------------------------------------------------------------------------------------- */

/* The follow-ups of a case in order, and its money as far as the reader may see it. */
Fault waves_of(Ctx *c, Id of_case, Wave **ret_v, size_t *ret_n) MUST;
Fault wave_moneys_of(Ctx *c, Id of_case, WaveMoney **ret_v, size_t *ret_n) MUST;

/* The money told at a follow-up, whoever reads: for whoever writes it again. Without any, a new one. */
Fault wave_money_of(Ctx *c, const Wave *w, WaveMoney *ret_m) MUST;

WaveWindow wave_window_of(const Wave *w);

/* ---- on the page of a case, in print: wave_page.c ---------------------------------------------------------------- */

typedef struct WaveRow {
    Id      id;
    TextKey label, state, life, level, part;
    Str     tone, href;
    Day     due_on, answered_on, life_on;
    Str     jobs, jobs_than, local, turnover, turnover_than, income, income_than; /* empty: not known */
    Day     confirmed_on;
    bool    answered, open, signed_part;          /* open: may be answered now */
    bool    told, to_confirm;                     /* by the owner alone; and nobody of the team has confirmed it */
} WaveRow;

typedef struct WavePart {
    WaveRow *rows;
    size_t   rows_n;
    bool     team, may_write;
} WavePart;

typedef struct WaveForm {
    Id      id;
    TextKey label;
    Str     name, case_href, action;
    Day     due_on;
    Html    business, jobs, money, change, part;
    bool    owner, has_money;                     /* has_money: told already, and not shown to this reader */
    int64_t version;
    bool    stale;                                /* somebody else saved first: `years` shows theirs */
    WavePart years;
    Str     theirs, theirs_part;                  /* in their words */
} WaveForm;

typedef struct WavePrint {
    Str      org, name;
    const Wave *w;
    TextKey  label;
    WavePart part;
    TextKey  contributed;
    bool     told;                                /* by the owner alone */
    Str      back;
    bool     has_words;
} WavePrint;

/* On the owner's page: what waits for an answer, or what was told and when it is asked next. */
typedef struct WaveMine {
    WaveRow  ask;                                 /* id 0: nothing waits */
    WaveRow *rows;                                /* answered ones, the last first */
    size_t   rows_n;
    Day      next_on;
} WaveMine;
PAGE_FN(wave_mine_ask, WaveMine)
PAGE_FN(wave_mine_years, WaveMine)
extern const MinePart WAVE_MINE_ASK, WAVE_MINE_YEARS;

/* All follow-ups of a case side by side; money as far as the reader may see it. */
Fault wave_part_of(Ctx *c, Id of_case, WavePart *ret_part) MUST;

PAGE_FN(wave_part, WavePart)
PAGE_FN(wave_table, WavePart)
PAGE_FN(wave_form, WaveForm)
PAGE_FN(wave_print, WavePrint)
PAGE_FN(wave_head, WaveRow)
void wave_errors(Buf *b, const Page *pg);

/* What was answered last of jobs and turnover, for proposals of aid: as far as the reader sees it. */
Fault wave_facts(Ctx *c, CaseFact *v, size_t n) MUST;

/* A range as a number: its middle; of the last one, which has no end, where it begins. NAN: none. */
double turnover_value(const WaveMoney *m);
double income_value(const WaveMoney *m);

/* ---- sums: results.c, results_page.c ----------------------------------------------------------------------------- */

/* One case at one follow-up, as the sums need it. NAN: not known. */
typedef struct ResultRow {
    Id      unit, of_case;
    float   jobs, jobs_base, local, local_base, turnover, turnover_base, income, income_base;
    int16_t year;
    uint8_t trade, life, proof, money_proof, part, level, level_base;
    bool    answered, signed_part;                /* answered: in time */
} ResultRow;

typedef struct Figure {
    int64_t n;                                    /* answers it is made of */
    double  value, base, kept;                    /* kept: of those at the beginning, what is there still */
    bool    known, shown;
} Figure;

enum { FIG_DUE, FIG_ANSWERED, FIG_ALIVE, FIG_JOBS, FIG_LOCAL, FIG_TURNOVER, FIG_INCOME, FIG_LEVEL, FIG_N };

typedef struct ResultGroup {
    int64_t key;
    Figure  f[FIG_N];                             /* of FIG_DUE and FIG_ANSWERED only the number */
} ResultGroup;

typedef struct ResultTable {
    ResultGroup *groups;
    size_t       n;
    ResultGroup  total;
} ResultTable;

/* Pure: groups rows by a key, makes the figures, and marks which are shown: each figure has answers of its own, so each
** is hidden by its own (cells.h). Keys beyond RESULT_GROUPS_MAX count together, under RESULT_OTHERS. */
enum { RESULT_GROUPS_MAX = 1000, RESULT_OTHERS = -1 };
typedef int64_t (*ResultKey)(const ResultRow *row);
void results_table(Arena *a, const ResultRow *rows, size_t n, ResultKey key, ResultTable *ret_table);

/* How many answered with each choice of 1..choices; 0: not said. The hidden ones are marked; false: so few that even a
** choice of nobody would tell what the others said. */
typedef int (*ResultChoice)(const ResultRow *row);
bool results_split(const ResultRow *rows, size_t n, ResultChoice of, int choices, int64_t *ret_n, bool *ret_hidden);

/* Whose sums the reader sees: NULL is all units, else the own ones, named in `where`. The rows of all units, or of
** some, of those who agree today to be counted. */
Fault results_units(Ctx *c, Id **ret_v, size_t *ret_n, Str *ret_where) MUST;
Fault results_rows(Ctx *c, int at, const Id *units, size_t n_units, ResultRow **ret_v, size_t *ret_n) MUST;

typedef struct ResultCell {
    Str     text, small, kept;                    /* small: how many answers it is made of, what it was */
    bool    hidden;
    TextKey label;
} ResultCell;

typedef struct ResultLine {
    Str        name;
    ResultCell cells[FIG_N];
    size_t     cells_n;
    bool       total;
} ResultLine;

typedef struct ResultSheet {
    TextKey     title;
    ResultLine *rows;
    size_t      rows_n;
} ResultSheet;

typedef struct ResultChoiceLine {
    TextKey name;
    int64_t n;
    bool    hidden;
} ResultChoiceLine;

typedef struct ResultSplit {
    TextKey           title;
    ResultChoiceLine *rows;
    size_t            rows_n;
} ResultSplit;

typedef struct ResultTab {
    Str     href;
    TextKey name;
    bool    current;
} ResultTab;

typedef struct ResultFigure {
    TextKey    name, method;
    ResultCell cell;
} ResultFigure;

typedef struct ResultView {
    ResultTab    *tabs;
    size_t        tabs_n;
    ResultFigure *figures;
    size_t        figures_n;
    ResultSheet  *sheets;
    size_t        sheets_n;
    ResultSplit  *splits;
    size_t        splits_n;
    Str           where;
    Day           day;
    TextKey       at;
    bool          any;
} ResultView;
PAGE_FN(results, ResultView)
PAGE_FN(results_table, ResultSheet)
/* The line of one place in the table of whoever sees results; without cells: none, hidden, or not theirs. */
Fault results_of_place(Ctx *c, int at, Id place, ResultLine *ret_line) MUST;
Fault get_results(Ctx *c, const Request *rq, Reply *rp);

#endif
