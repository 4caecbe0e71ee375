/* mine.c - gathers the owner's page, and takes what owners do there: asking for help, agreeing, asking for erasure. */
#include "mine/mine.h"

#include "account/account.h"
#include "account/account_page.h"
#include "base/utf8.h"
#include "db/facts.h"
#include "intake/intake.h"
#include "keep/keep.h"

#include <stdlib.h>

enum { PARTS_MAX = 24, CASES_MAX = 20, STEPS_MAX = 100 };

static const MinePart *parts[PARTS_MAX];          /* filled at the start, read-only from then on */
static int             n_parts;

void mine_register(const MinePart *p) {
    int at = 0;
    for (int i = 0; i < n_parts; i++) {
        if (parts[i] == p) return;
    }
    if (n_parts == PARTS_MAX) return;
    while (at < n_parts && parts[at]->order <= p->order) at++;
    memmove(&parts[at + 1], &parts[at], (size_t)(n_parts - at) * sizeof *parts);
    parts[at] = p;
    n_parts++;
}

/* ---- gathering --------------------------------------------------------------------------------------------------- */

static int open_first(const void *a, const void *b) {
    const Case *x = a, *y = b;
    bool x_closed = x->stage == CASE_STAGE_CLOSED, y_closed = y->stage == CASE_STAGE_CLOSED;
    if (x_closed != y_closed) return x_closed ? 1 : -1;
    return x->head.id < y->head.id ? 1 : -1;
}

Fault mine_cases(Ctx *c, const Case **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &case_entity, .limit = CASES_MAX, .sort_changed = true, .descending = true};
    void    *rows;
    s.filters[s.n_filters++] = (ListFilter){.field = &case_entity.fields[CASE_F_OWNER_ACCOUNT], .op = LIST_EQ,
                                            .val = v_id(c->who.account)};
    TRY(list_run(c, &s, true, &rows, ret_n, NULL));
    qsort(rows, *ret_n, sizeof(Case), open_first);
    *ret_v = rows;
    return OK;
}

static Fault fill_future(Ctx *c, MineCase *m) {
    Vision *v = ent_new(c, &vision_entity);
    TRY(case_future(c, m->k->head.id, v));
    m->future = v->text;
    m->horizon = v->head.id ? v->horizon : 0;
    return OK;
}

static Str name_of(const CasePerson *v, size_t n, Id account) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].account == account) return v[i].name;
    }
    return (Str){0};
}

static int by_day(const void *a, const void *b) {
    const MineStep *x = a, *y = b;
    Day p = x->due_on ? x->due_on : INT32_MAX, q = y->due_on ? y->due_on : INT32_MAX;
    return p < q ? -1 : p > q ? 1 : x->id < y->id ? -1 : x->id > y->id;
}

static Fault fill_steps(Ctx *c, MineCase *m, const CasePerson *people, size_t people_n) {
    void  *rows;
    size_t n;
    TRY(case_records(c, &commitment_entity, m->k->head.id, &rows, &n));
    m->mine = ARENA_ARRAY(c->arena, MineStep, n + 1);
    m->promised = ARENA_ARRAY(c->arena, MineStep, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Commitment *t = &((const Commitment *)rows)[i];
        bool     own = t->owner == c->who.account, ripe = t->ripens_on < c->reader.today;
        MineStep s = {.id = t->head.id, .text = t->text, .due_on = t->due_on, .asked = own && !t->accepted_at,
                      .late = t->due_on && t->due_on < c->reader.today && ripe};
        if (t->state != COMMITMENT_STATE_OPEN) continue;
        if (own) {
            m->mine[m->mine_n++] = s;
        } else {
            s.owner = name_of(people, people_n, t->owner);
            m->promised[m->promised_n++] = s;
        }
    }
    qsort(m->mine, m->mine_n, sizeof *m->mine, by_day);
    qsort(m->promised, m->promised_n, sizeof *m->promised, by_day);
    return OK;
}

/* Who accompanies me, with the number at which they answer. */
static Fault fill_people(Ctx *c, MineCase *m, const CasePerson *v, size_t n) {
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *phones = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].account;
    TRY(account_phones(c, ids, n, phones));
    m->people = ARENA_ARRAY(c->arena, MinePerson, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (v[i].role == CASE_ROLE_OWNER) continue;
        MinePerson *p = &m->people[m->people_n++];
        *p = (MinePerson){.name = v[i].name, .role = choice_label(&case_role_choices, v[i].role)};
        p->phone = phones[i];
        if (p->phone.n) p->phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(p->phone));
    }
    return OK;
}

static Fault fill_parts(const Page *pg, const Case *k, bool waits, Html *ret_html) {
    Buf   b;
    Fault f = OK;
    buf_init(&b, 1 << 18);
    for (int i = 0; f == OK && i < n_parts; i++) {
        if (parts[i]->waits == waits) f = parts[i]->draw(&b, pg, k);
    }
    *ret_html = html_keep(pg->c->arena, &b);
    return f;
}

static Fault fill_case(const Page *pg, const Case *k, MineCase *m) {
    Ctx        *c = pg->c;
    CasePerson *people;
    size_t      n;
    bool        agreed;
    *m = (MineCase){.k = k, .path = case_path(c, k->head.id), .name = tri_best(&k->title, c->reader.lang, NULL),
                    .id = id_str(c->arena, k->head.id), .stage = choice_label(&case_stage_choices, k->stage),
                    .open = k->stage != CASE_STAGE_CLOSED, .agreed = k->agreed_at != 0};
    TRY(ent_around(c, &case_entity, k->head.id));
    TRY(case_consents(c, k->head.id, CONSENT_PURPOSE_ACCOMPANY, &agreed));
    m->signs = m->open && !agreed;
    TRY(case_people(c, k->head.id, false, &people, &n));
    TRY(fill_people(c, m, people, n));
    TRY(fill_steps(c, m, people, n));
    TRY(fill_future(c, m));
    TRY(fill_parts(pg, k, true, &m->waits));
    return fill_parts(pg, k, false, &m->parts);
}

static Fault get_mine(Ctx *c, const Request *rq, Reply *rp) {
    const Case *rows;
    size_t      n;
    Account    *me = ent_new(c, &account_entity);
    TRY(account_own(c, me));
    TRY(mine_cases(c, &rows, &n));
    Page     pg = page_new(c, rq, NAV_TODAY, tr(c->reader.lang, T_MINE_TITLE));
    MineView v = {.name = me->name, .cases = ARENA_ARRAY(c->arena, MineCase, n + 1), .cases_n = n,
                  .answer_days = local_of(c->region)->answer_days};
    TRY(fact_get(c, "contact.phone", &v.phone));
    if (v.phone.n) v.phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(v.phone));
    if (me->person) v.business_href = view_record_path(c, entity_named(LIT("actor")), me->person);
    for (size_t i = 0; i < n; i++) {
        TRY(fill_case(&pg, &rows[i], &v.cases[i]));
        case_opened(c, rows[i].head.id);
    }
    return page_send(&pg, rp, mine_page, &v);
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

Fault mine_case(Ctx *c, Id id, Case *ret_k) {
    TRY(ent_load(c, &case_entity, id, ret_k));
    bool own = c->who.account && ret_k->owner_account == c->who.account;
    return own ? OK : fail(c, NOT_FOUND, "case", id);
}

Page mine_page_new(Ctx *c, const Request *rq, TextKey title) {
    Page pg = page_new(c, rq, NAV_TODAY, tr(c->reader.lang, title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/mine"), tr(c->reader.lang, T_MINE_TITLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return pg;
}

static Id who_answers(const CasePerson *v, size_t n) {
    static const int ROLES[] = {CASE_ROLE_COORDINATOR, CASE_ROLE_LEAD, CASE_ROLE_HELPER, CASE_ROLE_MENTOR,
                                CASE_ROLE_COACH};
    for (size_t r = 0; r < sizeof ROLES / sizeof *ROLES; r++) {
        for (size_t i = 0; i < n; i++) {
            if (v[i].role == ROLES[r]) return v[i].account;
        }
    }
    return 0;
}

Fault mine_ask(Ctx *c, const Case *k, Str text) {
    CasePerson *v;
    size_t      n;
    Commitment *t = ent_new(c, &commitment_entity);
    TRY(case_people(c, k->head.id, false, &v, &n));
    t->text = text;
    t->kind = COMMITMENT_KIND_TASK;
    t->state = COMMITMENT_STATE_OPEN;
    t->of_case = k->head.id;
    t->about = k->client;
    t->owner = who_answers(v, n);
    t->due_on = intake_due(c);
    t->is_demo = k->is_demo;
    if (!t->owner) return fail(c, OVER, "case", k->head.id);
    /* An owner does not see the accounts of those who accompany them, but may ask them. */
    return ent_save_following(c, &commitment_entity, t);
}

static Fault draw_help(Ctx *c, const Request *rq, Reply *rp, const Case *k) {
    MineHelp v = {.path = arena_printf(c->arena, "/mine/%.*s/help", STR_ARG(id_str(c->arena, k->head.id))),
                  .name = tri_best(&k->title, c->reader.lang, NULL), .text = params_get(&rq->form, "text"),
                  .answer_by = intake_due(c)};
    Buf b;
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, &commitment_entity);
    v.errors = html_keep(c->arena, &b);
    Page pg = mine_page_new(c, rq, T_MINE_HELP);
    if (c->complaints.n) return page_again(&pg, rp, mine_help_page, &v);
    return page_send(&pg, rp, mine_help_page, &v);
}

static Fault get_mine_help(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    TRY(mine_case(c, rq->ids[0], k));
    return draw_help(c, rq, rp, k);
}

static Fault post_mine_help(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    Str   text = utf8_clean_line(c->arena, params_get(&rq->form, "text"));
    TRY(mine_case(c, rq->ids[0], k));
    if (!text.n) complain(c, "text", T_FORM_FIX_REQUIRED);
    Fault f = c->complaints.n ? INVALID : mine_ask(c, k, arena_printf(c->arena, "%.*s %.*s",
                  STR_ARG(tr(c->reader.lang, T_MINE_ASKS)), STR_ARG(text)));
    if (f == INVALID) return draw_help(c, rq, rp, k);
    TRY(f);
    reply_go(c, rp, LIT("/mine"), T_MINE_ASKED, NULL, 0);
    return OK;
}

static Fault post_mine_erase(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    Erasure have;
    Str     site;
    TRY(mine_case(c, rq->ids[0], k));
    TRY(keep_asked(c, k->client, &have));
    TRY(mail_site(c, rq, &site));
    if (!have.id) TRY(keep_ask(c, k, site));
    Fault f = have.id ? OK : mine_ask(c, k, tr(c->reader.lang, T_MINE_ERASE_TASK));
    if (f != STALE) TRY(f);                       /* a team of nobody: the administrators know */
    c->act = 0;                                   /* it is taken back on the page itself */
    reply_go(c, rp, LIT("/mine/data"), T_MINE_ERASE_ASKED, NULL, 0);
    return OK;
}

static Fault post_mine_erase_back(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    TRY(mine_case(c, rq->ids[0], k));
    TRY(keep_take_back(c, k->client));
    c->act = 0;
    reply_go(c, rp, LIT("/mine/data"), T_MINE_ERASE_BACK_DONE, NULL, 0);
    return OK;
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

static const Route ROUTES[] = {
    {GET, "/mine", get_mine, ROUTE_READ, ROLE_OWNER, 0, NULL, false},
    {GET, "/mine/data", get_mine_data, ROUTE_READ, ROLE_OWNER, 0, NULL, false},
    {GET, "/mine/data.json", get_mine_json, ROUTE_READ, ROLE_OWNER, 0, NULL, false},
    {GET, "/mine/{id}/help", get_mine_help, ROUTE_READ, ROLE_OWNER, 0, NULL, false},
    {POST, "/mine/{id}/help", post_mine_help, ROUTE_WRITE, ROLE_OWNER, 0, NULL, false},
    {POST, "/mine/{id}/erase", post_mine_erase, ROUTE_WRITE, ROLE_OWNER, 0, NULL, false},
    {POST, "/mine/{id}/erase-back", post_mine_erase_back, ROUTE_WRITE, ROLE_OWNER, 0, NULL, false},
};

static void mine_start(Region *r) {
    (void)r;
    mine_register(&MINE_CHANGED);
    mine_register(&MINE_FUTURE);
}

const Module mine_module = {
    .name = "mine", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = mine_start,
};
