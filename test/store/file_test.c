/* Files of notes: stored once, whole, seen by whom the note is seen, gone and back with it. */
#include "fixture.h"

#include "file/file.h"
#include "post/post_page.h"

enum { DANA = 501 };

static const Query COUNT_BYTES = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM file_bytes", .out = "n:int",
                                  .scan = "a test"};

static int64_t parts_stored(Fixture *f) {
    int64_t n;
    assert_int_equal(db_int(&f->ctx, &COUNT_BYTES, NO_VALS, &n), OK);
    return n;
}

typedef struct Writing {
    FilesTaken files;
    Post      *post;
    bool       fails;
} Writing;

static Fault attach(Ctx *c, void *arg) {
    Writing *w = arg;
    Note n = {.post = w->post, .files = &w->files};
    TRY(note_save(c, &n));
    return w->fails ? INVALID : OK;
}

static Fault undo(Ctx *c, void *arg) { return act_undo(c, *(Id *)arg); }

static Post *a_note(Fixture *f) {
    Post *p = ent_new(&f->ctx, &post_entity);
    p->kind = POST_KIND_NOTE;
    p->text = LIT("with a file");
    return p;
}

static Fault take(Fixture *f, Upload *u, size_t n, FilesTaken *files) {
    Request rq = {.method = POST, .files = u, .n_files = n};
    f->ctx.complaints.n = 0;
    return files_take(&f->ctx, &rq, "file", 20, files);
}

static Upload text_file(const char *name, Str bytes) {
    return (Upload){.field = LIT("file"), .name = str_of(name), .size = (int64_t)bytes.n, .bytes = bytes, .fd = -1};
}

static Fault store(Fixture *f, const FilesTaken *files) {
    fixture_unread(f);
    Fault fault = files_store(&f->ctx, files);
    fixture_read(f);
    return fault;
}

static void test_a_file_is_stored_once_and_whole(void **state) {
    FIXTURE(f, state);
    enum { LONG = 600 * 1024 };
    char *p = arena_alloc(&f->arena, LONG);
    for (int i = 0; i < LONG; i++) p[i] = (char)('a' + i % 23);
    Upload u[] = {text_file("long.txt", (Str){p, LONG}), text_file("other.exe", (Str){p, LONG})};
    Writing w = {.post = a_note(f)}, again = {.post = a_note(f)};
    FileRow *rows;
    size_t n;
    Buf report;
    int problems;
    assert_int_equal(take(f, u, 2, &w.files), OK);
    assert_int_equal(f->ctx.complaints.n, 0);
    assert_int_equal(store(f, &w.files), OK);
    assert_int_equal(fixture_write(f, attach, &w), OK);
    assert_int_equal(parts_stored(f), 3);
    assert_int_equal(take(f, u, 1, &again.files), OK);
    assert_int_equal(store(f, &again.files), OK);
    assert_int_equal(fixture_write(f, attach, &again), OK);
    assert_int_equal(parts_stored(f), 3);
    assert_int_equal(files_of_posts(&f->ctx, &w.post->head.id, 1, &rows, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(rows[0].size, LONG);
    assert_true(str_eq(rows[0].name, LIT("long.txt")) && str_eq(rows[1].name, LIT("other.txt")));
    buf_init(&report, 1 << 16);
    assert_int_equal(files_verify(&f->ctx, &report, &problems), OK);
    assert_int_equal(problems, 0);
    assert_int_equal(fixture_script(f, "UPDATE file_bytes SET bytes = (SELECT bytes FROM file_bytes WHERE part = 1)"
                                       " WHERE part = 0"), OK);
    assert_int_equal(files_verify(&f->ctx, &report, &problems), OK);
    assert_int_equal(problems, 1);
    buf_release(&report);
}

static void test_a_file_is_seen_with_its_note_and_goes_with_it(void **state) {
    FIXTURE(f, state);
    Upload u = text_file("a.txt", LIT("words"));
    Writing w = {.post = a_note(f)};
    FileRow *rows;
    size_t n;
    File *rec = ent_new(&f->ctx, &file_entity);
    w.post->head.visibility = VIS_UNIT;
    assert_int_equal(take(f, &u, 1, &w.files), OK);
    assert_int_equal(store(f, &w.files), OK);
    assert_int_equal(fixture_write(f, attach, &w), OK);
    Id act = f->ctx.act;
    assert_int_equal(files_of_posts(&f->ctx, &w.post->head.id, 1, &rows, &n), OK);
    assert_int_equal(n, 1);
    Id id = rows[0].id;
    fixture_become(f, DANA, ROLE_RESIDENT, VIS_MEMBERS);
    assert_int_equal(ent_load(&f->ctx, &file_entity, id, rec), NOT_FOUND);
    assert_int_equal(files_of_posts(&f->ctx, &w.post->head.id, 1, &rows, &n), OK);
    assert_int_equal(n, 0);
    fixture_system(f);
    assert_int_equal(fixture_write(f, undo, &act), OK);
    assert_int_equal(files_of_posts(&f->ctx, &w.post->head.id, 1, &rows, &n), OK);
    assert_int_equal(n, 0);
}

static void test_what_no_note_took_up_is_swept_away(void **state) {
    FIXTURE(f, state);
    Upload u = text_file("a.txt", LIT("words")), other = text_file("b.txt", LIT("other words"));
    Writing w = {.post = a_note(f), .fails = true}, kept = {.post = a_note(f)};
    assert_int_equal(take(f, &u, 1, &w.files), OK);
    assert_int_equal(store(f, &w.files), OK);
    assert_int_equal(fixture_write(f, attach, &w), INVALID);
    assert_int_equal(parts_stored(f), 1);
    assert_int_equal(take(f, &other, 1, &kept.files), OK);
    assert_int_equal(store(f, &kept.files), OK);
    assert_int_equal(fixture_write(f, attach, &kept), OK);
    assert_int_equal(parts_stored(f), 2);
    f->ctx.reader.now += 25LL * 3600 * 1000;
    assert_int_equal(store(f, &kept.files), OK);
    assert_int_equal(parts_stored(f), 1);
    /* The one that was swept comes again. */
    w.fails = false;
    w.post = a_note(f);
    assert_int_equal(fixture_write(f, attach, &w), BROKEN);
    w.post = a_note(f);
    assert_int_equal(store(f, &w.files), OK);
    assert_int_equal(fixture_write(f, attach, &w), OK);
    assert_int_equal(parts_stored(f), 2);
}

static void test_what_is_too_large_too_many_or_not_taken_is_said(void **state) {
    FIXTURE(f, state);
    FilesTaken files;
    Upload large = {.field = LIT("file"), .name = LIT("film.mp4"), .size = 21LL << 20, .fd = -1};
    Upload page = text_file("a.pdf", LIT("<html>")), none = text_file("a.txt", (Str){0}), many[11];
    assert_int_equal(take(f, &large, 1, &files), OK);
    assert_int_equal(f->ctx.complaints.v[0].key, T_FILE_TOO_LARGE);
    assert_int_equal(take(f, &page, 1, &files), OK);
    assert_int_equal(f->ctx.complaints.v[0].key, T_FILE_NOT_TAKEN);
    assert_int_equal(take(f, &none, 1, &files), OK);
    assert_int_equal(f->ctx.complaints.v[0].key, T_FILE_EMPTY);
    for (int i = 0; i < 11; i++) many[i] = text_file("a.txt", LIT("words"));
    assert_int_equal(take(f, many, 11, &files), OK);
    assert_int_equal(f->ctx.complaints.v[0].key, T_FILE_TOO_MANY);
    assert_int_equal(files.n, 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_file_is_stored_once_and_whole),
        FIXTURE_BOTH(test_a_file_is_seen_with_its_note_and_goes_with_it),
        FIXTURE_BOTH(test_what_no_note_took_up_is_swept_away),
        FIXTURE_BOTH(test_what_is_too_large_too_many_or_not_taken_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
