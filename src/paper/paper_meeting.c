/* paper_meeting.c - a session as told to the owner; the minutes of a meeting. */
#include "paper/paper.h"

#include "council_ent.h"
#include "lang/show.h"
#include "session_ent.h"

/* ---- a session -------------------------------------------------------------------------------------------------- */

Fault paper_session_title(Ctx *c, Id session, Str *ret_title, Id *ret_case) {
    CaseSession *s = ent_new(c, &case_session_entity);
    TRY(ent_load(c, &case_session_entity, session, s));
    *ret_case = s->of_case;
    return case_name(c, s->of_case, ret_title);
}

Fault paper_session(Paper *p, Id session) {
    Ctx *c = p->c;
    CaseSession *s = ent_new(c, &case_session_entity);
    TRY(ent_load(c, &case_session_entity, session, s));
    paper_day(p, T_ENT_CASE_SESSION_HAPPENED_AT, stamp_day(s->happened_at, c->reader.zone));
    paper_pair(p, T_ENT_CASE_SESSION_WAY, tr(c->reader.lang, choice_label(&session_way_choices, s->way)));
    paper_pair(p, T_ENT_CASE_SESSION_PLACE, s->place);
    paper_pair(p, T_ENT_CASE_SESSION_TOOK_PART, s->took_part);
    if (s->said.n) paper_head(p, tr(c->reader.lang, T_ENT_CASE_SESSION_SAID));
    paper_text(p, s->said);
    if (s->decided.n) paper_head(p, tr(c->reader.lang, T_ENT_CASE_SESSION_DECIDED));
    paper_text(p, s->decided);
    return OK;
}

/* ---- minutes ---------------------------------------------------------------------------------------------------- */

Fault paper_minutes_title(Ctx *c, Id meeting, Str *ret_title) {
    Meeting *m = ent_new(c, &meeting_entity);
    TRY(ent_load(c, &meeting_entity, meeting, m));
    return ent_labels(c, &m->body, 1, ret_title);
}

static Fault of_meeting(Ctx *c, const Entity *e, const char *field, Id meeting, void **ret_rows, size_t *ret_n) {
    ListSpec s = {.entity = e, .limit = LIST_PAGE_MAX};
    s.filters[s.n_filters++] = (ListFilter){.field = field_named(e, str_of(field)), .op = LIST_EQ,
                                            .val = v_id(meeting)};
    return list_run(c, &s, true, ret_rows, ret_n, NULL);
}

static Fault who_came(Paper *p, Id meeting) {
    Ctx   *c = p->c;
    void  *rows;
    size_t n;
    Buf    b;
    TRY(of_meeting(c, &attendance_entity, "meeting", meeting, &rows, &n));
    Id      *ids = ARENA_ARRAY(c->arena, Id, 2 * n + 1);
    RefNames names;
    for (size_t i = 0; i < n; i++) {
        ids[2 * i] = ((const Attendance *)rows)[i].account;
        ids[2 * i + 1] = ((const Attendance *)rows)[i].actor;
    }
    TRY(ref_names(c, ids, 2 * n, &names));
    buf_init(&b, 1 << 14);
    for (size_t i = 0; i < n; i++) {
        const Attendance *a = &((const Attendance *)rows)[i];
        Str name = a->name.n ? a->name : ref_name(&names, a->account ? a->account : a->actor);
        if (a->came != ATTENDED_CAME || !name.n) continue;
        if (b.n) buf_lit(&b, ", ");
        plain_name(&b, name);
    }
    paper_pair(p, T_PAPER_CAME, buf_keep(c->arena, &b));
    return OK;
}

static int by_number(const void *a, const void *b) {
    const AgendaItem *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

static Fault item(Paper *p, const AgendaItem *v) {
    Ctx *c = p->c;
    Str  name = v->topic;
    if (v->of_case && !name.n) TRY(case_name(c, v->of_case, &name));
    paper_head(p, name.n ? name : tr(c->reader.lang, T_PAPER_A_BUSINESS));
    paper_text(p, v->question);
    paper_pair(p, T_ENT_AGENDA_ITEM_DISCUSSION, v->discussion);
    paper_pair(p, T_ENT_AGENDA_ITEM_DECISION, v->decision);
    paper_pair(p, T_ENT_AGENDA_ITEM_INCOMPLETE_WHY, v->incomplete_why);
    return OK;
}

Fault paper_minutes(Paper *p, Id meeting) {
    Ctx     *c = p->c;
    Meeting *m = ent_new(c, &meeting_entity);
    void    *rows;
    size_t   n;
    TRY(ent_load(c, &meeting_entity, meeting, m));
    paper_day(p, T_ENT_MEETING_STARTS_AT, stamp_day(m->starts_at, c->reader.zone));
    paper_pair(p, T_ENT_MEETING_ROOM, m->room);
    TRY(who_came(p, meeting));
    TRY(of_meeting(c, &agenda_item_entity, "meeting", meeting, &rows, &n));
    qsort(rows, n, sizeof(AgendaItem), by_number);
    for (size_t i = 0; i < n; i++) TRY(item(p, &((const AgendaItem *)rows)[i]));
    if (m->notes.n) {
        paper_head(p, tr(c->reader.lang, T_ENT_MEETING_NOTES));
        paper_text(p, m->notes);
    }
    paper_sign_line(p, T_PAPER_CHAIR_SIGNS);
    return OK;
}
