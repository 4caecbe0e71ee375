/* spend_column.c - headings of files of payments against lists of words. */
#include "spend/spend_column.h"

#include "sheet/words.h"

static const struct {
    SpendColumn kind;
    const char *words;
} WORDS[] = {
#define COLUMN(kind, words) {kind, words},
#include "spend/spend_column.def"
#undef COLUMN
};
enum { WORDS_N = sizeof WORDS / sizeof *WORDS, WHOLE = 1000, PART_LEAST = 4 };

static const char *const NAMES[SPEND_COLUMN_N] = {
    [SPEND_AMOUNT] = "amount", [SPEND_GROSS] = "gross", [SPEND_NET] = "net", [SPEND_VAT] = "vat",
    [SPEND_SUPPLIER] = "supplier", [SPEND_SUPPLIER_ID] = "supplier_id", [SPEND_REGISTRATION] = "registration",
    [SPEND_DATE] = "date", [SPEND_NUMBER] = "number", [SPEND_CATEGORY] = "category", [SPEND_CODE] = "code",
    [SPEND_UNIT] = "unit", [SPEND_CURRENCY] = "currency", [SPEND_WHAT] = "what", [SPEND_BUYER] = "buyer",
    [SPEND_TYPE] = "type", [SPEND_TOWN] = "town",
};

const char *spend_column_name(SpendColumn k) { return NAMES[k]; }

/* `part` stands in `whole` as whole words. */
static bool holds(Str whole, Str part) {
    for (size_t i = 0; i + part.n <= whole.n; i++) {
        if (i > 0 && whole.p[i - 1] != ' ') continue;
        if (i + part.n < whole.n && whole.p[i + part.n] != ' ') continue;
        if (str_eq(str_sub(whole, i, part.n), part)) return true;
    }
    return false;
}

/* A whole heading is worth more than any part, and of parts the longest. */
static int points(Str heading, const char *words) {
    Str rest = str_of(words), word;
    int best = 0;
    while (str_split(&rest, '|', &word)) {
        if (str_eq(heading, word)) return WHOLE;
        if (word.n < PART_LEAST || word.n >= heading.n || !holds(heading, word)) continue;
        int part = (int)(word.n * (WHOLE - 1) / heading.n);
        if (part > best) best = part;
    }
    return best;
}

static bool taken(const SpendColumns *c, int column) {
    for (int k = 0; k < SPEND_COLUMN_N; k++) {
        if (c->at[k] == column) return true;
    }
    return false;
}

void spend_columns(const Str *names, size_t n, SpendColumns *ret_columns) {
    enum { COLUMNS_MAX = 256 };
    SpendColumns c;
    Folded       f;
    for (int k = 0; k < SPEND_COLUMN_N; k++) c.at[k] = -1;
    if (n > COLUMNS_MAX) n = COLUMNS_MAX;
    /* The best pair of a kind and a column first, until no pair is left. */
    for (;;) {
        int best = 0, column = -1, line = -1;
        for (size_t i = 0; i < n; i++) {
            if (taken(&c, (int)i)) continue;
            Str heading = word_fold(names[i], &f);
            for (int w = 0; w < WORDS_N; w++) {
                if (c.at[WORDS[w].kind] >= 0) continue;
                int score = points(heading, WORDS[w].words);
                if (score <= best) continue;
                best = score;
                column = (int)i;
                line = w;
            }
        }
        if (line < 0) break;
        c.at[WORDS[line].kind] = column;
    }
    *ret_columns = c;
}

int spend_amount_column(const SpendColumns *c) {
    if (c->at[SPEND_GROSS] >= 0) return c->at[SPEND_GROSS];
    if (c->at[SPEND_AMOUNT] >= 0) return c->at[SPEND_AMOUNT];
    return c->at[SPEND_NET];
}

bool spend_columns_suffice(const SpendColumns *c) {
    return spend_amount_column(c) >= 0 && (c->at[SPEND_SUPPLIER] >= 0 || c->at[SPEND_SUPPLIER_ID] >= 0);
}
