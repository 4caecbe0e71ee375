/* import_module.c - what the module brings. */
#include "import/import_page.h"

const Module import_module = {
    .name = "import",
    .queries = IMPORT_QUERIES,
    .n_queries = IMPORT_Q_N,
    .routes = IMPORT_ROUTES,
    .n_routes = IMPORT_ROUTES_N,
    .start = import_left_behind,
    .commands = &IMPORT_COMMAND,
    .n_commands = 1,
};
