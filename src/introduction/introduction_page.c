/* introduction_page.c - lists and pages of introductions, what the staff do with one, and telling what came of it. */
#include "introduction/introduction_page.h"

#include "account/account_page.h"
#include "actor_ent.h"
#include "council_ent.h"
#include "db/facts.h"
#include "ent/form.h"
#include "finance_ent.h"
#include "network/network.h"

Str introduction_tint(int state) {
    static const char *const TINTS[INTRO_STATE_N] = {
        [INTRO_STATE_ASKED] = "warn", [INTRO_STATE_ONE_AGREED] = "info", [INTRO_STATE_BOTH_AGREED] = "ok",
        [INTRO_STATE_DECLINED] = "bad", [INTRO_STATE_LAPSED] = "",
    };
    return state > 0 && state < INTRO_STATE_N ? str_of(TINTS[state]) : (Str){0};
}

/* One that waited too long reads as such, whoever looks first. */
static int state_now(const Ctx *c, const Introduction *v) {
    bool open = v->state == INTRO_STATE_ASKED || v->state == INTRO_STATE_ONE_AGREED;
    return open && !introduction_waits(v, c->reader.today) ? INTRO_STATE_LAPSED : v->state;
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

Fault introduction_rows(Ctx *c, ListSpec *s, IntroList *v) {
    void  *rows;
    size_t n;
    TRY(list_run(c, s, false, &rows, &n, NULL));
    const Introduction *all = rows;
    Id  *ids = ARENA_ARRAY(c->arena, Id, 2 * n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        ids[2 * i] = all[i].one;
        ids[2 * i + 1] = all[i].other;
    }
    TRY(ent_names(c, &actor_entity, ids, 2 * n, names));
    v->rows = ARENA_ARRAY(c->arena, IntroRow, n + 1);
    v->rows_n = n;
    for (size_t i = 0; i < n; i++) {
        const Introduction *x = &all[i];
        int state = state_now(c, x);
        v->rows[i] = (IntroRow){.id = x->head.id, .about = x->about, .one = names[2 * i], .other = names[2 * i + 1],
                                .href = view_record_path(c, &introduction_entity, x->head.id),
                                .state = choice_label(&intro_state_choices, state), .tint = introduction_tint(state),
                                .on = x->agreed_on ? x->agreed_on : x->asked_on, .next_on = x->next_on,
                                .waits = introduction_waits(x, c->reader.today),
                                .agreed = state == INTRO_STATE_BOTH_AGREED,
                                .ask = x->next_on && x->next_on <= c->reader.today};
    }
    return OK;
}

static Fault extras(Ctx *c, const Request *rq, ListSpec *s) {
    Val today = v_int(c->reader.today);
    if (params_on(&rq->args, "waiting")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "waiting", .val = today, .text = LIT("1"),
                                               .sql = "(x.state <= 2 AND x.lapses_on >= :waiting)"};
    }
    if (params_on(&rq->args, "agreed")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "agreed", .val = v_int(INTRO_STATE_BOTH_AGREED),
                                               .text = LIT("1"), .sql = "(x.state = :agreed)"};
    }
    if (params_on(&rq->args, "ask")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "ask", .val = today, .text = LIT("1"),
                                               .sql = "(x.state = 3 AND x.next_on <= :ask)"};
    }
    return OK;
}
_Static_assert(INTRO_STATE_ONE_AGREED == 2 && INTRO_STATE_BOTH_AGREED == 3, "the conditions above name them by number");

/* ---- the form ---------------------------------------------------------------------------------------------------- */

static Fault form_top(Buf *b, const Page *pg, const void *rec) {
    const Params *p = pg->rq->method == POST ? &pg->rq->form : &pg->rq->args;
    IntroForm f = {params_get(p, "of_case"), params_get(p, "wanted"), params_get(p, "item"), params_get(p, "plug")};
    if (!((const Head *)rec)->version) intro_form_html(b, pg, &f);
    return OK;
}

/* What it comes from: a needed tie and an item bring their case along; a step against a leak is of no case. */
static Fault before_save(Ctx *c, const Request *rq, void *rec) {
    Introduction *v = rec;
    WantedTie    *w = ent_new(c, &wanted_tie_entity);
    AgendaItem   *it = ent_new(c, &agenda_item_entity);
    Id id = 0;
    if (v->head.version) return OK;
    if (id_parse(params_get(&rq->form, "wanted"), &id)) {
        TRY(ent_load(c, &wanted_tie_entity, id, w));
        v->wanted = id;
        v->of_case = w->of_case;
    }
    if (id_parse(params_get(&rq->form, "item"), &id)) {
        TRY(ent_load(c, &agenda_item_entity, id, it));
        v->item = id;
        if (it->of_case) v->of_case = it->of_case;
    }
    (void)id_parse(params_get(&rq->form, "plug"), &v->plug);
    return OK;
}

/* ---- the record -------------------------------------------------------------------------------------------------- */

static Html gives_of(Ctx *c, int64_t gives) {
    Buf b;
    buf_init(&b, 2000);
    for (int k = 1; k < CONTACT_KIND_N; k++) {
        if (!(gives >> (k - 1) & 1)) continue;
        buf_lit(&b, "<span class=\"tag\">");
        put_text(&b, tr(c->reader.lang, choice_label(&contact_kind_choices, k)));
        buf_lit(&b, "</span>");
    }
    return html_keep(c->arena, &b);
}

/* The first message in the language of its reader, ready to copy or send. */
static Fault message_of(Ctx *c, const Introduction *v, int side, Str site, Str *ret_text) {
    Reader r = c->reader;
    Str one, other, region;
    r.lang = introduction_lang(c, v, side);
    TRY(introduction_names(c, v, r.lang, &one, &other));
    TRY(fact_name(c, r.lang, &region));
    bool  first = side == INTRO_ONE;
    TrArg args[] = {TR_ARG("name", first ? one : other), TR_ARG("other", first ? other : one),
                    TR_ARG("why", first ? v->why_one : v->why_other), TR_ARG("region", region),
                    TR_ARG("link", arena_printf(c->arena, "%.*s/introduced/%.*s", STR_ARG(site),
                                                STR_ARG(first ? v->key_one : v->key_other)))};
    *ret_text = tr_str(c->arena, &r, T_INTRODUCTION_MESSAGE, args, sizeof args / sizeof *args);
    return OK;
}

static Fault side_of(Ctx *c, const Page *pg, const IntroView *view, int side, IntroSide *ret_s) {
    const Introduction *v = view->v;
    bool  first = side == INTRO_ONE;
    int   says = first ? v->one_says : v->other_says, how = first ? v->one_how : v->other_how;
    Str   one, other;
    TRY(introduction_names(c, v, c->reader.lang, &one, &other));
    *ret_s = (IntroSide){.name = first ? one : other, .why = first ? v->why_one : v->why_other,
                         .why_lang = str_of(lang_code(introduction_lang(c, v, side))),
                         .says = choice_label(&intro_answer_choices, says),
                         .how = choice_label(&intro_way_choices, how), .on = first ? v->one_on : v->other_on,
                         .gives = gives_of(c, first ? v->one_gives : v->other_gives),
                         .value = first ? LIT("one") : LIT("other"), .agreed = says == INTRO_ANSWER_YES,
                         .declined = says == INTRO_ANSWER_NO, .path = view->path,
                         .open = view->waits && view->staff && view->may_write && !says};
    Id  id = first ? v->one : v->other;
    Str label = {0};
    TRY(ent_labels(c, &id, 1, &label));
    if (label.n) ret_s->href = view_record_path(c, &actor_entity, id);
    if (ret_s->open) TRY(message_of(c, v, side, request_site(pg->rq), &ret_s->message));
    if (c->who.roles & (ROLES_STAFF | ROLE_OWNER)) TRY(introduction_contact(c, v, side, &ret_s->contact));
    ret_s->has_contact = ret_s->contact.phone.n || ret_s->contact.email.n;
    ret_s->phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(ret_s->contact.phone));
    return OK;
}

static Fault told_fill(Ctx *c, IntroView *view) {
    ListSpec s = {.entity = &intro_outcome_entity, .limit = INTRO_SHOWN, .n_filters = 1,
                  .sort = &intro_outcome_entity.fields[INTRO_OUTCOME_F_TOLD_ON]};
    void    *rows;
    size_t   n;
    s.filters[0] = (ListFilter){.field = &intro_outcome_entity.fields[INTRO_OUTCOME_F_INTRODUCTION], .op = LIST_EQ,
                                .val = v_id(view->v->head.id)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    view->told = ARENA_ARRAY(c->arena, IntroTold, n + 1);
    /* Money is told to the team alone, as everywhere in a case. */
    bool money = field_readable(c, &intro_outcome_entity.fields[INTRO_OUTCOME_F_VALUE]);
    for (size_t i = 0; i < n; i++) {
        const IntroOutcome *o = &((const IntroOutcome *)rows)[i];
        view->told[view->told_n++] = (IntroTold){
            .met = choice_label(&intro_met_choices, o->met), .came = choice_label(&intro_came_choices, o->came),
            .proof = choice_label(&proof_level_choices, o->proof), .words = o->words, .told_on = o->told_on,
            .value = money && o->value != NUMBER_NONE ? o->value : 0};
    }
    return OK;
}

static Html fields_of(Ctx *c, const Params *typed) {
    static const int FIELDS[] = {INTRO_OUTCOME_F_MET, INTRO_OUTCOME_F_CAME, INTRO_OUTCOME_F_VALUE,
                                 INTRO_OUTCOME_F_PROOF, INTRO_OUTCOME_F_WORDS};
    IntroOutcome *o = ent_new(c, &intro_outcome_entity);
    Buf b;
    buf_init(&b, 1 << 16);
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        const Field *f = &intro_outcome_entity.fields[FIELDS[i]];
        if (field_readable(c, f)) ent_field_html(c, &b, &intro_outcome_entity, f, o, typed);
    }
    return html_keep(c->arena, &b);
}

static Html errors_of(Ctx *c) {
    Buf b;
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, &intro_outcome_entity);
    return html_keep(c->arena, &b);
}

static Fault view_fill(const Page *pg, const Introduction *v, IntroView *view) {
    Ctx *c = pg->c;
    int  state = state_now(c, v);
    *view = (IntroView){.v = v, .path = view_record_path(c, &introduction_entity, v->head.id), .reason = v->reason,
                        .state = choice_label(&intro_state_choices, state), .tint = introduction_tint(state),
                        .next_on = v->next_on, .waits = introduction_waits(v, c->reader.today),
                        .agreed = state == INTRO_STATE_BOTH_AGREED, .declined = state == INTRO_STATE_DECLINED,
                        .lapsed = state == INTRO_STATE_LAPSED, .staff = (c->who.roles & ROLES_STAFF) != 0,
                        .may_write = !v->head.archived_at && ent_may_write(c, &introduction_entity, &v->head),
                        .currency = reader_currency(&c->reader), .sides_n = 2};
    view->asks = view->agreed && !v->head.archived_at && ent_may_write(c, &intro_outcome_entity, NULL);
    if (v->tie) view->tie_href = view_record_path(c, entity_named(LIT("tie")), v->tie);
    if (v->plug) TRY(ent_labels(c, &v->plug, 1, &view->plug));
    if (view->plug.n) view->plug_href = view_record_path(c, entity_named(LIT("plug")), v->plug);
    for (int side = 0; side < 2; side++) TRY(side_of(c, pg, view, side + 1, &view->sides[side]));
    return OK;
}

static Fault record_draw(Buf *b, const Page *pg, const void *rec) {
    IntroView view;
    TRY(view_fill(pg, rec, &view));
    TRY(told_fill(pg->c, &view));
    if (view.asks) view.fields = fields_of(pg->c, pg->rq->method == POST ? &pg->rq->form : NULL);
    view.errors = errors_of(pg->c);
    intro_record_html(b, pg, &view);
    return OK;
}

static const RecordPart RECORD = {.entity = &introduction_entity, .anchor = "sides", .title = T_INTRODUCTION_SIDES,
                                  .order = 1, .draw = record_draw};

static Fault head_draw(Buf *b, const Page *pg, const void *rec) {
    const Introduction *v = rec;
    int       state = state_now(pg->c, v);
    IntroView view = {.v = v, .state = choice_label(&intro_state_choices, state), .tint = introduction_tint(state),
                      .next_on = v->next_on, .agreed = state == INTRO_STATE_BOTH_AGREED};
    intro_head_html(b, pg, &view);
    return OK;
}

const Sheet INTRODUCTION_SHEET = {
    .entity = &introduction_entity,
    .path = "/introductions",
    .nav = NAV_MORE,
    .icon = "heart-handshake",
    .title = T_ENT_INTRODUCTION_MANY,
    .empty = T_INTRODUCTION_EMPTY,
    .first_step = T_INTRODUCTION_ADD,
    .add = T_INTRODUCTION_ADD,
    .columns = (const int[]){INTRODUCTION_F_ONE, INTRODUCTION_F_OTHER, INTRODUCTION_F_STATE, INTRODUCTION_F_ASKED_ON,
                             INTRODUCTION_F_NEXT_ON, -1},
    .filters = (const int[]){INTRODUCTION_F_STATE, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){INTRODUCTION_F_OF_CASE, INTRODUCTION_F_ABOUT, INTRODUCTION_F_ONE, INTRODUCTION_F_WHY_ONE,
                          INTRODUCTION_F_LANG_ONE, INTRODUCTION_F_OTHER, INTRODUCTION_F_WHY_OTHER,
                          INTRODUCTION_F_LANG_OTHER, -1},
    .form = (const int[]){INTRODUCTION_F_ABOUT, INTRODUCTION_F_ONE, INTRODUCTION_F_WHY_ONE, INTRODUCTION_F_LANG_ONE,
                          INTRODUCTION_F_OTHER, INTRODUCTION_F_WHY_OTHER, INTRODUCTION_F_LANG_OTHER, -1},
    .extras = extras,
    .extra_names = (const char *const[]){"waiting", "agreed", "ask", NULL},
    .tabs = (const SheetTab[]){{"waiting=1", T_INTRODUCTION_TAB_WAITING}, {"agreed=1", T_INTRODUCTION_TAB_AGREED},
                               {"ask=1", T_INTRODUCTION_TAB_ASK}, {0}},
    .head = head_draw,
    .form_top = form_top,
    .before_save = before_save,
};

VIEW_HANDLERS(introduction, INTRODUCTION_SHEET)

/* What stands in a case is looked at in the knowledge of its people. */
static Fault get_introduction_page(Ctx *c, const Request *rq, Reply *rp) {
    Introduction *v = ent_new(c, &introduction_entity);
    TRY(get_introduction(c, rq, rp));
    TRY(ent_load(c, &introduction_entity, rq->ids[0], v));
    rp->passing = true;
    if (v->of_case) case_opened(c, v->of_case);
    return OK;
}

/* ---- acts -------------------------------------------------------------------------------------------------------- */

static Str path_of(Ctx *c, Id id) { return view_record_path(c, &introduction_entity, id); }

/* POST /introductions/ID/phone: a side has answered by telephone; whoever writes it down may see the introduction. */
static Fault post_phone(Ctx *c, const Request *rq, Reply *rp) {
    Introduction *v = ent_new(c, &introduction_entity);
    IntroAnswer   a = {.how = INTRO_WAY_PHONE, .reason = str_trim(params_get(&rq->form, "reason"))};
    TRY(ent_load(c, &introduction_entity, rq->ids[0], v));
    if (!ent_may_write(c, &introduction_entity, &v->head)) return fail(c, NOT_ALLOWED, "introduction", v->head.id);
    a.side = str_eq(params_get(&rq->form, "side"), LIT("other")) ? INTRO_OTHER : INTRO_ONE;
    a.says = choice_value(&intro_answer_choices, params_get(&rq->form, "says"));
    if (!a.says) return BAD_REQUEST;
    a.gives = intro_gives(rq);
    TRY(introduction_answer(c, v->head.id, &a, v));
    reply_go(c, rp, path_of(c, v->head.id), T_INTRODUCTION_WRITTEN, NULL, 0);
    return OK;
}

static Fault post_again(Ctx *c, const Request *rq, Reply *rp) {
    Introduction *v = ent_new(c, &introduction_entity);
    TRY(introduction_again(c, rq->ids[0], v));
    reply_go(c, rp, path_of(c, v->head.id), T_INTRODUCTION_AGAIN_NOW, NULL, 0);
    return OK;
}

static Fault post_outcome(Ctx *c, const Request *rq, Reply *rp) {
    IntroOutcome *o = ent_new(c, &intro_outcome_entity);
    ent_form_read(c, &intro_outcome_entity, &rq->form, o);
    o->introduction = rq->ids[0];
    Fault f = c->complaints.n ? INVALID : ent_save(c, &intro_outcome_entity, o);
    if (f == INVALID) {
        TRY(view_record(c, rq, rp, &INTRODUCTION_SHEET, rq->ids[0]));
        rp->status = fault_status(INVALID);
        return INVALID;
    }
    TRY(f);
    reply_go(c, rp, path_of(c, rq->ids[0]), T_INTRODUCTION_TOLD, NULL, 0);
    return OK;
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

enum { READERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER };

static const Route ROUTES[] = {
    {GET, "/introductions", get_introduction_list, ROUTE_READ, READERS, 0, NULL, false},
    {GET, "/introductions/new", get_introduction_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/introductions", post_introduction, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
    {POST, "/introductions/bulk", post_introduction_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {GET, "/introductions/{id}", get_introduction_page, ROUTE_READ, READERS, 0, NULL, false},
    {GET, "/introductions/{id}/edit", get_introduction_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/introductions/{id}", post_introduction, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
    {POST, "/introductions/{id}/archive", post_introduction_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/introductions/{id}/unarchive", post_introduction_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/introductions/{id}/phone", post_phone, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/introductions/{id}/again", post_again, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/introductions/{id}/outcome", post_outcome, ROUTE_WRITE, ROLES_STAFF | ROLE_OWNER, 0, NULL, false},
    {GET, "/introduced/{word}", get_intro_open, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {POST, "/introduced/{word}", post_intro_open, ROUTE_WRITE, ROLES_ALL, 0, NULL, false},
};

static void introduction_start(Region *r) {
    (void)r;
    view_register(&INTRODUCTION_SHEET);
    view_register_part(&RECORD);
    view_register_part(&INTRO_CASE_PART);
    view_register_part(&INTRO_ITEM_PART);
    view_register_part(&INTRO_MEETING_PART);
    today_register_dates(introduction_dates);
    mine_register(&INTRO_MINE);
    network_on_offer(introduction_resting);
}

const Module introduction_module = {
    .name = "introduction", .queries = INTRO_QUERIES, .n_queries = INTRO_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = introduction_start,
};
