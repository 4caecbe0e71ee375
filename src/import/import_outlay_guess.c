/* import_outlay_guess.c - what the columns of a file of spending hold, by the words of import_outlay.def. */
#include "import/import_outlay.h"

#include "sheet/words.h"

enum { EXACT = 95, PART = 60, PART_LETTERS = 4, YEARS_FROM = 2000, YEARS_UNTIL = 2100 };

static const struct {
    GuessKind   kind;
    const char *words;
} COLUMNS[] = {
#define COLUMN(kind, words) {kind, words},
#include "import/import_outlay.def"
#undef COLUMN
};
enum { COLUMNS_N = sizeof COLUMNS / sizeof *COLUMNS };

static bool holds_words(Str header, Str word) {
    for (size_t at = 0; at + word.n <= header.n; at++) {
        bool from = at == 0 || header.p[at - 1] == ' ', to = at + word.n == header.n || header.p[at + word.n] == ' ';
        if (from && to && str_eq(str_sub(header, at, word.n), word)) return true;
    }
    return false;
}

/* How well a header fits a line of words: all of it, or the longest part. */
static int fit(Str header, const char *words) {
    Str rest = str_of(words), word;
    int best = 0;
    while (str_split(&rest, '|', &word)) {
        if (str_eq(header, word)) return EXACT;
        bool letters = word.n >= PART_LETTERS * (word.p[0] & 0x80 ? 2u : 1u);
        int  part = PART + (word.n < 30 ? (int)word.n : 30);
        if (letters && part > best && holds_words(header, word)) best = part;
    }
    return best;
}

static GuessKind kind_of(Str name, int *ret_percent) {
    Folded    f;
    Str       header = word_fold(name, &f);
    GuessKind k = GUESS_NOTHING;
    *ret_percent = 0;
    for (size_t i = 0; header.n && i < COLUMNS_N; i++) {
        int points = fit(header, COLUMNS[i].words);
        if (points <= *ret_percent) continue;
        *ret_percent = points;
        k = COLUMNS[i].kind;
    }
    return k;
}

static void put(ColumnGuess *g, GuessKind k, int percent, GuessWhy why) {
    g->best[0] = (Guess){k, percent, why};
    if (!g->n) g->n = 1;
}

/* Of two columns that claim a kind the surer one has it, the first of equal ones. */
static void one_each(ColumnGuess *g, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        GuessKind k = g[i].best[0].kind;
        for (uint32_t j = 0; j < i && k != GUESS_NOTHING; j++) {
            if (g[j].best[0].kind != k) continue;
            ColumnGuess *loser = g[j].best[0].percent < g[i].best[0].percent ? &g[j] : &g[i];
            put(loser, GUESS_NOTHING, 50, WHY_NONE);
            if (loser == &g[i]) break;
        }
    }
}

void outlay_guess(ColumnGuess *g, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        int       percent;
        GuessKind k = kind_of(g[i].name, &percent), was = g[i].best[0].kind;
        bool      money = was == GUESS_MONEY && g[i].best[0].why == WHY_CONTENT;
        bool      keeps = was == GUESS_DATE || was == GUESS_LOCALITY || was == GUESS_REG_NUMBER || money;
        if (k != GUESS_NOTHING) put(&g[i], k, percent, WHY_HEADER);
        else if (!keeps) put(&g[i], GUESS_NOTHING, 50, WHY_NONE);
    }
    one_each(g, n);
}

/* Of amounts a part of the header is enough: a currency stands beside it. */
static void kinds_in(const ColumnGuess *g, uint32_t n, bool has[GUESS_N]) {
    for (uint32_t i = 0; i < n; i++) {
        int       percent;
        GuessKind k = kind_of(g[i].name, &percent);
        bool      money = k == GUESS_MONEY || k == GUESS_MONTHLY || k == GUESS_YEARLY || k == GUESS_NET;
        if (percent >= EXACT || (money && percent >= PART)) has[k] = true;
    }
}

bool outlay_fits(const ColumnGuess *g, uint32_t n) {
    bool has[GUESS_N] = {false};
    kinds_in(g, n, has);
    for (uint32_t i = 0; i < n; i++) {
        GuessKind k = g[i].best[0].kind;
        if (k == GUESS_PHONE || k == GUESS_MOBILE || k == GUESS_EMAIL || k == GUESS_STREET || k == GUESS_ADDRESS ||
            k == GUESS_LAT || k == GUESS_TIME || k == GUESS_GEOMETRY || k == GUESS_POPULATION) return false;
    }
    bool often = has[GUESS_MONTHLY] || has[GUESS_YEARLY], about = has[GUESS_KIND] || has[GUESS_ITEM];
    bool money = has[GUESS_MONEY] || has[GUESS_NET] || often;
    if (!money || !(has[GUESS_BUYER] || has[GUESS_SELLER])) return false;
    return has[GUESS_BOUGHT] || (often && about) || (has[GUESS_RHYTHM] && about) ||
           (has[GUESS_SELLER] && (about || has[GUESS_DATE]));
}

bool outlay_are_payments(const ColumnGuess *g, uint32_t n) {
    bool has[GUESS_N] = {false};
    for (uint32_t i = 0; i < n; i++) has[g[i].best[0].kind] = true;
    bool often = has[GUESS_MONTHLY] || has[GUESS_YEARLY] || has[GUESS_RHYTHM];
    return has[GUESS_DATE] && !often && (has[GUESS_MONEY] || has[GUESS_NET]);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

int64_t outlay_year_in(Str s) {
    int64_t found = 0, year;
    for (size_t i = 0; i + 4 <= s.n; i++) {
        bool four = (i == 0 || !is_digit(s.p[i - 1])) && (i + 4 == s.n || !is_digit(s.p[i + 4]));
        for (size_t k = 0; k < 4; k++) four = four && is_digit(s.p[i + k]);
        if (!four || !str_int(str_sub(s, i, 4), &year) || year < YEARS_FROM || year > YEARS_UNTIL) continue;
        if (found && found != year) return 0;
        found = year;
    }
    return found;
}
