/* agreement_store.c - agreements and undertakings: their rules at the write, who sees expectations, the steps. */
#include "agreement/agreement_page.h"

#include "account/account.h"
#include "db/region.h"

enum { Q_SIDES, Q_SEERS, Q_EXPECTATIONS };
enum { YEAR_DAYS = 366, EXPECTATIONS_MAX = 5000, MANAGERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR };

const Query AGREEMENT_QUERIES[AGREEMENT_Q_N] = {
    [Q_SIDES] = {.sql = "SELECT x.side, CAST(count(*) AS BIGINT) FROM undertakings x WHERE x.org = :org"
                        " AND x.agreement = :agreement AND x.archived_at IS NULL"
                        " {unscoped:of an agreement that is being written} GROUP BY x.side",
                 .in = "org:id agreement:id", .out = "side:int n:int"},
    [Q_SEERS] = {.sql = "SELECT r.account, r.from_on, r.until_on FROM reach r WHERE r.place = :place"
                        " AND (r.role & :roles) <> 0 {unscoped:who may see it is found out here}"
                        " GROUP BY r.account, r.from_on, r.until_on",
                 .in = "place:id roles:int", .out = "account:id from_on:int until_on:int"},
    [Q_EXPECTATIONS] = {.sql = "SELECT x.id, x.team, x.account, x.owner, x.place FROM agreements x WHERE x.org = :org"
                               " AND x.kind = :kind AND x.archived_at IS NULL"
                               " {unscoped:who may see them is found out here} ORDER BY x.id",
                        .in = "org:id kind:int", .out = "id:id team:id account:id owner:id place:id"},
};

/* ---- who may ------------------------------------------------------------------------------------------------- */

static bool manages(const Ctx *c) { return c->who.system || (c->who.roles & MANAGERS); }

/* Expectations are written by the two whom they join; all else by who manages the unit. */
static bool may_write(const Ctx *c, const Agreement *a) {
    bool own = a->kind == AGREEMENT_KIND_EXPECTATIONS && c->who.account && a->account == c->who.account;
    return manages(c) || own;
}

bool agreement_right(Ctx *c, const Head *head) {
    Agreement *a = ent_new(c, &agreement_entity);
    if (manages(c)) return true;
    return head->visibility == VIS_TEAM && ent_load(c, &agreement_entity, head->id, a) == OK && may_write(c, a);
}

bool agreement_may_change(Ctx *c, const Agreement *a) {
    return !a->head.archived_at && may_write(c, a) && ent_may_write(c, &agreement_entity, &a->head);
}

bool undertaking_may_mark(const Ctx *c, const Agreement *a, const Undertaking *u) {
    bool theirs = a->kind == AGREEMENT_KIND_AUTHORITY && u->side == UNDERTAKING_SIDE_THEIRS;
    if (may_write(c, a) || (c->who.account && u->owner == c->who.account)) return true;
    return theirs && (c->who.roles & ROLE_TRUSTEE);
}

/* ---- who sees expectations: the two whom they join, and whoever coordinates the unit --------------------------- */

typedef struct Seen {
    Id id, team, account, owner, place;
} Seen;

static Fault seers_renew(Ctx *c, const Seen *s) {
    AUTO(rows_end) Rows r = {0};
    TRY(scope_team_clear(c, s->team));
    TRY(scope_team_put(c, s->team, s->account, 0, 0));
    if (s->owner && s->owner != s->account) TRY(scope_team_put(c, s->team, s->owner, 0, 0));
    TRY(db_rows(c, &AGREEMENT_QUERIES[Q_SEERS], VALS(v_id(s->place), v_int(ROLE_COORDINATOR)), &r));
    while (rows_next(&r)) {
        if (rows_id(&r, 0) == s->account || rows_id(&r, 0) == s->owner) continue;
        TRY(scope_team_put(c, s->team, rows_id(&r, 0), (Day)rows_int(&r, 1), (Day)rows_int(&r, 2)));
    }
    region_changed(c, agreement_entity.table, s->id);
    return rows_fault(&r);
}

Fault agreement_after(Ctx *c, const void *before, const void *after) {
    const Agreement *was = before, *a = after;
    if (was && was->head.team && was->head.team != a->head.team) TRY(scope_team_clear(c, was->head.team));
    if (a->kind != AGREEMENT_KIND_EXPECTATIONS) return OK;
    return seers_renew(c, &(Seen){a->head.id, a->head.team, a->account, a->owner, a->place});
}

Fault agreements_follow_reach(Ctx *c) {
    Seen  *v = ARENA_ARRAY(c->arena, Seen, EXPECTATIONS_MAX);
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &AGREEMENT_QUERIES[Q_EXPECTATIONS],
                    VALS(v_id(c->who.org), v_int(AGREEMENT_KIND_EXPECTATIONS)), &r));
        for (; n < EXPECTATIONS_MAX && rows_next(&r); n++) {
            v[n] = (Seen){rows_id(&r, 0), rows_id(&r, 1), rows_id(&r, 2), rows_id(&r, 3),
                          rows_id(&r, 4)};
        }
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) {
        if (v[i].team) TRY(seers_renew(c, &v[i]));
    }
    return OK;
}

/* ---- an agreement at the write --------------------------------------------------------------------------------- */

/* Where it stands and who sees it. */
static void stand(Ctx *c, Agreement *a) {
    bool secret = a->kind == AGREEMENT_KIND_EXPECTATIONS;
    if (a->place) a->head.unit = a->place;
    if (secret) a->head.visibility = VIS_TEAM;
    else if (!c->who.system) a->head.visibility = VIS_UNIT; /* no choice of the form hides it from the other side */
    if (!secret) a->head.team = 0;
    else if (!a->head.team) a->head.team = id_new(c->reader.now);
}

static void check_with_whom(Ctx *c, const Agreement *was, const Agreement *a) {
    bool two = a->kind == AGREEMENT_KIND_EXPECTATIONS;
    bool own = a->account == c->who.account || (c->who.roles & ROLE_COORDINATOR) || c->who.system;
    if (!a->kind) return;
    if (two && !a->account) complain(c, "account", T_AGREEMENT_WHO_ACCOUNT);
    if (!two && !a->actor) complain(c, "actor", T_AGREEMENT_WHO_ACTOR);
    if (!two && a->account) complain(c, "account", T_AGREEMENT_ACTOR_ONLY);
    if (two && !was && !own) complain(c, "kind", T_AGREEMENT_NOT_YOURS);
    if (was && (was->kind == AGREEMENT_KIND_EXPECTATIONS) != two) complain(c, "kind", T_AGREEMENT_KIND_STAYS);
}

/* Both sides promise something, or it is said why one does not. */
static Fault check_sides(Ctx *c, const Agreement *a) {
    int64_t n[UNDERTAKING_SIDE_N] = {0};
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &AGREEMENT_QUERIES[Q_SIDES], VALS(v_id(c->who.org), v_id(a->head.id)), &r));
    while (rows_next(&r)) {
        int64_t side = rows_int(&r, 0);
        if (side > 0 && side < UNDERTAKING_SIDE_N) n[side] = rows_int(&r, 1);
    }
    TRY(rows_fault(&r));
    if (!n[UNDERTAKING_SIDE_OURS] && !a->no_ours.n) complain(c, "no_ours", T_AGREEMENT_SIDE_EMPTY);
    if (!n[UNDERTAKING_SIDE_THEIRS] && !a->no_theirs.n) complain(c, "no_theirs", T_AGREEMENT_SIDE_EMPTY);
    return OK;
}

/* Nothing that was agreed is without somebody of us and a day on which it is looked at again; two people talk at least
** once a year. */
static void check_signed(Ctx *c, const Agreement *a) {
    Day from = a->reviewed_on > a->signed_on ? a->reviewed_on : a->signed_on;
    if (!a->signed_on) complain(c, "signed_on", T_AGREEMENT_SIGNED_WHEN);
    if (a->signed_on > c->reader.today) complain(c, "signed_on", T_AGREEMENT_NOT_YET);
    if (a->reviewed_on > c->reader.today) complain(c, "reviewed_on", T_AGREEMENT_NOT_YET);
    if (!a->owner) complain(c, "owner", T_AGREEMENT_OWNER_NEEDED);
    if (!a->review_on) complain(c, "review_on", T_AGREEMENT_REVIEW_NEEDED);
    else if (from && a->review_on <= from) complain(c, "review_on", T_AGREEMENT_REVIEW_AFTER);
    bool two = a->kind == AGREEMENT_KIND_EXPECTATIONS && a->review_on && from;
    if (two && a->review_on > day_plus(from, YEAR_DAYS)) complain(c, "review_on", T_AGREEMENT_YEARLY);
}

Fault agreement_check(Ctx *c, const void *before, void *after) {
    const Agreement *was = before;
    Agreement       *a = after;
    if (!may_write(c, was ? was : a) || !may_write(c, a)) return fail(c, NOT_ALLOWED, "agreement", a->head.id);
    if (!a->state) a->state = AGREEMENT_STATE_DRAFT;
    if (!a->owner && !was && c->who.account != a->account) a->owner = c->who.account;
    stand(c, a);
    check_with_whom(c, was, a);
    bool lives = a->state == AGREEMENT_STATE_SIGNED;
    if (lives) check_signed(c, a);
    if (lives && (!was || was->state != AGREEMENT_STATE_SIGNED)) TRY(check_sides(c, a));
    if (a->state == AGREEMENT_STATE_ENDED && !a->end_reason.n) complain(c, "end_reason", T_AGREEMENT_END_WHY);
    if (a->state != AGREEMENT_STATE_ENDED) a->ended_on = 0;
    else if (!a->ended_on) a->ended_on = c->reader.today;
    return complaints_fault(c);
}

/* ---- an undertaking at the write -------------------------------------------------------------------------------- */

bool undertaking_is_late(const Undertaking *u, Day today) {
    return u->state == UNDERTAKING_STATE_OPEN && u->by_on && u->by_on < today;
}

static bool same_promise(const Undertaking *a, const Undertaking *b) {
    return a->side == b->side && str_eq(a->text, b->text) && a->by_on == b->by_on && a->owner == b->owner;
}

/* Who does not write the agreement says what has become of a promise, and nothing else. */
static Fault check_writer(Ctx *c, const Agreement *a, const Undertaking *was, const Undertaking *u) {
    if (may_write(c, a)) return OK;
    bool marks = was && same_promise(was, u) && undertaking_may_mark(c, a, was);
    return marks && !u->head.archived_at ? OK : fail(c, NOT_ALLOWED, "undertaking", u->head.id);
}

/* A side that was signed for does not become empty without a word. */
static Fault check_last(Ctx *c, const Agreement *a, const Undertaking *u) {
    int64_t n = 0;
    Str     said = u->side == UNDERTAKING_SIDE_OURS ? a->no_ours : a->no_theirs;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &AGREEMENT_QUERIES[Q_SIDES], VALS(v_id(c->who.org), v_id(a->head.id)), &r));
    while (rows_next(&r)) {
        if (rows_int(&r, 0) == u->side) n = rows_int(&r, 1);
    }
    if (n <= 1 && !said.n) complain(c, "side", T_AGREEMENT_LAST_PROMISE);
    return rows_fault(&r);
}

/* In a signed agreement neither the words nor the day of a promise change without a reason of that moment. */
static void check_changed(Ctx *c, const Undertaking *was, const Undertaking *u) {
    bool same = was->side == u->side && str_eq(was->text, u->text) && was->by_on == u->by_on;
    if (!same && (!u->reason.n || str_eq(was->reason, u->reason))) complain(c, "reason", T_AGREEMENT_WHY_CHANGED);
}

Fault undertaking_check(Ctx *c, const void *before, void *after) {
    const Undertaking *was = before;
    Undertaking *u = after;
    Agreement   *a = ent_new(c, &agreement_entity);
    if (!u->agreement) return complaints_fault(c);
    TRY(ent_load(c, &agreement_entity, u->agreement, a));
    TRY(check_writer(c, a, was, u));
    if (!u->state) u->state = UNDERTAKING_STATE_OPEN;
    bool two = a->kind == AGREEMENT_KIND_EXPECTATIONS;
    if (!was && !u->owner && two) u->owner = u->side == UNDERTAKING_SIDE_THEIRS ? a->account : a->owner;
    bool lives = a->state == AGREEMENT_STATE_SIGNED;
    if (lives && was) check_changed(c, was, u);
    if (lives && was && u->head.archived_at && !was->head.archived_at) TRY(check_last(c, a, u));
    if (a->state == AGREEMENT_STATE_ENDED && !was) complain(c, "agreement", T_AGREEMENT_IS_OVER);
    if (u->state == UNDERTAKING_STATE_CHANGED && !u->reason.n) complain(c, "reason", T_AGREEMENT_WHY_CHANGED);
    if (u->state == UNDERTAKING_STATE_KEPT && !u->evidence.n) complain(c, "evidence", T_AGREEMENT_EVIDENCE);
    if (u->state != UNDERTAKING_STATE_KEPT) u->kept_on = 0;
    else if (!u->kept_on) u->kept_on = c->reader.today;
    return complaints_fault(c);
}

/* ---- steps ------------------------------------------------------------------------------------------------------ */

static Fault load_mine(Ctx *c, Id id, Agreement *ret_a) {
    TRY(ent_load(c, &agreement_entity, id, ret_a));
    return agreement_may_change(c, ret_a) ? OK : fail(c, NOT_ALLOWED, "agreement", id);
}

Fault agreement_sign(Ctx *c, Id id, const AgreementSigning *s, Agreement *ret_a) {
    TRY(load_mine(c, id, ret_a));
    TRY(act_begin(c, T_ACT_AGREEMENT_SIGNED, ret_a->title));
    ret_a->signed_on = s->signed_on;
    ret_a->signed_by = s->signed_by;
    ret_a->review_on = s->review_on;
    ret_a->no_ours = s->no_ours;
    ret_a->no_theirs = s->no_theirs;
    if (s->paper) ret_a->paper = s->paper;
    ret_a->state = AGREEMENT_STATE_SIGNED;
    return ent_save(c, &agreement_entity, ret_a);
}

Fault agreement_review(Ctx *c, Id id, Day held_on, Day next_on, Str words, Agreement *ret_a) {
    TRY(load_mine(c, id, ret_a));
    if (ret_a->state != AGREEMENT_STATE_SIGNED) return fail(c, STALE, "agreement", id);
    TRY(act_begin(c, T_ACT_AGREEMENT_REVIEW, ret_a->title));
    if (!held_on) complain(c, "reviewed_on", T_AGREEMENT_HELD_WHEN);
    ret_a->reviewed_on = held_on;
    ret_a->review_on = next_on;
    ret_a->review_words = words;
    return ent_save(c, &agreement_entity, ret_a);
}

Fault agreement_end(Ctx *c, Id id, Str reason, Agreement *ret_a) {
    TRY(load_mine(c, id, ret_a));
    TRY(act_begin(c, T_ACT_AGREEMENT_END, ret_a->title));
    ret_a->state = AGREEMENT_STATE_ENDED;
    ret_a->end_reason = reason;
    return ent_save(c, &agreement_entity, ret_a);
}

Fault undertaking_keep(Ctx *c, Id id, Str evidence, Undertaking *ret_u) {
    TRY(ent_load(c, &undertaking_entity, id, ret_u));
    TRY(act_begin(c, T_ACT_UNDERTAKING_KEPT, ret_u->text));
    ret_u->state = UNDERTAKING_STATE_KEPT;
    ret_u->evidence = evidence;
    return ent_save(c, &undertaking_entity, ret_u);
}

Fault undertaking_alter(Ctx *c, Id id, Str reason, Undertaking *ret_u) {
    TRY(ent_load(c, &undertaking_entity, id, ret_u));
    TRY(act_begin(c, T_ACT_UNDERTAKING_CHANGED, ret_u->text));
    ret_u->state = UNDERTAKING_STATE_CHANGED;
    ret_u->reason = reason;
    return ent_save(c, &undertaking_entity, ret_u);
}

/* ---- conditions of the lists ---------------------------------------------------------------------------------- */

ListExtra agreement_due(const Ctx *c) {
    return (ListExtra){.name = "due", .val = v_int(day_plus(c->reader.today, AGREEMENT_SOON_DAYS)), .text = LIT("1"),
                       .sql = "(x.state = 2 AND x.review_on <= :due)"};
}

ListExtra agreement_late(const Ctx *c) {
    return (ListExtra){.name = "late", .val = v_int(c->reader.today), .text = LIT("1"),
                       .sql = "(x.state = 2 AND EXISTS (SELECT 1 FROM undertakings u WHERE u.agreement = x.id"
                              " AND u.archived_at IS NULL AND u.state = 1 AND u.by_on < :late))"};
}

/* One's own; those of our side that are nobody's, for who coordinates; those of the authority, for its trustee. */
ListExtra undertaking_waits(const Ctx *c) {
#define OF_SIGNED " AND EXISTS (SELECT 1 FROM agreements a WHERE a.id = x.agreement AND a.state = 2"
    static const char OWN[] = "(x.state = 1 AND x.owner = :waits" OF_SIGNED "))";
    static const char COORDINATES[] =
        "(x.state = 1 AND (x.owner = :waits OR (x.owner IS NULL AND x.side = 1))" OF_SIGNED "))";
    static const char TRUSTED[] = "(x.state = 1 AND (x.owner = :waits OR (x.owner IS NULL AND x.side = 2))" OF_SIGNED
                                  " AND (a.kind = 1 OR x.owner = :waits)))";
#undef OF_SIGNED
    unsigned r = c->who.roles;
    return (ListExtra){.name = "waits", .val = v_id(c->who.account), .text = LIT("1"),
                       .sql = (r & ROLE_COORDINATOR) ? COORDINATES : (r & ROLE_TRUSTEE) ? TRUSTED : OWN};
}

ListExtra undertaking_soon(const Ctx *c) {
    return (ListExtra){.name = "soon", .val = v_int(day_plus(c->reader.today, AGREEMENT_SOON_DAYS)), .text = LIT("1"),
                       .sql = "(x.by_on <= :soon)"};
}

const char UNDERTAKING_HELD_SQL[] =
    "(x.state = 1 AND :open > 0 AND NOT EXISTS (SELECT 1 FROM agreements a WHERE a.id = x.agreement"
    " AND (a.state = 3 OR (a.kind = 2 AND x.side = 2))))";
_Static_assert(AGREEMENT_STATE_ENDED == 3 && AGREEMENT_KIND_EXPECTATIONS == 2, "the condition names these by number");

ListExtra unit_without(const Ctx *c) {
    return (ListExtra){.name = "bare", .val = v_int(c->reader.today), .text = LIT("1"),
                       .sql = "(x.is_unit = 1 AND NOT EXISTS (SELECT 1 FROM agreements a WHERE a.place = x.id"
                              " AND a.kind = 1 AND a.state = 2 AND a.archived_at IS NULL"
                              " AND (a.until_on IS NULL OR a.until_on >= :bare)))"};
}
_Static_assert(AGREEMENT_KIND_AUTHORITY == 1 && AGREEMENT_STATE_SIGNED == 2 && UNDERTAKING_STATE_OPEN == 1 &&
               UNDERTAKING_SIDE_OURS == 1 && UNDERTAKING_SIDE_THEIRS == 2,
               "the conditions above name these by number");
