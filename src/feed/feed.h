/* feed.h - a person's own calendar, for the calendar programs they use: meetings of their councils, sessions and
** reviews of their cases, their tasks, follow-ups that are due.
**
** It is read from a secret address that the person makes, renews and ends on their own page; whoever has it reads with
** their eyes. A calendar lies on many machines, so nothing stands in it that a team keeps: "A session (rakaz)" and the
** way there. */
#ifndef RAKAZ_FEED_FEED_H
#define RAKAZ_FEED_FEED_H

#include "base/calendar.h"
#include "feed_ent.h"
#include "view/view.h"

extern const Module feed_module;

/* The live address of the reader, without its secret; head.id is 0 when there is none. */
Fault feed_own(Ctx *c, Feed *ret_feed) MUST;

/* Makes an address in place of the one there is, and ends it. The key is told once. On the writer. */
Fault feed_make(Ctx *c, Str *ret_key) MUST;
Fault feed_end(Ctx *c) MUST;

/* Becomes whoever the address is of. NOT_FOUND: there is none, it was ended, or its account may not sign in. */
Fault feed_become(Ctx *c, Str key) MUST;

/* The whole calendar of the reader, its lines in their language. `site`: "https://negev.example". */
Fault feed_write(Ctx *c, Buf *b, Str site) MUST;

#endif
