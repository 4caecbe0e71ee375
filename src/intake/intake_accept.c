/* intake_accept.c - a person takes in what came in: a request becomes a business or a person with a note and a first
** step, a proposal becomes a listing. One act, one undo. */
#include "intake/intake_page.h"

#include "base/check.h"
#include "commitment_ent.h"
#include "lang/show.h"
#include "listing_ent.h"
#include "place/place.h"
#include "post_ent.h"

static Lang lang_of(const Ctx *c, const Intake *v) {
    Lang l;
    return lang_parse(v->lang, &l) ? l : c->reader.lang;
}

static void name_it(const Ctx *c, const Intake *v, Tri *t, Str name) {
    Lang l = lang_of(c, v);
    t->v[l] = name;
    t->state[l] = TEXT_WRITTEN;
}

/* The actor that it would become: also what likenesses are looked for. */
static Fault actor_of(Ctx *c, const Intake *v, bool business, Actor *ret_a) {
    Id where = v->place;
    name_it(c, v, &ret_a->name, business && v->business.n ? v->business : v->name.n ? v->name : v->title);
    ret_a->kind = business ? ACTOR_KIND_BUSINESS : ACTOR_KIND_PERSON;
    ret_a->phone = v->phone;
    ret_a->email = v->email;
    Fault f = v->locality.n ? place_by_name(c, v->locality, &where) : OK;
    if (f != OK && f != NOT_FOUND) return f;
    ret_a->locality = where;
    ret_a->head.unit = v->head.unit;
    ret_a->source = v->reference;
    ret_a->is_demo = v->is_demo;
    return OK;
}

Fault intake_likely(Ctx *c, const Intake *v, Likely *ret_v, size_t *ret_n) {
    *ret_n = 0;
    for (int business = 1; business >= 0; business--) {
        Actor *a = ent_new(c, &actor_entity);
        Likely found[INTAKE_LIKELY_MAX];
        size_t n;
        TRY(actor_of(c, v, business, a));
        TRY(actor_likely(c, a, found, INTAKE_LIKELY_MAX, &n));
        for (size_t i = 0; i < n && *ret_n < INTAKE_LIKELY_MAX; i++) {
            size_t seen = 0;
            while (seen < *ret_n && ret_v[seen].id != found[i].id) seen++;
            if (seen == *ret_n) ret_v[(*ret_n)++] = found[i];
        }
    }
    return OK;
}

static Str due_text(Ctx *c, const Intake *v) {
    return day_iso(c->arena, v->answer_by > c->reader.today ? v->answer_by : c->reader.today);
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Intake *v) {
    Likely likely[INTAKE_LIKELY_MAX];
    AcceptView a = {.v = v, .path = intake_path(c, v), .name = v->title, .likely = likely,
                    .ask = v->kind == DOOR_KIND_ASK, .has_business = v->business.n > 0, .due = due_text(c, v),
                    .step = tr(c->reader.lang, T_INTAKE_CALL_BACK)};
    TRY(intake_likely(c, v, likely, &a.likely_n));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, a.ask ? T_INTAKE_ACCEPT_ASK : T_INTAKE_ACCEPT_PROPOSE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/intakes"), tr(c->reader.lang, T_ENT_INTAKE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){a.path, v->title};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, intake_accept_page, &a);
    return page_send(&pg, rp, intake_accept_page, &a);
}

/* What may be accepted still: not twice. */
static Fault open_one(Ctx *c, Id id, Intake *ret_v) {
    TRY(intake_open_one(c, id, ret_v));
    return ret_v->actor || ret_v->listing ? fail(c, STALE, "intake", id) : OK;
}

Fault get_intake_accept(Ctx *c, const Request *rq, Reply *rp) {
    Intake *v = ent_new(c, &intake_entity);
    TRY(open_one(c, rq->ids[0], v));
    return draw(c, rq, rp, v);
}

/* The actor chosen on the page: one that is there, a new one, or (of a proposal) none. */
static Fault chosen(Ctx *c, const Intake *v, Str who, Id *ret_id) {
    Actor *a = ent_new(c, &actor_entity);
    bool business = str_eq(who, LIT("business")), person = str_eq(who, LIT("person"));
    *ret_id = 0;
    if (str_eq(who, LIT("none")) && v->kind == DOOR_KIND_PROPOSE) return OK;
    if (id_parse(who, ret_id)) return ent_load(c, &actor_entity, *ret_id, a);
    if ((!business && !person) || (business && !v->business.n)) {
        complain(c, "who", T_FORM_FIX_CHOICE);
        return OK;
    }
    TRY(actor_of(c, v, business, a));
    TRY(ent_save(c, &actor_entity, a));
    *ret_id = a->head.id;
    return OK;
}

/* The request in its own words, with whom to ask for: what the timeline shows first. */
static Str note_text(Ctx *c, const Intake *v) {
    Buf b;
    buf_init(&b, 200);
    if (v->phone.n) plain_phone(&b, &c->reader, v->phone);
    const Str parts[] = {v->name, arena_copy(c->arena, buf_str(&b)), v->locality, v->reach_by};
    Str head = {0};
    buf_release(&b);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].n) continue;
        head = arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(head), head.n ? " · " : "", STR_ARG(parts[i]));
    }
    return arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(v->wish), v->wish.n ? "\n\n" : "", STR_ARG(head));
}

static Fault note(Ctx *c, const Intake *v) {
    Post *p = ent_new(c, &post_entity);
    p->kind = POST_KIND_MESSAGE;
    p->about = v->actor;
    p->text = note_text(c, v);
    p->happened_at = v->sent_at ? v->sent_at : v->head.created_at;
    p->lang = v->lang;
    p->head.unit = v->head.unit;
    p->is_demo = v->is_demo;
    return ent_save(c, &post_entity, p);
}

static Fault first_step(Ctx *c, const IntakeAccept *how, const Intake *v) {
    Commitment *t = ent_new(c, &commitment_entity);
    t->text = str_trim(how->step);
    if (!t->text.n) return OK;
    t->kind = COMMITMENT_KIND_NEXT_STEP;
    t->state = COMMITMENT_STATE_OPEN;
    t->owner = c->who.account;
    t->about = v->actor;
    t->head.unit = v->head.unit;
    t->is_demo = v->is_demo;
    if (how->due.n && !day_parse(how->due, &t->due_on)) complain(c, "due_on", T_FORM_FIX_DATE);
    return ent_save(c, &commitment_entity, t);
}

static Fault list_it(Ctx *c, Intake *v, Id holder) {
    Listing *l = ent_new(c, &listing_entity);
    name_it(c, v, &l->title, v->subject.n ? v->subject : v->title);
    l->kind = v->about ? v->about : LISTING_KIND_ASSET;
    l->state = LISTING_STATE_OPEN;
    l->details = v->details;
    l->holder = holder;
    l->place = v->place;
    l->head.unit = v->head.unit;
    l->proposer = v->name;
    l->proposer_phone = v->phone;
    l->source = v->reference;
    l->is_demo = v->is_demo;
    TRY(ent_save(c, &listing_entity, l));
    v->listing = l->head.id;
    return OK;
}

static Fault accept(Ctx *c, const IntakeAccept *how, Intake *v) {
    Id actor;
    TRY(chosen(c, v, how->who, &actor));
    TRY(complaints_fault(c));
    v->taken_by = c->who.account;
    if (v->kind == DOOR_KIND_PROPOSE) {
        TRY(list_it(c, v, actor));
        v->state = INTAKE_STATE_CLOSED;
    } else {
        v->actor = actor;
        v->state = INTAKE_STATE_TAKEN;
        TRY(note(c, v));
        TRY(first_step(c, how, v));
    }
    TRY(ent_save(c, &intake_entity, v));
    return mail_forget(c, v->head.id);
}

Fault intake_accept(Ctx *c, Id id, const IntakeAccept *how, Intake *ret_v) {
    TRY(open_one(c, id, ret_v));
    TRY(act_begin(c, T_INTAKE_ACT, ret_v->title));
    return accept(c, how, ret_v);
}

Fault post_intake_accept(Ctx *c, const Request *rq, Reply *rp) {
    Intake *v = ent_new(c, &intake_entity);
    IntakeAccept how = {.who = params_get(&rq->form, "who"), .step = params_get(&rq->form, "step"),
                        .due = params_get(&rq->form, "due_on")};
    Fault f = intake_accept(c, rq->ids[0], &how, v);
    if (f == INVALID) return draw(c, rq, rp, v);
    TRY(f);
    Str where = v->actor ? view_record_path(c, &actor_entity, v->actor)
                         : view_record_path(c, &listing_entity, v->listing);
    reply_go(c, rp, where, T_INTAKE_ACCEPTED, NULL, 0);
    return OK;
}

Fault intake_of(Ctx *c, Id actor, Intake *ret_v) {
    void    *rows;
    size_t   n;
    ListSpec s = {.entity = &intake_entity, .limit = 1, .sort_changed = true, .n_filters = 2};
    s.filters[0] = (ListFilter){.field = &intake_entity.fields[INTAKE_F_ACTOR], .op = LIST_EQ, .val = v_id(actor)};
    s.filters[1] = (ListFilter){.field = &intake_entity.fields[INTAKE_F_KIND], .op = LIST_EQ,
                                .val = v_int(DOOR_KIND_ASK)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (!n) return NOT_FOUND;
    *ret_v = *(const Intake *)rows;
    return OK;
}
