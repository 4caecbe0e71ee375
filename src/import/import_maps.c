/* import_maps.c - places and fields of work by any spelling, in memory for the length of a pass. */
#include "import/import_inner.h"

#include "base/check.h"
#include "db/scope.h"
#include "ent/list.h"
#include "find/fold.h"

/* Hashes of folded names. Of several with one name the one of the lowest rank has it, of these the first. */
typedef struct NameMap {
    Arena    *a;
    uint64_t *keys;
    Id       *ids;
    uint8_t  *ranks;
    size_t    n, cap;
} NameMap;

/* Towns before all others: a neighbourhood may be called like the town next to it. */
enum { RANK_TOWN, RANK_UNRECOGNISED, RANK_AUTHORITY, RANK_OTHER };

typedef struct PlaceName {
    Id       id;
    uint64_t sound;
    Str      name;
} PlaceName;

struct ImportMaps {
    Arena     *a;
    NameMap    places, codes, categories, choices;
    NameMap    words[WORD_OF_N];
    NameMap    hosts, twice;                      /* twice: names that several have */
    PlaceName *names;
    size_t     n_names, cap_names;
    ImportWho *who;
    const ImportPlan *plan;
    const Reach *reach;                           /* of a reader who works on some places only */
    size_t     n_reach;
    Id         own;
    int        own_rank;
};

static uint64_t name_key(Arena *a, Str s) {
    Str folded = fold_text(a, s);
    return folded.n ? str_hash(folded) | 1 : 0;
}

static size_t slot_of(const NameMap *m, uint64_t key) {
    size_t at = (size_t)(key >> 20) & (m->cap - 1);
    while (m->keys[at] && m->keys[at] != key) at = (at + 1) & (m->cap - 1);
    return at;
}

static void map_add(NameMap *m, uint64_t key, Id id, int rank) {
    if (!key) return;
    if (2 * (m->n + 1) > m->cap) {
        NameMap more = {.a = m->a, .cap = m->cap ? 2 * m->cap : 256};
        more.keys = ARENA_ARRAY(m->a, uint64_t, more.cap);
        more.ids = ARENA_ARRAY(m->a, Id, more.cap);
        more.ranks = ARENA_ARRAY(m->a, uint8_t, more.cap);
        for (size_t i = 0; i < m->cap; i++) {
            if (m->keys[i]) map_add(&more, m->keys[i], m->ids[i], m->ranks[i]);
        }
        *m = more;
    }
    size_t at = slot_of(m, key);
    if (m->keys[at] && m->ranks[at] <= rank) return;
    m->n += !m->keys[at];
    m->keys[at] = key;
    m->ids[at] = id;
    m->ranks[at] = (uint8_t)rank;
}

static bool map_find(const NameMap *m, uint64_t key, Id *ret_id) {
    if (!key || !m->cap) return false;
    size_t at = slot_of(m, key);
    if (!m->keys[at]) return false;
    *ret_id = m->ids[at];
    return true;
}

Str import_code_bare(Str s) {
    bool land = s.n > 3 && s.p[2] == '-' && (s.p[0] | 32) >= 'a' && (s.p[0] | 32) <= 'z' && (s.p[1] | 32) >= 'a' &&
                (s.p[1] | 32) <= 'z';
    return land ? str_sub(s, 3, s.n) : s;
}

/* A code without its land, and without the zeros in front that a spreadsheet takes away. */
static uint64_t code_key(Str s) {
    s = import_code_bare(s);
    while (s.n > 1 && s.p[0] == '0') s = str_sub(s, 1, s.n);
    return s.n ? str_hash(s) | 1 : 0;
}

static void name_keep(ImportMaps *m, Id id, Str name) {
    ARENA_ROOM(m->a, m->names, m->n_names, 1, &m->cap_names);
    m->names[m->n_names++] = (PlaceName){id, fold_sound_key(name), arena_copy(m->a, name)};
}

static bool within_reach(const ImportMaps *m, Id place) {
    for (size_t i = 0; i < m->n_reach; i++) {
        if (m->reach[i].place == place && m->reach[i].level >= VIS_UNIT) return true;
    }
    return false;
}

static int rank_of(const Place *p) {
    switch (p->kind) {
    case PLACE_KIND_LOCALITY:     return RANK_TOWN;
    case PLACE_KIND_UNRECOGNISED: return RANK_UNRECOGNISED;
    case PLACE_KIND_AUTHORITY:    return RANK_AUTHORITY;
    default:                      return RANK_OTHER;
    }
}

static Fault place_each(Ctx *c, const void *rec, void *arg) {
    ImportMaps  *m = arg;
    const Place *p = rec;
    Str more = p->aliases, line;
    int rank = rank_of(p);
    for (int l = 0; l < LANG_N; l++) {
        if (!p->name.v[l].n) continue;
        map_add(&m->places, name_key(c->arena, p->name.v[l]), p->head.id, rank);
        name_keep(m, p->head.id, p->name.v[l]);
    }
    while (str_split(&more, '\n', &line)) map_add(&m->places, name_key(c->arena, line), p->head.id, rank);
    map_add(&m->codes, code_key(p->code), p->head.id, rank);
    bool own = within_reach(m, p->head.id) && !within_reach(m, p->parent);
    if (own && (!m->own || rank < m->own_rank)) {
        m->own = p->head.id;
        m->own_rank = rank;
    }
    return OK;
}

static Fault category_each(Ctx *c, const void *rec, void *arg) {
    ImportMaps     *m = arg;
    const Category *g = rec;
    Str more = g->words, line;
    for (int l = 0; l < LANG_N; l++) map_add(&m->categories, name_key(c->arena, g->name.v[l]), g->head.id, 0);
    while (str_split(&more, '\n', &line)) map_add(&m->categories, name_key(c->arena, line), g->head.id, 0);
    map_add(&m->categories, name_key(c->arena, g->code), g->head.id, 0);
    return OK;
}

static Fault host_each(Ctx *c, const void *rec, void *arg) {
    ImportMaps  *m = arg;
    const Actor *a = rec;
    for (int l = 0; l < LANG_N; l++) {
        uint64_t key = name_key(c->arena, a->name.v[l]);
        Id       other;
        if (!key) continue;
        if (map_find(&m->hosts, key, &other) && other != a->head.id) map_add(&m->twice, key, other, 0);
        else map_add(&m->hosts, key, a->head.id, 0);
    }
    return OK;
}

Fault import_maps_open(Ctx *c, Arena *a, const ImportPlan *plan, ImportMaps **ret_m) {
    ImportMaps *m = ARENA_NEW(a, ImportMaps);
    m->a = m->places.a = m->codes.a = m->categories.a = m->choices.a = m->hosts.a = m->twice.a = a;
    m->plan = plan;
    bool everywhere = c->who.system || (c->who.roles_everywhere & ROLES_STAFF);
    if (!everywhere) TRY(scope_reach(c, &m->reach, &m->n_reach));
    ListSpec places = {.entity = &place_entity}, categories = {.entity = &category_entity};
    ListSpec hosts = {.entity = &actor_entity};
    TRY(list_each(c, &places, true, place_each, m));
    TRY(list_each(c, &categories, true, category_each, m));
    if (plan->target->entity == &event_entity) TRY(list_each(c, &hosts, true, host_each, m));
    if (plan->target->entity == &outlay_entity) TRY(import_who_open(c, a, &m->who));
    for (int k = 0; k < WORD_OF_N; k++) m->words[k].a = a;
    for (size_t i = 0; i < plan->n_word; i++) {
        const WordChoice *w = &plan->word[i];
        if (w->id) map_add(&m->words[w->of], name_key(a, w->name), w->id, 0);
    }
    for (size_t i = 0; i < plan->n_town; i++) map_add(&m->choices, name_key(a, plan->town[i].name), (Id)i, 0);
    *ret_m = m;
    return OK;
}

bool import_place_named(const ImportMaps *m, Arena *a, Str name, Id *ret_id) {
    return map_find(&m->places, name_key(a, name), ret_id);
}

bool import_place_coded(const ImportMaps *m, Str code, Id *ret_id) {
    return map_find(&m->codes, code_key(code), ret_id);
}

bool import_host_named(const ImportMaps *m, Arena *a, Str name, Id *ret_id) {
    uint64_t key = name_key(a, name);
    Id       other;
    return !map_find(&m->twice, key, &other) && map_find(&m->hosts, key, ret_id);
}

bool import_category_named(const ImportMaps *m, Arena *a, Str name, Id *ret_id) {
    return map_find(&m->categories, name_key(a, name), ret_id);
}

const ImportWho *import_who(const ImportMaps *m) { return m->who; }

Id import_word_choice(const ImportMaps *m, Arena *a, ImportWord of, Str name) {
    Id id = 0;
    return map_find(&m->words[of], name_key(a, name), &id) ? id : 0;
}

const TownChoice *import_town_choice(const ImportMaps *m, Arena *a, Str name) {
    Id i;
    return map_find(&m->choices, name_key(a, name), &i) ? &m->plan->town[i] : NULL;
}

void import_place_made(ImportMaps *m, Arena *a, Str name, Id id) {
    map_add(&m->places, name_key(a, name), id, RANK_OTHER);
}

Id import_place_own(const ImportMaps *m, Id place) { return place && within_reach(m, place) ? 0 : m->own; }

Id import_place_near(const ImportMaps *m, Str name) {
    uint64_t sound = fold_sound_key(name);
    Id found = 0;
    for (size_t i = 0; sound && i < m->n_names; i++) {
        const PlaceName *p = &m->names[i];
        if (p->sound != sound || p->id == found || !fold_sounds_alike(p->name, name)) continue;
        if (found) return 0;
        found = p->id;
    }
    return found;
}
