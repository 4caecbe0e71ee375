/* lang.h - the texts of the program, in every language it speaks.
**
** Texts live in lang/<code>/<part>.po and are compiled into constant tables (docs/texts.md). A language
** is a folder of such files: nothing here but the plural rules of CLDR names one. The language is a
** property of the reader, never of the process. */
#ifndef RAKAZ_LANG_LANG_H
#define RAKAZ_LANG_LANG_H

#include "base/arena.h"
#include "base/day.h"
#include "base/html.h"
#include "texts.h" /* made by poc: enum Lang (LANG_EN, LANG_HE, ... LANG_N), enum TextKey (T_...) */

typedef enum Lang    Lang;
typedef enum TextKey TextKey;

/* How a person wants to be spoken to, for the few sentences that need it. */
typedef enum Address { ADDRESS_NEUTRAL, ADDRESS_F, ADDRESS_M, ADDRESS_N } Address;

/* Who reads: everything that decides how a text, number or date is shown. */
typedef struct Reader {
    Lang        lang;
    Address     address;
    const char *zone;                             /* IANA time zone of the region */
    Stamp       now;
    Day         today;                            /* of `now` in `zone` */
    bool        second_calendar;                  /* show the Hebrew date beside */
    bool        shortcuts_off;                    /* no single-key shortcuts (WCAG 2.1.4) */
    const char *currency;                         /* of the region; NULL: "ILS" */
    const char *phone_home;                       /* country code of the region without +; NULL: "972" */
} Reader;

static inline const char *reader_phone_home(const Reader *r) { return r->phone_home ? r->phone_home : "972"; }
static inline const char *reader_currency(const Reader *r) { return r->currency ? r->currency : "ILS"; }

const char *lang_code(Lang l);                    /* "he" */
const char *lang_dir(Lang l);                     /* "rtl" or "ltr" */
const char *lang_name(Lang l);                    /* in its own language: "עברית" */
bool        lang_parse(Str code, Lang *ret_l);    /* "he", "he-IL", "iw" */

/* The best language of an Accept-Language header (RFC 9110); only its first 16 entries are read. */
Lang lang_pick(Str accept_language, Lang otherwise);

/* The other languages in the order in which to fall back when a person's text is missing in `l`: first
** those of the text language.fallback. */
const Lang *lang_fallback(Lang l);                /* LANG_N entries, l first */

/* Plural class of n by the CLDR rules of the language: 0 .. lang_plural_n(l)-1 in the order
** zero, one, two, few, many, other, leaving out the classes the language does not have for whole numbers. */
int lang_plural(Lang l, int64_t n);
int lang_plural_n(Lang l);

/* A value put into a sentence in the place of {name}. The first TR_COUNT chooses the plural form and is shown
** grouped; TR_HTML is markup and goes into tr_html only. */
typedef struct TrArg {
    const char *name;
    enum { TR_TEXT, TR_COUNT, TR_HTML } kind;
    Str     text;
    int64_t count;
} TrArg;

#define TR_ARG(name_, str_)   ((TrArg){.name = (name_), .kind = TR_TEXT, .text = (str_)})
#define TR_N(name_, n_)       ((TrArg){.name = (name_), .kind = TR_COUNT, .count = (n_)})
#define TR_MARKUP(name_, h_)  ((TrArg){.name = (name_), .kind = TR_HTML, .text = (h_).s})

/* The bare sentence: no arguments filled in. Neutral form, "other" plural. Lives as long as the process. */
Str tr(Lang l, TextKey key);

/* The key of "today.visits"; T_NONE if there is none. */
TextKey tr_key(Str dotted);

/* The sentence with its arguments, escaped for a page; texts from data stand in <bdi>. An argument the
** sentence has and the call lacks stops the program; more than it has do no harm. T_NONE writes nothing. */
void tr_html(Buf *b, const Reader *r, TextKey key, const TrArg *args, size_t n_args);

/* The same inside a quoted attribute, and as plain text (mail subject, file, title): isolates are
** U+2068/9. */
void tr_attr(Buf *b, const Reader *r, TextKey key, const TrArg *args, size_t n_args);
void tr_plain(Buf *b, const Reader *r, TextKey key, const TrArg *args, size_t n_args);
Str  tr_str(Arena *a, const Reader *r, TextKey key, const TrArg *args, size_t n_args);  /* plain text */

#endif
