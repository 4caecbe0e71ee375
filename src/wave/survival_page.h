/* survival_page.h - survival and the levels of an indicator, as their pages show them. */
#ifndef RAKAZ_WAVE_SURVIVAL_PAGE_H
#define RAKAZ_WAVE_SURVIVAL_PAGE_H

#include "measure/measure.h"
#include "wave/survival.h"
#include "wave/wave_page.h"

/* One accompanied business at the three horizons. */
typedef struct SurvivalRow {
    Id       unit;
    int      trade;
    Survival at[HORIZONS];
} SurvivalRow;

/* Of those who agree today to be counted, of all units or (units) of some. */
Fault survival_rows(Ctx *c, const Id *units, size_t n_units, SurvivalRow **ret_v, size_t *ret_n) MUST;

/* Pure: one line a group, each horizon hidden by its own number of known answers. */
typedef struct SurvivalGroup {
    int64_t     key;
    SurvivalSum sum[HORIZONS];
    bool        shown[HORIZONS], due_shown[HORIZONS];
} SurvivalGroup;
typedef struct SurvivalTable {
    SurvivalGroup *groups;
    size_t         n;
    SurvivalGroup  total;
} SurvivalTable;
enum { SURVIVAL_GROUPS_MAX = 400, SURVIVAL_OTHERS = -1 };
void survival_table(Arena *a, const SurvivalRow *rows, size_t n, bool by_trade, SurvivalTable *ret_t);

/* ---- pages ------------------------------------------------------------------------------------------------------- */

typedef struct SurvivalCell {
    TextKey label;
    Str     percent, known;                       /* known: "7 of 9" */
    bool    hidden, due;                          /* due: the time of somebody has come */
} SurvivalCell;
typedef struct SurvivalLine {
    Str          name;
    bool         total;
    SurvivalCell cells[HORIZONS];
    size_t       cells_n;
} SurvivalLine;
typedef struct SurvivalSheet {
    TextKey       title;
    SurvivalLine *rows;
    size_t        rows_n;
} SurvivalSheet;
typedef struct SurvivalFigure {
    SurvivalCell    cell;
    BenchmarkBeside beside;
    Str             moved, closed;                /* how many of those known; empty: not shown */
} SurvivalFigure;
typedef struct SurvivalView {
    SurvivalFigure figures[HORIZONS];
    size_t         figures_n;
    SurvivalSheet  sheets[2];
    size_t         sheets_n;
    Str            where;
    Day            day;
    bool           any;
} SurvivalView;
PAGE_FN(survival, SurvivalView)
PAGE_FN(survival_table, SurvivalSheet)
Fault get_survival(Ctx *c, const Request *rq, Reply *rp);

/* The same indicator of the region, of each place, and of the businesses of one place: levels.c. */
typedef struct LevelRow {
    Str     name, href, change, n, rate;
    bool    hidden, current, total;
} LevelRow;
typedef struct LevelBusiness {
    Str name, href, base, now, change;
} LevelBusiness;
typedef struct LevelView {
    ResultTab       tabs[2], times[WAVE_AT_N];
    size_t          tabs_n, times_n;
    LevelRow        region;
    LevelRow       *places;
    size_t          places_n;
    LevelBusiness  *businesses;
    size_t          businesses_n;
    Str             where, place;
    BenchmarkBeside beside;
    TextKey         what;
    bool            any, small;
} LevelView;
PAGE_FN(levels, LevelView)
Fault get_levels(Ctx *c, const Request *rq, Reply *rp);

typedef struct ResultNav {
    bool results, survival, levels;
} ResultNav;
PAGE_FN(results_nav, ResultNav)

/* The pages of results, of which this is one: 0 follow-ups, 1 survival, 2 levels. */
void results_nav(Buf *b, const Page *pg, int at);

#endif
