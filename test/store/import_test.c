/* Imports into a region: what each row does, knowing who is there, one act that can be taken back. */
#include "fixture.h"

#include "import/import_inner.h"

#include <fcntl.h>
#include <xlsxwriter.h>

typedef struct Outcome {
    ImportReport report;
    Fault        fault;
    Id           act;
} Outcome;

/* One pass over a file as the system of the fixture, with what `how` says of dry, alone and import; texts of the report
** live in the fixture's arena. */
static Outcome pass_fd(Fixture *f, int fd, ImportPlan plan, Pass how) {
    Outcome out = {.fault = OK};
    ImportFile file;
    Arena *memory = ARENA_NEW(&f->arena, Arena);
    arena_init(memory, 256 << 20);
    out.fault = import_file_open(memory, fd, LIT("list.csv"), &plan, &file);
    fixture_unread(f);
    f->ctx.reader.now += 60 * 1000;
    if (out.fault == OK) {
        Pass p = how;
        p.c = &f->ctx;
        p.plan = &plan;
        p.file = &file;
        p.kept = &f->arena;
        p.report = &out.report;
        out.fault = import_pass(&p);
        out.act = p.act;
    }
    import_file_close(&file);
    arena_release(memory);
    close(fd);
    fixture_read(f);
    return out;
}

static Outcome pass_how(Fixture *f, const char *text, ImportPlan plan, Pass how) {
    char path[] = "/tmp/rakaz-import.XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(pwrite(fd, text, strlen(text), 0), (ssize_t)strlen(text));
    return pass_fd(f, fd, plan, how);
}

static Outcome pass(Fixture *f, const char *text, ImportPlan plan, bool dry) {
    return pass_how(f, text, plan, (Pass){.dry = dry});
}

static Outcome run(Fixture *f, const char *text) { return pass(f, text, (ImportPlan){0}, false); }

static int64_t count(Fixture *f, const char *sql) {
    Query q = db_made(&f->ctx, str_of(sql), LIT(""), LIT("n:int"));
    int64_t n = -1;
    assert_int_equal(db_int(&f->ctx, &q, NO_VALS, &n), OK);
    return n;
}

static int64_t live(Fixture *f) { return count(f, "SELECT count(*) FROM actors WHERE archived_at IS NULL"); }

static void counts_are(const Outcome *o, int64_t made, int64_t changed, int64_t known, int64_t left) {
    assert_int_equal(o->fault, OK);
    assert_int_equal(o->report.made, made);
    assert_int_equal(o->report.changed, changed);
    assert_int_equal(o->report.known, known);
    assert_int_equal(import_left_all(&o->report), left);
}

static void a_place(Fixture *f, const char *name) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_LOCALITY;
    import_name_set(&p->name, str_of(name));
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
}

static Actor *the_actor(Fixture *f, const char *phone) {
    Query q = {.sql = "SELECT x.id FROM actors x WHERE x.phone = :phone", .in = "phone:text", .out = "id:id"};
    q = db_made(&f->ctx, str_of(q.sql), str_of(q.in), str_of(q.out));
    Id id = 0;
    assert_int_equal(db_int(&f->ctx, &q, VALS(v_text(str_of(phone))), &id), OK);
    Actor *a = ent_new(&f->ctx, &actor_entity);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, id, a), OK);
    return a;
}

static const char LIST[] =
    "שם העסק,טלפון,יישוב,רחוב\n"
    "מאפיית הדרום,501234567,דימונה,הרצל 1\n"
    "קפה המכתש,052-555-0143,ירוחם,\n"
    "סה\"כ,2,,\n";

static void test_a_dry_pass_tells_all_and_writes_nothing(void **state) {
    FIXTURE(f, state);
    a_place(f, "דימונה");
    Outcome o = pass(f, LIST, (ImportPlan){0}, true);
    counts_are(&o, 2, 0, 0, 1);
    assert_int_equal(o.report.left[LEFT_TOTAL], 1);
    assert_int_equal(o.report.notes[NOTE_REPAIRED].n, 1);
    assert_int_equal(o.report.notes[NOTE_REPAIRED].row, 2);
    assert_int_equal(o.report.n_towns, 1);
    assert_int_equal(o.act, 0);
    assert_int_equal(live(f), 0);
}

static void test_a_file_comes_in_as_one_act_and_a_second_time_changes_nothing(void **state) {
    FIXTURE(f, state);
    a_place(f, "דימונה");
    Outcome o = run(f, LIST);
    counts_are(&o, 2, 0, 0, 1);
    assert_int_equal(live(f), 2);
    Actor *a = the_actor(f, "+972501234567");
    assert_true(a->locality != 0);
    assert_true(str_eq(a->street, LIT("הרצל 1")));
    assert_int_equal(count(f, "SELECT count(DISTINCT act) FROM changes WHERE entity = 'actor'"), 1);
    Actor *b = the_actor(f, "+972525550143");
    assert_true(str_eq(b->street, LIT("ירוחם")));
    Outcome again = run(f, LIST);
    counts_are(&again, 0, 0, 2, 1);
    assert_int_equal(again.act, 0);
    assert_int_equal(live(f), 2);
}

static void test_a_known_one_gets_what_the_file_says_and_keeps_the_rest(void **state) {
    FIXTURE(f, state);
    run(f, "name,phone,email,street\nBlue Bakery,0501234567,old@example.com,Main 1\n");
    const char *next = "name,phone,email\nBlue Bakery,0501234567,new@example.com\n";
    Outcome told = pass(f, next, (ImportPlan){.known = KNOWN_UPDATE}, true);
    counts_are(&told, 0, 1, 0, 0);
    assert_int_equal(told.report.n_diffs, 1);
    assert_true(str_eq(told.report.diffs[0].old[0], LIT("old@example.com")));
    assert_true(str_eq(told.report.diffs[0].fresh[0], LIT("new@example.com")));
    Outcome fill = pass(f, next, (ImportPlan){.known = KNOWN_FILL}, false);
    counts_are(&fill, 0, 0, 1, 0);
    Outcome update = run(f, next);
    counts_are(&update, 0, 1, 0, 0);
    Actor *a = the_actor(f, "+972501234567");
    assert_true(str_eq(a->email, LIT("new@example.com")));
    assert_true(str_eq(a->street, LIT("Main 1")));
}

static void test_a_twin_is_proposed_and_the_choice_is_done(void **state) {
    FIXTURE(f, state);
    run(f, "שם העסק,ח.פ.,טלפון\nמאפיית הדרום,515807303,08-6264470\n");
    const char *next = "שם העסק,ח.פ.,טלפון\nלחם הנגב,515807303,08-6264471\n";
    Outcome told = pass(f, next, (ImportPlan){0}, true);
    assert_int_equal(told.report.n_twins, 1);
    assert_int_equal(told.report.twins[0].how, SAME_NUMBER);
    TwinChoice skip = {.row = 2, .choice = TWIN_SKIP}, new = {.row = 2, .choice = TWIN_NEW};
    Outcome left = pass(f, next, (ImportPlan){.twin = &skip, .n_twin = 1}, false);
    counts_are(&left, 0, 0, 0, 1);
    assert_int_equal(left.report.left[LEFT_CHOSEN], 1);
    assert_int_equal(live(f), 1);
    Outcome two = pass(f, next, (ImportPlan){.twin = &new, .n_twin = 1}, false);
    counts_are(&two, 1, 0, 0, 0);
    assert_int_equal(live(f), 2);
}

static void test_a_name_in_another_script_is_a_twin(void **state) {
    FIXTURE(f, state);
    run(f, "name,phone\nMuhammad Abu Rabia,050-1234567\n");
    Outcome told = pass(f, "שם,דוא\"ל\nמוחמד אבו רביע,m@example.com\n", (ImportPlan){0}, true);
    assert_int_equal(told.fault, OK);
    assert_int_equal(told.report.n_twins, 1);
    assert_int_equal(told.report.twins[0].how, SAME_SOUND);
    assert_int_equal(told.report.left[LEFT_TWIN], 1);
}

static void test_rows_of_one_file_that_are_one_come_in_once(void **state) {
    FIXTURE(f, state);
    Outcome o = run(f, "name,phone,street\nClub,08-6264470,Main 1\nClub,08-6264470,Main 1\nClub,,Other 2\n"
                       "Club,,Other 3\n");
    counts_are(&o, 3, 0, 0, 1);
    assert_int_equal(o.report.left[LEFT_TWICE], 1);
}

static void test_a_town_becomes_the_place_chosen_or_made(void **state) {
    FIXTURE(f, state);
    a_place(f, "דימונה");
    TownChoice make = {.name = LIT("ירוחם"), .choice = TOWN_MAKE};
    Outcome o = pass(f, LIST, (ImportPlan){.town = &make, .n_town = 1}, false);
    counts_are(&o, 2, 0, 0, 1);
    assert_int_equal(count(f, "SELECT count(*) FROM places"), 2);
    assert_true(the_actor(f, "+972525550143")->locality != 0);
}

/* Who works on one place may make a town too: it is theirs, and so is who is there. */
static void test_a_town_is_made_by_who_works_on_one_place(void **state) {
    FIXTURE(f, state);
    enum { WORKER = 31 };
    Place *own = ent_new(&f->ctx, &place_entity);
    own->kind = PLACE_KIND_REGION;
    import_name_set(&own->name, LIT("הנגב"));
    assert_int_equal(fixture_save(f, &place_entity, own), OK);
    fixture_reach(f, WORKER, own->head.id, VIS_UNIT);
    fixture_become(f, WORKER, ROLE_COORDINATOR, VIS_MEMBERS);
    TownChoice make = {.name = LIT("ירוחם"), .choice = TOWN_MAKE};
    Outcome o = pass(f, LIST, (ImportPlan){.town = &make, .n_town = 1}, false);
    counts_are(&o, 2, 0, 0, 1);
    Actor *a = the_actor(f, "+972525550143");
    assert_true(a->locality != 0);
    assert_int_equal(a->head.unit, own->head.id);
}

static void test_of_places_with_one_name_it_is_the_town(void **state) {
    FIXTURE(f, state);
    static const int KINDS[] = {PLACE_KIND_NEIGHBOURHOOD, PLACE_KIND_AUTHORITY, PLACE_KIND_LOCALITY, PLACE_KIND_REGION};
    Id ids[4];
    for (int i = 0; i < 4; i++) {
        Place *p = ent_new(&f->ctx, &place_entity);
        p->kind = KINDS[i];
        import_name_set(&p->name, LIT("דימונה"));
        assert_int_equal(fixture_save(f, &place_entity, p), OK);
        ids[i] = p->head.id;
    }
    Outcome o = run(f, LIST);
    counts_are(&o, 2, 0, 0, 1);
    assert_int_equal(the_actor(f, "+972501234567")->locality, ids[2]);
}

static Fault undo(Ctx *c, void *arg) { return act_undo(c, *(Id *)arg); }

static void test_a_whole_import_is_taken_back_but_not_what_others_changed(void **state) {
    FIXTURE(f, state);
    run(f, "name,phone,email\nBlue Bakery,0501234567,old@example.com\n");
    Outcome o = run(f, "name,phone,email\nBlue Bakery,0501234567,new@example.com\nRed Cafe,0501234568,\n"
                       "Inn,0501234569,\n");
    counts_are(&o, 2, 1, 0, 0);
    Actor *inn = the_actor(f, "+972501234569");
    inn->hours = LIT("8-16");
    assert_int_equal(fixture_save(f, &actor_entity, inn), OK);
    int64_t since = 0;
    assert_int_equal(import_changed_since(&f->ctx, o.act, &since), OK);
    assert_int_equal(since, 1);
    assert_int_equal(fixture_write(f, undo, &o.act), OK);
    assert_int_equal(live(f), 2);
    assert_true(str_eq(the_actor(f, "+972501234567")->email, LIT("old@example.com")));
    assert_int_equal(the_actor(f, "+972501234569")->head.archived_at, 0);
    assert_true(the_actor(f, "+972501234568")->head.archived_at != 0);
    assert_int_equal(fixture_write(f, undo, &o.act), TOO_LATE);
}

/* What waits and is written together is the same as if each had been saved alone: rows, log, and who is where. */
static void test_all_that_belongs_to_a_row_is_written_with_it(void **state) {
    FIXTURE(f, state);
    a_place(f, "דימונה");
    run(f, "name,phone,town\nBlue Bakery,0501234567,דימונה\n");
    Outcome o = run(f, "name,phone,town,email\nRed Cafe,0501234568,דימונה,\n"
                       "Blue Bakery,0501234567,,new@example.com\n"
                       "Inn,0501234569,דימונה,\nFar,0501234570,,\n");
    counts_are(&o, 3, 1, 0, 0);
    int64_t entries = 0;
    assert_int_equal(act_verify_chain(&f->ctx, &entries), OK);
    assert_int_equal(count(f, "SELECT max(seq) FROM changes"), entries);
    assert_int_equal(count(f, "SELECT count(*) FROM changes WHERE entity = 'actor'"), 5);
    assert_int_equal(count(f, "SELECT count(*) FROM labels WHERE entity = 'actor'"), 4 * LANG_N);
    assert_int_equal(count(f, "SELECT count(*) FROM texts t JOIN actors a ON a.id = t.owner"), 4);
    assert_int_equal(count(f, "SELECT count(*) FROM actor_at WHERE locality IS NOT NULL"), 3);
}

enum { SHOPS = 2500 };

/* SHOPS businesses with a phone each; a sum behind every thousandth; row `same` has the phone of the first one. */
static const char *shops(Fixture *f, int same) {
    Buf b;
    buf_init(&b, 1 << 20);
    buf_lit(&b, "name,phone\n");
    for (int i = 2; i < SHOPS + 2; i++) {
        buf_printf(&b, "Shop %d,052-%07d\n", i, i == same ? 1000002 : 1000000 + i);
        if (i % 1000 == 0) buf_printf(&b, "Total,%d\n", i);
    }
    buf_byte(&b, 0);
    return buf_keep(&f->arena, &b).p;
}

static Import *an_import(Fixture *f) {
    Import *v = ent_new(&f->ctx, &import_entity);
    v->name = LIT("list.csv");
    v->state = IMPORT_STATE_RUNNING;
    fixture_unread(f);
    assert_int_equal(import_save(&f->ctx, v), OK);
    fixture_read(f);
    return v;
}

static void test_many_chunks_are_one_commit_where_nobody_waits(void **state) {
    FIXTURE(f, state);
    Import *v = an_import(f);
    const char *text = shops(f, 0);
    Outcome o = pass_how(f, text, (ImportPlan){0}, (Pass){.alone = true, .import = v->head.id});
    counts_are(&o, SHOPS, 0, 0, 2);
    assert_int_equal(live(f), SHOPS);
    int64_t entries;
    assert_int_equal(act_verify_chain(&f->ctx, &entries), OK);
    assert_int_equal(ent_load(&f->ctx, &import_entity, v->head.id, v), OK);
    assert_int_equal(v->created, SHOPS);
    assert_int_equal(v->row_count, SHOPS + 2);
    assert_int_equal(v->broken, 2);
    assert_int_equal(v->done_rows, SHOPS + 3);
    assert_int_equal(v->act, o.act);
    LeftEntry left[4];
    size_t n;
    assert_int_equal(import_left_read(&f->ctx, v->head.id, 0, left, 4, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(left[0].why, LEFT_TOTAL);
    assert_int_equal(left[1].row, 2002);
    Outcome again = pass_how(f, text, (ImportPlan){0}, (Pass){.alone = true});
    counts_are(&again, 0, 0, SHOPS, 2);
    assert_int_equal(again.act, 0);
}

/* Of changed rows the first ones are kept as examples; the others are only counted, or a large file would fill the
** memory. */
static void test_changed_rows_are_counted_and_few_are_kept(void **state) {
    FIXTURE(f, state);
    Outcome o = run(f, shops(f, 0));
    counts_are(&o, SHOPS, 0, 0, 2);
    Buf b;
    buf_init(&b, 1 << 20);
    buf_lit(&b, "name,phone,email\n");
    for (int i = 2; i < SHOPS + 2; i++) buf_printf(&b, "Shop %d,052-%07d,shop%d@example.com\n", i, 1000000 + i, i);
    buf_byte(&b, 0);
    const char *text = buf_keep(&f->arena, &b).p;
    size_t before = f->arena.used;
    o = run(f, text);
    assert_in_range(f->arena.used - before, 1, 20000);
    counts_are(&o, 0, SHOPS, 0, 0);
    assert_int_equal(o.report.n_diffs, IMPORT_SHOWN_MAX);
    assert_true(str_eq(o.report.diffs[59].fresh[0], LIT("shop61@example.com")));
    assert_true(str_eq(o.report.diffs[59].name, LIT("Shop 61")));
}

/* The database refuses a row (which no rule foresees): what was committed before it stands and counts, nothing else. */
static void test_what_was_committed_before_a_fault_stands_and_counts(void **state) {
    FIXTURE(f, state);
    const char *text = shops(f, 2300);
    assert_int_equal(fixture_script(f, "CREATE UNIQUE INDEX one_phone ON actors (phone)"), OK);
    Outcome o = pass_how(f, text, (ImportPlan){0}, (Pass){.alone = true});
    int64_t first = live(f);
    assert_int_equal(o.fault, DUPLICATE);
    assert_int_equal(o.report.made, first);
    assert_int_equal(o.act != 0, first > 0);
    o = run(f, text);
    assert_int_equal(o.fault, DUPLICATE);
    assert_int_equal(o.report.made + first, live(f));
    assert_in_range(live(f), 1990, 2000);
    int64_t entries;
    assert_int_equal(act_verify_chain(&f->ctx, &entries), OK);
}

static void test_people_come_with_the_organisation_they_work_at(void **state) {
    FIXTURE(f, state);
    Outcome o = run(f, "first name,last name,organisation,job title,mobile\n"
                       "Dana,Levi,Green Fields,manager,050-1234567\nNoa,Cohen,Green Fields,,050-1234568\n");
    counts_are(&o, 2, 0, 0, 0);
    assert_int_equal(count(f, "SELECT count(*) FROM actors WHERE kind = 3"), 1);
    assert_int_equal(count(f, "SELECT count(*) FROM ties"), 2);
}

static void test_phones_of_one_cell_are_read_with_the_words_between_them(void **state) {
    FIXTURE(f, state);
    Outcome o = run(f, "name,phone\nInn,\"050-1234567, 08-6264470 (home)\"\nHut,0501234568 ::: 0501234569\n"
                       "Pub,office: 08-6264471\nBar,\"(08) 626-4472, 052-1234567\"\nTea,call the office\n"
                       "Zoo,050-123456 flat 7\n");
    counts_are(&o, 6, 0, 0, 0);
    assert_int_equal(o.report.notes[NOTE_PHONE].n, 2);
    assert_true(str_eq(the_actor(f, "+972501234567")->phone_other, LIT("+97286264470")));
    assert_true(str_eq(the_actor(f, "+972501234568")->phone_other, LIT("+972501234569")));
    the_actor(f, "+97286264471");
    the_actor(f, "+97286264472");
}

static void test_the_list_of_a_phone_becomes_people(void **state) {
    FIXTURE(f, state);
    Outcome o = run(f, "First Name,Last Name,Organization Name,Organization Title,Organization Department,"
                       "Phone 1 - Label,Phone 1 - Value\nDana,Levi,Green Fields,manager,sales,Mobile,0501234567\n"
                       "Noa,Cohen,,,,Work,0501234568\n");
    counts_are(&o, 2, 0, 0, 0);
    assert_int_equal(the_actor(f, "+972501234567")->kind, ACTOR_KIND_PERSON);
    assert_int_equal(count(f, "SELECT count(*) FROM ties"), 1);
    assert_int_equal(o.report.notes[NOTE_PHONE].n, 0);
}

static void test_grid_coordinates_become_degrees(void **state) {
    FIXTURE(f, state);
    Outcome o = run(f, "name,phone,x,y\nInn,0501234567,180500,572300\nHut,0501234568,181000,573000\n");
    counts_are(&o, 2, 0, 0, 0);
    assert_int_equal(o.report.notes[NOTE_CONVERTED].n, 2);
    Actor *a = the_actor(f, "+972501234567");
    assert_true(a->lat > 31.2 && a->lat < 31.3 && a->lon > 34.7 && a->lon < 34.9);
    assert_int_equal(a->where_from, WHERE_FROM_CONVERTED);
}

static void test_areas_come_with_their_outlines(void **state) {
    FIXTURE(f, state);
    Outcome o = run(f, "{\"type\":\"FeatureCollection\",\"features\":["
                       "{\"type\":\"Feature\",\"properties\":{\"title\":\"Old Town\"},"
                       "\"geometry\":{\"type\":\"Polygon\","
                       "\"coordinates\":[[[34.79,31.23],[34.80,31.23],[34.80,31.24],[34.79,31.23]]]}},"
                       "{\"type\":\"Feature\",\"properties\":{\"title\":\"Bow Tie\"},"
                       "\"geometry\":{\"type\":\"Polygon\","
                       "\"coordinates\":[[[34.1,31.1],[34.2,31.2],[34.2,31.1],[34.1,31.2],[34.1,31.1]]]}}]}");
    counts_are(&o, 2, 0, 0, 0);
    assert_int_equal(o.report.notes[NOTE_OUTLINE].n, 1);
    assert_int_equal(count(f, "SELECT count(*) FROM place_versions WHERE shape IS NOT NULL AND method = 1"), 1);
    assert_int_equal(count(f, "SELECT count(*) FROM place_versions"), 2);
}

static void test_a_known_place_gets_the_outline_that_it_lacks(void **state) {
    FIXTURE(f, state);
    static const char AREA[] = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                               "\"properties\":{\"name\":\"Old Town\"},\"geometry\":{\"type\":\"Polygon\","
                               "\"coordinates\":[[[34.79,31.23],[34.80,31.23],[34.80,31.24],[34.79,31.23]]]}}]}";
    Place *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_NEIGHBOURHOOD;
    import_name_set(&p->name, LIT("Old Town"));
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    Outcome told = pass(f, AREA, (ImportPlan){0}, true);
    counts_are(&told, 0, 1, 0, 0);
    Outcome o = run(f, AREA);
    counts_are(&o, 0, 1, 0, 0);
    assert_int_equal(count(f, "SELECT count(*) FROM place_versions WHERE method = 1"), 1);
    Outcome again = run(f, AREA);
    counts_are(&again, 0, 0, 1, 0);
    assert_int_equal(fixture_write(f, undo, &o.act), OK);
    assert_int_equal(count(f, "SELECT count(*) FROM place_versions WHERE method = 1"), 0);
}

static void test_two_rows_for_one_known_record_are_told_apart(void **state) {
    FIXTURE(f, state);
    run(f, "name,phone\nBlue Bakery,0501234567\n");
    Outcome o = run(f, "name,phone,email\nBlue Bakery,0501234567,a@example.com\nBlue Bakery,0501234567,b@example.com\n"
                       "Blue Bakery,0501234567,\n");
    counts_are(&o, 0, 1, 1, 1);
    assert_int_equal(o.report.left[LEFT_TWICE], 1);
    assert_true(str_eq(the_actor(f, "+972501234567")->email, LIT("a@example.com")));
}

static void test_codes_of_places_are_the_same_with_and_without_their_land(void **state) {
    FIXTURE(f, state);
    Place *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_LOCALITY;
    p->code = LIT("il-0831");
    import_name_set(&p->name, LIT("ירוחם"));
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    Outcome o = run(f, "name,phone,semel yishuv\nInn,0501234567,831\nHut,0501234568,832\n");
    counts_are(&o, 2, 0, 0, 0);
    assert_int_equal(the_actor(f, "+972501234567")->locality, p->head.id);
    assert_int_equal(the_actor(f, "+972501234568")->locality, 0);
    Outcome towns = run(f, "סמל יישוב,שם יישוב,אוכלוסייה\n831,ירוחם,11031\n99,מצפה רמון,5179\n");
    counts_are(&towns, 1, 1, 0, 0);
    assert_int_equal(count(f, "SELECT population FROM places WHERE code = 'il-0831'"), 11031);
}

static void test_a_cover_sheet_is_passed_over(void **state) {
    FIXTURE(f, state);
    char path[] = "/tmp/rakaz-book.XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *cover = workbook_add_worksheet(book, "cover"), *list = workbook_add_worksheet(book, "list");
    worksheet_write_string(cover, 0, 0, "Fill in the second sheet", NULL);
    worksheet_write_string(cover, 1, 0, "Questions: 08-1234567", NULL);
    static const char *const CELLS[3][2] = {{"name", "phone"}, {"Inn", "0501234567"}, {"Hut", "0501234568"}};
    for (lxw_row_t r = 0; r < 3; r++) {
        for (lxw_col_t k = 0; k < 2; k++) worksheet_write_string(list, r, k, CELLS[r][k], NULL);
    }
    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
    close(fd);
    fd = open(path, O_RDONLY);
    assert_true(fd >= 0);
    unlink(path);
    Outcome o = pass_fd(f, fd, (ImportPlan){0}, (Pass){0});
    counts_are(&o, 2, 0, 0, 0);
}

static void test_the_file_is_kept_in_pieces_and_read_back(void **state) {
    FIXTURE(f, state);
    Import *v = an_import(f);
    bool has = true;
    assert_int_equal(import_has_file(&f->ctx, v->head.id, &has), OK);
    assert_false(has);
    int fd = -1;
    assert_int_equal(import_file_load(&f->ctx, v->head.id, &fd), EXPIRED);
}

static void test_a_plan_reads_back_and_nonsense_does_not(void **state) {
    FIXTURE(f, state);
    TwinChoice twin = {7, TWIN_SAME};
    TownChoice town = {LIT("x"), TOWN_IS, 42};
    ImportPlan p = {.target = import_target_named(LIT("people")), .table = 2, .charset = CHARSET_WINDOWS_1255,
                    .head = -1, .columns = {GUESS_NAME, GUESS_NOTHING}, .n_columns = 2, .known = KNOWN_FILL,
                    .twins = TWIN_SKIP, .twin = &twin, .n_twin = 1, .town = &town, .n_town = 1}, q;
    assert_int_equal(import_plan_read(&f->ctx, import_plan_text(&f->ctx, &p), &q), OK);
    assert_ptr_equal(q.target, p.target);
    assert_int_equal(q.table, 2);
    assert_int_equal(q.head, -1);
    assert_int_equal(q.columns[0], GUESS_NAME);
    assert_int_equal(q.twin[0].choice, TWIN_SAME);
    assert_int_equal(q.town[0].place, 42);
    static const char *const BAD[] = {
        "", "[]", "{}", "{\"target\":\"people\",\"known\":\"x\",\"twins\":\"new\"}",
        "{\"target\":\"people\",\"known\":\"fill\",\"twins\":\"new\",\"columns\":[\"zzz\"]}",
        "{\"target\":\"people\",\"known\":\"fill\",\"twins\":\"new\",\"twin\":[[-1,\"new\"]]}"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        assert_int_equal(import_plan_read(&f->ctx, str_of(BAD[i]), &q), BAD_FILE);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_dry_pass_tells_all_and_writes_nothing),
        FIXTURE_BOTH(test_a_file_comes_in_as_one_act_and_a_second_time_changes_nothing),
        FIXTURE_BOTH(test_a_known_one_gets_what_the_file_says_and_keeps_the_rest),
        FIXTURE_BOTH(test_a_twin_is_proposed_and_the_choice_is_done),
        FIXTURE_BOTH(test_a_name_in_another_script_is_a_twin),
        FIXTURE_BOTH(test_rows_of_one_file_that_are_one_come_in_once),
        FIXTURE_BOTH(test_a_town_becomes_the_place_chosen_or_made),
        FIXTURE_BOTH(test_a_town_is_made_by_who_works_on_one_place),
        FIXTURE_BOTH(test_of_places_with_one_name_it_is_the_town),
        FIXTURE_BOTH(test_a_whole_import_is_taken_back_but_not_what_others_changed),
        FIXTURE_BOTH(test_all_that_belongs_to_a_row_is_written_with_it),
        FIXTURE_BOTH(test_many_chunks_are_one_commit_where_nobody_waits),
        FIXTURE_BOTH(test_changed_rows_are_counted_and_few_are_kept),
        FIXTURE_BOTH(test_what_was_committed_before_a_fault_stands_and_counts),
        FIXTURE_BOTH(test_people_come_with_the_organisation_they_work_at),
        FIXTURE_BOTH(test_phones_of_one_cell_are_read_with_the_words_between_them),
        FIXTURE_BOTH(test_the_list_of_a_phone_becomes_people),
        FIXTURE_BOTH(test_grid_coordinates_become_degrees),
        FIXTURE_BOTH(test_areas_come_with_their_outlines),
        FIXTURE_BOTH(test_a_known_place_gets_the_outline_that_it_lacks),
        FIXTURE_BOTH(test_two_rows_for_one_known_record_are_told_apart),
        FIXTURE_BOTH(test_codes_of_places_are_the_same_with_and_without_their_land),
        FIXTURE_BOTH(test_a_cover_sheet_is_passed_over),
        FIXTURE_BOTH(test_the_file_is_kept_in_pieces_and_read_back),
        FIXTURE_BOTH(test_a_plan_reads_back_and_nonsense_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
