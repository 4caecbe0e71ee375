/* feast.c - feasts by arithmetic (Dershowitz and Reingold, "Calendrical Calculations"). */
#include "event/feast.h"

#include "lang/hebrew.h"

/* ---- calendars --------------------------------------------------------------------------------------------------- */

Day easter_west(int year) {
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7, m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return day_of(year, n / 31, n % 31 + 1);
}

/* Days between the old and the new calendar: 13 from 1900 to 2099. */
static int32_t old_behind(int year) { return year / 100 - year / 400 - 2; }

Day easter_east(int year) {
    int d = (19 * (year % 19) + 15) % 30, e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7, n = d + e + 114;
    return day_plus(day_of(year, n / 31, n % 31 + 1), old_behind(year));
}

/* 11 of 30 years have a day more; day 1 of year 1 is 19 July 622 of the new calendar. */
static int64_t muslim_start(int64_t year) { return 354 * (year - 1) + (11 * year + 3) / 30; }

MuslimDay muslim_of(Day d) {
    int64_t n = day_number(d) - day_number(day_of(622, 7, 19));
    if (n < 0) return (MuslimDay){0};
    int64_t year = (30 * n + 10646) / 10631, rest = n - muslim_start(year), month = (11 * rest + 330) / 325;
    return (MuslimDay){(int)year, (int)month, (int)(rest - (29 * (month - 1) + month / 2)) + 1};
}

/* ---- feasts ------------------------------------------------------------------------------------------------------ */

/* A feast of some days from a date of a year. */
typedef struct Dated {
    int     month, date, days;
    TextKey name;
} Dated;

/* Months of hebrew.h: 1 is Nisan, 7 Tishri. */
static const Dated JEWISH[] = {
    {7, 1, 2, T_EVENT_ROSH_HASHANA},  {7, 10, 1, T_EVENT_YOM_KIPPUR}, {7, 15, 7, T_EVENT_SUKKOT},
    {7, 22, 1, T_EVENT_SIMCHAT_TORAH}, {9, 25, 8, T_EVENT_HANUKKAH},  {11, 15, 1, T_EVENT_TU_BISHVAT},
    {1, 15, 7, T_EVENT_PESACH},       {2, 18, 1, T_EVENT_LAG_BAOMER}, {3, 6, 1, T_EVENT_SHAVUOT},
};

static const Dated MUSLIM[] = {
    {1, 1, 1, T_EVENT_MUSLIM_YEAR}, {3, 12, 1, T_EVENT_MAWLID}, {9, 1, 30, T_EVENT_RAMADAN},
    {10, 1, 3, T_EVENT_EID_FITR},   {12, 10, 4, T_EVENT_EID_ADHA},
};

/* Of the common calendar. */
static const Dated FIXED[] = {
    {12, 25, 1, T_EVENT_CHRISTMAS}, {1, 7, 1, T_EVENT_CHRISTMAS_EAST}, {4, 25, 4, T_EVENT_NABI_SHUAYB},
    {9, 10, 1, T_EVENT_NABI_SABALAN},
};

typedef struct Found {
    Feast *v;
    size_t n;
} Found;

static void add(Found *f, TextKey name, bool about) {
    if (f->n < FEASTS_A_DAY) f->v[f->n++] = (Feast){name, about};
}

static void jewish(Found *f, Day d) {
    int year = hebrew_of(d).year;
    for (size_t i = 0; i < sizeof JEWISH / sizeof *JEWISH; i++) {
        Day first = hebrew_day(year, JEWISH[i].month, JEWISH[i].date);
        if (first && d >= first && d < day_plus(first, JEWISH[i].days)) add(f, JEWISH[i].name, false);
    }
    if (d == hebrew_day(year, hebrew_leap(year) ? 13 : 12, 14)) add(f, T_EVENT_PURIM, false);
    Day ninth = hebrew_day(year, 5, 9);           /* on a Sabbath it is kept the day after */
    if (d == (day_weekday(ninth) == 6 ? day_plus(ninth, 1) : ninth)) add(f, T_EVENT_NINTH_OF_AV, false);
}

static void muslim(Found *f, Day d) {
    MuslimDay m = muslim_of(d);
    for (size_t i = 0; i < sizeof MUSLIM / sizeof *MUSLIM; i++) {
        bool in = m.month == MUSLIM[i].month && m.date >= MUSLIM[i].date && m.date < MUSLIM[i].date + MUSLIM[i].days;
        if (in) add(f, MUSLIM[i].name, true);
    }
}

static void fixed(Found *f, Day d) {
    for (size_t i = 0; i < sizeof FIXED / sizeof *FIXED; i++) {
        Day first = day_of(day_year(d), FIXED[i].month, FIXED[i].date);
        if (d >= first && d < day_plus(first, FIXED[i].days)) add(f, FIXED[i].name, false);
    }
}

size_t feasts_on(Day d, Feast *ret_v) {
    Found f = {.v = ret_v};
    if (!day_valid(d)) return 0;
    jewish(&f, d);
    muslim(&f, d);
    fixed(&f, d);
    if (d == easter_west(day_year(d))) add(&f, T_EVENT_EASTER, false);
    if (d == easter_east(day_year(d))) add(&f, T_EVENT_EASTER_EAST, false);
    return f.n;
}
