/* case_sign.c - consents are signed, on the screen, on paper or by word of mouth, and withdrawn. */
#include "case/case_page.h"

#include "post/post.h"

/* ---- signing ---------------------------------------------------------------------------------------------------- */

static Str purpose_field(Ctx *c, int purpose) {
    return arena_printf(c->arena, "agree.%s", choice_of(&consent_purpose_choices, purpose)->name);
}

static Fault draw_sign(Ctx *c, const Request *rq, Reply *rp, const Case *k) {
    const Params *typed = rq->method == POST ? &rq->form : NULL;
    ConsentText words[CONSENT_PURPOSE_N];
    SignForm v = {.path = case_path(c, k->head.id), .rows = ARENA_ARRAY(c->arena, SignChoice, CONSENT_PURPOSE_N),
                  .name = tri_best(&k->title, c->reader.lang, NULL), .today = day_iso(c->arena, c->reader.today),
                  .signed_by = params_get(&rq->form, "signed_by"), .signed_on = params_get(&rq->form, "signed_on"),
                  .paper = str_eq(params_get(&rq->form, "way"), LIT("paper")),
                  .spoken = str_eq(params_get(&rq->form, "way"), LIT("spoken")),
                  .owner = !(c->who.roles & ROLES_STAFF)};
    Buf b;
    TRY(consent_words_now(c, words));
    for (int p = 1; p < CONSENT_PURPOSE_N; p++) {
        Lang from = LANG_EN;
        SignChoice *s = &v.rows[v.rows_n++];
        *s = (SignChoice){.value = purpose_field(c, p), .name = choice_label(&consent_purpose_choices, p),
                          .words = tri_best(&words[p].words, c->reader.lang, &from), .number = words[p].number,
                          .months = words[p].months == NUMBER_NONE ? 0 : words[p].months,
                          .none = !words[p].head.id};
        s->words_lang = str_of(lang_code(from));
        TRY(case_consents(c, k->head.id, p, &s->holds));
        s->chosen = params_has(typed ? typed : &rq->args, arena_z(c->arena, s->value)) ||
                    (!typed && p == CONSENT_PURPOSE_ACCOMPANY && !s->holds);
    }
    if (!v.signed_on.n) v.signed_on = v.today;
    buf_init(&b, 1 << 16);
    complaints_html(c, &b, &consent_entity);
    v.errors = html_keep(c->arena, &b);
    Page pg = case_page_new(c, rq, k->head.id, v.name, T_CASE_SIGN);
    if (c->complaints.n) return page_again(&pg, rp, case_sign_page, &v);
    return page_send(&pg, rp, case_sign_page, &v);
}

Fault get_case_sign(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &case_entity, rq->ids[0], k));
    case_opened(c, k->head.id);
    return draw_sign(c, rq, rp, k);
}

typedef struct Signing {
    const Request *rq;
    Case          *k;
    FilesTaken     files;
    size_t         signed_n;
} Signing;

/* The scan hangs on a note of the team, which the consents point at. */
static Fault keep_paper(Ctx *c, Signing *s, Id *ret_post) {
    Post *p = ent_new(c, &post_entity);
    if (!s->files.n) return OK;
    p->kind = POST_KIND_NOTE;
    p->about = s->k->client;
    p->of_case = s->k->head.id;
    p->text = tr(c->reader.lang, T_CASE_PAPER_NOTE);
    TRY(ent_save(c, &post_entity, p));
    *ret_post = p->head.id;
    return files_attach(c, &s->files, p->head.id, s->k->client);
}

static Fault sign_run(Ctx *c, void *arg) {
    Signing      *s = arg;
    const Params *form = &s->rq->form;
    ConsentText   words[CONSENT_PURPOSE_N];
    Consent       typed;
    Id            paper = 0;
    s->signed_n = 0;
    TRY(ent_load(c, &case_entity, s->rq->ids[0], s->k));
    TRY(act_begin(c, T_CASE_ACT_SIGN, tri_best(&s->k->title, c->reader.lang, NULL)));
    TRY(consent_words_now(c, words));
    ent_clear(&consent_entity, &typed);
    ent_form_read(c, &consent_entity, form, &typed);
    TRY(keep_paper(c, s, &paper));
    for (int p = 1; p < CONSENT_PURPOSE_N; p++) {
        if (!params_has(form, arena_z(c->arena, purpose_field(c, p))) || !words[p].head.id) continue;
        Consent *v = ent_new(c, &consent_entity);
        *v = typed;
        v->of_case = s->k->head.id;
        v->purpose = p;
        v->words = words[p].head.id;
        v->until_on = 0;
        v->paper = paper;
        TRY(ent_save(c, &consent_entity, v));
        s->signed_n++;
    }
    if (!s->signed_n) complain(c, "purpose", T_CASE_NOTHING_CHOSEN);
    return complaints_fault(c);
}

static Fault draw_again(Ctx *c, const Request *rq, Reply *rp, Case *k) {
    TRY(region_read_begin(c->region, c));
    Fault f = ent_load(c, &case_entity, rq->ids[0], k);
    if (f == OK) f = draw_sign(c, rq, rp, k);
    region_read_end(c->region, c);
    return f;
}

/* POST /cases/ID/consents, on a slow thread: a scan may come along. */
Fault post_case_sign(Ctx *c, const Request *rq, Reply *rp) {
    Signing s = {.rq = rq, .k = ent_new(c, &case_entity)};
    Fault f = files_write(c, rq, "paper", &s.files, sign_run, &s);
    if (f == INVALID) return draw_again(c, rq, rp, s.k);
    TRY(f);
    reply_go(c, rp, case_path(c, s.k->head.id), T_CASE_SIGNED, &TR_N("n", (int64_t)s.signed_n), 1);
    return OK;
}

/* ---- withdrawing ------------------------------------------------------------------------------------------------ */

Fault get_consent_withdraw(Ctx *c, const Request *rq, Reply *rp) {
    Consent *v = ent_new(c, &consent_entity);
    char id[ID_CHARS + 1];
    TRY(ent_load(c, &consent_entity, rq->ids[0], v));
    if (v->withdrawn_at) return fail(c, OVER, "consent", v->head.id);
    id_print(id, v->head.id);
    WithdrawForm form = {.path = case_path(c, v->of_case),
                         .purpose = choice_label(&consent_purpose_choices, v->purpose),
                         .action = arena_printf(c->arena, "/consents/%s/withdraw", id),
                         .shuts = v->purpose == CONSENT_PURPOSE_ACCOMPANY};
    TRY(case_name(c, v->of_case, &form.name));
    Page pg = case_page_new(c, rq, v->of_case, form.name, T_CASE_WITHDRAW);
    return page_send(&pg, rp, case_withdraw_page, &form);
}

/* Once shut, the case is no page any more for who works here: they come to the list. */
Fault post_consent_withdraw(Ctx *c, const Request *rq, Reply *rp) {
    Consent *v = ent_new(c, &consent_entity);
    Case    *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &consent_entity, rq->ids[0], v));
    if (v->withdrawn_at) return fail(c, OVER, "consent", v->head.id);
    v->withdrawn_at = c->reader.now;
    v->withdrawn_why = str_trim(params_get(&rq->form, "why"));
    TRY(ent_save(c, &consent_entity, v));
    Fault f = ent_load(c, &case_entity, v->of_case, k);
    if (f == NOT_FOUND) {
        reply_go_final(c, rp, LIT("/cases"), T_CASE_SHUT_NOW);
        return OK;
    }
    TRY(f);
    reply_go_final(c, rp, case_path(c, v->of_case), T_CASE_WITHDRAWN_NOW);
    return OK;
}
