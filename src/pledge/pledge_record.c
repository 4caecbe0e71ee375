/* pledge_record.c - the page of a pledge: how it stands, what was given of it, who was hired. */
#include "pledge/pledge_page.h"

#include "actor_ent.h"
#include "ent/list.h"
#include "place_ent.h"

enum { STEPS_SHOWN = 200 };

static bool is_staff(const Ctx *c) { return (c->who.roles & ROLES_STAFF) != 0; }

static bool is_open(const Ctx *c, const Pledge *p) {
    PledgeStand s = pledge_stand(p->state, p->by_on, c->reader.today);
    return s == STAND_OPEN || s == STAND_LATE;
}

/* ---- the head ---------------------------------------------------------------------------------------------------- */

Fault pledge_head_draw(Buf *b, const Page *pg, const void *rec) {
    enum { ACTOR, PLACE, RECEIVER, OWNER, CONTACT, WITNESS, NAMES };
    const Pledge *p = rec;
    Ctx  *c = pg->c;
    bool  staff = is_staff(c);
    Id    ids[NAMES] = {p->actor, p->place, p->receiver, staff ? p->owner : 0, staff ? p->contact : 0,
                        !staff ? 0 : p->witness ? p->witness : p->witness_actor};
    Str   names[NAMES];
    TRY(ent_labels(c, ids, NAMES, names));
    PledgeHead h = {.p = p, .circle = choice_label(&pledge_circle_choices, p->circle),
                    .method = choice_label(&value_method_choices, p->method), .actor = names[ACTOR],
                    .stand = pledge_tag(p->state, p->by_on, c->reader.today), .place = names[PLACE],
                    .receiver = names[RECEIVER], .owner = names[OWNER], .contact = names[CONTACT],
                    .witness = names[WITNESS], .money = pledge_money(c, p->money, p->money_most),
                    .number = pledge_number(c, p->counted_in, p->quantity, p->quantity_most), .demo = p->is_demo == 1};
    if (h.actor.n) {
        h.actor_href = arena_printf(c->arena, "%.*s#responsibility",
                                    STR_ARG(view_record_path(c, &actor_entity, p->actor)));
    }
    if (h.place.n) h.place_href = view_record_path(c, &place_entity, p->place);
    pledge_head_html(b, pg, &h);
    return OK;
}

Fault pledge_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Pledge *p = rec;
    Ctx *c = pg->c;
    PledgeActs v = {.path = view_record_path(c, &pledge_entity, p->head.id)};
    if (p->head.archived_at || !is_staff(c) || !ent_may_write(c, &pledge_entity, &p->head)) return OK;
    v.lives = true;
    v.open = is_open(c, p);
    v.may_show = !p->published_on;
    v.may_hide = p->published_on != 0;
    pledge_acts_html(b, pg, &v);
    return OK;
}

/* ---- what was given ---------------------------------------------------------------------------------------------- */

static Fault steps_of(Ctx *c, Id pledge, const PledgeGiven **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &pledge_given_entity, .limit = STEPS_SHOWN, .n_filters = 1, .descending = true,
                  .sort = &pledge_given_entity.fields[PLEDGE_GIVEN_F_ON_DAY]};
    void *rows;
    s.filters[0] = (ListFilter){.field = &pledge_given_entity.fields[PLEDGE_GIVEN_F_PLEDGE], .op = LIST_EQ,
                                .val = v_id(pledge)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

static void add_known(int64_t *to, int64_t n) {
    if (n != NUMBER_NONE) *to = (*to == NUMBER_NONE ? 0 : *to) + n;
}

static GivenRow given_row(Ctx *c, const Pledge *p, const PledgeGiven *g, Str witness) {
    bool staff = is_staff(c);
    Str  path = view_record_path(c, &pledge_given_entity, g->head.id);
    GivenRow row = {.what = g->what, .href = path, .money = pledge_money(c, g->money, NUMBER_NONE), .used = g->used,
                    .number = pledge_number(c, p->counted_in, g->quantity, NUMBER_NONE), .on_day = g->on_day,
                    .thanked_on = g->thanked_on, .reported_on = g->reported_on, .witness = witness,
                    .confirmed_on = g->confirmed_on, .asked = g->witness && !g->confirmed_on};
    if (staff) row.evidence = g->evidence;
    if (staff && g->paper) row.paper_href = arena_printf(c->arena, "/notes/%.*s", STR_ARG(id_str(c->arena, g->paper)));
    if (row.asked && g->witness == c->who.account) {
        row.confirm = arena_printf(c->arena, "%.*s/confirm", STR_ARG(path));
    }
    return row;
}

static Fault given_draw(Buf *b, const Page *pg, const void *rec) {
    const Pledge *p = rec;
    Ctx *c = pg->c;
    const PledgeGiven *g;
    size_t    n;
    int64_t   money = NUMBER_NONE, number = NUMBER_NONE;
    GivenPart v = {.staff = is_staff(c), .part = -1};
    TRY(steps_of(c, p->head.id, &g, &n));
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = !v.staff ? 0 : g[i].witness ? g[i].witness : g[i].witness_actor;
    if (n) TRY(ent_labels(c, ids, n, names));
    v.rows = ARENA_ARRAY(c->arena, GivenRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        v.rows[v.rows_n++] = given_row(c, p, &g[i], names[i]);
        add_known(&money, g[i].money);
        add_known(&number, g[i].quantity);
    }
    v.money = pledge_money(c, money, NUMBER_NONE);
    v.number = pledge_number(c, p->counted_in, number, NUMBER_NONE);
    v.part = p->money != NUMBER_NONE ? pledge_part(p->money, money) : pledge_part(p->quantity, number);
    bool adds = v.staff && !p->head.archived_at && p->state != PLEDGE_STATE_LET_GO &&
                ent_may_write(c, &pledge_entity, &p->head);
    Str id = id_str(c->arena, p->head.id);
    if (adds) v.add = arena_printf(c->arena, "/given/new?pledge=%.*s&back=/pledges/%.*s", STR_ARG(id), STR_ARG(id));
    pledge_given_html(b, pg, &v);
    return OK;
}

const RecordPart PLEDGE_GIVEN_PART = {.entity = &pledge_entity, .anchor = "given", .title = T_ENT_PLEDGE_GIVEN_MANY,
                                      .order = 3, .draw = given_draw};

/* ---- who was hired ----------------------------------------------------------------------------------------------- */

static Fault hires_draw(Buf *b, const Page *pg, const void *rec) {
    const Pledge *p = rec;
    Ctx     *c = pg->c;
    HirePart v = {0};
    ListSpec s = {.entity = &hire_count_entity, .limit = STEPS_SHOWN, .n_filters = 1, .descending = true,
                  .sort = &hire_count_entity.fields[HIRE_COUNT_F_FROM_ON]};
    void    *rows;
    size_t   n;
    if (p->circle != PLEDGE_CIRCLE_JOBS) return OK;
    s.filters[0] = (ListFilter){.field = &hire_count_entity.fields[HIRE_COUNT_F_PLEDGE], .op = LIST_EQ,
                                .val = v_id(p->head.id)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    const HireCount *h = rows;
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = h[i].local_in;
    if (n) TRY(ent_labels(c, ids, n, names));
    v.rows = ARENA_ARRAY(c->arena, HireRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        Day known = pledge_year_after(h[i].until_on);
        v.rows[v.rows_n++] = (HireRow){
            .href = view_record_path(c, &hire_count_entity, h[i].head.id), .local_in = names[i], .which = h[i].which,
            .people = choice_label(&hire_group_choices, h[i].people), .from_on = h[i].from_on,
            .hired = choice_label(&hire_range_choices, h[i].hired), .until_on = h[i].until_on,
            .stayed = choice_label(&hire_range_choices, h[i].stayed),
            .known_on = known > c->reader.today ? known : 0};
    }
    Str id = id_str(c->arena, p->head.id);
    if (is_staff(c) && !p->head.archived_at && ent_may_write(c, &pledge_entity, &p->head)) {
        v.add = arena_printf(c->arena, "/hire-counts/new?pledge=%.*s&back=/pledges/%.*s", STR_ARG(id), STR_ARG(id));
    }
    pledge_hires_html(b, pg, &v);
    return OK;
}

const RecordPart PLEDGE_HIRES_PART = {.entity = &pledge_entity, .anchor = "hires", .title = T_ENT_HIRE_COUNT_MANY,
                                      .order = 4, .draw = hires_draw};
