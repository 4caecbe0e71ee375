/* paper_initiative.c - an initiative on paper: its goal, what it builds on, who takes part and does what, how it ended,
** and what is looked at over years - or that the long range is missing. */
#include "commitment_ent.h"
#include "finance_ent.h"
#include "initiative/initiative.h"
#include "lang/show.h"
#include "paper/paper.h"

Fault paper_initiative_title(Ctx *c, Id id, Str *ret_title) {
    Initiative *v = ent_new(c, &initiative_entity);
    TRY(ent_load(c, &initiative_entity, id, v));
    *ret_title = tri_best(&v->goal, c->reader.lang, NULL);
    return OK;
}

static Str joined(Ctx *c, Str one, Str other) {
    return arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(one), one.n && other.n ? " \xC2\xB7 " : "", STR_ARG(other));
}

static Fault partners(Paper *p, const Initiative *v) {
    Ctx   *c = p->c;
    void  *rows;
    size_t n;
    TRY(initiative_rows(c, &initiative_partner_entity, v->head.id, &rows, &n));
    const InitiativePartner *of = rows;
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = of[i].actor;
    TRY(ent_labels(c, ids, n, names));
    if (n) paper_head(p, tr(c->reader.lang, T_ENT_INITIATIVE_PARTNER_MANY));
    for (size_t i = 0; i < n; i++) paper_item(p, joined(c, names[i], of[i].brings));
    return OK;
}

static Fault builds_on(Paper *p, const Initiative *v) {
    Ctx   *c = p->c;
    void  *rows;
    size_t n;
    TRY(initiative_rows(c, &initiative_base_entity, v->head.id, &rows, &n));
    if (n || v->why_new.n) paper_head(p, tr(c->reader.lang, n ? T_ENT_INITIATIVE_BASE : T_INITIATIVE_IS_NEW));
    for (size_t i = 0; i < n; i++) {
        const InitiativeBase *b = &((const InitiativeBase *)rows)[i];
        Id  id = b->earlier ? b->earlier : b->response ? b->response : b->body ? b->body : b->meeting;
        Str name = b->what;
        if (id) TRY(ent_labels(c, &id, 1, &name));
        if (name.n) paper_item(p, name);
    }
    if (!n) paper_text(p, v->why_new);
    return OK;
}

static Fault steps(Paper *p, const Initiative *v) {
    Ctx   *c = p->c;
    void  *rows;
    size_t n;
    TRY(initiative_rows(c, &commitment_entity, v->head.id, &rows, &n));
    const Commitment *t = rows;
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = t[i].by_actor ? t[i].by_actor : t[i].owner;
    TRY(ent_labels(c, ids, n, names));
    if (n) paper_head(p, tr(c->reader.lang, T_INITIATIVE_STEPS));
    for (size_t i = 0; i < n; i++) {
        if (t[i].state == COMMITMENT_STATE_DROPPED) continue;
        Str state = tr(c->reader.lang, choice_label(&commitment_state_choices, t[i].state));
        paper_item(p, joined(c, joined(c, t[i].text, names[i]), state));
        paper_pair(p, T_ENT_COMMITMENT_ENABLES, t[i].enables);
    }
    return OK;
}

static void ended(Paper *p, const Initiative *v) {
    Lang l = p->c->reader.lang;
    if (v->state != INITIATIVE_STATE_CLOSED) return;
    paper_head(p, tr(l, T_ENT_INITIATIVE_LEARNED));
    paper_text(p, v->learned);
    paper_head(p, tr(l, T_ENT_INITIATIVE_WHAT_LIVES_ON));
    paper_text(p, tr(l, choice_label(&embed_stage_choices, v->lives_on)));
    paper_text(p, v->what_lives_on);
}

/* One range: what is looked at, and what each review has found. */
static void range(Paper *p, int span, Str measure, const InitiativeReview *w, size_t n) {
    Lang l = p->c->reader.lang;
    paper_head(p, tr(l, choice_label(&review_span_choices, span)));
    if (measure.n) paper_text(p, measure);
    else paper_text(p, tr(l, span == REVIEW_SPAN_LONG ? T_INITIATIVE_LONG_MISSING : T_INITIATIVE_NO_MEASURE));
    for (size_t i = 0; i < n; i++) {
        if (w[i].span != span) continue;
        paper_day(p, w[i].done_on ? T_ENT_INITIATIVE_REVIEW_DONE_ON : T_ENT_INITIATIVE_REVIEW_DUE_ON,
                  w[i].done_on ? w[i].done_on : w[i].due_on);
        paper_pair(p, T_ENT_INITIATIVE_REVIEW_FOUND, w[i].found);
        Str proof = w[i].proof ? tr(l, choice_label(&proof_level_choices, w[i].proof)) : (Str){0};
        paper_pair(p, T_ENT_INITIATIVE_REVIEW_PROOF, proof);
        paper_pair(p, T_ENT_INITIATIVE_REVIEW_UNKNOWN_PART, w[i].unknown_part);
    }
}

Fault paper_initiative(Paper *p, Id id) {
    Ctx        *c = p->c;
    Initiative *v = ent_new(c, &initiative_entity);
    void       *rows;
    size_t      n;
    Str         names[2] = {{0}};
    TRY(ent_load(c, &initiative_entity, id, v));
    TRY(ent_labels(c, (Id[]){v->place, v->lead}, 2, names));
    paper_pair(p, T_ENT_INITIATIVE_PLACE, names[0]);
    paper_pair(p, T_ENT_INITIATIVE_LEAD, names[1]);
    paper_pair(p, T_ENT_INITIATIVE_STATE, tr(c->reader.lang, choice_label(&initiative_state_choices, v->state)));
    paper_day(p, T_ENT_INITIATIVE_FROM_ON, v->from_on);
    paper_day(p, T_ENT_INITIATIVE_UNTIL_ON, v->until_on);
    paper_day(p, T_ENT_INITIATIVE_RIPENS_ON, v->ripens_on);
    paper_text(p, v->what);
    TRY(builds_on(p, v));
    TRY(partners(p, v));
    TRY(steps(p, v));
    ended(p, v);
    TRY(initiative_rows(c, &initiative_review_entity, id, &rows, &n));
    range(p, REVIEW_SPAN_SHORT, v->measure_short, rows, n);
    range(p, REVIEW_SPAN_MIDDLE, v->measure_middle, rows, n);
    range(p, REVIEW_SPAN_LONG, v->measure_long, rows, n);
    return OK;
}
