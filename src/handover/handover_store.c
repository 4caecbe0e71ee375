/* handover_store.c - what somebody holds open, counted without reading it, and given to others. */
#include "handover/handover_page.h"

#include "account/account.h"
#include "agreement/agreement.h"
#include "barrier_ent.h"
#include "commitment/commitment.h"
#include "consortium/consortium.h"
#include "consultant/assign.h"
#include "council_ent.h"
#include "db/facts.h"
#include "ent/list.h"
#include "pledge/pledge.h"

enum { MOVED_MAX = 2000, RECEIVERS_MAX = 6 };

const Query HANDOVER_QUERIES[HANDOVER_Q_N] = {
    {.sql = "SELECT 1 FROM reach r WHERE r.account = :to AND r.place = :unit AND r.level >= 2"
            " AND (r.from_on IS NULL OR r.from_on <= :s_today) AND (r.until_on IS NULL OR r.until_on >= :s_today)"
            " LIMIT 1",
     .in = "to:id unit:id", .out = "yes:int"},
};

/* Open ones of a kind whose field points at the account. What is private to its writer, and what somebody promised of
** themselves to whoever coordinates, does not go. */
static const struct {
    const Entity *e;
    int           field;
    const char   *open;
} KINDS[HELD_KINDS] = {
    [HELD_SEATS] = {&seat_entity, SEAT_F_ACCOUNT, "(x.until_on IS NULL OR x.until_on >= :open)"},
    [HELD_TASKS] = {&commitment_entity, COMMITMENT_F_OWNER,
                    "(x.state = 1 AND x.of_case IS NULL AND x.visibility < 4 AND :open > 0)"},
    [HELD_BARRIERS] = {&barrier_entity, BARRIER_F_TRUSTEE, "(x.state IN (2, 3) AND :open > 0)"},
    [HELD_AGREEMENTS] = {&agreement_entity, AGREEMENT_F_OWNER, "(x.state <> 3 AND :open > 0)"},
    [HELD_UNDERTAKINGS] = {&undertaking_entity, UNDERTAKING_F_OWNER, UNDERTAKING_HELD_SQL},
    [HELD_PLEDGES] = {&pledge_entity, PLEDGE_F_OWNER, PLEDGE_HELD_SQL},
    [HELD_CONSORTIA] = {&consortium_entity, CONSORTIUM_F_OWNER, CONSORTIUM_HELD_SQL},
};
_Static_assert(COMMITMENT_STATE_OPEN == 1 && BARRIER_STATE_TAKEN == 2 && BARRIER_STATE_ANSWERED == 3 &&
               AGREEMENT_STATE_ENDED == 3 && VIS_PRIVATE == 4, "the conditions above name these by number");

static ListSpec held_list(const Ctx *c, int kind, Id account) {
    ListSpec s = {.entity = KINDS[kind].e, .n_filters = 1, .n_extras = 1, .sort_changed = true};
    s.filters[0] = (ListFilter){.field = &KINDS[kind].e->fields[KINDS[kind].field], .op = LIST_EQ,
                                .val = v_id(account)};
    s.extras[0] = (ListExtra){.name = "open", .val = v_int(c->reader.today), .sql = KINDS[kind].open};
    return s;
}

/* ---- counting ------------------------------------------------------------------------------------------------- */

typedef struct Counting {
    Id    account;
    Held *h;
} Counting;

static Fault count_run(Ctx *c, void *arg) {
    const Counting *k = arg;
    CaseSeat *seats = ARENA_ARRAY(c->arena, CaseSeat, SEATS_HELD_MAX);
    size_t n;
    *k->h = (Held){0};
    TRY(case_seats(c, k->account, seats, SEATS_HELD_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        bool again = false;
        for (size_t j = 0; j < i; j++) again = again || seats[j].of_case == seats[i].of_case;
        k->h->n[HELD_CASES] += !again;
    }
    for (int i = HELD_SEATS; i < HELD_KINDS; i++) {
        ListSpec s = held_list(c, i, k->account);
        TRY(list_count(c, &s, &k->h->n[i]));
    }
    for (int i = 0; i < HELD_KINDS; i++) k->h->all += k->h->n[i];
    return OK;
}

Fault held_by(Ctx *c, Id account, Held *ret_h) { return run_as_system(c, count_run, &(Counting){account, ret_h}); }

/* ---- who may get what ------------------------------------------------------------------------------------------- */

static Fault roles_of(Ctx *c, Id account, unsigned *ret_roles, bool *ret_wide) {
    RoleOf *v;
    size_t  n;
    *ret_roles = 0;
    *ret_wide = false;
    TRY(grant_roles(c, &account, 1, &v, &n));
    for (size_t i = 0; i < n; i++) {
        *ret_roles |= account_role(v[i].role);
        *ret_wide = *ret_wide || (!v[i].place && (account_role(v[i].role) & ROLES_STAFF));
    }
    return OK;
}

Fault may_take_cases(Ctx *c, Id account, bool leads, bool *ret_yes) {
    Consultant *v = ent_new(c, &consultant_entity);
    unsigned roles;
    bool     wide;
    TRY(roles_of(c, account, &roles, &wide));
    Fault f = consultant_any(c, account, v);
    if (f != OK && f != NOT_FOUND) return f;
    bool ready = f == OK && v->ready == CONSULTANT_READY_READY && v->state == CONSULTANT_STATE_ACTIVE;
    *ret_yes = ready || (!leads && (roles & ROLE_COORDINATOR));
    return OK;
}

/* Would they see it there? */
static Fault reaches(Ctx *c, Id to, const Head *h, bool *ret_yes) {
    int64_t  yes;
    unsigned roles;
    if (h->visibility == VIS_TEAM) return scope_has(c, h->team ? h->team : h->id, to, ret_yes);
    *ret_yes = h->visibility < VIS_UNIT;
    if (*ret_yes) return OK;
    TRY(roles_of(c, to, &roles, ret_yes));
    if (*ret_yes || !h->unit) return OK;
    Fault f = db_int(c, &HANDOVER_QUERIES[0], VALS(v_id(to), v_id(h->unit)), &yes);
    if (f != OK && f != NOT_FOUND) return f;
    *ret_yes = f == OK;
    return OK;
}

/* ---- moving ----------------------------------------------------------------------------------------------------- */

typedef struct Moving {
    const HandAll *h;
    HandedAll     *ret;
} Moving;

/* A seat of a person stays theirs; that of the unit goes to who follows, and is not held twice. */
static Fault seat_moves(Ctx *c, const Seat *s, Id to, bool *ret_moved) {
    Day  last = day_plus(c->reader.today, -1);
    bool has;
    unsigned roles;
    bool wide;
    TRY(roles_of(c, to, &roles, &wide));
    *ret_moved = s->kind == SEAT_KIND_COORDINATOR || s->kind == SEAT_KIND_MEMBER ||
                 (s->kind == SEAT_KIND_TRUSTEE && (roles & ROLE_TRUSTEE));
    if (!*ret_moved) return OK;
    TRY(scope_has(c, s->body, to, &has));
    Seat *old = ent_new(c, &seat_entity);
    TRY(ent_load(c, &seat_entity, s->head.id, old));
    Day until = old->until_on;
    old->until_on = last;
    bool today = old->from_on && old->from_on > last;
    TRY(today ? ent_archive(c, &seat_entity, old->head.id) : ent_save(c, &seat_entity, old));
    if (has) return OK;
    Seat *next = ent_new(c, &seat_entity);
    next->body = s->body;
    next->kind = s->kind;
    next->account = to;
    next->from_on = c->reader.today;
    next->until_on = until;
    return ent_save(c, &seat_entity, next);
}

static Fault record_moves(Ctx *c, int kind, const void *rec, Id to, bool *ret_moved) {
    const Entity *e = KINDS[kind].e;
    const Head   *h = rec;
    void *now = ent_new(c, e);
    bool  own = kind == HELD_AGREEMENTS && ((const Agreement *)rec)->kind == AGREEMENT_KIND_EXPECTATIONS;
    *ret_moved = own;                             /* whoever looks after expectations sees them by that */
    if (!own) TRY(reaches(c, to, h, ret_moved));
    if (!*ret_moved) return OK;
    TRY(ent_load(c, e, h->id, now));
    *(Id *)field_at(&e->fields[KINDS[kind].field], now) = to;
    return ent_save(c, e, now);
}

static Fault kind_moves(Ctx *c, const Moving *m, int kind) {
    ListSpec s = held_list(c, kind, m->h->from);
    void  *rows;
    size_t n;
    s.limit = LIST_PAGE_MAX;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        const void *rec = (const char *)rows + i * KINDS[kind].e->size;
        bool moved;
        if (kind == HELD_SEATS) TRY(seat_moves(c, rec, m->h->to[kind], &moved));
        else TRY(record_moves(c, kind, rec, m->h->to[kind], &moved));
        if (moved) m->ret->went.n[kind]++;
        else m->ret->stays.n[kind]++;
    }
    return OK;
}

/* What the successor should know stands on their first page, for nobody else. */
static Fault note_to(Ctx *c, const HandAll *h, Id to, Str from) {
    Commitment *t = ent_new(c, &commitment_entity);
    Lang l;
    if (!h->note.n) return OK;
    TRY(account_language(c, to, &l));
    Buf b;
    buf_init(&b, 4096);
    tr_plain(&b, &c->reader, T_HANDOVER_NOTE_TEXT, (TrArg[]){TR_ARG("name", from), TR_ARG("note", h->note)}, 2);
    t->text = str_sub(buf_keep(c->arena, &b), 0, 300);
    t->kind = COMMITMENT_KIND_NEXT_STEP;
    t->owner = to;
    t->due_on = c->reader.today;
    t->state = COMMITMENT_STATE_OPEN;
    t->head.visibility = VIS_TEAM;
    t->head.team = id_new(c->reader.now);
    TRY(scope_team_put(c, t->head.team, to, 0, 0));
    return ent_save(c, &commitment_entity, t);
}

static Fault tell(Ctx *c, Id to, Str from, int64_t n, Str site) {
    Account *a = ent_new(c, &account_entity);
    Reader   r = c->reader;
    if (!site.n || to == c->who.account) return OK;
    Fault f = account_by_id(c, to, a);
    if (f != OK || !a->email.n) return f == NOT_FOUND ? OK : f;
    (void)lang_parse(a->lang, &r.lang);
    Mail m = {.org = c->who.org, .to = a->email, .reader = r, .subject = T_HANDOVER_MAIL,
              .body = T_HANDOVER_MAIL_TEXT, .n_args = 3};
    m.args[0] = TR_ARG("name", a->name);
    m.args[1] = TR_ARG("from", from);
    m.args[2] = TR_N("n", n);
    m.link = arena_printf(c->arena, "%.*s/", STR_ARG(site));
    return mail_queue(c, &m);
}

static Fault receivers_told(Ctx *c, const Moving *m, Str from) {
    Str site;
    TRY(fact_get(c, "site", &site));
    for (int i = 0; i < HELD_KINDS; i++) {
        Id      to = m->h->to[i];
        int64_t n = 0;
        bool    before = false;
        for (int k = 0; k < HELD_KINDS; k++) {
            if (m->h->to[k] != to) continue;
            before = before || k < i;
            n += m->ret->went.n[k];
        }
        if (!to || before || !n) continue;
        TRY(note_to(c, m->h, to, from));
        TRY(tell(c, to, from, n, site));
    }
    return OK;
}

static Fault move_run(Ctx *c, void *arg) {
    const Moving *m = arg;
    if (m->h->to[HELD_CASES]) {
        HandOver h = {.from = m->h->from, .to = m->h->to[HELD_CASES]};
        TRY(hand_over_cases(c, &h, &m->ret->went.n[HELD_CASES], &m->ret->stays.n[HELD_CASES]));
    }
    for (int i = HELD_SEATS; i < HELD_KINDS; i++) {
        if (m->h->to[i]) TRY(kind_moves(c, m, i));
    }
    return OK;
}

Fault hand_over_all_do(Ctx *c, const HandAll *h, HandedAll *ret) {
    Moving m = {h, ret};
    Str    from;
    *ret = (HandedAll){0};
    TRY(ent_labels(c, &h->from, 1, &from));
    TRY(act_begin(c, T_ACT_HAND_OVER, from));
    commitment_tell_once(true);
    Fault f = run_as_system(c, move_run, &m);
    if (f == OK) f = receivers_told(c, &m, from);
    commitment_tell_once(false);
    for (int i = 0; i < HELD_KINDS; i++) {
        ret->went.all += ret->went.n[i];
        ret->stays.all += ret->stays.n[i];
    }
    return f;
}
