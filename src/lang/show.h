/* show.h - values as people read them: dates, numbers, money, phones, each in its isolate
**
** Functions come in two: show_x writes markup, plain_x writes text with U+2066..2069 isolates. Digits
** are 0-9 in every language. Unknown values (0 dates, INT64_MIN numbers, NaN, empty texts) write a dash,
** never 0, and where the reader is known its words "not known yet" for screen readers. */
#ifndef RAKAZ_LANG_SHOW_H
#define RAKAZ_LANG_SHOW_H

#include "lang/lang.h"

#define NUMBER_NONE INT64_MIN

void show_name(Buf *b, Str s);                                  /* <bdi>…</bdi> */
void show_code(Buf *b, Str s);                                  /* phone, mail, url, code: <bdi dir="ltr"> */
void show_number(Buf *b, const Reader *r, int64_t n);           /* 12,400 */
void show_real(Buf *b, const Reader *r, double x, int decimals);
void show_percent(Buf *b, const Reader *r, int64_t percent);

/* 4,250 ₪; in hundredths (or what the currency has) only when they are not 0. `currency` is a code of
** ISO 4217. */
void show_money(Buf *b, const Reader *r, int64_t minor, const char *currency);

/* Grouped; without the country code for a number of the reader's region: 052-555-0142, +970 59-912-3456.
** What is not E.164 is shown as it is. */
void show_phone(Buf *b, const Reader *r, Str e164);
void show_day(Buf *b, const Reader *r, Day d);                  /* 23.11.2026 | 23 Nov 2026, in <time> */
void show_day_long(Buf *b, const Reader *r, Day d);             /* יום שני, 23 בנובמבר 2026 */
void show_day_second(Buf *b, const Reader *r, Day d);           /* י״ג בכסלו תשפ״ז */
void show_day_near(Buf *b, const Reader *r, Day d);             /* today, 3 days ago, to 6 days */
void show_month(Buf *b, const Reader *r, int year, int month);  /* נובמבר 2026 */
void show_stamp(Buf *b, const Reader *r, Stamp t);              /* day and time */
void show_time(Buf *b, const Reader *r, Stamp t);               /* 09:30 */
void show_size(Buf *b, const Reader *r, int64_t bytes);         /* 214 kB */

void plain_name(Buf *b, Str s);                                 /* FSI … PDI */
void plain_code(Buf *b, Str s);                                 /* LRI … PDI */
void plain_number(Buf *b, const Reader *r, int64_t n);
void plain_real(Buf *b, const Reader *r, double x, int decimals);
void plain_money(Buf *b, const Reader *r, int64_t minor, const char *currency);
void plain_phone(Buf *b, const Reader *r, Str e164);
void plain_day(Buf *b, const Reader *r, Day d);
void plain_stamp(Buf *b, const Reader *r, Stamp t);

/* "₪" of "ILS"; the code itself where there is no sign. */
const char *currency_sign(const char *currency);

/* Phone as typed -> E.164. Knows the national forms of Israel (Ministry of Communications, numbering
** plan) when `home`, the country code without +, is "972"; of a home that dials no 0 before its numbers
** (Italy, Spain) the number as it stands; of any other the form with a leading 0; and +CC and 00CC forms. Spaces,
** dashes, dots, slashes, brackets and Arabic digits are read.
** *ret_repaired: the number had lost the leading 0 or + that a spreadsheet takes away. false: not a
** phone, among them short numbers such as *2700. */
bool phone_parse(Str typed, const char *home, char ret_e164[20], bool *ret_repaired);

/* Money as typed, in hundredths: "4,250", "4250.5", "-12.50", with ₪, ש״ח, شيكل, NIS or ILS before or behind.
** Groups are of three; "4.250,50", "4,25" and more than 12 digits before the point are refused. */
bool money_parse(Str typed, int64_t *ret_minor);

#endif
