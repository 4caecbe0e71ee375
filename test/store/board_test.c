/* The dashboard: its numbers are those of the pages behind it, in the right of whoever reads it. */
#include "cases.h"

#include "board/board_page.h"
#include "future_ent.h"
#include "place/place.h"
#include "stay/stay_page.h"
#include "tie_ent.h"

static Id a_business(House *h, const char *name) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = ACTOR_KIND_BUSINESS;
    a->locality = a->head.unit = h->town;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static void a_tie(House *h, Id from, Id to) {
    Tie *t = ent_new(&h->f->ctx, &tie_entity);
    t->from_actor = from;
    t->to_actor = to;
    t->kind = TIE_KIND_SUPPLIES;
    t->state = TIE_STATE_ACTIVE;
    assert_int_equal(fixture_save(h->f, &tie_entity, t), OK);
}

static Id a_field(House *h, const char *code, const char *name) {
    Category *v = ent_new(&h->f->ctx, &category_entity);
    v->code = str_of(code);
    v->name.v[LANG_EN] = str_of(name);
    assert_int_equal(fixture_save(h->f, &category_entity, v), OK);
    return v->head.id;
}

static void an_outlay(House *h, Id field, int64_t shekels, int where) {
    Outlay *o = ent_new(&h->f->ctx, &outlay_entity);
    o->what = LIT("What is bought");
    o->category = field;
    o->place = h->town;
    o->kind = SPENDER_KIND_HOUSEHOLD;
    o->low = shekels * 100;
    o->per = OUTLAY_PER_YEAR;
    o->year = day_year(h->f->ctx.reader.today);
    o->bought = where;
    if (where == OUTLAY_WHERE_PLACE) o->bought_in = h->town;
    assert_int_equal(fixture_save(h->f, &outlay_entity, o), OK);
}

static Id a_study(House *h, const char *name, int year, int state) {
    Lm3Study *s = ent_new(&h->f->ctx, &lm3_study_entity);
    s->name = str_of(name);
    s->source = LIT("An income");
    s->place = h->town;
    s->amount = 100000;
    s->year = year;
    s->form = LM3_FORM_STRICT;
    s->state = state;
    assert_int_equal(fixture_save(h->f, &lm3_study_entity, s), OK);
    Lm3Payee *p = ent_new(&h->f->ctx, &lm3_payee_entity);
    p->study = s->head.id;
    p->name = LIT("Mill");
    p->class = LM3_CLASS_SUPPLIER;
    p->paid = 100000;
    p->sits = LM3_SITS_HERE;
    p->spent = 200000;
    p->spent_here = 100000;
    assert_int_equal(fixture_save(h->f, &lm3_payee_entity, p), OK);
    return s->head.id;
}

static void an_aim(House *h, const char *text, int line) {
    Aim *a = ent_new(&h->f->ctx, &aim_entity);
    a->text.v[LANG_EN] = str_of(text);
    a->place = h->town;
    a->line = line;
    a->state = GOAL_STATE_OPEN;
    assert_int_equal(fixture_save(h->f, &aim_entity, a), OK);
}

static BoardView board_of(House *h, int who, Net *net) {
    PlaceLocal l;
    BoardView  v = {0};
    become(h, who);
    assert_int_equal(place_local_read(&h->f->ctx, id_str(&h->f->arena, h->town), &l), OK);
    assert_int_equal(board_fill(&h->f->ctx, &l, net, &v), OK);
    return v;
}

static void test_its_numbers_are_those_of_the_pages_behind_it(void **state) {
    FIXTURE(f, state);
    House h;
    Net   net;
    a_house(&h, f);
    fixture_system(f);
    Id bread = a_field(&h, "shop/bakery", "Bread"), print = a_field(&h, "shop/copyshop", "Print");
    become(&h, COORDINATOR);
    Id mill = a_business(&h, "Mill"), shop = a_business(&h, "Shop"), cafe = a_business(&h, "Cafe");
    (void)a_business(&h, "Alone");
    a_tie(&h, mill, shop);
    a_tie(&h, shop, cafe);
    an_outlay(&h, bread, 1000, OUTLAY_WHERE_AWAY);
    an_outlay(&h, print, 2000, OUTLAY_WHERE_AWAY);
    an_outlay(&h, print, 1000, OUTLAY_WHERE_PLACE);
    (void)a_study(&h, "Newest, being asked", 2026, LM3_STATE_ASKING);
    Id told = a_study(&h, "Finished", 2025, LM3_STATE_TOLD);
    an_aim(&h, "Jobs", GOAL_LINE_SOCIAL);
    for (int i = 0; i < 4; i++) an_aim(&h, "Market", GOAL_LINE_ECONOMIC);

    BoardView v = board_of(&h, COORDINATOR, &net);
    assert_true(v.known);
    /* One that is finished stands before one that is still asked. */
    assert_true(str_eq(v.study.href, view_record_path(&f->ctx, &lm3_study_entity, told)));
    assert_true(str_eq(v.study.value, LIT("2.50")));   /* 1000, all of it here, half of that again */
    assert_int_equal(v.study.r2_part, 100);
    assert_int_equal(v.study.r3_part, 50);
    assert_int_equal(v.study.others, 1);
    assert_int_equal(v.leaks_of_n, 2);
    assert_true(str_eq(v.leaks_of[0].name, LIT("Print")));
    assert_int_equal(v.leaks_of[0].part, 100);
    assert_int_equal(v.leaks_of[1].part, 50);
    assert_int_equal(v.stays_part, 25);
    assert_int_equal(v.lines_n, 3);
    assert_int_equal(v.lines[0].aims_n, 1);
    assert_int_equal(v.lines[1].aims_n, 0);
    assert_int_equal(v.lines[2].aims_n, 3);
    assert_int_equal(v.lines[2].more, 1);
    assert_true(str_eq(v.broker, LIT("Shop")));
    assert_int_equal(v.towns_n, 1);
    assert_true(v.towns[0].businesses >= 4);
    assert_int_equal(v.towns[0].businesses - v.towns[0].alone, 3);
    assert_int_equal(v.towns[0].across, 0);
}

/* Fewer than five who spend are told to nobody who may not read them one by one. */
static void test_who_may_not_read_single_spendings_sees_none_of_few(void **state) {
    FIXTURE(f, state);
    House h;
    Net   net;
    a_house(&h, f);
    fixture_system(f);
    Id bread = a_field(&h, "shop/bakery", "Bread");
    become(&h, COORDINATOR);
    an_outlay(&h, bread, 1000, OUTLAY_WHERE_AWAY);
    assert_true(board_of(&h, COORDINATOR, &net).leaks_any);
    BoardView v = board_of(&h, HEADQUARTERS, &net);
    assert_false(v.leaks_any);
    assert_true(v.leaks_hidden);
    assert_int_equal(v.leaks_of_n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_its_numbers_are_those_of_the_pages_behind_it),
        FIXTURE_BOTH(test_who_may_not_read_single_spendings_sees_none_of_few),
    };
    return cmocka_run_group_tests_name("board", tests, NULL, NULL);
}
