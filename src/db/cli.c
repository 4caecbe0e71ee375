/* cli.c - what commands that work on a region share. */
#include "db/cli.h"

#include "base/clock.h"

#include <termios.h>
#include <unistd.h>

int cli_fail(const char *what, Str why) {
    fprintf(stderr, "rakaz: %s: %.*s\n", what, STR_ARG(why));
    return 1;
}

int cli_fault(const Cli *o, const char *what, Fault f) {
    const Ctx *c = &o->ctx;
    fprintf(stderr, "rakaz: %s: %s", what, fault_name(f));
    if (c->fault.code == f && c->fault.about) fprintf(stderr, " about %s", c->fault.about);
    if (c->fault.code == f && c->fault.text.n) fprintf(stderr, " %.*s", STR_ARG(c->fault.text));
    for (size_t i = 0; i < c->complaints.n; i++) {
        const Complaint *one = &c->complaints.v[i];
        fprintf(stderr, "\n  %s: %.*s", one->field, STR_ARG(complaint_str(c, one)));
    }
    fputc('\n', stderr);
    return 1;
}

/* The region's own zone, currency and phones, once it has them. */
static void read_local(Cli *o) {
    o->local = LOCAL_DEFAULTS;
    if (region_read_begin(o->region, &o->ctx) == OK) {
        if (local_read(&o->ctx, &o->local) != OK) o->local = LOCAL_DEFAULTS;
        region_read_end(o->region, &o->ctx);
    }
    local_reader(&o->local, &o->ctx.reader);
}

bool cli_open(Cli *o, const char *address, bool create) {
    return cli_open_as(o, &(RegionOptions){.address = str_of(address), .create = create, .readers = 2});
}

bool cli_open_as(Cli *o, const RegionOptions *ro) {
    Str why = {0};
    memset(o, 0, sizeof *o);
    arena_init(&o->arena, (size_t)1 << 30);
    if (region_open(ro, &o->arena, &o->region, &why) != OK) {
        cli_fail(arena_z(&o->arena, ro->address), why);
        arena_release(&o->arena);
        return false;
    }
    o->ctx = (Ctx){.arena = &o->arena, .region = o->region,
                   .who = {.system = true, .floor = VIS_TEAM, .roles = ROLE_ADMIN, .roles_everywhere = ROLE_ADMIN,
                           .scopes = ~0u},
                   .reader = {.lang = LANG_EN, .now = clock_stamp()}};
    read_local(o);
    o->ctx.reader.today = stamp_day(o->ctx.reader.now, o->ctx.reader.zone);
    return true;
}

void cli_close(Cli *o) {
    region_close(o->region);
    arena_release(&o->arena);
}

const char *cli_option(int argc, char **argv, const char *name) {
    for (int i = 1; i + 1 < argc; i++) {
        if (str_eq(str_of(argv[i]), str_of(name))) return argv[i + 1];
    }
    return NULL;
}

bool cli_has(int argc, char **argv, const char *name) {
    for (int i = 1; i < argc; i++) {
        if (str_eq(str_of(argv[i]), str_of(name))) return true;
    }
    return false;
}

bool cli_secret(Arena *a, const char *question, Str *ret_line) {
    enum { SECRET_BYTES_MAX = 1000 };
    char line[SECRET_BYTES_MAX + 2];
    struct termios was;
    bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &was) == 0;
    if (terminal) {
        struct termios quiet = was;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        fprintf(stderr, "%s: ", question);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    bool came = fgets(line, sizeof line, stdin) != NULL;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
        fputc('\n', stderr);
    }
    if (!came) return false;
    line[strcspn(line, "\r\n")] = 0;
    *ret_line = arena_copy(a, str_of(line));
    return ret_line->n > 0;
}
