/* fold_agree.c - whether two words sound alike by their letters: consonant against consonant, and what stands
** between. The consonants of a code say too little about short words: "bedui", "Food" and "bath" are one to them. */
#include "find/fold_steps.h"

/* Where vowels stand: before the first consonant, between two, after the last, and where what was typed ends. */
typedef enum Spot { SPOT_HEAD, SPOT_INSIDE, SPOT_TAIL, SPOT_TYPED } Spot;

enum { LATIN_VOWELS = VOWEL_A | VOWEL_E | VOWEL_I | VOWEL_U };

static bool is_in(const uint32_t table[CLASS_COUNT], uint8_t a, uint8_t b) { return table[a] >> b & 1; }

/* Exactly one of the two has any of these. */
static bool differ(unsigned x, unsigned y, unsigned bits) { return !(x & bits) != !(y & bits); }

/* One says i and the other u. */
static bool clash(unsigned x, unsigned y) {
    enum { BOTH = VOWEL_I | VOWEL_U };
    return (x & BOTH) && (y & BOTH) && !(x & y & BOTH);
}

/* ---- vowels of two words in Latin letters ----------------------------------------------------------------------- */

static bool latin_meet(unsigned x, unsigned y, Spot spot, bool few) {
    x &= LATIN_VOWELS;
    y &= LATIN_VOWELS;
    if (clash(x, y)) return false;
    if (spot == SPOT_HEAD && !x != !y) return false;
    if (spot == SPOT_TAIL && !x != !y && (few || ((x | y) & (VOWEL_I | VOWEL_U)))) return false;
    if (!few || !x || !y) return true;
    /* e is written for a and for i; a last i alone is one. */
    bool only_i = spot == SPOT_TAIL && (x == VOWEL_I || y == VOWEL_I);
    return !differ(x, y, VOWEL_U) && (((x | y) & VOWEL_E && !only_i) || !differ(x, y, VOWEL_I));
}

/* ---- of two in Hebrew, or two in Arabic ------------------------------------------------------------------------- */

static bool own_meet(unsigned x, unsigned y, Spot spot, bool arabic) {
    if (differ(x, y, VOWEL_AYIN) || clash(x, y)) return false;
    if (spot == SPOT_HEAD) return !x == !y && !differ(x, y, VOWEL_I);
    if (spot == SPOT_TAIL) return !differ(x, y, VOWEL_I) && !differ(x, y, VOWEL_U) && !differ(x, y, VOWEL_A | VOWEL_HE);
    /* Hebrew writes its vowels or does not; in Arabic a long vowel makes another word. */
    return !arabic || x == y;
}

/* ---- of one in Hebrew or Arabic and one in Latin letters -------------------------------------------------------- */

/* Short vowels need not be written, but of two in a row one is: Zion has a yod, Fuad a waw. */
static bool row_meets(unsigned x, unsigned latin) {
    if (latin & VOWEL_I && latin & (VOWEL_A | VOWEL_U) && !(x & VOWEL_I)) return false;
    return !(latin & VOWEL_U && latin & (VOWEL_A | VOWEL_E)) || x & (VOWEL_U | VOWEL_A | VOWEL_AYIN);
}

static bool head_meets(unsigned x, unsigned latin) {
    if (!x != !latin || !row_meets(x, latin)) return false;
    if (x & VOWEL_I && !(latin & (VOWEL_I | VOWEL_E))) return false;
    return !(x & VOWEL_U) || latin & VOWEL_U;
}

static bool inside_meets(unsigned x, unsigned latin, bool few) {
    bool none = few || !latin;
    if (x & VOWEL_I && !(latin & (VOWEL_I | VOWEL_E)) && none) return false;
    if (x & VOWEL_U && !(latin & VOWEL_U) && none) return false;
    return row_meets(x, latin) && !(x & (VOWEL_A | VOWEL_AYIN) && !latin);
}

static bool tail_meets(unsigned x, unsigned latin, bool few, bool arabic) {
    unsigned open = x & (VOWEL_A | VOWEL_I | VOWEL_U | VOWEL_HE);
    if (latin && !x && (few || latin & (VOWEL_I | VOWEL_U))) return false;
    /* Before a last ayin a short one is not written. */
    if (latin == VOWEL_I && !(x & (VOWEL_I | VOWEL_AYIN))) return false;
    if (latin == VOWEL_U && !(x & (VOWEL_U | VOWEL_HE | VOWEL_AYIN))) return false;
    /* The Arabic last ya may be an a, the last waw silent. */
    if (x & VOWEL_I && !(latin & (VOWEL_I | VOWEL_E)) && !(arabic && latin & VOWEL_A)) return false;
    if (x & VOWEL_U && !(latin & VOWEL_U) && !arabic) return false;
    if (!open || latin) return row_meets(x, latin);
    return (arabic && open == VOWEL_U) || (!few && !(open & (VOWEL_I | VOWEL_U)));
}

static bool latin_meets(unsigned x, unsigned latin, Spot spot, bool few, bool arabic) {
    latin &= LATIN_VOWELS;
    if (spot == SPOT_HEAD) return head_meets(x, latin);
    return spot == SPOT_TAIL ? tail_meets(x, latin, few, arabic) : inside_meets(x, latin, few);
}

/* ---- of one in Hebrew and one in Arabic ------------------------------------------------------------------------- */

static bool scripts_meet(unsigned hebrew, unsigned arabic, Spot spot, bool few) {
    enum { OPEN = VOWEL_A | VOWEL_I | VOWEL_HE };
    if (clash(hebrew, arabic)) return false;
    /* Both write their ayin, and Arabic at times an alef for that of Hebrew. */
    if (few && spot != SPOT_HEAD && differ(hebrew, arabic, VOWEL_AYIN)) return false;
    if ((hebrew & VOWEL_AYIN && !arabic) || (arabic & VOWEL_AYIN && !hebrew)) return false;
    if (spot == SPOT_HEAD) return !hebrew == !arabic;
    if (spot == SPOT_TAIL) {
        if (hebrew & VOWEL_I && !(arabic & VOWEL_I)) return false;
        if (arabic & VOWEL_I && !(hebrew & (VOWEL_I | VOWEL_A | VOWEL_HE))) return false;
        if (hebrew & VOWEL_U && !(arabic & VOWEL_U)) return false;
        return !few || (hebrew | arabic) & VOWEL_AYIN || !differ(hebrew, arabic, OPEN);
    }
    return !few || !hebrew || !arabic || !differ(hebrew, arabic, VOWEL_U);
}

/* ---- word against word ------------------------------------------------------------------------------------------ */

typedef struct Agree {
    const SoundWord *a, *b;
    bool             head;      /* b may go on */
    bool             few;
} Agree;

static bool vowels_meet(const Agree *g, unsigned x, unsigned y, Spot spot) {
    uint8_t a = g->a->script, b = g->b->script;
    if (spot == SPOT_TYPED) {
        if (!x || a == b) return true;
        spot = SPOT_INSIDE;
    }
    if (a == b && a == FOLD_LATIN) return latin_meet(x, y, spot, g->few);
    if (a == b) return own_meet(x, y, spot, a == FOLD_ARABIC);
    if (b == FOLD_LATIN) return latin_meets(x, y, spot, g->few, a == FOLD_ARABIC);
    if (a == FOLD_LATIN) return latin_meets(y, x, spot, g->few, b == FOLD_ARABIC);
    return a == FOLD_HEBREW ? scripts_meet(x, y, spot, g->few) : scripts_meet(y, x, spot, g->few);
}

static bool is_kin(uint8_t a, uint8_t b) {
    static const uint8_t KIN[][2] = {
#define SOUND_KIN(x, y) {CLASS_##x, CLASS_##y},
#include "find/sound.def"
#undef SOUND_KIN
    };
    for (size_t i = 0; i < sizeof KIN / sizeof KIN[0]; i++) {
        if ((KIN[i][0] == a && KIN[i][1] == b) || (KIN[i][0] == b && KIN[i][1] == a)) return true;
    }
    return a == b;
}

static bool consonants_meet(const Agree *g, const SoundStep *a, const SoundStep *b, bool first) {
    if (g->a->script != g->b->script) {
        return is_in(SOUND_REGULAR, a->class, b->class) ||
               (!g->few && !first && is_in(SOUND_FAR, a->class, b->class));
    }
    if (g->a->script != FOLD_LATIN) return a->letter == b->letter;
    /* A b for a v is a matter of the inside of words: Sheba, but not Bideo. */
    bool as_b = first && (a->class == CLASS_V) != (b->class == CLASS_V);
    return is_kin(a->class, b->class) && !as_b;
}

/* How far one has come in both words, with the vowels since the last consonants. */
typedef struct At {
    size_t   i, k;
    unsigned x, y;
    bool     begun;
} At;

static bool agree_from(const Agree *g, At at) {
    const SoundStep *a = g->a->p, *b = g->b->p;
    for (; at.i < g->a->n && a[at.i].class == SOUND_NONE; at.i++) at.x |= a[at.i].vowel;
    for (; at.k < g->b->n && b[at.k].class == SOUND_NONE; at.k++) at.y |= b[at.k].vowel;
    bool end_a = at.i == g->a->n, end_b = at.k == g->b->n;
    if (end_a && end_b) return vowels_meet(g, at.x, at.y, g->head ? SPOT_TYPED : SPOT_TAIL);
    if (end_a && g->head) return vowels_meet(g, at.x, at.y | b[at.k].vowel, SPOT_TYPED);
    if (!end_a && a[at.i].vowel) {
        At next = {at.i + 1, at.k, at.x | a[at.i].vowel, at.y, at.begun};
        if (agree_from(g, next)) return true;
    }
    if (!end_b && b[at.k].vowel) {
        At next = {at.i, at.k + 1, at.x, at.y | b[at.k].vowel, at.begun};
        if (agree_from(g, next)) return true;
    }
    if (end_a || end_b || !consonants_meet(g, &a[at.i], &b[at.k], !at.begun)) return false;
    if (!vowels_meet(g, at.x, at.y, at.begun ? SPOT_INSIDE : SPOT_HEAD)) return false;
    return agree_from(g, (At){at.i + 1, at.k + 1, 0, 0, true});
}

bool sound_agrees(const SoundWord *a, const SoundWord *b, bool head) {
    if (a->n == 0 || b->n == 0 || (head && a->script == b->script)) return false;
    uint8_t heard = head || a->heard < b->heard ? a->heard : b->heard;
    Agree   g = {a, b, head, heard <= SOUND_FEW};
    return agree_from(&g, (At){0});
}
