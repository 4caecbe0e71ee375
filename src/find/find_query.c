#include "find/find_index.h"
#include "find/find_run.h"

#include "base/check.h"

typedef struct Search {
    FindIndex *x;
    Arena     *a;               /* for the query only */
    Best       best;
    Plan       plan;
    Str        meant;
} Search;

static void run_all(Search *s, const Plan *p) {
    if (p->n == 0) return;
    Plan *kept = ARENA_NEW(s->a, Plan);
    *kept = *p;
    for (uint32_t i = 0; i < s->best.n_views; i++) run_plan(&s->best, kept, i);
}

static bool begin_group(Search *s, FindGroup group) {
    s->best.before = s->best.n;
    s->best.group = (uint8_t)group;
    return s->best.n < s->best.limit;
}

/* Tries the other layouts until one finds something: as it is spelled, for another guess on top would find anything. */
static void run_keys(Search *s, FindGroup group, Classes classes) {
    Str      text = str_sub(s->best.q->text, 0, FIND_ASKED_BYTES_MAX);
    FoldKeys from = fold_keys_of(text);
    if (from == FOLD_KEYS_N || !begin_group(s, group)) return;
    for (FoldKeys to = 0; to < FOLD_KEYS_N && s->best.n == s->best.before; to++) {
        if (to == from) continue;
        Str  meant;
        Plan p = plan_retyped(s->a, &(Retyping){text, from, to, s->best.q->whole, classes}, &meant);
        run_all(s, &p);
        if (s->best.n > s->best.before) s->meant = meant;
    }
}

enum { SPLIT_WORDS_MAX = 2 };

static void run_joined(Search *s) {
    if (!begin_group(s, FIND_JOINED)) return;
    for (size_t i = 0; i + 1 < s->plan.n; i++) {
        Plan p = plan_joined(s->a, &s->plan, i);
        run_all(s, &p);
    }
    if (s->best.n > 0 || s->plan.n > SPLIT_WORDS_MAX) return;
    for (size_t i = 0; i < s->plan.n; i++) {
        for (size_t at = 2; at + 2 <= s->plan.asked[i].word.n; at++) {
            Plan p = plan_split(s->a, &s->plan, i, at);
            run_all(s, &p);
        }
    }
}

/* Whether the last word stands somewhere as a whole. Then it is not the beginning of one in another script. */
static bool found_whole(const Search *s) {
    enum {
        WHOLE = CLASS_BIT(FIND_EXACT) | CLASS_BIT(FIND_STEM) | CLASS_BIT(FIND_SOUND_NEAR) | CLASS_BIT(FIND_SOUND)
    };
    for (size_t i = 0; i < s->best.n; i++) {
        if (WHOLE >> s->best.p[i].cls & 1) return true;
    }
    return false;
}

/* Each group only when the ones before leave room; guesses what was meant only when nothing was found. */
static void run_groups(Search *s) {
    Plan strict = plan_with(s->a, &s->plan, CLASSES_STRICT), begun = plan_with(s->a, &s->plan, CLASSES_BEGUN);
    begin_group(s, FIND_STRICT);
    run_all(s, &strict);
    if (!found_whole(s) && begin_group(s, FIND_BEGUN)) run_all(s, &begun);
    if (s->best.q->strict) return;
    if (s->best.n == 0) run_keys(s, FIND_KEYS, CLASSES_SPELLED);
    if (begin_group(s, FIND_TOLERANT)) run_all(s, &s->plan);
    run_joined(s);
    if (s->best.n == 0) run_keys(s, FIND_KEYS_TOLERANT, CLASSES_MISSPELLED);
}

/* ---- Hits. */

/* Classes as good as the one that counted: a record found by an exact word shows exact words. */
static Classes as_good(uint8_t cls) { return (2u << cls) - 1; }

static FindClass class_in(const Plan *p, const Segment *s, uint32_t word, uint8_t worst) {
    FindClass best = FIND_NOTHING;
    for (size_t i = 0; i < p->n; i++) {
        FindClass cls = asked_class(&p->asked[i], s, word, as_good(worst));
        if (cls != FIND_NOTHING && (best == FIND_NOTHING || cls < best)) best = cls;
    }
    return best;
}

/* A pair and its words would mark the same text twice. */
static bool marked_already(const FindHit *h, const FindMark *m) {
    for (size_t i = 0; i < h->n_marks; i++) {
        const FindMark *x = &h->marks[i];
        if (x->field == m->field && x->start <= m->start && m->start + m->n <= x->start + x->n) return true;
    }
    return false;
}

static void add_mark(FindHit *h, const FindMark *m) {
    if (marked_already(h, m)) return;
    size_t to = 0;
    for (size_t i = 0; i < h->n_marks; i++) {
        const FindMark *x = &h->marks[i];
        if (x->field == m->field && m->start <= x->start && x->start + x->n <= m->start + m->n) continue;
        h->marks[to++] = *x;
    }
    h->n_marks = to;
    if (to < FIND_MARKS_MAX) h->marks[h->n_marks++] = *m;
}

static int by_place(const void *a, const void *b) {
    const FindMark *x = a, *y = b;
    if (x->field != y->field) return x->field < y->field ? -1 : 1;
    return (x->start > y->start) - (x->start < y->start);
}

static void mark(const Search *s, const Found *f, FindHit *h, Arena *a) {
    const Segment *seg = s->best.views[f->view].s;
    Walk           w = segment_walk(seg, f->doc);
    uint32_t       n = walk_number(&w), best_points = 0;
    FindMark       marks[FIND_MARKS_MAX];
    h->marks = marks;
    for (uint32_t i = 0; i < n; i++) {
        WalkField field = walk_field(&w);
        for (uint32_t k = 0; k < field.n_entries; k++) {
            WalkEntry e = walk_entry(&w);
            FindClass cls = class_in(f->plan, seg, e.word, f->cls);
            if (cls == FIND_NOTHING) continue;
            uint32_t sole = entry_is_sole(&field, &e) ? FIND_WHOLE_POINTS : 0;
            uint32_t points = FIND_POINTS[cls][field.part] + sole;
            if (points > best_points) {
                best_points = points;
                h->part = (uint8_t)field.part;
                h->field = (uint16_t)i;
            }
            FindMark m = {.field = (uint16_t)i, .start = (uint16_t)e.start, .n = (uint16_t)e.n};
            m.part = (uint8_t)field.part;
            m.cls = (uint8_t)cls;
            add_mark(h, &m);
        }
    }
    qsort(marks, h->n_marks, sizeof marks[0], by_place);
    h->marks = ARENA_ARRAY(a, FindMark, h->n_marks);
    memcpy(h->marks, marks, h->n_marks * sizeof marks[0]);
}

static void make_hits(const Search *s, Arena *a, FindHit *hits) {
    for (size_t i = 0; i < s->best.n; i++) {
        const Found *f = &s->best.p[i];
        FindHit     *h = &hits[i];
        *h = (FindHit){.id = f->id, .group = f->group, .cls = f->cls, .points = f->points};
        h->weight = f->weight;
        h->kind = s->best.views[f->view].s->kinds[f->doc];
        mark(s, f, h, a);
    }
}

static void look_at(Search *s, const State *st) {
    s->best.n_views = st->n;
    s->best.views = ARENA_ARRAY(s->a, View, st->n);
    for (size_t i = 0; i < st->n; i++) {
        const Part *p = &st->parts[i];
        View       *v = &s->best.views[i];
        *v = (View){p->s, p->dead ? p->dead->bits : NULL, NULL};
        if (s->best.q->may) v->may = ARENA_ARRAY(s->a, uint8_t, p->s->n_gates);
    }
}

void find_query(FindIndex *x, const FindQuery *q, Arena *a, FindHit **ret_hits, size_t *ret_n,
                FindStats *ret_stats) {
    CHECK(q->limit >= 1 && q->limit <= FIND_LIMIT_MAX);
    State *st = state_take(x);
    Search s = {.x = x, .a = scratch_take(x)};
    s.best = (Best){.q = q, .a = s.a, .limit = q->limit};
    s.best.p = ARENA_ARRAY(s.a, Found, q->limit + 1);
    s.plan = plan_of(s.a, q->text, q->whole);
    look_at(&s, st);
    if (s.plan.n > 0) run_groups(&s);
    FindHit *hits = ARENA_ARRAY(a, FindHit, s.best.n);
    make_hits(&s, a, hits);
    if (ret_stats) {
        *ret_stats = (FindStats){arena_copy(a, s.meant), (uint32_t)s.plan.n, (uint32_t)st->n, st->n_docs,
                                 s.best.n_scored, s.best.n == q->limit};
    }
    *ret_hits = hits;
    *ret_n = s.best.n;
    scratch_give(x, s.a);
    state_drop(st);
}
