/* network_page.c - the network on a case: card and page, and the steps of a needed tie. */
#include "network/network_page.h"

#include "account/account_page.h"
#include "ent/form.h"

static Str network_path(Ctx *c, Id of_case) {
    return arena_printf(c->arena, "%.*s/network", STR_ARG(case_path(c, of_case)));
}

void network_drawn(Buf *b, const Page *pg, const NetworkView *v) { network_svg(b, pg, &v->net); }

/* ---- what the pages share ---------------------------------------------------------------------------------------- */

/* Who may be in charge, and the roles: for the form of a new one. */
static Fault fill_form(Ctx *c, NetworkView *v) {
    CasePerson *people;
    size_t      n;
    TRY(case_people(c, v->net.k->head.id, false, &people, &n));
    v->people = ARENA_ARRAY(c->arena, NetPerson, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!people[i].name.n) continue;
        v->people[v->people_n++] = (NetPerson){id_str(c->arena, people[i].account), people[i].name,
                                               people[i].account == c->who.account};
    }
    v->roles = ARENA_ARRAY(c->arena, NetRole, TIE_ROLE_N);
    for (int r = 1; r < TIE_ROLE_N; r++) {
        v->roles[v->roles_n++] = (NetRole){str_of(choice_of(&tie_role_choices, r)->name),
                                           choice_label(&tie_role_choices, r)};
    }
    return OK;
}

static Fault view_load(Ctx *c, const Case *k, NetworkView *v) {
    TRY(network_load(c, k, &v->net));
    v->case_href = case_path(c, k->head.id);
    v->path = network_path(c, k->head.id);
    v->may_write = k->stage != CASE_STAGE_CLOSED && ent_may_write(c, &wanted_tie_entity, NULL);
    v->may_template = ent_may_write(c, &tie_template_entity, NULL);
    v->none = !v->net.all;
    v->team = (c->who.roles & ROLES_STAFF) != 0;
    return OK;
}

/* ---- the card ---------------------------------------------------------------------------------------------------- */

enum { CARD_ROWS = 4 };

static Fault card_draw(Buf *b, const Page *pg, const void *rec) {
    NetworkView v = {.path = {0}};
    TRY(view_load(pg->c, rec, &v));
    if (!v.net.all && !v.may_write) return OK;
    v.first_n = v.net.open_n < CARD_ROWS ? v.net.open_n : CARD_ROWS;
    v.net.open_n = v.first_n;
    network_card_html(b, pg, &v);
    return OK;
}

const RecordPart NETWORK_CARD = {.entity = &case_entity, .anchor = "network", .title = T_NETWORK_TITLE, .side = true,
                                 .order = 14, .draw = card_draw};

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static Fault load_case(Ctx *c, const Request *rq, Case *k) { return ent_load(c, &case_entity, rq->ids[0], k); }

/* Whose candidates are shown: the one of the address, else the first that nobody was chosen for. */
static Fault fill_offers(Ctx *c, const Request *rq, NetworkView *v) {
    Id need = 0;
    (void)id_parse(params_get(&rq->args, "need"), &need);
    for (size_t i = 0; i < v->net.open_n; i++) {
        NetWant *w = &v->net.open[i];
        bool first = !need && !v->wanted && w->state == WANTED_STATE_WANTED;
        if (w->id == need || first) v->wanted = w;
    }
    if (!v->wanted) return OK;
    ((NetWant *)v->wanted)->selected = true;
    for (size_t i = 0; i < v->net.rows_n; i++) {
        if (v->net.rows[i].head.id != v->wanted->id) continue;
        TRY(network_offers(c, &v->net, &v->net.rows[i], &v->offers, &v->offers_n));
    }
    return OK;
}

static Html errors_of(Ctx *c) {
    Buf b;
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, &wanted_tie_entity);
    return html_keep(c->arena, &b);
}

static Fault draw_page(Ctx *c, const Request *rq, Reply *rp, const Case *k) {
    NetworkView v = {.errors = errors_of(c)};
    TRY(view_load(c, k, &v));
    TRY(case_name(c, k->head.id, &v.name));
    TRY(fill_form(c, &v));
    TRY(fill_offers(c, rq, &v));
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, T_NETWORK_TITLE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/cases"), tr(c->reader.lang, T_ENT_CASE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.case_href, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (rq->method == POST) return page_again(&pg, rp, network_page_page, &v);
    rp->passing = true;
    case_opened(c, k->head.id);
    return page_send(&pg, rp, network_page_page, &v);
}

static Fault get_network(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    TRY(load_case(c, rq, k));
    return draw_page(c, rq, rp, k);
}

/* ---- a new one --------------------------------------------------------------------------------------------------- */

/* What the ready set says of it, in the words of whoever takes it. */
static Fault from_template(Ctx *c, const Request *rq, WantedTie *w) {
    TieTemplate *t = ent_new(c, &tie_template_entity);
    Id           id = 0;
    if (!id_parse(params_get(&rq->form, "template"), &id)) return OK;
    TRY(ent_load(c, &tie_template_entity, id, t));
    w->template = id;
    w->role = t->role;
    if (!w->why.n) w->why = tri_best(&t->why, c->reader.lang, NULL);
    if (!params_has(&rq->form, "responsible")) w->responsible = c->who.account;
    return OK;
}

static Str back_of(Ctx *c, const Request *rq, Id of_case) {
    Str back = params_get(&rq->form, "back");
    return back.n && path_is_ours(back) ? back : network_path(c, of_case);
}

/* POST /cases/ID/wanted. Whoever is not of the case, as an administrator who looks in, is nobody to be in charge. */
static Fault post_wanted(Ctx *c, const Request *rq, Reply *rp) {
    Case      *k = ent_new(c, &case_entity);
    WantedTie *w = ent_new(c, &wanted_tie_entity);
    TRY(load_case(c, rq, k));
    ent_form_read(c, &wanted_tie_entity, &rq->form, w);
    w->of_case = k->head.id;
    TRY(from_template(c, rq, w));
    Fault f = c->complaints.n ? INVALID : ent_save(c, &wanted_tie_entity, w);
    if (f == INVALID) return draw_page(c, rq, rp, k);
    TRY(f);
    Str back = params_get(&rq->form, "back").n
                   ? back_of(c, rq, k->head.id)
                   : arena_printf(c->arena, "%.*s?need=%.*s#offered", STR_ARG(network_path(c, k->head.id)),
                                  STR_ARG(id_str(c->arena, w->head.id)));
    reply_go(c, rp, back, T_NETWORK_KEPT, NULL, 0);
    return OK;
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */

static Fault step(Ctx *c, const Request *rq, Reply *rp, const WantedStep *s, TextKey said) {
    WantedTie *w = ent_new(c, &wanted_tie_entity);
    Fault      f = wanted_tie_step(c, rq->ids[0], s, w);
    if (f == INVALID) {
        Case *k = ent_new(c, &case_entity);
        TRY(ent_load(c, &case_entity, w->of_case, k));
        return draw_page(c, rq, rp, k);
    }
    TRY(f);
    reply_go(c, rp, back_of(c, rq, w->of_case), said, NULL, 0);
    return OK;
}

static Fault post_choose(Ctx *c, const Request *rq, Reply *rp) {
    WantedStep s = {.state = WANTED_STATE_CHOSEN};
    (void)id_parse(params_get(&rq->form, "actor"), &s.candidate);
    return step(c, rq, rp, &s, T_NETWORK_CHOSEN);
}

static Fault post_asked(Ctx *c, const Request *rq, Reply *rp) {
    return step(c, rq, rp, &(WantedStep){.state = WANTED_STATE_ASKED}, T_NETWORK_ASKED);
}

static Fault post_active(Ctx *c, const Request *rq, Reply *rp) {
    return step(c, rq, rp, &(WantedStep){.state = WANTED_STATE_ACTIVE}, T_NETWORK_ACTIVE);
}

static Fault post_let_go(Ctx *c, const Request *rq, Reply *rp) {
    Str reason = str_trim(params_get(&rq->form, "reason"));
    return step(c, rq, rp, &(WantedStep){.state = WANTED_STATE_LET_GO, .reason = reason}, T_NETWORK_LET_GO_NOW);
}

static Fault post_again(Ctx *c, const Request *rq, Reply *rp) {
    return step(c, rq, rp, &(WantedStep){.state = WANTED_STATE_WANTED}, T_NETWORK_AGAIN_NOW);
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

static Fault wanted_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "mine")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "mine", .val = v_id(c->who.account), .text = LIT("1"),
                                               .sql = "(x.state <= 3 AND x.responsible = :mine)"};
    }
    if (params_on(&rq->args, "open")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "open", .val = v_int(WANTED_STATE_ASKED), .text = LIT("1"),
                                               .sql = "(x.state <= :open)"};
    }
    if (params_on(&rq->args, "closed")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "closed", .val = v_int(WANTED_STATE_ACTIVE), .text = LIT("1"),
                                               .sql = "(x.state >= :closed)"};
    }
    return OK;
}
_Static_assert(WANTED_STATE_ASKED == 3, "the conditions above name this state by number");

const Sheet WANTED_TIE_SHEET = {
    .entity = &wanted_tie_entity,
    .path = "/wanted-ties",
    .nav = NAV_CASES,
    .icon = "affiliate",
    .title = T_ENT_WANTED_TIE_MANY,
    .empty = T_NETWORK_LIST_EMPTY,
    .first_step = T_ENT_CASE_MANY,
    .add = T_NETWORK_ADD,
    .beside = network_beside,
    .columns = (const int[]){WANTED_TIE_F_OF_CASE, WANTED_TIE_F_ROLE, WANTED_TIE_F_CANDIDATE, WANTED_TIE_F_STATE,
                             WANTED_TIE_F_RESPONSIBLE, WANTED_TIE_F_DUE_ON, -1},
    .filters = (const int[]){WANTED_TIE_F_ROLE, WANTED_TIE_F_STATE, -1},
    .bulk = (const int[]){-1},
    .extras = wanted_extras,
    .extra_names = (const char *const[]){"mine", "open", "closed", NULL},
    .tabs = (const SheetTab[]){{"mine=1", T_NETWORK_TAB_MINE}, {"open=1", T_NETWORK_TAB_OPEN},
                               {"closed=1", T_NETWORK_TAB_CLOSED}, {0}},
};

const Sheet TIE_TEMPLATE_SHEET = {
    .entity = &tie_template_entity,
    .path = "/tie-templates",
    .nav = NAV_MORE,
    .icon = "affiliate",
    .title = T_ENT_TIE_TEMPLATE_MANY,
    .empty = T_NETWORK_READY_EMPTY,
    .first_step = T_NETWORK_TEMPLATE_ADD,
    .empty_more = network_take_ready,
    .add = T_NETWORK_TEMPLATE_ADD,
    .columns = (const int[]){TIE_TEMPLATE_F_ROLE, TIE_TEMPLATE_F_TRADE, TIE_TEMPLATE_F_FROM_STAGE,
                             TIE_TEMPLATE_F_HOW_MANY, TIE_TEMPLATE_F_POSITION, -1},
    .filters = (const int[]){TIE_TEMPLATE_F_ROLE, TIE_TEMPLATE_F_TRADE, -1},
    .bulk = (const int[]){TIE_TEMPLATE_F_TRADE, -1},
};

VIEW_HANDLERS(wanted_tie, WANTED_TIE_SHEET)
VIEW_HANDLERS(tie_template, TIE_TEMPLATE_SHEET)

void network_take_ready(Buf *b, const Page *pg) {
    NetworkView v = {.may_template = ent_may_write(pg->c, &tie_template_entity, NULL)};
    network_ready_html(b, pg, &v);
}

void network_beside(Buf *b, const Page *pg) {
    NetworkView v = {.team = (pg->c->who.roles & (ROLE_ADMIN | ROLE_HQ)) != 0};
    network_ways_html(b, pg, &v);
}

static Fault post_ready(Ctx *c, const Request *rq, Reply *rp) {
    int64_t made;
    (void)rq;
    TRY(tie_template_take_ready(c, &made));
    reply_go(c, rp, LIT("/tie-templates"), T_NETWORK_READY_TAKEN, NULL, 0);
    return OK;
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

enum { READERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER, WRITERS = ROLES_STAFF | ROLE_OWNER };

static const Route ROUTES[] = {
    VIEW_ROUTES(wanted_tie, "/wanted-ties", READERS, WRITERS),
    VIEW_ROUTES(tie_template, "/tie-templates", ROLES_MEMBER, ROLE_ADMIN | ROLE_HQ),
    {POST, "/tie-templates/ready", post_ready, ROUTE_WRITE, ROLE_ADMIN | ROLE_HQ, 0, NULL, false},
    {GET, "/cases/{id}/network", get_network, ROUTE_READ, READERS, 0, NULL, false},
    {POST, "/cases/{id}/wanted", post_wanted, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/wanted-ties/{id}/choose", post_choose, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/wanted-ties/{id}/asked", post_asked, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/wanted-ties/{id}/active", post_active, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/wanted-ties/{id}/let-go", post_let_go, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/wanted-ties/{id}/again", post_again, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/wanted-ties/sums", get_network_sums, ROUTE_READ, ROLE_ADMIN | ROLE_HQ, 0, NULL, false},
};

static void network_start(Region *r) {
    (void)r;
    view_register(&WANTED_TIE_SHEET);
    view_register(&TIE_TEMPLATE_SHEET);
    view_register_part(&NETWORK_CARD);
    mine_register(&NETWORK_MINE);
}

const Module network_module = {
    .name = "network", .queries = NETWORK_QUERIES, .n_queries = NETWORK_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = network_start,
};
