/* leverage_join.c - taking part: whoever opens a published pair asks to, a business of one's own does at once, and the
** unit answers; then since when, until when, and what came of it. */
#include "leverage/leverage_page.h"

#include "actor/actor.h"
#include "intake/intake_page.h"

enum { CALLER_HOUR_MAX = 10, PAIR_DAY_MAX = 60 };

static const int JOIN_FIELDS[] = {TAKER_F_NAME, TAKER_F_CONTACT, TAKER_F_WORDS, TAKER_F_FROM_ON};
enum { JOIN_FIELDS_N = sizeof JOIN_FIELDS / sizeof *JOIN_FIELDS };

static Html drawn(Ctx *c, const Request *rq, const Taker *t, const int *fields, size_t n, bool asks) {
    Buf b;
    buf_init(&b, 1 << 18);
    for (size_t i = 0; i < n; i++) {
        Field f = taker_entity.fields[fields[i]];
        if (asks && fields[i] == TAKER_F_NAME) f.label = T_LEVERAGE_YOUR_NAME;
        if (asks && fields[i] == TAKER_F_CONTACT) f.label = T_LEVERAGE_YOUR_CONTACT, f.hint = T_LEVERAGE_CONTACT_WHY;
        if (asks && fields[i] == TAKER_F_WORDS) f.label = T_LEVERAGE_YOUR_WORDS;
        if (asks && fields[i] == TAKER_F_FROM_ON) f.label = T_LEVERAGE_YOUR_FROM;
        if (asks && (fields[i] == TAKER_F_NAME || fields[i] == TAKER_F_CONTACT)) f.flags |= FIELD_REQUIRED;
        ent_field_html(c, &b, &taker_entity, &f, t, rq->method == POST ? &rq->form : NULL);
    }
    return html_keep(c->arena, &b);
}

/* The side that is asked about, and whether it may be joined. */
typedef struct Joining {
    Leverage   *v;
    LeverageRow row;
    int         side;
    OwnBusiness *own;
    size_t       own_n;
} Joining;

static Fault joining(Ctx *c, const Request *rq, Joining *ret_j) {
    *ret_j = (Joining){.v = ent_new(c, &leverage_entity), .side = leverage_side_of(rq, rq->method == POST)};
    TRY(ent_load(c, &leverage_entity, rq->ids[0], ret_j->v));
    TRY(leverage_row(c, rq->ids[0], &ret_j->row));
    if (!ret_j->side) return fail(c, NOT_FOUND, "leverage", rq->ids[0]);
    return leverage_own(c, &ret_j->own, &ret_j->own_n);
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Joining *j, const Taker *t) {
    const LeverageSide *side = &j->row.sides[j->side];
    Listing *l = ent_new(c, &listing_entity);
    JoinView v = {.back = leverage_path(c, j->row.id), .title = side->title, .own = j->own, .own_n = j->own_n,
                  .side = choice_label(&leverage_side_choices, j->side),
                  .side_value = str_of(choice_of(&leverage_side_choices, j->side)->name),
                  .fields = drawn(c, rq, t, JOIN_FIELDS, JOIN_FIELDS_N, true)};
    Str chosen = rq->method == POST ? params_get(&rq->form, "own") : (Str){0};
    v.action = arena_printf(c->arena, "%.*s/join", STR_ARG(v.back));
    for (size_t i = 0; i < j->own_n; i++) {
        j->own[i].chosen = rq->method == POST ? str_eq(chosen, j->own[i].value) : i == 0;
        v.named = v.named || j->own[i].chosen;
    }
    HolderName who;
    TRY(leverage_holders(c, &j->row, 1, &who));
    v.holder = who.name;
    TRY(ent_load(c, &listing_entity, side->listing, l));
    v.details = l->details;
    v.waits = !j->own_n;
    bool guest = !c->who.account;
    Page pg = guest ? guest_page(c, rq, T_LEVERAGE_JOIN)
                    : page_new(c, rq, NAV_LISTINGS, tr(c->reader.lang, T_LEVERAGE_JOIN));
    if (!guest) {
        pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/leverages"), tr(c->reader.lang, T_ENT_LEVERAGE_MANY)};
        pg.crumbs[pg.n_crumbs++] = (Crumb){v.back, v.holder};
        pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    }
    if (str_eq(params_get(&rq->args, "thanks"), LIT("1"))) return page_send(&pg, rp, leverage_joined_page, &v);
    if (c->complaints.n) return page_again(&pg, rp, leverage_join_page, &v);
    return page_send(&pg, rp, leverage_join_page, &v);
}

/* A side that is closed leads back to the pair, which says so. */
Fault get_leverage_join(Ctx *c, const Request *rq, Reply *rp) {
    Joining j;
    TRY(joining(c, rq, &j));
    if (!j.row.sides[j.side].open) {
        rp->status = 303;
        rp->location = leverage_path(c, j.row.id);
        return OK;
    }
    return draw(c, rq, rp, &j, ent_new(c, &taker_entity));
}

/* These fields alone, whatever else was sent; a business only if it is the reader's own. */
static void read_join(Ctx *c, const Request *rq, const Joining *j, Taker *t) {
    Params mine = {.v = ARENA_ARRAY(c->arena, Param, JOIN_FIELDS_N)};
    Str    own = params_get(&rq->form, "own");
    for (int i = 0; i < JOIN_FIELDS_N; i++) {
        const char *name = taker_entity.fields[JOIN_FIELDS[i]].name;
        mine.v[mine.n++] = (Param){str_of(name), params_get(&rq->form, name)};
    }
    ent_form_read(c, &taker_entity, &mine, t);
    t->leverage = j->row.id;
    t->side = j->side;
    for (size_t i = 0; own.n && i < j->own_n; i++) {
        if (str_eq(own, j->own[i].value)) t->actor = j->own[i].id;
    }
    t->state = t->actor ? TAKER_STATE_TAKES : TAKER_STATE_WAITS;
    if (t->actor) t->name = (Str){0};
    if (!t->actor && !str_trim(t->name).n) complain(c, "name", T_FORM_FIX_REQUIRED);
    if (!t->actor && !str_trim(t->contact).n) complain(c, "contact", T_FORM_FIX_REQUIRED);
}

static Fault too_many(Ctx *c, const Request *rq, bool *ret_yes) {
    int64_t of_caller, of_pair;
    TRY(try_count(c, "takers of caller", rq->address, 60, &of_caller));
    TRY(try_count(c, "takers of pair", id_str(c->arena, rq->ids[0]), 24 * 60, &of_pair));
    *ret_yes = of_caller > CALLER_HOUR_MAX || of_pair > PAIR_DAY_MAX;
    return OK;
}

Fault post_leverage_join(Ctx *c, const Request *rq, Reply *rp) {
    Joining j;
    Taker  *t = ent_new(c, &taker_entity);
    bool    many = false;
    TRY(joining(c, rq, &j));
    Str path = leverage_path(c, j.row.id);
    Str thanks = arena_printf(c->arena, "%.*s/join?side=%s&thanks=1", STR_ARG(path),
                              choice_of(&leverage_side_choices, j.side)->name);
    if (door_is_machine(rq)) {
        reply_go(c, rp, thanks, T_NONE, NULL, 0);
        return OK;
    }
    read_join(c, rq, &j, t);
    if (c->complaints.n) return draw(c, rq, rp, &j, t);
    if (!c->who.account) TRY(too_many(c, rq, &many));
    if (many) {                                   /* the count is kept: no fault */
        page_fault(c, rq, rp, TOO_MANY);
        return OK;
    }
    Fault f = taker_add(c, t, true);
    if (f == INVALID) return draw(c, rq, rp, &j, t);
    TRY(f);
    if (!c->who.account) c->act = 0;
    reply_go(c, rp, t->actor ? path : thanks, t->actor ? T_LEVERAGE_JOINED : T_NONE, NULL, 0);
    return OK;
}

/* ---- the unit's answer, and what came of it ---------------------------------------------------------------------- */

Fault post_taker_answer(Ctx *c, const Request *rq, Reply *rp) {
    Taker *t = ent_new(c, &taker_entity);
    bool   yes = str_eq(params_get(&rq->form, "yes"), LIT("1"));
    TRY(taker_answer(c, rq->ids[0], yes, t));
    reply_go(c, rp, leverage_path(c, t->leverage), yes ? T_LEVERAGE_ACCEPTED : T_LEVERAGE_DECLINED_NOW, NULL, 0);
    return OK;
}

static const int CAME_FIELDS[] = {TAKER_F_FROM_ON, TAKER_F_UNTIL_ON, TAKER_F_CAME};
enum { CAME_FIELDS_N = sizeof CAME_FIELDS / sizeof *CAME_FIELDS };

typedef struct Loading {
    Id     id;
    Taker *t;
} Loading;
static Fault load_any(Ctx *c, void *arg) {
    Loading *l = arg;
    return ent_load(c, &taker_entity, l->id, l->t);
}

/* Whose it is to say: the unit's, and of whom it has accepted, whoever speaks for the business. */
static Fault came_load(Ctx *c, Id id, Taker *t, Leverage *v, bool *ret_speaks) {
    TRY(run_as_system(c, load_any, &(Loading){id, t}));
    Fault f = ent_load(c, &leverage_entity, t->leverage, v);
    if (f != OK) return f == NOT_FOUND ? fail(c, NOT_FOUND, "taker", id) : f;
    *ret_speaks = false;
    if ((c->who.roles & ROLES_STAFF) && ent_may_write(c, &taker_entity, &t->head)) return OK;
    TRY(leverage_speaks(c, v->holder, ret_speaks));
    return *ret_speaks && t->state == TAKER_STATE_TAKES ? OK : fail(c, NOT_FOUND, "taker", id);
}

static Fault draw_came(Ctx *c, const Request *rq, Reply *rp, const Taker *t, const Leverage *v) {
    LeverageRow row;
    Str         id = id_str(c->arena, t->head.id);
    bool        staff = c->who.roles & ROLES_STAFF;
    CameView    w = {.title = T_LEVERAGE_TELL, .action = arena_printf(c->arena, "/takers/%.*s/came", STR_ARG(id)),
                     .archive = staff ? arena_printf(c->arena, "/takers/%.*s/archive", STR_ARG(id)) : (Str){0},
                     .back = leverage_path(c, v->head.id), .who = t->name,
                     .fields = drawn(c, rq, t, CAME_FIELDS, CAME_FIELDS_N, false)};
    TRY(leverage_row(c, v->head.id, &row));
    w.what = row.sides[t->side].title;
    if (t->actor) TRY(ent_labels(c, &t->actor, 1, &w.who));
    Page pg = page_new(c, rq, NAV_LISTINGS, tr(c->reader.lang, T_LEVERAGE_TELL));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/leverages"), tr(c->reader.lang, T_ENT_LEVERAGE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){w.back, w.what};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, taker_came_page, &w);
    return page_send(&pg, rp, taker_came_page, &w);
}

Fault get_taker_came(Ctx *c, const Request *rq, Reply *rp) {
    Taker    *t = ent_new(c, &taker_entity);
    Leverage *v = ent_new(c, &leverage_entity);
    bool      speaks;
    TRY(came_load(c, rq->ids[0], t, v, &speaks));
    return draw_came(c, rq, rp, t, v);
}

Fault post_taker_came(Ctx *c, const Request *rq, Reply *rp) {
    Taker    *t = ent_new(c, &taker_entity);
    Leverage *v = ent_new(c, &leverage_entity);
    Params    mine = {.v = ARENA_ARRAY(c->arena, Param, CAME_FIELDS_N)};
    bool      speaks;
    TRY(came_load(c, rq->ids[0], t, v, &speaks));
    for (int i = 0; i < CAME_FIELDS_N; i++) {
        const char *name = taker_entity.fields[CAME_FIELDS[i]].name;
        if (params_has(&rq->form, name)) mine.v[mine.n++] = (Param){str_of(name), params_get(&rq->form, name)};
    }
    ent_form_read(c, &taker_entity, &mine, t);
    Fault f = c->complaints.n ? INVALID : taker_tell(c, t, speaks);
    if (f == INVALID) return draw_came(c, rq, rp, t, v);
    TRY(f);
    reply_go(c, rp, leverage_path(c, v->head.id), T_LEVERAGE_TOLD, NULL, 0);
    return OK;
}

/* ---- added by the unit ------------------------------------------------------------------------------------------- */

static const int ADD_FIELDS[] = {TAKER_F_ACTOR, TAKER_F_NAME, TAKER_F_CONTACT, TAKER_F_FROM_ON, TAKER_F_CAME};
enum { ADD_FIELDS_N = sizeof ADD_FIELDS / sizeof *ADD_FIELDS };

static Fault draw_add(Ctx *c, const Request *rq, Reply *rp, const Joining *j, const Taker *t) {
    CameView w = {.title = T_LEVERAGE_ADD_TAKER, .back = leverage_path(c, j->row.id),
                  .what = j->row.sides[j->side].title, .side = str_of(choice_of(&leverage_side_choices, j->side)->name),
                  .fields = drawn(c, rq, t, ADD_FIELDS, ADD_FIELDS_N, false)};
    w.action = arena_printf(c->arena, "%.*s/takers", STR_ARG(w.back));
    Page pg = page_new(c, rq, NAV_LISTINGS, tr(c->reader.lang, w.title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/leverages"), tr(c->reader.lang, T_ENT_LEVERAGE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){w.back, w.what};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, taker_came_page, &w);
    return page_send(&pg, rp, taker_came_page, &w);
}

/* Only where the reader may write. */
static Fault adding(Ctx *c, const Request *rq, Joining *ret_j) {
    TRY(joining(c, rq, ret_j));
    bool may = ent_may_write(c, &leverage_entity, &ret_j->v->head);
    return may ? OK : fail(c, NOT_ALLOWED, "leverage", rq->ids[0]);
}

/* GET /leverages/ID/takers?side= */
Fault get_taker_add(Ctx *c, const Request *rq, Reply *rp) {
    Joining j;
    TRY(adding(c, rq, &j));
    return draw_add(c, rq, rp, &j, ent_new(c, &taker_entity));
}

/* POST /leverages/ID/takers */
Fault post_taker_add(Ctx *c, const Request *rq, Reply *rp) {
    Joining j;
    Taker  *t = ent_new(c, &taker_entity);
    TRY(adding(c, rq, &j));
    ent_form_read(c, &taker_entity, &rq->form, t);
    t->leverage = j.row.id;
    t->side = j.side;
    t->state = TAKER_STATE_TAKES;
    Fault f = c->complaints.n ? INVALID : taker_add(c, t, false);
    if (f == INVALID) return draw_add(c, rq, rp, &j, t);
    TRY(f);
    reply_go(c, rp, leverage_path(c, j.row.id), T_LEVERAGE_JOINED, NULL, 0);
    return OK;
}

/* GET /takers/ID: where they stand. */
Fault get_taker_where(Ctx *c, const Request *rq, Reply *rp) {
    Taker *t = ent_new(c, &taker_entity);
    TRY(ent_load(c, &taker_entity, rq->ids[0], t));
    rp->status = 303;
    rp->location = arena_printf(c->arena, "%.*s#%s", STR_ARG(leverage_path(c, t->leverage)),
                                choice_of(&leverage_side_choices, t->side)->name);
    return OK;
}
