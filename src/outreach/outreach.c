/* outreach.c - where dates and acquaintances stand, and what they must say. */
#include "outreach/outreach.h"

#include "actor/actor.h"

/* In the unit of the actor, and seen by those who work there alone. */
static Fault stand(Ctx *c, Id actor, Head *h) {
    Head of;
    if (!actor) return OK;
    Fault f = ent_load_head(c, &actor_entity, actor, &of);
    if (f == NOT_FOUND) return OK;                /* the field itself complains */
    TRY(f);
    h->unit = of.unit;
    if (h->visibility < VIS_UNIT) h->visibility = VIS_UNIT;
    return OK;
}

Fault actor_date_check(Ctx *c, const void *before, void *after) {
    ActorDate *d = after;
    (void)before;
    TRY(stand(c, d->actor, &d->head));
    if (d->kind == DATE_KIND_OPENING && d->yearly < 0) d->yearly = 1;
    return complaints_fault(c);
}

Fault acquaintance_check(Ctx *c, const void *before, void *after) {
    Acquaintance *m = after;
    (void)before;
    TRY(stand(c, m->about, &m->head));
    if (!m->how_met.n && !m->matters.n) complain(c, "how_met", T_OUTREACH_MET_NOTHING);
    return complaints_fault(c);
}
