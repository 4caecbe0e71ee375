/* guest_store.c - rules of invitations to supplier days. */
#include "spend/guest.h"

#include "spend/spend.h"

enum { Q_THERE };
_Static_assert(Q_THERE + 1 == GUEST_Q_N, "as many as the header says");

const Query GUEST_QUERIES[GUEST_Q_N] = {
    [Q_THERE] = {.sql = "SELECT g.id FROM day_guests g WHERE g.org = :s_org AND g.of_event = :event"
                        " AND g.actor = :actor AND g.id <> :self AND g.archived_at IS NULL"
                        " {unscoped:whether they are invited already}"
                        " ORDER BY g.id LIMIT 1",
                 .in = "event:id actor:id self:id", .out = "id:id"},
};

static Fault is_there(Ctx *c, Id event, Id actor, Id self, bool *ret_yes) {
    Id    id = 0;
    Fault f = db_int(c, &GUEST_QUERIES[Q_THERE], VALS(v_id(event), v_id(actor), v_id(self)), &id);
    *ret_yes = f == OK;
    return f == NOT_FOUND ? OK : f;
}

/* A request for quotes that came of the day is one of the buyer who held it. */
static Fault check_request(Ctx *c, const DayGuest *v, Id host) {
    QuoteRequest *q = ent_new(c, &quote_request_entity);
    if (!v->request) return OK;
    Fault f = ent_load(c, &quote_request_entity, v->request, q);
    if (f == NOT_FOUND) return OK;                /* the check of the reference complains */
    TRY(f);
    if (q->buyer != host) complain(c, "request", T_GUEST_OTHER_BUYER);
    return OK;
}

Fault day_guest_check(Ctx *c, const void *before, void *after) {
    DayGuest *v = after;
    Event    *day = ent_new(c, &event_entity);
    bool      open, there;
    (void)before;
    if (!v->state) v->state = GUEST_STATE_INVITED;
    if (!v->of_event) return complaints_fault(c);
    Fault f = ent_load(c, &event_entity, v->of_event, day);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (day->kind != EVENT_KIND_SUPPLIER_DAY || !day->host) complain(c, "of_event", T_GUEST_NO_DAY);
    TRY(spend_stands(c, day->host, &v->head, &open));
    spend_shown(c, false, &v->head);
    if (v->actor && v->actor == day->host) complain(c, "actor", T_GUEST_SELF);
    bool told = v->state == GUEST_STATE_CAME || v->state == GUEST_STATE_MISSED;
    if (told && day->from_on > c->reader.today) complain(c, "state", T_GUEST_NOT_YET);
    TRY(is_there(c, v->of_event, v->actor, v->head.id, &there));
    if (there && !v->head.archived_at) complain(c, "actor", T_GUEST_TWICE);
    TRY(check_request(c, v, day->host));
    return complaints_fault(c);
}

/* ---- acts -------------------------------------------------------------------------------------------------------- */

Fault guests_of(Ctx *c, Id event, DayGuest **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &day_guest_entity, .limit = GUESTS_MAX, .n_filters = 1};
    void    *rows;
    s.filters[0] = (ListFilter){.field = &day_guest_entity.fields[DAY_GUEST_F_OF_EVENT], .op = LIST_EQ,
                                .val = v_id(event)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

Fault guests_invite(Ctx *c, const Event *day, const GuestAsked *v, size_t n) {
    TRY(act_begin(c, T_GUEST_ACT_INVITE, tri_best(&day->title, c->reader.lang, NULL)));
    for (size_t i = 0; i < n; i++) {
        bool there;
        TRY(is_there(c, day->head.id, v[i].actor, 0, &there));
        if (there) continue;
        DayGuest *g = ent_new(c, &day_guest_entity);
        g->of_event = day->head.id;
        g->actor = v[i].actor;
        g->why = v[i].why;
        TRY(ent_save(c, &day_guest_entity, g));
    }
    return OK;
}

Fault guest_came(Ctx *c, Id id, bool came, DayGuest *ret_g) {
    Event *day = ent_new(c, &event_entity);
    TRY(ent_load(c, &day_guest_entity, id, ret_g));
    TRY(ent_load(c, &event_entity, ret_g->of_event, day));
    if (day->from_on > c->reader.today) return fail(c, OVER, "day_guest", id);
    TRY(act_begin(c, came ? T_GUEST_ACT_CAME : T_GUEST_ACT_MISSED, tri_best(&day->title, c->reader.lang, NULL)));
    ret_g->state = came ? GUEST_STATE_CAME : GUEST_STATE_MISSED;
    return ent_save(c, &day_guest_entity, ret_g);
}
