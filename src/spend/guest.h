/* guest.h - supplier days: an event that a buyer holds, the small businesses that are invited to it by what will be
** bought, who came, and what came of it. */
#ifndef RAKAZ_SPEND_GUEST_H
#define RAKAZ_SPEND_GUEST_H

#include "actor/actor.h"
#include "event/event.h"
#include "guest_ent.h"
#include "spend/coming.h"

extern const Module guest_module;
extern const Sheet  DAY_GUEST_SHEET;

enum { GUEST_Q_N = 1, GUESTS_MAX = 200 };
extern const Query GUEST_QUERIES[GUEST_Q_N];

/* The entity's own hook: the day is a supplier day of a buyer, nobody is invited twice or to their own day, and nobody
** came before it was. */
Fault day_guest_check(Ctx *c, const void *before, void *after);

/* Guests of a day, as the reader sees them. */
Fault guests_of(Ctx *c, Id event, DayGuest **ret_v, size_t *ret_n) MUST;

/* Invites businesses, each with its reason, as one act; who is invited already is passed over. On the writer. */
typedef struct GuestAsked {
    Id  actor;
    Str why;
} GuestAsked;
Fault guests_invite(Ctx *c, const Event *day, const GuestAsked *v, size_t n) MUST;

/* Writes down whether they came; OVER before the day. On the writer. */
Fault guest_came(Ctx *c, Id id, bool came, DayGuest *ret_g) MUST;

/* ---- pages ------------------------------------------------------------------------------------------------------- */

typedef struct GuestRow {
    Str     name, href, why, words, path, edit_href, request, request_href, meeting_href, contract;
    TextKey state;
    Day     contract_on;
    bool    came, missed;
} GuestRow;
typedef struct GuestPurchase {
    Str what, href;
} GuestPurchase;
typedef struct GuestCandidate {
    Str  name, href, field, why;
    Id   actor;
} GuestCandidate;
typedef struct GuestDayView {
    Str             path, add_href, ask_href, coming_href, sums;
    GuestPurchase  *purchases;
    size_t          purchases_n;
    GuestRow       *rows;
    size_t          rows_n;
    GuestCandidate *near;
    size_t          near_n;
    int64_t         came, requests, meetings, contracts;
    bool            may_write, past, no_host;
} GuestDayView;
PAGE_FN(guest_day, GuestDayView)

#endif
