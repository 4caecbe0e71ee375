/* dossier_coverage.c - of the businesses, institutions and leaders of a place, with how many somebody has spoken in the
** last year. It goes through the rows of the very list that a number opens, so the sums are equal. */
#include "dossier/dossier_page.h"

#include "actor/actor.h"
#include "place/place.h"
#include "post/post.h"

enum { ACTORS_MAX = 50000, CATEGORIES_MAX = 2000, GROUP_CATEGORIES = 18, GROUPS = TRADE_GROUP_N };

/* ---- the list of an address -------------------------------------------------------------------------------------- */

static Fault spec_of(Ctx *c, Str query, ListSpec *ret_s) {
    Request rq = {.method = GET};
    if (!params_parse(c->arena, query, 40, &rq.args)) return BAD_REQUEST;
    TRY(list_parse(c, &actor_entity, &rq.args, ret_s));
    return place_local_extra(c, &rq, ret_s);
}

Fault actors_counted(Ctx *c, Str query, int64_t *ret_n) {
    ListSpec s;
    TRY(spec_of(c, query, &s));
    return list_count(c, &s, ret_n);
}

/* ---- counting ---------------------------------------------------------------------------------------------------- */

typedef struct Trade {
    Id  category;
    int group;
} Trade;

typedef struct Counting {
    Stamp  since;
    Spoken kinds[ACTOR_KIND_N], groups[GROUPS], all;
    Trade *trades;
    size_t trades_n;
    Id     used[GROUPS][GROUP_CATEGORIES];        /* the categories of businesses there are */
    size_t used_n[GROUPS];
    bool   lacking[GROUPS], many[GROUPS];         /* one without a category; more than an address holds */
    Id    *actors;
    size_t actors_n;
} Counting;

static void count_one(Spoken *s, Stamp heard_at, Stamp since) {
    s->all++;
    if (!heard_at) s->never++;
    else if (heard_at >= since) s->year++;
    else s->before++;
}

static int group_of(const Counting *k, Id category) {
    for (size_t i = 0; i < k->trades_n; i++) {
        if (k->trades[i].category == category) return k->trades[i].group;
    }
    return 0;
}

static void use_category(Counting *k, int g, Id category) {
    if (!category) k->lacking[g] = true;
    for (size_t i = 0; i < k->used_n[g]; i++) {
        if (k->used[g][i] == category) return;
    }
    if (k->used_n[g] == GROUP_CATEGORIES) k->many[g] = true;
    else if (category) k->used[g][k->used_n[g]++] = category;
}

static Fault take_actor(Ctx *c, const void *rec, void *arg) {
    const Actor *a = rec;
    Counting    *k = arg;
    (void)c;
    if (k->actors_n < ACTORS_MAX) k->actors[k->actors_n++] = a->head.id;
    count_one(&k->all, a->heard_at, k->since);
    if (a->kind > 0 && a->kind < ACTOR_KIND_N) count_one(&k->kinds[a->kind], a->heard_at, k->since);
    if (a->kind != ACTOR_KIND_BUSINESS) return OK;
    int g = group_of(k, a->category);
    count_one(&k->groups[g], a->heard_at, k->since);
    use_category(k, g, a->category);
    return OK;
}

static Fault take_trade(Ctx *c, const void *rec, void *arg) {
    const Category *v = rec;
    Counting       *k = arg;
    (void)c;
    if (k->trades_n == CATEGORIES_MAX) return OK;
    k->trades[k->trades_n++] = (Trade){v->head.id, v->trade > 0 && v->trade < GROUPS ? v->trade : 0};
    return OK;
}

static Fault count_all(Ctx *c, Str query, Counting *k) {
    static const int OF_ACTOR[] = {ACTOR_F_KIND, ACTOR_F_CATEGORY, ACTOR_F_HEARD_AT, -1};
    static const int OF_CATEGORY[] = {CATEGORY_F_TRADE, -1};
    ListSpec categories = {.entity = &category_entity}, actors;
    k->trades = ARENA_ARRAY(c->arena, Trade, CATEGORIES_MAX);
    k->actors = ARENA_ARRAY(c->arena, Id, ACTORS_MAX);
    TRY(list_some(c, &categories, OF_CATEGORY, CATEGORIES_MAX, take_trade, k));
    TRY(spec_of(c, query, &actors));
    return list_some(c, &actors, OF_ACTOR, ACTORS_MAX, take_actor, k);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void add_row(Ctx *c, Coverage *v, TextKey name, Spoken n, Str query) {
    CoverageRow *row = &v->rows[v->rows_n++];
    *row = (CoverageRow){.name = name, .n = n};
    if (!query.n) return;
    row->href = arena_printf(c->arena, "/actors?%.*s", STR_ARG(query));
    row->year_href = arena_printf(c->arena, "%.*s&heard_at.ge=%.*s", STR_ARG(row->href),
                                  STR_ARG(day_iso(c->arena, v->since)));
    row->before_href = arena_printf(c->arena, "%.*s&heard_at.le=%.*s", STR_ARG(row->href),
                                    STR_ARG(day_iso(c->arena, day_plus(v->since, -1))));
    row->never_href = arena_printf(c->arena, "%.*s&heard_at.unknown=1", STR_ARG(row->href));
}

/* The address with the businesses of one group of trades; empty when no address says it. */
static Str query_of(Ctx *c, Str query, const Counting *k, int g) {
    Buf b;
    if (k->many[g] || (k->lacking[g] && k->used_n[g])) return (Str){0};
    buf_init(&b, 4 << 10);
    buf_add(&b, query);
    if (k->lacking[g]) buf_lit(&b, "&category.unknown=1");
    for (size_t i = 0; i < k->used_n[g]; i++) {
        buf_printf(&b, "&category=%.*s", STR_ARG(id_str(c->arena, k->used[g][i])));
    }
    return buf_keep(c->arena, &b);
}

static void add_groups(Ctx *c, Coverage *v, Str query, const Counting *k) {
    for (int i = 1; i <= GROUPS; i++) {
        int g = i % GROUPS;                       /* what is of no group stands last */
        if (!k->groups[g].all) continue;
        TextKey name = g ? choice_label(&trade_group_choices, g) : T_DOSSIER_NO_TRADE;
        add_row(c, v, name, k->groups[g], query_of(c, query, k, g));
        v->rows[v->rows_n - 1].inner = true;
    }
}

static void add_kinds(Ctx *c, Coverage *v, Str query, const Counting *k) {
    v->rows = ARENA_ARRAY(c->arena, CoverageRow, ACTOR_KIND_N + GROUPS + 1);
    for (int kind = 1; kind < ACTOR_KIND_N; kind++) {
        const Choice *ch = choice_of(&actor_kind_choices, kind);
        Str           q = arena_printf(c->arena, "%.*s&kind=%s", STR_ARG(query), ch->name);
        if (!k->kinds[kind].all) continue;
        add_row(c, v, ch->label, k->kinds[kind], q);
        if (kind == ACTOR_KIND_BUSINESS) add_groups(c, v, q, k);
    }
}

/* ---- leaders ----------------------------------------------------------------------------------------------------- */

typedef struct Heard {
    Id    *ids;
    Stamp *at;
    size_t n, max;
} Heard;

static Fault take_heard(Ctx *c, const void *rec, void *arg) {
    const Actor *a = rec;
    Heard       *h = arg;
    (void)c;
    if (h->n == h->max) return OK;
    h->ids[h->n] = a->head.id;
    h->at[h->n++] = a->heard_at;
    return OK;
}

/* When somebody last spoke with these, as far as the reader may see them. */
static Fault heard_of(Ctx *c, const Id *ids, size_t n, Heard *ret_h) {
    static const int FIELDS[] = {ACTOR_F_HEARD_AT, -1};
    ListSpec         s = {.entity = &actor_entity, .ids = ids, .n_ids = n, .ids_only = true};
    *ret_h = (Heard){.ids = ARENA_ARRAY(c->arena, Id, n + 1), .at = ARENA_ARRAY(c->arena, Stamp, n + 1), .max = n};
    return n ? list_some(c, &s, FIELDS, n, take_heard, ret_h) : OK;
}

static bool heard_at(const Heard *h, Id actor, Stamp *ret_at) {
    for (size_t i = 0; i < h->n; i++) {
        if (h->ids[i] != actor) continue;
        *ret_at = h->at[i];
        return true;
    }
    return false;
}

static bool over(const Ctx *c, const PlaceLeader *v) { return v->until_on && v->until_on < c->reader.today; }

static Fault leaders_heard(Ctx *c, const PlaceLeader *v, size_t n, Heard *ret_h) {
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].actor) ids[k++] = v[i].actor;
    }
    return heard_of(c, ids, k, ret_h);
}

static Fault fill_leaders(Ctx *c, Id place, Stamp since, Coverage *cv) {
    const PlaceLeader *v;
    size_t             n;
    Heard              h;
    TRY(dossier_leaders(c, place, &v, &n));
    TRY(leaders_heard(c, v, n, &h));
    for (size_t i = 0; i < n; i++) {
        Stamp at;
        if (over(c, &v[i])) continue;
        cv->leaders_n++;
        if (heard_at(&h, v[i].actor, &at)) count_one(&cv->leaders, at, since);
        else cv->unlinked++;
    }
    cv->leaders_href = arena_printf(c->arena, "/place-leaders?now=1&place=%.*s", STR_ARG(id_str(c->arena, place)));
    cv->leaders_never_href = arena_printf(c->arena, "%.*s&never=1", STR_ARG(cv->leaders_href));
    return OK;
}

/* ?never=1: roles of people with whom nobody has spoken; ?now=1: those that are not over. */
Fault leader_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "now")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "now", .val = v_int(c->reader.today), .text = LIT("1"),
                                               .sql = "(coalesce(x.until_on, 99991231) >= :now)"};
    }
    if (!params_on(&rq->args, "never")) return OK;
    ListSpec all = {.entity = &place_leader_entity, .limit = LIST_PAGE_MAX};
    void    *at;
    size_t   n, k = 0;
    Heard    h;
    TRY(list_run(c, &all, false, &at, &n, NULL));
    const PlaceLeader *v = at;
    Id                *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    TRY(leaders_heard(c, v, n, &h));
    for (size_t i = 0; i < n; i++) {
        Stamp when;
        if (heard_at(&h, v[i].actor, &when) && !when) ids[k++] = v[i].head.id;
    }
    s->ids = ids;
    s->n_ids = k;
    s->ids_only = true;
    s->extras[s->n_extras++] = (ListExtra){.name = "never", .val = v_int(1), .text = LIT("1"), .sql = "(:never > 0)"};
    return OK;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

Fault coverage_of(Ctx *c, Id place, Coverage *ret_v) {
    Counting *k = ARENA_NEW(c->arena, Counting);
    int64_t   people;
    Str       query = arena_printf(c->arena, "local=%.*s", STR_ARG(id_str(c->arena, place)));
    ret_v->since = year_before(c->reader.today);
    k->since = stamp_of(ret_v->since, 0, 0, c->reader.zone);
    TRY(count_all(c, query, k));
    add_kinds(c, ret_v, query, k);
    ret_v->total = k->all;
    TRY(post_talks(c, &(PostTalks){k->actors, k->actors_n, k->since}, &ret_v->talks, &people));
    ret_v->writers = arena_printf(c->arena, "%lld", (long long)people);
    return fill_leaders(c, place, k->since, ret_v);
}

Fault get_coverage(Ctx *c, const Request *rq, Reply *rp) {
    Place   *p = ent_new(c, &place_entity);
    Coverage v = {0};
    TRY(ent_load(c, &place_entity, rq->ids[0], p));
    v.name = tri_best(&p->name, c->reader.lang, NULL);
    v.back = dossier_path(c, p->head.id);
    TRY(coverage_of(c, p->head.id, &v));
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_DOSSIER_COVERAGE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){view_record_path(c, &place_entity, p->head.id), v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.back, tr(c->reader.lang, T_DOSSIER_TITLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, coverage_page, &v);
}
