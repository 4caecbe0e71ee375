/* barrier_case.c - barriers on the page of a case, and how many businesses stand before one. */
#include "barrier/barrier_page.h"

#include "account_ent.h"
#include "actor_ent.h"

static Str case_home(Ctx *c, Id of_case) {
    return arena_printf(c->arena, "%.*s#barriers", STR_ARG(case_path(c, of_case)));
}

Id barrier_for(const Request *rq) {
    Id id = 0;
    (void)id_parse(params_get(rq->method == POST ? &rq->form : &rq->args, "for_case"), &id);
    return id;
}

bool barrier_may_link(const Ctx *c) { return (c->who.roles & barrier_case_entity.writers) != 0; }

/* ---- on a case ---------------------------------------------------------------------------------------------- */

typedef struct Barriers {
    const Barrier *v;
    size_t         n;
} Barriers;

static Fault barriers_of(Ctx *c, const BarrierLink *links, size_t n, bool archived, Barriers *ret_b) {
    Id   *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    void *rows;
    for (size_t i = 0; i < n; i++) ids[i] = links[i].barrier;
    ListSpec s = {.entity = &barrier_entity, .ids = ids, .n_ids = n, .ids_only = true, .archived = archived,
                  .limit = (int64_t)n};
    TRY(list_run(c, &s, false, &rows, &ret_b->n, NULL));
    ret_b->v = rows;
    return OK;
}

static const Barrier *barrier_in(const Barriers *b, Id id) {
    for (size_t i = 0; i < b->n; i++) {
        if (b->v[i].head.id == id) return &b->v[i];
    }
    return NULL;
}

static Fault fill_rows(const Page *pg, const BarrierLink *links, size_t n, CaseBarriers *v) {
    Ctx *c = pg->c;
    Barriers live = {0}, put_away = {0};
    v->rows = ARENA_ARRAY(c->arena, CaseBarrier, n + 1);
    if (!n) return OK;
    TRY(barriers_of(c, links, n, false, &live));
    if (live.n < n) TRY(barriers_of(c, links, n, true, &put_away));
    Id *trustees = ARENA_ARRAY(c->arena, Id, n);
    for (size_t i = 0; i < n; i++) {
        const Barrier *b = barrier_in(&live, links[i].barrier);
        if (!b) b = barrier_in(&put_away, links[i].barrier);
        if (!b) continue;
        trustees[v->rows_n] = b->trustee;
        CaseBarrier *row = &v->rows[v->rows_n++];
        *row = (CaseBarrier){.link = links[i].id, .title = b->title, .note = links[i].note,
                             .href = view_record_path(c, &barrier_entity, b->head.id),
                             .state = choice_label(&barrier_state_choices, b->state),
                             .days = barrier_days(b, pg->r->today), .open = barrier_is_open(b)};
        row->tint = row->open ? LIT("warn") : b->state == BARRIER_STATE_REMOVED ? LIT("ok") : LIT("bad");
    }
    Str *names = ARENA_ARRAY(c->arena, Str, n);
    TRY(ent_names(c, &account_entity, trustees, v->rows_n, names));
    for (size_t i = 0; i < v->rows_n; i++) v->rows[i].trustee = names[i];
    return OK;
}

static bool is_linked(const BarrierLink *links, size_t n, Id barrier) {
    for (size_t i = 0; i < n; i++) {
        if (links[i].barrier == barrier) return true;
    }
    return false;
}

/* Open barriers that the reader sees and that are not here yet. */
static Fault fill_others(Ctx *c, const BarrierLink *links, size_t n_links, CaseBarriers *v) {
    void  *rows = NULL;
    size_t n = 0;
    ListSpec s = {.entity = &barrier_entity, .limit = LINKS_MAX, .n_filters = 1,
                  .sort = &barrier_entity.fields[BARRIER_F_TITLE]};
    s.filters[0] = (ListFilter){.field = &barrier_entity.fields[BARRIER_F_STATE], .op = LIST_LT,
                                .val = v_int(BARRIER_STATE_REMOVED)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->others = ARENA_ARRAY(c->arena, BarrierOption, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Barrier *b = &((const Barrier *)rows)[i];
        if (is_linked(links, n_links, b->head.id)) continue;
        v->others[v->others_n++] = (BarrierOption){b->head.id, b->title};
    }
    return OK;
}

static Fault case_draw(Buf *b, const Page *pg, const void *rec) {
    const Case  *k = rec;
    Ctx         *c = pg->c;
    BarrierLink *links;
    size_t       n;
    CaseBarriers v = {.of_case = k->head.id, .place = k->head.unit, .path = case_path(c, k->head.id)};
    if (!(c->who.roles & barrier_case_entity.readers)) return OK;
    v.may_write = barrier_may_link(c) && k->stage != CASE_STAGE_CLOSED;
    TRY(barrier_links(c, 0, k->head.id, &links, &n));
    TRY(fill_rows(pg, links, n, &v));
    if (v.may_write) TRY(fill_others(c, links, n, &v));
    if (v.rows_n || v.may_write) case_barriers_html(b, pg, &v);
    return OK;
}

const RecordPart CASE_BARRIERS_PART = {.entity = &case_entity, .anchor = "barriers", .title = T_ENT_BARRIER_MANY,
                                       .order = 60, .draw = case_draw};

/* POST /cases/ID/barriers: links one that is known. */
Fault post_case_barrier(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    Id    barrier = 0;
    TRY(ent_load(c, &case_entity, rq->ids[0], k));
    if (!id_parse(params_get(&rq->form, "barrier"), &barrier)) return BAD_REQUEST;
    TRY(barrier_link(c, barrier, k->head.id, str_trim(params_get(&rq->form, "note"))));
    reply_go(c, rp, case_home(c, k->head.id), T_BARRIER_LINKED_NOW, NULL, 0);
    return OK;
}

/* POST /barrier-links/ID/remove. */
Fault post_link_remove(Ctx *c, const Request *rq, Reply *rp) {
    BarrierCase *x = ent_new(c, &barrier_case_entity);
    TRY(ent_load(c, &barrier_case_entity, rq->ids[0], x));
    TRY(ent_archive(c, &barrier_case_entity, x->head.id));
    reply_go(c, rp, case_home(c, x->of_case), T_BARRIER_UNLINKED_NOW, NULL, 0);
    return OK;
}

/* ---- on a barrier ------------------------------------------------------------------------------------------- */

static Fault barrier_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx         *c = pg->c;
    BarrierLink *links = NULL;
    BarrierCases v = {0};
    size_t       n = 0;
    Id           id = ((const Head *)rec)->id;
    TRY(barrier_count(c, id, &v.n));
    if (!v.n) return OK;
    if (c->who.roles & barrier_case_entity.readers) TRY(barrier_links(c, id, 0, &links, &n));
    v.rows = ARENA_ARRAY(c->arena, LinkedCase, n + 1);
    for (size_t i = 0; i < n; i++) {
        LinkedCase *row = &v.rows[v.rows_n];
        TRY(case_name(c, links[i].of_case, &row->name));
        if (!row->name.n) continue;
        row->href = case_path(c, links[i].of_case);
        row->note = links[i].note;
        v.rows_n++;
    }
    barrier_cases_html(b, pg, &v);
    return OK;
}

const RecordPart BARRIER_CASES_PART = {.entity = &barrier_entity, .anchor = "businesses", .title = T_BARRIER_BUSINESSES,
                                       .side = true, .order = 5, .draw = barrier_draw};
