/* multipart.c - multipart/form-data, read as it arrives. */
#include "http/multipart.h"

#include "base/check.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { AT_START, BEHIND_MARK, IN_HEAD, IN_BODY, AT_END };
enum { HEAD_BYTES_MAX = 4096, WINDOW_BYTES_MAX = 1024 * 1024, BOUNDARY_BYTES_MAX = 70 };

/* ---- spool -------------------------------------------------------------------------------------------------- */

void spool_init(Spool *s) {
    *s = (Spool){.fd = -1};
    buf_init(&s->small, MULTIPART_SPOOL_BYTES);
}

void spool_release(Spool *s) {
    if (s->fd >= 0) close(s->fd);
    s->fd = -1;
    buf_release(&s->small);
}

static Fault file_write(int fd, Str data) {
    while (data.n) {
        ssize_t n = write(fd, data.p, data.n);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return errno == ENOSPC || errno == EDQUOT ? DISK_FULL : BROKEN;
        data = str_sub(data, (size_t)n, data.n);
    }
    return OK;
}

Fault spool_add(Spool *s, const char *dir, Str data) {
    s->size += (int64_t)data.n;
    if (s->fd < 0 && s->small.n + data.n <= MULTIPART_SPOOL_BYTES) {
        buf_add(&s->small, data);
        return buf_ok(&s->small) ? OK : BROKEN;
    }
    if (s->fd < 0) {
        s->fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
        if (s->fd < 0) return errno == ENOSPC || errno == EDQUOT ? DISK_FULL : BROKEN;
        TRY(file_write(s->fd, buf_str(&s->small)));
        buf_clear(&s->small);
    }
    return file_write(s->fd, data);
}

Fault spool_take(Spool *s, Arena *a, Upload *u) {
    u->size = s->size;
    u->fd = s->fd;
    if (s->fd >= 0 && lseek(s->fd, 0, SEEK_SET) != 0) return BROKEN;
    if (s->fd < 0) u->bytes = arena_copy(a, buf_str(&s->small));
    s->fd = -1;
    s->size = 0;
    buf_clear(&s->small);
    return OK;
}

/* ---- heads -------------------------------------------------------------------------------------------------- */

static bool boundary_ok(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 || c >= 0x7F || c == '"') return false;
    }
    return s.n > 0 && s.n <= BOUNDARY_BYTES_MAX;
}

/* Finds `key` among "; key=value; key="value"" and gives its value, still escaped. Quoted values may hold ';'. */
static bool parameter(Str s, Str key, Str *ret_value) {
    size_t i = 0;
    while (i < s.n) {
        while (i < s.n && (s.p[i] == ';' || s.p[i] == ' ' || s.p[i] == '\t')) i++;
        size_t from = i;
        while (i < s.n && s.p[i] != '=' && s.p[i] != ';') i++;
        Str name = str_trim(str_sub(s, from, i - from));
        if (i >= s.n || s.p[i] == ';') continue;
        i++;
        bool quoted = i < s.n && s.p[i] == '"';
        if (quoted) i++;
        from = i;
        while (i < s.n && s.p[i] != (quoted ? '"' : ';')) i += quoted && s.p[i] == '\\' && i + 1 < s.n ? 2 : 1;
        if (quoted && i >= s.n) return false;
        Str value = str_sub(s, from, i - from);
        if (quoted) i++;
        if (str_eq_nocase(name, key)) return *ret_value = quoted ? value : str_trim(value), true;
    }
    return false;
}

bool multipart_boundary(Str content_type, Str *ret_boundary) {
    ptrdiff_t at = str_find_byte(content_type, ';');
    if (at < 0) return false;
    if (!str_eq_nocase(str_trim(str_sub(content_type, 0, (size_t)at)), LIT("multipart/form-data"))) return false;
    Str boundary;
    if (!parameter(str_sub(content_type, (size_t)at, content_type.n), LIT("boundary"), &boundary)) return false;
    if (!boundary_ok(boundary)) return false;
    *ret_boundary = boundary;
    return true;
}

/* HTML's form encoding of names: %22 %0D %0A; older senders put a backslash before a quote. */
static Str unquote(Arena *a, Str s) {
    char  *out = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        Str rest = str_sub(s, i, s.n);
        if (s.p[i] == '\\' && i + 1 < s.n && (s.p[i + 1] == '"' || s.p[i + 1] == '\\')) {
            out[n++] = s.p[++i];
        } else if (str_starts(rest, LIT("%22"))) {
            out[n++] = '"', i += 2;
        } else if (str_starts(rest, LIT("%0D")) || str_starts(rest, LIT("%0A"))) {
            out[n++] = ' ', i += 2;
        } else {
            out[n++] = s.p[i];
        }
    }
    return (Str){out, n};
}

/* A file's name as sent by a person's device: the last part of whatever path it came with. */
static Str file_name_clean(Arena *a, Str s) {
    Str name = utf8_clean_line(a, unquote(a, s));
    for (size_t i = name.n; i > 0; i--) {
        if (name.p[i - 1] == '/' || name.p[i - 1] == '\\') return utf8_head(str_sub(name, i, name.n), 200);
    }
    return utf8_head(name, 200);
}

static Fault disposition_read(Multipart *m, Str value) {
    Str text;
    if (!str_eq_nocase(str_sub(value, 0, 9), LIT("form-data"))) return BAD_REQUEST;
    Str rest = str_sub(value, 9, value.n);
    if (!parameter(rest, LIT("name"), &text) || text.n > 200 || !utf8_valid(text)) return BAD_REQUEST;
    m->name = unquote(m->arena, text);
    m->is_file = parameter(rest, LIT("filename"), &text);
    if (m->is_file) m->file_name = file_name_clean(m->arena, text);
    return OK;
}

static Fault head_read(Multipart *m, Str head) {
    m->name = m->file_name = m->type = (Str){0};
    m->is_file = false;
    bool named = false;
    Str  line;
    while (str_split(&head, '\n', &line)) {
        if (!str_ends(line, LIT("\r"))) return BAD_REQUEST;
        line.n--;
        ptrdiff_t colon = str_find_byte(line, ':');
        if (colon <= 0 || str_find_byte(line, '\r') >= 0 || str_find_byte(line, 0) >= 0) return BAD_REQUEST;
        Str name = str_sub(line, 0, (size_t)colon), value = str_trim(str_sub(line, (size_t)colon + 1, line.n));
        if (str_eq_nocase(name, LIT("content-type"))) m->type = utf8_clean_line(m->arena, str_sub(value, 0, 100));
        if (!str_eq_nocase(name, LIT("content-disposition"))) continue;
        if (named) return BAD_REQUEST;
        TRY(disposition_read(m, value));
        named = true;
    }
    return named ? OK : BAD_REQUEST;
}

/* ---- parts -------------------------------------------------------------------------------------------------- */

static Fault part_add(Multipart *m, Str data) {
    if (m->is_file) return spool_add(&m->spool, m->dir, data);
    if (data.n > m->text_max - m->text) return TOO_LARGE;
    m->text += data.n;
    buf_add(&m->value, data);
    return buf_ok(&m->value) ? OK : TOO_LARGE;
}

static Fault file_end(Multipart *m) {
    /* A file field left empty by the person comes as a nameless part of no bytes. */
    if (m->spool.size == 0 && m->file_name.n == 0) return OK;
    if (m->n_files == MULTIPART_FILES_MAX) return BAD_REQUEST;
    if (!m->files) m->files = ARENA_ARRAY(m->arena, Upload, MULTIPART_FILES_MAX);
    Upload *u = &m->files[m->n_files];
    *u = (Upload){.field = m->name, .name = m->file_name, .claimed_type = m->type, .fd = -1};
    TRY(spool_take(&m->spool, m->arena, u));
    m->n_files++;
    return OK;
}

static Fault part_end(Multipart *m) {
    if (m->is_file) return file_end(m);
    if (m->n_fields == MULTIPART_FIELDS_MAX || !utf8_valid(buf_str(&m->value))) return BAD_REQUEST;
    if (m->n_fields == m->cap_fields) {
        size_t cap = m->cap_fields ? m->cap_fields * 2 : 16;
        Param *v = ARENA_ARRAY(m->arena, Param, cap);
        if (m->n_fields) memcpy(v, m->fields, m->n_fields * sizeof *v);
        m->fields = v;
        m->cap_fields = cap;
    }
    m->fields[m->n_fields++] = (Param){m->name, arena_copy(m->arena, buf_str(&m->value))};
    buf_clear(&m->value);
    return OK;
}

/* Drops what was understood from the front of the window. */
static void window_drop(Multipart *m, size_t n) {
    memmove(m->window.p, m->window.p + n, m->window.n - n);
    m->window.n -= n;
}

/* One step over the window: true when it got further and there may be more. */
static Fault step(Multipart *m, bool *ret_more) {
    Str w = buf_str(&m->window);
    *ret_more = false;
    switch (m->state) {
    case AT_START:
    case IN_BODY: {
        ptrdiff_t at = str_find(w, m->mark);
        size_t    sure = at >= 0 ? (size_t)at : w.n > m->mark.n ? w.n - m->mark.n : 0;
        if (m->state == AT_START && at > 0) return BAD_REQUEST;
        if (m->state == IN_BODY && sure) TRY(part_add(m, str_sub(w, 0, sure)));
        if (m->state == AT_START && at < 0) return w.n > m->mark.n ? BAD_REQUEST : OK;
        if (at >= 0 && m->state == IN_BODY) TRY(part_end(m));
        if (at >= 0) m->state = BEHIND_MARK;
        window_drop(m, sure + (at >= 0 ? m->mark.n : 0));
        *ret_more = at >= 0;
        return OK;
    }
    case BEHIND_MARK:
        if (w.n < 2) return OK;
        if (str_starts(w, LIT("--"))) m->state = AT_END;
        else if (str_starts(w, LIT("\r\n"))) m->state = IN_HEAD;
        else return BAD_REQUEST;
        window_drop(m, 2);
        *ret_more = true;
        return OK;
    case IN_HEAD: {
        ptrdiff_t at = str_find(w, LIT("\r\n\r\n"));
        if (at < 0) return w.n > HEAD_BYTES_MAX ? BAD_REQUEST : OK;
        if (at > HEAD_BYTES_MAX) return BAD_REQUEST;
        TRY(head_read(m, str_sub(w, 0, (size_t)at + 2)));
        window_drop(m, (size_t)at + 4);
        m->state = IN_BODY;
        *ret_more = true;
        return OK;
    }
    default:
        window_drop(m, w.n);
        return OK;
    }
}

void multipart_init(Multipart *m, Arena *a, const char *dir, Str boundary, size_t text_max) {
    CHECK(boundary_ok(boundary));
    *m = (Multipart){.arena = a, .dir = dir, .text_max = text_max, .state = AT_START};
    m->mark = arena_printf(a, "\r\n--%.*s", STR_ARG(boundary));
    buf_init(&m->window, WINDOW_BYTES_MAX);
    buf_init(&m->value, text_max);
    spool_init(&m->spool);
    /* The first boundary has no line end before it. */
    buf_lit(&m->window, "\r\n");
}

void multipart_release(Multipart *m) {
    for (size_t i = 0; i < m->n_files; i++) {
        if (m->files[i].fd >= 0) close(m->files[i].fd);
    }
    m->n_files = 0;
    buf_release(&m->window);
    buf_release(&m->value);
    spool_release(&m->spool);
}

Fault multipart_feed(Multipart *m, Str data) {
    while (data.n) {
        Str piece = str_sub(data, 0, WINDOW_BYTES_MAX / 4);
        data = str_sub(data, piece.n, data.n);
        buf_add(&m->window, piece);
        if (!buf_ok(&m->window)) return TOO_LARGE;
        bool more = true;
        while (more) TRY(step(m, &more));
    }
    return OK;
}

Fault multipart_end(Multipart *m, Params *ret_form, Upload **ret_files, size_t *ret_n) {
    if (m->state != AT_END) return BAD_REQUEST;
    *ret_form = (Params){m->fields, m->n_fields};
    *ret_files = m->files;
    *ret_n = m->n_files;
    m->n_files = 0;
    return OK;
}
