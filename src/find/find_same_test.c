/* The index against a plain reading of the rules: every record is looked at, word by word, with none of the
** index's tables. Random records, queries, readers, removals and replacements; the answers must be equal. */
#include "find/find_asked.h"
#include "find/find_run.h"
#include "base/check.h"
#include "base/rand.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { DOCS = 60, FIELDS = 5, TEXT = 120 };

typedef struct Record {
    Id        id;
    bool      alive;
    uint8_t   kind;
    uint16_t  weight;
    Id        org;
    uint64_t  gate;
    size_t    n_fields;
    FindField fields[FIELDS];
    char      texts[FIELDS][TEXT];
} Record;

typedef struct World {
    Record    records[DOCS];
    Rng       rng;
    FindQuery q;
    Arena     a;
} World;

/* ---- Random texts out of few syllables, so that much is alike. */

static const char *const SYLLABLES[] = {
    "בא", "ר", "שב", "ע", "ה", "נ", "גב", "ל", "יר", "וח", "ם", "כסי", "פה", "ת", "ו",
    "ب", "صا", "لح", "ال", "نق", "ر", "هط", "كسي", "فة", "ع", "م", "و", "س", "ي",
    "be", "er", "she", "va", "ra", "hat", "k", "u", "sei", "fe", "al", "na", "qab", "z", "5",
};
static const char *const GAPS[] = {" ", " ", " ", "-", "", ", ", "\"", "'"};

static void random_text(Rng *r, char *out, size_t max) {
    size_t n = 0, words = 1 + rng_below(r, 3);
    out[0] = 0;
    for (size_t w = 0; w < words; w++) {
        /* Mostly one script in a word. */
        size_t base = rng_below(r, 3) * 14;
        for (size_t k = 1 + rng_below(r, 4); k > 0; k--) {
            size_t at = rng_below(r, 12) == 0 ? rng_below(r, 42) : base + rng_below(r, 14);
            n += (size_t)snprintf(out + n, max - n, "%s", SYLLABLES[at]);
            if (n + 16 > max) return;
        }
        n += (size_t)snprintf(out + n, max - n, "%s", w + 1 < words ? GAPS[rng_below(r, 8)] : "");
    }
}

static void random_phone(Rng *r, char *out, size_t max) {
    static const char *const FORMS[] = {
        "050-%d%d1%d 23%d", "+972-50%d%d1%d23%d", "972502%d%d1%d3%d", "08%d%d%d%d",
    };
    int d[4];
    for (int i = 0; i < 4; i++) d[i] = (int)rng_below(r, 3);
    snprintf(out, max, FORMS[rng_below(r, 4)], d[0], d[1], d[2], d[3]);
}

static void random_record(World *w, Record *x, Id id) {
    static const FindPart PARTS[] = {FIND_NAME, FIND_ALIAS, FIND_PLACE, FIND_PHONE, FIND_NOTE};
    *x = (Record){.id = id, .alive = true, .kind = (uint8_t)rng_below(&w->rng, 4)};
    x->weight = (uint16_t)rng_below(&w->rng, 3);
    x->org = (Id)rng_below(&w->rng, 2) + 1;
    x->gate = rng_below(&w->rng, 3);
    x->n_fields = 1 + rng_below(&w->rng, FIELDS);
    for (size_t i = 0; i < x->n_fields; i++) {
        FindPart part = i == 0 ? FIND_NAME : PARTS[rng_below(&w->rng, 5)];
        if (part == FIND_PHONE) random_phone(&w->rng, x->texts[i], TEXT);
        else random_text(&w->rng, x->texts[i], TEXT);
        x->fields[i] = (FindField){part, str_of(x->texts[i])};
    }
}

/* ---- The rules, read plainly. */

static bool same(const uint8_t *a, size_t na, const uint8_t *b, size_t nb, bool head) {
    return (head ? na <= nb : na == nb) && memcmp(a, b, na) == 0;
}

static bool stems_meet(const Asked *q, const FoldWord *w, bool head) {
    uint8_t qc[FOLD_STEMS_MAX], wc[FOLD_STEMS_MAX];
    size_t  nq = fold_stems(q->word.p, q->word.n, qc), nw = fold_stems(w->p, w->n, wc);
    for (size_t i = 0; i <= nq; i++) {
        for (size_t k = 0; k <= nw; k++) {
            size_t a = i ? qc[i - 1] : 0, b = k ? wc[k - 1] : 0;
            if (head && q->word.n - a < (a ? 3u : 2u)) continue;
            if (same(q->word.p + a, q->word.n - a, w->p + b, w->n - b, head)) return true;
        }
    }
    return false;
}

static bool sounds_meet(const SoundPattern *p, const FoldWord *w, bool head) {
    size_t cut = fold_article(w->p, w->n);
    return sound_fits(p, sound_code(w->p, w->n), head) ||
           (cut && sound_fits(p, sound_code(w->p + cut, w->n - cut), head));
}

/* A word without its article, or as it is. */
static SoundWord sound_of(const FoldWord *w, bool bare) {
    SoundWord sound;
    size_t    cut = bare ? fold_article(w->p, w->n) : 0;
    sound_word(w->p + cut, w->n - cut, &sound);
    return sound;
}

static bool any_sound_meets(const Asked *q, const FoldWord *w, bool head) {
    bool fits = false, agrees = false;
    for (int i = 0; i < 2; i++) {
        SoundPattern p;
        SoundWord    asked = sound_of(&q->word, i);
        sound_pattern(&asked, &p);
        fits = fits || sounds_meet(&p, w, head);
        for (int k = 0; k < 2; k++) {
            SoundWord other = sound_of(w, k);
            agrees = agrees || sound_agrees(&asked, &other, head);
        }
    }
    return fits && agrees && !(head && q->word.n < 3);
}

static bool shapes_meet(const FoldWord *a, const FoldWord *b) {
    for (int i = 0; i < 4; i++) {
        SoundWord x = sound_of(a, i / 2), y = sound_of(b, i % 2);
        if (sound_shape(&x) == sound_shape(&y)) return true;
    }
    return false;
}

static bool has_digit(const FoldWord *w) {
    for (size_t i = 0; i < w->n; i++) {
        if (w->p[i] >= '0' && w->p[i] <= '9') return true;
    }
    return false;
}

static FoldScript first_script(const FoldWord *w) {
    if (w->p[0] >= 0xE0) return FOLD_OTHER;
    if (w->p[0] >= 0xA0) return FOLD_ARABIC;
    if (w->p[0] >= 0x80) return FOLD_HEBREW;
    return w->p[0] > '9' ? FOLD_LATIN : FOLD_DIGITS;
}

static bool typo_meets(const Asked *q, const FoldWord *w) {
    if (has_digit(&q->word) || q->word.n < 4) return false;
    unsigned most = q->word.n >= 8 ? 2 : 1;
    bool     head = q->head && q->word.n >= 5;
    if (first_script(w) == q->word.script && fold_distance(&q->word, w, most, head) <= most) return true;
    SoundPattern p;
    SoundWord    asked = sound_of(&q->word, false);
    for (unsigned i = 0; first_script(w) != q->word.script && sound_swapped(&asked, i, &p); i++) {
        if (sounds_meet(&p, w, false)) return true;
    }
    return false;
}

static FindClass phone_meets(const Asked *q, Str text) {
    char      digits[FOLD_PHONE_MAX];
    size_t    n = fold_phone(str_trim(text), digits);
    FindClass best = FIND_NOTHING;
    for (size_t i = 0; n > 0 && i < q->n_ways; i++) {
        const uint8_t *way = q->ways[i] + 1;
        size_t         m = q->ways_n[i] - 1u;
        if (!same(way, m, (const uint8_t *)digits, n, true)) continue;
        if (m == n) return FIND_EXACT;
        best = FIND_HEAD;
    }
    if (best || n == 0 || q->tail_n == 0 || q->tail_n > n) return best;
    return memcmp(digits + n - q->tail_n, q->tail, q->tail_n) == 0 ? FIND_STEM : FIND_NOTHING;
}

static FindClass word_meets(const Asked *q, const FoldWord *w) {
    if (q->word.n == 0) return FIND_NOTHING;
    bool may[FIND_CLASS_N] = {
        [FIND_EXACT] = same(q->word.p, q->word.n, w->p, w->n, false),
        [FIND_HEAD] = q->head && same(q->word.p, q->word.n, w->p, w->n, true),
        [FIND_STEM] = stems_meet(q, w, false),
        [FIND_STEM_HEAD] = q->head && stems_meet(q, w, true),
        [FIND_SOUND_NEAR] = any_sound_meets(q, w, false) && shapes_meet(&q->word, w),
        [FIND_SOUND] = any_sound_meets(q, w, false),
        [FIND_SOUND_HEAD] = q->head && any_sound_meets(q, w, true),
        [FIND_TYPO] = typo_meets(q, w),
    };
    for (unsigned c = FIND_EXACT; c < FIND_CLASS_N; c++) {
        if (may[c] && q->classes >> c & 1) return (FindClass)c;
    }
    return FIND_NOTHING;
}

typedef struct Tally {
    uint32_t best[FIND_ASKED_MAX], field[FIND_ASKED_MAX], pair[FIND_ASKED_MAX];
    uint8_t  cls[FIND_ASKED_MAX];
    uint32_t whole;
} Tally;

static void tally(const Plan *p, FindPart part, const FoldWord *w, Tally *t) {
    for (size_t i = 0; i < p->n; i++) {
        FindClass cls = word_meets(&p->asked[i], w);
        uint32_t  points = FIND_POINTS[cls][part];
        if (points > t->field[i]) t->field[i] = points;
        if (points > t->best[i]) {
            t->best[i] = points;
            t->cls[i] = (uint8_t)cls;
        }
    }
}

static void tally_field(const Plan *p, const FindField *f, Tally *t) {
    FoldWalk walk = {.s = f->text};
    FoldWord before, w;
    size_t   n = 0;
    uint32_t pair = 0;
    memset(t->field, 0, sizeof t->field);
    for (; fold_next(&walk, &w); before = w, n++) {
        tally(p, f->part, &w, t);
        if (!w.glued || n == 0 || f->part == FIND_NOTE || before.n + w.n > FOLD_LETTERS_MAX) continue;
        FoldWord both = before;
        memcpy(both.p + both.n, w.p, w.n);
        both.n = (uint8_t)(both.n + w.n);
        if (p->n == 1 && n == 1) pair = FIND_POINTS[word_meets(&p->asked[0], &both)][f->part];
        tally(p, f->part, &both, t);
    }
    if (f->part != FIND_NAME && f->part != FIND_ALIAS) return;
    uint32_t sum = 0;
    for (size_t i = 0; i < p->n; i++) sum += t->field[i];
    if (n == 2 && p->n == 1) sum = pair;
    else if (n != p->n) return;
    if (sum > t->whole) t->whole = sum;
}

static bool score(const Plan *p, const Record *x, FindHit *ret_hit) {
    Tally    t = {0};
    uint32_t sum = 0;
    for (size_t i = 0; i < x->n_fields; i++) {
        if (x->fields[i].part != FIND_PHONE) {
            tally_field(p, &x->fields[i], &t);
            continue;
        }
        for (size_t k = 0; k < p->n; k++) {
            FindClass cls = phone_meets(&p->asked[k], x->fields[i].text);
            uint32_t  points = p->asked[k].classes >> cls & 1 ? FIND_POINTS[cls][FIND_PHONE] : 0;
            if (points <= t.best[k]) continue;
            t.best[k] = points;
            t.cls[k] = (uint8_t)cls;
        }
    }
    *ret_hit = (FindHit){.id = x->id, .kind = x->kind, .weight = x->weight};
    for (size_t i = 0; i < p->n; i++) {
        if (t.best[i] == 0) return false;
        sum += t.best[i];
        if (t.cls[i] > ret_hit->cls) ret_hit->cls = t.cls[i];
    }
    ret_hit->points = sum + (t.whole == sum ? FIND_WHOLE_POINTS : 0u);
    return true;
}

typedef struct Answer {
    FindHit hits[DOCS];
    size_t  n;
} Answer;

static bool reader_may(void *reader, Id org, uint64_t gate) {
    (void)reader;
    return org == 1 && gate != 2;
}

static bool shown(const World *w, const Record *x) {
    if (!x->alive || (w->q.kinds && !(w->q.kinds >> x->kind & 1))) return false;
    return !w->q.may || reader_may(NULL, x->org, x->gate);
}

static int by_order(const void *a, const void *b) {
    const FindHit *x = a, *y = b;
    if (x->group != y->group) return x->group < y->group ? -1 : 1;
    if (x->points != y->points) return x->points > y->points ? -1 : 1;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static void scan(const World *w, const Plan *p, FindGroup group, Answer *all) {
    if (p->n == 0) return;
    for (size_t i = 0; i < DOCS; i++) {
        FindHit hit;
        if (!shown(w, &w->records[i]) || !score(p, &w->records[i], &hit)) continue;
        hit.group = (uint8_t)group;
        size_t k = 0;
        while (k < all->n && all->hits[k].id != hit.id) k++;
        if (k < all->n && (all->hits[k].group < group || all->hits[k].points >= hit.points)) continue;
        all->hits[k] = hit;
        if (k == all->n) all->n++;
    }
    qsort(all->hits, all->n, sizeof all->hits[0], by_order);
}

static void scan_keys(World *w, FindGroup group, Classes classes, Answer *all) {
    FoldKeys from = fold_keys_of(w->q.text);
    for (FoldKeys to = 0; from != FOLD_KEYS_N && to < FOLD_KEYS_N && all->n == 0; to++) {
        Str  meant;
        Plan p = plan_retyped(&w->a, &(Retyping){w->q.text, from, to, w->q.whole, classes}, &meant);
        if (to != from) scan(w, &p, group, all);
    }
}

static void reference(World *w, Answer *all) {
    Plan plan = plan_of(&w->a, w->q.text, w->q.whole), strict = plan_with(&w->a, &plan, CLASSES_STRICT);
    Plan begun = plan_with(&w->a, &plan, CLASSES_BEGUN);
    all->n = 0;
    scan(w, &strict, FIND_STRICT, all);
    bool whole = all->n >= w->q.limit;
    for (size_t i = 0; i < all->n; i++) {
        uint8_t cls = all->hits[i].cls;
        whole = whole || (cls != FIND_HEAD && cls != FIND_STEM_HEAD);
    }
    if (!whole) scan(w, &begun, FIND_BEGUN, all);
    if (w->q.strict || plan.n == 0) return;
    if (all->n == 0) scan_keys(w, FIND_KEYS, CLASSES_SPELLED, all);
    if (all->n < w->q.limit) scan(w, &plan, FIND_TOLERANT, all);
    for (size_t i = 0; i + 1 < plan.n && all->n < w->q.limit; i++) {
        Plan p = plan_joined(&w->a, &plan, i);
        scan(w, &p, FIND_JOINED, all);
    }
    bool none = all->n == 0;
    for (size_t i = 0; i < plan.n && none && plan.n <= 2; i++) {
        for (size_t at = 0; at < plan.asked[i].word.n; at++) {
            Plan p = plan_split(&w->a, &plan, i, at);
            scan(w, &p, FIND_JOINED, all);
        }
    }
    if (all->n == 0) scan_keys(w, FIND_KEYS_TOLERANT, CLASSES_MISSPELLED, all);
}

/* ---- Comparing. */

static void random_query(World *w, char *text) {
    Rng *r = &w->rng;
    w->q = (FindQuery){.whole = rng_below(r, 4) == 0, .strict = rng_below(r, 8) == 0};
    w->q.limit = (uint32_t[]){1, 3, 10, 200}[rng_below(r, 4)];
    if (rng_below(r, 2)) w->q.may = reader_may;
    if (rng_below(r, 4) == 0) w->q.kinds = 5;
    if (rng_below(r, 6) == 0) {
        random_phone(r, text, TEXT);
        w->q.text = str_sub(str_of(text), rng_below(r, 4), 3 + rng_below(r, 12));
        return;
    }
    const Record *x = &w->records[rng_below(r, DOCS)];
    if (rng_below(r, 3) == 0) random_text(r, text, TEXT);
    else snprintf(text, TEXT, "%s", x->n_fields ? x->texts[rng_below(r, x->n_fields)] : "");
    w->q.text = utf8_head(str_of(text), 2 + rng_below(r, 12));
    if (rng_below(r, 5) == 0) w->q.text = fold_retype(&w->a, w->q.text, FOLD_KEYS_HEBREW, FOLD_KEYS_LATIN);
}

static void compare(World *w, FindIndex *x) {
    char    text[TEXT];
    Answer *all = test_malloc(sizeof *all);
    arena_reset(&w->a);
    random_query(w, text);
    reference(w, all);
    FindHit  *hits;
    size_t    n, want = all->n < w->q.limit ? all->n : w->q.limit;
    FindStats stats;
    find_query(x, &w->q, &w->a, &hits, &n, &stats);
    bool equal = n == want;
    for (size_t i = 0; i < n && equal; i++) {
        const FindHit *a = &hits[i], *b = &all->hits[i];
        equal = a->id == b->id && a->group == b->group && a->points == b->points && a->kind == b->kind;
    }
    if (!equal) {
        print_message("query '%.*s' whole %d limit %u\n", STR_ARG(w->q.text), w->q.whole, w->q.limit);
        for (size_t i = 0; i < n || i < want; i++) {
            const FindHit zero = {0}, *a = i < n ? &hits[i] : &zero, *b = i < want ? &all->hits[i] : &zero;
            print_message("  index %d group %d class %d points %u; plainly %d group %d class %d points %u\n",
                          (int)a->id, a->group, a->cls, a->points, (int)b->id, b->group, b->cls, b->points);
        }
    }
    assert_true(equal);
    assert_int_equal(stats.full, n == w->q.limit);
    test_free(all);
}

static void change(World *w, FindIndex *x) {
    size_t at = rng_below(&w->rng, DOCS);
    Id     id = (Id)at + 1;
    if (rng_below(&w->rng, 4) == 0) {
        find_remove(x, id);
        w->records[at].alive = false;
        return;
    }
    Record *r = &w->records[at];
    random_record(w, r, id);
    FindDoc d = {r->id, r->kind, r->weight, r->org, r->gate, r->fields, r->n_fields};
    assert_int_equal(find_put(x, &d), OK);
}

static void run_world(uint64_t seed, int rounds) {
    World *w = test_calloc(1, sizeof *w);
    rng_seed(&w->rng, seed);
    arena_init(&w->a, (size_t)64 << 20);
    FindIndex *x = find_open();
    for (int i = 0; i < rounds; i++) {
        for (size_t k = rng_below(&w->rng, i == 0 ? DOCS : 5); k > 0; k--) change(w, x);
        find_commit(x);
        if (rng_below(&w->rng, 10) == 0) find_tidy(x);
        uint64_t alive = 0;
        for (size_t k = 0; k < DOCS; k++) alive += w->records[k].alive;
        assert_int_equal(find_count(x), alive);
        for (int k = 0; k < 4; k++) compare(w, x);
    }
    find_free(x);
    arena_release(&w->a);
    test_free(w);
}

static void test_index_answers_as_a_plain_scan_does(void **state) {
    (void)state;
    const char *seeds = getenv("FIND_SEEDS");
    int64_t     n = 4;
    if (seeds) assert_true(str_int(str_of(seeds), &n));
    for (int64_t seed = 1; seed <= n; seed++) run_world((uint64_t)seed, 60);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_index_answers_as_a_plain_scan_does)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
