/* referral_page.c - referrals on the page of a case, their own pages, the quick acts, and the letter. */
#include "referral/referral_page.h"

#include "account/account_page.h"
#include "actor/actor.h"
#include "case/case.h"
#include "db/facts.h"
#include "ent/form.h"
#include "lang/show.h"

enum { PEOPLE = ROLES_STAFF | ROLE_TRUSTEE, FORM_BYTES_MAX = 32 * 1024 };

void small_errors(Buf *b, const Page *pg) { complaints_html(pg->c, b, NULL); }

/* ---- what is shown ----------------------------------------------------------------------------------------------- */

void referral_tell(const Ctx *c, ReferralRow *row, bool consents) {
    static const char *const TONE[REFERRAL_ANSWER_N] = {
        [REFERRAL_ANSWER_WAITING] = "info", [REFERRAL_ANSWER_ACCEPTED] = "ok", [REFERRAL_ANSWER_DECLINED] = "bad",
        [REFERRAL_ANSWER_NO_ANSWER] = "", [REFERRAL_ANSWER_RECALLED] = ""};
    row->consents = consents;
    row->draft = !row->sent_on;
    row->waits = row->sent_on && row->answer == REFERRAL_ANSWER_WAITING;
    row->recall = row->waits && !consents;
    row->late = row->waits && !row->recall && row->follow_up_on && row->follow_up_on < c->reader.today;
    if (row->sent_on) row->answer_label = choice_label(&referral_answer_choices, row->answer);
    if (row->answer > 0 && row->answer < REFERRAL_ANSWER_N) row->tone = str_of(TONE[row->answer]);
}

static ReferralRow row_of(const Referral *v) {
    return (ReferralRow){.id = v->head.id, .asked = v->asked, .body_id = v->body, .answer = v->answer,
                         .sent_on = v->sent_on, .follow_up_on = v->follow_up_on};
}

static Fault card_draw(Buf *b, const Page *pg, const void *rec) {
    enum { SHOWN_MAX = 100 };
    Ctx *c = pg->c;
    const Case *k = rec;
    ReferralPart v = {.of_case = k->head.id, .back = arena_printf(c->arena, "%.*s#referrals",
                                                                  STR_ARG(case_path(c, k->head.id)))};
    bool team;
    TRY(case_team_has(c, k->head.id, &team));
    if (!team) return OK;
    TRY(case_consents(c, k->head.id, CONSENT_PURPOSE_AID, &v.consents));
    TRY(referrals_of(c, k->head.id, SHOWN_MAX, &v.rows, &v.rows_n));
    for (size_t i = 0; i < v.rows_n; i++) {
        v.rows[i].href = view_record_path(c, &referral_entity, v.rows[i].id);
        v.rows[i].back = v.back;
        referral_tell(c, &v.rows[i], v.consents);
    }
    v.may_write = !k->head.archived_at && ent_may_write(c, &referral_entity, NULL);
    if (v.rows_n || v.may_write) referral_part_html(b, pg, &v);
    return OK;
}

/* ---- list and record --------------------------------------------------------------------------------------------- */

static Fault referral_extras(Ctx *c, const Request *rq, ListSpec *s) {
    const struct {
        const char *name, *sql;
    } EXTRAS[] = {
        {"draft", "(x.sent_on IS NULL AND :draft > 0)"},
        {"waiting", "(x.answer = 1 AND :waiting > 0)"},
        {"late", "(x.answer = 1 AND x.follow_up_on < :late)"},
    };
    for (size_t i = 0; i < sizeof EXTRAS / sizeof *EXTRAS; i++) {
        if (!params_on(&rq->args, EXTRAS[i].name)) continue;
        s->extras[s->n_extras++] = (ListExtra){.name = EXTRAS[i].name, .val = v_int(c->reader.today), .text = LIT("1"),
                                               .sql = EXTRAS[i].sql};
    }
    return OK;
}
_Static_assert(REFERRAL_ANSWER_WAITING == 1, "the conditions above name this answer by number");

static Fault head_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    const Referral *v = rec;
    ReferralRow row = row_of(v);
    bool consents;
    TRY(case_consents(c, v->of_case, CONSENT_PURPOSE_AID, &consents));
    TRY(case_name(c, v->of_case, &row.asked));
    row.href = case_path(c, v->of_case);
    TRY(ent_labels(c, &v->body, 1, &row.body));
    referral_tell(c, &row, consents);
    referral_head_html(b, pg, &row);
    return OK;
}

static Fault actions_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    const Referral *v = rec;
    ReferralRow row = row_of(v);
    bool consents;
    TRY(case_consents(c, v->of_case, CONSENT_PURPOSE_AID, &consents));
    referral_tell(c, &row, consents);
    row.href = row.back = view_record_path(c, &referral_entity, v->head.id);
    if (!v->head.archived_at && ent_may_write(c, &referral_entity, &v->head)) referral_acts_html(b, pg, &row);
    return OK;
}

const Sheet REFERRAL_SHEET = {
    .entity = &referral_entity,
    .path = "/referrals",
    .nav = NAV_MORE,
    .icon = "send",
    .title = T_ENT_REFERRAL_MANY,
    .empty = T_REFERRAL_EMPTY,
    .first_step = T_REFERRAL_ADD,
    .add = T_REFERRAL_ADD,
    .columns = (const int[]){REFERRAL_F_OF_CASE, REFERRAL_F_BODY, REFERRAL_F_SENT_ON, REFERRAL_F_ANSWER,
                             REFERRAL_F_FOLLOW_UP_ON, -1},
    .filters = (const int[]){REFERRAL_F_ANSWER, REFERRAL_F_BODY, REFERRAL_F_TRACK, -1},
    .bulk = (const int[]){-1},
    .tabs = (const SheetTab[]){{"draft=1", T_REFERRAL_TAB_DRAFT}, {"waiting=1", T_REFERRAL_TAB_WAITING},
                               {"late=1", T_REFERRAL_TAB_LATE}, {0}},
    .extras = referral_extras,
    .extra_names = (const char *const[]){"draft", "waiting", "late", NULL},
    .told = (const int[]){REFERRAL_F_OF_CASE, REFERRAL_F_ASKED, REFERRAL_F_BODY, REFERRAL_F_ANSWER, REFERRAL_F_SENT_ON,
                          -1},
    .head = head_draw,
    .actions = actions_draw,
};

static const RecordPart CARD = {.entity = &case_entity, .anchor = "referrals", .title = T_ENT_REFERRAL_MANY,
                                .side = true, .order = 70, .draw = card_draw};

VIEW_HANDLERS(referral, REFERRAL_SHEET)

/* What stands in a case is looked at in the knowledge of its people. */
static Fault get_referral_page(Ctx *c, const Request *rq, Reply *rp) {
    Referral *v = ent_new(c, &referral_entity);
    TRY(get_referral(c, rq, rp));
    TRY(ent_load(c, &referral_entity, rq->ids[0], v));
    rp->passing = true;
    case_opened(c, v->of_case);
    return OK;
}

/* ---- quick acts -------------------------------------------------------------------------------------------------- */

static Str back_of(Ctx *c, const Request *rq, Id id) {
    Str back = params_get(&rq->form, "back");
    return back.n && path_is_ours(back) ? back : view_record_path(c, &referral_entity, id);
}

static Page form_page(Ctx *c, const Request *rq, const SmallForm *v, const Sheet *s) {
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, v->title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){str_of(s->path), tr(c->reader.lang, s->entity->many)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v->path, v->of};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return pg;
}

/* The words are wanted that the referral lacks: on its own form, where the sentence stands beside the field. */
static Fault cannot_send(Ctx *c, const Request *rq, Reply *rp, Referral *v) {
    SmallForm f = {.title = T_REFERRAL_SEND, .what = T_REFERRAL_SEND_WHAT, .button = T_REFERRAL_SEND, .of = v->asked,
                   .path = view_record_path(c, &referral_entity, v->head.id)};
    f.action = arena_printf(c->arena, "%.*s/send", STR_ARG(f.path));
    Buf b;
    buf_init(&b, 1 << 16);
    v->sent_on = 0;
    ent_field_html(c, &b, &referral_entity, &referral_entity.fields[REFERRAL_F_SHARED], v,
                   params_has(&rq->form, "shared") ? &rq->form : NULL);
    f.fields = html_keep(c->arena, &b);
    Page pg = form_page(c, rq, &f, &REFERRAL_SHEET);
    return page_again(&pg, rp, small_form_page, &f);
}

static Fault post_send(Ctx *c, const Request *rq, Reply *rp) {
    Referral *v = ent_new(c, &referral_entity);
    if (params_has(&rq->form, "shared")) {        /* written on the way */
        TRY(ent_load(c, &referral_entity, rq->ids[0], v));
        ent_form_read(c, &referral_entity, &rq->form, v);
        TRY(ent_save(c, &referral_entity, v));
    }
    Fault f = referral_send(c, rq->ids[0], v);
    if (f == INVALID) return cannot_send(c, rq, rp, v);
    TRY(f);
    reply_go(c, rp, back_of(c, rq, v->head.id), T_REFERRAL_SENT_NOW, NULL, 0);
    return OK;
}

static Fault draw_reason(Ctx *c, const Request *rq, Reply *rp, Referral *v) {
    SmallForm f = {.title = T_REFERRAL_DECLINED_HEAD, .what = T_REFERRAL_DECLINED_WHAT, .button = T_REFERRAL_KEEP,
                   .of = v->asked, .path = view_record_path(c, &referral_entity, v->head.id)};
    f.action = arena_printf(c->arena, "%.*s/answer", STR_ARG(f.path));
    Buf b;
    buf_init(&b, 1 << 16);
    ent_field_html(c, &b, &referral_entity, &referral_entity.fields[REFERRAL_F_REASON], v, &rq->form);
    buf_lit(&b, "<input type=\"hidden\" name=\"answer\" value=\"declined\">");
    f.fields = html_keep(c->arena, &b);
    Page pg = form_page(c, rq, &f, &REFERRAL_SHEET);
    return c->complaints.n ? page_again(&pg, rp, small_form_page, &f) : page_send(&pg, rp, small_form_page, &f);
}

static Fault get_declined(Ctx *c, const Request *rq, Reply *rp) {
    Referral *v = ent_new(c, &referral_entity);
    TRY(ent_load(c, &referral_entity, rq->ids[0], v));
    if (!ent_may_write(c, &referral_entity, &v->head)) return fail(c, NOT_ALLOWED, "referral", v->head.id);
    if (!v->sent_on) return fail(c, OVER, "referral", v->head.id);
    return draw_reason(c, rq, rp, v);
}

static Fault post_answer(Ctx *c, const Request *rq, Reply *rp) {
    Referral *v = ent_new(c, &referral_entity);
    int answer = choice_value(&referral_answer_choices, params_get(&rq->form, "answer"));
    if (!answer) return BAD_REQUEST;
    Fault f = referral_answer(c, rq->ids[0], answer, params_get(&rq->form, "reason"), v);
    if (f == INVALID && answer == REFERRAL_ANSWER_DECLINED) return draw_reason(c, rq, rp, v);
    TRY(f);
    reply_go(c, rp, back_of(c, rq, v->head.id), T_REFERRAL_ANSWERED_NOW, NULL, 0);
    return OK;
}

/* ---- the letter -------------------------------------------------------------------------------------------------- */

static void letter_langs(Ctx *c, const Request *rq, ReferralLetter *v) {
    v->langs = ARENA_ARRAY(c->arena, LangLetter, LANG_N);
    for (int l = 0; l < LANG_N; l++) {
        if (!(local_of(c->region)->langs >> l & 1)) continue;
        Str href = arena_printf(c->arena, "%.*s?in=%s", STR_ARG(rq->path), lang_code((Lang)l));
        v->langs[v->langs_n++] = (LangLetter){href, str_of(lang_name((Lang)l)), (Lang)l == c->reader.lang};
    }
}

/* What is handed over and nothing else, in the language asked for. */
static Fault get_letter(Ctx *c, const Request *rq, Reply *rp) {
    Referral *v = ent_new(c, &referral_entity);
    ReferralLetter x = {.back = view_record_path(c, &referral_entity, rq->ids[0])};
    (void)lang_parse(params_get(&rq->args, "in"), &c->reader.lang);
    TRY(ent_load(c, &referral_entity, rq->ids[0], v));
    TRY(case_consents(c, v->of_case, CONSENT_PURPOSE_AID, &x.consents));
    TRY(fact_name(c, c->reader.lang, &x.org));
    TRY(fact_get(c, "contact.phone", &x.region_phone));
    TRY(ent_labels(c, &v->body, 1, &x.to));
    TRY(case_name(c, v->of_case, &x.about));
    Id sender = v->sent_by ? v->sent_by : c->who.account;
    TRY(ent_labels(c, &sender, 1, &x.from));
    x.text = v->shared;
    x.day = v->sent_on ? v->sent_on : c->reader.today;
    letter_langs(c, rq, &x);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_REFERRAL_LETTER));
    pg.bare = true;
    rp->passing = true;
    case_opened(c, v->of_case);
    return page_send(&pg, rp, referral_letter_page, &x);
}

static const Route ROUTES[] = {
    {GET, "/referrals", get_referral_list, ROUTE_READ, PEOPLE, 0, NULL, true},
    {GET, "/referrals/new", get_referral_form, ROUTE_READ, PEOPLE, 0, NULL, false},
    {POST, "/referrals", post_referral, ROUTE_WRITE, PEOPLE, FORM_BYTES_MAX, NULL, false},
    {POST, "/referrals/bulk", post_referral_bulk, ROUTE_SLOW, PEOPLE, 2 << 20, NULL, false},
    {GET, "/referrals/{id}", get_referral_page, ROUTE_READ, PEOPLE, 0, NULL, false},
    {GET, "/referrals/{id}/edit", get_referral_form, ROUTE_READ, PEOPLE, 0, NULL, false},
    {POST, "/referrals/{id}", post_referral, ROUTE_WRITE, PEOPLE, FORM_BYTES_MAX, NULL, false},
    {POST, "/referrals/{id}/archive", post_referral_archive, ROUTE_WRITE, PEOPLE, 0, NULL, false},
    {POST, "/referrals/{id}/unarchive", post_referral_unarchive, ROUTE_WRITE, PEOPLE, 0, NULL, false},
    {POST, "/referrals/{id}/send", post_send, ROUTE_WRITE, PEOPLE, FORM_BYTES_MAX, NULL, false},
    {GET, "/referrals/{id}/declined", get_declined, ROUTE_READ, PEOPLE, 0, NULL, false},
    {POST, "/referrals/{id}/answer", post_answer, ROUTE_WRITE, PEOPLE, FORM_BYTES_MAX, NULL, false},
    {GET, "/referrals/{id}/letter", get_letter, ROUTE_READ, PEOPLE, 0, NULL, false},
};

static void referral_start(Region *r) {
    (void)r;
    view_register(&REFERRAL_SHEET);
    view_register_part(&CARD);
}

const Module referral_module = {
    .name = "referral", .queries = REFERRAL_QUERIES, .n_queries = REFERRAL_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = referral_start,
};
