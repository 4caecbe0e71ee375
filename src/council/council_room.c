/* council_room.c - minutes written in the meeting: one item at a time, with who is in the room, what is said and
** decided, and who promised what. And the same on paper. */
#include "council/council_page.h"

#include "account/account_page.h"

enum { OWNERS_MAX = PRESENT_MAX + 16 };

void room_line(Buf *b, const Page *pg, const char *field) { complaint_line(pg->c, b, field); }

/* ---- who may promise, who may leave --------------------------------------------------------------------------- */

static void add_owner(Room *r, Id account, Str name) {
    if (!account || r->owners_n == OWNERS_MAX) return;
    for (size_t i = 0; i < r->owners_n; i++) {
        if (r->owners[i].id == account) return;
    }
    r->owners[r->owners_n++] = (Person){.id = account, .name = name};
}

static bool has_left(const ItemView *v, Id attendance) {
    for (size_t i = 0; i < v->left_n; i++) {
        if (v->left[i].attendance == attendance) return true;
    }
    return false;
}

/* Whoever is asked to the meeting, and the people of the business. */
static Fault fill_people(Ctx *c, Room *r) {
    CasePerson *people;
    size_t      n;
    r->owners = ARENA_ARRAY(c->arena, Person, OWNERS_MAX);
    r->here = ARENA_ARRAY(c->arena, Person, r->present.rows_n + 1);
    for (size_t i = 0; i < r->present.rows_n; i++) {
        const PresentRow *row = &r->present.rows[i];
        add_owner(r, row->account, row->name);
        bool may_leave = row->id && row->came != ATTENDED_ABSENT && row->came != ATTENDED_EXCUSED;
        if (may_leave && !has_left(r->item, row->id)) r->here[r->here_n++] = (Person){.id = row->id, .name = row->name};
    }
    if (!r->item->it->of_case) return OK;
    bool kept = c->who.system;
    c->who.system = true;
    Fault f = case_people(c, r->item->it->of_case, false, &people, &n);
    c->who.system = kept;
    TRY(f);
    for (size_t i = 0; i < n; i++) {
        if (people[i].role == CASE_ROLE_LEAD || people[i].role == CASE_ROLE_OWNER) {
            add_owner(r, people[i].account, people[i].name);
        }
    }
    return OK;
}

/* ---- the page -------------------------------------------------------------------------------------------------- */

static Str room_path(Ctx *c, const Meeting *m, Id item) {
    char id[ID_CHARS + 1];
    Str  path = meeting_path(c, m);
    if (!item) return arena_printf(c->arena, "%.*s/room", STR_ARG(path));
    id_print(id, item);
    return arena_printf(c->arena, "%.*s/room?item=%s", STR_ARG(path), id);
}

/* The item that was asked for, else the first that was not talked about. */
static size_t which(const AgendaItem *v, size_t n, Id item) {
    for (size_t i = 0; i < n; i++) {
        if (item && v[i].head.id == item) return i;
    }
    for (size_t i = 0; i < n && !item; i++) {
        if (v[i].state != ITEM_STATE_DISCUSSED) return i;
    }
    return 0;
}

static void fill_tabs(Ctx *c, Room *r, const AgendaItem *v, size_t n, size_t at) {
    r->tabs = ARENA_ARRAY(c->arena, RoomTab, n + 1);
    for (size_t i = 0; i < n; i++) {
        r->tabs[r->tabs_n++] = (RoomTab){.href = room_path(c, r->m, v[i].head.id), .topic = v[i].topic,
                                         .place = (int64_t)i + 1, .current = i == at,
                                         .discussed = v[i].state == ITEM_STATE_DISCUSSED};
    }
    r->last = at + 1 == n;
}

static void fill_ways(Ctx *c, Room *r, int chosen) {
    if (r->item->it->kind != AGENDA_KIND_EXIT_CHECK) return;
    r->ways = ARENA_ARRAY(c->arena, WayPick, EXIT_WAY_N);
    r->ways_n = 0;
    for (int i = 1; i < EXIT_WAY_N; i++) {
        r->ways[r->ways_n++] = (WayPick){str_of(choice_of(&exit_way_choices, i)->name),
                                         choice_label(&exit_way_choices, i), i == chosen};
    }
}

static Fault room_fill(Ctx *c, const Meeting *m, Id item, Room *r) {
    AgendaItem *items = NULL;
    size_t      n;
    *r = (Room){.m = m, .path = meeting_path(c, m), .title = tri_best(&m->title, c->reader.lang, &(Lang){0})};
    TRY(items_of_meeting(c, m->head.id, &items, &n));
    TRY(present_rows(c, m, &r->present));
    r->present.back = room_path(c, m, item);
    if (!n) return OK;
    size_t    at = which(items, n, item);
    ItemView *v = ARENA_NEW(c->arena, ItemView);
    TRY(item_view(c, &items[at], v));
    r->item = v;
    r->version = arena_printf(c->arena, "%lld", (long long)items[at].head.version);
    r->discussion = items[at].discussion;
    r->decision = items[at].decision;
    r->why = items[at].incomplete_why;
    r->way_why = items[at].way_why;
    v->tasks.back = room_path(c, m, v->id);
    TRY(item_shown(c, &items[at], false, &r->shown));
    fill_ways(c, r, items[at].way_on);
    fill_tabs(c, r, items, n, at);
    return fill_people(c, r);
}

static Fault room_send(Ctx *c, const Request *rq, Reply *rp, const Room *r) {
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_COUNCIL_MINUTES));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/meetings"), tr(c->reader.lang, T_ENT_MEETING_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){r->path, r->title};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, meeting_room_page, r);
    return page_send(&pg, rp, meeting_room_page, r);
}

Fault get_meeting_room(Ctx *c, const Request *rq, Reply *rp) {
    Meeting *m = ent_new(c, &meeting_entity);
    Room     r;
    Id       item = 0;
    (void)id_parse(params_get(&rq->args, "item"), &item);
    TRY(meeting_open(c, rq->ids[0], m));
    TRY(room_fill(c, m, item, &r));
    return room_send(c, rq, rp, &r);
}

/* ---- saving one item ------------------------------------------------------------------------------------------- */

/* What was typed, over what is stored: nothing of it is lost when it cannot be saved. */
static Fault room_again(Ctx *c, const Request *rq, Reply *rp, const AgendaItem *typed, bool stale) {
    Meeting *m = ent_new(c, &meeting_entity);
    Room     r;
    TRY(ent_load(c, &meeting_entity, typed->meeting, m));
    TRY(room_fill(c, m, typed->head.id, &r));
    r.stale = stale;
    r.theirs_discussion = r.discussion;
    r.theirs_decision = r.decision;
    r.discussion = typed->discussion;
    r.decision = typed->decision;
    r.why = typed->incomplete_why;
    r.way_why = typed->way_why;
    fill_ways(c, &r, typed->way_on);
    r.step = params_get(&rq->form, "step");
    r.due = params_get(&rq->form, "step_due");
    Id owner = 0;
    (void)id_parse(params_get(&rq->form, "step_owner"), &owner);
    for (size_t i = 0; i < r.owners_n; i++) r.owners[i].chosen = r.owners[i].id == owner;
    if (!stale) r.version = params_get(&rq->form, "version");
    if (!stale) return room_send(c, rq, rp, &r);
    rp->status = 412;
    TRY(room_send(c, rq, rp, &r));
    return STALE;
}

/* Somebody in the room said they will. Seen by those who see the item; whoever it was is told. */
static Fault promise(Ctx *c, const Request *rq, const AgendaItem *it) {
    Commitment *t = ent_new(c, &commitment_entity);
    Str due = params_get(&rq->form, "step_due");
    t->text = str_trim(params_get(&rq->form, "step"));
    if (!t->text.n) {
        if (due.n || params_get(&rq->form, "step_owner").n) complain(c, "step", T_COUNCIL_PROMISE_WHAT_FIRST);
        return complaints_fault(c);
    }
    t->kind = COMMITMENT_KIND_PROMISE;
    t->state = COMMITMENT_STATE_OPEN;
    t->of_case = it->of_case;
    t->agenda_item = it->head.id;
    (void)id_parse(params_get(&rq->form, "step_owner"), &t->owner);
    if (!t->owner) complain(c, "step_owner", T_COUNCIL_WHO_PROMISES);
    if (due.n && !day_parse(due, &t->due_on)) complain(c, "step_due", T_FORM_FIX_DATE);
    TRY(complaints_fault(c));
    return ent_save_following(c, &commitment_entity, t);
}

/* Only those whom the page offers may be given something. */
static Fault owner_is_offered(Ctx *c, const Request *rq, const AgendaItem *it) {
    Meeting *m = ent_new(c, &meeting_entity);
    Room     r;
    Id       owner = 0;
    if (!id_parse(params_get(&rq->form, "step_owner"), &owner)) return OK;
    TRY(ent_load(c, &meeting_entity, it->meeting, m));
    TRY(room_fill(c, m, it->head.id, &r));
    for (size_t i = 0; i < r.owners_n; i++) {
        if (r.owners[i].id == owner) return OK;
    }
    complain(c, "step_owner", T_FORM_FIX_CHOICE);
    return INVALID;
}

static Fault minutes_save(Ctx *c, const Request *rq, AgendaItem *it) {
    TRY(act_begin(c, T_COUNCIL_ACT_MINUTES, (Str){0}));
    TRY(ent_save(c, &agenda_item_entity, it));
    TRY(owner_is_offered(c, rq, it));
    return promise(c, rq, it);
}

/* POST /agenda/ID/minutes: what was said and decided, and one promise. */
Fault post_item_minutes(Ctx *c, const Request *rq, Reply *rp) {
    AgendaItem *it = ent_new(c, &agenda_item_entity);
    Meeting    *m = ent_new(c, &meeting_entity);
    int64_t     version;
    Str         what = params_get(&rq->form, "do");
    TRY(ent_load(c, &agenda_item_entity, rq->ids[0], it));
    if (!it->meeting || !str_int(params_get(&rq->form, "version"), &version)) return BAD_REQUEST;
    TRY(ent_load(c, &meeting_entity, it->meeting, m));
    it->head.version = version;
    it->discussion = params_get(&rq->form, "discussion");
    it->decision = params_get(&rq->form, "decision");
    it->incomplete_why = params_get(&rq->form, "incomplete_why");
    if (it->kind == AGENDA_KIND_EXIT_CHECK) {
        it->way_on = choice_value(&exit_way_choices, params_get(&rq->form, "way_on"));
        it->way_why = str_trim(params_get(&rq->form, "way_why"));
    }
    AgendaItem typed = *it;
    if (str_eq(what, LIT("discussed"))) it->state = ITEM_STATE_DISCUSSED;
    if (str_eq(what, LIT("postponed"))) it->state = ITEM_STATE_POSTPONED;
    Fault f = minutes_save(c, rq, it);
    if (f == INVALID || f == STALE) return room_again(c, rq, rp, &typed, f == STALE);
    TRY(f);
    bool on = str_eq(what, LIT("discussed")) || str_eq(what, LIT("postponed"));
    reply_go(c, rp, room_path(c, m, on ? 0 : it->head.id), T_COUNCIL_ITEM_KEPT,
             (TrArg[]){TR_ARG("name", it->topic)}, 1);
    return OK;
}

/* POST /agenda/ID/recuse: somebody in the room has an interest in it and leaves. */
Fault post_item_recuse(Ctx *c, const Request *rq, Reply *rp) {
    AgendaItem *it = ent_new(c, &agenda_item_entity);
    Meeting    *m = ent_new(c, &meeting_entity);
    Recusal    *r = ent_new(c, &recusal_entity);
    TRY(ent_load(c, &agenda_item_entity, rq->ids[0], it));
    TRY(ent_load(c, &meeting_entity, it->meeting, m));
    if (!id_parse(params_get(&rq->form, "who"), &r->attendance)) return BAD_REQUEST;
    r->agenda_item = it->head.id;
    r->why = params_get(&rq->form, "why");
    TRY(ent_save(c, &recusal_entity, r));
    reply_go(c, rp, room_path(c, m, it->head.id), T_COUNCIL_LEFT_NOW, (TrArg[]){TR_ARG("name", r->name)}, 1);
    return OK;
}

/* ---- on paper -------------------------------------------------------------------------------------------------- */

static bool is_nameless(const TaskRow *t) { return !t->owner.n && t->owner_id; }

/* On paper everybody has a name, whoever prints it. */
static Fault name_owners(Ctx *c, ItemList *l) {
    size_t n = 0, at = 0;
    for (size_t i = 0; i < l->rows_n; i++) n += l->rows[i].tasks.rows_n;
    Id  *owners = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (int named = 0; named < 2; named++) {     /* first they are asked for, then they are put in */
        if (named && at) TRY(ent_names(c, &account_entity, owners, at, names));
        at = 0;
        for (size_t i = 0; i < l->rows_n; i++) {
            for (size_t k = 0; k < l->rows[i].tasks.rows_n; k++) {
                TaskRow *t = &l->rows[i].tasks.rows[k];
                if (!is_nameless(t)) continue;
                if (named) t->owner = names[at++];
                else owners[at++] = t->owner_id;
            }
        }
    }
    return OK;
}

Fault get_meeting_print(Ctx *c, const Request *rq, Reply *rp) {
    Meeting    *m = ent_new(c, &meeting_entity);
    AgendaItem *items = NULL;
    size_t      n;
    TRY(ent_load(c, &meeting_entity, rq->ids[0], m));
    PrintMeeting v = {.m = m, .path = meeting_path(c, m), .minutes = m->state == MEETING_STATE_HELD};
    TRY(ent_names(c, &body_entity, &m->body, 1, &v.body));
    TRY(present_rows(c, m, &v.present));
    TRY(items_of_meeting(c, m->head.id, &items, &n));
    TRY(items_views(c, items, n, &v.items));
    TRY(name_owners(c, &v.items));
    for (size_t i = 0; i < v.items.rows_n; i++) {
        v.items.rows[i].place = (int64_t)i + 1;
        v.minutes |= v.items.rows[i].said;
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, v.minutes ? T_COUNCIL_MINUTES : T_ENT_AGENDA_ITEM_MANY));
    pg.bare = true;
    return page_send(&pg, rp, meeting_print_page, &v);
}
