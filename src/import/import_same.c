/* import_same.c - the index behind import_same.h: one table from 32-bit keys to numbers of entries.
**
** A key is the hash of one fact, or of two together; its kind is mixed in. The table keeps no keys, for the entries
** hold what they are made of: five bytes a key, one of them some bits of its hash, so that hardly ever an entry is
** looked at in vain. It is cut into segments that grow one by one, so that growing never needs twice the memory. Of
** one key eight entries are kept: a switchboard's phone that a thousand clubs share says nothing about any of them. */
#include "import/import_same.h"

#include "base/check.h"
#include "find/fold.h"

#include <stdlib.h>
#include <string.h>

enum { SEGMENTS = 64, EACH_MAX = 8, BLOCK = 1 << 14, BLOCKS_MAX = 1 << 12, PART_BITS = 5 };

/* KEY_APART: a key that its entry does not hold; it stands in `apart`. */
typedef enum KeyKind { KEY_NUMBER, KEY_PHONE, KEY_PLACE, KEY_STREET, KEY_NAME, KEY_OTHER, KEY_SOUND, KEY_APART,
               KEY_N } KeyKind;
_Static_assert(KEY_N * LANG_N <= 1 << PART_BITS, "kinds and languages fit");

/* Slots: the number of an entry (or of a key apart) + 1, above kind * LANG_N + language; 0: free. */
typedef struct Segment {
    uint32_t *slots;
    uint8_t  *tags;                               /* behind the slots, in the same piece of memory */
    uint32_t  n, cap;
} Segment;

/* 44 bytes. `who` in two halves: an id, or, of a row of the file, its number below zero. */
typedef struct Entry {
    uint32_t names[LANG_N], place, street, phone, number, key, spot, who[2];
} Entry;

/* A second phone, or how a name sounds. */
typedef struct Apart {
    uint32_t key, entry;
    KeyKind  kind;
} Apart;

static void who_set(Entry *e, int64_t who) {
    e->who[0] = (uint32_t)((uint64_t)who >> 32);
    e->who[1] = (uint32_t)who;
}

static int64_t who_of(const Entry *e) { return (int64_t)((uint64_t)e->who[0] << 32 | e->who[1]); }

struct SameIndex {
    Segment  segments[SEGMENTS];
    Entry   *blocks[BLOCKS_MAX];
    Apart   *apart[BLOCKS_MAX];
    uint32_t n, n_apart;
    uint8_t *taken;                               /* a bit for each of the first n_taken * 8 entries */
    size_t   n_taken;
};

SameIndex *same_open(void) {
    SameIndex *x = calloc(1, sizeof *x);
    CHECK(x != NULL);
    return x;
}

void same_free(SameIndex **x) {
    if (!*x) return;
    for (int i = 0; i < SEGMENTS; i++) free((*x)->segments[i].slots);
    for (int i = 0; i < BLOCKS_MAX; i++) {
        free((*x)->blocks[i]);
        free((*x)->apart[i]);
    }
    free((*x)->taken);
    free(*x);
    *x = NULL;
}

/* ---- hashes --------------------------------------------------------------------------------------------------- */

static uint32_t short_of(uint64_t h) {
    uint32_t s = (uint32_t)(h ^ h >> 32);
    return s ? s : 1;
}

uint32_t same_hash(Arena *a, Str s) {
    Str key = s.n ? fold_text(a, s) : (Str){0};
    return key.n ? short_of(str_hash(key)) : 0;
}

uint32_t same_digits(Str s) {
    char   d[32];
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < sizeof d; i++) {
        char ch = s.p[i];
        bool digit = ch >= '0' && ch <= '9', letter = (ch | 32) >= 'a' && (ch | 32) <= 'z';
        if ((digit && (n || ch != '0')) || letter) d[n++] = ch;
    }
    return n ? short_of(str_hash((Str){d, n})) : 0;
}

static uint64_t mix(uint32_t key, KeyKind kind) {
    uint64_t h = (uint64_t)key * 0x9E3779B97F4A7C15u + (uint64_t)kind * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

static uint32_t both(uint32_t a, uint32_t b) { return short_of(((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u); }

/* ---- the table ------------------------------------------------------------------------------------------------ */

static Entry *entry_at(const SameIndex *x, uint32_t i) { return &x->blocks[i / BLOCK][i % BLOCK]; }

static uint32_t key_of(const Entry *e, KeyKind kind, int l) {
    switch (kind) {
    case KEY_NUMBER: return e->number;
    case KEY_PHONE:  return e->phone;
    case KEY_PLACE:  return both(e->names[l], e->place);
    case KEY_STREET: return both(e->names[l], e->street);
    case KEY_OTHER:  return both(e->names[l], e->key);
    case KEY_NAME:   return e->names[l];
    case KEY_SOUND:
    case KEY_APART:
    case KEY_N:      break;
    }
    CHECK(!"a key that entries hold");
    return 0;
}

/* What a slot stands for. */
typedef struct Met {
    uint32_t key, entry;
    KeyKind  kind;
} Met;

static Met met_at(const SameIndex *x, uint32_t slot) {
    uint32_t part = slot & ((1 << PART_BITS) - 1), i = (slot >> PART_BITS) - 1;
    KeyKind  kind = (KeyKind)(part / LANG_N);
    if (kind != KEY_APART) return (Met){key_of(entry_at(x, i), kind, (int)(part % LANG_N)), i, kind};
    const Apart *a = &x->apart[i / BLOCK][i % BLOCK];
    return (Met){a->key, a->entry, a->kind};
}

static uint32_t home_of(const Segment *s, uint64_t h) { return (uint32_t)((h & UINT32_MAX) * s->cap >> 32); }
static uint8_t  tag_of(uint64_t h) { return (uint8_t)(h >> 40); }

static void slot_put(Segment *s, uint32_t slot, uint64_t h) {
    uint32_t at = home_of(s, h);
    while (s->slots[at]) at = at + 1 == s->cap ? 0 : at + 1;
    s->slots[at] = slot;
    s->tags[at] = tag_of(h);
}

static void segment_grow(const SameIndex *x, Segment *s) {
    Segment more = {.n = s->n, .cap = s->cap ? s->cap + s->cap / 4 : 64};
    more.slots = calloc(more.cap, sizeof *more.slots + sizeof *more.tags);
    CHECK(more.slots != NULL);
    more.tags = (uint8_t *)(more.slots + more.cap);
    for (uint32_t i = 0; i < s->cap; i++) {
        if (!s->slots[i]) continue;
        Met m = met_at(x, s->slots[i]);
        slot_put(&more, s->slots[i], mix(m.key, m.kind));
    }
    free(s->slots);
    *s = more;
}

/* The entries under a key, at most EACH_MAX. */
static size_t find_key(const SameIndex *x, uint32_t key, KeyKind kind, uint32_t ret_v[EACH_MAX]) {
    uint64_t h = mix(key, kind);
    const Segment *s = &x->segments[h >> 58];
    size_t n = 0;
    if (!key || !s->cap) return 0;
    uint32_t at = home_of(s, h);
    for (; s->slots[at] && n < EACH_MAX; at = at + 1 == s->cap ? 0 : at + 1) {
        if (s->tags[at] != tag_of(h)) continue;
        Met m = met_at(x, s->slots[at]);
        if (m.key == key && m.kind == kind) ret_v[n++] = m.entry;
    }
    return n;
}

/* The piece of a list of blocks that holds number i, made if it is not there. */
static void *block_for(void **block, uint32_t i, size_t size) {
    CHECK(i / BLOCK < BLOCKS_MAX);
    if (!*block) *block = malloc(BLOCK * size);
    CHECK(*block != NULL);
    return (char *)*block + i % BLOCK * size;
}

static uint32_t apart_add(SameIndex *x, Apart a) {
    uint32_t i = x->n_apart++;
    void    *block = x->apart[i / BLOCK];
    *(Apart *)block_for(&block, i, sizeof a) = a;
    x->apart[i / BLOCK] = block;
    return i;
}

static uint32_t add_entry(SameIndex *x, Entry e) {
    uint32_t i = x->n++;
    void    *block = x->blocks[i / BLOCK];
    *(Entry *)block_for(&block, i, sizeof e) = e;
    x->blocks[i / BLOCK] = block;
    return i;
}

/* `l`: of the name; the second phone is 1. false: there are enough under this key already. */
static bool add_key(SameIndex *x, uint32_t key, KeyKind kind, int l, uint32_t entry) {
    uint32_t have[EACH_MAX];
    if (!key) return true;
    if (find_key(x, key, kind, have) == EACH_MAX) return false;
    bool     apart = kind == KEY_SOUND || (kind == KEY_PHONE && l > 0);
    uint32_t part = apart ? KEY_APART * LANG_N : (uint32_t)kind * LANG_N + (uint32_t)l;
    uint32_t number = apart ? apart_add(x, (Apart){key, entry, kind}) : entry;
    uint64_t h = mix(key, kind);
    Segment *s = &x->segments[h >> 58];
    if ((uint64_t)(s->n + 1) * 5 > (uint64_t)s->cap * 4) segment_grow(x, s);
    slot_put(s, (number + 1) << PART_BITS | part, h);
    s->n++;
    return true;
}

void same_add(SameIndex *x, const SameFacts *f, Id id, uint32_t row) {
    Entry e = {.place = f->place, .street = f->street, .phone = f->phones[0], .number = f->number,
               .key = f->key, .spot = f->spot};
    memcpy(e.names, f->names, sizeof e.names);
    who_set(&e, row ? -(int64_t)row : id);
    uint32_t at = add_entry(x, e);
    for (int l = 0; l < LANG_N; l++) {
        bool twice = false;
        for (int k = 0; k < l; k++) twice = twice || f->names[k] == f->names[l];
        if (!f->names[l] || twice) continue;
        if (!row) add_key(x, f->sounds[l], KEY_SOUND, l, at);
        if (f->key) add_key(x, both(f->names[l], f->key), KEY_OTHER, l, at);
        if (add_key(x, f->names[l], KEY_NAME, l, at)) continue;
        /* A name that many have: with the town and with the street it still tells them apart. */
        if (f->place) add_key(x, both(f->names[l], f->place), KEY_PLACE, l, at);
        if (f->street) add_key(x, both(f->names[l], f->street), KEY_STREET, l, at);
    }
    add_key(x, f->number, KEY_NUMBER, 0, at);
    for (int k = 0; k < 2; k++) add_key(x, f->phones[k], KEY_PHONE, k, at);
}

/* ---- the judgement -------------------------------------------------------------------------------------------- */

static bool differ(uint32_t a, uint32_t b) { return a && b && a != b; }

static bool name_shared(const SameFacts *f, const Entry *e) {
    for (int l = 0; l < LANG_N; l++) {
        for (int k = 0; k < LANG_N; k++) {
            if (f->names[l] && f->names[l] == e->names[k]) return true;
        }
    }
    return false;
}

/* What a row and an entry are to one another, met under a key of this kind. */
static SameHow judge(const SameFacts *f, const Entry *e, KeyKind met) {
    bool name = name_shared(f, e), number = f->number && f->number == e->number;
    bool phone = met == KEY_PHONE || (e->phone && (e->phone == f->phones[0] || e->phone == f->phones[1]));
    bool same_place = f->place && f->place == e->place;
    if (differ(f->number, e->number)) return SAME_NONE;
    if (number) return name ? SAME_SURE : SAME_NUMBER;
    if (differ(f->place, e->place)) return SAME_NONE;
    if (!name) return phone ? SAME_PHONE : met == KEY_SOUND && !differ(f->phones[0], e->phone) ? SAME_SOUND : SAME_NONE;
    if (phone || (f->key && f->key == e->key)) return SAME_SURE;
    bool other_phone = differ(f->phones[0], e->phone);
    if (f->street && f->street == e->street && (same_place || !f->place || !e->place)) return SAME_SURE;
    if (differ(f->street, e->street) || differ(f->key, e->key) || differ(f->spot, e->spot)) return SAME_STREET;
    if (other_phone && (f->person || !same_place)) return SAME_NAME;
    return SAME_SURE;
}

/* Several rows of one file with one name are several, unless something says that they are one. */
static SameHow judge_row(const SameFacts *f, const Entry *e, KeyKind met) {
    SameHow how = judge(f, e, met);
    if (how != SAME_SURE || differ(f->key, e->key)) return SAME_NONE;
    bool told = (f->number && f->number == e->number) || (e->phone && e->phone == f->phones[0]) ||
                (f->street && f->street == e->street) || (f->key && f->key == e->key);
    bool bare = !f->number && !f->phones[0] && !f->street && !e->number && !e->phone && !e->street;
    return told || (bare && f->place == e->place) ? SAME_SURE : SAME_NONE;
}

typedef struct Finding {
    const SameFacts *f;
    SameSounds       sounds;
    void            *arg;
    Same             best;
} Finding;

static void look(const SameIndex *x, Finding *g, uint32_t key, KeyKind kind) {
    uint32_t v[EACH_MAX];
    size_t n = g->best.how == SAME_SURE ? 0 : find_key(x, key, kind, v);
    for (size_t i = 0; i < n; i++) {
        const Entry *e = entry_at(x, v[i]);
        int64_t who = who_of(e);
        SameHow how = who < 0 ? judge_row(g->f, e, kind) : judge(g->f, e, kind);
        if (how == SAME_NONE || (g->best.how != SAME_NONE && how >= g->best.how)) continue;
        if (how == SAME_SOUND && !(g->sounds && g->sounds(g->arg, who))) continue;
        g->best = (Same){how, who < 0 ? 0 : who, who < 0 ? (uint32_t)-who : 0, v[i]};
    }
}

Same same_find(const SameIndex *x, const SameFacts *f, SameSounds sounds, void *arg) {
    Finding g = {.f = f, .sounds = sounds, .arg = arg};
    look(x, &g, f->number, KEY_NUMBER);
    for (int l = 0; l < LANG_N; l++) {
        if (!f->names[l]) continue;
        if (f->key) look(x, &g, both(f->names[l], f->key), KEY_OTHER);
        if (f->place) look(x, &g, both(f->names[l], f->place), KEY_PLACE);
        if (f->street) look(x, &g, both(f->names[l], f->street), KEY_STREET);
        look(x, &g, f->names[l], KEY_NAME);
    }
    for (int k = 0; k < 2; k++) look(x, &g, f->phones[k], KEY_PHONE);
    if (g.best.how == SAME_NONE && sounds) {
        for (int l = 0; l < LANG_N; l++) look(x, &g, f->sounds[l], KEY_SOUND);
    }
    return g.best;
}

bool same_take(SameIndex *x, const Same *found) {
    size_t at = found->entry / 8;
    uint8_t bit = (uint8_t)(1u << found->entry % 8);
    if (at >= x->n_taken) {
        size_t n = x->n / 8 + 1;
        uint8_t *more = realloc(x->taken, n);
        CHECK(more != NULL);
        memset(more + x->n_taken, 0, n - x->n_taken);
        x->taken = more;
        x->n_taken = n;
    }
    bool fresh = !(x->taken[at] & bit);
    x->taken[at] |= bit;
    return fresh;
}
