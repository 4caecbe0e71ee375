/* mail_store_test.c - the outbox: what waits, what was sent, what failed. */
#include "store/fixture.h"

#include "account/account_store.h"

static Fault run_mail(Ctx *c, void *arg) {
    Mail m = {.org = c->who.org, .to = *(Str *)arg, .reader = c->reader, .subject = T_ACCOUNT_MAIL_LINK,
              .body = T_ACCOUNT_MAIL_LINK_TEXT, .n_args = 2, .link = LIT("https://negev.example/sign-in/link/KEY")};
    m.args[0] = TR_ARG("name", LIT("Noa"));
    m.args[1] = TR_N("n", 30);
    return mail_queue(c, &m);
}
static Fault run_sent(Ctx *c, void *arg) { return mail_sent(c, *(Id *)arg); }
static Fault run_failed(Ctx *c, void *arg) { return mail_failed(c, arg, LIT("no such box")); }
static Fault run_again(Ctx *c, void *arg) { return mail_again(c, *(Id *)arg); }

static void test_mails_wait_until_they_are_sent_or_old(void **state) {
    FIXTURE(f, state);
    Str first = LIT("a@example.org"), second = LIT("b@example.org");
    MailRow *v;
    MailDue due;
    size_t n;
    int64_t waiting;
    assert_int_equal(fixture_write(f, run_mail, &first), OK);
    assert_int_equal(fixture_write(f, run_mail, &second), OK);
    assert_int_equal(mail_list(&f->ctx, &v, &n, &waiting), OK);
    assert_int_equal(n, 2);
    assert_int_equal(waiting, 2);
    assert_int_equal(mail_due(&f->ctx, &due), OK);
    assert_true(str_eq(due.to, first));
    assert_true(str_ends(due.body, LIT("\n\nhttps://negev.example/sign-in/link/KEY\n")));
    assert_int_equal(fixture_write(f, run_sent, &due.id), OK);
    assert_int_equal(fixture_write(f, run_again, &due.id), NOT_FOUND);    /* what was sent is not sent again */
    assert_int_equal(mail_due(&f->ctx, &due), OK);
    assert_true(str_eq(due.to, second));
    f->ctx.reader.now += 91LL * 24 * 3600 * 1000;
    assert_int_equal(fixture_write(f, run_mail, &first), OK);
    assert_int_equal(mail_list(&f->ctx, &v, &n, &waiting), OK);
    assert_int_equal(n, 1);
}

static void test_a_mail_that_failed_is_tried_later_and_then_only_when_asked(void **state) {
    FIXTURE(f, state);
    Str to = LIT("a@example.org");
    MailDue due;
    assert_int_equal(fixture_write(f, run_mail, &to), OK);
    for (int i = 0; i < 8; i++) {
        assert_int_equal(mail_due(&f->ctx, &due), OK);
        assert_int_equal(due.tries, i);
        assert_int_equal(fixture_write(f, run_failed, &due), OK);
        assert_int_equal(mail_due(&f->ctx, &due), NOT_FOUND);
        f->ctx.reader.now += (60LL * 1000) << i;
    }
    assert_int_equal(mail_due(&f->ctx, &due), NOT_FOUND);
    assert_int_equal(fixture_write(f, run_again, &due.id), OK);
    assert_int_equal(mail_due(&f->ctx, &due), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_mails_wait_until_they_are_sent_or_old),
        FIXTURE_BOTH(test_a_mail_that_failed_is_tried_later_and_then_only_when_asked),
    };
    return cmocka_run_group_tests_name("mail_store", tests, NULL, NULL);
}
