/* spend_book.c - rows of payments in columns, names by number. */
#include "spend/spend_book.h"

#include "base/check.h"

#include <string.h>

enum { SLOTS_FIRST = 1024, TEXT_FIRST = 64 << 10 };

void spend_book_init(SpendBook *b, Arena *a) {
    *b = (SpendBook){.arena = a, .words = spend_words(a)};
    memcpy(b->currencies[0], "", 1);
    b->currencies_n = 1;                          /* 0: the file does not say */
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

/* Twice the room, what was there copied: what is left behind is at most as much again. */
static void *grown(Arena *a, const void *old, size_t n, size_t cap, size_t size) {
    void *v = arena_alloc(a, arena_product(cap, size));
    if (n) memcpy(v, old, n * size);
    return v;
}

/* The place of a hash that is not in the table yet. */
static SpendSlot *free_slot(SpendSlot *v, uint32_t slots, uint64_t h) {
    uint32_t at = (uint32_t)h & (slots - 1);
    while (v[at].at) at = (at + 1) & (slots - 1);
    v[at].tag = (uint32_t)(h >> 32);
    return &v[at];
}

static void names_slots(SpendBook *b, SpendNames *t) {
    t->slots = t->slots ? 2 * t->slots : SLOTS_FIRST;
    t->slot = ARENA_ARRAY(b->arena, SpendSlot, t->slots);
    for (uint32_t i = 0; i < t->n; i++) free_slot(t->slot, t->slots, spend_hash(t->v[i]))->at = i + 1;
}

static uint32_t name_number(SpendBook *b, SpendNames *t, Str s) {
    if (t->last < t->n && str_eq(t->v[t->last], s)) return t->last;
    if (2 * (t->n + 1) > t->slots) names_slots(b, t);
    uint64_t h = spend_hash(s);
    for (uint32_t at = (uint32_t)h & (t->slots - 1); t->slot[at].at; at = (at + 1) & (t->slots - 1)) {
        const SpendSlot *is = &t->slot[at];
        if (is->tag == (uint32_t)(h >> 32) && str_eq(t->v[is->at - 1], s)) return t->last = is->at - 1;
    }
    if (t->n == t->cap) {
        t->cap = t->cap ? 2 * t->cap : 256;
        t->v = grown(b->arena, t->v, t->n, t->cap, sizeof *t->v);
    }
    t->v[t->n] = arena_copy(b->arena, s);
    free_slot(t->slot, t->slots, h)->at = t->n + 1;
    return t->last = t->n++;
}

/* ---- payees ----------------------------------------------------------------------------------------------------- */

static uint64_t payee_hash(Str name, Str id, Str registration) {
    uint64_t h = spend_hash(name);
    if (id.n) h += 3 * spend_hash(id);
    if (registration.n) h += 5 * spend_hash(registration);
    return h;
}

static void payee_put(SpendPayeeSlot *v, uint32_t slots, const SpendPayee *p, uint32_t number) {
    uint64_t h = payee_hash(p->name, p->supplier_id, p->registration);
    uint32_t at = (uint32_t)h & (slots - 1);
    while (v[at].at) at = (at + 1) & (slots - 1);
    size_t all = p->name.n + p->supplier_id.n + p->registration.n;
    v[at] = (SpendPayeeSlot){.tag = (uint32_t)(h >> 32), .at = number + 1, .text = p->name.p,
                             .n = {(uint16_t)p->name.n, (uint16_t)p->supplier_id.n, (uint16_t)p->registration.n,
                                   (uint16_t)all}};
    if (all <= SPEND_HEAD) memcpy(v[at].head, p->name.p, all);
}

static void payee_slots(SpendBook *b) {
    enum { LINE = sizeof(SpendPayeeSlot) };
    b->payee_slots = b->payee_slots ? 2 * b->payee_slots : SLOTS_FIRST;
    uintptr_t room = (uintptr_t)ARENA_ARRAY(b->arena, SpendPayeeSlot, b->payee_slots + 1);
    b->payee_slot = (SpendPayeeSlot *)((room + LINE - 1) / LINE * LINE);
    for (uint32_t i = 0; i < b->payees_n; i++) payee_put(b->payee_slot, b->payee_slots, &b->payees[i], i);
}

static const SpendPayee *payee_new(SpendBook *b, Str name, Str id, Str registration) {
    if (b->payees_n == b->payees_cap) {
        b->payees_cap = b->payees_cap ? 2 * b->payees_cap : 256;
        b->payees = grown(b->arena, b->payees, b->payees_n, b->payees_cap, sizeof *b->payees);
    }
    SpendName n = spend_name(b->arena, b->words, name);
    char     *text = arena_alloc(b->arena, name.n + id.n + registration.n + 1);
    if (name.n) memcpy(text, name.p, name.n);
    if (id.n) memcpy(text + name.n, id.p, id.n);
    if (registration.n) memcpy(text + name.n + id.n, registration.p, registration.n);
    SpendPayee *p = &b->payees[b->payees_n++];
    *p = (SpendPayee){
        .name = {text, name.n}, .supplier_id = {text + name.n, id.n},
        .registration = {text + name.n + id.n, registration.n}, .key = n.key.n ? spend_hash(n.key) >> 1 | 1 : 0,
        .bearer = n.bearer};
    return p;
}

static bool same_text(const char *p, Str s) { return !s.n || !memcmp(p, s.p, s.n); }

void spend_book_soon(const SpendBook *b, Str name, Str id, Str registration) {
    if (!b->payee_slots) return;
    __builtin_prefetch(&b->payee_slot[(uint32_t)payee_hash(name, id, registration) & (b->payee_slots - 1)]);
}

uint32_t spend_book_payee(SpendBook *b, Str name, Str id, Str registration) {
    if (2 * (b->payees_n + 1) > b->payee_slots) payee_slots(b);
    uint64_t h = payee_hash(name, id, registration);
    uint32_t mask = b->payee_slots - 1;
    for (uint32_t at = (uint32_t)h & mask; b->payee_slot[at].at; at = (at + 1) & mask) {
        const SpendPayeeSlot *is = &b->payee_slot[at];
        if (is->tag != (uint32_t)(h >> 32)) continue;
        if (is->n[0] != name.n || is->n[1] != id.n || is->n[2] != registration.n) continue;
        const char *text = is->n[3] <= SPEND_HEAD ? is->head : is->text;
        if (same_text(text, name) && same_text(text + name.n, id) && same_text(text + name.n + id.n, registration)) {
            return is->at - 1;
        }
    }
    const SpendPayee *p = payee_new(b, name, id, registration);
    payee_put(b->payee_slot, b->payee_slots, p, b->payees_n - 1);
    return b->payees_n - 1;
}

/* ---- rows ------------------------------------------------------------------------------------------------------- */

static int currency_number(SpendBook *b, const char *code) {
    for (int i = 0; i < b->currencies_n; i++) {
        if (!strcmp(b->currencies[i], code)) return i;
    }
    if (b->currencies_n == SPEND_CURRENCIES_MAX) return -1;
    memcpy(b->currencies[b->currencies_n], code, SPEND_CODE_MAX + 1);
    return b->currencies_n++;
}

static SpendChunk *chunk_for(SpendBook *b) {
    SpendChunk *k = b->last;
    if (k && k->n < SPEND_CHUNK) return k;
    k = ARENA_NEW(b->arena, SpendChunk);
    if (b->last) b->last->next = k;
    else b->first = k;
    return b->last = k;
}

static void put_number(SpendBook *b, SpendChunk *k, uint32_t i, Str s) {
    if (s.n > SPEND_NUMBER_MAX) s.n = SPEND_NUMBER_MAX;
    if (k->text_n + s.n > k->text_cap) {
        k->text_cap = k->text_cap ? 2 * k->text_cap : TEXT_FIRST;
        k->text = grown(b->arena, k->text, k->text_n, k->text_cap, 1);
    }
    k->number_at[i] = k->text_n;
    k->number_n[i] = (uint8_t)s.n;
    if (s.n) memcpy(k->text + k->text_n, s.p, s.n);
    k->text_n += (uint32_t)s.n;
}

Str spend_number(const SpendChunk *k, uint32_t i) {
    return k->number_n[i] ? (Str){k->text + k->number_at[i], k->number_n[i]} : (Str){0};
}

void spend_book_add(SpendBook *b, const SpendRow *r) {
    SpendChunk *k = chunk_for(b);
    uint32_t    i = k->n++;
    int         currency = currency_number(b, r->currency);
    bool        unreadable = r->unreadable || currency < 0;
    b->rows++;
    k->amount[i] = unreadable ? 0 : r->amount;
    k->day[i] = r->day;
    k->payee[i] = spend_book_payee(b, r->payee, r->supplier_id, r->registration);
    k->category[i] = name_number(b, &b->categories, r->category);
    k->unit[i] = name_number(b, &b->units, r->unit);
    k->row[i] = r->row;
    k->currency[i] = (uint8_t)(currency < 0 ? 0 : currency);
    k->state[i] = unreadable ? SPEND_UNREADABLE : SPEND_KEPT;
    put_number(b, k, i, r->number);
    b->unreadable += unreadable;
    b->nameless += !r->payee.n;
    if (r->day && (!b->from || r->day < b->from)) b->from = r->day;
    if (r->day > b->until) b->until = r->day;
    if (unreadable) return;
    b->read[currency].rows++;
    b->read[currency].sum += r->amount;
}

static int64_t read_all(const SpendBook *b) {
    int64_t sum = 0;
    for (int i = 0; i < b->currencies_n; i++) sum += b->read[i].sum;
    return sum;
}

void spend_book_total(SpendBook *b, uint32_t row, int64_t says) {
    if (b->totals_n == SPEND_TOTALS_MAX) {
        b->totals_more++;
        return;
    }
    int64_t all = read_all(b), before = b->totals_n ? b->totals[b->totals_n - 1].all : 0;
    b->totals[b->totals_n++] = (SpendTotal){.row = row, .says = says, .all = all, .since = all - before};
}

/* ---- sums ------------------------------------------------------------------------------------------------------- */

void spend_tally(const SpendBook *b, SpendTally *ret_t) {
    SpendTally t = {.file = b->read[b->currency]};
    for (const SpendChunk *k = b->first; k; k = k->next) {
        for (uint32_t i = 0; i < k->n; i++) {
            SpendSum *s = &t.by[k->state[i]];
            s->rows++;
            s->sum += k->amount[i];
            if (k->state[i] != SPEND_KEPT || k->amount[i] >= 0) continue;
            t.credits.rows++;
            t.credits.sum += k->amount[i];
        }
    }
    int64_t rows = 0, sum = 0;
    for (int s = 0; s < SPEND_STATE_N; s++) {
        if (s == SPEND_FOREIGN || s == SPEND_UNREADABLE) continue;
        rows += t.by[s].rows;
        sum += t.by[s].sum;
    }
    CHECK(rows == t.file.rows && sum == t.file.sum);
    *ret_t = t;
}
