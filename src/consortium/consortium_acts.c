/* consortium_acts.c - the steps of a consortium's way, and of those who take part in it. */
#include "consortium/consortium_page.h"

#include "actor_ent.h"
#include "mine/mine.h"
#include "tie/tie.h"

static Str name_of(const Ctx *c, const Consortium *k) { return tri_best(&k->title, c->reader.lang, NULL); }

/* ---- who takes part ---------------------------------------------------------------------------------------------- */

static bool takes_part(const ConsortiumMember *m) { return m->says != CONSORTIUM_SAYS_LEFT; }

/* What lacks before all can be said to have agreed. Shares are of a price: who buys together pays by what they take. */
static void hold_agreed(Ctx *c, const Consortium *k, const ConsortiumMember *v, size_t n) {
    int64_t shares[JOIN_MEMBERS_MAX];
    size_t  there = 0, leads = 0;
    bool    all = true;
    Id      first = 0, other = 0;
    for (size_t i = 0; i < n; i++) {
        if (!takes_part(&v[i])) continue;
        shares[there++] = consortium_share(&v[i]);
        leads += v[i].role == CONSORTIUM_ROLE_LEAD;
        all = all && v[i].says == CONSORTIUM_SAYS_AGREED;
        if (!first) first = v[i].actor;
        else if (v[i].actor != first) other = v[i].actor;
    }
    if (!other) complain(c, "state", T_CONSORTIUM_NEEDS_TWO);
    else if (leads != 1) complain(c, "state", T_CONSORTIUM_NEEDS_LEAD);
    else if (!all) complain(c, "state", T_CONSORTIUM_NEEDS_ALL);
    else if (k->form != CONSORTIUM_FORM_PURCHASE && !join_shares(shares, there).whole) {
        complain(c, "state", T_CONSORTIUM_NEEDS_SHARES);
    }
}

/* ---- the body, and the ties of its members ----------------------------------------------------------------------- */

static Fault make_body(Ctx *c, Consortium *k) {
    Actor *a = ent_new(c, &actor_entity);
    if (k->body) return OK;
    a->name = k->title;
    a->kind = ACTOR_KIND_ORGANISATION;
    a->life = LIFE_STATE_ACTIVE;
    a->locality = k->place;
    a->head.unit = k->head.unit;
    a->is_demo = k->is_demo;
    TRY(ent_save_following(c, &actor_entity, a));
    k->body = a->head.id;
    return OK;
}

static Fault make_tie(Ctx *c, const Consortium *k, const ConsortiumMember *m, const TieEnds *ends, size_t n) {
    Tie *t = ent_new(c, &tie_entity);
    int  kind = m->role == CONSORTIUM_ROLE_LEAD ? TIE_KIND_LEADS : TIE_KIND_PARTNER;
    for (size_t i = 0; i < n; i++) {
        if (ends[i].from == m->actor && ends[i].to == k->body && ends[i].kind == kind) return OK;
    }
    t->from_actor = m->actor;
    t->to_actor = k->body;
    t->kind = kind;
    t->state = TIE_STATE_ACTIVE;
    t->from_on = c->reader.today;
    t->what = name_of(c, k);
    return ent_save_following(c, &tie_entity, t);
}

static Fault make_ties(Ctx *c, const Consortium *k, const ConsortiumMember *v, size_t n) {
    TieEnds *ends = ARENA_ARRAY(c->arena, TieEnds, JOIN_MEMBERS_MAX);
    size_t   ends_n;
    TRY(tie_real_of(c, &k->body, 1, ends, JOIN_MEMBERS_MAX, &ends_n));
    for (size_t i = 0; i < n; i++) {
        bool first = takes_part(&v[i]);
        for (size_t b = 0; b < n; b++) {          /* one tie each: that of who leads, else of the first row */
            bool same = v[b].actor == v[i].actor && takes_part(&v[b]) && b != i;
            if (same && (v[b].role < v[i].role || (v[b].role == v[i].role && b < i))) first = false;
        }
        if (first) TRY(make_tie(c, k, &v[i], ends, ends_n));
    }
    return OK;
}

/* Who has no row left in it has no tie left with it. */
static Fault end_ties(Ctx *c, const Consortium *k, const ConsortiumMember *gone) {
    TieEnds          *ends = ARENA_ARRAY(c->arena, TieEnds, JOIN_MEMBERS_MAX);
    ConsortiumMember *v;
    size_t            n, ends_n;
    if (!k->body) return OK;
    TRY(consortium_members_as_program(c, k->head.id, &v, &n));
    for (size_t i = 0; i < n; i++) {
        if (v[i].actor == gone->actor && v[i].head.id != gone->head.id && takes_part(&v[i])) return OK;
    }
    const Who kept = c->who;
    c->who = who_program(c);
    Fault f = tie_real_of(c, &k->body, 1, ends, JOIN_MEMBERS_MAX, &ends_n);
    c->who = kept;
    TRY(f);
    for (size_t i = 0; i < ends_n; i++) {
        if (ends[i].from != gone->actor || ends[i].to != k->body) continue;
        Tie *t = ent_new(c, &tie_entity);
        TRY(ent_load_as_program(c, &tie_entity, ends[i].id, t));
        t->state = TIE_STATE_ENDED;
        t->until_on = c->reader.today;
        if (t->from_on > t->until_on) t->from_on = t->until_on;
        TRY(ent_save_following(c, &tie_entity, t));
    }
    return OK;
}

/* ---- its way ----------------------------------------------------------------------------------------------------- */

/* From where each step leads on: bits of states. */
#define FROM(state) (1u << CONSORTIUM_STATE_##state)
static const struct {
    unsigned from;
    TextKey  act;
} STEPS[CONSORTIUM_STATE_N] = {
    [CONSORTIUM_STATE_FORMING] = {FROM(AGREED) | FROM(OFFERED), T_ACT_CONSORTIUM_REOPENED},
    [CONSORTIUM_STATE_AGREED] = {FROM(FORMING), T_ACT_CONSORTIUM_AGREED},
    [CONSORTIUM_STATE_OFFERED] = {FROM(AGREED), T_ACT_CONSORTIUM_OFFERED},
    [CONSORTIUM_STATE_WON] = {FROM(OFFERED), T_ACT_CONSORTIUM_WON},
    [CONSORTIUM_STATE_LOST] = {FROM(OFFERED), T_ACT_CONSORTIUM_LOST},
    [CONSORTIUM_STATE_DELIVERING] = {FROM(WON), T_ACT_CONSORTIUM_DELIVERING},
    [CONSORTIUM_STATE_ENDED] = {FROM(FORMING) | FROM(AGREED) | FROM(OFFERED) | FROM(WON) | FROM(DELIVERING),
                                T_ACT_CONSORTIUM_ENDED},
};

static void set_day(Consortium *k, int to, Day today) {
    if (to == CONSORTIUM_STATE_FORMING) k->agreed_on = k->offered_on = 0;
    if (to == CONSORTIUM_STATE_AGREED) k->agreed_on = today;
    if (to == CONSORTIUM_STATE_OFFERED) k->offered_on = today;
    if (to == CONSORTIUM_STATE_WON || to == CONSORTIUM_STATE_LOST) k->decided_on = today;
    if (to == CONSORTIUM_STATE_ENDED) k->ended_on = today;
}

Fault consortium_move(Ctx *c, Id id, int to, Str reason, Consortium *ret_k) {
    ConsortiumMember *v = NULL;
    size_t            n = 0;
    TRY(consortium_load_mine(c, id, ret_k));
    if (to <= 0 || to >= CONSORTIUM_STATE_N || ret_k->head.archived_at) return fail(c, OVER, "consortium", id);
    unsigned from = STEPS[to].from;               /* who buys or sells together need not win anything */
    if (to == CONSORTIUM_STATE_DELIVERING && ret_k->form != CONSORTIUM_FORM_SUPPLY) from |= FROM(AGREED);
    if (!(from >> ret_k->state & 1)) return fail(c, OVER, "consortium", id);
    TRY(act_begin(c, STEPS[to].act, name_of(c, ret_k)));
    if (to == CONSORTIUM_STATE_AGREED) {
        TRY(consortium_members_of(c, id, &v, &n));
        hold_agreed(c, ret_k, v, n);
        TRY(complaints_fault(c));
        TRY(make_body(c, ret_k));
    }
    set_day(ret_k, to, c->reader.today);
    ret_k->state = to;
    if (reason.n) ret_k->reason = reason;
    TRY(ent_save(c, &consortium_entity, ret_k));
    return to == CONSORTIUM_STATE_AGREED ? make_ties(c, ret_k, v, n) : OK;
}

/* ---- yes, and out of it ------------------------------------------------------------------------------------------ */

static Fault speaks_for(Ctx *c, Id actor, bool *ret_yes) {
    Id     own[MINE_BUSINESSES_MAX];
    size_t n;
    *ret_yes = false;
    TRY(mine_businesses(c, own, MINE_BUSINESSES_MAX, &n));
    for (size_t i = 0; i < n; i++) *ret_yes = *ret_yes || own[i] == actor;
    return OK;
}

/* A row that the reader answers for: of a business of theirs, or as staff who may change it. */
static Fault load_answering(Ctx *c, Id id, ConsortiumMember *ret_m, Consortium *ret_k, bool *ret_own) {
    bool staff = c->who.roles & ROLES_STAFF;
    TRY(ent_load_as_program(c, &consortium_member_entity, id, ret_m));
    TRY(speaks_for(c, ret_m->actor, ret_own));
    if (!*ret_own) {
        TRY(ent_load(c, &consortium_member_entity, id, ret_m));
        if (!staff || !ent_may_write(c, &consortium_member_entity, &ret_m->head)) {
            return fail(c, NOT_ALLOWED, "consortium_member", id);
        }
    }
    TRY(ent_load_as_program(c, &consortium_entity, ret_m->consortium, ret_k));
    bool over = ret_k->state == CONSORTIUM_STATE_LOST || ret_k->state == CONSORTIUM_STATE_ENDED;
    return over || ret_k->head.archived_at || ret_m->head.archived_at || !takes_part(ret_m)
               ? fail(c, OVER, "consortium_member", id)
               : OK;
}

Fault consortium_member_agree(Ctx *c, Id id, const ConsortiumYes *y, ConsortiumMember *ret_m) {
    Consortium *k = ent_new(c, &consortium_entity);
    bool        own;
    TRY(load_answering(c, id, ret_m, k, &own));
    if (ret_m->says == CONSORTIUM_SAYS_AGREED) return fail(c, OVER, "consortium_member", id);
    Str words = own ? (Str){0} : str_trim(y->words);
    if (!own && !words.n) complain(c, "agreed_words", T_CONSORTIUM_WHO_SAID);
    TRY(complaints_fault(c));
    TRY(act_begin(c, T_ACT_CONSORTIUM_YES, name_of(c, k)));
    ret_m->says = CONSORTIUM_SAYS_AGREED;
    ret_m->agreed_by = c->who.account;
    ret_m->agreed_on = c->reader.today;
    ret_m->agreed_words = words;
    ret_m->contact_shown = y->contact;
    return ent_save_following(c, &consortium_member_entity, ret_m);
}

Fault consortium_member_leave(Ctx *c, Id id, Str reason, ConsortiumMember *ret_m) {
    Consortium *k = ent_new(c, &consortium_entity);
    bool        own;
    TRY(load_answering(c, id, ret_m, k, &own));
    if (!str_trim(reason).n) complain(c, "reason", T_CONSORTIUM_WHY);
    TRY(complaints_fault(c));
    TRY(act_begin(c, T_ACT_CONSORTIUM_LEFT, name_of(c, k)));
    ret_m->says = CONSORTIUM_SAYS_LEFT;
    ret_m->left_on = c->reader.today;
    ret_m->reason = str_trim(reason);
    TRY(ent_save_following(c, &consortium_member_entity, ret_m));
    return end_ties(c, k, ret_m);
}

/* ---- buying together, and packages ------------------------------------------------------------------------------- */

Fault consortium_quote_choose(Ctx *c, Id id, ConsortiumQuote *ret_q) {
    Consortium *k = ent_new(c, &consortium_entity);
    void       *rows;
    size_t      n;
    TRY(ent_load(c, &consortium_quote_entity, id, ret_q));
    TRY(consortium_load_mine(c, ret_q->consortium, k));
    bool open = k->state < CONSORTIUM_STATE_OFFERED && !ret_q->chosen_on && !ret_q->head.archived_at;
    if (!open) return fail(c, OVER, "consortium_quote", id);
    if (ret_q->valid_until && ret_q->valid_until < c->reader.today) complain(c, "valid_until", T_CONSORTIUM_QUOTE_OVER);
    TRY(complaints_fault(c));
    TRY(act_begin(c, T_ACT_CONSORTIUM_CHOSE, name_of(c, k)));
    TRY(consortium_rows_of(c, &consortium_quote_entity, CONSORTIUM_QUOTE_F_CONSORTIUM, k->head.id, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        ConsortiumQuote *o = (ConsortiumQuote *)rows + i;
        if (!o->chosen_on || o->part != ret_q->part) continue;
        o->chosen_on = 0;
        TRY(ent_save(c, &consortium_quote_entity, o));
    }
    ret_q->chosen_on = c->reader.today;
    return ent_save(c, &consortium_quote_entity, ret_q);
}

Fault consortium_sold(Ctx *c, Id id, Day on, int64_t packages, Consortium *ret_k) {
    ConsortiumMember *v;
    int64_t shares[JOIN_MEMBERS_MAX], parts[JOIN_MEMBERS_MAX], all;
    size_t  n, there = 0;
    TRY(consortium_load_mine(c, id, ret_k));
    bool sells = ret_k->form == CONSORTIUM_FORM_MARKET && ret_k->state == CONSORTIUM_STATE_DELIVERING;
    if (!sells || ret_k->head.archived_at) return fail(c, OVER, "consortium", id);
    TRY(consortium_members_of(c, id, &v, &n));
    for (size_t i = 0; i < n; i++) {
        if (takes_part(&v[i])) v[there++] = v[i];
    }
    for (size_t i = 0; i < there; i++) shares[i] = consortium_share(&v[i]);
    if (ret_k->price == NUMBER_NONE) complain(c, "price", T_CONSORTIUM_NO_PRICE);
    if (!join_shares(shares, there).whole) complain(c, "packages", T_CONSORTIUM_NEEDS_SHARES);
    if (packages == NUMBER_NONE || packages < 1 || packages > 1000000) complain(c, "packages", T_CONSORTIUM_HOW_MANY);
    if (!on || on > c->reader.today) complain(c, "on_day", T_CONSORTIUM_NOT_YET);
    TRY(complaints_fault(c));
    if (__builtin_mul_overflow(packages, ret_k->price, &all)) return fail(c, TOO_LARGE, "consortium", id);
    (void)join_split(all, shares, there, parts);
    TRY(act_begin(c, T_ACT_CONSORTIUM_SOLD, name_of(c, ret_k)));
    for (size_t i = 0; i < there; i++) {
        ConsortiumDelivery *d = ent_new(c, &consortium_delivery_entity);
        d->consortium = id;
        d->member = v[i].head.id;
        d->on_day = on;
        d->quantity = packages;
        d->fate = DELIVERY_FATE_RECEIVED;
        d->money = parts[i];
        d->is_demo = ret_k->is_demo;
        TRY(ent_save(c, &consortium_delivery_entity, d));
    }
    return OK;
}
