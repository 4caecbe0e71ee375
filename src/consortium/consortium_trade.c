/* consortium_trade.c - buying together: quotes at the joint quantity and what each saves; what was delivered against
** what was promised; packages sold, with what each gets. */
#include "consortium/consortium_page.h"

#include "actor_ent.h"
#include "ent/list.h"
#include "lang/show.h"

#include <stddef.h>

/* ---- quotes and savings ------------------------------------------------------------------------------------------ */

JoinQuote consortium_steps_of(const ConsortiumQuote *q) {
    return (JoinQuote){{q->from_one, q->from_two, q->from_three}, {q->price_one, q->price_two, q->price_three},
                       q->extra};
}

/* Whose figures a reader sees: staff all of them, an owner those of their own business. */
typedef struct Eyes {
    bool   staff;
    Id     own[MINE_BUSINESSES_MAX];
    size_t own_n;
} Eyes;

static Fault eyes_of(Ctx *c, Eyes *e) {
    *e = (Eyes){.staff = (c->who.roles & ROLES_STAFF) != 0};
    return e->staff ? OK : mine_businesses(c, e->own, MINE_BUSINESSES_MAX, &e->own_n);
}

static bool sees(const Eyes *e, Id actor) {
    bool yes = e->staff;
    for (size_t i = 0; i < e->own_n; i++) yes = yes || e->own[i] == actor;
    return yes;
}

static void fill_savings(Ctx *c, const Joint *j, const ConsortiumPart *p, const JoinQuote *q, const Eyes *e,
                         SavePart *to) {
    size_t     at[JOIN_MEMBERS_MAX], n = joint_carriers(j, p->head.id, at);
    int64_t    wants[JOIN_MEMBERS_MAX], before[JOIN_MEMBERS_MAX];
    JoinSaving got[JOIN_MEMBERS_MAX];
    for (size_t i = 0; i < n; i++) {
        wants[i] = j->members[at[i]].capacity;
        before[i] = j->members[at[i]].price_before;
    }
    JoinSavings s = join_savings(q, wants, before, n, got);
    to->rows = ARENA_ARRAY(c->arena, SaveRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!sees(e, j->members[at[i]].actor)) continue;
        to->rows[to->rows_n++] = (SaveRow){
            .name = j->names[at[i]], .takes = consortium_amount(c, wants[i], p->counted_in),
            .before = consortium_money(c, got[i].before), .after = consortium_money(c, got[i].after),
            .saved = consortium_money(c, got[i].saved)};
    }
    if (!e->staff || s.cost == NUMBER_NONE) return;
    if (s.before) {
        to->before = consortium_money(c, s.before);
        to->after = consortium_money(c, s.after);
        to->saved = consortium_money(c, s.saved);
    }
    if (s.unknown) to->unknown = consortium_amount(c, s.unknown, (Str){0});
}

static int64_t joint_quantity(const Joint *j, Id part) {
    size_t  at[JOIN_MEMBERS_MAX], n = joint_carriers(j, part, at);
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) sum += j->members[at[i]].capacity == NUMBER_NONE ? 0 : j->members[at[i]].capacity;
    return sum;
}

static QuoteLine quote_line(Ctx *c, const ConsortiumQuote *q, int64_t quantity, Str name, bool best) {
    JoinQuote one = consortium_steps_of(q);
    int64_t   cost = join_cost(&one, quantity);
    TrArg     args[] = {TR_ARG("price", consortium_money(c, join_price(&one, quantity))),
                        TR_ARG("cost", consortium_money(c, cost))};
    QuoteLine r = {.supplier = name, .path = view_record_path(c, &consortium_quote_entity, q->head.id), .best = best,
                   .terms = q->terms, .valid_until = q->valid_until, .chosen = q->chosen_on != 0,
                   .over = q->valid_until && q->valid_until < c->reader.today};
    if (cost != NUMBER_NONE) r.words = tr_str(c->arena, &c->reader, T_CONSORTIUM_PRICE_EACH, args, 2);
    if (name.n) r.href = view_record_path(c, &actor_entity, q->supplier);
    return r;
}

/* The quotes of a consortium, with the names of their suppliers beside them. */
typedef struct Quotes {
    const ConsortiumQuote *v;
    Str   *names;
    size_t n;
} Quotes;

static void fill_part(Ctx *c, const Joint *j, const ConsortiumPart *p, const Quotes *all, const Eyes *e, SavePart *to) {
    const ConsortiumQuote *v = all->v;
    int64_t   quantity = joint_quantity(j, p->head.id);
    JoinQuote quotes[JOIN_MEMBERS_MAX], open_ones[JOIN_MEMBERS_MAX];
    size_t    at[JOIN_MEMBERS_MAX], there = 0;
    bool      open = j->k->state < CONSORTIUM_STATE_OFFERED && j->may_write;
    *to = (SavePart){.name = p->what, .together = consortium_amount(c, quantity, p->counted_in)};
    for (size_t i = 0; i < all->n && there < JOIN_MEMBERS_MAX; i++) {
        if (v[i].part != p->head.id) continue;
        bool over = v[i].valid_until && v[i].valid_until < c->reader.today;
        at[there] = i;
        quotes[there] = open_ones[there] = consortium_steps_of(&v[i]);
        if (over) open_ones[there] = (JoinQuote){{NUMBER_NONE, NUMBER_NONE, NUMBER_NONE}, {0}, NUMBER_NONE};
        there++;
    }
    int best = join_best(open_ones, there, quantity), by = best;      /* of those that still hold */
    to->quotes = ARENA_ARRAY(c->arena, QuoteLine, there + 1);
    for (size_t i = 0; i < there; i++) {
        QuoteLine *r = &to->quotes[to->quotes_n++];
        *r = quote_line(c, &v[at[i]], quantity, all->names[at[i]], (int)i == best);
        r->may_choose = open && !r->chosen && !r->over && r->words.n;
        if (r->chosen) by = (int)i;
    }
    if (by >= 0) fill_savings(c, j, p, &quotes[by], e, to);
    if (!j->may_write) return;
    Str id = id_str(c->arena, j->k->head.id);
    to->add = arena_printf(c->arena, "/consortium-quotes/new?consortium=%.*s&part=%.*s&back=/consortia/%.*s",
                           STR_ARG(id), STR_ARG(id_str(c->arena, p->head.id)), STR_ARG(id));
}

static Fault savings_draw(Buf *b, const Page *pg, const void *rec) {
    const Consortium *k = rec;
    Ctx   *c = pg->c;
    Joint  j;
    Eyes   e;
    void  *rows;
    size_t n;
    if (k->form != CONSORTIUM_FORM_PURCHASE) return OK;
    TRY(joint_load(c, k, &j));
    TRY(eyes_of(c, &e));
    TRY(consortium_rows_of(c, &consortium_quote_entity, CONSORTIUM_QUOTE_F_CONSORTIUM, k->head.id, &rows, &n));
    const ConsortiumQuote *q = rows;
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = q[i].supplier;
    if (n) TRY(ent_labels(c, ids, n, names));
    SaveView v = {.parts = ARENA_ARRAY(c->arena, SavePart, j.parts_n + 1)};
    Quotes   all = {q, names, n};
    for (size_t i = 0; i < j.parts_n; i++) fill_part(c, &j, &j.parts[i], &all, &e, &v.parts[v.parts_n++]);
    if (v.parts_n) consortium_savings_html(b, pg, &v);
    return OK;
}

const RecordPart CONSORTIUM_SAVINGS_PART = {.entity = &consortium_entity, .anchor = "quotes",
                                            .title = T_CONSORTIUM_SAVINGS, .order = 3, .draw = savings_draw};

/* POST /consortium-quotes/ID/choose. */
Fault post_quote_choose(Ctx *c, const Request *rq, Reply *rp) {
    ConsortiumQuote *q = ent_new(c, &consortium_quote_entity);
    Fault f = consortium_quote_choose(c, rq->ids[0], q);
    if (f == INVALID && !rq->api && complaint_of(c, "valid_until")) {
        c->complaints.n = 0;
        reply_go_final(c, rp, view_record_path(c, &consortium_entity, q->consortium), T_CONSORTIUM_QUOTE_OVER);
        return OK;
    }
    TRY(f);
    reply_go(c, rp, view_record_path(c, &consortium_entity, q->consortium), T_CONSORTIUM_CHOSEN_NOW, NULL, 0);
    return OK;
}

/* ---- deliveries -------------------------------------------------------------------------------------------------- */

enum { MONTHS_SHOWN = 200 };                       /* the latest; all deliveries have a list of their own */

typedef struct Months {
    const Joint *j;
    Arena       *arena;
    MonthSum    *v;
    size_t       n, cap;
} Months;

static MonthSum *month_of(Months *to, size_t member, Day day) {
    int year = day_year(day), month = day_month(day);
    for (size_t i = to->n; i-- > 0;) {
        MonthSum *x = &to->v[i];
        if (x->member == member && x->year == year && x->month == month) return x;
    }
    ARENA_ROOM(to->arena, to->v, to->n, 1, &to->cap);
    to->v[to->n] = (MonthSum){.member = member, .year = year, .month = month, .money = NUMBER_NONE};
    return &to->v[to->n++];
}

static int later_first(const void *a, const void *b) {
    const MonthSum *x = a, *y = b;
    int p = x->year * 12 + x->month, q = y->year * 12 + y->month;
    return p != q ? q - p : x->member < y->member ? -1 : x->member > y->member;
}

static Fault gather_one(Ctx *c, const void *rec, void *arg) {
    const ConsortiumDelivery *d = rec;
    Months *to = arg;
    size_t m = 0;
    (void)c;
    while (m < to->j->members_n && to->j->members[m].head.id != d->member) m++;
    if (m == to->j->members_n || d->quantity == NUMBER_NONE) return OK;
    MonthSum *x = month_of(to, m, d->on_day);
    if (d->fate == DELIVERY_FATE_RETURNED) x->returned += d->quantity;
    else x->received += d->quantity;
    if (d->money != NUMBER_NONE) x->money = (x->money == NUMBER_NONE ? 0 : x->money) + d->money;
    return OK;
}

Fault consortium_month_sums(Ctx *c, const Joint *j, MonthSum **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &consortium_delivery_entity, .n_filters = 1};
    Months   all = {.j = j, .arena = c->arena};
    s.filters[0] = (ListFilter){.field = &s.entity->fields[CONSORTIUM_DELIVERY_F_CONSORTIUM], .op = LIST_EQ,
                                .val = v_id(j->k->head.id)};
    TRY(list_each(c, &s, false, gather_one, &all));
    if (all.n) qsort(all.v, all.n, sizeof *all.v, later_first);
    *ret_v = all.v;
    *ret_n = all.n;
    return OK;
}

static const ConsortiumPart *part_of(const Joint *j, Id part) {
    for (size_t i = 0; i < j->parts_n; i++) {
        if (j->parts[i].head.id == part) return &j->parts[i];
    }
    return NULL;
}

/* Packages are counted in packages, whatever a member's part of one is counted in. */
static MonthRow month_row(Ctx *c, const Joint *j, const MonthSum *x, const Eyes *e) {
    const ConsortiumMember *m = &j->members[x->member];
    const ConsortiumPart   *p = part_of(j, m->part);
    bool       market = j->k->form == CONSORTIUM_FORM_MARKET;
    Str        unit = market || !p ? (Str){0} : p->counted_in;
    JoinPart   asked = p ? consortium_asked(c, p) : (JoinPart){0};
    JoinMember gives = consortium_gives(m);
    int64_t    promised = market || !p ? NUMBER_NONE : join_promised(&asked, &gives, x->year, x->month);
    return (MonthRow){.name = j->names[x->member], .part = p ? p->what : (Str){0}, .day = day_of(x->year, x->month, 1),
                      .promised = consortium_amount(c, promised, unit),
                      .received = consortium_amount(c, x->received, unit),
                      .returned = x->returned ? consortium_amount(c, x->returned, unit) : (Str){0},
                      .gains = sees(e, m->actor) ? consortium_money(c, x->money) : (Str){0},
                      .less = promised != NUMBER_NONE && x->received < promised};
}

static Fault deliveries_draw(Buf *b, const Page *pg, const void *rec) {
    const Consortium *k = rec;
    Ctx   *c = pg->c;
    Joint  j;
    Eyes   e;
    MonthSum *sums;
    size_t n;
    Str    id = id_str(c->arena, k->head.id);
    if (k->state != CONSORTIUM_STATE_DELIVERING && k->state != CONSORTIUM_STATE_ENDED) return OK;
    TRY(joint_load(c, k, &j));
    TRY(eyes_of(c, &e));
    TRY(consortium_month_sums(c, &j, &sums, &n));
    size_t    shown = n < MONTHS_SHOWN ? n : MONTHS_SHOWN;
    MonthView v = {.rows = ARENA_ARRAY(c->arena, MonthRow, shown + 1), .market = k->form == CONSORTIUM_FORM_MARKET};
    for (size_t i = 0; i < shown; i++) v.rows[v.rows_n++] = month_row(c, &j, &sums[i], &e);
    v.all = arena_printf(c->arena, "/consortium-deliveries?consortium=%.*s", STR_ARG(id));
    bool adds = j.may_write && k->state == CONSORTIUM_STATE_DELIVERING;
    if (adds && v.market) v.sell = arena_printf(c->arena, "/consortia/%.*s/sold", STR_ARG(id));
    else if (adds) v.add = arena_printf(c->arena, "/consortia/%.*s/delivery", STR_ARG(id));
    consortium_months_html(b, pg, &v);
    return OK;
}

const RecordPart CONSORTIUM_DELIVERIES_PART = {.entity = &consortium_entity, .anchor = "deliveries",
                                               .title = T_CONSORTIUM_DELIVERIES, .order = 4, .draw = deliveries_draw};

/* ---- packages ---------------------------------------------------------------------------------------------------- */

typedef struct Selling {
    Head    head;
    Day     on_day;
    int64_t packages;
} Selling;

static const Field FIELDS[] = {
    {.name = "on_day", .type = F_DAY, .offset = offsetof(Selling, on_day), .flags = FIELD_REQUIRED,
     .label = T_ENT_CONSORTIUM_DELIVERY_ON_DAY},
    {.name = "packages", .type = F_INT, .offset = offsetof(Selling, packages), .min = 1, .max = 1000000,
     .flags = FIELD_REQUIRED, .label = T_CONSORTIUM_HOW_MANY_SOLD},
};
enum { FIELDS_N = sizeof FIELDS / sizeof *FIELDS };
static const Entity FORM = {.name = "consortium_sold", .size = sizeof(Selling), .fields = FIELDS, .n_fields = FIELDS_N,
                            .label = -1, .parent_field = -1};

static Fault draw_sold(Ctx *c, const Request *rq, Reply *rp, const Selling *s) {
    Consortium *k = ent_new(c, &consortium_entity);
    Buf         b;
    TRY(ent_load(c, &consortium_entity, rq->ids[0], k));
    buf_init(&b, 1 << 18);
    for (size_t i = 0; i < FIELDS_N; i++) {
        ent_field_html(c, &b, &FORM, &FIELDS[i], s, rq->method == POST ? &rq->form : NULL);
    }
    SoldView v = {.path = view_record_path(c, &consortium_entity, k->head.id), .action = rq->path,
                  .name = tri_best(&k->title, c->reader.lang, NULL), .fields = html_keep(c->arena, &b)};
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_CONSORTIUM_SELL));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/consortia"), tr(c->reader.lang, T_ENT_CONSORTIUM_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, consortium_sold_page, &v);
    return page_send(&pg, rp, consortium_sold_page, &v);
}

/* GET /consortia/ID/sold. */
Fault get_consortium_sold(Ctx *c, const Request *rq, Reply *rp) {
    Selling    *s = ent_new(c, &FORM);
    Consortium *k = ent_new(c, &consortium_entity);
    TRY(consortium_load_mine(c, rq->ids[0], k));
    s->on_day = c->reader.today;
    return draw_sold(c, rq, rp, s);
}

Fault post_consortium_sold(Ctx *c, const Request *rq, Reply *rp) {
    Selling    *s = ent_new(c, &FORM);
    Consortium *k = ent_new(c, &consortium_entity);
    ent_form_read(c, &FORM, &rq->form, s);
    Fault f = c->complaints.n ? INVALID : consortium_sold(c, rq->ids[0], s->on_day, s->packages, k);
    if (f == INVALID) return draw_sold(c, rq, rp, s);
    TRY(f);
    Str path = view_record_path(c, &consortium_entity, k->head.id);
    reply_go(c, rp, path, T_CONSORTIUM_SOLD_NOW, NULL, 0);
    return OK;
}
