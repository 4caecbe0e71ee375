/* paper_page.h - the card with a case's papers. */
#ifndef RAKAZ_PAPER_PAPER_PAGE_H
#define RAKAZ_PAPER_PAPER_PAGE_H

#include "paper/paper.h"

typedef struct PaperRow {
    Str     word;
    TextKey name;
} PaperRow;
typedef struct PapersPart {
    Str       id;
    PaperRow *rows;
    size_t    rows_n;
    Str       lang;                               /* of the owner's page; the case offers all */
} PapersPart;
PAGE_FN(papers_mine, PapersPart)
PAGE_FN(papers_part, PapersPart)

#endif
