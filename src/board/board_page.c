/* board_page.c - the dashboard of a place: /dashboard. */
#include "board/board_page.h"

#include "actor/actor.h"
#include "future/future.h"
#include "place/place.h"
#include "spend/spend.h"
#include "tie/tie.h"

#include <stdlib.h>

enum { AIMS_READ = 60, AIMS_SHOWN = 3, TOWNS_SHOWN = 12 };

/* ---- which place ------------------------------------------------------------------------------------------------- */

/* Everywhere has no multiplier: the place above all others stands for it. */
static Fault place_of(Ctx *c, const Request *rq, PlaceLocal *ret_l) {
    ListSpec s = {.entity = &place_entity, .limit = 1, .n_filters = 1};
    void    *rows;
    size_t   n;
    TRY(place_local(c, rq, ret_l));
    if (ret_l->place) return OK;
    s.filters[0] = (ListFilter){.field = &place_entity.fields[PLACE_F_PARENT], .op = LIST_UNKNOWN};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (!n) return OK;
    return place_local_read(c, id_str(c->arena, ((const Place *)rows)->head.id), ret_l);
}

/* ---- the network ------------------------------------------------------------------------------------------------- */

/* "4.8" */
static Str mean(Ctx *c, int64_t sum, int64_t n) {
    if (n <= 0) return (Str){0};
    int64_t tenths = (sum * 10 + n / 2) / n;
    return arena_printf(c->arena, "%lld.%d", (long long)(tenths / 10), (int)(tenths % 10));
}

static bool is_business_of_here(const WeaveActor *a) { return a->local && a->kind == ACTOR_KIND_BUSINESS; }

static int64_t percent_across(const size_t cross[WEAVE_CROSSES]) {
    size_t known = cross[WEAVE_SAME] + cross[WEAVE_ACROSS];
    return known ? (int64_t)(cross[WEAVE_ACROSS] * 100 / known) : 0;
}

static void network_fill(Ctx *c, const Net *net, BoardView *v) {
    const Weave *w = &net->w;
    int64_t      ties = 0, businesses = 0;
    for (uint32_t u = 0; u < w->n; u++) {
        if (!is_business_of_here(&w->actors[u])) continue;
        businesses++;
        ties += graph_degree(&w->g, u);
    }
    v->net = net;
    v->net_any = net->ties > 0;
    v->network = arena_printf(c->arena, "/network?local=%.*s", STR_ARG(net->value));
    v->alone_href = net_path(c, net, "alone", (Str){0});
    v->ties = mean(c, ties, businesses);
    v->across = percent_across(w->cross[WEAVE_PLACE]);
    if (!w->brokers_n) return;
    v->broker = w->actors[w->brokers[0]].name;
    v->broker_href = view_record_path(c, &actor_entity, w->actors[w->brokers[0]].id);
}

/* ---- by town ----------------------------------------------------------------------------------------------------- */

typedef struct Town {
    Id      place;
    int64_t businesses, alone, ties, across;
} Town;

static int by_place(const void *a, const void *b) {
    const Town *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

static int by_businesses(const void *a, const void *b) {
    const Town *x = a, *y = b;
    if (x->businesses != y->businesses) return x->businesses < y->businesses ? 1 : -1;
    return by_place(a, b);
}

/* A business and its ties to other towns, as a town of one. */
static Town town_of(const Weave *w, uint32_t u) {
    Town t = {.place = w->actors[u].place, .businesses = 1, .ties = graph_degree(&w->g, u)};
    t.alone = t.ties == 0;
    for (uint32_t i = w->g.first[u]; i < w->g.first[u + 1]; i++) {
        Id there = w->actors[w->g.to[i]].place;
        t.across += there && there != t.place;
    }
    return t;
}

static Fault towns_fill(Ctx *c, const Weave *w, BoardView *v) {
    Town  *all = ARENA_ARRAY(c->arena, Town, w->n + 1);
    size_t n = 0, m = 0;
    for (uint32_t u = 0; u < w->n; u++) {
        if (is_business_of_here(&w->actors[u]) && w->actors[u].place) all[n++] = town_of(w, u);
    }
    qsort(all, n, sizeof *all, by_place);
    for (size_t i = 0; i < n; i++) {
        if (m && all[m - 1].place == all[i].place) {
            all[m - 1].businesses++;
            all[m - 1].alone += all[i].alone;
            all[m - 1].ties += all[i].ties;
            all[m - 1].across += all[i].across;
        } else {
            all[m++] = all[i];
        }
    }
    qsort(all, m, sizeof *all, by_businesses);
    v->more_towns = m > TOWNS_SHOWN;
    if (m > TOWNS_SHOWN) m = TOWNS_SHOWN;
    Id  *ids = ARENA_ARRAY(c->arena, Id, m + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, m + 1);
    for (size_t i = 0; i < m; i++) ids[i] = all[i].place;
    TRY(ent_names(c, &place_entity, ids, m, names));
    v->towns = ARENA_ARRAY(c->arena, BoardTown, m + 1);
    for (size_t i = 0; i < m; i++) {
        if (!names[i].n) continue;
        Str id = id_str(c->arena, ids[i]);
        v->towns[v->towns_n++] = (BoardTown){
            .name = names[i], .href = arena_printf(c->arena, "/dashboard?local=%.*s", STR_ARG(id)),
            .network = arena_printf(c->arena, "/network?local=%.*s&show=alone", STR_ARG(id)),
            .businesses = all[i].businesses, .alone = all[i].alone, .ties = mean(c, all[i].ties, all[i].businesses),
            .tied = all[i].ties > 0, .across = all[i].ties ? all[i].across * 100 / all[i].ties : 0};
    }
    return OK;
}

/* ---- three lines ------------------------------------------------------------------------------------------------- */

static void aim_add(Ctx *c, const Aim *a, BoardLine *line) {
    if (line->aims_n == AIMS_SHOWN) {
        line->more++;
        return;
    }
    line->aims[line->aims_n++] = (BoardAim){
        .text = tri_best(&a->text, c->reader.lang, NULL), .measure = tri_best(&a->measure, c->reader.lang, NULL),
        .href = view_record_path(c, &aim_entity, a->head.id), .horizon = a->horizon == NUMBER_NONE ? 0 : a->horizon,
        .state = a->state ? choice_label(&goal_state_choices, a->state) : T_NONE,
        .reached = a->state == GOAL_STATE_REACHED, .dropped = a->state == GOAL_STATE_LET_GO};
}

static Fault lines_fill(Ctx *c, const Request *asked, const PlaceLocal *l, BoardView *v) {
    static const struct {
        int         line;
        const char *name;
    } LINES[BOARD_LINES] = {{GOAL_LINE_SOCIAL, "social"}, {GOAL_LINE_ENVIRONMENTAL, "environmental"},
                            {GOAL_LINE_ECONOMIC, "economic"}};
    ListSpec s;
    void    *rows;
    size_t   n;
    TRY(view_query(c, asked, &AIM_SHEET, &s));
    s.limit = AIMS_READ;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (int i = 0; i < BOARD_LINES; i++) {
        BoardLine *line = &v->lines[v->lines_n++];
        *line = (BoardLine){.name = choice_label(&goal_line_choices, LINES[i].line),
                            .aims = ARENA_ARRAY(c->arena, BoardAim, AIMS_SHOWN)};
        line->all = arena_printf(c->arena, "/aims?line=%s&local=%.*s", LINES[i].name, STR_ARG(l->value));
        for (size_t k = 0; k < n; k++) {
            const Aim *a = (const Aim *)rows + k;
            if (a->line == LINES[i].line) aim_add(c, a, line);
        }
    }
    v->may_aim = ent_may_write(c, &aim_entity, NULL);
    return OK;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

Fault board_fill(Ctx *c, const PlaceLocal *l, Net *net, BoardView *v) {
    Param   args[] = {{LIT("local"), l->value}};
    Request asked = {.args = {.v = args, .n = 1}};
    v->known = l->version != 0;
    v->place = l->name;
    v->place_href = view_record_path(c, &place_entity, l->place);
    if (!v->known) return OK;
    v->words = place_local_words(c, l);
    v->studies = arena_printf(c->arena, "/lm3-studies?local=%.*s", STR_ARG(l->value));
    TRY(net_load(c, &asked, net));
    network_fill(c, net, v);
    TRY(towns_fill(c, &net->w, v));
    TRY(board_study(c, &asked, v));
    TRY(board_leaks(c, l, v));
    TRY(lines_fill(c, &asked, l, v));
    return board_buyers(c, l, v);
}

typedef struct Drawing {
    const Request *rq;
    Reply         *rp;
    Arena         *outer;
} Drawing;

static Fault draw(Ctx *c, void *arg) {
    Drawing   *d = arg;
    PlaceLocal local = {0};
    Net        net;
    BoardView  v = {0};
    TRY(place_of(c, d->rq, &local));
    if (local.place) TRY(board_fill(c, &local, &net, &v));
    c->arena = d->outer;
    Page pg = page_new(c, d->rq, NAV_MORE, tr(c->reader.lang, T_BOARD_TITLE));
    if (local.place) {
        pg.crumbs[pg.n_crumbs++] = (Crumb){v.place_href, v.place};
        pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    }
    TRY(view_local_draw(&pg, d->rq, &TIE_SHEET));
    return page_send(&pg, d->rp, board_page, &v);
}

static Fault get_board(Ctx *c, const Request *rq, Reply *rp) {
    return spend_room(c, draw, &(Drawing){rq, rp, c->arena});
}

static const Route ROUTES[] = {
    {GET, "/dashboard", get_board, ROUTE_SLOW, ROLES_STAFF, 0, NULL, false},
};

const Module board_module = {.name = "board", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES};
