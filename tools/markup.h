/* markup.h - follows HTML one byte at a time, to know where in it a value stands. */
#ifndef RAKAZ_TOOLS_MARKUP_H
#define RAKAZ_TOOLS_MARKUP_H

#include "tool.h"

enum { MARKUP_NAME_MAX = 48, MARKUP_VALUE_MAX = 200 };

typedef enum MarkupState {
    M_TEXT,    /* between tags */
    M_OPEN,    /* behind < */
    M_NAME,    /* in the name of a tag */
    M_TAG,     /* in a tag, outside of attributes */
    M_ATTR,    /* in the name of an attribute */
    M_EQUALS,  /* behind = */
    M_VALUE,   /* in a quoted value */
    M_COMMENT, /* in <!-- -->, or another <! */
} MarkupState;

typedef enum MarkupEvent { MARKUP_NOTHING, MARKUP_ATTR_END, MARKUP_TAG_END, MARKUP_BARE } MarkupEvent;

/* What a place allows. */
typedef enum MarkupPlace {
    PLACE_TEXT,  /* between tags */
    PLACE_PLAIN, /* in title, textarea, option: text without tags */
    PLACE_VALUE, /* in a quoted attribute */
    PLACE_LINK,  /* in a quoted attribute that holds an address */
    PLACE_NEVER, /* script, style, event attribute, outside quotes, comment */
} MarkupPlace;

typedef struct Markup {
    MarkupState state;
    bool closing;                 /* the tag began with </ */
    char quote;                   /* of the value */
    char tag[MARKUP_NAME_MAX];    /* lower case */
    char attr[MARKUP_NAME_MAX];   /* lower case */
    char value[MARKUP_VALUE_MAX]; /* as far as it is fixed */
    bool value_begun;             /* something stands in it already */
    bool value_varies;            /* a part of it comes from data */
    char inside[MARKUP_NAME_MAX]; /* script, style, title, textarea, option or pre; "" */
    char before[3];               /* the last bytes, for the end of a comment */
} Markup;

/* Takes the next byte; tells when an attribute or a tag has ended with it, or a value begins without quotes. */
MarkupEvent markup_step(Markup *m, char c);

MarkupPlace markup_place(const Markup *m);

/* Why nothing can stand here, for PLACE_NEVER. */
const char *markup_refusal(const Markup *m);

/* White space here is part of what is shown. */
bool markup_keeps_space(const Markup *m);

/* Whether both stand in the same kind of place, so that a branch leaves things as it found them. */
bool markup_same_place(const Markup *a, const Markup *b);

#endif
