/* export_cli.c - the command rakaz archive. */
#include "account/account_store.h"
#include "db/cli.h"
#include "export/export_page.h"
#include "export/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { COPY_BYTES = 1 << 18 };

/* The organisation that is meant: with several, which one has to be said, counted from 1 by age. */
static Fault org_chosen(Ctx *c, const char *which) {
    Id     *orgs;
    size_t  n;
    int64_t at = 1;
    TRY(org_list(c, &orgs, &n));
    if (n > 1 && !which) return fail_text(c, INVALID, "org", LIT("there are several: say which, --org 1"));
    if (which && !str_int(str_of(which), &at)) at = 0;
    if (at < 1 || at > (int64_t)n) return fail(c, NOT_FOUND, "org", at);
    c->who.org = orgs[at - 1];
    return OK;
}

static Fault copied(int from, int to, Arena *a) {
    char   *bytes = arena_alloc(a, COPY_BYTES);
    ssize_t n;
    while ((n = read(from, bytes, COPY_BYTES)) > 0) {
        for (ssize_t at = 0; at < n;) {
            ssize_t m = write(to, bytes + at, (size_t)(n - at));
            if (m <= 0 && errno != EINTR) return errno == ENOSPC || errno == EDQUOT ? DISK_FULL : BROKEN;
            if (m > 0) at += m;
        }
    }
    return n == 0 && fsync(to) == 0 ? OK : BROKEN;
}

static Fault archive_to(Cli *o, const char *which, int to, WholeReport *ret_report) {
    int fd;
    TRY(region_read_begin(o->region, &o->ctx));
    Fault f = org_chosen(&o->ctx, which);
    region_read_end(o->region, &o->ctx);
    if (f == OK) f = whole_make(&o->ctx, "/tmp", ret_report, &fd);
    TRY(f);
    f = copied(fd, to, &o->arena);
    close(fd);
    return f;
}

int export_archive(int argc, char **argv) {
    const char *data = cli_option(argc, argv, "--data"), *to = cli_option(argc, argv, "--to");
    Cli         o;
    WholeReport r;
    if (!data || !to) return cli_fail("usage", LIT("rakaz archive --data FILE|ADDRESS --to FILE.zip [--org N]"));
    int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return cli_fail(to, str_of(strerror(errno)));
    if (!cli_open(&o, data, false)) {
        close(fd);
        unlink(to);
        return 1;
    }
    Fault f = archive_to(&o, cli_option(argc, argv, "--org"), fd, &r);
    close(fd);
    if (f == OK) {
        printf("%s holds %lld records of %lld kinds\n", to, (long long)r.rows, (long long)r.nouns);
    } else {
        unlink(to);
        cli_fault(&o, "archive", f);
    }
    cli_close(&o);
    return f != OK;
}
