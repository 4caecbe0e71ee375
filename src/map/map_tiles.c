/* map_tiles.c - the operator's tiles, if there are any. */
#include "map/map_page.h"

#include "db/cli.h"
#include "db/facts.h"
#include "db/region.h"

enum { URL_MAX = 400, ZOOM_MAX = 22 };

/* "https://tiles.example:8443" of an address of tiles; false: it is not one. Only plain signs, so that nothing in it
** can end the header that it goes into. */
static bool origin_of(Str url, Str *ret_origin) {
    Str    start = LIT("https://");
    size_t n = start.n;
    bool   whole = str_find(url, LIT("{z}")) > 0 && str_find(url, LIT("{x}")) > 0 && str_find(url, LIT("{y}")) > 0;
    if (!whole || url.n > URL_MAX || !str_starts(url, start)) return false;
    for (; n < url.n && url.p[n] != '/'; n++) {
        char ch = url.p[n];
        bool plain = (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '.' || ch == '-' || ch == ':';
        if (!plain) return false;
    }
    *ret_origin = str_sub(url, 0, n);
    return n > start.n && n < url.n;
}

Fault map_tiles(Ctx *c, Reply *rp, MapPage *v) {
    Str url, credit, zoom, origin;
    TRY(fact_get(c, "tiles_url", &url));
    if (!origin_of(url, &origin)) return OK;
    TRY(fact_get(c, "tiles_credit", &credit));
    TRY(fact_get(c, "tiles_zoom", &zoom));
    v->tiles = url;
    v->tiles_credit = credit;
    v->tiles_zoom = zoom;
    rp->images_from = origin;
    return OK;
}

/* ---- rakaz tiles ------------------------------------------------------------------------------------------------- */

typedef struct Setting {
    Str url, credit, zoom;
} Setting;

static Fault put(Ctx *c, void *arg) {
    const Setting *s = arg;
    TRY(fact_set(c, "tiles_url", s->url));
    TRY(fact_set(c, "tiles_credit", s->credit));
    return fact_set(c, "tiles_zoom", s->zoom);
}

/* tiles --data FILE|ADDRESS (--url URL --credit TEXT [--max-zoom N] | --off) */
int map_tiles_cli(int argc, char **argv) {
    const char *data = cli_option(argc, argv, "--data"), *url = cli_option(argc, argv, "--url");
    const char *credit = cli_option(argc, argv, "--credit"), *zoom = cli_option(argc, argv, "--max-zoom");
    bool    off = cli_has(argc, argv, "--off");
    Cli     o;
    Str     origin;
    int64_t n = 19;
    bool good = !zoom || (str_int(str_of(zoom), &n) && n >= 1 && n <= ZOOM_MAX);
    if (!good) return cli_fail("tiles", LIT("--max-zoom is 1 to 22"));
    if (!data || (off ? url != NULL : !url || !credit)) {
        fputs("usage: rakaz tiles --data FILE|ADDRESS (--url https://HOST/{z}/{x}/{y}.png --credit TEXT"
              " [--max-zoom N] | --off)\n", stderr);
        return 2;
    }
    if (url && !origin_of(str_of(url), &origin)) {
        return cli_fail("tiles", LIT("the address must be https://HOST/... with {z}, {x} and {y}"));
    }
    if (!cli_open(&o, data, false)) return 1;
    Setting s = {0};
    if (!off) s = (Setting){str_of(url), str_of(credit), arena_printf(&o.arena, "%lld", (long long)n)};
    Fault f = region_write(o.region, &o.ctx, put, &s);
    cli_close(&o);
    return f == OK ? 0 : cli_fail("tiles", str_of(fault_name(f)));
}
