/* modules.c - the one list of what the program is made of. */
#include "actor/actor.h"
#include "http/server.h"
#include "view/view.h"

const Module *const MODULES[] = {
    &HTTP_MODULE,
    &view_module,
    &actor_module,
};
const int MODULES_N = sizeof MODULES / sizeof *MODULES;
