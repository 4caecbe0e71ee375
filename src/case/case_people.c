/* case_people.c - who is in the room: the people of a case, its teams, and the log of who opened it. */
#include "case/case_store.h"

#include "account/account.h"
#include "actor_ent.h"
#include "db/region.h"
#include "db/scope.h"

#include <stdlib.h>

/* ---- the two teams --------------------------------------------------------------------------------------------- */

Fault case_is_shut(Ctx *c, Id of_case, bool *ret_yes) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_WITHDRAWN], VALS(v_id(of_case), v_int(CONSENT_PURPOSE_ACCOMPANY)), &r));
    *ret_yes = rows_next(&r) && rows_int(&r, 1) > 0 && rows_int(&r, 0) == 0;
    return rows_fault(&r);
}

/* The business and its people are seen by the circles of all their cases, in whichever town. */
static Fault team_of_actor(Ctx *c, Id actor) {
    AUTO(rows_end) Rows r = {0};
    if (!actor) return OK;
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_ABOUT], VALS(v_id(c->who.org), v_id(actor)), &r));
    TRY(scope_team_clear(c, actor));
    while (rows_next(&r)) TRY(scope_team_copy(c, rows_id(&r, 0), actor));
    region_changed(c, actor_entity.table, actor);
    return rows_fault(&r);
}

Fault case_clients_renew(Ctx *c, const Case *k) {
    TRY(team_of_actor(c, k->client));
    return k->contact == k->client ? OK : team_of_actor(c, k->contact);
}

static Fault teams_fill(Ctx *c, Id of_case, Case *k) {
    bool shut;
    TRY(ent_load(c, &case_entity, of_case, k));
    TRY(case_is_shut(c, of_case, &shut));
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_PEOPLE], VALS(v_id(of_case)), &r));
    TRY(scope_team_clear(c, of_case));
    TRY(scope_team_clear(c, k->head.team));
    while (rows_next(&r)) {
        Id   account = rows_id(&r, 0);
        bool owner = rows_int(&r, 1) == CASE_ROLE_OWNER;
        Day  from = (Day)rows_int(&r, 2), until = (Day)rows_int(&r, 3);
        if (shut && !owner) continue;
        TRY(scope_team_put(c, k->head.team, account, from, until));
        if (!owner) TRY(scope_team_put(c, of_case, account, from, until));
    }
    return rows_fault(&r);
}

/* Whoever sees a case sees the address of those that went into it, which leads on to it; nobody else does. */
static Fault merged_follow(Ctx *c, Id of_case) {
    enum { MERGED_MAX = 20 };
    Id     ids[MERGED_MAX], circles[MERGED_MAX];
    size_t n = 0;
    Head   into;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &CASE_QUERIES[Q_CASE_MERGED], VALS(v_id(of_case)), &r));
        for (; n < MERGED_MAX && rows_next(&r); n++) {
            ids[n] = rows_id(&r, 0);
            circles[n] = rows_id(&r, 1);
        }
        TRY(rows_fault(&r));
    }
    if (!n) return OK;
    TRY(ent_load_head(c, &case_entity, of_case, &into));
    for (size_t i = 0; i < n; i++) {
        TRY(scope_team_clear(c, ids[i]));
        TRY(scope_team_clear(c, circles[i]));
        TRY(scope_team_copy(c, into.team, circles[i]));
    }
    return OK;
}

Fault case_teams_renew(Ctx *c, Id of_case) {
    Case *k = ent_new(c, &case_entity);
    TRY(teams_fill(c, of_case, k));
    TRY(merged_follow(c, of_case));
    TRY(case_clients_renew(c, k));
    return case_tell_people(c, of_case);
}

Fault case_joined(Ctx *c, const Case *before, const Case *after) {
    const Who kept = c->who;
    Id    into = after->head.merged_into ? after->head.merged_into : before->head.merged_into;
    c->who.system = true;
    Fault f = after->head.merged_into ? OK : case_teams_renew(c, after->head.id);
    if (f == OK) f = case_teams_renew(c, into);
    c->who = kept;
    return f;
}

/* ---- a member at the write ------------------------------------------------------------------------------------- */

static Fault only_lead(Ctx *c, const CaseMember *m) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_LEADS], VALS(v_id(m->of_case), v_int(CASE_ROLE_LEAD), v_id(m->head.id)), &r));
    bool two = false;
    while (rows_next(&r)) {
        two = two || days_meet(m->from_on, m->until_on, (Day)rows_int(&r, 0), (Day)rows_int(&r, 1));
    }
    if (two) complain(c, "role", T_CASE_TWO_LEADS);
    return rows_fault(&r);
}

/* Who is in it already is not added: their role is changed. A last day of today makes room. */
static Fault only_once(Ctx *c, const CaseMember *m) {
    AUTO(rows_end) Rows r = {0};
    bool in = false;
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_PEOPLE], VALS(v_id(m->of_case)), &r));
    while (rows_next(&r)) {
        Day until = (Day)rows_int(&r, 3);
        in = in || (rows_id(&r, 0) == m->account && (!until || until > c->reader.today));
    }
    if (in) complain(c, "account", T_CASE_ALREADY_IN);
    return rows_fault(&r);
}

enum { WAITERS_MAX = 8 };
static CaseMemberFn on_member[WAITERS_MAX];       /* filled at the start, read-only from then on */
static int          n_on_member;

void case_on_member(CaseMemberFn fn) {
    for (int i = 0; i < n_on_member; i++) {
        if (on_member[i] == fn) return;
    }
    if (n_on_member < WAITERS_MAX) on_member[n_on_member++] = fn;
}

/* Whoever has left is not taken into a team. */
static Fault member_works(Ctx *c, const CaseMember *was, const CaseMember *m) {
    bool left;
    if (!m->account || (was && was->account == m->account) || c->who.system) return OK;
    TRY(accounts_left(c, &m->account, 1, &left));
    if (left) complain(c, "account", T_CASE_HAS_LEFT);
    return OK;
}

Fault case_member_check(Ctx *c, const void *before, void *after) {
    CaseMember *m = after;
    for (int i = 0; i < n_on_member; i++) TRY(on_member[i](c, before, m));
    if (!before && !m->from_on) m->from_on = c->reader.today;
    TRY(member_works(c, before, m));
    if (m->role == CASE_ROLE_LEAD && m->of_case) TRY(only_lead(c, m));
    if (!before && m->of_case && m->account && !c->who.system) TRY(only_once(c, m));
    return complaints_fault(c);
}

/* The owner of a case today who came first, of several. */
static Fault first_owner(Ctx *c, Id of_case, Id *ret_account) {
    AUTO(rows_end) Rows r = {0};
    *ret_account = 0;
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_PEOPLE], VALS(v_id(of_case)), &r));
    while (rows_next(&r)) {
        Day until = (Day)rows_int(&r, 3);
        bool lives = rows_int(&r, 1) == CASE_ROLE_OWNER && (!until || until >= c->reader.today);
        if (lives && !*ret_account) *ret_account = rows_id(&r, 0);
    }
    return rows_fault(&r);
}

/* The owner's account stands on the case as well, for mails and for the owner's own page. A partner who joins later
** does not take that page away. */
static Fault note_owner(Ctx *c, const CaseMember *m) {
    Case *k = ent_new(c, &case_entity);
    Id    now;
    if (m->role != CASE_ROLE_OWNER) return OK;
    TRY(ent_load(c, &case_entity, m->of_case, k));
    TRY(first_owner(c, m->of_case, &now));
    if (now == k->owner_account) return OK;
    k->owner_account = now;
    return ent_save(c, &case_entity, k);
}

Fault case_member_after(Ctx *c, const void *before, const void *after) {
    (void)before;
    const CaseMember *m = after;
    TRY(note_owner(c, m));
    return case_teams_renew(c, m->of_case);
}

/* Everybody who is or was in it; several parts of a page ask. */
static Fault all_people(Ctx *c, Id of_case, Known *ret_k) {
    enum { PEOPLE_MAX = 200 };
    const Query *q = &CASE_QUERIES[Q_CASE_ALL_PEOPLE];
    if (known_find(c, q, of_case, ret_k)) return OK;
    CasePerson *v = ARENA_ARRAY(c->arena, CasePerson, PEOPLE_MAX);
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q, VALS(v_id(of_case)), &r));
    for (; n < PEOPLE_MAX && rows_next(&r); n++) {
        v[n] = (CasePerson){.member = rows_id(&r, 0), .account = rows_id(&r, 1), .role = (int)rows_int(&r, 2),
                            .from_on = (Day)rows_int(&r, 3), .until_on = (Day)rows_int(&r, 4),
                            .promised_minutes = rows_number(&r, 5), .name = rows_copy(&r, 6)};
    }
    TRY(rows_fault(&r));
    known_keep(c, q, of_case, (int64_t)n, v);
    *ret_k = (Known){.n = (int64_t)n, .rows = v};
    return OK;
}

Fault case_people(Ctx *c, Id of_case, bool past, CasePerson **ret_v, size_t *ret_n) {
    Known  k;
    size_t n = 0;
    TRY(all_people(c, of_case, &k));
    const CasePerson *all = k.rows;
    CasePerson       *v = ARENA_ARRAY(c->arena, CasePerson, (size_t)k.n + 1);
    for (int64_t i = 0; i < k.n; i++) {
        if (past || !all[i].until_on || all[i].until_on >= c->reader.today) v[n++] = all[i];
    }
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault case_seats(Ctx *c, Id account, CaseSeat *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_SEATS],
                VALS(v_id(account), v_int(CASE_ROLE_OWNER), v_int(c->reader.today), v_int(CASE_STAGE_CLOSED),
                     v_int((int64_t)max)), &r));
    for (; n < max && rows_next(&r); n++) {
        ret_v[n] = (CaseSeat){rows_id(&r, 0), rows_id(&r, 1), rows_id(&r, 2), (int)rows_int(&r, 3)};
    }
    *ret_n = n;
    return rows_fault(&r);
}

Fault case_loads(Ctx *c, const Id *accounts, size_t n, CaseLoad *ret_v) {
    static const Id ROLES[] = {CASE_ROLE_LEAD, CASE_ROLE_HELPER, CASE_ROLE_MENTOR, CASE_ROLE_COACH};
    AUTO(rows_end) Rows r = {0};
    for (size_t i = 0; i < n; i++) ret_v[i] = (CaseLoad){0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_LOADS],
                VALS(v_ids(accounts, n), v_ids(ROLES, sizeof ROLES / sizeof *ROLES), v_int(c->reader.today),
                     v_int(CASE_STAGE_CLOSED)), &r));
    while (rows_next(&r)) {
        for (size_t i = 0; i < n; i++) {
            if (accounts[i] == rows_id(&r, 0)) ret_v[i] = (CaseLoad){rows_int(&r, 1), rows_int(&r, 2)};
        }
    }
    return rows_fault(&r);
}

/* ---- who opened it --------------------------------------------------------------------------------------------- */

enum { OPENING_HOUR_MS = 60 * 60 * 1000 };

typedef struct Opening {
    Arena arena;
    Ctx   ctx;
    Job   job;
    Id    org, of_case, account;
} Opening;

static Fault opening_run(Ctx *c, void *arg) {
    const Opening *o = arg;
    Stamp now = c->reader.now;
    return db_run(c, &CASE_QUERIES[Q_CASE_OPENING],
                  VALS(v_id(id_new(now)), v_id(o->org), v_id(o->of_case), v_id(o->account), v_int(now),
                       v_int(now - OPENING_HOUR_MS)));
}

static void opening_free(Opening *o) {
    arena_release(&o->arena);
    free(o);
}

static void opening_done(Ctx *c, void *arg, Fault result) {
    (void)c;
    (void)result;
    opening_free(arg);
}

/* A thread that wrote one down need not ask for it again within the hour: files take thousands of rows of a case. */
typedef struct Written {
    Id    of_case, account;
    Stamp at;
} Written;
enum { WRITTEN_N = 256 };

static bool written_lately(Ctx *c, Id of_case) {
    static _Thread_local Written last[WRITTEN_N];
    uint64_t mixed = ((uint64_t)of_case ^ (uint64_t)c->who.account * 31) * 0x9E3779B97F4A7C15u;
    Written *w = &last[mixed >> 56];
    Stamp    now = c->reader.now;
    bool     same = w->of_case == of_case && w->account == c->who.account;
    if (same && now >= w->at && now - w->at < OPENING_HOUR_MS) return true;
    *w = (Written){of_case, c->who.account, now};
    return false;
}

void case_opened(Ctx *c, Id of_case) {
    enum { OPENING_BYTES = 64 * 1024 };
    if (!c->who.account || !c->region || written_lately(c, of_case)) return;
    Opening *o = calloc(1, sizeof *o);
    if (!o) return;
    arena_init(&o->arena, OPENING_BYTES);
    o->ctx = (Ctx){.arena = &o->arena, .region = c->region, .reader = c->reader};
    o->org = c->who.org;
    o->of_case = of_case;
    o->account = c->who.account;
    o->job = (Job){.ctx = &o->ctx, .run = opening_run, .done = opening_done, .arg = o};
    if (region_submit(c->region, &o->job) != OK) opening_free(o);
}

/* Does it hang on what belongs to a case: an answer of a round, a line of a checklist. */
static bool hangs_below(const Entity *e) {
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (f->type == F_REF && f->to != e && field_named(f->to, LIT("of_case"))) return true;
    }
    return false;
}

Fault case_taken(Ctx *c, const Entity *e, const void *rec) {
    const Field *f = field_named(e, LIT("of_case"));
    const Head  *h = rec;
    Head  of;
    Id    id = e == &case_entity ? h->id : f ? *(const Id *)field_in(f, rec) : 0;
    bool  team = h->visibility == VIS_TEAM && h->team;
    if (!team) return OK;
    if (!id && !f && hangs_below(e)) {    /* what the team alone sees names the case as its team */
        Fault fault = ent_load_head(c, &case_entity, h->team, &of);
        if (fault != OK) return fault == NOT_FOUND ? OK : fault;
        id = h->team;
    }
    if (id) case_opened(c, id);
    return OK;
}

Fault case_openings(Ctx *c, Id of_case, size_t max, OpeningRow **ret_v, size_t *ret_n) {
    Case *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &case_entity, of_case, k));
    OpeningRow *v = ARENA_ARRAY(c->arena, OpeningRow, max + 1);
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_OPENINGS], VALS(v_id(of_case), v_int((int64_t)max)), &r));
    for (; n < max && rows_next(&r); n++) v[n] = (OpeningRow){rows_int(&r, 0), rows_copy(&r, 1)};
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}
