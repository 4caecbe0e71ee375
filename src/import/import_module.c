/* import_module.c - what the module brings. */
#include "import/import_inner.h"

const Module import_module = {
    .name = "import",
    .queries = IMPORT_QUERIES,
    .n_queries = IMPORT_Q_N,
    .commands = &IMPORT_COMMAND,
    .n_commands = 1,
};
