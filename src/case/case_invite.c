/* case_invite.c - the owner of a business is invited to a page of their own: whoever comes in by that invitation is of
** the circle of this case from then on. */
#include "case/case_page.h"
#include "case/case_store.h"

#include "account/account.h"
#include "actor_ent.h"

bool case_may_invite(Ctx *c, const Case *k) {
    return c->who.account && ent_may_write(c, &case_entity, &k->head) &&
           account_may_grant(c->who.roles, GRANT_ROLE_OWNER);
}

static Fault load(Ctx *c, const Request *rq, Case *ret_k) {
    TRY(ent_load(c, &case_entity, rq->ids[0], ret_k));
    return case_may_invite(c, ret_k) ? OK : fail(c, NOT_ALLOWED, "case", ret_k->head.id);
}

static Fault send_form(Ctx *c, const Request *rq, Reply *rp, const Case *k, const Invite *v) {
    InviteOwnerForm form = {.path = case_path(c, k->head.id), .name = tri_best(&k->title, c->reader.lang, NULL),
                            .lang = tr(c->reader.lang, choice_label(&case_lang_choices, k->lang))};
    form.action = arena_printf(c->arena, "%.*s/invite", STR_ARG(form.path));
    const Params *typed = rq->method == POST ? &rq->form : NULL;
    Buf b;
    buf_init(&b, 64 * 1024);
    ent_field_html(c, &b, &invite_entity, &invite_entity.fields[INVITE_F_NAME], v, typed);
    ent_field_html(c, &b, &invite_entity, &invite_entity.fields[INVITE_F_EMAIL], v, typed);
    form.fields = html_keep(c->arena, &b);
    Page pg = case_page_new(c, rq, k->head.id, form.name, T_CASE_INVITE);
    if (complaints_fault(c) == INVALID) return page_again(&pg, rp, case_invite_page, &form);
    return page_send(&pg, rp, case_invite_page, &form);
}

/* What is known already of who speaks for the business. */
Fault get_case_invite(Ctx *c, const Request *rq, Reply *rp) {
    Case   *k = ent_new(c, &case_entity);
    Invite *v = ent_new(c, &invite_entity);
    Actor  *a = ent_new(c, &actor_entity);
    TRY(load(c, rq, k));
    Fault f = ent_load(c, &actor_entity, k->contact ? k->contact : k->client, a);
    if (f == OK) {
        v->name = k->contact ? tri_best(&a->name, case_language(k->lang, c->reader.lang), NULL) : (Str){0};
        v->email = a->email;
    } else if (f != NOT_FOUND) {
        return f;
    }
    return send_form(c, rq, rp, k, v);
}

static Fault join(Ctx *c, Id of_case, Id account) {
    CaseMember *m = ent_new(c, &case_member_entity);
    m->of_case = of_case;
    m->account = account;
    m->role = CASE_ROLE_OWNER;
    m->from_on = c->reader.today;
    return ent_save_following(c, &case_member_entity, m);
}

/* Somebody of this organisation has the address already: an owner of two businesses is not asked to come in twice. */
static Fault known(Ctx *c, Str email, Id *ret_account) {
    Account *v;
    size_t n;
    *ret_account = 0;
    TRY(accounts_by_email(c, email, &v, &n));
    for (size_t i = 0; i < n; i++) {
        if (v[i].head.org == c->who.org) *ret_account = v[i].head.id;
    }
    return OK;
}

Fault post_case_invite(Ctx *c, const Request *rq, Reply *rp) {
    Case      *k = ent_new(c, &case_entity);
    Invite    *v = ent_new(c, &invite_entity);
    InviteSent sent;
    Id account;
    TRY(load(c, rq, k));
    ent_form_read(c, &invite_entity, &rq->form, v);
    v->role = GRANT_ROLE_OWNER;
    v->place = k->head.unit;
    v->lang = str_of(lang_code(case_language(k->lang, c->reader.lang)));
    TRY(known(c, v->email, &account));
    if (account) {
        TRY(act_begin(c, T_ACT_INVITE, v->name));
        TRY(join(c, k->head.id, account));
        reply_go(c, rp, case_path(c, k->head.id), T_CASE_OWNER_KNOWN, NULL, 0);
        return OK;
    }
    Fault f = invite_send(c, rq, v, &sent);
    if (f == INVALID) return send_form(c, rq, rp, k, v);
    TRY(f);
    k->owner_invite = v->head.id;
    TRY(ent_save(c, &case_entity, k));
    return invite_given(c, rq, rp, v, &sent, case_path(c, k->head.id));
}

Fault case_owner_came(Ctx *c, const Invite *v, Id account) {
    int64_t of_case;
    Fault f = db_int(c, &CASE_QUERIES[Q_CASE_INVITED], VALS(v_id(v->head.org), v_id(v->head.id)), &of_case);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    Who kept = c->who;                            /* whoever comes in is nobody yet */
    c->who.org = v->head.org;
    f = join(c, of_case, account);
    c->who = kept;
    return f;
}
