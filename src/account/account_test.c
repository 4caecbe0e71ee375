/* account_test.c - the rules of signing in: roles, passwords, codes, keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "account/account.h"
#include "base/utf8.h"

typedef struct Bench {
    Arena arena;
    Ctx   ctx;
} Bench;

static int setup(void **state) {
    Bench *b = calloc(1, sizeof *b);
    arena_init(&b->arena, 1 << 20);
    b->ctx = (Ctx){.arena = &b->arena, .reader = {.lang = LANG_EN, .zone = "UTC", .now = 1, .today = 20260601}};
    *state = b;
    return 0;
}

static int teardown(void **state) {
    Bench *b = *state;
    arena_release(&b->arena);
    free(b);
    return 0;
}

/* Rows: who gives. Columns: admin hq coordinator consultant trustee owner council resident funder. */
static void test_who_may_give_which_role(void **state) {
    static const struct {
        unsigned    roles;
        const char *may;
    } ROWS[] = {
        {ROLE_ADMIN, "yyyyyyyyy"},
        {ROLE_HQ, "nyyyyyyyy"},
        {ROLE_COORDINATOR, "nnnyyyyyy"},
        {ROLE_CONSULTANT, "nnnnnnnnn"},
        {ROLE_TRUSTEE, "nnnnnnnnn"},
        {ROLE_OWNER, "nnnnnnnnn"},
        {ROLE_COUNCIL, "nnnnnnnnn"},
        {ROLE_RESIDENT, "nnnnnnnnn"},
        {ROLE_FUNDER, "nnnnnnnnn"},
        {ROLE_ANYONE, "nnnnnnnnn"},
        {0, "nnnnnnnnn"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        for (int role = 1; role < GRANT_ROLE_N; role++) {
            assert_int_equal(account_may_grant(ROWS[i].roles, role), ROWS[i].may[role - 1] == 'y');
        }
    }
}

/* Every set of roles: whoever holds several may what any of them may, never more. */
static void test_several_roles_may_what_one_of_them_may(void **state) {
    (void)state;
    for (unsigned roles = 0; roles < 1u << (GRANT_ROLE_N - 1); roles++) {
        for (int role = 1; role < GRANT_ROLE_N; role++) {
            bool any = false;
            for (int held = 0; held < GRANT_ROLE_N - 1; held++) {
                any |= (roles >> held & 1) && account_may_grant(1u << held, role);
            }
            assert_int_equal(account_may_grant(roles, role), any);
        }
    }
}

static void test_a_role_opens_what_its_bearers_need(void **state) {
    (void)state;
    for (int role = 1; role < GRANT_ROLE_N; role++) {
        bool staff = account_role(role) & (ROLES_STAFF | ROLE_TRUSTEE);
        assert_int_equal(account_level(role), staff ? VIS_UNIT : VIS_MEMBERS);
        assert_int_equal(account_role_is_wide(role), role == GRANT_ROLE_ADMIN || role == GRANT_ROLE_HQ);
    }
}

/* RFC 6238, appendix B, SHA-1: the last six of its eight digits. */
static void test_codes_are_those_of_rfc_6238(void **state) {
    static const struct {
        Stamp       s;
        const char *code;
    } VECTORS[] = {{59, "287082"},         {1111111109, "081804"},  {1111111111, "050471"},
                   {1234567890, "005924"}, {2000000000, "279037"},  {20000000000, "353130"}};
    Str secret = LIT("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    (void)state;
    for (size_t i = 0; i < sizeof VECTORS / sizeof *VECTORS; i++) {
        assert_int_equal(totp_step(secret, str_of(VECTORS[i].code), VECTORS[i].s * 1000, 0), VECTORS[i].s / 30);
    }
}

static void test_a_code_lasts_one_step_around_and_works_once(void **state) {
    Str secret = LIT("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), code = LIT("050471");
    Stamp at = 1111111111LL / 30 * 30 * 1000;
    int64_t step = 1111111111LL / 30;
    (void)state;
    assert_int_equal(totp_step(secret, code, at - 30000, 0), step);
    assert_int_equal(totp_step(secret, code, at + 59999, 0), step);
    assert_int_equal(totp_step(secret, code, at - 30001, 0), 0);
    assert_int_equal(totp_step(secret, code, at + 60000, 0), 0);
    assert_int_equal(totp_step(secret, code, at, step - 1), step);
    assert_int_equal(totp_step(secret, code, at, step), 0);
}

static void test_a_code_is_read_as_people_type_it(void **state) {
    Str secret = LIT("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    Stamp at = 1111111111000;
    (void)state;
    assert_true(totp_step(secret, LIT(" 050 471 "), at, 0));
    assert_true(totp_step(secret, LIT("\xD9\xA0\xD9\xA5\xD9\xA0\xD9\xA4\xD9\xA7\xD9\xA1"), at, 0));
    assert_false(totp_step(secret, LIT("50471"), at, 0));
    assert_false(totp_step(secret, LIT("+50471"), at, 0));
    assert_false(totp_step(secret, LIT("0504711"), at, 0));
    assert_false(totp_step(secret, LIT(""), at, 0));
    assert_false(totp_step(LIT(""), LIT("050471"), at, 0));
    assert_false(totp_step(LIT("gezdgnbvgy3tqojqgezdgnbvgy3tqojq"), LIT("050471"), at, 0));
}

static void test_a_new_secret_makes_codes(void **state) {
    Bench *b = *state;
    Str one = totp_secret(&b->ctx), two = totp_secret(&b->ctx);
    assert_int_equal(one.n, 32);
    assert_false(str_eq(one, two));
    int fits = 0;
    for (int code = 0; code < 1000000 && !fits; code++) {
        char text[16];
        snprintf(text, sizeof text, "%06d", code);
        fits = totp_step(one, str_of(text), 1111111111000, 1111111111LL / 30) != 0;
    }
    assert_true(fits);
    Str address = totp_address(&b->ctx, one, LIT("noa@example.org"));
    assert_true(str_starts(address, LIT("otpauth://totp/rakaz:noa%40example.org?secret=")));
}

static const char *complaint(Bench *b, const char *password) {
    b->ctx.complaints.n = 0;
    password_check(&b->ctx, "password", str_of(password), LIT("noa.cohen@example.org"));
    return b->ctx.complaints.n ? TEXT_NAMES[b->ctx.complaints.v[0].key] : "";
}

static void test_passwords_are_long_and_not_the_first_that_come_to_mind(void **state) {
    Bench *b = *state;
    assert_string_equal(complaint(b, "nine char"), "account.fix_password_short");
    assert_string_equal(complaint(b, "ten charac"), "");
    assert_string_equal(complaint(b, "סוסצהוב12"), "account.fix_password_short");
    assert_string_equal(complaint(b, "סוס צהוב 1"), "");
    assert_string_equal(complaint(b, "Password123"), "account.fix_password_common");
    assert_string_equal(complaint(b, "zzzzzzzzzzzz"), "account.fix_password_common");
    assert_string_equal(complaint(b, "שששששששששש"), "account.fix_password_common");
    assert_string_equal(complaint(b, "NOA.COHEN@example.org"), "account.fix_password_common");
    char long_one[PASSWORD_MAX + 2];
    memset(long_one, 'a', sizeof long_one);
    long_one[0] = 'b';
    long_one[PASSWORD_MAX] = 0;
    assert_string_equal(complaint(b, long_one), "");
    long_one[PASSWORD_MAX] = 'a';
    long_one[PASSWORD_MAX + 1] = 0;
    assert_string_equal(complaint(b, long_one), "account.fix_password_long");
}

static void test_a_password_fits_its_hash_alone(void **state) {
    Bench *b = *state;
    Str hash, again;
    assert_int_equal(password_hash(&b->ctx, LIT("a long enough sentence"), &hash), OK);
    assert_int_equal(password_hash(&b->ctx, LIT("a long enough sentence"), &again), OK);
    assert_false(str_eq(hash, again));
    assert_true(str_starts(hash, LIT("$argon2id$v=19$m=19456,t=2,p=1$")));
    assert_true(password_fits(hash, LIT("a long enough sentence")));
    assert_false(password_fits(hash, LIT("a long enough sentence ")));
    assert_false(password_fits(hash, LIT("")));
    assert_false(password_fits(LIT(""), LIT("a long enough sentence")));
    assert_false(password_fits(LIT("rubbish"), LIT("a long enough sentence")));
}

/* An unknown address must cost what a known one costs: the hash that nobody has is really computed. */
static void test_nobody_costs_the_time_of_somebody(void **state) {
    Bench *b = *state;
    Str hash;
    struct timespec t[3];
    assert_int_equal(password_hash(&b->ctx, LIT("a long enough sentence"), &hash), OK);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t[0]);
    for (int i = 0; i < 5; i++) (void)password_fits(hash, LIT("something else"));
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t[1]);
    for (int i = 0; i < 5; i++) (void)password_fits((Str){0}, LIT("something else"));
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t[2]);
    double known = (double)(t[1].tv_sec - t[0].tv_sec) + (double)(t[1].tv_nsec - t[0].tv_nsec) / 1e9;
    double nobody = (double)(t[2].tv_sec - t[1].tv_sec) + (double)(t[2].tv_nsec - t[1].tv_nsec) / 1e9;
    assert_true(nobody > known / 3 && nobody < known * 3);
}

static void test_keys_are_new_each_time_and_stored_as_their_hash(void **state) {
    Bench *b = *state;
    Str one = key_new(&b->ctx), two = key_new(&b->ctx);
    assert_int_equal(one.n, 22);
    assert_false(str_eq(one, two));
    assert_int_equal(key_hash(&b->ctx, one).n, 64);
    assert_true(str_eq(key_hash(&b->ctx, one), key_hash(&b->ctx, one)));
    assert_false(str_eq(key_hash(&b->ctx, one), key_hash(&b->ctx, two)));
    assert_true(str_eq(key_hash(&b->ctx, LIT("")),
                       LIT("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")));
}

static void test_addresses_are_compared_without_case(void **state) {
    Bench *b = *state;
    assert_true(str_eq(email_normal(&b->arena, LIT("  Noa.Cohen@Example.ORG ")), LIT("noa.cohen@example.org")));
    assert_int_equal(email_normal(&b->arena, LIT("")).n, 0);
}

static void test_browsers_have_names(void **state) {
    static const struct {
        const char *agent, *name;
    } ROWS[] = {
        {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 "
         "Edg/126.0", "Edge, Windows"},
        {"Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile "
         "Safari/537.36", "Chrome, Android"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
         "Mobile/15E148 Safari/604.1", "Safari, iPhone"},
        {"curl/8.5.0", ""},
        {"", ""},
    };
    Bench *b = *state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        assert_true(str_eq(agent_name(&b->arena, str_of(ROWS[i].agent)), str_of(ROWS[i].name)));
    }
}

#define T(t) cmocka_unit_test_setup_teardown(t, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_who_may_give_which_role),
        T(test_several_roles_may_what_one_of_them_may),
        T(test_a_role_opens_what_its_bearers_need),
        T(test_codes_are_those_of_rfc_6238),
        T(test_a_code_lasts_one_step_around_and_works_once),
        T(test_a_code_is_read_as_people_type_it),
        T(test_a_new_secret_makes_codes),
        T(test_passwords_are_long_and_not_the_first_that_come_to_mind),
        T(test_a_password_fits_its_hash_alone),
        T(test_nobody_costs_the_time_of_somebody),
        T(test_keys_are_new_each_time_and_stored_as_their_hash),
        T(test_addresses_are_compared_without_case),
        T(test_browsers_have_names),
    };
    return cmocka_run_group_tests_name("account", tests, setup, teardown);
}
