/* A calendar from a file: days, times, place and organiser of each row; a file that comes twice doubles nothing. */
#include "fixture.h"

#include "import/import_inner.h"

#include <fcntl.h>
#include <xlsxwriter.h>

typedef struct Outcome {
    ImportReport report;
    Fault        fault;
    Id           act;
} Outcome;

static Outcome pass_fd(Fixture *f, int fd, const char *name, bool dry) {
    Outcome    out = {.fault = OK};
    ImportFile file;
    ImportPlan plan = {0};
    Arena     *memory = ARENA_NEW(&f->arena, Arena);
    arena_init(memory, 256 << 20);
    out.fault = import_file_open(memory, fd, str_of(name), &plan, &file);
    fixture_unread(f);
    f->ctx.reader.now += 60 * 1000;
    assert_int_equal(out.fault, OK);
    assert_ptr_equal(plan.target, import_target_named(LIT("events")));
    Pass p = {.c = &f->ctx, .plan = &plan, .file = &file, .kept = &f->arena, .report = &out.report, .dry = dry};
    out.fault = import_pass(&p);
    out.act = p.act;
    import_file_close(&file);
    arena_release(memory);
    close(fd);
    fixture_read(f);
    assert_int_equal(out.fault, OK);
    return out;
}

static Outcome the_file(Fixture *f, bool dry) {
    int fd = open("test/data/import/events.csv", O_RDONLY);
    assert_true(fd >= 0);
    return pass_fd(f, fd, "events.csv", dry);
}

static Outcome text(Fixture *f, const char *words) {
    char path[] = "/tmp/rakaz-import.XXXXXX";
    int  fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(pwrite(fd, words, strlen(words), 0), (ssize_t)strlen(words));
    return pass_fd(f, fd, "events.csv", false);
}

static Id a_place(Fixture *f, const char *name) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_LOCALITY;
    import_name_set(&p->name, str_of(name));
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    return p->head.id;
}

static Id a_body(Fixture *f, const char *name) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->kind = ACTOR_KIND_ORGANISATION;
    import_name_set(&a->name, str_of(name));
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    return a->head.id;
}

/* The events of a day, by id. */
static const Event *on_day(Fixture *f, Day d, size_t *ret_n) {
    ListSpec s = {.entity = &event_entity, .limit = 20, .n_filters = 1};
    void    *rows;
    s.filters[0] = (ListFilter){.field = &event_entity.fields[EVENT_F_FROM_ON], .op = LIST_EQ, .val = v_int(d)};
    assert_int_equal(list_run(&f->ctx, &s, true, &rows, ret_n, NULL), OK);
    return rows;
}

static void test_a_calendar_comes_in_with_days_times_places_and_organisers(void **state) {
    FIXTURE(f, state);
    size_t n;
    Id     town = a_place(f, "ירוחם"), centre = a_body(f, "מרכז קהילתי ירוחם");
    (void)a_place(f, "רהט");
    Outcome told = the_file(f, true), o = the_file(f, false);
    assert_int_equal(told.report.made, 4);
    assert_int_equal(o.report.made, 4);
    assert_int_equal(o.report.left[LEFT_TWICE], 1);                 /* the same market on the same day */
    assert_int_equal(o.report.left[LEFT_REFUSED], told.report.left[LEFT_REFUSED]);
    assert_int_equal(told.report.left[LEFT_REFUSED], 1);            /* "soon" is no day */
    assert_int_equal(o.report.notes[NOTE_HOST].n, 1);
    assert_int_equal(o.report.notes[NOTE_DATE].n, 1);
    assert_int_equal(o.report.notes[NOTE_DATE].row, 6);
    const Event *ev = on_day(f, 20261204, &n);
    assert_int_equal(n, 1);
    assert_int_equal(ev->place, town);
    assert_int_equal(ev->host, centre);
    assert_int_equal(ev->kind, EVENT_KIND_MARKET_DAY);
    assert_int_equal(ev->state, EVENT_STATE_PUBLISHED);
    assert_true(str_eq(ev->at_time, LIT("08:30")) && str_eq(ev->until_time, LIT("13:00")));
    assert_true(str_eq(ev->link, LIT("https://www.example.org/market")));
    assert_true(str_find(ev->where_words, LIT("רחבת")) == 0);
    ev = on_day(f, 20261206, &n);
    assert_int_equal(n, 1);
    assert_int_equal(ev->host, 0);
    assert_true(str_find(ev->about, LIT("מועדון הוותיקים")) > 0);   /* nobody here: kept in the words */
    ev = on_day(f, 20261212, &n);
    assert_int_equal(n, 1);
    assert_true(str_eq(ev->at_time, LIT("16:00")) && str_eq(ev->until_time, LIT("20:00")));
    (void)on_day(f, 20261211, &n);
    assert_int_equal(n, 1);                                         /* the same market a week later is another event */
}

static Fault undo(Ctx *c, void *arg) { return act_undo(c, *(Id *)arg); }

static void test_a_file_that_comes_twice_doubles_nothing(void **state) {
    FIXTURE(f, state);
    size_t n;
    (void)a_place(f, "ירוחם");
    (void)a_place(f, "רהט");
    Outcome first = the_file(f, false), again = the_file(f, false);
    assert_int_equal(first.report.made, 4);
    assert_int_equal(again.report.made, 0);
    assert_int_equal(again.report.changed, 0);
    assert_int_equal(again.act, 0);
    Outcome later = text(f, "שם האירוע,תאריך,משעה,יישוב\nשוק  יצרנים,4.12.2026,9:15,ירוחם\n"
                            "שוק יצרנים,4.12.2026,9:15,רהט\n");
    assert_int_equal(later.report.changed, 1);                      /* begins later; the other town has its own */
    assert_int_equal(later.report.made, 1);
    const Event *ev = on_day(f, 20261204, &n);
    assert_int_equal(n, 2);
    bool moved = str_eq(ev[0].at_time, LIT("09:15")) && str_eq(ev[1].at_time, LIT("09:15"));
    assert_true(moved);
    assert_int_equal(fixture_write(f, undo, &later.act), OK);
    ev = on_day(f, 20261204, &n);
    assert_int_equal(n, 1);
    assert_true(str_eq(ev->at_time, LIT("08:30")));
}

static void test_a_calendar_of_another_place_is_not_ones_own(void **state) {
    FIXTURE(f, state);
    enum { WORKER = 31 };
    size_t n;
    Id     own = a_place(f, "ירוחם");
    (void)a_place(f, "רהט");
    fixture_reach(f, WORKER, own, VIS_UNIT);
    fixture_become(f, WORKER, ROLE_COORDINATOR, VIS_MEMBERS);
    Outcome told = the_file(f, true), o = the_file(f, false);
    assert_int_equal(told.report.left[LEFT_NOT_OURS], 1);
    assert_int_equal(o.report.left[LEFT_NOT_OURS], 1);
    assert_int_equal(o.report.made, 3);
    Outcome bare = text(f, "event,date,time\nOpen day,24.12.2026,18:00\n");
    assert_int_equal(bare.report.made, 1);
    const Event *ev = on_day(f, 20261224, &n);
    assert_int_equal(n, 1);
    assert_int_equal(ev->place, own);                               /* without a town it is where one works */
}

static void test_of_two_organisers_with_one_name_neither_is_taken(void **state) {
    FIXTURE(f, state);
    size_t n;
    (void)a_place(f, "ירוחם");
    (void)a_place(f, "רהט");
    (void)a_body(f, "מרכז קהילתי ירוחם");
    (void)a_body(f, "מרכז קהילתי ירוחם");
    Outcome o = the_file(f, false);
    assert_int_equal(o.report.notes[NOTE_HOST].n, 4);
    assert_int_equal(on_day(f, 20261204, &n)->host, 0);
}

static void test_a_workbook_brings_days_and_times_as_such(void **state) {
    FIXTURE(f, state);
    size_t n;
    char   path[] = "/tmp/rakaz-book.XXXXXX";
    int    fd = mkstemp(path);
    assert_true(fd >= 0);
    (void)a_place(f, "Yeruham");
    lxw_workbook  *book = workbook_new(path);
    lxw_worksheet *list = workbook_add_worksheet(book, "calendar");
    lxw_format    *day = workbook_add_format(book), *time = workbook_add_format(book);
    format_set_num_format(day, "dd/mm/yyyy");
    format_set_num_format(time, "hh:mm");
    static const char *const HEADS[] = {"Event name", "Date", "Start time", "Town"};
    for (lxw_col_t k = 0; k < 4; k++) worksheet_write_string(list, 0, k, HEADS[k], NULL);
    for (lxw_row_t r = 1; r < 4; r++) {
        lxw_datetime on = {.year = 2026, .month = 12, .day = 19 + (int)r}, at = {.hour = 17, .min = 45};
        worksheet_write_string(list, r, 0, r == 1 ? "Choir" : r == 2 ? "Repair evening" : "Mothers' breakfast", NULL);
        worksheet_write_datetime(list, r, 1, &on, day);
        worksheet_write_datetime(list, r, 2, &at, time);
        worksheet_write_string(list, r, 3, "Yeruham", NULL);
    }
    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
    close(fd);
    fd = open(path, O_RDONLY);
    assert_true(fd >= 0);
    unlink(path);
    Outcome o = pass_fd(f, fd, "calendar.xlsx", false);
    assert_int_equal(o.report.made, 3);
    assert_true(str_eq(on_day(f, 20261221, &n)->at_time, LIT("17:45")));
    assert_int_equal(n, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_calendar_comes_in_with_days_times_places_and_organisers),
        FIXTURE_BOTH(test_a_file_that_comes_twice_doubles_nothing),
        FIXTURE_BOTH(test_a_calendar_of_another_place_is_not_ones_own),
        FIXTURE_BOTH(test_of_two_organisers_with_one_name_neither_is_taken),
        FIXTURE_BOTH(test_a_workbook_brings_days_and_times_as_such),
    };
    return cmocka_run_group_tests_name("import of events", tests, NULL, NULL);
}
