/* main.c - the program rakaz: its commands, and the server's life. */
#include "base/buf.h"
#include "base/zone.h"
#include "http/sandbox.h"
#include "http/server.h"
#include "http/stop.h"
#include "page/page.h"

#include <getopt.h>
#include <libgen.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Serve {
    ServerOptions server;
    const char   *data, *listen;
    bool          no_sandbox, create;
} Serve;

static const char USAGE[] = "usage: rakaz serve --data FILE|ADDRESS [options]     (rakaz serve --help)\n";

static const char SERVE_HELP[] =
    "rakaz serve --data FILE|ADDRESS [options]\n"
    "  --data FILE             the region: a file, or a PostgreSQL address with #schema\n"
    "  --create                make the file when it is missing\n"
    "  --listen HOST:PORT      default 127.0.0.1:8080; unix:/path for a proxy on this machine\n"
    "  --public-url URL        address that people use, https://negev.example\n"
    "  --proxy-trusted ADDR    believe X-Forwarded-For from this address (or: unix)\n"
    "  --zone NAME             time zone when the region does not say, default Asia/Jerusalem\n"
    "  --lang CODE             language when the region does not say, default he\n"
    "  --temp DIR              for uploads, default /tmp\n"
    "  --threads N             event threads, default one a core\n"
    "  --log error|warn|info|off\n"
    "  --no-limits             no rate limits: for measuring\n"
    "  --no-sandbox            for debugging\n";

enum {
    O_DATA = 1000, O_LISTEN, O_URL, O_PROXY, O_ZONE, O_LANG, O_TEMP, O_THREADS, O_LOG, O_UNLIMITED, O_OPEN,
    O_CREATE, O_HELP
};

static const struct option OPTIONS[] = {
    {"data", required_argument, NULL, O_DATA},          {"listen", required_argument, NULL, O_LISTEN},
    {"public-url", required_argument, NULL, O_URL},     {"proxy-trusted", required_argument, NULL, O_PROXY},
    {"zone", required_argument, NULL, O_ZONE},
    {"lang", required_argument, NULL, O_LANG},          {"temp", required_argument, NULL, O_TEMP},
    {"threads", required_argument, NULL, O_THREADS},    {"log", required_argument, NULL, O_LOG},
    {"no-limits", no_argument, NULL, O_UNLIMITED},      {"no-sandbox", no_argument, NULL, O_OPEN},
    {"create", no_argument, NULL, O_CREATE},            {"help", no_argument, NULL, O_HELP},
    {NULL, 0, NULL, 0},
};

static bool log_level(const char *name, LogLevel *ret_level) {
    static const char *const NAMES[] = {"error", "warn", "info", "off"};
    for (int i = 0; i < 4; i++) {
        if (str_eq(str_of(name), str_of(NAMES[i]))) return *ret_level = (LogLevel)i, true;
    }
    return false;
}

/* One option of serve; false: it makes no sense. */
static bool serve_option(Serve *v, int o, const char *value) {
    int64_t n = 0;
    switch (o) {
    case O_DATA: v->data = value; return true;
    case O_LISTEN: v->listen = value; return true;
    case O_URL: v->server.public_url = value; return !str_ends(str_of(value), LIT("/"));
    case O_PROXY: v->server.proxy_trusted = value; return true;
    case O_ZONE: v->server.zone = value; return zone_load(value);
    case O_LANG: return lang_parse(str_of(value), &v->server.lang);
    case O_TEMP: v->server.temp_dir = value; return true;
    case O_THREADS:
        if (!str_int(str_of(value), &n) || n < 1 || n > 256) return false;
        v->server.threads = (int)n;
        return true;
    case O_LOG: return log_level(value, &v->server.log_level);
    case O_UNLIMITED: v->server.unlimited = true; return true;
    case O_CREATE: v->create = true; return true;
    case O_OPEN: v->no_sandbox = true; return true;
    default: return false;
    }
}

static bool serve_options(int argc, char **argv, Serve *v) {
    for (int o; (o = getopt_long(argc, argv, "", OPTIONS, NULL)) >= 0;) {
        if (o == '?') return false;
        if (serve_option(v, o, optarg)) continue;
        if (o != O_HELP) fprintf(stderr, "rakaz: '%s' is not understood\n", optarg ? optarg : "");
        return false;
    }
    return v->data != NULL && optind == argc;
}

/* The folder of a file; NULL for a database elsewhere. */
static const char *data_dir(Arena *a, const char *data) {
    Str s = str_of(data);
    if (str_find(s, LIT("postgres")) == 0 || str_starts(s, LIT("pg:"))) return NULL;
    if (str_starts(s, LIT("sqlite:"))) s = str_sub(s, 7, s.n);
    return dirname((char *)(uintptr_t)arena_z(a, s));
}

static int failed(const char *what, Str why) {
    fprintf(stderr, "rakaz: %s: %.*s\n", what, STR_ARG(why));
    return 1;
}

/* The process is limited before the first thread is made, so that all of them are. */
static void sandbox(const Serve *v, Arena *a) {
    Buf said;
    if (v->no_sandbox) return;
    buf_init(&said, 1000);
    SandboxOptions o = {.data_dir = data_dir(a, v->data), .temp_dir = v->server.temp_dir};
    sandbox_enter(&o, &said);
    fprintf(stderr, "%.*s\n", STR_ARG(buf_str(&said)));
    buf_release(&said);
}

static Str listen_why(Fault f) {
    switch (f) {
    case IN_USE: return LIT("another program listens there; choose another address (--listen) or port (demo --port)");
    case NOT_ALLOWED: return LIT("not allowed to listen there");
    default: return LIT("no address to listen at");
    }
}

/* Everything temporary goes to one folder, the only one that the sandbox leaves beside the data. */
static bool temp_set(Serve *v, Arena *a) {
    char full[PATH_MAX];
    if (!realpath(v->server.temp_dir, full)) return false;
    v->server.temp_dir = arena_z(a, str_of(full));
    return setenv("TMPDIR", full, 1) == 0;
}

static int serve_run(Serve *v, Arena *a) {
    Region *region;
    Server *server;
    Str     why = {0};
    if (!temp_set(v, a)) return failed(v->server.temp_dir, LIT("no such folder"));
    Fault   f = server_listen(str_of(v->listen), &v->server.fd);
    if (f != OK) return failed(v->listen, listen_why(f));
    stop_prepare();
    sandbox(v, a);
    RegionOptions data = {.address = str_of(v->data), .create = v->create};
    data.readers = server_readers(&v->server);
    if (region_open(&data, a, &region, &why) != OK) return failed(v->data, why);
    if (server_start(region, &v->server, a, &server, &why) != OK) {
        region_close(region);
        return failed("serve", why);
    }
    fprintf(stderr, "rakaz serves %s on %s (port %d)\n", v->data, v->listen, server_port(server));
    stop_wait();
    server_stop(server);
    region_close(region);
    return 0;
}

static int serve(int argc, char **argv) {
    Serve v = {.listen = "127.0.0.1:8080"};
    v.server = (ServerOptions){.modules = MODULES, .n_modules = MODULES_N, .log_level = LOG_INFO, .lang = LANG_HE,
                               .temp_dir = "/tmp", .fault_page = page_fault};
    if (!serve_options(argc, argv, &v)) {
        fputs(SERVE_HELP, stderr);
        return 2;
    }
    Arena a;
    arena_init(&a, 1024 * 1024);
    int rc = serve_run(&v, &a);
    arena_release(&a);
    return rc;
}

/* Every command tells its usage when it is asked for help. */
static int help_of(const Command *c) {
    char name[] = "", ask[] = "--help", *argv[] = {name, ask, NULL};
    (void)c->run(2, argv);
    return 0;
}

static int help(void) {
    fputs(USAGE, stdout);
    for (int i = 0; i < MODULES_N; i++) {
        for (int j = 0; j < MODULES[i]->n_commands; j++) printf("       rakaz %s\n", MODULES[i]->commands[j].usage);
    }
    return 0;
}

int main(int argc, char **argv) {
    Str name = argc > 1 ? str_of(argv[1]) : LIT("help");
    bool asked = argc > 2 && str_eq(name, LIT("help"));
    if (asked) name = str_of(argv[2]);
    else if (str_eq(name, LIT("help")) || str_eq(name, LIT("--help"))) return help();
    if (str_eq(name, LIT("serve")) && asked) return fputs(SERVE_HELP, stdout) < 0;
    if (str_eq(name, LIT("serve"))) return serve(argc - 1, argv + 1);
    for (int i = 0; i < MODULES_N; i++) {
        for (int j = 0; j < MODULES[i]->n_commands; j++) {
            const Command *c = &MODULES[i]->commands[j];
            if (str_eq(name, str_of(c->name))) return asked ? help_of(c) : c->run(argc - 1, argv + 1);
        }
    }
    fputs(USAGE, stderr);
    return 2;
}
