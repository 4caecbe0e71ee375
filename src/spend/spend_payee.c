/* spend_payee.c - names of payees, word by word. */
#include "spend/spend_payee.h"

#include "base/utf8.h"
#include "find/fold.h"
#include "spend/spend_cell.h"

typedef enum WordKind { WORD_PLAIN, WORD_FORM, WORD_BODY, WORD_TITLE, WORD_HIDDEN } WordKind;

static const struct {
    WordKind    kind;
    const char *text;
} LIST[] = {
#define FORM(text) {WORD_FORM, text},
#define BODY(text) {WORD_BODY, text},
#define TITLE(text) {WORD_TITLE, text},
#define HIDDEN(text) {WORD_HIDDEN, text},
#include "spend/spend_payee.def"
#undef HIDDEN
#undef TITLE
#undef BODY
#undef FORM
};
enum { LIST_N = sizeof LIST / sizeof *LIST, SLOTS = 1024, NAME_WORDS_MAX = 3 };
_Static_assert(LIST_N < SLOTS / 2, "the table stays half empty");

struct SpendWords {
    Str      text[LIST_N];                        /* folded */
    uint16_t slot[SLOTS];                         /* 1 + index in LIST by hash of the folded word */
    bool     hides[UINT8_MAX + 1];                /* a text for a name that was withheld begins with this byte */
};

static bool has_digit(Str word) {
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] >= '0' && word.p[i] <= '9') return true;
    }
    return false;
}

/* Letters that stand alone beside one another become one word: "P.L.C." is "plc". */
static Str join_letters(Arena *a, Str folded) {
    char  *out = arena_alloc(a, folded.n + 1);
    size_t n = 0;
    bool   before = false;
    Str    word;
    while (str_split(&folded, ' ', &word)) {
        bool alone = word.n && utf8_head(word, 1).n == word.n && !has_digit(word);
        if (n && !(alone && before)) out[n++] = ' ';
        if (word.n) memcpy(out + n, word.p, word.n);
        n += word.n;
        before = alone;
    }
    return (Str){out, n};
}

static Str fold_name(Arena *a, Str name) { return join_letters(a, fold_text(a, name)); }

SpendWords *spend_words(Arena *a) {
    SpendWords *w = ARENA_NEW(a, SpendWords);
    for (size_t i = 0; i < LIST_N; i++) {
        w->text[i] = fold_name(a, str_of(LIST[i].text));
        size_t at = spend_hash(w->text[i]) % SLOTS;
        while (w->slot[at]) at = (at + 1) % SLOTS;
        w->slot[at] = (uint16_t)(i + 1);
        if (LIST[i].kind == WORD_HIDDEN) w->hides[(uint8_t)w->text[i].p[0]] = true;
    }
    return w;
}

static WordKind kind_of(const SpendWords *w, Str word) {
    for (size_t at = spend_hash(word) % SLOTS; w->slot[at]; at = (at + 1) % SLOTS) {
        size_t i = w->slot[at] - 1u;
        if (str_eq(w->text[i], word)) return LIST[i].kind;
    }
    return WORD_PLAIN;
}

/* A name was withheld when it begins with one of the texts for that, as whole words: "Redactive Media" is a company. */
static bool is_withheld(const SpendWords *w, Str folded) {
    for (size_t i = 0; i < LIST_N && w->hides[(uint8_t)folded.p[0]]; i++) {
        Str h = w->text[i];
        if (LIST[i].kind != WORD_HIDDEN || !str_starts(folded, h)) continue;
        if (folded.n == h.n || folded.p[h.n] == ' ') return true;
    }
    return false;
}

typedef struct Seen {
    size_t words, bodies, titles, figures;
} Seen;

static SpendBearer bearer_of(const SpendWords *w, Str name, Str folded, const Seen *seen) {
    if (!folded.n) return SPEND_NAMELESS;
    if (is_withheld(w, folded)) return seen->bodies ? SPEND_BODY : SPEND_WITHHELD;
    if (seen->bodies || str_find_byte(name, '&') >= 0 || str_find_byte(name, '@') >= 0) return SPEND_BODY;
    if (seen->titles) return SPEND_PERSON;
    if (seen->figures || seen->words < 2 || seen->words > NAME_WORDS_MAX) return SPEND_BODY;
    return SPEND_MAYBE;
}

SpendName spend_name(Arena *a, const SpendWords *w, Str name) {
    SpendName r = {.whole = fold_name(a, name)};
    Seen      seen = {0};
    Str       rest = r.whole, word;
    char     *key = arena_alloc(a, r.whole.n + 1);
    size_t    n = 0;
    while (str_split(&rest, ' ', &word)) {
        WordKind k = kind_of(w, word);
        seen.words++;
        seen.bodies += k == WORD_FORM || k == WORD_BODY;
        seen.titles += k == WORD_TITLE && seen.words == 1;
        seen.figures += has_digit(word);
        if (k == WORD_FORM) continue;
        if (n) key[n++] = ' ';
        memcpy(key + n, word.p, word.n);
        n += word.n;
    }
    r.key = n ? (Str){key, n} : r.whole;
    r.bearer = bearer_of(w, name, r.whole, &seen);
    return r;
}

static bool is_gap(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Nothing that str_trim would cut: ASCII, or a letter of two bytes that is no no-break space. */
static bool ends_plain(Str s) {
    uint8_t first = (uint8_t)s.p[0], last = (uint8_t)s.p[s.n - 1];
    bool    head = first < 0x80 || (first > 0xC2 && first < 0xE0);
    bool    tail = last < 0x80 || (s.n > 1 && (uint8_t)s.p[s.n - 2] > 0xC2 && (uint8_t)s.p[s.n - 2] < 0xE0);
    return head && tail;
}

static Str trim_ends(Str s) {
    while (s.n && is_gap(s.p[s.n - 1])) s.n--;
    while (s.n && is_gap(s.p[0])) s = (Str){s.p + 1, s.n - 1};
    return !s.n || ends_plain(s) ? s : str_trim(s);
}

/* White space inside other than single spaces. */
static bool is_even(Str s) {
    for (size_t i = 0; i + 1 < s.n; i++) {
        if (s.p[i] <= ' ' && s.p[i] > 0 && (s.p[i] != ' ' || is_gap(s.p[i + 1]))) return false;
    }
    return true;
}

Str spend_trim(Arena *a, Str name) {
    name = trim_ends(name);
    if (is_even(name)) return name;
    char  *out = arena_alloc(a, name.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++) {
        if (!is_gap(name.p[i])) out[n++] = name.p[i];
        else if (n && out[n - 1] != ' ') out[n++] = ' ';
    }
    return (Str){out, n};
}
