/* alert_page.c - alerts: their list and what each found, the card on a need or offer, what waits on the first page and
** on the owner's. */
#include "alert/alert_page.h"

#include "account/account.h"
#include "actor/actor.h"
#include "place/place.h"

enum { WHO = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER, SHOWN_MAX = 5, FOUND_MAX = 100 };

/* ---- what was found, named --------------------------------------------------------------------------------------- */

static const Alert *alert_of(const Alert *v, size_t n, Id id) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].head.id == id) return &v[i];
    }
    return NULL;
}

/* The need or offer with its list of matches; of what somebody looks out for, the alert itself. */
static Str of_href(Ctx *c, const Alert *a) {
    if (!a->listing) return view_record_path(c, &alert_entity, a->head.id);
    return arena_printf(c->arena, "%.*s#%s", STR_ARG(view_record_path(c, &listing_entity, a->listing)),
                        a->looks_for == ALERT_SIDE_OFFERS ? "who" : "whose");
}

static Str seen_path(Ctx *c, Id alert) {
    return arena_printf(c->arena, "/alerts/%.*s/seen", STR_ARG(id_str(c->arena, alert)));
}

/* What the reader may not see any more is left out. */
static Fault rows_of(Ctx *c, const Alert *alerts, size_t alerts_n, const AlertHit *hits, size_t n, AlertView *v) {
    enum { OF_ONE = 2 };                          /* what was found, and what it was found for */
    Id  *who = ARENA_ARRAY(c->arena, Id, n + 1), *what = ARENA_ARRAY(c->arena, Id, OF_ONE * n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1), *titles = ARENA_ARRAY(c->arena, Str, OF_ONE * n + 1);
    v->rows = ARENA_ARRAY(c->arena, HitRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Alert *a = alert_of(alerts, alerts_n, hits[i].alert);
        who[i] = hits[i].actor;
        what[OF_ONE * i] = hits[i].listing;
        what[OF_ONE * i + 1] = a ? a->listing : 0;
    }
    if (!n) return OK;
    TRY(ent_names_among(c, &MATCHING_NOUNS, who, n, names));
    TRY(ent_names_among(c, &MATCHING_NOUNS, what, OF_ONE * n, titles));
    for (size_t i = 0; i < n; i++) {
        const AlertHit *h = &hits[i];
        const Alert    *a = alert_of(alerts, alerts_n, h->alert);
        Str             title = titles[OF_ONE * i], of = titles[OF_ONE * i + 1];
        if (!a || (h->listing ? !title.n : !names[i].n)) continue;
        HitRow *r = &v->rows[v->rows_n++];
        *r = (HitRow){.name = names[i], .about = h->listing ? title : (Str){0},
                      .of = of.n ? of : a->name,
                      .of_href = of_href(c, a),
                      .seen = seen_path(c, h->alert), .listing = h->listing, .actor = h->actor, .found_on = h->found_on,
                      .ask = h->ask, .fresh = h->state == HIT_FRESH};
        if (h->listing) r->about_href = view_record_path(c, matching_noun(h->kind), h->listing);
        r->href = names[i].n ? view_record_path(c, &actor_entity, h->actor) : r->about_href;
        if (!names[i].n) r->name = title, r->about = (Str){0};
        v->fresh = v->fresh || r->fresh;
    }
    return OK;
}

/* Of all the reader's alerts what they have not looked at, `shown` at most. */
static Fault fresh_fill(Ctx *c, size_t shown, AlertView *v) {
    ListSpec s = {.entity = &alert_entity, .limit = ALERTS_MAX, .extras = {alert_new()}, .n_extras = 1};
    AlertHit hits[FOUND_MAX];
    void    *rows;
    size_t   n, hits_n;
    if (!alert_any(c->region)) return OK;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (!n) return OK;
    TRY(alert_hits_own(c, 0, false, hits, shown + 1, &hits_n));
    v->more = hits_n > shown;
    return rows_of(c, rows, n, hits, v->more ? shown : hits_n, v);
}

static Fault today_draw(Buf *b, const Page *pg) {
    AlertView v = {.back = LIT("/")};
    if (!(pg->c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE))) return OK;
    TRY(fresh_fill(pg->c, SHOWN_MAX, &v));
    if (v.rows_n) alert_today_html(b, pg, &v);
    return OK;
}

static const TodayPart ALERT_TODAY = {.order = 31, .draw = today_draw};

/* ---- the owner's own page ---------------------------------------------------------------------------------------- */

static Fault mine_waits_draw(Buf *b, const Page *pg, const Case *k) {
    AlertView v = {.back = LIT("/mine")};
    Ctx      *c = pg->c;
    ListSpec  s = {.entity = &alert_entity, .limit = ALERTS_MAX, .extras = {alert_new()}, .n_extras = 1};
    AlertHit  hits[FOUND_MAX];
    void     *rows;
    size_t    n, hits_n, kept = 0;
    s.filters[s.n_filters++] = (ListFilter){.field = &alert_entity.fields[ALERT_F_ACTOR], .op = LIST_EQ,
                                            .val = v_id(k->client)};
    if (!alert_any(c->region)) return OK;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (!n) return OK;
    TRY(alert_hits_own(c, 0, false, hits, FOUND_MAX, &hits_n));
    for (size_t i = 0; i < hits_n && kept < SHOWN_MAX; i++) {
        if (alert_of(rows, n, hits[i].alert)) hits[kept++] = hits[i];
    }
    v.more = kept == SHOWN_MAX && hits_n > kept;
    TRY(rows_of(c, rows, n, hits, kept, &v));
    if (v.rows_n) alert_today_html(b, pg, &v);
    return OK;
}

static const MinePart ALERT_WAITS = {.order = 26, .waits = true, .draw = mine_waits_draw};

static Fault mine_draw(Buf *b, const Page *pg, const Case *k) {
    if (k->stage != CASE_STAGE_CLOSED) alert_mine_html(b, pg, &(AlertView){.back = LIT("/mine")});
    return OK;
}

static const MinePart ALERT_MINE = {.order = 71, .draw = mine_draw};

/* ---- on the page of a need and of an offer ----------------------------------------------------------------------- */

static void ways_fill(Ctx *c, AlertView *v, int chosen) {
    v->ways = ARENA_ARRAY(c->arena, WayChoice, (size_t)alert_way_choices.n + 1);
    for (int i = 0; i < alert_way_choices.n; i++) {
        const Choice *one = &alert_way_choices.v[i];
        v->ways[v->ways_n++] = (WayChoice){str_of(one->name), one->label, one->value == chosen};
    }
}

/* The reader's own alert for a listing; its head's id is 0: there is none. A write asks for it in any case. */
static Fault own_of(Ctx *c, Id listing, Alert *ret_a) {
    ListSpec s = {.entity = &alert_entity, .limit = 1, .n_filters = 2};
    void    *rows;
    size_t   n;
    s.filters[0] = (ListFilter){.field = &alert_entity.fields[ALERT_F_LISTING], .op = LIST_EQ, .val = v_id(listing)};
    s.filters[1] = (ListFilter){.field = &alert_entity.fields[ALERT_F_ACCOUNT], .op = LIST_EQ,
                                .val = v_id(c->who.account)};
    if (!c->writing && !alert_any(c->region)) return OK;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (n) *ret_a = *(const Alert *)rows;
    return OK;
}

/* Who works with it: staff, whoever wrote it down, and whose it is. */
static Fault is_for(Ctx *c, const Listing *l, bool *ret_yes) {
    Id     own[MINE_BUSINESSES_MAX];
    size_t n = 0;
    bool   open = l->state == LISTING_STATE_OPEN && l->kind != LISTING_KIND_BARRIER && !l->head.archived_at;
    bool   wrote = c->who.account && l->head.created_by == c->who.account;
    *ret_yes = open && (wrote || (c->who.roles & ROLES_STAFF));
    if (!open || *ret_yes || !l->holder || !(c->who.roles & ROLE_OWNER)) return OK;
    TRY(mine_businesses(c, own, MINE_BUSINESSES_MAX, &n));
    for (size_t i = 0; i < n; i++) *ret_yes = *ret_yes || own[i] == l->holder;
    return OK;
}

static Fault part_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx           *c = pg->c;
    const Listing *l = rec;
    Alert         *a = ent_new(c, &alert_entity);
    bool           mine;
    TRY(is_for(c, l, &mine));
    if (!mine || !c->who.account) return OK;
    TRY(own_of(c, l->head.id, a));
    AlertView v = {.on = a->head.id != 0, .way = choice_label(&alert_way_choices, a->way),
                   .path = arena_printf(c->arena, "/listings/%.*s/alert", STR_ARG(id_str(c->arena, l->head.id)))};
    if (v.on) v.href = view_record_path(c, &alert_entity, a->head.id);
    else page_part_waits(pg);
    ways_fill(c, &v, v.on ? a->way : ALERT_WAY_DAILY);
    alert_part_html(b, pg, &v);
    return OK;
}

static const RecordPart ALERT_PART = {.entity = &listing_entity, .anchor = "alert", .title = T_ENT_ALERT, .side = true,
                                      .order = 36, .draw = part_draw};

/* POST /listings/ID/alert: way=page|daily|now; without one it ends. */
static Fault post_listing_alert(Ctx *c, const Request *rq, Reply *rp) {
    Listing *l = ent_new(c, &listing_entity);
    Alert   *a = ent_new(c, &alert_entity);
    Str      way = params_get(&rq->form, "way");
    bool     mine;
    TRY(ent_load(c, &listing_entity, rq->ids[0], l));
    Str back = view_record_path(c, &listing_entity, l->head.id);
    TRY(is_for(c, l, &mine));
    TRY(own_of(c, l->head.id, a));
    if (!way.n) {
        if (!a->head.id) return fail(c, OVER, "alert", l->head.id);
        TRY(ent_archive(c, &alert_entity, a->head.id));
        reply_go(c, rp, back, T_ALERT_STOPPED, NULL, 0);
        return OK;
    }
    if (!mine) return fail(c, NOT_ALLOWED, "listing", l->head.id);
    a->way = choice_value(&alert_way_choices, way);
    if (!a->way) return BAD_REQUEST;
    bool need = l->kind == LISTING_KIND_NEED || l->kind == LISTING_KIND_OPPORTUNITY;
    a->listing = l->head.id;
    a->looks_for = need ? ALERT_SIDE_OFFERS : ALERT_SIDE_NEEDS;
    TRY(ent_save(c, &alert_entity, a));
    reply_go(c, rp, back, T_ALERT_BEGUN, NULL, 0);
    return OK;
}

/* ---- the record and its list ------------------------------------------------------------------------------------- */

static Fault found_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx         *c = pg->c;
    const Alert *a = rec;
    AlertView    v = {.path = seen_path(c, a->head.id), .back = view_record_path(c, &alert_entity, a->head.id)};
    AlertHit     hits[FOUND_MAX];
    PlaceLocal   l;
    bool         may;
    size_t       n;
    TRY(alert_hits_own(c, a->head.id, true, hits, FOUND_MAX, &n));
    TRY(rows_of(c, a, 1, hits, n, &v));
    TRY(alert_may_write(c, a, c->who.roles, &may));
    v.no_mail = !may && a->way != ALERT_WAY_PAGE;
    if (a->nearness == ALERT_NEAR_LOCAL) {
        bool kept = a->holds == ALERT_VERSION_THIS;
        TRY(place_local_read(c, alert_local(c, a), &l));
        TrArg arg = TR_ARG("version", place_local_words(c, &l));
        v.local = l.version ? tr_str(c->arena, &c->reader, kept ? T_ALERT_KEEPS : T_ALERT_FOLLOWS, &arg, 1)
                            : tr(c->reader.lang, T_ALERT_NO_DEFINITION);
    }
    if (a->listing) v.href = of_href(c, a);
    v.whose = a->looks_for == ALERT_SIDE_NEEDS;
    alert_found_html(b, pg, &v);
    return OK;
}

static const RecordPart ALERT_FOUND = {.entity = &alert_entity, .anchor = "found", .title = T_ALERT_FOUND, .order = 5,
                                       .draw = found_draw};

static Fault extras(Ctx *c, const Request *rq, ListSpec *s) {
    (void)c;
    if (str_eq(params_get(&rq->args, "new"), LIT("1"))) s->extras[s->n_extras++] = alert_new();
    return OK;
}

static Fault fresh(Ctx *c, void *rec) {
    Alert *a = rec;
    (void)c;
    if (!a->looks_for) a->looks_for = ALERT_SIDE_OFFERS;
    if (!a->nearness) a->nearness = ALERT_NEAR_LOCAL;
    if (!a->holds) a->holds = ALERT_VERSION_IN_FORCE;
    if (!a->way) a->way = ALERT_WAY_PAGE;
    return OK;
}

const Sheet ALERT_SHEET = {
    .entity = &alert_entity,
    .path = "/alerts",
    .nav = NAV_LISTINGS,
    .icon = "bell",
    .title = T_ENT_ALERT_MANY,
    .empty = T_ALERT_EMPTY,
    .first_step = T_ALERT_ADD,
    .add = T_ALERT_ADD,
    .columns = (const int[]){ALERT_F_LOOKS_FOR, ALERT_F_CATEGORY, ALERT_F_PLACE, ALERT_F_WAY, -1},
    .filters = (const int[]){ALERT_F_LOOKS_FOR, ALERT_F_WAY, -1},
    .bulk = (const int[]){ALERT_F_WAY, -1},
    .form = (const int[]){ALERT_F_LOOKS_FOR, ALERT_F_CATEGORY, ALERT_F_PLACE, ALERT_F_NEARNESS, ALERT_F_HOLDS,
                          ALERT_F_OF_NUMBER, ALERT_F_AMOUNT, ALERT_F_AMOUNT_MOST, ALERT_F_COUNTED_IN, ALERT_F_WAY,
                          ALERT_F_NAME, -1},
    .tabs = (const SheetTab[]){{"new=1", T_ALERT_TAB_NEW}, {0}},
    .fresh = fresh,
    .first = (const int[]){ALERT_F_LOOKS_FOR, ALERT_F_CATEGORY, ALERT_F_PLACE, ALERT_F_NEARNESS, ALERT_F_WAY, -1},
    .extras = extras,
    .extra_names = (const char *const[]){"new", NULL},
};

/* POST /alerts/ID/seen: listing=, actor=; neither: all that it found. */
static Fault post_seen(Ctx *c, const Request *rq, Reply *rp) {
    AlertHit h = {.alert = rq->ids[0]};
    Alert   *a = ent_new(c, &alert_entity);
    Str      back = params_get(&rq->form, "back");
    TRY(ent_load(c, &alert_entity, h.alert, a));
    if (!id_parse(params_get(&rq->form, "listing"), &h.listing)) h.listing = 0;
    if (!id_parse(params_get(&rq->form, "actor"), &h.actor)) h.actor = 0;
    TRY(alert_saw(c, &h));
    reply_go_final(c, rp, path_is_ours(back) ? back : view_record_path(c, &alert_entity, h.alert), T_ALERT_SEEN_DONE);
    return OK;
}

VIEW_HANDLERS(alert, ALERT_SHEET)

static const Route ROUTES[] = {
    {POST, "/alerts/{id}/seen", post_seen, ROUTE_WRITE, WHO, 0, NULL, false},
    {POST, "/listings/{id}/alert", post_listing_alert, ROUTE_WRITE, WHO, 0, NULL, false},
    VIEW_ROUTES(alert, "/alerts", WHO, WHO),
};

static void start(Region *r) {
    view_register(&ALERT_SHEET);
    view_register_part(&ALERT_PART);
    view_register_part(&ALERT_FOUND);
    today_register(&ALERT_TODAY);
    mine_register(&ALERT_WAITS);
    mine_register(&ALERT_MINE);
    alert_watch_start(r);
}

const Module alert_module = {
    .name = "alert", .queries = ALERT_QUERIES, .n_queries = ALERT_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = start, .stop = alert_watch_stop,
};
