/* actor_page.h - what the templates of this folder show. */
#ifndef RAKAZ_ACTOR_ACTOR_PAGE_H
#define RAKAZ_ACTOR_ACTOR_PAGE_H

#include "account/account_page.h"
#include "actor/actor_store.h"

typedef struct ActorHead {
    const Actor *a;
    Str          address;                         /* street, town */
    Str          locality_href, place;
    TextKey      kind, life;
    Str          category, category_href;
    Str          phone_href, mail_href, whatsapp_href;
    bool         demo, quiet, stale;
    Day          heard_on;
} ActorHead;

typedef struct ActorMerge {
    Id   id, other;
    Str  name, other_name, action, back;
    Likely *likely;
    size_t  likely_n;
    Html    field;                                /* the choice */
} ActorMerge;

PAGE_FN(actor_head, ActorHead)
PAGE_FN(actor_acts, ActorHead)
PAGE_FN(actor_likely, ActorMerge)
PAGE_FN(actor_menu, ActorMerge)
PAGE_FN(actor_merge, ActorMerge)

#endif
