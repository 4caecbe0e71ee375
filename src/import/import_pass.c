/* import_pass.c - once over the rows of a file. One thread drafts a chunk while the writer writes the one before
** (import_write.c). */
#include "import/import_pass.h"

#include "base/check.h"
#include "db/region.h"
#include "ent/list.h"

enum { MEMORY_MAX = 256 << 20, CHUNK_MEMORY_MAX = 64 << 20 };

/* ---- who is there ------------------------------------------------------------------------------------------------ */

static Fault known_each(Ctx *c, const void *rec, void *arg) {
    Work               *w = arg;
    const ImportTarget *t = w->p->plan->target;
    const Field        *kind = field_named(t->entity, LIT("kind"));
    SameFacts f;
    if (t->known_kinds && !(t->known_kinds >> *(const int *)field_in(kind, rec) & 1)) return OK;
    t->facts(c->arena, rec, &f);
    same_add(w->index, &f, ((const Head *)rec)->id, 0);
    return OK;
}

static Fault begin(Work *w) {
    Pass *p = w->p;
    ListSpec spec = {.entity = p->plan->target->entity};
    w->read.arena = &w->memory;
    TRY(region_read_begin(w->read.region, &w->read));
    Fault f = import_maps_open(&w->read, &w->memory, p->plan, &w->maps);
    if (f == OK) f = list_each(&w->read, &spec, true, known_each, w);
    region_read_end(w->read.region, &w->read);
    return f;
}

/* ---- drafting --------------------------------------------------------------------------------------------------- */

ImportLeft import_left_role(RowRole role) {
    switch (role) {
    case ROLE_TOTAL: return LEFT_TOTAL;
    case ROLE_REPEAT: return LEFT_REPEAT;
    case ROLE_SECTION: return LEFT_SECTION;
    default: return LEFT_NONE;
    }
}

static Str first_text(const SheetRow *row) {
    for (uint32_t i = 0; i < row->n; i++) {
        Str s = str_trim(row->cells[i].s);
        if (s.n) return s;
    }
    return (Str){0};
}

static Fault row_in(Work *w, Chunk *k, const SheetRow *row) {
    Pass    *p = w->p;
    RowRole  role = row_role(&p->file->head, row);
    if (role == ROLE_BLANK || role == ROLE_ABOVE) return OK;
    p->report->rows++;
    if (role != ROLE_DATA) {
        import_leave(w, k, row->row, import_left_role(role), first_text(row));
        return OK;
    }
    Draft d = {.rec = ent_new(&w->read, p->plan->target->entity)};
    Take  t = {.c = &w->read, .plan = p->plan, .maps = w->maps, .head = &p->file->head, .draft = &d};
    if (!import_draft(&t, row)) {
        import_leave(w, k, row->row, LEFT_NAMELESS, first_text(row));
        return OK;
    }
    const Field *source = field_named(p->plan->target->entity, LIT("source"));
    if (source) *(Str *)field_at(source, d.rec) = p->file->src.name;
    return import_decide(w, k, &d);
}

static Fault rows_in(Work *w, Chunk *k) {
    Pass *p = w->p;
    if (p->plan->target->entity == &outlay_entity) {
        if (!w->books) TRY(import_books_read(w));
        return import_books_rows(w, k);
    }
    for (size_t i = 0; i < IMPORT_CHUNK_ROWS && !w->end; i++) {
        SheetRow row;
        Fault f = sheet_next(p->file->sheet, &row);
        if (f != OK) return f;
        w->end = row.row == 0;
        if (w->end) break;
        p->report->read = (int64_t)row.row;
        k->last_row = row.row;
        if (row.row < p->file->head.data_row) continue;
        TRY(row_in(w, k, &row));
    }
    return OK;
}

static Fault draft_chunk(Work *w, Chunk *k) {
    arena_reset(&k->arena);
    *k = (Chunk){.arena = k->arena, .last_row = k->last_row};
    k->todo = ARENA_ARRAY(&k->arena, Draft, IMPORT_CHUNK_ROWS);
    k->left = ARENA_ARRAY(&k->arena, LeftEntry, IMPORT_CHUNK_ROWS);
    k->towns = ARENA_ARRAY(&k->arena, TownMade, IMPORT_CHUNK_ROWS);
    w->read.arena = &k->arena;
    w->read.complaints = (Complaints){0};
    TRY(region_read_begin(w->read.region, &w->read));
    Fault f = rows_in(w, k);
    region_read_end(w->read.region, &w->read);
    return f;
}

/* ---- the pass ---------------------------------------------------------------------------------------------------- */

static Fault chunks(Work *w) {
    Pass *p = w->p;
    for (int i = 0; !w->end; i ^= 1) {
        Chunk *k = &w->chunk[i];
        Fault  f = draft_chunk(w, k), before = import_settle(w);
        TRY(before);
        TRY(f);
        if (p->go_on && !p->go_on(p)) return STOPPING;
        if (!p->dry) TRY(import_hand(w, k));
    }
    return OK;
}

static void remarks_take(Pass *p) {
    size_t n;
    const Remark *v = sheet_remarks(p->file->sheet, &n);
    ImportReport *r = p->report;
    r->n_remarks = 0;
    for (size_t i = 0; i < n && i < REMARK_N; i++) {
        r->remarks[r->n_remarks++] = (RemarkRow){str_of(v[i].key), arena_copy(p->kept, v[i].what), (int64_t)v[i].n,
                                                 (int64_t)v[i].row, v[i].column};
    }
}

Fault import_pass(Pass *p) {
    Work w = {.p = p, .read = *p->c, .write = *p->c, .index = same_open()};
    CHECK(p->c->db == NULL && !(p->alone && p->go_on));
    arena_init(&w.memory, MEMORY_MAX);
    for (int i = 0; i < 2; i++) arena_init(&w.chunk[i].arena, CHUNK_MEMORY_MAX);
    import_write_open(&w);
    Fault f = begin(&w);
    if (f == OK) f = chunks(&w);
    Fault last = import_commit(&w);
    if (f == OK) f = last;
    remarks_take(p);
    if (p->file->problem.key) p->report->stop = p->file->problem;
    same_free(&w.index);
    import_books_free(&w);
    for (int i = 0; i < 2; i++) arena_release(&w.chunk[i].arena);
    arena_release(&w.memory);
    import_write_close(&w);
    return f;
}
