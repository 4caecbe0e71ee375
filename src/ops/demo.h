/* demo.h - what the files that make the demo share: one record a line of demo.tsv, and what its keys have become. */
#ifndef RAKAZ_OPS_DEMO_H
#define RAKAZ_OPS_DEMO_H

#include "ent/ent.h"
#include "ops/ops.h"

/* One record of demo.tsv: kind, key, name=value pairs. */
typedef struct DemoLine {
    Str kind, key, rest;
} DemoLine;

/* What a key of the file has become. */
typedef struct Made {
    Str key;
    Id  id;
} Made;

typedef struct Demoing {
    Demo  *d;
    Made  *made;
    size_t n;
} Demoing;

/* The value of a name in the line; empty when it does not stand there. A number; days from today; a moment of that day
** that has passed already. */
Str     demo_get(const DemoLine *l, const char *name);
int64_t demo_number(const DemoLine *l, const char *name, int64_t otherwise);
Day     demo_day(const Ctx *c, int64_t days);
Stamp   demo_at(const Ctx *c, int64_t days, int hour);

/* The record that a key has become, 0: none; and remembering one. */
Id   demo_of(const Demoing *m, Str key);
void demo_keep(Demoing *m, Str key, Id id);

/* Makes what the line says; BAD_FILE when it is of no kind that is known. */
Fault demo_line(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* Saves in the name of an account (0: nobody's). */
Fault demo_save_by(Ctx *c, Id account, const Entity *e, void *rec) MUST;

/* ---- demo_alert.c ------------------------------------------------------------------------------------------------ */

Fault demo_alert(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* "amount=40 most=60 unit=kg": what is not there stays unknown. */
void demo_amount(const DemoLine *l, double *amount, double *most, int *counted_in);

/* ---- demo_initiative.c ------------------------------------------------------------------------------------------- */

Fault demo_initiative(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_partner(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_move(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_look(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_budget.c ----------------------------------------------------------------------------------------------- */

Fault demo_fund(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_line_of(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_spending(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_spend.c ------------------------------------------------------------------------------------------------ */

Fault demo_payments(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_mark(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_coming(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_quotes(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_quote(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_guest(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_leverage.c --------------------------------------------------------------------------------------------- */

Fault demo_leverage(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_taker(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_chain.c ------------------------------------------------------------------------------------------------ */

Fault demo_chain(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_in_chain(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_stay.c ------------------------------------------------------------------------------------------------- */

Fault demo_outlay(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_spare(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_plug(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_study(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_payee(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_council.c ---------------------------------------------------------------------------------------------- */

Fault demo_body(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_seat(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_meeting(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_item(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_came(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_said(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_barrier(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_place.c ------------------------------------------------------------------------------------------------ */

Fault demo_chapter(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_leader(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_event(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_open(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_consultant.c ------------------------------------------------------------------------------------------ */

Fault demo_principles(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_consultant(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_conflict(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_funding(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_session(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_hours(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_case.c: one line of each kind ------------------------------------------------------------------------- */

Fault demo_case(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_member(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_future(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_goal(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_need(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_response(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_step(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_agreement.c ------------------------------------------------------------------------------------------- */

Fault demo_agreement(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_undertaking(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_signed(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_learning(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_training(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_pledge.c ---------------------------------------------------------------------------------------------- */

Fault demo_pledge(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_given(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_hires(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_facility(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_booking(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_consortium.c ------------------------------------------------------------------------------------------ */

Fault demo_consortium(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_joint_part(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_joint_member(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_joint_quote(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_packages(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_survey.c ---------------------------------------------------------------------------------------------- */

Fault demo_round(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_years.c ------------------------------------------------------------------------------------------------ */

Fault demo_aid(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_referral(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_finance(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_wave(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_network.c ---------------------------------------------------------------------------------------------- */

Fault demo_wanted(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_introduction(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_outcome(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_tool.c ------------------------------------------------------------------------------------------------ */

Fault demo_tool_known(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_tool_variant(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_tool(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_service(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_wish.c ------------------------------------------------------------------------------------------------- */

Fault demo_theme(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_wish(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_aim(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_picture(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_proposal(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_opinion(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_wish_page(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_sending.c ---------------------------------------------------------------------------------------------- */

Fault demo_hear(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_notice(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_measure.c ---------------------------------------------------------------------------------------------- */

Fault demo_benchmark(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_date(Ctx *c, Demoing *m, const DemoLine *l) MUST;
Fault demo_met(Ctx *c, Demoing *m, const DemoLine *l) MUST;

/* ---- demo_many.c ------------------------------------------------------------------------------------------------- */

/* As many accompanied businesses as the line says, for the sums that headquarters see. */
Fault demo_many(Ctx *c, Demoing *m, const DemoLine *l) MUST;

#endif
