/* council_item.c - items of agendas: their list and page, and their cards on meetings, bodies and cases. */
#include "council/council_page.h"

#include <string.h>

enum { TASKS_MAX = 200 };                         /* commitment_of_items gives no more */

static const char *const TINTS[ITEM_STATE_N] = {
    [ITEM_STATE_ASKED] = "warn", [ITEM_STATE_PLANNED] = "info", [ITEM_STATE_DISCUSSED] = "ok",
    [ITEM_STATE_POSTPONED] = "warn", [ITEM_STATE_DROPPED] = "",
};

static Str path_of(Ctx *c, const char *start, Id id) {
    char text[ID_CHARS + 1];
    if (!id) return (Str){0};
    id_print(text, id);
    return arena_printf(c->arena, "%s/%s", start, text);
}

static void say_missing(unsigned missing, ItemView *v) {
    for (unsigned need = 1; need < 1u << NEED_N; need <<= 1) {
        if (missing & need) v->missing[v->missing_n++] = compose_sentence(need);
    }
}

/* What was missing when it was discussed; of one on an agenda, what is missing now. */
static Fault view_missing(Ctx *c, const AgendaItem *it, ItemView *v) {
    unsigned missing = 0;
    bool     sits;
    if (it->state == ITEM_STATE_DISCUSSED) missing = (unsigned)it->missing;
    TRY(seated(c, it->body, &sits));
    if ((it->state == ITEM_STATE_PLANNED || it->state == ITEM_STATE_DISCUSSED) && it->meeting && sits) {
        unsigned now;
        TRY(item_missing_without(c, it, v->left, v->left_n, &now));
        missing |= now;                           /* who came may have been written down since */
    }
    say_missing(missing, v);
    return OK;
}

/* What is read for several items at once: three names of each, who left for which, what was promised in which. */
typedef struct Around {
    Str     *names;
    Recused *left;
    size_t   left_n;
    TaskList tasks;
} Around;

static Fault around(Ctx *c, const AgendaItem *items, size_t n, Around *ret_a) {
    const Entity *const OF[3] = {&body_entity, &case_entity, &meeting_entity};
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1), *of = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    *ret_a = (Around){.names = ARENA_ARRAY(c->arena, Str, 3 * n + 1)};
    if (!n) return OK;
    for (int which = 0; which < 3; which++) {
        for (size_t i = 0; i < n; i++) of[i] = (Id[]){items[i].body, items[i].of_case, items[i].meeting}[which];
        TRY(ent_names(c, OF[which], of, n, names));
        for (size_t i = 0; i < n; i++) ret_a->names[3 * i + (size_t)which] = names[i];
    }
    for (size_t i = 0; i < n; i++) ids[i] = items[i].head.id;
    TRY(recused_of(c, ids, n, &ret_a->left, &ret_a->left_n));
    return commitment_of_items(c, ids, n, &ret_a->tasks);
}

/* The part of it that belongs to one item. */
static void take_own(Ctx *c, const Around *a, ItemView *v) {
    v->left = ARENA_ARRAY(c->arena, Recused, a->left_n + 1);
    v->tasks.rows = ARENA_ARRAY(c->arena, TaskRow, a->tasks.rows_n + 1);
    for (size_t i = 0; i < a->left_n; i++) {
        if (a->left[i].item == v->id) v->left[v->left_n++] = a->left[i];
    }
    for (size_t i = 0; i < a->tasks.rows_n; i++) {
        if (a->tasks.rows[i].about == v->id) v->tasks.rows[v->tasks.rows_n++] = a->tasks.rows[i];
    }
}

static Fault view_of(Ctx *c, const AgendaItem *it, const Around *a, const Str names[3], ItemView *ret_v) {
    ItemWhen when;
    ItemView v = {.it = it, .id = it->head.id, .path = path_of(c, "/agenda", it->head.id), .topic = it->topic,
                  .place = it->number, .state = choice_label(&item_state_choices, it->state),
                  .discussed = it->state == ITEM_STATE_DISCUSSED,
                  .waits = it->state == ITEM_STATE_ASKED || it->state == ITEM_STATE_POSTPONED,
                  .said = it->discussion.n || it->decision.n};
    if (it->state) v.tint = str_of(TINTS[it->state]);
    v.body = names[0];
    v.body_href = path_of(c, "/bodies", it->body);
    if (names[1].n) v.case_href = case_path(c, it->of_case);
    if (names[2].n) v.meeting_href = path_of(c, "/meetings", it->meeting);
    TRY(item_when(c, it->meeting, &when));
    v.at = when.at;
    v.room = when.room;
    v.link = when.link;
    take_own(c, a, &v);
    TRY(view_missing(c, it, &v));
    v.tasks.back = v.path;
    TRY(item_may_write(c, it, &v.may_write));
    *ret_v = v;
    return OK;
}

Fault item_view(Ctx *c, const AgendaItem *it, ItemView *ret_v) {
    Around a;
    TRY(around(c, it, 1, &a));
    return view_of(c, it, &a, a.names, ret_v);
}

Fault items_views(Ctx *c, const AgendaItem *items, size_t n, ItemList *ret_list) {
    ret_list->rows = ARENA_ARRAY(c->arena, ItemView, n + 1);
    ret_list->rows_n = n;
    Around a;
    TRY(around(c, items, n, &a));
    for (size_t i = 0; i < n; i++) {
        /* So many promises that they are more than one reading gives: then each item reads its own. */
        bool whole = a.tasks.rows_n < TASKS_MAX && a.left_n < RECUSED_MAX;
        if (whole) TRY(view_of(c, &items[i], &a, a.names + 3 * i, &ret_list->rows[i]));
        else TRY(item_view(c, &items[i], &ret_list->rows[i]));
    }
    return OK;
}

/* ---- cards ------------------------------------------------------------------------------------------------- */

static Fault agenda_draw(Buf *b, const Page *pg, const void *rec) {
    const Meeting *m = rec;
    Ctx        *c = pg->c;
    AgendaItem *items = NULL;
    size_t      n;
    ItemList    v = {.path = meeting_path(c, m), .of = m->head.id, .held = m->state == MEETING_STATE_HELD};
    TRY(items_of_meeting(c, m->head.id, &items, &n));
    TRY(items_views(c, items, n, &v));
    v.may_build = !m->head.archived_at && m->state != MEETING_STATE_CANCELLED &&
                  ent_may_write(c, &meeting_entity, &m->head);
    meeting_agenda_html(b, pg, &v);
    return OK;
}

const RecordPart MEETING_AGENDA_PART = {.entity = &meeting_entity, .anchor = "agenda", .title = T_ENT_AGENDA_ITEM_MANY,
                                        .order = 5, .draw = agenda_draw};

static Fault case_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx        *c = pg->c;
    AgendaItem *items = NULL;
    size_t      n;
    ItemList    v = {.of_case = k->head.id};
    TRY(items_of_case(c, k->head.id, &items, &n));
    TRY(items_views(c, items, n, &v));
    TRY(case_consents(c, k->head.id, CONSENT_PURPOSE_COUNCIL, &v.agreed));
    v.may_add = v.agreed && k->stage != CASE_STAGE_CLOSED && (c->who.roles & ROLES_STAFF);
    if (v.rows_n || (c->who.roles & ROLES_STAFF)) case_council_html(b, pg, &v);
    return OK;
}

const RecordPart CASE_COUNCIL_PART = {.entity = &case_entity, .anchor = "council", .title = T_COUNCIL_CARD,
                                      .order = 50, .draw = case_draw};

static Fault asked_draw(Buf *b, const Page *pg, const void *rec) {
    const Body *body = rec;
    Ctx        *c = pg->c;
    AgendaItem *items = NULL;
    size_t      n;
    ItemList    v = {.body = body->head.id};
    TRY(seated(c, v.body, &v.may_add));
    TRY(items_asked(c, v.body, &items, &n));
    TRY(items_views(c, items, n, &v));
    if (v.rows_n || v.may_add) body_asked_html(b, pg, &v);
    return OK;
}

const RecordPart BODY_ASKED_PART = {.entity = &body_entity, .anchor = "asked", .title = T_COUNCIL_ASKED, .order = 12,
                                    .draw = asked_draw};

/* What was promised in its meetings and is not done. */
static Fault tasks_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx        *c = pg->c;
    AgendaItem *items = NULL;
    TaskList    all = {0};
    Id          ids[ITEMS_MAX], body = ((const Head *)rec)->id;
    size_t      n, open = 0;
    TRY(items_of_body(c, body, &items, &n));
    for (size_t i = 0; i < n; i++) ids[i] = items[i].head.id;
    if (!n) return OK;
    TRY(commitment_of_items(c, ids, n, &all));
    for (size_t i = 0; i < all.rows_n; i++) {
        if (!all.rows[i].done) all.rows[open++] = all.rows[i];
    }
    all.rows_n = open;
    all.back = path_of(c, "/bodies", body);
    if (open) task_list_html(b, pg, &all);
    return OK;
}

const RecordPart BODY_TASKS_PART = {.entity = &body_entity, .anchor = "promised", .title = T_COUNCIL_PROMISED,
                                    .order = 15, .draw = tasks_draw};

/* ---- the record -------------------------------------------------------------------------------------------- */

static Fault item_head_draw(Buf *b, const Page *pg, const void *rec) {
    ItemView v;
    TRY(item_view(pg->c, rec, &v));
    item_head_html(b, pg, &v);
    return OK;
}

static Fault item_text_draw(Buf *b, const Page *pg, const void *rec) {
    const AgendaItem *it = rec;
    ItemView    v;
    Attendance *a = ent_new(pg->c, &attendance_entity);
    bool        there;
    TRY(item_view(pg->c, it, &v));
    TRY(own_presence(pg->c, it->meeting, a, &there));
    bool asks = there && !v.meeting_href.n && it->state == ITEM_STATE_PLANNED;
    ItemPage p = {.v = &v, .asks = asks, .yes = a->reply == REPLY_YES, .no = a->reply == REPLY_NO};
    TRY(item_shown(pg->c, it, true, &p.shown));
    TRY(interests_of(pg->c, it, 1, v.path, &p.interest));
    item_text_html(b, pg, &p);
    return OK;
}

const RecordPart ITEM_TEXT_PART = {.entity = &agenda_item_entity, .anchor = "text", .title = T_COUNCIL_ITEM_TEXT,
                                   .order = 5, .draw = item_text_draw};

/* POST /agenda/ID/reply: the lead consultant, who does not see the meeting, says whether they come. */
Fault post_item_reply(Ctx *c, const Request *rq, Reply *rp) {
    AgendaItem *it = ent_new(c, &agenda_item_entity);
    Attendance *a = ent_new(c, &attendance_entity);
    bool        there;
    int         reply = choice_value(&reply_choices, params_get(&rq->form, "reply"));
    if (!reply) return BAD_REQUEST;
    TRY(ent_load(c, &agenda_item_entity, rq->ids[0], it));
    TRY(own_presence(c, it->meeting, a, &there));
    if (!there) return fail(c, NOT_ALLOWED, "agenda_item", rq->ids[0]);
    a->reply = reply;
    TRY(ent_save_following(c, &attendance_entity, a));
    reply_go(c, rp, path_of(c, "/agenda", rq->ids[0]), reply == REPLY_YES ? T_COUNCIL_SAID_YES : T_COUNCIL_SAID_NO,
             NULL, 0);
    return OK;
}

/* What was touched last stands first. */
static Fault agenda_extras(Ctx *c, const Request *rq, ListSpec *s) {
    (void)c;
    (void)rq;
    if (!s->sort) s->sort_changed = s->descending = true;
    return OK;
}

/* A business that is brought without saying where goes to the council of its place. */
static Fault agenda_before_save(Ctx *c, const Request *rq, void *rec) {
    AgendaItem *it = rec;
    Head        of;
    (void)rq;
    if (it->body || !it->of_case) return OK;
    Fault f = ent_load_head(c, &case_entity, it->of_case, &of);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    return council_of(c, of.unit, &it->body);
}

const Sheet AGENDA_SHEET = {
    .entity = &agenda_item_entity,
    .path = "/agenda",
    .nav = NAV_MORE,
    .icon = "message-circle",
    .title = T_ENT_AGENDA_ITEM_MANY,
    .empty = T_COUNCIL_NO_ITEMS,
    .first_step = T_COUNCIL_ADD_ITEM,
    .add = T_COUNCIL_ADD_ITEM,
    .columns = (const int[]){AGENDA_ITEM_F_BODY, AGENDA_ITEM_F_MEETING, AGENDA_ITEM_F_STATE, -1},
    .filters = (const int[]){AGENDA_ITEM_F_BODY, AGENDA_ITEM_F_STATE, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){AGENDA_ITEM_F_TOPIC, AGENDA_ITEM_F_BODY, AGENDA_ITEM_F_OF_CASE, AGENDA_ITEM_F_MEETING,
                          AGENDA_ITEM_F_NUMBER, AGENDA_ITEM_F_QUESTION, AGENDA_ITEM_F_SHARE, AGENDA_ITEM_F_STATE,
                          AGENDA_ITEM_F_DISCUSSION, AGENDA_ITEM_F_DECISION, AGENDA_ITEM_F_MISSING,
                          AGENDA_ITEM_F_INCOMPLETE_WHY, AGENDA_ITEM_F_DECIDED_ON, AGENDA_ITEM_F_SHOWN,
                          AGENDA_ITEM_F_CHOSE_AT, AGENDA_ITEM_F_WAY_ON, AGENDA_ITEM_F_WAY_WHY, -1},
    .form = (const int[]){AGENDA_ITEM_F_OF_CASE, AGENDA_ITEM_F_KIND, AGENDA_ITEM_F_TOPIC, AGENDA_ITEM_F_BODY,
                          AGENDA_ITEM_F_MEETING, AGENDA_ITEM_F_QUESTION, AGENDA_ITEM_F_SHARE, -1},
    .extras = agenda_extras,
    .head = item_head_draw,
    .before_save = agenda_before_save,
};
