/* show.h - values as people read them: dates, numbers, money, phones, each in its isolate (docs/texts.md).
**
** Every function comes in two: show_x writes markup, plain_x writes text with U+2066..2069 isolates.
** Unknown values (0 dates, INT64_MIN numbers, empty texts) write the language's "not known yet" dash, never 0. */
#ifndef RAKAZ_LANG_SHOW_H
#define RAKAZ_LANG_SHOW_H

#include "lang/lang.h"

#define NUMBER_NONE INT64_MIN

void show_name(Buf *b, Str s);                                  /* <bdi>…</bdi> */
void show_code(Buf *b, Str s);                                  /* phone, mail, url, code: <bdi dir="ltr"> */
void show_number(Buf *b, const Reader *r, int64_t n);           /* 12,400 */
void show_real(Buf *b, const Reader *r, double x, int decimals);
void show_percent(Buf *b, const Reader *r, int64_t percent);
void show_money(Buf *b, const Reader *r, int64_t minor, const char *currency); /* "ILS": 4,250 ₪ */
void show_phone(Buf *b, const Reader *r, Str e164);             /* national, grouped: 052-555-0142 */
void show_day(Buf *b, const Reader *r, Day d);                  /* 23.11.2026 | 23 Nov 2026, in <time> */
void show_day_long(Buf *b, const Reader *r, Day d);             /* יום שני, 23 בנובמבר 2026 */
void show_day_second(Buf *b, const Reader *r, Day d);           /* י״ג בכסלו תשפ״ז */
void show_day_near(Buf *b, const Reader *r, Day d);             /* today, yesterday, in 3 days; else show_day */
void show_month(Buf *b, const Reader *r, int year, int month);  /* נובמבר 2026 */
void show_stamp(Buf *b, const Reader *r, Stamp t);              /* day and time */
void show_time(Buf *b, const Reader *r, Stamp t);               /* 09:30 */
void show_size(Buf *b, const Reader *r, int64_t bytes);         /* 214 kB */

void plain_name(Buf *b, Str s);                                 /* FSI … PDI */
void plain_code(Buf *b, Str s);                                 /* LRI … PDI */
void plain_number(Buf *b, const Reader *r, int64_t n);
void plain_money(Buf *b, const Reader *r, int64_t minor, const char *currency);
void plain_phone(Buf *b, const Reader *r, Str e164);
void plain_day(Buf *b, const Reader *r, Day d);
void plain_stamp(Buf *b, const Reader *r, Stamp t);

/* Phone as typed -> E.164. Knows Israeli national forms (also with the lost leading 0 of a spreadsheet:
** ret_repaired) and +CC / 00CC forms; `home` is the country code without +, "972". false: not a phone. */
bool phone_parse(Str typed, const char *home, char ret_e164[20], bool *ret_repaired);

/* Money as typed, in the currency's smallest unit: "4,250", "4250.50", "₪ 4,250", "4.250,50" is refused. */
bool money_parse(Str typed, int64_t *ret_minor);

#endif
