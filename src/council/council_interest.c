/* council_interest.c - whoever is asked to a meeting says beforehand that they have to do with a business on its
** agenda: for that item they do not count and are asked to leave. */
#include "council/council_page.h"

static Str item_path(Ctx *c, Id item) {
    return arena_printf(c->arena, "/agenda/%.*s", STR_ARG(id_str(c->arena, item)));
}

/* Guests do not see the meeting, but are written down there. */
Fault own_presence(Ctx *c, Id meeting, Attendance *ret_a, bool *ret_there) {
    Attendance *known = NULL;
    size_t      n;
    bool        kept = c->who.system;
    *ret_there = false;
    if (!meeting || !c->who.account) return OK;
    c->who.system = true;
    Fault f = presence_of(c, meeting, &known, &n);
    c->who.system = kept;
    TRY(f);
    for (size_t i = 0; i < n; i++) {
        if (known[i].account != c->who.account) continue;
        *ret_a = known[i];
        *ret_there = true;
    }
    return OK;
}

/* The seat that the reader holds in this body on the day of the meeting; 0: none. */
static Fault own_seat(Ctx *c, Id body, Day on, Id *ret_seat) {
    Seat  *v = NULL;
    size_t n;
    *ret_seat = 0;
    TRY(seats_of(c, body, &v, &n));
    for (size_t i = 0; i < n; i++) {
        bool held = (!v[i].from_on || v[i].from_on <= on) && (!v[i].until_on || v[i].until_on >= on);
        if (held && v[i].account && v[i].account == c->who.account) *ret_seat = v[i].head.id;
    }
    return OK;
}

static const Recused *said(const Recused *v, size_t n, Id item, Id attendance) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].item == item && v[i].attendance == attendance) return &v[i];
    }
    return NULL;
}

Fault interests_of(Ctx *c, const AgendaItem *items, size_t n, Str back, Interests *ret_v) {
    Attendance *a = ent_new(c, &attendance_entity);
    Interests   v = {.rows = ARENA_ARRAY(c->arena, InterestRow, n + 1), .back = back};
    Id         *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Recused    *left = NULL;
    size_t      left_n = 0;
    bool        there = false;
    Id          seat = 0;
    for (size_t i = 0; i < n; i++) ids[i] = items[i].head.id;
    if (n) TRY(own_presence(c, items[0].meeting, a, &there));
    if (n && !there) TRY(own_seat(c, items[0].body, c->reader.today, &seat));
    if (there) TRY(recused_of(c, ids, n, &left, &left_n));
    for (size_t i = 0; i < n && (there || seat); i++) {
        if (!items[i].of_case || !items[i].meeting || items[i].state != ITEM_STATE_PLANNED) continue;
        v.rows[v.rows_n++] = (InterestRow){.path = item_path(c, ids[i]), .topic = items[i].topic,
                                           .said = there && said(left, left_n, ids[i], a->head.id)};
    }
    *ret_v = v;
    return OK;
}

/* The reader's own presence, written down now where it was not yet. */
static Fault presence_make(Ctx *c, const AgendaItem *it, Attendance *a) {
    bool     there;
    ItemWhen when;
    TRY(own_presence(c, it->meeting, a, &there));
    if (there) return OK;
    TRY(item_when(c, it->meeting, &when));
    ent_clear(&attendance_entity, a);
    a->meeting = it->meeting;
    TRY(own_seat(c, it->body, when.at ? stamp_day(when.at, c->reader.zone) : c->reader.today, &a->seat));
    if (!a->seat) return fail(c, NOT_ALLOWED, "agenda_item", it->head.id);
    a->account = c->who.account;
    return ent_save_following(c, &attendance_entity, a);
}

/* POST /agenda/ID/interest: said, or taken back when it was said before. */
Fault post_item_interest(Ctx *c, const Request *rq, Reply *rp) {
    AgendaItem *it = ent_new(c, &agenda_item_entity);
    Attendance *a = ent_new(c, &attendance_entity);
    Recused    *left;
    size_t      n;
    Str         back = params_get(&rq->form, "back");
    TRY(ent_load(c, &agenda_item_entity, rq->ids[0], it));
    if (!it->meeting || it->state != ITEM_STATE_PLANNED) return fail(c, STALE, "agenda_item", rq->ids[0]);
    TRY(presence_make(c, it, a));
    TRY(recused_of(c, &it->head.id, 1, &left, &n));
    const Recused *was = said(left, n, it->head.id, a->head.id);
    if (was) {
        TRY(ent_archive(c, &recusal_entity, was->id));
    } else {
        Recusal *r = ent_new(c, &recusal_entity);
        r->agenda_item = it->head.id;
        r->attendance = a->head.id;
        r->why = params_get(&rq->form, "why");
        TRY(ent_save_following(c, &recusal_entity, r));
    }
    reply_go(c, rp, path_is_ours(back) ? back : item_path(c, it->head.id),
             was ? T_COUNCIL_INTEREST_BACK : T_COUNCIL_INTEREST_SAID, (TrArg[]){TR_ARG("name", it->topic)}, 1);
    return OK;
}
