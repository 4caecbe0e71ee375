/* pledge_card.c - on the page of a body: every circle of its responsibility, the empty ones too. */
#include "pledge/pledge_page.h"

#include "actor_ent.h"

static const char *const ICONS[PLEDGE_CIRCLE_N] = {
    [PLEDGE_CIRCLE_MONEY] = "receipt",      [PLEDGE_CIRCLE_IN_KIND] = "gift",
    [PLEDGE_CIRCLE_PURCHASING] = "shopping-bag", [PLEDGE_CIRCLE_SUB_SUPPLY] = "truck",
    [PLEDGE_CIRCLE_MENTORING] = "school",   [PLEDGE_CIRCLE_FACILITIES] = "building",
    [PLEDGE_CIRCLE_JOBS] = "users",
};

static PledgeRow row_of(Ctx *c, const OfActor *p) {
    const PledgeLine *l = &p->line;
    PledgeRow row = {.what = p->what, .href = view_record_path(c, &pledge_entity, p->id), .by_on = l->by_on,
                     .money = pledge_money(c, l->money, l->money_most), .shown = p->published_on != 0,
                     .number = pledge_number(c, l->unit, l->quantity, l->quantity_most),
                     .stand = pledge_tag(l->state, l->by_on, c->reader.today), .part = -1};
    PledgeStand s = pledge_stand(l->state, l->by_on, c->reader.today);
    row.open = s == STAND_OPEN || s == STAND_LATE;
    bool money = l->money != NUMBER_NONE && p->given_money != NUMBER_NONE;
    bool number = !money && l->quantity != NUMBER_NONE && p->given_quantity != NUMBER_NONE;
    if (money) {
        row.given = pledge_money(c, p->given_money, NUMBER_NONE);
        row.part = pledge_part(l->money, p->given_money);
    } else if (number) {
        row.given = pledge_number(c, l->unit, p->given_quantity, NUMBER_NONE);
        row.part = pledge_part(l->quantity, p->given_quantity);
    }
    return row;
}

static Str add_href(Ctx *c, Id actor, int circle) {
    Str id = id_str(c->arena, actor);
    return arena_printf(c->arena, "/pledges/new?actor=%.*s&circle=%s&back=/actors/%.*s", STR_ARG(id),
                        choice_of(&pledge_circle_choices, circle)->name, STR_ARG(id));
}

typedef struct Filling {
    const OfActor *p;
    size_t n;
    bool   all, adds;                             /* all: the empty circles too */
} Filling;

static void fill(Ctx *c, const Actor *of, const Filling *f, CirclesCard *v) {
    v->circles = ARENA_ARRAY(c->arena, CircleRow, PLEDGE_CIRCLE_N);
    for (int k = 1; k < PLEDGE_CIRCLE_N; k++) {
        CircleRow row = {.name = choice_label(&pledge_circle_choices, k), .icon = ICONS[k],
                         .rows = ARENA_ARRAY(c->arena, PledgeRow, f->n + 1)};
        for (size_t i = 0; i < f->n; i++) {
            if (f->p[i].line.circle == k) row.rows[row.rows_n++] = row_of(c, &f->p[i]);
        }
        if (f->adds) row.add = add_href(c, of->head.id, k);
        v->empty_n += !row.rows_n;
        if (row.rows_n || f->all) v->circles[v->circles_n++] = row;
    }
}

static Fault actor_draw(Buf *b, const Page *pg, const void *rec) {
    const Actor *of = rec;
    Ctx         *c = pg->c;
    CirclesCard  v = {0};
    OfActor     *p;
    size_t       n;
    if (of->kind == ACTOR_KIND_PERSON) return OK;
    TRY(pledges_of_actor(c, of->head.id, &p, &n));
    bool member = c->who.roles & PLEDGE_READERS, corporation = of->kind == ACTOR_KIND_CORPORATION;
    bool adds = (c->who.roles & ROLES_STAFF) && corporation && !of->head.archived_at &&
                ent_may_write(c, &pledge_entity, NULL);
    if (!n && !(corporation && member)) return OK;
    fill(c, of, &(Filling){p, n, corporation && member, adds}, &v);
    if (n && member) {
        v.all = arena_printf(c->arena, "/pledges?actor=%.*s", STR_ARG(id_str(c->arena, of->head.id)));
    }
    pledge_circles_html(b, pg, &v);
    return OK;
}

const RecordPart PLEDGE_ACTOR_PART = {.entity = &actor_entity, .anchor = "responsibility",
                                      .title = T_PLEDGE_RESPONSIBILITY, .order = 4, .draw = actor_draw};
