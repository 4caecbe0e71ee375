/* seek_ask.c - asking the image, and looking at what it found through the reader's eyes. */
#include "seek/seek_inner.h"

#include "base/check.h"
#include "base/utf8.h"
#include "ent/list.h"
#include "find/fold.h"

#include <stdlib.h>

/* More is asked for than shown, for the hits that the database then refuses: the image is a moment behind. */
enum { SPARE = 20, TWINS_LOOKED_AT = 30 };

static bool may_read(const Ctx *c, const Entity *e) { return c->who.system || (c->who.roles & e->readers); }

/* The kinds asked for that this reader's roles may list at all. */
static uint64_t kinds_mask(const Ctx *c, const Seek *s, const Entity *const *nouns, size_t n) {
    uint64_t mask = 0;
    for (int i = 0; i < s->kinds.searched; i++) {
        bool asked = n == 0;
        for (size_t k = 0; k < n && !asked; k++) asked = nouns[k] == s->kinds.v[i];
        if (asked && may_read(c, s->kinds.v[i])) mask |= (uint64_t)1 << i;
    }
    return mask;
}

static bool is_current(Seek *s) {
    pthread_mutex_lock(&s->lock);
    bool yes = s->shown == region_version(s->region);
    pthread_mutex_unlock(&s->lock);
    return yes;
}

/* ---- through the reader's eyes ---------------------------------------------------------------------------------- */

/* The live records of one noun that the reader may see, of those found. */
static Fault rows_seen(Ctx *c, const Entity *e, int kind, const FindHit *hits, size_t n, const void **ret_recs) {
    Id    *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    size_t m = 0;
    void  *rows;
    for (size_t i = 0; i < n; i++) {
        if (hits[i].kind == kind) ids[m++] = hits[i].id;
    }
    if (!m) return OK;
    ListSpec spec = {.entity = e, .ids = ids, .n_ids = m, .ids_only = true, .sort_changed = true,
                     .limit = LIST_PAGE_MAX};
    TRY(list_run(c, &spec, true, &rows, &m, NULL));
    for (size_t k = 0; k < m; k++) {
        const Head *h = (const Head *)((const char *)rows + k * e->size);
        for (size_t i = 0; i < n; i++) {
            if (hits[i].id == h->id) ret_recs[i] = h;
        }
    }
    return OK;
}

static Fault look(Ctx *c, const Seek *s, const SeekAsk *ask, const FindHit *hits, size_t n, SeekAnswer *ret_answer) {
    const void **recs = ARENA_ARRAY(c->arena, const void *, n + 1);
    for (int kind = 0; kind < s->kinds.n; kind++) TRY(rows_seen(c, s->kinds.v[kind], kind, hits, n, recs));
    ret_answer->hits = ARENA_ARRAY(c->arena, SeekHit, ask->limit + 1);
    for (size_t i = 0; i < n; i++) {
        SeekText texts[SEEK_TEXTS_MAX];
        if (!recs[i]) continue;
        if (ret_answer->n_hits == ask->limit) {
            ret_answer->full = true;
            break;
        }
        SeekHit *h = &ret_answer->hits[ret_answer->n_hits++];
        *h = (SeekHit){.entity = s->kinds.v[hits[i].kind], .rec = recs[i], .find = hits[i]};
        h->n_texts = texts_of(h->entity, h->rec, texts);
        SeekText *kept = ARENA_ARRAY(c->arena, SeekText, h->n_texts + 1);
        for (size_t k = 0; k < h->n_texts; k++) kept[k] = texts[k];
        h->texts = kept;
    }
    return OK;
}

Fault seek(Ctx *c, const SeekAsk *ask, SeekAnswer *ret_answer) {
    CHECK(ask->limit >= 1 && ask->limit <= SEEK_LIMIT_MAX);
    Seek  *s = seek_of(c->region);
    Image *m = s ? image_take(s) : NULL;
    *ret_answer = (SeekAnswer){0};
    if (!m) return OK;
    ret_answer->ready = true;
    ret_answer->current = is_current(s);
    GateReader reader;
    FindHit   *hits = NULL;
    FindStats  stats = {0};
    size_t     n = 0;
    uint64_t   kinds = kinds_mask(c, s, ask->nouns, ask->n_nouns);
    Fault      f = gate_reader(c, &s->gates, &reader);
    if (f == OK && kinds) {
        FindQuery q = {.text = ask->text, .whole = ask->whole, .strict = ask->strict, .kinds = kinds,
                       .limit = ask->limit + SPARE, .may = gate_may, .reader = &reader};
        find_query(m->index, &q, c->arena, &hits, &n, &stats);
    }
    image_drop(m);
    TRY(f);
    ret_answer->meant = stats.meant;
    return look(c, s, ask, hits, n, ret_answer);
}

/* ---- for lists -------------------------------------------------------------------------------------------------- */

Fault seek_ids(Ctx *c, const Entity *e, Str text, SeekIds *ret_ids) {
    Seek  *s = seek_of(c->region);
    Image *m = s ? image_take(s) : NULL;
    int    kind = s ? kind_searched(&s->kinds, e) : -1;
    *ret_ids = (SeekIds){.current = m && is_current(s)};
    GateReader reader;
    FindHit   *hits;
    size_t     n;
    Fault      f = m && kind >= 0 ? gate_reader(c, &s->gates, &reader) : NOT_FOUND;
    if (f == OK) {
        FindQuery q = {.text = text, .kinds = (uint64_t)1 << kind, .limit = FIND_LIMIT_MAX, .may = gate_may,
                       .reader = &reader};
        find_query(m->index, &q, c->arena, &hits, &n, NULL);
        /* What is there as it was typed, and what begins to sound so in another script; guesses only by themselves. */
        FindGroup worst = n && hits[0].group < FIND_BEGUN ? FIND_BEGUN : n ? hits[0].group : 0;
        ret_ids->v = ARENA_ARRAY(c->arena, Id, n + 1);
        for (size_t i = 0; i < n; i++) {
            bool named = hits[i].part == FIND_NAME || hits[i].part == FIND_ALIAS || hits[i].part == FIND_PHONE;
            if (named && hits[i].group <= worst) ret_ids->v[ret_ids->n++] = hits[i].id;
        }
    }
    image_drop(m);
    return f == NOT_FOUND ? OK : f;
}

/* ---- twins ------------------------------------------------------------------------------------------------------ */

/* A FindQuery.may: anybody of the organisation. */
static bool same_org(void *org, Id of, uint64_t gate) {
    (void)gate;
    return of == *(const Id *)org;
}

static bool is_twin(const SeekTwins *t, const void *rec) {
    SeekText texts[SEEK_TEXTS_MAX];
    size_t   n = texts_of(t->entity, rec, texts);
    for (size_t i = 0; i < n; i++) {
        if (texts[i].part != FIND_NAME || !texts[i].text.n) continue;
        for (size_t k = 0; k < t->n_names; k++) {
            if (t->names[k].n && fold_sounds_alike(texts[i].text, t->names[k])) return true;
        }
    }
    return false;
}

static bool has_id(const Id *ids, size_t n, Id id) {
    for (size_t i = 0; i < n; i++) {
        if (ids[i] == id) return true;
    }
    return false;
}

/* Records in which every word of one of the names occurs in some way. */
static size_t near(Ctx *c, FindIndex *x, int kind, const SeekTwins *t, Id *ret_ids) {
    size_t n_ids = 0;
    for (size_t k = 0; k < t->n_names; k++) {
        FindHit *hits;
        size_t   n;
        FindQuery q = {.text = t->names[k], .whole = true, .strict = true, .kinds = (uint64_t)1 << kind,
                       .limit = TWINS_LOOKED_AT, .may = same_org, .reader = &c->who.org};
        if (!t->names[k].n) continue;
        find_query(x, &q, c->arena, &hits, &n, NULL);
        for (size_t i = 0; i < n && n_ids < (size_t)TWINS_LOOKED_AT * LANG_N; i++) {
            if (hits[i].id != t->self && !has_id(ret_ids, n_ids, hits[i].id)) ret_ids[n_ids++] = hits[i].id;
        }
    }
    return n_ids;
}

Fault seek_twins(Ctx *c, const SeekTwins *t, Id *ret_ids, size_t max, size_t *ret_n) {
    Seek  *s = seek_of(c->region);
    Image *m = s ? image_take(s) : NULL;
    int    kind = s ? kind_searched(&s->kinds, t->entity) : -1;
    Id     ids[TWINS_LOOKED_AT * LANG_N];
    size_t n = m && kind >= 0 ? near(c, m->index, kind, t, ids) : 0;
    void  *rows = NULL;
    image_drop(m);
    *ret_n = 0;
    if (n) TRY(ent_feed_these(c, t->entity, ids, n, &rows, &n));
    for (size_t i = 0; i < n && *ret_n < max; i++) {
        const Head *h = (const Head *)((const char *)rows + i * t->entity->size);
        if (h->org == c->who.org && is_twin(t, h)) ret_ids[(*ret_n)++] = h->id;
    }
    return OK;
}

/* ---- marks ------------------------------------------------------------------------------------------------------ */

static bool at_letter(Str s, size_t i) { return i == s.n || ((unsigned char)s.p[i] & 0xC0) != 0x80; }

bool seek_marked(const FindMark *m, Str text) {
    size_t end = (size_t)m->start + m->n;
    return m->n && end <= text.n && at_letter(text, m->start) && at_letter(text, end);
}
