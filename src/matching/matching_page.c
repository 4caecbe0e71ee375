/* matching_page.c - the cards on the page of a need and of an offer, the pairs of the week, and who was passed over. */
#include "matching/matching_page.h"

#include "actor/actor.h"
#include "db/scope.h"
#include "listing/listing.h"

enum { CARD_SHOWN = 5, PAGE_ROWS = 20, NEEDS_MAX = 500, EACH = 3, EACH_LOOKED_AT = 9 };

static void reasons_fill(Ctx *c, MatchView *v) {
    const Choices *all = &refuse_reason_choices;
    v->reasons = ARENA_ARRAY(c->arena, MatchReason, (size_t)all->n + 1);
    for (int i = 0; i < all->n; i++) {
        v->reasons[v->reasons_n++] = (MatchReason){str_of(all->v[i].name), all->v[i].label};
    }
}

/* ---- on the page of a need and of an offer ----------------------------------------------------------------------- */

static bool is_need(const Listing *l) { return l->kind == LISTING_KIND_NEED || l->kind == LISTING_KIND_OPPORTUNITY; }
static bool is_offer(const Listing *l) {
    return l->kind == LISTING_KIND_OFFER || l->kind == LISTING_KIND_ASSET || l->kind == LISTING_KIND_RESOURCE;
}

/* Who works with it: staff, and whoever wrote it down. */
static bool is_for(const Ctx *c, const Listing *l) {
    bool own = c->who.account && l->head.created_by == c->who.account;
    return l->state == LISTING_STATE_OPEN && !l->head.archived_at && ((c->who.roles & ROLES_STAFF) || own);
}

static Fault card_draw(Buf *b, const Page *pg, const Listing *l) {
    Ctx       *c = pg->c;
    MatchFinds finds;
    MatchView  v = {0};
    Request    asked;
    PlaceLocal local;
    MatchThing thing = matching_thing(c, l);
    TRY(matching_local_chosen(c, pg->rq, &asked, &local));
    TRY(matching_for(c, &(MatchWant){.thing = &thing, .local = &local, .max = CARD_SHOWN}, &finds));
    if (!finds.ready) return OK;
    MatchOf of = {.thing = &thing, .v = finds.v, .n = finds.n, .local = local.name};
    TRY(matching_rows(c, &of, 1, &v.rows, &v.rows_n));
    reasons_fill(c, &v);
    v.means = matching_local_means(c, &local);
    v.ready = thing.need;
    matching_card_html(b, pg, &v);
    return OK;
}

static Fault who_draw(Buf *b, const Page *pg, const void *rec) {
    return is_need(rec) && is_for(pg->c, rec) ? card_draw(b, pg, rec) : OK;
}

static Fault whose_draw(Buf *b, const Page *pg, const void *rec) {
    return is_offer(rec) && is_for(pg->c, rec) ? card_draw(b, pg, rec) : OK;
}

const RecordPart MATCHING_WHO = {.entity = &listing_entity, .anchor = "who", .title = T_MATCHING_WHO, .order = 5,
                                 .draw = who_draw};
const RecordPart MATCHING_WHOSE = {.entity = &listing_entity, .anchor = "whose", .title = T_MATCHING_WHOSE, .order = 5,
                                   .draw = whose_draw};

/* ---- the pairs of the week --------------------------------------------------------------------------------------- */

static ListFilter of_listing(int field, Val val) {
    return (ListFilter){.field = &listing_entity.fields[field], .op = LIST_EQ, .val = val};
}

/* Open needs and opportunities within the reader's own places, newest first; headquarters: of all. */
static Fault needs_load(Ctx *c, Id place, Id category, Listing **ret_v, size_t *ret_n) {
    ListSpec     s = {.entity = &listing_entity, .limit = NEEDS_MAX, .n_filters = 3, .sort_changed = true,
                      .descending = true};
    const Reach *reach;
    size_t       reach_n = 0, n, kept = 0;
    void        *rows;
    s.filters[0] = of_listing(LISTING_F_STATE, v_int(LISTING_STATE_OPEN));
    s.filters[1] = of_listing(LISTING_F_KIND, v_int(LISTING_KIND_NEED));
    s.filters[2] = of_listing(LISTING_F_KIND, v_int(LISTING_KIND_OPPORTUNITY));
    if (place) s.filters[s.n_filters++] = of_listing(LISTING_F_PLACE, v_id(place));
    if (category) s.filters[s.n_filters++] = of_listing(LISTING_F_CATEGORY, v_id(category));
    TRY(list_run(c, &s, true, &rows, &n, NULL));
    bool all = scope_floor(&c->who) >= VIS_UNIT;
    if (!all) TRY(scope_reach(c, &reach, &reach_n));
    Listing *v = rows;
    for (size_t i = 0; i < n; i++) {
        bool mine = all || !v[i].head.unit;
        for (size_t k = 0; k < reach_n && !mine; k++) {
            mine = reach[k].place == v[i].head.unit && reach[k].level >= VIS_UNIT;
        }
        if (mine) v[kept++] = v[i];
    }
    *ret_v = v;
    *ret_n = kept;
    return OK;
}

typedef struct Pair {
    const MatchThing *need;
    MatchFound        found;
    bool              fresh;
} Pair;

static int pair_order(const void *a, const void *b) {
    const Pair *x = a, *y = b;
    if (x->found.score != y->found.score) return y->found.score - x->found.score;
    if (x->need->id != y->need->id) return x->need->id > y->need->id ? 1 : -1;
    return (x->found.actor > y->found.actor) - (x->found.actor < y->found.actor);
}

static bool is_fresh(const Ctx *c, const Pair *p) {
    enum { WEEK_MS = 7 * 24 * 3600 * 1000 };
    Stamp one = id_stamp(p->need->id), other = id_stamp(p->found.listing ? p->found.listing : p->found.actor);
    return (one > other ? one : other) > c->reader.now - WEEK_MS;
}

/* Of which needs, and by which definition near. */
typedef struct PairsOf {
    const MatchThing *needs;
    size_t            n;
    const PlaceLocal *local;
} PairsOf;

/* The best few of each need that nobody introduces yet, all together, strongest first; not `all`: those where one of
** the two is new. */
static Fault pairs_load(Ctx *c, const PairsOf *q, MatchView *v, Pair **ret_p, size_t *ret_n) {
    const MatchThing *needs = q->needs;
    size_t  n = q->n, looked_at = q->local->version ? EACH_LOOKED_AT : EACH, k = 0, kept = 0;
    Pair   *p = ARENA_ARRAY(c->arena, Pair, n * looked_at + 1);
    size_t *of = ARENA_ARRAY(c->arena, size_t, n + 1);
    v->ready = true;
    for (size_t i = 0; i < n; i++) {
        MatchFinds f;
        TRY(matching_who(c, needs[i].id, looked_at, &f));
        v->ready = v->ready && f.ready;
        for (size_t j = 0; j < f.n; j++) {
            p[k] = (Pair){.need = &needs[i], .found = f.v[j]};
            p[k].fresh = is_fresh(c, &p[k]);
            k++;
        }
    }
    MatchPair *pairs = ARENA_ARRAY(c->arena, MatchPair, k + 1);
    for (size_t i = 0; i < k; i++) pairs[i] = (MatchPair){p[i].need, &p[i].found};
    TRY(matching_local_fill(c, q->local, pairs, k));
    if (k) qsort(p, k, sizeof *p, pair_order);
    for (size_t i = 0; i < k; i++) {
        size_t at = (size_t)(p[i].need - needs);
        bool   shown = of[at]++ < EACH && (p[i].fresh || v->all);
        if (shown) p[kept++] = p[i];
    }
    *ret_p = p;
    *ret_n = kept;
    return OK;
}

static void choice_add(MatchChoice *v, size_t *n, Id id, Id chosen) {
    for (size_t i = 0; i < *n; i++) {
        if (v[i].id == id) return;
    }
    if (id) v[(*n)++] = (MatchChoice){.id = id, .chosen = id == chosen};
}

/* The places and fields that open needs have, to filter by: those of all, whatever is chosen now. */
static Fault choices_fill(Ctx *c, const Listing *needs, size_t n, Id place, Id category, MatchView *v) {
    v->places = ARENA_ARRAY(c->arena, MatchChoice, n + 2);
    v->categories = ARENA_ARRAY(c->arena, MatchChoice, n + 2);
    for (size_t i = 0; i < n; i++) {
        choice_add(v->places, &v->places_n, needs[i].place, place);
        choice_add(v->categories, &v->categories_n, needs[i].category, category);
    }
    choice_add(v->places, &v->places_n, place, place);
    choice_add(v->categories, &v->categories_n, category, category);
    Id  *ids = ARENA_ARRAY(c->arena, Id, v->places_n + v->categories_n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, v->places_n + v->categories_n + 1);
    for (size_t i = 0; i < v->places_n; i++) ids[i] = v->places[i].id;
    for (size_t i = 0; i < v->categories_n; i++) ids[v->places_n + i] = v->categories[i].id;
    TRY(ent_labels(c, ids, v->places_n + v->categories_n, names));
    for (size_t i = 0; i < v->places_n; i++) v->places[i].name = names[i];
    for (size_t i = 0; i < v->categories_n; i++) v->categories[i].name = names[v->places_n + i];
    return OK;
}

static Str address_of(Ctx *c, const Request *rq, bool all) {
    static const char *const NAMES[] = {"place", "category"};
    Buf b;
    buf_init(&b, 500);
    buf_lit(&b, "/matches?");
    if (all) buf_lit(&b, "all=1&");
    for (size_t i = 0; i < 2; i++) {
        Id id;
        if (!id_parse(params_get(&rq->args, NAMES[i]), &id)) continue;
        buf_add(&b, str_of(NAMES[i]));
        buf_byte(&b, '=');
        buf_id(&b, id);
        buf_byte(&b, '&');
    }
    Str local = params_get(&rq->args, "local");
    if (local.n) {
        buf_lit(&b, "local=");
        put_urlpart(&b, local);
        buf_byte(&b, '&');
    }
    Str s = buf_keep(c->arena, &b);
    return str_sub(s, 0, s.n - 1);
}

void matching_pager(Buf *b, const Page *pg, const MatchView *v) {
    page_pager(b, pg, v->total, v->offset, PAGE_ROWS, v->address);
}

Fault get_matches(Ctx *c, const Request *rq, Reply *rp) {
    MatchView v = {.all = str_eq(params_get(&rq->args, "all"), LIT("1"))};
    Listing   *needs;
    Pair      *p;
    Id         place = 0, category = 0;
    size_t     needs_n, n, shown = 0;
    int64_t    page = 1;
    Request    asked;
    PlaceLocal local;
    if (!id_parse(params_get(&rq->args, "place"), &place)) place = 0;
    if (!id_parse(params_get(&rq->args, "category"), &category)) category = 0;
    (void)str_int(params_get(&rq->args, "page"), &page);
    TRY(matching_local_chosen(c, rq, &asked, &local));
    TRY(needs_load(c, place, category, &needs, &needs_n));
    TRY(choices_fill(c, needs, needs_n, place, category, &v));
    MatchThing *things = ARENA_ARRAY(c->arena, MatchThing, needs_n + 1);
    for (size_t i = 0; i < needs_n; i++) things[i] = matching_thing(c, &needs[i]);
    TRY(pairs_load(c, &(PairsOf){things, needs_n, &local}, &v, &p, &n));
    v.total = (int64_t)n;
    v.offset = page > 1 && page < NEEDS_MAX ? (page - 1) * PAGE_ROWS : 0;
    v.address = address_of(c, rq, v.all);
    MatchOf *of = ARENA_ARRAY(c->arena, MatchOf, PAGE_ROWS);
    for (size_t i = (size_t)v.offset; i < n && shown < PAGE_ROWS; i++) {
        of[shown++] = (MatchOf){p[i].need, &p[i].found, 1, local.name};
    }
    TRY(matching_rows(c, of, shown, &v.rows, &v.rows_n));
    reasons_fill(c, &v);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_MATCHING_TITLE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/more"), tr(c->reader.lang, T_PAGE_MORE)};
    TRY(view_local_draw(&pg, &asked, &LISTING_SHEET));
    v.means = matching_local_means(c, &local);
    rp->passing = true;                           /* the image may be a moment behind */
    return page_send(&pg, rp, matching_page_page, &v);
}

/* ---- who was passed over ----------------------------------------------------------------------------------------- */

static void beside(Buf *b, const Page *pg) {
    buf_lit(b, "<a class=\"btn\" href=\"/matches\">");
    page_icon(b, "affiliate");
    put_text(b, tr(pg->r->lang, T_MATCHING_TITLE));
    buf_lit(b, "</a>");
}

const Sheet REFUSAL_SHEET = {
    .entity = &refusal_entity,
    .path = "/refusals",
    .nav = NAV_MORE,
    .icon = "affiliate",
    .title = T_ENT_REFUSAL_MANY,
    .empty = T_MATCHING_NONE_REFUSED,
    .first_step = T_MATCHING_ADD,
    .beside = beside,
    .add = T_MATCHING_ADD,
    .columns = (const int[]){REFUSAL_F_NEED, REFUSAL_F_ACTOR, REFUSAL_F_REASON, REFUSAL_F_WORDS, -1},
    .filters = (const int[]){REFUSAL_F_REASON, -1},
    .bulk = (const int[]){-1},
    .called = (const int[]){REFUSAL_F_NEED, REFUSAL_F_REASON, REFUSAL_F_ACTOR, -1},
};

VIEW_HANDLERS(refusal, REFUSAL_SHEET)

static const Route ROUTES[] = {
    {.method = GET, .path = "/matches", .handler = get_matches, .kind = ROUTE_READ, .who = ROLES_STAFF},
    VIEW_ROUTES(refusal, "/refusals", ROLES_STAFF | ROLE_OWNER, ROLES_STAFF | ROLE_OWNER),
};

static void matching_start(Region *r) {
    matching_image_start(r);
    view_register(&REFUSAL_SHEET);
    view_register_part(&MATCHING_WHO);
    view_register_part(&MATCHING_WHOSE);
    view_register_part(&MATCHING_PURCHASE);
    view_register_part(&MATCHING_REQUEST);
}

/* Stands before view in the list of modules: the search, which feeds the image, starts and ends there. */
const Module matching_module = {
    .name = "matching", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = matching_start,
    .stop = matching_image_stop,
};
