/* ops_init.c - rakaz init: a new region with its organisation, its catalogue of businesses and its first
** administrator. */
#include "ops/ops.h"

#include "account/account.h"
#include "actor/actor.h"
#include "base/zone.h"
#include "case/case.h"
#include "chain/chain.h"
#include "db/cli.h"
#include "db/facts.h"
#include "place/place.h"
#include "network/network.h"
#include "survey/survey.h"
#include "tool/tool.h"

static const char USAGE[] =
    "usage: rakaz init --data FILE|ADDRESS --name NAME --admin-email MAIL [--admin-name NAME] [--admin-password -]\n"
    "                  [--zone ZONE] [--lang he|ar|en] [--currency ILS] [--home 972] [--site https://negev.example]\n"
    "                  [--mail-url smtp://HOST:25 --mail-from MAIL] [--places negev|puglia]\n"
    "--admin-password -   reads it from standard input; without it, a link is printed that signs in once\n"
    "--places             begins with the places of a region that is part of the program\n";

typedef struct Init {
    const char *name, *email, *admin, *zone, *lang, *currency, *home, *site, *mail_url, *mail_from, *places;
    Str         hash, key;
} Init;

static Fault put_fact(Ctx *c, const char *name, const char *value) {
    return value ? fact_set(c, name, str_of(value)) : OK;
}

static Fault put_facts(Ctx *c, const Init *v) {
    TRY(put_fact(c, "name", v->name));
    TRY(put_fact(c, "zone", v->zone));
    TRY(put_fact(c, "lang", v->lang));
    TRY(put_fact(c, "currency", v->currency));
    TRY(put_fact(c, "home", v->home));
    TRY(put_fact(c, "site", v->site));
    TRY(put_fact(c, "mail_url", v->mail_url));
    return put_fact(c, "mail_from", v->mail_from);
}

static Fault load_places(Ctx *c, const char *region) {
    int64_t n;
    Str text = ops_file(arena_printf(c->arena, "regions/%s/places.tsv", region));
    if (!text.n) return fail_text(c, NOT_FOUND, "region", str_of(region));
    TRY(place_load(c, text, &n));
    Str outlines = ops_file(arena_printf(c->arena, "regions/%s/outlines.geojson", region));
    Str base = ops_file(arena_printf(c->arena, "regions/%s/base.geojson", region));
    if (outlines.n) TRY(place_outlines_load(c, outlines, &n));
    return base.n ? place_base_load(c, base) : OK;
}

static Fault init_run(Ctx *c, void *arg) {
    Init *v = arg;
    Login visitor;
    Account *admin = ent_new(c, &account_entity);
    int64_t n;
    Id org, account;
    TRY(visitor_login(c, (Str){0}, &visitor));
    if (visitor.who.org) return fail_text(c, DUPLICATE, "region", str_of(v->name));
    TRY(put_facts(c, v));
    TRY(ops_local(c));
    admin->email = str_of(v->email);
    admin->name = str_of(v->admin ? v->admin : v->email);
    admin->lang = str_of(v->lang);
    admin->password = v->hash;
    TRY(account_found(c, LIT("own"), admin, &org, &account));
    if (!v->hash.n) TRY(link_make(c, account, LINK_HAND, &v->key));
    TRY(category_load(c, ops_file(LIT("categories.tsv")), &n));
    TRY(survey_take_ready(c, &n));
    TRY(tie_template_take_ready(c, &n));
    TRY(chain_take_ready(c, &n));
    TRY(tool_take_ready(c, &n));
    TRY(consent_load(c, ops_file(LIT("consents.tsv"))));
    return v->places ? load_places(c, v->places) : OK;
}

static Fault read_password(Ctx *c, Init *v) {
    Str password;
    if (!cli_secret(c->arena, "password of the administrator", &password)) return fail(c, BAD_REQUEST, "password", 0);
    password_check(c, "admin-password", password, str_of(v->email));
    TRY(complaints_fault(c));
    return password_hash(c, password, &v->hash);
}

static bool read_options(int argc, char **argv, Init *v) {
    Lang l;
    v->name = cli_option(argc, argv, "--name");
    v->email = cli_option(argc, argv, "--admin-email");
    v->admin = cli_option(argc, argv, "--admin-name");
    v->zone = cli_option(argc, argv, "--zone");
    v->lang = cli_option(argc, argv, "--lang");
    v->currency = cli_option(argc, argv, "--currency");
    v->home = cli_option(argc, argv, "--home");
    v->site = cli_option(argc, argv, "--site");
    v->mail_url = cli_option(argc, argv, "--mail-url");
    v->mail_from = cli_option(argc, argv, "--mail-from");
    v->places = cli_option(argc, argv, "--places");
    if (!v->zone) v->zone = LOCAL_DEFAULTS.zone;
    if (!v->lang) v->lang = lang_code(LOCAL_DEFAULTS.lang);
    if (v->currency && !currency_code_ok(str_of(v->currency))) return false;
    return v->name && v->email && zone_load(v->zone) && lang_parse(str_of(v->lang), &l);
}

int ops_init(int argc, char **argv) {
    const char *data = cli_option(argc, argv, "--data");
    Init v = {.name = NULL};
    Cli cli;
    if (!data || !read_options(argc, argv, &v)) {
        fputs(USAGE, stderr);
        return 2;
    }
    if (!cli_open(&cli, data, true)) return 1;
    Fault f = cli_option(argc, argv, "--admin-password") ? read_password(&cli.ctx, &v) : OK;
    if (f == OK) f = region_write(cli.region, &cli.ctx, init_run, &v);
    if (f != OK) cli_fault(&cli, "init", f);
    else if (v.key.n) printf("sign in once within a day: %s/sign-in/link/%.*s\n", v.site ? v.site : "",
                             STR_ARG(v.key));
    cli_close(&cli);
    return f != OK;
}
