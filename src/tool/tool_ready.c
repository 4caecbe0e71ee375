/* tool_ready.c - the tools that come with the program (data/tools.tsv), made into tools of an organisation. */
#include "tool/tool_page.h"

#include "actor_ent.h"
#include "base/utf8.h"
#include "response_ent.h"
#include "survey_ent.h"

__asm__(".section .rodata\n.global tools_ready\ntools_ready:\n.incbin \"tools.tsv\"\n.global tools_ready_end\n"
        "tools_ready_end:\n.byte 0\n.previous\n");
extern const char tools_ready[], tools_ready_end[];

enum { AT_NEEDS = 1, AT_AREAS, AT_TRADES, AT_SIZES, AT_SECTORS, AT_LINES, AT_TEXTS, COLUMNS = 16 };

/* "market network": a set by the names of its choices; an unknown name is a broken file. */
static Fault take_set(Ctx *c, const Choices *choices, Str words, int64_t *ret_set) {
    Str word;
    while (str_split(&words, ' ', &word)) {
        if (!word.n) continue;
        int one = choice_value(choices, word);
        if (!one) return fail_text(c, BAD_FILE, "tools", word);
        *ret_set |= (int64_t)1 << (one - 1);
    }
    return OK;
}

static void take_text(Ctx *c, Tri *t, Lang l, Str words) {
    enum { TEXT_MAX = 2000 };
    if (!words.n) return;
    t->v[l] = utf8_lines(c->arena, words, '|', TEXT_MAX);
    t->state[l] = TEXT_WRITTEN;
}

static Fault take_line(Ctx *c, const Str *v) {
    static const Lang HELD[] = {LANG_EN, LANG_HE, LANG_AR};
    Tool *t = ent_new(c, &tool_entity);
    t->ready = v[0];
    TRY(take_set(c, &need_kind_choices, v[AT_NEEDS], &t->needs));
    TRY(take_set(c, &consultant_area_choices, v[AT_AREAS], &t->areas));
    TRY(take_set(c, &trade_group_choices, v[AT_TRADES], &t->trades));
    TRY(take_set(c, &size_class_choices, v[AT_SIZES], &t->sizes));
    TRY(take_set(c, &tool_sector_choices, v[AT_SECTORS], &t->sectors));
    TRY(take_set(c, &survey_line_choices, v[AT_LINES], &t->lines));
    for (int i = 0; i < (int)(sizeof HELD / sizeof *HELD); i++) {
        take_text(c, &t->title, HELD[i], v[AT_TEXTS + i]);
        take_text(c, &t->what_for, HELD[i], v[AT_TEXTS + 3 + i]);
        take_text(c, &t->steps, HELD[i], v[AT_TEXTS + 6 + i]);
    }
    return ent_save(c, &tool_entity, t);
}

Fault tool_take_ready(Ctx *c, int64_t *ret_made) {
    Str text = {tools_ready, (size_t)(tools_ready_end - tools_ready)}, line;
    *ret_made = 0;
    while (str_split(&text, '\n', &line)) {
        Str     v[COLUMNS + 1] = {{0}}, there = line;
        Id      id;
        int     n = 0;
        if (!line.n || line.p[0] == '#') continue;
        while (n < COLUMNS + 1 && str_split(&there, '\t', &v[n])) n++;
        if (n != COLUMNS) return fail_text(c, BAD_FILE, "tools", v[0]);
        Fault f = tool_by_ready(c, v[0], &id);
        if (f == OK) continue;
        if (f != NOT_FOUND) return f;
        TRY(take_line(c, v));
        (*ret_made)++;
    }
    return OK;
}
