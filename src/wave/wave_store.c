/* wave_store.c - the follow-ups of a case: planned, answered, and their rules at the write. */
#include "wave/wave_page.h"

#include "account/account.h"
#include "actor/actor.h"
#include "commitment_ent.h"
#include "db/scope.h"
#include "finance_ent.h"

#include <math.h>

enum { WAVES_MAX = 20 };

/* Those who agreed are picked out afterwards, by the case. */
const Query WAVE_QUERIES[WAVE_Q_N] = {
    [WAVE_Q_SUMS] = {.sql = "SELECT w.of_case, w.unit, w.trade, w.opened_year, w.state, w.due_on, w.answered_on,"
                            " w.life, w.jobs, w.jobs_local, w.proof, w.part, w.signed_on, b.jobs, b.jobs_local,"
                            " m.turnover, m.turnover_range, m.income, m.income_range, m.money_proof, n.turnover,"
                            " n.turnover_range, n.income, n.income_range, w.level, b.level FROM waves w"
                            " LEFT JOIN waves b"
                            " ON b.org = w.org AND b.of_case = w.of_case AND b.at = 1 AND b.state = 2"
                            " AND b.archived_at IS NULL LEFT JOIN wave_moneys m ON m.org = w.org AND m.wave = w.id"
                            " AND m.archived_at IS NULL LEFT JOIN wave_moneys n ON n.org = w.org AND n.wave = b.id"
                            " AND n.archived_at IS NULL WHERE w.org = :org AND w.at = :at AND w.due_on <= :today"
                            " AND w.archived_at IS NULL {unscoped:sums} ORDER BY w.of_case",
                     .in = "org:id at:int today:int",
                     .out = "of_case:id unit:id trade:int year:int state:int due_on:int answered_on:int life:int"
                            " jobs:real local:real proof:int part:int signed_on:int jobs_base:real local_base:real"
                            " turnover:int turnover_range:int income:int income_range:int money_proof:int"
                            " turnover_base:int turnover_range_base:int income_base:int income_range_base:int"
                            " level:int level_base:int",
                     .many = true},
    [WAVE_Q_COUNT] = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM waves w WHERE w.org = :org AND w.at = :at"
                             " AND w.due_on <= :today AND w.archived_at IS NULL {unscoped:sums}",
                      .in = "org:id at:int today:int", .out = "n:int"},
    [WAVE_Q_FACTS] = {.sql = "SELECT w.of_case, w.jobs, m.turnover, m.turnover_range FROM waves w"
                             " LEFT JOIN wave_moneys m ON m.org = w.org AND m.wave = w.id AND m.archived_at IS NULL"
                             " AND {scope:m} WHERE w.org = :s_org AND w.of_case {in:cases} AND w.state = 2"
                             " AND w.archived_at IS NULL AND {scope:w} ORDER BY w.answered_on, w.id",
                      .in = "cases:ids", .out = "of_case:id jobs:real turnover:int turnover_range:int", .many = true},
    [WAVE_Q_TOLD] = {.sql = "SELECT w.of_case, w.answered_on, w.life, w.life_on FROM waves w WHERE w.org = :org"
                            " AND w.state = 2 AND w.life IS NOT NULL AND w.archived_at IS NULL {unscoped:sums}"
                            " ORDER BY w.of_case, w.answered_on",
                     .in = "org:id", .out = "of_case:id answered_on:int life:int life_on:int", .many = true},
    [WAVE_Q_MONEY_SEEN] = {.sql = "SELECT DISTINCT m.of_case FROM wave_moneys m WHERE m.org = :org"
                                  " AND m.of_case {in:cases} AND m.archived_at IS NULL AND {scope:m}"
                                  " ORDER BY m.of_case",
                           .in = "org:id cases:ids", .out = "of_case:id", .many = true},
};
_Static_assert(WAVE_AT_START == 1 && WAVE_STATE_ANSWERED == 2, "the statement above names these by number");

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static ListSpec of_case_spec(const Entity *e, int case_field, Id of_case) {
    ListSpec s = {.entity = e, .limit = WAVES_MAX};
    s.filters[s.n_filters++] = (ListFilter){.field = &e->fields[case_field], .op = LIST_EQ, .val = v_id(of_case)};
    return s;
}

Fault waves_of(Ctx *c, Id of_case, Wave **ret_v, size_t *ret_n) {
    ListSpec s = of_case_spec(&wave_entity, WAVE_F_OF_CASE, of_case);
    void *rows;
    s.sort = &wave_entity.fields[WAVE_F_AT];
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

Fault wave_moneys_of(Ctx *c, Id of_case, WaveMoney **ret_v, size_t *ret_n) {
    ListSpec s = of_case_spec(&wave_money_entity, WAVE_MONEY_F_OF_CASE, of_case);
    void *rows;
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

/* The unit itself, on behalf of whoever writes: follow-ups are planned though the writer may be the owner. */
static Who unit_of(const Ctx *c) {
    Who w = c->who;
    w.system = true;
    w.floor = VIS_TEAM;
    w.roles = w.roles_everywhere = ROLE_HQ;
    return w;
}

Fault wave_money_of(Ctx *c, const Wave *w, WaveMoney *ret_m) {
    Who kept = c->who;
    WaveMoney *v;
    size_t n;
    c->who = unit_of(c);
    Fault f = wave_moneys_of(c, w->of_case, &v, &n);
    c->who = kept;
    TRY(f);
    ret_m->of_case = w->of_case;
    ret_m->wave = w->head.id;
    for (size_t i = 0; i < n; i++) {
        if (v[i].wave == w->head.id) *ret_m = v[i];
    }
    return OK;
}

static int months_of(const Wave *w) { return w->at > 0 && w->at <= WAVES_N ? WAVE_MONTHS[w->at - 1] : 0; }

WaveWindow wave_window_of(const Wave *w) { return wave_window(months_of(w), w->due_on); }

/* ---- planning ---------------------------------------------------------------------------------------------------- */

static Fault trade_of(Ctx *c, Id client, int64_t *ret_trade) {
    Actor    *a = ent_new(c, &actor_entity);
    Category *t = ent_new(c, &category_entity);
    Fault f = ent_load(c, &actor_entity, client, a);
    if (f == OK && a->category) f = ent_load(c, &category_entity, a->category, t);
    *ret_trade = f == OK && t->trade ? t->trade : NUMBER_NONE;
    return f == NOT_FOUND ? OK : f;
}

static Fault plan_one(Ctx *c, const Case *k, const WaveWindow *at, int which, Wave *there) {
    Wave *w = there ? there : ent_new(c, &wave_entity);
    if (there && (there->state != WAVE_STATE_PLANNED || there->due_on == at->due)) return OK;
    w->due_on = at->due;
    w->opened_year = day_year(k->opened_on);
    if (!there) {
        w->of_case = k->head.id;
        w->at = which;
        w->state = WAVE_STATE_PLANNED;
        w->is_demo = k->is_demo;
        TRY(trade_of(c, k->client, &w->trade));
    }
    return ent_save(c, &wave_entity, w);
}

/* Whose task it is: the coordinator of the case, else who leads it, else whoever is in it. */
static Fault asker_of(Ctx *c, Id of_case, Id *ret_account) {
    static const int BY_ROLE[] = {CASE_ROLE_COORDINATOR, CASE_ROLE_LEAD, CASE_ROLE_HELPER};
    CasePerson *v;
    size_t n;
    *ret_account = 0;
    TRY(case_people(c, of_case, false, &v, &n));
    for (size_t r = 0; r < sizeof BY_ROLE / sizeof *BY_ROLE; r++) {
        for (size_t i = 0; i < n; i++) {
            if (v[i].role != BY_ROLE[r]) continue;
            *ret_account = v[i].account;
            return OK;
        }
    }
    return OK;
}

static Fault make_task(Ctx *c, Wave *w) {
    Case       *k = ent_new(c, &case_entity);
    Commitment *t = ent_new(c, &commitment_entity);
    Day on = day_plus(w->due_on, -WAVE_TASK_DAYS);
    TRY(asker_of(c, w->of_case, &t->owner));
    if (!t->owner) return OK;
    TRY(ent_load(c, &case_entity, w->of_case, k));
    Buf b;
    buf_init(&b, 2000);
    Reader asker = c->reader;
    TRY(account_language(c, t->owner, &asker.lang));
    tr_plain(&b, &asker, T_WAVE_TASK, (TrArg[]){TR_ARG("when", tr(asker.lang, choice_label(&wave_at_choices, w->at)))},
             1);
    t->text = buf_keep(c->arena, &b);
    t->kind = COMMITMENT_KIND_FOLLOW_UP;
    t->state = COMMITMENT_STATE_OPEN;
    t->about = k->client;
    t->of_case = w->of_case;
    t->for_team = 1;
    t->due_on = on > c->reader.today ? on : c->reader.today;
    t->is_demo = k->is_demo;
    TRY(ent_save(c, &commitment_entity, t));
    w->task = t->head.id;
    return ent_save(c, &wave_entity, w);
}

/* One task at a time: the first follow-up that can still be answered and was not. */
static Fault next_task(Ctx *c, Id of_case) {
    Wave *v;
    size_t n;
    TRY(waves_of(c, of_case, &v, &n));
    for (size_t i = 0; i < n; i++) {
        WaveWindow at = wave_window_of(&v[i]);
        if (v[i].state != WAVE_STATE_PLANNED || wave_time(&at, c->reader.today) == WAVE_TOO_LATE) continue;
        return v[i].task ? OK : make_task(c, &v[i]);
    }
    return OK;
}

static Fault task_over(Ctx *c, Id task) {
    Commitment *t = ent_new(c, &commitment_entity);
    Fault f = task ? ent_load(c, &commitment_entity, task, t) : NOT_FOUND;
    if (f != OK || t->state != COMMITMENT_STATE_OPEN) return f == NOT_FOUND ? OK : f;
    t->state = COMMITMENT_STATE_DONE;
    return ent_save(c, &commitment_entity, t);
}

static Fault plan(Ctx *c, const Case *k) {
    WaveWindow at[WAVES_N];
    Wave *there;
    size_t n;
    int planned = wave_windows(k->opened_on, at);
    TRY(waves_of(c, k->head.id, &there, &n));
    for (int i = 0; i < planned; i++) {
        Wave *mine = NULL;
        for (size_t j = 0; j < n; j++) {
            if (there[j].at == i + 1) mine = &there[j];
        }
        TRY(plan_one(c, k, &at[i], i + 1, mine));
    }
    return planned ? next_task(c, k->head.id) : OK;
}

Fault wave_plan(Ctx *c, const Case *k) {
    Who kept = c->who;
    c->who = unit_of(c);
    Fault f = plan(c, k);
    c->who = kept;
    return f;
}

/* ---- answering --------------------------------------------------------------------------------------------------- */

static Fault follow(Ctx *c, const Wave *w) {
    Who kept = c->who;
    c->who = unit_of(c);
    Fault f = task_over(c, w->task);
    if (f == OK) f = next_task(c, w->of_case);
    c->who = kept;
    return f;
}

static bool money_told(const WaveMoney *m) {
    return m->income_range || m->turnover_range || m->income != NUMBER_NONE || m->turnover != NUMBER_NONE;
}

Fault wave_answer(Ctx *c, Wave *w, WaveMoney *m) {
    TRY(act_begin(c, T_WAVE_ACT, tr(c->reader.lang, choice_label(&wave_at_choices, w->at))));
    Head was = w->head;
    w->state = WAVE_STATE_ANSWERED;
    if (!w->answered_on) w->answered_on = c->reader.today;
    Fault f = ent_save(c, &wave_entity, w);
    if (f != OK && f != INVALID) return f;
    if (money_told(m) || m->head.id) {            /* its complaints stand beside those of the answer */
        Who kept = c->who;
        c->who = unit_of(c);
        Fault of_money = ent_save(c, &wave_money_entity, m);
        c->who = kept;
        if (of_money != OK) w->head = was;
        TRY(of_money);
    }
    TRY(f);
    return follow(c, w);
}

Fault wave_missed(Ctx *c, Id id, Wave *ret_w) {
    TRY(ent_load(c, &wave_entity, id, ret_w));
    if (ret_w->state != WAVE_STATE_PLANNED) return fail(c, OVER, "wave", id);
    TRY(act_begin(c, T_WAVE_ACT, tr(c->reader.lang, choice_label(&wave_at_choices, ret_w->at))));
    ret_w->state = WAVE_STATE_NO_ANSWER;
    TRY(ent_save(c, &wave_entity, ret_w));
    return follow(c, ret_w);
}

Fault wave_confirm(Ctx *c, Id id, Wave *ret_w) {
    TRY(ent_load(c, &wave_entity, id, ret_w));
    bool waits = ret_w->state == WAVE_STATE_ANSWERED && ret_w->by_owner == 1 && !ret_w->confirmed_on;
    if (!waits) return fail(c, OVER, "wave", id);
    TRY(act_begin(c, T_WAVE_ACT_CONFIRM, tr(c->reader.lang, choice_label(&wave_at_choices, ret_w->at))));
    ret_w->confirmed_on = c->reader.today;
    ret_w->confirmed_by = c->who.account;
    return ent_save(c, &wave_entity, ret_w);
}

/* ---- at the write ------------------------------------------------------------------------------------------------ */

static bool more(double part, double whole) { return !isnan(part) && !isnan(whole) && part > whole + 1e-9; }

static void check_jobs(Ctx *c, Wave *w) {
    double both = w->jobs_women + w->jobs_men;
    bool told = !isnan(w->jobs) || !isnan(w->jobs_local);
    bool parts = !isnan(w->jobs_local) || !isnan(w->jobs_women) || !isnan(w->jobs_men);
    if (isnan(w->jobs) && parts) complain(c, "jobs", T_WAVE_JOBS_FIRST);
    if (w->life == BUSINESS_LIFE_CLOSED && !isnan(w->jobs) && w->jobs > 0) complain(c, "jobs", T_WAVE_CLOSED_JOBS);
    if (more(w->jobs_local, w->jobs)) complain(c, "jobs_local", T_WAVE_MORE_THAN_ALL);
    if (more(w->jobs_women, w->jobs)) complain(c, "jobs_women", T_WAVE_MORE_THAN_ALL);
    if (more(w->jobs_men, w->jobs)) complain(c, "jobs_men", T_WAVE_MORE_THAN_ALL);
    else if (more(both, w->jobs)) complain(c, "jobs_men", T_WAVE_MORE_TOGETHER);
    if (told && !w->proof) w->proof = PROOF_LEVEL_SAID;
}

static void check_life(Ctx *c, const Wave *w) {
    bool left = w->life == BUSINESS_LIFE_CLOSED || w->life == BUSINESS_LIFE_MOVED;
    if (w->state == WAVE_STATE_ANSWERED && !w->life) complain(c, "life", T_WAVE_WANTS_LIFE);
    if (left && !w->life_on) complain(c, "life_on", T_WAVE_WANTS_WHEN);
    if (w->life_on > c->reader.today) complain(c, "life_on", T_WAVE_FUTURE);
}

/* A name makes a signature of today; another name is another signature. */
static void check_signature(Ctx *c, const Wave *was, Wave *w) {
    if (!w->signed_name.n) {
        w->signed_on = 0;
        return;
    }
    if (!w->part) complain(c, "part", T_WAVE_WANTS_PART);
    if (!was || !str_eq(was->signed_name, w->signed_name) || was->part != w->part) w->signed_on = c->reader.today;
}

/* The team confirms, never the owner; what is told anew is not confirmed any more. */
static Fault check_confirmed(Ctx *c, const Wave *was, Wave *w) {
    bool team;
    if (w->by_owner != 1) w->confirmed_on = 0;
    if (!w->confirmed_on) w->confirmed_by = 0;
    if (!w->confirmed_on || (was && was->confirmed_on == w->confirmed_on) || c->who.system) return OK;
    TRY(scope_has(c, w->of_case, c->who.account, &team));
    return team ? OK : fail(c, NOT_ALLOWED, "wave", w->head.id);
}

enum { EARLY_DAYS = 60 };                         /* so much before its day a follow-up may be answered */

Fault wave_check(Ctx *c, const void *before, void *after) {
    const Wave *was = before;
    Wave       *w = after;
    if (!w->state) w->state = WAVE_STATE_PLANNED;
    bool told = w->answered_on && (!was || was->answered_on != w->answered_on);
    bool early = told && w->due_on > day_plus(w->answered_on, EARLY_DAYS);
    if (w->answered_on > c->reader.today) complain(c, "answered_on", T_WAVE_FUTURE);
    else if (early) complain(c, "answered_on", T_WAVE_EARLY);
    check_life(c, w);
    check_jobs(c, w);
    check_signature(c, was, w);
    TRY(check_confirmed(c, was, w));
    return complaints_fault(c);
}

Fault wave_money_check(Ctx *c, const void *before, void *after) {
    WaveMoney *m = after;
    (void)before;
    if (!m->of_case) return complaints_fault(c);
    TRY(case_hold(c, m->of_case, true, &m->head));
    if (m->income_range && m->income != NUMBER_NONE) complain(c, "income", T_WAVE_NOT_BOTH);
    if (m->turnover_range && m->turnover != NUMBER_NONE) complain(c, "turnover", T_WAVE_NOT_BOTH);
    if (money_told(m) && !m->money_proof) m->money_proof = PROOF_LEVEL_SAID;
    if (!money_told(m)) m->money_proof = 0;
    return complaints_fault(c);
}

/* ---- sums -------------------------------------------------------------------------------------------------------- */

double turnover_value(const WaveMoney *m) {
    static const double MIDDLE[TURNOVER_RANGE_N] = {
        [TURNOVER_RANGE_TO_120K] = 60e3,  [TURNOVER_RANGE_TO_300K] = 210e3,  [TURNOVER_RANGE_TO_600K] = 450e3,
        [TURNOVER_RANGE_TO_1M] = 800e3,   [TURNOVER_RANGE_TO_3M] = 2e6,      [TURNOVER_RANGE_TO_10M] = 6.5e6,
        [TURNOVER_RANGE_ABOVE_10M] = 10e6};
    if (m->turnover != NUMBER_NONE) return (double)m->turnover / 100;
    return m->turnover_range > 0 && m->turnover_range < TURNOVER_RANGE_N ? MIDDLE[m->turnover_range] : NAN;
}

double income_value(const WaveMoney *m) {
    static const double MIDDLE[INCOME_RANGE_N] = {
        [INCOME_RANGE_TO_5K] = 2500,   [INCOME_RANGE_TO_8K] = 6500,   [INCOME_RANGE_TO_12K] = 10e3,
        [INCOME_RANGE_TO_18K] = 15e3,  [INCOME_RANGE_TO_25K] = 21500, [INCOME_RANGE_ABOVE_25K] = 25e3};
    if (m->income != NUMBER_NONE) return (double)m->income / 100;
    return m->income_range > 0 && m->income_range < INCOME_RANGE_N ? MIDDLE[m->income_range] : NAN;
}

/* The ends of a range, in whole units. */
static void turnover_ends(int range, int64_t *ret_low, int64_t *ret_high) {
    static const int64_t ENDS[TURNOVER_RANGE_N + 1] = {
        0, 0, 120000, 300000, 600000, 1000000, 3000000, 10000000, INT64_MAX};
    *ret_low = ENDS[range];
    *ret_high = ENDS[range + 1];
}
_Static_assert(TURNOVER_RANGE_TO_120K == 1 && TURNOVER_RANGE_ABOVE_10M == TURNOVER_RANGE_N - 1, "the ends above");

static void fact_of(const Rows *r, CaseFact *v) {
    int64_t exact = rows_number(r, 2), range = rows_int(r, 3);
    double  jobs = rows_real(r, 1);
    if (!isnan(jobs)) v->jobs = jobs;
    if (exact != NUMBER_NONE) v->turnover_low = v->turnover_high = exact / 100;
    else if (range > 0 && range < TURNOVER_RANGE_N) turnover_ends((int)range, &v->turnover_low, &v->turnover_high);
}

Fault wave_facts(Ctx *c, CaseFact *v, size_t n) {
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].of_case;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &WAVE_QUERIES[WAVE_Q_FACTS], VALS(v_ids(ids, n)), &r));
    while (rows_next(&r)) {                       /* the later answer stands, what it leaves out from the one before */
        for (size_t i = 0; i < n; i++) {
            if (v[i].of_case == rows_id(&r, 0)) fact_of(&r, &v[i]);
        }
    }
    return rows_fault(&r);
}

static ResultRow result_of(const Rows *r, int at) {
    Day due = (Day)rows_int(r, 5), on = (Day)rows_int(r, 6);
    WaveWindow window = wave_window(WAVE_MONTHS[at - 1], due);
    WaveMoney now = {.turnover = rows_number(r, 15), .turnover_range = (int)rows_int(r, 16),
                     .income = rows_number(r, 17), .income_range = (int)rows_int(r, 18)};
    WaveMoney base = {.turnover = rows_number(r, 20), .turnover_range = (int)rows_int(r, 21),
                      .income = rows_number(r, 22), .income_range = (int)rows_int(r, 23)};
    return (ResultRow){
        .of_case = rows_id(r, 0), .unit = rows_id(r, 1), .trade = (uint8_t)rows_int(r, 2),
        .year = (int16_t)rows_int(r, 3),
        .answered = rows_int(r, 4) == WAVE_STATE_ANSWERED && wave_in_time(&window, on),
        .life = (uint8_t)rows_int(r, 7), .jobs = (float)rows_real(r, 8), .local = (float)rows_real(r, 9),
        .proof = (uint8_t)rows_int(r, 10), .part = (uint8_t)rows_int(r, 11), .signed_part = rows_int(r, 12) != 0,
        .jobs_base = (float)rows_real(r, 13), .local_base = (float)rows_real(r, 14),
        .money_proof = (uint8_t)rows_int(r, 19), .turnover = (float)turnover_value(&now),
        .income = (float)income_value(&now), .turnover_base = (float)turnover_value(&base),
        .income_base = (float)income_value(&base), .level = (uint8_t)rows_int(r, 24),
        .level_base = (uint8_t)rows_int(r, 25)};
}

Fault results_rows(Ctx *c, int at, const Id *units, size_t n_units, ResultRow **ret_v, size_t *ret_n) {
    Id     *agree;
    size_t  n_agree, n = 0;
    int64_t most = 0;
    TRY(case_consenting(c, CONSENT_PURPOSE_RESULTS, &agree, &n_agree));
    Val asked[] = {v_id(c->who.org), v_int(at), v_int(c->reader.today)};
    TRY(db_int(c, &WAVE_QUERIES[WAVE_Q_COUNT], asked, 3, &most));
    ResultRow *v = ARENA_ARRAY(c->arena, ResultRow, (size_t)most + 1);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &WAVE_QUERIES[WAVE_Q_SUMS], asked, 3, &r));
    while (n < (size_t)most && rows_next(&r)) {
        if (!ids_hold(agree, n_agree, rows_id(&r, 0))) continue;
        if (units && !ids_hold(units, n_units, rows_id(&r, 1))) continue;
        v[n++] = result_of(&r, at);
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

/* ---- two cases become one ---------------------------------------------------------------------------------------- */

static Fault put_away(Ctx *c, const Wave *w) {
    Commitment *t = ent_new(c, &commitment_entity);
    Fault f = w->task ? ent_load(c, &commitment_entity, w->task, t) : NOT_FOUND;
    if (f != NOT_FOUND) TRY(f);
    if (f == OK && t->state == COMMITMENT_STATE_OPEN) TRY(ent_archive(c, &commitment_entity, w->task));
    return ent_archive(c, &wave_entity, w->head.id);
}

Fault wave_make_room(Ctx *c, Id into, Id from) {
    void  *here, *there;
    size_t here_n, there_n;
    TRY(case_records(c, &wave_entity, into, &here, &here_n));
    TRY(case_records(c, &wave_entity, from, &there, &there_n));
    for (size_t i = 0; i < here_n; i++) {
        for (size_t k = 0; k < there_n; k++) {
            const Wave *a = &((const Wave *)here)[i], *b = &((const Wave *)there)[k];
            bool told = b->state == WAVE_STATE_ANSWERED && a->state != WAVE_STATE_ANSWERED;
            if (a->at == b->at) TRY(put_away(c, told ? a : b));
        }
    }
    return OK;
}
