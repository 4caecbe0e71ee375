/* health.c - the doctor and the restore drill (health.h). */
#include "export/health.h"

#include "db/archive.h"
#include "db/check_sql.h"
#include "ent/ent.h"

#include <unistd.h>

static int database_checked(Ctx *c, Buf *report) {
    Buf found;
    int bytes = 0, order = 0, statements = 0;
    buf_init(&found, 1 << 20);
    Fault f = check_storage(c, &found, &bytes);
    if (f == OK) f = check_collations(c, &found, &order);
    for (int i = 0; i < MODULES_N && f == OK; i++) {
        QuerySet set = {MODULES[i]->name, MODULES[i]->queries, MODULES[i]->n_queries};
        int      one = 0;
        f = check_sql(c, &set, 1, &found, &one);
        statements += one;
    }
    int wrong = bytes + order + statements + (f != OK);
    buf_printf(report, "database: %s\n", wrong ? "WRONG" : "sound");
    buf_add(report, buf_str(&found));
    if (f != OK) buf_printf(report, "%s: %.*s\n", fault_name(f), STR_ARG(c->fault.text));
    buf_release(&found);
    return wrong;
}

static int modules_checked(Ctx *c, Buf *report) {
    int     wrong = 0;
    int64_t found;
    for (int i = 0; i < MODULES_N; i++) {
        for (int k = 0; k < MODULES[i]->n_checks; k++) {
            const Check *check = &MODULES[i]->checks[k];
            Fault        f = db_int(c, &check->query, NO_VALS, &found);
            if (f != NOT_FOUND) buf_printf(report, "%s: WRONG\n", check->name);
            wrong += f != NOT_FOUND;
        }
    }
    return wrong;
}

/* What modules look at themselves, because no statement can. */
static int modules_verified(Ctx *c, Buf *report) {
    int wrong = 0;
    for (int i = 0; i < MODULES_N; i++) {
        int   problems = 0;
        Fault f = MODULES[i]->verify ? MODULES[i]->verify(c, report, &problems) : OK;
        wrong += problems + (f != OK);
        if (f != OK) buf_printf(report, "%s: %s\n", MODULES[i]->name, fault_name(f));
    }
    return wrong;
}

void health_check(Ctx *c, Buf *report, int *ret_wrong) {
    int64_t entries = 0;
    int     wrong = database_checked(c, report);
    Fault   f = act_verify_chain(c, &entries);
    buf_printf(report, "change log: %s, %lld entries\n", f == OK ? "unbroken" : "BROKEN", (long long)entries);
    wrong += f != OK;
    *ret_wrong = wrong + modules_checked(c, report) + modules_verified(c, report);
}

Fault health_drill(Region *r, Arena *a, const char *folder, Str *ret_why) {
    char        *inside = arena_alloc(a, strlen(folder) + 30);
    RegionDigest d;
    snprintf(inside, strlen(folder) + 30, "%s/rakaz-drill.XXXXXX", folder);
    *ret_why = (Str){0};
    if (!mkdtemp(inside)) {
        *ret_why = arena_printf(a, "%s: cannot make a folder", folder);
        return DISK_FULL;
    }
    Str           kept = arena_printf(a, "%s/kept", inside), again = arena_printf(a, "%s/again.db", inside);
    RegionOptions to = {.address = again, .create = true, .readers = 2};
    Fault f = region_backup(r, kept, a, &d, ret_why);
    if (f == OK) f = region_restore(kept, &to, a, &d, ret_why);
    unlink(kept.p);
    unlink(again.p);
    unlink(arena_printf(a, "%.*s-wal", STR_ARG(again)).p);
    unlink(arena_printf(a, "%.*s-shm", STR_ARG(again)).p);
    rmdir(inside);
    return f;
}
