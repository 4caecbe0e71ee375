/* match_pool.c - runs in pools, and numbers of ids. */
#include "match/match_inner.h"

#include "base/check.h"

/* ---- pools ------------------------------------------------------------------------------------------------------- */

enum { STEP = 4, STEPS_UPTO = 32 };

/* Rooms are of 4, 8, ... 32 things, then of 64, 128, ... */
static uint32_t room_of(size_t n) {
    uint32_t room = STEPS_UPTO;
    CHECK(n <= UINT32_MAX / 2);
    if (n <= STEPS_UPTO) return (uint32_t)(n + STEP - 1) / STEP * STEP;
    while (room < n) room *= 2;
    return room;
}

static int class_of(uint32_t room) {
    int c = STEPS_UPTO / STEP;
    if (room <= STEPS_UPTO) return (int)room / STEP;
    for (; room > STEPS_UPTO; room /= 2) c++;
    return c;
}

void pool_init(Pool *p, size_t size) { *p = (Pool){.size = size}; }

void pool_free(Pool *p) {
    free(p->v);
    *p = (Pool){0};
}

static uint32_t pool_take(Pool *p, uint32_t room) {
    uint32_t *given = &p->given[class_of(room)];
    if (*given) {
        uint32_t at = *given - 1;
        memcpy(given, p->v + (size_t)at * p->size, sizeof *given);
        return at;
    }
    if (p->used + room > p->cap) {
        size_t cap = p->cap + p->cap / 2 + room;
        CHECK(cap < UINT32_MAX && cap < SIZE_MAX / p->size);
        p->v = realloc(p->v, cap * p->size);
        CHECK(p->v);
        p->cap = cap;
    }
    uint32_t at = (uint32_t)p->used;
    p->used += room;
    return at;
}

static void pool_give(Pool *p, uint32_t at, uint32_t room) {
    uint32_t *given = &p->given[class_of(room)];
    if (!room) return;
    memcpy(p->v + (size_t)at * p->size, given, sizeof *given);
    *given = at + 1;
}

/* Moves a run into a room for n things; what stood in it stays. */
static void run_room(Pool *p, Run *r, size_t n) {
    uint32_t room = room_of(n);
    if (room <= r->cap) return;
    uint32_t at = pool_take(p, room);
    if (r->n) memcpy(p->v + (size_t)at * p->size, run_of(p, r), (size_t)r->n * p->size);
    pool_give(p, r->at, r->cap);
    r->at = at;
    r->cap = room;
}

void run_add(Pool *p, Run *r, const void *one) {
    run_room(p, r, (size_t)r->n + 1);
    memcpy((char *)run_of(p, r) + (size_t)r->n++ * p->size, one, p->size);
}

void run_cut(Pool *p, Run *r, uint32_t i) {
    char *v = run_of(p, r);
    CHECK(i < r->n);
    r->n--;
    if (i < r->n) memcpy(v + i * p->size, v + (size_t)r->n * p->size, p->size);
}

void run_set(Pool *p, Run *r, const void *v, size_t n) {
    r->n = 0;
    run_room(p, r, n);
    if (n) memcpy(run_of(p, r), v, n * p->size);
    r->n = (uint32_t)n;
}

void run_drop(Pool *p, Run *r) {
    pool_give(p, r->at, r->cap);
    *r = (Run){0};
}

void *room_for(void *v, size_t n, size_t *cap, size_t size) {
    if (n < *cap) return v;
    size_t to = n + n / 2 + 16;
    CHECK(to < SIZE_MAX / size);
    v = realloc(v, to * size);
    CHECK(v);
    memset((char *)v + *cap * size, 0, (to - *cap) * size);
    *cap = to;
    return v;
}

/* ---- numbers: an open table whose gaps are closed at once (Knuth, vol. 3, 6.4, algorithm R) ---------------------- */

static size_t home_of(const Numbers *m, Id id) {
    return (size_t)((uint64_t)id * 0x9E3779B97F4A7C15u >> 20) & (m->n_slots - 1);
}

static size_t slot_of(const Numbers *m, Id id) {
    size_t i = home_of(m, id);
    while (m->slots[i].number && m->slots[i].id != id) i = (i + 1) & (m->n_slots - 1);
    return i;
}

uint32_t number_of(const Numbers *m, Id id) { return m->n_slots ? m->slots[slot_of(m, id)].number : 0; }

static void numbers_grow(Numbers *m) {
    Numbers more = *m;
    more.n_slots = m->n_slots ? 2 * m->n_slots : 64;
    more.slots = calloc(more.n_slots, sizeof *more.slots);
    CHECK(more.slots);
    for (size_t i = 0; i < m->n_slots; i++) {
        if (m->slots[i].number) more.slots[slot_of(&more, m->slots[i].id)] = m->slots[i];
    }
    free(m->slots);
    *m = more;
}

uint32_t number_give(Numbers *m, Id id) {
    uint32_t known = number_of(m, id);
    if (known) return known;
    if (3 * (m->n + 1) > 2 * m->n_slots) numbers_grow(m);
    uint32_t number = m->n_back ? m->back[--m->n_back] : ++m->next;
    CHECK(number < UINT32_MAX);
    m->slots[slot_of(m, id)] = (struct NumberSlot){id, number};
    m->n++;
    return number;
}

void number_take(Numbers *m, Id id) {
    uint32_t number = number_of(m, id);
    if (!number) return;
    size_t gap = slot_of(m, id), mask = m->n_slots - 1;
    for (size_t i = (gap + 1) & mask; m->slots[i].number; i = (i + 1) & mask) {
        size_t home = home_of(m, m->slots[i].id);
        bool   stays = gap < i ? home > gap && home <= i : home > gap || home <= i;
        if (stays) continue;
        m->slots[gap] = m->slots[i];
        gap = i;
    }
    m->slots[gap] = (struct NumberSlot){0};
    m->n--;
    m->back = room_for(m->back, m->n_back, &m->cap_back, sizeof *m->back);
    m->back[m->n_back++] = number;
}

void numbers_free(Numbers *m) {
    free(m->slots);
    free(m->back);
    *m = (Numbers){0};
}

size_t numbers_bytes(const Numbers *m) {
    return m->n_slots * sizeof *m->slots + m->cap_back * sizeof *m->back;
}
