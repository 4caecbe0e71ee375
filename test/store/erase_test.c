/* erase_test.c - what an owner asks to be erased is nowhere any more: not in a row, the log, a file, a mail, nor in the
** bytes of the database; what others have is untouched, what was counted stays, and the chain is whole. */
#include "cases.h"

#include "account/account.h"
#include "commitment_ent.h"
#include "file_ent.h"
#include "finance_ent.h"
#include "intake_ent.h"
#include "keep/keep.h"
#include "post_ent.h"
#include "session_ent.h"
#include "spend/spend.h"
#include "wave_ent.h"

static const char WORD[] = "qumranite7391";
static const char OTHERS[] = "neighbour4482";

/* The word wherever people may write. */
static void fill_words(const Entity *e, void *rec, const char *word) {
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        bool fits = (!f->max || f->max >= 20) && !str_eq(str_of(f->name), LIT("registration_no"));
        if ((f->type == F_TEXT || f->type == F_LINES) && fits) *(Str *)field_at(f, rec) = str_of(word);
        if (f->type != F_TRI) continue;
        for (int l = 0; l < LANG_N; l++) ((Tri *)field_at(f, rec))->v[l] = str_of(word);
    }
}

static void *filled(Fixture *f, const Entity *e, const char *word) {
    void *rec = ent_new(&f->ctx, e);
    fill_words(e, rec, word);
    return rec;
}

static void kept(Fixture *f, const Entity *e, void *rec) {
    Fault fault = fixture_save(f, e, rec);
    if (fault == OK) return;
    const char *field = f->ctx.complaints.n ? f->ctx.complaints.v[0].field : "";
    fail_msg("%s: %s %s", e->name, fault_name(fault), field);
}

typedef struct Told {
    House h;
    Id    client, owner, of_case, wave, post, act;
    Str   mail;
    const char *word;
    Id    buyer;
} Told;

static Fault run_mail(Ctx *c, void *arg) {
    const Told *t = arg;
    Mail m = {.org = c->who.org, .to = t->mail, .reader = c->reader, .subject = T_KEEP_MAIL_DONE,
              .body = T_KEEP_MAIL_DONE_TEXT, .about = t->post};
    return mail_queue(c, &m);
}

static void keep_people(Told *t, const char *word) {
    Fixture *f = t->h.f;
    Account *a = ent_new(&f->ctx, &account_entity);
    a->name = str_of(word);
    a->email = t->mail;
    a->phone = LIT("+972501234567");
    kept(f, &account_entity, a);
    t->owner = a->head.id;
    Actor *b = filled(f, &actor_entity, word);
    b->kind = ACTOR_KIND_BUSINESS;
    b->email = t->mail;
    b->head.unit = t->h.town;
    kept(f, &actor_entity, b);
    t->client = b->head.id;
    Intake *in = filled(f, &intake_entity, word);
    in->kind = DOOR_KIND_ASK;
    in->reference = in->hash = (Str){0};
    in->lang = LIT("he");
    in->actor = t->client;
    kept(f, &intake_entity, in);
}

static void keep_notes(Told *t, const char *word) {
    Fixture *f = t->h.f;
    Post    *p = filled(f, &post_entity, word);
    p->kind = POST_KIND_NOTE;
    p->of_case = t->of_case;
    p->about = t->client;
    p->lang = LIT("he");
    kept(f, &post_entity, p);
    t->act = f->ctx.act;
    t->post = p->head.id;
    p->text = LIT("other words now");
    kept(f, &post_entity, p);
    char sql[600];
    snprintf(sql, sizeof sql, "INSERT INTO file_sums (digest, size, parts, at, kept) VALUES ('%s', 5, 1, 1, 1);"
             " INSERT INTO file_bytes (digest, part, bytes) VALUES ('%s', 0, CAST('%s' AS %s))", word, word, word,
             f->pg ? "BYTEA" : "BLOB");
    assert_int_equal(fixture_script(f, sql), OK);
    File *file = filled(f, &file_entity, word);
    file->post = t->post;
    file->size = 5;
    kept(f, &file_entity, file);
    CaseSession *s = filled(f, &case_session_entity, word);
    s->of_case = t->of_case;
    s->happened_at = f->ctx.reader.now - 1000;
    s->way = 1;
    kept(f, &case_session_entity, s);
    SessionInside *inside = filled(f, &session_inside_entity, word);
    inside->session = s->head.id;
    kept(f, &session_inside_entity, inside);
}

static void keep_plan(Told *t, const char *word) {
    Fixture *f = t->h.f;
    Vision  *v = filled(f, &vision_entity, word);
    v->of_case = t->of_case;
    v->horizon = 2031;
    v->lang = LIT("he");
    kept(f, &vision_entity, v);
    Goal *g = filled(f, &goal_entity, word);
    g->of_case = t->of_case;
    g->line = GOAL_LINE_ECONOMIC;
    kept(f, &goal_entity, g);
    Commitment *step = filled(f, &commitment_entity, word);
    step->kind = COMMITMENT_KIND_STEP;
    step->state = COMMITMENT_STATE_OPEN;
    step->of_case = t->of_case;
    step->owner = t->h.people[COORDINATOR];
    kept(f, &commitment_entity, step);
    FinanceRequest *m = filled(f, &finance_request_entity, word);
    m->of_case = t->of_case;
    m->asked = 500000;
    kept(f, &finance_request_entity, m);
    Wave *w = filled(f, &wave_entity, word);
    w->of_case = t->of_case;
    w->at = w->part = 1;
    w->due_on = 20250601;
    w->state = WAVE_STATE_PLANNED;
    kept(f, &wave_entity, w);
    t->wave = w->head.id;
}

/* A file in which a large buyer pays them, with its bytes. */
static Fault run_payments(Ctx *c, void *arg) {
    Told        *t = arg;
    Actor       *buyer = ent_new(c, &actor_entity);
    PaymentFile *v = ent_new(c, &payment_file_entity);
    SpendBrought b;
    SpendPlan    plan = {0};
    SheetSource  src = {.fd = -1};
    src.mem = arena_printf(c->arena, "Supplier Name,Trans No,Amount\n%s,1,250.00\nSalt Ltd,2,9\n", t->word);
    buyer->name.v[LANG_EN] = LIT("A council");
    buyer->kind = ACTOR_KIND_PUBLIC_BODY;
    buyer->head.unit = t->h.town;
    TRY(ent_save(c, &actor_entity, buyer));
    v->buyer = buyer->head.id;
    v->name = LIT("payments.csv");
    v->state = PAYMENT_STATE_IN_USE;
    Fault f = spend_bring(c, v->buyer, 0, &src, &plan, &b);
    if (f == OK) f = spend_keep(c, v, &b, src.mem);
    arena_release(&b.arena);
    t->buyer = v->buyer;
    return f;
}

/* All that they were paid is still there, and nobody says to whom. */
static void paid_to_nobody(const Told *t) {
    SpendAll a;
    Ctx     *c = &t->h.f->ctx;
    assert_int_equal(spend_all_load(c, t->buyer, (Str){0}, &a), OK);
    assert_int_equal(spend_all_sum(c, &a, NULL, 0), OK);
    assert_int_equal(a.all.sum, 25900);
    assert_int_equal(a.withheld.sum, 25000);
}

static Fault run_ask(Ctx *c, void *arg) {
    const Told *t = arg;
    Case *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &case_entity, t->of_case, k));
    return keep_ask(c, k, (Str){0});
}

static void tell(Told *t, const char *word, const char *mail) {
    Fixture *f = t->h.f;
    t->mail = str_of(mail);
    fixture_system(f);
    keep_people(t, word);
    Case *k = filled(f, &case_entity, word);
    k->client = t->client;
    kept(f, &case_entity, k);
    t->of_case = k->head.id;
    CaseMember *m = filled(f, &case_member_entity, word);
    m->of_case = k->head.id;
    m->account = t->owner;
    m->role = CASE_ROLE_OWNER;
    m->from_on = 20250101;
    kept(f, &case_member_entity, m);
    Consent *v = a_consent(&t->h, k, CONSENT_PURPOSE_ACCOMPANY);
    v->signed_by = str_of(word);
    kept(f, &consent_entity, v);
    keep_notes(t, word);
    keep_plan(t, word);
    t->word = word;
    assert_int_equal(fixture_write(f, run_payments, t), OK);
    assert_int_equal(fixture_write(f, run_mail, t), OK);
    assert_int_equal(fixture_write(f, run_ask, t), OK);
}

/* ---- where a word stands ------------------------------------------------------------------------------------- */

/* By another process: closing the file in this one would give up SQLite's locks. */
static bool in_bytes(const char *path, const char *word) {
    char command[900];
    snprintf(command, sizeof command, "grep -aq %s '%s' 2>/dev/null", word, path);
    return system(command) == 0;
}

/* In the bytes of the file and of the log beside it, as soon as the writer has put them in order. */
static bool in_file(Fixture *f, const char *word) {
    char wal[700];
    bool found = true;
    snprintf(wal, sizeof wal, "%s-wal", f->address);
    fixture_unread(f);
    for (int tries = 0; tries < 100 && found; tries++) {
        found = in_bytes(wal, word) || in_bytes(f->address, word);   /* as it moves: from there to here */
        if (found) usleep(50 * 1000);
    }
    fixture_read(f);
    return found;
}

static bool in_tables(Fixture *f, const char *word) {
    static const Query TABLES = {.sql = "SELECT table_name FROM information_schema.tables"
                                        " WHERE table_schema = current_schema() ORDER BY table_name",
                                 .out = "name:text"};
    Str    names[200];
    size_t n = 0;
    bool   found = false;
    Rows   r = {0};
    assert_int_equal(db_rows(&f->ctx, &TABLES, NO_VALS, &r), OK);
    while (n < 200 && rows_next(&r)) names[n++] = rows_copy(&r, 0);
    rows_end(&r);
    for (size_t i = 0; i < n; i++) {
        int64_t rows = 0;
        Str     sql = arena_printf(&f->arena, "SELECT count(*) FROM %.*s t WHERE CAST(t AS text) LIKE '%%%s%%'"
                                   " OR CAST(t AS text) LIKE '%%' || encode('%s', 'hex') || '%%'",
                                   STR_ARG(names[i]), word, word);
        Query   q = db_made(&f->ctx, sql, (Str){0}, LIT("n:int"));
        assert_int_equal(db_int(&f->ctx, &q, NO_VALS, &rows), OK);
        if (rows) print_message("%s stands in %.*s\n", word, STR_ARG(names[i]));
        found = found || rows;
    }
    return found;
}

static bool stands(Fixture *f, const char *word) { return f->pg ? in_tables(f, word) : in_file(f, word); }

/* ---- erasing ------------------------------------------------------------------------------------------------- */

typedef struct Call {
    Id  client;
    Str typed;
    int kind;
    KeepDue left;
} Call;

static Fault run_erase(Ctx *c, void *arg) {
    Call   *call = arg;
    Erasure e;
    TRY(keep_asked(c, call->client, &e));
    return keep_erase(c, &e, call->typed);
}

static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, *(Id *)arg); }
static Fault run_due(Ctx *c, void *arg) {
    Call *call = arg;
    return keep_run(c, call->kind, &call->left);
}

static int64_t sum_of(Fixture *f, const char *sql) {
    int64_t n = -1;
    Query   q = db_made(&f->ctx, str_of(sql), (Str){0}, LIT("n:int"));
    assert_int_equal(db_int(&f->ctx, &q, NO_VALS, &n), OK);
    return n;
}

static const char SUM_WAVES[] = "SELECT CAST(count(*) AS BIGINT) FROM waves w WHERE w.archived_at IS NULL";
static const char SUM_MONEY[] = "SELECT CAST(sum(x.asked) AS BIGINT) FROM finance_requests x"
                                " WHERE x.archived_at IS NULL";

static void two_told(Told *t, Told *other, Fixture *f) {
    a_house(&t->h, f);
    other->h = t->h;
    tell(t, WORD, "qumranite7391@demo.invalid");
    tell(other, OTHERS, "neighbour4482@demo.invalid");
}

static void test_what_was_erased_is_nowhere(void **state) {
    FIXTURE(f, state);
    Told t = {0}, other = {0};
    two_told(&t, &other, f);
    int64_t waves = sum_of(f, SUM_WAVES), money = sum_of(f, SUM_MONEY), entries, again;
    KeepCount counts[KEEP_N];
    become(&t.h, HEADQUARTERS);
    f->ctx.who.roles = f->ctx.who.roles_everywhere = ROLE_ADMIN;
    assert_int_equal(keep_counts(&f->ctx, t.client, counts), OK);
    assert_true(counts[KEEP_NOTES].n >= 1 && counts[KEEP_FILES].n == 1 && counts[KEEP_PERSON].n >= 2);
    Call call = {.client = t.client, .typed = LIT("something else")};
    assert_int_equal(fixture_write(f, run_erase, &call), INVALID);
    assert_true(in_file(f, WORD) || f->pg);
    call.typed = str_of(WORD);
    assert_int_equal(fixture_write(f, run_erase, &call), OK);
    call.typed = LIT("-");
    assert_false(stands(f, WORD));
    assert_true(stands(f, OTHERS));
    fixture_system(f);
    paid_to_nobody(&t);
    assert_int_equal(sum_of(f, SUM_WAVES), waves);
    assert_int_equal(sum_of(f, SUM_MONEY), money);
    assert_int_equal(act_verify_chain(&f->ctx, &entries), OK);
    assert_int_equal(fixture_write(f, run_undo, &t.act), TOO_LATE);
    Post *p = ent_new(&f->ctx, &post_entity);
    assert_int_equal(ent_load(&f->ctx, &post_entity, other.post, p), OK);
    assert_int_equal(p->text.n > 0, true);
    assert_int_equal(fixture_write(f, run_erase, &call), NOT_FOUND);
    assert_int_equal(act_verify_chain(&f->ctx, &again), OK);
    assert_int_equal(again, entries);
    for (int who = 0; who < PEOPLE; who++) assert_int_equal(loads(&t.h, who, &case_entity, t.of_case), NOT_FOUND);
}

static void test_nobody_empties_the_log_unseen(void **state) {
    FIXTURE(f, state);
    Told t = {0}, other = {0};
    int64_t entries;
    two_told(&t, &other, f);
    Call call = {.client = t.client, .typed = str_of(WORD)};
    assert_int_equal(fixture_write(f, run_erase, &call), OK);
    assert_int_equal(act_verify_chain(&f->ctx, &entries), OK);
    assert_int_equal(fixture_script(f, "UPDATE changes SET before = NULL, after = NULL, salt = NULL, erased ="
                                       " (SELECT max(erased) FROM changes) WHERE seq = (SELECT max(seq) FROM changes"
                                       " WHERE erased IS NULL AND kind <> 7)"), OK);
    assert_int_equal(act_verify_chain(&f->ctx, &entries), DB_BROKEN);
}

static void test_what_a_law_wants_kept_stays_until_its_day(void **state) {
    FIXTURE(f, state);
    Told t = {0}, other = {0};
    KeepDue due[KEEP_N];
    two_told(&t, &other, f);
    assert_int_equal(fixture_script(f, "INSERT INTO region_facts (name, value) VALUES ('law.consents', '7')"), OK);
    Call call = {.client = t.client, .typed = str_of(WORD)};
    assert_int_equal(fixture_write(f, run_erase, &call), OK);
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT CAST(count(*) AS BIGINT) FROM consents x WHERE x.signed_by = '%s'", WORD);
    assert_int_equal(sum_of(f, sql), 1);
    assert_true(stands(f, WORD));
    sees(&t.h, &case_entity, t.of_case, "-----");
    fixture_system(f);
    assert_int_equal(keep_due(&f->ctx, due), OK);
    assert_int_equal(due[KEEP_CONSENTS].cases, 0);
    f->ctx.reader.now += 8LL * 366 * 24 * 3600 * 1000;
    f->ctx.reader.today = 20340701;
    assert_int_equal(keep_due(&f->ctx, due), OK);
    assert_int_equal(due[KEEP_CONSENTS].cases, 1);
    call.kind = KEEP_CONSENTS;
    assert_int_equal(fixture_write(f, run_due, &call), OK);
    call.typed = LIT("-");
    assert_false(stands(f, WORD));
}

static void test_what_is_due_goes_when_a_person_says_so(void **state) {
    FIXTURE(f, state);
    Told t = {0};
    KeepDue due[KEEP_N];
    int64_t entries;
    a_house(&t.h, f);
    tell(&t, WORD, "qumranite7391@demo.invalid");
    assert_int_equal(keep_due(&f->ctx, due), OK);
    assert_int_equal(due[KEEP_NOTES].cases, 0);
    assert_int_equal(fixture_script(f, "INSERT INTO region_facts (name, value) VALUES ('keep.notes', '3')"), OK);
    Case *k = ent_new(&f->ctx, &case_entity);
    fixture_system(f);
    assert_int_equal(ent_load(&f->ctx, &case_entity, t.of_case, k), OK);
    k->stage = CASE_STAGE_CLOSED;
    k->why_closed = CASE_END_SHUT;
    k->closed_on = 20230601;
    assert_int_equal(fixture_save(f, &case_entity, k), INVALID);
    k->opened_on = 20220101;
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    assert_int_equal(keep_due(&f->ctx, due), OK);
    assert_int_equal(due[KEEP_NOTES].cases, 1);
    assert_int_equal(due[KEEP_ANSWERS].cases, 0);
    Call call = {.kind = KEEP_NOTES};
    assert_int_equal(fixture_write(f, run_due, &call), OK);
    assert_true(call.left.records >= 1);
    Post *p = ent_new(&f->ctx, &post_entity);
    assert_int_equal(ent_load(&f->ctx, &post_entity, t.post, p), OK);
    assert_int_equal(p->text.n, 0);
    assert_true(p->head.archived_at != 0);
    assert_int_equal(keep_due(&f->ctx, due), OK);
    assert_int_equal(due[KEEP_NOTES].cases, 0);
    assert_int_equal(act_verify_chain(&f->ctx, &entries), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_what_was_erased_is_nowhere),
        FIXTURE_BOTH(test_nobody_empties_the_log_unseen),
        FIXTURE_BOTH(test_what_a_law_wants_kept_stays_until_its_day),
        FIXTURE_BOTH(test_what_is_due_goes_when_a_person_says_so),
    };
    erase_also_add(spend_erase);                  /* as its module does when a region starts */
    return cmocka_run_group_tests_name("erase", tests, NULL, NULL);
}
