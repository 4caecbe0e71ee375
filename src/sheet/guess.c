/* guess.c - what a column holds.
**
** Two witnesses: the header's words (words.def) and the values. Content can confirm a header, contradict it, or
** speak alone; where both speak for the same kind the guess is nearly sure. */
#include "sheet/guess.h"

#include "base/check.h"
#include "base/utf8.h"
#include "sheet/guess_content.h"
#include "sheet/words.h"

static const char *const KIND_KEYS[GUESS_N] = {
#define GUESS(name, key) [name] = key,
#include "sheet/guess_kind.def"
#undef GUESS
};

/* Kinds of which a record has one: the second column that claims it gets its next best. */
static const bool ONLY_ONE[GUESS_N] = {
    [GUESS_NAME] = true,       [GUESS_NAME_HE] = true,    [GUESS_NAME_AR] = true,   [GUESS_NAME_EN] = true,
    [GUESS_PERSON] = true,     [GUESS_FIRST_NAME] = true, [GUESS_LAST_NAME] = true, [GUESS_STREET] = true,
    [GUESS_HOUSE] = true,      [GUESS_LOCALITY] = true,   [GUESS_ADDRESS] = true,   [GUESS_LOCALITY_CODE] = true,
    [GUESS_REG_NUMBER] = true, [GUESS_LAT] = true,        [GUESS_LON] = true,       [GUESS_ITM_E] = true,
    [GUESS_ITM_N] = true,      [GUESS_GEOMETRY] = true,   [GUESS_POSTCODE] = true,  [GUESS_CODE] = true,
    [GUESS_STATUS] = true,
};

const char *guess_key(GuessKind k) {
    CHECK(k >= 0 && k < GUESS_N);
    return KIND_KEYS[k];
}

const char *guess_why_key(GuessWhy w) {
    static const char *const KEYS[WHY_N] = {
        [WHY_HEADER] = "sheet.why_header",
        [WHY_CONTENT] = "sheet.why_content",
        [WHY_BOTH] = "sheet.why_both",
        [WHY_NONE] = "sheet.why_none",
    };
    CHECK(w >= 0 && w < WHY_N);
    return KEYS[w];
}

GuessKind guess_name(Str header, int *ret_percent) {
    Folded f;
    int    points[GUESS_N];
    words_score(word_fold(header, &f), points);
    int best = GUESS_NOTHING;
    for (int k = 1; k < GUESS_N; k++)
        if (points[k] > points[best]) best = k;
    *ret_percent = points[best];
    return (GuessKind)best;
}

static void keep_best(ColumnGuess *g, Guess one) {
    int at = g->n;
    while (at > 0 && g->best[at - 1].percent < one.percent) at--;
    if (at >= GUESSES_MAX) return;
    int last = g->n < GUESSES_MAX ? g->n : GUESSES_MAX - 1;
    for (int i = last; i > at; i--) g->best[i] = g->best[i - 1];
    g->best[at] = one;
    if (g->n < GUESSES_MAX) g->n++;
}

static Guess weigh(GuessKind k, int header, int content) {
    Guess g = {.kind = k};
    if (header > 0 && content == CONTENT_CANNOT) {
        g.percent = header / 4;
        g.why = WHY_HEADER;
    } else if (header > 0 && content >= 50) {
        g.percent = header + (100 - header) * content / 130;
        g.why = WHY_BOTH;
    } else if (header > 0) {
        g.percent = header;
        g.why = WHY_HEADER;
    } else if (content > 0) {
        g.percent = content * 8 / 10;
        g.why = WHY_CONTENT;
    }
    if (g.percent > 99) g.percent = 99;
    return g;
}

/* `sure`: the reader made the header itself, so values cannot contradict it. */
static void guess_one(const ColumnStats *st, Str header, bool sure, ColumnGuess *g) {
    Folded f;
    int    points[GUESS_N];
    words_score(word_fold(header, &f), points);
    for (int k = 1; k < GUESS_N; k++) {
        int   content = content_points(st, (GuessKind)k);
        Guess one = weigh((GuessKind)k, points[k], sure && content == CONTENT_CANNOT ? 0 : content);
        if (one.percent >= 20) keep_best(g, one);
    }
    if (g->n == 0) keep_best(g, (Guess){.kind = GUESS_NOTHING, .percent = 50, .why = WHY_NONE});
}

static void drop_best(ColumnGuess *g) {
    for (int i = 1; i < g->n; i++) g->best[i - 1] = g->best[i];
    if (--g->n == 0) g->best[g->n++] = (Guess){.kind = GUESS_NOTHING, .percent = 50, .why = WHY_NONE};
}

/* Of the columns whose best guess is `k`, all but the surest lose it. */
static bool keep_one(ColumnGuess *cols, uint32_t n, GuessKind k) {
    for (bool lost = false;; lost = true) {
        uint32_t first = UINT32_MAX, loser = UINT32_MAX;
        for (uint32_t i = 0; i < n; i++) {
            if (cols[i].best[0].kind != k) continue;
            if (first == UINT32_MAX) {
                first = i;
            } else {
                loser = cols[i].best[0].percent > cols[first].best[0].percent ? first : i;
                break;
            }
        }
        if (loser == UINT32_MAX) return lost;
        drop_best(&cols[loser]);
    }
}

/* Who loses a kind gets the next one, which may have its owner: until nobody loses any more. */
static void keep_ones(ColumnGuess *cols, uint32_t n) {
    for (bool lost = true; lost;) {
        lost = false;
        for (int k = 1; k < GUESS_N; k++) lost = (ONLY_ONE[k] && keep_one(cols, n, (GuessKind)k)) || lost;
    }
}

static bool names_rows(GuessKind k) {
    return (k >= GUESS_NAME && k <= GUESS_LAST_NAME) || k == GUESS_ORG || k == GUESS_LOCALITY;
}

static bool has_best(const ColumnGuess *cols, uint32_t n, GuessKind k) {
    for (uint32_t i = 0; i < n; i++) {
        if (cols[i].best[0].kind == k) return true;
    }
    return false;
}

/* A list of people, each with both names: a company beside them is where they work. */
static void people_have_orgs(ColumnGuess *cols, uint32_t n) {
    bool people = has_best(cols, n, GUESS_FIRST_NAME) && has_best(cols, n, GUESS_LAST_NAME) &&
                  !has_best(cols, n, GUESS_REG_NUMBER) && !has_best(cols, n, GUESS_ORG);
    for (uint32_t i = 0; people && i < n; i++) {
        ColumnGuess *g = &cols[i];
        for (int k = 1; k < g->n && g->best[0].kind == GUESS_NAME; k++) {
            if (g->best[k].kind != GUESS_ORG || g->best[k].why == WHY_CONTENT) continue;
            Guess one = g->best[k];
            g->best[k] = g->best[0];
            g->best[0] = one;
        }
    }
}

/* A column that a header calls the kind leaves no room for one whose values only look like kinds. */
static void kinds_by_header(ColumnGuess *cols, uint32_t n) {
    bool named = false;
    for (uint32_t i = 0; i < n; i++) named = named || (cols[i].best[0].kind == GUESS_KIND &&
                                                       cols[i].best[0].why != WHY_CONTENT);
    for (uint32_t i = 0; named && i < n; i++) {
        if (cols[i].best[0].kind == GUESS_KIND && cols[i].best[0].why == WHY_CONTENT) drop_best(&cols[i]);
    }
}

/* Where no column names what the rows are about: the one whose header speaks of a name a little, else the title. */
static void name_rows(ColumnGuess *cols, uint32_t n) {
    ColumnGuess *title = NULL, *named = NULL;
    int best = 0;
    for (uint32_t i = 0; i < n; i++) {
        ColumnGuess *g = &cols[i];
        if (names_rows(g->best[0].kind)) return;
        if (!title && g->best[0].kind == GUESS_ROLE) title = g;
        for (int k = 1; k < g->n; k++) {
            const Guess *one = &g->best[k];
            if (one->kind != GUESS_NAME || one->why == WHY_CONTENT || one->percent <= best) continue;
            best = one->percent;
            named = g;
        }
    }
    if (!named) named = title;
    if (named) named->best[0] = (Guess){.kind = GUESS_NAME, .percent = best ? best : 60, .why = WHY_HEADER};
}

/* Coordinates come in pairs: a lone one is another number. */
static void pair_coordinates(ColumnGuess *cols, uint32_t n) {
    static const GuessKind PAIRS[][2] = {{GUESS_LAT, GUESS_LON}, {GUESS_ITM_E, GUESS_ITM_N}};
    for (size_t p = 0; p < sizeof PAIRS / sizeof *PAIRS; p++) {
        ColumnGuess *found[2] = {NULL, NULL};
        for (uint32_t i = 0; i < n; i++)
            for (int k = 0; k < 2; k++)
                if (cols[i].best[0].kind == PAIRS[p][k]) found[k] = &cols[i];
        for (int k = 0; k < 2; k++) {
            if (found[k] == NULL || found[1 - k] != NULL || found[k]->best[0].percent > 80) continue;
            drop_best(found[k]);
        }
    }
}

ColumnGuess *guess_columns(Arena *a, const SheetPreview *p, const SheetHead *h) {
    uint32_t     n = h->columns;
    bool         sure = h->found && (p->rows[h->index].flags & ROW_HEADER) && p->rows[h->index].line == 0;
    ColumnGuess *cols = ARENA_ARRAY(a, ColumnGuess, n > 0 ? n : 1);
    for (uint32_t i = 0; i < n; i++) {
        ColumnStats st = {0};
        for (size_t r = 0; r < p->n; r++) {
            const SheetRow *row = &p->rows[r];
            if (row_role(h, row) != ROLE_DATA) continue;
            content_see(&st, i < row->n ? &row->cells[i] : NULL);
        }
        cols[i].name = h->names[i];
        cols[i].filled = st.filled;
        cols[i].empty = st.empty;
        cols[i].distinct = st.distinct;
        cols[i].first = st.first;
        cols[i].decimal_mark = number_style_mark(&st.numbers);
        cols[i].order = date_style_order(&st.dates);
        memcpy(cols[i].lang, content_lang(&st), 3);
        guess_one(&st, h->names[i], sure, &cols[i]);
    }
    keep_ones(cols, n);
    kinds_by_header(cols, n);
    people_have_orgs(cols, n);
    name_rows(cols, n);
    pair_coordinates(cols, n);
    for (uint32_t i = 0; i < n; i++) {
        Folded f;
        cols[i].institution = cols[i].best[0].kind == GUESS_NAME && words_institution(word_fold(cols[i].name, &f));
    }
    return cols;
}
