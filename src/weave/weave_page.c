/* weave_page.c - the network of a region or place, by any definition of local: /network, the lists behind its
** numbers, and the card on a place. */
#include "weave/weave_page.h"

#include "actor/actor.h"

enum { CARD_ROWS = 6, GROUPS_SHOWN = 6, NAMES_SHOWN = 3 };

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static TextKey what_of(const WeaveActor *a) {
    return a->trade ? choice_label(&trade_group_choices, a->trade) : choice_label(&actor_kind_choices, a->kind);
}

/* A task about somebody whose ties have gone quiet. */
static Str step_href(Ctx *c, const WeaveActor *a) {
    Buf b;
    buf_init(&b, 4000);
    buf_printf(&b, "/tasks/new?about=%.*s&kind=next_step&text=", STR_ARG(id_str(c->arena, a->id)));
    put_urlpart(&b, tr_str(c->arena, &c->reader, T_WEAVE_STEP_TEXT, (TrArg[]){TR_ARG("name", a->name)}, 1));
    return buf_keep(c->arena, &b);
}

static Fault rows_of(Ctx *c, const Weave *w, const uint32_t *v, size_t n, WeaveRow **ret_v) {
    WeaveRow *rows = ARENA_ARRAY(c->arena, WeaveRow, n + 1);
    Id       *places = ARENA_ARRAY(c->arena, Id, n + 1);
    Str      *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) places[i] = w->actors[v[i]].place;
    TRY(ent_names(c, &place_entity, places, n, names));
    for (size_t i = 0; i < n; i++) {
        const WeaveActor *a = &w->actors[v[i]];
        double share = w->between[v[i]] * 100;
        rows[i] = (WeaveRow){.name = a->name, .href = view_record_path(c, &actor_entity, a->id), .place = names[i],
                             .what = what_of(a), .ties = graph_degree(&w->g, v[i]),
                             .less = share > 0 && share < 0.5, .lost = w->lost[v[i]], .quiet = w->quiet[v[i]],
                             .untold = w->untold[v[i]], .step = step_href(c, a)};
        if (share >= 0.5) rows[i].share = arena_printf(c->arena, "%d%%", (int)(share + 0.5));
    }
    *ret_v = rows;
    return OK;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

/* Those with most ties of a group, for a name that it does not have. */
static Str names_of(Ctx *c, const Weave *w, const WeaveGroup *g) {
    uint32_t best[NAMES_SHOWN], n = 0;
    Buf      b;
    for (uint32_t v = 0; v < w->n; v++) {
        if (w->group[v] != w->group[g->first]) continue;
        uint32_t at = n < NAMES_SHOWN ? n++ : NAMES_SHOWN;
        while (at > 0 && graph_degree(&w->g, v) > graph_degree(&w->g, best[at - 1])) {
            if (at < NAMES_SHOWN) best[at] = best[at - 1];
            at--;
        }
        if (at < NAMES_SHOWN) best[at] = v;
    }
    buf_init(&b, 4000);
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_lit(&b, " \u00b7 ");
        buf_printf(&b, "\u2068%.*s\u2069", STR_ARG(w->actors[best[i]].name));
    }
    return buf_keep(c->arena, &b);
}

static Fault groups_of(Ctx *c, const Net *net, WeaveView *v) {
    const Weave *w = &net->w;
    Id   places[GROUPS_SHOWN];
    Str  names[GROUPS_SHOWN];
    v->groups_n_all = w->groups_n;
    v->groups_n = w->groups_n < GROUPS_SHOWN ? w->groups_n : GROUPS_SHOWN;
    v->more_groups = w->groups_n > v->groups_n;
    v->groups = ARENA_ARRAY(c->arena, WeaveShare, v->groups_n + 1);
    for (size_t i = 0; i < v->groups_n; i++) places[i] = w->groups[i].place;
    TRY(ent_names(c, &place_entity, places, v->groups_n, names));
    for (size_t i = 0; i < v->groups_n; i++) {
        WeaveGroup *g = &w->groups[i];
        if (2 * g->place_n <= g->place_known) names[i] = (Str){0};   /* most do not share it */
        if (2 * g->trade_n <= g->trade_known) g->trade = 0;
        Str id = arena_printf(c->arena, "&of=%.*s", STR_ARG(id_str(c->arena, w->actors[g->first].id)));
        v->groups[i] = (WeaveShare){
            .place = names[i], .names = names_of(c, w, g), .href = net_path(c, net, "group", id), .size = g->size,
            .trade = g->trade ? choice_label(&trade_group_choices, g->trade) : T_NONE, .place_n = g->place_n,
            .place_known = g->place_known, .trade_n = g->trade_n, .trade_known = g->trade_known};
    }
    return OK;
}

static const char *const ACROSS[WEAVE_SIDES] = {"trades", "places", "groups"};
static const TextKey ACROSS_NAMES[WEAVE_SIDES] = {T_WEAVE_ACROSS_TRADES, T_WEAVE_ACROSS_PLACES, T_WEAVE_ACROSS_GROUPS};

static void joins_of(Ctx *c, const Net *net, WeaveView *v) {
    for (int side = 0; side < WEAVE_SIDES; side++) {
        const size_t *n = net->w.cross[side];
        v->joins[v->joins_n++] = (WeaveJoin){
            .name = ACROSS_NAMES[side], .href = net_path(c, net, ACROSS[side], (Str){0}),
            .across = (int64_t)n[WEAVE_ACROSS], .same = (int64_t)n[WEAVE_SAME], .untold = (int64_t)n[WEAVE_UNTOLD]};
    }
}

static void kinds_of(Ctx *c, const Net *net, WeaveView *v) {
    v->kinds = ARENA_ARRAY(c->arena, WeaveKind, TIE_KIND_N);
    WeaveKind *all = &v->kinds[v->kinds_n++];
    *all = (WeaveKind){arena_printf(c->arena, "/network?local=%.*s", STR_ARG(net->value)), T_WEAVE_ALL, 0, !net->kind};
    for (int k = 1; k < TIE_KIND_N; k++) {
        if (!net->kinds[k] && k != net->kind) continue;
        all->n += net->kinds[k];
        v->kinds[v->kinds_n++] = (WeaveKind){
            arena_printf(c->arena, "%.*s&kind=%s", STR_ARG(all->href), choice_of(&tie_kind_choices, k)->name),
            choice_label(&tie_kind_choices, k), net->kinds[k], net->kind == k};
    }
}

static Fault fill(Ctx *c, Net *net, WeaveView *v) {
    const Weave *w = &net->w;
    Str real = LIT("&state=active&state=dormant");
    v->net = net;
    v->words = place_local_words(c, &net->local);
    v->none = !net->ties;
    v->ties_href = arena_printf(c->arena, "/ties?local=%.*s%.*s%.*s", STR_ARG(net->value), STR_ARG(net->more),
                                STR_ARG(real));
    v->undated_href = arena_printf(c->arena, "%.*s&from_on.unknown=1", STR_ARG(v->ties_href));
    v->all_href = net_path(c, net, "actors", (Str){0});
    v->alone_href = net_path(c, net, "alone", (Str){0});
    v->brokers_href = net_path(c, net, "brokers", (Str){0});
    v->still_href = net_path(c, net, "still", (Str){0});
    v->graphml = arena_printf(c->arena, "/network.graphml?local=%.*s%.*s", STR_ARG(net->value), STR_ARG(net->more));
    v->csv = arena_printf(c->arena, "/network.csv?local=%.*s%.*s", STR_ARG(net->value), STR_ARG(net->more));
    v->may_take = (c->who.roles & VIEW_TAKERS) != 0;
    v->may_step = (c->who.roles & ROLES_STAFF) != 0;
    for (uint32_t u = 0; u < w->n; u++) v->actors += graph_degree(&w->g, u) > 0;
    v->alone_n = w->alone_n;
    v->still_n_all = w->still_n;
    v->off = (int64_t)(w->off * 100 + 0.99);
    v->brokers_n = w->brokers_n < CARD_ROWS ? w->brokers_n : CARD_ROWS;
    v->still_n = w->still_n < CARD_ROWS ? w->still_n : CARD_ROWS;
    v->more_brokers = w->brokers_n > v->brokers_n;
    v->more_still = w->still_n > v->still_n;
    TRY(rows_of(c, w, w->brokers, v->brokers_n, &v->brokers));
    TRY(rows_of(c, w, w->still, v->still_n, &v->still));
    TRY(groups_of(c, net, v));
    joins_of(c, net, v);
    kinds_of(c, net, v);
    v->years = net->years;
    v->years_n = net->years_n;
    return OK;
}

void weave_drawn_here(Buf *b, const Page *pg, const WeaveView *v) { weave_svg(b, pg, v->net); }

/* ---- the lists behind the numbers -------------------------------------------------------------------------------- */

typedef enum Show { SHOW_ACTORS, SHOW_ALONE, SHOW_BROKERS, SHOW_STILL, SHOW_GROUP, SHOW_TIES, SHOW_NONE } Show;

static Show show_of(Str word, WeaveSide *ret_side) {
    static const char *const WORDS[] = {"actors", "alone", "brokers", "still", "group"};
    for (int i = 0; i < SHOW_TIES; i++) {
        if (str_eq(word, str_of(WORDS[i]))) return (Show)i;
    }
    for (int side = 0; side < WEAVE_SIDES; side++) {
        *ret_side = (WeaveSide)side;
        if (str_eq(word, str_of(ACROSS[side]))) return SHOW_TIES;
    }
    return SHOW_NONE;
}

/* Who is counted, as vertices. */
static const uint32_t *counted(Ctx *c, const Request *rq, const Weave *w, Show show, size_t *ret_n) {
    uint32_t *v = ARENA_ARRAY(c->arena, uint32_t, w->n + 1), n = 0, group = GRAPH_NOBODY;
    Id        of = 0;
    if (show == SHOW_ALONE) return *ret_n = w->alone_n, w->alone;
    if (show == SHOW_BROKERS) return *ret_n = w->brokers_n, w->brokers;
    if (show == SHOW_STILL) return *ret_n = w->still_n, w->still;
    if (show == SHOW_ACTORS) return *ret_n = weave_drawn(c->arena, w, w->n, v), v;
    (void)id_parse(params_get(&rq->args, "of"), &of);
    for (uint32_t u = 0; u < w->n; u++) {
        if (w->actors[u].id == of) group = w->group[u];
    }
    for (uint32_t u = 0; u < w->n; u++) {
        if (w->group[u] == group) v[n++] = u;
    }
    *ret_n = n;
    return v;
}

static void ties_of(Ctx *c, const Weave *w, WeaveSide side, WeaveList *v) {
    v->ties = ARENA_ARRAY(c->arena, WeaveTied, WEAVE_ROWS_MAX);
    for (size_t i = 0; i < w->ties_n; i++) {
        const WeaveTie *t = &w->ties[i];
        if (weave_cross(w, t, side) != WEAVE_ACROSS) continue;
        v->total++;
        if (v->ties_n == WEAVE_ROWS_MAX) continue;
        const WeaveActor *a = &w->actors[t->from], *b = &w->actors[t->to];
        v->ties[v->ties_n++] = (WeaveTied){
            .one = a->name, .one_href = view_record_path(c, &actor_entity, a->id), .other = b->name,
            .other_href = view_record_path(c, &actor_entity, b->id), .kind = choice_label(&tie_kind_choices, t->kind),
            .href = view_record_path(c, &tie_entity, t->id)};
    }
}

static Fault draw_list(Ctx *c, const Request *rq, Reply *rp, const Net *net, Show show, WeaveSide side) {
    static const TextKey TITLES[] = {T_WEAVE_ACTORS, T_WEAVE_ALONE, T_WEAVE_BROKERS, T_WEAVE_STILL, T_WEAVE_GROUP};
    WeaveList v = {.words = place_local_words(c, &net->local), .may_step = show == SHOW_STILL};
    v.back = arena_printf(c->arena, "/network?local=%.*s%.*s", STR_ARG(net->value), STR_ARG(net->more));
    v.what = show == SHOW_TIES ? ACROSS_NAMES[side] : TITLES[show];
    v.may_step = v.may_step && (c->who.roles & ROLES_STAFF);
    if (show == SHOW_TIES) {
        ties_of(c, &net->w, side, &v);
    } else {
        size_t          n;
        const uint32_t *who = counted(c, rq, &net->w, show, &n);
        v.total = (int64_t)n;
        v.rows_n = n < WEAVE_ROWS_MAX ? n : WEAVE_ROWS_MAX;
        TRY(rows_of(c, &net->w, who, v.rows_n, &v.rows));
    }
    v.cut = v.total > (int64_t)(v.rows_n + v.ties_n);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, v.what));
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.back, tr(c->reader.lang, T_WEAVE_TITLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, weave_list_page, &v);
}

static Fault get_weave(Ctx *c, const Request *rq, Reply *rp) {
    Net       net;
    WeaveView v = {0};
    WeaveSide side = WEAVE_TRADE;
    Show      show = show_of(params_get(&rq->args, "show"), &side);
    TRY(net_load(c, rq, &net));
    rp->holds_until = stamp_of(day_plus(c->reader.today, 1), 0, 0, c->reader.zone);   /* a day makes ties quiet */
    if (show != SHOW_NONE) return draw_list(c, rq, rp, &net, show, side);
    TRY(fill(c, &net, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_WEAVE_TITLE));
    if (net.local.version) {
        pg.crumbs[pg.n_crumbs++] = (Crumb){view_record_path(c, &place_entity, net.local.place), net.local.name};
        pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    }
    TRY(view_local_draw(&pg, rq, &TIE_SHEET));
    return page_send(&pg, rp, weave_page, &v);
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

static Fault card_draw(Buf *b, const Page *pg, const void *rec) {
    Str       id = id_str(pg->c->arena, ((const Head *)rec)->id);
    WeaveCard v = {arena_printf(pg->c->arena, "/network?local=%.*s", STR_ARG(id))};
    if (pg->c->who.roles & ROLES_MEMBER) weave_card_html(b, pg, &v);
    return OK;
}
static const RecordPart CARD = {.entity = &place_entity, .anchor = "network", .title = T_WEAVE_TITLE, .side = true,
                                .order = 13, .draw = card_draw};

static const Route ROUTES[] = {
    {GET, "/network", get_weave, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/network/way", get_weave_way, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {GET, "/network.graphml", get_weave_graphml, ROUTE_READ, VIEW_TAKERS, 0, NULL, false},
    {GET, "/network.csv", get_weave_csv, ROUTE_READ, VIEW_TAKERS, 0, NULL, false},
};

static void weave_start(Region *r) {
    weave_image_start(r);
    view_register_part(&CARD);
}

const Module weave_module = {.name = "weave", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES,
                             .start = weave_start, .stop = weave_image_stop};
