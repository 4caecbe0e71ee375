/* spend.c - any bytes as a file of payments: read, settled, added up, packed and unpacked. */
#include "base/check.h"
#include "spend/spend_pack.h"
#include "spend/spend_read.h"
#include "spend/spend_sum.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void there_and_back(Arena *a, const SpendBook *b) {
    SpendBook   again;
    SpendChunk *k = ARENA_NEW(a, SpendChunk);
    SpendTally  one, two = {0};
    Buf         head, rows;
    buf_init(&head, 64 << 20);
    buf_init(&rows, 64 << 20);
    spend_tally(b, &one);
    spend_pack_head(b, &head);
    CHECK(spend_unpack_head(a, buf_str(&head), &again) && again.rows == b->rows);
    for (const SpendChunk *at = b->first; at; at = at->next) {
        buf_clear(&rows);
        spend_pack_rows(at, &rows);
        CHECK(spend_unpack_rows(&again, buf_str(&rows), k) && k->n == at->n);
        for (uint32_t i = 0; i < k->n; i++) two.by[k->state[i]].sum += k->amount[i];
    }
    for (int s = 0; s < SPEND_STATE_N; s++) CHECK(one.by[s].sum == two.by[s].sum);
    buf_release(&head);
    buf_release(&rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    SheetSource src = {.fd = -1, .mem = {(const char *)data, n}};
    SpendPlan   plan = {.today = 20261130, .settle = {.currency = "ILS"}};
    SpendBook   b;
    SpendFile   f;
    SpendChunk *k;
    Arena       a;
    arena_init(&a, 256 << 20);
    k = ARENA_NEW(&a, SpendChunk);
    if (spend_read(&a, &src, &plan, &b, &f) == OK && f.suffices) there_and_back(&a, &b);
    /* And as what a database gives back. */
    if (spend_unpack_head(&a, src.mem, &b)) (void)spend_unpack_rows(&b, src.mem, k);
    arena_release(&a);
    return 0;
}
