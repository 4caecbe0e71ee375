/* hebrew.h - the Hebrew calendar, by arithmetic (N. Dershowitz and E. Reingold, "Calendrical
** Calculations", chapter "The Hebrew Calendar"). A Hebrew day begins the evening before; the one that a
** date shares its daylight with is meant here. */
#ifndef RAKAZ_LANG_HEBREW_H
#define RAKAZ_LANG_HEBREW_H

#include "base/day.h"

/* Months count from Nisan: 7 = Tishri, 12 = Adar (the first one in a leap year), 13 = Adar II. */
typedef struct HebrewDay {
    int year, month, date;
} HebrewDay;

/* d must be valid. */
HebrewDay hebrew_of(Day d);

/* 0 if there is no such day or it lies outside the years of Day. */
Day hebrew_day(int year, int month, int date);

bool hebrew_leap(int year);
int  hebrew_month_days(int year, int month);

/* A number from 1 to 999 in letters with geresh or gershayim: 13 י״ג, 787 תשפ״ז. */
void hebrew_letters(Buf *b, int n);

#endif
