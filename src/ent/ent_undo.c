/* ent_undo.c - taking back: undo of an act, merge and un-merge. All of it is written through ent_save and ent_archive,
** so that rights, checks and the change log hold here too. */
#include "ent/ent_inner.h"

#include "base/check.h"
#include "db/region.h"

#include <jansson.h>

enum { UNDO_DAYS_MAX = 30, PORTION_ROWS = 200, DAY_MS = 24 * 3600 * 1000 };

enum { Q_ACT, Q_CHANGES, Q_SINCE, Q_UNDONE, Q_MOVED_ADD, Q_MOVED, Q_MOVED_DROP, Q_MERGE, Q_FILLED, UNDO_Q_N };
static const Query Q[UNDO_Q_N] = {
    [Q_ACT] = {.sql = "SELECT account, at, kind, undone_by FROM acts WHERE id = :id AND org = :s_org",
               .in = "id:id", .out = "account:id at:int kind:text undone_by:id"},
    [Q_CHANGES] = {.sql = "SELECT seq, entity, record, kind, before, after, erased FROM changes "
                          "WHERE act = :act AND seq < :seq ORDER BY seq DESC LIMIT :limit",
                   .in = "act:id seq:int limit:int",
                   .out = "seq:int entity:text record:id kind:int before:text after:text erased:int"},
    [Q_SINCE] = {.sql = "SELECT 1 FROM changes WHERE record = :record AND seq > :seq AND act <> :act "
                        "AND act <> :now LIMIT 1",
                 .in = "record:id seq:int act:id now:id", .out = "yes:int"},
    [Q_UNDONE] = {.sql = "UPDATE acts SET undone_by = :undo WHERE id = :id AND undone_by IS NULL",
                  .in = "undo:id id:id"},
    [Q_MOVED_ADD] = {.sql = "INSERT INTO moved (loser, table_name, column_name, row_id) "
                            "VALUES (:loser, :table_name, :column_name, :row_id)",
                     .in = "loser:id table_name:text column_name:text row_id:id"},
    [Q_MOVED] = {.sql = "SELECT row_id FROM moved WHERE loser = :loser AND table_name = :table_name "
                        "AND column_name = :column_name",
                 .in = "loser:id table_name:text column_name:text", .out = "row_id:id"},
    [Q_MOVED_DROP] = {.sql = "DELETE FROM moved WHERE loser = :loser", .in = "loser:id"},
    [Q_MERGE] = {.sql = "SELECT seq, act FROM changes WHERE record = :loser AND kind = 5 ORDER BY seq DESC LIMIT 1",
                 .in = "loser:id", .out = "seq:int act:id"},
    [Q_FILLED] = {.sql = "SELECT before, after FROM changes WHERE act = :act AND record = :winner AND seq > :seq "
                         "AND kind = 2 ORDER BY seq LIMIT 1",
                  .in = "act:id winner:id seq:int", .out = "before:text after:text"},
};
_Static_assert(CHANGE_UPDATE == 2 && CHANGE_MERGE == 5, "the statements above name these kinds by number");

const Query *const UNDO_QUERIES = Q;
const int          UNDO_QUERIES_N = UNDO_Q_N;

/* ---- putting values back -------------------------------------------------------------------------------------- */

typedef struct Member {
    Str     name;
    json_t *before, *after;
} Member;

/* `was` becomes the record with one value of a change; false: the text is no value. */
static bool with_value(Ctx *c, const Entity *e, const void *rec, void *was, Str name, json_t *v) {
    const Field *f = field_named(e, name);
    memcpy(was, rec, e->size);
    if (!f) return head_json_read(c, was, name, v);
    value_clear(f, was);
    return value_json_read(c, f, was, v);
}

static bool same_value(const Entity *e, const void *a, const void *b, Str name) {
    const Field *f = field_named(e, name);
    const Head *h = a, *g = b;
    return f ? value_eq(f, a, b) : h->unit == g->unit && h->team == g->team && h->visibility == g->visibility;
}

/* One member of a change: the record gets its before-value where it still has the after-value, or has the
** before-value already. `was` is room for one more record. */
static bool member_back(Ctx *c, const Entity *e, void *rec, void *was, Member m) {
    if (!with_value(c, e, rec, was, m.name, m.after)) return false;
    bool untouched = same_value(e, was, rec, m.name);
    if (!with_value(c, e, rec, was, m.name, m.before)) return false;
    if (!untouched) return same_value(e, was, rec, m.name);
    memcpy(rec, was, e->size);
    return true;
}

/* Puts the before-values back into the stored record. `part`: fields changed since are left as they are; otherwise
** one of them is TOO_LATE. */
static Fault values_back(Ctx *c, const Entity *e, Id id, Str before, Str after, bool part) {
    json_t *old = json_loadb(before.p ? before.p : "", before.n, 0, NULL);
    json_t *new = json_loadb(after.p ? after.p : "", after.n, 0, NULL);
    void *rec = arena_alloc(c->arena, e->size), *was = arena_alloc(c->arena, e->size);
    Fault f = old && new ? ent_load_whole(c, e, id, rec) : fail(c, DB_BROKEN, e->name, id);
    const char *name;
    json_t *v;
    if (f == OK) {
        json_object_foreach(old, name, v) {
            json_t *then = json_object_get(new, name);
            bool back = then && member_back(c, e, rec, was, (Member){str_of(name), v, then});
            if (!back && !part) f = fail(c, TOO_LATE, e->name, id);
        }
    }
    json_decref(old);
    json_decref(new);
    if (f == OK) f = ent_save(c, e, rec);
    return f == NOT_FOUND || f == INVALID ? fail(c, TOO_LATE, e->name, id) : f;
}

/* ---- undo ----------------------------------------------------------------------------------------------------- */

typedef struct Undo {
    Ctx *c;
    Id   act;                                     /* taken back */
    Id   own;                                     /* the act that takes it back */
    bool part;                                    /* an import: what others changed since stays */
} Undo;

typedef struct Step {
    int64_t       seq;
    const Entity *e;
    Id            record;
    int           kind;
    Str           before, after;
} Step;

static Fault undo_create(const Undo *u, const Step *s) {
    int64_t yes;
    Fault f = db_int(u->c, &Q[Q_SINCE], VALS(v_int(s->record), v_int(s->seq), v_int(u->act), v_int(u->own)), &yes);
    /* Of an import, what somebody has worked on since stays. */
    if (f == OK) return u->part ? OK : fail(u->c, TOO_LATE, s->e->name, s->record);
    if (f != NOT_FOUND) return f;
    f = ent_archive(u->c, s->e, s->record);
    /* Merged away since: there is nothing left to take back. */
    return f == STALE && u->part ? OK : f;
}

static Id json_id(Str json, const char *name) {
    json_t *root = json_loadb(json.p ? json.p : "", json.n, 0, NULL);
    const char *text = json_string_value(json_object_get(root, name));
    Id id = 0;
    if (text && !id_parse(str_of(text), &id)) id = 0;
    json_decref(root);
    return id;
}

static Fault unmerge_links(Ctx *c, const Entity *e, Id loser);

static Fault undo_step(const Undo *u, const Step *s) {
    Ctx *c = u->c;
    switch ((ChangeKind)s->kind) {
    case CHANGE_CREATE: return undo_create(u, s);
    case CHANGE_UPDATE: return values_back(c, s->e, s->record, s->before, s->after, u->part);
    case CHANGE_ARCHIVE: return ent_unarchive(c, s->e, s->record);
    case CHANGE_UNARCHIVE: return ent_archive(c, s->e, s->record);
    case CHANGE_MERGE: return unmerge_links(c, s->e, s->record);
    case CHANGE_UNMERGE: return ent_merge(c, s->e, json_id(s->before, "merged_into"), s->record);
    case CHANGE_ERASE: return fail(c, TOO_LATE, s->e->name, s->record);
    }
    return fail(c, DB_BROKEN, "changes", s->seq);
}

/* The next changes of the act, newest first, in the arena. */
static Fault steps_load(const Undo *u, int64_t below, Step *v, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(u->c, &Q[Q_CHANGES], VALS(v_int(u->act), v_int(below), v_int(PORTION_ROWS)), &r));
    size_t n = 0;
    while (n < PORTION_ROWS && rows_next(&r)) {
        v[n] = (Step){.seq = rows_int(&r, 0), .e = entity_named(rows_text(&r, 1)), .record = rows_id(&r, 2),
                      .kind = (int)rows_int(&r, 3), .before = rows_copy(&r, 4), .after = rows_copy(&r, 5)};
        /* What was erased is gone for good, and so is what was done along with it. */
        if (rows_int(&r, 6)) v[n].kind = CHANGE_ERASE;
        if (!v[n++].e) return fail(u->c, DB_BROKEN, "changes", v[n - 1].seq);
    }
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}

static Fault undo_steps(const Undo *u) {
    AUTO(portion_end) Portion p = {0};
    int64_t below = INT64_MAX;
    size_t n;
    portion_begin(&p, u->c);
    do {
        Step *v = ARENA_ARRAY(u->c->arena, Step, PORTION_ROWS);
        TRY(steps_load(u, below, v, &n));
        for (size_t i = 0; i < n; i++) {
            Fault f = undo_step(u, &v[i]);
            if (f == NOT_FOUND || f == NOT_ALLOWED) f = fail(u->c, TOO_LATE, v[i].e->name, v[i].record);
            TRY(f);
            below = v[i].seq;
        }
        portion_next(&p);
    } while (n == PORTION_ROWS);
    return OK;
}

static bool gives_away(Str kind) {
    return str_eq(kind, LIT("act.hand_over")) || str_eq(kind, LIT("act.assign")) || str_eq(kind, LIT("act.join"));
}

enum { UNDONE_MAX = 4 };
static ActUndoneFn on_undo[UNDONE_MAX];           /* filled at the start, read-only from then on */
static int         n_on_undo;

void act_on_undo(ActUndoneFn fn) {
    for (int i = 0; i < n_on_undo; i++) {
        if (on_undo[i] == fn) return;
    }
    CHECK(n_on_undo < UNDONE_MAX);
    on_undo[n_on_undo++] = fn;
}

Fault act_undo(Ctx *c, Id act) {
    CHECK(c->writing && act);
    Undo u = {.c = c, .act = act};
    bool own, gave;                               /* gave: away what the reader may not see any more */
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &Q[Q_ACT], VALS(v_int(act)), &r));
        if (!rows_next(&r)) {
            TRY(rows_fault(&r));
            return fail(c, NOT_FOUND, "act", act);
        }
        own = rows_id(&r, 0) == c->who.account;
        u.part = str_starts(rows_text(&r, 2), LIT("import."));
        gave = gives_away(rows_text(&r, 2));
        if (!own && !(u.part && reader_is_staff(c))) return fail(c, NOT_FOUND, "act", act);
        bool late = c->reader.now - rows_int(&r, 1) > (int64_t)UNDO_DAYS_MAX * DAY_MS;
        if (late || rows_id(&r, 3)) return fail(c, TOO_LATE, "act", act);
    }
    TRY(act_begin(c, T_ACT_UNDO, (Str){0}));
    TRY(act_write(c, act));
    u.own = c->act;
    /* What somebody brought in with a file they may take away again, wherever it came to stand; what they have given
    ** away they may take back, though it is no longer theirs to see. */
    Who who = c->who;
    if ((u.part || gave) && own) c->who.system = true;
    Fault f = undo_steps(&u);
    c->who = who;
    TRY(f);
    for (int i = 0; i < n_on_undo; i++) TRY(on_undo[i](c, act));
    return db_run(c, &Q[Q_UNDONE], VALS(v_int(c->act), v_int(act)));
}

/* ---- merge ---------------------------------------------------------------------------------------------------- */

/* What the winner does not know and the loser does. A reference of the winner to the loser would lead to itself. */
static void fill(const Entity *e, void *winner, const void *loser, Id loser_id) {
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (f->type == F_REF && *(Id *)field_at(f, winner) == loser_id) value_clear(f, winner);
        if (f->flags & FIELD_SECRET) continue;
        if (f->type == F_TRI) {
            Tri *to = field_at(f, winner);
            const Tri *from = field_in(f, loser);
            for (int l = 0; l < LANG_N; l++) {
                if (to->v[l].n) continue;
                to->v[l] = from->v[l];
                to->state[l] = from->state[l];
            }
        } else if (!value_known(f, winner)) {
            bool itself = f->type == F_REF && *(const Id *)field_in(f, loser) == ((Head *)winner)->id;
            if (!itself) value_copy(f, winner, loser);
        }
    }
}

static Fault mark_merged(Ctx *c, const Entity *e, const void *before, Id into) {
    Head now = *(const Head *)before;
    int64_t rows;
    TRY(db_changed(c, &ent_sql(e)->merge, VALS(v_id(into), v_int(c->reader.now), v_id(c->who.account),
                                               v_int(now.id), v_int(now.version)), &rows));
    if (rows != 1) return fail(c, STALE, e->name, now.id);
    now.version++;
    Id other = into ? into : now.merged_into;
    char id[ID_CHARS + 1];
    id_print(id, other);
    Str named = arena_printf(c->arena, "{\"merged_into\":\"%s\"}", id), none = LIT("{\"merged_into\":null}");
    now.merged_into = into;
    TRY(change_write(c, &(ChangeNote){.e = e, .head = &now, .kind = into ? CHANGE_MERGE : CHANGE_UNMERGE,
                                      .before = into ? none : named, .after = into ? named : none}));
    return OK;
}

/* What hangs on a record is told when its references have moved. */
static Fault merge_after(Ctx *c, const Entity *e, const void *before, Id into) {
    if (!e->after) return OK;
    void *after = arena_alloc(c->arena, e->size);
    memcpy(after, before, e->size);
    ((Head *)after)->merged_into = into;
    ((Head *)after)->version++;
    return e->after(c, before, after);
}

static Fault ids_of(Rows *r, Id **ret_v, size_t *ret_n) {
    size_t n = 0, cap = 0;
    Id *v = NULL;
    while (rows_next(r)) {
        ARENA_ROOM(r->ctx->arena, v, n, 1, &cap);
        v[n++] = rows_id(r, 0);
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(r);
}

static Fault moved_note(Ctx *c, Id loser, const char *table, const char *column, const Id *ids, size_t n) {
    for (size_t i = 0; i < n; i++) {
        TRY(db_run(c, &Q[Q_MOVED_ADD], VALS(v_int(loser), v_text(str_of(table)), v_text(str_of(column)),
                                            v_int(ids[i]))));
        region_changed(c, table, ids[i]);
    }
    return OK;
}

/* The two teams of a record: its own id, and the one that its head names. */
typedef struct TeamPair {
    Id          winner, loser;
    const char *kept_as;                          /* in `moved`, where a column stands */
} TeamPair;

static int team_pairs(const Head *w, const Head *l, TeamPair v[2]) {
    int n = 0;
    v[n++] = (TeamPair){w->id, l->id, "team"};
    if (w->team && l->team) v[n++] = (TeamPair){w->team, l->team, "team of the head"};
    return n;
}

/* What hangs on the loser and stands in its teams goes to those of the winner. */
static Fault move_teams(Ctx *c, const Entity *e, const Head *w, const Head *l) {
    const EntSql *sql = ent_sql(e);
    TeamPair v[2];
    int      n_pairs = team_pairs(w, l, v);
    for (int i = 0; i < sql->n_teams * n_pairs; i++) {
        const TeamSql  *t = &sql->teams[i / n_pairs];
        const TeamPair *p = &v[i % n_pairs];
        Id    *ids;
        size_t n;
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &t->move, VALS(v_int(p->winner), v_int(w->id), v_int(p->loser)), &r));
        TRY(ids_of(&r, &ids, &n));
        TRY(moved_note(c, l->id, t->e->table, p->kept_as, ids, n));
    }
    return OK;
}

static Fault moved_ids(Ctx *c, Id loser, const char *table, const char *column, Id **ret_v, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &Q[Q_MOVED], VALS(v_int(loser), v_text(str_of(table)), v_text(str_of(column))), &r));
    return ids_of(&r, ret_v, ret_n);
}

static Fault teams_back(Ctx *c, const Entity *e, const Head *w, const Head *l) {
    const EntSql *sql = ent_sql(e);
    TeamPair v[2];
    int      n_pairs = team_pairs(w, l, v);
    for (int i = 0; i < sql->n_teams * n_pairs; i++) {
        const TeamSql  *t = &sql->teams[i / n_pairs];
        const TeamPair *p = &v[i % n_pairs];
        Id    *ids;
        size_t n;
        TRY(moved_ids(c, l->id, t->e->table, p->kept_as, &ids, &n));
        for (size_t k = 0; k < n; k++) {
            AUTO(rows_end) Rows r = {0};
            TRY(db_rows(c, &t->back, VALS(v_int(p->loser), v_int(p->winner), v_int(ids[k])), &r));
            while (rows_next(&r)) region_changed(c, t->e->table, ids[k]);
            TRY(rows_fault(&r));
        }
    }
    return OK;
}

static Fault move_refs(Ctx *c, const RefSql *ref, Id winner, Id loser) {
    Id *ids;
    size_t n;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ref->move, VALS(v_int(winner), v_int(c->reader.now), v_id(c->who.account), v_int(loser)),
                    &r));
        TRY(ids_of(&r, &ids, &n));
    }
    return moved_note(c, loser, ref->e->table, ref->f->name, ids, n);
}

static Fault move_back(Ctx *c, const RefSql *ref, Id winner, Id loser) {
    Id *ids;
    size_t n;
    TRY(moved_ids(c, loser, ref->e->table, ref->f->name, &ids, &n));
    for (size_t i = 0; i < n; i++) {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ref->back, VALS(v_int(loser), v_int(c->reader.now), v_id(c->who.account), v_int(winner),
                                        v_int(ids[i])), &r));
        while (rows_next(&r)) region_changed(c, ref->e->table, ids[i]);
        TRY(rows_fault(&r));
    }
    return OK;
}

Fault ent_merge(Ctx *c, const Entity *e, Id winner, Id loser) {
    CHECK(c->writing);
    if (winner == loser) return fail(c, LOOP, e->name, winner);
    void *w = arena_alloc(c->arena, e->size), *l = arena_alloc(c->arena, e->size);
    TRY(ent_load_whole(c, e, winner, w));
    TRY(ent_load_whole(c, e, loser, l));
    if (!ent_may_write(c, e, w) || !ent_may_write(c, e, l)) return fail(c, NOT_ALLOWED, e->name, loser);
    if (((Head *)w)->merged_into || ((Head *)l)->merged_into) return fail(c, STALE, e->name, loser);
    if (!c->act && c->act_kind == T_NONE) TRY(act_begin(c, T_ACT_MERGE, (Str){0}));
    TRY(mark_merged(c, e, l, winner));
    const EntSql *sql = ent_sql(e);
    for (int i = 0; i < sql->n_refs; i++) TRY(move_refs(c, &sql->refs[i], winner, loser));
    TRY(move_teams(c, e, w, l));
    TRY(merge_after(c, e, l, winner));
    /* Moving may have touched the winner itself (it is the parent of its own kind): look again. */
    TRY(ent_load_whole(c, e, winner, w));
    TRY(children_follow(c, e, w));
    fill(e, w, l, loser);
    return ent_save(c, e, w);
}

static Fault unmerge_links(Ctx *c, const Entity *e, Id loser) {
    void *l = arena_alloc(c->arena, e->size);
    TRY(ent_load_whole(c, e, loser, l));
    Id winner = ((Head *)l)->merged_into;
    if (!winner) return fail(c, TOO_LATE, e->name, loser);
    if (!ent_may_write(c, e, l)) return fail(c, NOT_ALLOWED, e->name, loser);
    void *w = arena_alloc(c->arena, e->size);
    TRY(ent_load_whole(c, e, winner, w));
    TRY(mark_merged(c, e, l, 0));
    const EntSql *sql = ent_sql(e);
    TRY(teams_back(c, e, w, l));
    for (int i = 0; i < sql->n_refs; i++) TRY(move_back(c, &sql->refs[i], winner, loser));
    TRY(db_run(c, &Q[Q_MOVED_DROP], VALS(v_int(loser))));
    TRY(merge_after(c, e, l, 0));
    return children_follow(c, e, l);
}

/* What the merge filled in, read from its entry in the log; empty when it filled nothing. */
static Fault filled(Ctx *c, Id winner, Id loser, Str *ret_before, Str *ret_after) {
    int64_t seq;
    Id act;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &Q[Q_MERGE], VALS(v_int(loser)), &r));
        if (!rows_next(&r)) return rows_fault(&r);
        seq = rows_int(&r, 0);
        act = rows_id(&r, 1);
    }
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &Q[Q_FILLED], VALS(v_int(act), v_int(winner), v_int(seq)), &r));
    if (rows_next(&r)) {
        *ret_before = rows_copy(&r, 0);
        *ret_after = rows_copy(&r, 1);
    }
    return rows_fault(&r);
}

Fault ent_unmerge(Ctx *c, const Entity *e, Id loser) {
    CHECK(c->writing);
    Head head;
    Str before = {0}, after = {0};
    TRY(ent_load_head(c, e, loser, &head));
    if (!head.merged_into) return fail(c, TOO_LATE, e->name, loser);
    if (!c->act && c->act_kind == T_NONE) TRY(act_begin(c, T_ACT_UNMERGE, (Str){0}));
    TRY(filled(c, head.merged_into, loser, &before, &after));
    if (before.n) TRY(values_back(c, e, head.merged_into, before, after, true));
    return unmerge_links(c, e, loser);
}
