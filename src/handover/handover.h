/* handover.h - all that somebody holds open goes to others in one act: cases they lead or are in, tasks, seats,
** barriers they have taken on, agreements they look after and what they promised in them, pledges and consortia that
** they follow. Counts alone are shown; who hands over reads nothing by it. What a successor could not see stays, and is
** counted. */
#ifndef RAKAZ_HANDOVER_HANDOVER_H
#define RAKAZ_HANDOVER_HANDOVER_H

#include "account/account.h"
#include "http/http.h"

extern const Module handover_module;

/* In the order in which they go: who got a seat sees what was promised there. */
typedef enum HeldKind {
    HELD_CASES, HELD_SEATS, HELD_TASKS, HELD_BARRIERS, HELD_AGREEMENTS, HELD_UNDERTAKINGS, HELD_PLEDGES,
    HELD_CONSORTIA,
    HELD_KINDS
} HeldKind;

/* How much of each an account holds open, whoever asks: sums alone. */
typedef struct Held {
    int64_t n[HELD_KINDS], all;
} Held;
Fault held_by(Ctx *c, Id account, Held *ret_h) MUST;

/* Gives it to others: one for each kind, 0 where nothing of the kind goes. One act that can be taken back; each
** receiver is told once, by mail, and finds the note on their first page. ret: what went, and what stays with them. On
** the writer, after the reader's right was looked at. */
typedef struct HandAll {
    Id  from, to[HELD_KINDS];
    Str note;
} HandAll;
typedef struct HandedAll {
    Held went, stays;
} HandedAll;
Fault hand_over_all_do(Ctx *c, const HandAll *h, HandedAll *ret) MUST;

/* May this account be given cases: they coordinate, or accompany and are ready for it; `leads`: the seats are of those
** who do the work, which wants a profile that is ready. */
Fault may_take_cases(Ctx *c, Id account, bool leads, bool *ret_yes) MUST;

#endif
