/* html_scan.h - tags and texts of a web page, forgivingly; for html.c only. */
#ifndef RAKAZ_SHEET_HTML_SCAN_H
#define RAKAZ_SHEET_HTML_SCAN_H

#include "base/buf.h"

typedef struct HtmlScan {
    Str    s;
    size_t i;
} HtmlScan;

typedef struct HtmlToken {
    bool tag, closing;
    Str  text;                                    /* of a text: as it stands, entities and all */
    Str  name;                                    /* of a tag */
    Str  attributes;
} HtmlToken;

/* The next text or tag. Comments, declarations and what stands in script and style are passed over. false: the end. */
bool html_next(HtmlScan *h, HtmlToken *ret_t);

/* The value of an attribute, as it stands; "" when it is not there or has none. */
Str html_attribute(Str attributes, const char *name);

/* Appends a text with its entities decoded and runs of white space made one space; none at the start of a line. */
void html_text(Buf *out, Str text);

#endif
