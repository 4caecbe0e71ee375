/* session_page.c - sessions as a list, a page, a card on the case and a paper for the owner. */
#include "session/session_page.h"

#include "consultant/consultant.h"
#include "db/facts.h"

enum { CARD_ROWS = 6, STEPS_SHOWN = 20 };

static const char *const ICONS[SESSION_WAY_N] = {
    [SESSION_WAY_MET] = "users", [SESSION_WAY_VISIT] = "map-pin", [SESSION_WAY_PHONE] = "phone",
    [SESSION_WAY_VIDEO] = "camera",
};

Str session_icon(int way) { return way > 0 && way < SESSION_WAY_N ? str_of(ICONS[way]) : LIT("users"); }

TextKey session_way_word(int way) {
    return way == SESSION_WAY_MET ? T_SESSION_MINE_MEETING : choice_label(&session_way_choices, way);
}

static bool waits(const Ctx *c, const CaseSession *s) {
    return s->state == SESSION_STATE_PLANNED && s->happened_at < c->reader.now;
}

static Str session_path(Ctx *c, Id id, const char *rest) {
    return arena_printf(c->arena, "/case-sessions/%.*s%s", STR_ARG(id_str(c->arena, id)), rest);
}

/* ---- on the page of a session ----------------------------------------------------------------------------- */

static Fault head_fill(Ctx *c, const CaseSession *s, SessionHead *ret_v) {
    bool in;
    TRY(session_in_team(c, s->of_case, &in));
    SessionHead v = {.s = s, .way = choice_label(&session_way_choices, s->way), .path = session_path(c, s->head.id, ""),
                     .state = choice_label(&session_state_choices, s->state), .case_href = case_path(c, s->of_case),
                     .planned = s->state == SESSION_STATE_PLANNED, .cancelled = s->state == SESSION_STATE_CANCELLED,
                     .held = s->state == SESSION_STATE_HELD, .waits = waits(c, s),
                     .may_write = in && !s->head.archived_at && ent_may_write(c, &case_session_entity, &s->head)};
    TRY(case_name(c, s->of_case, &v.case_name));
    if (s->host) TRY(ent_names(c, &account_entity, &s->host, 1, &v.host));
    *ret_v = v;
    return OK;
}

typedef void (*Draw)(Buf *b, const Page *pg, const SessionHead *v);

static Fault drawn(Buf *b, const Page *pg, const CaseSession *s, Draw draw) {
    SessionHead v;
    TRY(head_fill(pg->c, s, &v));
    draw(b, pg, &v);
    return OK;
}
static Fault head_draw(Buf *b, const Page *pg, const void *rec) { return drawn(b, pg, rec, session_head_html); }
static Fault acts_draw(Buf *b, const Page *pg, const void *rec) { return drawn(b, pg, rec, session_actions_html); }
static Fault words_draw(Buf *b, const Page *pg, const void *rec) { return drawn(b, pg, rec, session_words_html); }

/* The owner does not learn that there is such a card. */
static Fault inside_draw(Buf *b, const Page *pg, const void *rec) {
    const CaseSession *s = rec;
    Ctx *c = pg->c;
    SessionInside *v = ent_new(c, &session_inside_entity);
    bool in;
    TRY(session_in_team(c, s->of_case, &in));
    if (!in) return OK;
    TRY(session_inside_of(c, s->head.id, v));
    InsideView w = {.text = v->text, .action = session_path(c, s->head.id, "/inside"),
                    .may_write = !s->head.archived_at && ent_may_write(c, &session_inside_entity, NULL)};
    session_inside_html(b, pg, &w);
    return OK;
}

static const RecordPart WORDS = {.entity = &case_session_entity, .anchor = "words", .title = T_SESSION_TOLD,
                                 .order = 10, .draw = words_draw};
static const RecordPart INSIDE = {.entity = &case_session_entity, .anchor = "inside", .title = T_SESSION_INSIDE,
                                  .order = 20, .draw = inside_draw};

/* Sessions are read from the last that happened. */
static Fault extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (str_eq(params_get(&rq->args, "waits"), LIT("1"))) {
        s->extras[s->n_extras++] = (ListExtra){.name = "waits", .val = v_int(c->reader.now), .text = LIT("1"),
                                               .sql = "(x.state = 1 AND x.happened_at < :waits)"};
    }
    if (params_has(&rq->args, "sort")) return OK;
    s->sort = &case_session_entity.fields[CASE_SESSION_F_HAPPENED_AT];
    s->descending = true;
    return OK;
}
_Static_assert(SESSION_STATE_PLANNED == 1, "the condition above names this state by number");

const Sheet CASE_SESSION_SHEET = {
    .entity = &case_session_entity,
    .path = "/case-sessions",
    .nav = NAV_MORE,
    .icon = "message-circle",
    .title = T_ENT_CASE_SESSION_MANY,
    .empty = T_SESSION_EMPTY,
    .first_step = T_SESSION_LOG,
    .add = T_SESSION_LOG,
    .called = (const int[]){CASE_SESSION_F_OF_CASE, CASE_SESSION_F_WAY, -1},
    .columns = (const int[]){CASE_SESSION_F_HAPPENED_AT, CASE_SESSION_F_WAY, CASE_SESSION_F_STATE, CASE_SESSION_F_HOST,
                             -1},
    .filters = (const int[]){CASE_SESSION_F_STATE, CASE_SESSION_F_WAY, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){CASE_SESSION_F_OF_CASE, CASE_SESSION_F_WAY, CASE_SESSION_F_STATE, CASE_SESSION_F_SAID,
                          CASE_SESSION_F_DECIDED, CASE_SESSION_F_HAPPENED_AT, CASE_SESSION_F_HOST, -1},
    .form = (const int[]){CASE_SESSION_F_WAY, CASE_SESSION_F_HAPPENED_AT, CASE_SESSION_F_STATE, CASE_SESSION_F_SAID,
                          CASE_SESSION_F_DECIDED, CASE_SESSION_F_TOOK_PART, CASE_SESSION_F_PLACE, CASE_SESSION_F_LANG,
                          CASE_SESSION_F_HOST, -1},
    .tabs = (const SheetTab[]){{"state=planned", T_SESSION_TAB_PLANNED}, {"waits=1", T_SESSION_TAB_WAITS}, {0}},
    .extras = extras,
    .extra_names = (const char *const[]){"waits", NULL},
    .head = head_draw,
    .actions = acts_draw,
};

VIEW_HANDLERS(case_session, CASE_SESSION_SHEET)

/* Every opening is written down. */
static Fault opened(Ctx *c, const Request *rq, CaseSession *ret_s) {
    TRY(ent_load(c, &case_session_entity, rq->ids[0], ret_s));
    case_opened(c, ret_s->of_case);
    return OK;
}

static Fault get_session(Ctx *c, const Request *rq, Reply *rp) {
    TRY(opened(c, rq, ent_new(c, &case_session_entity)));
    return str_ends(rq->path, LIT("/edit")) ? get_case_session_form(c, rq, rp) : get_case_session(c, rq, rp);
}

/* ---- what is done with one -------------------------------------------------------------------------------- */

/* POST /case-sessions/ID/cancel. */
static Fault post_session_cancel(Ctx *c, const Request *rq, Reply *rp) {
    CaseSession *s = ent_new(c, &case_session_entity);
    TRY(ent_load(c, &case_session_entity, rq->ids[0], s));
    if (s->state != SESSION_STATE_PLANNED) return fail(c, OVER, "case_session", rq->ids[0]);
    TRY(act_begin(c, T_ACT_SESSION_CANCEL, (Str){0}));
    s->state = SESSION_STATE_CANCELLED;
    TRY(ent_save(c, &case_session_entity, s));
    reply_go(c, rp, session_path(c, s->head.id, ""), T_SESSION_CANCELLED, NULL, 0);
    return OK;
}

/* POST /case-sessions/ID/inside: the team's words, new, changed or taken away. */
static Fault post_session_inside(Ctx *c, const Request *rq, Reply *rp) {
    CaseSession   *s = ent_new(c, &case_session_entity);
    SessionInside *v = ent_new(c, &session_inside_entity);
    bool in;
    TRY(ent_load(c, &case_session_entity, rq->ids[0], s));
    TRY(session_in_team(c, s->of_case, &in));
    if (!in) return fail(c, NOT_ALLOWED, "session_inside", 0);
    TRY(act_begin(c, T_ACT_SESSION_INSIDE, (Str){0}));
    TRY(session_inside_of(c, s->head.id, v));
    Str text = str_trim(params_get(&rq->form, "text"));
    v->session = s->head.id;
    if (text.n) {
        v->text = text;
        TRY(ent_save(c, &session_inside_entity, v));
    } else if (v->head.id) {
        TRY(ent_archive(c, &session_inside_entity, v->head.id));
    }
    reply_go(c, rp, session_path(c, s->head.id, "#inside"), T_SESSION_INSIDE_KEPT, NULL, 0);
    return OK;
}

/* ---- the owner's paper ------------------------------------------------------------------------------------ */

/* In the language of the address, of the session, or of the case. */
static Lang summary_lang(Ctx *c, const Request *rq, const CaseSession *s) {
    Lang l;
    if (lang_parse(params_get(&rq->args, "lang"), &l)) return l;
    return case_language(s->lang, c->reader.lang);
}

/* Open steps of the circle: those for the team alone never come here. */
static Fault steps_fill(Ctx *c, const CaseSession *s, SummaryView *v) {
    ListSpec l = {.entity = &commitment_entity, .limit = STEPS_SHOWN};
    void  *rows;
    size_t n;
    l.sort = &commitment_entity.fields[COMMITMENT_F_DUE_ON];
    l.filters[l.n_filters++] = (ListFilter){.field = &commitment_entity.fields[COMMITMENT_F_OF_CASE], .op = LIST_EQ,
                                            .val = v_id(s->of_case)};
    l.filters[l.n_filters++] = (ListFilter){.field = &commitment_entity.fields[COMMITMENT_F_STATE], .op = LIST_EQ,
                                            .val = v_int(COMMITMENT_STATE_OPEN)};
    TRY(list_run(c, &l, false, &rows, &n, NULL));
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    RefNames names;
    for (size_t i = 0; i < n; i++) ids[i] = ((const Commitment *)rows)[i].owner;
    TRY(ref_names(c, ids, n, &names));
    v->steps = ARENA_ARRAY(c->arena, SummaryStep, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Commitment *t = (const Commitment *)rows + i;
        if (t->for_team == 1) continue;
        v->steps[v->steps_n++] = (SummaryStep){t->text, ref_name(&names, t->owner), t->due_on};
    }
    return OK;
}

/* GET /case-sessions/ID/summary?lang=: what was told, decided and promised. Nothing from inside the team. */
static Fault get_session_summary(Ctx *c, const Request *rq, Reply *rp) {
    CaseSession *s = ent_new(c, &case_session_entity);
    TRY(opened(c, rq, s));
    c->reader.lang = summary_lang(c, rq, s);
    bool in;
    TRY(session_in_team(c, s->of_case, &in));
    SummaryView v = {.s = s, .way = choice_label(&session_way_choices, s->way),
                     .back = in ? session_path(c, s->head.id, "") : LIT("/mine"), .own = !in,
                     .day = stamp_day(s->happened_at, c->reader.zone)};
    if (s->state == SESSION_STATE_HELD) {
        v.paper = arena_printf(c->arena, "/papers/session/%.*s", STR_ARG(id_str(c->arena, s->head.id)));
    }
    TRY(fact_name(c, c->reader.lang, &v.region));
    TRY(case_name(c, s->of_case, &v.business));
    if (s->host) TRY(ent_names(c, &account_entity, &s->host, 1, &v.host));
    TRY(steps_fill(c, s, &v));
    Page pg = page_new(c, rq, NAV_NONE, tr(c->reader.lang, T_SESSION_SUMMARY));
    pg.bare = true;
    return page_send(&pg, rp, session_summary_page, &v);
}

/* ---- the card on a case ----------------------------------------------------------------------------------- */

static Str shortened(Ctx *c, Str s) {
    enum { SHOWN = 320 };
    size_t n = SHOWN;
    if (s.n <= SHOWN) return s;
    while (n && s.p[n] != ' ') n--;
    return arena_printf(c->arena, "%.*s …", STR_ARG(str_sub(s, 0, n)));
}

static Fault rows_fill(Ctx *c, const CaseSession *s, size_t n, SessionPart *v) {
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = s[i].host;
    TRY(ent_names(c, &account_entity, ids, n, names));
    v->rows = ARENA_ARRAY(c->arena, MeetRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        v->rows[v->rows_n++] = (MeetRow){
            .id = s[i].head.id, .happened_at = s[i].happened_at, .day = stamp_day(s[i].happened_at, c->reader.zone),
            .way = choice_label(&session_way_choices, s[i].way), .said = shortened(c, s[i].said),
            .decided = shortened(c, s[i].decided), .host = names[i],
            .href = session_path(c, s[i].head.id, ""), .icon = session_icon(s[i].way), .waits = waits(c, &s[i]),
            .planned = s[i].state == SESSION_STATE_PLANNED, .cancelled = s[i].state == SESSION_STATE_CANCELLED,
            .state_label = choice_label(&session_state_choices, s[i].state)};
    }
    return OK;
}

static Fault card_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx *c = pg->c;
    SessionPart v = {0};
    ListSpec s = {.entity = &case_session_entity, .limit = CARD_ROWS, .descending = true,
                  .sort = &case_session_entity.fields[CASE_SESSION_F_HAPPENED_AT]};
    void  *rows;
    size_t n;
    bool   in, may;
    s.filters[s.n_filters++] = (ListFilter){.field = &case_session_entity.fields[CASE_SESSION_F_OF_CASE],
                                            .op = LIST_EQ, .val = v_id(k->head.id)};
    TRY(list_run(c, &s, true, &rows, &n, NULL));
    TRY(session_counts(c, k->head.id, &v.total, NULL));
    TRY(rows_fill(c, rows, n, &v));
    TRY(session_in_team(c, k->head.id, &in));
    TRY(case_consents(c, k->head.id, CONSENT_PURPOSE_ACCOMPANY, &may));
    bool open = k->stage != CASE_STAGE_CLOSED && !k->head.archived_at;
    v.may_write = in && open && ent_may_write(c, &case_session_entity, NULL);
    v.lacks_consent = v.may_write && !may;
    if (v.may_write && may) v.add = arena_printf(c->arena, "%.*s/sessions/new", STR_ARG(case_path(c, k->head.id)));
    if (v.total > CARD_ROWS) {
        v.all = arena_printf(c->arena, "/case-sessions?of_case=%.*s", STR_ARG(id_str(c->arena, k->head.id)));
    }
    if (v.rows_n || v.may_write) session_part_html(b, pg, &v);
    return OK;
}

static const RecordPart CARD = {.entity = &case_entity, .anchor = "sessions", .title = T_ENT_CASE_SESSION_MANY,
                                .order = 20, .draw = card_draw};

/* ---- the module ------------------------------------------------------------------------------------------- */

enum { READERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER };

static const Route ROUTES[] = {
    {GET, "/case-sessions", get_case_session_list, ROUTE_READ, READERS, 0, NULL, false},
    {GET, "/case-sessions/new", get_session_pick, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/case-sessions/{id}", get_session, ROUTE_READ, READERS, 0, NULL, false},
    {GET, "/case-sessions/{id}/edit", get_session, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/case-sessions/{id}/summary", get_session_summary, ROUTE_READ, READERS, 0, NULL, false},
    {POST, "/case-sessions/bulk", post_case_session_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {POST, "/case-sessions/{id}", post_case_session, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
    {POST, "/case-sessions/{id}/inside", post_session_inside, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
    {POST, "/case-sessions/{id}/cancel", post_session_cancel, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/case-sessions/{id}/archive", post_case_session_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/case-sessions/{id}/unarchive", post_case_session_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/cases/{id}/sessions/new", get_session_new, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/sessions", post_session_new, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
};

/* What was planned is held by whoever takes the case over. */
static Fault planned_move(Ctx *c, Id of_case, Id from, Id to) {
    enum { PLANNED_MAX = 200 };
    Id    *ids = ARENA_ARRAY(c->arena, Id, PLANNED_MAX);
    size_t n;
    TRY(sessions_planned(c, of_case, from, ids, PLANNED_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        CaseSession *s = ent_new(c, &case_session_entity);
        TRY(ent_load(c, &case_session_entity, ids[i], s));
        s->host = to;
        TRY(ent_save(c, &case_session_entity, s));
    }
    return OK;
}

static void session_start(Region *r) {
    (void)r;
    consultant_on_hand_over(planned_move);
    mine_register(&SESSION_MINE_NEXT);
    mine_register(&SESSION_MINE_LAST);
    today_register(&SESSION_TODAY);
    view_register(&CASE_SESSION_SHEET);
    view_register_part(&WORDS);
    view_register_part(&INSIDE);
    view_register_part(&CARD);
}

const Module session_module = {
    .name = "session", .queries = SESSION_QUERIES, .n_queries = SESSION_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = session_start,
};
