/* case_tell.c - the owner is told by mail that something waits on their page; what it is stands there alone. */
#include "case/case_store.h"

#include "account/account.h"
#include "db/facts.h"

/* Who owns the case, whoever does this. */
static Fault owner_of(Ctx *c, Id of_case, Id *ret_owner) {
    const Who kept = c->who;
    Case     *k = ent_new(c, &case_entity);
    c->who.system = true;
    Fault f = ent_load(c, &case_entity, of_case, k);
    c->who = kept;
    *ret_owner = f == OK ? k->owner_account : 0;
    return f == NOT_FOUND ? OK : f;
}

static Fault may_tell(Ctx *c, Id of_case, bool *ret_yes) {
    bool told;
    TRY(case_consents(c, of_case, CONSENT_PURPOSE_CONTACT, ret_yes));
    if (!*ret_yes) return OK;
    TRY(mail_told_since(c, of_case, stamp_of(c->reader.today, 0, 0, c->reader.zone), &told));
    *ret_yes = !told;
    return OK;
}

Fault case_tell_owner(Ctx *c, Id of_case) {
    Account *a = ent_new(c, &account_entity);
    Id   owner;
    Str  site;
    bool may;
    if (c->who.system && !c->who.account) return OK;
    TRY(owner_of(c, of_case, &owner));
    if (!owner || owner == c->who.account) return OK;
    TRY(fact_get(c, "site", &site));
    if (!site.n) return OK;
    TRY(may_tell(c, of_case, &may));
    if (!may) return OK;
    Fault f = account_by_id(c, owner, a);
    if (f != OK || !a->email.n || a->blocked == 1) return f == NOT_FOUND ? OK : f;
    Mail m = {.org = c->who.org, .to = a->email, .reader = c->reader, .about = of_case, .n_args = 1,
              .subject = T_CASE_NOTICE_MAIL, .body = T_CASE_NOTICE_MAIL_TEXT,
              .link = arena_printf(c->arena, "%.*s/mine", STR_ARG(site))};
    (void)lang_parse(a->lang, &m.reader.lang);
    m.args[0] = TR_ARG("name", a->name);
    return mail_queue(c, &m);
}
