/* future_proposal.c - a proposal about a place: what experts and residents say, side by side, and the decision. */
#include "future/future_page.h"

#include "place_ent.h"

/* ---- at the write ------------------------------------------------------------------------------------------------ */

static bool is_empty(const Tri *t) {
    for (int i = 0; i < LANG_N; i++) {
        if (t->v[i].n) return false;
    }
    return true;
}

/* A decision has a day, says which view prevailed, and why. */
Fault proposal_check(Ctx *c, const void *before, void *after) {
    Proposal *p = after;
    (void)before;
    p->head.unit = p->place;
    if (!p->state) p->state = PROPOSAL_STATE_OPEN;
    if (!p->brought_on) p->brought_on = c->reader.today;
    if (p->decided_on > c->reader.today) complain(c, "decided_on", T_FUTURE_FIX_TO_COME);
    if (p->state != PROPOSAL_STATE_DECIDED) return complaints_fault(c);
    if (is_empty(&p->decision)) complain(c, "decision", T_FORM_FIX_REQUIRED);
    if (!p->decided_on) complain(c, "decided_on", T_FORM_FIX_REQUIRED);
    if (!p->prevailed) complain(c, "prevailed", T_FORM_FIX_REQUIRED);
    if (is_empty(&p->why)) complain(c, "why", T_FUTURE_FIX_WHY);
    return complaints_fault(c);
}

Fault opinion_check(Ctx *c, const void *before, void *after) {
    Opinion *o = after;
    (void)before;
    if (!o->told_on) o->told_on = c->reader.today;
    if (o->told_on > c->reader.today) complain(c, "told_on", T_FUTURE_FIX_TO_COME);
    return complaints_fault(c);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static OpinionRow opinion_row(const Ctx *c, const Opinion *o) {
    static const char *const TINTS[OPINION_VIEW_N] = {
        [OPINION_VIEW_AGREE] = "ok", [OPINION_VIEW_AGAINST] = "bad", [OPINION_VIEW_ONLY_IF] = "warn",
    };
    bool staff = (c->who.roles & ROLES_STAFF) != 0 && !c->who.system;   /* who speaks is nobody else's */
    return (OpinionRow){.words = o->words, .who = staff ? o->who : (Str){0}, .told_on = o->told_on,
                        .view = choice_label(&opinion_view_choices, o->view), .tint = str_of(TINTS[o->view]),
                        .both = o->standing == OPINION_STANDING_BOTH};
}

/* Whoever is both stands in both lists. */
static Fault opinions_fill(Ctx *c, ProposalRow *r) {
    ListSpec s = {.entity = &opinion_entity, .limit = FUTURE_ROWS_MAX};
    void    *rows;
    size_t   n;
    list_of(&s, OPINION_F_PROPOSAL, r->id);
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    r->experts = ARENA_ARRAY(c->arena, OpinionRow, n + 1);
    r->residents = ARENA_ARRAY(c->arena, OpinionRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Opinion *o = &((const Opinion *)rows)[i];
        if (o->standing != OPINION_STANDING_RESIDENT) r->experts[r->experts_n++] = opinion_row(c, o);
        if (o->standing != OPINION_STANDING_EXPERT) r->residents[r->residents_n++] = opinion_row(c, o);
    }
    return OK;
}

static Fault row_of(Ctx *c, const Proposal *p, ProposalRow *ret_r) {
    Lang l = c->reader.lang;
    bool decided = p->state == PROPOSAL_STATE_DECIDED;
    *ret_r = (ProposalRow){.id = p->head.id, .title = tri_best(&p->title, l, NULL), .what = tri_best(&p->what, l, NULL),
                           .href = view_record_path(c, &proposal_entity, p->head.id), .brought_by = p->brought_by,
                           .brought_on = p->brought_on, .decided = decided, .shown = p->shown == 1,
                           .state = choice_label(&proposal_state_choices, p->state)};
    if (decided) {
        ret_r->decision = tri_best(&p->decision, l, NULL);
        ret_r->why = tri_best(&p->why, l, NULL);
        ret_r->decided_on = p->decided_on;
        ret_r->prevailed = choice_label(&opinion_prevailed_choices, p->prevailed);
    }
    return opinions_fill(c, ret_r);
}

Fault proposals_of(Ctx *c, Id place, bool only_shown, ProposalRow **ret_v, size_t *ret_n) {
    enum { SHOWN_MAX = 30 };
    ListSpec s = {.entity = &proposal_entity, .limit = SHOWN_MAX};
    void    *rows;
    size_t   n, m = 0;
    list_of(&s, PROPOSAL_F_PLACE, place);
    TRY(list_run(c, &s, true, &rows, &n, NULL));
    ProposalRow *v = ARENA_ARRAY(c->arena, ProposalRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Proposal *p = &((const Proposal *)rows)[i];
        if (!only_shown || p->shown == 1) TRY(row_of(c, p, &v[m++]));
    }
    *ret_v = v;
    *ret_n = m;
    return OK;
}

/* ---- its page ---------------------------------------------------------------------------------------------------- */

Fault proposal_part_draw(Buf *b, const Page *pg, const void *rec) {
    const Proposal *p = rec;
    Ctx        *c = pg->c;
    ProposalRow row;
    TRY(row_of(c, p, &row));
    ProposalPart v = {.row = &row, .may_say = ent_may_write(c, &opinion_entity, NULL) && !p->head.archived_at,
                      .standings = ARENA_ARRAY(c->arena, SortTheme, OPINION_STANDING_N),
                      .views = ARENA_ARRAY(c->arena, SortTheme, OPINION_VIEW_N)};
    for (int i = 1; i < OPINION_STANDING_N; i++) {
        const Choice *ch = choice_of(&opinion_standing_choices, i);
        v.standings[v.standings_n++] = (SortTheme){str_of(ch->name), tr(c->reader.lang, ch->label), false};
    }
    for (int i = 1; i < OPINION_VIEW_N; i++) {
        const Choice *ch = choice_of(&opinion_view_choices, i);
        v.views[v.views_n++] = (SortTheme){str_of(ch->name), tr(c->reader.lang, ch->label), false};
    }
    proposal_part_html(b, pg, &v);
    return OK;
}

Fault proposal_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Proposal *p = rec;
    bool         may = ent_may_write(pg->c, &proposal_entity, &p->head) && !p->head.archived_at;
    ProposalActs v = {.path = view_record_path(pg->c, &proposal_entity, p->head.id), .may_decide = may,
                      .decided = p->state == PROPOSAL_STATE_DECIDED, .shown = p->shown == 1};
    if (may) proposal_acts_html(b, pg, &v);
    return OK;
}

/* POST /proposals/ID/opinions. */
Fault post_opinion_new(Ctx *c, const Request *rq, Reply *rp) {
    Opinion *o = ent_new(c, &opinion_entity);
    Head     h;
    TRY(ent_load_head(c, &proposal_entity, rq->ids[0], &h));
    ent_form_read(c, &opinion_entity, &rq->form, o);
    o->proposal = h.id;
    Fault f = c->complaints.n ? INVALID : ent_save(c, &opinion_entity, o);
    if (f == INVALID) {
        TRY(view_record(c, rq, rp, &PROPOSAL_SHEET, h.id));
        rp->status = fault_status(INVALID);
        return INVALID;
    }
    TRY(f);
    reply_go(c, rp, view_record_path(c, &proposal_entity, h.id), T_FUTURE_OPINION_KEPT, NULL, 0);
    return OK;
}

/* ---- the decision ------------------------------------------------------------------------------------------------ */

static Fault draw_decide(Ctx *c, const Request *rq, Reply *rp, const Proposal *p) {
    static const int DECIDES[] = {PROPOSAL_F_DECISION, PROPOSAL_F_DECIDED_ON, PROPOSAL_F_PREVAILED, PROPOSAL_F_WHY};
    AimForm v = {.title = T_FUTURE_DECIDE, .version = arena_printf(c->arena, "%lld", (long long)p->head.version),
                 .back = view_record_path(c, &proposal_entity, p->head.id)};
    Buf     b;
    v.action = arena_printf(c->arena, "%.*s/decide", STR_ARG(v.back));
    buf_init(&b, 1 << 19);
    for (size_t i = 0; i < sizeof DECIDES / sizeof *DECIDES; i++) {
        Field f = proposal_entity.fields[DECIDES[i]];
        f.flags = (f.flags & ~(unsigned)FIELD_HIDDEN) | FIELD_REQUIRED;
        ent_field_html(c, &b, &proposal_entity, &f, p, NULL);
    }
    v.fields = html_keep(c->arena, &b);
    buf_init(&b, 1 << 16);
    complaints_html(c, &b, &proposal_entity);
    v.errors = html_keep(c->arena, &b);
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_FUTURE_DECIDE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.back, tri_best(&p->title, c->reader.lang, NULL)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, aim_form_page, &v);
    return page_send(&pg, rp, aim_form_page, &v);
}

static Fault load_to_decide(Ctx *c, Id id, Proposal *ret_p) {
    TRY(ent_load(c, &proposal_entity, id, ret_p));
    return ent_may_write(c, &proposal_entity, &ret_p->head) ? OK : fail(c, NOT_ALLOWED, "proposal", id);
}

Fault get_proposal_decide(Ctx *c, const Request *rq, Reply *rp) {
    Proposal *p = ent_new(c, &proposal_entity);
    TRY(load_to_decide(c, rq->ids[0], p));
    if (!p->decided_on) p->decided_on = c->reader.today;
    return draw_decide(c, rq, rp, p);
}

static void read_tri(const Request *rq, const char *name, Tri *t) {
    for (int i = 0; i < LANG_N; i++) {
        char field[32];
        (void)snprintf(field, sizeof field, "%s.%s", name, lang_code((Lang)i));
        if (!params_has(&rq->form, field)) continue;
        t->v[i] = str_trim(params_get(&rq->form, field));
        t->state[i] = t->v[i].n ? TEXT_WRITTEN : TEXT_NONE;
    }
}

Fault post_proposal_decide(Ctx *c, const Request *rq, Reply *rp) {
    Proposal *p = ent_new(c, &proposal_entity);
    int64_t   version;
    TRY(load_to_decide(c, rq->ids[0], p));
    if (str_int(params_get(&rq->form, "version"), &version)) p->head.version = version;
    read_tri(rq, "decision", &p->decision);
    read_tri(rq, "why", &p->why);
    p->prevailed = choice_value(&opinion_prevailed_choices, params_get(&rq->form, "prevailed"));
    Str day = params_get(&rq->form, "decided_on");
    p->decided_on = 0;
    if (day.n) (void)value_read(c, &proposal_entity.fields[PROPOSAL_F_DECIDED_ON], p, c->reader.lang, day);
    p->state = PROPOSAL_STATE_DECIDED;
    Fault f = c->complaints.n ? INVALID : ent_save(c, &proposal_entity, p);
    if (f == INVALID) return draw_decide(c, rq, rp, p);
    TRY(f);
    reply_go(c, rp, view_record_path(c, &proposal_entity, p->head.id), T_FUTURE_DECIDED, NULL, 0);
    return OK;
}

Fault post_proposal_show(Ctx *c, const Request *rq, Reply *rp) {
    Proposal *p = ent_new(c, &proposal_entity);
    TRY(ent_load(c, &proposal_entity, rq->ids[0], p));
    p->shown = str_eq(params_get(&rq->form, "on"), LIT("1"));
    TRY(ent_save(c, &proposal_entity, p));
    reply_go(c, rp, view_record_path(c, &proposal_entity, p->head.id),
             p->shown ? T_FUTURE_SHOWN_NOW : T_FUTURE_HIDDEN_NOW, NULL, 0);
    return OK;
}
