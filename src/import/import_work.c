/* import_work.c - passes and undo behind the pages: at once for small files, else as jobs; and the rows to repair. */
#include "import/import_page.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "db/region.h"
#include "ent/form.h"
#include "http/slow.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { AT_ONCE_BYTES = 200 << 10, TOLD_MS = 500 };

/* ---- a pass ------------------------------------------------------------------------------------------------------ */

typedef struct Work {
    Ctx       *c;
    Id         import;
    ImportWork what;
    int64_t    told_ms;
} Work;

static Fault load(Ctx *c, Id id, Import *v) {
    ent_clear(&import_entity, v);
    TRY(region_read_begin(c->region, c));
    Fault f = ent_load(c, &import_entity, id, v);
    region_read_end(c->region, c);
    return f;
}

static Fault run_told(Ctx *c, void *arg) { return import_progress(c, arg); }

/* Between two chunks: does the server stop, did somebody press "stop"? A first pass also tells how far it is. */
static bool go_on(Pass *p) {
    Work *w = p->arg;
    Ctx   c = *w->c;
    Arena own;
    Import v;
    if (clock_ms() - w->told_ms < TOLD_MS) return !job_stopping(c.region);
    w->told_ms = clock_ms();
    arena_init(&own, 8 << 20);
    c.arena = &own;
    c.complaints = (Complaints){0};
    Fault f = load(&c, w->import, &v);
    bool still = f == OK && v.state == (p->dry ? IMPORT_STATE_MATCHED : IMPORT_STATE_RUNNING);
    if (still && p->dry) {
        v.done_rows = sheet_permille(p->file->sheet);
        f = region_write(c.region, &c, run_told, &v);
    }
    arena_release(&own);
    return still && f == OK && !job_stopping(w->c->region);
}

static Fault pass_of(Ctx *c, Work *w, const Import *v, ImportFile *file, ImportPlan *plan) {
    ImportReport *r = ARENA_NEW(file->a, ImportReport);
    bool dry = w->what == IMPORT_CHECKING;
    Pass p = {.c = c, .plan = plan, .file = file, .kept = file->a, .report = r, .dry = dry, .go_on = go_on, .arg = w,
              .import = dry ? 0 : v->head.id, .act = v->act == NUMBER_NONE ? 0 : v->act};
    Fault f = import_pass(&p);
    bool unread = f == BAD_FILE || f == TOO_LARGE || f == BAD_TYPE;
    int  state = dry ? IMPORT_STATE_CHECKED : IMPORT_STATE_DONE;
    if (f == STOPPING) state = dry ? IMPORT_STATE_UPLOADED : IMPORT_STATE_FAILED;
    else if (f != OK && !(unread && dry)) state = IMPORT_STATE_FAILED;
    if (state == IMPORT_STATE_FAILED && f != STOPPING && !r->stop.key) r->stop.key = fault_key(f);
    return import_finish(c, v->head.id, state, r, p.act);
}

/* Two files with the same people at once would both find nobody: one writes, then the other knows them. */
static pthread_mutex_t WRITING = PTHREAD_MUTEX_INITIALIZER;

static bool writing_by_another(void) {
    if (pthread_mutex_trylock(&WRITING) != 0) return true;
    pthread_mutex_unlock(&WRITING);
    return false;
}

static Fault writing_begin(Ctx *c) {
    enum { PAUSE_US = 100000 };
    while (pthread_mutex_trylock(&WRITING) != 0) {
        if (job_stopping(c->region)) return fail(c, STOPPING, "import", 0);
        usleep(PAUSE_US);
    }
    return OK;
}

static Fault look_or_write(Ctx *c, Work *w, const Import *v, ImportFile *file, ImportPlan *plan) {
    if (w->what == IMPORT_CHECKING) return pass_of(c, w, v, file, plan);
    TRY(writing_begin(c));
    Fault f = pass_of(c, w, v, file, plan);
    pthread_mutex_unlock(&WRITING);
    return f;
}

static Fault work_pass(Ctx *c, Work *w) {
    Import v;
    ImportPlan plan;
    ImportFile file = {0};
    Arena memory;
    int fd = -1;
    TRY(load(c, w->import, &v));
    TRY(import_plan_read(c, v.mapping, &plan));
    TRY(region_read_begin(c->region, c));
    Fault f = import_file_load(c, v.head.id, &fd);
    region_read_end(c->region, c);
    TRY(f);
    arena_init(&memory, (size_t)1 << 28);
    f = import_file_open(&memory, fd, v.name, &plan, &file);
    if (f == OK) f = look_or_write(c, w, &v, &file, &plan);
    import_file_close(&file);
    arena_release(&memory);
    close(fd);
    return f;
}

/* ---- undo -------------------------------------------------------------------------------------------------------- */

static Fault run_undo(Ctx *c, void *arg) {
    Import *v = arg;
    TRY(act_undo(c, v->act));
    Id act = c->act;
    c->act = 0;
    v->state = IMPORT_STATE_UNDONE;
    Fault f = ent_save(c, &import_entity, v);
    c->act = act;
    return f;
}

static Fault work_undo(Ctx *c, Work *w) {
    Import v;
    TRY(load(c, w->import, &v));
    if (v.act == NUMBER_NONE || !v.act) return fail(c, TOO_LATE, "import", v.head.id);
    return region_write(c->region, c, run_undo, &v);
}

/* ---- jobs -------------------------------------------------------------------------------------------------------- */

typedef struct JobArg {
    Who        who;
    Reader     reader;
    Id         import;
    ImportWork what;
} JobArg;

static Fault work(Ctx *c, Id import, ImportWork what) {
    Work w = {.c = c, .import = import, .what = what, .told_ms = clock_ms()};
    return what == IMPORT_UNDOING ? work_undo(c, &w) : work_pass(c, &w);
}

static int64_t counted(int64_t n) { return n == NUMBER_NONE ? 0 : n; }

/* What was really done, in place of what the check had foretold. */
static Fault report_broken(Ctx *c, Import *v, Fault why) {
    enum { EACH = 500 };
    ImportReport *r = ARENA_NEW(c->arena, ImportReport);
    LeftEntry *left = ARENA_ARRAY(c->arena, LeftEntry, EACH);
    size_t n = EACH;
    *r = (ImportReport){.rows = counted(v->row_count), .made = counted(v->created), .changed = counted(v->updated),
                        .known = counted(v->skipped), .read = counted(v->done_rows)};
    if (why != OK && why != STOPPING) r->stop.key = fault_key(why);
    TRY(region_read_begin(c->region, c));
    Fault f = OK;
    for (uint64_t above = 0; f == OK && n == EACH;) {
        f = import_left_read(c, v->head.id, above, left, EACH, &n);
        for (size_t i = 0; f == OK && i < n; i++) r->left[left[i].why]++;
        if (f == OK && n) above = left[n - 1].row;
    }
    region_read_end(c->region, c);
    if (f == OK) v->report = import_report_text(c, r);
    return f;
}

/* What broke a job is told on the import's page: stopped, why, and what was done until then. */
static Fault work_broke(Ctx *c, Id import, Fault why) {
    Import v;
    c->complaints = (Complaints){0};
    TRY(load(c, import, &v));
    if (v.state == IMPORT_STATE_MATCHED) {
        v.state = IMPORT_STATE_UPLOADED;
    } else if (v.state == IMPORT_STATE_RUNNING) {
        v.state = IMPORT_STATE_FAILED;
        v.finished_at = clock_stamp();
        TRY(report_broken(c, &v, why));
    } else {
        return OK;
    }
    return import_save(c, &v);
}

/* Behind a page: the database that broke the work may be away for a while. */
static void work_broke_surely(Ctx *c, Id import, Fault why) {
    enum { TRIES_MAX = 600, PAUSE_US = 500000 };
    Arena *outer = c->arena, own;
    arena_init(&own, 8 << 20);
    c->arena = &own;
    for (int i = 0; i < TRIES_MAX && work_broke(c, import, why) != OK && !job_stopping(c->region); i++) {
        usleep(PAUSE_US);
        arena_reset(&own);
    }
    c->arena = outer;
    arena_release(&own);
}

static void job_run(Ctx *c, void *arg) {
    JobArg *a = arg;
    c->who = a->who;
    c->reader = a->reader;
    Fault f = work(c, a->import, a->what);
    if (f != OK && a->what != IMPORT_UNDOING) work_broke_surely(c, a->import, f);
    free(a);
}

Fault import_work_start(Ctx *c, const Import *v, ImportWork what) {
    Import *now = ent_new(c, &import_entity);
    *now = *v;
    now->done_rows = 0;
    if (what == IMPORT_RUNNING) now->created = now->updated = now->skipped = now->broken = 0;
    if (what != IMPORT_UNDOING) {
        now->state = what == IMPORT_CHECKING ? IMPORT_STATE_MATCHED : IMPORT_STATE_RUNNING;
        TRY(import_save(c, now));
    }
    if (v->size <= AT_ONCE_BYTES && (what != IMPORT_RUNNING || !writing_by_another())) {
        Fault f = work(c, v->head.id, what);
        FaultNote note = c->fault;
        if (f != OK && what != IMPORT_UNDOING) (void)!work_broke(c, v->head.id, f);
        c->fault = note;
        return f;
    }
    JobArg *a = malloc(sizeof *a);
    CHECK(a != NULL);
    *a = (JobArg){c->who, c->reader, v->head.id, what};
    Fault f = job_start(c->region, job_run, a);
    if (f == OK) return OK;
    free(a);
    if (what != IMPORT_UNDOING) (void)!work_broke(c, v->head.id, f);
    return fail(c, f, "import", v->head.id);
}

/* ---- what a process left behind that ended in the middle -------------------------------------------------------- */

enum { STILL_MS = 8000, LOOK_MS = 200 };

static bool look_under_way(Ctx *c, ImportUnderWay ret_v[IMPORT_UNDER_WAY_MAX], size_t *ret_n) {
    if (region_read_begin(c->region, c) != OK) return false;
    Fault f = import_under_way(c, ret_v, ret_n);
    region_read_end(c->region, c);
    return f == OK && *ret_n;
}

static void broke(Ctx *c, const ImportUnderWay *v) {
    c->who = (Who){.org = v->org, .system = true, .floor = VIS_TEAM, .roles = ROLE_ADMIN,
                   .roles_everywhere = ROLE_ADMIN, .scopes = ~0u};
    c->reader.now = clock_stamp();
    (void)!work_broke(c, v->id, OK);
}

/* An import that is under way and does not get on belongs to nobody: another process of this region, a command line
** perhaps, would have written meanwhile. */
static void job_left_behind(Ctx *c, void *arg) {
    ImportUnderWay before[IMPORT_UNDER_WAY_MAX], now[IMPORT_UNDER_WAY_MAX];
    size_t n, m;
    (void)arg;
    if (!look_under_way(c, before, &n)) return;
    for (int64_t until = clock_ms() + STILL_MS; clock_ms() < until; usleep(LOOK_MS * 1000)) {
        if (job_stopping(c->region)) return;
    }
    if (!look_under_way(c, now, &m)) return;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < m; k++) {
            bool still = before[i].id == now[k].id && before[i].state == now[k].state && before[i].done == now[k].done;
            if (still) broke(c, &now[k]);
        }
    }
}

void import_left_behind(Region *r) {
    /* A command has no jobs, and a queue that is full at the start does not happen. */
    (void)!job_start(r, job_left_behind, NULL);
}

/* ---- stop and undo ---------------------------------------------------------------------------------------------- */

Fault import_stop(Ctx *c, Id id) {
    Import v;
    TRY(load(c, id, &v));
    return work_broke(c, id, OK);
}

Fault post_import_stop(Ctx *c, const Request *rq, Reply *rp) {
    TRY(import_stop(c, rq->ids[0]));
    reply_go(c, rp, import_path(c, rq->ids[0], ""), T_IMPORT_SAID_STOPPED, NULL, 0);
    return OK;
}

Fault import_take_back(Ctx *c, Id id) {
    Import v;
    TRY(load(c, id, &v));
    if (!import_may_undo(c, &v)) return fail(c, TOO_LATE, "import", id);
    TRY(import_work_start(c, &v, IMPORT_UNDOING));
    c->act = 0;
    return OK;
}

Fault post_import_undo(Ctx *c, const Request *rq, Reply *rp) {
    Import v;
    TRY(import_take_back(c, rq->ids[0]));
    TRY(load(c, rq->ids[0], &v));
    bool now = v.state == IMPORT_STATE_UNDONE;
    reply_go(c, rp, import_path(c, v.head.id, ""), now ? T_IMPORT_SAID_UNDONE : T_IMPORT_SAID_UNDOING, NULL,
             0);
    return OK;
}

/* ---- rows to repair --------------------------------------------------------------------------------------------- */

/* Lines of CSV on their way to a descriptor. */
typedef struct Csv {
    int   fd;
    Buf   b;
    Fault fault;
} Csv;

static void csv_end(Csv *o) {
    buf_lit(&o->b, "\r\n");
    Str s = buf_str(&o->b);
    while (s.n && o->fault == OK) {
        ssize_t n = write(o->fd, s.p, s.n);
        if (n <= 0) o->fault = DISK_FULL;
        else s = str_sub(s, (size_t)n, s.n);
    }
    buf_clear(&o->b);
}

/* The file's own columns, so that it can be brought again, and behind them row and reason. */
static Fault left_lines(Ctx *c, Id import, ImportFile *f, Csv *o) {
    enum { EACH = 500 };
    LeftEntry *left = ARENA_ARRAY(c->arena, LeftEntry, EACH);
    size_t n = 0, at = 0;
    uint64_t above = 0;
    SheetRow row;
    for (uint32_t i = 0; i < f->head.columns; i++) csv_cell(&o->b, i == 0, f->head.names[i], true);
    csv_cell(&o->b, f->head.columns == 0, tr(c->reader.lang, T_IMPORT_ROW), true);
    csv_cell(&o->b, false, tr(c->reader.lang, T_IMPORT_WHY), true);
    csv_end(o);
    for (;;) {
        if (at == n) {
            TRY(import_left_read(c, import, above, left, EACH, &n));
            at = 0;
            if (!n) return o->fault;
            above = left[n - 1].row;
        }
        TRY(sheet_next(f->sheet, &row));
        if (!row.row) return o->fault;
        while (at < n && left[at].row < row.row) at++;
        if (at == n || left[at].row != row.row) continue;
        for (uint32_t i = 0; i < f->head.columns; i++) {
            csv_cell(&o->b, i == 0, i < row.n ? row.cells[i].s : (Str){0}, true);
        }
        buf_printf(&o->b, ",%llu", (unsigned long long)row.row);
        csv_cell(&o->b, false, tr(c->reader.lang, import_left_key(left[at++].why)), true);
        csv_end(o);
    }
}

static Fault left_file(Ctx *c, const Import *v, int in, int out) {
    Arena memory;
    ImportFile file = {0};
    ImportPlan plan = {0};
    Csv csv = {.fd = out};
    if (v->mapping.n) TRY(import_plan_read(c, v->mapping, &plan));
    arena_init(&memory, (size_t)1 << 28);
    buf_init(&csv.b, 8 << 20);
    buf_lit(&csv.b, "\xEF\xBB\xBF");
    Fault f = import_file_open(&memory, in, v->name, &plan, &file);
    if (f == OK) f = left_lines(c, v->head.id, &file, &csv);
    import_file_close(&file);
    buf_release(&csv.b);
    arena_release(&memory);
    return f;
}

static Fault left_in_read(Ctx *c, const Request *rq, Import *v, int *ret_out) {
    int in = -1;
    TRY(import_of(c, rq->ids[0], v));
    TRY(import_file_load(c, v->head.id, &in));
    Fault f = import_temp(c, ret_out);
    if (f == OK) f = left_file(c, v, in, *ret_out);
    close(in);
    if (f != OK && *ret_out >= 0) close(*ret_out);
    return f;
}

Fault get_import_left(Ctx *c, const Request *rq, Reply *rp) {
    Import v;
    int out = -1;
    TRY(region_read_begin(c->region, c));
    Fault f = left_in_read(c, rq, &v, &out);
    region_read_end(c->region, c);
    TRY(f);
    (void)!lseek(out, 0, SEEK_SET);
    rp->fd = out;
    rp->type = "text/csv; charset=utf-8";
    rp->file_name = arena_printf(c->arena, "left-%.*s.csv", STR_ARG(v.name));
    return OK;
}
