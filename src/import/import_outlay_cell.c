/* import_outlay_cell.c - single cells of files of spending: amounts with the words beside them, places and buyers in
** words. */
#include "import/import_outlay.h"

#include "find/fold.h"

#include <pthread.h>

enum { CENTS_PART = 10000, TEXT_MAX = 120 };

typedef enum WordKind {
    WORD_MONTH, WORD_YEAR, WORD_ABOUT, WORD_NET, WORD_GROSS, WORD_UP_TO, WORD_FROM, WORD_RANGE, WORD_THOUSAND,
    WORD_CREDIT, WORD_HERE, WORD_AWAY, WORD_UNKNOWN, WORD_HOUSE, WORD_HOUSES, WORD_LINK, WORD_FORM, WORD_N
} WordKind;

static const struct {
    WordKind    kind;
    const char *text;
} WORDS[] = {
#define WORD(kind, text) {WORD_##kind, text},
#include "import/import_outlay_words.def"
#undef WORD
};
enum { WORDS_N = sizeof WORDS / sizeof *WORDS };

/* Cuts the longest word of a kind off the head or the tail; false: there is none, or nothing else. */
static bool cut(Str *s, WordKind k, bool head) {
    size_t best = 0;
    for (size_t i = 0; i < WORDS_N; i++) {
        Str w = str_of(WORDS[i].text);
        if (WORDS[i].kind != k || w.n >= s->n || w.n <= best) continue;
        if (str_eq_nocase(str_sub(*s, head ? 0 : s->n - w.n, w.n), w)) best = w.n;
    }
    if (!best) return false;
    *s = str_trim(head ? str_sub(*s, best, s->n) : str_sub(*s, 0, s->n - best));
    return true;
}

static bool cut_either(Str *s, WordKind k) { return cut(s, k, false) || cut(s, k, true); }

static bool number_of(Str s, int64_t times, int64_t *ret_hundredths, char currency[4]) {
    CellNumber n;
    int64_t    micro;
    if (!cell_number(s, 0, &n) || n.percent || !n.fits || __builtin_mul_overflow(n.micro, times, &micro)) return false;
    int64_t whole = micro / CENTS_PART, rest = micro % CENTS_PART;
    *ret_hundredths = whole + (rest >= CENTS_PART / 2) - (rest <= -CENTS_PART / 2);
    if (n.currency[0]) memcpy(currency, n.currency, sizeof n.currency);
    return *ret_hundredths <= OUTLAY_AMOUNT_MAX && *ret_hundredths >= -OUTLAY_AMOUNT_MAX;
}

/* From a number to another, neither below zero. */
static bool range_of(Str s, int64_t times, OutlayAmount *a) {
    (void)cut(&s, WORD_FROM, true);
    for (size_t i = 0; i < WORDS_N; i++) {
        Str w = str_of(WORDS[i].text);
        if (WORDS[i].kind != WORD_RANGE) continue;
        ptrdiff_t at = str_find(s, w);
        if (at < 1 || (size_t)at + w.n >= s.n) continue;
        Str low = str_trim(str_sub(s, 0, (size_t)at)), high = str_trim(str_sub(s, (size_t)at + w.n, s.n));
        if (!number_of(low, times, &a->low, a->currency) || !number_of(high, times, &a->high, a->currency)) continue;
        if (a->low >= 0 && a->high >= a->low) return true;
    }
    return false;
}

/* Words beside a number say one thing each and come in any order. */
static Str bare(Str s, OutlayAmount *a, int64_t *times, bool *credit, bool *up_to) {
    for (bool more = true; more;) {
        more = false;
        if (cut_either(&s, WORD_NET)) more = a->net = true;
        if (cut_either(&s, WORD_GROSS)) more = true;
        if (cut_either(&s, WORD_MONTH)) a->per = RHYTHM_MONTH, more = true;
        if (cut_either(&s, WORD_YEAR)) a->per = RHYTHM_YEAR, more = true;
        if (cut_either(&s, WORD_ABOUT)) more = a->about = true;
        if (cut(&s, WORD_CREDIT, false)) more = *credit = true;
        if (*times == 1 && cut(&s, WORD_THOUSAND, false)) *times = 1000, more = true;
        if (cut(&s, WORD_UP_TO, true)) more = *up_to = true;
        if (more && str_ends(s, LIT("/"))) s = str_trim(str_sub(s, 0, s.n - 1));
    }
    return s;
}

int outlay_amount(Str s, OutlayAmount *ret_a) {
    OutlayAmount a = {0};
    int64_t      times = 1;
    bool         credit = false, up_to = false;
    *ret_a = a;
    s = str_trim(s);
    if (!s.n || str_eq(s, LIT("-")) || str_eq(s, LIT("\u2013")) || str_eq(s, LIT("--"))) return OUTLAY_EMPTY;
    if (s.n > TEXT_MAX) return OUTLAY_WORDS;
    bool plain = number_of(s, 1, &a.low, a.currency);
    if (!plain) {
        s = bare(s, &a, &times, &credit, &up_to);
        plain = number_of(s, times, &a.low, a.currency);
    }
    if (plain) a.high = a.low;
    else if (!range_of(s, times, &a)) return OUTLAY_WORDS;
    if (credit && a.low > 0) {
        a.high = -a.low;
        a.low = a.high;
    }
    if (up_to && a.low > 0 && plain) a.low = 0;
    a.about = a.about || a.low != a.high;
    *ret_a = a;
    return OUTLAY_READ;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

static Str            FOLDED[WORDS_N];
static pthread_once_t FOLDED_ONCE = PTHREAD_ONCE_INIT;

static void fold_words(void) {
    static Arena words;
    arena_init(&words, 1 << 20);
    for (size_t i = 0; i < WORDS_N; i++) FOLDED[i] = fold_text(&words, str_of(WORDS[i].text));
}

static bool is_word(Str folded, WordKind k) {
    (void)pthread_once(&FOLDED_ONCE, fold_words);
    for (size_t i = 0; i < WORDS_N; i++) {
        if (WORDS[i].kind == k && str_eq(folded, FOLDED[i])) return true;
    }
    return false;
}

static bool is_number(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    }
    return s.n > 0;
}

static bool holds(Str folded, WordKind k) {
    Str rest = folded, word;
    while (str_split(&rest, ' ', &word)) {
        if (is_word(word, k)) return true;
    }
    return is_word(folded, k);
}

OutlayRhythm outlay_rhythm(Str s) {
    Arena a;
    arena_init(&a, 1 << 20);
    Str  folded = fold_text(&a, str_sub(s, 0, TEXT_MAX));
    bool month = holds(folded, WORD_MONTH), year = holds(folded, WORD_YEAR);
    arena_release(&a);
    return month == year ? RHYTHM_UNSAID : month ? RHYTHM_MONTH : RHYTHM_YEAR;
}

OutlayWhere outlay_where(Str s) {
    Arena       a;
    OutlayWhere w = WHERE_NAMED;
    s = str_trim(s);
    if (!s.n || str_eq(s, LIT("-"))) return WHERE_UNSAID;
    if (str_eq(s, LIT("?"))) return WHERE_UNKNOWN;
    arena_init(&a, 1 << 20);
    Str folded = fold_text(&a, str_sub(s, 0, TEXT_MAX));
    if (is_word(folded, WORD_HERE)) w = WHERE_HERE;
    else if (is_word(folded, WORD_AWAY)) w = WHERE_AWAY;
    else if (is_word(folded, WORD_UNKNOWN)) w = WHERE_UNKNOWN;
    arena_release(&a);
    return w;
}

/* Cuts a phrase of a kind off the head of a folded text, as whole words. */
static bool cut_phrase(Str *s, WordKind k) {
    (void)pthread_once(&FOLDED_ONCE, fold_words);
    for (size_t i = 0; i < WORDS_N; i++) {
        Str w = WORDS[i].kind == k ? FOLDED[i] : (Str){0};
        if (!w.n || !str_starts(*s, w) || (s->n > w.n && s->p[w.n] != ' ')) continue;
        *s = str_trim(str_sub(*s, w.n, s->n));
        return true;
    }
    return false;
}

/* One household has a name as soon as a word stands beside it that is no figure; several never are one person. */
OutlayHouse outlay_house(Str s) {
    Arena a;
    arena_init(&a, 1 << 20);
    Str    rest = fold_text(&a, str_sub(s, 0, TEXT_MAX)), word;
    size_t figures = 0, others = 0;
    while (figures < rest.n && rest.p[figures] >= '0' && rest.p[figures] <= '9') figures++;
    rest = str_trim(str_sub(rest, figures, rest.n));
    bool many = cut_phrase(&rest, WORD_HOUSES), one = !many && cut_phrase(&rest, WORD_HOUSE);
    while (str_split(&rest, ' ', &word)) others += !is_number(word) && !is_word(word, WORD_LINK);
    arena_release(&a);
    if (!one && !many) return HOUSE_NONE;
    return many || !others ? HOUSE_NAMELESS : HOUSE_NAMED;
}

Str outlay_name(Arena *a, Str s) {
    Str    folded = fold_text(a, s), rest = folded, word;
    char  *out = arena_alloc(a, folded.n + 1);
    size_t n = 0;
    while (str_split(&rest, ' ', &word)) {
        if (is_word(word, WORD_FORM)) continue;
        if (n) out[n++] = ' ';
        memcpy(out + n, word.p, word.n);
        n += word.n;
    }
    return n ? (Str){out, n} : folded;
}

int64_t outlay_number(Str s, uint64_t seed) {
    uint64_t h = UINT64_C(0xCBF29CE484222325) ^ seed;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c | 32);
        h = (h ^ (uint8_t)c) * UINT64_C(0x100000001B3);
    }
    return (int64_t)(h >> 2 | 1);
}
