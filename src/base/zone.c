/* zone.c - time zones, read from the zone files of the system.
**
** The format is RFC 8536: a list of moments at which the offset changes, and behind it a rule in the manner
** of POSIX TZ for the time after the last one. */
#include "base/zone.h"

#include "base/check.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZONE_FOLDER "/usr/share/zoneinfo/"
#define DAY_S INT64_C(86400)

enum {
    ZONES_MAX = 32,
    NAME_MAX_BYTES = 63,
    FILE_MAX_BYTES = 64 * 1024,
    CHANGES_MAX = 2000,
    HEADER_BYTES = 44,
    OFFSET_MAX_S = 26 * 3600,
};

/* A date of the rule: month m, week w (5 = last), weekday d at `at_s` local; or a day of the year. */
typedef struct Turn {
    enum { TURN_WEEK, TURN_JULIAN, TURN_YEARDAY } kind;
    int     month, week, day;
    int32_t at_s;
} Turn;

typedef struct Rule {
    bool    given, summer;                        /* no summer: always standard_s */
    int32_t standard_s, summer_s;
    Turn    start, end;
} Rule;

typedef struct Change {
    int64_t utc_s;
    int32_t offset_s;
} Change;

struct Zone {
    int32_t first_s;                              /* offset before the first change */
    Rule    rule;
    size_t  n;
    Change  change[];
};

/* ---- the rule ---- */

static bool rule_digits(Str *s, int max, int *ret_n) {
    int n = 0, count = 0;
    for (; s->n && s->p[0] >= '0' && s->p[0] <= '9' && count < 4; *s = str_sub(*s, 1, s->n), count++)
        n = n * 10 + (s->p[0] - '0');
    *ret_n = n;
    return count > 0 && n <= max;
}

static bool rule_skip(Str *s, char c) {
    if (s->n == 0 || s->p[0] != c) return false;
    *s = str_sub(*s, 1, s->n);
    return true;
}

/* [+-]hh[:mm[:ss]]; RFC 8536 allows hours up to 167. */
static bool rule_time(Str *s, int32_t *ret_s) {
    int  hour, minute = 0, second = 0;
    bool minus = rule_skip(s, '-');
    if (!minus) rule_skip(s, '+');
    if (!rule_digits(s, 167, &hour)) return false;
    if (rule_skip(s, ':')) {
        if (!rule_digits(s, 59, &minute)) return false;
        if (rule_skip(s, ':') && !rule_digits(s, 59, &second)) return false;
    }
    *ret_s = (minus ? -1 : 1) * (hour * 3600 + minute * 60 + second);
    return true;
}

/* "IST" or "<+03>"; the name itself is not used. */
static bool rule_name(Str *s) {
    size_t n = 0;
    if (rule_skip(s, '<')) {
        ptrdiff_t end = str_find_byte(*s, '>');
        if (end < 1) return false;
        *s = str_sub(*s, (size_t)end + 1, s->n);
        return true;
    }
    while (n < s->n && ((s->p[n] | 32) >= 'a' && (s->p[n] | 32) <= 'z')) n++;
    *s = str_sub(*s, n, s->n);
    return n >= 3;
}

static bool rule_turn(Str *s, Turn *ret_turn) {
    Turn t = {.at_s = 2 * 3600};
    if (!rule_skip(s, ',')) return false;
    if (rule_skip(s, 'M')) {
        t.kind = TURN_WEEK;
        if (!rule_digits(s, 12, &t.month) || t.month < 1 || !rule_skip(s, '.')) return false;
        if (!rule_digits(s, 5, &t.week) || t.week < 1 || !rule_skip(s, '.')) return false;
        if (!rule_digits(s, 6, &t.day)) return false;
    } else {
        t.kind = rule_skip(s, 'J') ? TURN_JULIAN : TURN_YEARDAY;
        if (!rule_digits(s, 365, &t.day) || (t.kind == TURN_JULIAN && t.day < 1)) return false;
    }
    if (rule_skip(s, '/') && !rule_time(s, &t.at_s)) return false;
    *ret_turn = t;
    return true;
}

/* "IST-2IDT,M3.4.4/26,M10.5.0". Offsets in it count westward. */
static bool rule_read(Str s, Rule *ret_rule) {
    Rule r = {0};
    if (s.n == 0) {
        *ret_rule = r;
        return true;
    }
    r.given = true;
    if (!rule_name(&s) || !rule_time(&s, &r.standard_s)) return false;
    r.standard_s = -r.standard_s;
    if (s.n > 0) {
        r.summer = true;
        r.summer_s = r.standard_s + 3600;
        if (!rule_name(&s)) return false;
        if (s.n && s.p[0] != ',') {
            if (!rule_time(&s, &r.summer_s)) return false;
            r.summer_s = -r.summer_s;
        }
        if (!rule_turn(&s, &r.start) || !rule_turn(&s, &r.end) || s.n > 0) return false;
    }
    if (abs(r.standard_s) > OFFSET_MAX_S || abs(r.summer_s) > OFFSET_MAX_S) return false;
    *ret_rule = r;
    return true;
}

/* Local seconds since 1970-01-01 at which the turn comes in `year`. */
static int64_t turn_local_s(const Turn *t, int year) {
    Day     new_year = day_of(year, 1, 1);
    int32_t n;
    if (t->kind == TURN_WEEK) {
        Day first = day_of(year, t->month, 1);
        int date = 1 + (t->day - day_weekday(first) + 7) % 7 + (t->week - 1) * 7;
        while (day_of(year, t->month, date) == 0) date -= 7;
        n = day_number(day_of(year, t->month, date));
    } else if (t->kind == TURN_YEARDAY) {
        n = day_number(new_year) + t->day;
    } else {
        /* A Julian day counts without February 29. */
        bool leap = day_of(year, 2, 29) != 0;
        n = day_number(new_year) + t->day - 1 + (leap && t->day >= 60);
    }
    return n * DAY_S + t->at_s;
}

static int32_t rule_offset_s(const Rule *r, int64_t utc_s) {
    if (!r->summer) return r->standard_s;
    if (utc_s / DAY_S <= INT32_MIN || utc_s / DAY_S >= INT32_MAX) return r->standard_s;
    int64_t local = utc_s + r->standard_s;
    int64_t days = local / DAY_S - (local % DAY_S < 0);
    Day d = day_from_number((int32_t)days);
    if (d == 0) return r->standard_s;
    int64_t start = turn_local_s(&r->start, day_year(d)) - r->standard_s;
    int64_t end = turn_local_s(&r->end, day_year(d)) - r->summer_s;
    /* South of the equator summer goes over the turn of the year. */
    bool summer = start < end ? utc_s >= start && utc_s < end : utc_s >= start || utc_s < end;
    return summer ? r->summer_s : r->standard_s;
}

int32_t zone_offset_s(const Zone *z, int64_t utc_s) {
    if (!z) return 0;
    bool behind = z->n == 0 || utc_s >= z->change[z->n - 1].utc_s;
    if (behind && z->rule.given) return rule_offset_s(&z->rule, utc_s);
    size_t low = 0, high = z->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (z->change[mid].utc_s <= utc_s) low = mid + 1;
        else high = mid;
    }
    return low ? z->change[low - 1].offset_s : z->first_s;
}

/* ---- the file ---- */

static uint32_t big_32(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t big_64(const unsigned char *p) {
    return (int64_t)((uint64_t)big_32(p) << 32 | big_32(p + 4));
}

typedef struct Header {
    uint32_t ut, std, leaps, times, types, chars;
} Header;

/* Reads a header at p and tells how long the data behind it is, with times of `time_bytes` each. */
static bool header_read(const unsigned char *p, size_t n, size_t time_bytes, Header *ret_h, size_t *ret_n) {
    if (n < HEADER_BYTES || memcmp(p, "TZif", 4) != 0 || p[4] < '2') return false;
    Header h = {.ut = big_32(p + 20), .std = big_32(p + 24), .leaps = big_32(p + 28)};
    h.times = big_32(p + 32);
    h.types = big_32(p + 36);
    h.chars = big_32(p + 40);
    if (h.times > CHANGES_MAX || h.types < 1 || h.types > 256 || h.chars > 4096) return false;
    if (h.leaps > 1000 || h.ut > 256 || h.std > 256) return false;
    size_t data = h.times * (time_bytes + 1) + h.types * 6 + h.chars;
    data += h.leaps * (time_bytes + 4) + h.std + h.ut;
    if (data > n - HEADER_BYTES) return false;
    *ret_h = h;
    *ret_n = data;
    return true;
}

/* The times, the index of the kind of each, and the kinds, as they stand in the file. */
static bool changes_read(Zone *z, const unsigned char *p, const Header *h) {
    const unsigned char *index = p + h->times * 8u, *types = index + h->times;
    for (size_t i = 0; i < h->types; i++) {
        int32_t offset = (int32_t)big_32(types + i * 6);
        if (offset < -OFFSET_MAX_S || offset > OFFSET_MAX_S) return false;
    }
    z->first_s = (int32_t)big_32(types);
    for (size_t i = 0; i < h->times; i++) {
        if (index[i] >= h->types) return false;
        z->change[i] = (Change){big_64(p + i * 8), (int32_t)big_32(types + index[i] * 6u)};
        if (i > 0 && z->change[i].utc_s <= z->change[i - 1].utc_s) return false;
    }
    z->n = h->times;
    return true;
}

Zone *zone_read(const unsigned char *p, size_t n) {
    Header h;
    size_t data;
    /* The first half repeats the second with short times, for programs of the last century. */
    if (n > FILE_MAX_BYTES || !header_read(p, n, 4, &h, &data)) return NULL;
    p += HEADER_BYTES + data;
    n -= HEADER_BYTES + data;
    if (!header_read(p, n, 8, &h, &data)) return NULL;
    p += HEADER_BYTES;
    n -= HEADER_BYTES;
    Str footer = {(const char *)p + data, n - data};
    if (footer.n < 2 || footer.p[0] != '\n') return NULL;
    footer = str_sub(footer, 1, footer.n);
    ptrdiff_t end = str_find_byte(footer, '\n');
    if (end < 0) return NULL;
    Zone *z = calloc(1, sizeof *z + h.times * sizeof z->change[0]);
    CHECK(z != NULL);
    if (rule_read(str_sub(footer, 0, (size_t)end), &z->rule) && changes_read(z, p, &h)) return z;
    zone_free(z);
    return NULL;
}

void zone_free(Zone *z) {
    free(z);
}

/* ---- the zones of the process ---- */

typedef struct Named {
    char  name[NAME_MAX_BYTES + 1];
    Zone *zone;                                   /* NULL: no such zone, UTC */
} Named;

/* Filled in once each, never changed after: the place behind `known` is published last. */
static Named            named[ZONES_MAX];
static _Atomic unsigned known;
static pthread_mutex_t  loading = PTHREAD_MUTEX_INITIALIZER;

/* Letters, digits, _ + - and single slashes: no way out of the folder. */
static bool name_safe(const char *name) {
    size_t n = name ? strlen(name) : 0;
    if (n == 0 || n > NAME_MAX_BYTES || name[0] == '/' || strstr(name, "//")) return false;
    return strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") == n;
}

static Zone *zone_from_file(const char *name) {
    char path[sizeof ZONE_FOLDER + NAME_MAX_BYTES];
    snprintf(path, sizeof path, "%s%s", ZONE_FOLDER, name);
    FILE *f = fopen(path, "rbe");
    if (!f) return NULL;
    unsigned char *bytes = malloc(FILE_MAX_BYTES + 1);
    CHECK(bytes != NULL);
    size_t n = fread(bytes, 1, FILE_MAX_BYTES + 1, f);
    Zone  *z = ferror(f) ? NULL : zone_read(bytes, n);
    free(bytes);
    fclose(f);
    return z;
}

static const Named *find(const char *name) {
    unsigned n = atomic_load_explicit(&known, memory_order_acquire);
    for (unsigned i = 0; i < n; i++) {
        if (strcmp(named[i].name, name) == 0) return &named[i];
    }
    return NULL;
}

static const Zone *zone_get(const char *name) {
    if (!name_safe(name)) return NULL;
    const Named *there = find(name);
    if (there) return there->zone;
    pthread_mutex_lock(&loading);
    there = find(name);
    unsigned n = atomic_load_explicit(&known, memory_order_relaxed);
    if (!there && n < ZONES_MAX) {
        memcpy(named[n].name, name, strlen(name) + 1);
        named[n].zone = zone_from_file(name);
        atomic_store_explicit(&known, n + 1, memory_order_release);
        there = &named[n];
    }
    pthread_mutex_unlock(&loading);
    return there ? there->zone : NULL;
}

bool zone_load(const char *name) {
    return zone_get(name) != NULL;
}

static int64_t seconds_of(Stamp t) {
    return t / 1000 - (t % 1000 < 0);
}

LocalTime stamp_local(Stamp t, const char *zone) {
    if (t == 0) return (LocalTime){0};
    int64_t utc = seconds_of(t);
    int64_t local = utc + zone_offset_s(zone_get(zone), utc);
    int64_t days = local / DAY_S - (local % DAY_S < 0);
    int     rest = (int)(local - days * DAY_S);
    if (days < INT32_MIN || days > INT32_MAX) return (LocalTime){0};
    Day d = day_from_number((int32_t)days);
    if (d == 0) return (LocalTime){0};
    return (LocalTime){d, rest / 3600, rest / 60 % 60, rest % 60, day_weekday(d)};
}

Day stamp_day(Stamp t, const char *zone) {
    return stamp_local(t, zone).d;
}

Stamp stamp_of(Day d, int hour, int minute, const char *zone) {
    CHECK(hour >= 0 && hour < 24 && minute >= 0 && minute < 60);
    const Zone *z = zone_get(zone);
    int64_t     local = day_number(d) * DAY_S + hour * 3600 + minute * 60;
    /* The offsets in force a day before and a day after; between them lies at most one change. */
    int32_t before = zone_offset_s(z, local - DAY_S), after = zone_offset_s(z, local + DAY_S);
    int64_t utc = local - before;
    /* In an autumn night both fit and `before` is the first coming; in a spring gap none fits and `before`
    ** leads behind the gap. */
    if (zone_offset_s(z, utc) != before && zone_offset_s(z, local - after) == after) utc = local - after;
    return utc * 1000;
}
