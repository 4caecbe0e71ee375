/* ent_act_test.c - the change log, undo, merge and un-merge. */
#include "store/fixture.h"

#include "ent/ent_sample.h"
#include "lang/show.h"

typedef struct Work {
    Fixture      *f;
    const Entity *e;
    Id            a, b;
    TextKey       kind;
    Sample       *recs[4];
    int           n;
} Work;

static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, ((Work *)arg)->a); }
static Fault run_merge(Ctx *c, void *arg) { return ent_merge(c, ((Work *)arg)->e, ((Work *)arg)->a, ((Work *)arg)->b); }
static Fault run_unmerge(Ctx *c, void *arg) { return ent_unmerge(c, ((Work *)arg)->e, ((Work *)arg)->a); }
static Fault run_saves(Ctx *c, void *arg) {
    Work *w = arg;
    if (w->kind) TRY(act_begin(c, w->kind, LIT("many")));
    for (int i = 0; i < w->n; i++) TRY(ent_save(c, &sample_entity, w->recs[i]));
    return OK;
}

static Fault undo(Fixture *f, Id act) { return fixture_write(f, run_undo, &(Work){.a = act}); }

static Sample *saved(Fixture *f, const char *name) {
    Sample *s = ent_new(&f->ctx, &sample_entity);
    s->name.v[LANG_HE] = str_of(name);
    s->kind = KIND_FLAT;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    return s;
}

static Sample *loaded(Fixture *f, Id id) {
    Sample *s = arena_alloc(&f->arena, sizeof *s);
    assert_int_equal(ent_load(&f->ctx, &sample_entity, id, s), OK);
    return s;
}

static void test_history_tells_who_changed_what_and_never_a_secret(void **state) {
    FIXTURE(f, state);
    Sample *s = saved(f, "א");
    fixture_become(f, 9, ROLE_HQ, VIS_UNIT);
    s->count = 5;
    s->secret = LIT("hush");
    s->head.unit = 33;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    Change *v;
    size_t n;
    assert_int_equal(ent_history(&f->ctx, &sample_entity, s->head.id, 10, &v, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(v[0].kind, CHANGE_UPDATE);
    assert_int_equal(v[0].account, 9);
    assert_true(str_eq(v[0].before, LIT("{\"count\":null,\"unit\":null}")));
    assert_true(str_eq(v[0].after, LIT("{\"count\":5,\"unit\":\"0000000000011\"}")));
    assert_int_equal(v[1].kind, CHANGE_CREATE);
    assert_true(str_eq(v[1].after, LIT("{\"name\":{\"he\":{\"text\":\"א\",\"state\":\"written\"}},\"kind\":\"flat\","
                                       "\"visibility\":\"unit\"}")));
}

static void test_the_chain_holds_until_somebody_rewrites_an_entry(void **state) {
    FIXTURE(f, state);
    int64_t n;
    for (int i = 0; i < 5; i++) saved(f, "א");
    assert_int_equal(act_verify_chain(&f->ctx, &n), OK);
    assert_int_equal(n, 5);
    assert_int_equal(fixture_script(f, "UPDATE changes SET after = replace(after, 'flat', 'tall') WHERE seq = 3"), OK);
    assert_int_equal(act_verify_chain(&f->ctx, &n), DB_BROKEN);
    assert_int_equal(f->ctx.fault.id, 3);
}

static void test_the_chain_misses_a_removed_entry(void **state) {
    FIXTURE(f, state);
    int64_t n;
    for (int i = 0; i < 5; i++) saved(f, "א");
    assert_int_equal(fixture_script(f, "DELETE FROM changes WHERE seq = 4"), OK);
    assert_int_equal(act_verify_chain(&f->ctx, &n), DB_BROKEN);
    assert_int_equal(f->ctx.fault.id, 4);
}

static void test_undo_puts_values_back_and_archives_what_was_made(void **state) {
    FIXTURE(f, state);
    Sample *s = saved(f, "א"), *t = ent_new(&f->ctx, &sample_entity);
    s->name.v[LANG_AR] = LIT("ا");
    s->colours = COLOUR_RED | COLOUR_GREEN;
    s->rate = 0.1;
    t->name.v[LANG_EN] = LIT("new");
    t->kind = KIND_TALL;
    Work w = {.recs = {s, t}, .n = 2};
    assert_int_equal(fixture_write(f, run_saves, &w), OK);
    assert_int_equal(undo(f, f->ctx.act), OK);
    Sample *back = loaded(f, s->head.id);
    assert_int_equal(back->colours, 0);
    assert_int_equal(back->name.v[LANG_AR].n, 0);
    assert_false(value_known(&SAMPLE_FIELDS[SAMPLE_F_RATE], back));
    assert_true(loaded(f, t->head.id)->head.archived_at > 0);
    int64_t n;
    assert_int_equal(act_verify_chain(&f->ctx, &n), OK);
}

static void test_undo_of_an_undo_brings_everything_again(void **state) {
    FIXTURE(f, state);
    Sample *s = saved(f, "א");
    s->count = 5;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    assert_int_equal(undo(f, f->ctx.act), OK);
    assert_int_equal(loaded(f, s->head.id)->count, NUMBER_NONE);
    assert_int_equal(undo(f, f->ctx.act), OK);
    assert_int_equal(loaded(f, s->head.id)->count, 5);
}

static void test_undo_is_too_late_when_the_same_field_changed_again(void **state) {
    FIXTURE(f, state);
    Sample *s = saved(f, "א");
    s->count = 5;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    Id act = f->ctx.act;
    s->rate = 1;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    s->count = 6;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    assert_int_equal(undo(f, act), TOO_LATE);
    assert_int_equal(f->ctx.fault.id, s->head.id);
    assert_string_equal(f->ctx.fault.about, "sample");
    assert_int_equal(loaded(f, s->head.id)->count, 6);
    assert_int_equal(loaded(f, s->head.id)->rate, 1);
}

static void test_undo_leaves_another_field_that_changed_since(void **state) {
    FIXTURE(f, state);
    Sample *s = saved(f, "א");
    s->count = 5;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    Id act = f->ctx.act;
    s->rate = 1;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    assert_int_equal(undo(f, act), OK);
    assert_int_equal(loaded(f, s->head.id)->count, NUMBER_NONE);
    assert_int_equal(loaded(f, s->head.id)->rate, 1);
}

static void test_undo_is_once_ones_own_and_for_thirty_days(void **state) {
    FIXTURE(f, state);
    fixture_become(f, 9, ROLE_HQ, VIS_UNIT);
    Sample *s = saved(f, "א");
    Id act = f->ctx.act;
    fixture_become(f, 10, ROLE_HQ, VIS_UNIT);
    assert_int_equal(undo(f, act), NOT_FOUND);
    fixture_become(f, 9, ROLE_HQ, VIS_UNIT);
    f->ctx.reader.now += (int64_t)31 * 24 * 3600 * 1000;
    assert_int_equal(undo(f, act), TOO_LATE);
    f->ctx.reader.now -= (int64_t)31 * 24 * 3600 * 1000;
    assert_int_equal(undo(f, act), OK);
    assert_int_equal(undo(f, act), TOO_LATE);
    assert_true(loaded(f, s->head.id)->head.archived_at > 0);
}

static Part *a_part(Fixture *f, Id owner, const char *title) {
    Part *p = ent_new(&f->ctx, &part_entity);
    p->owner = owner;
    p->title = str_of(title);
    assert_int_equal(fixture_save(f, &part_entity, p), OK);
    return p;
}

static Part *part_loaded(Fixture *f, Id id) {
    Part *p = arena_alloc(&f->arena, sizeof *p);
    assert_int_equal(ent_load(&f->ctx, &part_entity, id, p), OK);
    return p;
}

/* Two samples that shall become one, with a part and a reference each. */
typedef struct Pair {
    Sample *winner, *loser, *below, *above;
    Part   *part;
} Pair;

static Pair a_pair(Fixture *f) {
    Pair p = {.winner = saved(f, "א"), .loser = saved(f, "ב")};
    p.loser->name.v[LANG_AR] = LIT("ب");
    p.loser->price = 100;
    p.loser->code = LIT("K1");
    p.loser->head.unit = 55;
    assert_int_equal(fixture_save(f, &sample_entity, p.loser), OK);
    p.winner->count = 3;
    p.winner->parent = p.loser->head.id;
    assert_int_equal(fixture_save(f, &sample_entity, p.winner), OK);
    p.part = a_part(f, p.loser->head.id, "leg");
    p.below = saved(f, "ג");
    p.below->parent = p.loser->head.id;
    assert_int_equal(fixture_save(f, &sample_entity, p.below), OK);
    return p;
}

static void assert_merged(Fixture *f, const Pair *p) {
    Sample *w = loaded(f, p->winner->head.id);
    assert_true(str_eq(w->name.v[LANG_HE], LIT("א")) && str_eq(w->name.v[LANG_AR], LIT("ب")));
    assert_int_equal(w->price, 100);
    assert_int_equal(w->count, 3);
    assert_true(str_eq(w->code, LIT("K1")));
    assert_int_equal(w->parent, 0);
    assert_int_equal(loaded(f, p->loser->head.id)->head.merged_into, w->head.id);
    assert_int_equal(part_loaded(f, p->part->head.id)->owner, w->head.id);
    assert_int_equal(part_loaded(f, p->part->head.id)->head.unit, 0);
    assert_int_equal(loaded(f, p->below->head.id)->parent, w->head.id);
    Id lives;
    assert_int_equal(ent_resolve(&f->ctx, &sample_entity, p->loser->head.id, &lives), OK);
    assert_int_equal(lives, w->head.id);
}

static void assert_apart(Fixture *f, const Pair *p) {
    Sample *w = loaded(f, p->winner->head.id), *l = loaded(f, p->loser->head.id);
    for (int i = 0; i < SAMPLE_F_N; i++) {
        assert_true(value_eq(&SAMPLE_FIELDS[i], w, p->winner));
        assert_true(value_eq(&SAMPLE_FIELDS[i], l, p->loser));
    }
    assert_int_equal(l->head.merged_into, 0);
    assert_int_equal(part_loaded(f, p->part->head.id)->owner, l->head.id);
    assert_int_equal(part_loaded(f, p->part->head.id)->head.unit, 55);
    assert_int_equal(loaded(f, p->below->head.id)->parent, l->head.id);
}

static void test_merge_fills_and_moves_and_unmerge_brings_all_back(void **state) {
    FIXTURE(f, state);
    Pair p = a_pair(f);
    Work w = {.e = &sample_entity, .a = p.winner->head.id, .b = p.loser->head.id};
    assert_int_equal(fixture_write(f, run_merge, &w), OK);
    assert_merged(f, &p);
    Sample stale = *p.loser;
    assert_int_equal(fixture_save(f, &sample_entity, &stale), STALE);
    assert_int_equal(fixture_write(f, run_unmerge, &(Work){.e = &sample_entity, .a = p.loser->head.id}), OK);
    assert_apart(f, &p);
}

static void test_undo_of_a_merge_is_an_unmerge_and_undo_of_that_merges_again(void **state) {
    FIXTURE(f, state);
    Pair p = a_pair(f);
    Work w = {.e = &sample_entity, .a = p.winner->head.id, .b = p.loser->head.id};
    assert_int_equal(fixture_write(f, run_merge, &w), OK);
    assert_int_equal(undo(f, f->ctx.act), OK);
    assert_apart(f, &p);
    assert_int_equal(undo(f, f->ctx.act), OK);
    assert_merged(f, &p);
}

static void test_a_reference_to_a_merged_record_is_followed(void **state) {
    FIXTURE(f, state);
    Pair p = a_pair(f);
    Work w = {.e = &sample_entity, .a = p.winner->head.id, .b = p.loser->head.id};
    assert_int_equal(fixture_write(f, run_merge, &w), OK);
    Part *q = a_part(f, p.loser->head.id, "arm");
    assert_int_equal(q->owner, p.winner->head.id);
    assert_int_equal(fixture_write(f, run_merge, &w), STALE);
    w.b = w.a;
    assert_int_equal(fixture_write(f, run_merge, &w), LOOP);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_history_tells_who_changed_what_and_never_a_secret),
        FIXTURE_BOTH(test_the_chain_holds_until_somebody_rewrites_an_entry),
        FIXTURE_BOTH(test_the_chain_misses_a_removed_entry),
        FIXTURE_BOTH(test_undo_puts_values_back_and_archives_what_was_made),
        FIXTURE_BOTH(test_undo_of_an_undo_brings_everything_again),
        FIXTURE_BOTH(test_undo_is_too_late_when_the_same_field_changed_again),
        FIXTURE_BOTH(test_undo_leaves_another_field_that_changed_since),
        FIXTURE_BOTH(test_undo_is_once_ones_own_and_for_thirty_days),
        FIXTURE_BOTH(test_merge_fills_and_moves_and_unmerge_brings_all_back),
        FIXTURE_BOTH(test_undo_of_a_merge_is_an_unmerge_and_undo_of_that_merges_again),
        FIXTURE_BOTH(test_a_reference_to_a_merged_record_is_followed),
    };
    return cmocka_run_group_tests_name("ent_act", tests, NULL, NULL);
}
