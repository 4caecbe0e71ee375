/* export_page.h - what the templates of this folder show. */
#ifndef RAKAZ_EXPORT_EXPORT_PAGE_H
#define RAKAZ_EXPORT_EXPORT_PAGE_H

#include "export/take.h"

typedef struct PrintHead {
    Str  label;
    bool num;
} PrintHead;

typedef struct PrintView {
    TakeAbout *about;
    size_t     about_n;
    Str        words;                             /* what was chosen; empty: everything */
    PrintHead *heads;
    size_t     heads_n;
    Html       rows;
    Str        back;                              /* the list */
} PrintView;

PAGE_FN(print_list, PrintView)

#endif
