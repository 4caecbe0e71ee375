#include "find/fold_letters.h"

#include "base/check.h"

enum {
    NONE,
#define SOUND_CLASS(name, any) CLASS_##name,
#include "find/sound.def"
#undef SOUND_CLASS
    CLASS_COUNT
};

_Static_assert(CLASS_COUNT <= 32, "a class is five bits");

#define ANY(name) (1u << CLASS_##name)

static const uint32_t MAY_STAND[CLASS_COUNT] = {
#define SOUND_CLASS(name, any) [CLASS_##name] = any,
#include "find/sound.def"
#undef SOUND_CLASS
};

static const uint8_t CLASS_OF[256] = {
#define SOUND_LETTER(letter, name) [letter] = CLASS_##name,
#include "find/sound.def"
#undef SOUND_LETTER
};

typedef struct Spelling {
    uint8_t n, class;
    char    p[4];
} Spelling;

static const Spelling LATIN[] = {
#define SOUND_LATIN(s, name) {sizeof s - 1, CLASS_##name, s},
#include "find/sound.def"
#undef SOUND_LATIN
};

static bool is_vowel(uint8_t c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/* One step through a word: the class of the letters at *i, which moves behind them. `ret_maybe` is set when
** the letters carry no class but may stand for a V. */
static uint8_t latin_class(const uint8_t *p, size_t n, size_t *i, bool *ret_maybe) {
    const Spelling *best = NULL;
    for (size_t k = 0; k < sizeof LATIN / sizeof LATIN[0]; k++) {
        const Spelling *s = &LATIN[k];
        if (*i + s->n > n || memcmp(p + *i, s->p, s->n) != 0) continue;
        if (!best || s->n > best->n) best = s;
    }
    uint8_t letter = p[*i];
    size_t  at = *i;
    *i += best ? best->n : 1;
    while (*i < n && p[*i] == letter && p[*i - 1] == letter) (*i)++;
    if (letter == 'w' && (at == 0 || (is_vowel(p[at - 1]) && *i < n && is_vowel(p[*i])))) return CLASS_V;
    *ret_maybe = letter == 'w';
    if (!best || (best->class == CLASS_H && *i == n)) return NONE;
    return best->class;
}

static uint8_t next_class(const uint8_t *p, size_t n, size_t *i, bool *ret_maybe) {
    uint8_t letter = p[*i];
    *ret_maybe = false;
    if (letter >= FOREIGN_FIRST) {
        *i += 3;
        return NONE;
    }
    if (letter < HEBREW_FIRST) return latin_class(p, n, i, ret_maybe);
    uint8_t class = CLASS_OF[letter];
    size_t  at = (*i)++;
    if (class == CLASS_H && *i == n && at > 0) return NONE;
    if (letter == LETTER_TA && *i < n && p[*i] == LETTER_SIN) {
        (*i)++;
        return CLASS_C;
    }
    if (class != CLASS_V || letter == LETTER_VEH) return class;
    bool doubled = *i < n && p[*i] == letter, before_he = *i + 1 == n && p[*i] == LETTER_HE;
    if (doubled) (*i)++;
    if (at == 0 || doubled || before_he) return CLASS_V;
    *ret_maybe = true;
    return NONE;
}

/* Numbers sound like nothing: a street number or a year is equal or it is not. */
static bool has_sound(const uint8_t *p, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (p[i] <= '9' || p[i] >= FOREIGN_FIRST) return false;
    }
    return true;
}

/* What is heard, letter by letter. */
typedef struct Step {
    uint8_t class, letter;      /* NONE: a vowel or a silent letter */
    bool    maybe;              /* no class, but may stand for a V */
    bool    weak;               /* a V inside the word, which another spelling may write as a vowel */
} Step;

typedef struct Steps {
    Step   p[FOLD_LETTERS_MAX];
    size_t n;
    bool   bare;                /* one consonant only: then it matters whether vowels stand around it */
} Steps;

static void listen(const uint8_t *p, size_t n, Steps *ret_steps) {
    Steps *x = ret_steps;
    size_t heard = 0;
    x->n = 0;
    x->bare = false;
    if (n > FOLD_LETTERS_MAX || !has_sound(p, n)) return;
    for (size_t i = 0; i < n;) {
        Step *s = &x->p[x->n++];
        *s = (Step){.letter = p[i]};
        size_t at = i;
        s->class = next_class(p, n, &i, &s->maybe);
        s->weak = s->class == CLASS_V && at > 0;
        heard += s->class != NONE;
    }
    if (heard == 0) x->n = 0;
    x->bare = heard == 1;
}

static bool counts(const Steps *x, size_t i) {
    if (x->p[i].class != NONE) return true;
    return x->bare && (i == 0 || i + 1 == x->n);
}

Sound sound_code(const uint8_t *p, size_t n) {
    Steps    x;
    Sound    s = 0;
    unsigned k = 0;
    listen(p, n, &x);
    for (size_t i = 0; i < x.n && k < SOUND_MAX; i++) {
        uint8_t class = x.p[i].class == NONE ? CLASS_VOWEL : x.p[i].class;
        if (counts(&x, i)) s |= (Sound)class << (59 - 5 * k++);
    }
    return s;
}

unsigned sound_length(Sound s) {
    unsigned n = 0;
    while (n < SOUND_MAX && sound_at(s, n) != NONE) n++;
    return n;
}

static void expect(SoundPattern *q, uint32_t any, bool skip) {
    if (q->n == SOUND_MAX) return;
    q->any[q->n] = any;
    q->skip[q->n++] = skip;
}

void sound_pattern(const uint8_t *p, size_t n, SoundPattern *ret_pattern) {
    Steps x;
    *ret_pattern = (SoundPattern){0};
    listen(p, n, &x);
    for (size_t i = 0; i < x.n; i++) {
        const Step *s = &x.p[i];
        /* A last het may have become a Latin h, which is silent there. */
        bool last_het = s->class == CLASS_X && i + 1 == x.n && !x.bare;
        if (s->class != NONE) expect(ret_pattern, MAY_STAND[s->class], s->weak || last_het);
        else if (counts(&x, i)) expect(ret_pattern, ANY(VOWEL), false);
        else if (s->maybe) expect(ret_pattern, ANY(V), true);
    }
    if (x.n <= 2 || x.bare || x.p[x.n - 1].class != NONE) return;
    /* The Arabic ta marbuta is heard as a t before another word, and so written in other scripts. */
    if (x.p[x.n - 1].letter == LETTER_HA) expect(ret_pattern, ANY(T) | ANY(TH), true);
    if (x.p[x.n - 1].letter == 'h') expect(ret_pattern, ANY(X), true);
}

/* The letters that stand for i and y, and for o, u and w. */
static bool is_i(uint8_t c) { return c == 'i' || c == 'y' || c == LETTER_YOD || c == LETTER_YA; }
static bool is_u(uint8_t c) {
    return c == 'o' || c == 'u' || c == 'w' || c == LETTER_VAV || c == LETTER_WAW;
}

uint64_t sound_shape(const uint8_t *p, size_t n) {
    enum { CONSONANT = 1, HUSHING, LONG_I, LONG_U };
    Steps    x;
    uint64_t shape = 0, last = 0;
    listen(p, n, &x);
    for (size_t i = 0; i < x.n; i++) {
        const Step *s = &x.p[i];
        uint64_t    is = s->class == CLASS_SH ? HUSHING : s->class != NONE ? CONSONANT : 0;
        if (s->class == NONE && is_i(s->letter)) is = LONG_I;
        if (s->class == NONE && is_u(s->letter)) is = LONG_U;
        if (is == 0 || (is == last && is >= LONG_I)) continue;
        shape = shape << 3 | is;
        last = is;
    }
    return shape;
}

typedef struct Fit {
    const SoundPattern *p;
    Sound               s;
    unsigned            n;      /* consonants of s */
    bool                head;
} Fit;

/* Not deeper than the pattern is long. At least two consonants must agree, else everything would. */
static bool fit_from(const Fit *f, unsigned i, unsigned k) {
    if (i == f->p->n) return k >= 2 && (f->head || k == f->n);
    if (k < f->n && f->p->any[i] >> sound_at(f->s, k) & 1 && fit_from(f, i + 1, k + 1)) return true;
    return f->p->skip[i] && fit_from(f, i + 1, k);
}

bool sound_fits(const SoundPattern *p, Sound s, bool head) {
    CHECK(p->n <= SOUND_MAX);
    Fit f = {p, s, sound_length(s), head};
    return fit_from(&f, 0, 0);
}

static bool words_alike(const FoldWord *a, const FoldWord *b) {
    if (a->n == b->n && memcmp(a->p, b->p, a->n) == 0) return true;
    SoundPattern p;
    size_t       cut_a = fold_article(a->p, a->n), cut_b = fold_article(b->p, b->n);
    for (int k = 0; k < 2; k++) {
        size_t cut = k ? cut_a : 0;
        if (k && !cut) break;
        sound_pattern(a->p + cut, a->n - cut, &p);
        if (sound_fits(&p, sound_code(b->p, b->n), false)) return true;
        if (cut_b && sound_fits(&p, sound_code(b->p + cut_b, b->n - cut_b), false)) return true;
    }
    return false;
}

/* The next word that is no bare article before another. */
static bool next_alike(FoldWalk *w, FoldWord *ret_word) {
    FoldWord next;
    if (!fold_next(w, ret_word)) return false;
    FoldWalk ahead = *w;
    if (!fold_next(&ahead, &next) || !fold_bare_article(ret_word, &next)) return true;
    *w = ahead;
    *ret_word = next;
    return true;
}

bool fold_sounds_alike(Str a, Str b) {
    FoldWalk wa = {.s = a}, wb = {.s = b};
    FoldWord x, y;
    size_t   n = 0;
    for (;;) {
        bool more = next_alike(&wa, &x);
        if (more != next_alike(&wb, &y)) return false;
        if (!more) return n > 0;
        if (!words_alike(&x, &y)) return false;
        n++;
    }
}

/* ---- a key for looking up ---- */

/* Classes that may stand for one another, in one group; what may also be silent is in none. */
static const uint8_t GROUP[CLASS_COUNT] = {
    [CLASS_G] = 1, [CLASS_J] = 1, [CLASS_Q] = 1,  [CLASS_K] = 1,  [CLASS_X] = 1, [CLASS_H] = 1, [CLASS_D] = 2,
    [CLASS_DH] = 2, [CLASS_Z] = 2, [CLASS_ZL] = 2, [CLASS_T] = 2, [CLASS_TH] = 2, [CLASS_S] = 2, [CLASS_SH] = 2,
    [CLASS_C] = 2, [CLASS_L] = 3, [CLASS_M] = 4,  [CLASS_N] = 5,  [CLASS_R] = 6,
};

enum { GROUP_THROAT = 1, GROUP_TOOTH = 2, GROUPS_MIN = 3 };

/* The groups of one word, first in the highest place; a last het or ta may be written or not. */
static uint64_t groups_of(const uint8_t *p, size_t n, unsigned *heard) {
    Sound    s = sound_code(p, n);
    uint64_t key = 0;
    unsigned length = sound_length(s);
    for (unsigned i = 0; i < length; i++) {
        uint8_t group = GROUP[sound_at(s, i)];
        bool silent = i + 1 == length && i > 0 && (group == GROUP_THROAT || group == GROUP_TOOTH);
        if (!group || silent) continue;
        key = key << 3 | group;
        (*heard)++;
    }
    return key;
}

uint64_t fold_sound_key(Str s) {
    FoldWalk w = {.s = s};
    FoldWord word;
    uint64_t key = 0;
    unsigned heard = 0;
    while (fold_next(&w, &word)) {
        size_t   cut = fold_article(word.p, word.n);
        uint64_t one = has_sound(word.p, word.n) ? groups_of(word.p + cut, word.n - cut, &heard)
                                                 : str_hash((Str){(const char *)word.p, word.n});
        key = (key ^ one) * 0x9E3779B97F4A7C15u + 1;
    }
    return heard < GROUPS_MIN ? 0 : key;
}
