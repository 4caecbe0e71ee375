/* sending_items.c - what is passed on: opportunities and resources among the listings, and aid tracks; which of them
** are live. What is past its last day is not, by itself. */
#include "sending/sending_page.h"

#include "actor/actor.h"
#include "listing/listing.h"
#include "referral/aid.h"

#include <stdlib.h>

enum { AID_KINDS_FROM = HEAR_KIND_ADVICE - AID_KIND_ADVICE };
_Static_assert(HEAR_KIND_OTHER - AID_KIND_OTHER == AID_KINDS_FROM && HEAR_KIND_N - AID_KIND_N == AID_KINDS_FROM,
               "the kinds of aid stand behind the two of listings, in the same order");

TextKey item_kind(const Item *v) {
    if (v->aid) return choice_label(&aid_kind_choices, v->aid);
    return choice_label(&listing_kind_choices,
                        v->fit.kind == HEAR_KIND_RESOURCE ? LISTING_KIND_RESOURCE : LISTING_KIND_OPPORTUNITY);
}

void item_of_listing(Ctx *c, const Listing *l, Item *ret_v) {
    int kind = l->kind == LISTING_KIND_OPPORTUNITY ? HEAR_KIND_OPPORTUNITY
             : l->kind == LISTING_KIND_RESOURCE ? HEAR_KIND_RESOURCE : 0;
    Day closes = l->deadline_on ? l->deadline_on : l->until_on;
    if (l->deadline_on && l->until_on && l->until_on < l->deadline_on) closes = l->until_on;
    *ret_v = (Item){.name = l->title, .body = l->holder, .over = closes && closes < c->reader.today,
                    .href = view_record_path(c, &listing_entity, l->head.id),
                    .list = arena_printf(c->arena, "listing=%.*s", STR_ARG(id_str(c->arena, l->head.id)))};
    ret_v->fit = (FitItem){.id = l->head.id, .place = l->place, .category = l->category, .holder = l->holder,
                           .kind = kind, .trade = l->category ? actor_trade(c, l->category) : 0,
                           .closes_on = closes};
    ret_v->fit.live = kind && l->state == LISTING_STATE_OPEN && !ret_v->over && !l->head.archived_at;
}

void item_of_track(Ctx *c, const AidTrack *t, Item *ret_v) {
    AidStanding s = aid_standing(t, c->reader.today);
    *ret_v = (Item){.name = t->name, .body = t->body, .aid = t->kind, .over = s == AID_OVER,
                    .href = view_record_path(c, &aid_track_entity, t->head.id),
                    .list = arena_printf(c->arena, "track=%.*s", STR_ARG(id_str(c->arena, t->head.id)))};
    ret_v->fit = (FitItem){.id = t->head.id, .place = t->place, .holder = t->body, .track = t,
                           .kind = t->kind + AID_KINDS_FROM, .closes_on = t->closes_on,
                           .live = s == AID_TAKES || s == AID_NOT_YET};
}

static Fault load(Ctx *c, Id listing, Id track, Item *ret_v) {
    Listing  *l = ent_new(c, &listing_entity);
    AidTrack *t = ent_new(c, &aid_track_entity);
    Fault f = listing ? ent_load(c, &listing_entity, listing, l) : NOT_FOUND;
    if (f == OK) item_of_listing(c, l, ret_v);
    if (f != NOT_FOUND || !track) return f;
    TRY(ent_load(c, &aid_track_entity, track, t));
    item_of_track(c, t, ret_v);
    return OK;
}

Fault item_load(Ctx *c, Id id, Item *ret_v) {
    TRY(load(c, id, id, ret_v));
    return ret_v->fit.kind ? OK : fail(c, NOT_FOUND, "page", id);
}

Fault item_of_notice(Ctx *c, const Notice *n, Item *ret_v) {
    const Who kept = c->who;
    c->who = who_program(c);
    Fault f = load(c, n->listing, n->track, ret_v);
    c->who = kept;
    return f;
}

/* ---- everything that is live ------------------------------------------------------------------------------------- */

static int closing_first(const void *a, const void *b) {
    const Item *x = a, *y = b;
    Day p = x->fit.closes_on ? x->fit.closes_on : INT32_MAX, q = y->fit.closes_on ? y->fit.closes_on : INT32_MAX;
    return p < q ? -1 : p > q ? 1 : x->fit.id < y->fit.id ? -1 : x->fit.id > y->fit.id;
}

static ListFilter on(const Field *f, ListOp op, int64_t n) {
    return (ListFilter){.field = f, .op = op, .val = v_int(n)};
}

static Fault live_listings(Ctx *c, Day until, void **ret_rows, size_t *ret_n) {
    const Field *f = listing_entity.fields;
    ListSpec s = {.entity = &listing_entity, .limit = SENDING_ITEMS_MAX, .sort = &f[LISTING_F_DEADLINE_ON]};
    s.filters[s.n_filters++] = on(&f[LISTING_F_STATE], LIST_EQ, LISTING_STATE_OPEN);
    s.filters[s.n_filters++] = on(&f[LISTING_F_KIND], LIST_GE, LISTING_KIND_OPPORTUNITY);
    s.filters[s.n_filters++] = on(&f[LISTING_F_KIND], LIST_LE, LISTING_KIND_RESOURCE);
    if (until) {
        s.filters[s.n_filters++] = on(&f[LISTING_F_DEADLINE_ON], LIST_GE, c->reader.today);
        s.filters[s.n_filters++] = on(&f[LISTING_F_DEADLINE_ON], LIST_LE, until);
    } else {
        s.extras[s.n_extras++] = listing_live(c);
    }
    return list_run(c, &s, false, ret_rows, ret_n, NULL);
}
_Static_assert(LISTING_KIND_OPPORTUNITY + 1 == LISTING_KIND_RESOURCE, "the two stand side by side");

static Fault live_tracks(Ctx *c, Day until, void **ret_rows, size_t *ret_n) {
    const Field *f = aid_track_entity.fields;
    ListSpec s = {.entity = &aid_track_entity, .limit = SENDING_ITEMS_MAX, .sort = &f[AID_TRACK_F_CLOSES_ON]};
    s.filters[s.n_filters++] = on(&f[AID_TRACK_F_STATE], LIST_EQ, AID_STATE_OPEN);
    if (until) {
        s.filters[s.n_filters++] = on(&f[AID_TRACK_F_CLOSES_ON], LIST_GE, c->reader.today);
        s.filters[s.n_filters++] = on(&f[AID_TRACK_F_CLOSES_ON], LIST_LE, until);
    }
    return list_run(c, &s, false, ret_rows, ret_n, NULL);
}

Fault items_live(Ctx *c, Day until, Item **ret_v, size_t *ret_n) {
    void  *listings, *tracks;
    size_t n, m, k = 0;
    TRY(live_listings(c, until, &listings, &n));
    TRY(live_tracks(c, until, &tracks, &m));
    Item *v = ARENA_ARRAY(c->arena, Item, n + m + 1);
    for (size_t i = 0; i < n; i++) {
        item_of_listing(c, (const Listing *)listings + i, &v[k]);
        k += v[k].fit.live;
    }
    for (size_t i = 0; i < m; i++) {
        item_of_track(c, (const AidTrack *)tracks + i, &v[k]);
        k += v[k].fit.live;
    }
    if (k) qsort(v, k, sizeof *v, closing_first);
    *ret_v = v;
    *ret_n = k;
    return OK;
}
