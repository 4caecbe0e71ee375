/* pledge_store.c - pledges, the steps of keeping them and hires: their rules at the write, what they add up to. */
#include "pledge/pledge_page.h"

#include "account/account.h"
#include "actor_ent.h"
#include "ent/list.h"
#include "tie/tie.h"

enum { Q_OF_ACTOR, Q_OF_YEAR, Q_GIVEN };
_Static_assert(Q_GIVEN + 1 == PLEDGE_Q_N, "as many as the header says");

#define GIVEN_OF(column)                                                                                            \
    "(SELECT CAST(sum(g." column ") AS BIGINT) FROM pledge_givens g WHERE g.org = x.org AND g.pledge = x.id"         \
    " AND g.archived_at IS NULL)"

const Query PLEDGE_QUERIES[PLEDGE_Q_N] = {
    [Q_OF_ACTOR] = {.sql = "SELECT x.id, l_x.text, x.circle, x.state, x.by_on, x.money, x.money_most, x.counted_in,"
                           " x.quantity, x.quantity_most, x.published_on, " GIVEN_OF("money") ", " GIVEN_OF("quantity")
                           " FROM pledges x {label:x} WHERE x.org = :org AND x.actor = :actor"
                           " AND x.archived_at IS NULL AND {scope:x} {unscoped:what was given follows its pledge}"
                           " ORDER BY x.circle, x.by_on, x.id LIMIT :max",
                    .in = "org:id actor:id max:int",
                    .out = "id:id what:text circle:int state:int by_on:int money:int money_most:int counted_in:int"
                           " quantity:int quantity_most:int published_on:int given_money:int given_quantity:int"},
    [Q_OF_YEAR] = {.sql = "SELECT x.circle, x.state, x.by_on, x.money, x.money_most, x.counted_in, x.quantity,"
                          " x.quantity_most FROM pledges x WHERE x.org = :org AND x.pledged_on >= :first"
                          " AND x.pledged_on <= :last AND x.archived_at IS NULL AND {scope:x} ORDER BY x.id",
                   .in = "org:id first:int last:int",
                   .out = "circle:int state:int by_on:int money:int money_most:int counted_in:int quantity:int"
                          " quantity_most:int",
                   .many = true},
    [Q_GIVEN] = {.sql = "SELECT p.circle, p.counted_in, CAST(count(*) AS BIGINT), CAST(count(x.money) AS BIGINT),"
                        " CAST(coalesce(sum(x.money), 0) AS BIGINT), CAST(count(x.quantity) AS BIGINT),"
                        " CAST(coalesce(sum(x.quantity), 0) AS BIGINT), CAST(count(x.used) AS BIGINT),"
                        " CAST(count(x.thanked_on) AS BIGINT), CAST(count(x.reported_on) AS BIGINT),"
                        " CAST(count(x.confirmed_on) AS BIGINT)"
                        " FROM pledge_givens x JOIN pledges p ON p.id = x.pledge WHERE x.org = :org"
                        " AND x.on_day >= :first AND x.on_day <= :last AND x.archived_at IS NULL"
                        " AND p.archived_at IS NULL AND {scope:x} AND {scope:p}"
                        " GROUP BY p.circle, p.counted_in ORDER BY p.circle, p.counted_in",
                 .in = "org:id first:int last:int",
                 .out = "circle:int counted_in:int n:int money_n:int money:int quantity_n:int quantity:int used:int"
                        " thanked:int reported:int confirmed:int"},
};

/* ---- a witness is not of those who pledged ----------------------------------------------------------------------- */

static Fault of_the_giver(Ctx *c, const Pledge *p, Id who, bool *ret_yes) {
    *ret_yes = who && (who == p->actor || who == p->contact);
    return *ret_yes || !who ? OK : tie_stands_for(c, who, p->actor, ret_yes);
}

static Fault hold_witness(Ctx *c, const Pledge *p, Id account, Id actor) {
    Account *a = ent_new(c, &account_entity);
    bool     theirs;
    TRY(of_the_giver(c, p, actor, &theirs));
    if (theirs) complain(c, "witness_actor", T_PLEDGE_WITNESS_OTHER);
    if (!account) return OK;
    Fault f = account_by_id(c, account, a);
    if (f == NOT_FOUND) return OK;                /* who has left stays the witness they were */
    TRY(f);
    TRY(of_the_giver(c, p, a->person, &theirs));
    if (theirs) complain(c, "witness", T_PLEDGE_WITNESS_OTHER);
    return OK;
}

/* ---- a pledge at the write --------------------------------------------------------------------------------------- */

/* Another language of the same words is no change. */
static bool same_words(const Tri *was, const Tri *now) {
    for (int l = 0; l < LANG_N; l++) {
        if (was->v[l].n && !str_eq(was->v[l], now->v[l])) return false;
    }
    return true;
}

static bool same_promise(const Pledge *was, const Pledge *p) {
    static const int FIELDS[] = {PLEDGE_F_ACTOR, PLEDGE_F_CIRCLE, PLEDGE_F_MONEY, PLEDGE_F_MONEY_MOST,
                                 PLEDGE_F_QUANTITY, PLEDGE_F_QUANTITY_MOST, PLEDGE_F_COUNTED_IN, PLEDGE_F_BY_ON};
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        if (!value_eq(&pledge_entity.fields[FIELDS[i]], was, p)) return false;
    }
    return same_words(&was->what, &p->what);
}

/* What is promised changes with a reason of that moment, and then says that it was changed. On the day on which it was
** written down, and before anybody else saw it, a slip is put right; taking back a change needs no reason either. */
static void hold_change(Ctx *c, const Pledge *was, Pledge *p) {
    bool fresh = stamp_day(was->head.created_at, c->reader.zone) == c->reader.today && !was->published_on;
    bool back = was->state == PLEDGE_STATE_CHANGED && p->state == PLEDGE_STATE_PLEDGED;
    if (same_promise(was, p) || fresh || back) return;
    if (!p->reason.n || str_eq(was->reason, p->reason)) complain(c, "reason", T_PLEDGE_WHY_CHANGED);
    if (p->state == PLEDGE_STATE_PLEDGED) p->state = PLEDGE_STATE_CHANGED;
}

static void hold_amounts(Ctx *c, const Pledge *p) {
    bool is_money = p->circle == PLEDGE_CIRCLE_MONEY || p->circle == PLEDGE_CIRCLE_PURCHASING ||
                    p->circle == PLEDGE_CIRCLE_SUB_SUPPLY;
    bool known = p->money != NUMBER_NONE, number = p->quantity != NUMBER_NONE;
    if (p->money_most != NUMBER_NONE && !known) complain(c, "money", T_PLEDGE_LEAST_FIRST);
    else if (p->money_most != NUMBER_NONE && p->money_most < p->money) complain(c, "money_most", T_PLEDGE_MOST_LESS);
    if (p->quantity_most != NUMBER_NONE && !number) complain(c, "quantity", T_PLEDGE_LEAST_FIRST);
    else if (number && p->quantity_most != NUMBER_NONE && p->quantity_most < p->quantity) {
        complain(c, "quantity_most", T_PLEDGE_MOST_LESS);
    }
    if (number && !p->counted_in) complain(c, "counted_in", T_PLEDGE_OF_WHAT);
    if (number && p->counted_in == PLEDGE_UNIT_PERCENT && (p->quantity > 100 || p->quantity_most > 100)) {
        complain(c, "quantity", T_PLEDGE_PERCENT);
    }
    if (known && p->circle && !is_money && !p->method) complain(c, "method", T_PLEDGE_HOW_RECKONED);
}

/* Of a body, never of a person; and never shown wider than the body itself. */
static Fault hold_body(Ctx *c, const Pledge *was, Pledge *p) {
    Actor *a = ent_new(c, &actor_entity);
    if (!p->actor) return OK;
    if (was && was->actor == p->actor && !p->published_on) return OK;
    Fault f = ent_load(c, &actor_entity, p->actor, a);
    if (f == NOT_FOUND) return OK;                /* the check of the reference complains */
    TRY(f);
    if (a->kind == ACTOR_KIND_PERSON) complain(c, "actor", T_PLEDGE_NOT_A_PERSON);
    if (!p->published_on) return OK;
    if (a->head.visibility > VIS_MEMBERS) complain(c, "published_on", T_PLEDGE_BODY_HIDDEN);
    p->head.visibility = a->head.visibility;
    return OK;
}

static Fault hold_end(Ctx *c, const Pledge *was, Pledge *p) {
    if (p->state == PLEDGE_STATE_LET_GO && !p->reason.n) complain(c, "reason", T_PLEDGE_WHY_LET_GO);
    if (p->state != PLEDGE_STATE_KEPT) {
        p->kept_on = 0;
        return OK;
    }
    if (!p->kept_on) p->kept_on = c->reader.today;
    if (was && was->state == PLEDGE_STATE_KEPT && was->witness == p->witness &&
        was->witness_actor == p->witness_actor) return OK;
    if (p->kept_on > c->reader.today) complain(c, "kept_on", T_PLEDGE_NOT_YET);
    if (!p->evidence.n) complain(c, "evidence", T_PLEDGE_EVIDENCE);
    if (!p->witness && !p->witness_actor) complain(c, "witness", T_PLEDGE_WITNESS_NEEDED);
    return hold_witness(c, p, p->witness, p->witness_actor);
}

Fault pledge_check(Ctx *c, const void *before, void *after) {
    const Pledge *was = before;
    Pledge       *p = after;
    if (p->place) p->head.unit = p->place;
    if (!p->state) p->state = PLEDGE_STATE_PLEDGED;
    if (!p->pledged_on) p->pledged_on = c->reader.today;
    if (!was && !p->owner) p->owner = c->who.account;
    if (!c->who.system || c->who.account) {       /* no choice of a form shows it or hides it: an act does */
        p->head.visibility = VIS_UNIT;
        p->head.team = 0;
    }
    if (p->pledged_on > c->reader.today) complain(c, "pledged_on", T_PLEDGE_NOT_YET);
    if (p->by_on && p->by_on < p->pledged_on) complain(c, "by_on", T_PLEDGE_BY_BEFORE);
    hold_amounts(c, p);
    if (was) hold_change(c, was, p);
    TRY(hold_body(c, was, p));
    TRY(hold_end(c, was, p));
    return complaints_fault(c);
}

/* ---- a step of keeping it ---------------------------------------------------------------------------------------- */

/* Who writes it down as the witness has confirmed it; of somebody from outside we were told; another of us is asked. */
static void confirm(Ctx *c, const PledgeGiven *was, PledgeGiven *g) {
    bool same = was && was->witness == g->witness && was->witness_actor == g->witness_actor;
    if (same) return;
    bool told = g->witness_actor || (g->witness && g->witness == c->who.account);
    g->confirmed_on = told ? c->reader.today : 0;
}

Fault pledge_given_check(Ctx *c, const void *before, void *after) {
    const PledgeGiven *was = before;
    PledgeGiven       *g = after;
    Pledge            *p = ent_new(c, &pledge_entity);
    Day                today = c->reader.today;
    if (!g->pledge) return complaints_fault(c);
    Fault f = ent_load(c, &pledge_entity, g->pledge, p);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (!was && p->state == PLEDGE_STATE_LET_GO) complain(c, "pledge", T_PLEDGE_IS_LET_GO);
    if (g->on_day > today) complain(c, "on_day", T_PLEDGE_NOT_YET);
    if (g->thanked_on > today) complain(c, "thanked_on", T_PLEDGE_NOT_YET);
    if (g->reported_on > today) complain(c, "reported_on", T_PLEDGE_NOT_YET);
    if (g->quantity != NUMBER_NONE && !p->counted_in) complain(c, "quantity", T_PLEDGE_NO_UNIT);
    TRY(hold_witness(c, p, g->witness, g->witness_actor));
    confirm(c, was, g);
    return complaints_fault(c);
}

/* ---- hires ------------------------------------------------------------------------------------------------------- */

Fault hire_count_check(Ctx *c, const void *before, void *after) {
    HireCount *h = after;
    Pledge    *p = ent_new(c, &pledge_entity);
    (void)before;
    if (!h->pledge) return complaints_fault(c);
    Fault f = ent_load(c, &pledge_entity, h->pledge, p);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    bool ordered = h->until_on >= h->from_on;
    if (p->circle != PLEDGE_CIRCLE_JOBS) complain(c, "pledge", T_PLEDGE_JOBS_ALONE);
    if (h->from_on && h->until_on && !ordered) complain(c, "until_on", T_PLEDGE_UNTIL_FIRST);
    if (h->until_on > c->reader.today) complain(c, "until_on", T_PLEDGE_NOT_YET);
    if (h->people == HIRE_GROUP_LOCAL && !h->local_in) complain(c, "local_in", T_PLEDGE_LOCAL_WHERE);
    if (h->people == HIRE_GROUP_DIVERSE && !h->which.n) complain(c, "which", T_PLEDGE_WHICH_GROUP);
    if (h->stayed && h->hired && h->stayed > h->hired) complain(c, "stayed", T_PLEDGE_MORE_STAYED);
    bool early = h->until_on && pledge_year_after(h->until_on) > c->reader.today;
    if (h->stayed && early) complain(c, "stayed", T_PLEDGE_YEAR_FIRST);
    return complaints_fault(c);
}
_Static_assert(HIRE_RANGE_NONE == 1 && HIRE_RANGE_AND_MORE + 1 == HIRE_RANGE_N, "the ranges rise");

/* ---- steps ------------------------------------------------------------------------------------------------------- */

static Fault load_mine(Ctx *c, Id id, Pledge *ret_p) {
    TRY(ent_load(c, &pledge_entity, id, ret_p));
    return ent_may_write(c, &pledge_entity, &ret_p->head) ? OK : fail(c, NOT_ALLOWED, "pledge", id);
}

/* What ended is not ended again. */
static Fault load_open(Ctx *c, Id id, Pledge *ret_p) {
    TRY(load_mine(c, id, ret_p));
    PledgeStand s = pledge_stand(ret_p->state, ret_p->by_on, c->reader.today);
    return s == STAND_OPEN || s == STAND_LATE ? OK : fail(c, OVER, "pledge", id);
}

static Str name_of(const Ctx *c, const Pledge *p) { return tri_best(&p->what, c->reader.lang, NULL); }

Fault pledge_keep(Ctx *c, Id id, const PledgeKeeping *k, Pledge *ret_p) {
    TRY(load_open(c, id, ret_p));
    TRY(act_begin(c, T_ACT_PLEDGE_KEPT, name_of(c, ret_p)));
    ret_p->state = PLEDGE_STATE_KEPT;
    ret_p->kept_on = k->on;
    ret_p->evidence = k->evidence;
    ret_p->witness = k->witness;
    ret_p->witness_actor = k->witness_actor;
    return ent_save(c, &pledge_entity, ret_p);
}

Fault pledge_let_go(Ctx *c, Id id, Str reason, Pledge *ret_p) {
    TRY(load_open(c, id, ret_p));
    TRY(act_begin(c, T_ACT_PLEDGE_LET_GO, name_of(c, ret_p)));
    ret_p->state = PLEDGE_STATE_LET_GO;
    ret_p->reason = reason;
    return ent_save(c, &pledge_entity, ret_p);
}

Fault pledge_show(Ctx *c, Id id, bool on, Pledge *ret_p) {
    TRY(load_mine(c, id, ret_p));
    TRY(act_begin(c, on ? T_ACT_PLEDGE_SHOWN : T_ACT_PLEDGE_HIDDEN, name_of(c, ret_p)));
    ret_p->published_on = on ? c->reader.today : 0;
    return ent_save(c, &pledge_entity, ret_p);
}

Fault pledge_given_confirm(Ctx *c, Id id, PledgeGiven *ret_g) {
    TRY(ent_load(c, &pledge_given_entity, id, ret_g));
    if (!c->who.account || ret_g->witness != c->who.account) return fail(c, NOT_ALLOWED, "pledge_given", id);
    TRY(act_begin(c, T_ACT_PLEDGE_CONFIRMED, ret_g->what));
    ret_g->confirmed_on = c->reader.today;
    return ent_save_following(c, &pledge_given_entity, ret_g);
}

/* ---- conditions of the lists ------------------------------------------------------------------------------------- */

#define OPEN_SQL "x.state IN (1, 3)"
_Static_assert(PLEDGE_STATE_PLEDGED == 1 && PLEDGE_STATE_CHANGED == 3, "the conditions name these by number");

const char PLEDGE_HELD_SQL[] = "(" OPEN_SQL " AND :open > 0)";

ListExtra pledge_mine(const Ctx *c) {
    return (ListExtra){.name = "mine", .val = v_id(c->who.account), .text = LIT("1"),
                       .sql = "(x.owner = :mine AND " OPEN_SQL ")"};
}

ListExtra pledge_due(const Ctx *c) {
    return (ListExtra){.name = "due", .val = v_int(day_plus(c->reader.today, PLEDGE_SOON_DAYS)), .text = LIT("1"),
                       .sql = "(x.by_on <= :due AND " OPEN_SQL ")"};
}

ListExtra pledge_late(const Ctx *c) {
    return (ListExtra){.name = "late", .val = v_int(c->reader.today), .text = LIT("1"),
                       .sql = "(x.by_on < :late AND " OPEN_SQL ")"};
}

/* The two days of a year are one number each: a condition takes one value, so the year itself is asked for. */
ListExtra pledge_of_year(Ctx *c, int year) {
    return (ListExtra){.name = "year", .val = v_int(year), .text = arena_printf(c->arena, "%d", year),
                       .sql = "(x.pledged_on >= :year * 10000 AND x.pledged_on < (:year + 1) * 10000)"};
}

ListExtra given_of_year(Ctx *c, int year) {
    return (ListExtra){.name = "year", .val = v_int(year), .text = arena_printf(c->arena, "%d", year),
                       .sql = "(x.on_day >= :year * 10000 AND x.on_day < (:year + 1) * 10000 AND EXISTS (SELECT 1"
                              " FROM pledges p WHERE p.id = x.pledge AND p.archived_at IS NULL))"};
}

ListExtra given_of_circle(int circle) {
    const Choice *one = choice_of(&pledge_circle_choices, circle);
    return (ListExtra){.name = "circle", .val = v_int(circle), .text = str_of(one ? one->name : ""),
                       .sql = "EXISTS (SELECT 1 FROM pledges p WHERE p.id = x.pledge AND p.circle = :circle"
                              " AND p.archived_at IS NULL)"};
}

ListExtra given_of_unit(int unit) {
    const Choice *one = choice_of(&pledge_unit_choices, unit);
    return (ListExtra){.name = "unit", .val = v_int(unit), .text = str_of(one ? one->name : ""),
                       .sql = "EXISTS (SELECT 1 FROM pledges p WHERE p.id = x.pledge AND p.counted_in = :unit)"};
}

/* ---- what they add up to ----------------------------------------------------------------------------------------- */

static int64_t number(Rows *r, int col) { return rows_null(r, col) ? NUMBER_NONE : rows_int(r, col); }

Fault pledges_of_actor(Ctx *c, Id actor, OfActor **ret_v, size_t *ret_n) {
    size_t n = 0;
    *ret_n = 0;
    if (ent_around_none(c, &pledge_entity.fields[PLEDGE_F_ACTOR], actor)) return OK;
    OfActor *v = ARENA_ARRAY(c->arena, OfActor, PLEDGES_OF_ACTOR_MAX);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &PLEDGE_QUERIES[Q_OF_ACTOR], VALS(v_id(c->who.org), v_id(actor), v_int(PLEDGES_OF_ACTOR_MAX)), &r));
    while (n < PLEDGES_OF_ACTOR_MAX && rows_next(&r)) {
        v[n++] = (OfActor){
            .id = rows_id(&r, 0), .what = rows_copy(&r, 1), .published_on = (Day)rows_int(&r, 10),
            .line = {.circle = (int)rows_int(&r, 2), .state = (int)rows_int(&r, 3), .by_on = (Day)rows_int(&r, 4),
                     .money = number(&r, 5), .money_most = number(&r, 6), .unit = (int)rows_int(&r, 7),
                     .quantity = number(&r, 8), .quantity_most = number(&r, 9)},
            .given_money = number(&r, 11), .given_quantity = number(&r, 12)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

enum { YEAR_LINES_MAX = 20000, FIRST_DAY = 101, LAST_DAY = 1231, OF_YEAR = 10000 };

Fault pledges_of_year(Ctx *c, int year, PledgeLine **ret_v, size_t *ret_n) {
    PledgeLine *v = ARENA_ARRAY(c->arena, PledgeLine, YEAR_LINES_MAX);
    size_t      n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &PLEDGE_QUERIES[Q_OF_YEAR],
                VALS(v_id(c->who.org), v_int(year * OF_YEAR + FIRST_DAY), v_int(year * OF_YEAR + LAST_DAY)), &r));
    while (rows_next(&r)) {
        if (n == YEAR_LINES_MAX) return fail(c, TOO_LARGE, "pledge", YEAR_LINES_MAX);
        v[n++] = (PledgeLine){.circle = (int)rows_int(&r, 0), .state = (int)rows_int(&r, 1),
                              .by_on = (Day)rows_int(&r, 2), .money = number(&r, 3), .money_most = number(&r, 4),
                              .unit = (int)rows_int(&r, 5), .quantity = number(&r, 6), .quantity_most = number(&r, 7)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault given_in_year(Ctx *c, int year, GivenSum **ret_v, size_t *ret_n) {
    enum { CELLS = PLEDGE_CIRCLE_N * PLEDGE_UNIT_N };
    GivenSum *v = ARENA_ARRAY(c->arena, GivenSum, CELLS);
    size_t    n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &PLEDGE_QUERIES[Q_GIVEN],
                VALS(v_id(c->who.org), v_int(year * OF_YEAR + FIRST_DAY), v_int(year * OF_YEAR + LAST_DAY)), &r));
    while (n < CELLS && rows_next(&r)) {
        v[n++] = (GivenSum){.circle = (int)rows_int(&r, 0), .unit = (int)rows_int(&r, 1), .n = rows_int(&r, 2),
                            .money_n = rows_int(&r, 3), .money = rows_int(&r, 4), .quantity_n = rows_int(&r, 5),
                            .quantity = rows_int(&r, 6), .used = rows_int(&r, 7), .thanked = rows_int(&r, 8),
                            .reported = rows_int(&r, 9), .confirmed = rows_int(&r, 10)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}
