/* day.c - dates and moments in UTC; zones stand in zone.c. */
#include "base/day.h"

#include "base/check.h"
#include "base/utf8.h"

enum { YEAR_MAX = 9999, EPOCH_WEEKDAY = 4 };

#define DAY_MS INT64_C(86400000)

static bool leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month) {
    static const unsigned char days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month] + (month == 2 && leap(year));
}

static bool date_valid(int64_t year, int64_t month, int64_t date) {
    return year >= 1 && year <= YEAR_MAX && month >= 1 && month <= 12 && date >= 1 &&
           date <= month_days((int)year, (int)month);
}

bool day_valid(Day d) {
    return d > 0 && date_valid(day_year(d), day_month(d), day_date(d));
}

Day day_of(int year, int month, int date) {
    return date_valid(year, month, date) ? (Day)(year * 10000 + month * 100 + date) : 0;
}

int day_year(Day d) {
    return d / 10000;
}

int day_month(Day d) {
    return d / 100 % 100;
}

int day_date(Day d) {
    return d % 100;
}

/* Both ways after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (public domain): years begin
** in March, so that the leap day is the last, and repeat every 400 years = 146097 days. */
int32_t day_number(Day d) {
    CHECK(day_valid(d));
    int month = day_month(d);
    int year = day_year(d) - (month <= 2);
    int era = year / 400, in_era = year % 400;
    int in_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day_date(d) - 1;
    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

Day day_from_number(int32_t n) {
    if (n < -719162 || n > 2932896) return 0;
    int day = n + 719468;
    int era = day / 146097, in_era = day % 146097;
    int year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int in_year = in_era - (365 * year + year / 4 - year / 100);
    int from_march = (5 * in_year + 2) / 153;
    int month = from_march < 10 ? from_march + 3 : from_march - 9;
    return day_of(year + era * 400 + (month <= 2), month, in_year - (153 * from_march + 2) / 5 + 1);
}

Day day_plus(Day d, int32_t days) {
    int32_t n;
    if (__builtin_add_overflow(day_number(d), days, &n)) return 0;
    return day_from_number(n);
}

int day_weekday(Day d) {
    return (int)(((int64_t)day_number(d) + EPOCH_WEEKDAY + 7 * INT64_C(200000)) % 7);
}

/* Up to `max` digits at *i, Arabic ones too. Returns how many. */
static int read_digits(Str s, size_t *i, int max, int *ret_n) {
    int n = 0, count = 0;
    while (*i < s.n && count < max) {
        size_t   next = *i;
        uint32_t c = utf8_digit(utf8_next(s, &next));
        if (c < '0' || c > '9') break;
        n = n * 10 + (int)(c - '0');
        count++;
        *i = next;
    }
    *ret_n = n;
    return count;
}

static bool parse_compact(int n, Day *ret_d) {
    Day d = day_of(n / 10000, n / 100 % 100, n % 100);
    if (d == 0) return false;
    *ret_d = d;
    return true;
}

bool day_parse(Str s, Day *ret_d) {
    int    part[3], width[3];
    size_t i = 0;
    s = str_trim(s);
    width[0] = read_digits(s, &i, 8, &part[0]);
    if (width[0] == 8 && i == s.n) return parse_compact(part[0], ret_d);
    if (width[0] == 0 || i >= s.n) return false;
    char sep = s.p[i];
    if (sep != '.' && sep != '/' && sep != '-') return false;
    for (int k = 1; k < 3; k++) {
        if (i >= s.n || s.p[i] != sep) return false;
        i++;
        width[k] = read_digits(s, &i, 4, &part[k]);
        if (width[k] == 0) return false;
    }
    if (i != s.n || width[1] > 2) return false;
    bool year_first = width[0] == 4 && sep == '-';
    int  year = year_first ? 0 : 2, date = year_first ? 2 : 0;
    if (width[date] > 2 || (width[year] != 4 && (year_first || width[year] != 2))) return false;
    if (width[year] == 2) part[year] += part[year] >= 70 ? 1900 : 2000;
    Day d = day_of(part[year], part[1], part[date]);
    if (d == 0) return false;
    *ret_d = d;
    return true;
}

static void put_padded(Buf *b, int n, int width) {
    char out[4];
    for (int k = width - 1; k >= 0; k--, n /= 10) out[k] = (char)('0' + n % 10);
    buf_add(b, (Str){out, (size_t)width});
}

void buf_day_iso(Buf *b, Day d) {
    if (d == 0) return;
    put_padded(b, day_year(d), 4);
    buf_byte(b, '-');
    put_padded(b, day_month(d), 2);
    buf_byte(b, '-');
    put_padded(b, day_date(d), 2);
}

Str day_iso(Arena *a, Day d) {
    enum { DAY_BYTES = 16 };
    Buf b;
    buf_init(&b, DAY_BYTES);
    buf_day_iso(&b, d);
    return buf_keep(a, &b);
}

void buf_stamp_iso(Buf *b, Stamp t) {
    int64_t days = t / DAY_MS - (t % DAY_MS < 0);
    int     ms = (int)(t - days * DAY_MS);
    if (t == 0 || days < INT32_MIN || days > INT32_MAX) return;
    Day d = day_from_number((int32_t)days);
    if (d == 0) return;
    buf_day_iso(b, d);
    static const struct {
        char before;
        int  unit_ms, width;
    } parts[] = {{'T', 3600000, 2}, {':', 60000, 2}, {':', 1000, 2}, {'.', 1, 3}};
    for (size_t k = 0; k < 4; k++) {
        buf_byte(b, parts[k].before);
        put_padded(b, ms / parts[k].unit_ms, parts[k].width);
        ms %= parts[k].unit_ms;
    }
    buf_byte(b, 'Z');
}

/* `width` ASCII digits at *i, worth 0 .. max, and then the byte `after` if it is not 0. */
static bool fixed(Str s, size_t *i, int width, int max, char after, int *ret_n) {
    int n = 0;
    for (int k = 0; k < width; k++, (*i)++) {
        if (*i >= s.n || s.p[*i] < '0' || s.p[*i] > '9') return false;
        n = n * 10 + (s.p[*i] - '0');
    }
    if (n > max) return false;
    if (after && (*i >= s.n || s.p[(*i)++] != after)) return false;
    *ret_n = n;
    return true;
}

/* ".250": one to nine digits, of which three count. */
static bool read_fraction(Str s, size_t *i, int *ret_ms) {
    *ret_ms = 0;
    if (*i >= s.n || s.p[*i] != '.') return true;
    int ms = 0, count = 0;
    for ((*i)++; *i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9'; (*i)++, count++) {
        if (count < 3) ms = ms * 10 + (s.p[*i] - '0');
    }
    for (int k = count; k < 3; k++) ms *= 10;
    *ret_ms = ms;
    return count >= 1 && count <= 9;
}

/* "Z" or "+02:00" up to the end of the text. */
static bool read_offset(Str s, size_t i, int *ret_minutes) {
    int hour, minute;
    if (i + 1 == s.n && (s.p[i] == 'Z' || s.p[i] == 'z')) {
        *ret_minutes = 0;
        return true;
    }
    if (i >= s.n || (s.p[i] != '+' && s.p[i] != '-')) return false;
    bool west = s.p[i++] == '-';
    if (!fixed(s, &i, 2, 23, ':', &hour) || !fixed(s, &i, 2, 59, 0, &minute) || i != s.n) return false;
    *ret_minutes = (west ? -1 : 1) * (hour * 60 + minute);
    return true;
}

bool stamp_parse(Str s, Stamp *ret_t) {
    int    year, month, date, hour, minute, second, ms, offset;
    size_t i = 0;
    if (!fixed(s, &i, 4, YEAR_MAX, '-', &year) || !fixed(s, &i, 2, 12, '-', &month) ||
        !fixed(s, &i, 2, 31, 0, &date))
        return false;
    Day d = day_of(year, month, date);
    if (d == 0 || i >= s.n || (s.p[i] != 'T' && s.p[i] != 't' && s.p[i] != ' ')) return false;
    i++;
    /* Second 60 is a leap second: the first moment of the next minute here. */
    if (!fixed(s, &i, 2, 23, ':', &hour) || !fixed(s, &i, 2, 59, ':', &minute) ||
        !fixed(s, &i, 2, 60, 0, &second))
        return false;
    if (!read_fraction(s, &i, &ms) || !read_offset(s, i, &offset)) return false;
    int64_t minutes = (int64_t)day_number(d) * 1440 + hour * 60 + minute - offset;
    int64_t t = (minutes * 60 + second) * 1000 + ms;
    /* An offset at either end of time may lead outside the years that have a Day. */
    if (t < -719162 * DAY_MS || t >= 2932897 * DAY_MS) return false;
    *ret_t = t;
    return true;
}
