/* api_page.h - what the page /api shows. */
#ifndef RAKAZ_API_API_PAGE_H
#define RAKAZ_API_API_PAGE_H

#include "api/api_inner.h"

typedef struct ApiNoun {
    Str name, path;
} ApiNoun;

/* Those of a kind that a key can be limited to; the last ones are of none. */
typedef struct ApiKind {
    TextKey  name;
    ApiNoun *nouns;
    size_t   nouns_n;
} ApiKind;

typedef struct ApiView {
    Str      undo;                                /* "POST /api/v1/acts/ID/undo" */
    bool     signed_in;
    ApiKind *kinds;
    size_t   kinds_n;
} ApiView;
PAGE_FN(api, ApiView)

/* Every refusal: its code (where the `type` of a problem leads), status and sentence, as rows of a table. */
void api_problems_html(Buf *b, const Page *pg);

/* Examples for a command line, with the address of this site. */
typedef enum ApiExample {
    API_EXAMPLE_READ, API_EXAMPLE_CREATE, API_EXAMPLE_CHANGE, API_EXAMPLE_FOLLOW, API_EXAMPLES
} ApiExample;
void api_example_html(Buf *b, const Page *pg, ApiExample which);

#endif
