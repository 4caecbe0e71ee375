/* Spending from a file: what comes in and what stays out with which reason, sums that reconcile, the same file again,
** the way back, payments that are added up, and who may bring it. */
#include "fixture.h"

#include "import/import_inner.h"
#include "stay/stay.h"

#include <fcntl.h>

typedef struct Outcome {
    ImportReport report;
    Id           act;
} Outcome;

typedef struct Town {
    Id yeruham, rahat, bakery, mill, centre, flour, print;
} Town;

static Outcome pass_fd(Fixture *f, int fd, ImportPlan *plan, bool dry) {
    Outcome    out = {0};
    ImportFile file;
    Arena     *memory = ARENA_NEW(&f->arena, Arena);
    arena_init(memory, 256 << 20);
    assert_int_equal(import_file_open(memory, fd, LIT("spending.csv"), plan, &file), OK);
    fixture_unread(f);
    f->ctx.reader.now += 60 * 1000;
    assert_ptr_equal(plan->target, import_target_named(LIT("outlays")));
    Pass p = {.c = &f->ctx, .plan = plan, .file = &file, .kept = &f->arena, .report = &out.report, .dry = dry};
    assert_int_equal(import_pass(&p), OK);
    out.act = p.act;
    import_file_close(&file);
    arena_release(memory);
    close(fd);
    fixture_read(f);
    return out;
}

static Outcome the_file(Fixture *f, ImportPlan *plan, bool dry) {
    int fd = open("test/data/import/outlays.csv", O_RDONLY);
    assert_true(fd >= 0);
    return pass_fd(f, fd, plan, dry);
}

static Outcome text(Fixture *f, ImportPlan *plan, const char *words, bool dry) {
    char path[] = "/tmp/rakaz-import.XXXXXX";
    int  fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(pwrite(fd, words, strlen(words), 0), (ssize_t)strlen(words));
    return pass_fd(f, fd, plan, dry);
}

static Id a_place(Fixture *f, const char *name) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_LOCALITY;
    import_name_set(&p->name, str_of(name));
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    return p->head.id;
}

static Id an_actor(Fixture *f, const char *name, int kind, Id at) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->kind = kind;
    a->locality = a->head.unit = at;
    import_name_set(&a->name, str_of(name));
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    return a->head.id;
}

static Id a_category(Fixture *f, const char *code, const char *name) {
    Category *v = ent_new(&f->ctx, &category_entity);
    v->code = str_of(code);
    import_name_set(&v->name, str_of(name));
    assert_int_equal(fixture_save(f, &category_entity, v), OK);
    return v->head.id;
}

static Town a_town(Fixture *f) {
    Town t = {.yeruham = a_place(f, "ירוחם"), .rahat = a_place(f, "רהט")};
    (void)a_place(f, "באר שבע");
    t.bakery = an_actor(f, "מאפיית הדרום", ACTOR_KIND_BUSINESS, t.yeruham);
    t.mill = an_actor(f, "טחנת הנגב", ACTOR_KIND_BUSINESS, t.rahat);
    t.centre = an_actor(f, "מרכז קהילתי", ACTOR_KIND_ORGANISATION, t.yeruham);
    (void)an_actor(f, "אדם אחד", ACTOR_KIND_PERSON, t.yeruham);
    t.flour = a_category(f, "x/flour", "קמח");
    t.print = a_category(f, "x/print", "דפוס");
    return t;
}

static const Outlay *all(Fixture *f, size_t *ret_n) {
    ListSpec s = {.entity = &outlay_entity, .limit = 100, .sort = &outlay_entity.fields[OUTLAY_F_LOW]};
    void    *rows;
    assert_int_equal(list_run(&f->ctx, &s, true, &rows, ret_n, NULL), OK);
    return rows;
}

static const Outlay *of(const Outlay *v, size_t n, int64_t shekels) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].low == shekels * 100) return &v[i];
    }
    fail_msg("no spending of %lld", (long long)shekels);
    return NULL;
}

static void test_a_file_comes_in_and_what_stays_out_says_why(void **state) {
    FIXTURE(f, state);
    ImportPlan plan = {0};
    size_t     n;
    Town       t = a_town(f);
    Outcome    told = the_file(f, &plan, true), o = the_file(f, &plan, false);
    const ImportReport *r = &o.report;
    assert_int_equal(told.report.made, 7);
    assert_int_equal(r->made, 7);
    static const ImportLeft LEFT[] = {LEFT_TOTAL, LEFT_NEGATIVE, LEFT_TWICE, LEFT_BUYER, LEFT_CURRENCY, LEFT_RHYTHM,
                                      LEFT_AMOUNT, LEFT_PLACE, LEFT_CATEGORY};
    for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++) {
        if (r->left[LEFT[i]] != 1) fail_msg("%zu: left %lld", i, (long long)r->left[LEFT[i]]);
    }
    assert_int_equal(r->left[LEFT_REVERSED], 2);
    assert_int_equal(r->left[LEFT_PERSON], 2);            /* a family's name, and a person who stands here */
    assert_int_equal(r->rows, 20);
    assert_int_equal(r->made + import_left_all(r), 20);   /* every row is somewhere */
    const Outlay *v = all(f, &n);
    assert_int_equal(n, 7);
    const Outlay *flour = of(v, n, 4000), *signs = of(v, n, 1000), *whole = of(v, n, 900), *house = of(v, n, 120);
    assert_int_equal(flour->spender, t.bakery);
    assert_int_equal(flour->seller, t.mill);              /* without the legal form that the file writes */
    assert_int_equal(flour->per, OUTLAY_PER_MONTH);
    assert_int_equal(flour->year, 2025);                  /* of the title */
    assert_int_equal(flour->place, t.yeruham);
    assert_int_equal(flour->category, t.flour);
    assert_true(str_eq(flour->source, LIT("spending.csv")));
    assert_int_equal(flour->way, OUTLAY_WAY_FILE);
    assert_int_equal(signs->high, 200000);
    assert_int_equal(signs->per, OUTLAY_PER_YEAR);
    assert_int_equal(signs->bought_in, t.yeruham);
    assert_int_equal(whole->per, OUTLAY_PER_MONTH);
    assert_int_equal(whole->bought, OUTLAY_WHERE_AWAY);
    assert_int_equal(house->kind, SPENDER_KIND_HOUSEHOLD);
    assert_int_equal(house->bought, OUTLAY_WHERE_UNKNOWN);
    assert_int_equal(house->spender, 0);
    assert_int_not_equal(house->sheet, of(v, n, 80)->sheet);
    const Outlay *cards = of(v, n, 6000);
    assert_int_equal(cards->spender, t.centre);
    assert_true(str_eq(cards->seller_words, LIT("דפוס לא מוכר")));
    assert_int_equal(cards->bought, OUTLAY_WHERE_UNKNOWN);
}

static Fault undo(Ctx *c, void *arg) { return act_undo(c, *(Id *)arg); }

static void test_the_money_of_a_file_reconciles_and_all_goes_back(void **state) {
    FIXTURE(f, state);
    ImportPlan plan = {0};
    size_t     n;
    (void)a_town(f);
    Outcome told = the_file(f, &plan, true), o = the_file(f, &plan, false);
    const MoneyTold *m = &o.report.money;
    assert_int_equal(m->taken, 7);
    assert_int_equal(m->taken_low, 2410000);              /* 4000 + 1000 + 900 + 6000 + 120 + 80 + 12000 */
    assert_int_equal(m->taken_high, 2510000);
    assert_int_equal(m->left_low, 598000);                /* 4000 + 300 + 3 × 500 + 200 + 30 - 50, and zero */
    assert_int_equal(m->left, 10);
    assert_int_equal(m->totals, 1);
    assert_int_equal(m->said, 3465000);
    assert_int_equal(m->agree, 0);                        /* its author counted otherwise */
    assert_memory_equal(&told.report.money, m, sizeof *m);
    assert_int_equal(fixture_write(f, undo, &o.act), OK);
    (void)all(f, &n);
    assert_int_equal(n, 0);
}

static void test_the_same_again_is_nothing_new(void **state) {
    FIXTURE(f, state);
    ImportPlan plan = {0}, later = {0};
    size_t     n;
    (void)a_town(f);
    Outcome first = the_file(f, &plan, false), again = the_file(f, &plan, false);
    assert_int_equal(again.report.made, 0);
    assert_int_equal(again.report.changed, 0);
    assert_int_equal(again.report.known, 7);
    assert_int_equal(again.report.left[LEFT_TWICE], 1);
    assert_memory_equal(&again.report.money, &first.report.money, sizeof again.report.money);
    assert_int_equal(again.act, 0);
    Outcome more = text(f, &later, "שם העסק,תחום,מה קונים,סכום,לחודש או לשנה,איפה קונים,שנה\n"
                                   "מאפיית הדרום,דפוס,שלטים,1500,לשנה,ביישוב,2025\n", false);
    assert_int_equal(more.report.changed, 1);             /* one number where a range stood */
    const Outlay *v = all(f, &n);
    assert_int_equal(n, 7);
    assert_int_equal(of(v, n, 1500)->high, NUMBER_NONE);
    assert_int_equal(fixture_write(f, undo, &more.act), OK);
    v = all(f, &n);
    assert_int_equal(of(v, n, 1000)->high, 200000);
}

static const char BOOKS[] =
    "Date,Account,Supplier,Amount,Invoice number,Description\n"
    "5.1.2025,קמח,טחנת הנגב,1000,17,white\n"
    "5.2.2025,קמח,טחנת הנגב,1100,18,white\n"
    "5.2.2025,קמח,טחנת הנגב,1100,18,white\n"              /* the same invoice once more */
    "9.2.2025,קמח,טחנת הנגב בע\"מ,-100,19,discount\n"
    "1.3.2025,קמח,טחנת הנגב,700,20,wrong\n"
    "2.3.2025,קמח,טחנת הנגב,-700,21,taken back\n"
    "5.1.2026,קמח,טחנת הנגב,900,30,white\n"
    "3.4.2025,דפוס,מישהו אחר,250,1,signs\n"
    ",דפוס,מישהו אחר,250,2,no day\n"
    "3.4.2025,לא בעץ,מישהו אחר,77,3,?\n"
    "Total,,,4577,,\n";

static void test_the_books_of_one_business_are_added_up(void **state) {
    FIXTURE(f, state);
    ImportPlan plan = {0};
    size_t     n;
    Town       t = a_town(f);
    plan.whose = WHOSE_ONE;
    plan.buyer = t.bakery;
    Outcome o = text(f, &plan, BOOKS, false);
    assert_int_equal(plan.rhythm, RHYTHM_PAYMENT);        /* guessed */
    const Outlay *v = all(f, &n);
    assert_int_equal(n, 3);
    assert_int_equal(o.report.made, 3);
    const Outlay *flour = of(v, n, 2000), *next = of(v, n, 900), *print = of(v, n, 250);
    assert_int_equal(flour->year, 2025);
    assert_int_equal(flour->per, OUTLAY_PER_YEAR);
    assert_int_equal(flour->seller, t.mill);
    assert_int_equal(flour->way, OUTLAY_WAY_BOOKS);
    assert_int_equal(flour->bought_in, t.rahat);          /* where the mill sits */
    assert_int_equal(flour->place, t.yeruham);            /* where the bakery sits */
    assert_int_equal(next->year, 2026);
    assert_true(str_eq(print->seller_words, LIT("מישהו אחר")));
    assert_int_equal(o.report.left[LEFT_TWICE], 1);
    assert_int_equal(o.report.left[LEFT_REVERSED], 2);
    assert_int_equal(o.report.left[LEFT_DAY], 1);
    assert_int_equal(o.report.left[LEFT_CATEGORY], 1);
    assert_int_equal(o.report.money.added, 2);
    assert_int_equal(o.report.money.taken, 5);
    assert_int_equal(o.report.money.taken_low + o.report.money.left_low, 457700);
    assert_int_equal(o.report.money.agree, 1);
    ImportPlan again = {.whose = WHOSE_ONE, .buyer = t.bakery};
    o = text(f, &again, BOOKS, false);
    assert_int_equal(o.report.made + o.report.changed, 0);
    assert_int_equal(o.report.known, 3);
}

static void test_a_name_that_is_not_known_is_what_a_person_says(void **state) {
    FIXTURE(f, state);
    static const char WORDS[] = "business,category,amount,month or year,supplier\n"
                                "The bakery of the south,קמח,100,month,Mill\n"
                                "The bakery of the south,Flour and such,200,month,Mill\n";
    ImportPlan plan = {0};
    size_t     n;
    Town       t = a_town(f);
    Outcome    told = text(f, &plan, WORDS, true);
    assert_int_equal(told.report.made, 0);
    assert_int_equal(told.report.n_words, 3);             /* a buyer, a payee, a field */
    WordChoice said[] = {{WORD_OF_BUYER, LIT("The bakery of the south"), t.bakery},
                         {WORD_OF_SELLER, LIT("Mill"), t.mill}, {WORD_OF_CATEGORY, LIT("Flour and such"), t.flour}};
    plan.word = said;
    plan.n_word = 3;
    Buf b;
    buf_init(&b, 1 << 16);
    import_plan_json(&b, &plan);
    ImportPlan kept;
    assert_int_equal(import_plan_read(&f->ctx, buf_str(&b), &kept), OK);
    buf_release(&b);
    Outcome o = text(f, &kept, WORDS, false);
    assert_int_equal(o.report.made, 2);
    assert_int_equal(o.report.n_words, 0);
    const Outlay *v = all(f, &n);
    assert_int_equal(of(v, n, 200)->category, t.flour);
    assert_int_equal(of(v, n, 100)->seller, t.mill);
}

static void test_spending_of_another_place_is_not_ones_own_to_bring(void **state) {
    FIXTURE(f, state);
    enum { WORKER = 31 };
    static const char WORDS[] = "business,category,amount,month or year,town\n"
                                "מאפיית הדרום,קמח,100,month,ירוחם\n"
                                "מאפיית הדרום,קמח,300,month,רהט\n";
    ImportPlan plan = {0};
    size_t     n;
    Town       t = a_town(f);
    fixture_reach(f, WORKER, t.yeruham, VIS_UNIT);
    fixture_become(f, WORKER, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_true(ent_may_write(&f->ctx, &outlay_entity, NULL));
    Outcome told = text(f, &plan, WORDS, true), o = text(f, &plan, WORDS, false);
    assert_int_equal(told.report.left[LEFT_NOT_OURS], 1);
    assert_int_equal(o.report.left[LEFT_NOT_OURS], 1);
    assert_int_equal(o.report.made, 1);
    assert_int_equal(of(all(f, &n), n, 100)->head.unit, t.yeruham);
    fixture_become(f, WORKER, ROLE_HQ, VIS_MEMBERS);
    assert_false(ent_may_write(&f->ctx, &outlay_entity, NULL));
    ImportPlan other = {.no_outlays = true};
    ImportFile file;
    int        fd = open("test/data/import/outlays.csv", O_RDONLY);
    assert_int_equal(import_file_open(&f->arena, fd, LIT("spending.csv"), &other, &file), OK);
    assert_ptr_not_equal(other.target, import_target_named(LIT("outlays")));
    import_file_close(&file);
    close(fd);
}

static Fault erase(Ctx *c, void *arg) {
    EntIds gone = {.e = &outlay_entity};
    TRY(stay_erase(c, arg, &gone));
    return gone.n == 1 ? OK : BROKEN;
}

static void test_who_was_erased_is_named_by_no_spending(void **state) {
    FIXTURE(f, state);
    ImportPlan plan = {0};
    size_t     n;
    Town       t = a_town(f);
    (void)the_file(f, &plan, false);
    Id     printer = an_actor(f, "דפוס לא מוכר", ACTOR_KIND_BUSINESS, t.yeruham);
    EntIds who = {.e = &actor_entity, .v = &printer, .n = 1, .cap = 1};
    assert_int_equal(fixture_write(f, erase, &who), OK);
    const Outlay *v = all(f, &n);
    assert_int_equal(n, 7);
    assert_int_equal(of(v, n, 6000)->seller_words.n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_file_comes_in_and_what_stays_out_says_why),
        FIXTURE_BOTH(test_the_money_of_a_file_reconciles_and_all_goes_back),
        FIXTURE_BOTH(test_the_same_again_is_nothing_new),
        FIXTURE_BOTH(test_the_books_of_one_business_are_added_up),
        FIXTURE_BOTH(test_a_name_that_is_not_known_is_what_a_person_says),
        FIXTURE_BOTH(test_spending_of_another_place_is_not_ones_own_to_bring),
        FIXTURE_BOTH(test_who_was_erased_is_named_by_no_spending),
    };
    return cmocka_run_group_tests_name("import of spending", tests, NULL, NULL);
}
