/* intake_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_INTAKE_INTAKE_PAGE_H
#define RAKAZ_INTAKE_INTAKE_PAGE_H

#include "account/account_page.h"
#include "actor/actor.h"
#include "intake/intake.h"

enum { INTAKE_Q_N = 2 };
extern const Query INTAKE_QUERIES[INTAKE_Q_N];

/* ---- intake_store.c --------------------------------------------------------------------------------------- */

/* What was begun under this key; NOT_FOUND. */
Fault intake_by_key(Ctx *c, Str key, Intake *ret_v) MUST;

/* Saves as the system of the organisation whose link it is: the writer has no account. On the writer. */
Fault intake_save(Ctx *c, Id org, Intake *v) MUST;


/* Tells whoever is in charge of the place: now when it was sent, later when it is still half-finished then. `site` is
** the address for links; empty: mails cannot go out. */
Fault intake_tell(Ctx *c, const Intake *v, Str site) MUST;

/* ---- the public pages: intake_public.c -------------------------------------------------------------------- */

typedef struct AskView {
    Str     region, place, welcome, welcome_lang;
    TextKey title, question, why;
    Html    fields;
    Str     action, back, resume;                 /* resume: the address to go on from later; empty on the first page */
    int64_t step, steps;
    bool    last;
    Str     privacy, privacy_lang;
    Str     phone, phone_href;                    /* of the organisation, or empty */
    Day     answer_by;
    int64_t days;                                 /* the promise: an answer within so many */
    Str     reference;
    bool    ask;                                  /* asks for help, else proposes */
} AskView;
PAGE_FN(ask, AskView)
PAGE_FN(ask_sent, AskView)
PAGE_FN(ask_closed, AskView)

/* ---- for other modules that a link leads to ---- */

/* Names and words of the region and of the link, the same on every page that it leads to. */
Fault door_words(Ctx *c, const Door *d, AskView *v) MUST;

/* A page without the frame, that no search engine keeps. */
Page door_page(Ctx *c, const Request *rq, Reply *rp, TextKey title);

/* A link that is switched off, over or wrong says the same; another fault than NOT_FOUND is returned as it is. */
Fault door_closed(Ctx *c, const Request *rq, Reply *rp, Fault f) MUST;

/* What people cannot see was filled in. */
bool door_is_machine(const Request *rq);

/* Counts one more that came in; the names keep what is counted apart. */
typedef struct DoorLimit {
    const char *caller, *link;
    int64_t     caller_hour, link_day;
} DoorLimit;
Fault door_too_many(Ctx *c, const Request *rq, const Door *d, const DoorLimit *l, bool *ret_yes) MUST;

/* /ask/CODE and /ask/CODE/KEY; the same for /propose. */
Fault get_ask(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_ask(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_ask_again(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_ask_again(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- the staff's pages: intake_page.c --------------------------------------------------------------------- */

typedef struct IntakeHead {
    const Intake *v;
    TextKey       state, kind, way;
    Str           phone_href, place, actor, actor_href, listing, listing_href, taken_by;
    Str           tint;                           /* class of the state's tag */
    bool          late, waits, demo;
    Day           came_on;
} IntakeHead;
PAGE_FN(intake_head, IntakeHead)

typedef struct IntakeWords {
    const Intake *v;
    bool          nothing;
    Likely       *likely;
    size_t        likely_n;
} IntakeWords;
PAGE_FN(intake_words, IntakeWords)

typedef struct IntakeActs {
    Str  path;
    bool may_take, may_accept, may_refuse, may_close;
} IntakeActs;
PAGE_FN(intake_acts, IntakeActs)

typedef struct AcceptView {
    const Intake *v;
    Str           path, name, step;               /* step: words proposed for the task */
    Likely       *likely;
    size_t        likely_n;
    bool          ask, has_business;
    Str           due;                            /* ISO, for a date field */
} AcceptView;
PAGE_FN(intake_accept, AcceptView)

typedef struct ReasonView {
    const Intake *v;
    Str           path, action, typed;
    TextKey       title, what, button;
} ReasonView;
PAGE_FN(intake_reason, ReasonView)

typedef struct DoorView {
    const Door *d;
    Str         path, address, place, region;
    TextKey     kind, invite, what;
    bool        open, may_write;
    Str         until_class;
} DoorView;
PAGE_FN(door_head, DoorView)
PAGE_FN(door_card, DoorView)

/* The blank of a link, in each language. */
typedef struct BlankLang {
    Str href, name, code;
} BlankLang;
typedef struct BlankView {
    Str        name;                              /* of the link; empty: there is only one way to say it */
    BlankLang *langs;
    size_t     langs_n;
    Str        key_in;                            /* the form in which what came back is keyed in */
} BlankView;
PAGE_FN(door_blank, BlankView)
PAGE_FN(door_poster, DoorView)

void intake_errors(Buf *b, const Page *pg);

/* ---- accepting: intake_accept.c --------------------------------------------------------------------------- */

Fault get_intake_accept(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_intake_accept(Ctx *c, const Request *rq, Reply *rp) MUST;

/* Whom it may be, among the businesses and people that the reader sees: as a business and as a person. */
enum { INTAKE_LIKELY_MAX = 6 };
Fault intake_likely(Ctx *c, const Intake *v, Likely *ret_v, size_t *ret_n) MUST;

/* A request that waits and that the reader may change. */
Fault intake_open_one(Ctx *c, Id id, Intake *ret_v) MUST;

/* Its page. */
Str intake_path(Ctx *c, const Intake *v);

#endif
