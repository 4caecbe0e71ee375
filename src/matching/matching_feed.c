/* matching_feed.c - records into what match/ ranks, and what is remembered beside: on the thread of the search. */
#include "matching/matching_inner.h"

#include "actor_ent.h"
#include "coming_ent.h"
#include "consultant_ent.h"
#include "facility_ent.h"
#include "introduction/follow.h"
#include "introduction_ent.h"
#include "place_ent.h"
#include "pledge_ent.h"
#include "stay_ent.h"
#include "survey_ent.h"
#include "tie_ent.h"

/* ---- records ----------------------------------------------------------------------------------------------------- */

static MatchBits bits_of_listing(const Listing *l) {
    return (MatchBits){(uint8_t)l->languages, (uint16_t)l->certificates, (uint16_t)l->days};
}
/* "Another language" is none that two have in common. */
_Static_assert(PLACE_LANGUAGE_OTHER == 9 && PLACE_LANGUAGE_N == 10, "the eight that are named are the eight bits");
_Static_assert(CERTIFICATE_N <= 13 && LISTING_DAYS_N <= 13, "as many bits as match/ has");

static void put_actor(Held *h, const Actor *a, uint64_t gate) {
    bool gone = a->life == LIFE_STATE_CLOSED || a->life == LIFE_STATE_MOVED || a->life == LIFE_STATE_PLANNED;
    const CategoryOf *g = category_of(h, a->category);
    const PlaceOf    *p = place_of(h, a->locality);
    WordList w = {.n = 0};
    uint64_t street = a->kind == ACTOR_KIND_PERSON || gone ? 0 : street_hash(a->street, a->locality);
    street_put(&h->streets, (Street){a->head.id, street, (uint32_t)gate});
    if (a->kind == ACTOR_KIND_PERSON || gone) {
        match_remove_offer(h->x, a->head.id);
        return;
    }
    for (size_t i = 0; g && i < g->n_words && w.n < WORDS_MAX; i++) w.v[w.n++] = h->words[g->words + i];
    match_words(&w, a->about);
    match_put_offer(h->x, &(MatchOffer){.id = a->head.id, .actor = a->head.id, .tag = gate,
                                        .categories = g ? &g->number : NULL, .n_categories = g != NULL,
                                        .places = p ? &p->number : NULL, .n_places = p != NULL, .words = w.v,
                                        .n_words = w.n, .has = {.langs = (uint8_t)a->languages},
                                        .free = MATCH_FREE_UNKNOWN});
}

/* Who was passed over for this need, and for others of the same actor. */
static size_t refusals_of(const Held *h, Id need, Id holder, MatchRefusal *v, size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < h->refusals.n && n < max; i++) {
        const Keep *one = &h->refusals.v[i], *other = one->a == need ? NULL : keep_find(&h->records, one->a);
        bool        same = holder && other && other->a == holder;
        if (one->a == need) v[n++] = (MatchRefusal){one->b, POINTS_REFUSED};
        else if (same) v[n++] = (MatchRefusal){one->b, POINTS_REFUSED_ELSEWHERE};
    }
    return n;
}

enum { REFUSALS_MAX = 500 };

static void put_listing(Held *h, const Listing *l, uint64_t gate) {
    bool open = l->state == LISTING_STATE_OPEN;
    bool need = open && (l->kind == LISTING_KIND_NEED || l->kind == LISTING_KIND_OPPORTUNITY);
    bool offer = open && (l->kind == LISTING_KIND_OFFER || l->kind == LISTING_KIND_ASSET ||
                          l->kind == LISTING_KIND_RESOURCE);
    const CategoryOf *g = category_of(h, l->category);
    const PlaceOf    *p = place_of(h, l->place ? l->place : l->head.unit);
    WordList w = {.bare = need};
    match_words_tri(&w, &l->title);
    if (offer) match_words(&w, l->details);
    keep_put(&h->records, (Keep){.id = l->head.id, .a = l->holder, .b = l->category, .need = need,
                                 .kind = MATCHING_LISTING, .until = l->until_on ? l->until_on : l->deadline_on});
    if (need) {
        MatchRefusal no[REFUSALS_MAX];
        size_t       no_n = refusals_of(h, l->head.id, l->holder, no, REFUSALS_MAX);
        match_put_need(h->x, &(MatchNeed){.id = l->head.id, .actor = l->holder, .tag = gate,
                                          .category = g ? g->number : 0, .place = p ? p->number : 0, .words = w.v,
                                          .n_words = w.n, .asks = bits_of_listing(l), .refused = no,
                                          .n_refused = no_n});
    } else {
        match_remove_need(h->x, l->head.id);
    }
    if (offer) {
        match_put_offer(h->x, &(MatchOffer){.id = l->head.id, .actor = l->holder, .tag = gate,
                                            .categories = g ? &g->number : NULL, .n_categories = g != NULL,
                                            .places = p ? &p->number : NULL, .n_places = p != NULL, .words = w.v,
                                            .n_words = w.n, .has = bits_of_listing(l), .free = MATCH_FREE_UNKNOWN});
    } else {
        match_remove_offer(h->x, l->head.id);
    }
}

static void tie_set(Held *h, const Keep *t, bool there) {
    void (*set)(Match *x, Id from, Id to, uint32_t tag) = there ? match_put_tie : match_remove_tie;
    set(h->x, t->a, t->b, t->gate);
    set(h->x, t->b, t->a, t->gate);
}

static void drop_tie(Held *h, Id id) {
    const Keep *old = keep_find(&h->ties, id);
    if (old) tie_set(h, old, false);
    keep_drop(&h->ties, id);
}

static void put_tie(Held *h, const Tie *t, uint64_t gate) {
    bool real = t->state == TIE_STATE_ACTIVE || t->state == TIE_STATE_DORMANT;
    bool acquainted = t->kind != TIE_KIND_FAMILY && t->kind != TIE_KIND_INTEREST_IN;
    Keep one = {.id = t->head.id, .a = t->from_actor, .b = t->to_actor, .gate = (uint32_t)gate};
    drop_tie(h, t->head.id);
    if (!real || !acquainted) return;
    tie_set(h, &one, true);
    keep_put(&h->ties, one);
}

/* Of the need that somebody was passed over for, and of the others of the same actor. */
static void refusals_again(Held *h, Id need) {
    const Keep *of = keep_find(&h->records, need);
    if (!of) return;
    for (size_t i = 0; i < h->records.n; i++) {
        const Keep  *l = &h->records.v[i];
        MatchRefusal no[REFUSALS_MAX];
        if (!l->need || (l->id != need && (!of->a || l->a != of->a))) continue;
        match_put_refusals(h->x, l->id, no, refusals_of(h, l->id, l->a, no, REFUSALS_MAX));
    }
}

static void put_refusal(Held *h, const Refusal *r) {
    keep_put(&h->refusals, (Keep){.id = r->head.id, .a = r->need, .b = r->actor});
    refusals_again(h, r->need);
}

/* ---- other answers and needs ------------------------------------------------------------------------------------- */

static void match_words_choice(WordList *w, const Choices *choices, int value) {
    for (int l = 0; value && l < LANG_N; l++) match_words(w, tr((Lang)l, choice_label(choices, value)));
}

/* What is offered, `id`, whose it is, where it stands; without an actor it is its own. */
typedef struct Answer {
    Id              id, actor, place;
    uint64_t        gate;
    const uint32_t *fields;
    size_t          n_fields;
    MatchBits       has;
    int             kind;
    int64_t         most;                         /* of a pledge, and minutes a month; NUMBER_NONE: not known */
    bool            live;
} Answer;

static void put_answer(Held *h, const Answer *a, const WordList *w) {
    const PlaceOf *p = place_of(h, a->place);
    if (!a->live) {
        match_remove_offer(h->x, a->id);
        keep_drop(&h->records, a->id);
        return;
    }
    keep_put(&h->records, (Keep){.id = a->id, .a = a->actor, .b = a->most, .kind = (uint8_t)a->kind});
    match_put_offer(h->x, &(MatchOffer){.id = a->id, .actor = a->actor ? a->actor : a->id, .tag = a->gate,
                                        .categories = a->fields, .n_categories = a->n_fields,
                                        .places = p ? &p->number : NULL, .n_places = p != NULL, .words = w->v,
                                        .n_words = w->n, .has = a->has, .free = MATCH_FREE_UNKNOWN});
}

/* Who takes cases: by the trades they know and what they advise on. */
static void put_consultant(Held *h, const Consultant *v, uint64_t gate) {
    uint32_t fields[TRADE_GROUP_N];
    WordList w = {.n = 0};
    bool     takes = v->state != CONSULTANT_STATE_LEFT && v->state != CONSULTANT_STATE_PAUSED;
    Answer   a = {.id = v->head.id, .place = v->head.unit, .gate = gate, .fields = fields, .kind = MATCHING_CONSULTANT,
                  .most = v->capacity, .has = {.langs = (uint8_t)v->languages}, .live = takes};
    for (int t = 1; t < TRADE_GROUP_N; t++) {
        if (v->fields >> (t - 1) & 1) fields[a.n_fields++] = h->groups[t];
    }
    for (int i = 1; i < CONSULTANT_AREA_N; i++) {
        if (v->areas >> (i - 1) & 1) match_words_choice(&w, &consultant_area_choices, i);
    }
    match_words_tri(&w, &v->about);
    put_answer(h, &a, &w);
}

static void put_pledge(Held *h, const Pledge *v, uint64_t gate) {
    WordList w = {.n = 0};
    match_words_tri(&w, &v->what);
    match_words(&w, v->for_whom);
    bool open = v->state == PLEDGE_STATE_PLEDGED || v->state == PLEDGE_STATE_CHANGED;
    put_answer(h, &(Answer){.id = v->head.id, .actor = v->actor, .place = v->place, .gate = gate,
                            .kind = MATCHING_PLEDGE, .most = v->quantity_most != NUMBER_NONE ? v->quantity_most
                                                                                             : v->quantity,
                            .live = open}, &w);
}

static void put_facility(Held *h, const Facility *v, uint64_t gate) {
    WordList w = {.n = 0};
    match_words_tri(&w, &v->name);
    match_words_choice(&w, &facility_kind_choices, v->kind);
    match_words(&w, v->terms);
    put_answer(h, &(Answer){.id = v->head.id, .actor = v->actor, .place = v->place, .gate = gate,
                            .kind = MATCHING_FACILITY, .most = NUMBER_NONE, .live = true}, &w);
}

/* What a buyer will buy, and what quotes are asked for. */
typedef struct Bought {
    Keep     keep;
    Id       unit;
    Str      what;
    unsigned certificates;
    bool     live;
} Bought;

static void put_bought(Held *h, const Bought *v, uint64_t gate) {
    const CategoryOf *g = category_of(h, v->keep.b);
    const PlaceOf    *p = place_of(h, v->unit);
    WordList          w = {.bare = true};
    if (!v->live) {
        match_remove_need(h->x, v->keep.id);
        keep_drop(&h->records, v->keep.id);
        return;
    }
    match_words(&w, v->what);
    keep_put(&h->records, v->keep);
    match_put_need(h->x, &(MatchNeed){.id = v->keep.id, .actor = v->keep.a, .tag = gate,
                                      .category = g ? g->number : 0, .place = p ? p->number : 0, .words = w.v,
                                      .n_words = w.n, .asks = {.certs = (uint16_t)v->certificates}});
}

static void put_coming(Held *h, const ComingPurchase *v, uint64_t gate) {
    put_bought(h, &(Bought){.keep = {.id = v->head.id, .a = v->buyer, .b = v->category, .kind = MATCHING_COMING,
                                     .until = v->until_on}, .unit = v->head.unit, .what = v->what, .live = true,
                            .certificates = (unsigned)v->certificates}, gate);
}

static void put_quote(Held *h, const QuoteRequest *v, uint64_t gate) {
    bool draft = v->state == QUOTE_STATE_DRAFT;
    put_bought(h, &(Bought){.keep = {.id = v->head.id, .a = v->buyer, .b = v->category, .kind = MATCHING_QUOTE,
                                     .until = v->answer_by, .draft = draft}, .unit = v->head.unit, .what = v->what,
                            .live = draft || v->state == QUOTE_STATE_ASKED,
                            .certificates = (unsigned)v->certificates}, gate);
}

/* ---- what is told beside a pair ---------------------------------------------------------------------------------- */

/* Two who said no are left in peace for a year; those whom somebody introduces, or introduced, are not proposed. */
static void put_introduction(Held *h, const Introduction *v) {
    bool asked = v->state == INTRO_STATE_ASKED || v->state == INTRO_STATE_ONE_AGREED;
    Day  no = v->one_on > v->other_on ? v->one_on : v->other_on, until = 0;
    if (v->state == INTRO_STATE_DECLINED) until = day_plus(no, PAIR_RESTS_DAYS);
    else if (asked) until = v->lapses_on;
    bool rests = asked || v->state == INTRO_STATE_BOTH_AGREED || (v->state == INTRO_STATE_DECLINED && no);
    if (rests) keep_put(&h->pairs, (Keep){.id = v->head.id, .a = v->one, .b = v->other, .until = until});
    else keep_drop(&h->pairs, v->head.id);
}

static void put_spare(Held *h, const Spare *v, uint64_t gate) {
    keep_put(&h->spares, (Keep){.id = v->head.id, .a = v->actor, .b = v->category, .gate = (uint32_t)gate,
                                .free = (int8_t)v->free});
}

static void put_given(Held *h, const PledgeGiven *v) {
    if (v->quantity == NUMBER_NONE) keep_drop(&h->given, v->head.id);
    else keep_put(&h->given, (Keep){.id = v->head.id, .a = v->pledge, .b = v->quantity});
}

/* ---- by noun ----------------------------------------------------------------------------------------------------- */

void feed_put(Held *h, const Entity *e, const void *rec, uint64_t gate) {
    if (e == &actor_entity) put_actor(h, rec, gate);
    else if (e == &listing_entity) put_listing(h, rec, gate);
    else if (e == &tie_entity) put_tie(h, rec, gate);
    else if (e == &refusal_entity) put_refusal(h, rec);
    else if (e == &consultant_entity) put_consultant(h, rec, gate);
    else if (e == &pledge_entity) put_pledge(h, rec, gate);
    else if (e == &facility_entity) put_facility(h, rec, gate);
    else if (e == &coming_purchase_entity) put_coming(h, rec, gate);
    else if (e == &quote_request_entity) put_quote(h, rec, gate);
    else if (e == &introduction_entity) put_introduction(h, rec);
    else if (e == &spare_entity) put_spare(h, rec, gate);
    else if (e == &pledge_given_entity) put_given(h, rec);
    else if ((e == &place_entity || e == &category_entity) && held_is_another(h, e, rec)) h->stale = true;
}

static void drop_refusal(Held *h, Id id) {
    const Keep *old = keep_find(&h->refusals, id);
    Id need = old ? old->a : 0;
    keep_drop(&h->refusals, id);
    refusals_again(h, need);
}

void feed_drop(Held *h, const Entity *e, Id id) {
    if (e == &actor_entity) {
        match_remove_offer(h->x, id);
        street_put(&h->streets, (Street){.actor = id});
    } else if (e == &tie_entity) {
        drop_tie(h, id);
    } else if (e == &refusal_entity) {
        drop_refusal(h, id);
    } else if (e == &introduction_entity) {
        keep_drop(&h->pairs, id);
    } else if (e == &spare_entity) {
        keep_drop(&h->spares, id);
    } else if (e == &pledge_given_entity) {
        keep_drop(&h->given, id);
    } else if (e == &place_entity || e == &category_entity) {
        h->stale = h->stale || (e == &place_entity ? place_of(h, id) != NULL : category_of(h, id) != NULL);
    } else {
        match_remove_offer(h->x, id);
        match_remove_need(h->x, id);
        keep_drop(&h->records, id);
    }
}
