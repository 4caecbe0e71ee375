/* api.h - the interface for programs: every noun of the product as JSON under /api/v1, its description in OpenAPI 3.1,
** and the page /api that explains it to people.
**
** Programs go through the doors that pages go through: ent_load and list_run for reading, ent_save, ent_archive and
** ent_merge for writing, the sheets' own conditions and fill-ins. A program therefore sees and may do what its account
** sees and may do, and no more than its key allows. */
#ifndef RAKAZ_API_API_H
#define RAKAZ_API_API_H

#include "ent/ent.h"
#include "http/http.h"

extern const Module api_module;

/* Nouns that are not open to programs, and why. All others are: some route is about them. */
typedef struct ApiKept {
    const char *entity, *why;
} ApiKept;
extern const ApiKept API_KEPT[];
extern const int     API_KEPT_N;
bool api_serves(const Entity *e);

/* The OpenAPI 3.1 document of all routes of MODULES that carry an ApiOp, its sentences in the reader's language. */
void api_describe(Ctx *c, Buf *b);

#endif
