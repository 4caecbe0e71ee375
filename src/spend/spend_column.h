/* spend_column.h - what the columns of a file of payments hold. Pure: headings in, columns out. */
#ifndef RAKAZ_SPEND_SPEND_COLUMN_H
#define RAKAZ_SPEND_SPEND_COLUMN_H

#include "base/str.h"

typedef enum SpendColumn {
    SPEND_AMOUNT,                                 /* how much, the file does not say whether with VAT */
    SPEND_GROSS,                                  /* with VAT */
    SPEND_NET,                                    /* without */
    SPEND_VAT,                                    /* the tax alone */
    SPEND_SUPPLIER,                               /* name of who was paid */
    SPEND_SUPPLIER_ID,                            /* the buyer's own number of them */
    SPEND_REGISTRATION,                           /* number of the company in the register */
    SPEND_DATE,
    SPEND_NUMBER,                                 /* of the payment, invoice or transaction */
    SPEND_CATEGORY,
    SPEND_CODE,                                   /* of the category */
    SPEND_UNIT,                                   /* department that paid */
    SPEND_CURRENCY,
    SPEND_WHAT,                                   /* in words, what for */
    SPEND_BUYER,
    SPEND_TYPE,                                   /* current or capital */
    SPEND_TOWN,
    SPEND_COLUMN_N
} SpendColumn;

/* For each kind the index of its column, -1 where there is none. A column holds one kind at most. */
typedef struct SpendColumns {
    int at[SPEND_COLUMN_N];
} SpendColumns;

/* From the headings of a table, as sheet/head.h gives them, in Hebrew, Arabic or English and as they drift from file to
** file. The best heading for each kind wins, the first of equal ones. */
void spend_columns(const Str *names, size_t n, SpendColumns *ret_columns);

/* The column that holds what is summed: with VAT before any, any before without; -1: none. Net and tax together also
** give an amount (spend_read). */
int spend_amount_column(const SpendColumns *c);

/* Can the file be read: is there an amount, and is somebody paid? */
bool spend_columns_suffice(const SpendColumns *c);

/* "supplier", "amount": for addresses of forms and for tests. */
const char *spend_column_name(SpendColumn k);

#endif
