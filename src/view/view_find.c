/* view_find.c - one box for everything: the page of a search, its list as one types, and the pickers of forms.
**
** The image in memory (seek/) answers. Until it has read all records once, and for nouns that it does not know, the
** names that contain the words are asked from the database, and the page says so. */
#include "view/view_find.h"

#include "base/check.h"
#include "base/utf8.h"
#include "ent/leave.h"
#include "find/fold.h"

enum {
    NOUNS_MAX = 32,
    PAGE_HITS = 20,                               /* of a noun, when there are others */
    PAGE_HITS_MAX = 100,                          /* when there are not */
    TYPED_HITS = 24, TYPED_GROUP = 6,             /* as one types: of all, of a noun */
    PICKED_HITS = 12,
    PICKED_LEAVING = 48,                          /* of a noun some of whose records are not proposed */
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
    Str          text;                            /* what is looked for: as typed, or in another layout */
    bool         retyped;                         /* text is what the keys give in another layout */
    bool         kept;                            /* the answer holds until the region changes */
    bool         ready, sure;                     /* the image has answered; something is there as it was typed */
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
    return buf_keep(f->c->arena, &b);
}

static FindPile *pile_add(Finding *f, const Entity *e, size_t room) {
    CHECK(f->v->groups_n < NOUNS_MAX);
    FindPile *g = &f->v->groups[f->v->groups_n++];
    *g = (FindPile){.title = tr(f->c->reader.lang, e->many), .more_href = list_href(f, e)};
    g->hits = ARENA_ARRAY(f->c->arena, FindLink, room + 1);
    return g;
}

/* ---- which hits are worth showing ------------------------------------------------------------------------------- */

/* As it was typed, but for prefix letters. */
static bool is_sure(const SeekHit *h) { return h->find.group == FIND_STRICT && h->find.cls <= FIND_STEM_HEAD; }

/* Guesses, and what only begins to sound so, help where little else was found; beside good hits they are in the way. */
static bool is_good(const SeekHit *h) { return h->find.group == FIND_STRICT; }

static size_t count_hits(const SeekAnswer *a, bool (*is)(const SeekHit *h)) {
    size_t n = 0;
    for (size_t i = 0; i < a->n_hits; i++) n += is(&a->hits[i]);
    return n;
}

/* `good`: good hits of all nouns together. What was guessed to be typed in another layout must stand there as it is:
** another guess on top of that is none. */
static void sift(const Finding *f, SeekAnswer *a, size_t good) {
    size_t n = 0;
    for (size_t i = 0; i < a->n_hits; i++) {
        const SeekHit *h = &a->hits[i];
        if (f->retyped ? is_sure(h) : good < ENOUGH || is_good(h)) a->hits[n++] = *h;
    }
    a->n_hits = n;
}

/* ---- asking the image ------------------------------------------------------------------------------------------- */

static Fault ask(Finding *f, const Entity *const *nouns, size_t n, uint32_t limit, SeekAnswer *ret_a) {
    SeekAsk q = {.text = utf8_head(f->text, WORDS_MAX), .nouns = nouns, .n_nouns = n, .limit = limit};
    TRY(seek(f->c, &q, ret_a));
    f->kept = f->kept && ret_a->current;
    f->ready = ret_a->ready;
    f->sure = f->sure || count_hits(ret_a, is_sure) > 0;
    if (ret_a->meant.n) f->v->meant = ret_a->meant;
    return OK;
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

static Fault find_typed(Finding *f) {
    SeekAnswer a;
    bool     leaves = f->v->pick && f->n_nouns == 1 && form_leaves(f->nouns[0]);
    uint32_t picked = leaves ? PICKED_LEAVING : PICKED_HITS;
    TRY(ask(f, f->nouns, f->n_nouns, f->v->pick ? picked : TYPED_HITS, &a));
    sift(f, &a, count_hits(&a, is_good));
    return pile_up(f, &a, f->v->pick ? picked : TYPED_GROUP);
}

/* Whether the best hit of a comes before that of b. */
static bool better(const SeekAnswer *a, const SeekAnswer *b) {
    const FindHit *x = &a->hits[0].find, *y = &b->hits[0].find;
    return x->group != y->group ? x->group < y->group : x->points > y->points;
}

/* A page asks for each noun by itself, so that many businesses do not hide the one place. */
static Fault find_page(Finding *f) {
    SeekAnswer a[NOUNS_MAX], one;
    size_t     n = 0, good = 0, each = f->n_nouns > 1 ? PAGE_HITS : PAGE_HITS_MAX;
    for (size_t i = 0; i < f->n_nouns; i++) {
        if (!seek_knows(f->nouns[i])) continue;
        TRY(ask(f, &f->nouns[i], 1, (uint32_t)each, &one));
        if (!one.n_hits) continue;
        size_t at = n++;
        for (; at > 0 && better(&one, &a[at - 1]); at--) a[at] = a[at - 1];
        a[at] = one;
    }
    for (size_t i = 0; i < n; i++) good += count_hits(&a[i], is_good);
    /* What was meant is guessed for nouns without a hit: it does not count beside the hits of others. */
    if (good) f->v->meant = (Str){0};
    for (size_t i = 0; i < n; i++) {
        sift(f, &a[i], good);
        if (a[i].n_hits) TRY(pile_up(f, &a[i], each));
    }
    return OK;
}

static Fault find_once(Finding *f) {
    f->v->groups_n = 0;
    f->v->more = f->sure = f->ready = false;
    f->v->meant = (Str){0};
    return f->v->part ? find_typed(f) : find_page(f);
}

/* Nothing stands anywhere as it was typed, only sounds like it: in another keyboard layout it may be a plain word. */
static Fault find_in_layouts(Finding *f) {
    enum { LETTERS_LEAST = 3 };
    Str      typed = utf8_head(f->v->q, WORDS_MAX);
    FoldKeys from = fold_keys_of(typed);
    TRY(find_once(f));
    if (!f->ready || f->sure || from == FOLD_KEYS_N || utf8_length(typed) < LETTERS_LEAST) return OK;
    for (FoldKeys to = 0; to < FOLD_KEYS_N; to++) {
        SeekAnswer a;
        SeekAsk    q = {.text = fold_retype(f->c->arena, typed, from, to), .nouns = f->nouns, .n_nouns = f->n_nouns,
                        .strict = true, .limit = 1};
        if (to == from) continue;
        TRY(seek(f->c, &q, &a));
        if (!a.n_hits || a.hits[0].find.cls > FIND_HEAD) continue;
        f->text = q.text;
        f->retyped = true;
        TRY(find_once(f));
        f->v->meant = q.text;
        return OK;
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
    return buf_keep(f->c->arena, &b);
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
    FoldWord word;
    FoldWalk walk = {.s = f->v->q};
    f->v->adds = ARENA_ARRAY(f->c->arena, FindChip, NOUNS_MAX);
    if (!fold_next(&walk, &word) || word.script == FOLD_DIGITS) return; /* a telephone is no name */
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
        f->v->adds[f->v->adds_n++].label = buf_keep(f->c->arena, &b);
    }
}

/* A picker does not propose whoever has left. When somebody leaves by a date, no write says so: not kept. */
static Fault leave_out(Finding *f, const Entity *of) {
    if (!f->v->pick || !form_leaves(of)) return OK;
    f->kept = false;
    for (size_t i = 0; i < f->v->groups_n; i++) {
        FindPile *g = &f->v->groups[i];
        Id       *ids = ARENA_ARRAY(f->c->arena, Id, g->hits_n + 1);
        bool     *out = ARENA_ARRAY(f->c->arena, bool, g->hits_n + 1);
        size_t    n = 0;
        for (size_t k = 0; k < g->hits_n; k++) ids[k] = g->hits[k].id;
        TRY(form_left_out(f->c, of, ids, g->hits_n, out));
        for (size_t k = 0; k < g->hits_n; k++) {
            if (!out[k] && n < PICKED_HITS) g->hits[n++] = g->hits[k];
        }
        g->hits_n = n;
    }
    while (f->v->groups_n && !f->v->groups[f->v->groups_n - 1].hits_n) f->v->groups_n--;
    return OK;
}

static Fault find_all(Finding *f) {
    if (!f->v->q.n) return f->v->pick ? OK : find_recent(f);
    bool known = false;
    for (size_t i = 0; i < f->n_nouns; i++) known = known || seek_knows(f->nouns[i]);
    if (known) TRY(find_in_layouts(f));
    if (!f->ready) TRY(find_containing(f));
    SeekState state = seek_state(f->c->region);
    f->v->reading = known && !f->ready && state.n_docs > 0;
    f->v->read = (int64_t)state.n_docs;
    f->kept = f->kept && f->ready;
    if (f->n_nouns == 1) TRY(leave_out(f, f->nouns[0]));
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
    Finding f = {.pg = &pg, .c = c, .v = &v, .text = v.q, .kept = true};
    v.part = rq->fragment || v.pick;
    v.kind = entity_named(v.kind) ? v.kind : (Str){0};
    fill_nouns(&f, v.kind);
    TRY(find_all(&f));
    rp->passing = !f.kept;
    if (!v.part) return page_send(&pg, rp, view_find_page, &v);
    view_find_part_html(rp->body, &pg, &v);
    return OK;
}
