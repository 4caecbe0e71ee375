/* spend_settle.c - which rows of a book count: signs, currencies, rows that stand twice, payments that were taken
** back. */
#include "spend/spend_book.h"

#include "base/check.h"
#include "base/id.h"

typedef struct At {
    SpendChunk *k;
    uint32_t    i;
} At;

static uint64_t fold(uint64_t h, uint64_t x) {
    h = (h ^ x) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

int64_t spend_identity(const SpendBook *b, const SpendChunk *k, uint32_t i) {
    if (!k->number_n[i]) return 0;
    uint64_t h = spend_hash(spend_number(k, i));
    h = fold(h, (uint64_t)(int64_t)k->day[i]);
    h = fold(h, (uint64_t)k->amount[i]);
    h = fold(h, spend_hash(b->payees[k->payee[i]].name));
    return (int64_t)(h >> 1) | 1;
}

/* ---- signs and currencies ---------------------------------------------------------------------------------------- */

/* A file that writes payments as money that leaves has nearly all of them below zero. */
static bool stands_below(const SpendBook *b) {
    enum { MOST = 9, OF = 10 };
    uint64_t below = 0, all = 0;
    for (const SpendChunk *k = b->first; k; k = k->next) {
        for (uint32_t i = 0; i < k->n; i++) {
            below += k->amount[i] < 0;
            all += k->amount[i] != 0;
        }
    }
    return all && below * OF >= all * MOST;
}

static void turn_signs(SpendBook *b) {
    b->turned = true;
    for (SpendChunk *k = b->first; k; k = k->next) {
        for (uint32_t i = 0; i < k->n; i++) k->amount[i] = -k->amount[i];
    }
    for (int i = 0; i < b->currencies_n; i++) b->read[i].sum = -b->read[i].sum;
    for (uint32_t i = 0; i < b->totals_n; i++) {
        SpendTotal *t = &b->totals[i];
        *t = (SpendTotal){t->row, -t->says, -t->all, -t->since};
    }
}

/* What does not say its currency is in the one that the most rows name; where none is named, in the region's. */
static void settle_currency(SpendBook *b, const char *home) {
    int best = 0;
    for (int i = 1; i < b->currencies_n; i++) {
        if (!best || b->read[i].rows > b->read[best].rows) best = i;
    }
    if (!best) {
        memcpy(b->currencies[0], home, SPEND_CODE_MAX + 1);
        b->currency = 0;
        return;
    }
    b->currency = best;
    b->read[best].rows += b->read[0].rows;
    b->read[best].sum += b->read[0].sum;
    b->read[0] = (SpendSum){0};
    for (SpendChunk *k = b->first; k; k = k->next) {
        for (uint32_t i = 0; i < k->n; i++) {
            if (!k->currency[i]) k->currency[i] = (uint8_t)best;
            else if (k->currency[i] != best && k->state[i] == SPEND_KEPT) k->state[i] = SPEND_FOREIGN;
        }
    }
}

/* ---- rows that stand twice --------------------------------------------------------------------------------------- */

static bool same_row(At a, const SpendChunk *k, uint32_t i) {
    return a.k->amount[a.i] == k->amount[i] && a.k->day[a.i] == k->day[i] && a.k->payee[a.i] == k->payee[i] &&
           a.k->category[a.i] == k->category[i] && a.k->unit[a.i] == k->unit[i] &&
           a.k->currency[a.i] == k->currency[i] && str_eq(spend_number(a.k, a.i), spend_number(k, i));
}

static uint64_t row_key(const SpendChunk *k, uint32_t i) {
    uint64_t h = spend_hash(spend_number(k, i));
    h = fold(h, (uint64_t)(int64_t)k->day[i] << 32 | k->payee[i]);
    h = fold(h, (uint64_t)k->amount[i]);
    return fold(h, (uint64_t)k->category[i] << 32 | k->unit[i]) | 1;
}

/* Rows whose key may stand twice, by two sets of bits: which keys were seen, which again. A million rows have their
** bits in two megabytes each, near the processor; the few of which both are set are then compared one by one. */
enum { KEY_LOW = 11 };                            /* bits of a key that the table uses */
typedef struct Bits {
    uint64_t *seen, *again;
    uint64_t  mask;
} Bits;

static Bits bits_for(Arena *a, uint64_t rows) {
    enum { EACH = 16, WORD = 64 };
    uint64_t n = WORD;
    while (n < EACH * rows) n *= 2;
    return (Bits){ARENA_ARRAY(a, uint64_t, n / WORD), ARENA_ARRAY(a, uint64_t, n / WORD), n - 1};
}

static void bits_see(Bits *b, uint64_t key) {
    uint64_t at = key >> KEY_LOW & b->mask, bit = UINT64_C(1) << (at & 63);
    b->again[at / 64] |= b->seen[at / 64] & bit;
    b->seen[at / 64] |= bit;
}

static bool bits_twice(const Bits *b, uint64_t key) {
    uint64_t at = key >> KEY_LOW & b->mask;
    return b->again[at / 64] >> (at & 63) & 1;
}

/* An open hash table of rows by their key. */
typedef struct RowTable {
    At       *v;
    uint64_t *key;                                /* 0: free */
    uint64_t  slots;
} RowTable;

static RowTable table_for(Arena *a, uint64_t rows) {
    RowTable t = {.slots = 64};
    while (t.slots < 2 * rows) t.slots *= 2;
    t.v = ARENA_ARRAY(a, At, t.slots);
    t.key = ARENA_ARRAY(a, uint64_t, t.slots);
    return t;
}

/* Puts the row in, or tells that one like it is there. */
static bool stood_before(RowTable *t, uint64_t key, SpendChunk *k, uint32_t i) {
    uint64_t at = key >> 7 & (t->slots - 1);
    for (; t->key[at]; at = (at + 1) & (t->slots - 1)) {
        if (t->key[at] == key && same_row(t->v[at], k, i)) return true;
    }
    t->key[at] = key;
    t->v[at] = (At){k, i};
    return false;
}

static void settle_twins(SpendBook *b, bool count) {
    enum { AHEAD = 16 };
    uint64_t *key = ARENA_ARRAY(b->arena, uint64_t, b->rows + 1), n = 0, twice = 0;
    Bits      bits = bits_for(b->arena, b->rows);
    for (const SpendChunk *k = b->first; k; k = k->next) {
        for (uint32_t i = 0; i < k->n; i++) key[n++] = row_key(k, i);
    }
    for (uint64_t i = 0; i < n; i++) {
        if (i + AHEAD < n) __builtin_prefetch(&bits.seen[(key[i + AHEAD] >> KEY_LOW & bits.mask) / 64], 1);
        bits_see(&bits, key[i]);
    }
    for (uint64_t i = 0; i < n; i++) twice += bits_twice(&bits, key[i]);
    RowTable t = table_for(b->arena, twice);
    n = 0;
    for (SpendChunk *k = b->first; k; k = k->next) {
        for (uint32_t i = 0; i < k->n; i++, n++) {
            if (k->state[i] != SPEND_KEPT || !bits_twice(&bits, key[n]) || !stood_before(&t, key[n], k, i)) continue;
            if (k->number_n[i] && !count) k->state[i] = SPEND_TWIN;
            else b->alike++;
        }
    }
}

static void settle_known(SpendBook *b, const int64_t *known, size_t n) {
    if (!n) return;
    for (SpendChunk *k = b->first; k; k = k->next) {
        for (uint32_t i = 0; i < k->n; i++) {
            if (k->state[i] != SPEND_KEPT) continue;
            int64_t id = spend_identity(b, k, i);
            if (id && ids_hold(known, n, id)) k->state[i] = SPEND_KNOWN;
        }
    }
}

/* ---- what was taken back ----------------------------------------------------------------------------------------- */

static uint64_t back_key(const SpendChunk *k, uint32_t i) {
    int64_t amount = k->amount[i] < 0 ? -k->amount[i] : k->amount[i];
    return fold(fold((uint64_t)amount, (uint64_t)k->payee[i] << 32 | k->category[i]), k->unit[i]) | 1;
}

static bool takes_back(At a, const SpendChunk *k, uint32_t i) {
    return a.k->amount[a.i] == -k->amount[i] && a.k->payee[a.i] == k->payee[i] &&
           a.k->category[a.i] == k->category[i] && a.k->unit[a.i] == k->unit[i];
}

/* Payments below zero by key; those of one key are a list, first in the file first. */
typedef struct Back {
    At       at;
    uint64_t next;                                /* 1 + index of the next one of this key; 0: none */
} Back;
typedef struct Backs {
    Back     *v;
    uint64_t  n, slots;
    uint64_t *key, *head, *tail;                  /* by slot; head, tail: 1 + index */
} Backs;

static uint64_t slot_of(const Backs *t, uint64_t key) {
    uint64_t at = key >> 7 & (t->slots - 1);
    while (t->key[at] && t->key[at] != key) at = (at + 1) & (t->slots - 1);
    return at;
}

static void backs_put(Backs *t, SpendChunk *k, uint32_t i) {
    uint64_t key = back_key(k, i), at = slot_of(t, key);
    t->v[t->n++].at = (At){k, i};
    if (t->key[at]) t->v[t->tail[at] - 1].next = t->n;
    else t->head[at] = t->n;
    t->key[at] = key;
    t->tail[at] = t->n;
}

/* Takes the first one that took exactly this payment back. */
static bool backs_take(Backs *t, SpendChunk *k, uint32_t i) {
    uint64_t at = slot_of(t, back_key(k, i));
    if (!t->key[at] || !t->head[at]) return false;
    const Back *b = &t->v[t->head[at] - 1];
    if (!takes_back(b->at, k, i)) return false;
    b->at.k->state[b->at.i] = k->state[i] = SPEND_REVERSED;
    t->head[at] = b->next;
    return true;
}

/* Each payment below zero with the first one above zero that it takes back exactly: same payee, category, department
** and amount. Both are set aside, and together they are nothing. */
static void settle_reversed(SpendBook *b) {
    uint64_t below = 0;
    for (const SpendChunk *k = b->first; k; k = k->next) {
        for (uint32_t i = 0; i < k->n; i++) below += k->state[i] == SPEND_KEPT && k->amount[i] < 0;
    }
    if (!below) return;
    Backs t = {.v = ARENA_ARRAY(b->arena, Back, below), .slots = 64};
    while (t.slots < 2 * below) t.slots *= 2;
    t.key = ARENA_ARRAY(b->arena, uint64_t, t.slots);
    t.head = ARENA_ARRAY(b->arena, uint64_t, t.slots);
    t.tail = ARENA_ARRAY(b->arena, uint64_t, t.slots);
    for (SpendChunk *k = b->first; k; k = k->next) {
        for (uint32_t i = 0; i < k->n; i++) {
            if (k->state[i] == SPEND_KEPT && k->amount[i] < 0) backs_put(&t, k, i);
        }
    }
    for (SpendChunk *k = b->first; k; k = k->next) {
        for (uint32_t i = 0; i < k->n; i++) {
            if (k->state[i] == SPEND_KEPT && k->amount[i] > 0) (void)backs_take(&t, k, i);
        }
    }
}

void spend_settle(SpendBook *b, const SpendSettle *s) {
    if (!s->keep_signs && stands_below(b)) turn_signs(b);
    settle_currency(b, s->currency);
    settle_twins(b, s->count_twins);
    settle_known(b, s->known, s->known_n);
    settle_reversed(b);
    spend_tally(b, &b->tally);
}
