/* feed_store.h - the statements of calendars' addresses. */
#ifndef RAKAZ_FEED_FEED_STORE_H
#define RAKAZ_FEED_FEED_STORE_H

#include "db/db.h"

enum { Q_FEED_FIND, Q_FEED_OWN, FEED_Q_N };
extern const Query FEEDS_QUERIES[FEED_Q_N];

#endif
