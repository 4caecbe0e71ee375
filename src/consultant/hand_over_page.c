/* hand_over_page.c - one's own case, or all cases of somebody, go to another person with all that hangs on them. */
#include "consultant/assign.h"

#include "ent/form.h"

enum { SEATS_MAX = 400 };

static Html errors_of(Ctx *c) {
    Buf b;
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, &case_member_entity);
    return html_keep(c->arena, &b);
}

/* ---- one's own case --------------------------------------------------------------------------------------- */

/* The seat that the reader hands over: the one of most weight. */
static Fault own_seat(Ctx *c, Id of_case, int *ret_role) {
    CasePerson *people;
    size_t n;
    *ret_role = 0;
    TRY(case_people(c, of_case, false, &people, &n));
    for (size_t i = 0; i < n; i++) {
        bool own = people[i].account == c->who.account && people[i].role != CASE_ROLE_OWNER;
        if (own && (!*ret_role || people[i].role < *ret_role)) *ret_role = people[i].role;
    }
    return *ret_role ? OK : fail(c, NOT_ALLOWED, "case", of_case);
}

/* A coordinator's seat goes to whoever coordinates, with a profile or not, or to anybody who has one. */
static Fault successors(Ctx *c, const Case *k, int role, Candidates *ret_v) {
    return candidates_of(c, k, role_works(role) ? role : CASE_ROLE_COORDINATOR, ret_v);
}

static Fault page_draw(Ctx *c, const Request *rq, Reply *rp, const Case *k, int role) {
    Candidates found;
    AssignView v = {.back = case_path(c, k->head.id), .own = true, .errors = errors_of(c),
                    .lead = role == CASE_ROLE_LEAD,
                    .reason = rq->method == POST ? params_get(&rq->form, "note") : (Str){0}};
    v.action = arena_printf(c->arena, "%.*s/hand-over", STR_ARG(v.back));
    TRY(case_name(c, k->head.id, &v.name));
    TRY(successors(c, k, role, &found));
    TRY(candidate_rows(c, rq, &found, &v));
    v.unready = v.unready && role_works(role);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_CONSULTANT_HAND_OVER));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/cases"), tr(c->reader.lang, T_ENT_CASE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.back, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (rq->method == POST) return page_again(&pg, rp, hand_over_page, &v);
    return page_send(&pg, rp, hand_over_page, &v);
}

Fault get_hand_over(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    int role;
    TRY(ent_load(c, &case_entity, rq->ids[0], k));
    TRY(own_seat(c, k->head.id, &role));
    case_opened(c, k->head.id);
    return page_draw(c, rq, rp, k, role);
}

static const FitPerson *chosen_of(const Candidates *found, Id account) {
    for (size_t i = 0; i < found->n; i++) {
        if (found->people[i].account == account) return &found->people[i];
    }
    return NULL;
}

Fault post_hand_over(Ctx *c, const Request *rq, Reply *rp) {
    Case    *k = ent_new(c, &case_entity);
    HandOver h = {.from = c->who.account, .note = str_trim(params_get(&rq->form, "note"))};
    Candidates found;
    int role;
    Str name;
    TRY(ent_load(c, &case_entity, rq->ids[0], k));
    TRY(own_seat(c, k->head.id, &role));
    h.of_case = k->head.id;
    if (!id_parse(params_get(&rq->form, "account"), &h.to)) h.to = 0;
    TRY(successors(c, k, role, &found));
    const FitPerson *to = h.to == c->who.account ? NULL : chosen_of(&found, h.to);
    if (!to) complain(c, "account", T_CONSULTANT_CHOOSE);
    else if (to->near) complain(c, "account", T_CONSULTANT_TOO_NEAR);
    else if (to->unready && role_works(role)) complain(c, "account", T_CONSULTANT_NOT_READY);
    if (!h.note.n) complain(c, "note", T_CONSULTANT_NOTE_NEEDED);
    Fault f = c->complaints.n ? INVALID : hand_over_do(c, &h);
    if (f == INVALID) return page_draw(c, rq, rp, k, role);
    TRY(f);
    TRY(ent_labels(c, &h.to, 1, &name));
    reply_go(c, rp, LIT("/cases"), T_CONSULTANT_HANDED_OVER, (TrArg[]){TR_ARG("name", name)}, 1);
    return OK;
}

/* ---- all cases of somebody: by number, never by name ------------------------------------------------------ */

static Fault person_asked(Ctx *c, const Request *rq, Consultant *ret_v) {
    TRY(ent_load(c, &consultant_entity, rq->ids[0], ret_v));
    return consultant_may_change(c, ret_v) ? OK : fail(c, NOT_ALLOWED, "consultant", rq->ids[0]);
}

static Fault all_draw(Ctx *c, const Request *rq, Reply *rp, const Consultant *who) {
    Candidates found;
    CaseLoad load;
    AssignView v = {.name = who->name, .errors = errors_of(c),
                    .back = view_record_path(c, &consultant_entity, who->head.id),
                    .reason = rq->method == POST ? params_get(&rq->form, "note") : (Str){0}};
    v.action = arena_printf(c->arena, "%.*s/hand-over", STR_ARG(v.back));
    TRY(case_loads(c, &who->account, 1, &load));
    v.cases = load.cases;
    v.promised = load.minutes;
    TRY(candidates_any(c, who->account, &found));
    TRY(candidate_rows(c, rq, &found, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_CONSULTANT_HAND_OVER_ALL));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/consultants"), tr(c->reader.lang, T_ENT_CONSULTANT_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.back, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (rq->method == POST) return page_again(&pg, rp, hand_over_all_page, &v);
    return page_send(&pg, rp, hand_over_all_page, &v);
}

Fault get_hand_over_all(Ctx *c, const Request *rq, Reply *rp) {
    Consultant *who = ent_new(c, &consultant_entity);
    TRY(person_asked(c, rq, who));
    return all_draw(c, rq, rp, who);
}

/* One case of them; one that the successor is too near to stays, and is counted. */
static Fault move_one(Ctx *c, const HandOver *h, Id client, Id person, int64_t *moved, int64_t *left) {
    int near = 0;
    TRY(conflict_natures(c, client, &h->to, &person, 1, &near));
    if (near) {
        (*left)++;
        return OK;
    }
    (*moved)++;
    return hand_over_do(c, h);
}

Fault hand_over_cases(Ctx *c, HandOver *h, int64_t *moved, int64_t *left) {
    CaseSeat *seats = ARENA_ARRAY(c->arena, CaseSeat, SEATS_MAX);
    Account  *a = ent_new(c, &account_entity);
    size_t n;
    Fault  f = account_by_id(c, h->to, a);
    if (f != OK && f != NOT_FOUND) return f;
    TRY(case_seats(c, h->from, seats, SEATS_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        bool again = false;
        for (size_t j = 0; j < i; j++) again = again || seats[j].of_case == seats[i].of_case;
        h->of_case = seats[i].of_case;
        if (!again) TRY(move_one(c, h, seats[i].client, f == OK ? a->person : 0, moved, left));
    }
    return OK;
}

Fault post_hand_over_all(Ctx *c, const Request *rq, Reply *rp) {
    Consultant *who = ent_new(c, &consultant_entity);
    HandOver h = {.note = str_trim(params_get(&rq->form, "note"))};
    Candidates found;
    int64_t moved = 0, left = 0;
    Str name;
    TRY(person_asked(c, rq, who));
    h.from = who->account;
    if (!id_parse(params_get(&rq->form, "account"), &h.to)) h.to = 0;
    TRY(candidates_any(c, who->account, &found));
    const FitPerson *to = chosen_of(&found, h.to);
    if (!to) complain(c, "account", T_CONSULTANT_CHOOSE);
    else if (to->unready) complain(c, "account", T_CONSULTANT_NOT_READY);
    if (c->complaints.n) return all_draw(c, rq, rp, who);
    TRY(act_begin(c, T_ACT_HAND_OVER, (Str){0}));
    TRY(hand_over_cases(c, &h, &moved, &left));
    if (!left && str_eq(params_get(&rq->form, "left"), LIT("1"))) {
        who->state = CONSULTANT_STATE_LEFT;
        TRY(ent_save(c, &consultant_entity, who));
    }
    TRY(ent_labels(c, &h.to, 1, &name));
    Str stay = arena_printf(c->arena, "%lld", (long long)left);
    TrArg args[] = {TR_ARG("name", name), TR_N("n", moved), TR_ARG("left", stay)};
    reply_go(c, rp, view_record_path(c, &consultant_entity, who->head.id),
             left ? T_CONSULTANT_HANDED_SOME : T_CONSULTANT_HANDED_ALL, args, left ? 3 : 2);
    return OK;
}
