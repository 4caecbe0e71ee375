/* import_pass.c - once over the rows of a file. One thread drafts a chunk while the writer writes the one before. */
#include "import/import_work.h"

#include "base/check.h"
#include "db/batch.h"
#include "db/region.h"
#include "ent/list.h"

#include <errno.h>

enum { MEMORY_MAX = 256 << 20, CHUNK_MEMORY_MAX = 64 << 20, ROW_MEMORY_MAX = 8 << 20 };

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

static ImportLeft why_of(RowRole role) {
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
        import_leave(w, k, row->row, why_of(role), first_text(row));
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
    for (size_t i = 0; i < w->chunk_rows && !w->end; i++) {
        SheetRow row;
        Fault f = sheet_next(p->file->sheet, &row);
        if (f != OK) return f;
        w->end = row.row == 0;
        if (w->end) break;
        p->report->read = (int64_t)row.row;
        k->last_row = row.row;
        if (row.row < p->file->head.data_row || row.row <= p->done_rows) continue;
        TRY(row_in(w, k, &row));
    }
    return OK;
}

static Fault draft_chunk(Work *w, Chunk *k) {
    arena_reset(&k->arena);
    *k = (Chunk){.arena = k->arena, .last_row = k->last_row};
    k->todo = ARENA_ARRAY(&k->arena, Draft, w->chunk_rows);
    k->left = ARENA_ARRAY(&k->arena, LeftEntry, w->chunk_rows);
    k->towns = ARENA_ARRAY(&k->arena, TownMade, w->chunk_rows);
    w->read.arena = &k->arena;
    w->read.complaints = (Complaints){0};
    TRY(region_read_begin(w->read.region, &w->read));
    Fault f = rows_in(w, k);
    region_read_end(w->read.region, &w->read);
    return f;
}

/* ---- writing ---------------------------------------------------------------------------------------------------- */

static Fault towns_write(Ctx *c, const Chunk *k) {
    for (size_t i = 0; i < k->n_towns; i++) {
        Place *p = ent_new(c, &place_entity);
        p->head.id = k->towns[i].id;
        p->kind = PLACE_KIND_LOCALITY;
        p->standing = PLACE_STANDING_PERCEIVED;
        import_name_set(&p->name, k->towns[i].name);
        TRY(ent_save(c, &place_entity, p));
    }
    return OK;
}

/* A rule of the record refuses it: the row is left alone, the others go on. */
static bool refuses(Fault f) {
    return f == INVALID || f == NOT_ALLOWED || f == STALE || f == NOT_FOUND || f == LOOP || f == FROZEN;
}

static Fault todo_write(Work *w, Chunk *k, Draft *d) {
    Ctx          *c = &w->write;
    const ImportTarget *t = w->p->plan->target;
    bool          made = ((const Head *)d->rec)->version == 0;
    arena_reset(&w->row);                         /* what saving the row before needed; values that wait are copies */
    c->complaints = (Complaints){0};
    Fault f = ent_save(c, t->entity, d->rec);
    if (refuses(f)) {
        k->left[k->n_left++] = (LeftEntry){d->row, f == NOT_ALLOWED ? LEFT_NOT_OURS : LEFT_REFUSED};
        return OK;
    }
    TRY(f);
    if (made) k->made++;
    else k->changed++;
    f = made && t->after ? t->after(c, d) : OK;
    /* What hangs on it may be refused by itself; the record stands. */
    if (!refuses(f)) return f;
    c->complaints.n = 0;
    return OK;
}

static Fault rows_write(Work *w, Chunk *k) {
    Ctx *c = &w->write;
    db_batch_begin(c);
    TRY(towns_write(c, k));
    for (size_t i = 0; i < k->n; i++) TRY(todo_write(w, k, &k->todo[i]));
    return db_batch_end(c);
}

static Fault chunk_write(Ctx *c, void *arg) {
    Work  *w = arg;
    Chunk *k = w->writing;
    Pass  *p = w->p;
    TRY(rows_write(w, k));
    if (!p->import) return OK;
    for (size_t i = 0; i < k->n_left; i++) TRY(import_left_add(c, p->import, k->left[i].row, k->left[i].why));
    Import v = k->sofar;
    v.head.id = p->import;
    v.created += k->made;
    v.updated += k->changed;
    v.broken += (int64_t)(k->n_left - k->drafted_left);
    v.done_rows = (int64_t)k->last_row;
    v.act = c->act;
    return import_progress(c, &v);
}

static void written(Ctx *c, void *arg, Fault result) {
    (void)c;
    Work *w = arg;
    w->result = result;
    sem_post(&w->done);
}

/* Waits for the chunk under way; OK when there is none. */
static Fault settle(Work *w) {
    if (!w->writing) return OK;
    while (sem_wait(&w->done) != 0) CHECK(errno == EINTR);
    const Chunk *k = w->writing;
    w->writing = NULL;
    w->p->act = w->write.act;
    if (w->result == OK) {
        w->p->report->made += k->made;
        w->p->report->changed += k->changed;
        for (size_t i = k->drafted_left; i < k->n_left; i++) {
            import_leave_told(w, k->left[i].row, k->left[i].why, (Str){0});
        }
    }
    if (w->result != OK) {
        w->p->c->fault = w->write.fault;
        w->p->c->fault.text = arena_copy(w->p->kept, w->write.fault.text);
    }
    return w->result;
}

static Fault submit(Work *w, Chunk *k) {
    const ImportReport *r = w->p->report;
    k->drafted_left = k->n_left;
    k->sofar = (Import){.row_count = r->rows, .created = r->made, .updated = r->changed, .skipped = r->known,
                        .broken = import_left_all(r)};
    w->writing = k;
    w->write.arena = &w->row;
    w->job = (Job){.ctx = &w->write, .run = chunk_write, .done = written, .arg = w};
    Fault f = region_submit(w->write.region, &w->job);
    if (f != OK) w->writing = NULL;
    return f;
}

/* ---- the pass ---------------------------------------------------------------------------------------------------- */

static Fault chunks(Work *w) {
    Pass *p = w->p;
    for (int i = 0; !w->end; i ^= 1) {
        Chunk *k = &w->chunk[i];
        Fault  f = draft_chunk(w, k), before = settle(w);
        TRY(before);
        TRY(f);
        if (p->go_on && !p->go_on(p)) return STOPPING;
        if (!p->dry) TRY(submit(w, k));
    }
    return settle(w);
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
    Work w = {.p = p, .read = *p->c, .write = *p->c, .index = same_open(),
              .chunk_rows = p->chunk_rows ? p->chunk_rows : IMPORT_CHUNK_ROWS};
    CHECK(p->c->db == NULL && sem_init(&w.done, 0, 0) == 0);
    arena_init(&w.memory, MEMORY_MAX);
    arena_init(&w.row, ROW_MEMORY_MAX);
    for (int i = 0; i < 2; i++) arena_init(&w.chunk[i].arena, CHUNK_MEMORY_MAX);
    w.write.act = p->act;
    w.write.act_kind = T_IMPORT_ACT;
    w.write.act_summary = p->file->src.name;
    Fault f = begin(&w);
    if (f == OK) f = chunks(&w);
    if (w.writing && settle(&w) != OK && f == OK) f = w.result;
    remarks_take(p);
    if (p->file->problem.key) p->report->stop = p->file->problem;
    same_free(&w.index);
    for (int i = 0; i < 2; i++) arena_release(&w.chunk[i].arena);
    arena_release(&w.row);
    arena_release(&w.memory);
    sem_destroy(&w.done);
    return f;
}
