/* listing_page.c - pages of needs, offers, assets and barriers. */
#include "actor/actor.h"
#include "listing/listing_page.h"

static Fault listing_part_draw(Buf *b, const Page *pg, const void *rec) {
    enum { SHOWN_MAX = 100 };
    Ctx *c = pg->c;
    ListingPart v = {.rows = ARENA_ARRAY(c->arena, ListingRow, SHOWN_MAX), .holder = ((const Head *)rec)->id,
                     .may_write = ent_may_write(c, &listing_entity, NULL)};
    TRY(listing_of(c, v.holder, v.rows, SHOWN_MAX, &v.rows_n));
    for (size_t i = 0; i < v.rows_n; i++) {
        v.rows[i].href = view_record_path(c, &listing_entity, v.rows[i].id);
        v.rows[i].kind_label = choice_label(&listing_kind_choices, v.rows[i].kind);
        v.rows[i].state_label = choice_label(&listing_state_choices, v.rows[i].state);
    }
    if (v.rows_n || v.may_write) listing_part_html(b, pg, &v);
    return OK;
}

ListExtra listing_live(const Ctx *c) {
    return (ListExtra){.name = "live", .val = v_int(c->reader.today), .text = LIT("1"),
                       .sql = "(x.state = 2 AND x.kind >= 4 AND x.kind <= 5"
                              " AND (x.deadline_on IS NULL OR x.deadline_on >= :live)"
                              " AND (x.until_on IS NULL OR x.until_on >= :live))"};
}
_Static_assert(LISTING_STATE_OPEN == 2 && LISTING_KIND_OPPORTUNITY == 4 && LISTING_KIND_RESOURCE == 5,
               "the condition above names them by number");

static Fault listing_extras(Ctx *c, const Request *rq, ListSpec *s) {
    bool live = str_eq(params_get(&rq->args, "live"), LIT("1"));
    if (live) s->extras[s->n_extras++] = listing_live(c);
    return OK;
}

static void beside(Buf *b, const Page *pg) {
    buf_lit(b, "<a class=\"btn\" href=\"/leverages\">");
    page_icon(b, "heart-handshake");
    put_text(b, tr(pg->r->lang, T_ENT_LEVERAGE_MANY));
    buf_lit(b, "</a>");
}

const Sheet LISTING_SHEET = {
    .entity = &listing_entity,
    .path = "/listings",
    .map = "/map?of=listings",
    .nav = NAV_LISTINGS,
    .icon = "heart-handshake",
    .title = T_ENT_LISTING_MANY,
    .empty = T_LISTING_EMPTY,
    .first_step = T_LISTING_ADD,
    .beside = beside,
    .add = T_LISTING_ADD,
    .columns = (const int[]){LISTING_F_KIND, LISTING_F_STATE, LISTING_F_HOLDER, LISTING_F_PLACE, LISTING_F_CONFIRM_ON,
                             -1},
    .filters = (const int[]){LISTING_F_KIND, LISTING_F_STATE, LISTING_F_PLACE, -1},
    .bulk = (const int[]){LISTING_F_STATE, LISTING_F_PLACE, -1},
    .extras = listing_extras,
    .extra_names = (const char *const[]){"live", NULL},
    .tabs = (const SheetTab[]){{"live=1", T_LISTING_TAB_LIVE}, {0}},
    .first = (const int[]){LISTING_F_TITLE, LISTING_F_KIND, LISTING_F_STATE, LISTING_F_DETAILS, LISTING_F_HOLDER,
                           LISTING_F_PLACE, LISTING_F_CATEGORY, LISTING_F_CONFIRM_ON, LISTING_F_DEADLINE_ON, -1},
};

static const RecordPart LISTINGS = {.entity = &actor_entity, .anchor = "listings", .title = T_ENT_LISTING_MANY,
                                    .side = true, .order = 13, .draw = listing_part_draw};

VIEW_HANDLERS(listing, LISTING_SHEET)

const Route LISTING_ROUTES[LISTING_ROUTES_N] = {
    VIEW_ROUTES(listing, "/listings", ROLES_ALL, ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER),
};

static void listing_start(Region *r) {
    (void)r;
    view_register(&LISTING_SHEET);
    view_register_part(&LISTINGS);
}

const Module listing_module = {
    .name = "listing", .queries = LISTING_QUERIES, .n_queries = LISTING_Q_N, .routes = LISTING_ROUTES,
    .n_routes = LISTING_ROUTES_N, .start = listing_start,
};
