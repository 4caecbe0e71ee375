/* intake.h - what comes in from people without an account, and the links they come by.
**
** A link (Door) hangs at one place: whoever opens /ask/CODE or /propose/CODE answers a few questions, each kept as soon
** as it is answered, and may go on later from an address that only they know. What they sent waits for a person, who
** makes a business, a listing or a reason of it. Until then it is nobody's record but the staff's of that place. */
#ifndef RAKAZ_INTAKE_INTAKE_H
#define RAKAZ_INTAKE_INTAKE_H

#include "intake_ent.h"
#include "view/view.h"

extern const Module intake_module;
extern const Sheet  INTAKE_SHEET;
extern const Sheet  DOOR_SHEET;

enum {
    INTAKE_HALF_MINUTES = 60,                     /* begun and left for so long: half-finished, and somebody is told */
    INTAKE_DOOR_DAY_MAX = 200,                    /* begun through one link in a day */
    INTAKE_CALLER_HOUR_MAX = 10,                  /* begun by one address in an hour */
};

/* What a public link asks, a question a page, and on paper one below the other. */
enum { INTAKE_FIELDS_MAX = 4 };
typedef struct IntakeQuestion {
    TextKey ask, why;
    int     fields[INTAKE_FIELDS_MAX];            /* of intake_entity; ends with -1 */
    int     needed;                               /* how many of them, from the first, must be answered */
} IntakeQuestion;
void intake_questions(int kind, const IntakeQuestion **ret_v, int *ret_n);

/* ---- links, for other modules that one leads to ---- */

/* Where a link of a kind leads, and what its poster says. */
typedef struct DoorWays {
    const char *path;                             /* "/ask/", before the code */
    TextKey     invite, what;
} DoorWays;
const DoorWays *door_ways(int kind);

bool door_is_open(const Ctx *c, const Door *d);

/* The link of this code that is open today, in whichever organisation; NOT_FOUND. Whoever asks is nobody yet. */
Fault door_open(Ctx *c, Str code, int kind, Door *ret_d) MUST;

/* The organisation as who asks, for what a visitor causes; and saving so. On the writer. */
Who   door_system(Id org);
Fault door_save(Ctx *c, Id org, const Entity *e, void *rec) MUST;

/* The entities' own checks (intake.ent): what a request is called, its number, its clock. */
Fault door_check(Ctx *c, const void *before, void *after);
Fault intake_check(Ctx *c, const void *before, void *after);

/* The day by which somebody who asks now is answered. */
Day intake_due(const Ctx *c);

/* ---- what staff do with them; on the writer. The pages and the interface for programs call these. ---- */

/* Opens or shuts a link; one whose last day is over opens without an end. */
Fault door_switch(Ctx *c, Id id, bool open, Door *ret_d) MUST;

/* The reader looks after it from now on. STALE: it is refused or closed already; NOT_ALLOWED. */
Fault intake_take(Ctx *c, Id id, Intake *ret_v) MUST;

/* Refuses it (a reason is required) or closes it. INVALID with complaints by field; STALE. */
Fault intake_end(Ctx *c, Id id, bool refuse, Str reason, Intake *ret_v) MUST;

/* What it becomes. who: the id of an actor, "business" or "person" for a new one, "none" for a proposal without one.
** Of a request for help also the first step (empty: none) and its day. */
typedef struct IntakeAccept {
    Str who, step, due;
} IntakeAccept;

/* One act: a note and a first step with the actor, or a listing. STALE: it was accepted before; INVALID. */
Fault intake_accept(Ctx *c, Id id, const IntakeAccept *how, Intake *ret_v) MUST;

/* The last request for help that has become this actor, of those the reader sees; NOT_FOUND. */
Fault intake_of(Ctx *c, Id actor, Intake *ret_v) MUST;

/* What waits for the reader: sent ones by due date, or half-finished ones, the newest first. The same conditions as the
** lists at INTAKE_WAITING_PATH and INTAKE_HALF_PATH. */
#define INTAKE_WAITING_PATH "/intakes?state=sent&sort=answer_by"
#define INTAKE_HALF_PATH    "/intakes?half=1"
Fault intake_waiting(Ctx *c, bool half, size_t max, Intake **ret_v, size_t *ret_n, int64_t *ret_total) MUST;

#endif
