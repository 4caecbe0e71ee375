/* case_store.h - what the files of this folder share beside case.h. */
#ifndef RAKAZ_CASE_CASE_STORE_H
#define RAKAZ_CASE_CASE_STORE_H

#include "account_ent.h"
#include "case/case.h"
#include "commitment_ent.h"

enum {
    Q_CASE_CONSENTING, Q_CASE_GOALS_FOR,
    Q_CASE_OPEN_OF, Q_CASE_HOLDS, Q_CASE_HOLDS_OF, Q_CASE_WITHDRAWN, Q_CASE_PEOPLE, Q_CASE_ABOUT, Q_CASE_INVITED,
    Q_CASE_ALL_PEOPLE, Q_CASE_LEADS, Q_CASE_TEXT_LAST,
    Q_CASE_TEXT_USED, Q_CASE_VISION_LAST, Q_CASE_TEXTS_NOW, Q_CASE_OPENING, Q_CASE_OPENINGS, Q_CASE_HEARD,
    Q_CASE_CONSENTS, Q_CASE_LOADS, Q_CASE_SEATS, Q_CASE_DESK, Q_CASE_URGENT, Q_CASE_LOAD, Q_CASE_MERGED,
    Q_CASE_LINES, Q_CASE_LEAD_OF, Q_CASE_UNOPENED, Q_CASE_OPENED, Q_CASE_CLOSED,
    Q_CASE_PLAN_UNASKED, Q_CASE_PLAN_ASKED, Q_CASE_FUTURES, Q_CASE_SPANS, Q_CASE_ANSWERS,
    Q_CASE_DISCUSSED, Q_CASE_NO_CONTACT, CASE_Q_N,
};
extern const Query CASE_QUERIES[CASE_Q_N];

/* Of a list of cases x: nobody leads it, today (:unled) or later. */
extern const char CASE_UNLED_SQL[];

/* ---- case_people.c --------------------------------------------------------------------------------------------- */

/* Fills the teams of a case anew from its people and its consent. On the writer. */
Fault case_teams_renew(Ctx *c, Id of_case) MUST;

/* A case went into another, or came out of it again: both have other people now. */
Fault case_joined(Ctx *c, const Case *before, const Case *after) MUST;

/* A record leaves in a file or to a program: whose case it is of, that one was opened (view_on_taken). */
Fault case_taken(Ctx *c, const Entity *e, const void *rec) MUST;

/* The client and the contact of a case are seen by the circles of all their cases: decided anew. On the writer. */
Fault case_clients_renew(Ctx *c, const Case *k) MUST;

/* Whoever was invited to a case's page has come in: they are its owner from now on (account_on_welcome). */
Fault case_owner_came(Ctx *c, const Invite *v, Id account) MUST;

/* What a new case begins with: the words and the language of the request that its business came in by. */
Fault case_fresh(Ctx *c, void *rec) MUST;

/* A step of a case is new or was changed (commitment_on_case). */
Fault case_step_changed(Ctx *c, const Commitment *before, const Commitment *after) MUST;

/* What other modules ask of this one at their work. */
void case_store_start(void);

/* ---- what case_move and the consents do to a case -------------------------------------------------------------- */

/* Tells the modules that wait for it. */
Fault case_tell_stage(Ctx *c, const Case *before, const Case *after) MUST;
Fault case_tell_consent(Ctx *c, const Consent *before, const Consent *after) MUST;
Fault case_tell_people(Ctx *c, Id of_case) MUST;
Fault case_tell_join(Ctx *c, Id into, Id from) MUST;

/* Is the consent to be accompanied withdrawn, and none given since? Then the case is shut for the team. */
Fault case_is_shut(Ctx *c, Id of_case, bool *ret_yes) MUST;

/* ---- reading for the pages ------------------------------------------------------------------------------------- */

typedef struct ConsentRow {
    Id  id;
    int purpose, way;
    Str signed_by;
    Day signed_on, until_on;
    Stamp withdrawn_at;
    Id  paper;
    int64_t number;                               /* version of the words */
    Day limited_until;
} ConsentRow;
Fault case_consent_rows(Ctx *c, Id of_case, ConsentRow **ret_v, size_t *ret_n) MUST;

/* Does the plan lack a goal, or on some line both a goal and a reason? Then accompaniment does not begin. */
Fault case_plan_lacks(Ctx *c, const Case *k, bool *ret_yes) MUST;
bool  case_lines_lack(const Case *k, const bool *has);  /* has: by line, whether there is a goal that was not let go */

/* Do these two stages differ so that the plan is asked for: from before it, or from the end, to what follows it? */
bool case_asks_plan(int from, int to);

/* Another open case of the same business: two became one by a merge. 0: there is none. */
Fault case_other_open(Ctx *c, const Case *k, Id *ret_id) MUST;

/* ---- two cases become one: case_join.c ------------------------------------------------------------------------- */

/* Somebody of one of the two cases today. `stays`: in both teams already, so nothing is asked. */
typedef struct JoinPerson {
    Id   account;
    Str  name;
    bool here, there, lead, owner, stays;         /* here: in the case that stays */
} JoinPerson;
typedef struct JoinPair {
    Case       *into, *from;
    JoinPerson *people;
    size_t      people_n;
} JoinPair;

/* Both cases, for one who is in the teams of both; NOT_FOUND else, and when they are not two open ones of one
** business. */
Fault case_join_load(Ctx *c, Id into, Id from, JoinPair *ret_p) MUST;

/* What a consent for a purpose comes to: its last day in one case, CONSENT_NEVER when none was asked for, yesterday
** when it does not hold any more. */
Fault case_join_consent(Ctx *c, Id of_case, int purpose, Day *ret_last) MUST;

/* `from` goes into `into`: the person who leads is chosen, and of each who is not in both teams, whether they go on.
** One act that can be taken back. INVALID with complaints. On the writer. */
typedef struct JoinChoice {
    Id        lead;                               /* 0 where nobody leads either */
    const Id *stay;
    size_t    stay_n;
} JoinChoice;
Fault case_join(Ctx *c, const JoinPair *p, const JoinChoice *ch) MUST;

/* Asks whoever leads the other open case of this business to take the reader into its team. STALE: nobody leads it. */
Fault case_join_ask(Ctx *c, Id of_case) MUST;

/* The cases that went into this one: when each began. */
Fault case_join_went(Ctx *c, Id of_case, Day *ret_v, size_t max, size_t *ret_n) MUST;

/* Who opened the case, newest first. */
typedef struct OpeningRow {
    Stamp at;
    Str   name;                                   /* no secret to those who see the case */
} OpeningRow;
Fault case_openings(Ctx *c, Id of_case, size_t max, OpeningRow **ret_v, size_t *ret_n) MUST;

#endif
