/* value_date.c - dates as people and spreadsheets write them. */
#include "sheet/value.h"

#include "base/utf8.h"

#include <math.h>

static const struct {
    const char *name;
    int         month;
} MONTHS[] = {
#define MONTH(name, month) {name, month},
#include "sheet/month.def"
#undef MONTH
};

/* "07:30", "7:30:15", "07:30 AM", "07:30:15.000Z", "07:30+02:00"; the zone is dropped: what counts is the wall
** clock of the one who wrote it. */
static bool take_time(Str s, int *ret_hour, int *ret_minute) {
    int    part[3] = {0, 0, 0}, k = 0;
    size_t i = 0;
    for (; k < 3; k++) {
        size_t from = i;
        while (i < s.n && i - from < 2 && s.p[i] >= '0' && s.p[i] <= '9') part[k] = part[k] * 10 + (s.p[i++] - '0');
        if (i == from) return false;
        if (i == s.n || s.p[i] != ':') break;
        i++;
    }
    if (k == 0 || part[0] > 23 || part[1] > 59 || part[2] > 60) return false;
    if (i < s.n && s.p[i] == '.')
        for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9';) i++;
    Str rest = str_trim(str_sub(s, i, s.n));
    if (str_eq_nocase(rest, LIT("pm")) && part[0] < 12) part[0] += 12;
    else if (str_eq_nocase(rest, LIT("am")) && part[0] == 12) part[0] = 0;
    else if (rest.n > 0 && rest.p[0] != 'Z' && rest.p[0] != '+' && rest.p[0] != '-' && rest.p[0] != 'p' &&
             rest.p[0] != 'P' && rest.p[0] != 'a' && rest.p[0] != 'A')
        return false;
    *ret_hour = part[0];
    *ret_minute = part[1];
    return true;
}

/* Cuts a time off the end; d->hour stays -1 when there is none. */
static Str split_time(Str s, CellDate *d) {
    ptrdiff_t colon = str_find_byte(s, ':');
    if (colon < 1) return s;
    size_t i = (size_t)colon;
    while (i > 0 && s.p[i - 1] >= '0' && s.p[i - 1] <= '9') i--;
    if (i == 0 || (s.p[i - 1] != ' ' && s.p[i - 1] != 'T' && s.p[i - 1] != ',')) return s;
    if (!take_time(str_sub(s, i, s.n), &d->hour, &d->minute)) return s;
    s = str_sub(s, 0, i - 1);
    while (s.n > 0 && (s.p[s.n - 1] == ',' || s.p[s.n - 1] == ' ')) s.n--;
    return s;
}

typedef struct Parts {
    int    value[3];
    size_t digits[3];
    char   sep;
} Parts;

/* Three whole numbers with the same mark between them. */
static bool take_parts(Str s, Parts *p) {
    size_t i = 0;
    *p = (Parts){0};
    for (int k = 0; k < 3; k++) {
        while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && p->digits[k] < 5) {
            p->value[k] = p->value[k] * 10 + (s.p[i++] - '0');
            p->digits[k]++;
        }
        if (p->digits[k] == 0 || p->digits[k] == 3 || p->digits[k] > 4) return false;
        if (k == 2) break;
        if (i == s.n || str_find_byte(LIT("./-"), s.p[i]) < 0) return false;
        if (k == 1 && s.p[i] != p->sep) return false;
        p->sep = s.p[i++];
        while (i < s.n && s.p[i] == ' ') i++;
    }
    return i == s.n;
}

static int full_year(int y, size_t digits) {
    if (digits == 4) return y;
    return y >= 70 ? 1900 + y : 2000 + y;
}

static bool set_day(int y, int m, int d, Day *ret_d) {
    if (y < 1800 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31) return false;
    Day day = (Day)(y * 10000 + m * 100 + d);
    if (!day_valid(day)) return false;
    *ret_d = day;
    return true;
}

static DateOrder order_of(const Parts *p) {
    if (p->digits[0] == 4) return ORDER_YMD;
    if (p->digits[1] > 2 || (p->digits[2] != 4 && p->digits[2] != 2)) return ORDER_UNKNOWN;
    if (p->value[0] > 12 && p->value[1] <= 12) return ORDER_DMY;
    if (p->value[1] > 12 && p->value[0] <= 12) return ORDER_MDY;
    return ORDER_UNKNOWN;
}

static bool numeric_date(Str s, DateOrder order, CellDate *d) {
    Parts p;
    if (!take_parts(s, &p)) return false;
    if (p.digits[0] == 4) return p.digits[2] <= 2 && set_day(p.value[0], p.value[1], p.value[2], &d->d);
    if (p.digits[1] > 2 || p.digits[2] == 1) return false;
    DateOrder seen = order_of(&p);
    int       y = full_year(p.value[2], p.digits[2]);
    bool      month_first = seen == ORDER_MDY || (seen == ORDER_UNKNOWN && order == ORDER_MDY);
    d->unsure = seen == ORDER_UNKNOWN && order == ORDER_UNKNOWN && p.value[0] != p.value[1];
    return set_day(y, p.value[month_first ? 0 : 1], p.value[month_first ? 1 : 0], &d->d);
}

/* "20261123". */
static bool packed_date(Str s, CellDate *d) {
    int64_t n;
    if (s.n != 8 || !str_int(s, &n) || n < 19000101 || n > 21001231) return false;
    return set_day((int)(n / 10000), (int)(n / 100 % 100), (int)(n % 100), &d->d);
}

static int month_named(Str word) {
    for (size_t i = 0; i < sizeof MONTHS / sizeof *MONTHS; i++)
        if (str_eq_nocase(word, str_of(MONTHS[i].name))) return MONTHS[i].month;
    return 0;
}

/* "23 Nov 2026", "Nov 23, 2026", "23-Nov-26": a number, a month, a year. */
static bool named_date(Str s, CellDate *d) {
    int    number[2] = {0, 0}, n = 0;
    size_t digits[2] = {0, 0};
    Str    word = {0};
    for (size_t i = 0; i < s.n;) {
        char c = s.p[i];
        if (c >= '0' && c <= '9') {
            if (n == 2) return false;
            for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && digits[n] < 5; i++, digits[n]++)
                number[n] = number[n] * 10 + (s.p[i] - '0');
            n++;
        } else if (c == ' ' || c == ',' || c == '-' || c == '.' || c == '/') {
            i++;
        } else {
            size_t from = i;
            while (i < s.n && (s.p[i] < '0' || s.p[i] > '9') && str_find_byte(LIT(",-./"), s.p[i]) < 0) i++;
            if (word.n > 0) return false;
            word = str_trim(str_sub(s, from, i - from));
        }
    }
    int month = word.n > 0 ? month_named(word) : 0;
    if (n != 2 || month == 0 || (digits[1] != 4 && digits[1] != 2) || digits[0] > 2) return false;
    return set_day(full_year(number[1], digits[1]), month, number[0], &d->d);
}

bool day_of_serial(double serial, bool since_1904, Day *ret_d, int *ret_seconds) {
    if (!(serial >= (since_1904 ? 0 : 1) && serial < 2958466)) return false;
    double  whole = floor(serial);
    int32_t n = (int32_t)whole;
    int     seconds = (int)lround((serial - whole) * 86400);
    if (seconds == 86400) {
        seconds = 0;
        n++;
    }
    /* The 1900 system counts a 29 February 1900 that never was, as number 60. */
    int32_t first = since_1904 ? day_number(19040101) : day_number(19000101) - 1;
    if (!since_1904 && n >= 60) n--;
    Day d = day_from_number(first + n);
    if (!day_valid(d)) return false;
    *ret_d = d;
    *ret_seconds = seconds;
    return true;
}

bool cell_date(Str s, DateOrder order, bool serial_ok, CellDate *ret_d) {
    CellDate d = {.hour = -1, .minute = -1};
    s = str_trim(s);
    if (s.n == 0 || s.n > 64) return false;
    double serial;
    if (serial_ok && str_real(s, &serial) && serial >= 20000 && serial <= 80000) {
        int seconds;
        if (!day_of_serial(serial, false, &d.d, &seconds)) return false;
        d.serial = true;
        if (seconds > 0) {
            d.hour = seconds / 3600;
            d.minute = seconds / 60 % 60;
        }
        *ret_d = d;
        return true;
    }
    s = split_time(s, &d);
    if (!numeric_date(s, order, &d) && !packed_date(s, &d) && !named_date(s, &d)) return false;
    *ret_d = d;
    return true;
}

void date_style_see(DateStyle *st, Str s) {
    CellDate d = {0};
    Parts    p;
    if (!take_parts(split_time(str_trim(s), &d), &p)) return;
    DateOrder o = order_of(&p);
    st->dmy += o == ORDER_DMY;
    st->mdy += o == ORDER_MDY;
    st->ymd += o == ORDER_YMD;
}

DateOrder date_style_order(const DateStyle *st) {
    if (st->ymd > st->dmy && st->ymd > st->mdy) return ORDER_YMD;
    if (st->dmy > 4 * st->mdy) return ORDER_DMY;
    if (st->mdy > 4 * st->dmy) return ORDER_MDY;
    return ORDER_UNKNOWN;
}
