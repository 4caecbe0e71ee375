/* initiative_steps.c - steps of an initiative: commitments, of the staff or of anybody who has taken one on. */
#include "initiative/initiative_page.h"

#include "account/account_page.h"
#include "actor_ent.h"
#include "commitment/commitment.h"

static Str text_of(const Commitment *v, size_t n, Id id) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].head.id == id) return v[i].text;
    }
    return (Str){0};
}

/* What grew on an infrastructure step, in words: "a, b". */
static Str grown_on(Ctx *c, const Commitment *v, size_t n, Id id) {
    Str all = {0};
    for (size_t i = 0; i < n; i++) {
        if (v[i].grew_from != id) continue;
        all = arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(all), all.n ? ", " : "", STR_ARG(v[i].text));
    }
    return all;
}

static StepRow step_row(Ctx *c, const Commitment *t, const RefNames *names, bool may_write) {
    bool open = t->state == COMMITMENT_STATE_OPEN, mine = t->owner && t->owner == c->who.account;
    Id   who = t->by_actor ? t->by_actor : t->owner;
    StepRow r = {.id = t->head.id, .text = t->text, .href = view_record_path(c, &commitment_entity, t->head.id),
                 .owner = ref_name(names, who), .enables = t->enables, .due_on = t->due_on,
                 .late = open && t->due_on && t->due_on < c->reader.today && t->ripens_on < c->reader.today,
                 .done = t->state == COMMITMENT_STATE_DONE, .infra = t->kind == COMMITMENT_KIND_INFRASTRUCTURE,
                 .outside = t->outside == 1, .asked = open && !t->accepted_at && mine,
                 .waits = open && !t->accepted_at && !mine, .may_tick = may_write || mine};
    if (t->by_actor && r.owner.n) r.owner_href = view_record_path(c, &actor_entity, t->by_actor);
    return r;
}

static Fault steps_draw(Buf *b, const Page *pg, const void *rec) {
    const Initiative *v = rec;
    Ctx     *c = pg->c;
    void    *rows;
    size_t   n;
    RefNames names;
    TRY(initiative_rows(c, &commitment_entity, v->head.id, &rows, &n));
    const Commitment *t = rows;
    Id *ids = ARENA_ARRAY(c->arena, Id, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        ids[2 * i] = t[i].owner;
        ids[2 * i + 1] = t[i].by_actor;
    }
    TRY(ref_names(c, ids, 2 * n, &names));
    StepPart p = {.rows = ARENA_ARRAY(c->arena, StepRow, n + 1), .path = initiative_path(c, v->head.id),
                  .may_write = !v->head.archived_at && ent_may_write(c, &initiative_entity, &v->head)};
    for (size_t i = 0; i < n; i++) {
        if (t[i].state == COMMITMENT_STATE_DROPPED) continue;
        StepRow *row = &p.rows[p.rows_n++];
        *row = step_row(c, &t[i], &names, p.may_write);
        if (row->infra) row->grown = grown_on(c, t, n, t[i].head.id);
        else if (t[i].grew_from) row->enables = text_of(t, n, t[i].grew_from);
        p.taken += t[i].accepted_at != 0;
        p.outside += t[i].accepted_at && t[i].outside == 1;
    }
    initiative_steps_html(b, pg, &p);
    return OK;
}

const RecordPart STEPS_PART = {.entity = &initiative_entity, .anchor = "steps", .title = T_INITIATIVE_STEPS,
                               .order = 8, .draw = steps_draw};

/* ---- a new one -------------------------------------------------------------------------------------------------- */

static bool ticked(const Request *rq, const char *name) { return str_eq(params_get(&rq->form, name), LIT("1")); }

static Fault draw_form(Ctx *c, const Request *rq, Reply *rp, const Initiative *v, const Commitment *t) {
    static const int FIELDS[] = {COMMITMENT_F_TEXT, COMMITMENT_F_OWNER, COMMITMENT_F_BY_ACTOR, COMMITMENT_F_DUE_ON,
                                 COMMITMENT_F_RIPENS_ON};
    bool     again = rq->method == POST;
    void    *rows;
    size_t   n;
    Buf      b, e;
    StepForm f = {.path = initiative_path(c, v->head.id), .name = view_name(c, &initiative_entity, v),
                  .infra = ticked(rq, "infra"), .agreed = ticked(rq, "agreed"), .enables = t->enables};
    f.action = arena_printf(c->arena, "%.*s/steps", STR_ARG(f.path));
    TRY(initiative_rows(c, &commitment_entity, v->head.id, &rows, &n));
    f.grounds = ARENA_ARRAY(c->arena, PickOption, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Commitment *g = &((const Commitment *)rows)[i];
        if (g->kind != COMMITMENT_KIND_INFRASTRUCTURE) continue;
        f.grounds[f.grounds_n++] = (PickOption){id_str(c->arena, g->head.id), g->text, g->head.id == t->grew_from};
    }
    buf_init(&b, 1 << 18);
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        const Field *field = &commitment_entity.fields[FIELDS[i]];
        ent_field_html(c, &b, &commitment_entity, field, t, again ? &rq->form : NULL);
    }
    f.fields = html_keep(c->arena, &b);
    buf_init(&e, 1 << 16);
    complaints_html(c, &e, &commitment_entity);
    f.errors = html_keep(c->arena, &e);
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, T_INITIATIVE_ADD_STEP));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/initiatives"), tr(c->reader.lang, T_ENT_INITIATIVE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){f.path, f.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, initiative_step_form_page, &f);
    return page_send(&pg, rp, initiative_step_form_page, &f);
}

static Fault open_initiative(Ctx *c, Id id, Initiative *v) {
    TRY(ent_load(c, &initiative_entity, id, v));
    return ent_may_write(c, &initiative_entity, &v->head) ? OK : fail(c, NOT_ALLOWED, "initiative", id);
}

/* GET /initiatives/ID/steps/new. */
Fault get_step_form(Ctx *c, const Request *rq, Reply *rp) {
    Initiative *v = ent_new(c, &initiative_entity);
    TRY(open_initiative(c, rq->ids[0], v));
    Commitment *t = ent_new(c, &commitment_entity);
    t->owner = c->who.account;
    return draw_form(c, rq, rp, v, t);
}

/* POST /initiatives/ID/steps. What somebody without an account does is taken on when they are said to have agreed. */
Fault post_step(Ctx *c, const Request *rq, Reply *rp) {
    Initiative *v = ent_new(c, &initiative_entity);
    Commitment *t = ent_new(c, &commitment_entity);
    TRY(open_initiative(c, rq->ids[0], v));
    ent_form_read(c, &commitment_entity, &rq->form, t);
    t->initiative = v->head.id;
    t->state = COMMITMENT_STATE_OPEN;
    t->kind = ticked(rq, "infra") ? COMMITMENT_KIND_INFRASTRUCTURE : COMMITMENT_KIND_STEP;
    t->enables = t->kind == COMMITMENT_KIND_INFRASTRUCTURE ? str_trim(params_get(&rq->form, "enables")) : (Str){0};
    if (t->by_actor) t->owner = 0;
    if (t->by_actor && ticked(rq, "agreed")) t->accepted_at = c->reader.now;
    t->is_demo = v->is_demo;
    if (t->kind == COMMITMENT_KIND_INFRASTRUCTURE && !t->enables.n) complain(c, "enables", T_CASE_WANTS_ENABLES);
    Fault f = c->complaints.n ? INVALID : ent_save(c, &commitment_entity, t);
    if (f == INVALID) return draw_form(c, rq, rp, v, t);
    TRY(f);
    Str where = arena_printf(c->arena, "%.*s#steps", STR_ARG(initiative_path(c, v->head.id)));
    reply_go(c, rp, where, T_INITIATIVE_STEP_KEPT, NULL, 0);
    return OK;
}

/* ---- taken on, done --------------------------------------------------------------------------------------------- */

static Fault load_step(Ctx *c, Id id, Commitment *t) {
    TRY(ent_load(c, &commitment_entity, id, t));
    return t->initiative ? OK : fail(c, NOT_FOUND, "commitment", id);
}

/* Its owner, who may be nobody of the staff; otherwise whoever may write it. */
static Fault save_step(Ctx *c, Commitment *t) {
    bool own = t->owner && t->owner == c->who.account;
    return own ? ent_save_following(c, &commitment_entity, t) : ent_save(c, &commitment_entity, t);
}

static void go_back(Ctx *c, Reply *rp, const Commitment *t, TextKey said) {
    reply_go(c, rp, arena_printf(c->arena, "%.*s#steps", STR_ARG(initiative_path(c, t->initiative))), said,
             (TrArg[]){TR_ARG("text", t->text)}, 1);
}

/* POST /initiative-steps/ID/accept: whoever was asked takes it on; for somebody without an account, whoever heard
** them say so. */
Fault post_step_accept(Ctx *c, const Request *rq, Reply *rp) {
    Commitment *t = ent_new(c, &commitment_entity);
    TRY(load_step(c, rq->ids[0], t));
    if (!t->by_actor && t->owner != c->who.account) return fail(c, NOT_ALLOWED, "commitment", t->head.id);
    t->accepted_at = c->reader.now;
    TRY(save_step(c, t));
    go_back(c, rp, t, T_INITIATIVE_STEP_TAKEN);
    return OK;
}

/* POST /initiative-steps/ID/done, and open again. */
Fault post_step_done(Ctx *c, const Request *rq, Reply *rp) {
    Commitment *t = ent_new(c, &commitment_entity);
    TRY(load_step(c, rq->ids[0], t));
    bool done = t->state != COMMITMENT_STATE_DONE;
    t->state = done ? COMMITMENT_STATE_DONE : COMMITMENT_STATE_OPEN;
    TRY(save_step(c, t));
    go_back(c, rp, t, done ? T_COMMITMENT_DONE_NOW : T_COMMITMENT_OPEN_AGAIN);
    return OK;
}

/* ---- who owns them, year by year -------------------------------------------------------------------------------- */

Fault get_share(Ctx *c, const Request *rq, Reply *rp) {
    Id        place = 0;
    ShareView v = {.rows = ARENA_ARRAY(c->arena, StepShare, SHARE_YEARS)};
    if (!id_parse(params_get(&rq->args, "place"), &place)) place = 0;
    TRY(initiative_places(c, place, &v.places, &v.places_n));
    for (int i = 0; i < SHARE_YEARS; i++) {
        TRY(initiative_share(c, day_year(c->reader.today) - i, place, &v.rows[v.rows_n++]));
    }
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, T_INITIATIVE_SHARE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/initiatives"), tr(c->reader.lang, T_ENT_INITIATIVE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, initiative_share_page, &v);
}
