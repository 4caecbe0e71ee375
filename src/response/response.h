/* response.h - needs of single businesses, rolled up by kind, sector and place, and what is opened for many of them at
** once: a course, joint purchasing, a step of policy. The cases that caused it are linked and told. */
#ifndef RAKAZ_RESPONSE_RESPONSE_H
#define RAKAZ_RESPONSE_RESPONSE_H

#include "case/case.h"
#include "response_ent.h"

extern const Module response_module;
extern const Sheet  NEED_SHEET;
extern const Sheet  RESPONSE_SHEET;

enum { RESPONSE_CASES_MAX = 2000 };               /* linked to one response when it is opened */

/* The entities' own hooks: a need takes the group of its business; what was met says by what. A new response links the
** open needs of its kind, group and place that its writer's right covers, and tells their teams; it tells them again
** when it works. */
Fault case_need_check(Ctx *c, const void *before, void *after);
Fault response_check(Ctx *c, const void *before, void *after);
Fault response_after(Ctx *c, const void *before, const void *after);
Fault response_case_check(Ctx *c, const void *before, void *after);

#endif
