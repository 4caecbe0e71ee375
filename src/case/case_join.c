/* case_join.c - two cases of one business become one: what moves, who goes on, which consent still holds. */
#include "case/case_store.h"

#include "account/account.h"
#include "commitment/commitment.h"
#include "db/scope.h"
#include "intake/intake.h"

enum { PEOPLE_MAX = 60 };

static Day yesterday(const Ctx *c) { return day_plus(c->reader.today, -1); }

/* ---- who is in which ------------------------------------------------------------------------------------------- */

static JoinPerson *person_of(JoinPair *p, const CasePerson *one) {
    for (size_t i = 0; i < p->people_n; i++) {
        if (p->people[i].account == one->account) return &p->people[i];
    }
    if (p->people_n == PEOPLE_MAX) return NULL;
    p->people[p->people_n] = (JoinPerson){.account = one->account, .name = one->name, .owner = true};
    return &p->people[p->people_n++];
}

static Fault people_add(Ctx *c, const Case *k, bool here, JoinPair *p) {
    CasePerson *v;
    size_t      n;
    TRY(case_people(c, k->head.id, false, &v, &n));
    for (size_t i = 0; i < n; i++) {
        JoinPerson *one = person_of(p, &v[i]);
        if (!one) return fail(c, TOO_LARGE, "case", k->head.id);
        *(here ? &one->here : &one->there) = true;
        one->lead = one->lead || v[i].role == CASE_ROLE_LEAD;
        one->owner = one->owner && v[i].role == CASE_ROLE_OWNER;
    }
    return OK;
}

/* In both teams, or the owner's account in both circles: they see no more than before. Who is of the team in the one
** and the owner in the other is asked about like everybody else. */
static Fault mark_those_in_both(Ctx *c, JoinPair *p) {
    for (size_t i = 0; i < p->people_n; i++) {
        JoinPerson *one = &p->people[i];
        bool here, there;
        TRY(scope_has(c, p->into->head.id, one->account, &here));
        TRY(scope_has(c, p->from->head.id, one->account, &there));
        one->stays = one->here && one->there && (one->owner || (here && there));
    }
    return OK;
}

Fault case_join_load(Ctx *c, Id into, Id from, JoinPair *ret_p) {
    bool here, there;
    *ret_p = (JoinPair){.into = ent_new(c, &case_entity), .from = ent_new(c, &case_entity),
                        .people = ARENA_ARRAY(c->arena, JoinPerson, PEOPLE_MAX)};
    TRY(ent_load(c, &case_entity, into, ret_p->into));
    TRY(ent_load(c, &case_entity, from, ret_p->from));
    TRY(scope_has(c, into, c->who.account, &here));
    TRY(scope_has(c, from, c->who.account, &there));
    const Case *a = ret_p->into, *b = ret_p->from;
    bool open = a->stage != CASE_STAGE_CLOSED && b->stage != CASE_STAGE_CLOSED;
    bool live = !a->head.archived_at && !b->head.archived_at && !a->head.merged_into && !b->head.merged_into;
    bool pair = into != from && a->client == b->client && open && live;
    if (!here || !there || !pair) return fail(c, NOT_FOUND, "case", from);
    TRY(people_add(c, a, true, ret_p));
    TRY(people_add(c, b, false, ret_p));
    return mark_those_in_both(c, ret_p);
}

/* ---- consents: never wider than either was --------------------------------------------------------------------- */

static Fault consents_of(Ctx *c, Id of_case, Consent **ret_v, size_t *ret_n) {
    void *rows;
    TRY(case_records(c, &consent_entity, of_case, &rows, ret_n));
    *ret_v = rows;
    return OK;
}

Fault case_join_consent(Ctx *c, Id of_case, int purpose, Day *ret_last) {
    Consent *v;
    size_t   n;
    Day      last = CONSENT_NEVER;
    TRY(consents_of(c, of_case, &v, &n));
    for (size_t i = 0; i < n; i++) {
        if (v[i].purpose != purpose) continue;
        Day end = consent_holds(&v[i], c->reader.today) ? consent_last(&v[i]) : yesterday(c);
        /* Of several the one that holds longest counts. */
        bool longer = last == CONSENT_NEVER || !end || (last && end > last);
        if (longer) last = end;
    }
    *ret_last = last;
    return OK;
}

static Fault limit_consents(Ctx *c, Id of_case, int purpose, Day until) {
    Consent *v;
    size_t   n;
    if (!until || until == CONSENT_NEVER) return OK;
    TRY(consents_of(c, of_case, &v, &n));
    for (size_t i = 0; i < n; i++) {
        Day last = consent_last(&v[i]);
        bool wider = v[i].purpose == purpose && consent_holds(&v[i], c->reader.today) && (!last || last > until);
        if (!wider) continue;
        v[i].limited_until = until;
        TRY(ent_save(c, &consent_entity, &v[i]));
    }
    return OK;
}

static Fault narrow_consents(Ctx *c, const JoinPair *p) {
    for (int purpose = CONSENT_PURPOSE_ACCOMPANY; purpose < CONSENT_PURPOSE_N; purpose++) {
        Day one, other;
        TRY(case_join_consent(c, p->into->head.id, purpose, &one));
        TRY(case_join_consent(c, p->from->head.id, purpose, &other));
        Day until = consent_narrow(one, other);
        TRY(limit_consents(c, p->into->head.id, purpose, until));
        TRY(limit_consents(c, p->from->head.id, purpose, until));
    }
    return OK;
}

/* ---- people: those chosen go on, exactly one leads --------------------------------------------------------------- */

static bool goes_on(const JoinPair *p, const JoinChoice *ch, Id account) {
    for (size_t i = 0; i < p->people_n; i++) {
        if (p->people[i].account == account && p->people[i].stays) return true;
    }
    for (size_t i = 0; i < ch->stay_n; i++) {
        if (ch->stay[i] == account) return true;
    }
    return false;
}

/* Their last day was yesterday; who came today only has not been there. */
static Fault seat_end(Ctx *c, Id member) {
    CaseMember *m = ent_new(c, &case_member_entity);
    TRY(ent_load(c, &case_member_entity, member, m));
    if (!m->from_on || m->from_on > yesterday(c)) return ent_archive(c, &case_member_entity, member);
    m->until_on = yesterday(c);
    return ent_save(c, &case_member_entity, m);
}

typedef struct Seats {
    CasePerson *here, *there;
    size_t      here_n, there_n;
} Seats;

static bool has_seat(const CasePerson *v, size_t n, Id account, int role) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].account == account && v[i].role == role) return true;
    }
    return false;
}

/* Ends what does not go on: seats of those who leave, of those who lead and will not, and what somebody holds twice. */
static Fault end_seats(Ctx *c, const JoinPair *p, const JoinChoice *ch, const Seats *s) {
    for (size_t i = 0; i < s->here_n + s->there_n; i++) {
        bool here = i < s->here_n;
        const CasePerson *one = here ? &s->here[i] : &s->there[i - s->here_n];
        bool leads = one->role == CASE_ROLE_LEAD;
        bool twice = !here && has_seat(s->here, s->here_n, one->account, one->role);
        bool kept = leads ? here && one->account == ch->lead : !twice && goes_on(p, ch, one->account);
        if (!kept) TRY(seat_end(c, one->member));
    }
    return OK;
}

static Fault seat_give(Ctx *c, Id of_case, const CasePerson *was, int role) {
    CaseMember *m = ent_new(c, &case_member_entity);
    m->of_case = of_case;
    m->account = was->account;
    m->role = role;
    m->from_on = c->reader.today;
    m->promised_minutes = was->promised_minutes;
    return ent_save(c, &case_member_entity, m);
}

/* Whoever led and goes on without leading helps; who leads from now on does so from today. */
static Fault give_seats(Ctx *c, const JoinPair *p, const JoinChoice *ch, const Seats *s) {
    for (size_t i = 0; i < s->here_n + s->there_n; i++) {
        bool here = i < s->here_n;
        const CasePerson *one = here ? &s->here[i] : &s->there[i - s->here_n];
        if (one->role != CASE_ROLE_LEAD || !goes_on(p, ch, one->account)) continue;
        bool leads = one->account == ch->lead;
        bool helps = has_seat(s->here, s->here_n, one->account, CASE_ROLE_HELPER) ||
                     has_seat(s->there, s->there_n, one->account, CASE_ROLE_HELPER);
        bool led_both = !here && has_seat(s->here, s->here_n, one->account, CASE_ROLE_LEAD);
        if (leads && !here && !led_both) TRY(seat_give(c, p->into->head.id, one, CASE_ROLE_LEAD));
        if (!leads && !helps && !led_both) TRY(seat_give(c, p->into->head.id, one, CASE_ROLE_HELPER));
    }
    return OK;
}

/* ---- the act --------------------------------------------------------------------------------------------------- */

static Fault check_choice(Ctx *c, const JoinPair *p, const JoinChoice *ch) {
    bool led = false, found = false;
    for (size_t i = 0; i < p->people_n; i++) {
        led = led || p->people[i].lead;
        found = found || (p->people[i].lead && p->people[i].account == ch->lead);
    }
    if (led && !found) complain(c, "lead", T_CASE_JOIN_WHO_LEADS);
    if (found && !goes_on(p, ch, ch->lead)) complain(c, "lead", T_CASE_JOIN_LEAD_STAYS);
    return complaints_fault(c);
}

static Day earlier(Day a, Day b) { return a && b ? (a < b ? a : b) : a ? a : b; }

/* What a case says of itself: nothing of what was asked for is lost, the earlier day and the later stage count. */
static Fault take_over(Ctx *c, const Case *was, const Case *from) {
    enum { WISH_MAX = 4000 };
    Case *k = ent_new(c, &case_entity);
    bool  agreed;
    TRY(ent_load(c, &case_entity, was->head.id, k));
    k->asked_on = earlier(was->asked_on, from->asked_on);
    k->opened_on = earlier(was->opened_on, from->opened_on);
    bool both = was->wish.n && from->wish.n && !str_eq(was->wish, from->wish);
    if (both && was->wish.n + from->wish.n + 2 <= WISH_MAX) {
        k->wish = arena_printf(c->arena, "%.*s\n\n%.*s", STR_ARG(was->wish), STR_ARG(from->wish));
    }
    TRY(case_consents(c, k->head.id, CONSENT_PURPOSE_ACCOMPANY, &agreed));
    if (agreed && from->stage > k->stage) k->stage = from->stage;
    TRY(ent_save(c, &case_entity, k));
    return from->heard_at ? case_heard(c, k->head.id, from->heard_at) : OK;
}

typedef struct Joining {
    const JoinPair   *p;
    const JoinChoice *ch;
} Joining;

static Fault join_run(Ctx *c, void *arg) {
    const Joining  *j = arg;
    const JoinPair *p = j->p;
    Seats s;
    TRY(case_people(c, p->into->head.id, false, &s.here, &s.here_n));
    TRY(case_people(c, p->from->head.id, false, &s.there, &s.there_n));
    TRY(narrow_consents(c, p));
    TRY(end_seats(c, p, j->ch, &s));
    TRY(case_tell_join(c, p->into->head.id, p->from->head.id));
    TRY(ent_merge(c, &case_entity, p->into->head.id, p->from->head.id));
    TRY(give_seats(c, p, j->ch, &s));
    return take_over(c, p->into, p->from);
}

Fault case_join(Ctx *c, const JoinPair *p, const JoinChoice *ch) {
    Joining j = {p, ch};
    TRY(check_choice(c, p, ch));
    TRY(act_begin(c, T_ACT_JOIN, (Str){0}));
    return run_as_system(c, join_run, &j);
}

Fault case_join_went(Ctx *c, Id of_case, Day *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_MERGED], VALS(v_id(of_case)), &r));
    for (; n < max && rows_next(&r); n++) ret_v[n] = (Day)rows_int(&r, 2);
    *ret_n = n;
    return rows_fault(&r);
}

/* ---- asking whoever leads the other ------------------------------------------------------------------------------ */

typedef struct Asking {
    Id  other;
    Str text;
    Day due_on;
    Id  client;
} Asking;

static Fault ask_run(Ctx *c, void *arg) {
    const Asking *a = arg;
    int64_t       lead;
    Commitment   *t = ent_new(c, &commitment_entity);
    Fault f = db_int(c, &CASE_QUERIES[Q_CASE_LEAD_OF],
                     VALS(v_id(a->other), v_int(CASE_ROLE_LEAD), v_int(c->reader.today)), &lead);
    if (f == NOT_FOUND) return fail(c, STALE, "case", 0);
    TRY(f);
    t->text = a->text;
    t->kind = COMMITMENT_KIND_TASK;
    t->state = COMMITMENT_STATE_OPEN;
    t->of_case = a->other;
    t->about = a->client;
    t->owner = lead;
    t->for_team = 1;
    t->due_on = a->due_on;
    return ent_save(c, &commitment_entity, t);
}

Fault case_join_ask(Ctx *c, Id of_case) {
    Case    *k = ent_new(c, &case_entity);
    Account *me = ent_new(c, &account_entity);
    Asking   a = {.due_on = intake_due(c)};
    TRY(ent_load(c, &case_entity, of_case, k));
    if (!ent_may_write(c, &case_entity, &k->head)) return fail(c, NOT_ALLOWED, "case", of_case);
    TRY(case_other_open(c, k, &a.other));
    if (!a.other) return fail(c, STALE, "case", of_case);
    TRY(account_own(c, me));
    a.client = k->client;
    TrArg who = TR_ARG("name", me->name);
    a.text = tr_str(c->arena, &c->reader, T_CASE_JOIN_TASK, &who, 1);
    return run_as_system(c, ask_run, &a);
}
