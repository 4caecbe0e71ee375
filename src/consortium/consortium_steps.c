/* consortium_steps.c - the posts of a consortium's way and of its members, and the small forms that ask why. */
#include "consortium/consortium_page.h"

static int state_of(const Request *rq) {
    static const struct {
        const char *end;
        int         to;
    } WAYS[] = {{"/agree", CONSORTIUM_STATE_AGREED}, {"/offer", CONSORTIUM_STATE_OFFERED},
                {"/won", CONSORTIUM_STATE_WON}, {"/lost", CONSORTIUM_STATE_LOST},
                {"/deliver", CONSORTIUM_STATE_DELIVERING},
                {"/end", CONSORTIUM_STATE_ENDED}, {"/reopen", CONSORTIUM_STATE_FORMING}};
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        if (str_ends(rq->path, str_of(WAYS[i].end))) return WAYS[i].to;
    }
    return 0;
}

static const TextKey SAID[CONSORTIUM_STATE_N] = {
    [CONSORTIUM_STATE_FORMING] = T_CONSORTIUM_REOPENED_NOW, [CONSORTIUM_STATE_AGREED] = T_CONSORTIUM_AGREED_NOW,
    [CONSORTIUM_STATE_OFFERED] = T_CONSORTIUM_OFFERED_NOW, [CONSORTIUM_STATE_WON] = T_CONSORTIUM_WON_NOW,
    [CONSORTIUM_STATE_LOST] = T_CONSORTIUM_LOST_NOW, [CONSORTIUM_STATE_DELIVERING] = T_CONSORTIUM_DELIVERING_NOW,
    [CONSORTIUM_STATE_ENDED] = T_CONSORTIUM_ENDED_NOW,
};

static Fault draw(Ctx *c, const Request *rq, Reply *rp, ConsortiumStep *v) {
    v->input = str_of(v->field);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, v->title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/consortia"), tr(c->reader.lang, T_ENT_CONSORTIUM_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v->path, v->name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, consortium_step_page, v);
    return page_send(&pg, rp, consortium_step_page, v);
}

/* ---- the consortium ---------------------------------------------------------------------------------------------- */

static Fault draw_reason(Ctx *c, const Request *rq, Reply *rp, const Consortium *k) {
    bool lost = state_of(rq) == CONSORTIUM_STATE_LOST;
    ConsortiumStep v = {.path = view_record_path(c, &consortium_entity, k->head.id), .action = rq->path,
                        .name = tri_best(&k->title, c->reader.lang, NULL), .label = T_ENT_CONSORTIUM_REASON,
                        .value = params_get(&rq->form, "reason"), .field = "reason",
                        .title = lost ? T_CONSORTIUM_LOST : T_CONSORTIUM_END,
                        .hint = lost ? T_CONSORTIUM_LOST_WHAT : T_CONSORTIUM_END_WHAT};
    return draw(c, rq, rp, &v);
}

/* GET /consortia/ID/lost, GET /consortia/ID/end. */
Fault get_consortium_step(Ctx *c, const Request *rq, Reply *rp) {
    Consortium *k = ent_new(c, &consortium_entity);
    TRY(consortium_load_mine(c, rq->ids[0], k));
    return draw_reason(c, rq, rp, k);
}

Fault post_consortium_step(Ctx *c, const Request *rq, Reply *rp) {
    Consortium *k = ent_new(c, &consortium_entity);
    int   to = state_of(rq);
    Fault f = consortium_move(c, rq->ids[0], to, str_trim(params_get(&rq->form, "reason")), k);
    if (f == INVALID) return draw_reason(c, rq, rp, k);
    TRY(f);
    reply_go(c, rp, view_record_path(c, &consortium_entity, k->head.id), SAID[to], NULL, 0);
    return OK;
}

/* POST /consortia/ID/agree, offer, won, deliver, reopen. What lacks is said on the consortium's page. */
Fault post_consortium_move(Ctx *c, const Request *rq, Reply *rp) {
    Consortium *k = ent_new(c, &consortium_entity);
    int   to = state_of(rq);
    Fault f = consortium_move(c, rq->ids[0], to, (Str){0}, k);
    Str   path = view_record_path(c, &consortium_entity, rq->ids[0]);
    if (f == INVALID && !rq->api && complaint_of(c, "state")) {
        TextKey why = complaint_of(c, "state")->key;
        c->complaints.n = 0;
        reply_go_final(c, rp, path, why);
        return OK;
    }
    TRY(f);
    reply_go(c, rp, path, SAID[to], NULL, 0);
    return OK;
}

/* ---- a member ---------------------------------------------------------------------------------------------------- */

static bool is_yes(const Request *rq) { return str_ends(rq->path, LIT("/agree")); }

static Fault draw_member(Ctx *c, const Request *rq, Reply *rp, const ConsortiumMember *m) {
    Consortium *k = ent_new(c, &consortium_entity);
    Str         name;
    bool        yes = is_yes(rq);
    TRY(ent_load_as_program(c, &consortium_entity, m->consortium, k));
    TRY(ent_labels(c, &m->actor, 1, &name));
    ConsortiumStep v = {.path = view_record_path(c, &consortium_entity, k->head.id), .action = rq->path,
                        .name = arena_printf(c->arena, "%.*s · %.*s",
                                             STR_ARG(tri_best(&k->title, c->reader.lang, NULL)), STR_ARG(name)),
                        .field = yes ? "agreed_words" : "reason", .contact = yes,
                        .title = yes ? T_CONSORTIUM_WRITE_YES : T_CONSORTIUM_LEAVE,
                        .hint = yes ? T_CONSORTIUM_YES_WHAT : T_CONSORTIUM_LEAVE_WHAT,
                        .label = yes ? T_ENT_CONSORTIUM_MEMBER_AGREED_WORDS : T_ENT_CONSORTIUM_MEMBER_REASON};
    v.value = params_get(&rq->form, v.field);
    bool owner = !(c->who.roles & ROLES_STAFF);
    if (owner) v.path = LIT("/mine");
    return draw(c, rq, rp, &v);
}

/* An owner comes here for a business of theirs, also before they see the consortium: the step itself asks for whom they
** speak. */
static Fault load_member(Ctx *c, Id id, ConsortiumMember *ret_m) {
    Id     own[MINE_BUSINESSES_MAX];
    size_t n;
    TRY(mine_businesses(c, own, MINE_BUSINESSES_MAX, &n));
    if (n) {
        Fault f = ent_load_as_program(c, &consortium_member_entity, id, ret_m);
        if (f != OK && f != NOT_FOUND) return f;
        for (size_t i = 0; f == OK && i < n; i++) {
            if (own[i] == ret_m->actor) return OK;
        }
        ent_clear(&consortium_member_entity, ret_m);
    }
    TRY(ent_load(c, &consortium_member_entity, id, ret_m));
    bool may = (c->who.roles & ROLES_STAFF) && ent_may_write(c, &consortium_member_entity, &ret_m->head);
    return may ? OK : fail(c, NOT_ALLOWED, "consortium_member", id);
}

/* GET /consortium-members/ID/agree, GET /consortium-members/ID/leave. */
Fault get_member_step(Ctx *c, const Request *rq, Reply *rp) {
    ConsortiumMember *m = ent_new(c, &consortium_member_entity);
    TRY(load_member(c, rq->ids[0], m));
    return draw_member(c, rq, rp, m);
}

Fault post_member_step(Ctx *c, const Request *rq, Reply *rp) {
    ConsortiumMember *m = ent_new(c, &consortium_member_entity);
    bool  yes = is_yes(rq), staff = c->who.roles & ROLES_STAFF;
    Str   contact = params_get(&rq->form, "contact");
    ConsortiumYes y = {.contact = str_eq(contact, LIT("1")) || str_eq(contact, LIT("true")),
                       .words = params_get(&rq->form, "agreed_words")};
    Fault f = yes ? consortium_member_agree(c, rq->ids[0], &y, m)
                  : consortium_member_leave(c, rq->ids[0], params_get(&rq->form, "reason"), m);
    if (f == INVALID) return draw_member(c, rq, rp, m);
    TRY(f);
    Str to = staff ? view_record_path(c, &consortium_entity, m->consortium) : LIT("/mine#consortia");
    reply_go(c, rp, to, yes ? T_CONSORTIUM_YES_NOW : T_CONSORTIUM_LEFT_NOW, NULL, 0);
    return OK;
}
