/* board.h - the dashboard of a place, by any definition of local: its multiplier, what leaks, who works with whom, how
** much of the large buyers' money stays, its goals on three lines, its towns. It reckons nothing of its own: each
** number comes from the module that keeps it, in the reader's right, and leads to the page behind it. */
#ifndef RAKAZ_BOARD_BOARD_H
#define RAKAZ_BOARD_BOARD_H

#include "view/view.h"

extern const Module board_module;

#endif
