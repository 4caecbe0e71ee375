/* Payments of a large buyer: what counts, who sees it, who the payees are, how much of it is local; coming purchases
** and quotes. */
#include "cases.h"

#include "base/cells.h"
#include "place/place.h"
#include "ent/erase.h"
#include "event/event.h"
#include "spend/coming_page.h"
#include "spend/guest.h"
#include "spend/spend_page.h"
#include "spend/workday.h"
#include "tie/tie.h"

typedef struct Shop {
    House h;
    Id    council, baker, north;                  /* baker: in the town; north: elsewhere */
    Id    away;
} Shop;

static Id an_actor(House *h, int kind, const char *name, Id town, const char *number) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = kind;
    a->locality = town;
    a->head.unit = h->town;
    a->registration_no = str_of(number);
    if (kind == ACTOR_KIND_PUBLIC_BODY) a->head.visibility = VIS_PUBLIC;
    if (kind == ACTOR_KIND_BUSINESS) a->size = SIZE_CLASS_MICRO;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static Id a_place(House *h, const char *name) {
    Place *p = ent_new(&h->f->ctx, &place_entity);
    p->name.v[LANG_EN] = str_of(name);
    p->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(h->f, &place_entity, p), OK);
    return p->head.id;
}

static void a_shop(Shop *s, Fixture *f) {
    a_house(&s->h, f);
    s->away = a_place(&s->h, "North");
    s->council = an_actor(&s->h, ACTOR_KIND_PUBLIC_BODY, "Town Council", s->h.town, "");
    s->baker = an_actor(&s->h, ACTOR_KIND_BUSINESS, "Desert Bread Ltd", s->h.town, "");
    s->north = an_actor(&s->h, ACTOR_KIND_BUSINESS, "North Star Limited", s->away, "514437219");
}

#define PACKAGE "{\"uri\":\"u\",\"version\":\"1.1\",\"publishedDate\":\"2026-01-01T00:00:00Z\"," \
                "\"publisher\":{\"name\":\"P\"},\"releases\":["
#define RELEASE(id, who) "{\"ocid\":\"" id "\",\"id\":\"1\",\"date\":\"2026-01-01T00:00:00Z\",\"tag\":[\"tender\"]," \
                         "\"initiationType\":\"tender\",\"buyer\":{\"name\":\"" who "\"},"

static const char TEXT[] =
    "Supplier Name,Company number,Category,Paid Date,Trans No,Amount\n"
    "DESERT BREAD LTD,,Food,01/02/2026,1,100.00\n"
    "Desert Bread,,Food,02/02/2026,2,50.00\n"
    "Some name,514437219,Roads,03/02/2026,3,700.00\n"
    "Nobody we know Ltd,,Roads,04/05/2026,4,30.00\n"
    "Mr Y Ali,,Grants,05/05/2026,5,20.00\n"
    "Mr Y Ali,,Grants,05/05/2026,5,20.00\n"
    "Total,,,,,920.00\n";

typedef struct Bring {
    Shop        *s;
    const char  *text;
    PaymentFile *v;
    bool         counts, published;
} Bring;

static Fault run_bring(Ctx *c, void *arg) {
    Bring       *b = arg;
    SpendPlan    plan = {0};
    SpendBrought brought;
    SheetSource  src = {.fd = -1, .mem = str_of(b->text)};
    Fault f = spend_bring(c, b->s->council, 0, &src, &plan, &brought);
    if (f == OK) {
        b->v->buyer = b->s->council;
        b->v->name = LIT("payments.csv");
        b->v->state = b->counts ? PAYMENT_STATE_IN_USE : PAYMENT_STATE_DRAFT;
        b->v->published = b->published;
        f = spend_keep(c, b->v, &brought, src.mem);
    }
    arena_release(&brought.arena);
    return f;
}

static PaymentFile *brings(Shop *s, const char *text, bool counts, bool published) {
    Bring b = {s, text, ent_new(&s->h.f->ctx, &payment_file_entity), counts, published};
    assert_int_equal(fixture_write(s->h.f, run_bring, &b), OK);
    return b.v;
}

static const SpendGroup *group(const SpendAll *a, const char *name) {
    for (size_t i = 0; i < a->groups_n; i++) {
        if (str_eq(a->groups[i].name, str_of(name))) return &a->groups[i];
    }
    fail_msg("no payee %s", name);
    return NULL;
}

static SpendAll sums(Shop *s, Id place) {
    SpendAll a;
    assert_int_equal(spend_all_load(&s->h.f->ctx, s->council, (Str){0}, &a), OK);
    assert_int_equal(spend_all_sum(&s->h.f->ctx, &a, &place, 1), OK);
    return a;
}

typedef struct Counted {
    int64_t n, sum;
} Counted;
static Fault count_row(Ctx *c, const SpendAll *a, const SpendRowView *r, void *arg) {
    Counted *to = arg;
    (void)c;
    (void)a;
    to->n++;
    to->sum += r->amount;
    return OK;
}

static int64_t rows_sum(Shop *s, const SpendAll *a, SpendPick p) {
    Counted n = {0};
    assert_int_equal(spend_rows(&s->h.f->ctx, a, &p, count_row, &n), OK);
    return n.sum;
}

static SpendPick any(void) { return (SpendPick){.quarter = -1, .local = -1, .state = -1, .move = -1, .size = -1}; }

static void test_what_one_has_paid_to_another_since_a_day(void **state) {
    FIXTURE(f, state);
    Shop     s;
    SpendSum paid;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    (void)brings(&s, TEXT, true, false);
    assert_int_equal(spend_paid(&f->ctx, s.council, s.baker, 20260101, &paid), OK);
    assert_int_equal(paid.sum, 15000);
    assert_int_equal(spend_paid(&f->ctx, s.council, s.baker, 20260202, &paid), OK);
    assert_int_equal(paid.sum, 5000);
    assert_int_equal(spend_paid(&f->ctx, s.council, s.baker, 20260301, &paid), OK);
    assert_int_equal(paid.rows, 0);
    assert_int_equal(spend_paid(&f->ctx, s.baker, s.council, 0, &paid), OK);
    assert_int_equal(paid.rows, 0);
}

static void test_sums_and_their_rows(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    PaymentFile *v = brings(&s, TEXT, true, false);
    assert_int_equal(v->kept, 90000);
    assert_int_equal(v->head.unit, s.h.town);
    SpendAll a = sums(&s, s.h.town);
    assert_int_equal(a.all.sum, 90000);
    /* The registration number and the whole name are certain; the name without its form is asked about. */
    assert_int_equal(group(&a, "Some name")->actor, s.north);
    assert_int_equal(a.local[0][SPEND_LOCAL].sum, 15000);
    assert_int_equal(a.local[0][SPEND_NOT_LOCAL].sum, 70000);
    assert_int_equal(a.local[0][SPEND_UNKNOWN].sum, 5000);
    SpendAll north = sums(&s, s.away);
    assert_int_equal(north.local[0][SPEND_LOCAL].sum, 70000);
    for (int l = 0; l < SPEND_LOCAL_N; l++) {
        SpendPick p = any();
        p.local = l;
        assert_int_equal(rows_sum(&s, &a, p), a.local[0][l].sum);
    }
    for (size_t i = 0; i < a.kinds_n; i++) {
        SpendPick p = any();
        p.by_kind = true;
        p.kind = a.kinds[i].key;
        assert_int_equal(rows_sum(&s, &a, p), a.kinds[i].sum[0].sum);
    }
    for (size_t i = 0; i < a.groups_n; i++) {
        SpendPick p = any();
        p.by_payee = true;
        p.payee = a.groups[i].key;
        assert_int_equal(rows_sum(&s, &a, p), a.groups[i].sum.sum);
    }
    for (int q = 0; q < SPEND_QUARTERS_MAX; q++) {
        SpendPick p = any();
        p.quarter = q;
        assert_int_equal(rows_sum(&s, &a, p), a.quarters[q][0].sum);
    }
    for (int i = 0; i < SPEND_SIZES; i++) {
        SpendPick p = any();
        p.size = i;
        assert_int_equal(rows_sum(&s, &a, p), a.sizes[i].sum);
    }
    assert_int_equal(a.sizes[SIZE_CLASS_MICRO].sum, 85000);
    SpendPick twice = any();
    twice.state = SPEND_TWIN;
    assert_int_equal(rows_sum(&s, &a, twice), 2000);
}

static void test_a_draft_does_not_count_and_rows_count_once(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    PaymentFile *draft = brings(&s, TEXT, false, true);
    SpendAll a;
    assert_int_equal(spend_all_load(&f->ctx, s.council, (Str){0}, &a), OK);
    assert_int_equal(a.parts_n, 0);
    assert_int_equal(draft->head.visibility, VIS_UNIT);
    brings(&s, TEXT, true, false);
    /* The same rows once more, and one more. */
    PaymentFile *more = brings(&s, "Supplier Name,Company number,Category,Paid Date,Trans No,Amount\n"
                                   "DESERT BREAD LTD,,Food,01/02/2026,1,100.00\nOther Ltd,,Food,06/02/2026,9,5.00\n",
                               true, false);
    assert_int_equal(more->kept, 500);
    a = sums(&s, s.h.town);
    assert_int_equal(a.all.sum, 90500);
    assert_int_equal(fixture_archive(f, &payment_file_entity, more->head.id), OK);
    a = sums(&s, s.h.town);
    assert_int_equal(a.all.sum, 90000);
}

/* Sums of several currencies are never one; the region's own comes first, however few its rows are. */
static void test_each_currency_has_sums_of_its_own(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    brings(&s, "Supplier Name,Amount,Currency\nMaker Ltd,7,EUR\nBaker Ltd,9,EUR\n", true, false);
    assert_int_equal(sums(&s, s.h.town).all.sum, 1600);
    brings(&s, "Supplier Name,Amount\nBaker Ltd,4\n", true, false);
    SpendAll a = sums(&s, s.h.town);
    assert_true(strcmp(a.currency, "ILS") == 0 && a.all.sum == 400 && a.currencies_n == 2);
    assert_int_equal(spend_all_load(&f->ctx, s.council, LIT("EUR"), &a), OK);
    assert_int_equal(spend_all_sum(&f->ctx, &a, &s.h.town, 1), OK);
    assert_int_equal(a.all.sum, 1600);
}

static void test_who_sees_payments(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    PaymentFile *kept = brings(&s, TEXT, true, false);
    sees(&s.h, &payment_file_entity, kept->head.id, "xx xx");
    become(&s.h, COORDINATOR);
    PaymentFile *open = brings(&s, "Supplier Name,Amount\nMr A Levi,7\nBaker Ltd,9\n", true, true);
    sees(&s.h, &payment_file_entity, open->head.id, "xxxxx");
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    SpendAll a = sums(&s, s.h.town);
    assert_int_equal(a.all.sum, 1600);
    assert_false(spend_name_shown(&f->ctx, group(&a, "Mr A Levi")->bearer));
    assert_true(spend_name_shown(&f->ctx, group(&a, "Baker Ltd")->bearer));
    become(&s.h, OWNER);
    PayeeMatch *m = ent_new(&f->ctx, &payee_match_entity);
    m->buyer = s.council;
    m->name = LIT("Desert Bread");
    m->key = 5;
    m->verdict = PAYEE_VERDICT_OTHER;
    assert_int_not_equal(fixture_save(f, &payee_match_entity, m), OK);
}

static void test_what_a_person_says_is_remembered(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    brings(&s, TEXT, true, false);
    SpendAll a = sums(&s, s.h.town);
    const SpendGroup *g = group(&a, "Nobody we know Ltd");
    PayeeMatch *m = ent_new(&f->ctx, &payee_match_entity);
    m->buyer = s.council;
    m->name = g->name;
    m->key = (int64_t)g->key;
    m->verdict = PAYEE_VERDICT_SAME;
    assert_int_equal(fixture_save(f, &payee_match_entity, m), INVALID);
    m->actor = s.baker;
    assert_int_equal(fixture_save(f, &payee_match_entity, m), OK);
    brings(&s, "Supplier Name,Category,Paid Date,Trans No,Amount\nNobody we know,Roads,04/05/2026,77,10.00\n", true,
           false);
    a = sums(&s, s.h.town);
    assert_int_equal(a.local[0][SPEND_LOCAL].sum, 15000 + 3000 + 1000);
    SpendMark *k = ent_new(&f->ctx, &spend_mark_entity);
    k->name = LIT("Roads");
    k->move = SPEND_MOVE_CANNOT;
    assert_int_equal(fixture_save(f, &spend_mark_entity, k), OK);
    a = sums(&s, s.h.town);
    assert_int_equal(a.moved[SPEND_MOVE_CANNOT].sum, 70000 + 3000 + 1000);
    assert_int_equal(a.moved[0].sum + a.moved[1].sum + a.moved[2].sum, a.all.sum);
}

/* ---- coming purchases and quotes --------------------------------------------------------------------------------- */

typedef struct Act {
    QuoteRequest *v;
    Id            chosen;
    Str           why;
} Act;
static Fault run_ask(Ctx *c, void *arg) { return quote_ask(c, ((Act *)arg)->v); }
static Fault run_close(Ctx *c, void *arg) {
    Act *a = arg;
    return quote_close(c, a->v, a->chosen, a->why);
}

static QuoteRequest *a_request(Shop *s, Day until) {
    QuoteRequest *v = ent_new(&s->h.f->ctx, &quote_request_entity);
    v->buyer = s->council;
    v->what = LIT("Pastry for two events");
    v->answer_by = until;
    return v;
}

static void refuses(Shop *s, const Entity *e, void *rec, const char *field) {
    assert_int_equal(fixture_save(s->h.f, e, rec), INVALID);
    assert_string_equal(s->h.f->ctx.complaints.v[0].field, field);
}

static void test_two_working_days_and_a_reason(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    Day today = f->ctx.reader.today, least = workday_after(today, QUOTE_DAYS);
    refuses(&s, &quote_request_entity, a_request(&s, day_plus(least, -1)), "answer_by");
    QuoteRequest *v = a_request(&s, least);
    assert_int_equal(fixture_save(f, &quote_request_entity, v), OK);
    assert_int_equal(fixture_write(f, run_ask, &(Act){.v = v}), INVALID);   /* nobody to ask */
    Quote *q = ent_new(&f->ctx, &quote_entity);
    q->of_request = v->head.id;
    q->supplier = s.council;
    q->why_asked = LIT("Bakes in town");
    refuses(&s, &quote_entity, q, "supplier");
    q->supplier = s.baker;
    assert_int_equal(fixture_save(f, &quote_entity, q), OK);
    assert_int_equal(ent_load(&f->ctx, &quote_request_entity, v->head.id, v), OK);
    assert_int_equal(fixture_write(f, run_ask, &(Act){.v = v}), OK);
    assert_int_equal(v->state, QUOTE_STATE_ASKED);
    v->what = LIT("Something else");
    refuses(&s, &quote_request_entity, v, "what");
    assert_int_equal(ent_load(&f->ctx, &quote_request_entity, v->head.id, v), OK);
    assert_int_equal(ent_load(&f->ctx, &quote_entity, q->head.id, q), OK);
    Act close = {.v = v, .chosen = q->head.id, .why = LIT("The only one, and in time")};
    assert_int_equal(fixture_write(f, run_close, &close), INVALID);         /* answers may still come */
    q->answer = QUOTE_ANSWER_OFFERS;
    q->price = 120000;
    assert_int_equal(fixture_save(f, &quote_entity, q), OK);
    assert_int_equal(q->answered_on, today);
    close.why = LIT(" ");
    assert_int_equal(fixture_write(f, run_close, &close), INVALID);         /* without a reason */
    close.why = LIT("The only one, and in time");
    assert_int_equal(ent_load(&f->ctx, &quote_request_entity, v->head.id, v), OK);
    assert_int_equal(fixture_write(f, run_close, &close), OK);
    assert_int_equal(ent_load(&f->ctx, &quote_entity, q->head.id, q), OK);
    assert_int_equal(q->chosen, 1);
    q->price = 1;
    assert_int_equal(fixture_save(f, &quote_entity, q), FROZEN);
}

typedef struct Add {
    Id            purchase, supplier;
    QuoteRequest *ret;
} Add;
static Fault run_add(Ctx *c, void *arg) {
    Add *a = arg;
    return coming_ask(c, a->purchase, a->supplier, LIT("Works in this very field"), a->ret);
}

static size_t asked_of(Shop *s, Id request) {
    Quote *q;
    size_t n;
    assert_int_equal(quotes_of(&s->h.f->ctx, request, &q, &n), OK);
    return n;
}

static void test_one_tap_puts_a_supplier_on_the_request_that_is_written(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    ComingPurchase *p = ent_new(&f->ctx, &coming_purchase_entity);
    p->what = LIT("Rolls for the schools");
    p->buyer = s.council;
    p->certificates = 1;
    assert_int_equal(fixture_save(f, &coming_purchase_entity, p), OK);
    Add add = {p->head.id, s.baker, ent_new(&f->ctx, &quote_request_entity)};
    assert_int_equal(fixture_write(f, run_add, &add), OK);
    Id first = add.ret->head.id;
    assert_true(add.ret->state == QUOTE_STATE_DRAFT && add.ret->purchase == p->head.id);
    assert_true(add.ret->answer_by >= workday_after(f->ctx.reader.today, QUOTE_DAYS));
    assert_int_equal(add.ret->certificates, 1);
    assert_int_equal(asked_of(&s, first), 1);
    add.ret = ent_new(&f->ctx, &quote_request_entity);
    assert_int_equal(fixture_write(f, run_add, &add), OK);               /* tapped twice: asked once */
    assert_true(add.ret->head.id == first);
    assert_int_equal(asked_of(&s, first), 1);
    Quote *q = ent_new(&f->ctx, &quote_entity);
    q->of_request = first;
    q->supplier = s.baker;
    q->why_asked = LIT("Bakes in town");
    refuses(&s, &quote_entity, q, "supplier");
    add.supplier = s.council;
    assert_int_equal(fixture_write(f, run_add, &add), INVALID);          /* the buyer does not quote */
    become(&s.h, CONSULTANT);
    add.supplier = s.baker;
    assert_int_not_equal(fixture_write(f, run_add, &add), OK);
    become(&s.h, COORDINATOR);
    p->until_on = day_plus(f->ctx.reader.today, -1);
    p->from_on = p->until_on;
    assert_int_equal(fixture_save(f, &coming_purchase_entity, p), OK);
    assert_int_equal(fixture_write(f, run_add, &add), OVER);
}

static void test_a_published_purchase_is_seen_by_all(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    ComingPurchase *v = ent_new(&f->ctx, &coming_purchase_entity);
    v->buyer = s.council;
    v->what = LIT("Chairs");
    v->from_on = 20260901;
    v->until_on = 20260801;
    refuses(&s, &coming_purchase_entity, v, "until_on");
    v->until_on = 20261001;
    assert_int_equal(fixture_save(f, &coming_purchase_entity, v), OK);
    sees(&s.h, &coming_purchase_entity, v->head.id, "xx xx");
    become(&s.h, COORDINATOR);
    v->published = 1;
    assert_int_equal(fixture_save(f, &coming_purchase_entity, v), OK);
    sees(&s.h, &coming_purchase_entity, v->head.id, "xxxxx");
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(ent_load(&f->ctx, &coming_purchase_entity, v->head.id, v), OK);
}

/* ---- the buyer's own numbers ------------------------------------------------------------------------------------- */

#define NUMBERED "Supplier Name,Supplier ID,Category,Paid Date,Trans No,Amount\n"

static void test_names_under_one_number(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    brings(&s, NUMBERED "Levant Foods,N7,Food,01/02/2026,1,100.00\n"
                        "Levant Foods of the South,N7,Food,02/02/2026,2,30.00\n"
                        "Roads and More,N8,Roads,03/02/2026,3,5.00\nStar College,N8,Roads,03/02/2026,4,7.00\n",
           true, false);
    SpendAll a = sums(&s, s.h.town);
    const SpendGroup *g = group(&a, "Levant Foods");
    assert_int_equal(g->sum.sum, 13000);
    assert_true(str_eq(g->also, LIT("Levant Foods of the South")) && !g->other.n);
    assert_int_equal(group(&a, "Roads and More")->sum.sum, 500);
    assert_true(str_eq(group(&a, "Roads and More")->other, LIT("Star College")));
    for (size_t i = 0; i < a.keys_n; i++) {
        SpendPick p = any();
        p.by_payee = true;
        p.payee = a.keys[i];
        assert_int_equal(rows_sum(&s, &a, p), spend_group(&a, a.keys[i])->sum.sum);
    }
    PayeeMatch *m = ent_new(&f->ctx, &payee_match_entity);
    m->buyer = s.council;
    m->name = g->name;
    m->key = (int64_t)g->key;
    m->number = g->number;
    m->verdict = PAYEE_VERDICT_SAME;
    m->actor = s.baker;
    assert_int_equal(fixture_save(f, &payee_match_entity, m), OK);
    /* A name that was not there, under the number that was decided about; and one that has nothing in common. */
    PaymentFile *v = brings(&s, NUMBERED "Foods of Levant,N7,Food,04/02/2026,9,11.00\n", true, false);
    a = sums(&s, s.h.town);
    assert_int_equal(a.local[0][SPEND_LOCAL].sum, 13000 + 1100);
    assert_int_equal(fixture_archive(f, &payment_file_entity, v->head.id), OK);
    brings(&s, NUMBERED "Paper Mill Works,N7,Food,04/02/2026,9,11.00\n", true, false);
    a = sums(&s, s.h.town);
    assert_int_equal(a.local[0][SPEND_LOCAL].sum, 13000);
    assert_true(group(&a, "Paper Mill Works")->other.n);
}

/* ---- whose the local payees are ---------------------------------------------------------------------------------- */

static void owns(Shop *s, Id owner, Id owned, double share) {
    Tie *t = ent_new(&s->h.f->ctx, &tie_entity);
    t->from_actor = owner;
    t->to_actor = owned;
    t->kind = TIE_KIND_OWNS;
    t->state = TIE_STATE_ACTIVE;
    t->share = share;
    assert_int_equal(fixture_save(s->h.f, &tie_entity, t), OK);
}

static SpendOwned owned(Shop *s, const SpendAll *a) {
    SpendOwned o;
    assert_int_equal(spend_owned(&s->h.f->ctx, a, &o), OK);
    assert_int_equal(o.sum[0] + o.sum[1] + o.sum[2], a->local[0][SPEND_LOCAL].sum);
    return o;
}

static void test_whose_the_local_payees_are(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    brings(&s, TEXT, true, false);
    SpendAll a = sums(&s, s.h.town);
    SpendOwned o = owned(&s, &a);
    assert_int_equal(o.sum[SPEND_UNKNOWN], 15000);
    assert_int_equal(o.known, 0);
    Id here = an_actor(&s.h, ACTOR_KIND_PERSON, "Somebody here", s.h.town, "");
    owns(&s, here, s.baker, 60);
    owns(&s, s.north, s.baker, 30);
    o = owned(&s, &a);
    assert_int_equal(o.sum[SPEND_LOCAL], 9000);
    assert_int_equal(o.sum[SPEND_NOT_LOCAL], 4500);
    assert_int_equal(o.sum[SPEND_UNKNOWN], 1500);
    assert_int_equal(o.known, 1);
    assert_true(o.of[SPEND_LOCAL] == 1 && o.of[SPEND_NOT_LOCAL] == 1);
    owns(&s, s.baker, s.north, 100);
    o = owned(&s, &a);
    assert_int_equal(o.circular, 1);
    assert_int_equal(o.sum[SPEND_UNKNOWN], 6000);
}

static bool tells_owners(Shop *s, Id place) {
    Fixture *f = s->h.f;
    Param    one = {LIT("local1"), id_str(&f->arena, place)};
    Request  rq = {.method = GET, .path = LIT("/purchases"), .args = {&one, 1}, .ids = {s->council}};
    Buf      body;
    buf_init(&body, 1 << 20);
    Reply    rp = {.body = &body};
    fixture_unread(f);
    assert_int_equal(get_purchase_all(&f->ctx, &rq, &rp), OK);
    fixture_read(f);
    bool there = str_find(buf_str(&body), LIT("id=\"owned\"")) >= 0;
    buf_release(&body);
    return there;
}

/* Two places that differ by one payee would say whose that one is. */
static void test_all_are_told_of_owners_by_the_buyers_own_place_alone(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    const Id towns[] = {s.h.town, s.away};
    char     text[2000] = "Supplier Name,Paid Date,Amount\n", line[80];
    for (int i = 0; i < 2 * CELL_LEAST; i++) {
        snprintf(line, sizeof line, "Bakers of street %c Ltd", 'A' + i);
        Id of = an_actor(&s.h, ACTOR_KIND_BUSINESS, line, towns[i % 2], "");
        owns(&s, an_actor(&s.h, ACTOR_KIND_PERSON, "Somebody", towns[i % 2], ""), of, 100);
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s,01/02/2026,100.00\n", line);
    }
    become(&s.h, COORDINATOR);
    brings(&s, text, true, true);
    assert_true(tells_owners(&s, s.h.town) && tells_owners(&s, s.away));
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_true(tells_owners(&s, s.h.town));
    assert_false(tells_owners(&s, s.away));
}

/* Sums by a place would tell of it: one that the reader may not see is as if it were not there. */
static void test_a_place_that_one_may_not_see_means_nothing(void **state) {
    FIXTURE(f, state);
    Shop   s;
    Id     v[SPEND_DEFS_MAX];
    int    n;
    Str    query;
    Place *p = ent_new(&f->ctx, &place_entity);
    a_shop(&s, f);
    become(&s.h, HEADQUARTERS);
    p->name.v[LANG_EN] = LIT("Hidden");
    p->kind = PLACE_KIND_LOCALITY;
    p->head.visibility = VIS_PRIVATE;
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    become(&s.h, COORDINATOR);
    Param   one = {LIT("local1"), id_str(f->ctx.arena, p->head.id)};
    Request rq = {.args = {&one, 1}};
    assert_int_equal(spend_places(&f->ctx, &rq, s.council, v, &n, &query), OK);
    for (int i = 0; i < n; i++) assert_true(v[i] != p->head.id);
    one.value = id_str(f->ctx.arena, s.away);
    assert_int_equal(spend_places(&f->ctx, &rq, s.council, v, &n, &query), OK);
    assert_true(n == 1 && v[0] == s.away);
}

static Fault note_row(Ctx *c, const SpendAll *a, const SpendRowView *r, void *arg) {
    (void)a;
    *(SpendRowView *)arg = *r;
    ((SpendRowView *)arg)->currency = arena_z(c->arena, str_of(r->currency));
    return OK;
}

static void test_a_row_in_another_currency_says_which(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    brings(&s, "Supplier Name,Date,Trans No,Currency,Amount\nA Ltd,01/02/2026,1,ILS,10\nB Ltd,01/02/2026,2,ILS,20\n"
               "C Ltd,01/02/2026,3,EUR,30\n", true, false);
    SpendAll     a = sums(&s, s.h.town);
    SpendPick    p = any();
    SpendRowView r = {0};
    p.state = SPEND_FOREIGN;
    assert_string_equal(a.currency, "ILS");
    assert_int_equal(spend_rows(&f->ctx, &a, &p, note_row, &r), OK);
    assert_int_equal(r.amount, 3000);
    assert_string_equal(r.currency, "EUR");
}

/* ---- erasing ----------------------------------------------------------------------------------------------------- */

typedef struct Gone {
    EntIds actors, gone;
} Gone;
static Fault run_erase(Ctx *c, void *arg) {
    Gone *g = arg;
    return spend_erase(c, &g->actors, &g->gone);
}

static void test_who_is_erased_is_withheld_in_files(void **state) {
    FIXTURE(f, state);
    Shop s;
    Str  raw;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    PaymentFile *v = brings(&s, TEXT, true, false);
    PaymentFile *other = brings(&s, "Supplier Name,Amount\nBaker Ltd,9\n", true, false);
    PaymentFile *package = brings(&s, PACKAGE RELEASE("x-9", "Town Council")
                                  "\"tender\":{\"id\":\"t\",\"title\":\"Lamps\","
                                  "\"contactPoint\":{\"name\":\"\\u0044esert Bread \\u004ctd\"}}}]}", false, false);
    PayeeMatch *m = ent_new(&f->ctx, &payee_match_entity);
    m->buyer = s.council;
    m->name = LIT("Desert Bread");
    SpendAll before = sums(&s, s.h.town);
    m->key = (int64_t)group(&before, "DESERT BREAD LTD")->key;
    m->verdict = PAYEE_VERDICT_SAME;
    m->actor = s.baker;
    assert_int_equal(fixture_save(f, &payee_match_entity, m), OK);
    Gone g = {.actors = {.e = &actor_entity}};
    ent_ids_add(&f->ctx, &g.actors, s.baker);
    assert_int_equal(fixture_write(f, run_erase, &g), OK);
    assert_int_equal(g.gone.n, 1);
    assert_int_equal(g.gone.v[0], m->head.id);
    SpendAll a = sums(&s, s.h.town);
    assert_int_equal(a.all.sum, 90000 + 900);
    assert_int_equal(a.local[0][SPEND_LOCAL].sum, 0);
    for (size_t i = 0; i < a.groups_n; i++) assert_true(str_find(a.groups[i].name, LIT("read")) < 0);
    assert_int_equal(group(&a, "Name withheld")->sum.sum, 15000);
    assert_int_equal(spend_pieces(&f->ctx, v->head.id, SPEND_PIECE_RAW, &raw), OK);
    assert_int_equal(raw.n, 0);
    assert_int_equal(spend_pieces(&f->ctx, other->head.id, SPEND_PIECE_RAW, &raw), OK);
    assert_true(raw.n > 0);
    assert_int_equal(spend_pieces(&f->ctx, package->head.id, SPEND_PIECE_RAW, &raw), OK);
    assert_int_equal(raw.n, 0);                   /* also where its letters are written as numbers */
}

/* ---- packages of the Open Contracting Data Standard -------------------------------------------------------------- */

static void test_a_package_is_a_file_of_payments_too(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    PaymentFile *v = brings(&s, PACKAGE RELEASE("x-1", "Department of schools")
        "\"tender\":{\"id\":\"t\",\"title\":\"Chairs\"}}," RELEASE("x-2", "Town Council")
        "\"awards\":[{\"id\":\"1\",\"status\":\"active\",\"date\":\"2026-01-05T00:00:00Z\","
        "\"value\":{\"amount\":90.5,\"currency\":\"ILS\"},\"suppliers\":[{\"name\":\"Desert Bread Ltd\"}]}]},"
        RELEASE("x-3", "North Star Limited")
        "\"awards\":[{\"id\":\"1\",\"status\":\"active\",\"value\":{\"amount\":1000,"
        "\"currency\":\"ILS\"}}]}]}", true, false);
    assert_int_equal(v->coming_n, 1);
    assert_int_equal(v->rows_n, 1);
    assert_int_equal(v->kept, 9050);              /* what is certainly another buyer's is left out */
    SpendAll a = sums(&s, s.h.town);
    assert_int_equal(a.local[0][SPEND_LOCAL].sum, 9050);
    PaymentFile *plans = brings(&s, PACKAGE RELEASE("x-9", "Town Council")
        "\"tender\":{\"id\":\"t\",\"title\":\"Lamps\"}}]}", false, false);
    assert_int_equal(plans->coming_n, 1);
    assert_int_equal(plans->rows_n, 0);
    Bring bad = {&s, PACKAGE "{\"ocid\":\"x\"}]}", ent_new(&f->ctx, &payment_file_entity), false, false};
    assert_int_equal(fixture_write(f, run_bring, &bad), BAD_FILE);
}

static void test_what_is_published_as_open_data(void **state) {
    FIXTURE(f, state);
    Shop s;
    ComingOpen open[8];
    size_t n;
    Id there;
    Str ocid;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    ComingPurchase *v = ent_new(&f->ctx, &coming_purchase_entity);
    v->buyer = s.council;
    v->what = LIT("Chairs");
    v->ocid = LIT("x-1");
    assert_int_equal(fixture_save(f, &coming_purchase_entity, v), OK);
    assert_int_equal(coming_by_ocid(&f->ctx, LIT("x-1"), &there), OK);
    assert_int_equal(there, v->head.id);
    assert_int_equal(coming_ocid(&f->ctx, v->head.id, &ocid), OK);
    assert_int_equal(coming_by_ocid(&f->ctx, ocid, &there), OK);
    assert_int_equal(there, v->head.id);
    assert_int_equal(coming_published(&f->ctx, 0, open, 8, &n), OK);
    assert_int_equal(n, 0);
    v->published = 1;
    assert_int_equal(fixture_save(f, &coming_purchase_entity, v), OK);
    QuoteRequest *q = a_request(&s, workday_after(f->ctx.reader.today, QUOTE_DAYS + 1));
    q->purchase = v->head.id;
    q->published = 1;
    q->state = QUOTE_STATE_ASKED;
    assert_int_equal(fixture_save(f, &quote_request_entity, q), OK);
    QuoteRequest *more = a_request(&s, workday_after(f->ctx.reader.today, QUOTE_DAYS + 1));
    more->purchase = v->head.id;
    more->published = 1;
    more->state = QUOTE_STATE_ASKED;
    assert_int_equal(fixture_save(f, &quote_request_entity, more), OK);
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(coming_published(&f->ctx, 0, open, 8, &n), OK);
    assert_int_equal(n, 2);                       /* the first request is the tender of the purchase */
    assert_int_equal(open[0].id, v->head.id);
    assert_int_equal(open[1].id, more->head.id);
    assert_true(open[1].request);
}

/* ---- supplier days ----------------------------------------------------------------------------------------------- */

static Event *a_day(Shop *s, int kind, Day on) {
    Event *e = ent_new(&s->h.f->ctx, &event_entity);
    e->title.v[LANG_EN] = LIT("Meet the council");
    e->kind = kind;
    e->place = s->h.town;
    e->host = s->council;
    e->from_on = on;
    assert_int_equal(fixture_save(s->h.f, &event_entity, e), OK);
    return e;
}

static DayGuest *a_guest(Shop *s, Id event, Id actor) {
    DayGuest *g = ent_new(&s->h.f->ctx, &day_guest_entity);
    g->of_event = event;
    g->actor = actor;
    g->why = LIT("Bakes in town");
    return g;
}

typedef struct Came {
    Id       id;
    DayGuest *g;
} Came;
static Fault run_came(Ctx *c, void *arg) {
    Came *k = arg;
    return guest_came(c, k->id, true, k->g);
}

static void test_guests_of_a_supplier_day(void **state) {
    FIXTURE(f, state);
    Shop s;
    a_shop(&s, f);
    become(&s.h, COORDINATOR);
    Day today = f->ctx.reader.today;
    Event *other = a_day(&s, EVENT_KIND_TRAINING, today), *day = a_day(&s, EVENT_KIND_SUPPLIER_DAY, day_plus(today, 9));
    refuses(&s, &day_guest_entity, a_guest(&s, other->head.id, s.baker), "of_event");
    refuses(&s, &day_guest_entity, a_guest(&s, day->head.id, s.council), "actor");
    DayGuest *g = a_guest(&s, day->head.id, s.baker);
    assert_int_equal(fixture_save(f, &day_guest_entity, g), OK);
    assert_int_equal(g->state, GUEST_STATE_INVITED);
    sees(&s.h, &day_guest_entity, g->head.id, "xx xx");
    become(&s.h, COORDINATOR);
    refuses(&s, &day_guest_entity, a_guest(&s, day->head.id, s.baker), "actor");
    assert_int_equal(fixture_write(f, run_came, &(Came){g->head.id, ent_new(&f->ctx, &day_guest_entity)}), OVER);
    g->state = GUEST_STATE_CAME;
    refuses(&s, &day_guest_entity, g, "state");
    Event *past = a_day(&s, EVENT_KIND_SUPPLIER_DAY, today);
    DayGuest *came = a_guest(&s, past->head.id, s.baker);
    assert_int_equal(fixture_save(f, &day_guest_entity, came), OK);
    assert_int_equal(fixture_write(f, run_came, &(Came){came->head.id, came}), OK);
    assert_int_equal(came->state, GUEST_STATE_CAME);
    came->contract_on = today;
    came->contract = 500000;
    assert_int_equal(fixture_save(f, &day_guest_entity, came), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_sums_and_their_rows),
        FIXTURE_BOTH(test_what_one_has_paid_to_another_since_a_day),
        FIXTURE_BOTH(test_a_draft_does_not_count_and_rows_count_once),
        FIXTURE_BOTH(test_each_currency_has_sums_of_its_own),
        FIXTURE_BOTH(test_who_sees_payments),
        FIXTURE_BOTH(test_what_a_person_says_is_remembered),
        FIXTURE_BOTH(test_two_working_days_and_a_reason),
        FIXTURE_BOTH(test_one_tap_puts_a_supplier_on_the_request_that_is_written),
        FIXTURE_BOTH(test_a_published_purchase_is_seen_by_all),
        FIXTURE_BOTH(test_names_under_one_number),
        FIXTURE_BOTH(test_whose_the_local_payees_are),
        FIXTURE_BOTH(test_all_are_told_of_owners_by_the_buyers_own_place_alone),
        FIXTURE_BOTH(test_a_place_that_one_may_not_see_means_nothing),
        FIXTURE_BOTH(test_a_row_in_another_currency_says_which),
        FIXTURE_BOTH(test_who_is_erased_is_withheld_in_files),
        FIXTURE_BOTH(test_a_package_is_a_file_of_payments_too),
        FIXTURE_BOTH(test_what_is_published_as_open_data),
        FIXTURE_BOTH(test_guests_of_a_supplier_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
