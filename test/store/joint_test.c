/* Consortia as pages read them: many of them at once, and what is offered on the pages of their parts. */
#include "cases.h"

#include "consortium/consortium.h"
#include "consortium/consortium_page.h"

static Id an_actor(House *h, const char *name) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = ACTOR_KIND_BUSINESS;
    a->head.unit = h->town;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static Consortium *a_consortium(House *h, Id buyer) {
    Consortium *k = ent_new(&h->f->ctx, &consortium_entity);
    k->title.v[LANG_EN] = LIT("Bread for a kitchen");
    k->form = CONSORTIUM_FORM_SUPPLY;
    k->place = h->town;
    k->buyer = buyer;
    become(h, COORDINATOR);
    assert_int_equal(fixture_save(h->f, &consortium_entity, k), OK);
    return k;
}

static ConsortiumPart *a_part(House *h, const Consortium *k) {
    ConsortiumPart *p = ent_new(&h->f->ctx, &consortium_part_entity);
    p->consortium = k->head.id;
    p->what = LIT("Rolls");
    p->counted_in = LIT("rolls");
    p->quantity = 4000;
    p->rhythm = CONSORTIUM_RHYTHM_DAY;
    assert_int_equal(fixture_save(h->f, &consortium_part_entity, p), OK);
    return p;
}

static ConsortiumMember *a_member(House *h, const Consortium *k, Id actor) {
    ConsortiumMember *m = ent_new(&h->f->ctx, &consortium_member_entity);
    m->consortium = k->head.id;
    m->actor = actor;
    m->role = CONSORTIUM_ROLE_MEMBER;
    assert_int_equal(fixture_save(h->f, &consortium_member_entity, m), OK);
    return m;
}

/* ---- many at once ------------------------------------------------------------------------------------------------ */

enum { JOINTS = 4, EACH = 130 };                  /* more than a list holds, none more than one may have */

typedef struct Crowd {
    const Id *actors;
    Id        consortium;
} Crowd;

static Fault run_crowd(Ctx *c, void *arg) {
    const Crowd *w = arg;
    for (int i = 0; i < EACH; i++) {
        ConsortiumMember *m = ent_new(c, &consortium_member_entity);
        m->consortium = w->consortium;
        m->actor = w->actors[i];
        m->role = CONSORTIUM_ROLE_MEMBER;
        TRY(ent_save(c, &consortium_member_entity, m));
    }
    return OK;
}

/* What lacks in one does not depend on how many take part in those beside it. */
static void test_each_of_many_is_read_whole(void **state) {
    FIXTURE(f, state);
    House      h;
    Consortium k[JOINTS];
    Joint      j[JOINTS];
    Id         actors[EACH];
    a_house(&h, f);
    Id buyer = an_actor(&h, "Kitchen");
    for (int i = 0; i < EACH; i++) actors[i] = an_actor(&h, "Bakery");
    for (int i = 0; i < JOINTS; i++) {
        k[i] = *a_consortium(&h, buyer);
        (void)a_part(&h, &k[i]);
        assert_int_equal(fixture_write(f, run_crowd, &(Crowd){actors, k[i].head.id}), OK);
    }
    for (size_t n = 1; n <= JOINTS; n++) {
        assert_int_equal(joints_load(&f->ctx, k, n, j), OK);
        for (size_t i = 0; i < n; i++) {
            assert_true(j[i].k == &k[i] && j[i].parts_n == 1 && j[i].members_n == EACH);
            assert_true(j[i].members[0].consortium == k[i].head.id && str_eq(j[i].names[EACH - 1], LIT("Bakery")));
        }
    }
}

/* ---- what is offered --------------------------------------------------------------------------------------------- */

static Str page_of(House *h, const Sheet *s, Id id) {
    Request rq = {.method = GET, .path = str_of(s->path)};
    Buf     body;
    buf_init(&body, 1 << 20);
    Reply   rp = {.body = &body};
    assert_int_equal(view_record(&h->f->ctx, &rq, &rp, s, id), OK);
    Str page = arena_copy(&h->f->arena, buf_str(&body));
    buf_release(&body);
    return page;
}

static void offers(House *h, const Sheet *s, Id id, bool edit, bool archive) {
    Str page = page_of(h, s, id), path = view_record_path(&h->f->ctx, s->entity, id);
    assert_int_equal(str_find(page, arena_printf(&h->f->arena, "%.*s/edit\"", STR_ARG(path))) >= 0, edit);
    assert_int_equal(str_find(page, arena_printf(&h->f->arena, "%.*s/archive\"", STR_ARG(path))) >= 0, archive);
}

static void stands_at(House *h, const Consortium *k, int state) {
    char sql[120];
    snprintf(sql, sizeof sql, "UPDATE consortia SET state = %d WHERE id = %lld", state, (long long)k->head.id);
    assert_int_equal(fixture_script(h->f, sql), OK);
}

static void test_what_the_save_refuses_is_not_offered(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    view_register(&CONSORTIUM_PART_SHEET);
    view_register(&CONSORTIUM_MEMBER_SHEET);
    Consortium       *k = a_consortium(&h, an_actor(&h, "Kitchen"));
    ConsortiumPart   *p = a_part(&h, k);
    ConsortiumMember *m = a_member(&h, k, h.client);
    offers(&h, &CONSORTIUM_PART_SHEET, p->head.id, true, true);
    offers(&h, &CONSORTIUM_MEMBER_SHEET, m->head.id, true, true);
    stands_at(&h, k, CONSORTIUM_STATE_AGREED);
    offers(&h, &CONSORTIUM_PART_SHEET, p->head.id, false, false);
    assert_int_equal(fixture_save(f, &consortium_part_entity, p), INVALID);
    assert_int_not_equal(fixture_archive(f, &consortium_part_entity, p->head.id), OK);
    offers(&h, &CONSORTIUM_MEMBER_SHEET, m->head.id, false, true);
    m->certificates = 1 << (CERTIFICATE_KOSHER - 1);
    assert_int_equal(fixture_save(f, &consortium_member_entity, m), INVALID);
    stands_at(&h, k, CONSORTIUM_STATE_FORMING);
    assert_int_equal(fixture_save(f, &consortium_member_entity, m), OK);
    stands_at(&h, k, CONSORTIUM_STATE_AGREED);    /* until when a certificate holds may still be written */
    offers(&h, &CONSORTIUM_MEMBER_SHEET, m->head.id, true, true);
    stands_at(&h, k, CONSORTIUM_STATE_ENDED);
    offers(&h, &CONSORTIUM_PART_SHEET, p->head.id, false, false);
    offers(&h, &CONSORTIUM_MEMBER_SHEET, m->head.id, false, false);
    assert_int_equal(fixture_archive(f, &consortium_member_entity, m->head.id), OVER);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_each_of_many_is_read_whole),
        FIXTURE_BOTH(test_what_the_save_refuses_is_not_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
