/* council_store.h - what the files of this folder ask the store. */
#ifndef RAKAZ_COUNCIL_COUNCIL_STORE_H
#define RAKAZ_COUNCIL_COUNCIL_STORE_H

#include "council/compose.h"
#include "council/council.h"

enum { COUNCIL_Q_N = 9, SEATS_MAX = 60, PRESENT_MAX = 120, LAST_MEETINGS = 3 };
extern const Query COUNCIL_QUERIES[COUNCIL_Q_N];

/* The live seats of a body, those of a term that is over too, in the order of their kinds. */
Fault seats_of(Ctx *c, Id body, Seat **ret_v, size_t *ret_n) MUST;

/* Does the reader hold a seat of the body today? */
Fault seated(Ctx *c, Id body, bool *ret_yes) MUST;

/* The days of the body's last meetings that were held, newest first: at most LAST_MEETINGS. Days alone, for whoever. */
Fault met_days(Ctx *c, Id body, Day *ret_v, size_t *ret_n) MUST;

/* How many of these meetings somebody with this seat has missed since. */
int64_t missed_of(const Seat *s, const Day *met, size_t n);

/* Meetings of a body that the reader sees, newest first. */
Fault meetings_of(Ctx *c, Id body, Meeting **ret_v, size_t *ret_n) MUST;

/* Who is asked to a meeting and came, in the order in which they were written down. */
Fault presence_of(Ctx *c, Id meeting, Attendance **ret_v, size_t *ret_n) MUST;

/* One presence for each seat with a person that is held on the day of the meeting: those that are missing are made. */
Fault presence_fill(Ctx *c, const Meeting *m) MUST;

/* "12 March 2027, 16:30" in this language, plain text. */
Str when_text(Ctx *c, Lang l, Stamp at);

/* Runs as the program itself, in the name of who asks: what follows from a rule needs no right of theirs. */
Fault save_following(Ctx *c, const Entity *e, void *rec) MUST;

/* Seat holders are told that a meeting is called, was moved or will not be: nothing but that it is. */
Fault meeting_tell(Ctx *c, const Meeting *m, bool off) MUST;

#endif
