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
    *ret_maybe = letter == 'w' && at > 0;
    if (letter == 'w' && at == 0) return CLASS_V;
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
    bool doubled = *i < n && p[*i] == letter;
    if (doubled) (*i)++;
    if (at == 0 || doubled) return CLASS_V;
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

Sound sound_code(const uint8_t *p, size_t n) {
    Sound    s = 0;
    unsigned k = 0;
    bool     maybe;
    if (!has_sound(p, n)) return 0;
    for (size_t i = 0; i < n && k < SOUND_MAX;) {
        uint8_t class = next_class(p, n, &i, &maybe);
        if (class != NONE) s |= (Sound)class << (59 - 5 * k++);
    }
    return s;
}

unsigned sound_length(Sound s) {
    unsigned n = 0;
    while (n < SOUND_MAX && sound_at(s, n) != NONE) n++;
    return n;
}

void sound_pattern(const uint8_t *p, size_t n, SoundPattern *ret_pattern) {
    SoundPattern *q = ret_pattern;
    bool          maybe;
    *q = (SoundPattern){0};
    if (!has_sound(p, n)) return;
    for (size_t i = 0; i < n && q->n < SOUND_MAX;) {
        size_t  at = i;
        uint8_t class = next_class(p, n, &i, &maybe);
        if (class == NONE && !maybe) continue;
        q->any[q->n] = class == NONE ? ANY(V) : MAY_STAND[class];
        /* A Latin v inside a word may be the vav that gave no class there. */
        q->skip[q->n++] = maybe || (class == CLASS_V && at > 0);
    }
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

bool fold_sounds_alike(Str a, Str b) {
    FoldWalk wa = {.s = a}, wb = {.s = b};
    FoldWord x, y;
    size_t   n = 0;
    for (;;) {
        bool more = fold_next(&wa, &x);
        if (more != fold_next(&wb, &y)) return false;
        if (!more) return n > 0;
        if (!words_alike(&x, &y)) return false;
        n++;
    }
}
