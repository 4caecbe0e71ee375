/* pledge_steps.c - the steps of a pledge's way: kept, let go, shown; and of what was given: confirmed, with a paper. */
#include "pledge/pledge_page.h"

#include "actor_ent.h"
#include "file/file.h"
#include "post/post.h"

#include <stddef.h>

/* The form as a record of its own, so that its fields are drawn, read and checked as those of every noun. */
typedef struct Step {
    Head          head;
    PledgeKeeping k;
    Str           reason;
} Step;

enum { S_ON, S_EVIDENCE, S_WITNESS, S_WITNESS_ACTOR, S_REASON, S_N };
#define AT(member) (offsetof(Step, k) + offsetof(PledgeKeeping, member))
static const Field FIELDS[S_N] = {
    [S_ON] = {.name = "kept_on", .type = F_DAY, .offset = AT(on), .label = T_ENT_PLEDGE_KEPT_ON},
    [S_EVIDENCE] = {.name = "evidence", .type = F_LINES, .offset = AT(evidence), .max = 500,
                    .flags = FIELD_REQUIRED, .label = T_ENT_PLEDGE_EVIDENCE},
    [S_WITNESS] = {.name = "witness", .type = F_REF, .offset = AT(witness), .to = &account_entity,
                   .label = T_ENT_PLEDGE_WITNESS, .hint = T_PLEDGE_WITNESS_HINT},
    [S_WITNESS_ACTOR] = {.name = "witness_actor", .type = F_REF, .offset = AT(witness_actor), .to = &actor_entity,
                         .label = T_ENT_PLEDGE_WITNESS_ACTOR},
    [S_REASON] = {.name = "reason", .type = F_LINES, .offset = offsetof(Step, reason), .max = 500,
                  .flags = FIELD_REQUIRED, .label = T_PLEDGE_WHY_LET_GO_LABEL},
};
static const Entity FORM = {.name = "pledge_step", .size = sizeof(Step), .fields = FIELDS, .n_fields = S_N,
                            .label = -1, .parent_field = -1};

static bool is_keep(const Request *rq) { return str_ends(rq->path, LIT("/keep")); }

static Page step_page(Ctx *c, const Request *rq, TextKey title, Str path, Str name) {
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/pledges"), tr(c->reader.lang, T_ENT_PLEDGE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){path, name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return pg;
}

static Fault draw_step(Ctx *c, const Request *rq, Reply *rp, const Pledge *p, const Step *s) {
    Buf b;
    PledgeStepView v = {.path = view_record_path(c, &pledge_entity, p->head.id), .action = rq->path,
                        .name = tri_best(&p->what, c->reader.lang, NULL), .keep = is_keep(rq)};
    v.title = v.keep ? T_PLEDGE_KEEP : T_PLEDGE_LET_GO;
    v.hint = v.keep ? T_PLEDGE_KEEP_WHAT : T_PLEDGE_LET_GO_WHAT;
    buf_init(&b, 1 << 18);
    for (int i = v.keep ? S_ON : S_REASON; i <= (v.keep ? S_WITNESS_ACTOR : S_REASON); i++) {
        ent_field_html(c, &b, &FORM, &FIELDS[i], s, rq->method == POST ? &rq->form : NULL);
    }
    v.fields = html_keep(c->arena, &b);
    Page pg = step_page(c, rq, v.title, v.path, v.name);
    if (c->complaints.n) return page_again(&pg, rp, pledge_step_page, &v);
    return page_send(&pg, rp, pledge_step_page, &v);
}

static Fault load_mine(Ctx *c, Id id, Pledge *ret_p) {
    TRY(ent_load(c, &pledge_entity, id, ret_p));
    return ent_may_write(c, &pledge_entity, &ret_p->head) ? OK : fail(c, NOT_ALLOWED, "pledge", id);
}

/* GET /pledges/ID/keep, GET /pledges/ID/let-go. */
Fault get_pledge_step(Ctx *c, const Request *rq, Reply *rp) {
    Pledge *p = ent_new(c, &pledge_entity);
    Step   *s = ent_new(c, &FORM);
    TRY(load_mine(c, rq->ids[0], p));
    s->k.on = c->reader.today;
    s->k.witness = c->who.account;
    return draw_step(c, rq, rp, p, s);
}

Fault post_pledge_step(Ctx *c, const Request *rq, Reply *rp) {
    Pledge *p = ent_new(c, &pledge_entity);
    Step   *s = ent_new(c, &FORM);
    bool    keep = is_keep(rq);
    ent_form_read(c, &FORM, &rq->form, s);
    TRY(load_mine(c, rq->ids[0], p));
    Fault f = c->complaints.n ? INVALID
              : keep          ? pledge_keep(c, rq->ids[0], &s->k, p)
                              : pledge_let_go(c, rq->ids[0], s->reason, p);
    if (f == INVALID) return draw_step(c, rq, rp, p, s);
    TRY(f);
    reply_go(c, rp, view_record_path(c, &pledge_entity, p->head.id), keep ? T_PLEDGE_KEPT_NOW : T_PLEDGE_LET_GO_NOW,
             NULL, 0);
    return OK;
}

/* POST /pledges/ID/show. Of a body that is hidden itself the page of the pledge says why it stays. */
Fault post_pledge_show(Ctx *c, const Request *rq, Reply *rp) {
    Pledge *p = ent_new(c, &pledge_entity);
    bool    on = str_eq(params_get(&rq->form, "on"), LIT("1"));
    Fault   f = pledge_show(c, rq->ids[0], on, p);
    if (f == INVALID && complaint_of(c, "published_on") && !rq->api) {
        c->complaints.n = 0;
        reply_go_final(c, rp, view_record_path(c, &pledge_entity, p->head.id), T_PLEDGE_BODY_HIDDEN);
        return OK;
    }
    TRY(f);
    reply_go(c, rp, view_record_path(c, &pledge_entity, p->head.id), on ? T_PLEDGE_SHOWN_NOW : T_PLEDGE_HIDDEN_NOW,
             NULL, 0);
    return OK;
}

/* ---- what was given ---------------------------------------------------------------------------------------------- */

static Str path_of_pledge(Ctx *c, Id pledge) {
    return arena_printf(c->arena, "%.*s#given", STR_ARG(view_record_path(c, &pledge_entity, pledge)));
}

/* POST /given/ID/confirm. */
Fault post_given_confirm(Ctx *c, const Request *rq, Reply *rp) {
    PledgeGiven *g = ent_new(c, &pledge_given_entity);
    TRY(pledge_given_confirm(c, rq->ids[0], g));
    reply_go(c, rp, path_of_pledge(c, g->pledge), T_PLEDGE_CONFIRMED_NOW, NULL, 0);
    return OK;
}

static Fault load_given(Ctx *c, Id id, PledgeGiven *ret_g) {
    TRY(ent_load(c, &pledge_given_entity, id, ret_g));
    return ent_may_write(c, &pledge_given_entity, &ret_g->head) ? OK : fail(c, NOT_ALLOWED, "pledge_given", id);
}

static Fault draw_paper(Ctx *c, const Request *rq, Reply *rp, const PledgeGiven *g) {
    PaperView v = {.path = path_of_pledge(c, g->pledge), .name = g->what, .action = rq->path};
    Page      pg = step_page(c, rq, T_PLEDGE_PAPER, v.path, v.name);
    if (c->complaints.n) return page_again(&pg, rp, pledge_paper_page, &v);
    return page_send(&pg, rp, pledge_paper_page, &v);
}

/* GET /given/ID/paper. */
Fault get_given_paper(Ctx *c, const Request *rq, Reply *rp) {
    PledgeGiven *g = ent_new(c, &pledge_given_entity);
    TRY(load_given(c, rq->ids[0], g));
    return draw_paper(c, rq, rp, g);
}

typedef struct Filing {
    Id           id;
    PledgeGiven *g;
    FilesTaken   files;
} Filing;

/* The paper hangs on a note about who gave it, in the unit. */
static Fault paper_run(Ctx *c, void *arg) {
    Filing *s = arg;
    Pledge *p = ent_new(c, &pledge_entity);
    TRY(load_given(c, s->id, s->g));
    TRY(ent_load(c, &pledge_entity, s->g->pledge, p));
    if (!s->files.n) complain(c, "paper", T_FORM_FIX_REQUIRED);
    TRY(complaints_fault(c));
    TRY(act_begin(c, T_ACT_PLEDGE_PAPER, s->g->what));
    SignedPaper paper = {.what = T_PLEDGE_PAPER, .name = s->g->what, .about = p->actor, .unit = p->head.unit,
                         .files = &s->files};
    TRY(post_signed_paper(c, &paper, &s->g->paper));
    return ent_save(c, &pledge_given_entity, s->g);
}

/* POST /given/ID/paper, on a slow thread. */
Fault post_given_paper(Ctx *c, const Request *rq, Reply *rp) {
    Filing s = {.id = rq->ids[0], .g = ent_new(c, &pledge_given_entity)};
    Fault  f = files_write(c, rq, "paper", &s.files, paper_run, &s);
    if (f == INVALID) return files_again(c, rq, rp, get_given_paper);
    TRY(f);
    reply_go(c, rp, path_of_pledge(c, s.g->pledge), T_PLEDGE_PAPER_NOW, NULL, 0);
    return OK;
}
