/* import_cli.c - rakaz import: reads a file into a region. What it says is English, for operators. */
#include "import/import.h"

#include "account/account.h"
#include "db/cli.h"

#include <fcntl.h>
#include <unistd.h>

enum { PREVIEW_ROWS = 200, CHUNK_ROWS = 500 };

/* One file on its way in. The sheet lives in `memory`; the records of a chunk in `rows`, emptied after it. */
typedef struct Run {
    Arena         memory, rows;
    Sheet        *sheet;
    SheetHead     head;
    ColumnGuess  *columns;
    ImportReport  report;
    SheetProblem  problem;
    Fault         fault;
    bool          end;
} Run;

static Fault row_in(Ctx *c, Run *run, const SheetRow *row) {
    ImportReport *r = &run->report;
    Actor *a = ent_new(c, &actor_entity);
    Likely same;
    size_t n;
    r->rows++;
    if (!import_actor(c, run->columns, run->head.columns, row, a, r)) {
        r->nameless++;
        return OK;
    }
    a->source = arena_printf(c->arena, "%.*s", STR_ARG(c->act_summary));
    TRY(actor_likely(c, a, &same, 1, &n));
    if (n) {
        r->known++;
        return OK;
    }
    Fault f = ent_save(c, &actor_entity, a);
    if (f == OK) r->made++;
    if (f != INVALID) return f;
    r->refused++;
    if (!r->first_refused) r->first_refused = row->row;
    c->complaints.n = 0;
    return OK;
}

static Fault chunk(Ctx *c, void *arg) {
    Run *run = arg;
    for (int i = 0; i < CHUNK_ROWS && !run->end;) {
        SheetRow row;
        TRY(sheet_next(run->sheet, &row));
        run->end = row.row == 0;
        if (run->end || row.row < run->head.data_row) continue;
        if (row_role(&run->head, &row) != ROLE_DATA) {
            run->report.not_data++;
            continue;
        }
        TRY(row_in(c, run, &row));
        i++;
    }
    return OK;
}

/* Opens the file twice: to look at its first rows, and to read it. */
static Fault open_sheet(Run *run, int fd, const char *name) {
    SheetSource  src = {.fd = fd, .name = str_of(name)};
    SheetOptions o = {0};
    SheetPreview p;
    TRY(sheet_open(&run->memory, &src, &o, &run->sheet, &run->problem));
    TRY(sheet_preview(&run->memory, run->sheet, PREVIEW_ROWS, &p));
    head_find(&run->memory, &p, &run->head);
    run->columns = guess_columns(&run->memory, &p, &run->head);
    sheet_close(run->sheet);
    run->sheet = NULL;
    return sheet_open(&run->memory, &src, &o, &run->sheet, &run->problem);
}

static void tell(const Run *run, const char *name) {
    const ImportReport *r = &run->report;
    for (uint32_t i = 0; i < run->head.columns; i++) {
        const Guess *g = &run->columns[i].best[0];
        Str what = tr(LANG_EN, tr_key(str_of(guess_key(g->kind))));
        printf("  %.*s: %.*s, %d%%\n", STR_ARG(run->head.names[i]), STR_ARG(what), g->percent);
    }
    printf("%s: %lld rows, %lld new, %lld known already, %lld without a name, %lld refused, %lld lines are no data\n",
           name, (long long)r->rows, (long long)r->made, (long long)r->known, (long long)r->nameless,
           (long long)r->refused, (long long)r->not_data);
    if (r->repaired) printf("  %lld phones got their lost leading 0 back\n", (long long)r->repaired);
    if (r->placeless) printf("  %lld localities are not places of this region\n", (long long)r->placeless);
    if (r->first_refused) printf("  the first refused row is %llu\n", (unsigned long long)r->first_refused);
}

static Fault read_file(Ctx *c, const char *name) {
    Run run = {0};
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail_text(c, NOT_FOUND, "file", str_of(name));
    Arena *kept = c->arena;
    arena_init(&run.memory, (size_t)1 << 28);
    arena_init(&run.rows, (size_t)1 << 28);
    c->arena = &run.rows;
    Fault f = open_sheet(&run, fd, name);
    if (f == OK && !run.head.found) f = BAD_FILE;
    c->act = 0;
    c->act_kind = T_IMPORT_ACT;
    while (f == OK && !run.end) {
        c->act_summary = str_of(name);
        f = region_write(c->region, c, chunk, &run);
        if (f == OK) arena_reset(&run.rows);
    }
    if (f == OK) tell(&run, name);
    else if (run.problem.key) fprintf(stderr, "rakaz: %s: %s, row %llu\n", name, run.problem.key,
                                      (unsigned long long)run.problem.row);
    c->arena = kept;
    c->fault.text = arena_copy(kept, c->fault.text);
    sheet_close(run.sheet);
    arena_release(&run.rows);
    arena_release(&run.memory);
    close(fd);
    return f;
}

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

static Fault import_files(Ctx *c, const char *email, int n, char **files) {
    TRY(become(c, email));
    for (int i = 0; i < n; i++) TRY(read_file(c, files[i]));
    return OK;
}

static int import(int argc, char **argv) {
    Cli o;
    if (argc < 6 || !str_eq(str_of(argv[1]), LIT("--data")) || !str_eq(str_of(argv[3]), LIT("--as"))) {
        fputs("usage: rakaz import --data FILE|ADDRESS --as EMAIL FILE...\n", stderr);
        return 2;
    }
    if (!cli_open(&o, argv[2], false)) return 1;
    Fault f = import_files(&o.ctx, argv[4], argc - 5, argv + 5);
    if (f != OK) cli_fault(&o, "import", f);
    cli_close(&o);
    return f != OK;
}

static const Command COMMANDS[] = {
    {"import", "import --data FILE|ADDRESS --as EMAIL FILE...   businesses from CSV, XLSX, ODS, vCard", import},
};

const Module import_module = {.name = "import", .commands = COMMANDS,
                              .n_commands = sizeof COMMANDS / sizeof *COMMANDS};
