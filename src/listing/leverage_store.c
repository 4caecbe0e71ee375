/* leverage_store.c - pairs of listings that are told together: their rows in one statement, and the rules of who takes
** part at the write. */
#include "listing/leverage.h"

#include "actor/actor.h"
#include "listing/leverage_store.h"

enum { Q_OF_HOLDER, Q_OF_PLACE, Q_ONE, Q_OF_LISTING, Q_SAME };

#define TAKERS(side)                                                                                                  \
    "(SELECT CAST(count(*) AS BIGINT) FROM takers t WHERE t.org = x.org AND t.leverage = x.id"                        \
    " AND t.side = " side " AND t.state = 2 AND t.archived_at IS NULL)"
#define OPEN(side) "CASE WHEN " side ".state = 2 AND " side ".archived_at IS NULL THEN 1 ELSE 0 END"
#define ROWS_OF(which)                                                                                                \
    "SELECT x.id, x.holder, x.place, x.published_on, x.asks, l_asks.text, " OPEN("a") ", " TAKERS("1") ", x.gives,"   \
    " l_gives.text, " OPEN("g") ", " TAKERS("2") " FROM leverages x JOIN listings a ON a.id = x.asks"                 \
    " JOIN listings g ON g.id = x.gives {label:x.asks} {label:x.gives}"                                              \
    " WHERE x.org = :org AND " which " AND x.archived_at IS NULL AND {scope:x} AND {scope:a} AND {scope:g}"           \
    " {unscoped:how many take part, never who} ORDER BY x.id DESC LIMIT :max"
#define ROW_OUT                                                                                                       \
    "id:id holder:id place:id published:int asks:id asks_title:text asks_open:int asks_n:int gives:id"                \
    " gives_title:text gives_open:int gives_n:int"
_Static_assert(LEVERAGE_SIDE_ASKS == 1 && LEVERAGE_SIDE_GIVES == 2, "the statements here say so");
_Static_assert(TAKER_STATE_TAKES == 2 && LISTING_STATE_OPEN == 2, "and so do these");

const Query LEVERAGE_QUERIES[LEVERAGE_Q_N] = {
    [Q_OF_HOLDER] = {.sql = ROWS_OF("x.holder = :of"), .in = "org:id of:id max:int", .out = ROW_OUT},
    [Q_OF_PLACE] = {.sql = ROWS_OF("x.place = :of"), .in = "org:id of:id max:int", .out = ROW_OUT},
    [Q_ONE] = {.sql = ROWS_OF("x.id = :of"), .in = "org:id of:id max:int", .out = ROW_OUT},
    [Q_OF_LISTING] = {.sql = "SELECT x.id FROM leverages x WHERE x.org = :org AND x.holder = :holder"
                             " AND (x.asks = :listing OR x.gives = :listing) AND x.archived_at IS NULL AND {scope:x}"
                             " ORDER BY x.id DESC LIMIT 1",
                      .in = "org:id holder:id listing:id", .out = "id:id"},
    [Q_SAME] = {.sql = "SELECT t.id FROM takers t WHERE t.org = :org AND t.leverage = :leverage AND t.side = :side"
                       " AND t.actor = :actor AND t.id <> :me AND t.state <> :declined AND t.until_on IS NULL"
                       " AND t.archived_at IS NULL {unscoped:whether they are in it already} LIMIT 1",
                .in = "org:id leverage:id side:int actor:id me:id declined:int", .out = "id:id"},
};

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static Fault rows(Ctx *c, int q, Id of, LeverageRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &LEVERAGE_QUERIES[q], VALS(v_id(c->who.org), v_id(of), v_int((int64_t)max)), &r));
    for (; n < max && rows_next(&r); n++) {
        LeverageRow *row = &ret_v[n];
        *row = (LeverageRow){.id = rows_id(&r, 0), .holder = rows_id(&r, 1), .place = rows_id(&r, 2),
                             .published_on = (Day)rows_int(&r, 3)};
        for (int s = LEVERAGE_SIDE_ASKS, at = 4; s < LEVERAGE_SIDE_N; s++, at += 4) {
            row->sides[s] = (LeverageSide){.listing = rows_id(&r, at), .title = rows_copy(&r, at + 1),
                                           .open = rows_int(&r, at + 2) == 1, .takers = rows_int(&r, at + 3)};
        }
    }
    *ret_n = n;
    return rows_fault(&r);
}

Fault leverages_of(Ctx *c, Id holder, Id place, LeverageRow *ret_v, size_t max, size_t *ret_n) {
    const Field *f = &leverage_entity.fields[holder ? LEVERAGE_F_HOLDER : LEVERAGE_F_PLACE];
    *ret_n = 0;
    if (ent_around_none(c, f, holder ? holder : place)) return OK;
    return rows(c, holder ? Q_OF_HOLDER : Q_OF_PLACE, holder ? holder : place, ret_v, max, ret_n);
}

Fault leverage_row(Ctx *c, Id id, LeverageRow *ret_row) {
    size_t n;
    TRY(rows(c, Q_ONE, id, ret_row, 1, &n));
    return n ? OK : fail(c, NOT_FOUND, "leverage", id);
}

Fault leverage_of_listing(Ctx *c, Id holder, Id listing, Id *ret_id) {
    int64_t id;
    TRY(db_int(c, &LEVERAGE_QUERIES[Q_OF_LISTING], VALS(v_id(c->who.org), v_id(holder), v_id(listing)), &id));
    *ret_id = id;
    return OK;
}

#define SIDE_EMPTY(ref, side)                                                                                         \
    "(EXISTS (SELECT 1 FROM listings l WHERE l.id = " ref " AND l.state = 2 AND l.archived_at IS NULL)"               \
    " AND NOT EXISTS (SELECT 1 FROM takers t WHERE t.org = x.org AND t.leverage = x.id AND t.side = " side            \
    " AND t.state = :empty AND t.archived_at IS NULL))"

typedef struct Naming {
    const Id *ids;
    size_t    n;
    Str      *names;
} Naming;
static Fault name_them(Ctx *c, void *arg) {
    Naming *x = arg;
    return ent_labels(c, x->ids, x->n, x->names);
}

Fault leverage_holders(Ctx *c, const LeverageRow *v, size_t n, HolderName *ret_v) {
    Id    *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str   *seen = ARENA_ARRAY(c->arena, Str, n + 1), *all = seen;
    bool   lacks = false;
    for (size_t i = 0; i < n; i++) ids[i] = v[i].holder;
    if (n) TRY(ent_labels(c, ids, n, seen));
    for (size_t i = 0; i < n; i++) lacks = lacks || !seen[i].n;
    if (lacks) {
        all = ARENA_ARRAY(c->arena, Str, n);
        TRY(run_as_system(c, name_them, &(Naming){ids, n, all}));
    }
    for (size_t i = 0; i < n; i++) ret_v[i] = (HolderName){all[i], seen[i].n > 0};
    return OK;
}

ListExtra leverage_empty(void) {
    return (ListExtra){.name = "empty", .val = v_int(TAKER_STATE_TAKES), .text = LIT("1"),
                       .sql = "(" SIDE_EMPTY("x.asks", "1") " OR " SIDE_EMPTY("x.gives", "2") ")"};
}

typedef struct TakersOf {
    Id     leverage;
    bool   accepted;
    Taker *v;
    size_t n;
} TakersOf;

static Fault list_takers(Ctx *c, void *arg) {
    TakersOf    *of = arg;
    const Field *f = taker_entity.fields;
    ListSpec     s = {.entity = &taker_entity, .limit = TAKERS_MAX, .n_filters = 2, .sort = &f[TAKER_F_FROM_ON]};
    void        *at;
    s.filters[0] = (ListFilter){.field = &f[TAKER_F_LEVERAGE], .op = LIST_EQ, .val = v_id(of->leverage)};
    s.filters[1] = (ListFilter){.field = &f[TAKER_F_STATE], .op = of->accepted ? LIST_EQ : LIST_NE,
                                .val = v_int(of->accepted ? TAKER_STATE_TAKES : TAKER_STATE_DECLINED)};
    TRY(list_run(c, &s, true, &at, &of->n, NULL));
    of->v = at;
    return OK;
}

Fault takers_of(Ctx *c, Id leverage, bool speaks, Taker **ret_v, size_t *ret_n) {
    TakersOf of = {.leverage = leverage, .accepted = speaks};
    TRY(speaks ? run_as_system(c, list_takers, &of) : list_takers(c, &of));
    *ret_v = of.v;
    *ret_n = of.n;
    return OK;
}

Fault takers_waiting(Ctx *c, size_t max, Taker **ret_v, size_t *ret_n, int64_t *ret_all) {
    ListSpec s = {.entity = &taker_entity, .limit = (int64_t)max, .sort_changed = true, .n_filters = 1};
    void    *at;
    s.filters[0] = (ListFilter){.field = &taker_entity.fields[TAKER_F_STATE], .op = LIST_EQ,
                                .val = v_int(TAKER_STATE_WAITS)};
    TRY(list_run(c, &s, false, &at, ret_n, ret_all));
    *ret_v = at;
    return OK;
}

/* ---- at the write ------------------------------------------------------------------------------------------------ */

/* It is everybody's only while it is published, whatever a form says. */
Fault leverage_check(Ctx *c, const void *before, void *after) {
    Leverage *v = after;
    Actor    *a = ent_new(c, &actor_entity);
    if (v->place) v->head.unit = v->place;
    if (v->head.visibility != VIS_PUBLIC) v->published_on = 0;      /* shown to fewer: not published any more */
    else if (!v->published_on) v->head.visibility = VIS_MEMBERS;
    Fault f = v->holder && !before ? ent_load(c, &actor_entity, v->holder, a) : NOT_FOUND;
    if (f != OK && f != NOT_FOUND) return f;
    if (f == OK && a->kind == ACTOR_KIND_PERSON) complain(c, "holder", T_LEVERAGE_NO_PERSON);
    return complaints_fault(c);
}

/* The same one twice in one side would be counted twice. */
static Fault check_twice(Ctx *c, const Taker *t) {
    int64_t id;
    if (!t->actor || t->state == TAKER_STATE_DECLINED || t->until_on) return OK;
    Fault f = db_int(c, &LEVERAGE_QUERIES[Q_SAME],
                     VALS(v_id(c->who.org), v_id(t->leverage), v_int(t->side), v_id(t->actor), v_id(t->head.id),
                          v_int(TAKER_STATE_DECLINED)), &id);
    if (f == OK && !t->head.archived_at) complain(c, "actor", T_LEVERAGE_TWICE);
    return f == NOT_FOUND ? OK : f;
}

/* Names stay in the unit of the place, whatever a form says. */
Fault taker_check(Ctx *c, const void *before, void *after) {
    Taker *t = after;
    Head   of;
    (void)before;
    if (t->head.visibility < VIS_UNIT) t->head.visibility = VIS_UNIT;
    t->name = str_trim(t->name);
    if (!t->state) t->state = TAKER_STATE_TAKES;
    if (t->state == TAKER_STATE_TAKES && !t->from_on) t->from_on = c->reader.today;
    if (!t->actor && !t->name.n) complain(c, "name", T_LEVERAGE_WHO);
    Fault f = t->leverage ? ent_load_head(c, &leverage_entity, t->leverage, &of) : NOT_FOUND;
    if (f == NOT_FOUND) return complaints_fault(c); /* the check of the reference complains */
    TRY(f);
    t->head.unit = of.unit;
    TRY(check_twice(c, t));
    return complaints_fault(c);
}

/* ---- posting ----------------------------------------------------------------------------------------------------- */

static Fault keep(Ctx *c, const Entity *e, void *rec, bool speaks) {
    return speaks ? ent_save_following(c, e, rec) : ent_save(c, e, rec);
}

static bool is_empty(const Tri *t) {
    for (int l = 0; l < LANG_N; l++) {
        if (str_trim(t->v[l]).n) return false;
    }
    return true;
}

static Fault side(Ctx *c, const LeverageNew *n, int which, bool speaks, Id *ret_id) {
    Listing *v = ent_new(c, &listing_entity);
    bool     asks = which == LEVERAGE_SIDE_ASKS;
    v->title = asks ? n->asks : n->gives;
    v->details = asks ? n->asks_more : n->gives_more;
    v->kind = asks ? LISTING_KIND_NEED : LISTING_KIND_OFFER;
    v->state = LISTING_STATE_OPEN;
    v->holder = n->holder;
    v->place = v->head.unit = n->place;
    TRY(keep(c, &listing_entity, v, speaks));
    *ret_id = v->head.id;
    return OK;
}

Fault leverage_post(Ctx *c, const LeverageNew *n, bool speaks, Leverage *ret_v) {
    Head there = {.id = 1, .org = c->who.org, .unit = n->place, .visibility = VIS_MEMBERS, .version = 1};
    Lang from;
    if (!n->holder) complain(c, "holder", T_FORM_FIX_REQUIRED);
    if (!n->place) complain(c, "place", T_FORM_FIX_REQUIRED);
    else if (!speaks && !ent_may_write(c, &leverage_entity, &there)) complain(c, "place", T_LEVERAGE_NOT_YOUR_PLACE);
    if (is_empty(&n->asks)) complain(c, "asks", T_FORM_FIX_REQUIRED);
    if (is_empty(&n->gives)) complain(c, "gives", T_FORM_FIX_REQUIRED);
    TRY(complaints_fault(c));
    TRY(act_begin(c, T_ACT_LEVERAGE, tri_best(&n->asks, c->reader.lang, &from)));
    ret_v->holder = n->holder;
    ret_v->place = n->place;
    TRY(side(c, n, LEVERAGE_SIDE_ASKS, speaks, &ret_v->asks));
    TRY(side(c, n, LEVERAGE_SIDE_GIVES, speaks, &ret_v->gives));
    return keep(c, &leverage_entity, ret_v, speaks);
}

Fault leverage_words(Ctx *c, Id id, const LeverageNew *n, bool speaks) {
    Leverage *v = ent_new(c, &leverage_entity);
    TRY(ent_load(c, &leverage_entity, id, v));
    if (is_empty(&n->asks)) complain(c, "asks", T_FORM_FIX_REQUIRED);
    if (is_empty(&n->gives)) complain(c, "gives", T_FORM_FIX_REQUIRED);
    TRY(complaints_fault(c));
    for (int s = LEVERAGE_SIDE_ASKS; s < LEVERAGE_SIDE_N; s++) {
        Listing *l = ent_new(c, &listing_entity);
        bool     asks = s == LEVERAGE_SIDE_ASKS;
        TRY(ent_load(c, &listing_entity, asks ? v->asks : v->gives, l));
        l->title = asks ? n->asks : n->gives;
        l->details = asks ? n->asks_more : n->gives_more;
        TRY(keep(c, &listing_entity, l, speaks));
    }
    return OK;
}

static Fault show(Ctx *c, Id listing, bool yes, bool speaks) {
    Listing *l = ent_new(c, &listing_entity);
    TRY(ent_load(c, &listing_entity, listing, l));
    l->head.visibility = yes ? VIS_PUBLIC : VIS_MEMBERS;
    return keep(c, &listing_entity, l, speaks);
}

Fault leverage_publish(Ctx *c, Id id, bool yes, bool speaks) {
    Leverage *v = ent_new(c, &leverage_entity);
    TRY(ent_load(c, &leverage_entity, id, v));
    TRY(act_begin(c, yes ? T_ACT_LEVERAGE_SHOWN : T_ACT_LEVERAGE_HIDDEN, (Str){0}));
    v->published_on = yes ? c->reader.today : 0;
    v->head.visibility = yes ? VIS_PUBLIC : VIS_MEMBERS;
    TRY(keep(c, &leverage_entity, v, speaks));
    TRY(show(c, v->asks, yes, speaks));
    return show(c, v->gives, yes, speaks);
}

Fault leverage_close(Ctx *c, Id id, int which, bool open, bool speaks) {
    Leverage *v = ent_new(c, &leverage_entity);
    Listing  *l = ent_new(c, &listing_entity);
    TRY(ent_load(c, &leverage_entity, id, v));
    TRY(ent_load(c, &listing_entity, which == LEVERAGE_SIDE_ASKS ? v->asks : v->gives, l));
    l->state = open ? LISTING_STATE_OPEN : LISTING_STATE_MET;
    return keep(c, &listing_entity, l, speaks);
}

/* ---- who takes part ---------------------------------------------------------------------------------------------- */

Fault taker_add(Ctx *c, Taker *t, bool follows) {
    LeverageRow row;
    TRY(leverage_row(c, t->leverage, &row));
    if (t->side < LEVERAGE_SIDE_ASKS || t->side >= LEVERAGE_SIDE_N) return fail(c, BAD_REQUEST, "side", t->side);
    if (!row.sides[t->side].open) complain(c, "name", T_LEVERAGE_SIDE_CLOSED);
    if (t->actor == row.holder && t->actor) complain(c, "actor", T_LEVERAGE_NOT_ITSELF);
    TRY(complaints_fault(c));
    return keep(c, &taker_entity, t, follows);
}

Fault taker_answer(Ctx *c, Id id, bool yes, Taker *ret_t) {
    TRY(ent_load(c, &taker_entity, id, ret_t));
    if (ret_t->state != TAKER_STATE_WAITS) return fail(c, OVER, "taker", id);
    ret_t->state = yes ? TAKER_STATE_TAKES : TAKER_STATE_DECLINED;
    return ent_save(c, &taker_entity, ret_t);
}

Fault taker_tell(Ctx *c, Taker *t, bool speaks) { return keep(c, &taker_entity, t, speaks); }
