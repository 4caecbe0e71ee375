/* ent_store.c - records in the database: loading within the reader's scope, and ent_save, the only door for writing.
**
** Forms, the API, imports, undo and merges all go through ent_save. A new record with a name in two languages costs
** one statement for its row, two for its texts, one per language of the program for its labels (the best name for
** readers of that language, with its collation key) and two for the change log. */
#include "ent/ent_inner.h"

#include "base/check.h"
#include "base/utf8.h"
#include "db/batch.h"
#include "db/region.h"
#include "db/scope.h"
#include "ent/right.h"
#include "lang/collate.h"

enum {
    Q_TEXTS, Q_TEXT_PUT, Q_TEXT_DROP, Q_LABEL_PUT, Q_LABELS, Q_REACH, Q_OWN_PLACE, STORE_Q_N,
};
static const Query Q[STORE_Q_N] = {
    [Q_TEXTS] = {.sql = "SELECT owner, field, lang, text, state FROM texts WHERE owner {in:ids} "
                        "{unscoped:of records that a scoped statement has given}",
                 .in = "ids:ids", .out = "owner:id field:text lang:text text:text state:int"},
    [Q_TEXT_PUT] = {.sql = "INSERT INTO texts (owner, field, lang, text, state) "
                           "VALUES (:owner, :field, :lang, :text, :state) "
                           "ON CONFLICT (owner, field, lang) DO UPDATE SET text = excluded.text, "
                           "state = excluded.state",
                    .in = "owner:id field:text lang:text text:text state:int"},
    [Q_TEXT_DROP] = {.sql = "DELETE FROM texts WHERE owner = :owner AND field = :field AND lang = :lang",
                     .in = "owner:id field:text lang:text"},
    [Q_LABEL_PUT] = {.sql = "INSERT INTO labels (owner, lang, entity, text, sort) "
                            "VALUES (:owner, :lang, :entity, :text, :sort) "
                            "ON CONFLICT (owner, lang) DO UPDATE SET text = excluded.text, sort = excluded.sort",
                     .in = "owner:id lang:text entity:text text:text sort:blob"},
    [Q_LABELS] = {.sql = "SELECT l.owner, l.entity, l.text FROM labels l WHERE l.owner {in:ids} "
                         "AND l.lang = :s_lang {unscoped:ent_labels asks each entity's scope}",
                  .in = "ids:ids", .out = "owner:id entity:text text:text"},
    [Q_REACH] = {.sql = "SELECT max(level) FROM reach WHERE account = :s_account AND place = :place "
                        "AND (role IS NULL OR (role & :roles) <> 0) AND (from_on IS NULL OR from_on <= :s_today) "
                        "AND (until_on IS NULL OR until_on >= :s_today)",
                 .in = "place:id roles:int", .out = "level:int"},
    [Q_OWN_PLACE] = {.sql = "SELECT min(place) FROM reach WHERE account = :s_account AND place <> 0 "
                            "AND level >= :level AND (role IS NULL OR (role & :roles) <> 0) "
                            "AND (from_on IS NULL OR from_on <= :s_today) "
                            "AND (until_on IS NULL OR until_on >= :s_today)",
                     .in = "level:int roles:int", .out = "place:id"},
};

const Query *const STORE_QUERIES = Q;
const int          STORE_QUERIES_N = STORE_Q_N;

/* ---- ids to places in an array -------------------------------------------------------------------------------- */

static size_t id_hash(Id id) { return (size_t)(((uint64_t)id * 0x9E3779B97F4A7C15u) >> 20); }

IdMap idmap_make(Arena *a, const Id *ids, size_t n) {
    size_t size = 8;
    while (size < 2 * n) size *= 2;
    IdMap m = {ARENA_ARRAY(a, size_t, size), size - 1, ids};
    for (size_t i = 0; i < n; i++) {
        size_t h = id_hash(ids[i]) & m.mask;
        while (m.slot[h] && ids[m.slot[h] - 1] != ids[i]) h = (h + 1) & m.mask;
        if (!m.slot[h]) m.slot[h] = i + 1;
    }
    return m;
}

ptrdiff_t idmap_find(const IdMap *m, Id id) {
    size_t h = id_hash(id) & m->mask;
    while (m->slot[h] && m->ids[m->slot[h] - 1] != id) h = (h + 1) & m->mask;
    return (ptrdiff_t)m->slot[h] - 1;
}

/* ---- loading -------------------------------------------------------------------------------------------------- */

/* Field, language, text and state from column `col` on. */
static void text_take(const Rows *r, int col, const Entity *e, void *rec) {
    const Field *f = field_named(e, rows_text(r, col));
    Lang l;
    if (!f || f->type != F_TRI || !lang_parse(rows_text(r, col + 1), &l)) return;
    Tri *t = field_at(f, rec);
    t->v[l] = rows_copy(r, col + 2);
    t->state[l] = (uint8_t)rows_int(r, col + 3);
}

Fault texts_load(Ctx *c, const Entity *e, void *recs, size_t n) {
    if (!n || !ent_sql(e)->has_texts) return OK;
    Id *ids = ARENA_ARRAY(c->arena, Id, n);
    for (size_t i = 0; i < n; i++) ids[i] = ((Head *)((char *)recs + i * e->size))->id;
    IdMap map = idmap_make(c->arena, ids, n);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &Q[Q_TEXTS], VALS(v_ids(ids, n)), &r));
    while (rows_next(&r)) {
        ptrdiff_t i = idmap_find(&map, rows_id(&r, 0));
        if (i >= 0) text_take(&r, 1, e, (char *)recs + (size_t)i * e->size);
    }
    return rows_fault(&r);
}

/* The record with everything in it, whoever may see which field. */
Fault ent_load_whole(Ctx *c, const Entity *e, Id id, void *ret_rec) {
    const EntSql *sql = ent_sql(e);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, sql->has_texts ? &sql->load_texts : &sql->load, VALS(v_int(id)), &r));
    if (!rows_next(&r)) {
        TRY(rows_fault(&r));
        return fail(c, NOT_FOUND, e->name, id);
    }
    ent_take(&r, 0, e, ret_rec);
    if (!sql->has_texts) return OK;
    do {
        text_take(&r, rows_columns(&r) - 4, e, ret_rec);
    } while (rows_next(&r));
    return rows_fault(&r);
}

Fault ent_load(Ctx *c, const Entity *e, Id id, void *ret_rec) {
    TRY(ent_load_whole(c, e, id, ret_rec));
    ent_hide(c, e, ret_rec);
    return OK;
}

Fault ent_load_as_program(Ctx *c, const Entity *e, Id id, void *ret_rec) {
    const Who kept = c->who;
    c->who = who_program(c);
    Fault f = ent_load(c, e, id, ret_rec);
    c->who = kept;
    return f;
}

Fault ent_load_head(Ctx *c, const Entity *e, Id id, Head *ret_head) {
    const EntSql *sql = ent_sql(e);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows_apart(c, &sql->load_head, VALS(v_int(id)), &sql->insert, &r));
    if (!rows_next(&r)) {
        TRY(rows_fault(&r));
        return fail(c, NOT_FOUND, e->name, id);
    }
    ent_take_head(&r, 0, ret_head);
    return OK;
}

Fault ent_resolve(Ctx *c, const Entity *e, Id id, Id *ret_id) {
    enum { HOPS_MAX = 16 };
    Head head = {.merged_into = id};
    for (int hop = 0; hop < HOPS_MAX && head.merged_into; hop++) {
        TRY(ent_load_head(c, e, head.merged_into, &head));
    }
    if (head.merged_into) return fail(c, LOOP, e->name, id);
    *ret_id = head.id;
    return OK;
}

/* ---- names ---------------------------------------------------------------------------------------------------- */

/* A page names the same people and places in many of its parts. Kept for one reader in one reading; empty: there is no
** name, or they may not know it. */
enum { NAMES_BUCKETS = 64, NAMES_MAX = 2000 };

typedef struct NameKnown {
    struct NameKnown *next;
    Id                id;
    Str               name;
} NameKnown;

struct NamesKnown {
    Known      of;                                /* whose they are */
    NameKnown *bucket[NAMES_BUCKETS];
    size_t     n;
};

/* NULL: nothing is kept now. */
static NamesKnown *names_known(Ctx *c) {
    const Known of = {.org = c->who.org, .account = c->who.account, .lang = c->reader.lang, .floor = c->who.floor,
                      .system = c->who.system, .id = c->reader.today};
    if (c->writing || c->arena != c->known_arena || c->arena->turn != c->known_turn) return NULL;
    NamesKnown *v = c->names;
    bool same = v && v->of.org == of.org && v->of.account == of.account && v->of.lang == of.lang &&
                v->of.floor == of.floor && v->of.system == of.system && v->of.id == of.id;
    if (same) return v;
    c->names = ARENA_NEW(c->arena, NamesKnown);
    c->names->of = of;
    return c->names;
}

static const NameKnown *name_find(const NamesKnown *v, Id id) {
    const NameKnown *k = v ? v->bucket[id_hash(id) % NAMES_BUCKETS] : NULL;
    while (k && k->id != id) k = k->next;
    return k;
}

static void name_keep(Ctx *c, NamesKnown *v, Id id, Str name) {
    if (!v || v->n >= NAMES_MAX) return;
    NameKnown *k = ARENA_NEW(c->arena, NameKnown);
    *k = (NameKnown){v->bucket[id_hash(id) % NAMES_BUCKETS], id, name};
    v->bucket[id_hash(id) % NAMES_BUCKETS] = k;
    v->n++;
}

/* What is asked for now: rising, each once. */
typedef struct NamesAsked {
    Id    *ids;
    Str   *names;
    size_t n;
} NamesAsked;

static NamesAsked names_unknown(Ctx *c, const NamesKnown *v, const Id *ids, size_t n) {
    NamesAsked a = {.ids = ARENA_ARRAY(c->arena, Id, n + 1)};
    for (size_t i = 0; i < n; i++) {
        if (ids[i] && !name_find(v, ids[i])) a.ids[a.n++] = ids[i];
    }
    a.n = ids_sort(a.ids, a.n);
    a.names = ARENA_ARRAY(c->arena, Str, a.n + 1);
    return a;
}

static void names_give(Ctx *c, const NamesKnown *v, const NamesAsked *a, const Id *ids, size_t n, Str *ret_v) {
    IdMap map = idmap_make(c->arena, a->ids, a->n);
    for (size_t i = 0; i < n; i++) {
        ptrdiff_t        at = ids[i] ? idmap_find(&map, ids[i]) : -1;
        const NameKnown *k = ids[i] && at < 0 ? name_find(v, ids[i]) : NULL;
        ret_v[i] = at >= 0 ? a->names[at] : k ? k->name : (Str){0};
    }
}

/* Clears the names of those records of one entity that the reader may not see. Everybody knows their own. */
static Fault labels_scope(Ctx *c, const Entity *e, const Entity *const *of, const Id *owners, size_t n, Str *names) {
    Id *ids = ARENA_ARRAY(c->arena, Id, n);
    bool *seen = ARENA_ARRAY(c->arena, bool, n);
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        if (of[i] == e) ids[m++] = owners[i];
    }
    IdMap map = idmap_make(c->arena, owners, n);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ent_sql(e)->seen, VALS(v_ids(ids, m)), &r));
    while (rows_next(&r)) seen[idmap_find(&map, rows_id(&r, 0))] = true;
    TRY(rows_fault(&r));
    for (size_t i = 0; i < n; i++) {
        bool own = c->who.account && owners[i] == c->who.account;
        if (of[i] == e && !seen[i] && !own) names[i] = (Str){0};
    }
    return OK;
}

/* Of any nouns: whose they are is learnt with the names, and each noun's scope is asked. `want` rises. */
static Fault labels_ask(Ctx *c, const Id *want, size_t n, Str *ret_v) {
    const Entity **of = ARENA_ARRAY(c->arena, const Entity *, n + 1);
    IdMap map = idmap_make(c->arena, want, n);
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &Q[Q_LABELS], VALS(v_ids(want, n)), &r));
        while (rows_next(&r)) {
            ptrdiff_t i = idmap_find(&map, rows_id(&r, 0));
            of[i] = entity_named(rows_text(&r, 1));
            if (of[i]) ret_v[i] = rows_copy(&r, 2);
        }
        TRY(rows_fault(&r));
    }
    for (int i = 0; i < ENTITIES_N; i++) {
        bool any = false;
        for (size_t k = 0; k < n && !any; k++) any = of[k] == ENTITIES[i];
        if (any) TRY(labels_scope(c, ENTITIES[i], of, want, n, ret_v));
    }
    return OK;
}

Fault ent_labels(Ctx *c, const Id *ids, size_t n, Str *ret_v) {
    NamesKnown *known = names_known(c);
    NamesAsked  a = names_unknown(c, known, ids, n);
    if (a.n) TRY(labels_ask(c, a.ids, a.n, a.names));
    names_give(c, known, &a, ids, n, ret_v);
    for (size_t i = 0; i < a.n; i++) name_keep(c, known, a.ids[i], a.names[i]);
    return OK;
}

static Fault names_ask(Ctx *c, const Entity *e, const Id *want, size_t n, Str *ret_v) {
    IdMap map = idmap_make(c->arena, want, n);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ent_sql(e)->names, VALS(v_ids(want, n)), &r));
    while (rows_next(&r)) ret_v[idmap_find(&map, rows_id(&r, 0))] = rows_copy(&r, 1);
    return rows_fault(&r);
}

/* For ids that are of several nouns: one statement for all. */
Fault ent_names_among(Ctx *c, const EntSet *of, const Id *ids, size_t n, Str *ret_v) {
    NamesKnown *known = names_known(c);
    NamesAsked  a = names_unknown(c, known, ids, n);
    IdMap       map = idmap_make(c->arena, a.ids, a.n);
    if (a.n) {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, ent_names_query(of->v, of->n), VALS(v_ids(a.ids, a.n)), &r));
        while (rows_next(&r)) a.names[idmap_find(&map, rows_id(&r, 0))] = rows_copy(&r, 1);
        TRY(rows_fault(&r));
    }
    names_give(c, known, &a, ids, n, ret_v);
    for (size_t i = 0; i < a.n; i++) {
        if (a.names[i].n) name_keep(c, known, a.ids[i], a.names[i]);
    }
    return OK;
}

/* What has no name here may still have one as another noun. */
Fault ent_names(Ctx *c, const Entity *e, const Id *ids, size_t n, Str *ret_v) {
    NamesKnown *known = names_known(c);
    NamesAsked  a = names_unknown(c, known, ids, n);
    CHECK(e->label >= 0);
    if (a.n) TRY(names_ask(c, e, a.ids, a.n, a.names));
    names_give(c, known, &a, ids, n, ret_v);
    for (size_t i = 0; i < a.n; i++) {
        if (a.names[i].n) name_keep(c, known, a.ids[i], a.names[i]);
    }
    return OK;
}

Fault ref_names(Ctx *c, Id *ids, size_t n, RefNames *ret_names) {
    RefNames r = {.ids = ids, .n = ids_sort(ids, n)};
    r.names = ARENA_ARRAY(c->arena, Str, r.n + 1);
    if (r.n) TRY(ent_labels(c, r.ids, r.n, r.names));
    *ret_names = r;
    return OK;
}

Str ref_name(const RefNames *r, Id id) {
    const Id *at = id && r->n ? bsearch(&id, r->ids, r->n, sizeof id, id_order) : NULL;
    return at ? r->names[at - r->ids] : (Str){0};
}

/* ---- what points at the record of a page ----------------------------------------------------------------------- */

Fault ent_around(Ctx *c, const Entity *e, Id id) {
    const EntSql *sql = ent_sql(e);
    c->around = 0;
    if (c->writing || !sql->n_around || c->arena != c->known_arena) return OK;
    bool *any = ARENA_ARRAY(c->arena, bool, (size_t)sql->n_around);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &sql->around, VALS(v_int(id)), &r));
    while (rows_next(&r)) any[rows_int(&r, 0)] = true;
    TRY(rows_fault(&r));
    c->around = id;
    c->around_of = e;
    c->around_any = any;
    return OK;
}

bool ent_around_none(const Ctx *c, const Field *f, Id id) {
    bool here = c->around && c->around == id && c->around_of == f->to && !c->writing;
    if (!here || c->known_arena->turn != c->known_turn) return false;
    const EntSql *sql = ent_sql(f->to);
    for (int i = 0; i < sql->n_around; i++) {
        if (sql->around_by[i] == f) return !c->around_any[i];
    }
    return false;
}

/* ---- who may write -------------------------------------------------------------------------------------------- */

/* What one of these roles opens on the unit: to read there as a trustee does not mean to write there. */
static int reach_level(Ctx *c, Id unit, unsigned roles) {
    Known k;                                      /* the roles, and below them the level and 1 */
    if (known_find(c, &Q[Q_REACH], unit, &k) && k.n >> 8 == (int64_t)roles) return (int)(k.n & 0xFF) - 1;
    AUTO(rows_end) Rows r = {0};
    Fault f = db_rows_apart(c, &Q[Q_REACH], VALS(v_int(unit), v_int(roles)), NULL, &r);
    int   level = f == OK && rows_next(&r) && !rows_null(&r, 0) ? (int)rows_int(&r, 0) : -1;
    if (f == OK) known_keep(c, &Q[Q_REACH], unit, (int64_t)roles << 8 | (level + 1), NULL);
    return level;
}

static bool in_team(Ctx *c, const Head *head) {
    bool yes;
    return scope_has(c, head->team ? head->team : head->id, c->who.account, &yes) == OK && yes;
}

/* Filled at the start, read-only from then on. */
enum { LIMITS_MAX = 8 };
static struct {
    const Entity *of;
    EntRightFn    fn;
} limits[LIMITS_MAX];
static int n_limits;

void ent_limit_right(const Entity *of, EntRightFn fn) {
    for (int i = 0; i < n_limits; i++) {
        if (limits[i].of == of) return;
    }
    CHECK(n_limits < LIMITS_MAX);
    limits[n_limits].of = of;
    limits[n_limits++].fn = fn;
}

static bool noun_allows(Ctx *c, const Entity *e, const Head *head) {
    for (int i = 0; i < n_limits; i++) {
        if (limits[i].of == e) return limits[i].fn(c, head);
    }
    return true;
}

static bool role_allows(Ctx *c, const Entity *e, const Head *head) {
    const Who *who = &c->who;
    if (head && head->org && head->org != who->org) return false;
    if (who->system) return true;
    unsigned roles = who->roles & e->writers;
    if (!roles || !head) return roles != 0;
    bool own = !head->version || (who->account && head->created_by == who->account);
    if (head->visibility == VIS_PRIVATE) return own;
    if (head->visibility == VIS_TEAM && head->team) return !head->version || in_team(c, head);
    if (roles & (ROLE_ADMIN | ROLE_HQ)) return true;
    if (head->visibility == VIS_TEAM) return own || in_team(c, head);
    if (roles & who->roles_everywhere & (ROLES_STAFF | ROLE_TRUSTEE)) return true;
    return reach_level(c, head->unit, roles) >= VIS_UNIT || (head->visibility == VIS_UNIT && in_team(c, head));
}

bool ent_may_write(Ctx *c, const Entity *e, const Head *head) {
    if (!role_allows(c, e, head)) return false;
    return !head || !head->version || c->who.system || noun_allows(c, e, head);
}

/* ---- saving --------------------------------------------------------------------------------------------------- */

/* One call of ent_save on its way. */
typedef struct Save {
    Ctx          *c;
    const Entity *e;
    const EntSql *sql;
    void         *rec;
    Head         *head;
    void         *before;                         /* NULL for a new record */
} Save;

/* What is stored now, or the head of a new record. */
static Fault save_find(Save *s) {
    Ctx *c = s->c;
    Head *h = s->head;
    if (!h->version) {
        if (!h->id) h->id = id_new(c->reader.now);
        h->org = c->who.org;
        h->created_at = c->reader.now;
        h->created_by = c->who.account;
        h->archived_at = 0;
        h->merged_into = 0;
        return OK;
    }
    s->before = arena_alloc(c->arena, s->e->size);
    TRY(ent_load_whole(c, s->e, h->id, s->before));
    const Head *was = s->before;
    if (!ent_may_write(c, s->e, was)) return fail(c, NOT_ALLOWED, s->e->name, h->id);
    if (was->version != h->version || was->merged_into) return fail(c, STALE, s->e->name, h->id);
    Head now = *was;
    now.unit = h->unit;
    now.team = h->team;
    now.visibility = h->visibility;
    *h = now;
    return OK;
}

/* A child is seen by whoever sees its parent; its parent's record gives unit, team and visibility. */
static Fault save_follow(Save *s) {
    const Entity *e = s->e;
    if (!e->parent || e->parent_field < 0) return OK;
    Id parent = *(const Id *)field_in(&e->fields[e->parent_field], s->rec);
    if (!parent) return OK;
    Head p;
    Fault f = ent_load_head(s->c, e->parent, parent, &p);
    if (f == NOT_FOUND) return OK;                /* the check of the reference complains */
    TRY(f);
    s->head->unit = p.unit;
    s->head->team = p.team ? p.team : p.id;
    s->head->visibility = p.visibility;
    return OK;
}

/* Texts become what may be stored; what the writer may not change becomes what it was. */
static void save_clean(Save *s) {
    Arena *a = s->c->arena;
    bool staff = reader_is_staff(s->c);
    for (int i = 0; i < s->e->n_fields; i++) {
        const Field *f = &s->e->fields[i];
        void *at = field_at(f, s->rec);
        if ((f->flags & FIELD_STAFF) && !staff) {
            if (s->before) value_copy(f, s->rec, s->before);
            else value_clear(f, s->rec);
        } else if (f->type == F_TEXT) {
            *(Str *)at = utf8_clean_line(a, *(Str *)at);
        } else if (f->type == F_LINES) {
            *(Str *)at = utf8_clean_text(a, *(Str *)at);
        } else if (f->type == F_TRI) {
            Tri *t = at;
            for (int l = 0; l < LANG_N; l++) {
                t->v[l] = tri_is_long(f) ? utf8_clean_text(a, t->v[l]) : utf8_clean_line(a, t->v[l]);
                if (!t->v[l].n) t->state[l] = TEXT_NONE;
                else if (t->state[l] == TEXT_NONE) t->state[l] = TEXT_WRITTEN;
            }
        }
    }
}

/* A new record of somebody who has said nothing about where it belongs, and may not write where its check puts it (a
** business in another town), stands on the first place of theirs: they see what they have added. */
static Fault save_own_place(Save *s) {
    Ctx *c = s->c;
    if (s->before || s->e->parent || ent_may_write(c, s->e, s->head)) return OK;
    int64_t place = 0;
    Fault   f = db_int(c, &Q[Q_OWN_PLACE], VALS(v_int(VIS_UNIT), v_int(c->who.roles & s->e->writers)), &place);
    if (f == OK && place) s->head->unit = place;
    return f == NOT_FOUND ? OK : f;
}

static Fault save_rights(Save *s) {
    return ent_may_write(s->c, s->e, s->head) ? OK : fail(s->c, NOT_ALLOWED, s->e->name, s->head->id);
}

static Fault save_unique(Save *s) {
    for (int i = 0; i < s->e->n_fields; i++) {
        const Field *f = &s->e->fields[i];
        int64_t other;
        if (!s->sql->taken[i].sql || !value_known(f, s->rec)) continue;
        if (s->before && value_eq(f, s->before, s->rec)) continue;
        Val vals[] = {v_int(s->head->org), value_bind(f, s->rec), v_int(s->head->id)};
        Fault fault = db_int(s->c, &s->sql->taken[i], vals, 3, &other);
        if (fault == NOT_FOUND) continue;
        TRY(fault);
        Buf b;
        buf_init(&b, 4096);
        value_print(&b, f, s->rec, s->c->reader.lang);
        complain_text(s->c, f->name, T_FORM_FIX_TAKEN, buf_str(&b));
        buf_release(&b);
    }
    return OK;
}

static Fault save_row(Save *s) {
    Head *h = s->head;
    h->version = s->before ? h->version + 1 : 1;
    h->changed_at = s->c->reader.now;
    h->changed_by = s->c->who.account;
    Val v[HEAD_COLUMNS + FIELDS_MAX + 1] = {
        v_int(h->id), v_int(h->org), v_id(h->unit), v_id(h->team), v_int(h->visibility), v_int(h->version),
        v_int(h->created_at), v_int(h->changed_at), v_id(h->created_by), v_id(h->changed_by),
        v_id(h->archived_at), v_id(h->merged_into),
    };
    size_t n = HEAD_COLUMNS;
    for (int i = 0; i < s->e->n_fields; i++) {
        if (s->e->fields[i].type != F_TRI) v[n++] = value_bind(&s->e->fields[i], s->rec);
    }
    if (!s->before) return db_put(s->c, &s->sql->insert, v, n);
    v[n++] = v_int(h->version - 1);
    int64_t rows;
    TRY(db_changed(s->c, &s->sql->update, v, n, &rows));
    return rows == 1 ? OK : fail(s->c, STALE, s->e->name, h->id);
}

static Fault save_texts(Save *s) {
    for (int i = 0; i < s->e->n_fields; i++) {
        const Field *f = &s->e->fields[i];
        if (f->type != F_TRI) continue;
        const Tri *t = field_in(f, s->rec), *was = s->before ? field_in(f, s->before) : &(Tri){0};
        for (Lang l = 0; l < LANG_N; l++) {
            if (str_eq(t->v[l], was->v[l]) && (!t->v[l].n || t->state[l] == was->state[l])) continue;
            Val owner = v_int(s->head->id), field = v_text(str_of(f->name)), lang = v_text(str_of(lang_code(l)));
            if (t->v[l].n) {
                TRY(db_put(s->c, &Q[Q_TEXT_PUT], VALS(owner, field, lang, v_text(t->v[l]), v_int(t->state[l]))));
            } else {
                TRY(db_run(s->c, &Q[Q_TEXT_DROP], VALS(owner, field, lang)));
            }
        }
    }
    return OK;
}

/* One row a language of the program, so that no list has to look for a fallback. */
static Fault save_labels(Save *s) {
    if (s->e->label < 0) return OK;
    const Field *f = &s->e->fields[s->e->label];
    if (s->before && value_eq(f, s->before, s->rec)) return OK;
    for (Lang l = 0; l < LANG_N; l++) {
        Lang from;
        const void *at = field_in(f, s->rec);
        Str name = f->type == F_TRI ? tri_best(at, l, &from) : *(const Str *)at;
        Str sort = name.n ? collate_key(s->c->arena, l, name) : (Str){0};
        TRY(db_put(s->c, &Q[Q_LABEL_PUT],
                   VALS(v_int(s->head->id), v_text(str_of(lang_code(l))), v_text(str_of(s->e->name)),
                        (Val){.kind = VAL_TEXT, .s = name}, (Val){.kind = VAL_BLOB, .s = sort})));
    }
    return OK;
}

Fault children_follow(Ctx *c, const Entity *e, const Head *h) {
    const EntSql *sql = ent_sql(e);
    Id team = h->team ? h->team : h->id;
    for (int i = 0; i < sql->n_children; i++) {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &sql->children[i].follow,
                    VALS(v_id(h->unit), v_int(team), v_int(h->visibility), v_int(h->id)), &r));
        while (rows_next(&r)) region_changed(c, sql->children[i].e->table, rows_id(&r, 0));
        TRY(rows_fault(&r));
    }
    return OK;
}

static bool head_moved(const Head *a, const Head *b) {
    return a->unit != b->unit || a->team != b->team || a->visibility != b->visibility;
}

/* Everything that must be right before the first statement that writes. */
static Fault save_check(Save *s) {
    Ctx *c = s->c;
    TRY(save_find(s));
    if (!ent_may_write(c, s->e, NULL)) return fail(c, NOT_ALLOWED, s->e->name, s->head->id);
    save_clean(s);
    check_changed_fields(c, s->e, s->before, s->rec);
    TRY(save_follow(s));
    bool placed = s->head->unit != 0;
    if (s->head->visibility < VIS_PUBLIC || s->head->visibility > VIS_PRIVATE) {
        complain(c, "visibility", T_FORM_FIX_CHOICE);
    }
    TRY(save_unique(s));
    Fault f = s->e->check ? s->e->check(c, s->before, s->rec) : OK;
    if (f != INVALID) TRY(f);
    check_period(c, s->e, s->rec);
    /* The check may have said where the record belongs, or moved it. */
    if (!placed) TRY(save_own_place(s));
    TRY(save_rights(s));
    return complaints_fault(c);
}

static Fault save(Save *s) {
    Ctx *c = s->c;
    TRY(save_check(s));
    ChangeNote note = {.e = s->e, .head = s->head, .kind = s->before ? CHANGE_UPDATE : CHANGE_CREATE};
    int differs = change_diff(c, s->e, s->before, s->rec, &note.before, &note.after);
    if (s->before && !differs) return OK;
    TRY(save_row(s));
    TRY(save_texts(s));
    TRY(save_labels(s));
    if (s->before && head_moved(s->before, s->head)) TRY(children_follow(c, s->e, s->head));
    TRY(change_write(c, &note));
    return s->e->after ? s->e->after(c, s->before, s->rec) : OK;
}

Fault ent_save(Ctx *c, const Entity *e, void *rec) {
    CHECK(c->writing && c->who.org && e->n_fields <= FIELDS_MAX);
    Save s = {.c = c, .e = e, .sql = ent_sql(e), .rec = rec, .head = rec};
    Head was = *s.head;
    Fault f = save(&s);
    if (f != OK) *s.head = was;
    return f;
}

Fault ent_save_following(Ctx *c, const Entity *e, void *rec) {
    bool kept = c->who.system;
    c->who.system = true;
    Fault f = ent_save(c, e, rec);
    c->who.system = kept;
    return f;
}

/* ---- archive -------------------------------------------------------------------------------------------------- */

static Fault archive(Ctx *c, const Entity *e, Id id, Stamp at) {
    CHECK(c->writing);
    void *before = arena_alloc(c->arena, e->size), *after = arena_alloc(c->arena, e->size);
    TRY(ent_load_whole(c, e, id, before));
    memcpy(after, before, e->size);
    Head *was = before, *h = after;
    if (!ent_may_write(c, e, was)) return fail(c, NOT_ALLOWED, e->name, id);
    if (was->merged_into) return fail(c, STALE, e->name, id);
    if ((was->archived_at != 0) == (at != 0)) return OK;
    h->archived_at = at;
    h->changed_at = c->reader.now;
    h->changed_by = c->who.account;
    if (e->check) TRY(e->check(c, before, after));
    if (!at) {
        Save s = {.c = c, .e = e, .sql = ent_sql(e), .rec = after, .head = h};
        TRY(save_unique(&s));
    }
    TRY(complaints_fault(c));
    int64_t rows;
    TRY(db_changed(c, &ent_sql(e)->archive, VALS(v_id(at), v_int(h->changed_at), v_id(h->changed_by), v_int(id),
                                                 v_int(was->version)), &rows));
    if (rows != 1) return fail(c, STALE, e->name, id);
    h->version = was->version + 1;
    TRY(change_write(c, &(ChangeNote){.e = e, .head = h, .kind = at ? CHANGE_ARCHIVE : CHANGE_UNARCHIVE}));
    return e->after ? e->after(c, before, after) : OK;
}

Fault ent_archive(Ctx *c, const Entity *e, Id id) {
    CHECK(c->reader.now);
    return archive(c, e, id, c->reader.now);
}

Fault ent_unarchive(Ctx *c, const Entity *e, Id id) { return archive(c, e, id, 0); }
