/* matching_rows.c - pairs as people read them: named by what the reader may see, each told in a sentence of facts. */
#include "matching/matching_page.h"

#include "actor_ent.h"
#include "find/fold.h"
#include "place_ent.h"

/* ---- the sentence ------------------------------------------------------------------------------------------------ */

enum { BY_OFFER, BY_FIELD, BY_WORDS, BY_N };
enum { SAME, NEAR, FAR, UNKNOWN, NEAR_N };

static const TextKey ANSWERS[BY_N][NEAR_N] = {
    [BY_OFFER] = {T_MATCHING_OFFER_SAME, T_MATCHING_OFFER_NEAR, T_MATCHING_OFFER_FAR, T_MATCHING_OFFER_UNKNOWN},
    [BY_FIELD] = {T_MATCHING_FIELD_SAME, T_MATCHING_FIELD_NEAR, T_MATCHING_FIELD_FAR, T_MATCHING_FIELD_UNKNOWN},
    [BY_WORDS] = {T_MATCHING_WORDS_SAME, T_MATCHING_WORDS_NEAR, T_MATCHING_WORDS_FAR, T_MATCHING_WORDS_UNKNOWN},
};
static const TextKey NEEDS[NEAR_N] = {T_MATCHING_NEED_SAME, T_MATCHING_NEED_NEAR, T_MATCHING_NEED_FAR,
                                      T_MATCHING_NEED_UNKNOWN};

static Html sentence(Ctx *c, const MatchFound *f, bool is_need, Str about) {
    Buf   b;
    int   near = f->why.near == 1000 ? SAME : f->why.near ? NEAR : f->why.placed ? FAR : UNKNOWN;
    int   by = about.n ? BY_OFFER : f->why.depth > 1 ? BY_FIELD : BY_WORDS;
    TrArg args[] = {TR_ARG("about", about)};
    buf_init(&b, 4000);
    tr_html(&b, &c->reader, is_need ? NEEDS[near] : ANSWERS[by][near], args, 1);
    return html_keep(c->arena, &b);
}

/* ---- facts beside it --------------------------------------------------------------------------------------------- */

enum { TAGS_MAX = 40 };

static void tag(MatchRow *r, Str text, bool ask) {
    if (text.n && r->tags_n < TAGS_MAX) r->tags[r->tags_n++] = (MatchTag){text, ask};
}

static void tags_of_set(Ctx *c, MatchRow *r, const Choices *choices, unsigned set, bool ask) {
    for (int i = 0; i < choices->n; i++) {
        const Choice *one = &choices->v[i];
        if (!(set >> (one->value - 1) & 1)) continue;
        Str   label = tr(c->reader.lang, one->label);
        TrArg args[] = {TR_ARG("what", label)};
        tag(r, ask ? tr_str(c->arena, &c->reader, T_MATCHING_ASK, args, 1) : label, ask);
    }
}

/* The first word that two texts have in common, as the second has it. */
static Str common_word(Str a, Str b) {
    enum { LETTERS_MIN = 3 };
    FoldWalk first = {.s = a};
    FoldWord x, y;
    while (fold_next(&first, &x)) {
        FoldWalk second = {.s = b};
        while (x.n >= LETTERS_MIN && fold_next(&second, &y)) {
            bool same = x.n == y.n && memcmp(x.p, y.p, x.n) == 0;
            if (same) return str_sub(b, y.start, y.end - y.start);
        }
    }
    return (Str){0};
}

/* What the pair is made of: who knows both, what they share, and what is to be asked of the offer. */
static void tags_fill(Ctx *c, MatchRow *r, const MatchOf *of, const MatchFound *f, Str through) {
    const MatchWhy *w = &f->why;
    bool is_need = of->listing->kind == LISTING_KIND_NEED || of->listing->kind == LISTING_KIND_OPPORTUNITY;
    Str  word = w->depth < 2 ? common_word(tri_best(&of->listing->title, c->reader.lang, NULL), r->about) : (Str){0};
    r->tags = ARENA_ARRAY(c->arena, MatchTag, TAGS_MAX);
    if (w->tie == 1) tag(r, tr(c->reader.lang, T_MATCHING_KNOWN), false);
    if (w->tie == 2 && through.n) {
        TrArg args[] = {TR_ARG("who", through)};
        tag(r, tr_str(c->arena, &c->reader, T_MATCHING_THROUGH, args, 1), false);
    }
    if (word.n) {
        TrArg args[] = {TR_ARG("word", word)};
        tag(r, tr_str(c->arena, &c->reader, T_MATCHING_WORD, args, 1), false);
    }
    if (w->depth > 1 && r->about.n) tag(r, tr(c->reader.lang, T_MATCHING_SAME_FIELD), false);
    tags_of_set(c, r, &listing_days_choices, w->shared.days, false);
    tags_of_set(c, r, &certificate_choices, w->shared.certs, false);
    tags_of_set(c, r, &place_language_choices, w->shared.langs, false);
    unsigned asked = is_need ? (unsigned)of->listing->certificates & ~(unsigned)w->shared.certs : 0;
    tags_of_set(c, r, &certificate_choices, asked, true);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static Str introduce_href(Ctx *c, Id one, Id other, Str about) {
    Buf b;
    buf_init(&b, 2000);
    buf_lit(&b, "/introductions/new?one=");
    buf_id(&b, one);
    buf_lit(&b, "&other=");
    buf_id(&b, other);
    buf_lit(&b, "&about=");
    put_urlpart(&b, about);
    return buf_keep(c->arena, &b);
}

static MatchRow row_of(Ctx *c, const MatchOf *of, const MatchFound *f, const Str names[4]) {
    enum { WEEK_MS = 7 * 24 * 3600 * 1000 };
    const Listing *l = of->listing;
    bool     is_need = l->kind == LISTING_KIND_NEED || l->kind == LISTING_KIND_OPPORTUNITY;
    MatchRow r = {.name = names[1].n ? names[1] : names[0], .about = f->listing ? names[0] : (Str){0},
                  .actor = f->actor,
                  .need_id = l->head.id,
                  .need = tri_best(&l->title, c->reader.lang, NULL), .needs = names[3],
                  .need_href = view_record_path(c, &listing_entity, l->head.id),
                  .key = id_str(c->arena, f->listing ? f->listing : f->actor)};
    if (f->listing) r.about_href = view_record_path(c, &listing_entity, f->listing);
    r.href = names[1].n ? view_record_path(c, &actor_entity, f->actor) : r.about_href;
    if (!names[1].n) r.about = (Str){0};          /* nobody's, or of somebody whom the reader may not see */
    Stamp newest = id_stamp(l->head.id), other = id_stamp(f->listing ? f->listing : f->actor);
    r.fresh = (newest > other ? newest : other) > c->reader.now - WEEK_MS;
    r.why = sentence(c, f, !is_need, names[1].n && f->listing ? names[0] : (Str){0});
    tags_fill(c, &r, of, f, names[2]);
    bool staff = (c->who.roles & ROLES_STAFF) != 0, two = names[3].n && names[1].n;
    if (staff && two) r.introduce = introduce_href(c, l->holder, f->actor, is_need ? r.need : r.about);
    bool refuse = is_need && f->actor && names[1].n && ent_may_write(c, &refusal_entity, NULL);
    if (refuse) r.refuse = r.need_href;
    return r;
}

Fault matching_rows(Ctx *c, const MatchOf *of, size_t n, MatchRow **ret_v, size_t *ret_n) {
    enum { NAMES = 4 };
    size_t all = 0, k = 0;
    for (size_t i = 0; i < n; i++) all += of[i].n;
    Id       *ids = ARENA_ARRAY(c->arena, Id, NAMES * all + 1);
    Str      *names = ARENA_ARRAY(c->arena, Str, NAMES * all + 1);
    MatchRow *v = ARENA_ARRAY(c->arena, MatchRow, all + 1);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < of[i].n; j++, k++) {
            const MatchFound *f = &of[i].v[j];
            const Id want[NAMES] = {f->listing ? f->listing : f->actor, f->actor, f->why.through,
                                    of[i].listing->holder};
            memcpy(&ids[NAMES * k], want, sizeof want);
        }
    }
    *ret_v = v;
    *ret_n = k = 0;
    if (all) TRY(ent_labels(c, ids, NAMES * all, names));
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < of[i].n; j++, k++) {
            /* What the reader may not see any more, or not yet, is left out. */
            if (names[NAMES * k].n) v[(*ret_n)++] = row_of(c, &of[i], &of[i].v[j], &names[NAMES * k]);
        }
    }
    return OK;
}
