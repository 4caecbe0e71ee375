/* lm3.h - the local multiplier of three rounds, as the New Economics Foundation defines it (Sacks 2002, "The Money
** Trail"; Local Multiplier 3). Pure: amounts in agorot and shares in basis points in, exact whole numbers out.
**
** Round 1 is an income, R1. Round 2 is what of it is paid to payees of the place, R2. Round 3 is what these spend again
** in the place, R3. LM3 = (R1 + R2 + R3) / R1, between 1 and 3.
**
** Round 3 is told in two forms, and which one it is has to be said beside the number:
**   LM3_STRICT    what the payees of the place spend again in it
**   LM3_ALL       what all payees spend there, those from outside as well (a supplier from elsewhere whose workers live
**                 here), as readings of purchasing do
**
** Averages follow the Foundation's rule: where five or more of a class have answered, the mean of their shares stands
** for those of the class who have not; below five each stands for itself alone, and the rest is not known. What is not
** known is never counted as nothing: it stands between two ends, all of it outside and all of it in the place. */
#ifndef RAKAZ_LEAK_LM3_H
#define RAKAZ_LEAK_LM3_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LM3_UNIT = 10000,                             /* 17800 is 1.78; a share of 10000 is all of it */
    LM3_ANSWERS_LEAST = 5,                        /* of a class, to speak for those who did not answer */
    LM3_SHARE_UNKNOWN = -1,
};
#define LM3_AMOUNT_MAX INT64_C(100000000000000)   /* of one payee and of round 1, in agorot */

typedef enum Lm3Form { LM3_STRICT = 1, LM3_ALL } Lm3Form;
typedef enum Lm3Class { LM3_STAFF, LM3_SUPPLIER, LM3_OTHER, LM3_CLASSES } Lm3Class;
typedef enum Lm3Local { LM3_LOCAL_UNKNOWN, LM3_LOCAL, LM3_OUTSIDE } Lm3Local;

/* One who was paid out of round 1. */
typedef struct Lm3Paid {
    int64_t  paid;
    Lm3Class class;
    Lm3Local local;
    int      share;                               /* of their money that they spend again in the place, or unknown */
} Lm3Paid;

typedef enum Lm3Flaw {
    LM3_FINE,
    LM3_NO_START,                                 /* round 1 is not above 0 */
    LM3_RANGE,                                    /* an amount or share out of its range */
    LM3_TOO_MUCH,                                 /* more was paid out than came in */
} Lm3Flaw;

/* Every number of a study. Those called lowest are rounded down and those called highest up, so that the exact value
** lies between them. */
typedef struct Lm3 {
    int64_t r1, r2;                               /* r2: what is known to be paid in the place */
    int64_t paid, untold;                         /* to payees that are told; the rest of round 1 */
    int64_t where_unknown;                        /* paid to payees of whom it is not known where they are */
    int64_t base;                                 /* money of round 2 whose round 3 is asked for, by the form */
    int64_t answered;                             /* of it: whose share is known */
    int64_t r3_known;                             /* what of `answered` is spent again, rounded */
    int     payees, answers;                      /* of `base` */
    int     coverage;                             /* answered / base, of LM3_UNIT, downward; LM3_UNIT where base is 0 */
    int     lowest, highest;                      /* LM3, of LM3_UNIT */
    int     value;                                /* with means of classes; 0: too little is known for one number */
    bool    exact;                                /* nothing is unknown: lowest, value and highest are one number */
} Lm3;

/* Reckons a study. LM3_FINE, or the first flaw, and ret is zeroed. */
Lm3Flaw lm3_reckon(int64_t r1, Lm3Form form, const Lm3Paid *v, size_t n, Lm3 *ret);

/* May the numbers of a study be told to who may not read its payees? Every one of them is a sum over some of these
** parts: by where the payees are, and of those who are asked, whether they have answered. So each part holds nobody, or
** CELL_LEAST (base/cells.h) or more; then so does every difference of two numbers. A study of nobody tells nothing. */
bool lm3_told(Lm3Form form, const Lm3Paid *v, size_t n);

#endif
