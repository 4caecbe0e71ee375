/* import_cli.c - rakaz import: reads files into a region. What it says is English, for operators. */
#include "import/import_inner.h"

#include "account/account.h"
#include "base/utf8.h"
#include "db/cli.h"
#include "place/place.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { CACHE_KB = 8 << 10 };
enum { EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_UNREADABLE };

static const char USAGE[] =
    "usage: rakaz import --data FILE|ADDRESS --as EMAIL [options] FILE...\n"
    "--into WHAT       businesses, people, organisations, public_bodies, localities, areas; else what the columns say\n"
    "--known HOW       what is known already: update (take the file's values), fill (only what is missing), leave\n"
    "--twins HOW       what may be known: proposed, same, new, skip\n"
    "--sheet N  --encoding NAME  --header ROW   instead of what was found; --header 0: there is none\n"
    "--check           say what would happen, change nothing\n"
    "Exit: 0 done, 1 failed, 2 wrong usage, 3 a file could not be read as a table (the others were).\n";

typedef struct Wish {
    ImportPlan  plan;
    const char *data, *email;
    bool        check;
    char      **files;
    int         n;
} Wish;

/* ---- telling ---------------------------------------------------------------------------------------------------- */

static void say(const Ctx *c, TextKey key, int64_t n, uint64_t row) {
    const TrArg args[] = {TR_N("n", n), TR_N("row", (int64_t)row)};
    Buf b;
    buf_init(&b, 10000);
    tr_plain(&b, &c->reader, key, args, 2);
    printf("  %.*s\n", STR_ARG(buf_str(&b)));
    buf_release(&b);
}

static void say_remark(const Ctx *c, Str key, const TrArg *args, size_t n) {
    Buf b;
    buf_init(&b, 10000);
    tr_plain(&b, &c->reader, tr_key(key), args, n);
    printf("  %.*s\n", STR_ARG(buf_str(&b)));
    buf_release(&b);
}

static void tell_columns(const ImportFile *f, const ImportPlan *p) {
    for (uint32_t i = 0; i < p->n_columns; i++) {
        Str what = tr(LANG_EN, tr_key(str_of(guess_key(p->columns[i]))));
        printf("  %.*s: %.*s\n", STR_ARG(f->head.names[i]), STR_ARG(what));
    }
}

static void tell(const Ctx *c, const ImportReport *r, bool dry) {
    printf("  %s: %lld rows, %lld new, %lld changed, %lld known already, %lld left alone\n",
           dry ? "would be" : "done", (long long)r->rows, (long long)r->made, (long long)r->changed,
           (long long)r->known, (long long)import_left_all(r));
    for (int i = LEFT_NONE + 1; i < LEFT_N; i++) {
        if (r->left[i]) printf("  left alone, %.*s: %lld\n", STR_ARG(tr(LANG_EN, import_left_key(i))),
                               (long long)r->left[i]);
    }
    for (int i = 0; i < NOTE_N; i++) {
        if (r->notes[i].n) say(c, import_note_key(i), r->notes[i].n, r->notes[i].row);
    }
    if (r->all_twins) printf("  perhaps known already: %lld\n", (long long)r->all_twins);
    for (size_t i = 0; i < r->n_remarks; i++) {
        const RemarkRow *m = &r->remarks[i];
        const TrArg args[] = {TR_N("n", m->n), TR_N("row", m->row), TR_N("column", m->column), TR_ARG("what", m->what)};
        say_remark(c, m->key, args, sizeof args / sizeof *args);
    }
}

static void tell_stop(const Ctx *c, const char *name, const SheetProblem *p) {
    const TrArg args[] = {TR_N("row", (int64_t)p->row), TR_N("column", p->column), TR_N("limit", (int64_t)p->limit),
                          TR_ARG("what", str_of(p->what))};
    Buf b;
    buf_init(&b, 10000);
    tr_plain(&b, &c->reader, tr_key(str_of(p->key)), args, sizeof args / sizeof *args);
    fprintf(stderr, "rakaz: %s: %.*s\n", name, STR_ARG(buf_str(&b)));
    buf_release(&b);
}

/* ---- one file --------------------------------------------------------------------------------------------------- */

/* A record of the import, so that it stands in the list and can be taken back there. */
static Fault begin(Ctx *c, const ImportFile *f, const ImportPlan *plan, Import *v) {
    v->state = IMPORT_STATE_RUNNING;
    v->target = str_of(plan->target->name);
    v->encoding = str_of(charset_name(sheet_info(f->sheet)->charset));
    return import_save(c, v);
}

static Fault read_in(Ctx *c, const Wish *w, ImportFile *f, ImportPlan *plan, Import *v) {
    ImportReport *r = ARENA_NEW(f->a, ImportReport);
    Pass pass = {.c = c, .plan = plan, .file = f, .kept = f->a, .report = r, .dry = w->check, .alone = true};
    tell_columns(f, plan);
    if (!w->check) TRY(begin(c, f, plan, v));
    pass.import = v->head.id;
    Fault fault = import_pass(&pass);
    if (!w->check) {
        int state = fault == OK ? IMPORT_STATE_DONE : IMPORT_STATE_FAILED;
        if (fault != OK && !r->stop.key) r->stop.key = fault_key(fault);
        Fault kept = import_finish(c, v->head.id, state, r, pass.act);
        if (fault == OK) fault = kept;
    }
    if (fault == OK) tell(c, r, w->check);
    return fault;
}

/* Is it the file of an import that is done? Then `v` is that one. */
static Fault known_file(Ctx *c, const char *name, int fd, Import *v) {
    Id same = 0;
    const char *slash = strrchr(name, '/');
    v->name = utf8_head(utf8_clean_line(c->arena, str_of(slash ? slash + 1 : name)), 200);
    TRY(import_digest(c, fd, &v->digest, &v->size));
    TRY(region_read_begin(c->region, c));
    Fault f = import_by_digest(c, v->digest, &same);
    if (f == OK && same) f = ent_load(c, &import_entity, same, v);
    region_read_end(c->region, c);
    return f;
}

/* Opened, with columns, and one of them a name. */
static Fault open_table(Arena *a, int fd, Str name, ImportPlan *plan, ImportFile *f) {
    TRY(import_file_open(a, fd, name, plan, f));
    const char *why = NULL;
    if (!f->head.columns) why = "sheet.refused_empty";
    else if (!import_names_rows(plan)) why = "import.no_name_in_file";
    if (!why) return OK;
    f->problem = (SheetProblem){.key = why};
    return BAD_FILE;
}

static Fault read_file(Ctx *c, const Wish *w, const char *name) {
    Arena memory;
    ImportFile f = {0};
    ImportPlan plan = w->plan;
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail_text(c, NOT_FOUND, "file", str_of(name));
    arena_init(&memory, (size_t)1 << 28);
    Arena *outer = c->arena;
    c->arena = &memory;
    Import *v = ent_new(c, &import_entity);
    printf("%s\n", name);
    Fault fault = known_file(c, name, fd, v);
    if (fault == OK && v->state == IMPORT_STATE_DONE) {
        Buf b;
        buf_init(&b, 200);
        plain_stamp(&b, &c->reader, v->finished_at);
        printf("  was imported %.*s already: nothing changed\n", STR_ARG(buf_str(&b)));
        buf_release(&b);
    } else if (fault == OK) {
        fault = open_table(&memory, fd, v->name, &plan, &f);
        if (fault == OK) fault = read_in(c, w, &f, &plan, v);
    }
    if (fault != OK && f.problem.key) tell_stop(c, name, &f.problem);
    import_file_close(&f);
    c->arena = outer;
    c->fault.text = arena_copy(outer, c->fault.text);
    arena_release(&memory);
    close(fd);
    return fault;
}

/* ---- the command ------------------------------------------------------------------------------------------------ */

/* The account in whose name the rows come in: they are its changes, and land in its reach. */
static Fault become(Ctx *c, const char *email) {
    Account *v;
    size_t n;
    TRY(region_read_begin(c->region, c));
    Fault f = accounts_by_email(c, email_normal(c->arena, str_of(email)), &v, &n);
    region_read_end(c->region, c);
    TRY(f);
    if (n == 0) return fail_text(c, NOT_FOUND, "account", str_of(email));
    c->who = (Who){.account = v[0].head.id, .org = v[0].head.org, .system = true, .floor = VIS_TEAM,
                   .roles = ROLE_COORDINATOR, .scopes = ~0u};
    return OK;
}

static bool option(Wish *w, const char *name, const char *value) {
    Str v = str_of(value), o = str_of(name);
    int64_t n;
    if (str_eq(o, LIT("--data"))) w->data = value;
    else if (str_eq(o, LIT("--as"))) w->email = value;
    else if (str_eq(o, LIT("--into"))) return (w->plan.target = import_target_named(v)) != NULL;
    else if (str_eq(o, LIT("--known"))) return import_known_named(v, &w->plan.known);
    else if (str_eq(o, LIT("--twins"))) return import_twin_named(v, &w->plan.twins);
    else if (str_eq(o, LIT("--encoding"))) return charset_parse(v, &w->plan.charset);
    else if (str_eq(o, LIT("--sheet"))) return str_int(v, &w->plan.table) && w->plan.table > 0;
    else if (!str_eq(o, LIT("--header"))) return false;
    else if (!str_int(v, &n) || n < 0) return false;
    else w->plan.head = n ? n : -1;
    return true;
}

static bool wish_read(int argc, char **argv, Wish *w) {
    int i = 1;
    for (; i < argc && str_starts(str_of(argv[i]), LIT("--")); i++) {
        if (str_eq(str_of(argv[i]), LIT("--check"))) {
            w->check = true;
        } else if (i + 1 >= argc || !option(w, argv[i], argv[i + 1])) {
            return false;
        } else {
            i++;
        }
    }
    w->files = argv + i;
    w->n = argc - i;
    return w->data && w->email && w->n > 0;
}

static int import(int argc, char **argv) {
    Cli  o;
    Wish w = {0};
    int  code = EXIT_DONE;
    if (!wish_read(argc, argv, &w)) {
        fputs(USAGE, stderr);
        return EXIT_USAGE;
    }
    /* A large cache for the many indexes; no map of the file, which would count as memory of ours. */
    RegionOptions ro = {.address = str_of(w.data), .readers = 2, .cache_kb = CACHE_KB, .unmapped = true};
    if (!cli_open_as(&o, &ro)) return EXIT_FAILED;
    place_module.start(o.region);                 /* outlines stay in memory, or each row would read them all */
    Fault f = become(&o.ctx, w.email);
    if (f != OK) code = EXIT_FAILED;
    for (int i = 0; f == OK && i < w.n; i++) {
        Fault one = read_file(&o.ctx, &w, w.files[i]);
        bool unreadable = one == BAD_TYPE || one == BAD_FILE || one == TOO_LARGE;
        if (unreadable) code = EXIT_UNREADABLE;
        else if ((f = one) != OK) code = EXIT_FAILED;
    }
    if (f != OK) cli_fault(&o, "import", f);
    place_module.stop(o.region);
    cli_close(&o);
    return code;
}

const Command IMPORT_COMMAND = {
    "import", "import --data FILE|ADDRESS --as EMAIL [options] FILE...   from CSV, XLSX, ODS, GeoJSON, vCard", import};
