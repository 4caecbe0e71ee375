/* view_find.c - one box for everything: the page of a search, its list as one types, and the pickers of forms.
**
** The image in memory (seek/) answers. Until it has read all records once, and for nouns that it does not know, the
** names that contain the words are asked from the database, and the page says so. */
#include "view/view_find.h"

#include "base/check.h"
#include "base/utf8.h"
#include "find/fold.h"

enum {
    NOUNS_MAX = 32,
    PAGE_HITS = 20,                               /* of a noun, when there are others */
    PAGE_HITS_MAX = 100,                          /* when there are not */
    TYPED_HITS = 24, TYPED_GROUP = 6,             /* as one types: of all, of a noun */
    PICKED_HITS = 12,
    RECENT_HITS = 8,
    ENOUGH = 3,
    WORDS_MAX = 200,
};

typedef struct Finding {
    Page        *pg;
    Ctx         *c;
    FindView    *v;
    const Entity *nouns[NOUNS_MAX];               /* that this reader may search */
    size_t       n_nouns;
    bool         kept;                            /* the answer holds until the region changes */
} Finding;

/* ---- which nouns ------------------------------------------------------------------------------------------------ */

static bool may_find(const Ctx *c, const Entity *e) {
    return (c->who.system || (c->who.roles & e->readers)) && (e->label >= 0 || seek_knows(e));
}

/* Nouns with a list; for a picker any noun with names. */
static void fill_nouns(Finding *f, Str kind) {
    const Entity *one = kind.n ? entity_named(kind) : NULL;
    if (one && f->v->pick && one->label >= 0 && may_find(f->c, one)) f->nouns[f->n_nouns++] = one;
    if (f->n_nouns) return;
    for (int i = 0; view__sheet_at(i) && f->n_nouns < NOUNS_MAX; i++) {
        const Entity *e = view__sheet_at(i)->entity;
        if (may_find(f->c, e) && (!kind.n || e == one)) f->nouns[f->n_nouns++] = e;
    }
}

/* ---- piles ------------------------------------------------------------------------------------------------------ */

static Str list_href(const Finding *f, const Entity *e) {
    const Sheet *s = view_sheet(str_of(e->name));
    Buf b;
    if (!s || e->label < 0) return (Str){0};
    buf_init(&b, 4096);
    buf_printf(&b, "%s?q=", s->path);
    put_urlpart(&b, f->v->q);
    Str href = arena_copy(f->c->arena, buf_str(&b));
    buf_release(&b);
    return href;
}

static FindPile *pile_add(Finding *f, const Entity *e, size_t room) {
    CHECK(f->v->groups_n < NOUNS_MAX);
    FindPile *g = &f->v->groups[f->v->groups_n++];
    g->title = tr(f->c->reader.lang, e->many);
    g->more_href = list_href(f, e);
    g->hits = ARENA_ARRAY(f->c->arena, FindLink, room + 1);
    return g;
}

/* ---- asking the image ------------------------------------------------------------------------------------------- */

static Fault ask(Finding *f, const Entity *const *nouns, size_t n, uint32_t limit, SeekAnswer *ret_a) {
    SeekAsk q = {.text = f->v->q, .nouns = nouns, .n_nouns = n, .limit = limit};
    q.text = utf8_head(q.text, WORDS_MAX);
    TRY(seek(f->c, &q, ret_a));
    f->kept = f->kept && ret_a->current;
    if (ret_a->meant.n) f->v->meant = ret_a->meant;
    return OK;
}

/* Two consonants sound like half the dictionary. */
static bool sounds_clearly(const SeekHit *h) {
    enum { CONSONANTS_LEAST = 3 };
    for (size_t i = 0; i < h->find.n_marks; i++) {
        const FindMark *m = &h->find.marks[i];
        Str      text = h->texts[m->field].text;
        FoldWord word;
        if (m->cls != FIND_SOUND) continue;
        if (!seek_marked(m, text)) return true;
        FoldWalk walk = {.s = str_sub(text, m->start, m->n)};
        if (fold_next(&walk, &word) && sound_length(sound_code(word.p, word.n)) >= CONSONANTS_LEAST) return true;
    }
    return false;
}

/* Guesses, and what only sounds a little so, help where little else was found; beside good hits they are in the way. */
static bool is_good(const SeekHit *h) {
    if (h->find.group != FIND_STRICT || h->find.cls > FIND_SOUND) return false;
    return h->find.cls != FIND_SOUND || sounds_clearly(h);
}

static void keep_good(SeekAnswer *a) {
    size_t n = 0;
    for (size_t i = 0; i < a->n_hits; i++) {
        if (is_good(&a->hits[i])) a->hits[n++] = a->hits[i];
    }
    a->n_hits = n;
}

static size_t count_good(const SeekAnswer *a) {
    size_t n = 0;
    for (size_t i = 0; i < a->n_hits; i++) n += is_good(&a->hits[i]);
    return n;
}

/* Piles in the order of their best hits; in each, best first. */
static Fault pile_up(Finding *f, const SeekAnswer *a, size_t each) {
    RefNames  names;
    FindPile *of[NOUNS_MAX] = {NULL};
    TRY(hit_names(f->c, a->hits, a->n_hits, &names));
    for (size_t i = 0; i < a->n_hits; i++) {
        size_t k = 0;
        while (k < f->n_nouns && f->nouns[k] != a->hits[i].entity) k++;
        if (k == f->n_nouns) continue;
        if (!of[k]) of[k] = pile_add(f, f->nouns[k], each);
        if (of[k]->hits_n < each) of[k]->hits[of[k]->hits_n++] = hit_link(f->pg, &a->hits[i], &names);
        else f->v->more = true;
    }
    f->v->more = f->v->more || a->full;
    return OK;
}

static Fault find_typed(Finding *f, bool *ret_ready) {
    SeekAnswer a;
    TRY(ask(f, f->nouns, f->n_nouns, f->v->pick ? PICKED_HITS : TYPED_HITS, &a));
    *ret_ready = a.ready;
    if (count_good(&a) >= ENOUGH) keep_good(&a);
    return pile_up(f, &a, f->v->pick ? PICKED_HITS : TYPED_GROUP);
}

/* Whether the best hit of a comes before that of b. */
static bool better(const SeekAnswer *a, const SeekAnswer *b) {
    const FindHit *x = &a->hits[0].find, *y = &b->hits[0].find;
    return x->group != y->group ? x->group < y->group : x->points > y->points;
}

/* A page asks for each noun by itself, so that many businesses do not hide the one place. */
static Fault find_page(Finding *f, bool *ret_ready) {
    SeekAnswer a[NOUNS_MAX], one;
    size_t     n = 0, each = f->n_nouns > 1 ? PAGE_HITS : PAGE_HITS_MAX;
    *ret_ready = true;
    for (size_t i = 0; i < f->n_nouns && *ret_ready; i++) {
        if (!seek_knows(f->nouns[i])) continue;
        TRY(ask(f, &f->nouns[i], 1, (uint32_t)each, &one));
        *ret_ready = one.ready;
        if (!one.n_hits) continue;
        size_t at = n++;
        for (; at > 0 && better(&one, &a[at - 1]); at--) a[at] = a[at - 1];
        a[at] = one;
    }
    size_t good = 0;
    for (size_t i = 0; i < n; i++) good += count_good(&a[i]);
    /* What was meant is guessed for nouns without a hit: it does not count beside the hits of others. */
    if (good) f->v->meant = (Str){0};
    for (size_t i = 0; i < n; i++) {
        if (good >= ENOUGH) keep_good(&a[i]);
        if (a[i].n_hits) TRY(pile_up(f, &a[i], each));
    }
    return OK;
}

/* ---- asking the database ---------------------------------------------------------------------------------------- */

static Fault names_containing(Finding *f, const Entity *e, size_t limit) {
    ListSpec spec;
    Params none = {0}, args = view__with_words(f->c, e, &none, f->v->q);
    void *rows;
    size_t n;
    RefNames names = {0};
    TRY(list_parse(f->c, e, &args, &spec));
    spec.limit = (int64_t)limit;
    TRY(list_run(f->c, &spec, true, &rows, &n, NULL));
    FindPile *g = n ? pile_add(f, e, n) : NULL;
    for (size_t i = 0; i < n; i++) {
        const void *rec = (const char *)rows + i * e->size;
        SeekHit     plain = {.entity = e, .rec = rec};
        TRY(hit_names(f->c, &plain, 1, &names));
        g->hits[g->hits_n++] = plain_link(f->pg, e, rec, &names);
    }
    return OK;
}

static Fault find_containing(Finding *f) {
    for (size_t i = 0; i < f->n_nouns; i++) {
        if (f->nouns[i]->label >= 0) TRY(names_containing(f, f->nouns[i], f->v->part ? TYPED_GROUP : PAGE_HITS));
    }
    return OK;
}

/* ---- nothing asked: what the reader changed last ---------------------------------------------------------------- */

static Fault find_recent(Finding *f) {
    enum { LOOKED_AT = 4 * RECENT_HITS };
    Touched t[LOOKED_AT];
    size_t  n = 0;
    f->v->recent = true;
    f->kept = false;
    if (!f->c->who.account) return OK;
    TRY(act_recent(f->c, t, LOOKED_AT, &n));
    FindPile *g = &f->v->groups[0];
    *g = (FindPile){.title = tr(f->c->reader.lang, T_FIND_RECENT)};
    g->hits = ARENA_ARRAY(f->c->arena, FindLink, RECENT_HITS);
    for (size_t i = 0; i < n && g->hits_n < RECENT_HITS; i++) {
        size_t k = 0;
        RefNames names;
        while (k < f->n_nouns && f->nouns[k] != t[i].entity) k++;
        if (k == f->n_nouns) continue;
        void *rec = ent_new(f->c, t[i].entity);
        Fault fault = ent_load(f->c, t[i].entity, t[i].record, rec);
        if (fault == NOT_FOUND) continue;
        TRY(fault);
        SeekHit plain = {.entity = t[i].entity, .rec = rec};
        if (((const Head *)rec)->archived_at || ((const Head *)rec)->merged_into) continue;
        TRY(hit_names(f->c, &plain, 1, &names));
        g->hits[g->hits_n++] = plain_link(f->pg, t[i].entity, rec, &names);
    }
    f->v->groups_n = g->hits_n ? 1 : 0;
    return OK;
}

/* ---- what one can do next --------------------------------------------------------------------------------------- */

static Str find_href(const Finding *f, Str kind) {
    Buf b;
    buf_init(&b, 4096);
    buf_lit(&b, "/find?q=");
    put_urlpart(&b, f->v->q);
    if (kind.n) {
        buf_lit(&b, "&kind=");
        put_urlpart(&b, kind);
    }
    Str href = arena_copy(f->c->arena, buf_str(&b));
    buf_release(&b);
    return href;
}

static void fill_chips(Finding *f) {
    f->v->chips = ARENA_ARRAY(f->c->arena, FindChip, NOUNS_MAX + 1);
    f->v->chips[f->v->chips_n++] = (FindChip){find_href(f, (Str){0}), tr(f->c->reader.lang, T_FIND_ALL), !f->v->kind.n};
    for (int i = 0; view__sheet_at(i) && f->v->chips_n <= NOUNS_MAX; i++) {
        const Entity *e = view__sheet_at(i)->entity;
        if (!may_find(f->c, e)) continue;
        Str name = str_of(e->name);
        f->v->chips[f->v->chips_n++] = (FindChip){find_href(f, name), tr(f->c->reader.lang, e->many),
                                                  str_eq(f->v->kind, name)};
    }
}

/* The words become the name, in the language that the reader writes in. */
static void fill_adds(Finding *f) {
    f->v->adds = ARENA_ARRAY(f->c->arena, FindChip, NOUNS_MAX);
    for (int i = 0; view__sheet_at(i) && f->v->adds_n < NOUNS_MAX; i++) {
        const Sheet *s = view__sheet_at(i);
        if (!s->named || (f->v->kind.n && !str_eq(f->v->kind, str_of(s->entity->name)))) continue;
        if (!ent_may_write(f->c, s->entity, NULL)) continue;
        const Field *label = &s->entity->fields[s->entity->label];
        Buf b;
        buf_init(&b, 4096);
        buf_printf(&b, "%s/new?%s%s%s=", s->path, label->name, label->type == F_TRI ? "." : "",
                   label->type == F_TRI ? lang_code(f->c->reader.lang) : "");
        put_urlpart(&b, f->v->q);
        f->v->adds[f->v->adds_n] = (FindChip){.href = arena_copy(f->c->arena, buf_str(&b))};
        buf_clear(&b);
        tr_plain(&b, &f->c->reader, s->named, (TrArg[]){TR_ARG("name", f->v->q)}, 1);
        f->v->adds[f->v->adds_n++].label = arena_copy(f->c->arena, buf_str(&b));
        buf_release(&b);
    }
}

static Fault find_all(Finding *f) {
    bool ready = false;
    if (!f->v->q.n) return f->v->pick ? OK : find_recent(f);
    TRY(f->v->part ? find_typed(f, &ready) : find_page(f, &ready));
    bool known = f->n_nouns > 0 && (f->n_nouns > 1 || seek_knows(f->nouns[0]));
    if (!ready || !known) TRY(find_containing(f));
    f->v->reading = !ready && known && seek_state(f->c->region).n_docs > 0;
    f->v->read = (int64_t)seek_state(f->c->region).n_docs;
    f->kept = f->kept && ready;
    f->v->all_href = find_href(f, f->v->kind);
    if (!f->v->part) fill_chips(f);
    if (!f->v->pick) fill_adds(f);
    return OK;
}

/* GET /find?q=: everything, or with kind=NOUN one noun; as one types (a fragment), and for pickers (part=pick). */
Fault get_find(Ctx *c, const Request *rq, Reply *rp) {
    Page     pg = page_new(c, rq, NAV_NONE, tr(c->reader.lang, T_VIEW_FIND));
    FindView v = {.q = utf8_clean_line(c->arena, params_get(&rq->args, "q")), .kind = params_get(&rq->args, "kind"),
                  .pick = str_eq(params_get(&rq->args, "part"), LIT("pick")),
                  .groups = ARENA_ARRAY(c->arena, FindPile, NOUNS_MAX)};
    Finding f = {.pg = &pg, .c = c, .v = &v, .kept = true};
    v.part = rq->fragment || v.pick;
    v.kind = entity_named(v.kind) ? v.kind : (Str){0};
    fill_nouns(&f, v.kind);
    TRY(find_all(&f));
    rp->passing = !f.kept;
    if (!v.part) return page_send(&pg, rp, view_find_page, &v);
    view_find_part_html(rp->body, &pg, &v);
    return OK;
}
