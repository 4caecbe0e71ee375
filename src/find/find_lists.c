#include "find/find_build.h"

#include "find/find_mem.h"

#define CELL(word, lane) ((size_t)(word) * LANE_N + (lane))

/* Two passes over all words of all records: the first counts what stands in each lane, the second fills it. A
** record counts once in a lane however often the word is there. */
typedef struct Lists {
    Segment  *s;
    uint32_t *last;             /* by cell: the last record counted + 1 */
    uint32_t *count;            /* by cell: records; then where the next one goes */
} Lists;

static void each_word(Lists *x, void (*take)(Lists *x, size_t cell, uint32_t doc)) {
    memset(x->last, 0, CELL(x->s->n_words, 0) * sizeof *x->last);
    for (uint32_t doc = 0; doc < x->s->n_docs; doc++) {
        Walk     w = segment_walk(x->s, doc);
        uint32_t n = walk_number(&w);
        for (uint32_t i = 0; i < n; i++) {
            WalkField f = walk_field(&w);
            for (uint32_t k = 0; k < f.n_entries; k++) {
                WalkEntry e = walk_entry(&w);
                size_t    cell = CELL(e.word, lane_of(&f, &e));
                if (x->last[cell] == doc + 1) continue;
                x->last[cell] = doc + 1;
                take(x, cell, doc);
            }
        }
    }
}

static void count_one(Lists *x, size_t cell, uint32_t doc) {
    (void)doc;
    x->count[cell]++;
}

static void fill_one(Lists *x, size_t cell, uint32_t doc) { x->s->posts[x->count[cell]++] = doc; }

/* Lays out the list of one word from *at on, writes its lengths, and turns counts into places. */
static void lay_out(Lists *x, uint32_t word, uint32_t *at) {
    Segment *s = x->s;
    unsigned lanes = 0;
    for (unsigned l = 0; l < LANE_N; l++) lanes |= (unsigned)(x->count[CELL(word, l)] > 0) << l;
    s->lanes[word] = (uint8_t)lanes;
    uint32_t head = *at, heads_end = head + (lanes ? (uint32_t)__builtin_popcount(lanes) - 1 : 0);
    *at = heads_end;
    for (unsigned l = 0; l < LANE_N; l++) {
        uint32_t n = x->count[CELL(word, l)];
        x->count[CELL(word, l)] = *at;
        if (n > 0 && head < heads_end) s->posts[head++] = n;
        *at += n;
    }
    s->posts_at[word + 1] = *at;
}

static void make_lists(Segment *s) {
    Lists x = {.s = s};
    x.last = mem_new(CELL(s->n_words, 0), sizeof *x.last);
    x.count = mem_new(CELL(s->n_words, 0), sizeof *x.count);
    each_word(&x, count_one);
    size_t total = 0;
    for (uint32_t word = 0; word < s->n_words; word++) {
        unsigned lanes = 0;
        for (unsigned l = 0; l < LANE_N; l++) {
            total += x.count[CELL(word, l)];
            lanes += x.count[CELL(word, l)] > 0;
        }
        total += lanes ? lanes - 1 : 0;
    }
    CHECK(total < UINT32_MAX);
    s->posts = mem_new(total, sizeof *s->posts);
    s->posts_at = mem_new((size_t)s->n_words + 1, sizeof *s->posts_at);
    s->lanes = mem_new(s->n_words, 1);
    uint32_t at = 0;
    for (uint32_t word = 0; word < s->n_words; word++) lay_out(&x, word, &at);
    CHECK(at == total);
    each_word(&x, fill_one);
    free(x.last);
    free(x.count);
}

static void make_signs(Segment *s) {
    s->signs = mem_new(s->n_words, sizeof *s->signs);
    for (uint32_t word = 0; word < s->n_words; word++) {
        for (uint32_t i = s->text_at[word]; i < s->text_at[word + 1]; i++) {
            s->signs[word] |= 1u << (s->text[i] % 32);
        }
    }
    while (s->n_phones < s->n_words && s->text[s->text_at[s->n_phones]] == PHONE_MARK) s->n_phones++;
}

static int by_end(const void *a, const void *b, void *segment) {
    const Segment *s = segment;
    uint32_t       x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    uint32_t       nx = segment_text_n(s, x), ny = segment_text_n(s, y);
    for (uint32_t i = 1; i <= nx && i <= ny; i++) {
        int d = s->text[s->text_at[x + 1] - i] - s->text[s->text_at[y + 1] - i];
        if (d != 0) return d;
    }
    return (nx > ny) - (nx < ny);
}

typedef struct Cut {
    uint64_t head;              /* the first eight letters of what remains */
    uint32_t word;
    uint8_t  cut;
} Cut;

static int by_rest(const void *a, const void *b, void *segment) {
    const Cut *x = a, *y = b;
    if (x->head != y->head) return x->head < y->head ? -1 : 1;
    const Segment *s = segment;
    size_t         nx = segment_text_n(s, x->word) - x->cut, ny = segment_text_n(s, y->word) - y->cut;
    const uint8_t *px = s->text + s->text_at[x->word] + x->cut, *py = s->text + s->text_at[y->word] + y->cut;
    int            d = memcmp(px, py, nx < ny ? nx : ny);
    if (d == 0) d = (nx > ny) - (nx < ny);
    return d != 0 ? d : (x->word > y->word) - (x->word < y->word);
}

static Cut cut_of(const uint8_t *p, uint32_t n, uint32_t word, uint8_t cut) {
    Cut c = {0, word, cut};
    for (uint32_t k = 0; k < 8; k++) c.head = c.head << 8 | (cut + k < n ? p[cut + k] : 0);
    return c;
}

static void make_cuts(Segment *s) {
    Cut    *all = NULL;
    size_t  cap = 0, n = 0;
    uint8_t cuts[FOLD_STEMS_MAX];
    for (uint32_t word = s->n_phones; word < s->n_words; word++) {
        const uint8_t *p = s->text + s->text_at[word];
        size_t         n_cuts = fold_stems(p, segment_text_n(s, word), cuts);
        all = mem_grow(all, &cap, n + n_cuts, sizeof *all);
        for (size_t i = 0; i < n_cuts; i++) all[n++] = cut_of(p, segment_text_n(s, word), word, cuts[i]);
    }
    CHECK(n < UINT32_MAX);
    if (n > 0) qsort_r(all, n, sizeof *all, by_rest, s);
    s->n_cuts = (uint32_t)n;
    s->cut_words = mem_new(n, sizeof *s->cut_words);
    s->cuts = mem_new(n, 1);
    for (size_t i = 0; i < n; i++) {
        s->cut_words[i] = all[i].word;
        s->cuts[i] = all[i].cut;
    }
    free(all);
}

typedef struct Heard {
    Sound    sound;
    uint32_t word;
} Heard;

static int by_sound(const void *a, const void *b) {
    const Heard *x = a, *y = b;
    if (x->sound != y->sound) return x->sound < y->sound ? -1 : 1;
    return (x->word > y->word) - (x->word < y->word);
}

/* Codes of one sign are left out: every pattern asks for two. */
static void make_sounds(Segment *s) {
    Heard *all = mem_new(2 * ((size_t)s->n_words - s->n_phones), sizeof *all);
    size_t n = 0;
    for (uint32_t word = s->n_phones; word < s->n_words; word++) {
        const uint8_t *p = s->text + s->text_at[word];
        size_t         letters = segment_text_n(s, word), cut = fold_article(p, letters);
        Sound          sound = sound_code(p, letters);
        if (sound_length(sound) >= 2) all[n++] = (Heard){sound, word};
        sound = cut ? sound_code(p + cut, letters - cut) : 0;
        if (sound_length(sound) >= 2) all[n++] = (Heard){sound, word};
    }
    CHECK(n < UINT32_MAX);
    qsort(all, n, sizeof *all, by_sound);
    s->n_sounds = (uint32_t)n;
    s->sounds = mem_new(n, sizeof *s->sounds);
    s->sound_words = mem_new(n, sizeof *s->sound_words);
    for (size_t i = 0; i < n; i++) {
        s->sounds[i] = all[i].sound;
        s->sound_words[i] = all[i].word;
    }
    free(all);
}

static void add_up(Segment *s) {
    size_t posts = s->posts_at[s->n_words], docs = s->n_docs, words = s->n_words;
    s->bytes = sizeof *s + docs * (sizeof(Id) + 2 + 1 + 4 + 4) + s->n_gates * sizeof(Gate);
    s->bytes += ((size_t)s->by_id_mask + 1) * 4 + s->words_at[docs];
    s->bytes += s->text_at[words] + words * (4 + 4 + 4 + 1) + posts * 4;
    s->bytes += s->n_phones * (size_t)4 + s->n_cuts * (size_t)5 + s->n_sounds * (size_t)12;
}

void segment_index(Segment *s) {
    make_signs(s);
    make_lists(s);
    s->phones_back = mem_new(s->n_phones, sizeof *s->phones_back);
    for (uint32_t i = 0; i < s->n_phones; i++) s->phones_back[i] = i;
    qsort_r(s->phones_back, s->n_phones, sizeof *s->phones_back, by_end, s);
    make_cuts(s);
    make_sounds(s);
    add_up(s);
}
