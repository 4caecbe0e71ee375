/* survey_ready.c - the question sets that come with the program (data/surveys/), made into sets of an organisation. */
#include "survey/survey_page.h"

#include "base/embed.h"

EMBED(diagnosis, "surveys/diagnosis.txt");
EMBED(exit_check, "surveys/exit_check.txt");
EMBED(feedback, "surveys/feedback.txt");

/* What is being read: the record that the lines below it belong to. */
typedef struct Reading {
    SurveyVersion *version;
    Survey        *survey;
    SurveyArea    *area;
    SurveyItem    *item, *before;                 /* before: the question before, for "same" */
} Reading;

/* Writes what has been read so far of the innermost record. */
static Fault keep(Ctx *c, Reading *r) {
    if (r->item && !r->item->head.version) {
        r->item->of_area = r->area->head.id;
        r->item->of_version = r->version->head.id;
        return ent_save(c, &survey_item_entity, r->item);
    }
    if (r->area && !r->area->head.version) {
        r->area->of_version = r->version->head.id;
        return ent_save(c, &survey_area_entity, r->area);
    }
    if (r->survey && !r->survey->head.version) {
        TRY(ent_save(c, &survey_entity, r->survey));
        r->version = ent_new(c, &survey_version_entity);
        r->version->of_survey = r->survey->head.id;
        r->version->number = 1;
        r->version->state = SURVEY_STATE_DRAFT;
        return ent_save(c, &survey_version_entity, r->version);
    }
    return OK;
}

static Fault begin(Ctx *c, Reading *r, Str word, Str rest, bool *ret_taken) {
    bool survey = str_eq(word, LIT("survey")), area = str_eq(word, LIT("area")), item = str_eq(word, LIT("item"));
    *ret_taken = survey || area || item;
    if (!*ret_taken) return OK;
    TRY(keep(c, r));
    r->before = item ? r->item : NULL;
    r->item = NULL;
    if (survey) {
        r->survey = ent_new(c, &survey_entity);
        r->survey->kind = choice_value(&survey_kind_choices, rest);
        r->survey->ready = rest;
    } else if (area) {
        r->area = ent_new(c, &survey_area_entity);
        r->area->line = choice_value(&survey_line_choices, rest);
    } else {
        r->item = ent_new(c, &survey_item_entity);
        r->item->kind = choice_value(&item_kind_choices, rest);
    }
    return OK;
}

/* "en", "about.he", "2.ar": the text that a line sets; NULL: none. */
static Tri *text_of(Reading *r, Str key) {
    if (r->item) {
        Tri *const OPTIONS[] = {&r->item->option1, &r->item->option2, &r->item->option3, &r->item->option4,
                                &r->item->option5};
        if (key.n == 1 && key.p[0] >= '1' && key.p[0] <= '5') return OPTIONS[key.p[0] - '1'];
        if (str_eq(key, LIT("hint"))) return &r->item->hint;
        return key.n ? NULL : &r->item->text;
    }
    if (r->area) return key.n ? &r->area->about : &r->area->name;
    if (r->survey) return key.n ? &r->survey->about : &r->survey->name;
    return NULL;
}

static void same_answers(Reading *r) {
    const SurveyItem *from = r->before;
    SurveyItem *to = r->item;
    if (!from || !to) return;
    to->option1 = from->option1;
    to->option2 = from->option2;
    to->option3 = from->option3;
    to->option4 = from->option4;
    to->option5 = from->option5;
}

/* "advice product marketing": who helps where the area is weak. */
static void take_advice(Reading *r, Str rest) {
    Str word;
    while (r->area && !r->item && str_split(&rest, ' ', &word)) {
        int one = choice_value(&consultant_area_choices, str_trim(word));
        if (one) r->area->advice |= (int64_t)1 << (one - 1);
    }
}

static Fault read_line(Ctx *c, Reading *r, Str line) {
    Str  rest = str_trim(line), word = {0};
    bool taken;
    if (!rest.n || rest.p[0] == '#' || !str_split(&rest, ' ', &word)) return OK;
    TRY(begin(c, r, word, rest, &taken));
    if (taken) return OK;
    if (str_eq(word, LIT("same"))) {
        same_answers(r);
        return OK;
    }
    if (str_eq(word, LIT("advice"))) {
        take_advice(r, rest);
        return OK;
    }
    if (str_eq(word, LIT("no_apply"))) {
        if (r->item) r->item->no_apply = 1;
        return OK;
    }
    ptrdiff_t dot = str_find_byte(word, '.');
    Str  code = dot < 0 ? word : str_sub(word, (size_t)dot + 1, word.n);
    Tri *t = text_of(r, dot < 0 ? (Str){0} : str_sub(word, 0, (size_t)dot));
    Lang l;
    if (!t || !lang_parse(code, &l)) return fail_text(c, BAD_FILE, "survey", word);
    t->v[l] = rest;
    t->state[l] = TEXT_WRITTEN;
    return OK;
}

static Fault take_one(Ctx *c, Str text) {
    Reading r = {.version = NULL};
    Str     line;
    while (str_split(&text, '\n', &line)) TRY(read_line(c, &r, line));
    TRY(keep(c, &r));
    if (!r.version) return fail(c, BAD_FILE, "survey", 0);
    r.version->state = SURVEY_STATE_PUBLISHED;
    r.version->published_at = c->reader.now;
    return ent_save(c, &survey_version_entity, r.version);
}

Fault survey_take_ready(Ctx *c, int64_t *ret_made) {
    const struct {
        const char *name, *begin, *end;
    } SETS[] = {
        {"diagnosis", data_diagnosis, data_diagnosis_end},
        {"exit_check", data_exit_check, data_exit_check_end},
        {"feedback", data_feedback, data_feedback_end},
    };
    *ret_made = 0;
    for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++) {
        Id there;
        Fault f = survey_by_ready(c, str_of(SETS[i].name), &there);
        if (f == OK) continue;
        if (f != NOT_FOUND) return f;
        TRY(take_one(c, (Str){SETS[i].begin, (size_t)(SETS[i].end - SETS[i].begin)}));
        (*ret_made)++;
    }
    return OK;
}
