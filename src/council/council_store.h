/* council_store.h - what the files of this folder ask the store. */
#ifndef RAKAZ_COUNCIL_COUNCIL_STORE_H
#define RAKAZ_COUNCIL_COUNCIL_STORE_H

#include "case/case.h"
#include "council/compose.h"
#include "council/council.h"

enum { SEATS_MAX = 60, PRESENT_MAX = 120, LAST_MEETINGS = 3, ITEMS_MAX = 60 };
enum {
    Q_COUNCIL_SEATED, Q_COUNCIL_MET, Q_COUNCIL_MEETINGS, Q_COUNCIL_PRESENCE, Q_COUNCIL_ATTENDED,
    Q_COUNCIL_NEXT, Q_COUNCIL_LAST, Q_COUNCIL_HELD_BY, Q_COUNCIL_ITEMS_OF_CASE, Q_COUNCIL_ASKED,
    Q_COUNCIL_ITEMS_OF_BODY, Q_COUNCIL_ROOMS_OF_BODY, Q_COUNCIL_ROOMS_OF_CASE, Q_COUNCIL_LAST_NUMBER,
    Q_COUNCIL_RECUSED, Q_COUNCIL_WHEN, Q_COUNCIL_OF_PLACE, Q_COUNCIL_MY_REPLIES,
    Q_COUNCIL_ALL_SEATS, Q_COUNCIL_ALL_MET, COUNCIL_Q_N,
};
extern const Query COUNCIL_QUERIES[COUNCIL_Q_N];

/* The records that a statement by organisation and one id names, whole, in its order. */
Fault council_loaded(Ctx *c, int query, Id of, const Entity *e, void **ret_v, size_t *ret_n) MUST;

/* The live seats of a body, those of a term that is over too, in the order of their kinds. */
Fault seats_of(Ctx *c, Id body, Seat **ret_v, size_t *ret_n) MUST;

/* How much its holder has promised about items of the body that is open still: a number, whoever asks. */
Fault promised_of_seat(Ctx *c, const Seat *s, int64_t *ret_n) MUST;

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

/* Seat holders are told that a meeting is called, was moved or will not be: nothing but that it is. */
Fault meeting_tell(Ctx *c, const Meeting *m, bool off) MUST;

/* ---- the agenda: council_agenda.c -------------------------------------------------------------------------- */

/* Items of a meeting in their order; those of a business, newest first; those that wait for a meeting of a body; the
** latest of a body. What the reader does not see is left out. */
Fault items_of_meeting(Ctx *c, Id meeting, AgendaItem **ret_v, size_t *ret_n) MUST;
Fault items_of_case(Ctx *c, Id of_case, AgendaItem **ret_v, size_t *ret_n) MUST;
Fault items_asked(Ctx *c, Id body, AgendaItem **ret_v, size_t *ret_n) MUST;
Fault items_of_body(Ctx *c, Id body, AgendaItem **ret_v, size_t *ret_n) MUST;

/* Who may see an item about a business is decided anew: the circle of its case and, as long as its consent that the
** council may talk about it holds, whoever sits there. For all of a body, or of a case. On the writer. */
Fault rooms_of_body(Ctx *c, Id body) MUST;
Fault rooms_of_case(Ctx *c, Id of_case) MUST;
Fault council_on_consent(Ctx *c, const Consent *before, const Consent *after) MUST;

/* The lead consultants of the businesses on the agenda, who come as guests: those that are missing are written down. */
Fault presence_of_leads(Ctx *c, const Meeting *m) MUST;

/* The account of a case's lead consultant on a day and their name, whoever asks; 0: it has none. */
Fault lead_of(Ctx *c, Id of_case, Day on, Id *ret_account, Str *ret_name) MUST;

/* Who has left for some items; at most so many. */
enum { RECUSED_MAX = 500 };
typedef struct Recused {
    Id  id, item, attendance;
    Str name, why;
} Recused;
Fault recused_of(Ctx *c, const Id *items, size_t n, Recused **ret_v, size_t *ret_n) MUST;

/* What is missing for an item in this meeting, by who came; before anybody is written down, by who did not say no. */
Fault item_missing(Ctx *c, const AgendaItem *it, unsigned *ret_missing) MUST;
/* The same for who knows who has left. */
Fault item_missing_without(Ctx *c, const AgendaItem *it, const Recused *left, size_t n_left,
                           unsigned *ret_missing) MUST;

/* The council of a place: its own, or that of the nearest place above it; 0: none. */
Fault council_of(Ctx *c, Id place, Id *ret_body) MUST;

/* When and where the meeting of an item is, for whoever sees the item. */
typedef struct ItemWhen {
    Stamp at;
    Str   room, link;
    int   state;
} ItemWhen;
Fault item_when(Ctx *c, Id meeting, ItemWhen *ret_when) MUST;

/* May the reader write the minutes of an item: whoever sits there, and the lead consultant of the business. */
Fault item_may_write(Ctx *c, const AgendaItem *it, bool *ret_yes) MUST;

#endif
