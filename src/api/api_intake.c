/* api_intake.c - what came in and the public links, for programs: the same steps as on the pages. */
#include "api/api_inner.h"

#include "intake/intake.h"

static Fault switched(Ctx *c, const Request *rq, Reply *rp, bool open) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    TRY(door_switch(c, rq->ids[0], open, ent_new(c, e)));
    return api_answer(c, rp, e, rq->ids[0]);
}

Fault api_door_open(Ctx *c, const Request *rq, Reply *rp) { return switched(c, rq, rp, true); }
Fault api_door_shut(Ctx *c, const Request *rq, Reply *rp) { return switched(c, rq, rp, false); }

Fault api_intake_take(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    TRY(intake_take(c, rq->ids[0], ent_new(c, e)));
    return api_answer(c, rp, e, rq->ids[0]);
}

static Fault ended(Ctx *c, const Request *rq, Reply *rp, bool refuse) {
    const Entity *e;
    Str reason;
    TRY(api_entity(c, rq, &e));
    TRY(api_texts(c, rq, &(ApiText){"reason", &reason, refuse}, 1));
    TRY(intake_end(c, rq->ids[0], refuse, reason, ent_new(c, e)));
    return api_answer(c, rp, e, rq->ids[0]);
}

Fault api_intake_refuse(Ctx *c, const Request *rq, Reply *rp) { return ended(c, rq, rp, true); }
Fault api_intake_close(Ctx *c, const Request *rq, Reply *rp) { return ended(c, rq, rp, false); }

Fault api_intake_accept(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    IntakeAccept how;
    TRY(api_entity(c, rq, &e));
    TRY(api_texts(c, rq, (ApiText[]){{"who", &how.who, true}, {"step", &how.step, false}, {"due_on", &how.due, false}},
                  3));
    TRY(intake_accept(c, rq->ids[0], &how, ent_new(c, e)));
    return api_answer(c, rp, e, rq->ids[0]);
}
