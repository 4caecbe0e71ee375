/* modules.c - the one list of what the program is made of. */
#include "http/server.h"

const Module *const MODULES[] = {
    &HTTP_MODULE,
};
const int MODULES_N = sizeof MODULES / sizeof *MODULES;
