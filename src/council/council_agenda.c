/* council_agenda.c - what a body talks about: who may see an item, who may write it, and whether the council is whole
** for it. */
#include "council/council_store.h"

#include "db/scope.h"
#include "place_ent.h"

/* ---- reading ----------------------------------------------------------------------------------------------- */

Fault items_of_meeting(Ctx *c, Id meeting, AgendaItem **ret_v, size_t *ret_n) {
    const Field *f = agenda_item_entity.fields;
    ListSpec     s = {.entity = &agenda_item_entity, .sort = &f[AGENDA_ITEM_F_NUMBER], .limit = SEATS_MAX,
                      .n_filters = 1};
    s.filters[0] = (ListFilter){.field = &f[AGENDA_ITEM_F_MEETING], .op = LIST_EQ, .val = v_id(meeting)};
    return list_run(c, &s, true, (void **)ret_v, ret_n, NULL);
}

Fault items_of_case(Ctx *c, Id of_case, AgendaItem **ret_v, size_t *ret_n) {
    *ret_n = 0;
    if (ent_around_none(c, &agenda_item_entity.fields[AGENDA_ITEM_F_OF_CASE], of_case)) return OK;
    return council_loaded(c, Q_COUNCIL_ITEMS_OF_CASE, of_case, &agenda_item_entity, (void **)ret_v, ret_n);
}

Fault items_asked(Ctx *c, Id body, AgendaItem **ret_v, size_t *ret_n) {
    return council_loaded(c, Q_COUNCIL_ASKED, body, &agenda_item_entity, (void **)ret_v, ret_n);
}
_Static_assert(ITEM_STATE_ASKED == 1 && ITEM_STATE_POSTPONED == 4, "that statement names these states by number");

Fault items_of_body(Ctx *c, Id body, AgendaItem **ret_v, size_t *ret_n) {
    return council_loaded(c, Q_COUNCIL_ITEMS_OF_BODY, body, &agenda_item_entity, (void **)ret_v, ret_n);
}

Fault item_when(Ctx *c, Id meeting, ItemWhen *ret_when) {
    const Query *q = &COUNCIL_QUERIES[Q_COUNCIL_WHEN];
    Known        k;
    *ret_when = (ItemWhen){0};
    if (!meeting) return OK;
    if (known_find(c, q, meeting, &k)) {
        *ret_when = *(const ItemWhen *)k.rows;
        return OK;
    }
    ItemWhen *when = ARENA_NEW(c->arena, ItemWhen);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q, VALS(v_id(c->who.org), v_id(meeting)), &r));
    if (rows_next(&r)) *when = (ItemWhen){rows_int(&r, 0), rows_copy(&r, 1), rows_copy(&r, 2), (int)rows_int(&r, 3)};
    TRY(rows_fault(&r));
    known_keep(c, q, meeting, 1, when);
    *ret_when = *when;
    return OK;
}

Fault recused_of(Ctx *c, const Id *items, size_t n, Recused **ret_v, size_t *ret_n) {
    Recused *v = ARENA_ARRAY(c->arena, Recused, RECUSED_MAX);
    size_t   k = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &COUNCIL_QUERIES[Q_COUNCIL_RECUSED], VALS(v_id(c->who.org), v_ids(items, n)), &r));
    for (; k < RECUSED_MAX && rows_next(&r); k++) {
        v[k] = (Recused){.item = rows_id(&r, 0), .attendance = rows_id(&r, 1), .name = rows_copy(&r, 2),
                         .why = rows_copy(&r, 3), .id = rows_id(&r, 4)};
    }
    *ret_v = v;
    *ret_n = k;
    return rows_fault(&r);
}

/* ---- the business's side ----------------------------------------------------------------------------------- */

static bool on_day(Day from_on, Day until_on, Day d) {
    return (!from_on || from_on <= d) && (!until_on || until_on >= d);
}

Fault lead_of(Ctx *c, Id of_case, Day on, Id *ret_account, Str *ret_name) {
    CasePerson *v;
    size_t      n;
    bool        kept = c->who.system;
    *ret_account = 0;
    *ret_name = (Str){0};
    if (!of_case) return OK;
    c->who.system = true;
    Fault f = case_people(c, of_case, true, &v, &n);
    c->who.system = kept;
    TRY(f);
    for (size_t i = 0; i < n; i++) {
        if (v[i].role != CASE_ROLE_LEAD || !on_day(v[i].from_on, v[i].until_on, on)) continue;
        *ret_account = v[i].account;
        *ret_name = v[i].name;
    }
    return OK;
}

/* The last day on which a consent of this purpose holds that holds today; 0: open. */
static Fault consent_end(Ctx *c, Id of_case, int purpose, bool *ret_yes, Day *ret_until) {
    enum { CONSENTS_MAX = 100 };
    const Consent *v;
    void  *rows = NULL;
    size_t n = 0;
    ListSpec s = {.entity = &consent_entity, .limit = CONSENTS_MAX, .n_filters = 2};
    const Field *f = consent_entity.fields;
    s.filters[0] = (ListFilter){.field = &f[CONSENT_F_OF_CASE], .op = LIST_EQ, .val = v_id(of_case)};
    s.filters[1] = (ListFilter){.field = &f[CONSENT_F_PURPOSE], .op = LIST_EQ, .val = v_int(purpose)};
    *ret_yes = false;
    *ret_until = 0;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v = rows;
    for (size_t i = 0; i < n; i++) {
        if (!consent_holds(&v[i], c->reader.today)) continue;
        bool longer = !*ret_yes || !v[i].until_on || (*ret_until && v[i].until_on > *ret_until);
        if (longer) *ret_until = v[i].until_on;
        *ret_yes = true;
    }
    return OK;
}

static Day sooner(Day a, Day b) { return !a ? b : !b || a < b ? a : b; }

/* ---- who may see an item about a business ------------------------------------------------------------------- */

static Fault room_seats(Ctx *c, Id item, Id body, Day until) {
    Seat  *v = NULL;
    size_t n;
    TRY(seats_of(c, body, &v, &n));
    for (size_t i = 0; i < n; i++) {
        if (v[i].account) TRY(scope_team_put(c, item, v[i].account, v[i].from_on, sooner(v[i].until_on, until)));
    }
    return OK;
}

static Fault room_fill(Ctx *c, Id item, Id body, Id of_case) {
    bool talks, lives;
    Day  until, end;
    Head of;
    TRY(ent_load_head(c, &case_entity, of_case, &of));
    TRY(scope_team_clear(c, item));
    TRY(scope_team_copy(c, of.team, item));
    TRY(consent_end(c, of_case, CONSENT_PURPOSE_COUNCIL, &talks, &until));
    TRY(consent_end(c, of_case, CONSENT_PURPOSE_ACCOMPANY, &lives, &end));
    return talks && lives ? room_seats(c, item, body, sooner(until, end)) : OK;
}

static Fault as_system(Ctx *c, Fault (*run)(Ctx *c, Id a, Id b, Id d), const Id *ids) {
    Who kept = c->who;
    c->who = who_program(c);
    Fault f = run(c, ids[0], ids[1], ids[2]);
    c->who = kept;
    return f;
}

static Fault rooms_of(Ctx *c, int query, Id of) {
    enum { ROOMS_MAX = 2000 };
    Id    (*ids)[3] = arena_alloc(c->arena, ROOMS_MAX * sizeof *ids);
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &COUNCIL_QUERIES[query], VALS(v_id(c->who.org), v_id(of)), &r));
        for (; n < ROOMS_MAX && rows_next(&r); n++) {
            for (int k = 0; k < 3; k++) ids[n][k] = rows_id(&r, k);
        }
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) TRY(as_system(c, room_fill, ids[i]));
    return OK;
}

Fault rooms_of_body(Ctx *c, Id body) { return rooms_of(c, Q_COUNCIL_ROOMS_OF_BODY, body); }
Fault rooms_of_case(Ctx *c, Id of_case) { return rooms_of(c, Q_COUNCIL_ROOMS_OF_CASE, of_case); }

Fault council_on_consent(Ctx *c, const Consent *before, const Consent *after) {
    (void)before;
    bool ours = after->purpose == CONSENT_PURPOSE_COUNCIL || after->purpose == CONSENT_PURPOSE_ACCOMPANY;
    return ours ? rooms_of_case(c, after->of_case) : OK;
}

/* ---- is the council whole for it ----------------------------------------------------------------------------- */

static bool has_left(const Recused *v, size_t n, Id attendance) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].attendance == attendance) return true;
    }
    return false;
}

/* The dates and the kind come from the seat; presence from what is written down for the meeting. */
static ComposeSeat composed(const Attendance *a, const Seat *seats, size_t n, bool written) {
    Id who = a->account ? a->account : a->actor ? a->actor : a->seat ? a->seat : a->head.id;
    ComposeSeat s = {.who = who, .account = a->account,
                     .there = written ? a->came == ATTENDED_CAME : a->reply != REPLY_NO};
    for (size_t i = 0; i < n; i++) {
        if (seats[i].head.id != a->seat) continue;
        s.kind = seats[i].kind;
        s.from_on = seats[i].from_on;
        s.until_on = seats[i].until_on;
    }
    return s;
}

/* Seats for which nothing is written down yet: expected, until somebody writes down who came. */
static size_t expected(const Seat *seats, size_t n_seats, const Attendance *known, size_t n_known, ComposeSeat *v) {
    size_t n = 0;
    for (size_t i = 0; i < n_seats; i++) {
        const Seat *s = &seats[i];
        bool there = s->kind == SEAT_KIND_LEAD_BY_CASE;
        for (size_t k = 0; k < n_known && !there; k++) there = known[k].seat == s->head.id;
        Id who = s->account ? s->account : s->actor ? s->actor : s->head.id;
        if (!there) v[n++] = (ComposeSeat){who, s->account, s->kind, s->from_on, s->until_on, true, false};
    }
    return n;
}

/* The four seats are those of a council; a committee, a team or a forum has not. */
static Fault is_council(Ctx *c, Id body, bool *ret_yes) {
    Body *b = ent_new(c, &body_entity);
    TRY(ent_load(c, &body_entity, body, b));
    *ret_yes = b->kind == BODY_KIND_COUNCIL;
    return OK;
}

Fault item_missing(Ctx *c, const AgendaItem *it, unsigned *ret_missing) {
    Recused *left;
    size_t   n_left;
    TRY(recused_of(c, &it->head.id, 1, &left, &n_left));
    return item_missing_without(c, it, left, n_left, ret_missing);
}

Fault item_missing_without(Ctx *c, const AgendaItem *it, const Recused *left, size_t n_left, unsigned *ret_missing) {
    Seat       *seats = NULL;
    Attendance *known = NULL;
    size_t      n_seats, n_known, n = 0;
    ItemWhen    when;
    Str         name;
    bool        written = false;
    ComposeSeat v[PRESENT_MAX + SEATS_MAX + 1];
    ComposeItem item = {.of_case = it->of_case != 0};
    bool        four;
    *ret_missing = 0;
    TRY(is_council(c, it->body, &four));
    if (!four) return OK;
    TRY(item_when(c, it->meeting, &when));
    item.on = when.at ? stamp_day(when.at, c->reader.zone) : c->reader.today;
    TRY(lead_of(c, it->of_case, item.on, &item.lead, &name));
    TRY(seats_of(c, it->body, &seats, &n_seats));
    TRY(presence_of(c, it->meeting, &known, &n_known));
    for (size_t i = 0; i < n_known; i++) written |= known[i].came != 0;
    for (size_t i = 0; i < n_known; i++) {
        v[n] = composed(&known[i], seats, n_seats, written);
        v[n++].left = has_left(left, n_left, known[i].head.id);
    }
    if (!written) {
        n += expected(seats, n_seats, known, n_known, v + n);
        v[n++] = (ComposeSeat){.who = item.lead, .account = item.lead, .there = item.lead != 0};
    }
    *ret_missing = compose_missing(&item, v, n);
    return OK;
}

Fault presence_of_leads(Ctx *c, const Meeting *m) {
    AgendaItem *items = NULL;
    size_t      n;
    TRY(items_of_meeting(c, m->head.id, &items, &n));
    for (size_t i = 0; i < n; i++) {
        Attendance *known = NULL, *a = ent_new(c, &attendance_entity);
        size_t      n_known, k = 0;
        TRY(lead_of(c, items[i].of_case, stamp_day(m->starts_at, c->reader.zone), &a->account, &a->name));
        TRY(presence_of(c, m->head.id, &known, &n_known));
        while (k < n_known && known[k].account != a->account) k++;
        if (!a->account || k < n_known) continue;
        a->meeting = m->head.id;
        TRY(ent_save_following(c, &attendance_entity, a));
    }
    return OK;
}

/* ---- an item at the write ------------------------------------------------------------------------------------ */

Fault item_may_write(Ctx *c, const AgendaItem *it, bool *ret_yes) {
    Id  lead;
    Str name;
    TRY(seated(c, it->body, ret_yes));
    if (*ret_yes || c->who.system) *ret_yes = true;
    if (*ret_yes || !it->of_case) return OK;
    TRY(lead_of(c, it->of_case, c->reader.today, &lead, &name));
    *ret_yes = lead && lead == c->who.account;
    return OK;
}

/* Others of the circle ask, and say what may be seen, as long as it is not on an agenda. */
static Fault only_asks(Ctx *c, const AgendaItem *was, const AgendaItem *it) {
    bool may;
    TRY(item_may_write(c, it, &may));
    if (may) return OK;
    bool asks = it->of_case && it->state == ITEM_STATE_ASKED && !it->meeting && !it->decision.n && !it->discussion.n;
    if (!asks || (was && was->state != ITEM_STATE_ASKED)) {
        if (was || it->of_case) return fail(c, NOT_ALLOWED, "agenda_item", it->head.id);
        complain(c, "body", T_COUNCIL_SIT_FIRST);
    }
    return OK;
}

/* On an agenda: the meeting is one of its body, and the business agrees. */
static Fault hold_place(Ctx *c, const AgendaItem *was, AgendaItem *it) {
    Meeting *m = ent_new(c, &meeting_entity);
    bool     anew = !was || was->meeting != it->meeting || (was->state != it->state && it->state == ITEM_STATE_PLANNED);
    if (it->of_case && anew) {
        Fault f = case_needs(c, it->of_case, CONSENT_PURPOSE_COUNCIL, "of_case");
        if (f != INVALID) TRY(f);
    }
    if (!it->meeting || (was && was->meeting == it->meeting)) return OK;
    Fault f = ent_load(c, &meeting_entity, it->meeting, m);
    if (f != OK) return f == NOT_FOUND ? OK : f;  /* the check of the reference complains */
    if (m->body != it->body || m->state == MEETING_STATE_CANCELLED) complain(c, "meeting", T_COUNCIL_OTHER_BODY);
    if (it->state == ITEM_STATE_ASKED || it->state == ITEM_STATE_POSTPONED) it->state = ITEM_STATE_PLANNED;
    int64_t last = 0;
    f = db_int(c, &COUNCIL_QUERIES[Q_COUNCIL_LAST_NUMBER], VALS(v_id(c->who.org), v_id(it->meeting)), &last);
    if (f != OK && f != NOT_FOUND) return f;
    it->number = last + 1;
    return OK;
}

/* What the owner chose to show, they chose for one meeting. */
static void forget_choice(const AgendaItem *was, AgendaItem *it) {
    bool moved = was && was->meeting && (was->meeting != it->meeting || it->state == ITEM_STATE_POSTPONED);
    if (!moved || was->state == ITEM_STATE_DISCUSSED) return;
    it->shown = 0;
    it->chose_at = 0;
}

/* What the business does alone is asked of a business, and ends in how the accompaniment goes on. */
static void hold_exit(Ctx *c, const AgendaItem *it) {
    if (it->kind != AGENDA_KIND_EXIT_CHECK) return;
    if (!it->of_case) complain(c, "of_case", T_COUNCIL_EXIT_OF_WHOM);
    if (it->state != ITEM_STATE_DISCUSSED) return;
    if (!it->way_on) complain(c, "way_on", T_COUNCIL_EXIT_DECIDE);
    if (!it->way_why.n) complain(c, "way_why", T_COUNCIL_EXIT_WHY);
}

/* Before something counts as discussed, somebody writes down who was there. */
static Fault hold_presence(Ctx *c, const AgendaItem *was, const AgendaItem *it) {
    Attendance *known = NULL;
    size_t      n = 0;
    bool        written = false, kept = c->who.system;
    if (it->state != ITEM_STATE_DISCUSSED || (was && was->state == ITEM_STATE_DISCUSSED) || !it->meeting) return OK;
    c->who.system = true;
    Fault f = presence_of(c, it->meeting, &known, &n);
    c->who.system = kept;
    TRY(f);
    for (size_t i = 0; i < n; i++) written = written || known[i].came;
    if (!written) complain(c, "came", T_COUNCIL_WRITE_WHO_CAME);
    return OK;
}

/* What was discussed without one of the four is not valid unless somebody says why it was done all the same. */
static Fault hold_whole(Ctx *c, AgendaItem *it) {
    unsigned missing;
    if (it->state != ITEM_STATE_DISCUSSED) return OK;
    if (!it->meeting) complain(c, "meeting", T_FORM_FIX_REQUIRED);
    bool kept = c->who.system;
    c->who.system = true;                         /* the lead consultant does not see who else came */
    Fault f = item_missing(c, it, &missing);
    c->who.system = kept;
    TRY(f);
    it->missing = missing;
    if (!it->decided_on) it->decided_on = c->reader.today;
    if (missing && !it->incomplete_why.n) complain(c, "incomplete_why", T_COUNCIL_INCOMPLETE);
    return OK;
}
_Static_assert((int)NEED_COORDINATOR == 1 << (COUNCIL_NEED_COORDINATOR - 1) &&
                   (int)NEED_LEAD == 1 << (COUNCIL_NEED_LEAD - 1) &&
                   (int)NEED_TRUSTEE == 1 << (COUNCIL_NEED_TRUSTEE - 1) &&
                   (int)NEED_ENTREPRENEUR == 1 << (COUNCIL_NEED_ENTREPRENEUR - 1),
               "a set of needs is stored as compose_missing gives it");

static Fault topic_of(Ctx *c, AgendaItem *it) {
    bool kept = c->who.system;
    if (it->topic.n || !it->of_case) return OK;
    c->who.system = true;
    Fault f = case_name(c, it->of_case, &it->topic);
    c->who.system = kept;
    return f;
}

Fault agenda_item_check(Ctx *c, const void *before, void *after) {
    const AgendaItem *was = before;
    AgendaItem       *it = after;
    Head              body;
    if (!it->body) return complaints_fault(c);
    TRY(ent_load_head(c, &body_entity, it->body, &body));
    if (!it->state) it->state = it->meeting ? ITEM_STATE_PLANNED : ITEM_STATE_ASKED;
    TRY(topic_of(c, it));
    if (!it->topic.n) complain(c, "topic", T_FORM_FIX_REQUIRED);
    it->head.unit = body.unit;
    it->head.visibility = VIS_TEAM;
    it->head.team = it->of_case ? it->head.id : it->body;
    TRY(only_asks(c, was, it));
    TRY(hold_place(c, was, it));
    forget_choice(was, it);
    if (it->state == ITEM_STATE_POSTPONED && was && was->meeting == it->meeting) it->meeting = 0;
    hold_exit(c, it);
    TRY(hold_presence(c, was, it));
    TRY(hold_whole(c, it));
    return complaints_fault(c);
}

/* On an agenda its owner is asked what may be seen there; once it was talked about the case was discussed. */
Fault agenda_item_after(Ctx *c, const void *before, const void *after) {
    const AgendaItem *was = before, *it = after;
    if (!it->of_case) return OK;
    if (!was) TRY(as_system(c, room_fill, (const Id[]){it->head.id, it->body, it->of_case}));
    bool called = it->state == ITEM_STATE_PLANNED && it->meeting && (!was || was->meeting != it->meeting);
    if (called) TRY(case_tell_owner(c, it->of_case));
    bool talked = it->state == ITEM_STATE_DISCUSSED && (!was || was->state != ITEM_STATE_DISCUSSED);
    return talked ? case_discussed(c, it->of_case, it->decided_on) : OK;
}

Fault recusal_check(Ctx *c, const void *before, void *after) {
    Recusal    *r = after;
    Attendance *a = ent_new(c, &attendance_entity);
    (void)before;
    Fault f = r->attendance ? ent_load(c, &attendance_entity, r->attendance, a) : NOT_FOUND;
    if (f == OK) r->name = a->name;
    if (f != OK && f != NOT_FOUND) return f;
    return complaints_fault(c);
}

/* ---- a business asks ------------------------------------------------------------------------------------------- */

Fault council_of(Ctx *c, Id place, Id *ret_body) {
    enum { HOPS_MAX = 16 };
    *ret_body = 0;
    for (int hop = 0; place && hop < HOPS_MAX; hop++) {
        Place  *p = ent_new(c, &place_entity);
        int64_t body;
        Fault f = db_int(c, &COUNCIL_QUERIES[Q_COUNCIL_OF_PLACE],
                         VALS(v_id(c->who.org), v_int(BODY_KIND_COUNCIL), v_int(BODY_STATE_ACTIVE), v_ids(&place, 1)),
                         &body);
        if (f == OK) *ret_body = body;
        if (f != NOT_FOUND) return f;
        f = ent_load(c, &place_entity, place, p);
        if (f != OK) return f == NOT_FOUND ? OK : f;
        place = p->parent;
    }
    return OK;
}

Fault council_ask(Ctx *c, Id of_case, Str text, Str share, Id *ret_item) {
    AgendaItem *it = ent_new(c, &agenda_item_entity);
    Head of;
    TRY(ent_load_head(c, &case_entity, of_case, &of));
    TRY(council_of(c, of.unit, &it->body));
    if (!it->body) complain(c, "of_case", T_COUNCIL_NONE_HERE);
    TRY(complaints_fault(c));
    it->of_case = of_case;
    it->question = text;
    it->share = share;
    TRY(ent_save(c, &agenda_item_entity, it));
    *ret_item = it->head.id;
    return OK;
}
