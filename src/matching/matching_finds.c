/* matching_finds.c - what was ranked, made ready to show: near by the definition of local that was chosen, local first
** but never only local, and one place for the answers that are rarer than offers and bodies. */
#include "matching/matching_page.h"

#include "listing_ent.h"

/* ---- which ones are shown ---------------------------------------------------------------------------------------- */

static bool is_rare(const MatchFound *f) { return f->kind > MATCHING_LISTING; }

/* The one at `from` stands last of those shown, and the one at `out` makes room. */
static void bring_up(MatchFound *v, size_t from, size_t out, size_t shown) {
    MatchFound one = v[from], leaves = v[out];
    for (size_t i = out; i + 1 < shown; i++) v[i] = v[i + 1];
    v[shown - 1] = one;
    v[from] = leaves;
}

/* Those from elsewhere: match_mix over their numbers. */
static size_t mix_other(MatchFound *v, size_t n, size_t max) {
    MatchHit   at[MATCHING_RANKED];
    bool       other[MATCHING_RANKED];
    MatchFound was[MATCHING_RANKED];
    for (size_t i = 0; i < n; i++) {
        at[i] = (MatchHit){.id = (Id)i};
        other[i] = v[i].other;
        was[i] = v[i];
    }
    size_t shown = match_mix(at, other, n, max);
    for (size_t i = 0; i < n; i++) {
        v[i] = was[at[i].id];
        v[i].other = other[i];
    }
    return shown;
}

/* Of every five shown one place is kept for those from elsewhere, and one for another kind of answer than offers and
** bodies. */
static size_t mix(MatchFound *v, size_t n, size_t max) {
    size_t shown = mix_other(v, n, max), there = 0;
    size_t places = shown / MATCH_OTHER_EVERY + (shown > 1 && shown < MATCH_OTHER_EVERY);
    for (size_t i = 0; i < shown; i++) there += is_rare(&v[i]);
    for (size_t from = shown; there < places && from < n; from++) {
        size_t out = shown;
        if (!is_rare(&v[from])) continue;
        while (out > 0 && (v[out - 1].other || is_rare(&v[out - 1]))) out--;
        if (!out) break;
        bring_up(v, from, out - 1, shown);
        there++;
    }
    return shown;
}

static Fault keep_shown(Ctx *c, MatchRanked *r, size_t max, MatchFinds *ret_f) {
    size_t n = mix(r->v, r->n, max);
    *ret_f = (MatchFinds){.v = ARENA_ARRAY(c->arena, MatchFound, n + 1), .n = n, .ready = r->ready};
    if (n) memcpy(ret_f->v, r->v, n * sizeof *r->v);
    return OK;
}

static Fault finds(Ctx *c, Id id, size_t max, bool from_need, MatchFinds *ret_f) {
    MatchRanked r;
    TRY(matching_ranked(c, id, from_need, &r));
    return keep_shown(c, &r, max, ret_f);
}

Fault matching_who(Ctx *c, Id need, size_t max, MatchFinds *ret_f) { return finds(c, need, max, true, ret_f); }
Fault matching_whose(Ctx *c, Id offer, size_t max, MatchFinds *ret_f) { return finds(c, offer, max, false, ret_f); }

/* ---- near by the definition of local that was chosen ------------------------------------------------------------- */

Fault matching_local_chosen(Ctx *c, const Request *rq, Request *ret_asked, PlaceLocal *ret_l) {
    *ret_l = (PlaceLocal){0};
    TRY(view_local_request(c, rq, view_sheet(str_of(listing_entity.name)), ret_asked));
    Str means = params_get(&ret_asked->args, "local");
    return means.n ? place_local_read(c, means, ret_l) : OK;
}

Str matching_local_means(Ctx *c, const PlaceLocal *l) {
    if (!l->version) return (Str){0};
    TrArg arg = TR_ARG("version", place_local_words(c, l));
    return tr_str(c->arena, &c->reader, T_MATCHING_MEANS, &arg, 1);
}

static size_t both_of(const MatchPair *p, size_t n, Id *ret_v) {
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i].thing->holder) ret_v[k++] = p[i].thing->holder;
        if (p[i].found->actor) ret_v[k++] = p[i].found->actor;
    }
    return ids_sort(ret_v, k);
}

/* Two who are local by it are as near as who stand within the same place, whatever the tree says. Of what is bought the
** supplier alone counts, wherever the buyer sits. */
Fault matching_local_fill(Ctx *c, const PlaceLocal *l, const MatchPair *p, size_t n) {
    if (!l->version || !n) return OK;
    Id    *ids = ARENA_ARRAY(c->arena, Id, 2 * n + 1), *members = ARENA_ARRAY(c->arena, Id, 2 * n + 1);
    size_t members_n;
    TRY(place_members_among(c, l->version, ids, both_of(p, n, ids), members, &members_n));
    for (size_t i = 0; i < n; i++) {
        MatchFound *f = p[i].found;
        bool        bought = p[i].thing->kind != MATCHING_LISTING;
        f->local = f->actor && ids_hold(members, members_n, f->actor) &&
                   (bought || ids_hold(members, members_n, p[i].thing->holder));
        if (!f->local || f->why.near >= MATCHING_NEAR_WITHIN) continue;
        f->score += (MATCHING_NEAR_WITHIN - f->why.near) * MATCH_NEAR_POINTS;
        f->why.near = MATCHING_NEAR_WITHIN;
        f->other = f->why.apart;
    }
    return OK;
}

/* ---- for one thing, on its page ---------------------------------------------------------------------------------- */

static int found_order(const void *a, const void *b) {
    const MatchFound *x = a, *y = b;
    Id one = x->listing ? x->listing : x->actor, other = y->listing ? y->listing : y->actor;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return (one > other) - (one < other);
}

/* A supplier is a business or what it offers, and is not asked twice. */
static bool may_supply(const MatchWant *w, const MatchFound *f) {
    bool supplies = f->actor && (f->kind == MATCHING_ACTOR || f->kind == MATCHING_LISTING);
    for (size_t i = 0; supplies && i < w->but_n; i++) supplies = w->but[i] != f->actor;
    return supplies;
}

Fault matching_for(Ctx *c, const MatchWant *w, MatchFinds *ret_f) {
    const MatchThing *t = w->thing;
    MatchRanked r;
    size_t      n = 0;
    TRY(matching_ranked(c, t->id, t->need, &r));
    for (size_t i = 0; i < r.n; i++) {
        bool fits = t->kind == MATCHING_LISTING || may_supply(w, &r.v[i]);
        if (fits) r.v[n++] = r.v[i];
    }
    r.n = n;
    if (w->local->version && n) {
        MatchPair *p = ARENA_ARRAY(c->arena, MatchPair, n);
        for (size_t i = 0; i < n; i++) p[i] = (MatchPair){t, &r.v[i]};
        TRY(matching_local_fill(c, w->local, p, n));
        qsort(r.v, n, sizeof *r.v, found_order);
    }
    return keep_shown(c, &r, w->max, ret_f);
}

MatchThing matching_thing(Ctx *c, const Listing *l) {
    bool need = l->kind == LISTING_KIND_NEED || l->kind == LISTING_KIND_OPPORTUNITY;
    return (MatchThing){.id = l->head.id, .holder = l->holder, .kind = MATCHING_LISTING, .need = need,
                        .title = tri_best(&l->title, c->reader.lang, NULL), .certificates = (unsigned)l->certificates,
                        .href = view_record_path(c, &listing_entity, l->head.id)};
}
