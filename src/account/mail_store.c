/* mail_store.c - the outbox. A mail's text is dropped when it was sent: it may hold a link. */
#include "account/account_store.h"

#include "base/check.h"
#include "base/utf8.h"
#include "db/facts.h"
#include "db/region.h"

enum { KEEP_DAYS = 90, ERROR_MAX = 300 };
static const Stamp MINUTE_MS = 60 * 1000, DAY_MS = 24LL * 3600 * 1000;

Fault mail_ready(Ctx *c, bool *ret_yes) {
    Str url, from;
    TRY(fact_get(c, "mail_url", &url));
    TRY(fact_get(c, "mail_from", &from));
    *ret_yes = url.n && from.n;
    return OK;
}

static Str plain(Ctx *c, const Mail *m, TextKey key, Str link) {
    enum { MAIL_BYTES_MAX = 64 * 1024 };
    Buf b;
    buf_init(&b, MAIL_BYTES_MAX);
    tr_plain(&b, &m->reader, key, m->args, m->n_args);
    if (link.n) buf_printf(&b, "\n\n%.*s\n", STR_ARG(link));
    CHECK(buf_ok(&b));
    return buf_keep(c->arena, &b);
}

Fault mail_queue(Ctx *c, const Mail *m) {
    CHECK(c->writing && m->org && m->to.n);
    Stamp now = c->reader.now;
    Id id = id_new(now);
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_MAILS_OLD], VALS(v_id(m->org), v_int(now - KEEP_DAYS * DAY_MS))));
    region_changed(c, "mails", id);
    return db_run(c, &ACCOUNT_QUERIES[Q_MAIL_ADD],
                  VALS(v_id(id), v_id(m->org), v_text(m->to), v_text(str_of(lang_code(m->reader.lang))),
                       v_text(plain(c, m, m->subject, (Str){0})), v_text(plain(c, m, m->body, m->link)), v_int(now),
                       v_int(m->not_before > now ? m->not_before : now), v_id(m->about),
                       m->calendar.n ? v_text(m->calendar) : v_null(), v_id(m->passing ? 1 : 0), v_id(c->act)));
}

Fault mail_forget(Ctx *c, Id about) {
    region_changed(c, "mails", about);
    return db_run(c, &ACCOUNT_QUERIES[Q_MAILS_FORGET], VALS(v_id(about)));
}

Fault mails_recall(Ctx *c, Id act) {
    region_changed(c, "mails", act);
    return db_run(c, &ACCOUNT_QUERIES[Q_MAILS_RECALL], VALS(v_id(act)));
}

Fault mail_waits(Ctx *c, Id about, Str *ret_to) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACCOUNT_QUERIES[Q_MAIL_WAITS], VALS(v_id(about)), &r));
    *ret_to = rows_next(&r) ? rows_copy(&r, 0) : (Str){0};
    return rows_fault(&r);
}

Fault mail_told_since(Ctx *c, Id about, Stamp since, bool *ret_yes) {
    int64_t n;
    TRY(db_int(c, &ACCOUNT_QUERIES[Q_MAILS_SINCE], VALS(v_id(about), v_int(since)), &n));
    *ret_yes = n > 0;
    return OK;
}

Fault mails_erase(Ctx *c, const Id *about, size_t n, Str address) {
    region_changed(c, "mails", n ? about[0] : 0);
    if (n) TRY(db_run(c, &ACCOUNT_QUERIES[Q_MAILS_ABOUT], VALS(v_ids(about, n))));
    return address.n ? db_run(c, &ACCOUNT_QUERIES[Q_MAILS_TO], VALS(v_text(address))) : OK;
}

Fault mail_list(Ctx *c, MailRow **ret_v, size_t *ret_n, int64_t *ret_waiting) {
    enum { MAILS_MAX = 100 };
    MailRow *v = ARENA_ARRAY(c->arena, MailRow, MAILS_MAX);
    size_t n = 0;
    TRY(db_int(c, &ACCOUNT_QUERIES[Q_MAILS_WAITING], NO_VALS, ret_waiting));
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACCOUNT_QUERIES[Q_MAILS], NO_VALS, &r));
    while (n < MAILS_MAX && rows_next(&r)) {
        v[n++] = (MailRow){.id = rows_id(&r, 0), .to = rows_copy(&r, 1), .subject = rows_copy(&r, 2),
                           .error = rows_copy(&r, 3), .queued_at = rows_int(&r, 4), .sent_at = rows_int(&r, 5),
                           .next_at = rows_int(&r, 6), .tries = rows_int(&r, 7)};
    }
    TRY(rows_fault(&r));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault mail_again(Ctx *c, Id mail) {
    int64_t n;
    region_changed(c, "mails", mail);
    TRY(db_changed(c, &ACCOUNT_QUERIES[Q_MAIL_AGAIN], VALS(v_id(mail), v_int(c->reader.now)), &n));
    return n == 1 ? OK : fail(c, NOT_FOUND, "mail", mail);
}

Fault mail_due(Ctx *c, MailDue *ret_m) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACCOUNT_QUERIES[Q_MAIL_DUE], VALS(v_int(c->reader.now)), &r));
    if (!rows_next(&r)) {
        TRY(rows_fault(&r));
        return NOT_FOUND;
    }
    *ret_m = (MailDue){.id = rows_id(&r, 0), .to = rows_copy(&r, 1), .lang = rows_copy(&r, 2),
                       .subject = rows_copy(&r, 3), .body = rows_copy(&r, 4), .tries = rows_int(&r, 5),
                       .calendar = rows_copy(&r, 6)};
    return OK;
}

Fault mail_next_at(Ctx *c, Stamp *ret_at) { return db_int(c, &ACCOUNT_QUERIES[Q_MAIL_NEXT], NO_VALS, ret_at); }

Fault mail_sent(Ctx *c, Id mail) {
    region_changed(c, "mails", mail);
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_MAIL_SENT], VALS(v_id(mail), v_int(c->reader.now))));
    return db_run(c, &ACCOUNT_QUERIES[Q_MAIL_PASSED], VALS(v_id(mail)));
}

/* Again after 1, 2, 4, ... minutes; after eight tries, four hours, only when somebody says so. */
Fault mail_failed(Ctx *c, const MailDue *m, Str error) {
    enum { TRIES_MAX = 8, NEVER_DAYS = 3650 };
    int64_t apart = m->tries + 1 < TRIES_MAX ? (int64_t)1 << m->tries : (int64_t)NEVER_DAYS * 24 * 60;
    region_changed(c, "mails", m->id);
    return db_run(c, &ACCOUNT_QUERIES[Q_MAIL_FAILED],
                  VALS(v_id(m->id), v_int(m->tries + 1), v_int(c->reader.now + apart * MINUTE_MS),
                       v_text(utf8_head(error, ERROR_MAX))));
}
