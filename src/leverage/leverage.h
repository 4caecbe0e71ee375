/* leverage.h - the pages of community-business leverage: two-way listings (listing/leverage.h), who takes part in each
** side, and the forms by which businesses post them and people join. */
#ifndef RAKAZ_LEVERAGE_LEVERAGE_H
#define RAKAZ_LEVERAGE_LEVERAGE_H

#include "view/view.h"

extern const Module leverage_module;

#endif
