/* guess.h - what the columns of a table hold, by the words of the header and by the content.
**
** The words stand in words.def, for Hebrew, Arabic, English, Italian and Portuguese. A guess is a proposal for
** a person, with its reason; it never decides alone. */
#ifndef RAKAZ_SHEET_GUESS_H
#define RAKAZ_SHEET_GUESS_H

#include "sheet/head.h"
#include "sheet/value.h"

/* The order is that of a mapping list on screen. Names and keys: guess_kind.def. */
typedef enum GuessKind {
#define GUESS(name, key) name,
#include "sheet/guess_kind.def"
#undef GUESS
    GUESS_N
} GuessKind;

const char *guess_key(GuessKind k);               /* "sheet.holds_phone" */

typedef enum GuessWhy { WHY_HEADER, WHY_CONTENT, WHY_BOTH, WHY_NONE, WHY_N } GuessWhy;
const char *guess_why_key(GuessWhy w);            /* "sheet.why_header" */

enum { GUESSES_MAX = 4 };

typedef struct Guess {
    GuessKind kind;
    int       percent;                            /* how sure */
    GuessWhy  why;
} Guess;

typedef struct ColumnGuess {
    Guess       best[GUESSES_MAX];                /* best first; best[0].kind is GUESS_NOTHING when nothing fits */
    int         n;
    Str         name;                             /* of the header; points into the SheetHead */
    uint32_t    filled, empty, distinct;          /* in the sample; distinct is counted up to 64 */
    Str         first;                            /* first value that is not empty */
    char        decimal_mark;                     /* for numbers: '.', ',' or 0 */
    DateOrder   order;                            /* for dates */
    bool        institution;                      /* a name, and its header says that it is of a public institution */
    char        lang[3];                          /* "he", "ar", "en": the letters of its texts; "" when mixed */
} ColumnGuess;

/* h->columns guesses, in `a`. Two columns do not get the same best guess where one alone makes sense
** (latitude, name, registration number): the second keeps its next best. */
ColumnGuess *guess_columns(Arena *a, const SheetPreview *p, const SheetHead *h);

/* One header text alone; GUESS_NOTHING when no word fits. */
GuessKind guess_name(Str header, int *ret_percent);

#endif
