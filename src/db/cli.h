/* cli.h - what commands that work on a region share. They speak English, for operators. */
#ifndef RAKAZ_DB_CLI_H
#define RAKAZ_DB_CLI_H

#include "db/facts.h"
#include "db/region.h"

/* A region opened from the command line, with a Ctx of the system; its time is now, in the region's zone,
** and money and phones are read as the region does. */
typedef struct Cli {
    Arena   arena;
    Region *region;
    Ctx     ctx;
    Local   local;
} Cli;

/* Opens; complains on standard error and returns false when it cannot. */
bool cli_open(Cli *o, const char *address, bool create);
bool cli_open_as(Cli *o, const RegionOptions *ro);
void cli_close(Cli *o);

/* --name VALUE among the words; NULL if it is not there. */
const char *cli_option(int argc, char **argv, const char *name);
bool        cli_has(int argc, char **argv, const char *name);    /* --name alone */

/* Prints "rakaz: what: why" and returns 1. */
int cli_fail(const char *what, Str why);

/* The same with what a fault says: its name, its note, the fields complained about. */
int cli_fault(const Cli *o, const char *what, Fault f);

/* The first line of standard input, without its end; at most 1000 bytes. Asks on the terminal without showing what is
** typed. false: nothing came. */
bool cli_secret(Arena *a, const char *question, Str *ret_line);

#endif
