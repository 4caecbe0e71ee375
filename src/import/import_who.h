/* import_who.h - the region's actors, as far as the reader sees them, by name and number: import_who.c. */
#ifndef RAKAZ_IMPORT_IMPORT_WHO_H
#define RAKAZ_IMPORT_IMPORT_WHO_H

#include "actor/actor.h"
#include "import/import_outlay.h"
#include "import/import_same.h"

typedef struct ImportWho ImportWho;
MUST Fault import_who_open(Ctx *c, Arena *a, ImportWho **ret_w);

/* The one of this name in any spelling, legal forms aside; of several the only one in `place`. 0: none, or several. */
Id   import_who_named(const ImportWho *w, Arena *a, Str name, Id place);
Id   import_who_numbered(const ImportWho *w, Str number);
Id   import_who_near(const ImportWho *w, Str name);   /* the one whose name sounds like it; 0: none, or several */
bool import_who_is(const ImportWho *w, Id id, int *ret_kind, Id *ret_locality);

#endif
