#include "find/find_asked.h"

#include "base/check.h"
#include "find/fold_letters.h"

enum { SOUND_BITS = CLASS_BIT(FIND_SOUND_NEAR) | CLASS_BIT(FIND_SOUND) };

/* ---- From text to words. */

static bool only_digits(const FoldWord *w) {
    for (size_t i = 0; i < w->n; i++) {
        if (w->p[i] < '0' || w->p[i] > '9') return false;
    }
    return w->n > 0;
}

static bool any_digits(const FoldWord *w) {
    for (size_t i = 0; i < w->n; i++) {
        if (w->p[i] >= '0' && w->p[i] <= '9') return true;
    }
    return false;
}

static void add_way(Asked *q, const char *head, const uint8_t *digits, size_t n) {
    size_t n_head = strlen(head);
    if (n_head + n > FOLD_PHONE_MAX || n_head + n < 3) return;
    uint8_t *way = q->ways[q->n_ways];
    way[0] = PHONE_MARK;
    memcpy(way + 1, head, n_head);
    memcpy(way + 1 + n_head, digits, n);
    q->ways_n[q->n_ways++] = (uint8_t)(1 + n_head + n);
}

/* What the beginning of a number may look like: as typed, with the 0 that was left out, with a 0 for 972. */
static void add_digits(Asked *q, const uint8_t *digits, size_t n) {
    const uint8_t *bare = digits;
    size_t         bare_n = n;
    if (n > 2 && memcmp(digits, "00", 2) == 0) {
        bare += 2;
        bare_n -= 2;
    }
    bool home = bare_n >= 3 && memcmp(bare, "972", 3) == 0;
    add_way(q, "", bare, bare_n);
    if (home) {
        size_t zero = bare_n > 3 && bare[3] == '0';
        add_way(q, "0", bare + 3 + zero, bare_n - 3 - zero);
    } else if (bare_n == n && digits[0] != '0') {
        add_way(q, "0", digits, n);
    }
    if (n >= 4 && n <= FOLD_PHONE_MAX) {
        memcpy(q->tail, digits, n);
        q->tail_n = n;
    }
}

static void add_pattern(Asked *q, size_t cut) {
    SoundWord *w = &q->sounds[q->n_patterns];
    sound_word(q->word.p + cut, q->word.n - cut, w);
    sound_pattern(w, &q->patterns[q->n_patterns]);
    q->shapes[q->n_patterns++] = sound_shape(w);
}

static void work_out(Asked *q) {
    const FoldWord *w = &q->word;
    q->n_cuts = 1;
    q->cuts[0] = 0;
    if (w->n == 0) return;
    q->n_cuts += fold_stems(w->p, w->n, q->cuts + 1);
    add_pattern(q, 0);
    size_t cut = fold_article(w->p, w->n);
    if (cut) add_pattern(q, cut);
    if (any_digits(w) || w->script == FOLD_OTHER) return;
    q->typos = w->n >= 8 ? 2 : w->n >= 4;
    q->typos_head = q->head && w->n >= 5;
}

static Asked asked_word(const FoldWord *w, bool head) {
    Asked q = {.word = *w, .head = head, .classes = CLASSES_TOLERANT};
    if (only_digits(w)) add_digits(&q, w->p, w->n);
    work_out(&q);
    return q;
}

/* Several groups of digits, from words[0] on, that make one telephone number: how many. A number is long, or
** begins as numbers do. */
static size_t digit_groups(Str text, const FoldWord *words, size_t n, uint8_t *digits, size_t *ret_n) {
    size_t total = 0, k = 0;
    while (k < n && only_digits(&words[k]) && total + words[k].n <= FOLD_PHONE_MAX + 3) {
        memcpy(digits + total, words[k].p, words[k].n);
        total += words[k++].n;
    }
    bool plus = k > 0 && words[0].start > 0 && text.p[words[0].start - 1] == '+';
    *ret_n = total;
    return k > 1 && (total >= 6 || digits[0] == '0' || plus) ? k : 1;
}

Plan plan_of(Arena *a, Str text, bool whole) {
    FoldWord words[2 * FIND_ASKED_MAX];
    size_t   n = 0;
    text = str_sub(text, 0, FIND_ASKED_BYTES_MAX);
    FoldWalk walk = {.s = text};
    while (n < sizeof words / sizeof words[0] && fold_next(&walk, &words[n])) n++;
    if (n > 0 && !whole) {
        Str after = str_sub(text, words[n - 1].end, text.n);
        whole = str_find_byte(after, ' ') >= 0 || str_find(after, LIT("\xC2\xA0")) >= 0;
    }
    Plan p = {ARENA_ARRAY(a, Asked, FIND_ASKED_MAX), 0};
    for (size_t i = 0; i < n && p.n < FIND_ASKED_MAX;) {
        if (i + 1 < n && fold_bare_article(&words[i], &words[i + 1])) {
            i++;
            continue;
        }
        uint8_t digits[FOLD_PHONE_MAX + 3];
        size_t  n_digits, groups = digit_groups(text, words + i, n - i, digits, &n_digits);
        if (groups > 1) {
            Asked q = {.classes = CLASSES_TOLERANT};
            add_digits(&q, digits, n_digits);
            work_out(&q);
            p.asked[p.n++] = q;
        } else {
            p.asked[p.n++] = asked_word(&words[i], i + 1 == n && !whole);
        }
        i += groups;
    }
    return p;
}

Plan plan_retyped(Arena *a, const Retyping *r, Str *ret_meant) {
    enum { LETTERS_LEAST = 3 };
    size_t letters = 0;
    *ret_meant = fold_retype(a, r->text, r->from, r->to);
    Plan p = plan_of(a, *ret_meant, r->whole);
    for (size_t i = 0; i < p.n; i++) letters += p.asked[i].word.n;
    return letters < LETTERS_LEAST ? (Plan){0} : plan_with(a, &p, r->classes);
}

Plan plan_with(Arena *a, const Plan *p, Classes classes) {
    Plan q = {ARENA_ARRAY(a, Asked, p->n), p->n};
    for (size_t i = 0; i < p->n; i++) {
        q.asked[i] = p->asked[i];
        q.asked[i].classes = classes;
    }
    return q;
}

Plan plan_joined(Arena *a, const Plan *p, size_t i) {
    CHECK(i + 1 < p->n);
    const FoldWord *x = &p->asked[i].word, *y = &p->asked[i + 1].word;
    bool            fits = (size_t)x->n + y->n <= FOLD_LETTERS_MAX;
    if (x->n == 0 || y->n == 0 || x->script != y->script || !fits) return (Plan){0};
    FoldWord both = *x;
    memcpy(both.p + both.n, y->p, y->n);
    both.n = (uint8_t)(both.n + y->n);
    Plan q = plan_with(a, p, CLASSES_STRICT);
    q.asked[i] = asked_word(&both, p->asked[i + 1].head);
    q.asked[i].classes = CLASSES_TOLERANT;
    for (size_t k = i + 1; k + 1 < q.n; k++) q.asked[k] = q.asked[k + 1];
    q.n--;
    return q;
}

static FoldWord part_of(const FoldWord *w, size_t from, size_t to) {
    FoldWord part = {.script = w->script, .n = (uint8_t)(to - from)};
    memcpy(part.p, w->p + from, to - from);
    return part;
}

Plan plan_split(Arena *a, const Plan *p, size_t i, size_t at) {
    const FoldWord *w = &p->asked[i].word;
    if (p->n >= FIND_ASKED_MAX || any_digits(w) || w->script == FOLD_OTHER) return (Plan){0};
    if (at < 2 || at + 2 > w->n) return (Plan){0};
    Plan q = {ARENA_ARRAY(a, Asked, p->n + 1), p->n + 1};
    for (size_t k = 0, to = 0; k < p->n; k++) {
        q.asked[to] = p->asked[k];
        q.asked[to++].classes = CLASSES_STRICT;
        if (k != i) continue;
        FoldWord one = part_of(w, 0, at), two = part_of(w, at, w->n);
        q.asked[to - 1] = asked_word(&one, false);
        q.asked[to - 1].classes = CLASSES_HALF;
        q.asked[to] = asked_word(&two, p->asked[k].head);
        q.asked[to++].classes = CLASSES_HALF;
    }
    return q;
}

/* ---- One word against one word. */

static bool begins(const uint8_t *p, size_t n, const uint8_t *head, size_t n_head) {
    return n >= n_head && memcmp(p, head, n_head) == 0;
}

static FindClass phone_class(const Asked *q, const uint8_t *p, size_t n) {
    FindClass best = FIND_NOTHING;
    for (size_t i = 0; i < q->n_ways; i++) {
        if (!begins(p, n, q->ways[i], q->ways_n[i])) continue;
        if (n == q->ways_n[i]) return FIND_EXACT;
        best = FIND_HEAD;
    }
    if (best != FIND_NOTHING) return best;
    bool ends = q->tail_n > 0 && n > q->tail_n && memcmp(p + n - q->tail_n, q->tail, q->tail_n) == 0;
    return ends ? FIND_STEM : FIND_NOTHING;
}

/* What is left of a word whose prefix was cut off must be three letters to be the beginning of another word. */
static size_t head_least(uint8_t cut) { return cut ? 3 : 2; }

/* Equal, or beginning so, when prefix letters are cut off on either side. */
static bool stem_fits(const Asked *q, const uint8_t *p, size_t n, bool head) {
    uint8_t cuts[FOLD_STEMS_MAX + 1] = {0};
    size_t  n_cuts = 1 + fold_stems(p, n, cuts + 1);
    for (size_t i = 0; i < q->n_cuts; i++) {
        const uint8_t *stem = q->word.p + q->cuts[i];
        size_t         stem_n = q->word.n - q->cuts[i];
        for (size_t k = 0; k < n_cuts; k++) {
            size_t rest = n - cuts[k];
            if (head ? stem_n >= head_least(q->cuts[i]) && begins(p + cuts[k], rest, stem, stem_n)
                     : rest == stem_n && memcmp(p + cuts[k], stem, stem_n) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* A word of the index as it is heard: whole, and without its article. */
typedef struct Heard {
    SoundWord p[2];
    size_t    n;
} Heard;

static void hear_word(const uint8_t *p, size_t n, Heard *ret_heard) {
    size_t cut = fold_article(p, n);
    sound_word(p, n, &ret_heard->p[0]);
    ret_heard->n = 1;
    if (cut) sound_word(p + cut, n - cut, &ret_heard->p[ret_heard->n++]);
}

static bool pattern_fits(const SoundPattern *pattern, const uint8_t *p, size_t n, bool head) {
    if (sound_fits(pattern, sound_code(p, n), head)) return true;
    size_t cut = fold_article(p, n);
    return cut && sound_fits(pattern, sound_code(p + cut, n - cut), head);
}

/* The letters of a word whose code fits: whether it does sound so. */
static bool agrees(const Asked *q, const Heard *h, bool head) {
    for (size_t i = 0; i < q->n_patterns; i++) {
        for (size_t k = 0; k < h->n; k++) {
            if (sound_agrees(&q->sounds[i], &h->p[k], head)) return true;
        }
    }
    return false;
}

static bool same_shape(const Asked *q, const Heard *h) {
    for (size_t i = 0; i < q->n_patterns; i++) {
        for (size_t k = 0; k < h->n; k++) {
            if (q->shapes[i] == sound_shape(&h->p[k])) return true;
        }
    }
    return false;
}

/* Two letters are too few for the beginning of a sound. */
static bool sound_matches(const Asked *q, const uint8_t *p, size_t n, bool head) {
    bool fits = false;
    for (size_t i = 0; i < q->n_patterns && !fits && !(head && q->word.n < 3); i++) {
        fits = pattern_fits(&q->patterns[i], p, n, head);
    }
    if (!fits) return false;
    Heard h;
    hear_word(p, n, &h);
    return agrees(q, &h, head);
}

static bool shape_matches(const Asked *q, const uint8_t *p, size_t n) {
    Heard h;
    hear_word(p, n, &h);
    return same_shape(q, &h);
}

/* The class of a word that sounds like the asked one: of the two, the better that is wanted. */
static FindClass sound_class(const Asked *q, const uint8_t *p, size_t n, Classes classes) {
    if (!(classes & SOUND_BITS) || !sound_matches(q, p, n, false)) return FIND_NOTHING;
    if (classes & CLASS_BIT(FIND_SOUND_NEAR) && shape_matches(q, p, n)) return FIND_SOUND_NEAR;
    return classes & CLASS_BIT(FIND_SOUND) ? FIND_SOUND : FIND_NOTHING;
}

/* Only for other scripts: in its own a word is spelled. */
static bool swapped(const Asked *q, unsigned i, SoundPattern *ret_pattern) {
    return q->typos && q->n_patterns && sound_swapped(&q->sounds[0], i, ret_pattern);
}

static bool typo_fits(const Asked *q, const uint8_t *p, size_t n) {
    if (q->typos == 0) return false;
    FoldWord w = {.n = (uint8_t)n};
    memcpy(w.p, p, n);
    bool same_script = fold_script(p[0]) == q->word.script;
    if (same_script && fold_distance(&q->word, &w, q->typos, q->typos_head) <= q->typos) return true;
    SoundPattern pattern;
    for (unsigned i = 0; !same_script && swapped(q, i, &pattern); i++) {
        if (pattern_fits(&pattern, p, n, false)) return true;
    }
    return false;
}

FindClass asked_class(const Asked *q, const Segment *s, uint32_t word, Classes classes) {
    const uint8_t *p = s->text + s->text_at[word];
    size_t         n = segment_text_n(s, word);
    classes &= q->classes;
    if (word < s->n_phones) {
        FindClass cls = phone_class(q, p, n);
        return classes & CLASS_BIT(cls) ? cls : FIND_NOTHING;
    }
    if (q->word.n == 0) return FIND_NOTHING;
    bool begin = begins(p, n, q->word.p, q->word.n);
    if (classes & CLASS_BIT(FIND_EXACT) && begin && n == q->word.n) return FIND_EXACT;
    if (classes & CLASS_BIT(FIND_HEAD) && q->head && begin) return FIND_HEAD;
    if (classes & CLASS_BIT(FIND_STEM) && stem_fits(q, p, n, false)) return FIND_STEM;
    Classes heads = q->head ? classes : 0;
    if (heads & CLASS_BIT(FIND_STEM_HEAD) && stem_fits(q, p, n, true)) return FIND_STEM_HEAD;
    FindClass sound = sound_class(q, p, n, classes);
    if (sound != FIND_NOTHING) return sound;
    if (heads & CLASS_BIT(FIND_SOUND_HEAD) && sound_matches(q, p, n, true)) return FIND_SOUND_HEAD;
    if (classes & CLASS_BIT(FIND_TYPO) && typo_fits(q, p, n)) return FIND_TYPO;
    return FIND_NOTHING;
}

/* ---- One word against all words of a segment. */

static void add(Ranges *r, Arena *a, uint32_t lo, uint32_t hi) {
    if (lo >= hi) return;
    if (r->n == r->cap) {
        size_t cap = r->cap ? r->cap * 2 : 16;
        Range *p = ARENA_ARRAY(a, Range, cap);
        if (r->n > 0) memcpy(p, r->p, r->n * sizeof *p);
        r->p = p;
        r->cap = cap;
    }
    r->p[r->n++] = (Range){lo, hi};
}

static void add_range(Ranges *r, Arena *a, Range x) { add(r, a, x.lo, x.hi); }
static void add_one(Ranges *r, Arena *a, uint32_t word) { add(r, a, word, word + 1); }

static void add_phones(const Asked *q, const Segment *s, FindClass cls, Arena *a, Ranges *r) {
    if (s->n_phones == 0) return;
    for (size_t i = 0; i < q->n_ways && cls != FIND_STEM; i++) {
        add_range(r, a, segment_words(s, q->ways[i], q->ways_n[i], cls == FIND_HEAD));
    }
    if (cls != FIND_STEM || q->tail_n == 0) return;
    Range back = segment_phones_back(s, q->tail, q->tail_n);
    for (uint32_t i = back.lo; i < back.hi; i++) add_one(r, a, s->phones_back[i]);
}

static void add_stems(const Asked *q, const Segment *s, bool head, Arena *a, Ranges *r) {
    for (size_t i = 0; i < q->n_cuts; i++) {
        const uint8_t *p = q->word.p + q->cuts[i];
        size_t         n = q->word.n - q->cuts[i];
        if (head && n < head_least(q->cuts[i])) continue;
        if (q->cuts[i] > 0) add_range(r, a, segment_words(s, p, n, head));
        Range x = segment_cuts(s, p, n, head);
        for (uint32_t k = x.lo; k < x.hi; k++) add_one(r, a, s->cut_words[k]);
    }
}

typedef struct Hearing {
    const Segment      *s;
    const SoundPattern *p;
    Arena              *a;
    Ranges             *r;
    bool                head;
} Hearing;

/* The codes [lo, hi) begin with the k consonants of `code`, which fit the first i of the pattern. Not deeper
** than the pattern is long. */
static void hear(const Hearing *h, unsigned i, unsigned k, Sound code, Range in) {
    const Segment *s = h->s;
    if (in.lo >= in.hi) return;
    if (i == h->p->n) {
        uint32_t hi = h->head ? in.hi : segment_sound(s, code + 1, in.lo, in.hi);
        for (uint32_t x = in.lo; x < hi && k >= 2; x++) add_one(h->r, h->a, s->sound_words[x]);
        return;
    }
    if (h->p->skip[i]) hear(h, i + 1, k, code, in);
    if (k == SOUND_MAX) return;
    unsigned shift = 59 - 5 * k;
    for (uint32_t any = h->p->any[i]; any; any &= any - 1) {
        Sound    from = code | (Sound)__builtin_ctz(any) << shift;
        Sound    after = from + ((Sound)1 << shift);
        uint32_t lo = segment_sound(s, from, in.lo, in.hi);
        /* Behind the codes that begin with the last class there is none. */
        uint32_t hi = after ? segment_sound(s, after, lo, in.hi) : in.hi;
        hear(h, i + 1, k + 1, from, (Range){lo, hi});
    }
}

static void add_sounds(const SoundPattern *p, const Segment *s, bool head, Arena *a, Ranges *r) {
    if (p->n < 2) return;
    Hearing h = {s, p, a, r, head};
    hear(&h, 0, 0, 0, (Range){0, s->n_sounds});
}

/* Of the words whose codes fit, each a range by itself, those that do sound so. */
static void keep_agreeing(const Asked *q, const Segment *s, FindClass cls, Ranges *r) {
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++) {
        uint32_t word = r->p[i].lo;
        Heard    h;
        hear_word(s->text + s->text_at[word], segment_text_n(s, word), &h);
        if (!agrees(q, &h, cls == FIND_SOUND_HEAD)) continue;
        if (cls != FIND_SOUND_NEAR || same_shape(q, &h)) r->p[n++] = r->p[i];
    }
    r->n = n;
}

/* The words written in a script: a range, because its letters are neighbours. */
static Range script_words(const Segment *s, FoldScript script) {
    static const uint8_t FIRST[FOLD_SCRIPT_N + 1] = {
        [FOLD_DIGITS] = '0',           [FOLD_LATIN] = 'a',
        [FOLD_HEBREW] = HEBREW_FIRST,  [FOLD_ARABIC] = ARABIC_FIRST,
        [FOLD_SCRIPT_N] = FOREIGN_FIRST,
    };
    uint32_t bounds[2];
    for (unsigned k = 0; k < 2; k++) {
        uint32_t lo = s->n_phones, hi = s->n_words;
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (s->text[s->text_at[mid]] < FIRST[script + k]) lo = mid + 1;
            else hi = mid;
        }
        bounds[k] = lo;
    }
    return (Range){bounds[0], bounds[1]};
}

/* Takes the words of a range out of those from number `from` on. */
static void drop_words(Ranges *r, size_t from, Range out) {
    size_t n = from;
    for (size_t i = from; i < r->n; i++) {
        if (r->p[i].lo < out.lo || r->p[i].lo >= out.hi) r->p[n++] = r->p[i];
    }
    r->n = n;
}

/* Every edit changes at most two of the 32 signs, and one that an asked letter is missing at most one: nearly
** all words of the script are told apart by that, without looking at their letters. */
static void add_typos(const Asked *q, const Segment *s, Arena *a, Ranges *r) {
    if (q->typos == 0) return;
    uint32_t sign = 0, n = q->word.n, d = q->typos;
    for (size_t i = 0; i < n; i++) sign |= 1u << (q->word.p[i] % 32);
    Range in = script_words(s, (FoldScript)q->word.script);
    for (uint32_t word = in.lo; word < in.hi; word++) {
        uint32_t other = q->typos_head ? sign & ~s->signs[word] : sign ^ s->signs[word];
        if ((uint32_t)__builtin_popcount(other) > (q->typos_head ? d : 2 * d)) continue;
        uint32_t m = segment_text_n(s, word);
        if (m + d < n || (!q->typos_head && m > n + d)) continue;
        FoldWord w = {.n = (uint8_t)m};
        memcpy(w.p, s->text + s->text_at[word], m);
        if (fold_distance(&q->word, &w, d, q->typos_head) <= d) add_one(r, a, word);
    }
    SoundPattern pattern;
    size_t       n_spelled = r->n;
    for (unsigned i = 0; swapped(q, i, &pattern); i++) add_sounds(&pattern, s, false, a, r);
    drop_words(r, n_spelled, in);
}

Ranges asked_words(const Asked *q, const Segment *s, FindClass cls, Arena *a) {
    Ranges r = {0};
    bool   head = cls == FIND_HEAD || cls == FIND_STEM_HEAD || cls == FIND_SOUND_HEAD;
    if (!(q->classes & CLASS_BIT(cls))) return r;
    if (cls <= FIND_STEM) add_phones(q, s, cls, a, &r);
    if (q->word.n == 0 || (head && !q->head)) return r;
    switch (cls) {
    case FIND_EXACT:
    case FIND_HEAD: add_range(&r, a, segment_words(s, q->word.p, q->word.n, head)); break;
    case FIND_STEM:
    case FIND_STEM_HEAD: add_stems(q, s, head, a, &r); break;
    case FIND_SOUND_NEAR:
    case FIND_SOUND:
    case FIND_SOUND_HEAD:
        for (size_t i = 0; i < q->n_patterns && !(head && q->word.n < 3); i++) {
            add_sounds(&q->patterns[i], s, head, a, &r);
        }
        keep_agreeing(q, s, cls, &r);
        break;
    default: add_typos(q, s, a, &r); break;
    }
    return r;
}
