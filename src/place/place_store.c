/* place_store.c - every statement that names places, their versions, belongings and members. */
#include "place/place_store.h"

#include "db/region.h"
#include "lang/collate.h"

#define LIVE(x) x ".archived_at IS NULL AND " x ".merged_into IS NULL"
#define TODAY(x) "(" x ".from_on IS NULL OR " x ".from_on <= :s_today)" \
                 " AND (" x ".until_on IS NULL OR " x ".until_on >= :s_today)"

const Query PLACE_QUERIES[PLACE_Q_N] = {
    /* ---- the tree ---- */
    [PLACE_Q_PARENT] = {.sql = "SELECT CASE WHEN p.merged_into IS NULL THEN p.parent ELSE p.merged_into END, p.is_unit"
                               " FROM places p WHERE p.id = :id AND p.org = :s_org {unscoped:the tree has no gaps}",
                        .in = "id:id", .out = "parent:id is_unit:int"},
    [PLACE_Q_CHILD] = {.sql = "SELECT p.id FROM places p WHERE p.org = :s_org AND p.parent = :parent AND " LIVE("p")
                              " {unscoped:whether there is one} LIMIT 1",
                       .in = "parent:id", .out = "id:id"},
    [PLACE_Q_BY_CODE] = {.sql = "SELECT p.id FROM places p WHERE p.org = :s_org AND p.code = :code AND " LIVE("p")
                                " AND {scope:p} ORDER BY p.id", .in = "code:text", .out = "id:id"},
    [PLACE_Q_BY_NAME] = {.sql = "SELECT p.id FROM labels l JOIN places p ON p.id = l.owner WHERE l.entity = 'place'"
                                " AND l.lang = :lang AND l.sort = :sort AND p.org = :s_org AND " LIVE("p")
                                " AND {scope:p} ORDER BY p.population DESC, p.id LIMIT 1",
                         .in = "lang:text sort:blob", .out = "id:id"},
    [PLACE_Q_BELOW] = {.sql = "SELECT p.id, l_p.text FROM places p {label:p} WHERE p.org = :s_org"
                              " AND p.parent = :parent AND " LIVE("p") " AND {scope:p} ORDER BY l_p.sort LIMIT 400",
                       .in = "parent:id", .out = "id:id text:text"},

    /* ---- versions ---- */
    [PLACE_Q_VERSIONS] = {.sql = "SELECT v.id FROM place_versions v WHERE v.org = :s_org AND v.place = :place"
                                 " AND v.archived_at IS NULL AND {scope:v} ORDER BY v.number DESC",
                          .in = "place:id", .out = "id:id"},
    [PLACE_Q_VERSIONS_SHOWN] = {.sql = "SELECT v.id, v.number, v.method, v.valid_from, v.valid_until, v.frozen_at,"
                                       " v.frozen_why, l_frozen_by.text FROM place_versions v {label:v.frozen_by}"
                                       " WHERE v.org = :s_org AND v.place = :place AND v.archived_at IS NULL"
                                       " AND {scope:v} ORDER BY v.number DESC LIMIT 30",
                                .in = "place:id",
                                .out = "id:id number:int method:int from:int until:int frozen:int why:text who:text"},
    [PLACE_Q_NUMBER_MAX] = {.sql = "SELECT coalesce(max(v.number), 0) FROM place_versions v"
                                   " WHERE v.org = :s_org AND v.place = :place {unscoped:numbers are never used twice}",
                            .in = "place:id", .out = "n:int"},
    [PLACE_Q_IN_FORCE] = {.sql = "SELECT v.id FROM place_versions v WHERE v.org = :s_org AND v.place = :place"
                                 " AND v.archived_at IS NULL AND (v.valid_from IS NULL OR v.valid_from <= :day)"
                                 " AND (v.valid_until IS NULL OR v.valid_until >= :day)"
                                 " {unscoped:the same for every reader} ORDER BY v.number DESC LIMIT 1",
                          .in = "place:id day:int", .out = "id:id"},
    [PLACE_Q_NUMBERED] = {.sql = "SELECT v.id FROM place_versions v WHERE v.org = :s_org AND v.place = :place"
                                 " AND v.number = :number AND v.archived_at IS NULL"
                                 " {unscoped:the same for every reader}",
                          .in = "place:id number:int", .out = "id:id"},
    [PLACE_Q_OF_VERSION] = {.sql = "SELECT v.place, v.method, v.shape, v.rule FROM place_versions v"
                                   " WHERE v.id = :id AND v.org = :s_org {unscoped:members are kept for all}",
                            .in = "id:id", .out = "place:id method:int shape:text rule:text"},

    /* ---- the image ---- */
    [PLACE_Q_NODES] = {.sql = "SELECT p.id, CASE WHEN p.merged_into IS NULL THEN p.parent ELSE p.merged_into END"
                              " FROM places p {unscoped:the image of the region} ORDER BY p.id",
                       .out = "id:id up:id", .scan = "the whole tree is read into memory", .many = true},
    [PLACE_Q_DEFS] = {.sql = "SELECT v.id, v.place, v.org, v.method, v.shape, v.rule"
                             " FROM place_versions v JOIN places p ON p.id = v.place WHERE " LIVE("p")
                             " AND v.archived_at IS NULL AND (v.valid_until IS NULL OR v.valid_until >= :s_today)"
                             " {unscoped:the image of the region} ORDER BY v.place, v.number",
                      .out = "id:id place:id org:id method:int shape:text rule:text",
                      .scan = "all versions that hold are read into memory", .many = true},

    /* ---- where actors are ---- */
    [PLACE_Q_AT_PUT] = {.sql = "INSERT INTO actor_at (actor, org, lat, lon, locality)"
                               " VALUES (:actor, :s_org, :lat, :lon, :locality)"
                               " ON CONFLICT (actor) DO UPDATE SET lat = excluded.lat, lon = excluded.lon,"
                               " locality = excluded.locality",
                        .in = "actor:id lat:real lon:real locality:id"},
    [PLACE_Q_AT] = {.sql = "SELECT lat, lon, locality FROM actor_at WHERE actor = :actor", .in = "actor:id",
                    .out = "lat:real lon:real locality:id"},
    [PLACE_Q_AT_BOX] = {.sql = "SELECT actor, lat, lon FROM actor_at WHERE org = :s_org AND lat >= :south"
                               " AND lat <= :north AND lon >= :west AND lon <= :east",
                        .in = "south:real north:real west:real east:real", .out = "actor:id lat:real lon:real",
                        .many = true},

    /* ---- members ---- */
    [PLACE_Q_MEMBER_PUT] = {.sql = "INSERT INTO members (version, actor, origin) VALUES (:version, :actor, :origin)"
                                   " ON CONFLICT (version, actor) DO NOTHING",
                            .in = "version:id actor:id origin:int"},
    [PLACE_Q_MEMBERS_PUT] = {.sql = "INSERT INTO members (version, actor, origin)"
                                    " SELECT v.id, :actor, v.method FROM place_versions v WHERE v.id {in:keep}"
                                    " {unscoped:the same for every reader}"
                                    " ON CONFLICT (version, actor) DO NOTHING",
                             .in = "actor:id keep:ids"},
    [PLACE_Q_MEMBER_KEEP] = {.sql = "DELETE FROM members WHERE actor = :actor AND NOT (version {in:keep}) AND EXISTS"
                                    " (SELECT 1 FROM place_versions v WHERE v.id = members.version"
                                    " AND (v.valid_until IS NULL OR v.valid_until >= :s_today)"
                                    " {unscoped:what is over stays as it was})",
                             .in = "actor:id keep:ids"},
    [PLACE_Q_MEMBERS_DROP] = {.sql = "DELETE FROM members WHERE version = :version", .in = "version:id"},
    [PLACE_Q_MEMBERS_BELOW] = {.sql = "INSERT INTO members (version, actor, origin) SELECT :version, a.actor, :origin"
                                      " FROM actor_at a WHERE a.locality {in:below}"
                                      " ON CONFLICT (version, actor) DO NOTHING",
                               .in = "version:id origin:int below:ids"},
    [PLACE_Q_MEMBERS_NOWHERE] = {.sql = "INSERT INTO members (version, actor, origin) SELECT :version, a.actor, :origin"
                                        " FROM actor_at a WHERE a.locality {in:below} AND a.lat IS NULL"
                                        " ON CONFLICT (version, actor) DO NOTHING",
                                 .in = "version:id origin:int below:ids"},
    [PLACE_Q_MEMBERS_BELONG] = {.sql = "INSERT INTO members (version, actor, origin)"
                                       " SELECT DISTINCT :version, b.actor, :origin FROM belongings b"
                                       " WHERE b.org = :s_org AND b.place {in:below} AND " LIVE("b") " AND " TODAY("b")
                                       " AND (b.reason = :sits OR (:any = 1 AND b.place = :place))"
                                       " {unscoped:the same for every reader}"
                                       " ON CONFLICT (version, actor) DO NOTHING",
                                .in = "version:id origin:int below:ids sits:int any:int place:id"},
    [PLACE_Q_MEMBERS_ALL] = {.sql = "SELECT m.actor FROM members m WHERE m.version = :version ORDER BY m.actor",
                             .in = "version:id", .out = "actor:id"},
    [PLACE_Q_FROZEN_ALL] = {.sql = "SELECT m.actor FROM members_frozen m WHERE m.version = :version ORDER BY m.actor",
                            .in = "version:id", .out = "actor:id"},
    [PLACE_Q_FREEZE] = {.sql = "INSERT INTO members_frozen (version, actor) VALUES (:version, :actor)"
                               " ON CONFLICT (version, actor) DO NOTHING", .in = "version:id actor:id"},
    [PLACE_Q_THAW] = {.sql = "DELETE FROM members_frozen WHERE version = :version", .in = "version:id"},
    [PLACE_Q_FROZEN_N] = {.sql = "SELECT count(*) FROM members_frozen WHERE version = :version", .in = "version:id",
                          .out = "n:int"},

    /* ---- belongings ---- */
    [PLACE_Q_BELONGS_OF] = {.sql = "SELECT b.place, b.reason FROM belongings b WHERE b.org = :s_org"
                                   " AND b.actor = :actor AND " LIVE("b") " AND " TODAY("b")
                                   " {unscoped:the same for every reader}",
                            .in = "actor:id", .out = "place:id reason:int"},
    [PLACE_Q_BELONGS_SHOWN] = {.sql = "SELECT b.id, b.place, b.reason, b.weight, b.from_on, b.until_on, l_place.text"
                                      " FROM belongings b {label:b.place} WHERE b.org = :s_org AND b.actor = :actor"
                                      " AND " LIVE("b") " AND {scope:b} ORDER BY b.reason, b.from_on, b.id LIMIT 200",
                               .in = "actor:id",
                               .out = "id:id place:id reason:int weight:real from_on:int until_on:int name:text"},
    [PLACE_Q_BELONGS_SAME] = {.sql = "SELECT b.place, b.reason, b.weight FROM belongings b"
                                     " WHERE b.org = :s_org AND b.actor = :actor AND b.id <> :id AND " LIVE("b")
                                     " AND (b.from_on IS NULL OR b.from_on <= :until)"
                                     " AND (b.until_on IS NULL OR b.until_on >= :begin)"
                                     " {unscoped:an actor belongs once to a place for a reason}",
                              .in = "actor:id id:id begin:int until:int", .out = "place:id reason:int weight:real"},
    [PLACE_Q_BELONGS_TURNED] = {.sql = "SELECT DISTINCT b.actor FROM belongings b WHERE b.org = :s_org AND " LIVE("b")
                                       " AND ((b.from_on > :since AND b.from_on <= :s_today)"
                                       " OR (b.until_on >= :since AND b.until_on < :s_today))"
                                       " {unscoped:the same for every reader}",
                                .in = "since:int", .out = "actor:id", .many = true},
    [PLACE_Q_PLACE_BELONGS] = {.sql = "SELECT b.reason, count(*) FROM belongings b WHERE b.org = :s_org"
                                      " AND b.place = :place AND " LIVE("b") " AND " TODAY("b") " AND {scope:b}"
                                      " GROUP BY b.reason ORDER BY b.reason",
                               .in = "place:id", .out = "reason:int n:int"},

    /* ---- the definition of "local" ---- */
    [PLACE_Q_LOCAL] = {.sql = "SELECT v.id, v.number, v.valid_from, v.valid_until, v.frozen_at, l_p.text, p.merged_into"
                              " FROM place_versions v JOIN places p ON p.id = v.place {label:p}"
                              " WHERE v.org = :s_org AND v.place = :place AND v.archived_at IS NULL"
                              " AND (v.number = :number OR (:day > 0"
                              " AND (v.valid_from IS NULL OR v.valid_from <= :day)"
                              " AND (v.valid_until IS NULL OR v.valid_until >= :day)))"
                              " AND {scope:p} AND {scope:v} ORDER BY v.number DESC LIMIT 1",
                       .in = "place:id number:int day:int",
                       .out = "id:id number:int from:int until:int frozen:int name:text merged:id"},
    [PLACE_Q_CHOICE] = {.sql = "SELECT choice FROM local_choices WHERE account = :account", .in = "account:id",
                        .out = "choice:text"},
    [PLACE_Q_CHOICE_BEFORE] = {.sql = "SELECT before_it FROM local_choices WHERE account = :account",
                               .in = "account:id", .out = "choice:text"},
    [PLACE_Q_CHOICE_PUT] = {.sql = "INSERT INTO local_choices (account, choice, before_it, changed_at)"
                                   " VALUES (:account, :choice, :before, :now) ON CONFLICT (account) DO UPDATE SET"
                                   " choice = excluded.choice, before_it = excluded.before_it,"
                                   " changed_at = excluded.changed_at",
                            .in = "account:id choice:text before:text now:int"},
    [PLACE_Q_SWITCH] = {.sql = "SELECT p.id, l_p.text FROM places p {label:p}"
                               " WHERE p.org = :s_org AND " LIVE("p") " AND {scope:p}"
                               " AND (p.parent IS NULL OR p.is_unit = 1 OR p.standing = :perceived)"
                               " ORDER BY CASE WHEN EXISTS (SELECT 1 FROM reach r WHERE r.account = :s_account"
                               " AND r.place = p.id) THEN 0 WHEN p.is_unit = 1 THEN 1 ELSE 2 END, l_p.sort, p.id"
                               " LIMIT 8",
                        .in = "perceived:int", .out = "id:id name:text"},
    [PLACE_Q_SWITCH_VERSIONS] = {.sql = "SELECT v.number, v.frozen_at FROM place_versions v WHERE v.org = :s_org"
                                        " AND v.place = :place AND v.archived_at IS NULL AND {scope:v}"
                                        " ORDER BY v.number DESC LIMIT 40",
                                 .in = "place:id", .out = "number:int frozen:int"},

    /* ---- all definitions in force at once ---- */
    [PLACE_Q_FORCE] = {.sql = "SELECT v.place, v.id, v.number FROM place_versions v WHERE v.org = :s_org"
                              " AND v.archived_at IS NULL AND (v.valid_from IS NULL OR v.valid_from <= :s_today)"
                              " AND (v.valid_until IS NULL OR v.valid_until >= :s_today)"
                              " {unscoped:places are scoped where they are shown} ORDER BY v.place, v.number DESC",
                       .out = "place:id version:id number:int", .many = true},
    [PLACE_Q_FORCE_MEMBERS] = {.sql = "SELECT m.version, m.actor FROM place_versions v"
                                      " JOIN members m ON m.version = v.id WHERE v.org = :s_org"
                                      " AND v.archived_at IS NULL"
                                      " AND (v.valid_from IS NULL OR v.valid_from <= :s_today)"
                                      " AND (v.valid_until IS NULL OR v.valid_until >= :s_today)"
                                      " {unscoped:to decide with, never to show}",
                               .out = "version:id actor:id", .many = true},
    [PLACE_Q_TREE] = {.sql = "SELECT t.id, t.parent FROM place_tree t WHERE t.org = :s_org"
                             " {unscoped:the tree has no gaps} ORDER BY t.id",
                      .out = "id:id parent:id", .many = true},

    /* ---- the region ---- */
    [PLACE_Q_FILE] = {.sql = "SELECT text FROM region_files WHERE name = :name", .in = "name:text", .out = "text:text"},
    [PLACE_Q_FILE_PUT] = {.sql = "INSERT INTO region_files (name, text, changed_at) VALUES (:name, :text, :now)"
                                 " ON CONFLICT (name) DO UPDATE SET text = excluded.text,"
                                 " changed_at = excluded.changed_at",
                          .in = "name:text text:text now:int"},
};

static const Query *q(int i) { return &PLACE_QUERIES[i]; }

Fault place_file(Ctx *c, const char *name, Str *ret_text) {
    Fault f = db_text(c, q(PLACE_Q_FILE), VALS(v_text(str_of(name))), ret_text);
    if (f != NOT_FOUND) return f;
    *ret_text = (Str){0};
    return OK;
}

Fault place_by_code(Ctx *c, Str code, Id *ret_id) {
    return db_int(c, q(PLACE_Q_BY_CODE), VALS(v_text(code)), ret_id);
}

Fault place_by_name(Ctx *c, Str name, Id *ret_id) {
    for (int l = 0; l < LANG_N; l++) {
        Str   sort = collate_key(c->arena, (Lang)l, name);
        Fault f = db_int(c, q(PLACE_Q_BY_NAME), VALS(v_text(str_of(lang_code((Lang)l))), v_blob(sort)), ret_id);
        if (f != NOT_FOUND) return f;
    }
    return NOT_FOUND;
}

Fault place_below(Ctx *c, Id place, PlaceBelow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    *ret_n = 0;
    if (ent_around_none(c, &place_entity.fields[PLACE_F_PARENT], place)) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(PLACE_Q_BELOW), VALS(v_id(place)), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = (PlaceBelow){rows_id(&r, 0), rows_copy(&r, 1)};
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}

Fault place_version_on(Ctx *c, Id place, Day d, PlaceVersion *ret_v) {
    Id id;
    Fault f = db_int(c, q(PLACE_Q_IN_FORCE), VALS(v_int(place), v_int(d)), &id);
    if (f == NOT_FOUND) return fail(c, NOT_FOUND, "place_version", place);
    TRY(f);
    return ent_load(c, &place_version_entity, id, ret_v);
}

void place__lies_in(Buf *b, const Entity *e, const char *param) {
    buf_lit(b, "coalesce(");
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (f->type == F_REF && f->to == &place_entity) buf_printf(b, "x.%s, ", f->name);
    }
    buf_printf(b, "x.unit) IN (WITH RECURSIVE down(id) AS (SELECT v.place FROM place_versions v WHERE v.id = :%s"
                  " {unscoped:the reader may see it} UNION SELECT t.id FROM down d"
                  " JOIN place_tree t ON t.org = :s_org AND t.parent = d.id) SELECT d.id FROM down d)", param);
}
