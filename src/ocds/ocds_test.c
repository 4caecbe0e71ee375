/* Packages of the Open Contracting Data Standard: what is read, what is refused and where, what counts once. */
#include "ocds/ocds_inner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#define HEAD "{\"uri\":\"u\",\"version\":\"1.1\",\"publishedDate\":\"2026-01-01T00:00:00Z\",\"publisher\":" \
             "{\"name\":\"P\"}"
#define RELEASE(ocid, date, tag) "{\"ocid\":\"" ocid "\",\"id\":\"1\",\"date\":\"" date "T00:00:00Z\"," \
                                 "\"tag\":[\"" tag "\"],\"initiationType\":\"tender\""

typedef struct Read {
    Arena        a;
    Ocds         o;
    SheetProblem why;
    Fault        f;
} Read;

static Read *reads(const char *text) {
    static Read r;
    r = (Read){0};
    arena_init(&r.a, 64 << 20);
    r.f = ocds_read(&r.a, str_of(text), &r.o, &r.why);
    return &r;
}

static void refuses(const char *text, const char *key, const char *where) {
    Read *r = reads(text);
    assert_int_equal(r->f, BAD_FILE);
    assert_string_equal(r->why.key, key);
    assert_string_equal(r->why.what, where);
    arena_release(&r->a);
}

static void test_amounts(void **state) {
    static const struct {
        const char *s;
        int64_t     want;
    } CASES[] = {{"0", 0}, {"12", 1200}, {"12.5", 1250}, {"12.345", 1235}, {"-12.345", -1235}, {"1e3", 100000},
                 {"1311264.0", 131126400}, {"1.5E-1", 15}, {"0.004", 0}, {"0.005", 1},
                 {"123456789012345", 12345678901234500}};
    int64_t x;
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_true(ocds_amount(str_of(CASES[i].s), &x));
        assert_int_equal(x, CASES[i].want);
    }
    assert_false(ocds_amount(LIT(""), &x));
    assert_false(ocds_amount(LIT("twelve"), &x));
    assert_false(ocds_amount(LIT("1.2.3"), &x));
    assert_false(ocds_amount(LIT("1e99"), &x));
    assert_false(ocds_amount(LIT("123456789012345678901234"), &x));
}

static void test_what_is_refused_and_where(void **state) {
    (void)state;
    assert_true(ocds_is(LIT(" {\"releases\":[]}")));
    assert_false(ocds_is(LIT("[{\"name\":\"a\"}]")));
    assert_false(ocds_is(LIT("name,amount\na,1\n")));
    refuses(HEAD ",\"releases\":[", "ocds.not_json", "");
    refuses("{\"version\":\"1.0\",\"releases\":[]}", "ocds.version", "1.0");
    refuses(HEAD ",\"releases\":[{\"ocid\":\"a\",\"id\":\"1\",\"date\":\"2026-01-01T00:00:00Z\","
                 "\"initiationType\":\"tender\"}]}",
            "ocds.missing", "releases[0].tag");
    refuses(HEAD ",\"releases\":[" RELEASE("a", "2026-01-01", "planning") "},{\"id\":\"1\"}]}", "ocds.missing",
            "releases[1].ocid");
    refuses(HEAD ",\"releases\":[" RELEASE("a", "soon", "planning") "}]}", "ocds.wrong", "releases[0].date");
    refuses(HEAD ",\"releases\":[7]}", "ocds.no_object", "releases[0]");
    refuses(HEAD ",\"records\":[{\"ocid\":\"a\",\"compiledRelease\":{\"ocid\":\"a\"}}]}", "ocds.missing",
            "records[0].compiledRelease.id");
    refuses(HEAD ",\"releases\":[]}", "ocds.empty", "");
    refuses("\xFF{\"ocid\":1}", "ocds.not_utf8", "");
}

static void test_a_planned_purchase(void **state) {
    Read *r = reads(HEAD ",\"releases\":[" RELEASE("x-1", "2026-01-01", "planning")
                    ",\"parties\":[{\"id\":\"B\",\"name\":\"Town\",\"identifier\":{\"id\":\"500123\"},"
                    "\"contactPoint\":{\"name\":\"A person\"}}],\"buyer\":{\"id\":\"B\"},"
                    "\"planning\":{\"budget\":{\"amount\":{\"amount\":5000.5,\"currency\":\"ILS\"}},"
                    "\"documents\":[{}]},"
                    "\"tender\":{\"id\":\"t\",\"title\":\"Chairs\",\"status\":\"planned\","
                    "\"items\":[{\"id\":\"1\",\"description\":\"Red\"},{\"id\":\"2\",\"description\":\"Blue\"}],"
                    "\"tenderPeriod\":{\"startDate\":\"2026-02-01T00:00:00Z\",\"endDate\":\"2026-03-01T00:00:00Z\"}}"
                    "}]}");
    (void)state;
    assert_int_equal(r->f, OK);
    assert_int_equal(r->o.processes_n, 1);
    const OcdsProcess *p = &r->o.processes[0];
    assert_true(str_eq(p->title, LIT("Chairs")) && str_eq(p->buyer.name, LIT("Town")));
    assert_true(str_eq(p->buyer.number, LIT("500123")) && str_eq(p->lots, LIT("Red\nBlue")));
    assert_true(p->planning && p->tender && !p->given && !p->over && p->value.known);
    assert_int_equal(p->value.amount, 500050);
    assert_int_equal(p->from, 20260201);
    assert_int_equal(p->until, 20260301);
    assert_int_equal(r->o.rows_n, 0);
    /* What has no place is told, once for each kind. */
    assert_int_equal(r->o.notes_n, 1);
    assert_string_equal(r->o.notes[0].path, "planning.documents");
    arena_release(&r->a);
}

static int64_t counted(const Ocds *o, int of) {
    int64_t sum = 0;
    for (uint32_t i = 0; i < o->rows_n; i++) {
        if (o->rows[i].counts && (of < 0 || o->rows[i].of == (OcdsOf)of)) sum += o->rows[i].value.amount;
    }
    return sum;
}

#define AWARD(id, sum) "{\"id\":\"" id "\",\"status\":\"active\",\"value\":{\"amount\":" sum "," \
                       "\"currency\":\"ILS\"}," \
                       "\"suppliers\":[{\"id\":\"S" id "\",\"name\":\"Maker " id "\"}]}"
#define PAID(id, sum) "{\"id\":\"" id "\",\"date\":\"2026-05-01T00:00:00Z\",\"value\":{\"amount\":" sum "," \
                      "\"currency\":\"ILS\"}}"

static void test_the_same_money_counts_once(void **state) {
    Read *r = reads(HEAD ",\"releases\":[" RELEASE("x-1", "2026-01-01", "award")
                    ",\"awards\":[" AWARD("1", "100") "," AWARD("2", "200") "," AWARD("3", "300") "],\"contracts\":["
                    "{\"id\":\"c1\",\"awardID\":\"1\",\"value\":{\"amount\":90,\"currency\":\"ILS\"},"
                    "\"implementation\":{\"transactions\":[" PAID("p1", "40") "," PAID("p2", "45.50") "]}},"
                    "{\"id\":\"c2\",\"awardID\":\"2\",\"value\":{\"amount\":190,\"currency\":\"ILS\"}}]}]}");
    Buf   to;
    (void)state;
    assert_int_equal(r->f, OK);
    assert_int_equal(counted(&r->o, OCDS_PAYMENT), 8550);
    assert_int_equal(counted(&r->o, OCDS_CONTRACT), 19000);
    assert_int_equal(counted(&r->o, OCDS_AWARD), 30000);
    buf_init(&to, 1 << 20);
    ocds_table(&r->o, NULL, &to);
    assert_true(str_find(buf_str(&to), LIT("\"Maker 1\",\"S1\",\"\",2026-05-01,\"x-1/c1/payment/p1\"")) > 0);
    assert_true(str_find(buf_str(&to), LIT("45.50\n")) > 0);
    buf_release(&to);
    arena_release(&r->a);
}

/* As OCDS 1.0 named who was paid: by an identifier, with its name or without. */
static void test_who_was_paid_as_an_identifier(void **state) {
    Read *r = reads(HEAD ",\"releases\":[" RELEASE("x-1", "2026-01-01", "award")
                    ",\"awards\":[{\"id\":\"1\",\"status\":\"active\",\"suppliers\":[{\"name\":\"Maker\","
                    "\"identifier\":{\"id\":\"M-9\"}}]}],\"contracts\":[{\"id\":\"c1\",\"awardID\":\"1\","
                    "\"implementation\":{\"transactions\":["
                    "{\"id\":\"p1\",\"receiverOrganization\":{\"id\":\"K-1\",\"legalName\":\"Other\"}},"
                    "{\"id\":\"p2\",\"receiverOrganization\":{\"id\":\"M-9\"}},"
                    "{\"id\":\"p3\",\"receiverOrganization\":{\"id\":\"K-2\"}},{\"id\":\"p4\"}]}}]}]}");
    Str names[4];
    (void)state;
    assert_int_equal(r->f, OK);
    size_t n = 0;
    for (size_t i = 0; i < r->o.rows_n; i++) {
        if (r->o.rows[i].of == OCDS_PAYMENT && n < 4) names[n++] = r->o.rows[i].payee.name;
    }
    assert_int_equal(n, 4);
    assert_true(str_eq(names[0], LIT("Other")) && str_eq(names[1], LIT("Maker")) && !names[2].n &&
                str_eq(names[3], LIT("Maker")));
    arena_release(&r->a);
}

static void test_releases_of_one_process_in_order(void **state) {
    Read *r = reads(HEAD ",\"releases\":[" RELEASE("x-1", "2026-06-01", "award")
                    ",\"awards\":[{\"id\":\"1\",\"status\":\"active\",\"value\":{\"amount\":70,"
                    "\"currency\":\"ILS\"}}]},"
                    RELEASE("x-1", "2026-01-01", "tender") ",\"tender\":{\"id\":\"t\",\"title\":\"Old\"},"
                    "\"awards\":[{\"id\":\"1\",\"status\":\"pending\",\"value\":{\"amount\":50,\"currency\":\"ILS\"},"
                    "\"suppliers\":[{\"name\":\"One\"},{\"name\":\"Two\"}]}]}]}");
    (void)state;
    assert_int_equal(r->f, OK);
    assert_int_equal(r->o.processes_n, 1);
    assert_int_equal(r->o.rows_n, 1);
    assert_int_equal(counted(&r->o, -1), 7000);
    assert_true(str_eq(r->o.rows[0].payee.name, LIT("One / Two")));
    assert_true(r->o.processes[0].given);
    arena_release(&r->a);
}

/* A party that is told of twice is one; what the later one leaves out stays. Days, states and lots follow the last. */
static void test_what_a_later_release_leaves_out_stays(void **state) {
    Read *r = reads(HEAD ",\"releases\":["
                    RELEASE("x-1", "2026-01-01", "award") ",\"buyer\":{\"id\":\"B\"},"
                    "\"parties\":[{\"id\":\"A\",\"name\":\"First\"},{\"id\":\"B\",\"name\":\"Town\",\"identifier\":"
                    "{\"id\":\"500\"}}],\"tender\":{\"id\":\"t\",\"title\":\"Old\",\"items\":[{\"description\":\"a\"},"
                    "{\"description\":\"b\"}]},\"awards\":[{\"id\":\"1\",\"status\":\"active\","
                    "\"date\":\"2025-12-24T00:00:00Z\",\"value\":{\"amount\":50,\"currency\":\"ILS\"}},"
                    "{\"id\":\"2\",\"status\":\"active\"}]},"
                    RELEASE("x-1", "2026-03-01", "awardCancellation") ","
                    "\"parties\":[{\"id\":\"B\",\"name\":\"The town\"}],\"tender\":{\"items\":[{\"description\":\"c\"},"
                    "{\"description\":\"d\"}]},\"awards\":[{\"id\":\"1\",\"value\":{\"amount\":70}},"
                    "{\"id\":\"2\",\"status\":\"cancelled\"}]},"
                    RELEASE("x-2", "2026-01-01", "award") ",\"awards\":[{\"id\":\"1\",\"status\":\"active\"}]},"
                    RELEASE("x-2", "2026-02-01", "award") ",\"awards\":[{\"id\":\"1\",\"status\":\"cancelled\"}]}]}");
    (void)state;
    assert_int_equal(r->f, OK);
    const OcdsProcess *p = &r->o.processes[0];
    assert_true(str_eq(p->buyer.name, LIT("The town")) && str_eq(p->buyer.number, LIT("500")));
    assert_true(str_eq(p->lots, LIT("c\nd")));
    assert_true(p->given && !r->o.processes[1].given);
    const OcdsRow *one = &r->o.rows[0];
    assert_int_equal(one->value.amount, 7000);
    assert_string_equal(one->value.currency, "ILS");
    assert_int_equal(one->day, 20251224);
    assert_false(r->o.rows[1].counts);
    arena_release(&r->a);
}

/* A file may say anything: one that is all brackets neither fills the memory nor takes for ever. */
static void test_more_rows_than_there_may_be(void **state) {
    static const char *const LISTS[] = {"awards", "parties"};
    (void)state;
    for (size_t k = 0; k < sizeof LISTS / sizeof *LISTS; k++) {
        Buf  b;
        Read r = {0};
        buf_init(&b, 64 << 20);
        buf_printf(&b, HEAD ",\"releases\":[" RELEASE("a", "2026-01-01", "award") ",\"%s\":[{}", LISTS[k]);
        for (int i = 0; i < 2 * OCDS_ROWS_MAX; i++) buf_lit(&b, ",{}");
        buf_lit(&b, "]}]}");
        arena_init(&r.a, 256 << 20);
        assert_int_equal(ocds_read(&r.a, buf_str(&b), &r.o, &r.why), OK);
        assert_int_equal(r.o.rows_n, 0);          /* nothing is said of them */
        arena_reset(&r.a);
        buf_clear(&b);
        r.why = (SheetProblem){0};
        buf_printf(&b, HEAD ",\"releases\":[" RELEASE("a", "2026-01-01", "award") ",\"%s\":[{\"id\":1}", LISTS[k]);
        for (int i = 0; i < OCDS_ROWS_MAX; i++) buf_lit(&b, ",{\"a\":1}");
        buf_lit(&b, "]}]}");
        assert_int_equal(ocds_read(&r.a, buf_str(&b), &r.o, &r.why), BAD_FILE);
        assert_string_equal(r.why.key, "ocds.too_many");
        assert_false(r.a.used > (512u << 20));
        arena_release(&r.a);
        buf_release(&b);
    }
}

/* Contracts that do not name their award look for the only one of their process, each in no time. */
static void test_many_contracts_without_an_award(void **state) {
    enum { MANY = 100000 };
    Buf  b;
    Read r = {0};
    (void)state;
    buf_init(&b, 64 << 20);
    buf_lit(&b, HEAD ",\"releases\":[" RELEASE("a", "2026-01-01", "contract") ",\"contracts\":[{\"id\":0}");
    for (int i = 1; i < MANY; i++) buf_printf(&b, ",{\"id\":%d,\"value\":{\"amount\":1}}", i);
    buf_lit(&b, "]}]}");
    arena_init(&r.a, 256 << 20);
    assert_int_equal(ocds_read(&r.a, buf_str(&b), &r.o, &r.why), OK);
    assert_int_equal(counted(&r.o, OCDS_CONTRACT), 100 * (MANY - 1));
    arena_release(&r.a);
    buf_release(&b);
}

static void test_records_and_several_packages(void **state) {
    Read *r = reads(HEAD ",\"records\":[{\"ocid\":\"a\",\"compiledRelease\":" RELEASE("a", "2026-01-01", "compiled")
                    "}},{\"ocid\":\"b\",\"releases\":[" RELEASE("b", "2026-01-01", "planning") "}]},"
                    "{\"ocid\":\"c\",\"releases\":[{\"url\":\"https://example.org\"}]}]}\n"
                    "{\"releases\":[" RELEASE("d", "2026-01-01", "planning") "}]}");
    (void)state;
    assert_int_equal(r->f, OK);
    assert_int_equal(r->o.processes_n, 3);
    assert_true(r->o.unversioned);
    assert_string_equal(r->o.notes[0].path, "records.releases.url");
    arena_release(&r->a);
}

static void test_what_is_written_is_read(void **state) {
    OcdsHead h = {.uri = LIT("https://a.example/ocds/releases.json"), .publisher = LIT("Region \"A\""),
                  .now = 1770000000000, .language = LIT("he")};
    OcdsOut  o = {.ocid = LIT("rakaz-1"), .date = 1770000000000, .buyer = {.id = LIT("b"), .name = LIT("Town")},
                  .planning = true, .tender = true, .asked = true, .award = true, .tender_id = LIT("t"),
                  .title = LIT("Bread <b>"), .lots = LIT("One\nTwo"), .status = LIT("complete"), .least = 1000000,
                  .most = 5000000, .price = 1234500, .tenderers = 2, .from = 20260101, .until = 20260110,
                  .decided = 20260111, .award_id = LIT("t"), .why = LIT("Near"), .currency = LIT("ILS"),
                  .supplier = {.id = LIT("s"), .name = LIT("Bakery Ltd")}, .related = LIT("rakaz-0")};
    (void)state;
    for (int records = 0; records < 2; records++) {
        Buf b;
        h.records = records;
        buf_init(&b, 1 << 20);
        ocds_package_begin(&b, &h);
        ocds_put(&b, &h, &o, true);
        o.ocid = LIT("rakaz-2");
        ocds_put(&b, &h, &o, false);
        o.ocid = LIT("rakaz-1");
        ocds_package_end(&b, &h);
        buf_byte(&b, '\0');
        assert_true(str_find(buf_str(&b), LIT("\"initiationType\":\"tender\",\"language\":\"he\",")) > 0);
        assert_true(str_find(buf_str(&b), LIT("\"roles\":[\"buyer\",\"procuringEntity\"]")) > 0);
        Read *r = reads(b.p);
        assert_int_equal(r->f, OK);
        assert_false(r->o.unversioned);
        assert_int_equal(r->o.processes_n, 2);
        assert_true(str_eq(r->o.processes[0].title, LIT("Bread <b>")));
        assert_int_equal(r->o.processes[0].until, 20260110);
        assert_int_equal(counted(&r->o, -1), 2 * 1234500);
        assert_true(str_eq(r->o.rows[0].payee.name, LIT("Bakery Ltd")));
        arena_release(&r->a);
        buf_release(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_amounts),
        cmocka_unit_test(test_what_is_refused_and_where),
        cmocka_unit_test(test_a_planned_purchase),
        cmocka_unit_test(test_the_same_money_counts_once),
        cmocka_unit_test(test_who_was_paid_as_an_identifier),
        cmocka_unit_test(test_releases_of_one_process_in_order),
        cmocka_unit_test(test_what_a_later_release_leaves_out_stays),
        cmocka_unit_test(test_more_rows_than_there_may_be),
        cmocka_unit_test(test_many_contracts_without_an_award),
        cmocka_unit_test(test_records_and_several_packages),
        cmocka_unit_test(test_what_is_written_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
