/* leverage_store.h - the statements of leverage_store.c, for the module in src/leverage/. */
#ifndef RAKAZ_LISTING_LEVERAGE_STORE_H
#define RAKAZ_LISTING_LEVERAGE_STORE_H

#include "db/db.h"

enum { LEVERAGE_Q_N = 5 };
extern const Query LEVERAGE_QUERIES[LEVERAGE_Q_N];

#endif
