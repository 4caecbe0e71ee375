/* ops_cli.c - commands: init, demo, backup, restore, drill, move, doctor. They speak English, for operators. */
#include "ops/ops.h"

#include "base/rand.h"
#include "db/archive.h"
#include "db/cli.h"
#include "export/health.h"

#include <sys/stat.h>
#include <unistd.h>

/* ---- demo ------------------------------------------------------------------------------------------------------ */

static Fault demo_run(Ctx *c, void *arg) { return demo_make(c, arg); }

/* Four groups of letters and digits: good enough for a demo that other machines may reach. */
static void make_password(char out[15]) {
    static const char LETTERS[] = "abcdefghjkmnpqrstuvwxyz23456789";
    unsigned char raw[14];
    secret_bytes(raw, sizeof raw);
    for (int i = 0; i < 14; i++) out[i] = i % 5 == 4 ? '-' : LETTERS[raw[i] % (sizeof LETTERS - 1)];
    out[14] = 0;
}

static bool make_demo(const char *file, const char *region) {
    Cli o;
    char password[15];
    if (!cli_open(&o, file, true)) return false;
    make_password(password);
    Demo d = {.region = str_of(region), .password = str_of(password)};
    Fault f = region_write(o.region, &o.ctx, demo_run, &d);
    if (f != OK) {
        fprintf(stderr, "rakaz: demo: %s about %s %.*s\n", fault_name(f), o.ctx.fault.about ? o.ctx.fault.about : "",
                STR_ARG(o.ctx.fault.text));
        for (size_t i = 0; i < o.ctx.complaints.n; i++) fprintf(stderr, "  field %s\n", o.ctx.complaints.v[i].field);
    }
    for (size_t i = 1; f == OK && i <= d.n_logins; i++) {
        const DemoLogin *l = &d.logins[i % d.n_logins]; /* the administrator last */
        printf("  %-22.*s %s   %.*s, %.*s\n", STR_ARG(l->email), password, STR_ARG(l->role), STR_ARG(l->name));
    }
    fflush(stdout);
    cli_close(&o);
    if (f != OK) unlink(file);
    return f == OK;
}

/* demo FOLDER [--region NAME] [--port N]: makes FOLDER/NAME.db if it is missing, then serves it. */
static int demo(int argc, char **argv) {
    const char *region = cli_option(argc, argv, "--region"), *port = cli_option(argc, argv, "--port");
    char file[4096], listen[64];
    int64_t n = 8080;
    region = region ? region : "negev";
    if (argc < 2 || argv[1][0] == '-' || (port && (!str_int(str_of(port), &n) || n < 1 || n > 65535))) {
        fputs("usage: rakaz demo FOLDER [--region negev|puglia] [--port N]\n", stderr);
        return 2;
    }
    mkdir(argv[1], 0700);
    snprintf(file, sizeof file, "%s/%s.db", argv[1], region);
    snprintf(listen, sizeof listen, "127.0.0.1:%d", (int)n);
    printf("demo region %s, http://localhost:%d\n", region, (int)n);
    if (access(file, F_OK) != 0 && !make_demo(file, region)) return 1;
    execl("/proc/self/exe", "rakaz", "serve", "--data", file, "--listen", listen, NULL);
    return cli_fail("serve", LIT("cannot start"));
}

/* ---- backup, restore, move ------------------------------------------------------------------------------------ */

static int backup(int argc, char **argv) {
    const char *data = cli_option(argc, argv, "--data"), *to = cli_option(argc, argv, "--to");
    Cli o;
    RegionDigest d;
    Str why = {0};
    if (!data || !to) return cli_fail("usage", LIT("rakaz backup --data FILE|ADDRESS --to FILE"));
    if (!cli_open(&o, data, false)) return 1;
    Fault f = region_backup(o.region, str_of(to), &o.arena, &d, &why);
    if (f == OK) printf("%s holds the region, and was read back to compare\n", to);
    else cli_fail(to, why);
    cli_close(&o);
    return f != OK;
}

static int restore(int argc, char **argv) {
    const char *from = cli_option(argc, argv, "--from"), *data = cli_option(argc, argv, "--data");
    Arena a;
    RegionDigest d;
    Str why = {0};
    if (!data || !from) return cli_fail("usage", LIT("rakaz restore --from FILE --data FILE|ADDRESS"));
    arena_init(&a, (size_t)1 << 30);
    RegionOptions to = {.address = str_of(data), .create = true, .readers = 2};
    Fault f = region_restore(str_of(from), &to, &a, &d, &why);
    if (f == OK) printf("%s is what was backed up\n", data);
    else cli_fail(from, why);
    arena_release(&a);
    return f != OK;
}

/* drill: backs up, restores beside, compares, and says yes or no. */
static int drill(int argc, char **argv) {
    const char *data = cli_option(argc, argv, "--data");
    Cli o;
    Str why = {0};
    if (!data) return cli_fail("usage", LIT("rakaz drill --data FILE|ADDRESS"));
    if (!cli_open(&o, data, false)) return 1;
    Fault f = health_drill(o.region, &o.arena, "/tmp", &why);
    if (f == OK) puts("yes: a backup made now can be restored, and is the same");
    else printf("NO: %.*s\n", STR_ARG(why));
    cli_close(&o);
    return f != OK;
}

static int move(int argc, char **argv) {
    const char *from = cli_option(argc, argv, "--from"), *to = cli_option(argc, argv, "--to");
    Cli a, b;
    RegionDigest d;
    Str why = {0};
    if (!from || !to) return cli_fail("usage", LIT("rakaz move --from FILE|ADDRESS --to FILE|ADDRESS"));
    if (!cli_open(&a, from, false)) return 1;
    if (!cli_open(&b, to, true)) {
        cli_close(&a);
        return 1;
    }
    Fault f = region_copy(a.region, b.region, &a.arena, &d, &why);
    if (f == OK) printf("%s and %s hold the same\n", from, to);
    else cli_fail("move", why);
    cli_close(&b);
    cli_close(&a);
    return f != OK;
}

/* doctor: is the region whole? */
static int doctor(int argc, char **argv) {
    const char *data = cli_option(argc, argv, "--data");
    Cli o;
    Buf report;
    int wrong = 0;
    if (!data) return cli_fail("usage", LIT("rakaz doctor --data FILE|ADDRESS"));
    if (!cli_open(&o, data, false)) return 1;
    Fault f = region_read_begin(o.region, &o.ctx);
    if (f != OK) {
        cli_fail("doctor", o.ctx.fault.text);
        cli_close(&o);
        return 1;
    }
    buf_init(&report, 1 << 22);
    health_check(&o.ctx, &report, &wrong);
    region_read_end(o.region, &o.ctx);
    printf("%.*s", STR_ARG(buf_str(&report)));
    buf_release(&report);
    puts(wrong ? "no: the region is not whole" : "yes: the region is whole");
    cli_close(&o);
    return wrong != 0;
}

static const Command COMMANDS[] = {
    {"init", "init --data FILE|ADDRESS --name NAME --admin-email MAIL [...]   a new region", ops_init},
    {"demo", "demo FOLDER [--region negev|puglia] [--port N]   an invented region to look at", demo},
    {"backup", "backup --data FILE|ADDRESS --to FILE", backup},
    {"restore", "restore --from FILE --data FILE|ADDRESS", restore},
    {"drill", "drill --data FILE|ADDRESS   can a backup be restored? yes or no", drill},
    {"move", "move --from FILE|ADDRESS --to FILE|ADDRESS", move},
    {"doctor", "doctor --data FILE|ADDRESS   is the region whole? yes or no", doctor},
};

const Module ops_module = {
    .name = "ops",
    .commands = COMMANDS,
    .n_commands = sizeof COMMANDS / sizeof *COMMANDS,
};
