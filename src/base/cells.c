/* cells.c - which cells of a table of sums are shown. */
#include "base/cells.h"

#include <stdlib.h>

/* The least that hidden groups can add up to is one answer each and CELL_LEAST of the larger one. The total is shown
** when they hold at least so many more, for then each of them may be larger at the cost of another. */
enum { SLACK = 2 };

static bool is_small(int64_t n) { return n > 0 && n < CELL_LEAST; }

bool cells_hide(const int64_t *n, size_t groups, bool *ret_hidden) {
    size_t  first = groups, small = 0;
    int64_t answers = 0;
    for (size_t i = 0; i < groups; i++) {
        ret_hidden[i] = is_small(n[i]);
        if (!ret_hidden[i]) continue;
        if (first == groups) first = i;
        answers += n[i];
        small++;
    }
    if (!small) return true;
    for (size_t k = 1; k < groups; k++) {
        size_t i = (first + k) % groups;
        if (n[i] < CELL_LEAST) continue;
        ret_hidden[i] = true;
        return answers + n[i] >= (int64_t)small + CELL_LEAST + SLACK;
    }
    return false;
}

bool cells_total_told(const int64_t *n, size_t groups) {
    int64_t answers = 0, some = 0;
    for (size_t i = 0; i < groups; i++) {
        answers += n[i];
        some += n[i] > 0;
    }
    return answers >= CELL_LEAST && answers >= some + SLACK;
}

static int order(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double cells_median(double *v, size_t n) {
    qsort(v, n, sizeof *v, order);
    return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}
