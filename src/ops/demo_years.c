/* demo_years.c - invented aid tracks, referrals, requests for money and follow-ups over the years of the demo. */
#include "ops/demo.h"

#include "actor_ent.h"
#include "base/utf8.h"
#include "lang/show.h"
#include "referral/referral.h"
#include "wave/wave.h"

#include <math.h>

/* "a|b" as lines. */
static Str lines_of(Ctx *c, const DemoLine *l, const char *name) {
    enum { TEXT_MAX = 4000 };
    return utf8_lines(c->arena, demo_get(l, name), '|', TEXT_MAX);
}

static void texts_of(Ctx *c, const DemoLine *l, const char *name, Tri *t) {
    for (int i = 0; i < LANG_N; i++) {
        Str field = name ? arena_printf(c->arena, "%s.%s", name, lang_code((Lang)i)) : str_of(lang_code((Lang)i));
        t->v[i] = lines_of(c, l, arena_z(c->arena, field));
        if (t->v[i].n) t->state[i] = TEXT_WRITTEN;
    }
}

/* Whoever works here may know a body that offers something. */
static Fault show_body(Ctx *c, Id body) {
    Actor *a = ent_new(c, &actor_entity);
    if (!body) return OK;
    TRY(ent_load(c, &actor_entity, body, a));
    if (a->head.visibility <= VIS_MEMBERS) return OK;
    a->head.visibility = VIS_MEMBERS;
    return demo_save_by(c, 0, &actor_entity, a);
}

Fault demo_aid(Ctx *c, Demoing *m, const DemoLine *l) {
    AidTrack *t = ent_new(c, &aid_track_entity);
    int state = choice_value(&aid_state_choices, demo_get(l, "state"));
    texts_of(c, l, NULL, &t->name);
    texts_of(c, l, "fits", &t->fits);
    texts_of(c, l, "criteria", &t->criteria);
    texts_of(c, l, "documents", &t->documents);
    t->body = demo_of(m, demo_get(l, "body"));
    t->kind = choice_value(&aid_kind_choices, demo_get(l, "kind"));
    t->state = state ? state : AID_STATE_OPEN;
    t->amount_min = demo_number(l, "from", NUMBER_NONE);
    t->amount_max = demo_number(l, "to", NUMBER_NONE);
    if (demo_get(l, "closes").n) t->closes_on = demo_day(c, demo_number(l, "closes", 0));
    t->confirmed_on = demo_day(c, demo_number(l, "confirmed", -20));
    t->years_min = demo_number(l, "atleast", NUMBER_NONE);
    t->years_max = demo_number(l, "years", NUMBER_NONE);
    t->turnover_max = demo_number(l, "turnover", NUMBER_NONE);
    t->jobs_max = demo_number(l, "jobs", NUMBER_NONE);
    t->place = demo_of(m, demo_get(l, "place"));
    t->is_demo = 1;
    TRY(show_body(c, t->body));
    TRY(ent_save(c, &aid_track_entity, t));
    demo_keep(m, l->key, t->head.id);
    return OK;
}

Fault demo_referral(Ctx *c, Demoing *m, const DemoLine *l) {
    Referral *v = ent_new(c, &referral_entity);
    v->of_case = demo_of(m, demo_get(l, "case"));
    v->asked = demo_get(l, "asked");
    v->track = demo_of(m, demo_get(l, "track"));
    v->body = demo_of(m, demo_get(l, "body"));
    v->shared = lines_of(c, l, "shared");
    v->is_demo = 1;
    TRY(demo_save_by(c, 0, &referral_entity, v));
    if (!demo_get(l, "sent").n) return OK;
    v->sent_on = demo_day(c, demo_number(l, "sent", 0));
    v->sent_by = demo_of(m, demo_get(l, "by"));
    v->follow_up_on = demo_day(c, demo_number(l, "sent", 0) + 14);
    v->answer = choice_value(&referral_answer_choices, demo_get(l, "answer"));
    v->reason = demo_get(l, "reason");
    if (v->answer > REFERRAL_ANSWER_WAITING) v->answered_on = demo_day(c, demo_number(l, "answered", 0));
    return demo_save_by(c, 0, &referral_entity, v);
}

static int64_t money_of(const DemoLine *l, const char *name) {
    int64_t n = demo_number(l, name, NUMBER_NONE);
    return n == NUMBER_NONE ? n : n * 100;
}

/* Written down at its last stage: the way there is not told. */
Fault demo_finance(Ctx *c, Demoing *m, const DemoLine *l) {
    FinanceRequest *v = ent_new(c, &finance_request_entity);
    static const int WAY[] = {FINANCE_STAGE_DOCUMENTS, FINANCE_STAGE_SENT, FINANCE_STAGE_APPROVED,
                              FINANCE_STAGE_RECEIVED, FINANCE_STAGE_REFUSED};
    int stage = choice_value(&finance_stage_choices, demo_get(l, "stage"));
    size_t filled;
    v->of_case = demo_of(m, demo_get(l, "case"));
    v->purpose = demo_get(l, "purpose");
    v->track = demo_of(m, demo_get(l, "track"));
    v->asked = money_of(l, "asked");
    v->is_demo = 1;
    TRY(demo_save_by(c, 0, &finance_request_entity, v));
    TRY(finance_fill(c, v, &filled));
    for (size_t i = 0; i < sizeof WAY / sizeof *WAY && v->stage != stage; i++) {
        Day on = demo_day(c, demo_number(l, "days", 0));
        bool refused = stage == FINANCE_STAGE_REFUSED;
        if (refused && (WAY[i] == FINANCE_STAGE_APPROVED || WAY[i] == FINANCE_STAGE_RECEIVED)) continue;
        v->stage = WAY[i];
        if (v->stage == FINANCE_STAGE_SENT) v->asked_on = on;
        if (v->stage == FINANCE_STAGE_APPROVED) v->approved = money_of(l, "approved"), v->approved_on = on;
        if (v->stage == FINANCE_STAGE_RECEIVED) v->received = money_of(l, "received"), v->received_on = on;
        if (v->stage == FINANCE_STAGE_RECEIVED) v->proof = PROOF_LEVEL_DOCUMENT;
        v->refusal = choice_value(&finance_refusal_choices, demo_get(l, "refusal"));
        TRY(demo_save_by(c, 0, &finance_request_entity, v));
    }
    return OK;
}

static double real_of(const DemoLine *l, const char *name) {
    double x;
    return str_real(demo_get(l, name), &x) ? x : NAN;
}

static Fault wave_at_time(Ctx *c, Id of_case, int at, Wave *ret_w) {
    ListSpec s = {.entity = &wave_entity, .limit = 10};
    void *rows;
    size_t n;
    s.filters[s.n_filters++] = (ListFilter){.field = &wave_entity.fields[WAVE_F_OF_CASE], .op = LIST_EQ,
                                            .val = v_id(of_case)};
    s.filters[s.n_filters++] = (ListFilter){.field = &wave_entity.fields[WAVE_F_AT], .op = LIST_EQ, .val = v_int(at)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (!n) return fail(c, BAD_FILE, "wave", at);
    *ret_w = *(const Wave *)rows;
    return OK;
}

/* A line without a time plans alone. */
Fault demo_wave(Ctx *c, Demoing *m, const DemoLine *l) {
    Case *k = ent_new(c, &case_entity);
    Wave *w = ent_new(c, &wave_entity);
    WaveMoney *money = ent_new(c, &wave_money_entity);
    int at = choice_value(&wave_at_choices, demo_get(l, "at"));
    TRY(ent_load(c, &case_entity, demo_of(m, demo_get(l, "case")), k));
    TRY(wave_plan(c, k));
    if (!at) return OK;
    TRY(wave_at_time(c, k->head.id, at, w));
    w->life = choice_value(&business_life_choices, demo_get(l, "life"));
    if (demo_get(l, "since").n) w->life_on = demo_day(c, demo_number(l, "since", 0));
    w->jobs = real_of(l, "jobs");
    w->jobs_local = real_of(l, "local");
    w->proof = choice_value(&proof_level_choices, demo_get(l, "proof"));
    w->level = choice_value(&own_level_choices, demo_get(l, "level"));
    w->changed = demo_get(l, "changed");
    w->part = choice_value(&wave_part_choices, demo_get(l, "part"));
    w->part_words = demo_get(l, "part_words");
    w->signed_name = demo_get(l, "signed");
    w->answered_on = w->due_on < c->reader.today ? w->due_on : c->reader.today;
    money->of_case = k->head.id;
    money->wave = w->head.id;
    money->turnover = money_of(l, "turnover");
    money->turnover_range = choice_value(&turnover_range_choices, demo_get(l, "turnover_range"));
    money->income = money_of(l, "income");
    money->income_range = choice_value(&income_range_choices, demo_get(l, "income_range"));
    money->money_proof = choice_value(&proof_level_choices, demo_get(l, "proof"));
    return wave_answer(c, w, money);
}
