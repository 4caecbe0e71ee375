/* facts.h - what a region knows about itself: few texts by name. In use: name and name.<language>, zone, lang,
** languages (codes parted by blanks), currency, home (country code of phones), answer_days, quiet_months,
** introduction.days, ocds.prefix, site,
** mail_url, mail_from, contact.name, contact.phone, contact.email, privacy.<language>, file_max_mb (of one attached
** file; 20). */
#ifndef RAKAZ_DB_FACTS_H
#define RAKAZ_DB_FACTS_H

#include "db/db.h"

/* The value, in the arena; the empty Str if the region does not say. */
Fault fact_get(Ctx *c, const char *name, Str *ret_value) MUST;

/* "privacy.he": the text in this language, else in the next one that the region has it in; `ret_l` (may be NULL) tells
** which. The empty Str if there is none. */
Fault fact_in(Ctx *c, const char *name, Lang want, Str *ret_value, Lang *ret_l) MUST;

/* What the region is called, for a reader of this language. */
Fault fact_name(Ctx *c, Lang want, Str *ret_name) MUST;

/* On the writer. The empty value forgets it. */
Fault fact_set(Ctx *c, const char *name, Str value) MUST;

/* ---- what decides how everything is read and shown -------------------------------------------------------------- */

enum { LOCAL_ZONE_MAX = 63, ANSWER_DAYS = 3, ANSWER_DAYS_MAX = 60, QUIET_MONTHS = 3, QUIET_MONTHS_MAX = 24 };

typedef struct Local {
    char     zone[LOCAL_ZONE_MAX + 1];            /* IANA name */
    char     currency[4];                         /* ISO 4217; "": the region does not say */
    char     home[4];                             /* country code of phones, without +; "": the region does not say */
    Lang     lang;                                /* when nothing else decides */
    unsigned langs;                               /* bit of every language that is offered; never 0 */
    int      answer_days;                         /* working promise: a request is answered within so many days */
    int      quiet_months;                        /* a business not spoken to for so long is to be called */
} Local;

/* "ILS", "EUR": three capital letters. */
bool currency_code_ok(Str s);

/* Reads the facts; what they do not say, or say wrongly, stays as it is in ret_local. */
Fault local_read(Ctx *c, Local *ret_local) MUST;

/* Zone, currency and country code of a reader; `l` must live as long as the reader. `today` is the caller's to set. */
void local_reader(const Local *l, Reader *r);

/* Keeps the region's Local in memory from here to local_forget and reads it again after a change. `zone` (NULL: the
** program's own) and `lang` hold where the facts say nothing. */
void local_keep(Region *r, const char *zone, Lang lang);
void local_forget(Region *r);

/* The program's own: Israel's zone, money and phones, every language. */
extern const Local LOCAL_DEFAULTS;

/* The one in force, as long as the region is open; LOCAL_DEFAULTS where none is kept (r may be NULL). */
const Local *local_of(Region *r);

/* The statements of this file, for the SQL check. */
extern const Query *const FACT_QUERIES;
extern const int          FACT_QUERIES_N;

#endif
