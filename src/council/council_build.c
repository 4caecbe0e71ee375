/* council_build.c - an agenda made of what waits: requests of businesses, reviews and exit checks that are due, open
** promises, barriers that nobody has removed. */
#include "council/council_page.h"

#include "barrier/barrier.h"

#include "account/account_page.h"

enum { ROWS_MAX = 60, REVIEW_DAYS = 14 };

static Str value_of(Ctx *c, const char *kind, Id id) {
    char text[ID_CHARS + 1];
    id_print(text, id);
    return arena_printf(c->arena, "%s.%s", kind, text);
}

static Fault fill_asked(Ctx *c, const Meeting *m, Build *v) {
    AgendaItem *items = NULL;
    size_t      n;
    TRY(items_asked(c, m->body, &items, &n));
    v->asked = ARENA_ARRAY(c->arena, BuildRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        v->asked[v->asked_n++] = (BuildRow){.value = value_of(c, "ask", items[i].head.id), .name = items[i].topic,
                                            .what = items[i].question, .may = true};
    }
    return OK;
}

static bool on_it(const AgendaItem *items, size_t n, Id of_case) {
    for (size_t i = 0; i < n; i++) {
        if (items[i].of_case == of_case) return true;
    }
    return false;
}

/* Cases of the reader whose review is due by the meeting or soon after it, and that are not on the agenda. */
static Fault fill_due(Ctx *c, const Meeting *m, const AgendaItem *items, size_t n_items, Build *v) {
    void  *rows = NULL;
    size_t n = 0;
    Day    until = day_plus(stamp_day(m->starts_at, c->reader.zone), REVIEW_DAYS);
    ListSpec s = {.entity = &case_entity, .limit = ROWS_MAX, .n_filters = 2,
                  .sort = &case_entity.fields[CASE_F_NEXT_ON]};
    s.filters[0] = (ListFilter){.field = s.sort, .op = LIST_LE, .val = v_int(until)};
    s.filters[1] = (ListFilter){.field = &case_entity.fields[CASE_F_STAGE], .op = LIST_NE,
                                .val = v_int(CASE_STAGE_CLOSED)};
    if (c->who.roles & case_entity.readers) TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->due = ARENA_ARRAY(c->arena, BuildRow, n + 1);
    Id   *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    bool *may = ARENA_ARRAY(c->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = ((const Case *)rows)[i].head.id;
    TRY(case_consents_of(c, ids, n, CONSENT_PURPOSE_COUNCIL, may));
    for (size_t i = 0; i < n; i++) {
        const Case *k = &((const Case *)rows)[i];
        if (on_it(items, n_items, k->head.id)) continue;
        v->due[v->due_n++] = (BuildRow){.value = value_of(c, "case", k->head.id), .due_on = k->next_on, .may = may[i],
                                        .name = tri_best(&k->title, c->reader.lang, NULL)};
    }
    return OK;
}

/* After 6, 12 and 24 months a business is asked what it does alone: the last of these days until the meeting. */
Day exit_day(Day opened_on, Day until) {
    static const int MONTHS[] = {24, 12, 6};
    for (size_t i = 0; opened_on && i < sizeof MONTHS / sizeof *MONTHS; i++) {
        Day on = day_plus(consent_until(opened_on, MONTHS[i]), 1);
        if (on <= until) return on;
    }
    return 0;
}

/* Was it asked since that day, or will it be? */
static bool exit_asked(const AgendaItem *items, size_t n, Id of_case, Day since) {
    for (size_t i = 0; i < n; i++) {
        if (items[i].of_case != of_case || items[i].state == ITEM_STATE_DROPPED) continue;
        if (items[i].state != ITEM_STATE_DISCUSSED || items[i].decided_on >= since) return true;
    }
    return false;
}

static Fault exit_items(Ctx *c, const AgendaItem **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &agenda_item_entity, .limit = LIST_PAGE_MAX, .n_filters = 1, .sort_changed = true,
                  .descending = true};
    void *rows;
    s.filters[0] = (ListFilter){.field = &agenda_item_entity.fields[AGENDA_ITEM_F_KIND], .op = LIST_EQ,
                                .val = v_int(AGENDA_KIND_EXIT_CHECK)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

static Fault fill_exits(Ctx *c, const Meeting *m, Build *v) {
    enum { OLD_DAYS = 60 };
    void  *rows = NULL;
    size_t n = 0;
    Day    until = stamp_day(m->starts_at, c->reader.zone);
    ListSpec s = {.entity = &case_entity, .limit = ROWS_MAX, .n_filters = 2,
                  .sort = &case_entity.fields[CASE_F_OPENED_ON], .descending = true};
    s.filters[0] = (ListFilter){.field = s.sort, .op = LIST_KNOWN};
    s.filters[1] = (ListFilter){.field = &case_entity.fields[CASE_F_STAGE], .op = LIST_NE,
                                .val = v_int(CASE_STAGE_CLOSED)};
    if (c->who.roles & case_entity.readers) TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->exits = ARENA_ARRAY(c->arena, BuildRow, n + 1);
    const AgendaItem *asked;
    size_t            n_asked;
    TRY(exit_items(c, &asked, &n_asked));
    Id   *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    bool *may = ARENA_ARRAY(c->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = ((const Case *)rows)[i].head.id;
    TRY(case_consents_of(c, ids, n, CONSENT_PURPOSE_COUNCIL, may));
    for (size_t i = 0; i < n; i++) {
        const Case *k = &((const Case *)rows)[i];
        Day  on = exit_day(k->opened_on, until);
        if (!on || day_plus(on, OLD_DAYS) < until) continue;  /* long past: the next one comes */
        if (exit_asked(asked, n_asked, k->head.id, day_plus(on, -OLD_DAYS))) continue;
        v->exits[v->exits_n++] = (BuildRow){.value = value_of(c, "exit", k->head.id), .due_on = on, .may = may[i],
                                            .name = tri_best(&k->title, c->reader.lang, NULL)};
    }
    return OK;
}

static bool is_about(const AgendaItem *items, size_t n, Str topic) {
    for (size_t i = 0; i < n; i++) {
        if (!items[i].of_case && str_eq(items[i].topic, topic)) return true;
    }
    return false;
}

/* Barriers of the place that still stand, the longest first; they name no business. */
static Fault fill_barriers(Ctx *c, const Meeting *m, const AgendaItem *items, size_t n_items, Build *v) {
    Body  *b = ent_new(c, &body_entity);
    void  *rows = NULL;
    size_t n = 0;
    const Field *f = barrier_entity.fields;
    ListSpec s = {.entity = &barrier_entity, .limit = ROWS_MAX, .n_filters = 2, .sort = &f[BARRIER_F_REPORTED_ON]};
    TRY(ent_load(c, &body_entity, m->body, b));
    s.filters[0] = (ListFilter){.field = &f[BARRIER_F_STATE], .op = LIST_LT, .val = v_int(BARRIER_STATE_REMOVED)};
    s.filters[1] = (ListFilter){.field = &f[BARRIER_F_PLACE], .op = LIST_EQ, .val = v_id(b->place)};
    if (c->who.roles & barrier_entity.readers) TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->barriers = ARENA_ARRAY(c->arena, BuildRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Barrier *x = &((const Barrier *)rows)[i];
        if (is_about(items, n_items, x->title)) continue;
        v->barriers[v->barriers_n++] = (BuildRow){
            .value = value_of(c, "bar", x->head.id), .name = x->title, .due_on = x->reported_on, .may = true,
            .what = tr(c->reader.lang, choice_label(&barrier_state_choices, x->state))};
    }
    v->weekly = b->kind == BODY_KIND_OPERATIONS || b->kind == BODY_KIND_STEERING;
    return OK;
}

static Fault fill_open(Ctx *c, const Meeting *m, Build *v) {
    AgendaItem *items = NULL;
    TaskList    all = {0};
    size_t      n;
    Id          ids[ITEMS_MAX];
    TRY(items_of_body(c, m->body, &items, &n));
    for (size_t i = 0; i < n; i++) ids[i] = items[i].head.id;
    if (n) TRY(commitment_of_items(c, ids, n, &all));
    v->open = ARENA_ARRAY(c->arena, BuildRow, all.rows_n + 1);
    for (size_t i = 0; i < all.rows_n; i++) {
        const TaskRow *t = &all.rows[i];
        if (t->done) continue;
        BuildRow row = {.value = value_of(c, "task", t->id), .name = t->text, .what = t->owner, .due_on = t->due_on,
                        .may = true};
        v->open[v->open_n++] = row;
    }
    return OK;
}

static Fault fill(Ctx *c, const Meeting *m, Build *v) {
    AgendaItem *items = NULL;
    size_t      n;
    v->path = meeting_path(c, m);
    v->title = tri_best(&m->title, c->reader.lang, &(Lang){0});
    TRY(items_of_meeting(c, m->head.id, &items, &n));
    TRY(fill_asked(c, m, v));
    TRY(fill_due(c, m, items, n, v));
    TRY(fill_exits(c, m, v));
    TRY(fill_open(c, m, v));
    TRY(fill_barriers(c, m, items, n, v));
    v->nothing = !v->asked_n && !v->due_n && !v->open_n && !v->exits_n && !v->barriers_n;
    return OK;
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Meeting *m) {
    Build v = {0};
    TRY(fill(c, m, &v));
    v.topic = params_get(&rq->form, "topic");
    v.question = params_get(&rq->form, "question");
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_COUNCIL_BUILD));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/meetings"), tr(c->reader.lang, T_ENT_MEETING_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, v.title};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, meeting_build_page, &v);
    return page_send(&pg, rp, meeting_build_page, &v);
}

Fault get_meeting_build(Ctx *c, const Request *rq, Reply *rp) {
    Meeting *m = ent_new(c, &meeting_entity);
    TRY(meeting_open(c, rq->ids[0], m));
    return draw(c, rq, rp, m);
}

/* An open promise comes back as an item about the same business or topic. */
static Fault from_task(Ctx *c, Id task, AgendaItem *it) {
    Commitment *t = ent_new(c, &commitment_entity);
    AgendaItem *was = ent_new(c, &agenda_item_entity);
    TRY(ent_load(c, &commitment_entity, task, t));
    TRY(ent_load(c, &agenda_item_entity, t->agenda_item, was));
    it->of_case = was->of_case;
    it->topic = was->topic;
    it->question = t->text;
    return OK;
}

static Fault from_barrier(Ctx *c, Id id, AgendaItem *it) {
    Barrier *b = ent_new(c, &barrier_entity);
    TRY(ent_load(c, &barrier_entity, id, b));
    it->kind = AGENDA_KIND_TOPIC;
    it->topic = b->title;
    it->question = tr(c->reader.lang, T_COUNCIL_BARRIER_ASKS);
    return OK;
}

static Fault take(Ctx *c, const Meeting *m, Str value) {
    AgendaItem *it = ent_new(c, &agenda_item_entity);
    Str         kind;
    Id          id;
    if (!str_split(&value, '.', &kind) || !id_parse(value, &id)) return BAD_REQUEST;
    if (str_eq(kind, LIT("ask"))) TRY(ent_load(c, &agenda_item_entity, id, it));
    if (str_eq(kind, LIT("case")) || str_eq(kind, LIT("exit"))) it->of_case = id;
    if (str_eq(kind, LIT("case"))) it->kind = AGENDA_KIND_REVIEW;
    if (str_eq(kind, LIT("exit"))) it->kind = AGENDA_KIND_EXIT_CHECK;
    if (str_eq(kind, LIT("bar"))) TRY(from_barrier(c, id, it));
    if (str_eq(kind, LIT("task"))) TRY(from_task(c, id, it));
    it->body = m->body;
    it->meeting = m->head.id;
    /* Whoever sits there need not see the case of a business that was on their agenda before: its consent decides. */
    bool again = str_eq(kind, LIT("task"));
    return again ? ent_save_following(c, &agenda_item_entity, it) : ent_save(c, &agenda_item_entity, it);
}

static Fault take_topic(Ctx *c, const Request *rq, const Meeting *m) {
    AgendaItem *it = ent_new(c, &agenda_item_entity);
    it->topic = str_trim(params_get(&rq->form, "topic"));
    if (!it->topic.n) {
        if (str_trim(params_get(&rq->form, "question")).n) complain(c, "topic", T_FORM_FIX_REQUIRED);
        return complaints_fault(c);
    }
    it->question = params_get(&rq->form, "question");
    it->body = m->body;
    it->meeting = m->head.id;
    return ent_save(c, &agenda_item_entity, it);
}

Fault post_meeting_build(Ctx *c, const Request *rq, Reply *rp) {
    Meeting *m = ent_new(c, &meeting_entity);
    Fault    f = OK;
    TRY(meeting_open(c, rq->ids[0], m));
    TRY(act_begin(c, T_COUNCIL_ACT_BUILD, (Str){0}));
    for (size_t i = 0; i < rq->form.n && f == OK; i++) {
        if (str_eq(rq->form.v[i].name, LIT("pick"))) f = take(c, m, rq->form.v[i].value);
    }
    if (f == OK) f = take_topic(c, rq, m);
    if (f == INVALID) return draw(c, rq, rp, m);
    TRY(f);
    reply_go(c, rp, meeting_path(c, m), T_COUNCIL_BUILT, NULL, 0);
    return OK;
}
