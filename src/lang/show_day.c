/* show_day.c - dates and times as people read them. */
#include "lang/show.h"

#include "lang/hebrew.h"
#include "lang/inner.h"

#include <string.h>

enum { NEAR_DAYS = 6 };

static const TextKey MONTHS[13] = {
    T_NONE,          T_SHOW_MONTH_1,  T_SHOW_MONTH_2,  T_SHOW_MONTH_3, T_SHOW_MONTH_4,
    T_SHOW_MONTH_5,  T_SHOW_MONTH_6,  T_SHOW_MONTH_7,  T_SHOW_MONTH_8, T_SHOW_MONTH_9,
    T_SHOW_MONTH_10, T_SHOW_MONTH_11, T_SHOW_MONTH_12,
};
static const TextKey DAY_MONTHS[13] = {
    T_NONE,
    T_SHOW_DAY_MONTH_1,
    T_SHOW_DAY_MONTH_2,
    T_SHOW_DAY_MONTH_3,
    T_SHOW_DAY_MONTH_4,
    T_SHOW_DAY_MONTH_5,
    T_SHOW_DAY_MONTH_6,
    T_SHOW_DAY_MONTH_7,
    T_SHOW_DAY_MONTH_8,
    T_SHOW_DAY_MONTH_9,
    T_SHOW_DAY_MONTH_10,
    T_SHOW_DAY_MONTH_11,
    T_SHOW_DAY_MONTH_12,
};
static const TextKey WEEKDAYS[7] = {
    T_SHOW_WEEKDAY_0, T_SHOW_WEEKDAY_1, T_SHOW_WEEKDAY_2, T_SHOW_WEEKDAY_3,
    T_SHOW_WEEKDAY_4, T_SHOW_WEEKDAY_5, T_SHOW_WEEKDAY_6,
};
/* 14 is the first Adar of a leap year. */
static const TextKey HEBREW_MONTHS[15] = {
    T_NONE,
    T_SHOW_HEBREW_MONTH_1,
    T_SHOW_HEBREW_MONTH_2,
    T_SHOW_HEBREW_MONTH_3,
    T_SHOW_HEBREW_MONTH_4,
    T_SHOW_HEBREW_MONTH_5,
    T_SHOW_HEBREW_MONTH_6,
    T_SHOW_HEBREW_MONTH_7,
    T_SHOW_HEBREW_MONTH_8,
    T_SHOW_HEBREW_MONTH_9,
    T_SHOW_HEBREW_MONTH_10,
    T_SHOW_HEBREW_MONTH_11,
    T_SHOW_HEBREW_MONTH_12,
    T_SHOW_HEBREW_MONTH_13,
    T_SHOW_HEBREW_MONTH_14,
};

/* Digits and points run from left to right everywhere; with a word the text runs as its language does. */
static Dir text_dir(Lang l, Str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x80 || (c | 32) >= 'a') return lang__dir(l);
    }
    return DIR_LTR;
}

/* <time datetime="machine" dir="…">text</time>, or the text in its isolate. */
static void put_time(Buf *b, Dress dress, Lang l, Str machine, Str text) {
    Dir dir = text_dir(l, text);
    if (dress == DRESS_PLAIN) {
        lang__isolate(b, dress, dir, text);
        return;
    }
    buf_lit(b, "<time datetime=\"");
    put_attr(b, machine);
    buf_add(b, dir == DIR_RTL ? LIT("\" dir=\"rtl\">") : LIT("\" dir=\"ltr\">"));
    put_text(b, text);
    buf_lit(b, "</time>");
}

static void put_day(Buf *b, Dress dress, const Reader *r, Day d, Str text) {
    LANG__SMALL(iso, 16);
    buf_day_iso(&iso, d);
    put_time(b, dress, r->lang, buf_str(&iso), text);
}

/* Fills a pattern of the language with the parts of a date. */
static void fill_day(Buf *text, Lang l, TextKey pattern, Day d, Str month) {
    LANG__SMALL(date, 4);
    LANG__SMALL(year, 8);
    buf_int(&date, day_date(d));
    buf_int(&year, day_year(d));
    Part parts[] = {{LIT("date"), buf_str(&date)}, {LIT("month"), month}, {LIT("year"), buf_str(&year)},
                    {LIT("weekday"), tr(l, WEEKDAYS[day_weekday(d)])}};
    lang__fill(text, l, pattern, parts, 4);
}

static void fill_short(Buf *text, Lang l, Day d) {
    fill_day(text, l, T_SHOW_DAY, d, tr(l, DAY_MONTHS[day_month(d)]));
}

static void day_short(Buf *b, Dress dress, const Reader *r, Day d) {
    if (!day_valid(d)) {
        lang__unknown(b, dress, r);
        return;
    }
    LANG__SMALL(text, 128);
    fill_short(&text, r->lang, d);
    put_day(b, dress, r, d, buf_str(&text));
}

void show_day(Buf *b, const Reader *r, Day d) {
    day_short(b, DRESS_PAGE, r, d);
}

void plain_day(Buf *b, const Reader *r, Day d) {
    day_short(b, DRESS_PLAIN, r, d);
}

void show_day_long(Buf *b, const Reader *r, Day d) {
    if (!day_valid(d)) {
        lang__unknown(b, DRESS_PAGE, r);
        return;
    }
    LANG__SMALL(text, 256);
    fill_day(&text, r->lang, T_SHOW_DAY_LONG, d, tr(r->lang, MONTHS[day_month(d)]));
    put_day(b, DRESS_PAGE, r, d, buf_str(&text));
}

void show_day_second(Buf *b, const Reader *r, Day d) {
    if (!day_valid(d)) {
        lang__unknown(b, DRESS_PAGE, r);
        return;
    }
    HebrewDay h = hebrew_of(d);
    bool      first_adar = h.month == 12 && hebrew_leap(h.year);
    bool      letters = str_eq(tr(r->lang, T_LANGUAGE_HEBREW_NUMERALS), LIT("letters"));
    LANG__SMALL(date, 16);
    LANG__SMALL(year, 32);
    if (letters) hebrew_letters(&date, h.date);
    else buf_int(&date, h.date);
    /* The thousands are left out, as on every calendar; a full thousand has nothing else to say. */
    if (letters && h.year % 1000) hebrew_letters(&year, h.year % 1000);
    else buf_int(&year, h.year);
    Part parts[] = {{LIT("date"), buf_str(&date)},
                    {LIT("month"), tr(r->lang, HEBREW_MONTHS[first_adar ? 14 : h.month])},
                    {LIT("year"), buf_str(&year)}};
    LANG__SMALL(text, 256);
    lang__fill(&text, r->lang, T_SHOW_HEBREW_DAY, parts, 3);
    put_day(b, DRESS_PAGE, r, d, buf_str(&text));
}

/* "3 days ago"; nothing if d is not near. */
static void fill_near(Buf *text, const Reader *r, int32_t days) {
    if (days < -NEAR_DAYS || days > NEAR_DAYS) return;
    if (days >= -1 && days <= 1) {
        buf_add(text, tr(r->lang, days < 0 ? T_SHOW_YESTERDAY : days > 0 ? T_SHOW_TOMORROW : T_SHOW_TODAY));
        return;
    }
    TrArg n = TR_N("n", days < 0 ? -days : days);
    tr_plain(text, r, days < 0 ? T_SHOW_DAYS_AGO : T_SHOW_IN_DAYS, &n, 1);
}

void show_day_near(Buf *b, const Reader *r, Day d) {
    LANG__SMALL(text, 128);
    if (day_valid(d) && day_valid(r->today)) fill_near(&text, r, day_number(d) - day_number(r->today));
    if (text.n == 0) show_day(b, r, d);
    else put_day(b, DRESS_PAGE, r, d, buf_str(&text));
}

void show_month(Buf *b, const Reader *r, int year, int month) {
    Day d = day_of(year, month, 1);
    if (d == 0) {
        lang__unknown(b, DRESS_PAGE, r);
        return;
    }
    LANG__SMALL(iso, 16);
    LANG__SMALL(text, 128);
    buf_day_iso(&iso, d);
    fill_day(&text, r->lang, T_SHOW_MONTH, d, tr(r->lang, MONTHS[month]));
    put_time(b, DRESS_PAGE, r->lang, str_sub(buf_str(&iso), 0, sizeof "2026-11" - 1), buf_str(&text));
}

/* ---- moments ---- */

static void put_clock(Buf *b, Dress dress, LocalTime t) {
    LANG__SMALL(text, 16);
    buf_printf(&text, "%02d:%02d", t.hour, t.minute);
    lang__isolate(b, dress, DIR_LTR, buf_str(&text));
}

void show_time(Buf *b, const Reader *r, Stamp t) {
    LocalTime local = stamp_local(t, r->zone);
    if (local.d == 0) lang__unknown(b, DRESS_PAGE, r);
    else put_clock(b, DRESS_PAGE, local);
}

static void put_stamp(Buf *b, Dress dress, const Reader *r, Stamp t) {
    LocalTime local = stamp_local(t, r->zone);
    if (local.d == 0) {
        lang__unknown(b, dress, r);
        return;
    }
    LANG__SMALL(text, 128);
    LANG__SMALL(day, 256);
    LANG__SMALL(clock, 64);
    fill_short(&text, r->lang, local.d);
    lang__isolate(&day, dress, text_dir(r->lang, buf_str(&text)), buf_str(&text));
    put_clock(&clock, dress, local);
    Part parts[] = {{LIT("day"), buf_str(&day)}, {LIT("time"), buf_str(&clock)}};
    if (dress == DRESS_PAGE) {
        buf_lit(b, "<time datetime=\"");
        buf_stamp_iso(b, t);
        buf_add(b, lang__dir(r->lang) == DIR_RTL ? LIT("\" dir=\"rtl\">") : LIT("\" dir=\"ltr\">"));
    } else {
        lang__open(b, dress, lang__dir(r->lang));
    }
    lang__fill(b, r->lang, T_SHOW_DAY_TIME, parts, 2);
    if (dress == DRESS_PAGE) buf_lit(b, "</time>");
    else lang__close(b, dress);
}

void show_stamp(Buf *b, const Reader *r, Stamp t) {
    put_stamp(b, DRESS_PAGE, r, t);
}

void plain_stamp(Buf *b, const Reader *r, Stamp t) {
    put_stamp(b, DRESS_PLAIN, r, t);
}
