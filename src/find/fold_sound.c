#include "find/fold_steps.h"

#include "base/check.h"

#define ANY(name) (1u << CLASS_##name)

const uint32_t SOUND_REGULAR[CLASS_COUNT] = {
#define SOUND_CLASS(name, regular, far) [CLASS_##name] = regular,
#include "find/sound.def"
#undef SOUND_CLASS
};

const uint32_t SOUND_FAR[CLASS_COUNT] = {
#define SOUND_CLASS(name, regular, far) [CLASS_##name] = far,
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
    for (size_t k = 0; k < sizeof LATIN / sizeof LATIN[0] && !is_vowel(p[*i]); k++) {
        const Spelling *s = &LATIN[k];
        if (s->p[0] != p[*i] || *i + s->n > n || memcmp(p + *i, s->p, s->n) != 0) continue;
        if (!best || s->n > best->n) best = s;
    }
    uint8_t letter = p[*i];
    size_t  at = *i;
    *i += best ? best->n : 1;
    while (*i < n && p[*i] == letter && p[*i - 1] == letter) (*i)++;
    if (letter == 'w' && (at == 0 || (is_vowel(p[at - 1]) && *i < n && is_vowel(p[*i])))) return CLASS_V;
    *ret_maybe = letter == 'w';
    if (!best || (best->class == CLASS_HL && *i == n)) return SOUND_NONE;
    return best->class;
}

static uint8_t next_class(const uint8_t *p, size_t n, size_t *i, bool *ret_maybe) {
    uint8_t letter = p[*i];
    *ret_maybe = false;
    if (letter >= FOREIGN_FIRST) {
        *i += 3;
        return SOUND_NONE;
    }
    if (letter < HEBREW_FIRST) return latin_class(p, n, i, ret_maybe);
    uint8_t class = CLASS_OF[letter];
    size_t  at = (*i)++;
    if (class == CLASS_H && *i == n && at > 0) return SOUND_NONE;
    if (letter == LETTER_TA && *i < n && p[*i] == LETTER_SIN) {
        (*i)++;
        return CLASS_C;
    }
    if (class != CLASS_V || letter == LETTER_VEH) return class;
    bool doubled = *i < n && p[*i] == letter, before_he = *i + 1 == n && p[*i] == LETTER_HE;
    if (doubled) (*i)++;
    if (at == 0 || doubled || before_he) return CLASS_V;
    *ret_maybe = true;
    return SOUND_NONE;
}

/* Numbers sound like nothing: a street number or a year is equal or it is not. */
static bool has_sound(const uint8_t *p, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (p[i] <= '9' || p[i] >= FOREIGN_FIRST) return false;
    }
    return true;
}

static uint8_t vowel_of(uint8_t letter) {
    switch (letter) {
    case 'a': case LETTER_ALEF: case LETTER_ALIF: return VOWEL_A;
    case 'e': return VOWEL_E;
    case 'i': case 'y': case LETTER_YOD: case LETTER_YA: return VOWEL_I;
    case 'o': case 'u': case 'w': case LETTER_VAV: case LETTER_WAW: return VOWEL_U;
    case LETTER_AYIN: case LETTER_AIN: return VOWEL_AYIN;
    case 'h': case LETTER_HE: case LETTER_HA: return VOWEL_HE;
    default: return 0;
    }
}

/* The last letter may be a consonant where the other spelling has one: the Arabic ta marbuta is heard as a t before
** another word, and so written in other scripts; a Latin h may stand for a het. */
static void hear_last(SoundWord *w) {
    SoundStep *s = &w->p[w->n - 1];
    if (w->n <= 2 || w->heard <= 1 || s->code != SOUND_NONE) return;
    if (s->letter == LETTER_HA) s->class = CLASS_T;
    if (s->letter == 'h') s->class = CLASS_X;
}

void sound_word(const uint8_t *p, size_t n, SoundWord *ret_word) {
    enum { EITHERS_MAX = 4 };   /* each doubles the ways to hear the word */
    SoundWord *w = ret_word;
    unsigned   eithers = 0;
    w->n = w->heard = 0;
    if (n == 0 || n > FOLD_LETTERS_MAX || !has_sound(p, n)) return;
    w->script = (uint8_t)fold_script(p[0]);
    for (size_t i = 0; i < n;) {
        SoundStep *s = &w->p[w->n++];
        bool       maybe, first = i == 0;
        s->letter = p[i];
        s->code = s->class = next_class(p, n, &i, &maybe);
        /* Vav and waw inside the word, one or two, may be a vowel or a V; a Latin v is a v. */
        bool weak = s->code == CLASS_V && !first && s->letter != 'v';
        bool either = eithers < EITHERS_MAX && (maybe || weak);
        if (either && maybe) s->class = CLASS_V;
        s->vowel = either ? VOWEL_U : s->code == SOUND_NONE ? vowel_of(s->letter) : 0;
        eithers += either;
        w->heard = (uint8_t)(w->heard + (s->code != SOUND_NONE));
    }
    if (w->heard == 0) w->n = 0;
    else hear_last(w);
}

/* In a word of one consonant it matters whether vowels stand around it. */
static bool counts(const SoundWord *w, size_t i) {
    if (w->p[i].code != SOUND_NONE) return true;
    return w->heard == 1 && (i == 0 || i + 1u == w->n);
}

Sound sound_code(const uint8_t *p, size_t n) {
    SoundWord w;
    Sound     s = 0;
    unsigned  k = 0;
    sound_word(p, n, &w);
    for (size_t i = 0; i < w.n && k < SOUND_MAX; i++) {
        uint8_t class = w.p[i].code == SOUND_NONE ? CLASS_VOWEL : w.p[i].code;
        if (counts(&w, i)) s |= (Sound)class << (59 - 5 * k++);
    }
    return s;
}

unsigned sound_length(Sound s) {
    unsigned n = 0;
    while (n < SOUND_MAX && sound_at(s, n) != SOUND_NONE) n++;
    return n;
}

static void expect(SoundPattern *q, uint32_t any, bool skip) {
    if (q->n == SOUND_MAX) return;
    q->any[q->n] = any;
    q->skip[q->n++] = skip;
}

/* A V inside the word, which another spelling writes as a vowel. */
static bool is_weak(const SoundWord *w, size_t i) { return i > 0 && w->p[i].code == CLASS_V; }

/* Whether another spelling of the word may have one consonant only, as Levi has with an inner vav. */
static bool may_be_bare(const SoundWord *w) {
    size_t firm = 0;
    for (size_t i = 0; i < w->n; i++) firm += w->p[i].code != SOUND_NONE && !is_weak(w, i);
    return firm <= 1;
}

void sound_pattern(const SoundWord *w, SoundPattern *ret_pattern) {
    bool     bare = may_be_bare(w), either = false;
    uint32_t far = w->heard > SOUND_FEW ? UINT32_MAX : 0;
    *ret_pattern = (SoundPattern){0};
    for (size_t i = 1; i < w->n; i++) either = either || w->p[i].class == CLASS_V;
    for (size_t i = 0; i < w->n; i++) {
        const SoundStep *s = &w->p[i];
        bool             last = i + 1u == w->n, consonant = s->class != SOUND_NONE;
        uint32_t         any = consonant ? SOUND_REGULAR[s->class] | (i ? SOUND_FAR[s->class] & far : 0) : 0;
        bool             around = bare && (i == 0 || last) && (!consonant || s->vowel || is_weak(w, i));
        /* A last het may have become a Latin h, which is silent there. */
        bool skip = around ? either : s->vowel || is_weak(w, i) || (s->class == CLASS_X && last && w->heard > 1);
        if (consonant || around) expect(ret_pattern, any | (around ? ANY(VOWEL) : 0), skip);
    }
}

bool sound_swapped(const SoundWord *w, unsigned i, SoundPattern *ret_pattern) {
    SoundPattern p = {0};
    for (size_t k = 0; k < w->n; k++) {
        if (w->p[k].code != SOUND_NONE && !is_weak(w, k)) expect(&p, SOUND_REGULAR[w->p[k].code], false);
    }
    if (p.n <= SOUND_FEW || i + 1 >= p.n) return false;
    uint32_t any = p.any[i];
    p.any[i] = p.any[i + 1];
    p.any[i + 1] = any;
    *ret_pattern = p;
    return true;
}

uint64_t sound_shape(const SoundWord *w) {
    enum { CONSONANT = 1, HUSHING, LONG_I, LONG_U };
    uint64_t shape = 0, last = 0;
    for (size_t i = 0; i < w->n; i++) {
        const SoundStep *s = &w->p[i];
        bool             hushing = s->code == CLASS_SH || s->code == CLASS_SHIN;
        uint64_t         is = hushing ? HUSHING : s->code != SOUND_NONE ? CONSONANT : 0;
        if (s->code == SOUND_NONE && s->vowel == VOWEL_I) is = LONG_I;
        if (s->code == SOUND_NONE && s->vowel == VOWEL_U) is = LONG_U;
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

static bool sound_matches(const uint8_t *a, size_t n_a, const uint8_t *b, size_t n_b) {
    SoundPattern p;
    SoundWord    x, y;
    sound_word(a, n_a, &x);
    sound_word(b, n_b, &y);
    sound_pattern(&x, &p);
    return sound_fits(&p, sound_code(b, n_b), false) && sound_agrees(&x, &y, false);
}

static bool words_alike(const FoldWord *a, const FoldWord *b) {
    if (a->n == b->n && memcmp(a->p, b->p, a->n) == 0) return true;
    size_t cut_a = fold_article(a->p, a->n), cut_b = fold_article(b->p, b->n);
    for (int k = 0; k < 2; k++) {
        size_t cut = k ? cut_a : 0;
        if (k && !cut) break;
        if (sound_matches(a->p + cut, a->n - cut, b->p, b->n)) return true;
        if (cut_b && sound_matches(a->p + cut, a->n - cut, b->p + cut_b, b->n - cut_b)) return true;
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
    [CLASS_G] = 1,    [CLASS_Q] = 1, [CLASS_K] = 1, [CLASS_KAF] = 1, [CLASS_X] = 1, [CLASS_H] = 1, [CLASS_HL] = 1,
    [CLASS_D] = 2,    [CLASS_DH] = 2, [CLASS_Z] = 2, [CLASS_ZL] = 2, [CLASS_T] = 2, [CLASS_TH] = 2, [CLASS_S] = 2,
    [CLASS_SIN] = 2,  [CLASS_SH] = 2, [CLASS_SHIN] = 2, [CLASS_C] = 2,
    [CLASS_L] = 3,    [CLASS_M] = 4, [CLASS_N] = 5, [CLASS_R] = 6,
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
