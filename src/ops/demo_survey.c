/* demo_survey.c - invented rounds of questions of the demo: what businesses answered. */
#include "ops/demo.h"

#include "survey/told.h"

/* The next of the words of a line that are parted by bars. */
static Str next_word(Str *rest) {
    Str part = {0};
    return str_split(rest, '|', &part) ? part : (Str){0};
}

/* One sign a question: 1 to 5 an answer, n and t the next number and words, ? not known, x not theirs, - not asked. */
static Fault answer_one(Ctx *c, const AnswerSheet *s, const SurveyItem *i, char sign, Str *words) {
    Answer *a = ent_new(c, &answer_entity);
    if (sign == '-') return OK;
    a->of_sheet = s->head.id;
    a->item = i->head.id;
    a->state = sign == '?' ? ANSWER_STATE_UNKNOWN : sign == 'x' ? ANSWER_STATE_OTHERS : ANSWER_STATE_ANSWERED;
    if (sign >= '1' && sign <= '5') a->chosen = sign - '0';
    if (sign == 't') a->words = next_word(words);
    if (sign == 'n' && !str_real(next_word(words), &a->amount)) return fail(c, BAD_FILE, "demo", 0);
    return demo_save_by(c, s->head.created_by, &answer_entity, a);
}

static Fault answer_all(Ctx *c, const DemoLine *l, const AnswerSheet *s) {
    SurveyWhole w;
    Str signs = demo_get(l, "answers"), words = demo_get(l, "words");
    size_t at = 0;
    TRY(survey_load(c, s->of_version, &w));
    for (size_t k = 0; k < w.n_areas; k++) {
        for (size_t i = 0; i < w.areas[k].n_items; i++) {
            while (at < signs.n && signs.p[at] == ' ') at++;
            if (at == signs.n) return OK;
            TRY(answer_one(c, s, w.areas[k].items[i], signs.p[at++], &words));
        }
    }
    return OK;
}

Fault demo_round(Ctx *c, Demoing *m, const DemoLine *l) {
    AnswerSheet *s = ent_new(c, &answer_sheet_entity), *over = ent_new(c, &answer_sheet_entity);
    Id survey, kept = c->who.account, by = demo_of(m, demo_get(l, "by"));
    TRY(survey_by_ready(c, demo_get(l, "survey"), &survey));
    s->of_case = demo_of(m, demo_get(l, "case"));
    s->way = choice_value(&sheet_way_choices, demo_get(l, "way"));
    s->answered_on = demo_day(c, demo_number(l, "days", 0));
    c->who.account = by;
    Fault f = round_begin(c, survey, s);
    if (f == OK && demo_get(l, "answers").n) f = answer_all(c, l, s);
    bool finished = !demo_get(l, "begun").n;
    if (f == OK && finished) f = round_state(c, s->head.id, SHEET_STATE_FINISHED, over);
    bool asked = !finished && s->way == SHEET_WAY_OWNER;   /* it waits on the owner's own page */
    if (f == OK && asked) f = told_ask(c, s->head.id, ent_new(c, &told_round_entity));
    c->who.account = kept;
    return f;
}
