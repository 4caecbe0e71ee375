/* ent_store_test.c - records in the database: what goes in comes out, who may see and write. */
#include "store/fixture.h"

#include "ent/ent_sample.h"
#include "lang/show.h"

static Sample *a_sample(Fixture *f, const char *name) {
    Sample *s = ent_new(&f->ctx, &sample_entity);
    s->name.v[LANG_HE] = str_of(name);
    s->kind = KIND_FLAT;
    return s;
}

static Sample *saved(Fixture *f, const char *name) {
    Sample *s = a_sample(f, name);
    Fault fault = fixture_save(f, &sample_entity, s);
    if (fault != OK) {
        fail_msg("%s: %s %s", fault_name(fault), f->ctx.complaints.n ? f->ctx.complaints.v[0].field : "",
                 f->ctx.complaints.n ? TEXT_NAMES[f->ctx.complaints.v[0].key] : "");
    }
    return s;
}

static Sample *loaded(Fixture *f, Id id) {
    Sample *s = arena_alloc(&f->arena, sizeof *s);
    assert_int_equal(ent_load(&f->ctx, &sample_entity, id, s), OK);
    return s;
}

static void test_a_new_record_comes_back(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f, "נגריית הנגב");
    s->name.v[LANG_AR] = LIT("منجرة النقب");
    s->price = 425050;
    s->open = 0;
    s->phone = LIT("+972525550142");
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    assert_int_equal(s->head.version, 1);
    assert_true(s->head.id > 0);
    assert_int_equal(s->head.org, f->org);
    Sample *back = loaded(f, s->head.id);
    assert_memory_equal(&back->head, &s->head, sizeof back->head);
    for (int i = 0; i < SAMPLE_F_N; i++) assert_true(value_eq(&SAMPLE_FIELDS[i], s, back));
    assert_int_equal(back->name.state[LANG_AR], TEXT_WRITTEN);
    assert_int_equal(back->count, NUMBER_NONE);
}

static void test_a_change_grows_the_version_and_an_equal_save_does_not(void **state) {
    FIXTURE(f, state);
    Sample *s = saved(f, "א");
    s->count = 7;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    assert_int_equal(s->head.version, 2);
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    assert_int_equal(s->head.version, 2);
    assert_int_equal(loaded(f, s->head.id)->head.version, 2);
}

static void test_the_second_to_save_is_told_that_it_is_stale(void **state) {
    FIXTURE(f, state);
    Sample *s = saved(f, "א"), other = *s;
    s->count = 1;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    other.count = 2;
    assert_int_equal(fixture_save(f, &sample_entity, &other), STALE);
    assert_int_equal(other.head.version, 1);
    assert_int_equal(loaded(f, s->head.id)->count, 1);
}

static void test_complaints_name_every_wrong_field(void **state) {
    FIXTURE(f, state);
    Sample *s = ent_new(&f->ctx, &sample_entity);
    s->count = 1000001;
    s->code = LIT("12345678901234567");
    s->since = 20260230;
    assert_int_equal(fixture_save(f, &sample_entity, s), INVALID);
    const char *want[] = {"name", "code", "count", "since", "kind"};
    assert_int_equal(f->ctx.complaints.n, 5);
    for (int i = 0; i < 5; i++) assert_string_equal(f->ctx.complaints.v[i].field, want[i]);
}

static void test_a_unique_value_is_taken_once_until_its_record_is_archived(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f, "א"), *t = a_sample(f, "ב");
    s->code = t->code = LIT("K1");
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    assert_int_equal(fixture_save(f, &sample_entity, t), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "code");
    assert_int_equal(fixture_archive(f, &sample_entity, s->head.id), OK);
    assert_int_equal(fixture_save(f, &sample_entity, t), OK);
    assert_true(loaded(f, s->head.id)->head.archived_at > 0);
}

static void test_fields_for_staff_are_hidden_from_others_and_survive_their_saving(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f, "א");
    s->note = LIT("for staff");
    s->head.visibility = VIS_PUBLIC;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    fixture_reach(f, 9, 0, VIS_UNIT);
    fixture_become(f, 9, ROLE_OWNER, VIS_PUBLIC);
    Sample *seen = loaded(f, s->head.id);
    assert_int_equal(seen->note.n, 0);
    seen->count = 3;
    seen->note = LIT("mine");
    assert_int_equal(fixture_save(f, &sample_entity, seen), OK);
    fixture_system(f);
    seen = loaded(f, s->head.id);
    assert_int_equal(seen->count, 3);
    assert_true(str_eq(seen->note, LIT("for staff")));
}

static void test_a_coordinator_writes_where_the_reach_goes_and_nowhere_else(void **state) {
    FIXTURE(f, state);
    enum { UNIT = 500, OTHER = 501 };
    Sample *s = a_sample(f, "א"), *t = a_sample(f, "ב");
    s->head.unit = UNIT;
    t->head.unit = OTHER;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    assert_int_equal(fixture_save(f, &sample_entity, t), OK);
    fixture_reach(f, 9, UNIT, VIS_UNIT);
    fixture_become(f, 9, ROLE_COORDINATOR, VIS_MEMBERS);
    s->count = 1;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    t->count = 1;
    assert_int_equal(fixture_save(f, &sample_entity, t), NOT_FOUND);
    s->head.unit = OTHER;
    assert_int_equal(fixture_save(f, &sample_entity, s), NOT_ALLOWED);
    s->head.unit = UNIT;
    s->head.visibility = VIS_PRIVATE;
    assert_int_equal(fixture_save(f, &sample_entity, s), NOT_ALLOWED);
    fixture_become(f, 10, ROLE_RESIDENT, VIS_UNIT);
    s->head.visibility = VIS_UNIT;
    assert_int_equal(fixture_save(f, &sample_entity, s), NOT_ALLOWED);
}

static void test_a_new_record_without_a_place_stands_where_its_writer_works(void **state) {
    FIXTURE(f, state);
    enum { UNIT = 500, LATER = 501, READ_ONLY = 400 };
    fixture_reach(f, 9, LATER, VIS_UNIT);
    fixture_reach(f, 9, UNIT, VIS_UNIT);
    fixture_reach(f, 9, READ_ONLY, VIS_MEMBERS);
    fixture_become(f, 9, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_int_equal(saved(f, "א")->head.unit, UNIT);
    Sample *elsewhere = a_sample(f, "ב");
    elsewhere->head.unit = READ_ONLY;
    assert_int_equal(fixture_save(f, &sample_entity, elsewhere), NOT_ALLOWED);
    Sample *own = a_sample(f, "ג");
    own->head.visibility = VIS_PRIVATE;
    assert_int_equal(fixture_save(f, &sample_entity, own), OK);
    assert_int_equal(own->head.unit, 0);
    fixture_system(f);
    fixture_reach(f, 9, 0, VIS_UNIT);
    fixture_become(f, 9, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_int_equal(saved(f, "ו")->head.unit, 0);
    fixture_become(f, 10, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_int_equal(fixture_save(f, &sample_entity, a_sample(f, "ד")), NOT_ALLOWED);
    fixture_system(f);
    assert_int_equal(saved(f, "ה")->head.unit, 0);
}

static void test_another_organisation_sees_and_writes_nothing(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f, "א");
    s->head.visibility = VIS_PUBLIC;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    f->ctx.who.org = FIXTURE_OTHER_ORG;
    Sample *back = arena_alloc(&f->arena, sizeof *back);
    assert_int_equal(ent_load(&f->ctx, &sample_entity, s->head.id, back), NOT_FOUND);
    s->count = 4;
    assert_int_equal(fixture_save(f, &sample_entity, s), NOT_FOUND);
    Str name;
    assert_int_equal(ent_labels(&f->ctx, &s->head.id, 1, &name), OK);
    assert_int_equal(name.n, 0);
}

static void test_children_follow_their_record_when_it_moves(void **state) {
    FIXTURE(f, state);
    Sample *s = saved(f, "א");
    Part *p = ent_new(&f->ctx, &part_entity);
    p->owner = s->head.id;
    p->title = LIT("leg");
    assert_int_equal(fixture_save(f, &part_entity, p), OK);
    assert_int_equal(p->head.visibility, VIS_UNIT);
    assert_int_equal(p->head.team, s->head.id);
    s->head.visibility = VIS_PUBLIC;
    s->head.unit = 77;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    Part *back = arena_alloc(&f->arena, sizeof *back);
    assert_int_equal(ent_load(&f->ctx, &part_entity, p->head.id, back), OK);
    assert_int_equal(back->head.visibility, VIS_PUBLIC);
    assert_int_equal(back->head.unit, 77);
    assert_int_equal(back->head.version, 1);
}

static void test_labels_fall_back_and_follow_the_reader(void **state) {
    FIXTURE(f, state);
    Sample *s = saved(f, "שפרעם");
    Str names[3];
    Id ids[3] = {s->head.id, 12345, s->head.id};
    for (Lang l = 0; l < LANG_N; l++) {
        f->ctx.reader.lang = l;
        assert_int_equal(ent_labels(&f->ctx, ids, 3, names), OK);
        assert_true(str_eq(names[0], LIT("שפרעם")) && str_eq(names[2], names[0]));
        assert_int_equal(names[1].n, 0);
    }
    s->name.v[LANG_AR] = LIT("شفاعمرو");
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    f->ctx.reader.lang = LANG_AR;
    assert_int_equal(ent_labels(&f->ctx, ids, 1, names), OK);
    assert_true(str_eq(names[0], LIT("شفاعمرو")));
    f->ctx.reader.lang = LANG_HE;
    assert_int_equal(ent_labels(&f->ctx, ids, 1, names), OK);
    assert_true(str_eq(names[0], LIT("שפרעם")));
}

static void test_a_reference_to_nothing_is_refused(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f, "א");
    s->parent = 123456789;
    assert_int_equal(fixture_save(f, &sample_entity, s), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "parent");
}

static void test_a_new_record_costs_few_statements(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f, "א");
    s->name.v[LANG_AR] = LIT("ا");
    unsigned before = f->ctx.queries;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    /* row, 2 texts, labels, act, the end of the chain (once a group), entry */
    assert_int_equal(f->ctx.queries - before, 6 + LANG_N);
}

static void test_a_record_made_on_a_device_keeps_its_id_and_is_made_once(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f, "א");
    s->head.id = id_new(f->ctx.reader.now);
    Sample again = *s;
    Id id = s->head.id;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    assert_int_equal(s->head.id, id);
    assert_int_equal(fixture_save(f, &sample_entity, &again), DUPLICATE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_new_record_comes_back),
        FIXTURE_BOTH(test_a_change_grows_the_version_and_an_equal_save_does_not),
        FIXTURE_BOTH(test_the_second_to_save_is_told_that_it_is_stale),
        FIXTURE_BOTH(test_complaints_name_every_wrong_field),
        FIXTURE_BOTH(test_a_unique_value_is_taken_once_until_its_record_is_archived),
        FIXTURE_BOTH(test_fields_for_staff_are_hidden_from_others_and_survive_their_saving),
        FIXTURE_BOTH(test_a_coordinator_writes_where_the_reach_goes_and_nowhere_else),
        FIXTURE_BOTH(test_a_new_record_without_a_place_stands_where_its_writer_works),
        FIXTURE_BOTH(test_another_organisation_sees_and_writes_nothing),
        FIXTURE_BOTH(test_children_follow_their_record_when_it_moves),
        FIXTURE_BOTH(test_labels_fall_back_and_follow_the_reader),
        FIXTURE_BOTH(test_a_reference_to_nothing_is_refused),
        FIXTURE_BOTH(test_a_new_record_costs_few_statements),
        FIXTURE_BOTH(test_a_record_made_on_a_device_keeps_its_id_and_is_made_once),
    };
    return cmocka_run_group_tests_name("ent_store", tests, NULL, NULL);
}
