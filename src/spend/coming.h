/* coming.h - what a buyer means to buy, told beforehand, and small requests for quotes with the reasons for what was
** preferred. */
#ifndef RAKAZ_SPEND_COMING_H
#define RAKAZ_SPEND_COMING_H

#include "coming_ent.h"
#include "view/view.h"

extern const Module coming_module;
extern const Sheet  COMING_PURCHASE_SHEET;
extern const Sheet  QUOTE_REQUEST_SHEET;
extern const Sheet  QUOTE_SHEET;

enum { COMING_WRITERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR, QUOTE_DAYS = 2 };

/* The entities' own hooks. A purchase is public once it is published. A request is asked with two working days at
** least, does not change what is wanted afterwards, and is decided with a written reason. */
Fault coming_purchase_check(Ctx *c, const void *before, void *after);
Fault quote_request_check(Ctx *c, const void *before, void *after);
Fault quote_check(Ctx *c, const void *before, void *after);

/* The live purchase of this process, as the reader sees it, whether it came from a file or is our own; 0: none. */
Fault coming_by_ocid(Ctx *c, Str ocid, Id *ret_id) MUST;

#endif
