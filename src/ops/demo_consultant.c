/* demo_consultant.c - those who accompany in the demo, the principles they signed, their sessions and hours. */
#include "ops/demo.h"

#include "account_ent.h"
#include "actor_ent.h"
#include "case/case.h"
#include "consultant/consultant.h"
#include "survey_ent.h"
#include "place/place.h"
#include "session/session.h"

/* The bits of names parted by commas. */
static int64_t set_of(const Choices *of, Str names) {
    Str one;
    int64_t bits = 0;
    while (str_split(&names, ',', &one)) {
        int value = choice_value(of, one);
        if (value) bits |= (int64_t)1 << (value - 1);
    }
    return bits;
}

/* The words that a new region begins with, in force. */
Fault demo_principles(Ctx *c, Demoing *m, const DemoLine *l) {
    PrincipleText *t = ent_new(c, &principle_text_entity);
    for (Lang i = 0; i < LANG_N; i++) {
        t->title.v[i] = tr(i, T_ENT_PRINCIPLE_TEXT_MANY);
        t->text.v[i] = tr(i, T_CONSULTANT_FIRST_WORDS);
    }
    t->in_force_at = demo_at(c, demo_number(l, "days", 0), 9);
    TRY(ent_save(c, &principle_text_entity, t));
    demo_keep(m, l->key, t->head.id);
    return OK;
}

static Fault sign(Ctx *c, Demoing *m, const DemoLine *l, const Consultant *v) {
    PrincipleSignature *s = ent_new(c, &principle_signature_entity);
    s->consultant = v->head.id;
    s->principle = demo_of(m, demo_get(l, "principles"));
    s->name = v->name;
    s->signed_at = demo_at(c, demo_number(l, "signed", 0), 10);
    return demo_save_by(c, v->account, &principle_signature_entity, s);
}

static Fault works_in(Ctx *c, const Consultant *v, Str codes) {
    Str code;
    while (str_split(&codes, ',', &code)) {
        ConsultantPlace *p = ent_new(c, &consultant_place_entity);
        Fault f = place_by_code(c, code, &p->place);
        if (f == NOT_FOUND) continue;
        TRY(f);
        p->consultant = v->head.id;
        TRY(ent_save(c, &consultant_place_entity, p));
    }
    return OK;
}

Fault demo_consultant(Ctx *c, Demoing *m, const DemoLine *l) {
    Consultant *v = ent_new(c, &consultant_entity);
    v->account = demo_of(m, demo_get(l, "who"));
    v->kind = choice_value(&consultant_kind_choices, demo_get(l, "kind"));
    v->fields = set_of(&trade_group_choices, demo_get(l, "fields"));
    v->areas = set_of(&consultant_area_choices, demo_get(l, "areas"));
    v->languages = set_of(&place_language_choices, demo_get(l, "languages"));
    v->capacity = demo_number(l, "capacity", NUMBER_NONE);
    if (demo_get(l, "trained").n) v->trained_on = demo_day(c, demo_number(l, "trained", 0));
    v->is_demo = 1;
    TRY(ent_save(c, &consultant_entity, v));
    TRY(works_in(c, v, demo_get(l, "towns")));
    return demo_get(l, "signed").n ? sign(c, m, l, v) : OK;
}

Fault demo_conflict(Ctx *c, Demoing *m, const DemoLine *l) {
    Conflict *v = ent_new(c, &conflict_entity);
    v->account = demo_of(m, demo_get(l, "who"));
    v->actor = demo_of(m, demo_get(l, "with"));
    v->nature = choice_value(&conflict_nature_choices, demo_get(l, "nature"));
    return demo_save_by(c, v->account, &conflict_entity, v);
}

Fault demo_funding(Ctx *c, Demoing *m, const DemoLine *l) {
    FundingSource *v = ent_new(c, &funding_source_entity);
    v->name = demo_get(l, "name");
    v->code = demo_get(l, "code");
    v->minutes = demo_number(l, "minutes", NUMBER_NONE);
    v->from_on = demo_day(c, demo_number(l, "from", -300));
    v->until_on = demo_day(c, demo_number(l, "until", 400));
    v->is_demo = 1;
    TRY(ent_save(c, &funding_source_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

/* Minutes of a session, or of a day without one, by kind. */
static Fault hours(Ctx *c, Demoing *m, const DemoLine *l, const CaseSession *s) {
    for (int kind = 1; kind < WORK_KIND_N; kind++) {
        WorkTime *w = ent_new(c, &work_time_entity);
        w->minutes = demo_number(l, choice_of(&work_kind_choices, kind)->name, 0);
        if (!w->minutes) continue;
        w->account = demo_of(m, demo_get(l, "by"));
        w->on_day = demo_day(c, demo_number(l, "days", 0));
        w->kind = kind;
        w->purpose = s ? WORK_PURPOSE_CASE : choice_value(&work_purpose_choices, demo_get(l, "purpose"));
        w->of_case = s ? s->of_case : 0;
        w->session = s ? s->head.id : 0;
        w->funding = demo_of(m, demo_get(l, "funding"));
        w->is_demo = 1;
        TRY(demo_save_by(c, w->account, &work_time_entity, w));
    }
    return OK;
}

Fault demo_hours(Ctx *c, Demoing *m, const DemoLine *l) { return hours(c, m, l, NULL); }

Fault demo_session(Ctx *c, Demoing *m, const DemoLine *l) {
    CaseSession *s = ent_new(c, &case_session_entity);
    int64_t days = demo_number(l, "days", 0);
    s->of_case = demo_of(m, demo_get(l, "case"));
    s->host = demo_of(m, demo_get(l, "by"));
    s->way = choice_value(&session_way_choices, demo_get(l, "way"));
    s->happened_at = days > 0 ? stamp_of(demo_day(c, days), 10, 0, c->reader.zone) : demo_at(c, days, 10);
    s->said = demo_get(l, "said");
    s->decided = demo_get(l, "decided");
    s->took_part = demo_get(l, "with");
    s->lang = choice_value(&case_lang_choices, demo_get(l, "lang"));
    s->is_demo = 1;
    TRY(demo_save_by(c, s->host, &case_session_entity, s));
    if (demo_get(l, "inside").n) {
        SessionInside *v = ent_new(c, &session_inside_entity);
        v->session = s->head.id;
        v->text = demo_get(l, "inside");
        TRY(demo_save_by(c, s->host, &session_inside_entity, v));
    }
    return hours(c, m, l, s);
}
