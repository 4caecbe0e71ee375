#include "find/find_words.h"

#include "base/str.h"
#include "find/find_mem.h"

void words_release(Words *w) {
    free(w->slots);
    free(w->at);
    free(w->text);
    *w = (Words){0};
}

static size_t slot_of(const Words *w, const uint8_t *p, size_t n) {
    size_t i = (size_t)str_hash((Str){(const char *)p, n}) & (w->n_slots - 1);
    while (w->slots[i] != 0) {
        uint32_t word = w->slots[i] - 1;
        if (words_n(w, word) == n && memcmp(words_p(w, word), p, n) == 0) break;
        i = (i + 1) & (w->n_slots - 1);
    }
    return i;
}

static void grow(Words *w) {
    free(w->slots);
    w->n_slots = w->n_slots ? w->n_slots * 2 : 64;
    w->slots = mem_new(w->n_slots, sizeof *w->slots);
    for (uint32_t word = 0; word < w->n; word++) {
        w->slots[slot_of(w, words_p(w, word), words_n(w, word))] = word + 1;
    }
}

uint32_t words_add(Words *w, const uint8_t *p, size_t n) {
    if ((size_t)w->n * 3 >= w->n_slots * 2) grow(w);
    size_t i = slot_of(w, p, n);
    if (w->slots[i] != 0) return w->slots[i] - 1;
    w->at = mem_grow(w->at, &w->at_cap, (size_t)w->n + 2, sizeof *w->at);
    if (w->n == 0) w->at[0] = 0;
    size_t from = w->at[w->n];
    CHECK(from + n < UINT32_MAX);
    w->text = mem_grow(w->text, &w->text_cap, from + n, 1);
    memcpy(w->text + from, p, n);
    w->at[w->n + 1] = (uint32_t)(from + n);
    w->slots[i] = ++w->n;
    return w->n - 1;
}

/* The first eight bytes decide nearly every comparison; they travel with the number. */
typedef struct Head {
    uint64_t head;
    uint32_t word;
} Head;

static int by_text(const void *a, const void *b, void *words) {
    const Head *x = a, *y = b;
    if (x->head != y->head) return x->head < y->head ? -1 : 1;
    const Words *w = words;
    size_t       nx = words_n(w, x->word), ny = words_n(w, y->word);
    int          d = memcmp(words_p(w, x->word), words_p(w, y->word), nx < ny ? nx : ny);
    if (d != 0) return d;
    return (nx > ny) - (nx < ny);
}

uint32_t *words_sorted(const Words *w) {
    Head     *heads = mem_new(w->n, sizeof *heads);
    uint32_t *order = mem_new(w->n, sizeof *order);
    for (uint32_t i = 0; i < w->n; i++) {
        const uint8_t *p = words_p(w, i);
        size_t         n = words_n(w, i);
        for (size_t k = 0; k < 8; k++) heads[i].head = heads[i].head << 8 | (k < n ? p[k] : 0);
        heads[i].word = i;
    }
    qsort_r(heads, w->n, sizeof *heads, by_text, (void *)(uintptr_t)w);
    for (uint32_t i = 0; i < w->n; i++) order[i] = heads[i].word;
    free(heads);
    return order;
}
