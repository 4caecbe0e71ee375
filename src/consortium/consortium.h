/* consortium.h - several small businesses as one: joint supplier of one buyer, joint purchase, joint marketing.
**
** A consortium is put together of parts (what is asked, pooled or in the package) and members (who gives what, under
** which terms). Each member agrees to what stands in its row; a row that changes is agreed to anew. When all have
** agreed a body is made, or taken, in whose name they act, and each has a tie with it. It is the unit's, and of the
** owners who agreed for their business. */
#ifndef RAKAZ_CONSORTIUM_CONSORTIUM_H
#define RAKAZ_CONSORTIUM_CONSORTIUM_H

#include "consortium/reckon.h"
#include "view/view.h"

extern const Module consortium_module;
extern const Sheet  CONSORTIUM_SHEET, CONSORTIUM_PART_SHEET, CONSORTIUM_MEMBER_SHEET, CONSORTIUM_QUOTE_SHEET,
                    CONSORTIUM_DELIVERY_SHEET;

/* A condition of lists: those that have not ended; its `:open` is a number above 0. */
extern const char CONSORTIUM_HELD_SQL[];

/* The entities' own hooks (consortium.ent). */
Fault consortium_check(Ctx *c, const void *before, void *after);
Fault consortium_part_check(Ctx *c, const void *before, void *after);
Fault consortium_member_check(Ctx *c, const void *before, void *after);
Fault consortium_member_after(Ctx *c, const void *before, const void *after);
Fault consortium_quote_check(Ctx *c, const void *before, void *after);
Fault consortium_delivery_check(Ctx *c, const void *before, void *after);
Fault consortium_signing_check(Ctx *c, const void *before, void *after);

/* A step of its way, by whoever may write it: OVER from where it does not lead on, INVALID (on "state") while something
** lacks. Agreed: two at least, one lead, everybody's yes, shares that are whole; the body and the ties are made. Not
** won, and ended before anything was delivered, want a reason. On the writer, as all steps. */
Fault consortium_move(Ctx *c, Id id, int to, Str reason, Consortium *ret_k) MUST;

/* A yes to what stands in the row: an owner for a business of theirs, or staff who write down who said so and how. */
typedef struct ConsortiumYes {
    bool contact;                                 /* phone and mail may stand in the papers */
    Str  words;                                   /* of staff: who said so, and how */
} ConsortiumYes;
Fault consortium_member_agree(Ctx *c, Id id, const ConsortiumYes *y, ConsortiumMember *ret_m) MUST;

/* Out of it, with the reason; an owner for a business of theirs, or staff. Ends the tie with the body. */
Fault consortium_member_leave(Ctx *c, Id id, Str reason, ConsortiumMember *ret_m) MUST;

/* The supplier from whom they buy; one a part. */
Fault consortium_quote_choose(Ctx *c, Id id, ConsortiumQuote *ret_q) MUST;

/* So many packages were sold on a day: what each member gets of the price, exact to the agora, is written down. */
Fault consortium_sold(Ctx *c, Id id, Day on, int64_t packages, Consortium *ret_k) MUST;

#endif
