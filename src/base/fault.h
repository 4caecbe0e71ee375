/* fault.h - refusals and failures, as return values.
**
** A function that can fail returns Fault; OK is 0. Mistakes in a form are not faults one by one: they are
** complaints by field, collected in the Ctx, and the call returns INVALID. Bugs are asserts.
** Two macros change the flow of control in the whole product, and no third: TRY and AUTO. */
#ifndef RAKAZ_BASE_FAULT_H
#define RAKAZ_BASE_FAULT_H

#include "base/str.h"

typedef enum Fault {
    OK = 0,
#define FAULT(name, status, key) name,
#include "base/fault.def"
#undef FAULT
    FAULT_N
} Fault;

#define MUST __attribute__((warn_unused_result))

/* Returns a fault onward. */
#define TRY(call)                                                                                   \
    do {                                                                                            \
        Fault fault_ = (call);                                                                      \
        if (fault_ != OK) return fault_;                                                            \
    } while (0)

/* AUTO(fn) Type x = ...: fn(&x) runs when x goes out of scope. For what is not memory. */
#define AUTO(fn) __attribute__((cleanup(fn)))

/* "NOT_FOUND" and its HTTP status and its text key ("fault.not_found"). OK gives "OK", 200, "". */
const char *fault_name(Fault f);
int         fault_status(Fault f);
const char *fault_key(Fault f);

#endif
