/* people_page.c - colleagues: who there is, what each may do where and when, invitations that wait, mails on their
** way. */
#include "account/account_page.h"

#include "base/check.h"
#include "ent/list.h"

enum { PEOPLE_SHOWN = 50, HISTORY_SHOWN = 12 };

/* ---- the list --------------------------------------------------------------------------------------------------- */

static Fault fill_people(Ctx *c, const Account *rows, size_t n, PeopleView *v) {
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    RoleOf *roles;
    size_t roles_n;
    for (size_t i = 0; i < n; i++) ids[i] = rows[i].head.id;
    TRY(grant_roles(c, ids, n, &roles, &roles_n));
    v->people = ARENA_ARRAY(c->arena, PersonRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        PersonRow *p = &v->people[v->people_n++];
        *p = (PersonRow){.id = ids[i], .name = rows[i].name, .email = rows[i].email, .blocked = rows[i].blocked == 1,
                         .demo = rows[i].is_demo == 1, .seen_at = rows[i].seen_at,
                         .roles = ARENA_ARRAY(c->arena, RoleLabel, roles_n + 1)};
        for (size_t k = 0; k < roles_n; k++) {
            if (roles[k].account != ids[i]) continue;
            p->roles[p->roles_n++] = (RoleLabel){role_at(c, roles[k].role, roles[k].where)};
        }
    }
    return OK;
}

static Fault fill_invites(Ctx *c, PeopleView *v) {
    Invite *rows;
    size_t n;
    TRY(invite_list(c, &rows, &n));
    Id *places = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) places[i] = rows[i].place;
    if (n) TRY(ent_labels(c, places, n, names));
    v->invites = ARENA_ARRAY(c->arena, InviteRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        v->invites[v->invites_n++] = (InviteRow){.id = rows[i].head.id, .name = rows[i].name, .email = rows[i].email,
                                                 .role = role_at(c, rows[i].role, names[i]),
                                                 .expires_at = rows[i].expires_at};
    }
    return OK;
}

/* By a part of the name, or of the address when there is an @. */
static Fault find_people(Ctx *c, const Request *rq, PeopleView *v, Account **ret_rows, size_t *ret_n) {
    Param one = {LIT("name.has"), v->q};
    Params args = {&one, v->q.n ? 1 : 0};
    ListSpec spec;
    int64_t page = 1;
    if (str_find_byte(v->q, '@') >= 0) one = (Param){LIT("email.has"), email_normal(c->arena, v->q)};
    TRY(list_parse(c, &account_entity, &args, &spec));
    if (!str_int(params_get(&rq->args, "page"), &page) || page < 1 || page > 100000) page = 1;
    v->limit = PEOPLE_SHOWN;
    v->offset = (page - 1) * PEOPLE_SHOWN;
    spec.limit = v->limit;
    spec.offset = v->offset;
    void *rows;
    TRY(list_run(c, &spec, false, &rows, ret_n, &v->total));
    *ret_rows = rows;
    return OK;
}

static Str people_address(Ctx *c, Str q) {
    Buf b;
    if (!q.n) return LIT("/people");
    buf_init(&b, 8192);
    buf_lit(&b, "/people?q=");
    put_urlpart(&b, q);
    return buf_keep(c->arena, &b);
}

Fault get_people(Ctx *c, const Request *rq, Reply *rp) {
    PeopleView v = {.q = str_sub(str_trim(params_get(&rq->args, "q")), 0, 200),
                    .may_invite = c->who.roles & (ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR),
                    .admin = c->who.roles & ROLE_ADMIN};
    Account *rows;
    size_t n;
    TRY(find_people(c, rq, &v, &rows, &n));
    TRY(fill_people(c, rows, n, &v));
    if (!v.q.n && v.offset == 0) TRY(fill_invites(c, &v));
    v.address = people_address(c, v.q);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_ACCOUNT_PEOPLE));
    pg.crumbs[0] = (Crumb){LIT("/more"), tr(c->reader.lang, T_PAGE_MORE)};
    pg.crumbs[1] = (Crumb){{0}, tr(c->reader.lang, T_ACCOUNT_PEOPLE)};
    pg.n_crumbs = 2;
    return page_send(&pg, rp, people_page, &v);
}

/* ---- one person ------------------------------------------------------------------------------------------------- */

static Str person_path(Ctx *c, Id id) {
    char text[ID_CHARS + 1];
    id_print(text, id);
    return arena_printf(c->arena, "/people/%s", text);
}

static Fault history_of(const Page *pg, Id account, Html *ret_html) {
    Buf b;
    buf_init(&b, 1 << 20);
    Fault f = history_html(pg->c, &b, &account_entity, account, HISTORY_SHOWN, page_hidden(pg));
    *ret_html = html_keep(pg->c->arena, &b);
    return f;
}

static Fault person_view(Ctx *c, const Request *rq, Page *pg, Account *a, PersonView *v) {
    const Params *typed = rq->method == POST ? &rq->form : NULL;
    *v = (PersonView){.a = a, .grant = ent_new(c, &grant_entity), .admin = c->who.roles & ROLE_ADMIN,
                      .own = a->head.id == c->who.account, .step_on = a->totp_on == 1,
                      .path = person_path(c, a->head.id),
                      .blocked = a->blocked == 1,
                      .role = choose_role(c, typed ? params_get(typed, "role") : (Str){0})};
    TRY(account_may_manage(c, a->head.id, &v->may_manage));
    v->may_give = v->role.options_n > 0 && ent_may_write(c, &account_entity, &a->head);
    v->may_manage = v->may_manage && ent_may_write(c, &account_entity, &a->head);
    TRY(accounts_left(c, &a->head.id, 1, &v->left));
    bool hands;
    TRY(account_may_hand_over(c, a, &hands));
    if (hands) TRY(account_held(c, a->head.id, &v->held));
    TRY(role_rows(c, a->head.id, true, &v->roles, &v->roles_n));
    if (a->person) TRY(ent_labels(c, &a->person, 1, &v->person));
    TRY(history_of(pg, a->head.id, &v->history));
    pg->crumbs[0] = (Crumb){LIT("/people"), tr(c->reader.lang, T_ACCOUNT_PEOPLE)};
    pg->crumbs[1] = (Crumb){{0}, a->name};
    pg->n_crumbs = 2;
    return OK;
}

Fault get_person(Ctx *c, const Request *rq, Reply *rp) {
    Account *a = ent_new(c, &account_entity);
    PersonView v;
    TRY(ent_load(c, &account_entity, rq->ids[0], a));
    Page pg = page_new(c, rq, NAV_MORE, a->name);
    TRY(person_view(c, rq, &pg, a, &v));
    return page_send(&pg, rp, person_page, &v);
}

/* The page again, with what is stored and the complaints beside what was typed. */
static Fault person_again(Ctx *c, const Request *rq, Reply *rp, bool role) {
    Account *a = ent_new(c, &account_entity);
    PersonView v;
    TRY(ent_load(c, &account_entity, rq->ids[0], a));
    Page pg = page_new(c, rq, NAV_MORE, a->name);
    TRY(person_view(c, rq, &pg, a, &v));
    v.role_form = role;
    v.edit_form = !role;
    return page_again(&pg, rp, person_page, &v);
}

/* Who has lost a role may hold things that are open: how many, and the page that hands them over. */
static Fault go_on_from(Ctx *c, const Request *rq, Reply *rp, TextKey said, TextKey held_said) {
    int64_t n;
    TRY(account_held(c, rq->ids[0], &n));
    Str path = person_path(c, rq->ids[0]);
    if (n) path = arena_printf(c->arena, "%.*s/hand-over", STR_ARG(path));
    reply_go(c, rp, path, n ? held_said : said, &TR_N("n", n), n ? 1 : 0);
    return OK;
}

static Fault go_to_person(Ctx *c, const Request *rq, Reply *rp, TextKey said) {
    reply_go(c, rp, person_path(c, rq->ids[0]), said, NULL, 0);
    return OK;
}

Fault account_change(Ctx *c, const Head *was, Account *a) {
    int64_t version = a->head.version;
    a->head = *was;
    a->head.version = version;
    TRY(act_begin(c, T_ACT_PERSON, a->name));
    TRY(complaints_fault(c));
    return ent_save(c, &account_entity, a);
}

Fault post_person(Ctx *c, const Request *rq, Reply *rp) {
    Account *a = ent_new(c, &account_entity);
    TRY(ent_load(c, &account_entity, rq->ids[0], a));
    Head kept = a->head;
    ent_form_read(c, &account_entity, &rq->form, a);
    Fault f = account_change(c, &kept, a);
    if (f == INVALID) return person_again(c, rq, rp, false);
    TRY(f);
    return go_to_person(c, rq, rp, T_ACCOUNT_PERSON_SAVED);
}

Fault grant_give(Ctx *c, Grant *g) {
    Account *a = ent_new(c, &account_entity);
    TRY(ent_load(c, &account_entity, g->account, a));
    TRY(act_begin(c, T_ACT_ROLE, a->name));
    TRY(complaints_fault(c));
    return ent_save(c, &grant_entity, g);
}

Fault post_person_role(Ctx *c, const Request *rq, Reply *rp) {
    Grant *g = ent_new(c, &grant_entity);
    ent_form_read(c, &grant_entity, &rq->form, g);
    g->account = rq->ids[0];
    Fault f = grant_give(c, g);
    if (f == INVALID) return person_again(c, rq, rp, true);
    TRY(f);
    return go_to_person(c, rq, rp, T_ACCOUNT_ROLE_GIVEN);
}

Fault grant_stop(Ctx *c, Id grant) {
    TRY(act_begin(c, T_ACT_ROLE_END, (Str){0}));
    return grant_end(c, grant);
}

Fault post_person_role_end(Ctx *c, const Request *rq, Reply *rp) {
    Grant *g = ent_new(c, &grant_entity);
    TRY(ent_load(c, &grant_entity, rq->ids[1], g));
    if (g->account != rq->ids[0]) return fail(c, NOT_FOUND, "grant", rq->ids[1]);
    Fault f = grant_stop(c, rq->ids[1]);
    if (f == INVALID) return person_again(c, rq, rp, false);
    TRY(f);
    return go_on_from(c, rq, rp, T_ACCOUNT_ROLE_ENDED, T_ACCOUNT_ROLE_ENDED_HELD);
}

Fault account_block(Ctx *c, Id account, bool blocked, Account *ret_a) {
    TRY(ent_load(c, &account_entity, account, ret_a));
    TRY(act_begin(c, blocked ? T_ACT_STOP : T_ACT_ALLOW, ret_a->name));
    ret_a->blocked = blocked;
    TRY(ent_save(c, &account_entity, ret_a));
    return blocked ? session_end_others(c, account, 0) : OK;
}

static Fault set_blocked(Ctx *c, const Request *rq, Reply *rp, bool blocked) {
    Fault f = account_block(c, rq->ids[0], blocked, ent_new(c, &account_entity));
    if (f == INVALID) return person_again(c, rq, rp, false);
    TRY(f);
    if (!blocked) return go_to_person(c, rq, rp, T_ACCOUNT_ALLOWED);
    return go_on_from(c, rq, rp, T_ACCOUNT_STOPPED, T_ACCOUNT_STOPPED_HELD);
}

Fault post_person_stop(Ctx *c, const Request *rq, Reply *rp) { return set_blocked(c, rq, rp, true); }
Fault post_person_allow(Ctx *c, const Request *rq, Reply *rp) { return set_blocked(c, rq, rp, false); }

Fault account_step_off(Ctx *c, Id account, Account *ret_a) {
    bool may;
    TRY(ent_load(c, &account_entity, account, ret_a));
    TRY(account_may_manage(c, account, &may));
    if (!may) return fail(c, NOT_ALLOWED, "account", account);
    ret_a->totp_on = 0;
    ret_a->totp_secret = (Str){0};
    ret_a->totp_last = 0;
    TRY(act_begin(c, T_ACT_STEP_OFF, ret_a->name));
    TRY(save_as(c, c->who.org, &account_entity, ret_a));
    c->act = 0;
    return OK;
}

Fault post_person_step_off(Ctx *c, const Request *rq, Reply *rp) {
    TRY(account_step_off(c, rq->ids[0], ent_new(c, &account_entity)));
    return go_to_person(c, rq, rp, T_ACCOUNT_STEP_IS_OFF);
}

/* ---- the outbox ------------------------------------------------------------------------------------------------- */

Fault get_mails(Ctx *c, const Request *rq, Reply *rp) {
    MailsView v = {.waiting = 0};
    TRY(mail_ready(c, &v.ready));
    TRY(mail_list(c, &v.mails, &v.mails_n, &v.waiting));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_ACCOUNT_MAILS));
    pg.crumbs[0] = (Crumb){LIT("/people"), tr(c->reader.lang, T_ACCOUNT_PEOPLE)};
    pg.crumbs[1] = (Crumb){{0}, tr(c->reader.lang, T_ACCOUNT_MAILS)};
    pg.n_crumbs = 2;
    return page_send(&pg, rp, mails_page, &v);
}

Fault post_mail_again(Ctx *c, const Request *rq, Reply *rp) {
    TRY(mail_again(c, rq->ids[0]));
    reply_go(c, rp, LIT("/people/mails"), T_ACCOUNT_MAIL_AGAIN, NULL, 0);
    return OK;
}
