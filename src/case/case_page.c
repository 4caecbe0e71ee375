/* case_page.c - cases as lists and records, and their way through the stages; what else stands on the page of a case
** comes from cards. */
#include "case/case_page.h"

#include "actor/actor.h"
#include "db/scope.h"
#include "intake/intake.h"
#include "post/post.h"

void case_errors(Buf *b, const Page *pg) { complaints_html(pg->c, b, NULL); }

Page case_page_new(Ctx *c, const Request *rq, Id of_case, Str client, TextKey title) {
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, title));
    pg.has_errors = c->complaints.n > 0;
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/cases"), tr(c->reader.lang, T_ENT_CASE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){case_path(c, of_case), client};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return pg;
}

/* ---- the head --------------------------------------------------------------------------------------------------- */

static const char *const TINTS[CASE_STAGE_N] = {
    [CASE_STAGE_PRE_CLIENT] = "warn", [CASE_STAGE_DIAGNOSIS] = "info", [CASE_STAGE_PLAN] = "info",
    [CASE_STAGE_DOING] = "ok",        [CASE_STAGE_FOLLOW_UP] = "dusk", [CASE_STAGE_CLOSED] = "",
};

static Fault lead_name(Ctx *c, const Case *k, Str *ret_name) {
    CasePerson *v;
    size_t n;
    TRY(case_people(c, k->head.id, false, &v, &n));
    for (size_t i = 0; i < n; i++) {
        if (v[i].role == CASE_ROLE_LEAD && (!v[i].from_on || v[i].from_on <= c->reader.today)) *ret_name = v[i].name;
    }
    return OK;
}

/* Whom to call: who speaks for the business, else the business itself. */
static Fault reach(Ctx *c, const Case *k, CaseHead *h) {
    Actor *a = ent_new(c, &actor_entity);
    Fault  f = ent_load(c, &actor_entity, k->contact ? k->contact : k->client, a);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    if (k->contact) {
        h->contact = tri_best(&a->name, c->reader.lang, NULL);
        h->contact_href = view_record_path(c, &actor_entity, k->contact);
    }
    h->phone = a->phone;
    if (a->phone.n) h->phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(a->phone));
    return OK;
}

/* The request it came in as, for those who may see requests of that place. */
static Fault came_as(Ctx *c, const Case *k, CaseHead *h) {
    if (!k->intake) return OK;
    TRY(ent_names(c, &intake_entity, &k->intake, 1, &h->intake));
    if (h->intake.n) h->intake_href = view_record_path(c, &intake_entity, k->intake);
    return OK;
}

/* Who is in both teams may put the one into the other. */
static Fault twin_ways(Ctx *c, const Case *k, Id twin, CaseHead *h) {
    bool here, there;
    h->twin_href = case_path(c, twin);
    TRY(scope_has(c, k->head.id, c->who.account, &here));
    TRY(scope_has(c, twin, c->who.account, &there));
    if (!here || !there || !ent_may_write(c, &case_entity, &k->head)) return OK;
    h->join_href = arena_printf(c->arena, "%.*s/join/%.*s", STR_ARG(case_path(c, k->head.id)),
                                STR_ARG(id_str(c->arena, twin)));
    return OK;
}

static Fault case_head_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx     *c = pg->c;
    CaseHead h = {.k = k, .stage = choice_label(&case_stage_choices, k->stage), .tint = str_of(TINTS[k->stage]),
                  .kind = choice_label(&case_kind_choices, k->kind), .demo = k->is_demo == 1,
                  .why_closed = choice_label(&case_end_choices, k->why_closed)};
    bool open = k->stage != CASE_STAGE_CLOSED;
    TRY(ent_names(c, &actor_entity, &k->client, 1, &h.client));
    if (h.client.n) h.client_href = view_record_path(c, &actor_entity, k->client);
    TRY(reach(c, k, &h));
    TRY(lead_name(c, k, &h.lead));
    Id twin;
    Str twin_name = {0};
    TRY(case_other_open(c, k, &twin));
    if (twin) TRY(case_name(c, twin, &twin_name));
    h.twin = twin != 0;
    if (twin_name.n) TRY(twin_ways(c, k, twin, &h));
    else h.ask_href = ent_may_write(c, &case_entity, &k->head) ? case_path(c, k->head.id) : (Str){0};
    TRY(came_as(c, k, &h));
    TRY(case_join_went(c, k->head.id, h.went, CASE_WENT_MAX, &h.went_n));
    h.unled = open && k->stage > CASE_STAGE_PRE_CLIENT && !h.lead.n;
    h.heard_on = k->heard_at ? stamp_day(k->heard_at, c->reader.zone) : 0;
    h.waits = open && !k->answered_at && k->answer_by;
    h.late = h.waits && k->answer_by < c->reader.today;
    h.answer_by = k->answer_by;
    h.next_on = open ? k->next_on : 0;
    h.review_late = h.next_on && h.next_on < c->reader.today;
    case_head_html(b, pg, &h);
    return OK;
}

/* ---- from stage to stage ---------------------------------------------------------------------------------------- */

static CaseStep stage_step(int stage) {
    return (CaseStep){.value = str_of(choice_of(&case_stage_choices, stage)->name),
                      .name = choice_label(&case_stage_choices, stage)};
}

static Fault case_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx        *c = pg->c;
    CaseActs    a = {.path = case_path(c, k->head.id), .others = ARENA_ARRAY(c->arena, CaseStep, CASE_STAGE_N),
                     .may_write = ent_may_write(c, &case_entity, &k->head) && !k->head.archived_at};
    bool agreed, lacks = false;
    if (!a.may_write) return OK;
    TRY(case_consents(c, k->head.id, CONSENT_PURPOSE_ACCOMPANY, &agreed));
    a.sign = !agreed && k->stage != CASE_STAGE_CLOSED;
    if (agreed && !k->agreed_at) TRY(case_plan_lacks(c, k, &lacks));
    for (int s = CASE_STAGE_DIAGNOSIS; agreed && s < CASE_STAGE_CLOSED; s++) {
        if (s == k->stage) continue;
        if (s == k->stage + 1) {
            a.next_value = stage_step(s).value;
            a.next_name = stage_step(s).name;
            a.plan_first = lacks && case_asks_plan(k->stage, s);
        } else {
            a.others[a.others_n] = stage_step(s);
            a.others[a.others_n++].after_plan = lacks && case_asks_plan(k->stage, s);
        }
    }
    if (k->stage != CASE_STAGE_CLOSED) a.others[a.others_n++] = stage_step(CASE_STAGE_CLOSED);
    case_acts_html(b, pg, &a);
    return OK;
}

static Fault load_mine(Ctx *c, Id id, Case *ret_k) {
    TRY(ent_load(c, &case_entity, id, ret_k));
    return ent_may_write(c, &case_entity, &ret_k->head) ? OK : fail(c, NOT_ALLOWED, "case", id);
}

static Fault draw_close(Ctx *c, const Request *rq, Reply *rp, const Case *k) {
    CaseClose v = {.k = k, .path = case_path(c, k->head.id), .name = tri_best(&k->title, c->reader.lang, NULL),
                   .words = params_get(&rq->form, "words"), .chosen = params_get(&rq->form, "why"),
                   .reasons = ARENA_ARRAY(c->arena, CaseStep, CASE_END_N)};
    for (int i = CASE_END_INDEPENDENT; i < CASE_END_WITHDRAWN; i++) {
        v.reasons[v.reasons_n++] = (CaseStep){.value = str_of(choice_of(&case_end_choices, i)->name),
                                              .name = choice_label(&case_end_choices, i)};
    }
    Page pg = case_page_new(c, rq, k->head.id, v.name, T_CASE_CLOSE);
    if (c->complaints.n) return page_again(&pg, rp, case_close_page, &v);
    return page_send(&pg, rp, case_close_page, &v);
}

static Fault get_case_close(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    TRY(load_mine(c, rq->ids[0], k));
    return draw_close(c, rq, rp, k);
}

/* POST /cases/ID/stage: stage=..., and why=..., words=... of closing. */
static Fault post_case_stage(Ctx *c, const Request *rq, Reply *rp) {
    Case    *k = ent_new(c, &case_entity);
    CaseMove m = {.stage = choice_value(&case_stage_choices, params_get(&rq->form, "stage")),
                  .why = choice_value(&case_end_choices, params_get(&rq->form, "why")),
                  .words = params_get(&rq->form, "words")};
    if (m.stage == CASE_STAGE_CLOSED && !params_has(&rq->form, "why")) {
        rp->status = 303;
        rp->location = arena_printf(c->arena, "%.*s/close", STR_ARG(case_path(c, rq->ids[0])));
        return OK;
    }
    Fault f = case_move(c, rq->ids[0], &m, k);
    if (f == INVALID && m.stage == CASE_STAGE_CLOSED) return draw_close(c, rq, rp, k);
    const Complaint *asks = f == INVALID ? complaint_of(c, "stage") : NULL;
    if (asks && asks->key == T_CASE_PLAN_FIRST) {
        Str plan = arena_printf(c->arena, "%.*s#plan", STR_ARG(case_path(c, rq->ids[0])));
        reply_go(c, rp, plan, T_CASE_PLAN_FIRST, NULL, 0);
        return OK;
    }
    TRY(f);
    TrArg stage = TR_ARG("stage", tr(c->reader.lang, choice_label(&case_stage_choices, k->stage)));
    reply_go(c, rp, case_path(c, k->head.id), T_CASE_MOVED, &stage, 1);
    return OK;
}

/* ---- lists ------------------------------------------------------------------------------------------------------ */

Stamp case_quiet_since(const Ctx *c) {
    return stamp_of(day_plus(c->reader.today, -CASE_QUIET_DAYS), 0, 0, c->reader.zone);
}

Day case_month(const Ctx *c) { return day_of(day_year(c->reader.today), day_month(c->reader.today), 1); }

/* Open cases that nobody talked about this month: no note, no session, no item of a council, not said to be so. */
static ListExtra undiscussed(Ctx *c) {
    Str sql = arena_printf(c->arena, "(x.stage > 1 AND x.stage < 6 AND coalesce(x.discussed_on, 0) < :undiscussed"
                           " AND coalesce(x.heard_at, 0) < %lld)",
                           (long long)stamp_of(case_month(c), 0, 0, c->reader.zone));
    return (ListExtra){.name = "undiscussed", .text = LIT("1"), .val = v_int(case_month(c)),
                       .sql = arena_z(c->arena, sql)};
}

/* The conditions of the desk: whom nobody has spoken to, whose review is due, who waits for an answer, mine alone. */
static Fault case_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "quiet")) {
        s->extras[s->n_extras++] = (ListExtra){
            .name = "quiet", .text = LIT("1"), .val = v_int(case_quiet_since(c)),
            .sql = "(x.stage < 6 AND coalesce(x.heard_at, x.created_at) < :quiet)"};
    }
    if (params_on(&rq->args, "review")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "review", .text = LIT("1"), .val = v_int(c->reader.today),
                                               .sql = "(x.stage < 6 AND x.next_on <= :review)"};
    }
    if (params_on(&rq->args, "waiting")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "waiting", .text = LIT("1"), .val = v_int(6),
                                               .sql = "(x.stage < :waiting AND x.answered_at IS NULL)"};
    }
    if (params_on(&rq->args, "unled")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "unled", .text = LIT("1"), .val = v_int(c->reader.today),
                                               .sql = CASE_UNLED_SQL};
    }
    if (params_on(&rq->args, "undiscussed")) s->extras[s->n_extras++] = undiscussed(c);
    if (params_on(&rq->args, "open")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "open", .text = LIT("1"), .val = v_int(6),
                                               .sql = "(x.stage < :open)"};
    }
    return OK;
}
_Static_assert(CASE_STAGE_CLOSED == 6, "the conditions above name this stage by number");

/* Beside one's own cases, the way to the sums of all that stand there. */
static void case_beside(Buf *b, const Page *pg) {
    static const LoadView NOTHING = {0};
    if (case_sees_load(pg->c)) case_load_link_html(b, pg, &NOTHING);
}

/* In the month's review: talked about, with a word or without. */
static void case_row_acts(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    if (!params_on(&pg->rq->args, "undiscussed") || !ent_may_write(pg->c, &case_entity, &k->head)) return;
    CaseTalk v = {.id = id_str(pg->c->arena, k->head.id), .name = tri_best(&k->title, pg->r->lang, NULL)};
    case_talk_html(b, pg, &v);
}

/* POST /cases/ID/discussed: note.ID=... is kept as a note of the team. */
static Fault post_case_discussed(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    TRY(load_mine(c, rq->ids[0], k));
    Str field = arena_printf(c->arena, "note.%.*s", STR_ARG(id_str(c->arena, k->head.id)));
    Str note = str_trim(params_get(&rq->form, arena_z(c->arena, field)));
    k->discussed_on = c->reader.today;
    TRY(ent_save(c, &case_entity, k));
    if (note.n) {
        Post *p = ent_new(c, &post_entity);
        p->kind = POST_KIND_NOTE;
        p->of_case = k->head.id;
        p->about = k->client;
        p->text = note;
        p->happened_at = c->reader.now;
        TRY(ent_save(c, &post_entity, p));
    }
    reply_go(c, rp, LIT("/cases?undiscussed=1"), T_CASE_DISCUSSED_NOW,
             (TrArg[]){TR_ARG("name", tri_best(&k->title, c->reader.lang, NULL))}, 1);
    return OK;
}

const Sheet CASE_SHEET = {
    .entity = &case_entity,
    .path = "/cases",
    .around = true,
    .nav = NAV_CASES,
    .icon = "users",
    .title = T_ENT_CASE_MANY,
    .empty = T_CASE_EMPTY,
    .first_step = T_CASE_ADD,
    .beside = case_beside,
    .add = T_CASE_ADD,
    .columns = (const int[]){CASE_F_STAGE, CASE_F_HEARD_AT, CASE_F_NEXT_ON, CASE_F_ANSWER_BY, -1},
    .filters = (const int[]){CASE_F_STAGE, CASE_F_KIND, -1},
    .bulk = (const int[]){-1},
    .first = (const int[]){CASE_F_CLIENT, CASE_F_WISH, CASE_F_ASKED_ON, -1},
    .told = (const int[]){CASE_F_TITLE, CASE_F_STAGE, CASE_F_CONTACT, CASE_F_CLIENT, CASE_F_KIND, CASE_F_NEXT_ON, -1},
    .tabs = (const SheetTab[]){{"open=1", T_CASE_TAB_OPEN}, {"waiting=1", T_CASE_TAB_WAITING},
                               {"unled=1", T_CASE_TAB_UNLED},
                               {"undiscussed=1", T_CASE_TAB_UNDISCUSSED}, {"review=1", T_CASE_TAB_REVIEW},
                               {"quiet=1", T_CASE_TAB_QUIET}, {"stage=closed", T_CASE_TAB_CLOSED}, {0}},
    .fresh = case_fresh,
    .row_acts = case_row_acts,
    .extras = case_extras,
    .extra_names = (const char *const[]){"quiet", "review", "waiting", "unled", "undiscussed", "open", NULL},
    .head = case_head_draw,
    .actions = case_acts_draw,
};

const Sheet CASE_MEMBER_SHEET = {
    .entity = &case_member_entity,
    .path = "/case-members",
    .nav = NAV_CASES,
    .title = T_ENT_CASE_MEMBER_MANY,
    .empty = T_CASE_NO_MEMBERS,
    .first_step = T_CASE_ADD_MEMBER,
    .add = T_CASE_ADD_MEMBER,
    .called = (const int[]){CASE_MEMBER_F_ACCOUNT, CASE_MEMBER_F_ROLE, CASE_MEMBER_F_OF_CASE, -1},
    .columns = (const int[]){CASE_MEMBER_F_OF_CASE, CASE_MEMBER_F_ROLE, CASE_MEMBER_F_FROM_ON, CASE_MEMBER_F_UNTIL_ON,
                             -1},
    .filters = (const int[]){CASE_MEMBER_F_ROLE, CASE_MEMBER_F_ACCOUNT, -1},
    .bulk = (const int[]){-1},
};

const Sheet GOAL_SHEET = {
    .entity = &goal_entity,
    .path = "/goals",
    .nav = NAV_CASES,
    .icon = "flag",
    .title = T_ENT_GOAL_MANY,
    .empty = T_CASE_NO_GOALS,
    .first_step = T_CASE_ADD_GOAL,
    .add = T_CASE_ADD_GOAL,
    .columns = (const int[]){GOAL_F_OF_CASE, GOAL_F_LINE, GOAL_F_STATE, GOAL_F_TARGET_ON, -1},
    .filters = (const int[]){GOAL_F_LINE, GOAL_F_STATE, -1},
    .bulk = (const int[]){-1},
    .first = (const int[]){GOAL_F_OF_CASE, GOAL_F_TEXT, GOAL_F_LINE, GOAL_F_MEASURE, GOAL_F_TARGET_ON, -1},
    /* The goal of the place is chosen from a list that src/future/ draws below the line. */
    .form = (const int[]){GOAL_F_OF_CASE, GOAL_F_TEXT, GOAL_F_LINE, GOAL_F_MEASURE, GOAL_F_TARGET_ON, GOAL_F_RIPENS_ON,
                          GOAL_F_EARLY_SIGNS, GOAL_F_STATE, GOAL_F_EVIDENCE, GOAL_F_REASON, -1},
};

const Sheet CONSENT_TEXT_SHEET = {
    .entity = &consent_text_entity,
    .path = "/consent-texts",
    .nav = NAV_CASES,
    .title = T_ENT_CONSENT_TEXT_MANY,
    .empty = T_CASE_NO_WORDS,
    .first_step = T_CASE_ADD_WORDS,
    .add = T_CASE_ADD_WORDS,
    .called = (const int[]){CONSENT_TEXT_F_PURPOSE, -1},
    .columns = (const int[]){CONSENT_TEXT_F_NUMBER, CONSENT_TEXT_F_FROM_ON, -1},
    .filters = (const int[]){CONSENT_TEXT_F_PURPOSE, -1},
    .bulk = (const int[]){-1},
};

VIEW_HANDLERS(case, CASE_SHEET)
VIEW_HANDLERS(case_member, CASE_MEMBER_SHEET)
VIEW_HANDLERS(goal, GOAL_SHEET)
VIEW_HANDLERS(consent_text, CONSENT_TEXT_SHEET)

/* Every opening is written down, so the page is never answered from what was kept. */
static Fault get_case_page(Ctx *c, const Request *rq, Reply *rp) {
    TRY(get_case(c, rq, rp));
    case_opened(c, rq->ids[0]);
    return OK;
}

/* Whose time in the team is over may hold steps that are open: how many, and where they are given to others. */
static Fault post_member_kept(Ctx *c, const Request *rq, Reply *rp) {
    enum { STEPS_COUNTED = 500 };
    CaseMember *m = ent_new(c, &case_member_entity);
    Id    *ids = ARENA_ARRAY(c->arena, Id, STEPS_COUNTED);
    size_t n;
    TRY(post_case_member(c, rq, rp));
    if (rp->status != 303) return OK;
    Fault f = ent_load(c, &case_member_entity, rq->ids[0], m);
    if (f != OK) return f == NOT_FOUND ? OK : f;  /* it was the reader's own */
    if (!m->until_on || m->until_on > c->reader.today || m->role == CASE_ROLE_OWNER) return OK;
    TRY(commitment_owned(c, m->of_case, m->account, ids, STEPS_COUNTED, &n));
    if (!n) return OK;
    reply_go(c, rp, arena_printf(c->arena, "%.*s#assignment", STR_ARG(case_path(c, m->of_case))),
             T_CASE_MEMBER_ENDED_OPEN, &TR_N("n", (int64_t)n), 1);
    return OK;
}

/* ---- the module ------------------------------------------------------------------------------------------------- */

enum {
    READERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER, OWNERS = ROLES_STAFF | ROLE_OWNER, SIGN_BYTES_MAX = 256 << 20,
};

static const Route ROUTES[] = {
    {GET, "/cases", get_case_list, ROUTE_READ, READERS, 0, NULL, true},
    {GET, "/cases/new", get_case_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases", post_case, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/bulk", post_case_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {GET, "/cases/{id}", get_case_page, ROUTE_READ, READERS, 0, NULL, false},
    {GET, "/cases/{id}/edit", get_case_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}", post_case, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/archive", post_case_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/unarchive", post_case_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/stage", post_case_stage, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/cases/{id}/close", get_case_close, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/cases/{id}/join/{id}", get_case_join, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/join/{id}", post_case_join, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/join-ask", post_case_join_ask, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/cases/{id}/openings", get_case_openings, ROUTE_READ, READERS, 0, NULL, false},
    {GET, "/cases/{id}/vision", get_case_vision, ROUTE_READ, OWNERS, 0, NULL, false},
    {POST, "/cases/{id}/vision", post_case_vision, ROUTE_WRITE, OWNERS, 0, NULL, false},
    {GET, "/caseload", get_case_load, ROUTE_READ, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR, 0, NULL, true},
    {POST, "/visions/{id}/read", post_vision_read, ROUTE_WRITE, OWNERS, 0, NULL, false},
    {GET, "/cases/{id}/consents/new", get_case_sign, ROUTE_READ, OWNERS, 0, NULL, false},
    {POST, "/cases/{id}/consents", post_case_sign, ROUTE_SLOW, OWNERS, SIGN_BYTES_MAX, NULL, false},
    {GET, "/cases/{id}/invite", get_case_invite, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/invite", post_case_invite, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/consents/{id}/withdraw", get_consent_withdraw, ROUTE_READ, OWNERS, 0, NULL, false},
    {POST, "/consents/{id}/withdraw", post_consent_withdraw, ROUTE_WRITE, OWNERS, 0, NULL, false},
    {POST, "/cases/{id}/steps", post_case_step, ROUTE_WRITE, OWNERS, 0, NULL, false},
    {POST, "/cases/{id}/why", post_case_why, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/discussed", post_case_discussed, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/agree", post_case_agree, ROUTE_WRITE, OWNERS, 0, NULL, false},
    {GET, "/steps/{id}", get_case_step, ROUTE_READ, OWNERS, 0, NULL, false},
    {POST, "/steps/{id}", post_case_step_save, ROUTE_WRITE, OWNERS, 0, NULL, false},
    {GET, "/steps/{id}/change", get_case_step_change, ROUTE_READ, OWNERS, 0, NULL, false},
    {POST, "/steps/{id}/change", post_case_step_change, ROUTE_WRITE, OWNERS, 0, NULL, false},
    {POST, "/steps/{id}/accept", post_case_step_accept, ROUTE_WRITE, READERS, 0, NULL, false},
    {GET, "/case-members", get_case_member_list, ROUTE_READ, READERS, 0, NULL, true},
    {GET, "/case-members/new", get_case_member_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/case-members", post_case_member, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
    {POST, "/case-members/bulk", post_case_member_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {GET, "/case-members/{id}", get_case_member, ROUTE_READ, READERS, 0, NULL, true},
    {GET, "/case-members/{id}/edit", get_case_member_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/case-members/{id}", post_member_kept, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
    {POST, "/case-members/{id}/archive", post_case_member_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/case-members/{id}/unarchive", post_case_member_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    VIEW_ROUTES(goal, "/goals", READERS, OWNERS),
    VIEW_ROUTES(consent_text, "/consent-texts", ROLES_MEMBER, ROLE_ADMIN | ROLE_HQ),
};

static void case_start(Region *r) {
    (void)r;
    view_register(&CASE_SHEET);
    view_register(&CASE_MEMBER_SHEET);
    view_register(&GOAL_SHEET);
    view_register(&CONSENT_TEXT_SHEET);
    case_store_start();
    case_cards_register();
    case_plan_register();
}

const Module case_module = {
    .name = "case", .queries = CASE_QUERIES, .n_queries = CASE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = case_start,
};
