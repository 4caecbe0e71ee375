/* introduction_open.c - /introduced/KEY: what a side reads behind its link, without signing in, and its answer. Nothing
** on it says that somebody is accompanied. */
#include "introduction/introduction_page.h"

#include "account/account_page.h"
#include "actor_ent.h"
#include "base/utf8.h"
#include "db/facts.h"

/* What of their own they could let be given. */
static Fault own_contact(Ctx *c, Id actor, IntroOpen *o) {
    Actor *a = ent_new(c, &actor_entity);
    Fault  f = ent_load_as_program(c, &actor_entity, actor, a);
    o->has_phone = f == OK && a->phone.n;
    o->has_email = f == OK && a->email.n;
    return f == NOT_FOUND ? OK : f;
}

static Fault fill(Ctx *c, const Request *rq, const Introduction *v, int side, IntroOpen *o) {
    bool first = side == INTRO_ONE, holds = true;
    int  says = first ? v->one_says : v->other_says;
    Str  one, other;
    if (v->of_case) TRY(case_consents(c, v->of_case, CONSENT_PURPOSE_ACCOMPANY, &holds));
    TRY(introduction_names(c, v, c->reader.lang, &one, &other));
    *o = (IntroOpen){.other = first ? other : one, .why = first ? v->why_one : v->why_other, .path = rq->path,
                     .why_lang = str_of(lang_code(introduction_lang(c, v, side))), .about = v->about,
                     .waits = introduction_waits(v, c->reader.today) && holds && !says, .answered = says != 0,
                     .agreed = says == INTRO_ANSWER_YES, .both = v->state == INTRO_STATE_BOTH_AGREED,
                     .declined = says == INTRO_ANSWER_NO};
    o->over = !o->waits && !o->answered;
    TRY(fact_name(c, c->reader.lang, &o->region));
    TRY(fact_get(c, "contact.phone", &o->phone));
    o->phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(o->phone));
    TRY(own_contact(c, first ? v->one : v->other, o));
    TRY(introduction_contact(c, v, side, &o->contact));
    if (o->contact.email.n) o->mail_href = arena_printf(c->arena, "mailto:%.*s", STR_ARG(o->contact.email));
    return OK;
}

/* The page speaks the language that was chosen for this side, unless another is chosen on it. */
static void speak(Ctx *c, const Request *rq, const Introduction *v, int side) {
    bool chosen = request_cookie(rq, COOKIE_LANG).n || params_has(&rq->args, "lang");
    if (!chosen && !c->who.account) c->reader.lang = introduction_lang(c, v, side);
}

Fault get_intro_open(Ctx *c, const Request *rq, Reply *rp) {
    Introduction *v = ent_new(c, &introduction_entity);
    IntroOpen     o;
    int           side;
    TRY(introduction_by_key(c, rq->words[0], v, &side));
    speak(c, rq, v, side);
    TRY(fill(c, rq, v, side, &o));
    Page pg = guest_page(c, rq, T_INTRODUCTION_OPEN);
    reply_header(c, rp, "X-Robots-Tag", LIT("noindex"));
    rp->passing = true;
    return page_send(&pg, rp, intro_open_page, &o);
}

int64_t intro_gives(const Request *rq) {
    int64_t gives = 0;
    for (size_t i = 0; i < rq->form.n; i++) {
        bool named = str_eq(rq->form.v[i].name, LIT("gives"));
        int  kind = named ? choice_value(&contact_kind_choices, rq->form.v[i].value) : 0;
        if (kind) gives |= (int64_t)1 << (kind - 1);
    }
    return gives;
}

Fault post_intro_open(Ctx *c, const Request *rq, Reply *rp) {
    Introduction *v = ent_new(c, &introduction_entity);
    IntroAnswer   a = {.how = c->who.account ? INTRO_WAY_PAGE : INTRO_WAY_LINK,
                       .reason = utf8_head(str_trim(params_get(&rq->form, "reason")), 300)};
    TRY(introduction_by_key(c, rq->words[0], v, &a.side));
    a.says = choice_value(&intro_answer_choices, params_get(&rq->form, "says"));
    if (!a.says) return BAD_REQUEST;
    a.gives = intro_gives(rq);
    TRY(introduction_answer(c, v->head.id, &a, v));
    c->act = 0;
    TextKey said = a.says == INTRO_ANSWER_YES ? T_INTRODUCTION_THANKS_YES : T_INTRODUCTION_THANKS_NO;
    reply_go(c, rp, rq->path, said, NULL, 0);
    return OK;
}
