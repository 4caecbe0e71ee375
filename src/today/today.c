/* today.c - gathers the first page; visitors are led to the sign-in. */
#include "today/today.h"

#include "account/account.h"
#include "base/check.h"
#include "intake/intake.h"
#include "listing_ent.h"
#include "place/place.h"
#include "post_ent.h"
#include "setting_ent.h"
#include "today/today_dates.h"

enum { TASKS_MAX = 12, QUIET_MAX = 6, CAME_MAX = 5, DEADLINES_MAX = 5, DEADLINE_DAYS = 30, EVENING_HOUR = 17 };
/* What changes with the clock: the greeting, and a request becomes one that was left halfway. */
enum { HOLDS_MS = 60 * 1000, PARTS_MAX = 24 };

static const TodayPart *parts[PARTS_MAX];         /* filled at the start, read-only from then on */
static int              n_parts;

void today_register(const TodayPart *p) {
    int at = 0;
    for (int i = 0; i < n_parts; i++) {
        if (parts[i] == p) return;
    }
    if (n_parts == PARTS_MAX) return;
    while (at < n_parts && parts[at]->order <= p->order) at++;
    memmove(&parts[at + 1], &parts[at], (size_t)(n_parts - at) * sizeof *parts);
    parts[at] = p;
    n_parts++;
}

static Fault draw_parts(const Page *pg, Html *ret_html) {
    Buf   b;
    Fault f = OK;
    buf_init(&b, 1 << 18);
    for (int i = 0; f == OK && i < n_parts; i++) f = parts[i]->draw(&b, pg);
    *ret_html = html_keep(pg->c->arena, &b);
    return f;
}

static Fault draw_dates(const Page *pg, Html *ret_html) {
    Buf b;
    buf_init(&b, 1 << 18);
    Fault f = today_dates_draw(&b, pg);
    *ret_html = html_keep(pg->c->arena, &b);
    return f;
}

/* ---- whom nobody has spoken to --------------------------------------------------------------------------------- */

/* The longest silent first. */
static ListSpec quiet_spec(const Ctx *c) {
    return (ListSpec){.entity = &actor_entity, .sort = &actor_entity.fields[ACTOR_F_HEARD_AT], .limit = QUIET_MAX,
                      .extras = {actor_quiet(c)}, .n_extras = 1};
}

static Fault add_quiet(Ctx *c, TodayView *v, const ListSpec *spec) {
    void  *rows;
    size_t n;
    TRY(list_run(c, spec, false, &rows, &n, NULL));
    for (size_t i = 0; i < n && v->quiet_n < QUIET_MAX; i++) {
        const Actor *a = (const Actor *)rows + i;
        v->quiet[v->quiet_n++] = (QuietRow){
            .id = a->head.id, .name = tri_best(&a->name, c->reader.lang, NULL), .phone = a->phone,
            .href = view_record_path(c, &actor_entity, a->head.id),
            .heard_on = a->heard_at ? stamp_day(a->heard_at, c->reader.zone) : 0};
    }
    return OK;
}

/* Those who were spoken to once come first: with them something was begun. The count is that of the whole list. */
static Fault fill_quiet(Ctx *c, const Request *rq, TodayView *v) {
    ListSpec s = quiet_spec(c);
    v->quiet = ARENA_ARRAY(c->arena, QuietRow, QUIET_MAX);
    TRY(place_local_extra(c, rq, &s));
    TRY(list_count(c, &s, &v->quiet_all));
    if (!v->quiet_all) return OK;
    ListExtra *more = &s.extras[s.n_extras++];
    *more = (ListExtra){.name = "known", .val = v_int(0), .sql = "(x.heard_at > :known)"};
    TRY(add_quiet(c, v, &s));
    if (v->quiet_n == QUIET_MAX || v->quiet_n == (size_t)v->quiet_all) return OK;
    *more = (ListExtra){.name = "never", .val = v_int(0), .sql = "(coalesce(x.heard_at, 0) = :never)"};
    return add_quiet(c, v, &s);
}

/* ---- what came in ---------------------------------------------------------------------------------------------- */

static Fault fill_came(Ctx *c, bool half, CameRow **ret_v, size_t *ret_n, int64_t *ret_total) {
    Intake *rows;
    TRY(intake_waiting(c, half, CAME_MAX, &rows, ret_n, ret_total));
    CameRow *v = ARENA_ARRAY(c->arena, CameRow, *ret_n + 1);
    for (size_t i = 0; i < *ret_n; i++) {
        Day left = stamp_day(rows[i].head.changed_at, c->reader.zone);
        v[i] = (CameRow){.id = rows[i].head.id, .name = rows[i].title, .phone = rows[i].phone,
                         .href = view_record_path(c, &intake_entity, rows[i].head.id),
                         .kind = choice_label(&door_kind_choices, rows[i].kind),
                         .day = half ? left : rows[i].answer_by,
                         .late = !half && rows[i].answer_by < c->reader.today};
    }
    *ret_v = v;
    return OK;
}

/* ---- listings: deadlines, what wants confirming, what was proposed ----------------------------------------------- */

/* The listings of an address, so that the count here is that of the list behind the link. */
typedef struct Listed {
    Str      href;
    ListSpec spec;
} Listed;

static Fault listings(Ctx *c, const Request *rq, Str query, Listed *ret_l) {
    Params args;
    bool   read = params_parse(c->arena, query, 16, &args);
    CHECK(read);
    TRY(list_parse(c, &listing_entity, &args, &ret_l->spec));
    TRY(place_local_extra(c, rq, &ret_l->spec));
    ret_l->href = arena_printf(c->arena, "/listings?%.*s", STR_ARG(query));
    return OK;
}

static Fault fill_deadlines(Ctx *c, const Request *rq, TodayView *v) {
    Listed found;
    void  *at;
    size_t n;
    Day today = c->reader.today;
    Str q = arena_printf(c->arena, "state=open&deadline_on.ge=%.*s&deadline_on.le=%.*s&sort=deadline_on",
                         STR_ARG(day_iso(c->arena, today)), STR_ARG(day_iso(c->arena, day_plus(today, DEADLINE_DAYS))));
    TRY(listings(c, rq, q, &found));
    found.spec.limit = DEADLINES_MAX;
    TRY(list_run(c, &found.spec, false, &at, &n, &v->deadlines_all));
    const Listing *rows = at;
    v->deadlines_href = found.href;
    v->deadlines = ARENA_ARRAY(c->arena, DeadlineRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        v->deadlines[v->deadlines_n++] = (DeadlineRow){.name = tri_best(&rows[i].title, c->reader.lang, NULL),
                                        .href = view_record_path(c, &listing_entity, rows[i].head.id),
                                        .kind = choice_label(&listing_kind_choices, rows[i].kind),
                                        .deadline_on = rows[i].deadline_on,
                                        .soon = rows[i].deadline_on <= day_plus(today, 7)};
    }
    return OK;
}

static Fault fill_stale(Ctx *c, const Request *rq, TodayView *v) {
    Listed   old, proposed;
    ListSpec stale = {.entity = &actor_entity, .extras = {actor_stale(c)}, .n_extras = 1};
    TRY(place_local_extra(c, rq, &stale));
    TRY(list_count(c, &stale, &v->stale_all));
    Str q = arena_printf(c->arena, "state=open&confirm_on.le=%.*s&sort=confirm_on",
                         STR_ARG(day_iso(c->arena, day_plus(c->reader.today, -1))));
    TRY(listings(c, rq, q, &old));
    TRY(list_count(c, &old.spec, &v->old_all));
    TRY(listings(c, rq, LIT("state=proposed"), &proposed));
    TRY(list_count(c, &proposed.spec, &v->proposed_all));
    v->old_href = old.href;
    v->proposed_href = proposed.href;
    v->facts = v->stale_all || v->old_all || v->proposed_all;
    return OK;
}

/* ---- a new region ------------------------------------------------------------------------------------------------ */

static Fault any(Ctx *c, const Entity *e, int more_than, bool *ret_yes) {
    ListSpec s = {.entity = e, .sort_changed = true, .limit = more_than + 1};
    void *rows;
    size_t n;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    *ret_yes = n > (size_t)more_than;
    return OK;
}

/* Until somebody is in it, the desk says what to do first. */
static Fault fill_steps(Ctx *c, TodayView *v) {
    enum { STEPS_MAX = 6 };
    static const struct {
        const char   *href;
        TextKey       name, what;
        const Entity *of;
        int           more_than;                  /* done when there are more than so many */
        unsigned      who;
    } STEPS[] = {
        {"/region/settings", T_TODAY_STEP_SETTINGS, T_TODAY_STEP_SETTINGS_WHAT, &setting_entity, 0, ROLE_ADMIN},
        {"/places", T_TODAY_STEP_PLACES, T_TODAY_STEP_PLACES_WHAT, &place_entity, 0, ROLES_STAFF},
        {"/imports/new", T_TODAY_STEP_IMPORT, T_TODAY_STEP_IMPORT_WHAT, &actor_entity, 0, ROLES_STAFF},
        {"/people/invite", T_TODAY_STEP_INVITE, T_TODAY_STEP_INVITE_WHAT, &account_entity, 1,
         ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
        {"/doors/new", T_TODAY_STEP_DOOR, T_TODAY_STEP_DOOR_WHAT, &door_entity, 0,
         ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
    };
    bool begun = v->quiet_all > 0;                /* somebody is there */
    if (!begun) TRY(any(c, &actor_entity, 0, &begun));
    if (begun) return OK;
    v->steps = ARENA_ARRAY(c->arena, FirstStep, STEPS_MAX);
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        if (!(STEPS[i].who & c->who.roles)) continue;
        FirstStep *s = &v->steps[v->steps_n++];
        *s = (FirstStep){.href = str_of(STEPS[i].href), .name = STEPS[i].name, .what = STEPS[i].what};
        TRY(any(c, STEPS[i].of, STEPS[i].more_than, &s->done));
    }
    return OK;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

/* Counts follow what is local, as the lists behind their links do. */
static Fault fill_staff(Ctx *c, const Request *rq, TodayView *v) {
    v->may_log = ent_may_write(c, &post_entity, NULL);
    TRY(fill_quiet(c, rq, v));
    TRY(fill_came(c, false, &v->waiting, &v->waiting_n, &v->waiting_all));
    TRY(fill_came(c, true, &v->half, &v->half_n, &v->half_all));
    TRY(fill_deadlines(c, rq, v));
    TRY(case_desk(c, &v->cases));
    return fill_stale(c, rq, v);
}

/* Most of what may wait does not on most days: all lists are asked for at once, and only those that are not empty are
** read when the page is drawn. */
static Fault ask_ahead(const Page *pg, const Request *rq, bool staff) {
    TodayView nothing = {0};
    Html      nowhere;
    lists_gather(pg->c);
    Fault f = staff ? fill_staff(pg->c, rq, &nothing) : OK;
    if (f == OK) f = draw_parts(pg, &nowhere);
    if (f == OK) f = draw_dates(pg, &nowhere);
    if (f == OK) return lists_ask(pg->c);
    lists_forget(pg->c);
    return f;
}

static Fault get_today(Ctx *c, const Request *rq, Reply *rp) {
    if (!c->who.account) {
        rp->status = 303;
        rp->location = LIT("/sign-in");
        return OK;
    }
    if ((c->who.roles & ROLE_OWNER) && !(c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE))) {
        rp->status = 303;
        rp->location = LIT("/mine");
        return OK;
    }
    Account *me = ent_new(c, &account_entity);
    TaskCount count = {0};
    TodayView v = {.staff = (c->who.roles & ROLES_STAFF) != 0};
    TRY(account_own(c, me));
    v.name = me->name;
    rp->holds_until = c->reader.now + HOLDS_MS;
    v.evening = stamp_local(c->reader.now, c->reader.zone).hour >= EVENING_HOUR;
    TRY(commitment_mine(c, TASKS_MAX, &v.tasks));
    TRY(commitment_count(c, &count));
    v.tasks.back = LIT("/");
    v.open_n = count.open;
    v.late_n = count.late;
    v.later_n = count.later;
    v.more_n = count.open - (int64_t)v.tasks.rows_n;
    Page pg = page_new(c, rq, NAV_TODAY, tr(c->reader.lang, T_PAGE_TODAY));
    Request asked = *rq;
    if (v.staff) TRY(view_local_request(c, rq, &ACTOR_SHEET, &asked));
    TRY(ask_ahead(&pg, &asked, v.staff));
    if (v.staff) {
        TRY(fill_staff(c, &asked, &v));
        TRY(fill_steps(c, &v));
        TRY(view_local_draw(&pg, &asked, &ACTOR_SHEET));
        v.local = (Html){pg.place_switch};        /* under the greeting, not above it */
        pg.place_switch = (Str){0};
    }
    TRY(draw_parts(&pg, &v.parts));
    TRY(draw_dates(&pg, &v.dates));
    lists_forget(c);
    return page_send(&pg, rp, today_page, &v);
}

/* POST /today/ID/called: we have just spoken. One tap; the words can follow on the note's own page. */
static Fault post_called(Ctx *c, const Request *rq, Reply *rp) {
    Actor *a = ent_new(c, &actor_entity);
    Post  *p = ent_new(c, &post_entity);
    TRY(ent_load(c, &actor_entity, rq->ids[0], a));
    p->kind = POST_KIND_CALL;
    p->about = a->head.id;
    p->head.unit = a->head.unit;
    p->happened_at = c->reader.now;
    p->lang = str_of(lang_code(c->reader.lang));
    Str words = params_get(&rq->form, "text"), back = params_get(&rq->form, "back");
    p->text = words.n ? words : tr(c->reader.lang, T_TODAY_CALLED_TEXT);
    if (!path_is_ours(back)) back = LIT("/");
    p->is_demo = a->is_demo;
    TRY(ent_save(c, &post_entity, p));
    reply_go(c, rp, back, T_TODAY_CALLED, (TrArg[]){TR_ARG("name", tri_best(&a->name, c->reader.lang, NULL))}, 1);
    return OK;
}

static const Route ROUTES[] = {
    {GET, "/", get_today, ROUTE_READ, ROLES_ALL, 0, NULL, true},
    {POST, "/today/{id}/called", post_called, ROUTE_WRITE, ROLES_STAFF | ROLE_TRUSTEE, 0, NULL, false},
};

const Module today_module = {.name = "today", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES};
