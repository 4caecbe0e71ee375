/* ent_feed_test.c - the change log for programs, the reader's acts, and the bounds of JSON that is read. */
#include "store/fixture.h"

#include "ent/ent_sample.h"
#include "ent/form.h"

static Sample *saved(Fixture *f, const char *name, int visibility) {
    Sample *s = ent_new(&f->ctx, &sample_entity);
    s->name.v[LANG_HE] = str_of(name);
    s->kind = KIND_FLAT;
    s->note = LIT("for staff");
    s->secret = LIT("hush");
    s->head.visibility = visibility;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    return s;
}

static ChangePage page(Fixture *f, int64_t since, size_t limit) {
    static const Entity *const OF[] = {&sample_entity, &part_entity};
    ChangePage p = {.since = since, .limit = limit};
    assert_int_equal(changes_since(&f->ctx, OF, 2, &p), OK);
    return p;
}

static void test_the_feed_goes_on_where_it_ended_and_tells_each_change_once(void **state) {
    FIXTURE(f, state);
    int64_t since = 0;
    size_t told = 0;
    for (int i = 0; i < 7; i++) saved(f, "א", VIS_MEMBERS);
    for (bool more = true; more;) {
        ChangePage p = page(f, since, 3);
        for (size_t i = 0; i < p.n; i++) {
            assert_true(p.v[i].id > since);
            assert_int_equal(p.v[i].kind, CHANGE_CREATE);
        }
        told += p.n;
        since = p.next;
        more = p.more;
    }
    assert_int_equal(told, 7);
    assert_int_equal(page(f, since, 3).n, 0);
    assert_int_equal(page(f, since, 3).next, since);
}

static void test_the_feed_tells_nothing_of_records_that_are_not_for_the_reader(void **state) {
    FIXTURE(f, state);
    Sample *open = saved(f, "גלוי", VIS_MEMBERS);
    saved(f, "סגור", VIS_UNIT);
    fixture_become(f, 9, ROLE_RESIDENT, VIS_MEMBERS);
    ChangePage p = page(f, 0, 10);
    assert_int_equal(p.n, 1);
    assert_int_equal(p.v[0].record, open->head.id);
    assert_true(str_find(p.v[0].after, LIT("note")) < 0);
    assert_true(str_find(p.v[0].after, LIT("hush")) < 0);
    assert_int_equal(p.next, 2);
    f->ctx.who.org = FIXTURE_OTHER_ORG;
    assert_int_equal(page(f, 0, 10).n, 0);
    assert_int_equal(page(f, 0, 10).next, 0);
    fixture_system(f);
    assert_int_equal(page(f, 0, 10).n, 2);
}

static void test_a_reader_sees_their_own_acts_alone(void **state) {
    FIXTURE(f, state);
    ActRow *v;
    size_t  n;
    saved(f, "א", VIS_MEMBERS);
    fixture_become(f, 9, ROLE_HQ, VIS_UNIT);
    saved(f, "ב", VIS_MEMBERS);
    saved(f, "ג", VIS_MEMBERS);
    assert_int_equal(act_list(&f->ctx, 10, &v, &n), OK);
    assert_int_equal(n, 2);
    assert_true(v[0].id > v[1].id && v[0].at > v[1].at);
    assert_int_equal(v[0].kind, T_ACT_CHANGE);
    assert_int_equal(v[0].undone_by, 0);
    assert_int_equal(act_list(&f->ctx, 1, &v, &n), OK);
    assert_int_equal(n, 1);
    f->ctx.who.org = FIXTURE_OTHER_ORG;
    assert_int_equal(act_list(&f->ctx, 10, &v, &n), OK);
    assert_int_equal(n, 0);
}

/* ---- JSON ------------------------------------------------------------------------------------------------------- */

static Fault read_json(Fixture *f, const char *json, Sample *s) {
    f->ctx.complaints.n = 0;
    return ent_json_read(&f->ctx, &sample_entity, str_of(json), true, s);
}

static Str nested(Fixture *f, int depth) {
    Buf b;
    buf_init(&b, 1 << 16);
    buf_lit(&b, "{\"extra\":");
    for (int i = 0; i < depth; i++) buf_byte(&b, '[');
    for (int i = 0; i < depth; i++) buf_byte(&b, ']');
    buf_byte(&b, '}');
    Str s = arena_copy(&f->arena, buf_str(&b));
    buf_release(&b);
    return s;
}

static void test_json_is_read_to_a_depth_that_ends(void **state) {
    FIXTURE(f, state);
    Sample *s = ent_new(&f->ctx, &sample_entity);
    assert_int_equal(read_json(f, nested(f, 31).p, s), OK);
    assert_int_equal(read_json(f, nested(f, 32).p, s), BAD_REQUEST);
    assert_int_equal(read_json(f, "{\"code\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"}", s), OK);
    assert_int_equal(read_json(f, "{\"code\":\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"}", s), OK);
    assert_true(str_starts(s->code, LIT("\"[[")));
}

static void test_mistakes_in_json_are_told_by_field_and_not_without_end(void **state) {
    FIXTURE(f, state);
    Sample *s = ent_new(&f->ctx, &sample_entity);
    Buf b;
    assert_int_equal(read_json(f, "{\"count\":\"7\",\"nothing\":1,\"secret\":\"x\",\"id\":\"x\"}", s), INVALID);
    assert_int_equal(f->ctx.complaints.n, 3);
    assert_string_equal(f->ctx.complaints.v[0].field, "count");
    assert_string_equal(f->ctx.complaints.v[1].field, "nothing");
    assert_string_equal(f->ctx.complaints.v[2].field, "secret");
    buf_init(&b, 1 << 16);
    for (int i = 0; i < 500; i++) buf_printf(&b, "%s\"x%d\":1", i ? "," : "{", i);
    buf_lit(&b, "}");
    assert_int_equal(read_json(f, arena_z(&f->arena, buf_str(&b)), s), INVALID);
    assert_int_equal(f->ctx.complaints.n, 50);
    buf_release(&b);
}

static void test_a_part_of_a_record_has_its_head_and_what_was_asked(void **state) {
    FIXTURE(f, state);
    bool shown[SAMPLE_F_N] = {[SAMPLE_F_KIND] = true, [SAMPLE_F_SECRET] = true};
    Sample *s = saved(f, "א", VIS_MEMBERS);
    Buf b;
    buf_init(&b, 1 << 16);
    ent_json_part(&f->ctx, &b, &sample_entity, s, shown);
    assert_true(str_starts(buf_str(&b), LIT("{\"id\":\"")));
    assert_true(str_ends(buf_str(&b), LIT(",\"kind\":\"flat\"}")));
    buf_release(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_the_feed_goes_on_where_it_ended_and_tells_each_change_once),
        FIXTURE_BOTH(test_the_feed_tells_nothing_of_records_that_are_not_for_the_reader),
        FIXTURE_BOTH(test_a_reader_sees_their_own_acts_alone),
        FIXTURE_BOTH(test_json_is_read_to_a_depth_that_ends),
        FIXTURE_BOTH(test_mistakes_in_json_are_told_by_field_and_not_without_end),
        FIXTURE_BOTH(test_a_part_of_a_record_has_its_head_and_what_was_asked),
    };
    return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
