/* Coming purchases as people read them: about how much, in the region's money. */
#include "cases.h"

#include "ent/form.h"
#include "spend/coming.h"

static const char *const SAID[] = {"under_50", "10,000–50,000", "₪10,000 to ₪50,000", "10,000 ₪ עד 50,000 ₪"};

static bool shows(Fixture *f, const Field *about, const ComingPurchase *p, const char *words) {
    Buf b;
    buf_init(&b, 1 << 16);
    value_show(&f->ctx, &b, about, p);
    bool there = str_find(buf_str(&b), str_of(words)) >= 0;
    buf_clear(&b);
    ent_field_html(&f->ctx, &b, &coming_purchase_entity, about, p, NULL);
    there = there && str_find(buf_str(&b), str_of(words)) >= 0;
    buf_release(&b);
    Str cell = field_plain(&f->ctx, about, p);
    return there && str_find(cell, str_of(words)) >= 0 && str_find(cell, LIT("\xE2\x81")) < 0;
}

static void test_how_much_is_told_in_the_money_of_the_region(void **state) {
    FIXTURE(f, state);
    const Field    *about = &coming_purchase_entity.fields[COMING_PURCHASE_F_ABOUT];
    ComingPurchase *p = ent_new(&f->ctx, &coming_purchase_entity);
    p->about = AMOUNT_RANGE_UNDER_10;
    assert_true(shows(f, about, p, "₪10,000"));
    p->about = AMOUNT_RANGE_UNDER_50;
    assert_true(shows(f, about, p, "₪10,000") && shows(f, about, p, "₪50,000"));
    f->ctx.reader.currency = "EUR";
    p->about = AMOUNT_RANGE_OVER_1M;
    assert_true(shows(f, about, p, "€1,000,000"));
    f->ctx.reader.lang = LANG_HE;
    assert_true(shows(f, about, p, "1,000,000") && shows(f, about, p, "€"));
    p->about = 0;
    assert_int_equal(field_plain(&f->ctx, about, p).n, 0);
}

/* What was taken away is read back: with the money or as the label alone, in any language. */
static void test_how_much_is_read_as_it_was_told(void **state) {
    FIXTURE(f, state);
    const Field    *about = &coming_purchase_entity.fields[COMING_PURCHASE_F_ABOUT];
    ComingPurchase *p = ent_new(&f->ctx, &coming_purchase_entity);
    p->about = AMOUNT_RANGE_UNDER_50;
    Str told = field_plain(&f->ctx, about, p);
    for (size_t i = 0; i <= sizeof SAID / sizeof *SAID; i++) {
        Str said = i ? str_of(SAID[i - 1]) : told;
        p->about = 0;
        assert_true(value_read(&f->ctx, about, p, LANG_EN, said));
        assert_int_equal(p->about, AMOUNT_RANGE_UNDER_50);
    }
    assert_false(value_read(&f->ctx, about, p, LANG_EN, LIT("near ₪50,000")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_how_much_is_told_in_the_money_of_the_region),
        FIXTURE_BOTH(test_how_much_is_read_as_it_was_told),
    };
    coming_module.start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
