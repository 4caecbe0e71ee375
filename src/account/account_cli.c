/* account_cli.c - rakaz user: who may sign in, from the command line. For the operator of the machine, who may do
** everything: no right is asked for, but the rules of accounts hold. */
#include "account/account_page.h"

#include "db/cli.h"

static const char USAGE[] =
    "usage: rakaz user list --data FILE|ADDRESS\n"
    "       rakaz user add --data FILE|ADDRESS --email MAIL --name NAME --role ROLE [--lang he|ar|en] [--password -]\n"
    "       rakaz user password --data FILE|ADDRESS --email MAIL     reads the password from standard input\n"
    "       rakaz user link --data FILE|ADDRESS --email MAIL         a link that signs in once, valid for a day\n"
    "       rakaz user role --data FILE|ADDRESS --email MAIL --role ROLE [--end]\n"
    "ROLE: admin hq coordinator consultant trustee owner council resident funder, held in the whole organisation.\n"
    "Without a password `add` prints a link that signs in once.\n";

/* What a command wants, and what it found. */
typedef struct Order {
    Str      email, name, lang, hash, key;
    int      role;
    bool     end;
    Account *a;
} Order;

static int role_named(const char *name) {
    for (int i = 0; name && i < grant_role_choices.n; i++) {
        if (strcmp(name, grant_role_choices.v[i].name) == 0) return grant_role_choices.v[i].value;
    }
    return 0;
}

/* The only account with this address; the command acts in its organisation. */
static Fault find(Ctx *c, Order *o) {
    size_t n;
    Account *v;
    TRY(accounts_by_email(c, o->email, &v, &n));
    if (n > 1) return fail_text(c, DUPLICATE, "account", o->email);
    if (n == 0) return fail_text(c, NOT_FOUND, "account", o->email);
    o->a = v;
    c->who.org = v->head.org;
    return OK;
}

static Fault run_add(Ctx *c, void *arg) {
    Order *o = arg;
    Login visitor;
    TRY(visitor_login(c, (Str){0}, &visitor));
    c->who.org = visitor.who.org;
    if (!c->who.org) return fail_text(c, NOT_FOUND, "organisation", LIT("(run rakaz init first)"));
    Account *a = ent_new(c, &account_entity);
    a->email = o->email;
    a->name = o->name;
    a->lang = o->lang;
    a->password = o->hash;
    TRY(account_make(c, a, o->role, 0));
    return o->hash.n ? OK : link_make(c, a->head.id, LINK_HAND, &o->key);
}

static Fault run_password(Ctx *c, void *arg) {
    Order *o = arg;
    TRY(find(c, o));
    o->a->password = o->hash;
    TRY(account_save_own(c, o->a));
    return session_end_others(c, o->a->head.id, 0);
}

static Fault run_link(Ctx *c, void *arg) {
    Order *o = arg;
    TRY(find(c, o));
    return link_make(c, o->a->head.id, LINK_HAND, &o->key);
}

static Fault run_role(Ctx *c, void *arg) {
    Order *o = arg;
    GrantRow *rows;
    size_t n;
    TRY(find(c, o));
    if (!o->end) {
        Grant *g = ent_new(c, &grant_entity);
        g->account = o->a->head.id;
        g->role = o->role;
        return ent_save(c, &grant_entity, g);
    }
    TRY(grant_list(c, o->a->head.id, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (rows[i].role == o->role && !rows[i].over) TRY(grant_end(c, rows[i].id));
    }
    return OK;
}

/* ---- list ------------------------------------------------------------------------------------------------------- */

static void print_person(Ctx *c, const Account *a) {
    GrantRow *rows;
    size_t n;
    printf("%-32.*s %.*s%s\n", STR_ARG(a->email), STR_ARG(a->name), a->blocked == 1 ? " (stopped)" : "");
    if (grant_list(c, a->head.id, &rows, &n) != OK) return;
    for (size_t i = 0; i < n; i++) {
        if (rows[i].over) continue;
        printf("    %s%s%.*s\n", grant_role_choices.v[rows[i].role - 1].name, rows[i].where.n ? ", " : "",
               STR_ARG(rows[i].where));
    }
}

static Fault print_all(Ctx *c) {
    Id *orgs;
    size_t n;
    TRY(org_list(c, &orgs, &n));
    for (size_t i = 0; i < n; i++) {
        Account *rows;
        size_t   people;
        c->who.org = orgs[i];
        TRY(account_list(c, &rows, &people));
        for (size_t k = 0; k < people; k++) print_person(c, &rows[k]);
    }
    return OK;
}

static int list(Cli *o) {
    Fault f = region_read_begin(o->region, &o->ctx);
    if (f == OK) {
        f = print_all(&o->ctx);
        region_read_end(o->region, &o->ctx);
    }
    return f == OK ? 0 : cli_fault(o, "user list", f);
}

/* ---- the command ------------------------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    Fault     (*run)(Ctx *c, void *arg);
    bool        role, person, password;           /* what it needs */
} ORDERS[] = {
    {"add", run_add, true, true, false},
    {"password", run_password, false, false, true},
    {"link", run_link, false, false, false},
    {"role", run_role, true, false, false},
};

static Fault read_password(Ctx *c, Order *o) {
    Str password;
    if (!cli_secret(c->arena, "password", &password)) return fail(c, BAD_REQUEST, "password", 0);
    password_check(c, "password", password, o->email);
    TRY(complaints_fault(c));
    return password_hash(c, password, &o->hash);
}

static int carry_out(Cli *cli, size_t which, Order *o, bool password) {
    Fault f = password ? read_password(&cli->ctx, o) : OK;
    if (f == OK) f = region_write(cli->region, &cli->ctx, ORDERS[which].run, o);
    if (f != OK) return cli_fault(cli, ORDERS[which].name, f);
    if (o->key.n) printf("/sign-in/link/%.*s\n", STR_ARG(o->key));
    return 0;
}

int cli_user(int argc, char **argv) {
    const char *data = cli_option(argc, argv, "--data"), *lang = cli_option(argc, argv, "--lang");
    const char *email = cli_option(argc, argv, "--email"), *name = cli_option(argc, argv, "--name");
    const char *what = argc > 1 ? argv[1] : "";
    size_t which = 0, n = sizeof ORDERS / sizeof *ORDERS;
    bool lists = strcmp(what, "list") == 0;
    Order o = {.name = str_of(name), .lang = str_of(lang), .role = role_named(cli_option(argc, argv, "--role")),
               .end = cli_has(argc, argv, "--end")};
    while (which < n && strcmp(what, ORDERS[which].name) != 0) which++;
    bool known = lists || (which < n && email && (!ORDERS[which].role || o.role) && (!ORDERS[which].person || name));
    Cli cli;
    if (!data || !known) {
        fputs(USAGE, stderr);
        return 2;
    }
    if (!cli_open(&cli, data, false)) return 1;
    o.email = email_normal(&cli.arena, str_of(email));
    bool password = !lists && (ORDERS[which].password || cli_option(argc, argv, "--password") != NULL);
    int rc = lists ? list(&cli) : carry_out(&cli, which, &o, password);
    cli_close(&cli);
    return rc;
}
