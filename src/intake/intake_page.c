/* intake_page.c - what came in and the public links, as the staff see them. */
#include "intake/intake_page.h"

#include "db/facts.h"
#include "ent/form.h"
#include "listing_ent.h"

void intake_errors(Buf *b, const Page *pg) { complaints_html(pg->c, b, NULL); }

/* ---- what came in: list and record ------------------------------------------------------------------------ */

static bool asked_half(const Request *rq) { return str_eq(params_get(&rq->args, "half"), LIT("1")); }

/* Begun and left. What is being filled in at this moment is not shown as left. */
static Fault intake_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (!asked_half(rq)) return OK;
    if (s->n_filters == LIST_FILTERS_MAX) return fail(c, BAD_REQUEST, "filters", LIST_FILTERS_MAX);
    s->filters[s->n_filters++] = (ListFilter){.field = &intake_entity.fields[INTAKE_F_STATE], .op = LIST_EQ,
                                              .val = v_int(INTAKE_STATE_BEGUN)};
    s->extras[s->n_extras++] = (ListExtra){.name = "half", .text = LIT("1"), .sql = "(x.changed_at < :half)",
                                           .val = v_int(c->reader.now - INTAKE_HALF_MINUTES * 60 * 1000)};
    return OK;
}

static void intake_extras_html(Buf *b, const Page *pg, const ListSpec *s) {
    (void)s;
    buf_printf(b, "<label class=\"pick\"><input type=\"checkbox\" name=\"half\" value=\"1\"%s><span>",
               asked_half(pg->rq) ? " checked" : "");
    put_text(b, tr(pg->r->lang, T_INTAKE_HALF_FILTER));
    buf_lit(b, "</span></label>");
}

static const char *const TINTS[INTAKE_STATE_N] = {
    [INTAKE_STATE_BEGUN] = "", [INTAKE_STATE_SENT] = "warn", [INTAKE_STATE_TAKEN] = "info",
    [INTAKE_STATE_CLOSED] = "ok", [INTAKE_STATE_REFUSED] = "",
};

static Fault intake_head_draw(Buf *b, const Page *pg, const void *rec) {
    const Intake *v = rec;
    Ctx *c = pg->c;
    Id   ids[4] = {v->place, v->actor, v->listing, v->taken_by};
    Str  names[4] = {{0}};
    TRY(ent_labels(c, ids, 4, names));
    IntakeHead h = {.v = v, .state = choice_label(&intake_state_choices, v->state), .tint = str_of(TINTS[v->state]),
                    .kind = choice_label(&door_kind_choices, v->kind), .place = names[0], .actor = names[1],
                    .listing = names[2], .taken_by = names[3], .demo = v->is_demo == 1};
    if (v->way) h.way = choice_label(&intake_way_choices, v->way);
    if (v->phone.n) h.phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(v->phone));
    h.waits = v->state == INTAKE_STATE_SENT && v->answer_by;
    h.late = h.waits && v->answer_by < c->reader.today;
    h.came_on = stamp_day(v->sent_at ? v->sent_at : v->head.created_at, c->reader.zone);
    if (v->actor) h.actor_href = view_record_path(c, &actor_entity, v->actor);
    if (v->listing) h.listing_href = view_record_path(c, &listing_entity, v->listing);
    intake_head_html(b, pg, &h);
    return OK;
}

/* What they wrote, and who it may be while nobody has said so. */
static Fault intake_words_draw(Buf *b, const Page *pg, const void *rec) {
    const Intake *v = rec;
    Likely likely[INTAKE_LIKELY_MAX];
    IntakeWords w = {.v = v, .likely = likely, .nothing = !v->subject.n && !v->wish.n && !v->details.n};
    if (!v->actor && !v->listing) TRY(intake_likely(pg->c, v, likely, &w.likely_n));
    intake_words_html(b, pg, &w);
    return OK;
}

static const RecordPart WORDS = {.entity = &intake_entity, .anchor = "in-words", .title = T_INTAKE_WORDS, .order = 5,
                                 .draw = intake_words_draw};

static bool is_open(const Intake *v) {
    return v->state == INTAKE_STATE_BEGUN || v->state == INTAKE_STATE_SENT || v->state == INTAKE_STATE_TAKEN;
}

Str intake_path(Ctx *c, const Intake *v) {
    char id[ID_CHARS + 1];
    id_print(id, v->head.id);
    return arena_printf(c->arena, "/intakes/%s", id);
}

static Fault intake_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Intake *v = rec;
    bool may = ent_may_write(pg->c, &intake_entity, &v->head) && is_open(v) && !v->head.archived_at;
    IntakeActs a = {.path = intake_path(pg->c, v), .may_accept = may && !v->actor && !v->listing,
                    .may_take = may && v->state != INTAKE_STATE_TAKEN, .may_refuse = may && !v->actor,
                    .may_close = may};
    intake_acts_html(b, pg, &a);
    return OK;
}

static BlankView blank_view(Ctx *c, const Door *d) {
    Str       id = id_str(c->arena, d->head.id);
    BlankView v = {.name = d->name, .langs = ARENA_ARRAY(c->arena, BlankLang, LANG_N)};
    for (Lang l = 0; l < LANG_N; l++) {
        v.langs[v.langs_n++] = (BlankLang){
            .href = arena_printf(c->arena, "/papers/blank/%.*s?lang=%s", STR_ARG(id), lang_code(l)),
            .name = str_of(lang_name(l)), .code = str_of(lang_code(l))};
    }
    Str place = d->place ? arena_printf(c->arena, "&place=%.*s", STR_ARG(id_str(c->arena, d->place))) : (Str){0};
    if (d->kind == DOOR_KIND_WISH) v.key_in = arena_printf(c->arena, "/wishes/new?way=paper%.*s", STR_ARG(place));
    else v.key_in = arena_printf(c->arena, "/intakes/new?way=paper&kind=%s%.*s",
                                 choice_of(&door_kind_choices, d->kind)->name, STR_ARG(place));
    return v;
}

/* Beside the empty list: the same questions on paper. */
static void intake_empty_more(Buf *b, const Page *pg) {
    enum { SHOWN_MAX = 3 };
    ListSpec s = {.entity = &door_entity, .limit = SHOWN_MAX};
    void    *rows;
    size_t   n;
    if (list_run(pg->c, &s, true, &rows, &n, NULL) != OK) return;
    for (size_t i = 0; i < n; i++) {
        const Door *d = &((const Door *)rows)[i];
        BlankView   v = blank_view(pg->c, d);
        bool        ours = d->kind == DOOR_KIND_ASK || d->kind == DOOR_KIND_PROPOSE;
        if (ours && door_is_open(pg->c, d)) door_blank_html(b, pg, &v);
    }
}

const Sheet INTAKE_SHEET = {
    .entity = &intake_entity,
    .path = "/intakes",
    .nav = NAV_MORE,
    .title = T_ENT_INTAKE_MANY,
    .empty = T_INTAKE_EMPTY,
    .first_step = T_INTAKE_ADD,
    .empty_more = intake_empty_more,
    .add = T_INTAKE_ADD,
    .columns = (const int[]){INTAKE_F_STATE, INTAKE_F_ANSWER_BY, INTAKE_F_PHONE, INTAKE_F_PLACE, INTAKE_F_TAKEN_BY,
                             -1},
    .filters = (const int[]){INTAKE_F_STATE, INTAKE_F_KIND, INTAKE_F_PLACE, INTAKE_F_TAKEN_BY, -1},
    .bulk = (const int[]){-1},
    .form = (const int[]){INTAKE_F_KIND, INTAKE_F_WAY, INTAKE_F_PHONE, INTAKE_F_NAME, INTAKE_F_BUSINESS,
                          INTAKE_F_LOCALITY, INTAKE_F_PLACE, INTAKE_F_ABOUT, INTAKE_F_SUBJECT, INTAKE_F_WISH,
                          INTAKE_F_DETAILS, INTAKE_F_REACH_BY, INTAKE_F_EMAIL, -1},
    .told = (const int[]){INTAKE_F_TITLE, INTAKE_F_KIND, INTAKE_F_PHONE, INTAKE_F_NAME, INTAKE_F_EMAIL, INTAKE_F_STATE,
                          INTAKE_F_WAY, INTAKE_F_TAKEN_BY, INTAKE_F_ACTOR, INTAKE_F_LISTING, INTAKE_F_REASON,
                          INTAKE_F_SUBJECT, INTAKE_F_WISH, INTAKE_F_DETAILS, INTAKE_F_REACH_BY, -1},
    .extras = intake_extras,
    .extra_names = (const char *const[]){"half", NULL},
    .extras_html = intake_extras_html,
    .head = intake_head_draw,
    .actions = intake_acts_draw,
};

VIEW_HANDLERS(intake, INTAKE_SHEET)

Fault intake_open_one(Ctx *c, Id id, Intake *ret_v) {
    TRY(ent_load(c, &intake_entity, id, ret_v));
    if (!ent_may_write(c, &intake_entity, &ret_v->head)) return fail(c, NOT_ALLOWED, "intake", id);
    return is_open(ret_v) ? OK : fail(c, STALE, "intake", id);
}

Fault intake_take(Ctx *c, Id id, Intake *ret_v) {
    TRY(intake_open_one(c, id, ret_v));
    ret_v->state = INTAKE_STATE_TAKEN;
    ret_v->taken_by = c->who.account;
    TRY(ent_save(c, &intake_entity, ret_v));
    return mail_forget(c, id);
}

static Fault post_intake_take(Ctx *c, const Request *rq, Reply *rp) {
    Intake *v = ent_new(c, &intake_entity);
    TRY(intake_take(c, rq->ids[0], v));
    reply_go(c, rp, intake_path(c, v), T_INTAKE_TAKEN, NULL, 0);
    return OK;
}

/* ---- refusing and closing, each with a reason ------------------------------------------------------------- */

static bool refuses(const Request *rq) { return str_ends(rq->path, LIT("/refuse")); }

static Fault draw_reason(Ctx *c, const Request *rq, Reply *rp, const Intake *v) {
    bool no = refuses(rq);
    ReasonView r = {.v = v, .path = intake_path(c, v), .title = no ? T_INTAKE_REFUSE_HEAD : T_INTAKE_CLOSE_HEAD,
                    .what = no ? T_INTAKE_REFUSE_WHAT : T_INTAKE_CLOSE_WHAT,
                    .button = no ? T_INTAKE_REFUSE : T_INTAKE_CLOSE, .typed = params_get(&rq->form, "reason")};
    r.action = arena_printf(c->arena, "%.*s/%s", STR_ARG(r.path), no ? "refuse" : "close");
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, r.title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/intakes"), tr(c->reader.lang, T_ENT_INTAKE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){r.path, v->title};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, intake_reason_page, &r);
    return page_send(&pg, rp, intake_reason_page, &r);
}

static Fault get_intake_reason(Ctx *c, const Request *rq, Reply *rp) {
    Intake *v = ent_new(c, &intake_entity);
    TRY(intake_open_one(c, rq->ids[0], v));
    return draw_reason(c, rq, rp, v);
}

Fault intake_end(Ctx *c, Id id, bool refuse, Str reason, Intake *ret_v) {
    TRY(intake_open_one(c, id, ret_v));
    ret_v->reason = str_trim(reason);
    if (refuse && !ret_v->reason.n) complain(c, "reason", T_FORM_FIX_REQUIRED);
    TRY(complaints_fault(c));
    ret_v->state = refuse ? INTAKE_STATE_REFUSED : INTAKE_STATE_CLOSED;
    TRY(ent_save(c, &intake_entity, ret_v));
    return mail_forget(c, id);
}

static Fault post_intake_reason(Ctx *c, const Request *rq, Reply *rp) {
    Intake *v = ent_new(c, &intake_entity);
    bool no = refuses(rq);
    Fault f = intake_end(c, rq->ids[0], no, params_get(&rq->form, "reason"), v);
    if (f == INVALID) return draw_reason(c, rq, rp, v);
    TRY(f);
    reply_go(c, rp, intake_path(c, v), no ? T_INTAKE_REFUSED : T_INTAKE_CLOSED, NULL, 0);
    return OK;
}

/* ---- public links ----------------------------------------------------------------------------------------- */

static Fault door_view(const Page *pg, const Door *d, DoorView *ret_v) {
    Ctx *c = pg->c;
    char id[ID_CHARS + 1];
    const DoorWays *ways = door_ways(d->kind);
    id_print(id, d->head.id);
    DoorView v = {.d = d, .kind = choice_label(&door_kind_choices, d->kind), .open = door_is_open(c, d),
                  .invite = ways->invite, .what = ways->what,
                  .path = arena_printf(c->arena, "/doors/%s", id),
                  .address = link_address(c, pg->rq, ways->path, d->code),
                  .may_write = ent_may_write(c, &door_entity, &d->head)};
    TRY(fact_name(c, c->reader.lang, &v.region));
    if (d->place) TRY(ent_labels(c, &d->place, 1, &v.place));
    *ret_v = v;
    return OK;
}

static Fault door_head_draw(Buf *b, const Page *pg, const void *rec) {
    DoorView v;
    TRY(door_view(pg, rec, &v));
    door_head_html(b, pg, &v);
    return OK;
}

static Fault door_card_draw(Buf *b, const Page *pg, const void *rec) {
    DoorView v;
    TRY(door_view(pg, rec, &v));
    door_card_html(b, pg, &v);
    if (((const Door *)rec)->kind == DOOR_KIND_SPEND) return OK;    /* it has no paper */
    BlankView blank = blank_view(pg->c, rec);
    blank.name = (Str){0};
    door_blank_html(b, pg, &blank);
    return OK;
}

const Sheet DOOR_SHEET = {
    .entity = &door_entity,
    .path = "/doors",
    .nav = NAV_MORE,
    .title = T_ENT_DOOR_MANY,
    .empty = T_INTAKE_NO_DOORS,
    .first_step = T_INTAKE_ADD_DOOR,
    .add = T_INTAKE_ADD_DOOR,
    .columns = (const int[]){DOOR_F_KIND, DOOR_F_PLACE, DOOR_F_UNTIL_ON, DOOR_F_CLOSED, -1},
    .filters = (const int[]){DOOR_F_KIND, DOOR_F_PLACE, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){DOOR_F_NAME, DOOR_F_KIND, DOOR_F_PLACE, DOOR_F_CODE, DOOR_F_CLOSED, -1},
    .head = door_head_draw,
};

static const RecordPart ADDRESS = {.entity = &door_entity, .anchor = "address", .title = T_INTAKE_ADDRESS, .order = 5,
                                   .draw = door_card_draw};

VIEW_HANDLERS(door, DOOR_SHEET)

static Fault get_door_poster(Ctx *c, const Request *rq, Reply *rp) {
    Door *d = ent_new(c, &door_entity);
    DoorView v;
    TRY(ent_load(c, &door_entity, rq->ids[0], d));
    Page pg = page_new(c, rq, NAV_MORE, d->name);
    pg.bare = true;
    TRY(door_view(&pg, d, &v));
    return page_send(&pg, rp, door_poster_page, &v);
}

Fault door_switch(Ctx *c, Id id, bool open, Door *ret_d) {
    TRY(ent_load(c, &door_entity, id, ret_d));
    ret_d->closed = !open;
    if (open && ret_d->until_on && ret_d->until_on < c->reader.today) ret_d->until_on = 0;
    return ent_save(c, &door_entity, ret_d);
}

static Fault post_door_switch(Ctx *c, const Request *rq, Reply *rp) {
    Door *d = ent_new(c, &door_entity);
    bool open = str_ends(rq->path, LIT("/open"));
    TRY(door_switch(c, rq->ids[0], open, d));
    Str where = view_record_path(c, &door_entity, d->head.id);
    reply_go(c, rp, where, open ? T_INTAKE_OPEN_NOW : T_INTAKE_SHUT_NOW, NULL, 0);
    return OK;
}

/* ---- the module ------------------------------------------------------------------------------------------- */

enum { MANAGERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR, FORM_BYTES_MAX = 32 * 1024 };

static const Route ROUTES[] = {
    {GET, "/ask/{word}", get_ask, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {POST, "/ask/{word}", post_ask, ROUTE_WRITE, ROLES_ALL, FORM_BYTES_MAX, NULL, false},
    {GET, "/ask/{word}/{word}", get_ask_again, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {POST, "/ask/{word}/{word}", post_ask_again, ROUTE_WRITE, ROLES_ALL, FORM_BYTES_MAX, NULL, false},
    {GET, "/propose/{word}", get_ask, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {POST, "/propose/{word}", post_ask, ROUTE_WRITE, ROLES_ALL, FORM_BYTES_MAX, NULL, false},
    {GET, "/propose/{word}/{word}", get_ask_again, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {POST, "/propose/{word}/{word}", post_ask_again, ROUTE_WRITE, ROLES_ALL, FORM_BYTES_MAX, NULL, false},
    VIEW_ROUTES(intake, "/intakes", ROLES_STAFF | ROLE_TRUSTEE, ROLES_STAFF),
    {POST, "/intakes/{id}/take", post_intake_take, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/intakes/{id}/accept", get_intake_accept, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/intakes/{id}/accept", post_intake_accept, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/intakes/{id}/refuse", get_intake_reason, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/intakes/{id}/refuse", post_intake_reason, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/intakes/{id}/close", get_intake_reason, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/intakes/{id}/close", post_intake_reason, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    VIEW_ROUTES(door, "/doors", ROLES_STAFF, MANAGERS),
    {GET, "/doors/{id}/poster", get_door_poster, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/doors/{id}/shut", post_door_switch, ROUTE_WRITE, MANAGERS, 0, NULL, false},
    {POST, "/doors/{id}/open", post_door_switch, ROUTE_WRITE, MANAGERS, 0, NULL, false},
};

static void intake_start(Region *r) {
    (void)r;
    view_register(&INTAKE_SHEET);
    view_register(&DOOR_SHEET);
    view_register_part(&ADDRESS);
    view_register_part(&WORDS);
}

const Module intake_module = {
    .name = "intake", .queries = INTAKE_QUERIES, .n_queries = INTAKE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = intake_start,
};
