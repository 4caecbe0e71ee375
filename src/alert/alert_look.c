/* alert_look.c - what an alert finds now, with the eyes of whoever wished it, held against what it found before. */
#include "alert/alert_page.h"

#include "account/account.h"
#include "actor/actor.h"
#include "alert/amount.h"
#include "base/clock.h"
#include "db/facts.h"
#include "db/region.h"
#include "matching/matching.h"
#include "place/place.h"
#include "sending/sending.h"

#include <stdlib.h>

enum { LOOK_BYTES = 64 << 20, CHANGED_MAX = 1000000 };

/* ---- for a need or an offer -------------------------------------------------------------------------------------- */

static Fault find_for(Ctx *c, const Alert *a, AlertFinds *f) {
    Listing   *l = ent_new(c, &listing_entity);
    MatchFinds m = {.ready = true};
    Fault      fault = ent_load(c, &listing_entity, a->listing, l);
    f->ready = true;
    if (fault != OK) return fault == NOT_FOUND ? OK : fault;
    if (l->state != LISTING_STATE_OPEN || l->head.archived_at) return OK;
    bool need = a->looks_for == ALERT_SIDE_OFFERS;
    TRY(need ? matching_who(c, a->listing, ALERT_LIST, &m) : matching_whose(c, a->listing, ALERT_LIST, &m));
    f->ready = m.ready;
    f->v = ARENA_ARRAY(c->arena, AlertHit, m.n + 1);
    for (size_t i = 0; i < m.n; i++) {
        f->v[f->n++] = (AlertHit){.alert = a->head.id, .listing = m.v[i].listing, .actor = m.v[i].actor,
                                  .kind = m.v[i].kind};
    }
    return OK;
}

/* ---- what somebody looks out for --------------------------------------------------------------------------------- */

typedef struct Looking {
    const Alert *a;
    AlertFinds  *f;
    size_t       cap;
    Str          code;                            /* of the field, "shop/bakery"; empty: every field */
    struct {
        Id   category;
        bool within;
    }            seen[32];                        /* fields that were asked about */
    size_t       seen_n;
} Looking;

static void equals(ListSpec *s, int field, int64_t val) {
    s->filters[s->n_filters++] = (ListFilter){.field = &s->entity->fields[field], .op = LIST_EQ, .val = v_int(val)};
}

/* The field itself, or one whose code goes on below it. */
static Fault field_fits(Ctx *c, Looking *k, Id category, bool *ret_yes) {
    Category *g = ent_new(c, &category_entity);
    *ret_yes = !k->a->category || category == k->a->category;
    if (*ret_yes || !category) return OK;
    for (size_t i = 0; i < k->seen_n; i++) {
        if (k->seen[i].category != category) continue;
        *ret_yes = k->seen[i].within;
        return OK;
    }
    Fault f = ent_load(c, &category_entity, category, g);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    *ret_yes = k->code.n && g->code.n > k->code.n && str_starts(g->code, k->code) && g->code.p[k->code.n] == '/';
    if (k->seen_n < sizeof k->seen / sizeof *k->seen) {
        k->seen[k->seen_n].category = category;
        k->seen[k->seen_n++].within = *ret_yes;
    }
    return OK;
}

static Fault lies_in(Ctx *c, const Alert *a, Id place, bool *ret_yes) {
    enum { ABOVE_MAX = PLACE_DEPTH_MAX + 1 };
    Id     up[ABOVE_MAX];
    size_t n = 0;
    *ret_yes = a->nearness != ALERT_NEAR_TREE;    /* else the list itself was narrowed */
    if (*ret_yes || !place) return OK;
    TRY(place_above(c, place, up, ABOVE_MAX, &n));
    for (size_t i = 0; i < n; i++) *ret_yes = *ret_yes || up[i] == a->place;
    return OK;
}

static void found(Ctx *c, Looking *k, AlertHit h) {
    if (k->f->n == ALERT_HITS_MAX) return;
    ARENA_ROOM(c->arena, k->f->v, k->f->n, 1, &k->cap);
    h.alert = k->a->head.id;
    k->f->v[k->f->n++] = h;
}

/* Where a listing stands that names no place. */
static Fault unit_of(Ctx *c, Id listing, Id *ret_unit) {
    Head  head = {0};
    Fault f = ent_load_head(c, &listing_entity, listing, &head);
    *ret_unit = f == OK ? head.unit : 0;
    return f == NOT_FOUND ? OK : f;
}

static const int LISTING_FIELDS[] = {LISTING_F_AMOUNT, LISTING_F_AMOUNT_MOST, LISTING_F_COUNTED_IN, LISTING_F_UNTIL_ON,
                                     LISTING_F_DEADLINE_ON, LISTING_F_HOLDER, LISTING_F_CATEGORY, LISTING_F_PLACE, -1};

static Fault take_listing(Ctx *c, const void *rec, void *arg) {
    Looking       *k = arg;
    const Listing *l = rec;
    const Alert   *a = k->a;
    Id     at = l->place;
    bool   field, place;
    Amount asked = {a->amount, a->amount_most, a->counted_in}, told = {l->amount, l->amount_most, l->counted_in};
    AmountFit much = amount_fit(&asked, &told);
    bool   over = (l->until_on && l->until_on < c->reader.today) ||
                  (l->deadline_on && l->deadline_on < c->reader.today);
    if (over || much == AMOUNT_NOT || (a->actor && l->holder == a->actor)) return OK;
    TRY(field_fits(c, k, l->category, &field));
    if (!field) return OK;
    if (!at && a->nearness == ALERT_NEAR_TREE) TRY(unit_of(c, l->head.id, &at));
    TRY(lies_in(c, a, at, &place));
    if (!place) return OK;
    found(c, k, (AlertHit){.listing = l->head.id, .actor = l->holder, .kind = MATCHING_LISTING,
                           .ask = much == AMOUNT_ASK});
    return OK;
}

static const int ACTOR_FIELDS[] = {ACTOR_F_LIFE, ACTOR_F_KIND, ACTOR_F_CATEGORY, ACTOR_F_LOCALITY, -1};

static Fault take_actor(Ctx *c, const void *rec, void *arg) {
    Looking     *k = arg;
    const Actor *v = rec;
    bool field, place, gone = v->life == LIFE_STATE_CLOSED || v->life == LIFE_STATE_MOVED;
    if (gone || v->kind == ACTOR_KIND_PERSON || v->head.id == k->a->actor) return OK;
    TRY(field_fits(c, k, v->category, &field));
    if (!field) return OK;
    TRY(lies_in(c, k->a, v->locality, &place));
    if (place) found(c, k, (AlertHit){.actor = v->head.id});
    return OK;
}

static void kinds_of(ListSpec *s, int side) {
    static const int OFFERS[] = {LISTING_KIND_OFFER, LISTING_KIND_ASSET, LISTING_KIND_RESOURCE};
    static const int NEEDS[] = {LISTING_KIND_NEED, LISTING_KIND_OPPORTUNITY};
    bool offers = side == ALERT_SIDE_OFFERS;
    size_t n = offers ? sizeof OFFERS / sizeof *OFFERS : sizeof NEEDS / sizeof *NEEDS;
    equals(s, LISTING_F_STATE, LISTING_STATE_OPEN);
    for (size_t i = 0; i < n; i++) equals(s, LISTING_F_KIND, offers ? OFFERS[i] : NEEDS[i]);
}

Str alert_local(Ctx *c, const Alert *a) {
    Str  place = id_str(c->arena, a->place);
    bool kept = a->holds == ALERT_VERSION_THIS && a->of_number != NUMBER_NONE;
    return kept ? arena_printf(c->arena, "%.*s.%lld", STR_ARG(place), (long long)a->of_number) : place;
}

/* Narrowed to what is local by the definition that it keeps; false: there is none, and nobody can be. */
static Fault narrow_place(Ctx *c, const Alert *a, ListSpec *s, bool *ret_any) {
    PlaceLocal l;
    Request    rq = {0};
    *ret_any = true;
    if (!a->place || a->nearness == ALERT_NEAR_TREE) return OK;
    Str value = alert_local(c, a);
    TRY(place_local_read(c, value, &l));
    *ret_any = l.version != 0;
    Param one = {LIT("local"), value};
    rq.args = (Params){&one, 1};
    return *ret_any ? place_local_extra(c, &rq, s) : OK;
}

static Fault find_looked_for(Ctx *c, const Alert *a, AlertFinds *f) {
    bool     actors = a->looks_for == ALERT_SIDE_ACTORS, any;
    ListSpec s = {.entity = actors ? &actor_entity : &listing_entity};
    Looking  k = {.a = a, .f = f};
    Category *g = ent_new(c, &category_entity);
    f->ready = true;
    if (!actors) kinds_of(&s, a->looks_for);
    s.extras[s.n_extras++] = (ListExtra){.name = "since", .val = v_int(a->since_at), .sql = "(x.changed_at > :since)"};
    TRY(narrow_place(c, a, &s, &any));
    if (!any) return OK;
    if (a->category) {
        Fault fault = ent_load(c, &category_entity, a->category, g);
        if (fault != OK) return fault == NOT_FOUND ? OK : fault;   /* a field that is gone holds nobody */
    }
    k.code = g->code;
    if (actors) return list_some(c, &s, ACTOR_FIELDS, CHANGED_MAX, take_actor, &k);
    return list_some(c, &s, LISTING_FIELDS, CHANGED_MAX, take_listing, &k);
}

Fault alert_find(Ctx *c, const Alert *a, AlertFinds *ret_f) {
    *ret_f = (AlertFinds){0};
    return a->listing ? find_for(c, a, ret_f) : find_looked_for(c, a, ret_f);
}

/* ---- held against what was found before -------------------------------------------------------------------------- */

static int hit_order(const void *x, const void *y) {
    const AlertHit *a = x, *b = y;
    if (a->listing != b->listing) return a->listing < b->listing ? -1 : 1;
    return (a->actor > b->actor) - (a->actor < b->actor);
}

static bool is_among(const AlertHit *v, size_t n, const AlertHit *h) {
    return n && bsearch(h, v, n, sizeof *v, hit_order);
}

/* New to them: made or changed since, by somebody who may be written to. What they may not see is nothing at all. */
static Fault judge(Ctx *c, const Alert *a, AlertHit *h, bool *ret_seen) {
    Head head;
    bool no = false;
    Fault f = ent_load_head(c, matching_noun(h->kind), h->listing ? h->listing : h->actor, &head);
    *ret_seen = f == OK;
    if (f != OK) return f == NOT_FOUND ? OK : f;
    if (h->actor) TRY(sending_said_no(c, h->actor, &no));
    h->state = head.changed_at > a->since_at && !no ? HIT_FRESH : HIT_KNOWN;
    return OK;
}

static Fault look_at(Ctx *c, const Alert *a, AlertLook *ret_l) {
    AlertFinds f;
    AlertHit  *had;
    size_t     had_n;
    TRY(alert_find(c, a, &f));
    *ret_l = (AlertLook){.alert = a->head.id, .version = a->head.version};
    ret_l->later = !f.ready;
    if (!f.ready) return OK;
    TRY(alert_hits(c, a->head.id, &had, &had_n));
    ret_l->put = ARENA_ARRAY(c->arena, AlertHit, f.n + 1);
    ret_l->gone = ARENA_ARRAY(c->arena, AlertHit, had_n + 1);
    if (f.n) qsort(f.v, f.n, sizeof *f.v, hit_order);
    for (size_t i = 0; i < f.n && had_n + ret_l->put_n < ALERT_HITS_MAX; i++) {
        bool seen;
        if (is_among(had, had_n, &f.v[i])) continue;
        TRY(judge(c, a, &f.v[i], &seen));
        if (!seen) continue;
        ret_l->tell = ret_l->tell || f.v[i].state == HIT_FRESH;
        ret_l->put[ret_l->put_n++] = f.v[i];
    }
    for (size_t i = 0; i < had_n; i++) {
        bool fits = had[i].state != HIT_FRESH || is_among(f.v, f.n, &had[i]);
        if (!fits) ret_l->gone[ret_l->gone_n++] = had[i];
    }
    return OK;
}

/* ---- one pass ---------------------------------------------------------------------------------------------------- */

static Fault look_as(Ctx *c, const AlertOf *of, AlertLook *ret_l) {
    Login  l;
    Alert *a = ent_new(c, &alert_entity);
    *ret_l = (AlertLook){0};
    c->who = (Who){.org = of->org, .roles = ROLE_HQ, .floor = VIS_TEAM, .system = true, .scopes = ~0u};
    Fault f = account_login(c, of->account, &l);
    if (f != OK) return f == NOT_FOUND || f == NOT_SIGNED_IN ? OK : f;   /* whoever may not sign in is told nothing */
    c->who = l.who;
    if (l.has_lang) c->reader.lang = l.lang;
    f = ent_load(c, &alert_entity, of->alert, a);
    if (f != OK || a->head.archived_at) return f == NOT_FOUND ? OK : f;
    return look_at(c, a, ret_l);
}

static Fault read_look(Region *r, Ctx *c, const AlertOf *of, AlertLook *ret_l) {
    TRY(region_read_begin(r, c));
    Fault f = look_as(c, of, ret_l);
    region_read_end(r, c);
    return f;
}

static Fault read_all(Region *r, Ctx *c, AlertOf **ret_v, size_t *ret_n) {
    TRY(region_read_begin(r, c));
    Fault f = alerts_all(c, ret_v, ret_n);
    region_read_end(r, c);
    return f;
}

static Fault look_one(Region *r, const Reader *reader, Arena *a, const AlertOf *of, bool *ret_later) {
    Ctx       c = {.arena = a, .region = r, .reader = *reader};
    AlertLook l;
    TRY(read_look(r, &c, of, &l));
    *ret_later = *ret_later || l.later;
    if (!l.put_n && !l.gone_n) return OK;
    Ctx w = {.arena = a, .region = r, .reader = *reader};
    /* In their name: what is private even the program reads as its writer alone. */
    w.who = (Who){.account = of->account, .org = of->org, .roles = ROLE_HQ, .floor = VIS_TEAM, .system = true,
                  .scopes = ~0u};
    return region_write(r, &w, alert_write, &l);
}

Fault alerts_look(Region *r, const Reader *reader, AlertPass *ret_p) {
    Arena    all, one;
    AlertOf *v;
    *ret_p = (AlertPass){0};
    arena_init(&all, LOOK_BYTES);
    arena_init(&one, LOOK_BYTES);
    Ctx   c = {.arena = &all, .region = r, .reader = *reader};
    Fault f = read_all(r, &c, &v, &ret_p->n);
    for (size_t i = 0; f == OK && i < ret_p->n; i++) {
        f = look_one(r, reader, &one, &v[i], &ret_p->later);
        if (f != STOPPING && f != DB_LOST) {      /* one that cannot be looked at keeps nothing from the others */
            ret_p->later = ret_p->later || f != OK;
            f = OK;
        }
        arena_reset(&one);
    }
    arena_release(&one);
    arena_release(&all);
    return f;
}
