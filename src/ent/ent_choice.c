/* ent_choice.c - what is chosen from: names for programs, words for people. */
#include "ent/ent_inner.h"

#include "base/check.h"
#include "base/utf8.h"

const Choice *choice_of(const Choices *choices, int value) {
    for (int i = 0; i < choices->n; i++) {
        if (choices->v[i].value == value) return &choices->v[i];
    }
    return NULL;
}

TextKey choice_label(const Choices *choices, int value) {
    const Choice *choice = choice_of(choices, value);
    return choice ? choice->label : T_NONE;
}

int choice_value(const Choices *choices, Str name) {
    for (int i = 0; i < choices->n; i++) {
        if (str_eq(name, str_of(choices->v[i].name))) return choices->v[i].value;
    }
    return 0;
}

/* ---- in words ---------------------------------------------------------------------------------------------------- */

enum { WORDED_MAX = 8 };
static struct {
    const Choices *of;
    ChoiceWordsFn  fn;
} worded[WORDED_MAX];
static int n_worded;

void choices_in_words(const Choices *of, ChoiceWordsFn fn) {
    for (int i = 0; i < n_worded; i++) {
        if (worded[i].of == of) return;
    }
    CHECK(n_worded < WORDED_MAX);
    worded[n_worded].of = of;
    worded[n_worded++].fn = fn;
}

/* NULL: their labels. */
static ChoiceWordsFn words_of(const Choices *choices) {
    for (int i = 0; i < n_worded; i++) {
        if (worded[i].of == choices) return worded[i].fn;
    }
    return NULL;
}

Str choice_words(Arena *a, const Reader *r, const Choices *choices, int value) {
    ChoiceWordsFn fn = words_of(choices);
    const Choice *choice = choice_of(choices, value);
    return !choice ? (Str){0} : fn ? fn(a, r, value) : tr(r->lang, choice->label);
}

/* ---- as people write it ------------------------------------------------------------------------------------------ */

/* What a file of ours says in whatever language; isolates do not come back from every program. */
static const Choice *choice_worded(const Ctx *c, const Choices *choices, Str text) {
    Reader r = c->reader;
    if (!words_of(choices)) return NULL;
    text = utf8_clean_line(c->arena, text);
    for (int i = 0; i < choices->n; i++) {
        for (r.lang = 0; r.lang < LANG_N; r.lang++) {
            Str words = choice_words(c->arena, &r, choices, choices->v[i].value);
            if (str_eq_nocase(text, utf8_clean_line(c->arena, words))) return &choices->v[i];
        }
    }
    return NULL;
}

/* By its name, else by its label or its words in any language of the program: people fill spreadsheets with them. */
const Choice *choice_named(const Ctx *c, const Choices *choices, Str text) {
    for (int i = 0; i < choices->n; i++) {
        if (str_eq_nocase(text, str_of(choices->v[i].name))) return &choices->v[i];
    }
    for (int i = 0; i < choices->n; i++) {
        for (Lang l = 0; l < LANG_N; l++) {
            if (str_eq_nocase(text, tr(l, choices->v[i].label))) return &choices->v[i];
        }
    }
    return choice_worded(c, choices, text);
}
