/* api_people.c - colleagues, their roles and invitations, and the settings of the region, for programs: the same steps
** as on the pages. */
#include "api/api_inner.h"

#include "account/account_page.h"
#include "setting/setting.h"

/* ---- roles ----------------------------------------------------------------------------------------------------- */

Fault api_grant_give(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    Grant *g = ent_new(c, &grant_entity);
    TRY(api_entity(c, rq, &e));
    TRY(api_json_body(rq));
    Fault f = ent_json_read(c, e, rq->body, true, g);
    if (f != INVALID) TRY(f);
    if (!g->account) complain(c, "account", T_FORM_FIX_REQUIRED);
    TRY(complaints_fault(c));
    f = grant_give(c, g);
    if (f == NOT_FOUND) complain(c, "account", T_FORM_FIX_REF);
    TRY(f == NOT_FOUND ? INVALID : f);
    return api_answer_new(c, rp, e, g->head.id);
}

Fault api_grant_end(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    TRY(grant_stop(c, rq->ids[0]));
    return api_answer(c, rp, e, rq->ids[0]);
}

/* ---- invitations ----------------------------------------------------------------------------------------------- */

Fault api_invite(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    InviteSent sent;
    Invite *v = ent_new(c, &invite_entity);
    TRY(api_entity(c, rq, &e));
    TRY(api_json_body(rq));
    if (!ent_may_write(c, e, NULL)) return fail(c, NOT_ALLOWED, e->name, 0);
    Fault f = ent_json_read(c, e, rq->body, true, v);
    if (f != INVALID) TRY(f);
    TRY(invite_send(c, rq, v, &sent));
    rp->status = 201;
    rp->type = "application/json";
    api_tell_act(c, rp);
    reply_once_only(c, rp);
    buf_lit(rp->body, "{\"invite\":");
    ent_json(c, rp->body, e, v);
    buf_lit(rp->body, ",\"link\":");
    put_json(rp->body, sent.link);
    buf_lit(rp->body, ",\"message\":");
    put_json(rp->body, sent.message);
    buf_printf(rp->body, ",\"mailed\":%s}", sent.mailed ? "true" : "false");
    return OK;
}

/* ---- colleagues ------------------------------------------------------------------------------------------------ */

Fault api_account_change(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    Account *a = ent_new(c, &account_entity);
    TRY(api_entity(c, rq, &e));
    TRY(api_json_body(rq));
    TRY(api_load_to_write(c, rq, e, a));
    Head was = a->head;
    Fault f = ent_json_read(c, e, rq->body, true, a);
    if (f != INVALID) TRY(f);
    TRY(account_change(c, &was, a));
    return api_answer(c, rp, e, rq->ids[0]);
}

static Fault blocked(Ctx *c, const Request *rq, Reply *rp, bool yes) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    TRY(account_block(c, rq->ids[0], yes, ent_new(c, e)));
    return api_answer(c, rp, e, rq->ids[0]);
}

Fault api_account_stop(Ctx *c, const Request *rq, Reply *rp) { return blocked(c, rq, rp, true); }
Fault api_account_allow(Ctx *c, const Request *rq, Reply *rp) { return blocked(c, rq, rp, false); }

Fault api_account_link(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    InviteSent sent;
    TRY(api_entity(c, rq, &e));
    TRY(account_link(c, rq, ent_new(c, e), &sent));
    rp->type = "application/json";
    api_tell_act(c, rp);
    reply_once_only(c, rp);
    buf_lit(rp->body, "{\"link\":");
    put_json(rp->body, sent.link);
    buf_lit(rp->body, ",\"message\":");
    put_json(rp->body, sent.message);
    buf_byte(rp->body, '}');
    return OK;
}

Fault api_account_step_off(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    TRY(account_step_off(c, rq->ids[0], ent_new(c, e)));
    return api_answer(c, rp, e, rq->ids[0]);
}

/* ---- the region ------------------------------------------------------------------------------------------------ */

/* One record, without its id in the address: there is one for the region. */
Fault api_settings(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    Setting *s = ent_new(c, &setting_entity);
    TRY(api_entity(c, rq, &e));
    TRY(setting_load(c, s));
    return api_answer_with(c, rp, e, s, NULL);
}

Fault api_settings_change(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    Setting *s = ent_new(c, &setting_entity);
    TRY(api_entity(c, rq, &e));
    TRY(api_json_body(rq));
    TRY(setting_load(c, s));
    TRY(api_version(c, rq, e, &s->head));
    Head was = s->head;
    Fault f = ent_json_read(c, e, rq->body, true, s);
    if (f != INVALID) TRY(f);
    s->head = was;
    TRY(setting_save(c, s));
    return api_answer(c, rp, e, s->head.id);
}
