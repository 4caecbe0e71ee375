/* A note in one act: who is named, what comes next, who may see whom, and the one undo of it all. */
#include "fixture.h"

#include "actor/actor.h"
#include "post/post_page.h"

enum { DANA = 501, SAMI = 502 };

typedef struct Writing {
    Param  v[24];
    Params form;
    Note   note;
} Writing;

static void say(Writing *w, const char *name, const char *value) {
    w->v[w->form.n++] = (Param){str_of(name), str_of(value)};
    w->form.v = w->v;
}

static void say_id(Fixture *f, Writing *w, const char *name, Id id) {
    char text[ID_CHARS + 1];
    id_print(text, id);
    w->v[w->form.n++] = (Param){str_of(name), arena_copy(&f->arena, str_of(text))};
    w->form.v = w->v;
}

static Fault write_note(Ctx *c, void *arg) {
    Writing *w = arg;
    Request rq = {.method = POST, .path = LIT("/notes"), .form = w->form};
    TRY(note_read(c, &rq, &w->note));
    if (c->complaints.n) return INVALID;
    return note_save(c, &w->note);
}

static Fault follow(Ctx *c, void *arg) { return note_mentions_follow(c, arg); }
static Fault undo(Ctx *c, void *arg) { return act_undo(c, *(Id *)arg); }

static Id an_actor(Fixture *f, const char *name, int visibility) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->kind = ACTOR_KIND_PERSON;
    a->name.v[LANG_EN] = str_of(name);
    a->head.visibility = visibility;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    return a->head.id;
}

static size_t rows_of(Fixture *f, Id actor, int kind, PostRow *v, size_t max) {
    PostCut cut = {.kind = kind};
    size_t n;
    assert_int_equal(post_of(&f->ctx, actor, &cut, v, max, &n), OK);
    assert_int_equal(post_rows_fill(&f->ctx, v, n, actor), OK);
    return n;
}

static bool has(Html h, const char *what) { return str_find(h.s, str_of(what)) >= 0; }

static void test_a_note_stands_with_whom_it_is_about_and_whom_it_names(void **state) {
    FIXTURE(f, state);
    Id bakery = an_actor(f, "Bakery", VIS_MEMBERS), dana = an_actor(f, "Dana Levi", VIS_MEMBERS);
    Id mill = an_actor(f, "Mill", VIS_MEMBERS), guest = an_actor(f, "Guest", VIS_MEMBERS);
    Writing w = {0};
    PostRow v[4];
    view_register(&ACTOR_SHEET);
    say(&w, "kind", "call");
    say_id(f, &w, "about", bakery);
    say(&w, "text", "With @Dana Levi, about flour of @Mill. Mail: a@b.c <b>");
    say_id(f, &w, "mention", dana);
    say(&w, "mention.name", "Guest");
    assert_int_equal(fixture_write(f, write_note, &w), OK);
    assert_int_equal(w.note.mentioned_n, 3);
    const Id all[] = {bakery, dana, mill, guest};
    for (int i = 0; i < 4; i++) assert_int_equal(rows_of(f, all[i], 0, v, 4), 1);
    assert_true(has(v[0].body, "\"><bdi>Dana Levi</bdi></a>, about"));
    assert_true(has(v[0].body, "\"><bdi>Mill</bdi></a>. Mail: a@b.c &lt;b&gt;"));
    assert_int_equal(v[0].beside_n, 1);
    assert_int_equal(v[0].beside[0].actor, guest);
    assert_true(str_eq(v[0].about_name, LIT("Bakery")));
    assert_int_equal(rows_of(f, dana, POST_KIND_VISIT, v, 4), 0);
    assert_int_equal(rows_of(f, dana, POST_KIND_CALL, v, 4), 1);
}

static void test_a_name_stays_as_written_and_its_link_stays_right(void **state) {
    FIXTURE(f, state);
    Id dana = an_actor(f, "Dana Levi", VIS_MEMBERS);
    Writing w = {0};
    PostRow v[2];
    Actor *a = ent_new(&f->ctx, &actor_entity);
    char id[ID_CHARS + 1];
    say(&w, "kind", "note");
    say(&w, "text", "@Dana Levi was there");
    assert_int_equal(fixture_write(f, write_note, &w), OK);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, dana, a), OK);
    a->name.v[LANG_EN] = LIT("Dana Cohen");
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    id_print(id, dana);
    view_register(&ACTOR_SHEET);
    assert_int_equal(rows_of(f, dana, 0, v, 2), 1);
    assert_true(has(v[0].body, id) && has(v[0].body, "<bdi>Dana Levi</bdi>"));
}

static void test_whom_the_reader_may_not_know_is_only_a_word(void **state) {
    FIXTURE(f, state);
    Id secret = an_actor(f, "Hidden One", VIS_PRIVATE), open = an_actor(f, "Open One", VIS_MEMBERS);
    Writing w = {0};
    PostRow v[2];
    view_register(&ACTOR_SHEET);
    say(&w, "kind", "note");
    say(&w, "visibility", "members");
    say(&w, "text", "@Hidden One and @Open One");
    say_id(f, &w, "mention", secret);
    say_id(f, &w, "mention", open);
    assert_int_equal(fixture_write(f, write_note, &w), OK);
    fixture_become(f, DANA, ROLE_CONSULTANT, VIS_MEMBERS);
    assert_int_equal(rows_of(f, open, 0, v, 2), 1);
    assert_true(has(v[0].body, "@Hidden One and <a href"));
    assert_true(has(v[0].body, "<bdi>Open One</bdi>"));
}

static void test_the_next_step_is_of_the_same_act_and_goes_with_it(void **state) {
    FIXTURE(f, state);
    Id bakery = an_actor(f, "Bakery", VIS_MEMBERS);
    Writing w = {0};
    PostRow v[2];
    TaskList list;
    say(&w, "kind", "visit");
    say_id(f, &w, "about", bakery);
    say(&w, "text", "@Bakery: wants a loan");
    say(&w, "step_text", "Send the form");
    say(&w, "step_in", "7");
    assert_int_equal(fixture_write(f, write_note, &w), OK);
    assert_non_null(w.note.step);
    assert_int_equal(w.note.step->due_on, 20260608);
    assert_int_equal(w.note.step->post, w.note.post->head.id);
    assert_int_equal(rows_of(f, bakery, 0, v, 2), 1);
    assert_int_equal(v[0].steps_n, 1);
    assert_int_equal(commitment_about(&f->ctx, bakery, 5, &list), OK);
    assert_int_equal(list.rows_n, 1);
    Id act = f->ctx.act;
    assert_int_equal(fixture_write(f, undo, &act), OK);
    assert_int_equal(rows_of(f, bakery, 0, v, 2), 0);
    assert_int_equal(commitment_about(&f->ctx, bakery, 5, &list), OK);
    assert_int_equal(list.rows_n, 0);
    size_t n;
    MentionRow *named;
    assert_int_equal(post_mentions(&f->ctx, &w.note.post->head.id, 1, &named, &n), OK);
    assert_int_equal(n, 0);
}

static void test_mistakes_stand_beside_their_field_and_nothing_is_kept(void **state) {
    FIXTURE(f, state);
    Writing w = {0};
    PostRow v[2];
    Id bakery = an_actor(f, "Bakery", VIS_MEMBERS);
    say(&w, "kind", "call");
    say_id(f, &w, "about", bakery);
    say(&w, "text", "words");
    say(&w, "step_due", "tomorrowish");
    say(&w, "step_text", "x");
    say(&w, "step_owner.name", "Nobody At All");
    say(&w, "mention.name", "Nobody Else");
    assert_int_equal(fixture_write(f, write_note, &w), INVALID);
    const char *const fields[] = {"mention", "step_due", "step_owner"};
    assert_int_equal(f->ctx.complaints.n, 3);
    for (int i = 0; i < 3; i++) assert_string_equal(f->ctx.complaints.v[i].field, fields[i]);
    assert_int_equal(rows_of(f, bakery, 0, v, 2), 0);
}

static void test_who_has_one_place_writes_of_nobody_in_particular_there(void **state) {
    FIXTURE(f, state);
    enum { PLACE = 77 };
    Writing w = {0};
    say(&w, "kind", "note");
    say(&w, "text", "A morning at the market");
    say(&w, "step_text", "Go again");
    fixture_reach(f, DANA, PLACE, VIS_UNIT);
    fixture_become(f, DANA, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_int_equal(fixture_write(f, write_note, &w), OK);
    assert_int_equal(w.note.post->head.unit, PLACE);
    assert_int_equal(w.note.step->head.unit, PLACE);
    assert_int_equal(w.note.step->owner, DANA);
}

static void test_a_note_that_waited_is_of_the_moment_of_writing(void **state) {
    FIXTURE(f, state);
    Writing late = {0}, ahead = {0};
    say(&late, "kind", "note");
    say(&late, "text", "x");
    say(&late, "written_at", "2026-05-30T08:00:00.000Z");
    ahead = late;
    ahead.form.v = ahead.v;
    ahead.v[2].value = LIT("2026-06-09T08:00:00.000Z");
    assert_int_equal(fixture_write(f, write_note, &late), OK);
    assert_int_equal(stamp_day(late.note.post->happened_at, "UTC"), 20260530);
    assert_int_equal(fixture_write(f, write_note, &ahead), OK);
    assert_int_equal(ahead.note.post->happened_at, f->ctx.reader.now);
}

static void test_a_changed_text_changes_who_is_named(void **state) {
    FIXTURE(f, state);
    Id dana = an_actor(f, "Dana Levi", VIS_MEMBERS), mill = an_actor(f, "Mill", VIS_MEMBERS);
    Writing w = {0};
    PostRow v[2];
    say(&w, "kind", "note");
    say(&w, "text", "@Dana Levi was there");
    assert_int_equal(fixture_write(f, write_note, &w), OK);
    w.note.post->text = LIT("no, @Mill was");
    assert_int_equal(fixture_save(f, &post_entity, w.note.post), OK);
    assert_int_equal(fixture_write(f, follow, w.note.post), OK);
    assert_int_equal(rows_of(f, dana, 0, v, 2), 0);
    assert_int_equal(rows_of(f, mill, 0, v, 2), 1);
    assert_true(v[0].edited);
}

static void test_pages_of_a_timeline_neither_lose_nor_repeat(void **state) {
    FIXTURE(f, state);
    Id bakery = an_actor(f, "Bakery", VIS_MEMBERS);
    PostRow v[4];
    size_t n, seen = 0;
    Stamp at = f->ctx.reader.now;
    for (int i = 0; i < 7; i++) {
        Post *p = ent_new(&f->ctx, &post_entity);
        p->kind = POST_KIND_NOTE;
        p->about = bakery;
        p->text = LIT("x");
        p->happened_at = at - (i / 3) * 1000;     /* several of the same moment */
        assert_int_equal(fixture_save(f, &post_entity, p), OK);
    }
    PostCut cut = {0};
    do {
        assert_int_equal(post_of(&f->ctx, bakery, &cut, v, 2, &n), OK);
        seen += n;
        if (n) cut = (PostCut){.older_at = v[n - 1].happened_at, .older_id = v[n - 1].id};
    } while (n);
    assert_int_equal(seen, 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_note_stands_with_whom_it_is_about_and_whom_it_names),
        FIXTURE_BOTH(test_a_name_stays_as_written_and_its_link_stays_right),
        FIXTURE_BOTH(test_whom_the_reader_may_not_know_is_only_a_word),
        FIXTURE_BOTH(test_the_next_step_is_of_the_same_act_and_goes_with_it),
        FIXTURE_BOTH(test_mistakes_stand_beside_their_field_and_nothing_is_kept),
        FIXTURE_BOTH(test_who_has_one_place_writes_of_nobody_in_particular_there),
        FIXTURE_BOTH(test_a_note_that_waited_is_of_the_moment_of_writing),
        FIXTURE_BOTH(test_a_changed_text_changes_who_is_named),
        FIXTURE_BOTH(test_pages_of_a_timeline_neither_lose_nor_repeat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
