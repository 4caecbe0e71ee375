/* account_mail.c - sends what waits in the outbox, by SMTP, on a thread of its own.
**
** The thread sleeps until a mail is written (the region tells) or the next try is due. TLS is demanded of every
** server but one on this machine. A mail is plain text in base 64, so that no server bends its lines. */
#include "account/account_store.h"

#include "base/check.h"
#include "base/clock.h"
#include "db/facts.h"
#include "db/wake.h"

#include <curl/curl.h>
#include <sodium.h>

enum { SEND_S_MAX = 60, CONNECT_S_MAX = 20, IDLE_S_MAX = 3600, TROUBLE_S = 60, WORK_BYTES = 4 << 20, LINE_BYTES = 57 };

/* ---- the message: RFC 5322, 2045, 2047 ------------------------------------------------------------------------ */

static void put_base64(Buf *b, Str s) {
    char out[sodium_base64_ENCODED_LEN(LINE_BYTES, sodium_base64_VARIANT_ORIGINAL)];
    CHECK(s.n <= LINE_BYTES);
    sodium_bin2base64(out, sizeof out, (const unsigned char *)s.p, s.n, sodium_base64_VARIANT_ORIGINAL);
    buf_add(b, str_of(out));
}

/* An encoded word holds at most 75 characters and whole letters. */
static void put_words(Buf *b, Str s) {
    enum { WORD_BYTES = 42 };
    for (size_t at = 0; at < s.n;) {
        size_t n = s.n - at < WORD_BYTES ? s.n - at : WORD_BYTES;
        while (at + n < s.n && ((unsigned char)s.p[at + n] & 0xC0) == 0x80) n--;
        if (at) buf_lit(b, "\r\n ");
        buf_lit(b, "=?UTF-8?B?");
        put_base64(b, str_sub(s, at, n));
        buf_lit(b, "?=");
        at += n;
    }
}

static void put_date(Buf *b, Stamp now) {
    static const char DAYS[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char MONTHS[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    LocalTime t = stamp_local(now, "UTC");
    buf_printf(b, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", DAYS[t.weekday], day_date(t.d),
               MONTHS[day_month(t.d) - 1], day_year(t.d), t.hour, t.minute, t.second);
}

static bool is_header_text(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F) return false;
    }
    return s.n > 0;
}

/* The domain of an address, for the Message-ID. */
static Str domain_of(Str address) {
    ptrdiff_t at = str_find_byte(address, '@');
    return at < 0 ? LIT("localhost") : str_trim(str_sub(address, (size_t)at + 1, address.n));
}

/* A part with its head; the whole message, when it has one alone. */
static void put_part(Buf *b, const char *type, Str lang, Str text) {
    buf_printf(b, "Content-Type: %s\r\nContent-Language: %.*s\r\nContent-Transfer-Encoding: base64\r\n\r\n", type,
               STR_ARG(lang));
    for (size_t at = 0; at < text.n; at += LINE_BYTES) {
        put_base64(b, str_sub(text, at, LINE_BYTES));
        buf_lit(b, "\r\n");
    }
}

static void put_message(Buf *b, const MailDue *m, Str from, Stamp now) {
    char id[ID_CHARS + 1];
    id_print(id, m->id);
    put_date(b, now);
    buf_printf(b, "From: <%.*s>\r\nTo: <%.*s>\r\nMessage-ID: <%s@%.*s>\r\nSubject: ", STR_ARG(from), STR_ARG(m->to), id,
               STR_ARG(domain_of(from)));
    put_words(b, m->subject);
    buf_lit(b, "\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n");
    if (!m->calendar.n) {
        put_part(b, "text/plain; charset=UTF-8", m->lang, m->body);
        return;
    }
    bool off = str_find(m->calendar, LIT("METHOD:CANCEL")) >= 0;
    buf_printf(b, "Content-Type: multipart/mixed; boundary=\"rakaz-%s\"\r\n\r\n--rakaz-%s\r\n", id, id);
    put_part(b, "text/plain; charset=UTF-8", m->lang, m->body);
    buf_printf(b, "--rakaz-%s\r\n", id);
    put_part(b, off ? "text/calendar; charset=UTF-8; method=CANCEL" : "text/calendar; charset=UTF-8; method=REQUEST",
             m->lang, m->calendar);
    buf_printf(b, "--rakaz-%s--\r\n", id);
}

/* ---- SMTP ------------------------------------------------------------------------------------------------------ */

typedef struct Reading {
    Str    text;
    size_t at;
} Reading;

static size_t read_message(char *to, size_t size, size_t n, void *arg) {
    Reading *r = arg;
    Str part = str_sub(r->text, r->at, size * n);
    memcpy(to, part.p, part.n);
    r->at += part.n;
    return part.n;
}

/* A server on this machine needs no TLS: nobody listens between. */
static bool is_here(Str url) {
    static const char *const HERE[] = {"smtp://localhost", "smtp://127.0.0.1", "smtp://[::1]"};
    for (size_t i = 0; i < sizeof HERE / sizeof *HERE; i++) {
        size_t n = strlen(HERE[i]);
        if (str_starts(url, str_of(HERE[i])) && (url.n == n || url.p[n] == ':' || url.p[n] == '/')) return true;
    }
    return false;
}

typedef struct Letter {
    Str   url, from, to, text;
    char *why;                                    /* CURL_ERROR_SIZE bytes */
} Letter;

static CURLcode smtp_send(CURL *curl, Arena *a, const Letter *l) {
    Reading r = {.text = l->text};
    Str url = l->url;
    const char *recipient = arena_printf(a, "<%.*s>", STR_ARG(l->to)).p;
    struct curl_slist *recipients = curl_slist_append(NULL, recipient);
    if (!recipients) return CURLE_OUT_OF_MEMORY;
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, l->why);
    curl_easy_setopt(curl, CURLOPT_URL, arena_z(a, url));
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(is_here(url) ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (is_here(url)) {
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S_MAX);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SEND_S_MAX);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, arena_printf(a, "<%.*s>", STR_ARG(l->from)).p);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_message);
    curl_easy_setopt(curl, CURLOPT_READDATA, &r);
    CURLcode code = curl_easy_perform(curl);
    curl_slist_free_all(recipients);
    return code;
}

/* What the server said when it refused, without the address of anybody. */
static Str send_mail(Ctx *c, const MailDue *m, Str url, Str from) {
    enum { MESSAGE_MAX = 1 << 20 };
    char why[CURL_ERROR_SIZE] = "";
    Buf b;
    if (!is_header_text(m->to) || !is_header_text(from)) return LIT("not an address");
    CURL *curl = curl_easy_init();
    if (!curl) return LIT("out of memory");
    buf_init(&b, MESSAGE_MAX);
    put_message(&b, m, from, c->reader.now);
    Letter letter = {.url = url, .from = from, .to = m->to, .text = buf_str(&b), .why = why};
    CURLcode code = buf_ok(&b) ? smtp_send(curl, c->arena, &letter) : CURLE_OUT_OF_MEMORY;
    buf_release(&b);
    curl_easy_cleanup(curl);
    if (code == CURLE_OK) return (Str){0};
    return arena_copy(c->arena, str_of(why[0] ? why : curl_easy_strerror(code)));
}

/* ---- the thread ------------------------------------------------------------------------------------------------ */

typedef struct Outcome {
    const MailDue *m;
    Str            error;
} Outcome;

static Fault note_outcome(Ctx *c, void *arg) {
    Outcome *o = arg;
    return o->error.n ? mail_failed(c, o->m, o->error) : mail_sent(c, o->m->id);
}

static Fault read_due(Ctx *c, MailDue *m, Str *url, Str *from) {
    TRY(fact_get(c, "mail_url", url));
    TRY(fact_get(c, "mail_from", from));
    return url->n && from->n ? mail_due(c, m) : NOT_FOUND;
}

/* Sends one mail if one is due; then there may be another. */
static bool send_next(Region *r, Arena *a) {
    Ctx c = {.arena = a, .region = r, .reader = {.lang = LANG_EN, .zone = "UTC", .now = clock_stamp()}};
    MailDue m;
    Str url, from;
    if (region_read_begin(r, &c) != OK) return false;
    Fault f = read_due(&c, &m, &url, &from);
    region_read_end(r, &c);
    if (f != OK) return false;
    Outcome o = {.m = &m, .error = send_mail(&c, &m, url, from)};
    c.reader.now = clock_stamp();
    return region_write(r, &c, note_outcome, &o) == OK;
}

/* Seconds until the next try is due. */
static int64_t idle_s(Region *r, Arena *a) {
    Ctx c = {.arena = a, .region = r, .reader = {.now = clock_stamp()}};
    Stamp at;
    if (region_read_begin(r, &c) != OK) return TROUBLE_S;
    Fault f = mail_next_at(&c, &at);
    region_read_end(r, &c);
    int64_t left = f == OK ? (at - c.reader.now) / 1000 + 1 : IDLE_S_MAX;
    return left < 1 ? TROUBLE_S : left > IDLE_S_MAX ? IDLE_S_MAX : left; /* due, but not sent: no server is named */
}

static void sender(Wake *w) {
    enum { MS = 1000 };
    Arena   a;
    int64_t wait_s = 1;
    arena_init(&a, WORK_BYTES);
    while (wake_wait(w, MS * wait_s)) {
        wake_take(w);
        while (!wake_stopping(w) && send_next(w->region, &a)) arena_reset(&a);
        wait_s = idle_s(w->region, &a);
        arena_reset(&a);
    }
    arena_release(&a);
}

static void heard(void *region, const Changed *v, size_t n);
static const WakeKind SENDER = {sender, heard};

/* A ChangedFn: on the writer's thread. */
static void heard(void *region, const Changed *v, size_t n) {
    bool news = false;
    for (size_t i = 0; i < n && !news; i++) {
        news = !v[i].table || strcmp(v[i].table, "mails") == 0 || strcmp(v[i].table, "region_facts") == 0;
    }
    if (news) wake_tell(wake_of(region, &SENDER));
}

void mail_start(Region *r) {
    CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    wake_start(r, &SENDER, calloc(1, sizeof(Wake)));
}

void mail_stop(Region *r) { free(wake_stop(r, &SENDER)); }
