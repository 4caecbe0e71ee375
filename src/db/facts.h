/* facts.h - what a region knows about itself: few texts by name. In use: name, zone, lang, currency, home (country
** code of phones), mail_url, mail_from. */
#ifndef RAKAZ_DB_FACTS_H
#define RAKAZ_DB_FACTS_H

#include "db/db.h"

/* The value, in the arena; the empty Str if the region does not say. */
Fault fact_get(Ctx *c, const char *name, Str *ret_value) MUST;

/* On the writer. The empty value forgets it. */
Fault fact_set(Ctx *c, const char *name, Str value) MUST;

/* The statements of this file, for the SQL check. */
extern const Query *const FACT_QUERIES;
extern const int          FACT_QUERIES_N;

#endif
