/* Community tools: the catalogue is taken once, a case has a tool once with the days of its stages, what the team says
** stays with it, variants return with their result, and sums count those who agreed. */
#include "cases.h"

#include "tool/tool_page.h"

typedef struct Room {
    House h;
    Case *k;
    Id    tool;
} Room;

static Fault take_run(Ctx *c, void *arg) { return tool_take_ready(c, arg); }

static Id a_tool(House *h, const char *name) {
    Tool *t = ent_new(&h->f->ctx, &tool_entity);
    fixture_system(h->f);
    t->title.v[LANG_HE] = str_of(name);
    assert_int_equal(fixture_save(h->f, &tool_entity, t), OK);
    return t->head.id;
}

static void a_room(Room *r, Fixture *f) {
    a_house(&r->h, f);
    r->k = a_case(&r->h);
    assert_int_equal(add_member(&r->h, r->k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(&r->h, r->k, OWNER, CASE_ROLE_OWNER), OK);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&r->h, r->k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    r->tool = a_tool(&r->h, "פאנל");
    become(&r->h, CONSULTANT);
}

static Fault begin(Room *r, Id tool, int step, ToolUse **ret_u) {
    ToolUse *u = ent_new(&r->h.f->ctx, &tool_use_entity);
    u->of_case = r->k->head.id;
    u->tool = tool;
    u->step = step;
    if (ret_u) *ret_u = u;
    return fixture_save(r->h.f, &tool_use_entity, u);
}

typedef struct Moving {
    Id       use;
    ToolMove m;
    ToolUse *u;
} Moving;

static Fault move_run(Ctx *c, void *arg) {
    Moving *m = arg;
    return tool_move(c, m->use, &m->m, m->u);
}

static Fault keep_run(Ctx *c, void *arg) {
    Moving *m = arg;
    return tool_keep(c, m->use, m->u);
}

static Fault move(Room *r, ToolUse *u, ToolMove m) {
    Moving v = {.use = u->head.id, .m = m, .u = u};
    return fixture_write(r->h.f, move_run, &v);
}

static bool complained(Fixture *f, const char *field) { return complaint_of(&f->ctx, field) != NULL; }

static void test_ready_tools_are_taken_once(void **state) {
    FIXTURE(f, state);
    int64_t     n;
    const Tool *all;
    size_t      all_n;
    fixture_system(f);
    assert_int_equal(fixture_write(f, take_run, &n), OK);
    assert_true(n >= 25);
    int64_t before = n;
    assert_int_equal(fixture_write(f, take_run, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(tools_all(&f->ctx, &all, &all_n), OK);
    assert_int_equal(all_n, before);
    for (size_t i = 0; i < all_n; i++) {
        for (int l = 0; l < LANG_N; l++) {
            bool held = l == LANG_HE || l == LANG_AR || l == LANG_EN;
            if (held && !(all[i].title.v[l].n && all[i].what_for.v[l].n && all[i].steps.v[l].n)) {
                fail_msg("a ready tool has no words in language %d", l);
            }
        }
        assert_true(all[i].needs && all[i].lines && all[i].state == TOOL_STATE_IDEA);
    }
}

static void test_a_case_has_a_tool_once_and_its_circle_sees_it(void **state) {
    FIXTURE(f, state);
    Room     r;
    ToolUse *u;
    a_room(&r, f);
    assert_int_equal(begin(&r, r.tool, 0, &u), OK);
    assert_int_equal(u->step, TOOL_STEP_SHOWN);
    assert_int_equal(u->shown_on, f->ctx.reader.today);
    Id id = u->head.id;
    assert_int_equal(begin(&r, r.tool, TOOL_STEP_TRIED, NULL), INVALID);
    assert_true(complained(f, "tool"));
    ToolNote *n = ent_new(&f->ctx, &tool_note_entity);
    n->of_use = id;
    n->text = LIT("they hesitate");
    assert_int_equal(fixture_save(f, &tool_note_entity, n), OK);
    sees(&r.h, &tool_use_entity, id, "xxx  ");
    sees(&r.h, &tool_note_entity, n->head.id, "xx   ");
    sees(&r.h, &tool_entity, r.tool, "xxxxx");
}

static void test_letting_go_wants_a_reason_and_days_their_order(void **state) {
    FIXTURE(f, state);
    Room     r;
    ToolUse *u;
    a_room(&r, f);
    Day today = f->ctx.reader.today;
    assert_int_equal(begin(&r, r.tool, TOOL_STEP_TRIED, &u), OK);
    assert_int_equal(move(&r, u, (ToolMove){.step = TOOL_STEP_LET_GO}), INVALID);
    assert_true(complained(f, "reason"));
    assert_int_equal(move(&r, u, (ToolMove){.step = TOOL_STEP_IN_USE, .on = day_plus(today, 1)}), INVALID);
    assert_true(complained(f, "used_on"));
    assert_int_equal(move(&r, u, (ToolMove){.step = TOOL_STEP_IN_USE, .on = day_plus(today, -1)}), INVALID);
    assert_int_equal(move(&r, u, (ToolMove){.step = TOOL_STEP_LET_GO, .reason = LIT("too far")}), OK);
    assert_int_equal(u->let_go_on, today);
    assert_int_equal(u->ask_on, 0);
}

/* Asked of the lead alone, a year after it was begun, and again a year after the answer. */
static void test_the_lead_is_asked_after_a_year(void **state) {
    FIXTURE(f, state);
    Room     r;
    ToolUse *u, waits[4];
    size_t   n;
    a_room(&r, f);
    Day today = f->ctx.reader.today;
    assert_int_equal(begin(&r, r.tool, TOOL_STEP_SHOWN, &u), OK);
    u->shown_on = 0;
    u->step = TOOL_STEP_IN_USE;
    u->used_on = day_plus(today, -364);
    assert_int_equal(fixture_save(f, &tool_use_entity, u), OK);
    assert_int_equal(tool_waiting(&f->ctx, waits, 4, &n), OK);
    assert_int_equal(n, 0);
    u->used_on = day_plus(today, -366);
    assert_int_equal(fixture_save(f, &tool_use_entity, u), OK);
    assert_int_equal(tool_waiting(&f->ctx, waits, 4, &n), OK);
    assert_int_equal(n, 1);
    become(&r.h, COORDINATOR);
    assert_int_equal(tool_waiting(&f->ctx, waits, 4, &n), OK);
    assert_int_equal(n, 0);
    become(&r.h, CONSULTANT);
    Moving m = {.use = u->head.id, .u = u};
    assert_int_equal(fixture_write(f, keep_run, &m), OK);
    assert_int_equal(u->kept_on, today);
    assert_int_equal(tool_after_year(u, today), 1);
    assert_int_equal(tool_waiting(&f->ctx, waits, 4, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(move(&r, u, (ToolMove){.step = TOOL_STEP_LET_GO, .reason = LIT("sold")}), OK);
    assert_int_equal(fixture_write(f, keep_run, &m), STALE);
}

static void test_a_variant_returns_with_its_result(void **state) {
    FIXTURE(f, state);
    Room r;
    a_room(&r, f);
    ToolVariant *v = ent_new(&f->ctx, &tool_variant_entity);
    v->tool = r.tool;
    v->title = LIT("panel in the tent");
    v->place = r.h.town;
    v->changed = LIT("in the evening");
    v->why = LIT("people work by day");
    assert_int_equal(fixture_save(f, &tool_variant_entity, v), OK);
    assert_int_equal(v->head.visibility, VIS_UNIT);
    assert_int_equal(v->head.unit, r.h.town);
    v->shared_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &tool_variant_entity, v), INVALID);
    assert_true(complained(f, "result"));
    v->result = LIT("nine came");
    assert_int_equal(fixture_save(f, &tool_variant_entity, v), OK);
    assert_int_equal(v->head.visibility, VIS_MEMBERS);
    ToolUse *u = ent_new(&f->ctx, &tool_use_entity);
    u->of_case = r.k->head.id;
    u->tool = a_tool(&r.h, "יריד");
    u->variant = v->head.id;
    become(&r.h, CONSULTANT);
    assert_int_equal(fixture_save(f, &tool_use_entity, u), INVALID);
    assert_true(complained(f, "variant"));
}

static void test_a_retired_tool_is_not_begun(void **state) {
    FIXTURE(f, state);
    Room  r;
    a_room(&r, f);
    Tool *t = ent_new(&f->ctx, &tool_entity);
    fixture_system(f);
    assert_int_equal(ent_load(&f->ctx, &tool_entity, r.tool, t), OK);
    t->state = TOOL_STATE_RETIRED;
    assert_int_equal(fixture_save(f, &tool_entity, t), OK);
    become(&r.h, CONSULTANT);
    assert_int_equal(begin(&r, r.tool, TOOL_STEP_SHOWN, NULL), INVALID);
    assert_true(complained(f, "tool"));
}

static void test_sums_count_those_who_agreed(void **state) {
    FIXTURE(f, state);
    Room     r;
    ToolSums s;
    a_room(&r, f);
    assert_int_equal(begin(&r, r.tool, TOOL_STEP_IN_USE, NULL), OK);
    become(&r.h, HEADQUARTERS);
    assert_int_equal(tool_sums(&f->ctx, 0, &s), OK);
    assert_int_equal(s.n, 0);
    become(&r.h, CONSULTANT);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&r.h, r.k, CONSENT_PURPOSE_RESULTS)), OK);
    become(&r.h, HEADQUARTERS);
    assert_int_equal(tool_sums(&f->ctx, r.tool, &s), OK);
    assert_int_equal(s.n, 1);
    assert_int_equal(s.with, 1);
    assert_int_equal(s.v[0].at[TOOL_STEP_IN_USE], 1);
    ToolTold t = tool_tell(&s.v[0]);              /* one alone is not told, nor is the share */
    assert_int_equal(t.all, NUMBER_NONE);
    assert_int_equal(t.at[TOOL_STEP_IN_USE], NUMBER_NONE);
    assert_false(tool_share_told(&s).told);
}

static void test_small_cells_are_not_told(void **state) {
    (void)state;
    ToolSum  s = {.at = {0, 6, 2, 9, 0}, .all = 17, .kept = 5, .not_kept = 1};
    ToolTold t = tool_tell(&s);
    assert_int_equal(t.at[TOOL_STEP_TRIED], NUMBER_NONE);
    assert_int_equal(t.at[TOOL_STEP_IN_USE], NUMBER_NONE);      /* else the small one is what the total leaves over */
    assert_int_equal(t.at[TOOL_STEP_SHOWN], 6);
    assert_int_equal(t.all, 17);
    assert_int_equal(t.kept, NUMBER_NONE);
    s.not_kept = 5;
    assert_int_equal(tool_tell(&s).asked, 10);
    ToolSums all = {.cases = 20, .with = 2};
    assert_false(tool_share_told(&all).told);
    all.with = 7;
    assert_true(tool_share_told(&all).told);
    assert_int_equal(tool_share_told(&all).percent, 35);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_ready_tools_are_taken_once),
        FIXTURE_BOTH(test_a_case_has_a_tool_once_and_its_circle_sees_it),
        FIXTURE_BOTH(test_letting_go_wants_a_reason_and_days_their_order),
        FIXTURE_BOTH(test_the_lead_is_asked_after_a_year),
        FIXTURE_BOTH(test_a_variant_returns_with_its_result),
        FIXTURE_BOTH(test_a_retired_tool_is_not_begun),
        FIXTURE_BOTH(test_sums_count_those_who_agreed),
        cmocka_unit_test(test_small_cells_are_not_told),
    };
    return cmocka_run_group_tests_name("tools", tests, NULL, NULL);
}
