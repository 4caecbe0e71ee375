/* booking_ask.c - asking for hours of a facility: staff for anybody, an owner for a business of theirs. */
#include "pledge/facility_page.h"

static const int FIELDS[] = {BOOKING_F_WHO, BOOKING_F_ON_DAY, BOOKING_F_FROM_TIME, BOOKING_F_UNTIL_TIME,
                             BOOKING_F_PURPOSE, BOOKING_F_PEOPLE};
enum { FIELDS_N = sizeof FIELDS / sizeof *FIELDS };

static bool is_staff(const Ctx *c) { return (c->who.roles & ROLES_STAFF) != 0; }

static Html drawn(Ctx *c, const Request *rq, const Booking *b) {
    Buf buf;
    buf_init(&buf, 1 << 18);
    for (size_t i = is_staff(c) ? 0 : 1; i < FIELDS_N; i++) {
        ent_field_html(c, &buf, &booking_entity, &booking_entity.fields[FIELDS[i]], b,
                       rq->method == POST ? &rq->form : NULL);
    }
    return html_keep(c->arena, &buf);
}

/* The businesses that an owner speaks for; the one chosen, or the first. */
static Fault fill_own(Ctx *c, Id chosen, AskView *v) {
    Id     ids[MINE_BUSINESSES_MAX];
    Str    names[MINE_BUSINESSES_MAX];
    size_t n;
    TRY(mine_businesses(c, ids, MINE_BUSINESSES_MAX, &n));
    if (n) TRY(ent_labels(c, ids, n, names));
    v->own = ARENA_ARRAY(c->arena, OwnChoice, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!names[i].n) continue;
        bool this_one = chosen ? ids[i] == chosen : !v->own_n;
        v->own[v->own_n++] = (OwnChoice){id_str(c->arena, ids[i]), names[i], this_one};
    }
    return OK;
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Facility *f, const Booking *b) {
    AskView v = {.path = view_record_path(c, &facility_entity, f->head.id), .action = rq->path, .terms = f->terms,
                 .name = tri_best(&f->name, c->reader.lang, NULL), .fields = drawn(c, rq, b)};
    if (!is_staff(c)) TRY(fill_own(c, b->who, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_FACILITY_ASK));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/facilities"), tr(c->reader.lang, T_ENT_FACILITY_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, booking_ask_page, &v);
    return page_send(&pg, rp, booking_ask_page, &v);
}

/* GET /facilities/ID/ask?on_day=…&from_time=…&until_time=…&who=… */
Fault get_booking_ask(Ctx *c, const Request *rq, Reply *rp) {
    Facility *f = ent_new(c, &facility_entity);
    Booking  *b = ent_new(c, &booking_entity);
    TRY(ent_load(c, &facility_entity, rq->ids[0], f));
    ent_form_read(c, &booking_entity, &rq->args, b);
    c->complaints.n = 0;
    return draw(c, rq, rp, f, b);
}

/* Only what the form asks is read from it; an owner does not choose fields that are the staff's. */
Fault post_booking_ask(Ctx *c, const Request *rq, Reply *rp) {
    Facility *f = ent_new(c, &facility_entity);
    Booking  *b = ent_new(c, &booking_entity);
    TRY(ent_load(c, &facility_entity, rq->ids[0], f));
    ent_form_read(c, &booking_entity, &rq->form, b);
    b->facility = f->head.id;
    Str own = params_get(&rq->form, "own");
    if (!is_staff(c) && !id_parse(own, &b->who)) b->who = 0;
    Fault fault = c->complaints.n ? INVALID : booking_ask(c, b);
    if (fault == INVALID) return draw(c, rq, rp, f, b);
    TRY(fault);
    reply_go(c, rp, view_record_path(c, &booking_entity, b->head.id),
             b->state == BOOKING_STATE_AGREED ? T_FACILITY_AGREED_NOW : T_FACILITY_ASKED_NOW, NULL, 0);
    return OK;
}
