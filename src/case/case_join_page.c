/* case_join_page.c - two cases of one business side by side, before the one goes into the other. */
#include "case/case_page.h"

/* ---- the two sides --------------------------------------------------------------------------------------------- */

static Fault fill_side(Ctx *c, const Case *k, JoinSide *s) {
    CasePerson *v;
    size_t      n;
    Vision     *told = ent_new(c, &vision_entity);
    *s = (JoinSide){.href = case_path(c, k->head.id), .name = tri_best(&k->title, c->reader.lang, NULL),
                    .wish = k->wish, .stage = choice_label(&case_stage_choices, k->stage), .asked_on = k->asked_on,
                    .opened_on = k->opened_on};
    if (k->heard_at) s->heard_on = stamp_day(k->heard_at, c->reader.zone);
    TRY(case_future(c, k->head.id, told));
    s->future = told->text;
    TRY(case_people(c, k->head.id, false, &v, &n));
    for (size_t i = 0; i < n; i++) {
        if (v[i].role == CASE_ROLE_LEAD) s->lead = v[i].name;
    }
    return OK;
}

static Fault count_of(Ctx *c, const Entity *e, const Field *f, Id of_case, int64_t *ret_n) {
    ListSpec s = {.entity = e, .limit = 1};
    void    *rows;
    size_t   n;
    s.filters[s.n_filters++] = (ListFilter){.field = f, .op = LIST_EQ, .val = v_id(of_case)};
    return list_run(c, &s, false, &rows, &n, ret_n);
}

/* Everything that hangs on a case by its field `of_case`, as far as the reader sees it. */
static Fault fill_kinds(Ctx *c, const JoinPair *p, JoinView *v) {
    v->kinds = ARENA_ARRAY(c->arena, JoinKind, (size_t)ENTITIES_N + 1);
    for (int i = 0; i < ENTITIES_N; i++) {
        const Entity *e = ENTITIES[i];
        const Field  *f = field_named(e, LIT("of_case"));
        JoinKind      k = {.name = e->many};
        bool apart = e == &case_member_entity || e == &consent_entity;
        if (!f || f->to != &case_entity || apart) continue;
        TRY(count_of(c, e, f, p->into->head.id, &k.here));
        TRY(count_of(c, e, f, p->from->head.id, &k.there));
        if (k.here || k.there) v->kinds[v->kinds_n++] = k;
    }
    return OK;
}

static bool living(const Ctx *c, Day last) { return last != CONSENT_NEVER && (!last || last >= c->reader.today); }

static Fault fill_consents(Ctx *c, const JoinPair *p, JoinView *v) {
    v->consents = ARENA_ARRAY(c->arena, JoinConsent, CONSENT_PURPOSE_N);
    for (int purpose = CONSENT_PURPOSE_ACCOMPANY; purpose < CONSENT_PURPOSE_N; purpose++) {
        Day one, other;
        TRY(case_join_consent(c, p->into->head.id, purpose, &one));
        TRY(case_join_consent(c, p->from->head.id, purpose, &other));
        Day then = consent_narrow(one, other);
        v->consents[v->consents_n++] = (JoinConsent){
            .name = choice_label(&consent_purpose_choices, purpose), .here = living(c, one),
            .there = living(c, other), .then = living(c, then), .here_over = one != CONSENT_NEVER && !living(c, one),
            .there_over = other != CONSENT_NEVER && !living(c, other), .here_on = one > 0 ? one : 0,
            .there_on = other > 0 ? other : 0, .then_on = then > 0 ? then : 0,
            .narrower = (living(c, one) && one != then) || (living(c, other) && other != then)};
    }
    return OK;
}

/* ---- what was chosen ------------------------------------------------------------------------------------------- */

static Str choice_name(Ctx *c, const JoinPerson *one) {
    return arena_printf(c->arena, "go-%.*s", STR_ARG(id_str(c->arena, one->account)));
}

static void fill_people(Ctx *c, const Request *rq, const JoinPair *p, JoinView *v) {
    v->people = ARENA_ARRAY(c->arena, JoinRow, p->people_n + 1);
    v->leads = ARENA_ARRAY(c->arena, JoinRow, p->people_n + 1);
    for (size_t i = 0; i < p->people_n; i++) {
        const JoinPerson *one = &p->people[i];
        Str name = choice_name(c, one), said = params_get(&rq->form, arena_z(c->arena, name));
        JoinRow row = {.value = id_str(c->arena, one->account), .name = one->name, .stay_name = name,
                       .here = one->here, .there = one->there, .lead = one->lead, .owner = one->owner,
                       .asked = !one->stays, .stay = str_eq(said, LIT("stay")), .end = str_eq(said, LIT("end"))};
        row.leads = str_eq(params_get(&rq->form, "lead"), row.value);
        v->people[v->people_n++] = row;
        v->asks = v->asks || row.asked;
        if (row.lead) v->leads[v->leads_n++] = row;
    }
}

/* Of whom it was said that they go on; who is neither in both nor spoken of is complained about. */
static Fault read_choice(Ctx *c, const Request *rq, const JoinPair *p, JoinChoice *ret_ch) {
    Id  *stay = ARENA_ARRAY(c->arena, Id, p->people_n + 1);
    Id   lead = 0;
    bool silent = false;
    *ret_ch = (JoinChoice){.stay = stay};
    for (size_t i = 0; i < p->people_n; i++) {
        const JoinPerson *one = &p->people[i];
        Str said = params_get(&rq->form, arena_z(c->arena, choice_name(c, one)));
        if (str_eq(said, LIT("stay"))) stay[ret_ch->stay_n++] = one->account;
        else if (!one->stays && !str_eq(said, LIT("end"))) silent = true;
    }
    if (id_parse(params_get(&rq->form, "lead"), &lead)) ret_ch->lead = lead;
    if (silent) complain(c, "stay", T_CASE_JOIN_SAY);
    return complaints_fault(c);
}

/* ---- the page -------------------------------------------------------------------------------------------------- */

static Fault draw_join(Ctx *c, const Request *rq, Reply *rp, const JoinPair *p) {
    Str      into = id_str(c->arena, p->into->head.id), from = id_str(c->arena, p->from->head.id);
    Buf      b;
    JoinView v = {.action = arena_printf(c->arena, "/cases/%.*s/join/%.*s", STR_ARG(into), STR_ARG(from)),
                  .other_way = arena_printf(c->arena, "/cases/%.*s/join/%.*s", STR_ARG(from), STR_ARG(into)),
                  .path = case_path(c, p->into->head.id)};
    TRY(fill_side(c, p->into, &v.into));
    TRY(fill_side(c, p->from, &v.from));
    TRY(fill_kinds(c, p, &v));
    TRY(fill_consents(c, p, &v));
    fill_people(c, rq, p, &v);
    v.name = v.into.name;
    buf_init(&b, 1 << 16);
    complaints_html(c, &b, NULL);
    v.errors = html_keep(c->arena, &b);
    Page pg = case_page_new(c, rq, p->into->head.id, v.name, T_CASE_JOIN);
    case_opened(c, p->into->head.id);
    case_opened(c, p->from->head.id);
    if (c->complaints.n) return page_again(&pg, rp, case_join_page, &v);
    return page_send(&pg, rp, case_join_page, &v);
}

Fault get_case_join(Ctx *c, const Request *rq, Reply *rp) {
    JoinPair p;
    TRY(case_join_load(c, rq->ids[0], rq->ids[1], &p));
    return draw_join(c, rq, rp, &p);
}

Fault post_case_join(Ctx *c, const Request *rq, Reply *rp) {
    JoinPair   p;
    JoinChoice ch;
    TRY(case_join_load(c, rq->ids[0], rq->ids[1], &p));
    Fault f = read_choice(c, rq, &p, &ch);
    if (f == OK) f = case_join(c, &p, &ch);
    if (f == INVALID) return draw_join(c, rq, rp, &p);
    TRY(f);
    reply_go(c, rp, case_path(c, p.into->head.id), T_CASE_JOINED, NULL, 0);
    return OK;
}

Fault post_case_join_ask(Ctx *c, const Request *rq, Reply *rp) {
    TRY(case_join_ask(c, rq->ids[0]));
    reply_go(c, rp, case_path(c, rq->ids[0]), T_CASE_JOIN_ASKED, NULL, 0);
    return OK;
}
