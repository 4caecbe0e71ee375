/* case_page.h - what the pages and templates of this folder share. */
#ifndef RAKAZ_CASE_CASE_PAGE_H
#define RAKAZ_CASE_CASE_PAGE_H

#include "account/account_page.h"
#include "case/case_store.h"
#include "commitment/commitment.h"

extern const Sheet CONSENT_TEXT_SHEET;

/* ---- the head of a case, and its way through the stages: case_page.c -------------------------------------------- */

enum { CASE_WENT_MAX = 8 };
typedef struct CaseHead {
    const Case *k;
    Str     intake, intake_href;                  /* the request it came in as */
    Str     client, client_href, contact, contact_href, phone, phone_href, lead;
    TextKey stage, kind;
    Str     tint;                                 /* class of the stage's tag */
    Day     heard_on, answer_by, next_on;
    Str     twin_href;                            /* of another open case of this business, where it may be opened */
    Str     join_href, ask_href;                  /* to put it into this one; to ask whoever leads it */
    Day     went[CASE_WENT_MAX];                  /* cases that went into this one: since when they were */
    size_t  went_n;
    bool    twin, waits, late, review_late, unled, demo;
    TextKey why_closed;
} CaseHead;
PAGE_FN(case_head, CaseHead)

typedef struct CaseStep {                         /* one way on from here */
    Str     value;
    TextKey name;
    bool    after_plan;                           /* the plan comes first */
} CaseStep;
typedef struct CaseActs {
    Str       path;
    TextKey   next_name;
    Str       next_value;                         /* empty: asking for consent comes first, or nothing comes next */
    CaseStep *others;
    size_t    others_n;
    bool      may_write, sign, plan_first;        /* plan_first: what comes next waits for the plan */
} CaseActs;
PAGE_FN(case_acts, CaseActs)

typedef struct CaseTalk {
    Str id, name;
} CaseTalk;
PAGE_FN(case_talk, CaseTalk)

typedef struct CaseClose {
    const Case *k;
    Str       path, name, words;
    CaseStep *reasons;
    size_t    reasons_n;
    Str       chosen;
} CaseClose;
PAGE_FN(case_close, CaseClose)

/* ---- two cases become one: case_join_page.c ---------------------------------------------------------------------- */

typedef struct JoinSide {
    Str     href, name, lead, wish, future;
    TextKey stage;
    Day     asked_on, opened_on, heard_on;
} JoinSide;
typedef struct JoinKind {
    TextKey name;
    int64_t here, there;
} JoinKind;
typedef struct JoinConsent {
    TextKey name;
    Day     here_on, there_on, then_on;           /* last days */
    bool    here, here_over, there, there_over, then, narrower;
} JoinConsent;
typedef struct JoinRow {
    Str     value, name, stay_name;               /* stay_name: of its pair of choices */
    bool    here, there, lead, owner, asked, stay, end, leads;
} JoinRow;
typedef struct JoinView {
    JoinSide     into, from;
    JoinKind    *kinds;
    size_t       kinds_n;
    JoinConsent *consents;
    size_t       consents_n;
    JoinRow     *people, *leads;
    size_t       people_n, leads_n;
    Str          action, other_way, path, name;
    Html         errors;
    bool         asks;                            /* somebody is not in both */
} JoinView;
PAGE_FN(case_join, JoinView)

Fault get_case_join(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_join(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_join_ask(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- how many stand where: case_load.c --------------------------------------------------------------------------- */

typedef struct LoadCell {
    TextKey name;
    int64_t n;
    bool    hidden;
} LoadCell;
typedef struct LoadRow {
    Id        unit;
    Str       name;                               /* of the unit; empty: of none */
    LoadCell *cells;                              /* by stage */
    size_t    cells_n;
    int64_t   all;
    bool      hidden;
} LoadRow;
/* How long the first answer took: case_answers.c. */
typedef struct AnswerCell {
    Html    month;
    Str     share, median;                        /* answered in time; days, empty: nobody was answered */
    int64_t n;
    bool    hidden;
} AnswerCell;
typedef struct AnswerRow {
    Str         name;
    bool        all;
    AnswerCell *cells;                            /* by month, this one first */
    size_t      cells_n;
} AnswerRow;
typedef struct AnswerMonth {
    Html name;
} AnswerMonth;
typedef struct AnswersView {
    AnswerMonth *months;
    size_t       months_n;
    AnswerRow   *rows;
    size_t       rows_n;
    int64_t      days;                            /* the promise of the region */
    AnswerCell   all;                             /* of all units in all these months */
    bool         some;
} AnswersView;
PAGE_FN(case_answers, AnswersView)

/* Whose sums: those of all units, or of these. */
typedef struct LoadUnits {
    bool   all;
    Id    *v;
    size_t n;
} LoadUnits;
Fault case_answers(Ctx *c, const LoadUnits *units, AnswersView *ret_v) MUST;

typedef struct LoadView {
    AnswersView answers;
    LoadRow  *rows;
    size_t    rows_n;
    LoadCell *totals;                             /* of all units the reader sees: open, answer late, not spoken to */
    size_t    totals_n;
    bool      some_hidden;
} LoadView;
PAGE_FN(case_load, LoadView)
PAGE_FN(case_load_link, LoadView)

/* Headquarters and administrators of the whole organisation, and coordinators. */
bool  case_sees_load(const Ctx *c);
Fault case_load_view(Ctx *c, LoadView *ret_v) MUST; /* for whoever sees it */
Fault get_case_load(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- cards: case_cards.c ----------------------------------------------------------------------------------------- */

typedef struct MemberRow {
    Str     name, href;
    TextKey role;
    Day     from_on, until_on;
    int64_t promised;                             /* 0: nothing said */
    bool    over;
} MemberRow;
typedef struct PeoplePart {
    MemberRow *rows;
    size_t     rows_n;
    Id         of_case;
    Str        path;
    bool       may_write, unled;
    bool       ownerless, waited;                 /* the owner may be invited; has been, and did not come yet */
} PeoplePart;
PAGE_FN(case_people, PeoplePart)

typedef struct ConsentLine {
    TextKey name;
    Id      id;                                   /* 0: none was ever given */
    Str     signed_by, paper_href;
    TextKey way;
    Day     signed_on, until_on, withdrawn_on;
    int64_t number;
    bool    holds, over, withdrawn;
} ConsentLine;
typedef struct ConsentsPart {
    ConsentLine *rows;
    size_t       rows_n;
    Str          path;
    bool         may_write, lacks;                /* lacks: something is still to be asked for */
} ConsentsPart;
PAGE_FN(case_consents, ConsentsPart)

typedef struct VisionChapter {
    TextKey name;
    Str     text;
} VisionChapter;
typedef struct VisionTold {
    Id      id;
    Str     text, lang;
    int64_t horizon, number;
    Day     told_on, read_on;
    VisionChapter *chapters;
    size_t         chapters_n;
} VisionTold;
typedef struct VisionPart {
    VisionTold *now;                              /* NULL: not told yet */
    VisionTold *older;
    size_t      older_n;
    Str         path;
    int64_t     years;                            /* told so many years ago, and not read again since */
    bool        may_write;
} VisionPart;
PAGE_FN(case_vision, VisionPart)

typedef struct VisionForm {
    Str  path, name;
    Html fields, more, errors;
} VisionForm;
PAGE_FN(case_vision_form, VisionForm)

typedef struct OpeningLine {
    Str name;
    Day day;
    Stamp at;
} OpeningLine;
typedef struct OpeningsView {
    OpeningLine *rows;
    size_t       rows_n;
    Str          path, name;
} OpeningsView;
PAGE_FN(case_openings, OpeningsView)

typedef struct ActorCase {
    Str     href;
    TextKey stage;
    Day     since;
} ActorCase;
typedef struct ActorCases {
    ActorCase *rows;
    size_t     rows_n;
    Str        client;
    bool       may_open;
} ActorCases;
PAGE_FN(actor_cases, ActorCases)

Fault get_case_openings(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_case_vision(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_vision(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_vision_read(Ctx *c, const Request *rq, Reply *rp) MUST;
void  case_cards_register(void);

/* The frame of a page below a case: crumbs and title. */
Page case_page_new(Ctx *c, const Request *rq, Id of_case, Str client, TextKey title);

/* ---- the plan: case_plan.c --------------------------------------------------------------------------------------- */

typedef struct StepLink {
    Str text, href;
} StepLink;

typedef struct StepRow {
    Id      id;
    Str     text, href, owner, enables, evidence, back;
    StepLink  on, became;                         /* what it grew on, what it became; empty: nothing */
    StepLink *grown;                              /* what grew on it */
    size_t    grown_n;
    Str       change;                             /* where to say what it became; empty: not asked */
    TextKey kind;
    Day     due_on, ripens_on;
    bool    late, done, gone, ripening, waits, asked, team, may_write; /* asked: it waits for the reader's yes */
} StepRow;
PAGE_FN(case_step, StepRow)

typedef struct GoalRow {
    Str      text, href, measure, early_signs, evidence;
    Str      aim, aim_href;                       /* the goal of the place that it serves */
    TextKey  state;
    Str      tint;
    Day      target_on, ripens_on;
    bool     late, ripening, open;
    StepRow *steps;
    size_t   steps_n;
} GoalRow;

typedef struct PlanLine {
    TextKey  name;
    Str      value, why, why_field, icon;
    GoalRow *goals;
    size_t   goals_n;
    bool     asks_why;                            /* empty while others are not */
} PlanLine;

typedef struct PlanChoice {
    Str     value, name;
    TextKey label;
    bool    chosen;
} PlanChoice;

typedef struct PlanPart {
    PlanLine   *lines;
    size_t      lines_n;
    StepRow    *loose;
    size_t      loose_n;
    PlanChoice *kinds, *goals, *owners, *bases;   /* of a new step; bases: on what it may grow */
    size_t      kinds_n, goals_n, owners_n, bases_n;
    PlanSince   since;
    Str         path, id;
    Day         agreed_on;
    int64_t     steps_more;                      /* steps that are not shown */
    bool        whole;                            /* all are shown because the reader asked */
    bool        may_write, may_agree, may_add_goal, no_vision, lacks; /* lacks: accompaniment does not begin yet */
} PlanPart;
PAGE_FN(case_plan, PlanPart)

typedef struct StepForm {
    Str         path, back, name, version;
    Html        fields, errors;
    PlanChoice *owners, *goals, *bases, *heirs;   /* bases: on what it grew; heirs: what it became */
    size_t      owners_n, goals_n, bases_n, heirs_n;
    Str         change;                           /* where it is changed into another; empty: it is new */
    TextKey     title;
    bool        given;                            /* its owner is of the case today */
} StepForm;
PAGE_FN(case_step_form, StepForm)

Fault post_case_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_case_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_step_save(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_case_step_change(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_step_change(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_step_accept(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_why(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_agree(Ctx *c, const Request *rq, Reply *rp) MUST;
void  case_plan_register(void);

/* ---- inviting the owner: case_invite.c ------------------------------------------------------------------------- */

typedef struct InviteOwnerForm {
    Str  path, name, action;
    Html fields;
    Str  lang;                                    /* in which the invitation is written */
} InviteOwnerForm;
PAGE_FN(case_invite, InviteOwnerForm)

/* May the reader invite the owner of this case? */
bool  case_may_invite(Ctx *c, const Case *k);
Fault get_case_invite(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_invite(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- signing and withdrawing: case_sign.c ----------------------------------------------------------------------- */

typedef struct SignChoice {
    Str     value, words, words_lang;
    TextKey name;
    int64_t number, months;
    bool    holds, chosen, none;                  /* none: there are no words to sign */
} SignChoice;
typedef struct SignForm {
    Str         path, name, signed_by, signed_on, today;
    SignChoice *rows;
    size_t      rows_n;
    bool        paper, spoken, owner;             /* which way was chosen; the owner signs alone */
    Html        errors;
} SignForm;
PAGE_FN(case_sign, SignForm)

typedef struct WithdrawForm {
    Str     path, action, name, why;
    TextKey purpose;
    bool    shuts;                                /* to be accompanied: every door closes */
} WithdrawForm;
PAGE_FN(case_withdraw, WithdrawForm)

Fault get_case_sign(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_case_sign(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_consent_withdraw(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_consent_withdraw(Ctx *c, const Request *rq, Reply *rp) MUST;

void case_errors(Buf *b, const Page *pg);

/* The first day of this month. */
Day case_month(const Ctx *c);

/* Whoever was spoken with before this moment, or never, is quiet. */
Stamp case_quiet_since(const Ctx *c);

#endif
