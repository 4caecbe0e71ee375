/* canary_test.c - nothing of a case leaks: whoever is not of it walks every address, takes every file, searches, asks
** by program and writes where they must not, and finds none of its words; and each is found by its own people. */
#include "canary.h"

#include <zip.h>

enum { PATH_BYTES = 400, TEXT_BYTES = 32 << 20, SHOWN = 30 };

static Canary the_case;                          /* of the test that runs */

/* One person on their way through the program. */
typedef struct Walk {
    Canary     *k;
    const char *who, *cookie;
    int         may;                              /* levels that are theirs */
    bool        inside;                           /* of the team: what they see is marked */
    int         asked, wrong, turn;               /* turn: addresses */
    int         in_zips, in_pdfs;                 /* files in which a word stood */
    Arena       arena;
} Walk;

/* ---- what stands in an answer ---------------------------------------------------------------------------------- */

static Str unzipped(Arena *a, Str bytes) {
    zip_error_t   error;
    zip_source_t *from = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
    zip_t *z = from ? zip_open_from_source(from, ZIP_RDONLY, &error) : NULL;
    Buf    b;
    if (!z) return (Str){0};
    buf_init(&b, TEXT_BYTES);
    for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++) {
        char        part[4096];
        zip_file_t *in = zip_fopen_index(z, (zip_uint64_t)i, 0);
        for (zip_int64_t n; in && (n = zip_fread(in, part, sizeof part)) > 0;) buf_add(&b, (Str){part, (size_t)n});
        if (in) zip_fclose(in);
    }
    zip_close(z);
    return buf_keep(a, &b);
}

/* As another program reads it. */
static Str read_pdf(Arena *a, Str bytes) {
    char path[100], command[200];
    Buf  b;
    snprintf(path, sizeof path, "/tmp/rakaz-canary-%d.pdf", (int)getpid());
    FILE *out = fopen(path, "wb");
    CHECK(out && fwrite(bytes.p, 1, bytes.n, out) == bytes.n && fclose(out) == 0);
    snprintf(command, sizeof command, "pdftotext -raw %s - 2>&1", path);
    FILE *p = popen(command, "r");
    CHECK(p != NULL);
    buf_init(&b, TEXT_BYTES);
    for (int ch; (ch = fgetc(p)) != EOF;) buf_byte(&b, (char)ch);
    CHECK(pclose(p) == 0);
    unlink(path);
    return buf_keep(a, &b);
}

static Str text_of(Walk *w, const Answer *a) {
    Str body = buf_str(&a->body);
    bool zip = str_starts(body, LIT("PK")), pdf = str_starts(body, LIT("%PDF"));
    if (zip) body = unzipped(&w->arena, body);
    if (pdf) body = read_pdf(&w->arena, body);
    bool found = (zip || pdf) && str_find(body, LIT(CANARY)) >= 0;
    w->in_zips += zip && found;
    w->in_pdfs += pdf && found;
    return body;
}

/* The answer to one request: no word that is not theirs, no amount, and to who is outside no id of the case. */
static void look_at(Walk *w, const char *asked, const Answer *a) {
    Str  text = text_of(w, a);
    bool amounts = str_find(text, LIT(CANARY_MONEY)) >= 0 || str_find(text, LIT(CANARY_MINOR)) >= 0;
    const CanaryWord *word = canary_in(w->k, text, w->may, w->inside);
    Id   id = 0;
    /* What somebody may see names its case by its id, which says nothing; to all others it is a word like any. */
    bool named = !w->may && a->status < 400 && canary_id(w->k, text, 0, &id) &&
                 str_find(str_of(asked), id_str(&w->arena, id)) < 0;
    w->asked++;
    bool bad = word || named || (amounts && !(w->may & LEVEL_TEAM)) || a->status >= 500 || a->status == 0;
    if (bad && w->wrong++ < SHOWN) {
        print_message("%s: %s is %d%s%s.%s%s%s\n", w->who, asked, a->status, word ? ", with " : "",
                      word ? word->e->name : "", word ? word->f->name : "", amounts ? ", with an amount" : "",
                      named ? ", with an id" : "");
    }
    arena_reset(&w->arena);
}

static void look(Walk *w, const char *path) {
    char   head[PATH_BYTES + 300];
    snprintf(head, sizeof head, "GET %s HTTP/1.1\r\nHost: a\r\n%s%s%s\r\n", path, *w->cookie ? "Cookie: session=" : "",
             w->cookie, *w->cookie ? "\r\n" : "");
    Answer a = request(w->k->h->port, str_of(head));
    look_at(w, path, &a);
    answer_release(&a);
}

/* ---- every address --------------------------------------------------------------------------------------------- */

static void with(char *out, const char *pattern, const char *id, const char *word) {
    size_t n = 0;
    for (const char *p = pattern; *p && n + 60 < PATH_BYTES;) {
        bool is_id = strncmp(p, "{id}", 4) == 0, is_word = strncmp(p, "{word}", 6) == 0;
        if (is_id || is_word) n += (size_t)snprintf(out + n, PATH_BYTES - n, "%s", is_id ? id : word);
        else out[n++] = *p;
        p += is_id ? 4 : is_word ? 6 : 1;
    }
    out[n] = 0;
}

/* Files, too, of which there are many. */
static bool spared(const Walk *w, int i) { return w->k->h->f->pg && !w->inside && (i + w->turn) % HOUSE_PG_SHARE; }

static void walk_route(Walk *w, const Route *r) {
    static const char *const MORE[] = {"", "?q=" CANARY, "?q=zqcan&part=1", "?archived=1", "?lang=ar"};
    char path[PATH_BYTES], more[PATH_BYTES + 40], id[ID_CHARS + 1];
    const Entity *noun = house_noun(r);
    w->turn++;
    bool of_id = strstr(r->path, "{id}") != NULL, of_word = strstr(r->path, "{word}") != NULL;
    for (int i = 0; of_id && i < w->k->n; i++) {
        const Seed *s = &w->k->v[i];
        if ((noun && noun != s->e) || (!noun && spared(w, i))) continue;
        id_print(id, s->id);
        with(path, r->path, id, s->e->name);
        look(w, path);
    }
    for (int i = 0; !of_id && of_word && i < ENTITIES_N; i++) {
        with(path, r->path, "", ENTITIES[i]->name);
        look(w, path);
    }
    for (size_t i = 0; !of_id && !of_word && i < sizeof MORE / sizeof *MORE; i++) {
        snprintf(more, sizeof more, "%s%s", r->path, MORE[i]);
        look(w, more);
    }
}

/* Lists and records in every kind of file, of every noun. */
static void walk_files(Walk *w) {
    static const char *const ENDINGS[] = {"csv", "json", "xlsx", "pdf", "print", "geojson", "vcf"};
    char path[PATH_BYTES], id[ID_CHARS + 1];
    for (int e = 0; e < ENTITIES_N; e++) {
        for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
            if (spared(w, e + (int)i)) continue;
            snprintf(path, sizeof path, "/export/%s.%s?all=1", ENTITIES[e]->name, ENDINGS[i]);
            look(w, path);
        }
    }
    for (int s = 0; s < w->k->n; s++) {
        for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
            if (spared(w, s + (int)i)) continue;
            id_print(id, w->k->v[s].id);
            snprintf(path, sizeof path, "/export/%s/%s/%s", w->k->v[s].e->name, id, ENDINGS[i]);
            look(w, path);
        }
    }
    id_print(id, w->k->client);
    snprintf(path, sizeof path, "/export/actor/%s/pdf", id);
    look(w, path);
}

/* Pages of things that everybody knows, and where something of the case could stand beside them. */
static void walk_beside(Walk *w) {
    static const char *const PAGES[] = {"/actors/%s", "/api/v1/actors/%s/history", "/api/v1/changes?since=0&limit=500",
                                        "/api/v1/search?q=" CANARY, "/find?q=" CANARY "&of=%s"};
    char path[PATH_BYTES], id[ID_CHARS + 1];
    const Id known[] = {w->k->client, w->k->contact, w->k->place};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        for (size_t p = 0; p < sizeof PAGES / sizeof *PAGES; p++) {
            id_print(id, known[i]);
            snprintf(path, sizeof path, PAGES[p], id);
            look(w, path);
        }
    }
}

/* ---- writes that must not be theirs, and what they answer ------------------------------------------------------ */

static void push(Walk *w, Method method, const char *path) {
    static const char *const NAMES[METHOD_N] = {[POST] = "POST", [PUT] = "PUT", [PATCH] = "PATCH", [DELETE] = "DELETE"};
    char head[PATH_BYTES + 600];
    Str  csrf = csrf_make(&w->arena, str_of(w->cookie));
    bool api = strncmp(path, "/api/", 5) == 0;
    Str  form = api ? LIT("{}") : arena_printf(&w->arena, "csrf=%.*s", STR_ARG(csrf));
    snprintf(head, sizeof head, "%s %s HTTP/1.1\r\nHost: a\r\nCookie: session=%s\r\nX-CSRF-Token: %.*s\r\n"
             "If-Match: *\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%.*s", NAMES[method], path, w->cookie,
             STR_ARG(csrf), api ? "application/json" : "application/x-www-form-urlencoded", form.n, STR_ARG(form));
    Answer a = request(w->k->h->port, str_of(head));
    char asked[PATH_BYTES + 10];
    snprintf(asked, sizeof asked, "%s %s", NAMES[method], path);
    look_at(w, asked, &a);
    answer_release(&a);
}

static void walk_writes(Walk *w) {
    char path[PATH_BYTES], id[ID_CHARS + 1];
    for (int m = 0; m < MODULES_N; m++) {
        for (int i = 0; i < MODULES[m]->n_routes; i++) {
            const Route  *r = &MODULES[m]->routes[i];
            const Entity *noun = house_noun(r);
            if (r->method == GET || !strstr(r->path, "{id}") || strstr(r->path, "/acts/")) continue;
            w->turn++;
            for (int s = 0; s < w->k->n; s++) {
                if ((noun && noun != w->k->v[s].e) || (w->k->v[s].level & (w->may | LEVEL_KNOWN))) continue;
                if (!noun && spared(w, s)) continue;
                id_print(id, w->k->v[s].id);
                with(path, r->path, id, w->k->v[s].e->name);
                push(w, r->method, path);
            }
        }
    }
}

/* ---- whole walks ----------------------------------------------------------------------------------------------- */

static void walk(Canary *k, const char *who, const char *cookie, int may, bool inside) {
    Walk w = {.k = k, .who = who, .cookie = cookie, .may = may, .inside = inside};
    arena_init(&w.arena, 256 << 20);
    for (int m = 0; m < MODULES_N; m++) {
        for (int i = 0; i < MODULES[m]->n_routes; i++) {
            if (MODULES[m]->routes[i].method == GET) walk_route(&w, &MODULES[m]->routes[i]);
        }
    }
    walk_files(&w);
    walk_beside(&w);
    if (*cookie && !inside) walk_writes(&w);
    arena_release(&w.arena);
    if (w.wrong) fail_msg("%s: %d of %d answers are wrong", who, w.wrong, w.asked);
    assert_true(w.asked > 500);
    /* Files are looked into: the team finds its words there. */
    if (inside) assert_true(w.in_zips > 10 && w.in_pdfs > 10);
}

static void walk_as(Canary *k, Person p, const char *who, int may) {
    house_person(k->h, &p);
    walk(k, who, p.cookie, may, false);
}

static void test_the_team_finds_each_word(void **state) {
    HOUSE(h, state);
    Canary *k = &the_case;
    int     unseen = 0;
    canary_make(k, h);
    walk(k, "lead", k->lead.cookie, LEVEL_TEAM | LEVEL_CIRCLE | LEVEL_ITEM | LEVEL_OWN, true);
    for (int i = 0; i < k->n_words; i++) {
        const CanaryWord *v = &k->words[i];
        if (v->seen || v->gone || (v->f->flags & (FIELD_SECRET | FIELD_STAFF)) || v->level == LEVEL_OWN) continue;
        print_message("nobody of the team saw %s.%s\n", v->e->name, v->f->name);
        unseen++;
    }
    if (unseen) fail_msg("%d words are found by nobody: not finding them proves nothing", unseen);
}

static void test_the_owner_finds_what_the_circle_knows_and_nothing_of_the_team(void **state) {
    HOUSE(h, state);
    Canary *k = &the_case;
    canary_make(k, h);
    walk(k, "owner", k->owner.cookie, LEVEL_CIRCLE | LEVEL_ITEM, false);
}

static void test_who_is_not_of_the_case_finds_nothing(void **state) {
    HOUSE(h, state);
    Canary *k = &the_case;
    canary_make(k, h);
    static const struct {
        const char *who;
        int         role;
        bool        wide;
    } PEOPLE[] = {{"coordinator of the town", GRANT_ROLE_COORDINATOR, false},
                  {"headquarters", GRANT_ROLE_HQ, true},
                  {"administrator", GRANT_ROLE_ADMIN, true},
                  {"consultant of another case", GRANT_ROLE_CONSULTANT, false},
                  {"trustee of the town", GRANT_ROLE_TRUSTEE, false},
                  {"owner of another business", GRANT_ROLE_OWNER, false}};
    for (size_t i = 0; i < sizeof PEOPLE / sizeof *PEOPLE; i++) {
        char email[60];
        snprintf(email, sizeof email, "w%zu@outside.example", i);
        walk_as(k, (Person){"Outside", email, NULL, PEOPLE[i].role, PEOPLE[i].wide ? 0 : k->place, 0, FIXTURE_ORG, ""},
                PEOPLE[i].who, 0);
    }
    walk(k, "visitor", "", 0, false);
    walk_as(k, (Person){"Neighbour", "admin@neighbour.example", NULL, GRANT_ROLE_ADMIN, 0, 0, FIXTURE_OTHER_ORG, ""},
            "administrator of the neighbours", 0);
}

static void test_a_council_finds_the_item_alone_and_that_while_the_business_agrees(void **state) {
    HOUSE(h, state);
    Canary *k = &the_case;
    canary_make(k, h);
    walk(k, "council", k->council.cookie, LEVEL_ITEM, false);
    canary_withdraw(k, CONSENT_PURPOSE_COUNCIL);
    walk(k, "council after the withdrawal", k->council.cookie, 0, false);
}

static void test_a_withdrawn_accompaniment_is_the_owners_alone(void **state) {
    HOUSE(h, state);
    Canary *k = &the_case;
    canary_make(k, h);
    canary_withdraw(k, CONSENT_PURPOSE_ACCOMPANY);
    walk(k, "lead after the withdrawal", k->lead.cookie, LEVEL_OWN, false);
    walk(k, "coordinator of the case after it", k->coordinator.cookie, 0, false);
    walk(k, "council after it", k->council.cookie, 0, false);
}

/* ---- mails ----------------------------------------------------------------------------------------------------- */

static const Query MAILS = {.sql = "SELECT subject, body, calendar FROM mails ORDER BY id", .in = "",
                            .out = "subject:text body:text calendar:text", .scan = "a test", .many = true};

static void mails_read(House *h, Buf *b) {
    AUTO(rows_end) Rows r = {0};
    assert_int_equal(db_rows(&h->f->ctx, &MAILS, NO_VALS, &r), OK);
    while (rows_next(&r)) {
        buf_add(b, rows_text(&r, 0));
        buf_byte(b, '\n');
        buf_add(b, rows_text(&r, 1));
        buf_byte(b, '\n');
        buf_add(b, rows_text(&r, 2));
    }
}

static Seed *seed_of(Canary *k, const Entity *e) {
    int i = 0;
    while (i < k->n && k->v[i].e != e) i++;
    CHECK(i < k->n);
    return &k->v[i];
}

/* Steps are given to whoever leads and to the owner, the council is called, a barrier is gone. */
static void told_about(Canary *k) {
    House *h = k->h;
    Ctx   *c = &h->f->ctx;
    const Id owners[] = {k->lead.account, k->owner.account};
    fixture_become(h->f, k->coordinator.account, ROLE_COORDINATOR, VIS_MEMBERS);
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
        Commitment *t = ent_new(c, &commitment_entity);
        t->text = LIT(CANARY "001");
        t->evidence = LIT(CANARY "002");
        t->kind = COMMITMENT_KIND_STEP;
        t->state = COMMITMENT_STATE_OPEN;
        t->of_case = k->of_case;
        t->owner = owners[i];
        t->due_on = day_plus(c->reader.today, 3);
        assert_int_equal(fixture_save(h->f, &commitment_entity, t), OK);
    }
    fixture_system(h->f);
    Meeting *m = ent_new(c, &meeting_entity);
    assert_int_equal(ent_load(c, &meeting_entity, seed_of(k, &meeting_entity)->id, m), OK);
    m->invited_at = c->reader.now;
    m->notes = LIT(CANARY "003");
    assert_int_equal(fixture_save(h->f, &meeting_entity, m), OK);
    Barrier *b = ent_new(c, &barrier_entity);
    assert_int_equal(ent_load(c, &barrier_entity, seed_of(k, &barrier_entity)->id, b), OK);
    b->state = BARRIER_STATE_REMOVED;
    assert_int_equal(fixture_save(h->f, &barrier_entity, b), OK);
}

/* What goes into the outbox names nothing of the case, nor the business. */
static void test_no_mail_tells_anything_of_a_case(void **state) {
    HOUSE(h, state);
    Canary *k = &the_case;
    Buf     b;
    fixture_system(h->f);
    const char *site = "INSERT INTO region_facts (name, value) VALUES ('site', 'https://a.example')";
    assert_int_equal(fixture_script(h->f, site), OK);
    canary_make(k, h);
    told_about(k);
    canary_withdraw(k, CONSENT_PURPOSE_AID);
    buf_init(&b, TEXT_BYTES);
    mails_read(h, &b);
    assert_true(str_find(buf_str(&b), LIT("/tasks/")) > 0 && str_find(buf_str(&b), LIT("/meetings/")) > 0);
    assert_true(str_find(buf_str(&b), LIT("#barriers")) > 0);
    const CanaryWord *v = canary_in(k, buf_str(&b), 0, false);
    if (v) fail_msg("a mail holds %s.%s", v->e->name, v->f->name);
    if (str_find(buf_str(&b), LIT("Weavers")) >= 0) fail_msg("a mail names the business: %.*s", STR_ARG(buf_str(&b)));
    buf_release(&b);
}

/* ---- calendars ------------------------------------------------------------------------------------------------- */

/* Whoever leads the case fetches their calendar: it names nobody, and an address that was ended is no more. */
static void test_a_calendar_tells_nothing_of_a_case(void **state) {
    HOUSE(h, state);
    Canary *k = &the_case;
    canary_make(k, h);
    Answer made = house_post(h, "/me/calendar", k->lead.cookie, "");
    Str    body = buf_str(&made.body), start = LIT("/calendar/");
    assert_int_equal(made.status, 200);
    ptrdiff_t at = str_find(body, start);
    assert_true(at > 0);
    Str rest = str_sub(body, (size_t)at, body.n);
    ptrdiff_t end = str_find(rest, LIT(".ics"));
    assert_true(end > 0);
    const char *path = arena_printf(&h->f->arena, "%.*s", STR_ARG(str_sub(rest, 0, (size_t)end + 4))).p;
    answer_release(&made);
    Answer a = house_get(h, path, "");
    assert_int_equal(a.status, 200);
    assert_true(house_has(&a, "BEGIN:VEVENT") && house_has(&a, "(rakaz)") && house_has(&a, "/tasks/"));
    const CanaryWord *v = canary_in(k, buf_str(&a.body), 0, false);
    if (v) fail_msg("a calendar holds %s.%s", v->e->name, v->f->name);
    if (house_has(&a, "Weavers") || house_has(&a, "Rotem")) fail_msg("a calendar names the business");
    answer_release(&a);
    Answer ended = house_post(h, "/me/calendar/end", k->lead.cookie, "");
    assert_int_equal(ended.status, 303);
    answer_release(&ended);
    assert_int_equal(house_status(h, path, ""), 404);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_BOTH(test_the_team_finds_each_word),
        HOUSE_BOTH(test_the_owner_finds_what_the_circle_knows_and_nothing_of_the_team),
        HOUSE_BOTH(test_who_is_not_of_the_case_finds_nothing),
        HOUSE_BOTH(test_a_council_finds_the_item_alone_and_that_while_the_business_agrees),
        HOUSE_BOTH(test_a_withdrawn_accompaniment_is_the_owners_alone),
        HOUSE_BOTH(test_no_mail_tells_anything_of_a_case),
        HOUSE_BOTH(test_a_calendar_tells_nothing_of_a_case),
    };
    if (getenv("CANARY_ONLY")) cmocka_set_test_filter(getenv("CANARY_ONLY"));
    return cmocka_run_group_tests_name("canary", tests, NULL, NULL);
}
