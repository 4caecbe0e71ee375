/* spend_match.c - payees against actors: three tables of keys, and sound for what is left. */
#include "spend/spend_match.h"

#include "find/fold.h"
#include "spend/spend_cell.h"

/* One key of an actor; those of one key hang together, in the order of the actors. */
typedef struct Entry {
    uint64_t key;
    uint32_t actor, next;                         /* next: 1 + index; 0: none */
    Str      text;                                /* folded name; for sounds the name as written */
} Entry;

typedef struct Keys {
    Entry    *v;
    uint32_t  n, slots;
    uint32_t *slot;                               /* 1 + index of the last entry of the slot's list */
} Keys;

struct SpendIndex {
    const SpendActor *actors;
    const SpendWords *words;
    Keys numbers, wholes, keys, sounds;
};

uint64_t spend_registration_key(Str s) {
    enum { DIGITS_LEAST = 5, DIGITS_MOST = 18 };
    uint64_t x = 0;
    int      n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') continue;
        if (++n > DIGITS_MOST) return 0;
        x = 10 * x + (uint64_t)(s.p[i] - '0');
    }
    return n >= DIGITS_LEAST ? x : 0;
}

static Keys keys_for(Arena *a, size_t n) {
    Keys k = {.v = ARENA_ARRAY(a, Entry, n + 1), .slots = 64};
    while (k.slots < 2 * n) k.slots *= 2;
    k.slot = ARENA_ARRAY(a, uint32_t, k.slots);
    return k;
}

static uint32_t *slot_of(const Keys *k, uint64_t key) {
    return &k->slot[(key * UINT64_C(0x9E3779B97F4A7C15)) >> 32 & (k->slots - 1)];
}

static void keys_put(Keys *k, uint64_t key, uint32_t actor, Str text) {
    if (!key) return;
    uint32_t *at = slot_of(k, key);
    k->v[k->n] = (Entry){.key = key, .actor = actor, .next = *at, .text = text};
    *at = ++k->n;
}

SpendIndex *spend_index(Arena *a, const SpendWords *w, const SpendActor *v, size_t n) {
    SpendIndex *x = ARENA_NEW(a, SpendIndex);
    *x = (SpendIndex){.actors = v, .words = w, .numbers = keys_for(a, n), .wholes = keys_for(a, LANG_N * n),
                      .keys = keys_for(a, LANG_N * n), .sounds = keys_for(a, LANG_N * n)};
    /* Backwards, so that the first actor stands first in each list. */
    for (size_t i = n; i-- > 0;) {
        keys_put(&x->numbers, spend_registration_key(v[i].registration), (uint32_t)i, (Str){0});
        for (int l = LANG_N - 1; l >= 0; l--) {
            if (!v[i].names[l].n) continue;
            SpendName name = spend_name(a, w, v[i].names[l]);
            if (!name.key.n) continue;
            keys_put(&x->wholes, spend_hash(name.whole), (uint32_t)i, name.whole);
            keys_put(&x->keys, spend_hash(name.key), (uint32_t)i, name.key);
            keys_put(&x->sounds, fold_sound_key(name.key), (uint32_t)i, name.key);
        }
    }
    return x;
}

/* The first actor of this key whose text agrees, and how many others do; of one actor two names count once. */
typedef bool (*Agrees)(Str a, Str b);
static bool found(const Keys *k, uint64_t key, Str text, Agrees agrees, SpendMatch *to) {
    enum { LOOKED_AT = 64 };
    uint32_t seen = 0, last = UINT32_MAX;
    int      looked = 0;
    if (!key) return false;
    for (uint32_t at = *slot_of(k, key); at && looked < LOOKED_AT; at = k->v[at - 1].next) {
        const Entry *e = &k->v[at - 1];
        if (e->key != key || e->actor == last) continue;
        looked++;
        if (agrees && !agrees(e->text, text)) continue;
        last = e->actor;
        if (!seen++) to->actor = e->actor;
    }
    to->others = seen ? seen - 1 : 0;
    return seen > 0;
}

SpendMatch spend_match(const SpendIndex *x, Arena *a, Str name, Str registration, SpendBearer bearer) {
    SpendMatch m = {0};
    if (found(&x->numbers, spend_registration_key(registration), (Str){0}, NULL, &m)) {
        m.how = m.others ? SPEND_LIKELY : SPEND_CERTAIN;
        m.why = SPEND_BY_NUMBER;
        return m;
    }
    if (bearer == SPEND_WITHHELD || bearer == SPEND_NAMELESS) return m;
    SpendName n = spend_name(a, x->words, name);
    if (found(&x->wholes, spend_hash(n.whole), n.whole, str_eq, &m)) {
        bool words = str_find_byte(n.whole, ' ') > 0;
        m.how = !m.others && words && bearer == SPEND_BODY ? SPEND_CERTAIN : SPEND_LIKELY;
        m.why = SPEND_BY_NAME;
        return m;
    }
    m.how = SPEND_LIKELY;
    m.why = SPEND_BY_KEY;
    if (found(&x->keys, spend_hash(n.key), n.key, str_eq, &m)) return m;
    m.why = SPEND_BY_SOUND;
    if (found(&x->sounds, fold_sound_key(n.key), n.key, fold_sounds_alike, &m)) return m;
    return (SpendMatch){0};
}
