/* check.c - the end of a process that has found a bug of ours in itself. */
#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void check_failed(const char *file, int line, const char *what) {
    fprintf(stderr, "rakaz: broken assumption at %s:%d: %s\n", file, line, what);
    abort();
}
