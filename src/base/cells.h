/* cells.h - which cells of a table of sums are shown. Pure: counts in, marks out. */
#ifndef RAKAZ_BASE_CELLS_H
#define RAKAZ_BASE_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CELL_LEAST = 5 };

/* n[i] cases have answered in group i, and a row with the total of all groups stands below. Marks the groups that are
** hidden: those with fewer than CELL_LEAST answers (but at least one), and then one larger group more, so that none of
** them is what the total leaves over. Which one does not depend on the numbers (the next in order), because whoever
** knows how hiding works would learn from it. false: the total is hidden too, because there is no larger group, or
** because what is hidden adds up to so little that its parts could be told. A hidden group shows nothing: neither its
** number nor any figure made of it. */
bool cells_hide(const int64_t *n, size_t groups, bool *ret_hidden);

/* A row of which every cell but the empty ones is hidden: may its total be told? Not when it is small itself, nor when
** it would say that each cell holds one. */
bool cells_total_told(const int64_t *n, size_t groups);

/* The middle of numbers in any order, which it sorts; of an even count the mean of the two in the middle. n > 0. */
double cells_median(double *v, size_t n);

#endif
