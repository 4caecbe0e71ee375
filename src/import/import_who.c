/* import_who.c - the region's actors by name and number, in memory for the length of a pass: who bought, who was
** paid. */
#include "import/import_who.h"

#include "ent/list.h"
#include "find/fold.h"

#include <stdlib.h>

typedef struct WhoName {
    uint64_t key, sound;
    Id       id;
    Str      name;
} WhoName;

typedef struct WhoActor {
    Id       id, locality;
    uint32_t number;
    int      kind;
} WhoActor;

struct ImportWho {
    Arena    *a;
    WhoName  *names;                              /* by key */
    WhoActor *actors;                             /* by id */
    size_t    names_n, names_cap, actors_n, actors_cap;
};

static uint64_t key_of(Arena *a, Str name) {
    Str bare = outlay_name(a, name);
    return bare.n ? str_hash(bare) | 1 : 0;
}

static Fault actor_each(Ctx *c, const void *rec, void *arg) {
    ImportWho   *w = arg;
    const Actor *a = rec;
    ARENA_ROOM(w->a, w->actors, w->actors_n, 1, &w->actors_cap);
    w->actors[w->actors_n++] = (WhoActor){a->head.id, a->locality, same_digits(a->registration_no), a->kind};
    for (int l = 0; l < LANG_N; l++) {
        uint64_t key = key_of(c->arena, a->name.v[l]);
        if (!key) continue;
        ARENA_ROOM(w->a, w->names, w->names_n, 1, &w->names_cap);
        w->names[w->names_n++] = (WhoName){key, fold_sound_key(a->name.v[l]), a->head.id,
                                           arena_copy(w->a, a->name.v[l])};
    }
    return OK;
}

static int by_key(const void *a, const void *b) {
    const WhoName *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static int by_id(const void *a, const void *b) {
    const WhoActor *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

Fault import_who_open(Ctx *c, Arena *a, ImportWho **ret_w) {
    ImportWho *w = ARENA_NEW(a, ImportWho);
    ListSpec   all = {.entity = &actor_entity};
    w->a = a;
    *ret_w = w;
    TRY(list_each(c, &all, true, actor_each, w));
    if (w->names_n) qsort(w->names, w->names_n, sizeof *w->names, by_key);
    if (w->actors_n) qsort(w->actors, w->actors_n, sizeof *w->actors, by_id);
    return OK;
}

static const WhoActor *actor_of(const ImportWho *w, Id id) {
    WhoActor key = {.id = id};
    return w->actors_n ? bsearch(&key, w->actors, w->actors_n, sizeof *w->actors, by_id) : NULL;
}

bool import_who_is(const ImportWho *w, Id id, int *ret_kind, Id *ret_locality) {
    const WhoActor *a = id ? actor_of(w, id) : NULL;
    *ret_kind = a ? a->kind : 0;
    *ret_locality = a ? a->locality : 0;
    return a != NULL;
}

Id import_who_named(const ImportWho *w, Arena *a, Str name, Id place) {
    uint64_t key = key_of(a, name);
    Id       one = 0, there = 0;
    size_t   lo = 0, hi = w->names_n, n = 0, n_there = 0;
    while (key && lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (w->names[mid].key < key) lo = mid + 1;
        else hi = mid;
    }
    for (; key && lo < w->names_n && w->names[lo].key == key; lo++) {
        const WhoActor *of = actor_of(w, w->names[lo].id);
        if (w->names[lo].id == one || !of) continue;
        one = of->id;
        n++;
        if (place && of->locality == place) there = of->id, n_there++;
    }
    return n == 1 ? one : n_there == 1 ? there : 0;
}

Id import_who_numbered(const ImportWho *w, Str number) {
    uint32_t key = same_digits(number);
    Id       found = 0;
    for (size_t i = 0; key && i < w->actors_n; i++) {
        if (w->actors[i].number != key) continue;
        if (found) return 0;
        found = w->actors[i].id;
    }
    return found;
}

Id import_who_near(const ImportWho *w, Str name) {
    uint64_t sound = fold_sound_key(name);
    Id       found = 0;
    for (size_t i = 0; sound && i < w->names_n; i++) {
        const WhoName *one = &w->names[i];
        if (one->sound != sound || one->id == found || !fold_sounds_alike(one->name, name)) continue;
        if (found) return 0;
        found = one->id;
    }
    return found;
}
