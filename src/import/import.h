/* import.h - files from outside become records: businesses, people, organisations, places.
**
** A file is read twice: to say what would happen, and to do it. What happens is one act, which can be taken back for 30
** days. The same file a second time changes nothing. */
#ifndef RAKAZ_IMPORT_IMPORT_H
#define RAKAZ_IMPORT_IMPORT_H

#include "http/http.h"

extern const Module import_module;

#endif
