/* sending_list.c - /opportunities: everything that is live, in one list: opportunities, resources and aid tracks, what
** closes first on top; and on Today what closes soon and was not told to all whom it fits. */
#include "sending/sending_page.h"

#include "place_ent.h"

typedef struct Asked {
    int  kind;
    Id   place;
    bool soon;
} Asked;

static Asked asked_of(const Request *rq) {
    Asked a = {.kind = choice_value(&hear_kind_choices, params_get(&rq->args, "kind")),
               .soon = str_eq(params_get(&rq->args, "soon"), LIT("1"))};
    (void)id_parse(params_get(&rq->args, "place"), &a.place);
    return a;
}

/* What names no place is for every place. */
static bool shows(const Ctx *c, const Asked *a, const Item *item) {
    bool soon = item->fit.closes_on && item->fit.closes_on <= day_plus(c->reader.today, CLOSES_SOON_DAYS);
    return (!a->kind || item->fit.kind == a->kind) && (!a->place || !item->fit.place || item->fit.place == a->place) &&
           (!a->soon || soon);
}

static bool may_tell(const Ctx *c) { return (c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE)) != 0; }

static Fault name_live(Ctx *c, const Item *items, size_t n, const Asked *a, LiveView *v) {
    Id      *ids = ARENA_ARRAY(c->arena, Id, 2 * n + 1);
    RefNames names;
    for (size_t i = 0; i < n; i++) {
        ids[2 * i] = items[i].fit.place;
        ids[2 * i + 1] = items[i].body;
    }
    TRY(ref_names(c, ids, 2 * n, &names));
    v->places = ARENA_ARRAY(c->arena, LiveChoice, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str    place = ref_name(&names, items[i].fit.place);
        Str    value = id_str(c->arena, items[i].fit.place);
        size_t k = 0;
        while (k < v->places_n && !str_eq(v->places[k].value, value)) k++;
        if (!place.n || k < v->places_n) continue;
        v->places[v->places_n++] = (LiveChoice){.value = value, .name = place,
                                                .chosen = items[i].fit.place == a->place};
    }
    for (size_t i = 0; i < v->rows_n; i++) {
        v->rows[i].place = ref_name(&names, v->rows[i].item->fit.place);
        v->rows[i].body = ref_name(&names, v->rows[i].item->body);
    }
    return OK;
}

static Fault reach_live(Ctx *c, LiveView *v) {
    Pool   pool;
    Given *given;
    size_t n;
    if (!v->staff || !v->rows_n) return OK;
    TRY(pool_load(c, &pool));
    TRY(notices_given(c, 0, &given, &n));
    for (size_t i = 0; i < v->rows_n; i++) {
        v->rows[i].n = pool_reach(&pool, &v->rows[i].item->fit, given, n, c->reader.today);
    }
    return OK;
}

static void add_row(Ctx *c, LiveView *v, const Item *item) {
    Day soon = day_plus(c->reader.today, CLOSES_SOON_DAYS);
    v->rows[v->rows_n++] = (LiveRow){
        .item = item, .name = tri_best(&item->name, c->reader.lang, NULL), .href = item->href, .kind = item_kind(item),
        .fit_href = arena_printf(c->arena, "/opportunities/%.*s", STR_ARG(id_str(c->arena, item->fit.id))),
        .told_href = arena_printf(c->arena, "/notices?%.*s&told_on.known=1", STR_ARG(item->list)),
        .waiting_href = arena_printf(c->arena, "/notices?%.*s&state=interested", STR_ARG(item->list)),
        .closes_on = item->fit.closes_on, .soon = item->fit.closes_on && item->fit.closes_on <= soon};
}

/* GET /opportunities?kind=&place=&soon=1 */
Fault get_live(Ctx *c, const Request *rq, Reply *rp) {
    Item    *items;
    size_t   n;
    Asked    a = asked_of(rq);
    LiveView v = {.staff = may_tell(c), .soon = a.soon, .days = CLOSES_SOON_DAYS};
    TRY(items_live(c, 0, &items, &n));
    v.rows = ARENA_ARRAY(c->arena, LiveRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (shows(c, &a, &items[i])) add_row(c, &v, &items[i]);
    }
    v.filtered = v.rows_n < n;
    v.kinds = ARENA_ARRAY(c->arena, LiveChoice, HEAR_KIND_N);
    for (int k = 0; k < hear_kind_choices.n; k++) {
        const Choice *one = &hear_kind_choices.v[k];
        v.kinds[v.kinds_n++] = (LiveChoice){.value = str_of(one->name), .name = tr(c->reader.lang, one->label),
                                            .chosen = one->value == a.kind};
    }
    TRY(name_live(c, items, n, &a, &v));
    TRY(reach_live(c, &v));
    Page pg = page_new(c, rq, NAV_LISTINGS, tr(c->reader.lang, T_SENDING_LIVE));
    return page_send(&pg, rp, sending_live_page, &v);
}

/* ---- on Today ---------------------------------------------------------------------------------------------------- */

/* What closes soon and was not told to all whom it fits, or waits for those who are interested. */
static Fault today_draw(Buf *b, const Page *pg) {
    enum { SHOWN_MAX = 4 };
    Ctx     *c = pg->c;
    Item    *items;
    size_t   n, kept = 0;
    LiveView v = {.staff = true};
    if (!may_tell(c)) return OK;
    TRY(items_live(c, day_plus(c->reader.today, CLOSES_SOON_DAYS), &items, &n));
    if (!n) return OK;
    v.rows = ARENA_ARRAY(c->arena, LiveRow, n + 1);
    for (size_t i = 0; i < n; i++) add_row(c, &v, &items[i]);
    TRY(reach_live(c, &v));
    for (size_t i = 0; i < v.rows_n && kept < SHOWN_MAX; i++) {
        if (v.rows[i].n.fits || v.rows[i].n.waiting) v.rows[kept++] = v.rows[i];
    }
    v.rows_n = kept;
    if (kept) sending_today_html(b, pg, &v);
    return OK;
}

const TodayPart SENDING_TODAY = {.order = 33, .draw = today_draw};
