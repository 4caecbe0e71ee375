/* stay_page.c - what leaks of a place, what was started against it, and the sheets of this folder. */
#include "stay/stay_page.h"

#include "lang/show.h"
#include "listing_ent.h"
#include "response_ent.h"

enum { YEARS = 3, PLUGS_SHOWN = 12, STARTED_MAX = 30 };

/* Of a hundred of what is known; -1: nothing is. */
static int64_t share(LeakRange part, LeakRange other) {
    int64_t all = leak_middle(part) + leak_middle(other);
    return all > 0 ? (int64_t)((__int128)leak_middle(part) * 100 / all) : -1;
}

static Str page_path(Ctx *c, Id place) {
    return arena_printf(c->arena, "/places/%.*s/leaks", STR_ARG(id_str(c->arena, place)));
}

static Str at(Ctx *c, const StaySum *s, Id version, int64_t year) {
    Str path = page_path(c, s->place);
    return arena_printf(c->arena, "%.*s?year=%lld&version=%.*s", STR_ARG(path), (long long)year,
                        STR_ARG(id_str(c->arena, version)));
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

/* A sum without any money in it tells nothing. */
static Str told(Ctx *c, LeakRange r) { return r.high > 0 ? stay_money(c, r) : (Str){0}; }

void leak_none(Buf *b, const Page *pg, bool not_known) {
    if (not_known) {
        show_number(b, pg->r, NUMBER_NONE);
        return;
    }
    buf_lit(b, "<span class=\"muted\"><span aria-hidden=\"true\">–</span><span class=\"vh\">");
    put_text(b, tr(pg->r->lang, T_STAY_NONE_TOLD));
    buf_lit(b, "</span></span>");
}

static LeakLine line_of(Ctx *c, const StaySum *s, uint32_t k) {
    const LeakRow *r = &s->rows[k];
    int64_t part = share(r->leaves, r->stays);
    LeakLine l = {.spent = told(c, r->spent), .stays = told(c, r->stays), .leaves = told(c, r->leaves),
                  .unknown = told(c, r->unknown),
                  .share = part < 0 ? 0 : part, .known = part >= 0,
                  .some = r->unknown.high > 0};
    if (k == s->n) return l;
    l.category = s->names[k];
    if (!(c->who.roles & outlay_entity.readers)) return l;
    l.href = arena_printf(c->arena, "/outlays?category=%.*s&year=%lld&place=%.*s",
                          STR_ARG(id_str(c->arena, s->categories[k])), (long long)s->year,
                          STR_ARG(id_str(c->arena, s->place)));
    return l;
}

static int by_leaves(const void *a, const void *b) {
    const LeakRow *x = *(const LeakRow *const *)a, *y = *(const LeakRow *const *)b;
    int64_t d = leak_middle(y->leaves) - leak_middle(x->leaves);
    return d ? (d > 0 ? 1 : -1) : (x > y) - (x < y);
}

static void rows_fill(Ctx *c, const StaySum *s, LeakView *v) {
    const LeakRow **order = ARENA_ARRAY(c->arena, const LeakRow *, (size_t)s->n + 1);
    v->rows = ARENA_ARRAY(c->arena, LeakLine, (size_t)s->n + 1);
    for (uint32_t k = 0; k < s->n; k++) order[k] = &s->rows[k];
    qsort(order, s->n, sizeof *order, by_leaves);
    for (uint32_t k = 0; k < s->n; k++) {
        if (order[k]->facts) v->rows[v->rows_n++] = line_of(c, s, (uint32_t)(order[k] - s->rows));
    }
    v->total = line_of(c, s, s->n);
    v->any = s->rows[s->n].facts > 0;
}

static void tabs_fill(Ctx *c, const StaySum *s, LeakView *v) {
    int64_t now = day_year(c->reader.today);
    Id      version = s->defs_n ? s->defs[s->def].version : 0;
    v->defs = ARENA_ARRAY(c->arena, LeakTab, STAY_DEFS_MAX);
    v->years = ARENA_ARRAY(c->arena, LeakTab, YEARS);
    for (size_t d = 0; d < s->defs_n; d++) {
        int64_t stays = share(s->of_def[d].stays, s->of_def[d].leaves);
        v->defs[v->defs_n++] = (LeakTab){.href = at(c, s, s->defs[d].version, s->year), .name = s->defs[d].name,
                                         .stays = stays < 0 ? 0 : stays, .known = stays >= 0, .current = d == s->def};
    }
    for (int64_t y = now; y > now - YEARS; y--) {
        v->years[v->years_n++] = (LeakTab){.href = at(c, s, version, y), .current = y == s->year,
                                           .name = arena_printf(c->arena, "%lld", (long long)y)};
    }
}

/* ---- what could be made here ------------------------------------------------------------------------------------- */

static TextKey skill_name(LeakSkill s) { return s == LEAK_SKILL_OFFERS ? T_STAY_OFFERS : T_STAY_SAME_FIELD; }

static LeakPlugLine plug_line(Ctx *c, const StaySum *s, const StayPlugs *p, const LeakPlug *one) {
    LeakPlugLine l = {.category = s->names[one->category],
                      .category_id = id_str(c->arena, s->categories[one->category]),
                      .leaves = stay_money(c, s->rows[one->category].leaves),
                      .makers = ARENA_ARRAY(c->arena, LeakMakerLine, one->bests + 1),
                      .much = one->reasons & LEAK_MUCH_LEAVES, .many = one->reasons & LEAK_MANY_SPENDERS,
                      .nobody = one->reasons & LEAK_NOBODY, .ask = one->reasons & LEAK_SPARE_ASK,
                      .more = (int64_t)one->makers - one->bests, .first_maker = one->bests > 0};
    if (one->score > 0) l.might = stay_money(c, (LeakRange){one->score, one->score});
    for (uint32_t k = 0; k < one->bests; k++) {
        const LeakMaker *m = &p->makers[one->best[k]];
        l.makers[l.makers_n++] = (LeakMakerLine){
            .name = p->names[one->best[k]], .href = view_record_path(c, &actor_entity, m->id),
            .skill = skill_name(m->skill), .spare_known = m->spare != LEAK_SPARE_UNKNOWN,
            .free = arena_printf(c->arena, "%d", m->spare / (LEAK_UNIT / 100))};
    }
    if (one->bests) l.maker_id = id_str(c->arena, p->makers[one->best[0]].id);
    return l;
}

/* Who buys it outside, by name: those whom the maker is to meet. */
static Fault buyers_fill(Ctx *c, const StaySum *s, const StayPlugs *p, LeakView *v) {
    enum { BUYERS_MAX = 200, EACH = 3 };
    Id     ids[PLUGS_SHOWN * EACH];
    Str    names[PLUGS_SHOWN * EACH];
    size_t n = 0, at = 0;
    StayBuyer(*b)[EACH] = arena_alloc(c->arena, sizeof(StayBuyer[PLUGS_SHOWN][EACH]));
    StayBuyer *all = ARENA_ARRAY(c->arena, StayBuyer, BUYERS_MAX);
    for (size_t i = 0; i < v->plugs_n; i++) {
        LeakPlugLine *l = &v->plugs[i];
        size_t found = stay_buyers(s, s->categories[p->v[i].category], all, BUYERS_MAX);
        l->buyers = ARENA_ARRAY(c->arena, LeakBuyerLine, EACH);
        for (size_t k = 0; k < found && k < EACH; k++) b[i][l->buyers_n++] = all[k];
        for (size_t k = 0; k < l->buyers_n; k++) ids[n++] = b[i][k].id;
        for (size_t k = 0; k < l->buyers_n && !l->buyer_id.n; k++) {
            bool other = !p->v[i].bests || p->makers[p->v[i].best[0]].id != b[i][k].id;
            if (other) l->buyer_id = id_str(c->arena, b[i][k].id);
        }
    }
    if (!n) return OK;
    TRY(ent_names(c, &actor_entity, ids, n, names));
    for (size_t i = 0; i < v->plugs_n; i++) {
        size_t kept = 0;
        for (size_t k = 0; k < v->plugs[i].buyers_n; k++, at++) {
            if (!names[at].n) continue;
            LeakRange r = {b[i][k].leaves, b[i][k].leaves};
            v->plugs[i].buyers[kept++] = (LeakBuyerLine){
                names[at], view_record_path(c, &actor_entity, ids[at]), stay_money(c, r)};
        }
        v->plugs[i].buyers_n = kept;
    }
    return OK;
}

static Fault plugs_fill(Ctx *c, const StaySum *s, LeakView *v) {
    StayPlugs p;
    TRY(stay_plugs(c, s, &p));
    v->plugs = ARENA_ARRAY(c->arena, LeakPlugLine, PLUGS_SHOWN);
    for (size_t i = 0; i < p.n && i < PLUGS_SHOWN; i++) v->plugs[v->plugs_n++] = plug_line(c, s, &p, &p.v[i]);
    return buyers_fill(c, s, &p, v);
}

/* ---- what was started -------------------------------------------------------------------------------------------- */

Fault stay_started(Ctx *c, const Plug *p, const StaySum *s, LeakStarted *ret_l) {
    LeakRow   row = stay_row(s, p->category);
    LeakRange then = {p->left_low, p->left_high}, now = row.leaves;
    bool      known = stay_leak_known(&row);
    bool      told = p->left_low != NUMBER_NONE && p->left_high != NUMBER_NONE;
    Id        to = p->listing ? p->listing : p->response ? p->response : p->maker;
    *ret_l = (LeakStarted){.title = p->title, .href = view_record_path(c, &plug_entity, p->head.id),
                           .on = p->started_on, .way = choice_label(&plug_way_choices, p->way), .demo = p->is_demo == 1,
                           .now = known ? stay_money(c, now) : tr(c->reader.lang, T_STAY_UNKNOWN)};
    if (told) {
        ret_l->then = stay_money(c, then);
        ret_l->change = !known                ? T_STAY_NO_CHANGE
                        : now.high < then.low ? T_STAY_LESS_LEAVES
                        : now.low > then.high ? T_STAY_MORE_LEAVES
                                              : T_STAY_NO_CHANGE;
    }
    if (!to) return OK;
    TRY(ent_labels(c, &to, 1, &ret_l->to));
    if (!ret_l->to.n) return OK;
    const Entity *e = p->listing ? &listing_entity : p->response ? &response_entity : &actor_entity;
    ret_l->to_href = view_record_path(c, e, to);
    return OK;
}

static Fault started_fill(Ctx *c, const StaySum *s, LeakView *v) {
    ListSpec l = {.entity = &plug_entity, .limit = STARTED_MAX, .n_filters = 1};
    void    *rows;
    size_t   n;
    if (!(c->who.roles & plug_entity.readers)) return OK;
    TRY(stay_sum_kept(c, s, &s));                 /* beside what was written down for all who read it */
    l.filters[0] = (ListFilter){.field = &plug_entity.fields[PLUG_F_PLACE], .op = LIST_EQ, .val = v_id(s->place)};
    TRY(list_run(c, &l, false, &rows, &n, NULL));
    v->started = ARENA_ARRAY(c->arena, LeakStarted, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Plug *p = (const Plug *)rows + i;
        TRY(stay_started(c, p, s, &v->started[v->started_n++]));
        for (size_t k = 0; k < v->plugs_n; k++) {
            if (str_eq(v->plugs[k].category_id, id_str(c->arena, p->category))) v->plugs[k].started = true;
        }
    }
    return OK;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static Fault asked_of(Ctx *c, const Params *args, Id place, StaySum *s) {
    int64_t year = 0;
    Id      version = 0;
    if (!str_int(params_get(args, "year"), &year) || year < 2000 || year > 2100) year = day_year(c->reader.today);
    (void)id_parse(params_get(args, "version"), &version);
    return stay_sum(c, place, year, version, s);
}

Fault get_leaks(Ctx *c, const Request *rq, Reply *rp) {
    StaySum s;
    TRY(asked_of(c, &rq->args, rq->ids[0], &s));
    Str      id = id_str(c->arena, s.place);
    LeakView v = {.known = s.defs_n > 0, .year = s.year, .others = s.others, .hidden = s.hidden,
                  .place_href = view_record_path(c, &place_entity, s.place), .path = page_path(c, s.place),
                  .studies = arena_printf(c->arena, "/lm3-studies?place=%.*s", STR_ARG(id)),
                  .may_write = ent_may_write(c, &outlay_entity, NULL)};
    Str name = s.defs_n ? s.defs[0].name : (Str){0};
    if (v.known) {
        v.words = place_local_words(c, &s.defs[s.def]);
        v.version = id_str(c->arena, s.defs[s.def].version);
        tabs_fill(c, &s, &v);
        rows_fill(c, &s, &v);
        TRY(plugs_fill(c, &s, &v));
        TRY(started_fill(c, &s, &v));
    }
    if (v.may_write) {
        v.add = arena_printf(c->arena, "/outlays/new?place=%.*s&year=%lld", STR_ARG(id), (long long)s.year);
        v.bring = arena_printf(c->arena, "/imports/new?into=outlays&place=%.*s", STR_ARG(id));
        v.sheet = arena_printf(c->arena, "%.*s/sheet", STR_ARG(v.path));
        v.sheets = arena_printf(c->arena, "%.*s/sheets", STR_ARG(v.path));
        v.ask = arena_printf(c->arena, "/doors/new?kind=spend&place=%.*s", STR_ARG(id));
    }
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_STAY_TITLE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/places"), tr(c->reader.lang, T_ENT_PLACE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.place_href, name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, leaks_page, &v);
}

Fault get_leak_places(Ctx *c, const Request *rq, Reply *rp) {
    enum { MAX = 60 };
    Id         ids[MAX];
    int64_t    counts[MAX];
    Str        names[MAX];
    size_t     n;
    LeakPlaces v = {.rows = ARENA_ARRAY(c->arena, LeakPlace, MAX)};
    bool       reads = (c->who.roles & outlay_entity.readers) != 0;
    TRY(stay_places(c, ids, counts, MAX, &n));
    TRY(ent_names(c, &place_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        if (!names[i].n) continue;
        v.rows[v.rows_n++] = (LeakPlace){names[i], page_path(c, ids[i]), reads ? counts[i] : 0};
    }
    if (ent_may_write(c, &outlay_entity, NULL)) {
        v.add = LIT("/outlays/new");
        v.bring = LIT("/imports/new?into=outlays");
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_STAY_TITLE));
    return page_send(&pg, rp, leak_places_page, &v);
}

/* ---- starting something ------------------------------------------------------------------------------------------ */

static Fault name_of(Ctx *c, const Entity *e, Id id, Str *ret_name) {
    *ret_name = (Str){0};
    return id ? ent_names(c, e, &id, 1, ret_name) : OK;
}

static Fault open_listing(Ctx *c, Plug *p) {
    Listing *l = ent_new(c, &listing_entity);
    l->title.v[c->reader.lang] = p->title;
    l->title.state[c->reader.lang] = TEXT_WRITTEN;
    l->kind = LISTING_KIND_NEED;
    l->state = LISTING_STATE_OPEN;
    l->place = p->place;
    l->category = p->category;
    TRY(ent_save(c, &listing_entity, l));
    p->listing = l->head.id;
    return OK;
}

static Fault open_response(Ctx *c, Plug *p) {
    Response *r = ent_new(c, &response_entity);
    r->title.v[c->reader.lang] = p->title;
    r->title.state[c->reader.lang] = TEXT_WRITTEN;
    r->kind = RESPONSE_KIND_OTHER;
    r->state = RESPONSE_STATE_IDEA;
    r->place = p->place;
    r->head.unit = p->place;
    TRY(ent_save(c, &response_entity, r));
    p->response = r->head.id;
    return OK;
}

Str stay_introduce(Ctx *c, const Plug *p, Id buyer) {
    Buf b;
    buf_init(&b, 4096);
    buf_printf(&b, "/introductions/new?plug=%.*s", STR_ARG(id_str(c->arena, p->head.id)));
    if (p->maker) buf_printf(&b, "&one=%.*s", STR_ARG(id_str(c->arena, p->maker)));
    if (buyer && buyer != p->maker) buf_printf(&b, "&other=%.*s", STR_ARG(id_str(c->arena, buyer)));
    buf_lit(&b, "&about=");
    put_urlpart(&b, p->title);
    return buf_keep(c->arena, &b);
}

/* POST /places/ID/leaks: category, way, maker, buyer, version, year. One act: what is opened, and what leaks on that
** day. */
Fault post_leak_plug(Ctx *c, const Request *rq, Reply *rp) {
    Plug   *p = ent_new(c, &plug_entity);
    Str     name;
    Id      buyer = 0;
    int64_t year = 0;
    p->place = rq->ids[0];
    p->way = choice_value(&plug_way_choices, params_get(&rq->form, "way"));
    if (!p->way || !id_parse(params_get(&rq->form, "category"), &p->category)) return fail(c, BAD_REQUEST, "plug", 0);
    (void)id_parse(params_get(&rq->form, "version"), &p->meant);
    (void)id_parse(params_get(&rq->form, "maker"), &p->maker);
    (void)id_parse(params_get(&rq->form, "buyer"), &buyer);
    if (str_int(params_get(&rq->form, "year"), &year) && year >= 2000 && year <= 2100) p->year = year;
    TRY(name_of(c, &category_entity, p->category, &name));
    TextKey title = p->way == PLUG_WAY_MEET ? T_STAY_MEET_TITLE : T_STAY_WANTED_TITLE;
    p->title = tr_str(c->arena, &c->reader, title, (TrArg[]){TR_ARG("category", name)}, 1);
    if (p->way == PLUG_WAY_OFFER) TRY(open_listing(c, p));
    if (p->way == PLUG_WAY_RESPONSE) TRY(open_response(c, p));
    if (p->way != PLUG_WAY_MEET) p->maker = 0;
    TRY(ent_save(c, &plug_entity, p));
    Str go = view_record_path(c, &plug_entity, p->head.id);
    if (p->way == PLUG_WAY_MEET && p->maker) go = stay_introduce(c, p, buyer);
    reply_go(c, rp, go, T_STAY_STARTED, NULL, 0);
    return OK;
}
