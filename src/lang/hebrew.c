/* hebrew.c - the Hebrew calendar, by arithmetic. */
#include "lang/hebrew.h"

#include "base/check.h"

/* 1 Tishri of the year 1 as days before 1970-01-01: R.D. -1373427, and 1970-01-01 is R.D. 719163. */
enum { EPOCH = -1373427 - 719163, TISHRI = 7 };

bool hebrew_leap(int year) {
    return (7 * year + 1) % 19 < 7;
}

/* Days from the epoch to the mean new moon of Tishri, and a day more if it falls on Sunday, Wednesday or
** Friday. A month is 29 days and 13753 of 25920 parts of a day. */
static int elapsed_days(int year) {
    int64_t months = (235 * (int64_t)year - 234) / 19;
    int64_t parts = 12084 + 13753 * months;
    int64_t days = 29 * months + parts / 25920;
    return (int)(3 * (days + 1) % 7 < 3 ? days + 1 : days);
}

/* Day number of 1 Tishri. No year may have 356 or 382 days: the year before or the year itself begins
** later. */
static int new_year(int year) {
    int before = elapsed_days(year - 1), day = elapsed_days(year), after = elapsed_days(year + 1);
    int later = after - day == 356 ? 2 : day - before == 382 ? 1 : 0;
    return EPOCH + day + later;
}

int hebrew_month_days(int year, int month) {
    int length = new_year(year + 1) - new_year(year);
    switch (month) {
    case 2: case 4: case 6: case 10: case 13: return 29;
    case 8: return length % 10 == 5 ? 30 : 29;
    case 9: return length % 10 == 3 ? 29 : 30;
    case 12: return hebrew_leap(year) ? 30 : 29;
    default: return 30;
    }
}

static int next_month(int year, int month) {
    int last = hebrew_leap(year) ? 13 : 12;
    return month == last ? 1 : month + 1;
}

HebrewDay hebrew_of(Day d) {
    int n = day_number(d);
    /* A mean year is 35975351 / 98496 days: this is right or one too many. */
    int year = (int)((n - EPOCH) * INT64_C(98496) / 35975351) + 2;
    while (new_year(year) > n) year--;
    int month = TISHRI, date = n - new_year(year) + 1;
    while (date > hebrew_month_days(year, month)) {
        date -= hebrew_month_days(year, month);
        month = next_month(year, month);
    }
    return (HebrewDay){year, month, date};
}

Day hebrew_day(int year, int month, int date) {
    if (year < 1 || year > 20000 || month < 1 || month > (hebrew_leap(year) ? 13 : 12)) return 0;
    if (date < 1 || date > hebrew_month_days(year, month)) return 0;
    int n = new_year(year) + date - 1;
    for (int m = TISHRI; m != month; m = next_month(year, m)) n += hebrew_month_days(year, m);
    return day_from_number(n);
}

void hebrew_letters(Buf *b, int n) {
    static const struct {
        int         worth;
        const char *letter;
    } letters[] = {
        {400, "ת"}, {300, "ש"}, {200, "ר"}, {100, "ק"}, {90, "צ"}, {80, "פ"}, {70, "ע"}, {60, "ס"},
        {50, "נ"},  {40, "מ"},  {30, "ל"},  {20, "כ"},  {10, "י"}, {9, "ט"},  {8, "ח"},  {7, "ז"},
        {6, "ו"},   {5, "ה"},   {4, "ד"},   {3, "ג"},   {2, "ב"},  {1, "א"},
    };
    CHECK(n >= 1 && n <= 999);
    Str    out[8];
    size_t count = 0;
    for (size_t k = 0; n > 0; k++) {
        /* 15 and 16 are written 9 + 6 and 9 + 7, because 10 + 5 and 10 + 6 are parts of the Name. */
        bool skip = letters[k].worth == 10 && (n == 15 || n == 16);
        for (; !skip && n >= letters[k].worth; n -= letters[k].worth)
            out[count++] = str_of(letters[k].letter);
    }
    for (size_t k = 0; k < count; k++) {
        if (count > 1 && k == count - 1) buf_lit(b, "״");
        buf_add(b, out[k]);
    }
    if (count == 1) buf_lit(b, "׳");
}
