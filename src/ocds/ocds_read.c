/* ocds_read.c - packages of releases and records into processes and rows. */
#include "ocds/ocds_inner.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOKED_AT = 64 << 10 };

/* ---- texts and numbers ------------------------------------------------------------------------------------------- */

Str ocds_text(OcdsReader *rd, Str span) {
    Buf b;
    if (!span.n || span.p[0] == '{' || span.p[0] == '[' || str_eq(span, LIT("null"))) return (Str){0};
    if (span.p[0] != '"') return span;
    Str inner = json_unquote(span);
    buf_init(&b, 4 * inner.n + 16);
    json_decode(inner, &b);
    Str s = buf_keep(rd->a, &b);
    return str_trim(utf8_clean_text(rd->a, s));
}

/* "2015-12-22T00:00:00-06:00": the day as the publisher's clock has it. */
Day ocds_day(OcdsReader *rd, Str span) {
    enum { DATE_CHARS = 10 };
    Day d;
    Str s = str_sub(ocds_text(rd, span), 0, DATE_CHARS);
    return s.n == DATE_CHARS && day_parse(s, &d) ? d : 0;
}

/* Digits with a point and an exponent as hundredths, half away from zero. */
bool ocds_amount(Str s, int64_t *ret) {
    enum { DIGITS_MOST = 17, EXPONENT_MOST = 40 };
    int64_t x = 0, exponent = 0;
    int     digits = 0, places = 0;
    bool    minus = s.n && s.p[0] == '-', point = false;
    size_t  i = minus;
    if (i >= s.n || s.p[i] < '0' || s.p[i] > '9') return false;
    for (; i < s.n && s.p[i] != 'e' && s.p[i] != 'E'; i++) {
        if (s.p[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        if (digits == DIGITS_MOST && !point) return false;
        if (digits == DIGITS_MOST) continue;      /* finer than anything that is counted */
        x = 10 * x + (s.p[i] - '0');
        digits += x != 0;
        places += point;
    }
    if (i < s.n && !str_int(str_sub(s, i + 1, s.n), &exponent)) return false;
    if (exponent > EXPONENT_MOST || exponent < -EXPONENT_MOST) return false;
    for (exponent += 2 - places; exponent > 0 && x; exponent--) {
        if (x > INT64_MAX / 100) return false;
        x *= 10;
    }
    for (; exponent < 0 && x; exponent++) x = exponent == -1 ? (x + 5) / 10 : x / 10;
    *ret = minus ? -x : x;
    return true;
}

/* ---- what is told ------------------------------------------------------------------------------------------------ */

void ocds_note(OcdsReader *rd, const char *path, Str key) {
    char own[OCDS_PATH_MAX];
    snprintf(own, sizeof own, "%s%s%.*s", path, *path && key.n ? "." : "", key.n > 40 ? 40 : (int)key.n,
             key.n ? key.p : "");
    for (int i = 0; i < rd->o->notes_n; i++) {
        if (strcmp(rd->o->notes[i].path, own) != 0) continue;
        rd->o->notes[i].n++;
        return;
    }
    if (rd->o->notes_n == OCDS_NOTES_MAX) {
        rd->o->notes_more++;
        return;
    }
    OcdsNote *n = &rd->o->notes[rd->o->notes_n++];
    memcpy(n->path, own, sizeof own);
    n->n = 1;
}

static bool is_nothing(Str v) {
    if (str_eq(v, LIT("null")) || str_eq(v, LIT("\"\""))) return true;
    if (!v.n || (v.p[0] != '[' && v.p[0] != '{')) return false;
    return !str_trim(str_sub(v, 1, v.n - 2)).n;
}

void ocds_members(OcdsReader *rd, Str span, const OcdsWords *w, void *to) {
    Json j = {.s = span};
    Str  key, value;
    bool more;
    if (!json_enter(&j, '{')) {
        ocds_note(rd, w->path, (Str){0});
        return;
    }
    for (bool first = true; json_member(&j, first, &more, &key) && more && json_skip(&j, &value); first = false) {
        Str names = str_of(w->names), name;
        int at = 0;
        while (str_split(&names, ' ', &name) && !str_eq(name, key)) at++;
        bool found = str_eq(name, key) && at < w->n;
        if (is_nothing(value)) continue;
        if (found) w->take(rd, to, at, value);
        else if (!ocds_quiet(key)) ocds_note(rd, w->path, key);
    }
}

void ocds_elements(OcdsReader *rd, Str span, const char *path, OcdsEach each, void *to) {
    Json     j = {.s = span};
    Str      value;
    bool     more;
    uint32_t i = 0;
    if (!json_enter(&j, '[')) {
        ocds_note(rd, path, (Str){0});
        return;
    }
    for (bool first = true; json_element(&j, first, &more) && more && json_skip(&j, &value); first = false) {
        if (!is_nothing(value)) each(rd, to, i, value);
        i++;
    }
}

/* ---- packages ---------------------------------------------------------------------------------------------------- */

static Fault refuse(OcdsReader *rd, const char *key, const char *where) {
    if (!rd->why->key) {
        *rd->why = (SheetProblem){.key = key};
        snprintf(rd->why->what, sizeof rd->why->what, "%s", where);
    }
    return BAD_FILE;
}

static Fault missing(OcdsReader *rd, const char *path, const char *member) {
    char where[64];
    snprintf(where, sizeof where, "%s%s%s", path, *path ? "." : "", member);
    return refuse(rd, "ocds.missing", where);
}

static bool member(Str object, const char *name, Str *ret) {
    return json_find(object, str_of(name), ret) && !is_nothing(*ret);
}

/* What 1.1 demands of a release. */
static Fault check_release(OcdsReader *rd, Str span, const char *path) {
    static const char *const NEEDED[] = {"ocid", "id", "date", "tag", "initiationType"};
    char where[64];
    Str  v;
    if (!span.n || span.p[0] != '{') return refuse(rd, "ocds.no_object", path);
    for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++) {
        if (!member(span, NEEDED[i], &v)) return missing(rd, path, NEEDED[i]);
    }
    snprintf(where, sizeof where, "%s.tag", path);
    if (!member(span, "tag", &v) || v.p[0] != '[') return refuse(rd, "ocds.wrong", where);
    snprintf(where, sizeof where, "%s.date", path);
    if (!member(span, "date", &v) || !ocds_day(rd, v)) return refuse(rd, "ocds.wrong", where);
    snprintf(where, sizeof where, "%s.ocid", path);
    if (!member(span, "ocid", &v) || v.p[0] != '"' || !ocds_text(rd, v).n) return refuse(rd, "ocds.wrong", where);
    return OK;
}

static Fault add_release(OcdsReader *rd, Str span, const char *path) {
    Str v = {0};
    TRY(check_release(rd, span, path));
    ARENA_ROOM(rd->a, rd->spans, rd->n, 1, &rd->cap);
    OcdsSpan *s = &rd->spans[rd->n];
    *s = (OcdsSpan){.span = span, .seq = rd->n++};
    if (member(span, "ocid", &v)) s->ocid = ocds_text(rd, v);
    if (member(span, "date", &v) && !stamp_parse(ocds_text(rd, v), &s->date)) {
        s->date = stamp_of(ocds_day(rd, v), 0, 0, "UTC");
    }
    return OK;
}

/* Every element of a list through one function, with its place. */
static Fault each_release(OcdsReader *rd, Str list, const char *path, Fault (*act)(OcdsReader *, Str, const char *)) {
    Json     j = {.s = list};
    Str      value;
    bool     more;
    char     where[64];
    uint32_t i = 0;
    if (!json_enter(&j, '[')) return refuse(rd, "ocds.wrong", path);
    for (bool first = true; json_element(&j, first, &more) && more && json_skip(&j, &value); first = false) {
        snprintf(where, sizeof where, "%s[%u]", path, i++);
        TRY(act(rd, value, where));
    }
    return OK;
}

/* The compiled release of a record, else its releases where they stand in it and are not addresses. */
static Fault add_record(OcdsReader *rd, Str span, const char *path) {
    char where[64];
    Str  v, one;
    if (!span.n || span.p[0] != '{') return refuse(rd, "ocds.no_object", path);
    if (!member(span, "ocid", &v)) return missing(rd, path, "ocid");
    if (member(span, "versionedRelease", &v)) ocds_note(rd, "records.versionedRelease", (Str){0});
    snprintf(where, sizeof where, "%s.compiledRelease", path);
    if (member(span, "compiledRelease", &v)) return add_release(rd, v, where);
    if (!member(span, "releases", &v)) return missing(rd, path, "releases");
    Json j = {.s = v, .i = 1};
    bool more;
    bool embedded = json_element(&j, true, &more) && more && json_skip(&j, &one) && member(one, "ocid", &one);
    snprintf(where, sizeof where, "%s.releases", path);
    if (embedded) return each_release(rd, v, where, add_release);
    ocds_note(rd, "records.releases.url", (Str){0});
    return OK;
}

static Fault check_version(OcdsReader *rd, Str span) {
    Str v;
    if (!member(span, "version", &v)) {
        rd->o->unversioned = true;
        return OK;
    }
    Str said = ocds_text(rd, v);
    if (str_eq(said, LIT("1.1")) || str_starts(said, LIT("1.1."))) return OK;
    return refuse(rd, "ocds.version", arena_z(rd->a, utf8_head(said, 20)));
}

static Fault add_package(OcdsReader *rd, Str span) {
    Str v, name;
    if (!span.n || span.p[0] != '{') return refuse(rd, "ocds.no_object", "");
    if (member(span, "publisher", &v) && member(v, "name", &name)) rd->o->publisher = ocds_text(rd, name);
    bool releases = json_find(span, LIT("releases"), &v);
    if (releases || json_find(span, LIT("records"), &v)) {
        static const OcdsWords TOP = {"", "releases records", 2, ocds_nothing};
        TRY(check_version(rd, span));
        ocds_members(rd, span, &TOP, NULL);
        return each_release(rd, v, releases ? "releases" : "records", releases ? add_release : add_record);
    }
    if (member(span, "ocid", &v)) {
        rd->o->unversioned = true;
        return add_release(rd, span, "release");
    }
    return missing(rd, "", "releases");
}

bool ocds_is(Str s) {
    Json j = {.s = s};
    Str  head = str_sub(s, 0, LOOKED_AT);
    if (str_starts(s, LIT("\xEF\xBB\xBF"))) j.i = 3;
    if (json_peek(&j) != '{') return false;
    if (str_find(head, LIT("\"ocid\"")) >= 0) return true;
    return str_find(head, LIT("\"releases\"")) >= 0 || str_find(head, LIT("\"records\"")) >= 0;
}

static int by_process(const void *x, const void *y) {
    const OcdsSpan *a = x, *b = y;
    int c = str_cmp(a->ocid, b->ocid);
    if (c) return c;
    if (a->date != b->date) return a->date < b->date ? -1 : 1;
    return a->seq < b->seq ? -1 : a->seq > b->seq;
}

Fault ocds_read(Arena *a, Str s, Ocds *ret_o, SheetProblem *why) {
    OcdsReader rd = {.a = a, .o = ret_o, .why = why};
    Json       j = {.s = s};
    Str        span;
    *ret_o = (Ocds){0};
    if (str_starts(s, LIT("\xEF\xBB\xBF"))) j.i = 3;
    if (!utf8_valid(s)) return refuse(&rd, "ocds.not_utf8", "");
    while (json_peek(&j)) {
        if (!json_skip(&j, &span)) {
            (void)refuse(&rd, "ocds.not_json", "");
            why->row = j.i;
            return BAD_FILE;
        }
        TRY(add_package(&rd, span));
    }
    if (!rd.n && !ret_o->notes_n) return refuse(&rd, "ocds.empty", "");
    if (rd.n) qsort(rd.spans, rd.n, sizeof *rd.spans, by_process);
    ret_o->releases = rd.n;
    ret_o->processes = ARENA_ARRAY(a, OcdsProcess, rd.n + 1);
    for (uint32_t i = 0; i < rd.n; i++) {
        if (!i || !str_eq(rd.spans[i].ocid, rd.spans[i - 1].ocid)) {
            rd.process = ret_o->processes_n++;
            ret_o->processes[rd.process].ocid = rd.spans[i].ocid;
        }
        ret_o->processes[rd.process].date = rd.spans[i].date;
        ocds_release(&rd, rd.spans[i].span);
    }
    if (rd.full) {
        (void)refuse(&rd, "ocds.too_many", "");
        why->limit = OCDS_ROWS_MAX;
        return BAD_FILE;
    }
    ocds_rows(&rd);
    return OK;
}
