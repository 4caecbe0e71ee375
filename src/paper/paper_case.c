/* paper_case.c - what was agreed to, and the plan. */
#include "paper/paper.h"

#include "commitment_ent.h"
#include "lang/show.h"

static const Str *line_why(const Case *k, int line) {
    if (line == GOAL_LINE_ECONOMIC) return &k->why_economic;
    return line == GOAL_LINE_SOCIAL ? &k->why_social : &k->why_environmental;
}

/* ---- the agreement ---------------------------------------------------------------------------------------------- */

/* The words of one consent in the language of the paper, and who signed them when. */
static Fault consent(Paper *p, const Consent *v) {
    Ctx *c = p->c;
    ConsentText *w = ent_new(c, &consent_text_entity);
    Fault f = ent_load(c, &consent_text_entity, v->words, w);
    if (f != OK && f != NOT_FOUND) return f;
    paper_head(p, tr(c->reader.lang, choice_label(&consent_purpose_choices, v->purpose)));
    paper_text(p, tri_best(&w->words, c->reader.lang, NULL));
    paper_pair(p, T_ENT_CONSENT_SIGNED_BY, v->signed_by);
    paper_pair(p, T_ENT_CONSENT_WAY, tr(c->reader.lang, choice_label(&consent_way_choices, v->way)));
    paper_day(p, T_ENT_CONSENT_SIGNED_ON, v->signed_on);
    paper_day(p, T_ENT_CONSENT_UNTIL_ON, v->until_on);
    return OK;
}

/* Nothing signed yet: all words in force, to be signed on paper. */
static Fault blank(Paper *p) {
    Ctx         *c = p->c;
    ConsentText  words[CONSENT_PURPOSE_N];
    TRY(consent_words_now(c, words));
    for (int purpose = 1; purpose < CONSENT_PURPOSE_N; purpose++) {
        if (!words[purpose].head.id) continue;
        paper_head(p, tr(c->reader.lang, choice_label(&consent_purpose_choices, purpose)));
        paper_text(p, tri_best(&words[purpose].words, c->reader.lang, NULL));
        paper_item(p, tr(c->reader.lang, T_PAPER_YES));
        paper_item(p, tr(c->reader.lang, T_PAPER_NO));
    }
    paper_sign_line(p, T_ENT_CONSENT_SIGNED_BY);
    paper_sign_line(p, T_ENT_CONSENT_SIGNED_ON);
    return OK;
}

Fault paper_agreement(Paper *p, const Case *k) {
    void  *rows;
    size_t n, live = 0;
    TRY(case_records(p->c, &consent_entity, k->head.id, &rows, &n));
    for (int purpose = 1; purpose < CONSENT_PURPOSE_N; purpose++) {
        for (size_t i = 0; i < n; i++) {
            const Consent *v = &((const Consent *)rows)[i];
            if (v->purpose != purpose || !consent_holds(v, p->c->reader.today)) continue;
            TRY(consent(p, v));
            live++;
            break;
        }
    }
    return live ? OK : blank(p);
}

/* ---- the plan --------------------------------------------------------------------------------------------------- */

static Fault future(Paper *p, const Case *k) {
    Vision *best = ent_new(p->c, &vision_entity);
    TRY(case_future(p->c, k->head.id, best));
    if (!best->head.id) return OK;
    Buf b;
    buf_init(&b, 200);
    buf_add(&b, tr(p->c->reader.lang, T_ENT_VISION));
    buf_printf(&b, " \xC2\xB7 %s %lld", arena_z(p->c->arena, tr(p->c->reader.lang, T_CASE_BY_YEAR)),
               (long long)best->horizon);
    paper_head(p, buf_keep(p->c->arena, &b));
    paper_text(p, best->text);
    for (int f = VISION_F_PRODUCT; f <= VISION_F_NATURE; f++) {
        const Field *field = &vision_entity.fields[f];
        paper_pair(p, field->label, *(const Str *)field_in(field, best));
    }
    return OK;
}

static Str step_text(Paper *p, const Commitment *t, const RefNames *names) {
    Ctx *c = p->c;
    Buf  b;
    Str  owner = ref_name(names, t->owner);
    buf_init(&b, 4000);
    plain_name(&b, t->text);
    if (owner.n) {
        buf_lit(&b, " \xC2\xB7 ");
        plain_name(&b, owner);
    }
    if (t->due_on) {
        buf_lit(&b, " \xC2\xB7 ");
        plain_day(&b, &c->reader, t->due_on);
    }
    if (t->state != COMMITMENT_STATE_OPEN) {
        buf_lit(&b, " \xC2\xB7 ");
        buf_add(&b, tr(c->reader.lang, choice_label(&commitment_state_choices, t->state)));
    }
    return buf_keep(c->arena, &b);
}

typedef struct Steps {
    const Commitment *v;
    size_t            n;
    RefNames          names;
} Steps;

/* What the team keeps to itself stays out of the paper: it goes to the owner. */
static Fault steps_load(Paper *p, const Case *k, Steps *ret_s) {
    void       *rows;
    CasePerson *people;
    size_t      n, people_n;
    TRY(case_records(p->c, &commitment_entity, k->head.id, &rows, &n));
    TRY(case_people(p->c, k->head.id, true, &people, &people_n));
    Commitment *v = rows;
    size_t      kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].for_team != 1) v[kept++] = v[i];
    }
    Steps s = {.v = v, .n = kept};
    s.names = (RefNames){.ids = ARENA_ARRAY(p->c->arena, Id, people_n + 1),
                         .names = ARENA_ARRAY(p->c->arena, Str, people_n + 1)};
    for (size_t i = 0; i < people_n; i++) s.names.ids[i] = people[i].account;
    s.names.n = ids_sort(s.names.ids, people_n);
    for (size_t i = 0; i < s.names.n; i++) {
        for (size_t m = 0; m < people_n; m++) {
            if (people[m].account == s.names.ids[i]) s.names.names[i] = people[m].name;
        }
    }
    *ret_s = s;
    return OK;
}

static void steps_of(Paper *p, const Steps *s, Id goal) {
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].goal == goal) paper_item(p, step_text(p, &s->v[i], &s->names));
    }
}

typedef struct Goals {
    const Goal *v;
    size_t      n;
    RefNames    aims;                             /* goals of places that they serve */
} Goals;

static void plan_line(Paper *p, const Case *k, const Goals *goals, const Steps *s, int line) {
    bool any = false;
    paper_head(p, tr(p->c->reader.lang, choice_label(&goal_line_choices, line)));
    for (size_t i = 0; i < goals->n; i++) {
        if (goals->v[i].line != line) continue;
        any = true;
        ink_skip(p->k, 4);
        ink_paragraph(p->k, goals->v[i].text, INK_STRONG, ink_left(p->k), ink_right(p->k));
        paper_pair(p, T_ENT_GOAL_AIM, ref_name(&goals->aims, goals->v[i].aim));
        paper_pair(p, T_ENT_GOAL_MEASURE, goals->v[i].measure);
        paper_day(p, T_ENT_GOAL_TARGET_ON, goals->v[i].target_on);
        paper_day(p, T_ENT_GOAL_RIPENS_ON, goals->v[i].ripens_on);
        paper_pair(p, T_ENT_GOAL_EVIDENCE, goals->v[i].evidence);
        steps_of(p, s, goals->v[i].head.id);
    }
    if (!any) paper_pair(p, T_PAPER_NOTHING_BECAUSE, *line_why(k, line));
}

Fault paper_plan(Paper *p, const Case *k) {
    void *rows;
    Goals goals;
    Steps s;
    TRY(future(p, k));
    TRY(case_records(p->c, &goal_entity, k->head.id, &rows, &goals.n));
    TRY(steps_load(p, k, &s));
    goals.v = rows;
    Id *aims = ARENA_ARRAY(p->c->arena, Id, goals.n + 1);
    for (size_t i = 0; i < goals.n; i++) aims[i] = goals.v[i].aim;
    TRY(ref_names(p->c, aims, goals.n, &goals.aims));
    for (int line = 1; line < GOAL_LINE_N; line++) plan_line(p, k, &goals, &s, line);
    bool loose = false;
    for (size_t i = 0; i < s.n; i++) loose = loose || !s.v[i].goal;
    if (loose) paper_head(p, tr(p->c->reader.lang, T_CASE_LOOSE_STEPS));
    steps_of(p, &s, 0);
    if (k->agreed_at) paper_day(p, T_ENT_CASE_AGREED_AT, stamp_day(k->agreed_at, p->c->reader.zone));
    paper_sign_line(p, T_PAPER_OWNER_SIGNS);
    paper_sign_line(p, T_PAPER_TEAM_SIGNS);
    return OK;
}
