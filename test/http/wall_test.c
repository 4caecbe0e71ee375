/* wall_test.c - walls: a canary word stands in every text of an organisation, or of a unit; whoever has no business
** there walks every address of the program and must not find it. New entities and routes join by themselves. */
#include "actor_ent.h"
#include "house.h"
#include "place_ent.h"

#include <pthread.h>

#define CANARY "zqcanary"
#define CANARY_PHONE "5550987"

enum { SEEDED_MAX = 200, PATH_MAX_BYTES = 400 };

/* A record with the word in it. */
typedef struct Seeded {
    const Entity *e;
    Id            id;
} Seeded;

typedef struct Seeds {
    Seeded v[SEEDED_MAX];
    int    n;
    Id     unit;
    int    visibility;
    bool   of_cases;                              /* not the sources of a budget: their team is headquarters */
} Seeds;

/* ---- seeding ---------------------------------------------------------------------------------------------- */

/* The last one made but `skip`. */
static Id seeded_of(const Seeds *s, const Entity *e, int skip) {
    for (int i = s->n - 1; i >= 0; i--) {
        if (s->v[i].e == e && skip-- == 0) return s->v[i].id;
    }
    return 0;
}

static Str word_for(Ctx *c, const Field *f, int serial) {
    Str s = arena_printf(c->arena, CANARY " %d", serial);
    return f->max && (int64_t)s.n > f->max ? (Str){0} : s;
}

static void fill_field(Ctx *c, const Seeds *s, const Field *f, void *rec, int serial) {
    void *at = field_at(f, rec);
    switch (f->type) {
    case F_TEXT:
    case F_LINES: *(Str *)at = word_for(c, f, serial); break;
    case F_TRI:
        for (int l = 0; l < LANG_N; l++) {
            ((Tri *)at)->v[l] = word_for(c, f, serial);
            ((Tri *)at)->state[l] = TEXT_WRITTEN;
        }
        break;
    case F_INT: *(int64_t *)at = f->min > 1 ? f->max : 1; break; /* years that are still to come */
    case F_MONEY: *(int64_t *)at = 100; break;
    case F_REAL: *(double *)at = 1; break;
    case F_BOOL: *(int *)at = 0; break;
    case F_DAY: *(Day *)at = c->reader.today; break;
    case F_STAMP: *(Stamp *)at = c->reader.now - 1000; break;
    case F_ENUM: *(int *)at = 1; break;
    case F_SET: *(int64_t *)at = 1; break;
    case F_REF: *(Id *)at = seeded_of(s, f->to, serial % 2); break;
    case F_PHONE: *(Str *)at = LIT("+97252" CANARY_PHONE); break;
    case F_EMAIL: *(Str *)at = arena_printf(c->arena, CANARY "%d@example.org", serial); break;
    case F_URL: *(Str *)at = LIT("https://" CANARY ".example/"); break;
    case F_JSON:
    case FIELD_TYPES: break;
    }
}

typedef struct Seeding {
    const Entity *e;
    Seeds        *s;
    const char   *without[8];                     /* fields that the entity's rules do not want filled like this */
    int           n_without, serial;
    Id            id;
} Seeding;

static bool is_without(const Seeding *w, const char *name) {
    for (int i = 0; i < w->n_without; i++) {
        if (strcmp(w->without[i], name) == 0) return true;
    }
    return false;
}

/* Two references to the same kind point at two of it. */
static int refs_before(const Entity *e, int field) {
    int n = 0;
    for (int i = 0; i < field; i++) n += e->fields[i].to == e->fields[field].to;
    return n;
}

static Fault seed_run(Ctx *c, void *arg) {
    Seeding *w = arg;
    void *rec = ent_new(c, w->e);
    Head *head = rec;
    for (int i = 0; i < w->e->n_fields; i++) {
        const Field *f = &w->e->fields[i];
        if (!is_without(w, f->name)) fill_field(c, w->s, f, rec, f->type == F_REF ? refs_before(w->e, i) : w->serial);
    }
    head->unit = w->s->unit;
    if (w->s->visibility >= 0) head->visibility = w->s->visibility;
    TRY(ent_save(c, w->e, rec));
    w->id = head->id;
    return OK;
}

/* Saves one of an entity; what its rules complain about is left out. false: it cannot be made this way. */
static bool seed_one(House *h, Seeds *s, const Entity *e, int serial) {
    Seeding w = {.e = e, .s = s, .serial = serial};
    for (int tries = 0; tries < 8; tries++) {
        Fault f = fixture_write(h->f, seed_run, &w);
        if (f == OK) {
            CHECK(s->n < SEEDED_MAX);
            s->v[s->n++] = (Seeded){e, w.id};
            return true;
        }
        const Complaints *list = &h->f->ctx.complaints;
        if (f != INVALID || !list->n || is_without(&w, list->v[0].field)) return false;
        w.without[w.n_without++] = list->v[0].field;
    }
    return false;
}

/* Twice over, so that what points at something finds it, and a third time what is still missing. Whoever is given a
** role on the staff is shown to all members, so that nobody is given one where the word must stay inside a unit. */
static void seed_all(House *h, Seeds *s) {
    static const char *const must[] = {"place", "actor", "tie", "listing", "post", "commitment", "intake", "door",
                                       "view"};
    static int serial;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < ENTITIES_N; i++) {
            bool role = strcmp(ENTITIES[i]->name, "grant") == 0 && s->visibility >= 0;
            bool made = round == 2 && seeded_of(s, ENTITIES[i], 0);
            bool budget = s->of_cases && strcmp(ENTITIES[i]->name, "fund") == 0;
            if (!role && !made && !budget) (void)seed_one(h, s, ENTITIES[i], ++serial);
        }
    }
    for (size_t i = 0; i < sizeof must / sizeof *must; i++) {
        if (!seeded_of(s, entity_named(str_of(must[i])), 0)) fail_msg("no %s could be made", must[i]);
    }
}

/* ---- walking ---------------------------------------------------------------------------------------------- */

typedef struct Walk {
    House       *h;
    const char  *who, *cookie;
    bool         records_hidden;                  /* every address of a record must be 404 */
    int          asked, wrong;
    int          turn, turns, addresses;          /* the which walker this is, of how many */
    const Seeds *seeds;
    pthread_t    thread;
} Walk;

/* Where one of the words stands in an answer, with what is around it; empty: nowhere. */
static Str word_in(const Answer *a) {
    static const char *const WORDS[] = {CANARY, CANARY_PHONE, "555-0987"};
    enum { AROUND = 120 };
    Str body = buf_str(&a->body);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        ptrdiff_t at = str_find(body, str_of(WORDS[i]));
        if (at >= 0) return str_sub(body, (size_t)at > AROUND ? (size_t)at - AROUND : 0, (size_t)at + AROUND);
    }
    return (Str){0};
}

/* Several walk at once: what is asked stands here, not in the arena of the house. */
static void look(Walk *w, const char *path, bool of_record) {
    char ask[PATH_MAX_BYTES + 200];
    int  n = snprintf(ask, sizeof ask, "GET %s HTTP/1.1\r\nHost: a\r\n%s%s%s\r\n", path,
                      *w->cookie ? "Cookie: session=" : "", w->cookie, *w->cookie ? "\r\n" : "");
    CHECK(n > 0 && (size_t)n < sizeof ask);
    Answer a = request(w->h->port, (Str){ask, (size_t)n});
    Str    found = word_in(&a);
    bool   open = of_record && w->records_hidden && a.status != 404 && a.status != 403 && a.status != 405;
    w->asked++;
    if (found.n || open || a.status >= 500 || a.status == 0) {
        const char *more = found.n ? " with the word in " : "";
        if (w->wrong++ < 40) {
            print_message("%s: GET %s is %d%s%.*s\n", w->who, path, a.status, more, STR_ARG(found));
        }
    }
    answer_release(&a);
}

static void fill_path(char *out, const char *pattern, const char *id, const char *word) {
    size_t n = 0;
    for (const char *p = pattern; *p && n + 40 < PATH_MAX_BYTES;) {
        const char *put = strncmp(p, "{id}", 4) == 0 ? id : strncmp(p, "{word}", 6) == 0 ? word : NULL;
        if (!put) {
            out[n++] = *p++;
            continue;
        }
        n += (size_t)snprintf(out + n, PATH_MAX_BYTES - n, "%s", put);
        p += *(p + 1) == 'i' ? 4 : 6;
    }
    out[n] = 0;
}

/* Whether an id of another noun is this walker's to ask for. */
static bool its_turn(const Walk *w, bool shared, int i) {
    int turns = shared ? w->turns : 1, share = w->h->f->pg ? HOUSE_PG_SHARE : 1;
    return (i + w->addresses * turns) % (turns * share) == (shared ? w->turn : 0);
}

/* One pattern with the ids of all seeds, or with the words that a path may have; lists searched too. Where it is of one
** noun, the ids of other nouns are shared out among the walkers: each pair is asked for by one of them. */
static void walk_route(Walk *w, const Seeds *s, const Route *r) {
    static const char *const MORE[] = {"", "?q=zqcan", "?q=zqcan&part=1", "?archived=1"};
    char path[PATH_MAX_BYTES], id[ID_CHARS + 1];
    const char *pattern = r->path;
    bool of_record = strstr(pattern, "{id}") != NULL, of_word = strstr(pattern, "{word}") != NULL;
    const Entity *noun = of_record ? house_noun(r) : NULL;
    w->addresses++;
    for (int i = 0; of_record && i < s->n; i++) {
        if (s->v[i].e != noun && !its_turn(w, noun != NULL, i)) continue;
        id_print(id, s->v[i].id);
        fill_path(path, pattern, id, s->v[i].e->name);
        look(w, path, true);
    }
    for (int i = 0; !of_record && of_word && i < ENTITIES_N; i++) {
        fill_path(path, pattern, "", ENTITIES[i]->name);
        look(w, path, false);
        fill_path(path, pattern, "", ENTITIES[i]->table);
        look(w, path, false);
    }
    for (size_t i = 0; !of_record && !of_word && i < sizeof MORE / sizeof *MORE; i++) {
        snprintf(path, sizeof path, "%s%s", pattern, MORE[i]);
        look(w, path, false);
    }
}

static void *walk_run(void *arg) {
    Walk *w = arg;
    for (int m = 0; m < MODULES_N; m++) {
        for (int i = 0; i < MODULES[m]->n_routes; i++) {
            const Route *r = &MODULES[m]->routes[i];
            if (r->method == GET) walk_route(w, w->seeds, r);
        }
    }
    return NULL;
}

/* Everybody at once, each in a thread of their own; what they found is judged when all are back. */
static void walk_all(Walk *w, size_t n, const Seeds *s) {
    for (size_t i = 0; i < n; i++) {
        w[i].seeds = s;
        w[i].turn = (int)i;
        w[i].turns = (int)n;
        assert_int_equal(pthread_create(&w[i].thread, NULL, walk_run, &w[i]), 0);
    }
    for (size_t i = 0; i < n; i++) (void)pthread_join(w[i].thread, NULL);
    for (size_t i = 0; i < n; i++) {
        if (w[i].wrong) fail_msg("%s: %d of %d addresses are wrong", w[i].who, w[i].wrong, w[i].asked);
        assert_true(w[i].asked > 100);
    }
}

/* ---- the walls -------------------------------------------------------------------------------------------- */

static Id place_made(House *h, Id org, const char *name) {
    Place *p = ent_new(&h->f->ctx, &place_entity);
    p->name.v[LANG_EN] = str_of(name);
    p->name.state[LANG_EN] = TEXT_WRITTEN;
    p->kind = PLACE_KIND_LOCALITY;
    h->f->org = org;
    fixture_system(h->f);
    assert_int_equal(fixture_save(h->f, &place_entity, p), OK);
    h->f->org = FIXTURE_ORG;
    fixture_system(h->f);
    return p->head.id;
}

/* The first organisation is full of the word; the most powerful people of the second walk. */
static void test_two_organisations_never_see_one_another(void **state) {
    HOUSE(h, state);
    Seeds seeds = {.visibility = -1};
    Person admin = {"Other admin", "admin@others.example", NULL, GRANT_ROLE_ADMIN, 0, 0, FIXTURE_OTHER_ORG, ""};
    Person coordinator = {"Other", "coordinator@others.example", NULL, GRANT_ROLE_COORDINATOR, 0, 0, FIXTURE_OTHER_ORG,
                          ""};
    (void)place_made(h, FIXTURE_OTHER_ORG, "Elsewhere");
    house_person(h, &admin);
    house_person(h, &coordinator);
    seed_all(h, &seeds);
    /* The word can be found by its own people, so that not finding it means something. */
    Person own = {"Own", "own@fixture.example", NULL, GRANT_ROLE_HQ, 0, 0, FIXTURE_ORG, ""};
    house_person(h, &own);
    Answer a = house_get(h, "/actors", own.cookie);
    assert_int_equal(a.status, 200);
    assert_true(house_has(&a, CANARY));
    answer_release(&a);
    Walk walks[] = {{.h = h, .who = "administrator of the other", .cookie = admin.cookie, .records_hidden = true},
                    {.h = h, .who = "coordinator of the other", .cookie = coordinator.cookie, .records_hidden = true}};
    walk_all(walks, sizeof walks / sizeof *walks, &seeds);
}

/* What a unit keeps to itself, its teams and single people is not found by anybody without a right there. */
static void walls_inside(House *h, int visibility) {
    Id here = place_made(h, FIXTURE_ORG, "Here"), there = place_made(h, FIXTURE_ORG, "There");
    Seeds seeds = {.visibility = visibility, .unit = here};
    static const struct {
        const char *name;
        int         role;
    } PEOPLE[] = {{"owner", GRANT_ROLE_OWNER},     {"resident", GRANT_ROLE_RESIDENT}, {"funder", GRANT_ROLE_FUNDER},
                  {"council", GRANT_ROLE_COUNCIL}, {"trustee", GRANT_ROLE_TRUSTEE},
                  {"consultant", GRANT_ROLE_CONSULTANT}};
    enum { PEOPLE_N = sizeof PEOPLE / sizeof *PEOPLE };
    Person p[PEOPLE_N];
    Walk   w[PEOPLE_N + 1] = {{.h = h, .who = "visitor", .cookie = ""}};
    seed_all(h, &seeds);
    for (size_t i = 0; i < PEOPLE_N; i++) {
        char email[60];
        snprintf(email, sizeof email, "%s@there.example", PEOPLE[i].name);
        p[i] = (Person){PEOPLE[i].name, email, NULL, PEOPLE[i].role, there, 0, FIXTURE_ORG, ""};
        house_person(h, &p[i]);
        w[i + 1] = (Walk){.h = h, .who = PEOPLE[i].name, .cookie = p[i].cookie};
    }
    walk_all(w, PEOPLE_N + 1, &seeds);
}

static void test_what_a_unit_keeps_is_not_seen_from_another_place(void **state) {
    HOUSE(h, state);
    walls_inside(h, VIS_UNIT);
}

static void test_what_a_team_keeps_is_not_seen_by_others(void **state) {
    HOUSE(h, state);
    walls_inside(h, VIS_TEAM);
}

/* What stands in a case is seen by its people alone: neither headquarters nor an administrator, nor the coordinator and
** the trustee of its own town, nor any owner there, finds the word by any address. */
static void test_what_is_told_in_a_case_is_found_by_nobody_else(void **state) {
    HOUSE(h, state);
    static const char *const must[] = {"case", "case_member", "consent", "vision", "goal", "commitment", "post",
                                       "case_need", "case_session"};
    Id    here = place_made(h, FIXTURE_ORG, "Here");
    Seeds seeds = {.visibility = VIS_TEAM, .unit = here, .of_cases = true};
    static const struct {
        const char *name;
        int         role;
        bool        wide;
    } PEOPLE[] = {{"headquarters", GRANT_ROLE_HQ, true},
                  {"administrator", GRANT_ROLE_ADMIN, true},
                  {"coordinator here", GRANT_ROLE_COORDINATOR, false},
                  {"consultant here", GRANT_ROLE_CONSULTANT, false},
                  {"trustee here", GRANT_ROLE_TRUSTEE, false},
                  {"owner here", GRANT_ROLE_OWNER, false}};
    seed_all(h, &seeds);
    for (size_t i = 0; i < sizeof must / sizeof *must; i++) {
        if (!seeded_of(&seeds, entity_named(str_of(must[i])), 0)) fail_msg("no %s could be made", must[i]);
    }
    enum { PEOPLE_N = sizeof PEOPLE / sizeof *PEOPLE };
    Person p[PEOPLE_N];
    Walk   w[PEOPLE_N];
    for (size_t i = 0; i < PEOPLE_N; i++) {
        char email[60];
        snprintf(email, sizeof email, "q%zu@here.example", i);
        p[i] = (Person){"Reader", email, NULL, PEOPLE[i].role, PEOPLE[i].wide ? 0 : here, 0, FIXTURE_ORG, ""};
        house_person(h, &p[i]);
        w[i] = (Walk){.h = h, .who = PEOPLE[i].name, .cookie = p[i].cookie};
    }
    walk_all(w, PEOPLE_N, &seeds);
}

/* ---- who sees what: the matrix ---------------------------------------------------------------------------- */

typedef struct Row {
    const char *name;
    int         role;                             /* 0: a visitor */
    bool        there;                            /* the role is on another place */
    int         sees;                             /* the widest visibility that opens */
} Row;

static void test_each_role_sees_as_far_as_its_visibility_and_place_reach(void **state) {
    HOUSE(h, state);
    static const Row ROWS[] = {
        {"visitor", 0, false, VIS_PUBLIC},
        {"resident", GRANT_ROLE_RESIDENT, false, VIS_MEMBERS},
        {"funder", GRANT_ROLE_FUNDER, false, VIS_MEMBERS},
        {"owner", GRANT_ROLE_OWNER, false, VIS_MEMBERS},
        {"council", GRANT_ROLE_COUNCIL, false, VIS_MEMBERS},
        {"trustee", GRANT_ROLE_TRUSTEE, false, VIS_UNIT},
        {"trustee there", GRANT_ROLE_TRUSTEE, true, VIS_MEMBERS},
        {"consultant", GRANT_ROLE_CONSULTANT, false, VIS_UNIT},
        {"consultant there", GRANT_ROLE_CONSULTANT, true, VIS_MEMBERS},
        {"coordinator", GRANT_ROLE_COORDINATOR, false, VIS_UNIT},
        {"coordinator there", GRANT_ROLE_COORDINATOR, true, VIS_MEMBERS},
        {"headquarters", GRANT_ROLE_HQ, false, VIS_UNIT},
        {"administrator", GRANT_ROLE_ADMIN, false, VIS_UNIT},
    };
    Id here = place_made(h, FIXTURE_ORG, "Here"), there = place_made(h, FIXTURE_ORG, "There");
    char path[VIS_PRIVATE + 1][60];
    for (int v = VIS_PUBLIC; v <= VIS_PRIVATE; v++) {
        char id[ID_CHARS + 1];
        Actor *a = ent_new(&h->f->ctx, &actor_entity);
        a->name.v[LANG_EN] = LIT("Somebody");
        a->name.state[LANG_EN] = TEXT_WRITTEN;
        a->kind = ACTOR_KIND_BUSINESS;
        a->head.unit = here;
        a->head.visibility = v;
        assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
        id_print(id, a->head.id);
        snprintf(path[v], sizeof path[v], "/actors/%s", id);
    }
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char email[60];
        bool wide = ROWS[i].role == GRANT_ROLE_HQ || ROWS[i].role == GRANT_ROLE_ADMIN;
        snprintf(email, sizeof email, "p%zu@fixture.example", i);
        Id     where = wide ? 0 : ROWS[i].there ? there : here;
        Person p = {ROWS[i].name, email, NULL, ROWS[i].role, where, 0, FIXTURE_ORG, ""};
        if (ROWS[i].role) house_person(h, &p);
        for (int v = VIS_PUBLIC; v <= VIS_PRIVATE; v++) {
            int status = house_status(h, path[v], p.cookie), want = v <= ROWS[i].sees ? 200 : 404;
            if (status != want) fail_msg("%s, visibility %d: %d", ROWS[i].name, v, status);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_BOTH(test_two_organisations_never_see_one_another),
        HOUSE_BOTH(test_what_a_unit_keeps_is_not_seen_from_another_place),
        HOUSE_BOTH(test_what_a_team_keeps_is_not_seen_by_others),
        HOUSE_BOTH(test_what_is_told_in_a_case_is_found_by_nobody_else),
        HOUSE_BOTH(test_each_role_sees_as_far_as_its_visibility_and_place_reach),
    };
    return cmocka_run_group_tests_name("wall", tests, NULL, NULL);
}
