/* spend_book.h - a file of payments in memory: its rows in columns, its names once each, and which rows count.
** Every row that has an amount is in the book, those that are set aside too, so that the sums by state always add up
** to the sum of the file, which is taken while the rows are read and before any of them is judged (spend_tally). A
** row of totals is a sum of others: it is kept and compared, and is in no sum. Pure; memory is the arena's: some 70
** bytes a row. */
#ifndef RAKAZ_SPEND_SPEND_BOOK_H
#define RAKAZ_SPEND_SPEND_BOOK_H

#include "spend/spend_cell.h"
#include "spend/spend_payee.h"

/* What a row is. Stored: new ones go at the end. */
typedef enum SpendState {
    SPEND_KEPT,
    SPEND_TWIN,                                   /* stands twice in the file, word for word, with its number */
    SPEND_KNOWN,                                  /* stands in another file of this buyer */
    SPEND_REVERSED,                               /* a payment and what took it back: set aside, together zero */
    SPEND_FOREIGN,                                /* in another currency than the file's */
    SPEND_UNREADABLE,                             /* no amount could be read: it is in no sum */
    SPEND_STATE_N
} SpendState;

enum { SPEND_CHUNK = 8192, SPEND_CURRENCIES_MAX = 16, SPEND_TOTALS_MAX = 50, SPEND_NUMBER_MAX = 80 };

/* Rows, column by column. */
typedef struct SpendChunk SpendChunk;
struct SpendChunk {
    SpendChunk *next;
    uint32_t    n;
    int64_t     amount[SPEND_CHUNK];              /* hundredths */
    Day         day[SPEND_CHUNK];                 /* 0: not known */
    uint32_t    payee[SPEND_CHUNK];
    uint32_t    category[SPEND_CHUNK], unit[SPEND_CHUNK];
    uint32_t    row[SPEND_CHUNK];                 /* of the file, from 1 */
    uint32_t    number_at[SPEND_CHUNK];           /* number of the payment: in `text`, */
    uint8_t     number_n[SPEND_CHUNK];            /* 0: none; longer ones are cut */
    uint8_t     state[SPEND_CHUNK], currency[SPEND_CHUNK];
    char       *text;
    uint32_t    text_n, text_cap;
};

typedef struct SpendPayee {
    Str         name;                             /* as written, trimmed; may be empty */
    Str         supplier_id, registration;        /* may be empty */
    uint64_t    key;                              /* 63 bits of the folded name without legal forms; 0: nameless */
    SpendBearer bearer;
} SpendPayee;

/* A place of an open hash table: the upper half of the hash tells nearly all that differ apart without looking. */
typedef struct SpendSlot {
    uint32_t tag, at;                             /* at: 1 + index; 0: free */
} SpendSlot;

/* The same for payees: a row asks for one of tens of thousands in no order, so that what counts is how many pieces
** of memory it touches. A place is one line of the cache and holds the three texts, where they are not long, beside
** the hash. */
enum { SPEND_HEAD = 40 };
typedef struct SpendPayeeSlot {
    uint32_t    tag, at;
    const char *text;                             /* the texts one behind the other, */
    uint16_t    n[4];                             /* their lengths, and of all; past SPEND_HEAD: `text` alone */
    char        head[SPEND_HEAD];
} SpendPayeeSlot;
_Static_assert(sizeof(SpendPayeeSlot) == 64, "a line of the cache");

/* Names that stand in the rows by number; 0 is the empty one where a column is missing. */
typedef struct SpendNames {
    Str      *v;
    uint32_t  n, cap;
    SpendSlot *slot;
    uint32_t  slots;
    uint32_t  last;                               /* asked for before: rows of one name follow one another */
} SpendNames;

/* A row of totals: what it says, and what the rows above it are, all of them and those since the last such row. */
typedef struct SpendTotal {
    uint32_t row;
    int64_t  says, all, since;
} SpendTotal;

typedef struct SpendSum {
    int64_t rows, sum;
} SpendSum;

/* Sums by state. `file` is what was read, in the file's currency; sums of the states but SPEND_FOREIGN add up to it:
** the function checks that, and stops the program where they do not, because then this folder is wrong. */
typedef struct SpendTally {
    SpendSum by[SPEND_STATE_N], file;
    SpendSum credits;                             /* of the kept ones, those below zero */
} SpendTally;
typedef struct SpendBook {
    Arena      *arena;
    SpendWords *words;
    SpendChunk *first, *last;
    uint64_t    rows;
    SpendPayee *payees;
    uint32_t    payees_n, payees_cap;
    SpendPayeeSlot *payee_slot;
    uint32_t    payee_slots;
    SpendNames  categories, units;
    char        currencies[SPEND_CURRENCIES_MAX][SPEND_CODE_MAX + 1];
    SpendSum    read[SPEND_CURRENCIES_MAX];       /* the file's own sums, taken before a row is judged */
    int         currencies_n, currency;           /* currency: the file's, after spend_settle */
    SpendTotal  totals[SPEND_TOTALS_MAX];
    uint32_t    totals_n, totals_more;
    int64_t     unreadable, blank, repeats, notes;/* rows: without amount, empty, headings again, remarks */
    int64_t     dates[SPEND_DATE_N];              /* rows by what their date is */
    int64_t     padded;                           /* names with white space around or doubled inside */
    int64_t     nameless;                         /* rows that name nobody */
    int64_t     alike;                            /* rows that stand twice but have no number: they count */
    bool        turned;                           /* payments stood below zero in the file: all signs are turned */
    Day         from, until;                      /* first and last known day */
    SpendTally  tally;                            /* after spend_settle */
} SpendBook;

void spend_book_init(SpendBook *b, Arena *a);

/* One row that has an amount or could not be read. Texts are copied. */
typedef struct SpendRow {
    int64_t  amount;
    Day      day;
    Str      payee, supplier_id, registration, category, unit, number;
    char     currency[SPEND_CODE_MAX + 1];        /* "": does not say */
    uint32_t row;
    bool     unreadable;
} SpendRow;
void spend_book_add(SpendBook *b, const SpendRow *r);

/* The payee's index in b->payees, a new one if need be. The table is large and asked for in no order: who knows the
** texts some time before says so, and the memory is there when it is asked. */
void     spend_book_soon(const SpendBook *b, Str name, Str supplier_id, Str registration);
uint32_t spend_book_payee(SpendBook *b, Str name, Str supplier_id, Str registration);

/* A row of totals, with the sums of what stands above it. */
void spend_book_total(SpendBook *b, uint32_t row, int64_t says);

/* Judges the rows once all are there. */
typedef struct SpendSettle {
    const int64_t *known;                         /* spend_identity of rows of the buyer's other files, rising */
    size_t         known_n;
    char           currency[SPEND_CODE_MAX + 1];  /* what no currency means: the region's */
    bool           count_twins;                   /* somebody said that rows which stand twice were paid twice */
    bool           keep_signs;                    /* somebody said that payments below zero are what they say */
} SpendSettle;
void spend_settle(SpendBook *b, const SpendSettle *s);

/* What a row is known by in other files: its number, day, amount and payee. 0: a row without a number has none. */
int64_t spend_identity(const SpendBook *b, const SpendChunk *k, uint32_t i);

/* Sums by state of a settled book. */
void spend_tally(const SpendBook *b, SpendTally *ret_t);

Str spend_number(const SpendChunk *k, uint32_t i);

#endif
