/* region_page.c - the region as a whole, for those who answer for it: its archive, the restore drill, the doctor, and
** what was taken out. What takes long runs as a job; its result stands on the page afterwards. A backup holds what is
** told in cases and is nobody's to read in a browser: the operator makes it, on the machine. */
#include "base/check.h"
#include "db/region.h"
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

/* What the last archive left out: its note names each kind and how many, "<" before a few. */
static void left_of(Ctx *c, RegionView *v) {
    Str rest = v->archive.told, line;
    v->left = ARENA_ARRAY(c->arena, LeftRow, (size_t)ENTITIES_N + 1);
    while (str_split(&rest, '\n', &line)) {
        Str     name;
        int64_t n;
        if (!str_split(&line, ' ', &name)) continue;
        const Entity *e = entity_named(name);
        bool few = str_starts(line, LIT("<"));
        if (!e || !str_int(str_sub(line, few, line.n), &n) || v->left_n == (size_t)ENTITIES_N) continue;
        v->left[v->left_n++] = (LeftRow){.noun = e->many, .n = n, .few = few};
    }
}

Fault get_region(Ctx *c, const Request *rq, Reply *rp) {
    RegionView v = {.drilling = false};
    Running   *running = region_kept(c->region, KEPT);
    TRY(may_see(c));
    TRY(last_of(c, TAKING_KIND_ARCHIVE, &v.archive));
    left_of(c, &v);
    TRY(last_of(c, TAKING_KIND_DRILL, &v.drill));
    TRY(last_of(c, TAKING_KIND_CHECK, &v.check));
    TRY(takings_of(c, &v));
    v.drilling = running && atomic_load(&running->kinds[TAKING_KIND_DRILL]);
    v.checking = running && atomic_load(&running->kinds[TAKING_KIND_CHECK]);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_EXPORT_REGION_PAGE));
    return page_send(&pg, rp, region_page, &v);
}

/* ---- taking ------------------------------------------------------------------------------------------------------ */

static Str dated(Ctx *c, const char *name, const char *ending) {
    return arena_printf(c->arena, "%s-%.*s.%s", name, STR_ARG(day_iso(c->arena, c->reader.today)), ending);
}

/* A line for each kind that was left out. */
static Str left_told(Ctx *c, const WholeReport *r) {
    Buf b;
    buf_init(&b, TOLD_BYTES);
    for (size_t i = 0; i < r->n_left; i++) {
        const WholeLeft *v = &r->left[i];
        buf_printf(&b, "%s %s%lld\n", v->e->name, v->few ? "<" : "", (long long)(v->few ? WHOLE_FEW : v->n));
    }
    return buf_keep(c->arena, &b);
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
    note->told = left_told(c, &report);
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
