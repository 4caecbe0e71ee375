/* assign.h - who could take a case, why, and the acts that give it to them. */
#ifndef RAKAZ_CONSULTANT_ASSIGN_H
#define RAKAZ_CONSULTANT_ASSIGN_H

#include "case/case.h"
#include "commitment/commitment.h"
#include "consultant/consultant_page.h"
#include "consultant/fit.h"
#include "survey/answer.h"

/* Everybody who could take a role in a case, for a coordinator's seat whoever coordinates too, with a profile or not;
** rows and people stand in the same order, ranked points into them. */
typedef struct Candidates {
    Consultant *rows;
    FitPerson  *people;
    Fit        *ranked;
    size_t      n;
    Id          town;                             /* of the business */
    int         trade, language;                  /* choices of trade_group and place_language; 0: not known */
    Weak        weak;                             /* areas of the last diagnosis: advice on them is wanted */
} Candidates;
Fault candidates_of(Ctx *c, const Case *k, int role, Candidates *ret_v) MUST;

/* The same without a case, for all cases of somebody: by load alone. `leave_out` is not among them. */
Fault candidates_any(Ctx *c, Id leave_out, Candidates *ret_v) MUST;

/* ---- what the pages show -------------------------------------------------------------------------------------- */

typedef struct Saying {
    Str  text;
    bool yes, no;
} Saying;

typedef struct CandidateRow {
    Str     value, name;
    Saying *says;
    size_t  says_n;
    TextKey ready, near;
    bool    unready, chosen, coordinates;
} CandidateRow;

typedef struct RoleLink {
    Str     href;
    TextKey name;
    bool    current;
} RoleLink;

typedef struct AssignView {
    Html errors;
    Str  name, back, action, now, minutes, reason, value_role;
    RoleLink     *roles;
    size_t        roles_n;
    CandidateRow *rows, *apart;
    size_t        rows_n, apart_n;
    Str           weak;                           /* names of the areas that were weak; empty: none */
    Day           weak_on;
    bool          lead, own, unready;             /* own: a hand-over of one's own case */
    int64_t       cases, promised;                /* of a hand-over of all cases */
} AssignView;
PAGE_FN(assign, AssignView)
PAGE_FN(candidates, AssignView)
PAGE_FN(hand_over, AssignView)
PAGE_FN(hand_over_all, AssignView)

typedef struct LeftStep {
    Str text, href;
} LeftStep;
typedef struct TeamOption {
    Str value, name;
} TeamOption;
typedef struct AssignCard {
    LeftStep *steps;                              /* open ones whose owner is in the case no more, or has left */
    size_t    steps_n;
    TeamOption *team;                             /* who could take them */
    size_t    team_n;
    Str       path;                               /* of the case */
    Str       lead_left;                          /* the lead's name, when they have left; empty: they have not */
    TextKey   near;                               /* the lead is too near to the business; T_NONE: not, or not told */
    Str       lead, decided_by, decided_why;
    Day       decided_on;
    Str       assign, hand_over;                  /* addresses; empty: not for this reader */
} AssignCard;
PAGE_FN(assign_card, AssignCard)

Fault candidate_rows(Ctx *c, const Request *rq, const Candidates *found, AssignView *v) MUST;

/* ---- the acts; on the writer, after the reader's right was looked at -------------------------------------- */

typedef struct Assign {
    Id      of_case, account;
    int     role;
    int64_t minutes;                              /* a month; NUMBER_NONE */
    Str     reason;                               /* why somebody who has not signed or is not trained */
} Assign;
Fault assign_do(Ctx *c, const Assign *a) MUST;

typedef struct HandOver {
    Id  of_case, from, to;
    Str note;                                     /* for the team; empty: none */
} HandOver;
Fault hand_over_do(Ctx *c, const HandOver *h) MUST;

/* All cases of somebody to another, in the act that is under way; one that they are too near to stays. h->of_case is
** set here; moved and left are added to. */
Fault hand_over_cases(Ctx *c, HandOver *h, int64_t *moved, int64_t *left) MUST;

/* Is this one of those who do the work of a case? */
bool role_works(int case_role);

/* The routes, in the module of assignment. */
Fault get_hand_over(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_hand_over(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_hand_over_all(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_hand_over_all(Ctx *c, const Request *rq, Reply *rp) MUST;

#endif
