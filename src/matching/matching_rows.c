/* matching_rows.c - pairs as people read them: named by what the reader may see, each told in a sentence of facts. */
#include "matching/matching_page.h"

#include "actor_ent.h"
#include "find/fold.h"
#include "place_ent.h"

/* ---- the sentence ------------------------------------------------------------------------------------------------ */

enum { BY_OFFER, BY_FIELD, BY_WORDS, BY_MENTOR, BY_PLEDGE, BY_FACILITY, BY_N };
enum { SAME, NEAR, FAR, UNKNOWN, NEAR_N };

static const TextKey ANSWERS[BY_N][NEAR_N] = {
    [BY_OFFER] = {T_MATCHING_OFFER_SAME, T_MATCHING_OFFER_NEAR, T_MATCHING_OFFER_FAR, T_MATCHING_OFFER_UNKNOWN},
    [BY_FIELD] = {T_MATCHING_FIELD_SAME, T_MATCHING_FIELD_NEAR, T_MATCHING_FIELD_FAR, T_MATCHING_FIELD_UNKNOWN},
    [BY_WORDS] = {T_MATCHING_WORDS_SAME, T_MATCHING_WORDS_NEAR, T_MATCHING_WORDS_FAR, T_MATCHING_WORDS_UNKNOWN},
    [BY_MENTOR] = {T_MATCHING_MENTOR_SAME, T_MATCHING_MENTOR_NEAR, T_MATCHING_MENTOR_FAR, T_MATCHING_MENTOR_UNKNOWN},
    [BY_PLEDGE] = {T_MATCHING_PLEDGE_SAME, T_MATCHING_PLEDGE_NEAR, T_MATCHING_PLEDGE_FAR, T_MATCHING_PLEDGE_UNKNOWN},
    [BY_FACILITY] = {T_MATCHING_FACILITY_SAME, T_MATCHING_FACILITY_NEAR, T_MATCHING_FACILITY_FAR,
                     T_MATCHING_FACILITY_UNKNOWN},
};

enum { NEED_LISTING, NEED_COMING, NEED_QUOTE, NEED_N };
static const TextKey NEEDS[NEED_N][NEAR_N] = {
    [NEED_LISTING] = {T_MATCHING_NEED_SAME, T_MATCHING_NEED_NEAR, T_MATCHING_NEED_FAR, T_MATCHING_NEED_UNKNOWN},
    [NEED_COMING] = {T_MATCHING_COMING_SAME, T_MATCHING_COMING_NEAR, T_MATCHING_COMING_FAR, T_MATCHING_COMING_UNKNOWN},
    [NEED_QUOTE] = {T_MATCHING_QUOTE_SAME, T_MATCHING_QUOTE_NEAR, T_MATCHING_QUOTE_FAR, T_MATCHING_QUOTE_UNKNOWN},
};

static int answers_by(const MatchFound *f, Str about) {
    if (f->kind == MATCHING_CONSULTANT) return f->why.depth ? BY_MENTOR : BY_WORDS;
    if (about.n && f->kind == MATCHING_PLEDGE) return BY_PLEDGE;
    if (about.n && f->kind == MATCHING_FACILITY) return BY_FACILITY;
    return about.n ? BY_OFFER : f->why.depth > 1 ? BY_FIELD : BY_WORDS;
}

static TextKey sentence_key(const MatchFound *f, bool of_need, Str about) {
    int near = f->why.near == 1000 ? SAME : f->why.near ? NEAR : f->why.placed ? FAR : UNKNOWN;
    int need = f->kind == MATCHING_COMING ? NEED_COMING : f->kind == MATCHING_QUOTE ? NEED_QUOTE : NEED_LISTING;
    return of_need && about.n ? NEEDS[need][near] : ANSWERS[answers_by(f, about)][near];
}

static Html sentence(Ctx *c, TextKey key, Str about) {
    Buf   b;
    TrArg args[] = {TR_ARG("about", about)};
    buf_init(&b, 4000);
    tr_html(&b, &c->reader, key, args, 1);
    return html_keep(c->arena, &b);
}

/* For a field of a form: people go on writing in it, so without the marks that keep a text's direction apart. */
static Str plain_of(Ctx *c, Str s) {
    static const char MARK[] = "\xE2\x81";        /* U+2066 to U+2069 */
    Buf   b;
    buf_init(&b, 4000);
    for (size_t i = 0; i < s.n; i++) {
        uint8_t third = i + 2 < s.n && memcmp(s.p + i, MARK, 2) == 0 ? (uint8_t)s.p[i + 2] : 0;
        if (third >= 0xA6 && third <= 0xA9) i += 2;
        else buf_byte(&b, s.p[i]);
    }
    return buf_keep(c->arena, &b);
}

static Str sentence_plain(Ctx *c, TextKey key, Str about) {
    TrArg args[] = {TR_ARG("about", about)};
    return plain_of(c, tr_str(c->arena, &c->reader, key, args, 1));
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
    Str word = w->depth < 2 ? common_word(of->thing->title, r->about) : (Str){0};
    r->tags = ARENA_ARRAY(c->arena, MatchTag, TAGS_MAX);
    if (w->tie == 1) tag(r, tr(c->reader.lang, T_MATCHING_KNOWN), false);
    if (w->tie == 2 && through.n) {
        TrArg args[] = {TR_ARG("who", through)};
        tag(r, tr_str(c->arena, &c->reader, T_MATCHING_THROUGH, args, 1), false);
    }
    if (f->street) tag(r, tr(c->reader.lang, T_MATCHING_SAME_STREET), false);
    if (f->local && of->local.n) {
        TrArg args[] = {TR_ARG("place", of->local)};
        bool  bought = of->thing->kind != MATCHING_LISTING;
        tag(r, tr_str(c->arena, &c->reader, bought ? T_MATCHING_LOCAL_ONE : T_MATCHING_LOCAL_BOTH, args, 1), false);
    }
    if (w->free > 0) {
        TrArg args[] = {TR_ARG("percent", arena_printf(c->arena, "%d", w->free))};
        tag(r, tr_str(c->arena, &c->reader, T_MATCHING_FREE, args, 1), false);
    }
    if (f->kind == MATCHING_CONSULTANT) {
        tag(r, tr(c->reader.lang, f->room ? T_MATCHING_HAS_ROOM : T_MATCHING_ASK_ROOM), !f->room);
    }
    if (word.n) {
        TrArg args[] = {TR_ARG("word", word)};
        tag(r, tr_str(c->arena, &c->reader, T_MATCHING_WORD, args, 1), false);
    }
    if (w->depth > 1 && r->about.n) tag(r, tr(c->reader.lang, T_MATCHING_SAME_FIELD), false);
    tags_of_set(c, r, &listing_days_choices, w->shared.days, false);
    tags_of_set(c, r, &certificate_choices, w->shared.certs, false);
    tags_of_set(c, r, &place_language_choices, w->shared.langs, false);
    bool goods = f->kind == MATCHING_ACTOR || f->kind == MATCHING_LISTING;
    unsigned wanted = goods && of->thing->need ? of->thing->certificates : 0;
    unsigned asked = wanted & ~(unsigned)w->shared.certs;
    tags_of_set(c, r, &certificate_choices, asked, true);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

/* Who needs, who answers, and for each of the two why it is worth it, as it is known here: to be gone over. */
static Str introduce_href(Ctx *c, const MatchOf *of, const MatchFound *f, const MatchRow *r) {
    Id  need = of->thing->holder, other = f->actor;
    Str what = of->thing->need ? r->need : r->about, offer = of->thing->need ? r->about : r->need;
    Buf b;
    buf_init(&b, 8000);
    buf_lit(&b, "/introductions/new?one=");
    buf_id(&b, of->thing->need ? need : other);
    buf_lit(&b, "&other=");
    buf_id(&b, of->thing->need ? other : need);
    buf_lit(&b, "&about=");
    put_urlpart(&b, what);
    buf_lit(&b, "&why_one=");
    put_urlpart(&b, sentence_plain(c, sentence_key(f, false, offer), offer));
    buf_lit(&b, "&why_other=");
    put_urlpart(&b, sentence_plain(c, sentence_key(f, true, what), what));
    return buf_keep(c->arena, &b);
}

/* "Works in this very field, close by · Is local: Negev", as long as the field that it goes into. */
static Str reason_of(Ctx *c, const MatchRow *r, const MatchFound *f) {
    enum { LETTERS_MAX = 280 };
    Buf b;
    buf_init(&b, 8000);
    buf_add(&b, sentence_plain(c, sentence_key(f, false, r->about), r->about));
    for (size_t i = 0; i < r->tags_n; i++) {
        if (r->tags[i].ask || b.n + r->tags[i].text.n > LETTERS_MAX) continue;
        buf_lit(&b, " \xC2\xB7 ");
        buf_add(&b, plain_of(c, r->tags[i].text));
    }
    Str s = buf_keep(c->arena, &b);
    return r->about.n && s.n > 2 * LETTERS_MAX ? tr(c->reader.lang, T_MATCHING_SAME_FIELD) : s;
}

static MatchRow row_of(Ctx *c, const MatchOf *of, const MatchFound *f, const Str names[4]) {
    const MatchThing *t = of->thing;
    MatchRow r = {.name = names[1].n ? names[1] : names[0], .about = f->listing ? names[0] : (Str){0},
                  .actor = f->actor,
                  .need_id = t->id, .need = t->title, .needs = names[3], .need_href = t->href,
                  .key = id_str(c->arena, f->listing ? f->listing : f->actor)};
    if (f->listing) r.about_href = view_record_path(c, matching_noun(f->kind), f->listing);
    r.href = names[1].n ? view_record_path(c, &actor_entity, f->actor) : r.about_href;
    if (!names[1].n) r.about = (Str){0};          /* nobody's, or of somebody whom the reader may not see */
    r.why = sentence(c, sentence_key(f, !t->need, r.about), r.about);
    tags_fill(c, &r, of, f, names[2]);
    if (t->kind != MATCHING_LISTING) {
        r.reason = reason_of(c, &r, f);
        return r;
    }
    bool staff = (c->who.roles & ROLES_STAFF) != 0, two = names[3].n && names[1].n;
    if (staff && two) r.introduce = introduce_href(c, of, f, &r);
    bool refuse = t->need && f->actor && names[1].n && ent_may_write(c, &refusal_entity, NULL);
    if (refuse) r.refuse = r.need_href;
    return r;
}

Fault matching_rows(Ctx *c, const MatchOf *of, size_t n, MatchRow **ret_v, size_t *ret_n) {
    enum { NAMED = 4 };                           /* whose it is, who knows both, who needs it, what is offered */
    size_t all = 0, k = 0;
    for (size_t i = 0; i < n; i++) all += of[i].n;
    Id       *ids = ARENA_ARRAY(c->arena, Id, NAMED * all + 1);
    Str      *names = ARENA_ARRAY(c->arena, Str, NAMED * all + 1);
    MatchRow *v = ARENA_ARRAY(c->arena, MatchRow, all + 1);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < of[i].n; j++, k++) {
            const MatchFound *f = &of[i].v[j];
            memcpy(&ids[NAMED * k], (Id[NAMED]){f->actor, f->why.through, of[i].thing->holder, f->listing},
                   NAMED * sizeof *ids);
        }
    }
    *ret_v = v;
    *ret_n = k = 0;
    if (!all) return OK;
    TRY(ent_names_among(c, &MATCHING_NOUNS, ids, NAMED * all, names));
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < of[i].n; j++, k++) {
            const Str *w = &names[NAMED * k];
            const Str  named[] = {of[i].v[j].listing ? w[3] : w[0], w[0], w[1], w[2]};
            /* What the reader may not see any more, or not yet, is left out. */
            if (named[0].n) v[(*ret_n)++] = row_of(c, &of[i], &of[i].v[j], named);
        }
    }
    return OK;
}
