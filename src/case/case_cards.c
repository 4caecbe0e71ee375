/* case_cards.c - cards on the page of a case: the desired future, people, what was agreed to, the notes of the team;
** and who opened it. */
#include "case/case_page.h"

#include "actor/actor.h"
#include "post/post.h"

Fault case_records(Ctx *c, const Entity *e, Id of_case, void **ret_rows, size_t *ret_n) {
    ListSpec s = {.entity = e, .limit = LIST_PAGE_MAX};
    s.filters[s.n_filters++] = (ListFilter){.field = field_named(e, LIT("of_case")), .op = LIST_EQ,
                                            .val = v_id(of_case)};
    return list_run(c, &s, true, ret_rows, ret_n, NULL);
}

/* ---- the desired future ----------------------------------------------------------------------------------------- */

/* After two cases became one there are two of a number: the day decides. */
static int newest_first(const void *a, const void *b) {
    const Vision *x = a, *y = b;
    if (x->told_on != y->told_on) return x->told_on > y->told_on ? -1 : 1;
    return x->number > y->number ? -1 : x->number < y->number;
}

Fault case_future(Ctx *c, Id of_case, Vision *ret_v) {
    void  *rows;
    size_t n;
    TRY(case_records(c, &vision_entity, of_case, &rows, &n));
    ent_clear(&vision_entity, ret_v);
    for (size_t i = 0; i < n; i++) {
        const Vision *v = &((const Vision *)rows)[i];
        if (!ret_v->head.id || newest_first(v, ret_v) < 0) *ret_v = *v;
    }
    return OK;
}

static VisionTold told(Ctx *c, const Vision *v) {
    static const int CHAPTERS[] = {VISION_F_PRODUCT, VISION_F_PEOPLE, VISION_F_MONEY, VISION_F_PLACE,
                                   VISION_F_COMMUNITY, VISION_F_NATURE};
    enum { CHAPTERS_N = sizeof CHAPTERS / sizeof *CHAPTERS };
    VisionTold t = {.id = v->head.id, .text = v->text, .lang = v->lang, .horizon = v->horizon, .number = v->number,
                    .told_on = v->told_on, .read_on = v->read_on};
    t.chapters = ARENA_ARRAY(c->arena, VisionChapter, CHAPTERS_N);
    for (int i = 0; i < CHAPTERS_N; i++) {
        const Field *f = &vision_entity.fields[CHAPTERS[i]];
        Str text = *(const Str *)field_in(f, v);
        if (text.n) t.chapters[t.chapters_n++] = (VisionChapter){f->label, text};
    }
    return t;
}

static Fault vision_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx    *c = pg->c;
    void   *rows;
    size_t  n;
    TRY(case_records(c, &vision_entity, k->head.id, &rows, &n));
    qsort(rows, n, sizeof(Vision), newest_first);
    VisionPart v = {.path = case_path(c, k->head.id), .older = ARENA_ARRAY(c->arena, VisionTold, n + 1),
                    .may_write = ent_may_write(c, &vision_entity, NULL) && k->stage != CASE_STAGE_CLOSED};
    for (size_t i = 0; i < n; i++) v.older[i] = told(c, &((const Vision *)rows)[i]);
    if (n) {
        v.now = v.older++;
        v.older_n = n - 1;
        v.years = vision_years(v.now->told_on, v.now->read_on, c->reader.today);
    }
    case_vision_html(b, pg, &v);
    return OK;
}

static Html chapter_fields(Ctx *c, const int *fields, const void *rec, const Params *typed) {
    Buf b;
    buf_init(&b, 1 << 18);
    for (int i = 0; fields[i] >= 0; i++) {
        ent_field_html(c, &b, &vision_entity, &vision_entity.fields[fields[i]], rec, typed);
    }
    return html_keep(c->arena, &b);
}

static Fault draw_vision_form(Ctx *c, const Request *rq, Reply *rp, const Vision *v) {
    const Params *typed = rq->method == POST ? &rq->form : NULL;
    VisionForm form = {.path = case_path(c, v->of_case)};
    Buf b;
    form.fields = chapter_fields(c, (const int[]){VISION_F_TEXT, VISION_F_HORIZON, -1}, v, typed);
    form.more = chapter_fields(c, (const int[]){VISION_F_PRODUCT, VISION_F_PEOPLE, VISION_F_MONEY, VISION_F_PLACE,
                                            VISION_F_COMMUNITY, VISION_F_NATURE, -1}, v, typed);
    buf_init(&b, 1 << 16);
    complaints_html(c, &b, &vision_entity);
    form.errors = html_keep(c->arena, &b);
    TRY(case_name(c, v->of_case, &form.name));
    Page pg = case_page_new(c, rq, v->of_case, form.name, T_ENT_VISION);
    if (c->complaints.n) return page_again(&pg, rp, case_vision_form_page, &form);
    return page_send(&pg, rp, case_vision_form_page, &form);
}

/* The newest telling as a beginning: what is told anew is mostly the same. */
Fault get_case_vision(Ctx *c, const Request *rq, Reply *rp) {
    Case   *k = ent_new(c, &case_entity);
    Vision *v = ent_new(c, &vision_entity);
    TRY(ent_load(c, &case_entity, rq->ids[0], k));
    TRY(case_future(c, k->head.id, v));
    v->head = (Head){0};
    v->of_case = k->head.id;
    return draw_vision_form(c, rq, rp, v);
}

Fault post_case_vision(Ctx *c, const Request *rq, Reply *rp) {
    Vision *v = ent_new(c, &vision_entity);
    ent_form_read(c, &vision_entity, &rq->form, v);
    v->of_case = rq->ids[0];
    Fault f = c->complaints.n ? INVALID : ent_save(c, &vision_entity, v);
    if (f == INVALID) return draw_vision_form(c, rq, rp, v);
    TRY(f);
    reply_go(c, rp, case_path(c, v->of_case), T_CASE_VISION_KEPT, NULL, 0);
    return OK;
}

Fault post_vision_read(Ctx *c, const Request *rq, Reply *rp) {
    Vision *v = ent_new(c, &vision_entity);
    TRY(ent_load(c, &vision_entity, rq->ids[0], v));
    v->read_on = c->reader.today;
    TRY(ent_save(c, &vision_entity, v));
    Str back = params_get(&rq->form, "back");
    reply_go(c, rp, path_is_ours(back) ? back : case_path(c, v->of_case), T_CASE_VISION_READ, NULL, 0);
    return OK;
}

/* ---- its people ------------------------------------------------------------------------------------------------- */

static Fault people_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx        *c = pg->c;
    CasePerson *v;
    size_t      n;
    TRY(case_people(c, k->head.id, true, &v, &n));
    PeoplePart p = {.rows = ARENA_ARRAY(c->arena, MemberRow, n + 1), .rows_n = n, .of_case = k->head.id,
                    .path = case_path(c, k->head.id), .may_write = ent_may_write(c, &case_entity, &k->head),
                    .unled = k->stage > CASE_STAGE_PRE_CLIENT && k->stage < CASE_STAGE_CLOSED,
                    .ownerless = !k->owner_account && k->stage != CASE_STAGE_CLOSED && case_may_invite(c, k),
                    .waited = k->owner_invite != 0};
    for (size_t i = 0; i < n; i++) {
        bool over = v[i].until_on && v[i].until_on < c->reader.today;
        p.rows[i] = (MemberRow){.name = v[i].name, .href = view_record_path(c, &case_member_entity, v[i].member),
                                .role = choice_label(&case_role_choices, v[i].role), .from_on = v[i].from_on,
                                .until_on = v[i].until_on, .over = over,
                                .promised = v[i].promised_minutes == NUMBER_NONE ? 0 : v[i].promised_minutes};
        if (v[i].role == CASE_ROLE_LEAD && !over) p.unled = false;
    }
    case_people_html(b, pg, &p);
    return OK;
}

/* ---- what was agreed to ----------------------------------------------------------------------------------------- */

static ConsentLine consent_line(Ctx *c, const ConsentRow *r) {
    Consent v = {.signed_on = r->signed_on, .until_on = r->until_on, .withdrawn_at = r->withdrawn_at,
                 .limited_until = r->limited_until};
    ConsentLine l = {.name = choice_label(&consent_purpose_choices, r->purpose), .id = r->id,
                     .signed_by = r->signed_by, .way = choice_label(&consent_way_choices, r->way),
                     .signed_on = r->signed_on, .until_on = consent_last(&v), .number = r->number,
                     .holds = consent_holds(&v, c->reader.today), .withdrawn = r->withdrawn_at != 0};
    l.over = !l.holds && !l.withdrawn;
    if (r->withdrawn_at) l.withdrawn_on = stamp_day(r->withdrawn_at, c->reader.zone);
    if (r->paper) l.paper_href = view_record_path(c, &post_entity, r->paper);
    return l;
}

/* The newest of each purpose; rows come by purpose, the newest first. */
static Fault consents_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx        *c = pg->c;
    ConsentRow *rows;
    size_t      n;
    TRY(case_consent_rows(c, k->head.id, &rows, &n));
    ConsentsPart p = {.rows = ARENA_ARRAY(c->arena, ConsentLine, CONSENT_PURPOSE_N), .path = case_path(c, k->head.id),
                      .may_write = ent_may_write(c, &consent_entity, NULL)};
    for (int purpose = 1; purpose < CONSENT_PURPOSE_N; purpose++) {
        const ConsentRow *best = NULL;
        for (size_t i = 0; i < n; i++) {
            bool better = rows[i].purpose == purpose && (!best || (best->withdrawn_at && !rows[i].withdrawn_at));
            if (better) best = &rows[i];
        }
        ConsentLine *l = &p.rows[p.rows_n++];
        *l = best ? consent_line(c, best) : (ConsentLine){.name = choice_label(&consent_purpose_choices, purpose)};
        p.lacks = p.lacks || !l->holds;
    }
    case_consents_html(b, pg, &p);
    return OK;
}

/* ---- notes of the team ------------------------------------------------------------------------------------------ */

static Fault notes_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx        *c = pg->c;
    Head team = {.id = k->head.id, .org = k->head.org, .team = k->head.id, .visibility = VIS_TEAM, .version = 1};
    if (!(c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE)) || !ent_may_write(c, &post_entity, &team)) return OK;
    return post_timeline_draw(b, pg, &(PostOn){.actor = k->client, .of_case = k->head.id, .may_write = true,
                                               .path = case_path(c, k->head.id)});
}

/* ---- who opened it ---------------------------------------------------------------------------------------------- */

Fault get_case_openings(Ctx *c, const Request *rq, Reply *rp) {
    enum { SHOWN_MAX = 300 };
    OpeningRow *v;
    size_t      n;
    TRY(case_openings(c, rq->ids[0], SHOWN_MAX, &v, &n));
    OpeningsView view = {.rows = ARENA_ARRAY(c->arena, OpeningLine, n + 1), .rows_n = n,
                         .path = case_path(c, rq->ids[0])};
    for (size_t i = 0; i < n; i++) {
        view.rows[i] = (OpeningLine){.name = v[i].name, .at = v[i].at, .day = stamp_day(v[i].at, c->reader.zone)};
    }
    TRY(case_name(c, rq->ids[0], &view.name));
    Page pg = case_page_new(c, rq, rq->ids[0], view.name, T_CASE_OPENINGS);
    return page_send(&pg, rp, case_openings_page, &view);
}

/* ---- on a business ----------------------------------------------------------------------------------------------- */

static Fault actor_cases_draw(Buf *b, const Page *pg, const void *rec) {
    const Actor *a = rec;
    Ctx     *c = pg->c;
    void    *rows;
    size_t   n;
    ListSpec s = {.entity = &case_entity, .limit = 20};
    if (!(c->who.roles & case_entity.readers) || a->kind == ACTOR_KIND_PUBLIC_BODY) return OK;
    s.filters[s.n_filters++] = (ListFilter){.field = &case_entity.fields[CASE_F_CLIENT], .op = LIST_EQ,
                                            .val = v_id(a->head.id)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    ActorCases v = {.rows = ARENA_ARRAY(c->arena, ActorCase, n + 1), .rows_n = n,
                    .client = id_str(c->arena, a->head.id),
                    .may_open = ent_may_write(c, &case_entity, NULL)};
    for (size_t i = 0; i < n; i++) {
        const Case *k = &((const Case *)rows)[i];
        v.rows[i] = (ActorCase){.href = case_path(c, k->head.id), .stage = choice_label(&case_stage_choices, k->stage),
                                .since = k->opened_on ? k->opened_on : k->asked_on};
        v.may_open = v.may_open && k->stage == CASE_STAGE_CLOSED;
    }
    if (n || v.may_open) actor_cases_html(b, pg, &v);
    return OK;
}

static const RecordPart PARTS[] = {
    {.entity = &case_entity, .anchor = "future", .title = T_ENT_VISION, .order = 1, .draw = vision_draw},
    {.entity = &case_entity, .anchor = "notes", .title = T_CASE_NOTES, .order = 30, .draw = notes_draw},
    {.entity = &case_entity, .anchor = "people", .title = T_ENT_CASE_MEMBER_MANY, .side = true, .order = 10,
     .draw = people_draw},
    {.entity = &case_entity, .anchor = "consents", .title = T_ENT_CONSENT_MANY, .side = true, .order = 20,
     .draw = consents_draw},
    {.entity = &actor_entity, .anchor = "cases", .title = T_CASE_ACCOMPANIMENT, .side = true, .order = 3,
     .draw = actor_cases_draw},
};

void case_cards_register(void) {
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) view_register_part(&PARTS[i]);
}
