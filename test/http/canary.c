/* canary.c - filling a case with words (canary.h). */
#include "canary.h"

#include "aid_ent.h"
#include "ent/list.h"
#include "introduction_ent.h"
#include "network_ent.h"
#include "survey/survey.h"
#include "tool_ent.h"

#include <math.h>

/* ---- which nouns belong to a case ------------------------------------------------------------------------------ */

static bool names(const Entity *e, const Entity *to) {
    for (int i = 0; i < e->n_fields; i++) {
        if (e->fields[i].type == F_REF && e->fields[i].to == to) return true;
    }
    return false;
}

static bool has_case(const Entity *e) { return e == &case_entity || field_named(e, LIT("of_case")); }

/* It names a case, or hangs on something that does: an answer on its round, a file on its note. */
static bool of_a_case(const Entity *e) {
    bool below = e->parent && has_case(e->parent);
    return has_case(e) || below || names(e, &case_session_entity);
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

static Str next_word(Canary *k, const Entity *e, const Field *f) {
    CHECK(k->n_words < WORDS_MAX);
    k->words[k->n_words] = (CanaryWord){.e = e, .f = f};
    return arena_printf(&k->h->f->arena, CANARY "%03d", k->n_words++);
}

const CanaryWord *canary_in(Canary *k, Str text, int may, bool seen) {
    const CanaryWord *bad = NULL;
    for (ptrdiff_t at; (at = str_find(text, LIT(CANARY))) >= 0;) {
        text = str_sub(text, (size_t)at + sizeof CANARY - 1, text.n);
        int64_t n;
        if (text.n < 3 || !str_int(str_sub(text, 0, 3), &n) || n >= k->n_words) continue;
        k->words[n].seen |= seen;
        if (!(k->words[n].level & may)) bad = &k->words[n];
    }
    return bad;
}

bool canary_id(const Canary *k, Str text, int may, Id *ret_id) {
    char id[ID_CHARS + 1];
    for (int i = 0; i < k->n; i++) {
        if (k->v[i].level & (may | LEVEL_KNOWN)) continue;
        id_print(id, k->v[i].id);
        if (str_find(text, str_of(id)) < 0) continue;
        *ret_id = k->v[i].id;
        return true;
    }
    return false;
}

/* ---- filling --------------------------------------------------------------------------------------------------- */

static Id seed_of(const Canary *k, const Entity *e) {
    for (int i = k->n - 1; i >= 0; i--) {
        if (k->v[i].e == e) return k->v[i].id;
    }
    return 0;
}

static Id ref_to(const Canary *k, const Field *f) {
    if (f->to == &account_entity) return k->lead.account;
    if (f->to == &actor_entity) return k->client;
    if (f->to == &place_entity) return k->place;
    if (f->to == &category_entity) return k->category;
    return seed_of(k, f->to);
}

static void fill(Canary *k, const Entity *e, const Field *f, void *rec) {
    void *at = field_at(f, rec);
    Ctx  *c = &k->h->f->ctx;
    switch (f->type) {
    case F_TEXT:
    case F_LINES: *(Str *)at = next_word(k, e, f); break;
    case F_TRI:
        for (int l = 0; l < LANG_N; l++) {
            ((Tri *)at)->v[l] = next_word(k, e, f);
            ((Tri *)at)->state[l] = TEXT_WRITTEN;
        }
        break;
    case F_URL: *(Str *)at = arena_printf(c->arena, "https://%.*s.example/", STR_ARG(next_word(k, e, f))); break;
    case F_INT: *(int64_t *)at = f->min > 1 ? f->max : 1; break;
    case F_MONEY: *(int64_t *)at = 7310000000 + 100 * (int64_t)k->n; break;
    case F_REAL: *(double *)at = 1; break;
    case F_DAY: *(Day *)at = c->reader.today; break;
    case F_ENUM: *(int *)at = 1; break;
    case F_REF: *(Id *)at = ref_to(k, f); break;
    default: break;
    }
}

/* ---- what the rules of a noun want ----------------------------------------------------------------------------- */

static void want_case(Canary *k, void *rec) {
    Case *v = rec;
    v->contact = k->contact;
    v->stage = CASE_STAGE_PRE_CLIENT;
    v->closed_on = 0;
    v->why_closed = 0;
    v->owner_account = k->owner.account;
}

static void want_member(Canary *k, void *rec) {
    CaseMember *v = rec;
    const Person *who[] = {&k->lead, &k->coordinator, &k->owner};
    static const int ROLES[] = {CASE_ROLE_LEAD, CASE_ROLE_COORDINATOR, CASE_ROLE_OWNER};
    int i = 0;
    for (int s = 0; s < k->n; s++) i += k->v[s].e == &case_member_entity;
    v->account = who[i]->account;
    v->role = ROLES[i];
    v->until_on = 0;
}

static void want_consent(Canary *k, void *rec) {
    static const int PURPOSES[] = {CONSENT_PURPOSE_ACCOMPANY, CONSENT_PURPOSE_AID, CONSENT_PURPOSE_CONTACT,
                                   CONSENT_PURPOSE_RESULTS, CONSENT_PURPOSE_COUNCIL};
    Consent *v = rec;
    int i = 0;
    for (int s = 0; s < k->n; s++) i += k->v[s].e == &consent_entity;
    v->purpose = PURPOSES[i];
    v->words = k->text[v->purpose];
    v->way = CONSENT_WAY_SCREEN;
    v->until_on = 0;
    v->withdrawn_at = 0;
    v->paper = 0;
}

static void want_task(Canary *k, void *rec) {
    Commitment *v = rec;
    v->agenda_item = 0;
    v->for_team = seed_of(k, &commitment_entity) != 0; /* the second one */
    v->ripens_on = 0;
}

static void want_session(Canary *k, void *rec) {
    CaseSession *v = rec;
    v->happened_at = k->h->f->ctx.reader.now - 60 * 60 * 1000;
    v->state = SESSION_STATE_HELD;
}

static void want_hours(Canary *k, void *rec) {
    WorkTime *v = rec;
    v->account = k->lead.account;
    v->session = 0;
    v->minutes = 60;
    v->corrects = 0;
    v->head.visibility = VIS_PRIVATE;
}

/* The answers of a business and of a server have one name in C, so the former are spoken of by their fields. */
static void *field_of(const char *entity, const char *name, void *rec) {
    return field_at(field_named(entity_named(str_of(entity)), str_of(name)), rec);
}

static void want_sheet(Canary *k, void *rec) {
    *(Id *)field_of("answer_sheet", "of_version", rec) = k->version;
    *(Stamp *)field_of("answer_sheet", "finished_at", rec) = 0;
}

static void not_known(Canary *k, const char *entity, void *rec) {
    enum { NOT_KNOWN = 2 };
    *(Id *)field_of(entity, "item", rec) = k->item;
    *(int *)field_of(entity, "state", rec) = NOT_KNOWN;
    *(int64_t *)field_of(entity, "chosen", rec) = NUMBER_NONE;
    *(double *)field_of(entity, "amount", rec) = (double)NAN;
}

static void want_answer(Canary *k, void *rec) { not_known(k, "answer", rec); }
static void want_told_answer(Canary *k, void *rec) { not_known(k, "told_answer", rec); }

/* What the owner has answered of the round. */
static void want_told(Canary *k, void *rec) {
    ToldRound *v = rec;
    v->of_version = k->version;
    v->state = TOLD_STATE_ANSWERED;
}

static void want_money(Canary *k, void *rec) {
    WaveMoney *v = rec;
    (void)k;
    v->income_range = 0;
    v->turnover_range = 0;
}

static void want_vision(Canary *k, void *rec) {
    (void)k;
    ((Vision *)rec)->horizon = 2060;
}

static void want_item(Canary *k, void *rec) {
    AgendaItem *v = rec;
    (void)k;
    v->state = ITEM_STATE_PLANNED;
    v->missing = 0;
}

/* A reason stands in one that was declined; its keys are made by themselves. */
static void want_introduction(Canary *k, void *rec) {
    Introduction *v = rec;
    v->one = k->client;
    v->other = k->contact;
    v->state = INTRO_STATE_DECLINED;
    v->other_says = INTRO_ANSWER_NO;
    v->key_one = v->key_other = (Str){0};
    v->wanted = v->item = v->tie = 0;
}

/* Told of one that both agreed to. */
static void want_outcome(Canary *k, void *rec) {
    Ctx          *c = &k->h->f->ctx;
    IntroOutcome *o = rec;
    Introduction *v = ent_new(c, &introduction_entity);
    o->introduction = seed_of(k, &introduction_entity);
    if (!o->introduction) return;
    assert_int_equal(ent_load(c, &introduction_entity, o->introduction, v), OK);
    v->other_says = v->one_says = INTRO_ANSWER_YES;
    assert_int_equal(fixture_save(k->h->f, &introduction_entity, v), OK);
}

/* A reason stands in one that was let go. */
static void want_tie(Canary *k, void *rec) {
    WantedTie *v = rec;
    v->state = WANTED_STATE_LET_GO;
    v->candidate = k->contact;
    v->tie = 0;
    v->template = 0;
}

/* A reason stands in a request that was refused, which was sent before. */
static void then_refused(Canary *k, void *rec) {
    FinanceRequest *v = rec;
    v->stage = FINANCE_STAGE_SENT;
    assert_int_equal(fixture_save(k->h->f, &finance_request_entity, v), OK);
    v->stage = FINANCE_STAGE_REFUSED;
    v->refusal = FINANCE_REFUSAL_OTHER;
    v->reason = next_word(k, &finance_request_entity, &finance_request_entity.fields[FINANCE_REQUEST_F_REASON]);
    assert_int_equal(fixture_save(k->h->f, &finance_request_entity, v), OK);
}

static const struct {
    const char *entity;
    void      (*want)(Canary *k, void *rec);
    int         times;
    void      (*then)(Canary *k, void *rec);      /* when it was saved */
} WANTS[] = {
    {"case", want_case, 1, NULL},       {"case_member", want_member, 3, NULL}, {"consent", want_consent, 5, NULL},
    {"vision", want_vision, 1, NULL},   {"commitment", want_task, 2, NULL},    {"case_session", want_session, 1, NULL},
    {"work_time", want_hours, 1, NULL}, {"answer_sheet", want_sheet, 1, NULL}, {"answer", want_answer, 1, NULL},
    {"told_round", want_told, 1, NULL}, {"told_answer", want_told_answer, 1, NULL},
    {"wave_money", want_money, 1, NULL},
    {"agenda_item", want_item, 1, NULL}, {"wanted_tie", want_tie, 1, NULL},
    {"introduction", want_introduction, 1, NULL}, {"intro_outcome", want_outcome, 1, NULL},
    {"finance_request", NULL, 1, then_refused},
};

/* Fields whose text is another's: the name of a business that everybody knows, of somebody in the room. */
static const struct {
    const Entity *e;
    int           field;
} TAKEN[] = {
    {&case_entity, CASE_F_TITLE}, {&recusal_entity, RECUSAL_F_NAME}, {&introduction_entity, INTRODUCTION_F_KEY_ONE},
    {&introduction_entity, INTRODUCTION_F_KEY_OTHER},
};

static bool is_taken(const Entity *e, const Field *f) {
    for (size_t i = 0; i < sizeof TAKEN / sizeof *TAKEN; i++) {
        if (TAKEN[i].e == e && &e->fields[TAKEN[i].field] == f) return true;
    }
    return false;
}

/* ---- making ---------------------------------------------------------------------------------------------------- */

typedef struct Making {
    Canary       *k;
    const Entity *e;
    const char   *without[8];                     /* fields that the rules do not want filled like this */
    int           n_without;
    void         *rec;
} Making;

static bool is_without(const Making *m, const char *name) {
    for (int i = 0; i < m->n_without; i++) {
        if (strcmp(m->without[i], name) == 0) return true;
    }
    return false;
}

static const void *first_with(Canary *k, const Entity *e, int field, Val val);

/* Follow-ups are planned by themselves: one of them is filled. */
static void *begun(Canary *k, const Entity *e) {
    void *rec = ent_new(&k->h->f->ctx, e);
    if (e == &wave_entity) memcpy(rec, first_with(k, e, WAVE_F_OF_CASE, v_id(k->of_case)), e->size);
    else ((Head *)rec)->unit = k->place;
    return rec;
}

static void filled(Making *m) {
    Canary *k = m->k;
    m->rec = begun(k, m->e);
    int at = m->e == &wave_entity ? ((Wave *)m->rec)->at : 0;
    for (int i = 0; i < m->e->n_fields; i++) fill(k, m->e, &m->e->fields[i], m->rec);
    if (at) ((Wave *)m->rec)->at = at;
    const Field *of = field_named(m->e, LIT("of_case"));
    if (of && k->of_case) *(Id *)field_at(of, m->rec) = k->of_case;
    for (size_t i = 0; i < sizeof WANTS / sizeof *WANTS; i++) {
        if (WANTS[i].want && strcmp(WANTS[i].entity, m->e->name) == 0) WANTS[i].want(k, m->rec);
    }
    for (int i = 0; i < m->e->n_fields; i++) {
        if (is_without(m, m->e->fields[i].name)) value_clear(&m->e->fields[i], m->rec);
    }
}

static bool holds_word(const Field *f, const void *rec) {
    if (f->type == F_TRI) return str_find(((const Tri *)field_in(f, rec))->v[LANG_EN], LIT(CANARY)) >= 0;
    return str_find(*(const Str *)field_in(f, rec), LIT(CANARY)) >= 0;
}

static bool stored(const void *rec, const Field *f, int word) {
    char text[20];
    bool yes = false;
    snprintf(text, sizeof text, CANARY "%03d", word);
    for (int l = 0; l < LANG_N && f->type == F_TRI; l++) {
        yes |= str_find(((const Tri *)field_in(f, rec))->v[l], str_of(text)) >= 0;
    }
    return yes || (f->type != F_TRI && str_find(*(const Str *)field_in(f, rec), str_of(text)) >= 0);
}

static bool is_text(const Field *f) {
    return f->type == F_TEXT || f->type == F_LINES || f->type == F_TRI || f->type == F_URL;
}

static int level_of(const Canary *k, const Head *h) {
    if (h->visibility == VIS_PRIVATE) return LEVEL_OWN;
    if (h->team == k->circle) return LEVEL_CIRCLE;
    if (h->team == k->of_case) return LEVEL_TEAM;
    return LEVEL_ITEM;
}

/* What is stored holds the words, and who may see them. */
static void taken_down(Canary *k, const Making *m, int first) {
    Ctx  *c = &k->h->f->ctx;
    void *rec = ent_new(c, m->e);
    Head *h = rec;
    assert_int_equal(ent_load(c, m->e, ((Head *)m->rec)->id, rec), OK);
    if (m->e == &case_entity) {
        k->of_case = h->id;
        k->circle = h->team;
    }
    int level = level_of(k, h);
    if (h->visibility < VIS_TEAM) fail_msg("%s of a case is not a team's", m->e->name);
    for (int i = 0; i < m->e->n_fields; i++) {
        const Field *f = &m->e->fields[i];
        bool word = is_text(f) && !is_taken(m->e, f) && (!f->max || f->max > 11);
        if (!word || holds_word(f, rec)) continue;
        print_message("%s.%s holds no word\n", m->e->name, f->name);
        k->without++;
    }
    for (int i = first; i < k->n_words; i++) {
        k->words[i].level = level;
        k->words[i].gone = !stored(rec, k->words[i].f, i);
    }
    CHECK(k->n < SEEDS_MAX);
    k->v[k->n++] = (Seed){m->e, h->id, level};
}

/* Hours are written by whom they are of; all else by the program. */
static void become_writer(Canary *k, const Entity *e) {
    fixture_system(k->h->f);
    if (e == &work_time_entity) fixture_become(k->h->f, k->lead.account, ROLE_CONSULTANT, VIS_MEMBERS);
}

static bool made(Canary *k, const Entity *e, bool last) {
    Making m = {.k = k, .e = e};
    become_writer(k, e);
    for (int tries = 0; tries < 8; tries++) {
        int first = k->n_words;
        filled(&m);
        Fault f = fixture_save(k->h->f, e, m.rec);
        if (f == OK) {
            for (size_t i = 0; i < sizeof WANTS / sizeof *WANTS; i++) {
                if (WANTS[i].then && strcmp(WANTS[i].entity, e->name) == 0) WANTS[i].then(k, m.rec);
            }
            taken_down(k, &m, first);
            return true;
        }
        k->n_words = first;
        const Complaints *list = &k->h->f->ctx.complaints;
        bool again = f == INVALID && list->n && !is_without(&m, list->v[0].field);
        if (!again && last) {
            print_message("no %s could be made: %s %s\n", e->name, fault_name(f), list->n ? list->v[0].field : "");
        }
        if (!again) return false;
        m.without[m.n_without++] = list->v[0].field;
    }
    return false;
}

static int wanted(const Entity *e) {
    for (size_t i = 0; i < sizeof WANTS / sizeof *WANTS; i++) {
        if (strcmp(WANTS[i].entity, e->name) == 0) return WANTS[i].times;
    }
    return 1;
}

static int made_of(const Canary *k, const Entity *e) {
    int n = 0;
    for (int i = 0; i < k->n; i++) n += k->v[i].e == e;
    return n;
}

/* One after the other, and again for those that point at later ones. */
static void all_made(Canary *k) {
    static const Entity *const FIRST[] = {&case_entity, &case_member_entity, &consent_entity};
    enum { ROUNDS = 4 };
    for (size_t i = 0; i < sizeof FIRST / sizeof *FIRST; i++) {
        while (made_of(k, FIRST[i]) < wanted(FIRST[i])) {
            if (!made(k, FIRST[i], true)) fail_msg("no %s could be made", FIRST[i]->name);
        }
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < ENTITIES_N; i++) {
            bool more = of_a_case(ENTITIES[i]);
            while (more && made_of(k, ENTITIES[i]) < wanted(ENTITIES[i])) {
                more = made(k, ENTITIES[i], round + 1 == ROUNDS);
                k->without += !more && round + 1 == ROUNDS;
            }
        }
    }
}

/* ---- around it ------------------------------------------------------------------------------------------------- */

static Id saved(Canary *k, const Entity *e, void *rec) {
    Head *h = rec;
    if (!h->unit) h->unit = k->place;
    Fault f = fixture_save(k->h->f, e, rec);
    const Complaints *list = &k->h->f->ctx.complaints;
    if (f != OK) fail_msg("%s: %s %s", e->name, fault_name(f), list->n ? list->v[0].field : "");
    return h->id;
}

static Id an_actor(Canary *k, const char *name, int kind) {
    Actor *a = ent_new(&k->h->f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->name.state[LANG_EN] = TEXT_WRITTEN;
    a->kind = kind;
    return saved(k, &actor_entity, a);
}

static void a_town(Canary *k) {
    Ctx   *c = &k->h->f->ctx;
    Place *p = ent_new(c, &place_entity);
    p->name.v[LANG_EN] = LIT("Here");
    p->name.state[LANG_EN] = TEXT_WRITTEN;
    p->kind = PLACE_KIND_LOCALITY;
    k->place = saved(k, &place_entity, p);
    Category *g = ent_new(c, &category_entity);
    g->name.v[LANG_EN] = LIT("Cloth");
    g->name.state[LANG_EN] = TEXT_WRITTEN;
    g->code = LIT("shop/cloth");
    k->category = saved(k, &category_entity, g);
    k->client = an_actor(k, "Weavers", ACTOR_KIND_BUSINESS);
    k->contact = an_actor(k, "Rotem", ACTOR_KIND_PERSON);
    for (int i = CONSENT_PURPOSE_ACCOMPANY; i < CONSENT_PURPOSE_N; i++) {
        ConsentText *w = ent_new(c, &consent_text_entity);
        w->purpose = i;
        w->words.v[LANG_EN] = LIT("We agree");
        w->words.state[LANG_EN] = TEXT_WRITTEN;
        w->from_on = 20200101;
        k->text[i] = saved(k, &consent_text_entity, w);
    }
}

static Fault ready_run(Ctx *c, void *arg) { return survey_take_ready(c, arg); }

/* The first record of a noun with this value of a field. */
static const void *first_with(Canary *k, const Entity *e, int field, Val val) {
    void    *rows;
    size_t   found;
    ListSpec s = {.entity = e, .limit = 1, .n_filters = 1};
    s.filters[0] = (ListFilter){.field = &e->fields[field], .op = LIST_EQ, .val = val};
    assert_int_equal(list_run(&k->h->f->ctx, &s, true, &rows, &found, NULL), OK);
    if (!found) fail_msg("no %s to be found", e->name);
    return rows;
}

/* A question set of the program's own. */
static void a_survey(Canary *k) {
    int64_t n;
    assert_int_equal(fixture_write(k->h->f, ready_run, &n), OK);
    const Head *set = first_with(k, &survey_entity, SURVEY_F_KIND, v_int(SURVEY_KIND_DIAGNOSIS));
    k->version = ((const Head *)first_with(k, &survey_version_entity, SURVEY_VERSION_F_OF_SURVEY, v_id(set->id)))->id;
    k->item = ((const Head *)first_with(k, &survey_item_entity, SURVEY_ITEM_F_OF_VERSION, v_id(k->version)))->id;
}

/* A council with a seat, and its next meeting: what an item of the agenda points at. */
static void a_council(Canary *k) {
    Ctx     *c = &k->h->f->ctx;
    Body    *b = ent_new(c, &body_entity);
    Seat    *s = ent_new(c, &seat_entity);
    Meeting *m = ent_new(c, &meeting_entity);
    Attendance *a = ent_new(c, &attendance_entity);
    b->name.v[LANG_EN] = LIT("Council");
    b->name.state[LANG_EN] = TEXT_WRITTEN;
    b->kind = BODY_KIND_COUNCIL;
    b->state = BODY_STATE_ACTIVE;
    b->place = k->place;
    k->v[k->n++] = (Seed){&body_entity, saved(k, &body_entity, b), LEVEL_KNOWN};
    s->body = b->head.id;
    s->kind = SEAT_KIND_ENTREPRENEUR;
    s->account = k->council.account;
    k->v[k->n++] = (Seed){&seat_entity, saved(k, &seat_entity, s), LEVEL_KNOWN};
    m->body = b->head.id;
    m->starts_at = c->reader.now + 60 * 60 * 1000;
    k->v[k->n++] = (Seed){&meeting_entity, saved(k, &meeting_entity, m), LEVEL_KNOWN};
    a->meeting = m->head.id;
    a->seat = s->head.id;
    k->v[k->n++] = (Seed){&attendance_entity, saved(k, &attendance_entity, a), LEVEL_KNOWN};
}

static void a_unit(Canary *k) {
    Ctx      *c = &k->h->f->ctx;
    Barrier  *b = ent_new(c, &barrier_entity);
    Response *r = ent_new(c, &response_entity);
    AidTrack *t = ent_new(c, &aid_track_entity);
    Tool     *tool = ent_new(c, &tool_entity);
    b->title = LIT("Signs cost too much");
    b->kind = BARRIER_KIND_LICENCE;
    b->place = k->place;
    k->v[k->n++] = (Seed){&barrier_entity, saved(k, &barrier_entity, b), LEVEL_KNOWN};
    r->title.v[LANG_EN] = LIT("Course");
    r->title.state[LANG_EN] = TEXT_WRITTEN;
    r->kind = RESPONSE_KIND_COURSE;
    k->v[k->n++] = (Seed){&response_entity, saved(k, &response_entity, r), LEVEL_KNOWN};
    t->name.v[LANG_EN] = LIT("Loan");
    t->name.state[LANG_EN] = TEXT_WRITTEN;
    t->body = k->contact;
    t->kind = AID_KIND_LOAN;
    t->state = AID_STATE_OPEN;
    k->v[k->n++] = (Seed){&aid_track_entity, saved(k, &aid_track_entity, t), LEVEL_KNOWN};
    tool->title.v[LANG_EN] = LIT("Fair");
    tool->title.state[LANG_EN] = TEXT_WRITTEN;
    k->v[k->n++] = (Seed){&tool_entity, saved(k, &tool_entity, tool), LEVEL_KNOWN};
}

void canary_make(Canary *k, House *h) {
    *k = (Canary){.h = h};
    fixture_system(h->f);
    a_town(k);
    k->lead = (Person){"Lead", "lead@case.example", NULL, GRANT_ROLE_CONSULTANT, k->place, 0, FIXTURE_ORG, ""};
    k->coordinator = (Person){"Inside", "inside@case.example", NULL, GRANT_ROLE_COORDINATOR, k->place, 0, FIXTURE_ORG,
                              ""};
    k->owner = (Person){"Owner", "owner@case.example", NULL, GRANT_ROLE_OWNER, k->place, 0, FIXTURE_ORG, ""};
    k->council = (Person){"Council", "council@case.example", NULL, GRANT_ROLE_COUNCIL, k->place, 0, FIXTURE_ORG, ""};
    house_person(h, &k->lead);
    house_person(h, &k->coordinator);
    house_person(h, &k->owner);
    house_person(h, &k->council);
    a_survey(k);
    a_council(k);
    a_unit(k);
    all_made(k);
    fixture_system(h->f);
    if (k->without) fail_msg("%d fields hold no word, or nouns were not made", k->without);
}

void canary_withdraw(Canary *k, int purpose) {
    Ctx *c = &k->h->f->ctx;
    for (int i = 0; i < k->n; i++) {
        Consent *v = ent_new(c, &consent_entity);
        if (k->v[i].e != &consent_entity) continue;
        fixture_system(k->h->f);
        assert_int_equal(ent_load(c, &consent_entity, k->v[i].id, v), OK);
        if (v->purpose != purpose) continue;
        v->withdrawn_at = c->reader.now;
        assert_int_equal(fixture_save(k->h->f, &consent_entity, v), OK);
    }
}
