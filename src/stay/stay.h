/* stay.h - what money leaves a place and what stays: spending of businesses and households, LM3 studies, and what was
** started against a leak. What is reckoned of them is in leak/.
**
** Spending is known to the staff of its place; what was told in an accompaniment, to the team of the case alone. Sums
** that hold more than a reader may read are told to whoever coordinates the place, headquarters and administrators:
** rounded, without names, of five who spend or more, and of cases those that agreed to be counted. */
#ifndef RAKAZ_STAY_STAY_H
#define RAKAZ_STAY_STAY_H

#include "ent/erase.h"
#include "lm3_ent.h"
#include "stay_ent.h"
#include "view/view.h"

extern const Module stay_module;
extern const Sheet  OUTLAY_SHEET, SPARE_SHEET, PLUG_SHEET, LM3_STUDY_SHEET, LM3_PAYEE_SHEET;

/* The entities' own checks. */
Fault outlay_check(Ctx *c, const void *before, void *after);
Fault spare_check(Ctx *c, const void *before, void *after);
Fault plug_check(Ctx *c, const void *before, void *after);
Fault lm3_study_check(Ctx *c, const void *before, void *after);
Fault lm3_payee_check(Ctx *c, const void *before, void *after);

/* Who is erased is named by no spending. On the writer, for ent/erase.h. */
Fault stay_erase(Ctx *c, const EntIds *actors, EntIds *gone);

#endif
