/* region_page.c - the region as a whole, for those who answer for it: its archive, backups, the restore drill, the
** doctor, and what was taken out. What takes long runs as a job; its result stands on the page afterwards. */
#include "account/account_store.h"
#include "base/check.h"
#include "db/archive.h"
#include "export/export_page.h"
#include "export/health.h"
#include "export/whole.h"
#include "http/slow.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TAKINGS_SHOWN = 30, TOLD_BYTES = 20000 };

/* Which jobs run now, so that none is begun twice. */
typedef struct Running {
    atomic_bool kinds[TAKING_KIND_N];
} Running;

static const char KEPT[] = "jobs of a region";

void region_page_start(Region *r) {
    Running *v = calloc(1, sizeof *v);
    CHECK(v != NULL);
    region_keep(r, KEPT, v);
}

void region_page_stop(Region *r) {
    free(region_kept(r, KEPT));
    region_keep(r, KEPT, NULL);
}

/* A role on a part of the region is none on the whole. */
static Fault may_see(Ctx *c) {
    bool may = c->who.roles_everywhere & (ROLE_ADMIN | ROLE_HQ);
    return may ? OK : fail(c, NOT_ALLOWED, "region", 0);
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static Fault last_of(Ctx *c, int kind, LastTime *ret_last) {
    ListSpec spec = {.entity = &taking_entity, .limit = 1, .n_filters = 1};
    Taking  *v;
    size_t   n;
    const Field *f = &taking_entity.fields[TAKING_F_KIND];
    spec.filters[0] = (ListFilter){.field = f, .op = LIST_EQ, .val = v_int(kind)};
    TRY(list_run(c, &spec, true, (void **)&v, &n, NULL));
    if (!n) return OK;
    *ret_last = (LastTime){.at = v->head.created_at, .good = v->good == 1, .told = v->told,
                           .size = v->size == NUMBER_NONE ? 0 : v->size};
    return OK;
}

static Fault takings_of(Ctx *c, RegionView *v) {
    ListSpec spec = {.entity = &taking_entity, .limit = TAKINGS_SHOWN};
    Taking  *t;
    size_t   n;
    TRY(list_run(c, &spec, true, (void **)&t, &n, NULL));
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = t[i].head.created_by;
    TRY(ent_labels(c, ids, n, names));
    v->takings = ARENA_ARRAY(c->arena, TakingRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Entity *e = entity_named(t[i].noun);
        v->takings[v->takings_n++] = (TakingRow){
            .at = t[i].head.created_at, .who = names[i], .format = t[i].format, .rows = t[i].row_count,
            .kind = choice_label(&taking_kind_choices, t[i].kind), .noun = e ? e->many : T_NONE,
        };
    }
    return OK;
}

/* A backup holds everybody's rows: with several organisations it is the operator's. */
static Fault backup_right(Ctx *c, bool *ret_may, bool *ret_crowded) {
    Id    *orgs;
    size_t n;
    TRY(org_list(c, &orgs, &n));
    *ret_crowded = n > 1;
    *ret_may = n == 1 && (c->who.roles_everywhere & ROLE_ADMIN);
    return OK;
}

Fault get_region(Ctx *c, const Request *rq, Reply *rp) {
    RegionView v = {.may_backup = false};
    Running   *running = region_kept(c->region, KEPT);
    TRY(may_see(c));
    TRY(last_of(c, TAKING_KIND_ARCHIVE, &v.archive));
    TRY(last_of(c, TAKING_KIND_BACKUP, &v.backup));
    TRY(last_of(c, TAKING_KIND_DRILL, &v.drill));
    TRY(last_of(c, TAKING_KIND_CHECK, &v.check));
    TRY(takings_of(c, &v));
    TRY(backup_right(c, &v.may_backup, &v.crowded));
    v.drilling = running && atomic_load(&running->kinds[TAKING_KIND_DRILL]);
    v.checking = running && atomic_load(&running->kinds[TAKING_KIND_CHECK]);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_EXPORT_REGION_PAGE));
    return page_send(&pg, rp, region_page, &v);
}

/* ---- taking ------------------------------------------------------------------------------------------------------ */

static Str dated(Ctx *c, const char *name, const char *ending) {
    return arena_printf(c->arena, "%s-%.*s.%s", name, STR_ARG(day_iso(c->arena, c->reader.today)), ending);
}

Fault get_region_archive(Ctx *c, const Request *rq, Reply *rp) {
    WholeReport report;
    TRY(may_see(c));
    TRY(whole_make(c, request_temp(rq), &report, &rp->fd));
    rp->type = "application/zip";
    rp->file_name = dated(c, "rakaz-archive", "zip");
    Taking *note = ent_new(c, &taking_entity);
    note->kind = TAKING_KIND_ARCHIVE;
    note->format = LIT("zip");
    note->row_count = report.rows;
    note->size = report.bytes;
    return taking_note(c, note);
}

/* A backup in the server's folder, opened and without a name again. */
static Fault backup_file(Ctx *c, const char *folder, int *ret_fd) {
    char        *inside = arena_alloc(c->arena, strlen(folder) + 30);
    RegionDigest d;
    Str          why = {0};
    snprintf(inside, strlen(folder) + 30, "%s/rakaz-backup.XXXXXX", folder);
    if (!mkdtemp(inside)) return fail_text(c, DISK_FULL, "backup", str_of(folder));
    Str   path = arena_printf(c->arena, "%s/region.db", inside);
    Fault f = region_backup(c->region, path, c->arena, &d, &why);
    if (f == OK) *ret_fd = open(path.p, O_RDONLY | O_CLOEXEC);
    if (f == OK && *ret_fd < 0) f = BROKEN;
    unlink(path.p);
    rmdir(inside);
    return f == OK ? OK : fail_text(c, f, "backup", why);
}

static Fault backup_allowed(Ctx *c) {
    bool may = false, crowded = false;
    TRY(region_read_begin(c->region, c));
    Fault f = backup_right(c, &may, &crowded);
    region_read_end(c->region, c);
    return f == OK && !may ? fail(c, NOT_ALLOWED, "backup", 0) : f;
}

Fault post_region_backup(Ctx *c, const Request *rq, Reply *rp) {
    struct stat st;
    TRY(may_see(c));
    TRY(backup_allowed(c));
    TRY(backup_file(c, request_temp(rq), &rp->fd));
    rp->type = "application/vnd.sqlite3";
    rp->file_name = dated(c, "rakaz-backup", "db");
    Taking *note = ent_new(c, &taking_entity);
    note->kind = TAKING_KIND_BACKUP;
    note->format = LIT("db");
    note->size = fstat(rp->fd, &st) == 0 ? st.st_size : NUMBER_NONE;
    note->good = 1;
    return taking_note(c, note);
}

/* ---- jobs -------------------------------------------------------------------------------------------------------- */

typedef struct RegionJob {
    Region     *region;
    Running    *running;
    int         kind;
    Id          org, account;
    const char *folder;                           /* the server's own text */
} RegionJob;

static bool drill_run(Ctx *c, const RegionJob *j, Buf *told) {
    Str   why = {0};
    Fault f = health_drill(c->region, c->arena, j->folder, &why);
    if (f != OK) buf_printf(told, "%s: %.*s", fault_name(f), STR_ARG(why));
    return f == OK;
}

static bool check_run(Ctx *c, Buf *told) {
    int wrong = 1;
    if (region_read_begin(c->region, c) != OK) return false;
    health_check(c, told, &wrong);
    region_read_end(c->region, c);
    return wrong == 0;
}

static void job_run(Ctx *c, void *arg) {
    RegionJob *j = arg;
    Buf        told;
    buf_init(&told, 1 << 20);
    c->who = (Who){.org = j->org, .account = j->account, .system = true, .floor = VIS_TEAM, .roles = ROLE_ADMIN,
                   .roles_everywhere = ROLE_ADMIN, .scopes = ~0u};
    bool    good = j->kind == TAKING_KIND_DRILL ? drill_run(c, j, &told) : check_run(c, &told);
    Taking *note = ent_new(c, &taking_entity);
    note->kind = j->kind;
    note->good = good;
    note->told = str_trim(str_sub(buf_str(&told), 0, TOLD_BYTES / 2));
    /* A result that cannot be written down is not there: the page says "never" or the one before. */
    (void)!taking_note(c, note);
    atomic_store(&j->running->kinds[j->kind], false);
    buf_release(&told);
    free(j);
}

static Fault job_begin(Ctx *c, const Request *rq, Reply *rp, int kind) {
    Running *running = region_kept(c->region, KEPT);
    TRY(may_see(c));
    if (!atomic_exchange(&running->kinds[kind], true)) {
        RegionJob *j = calloc(1, sizeof *j);
        CHECK(j != NULL);
        *j = (RegionJob){c->region, running, kind, c->who.org, c->who.account, request_temp(rq)};
        Fault f = job_start(c->region, job_run, j);
        if (f != OK) {
            free(j);
            atomic_store(&running->kinds[kind], false);
            return f;
        }
    }
    reply_go(c, rp, LIT("/region"), T_EXPORT_BEGUN, NULL, 0);
    return OK;
}

Fault post_region_drill(Ctx *c, const Request *rq, Reply *rp) { return job_begin(c, rq, rp, TAKING_KIND_DRILL); }
Fault post_region_check(Ctx *c, const Request *rq, Reply *rp) { return job_begin(c, rq, rp, TAKING_KIND_CHECK); }
