/* Files of payments as they were brought: who was erased is named in none that is kept, however it is packed. */
#include "cases.h"

#include "spend/spend_page.h"

#include <xlsxwriter.h>

typedef struct Kept {
    House h;
    Id    council, baker;
} Kept;

typedef struct Bring {
    const Kept  *k;
    Str          bytes;
    PaymentFile *v;
} Bring;

static Fault run_bring(Ctx *c, void *arg) {
    Bring       *b = arg;
    SpendPlan    plan = {0};
    SpendBrought brought;
    SheetSource  src = {.fd = -1, .mem = b->bytes};
    Fault f = spend_bring(c, b->k->council, 0, &src, &plan, &brought);
    b->v->buyer = b->k->council;
    b->v->name = LIT("payments.xlsx");
    b->v->state = PAYMENT_STATE_IN_USE;
    if (f == OK) f = spend_keep(c, b->v, &brought, b->bytes);
    arena_release(&brought.arena);
    return f;
}

static Id brings(Kept *k, Str bytes) {
    Bring b = {k, bytes, ent_new(&k->h.f->ctx, &payment_file_entity)};
    assert_int_equal(fixture_write(k->h.f, run_bring, &b), OK);
    return b.v->head.id;
}

/* A file of payments to somebody else; `name` stands in a column of the same sheet, and `aside` on one behind it. */
static Str a_book(Fixture *f, const char *name, const char *aside) {
    static const char *const HEADS[] = {"Supplier Name", "Amount", "Delivered by"};
    char path[] = "/tmp/rakaz-book.XXXXXX";
    int  fd = mkstemp(path);
    Str  s = {arena_alloc(&f->arena, 1 << 16), 0};
    assert_true(fd >= 0);
    lxw_workbook  *book = workbook_new(path);
    lxw_worksheet *list = workbook_add_worksheet(book, "Payments"), *more = workbook_add_worksheet(book, "More");
    for (lxw_col_t i = 0; i < 3; i++) worksheet_write_string(list, 0, i, HEADS[i], NULL);
    worksheet_write_string(list, 1, 0, "Salt Limited", NULL);
    worksheet_write_number(list, 1, 1, 9, NULL);
    worksheet_write_string(list, 1, 2, name, NULL);
    worksheet_write_string(more, 0, 0, aside, NULL);
    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
    ssize_t n = pread(fd, (char *)(uintptr_t)s.p, 1 << 16, 0);
    assert_true(n > 0);
    s.n = (size_t)n;
    close(fd);
    unlink(path);
    return s;
}

static Fault run_erase(Ctx *c, void *arg) {
    EntIds gone = {0};
    return spend_erase(c, arg, &gone);
}

static bool is_kept(Kept *k, Id file) {
    Str raw;
    assert_int_equal(spend_pieces(&k->h.f->ctx, file, SPEND_PIECE_RAW, &raw), OK);
    return raw.n > 0;
}

static Id an_actor(Kept *k, int kind, const char *name) {
    Actor *a = ent_new(&k->h.f->ctx, &actor_entity);
    a->name.v[LANG_HE] = str_of(name);
    a->kind = kind;
    a->head.unit = k->h.town;
    assert_int_equal(fixture_save(k->h.f, &actor_entity, a), OK);
    return a->head.id;
}

static void test_who_was_erased_is_in_no_file_that_is_kept(void **state) {
    FIXTURE(f, state);
    Kept k;
    a_house(&k.h, f);
    k.council = an_actor(&k, ACTOR_KIND_PUBLIC_BODY, "מועצה");
    k.baker = an_actor(&k, ACTOR_KIND_BUSINESS, "מאפיית הנאה");
    Id cell = brings(&k, a_book(f, "by מאפיית הנאה", "nothing"));
    Id sheet = brings(&k, a_book(f, "", "מאפיית הנאה"));
    Id others = brings(&k, a_book(f, "by Pepper Limited", "nothing"));
    Id hebrew = brings(&k, LIT("Supplier Name,Amount,Delivered by\nSalt Limited,9,"
                               "\xEE\xE0\xF4\xE9\xE9\xFA \xE4\xF0\xE0\xE4\n"));   /* windows-1255 */
    assert_true(is_kept(&k, cell) && is_kept(&k, sheet) && is_kept(&k, others) && is_kept(&k, hebrew));
    EntIds actors = {.e = &actor_entity};
    ent_ids_add(&f->ctx, &actors, k.baker);
    assert_int_equal(fixture_write(f, run_erase, &actors), OK);
    assert_false(is_kept(&k, cell));
    assert_false(is_kept(&k, sheet));
    assert_false(is_kept(&k, hebrew));
    assert_true(is_kept(&k, others));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_who_was_erased_is_in_no_file_that_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
