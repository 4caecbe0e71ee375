/* paper_pack.c - the papers of a committee's meeting in one: what is on the agenda, what was promised and where it
** stands, sums of its place with small cells hidden, barriers that still stand, initiatives. What its reader may not
** see is left out of it. */
#include "paper/paper.h"

#include "barrier/barrier.h"
#include "case/case_page.h"
#include "commitment/commitment.h"
#include "council_ent.h"
#include "lang/plain.h"
#include "wave/wave_page.h"

enum { PACK_MAX = 60 };

static Str day_text(Ctx *c, Day day) { return plain_day_str(c->arena, &c->reader, day); }

/* "What · who · by when", of what there is. */
static Str joined(Ctx *c, const Str *v, size_t n) {
    Str s = {0};
    for (size_t i = 0; i < n; i++) {
        if (v[i].n) s = arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(s), s.n ? " \xC2\xB7 " : "", STR_ARG(v[i]));
    }
    return s;
}

static Fault items_by(Ctx *c, const char *field, Id of, const AgendaItem **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &agenda_item_entity, .limit = PACK_MAX, .n_filters = 1, .sort_changed = true,
                  .descending = true};
    void *rows;
    s.filters[0] = (ListFilter){.field = field_named(&agenda_item_entity, str_of(field)), .op = LIST_EQ,
                                .val = v_id(of)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

static int by_number(const void *a, const void *b) {
    const AgendaItem *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

static Fault agenda(Paper *p, Id meeting) {
    const AgendaItem *v;
    size_t n;
    TRY(items_by(p->c, "meeting", meeting, &v, &n));
    AgendaItem *sorted = ARENA_ARRAY(p->c->arena, AgendaItem, n + 1);
    if (n) memcpy(sorted, v, n * sizeof *v);
    qsort(sorted, n, sizeof *sorted, by_number);
    paper_head(p, tr(p->c->reader.lang, T_ENT_AGENDA_ITEM_MANY));
    for (size_t i = 0; i < n; i++) {
        paper_item(p, joined(p->c, (const Str[]){sorted[i].topic, sorted[i].question}, 2));
    }
    if (!n) paper_small(p, tr(p->c->reader.lang, T_PAPER_PACK_NOTHING));
    return OK;
}

/* What was promised in its meetings: what is open, and what was done. */
static Fault promises(Paper *p, Id body) {
    Ctx     *c = p->c;
    const AgendaItem *v;
    TaskList all = {0};
    Id       ids[PACK_MAX];
    size_t   n;
    TRY(items_by(c, "body", body, &v, &n));
    for (size_t i = 0; i < n; i++) ids[i] = v[i].head.id;
    if (n) TRY(commitment_of_items(c, ids, n, &all));
    paper_head(p, tr(c->reader.lang, T_PAPER_PACK_PROMISES));
    for (size_t i = 0; i < all.rows_n; i++) {
        const TaskRow *t = &all.rows[i];
        Str state = t->done ? tr(c->reader.lang, T_PAPER_PACK_DONE) : t->late ? tr(c->reader.lang, T_COMMITMENT_LATE)
                                                                             : (Str){0};
        paper_item(p, joined(c, (const Str[]){t->text, t->owner, state, day_text(c, t->due_on)}, 4));
    }
    if (!all.rows_n) paper_small(p, tr(c->reader.lang, T_PAPER_PACK_NOTHING));
    return OK;
}

/* As they stand on the page of sums: what is hidden there is hidden here. */
static Fault caseload(Paper *p, Id place) {
    Ctx     *c = p->c;
    LoadView v = {0};
    if (!case_sees_load(c)) return OK;
    TRY(case_load_view(c, &v));
    for (size_t i = 0; i < v.rows_n; i++) {
        const LoadRow *row = &v.rows[i];
        if (row->unit != place) continue;
        paper_head(p, tr(c->reader.lang, T_CASE_LOAD));
        for (size_t k = 0; k < row->cells_n; k++) {
            Str n = row->cells[k].hidden ? tr(c->reader.lang, T_PAPER_PACK_FEW)
                                         : arena_printf(c->arena, "%lld", (long long)row->cells[k].n);
            paper_pair(p, row->cells[k].name, n);
        }
    }
    return OK;
}

static Fault results(Paper *p, Id place) {
    Ctx       *c = p->c;
    ResultLine line;
    if (!(c->who.roles & (ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR))) return OK;
    TRY(results_of_place(c, WAVE_AT_YEAR, place, &line));
    if (!line.cells_n) return OK;
    paper_head(p, tr(c->reader.lang, T_RESULTS_TITLE));
    paper_small(p, tr(c->reader.lang, choice_label(&wave_at_choices, WAVE_AT_YEAR)));
    for (size_t i = 0; i < line.cells_n; i++) {
        const ResultCell *cell = &line.cells[i];
        Str text = cell->hidden ? tr(c->reader.lang, T_PAPER_PACK_FEW)
                                : joined(c, (const Str[]){cell->text, cell->small}, 2);
        paper_pair(p, cell->label, text);
    }
    return OK;
}

static Fault barriers(Paper *p, Id place) {
    Ctx    *c = p->c;
    void   *rows;
    size_t  n;
    const Field *f = barrier_entity.fields;
    ListSpec s = {.entity = &barrier_entity, .limit = PACK_MAX, .n_filters = 2, .sort = &f[BARRIER_F_REPORTED_ON]};
    s.filters[0] = (ListFilter){.field = &f[BARRIER_F_STATE], .op = LIST_LT, .val = v_int(BARRIER_STATE_REMOVED)};
    s.filters[1] = (ListFilter){.field = &f[BARRIER_F_PLACE], .op = LIST_EQ, .val = v_id(place)};
    if (!(c->who.roles & barrier_entity.readers)) return OK;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    paper_head(p, tr(c->reader.lang, T_ENT_BARRIER_MANY));
    for (size_t i = 0; i < n; i++) {
        const Barrier *b = &((const Barrier *)rows)[i];
        Str state = tr(c->reader.lang, choice_label(&barrier_state_choices, b->state));
        paper_item(p, joined(c, (const Str[]){b->title, state, day_text(c, b->reported_on)}, 3));
    }
    if (!n) paper_small(p, tr(c->reader.lang, T_PAPER_PACK_NOTHING));
    return OK;
}

/* Where the program knows initiatives, those of the place by their names. */
static Fault initiatives(Paper *p, Id place) {
    Ctx          *c = p->c;
    const Entity *e = entity_named(LIT("initiative"));
    const Field  *f = e ? field_named(e, LIT("place")) : NULL;
    void         *rows;
    size_t        n;
    if (!f || f->type != F_REF || e->label < 0 || !(c->who.roles & e->readers)) return OK;
    ListSpec s = {.entity = e, .limit = PACK_MAX, .n_filters = 1};
    s.filters[0] = (ListFilter){.field = f, .op = LIST_EQ, .val = v_id(place)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (n) paper_head(p, tr(c->reader.lang, e->many));
    for (size_t i = 0; i < n; i++) {
        const void *at = field_in(&e->fields[e->label], (const char *)rows + i * e->size);
        paper_item(p, e->fields[e->label].type == F_TRI ? tri_best(at, c->reader.lang, NULL) : *(const Str *)at);
    }
    return OK;
}

Fault paper_pack(Paper *p, Id meeting) {
    Ctx     *c = p->c;
    Meeting *m = ent_new(c, &meeting_entity);
    Body    *b = ent_new(c, &body_entity);
    TRY(ent_load(c, &meeting_entity, meeting, m));
    TRY(ent_load(c, &body_entity, m->body, b));
    paper_day(p, T_ENT_MEETING_STARTS_AT, stamp_day(m->starts_at, c->reader.zone));
    paper_pair(p, T_ENT_MEETING_ROOM, m->room);
    TRY(agenda(p, meeting));
    TRY(promises(p, m->body));
    TRY(caseload(p, b->place));
    TRY(results(p, b->place));
    TRY(barriers(p, b->place));
    return initiatives(p, b->place);
}
