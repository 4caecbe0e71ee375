/* amount.h - does a quantity that was told lie in the range that is looked for? Pure. What is not known is never a
** no. */
#ifndef RAKAZ_ALERT_AMOUNT_H
#define RAKAZ_ALERT_AMOUNT_H

/* From and to, NAN: not known; counted in what (listing_unit), 0: not known. */
typedef struct Amount {
    double from, to;
    int    unit;
} Amount;

typedef enum AmountFit { AMOUNT_NOT, AMOUNT_FITS, AMOUNT_ASK } AmountFit;

/* AMOUNT_ASK: it is not known, or is counted in something that cannot be told in the other. Of what is told "at most"
** the least is not known; of what is told with one number both are the same. */
AmountFit amount_fit(const Amount *asked, const Amount *told);

#endif
