/* future_page.c - lists and records of wishes, themes and goals of places; the module. */
#include "future/future_page.h"

#include "place_ent.h"

/* ---- lists ------------------------------------------------------------------------------------------------------- */

/* Those of one theme: what its number opens. */
static Fault wish_extras(Ctx *c, const Request *rq, ListSpec *s) {
    Id theme;
    (void)c;
    if (!id_parse(params_get(&rq->args, "theme"), &theme)) return OK;
    s->extras[s->n_extras++] = (ListExtra){.name = "theme", .text = params_get(&rq->args, "theme"),
                                           .sql = WISH_THEME_SQL, .val = v_id(theme)};
    return OK;
}

static Fault wish_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Wish *w = rec;
    Ctx *c = pg->c;
    if (!ent_may_write(c, &wish_entity, &w->head) || w->head.archived_at) return OK;
    WishActs v = {.sort = arena_printf(c->arena, "%.*s/sort?wish=%.*s", STR_ARG(future_path(c, w->place)),
                                       STR_ARG(id_str(c->arena, w->head.id)))};
    wish_acts_html(b, pg, &v);
    return OK;
}

/* An address that stood on paper: asked of a new one alone, for nobody can read it later. */
static Fault wish_contact_draw(Buf *b, Page *pg, const void *rec) {
    bool        post = pg->rq->method == POST;
    WishContact v = {.email = post ? params_get(&pg->rq->form, "email") : (Str){0},
                     .hears = post && params_get(&pg->rq->form, "hears").n > 0,
                     .bad = complaint_of(pg->c, "email") || complaint_of(pg->c, "hears")};
    if (!((const Head *)rec)->id) wish_contact_html(b, pg, &v);
    return OK;
}

static Fault wish_before_save(Ctx *c, const Request *rq, void *rec) {
    Wish *w = rec;
    Str   email = str_trim(params_get(&rq->form, "email"));
    if (w->head.id) return OK;
    if (email.n) (void)value_read(c, &wish_entity.fields[WISH_F_EMAIL], w, c->reader.lang, email);
    w->hears = params_get(&rq->form, "hears").n > 0;
    return OK;
}

static Fault wish_part_draw(Buf *b, const Page *pg, const void *rec) {
    const Wish *w = rec;
    Ctx     *c = pg->c;
    Id       ids[FUTURE_ROWS_MAX];
    Str      names[FUTURE_ROWS_MAX];
    size_t   n;
    WishPart v = {.w = w, .heard_on = w->heard_at ? stamp_day(w->heard_at, c->reader.zone) : 0, .waits = w->hears == 1};
    TRY(themes_of_wish(c, w->head.id, ids, FUTURE_ROWS_MAX, &n));
    if (n) TRY(ent_labels(c, ids, n, names));
    v.themes = ARENA_ARRAY(c->arena, SortNext, n + 1);
    for (size_t i = 0; i < n; i++) {
        v.themes[v.themes_n++] = (SortNext){view_record_path(c, &theme_entity, ids[i]), names[i]};
    }
    wish_part_html(b, pg, &v);
    return OK;
}

const Sheet WISH_SHEET = {
    .entity = &wish_entity,
    .path = "/wishes",
    .nav = NAV_PLACES,
    .icon = "message-circle",
    .title = T_ENT_WISH_MANY,
    .empty = T_FUTURE_NO_WISHES,
    .first_step = T_FUTURE_ADD_WISH,
    .add = T_FUTURE_ADD_WISH,
    .columns = (const int[]){WISH_F_PLACE, WISH_F_WAY, WISH_F_TOLD_ON, WISH_F_FIT, -1},
    .filters = (const int[]){WISH_F_PLACE, WISH_F_WAY, WISH_F_DESCRIBES, -1},
    .bulk = (const int[]){-1},
    .form = (const int[]){WISH_F_WORDS, WISH_F_PLACE, WISH_F_WAY, WISH_F_DESCRIBES, WISH_F_TOLD_ON, WISH_F_FIT, -1},
    .told = (const int[]){WISH_F_WORDS, -1},
    .extras = wish_extras,
    .extra_names = (const char *const[]){"theme", NULL},
    .before_save = wish_before_save,
    .actions = wish_acts_draw,
};

const Sheet THEME_SHEET = {
    .entity = &theme_entity,
    .path = "/themes",
    .nav = NAV_PLACES,
    .icon = "tag",
    .title = T_ENT_THEME_MANY,
    .empty = T_FUTURE_NO_THEMES,
    .first_step = T_FUTURE_ADD_THEME,
    .add = T_FUTURE_ADD_THEME,
    .columns = (const int[]){THEME_F_PLACE, -1},
    .filters = (const int[]){THEME_F_PLACE, -1},
    .bulk = (const int[]){-1},
};

const Sheet AIM_SHEET = {
    .entity = &aim_entity,
    .path = "/aims",
    .nav = NAV_PLACES,
    .icon = "flag",
    .title = T_ENT_AIM_MANY,
    .empty = T_FUTURE_NO_AIMS,
    .first_step = T_FUTURE_ADD_AIM,
    .add = T_FUTURE_ADD_AIM,
    .columns = (const int[]){AIM_F_PLACE, AIM_F_LINE, AIM_F_STATE, AIM_F_HORIZON, AIM_F_OWNER, -1},
    .filters = (const int[]){AIM_F_PLACE, AIM_F_LINE, AIM_F_STATE, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){AIM_F_TEXT, AIM_F_PLACE, AIM_F_LINE, AIM_F_STATE, AIM_F_HORIZON, AIM_F_OWNER, -1},
    .head = aim_head_draw,
    .actions = aim_acts_draw,
};

const Sheet PICTURE_SHEET = {
    .entity = &picture_entity,
    .path = "/pictures",
    .nav = NAV_PLACES,
    .icon = "sunrise",
    .title = T_ENT_PICTURE_MANY,
    .empty = T_FUTURE_NO_PICTURES,
    .first_step = T_FUTURE_ADD_PICTURE,
    .add = T_FUTURE_ADD_PICTURE,
    .called = (const int[]){PICTURE_F_PLACE, -1},
    .columns = (const int[]){PICTURE_F_PLACE, PICTURE_F_NUMBER, PICTURE_F_HORIZON, PICTURE_F_TOLD_ON, -1},
    .filters = (const int[]){PICTURE_F_PLACE, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){PICTURE_F_TEXT, PICTURE_F_SIGNATORIES, PICTURE_F_HORIZON,
                          PICTURE_F_TOLD_ON, -1},
    .fresh = picture_fresh,
};

const Sheet PROPOSAL_SHEET = {
    .entity = &proposal_entity,
    .path = "/proposals",
    .nav = NAV_PLACES,
    .icon = "message-circle",
    .title = T_ENT_PROPOSAL_MANY,
    .empty = T_FUTURE_NO_PROPOSALS,
    .first_step = T_FUTURE_ADD_PROPOSAL,
    .add = T_FUTURE_ADD_PROPOSAL,
    .columns = (const int[]){PROPOSAL_F_PLACE, PROPOSAL_F_STATE, PROPOSAL_F_BROUGHT_ON, -1},
    .filters = (const int[]){PROPOSAL_F_PLACE, PROPOSAL_F_STATE, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){PROPOSAL_F_TITLE, PROPOSAL_F_WHAT, PROPOSAL_F_BROUGHT_BY, PROPOSAL_F_BROUGHT_ON, -1},
    .actions = proposal_acts_draw,
};

VIEW_HANDLERS(wish, WISH_SHEET)
VIEW_HANDLERS(picture, PICTURE_SHEET)
VIEW_HANDLERS(proposal, PROPOSAL_SHEET)
VIEW_HANDLERS(theme, THEME_SHEET)

static Fault get_aim_list(Ctx *c, const Request *rq, Reply *rp) { return view_list(c, rq, rp, &AIM_SHEET); }
static Fault get_aim(Ctx *c, const Request *rq, Reply *rp) { return view_record(c, rq, rp, &AIM_SHEET, rq->ids[0]); }
static Fault post_aim_bulk(Ctx *c, const Request *rq, Reply *rp) { return view_bulk(c, rq, rp, &AIM_SHEET); }
static Fault post_aim_archive(Ctx *c, const Request *rq, Reply *rp) {
    return view_archive(c, rq, rp, &AIM_SHEET, rq->ids[0], false);
}
static Fault post_aim_unarchive(Ctx *c, const Request *rq, Reply *rp) {
    return view_archive(c, rq, rp, &AIM_SHEET, rq->ids[0], true);
}
#define post_aim post_aim_form

static const RecordPart PLACE_PART = {.entity = &place_entity, .anchor = "future", .title = T_FUTURE_TITLE, .order = 3,
                                      .draw = future_part_draw};
static const RecordPart WISH_PART = {.entity = &wish_entity, .anchor = "words", .title = T_ENT_WISH_WORDS, .order = 1,
                                     .draw = wish_part_draw};
static const RecordPart THEME_PART = {.entity = &theme_entity, .anchor = "rank", .title = T_FUTURE_RANK, .order = 1,
                                      .draw = theme_part_draw};
static const RecordPart AIM_PART = {.entity = &aim_entity, .anchor = "asked", .title = T_FUTURE_WHERE_FROM, .order = 1,
                                    .draw = aim_part_draw};
static const RecordPart PICTURE_CARD = {.entity = &place_entity, .anchor = "picture", .title = T_ENT_VISION, .order = 2,
                                        .draw = picture_card_draw};
static const RecordPart PICTURE_PART = {.entity = &picture_entity, .anchor = "told", .title = T_ENT_VISION, .order = 1,
                                        .draw = picture_part_draw};
static const RecordPart PROPOSAL_PART = {.entity = &proposal_entity, .anchor = "opinions", .title = T_ENT_OPINION_MANY,
                                         .order = 1, .draw = proposal_part_draw};
static const FormPart WISH_CONTACT = {.entity = &wish_entity, .below = WISH_F_TOLD_ON, .draw = wish_contact_draw};
static const FormPart GOAL_AIMS = {.entity = &goal_entity, .below = GOAL_F_LINE, .draw = goal_aims_draw};

enum {
    MANAGERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR,
    WISH_READERS = ROLES_STAFF | ROLE_TRUSTEE,
    FORM_BYTES_MAX = 32 * 1024,
};

static const Route ROUTES[] = {
    {GET, "/wish/{word}", get_wish_ask, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {POST, "/wish/{word}", post_wish_ask, ROUTE_WRITE, ROLES_ALL, FORM_BYTES_MAX, NULL, false},
    {GET, "/future/{word}", get_future_public, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {POST, "/future/{word}/vote", post_future_vote, ROUTE_WRITE, ROLES_ALL, 0, NULL, false},
    {GET, "/places/{id}/future", get_future_desk, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/places/{id}/future/sort", get_wish_sort, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/places/{id}/future/publish", post_future_publish, ROUTE_WRITE, MANAGERS, 0, NULL, false},
    VIEW_ROUTES(wish, "/wishes", WISH_READERS, ROLES_STAFF),
    {POST, "/wishes/{id}/sort", post_wish_sort, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    VIEW_ROUTES(theme, "/themes", ROLES_MEMBER, ROLES_STAFF),
    {POST, "/themes/{id}/show", post_theme_show, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/themes/{id}/hands", post_theme_hands, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    VIEW_ROUTES(aim, "/aims", ROLES_MEMBER, MANAGERS),
    {POST, "/aims/{id}/take", post_aim_take, ROUTE_WRITE, MANAGERS, 0, NULL, false},
    {POST, "/aims/{id}/show", post_aim_show, ROUTE_WRITE, MANAGERS, 0, NULL, false},
    VIEW_ROUTES(picture, "/pictures", ROLES_MEMBER, MANAGERS),
    {GET, "/pictures/{id}/beside", get_picture_beside, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {POST, "/pictures/{id}/read", post_picture_read, ROUTE_WRITE, MANAGERS, 0, NULL, false},
    {POST, "/pictures/{id}/show", post_picture_show, ROUTE_WRITE, MANAGERS, 0, NULL, false},
    VIEW_ROUTES(proposal, "/proposals", ROLES_MEMBER, MANAGERS),
    {POST, "/proposals/{id}/opinions", post_opinion_new, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/proposals/{id}/decide", get_proposal_decide, ROUTE_READ, MANAGERS, 0, NULL, false},
    {POST, "/proposals/{id}/decide", post_proposal_decide, ROUTE_WRITE, MANAGERS, FORM_BYTES_MAX, NULL, false},
    {POST, "/proposals/{id}/show", post_proposal_show, ROUTE_WRITE, MANAGERS, 0, NULL, false},
};

static void future_start(Region *r) {
    (void)r;
    view_register(&WISH_SHEET);
    view_register(&THEME_SHEET);
    view_register(&AIM_SHEET);
    view_register(&PICTURE_SHEET);
    view_register(&PROPOSAL_SHEET);
    view_register_part(&PICTURE_CARD);
    view_register_part(&PICTURE_PART);
    view_register_part(&PROPOSAL_PART);
    today_register_dates(picture_dates);
    view_register_part(&PLACE_PART);
    view_register_part(&WISH_PART);
    view_register_part(&THEME_PART);
    view_register_part(&AIM_PART);
    view_register_form_part(&GOAL_AIMS);
    view_register_form_part(&WISH_CONTACT);
}

const Module future_module = {
    .name = "future", .queries = FUTURE_QUERIES, .n_queries = FUTURE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = future_start,
};
