/* feed_store.c - the address of a calendar, and what stands in it. */
#include "feed/feed.h"

#include "account/account.h"
#include "account/account_store.h"
#include "case/case.h"
#include "commitment_ent.h"
#include "council/council_store.h"
#include "db/facts.h"
#include "ent/list.h"
#include "feed/feed_store.h"
#include "session_ent.h"
#include "wave_ent.h"

const Query FEEDS_QUERIES[FEED_Q_N] = {
    [Q_FEED_FIND] = {.sql = "SELECT f.account FROM feeds f WHERE f.hash = :hash AND f.archived_at IS NULL"
                            " {unscoped:this is where the reader becomes known}",
                     .in = "hash:text", .out = "account:id"},
    [Q_FEED_OWN] = {.sql = "SELECT f.id FROM feeds f WHERE f.org = :s_org AND f.account = :s_account"
                           " AND f.archived_at IS NULL AND {scope:f} ORDER BY f.id DESC LIMIT 1",
                    .in = "", .out = "id:id"},
};

/* ---- the address ----------------------------------------------------------------------------------------------- */

Fault feed_own(Ctx *c, Feed *ret_feed) {
    int64_t id = 0;
    Fault   f = db_int(c, &FEEDS_QUERIES[Q_FEED_OWN], NO_VALS, &id);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    return ent_load(c, &feed_entity, id, ret_feed);
}

static Fault end_own(Ctx *c) {
    Feed *own = ent_new(c, &feed_entity);
    TRY(feed_own(c, own));
    return own->head.id ? ent_archive(c, &feed_entity, own->head.id) : OK;
}

Fault feed_make(Ctx *c, Str *ret_key) {
    Feed *f = ent_new(c, &feed_entity);
    Str   key = key_new(c);
    if (!c->who.account) return NOT_SIGNED_IN;
    TRY(act_begin(c, T_FEED_ACT_MADE, (Str){0}));
    TRY(end_own(c));
    f->account = c->who.account;
    f->hash = key_hash(c, key);
    TRY(ent_save(c, &feed_entity, f));
    *ret_key = key;
    return OK;
}

Fault feed_end(Ctx *c) {
    TRY(act_begin(c, T_FEED_ACT_ENDED, (Str){0}));
    return end_own(c);
}

Fault feed_become(Ctx *c, Str key) {
    int64_t account = 0;
    Login   l;
    if (key.n < 16 || key.n > 60) return fail(c, NOT_FOUND, "page", 0);
    Fault f = db_int(c, &FEEDS_QUERIES[Q_FEED_FIND], VALS(v_text(key_hash(c, key))), &account);
    if (f == OK) f = account_login(c, account, &l);
    if (f == NOT_FOUND || f == NOT_SIGNED_IN) return fail(c, NOT_FOUND, "page", 0);
    TRY(f);
    c->who = l.who;
    if (l.has_lang) c->reader.lang = l.lang;
    return OK;
}

/* ---- what stands in it ----------------------------------------------------------------------------------------- */

enum { PAST_DAYS = 30, EVENTS_MAX = 400, HOUR_MINUTES = 60 };

typedef struct Writing {
    Ctx *c;
    Buf *b;
    Str  site;
    Id   met[EVENTS_MAX];                         /* meetings that stand in it already */
    size_t n_met;
} Writing;

/* An event that leads to a record; whoever may not see that record learns nothing from its address. */
static CalendarEvent event_of(const Writing *w, const Entity *e, const Head *h, Str name) {
    Ctx *c = w->c;
    char id[ID_CHARS + 1];
    id_print(id, h->id);
    Str path = view_record_path(c, e, h->id);
    return (CalendarEvent){
        .uid = arena_printf(c->arena, "%s-%s@rakaz", e->name, id), .name = name, .made_at = h->changed_at,
        .link = path.n ? arena_printf(c->arena, "%.*s%.*s", STR_ARG(w->site), STR_ARG(path)) : (Str){0},
        .minutes = HOUR_MINUTES, .sequence = (int)h->version};
}

/* Live records of a noun that the reader sees, of which a day or moment is not long past, by that field. */
static Fault coming(Writing *w, const Entity *e, int field, ListSpec *s, void **ret_rows, size_t *ret_n) {
    Ctx         *c = w->c;
    const Field *f = &e->fields[field];
    Day          since = day_plus(c->reader.today, -PAST_DAYS);
    Val          from = f->type == F_DAY ? v_int(since) : v_int(stamp_of(since, 0, 0, c->reader.zone));
    s->entity = e;
    s->limit = EVENTS_MAX;
    s->sort = f;
    s->filters[s->n_filters++] = (ListFilter){.field = f, .op = LIST_GE, .val = from};
    return list_run(c, s, false, ret_rows, ret_n, NULL);
}

static void where(ListSpec *s, const Entity *e, int field, ListOp op, Val val) {
    s->filters[s->n_filters++] = (ListFilter){.field = &e->fields[field], .op = op, .val = val};
}

static void put_meeting(Writing *w, const Head *of, const Entity *e, Str name, const ItemWhen *when, int64_t length) {
    CalendarEvent v = event_of(w, e, of, name);
    v.starts_at = when->at;
    v.where = when->room;
    v.off = when->state == MEETING_STATE_CANCELLED;
    if (length > 0) v.minutes = (int)length;
    calendar_event(w->b, &v);
}

/* Of councils and teams one sits in: every member knows what they are called and who sits there. */
static Fault meetings(Writing *w) {
    ListSpec s = {.entity = NULL};
    Meeting *v;
    size_t   n;
    RefNames names;
    TRY(coming(w, &meeting_entity, MEETING_F_STARTS_AT, &s, (void **)&v, &n));
    Id *bodies = ARENA_ARRAY(w->c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) bodies[i] = v[i].body;
    TRY(ref_names(w->c, bodies, n, &names));
    for (size_t i = 0; i < n; i++) {
        ItemWhen when = {v[i].starts_at, v[i].room, {0}, v[i].state};
        put_meeting(w, &v[i].head, &meeting_entity, ref_name(&names, v[i].body), &when, v[i].length);
        w->met[w->n_met++] = v[i].head.id;
    }
    return OK;
}

/* A guest sees an item and not its meeting. */
static Fault guests(Writing *w) {
    ListSpec s = {.entity = &agenda_item_entity, .limit = LIST_PAGE_MAX, .sort_changed = true, .descending = true};
    AgendaItem *v;
    size_t      n;
    where(&s, &agenda_item_entity, AGENDA_ITEM_F_STATE, LIST_EQ, v_int(ITEM_STATE_PLANNED));
    TRY(list_run(w->c, &s, false, (void **)&v, &n, NULL));
    for (size_t i = 0; i < n && w->n_met < EVENTS_MAX; i++) {
        ItemWhen when;
        bool     known = !v[i].meeting;
        for (size_t k = 0; k < w->n_met && !known; k++) known = w->met[k] == v[i].meeting;
        if (known) continue;
        TRY(item_when(w->c, v[i].meeting, &when));
        if (when.at) put_meeting(w, &v[i].head, &agenda_item_entity, tr(w->c->reader.lang, T_FEED_MEETING), &when, 0);
        w->met[w->n_met++] = v[i].meeting;
    }
    return OK;
}

/* Those one holds; an owner those of their case. */
static Fault sessions(Writing *w) {
    ListSpec s = {.entity = NULL};
    CaseSession *v;
    size_t       n;
    Ctx         *c = w->c;
    where(&s, &case_session_entity, CASE_SESSION_F_STATE, LIST_EQ, v_int(SESSION_STATE_PLANNED));
    if (c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE)) {
        where(&s, &case_session_entity, CASE_SESSION_F_HOST, LIST_EQ, v_id(c->who.account));
    }
    TRY(coming(w, &case_session_entity, CASE_SESSION_F_HAPPENED_AT, &s, (void **)&v, &n));
    for (size_t i = 0; i < n; i++) {
        CalendarEvent e = event_of(w, &case_session_entity, &v[i].head, tr(c->reader.lang, T_FEED_SESSION));
        e.starts_at = v[i].happened_at;
        calendar_event(w->b, &e);
    }
    return OK;
}

/* Whole days, all told in the same words. */
static Fault days(Writing *w, const Entity *e, int field, ListSpec *s, TextKey name) {
    void  *rows;
    size_t n;
    TRY(coming(w, e, field, s, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const void   *rec = (const char *)rows + i * e->size;
        CalendarEvent v = event_of(w, e, rec, tr(w->c->reader.lang, name));
        v.day = *(const Day *)field_in(&e->fields[field], rec);
        calendar_event(w->b, &v);
    }
    return OK;
}

static Fault all_days(Writing *w) {
    ListSpec reviews = {.entity = NULL}, tasks = reviews, waves = reviews;
    bool     staff = (w->c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE)) != 0;
    where(&tasks, &commitment_entity, COMMITMENT_F_OWNER, LIST_EQ, v_id(w->c->who.account));
    where(&tasks, &commitment_entity, COMMITMENT_F_STATE, LIST_EQ, v_int(COMMITMENT_STATE_OPEN));
    TRY(days(w, &commitment_entity, COMMITMENT_F_DUE_ON, &tasks, T_FEED_TASK));
    if (!staff) return OK;
    where(&reviews, &case_entity, CASE_F_STAGE, LIST_NE, v_int(CASE_STAGE_CLOSED));
    TRY(days(w, &case_entity, CASE_F_NEXT_ON, &reviews, T_FEED_REVIEW));
    where(&waves, &wave_entity, WAVE_F_STATE, LIST_EQ, v_int(WAVE_STATE_PLANNED));
    return days(w, &wave_entity, WAVE_F_DUE_ON, &waves, T_FEED_WAVE);
}

Fault feed_write(Ctx *c, Buf *b, Str site) {
    Writing *w = ARENA_NEW(c->arena, Writing);
    Str      region;
    *w = (Writing){.c = c, .b = b, .site = site};
    TRY(fact_name(c, c->reader.lang, &region));
    calendar_begin(b, region, c->reader.zone);
    TRY(meetings(w));
    TRY(guests(w));
    TRY(sessions(w));
    TRY(all_days(w));
    calendar_end(b);
    return OK;
}
