/* fit.c - does a tool fit a business, and the days of a tool in a case; no database. */
#include "tool/fit.h"

#include "case/case.h"

enum { POINTS_NEED = 4, POINTS_AREA = 3, POINTS_EMBEDDED = 2, POINTS_PILOT = 1, POINTS_NAMED = 1, MONTHS_OF_YEAR = 12 };

static int how_many(int64_t set) { return __builtin_popcountll((unsigned long long)set); }

static bool has(int64_t set, int one) { return one > 0 && (set & (int64_t)1 << (one - 1)) != 0; }

static bool speaks_against(int64_t set, int one) { return set && one && !has(set, one); }

ToolFit tool_fit(const Tool *t, const ToolAsk *ask) {
    ToolFit f = {.needs = t->needs & ask->needs, .areas = t->areas & ask->areas, .trade = has(t->trades, ask->trade),
                 .size = has(t->sizes, ask->size)};
    bool out = t->state == TOOL_STATE_RETIRED || speaks_against(t->trades, ask->trade) ||
               speaks_against(t->sizes, ask->size) || (!f.needs && !f.areas);
    if (out) return (ToolFit){0};
    f.points = POINTS_NEED * how_many(f.needs) + POINTS_AREA * how_many(f.areas);
    if (f.trade) f.points += POINTS_NAMED;
    if (f.size) f.points += POINTS_NAMED;
    if (t->state == TOOL_STATE_EMBEDDED) f.points += POINTS_EMBEDDED;
    if (t->state == TOOL_STATE_PILOT) f.points += POINTS_PILOT;
    return f;
}

static Day year_after(Day on) { return day_plus(consent_until(on, MONTHS_OF_YEAR), 1); }

void tool_days(ToolUse *u, Day on) {
    Day *days[] = {&u->shown_on, &u->tried_on, &u->used_on, &u->let_go_on};
    int  at = u->step - TOOL_STEP_SHOWN;
    if (at < 0 || at >= (int)(sizeof days / sizeof *days)) return;
    if (!*days[at]) *days[at] = on;
    for (int i = at + 1; i < (int)(sizeof days / sizeof *days); i++) *days[i] = 0;
    if (u->step < TOOL_STEP_IN_USE) u->kept_on = 0;
    bool asked = u->step == TOOL_STEP_IN_USE;
    u->ask_on = asked ? year_after(u->kept_on > u->used_on ? u->kept_on : u->used_on) : 0;
}

const char *tool_days_wrong(const ToolUse *u, Day today) {
    const struct {
        const char *field;
        Day         on;
    } DAYS[] = {{"shown_on", u->shown_on}, {"tried_on", u->tried_on}, {"used_on", u->used_on},
                {"let_go_on", u->let_go_on}};
    Day last = 0;
    for (size_t i = 0; i < sizeof DAYS / sizeof *DAYS; i++) {
        if (!DAYS[i].on) continue;
        if (DAYS[i].on > today || DAYS[i].on < last) return DAYS[i].field;
        last = DAYS[i].on;
    }
    return NULL;
}

int tool_after_year(const ToolUse *u, Day today) {
    if (!u->used_on || year_after(u->used_on) > today) return -1;
    if (u->kept_on >= year_after(u->used_on)) return 1;
    if (u->step == TOOL_STEP_LET_GO && u->let_go_on) return u->let_go_on >= year_after(u->used_on);
    return -1;
}
