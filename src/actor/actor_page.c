/* actor_page.c - pages of businesses and people. */
#include "actor/actor_page.h"

#include "db/facts.h"
#include "place/place.h"

#include <stddef.h>

/* ---- what the list and the record show ----------------------------------------------------------------------- */

static void actor_tile(Buf *b, const Page *pg, const void *rec) {
    const Actor *a = rec;
    int trade = actor_trade(pg->c, a->category);
    buf_printf(b, "<span class=\"tile big %s\">", trade_colour(trade, a->kind));
    page_icon(b, trade_icon(trade, a->kind));
    buf_lit(b, "</span>");
}

Day actor_quiet_since(const Ctx *c) {
    return day_plus(c->reader.today, -ACTOR_MONTH_DAYS * local_of(c->region)->quiet_months);
}
static Day stale_before(const Ctx *c) { return day_plus(c->reader.today, -ACTOR_STALE_DAYS); }

static Str address_of(Ctx *c, const Actor *a, Str town) {
    if (!a->street.n) return town;
    return town.n ? arena_printf(c->arena, "%.*s, %.*s", STR_ARG(a->street), STR_ARG(town)) : a->street;
}

static Fault head_view(const Page *pg, const Actor *a, ActorHead *ret_v) {
    Ctx *c = pg->c;
    Id   ids[2] = {a->locality, a->category};
    Str  names[2] = {{0}, {0}};
    TRY(ent_labels(c, ids, 2, names));
    ActorHead v = {.a = a, .kind = choice_label(&actor_kind_choices, a->kind), .category = names[1],
                   .address = address_of(c, a, names[0]), .demo = a->is_demo == 1};
    if (a->locality) v.locality_href = view_record_path(c, &place_entity, a->locality);
    if (a->life && a->life != LIFE_STATE_ACTIVE) v.life = choice_label(&life_state_choices, a->life);
    if (a->phone.n) {
        v.phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(a->phone));
        if (str_starts(a->phone, LIT("+9725"))) {
            v.whatsapp_href = arena_printf(c->arena, "https://wa.me/%.*s", STR_ARG(str_sub(a->phone, 1, a->phone.n)));
        }
    }
    if (a->email.n) v.mail_href = arena_printf(c->arena, "mailto:%.*s", STR_ARG(a->email));
    if (c->who.roles & ROLES_STAFF) {
        if (a->heard_at) v.heard_on = stamp_day(a->heard_at, c->reader.zone);
        v.quiet = v.heard_on && v.heard_on < actor_quiet_since(c);
        v.stale = a->confirmed_on && a->confirmed_on < stale_before(c);
    }
    *ret_v = v;
    return OK;
}

static Fault actor_head_draw(Buf *b, const Page *pg, const void *rec) {
    ActorHead v;
    TRY(head_view(pg, rec, &v));
    actor_head_html(b, pg, &v);
    return OK;
}

static Fault actor_acts_draw(Buf *b, const Page *pg, const void *rec) {
    ActorHead v;
    if (!(pg->c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE))) return OK;
    TRY(head_view(pg, rec, &v));
    actor_acts_html(b, pg, &v);
    return OK;
}

/* Who may change it may say which other record is the same. */
static Fault actor_menu_draw(Buf *b, const Page *pg, const void *rec) {
    const Actor *a = rec;
    ActorMerge   m = {.id = a->head.id};
    if (ent_may_write(pg->c, &actor_entity, &a->head) && !a->head.archived_at) actor_menu_html(b, pg, &m);
    return OK;
}

/* ---- conditions of our own: quiet and stale --------------------------------------------------------------------- */

ListExtra actor_quiet(const Ctx *c) {
    Stamp since = stamp_of(actor_quiet_since(c), 0, 0, c->reader.zone);
    return (ListExtra){.name = "quiet", .val = v_int(since), .text = LIT("1"),
                       .sql = "(coalesce(x.heard_at, x.created_at) < :quiet)"};
}

ListExtra actor_stale(const Ctx *c) {
    return (ListExtra){.name = "stale", .val = v_int(stale_before(c)), .text = LIT("1"),
                       .sql = "(x.confirmed_on < :stale)"};
}

static Fault actor_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "quiet")) s->extras[s->n_extras++] = actor_quiet(c);
    if (params_on(&rq->args, "stale")) s->extras[s->n_extras++] = actor_stale(c);
    return OK;
}

static void extra_box(Buf *b, const Page *pg, const char *name, TextKey label) {
    buf_printf(b, "<label class=\"pick\"><input type=\"checkbox\" name=\"%s\" value=\"1\"%s><span>", name,
               params_on(&pg->rq->args, name) ? " checked" : "");
    put_text(b, tr(pg->r->lang, label));
    buf_lit(b, "</span></label>");
}

static void actor_extras_html(Buf *b, const Page *pg, const ListSpec *s) {
    (void)s;
    if (!(pg->c->who.roles & ROLES_STAFF)) return;
    extra_box(b, pg, "quiet", T_ACTOR_QUIET_FILTER);
    extra_box(b, pg, "stale", T_ACTOR_STALE_FILTER);
}

/* ---- one like this already ----------------------------------------------------------------------- */

static bool is_sure(const Request *rq) { return str_eq(params_get(&rq->form, "sure"), LIT("1")); }

static Fault actor_before_save(Ctx *c, const Request *rq, void *rec) {
    Actor *a = rec;
    Likely v[5];
    size_t n;
    if (a->head.id || is_sure(rq) || c->complaints.n) return OK;
    TRY(actor_likely(c, a, v, 5, &n));
    if (n) complain_text(c, "name", T_ACTOR_MAYBE_SAME, v[0].name);
    return OK;
}

static Fault actor_form_top(Buf *b, const Page *pg, const void *rec) {
    const Actor *a = rec;
    Likely v[5];
    ActorMerge m = {.likely = v};
    if (a->head.id || pg->rq->method != POST) return OK;
    TRY(actor_likely(pg->c, a, v, 5, &m.likely_n));
    actor_likely_html(b, pg, &m);
    return OK;
}

/* ---- the sheets ----------------------------------------------------------------------- */

const Sheet ACTOR_SHEET = {
    .entity = &actor_entity,
    .path = "/actors",
    .around = true,
    .map = "/map?of=actors",
    .nav = NAV_ACTORS,
    .title = T_ENT_ACTOR_MANY,
    .empty = T_ACTOR_EMPTY,
    .first_step = T_ACTOR_FIRST,
    .add = T_ACTOR_ADD,
    .named = T_FIND_ADD_ACTOR,
    .columns = (const int[]){ACTOR_F_KIND, ACTOR_F_CATEGORY, ACTOR_F_LOCALITY, ACTOR_F_PHONE, ACTOR_F_HEARD_AT, -1},
    .filters = (const int[]){ACTOR_F_KIND, ACTOR_F_LOCALITY, ACTOR_F_CATEGORY, ACTOR_F_LIFE, ACTOR_F_SIZE, -1},
    .bulk = (const int[]){ACTOR_F_CATEGORY, ACTOR_F_LOCALITY, ACTOR_F_LIFE, ACTOR_F_SIZE, -1},
    .bulk_acts = (const SheetAct[]){{"/belongings/many", T_PLACE_ADD_TO}, {NULL, T_NONE}},
    .first = (const int[]){ACTOR_F_NAME, ACTOR_F_KIND, ACTOR_F_CATEGORY, ACTOR_F_PHONE, ACTOR_F_LOCALITY,
                           ACTOR_F_STREET, ACTOR_F_ABOUT, -1},
    .told = (const int[]){ACTOR_F_KIND, ACTOR_F_CATEGORY, ACTOR_F_PHONE, ACTOR_F_EMAIL, ACTOR_F_LOCALITY,
                          ACTOR_F_STREET, ACTOR_F_LAT, ACTOR_F_LON, -1},
    .extras = actor_extras,
    .extras_html = actor_extras_html,
    .extra_names = (const char *const[]){"quiet", "stale", NULL},
    .tile = actor_tile,
    .head = actor_head_draw,
    .actions = actor_acts_draw, .menu = actor_menu_draw,
    .form_top = actor_form_top,
    .before_save = actor_before_save,
};

const Sheet CATEGORY_SHEET = {
    .entity = &category_entity,
    .path = "/categories",
    .nav = NAV_MORE,
    .icon = "tag",
    .title = T_ENT_CATEGORY_MANY,
    .empty = T_ACTOR_NO_CATEGORIES,
    .first_step = T_ACTOR_ADD_CATEGORY,
    .add = T_ACTOR_ADD_CATEGORY,
    .columns = (const int[]){CATEGORY_F_CODE, CATEGORY_F_TRADE, -1},
    .filters = (const int[]){CATEGORY_F_TRADE, -1},
    .bulk = (const int[]){CATEGORY_F_TRADE, -1},
};

static const RecordPart PLACES = {.entity = &actor_entity, .anchor = "places", .title = T_ENT_PLACE_MANY, .side = true,
                                  .order = 15, .draw = belongings_html};

/* ---- handlers ----------------------------------------------------------------------- */

VIEW_HANDLERS(actor, ACTOR_SHEET)
VIEW_HANDLERS(category, CATEGORY_SHEET)

/* Which other record it is: a form of one field. */
typedef struct MergeWith {
    Head head;
    Id   with;
} MergeWith;
static const Field MERGE_FIELD = {.name = "with", .type = F_REF, .offset = offsetof(MergeWith, with),
                                  .flags = FIELD_REQUIRED, .to = &actor_entity, .label = T_ACTOR_MERGE_OTHER,
                                  .hint = T_ACTOR_MERGE_HINT};
static const Entity MERGE_FORM = {.name = "merge", .size = sizeof(MergeWith), .fields = &MERGE_FIELD, .n_fields = 1,
                                  .label = -1, .parent_field = -1};

static Fault draw_merge(Ctx *c, const Request *rq, Reply *rp, const Actor *a, const MergeWith *w) {
    Likely v[8];
    ActorMerge m = {.likely = v, .id = a->head.id, .name = tri_best(&a->name, c->reader.lang, NULL)};
    TRY(actor_likely(c, a, v, 8, &m.likely_n));
    m.back = view_record_path(c, &actor_entity, a->head.id);
    m.action = arena_printf(c->arena, "%.*s/merge", STR_ARG(m.back));
    Buf b;
    buf_init(&b, 1 << 18);
    ent_field_html(c, &b, &MERGE_FORM, &MERGE_FIELD, w, rq->method == POST ? &rq->form : NULL);
    m.field = html_keep(c->arena, &b);
    Page pg = page_new(c, rq, NAV_ACTORS, tr(c->reader.lang, T_ACTOR_MERGE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/actors"), tr(c->reader.lang, T_ENT_ACTOR_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){m.back, m.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, tr(c->reader.lang, T_ACTOR_MERGE)};
    if (c->complaints.n) return page_again(&pg, rp, actor_merge_page, &m);
    return page_send(&pg, rp, actor_merge_page, &m);
}

/* GET /actors/ID/merge: which other record is the same business or person. */
static Fault get_actor_merge(Ctx *c, const Request *rq, Reply *rp) {
    Actor *a = ent_new(c, &actor_entity);
    TRY(ent_load(c, &actor_entity, rq->ids[0], a));
    if (!ent_may_write(c, &actor_entity, &a->head)) return fail(c, NOT_ALLOWED, "actor", a->head.id);
    return draw_merge(c, rq, rp, a, &(MergeWith){0});
}

/* What cannot be merged is told beside the choice. */
static Fault check_merge(Ctx *c, const Actor *a, Id with) {
    Head other;
    if (c->complaints.n) return OK;
    Fault f = with ? ent_load_head(c, &actor_entity, with, &other) : NOT_FOUND;
    if (f != OK && f != NOT_FOUND) return f;
    if (f == NOT_FOUND || other.merged_into) complain(c, "with", T_ACTOR_MERGE_CHOOSE);
    else if (with == a->head.id) complain(c, "with", T_ACTOR_MERGE_ITSELF);
    else if (!ent_may_write(c, &actor_entity, &other)) complain(c, "with", T_ACTOR_MERGE_NOT_YOURS);
    return OK;
}

static Fault post_actor_merge(Ctx *c, const Request *rq, Reply *rp) {
    Actor    *a = ent_new(c, &actor_entity);
    MergeWith w = {0};
    TRY(ent_load(c, &actor_entity, rq->ids[0], a));
    if (!ent_may_write(c, &actor_entity, &a->head)) return fail(c, NOT_ALLOWED, "actor", a->head.id);
    ent_form_read(c, &MERGE_FORM, &rq->form, &w);
    TRY(check_merge(c, a, w.with));
    if (c->complaints.n) return draw_merge(c, rq, rp, a, &w);
    TRY(ent_merge(c, &actor_entity, a->head.id, w.with));
    reply_go(c, rp, view_record_path(c, &actor_entity, rq->ids[0]), T_ACTOR_MERGED, NULL, 0);
    return OK;
}

enum { WRITERS = ROLES_STAFF | ROLE_OWNER };

const Route ACTOR_ROUTES[ACTOR_ROUTES_N] = {
    VIEW_ROUTES(actor, "/actors", ROLES_ALL, WRITERS),
    VIEW_ROUTES(category, "/categories", ROLES_STAFF, ROLE_ADMIN | ROLE_HQ),
    {GET, "/actors/{id}/merge", get_actor_merge, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/actors/{id}/merge", post_actor_merge, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
};

static void actor_start(Region *r) {
    view_register(&ACTOR_SHEET);
    view_register_part(&PLACES);
    view_register(&CATEGORY_SHEET);
    trades_start(r);
}

const Module actor_module = {
    .name = "actor",
    .queries = ACTOR_QUERIES,
    .n_queries = ACTOR_Q_N,
    .routes = ACTOR_ROUTES,
    .n_routes = ACTOR_ROUTES_N,
    .start = actor_start,
};
