/* import_write.c - how drafted chunks are written, and how the drafting thread and the writer take turns.
**
** import_hand gives a chunk to the writer and returns at once; import_settle waits until that chunk is written. Where
** others wait for the writer each chunk is a job and a commit of its own. Where nobody does (Pass.alone) the job stays
** open: the writer waits for the next chunk, and up to IMPORT_COMMIT_ROWS are one commit, so that the pages which every
** chunk touches are written once. Other processes may wait for the database: a commit takes in chunks for COMMIT_MS. */
#include "import/import_pass.h"

#include "base/check.h"
#include "base/clock.h"
#include "db/batch.h"

#include <errno.h>

enum { ROW_MEMORY_MAX = 64 << 20, COMMIT_MS = 1500 };

static void await(sem_t *s) {
    while (sem_wait(s) != 0) CHECK(errno == EINTR);
}

void import_write_open(Work *w) {
    arena_init(&w->row, ROW_MEMORY_MAX);
    CHECK(sem_init(&w->turn, 0, 0) == 0 && sem_init(&w->handed, 0, 0) == 0);
    w->write.arena = &w->row;
    w->write.act = w->p->act;
    w->write.act_kind = T_IMPORT_ACT;
    w->write.act_summary = w->p->file->src.name;
}

void import_write_close(Work *w) {
    CHECK(!w->job_open);
    arena_release(&w->row);
    sem_destroy(&w->turn);
    sem_destroy(&w->handed);
}

/* ---- on the writer's thread ------------------------------------------------------------------------------------- */

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
    Ctx *c = &w->write;
    const ImportTarget *t = w->p->plan->target;
    bool made = ((const Head *)d->rec)->version == 0;
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
    f = t->after && (made || d->hangs) ? t->after(c, d) : OK;
    /* What hangs on it may be refused by itself; the record stands. */
    return refuses(f) ? OK : f;
}

static Fault chunk_write(Work *w, Chunk *k) {
    Ctx *c = &w->write;
    Id import = w->p->import;
    TRY(towns_write(c, k));
    for (size_t i = 0; i < k->n; i++) TRY(todo_write(w, k, &k->todo[i]));
    for (size_t i = 0; import && i < k->n_left; i++) TRY(import_left_add(c, import, k->left[i].row, k->left[i].why));
    w->sofar = k->sofar;
    w->sofar.created += k->made;
    w->sofar.updated += k->changed;
    w->sofar.broken += (int64_t)(k->n_left - k->drafted_left);
    w->sofar.done_rows = (int64_t)k->last_row;
    return OK;
}

static Fault commit_run(Ctx *c, void *arg) {
    Work   *w = arg;
    size_t  rows_max = w->p->alone ? IMPORT_COMMIT_ROWS : IMPORT_CHUNK_ROWS, rows = 0;
    int64_t until = clock_ms() + COMMIT_MS;
    db_batch_begin(c);
    while (w->writing) {
        TRY(chunk_write(w, w->writing));
        rows += IMPORT_CHUNK_ROWS;
        if (rows >= rows_max || clock_ms() > until) break;
        sem_post(&w->turn);
        await(&w->handed);
    }
    TRY(db_batch_end(c));
    if (!w->p->import) return OK;
    w->sofar.head.id = w->p->import;
    w->sofar.act = c->act;
    return import_progress(c, &w->sofar);
}

static void committed(Ctx *c, void *arg, Fault result) {
    (void)c;
    Work *w = arg;
    w->result = result;
    w->job_over = true;
    sem_post(&w->turn);
}

/* ---- on the drafting thread ------------------------------------------------------------------------------------- */

Fault import_hand(Work *w, Chunk *k) {
    const ImportReport *r = w->p->report;
    CHECK(!w->turn_due);
    k->drafted_left = k->n_left;
    k->sofar = (Import){.row_count = r->rows, .created = r->made + w->made, .updated = r->changed + w->changed,
                        .skipped = r->known, .broken = import_left_all(r)};
    w->writing = k;
    w->turn_due = true;
    if (w->job_open) {
        sem_post(&w->handed);
        return OK;
    }
    w->job_open = true;
    w->job_over = false;
    w->job = (Job){.ctx = &w->write, .run = commit_run, .done = committed, .arg = w};
    Fault f = region_submit(w->write.region, &w->job);
    if (f != OK) w->job_open = w->turn_due = false;
    return f;
}

/* The job has ended: what was written with it counts, or how it failed is told. */
static Fault job_end(Work *w) {
    Pass *p = w->p;
    w->job_open = false;
    p->act = w->write.act;
    if (w->result == OK) {
        p->report->made += w->made;
        p->report->changed += w->changed;
    } else {
        p->c->fault = w->write.fault;
        p->c->fault.text = arena_copy(p->kept, w->write.fault.text);
    }
    w->made = w->changed = 0;
    return w->result;
}

Fault import_settle(Work *w) {
    if (!w->turn_due) return OK;
    await(&w->turn);
    w->turn_due = false;
    const Chunk *k = w->writing;
    bool failed = w->job_over && w->result != OK;
    if (!failed) {
        w->made += k->made;
        w->changed += k->changed;
        for (size_t i = k->drafted_left; i < k->n_left; i++) {
            import_leave_told(w, k->left[i].row, k->left[i].why, (Str){0});
            import_books_refused(w, k->left[i].row);
        }
    }
    return w->job_over ? job_end(w) : OK;
}

Fault import_commit(Work *w) {
    TRY(import_settle(w));
    if (!w->job_open) return OK;
    w->writing = NULL;
    sem_post(&w->handed);
    await(&w->turn);
    return job_end(w);
}
