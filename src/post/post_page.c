/* post_page.c - the timeline of an actor, and notes' own pages. */
#include "actor/actor.h"
#include "post/post_page.h"

static const struct {
    const char *icon, *colour;
} LOOKS[POST_KIND_N] = {
    [POST_KIND_NOTE] = {"note", ""},          [POST_KIND_CALL] = {"phone", "wadi"},
    [POST_KIND_VISIT] = {"map-pin", "clay"},  [POST_KIND_MEETING] = {"users", "dusk"},
    [POST_KIND_MESSAGE] = {"message-circle", "acacia"},
};

static const TextKey SHOWN_TO[] = {T_POST_TO_PUBLIC, T_POST_TO_MEMBERS, T_POST_TO_UNIT, T_POST_TO_TEAM, T_POST_TO_ME};

static Fault post_part_draw(Buf *b, const Page *pg, const void *rec) {
    enum { SHOWN_MAX = 100 };
    Ctx *c = pg->c;
    PostPart v = {.rows = ARENA_ARRAY(c->arena, PostRow, SHOWN_MAX), .about = ((const Head *)rec)->id};
    if (!(c->who.roles & ROLES_MEMBER)) return OK;
    v.may_write = ent_may_write(c, &post_entity, NULL);
    TRY(post_of(c, v.about, v.rows, SHOWN_MAX, &v.rows_n));
    for (size_t i = 0; i < v.rows_n; i++) {
        PostRow *row = &v.rows[i];
        row->href = view_record_path(c, &post_entity, row->id);
        row->kind_label = choice_label(&post_kind_choices, row->kind);
        row->visibility_label = SHOWN_TO[row->visibility];
        row->icon = str_of(LOOKS[row->kind].icon);
        row->colour = str_of(LOOKS[row->kind].colour);
    }
    post_part_html(b, pg, &v);
    return OK;
}

/* A note stands where the one it is about stands. */
static Fault post_before_save(Ctx *c, const Request *rq, void *rec) {
    Post *p = rec;
    Actor *a = ent_new(c, &actor_entity);
    (void)rq;
    if (p->head.id || !p->about) return OK;
    TRY(ent_load(c, &actor_entity, p->about, a));
    p->head.unit = a->head.unit;
    p->lang = str_of(lang_code(c->reader.lang));
    return OK;
}

const Sheet POST_SHEET = {
    .entity = &post_entity,
    .path = "/notes",
    .nav = NAV_MORE,
    .title = T_ENT_POST_MANY,
    .empty = T_POST_NONE,
    .first_step = T_POST_ADD,
    .add = T_POST_ADD,
    .columns = (const int[]){POST_F_ABOUT, POST_F_HAPPENED_AT, -1},
    .filters = (const int[]){POST_F_KIND, -1},
    .bulk = (const int[]){-1},
    .form = (const int[]){POST_F_ABOUT, POST_F_KIND, POST_F_TEXT, POST_F_HAPPENED_AT, POST_F_MINUTES, -1},
    .before_save = post_before_save,
};

static const RecordPart TIMELINE = {.entity = &actor_entity, .anchor = "timeline", .title = T_POST_TIMELINE,
                                    .order = 10, .draw = post_part_draw};

VIEW_HANDLERS(post, POST_SHEET)

const Route POST_ROUTES[POST_ROUTES_N] = {VIEW_ROUTES(post, "/notes", ROLES_MEMBER, ROLES_STAFF | ROLE_TRUSTEE)};

static void post_start(Region *r) {
    (void)r;
    view_register(&POST_SHEET);
    view_register_part(&TIMELINE);
}

const Module post_module = {
    .name = "post", .queries = POST_QUERIES, .n_queries = POST_Q_N, .routes = POST_ROUTES, .n_routes = POST_ROUTES_N,
    .start = post_start,
};
