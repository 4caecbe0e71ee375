/* matching_keep.c - small things that the image remembers: rows by id, streets, words as hashes. */
#include "matching/matching_inner.h"

#include "base/idrows.h"

#include <pthread.h>
#include <string.h>

/* ---- remembered rows --------------------------------------------------------------------------------------------- */

static size_t keep_at(const Keeps *k, Id id) { return idrows_at(k->v, k->n, sizeof *k->v, id); }
static bool   keep_is(const Keeps *k, size_t at, Id id) { return idrows_is(k->v, k->n, sizeof *k->v, at, id); }

const Keep *keep_find(const Keeps *k, Id id) {
    size_t at = keep_at(k, id);
    return keep_is(k, at, id) ? &k->v[at] : NULL;
}

void keep_put(Keeps *k, Keep one) {
    size_t at = keep_at(k, one.id);
    if (!keep_is(k, at, one.id)) k->v = idrows_room(k->v, &k->n, &k->cap, sizeof *k->v, at);
    k->v[at] = one;
}

void keep_drop(Keeps *k, Id id) {
    size_t at = keep_at(k, id);
    if (keep_is(k, at, id)) idrows_drop(k->v, &k->n, sizeof *k->v, at);
}

/* ---- streets ----------------------------------------------------------------------------------------------------- */

static size_t street_at(const Streets *s, Id actor) { return idrows_at(s->v, s->n, sizeof *s->v, actor); }
static bool   street_is(const Streets *s, size_t at, Id actor) {
    return idrows_is(s->v, s->n, sizeof *s->v, at, actor);
}

const Street *street_find(const Streets *s, Id actor) {
    size_t at = street_at(s, actor);
    return street_is(s, at, actor) ? &s->v[at] : NULL;
}

void street_put(Streets *s, Street one) {
    size_t at = street_at(s, one.actor);
    bool   there = street_is(s, at, one.actor);
    if (!one.hash) {
        if (there) idrows_drop(s->v, &s->n, sizeof *s->v, at);
        return;
    }
    if (!there) s->v = idrows_room(s->v, &s->n, &s->cap, sizeof *s->v, at);
    s->v[at] = one;
}

static uint64_t hash_on(uint64_t h, const void *p, size_t n) {
    for (size_t i = 0; i < n; i++) h = (h ^ ((const uint8_t *)p)[i]) * 1099511628211u;
    return h;
}

uint64_t match_text_hash(Str s) { return hash_on(14695981039346656037u, s.p, s.n) | 1; }

/* "Street", "St.", "rechov", "rehov", "sharia" in the three scripts. */
static bool is_street_word(const FoldWord *one) {
    static const char *const WORDS[] = {"street", "st", "road", "rd", "\u05e8\u05d7\u05d5\u05d1", "\u05e8\u05d7",
                                        "\u0634\u0627\u0631\u0639"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        FoldWalk walk = {.s = str_of(WORDS[i])};
        FoldWord word;
        bool     same = fold_next(&walk, &word) && word.n == one->n && memcmp(word.p, one->p, word.n) == 0;
        if (same) return true;
    }
    return false;
}

uint64_t street_hash(Str street, Id town) {
    FoldWalk walk = {.s = street};
    FoldWord one;
    uint64_t h = hash_on(14695981039346656037u, &town, sizeof town);
    size_t   letters = 0;
    while (town && fold_next(&walk, &one)) {
        if (one.script == FOLD_DIGITS || one.n < 2 || is_street_word(&one)) continue;
        h = hash_on(hash_on(h, one.p, one.n), " ", 1);
        letters += one.n;
    }
    return letters >= 2 ? h | 1 : 0;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

/* FNV-1a. */
static uint32_t word_hash(const uint8_t *p, size_t n) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++) h = (h ^ p[i]) * 16777619u;
    return h ? h : 1;
}

/* "The", "for" and the mark of the demo say nothing of anything, in any of the three languages. */
enum { EMPTY_MAX = 64 };
static uint32_t       empty[EMPTY_MAX];
static size_t         empty_n;
static pthread_once_t empty_once = PTHREAD_ONCE_INIT;

static void empty_make(void) {
    static const char *const WORDS[] = {
        "the", "for", "and", "with", "from", "our", "are", "you", "all", "this", "that", "not", "one", "two", "new",
        "demo", "\u05d4\u05d3\u05d2\u05de\u05d4", "\u05e9\u05dc\u05e0\u05d5", "\u05db\u05de\u05d4",
        "\u0643\u0644\u0651", "\u0639\u0644\u0649", "\u0625\u0644\u0649", "\u0647\u0630\u0627",
        "\u0647\u0630\u0647", "\u0627\u0644\u062a\u064a", "\u0627\u0644\u0630\u064a",
        "\u062a\u062c\u0631\u064a\u0628\u064a",
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        FoldWalk walk = {.s = str_of(WORDS[i])};
        FoldWord one;
        if (empty_n < EMPTY_MAX && fold_next(&walk, &one)) empty[empty_n++] = word_hash(one.p, one.n);
    }
}

static bool is_empty_word(uint32_t h) {
    for (size_t i = 0; i < empty_n; i++) {
        if (empty[i] == h) return true;
    }
    return false;
}

static void word_add(WordList *w, const uint8_t *p, size_t n) {
    uint32_t h = word_hash(p, n);
    if (n >= WORD_LETTERS_MIN && w->n < WORDS_MAX && !is_empty_word(h)) w->v[w->n++] = h;
}

/* The letters of a prefix are cut off a need's words, and both ways of reading stand among an offer's. */
void match_words(WordList *w, Str text) {
    FoldWalk walk = {.s = text};
    FoldWord one;
    pthread_once(&empty_once, empty_make);
    while (fold_next(&walk, &one)) {
        uint8_t cuts[FOLD_STEMS_MAX];
        size_t  n = fold_stems(one.p, one.n, cuts), last = 0;
        for (size_t i = 0; i < n; i++) {
            if (one.n - cuts[i] < WORD_LETTERS_MIN) continue;
            last = cuts[i];
            if (!w->bare) word_add(w, one.p + last, one.n - last);
        }
        if (w->bare) word_add(w, one.p + last, one.n - last);
        else word_add(w, one.p, one.n);
    }
}

void match_words_tri(WordList *w, const Tri *t) {
    for (int l = 0; l < LANG_N; l++) match_words(w, t->v[l]);
}
