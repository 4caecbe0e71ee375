/* consultant_store.c - profiles, the agreement in its versions, conflicts of interest, and their rules. */
#include "consultant/consultant_page.h"

#include "actor/actor.h"
#include "db/region.h"
#include "db/scope.h"
#include "tie/tie.h"

enum { CONSULTANTS_MAX = 5000 };
enum { Q_OWN, Q_ALL, Q_NOW, Q_LAST, Q_SIGNATURES, Q_SIGNED_BY, Q_TOWNS, Q_TOWNS_OF, Q_CONFLICTS, Q_MANAGES,
       Q_SEERS, Q_CONFLICT_LAST, Q_OWN_EVER };

const Query CONSULTANT_QUERIES[CONSULTANT_Q_N] = {
    [Q_OWN] = {.sql = "SELECT x.id FROM consultants x WHERE x.org = :org AND x.account = :account"
                      " AND x.archived_at IS NULL {unscoped:a person's own, or loaded in scope afterwards} LIMIT 1",
               .in = "org:id account:id", .out = "id:id"},
    [Q_OWN_EVER] = {.sql = "SELECT x.id FROM consultants x WHERE x.org = :org AND x.account = :account"
                           " {unscoped:whether a profile is one's own} ORDER BY x.id DESC LIMIT 8",
                    .in = "org:id account:id", .out = "id:id"},
    [Q_ALL] = {.sql = "SELECT x.id FROM consultants x WHERE x.org = :org AND x.archived_at IS NULL"
                      " {unscoped:a new version concerns everybody} ORDER BY x.id",
               .in = "org:id", .out = "id:id"},
    [Q_NOW] = {.sql = "SELECT x.id, x.number FROM principle_texts x WHERE x.org = :org AND x.in_force_at IS NOT NULL"
                      " AND x.archived_at IS NULL {unscoped:every member may read it} ORDER BY x.number DESC LIMIT 1",
               .in = "org:id", .out = "id:id number:int"},
    [Q_LAST] = {.sql = "SELECT max(x.number) FROM principle_texts x WHERE x.org = :org"
                       " {unscoped:numbers go on, whoever asks}",
                .in = "org:id", .out = "number:int"},
    [Q_SIGNATURES] = {.sql = "SELECT x.id, p.number, x.name, x.signed_at FROM principle_signatures x"
                             " JOIN principle_texts p ON p.id = x.principle"
                             " WHERE x.org = :org AND x.consultant = :consultant AND x.archived_at IS NULL"
                             " {unscoped:of a profile that a scoped statement has given}"
                             " ORDER BY p.number DESC, x.id DESC LIMIT :max",
                      .in = "org:id consultant:id max:int", .out = "id:id number:int name:text signed_at:int"},
    [Q_SIGNED_BY] = {.sql = "SELECT CAST(sum(CASE WHEN x.signed_number >= :number THEN 1 ELSE 0 END) AS BIGINT),"
                            " CAST(sum(CASE WHEN x.state = :active AND (x.signed_number IS NULL"
                            " OR x.signed_number < :number) THEN 1 ELSE 0 END) AS BIGINT)"
                            " FROM consultants x WHERE x.org = :org AND x.archived_at IS NULL AND {scope:x}",
                     .in = "number:int active:int org:id", .out = "yes:int no:int"},
    [Q_TOWNS] = {.sql = "SELECT x.id, x.place FROM consultant_places x WHERE x.org = :org"
                        " AND x.consultant = :consultant AND x.archived_at IS NULL AND {scope:x}"
                        " ORDER BY x.id LIMIT :max",
                 .in = "org:id consultant:id max:int", .out = "id:id place:id"},
    [Q_TOWNS_OF] = {.sql = "SELECT x.consultant, x.place FROM consultant_places x WHERE x.org = :org"
                           " AND x.consultant {in:consultants} AND x.archived_at IS NULL AND {scope:x}"
                           " ORDER BY x.id LIMIT :max",
                    .in = "org:id consultants:ids max:int", .out = "consultant:id place:id"},
    [Q_CONFLICTS] = {.sql = "SELECT x.account, x.nature FROM conflicts x WHERE x.org = :org AND x.actor = :actor"
                            " AND x.account {in:accounts} AND x.archived_at IS NULL"
                            " AND (x.from_on IS NULL OR x.from_on <= :today)"
                            " AND (x.until_on IS NULL OR x.until_on >= :today)"
                            " {unscoped:it keeps somebody out of a case, and tells no words}",
                     .in = "org:id actor:id accounts:ids today:int", .out = "account:id nature:int"},
    [Q_CONFLICT_LAST] = {.sql = "SELECT x.id, x.nature, x.decision, x.decided_why, x.decided_by, x.decided_on"
                                " FROM conflicts x WHERE x.org = :org AND x.actor = :actor AND x.account = :account"
                                " AND x.archived_at IS NULL AND (x.from_on IS NULL OR x.from_on <= :today)"
                                " AND (x.until_on IS NULL OR x.until_on >= :today)"
                                " {unscoped:on a case, for who assigns; it tells no words of theirs}"
                                " ORDER BY x.id DESC LIMIT 1",
                         .in = "org:id actor:id account:id today:int",
                         .out = "id:id nature:int decision:int why:text by:id on:int"},
    [Q_MANAGES] = {.sql = "SELECT 1 FROM reach WHERE account = :s_account AND place = :place"
                          " AND (role IS NULL OR (role & :roles) <> 0) AND (from_on IS NULL OR from_on <= :s_today)"
                          " AND (until_on IS NULL OR until_on >= :s_today) LIMIT 1",
                   .in = "place:id roles:int", .out = "yes:int"},
    [Q_SEERS] = {.sql = "WITH RECURSIVE down(place) AS (SELECT x.place FROM consultant_places x WHERE x.org = :org"
                        " AND x.consultant = :consultant AND x.archived_at IS NULL"
                        " UNION SELECT t.id FROM down d JOIN place_tree t ON t.org = :org AND t.parent = d.place)"
                        " SELECT r.account, r.from_on, r.until_on FROM reach r"
                        " WHERE r.place IN (SELECT d.place FROM down d) AND r.level >= 2"
                        " AND (r.role IS NULL OR (r.role & :roles) <> 0)"
                        " {unscoped:who may see a profile is found out here} GROUP BY r.account, r.from_on, r.until_on",
                 .in = "org:id consultant:id roles:int", .out = "account:id from_on:int until_on:int"},
};

/* ---- profiles ----------------------------------------------------------------------------------------------- */

static Fault profile_of(Ctx *c, Id account, Consultant *ret_v) {
    int64_t id;
    TRY(db_int(c, &CONSULTANT_QUERIES[Q_OWN], VALS(v_id(c->who.org), v_id(account)), &id));
    return ent_load(c, &consultant_entity, id, ret_v);
}

Fault consultant_of(Ctx *c, Id account, Consultant *ret_v) {
    return account ? profile_of(c, account, ret_v) : fail(c, NOT_FOUND, "consultant", 0);
}

static Fault profiles_all(Ctx *c, Id **ret_v, size_t *ret_n) {
    Id *ids = ARENA_ARRAY(c->arena, Id, CONSULTANTS_MAX);
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CONSULTANT_QUERIES[Q_ALL], VALS(v_id(c->who.org)), &r));
    while (n < CONSULTANTS_MAX && rows_next(&r)) ids[n++] = rows_id(&r, 0);
    *ret_v = ids;
    *ret_n = n;
    return rows_fault(&r);
}

/* A mentor may have no role that sees the unit's records; their own profile they see. */
static Fault own(Ctx *c, void *arg) { return profile_of(c, c->who.account, arg); }

typedef struct Whose {
    Id          account;
    Consultant *v;
} Whose;

static Fault anybodys(Ctx *c, void *arg) {
    const Whose *w = arg;
    return profile_of(c, w->account, w->v);
}

Fault consultant_any(Ctx *c, Id account, Consultant *ret_v) {
    if (!account) return fail(c, NOT_FOUND, "consultant", 0);
    return run_as_system(c, anybodys, &(Whose){account, ret_v});
}

Fault consultant_own(Ctx *c, Consultant *ret_v) {
    if (!c->who.account) return fail(c, NOT_FOUND, "consultant", 0);
    return run_as_system(c, own, ret_v);
}

/* Whoever coordinates one of the further towns sees the profile; it is kept where the person belongs. */
static bool manages(Ctx *c, const Head *head) {
    const unsigned everywhere = ROLE_ADMIN | ROLE_HQ;
    int64_t yes;
    if (c->who.system || (c->who.roles & everywhere) || (c->who.roles_everywhere & CONSULTANT_MANAGERS)) return true;
    if (!(c->who.roles & CONSULTANT_MANAGERS)) return false;
    if (!head->version) return true;              /* where it may stand is decided at the write */
    return db_int(c, &CONSULTANT_QUERIES[Q_MANAGES], VALS(v_id(head->unit), v_int(ROLE_COORDINATOR)), &yes) == OK;
}

/* One's own, archived ones too: what one has archived one may bring back. */
static bool is_own(Ctx *c, Id profile) {
    bool own = false;
    AUTO(rows_end) Rows r = {0};
    if (!c->who.account) return false;
    Fault f = db_rows(c, &CONSULTANT_QUERIES[Q_OWN_EVER], VALS(v_id(c->who.org), v_id(c->who.account)), &r);
    while (f == OK && rows_next(&r)) own = own || rows_id(&r, 0) == profile;
    return own;
}

bool consultant_right(Ctx *c, const Head *head) { return manages(c, head) || is_own(c, head->id); }

bool consultant_may_change(Ctx *c, const Consultant *v) {
    return ent_may_write(c, &consultant_entity, &v->head) && consultant_right(c, &v->head);
}

static int ready_of(const Consultant *v, int64_t in_force) {
    bool has_signed = !in_force || (v->signed_number != NUMBER_NONE && v->signed_number >= in_force);
    if (has_signed) return v->trained_on ? CONSULTANT_READY_READY : CONSULTANT_READY_TRAIN;
    return v->trained_on ? CONSULTANT_READY_SIGN : CONSULTANT_READY_BOTH;
}

Fault consultant_check(Ctx *c, const void *before, void *after) {
    const Consultant *was = before;
    Consultant *v = after;
    Account    *a = ent_new(c, &account_entity);
    Principles  now;
    bool keeps = manages(c, was ? &was->head : &v->head);
    if (!keeps && v->account != c->who.account) return fail(c, NOT_ALLOWED, "consultant", v->head.id);
    if (!keeps) v->trained_on = was ? was->trained_on : 0;
    if (!v->state) v->state = CONSULTANT_STATE_ACTIVE;
    if (v->trained_on > c->reader.today) complain(c, "trained_on", T_CONSULTANT_FUTURE);
    Fault f = v->account ? account_by_id(c, v->account, a) : NOT_FOUND;
    if (f != OK && f != NOT_FOUND) return f;
    if (f == OK) {
        v->name = a->name;
        if (!was && !v->head.unit) v->head.unit = a->head.unit;
    }
    TRY(principles_now(c, &now));
    v->ready = ready_of(v, now.number);
    return complaints_fault(c);
}

Fault consultant_place_check(Ctx *c, const void *before, void *after) {
    ConsultantPlace *p = after;
    Consultant *v = ent_new(c, &consultant_entity);
    TownRow rows[64];
    size_t n;
    if (!p->consultant) return complaints_fault(c);
    TRY(ent_load(c, &consultant_entity, p->consultant, v));
    if (!consultant_may_change(c, v)) return fail(c, NOT_ALLOWED, "consultant", v->head.id);
    TRY(consultant_towns(c, p->consultant, rows, 64, &n));
    for (size_t i = 0; i < n && !before; i++) {
        if (rows[i].place == p->place) complain(c, "place", T_CONSULTANT_TOWN_TWICE);
    }
    return complaints_fault(c);
}

/* ---- who sees it ---------------------------------------------------------------------------------------------- */

/* Whoever coordinates a town that a profile lists, or one within what it lists, stands in its team. */
static Fault seers_renew(Ctx *c, Id consultant) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CONSULTANT_QUERIES[Q_SEERS],
                VALS(v_id(c->who.org), v_id(consultant), v_int(CONSULTANT_MANAGERS)), &r));
    TRY(scope_team_clear(c, consultant));
    while (rows_next(&r)) {
        TRY(scope_team_put(c, consultant, rows_id(&r, 0), (Day)rows_int(&r, 1), (Day)rows_int(&r, 2)));
    }
    region_changed(c, consultant_entity.table, consultant);
    return rows_fault(&r);
}

Fault consultant_place_after(Ctx *c, const void *before, const void *after) {
    (void)before;
    return seers_renew(c, ((const ConsultantPlace *)after)->consultant);
}

Fault consultants_follow_reach(Ctx *c) {
    Id    *ids;
    size_t n;
    TRY(profiles_all(c, &ids, &n));
    for (size_t i = 0; i < n; i++) TRY(seers_renew(c, ids[i]));
    return OK;
}

Fault consultant_towns(Ctx *c, Id consultant, TownRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CONSULTANT_QUERIES[Q_TOWNS], VALS(v_id(c->who.org), v_id(consultant), v_int((int64_t)max)), &r));
    for (; n < max && rows_next(&r); n++) ret_v[n] = (TownRow){.id = rows_id(&r, 0), .place = rows_id(&r, 1)};
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}

Fault consultant_towns_of(Ctx *c, const Id *consultants, size_t n, TownOf *ret_v, size_t max, size_t *ret_n) {
    size_t k = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CONSULTANT_QUERIES[Q_TOWNS_OF],
                VALS(v_id(c->who.org), v_ids(consultants, n), v_int((int64_t)max)), &r));
    for (; k < max && rows_next(&r); k++) ret_v[k] = (TownOf){rows_id(&r, 0), rows_id(&r, 1)};
    TRY(rows_fault(&r));
    *ret_n = k;
    return OK;
}

/* ---- who waits for a hand-over ------------------------------------------------------------------------------ */

enum { WAITERS_MAX = 8 };
static HandOverFn on_hand_over[WAITERS_MAX];      /* filled at the start, read-only from then on */
static int        n_on_hand_over;

void consultant_on_hand_over(HandOverFn fn) {
    for (int i = 0; i < n_on_hand_over; i++) {
        if (on_hand_over[i] == fn) return;
    }
    if (n_on_hand_over < WAITERS_MAX) on_hand_over[n_on_hand_over++] = fn;
}

Fault consultant_tell_hand_over(Ctx *c, Id of_case, Id from, Id to) {
    for (int i = 0; i < n_on_hand_over; i++) TRY(on_hand_over[i](c, of_case, from, to));
    return OK;
}

/* ---- the agreement ------------------------------------------------------------------------------------------ */

Fault principles_now(Ctx *c, Principles *ret_v) {
    AUTO(rows_end) Rows r = {0};
    *ret_v = (Principles){0};
    TRY(db_rows(c, &CONSULTANT_QUERIES[Q_NOW], VALS(v_id(c->who.org)), &r));
    if (rows_next(&r)) *ret_v = (Principles){rows_id(&r, 0), rows_int(&r, 1)};
    return rows_fault(&r);
}

static bool same_words(const Tri *a, const Tri *b) {
    for (int l = 0; l < LANG_N; l++) {
        if (!str_eq(a->v[l], b->v[l])) return false;
    }
    return true;
}

/* Words that people have signed, or may sign at this moment, stay as they are. */
Fault principle_text_check(Ctx *c, const void *before, void *after) {
    const PrincipleText *was = before;
    PrincipleText *t = after;
    if (!was) {
        int64_t last = 0;
        Fault f = db_int(c, &CONSULTANT_QUERIES[Q_LAST], VALS(v_id(c->who.org)), &last);
        if (f != OK && f != NOT_FOUND) return f;
        t->number = last + 1;
    } else if (was->in_force_at && !same_words(&was->text, &t->text)) {
        complain(c, "text", T_CONSULTANT_FROZEN);
    }
    if (was && was->in_force_at && (t->head.archived_at || !t->in_force_at)) {
        Signed n;
        TRY(principles_count(c, was, &n));
        if (n.yes) return fail(c, FROZEN, "principle_text", t->head.id);
    }
    return complaints_fault(c);
}

Fault principles_count(Ctx *c, const PrincipleText *t, Signed *ret_n) {
    AUTO(rows_end) Rows r = {0};
    *ret_n = (Signed){0};
    TRY(db_rows(c, &CONSULTANT_QUERIES[Q_SIGNED_BY],
                VALS(v_int(t->number), v_int(CONSULTANT_STATE_ACTIVE), v_id(c->who.org)), &r));
    if (rows_next(&r)) *ret_n = (Signed){rows_int(&r, 0), rows_int(&r, 1)};
    return rows_fault(&r);
}

/* Profiles whose standing has changed are written again; the others stay. */
static Fault profiles_follow(Ctx *c, void *arg) {
    Id    *ids;
    size_t n;
    (void)arg;
    TRY(profiles_all(c, &ids, &n));
    for (size_t i = 0; i < n; i++) {
        Consultant *v = ent_new(c, &consultant_entity);
        TRY(ent_load(c, &consultant_entity, ids[i], v));
        TRY(ent_save(c, &consultant_entity, v));
    }
    return OK;
}

Fault principles_put_in_force(Ctx *c, Id id) {
    PrincipleText *t = ent_new(c, &principle_text_entity);
    TRY(act_begin(c, T_ACT_PRINCIPLES, (Str){0}));
    TRY(ent_load(c, &principle_text_entity, id, t));
    if (t->in_force_at) return OK;
    t->in_force_at = c->reader.now;
    TRY(ent_save(c, &principle_text_entity, t));
    return run_as_system(c, profiles_follow, NULL);
}

Fault principles_signed(Ctx *c, Id consultant, SignatureRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CONSULTANT_QUERIES[Q_SIGNATURES], VALS(v_id(c->who.org), v_id(consultant), v_int((int64_t)max)),
                &r));
    for (; n < max && rows_next(&r); n++) {
        ret_v[n] = (SignatureRow){.id = rows_id(&r, 0), .number = rows_int(&r, 1), .name = rows_copy(&r, 2),
                                  .signed_at = rows_int(&r, 3)};
    }
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}

/* One signs for oneself, what is in force, and once. */
Fault principle_signature_check(Ctx *c, const void *before, void *after) {
    PrincipleSignature *s = after;
    Consultant *v = ent_new(c, &consultant_entity);
    Principles  now;
    if (before) return OK;
    TRY(ent_load(c, &consultant_entity, s->consultant, v));
    if (c->who.account && v->account != c->who.account) return fail(c, NOT_ALLOWED, "principle_signature", 0);
    TRY(principles_now(c, &now));
    if (now.id != s->principle) complain(c, "principle", T_CONSULTANT_NOT_IN_FORCE);
    bool has = v->signed_number != NUMBER_NONE && v->signed_number >= now.number;
    if (has) complain(c, "principle", T_CONSULTANT_SIGNED_ALREADY);
    if (!s->signed_at) s->signed_at = c->reader.now;
    return complaints_fault(c);
}

static Fault follow_signature(Ctx *c, void *arg) {
    const PrincipleSignature *s = arg;
    Consultant *v = ent_new(c, &consultant_entity);
    SignatureRow last[1];
    size_t n;
    TRY(principles_signed(c, s->consultant, last, 1, &n));
    TRY(ent_load(c, &consultant_entity, s->consultant, v));
    v->signed_number = n ? last[0].number : NUMBER_NONE;
    return ent_save(c, &consultant_entity, v);
}

Fault principle_signature_after(Ctx *c, const void *before, const void *after) {
    PrincipleSignature *s = arena_alloc(c->arena, sizeof *s);
    (void)before;
    *s = *(const PrincipleSignature *)after;
    return run_as_system(c, follow_signature, s);
}

static Fault sign(Ctx *c, void *arg) { return ent_save(c, &principle_signature_entity, arg); }

Fault principles_sign(Ctx *c, Id principle, Str name) {
    Consultant *v = ent_new(c, &consultant_entity);
    PrincipleSignature *s = ent_new(c, &principle_signature_entity);
    TRY(consultant_own(c, v));
    TRY(act_begin(c, T_ACT_SIGNED, v->name));
    s->consultant = v->head.id;
    s->principle = principle;
    s->name = name;
    return run_as_system(c, sign, s);
}

/* ---- conflicts of interest ---------------------------------------------------------------------------------- */

Fault conflict_check(Ctx *c, const void *before, void *after) {
    Conflict *v = after;
    Account  *a = ent_new(c, &account_entity);
    bool manages = c->who.system || (c->who.roles & CONSULTANT_MANAGERS);
    if (!manages && v->account != c->who.account) return fail(c, NOT_ALLOWED, "conflict", v->head.id);
    if (v->nature == CONFLICT_NATURE_OTHER && !v->what.n) complain(c, "what", T_CONSULTANT_CONFLICT_WHAT);
    if (!before && !v->head.unit && v->account) {
        Fault f = account_by_id(c, v->account, a);
        if (f != OK && f != NOT_FOUND) return f;
        if (f == OK) v->head.unit = a->head.unit;
    }
    return complaints_fault(c);
}

static size_t index_of(const Id *ids, size_t n, Id id) {
    size_t i = 0;
    while (i < n && ids[i] != id) i++;
    return i;
}

static Fault declared(Ctx *c, Id actor, const Id *accounts, size_t n, int *ret_v) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CONSULTANT_QUERIES[Q_CONFLICTS],
                VALS(v_id(c->who.org), v_id(actor), v_ids(accounts, n), v_int(c->reader.today)), &r));
    while (rows_next(&r)) {
        size_t i = index_of(accounts, n, rows_id(&r, 0));
        if (i < n && !ret_v[i]) ret_v[i] = (int)rows_int(&r, 1);
    }
    return rows_fault(&r);
}

static int nature_of_tie(int kind) {
    switch (kind) {
        case TIE_KIND_OWNS: return CONFLICT_NATURE_OWNS;
        case TIE_KIND_FAMILY: return CONFLICT_NATURE_FAMILY;
        case TIE_KIND_WORKS_AT: return CONFLICT_NATURE_WORKS_FOR;
        case TIE_KIND_INTEREST_IN: return CONFLICT_NATURE_OTHER;
        default: return 0;
    }
}

Fault conflict_natures(Ctx *c, Id actor, const Id *accounts, const Id *persons, size_t n, int *ret_v) {
    int *kinds = ARENA_ARRAY(c->arena, int, n + 1);
    for (size_t i = 0; i < n; i++) ret_v[i] = persons[i] && persons[i] == actor ? CONFLICT_NATURE_OWNS : 0;
    if (!n) return OK;
    TRY(declared(c, actor, accounts, n, ret_v));
    TRY(tie_kinds_with(c, actor, persons, n, kinds));
    for (size_t i = 0; i < n; i++) {
        if (!ret_v[i]) ret_v[i] = nature_of_tie(kinds[i]);
    }
    return OK;
}

/* ---- whoever leads is too near: a decision ---------------------------------------------------------------------- */

Fault conflict_of_lead(Ctx *c, Id actor, Id account, LeadConflict *ret_v) {
    Account *a = ent_new(c, &account_entity);
    *ret_v = (LeadConflict){0};
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &CONSULTANT_QUERIES[Q_CONFLICT_LAST],
                    VALS(v_id(c->who.org), v_id(actor), v_id(account), v_int(c->reader.today)), &r));
        if (rows_next(&r)) {
            *ret_v = (LeadConflict){.conflict = rows_id(&r, 0), .nature = (int)rows_int(&r, 1),
                                    .decision = (int)rows_int(&r, 2), .why = rows_copy(&r, 3),
                                    .decided_by = rows_id(&r, 4), .decided_on = (Day)rows_int(&r, 5)};
        }
        TRY(rows_fault(&r));
    }
    if (ret_v->conflict) return OK;
    Fault f = account_by_id(c, account, a);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    return conflict_natures(c, actor, &account, &a->person, 1, &ret_v->nature);
}

typedef struct Deciding {
    Id  actor, account, by;
    Str why;
} Deciding;

static Fault decide(Ctx *c, void *arg) {
    const Deciding *d = arg;
    Conflict *v = ent_new(c, &conflict_entity);
    LeadConflict now;
    TRY(conflict_of_lead(c, d->actor, d->account, &now));
    if (!now.nature) return fail(c, STALE, "conflict", 0);
    if (now.conflict) TRY(ent_load(c, &conflict_entity, now.conflict, v));
    v->actor = d->actor;
    v->account = d->account;
    if (!now.conflict) v->nature = now.nature;
    if (v->nature == CONFLICT_NATURE_OTHER && !v->what.n) v->what = d->why;
    v->decision = CONFLICT_DECISION_STAYS;
    v->decided_why = d->why;
    v->decided_by = d->by;
    v->decided_on = c->reader.today;
    return ent_save(c, &conflict_entity, v);
}

Fault conflict_decide(Ctx *c, Id actor, Id account, Str why) {
    if (!why.n) complain(c, "decided_why", T_CONSULTANT_DECIDE_WHY);
    TRY(complaints_fault(c));
    TRY(act_begin(c, T_ACT_DECIDED, (Str){0}));
    return run_as_system(c, decide, &(Deciding){actor, account, c->who.account, why});
}
