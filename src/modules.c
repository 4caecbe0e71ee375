/* modules.c - the one list of what the program is made of. */
#include "account/account.h"
#include "actor/actor.h"
#include "http/server.h"
#include "ops/ops.h"
#include "place/place.h"
#include "view/view.h"

const Module *const MODULES[] = {
    &HTTP_MODULE,
    &account_module,
    &view_module,
    &place_module,
    &actor_module,
    &ops_module,
};
const int MODULES_N = sizeof MODULES / sizeof *MODULES;
