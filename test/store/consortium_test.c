/* Consortia: who may take part with what, who agrees and sees it, how it moves on, what is bought and sold. */
#include "cases.h"

#include "consortium/consortium.h"
#include "consortium/consortium_page.h"
#include "db/scope.h"
#include "ent/list.h"
#include "handover/handover.h"
#include "listing_ent.h"
#include "matching/matching_page.h"
#include "seek/seek.h"
#include "tie/tie.h"
#include "today/today_dates.h"

#include <math.h>

typedef struct Kitchen {
    House h;
    Id    buyer, other;                           /* a kitchen; a business of nobody with an account */
    Consortium     *k;
    ConsortiumPart *p;
} Kitchen;

static Id an_actor(Kitchen *m, int kind, const char *name) {
    Actor *a = ent_new(&m->h.f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = kind;
    a->head.unit = m->h.town;
    a->head.visibility = VIS_MEMBERS;
    assert_int_equal(fixture_save(m->h.f, &actor_entity, a), OK);
    return a->head.id;
}

static Consortium *a_consortium(Kitchen *m, int form) {
    Consortium *k = ent_new(&m->h.f->ctx, &consortium_entity);
    k->title.v[LANG_EN] = LIT("Bread for a kitchen");
    k->form = form;
    k->place = m->h.town;
    if (form == CONSORTIUM_FORM_SUPPLY) k->buyer = m->buyer;
    become(&m->h, COORDINATOR);
    assert_int_equal(fixture_save(m->h.f, &consortium_entity, k), OK);
    return k;
}

static ConsortiumPart *a_part(Kitchen *m) {
    ConsortiumPart *p = ent_new(&m->h.f->ctx, &consortium_part_entity);
    p->consortium = m->k->head.id;
    p->what = LIT("Rolls");
    p->counted_in = LIT("rolls");
    p->quantity = 4000;
    p->rhythm = CONSORTIUM_RHYTHM_DAY;
    p->days = 3;
    assert_int_equal(fixture_save(m->h.f, &consortium_part_entity, p), OK);
    return p;
}

static ConsortiumMember *new_member(Kitchen *m, Id actor, int role, double share) {
    ConsortiumMember *v = ent_new(&m->h.f->ctx, &consortium_member_entity);
    v->consortium = m->k->head.id;
    v->actor = actor;
    v->role = role;
    v->capacity = 2000;
    v->days = 3;
    v->share = share;
    return v;
}

static ConsortiumMember *a_member(Kitchen *m, Id actor, int role, double share) {
    ConsortiumMember *v = new_member(m, actor, role, share);
    become(&m->h, COORDINATOR);
    assert_int_equal(fixture_save(m->h.f, &consortium_member_entity, v), OK);
    return v;
}

/* The owner stands for the business: the account is its own. */
static void a_kitchen(Kitchen *m, Fixture *f, int form) {
    a_house(&m->h, f);
    Account *o = ent_new(&f->ctx, &account_entity);
    assert_int_equal(ent_load(&f->ctx, &account_entity, m->h.people[OWNER], o), OK);
    o->person = m->h.client;
    assert_int_equal(fixture_save(f, &account_entity, o), OK);
    m->buyer = an_actor(m, ACTOR_KIND_PUBLIC_BODY, "Kitchen");
    m->other = an_actor(m, ACTOR_KIND_BUSINESS, "Other bakery");
    m->k = a_consortium(m, form);
    m->p = a_part(m);
}

static void complains(Kitchen *m, const char *field) {
    for (int i = 0; i < (int)m->h.f->ctx.complaints.n; i++) {
        if (!strcmp(m->h.f->ctx.complaints.v[i].field, field)) return;
    }
    fail_msg("nobody complained about %s", field);
}

typedef struct Step {
    Id      id;
    int     to;
    Str     reason;
    int64_t n;
} Step;

static Fault run_move(Ctx *c, void *arg) {
    Step *s = arg;
    return consortium_move(c, s->id, s->to, s->reason, ent_new(c, &consortium_entity));
}
static Fault run_agree(Ctx *c, void *arg) {
    Step *s = arg;
    return consortium_member_agree(c, s->id, &(ConsortiumYes){.contact = true, .words = s->reason},
                                   ent_new(c, &consortium_member_entity));
}
static Fault run_leave(Ctx *c, void *arg) {
    Step *s = arg;
    return consortium_member_leave(c, s->id, s->reason, ent_new(c, &consortium_member_entity));
}
static Fault run_choose(Ctx *c, void *arg) {
    return consortium_quote_choose(c, ((Step *)arg)->id, ent_new(c, &consortium_quote_entity));
}
static Fault run_sold(Ctx *c, void *arg) {
    Step *s = arg;
    return consortium_sold(c, s->id, c->reader.today, s->n, ent_new(c, &consortium_entity));
}
static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, ((Step *)arg)->id); }

static Fault move(Kitchen *m, int to, const char *reason) {
    return fixture_write(m->h.f, run_move, &(Step){.id = m->k->head.id, .to = to, .reason = str_of(reason)});
}

static Fault agree(Kitchen *m, int who, Id id, const char *words) {
    become(&m->h, who);
    return fixture_write(m->h.f, run_agree, &(Step){.id = id, .reason = str_of(words)});
}

static ConsortiumMember *loaded(Kitchen *m, Id id) {
    ConsortiumMember *v = ent_new(&m->h.f->ctx, &consortium_member_entity);
    become(&m->h, COORDINATOR);
    assert_int_equal(ent_load(&m->h.f->ctx, &consortium_member_entity, id, v), OK);
    return v;
}

/* ---- putting it together ----------------------------------------------------------------------------------------- */

static void test_a_joint_supplier_has_a_buyer_who_takes_no_part(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    Consortium *k = ent_new(&f->ctx, &consortium_entity);
    k->title.v[LANG_EN] = LIT("Nobody's");
    k->form = CONSORTIUM_FORM_SUPPLY;
    k->place = m.h.town;
    assert_int_equal(fixture_save(f, &consortium_entity, k), INVALID);
    complains(&m, "buyer");
    assert_int_equal(fixture_save(f, &consortium_member_entity, new_member(&m, m.buyer, CONSORTIUM_ROLE_MEMBER, 10)),
                     INVALID);
    complains(&m, "actor");
}

static void test_one_leads_nobody_twice_and_shares_have_two_digits(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    ConsortiumMember *v = a_member(&m, m.h.client, CONSORTIUM_ROLE_LEAD, 60);
    assert_int_equal(v->part, m.p->head.id);      /* the only part there is */
    assert_int_equal(v->says, CONSORTIUM_SAYS_ASKED);
    assert_int_equal(fixture_save(f, &consortium_member_entity, new_member(&m, m.h.client, CONSORTIUM_ROLE_MEMBER, 1)),
                     INVALID);
    complains(&m, "actor");
    assert_int_equal(fixture_save(f, &consortium_member_entity, new_member(&m, m.other, CONSORTIUM_ROLE_LEAD, 1)),
                     INVALID);
    complains(&m, "role");
    assert_int_equal(
        fixture_save(f, &consortium_member_entity, new_member(&m, m.other, CONSORTIUM_ROLE_MEMBER, 33.333)), INVALID);
    complains(&m, "share");
    assert_int_equal(
        fixture_save(f, &consortium_member_entity, new_member(&m, m.other, CONSORTIUM_ROLE_MEMBER, 33.33)), OK);
    Consortium *mine = m.k;
    m.k = a_consortium(&m, CONSORTIUM_FORM_MARKET);
    v = new_member(&m, m.other, CONSORTIUM_ROLE_MEMBER, 1);
    v->part = m.p->head.id;                       /* of another consortium */
    assert_int_equal(fixture_save(f, &consortium_member_entity, v), INVALID);
    complains(&m, "part");
    m.k = mine;
}

static void test_what_a_part_carries_is_not_put_away(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    ConsortiumMember *v = a_member(&m, m.h.client, CONSORTIUM_ROLE_LEAD, 60);
    assert_int_equal(fixture_archive(f, &consortium_part_entity, m.p->head.id), IN_USE);
    assert_int_equal(fixture_archive(f, &consortium_member_entity, v->head.id), OK);
    assert_int_equal(fixture_archive(f, &consortium_part_entity, m.p->head.id), OK);
}

/* ---- who sees it, who agrees ------------------------------------------------------------------------------------- */

static void test_an_owner_sees_it_from_their_yes_on_and_until_they_leave(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    ConsortiumMember *v = a_member(&m, m.h.client, CONSORTIUM_ROLE_LEAD, 60);
    OwnRow own[5];
    size_t n;
    sees(&m.h, &consortium_entity, m.k->head.id, "xx-xx");
    sees(&m.h, &consortium_member_entity, v->head.id, "xx-xx");
    become(&m.h, OWNER);
    assert_int_equal(consortium_rows_mine(&f->ctx, m.h.client, own, 5, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(agree(&m, OWNER, v->head.id, ""), OK);
    ConsortiumMember *now = loaded(&m, v->head.id);
    assert_int_equal(now->says, CONSORTIUM_SAYS_AGREED);
    assert_int_equal(now->agreed_by, m.h.people[OWNER]);
    assert_int_equal(now->agreed_on, f->ctx.reader.today);
    assert_int_equal(now->contact_shown, 1);
    sees(&m.h, &consortium_entity, m.k->head.id, "xxxxx");
    sees(&m.h, &consortium_part_entity, m.p->head.id, "xxxxx");
    assert_int_equal(agree(&m, OWNER, v->head.id, ""), OVER);
    become(&m.h, OWNER);
    assert_int_equal(fixture_write(f, run_leave, &(Step){.id = v->head.id}), INVALID);
    complains(&m, "reason");
    assert_int_equal(fixture_write(f, run_leave, &(Step){.id = v->head.id, .reason = LIT("No night shift")}), OK);
    sees(&m.h, &consortium_entity, m.k->head.id, "xx-xx");
    become(&m.h, OWNER);
    assert_int_equal(consortium_rows_mine(&f->ctx, m.h.client, own, 5, &n), OK);
    assert_int_equal(n, 0);
}

static void test_nobody_agrees_for_a_business_of_others(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    ConsortiumMember *v = a_member(&m, m.other, CONSORTIUM_ROLE_LEAD, 60);
    assert_int_equal(agree(&m, OWNER, v->head.id, ""), NOT_FOUND);
    assert_int_equal(agree(&m, COORDINATOR, v->head.id, ""), INVALID);
    complains(&m, "agreed_words");
    assert_int_equal(agree(&m, COORDINATOR, v->head.id, "Their baker, by phone"), OK);
    bool in;                                      /* what staff wrote down of others puts nobody in its team */
    assert_int_equal(scope_has(&f->ctx, m.k->head.id, m.h.people[COORDINATOR], &in), OK);
    assert_false(in);
    become(&m.h, OWNER);
    assert_int_equal(ent_load(&f->ctx, &consortium_entity, m.k->head.id, m.k), NOT_FOUND);
}

static void test_what_changes_is_agreed_to_anew(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    ConsortiumMember *v = a_member(&m, m.h.client, CONSORTIUM_ROLE_LEAD, 60);
    assert_int_equal(agree(&m, OWNER, v->head.id, ""), OK);
    v = loaded(&m, v->head.id);
    v->price_before = 500;                        /* no word of what they agreed to */
    assert_int_equal(fixture_save(f, &consortium_member_entity, v), OK);
    assert_int_equal(v->says, CONSORTIUM_SAYS_AGREED);
    v->share = 55;
    assert_int_equal(fixture_save(f, &consortium_member_entity, v), OK);
    assert_int_equal(v->says, CONSORTIUM_SAYS_ASKED);
    assert_int_equal(v->agreed_by, 0);
    sees(&m.h, &consortium_entity, m.k->head.id, "xx-xx");
}

/* ---- its way ----------------------------------------------------------------------------------------------------- */

static void two_agree(Kitchen *m, ConsortiumMember **ret_one, ConsortiumMember **ret_other) {
    *ret_one = a_member(m, m->h.client, CONSORTIUM_ROLE_LEAD, 60);
    *ret_other = a_member(m, m->other, CONSORTIUM_ROLE_MEMBER, 40);
    assert_int_equal(agree(m, OWNER, (*ret_one)->head.id, ""), OK);
    assert_int_equal(agree(m, COORDINATOR, (*ret_other)->head.id, "Their baker, by phone"), OK);
    become(&m->h, COORDINATOR);
}

static void test_all_agree_before_it_is_a_body(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    TieEnds ends[10];
    size_t  n;
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), INVALID);        /* two at least */
    ConsortiumMember *one = a_member(&m, m.h.client, CONSORTIUM_ROLE_MEMBER, 60);
    ConsortiumMember *two = a_member(&m, m.other, CONSORTIUM_ROLE_MEMBER, 39.99);
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), INVALID);        /* one leads */
    one->role = CONSORTIUM_ROLE_LEAD;
    assert_int_equal(fixture_save(f, &consortium_member_entity, one), OK);
    assert_int_equal(agree(&m, COORDINATOR, one->head.id, "Told"), OK);
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), INVALID);        /* all */
    assert_int_equal(agree(&m, COORDINATOR, two->head.id, "Told"), OK);
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), INVALID);        /* a hundredth is missing */
    complains(&m, "state");
    two = loaded(&m, two->head.id);
    two->share = 40;
    assert_int_equal(fixture_save(f, &consortium_member_entity, two), OK);
    assert_int_equal(agree(&m, COORDINATOR, two->head.id, "Told"), OK);
    assert_int_equal(move(&m, CONSORTIUM_STATE_OFFERED, ""), OVER);
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), OK);
    Consortium *k = ent_new(&f->ctx, &consortium_entity);
    assert_int_equal(ent_load(&f->ctx, &consortium_entity, m.k->head.id, k), OK);
    assert_int_equal(k->state, CONSORTIUM_STATE_AGREED);
    assert_true(k->body != 0);
    Actor *body = ent_new(&f->ctx, &actor_entity);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, k->body, body), OK);
    assert_int_equal(body->kind, ACTOR_KIND_ORGANISATION);
    assert_int_equal(tie_real_of(&f->ctx, &k->body, 1, ends, 10, &n), OK);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(ends[i].kind, ends[i].from == m.h.client ? TIE_KIND_LEADS : TIE_KIND_PARTNER);
    }
    two = loaded(&m, two->head.id);
    two->capacity = 1;                            /* it stands as agreed */
    assert_int_equal(fixture_save(f, &consortium_member_entity, two), INVALID);
    complains(&m, "actor");
    assert_int_equal(move(&m, CONSORTIUM_STATE_FORMING, ""), OK);
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), OK);
    assert_int_equal(tie_real_of(&f->ctx, &k->body, 1, ends, 10, &n), OK);
    assert_int_equal(n, 2);                       /* the same body, the same ties */
}

static void test_it_moves_on_step_by_step_and_what_ended_stays(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    ConsortiumMember *one, *two;
    TieEnds ends[10];
    size_t  n;
    two_agree(&m, &one, &two);
    ConsortiumDelivery *d = ent_new(&f->ctx, &consortium_delivery_entity);
    d->consortium = m.k->head.id;
    d->member = one->head.id;
    d->on_day = f->ctx.reader.today;
    d->quantity = 1500;
    d->fate = DELIVERY_FATE_SHORT;
    assert_int_equal(fixture_save(f, &consortium_delivery_entity, d), OVER);
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), OK);
    assert_int_equal(move(&m, CONSORTIUM_STATE_WON, ""), OVER);
    assert_int_equal(move(&m, CONSORTIUM_STATE_DELIVERING, ""), OVER);
    assert_int_equal(move(&m, CONSORTIUM_STATE_OFFERED, ""), OK);
    assert_int_equal(move(&m, CONSORTIUM_STATE_LOST, ""), INVALID);
    complains(&m, "reason");
    assert_int_equal(move(&m, CONSORTIUM_STATE_WON, ""), OK);
    assert_int_equal(move(&m, CONSORTIUM_STATE_DELIVERING, ""), OK);
    assert_int_equal(fixture_save(f, &consortium_delivery_entity, d), INVALID);
    complains(&m, "reason");
    d->reason = LIT("The oven");
    assert_int_equal(fixture_save(f, &consortium_delivery_entity, d), OK);
    assert_int_equal(fixture_write(f, run_leave, &(Step){.id = two->head.id, .reason = LIT("Sold")}), OK);
    Consortium *k = ent_new(&f->ctx, &consortium_entity);
    assert_int_equal(ent_load(&f->ctx, &consortium_entity, m.k->head.id, k), OK);
    assert_int_equal(tie_real_of(&f->ctx, &k->body, 1, ends, 10, &n), OK);
    assert_int_equal(n, 1);                       /* who left has no tie with it any more */
    Held held;
    assert_int_equal(held_by(&f->ctx, m.h.people[COORDINATOR], &held), OK);
    assert_int_equal(held.n[HELD_CONSORTIA], 1);
    assert_int_equal(move(&m, CONSORTIUM_STATE_ENDED, ""), OK);
    assert_int_equal(held_by(&f->ctx, m.h.people[COORDINATOR], &held), OK);
    assert_int_equal(held.n[HELD_CONSORTIA], 0);
    assert_int_equal(move(&m, CONSORTIUM_STATE_DELIVERING, ""), OVER);
    assert_int_equal(fixture_save(f, &consortium_member_entity, new_member(&m, m.other, CONSORTIUM_ROLE_MEMBER, 1)),
                     OVER);
    assert_int_equal(agree(&m, COORDINATOR, one->head.id, "Told"), OVER);
}

static void test_a_step_is_taken_back(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    ConsortiumMember *one, *two;
    two_agree(&m, &one, &two);
    assert_int_equal(move(&m, CONSORTIUM_STATE_ENDED, ""), INVALID);
    assert_int_equal(move(&m, CONSORTIUM_STATE_ENDED, "Nobody bakes"), OK);
    ActRow *acts;
    size_t  n;
    assert_int_equal(act_list(&f->ctx, 1, &acts, &n), OK);
    assert_int_equal(fixture_write(f, run_undo, &(Step){.id = acts[0].id}), OK);
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), OK);
}

/* ---- buying and selling together --------------------------------------------------------------------------------- */

static ConsortiumQuote *a_quote(Kitchen *m, Id supplier) {
    ConsortiumQuote *q = ent_new(&m->h.f->ctx, &consortium_quote_entity);
    q->consortium = m->k->head.id;
    q->part = m->p->head.id;
    q->supplier = supplier;
    q->from_one = 1;
    q->price_one = 500;
    return q;
}

static void test_quotes_rise_by_steps_and_one_is_chosen(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_PURCHASE);
    ConsortiumQuote *q = a_quote(&m, m.other), *r = a_quote(&m, m.buyer);
    q->from_two = 1;
    assert_int_equal(fixture_save(f, &consortium_quote_entity, q), INVALID);
    complains(&m, "from_two");
    complains(&m, "price_two");
    q->from_two = 100;
    q->price_two = 450;
    assert_int_equal(fixture_save(f, &consortium_quote_entity, q), OK);
    r->valid_until = day_plus(f->ctx.reader.today, -1);
    assert_int_equal(fixture_save(f, &consortium_quote_entity, r), OK);
    assert_int_equal(fixture_write(f, run_choose, &(Step){.id = q->head.id}), OK);
    assert_int_equal(fixture_write(f, run_choose, &(Step){.id = q->head.id}), OVER);
    assert_int_equal(fixture_write(f, run_choose, &(Step){.id = r->head.id}), INVALID);
    r->valid_until = 0;
    assert_int_equal(fixture_save(f, &consortium_quote_entity, r), OK);
    assert_int_equal(fixture_write(f, run_choose, &(Step){.id = r->head.id}), OK);
    assert_int_equal(ent_load(&f->ctx, &consortium_quote_entity, q->head.id, q), OK);
    assert_int_equal(q->chosen_on, 0);            /* one a part */
    m.k = a_consortium(&m, CONSORTIUM_FORM_MARKET);
    assert_int_equal(fixture_save(f, &consortium_quote_entity, a_quote(&m, m.other)), INVALID);
    complains(&m, "consortium");
}

/* What stands on the page beside the quote that is marked as the cheapest; empty: none is. */
static Str cheapest_of(Kitchen *m) {
    Fixture *f = m->h.f;
    Request  rq = {.method = GET, .path = LIT("/consortia")};
    Page     pg = page_new(&f->ctx, &rq, NAV_MORE, LIT("Bread"));
    Buf      b;
    buf_init(&b, 1 << 18);
    assert_int_equal(CONSORTIUM_SAVINGS_PART.draw(&b, &pg, m->k), OK);
    Str page = html_keep(&f->arena, &b).s, mark = tr(LANG_EN, T_CONSORTIUM_CHEAPEST);
    for (ptrdiff_t at; (at = str_find(page, LIT("<li class=\"item\""))) >= 0;) {
        page = str_sub(page, (size_t)at + 1, page.n);
        ptrdiff_t end = str_find(page, LIT("</li>"));
        Str       item = str_sub(page, 0, (size_t)end);
        if (str_find(item, mark) >= 0) return item;
    }
    return (Str){0};
}

static void test_what_holds_no_more_is_not_the_cheapest(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_PURCHASE);
    ConsortiumQuote *dear = a_quote(&m, m.other), *cheap = a_quote(&m, m.buyer);
    (void)a_member(&m, m.h.client, CONSORTIUM_ROLE_LEAD, NAN);
    cheap->price_one = 400;                       /* of 2,000 */
    assert_int_equal(fixture_save(f, &consortium_quote_entity, cheap), OK);
    assert_int_equal(fixture_save(f, &consortium_quote_entity, dear), OK);
    assert_true(str_find(cheapest_of(&m), LIT("8,000")) >= 0);
    cheap->valid_until = day_plus(f->ctx.reader.today, -1);
    assert_int_equal(fixture_save(f, &consortium_quote_entity, cheap), OK);
    assert_true(str_find(cheapest_of(&m), LIT("10,000")) >= 0);
    dear->valid_until = cheap->valid_until;
    assert_int_equal(fixture_save(f, &consortium_quote_entity, dear), OK);
    assert_int_equal(cheapest_of(&m).n, 0);
}

static void test_packages_are_split_to_the_agora(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_MARKET);
    ConsortiumMember *v[3];
    v[0] = a_member(&m, m.h.client, CONSORTIUM_ROLE_LEAD, 33.33);
    v[1] = a_member(&m, m.other, CONSORTIUM_ROLE_MEMBER, 33.33);
    v[2] = a_member(&m, m.buyer, CONSORTIUM_ROLE_MEMBER, 33.34);
    for (int i = 0; i < 3; i++) assert_int_equal(agree(&m, COORDINATOR, v[i]->head.id, "Told"), OK);
    Step s = {.id = m.k->head.id, .n = 1};
    assert_int_equal(fixture_write(f, run_sold, &s), OVER);
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), OK);
    assert_int_equal(move(&m, CONSORTIUM_STATE_DELIVERING, ""), OK);         /* a package wins nothing */
    assert_int_equal(fixture_write(f, run_sold, &s), INVALID);
    complains(&m, "price");
    Consortium *k = ent_new(&f->ctx, &consortium_entity);
    assert_int_equal(ent_load(&f->ctx, &consortium_entity, m.k->head.id, k), OK);
    k->price = 10001;
    assert_int_equal(fixture_save(f, &consortium_entity, k), OK);
    assert_int_equal(fixture_write(f, run_sold, &(Step){.id = m.k->head.id, .n = NUMBER_NONE}), INVALID);
    complains(&m, "packages");
    assert_int_equal(fixture_write(f, run_sold, &s), OK);
    void   *rows;
    size_t  n;
    int64_t sum = 0;
    assert_int_equal(consortium_rows_of(&f->ctx, &consortium_delivery_entity, CONSORTIUM_DELIVERY_F_CONSORTIUM,
                                        m.k->head.id, &rows, &n), OK);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) sum += ((ConsortiumDelivery *)rows)[i].money;
    assert_int_equal(sum, 10001);
}

static void test_the_page_says_what_lacks(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    Joint    j;
    LackView v;
    (void)a_member(&m, m.h.client, CONSORTIUM_ROLE_LEAD, 60);
    assert_int_equal(joint_load(&f->ctx, m.k, &j), OK);
    consortium_lacks(&f->ctx, &j, &v);
    assert_int_equal(v.parts_n, 1);
    assert_int_equal(v.parts[0].lines_n, 1);      /* 2,000 on each of two days */
    assert_int_equal(v.lines_n, 3);               /* one more member, 40 per cent, their yes */
    assert_false(v.nothing);
    (void)a_member(&m, m.other, CONSORTIUM_ROLE_MEMBER, 40);
    assert_int_equal(joint_load(&f->ctx, m.k, &j), OK);
    consortium_lacks(&f->ctx, &j, &v);
    assert_true(v.parts[0].covered);
    assert_int_equal(v.lines_n, 1);
}

/* Two hundred days and more add up, not the first two hundred. */
static void test_all_deliveries_are_in_the_sum(void **state) {
    enum { DAYS = 230 };
    FIXTURE(f, state);
    Kitchen   m;
    Joint     j;
    MonthSum *sums;
    size_t    n;
    int64_t   received = 0;
    a_kitchen(&m, f, CONSORTIUM_FORM_PURCHASE);
    ConsortiumMember *one = a_member(&m, m.h.client, CONSORTIUM_ROLE_LEAD, NAN);
    ConsortiumMember *two = a_member(&m, m.other, CONSORTIUM_ROLE_MEMBER, NAN);
    assert_int_equal(agree(&m, COORDINATOR, one->head.id, "Told"), OK);
    assert_int_equal(agree(&m, COORDINATOR, two->head.id, "Told"), OK);
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), OK);
    assert_int_equal(move(&m, CONSORTIUM_STATE_DELIVERING, ""), OK);
    for (int i = 0; i < DAYS; i++) {
        ConsortiumDelivery *d = ent_new(&f->ctx, &consortium_delivery_entity);
        d->consortium = m.k->head.id;
        d->member = one->head.id;
        d->on_day = day_plus(f->ctx.reader.today, -i);
        d->quantity = 3;
        d->fate = DELIVERY_FATE_RECEIVED;
        assert_int_equal(fixture_save(f, &consortium_delivery_entity, d), OK);
    }
    assert_int_equal(joint_load(&f->ctx, m.k, &j), OK);
    assert_int_equal(consortium_month_sums(&f->ctx, &j, &sums, &n), OK);
    for (size_t i = 0; i < n; i++) received += sums[i].received;
    assert_int_equal(received, 3 * DAYS);
    assert_true(n > 6 && sums[0].year * 12 + sums[0].month > sums[n - 1].year * 12 + sums[n - 1].month);
}

/* ---- certificates, each with its own day ------------------------------------------------------------------------- */

static LackPart lacks_of(Kitchen *m) {
    Joint    j;
    LackView v;
    become(&m->h, COORDINATOR);
    assert_int_equal(joint_load(&m->h.f->ctx, m->k, &j), OK);
    consortium_lacks(&m->h.f->ctx, &j, &v);
    return v.parts[0];
}

static bool says(const LackPart *p, const char *words) {
    for (size_t i = 0; i < p->lines_n; i++) {
        if (str_find(p->lines[i].plain, str_of(words)) >= 0) return true;
    }
    return false;
}

static void test_each_certificate_holds_until_its_own_day(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    Day today = f->ctx.reader.today;
    m.p->each_holds = 1 << (CERTIFICATE_KOSHER - 1) | 1 << (CERTIFICATE_LICENCE - 1);
    m.p->by_on = day_plus(today, 30);
    m.p->until_on = day_plus(today, 20);
    assert_int_equal(fixture_save(f, &consortium_part_entity, m.p), INVALID);
    complains(&m, "until_on");
    m.p->until_on = day_plus(today, 200);
    assert_int_equal(fixture_save(f, &consortium_part_entity, m.p), OK);
    ConsortiumMember *v = a_member(&m, m.h.client, CONSORTIUM_ROLE_LEAD, 60);
    v->kosher_until = day_plus(today, 100);       /* a day says that it is held */
    v->licence_until = day_plus(today, 300);
    assert_int_equal(fixture_save(f, &consortium_member_entity, v), OK);
    assert_int_equal(v->certificates, m.p->each_holds);
    LackPart p = lacks_of(&m);
    assert_true(says(&p, "ends before the last delivery"));
    assert_false(says(&p, "Business licence"));
    v->kosher_until = day_plus(today, 200);
    assert_int_equal(fixture_save(f, &consortium_member_entity, v), OK);
    p = lacks_of(&m);
    assert_false(says(&p, "Kosher"));
    v->licence_until = 0;                         /* held, and until when is not known: a question */
    assert_int_equal(fixture_save(f, &consortium_member_entity, v), OK);
    p = lacks_of(&m);
    assert_true(says(&p, "Business licence"));
    assert_int_equal(agree(&m, OWNER, v->head.id, ""), OK);
    v = loaded(&m, v->head.id);
    v->licence_until = day_plus(today, 400);      /* renewed: what was agreed to stays agreed to */
    assert_int_equal(fixture_save(f, &consortium_member_entity, v), OK);
    assert_int_equal(v->says, CONSORTIUM_SAYS_AGREED);
    v->certificates = 0;
    assert_int_equal(fixture_save(f, &consortium_member_entity, v), OK);
    assert_true(!v->kosher_until && !v->licence_until && v->says == CONSORTIUM_SAYS_ASKED);
}

/* ---- the last day on the first page ------------------------------------------------------------------------------ */

static size_t dates(Kitchen *m, int who, DateRow *rows) {
    TodayDates v = {.rows = rows};
    become(&m->h, who);
    assert_int_equal(consortium_dates(&m->h.f->ctx, &v), OK);
    return v.rows_n;
}

static void test_the_last_day_waits_on_the_first_page_until_it_is_offered(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    DateRow v[DATES_ROOM];
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    Day today = f->ctx.reader.today;
    m.k->answer_by = day_plus(today, 15);
    assert_int_equal(fixture_save(f, &consortium_entity, m.k), OK);
    assert_int_equal(dates(&m, COORDINATOR, v), 0);
    m.k->answer_by = day_plus(today, 14);
    assert_int_equal(fixture_save(f, &consortium_entity, m.k), OK);
    assert_int_equal(dates(&m, COORDINATOR, v), 1);
    assert_int_equal(v[0].it.due, m.k->answer_by);
    assert_true(v[0].it.sub.n > 0);
    assert_int_equal(dates(&m, HEADQUARTERS, v), 0);       /* neither follows it nor coordinates the unit */
    assert_int_equal(dates(&m, OWNER, v), 0);
    ConsortiumMember *one = a_member(&m, m.h.client, CONSORTIUM_ROLE_LEAD, 60);
    ConsortiumMember *two = a_member(&m, m.other, CONSORTIUM_ROLE_MEMBER, 40);
    assert_int_equal(agree(&m, COORDINATOR, one->head.id, "By phone"), OK);
    assert_int_equal(agree(&m, COORDINATOR, two->head.id, "By phone"), OK);
    become(&m.h, COORDINATOR);
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), OK);
    assert_int_equal(dates(&m, COORDINATOR, v), 1);
    assert_int_equal(move(&m, CONSORTIUM_STATE_OFFERED, ""), OK);
    assert_int_equal(dates(&m, COORDINATOR, v), 0);
}

/* ---- the paper that was signed ----------------------------------------------------------------------------------- */

static void test_what_was_signed_is_filed_once_all_agreed(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    ConsortiumMember  *one = a_member(&m, m.h.client, CONSORTIUM_ROLE_LEAD, 60);
    ConsortiumMember  *two = a_member(&m, m.other, CONSORTIUM_ROLE_MEMBER, 40);
    ConsortiumSigning *s = ent_new(&f->ctx, &consortium_signing_entity);
    s->consortium = m.k->head.id;
    s->signed_on = f->ctx.reader.today;
    s->signed_by = LIT("Both");
    become(&m.h, COORDINATOR);
    assert_int_equal(fixture_save(f, &consortium_signing_entity, s), INVALID);
    complains(&m, "signed_on");
    assert_int_equal(agree(&m, OWNER, one->head.id, ""), OK);
    assert_int_equal(agree(&m, COORDINATOR, two->head.id, "By phone"), OK);
    become(&m.h, COORDINATOR);
    assert_int_equal(move(&m, CONSORTIUM_STATE_AGREED, ""), OK);
    s->signed_on = day_plus(f->ctx.reader.today, 1);
    assert_int_equal(fixture_save(f, &consortium_signing_entity, s), INVALID);
    complains(&m, "signed_on");
    s->signed_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &consortium_signing_entity, s), OK);
    sees(&m.h, &consortium_signing_entity, s->head.id, "xxxxx");        /* the owner who agreed too */
}

static Id a_listing(Kitchen *m, int kind, const char *title, Id holder, Id category) {
    Listing *l = ent_new(&m->h.f->ctx, &listing_entity);
    l->title.v[LANG_EN] = str_of(title);
    l->kind = kind;
    l->state = LISTING_STATE_OPEN;
    l->holder = holder;
    l->category = category;
    l->place = m->h.town;
    if (kind == LISTING_KIND_OFFER) l->certificates = 1 << (CERTIFICATE_KOSHER - 1);
    assert_int_equal(fixture_save(m->h.f, &listing_entity, l), OK);
    return l->head.id;
}

/* Whoever the page names, once the image has read what there is. */
static LackPart named(Kitchen *m) {
    Fixture *f = m->h.f;
    Joint    j;
    LackView v;
    MatchFinds ignored;
    fixture_unread(f);
    assert_true(seek_wait(f->region));
    fixture_read(f);
    for (int i = 0; i < 600 && matching_image_stale(f->region); i++) {
        nanosleep(&(struct timespec){.tv_nsec = 50 * 1000 * 1000}, NULL);
        assert_int_equal(matching_who(&f->ctx, m->k->head.id, 20, &ignored), OK);
    }
    become(&m->h, COORDINATOR);
    assert_int_equal(joint_load(&f->ctx, m->k, &j), OK);
    consortium_lacks(&f->ctx, &j, &v);
    assert_int_equal(consortium_who(&f->ctx, &j, &j.parts[0], &v.parts[0]), OK);
    return v.parts[0];
}

static void test_who_could_have_it_is_found_for_the_need_and_by_field(void **state) {
    FIXTURE(f, state);
    Kitchen m;
    Category *g = ent_new(&f->ctx, &category_entity);
    a_kitchen(&m, f, CONSORTIUM_FORM_SUPPLY);
    fixture_system(f);
    g->name.v[LANG_EN] = g->code = LIT("shop/bakery");
    g->trade = TRADE_GROUP_FOOD;
    assert_int_equal(fixture_save(f, &category_entity, g), OK);
    Id oven = an_actor(&m, ACTOR_KIND_BUSINESS, "Oven");
    Actor *a = ent_new(&f->ctx, &actor_entity);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, m.other, a), OK);
    a->category = g->head.id;
    a->locality = m.h.town;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    matching_image_start(f->region);
    seek_start(f->region);
    become(&m.h, COORDINATOR);
    assert_int_equal(named(&m).who_n, 0);         /* neither a need nor a field is said */
    m.p->category = g->head.id;
    m.p->each_holds = 1 << (CERTIFICATE_KOSHER - 1);
    assert_int_equal(fixture_save(f, &consortium_part_entity, m.p), OK);
    LackPart p = named(&m);
    assert_int_equal(p.who_n, 1);
    assert_true(str_eq(p.who[0].name, LIT("Other bakery")));
    (void)a_listing(&m, LISTING_KIND_OFFER, "Bread each morning", oven, g->head.id);
    m.k->listing = a_listing(&m, LISTING_KIND_NEED, "Bread for a kitchen", m.buyer, g->head.id);
    assert_int_equal(fixture_save(f, &consortium_entity, m.k), OK);
    p = named(&m);
    assert_int_equal(p.who_n, 2);                 /* an offer, kosher, that the matching found for the need */
    assert_true(str_eq(p.who[0].name, LIT("Oven")));
    (void)a_member(&m, oven, CONSORTIUM_ROLE_LEAD, 50);
    p = named(&m);
    assert_int_equal(p.who_n, 1);                 /* who takes part is not proposed */
    fixture_unread(f);
    seek_stop(f->region);
    matching_image_stop(f->region);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_joint_supplier_has_a_buyer_who_takes_no_part),
        FIXTURE_BOTH(test_one_leads_nobody_twice_and_shares_have_two_digits),
        FIXTURE_BOTH(test_what_a_part_carries_is_not_put_away),
        FIXTURE_BOTH(test_an_owner_sees_it_from_their_yes_on_and_until_they_leave),
        FIXTURE_BOTH(test_nobody_agrees_for_a_business_of_others),
        FIXTURE_BOTH(test_what_changes_is_agreed_to_anew),
        FIXTURE_BOTH(test_all_agree_before_it_is_a_body),
        FIXTURE_BOTH(test_it_moves_on_step_by_step_and_what_ended_stays),
        FIXTURE_BOTH(test_a_step_is_taken_back),
        FIXTURE_BOTH(test_quotes_rise_by_steps_and_one_is_chosen),
        FIXTURE_BOTH(test_what_holds_no_more_is_not_the_cheapest),
        FIXTURE_BOTH(test_packages_are_split_to_the_agora),
        FIXTURE_BOTH(test_all_deliveries_are_in_the_sum),
        FIXTURE_BOTH(test_the_page_says_what_lacks),
        FIXTURE_BOTH(test_each_certificate_holds_until_its_own_day),
        FIXTURE_BOTH(test_the_last_day_waits_on_the_first_page_until_it_is_offered),
        FIXTURE_BOTH(test_what_was_signed_is_filed_once_all_agreed),
        FIXTURE_BOTH(test_who_could_have_it_is_found_for_the_need_and_by_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
