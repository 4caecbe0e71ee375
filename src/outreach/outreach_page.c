/* outreach_page.c - the list of whom to speak to, worked through with one tap a line; dates and acquaintances on the
** page of an actor. */
#include "outreach/outreach_page.h"

#include "account/account.h"
#include "base/check.h"
#include "commitment/commitment.h"
#include "db/facts.h"
#include "lang/show.h"
#include "listing_ent.h"

enum { TASK_DAYS = 7, TASKS_MAX = 5000, PART_ROWS = 30, SOON_DAYS = 14 };

static const char *const WORDS[DUE_REASONS] = {"date", "deadline", "new", "quiet"};
static const TextKey NAMES[DUE_REASONS] = {T_OUTREACH_DATE, T_OUTREACH_DEADLINE, T_OUTREACH_NEW, T_OUTREACH_QUIET};

static int asked_reason(const Request *rq) {
    Str word = params_get(&rq->args, "why");
    for (int i = 0; i < DUE_REASONS; i++) {
        if (str_eq(word, str_of(WORDS[i]))) return i;
    }
    return DUE_REASONS;
}

/* The address with another reason, the same definition of local. */
static Str address(Ctx *c, const Request *rq, int why) {
    Str local = params_get(&rq->args, "local");
    Str path = arena_printf(c->arena, "/outreach%s%s", why < DUE_REASONS ? "?why=" : "",
                            why < DUE_REASONS ? WORDS[why] : "");
    if (!local.n) return path;
    return arena_printf(c->arena, "%.*s%clocal=%.*s", STR_ARG(path), why < DUE_REASONS ? '&' : '?', STR_ARG(local));
}

/* ---- what stands beside a line ----------------------------------------------------------------------------------- */

typedef struct Tasks {
    Id    *actor;
    Day   *due;
    size_t n, max;
} Tasks;

static Fault take_task(Ctx *c, const void *rec, void *arg) {
    const Commitment *t = rec;
    Tasks            *v = arg;
    (void)c;
    if (t->about && v->n < v->max) {
        v->actor[v->n] = t->about;
        v->due[v->n++] = t->due_on;
    }
    return OK;
}

static Fault mark_tasks(Ctx *c, OutreachView *v) {
    static const int FIELDS[] = {COMMITMENT_F_ABOUT, COMMITMENT_F_DUE_ON, -1};
    ListSpec s = {.entity = &commitment_entity, .limit = 1};
    Tasks t = {.actor = ARENA_ARRAY(c->arena, Id, TASKS_MAX), .due = ARENA_ARRAY(c->arena, Day, TASKS_MAX),
               .max = TASKS_MAX};
    s.filters[s.n_filters++] = (ListFilter){.field = &commitment_entity.fields[COMMITMENT_F_STATE], .op = LIST_EQ,
                                            .val = v_int(COMMITMENT_STATE_OPEN)};
    TRY(list_some(c, &s, FIELDS, TASKS_MAX, take_task, &t));
    for (size_t i = 0; i < v->rows_n; i++) {
        OutreachRow *row = &v->rows[i];
        for (size_t k = 0; k < t.n; k++) {
            if (t.actor[k] != row->id) continue;
            if (!row->task || (t.due[k] && t.due[k] < row->task_on)) row->task_on = t.due[k];
            row->task = true;
        }
    }
    return OK;
}

/* The words of dates; the names of opportunities. */
static Fault causes_of(Ctx *c, const Due *due, OutreachView *v) {
    size_t n = v->rows_n, got;
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    void *at;
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (due[i].reason == DUE_DATE) ids[k++] = due[i].cause;
    }
    ListSpec s = {.entity = &actor_date_entity, .ids = ids, .n_ids = k, .ids_only = true, .limit = OUTREACH_SHOWN};
    got = 0;
    if (k) TRY(list_run(c, &s, false, &at, &got, NULL));
    const ActorDate *dates = got ? at : NULL;
    for (size_t i = 0; i < n; i++) ids[i] = due[i].reason == DUE_DEADLINE ? due[i].cause : 0;
    TRY(ent_labels(c, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        OutreachRow *row = &v->rows[i];
        if (due[i].reason == DUE_DEADLINE) {
            row->what = names[i];
            row->what_href = view_record_path(c, &listing_entity, due[i].cause);
        }
        for (size_t d = 0; d < got; d++) {
            if (due[i].reason != DUE_DATE || dates[d].head.id != due[i].cause) continue;
            Str kind = tr(c->reader.lang, choice_label(&date_kind_choices, dates[d].kind));
            row->what = dates[d].note.n ? dates[d].note : kind;
            row->what_href = view_record_path(c, &actor_date_entity, dates[d].head.id);
        }
    }
    return OK;
}

static Fault rows_of(Ctx *c, const Due *due, size_t n, OutreachView *v) {
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *towns = ARENA_ARRAY(c->arena, Str, n + 1);
    void  *at;
    size_t got = 0;
    for (size_t i = 0; i < n; i++) ids[i] = due[i].actor;
    ListSpec s = {.entity = &actor_entity, .ids = ids, .n_ids = n, .ids_only = true, .limit = OUTREACH_SHOWN};
    v->rows = ARENA_ARRAY(c->arena, OutreachRow, n + 1);
    if (n) TRY(list_run(c, &s, false, &at, &got, NULL));
    const Actor *actors = got ? at : NULL;
    for (size_t i = 0; i < n; i++) {
        const Actor *a = NULL;
        for (size_t k = 0; k < got && !a; k++) a = actors[k].head.id == due[i].actor ? &actors[k] : NULL;
        CHECK(a);
        bool dated = due[i].reason <= DUE_DEADLINE;
        ids[i] = a->locality;
        v->rows[v->rows_n++] = (OutreachRow){
            .id = a->head.id, .name = tri_best(&a->name, c->reader.lang, NULL), .phone = a->phone,
            .href = view_record_path(c, &actor_entity, a->head.id), .reason = NAMES[due[i].reason], .dated = dated,
            .on = dated ? due[i].on : 0, .soon = dated && due[i].on <= day_plus(c->reader.today, SOON_DAYS),
            .heard_on = a->heard_at ? stamp_day(a->heard_at, c->reader.zone) : 0};
    }
    TRY(ent_labels(c, ids, n, towns));
    for (size_t i = 0; i < n; i++) v->rows[i].town = towns[i];
    TRY(causes_of(c, due, v));
    return mark_tasks(c, v);
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

/* The lists that have just those who are counted. */
static Fault share_of(Ctx *c, const Request *rq, OutreachView *v) {
    OutreachCounts n = {0};
    Str local = params_get(&rq->args, "local");
    Str iso = day_iso(c->arena, day_plus(c->reader.today, -365));
    TRY(outreach_share(c, rq, &n));
    v->all = n.all;
    v->spoken = n.spoken;
    v->all_href = arena_printf(c->arena, "/actors?kind=business&life=active&life=paused%s%.*s",
                               local.n ? "&local=" : "", STR_ARG(local));
    v->spoken_href = arena_printf(c->arena, "%.*s&heard_at.ge=%.*s", STR_ARG(v->all_href), STR_ARG(iso));
    if (n.all) {
        v->share = arena_printf(c->arena, "\xE2\x81\xA6%lld%%\xE2\x81\xA9",
                                (long long)((200 * n.spoken + n.all) / (2 * n.all)));
    }
    return OK;
}

static Fault get_outreach(Ctx *c, const Request *rq, Reply *rp) {
    Due    *due = ARENA_ARRAY(c->arena, Due, 4 * OUTREACH_MAX);
    size_t  n, k = 0, per[DUE_REASONS + 1] = {0};
    Request asked;
    int     why = asked_reason(rq);
    OutreachView v = {.months = local_of(c->region)->quiet_months,
                      .may_log = ent_may_write(c, &commitment_entity, NULL)};
    TRY(view_local_request(c, rq, &ACTOR_SHEET, &asked));
    TRY(outreach_due(c, &asked, due, 4 * OUTREACH_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        per[due[i].reason]++;
        per[DUE_REASONS]++;
        if (why == DUE_REASONS || (int)due[i].reason == why) due[k++] = due[i];
    }
    for (int i = DUE_REASONS; i >= 0; i--) {
        int at = i == DUE_REASONS ? DUE_REASONS : DUE_REASONS - 1 - i;
        TextKey name = at == DUE_REASONS ? T_OUTREACH_ALL : NAMES[at];
        v.tabs[v.tabs_n++] = (OutreachTab){address(c, &asked, at), name, (int64_t)per[at], at == why};
    }
    v.more = k > OUTREACH_SHOWN;
    v.back = address(c, &asked, why);
    TRY(rows_of(c, due, v.more ? OUTREACH_SHOWN : k, &v));
    TRY(share_of(c, &asked, &v));
    Page pg = page_new(c, rq, NAV_TODAY, tr(c->reader.lang, T_OUTREACH_TITLE));
    TRY(view_local_draw(&pg, &asked, &ACTOR_SHEET));
    return page_send(&pg, rp, outreach_page, &v);
}

/* POST /outreach/ID/task: somebody will speak to them; it waits on their Today in a week. */
static Fault post_task(Ctx *c, const Request *rq, Reply *rp) {
    Actor      *a = ent_new(c, &actor_entity);
    Commitment *t = ent_new(c, &commitment_entity);
    Str back = params_get(&rq->form, "back"), what = params_get(&rq->form, "what");
    TRY(ent_load(c, &actor_entity, rq->ids[0], a));
    Str name = tri_best(&a->name, c->reader.lang, NULL);
    t->kind = COMMITMENT_KIND_FOLLOW_UP;
    t->state = COMMITMENT_STATE_OPEN;
    t->owner = c->who.account;
    t->about = a->head.id;
    t->due_on = day_plus(c->reader.today, TASK_DAYS);
    t->is_demo = a->is_demo;
    TrArg args[] = {TR_ARG("name", name), TR_ARG("what", str_sub(what, 0, what.n < 150 ? what.n : 150))};
    t->text = tr_str(c->arena, &c->reader, what.n ? T_OUTREACH_TASK_WHAT : T_OUTREACH_TASK, args, what.n ? 2 : 1);
    TRY(ent_save(c, &commitment_entity, t));
    if (!path_is_ours(back)) back = LIT("/outreach");
    reply_go(c, rp, back, T_OUTREACH_TASK_MADE, (TrArg[]){TR_ARG("name", name)}, 1);
    return OK;
}

/* ---- on the page of an actor ------------------------------------------------------------------------------------- */

static Fault rows_about(Ctx *c, const Entity *e, int field, Id actor, void **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = e, .sort_changed = true, .descending = true, .limit = PART_ROWS};
    s.filters[s.n_filters++] = (ListFilter){.field = &e->fields[field], .op = LIST_EQ, .val = v_id(actor)};
    return list_run(c, &s, false, ret_v, ret_n, NULL);
}

static Fault dates_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    DatesPart v = {.actor = ((const Head *)rec)->id};
    void  *at;
    size_t n;
    if (!(c->who.roles & actor_date_entity.readers)) return OK;
    TRY(rows_about(c, &actor_date_entity, ACTOR_DATE_F_ACTOR, v.actor, &at, &n));
    v.rows = ARENA_ARRAY(c->arena, DateRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const ActorDate *d = (const ActorDate *)at + i;
        Day next = due_day(d->on_day, d->yearly == 1, c->reader.today);
        v.rows[v.rows_n++] = (DateRow){.href = view_record_path(c, &actor_date_entity, d->head.id), .note = d->note,
                                       .kind = choice_label(&date_kind_choices, d->kind),
                                       .on = next ? next : d->on_day, .yearly = d->yearly == 1, .near_by = next != 0};
    }
    v.may_write = ent_may_write(c, &actor_date_entity, NULL);
    if (v.rows_n || v.may_write) dates_part_html(b, pg, &v);
    return OK;
}

static Fault met_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    MetPart v = {.actor = ((const Head *)rec)->id};
    void  *at;
    size_t n;
    if (!(c->who.roles & acquaintance_entity.readers)) return OK;
    TRY(rows_about(c, &acquaintance_entity, ACQUAINTANCE_F_ABOUT, v.actor, &at, &n));
    v.rows = ARENA_ARRAY(c->arena, MetRow, n + 1);
    Id  *who = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) who[i] = ((const Acquaintance *)at)[i].head.created_by;
    TRY(ent_labels(c, who, n, names));
    for (size_t i = 0; i < n; i++) {
        const Acquaintance *m = (const Acquaintance *)at + i;
        v.rows[v.rows_n++] = (MetRow){.href = view_record_path(c, &acquaintance_entity, m->head.id),
                                      .how_met = m->how_met, .matters = m->matters, .by = names[i],
                                      .on = stamp_day(m->head.changed_at, c->reader.zone)};
    }
    v.may_write = ent_may_write(c, &acquaintance_entity, NULL);
    if (v.rows_n || v.may_write) met_part_html(b, pg, &v);
    return OK;
}

static const RecordPart PARTS[] = {
    {.entity = &actor_entity, .anchor = "met", .title = T_OUTREACH_MET, .side = true, .order = 30, .draw = met_draw},
    {.entity = &actor_entity, .anchor = "dates", .title = T_ENT_ACTOR_DATE_MANY, .side = true, .order = 32,
     .draw = dates_draw},
};

/* ---- sheets and routes ------------------------------------------------------------------------------------------- */

const Sheet ACTOR_DATE_SHEET = {
    .entity = &actor_date_entity,
    .path = "/actor-dates",
    .nav = NAV_ACTORS,
    .icon = "calendar",
    .title = T_ENT_ACTOR_DATE_MANY,
    .empty = T_OUTREACH_DATES_EMPTY,
    .first_step = T_OUTREACH_DATE_ADD,
    .add = T_OUTREACH_DATE_ADD,
    .called = (const int[]){ACTOR_DATE_F_ACTOR, ACTOR_DATE_F_KIND, -1},
    .columns = (const int[]){ACTOR_DATE_F_ACTOR, ACTOR_DATE_F_KIND, ACTOR_DATE_F_ON_DAY, ACTOR_DATE_F_YEARLY, -1},
    .filters = (const int[]){ACTOR_DATE_F_KIND, -1},
    .bulk = (const int[]){-1},
};

const Sheet ACQUAINTANCE_SHEET = {
    .entity = &acquaintance_entity,
    .path = "/acquaintances",
    .nav = NAV_ACTORS,
    .icon = "users",
    .title = T_ENT_ACQUAINTANCE_MANY,
    .empty = T_OUTREACH_MET_EMPTY,
    .first_step = T_OUTREACH_MET_ADD,
    .add = T_OUTREACH_MET_ADD,
    .called = (const int[]){ACQUAINTANCE_F_ABOUT, -1},
    .columns = (const int[]){ACQUAINTANCE_F_ABOUT, ACQUAINTANCE_F_HOW_MET, ACQUAINTANCE_F_MATTERS, -1},
    .filters = (const int[]){-1},
    .bulk = (const int[]){-1},
};

VIEW_HANDLERS(actor_date, ACTOR_DATE_SHEET)
VIEW_HANDLERS(acquaintance, ACQUAINTANCE_SHEET)

enum { READERS = ROLES_STAFF | ROLE_TRUSTEE };

static const Route ROUTES[] = {
    {GET, "/outreach", get_outreach, ROUTE_READ, READERS, 0, NULL, false},
    {POST, "/outreach/{id}/task", post_task, ROUTE_WRITE, READERS, 0, NULL, false},
    VIEW_ROUTES(actor_date, "/actor-dates", READERS, ROLES_STAFF),
    VIEW_ROUTES(acquaintance, "/acquaintances", READERS, ROLES_STAFF),
};

static void outreach_start(Region *r) {
    (void)r;
    view_register(&ACTOR_DATE_SHEET);
    view_register(&ACQUAINTANCE_SHEET);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) view_register_part(&PARTS[i]);
}

const Module outreach_module = {.name = "outreach", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES,
                                .start = outreach_start};
