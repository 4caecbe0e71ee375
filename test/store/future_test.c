/* What residents want: ranks open what they count, votes count once, words stay where they belong, mail goes once. */
#include "cases.h"

#include "account/account_store.h"
#include "db/facts.h"
#include "future/future_store.h"

static int64_t counted(House *h, const char *sql) {
    Query   q = {.sql = sql, .out = "n:int", .scan = "a test"};
    int64_t n;
    fixture_unread(h->f);
    fixture_read(h->f);
    assert_int_equal(db_int(&h->f->ctx, &q, NO_VALS, &n), OK);
    return n;
}

static Theme *a_theme(House *h, const char *name) {
    Theme *t = ent_new(&h->f->ctx, &theme_entity);
    become(h, COORDINATOR);
    t->name.v[LANG_HE] = str_of(name);
    t->place = h->town;
    assert_int_equal(fixture_save(h->f, &theme_entity, t), OK);
    return t;
}

static Wish *a_wish(House *h, const char *words) {
    Wish *w = ent_new(&h->f->ctx, &wish_entity);
    become(h, COORDINATOR);
    w->place = h->town;
    w->words = str_of(words);
    assert_int_equal(fixture_save(h->f, &wish_entity, w), OK);
    return w;
}

typedef struct Sorting {
    Wish  *w;
    Aim   *a;
    Id     themes[3];
    size_t n;
} Sorting;
static Fault run_sort(Ctx *c, void *arg) {
    Sorting *s = arg;
    return wish_sort(c, s->w, s->themes, s->n);
}
static Fault run_link(Ctx *c, void *arg) {
    Sorting *s = arg;
    return aim_link(c, s->a, s->themes, s->n);
}

static void sort_into(House *h, Wish *w, Id one, Id other) {
    Sorting s = {.w = w, .themes = {one, other}, .n = other ? 2 : 1};
    become(h, COORDINATOR);
    assert_int_equal(fixture_write(h->f, run_sort, &s), OK);
}

typedef struct Publishing {
    Id       place;
    bool     on;
    WishPage p;
} Publishing;
static Fault run_publish(Ctx *c, void *arg) {
    Publishing *v = arg;
    return future_publish(c, v->place, v->on, &v->p);
}

static WishPage *a_page(House *h, bool on) {
    Publishing *v = arena_alloc(&h->f->arena, sizeof *v);
    *v = (Publishing){.place = h->town, .on = on};
    become(h, COORDINATOR);
    assert_int_equal(fixture_write(h->f, run_publish, v), OK);
    return &v->p;
}

typedef struct Voting {
    WishPage   *p;
    Id          theme;
    const char *device;
    bool        back;
} Voting;
static Fault run_vote(Ctx *c, void *arg) {
    Voting *v = arg;
    return theme_vote(c, v->p, v->theme, str_of(v->device), v->back);
}
static void vote(House *h, WishPage *p, Id theme, const char *device, bool back) {
    Voting v = {p, theme, device, back};
    assert_int_equal(fixture_write(h->f, run_vote, &v), OK);
}

static Rank rank_of(House *h, Id theme, size_t *ret_at) {
    Rank  *v;
    size_t n;
    assert_int_equal(future_ranks(&h->f->ctx, h->town, &v, &n), OK);
    for (size_t i = 0; i < n; i++) {
        if (v[i].theme != theme) continue;
        if (ret_at) *ret_at = i;
        return v[i];
    }
    fail_msg("no such theme");
    return (Rank){0};
}

/* How many rows the link of the number opens. */
static int64_t opened(House *h, Id theme) {
    int64_t  n;
    ListSpec s = {.entity = &wish_entity, .limit = 50, .n_extras = 1,
                  .extras = {{.name = "theme", .sql = WISH_THEME_SQL, .val = v_id(theme)}}};
    assert_int_equal(list_count(&h->f->ctx, &s, &n), OK);
    return n;
}

static void test_a_rank_counts_what_it_opens(void **state) {
    FIXTURE(f, state);
    House  h;
    size_t first;
    a_house(&h, f);
    Theme *market = a_theme(&h, "שוק"), *bus = a_theme(&h, "אוטובוס");
    Wish  *w[4];
    for (int i = 0; i < 4; i++) w[i] = a_wish(&h, "a place to sell what we make");
    sort_into(&h, w[0], market->head.id, 0);
    sort_into(&h, w[1], market->head.id, bus->head.id);
    sort_into(&h, w[1], market->head.id, bus->head.id);          /* again: once all the same */
    sort_into(&h, w[2], market->head.id, 0);
    sort_into(&h, w[3], market->head.id, 0);
    sort_into(&h, w[3], bus->head.id, 0);                        /* moved */
    assert_int_equal(fixture_archive(f, &wish_entity, w[2]->head.id), OK);
    HandCount *hands = ent_new(&f->ctx, &hand_count_entity);
    hands->theme = bus->head.id;
    hands->hands = 7;
    hands->held_on = f->ctx.reader.today;
    hands->held_at = LIT("the library");
    assert_int_equal(fixture_save(f, &hand_count_entity, hands), OK);
    WishPage *p = a_page(&h, true);
    vote(&h, p, market->head.id, "one", false);
    become(&h, COORDINATOR);
    Rank m = rank_of(&h, market->head.id, NULL), b = rank_of(&h, bus->head.id, &first);
    assert_int_equal(m.wishes, 2);
    assert_int_equal(m.wishes, opened(&h, market->head.id));
    assert_int_equal(b.wishes, 2);
    assert_int_equal(b.wishes, opened(&h, bus->head.id));
    assert_true(m.total == m.wishes + m.devices + m.hands && b.total == b.wishes + b.devices + b.hands);
    assert_true(m.total == 3 && b.total == 9 && first == 0);
    hands->held_on = day_plus(f->ctx.reader.today, 1);
    assert_int_equal(fixture_save(f, &hand_count_entity, hands), INVALID);
}

static void test_a_device_has_one_vote_and_leaves_no_trace(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Theme    *one = a_theme(&h, "שוק"), *two = a_theme(&h, "אוטובוס");
    WishPage *p = a_page(&h, true);
    bool      yes;
    for (int i = 0; i < 3; i++) vote(&h, p, one->head.id, "device-a", false);
    vote(&h, p, one->head.id, "device-b", false);
    vote(&h, p, two->head.id, "device-a", false);
    become(&h, COORDINATOR);
    assert_int_equal(rank_of(&h, one->head.id, NULL).devices, 2);
    assert_int_equal(counted(&h, "SELECT CAST(count(DISTINCT v.device) AS BIGINT) FROM theme_votes v"), 3);
    assert_int_equal(counted(&h, "SELECT CAST(count(*) AS BIGINT) FROM theme_votes v"
                                 " WHERE v.device LIKE '%device%'"), 0);
    assert_int_equal(theme_voted(&f->ctx, p, one->head.id, LIT("device-a"), &yes), OK);
    assert_true(yes);
    vote(&h, p, one->head.id, "device-a", true);
    vote(&h, p, one->head.id, "device-a", true);
    assert_int_equal(rank_of(&h, one->head.id, NULL).devices, 1);
    assert_int_equal(theme_voted(&f->ctx, p, one->head.id, LIT("device-a"), &yes), OK);
    assert_false(yes);
    assert_int_equal(theme_voted(&f->ctx, p, one->head.id, (Str){0}, &yes), OK);
    assert_false(yes);
}

static void test_words_are_shown_only_where_they_are_many_and_marked(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Theme      *t = a_theme(&h, "שוק");
    ThemeWords *words;
    size_t      n;
    Wish       *w[5];
    for (int i = 0; i < 5; i++) {
        w[i] = a_wish(&h, i ? "a market" : "the neighbour from number seven should not sell");
        w[i]->fit = i > 2;                        /* two of five are fit */
        if (i < 4) sort_into(&h, w[i], t->head.id, 0);
    }
    assert_int_equal(theme_words(&f->ctx, t->head.id, &words, &n), OK);
    assert_int_equal(n, 0);                       /* four wishes: no words at all */
    sort_into(&h, w[4], t->head.id, 0);
    assert_int_equal(theme_words(&f->ctx, t->head.id, &words, &n), OK);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++) assert_true(str_eq(words[i].words, LIT("a market")));
    become(&h, COORDINATOR);
    w[0]->head.visibility = VIS_PUBLIC;           /* whatever a form says, a wish is the staff's */
    assert_int_equal(fixture_save(f, &wish_entity, w[0]), OK);
    assert_int_equal(w[0]->head.visibility, VIS_UNIT);
    sees(&h, &wish_entity, w[0]->head.id, "xx.xx");
}

static void test_a_page_is_public_only_while_it_is_published(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Theme    *t = a_theme(&h, "שוק");
    WishPage *p = a_page(&h, false), *found = ent_new(&f->ctx, &wish_page_entity);
    become(&h, COORDINATOR);
    assert_false(rank_of(&h, t->head.id, NULL).shown);
    assert_int_equal(wish_page_by(&f->ctx, p->code, found), NOT_FOUND);
    p = a_page(&h, true);
    assert_int_equal(wish_page_by(&f->ctx, p->code, found), OK);
    assert_true(rank_of(&h, t->head.id, NULL).shown);
    Theme *later = a_theme(&h, "אוטובוס");        /* what comes later is shown by an act of its own */
    assert_false(rank_of(&h, later->head.id, NULL).shown);
    Str code = p->code;
    (void)a_page(&h, false);
    assert_int_equal(wish_page_by(&f->ctx, code, found), NOT_FOUND);
    become(&h, CONSULTANT);
    Publishing v = {.place = h.town, .on = true};
    assert_int_equal(fixture_write(f, run_publish, &v), NOT_ALLOWED);
}

static Aim *an_aim(House *h, Id theme) {
    Aim *a = ent_new(&h->f->ctx, &aim_entity);
    become(h, COORDINATOR);
    a->place = h->town;
    a->line = GOAL_LINE_ECONOMIC;
    a->text.v[LANG_HE] = LIT("שוק פעם בשבוע");
    assert_int_equal(fixture_save(h->f, &aim_entity, a), OK);
    Sorting s = {.a = a, .themes = {theme}, .n = theme ? 1 : 0};
    assert_int_equal(fixture_write(h->f, run_link, &s), OK);
    return a;
}

static Fault run_site(Ctx *c, void *arg) {
    (void)arg;
    return fact_set(c, "site", LIT("https://negev.example"));
}

static void test_whoever_asked_to_hear_is_written_to_once(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    assert_int_equal(fixture_write(f, run_site, NULL), OK);
    Theme *t = a_theme(&h, "שוק"), *other = a_theme(&h, "אוטובוס");
    Wish  *hears = a_wish(&h, "a market"), *silent = a_wish(&h, "a market too");
    hears->email = LIT("resident@demo.invalid");
    assert_int_equal(fixture_save(f, &wish_entity, hears), INVALID);      /* an address without a yes */
    hears->hears = 1;
    hears->lang = LIT("ar");
    assert_int_equal(fixture_save(f, &wish_entity, hears), OK);
    silent->hears = 1;
    assert_int_equal(fixture_save(f, &wish_entity, silent), INVALID);     /* a yes without an address */
    silent->hears = 0;
    sort_into(&h, hears, t->head.id, other->head.id);
    sort_into(&h, silent, t->head.id, 0);
    Aim *a = an_aim(&h, t->head.id);
    assert_int_equal(counted(&h, "SELECT CAST(count(*) AS BIGINT) FROM mails m"
                                 " WHERE m.to_address = 'resident@demo.invalid' AND m.lang = 'ar'"), 1);
    (void)an_aim(&h, t->head.id);
    (void)an_aim(&h, other->head.id);
    Sorting s = {.a = a, .themes = {t->head.id, other->head.id}, .n = 2};
    assert_int_equal(fixture_write(f, run_link, &s), OK);
    assert_int_equal(counted(&h, "SELECT CAST(count(*) AS BIGINT) FROM mails m"), 1);
    assert_int_equal(counted(&h, "SELECT CAST(count(*) AS BIGINT) FROM wishes w WHERE w.email IS NOT NULL"), 0);
    Asked asked;
    become(&h, COORDINATOR);
    assert_int_equal(aim_asked(&f->ctx, a->head.id, &asked), OK);
    assert_int_equal(asked.wishes, 2);            /* one of them is in both themes and counts once */
}

static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, *(const Id *)arg); }
static Fault run_sent(Ctx *c, void *arg) {
    (void)arg;
    MailDue m;
    TRY(mail_due(c, &m));
    return mail_sent(c, m.id);
}

/* A goal of this theme, in one act with its link. */
typedef struct Making {
    Aim *a;
    Id   theme;
} Making;
static Fault run_make(Ctx *c, void *arg) {
    Making *m = arg;
    TRY(ent_save(c, &aim_entity, m->a));
    return aim_link(c, m->a, &m->theme, 1);
}

static Id a_goal_in_one_act(House *h, Id theme) {
    Making m = {.a = ent_new(&h->f->ctx, &aim_entity), .theme = theme};
    become(h, COORDINATOR);
    m.a->text.v[LANG_HE] = LIT("שוק שבועי");
    m.a->place = h->town;
    m.a->line = GOAL_LINE_ECONOMIC;
    assert_int_equal(fixture_write(h->f, run_make, &m), OK);
    return h->f->ctx.act;
}

static void test_a_goal_taken_back_is_not_written_about(void **state) {
    static const char WAITING[] = "SELECT CAST(count(*) AS BIGINT) FROM mails m WHERE m.sent_at IS NULL";
    static const char KEPT[] = "SELECT CAST(count(*) AS BIGINT) FROM wishes w"
                               " WHERE w.email = 'resident@demo.invalid' AND w.heard_at IS NULL";
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    act_on_undo(mails_recall);
    assert_int_equal(fixture_write(f, run_site, NULL), OK);
    Theme *t = a_theme(&h, "שוק");
    Wish  *hears = a_wish(&h, "a market");
    hears->email = LIT("resident@demo.invalid");
    hears->hears = 1;
    assert_int_equal(fixture_save(f, &wish_entity, hears), OK);
    sort_into(&h, hears, t->head.id, 0);
    Id act = a_goal_in_one_act(&h, t->head.id);
    assert_int_equal(counted(&h, WAITING), 1);
    assert_int_equal(counted(&h, KEPT), 0);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_undo, &act), OK);
    Id undone = f->ctx.act;
    assert_int_equal(counted(&h, WAITING), 0);
    assert_int_equal(counted(&h, KEPT), 1);       /* they are told when there is a goal */
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_undo, &undone), OK);
    assert_int_equal(counted(&h, KEPT), 1);       /* nothing was sent: nobody has heard */
    act = a_goal_in_one_act(&h, t->head.id);
    assert_int_equal(counted(&h, WAITING), 1);
    fixture_system(f);
    assert_int_equal(fixture_write(f, run_sent, NULL), OK);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_undo, &act), OK);
    assert_int_equal(counted(&h, KEPT), 0);       /* what was sent was told */
    assert_int_equal(counted(&h, "SELECT CAST(count(*) AS BIGINT) FROM wishes w WHERE w.heard_at IS NOT NULL"), 1);
}

static void test_a_goal_that_changed_says_why(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Aim *a = an_aim(&h, 0);
    a->state = GOAL_STATE_LET_GO;
    become(&h, COORDINATOR);
    assert_int_equal(fixture_save(f, &aim_entity, a), INVALID);
    a->reason.v[LANG_HE] = LIT("אין מקום");
    assert_int_equal(fixture_save(f, &aim_entity, a), OK);
    Door *d = ent_new(&f->ctx, &door_entity);
    d->name = LIT("The library");
    d->kind = DOOR_KIND_WISH;
    d->place = h.town;
    assert_int_equal(fixture_save(f, &door_entity, d), INVALID);          /* until when? */
    d->until_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &door_entity, d), OK);
    f->ctx.reader.today = day_plus(f->ctx.reader.today, 1);
    assert_false(door_is_open(&f->ctx, d));
}

static void a_goal(House *h, const Case *k, Id aim) {
    Goal *g = ent_new(&h->f->ctx, &goal_entity);
    become(h, COORDINATOR);
    g->of_case = k->head.id;
    g->text = LIT("twenty stalls");
    g->line = GOAL_LINE_ECONOMIC;
    g->aim = aim;
    assert_int_equal(fixture_save(h->f, &goal_entity, g), OK);
}

static void test_goals_of_cases_that_serve_it_are_a_sum_of_those_who_agreed(void **state) {
    FIXTURE(f, state);
    House   h;
    int64_t goals, cases;
    Id     *ids;
    size_t  n;
    a_house(&h, f);
    Aim  *a = an_aim(&h, 0);
    Case *k = a_case(&h);
    a_goal(&h, k, a->head.id);
    a_goal(&h, k, a->head.id);
    a_goal(&h, k, 0);
    become(&h, HEADQUARTERS);
    assert_int_equal(case_consenting(&f->ctx, CONSENT_PURPOSE_RESULTS, &ids, &n), OK);
    assert_int_equal(case_goals_for(&f->ctx, a->head.id, ids, n, &goals, &cases), OK);
    assert_int_equal(goals, 0);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&h, k, CONSENT_PURPOSE_RESULTS)), OK);
    become(&h, HEADQUARTERS);
    assert_int_equal(case_consenting(&f->ctx, CONSENT_PURPOSE_RESULTS, &ids, &n), OK);
    assert_int_equal(case_goals_for(&f->ctx, a->head.id, ids, n, &goals, &cases), OK);
    assert_true(goals == 2 && cases == 1);
}

static Picture *a_picture(House *h, const char *text) {
    Picture *p = ent_new(&h->f->ctx, &picture_entity);
    become(h, COORDINATOR);
    p->place = h->town;
    p->horizon = 2035;
    p->text.v[LANG_HE] = str_of(text);
    assert_int_equal(fixture_save(h->f, &picture_entity, p), OK);
    return p;
}

static void test_what_was_told_is_never_overwritten(void **state) {
    FIXTURE(f, state);
    House    h;
    Picture *rows, *back = ent_new(&f->ctx, &picture_entity);
    size_t   n;
    a_house(&h, f);
    Picture *first = a_picture(&h, "שוק בכל שבוע");
    assert_int_equal(first->number, 1);
    first->text.v[LANG_HE] = LIT("שוק בכל חודש");
    assert_int_equal(fixture_save(f, &picture_entity, first), INVALID);
    first->text.v[LANG_HE] = (Str){0};
    first->text.v[LANG_EN] = LIT("A market every week");
    assert_int_equal(fixture_save(f, &picture_entity, first), INVALID);   /* taking out is changing too */
    first->text.v[LANG_HE] = LIT("שוק בכל שבוע");
    assert_int_equal(fixture_save(f, &picture_entity, first), OK);        /* a language that was missing */
    Picture *second = a_picture(&h, "שוק בכל חודש");
    assert_int_equal(second->number, 2);
    assert_int_equal(pictures_of(&f->ctx, h.town, &rows, &n), OK);
    assert_true(n == 2 && rows[0].head.id == second->head.id && rows[1].head.id == first->head.id);
    assert_int_equal(ent_load(&f->ctx, &picture_entity, first->head.id, back), OK);
    assert_true(str_eq(back->text.v[LANG_HE], LIT("שוק בכל שבוע")));
    assert_true(str_eq(back->text.v[LANG_EN], LIT("A market every week")));
}

static void test_a_decision_is_closed_with_its_reason_alone(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Proposal *p = ent_new(&f->ctx, &proposal_entity);
    become(&h, COORDINATOR);
    p->place = h.town;
    p->title.v[LANG_HE] = LIT("לסגור את הרחוב למכוניות");
    assert_int_equal(fixture_save(f, &proposal_entity, p), OK);
    assert_int_equal(p->state, PROPOSAL_STATE_OPEN);
    Opinion *o = ent_new(&f->ctx, &opinion_entity);
    o->proposal = p->head.id;
    o->standing = OPINION_STANDING_RESIDENT;
    o->view = OPINION_VIEW_ONLY_IF;
    assert_int_equal(fixture_save(f, &opinion_entity, o), INVALID);       /* in their own words */
    o->words = LIT("רק אם תהיה חניה");
    assert_int_equal(fixture_save(f, &opinion_entity, o), OK);
    p->state = PROPOSAL_STATE_DECIDED;
    p->decision.v[LANG_HE] = LIT("סוגרים ביום שישי");
    p->decided_on = f->ctx.reader.today;
    p->prevailed = OPINION_PREVAILED_RESIDENTS;
    assert_int_equal(fixture_save(f, &proposal_entity, p), INVALID);
    p->why.v[LANG_HE] = LIT("הן גרות שם");
    p->prevailed = 0;
    assert_int_equal(fixture_save(f, &proposal_entity, p), INVALID);
    p->prevailed = OPINION_PREVAILED_RESIDENTS;
    assert_int_equal(fixture_save(f, &proposal_entity, p), OK);
    p->why.v[LANG_HE] = (Str){0};
    assert_int_equal(fixture_save(f, &proposal_entity, p), INVALID);      /* nor later without it */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_rank_counts_what_it_opens),
        FIXTURE_BOTH(test_a_device_has_one_vote_and_leaves_no_trace),
        FIXTURE_BOTH(test_words_are_shown_only_where_they_are_many_and_marked),
        FIXTURE_BOTH(test_a_page_is_public_only_while_it_is_published),
        FIXTURE_BOTH(test_whoever_asked_to_hear_is_written_to_once),
        FIXTURE_BOTH(test_a_goal_taken_back_is_not_written_about),
        FIXTURE_BOTH(test_a_goal_that_changed_says_why),
        FIXTURE_BOTH(test_what_was_told_is_never_overwritten),
        FIXTURE_BOTH(test_a_decision_is_closed_with_its_reason_alone),
        FIXTURE_BOTH(test_goals_of_cases_that_serve_it_are_a_sum_of_those_who_agreed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
