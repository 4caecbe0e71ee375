/* What the search finds: across scripts, as it stands now, and never what the reader may not see. */
#include "fixture.h"

#include "actor/actor.h"
#include "base/rand.h"
#include "place/place.h"
#include "post/post.h"
#include "seek/seek.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

/* ---- asking ----------------------------------------------------------------------------------------------------- */

static SeekAnswer ask(Fixture *f, const char *text) {
    SeekAnswer a;
    SeekAsk    q = {.text = str_of(text), .limit = SEEK_LIMIT_MAX};
    fixture_unread(f);
    assert_true(seek_wait(f->region));
    fixture_read(f);
    assert_int_equal(seek(&f->ctx, &q, &a), OK);
    assert_true(a.ready && a.current);
    return a;
}

static bool has(const SeekAnswer *a, Id id) {
    for (size_t i = 0; i < a->n_hits; i++) {
        if (((const Head *)a->hits[i].rec)->id == id) return true;
    }
    return false;
}

static void finds(Fixture *f, const char *text, Id id) {
    SeekAnswer a = ask(f, text);
    if (!has(&a, id)) fail_msg("'%s' does not find it", text);
}

static void finds_not(Fixture *f, const char *text, Id id) {
    SeekAnswer a = ask(f, text);
    if (has(&a, id)) fail_msg("'%s' finds it", text);
}

/* ---- records ---------------------------------------------------------------------------------------------------- */

static void name_it(Tri *t, Lang l, const char *text) {
    t->v[l] = str_of(text);
    t->state[l] = TEXT_WRITTEN;
}

static Place *town(Fixture *f, const char *he, const char *ar, const char *en) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_LOCALITY;
    name_it(&p->name, LANG_HE, he);
    if (ar) name_it(&p->name, LANG_AR, ar);
    if (en) name_it(&p->name, LANG_EN, en);
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    return p;
}

static Actor *business(Fixture *f, Lang l, const char *name) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->kind = ACTOR_KIND_BUSINESS;
    name_it(&a->name, l, name);
    return a;
}

static Id kept(Fixture *f, Actor *a) {
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    return a->head.id;
}

/* ---- what is found ---------------------------------------------------------------------------------------------- */

static void test_a_town_is_found_in_every_spelling(void **state) {
    FIXTURE(f, state);
    static const char *const SPELLINGS[] = {
        "שפרעם", "شفاعمرو", "Shefa-'Amr", "shefa amr", "Shfaram", "בשפרעם", "לשפרעם", "משפרעם", "שְׁפַרְעָם",
        "شَفاعَمْرو", "שפרע", "שפערם", "שפר", "shefa",
    };
    seek_start(f->region);
    Place *all = town(f, "שפרעם", "شفاعمرو", "Shefa-'Amr"), *lone = town(f, "שפרעם", NULL, NULL);
    Place *other = town(f, "דימונה", "ديمونا", "Dimona");
    for (size_t i = 0; i < sizeof SPELLINGS / sizeof *SPELLINGS; i++) {
        finds(f, SPELLINGS[i], all->head.id);
        finds_not(f, SPELLINGS[i], other->head.id);
    }
    finds(f, "شفاعمرو", lone->head.id);
    finds(f, "Shefa-'Amr", lone->head.id);
    seek_stop(f->region);
}

static void test_a_business_is_found_by_phone_place_and_note(void **state) {
    FIXTURE(f, state);
    seek_start(f->region);
    Place *rahat = town(f, "רהט", "رهط", "Rahat");
    Actor *a = business(f, LANG_HE, "מאפיית לחם המדבר");
    a->phone = LIT("+972525550142");
    a->locality = rahat->head.id;
    a->about = LIT("פיתות טאבון לאירועים");
    Id id = kept(f, a);
    static const char *const WAYS[] = {
        "לחם המדבר", "מדבר לחם", "מאפיית", "במאפיית לחם", "לחם רהט", "رهط", "Rahat", "052-555-0142", "+972 52 555 0142",
        "5550142", "0142", "0525", "טאבון",
    };
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) finds(f, WAYS[i], id);
    finds_not(f, "מוסך", id);
    SeekAnswer by_name = ask(f, "לחם"), by_note = ask(f, "טאבון"), by_place = ask(f, "رهط");
    assert_int_equal(by_name.hits[0].find.part, FIND_NAME);
    assert_int_equal(by_note.hits[0].find.part, FIND_NOTE);
    assert_ptr_equal(by_place.hits[0].entity, &place_entity);
    const FindMark *m = &by_name.hits[0].find.marks[0];
    const SeekText *t = &by_name.hits[0].texts[m->field];
    assert_true(seek_marked(m, t->text));
    assert_true(str_eq(str_sub(t->text, m->start, m->n), LIT("לחם")));
    seek_stop(f->region);
}

static void test_before_the_first_reading_it_says_so(void **state) {
    FIXTURE(f, state);
    SeekAnswer a;
    SeekAsk    q = {.text = LIT("לחם"), .limit = 5};
    assert_int_equal(seek(&f->ctx, &q, &a), OK);
    assert_false(a.ready);
    assert_false(seek_wait(f->region));
}

static void test_what_was_there_before_the_start_is_found(void **state) {
    FIXTURE(f, state);
    Id ids[3];
    static const char *const NAMES[] = {"חנות בדים", "חנות ספרים", "מוסך הצפון"};
    for (int i = 0; i < 3; i++) ids[i] = kept(f, business(f, LANG_HE, NAMES[i]));
    seek_start(f->region);
    finds(f, "בדים", ids[0]);
    finds(f, "חנות", ids[1]);
    finds_not(f, "חנות", ids[2]);
    assert_int_equal(seek_state(f->region).n_docs, 3);
    seek_stop(f->region);
}

/* ---- as it stands now ------------------------------------------------------------------------------------------- */

static Fault run_unarchive(Ctx *c, void *arg) { return ent_unarchive(c, &actor_entity, *(Id *)arg); }

typedef struct Two {
    Id winner, loser, act;
} Two;
static Fault run_merge(Ctx *c, void *arg) {
    Two *t = arg;
    TRY(ent_merge(c, &actor_entity, t->winner, t->loser));
    t->act = c->act;
    return OK;
}
static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, ((Two *)arg)->act); }

static void test_changes_are_followed(void **state) {
    FIXTURE(f, state);
    seek_start(f->region);
    Actor *a = business(f, LANG_HE, "נגריית הנגב");
    Id     id = kept(f, a), other = kept(f, business(f, LANG_HE, "סדנת העץ"));
    finds(f, "נגריית", id);
    name_it(&a->name, LANG_HE, "רהיטי הדרום");
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    finds(f, "רהיטי", id);
    finds_not(f, "נגריית", id);
    assert_int_equal(fixture_archive(f, &actor_entity, id), OK);
    finds_not(f, "רהיטי", id);
    assert_int_equal(fixture_write(f, run_unarchive, &id), OK);
    finds(f, "רהיטי", id);
    Two two = {.winner = id, .loser = other};
    finds(f, "סדנת", other);
    assert_int_equal(fixture_write(f, run_merge, &two), OK);
    finds_not(f, "סדנת", other);
    assert_int_equal(fixture_write(f, run_undo, &two), OK);
    finds(f, "סדנת", other);
    seek_stop(f->region);
}

static void test_a_renamed_town_is_found_through_its_businesses(void **state) {
    FIXTURE(f, state);
    seek_start(f->region);
    Place *p = town(f, "נצרת", NULL, NULL);
    Actor *a = business(f, LANG_EN, "Blue Door");
    a->locality = p->head.id;
    Id id = kept(f, a);
    finds(f, "נצרת", id);
    name_it(&p->name, LANG_HE, "דימונה");
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    finds(f, "דימונה", id);
    finds_not(f, "נצרת", id);
    p->head.visibility = VIS_PRIVATE;             /* what not all may read is no way to find others */
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    finds_not(f, "דימונה", id);
    seek_stop(f->region);
}

/* ---- other processes -------------------------------------------------------------------------------------------- */

static bool found_soon(Fixture *f, const char *text, Id id) {
    for (int i = 0; i < 400; i++) {
        SeekAnswer a;
        SeekAsk    q = {.text = str_of(text), .limit = 10};
        fixture_unread(f);
        fixture_read(f);
        assert_int_equal(seek(&f->ctx, &q, &a), OK);
        if (a.ready && has(&a, id)) return true;
        nanosleep(&(struct timespec){.tv_nsec = 50 * 1000000}, NULL);
    }
    return false;
}

static void test_another_process_is_heard(void **state) {
    FIXTURE(f, state);
    Region *second = NULL;
    Str     why = {0};
    seek_start(f->region);
    kept(f, business(f, LANG_HE, "קפה הבוקר"));
    RegionOptions o = {.address = str_of(f->address), .readers = 1};
    assert_int_equal(region_open(&o, &f->arena, &second, &why), OK);
    Actor *a = business(f, LANG_HE, "מכולת השכונה");
    Ctx    c = {.arena = &f->arena, .region = second, .reader = f->ctx.reader, .who = f->ctx.who};
    FixtureCall call = {.e = &actor_entity, .rec = a};
    assert_int_equal(region_write(second, &c, fixture_run_save, &call), OK);
    assert_true(found_soon(f, "מכולת", a->head.id));
    region_close(second);
    seek_stop(f->region);
}

/* ---- never what may not be seen --------------------------------------------------------------------------------- */

enum { RECORDS = 90, READERS = 40, UNITS = 4 };

static void random_record(Fixture *f, Rng *g, Id *ret_id, Id *ret_org) {
    char   name[60];
    Actor *a = ent_new(&f->ctx, &actor_entity);
    f->org = rng_below(g, 3) ? FIXTURE_ORG : FIXTURE_OTHER_ORG;
    fixture_system(f);
    f->ctx.who.account = (Id)rng_below(g, 6);
    snprintf(name, sizeof name, "zolotar %c%c", (char)('a' + rng_below(g, 26)), (char)('a' + rng_below(g, 26)));
    name_it(&a->name, LANG_EN, arena_z(&f->arena, str_of(name)));
    a->kind = ACTOR_KIND_BUSINESS;
    a->head.unit = (Id)rng_below(g, UNITS);
    a->head.visibility = (int)rng_below(g, 5);
    a->head.team = rng_below(g, 3) ? 0 : 1 + (Id)rng_below(g, 4);
    *ret_id = kept(f, a);
    *ret_org = f->org;
}

static void random_reach(Fixture *f, Rng *g) {
    static const char *const DAYS[] = {"NULL", "20260531", "20260601", "20260602"};
    char sql[300];
    for (int i = 0; i < 24; i++) {
        snprintf(sql, sizeof sql, "INSERT INTO reach (account, place, level, from_on, until_on)"
                 " VALUES (%d, %d, %d, %s, %s)",
                 1 + (int)rng_below(g, 6), (int)rng_below(g, UNITS), (int)rng_below(g, 4), DAYS[rng_below(g, 4)],
                 DAYS[rng_below(g, 4)]);
        assert_int_equal(fixture_script(f, sql), OK);
        snprintf(sql, sizeof sql, "INSERT INTO teams (record, account, from_on, until_on) VALUES (%d, %d, %s, %s)",
                 1 + (int)rng_below(g, 4), 1 + (int)rng_below(g, 6), DAYS[rng_below(g, 4)], DAYS[rng_below(g, 4)]);
        assert_int_equal(fixture_script(f, sql), OK);
    }
}

static void random_reader(Fixture *f, Rng *g) {
    f->org = rng_below(g, 4) ? FIXTURE_ORG : FIXTURE_OTHER_ORG;
    Id  account = (Id)rng_below(g, 7);
    int floor = account ? (int)rng_below(g, 4) : VIS_PUBLIC;
    if (rng_below(g, 8) == 0) fixture_system(f);
    else fixture_become(f, account, account ? ROLE_COORDINATOR : ROLE_ANYONE, floor);
}

static void test_what_is_found_is_what_may_be_loaded(void **state) {
    FIXTURE(f, state);
    Rng g;
    Id  ids[RECORDS], orgs[RECORDS];
    int seen = 0, hidden = 0;
    rng_seed(&g, 20260602);
    seek_start(f->region);
    for (int i = 0; i < RECORDS; i++) random_record(f, &g, &ids[i], &orgs[i]);
    random_reach(f, &g);
    for (int i = 0; i < READERS; i++) {
        random_reader(f, &g);
        SeekAnswer a = ask(f, "zolotar");
        for (int k = 0; k < RECORDS; k++) {
            Actor rec;
            bool  may = ent_load(&f->ctx, &actor_entity, ids[k], &rec) == OK;
            if (may != has(&a, ids[k])) {
                fail_msg("reader %d of %d: record %d of %d may be loaded: %d", (int)f->ctx.who.account, (int)f->org, k,
                         (int)orgs[k], may);
            }
            if (may) assert_int_equal(orgs[k], f->org);
            seen += may;
            hidden += !may;
        }
    }
    assert_true(seen > RECORDS && hidden > RECORDS);
    seek_stop(f->region);
}

/* The image is told of a change a moment later; the database decides at once. */
static void test_a_record_hidden_a_moment_ago_is_not_shown(void **state) {
    FIXTURE(f, state);
    seek_start(f->region);
    Actor *a = business(f, LANG_HE, "מספרת הצבעוני");
    a->head.visibility = VIS_PUBLIC;
    Id id = kept(f, a);
    fixture_become(f, 5, ROLE_COORDINATOR, VIS_MEMBERS);
    finds(f, "מספרת", id);
    /* Behind the back of the listeners: as if the image had not heard of it yet. */
    assert_int_equal(fixture_script(f, "UPDATE actors SET visibility = 4, created_by = 77"), OK);
    SeekAnswer answer;
    SeekAsk    q = {.text = LIT("מספרת"), .limit = 10};
    assert_int_equal(seek(&f->ctx, &q, &answer), OK);
    assert_int_equal(answer.n_hits, 0);
    seek_stop(f->region);
}

static void test_readers_roles_decide_about_nouns(void **state) {
    FIXTURE(f, state);
    seek_start(f->region);
    Post *p = ent_new(&f->ctx, &post_entity);
    p->kind = POST_KIND_NOTE;
    p->text = LIT("דיברנו על תנור חדש");
    p->head.visibility = VIS_PUBLIC;
    assert_int_equal(fixture_save(f, &post_entity, p), OK);
    finds(f, "תנור", p->head.id);
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    finds_not(f, "תנור", p->head.id);
    seek_stop(f->region);
}

/* ---- twins ------------------------------------------------------------------------------------------------------ */

static void test_twins_are_known_by_sound_in_another_script(void **state) {
    FIXTURE(f, state);
    seek_start(f->region);
    Id  he = kept(f, business(f, LANG_HE, "מוחמד אבו רביע")), ar = kept(f, business(f, LANG_AR, "محمد أبو ربيع"));
    Id  longer = kept(f, business(f, LANG_HE, "מוחמד אבו רביע ובניו")), ids[10];
    Str name = LIT("מוחמד אבו רביע");
    size_t n;
    (void)ask(f, "x");
    SeekTwins t = {.entity = &actor_entity, .names = &name, .n_names = 1, .self = he};
    assert_int_equal(seek_twins(&f->ctx, &t, ids, 10, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(ids[0], ar);
    t.self = 0;
    assert_int_equal(seek_twins(&f->ctx, &t, ids, 10, &n), OK);
    assert_int_equal(n, 2);
    assert_true(ids[0] != longer && ids[1] != longer);
    f->ctx.who.org = FIXTURE_OTHER_ORG;
    assert_int_equal(seek_twins(&f->ctx, &t, ids, 10, &n), OK);
    assert_int_equal(n, 0);
    seek_stop(f->region);
}

static void test_a_business_in_another_script_is_proposed_as_the_same(void **state) {
    FIXTURE(f, state);
    seek_start(f->region);
    Place *lod = town(f, "לוד", NULL, NULL), *rahat = town(f, "רהט", NULL, NULL);
    Actor *a = business(f, LANG_AR, "مخبز الهدى");
    a->locality = lod->head.id;
    Id there = kept(f, a);
    a = business(f, LANG_AR, "مخبز الهدى");
    a->locality = rahat->head.id;
    (void)kept(f, a);
    (void)ask(f, "x");
    Actor *mine = business(f, LANG_EN, "Makhbaz al-Huda");
    mine->locality = lod->head.id;
    Likely v[5];
    size_t n;
    assert_int_equal(actor_likely(&f->ctx, mine, v, 5, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v[0].id, there);
    assert_int_equal(v[0].why, T_ACTOR_SAME_SOUND);
    seek_stop(f->region);
}

/* ---- guests ------------------------------------------------------------------------------------------------------ */

/* An image of which actors live. */
typedef struct Counted {
    Id     v[4];
    size_t n;
    int    fed;                                   /* how often */
} Counted;
static atomic_int images;                         /* that live */

static Fault counted_begin(Ctx *c, void **ret_image) {
    (void)c;
    *ret_image = calloc(1, sizeof(Counted));
    assert_non_null(*ret_image);
    images++;
    return OK;
}

static bool counted_wants(const Entity *e) { return e == &actor_entity; }

static void counted_drop(void *image, const Entity *e, Id id) {
    Counted *m = image;
    assert_ptr_equal(e, &actor_entity);
    m->fed++;
    for (size_t i = 0; i < m->n; i++) {
        if (m->v[i] == id) m->v[i--] = m->v[--m->n];
    }
}

static void counted_put(void *image, const Entity *e, const void *rec, uint64_t gate) {
    Counted *m = image;
    (void)gate;
    counted_drop(image, e, ((const Head *)rec)->id);
    assert_true(m->n < sizeof m->v / sizeof *m->v);
    m->v[m->n++] = ((const Head *)rec)->id;
}

static void counted_free(void *image) {
    free(image);
    images--;
}

static const SeekGuest COUNTS = {counted_begin, counted_wants, counted_put, counted_drop, counted_free, NULL};

static void counts(Fixture *f, size_t n) {
    fixture_unread(f);
    assert_true(seek_wait(f->region));
    const Counted *m = seek_guest_look(f->region, &COUNTS);
    assert_non_null(m);
    assert_int_equal(m->n, n);
    seek_guest_leave(f->region, &COUNTS);
    assert_int_equal(images, 1);
    fixture_read(f);
}

/* Whoever asks sees an image at rest, whatever is fed and shown meanwhile. */
typedef struct Asker {
    Region     *region;
    atomic_bool done;
    int         moved;
} Asker;

static void *asker_thread(void *arg) {
    Asker *a = arg;
    while (!a->done) {
        const Counted *m = seek_guest_look(a->region, &COUNTS);
        if (!m) continue;
        int before = m->fed;
        usleep(500);
        a->moved += before != m->fed;
        seek_guest_leave(a->region, &COUNTS);
        usleep(100);
    }
    return NULL;
}

static void test_a_guest_is_shown_what_is_whole_and_at_rest(void **state) {
    enum { CHANGES = 20 };
    FIXTURE(f, state);
    Actor    *a = business(f, LANG_EN, "First");
    Id        second;
    Asker     asker = {.region = f->region};
    pthread_t thread;
    (void)kept(f, a);
    second = kept(f, business(f, LANG_EN, "Second"));
    seek_guest_start(f->region, &COUNTS);
    assert_null(seek_guest_look(f->region, &COUNTS));
    assert_false(seek_guest_rested(f->region, &COUNTS, 0));
    seek_start(f->region);
    counts(f, 2);
    assert_true(seek_guest_rested(f->region, &COUNTS, 0));
    assert_int_equal(fixture_archive(f, &actor_entity, second), OK);
    counts(f, 1);
    assert_int_equal(pthread_create(&thread, NULL, asker_thread, &asker), 0);
    for (int i = 1; i <= CHANGES; i++) {
        a->founded_year = 1990 + i;
        (void)kept(f, a);
        if (i % 5 == 0) seek_again(f->region);
        counts(f, 1);
    }
    asker.done = true;
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(asker.moved, 0);
    seek_stop(f->region);
    assert_null(seek_guest_look(f->region, &COUNTS));
    seek_guest_stop(f->region, &COUNTS);
    assert_int_equal(images, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_town_is_found_in_every_spelling),
        FIXTURE_BOTH(test_a_business_is_found_by_phone_place_and_note),
        FIXTURE_BOTH(test_before_the_first_reading_it_says_so),
        FIXTURE_BOTH(test_what_was_there_before_the_start_is_found),
        FIXTURE_BOTH(test_changes_are_followed),
        FIXTURE_BOTH(test_a_renamed_town_is_found_through_its_businesses),
        FIXTURE_BOTH(test_another_process_is_heard),
        FIXTURE_BOTH(test_what_is_found_is_what_may_be_loaded),
        FIXTURE_BOTH(test_a_record_hidden_a_moment_ago_is_not_shown),
        FIXTURE_BOTH(test_readers_roles_decide_about_nouns),
        FIXTURE_BOTH(test_twins_are_known_by_sound_in_another_script),
        FIXTURE_BOTH(test_a_business_in_another_script_is_proposed_as_the_same),
        FIXTURE_BOTH(test_a_guest_is_shown_what_is_whole_and_at_rest),
    };
    return cmocka_run_group_tests_name("seek", tests, NULL, NULL);
}
