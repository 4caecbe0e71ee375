/* ops.h - what runs a region from the command line: a demo to look at, a new region, backup and its proof. */
#ifndef RAKAZ_OPS_OPS_H
#define RAKAZ_OPS_OPS_H

#include "http/http.h"

extern const Module ops_module;

/* A file under data/ that is part of the program ("regions/negev/places.tsv"); the empty Str if there is none. */
Str ops_file(Str path);

/* A demo region in an empty database: facts, organisation, places, categories, and the invented people of the region's
** demo.tsv, if it has one, all marked as demo; moments count from c->reader.now. On the writer, once. `password` is
** everybody's. NOT_FOUND: no such region is part of the program. */
typedef struct DemoLogin {
    Str name, email, role;
} DemoLogin;
typedef struct Demo {
    Str       region, password;
    DemoLogin logins[16];
    size_t    n_logins;
} Demo;
Fault demo_make(Ctx *c, Demo *d) MUST;

/* Zone, currency and phones of c->reader as the facts say that this write has just set. */
Fault ops_local(Ctx *c) MUST;

/* The command `rakaz init`. */
int ops_init(int argc, char **argv);

#endif
