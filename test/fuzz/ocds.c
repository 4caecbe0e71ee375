/* ocds.c - any bytes as a package of the Open Contracting Data Standard: read, and its rows as a table that the reader
** of payments adds up to the same. */
#include "base/check.h"
#include "ocds/ocds.h"
#include "spend/spend_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void same_sum(Arena *a, const Ocds *o) {
    SpendPlan plan = {.today = 20991231, .settle = {.currency = "ILS", .keep_signs = true, .count_twins = true}};
    SpendBook b;
    SpendFile f;
    Buf       table;
    int64_t   sum = 0, of_book = 0;
    uint64_t  rows = 0;
    buf_init(&table, 64 << 20);
    ocds_table(o, NULL, &table);
    for (uint32_t i = 0; i < o->rows_n; i++) {
        const OcdsRow *r = &o->rows[i];
        CHECK(r->process < o->processes_n);
        rows += r->counts;
        if (r->counts && r->value.amount <= SPEND_AMOUNT_MAX && r->value.amount >= -SPEND_AMOUNT_MAX) {
            sum += r->value.amount;
        }
    }
    if (buf_ok(&table) && rows) {
        SheetSource src = {.fd = -1, .mem = buf_str(&table)};
        CHECK(spend_read(a, &src, &plan, &b, &f) == OK && f.suffices);
        CHECK(b.rows == rows);
        for (int i = 0; i < b.currencies_n; i++) of_book += b.read[i].sum;
        if (b.currencies_n < SPEND_CURRENCIES_MAX) CHECK(of_book == sum);
    }
    buf_release(&table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    Str          s = {(const char *)data, n};
    SheetProblem why = {0};
    Ocds         o;
    Arena        a;
    arena_init(&a, 256 << 20);
    (void)ocds_is(s);
    if (ocds_read(&a, s, &o, &why) == OK) same_sum(&a, &o);
    else CHECK(why.key);
    arena_release(&a);
    return 0;
}
