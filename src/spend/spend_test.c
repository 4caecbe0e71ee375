/* spend_test.c - files of payments: headings, cells, names, states, sums; against plain references and random files. */
#include "spend/spend_pack.h"
#include "spend/spend_read.h"
#include "spend/spend_sum.h"

#include "base/check.h"
#include "base/id.h"
#include "base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static Arena memory;

static int up(void **state) {
    (void)state;
    arena_init(&memory, (size_t)256 << 20);
    return 0;
}

static int down(void **state) {
    (void)state;
    arena_release(&memory);
    return 0;
}

/* ---- headings ---------------------------------------------------------------------------------------------------- */

static void expect_columns(const char *headings, const char *want) {
    Str          names[32], rest = str_of(headings);
    size_t       n = 0;
    SpendColumns c;
    Buf          got;
    buf_init(&got, 4096);
    while (str_split(&rest, '|', &names[n])) n++;
    spend_columns(names, n, &c);
    for (size_t i = 0; i < n; i++) {
        const char *is = "-";
        for (int k = 0; k < SPEND_COLUMN_N; k++) {
            if (c.at[k] == (int)i) is = spend_column_name((SpendColumn)k);
        }
        buf_printf(&got, "%s%s", i ? "|" : "", is);
    }
    if (!str_eq(buf_str(&got), str_of(want))) {
        fail_msg("%s\n gives %.*s\n not   %s", headings, STR_ARG(buf_str(&got)), want);
    }
    buf_release(&got);
}

static void test_headings_as_they_drift(void **state) {
    (void)state;
    expect_columns("Body Name|Organisational Unit|Expenditure Category|Expenditure Code|Paid Date|Trans No|Amount|Type"
                   "|Supplier ID|Supplier Name ",
                   "buyer|unit|category|code|date|number|amount|type|supplier_id|supplier");
    expect_columns("Organisation|Service Area|Expenditure Unit|Expenditure Code|Paid Date|Trans No|Amount|caporrev"
                   "|Supplier ID|Supplier Name",
                   "buyer|unit|category|code|date|number|amount|type|supplier_id|supplier");
    expect_columns("Client|Service Area|Expenditure Catergory|Expenditure Code|Paid Date|Trans No|Amount"
                   "|Type of Expenditure|Supplier ID|Supplier Name",
                   "buyer|unit|category|code|date|number|amount|type|supplier_id|supplier");
    expect_columns("body_name|organisational_unit|paid_date|trans_no|amount|supplier_id|supplier_name",
                   "buyer|unit|date|number|amount|supplier_id|supplier");
    expect_columns("Supplier|Net|VAT|Gross|Something", "supplier|net|vat|gross|-");
    expect_columns("שם הספק|ח.פ.|סכום כולל מע\"מ|תאריך תשלום|מס' חשבונית|סעיף תקציבי|מטבע|אגף",
                   "supplier|registration|gross|date|number|category|currency|unit");
    expect_columns("מספר ספק|שם ספק|סכום|תאריך|אסמכתא|תיאור", "supplier_id|supplier|amount|date|number|what");
    expect_columns("اسم المورّد|رقم المورد|المبلغ|تاريخ الدفع|رقم الفاتورة|البند|العملة",
                   "supplier|supplier_id|amount|date|number|category|currency");
    expect_columns("", "");
}

/* ---- cells ------------------------------------------------------------------------------------------------------- */

static void expect_amount(const char *text, SpendAmount is, int64_t want, const char *currency) {
    int64_t got;
    char    code[SPEND_CODE_MAX + 1];
    if (spend_amount(str_of(text), 0, &got, code) != is) fail_msg("%s", text);
    if (got != want || strcmp(code, currency) != 0) fail_msg("%s gives %lld %s", text, (long long)got, code);
}

static void test_amounts(void **state) {
    (void)state;
    expect_amount("1500", SPEND_IS_AMOUNT, 150000, "");
    expect_amount("-1054.1", SPEND_IS_AMOUNT, -105410, "");
    expect_amount("0.05", SPEND_IS_AMOUNT, 5, "");
    expect_amount(" 1,234.50 ", SPEND_IS_AMOUNT, 123450, "");
    expect_amount("(12.5)", SPEND_IS_AMOUNT, -1250, "");
    expect_amount("12.50-", SPEND_IS_AMOUNT, -1250, "");
    expect_amount("12.50 CR", SPEND_IS_AMOUNT, -1250, "");
    expect_amount("£1,000.00", SPEND_IS_AMOUNT, 100000, "GBP");
    expect_amount("1,200 ש\"ח", SPEND_IS_AMOUNT, 120000, "ILS");
    expect_amount("\u0661\u0662\u0663", SPEND_IS_AMOUNT, 12300, "");
    expect_amount("0.005", SPEND_IS_AMOUNT, 1, "");
    expect_amount("-0.005", SPEND_IS_AMOUNT, -1, "");
    expect_amount("0.0049", SPEND_IS_AMOUNT, 0, "");
    expect_amount("", SPEND_IS_EMPTY, 0, "");
    expect_amount(" - ", SPEND_IS_EMPTY, 0, "");
    expect_amount("n/a", SPEND_IS_WORDS, 0, "");
    expect_amount("12%", SPEND_IS_WORDS, 0, "");
    expect_amount("10000000000", SPEND_IS_AMOUNT, SPEND_AMOUNT_MAX, "");
    expect_amount("10000000000.01", SPEND_IS_TOO_LARGE, 0, "");
}

/* The short way and the long way agree. */
static void test_amounts_one_way_and_the_other(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 7);
    for (int i = 0; i < 20000; i++) {
        int64_t x = (int64_t)rng_below(&r, 2000000000) - 1000000000, got, again;
        char    code[SPEND_CODE_MAX + 1];
        Str     plain = arena_printf(&memory, "%s%lld.%02lld", x < 0 ? "-" : "", (long long)llabs(x) / 100,
                                     (long long)llabs(x) % 100);
        Str     padded = arena_printf(&memory, " %.*s ", STR_ARG(plain));
        assert_int_equal(spend_amount(plain, 0, &got, code), SPEND_IS_AMOUNT);
        assert_int_equal(spend_amount(padded, '.', &again, code), SPEND_IS_AMOUNT);
        if (got != x || again != x) fail_msg("seed 7, %d: %.*s", i, STR_ARG(plain));
    }
}

static void test_dates(void **state) {
    (void)state;
    static const struct {
        const char *text;
        SpendDate   is;
        Day         day;
    } CASES[] = {
        {"07/04/2015", SPEND_DATE_OK, 20150407}, {"7.4.15", SPEND_DATE_OK, 20150407},
        {"2015-04-07", SPEND_DATE_OK, 20150407},
        {"00:00:00", SPEND_DATE_TIME, 0}, {"07:30", SPEND_DATE_TIME, 0}, {"", SPEND_DATE_NONE, 0},
        {" ", SPEND_DATE_NONE, 0},
        {"31/02/2015", SPEND_DATE_WRONG, 0}, {"soon", SPEND_DATE_WRONG, 0}, {"01/12/2026", SPEND_DATE_LATER, 0},
        {"01/01/1900", SPEND_DATE_WRONG, 0}, {"42101", SPEND_DATE_OK, 20150407},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Day d;
        if (spend_date(str_of(CASES[i].text), ORDER_DMY, 20261130, &d) != CASES[i].is) fail_msg("%s", CASES[i].text);
        assert_int_equal(d, CASES[i].day);
    }
}

/* ---- names ------------------------------------------------------------------------------------------------------- */

static void test_payees_that_are_people(void **state) {
    (void)state;
    static const struct {
        const char *name;
        SpendBearer is;
    } CASES[] = {
        {"Redacted personal data", SPEND_WITHHELD}, {"REDACTED PERSONAL DATA", SPEND_WITHHELD},
        {"REDACTIVE MEDIA SALES LIMITED", SPEND_BODY}, {"", SPEND_NAMELESS}, {" -", SPEND_NAMELESS},
        {"MR Y ALI", SPEND_PERSON}, {"Mrs. Jane Roe", SPEND_PERSON}, {"ELLEN HAVARD", SPEND_MAYBE},
        {"Infomill", SPEND_BODY}, {"RIPON COLLEGE", SPEND_BODY}, {"GREEN & TIDY LANDSCAPES LTD", SPEND_BODY},
        {"The Oxford Retreat", SPEND_BODY}, {"Dr Martens Ltd", SPEND_BODY}, {"3M", SPEND_BODY},
        {"ישראל ישראלי", SPEND_MAYBE}, {"גב' רות לוי", SPEND_PERSON}, {"רות לוי בע\"מ", SPEND_BODY},
        {"מאפיית האופה בע״מ", SPEND_BODY}, {"חסוי", SPEND_WITHHELD},
        {"מכבסת אור", SPEND_BODY}, {"עיריית דימונה", SPEND_BODY},
        {"السيد محمد علي", SPEND_PERSON}, {"شركة النور للمقاولات", SPEND_BODY}, {"محجوب", SPEND_WITHHELD},
    };
    SpendWords *w = spend_words(&memory);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        SpendName n = spend_name(&memory, w, str_of(CASES[i].name));
        if (n.bearer != CASES[i].is) fail_msg("%s is %d", CASES[i].name, n.bearer);
    }
}

static void expect_one(const char *a, const char *b, bool same) {
    SpendWords *w = spend_words(&memory);
    SpendName   x = spend_name(&memory, w, str_of(a)), y = spend_name(&memory, w, str_of(b));
    if (str_eq(x.key, y.key) != same) fail_msg("%s / %s: %.*s / %.*s", a, b, STR_ARG(x.key), STR_ARG(y.key));
}

static void test_names_without_legal_forms(void **state) {
    (void)state;
    expect_one("CHERWELL PACKAGING LTD", "Cherwell Packaging Limited", true);
    expect_one("Southern Tank Services Ld", "SOUTHERN TANK SERVICES LTD", true);
    expect_one("חב' עמישב בע\"מ", "עמישב", true);
    expect_one("חברת \"עמישב\"", "עמישב בעמ", true);
    expect_one("شركة النور", "النور م.ض", true);
    expect_one("Smith Ltd", "Smythe Ltd", false);
    expect_one("Limited", "", false);
    assert_true(str_eq(spend_trim(&memory, LIT("  a   b\t\n c  ")), LIT("a b c")));
    assert_true(str_eq(spend_trim(&memory, LIT("a b")), LIT("a b")));
    assert_true(str_eq(spend_trim(&memory, LIT("   ")), LIT("")));
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

typedef struct Read {
    SpendBook  b;
    SpendFile  f;
    SpendTally t;
} Read;

static SpendPlan plan_now(void) { return (SpendPlan){.today = 20261130, .settle = {.currency = "ILS"}}; }

static Read read_text(const char *text, const SpendPlan *plan) {
    Read        r;
    SheetSource src = {.fd = -1, .mem = str_of(text)};
    assert_int_equal(spend_read(&memory, &src, plan, &r.b, &r.f), OK);
    spend_tally(&r.b, &r.t);
    return r;
}

#define HEAD "Supplier Name,Supplier ID,Category,Paid Date,Trans No,Amount\n"

static void test_every_row_is_somewhere(void **state) {
    (void)state;
    SpendPlan plan = plan_now();
    Read r = read_text(HEAD
        "Baker Ltd                  ,1,Food,01/02/2026,a1,100.00\n"
        "Baker Ltd,1,Food,01/02/2026,a1,100.00\n"           /* twice, with its number */
        "Baker Ltd,1,Food,02/02/2026,a2,50.00\n"
        "Baker Ltd,1,Food,03/02/2026,a3,-50.00\n"           /* takes the one before back */
        "Baker Ltd,1,Food,04/02/2026,a4,-7.00\n"            /* a credit of its own */
        "Mr Y Ali,2,Grants,00:00:00,a5,20.00\n"
        ",3,Grants,05/02/2026,a6,1.00\n"
        "Smith Ltd,4,Food,31/02/2026,a7,n/a\n"
        "Smith Ltd,4,Food,06/02/2026,a8,$30.00\n"
        "Supplier Name,Supplier ID,Category,Paid Date,Trans No,Amount\n"
        ",,,,,\n"
        "Total,,,,,214.00\n"
        "Total Gas Ltd,5,Fuel,07/02/2026,a9,5.00\n"
        "Grand total,,,,,999\n", &plan);
    assert_int_equal(r.t.by[SPEND_TWIN].rows, 1);
    assert_int_equal(r.t.by[SPEND_REVERSED].rows, 2);
    assert_int_equal(r.t.by[SPEND_REVERSED].sum, 0);
    assert_int_equal(r.t.by[SPEND_UNREADABLE].rows, 1);
    assert_int_equal(r.b.repeats, 1);
    assert_int_equal(r.b.blank, 1);
    assert_int_equal(r.b.totals_n, 2);
    assert_int_equal(r.b.totals[0].says, 21400);
    assert_int_equal(r.b.dates[SPEND_DATE_TIME], 1);
    assert_int_equal(r.b.dates[SPEND_DATE_WRONG], 1);
    assert_int_equal(r.b.nameless, 1);
    assert_int_equal(r.b.padded, 1);
    /* A currency that one row names: the others say none, and take it over. */
    assert_string_equal(r.b.currencies[r.b.currency], "USD");
    assert_int_equal(r.t.file.sum, 10000 + 10000 + 5000 - 5000 - 700 + 2000 + 100 + 3000 + 500);
    assert_int_equal(r.t.credits.rows, 1);
    plan.settle.count_twins = true;
    r = read_text(HEAD "B,1,F,01/02/2026,a1,100\nB,1,F,01/02/2026,a1,100\n"
                       "B,1,F,01/02/2026,,3\nB,1,F,01/02/2026,,3\n", &plan);
    assert_int_equal(r.t.by[SPEND_KEPT].rows, 4);
    assert_int_equal(r.b.alike, 2);
}

static void test_two_currencies(void **state) {
    (void)state;
    SpendPlan plan = plan_now();
    Read r = read_text("Supplier,Amount,Currency\nA,100,ILS\nB,50,EUR\nC,7,\nD,8,NIS\nE,1,₪\n", &plan);
    assert_string_equal(r.b.currencies[r.b.currency], "ILS");
    assert_int_equal(r.t.file.sum, 11600);
    assert_int_equal(r.t.by[SPEND_FOREIGN].rows, 1);
    assert_int_equal(r.t.by[SPEND_FOREIGN].sum, 5000);
}

static void test_signs_and_tax(void **state) {
    (void)state;
    SpendPlan plan = plan_now();
    Read r = read_text("Supplier,Amount\nA,-100\nB,-50\nC,-7\n", &plan);
    assert_true(r.b.turned);
    assert_int_equal(r.t.file.sum, 15700);
    plan.settle.keep_signs = true;
    r = read_text("Supplier,Amount\nA,-100\nB,-50\nC,-7\n", &plan);
    assert_false(r.b.turned);
    assert_int_equal(r.t.file.sum, -15700);
    r = read_text("Supplier,Net,VAT\nA,100,18\nB,50,\nC,1,x\n", &plan);
    assert_int_equal(r.f.vat, SPEND_VAT_IN);
    assert_int_equal(r.t.file.sum, 16800);
    assert_int_equal(r.t.by[SPEND_UNREADABLE].rows, 1);
    r = read_text("Supplier,Net\nA,100\nB,30\n", &plan);
    assert_int_equal(r.f.vat, SPEND_VAT_OUT);
    r = read_text("Name of nothing,And nothing\nA,100\nB,30\n", &plan);
    assert_false(r.f.suffices);
}

static void test_rows_of_other_files(void **state) {
    (void)state;
    SpendPlan plan = plan_now();
    const char *text = HEAD "B Ltd,1,F,01/02/2026,a1,100\nC Ltd,2,F,01/02/2026,a2,7\nD Ltd,2,F,01/02/2026,,9\n";
    Read     r = read_text(text, &plan);
    int64_t *known = ARENA_ARRAY(&memory, int64_t, 3);
    size_t   n = 0;
    for (uint32_t i = 0; i < 3; i++) {
        int64_t id = spend_identity(&r.b, r.b.first, i);
        if (id) known[n++] = id;
    }
    assert_int_equal(n, 2);
    plan.settle.known = known;
    plan.settle.known_n = ids_sort(known, n);
    r = read_text(text, &plan);
    assert_int_equal(r.t.by[SPEND_KNOWN].rows, 2);
    assert_int_equal(r.t.by[SPEND_KEPT].sum, 900);
}

/* Random files: what is read adds up to what was written, whatever the rows are; and survives packing. */
static void test_sums_always_reconcile(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        Rng     rng;
        Buf     text;
        int64_t sum = 0, rows = 0;
        rng_seed(&rng, seed);
        buf_init(&text, 16 << 20);
        buf_lit(&text, HEAD);
        int n = 1 + (int)rng_below(&rng, seed % 5 ? 300 : 20000);
        for (int i = 0; i < n; i++) {
            int64_t x = (int64_t)rng_below(&rng, 40) * 100 + 1;
            if (rng_below(&rng, 5) == 0) x = -x;
            sum += x;
            rows++;
            buf_printf(&text, "Payee %d Ltd,%d,C%d,%02d/03/2026,%s%d,%s%lld.%02lld\n", (int)rng_below(&rng, 9),
                       (int)rng_below(&rng, 3), (int)rng_below(&rng, 3), 1 + (int)rng_below(&rng, 28),
                       rng_below(&rng, 4) ? "n" : "m", (int)rng_below(&rng, 30), x < 0 ? "-" : "",
                       (long long)llabs(x) / 100, (long long)llabs(x) % 100);
            if (rng_below(&rng, 50) == 0) buf_lit(&text, ",,,,,\n");
            if (rng_below(&rng, 50) == 0) buf_lit(&text, "Total,,,,,17\n");
        }
        buf_byte(&text, 0);
        SpendPlan plan = plan_now();
        Read r = read_text(text.p, &plan);
        if (r.t.file.sum != sum || r.t.file.rows != rows) fail_msg("seed %d", (int)seed);
        if (r.t.by[SPEND_REVERSED].sum != 0) fail_msg("seed %d: reversed", (int)seed);
        buf_release(&text);
        arena_reset(&memory);
    }
}

static void test_books_survive_packing(void **state) {
    (void)state;
    SpendPlan plan = plan_now();
    Read r = read_text(HEAD "B Ltd,1,F,01/02/2026,a1,100\nB Ltd,1,F,01/02/2026,a1,100\n"
                            ",2,G,,,-7.5\nTotal,,,,,9\n", &plan);
    SpendBook   b;
    SpendChunk *k = ARENA_NEW(&memory, SpendChunk);
    Buf         head, rows;
    buf_init(&head, 1 << 20);
    buf_init(&rows, 1 << 20);
    spend_pack_head(&r.b, &head);
    spend_pack_rows(r.b.first, &rows);
    assert_true(spend_unpack_head(&memory, buf_str(&head), &b));
    assert_true(spend_unpack_rows(&b, buf_str(&rows), k));
    assert_int_equal(k->n, 3);
    assert_int_equal(k->text_n, r.b.first->text_n);
    for (uint32_t i = 0; i < k->n; i++) {
        const SpendChunk *was = r.b.first;
        assert_int_equal(k->amount[i], was->amount[i]);
        assert_int_equal(k->day[i], was->day[i]);
        assert_int_equal(k->row[i], was->row[i]);
        assert_int_equal(k->state[i], was->state[i]);
        assert_true(str_eq(spend_number(k, i), spend_number(was, i)));
        assert_true(str_eq(b.payees[k->payee[i]].name, r.b.payees[was->payee[i]].name));
        assert_true(str_eq(b.categories.v[k->category[i]], r.b.categories.v[was->category[i]]));
    }
    assert_int_equal(b.totals_n, 1);
    for (size_t cut = 0; cut < head.n; cut++) {
        assert_false(spend_unpack_head(&memory, str_sub(buf_str(&head), 0, cut), &b));
    }
    buf_release(&head);
    buf_release(&rows);
}

/* ---- sums -------------------------------------------------------------------------------------------------------- */

/* The plain way: each row asked by itself. */
static void test_sums_are_those_of_the_plain_way(void **state) {
    (void)state;
    enum { ROWS = 3000, PAYEES = 40 };
    for (uint64_t seed = 1; seed <= 20; seed++) {
        Rng         rng;
        SpendChunk *k = ARENA_NEW(&memory, SpendChunk);
        uint8_t     holds[4][PAYEES];
        SpendDef    defs[2] = {{.n = 2, .v = {{0, 20251231, holds[0]}, {20260101, 0, holds[1]}}},
                               {.n = 2, .v = {{20250601, 20260131, holds[2]}, {20260301, 0, holds[3]}}}};
        SpendSums  *s = ARENA_NEW(&memory, SpendSums);
        int64_t     want[2][SPEND_LOCAL_N] = {{0}}, all = 0, by_payee[PAYEES] = {0};
        rng_seed(&rng, seed);
        for (int v = 0; v < 4; v++) {
            for (int p = 0; p < PAYEES; p++) holds[v][p] = (uint8_t)rng_below(&rng, SPEND_LOCAL_N);
        }
        *s = (SpendSums){.defs = defs, .defs_n = 2, .payees = ARENA_ARRAY(&memory, SpendSum, PAYEES)};
        k->n = ROWS;
        for (uint32_t i = 0; i < ROWS; i++) {
            k->amount[i] = (int64_t)rng_below(&rng, 100000) - 20000;
            k->payee[i] = (uint32_t)rng_below(&rng, PAYEES);
            k->day[i] = rng_below(&rng, 10) ? day_plus(20250101, (int32_t)rng_below(&rng, 600)) : 0;
            k->state[i] = rng_below(&rng, 6) ? SPEND_KEPT : SPEND_TWIN;
            if (k->state[i] != SPEND_KEPT) continue;
            Day d = k->day[i];
            int one = !d ? -1 : d <= 20251231 ? 0 : 1;
            int two = !d ? -1 : d >= 20250601 && d <= 20260131 ? 2 : d >= 20260301 ? 3 : -1;
            want[0][one < 0 ? 0 : holds[one][k->payee[i]]] += k->amount[i];
            want[1][two < 0 ? 0 : holds[two][k->payee[i]]] += k->amount[i];
            all += k->amount[i];
            by_payee[k->payee[i]] += k->amount[i];
        }
        spend_sum(s, k);
        if (s->all.sum != all) fail_msg("seed %d", (int)seed);
        for (int d = 0; d < 2; d++) {
            for (int l = 0; l < SPEND_LOCAL_N; l++) {
                if (s->local[d][l].sum != want[d][l]) fail_msg("seed %d: definition %d", (int)seed, d);
            }
        }
        for (int p = 0; p < PAYEES; p++) assert_int_equal(s->payees[p].sum, by_payee[p]);
        int64_t quarters = 0;
        for (int q = 0; q < SPEND_QUARTERS_MAX; q++) quarters += s->quarters[q][0].sum;
        assert_int_equal(quarters, all);
    }
}

static void test_quarters_and_shares(void **state) {
    (void)state;
    assert_int_equal(spend_quarter(19800101), 0);
    assert_int_equal(spend_quarter(19800401), 1);
    assert_int_equal(spend_quarter(0), SPEND_QUARTERS_MAX - 1);
    assert_int_equal(spend_permille(1, 3), 333);
    assert_int_equal(spend_permille(2, 3), 667);
    assert_int_equal(spend_permille(-1, 3), -333);
    assert_int_equal(spend_permille(5, 0), 0);
    assert_int_equal(spend_permille(INT64_MAX, INT64_MAX), 1000);
}

static void test_concentration(void **state) {
    (void)state;
    SpendFew f;
    spend_few(NULL, 0, &f);
    assert_int_equal(f.hhi, 0);
    spend_few((int64_t[]){100}, 1, &f);
    assert_int_equal(f.hhi, 10000);
    spend_few((int64_t[]){50, -20, 50, 0}, 4, &f);
    assert_int_equal(f.hhi, 5000);
    assert_int_equal(f.payees, 2);
    assert_int_equal(f.all, 100);
    int64_t ten[12];
    for (int i = 0; i < 12; i++) ten[i] = 1000;
    spend_few(ten, 12, &f);
    assert_int_equal(f.five, 5000);
    assert_int_equal(f.ten, 10000);
    assert_int_equal(f.hhi, 833);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headings_as_they_drift),
        cmocka_unit_test(test_amounts),
        cmocka_unit_test(test_amounts_one_way_and_the_other),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_payees_that_are_people),
        cmocka_unit_test(test_names_without_legal_forms),
        cmocka_unit_test(test_every_row_is_somewhere),
        cmocka_unit_test(test_two_currencies),
        cmocka_unit_test(test_signs_and_tax),
        cmocka_unit_test(test_rows_of_other_files),
        cmocka_unit_test(test_sums_always_reconcile),
        cmocka_unit_test(test_books_survive_packing),
        cmocka_unit_test(test_sums_are_those_of_the_plain_way),
        cmocka_unit_test(test_quarters_and_shares),
        cmocka_unit_test(test_concentration),
    };
    return cmocka_run_group_tests(tests, up, down);
}
