/* health.h - is the region whole, and can a backup of it be restored? Answers are plain; what was found are lines in
** English for the operator. */
#ifndef RAKAZ_EXPORT_HEALTH_H
#define RAKAZ_EXPORT_HEALTH_H

#include "http/http.h"

/* The stored bytes, the order of texts, every statement against the schema, the chain of the change log, and what the
** modules say must never be. Inside a read transaction; *ret_wrong is 0 when all is well. */
void health_check(Ctx *c, Buf *report, int *ret_wrong);

/* Makes a backup in a new folder below `folder`, restores it beside, compares both and removes them. `a` holds the
** reason of a failure. */
Fault health_drill(Region *r, Arena *a, const char *folder, Str *ret_why) MUST;

#endif
