/* agreement_steps.c - the steps of an agreement's way and of a promise: signing, review, end; kept, changed. */
#include "agreement/agreement_page.h"

#include "post/post.h"

void agreement_line(Buf *b, const Page *pg, const char *field) { complaint_line(pg->c, b, field); }

void agreement_line_of(Buf *b, const Page *pg, Str field) {
    complaint_line(pg->c, b, arena_z(pg->c->arena, field));
}

static Day day_typed(Ctx *c, const Request *rq, const char *name, const Entity *e, int field, void *rec) {
    Str text = str_trim(params_get(&rq->form, name));
    const Field *f = &e->fields[field];
    value_clear(f, rec);
    if (text.n) (void)value_read(c, f, rec, LANG_EN, text);
    return *(const Day *)field_in(f, rec);
}

static Str iso(Ctx *c, Day d) { return d ? day_iso(c->arena, d) : (Str){0}; }

/* What was typed, when the page comes back; else what is stored. */
static Str typed(const Request *rq, const char *name, Str stored) {
    return rq->method == POST ? params_get(&rq->form, name) : stored;
}

static Page step_page(Ctx *c, const Request *rq, TextKey title, Str path, Str name) {
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/agreements"), tr(c->reader.lang, T_ENT_AGREEMENT_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){path, name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return pg;
}

static Fault step_send(Ctx *c, const Request *rq, Reply *rp, AgreementStepView *v) {
    Page pg = step_page(c, rq, v->title, v->path, v->name);
    v->action = rq->path;
    if (c->complaints.n) return page_again(&pg, rp, agreement_step_page, v);
    return page_send(&pg, rp, agreement_step_page, v);
}

/* ---- review and end ------------------------------------------------------------------------------------------- */

static bool is_review(const Request *rq) { return str_ends(rq->path, LIT("/review")); }

static Fault draw_step(Ctx *c, const Request *rq, Reply *rp, const Agreement *a) {
    bool talk = a->kind == AGREEMENT_KIND_EXPECTATIONS;
    AgreementStepView v = {.path = view_record_path(c, &agreement_entity, a->head.id), .name = a->title,
                  .review = is_review(rq), .today = iso(c, c->reader.today)};
    if (v.review) {
        v.title = talk ? T_AGREEMENT_TALK : T_AGREEMENT_REVIEW;
        v.what = talk ? T_AGREEMENT_TALK_WHAT : T_AGREEMENT_REVIEW_WHAT;
        v.label = T_ENT_AGREEMENT_REVIEW_WORDS;
        v.field = LIT("review_words");
        v.optional = true;
        v.held_on = typed(rq, "reviewed_on", v.today);
        v.next_on = typed(rq, "review_on", iso(c, day_plus(c->reader.today, 364)));
    } else {
        v.title = T_AGREEMENT_END;
        v.what = T_AGREEMENT_END_WHAT;
        v.label = T_ENT_AGREEMENT_END_REASON;
        v.field = LIT("end_reason");
    }
    v.text = typed(rq, arena_z(c->arena, v.field), (Str){0});
    return step_send(c, rq, rp, &v);
}

static Fault load_mine(Ctx *c, const Request *rq, Agreement *ret_a) {
    TRY(ent_load(c, &agreement_entity, rq->ids[0], ret_a));
    return agreement_may_change(c, ret_a) ? OK : fail(c, NOT_ALLOWED, "agreement", rq->ids[0]);
}

Fault get_agreement_step(Ctx *c, const Request *rq, Reply *rp) {
    Agreement *a = ent_new(c, &agreement_entity);
    TRY(load_mine(c, rq, a));
    return draw_step(c, rq, rp, a);
}

Fault post_agreement_step(Ctx *c, const Request *rq, Reply *rp) {
    Agreement *a = ent_new(c, &agreement_entity), *at = ent_new(c, &agreement_entity);
    Fault f;
    if (is_review(rq)) {
        Day held = day_typed(c, rq, "reviewed_on", &agreement_entity, AGREEMENT_F_REVIEWED_ON, at);
        Day next = day_typed(c, rq, "review_on", &agreement_entity, AGREEMENT_F_REVIEW_ON, at);
        f = agreement_review(c, rq->ids[0], held, next, str_trim(params_get(&rq->form, "review_words")), a);
    } else {
        f = agreement_end(c, rq->ids[0], str_trim(params_get(&rq->form, "end_reason")), a);
    }
    if (f == INVALID) return draw_step(c, rq, rp, a);
    TRY(f);
    reply_go(c, rp, view_record_path(c, &agreement_entity, a->head.id),
             is_review(rq) ? T_AGREEMENT_REVIEWED : T_AGREEMENT_ENDED, NULL, 0);
    return OK;
}

/* ---- signing: a scan may come along --------------------------------------------------------------------------- */

static Fault draw_sign(Ctx *c, const Request *rq, Reply *rp, const Agreement *a) {
    BothSides sides;
    TRY(both_sides(c, a, &sides));
    AgreementSignView v = {.path = view_record_path(c, &agreement_entity, a->head.id), .name = a->title,
                  .today = iso(c, c->reader.today), .signed_by = typed(rq, "signed_by", a->signed_by),
                  .signed_on = typed(rq, "signed_on", iso(c, a->signed_on ? a->signed_on : c->reader.today)),
                  .review_on = typed(rq, "review_on",
                                     iso(c, a->review_on ? a->review_on : day_plus(c->reader.today, 364))),
                  .no_ours = typed(rq, "no_ours", a->no_ours), .no_theirs = typed(rq, "no_theirs", a->no_theirs),
                  .ask_ours = !sides.ours.rows_n, .ask_theirs = !sides.theirs.rows_n,
                  .paper = a->kind != AGREEMENT_KIND_EXPECTATIONS};
    v.action = arena_printf(c->arena, "%.*s/sign", STR_ARG(v.path));
    Page pg = step_page(c, rq, T_AGREEMENT_SIGN, v.path, v.name);
    if (c->complaints.n) return page_again(&pg, rp, agreement_sign_page, &v);
    return page_send(&pg, rp, agreement_sign_page, &v);
}

Fault get_agreement_sign(Ctx *c, const Request *rq, Reply *rp) {
    Agreement *a = ent_new(c, &agreement_entity);
    TRY(load_mine(c, rq, a));
    return draw_sign(c, rq, rp, a);
}

typedef struct Signing {
    const Request *rq;
    Agreement     *a;
    FilesTaken     files;
} Signing;

/* The scan hangs on a note about the other side, in the unit. Of two people's expectations no paper is kept: a note
** would be read by the whole unit. */
static Fault keep_paper(Ctx *c, const Signing *s, Id *ret_post) {
    SignedPaper paper = {.what = T_ENT_AGREEMENT_PAPER, .name = s->a->title, .about = s->a->actor,
                         .unit = s->a->head.unit, .files = &s->files};
    if (!s->files.n || s->a->kind == AGREEMENT_KIND_EXPECTATIONS) return OK;
    return post_signed_paper(c, &paper, ret_post);
}

static Fault sign_run(Ctx *c, void *arg) {
    Signing       *s = arg;
    const Request *rq = s->rq;
    Agreement     *at = ent_new(c, &agreement_entity);
    AgreementSigning v = {.signed_by = str_trim(params_get(&rq->form, "signed_by")),
                          .no_ours = str_trim(params_get(&rq->form, "no_ours")),
                          .no_theirs = str_trim(params_get(&rq->form, "no_theirs"))};
    v.signed_on = day_typed(c, rq, "signed_on", &agreement_entity, AGREEMENT_F_SIGNED_ON, at);
    v.review_on = day_typed(c, rq, "review_on", &agreement_entity, AGREEMENT_F_REVIEW_ON, at);
    TRY(load_mine(c, rq, s->a));
    TRY(act_begin(c, T_ACT_AGREEMENT_SIGNED, s->a->title));
    TRY(keep_paper(c, s, &v.paper));
    return agreement_sign(c, s->a->head.id, &v, s->a);
}

Fault post_agreement_sign(Ctx *c, const Request *rq, Reply *rp) {
    Signing s = {.rq = rq, .a = ent_new(c, &agreement_entity)};
    Fault f = files_write(c, rq, "paper", &s.files, sign_run, &s);
    if (f == INVALID) return files_again(c, rq, rp, get_agreement_sign);
    TRY(f);
    reply_go(c, rp, view_record_path(c, &agreement_entity, s.a->head.id), T_AGREEMENT_SIGNED_NOW, NULL, 0);
    return OK;
}

/* ---- promises --------------------------------------------------------------------------------------------------- */

static bool is_kept(const Request *rq) { return str_ends(rq->path, LIT("/kept")); }

static Fault draw_promise(Ctx *c, const Request *rq, Reply *rp, const Undertaking *u) {
    bool kept = is_kept(rq);
    AgreementStepView v = {.path = view_record_path(c, &agreement_entity, u->agreement), .name = u->text,
                  .title = kept ? T_AGREEMENT_KEPT : T_AGREEMENT_CHANGED,
                  .what = kept ? T_AGREEMENT_KEPT_WHAT : T_AGREEMENT_CHANGED_WHAT,
                  .label = kept ? T_ENT_UNDERTAKING_EVIDENCE : T_ENT_UNDERTAKING_REASON,
                  .field = kept ? LIT("evidence") : LIT("reason")};
    v.text = typed(rq, arena_z(c->arena, v.field), kept ? u->evidence : (Str){0});
    return step_send(c, rq, rp, &v);
}

Fault get_undertaking_step(Ctx *c, const Request *rq, Reply *rp) {
    Undertaking *u = ent_new(c, &undertaking_entity);
    Agreement   *a = ent_new(c, &agreement_entity);
    TRY(ent_load(c, &undertaking_entity, rq->ids[0], u));
    TRY(ent_load(c, &agreement_entity, u->agreement, a));
    bool may = undertaking_may_mark(c, a, u) && ent_may_write(c, &undertaking_entity, &u->head);
    return may ? draw_promise(c, rq, rp, u) : fail(c, NOT_ALLOWED, "undertaking", rq->ids[0]);
}

Fault post_undertaking_step(Ctx *c, const Request *rq, Reply *rp) {
    Undertaking *u = ent_new(c, &undertaking_entity);
    bool  kept = is_kept(rq);
    Str   text = str_trim(params_get(&rq->form, kept ? "evidence" : "reason"));
    Fault f = kept ? undertaking_keep(c, rq->ids[0], text, u) : undertaking_alter(c, rq->ids[0], text, u);
    if (f == INVALID) return draw_promise(c, rq, rp, u);
    TRY(f);
    reply_go(c, rp, view_record_path(c, &agreement_entity, u->agreement),
             kept ? T_AGREEMENT_KEPT_NOW : T_AGREEMENT_CHANGED_NOW, NULL, 0);
    return OK;
}
