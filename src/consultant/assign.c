/* assign.c - who could take a case, in sentences; and giving it to them as one act. */
#include "consultant/assign.h"

#include "actor/actor.h"
#include "place/place.h"
#include "post_ent.h"

enum { CANDIDATES_MAX = 300, COLLEAGUES_MAX = 300, TOWNS_MAX = 3000, PARENTS_MAX = 8 };

bool role_works(int role) {
    return role == CASE_ROLE_LEAD || role == CASE_ROLE_HELPER || role == CASE_ROLE_MENTOR || role == CASE_ROLE_COACH;
}

/* ---- gathering -------------------------------------------------------------------------------------------- */

/* Who may take this role, by kind of profile; a further consultant may be of any kind. */
static int kind_for(int role) {
    switch (role) {
        case CASE_ROLE_LEAD: return CONSULTANT_KIND_CONSULTANT;
        case CASE_ROLE_MENTOR: return CONSULTANT_KIND_MENTOR;
        case CASE_ROLE_COACH: return CONSULTANT_KIND_COACH;
        default: return 0;
    }
}

static Fault profiles(Ctx *c, int kind, Id leave_out, Candidates *v) {
    ListSpec s = {.entity = &consultant_entity, .limit = CANDIDATES_MAX};
    void  *rows;
    size_t n;
    s.filters[s.n_filters++] = (ListFilter){.field = &consultant_entity.fields[CONSULTANT_F_STATE], .op = LIST_EQ,
                                            .val = v_int(CONSULTANT_STATE_ACTIVE)};
    if (kind) {
        s.filters[s.n_filters++] = (ListFilter){.field = &consultant_entity.fields[CONSULTANT_F_KIND], .op = LIST_EQ,
                                                .val = v_int(kind)};
    }
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->rows = ARENA_ARRAY(c->arena, Consultant, n + COLLEAGUES_MAX + 1);
    Id   *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    bool *left = ARENA_ARRAY(c->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = ((const Consultant *)rows)[i].account;
    TRY(accounts_left(c, ids, n, left));          /* whoever has left is not proposed */
    for (size_t i = 0; i < n; i++) {
        if (ids[i] != leave_out && !left[i]) v->rows[v->n++] = ((const Consultant *)rows)[i];
    }
    v->people = ARENA_ARRAY(c->arena, FitPerson, n + COLLEAGUES_MAX + 1);
    v->ranked = ARENA_ARRAY(c->arena, Fit, n + COLLEAGUES_MAX + 1);
    for (size_t i = 0; i < v->n; i++) {
        const Consultant *one = &v->rows[i];
        v->people[i] = (FitPerson){.account = one->account, .trades = one->fields, .languages = one->languages,
                                   .areas = one->areas, .capacity = one->capacity,
                                   .unready = one->ready != CONSULTANT_READY_READY};
    }
    return OK;
}

static bool has_profile(const Candidates *v, Id account) {
    for (size_t i = 0; i < v->n; i++) {
        if (v->rows[i].account == account) return true;
    }
    return false;
}

/* Whoever coordinates, here or elsewhere, takes over a coordinator's seat; a profile is for those who accompany. */
static Fault coordinators(Ctx *c, Id unit, Candidates *v) {
    ListSpec s = {.entity = &account_entity, .limit = COLLEAGUES_MAX};
    void   *rows;
    size_t  n, n_roles, k = 0;
    RoleOf *roles;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = ((const Account *)rows)[i].head.id;
    TRY(grant_roles(c, ids, n, &roles, &n_roles));
    for (size_t i = 0; i < n; i++) {
        const Account *a = &((const Account *)rows)[i];
        bool some = false, here = false;
        for (size_t r = 0; r < n_roles; r++) {
            bool theirs = roles[r].account == a->head.id && roles[r].role == GRANT_ROLE_COORDINATOR;
            some = some || theirs;
            here = here || (theirs && (!roles[r].place || roles[r].place == unit));
        }
        if (!some || a->blocked == 1 || has_profile(v, a->head.id) || k == COLLEAGUES_MAX) continue;
        v->rows[v->n] = (Consultant){.account = a->head.id, .name = a->name, .ready = CONSULTANT_READY_READY};
        v->people[v->n++] = (FitPerson){.account = a->head.id, .capacity = NUMBER_NONE,
                                        .place = here ? FIT_PLACE_HERE : FIT_PLACE_UNKNOWN};
        k++;
    }
    return OK;
}

static Fault loads(Ctx *c, Candidates *v) {
    Id       *ids = ARENA_ARRAY(c->arena, Id, v->n + 1);
    CaseLoad *sums = ARENA_ARRAY(c->arena, CaseLoad, v->n + 1);
    for (size_t i = 0; i < v->n; i++) ids[i] = v->rows[i].account;
    TRY(case_loads(c, ids, v->n, sums));
    for (size_t i = 0; i < v->n; i++) v->people[i].promised = sums[i].minutes;
    return OK;
}

static Fault too_near(Ctx *c, Id client, Candidates *v) {
    Id  *ids = ARENA_ARRAY(c->arena, Id, v->n + 1), *persons = ARENA_ARRAY(c->arena, Id, v->n + 1);
    int *near = ARENA_ARRAY(c->arena, int, v->n + 1);
    for (size_t i = 0; i < v->n; i++) {
        Account *a = ent_new(c, &account_entity);
        ids[i] = v->rows[i].account;
        Fault f = account_by_id(c, ids[i], a);
        if (f != OK && f != NOT_FOUND) return f;
        persons[i] = f == OK ? a->person : 0;
    }
    TRY(conflict_natures(c, client, ids, persons, v->n, near));
    for (size_t i = 0; i < v->n; i++) v->people[i].near = near[i];
    return OK;
}

static Fault places(Ctx *c, Id town, Candidates *v) {
    Id  up[PARENTS_MAX];
    Id *ids = ARENA_ARRAY(c->arena, Id, v->n + 1);
    TownOf *towns = ARENA_ARRAY(c->arena, TownOf, TOWNS_MAX);
    size_t  n, k;
    TRY(place_above(c, town, up, PARENTS_MAX, &n));
    if (!n) return OK;
    for (size_t i = 0; i < v->n; i++) ids[i] = v->rows[i].head.id;
    TRY(consultant_towns_of(c, ids, v->n, towns, TOWNS_MAX, &k));
    for (size_t t = 0; t < k; t++) {
        size_t i = 0, level = 0;
        while (i < v->n && ids[i] != towns[t].consultant) i++;
        while (level < n && up[level] != towns[t].place) level++;
        FitPlace at = level == 0 ? FIT_PLACE_HERE : level < n ? FIT_PLACE_AROUND : FIT_PLACE_ELSEWHERE;
        if (i < v->n && at > v->people[i].place) v->people[i].place = at;
    }
    return OK;
}

static int64_t bit(int choice) { return choice > 0 ? (int64_t)1 << (choice - 1) : 0; }

/* What the case is about: the trade of the business, its town, the language of its papers. */
static Fault case_facts(Ctx *c, const Case *k, Candidates *v) {
    Actor    *a = ent_new(c, &actor_entity);
    Category *cat = ent_new(c, &category_entity);
    const Choice *lang = choice_of(&case_lang_choices, k->lang);
    if (lang) v->language = choice_value(&place_language_choices, str_of(lang->name));
    Fault f = ent_load(c, &actor_entity, k->client, a);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    v->town = a->locality;
    f = a->category ? ent_load(c, &category_entity, a->category, cat) : NOT_FOUND;
    if (f == NOT_FOUND) return OK;
    TRY(f);
    v->trade = cat->trade;
    return OK;
}

/* Advice that would help where the business is weak. */
static int64_t wanted(const Weak *w) {
    int64_t set = 0;
    for (size_t i = 0; i < w->n; i++) set |= w->v[i].advice;
    return set;
}

Fault candidates_of(Ctx *c, const Case *k, int role, Candidates *ret_v) {
    CasePerson *people;
    size_t n;
    *ret_v = (Candidates){0};
    TRY(profiles(c, kind_for(role), 0, ret_v));
    if (role == CASE_ROLE_COORDINATOR) TRY(coordinators(c, k->head.unit, ret_v));
    TRY(case_people(c, k->head.id, false, &people, &n));
    size_t kept = 0;
    for (size_t i = 0; i < ret_v->n; i++) {       /* whoever holds the role already is not proposed for it */
        bool holds = false;
        for (size_t j = 0; j < n; j++) holds |= people[j].account == ret_v->rows[i].account && people[j].role == role;
        if (holds) continue;
        ret_v->rows[kept] = ret_v->rows[i];
        ret_v->people[kept++] = ret_v->people[i];
    }
    ret_v->n = kept;
    TRY(case_facts(c, k, ret_v));
    TRY(loads(c, ret_v));
    TRY(too_near(c, k->client, ret_v));
    TRY(places(c, ret_v->town, ret_v));
    if (role_works(role)) TRY(diagnosis_weak(c, k->head.id, &ret_v->weak));
    FitCase asked = {.trade = bit(ret_v->trade), .language = bit(ret_v->language), .areas = wanted(&ret_v->weak)};
    fit_rank(&asked, ret_v->people, ret_v->n, ret_v->ranked);
    return OK;
}

Fault candidates_any(Ctx *c, Id leave_out, Candidates *ret_v) {
    FitCase nothing = {0};
    *ret_v = (Candidates){0};
    TRY(profiles(c, 0, leave_out, ret_v));
    TRY(loads(c, ret_v));
    fit_rank(&nothing, ret_v->people, ret_v->n, ret_v->ranked);
    return OK;
}

/* ---- in sentences ----------------------------------------------------------------------------------------- */

static Str sentence(Ctx *c, TextKey key, const char *arg, Str value) {
    return tr_str(c->arena, &c->reader, key, (TrArg[]){{.name = arg, .kind = TR_TEXT, .text = value}}, 1);
}

static Str counted(Ctx *c, TextKey key, int64_t n) {
    return tr_str(c->arena, &c->reader, key, (TrArg[]){TR_N("n", n)}, 1);
}

static void say(CandidateRow *row, FitSay how, Str yes, Str no) {
    if (how == FIT_NOT_SAID) return;
    row->says[row->says_n++] = (Saying){.text = how == FIT_YES ? yes : no, .yes = how == FIT_YES, .no = how == FIT_NO};
}

static Saying load_said(Ctx *c, const FitPerson *p, const Fit *f) {
    if (f->free == NUMBER_NONE) {
        return (Saying){.text = p->promised ? counted(c, T_CONSULTANT_SAY_PROMISED, p->promised)
                                            : tr(c->reader.lang, T_CONSULTANT_SAY_NO_CAPACITY)};
    }
    if (!f->free) return (Saying){.text = tr(c->reader.lang, T_CONSULTANT_SAY_FULL), .no = true};
    return (Saying){.text = counted(c, T_CONSULTANT_SAY_FREE, f->free), .yes = true};
}

/* The names of the weak areas in which some advice helps. */
static Str weak_names(Ctx *c, const Weak *w, int64_t advice) {
    Str names = {0};
    for (size_t i = 0; i < w->n; i++) {
        if (!(w->v[i].advice & advice)) continue;
        names = names.n ? arena_printf(c->arena, "%.*s, %.*s", STR_ARG(names), STR_ARG(w->v[i].name)) : w->v[i].name;
    }
    return names;
}

/* What they advise on, of what the diagnosis asks for; who has not said it is not held against them. */
static void say_areas(Ctx *c, const Weak *w, const FitPerson *p, CandidateRow *row) {
    int64_t all = wanted(w);
    if (!all || !p->areas) return;
    Str names = weak_names(c, w, p->areas);
    TextKey key = names.n ? T_CONSULTANT_SAY_HELPS : T_CONSULTANT_SAY_HELPS_NOT;
    say(row, names.n ? FIT_YES : FIT_NO, sentence(c, key, "areas", names.n ? names : weak_names(c, w, all)),
        sentence(c, key, "areas", names.n ? names : weak_names(c, w, all)));
}

static CandidateRow row_of(Ctx *c, const Candidates *found, const Fit *f, Str town) {
    enum { SAYS_MAX = 5 };
    const Consultant *who = &found->rows[f->at];
    const FitPerson  *p = &found->people[f->at];
    Lang l = c->reader.lang;
    Str  language = tr(l, choice_label(&place_language_choices, found->language));
    Str  trade = tr(l, choice_label(&trade_group_choices, found->trade));
    CandidateRow row = {.value = id_str(c->arena, who->account), .name = who->name,
                        .coordinates = !who->head.id, .unready = p->unready,
                        .ready = choice_label(&consultant_ready_choices, who->ready),
                        .says = ARENA_ARRAY(c->arena, Saying, SAYS_MAX)};
    if (p->near) row.near = choice_label(&conflict_nature_choices, p->near);
    say(&row, f->language, sentence(c, T_CONSULTANT_SAY_SPEAKS, "language", language),
        sentence(c, T_CONSULTANT_SAY_SPEAKS_NOT, "language", language));
    say(&row, f->trade, sentence(c, T_CONSULTANT_SAY_KNOWS, "trade", trade),
        sentence(c, T_CONSULTANT_SAY_KNOWS_NOT, "trade", trade));
    say_areas(c, &found->weak, p, &row);
    bool here = p->place == FIT_PLACE_HERE;
    say(&row, f->place, sentence(c, here ? T_CONSULTANT_SAY_HERE : T_CONSULTANT_SAY_AROUND, "town", town),
        tr(l, T_CONSULTANT_SAY_ELSEWHERE));
    if (!row.coordinates) row.says[row.says_n++] = load_said(c, p, f);
    return row;
}

Fault candidate_rows(Ctx *c, const Request *rq, const Candidates *found, AssignView *v) {
    Str town = {0}, chosen = params_get(rq->method == POST ? &rq->form : &rq->args, "account");
    if (found->town) TRY(ent_labels(c, &found->town, 1, &town));
    v->weak = weak_names(c, &found->weak, wanted(&found->weak));
    v->weak_on = found->weak.on;
    v->rows = ARENA_ARRAY(c->arena, CandidateRow, found->n + 1);
    v->apart = ARENA_ARRAY(c->arena, CandidateRow, found->n + 1);
    for (size_t i = 0; i < found->n; i++) {
        CandidateRow row = row_of(c, found, &found->ranked[i], town);
        row.chosen = str_eq(chosen, row.value);
        if (found->ranked[i].apart) v->apart[v->apart_n++] = row;
        else v->rows[v->rows_n++] = row;
        v->unready = v->unready || row.unready;
    }
    return OK;
}

/* ---- the acts --------------------------------------------------------------------------------------------- */

static Fault as_system(Ctx *c, Fault (*run)(Ctx *c, const void *arg), const void *arg) {
    Who kept = c->who;
    c->who.system = true;
    Fault f = run(c, arg);
    c->who = kept;
    return f;
}

/* Their last day was yesterday; who came today only has not been there. */
static Fault seat_end(Ctx *c, Id member) {
    CaseMember *m = ent_new(c, &case_member_entity);
    Day last = day_plus(c->reader.today, -1);
    TRY(ent_load(c, &case_member_entity, member, m));
    if (m->from_on && m->from_on > last) return ent_archive(c, &case_member_entity, member);
    m->until_on = last;
    return ent_save(c, &case_member_entity, m);
}

static Fault seat_give(Ctx *c, Id of_case, Id account, int role, int64_t minutes) {
    CaseMember *m = ent_new(c, &case_member_entity);
    m->of_case = of_case;
    m->account = account;
    m->role = role;
    m->from_on = c->reader.today;
    m->promised_minutes = minutes;
    return ent_save(c, &case_member_entity, m);
}

static Fault note_inside(Ctx *c, Id of_case, Str text) {
    Post *p = ent_new(c, &post_entity);
    if (!text.n) return OK;
    p->kind = POST_KIND_NOTE;
    p->of_case = of_case;
    p->text = text;
    p->lang = str_of(lang_code(c->reader.lang));
    return ent_save(c, &post_entity, p);
}

static Fault assign_run(Ctx *c, const void *arg) {
    const Assign *a = arg;
    CasePerson *people;
    size_t n;
    TRY(case_people(c, a->of_case, false, &people, &n));
    for (size_t i = 0; i < n; i++) {
        bool former = a->role == CASE_ROLE_LEAD && people[i].role == CASE_ROLE_LEAD;
        bool moves = people[i].account == a->account && role_works(people[i].role);
        if (former || moves) TRY(seat_end(c, people[i].member));
    }
    TRY(seat_give(c, a->of_case, a->account, a->role, a->minutes));
    return note_inside(c, a->of_case, a->reason);
}

Fault assign_do(Ctx *c, const Assign *a) {
    TRY(act_begin(c, T_ACT_ASSIGN, (Str){0}));
    return as_system(c, assign_run, a);
}

static Fault steps_move(Ctx *c, const HandOver *h) {
    enum { STEPS_MAX = 500 };
    Id    *ids = ARENA_ARRAY(c->arena, Id, STEPS_MAX);
    size_t n;
    TRY(commitment_owned(c, h->of_case, h->from, ids, STEPS_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        Commitment *t = ent_new(c, &commitment_entity);
        TRY(ent_load(c, &commitment_entity, ids[i], t));
        t->owner = h->to;
        TRY(ent_save(c, &commitment_entity, t));
    }
    return OK;
}

/* One seat goes over. Who leads already stays the lead; who becomes it leaves their lesser seat. */
static Fault seat_goes(Ctx *c, const HandOver *h, const CasePerson *people, size_t n, const CasePerson *from) {
    bool has = false;
    for (size_t i = 0; i < n; i++) {
        if (people[i].account != h->to) continue;
        bool leads = people[i].role == CASE_ROLE_LEAD && role_works(from->role);
        bool lesser = from->role == CASE_ROLE_LEAD && role_works(people[i].role) && !leads;
        has = has || leads || people[i].role == from->role;
        if (lesser) TRY(seat_end(c, people[i].member));
    }
    TRY(seat_end(c, from->member));
    return has ? OK : seat_give(c, h->of_case, h->to, from->role, from->promised_minutes);
}

static Fault hand_over_run(Ctx *c, const void *arg) {
    const HandOver *h = arg;
    CasePerson *people;
    size_t n;
    TRY(case_people(c, h->of_case, false, &people, &n));
    for (size_t i = 0; i < n; i++) {
        bool goes = people[i].account == h->from && people[i].role != CASE_ROLE_OWNER;
        if (goes) TRY(seat_goes(c, h, people, n, &people[i]));
    }
    TRY(steps_move(c, h));
    TRY(consultant_tell_hand_over(c, h->of_case, h->from, h->to));
    return note_inside(c, h->of_case, h->note);
}

Fault hand_over_do(Ctx *c, const HandOver *h) {
    TRY(act_begin(c, T_ACT_HAND_OVER, (Str){0}));
    return as_system(c, hand_over_run, h);
}
