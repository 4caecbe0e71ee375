/* paper.h - the papers of a case as PDF, in any language of the program: what was agreed to, the plan, a session as
** told to the owner, minutes of a meeting, the yearly review. Each holds what its reader may see, and nothing else; it
** runs from the right where the language does, with headings and paragraphs marked for screen readers. */
#ifndef RAKAZ_PAPER_PAPER_H
#define RAKAZ_PAPER_PAPER_H

#include "case/case.h"
#include "export/ink.h"
#include "intake/intake.h"

extern const Module paper_module;

/* A paper on its way: the sheet, and where things stand on it. */
typedef struct Paper {
    Ctx *c;
    Ink *k;
} Paper;

/* A heading; a text as people wrote it, over pages; a line of small print. Nothing is drawn of an empty text. */
void paper_head(Paper *p, Str text);
void paper_text(Paper *p, Str text);
void paper_small(Paper *p, Str text);

/* "Label: value" on a line; a value of several lines stands below. */
void paper_pair(Paper *p, TextKey label, Str value);
void paper_day(Paper *p, TextKey label, Day day);

/* One of several: behind a mark. */
void paper_item(Paper *p, Str text);

/* A line to sign on, with what stands below it. */
void paper_sign_line(Paper *p, TextKey below);

/* ---- the papers: each draws what stands between title and foot -------------------------------------------------- */

Fault paper_agreement(Paper *p, const Case *k) MUST;    /* paper_case.c */
Fault paper_plan(Paper *p, const Case *k) MUST;
Fault paper_review(Paper *p, const Case *k) MUST;       /* paper_review.c */
Fault paper_session(Paper *p, Id session) MUST;         /* paper_meeting.c */
Fault paper_minutes(Paper *p, Id meeting) MUST;
Fault paper_initiative(Paper *p, Id id) MUST;           /* paper_initiative.c */
Fault paper_initiative_title(Ctx *c, Id id, Str *ret_title) MUST;
Fault paper_pack(Paper *p, Id meeting) MUST;            /* paper_pack.c: before a meeting of a committee */

Fault paper_bid(Paper *p, Id consortium) MUST;          /* paper_joint.c: what a consortium offers */
Fault paper_sharing(Paper *p, Id consortium) MUST;      /* and what its members agree on among themselves */
Fault paper_joint_title(Ctx *c, Id consortium, Str *ret_title) MUST;

Fault paper_blank(Paper *p, const Request *rq, const Door *d) MUST;   /* paper_blank.c: of a public link */
Fault paper_blank_title(Ctx *c, Id door, Door *ret_d, Str *ret_title) MUST;

/* The title of a session or a meeting, and whether its reader may see it; NOT_FOUND. */
Fault paper_session_title(Ctx *c, Id session, Str *ret_title, Id *ret_case) MUST;
Fault paper_minutes_title(Ctx *c, Id meeting, Str *ret_title) MUST;

#endif
