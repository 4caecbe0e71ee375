/* import.h - a file from outside becomes records: businesses and people, for now from the command line. */
#ifndef RAKAZ_IMPORT_IMPORT_H
#define RAKAZ_IMPORT_IMPORT_H

#include "actor/actor.h"
#include "sheet/guess.h"

extern const Module import_module;

/* What a file did. Rows that are already known (registration number, phone, or name in the same place) are left alone,
** so that the same file twice changes nothing. */
typedef struct ImportReport {
    int64_t  rows, made, known, nameless, refused, not_data, repaired, placeless;
    uint64_t first_refused;                       /* row of the file; 0: none */
} ImportReport;

/* Fills an actor from a row by the columns' guesses; false: the row names nobody. Texts live in the arena. */
bool import_actor(Ctx *c, const ColumnGuess *columns, uint32_t n_columns, const SheetRow *row, Actor *a,
                  ImportReport *report);

#endif
