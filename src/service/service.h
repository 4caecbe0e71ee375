/* service.h - the four services of the model on a case: advice and accompaniment, raising finance, training,
** information. The first two have nouns of their own; the others are written down here, and with them the opportunities
** that were passed on. */
#ifndef RAKAZ_SERVICE_SERVICE_H
#define RAKAZ_SERVICE_SERVICE_H

#include "service_ent.h"
#include "view/view.h"

extern const Module service_module;
extern const Sheet  SERVICE_SHEET;

/* The entity's own check: not of a day to come; an opportunity is information, and is passed on to a case once. */
Fault service_check(Ctx *c, const void *before, void *after);

/* Passes an open opportunity or resource on to a case today. INVALID with complaints. On the writer. */
Fault service_pass_on(Ctx *c, Id of_case, Id listing, Service *ret_s) MUST;

#endif
